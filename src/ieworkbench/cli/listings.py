"""What each command lists: sources, places, changes, problems, and what became of files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ieworkbench.cli.output import cut, print_table, say, style, visible, width, wrapped
from ieworkbench.model.passage import CONTEXT
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.exchange import Exchange
    from ieworkbench.model import Passage, Source
    from ieworkbench.store.records import SourceEntry
    from ieworkbench.store.transaction import Entry
    from ieworkbench.study.batch import AddReport, Planned
    from ieworkbench.study.checks import Problem
    from ieworkbench.study.table import Table
    from ieworkbench.study.versions import Replacement

__all__ = [
    "exchange_as_json",
    "in_words",
    "plan_as_json",
    "print_exchanges",
    "print_history",
    "print_passages",
    "print_plan",
    "print_problems",
    "print_replacement",
    "print_report",
    "print_sources",
    "replacement_as_json",
    "report_as_json",
    "speaker",
    "what",
]


_MOST_NAMES = 40


def report_as_json(report: AddReport) -> dict[str, Any]:
    """What became of many files, for other programs."""
    return {name: list(rows) for name, rows in asdict(report).items()}


def exchange_as_json(each: Exchange) -> dict[str, Any]:
    """A format of another program, for other programs."""
    return {
        "name": each.name,
        "title": each.title,
        "suffixes": list(each.suffixes),
        "reads": each.read is not None,
        "writes": each.write is not None,
        "carries": list(each.carries),
        "loses": list(each.loses),
    }


def print_exchanges(exchanges: Sequence[Exchange]) -> None:
    """The formats of other programs: which way they go, and what each cannot carry."""
    say("", style("For other programs, with `import` and `export`", bold=True))
    for each in exchanges:
        ways = [word for word, way in (("import", each.read), ("export", each.write)) if way is not None]
        say("", f"{style(each.name, bold=True)}  {' '.join(each.suffixes)}  {each.title}  ({', '.join(ways)})")
        for sentence in each.loses:
            say(*wrapped(sentence, "    ", "  - "))


def plan_as_json(planned: Sequence[Planned]) -> dict[str, Any]:
    """What adding files would do, for other programs."""
    return {"files": [{**asdict(each.row), "new": list(each.new), "problem": each.problem} for each in planned]}


def replacement_as_json(result: Replacement) -> dict[str, Any]:
    """What became of the passages of a source, for other programs."""
    return {
        "source": result.source.id,
        "version": result.source.version,
        "carried": [asdict(each) for each in result.carried],
        "changed": [{"was": asdict(was), "is": asdict(now)} for was, now in result.changed],
        "orphaned": [asdict(each) for each in result.orphaned],
    }


def print_sources(listed: Table[SourceEntry]) -> None:
    """The sources of a study, a line each."""
    if not listed:
        say("No sources yet. Add some with: ieworkbench add STUDY FILE ...")
        return
    heads = ("source", "kind", "case", "informant", "wave", "date", "lang", "version", "letters", "turns", "warnings")
    print_table(heads, [
        (each.id, each.kind.value, each.cases, each.informants, each.wave, each.date, each.language,
         each.version if each.version > 1 else "", f"{each.characters:,}", each.turns or "", each.warnings or "")
        for each in listed
    ])  # fmt: skip


def print_history(changes: Table[Entry]) -> None:
    """The changes, a line each; undone ones are marked."""
    if not changes:
        say("Nothing was changed yet.")
        return
    rows = [(each.number, each.at, each.by, each.verb, each.what, "undone" if each.undone else "") for each in changes]
    print_table(("no.", "when", "who", "did", "to what", ""), rows)


def in_words(entry: Entry) -> str:
    """A change in a few words: what was done, and to what."""
    return f"{entry.verb} {entry.what}".strip()


def print_problems(found: Table[Problem]) -> None:
    """What needs a look: each problem once, with the records that have it."""
    if not found:
        say("Nothing found: texts, quotes and references are as they should be.")
        return
    codes = list(dict.fromkeys(each.code for each in found))
    ordered = sorted(found, key=lambda each: codes.index(each.code))
    for _, group in groupby(ordered, key=lambda each: (each.code, each.message)):
        same = list(group)
        say(style(same[0].message, bold=True))
        print_names([each.record for each in same])
    say(f"{counted(len(found), 'problem')}.")


def print_names(names: Sequence[str]) -> None:
    """Names set in, as many on a line as fit; of very many, the first and how many more."""
    more = [f"and {len(names) - _MOST_NAMES:,} more (all of them with --json)"] if len(names) > _MOST_NAMES else []
    say(*wrapped(", ".join([*names[:_MOST_NAMES], *more]), "  "))


def print_passages(
    passages: Table[Passage], sources: Mapping[str, Source] | None = None, *, more: bool = False
) -> None:
    """Passages in their surroundings, the words found under one another, grouped by source.

    With the ``sources`` they stand in, it also says what these are and who is speaking.
    """
    if not passages:
        say("These words stand in none of the sources.")
    for name, group in groupby(passages, key=lambda each: each.source):
        found, source = list(group), (sources or {}).get(name)
        say(f"{style(name, bold=True)}  {style(what(source), dim=True)}".rstrip())
        speakers = [speaker(source, each) for each in found]
        label = min(14, max(len(each) for each in speakers))
        for each, who in zip(found, speakers, strict=True):
            say(_in_context(each, f"{each.start:>8}  {cut(who, label):<{label}}" + ("  " if label else "")))
    if more:
        say("There is more; show all of it with --limit 0.")


def what(source: Source | None) -> str:
    """What a source is, in a few words; nothing for one that is not known."""
    if source is None:
        return ""
    facts = [source.kind.value, *(f"case {case}" for case in source.cases)]
    return " · ".join(facts + ([f"wave {source.wave}"] if source.wave else []))


def speaker(source: Source | None, passage: Passage) -> str:
    """Who says the first words of a passage; empty where nobody does."""
    if source is None:
        return ""
    at = bisect_right(source.turns, passage.start, key=lambda turn: turn.start) - 1
    inside = at >= 0 and passage.start < source.turns[at].end
    return (source.turns[at].speaker or "") if inside else ""


_USUAL = 16
"""How long words that are looked for usually are: they all start at the same place, however long."""


def _in_context(passage: Passage, head: str) -> str:
    """A passage on one line: as much around it as fits, its words always at the same place."""
    quote = visible(" ".join(passage.quote.split()))
    limit = width()
    side = CONTEXT + 1 if limit is None else max(8, (limit - len(head) - _USUAL) // 2)
    before = visible(" ".join(f"{passage.before}|".split())[:-1])
    after = visible(" ".join(f"|{passage.after}".split())[1:])
    if passage.start > len(passage.before) or len(before) > side:
        before = "…" + before[max(0, len(before) - side + 1) :]
    room = CONTEXT + 1 if limit is None else max(8, limit - len(head) - side - len(quote))
    if len(passage.after) == CONTEXT or len(after) > room:
        after = after[: room - 1] + "…"
    return f"{head}{before:>{side}}{style(quote, underline=True)}{after}"


def print_plan(planned: Sequence[Planned]) -> None:
    """What adding files would do: what is said of each, what is new, and what would be refused."""
    heads = ("file", "kind", "case", "informant", "wave", "date", "lang", "new")
    fine = [each for each in planned if not each.problem]
    if fine:
        print_table(heads, [
            (each.row.file, each.row.kind or "other", each.row.case, each.row.informant, each.row.wave, each.row.date,
             each.row.language, each.new)
            for each in fine
        ])  # fmt: skip
    for each in planned:
        if each.problem:
            say(f"would be refused: {each.problem}")
    say(f"{counted(len(fine), 'file')} to add, {len(planned) - len(fine)} would be refused.")


def print_report(report: AddReport) -> None:
    """What was added, what with warnings, and what was refused and why."""
    added = [*report.added, *report.warned]
    if added:
        print_table(("added", "turns", "warnings", "file"), [
            (each.source, each.turns or "", each.warnings or "", each.file) for each in added
        ])  # fmt: skip
    for refused in report.refused:
        say(f"{style('refused', bold=True)}: {refused.why}")
    warned = f", {len(report.warned)} with warnings" if report.warned else ""
    say(f"{len(added)} added{warned}; {len(report.refused)} refused.")
    if report.warned:
        say("See the warnings of a file with: ieworkbench read FILE")


def print_replacement(result: Replacement) -> None:
    """What became of the passages of a source whose text was replaced."""
    say(f"{result.source.id} is now version {result.source.version}.")
    kept, all_of_them = len(result.carried), len(result.carried) + len(result.changed) + len(result.orphaned)
    if all_of_them:
        say(f"{kept} of {counted(all_of_them, 'passage')} carried over unchanged.")
    for old, new in result.changed:
        say(f"changed   {old.start:>8}  “{cut(old.quote)}” is now “{cut(new.quote)}”")
    for passage in result.orphaned:
        say(f"orphaned  {passage.start:>8}  “{cut(passage.quote)}” has no place in the new text")
