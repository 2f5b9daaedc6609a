"""Codings as a terminal shows them: the same parts in the same order as in a cell, and as JSON and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ieworkbench.cli import listings
from ieworkbench.cli.output import cut, say, style, visible, width, wrapped
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.model import Passage, Source
    from ieworkbench.study.autocoding import Proposal
    from ieworkbench.study.retrieval import Codings, Found
    from ieworkbench.study.surroundings import Context
    from ieworkbench.views.accounts import Account

__all__ = [
    "coding_as_json",
    "codings_as_json",
    "in_a_line",
    "print_codings",
    "print_proposal",
    "print_turns",
    "proposal_as_json",
    "write_rows",
    "write_table",
]

_LONGEST_LABEL, _SHORT = 16, 40


# ------------------------------------------------------------------------------------- as JSON


def coding_as_json(found: Found) -> dict[str, Any]:
    """A coding with the place of its words, for other programs."""
    coding, passage, source = found.coding, found.passage, found.source
    return {
        "id": coding.id,
        "code": found.path,
        "code_id": coding.code,
        "source": source.id,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
        "content_sha256": passage.content_sha256,
        "placement": passage.placement.value,
        "turn": found.turn,
        "last_turn": found.last_turn,
        "speaker": found.speaker,
        "memo": coding.memo,
        "by": coding.by,
        "at": coding.at,
        "cases": list(found.cases),
        "wave": source.wave,
        "kind": source.kind.value,
        "shared": [{"start": each.start, "end": each.end, "quote": each.quote} for each in found.shared],
    }


def codings_as_json(found: Codings, turns: int | None) -> dict[str, Any]:
    """Codings for other programs, with what stands around them if so many turns are asked for."""
    rows = [coding_as_json(each) for each in found]
    if turns is not None:
        around = {each.passage.id: each for each in found.in_context(turns)}
        for row, each in zip(rows, found, strict=True):
            context = around.get(each.passage.id)
            row |= {"before": context.before if context else "", "after": context.after if context else ""}
    return {"codings": rows}


def proposal_as_json(offered: Proposal, made: int) -> dict[str, Any]:
    """What a rule would code, for other programs."""
    return {
        "code": offered.code.name,
        "code_id": offered.code.id,
        "rule": offered.rule,
        "already": offered.already,
        "applied": made,
        "passages": [asdict(each) for each in offered],
    }


# ----------------------------------------------------------------------------------- as a table


def write_table(found: Codings, path: Path) -> None:
    """One row a coding, with everything known of its place, as CSV or as an Excel workbook.

    A row a passage could not say which of several people gave which of several codes. The columns
    are called as in an export of codings, so that the table can be imported into a study.

    Raises
    ------
    FormatUnknown
        If the file's name ends otherwise.
    FileNotWritten, FileForbidden
        If it cannot be written.
    """
    write_rows(path, *_heads_and_rows(found))


def write_rows(path: Path, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table as its file's name says: CSV or an Excel workbook.

    Raises
    ------
    FormatUnknown
        If the file's name ends otherwise.
    FileNotWritten, FileForbidden
        If it cannot be written.
    """
    from ieworkbench.errors import FormatUnknown
    from ieworkbench.exchange.table_csv import write_csv
    from ieworkbench.exchange.table_files import Column
    from ieworkbench.exchange.table_xlsx import write_xlsx

    if path.suffix.lower() in {".csv", ".tsv"}:
        write_csv(str(path), heads, rows)
    elif path.suffix.lower() == ".xlsx":
        columns = [Column(name, _WIDE.get(name, 14), name in _WIDE) for name in heads]
        write_xlsx(str(path), "Codings", columns, rows, ())
    else:
        raise FormatUnknown(str(path), (".csv", ".tsv", ".xlsx"))


_WIDE = {"quote": 70, "code": 30, "memo": 40}
_CALLED = {"codes": "code", "memos": "memo", "date": "date of source"}
"""How columns of the data frame are called in a table of codings, where ``date`` would be that of the coding."""


def _heads_and_rows(found: Codings) -> tuple[list[str], list[list[str]]]:
    frame = found.to_frame("coding")
    heads = [_CALLED.get(each, str(each)) for each in frame.columns]
    code = heads.index("code")
    rows = []
    for each, row in zip(found, frame.itertuples(index=False, name=None), strict=True):
        cells = ["" if cell is None or cell != cell else str(cell) for cell in _plain(row)]
        cells[code] = _path(found, each)
        rows.append([*cells, *_identity(each)])
    return [*heads, *_IDENTITY], rows


