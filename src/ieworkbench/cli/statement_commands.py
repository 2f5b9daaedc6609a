"""The commands for statements: the rules said in a text, each taken apart; accepting and refusing them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import output
from ieworkbench.cli.kept_statement_listing import list_kept
from ieworkbench.cli.options import (
    Encoding,
    Format,
    Json,
    Limit,
    Person,
    SourceName,
    StudyFile,
    command,
    is_study,
    open_it,
)
from ieworkbench.cli.statement_json import statement_as_json
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.compare.statements import Statements

__all__: list[str] = []

_FAMILY = "Comparing"
_LONGEST = 300


Language = Annotated[
    str,
    typer.Option("--language", metavar="LANG", help="Its language: en, nb or nn; told from its words if not given."),
]
LexiconFile = Annotated[
    Path | None, typer.Option("--lexicon", readable=False, metavar="TOML", help="Cue words of your own.")
]
PipelineName = Annotated[str, typer.Option("--pipeline", metavar="NAME", help="A spaCy pipeline, or “rules” for none.")]
Numbers = Annotated[
    list[int],
    typer.Option("--number", metavar="N", min=1, help="Which, as `statements --proposed` counts; repeat for several."),
]
Every = Annotated[bool, typer.Option("--all", help="Every statement that is proposed.")]
Note = Annotated[str, typer.Option("--note", metavar="WORDS", help="What there is to say of the decision.")]


@command(_FAMILY)
def statements(
    file: Annotated[
        Path, typer.Argument(readable=False, metavar="FILE", help="A decision, letter, plan, law; or a study.")
    ],
    source: Annotated[
        str, typer.Option("--source", metavar="SOURCE", help="Of a study: only those in this source.")
    ] = "",
    proposed: Annotated[
        bool, typer.Option("--proposed", help="Of a source of a study: what is proposed, numbered.")
    ] = False,
    language: Language = "",
    lexicon: LexiconFile = None,
    pipeline: PipelineName = "",
    limit: Limit = 0,
    format: Format = "",  # noqa: A002 - the word a researcher would type
    encoding: Encoding = "",
    json: Json = False,
) -> None:
    """Take apart what a text demands. Who must or may do what, on which condition, or else what. Of a study: what was accepted."""
    from ieworkbench.compare.statements import statements as find_statements
    from ieworkbench.importers import read_source

    if proposed and not source:
        raise typer.BadParameter("--proposed goes with --source: the source of the study to propose statements for")
    if is_study(file) and not proposed:
        list_kept(file, source, limit, json=json)
        return
    if source and not is_study(file):
        raise typer.BadParameter("--source names a source of a study; give the study first")
    if proposed:
        found = _proposed(file, source, language, lexicon, pipeline)
    else:
        read = read_source(file, format=format or None, encoding=encoding or None)
        found = find_statements(read, language=language or None, lexicon=lexicon, pipeline=pipeline or None)
    if json:
        output.print_json(statements_as_json(found))
    else:
        output.say(*_lines(found, limit, numbered=proposed))
    for note in found.notes:
        typer.echo(output.visible(note), err=True)


def _proposed(study: Path, source: str, language: str, lexicon: Path | None, pipeline: str) -> Statements:
    from ieworkbench.compare.statements import statements as find_statements

    with open_it(study) as opened:
        read = opened.source(source)
    return find_statements(read, language=language or None, lexicon=lexicon, pipeline=pipeline or None)


def _chosen(found: Statements, numbers: list[int], *, every: bool) -> Statements:
    """Those that were named, in the order in which they were."""
    if every == bool(numbers):
        raise typer.BadParameter(
            "say which: --all, or --number N, as `statements STUDY --source SOURCE --proposed` counts"
        )
    if max(numbers, default=0) > len(found):
        raise typer.BadParameter(
            f"{counted(len(found), 'statement is', 'statements are')} proposed; there is no {max(numbers)}"
        )
    return found if every else found.take(*(number - 1 for number in dict.fromkeys(numbers)))


@command(_FAMILY)
def accept(
    study: StudyFile,
    source: SourceName,
    every: Every = False,
    number: Numbers = [],  # noqa: B006 - typer reads it and never changes it
    note: Note = "",
    language: Language = "",
    lexicon: LexiconFile = None,
    pipeline: PipelineName = "",
    person: Person = "",
) -> None:
    """Keep statements that are proposed for a source. Each part as a passage, with who accepted it, and what proposed it."""
    found = _chosen(_proposed(study, source, language, lexicon, pipeline), number, every=every)
    with open_it(study, person) as opened:
        before = len(opened.statements(source=source))
        opened.accept_statements(found, note=note)
        new = len(opened.statements(source=source)) - before
    standing = f"; {len(found) - new:,} had been accepted before" if new < len(found) else ""
    output.say(f"{counted(new, 'statement')} accepted{standing}. {found.method}")


@command(_FAMILY)
def refuse(
    study: StudyFile,
    source: SourceName,
    every: Every = False,
    number: Numbers = [],  # noqa: B006 - typer reads it and never changes it
    note: Note = "",
    language: Language = "",
    lexicon: LexiconFile = None,
    pipeline: PipelineName = "",
    person: Person = "",
) -> None:
    """Note which proposed statements are not kept. So that a method note can say how many."""
    found = _chosen(_proposed(study, source, language, lexicon, pipeline), number, every=every)
    with open_it(study, person) as opened:
        opened.refuse_statements(found, note=note)
    output.say(f"{counted(len(found), 'statement')} refused. {found.method}")


def statements_as_json(found: Statements) -> dict[str, Any]:
    """Statements for other programs."""
    return {
        "statements": [{"start": each.start, "end": each.end, **statement_as_json(each)} for each in found],
        "method": found.method,
        "notes": list(found.notes),
    }


def _lines(found: Statements, limit: int, *, numbered: bool) -> Iterator[str]:
    """Each statement with its parts below it, then what found them."""
    shown = list(found)[: limit or None]
    for number, one in enumerate(shown, 1):
        head = f"{f'{number}.  ' if numbered else ''}{one.start:,}  {one.deontic.value}{', not there' if one.negated else ''}"
        yield output.style(head, bold=True)
        yield from output.wrapped(f"“{output.cut(one.quote, _LONGEST)}”", "    ", "  ")
        for name, span in one.parts:
            yield from output.wrapped(f"{name:<10} {output.cut(span.text, _LONGEST)}", " " * 15, "    ")
        yield f"    {'or-else':<10} {one.or_else_status.value}" if one.or_else is None else ""
    if len(found) > len(shown):
        yield f"… and {len(found) - len(shown):,} more; show them with --limit 0."
    yield f"{counted(len(found), 'statement')}, proposed. {found.method}"
