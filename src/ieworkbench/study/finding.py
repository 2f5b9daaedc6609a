"""Finding accounts again: which codings fit what is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ieworkbench.model import Codebook, Passage
from ieworkbench.store import index_records, note_records
from ieworkbench.store.database import Connection, Database
from ieworkbench.store.records import SourceEntry
from ieworkbench.study.names import as_list, check_known, spelled_label
from ieworkbench.study.questions import Question
from ieworkbench.study.retrieval import Codings, Found, in_order

__all__ = ["find_codings"]

_FEW = 100
"""Of how many sources codings are asked for by name; of more, all are read and chosen from."""

_NOWHERE = (None, None, None)
"""The turns and the speaker of words outside turns."""


def find_codings(
    database: Database,
    connection: Connection,
    codebook: Codebook,
    codes: Sequence[str] | None,
    asked: Question,
    *,
    below: bool,
) -> Codings:
    """The codings that fit, with turn and speaker.

    Parameters
    ----------
    database, connection
        The study.
    codebook
        Its codes.
    codes
        The ids of codes; all if ``None``.
    asked
        What is asked beside the code.
    below
        Whether codes under these count too.
    """
    wanted = None
    if codes is not None:
        wanted = set().union(*(codebook.below(each) if below else {each} for each in codes))
    entries = {each.id: each for each in asked.sources(connection, cases=False)}
    by = as_list(asked.by)
    check_known("coder", by, index_records.coders(connection) if by else ())
    few = set(entries) if len(entries) <= _FEW and asked != Question() else None
    found = index_records.codings_in_turns(connection, codes=wanted, sources=few)
    in_cases = set(as_list(asked.case))
    places = _Places(connection, entries, in_cases)
    speakers = set(as_list(asked.speaker))
    paths = {each: codebook.path(each) for each in {coding.code for coding, _ in found}}
    made = []
    for each, turns in found:
        entry = entries.get(each.passage.source)
        if entry is None or (by and each.by not in by):
            continue
        cases, case = places.of(each.passage)
        if in_cases and in_cases.isdisjoint(cases):
            continue
        turn, last, speaker = turns or _NOWHERE
        if not speakers or (speaker is not None and spelled_label(speaker) in speakers):
            made.append(Found(each, paths[each.code], entry, cases, case, turn, last, speaker))
    if speakers and not made:
        check_known("speaker", speakers, [spelled_label(each) for each in index_records.speakers(connection)])
    return Codings(in_order(made), codebook, database, _asked(codebook, codes, asked))


def _asked(codebook: Codebook, codes: Sequence[str] | None, asked: Question) -> str:
    """Which codes, and what else, in words: ``“work > waiting”, said by U1``."""
    named = " or ".join(f"“{codebook.path(each)}”" for each in dict.fromkeys(codes or ()))
    return ", ".join(filter(None, (named, str(asked))))


class _Places:
    """To which cases passages belong: those of their sources, and those they were given to by themselves."""

    def __init__(self, connection: Connection, entries: Mapping[str, SourceEntry], asked: set[str]) -> None:
        self._entries = entries
        self._asked = asked
        self._given: dict[str, list[str]] = defaultdict(list)
        for case, passage in note_records.case_passages(connection):
            self._given[passage].append(case)
        self._of_source: dict[str, tuple[tuple[str, ...], str]] = {}

    def of(self, passage: Passage) -> tuple[tuple[str, ...], str]:
        """The passage's cases, and the one under which it stands: of those asked for, the first."""
        own = self._entries[passage.source].cases
        if passage.id in self._given:
            return self._with_first(tuple(dict.fromkeys([*own, *self._given[passage.id]])))
        if passage.source not in self._of_source:
            self._of_source[passage.source] = self._with_first(own)
        return self._of_source[passage.source]

    def _with_first(self, cases: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        return cases, min((each for each in cases if not self._asked or each in self._asked), default="")
