"""The commands for sources and for the study itself, each a few lines around a verb."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from dataclasses import replace as replace_fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import account_listing, listings, output, page
from ieworkbench.cli.options import (
    Encoding,
    Format,
    Json,
    Limit,
    Person,
    SourceName,
    SpeakerPattern,
    Speakers,
    StudyFile,
    command,
    open_it,
    two_numbers,
)
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.study import ManifestRow, Study

__all__: list[str] = []


@command("Sources")
def new(
    study: StudyFile,
    title: Annotated[str, typer.Option(metavar="WORDS", help="What the study is called.")],
    standpoint: Annotated[str, typer.Option(metavar="WORDS", help="Where it begins: who, where, doing what.")],
    person: Person = "",
    json: Json = False,
) -> None:
    """Make a new, empty study."""
    from ieworkbench.study import create_study

    with create_study(study, title=title, standpoint=standpoint, person=person or None) as made:
        about = {"study": str(study), "title": made.title, "standpoint": made.standpoint}
    if json:
        output.print_json(about)
    else:
        output.say(f"Made {study}. Add interviews and documents with: ieworkbench add {output.quoted(study)} FILE ...")


@command("Sources")
def read(
    file: Annotated[Path, typer.Argument(readable=False, metavar="FILE", help="An interview or document.")],
    format: Format = "",  # noqa: A002 - the word a researcher would type
    encoding: Encoding = "",
    speaker: Speakers = [],  # noqa: B006 - typer copies it
    speaker_pattern: SpeakerPattern = "",
    cleaned: Annotated[
        bool, typer.Option("--cleaned", help="Leave out running heads, page numbers and line-end hyphens.")
    ] = False,
    json: Json = False,
) -> None:
    """Show how a file is read. Its text with turns, what stands beside it, and warnings."""
    from ieworkbench.importers import read_source

    with output.progress(f"Reading {file.name}"):
        source = read_source(
            file,
            format=format or None,
            encoding=encoding or None,
            speakers=speaker or None,
            speaker_pattern=speaker_pattern or None,
        )
    if json:
        output.print_json(page.source_as_json(source))
    elif cleaned:
        output.say(output.visible(source.cleaned().text))
    else:
        page.print_source(source)


@command("Sources")
def add(
    study: StudyFile,
    files: Annotated[list[Path], typer.Argument(readable=False, metavar="FILE", help="Interviews and documents.")] = [],  # noqa: B006 - typer copies it
    kind: Annotated[str, typer.Option(metavar="KIND", help="What kind of text: interview, individual plan, …")] = "",
    case: Annotated[list[str], typer.Option(metavar="CASE", help="A case it belongs to; repeat for several.")] = [],  # noqa: B006 - typer copies it
    informant: Annotated[
        list[str], typer.Option(metavar="CODE", help="Whose words it holds; repeat for several.")
    ] = [],  # noqa: B006 - typer copies it
    wave: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=999, help="Which round of interviews, from 1.")
    ] = None,
    date: Annotated[str, typer.Option(metavar="DATE", help="When it was said or written.")] = "",
    language: Annotated[str, typer.Option(metavar="LANG", help="Its language: nb, nn, en …")] = "",
    format: Format = "",  # noqa: A002 - the word a researcher would type
    encoding: Encoding = "",
    speaker: Speakers = [],  # noqa: B006 - typer copies it
    speaker_pattern: SpeakerPattern = "",
    manifest: Annotated[
        Path | None,
        typer.Option(readable=False, metavar="TABLE", help="What each file is; see `ieworkbench manifest`."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be done.")] = False,
    person: Person = "",
    json: Json = False,
) -> None:
    """Read files into a study. Cases and informants that are new are added with them."""
    from ieworkbench.study import ManifestRow, read_manifest
    from ieworkbench.study.batch import check_said

    said = ManifestRow(
        file="",
        kind=kind,
        case="; ".join(case),
        informant="; ".join(informant),
        wave="" if wave is None else str(wave),
        date=date,
        language=language,
        format=format,
        encoding=encoding,
        speakers="; ".join(speaker),
        speaker_pattern=speaker_pattern,
    )
    check_said(said)
    if manifest is None:
        rows, base = [replace_fields(said, file=str(each)) for each in files], Path()
    elif files or said != ManifestRow(file=""):
        raise typer.BadParameter("give either a manifest, or files and what they are")
    else:
        rows, base = list(read_manifest(manifest)), manifest.parent
    if not rows:
        raise typer.BadParameter("name the files to add, or a manifest with --manifest")
    with open_it(study, person) as opened:
        refused = _show_plan(opened, rows, base, json=json, only=dry_run) if manifest is not None or dry_run else 0
        if not dry_run:
            refused = _add(opened, rows, base, json=json)
    if refused:
        raise typer.Exit(1)


def _show_plan(study: Study, rows: list[ManifestRow], base: Path, *, json: bool, only: bool) -> int:
    """Show what adding would do, and return how many files would be refused."""
    from ieworkbench.study.batch import plan_files

    planned = plan_files(study, rows, base)
    if not json:
        listings.print_plan(planned)
        output.say(*([] if only else [""]))
    elif only:
        output.print_json(listings.plan_as_json(planned))
    return sum(1 for each in planned if each.problem)


def _add(study: Study, rows: list[ManifestRow], base: Path, *, json: bool) -> int:
    """Add the files, say what became of them, and return how many were refused."""
    with output.progress("Reading") as progress:
        report = study.add_sources(rows, base, progress)
    if json:
        output.print_json(listings.report_as_json(report))
    else:
        listings.print_report(report)
    return len(report.refused)


@command("Sources")
def manifest(
    folder: Annotated[Path, typer.Argument(readable=False, metavar="DIR", help="The folder with the files.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            readable=False,
            metavar="TABLE",
            help="The table to write, .csv or .xlsx; DIR/manifest.csv if not given.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Guess a table of what each file is. It is written as CSV or XLSX, to be corrected in a spreadsheet."""
    from ieworkbench.errors import StudyExists
    from ieworkbench.study import guess_manifest, unread_files, write_manifest

    target = out or folder / "manifest.csv"
    rows = guess_manifest(folder, target.parent)
    try:
        write_manifest(target, rows)
    except FileExistsError as error:
        raise StudyExists(str(target)) from error
    guessed = sum(1 for row in rows if row.kind)
    if json:
        output.print_json({"manifest": str(target), "files": [asdict(row) for row in rows]})
        return
    output.say(
        f"Wrote {target}: {counted(len(rows), 'file')}, the kind guessed for {guessed}.",
        *_passed_over(unread_files(folder)),
        f"Correct it in a spreadsheet, then: ieworkbench add STUDY --manifest {output.quoted(target)}",
    )