def _plain(cells: Iterable[Any]) -> Iterator[Any]:
    """The cells of a data frame's row, with ``None`` where pandas has nothing."""
    import pandas as pd

    return (None if cell is pd.NA else cell for cell in cells)


def _path(found: Codings, each: Found) -> str:
    """The code's path, in which a name that holds the mark of a path can be told from two names."""
    from ieworkbench.exchange.code_names import path_text

    names, here = [], found.codebook[each.coding.code]
    while True:
        names.append(here.name)
        if not here.parents:
            return path_text(names[::-1])
        here = found.codebook[here.parents[0]]


_IDENTITY = ("at", "before", "after", "placement", "code id", "coding id", "passage id", "fingerprint")


def _identity(found: Found) -> list[str]:
    """By what a coding and its place are known again, in the order of `_IDENTITY`."""
    coding, passage = found.coding, found.passage
    return [
        f"{coding.at.isoformat()}Z",
        passage.before,
        passage.after,
        passage.placement.value,
        coding.code,
        coding.id,
        passage.id,
        passage.content_sha256,
    ]


# ----------------------------------------------------------------------------- in words, on lines


def in_a_line(found: Found) -> str:
    """A coding in a line: the beginning of its words, where they stand, and the code."""
    from ieworkbench.views.accounts import Account

    turn = "" if found.turn is None else f", {Account((found,)).place}"
    place = f"{found.source.id} {found.passage.start}:{found.passage.end}{turn}"
    return f"“{cut(found.passage.quote, 60)}” ({visible(place)}) with {visible(found.path)}"


def print_codings(found: Codings, turns: int | None = None, limit: int = 0) -> None:
    """Passages under their cases and sources, each once with its codes and memos.

    Parameters
    ----------
    found
        The codings.
    turns
        How many turns to show before and after each passage; none of it if ``None``.
    limit
        How many passages to show at most; 0 for all.
    """
    from ieworkbench.views.accounts import accounts, by_case, several_coders

    if not found:
        say(
            f"No passages have these codes: {visible(found.asked)}." if found.asked else "No passages have these codes."
        )
        return
    everything = accounts(found)
    shown = everything[: limit or None]
    around = {} if turns is None else {each.passage.id: each for each in found.in_context(turns)}
    coders = several_coders(everything)
    say(*(style(line, dim=True) for line in wrapped(f"{found!r}, in the order of case, wave and place")))
    for case in by_case(shown):
        say("", style(visible(f"Case {case.case}") if case.case else "Without a case", bold=True))
        for source, told in case.sources:
            _print_source(source.id, told, around, coders=coders)
    if len(shown) < len(everything):
        say("", f"{counted(len(everything) - len(shown), 'more passage')}; show all of them with --limit 0.")


def _print_source(name: str, told: Sequence[Account], around: Mapping[str, Context], *, coders: bool) -> None:
    from ieworkbench.views.accounts import facts_of

    facts = " · ".join(facts_of(told[0].first.source))
    say("", style(visible(name), bold=True) + _fitting(facts, len(name)))
    label = min(_LONGEST_LABEL, max(len(each.first.speaker or "") for each in told))
    place = max(len(each.place) for each in told)
    for each in told:
        say("", *_account_lines(each, place, label, around.get(each.first.passage.id), coders=coders))


def _fitting(facts: str, beside: int) -> str:
    """What is said beside a name, as much of it as fits."""
    limit = width()
    return style("  " + cut(facts, len(facts) if limit is None else max(limit - beside - 2, 10)), dim=True)


def _account_lines(account: Account, place: int, label: int, context: Context | None, *, coders: bool) -> Iterator[str]:
    from ieworkbench.views.accounts import cut_middle

    speaker = f"  {cut(account.first.speaker or '', label):<{label}}" if label else ""
    first = f"  {account.place:>{place}}{speaker}  "
    margin = " " * len(first)
    before = "" if context is None else _without_label(context.before, account.first.speaker)
    if before.strip():
        yield from (style(line, dim=True) for line in wrapped(before.strip("\n"), margin))
    head, missing, tail = cut_middle(account.first.passage.quote)
    gap = f" [… {missing:,} characters …] " if missing else ""
    lines = list(wrapped(f"“{head}{gap}{tail}”", margin, first))
    yield style(first, bold=True) + lines[0][len(first) :]
    yield from lines[1:]
    if context is not None and context.after.strip():
        yield from (style(line, dim=True) for line in wrapped(context.after.strip("\n"), margin))
    yield from _below(account, margin, coders=coders)


