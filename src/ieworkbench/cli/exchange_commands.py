"""The commands for arriving from other programs and leaving for them, and for copies of a study."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import output, reports
from ieworkbench.cli.options import Coders, ExchangeFormat, Json, Person, StudyFile, command, open_it
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.study import Study
    from ieworkbench.study.merging import Conflict, Merged

__all__: list[str] = []

_FAMILY = "Other programs, and copies"
All = Annotated[bool, typer.Option("--all", help="Show every place, not the first of each reason.")]


@command(_FAMILY, "import")
def import_file(
    study: StudyFile,
    file: Annotated[
        Path,
        typer.Argument(readable=False, metavar="FILE", help="A project, codebook, codings, or the tables of a chain."),
    ],
    format: ExchangeFormat = "",  # noqa: A002 - the word a researcher would type
    strict: Annotated[bool, typer.Option("--strict", help="Take nothing in where anything would be left out.")] = False,
    everything: All = False,
    person: Person = "",
    json: Json = False,
) -> None:
    """Take in what another program wrote. It says what came in and what could not."""
    with open_it(study, person) as opened, output.progress(f"Reading {file.name}"):
        report = opened.import_file(file, format=format or None, strict=strict)
    if json:
        output.print_json(reports.as_json(report))
    else:
        reports.print_exchange(report, "Came in", everything=everything)


@command(_FAMILY, "export")
def export_file(
    study: StudyFile,
    file: Annotated[
        Path, typer.Argument(readable=False, metavar="FILE", help="The file to write; its ending says the format.")
    ],
    format: ExchangeFormat = "",  # noqa: A002 - the word a researcher would type
    source: Annotated[
        list[str], typer.Option("--source", metavar="NAME", help="Only this source; repeat for several.")
    ] = [],  # noqa: B006 - typer copies it
    case: Annotated[
        list[str], typer.Option("--case", metavar="CASE", help="Only sources of this case; repeat for several.")
    ] = [],  # noqa: B006 - typer copies it
    by: Coders = [],  # noqa: B006 - typer copies it
    everything: All = False,
    json: Json = False,
) -> None:
    """Write a study for another program. It says what the format could not carry."""
    with open_it(study) as opened, output.progress(f"Writing {file.name}"):
        report = opened.export_file(file, format=format or None, source=source, case=case, by=by)
    if json:
        output.print_json(reports.as_json(report))
    else:
        reports.print_exchange(report, f"Wrote {file}", everything=everything)


@command(_FAMILY)
def archive(
    study: StudyFile,
    folder: Annotated[
        Path, typer.Argument(readable=False, metavar="DIR", help="A new folder, or one with an archive of this study.")
    ],
    json: Json = False,
) -> None:
    """Write a whole study as plain text, for git and for archives."""
    with open_it(study) as opened, output.progress("Archiving") as progress:
        done = opened.archive(folder, progress=progress)
    if json:
        output.print_json(asdict(done))
    else:
        gone = f", {counted(len(done.removed), 'file')} removed" if done.removed else ""
        new = f"{counted(len(done.written), 'file')} written{gone}"
        output.say(f"Archived in {done.folder}: {new if done.written or done.removed else 'nothing has changed'}.")


@command(_FAMILY)
def open_archive(
    folder: Annotated[Path, typer.Argument(readable=False, metavar="DIR", help="The folder with the archive.")],
    study: Annotated[Path, typer.Argument(readable=False, metavar="STUDY", help="The study file to make.")],
    accept_changes: Annotated[
        bool, typer.Option("--accept-changes", help="Take files that were changed by hand as they are now.")
    ] = False,
    person: Person = "",
    json: Json = False,
) -> None:
    """Make a study file from an archive. It is equal to the one that was archived."""
    import ieworkbench as ie

    with output.progress("Reading") as progress:
        opened = ie.open_archive(folder, study, person=person or None, accept_changes=accept_changes, progress=progress)
    with opened:
        title, sources = opened.title, len(opened.source_list())
    if json:
        output.print_json({"study": str(study), "title": title, "sources": sources})
    else:
        output.say(f"Made {study}: “{output.visible(title)}”, {counted(sources, 'source')}.")


@command(_FAMILY)
def merge(
    study: StudyFile,
    other: Annotated[
        Path, typer.Argument(readable=False, metavar="OTHER", help="Another copy of the study; it is only read.")
    ],
    person: Person = "",
    json: Json = False,
) -> None:
    """Bring in what somebody did in another copy. What both changed waits for a choice."""
    with open_it(study, person) as opened, output.progress("Merging"):
        done = opened.merge(other)
    if json:
        output.print_json(_merged_as_json(done))
    else:
        _print_merged(done, study)


@command(_FAMILY)
def conflicts(
    study: StudyFile,
    choose: Annotated[
        tuple[str, str], typer.Option("--choose", metavar="ID ours|theirs", help="Choose a version of this conflict.")
    ] = ("", ""),
    person: Person = "",
    json: Json = False,
) -> None:
    """List what two copies both changed, or choose. It leaves 1 while any waits."""
    with open_it(study, person) as opened:
        if choose[0]:
            _choose(opened, *choose)
        found = list(opened.conflicts(chosen=True))
    waiting = [each for each in found if each.choice is None]
    if json:
        output.print_json({"conflicts": [asdict(each) for each in found]})
    elif waiting:
        _print_conflicts(waiting, study)
    else:
        output.say("Nothing waits for a choice.")
    if waiting:
        raise typer.Exit(1)


def _choose(study: Study, begun: str, side: str) -> None:
    """Choose a version; of the conflict's id, the first letters are enough."""
    if side not in {"ours", "theirs"}:
        raise typer.BadParameter("--choose takes the id of a conflict, and then ours or theirs")
    found = [each.id for each in study.conflicts() if each.id.startswith(begun)]
    study.resolve(found[0] if len(found) == 1 else begun, "ours" if side == "ours" else "theirs")


def _merged_as_json(done: Merged) -> dict[str, Any]:
    return {
        "entries": done.entries,
        "arrived": done.rows(),
        "conflicts": [asdict(each) for each in done.conflicts],
        "notes": list(done.notes),
    }


def _print_merged(done: Merged, study: Path) -> None:
    if not (done.entries or done.arrived or done.conflicts):
        output.say("Nothing new: the other copy has nothing that this study has not.")
        return
    output.say(f"{counted(done.entries, 'change')} came in.")
    if done.arrived:
        output.print_table(("", "added", "changed", "removed"), [
            (each.kind, each.added or "", each.changed or "", each.removed or "") for each in done.arrived
        ])  # fmt: skip
    output.say(*(line for note in done.notes for line in output.wrapped(note)))
    if done.conflicts:
        _print_conflicts(list(done.conflicts), study)


def _print_conflicts(waiting: list[Conflict], study: Path) -> None:
    from ieworkbench.views.merge_page import versions

    output.say(
        "",
        output.style(f"{counted(len(waiting), 'conflict')}: both changed these, and one is to be chosen", bold=True),
    )
    for each in waiting:
        output.say("", f"{each.id[:8]}  {output.visible(each.kind)} {output.cut(each.record)}")
        ours, theirs = versions(each)
        for whose, said in (("ours", ours), (f"theirs ({each.by})", theirs)):
            words = "; ".join(f"{name}: {value}" if value else name for name, value in said)
            output.say(*output.wrapped(words, "      ", f"  {whose}: "))
    output.say("", f"Choose with: ieworkbench conflicts {output.quoted(study)} --choose {waiting[0].id[:8]} ours")
