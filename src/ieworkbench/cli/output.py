"""What a terminal shows: plain text that can be piped, tables for people, JSON for programs."""

from __future__ import annotations

import datetime as dt
import shlex
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ieworkbench.model import SectionKind, Source, SourceWarning

if TYPE_CHECKING:
    from ieworkbench.model import Passage
    from ieworkbench.store.records import SourceEntry
    from ieworkbench.store.transaction import Entry
    from ieworkbench.study.batch import AddReport, Planned
    from ieworkbench.study.checks import Problem
    from ieworkbench.study.table import Table
    from ieworkbench.study.versions import Replacement

__all__ = [
    "print_history",
    "print_json",
    "print_passages",
    "print_plan",
    "print_problems",
    "print_replacement",
    "print_report",
    "print_source",
    "print_sources",
    "print_table",
    "progress",
    "quoted",
    "report_as_json",
    "source_as_json",
]

_PLACES_SHOWN = 3


def quoted(path: Path) -> str:
    """``path`` as it can be typed in a shell."""
    return shlex.quote(str(path))


def print_json(value: object) -> None:
    """``value`` as JSON, indented, with letters as they are."""
    import msgspec

    encoded = msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2)
    typer.echo(encoded.decode())


def source_as_json(source: Source) -> dict[str, Any]:
    """A source in the shape that other programs rely on."""
    return {
        "title": source.title,
        "language": source.language,
        "content": source.content,
        "content_sha256": source.content_sha256,
        "turns": [asdict(turn) for turn in source.turns],
        "sections": [_section(asdict(section)) for section in source.sections],
        "warnings": [asdict(warning) for warning in source.warnings],
        "origin": {**asdict(source.origin), "options": dict(source.origin.options)},
    }


def _section(section: dict[str, Any]) -> dict[str, Any]:
    always = ("start", "end", "kind", "level")
    return {name: value for name, value in section.items() if name in always or value is not None}


def report_as_json(report: AddReport) -> dict[str, Any]:
    """What became of many files, for other programs."""
    return {name: list(rows) for name, rows in asdict(report).items()}


