"""The command that compares plans, and versions of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import output
from ieworkbench.cli.options import Json, StudyFile, command, is_study, open_it
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.compare.comparison import ComparisonCell, PlanComparison
    from ieworkbench.compare.versions import Change, Versions
    from ieworkbench.model import Passage, Source
    from ieworkbench.model.plan_item import PlanItem
    from ieworkbench.study import Study

__all__: list[str] = []


@command("Comparing")
def compare(
    files: Annotated[
        list[Path], typer.Argument(readable=False, metavar="STUDY|FILE...", help="A study, or the files of plans.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", readable=False, metavar="FILE",
            help="Write it: .html, .xlsx, .docx, .json, .csv, or .svg, .png, .pdf for the matrix.",
        ),
    ] = None,
    template: Annotated[
        str, typer.Option(metavar="NAME", help="What the plans are held against, or your own file.toml.")
    ] = "",
    source: Annotated[
        list[str], typer.Option("--source", metavar="SOURCE", help="A source of the study; repeat for several.")
    ] = [],  # noqa: B006 - typer copies it
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="Which sources of the study: individual plan, other plan, …")
    ] = "individual plan",
    user: Annotated[
        list[str], typer.Option("--user", metavar="NAME", help="What the person is called in the plans; repeat for several.")
    ] = [],  # noqa: B006 - typer copies it
    versions: Annotated[
        bool, typer.Option("--versions", help="Compare two versions of a text: kept, reworded, moved, dropped, new.")
    ] = False,
    unit: Annotated[
        str, typer.Option("--unit", metavar="UNIT", help="With --versions: sentence or paragraph.")
    ] = "sentence",
    language: Annotated[str, typer.Option("--language", metavar="LANG", help="Its words: en, nb or nn.")] = "en",
    no_quotes: Annotated[bool, typer.Option("--no-quotes", help="Leave the words of the plans out of the file.")] = False,
    json: Json = False,
) -> None:  # fmt: skip
    """Compare plans side by side. What each has, asks of whom, and leaves empty; or two versions of a text."""
    with _given(files, source, kind) as (study, plans):
        if versions:
            _versions(plans, unit, user, out, json=json)
        else:
            from ieworkbench.compare.plan_comparison import compare_plans

            found = compare_plans(plans, template=template or None, study=study, user=user, language=language)
            _comparison(found, out, json=json, quotes=not no_quotes)


@contextmanager
def _given(files: list[Path], names: list[str], kind: str) -> Iterator[tuple[Study | None, list[Source]]]:
    """The study, if one was named, and the plans."""
    from ieworkbench.importers import read_source

    if len(files) == 1 and is_study(files[0]):
        with open_it(files[0]) as study:
            yield study, [study.source(name) for name in names] if names else list(study.sources(kind=kind))
    elif names:
        raise typer.BadParameter("--source names sources of a study; give the study first")
    else:
        with output.progress("Reading"):
            plans = [read_source(file) for file in files]
        yield None, plans


# ------------------------------------------------------------------------------------ side by side


def _comparison(found: PlanComparison, out: Path | None, *, json: bool, quotes: bool) -> None:
    from ieworkbench.exporters.comparisons import comparison_as_json, write_comparison

    if out is not None:
        written = write_comparison(found, out, quotes=quotes)
        if not json:
            output.say(f"Wrote {written}: {counted(len(found.columns), 'plan')}, {counted(len(found.rows), 'row')}.")
            return
    if json:
        output.print_json(comparison_as_json(found, quotes=quotes))
        return
    for number, group in enumerate(dict.fromkeys(row.group for row in found.rows)):
        output.say(*([""] if number else []), output.style(group.label(found.language).capitalize(), bold=True))
        rows = [
            (row.label, *(_short(cell) for cell in row.cells), row.summary) for row in found.rows if row.group is group
        ]
        output.print_table(("", *(each.name for each in found.columns), "in all"), rows)
    output.say("", *(line for each in found.method for line in output.wrapped(each)))
    output.say("", "See the words behind every cell with -o plans.html.")


def _short(cell: ComparisonCell) -> str:
    return f"{cell.text} ({cell.note})" if cell.note else cell.text


# ---------------------------------------------------------------------------------------- versions


def _versions(plans: Sequence[Source], unit: str, user: list[str], out: Path | None, *, json: bool) -> None:
    from ieworkbench.compare.versions import compare_versions

    if len(plans) != 2:
        raise typer.BadParameter(f"two versions are compared, the earlier one first, and {len(plans)} were given")
    found = compare_versions(plans[0], plans[1], unit=unit, user=user)
    if out is not None:
        from ieworkbench.exporters.version_page import write_versions

        written = write_versions(found, out)
        if not json:
            output.say(f"Wrote {written}: {_counted(found)}.")
            return
    if json:
        output.print_json(_versions_as_json(found))
        return
    output.say(output.style(f"{found.old} → {found.new}", bold=True), _counted(found), "")
    output.print_table(
        ("change", "before", "after", "alike"),
        [_change(each) for each in found if each.kind.value != "kept" or each.moved or each.responsibility],
    )
    if found.goals:
        output.say("", output.style("Goals", bold=True))
        rows = [(each.kind.value, _goal(each.old), _goal(each.new), each.responsibility) for each in found.goals]
        output.print_table(("change", "before", "after", "responsibility"), rows)
    if found.duties:
        output.say("", output.style("Whose responsibility", bold=True))
        duties = [
            (each.said, f"{_quote(each.old_who)}: {_quote(each.old)}", f"{_quote(each.new_who)}: {_quote(each.new)}")
            for each in found.duties
        ]
        output.print_table(("what happened", "before", "after"), duties)
    output.say("", *(line for each in (found.method, *found.notes) for line in output.wrapped(each)))


def _counted(found: Versions) -> str:
    return (
        ", ".join(f"{number:,} {kind.value}" for kind, number in found.counts.items() if number) or "nothing to compare"
    )


def _change(change: Change) -> tuple[str, str, str, str]:
    moved = ", moved" if change.moved and change.kind.value == "reworded" else ""
    moved += f", {change.responsibility}" if change.responsibility else ""
    alike = f"{change.likeness:.2f}" if change.kind.value == "reworded" else ""
    return f"{change.kind.value}{moved}", _quote(change.old), _quote(change.new), alike


def _quote(passage: Passage | None) -> str:
    return "" if passage is None else output.cut(passage.quote, 200)


def _goal(item: PlanItem | None) -> str:
    part = None if item is None else item.goal or item.action
    return _quote(part)


def _versions_as_json(found: Versions) -> dict[str, Any]:
    return {
        "old": found.old,
        "new": found.new,
        "unit": found.unit,
        "least": found.least,
        "counts": {kind.value: number for kind, number in found.counts.items()},
        "changes": found.rows(),
        "goals": [
            {
                "change": each.kind.value,
                "before": _goal(each.old),
                "after": _goal(each.new),
                "likeness": each.likeness,
                "responsibility": each.responsibility,
            }
            for each in found.goals
        ],
        "duties": found.duty_rows(),
        "method": found.method,
        "notes": list(found.notes),
    }


# ----------------------------------------------------------------------------------- across cases


@command("Comparing")
def across(
    study: StudyFile,
    question: Annotated[
        str,
        typer.Argument(
            metavar="QUESTION",
            help="A code, words that acts are called by, what statements demand, or words in the sources.",
        ),
    ],
    way: Annotated[
        str, typer.Option("--from", metavar="WHAT", help="Answer it from: codings, acts, statements or words.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", readable=False, metavar="FILE", help="Write it: .xlsx, .docx or .csv.")
    ] = None,
    json: Json = False,
) -> None:
    """Ask one question of all cases. A row a case, with the words of those who tell of it."""
    from ieworkbench.compare.across_cases import across_cases_table

    with open_it(study) as opened:
        found = across_cases_table(opened, question, way=way or None)
    if out is not None:
        from ieworkbench.exporters.case_tables import write_case_table

        written = write_case_table(found, out)
        if not json:
            output.say(f"Wrote {written}: {found.summary}.")
            return
    if json:
        output.print_json(
            {"question": found.question, "from": found.way, "in all": found.summary, "quotes": found.rows()}
        )
        return
    output.say(output.style(question, bold=True), f"{found.summary}, from {found.way}", "")
    groups = [(answer.case, answer.quotes) for answer in found.answers]
    for name, quotes in [*groups, *([("of no case", found.without_case)] if found.without_case else [])]:
        output.say(output.style(name, bold=True) + ("" if quotes else "  –"))
        for each in quotes:
            who = " · ".join(part for part in (each.speaker or "", each.source, str(each.passage.start)) if part)
            output.say(*output.wrapped(f"“{' '.join(each.passage.quote.split())}” ({who})", "    ", "  "))