def _without_label(before: str, speaker: str | None) -> str:
    """What stands before a passage, without the label of the turn it opens: the margin has it."""
    rest, _, last = before.rstrip(" \t").rpartition("\n")
    letters = "".join(letter for letter in last if letter.isalnum() or letter.isspace()).strip()
    return rest if speaker and letters == speaker else before


def _below(account: Account, margin: str, *, coders: bool) -> Iterator[str]:
    """What stands below the words: codes, shared words, memos."""
    for path, _, names in account.codes():
        yield from wrapped(path + (f" ({', '.join(names)})" if coders else ""), f"{margin}    ", f"{margin}  # ")
    shared = dict.fromkeys(each.quote for one in account.found for each in one.shared)
    if shared and account.first.passage.quote not in shared:
        yield from wrapped("shared words: " + " … ".join(f"“{each}”" for each in shared), f"{margin}    ")
    for memo, by in account.memos():
        yield from wrapped(f"memo: {memo}" + (f" ({by})" if coders and by else ""), f"{margin}    ")
    if account.is_orphan:
        yield from wrapped("These words are gone from the newest text of the source.", f"{margin}    ")


def print_proposal(offered: Proposal, sources: Mapping[str, Source], limit: int, made: int) -> None:
    """What a rule would code, in its place; and what to do next, or that it was done."""
    from ieworkbench.study.table import Table

    already = f" {counted(offered.already, 'place')} that fit have it already." if offered.already else ""
    say(style(f"“{visible(offered.code.name)}” for: {visible(offered.rule)}", bold=True))
    if not offered:
        say(f"Nothing would be coded.{already}")
        return
    shown = offered[: limit or None]
    if max(len(each.quote) for each in shown) <= _SHORT:
        listings.print_passages(Table("passages", shown), sources)
    else:
        _print_whole(shown, sources)
    if len(shown) < len(offered):
        say(f"{counted(len(offered) - len(shown), 'more passage')}; show all of them with --limit 0.")
    if made:
        say(f"Coded {counted(made, 'passage')}, as one step to undo.{already}")
    else:
        say(f"Nothing is coded yet.{already} Code {counted(len(offered), 'passage')} with --apply.")


def _print_whole(passages: Sequence[Passage], sources: Mapping[str, Source]) -> None:
    """Longer passages as they stand, source by source, with who says them."""
    from ieworkbench.views.accounts import cut_middle

    for name, group in groupby(passages, key=lambda each: each.source):
        found = list(group)
        say("", f"{style(visible(name), bold=True)}  {style(listings.what(sources[name]), dim=True)}")
        speakers = [listings.speaker(sources[name], each) for each in found]
        label = min(_LONGEST_LABEL, max(len(each) for each in speakers))
        for each, speaker in zip(found, speakers, strict=True):
            first = f"  {each.start:>8}  " + (f"{cut(speaker, label):<{label}}  " if label else "")
            head, missing, tail = cut_middle(each.quote)
            gap = f" [… {missing:,} characters …] " if missing else ""
            say(*wrapped(f"“{head}{gap}{tail}”", " " * len(first), first))


# ---------------------------------------------------------------------------------- in the text


def print_turns(source: Source, found: Codings, first: int, last: int) -> None:
    """The turns of a source from one number to another, each with its number, and below it its codes."""
    label = min(_LONGEST_LABEL, max((len(name) for name in source.speakers), default=0))
    number = len(str(len(source.turns) - 1))
    by_turn: dict[int, list[Found]] = {}
    for each in found:
        if each.turn is not None:
            by_turn.setdefault(each.turn, []).append(each)
    facts = " · ".join(
        [source.kind.value, *(f"case {case}" for case in source.cases), counted(len(source.turns), "turn")]
    )
    say(f"{style(visible(source.name), bold=True)}  {style(visible(facts), dim=True)}", "")
    for at, turn in enumerate(source.turns):
        if first <= at <= last:
            head = f"{at:>{number}}  " + (f"{cut(turn.speaker or '', label):<{label}}  " if label else "")
            margin = " " * len(head)
            lines = list(wrapped(source.content[turn.start : turn.end], margin, head))
            say(style(head, bold=True) + lines[0][len(head) :], *lines[1:])
            for each in by_turn.get(at, []):
                say(*_mark(each, turn.end - turn.start, margin))


def _mark(found: Found, length: int, margin: str) -> Iterator[str]:
    whole = len(found.passage.quote) == length
    words = "" if whole else f": “{cut(found.passage.quote, 50)}”"
    return wrapped(f"{found.path}{words}", f"{margin}    ", f"{margin}  # ")