def _passed_over(files: list[Path]) -> Iterable[str]:
    """How many files no reader knows, by their endings."""
    endings = Counter(each.suffix.lower() or "without an ending" for each in files)
    listed = ", ".join(f"{number} {ending}" for ending, number in endings.most_common())
    return output.wrapped(f"Passed over, as no reader knows them: {listed}.") if listed else []


@command("Sources")
def sources(study: StudyFile, json: Json = False) -> None:
    """List the sources of a study."""
    with open_it(study) as opened:
        listed = opened.source_list()
    if json:
        output.print_json({"sources": listed.rows()})
    else:
        listings.print_sources(listed)


@command("Sources")
def show(
    study: StudyFile,
    source: SourceName,
    turns: Annotated[str, typer.Option("--turns", metavar="FIRST:LAST", help="Only these turns.")] = "",
    json: Json = False,
) -> None:
    """Show a source of a study. Its turns have numbers, and codes stand below what has them."""
    with open_it(study) as opened:
        shown = opened.source(source)
        codings = opened.codings(source=source)
    first, last = (
        two_numbers(turns, "--turns takes two numbers of turns, such as 4:12") if turns else (0, len(shown.turns))
    )
    if json:
        marks = [account_listing.coding_as_json(each) for each in codings]
        output.print_json(page.source_as_json(shown) | {"codings": marks})
    elif shown.turns:
        account_listing.print_turns(shown, codings, first, last)
    else:
        page.print_source(shown)
        account_listing.print_codings(codings)


