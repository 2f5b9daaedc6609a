"""The small parts that pages are made of: facts, tables, long things as head, tail and count.

Rows and lines are given as HTML: whoever makes them has escaped what people wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TypeVar

from ieworkbench.model import RecordKind, RecordRef

__all__ = ["bullets", "cell", "ends", "facts", "grid", "named", "with_gap"]

Each = TypeVar("Each")
_HEAD, _TAIL = 12, 3
_LONGEST_CELL = 200
_CHOSEN = {RecordKind.CASE, RecordKind.SITE, RecordKind.INFORMANT, RecordKind.SOURCE}


def facts(words: str) -> str:
    """A line in a lighter hand, escaped."""
    return f"<div class='facts'>{escape(words)}</div>"


def cell(value: object, longest: int = _LONGEST_CELL) -> str:
    """A value in a table, escaped and not too long."""
    words = "" if value is None else str(value)
    return escape(words if len(words) <= longest else words[: longest - 1] + "…")


def ends(things: Sequence[Each], head: int = _HEAD, tail: int = _TAIL) -> list[Each]:
    """The first and last of ``things``, or all if there are few."""
    return list(things) if len(things) <= head + tail else [*things[:head], *things[-tail:]]


def with_gap(lines: list[str], total: int, gap: Callable[[str], str], head: int = _HEAD) -> Iterable[str]:
    """``lines`` with how many of ``total`` are left out, where they are left out."""
    missing = total - len(lines)
    return [*lines[:head], gap(f"… {missing:,} more …"), *lines[head:]] if missing > 0 else lines


def grid(heads: Sequence[str], kinds: Sequence[str], rows: list[list[str]], total: int) -> str:
    """A table of ``rows``, which are escaped: all of them, or the head and tail of ``total``."""
    lines = [
        "<tr>" + "".join(f"<td class='{kind}'>{each}</td>" for kind, each in zip(kinds, row, strict=True)) + "</tr>"
        for row in rows
    ]
    body = "".join(
        with_gap(lines, total, lambda words: f"<tr><td class='more' colspan='{len(heads)}'>{words}</td></tr>")
    )
    top = "".join(f"<th>{escape(head)}</th>" if head else "<td></td>" for head in heads)
    return f"<table><tr>{top}</tr>{body}</table>"


def named(ref: RecordRef) -> str:
    """Which record, as short as it can be said without the study: made ids by their first letters."""
    return str(ref) if ref.kind in _CHOSEN else f"{ref.kind.value} {ref.id[:8]}"


def bullets(items: Iterable[str]) -> str:
    """A list; empty if there is nothing in it."""
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else ""
