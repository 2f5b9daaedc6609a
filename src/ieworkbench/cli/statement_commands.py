"""The command for statements: the rules said in a text, each taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import output
from ieworkbench.cli.options import Encoding, Format, Json, Limit, command
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.compare.statements import Statements
    from ieworkbench.model import Span, Statement

__all__: list[str] = []

_FAMILY = "Comparing"
_LONGEST = 300


@command(_FAMILY)
def statements(
    file: Annotated[Path, typer.Argument(readable=False, metavar="FILE", help="A decision, letter, plan, law.")],
    language: Annotated[
        str,
        typer.Option(
            "--language", metavar="LANG", help="Its language: en, nb or nn; told from its words if not given."
        ),
    ] = "",
    lexicon: Annotated[
        Path | None, typer.Option("--lexicon", readable=False, metavar="TOML", help="Cue words of your own.")
    ] = None,
    pipeline: Annotated[
        str, typer.Option("--pipeline", metavar="NAME", help="A spaCy pipeline, or “rules” for none.")
    ] = "",
    limit: Limit = 0,
    format: Format = "",  # noqa: A002 - the word a researcher would type
    encoding: Encoding = "",
    json: Json = False,
) -> None:
    """Take apart what a text demands. Who must or may do what, on which condition, or else what."""
    from ieworkbench.compare.statements import statements as find_statements
    from ieworkbench.importers import read_source

    source = read_source(file, format=format or None, encoding=encoding or None)
    found = find_statements(source, language=language or None, lexicon=lexicon, pipeline=pipeline or None)
    if json:
        output.print_json(statements_as_json(found))
    else:
        output.say(*_lines(found, limit))
    for note in found.notes:
        typer.echo(output.visible(note), err=True)


def statements_as_json(found: Statements) -> dict[str, Any]:
    """Statements for other programs."""
    return {
        "statements": [_as_json(each) for each in found],
        "method": found.method,
        "notes": list(found.notes),
    }


def _as_json(one: Statement) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "deontic": one.deontic.value,
        "attribute": _part(one.attribute),
        "aim": _part(one.aim),
        "object": _part(one.object),
        "condition": _part(one.condition),
        "or_else": _part(one.or_else),
        "or_else_status": one.or_else_status.value,
        "refers_to": _part(one.refers_to),
        "deontic_words": _part(one.deontic_words),
        "conditions": [_part(each) for each in one.conditions],
        "exceptions": [_part(each) for each in one.exceptions],
        "despite": [_part(each) for each in one.despite],
        "limit": _part(one.limit),
        "references": [_part(each) for each in one.references],
        "actor": one.actor.value,
        "negated": one.negated,
        "language": one.language,
        "rule": one.rule,
    }


def _part(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}


def _lines(found: Statements, limit: int) -> Iterator[str]:
    """Each statement with its parts below it, then what found them."""
    shown = list(found)[: limit or None]
    for one in shown:
        head = f"{one.start:,}  {one.deontic.value}{', not there' if one.negated else ''}"
        yield output.style(head, bold=True)
        yield from output.wrapped(f"“{output.cut(one.quote, _LONGEST)}”", "    ", "  ")
        for name, span in one.parts:
            yield from output.wrapped(f"{name:<10} {output.cut(span.text, _LONGEST)}", " " * 15, "    ")
        yield f"    {'or-else':<10} {one.or_else_status.value}" if one.or_else is None else ""
    if len(found) > len(shown):
        yield f"… and {len(found) - len(shown):,} more; show them with --limit 0."
    yield f"{counted(len(found), 'statement')}, proposed. {found.method}"
