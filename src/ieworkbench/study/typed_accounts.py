"""Rows of accounts, read: the words are looked for in their source, and what an account was told apart from is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from ieworkbench.errors import IEError, QuoteAmbiguous, QuoteMissing, RecordUnknown, RecordWrong
from ieworkbench.exchange import TypedRow
from ieworkbench.exchange.moments import NEVER
from ieworkbench.model import Account, EvidenceStatus, Passage, Polarity, Source, WhoseWork
from ieworkbench.model.vocabulary import Word
from ieworkbench.store import records
from ieworkbench.store.database import Connection
from ieworkbench.study.names import check_recorded
from ieworkbench.study.typed_cells import CellsWrong, moment_of

__all__ = ["AccountRows", "told_now"]

Known = TypeVar("Known", bound=Word)


class AccountRows:
    """The rows of accounts of a file, by the keys of what they tell of.

    Parameters
    ----------
    connection
        The study.
    """

    def __init__(self, connection: Connection, rows: Iterable[TypedRow]) -> None:
        self._connection = connection
        self._sources: dict[str, Source | None] = {}
        self.waiting: dict[str, list[TypedRow]] = defaultdict(list)
        for row in rows:
            self.waiting[row.said.get("of", "")].append(row)

    def of(self, *keys: str) -> list[TypedRow]:
        """The rows that tell of the record with one of these keys; they are given out once."""
        return [row for key in keys if key for row in self.waiting.pop(key, [])]

    def account(self, row: TypedRow) -> Account:
        """The account that a row is.

        Raises
        ------
        CellsWrong
            With the cells that cannot be read, or whose words do not stand in the source.
        """
        wrong: dict[str, str] = {}
        said = row.said

        def read(column: str, what: str, kind: type[Known], default: Known) -> Known:
            try:
                return kind.meant(what, said[column]) if said.get(column) else default
            except IEError as error:
                wrong[column] = error.sentence()
                return default

        if not said.get("status"):
            wrong["status"] = f"Say how the words know it: {', '.join(EvidenceStatus.words())}."
        status = read("status", "evidence status", EvidenceStatus, EvidenceStatus.TOLD_DONE)
        polarity = read("polarity", "polarity", Polarity, Polarity.DONE)
        work = read("work", "work", WhoseWork, WhoseWork.UNKNOWN)
        at, passage = NEVER, None
        try:
            at = moment_of(said.get("at", "")) or NEVER
        except IEError as error:
            wrong["at"] = error.sentence()
        if teller := said.get("told by", ""):
            try:
                check_recorded(self._connection, "informant", [teller])
            except IEError as error:
                wrong["told by"] = error.sentence()
        try:
            passage = self._passage(row)
        except CellsWrong as error:
            wrong |= error.cells
        if wrong or passage is None:
            raise CellsWrong(wrong)
        return Account(
            passage,
            status,
            polarity,
            work,
            teller,
            said.get("note", ""),
            said.get("id", ""),
            said.get("by", ""),
            at,
        )

    def _passage(self, row: TypedRow) -> Passage:
        name, quote = row.said.get("source", ""), row.said.get("quote", "")
        if not name or not quote:
            missing = [each for each in ("source", "quote") if not row.said.get(each)]
            raise CellsWrong({each: f"The {each} is missing; an account is words of a source." for each in missing})
        try:
            source = self._source(name)
        except IEError as error:
            raise CellsWrong({"source": error.sentence()}) from error
        try:
            found = _placed(source, row) or _by_words(source, row)
        except IEError as error:
            raise CellsWrong({"quote": error.sentence()}) from error
        return replace(found, id=row.said.get("passage", ""))

    def _source(self, name: str) -> Source:
        if name not in self._sources:
            chosen = name if records.known_ids(self._connection, "source", [name]) else None
            if chosen is None:
                same = records.sources_with_file_name(self._connection, name.replace("\\", "/").rpartition("/")[2])
                chosen = same[0] if len(same) == 1 else None
            if chosen is None:
                check_recorded(self._connection, "source", [name])
            self._sources[name] = records.source(self._connection, chosen or name)
        source = self._sources[name]
        if source is None:
            raise RecordUnknown("source", name)
        return source


def _placed(source: Source, row: TypedRow) -> Passage | None:
    """The passage where the row says it stands, if its words stand there; else nothing, and they are looked for."""
    start, end = row.said.get("start", ""), row.said.get("end", "")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    first, last, quote = int(start), int(end), row.said["quote"]
    if not 0 <= first < last <= len(source.content):
        return None
    passage = source.passage(first, last)
    # A cell is read without the blanks around it; where a place is said, the words between are what counts.
    return passage if passage.quote.strip() == quote.strip() and _fits_around(source, passage, row) else None


def _fits_around(source: Source, passage: Passage, row: TypedRow) -> bool:
    before, after = row.said.get("before", ""), row.said.get("after", "")
    content = source.content
    fits = content.endswith(before, 0, passage.start) and content.startswith(after, passage.end)
    return fits or row.said.get("fingerprint", "").lower() == source.content_sha256


def _by_words(source: Source, row: TypedRow) -> Passage:
    """The one place where the words stand; what stands around them decides where there are several."""
    quote = row.said["quote"]
    try:
        return source.find_one(quote)
    except QuoteAmbiguous:
        around = [each for each in source.find(quote) if _around(source, each, row)]
        if len(around) == 1:
            return around[0]
        raise
    except QuoteMissing as error:
        if "\u2026" in quote or "..." in quote:
            message = "words that are left out cannot be found; give what stands together, in one row for each piece"
            raise RecordWrong("quote", quote, message) from error
        raise


def _around(source: Source, passage: Passage, row: TypedRow) -> bool:
    before, after = row.said.get("before", ""), row.said.get("after", "")
    content = source.content
    return bool(before or after) and (
        content.endswith(before, 0, passage.start) and content.startswith(after, passage.end)
    )


def told_now(standing: Sequence[Account], typed: Iterable[Account]) -> tuple[Account, ...]:
    """The accounts of a record when those that were typed are told of it too.

    One with the id of a standing account is that one; so is one of the same words, known in the
    same way; so is one of the same words where there is only one such: what it says of them is then
    what the row says. No account goes.
    """
    kept = {each.id: each for each in standing}
    free = dict(kept)
    new: list[Account] = []
    for round_ in (_by_id, _alike, _same_words):
        left = []
        for each in typed:
            twin = round_(each, free)
            if twin is None:
                left.append(each)
            else:
                del free[twin.id]
                kept[twin.id] = replace(each, id=twin.id, by=twin.by, at=twin.at, passage=_kept(twin, each))
        typed = left
    new = list(typed)
    return (*kept.values(), *new)


def _kept(standing: Account, typed: Account) -> Passage:
    """The standing passage, where the row's words stand at its place."""
    return standing.passage if _place(standing) == _place(typed) else typed.passage


def _place(account: Account) -> tuple[str, int, int]:
    return account.passage.source, account.passage.start, account.passage.end


def _by_id(account: Account, standing: dict[str, Account]) -> Account | None:
    return standing.get(account.id) if account.id else None


def _alike(account: Account, standing: dict[str, Account]) -> Account | None:
    how = (account.status, account.polarity, account.work, account.told_by)
    alike = (
        each
        for each in standing.values()
        if _place(each) == _place(account) and (each.status, each.polarity, each.work, each.told_by) == how
    )
    return next(alike, None)


def _same_words(account: Account, standing: dict[str, Account]) -> Account | None:
    same = [each for each in standing.values() if _place(each) == _place(account)]
    return same[0] if len(same) == 1 else None