@command("Sources")
def find(
    study: StudyFile,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for; put * for any ending.")],
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Find words in every source of a study."""
    with open_it(study) as opened:
        passages = opened.find(" ".join(words), limit + 1 if limit else None)
        shown, more = (passages[:limit], len(passages) > limit) if limit else (passages, False)
        if json:
            output.print_json({"passages": shown.rows(), "more": more})
        else:
            found_in = {name: opened.source(name) for name in {each.source for each in shown}}
            listings.print_passages(shown, found_in, more=more)


@command("The study file")
def history(
    study: StudyFile,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Only what this person changed.")] = "",
    json: Json = False,
) -> None:
    """List every change made to a study."""
    with open_it(study) as opened:
        changes = opened.history(by=by or None)
    if json:
        output.print_json({"changes": changes.rows()})
    elif by and not changes:
        output.say(f"“{output.visible(by)}” has changed nothing.")
    else:
        listings.print_history(changes)


@command("The study file")
def undo(study: StudyFile, person: Person = "", json: Json = False) -> None:
    """Take back the last change you made."""
    with open_it(study, person) as opened:
        entry = opened.undo()
    if json:
        output.print_json({"undone": asdict(entry)})
    else:
        again = output.to_type("redo", study, person)
        output.say(f"Undone: {listings.in_words(entry)}. Make it again with: {again}")


@command("The study file")
def redo(study: StudyFile, person: Person = "", json: Json = False) -> None:
    """Make again the change you last took back."""
    with open_it(study, person) as opened:
        entry = opened.redo()
    if json:
        output.print_json({"redone": asdict(entry)})
    else:
        output.say(f"Done again: {listings.in_words(entry)}.")


@command("Sources")
def replace(
    study: StudyFile,
    source: SourceName,
    file: Annotated[Path, typer.Argument(readable=False, metavar="FILE", help="The corrected file.")],
    format: Format = "",  # noqa: A002 - the word a researcher would type
    encoding: Encoding = "",
    speaker: Speakers = [],  # noqa: B006 - typer copies it
    speaker_pattern: SpeakerPattern = "",
    person: Person = "",
    json: Json = False,
) -> None:
    """Make a file a source's new version. Its passages are carried over."""
    with open_it(study, person) as opened, output.progress(f"Reading {file.name}"):
        result = opened.replace_source(
            source,
            file,
            format=format or None,
            encoding=encoding or None,
            speakers=speaker or None,
            speaker_pattern=speaker_pattern or None,
        )
    if json:
        output.print_json(listings.replacement_as_json(result))
    else:
        listings.print_replacement(result)


@command("The study file")
def check(study: StudyFile, json: Json = False) -> None:
    """List what needs a look. Damage, drift, and what has not been said yet."""
    with open_it(study) as opened:
        found = opened.check()
    if json:
        output.print_json({"problems": found.rows()})
    else:
        listings.print_problems(found)
    if found:
        raise typer.Exit(1)


@command("Other programs, and copies")
def formats(json: Json = False) -> None:
    """List the formats of sources, and those of other programs."""
    from ieworkbench.exchange import EXCHANGES
    from ieworkbench.importers import FORMATS

    if json:
        rows: list[dict[str, Any]] = [
            {"name": each.name, "title": each.title, "suffixes": list(each.suffixes)} for each in FORMATS
        ]
        output.print_json({"formats": rows, "exchange": [listings.exchange_as_json(each) for each in EXCHANGES]})
        return
    output.print_table(("format", "file endings", "what it is"), [
        (each.name, " ".join(each.suffixes), each.title) for each in FORMATS
    ])  # fmt: skip
    listings.print_exchanges(EXCHANGES)


@command("The study file")
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", readable=False, metavar="DIR", help="The folder to make.")] = Path(
        "ieworkbench-demo"
    ),
    study_only: Annotated[bool, typer.Option("--study-only", help="Make the study, and nothing of it.")] = False,
) -> None:
    """Make an example study. Maps, plans side by side and a report come out of it; all of it is made up."""
    from ieworkbench.cli.demo import run

    run(out, study_only=study_only)