# ----------------------------------------------------------------------------------- progress


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """A progress bar on the error stream that appears when there is somebody to see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=name)

        yield show


# ------------------------------------------------------------------------------------- tables


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table with a line of heads; as wide as the terminal, or as its widest row when piped."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        grid.add_column(head, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(_shown(cell)) for cell in row))
    width = None if sys.stdout.isatty() else 200
    Console(width=width, highlight=False, soft_wrap=False).print(grid)


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return ", ".join(str(each) for each in cell)
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=dt.UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    return str(cell)


def print_sources(listed: Table[SourceEntry]) -> None:
    """The sources of a study, a line each."""
    if not listed:
        typer.echo("No sources yet. Add some with: ieworkbench add STUDY FILE ...")
        return
    heads = ("source", "kind", "case", "informant", "wave", "date", "language", "characters", "turns", "warnings")
    print_table(heads, [
        (each.id, each.kind.value, each.cases, each.informants, each.wave, each.date, each.language,
         f"{each.characters:,}", each.turns or "", each.warnings or "")
        for each in listed
    ])  # fmt: skip


def print_history(changes: Table[Entry]) -> None:
    """The changes, a line each; undone ones are marked."""
    rows = [(each.number, each.at, each.by, each.verb, each.what, "undone" if each.undone else "") for each in changes]
    print_table(("", "when", "who", "did", "to what", ""), rows)


def print_problems(found: Table[Problem]) -> None:
    """What needs a look, by record."""
    if not found:
        typer.echo("Nothing found: texts, quotes and references are as they should be.")
        return
    print_table(("what", "where", "problem"), [(each.code, each.record, each.message) for each in found])


def print_passages(passages: Table[Passage], *, more: bool) -> None:
    """Passages in their surroundings, grouped by source."""
    if not passages:
        typer.echo("These words stand in none of the sources.")
    shown = ""
    for each in passages:
        if each.source != shown:
            shown = each.source
            typer.echo(typer.style(shown, bold=True))
        before, after = " ".join(each.before.split()), " ".join(each.after.split())
        quote = typer.style(" ".join(each.quote.split()), underline=True)
        gap = " " if each.before[-1:].isspace() else ""
        gap_after = " " if each.after[:1].isspace() else ""
        typer.echo(f"  {each.start:>8}  …{before}{gap}{quote}{gap_after}{after}…")
    if more:
        typer.echo("There is more; show it with --limit 0.")


def print_plan(planned: Sequence[Planned]) -> None:
    """What adding the rows of a manifest would do."""
    heads = ("file", "kind", "case", "informant", "wave", "date", "language", "note")
    print_table(heads, [
        (each.row.file, each.row.kind or "other", each.row.case, each.row.informant, each.row.wave, each.row.date,
         each.row.language, each.problem or ("new: " + ", ".join(each.new) if each.new else ""))
        for each in planned
    ])  # fmt: skip
    typer.echo("")


def print_report(report: AddReport) -> None:
    """What was added, what with warnings, and what was refused and why."""
    for each in report.added:
        typer.echo(f"added     {each.source}{_turns(each.turns)}  ({each.file})")
    for each in report.warned:
        warnings = f"{each.warnings} warning{'s' if each.warnings > 1 else ''}"
        typer.echo(f"added     {each.source}{_turns(each.turns)}, {warnings}  ({each.file})")
    for refused in report.refused:
        typer.echo(f"refused   {refused.why}")
    counts = f"{len(report.added) + len(report.warned)} added, {len(report.warned)} of them with warnings"
    typer.echo(f"{counts}; {len(report.refused)} refused.")
    if report.warned:
        typer.echo("See the warnings of a file with: ieworkbench read FILE")


def _turns(count: int) -> str:
    return f", {count} turn{'s' if count > 1 else ''}" if count else ""


def print_replacement(result: Replacement) -> None:
    """What became of the passages of a source whose text was replaced."""
    kept = len(result.carried) + len(result.changed)
    typer.echo(f"{result.source.id} is now version {result.source.version}; {kept} passages carried over.")
    for old, new in result.changed:
        typer.echo(f"changed   {old.start:>8}  “{_line(old.quote)}” is now “{_line(new.quote)}”")
    for passage in result.orphaned:
        typer.echo(f"orphaned  {passage.start:>8}  “{_line(passage.quote)}” does not stand in the new text")


def _line(words: str, limit: int = 70) -> str:
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


# ------------------------------------------------------------------------------------ a source


def print_source(source: Source) -> None:
    """A source as a page: what it is, its text with turns or headings, and what is doubtful."""
    width = min(shutil.get_terminal_size((100, 24)).columns, 110)
    typer.echo(typer.style(source.title, bold=True))
    typer.echo(_facts(source))
    typer.echo("")
    for line in _turn_lines(source, width) if source.turns else _document_lines(source, width):
        typer.echo(line)
    notes = list(_side_notes(source))
    if notes:
        typer.echo("\n" + typer.style("Beside the text", bold=True))
        for note in notes:
            typer.echo(textwrap.fill(note, width, subsequent_indent="    "))
    if source.warnings:
        typer.echo("\n" + typer.style("Warnings", bold=True))
        for line in _warning_lines(source.warnings):
            typer.echo(textwrap.fill(line, width, subsequent_indent="    "))


def _facts(source: Source) -> str:
    origin = source.origin
    facts = [origin.file_name, f"read as {origin.format}", f"{len(source.content):,} characters"]
    if origin.encoding:
        facts.append(origin.encoding)
    if source.language:
        facts.append(f"language {source.language}")
    if source.turns:
        by = ", ".join(source.speakers) or "speakers not named"
        facts.append(f"{len(source.turns)} turns ({by})")
    counts = Counter(section.kind for section in source.sections)
    for kind in (SectionKind.PAGE, SectionKind.TABLE, SectionKind.INSERTION, SectionKind.DELETION, SectionKind.COMMENT):
        if counts[kind]:
            facts.append(f"{counts[kind]} {kind.value}{'s' if counts[kind] > 1 else ''}")
    return " · ".join(facts)


def _turn_lines(source: Source, width: int) -> Iterator[str]:
    """Each turn with its time and speaker in the margin; what stands between turns, as it stands."""
    margin = min(18, max((len(name) for name in source.speakers), default=0)) + 10
    end = 0
    for turn in source.turns:
        yield from _between(source.content[end : turn.start], turn.speaker, width, margin)
        head = f"{_clock(turn.start_ms):>8} {(turn.speaker or '')[: margin - 10]:<{margin - 10}} "
        words = source.content[turn.start : turn.end]
        lines = [line for part in words.split("\n") for line in (textwrap.wrap(part, width - margin) or [""])]
        yield typer.style(head, bold=True) + (lines[0] if lines else "")
        yield from (" " * margin + line for line in lines[1:])
        end = turn.end
    yield from _between(source.content[end:], None, width, margin)


def _between(words: str, speaker: str | None, width: int, margin: int) -> Iterator[str]:
    """What stands between two turns, but for the label and time that open the second."""
    lines = words.split("\n")
    if speaker is not None and speaker in lines[-1]:
        lines = lines[:-1]
    for line in lines:
        if line.strip():
            yield from (" " * margin + typer.style(each, dim=True) for each in textwrap.wrap(line, width - margin))


def _document_lines(source: Source, width: int) -> Iterator[str]:
    headings = {section.start for section in source.sections if section.kind is SectionKind.HEADING}
    at = 0
    for line in source.content.rstrip("\n").split("\n"):
        wrapped = textwrap.wrap(line, width, replace_whitespace=False, drop_whitespace=True) or [""]
        yield from (typer.style(each, bold=True) if at in headings else each for each in wrapped)
        at += len(line) + 1


def _side_notes(source: Source) -> Iterator[str]:
    for section in source.sections:
        words = _line(source.content[section.start : section.end])
        by = ", ".join(filter(None, [section.author, (section.date or "")[:10]]))
        who = f" ({by})" if by else ""
        if section.kind is SectionKind.DELETION:
            yield f"  {section.start:>8}  deleted{who}: “{_line(section.text or '')}”"
        elif section.kind is SectionKind.INSERTION:
            yield f"  {section.start:>8}  inserted{who}: “{words}”"
        elif section.kind is SectionKind.COMMENT:
            yield f"  {section.start:>8}  comment{who} on “{words}”: {_line(section.text or '', 300)}"


def _warning_lines(warnings: Sequence[SourceWarning]) -> Iterator[str]:
    """Each kind of warning once, with its first places and how many there are."""
    kinds: dict[str, list[SourceWarning]] = {}
    for warning in warnings:
        kinds.setdefault(warning.code, []).append(warning)
    for code, found in kinds.items():
        for warning in found[:_PLACES_SHOWN]:
            place = "" if warning.start is None else f" [{warning.start}:{warning.end}]"
            yield f"  {code}{place}: {warning.message}"
        if len(found) > _PLACES_SHOWN:
            yield f"  {code}: … and {len(found) - _PLACES_SHOWN} more places (all of them with --json)"


def _clock(ms: int | None) -> str:
    if ms is None:
        return ""
    seconds = ms // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"
