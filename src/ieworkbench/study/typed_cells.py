"""The cells of a chain as somebody typed them, read: which record a key means, which word, which doer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ieworkbench.errors import IEError, RecordUnknown, RecordWrong
from ieworkbench.exchange import TypedRow
from ieworkbench.exchange.chain_cells import doer_in, parts_of
from ieworkbench.exchange.moments import moment_in
from ieworkbench.model import RecordKind, RecordRef
from ieworkbench.store import records
from ieworkbench.store.database import Connection
from ieworkbench.study.chain_given import Reading
from ieworkbench.study.refs import Resolver, table_of

__all__ = ["CHAIN_KINDS", "Cell", "CellsWrong", "Keys", "day_of", "moment_of", "read_cells"]

CHAIN_KINDS = (
    RecordKind.ACT,
    RecordKind.TEXT,
    RecordKind.COPY,
    RecordKind.RESOURCE,
    RecordKind.LINK,
    RecordKind.DISJUNCTURE,
    RecordKind.CIRCUIT,
)
"""The kinds of records that a chain is made of."""

_YES = {"yes", "y", "ja", "j", "true", "sann", "1", "x"}
_NO = {"", "no", "n", "nei", "false", "usann", "0"}
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class CellsWrong(Exception):
    """Some cells of a row cannot be read. `cells` says which, each with a sentence."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        super().__init__(cells)
        self.cells = dict(cells)


@dataclass(slots=True)
class Keys:
    """Which records the keys of a file mean, while its rows come in one after the other.

    Attributes
    ----------
    connection
        The study.
    failed
        For each kind, the keys of rows that were left out, with their places; for ``None``, those
        of sides.
    """

    connection: Connection
    failed: dict[RecordKind | None, dict[str, str]] = field(default_factory=dict)

    def ref(self, words: str, kinds: tuple[RecordKind, ...] = CHAIN_KINDS, *, others: bool = False) -> RecordRef:
        """The record that ``words`` mean: its key, its kind and key (``act 1``), or what it is called.

        Parameters
        ----------
        words
            What the cell says.
        kinds
            What it may be.
        others
            Whether it may also be a record outside the chain, such as an informant.

        Raises
        ------
        RecordUnknown, RecordWrong
            If it means none, several, or a row that was left out.
        """
        found = self._called(words, kinds)
        if not found:
            found = [ref for kind in kinds if (rest := _after(kind, words)) for ref in self._called(rest, (kind,))]
        if not found and (where := self._left_out(words, kinds)):
            raise RecordWrong("key", words, f"its row was left out; mend it first ({where})")
        if not found:
            titled = Resolver(self.connection).find(words)
            found = [each for each in titled if others or each.kind in kinds]
            informants = [each for each in found if each.kind is RecordKind.INFORMANT]
            found = informants if len(informants) == 1 else found
        if len(found) == 1:
            return found[0]
        if found:
            ways = " or ".join(f"“{each.kind.value} {each.id}”" for each in found[:4])
            raise RecordWrong("key", words, f"several records are called so; write {ways}")
        wanted = " or ".join(dict.fromkeys(each.value for each in kinds)) if len(kinds) < 4 else "record"
        near = tuple(name for kind in kinds for name in Resolver(self.connection).nearest(kind, words))
        raise RecordUnknown(wanted, words, near[:3])

    def id(self, words: str, kind: RecordKind) -> str:
        """The id of the record of one kind that ``words`` mean; see `ref`."""
        return self.ref(words, (kind,)).id

    def _called(self, words: str, kinds: tuple[RecordKind, ...]) -> list[RecordRef]:
        known = (
            RecordRef(kind, words) for kind in kinds if records.known_ids(self.connection, table_of(kind), [words])
        )
        return list(known)

    def _left_out(self, words: str, kinds: tuple[RecordKind, ...]) -> str:
        for kind in (*kinds, None):
            keys = self.failed.get(kind, {})
            for each in (words, _after(kind, words) if kind else words):
                if each in keys:
                    return keys[each]
        return ""


def _after(kind: RecordKind, words: str) -> str:
    """What stands after the name of a kind; empty if it does not begin with it."""
    begun, _, rest = words.partition(" ")
    return rest.strip() if begun.casefold().rstrip(":") == kind.value else ""


Reader = Callable[[Reading, Keys, str], Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a column says: the field of a record it goes into, and how it is read.

    Attributes
    ----------
    column, field
        The column's name, and the field's.
    read
        Makes a value of the words of a cell that is not empty.
    empty
        What an empty cell says.
    """

    column: str
    field: str
    read: Reader
    empty: Any = ""


def read_cells(cells: tuple[Cell, ...], row: TypedRow, reading: Reading, keys: Keys) -> dict[str, Any]:
    """What a row says, by the names of fields; columns that the table does not have are not in it.

    Raises
    ------
    CellsWrong
        With every cell that cannot be read.
    """
    said, wrong = {}, {}
    for cell in cells:
        words = row.said.get(cell.column)
        if words is None:
            continue
        try:
            said[cell.field] = cell.read(reading, keys, words) if words else cell.empty
        except IEError as error:
            wrong[cell.column] = error.sentence()
    if wrong:
        raise CellsWrong(wrong)
    return said


# ----------------------------------------------------------------------------- ways of reading


def words(_: Reading, __: Keys, cell: str) -> str:
    """The words of a cell."""
    return cell


def doer(reading: Reading, _: Keys, cell: str) -> Any:  # noqa: ANN401 - as verbs take it
    """Who does something."""
    return reading.doer(doer_in(cell))


def doers(reading: Reading, _: Keys, cell: str) -> tuple[Any, ...]:
    """Several who do something."""
    return reading.doers([doer_in(each) for each in parts_of(cell)])


def site(reading: Reading, _: Keys, cell: str) -> str | None:
    """A site of the study."""
    return reading.one(RecordKind.SITE, cell)


def case(reading: Reading, _: Keys, cell: str) -> str | None:
    """A case of the study."""
    return reading.one(RecordKind.CASE, cell)


def key(kind: RecordKind) -> Reader:
    """The key of a record of a kind."""
    return lambda _, keys, cell: keys.id(cell, kind)


def several(kind: RecordKind) -> Reader:
    """The keys of several records of a kind."""
    return lambda _, keys, cell: [keys.id(each, kind) for each in parts_of(cell)]


def record(_: Reading, keys: Keys, cell: str) -> RecordRef:
    """Any record, first of all one of the chain."""
    return keys.ref(cell, others=True)


def recorded(_: Reading, keys: Keys, cell: str) -> list[RecordRef]:
    """Any records, first of all of the chain."""
    return [keys.ref(each, others=True) for each in parts_of(cell)]


def word(kind: Any, what: str) -> Reader:  # noqa: ANN401 - one of the closed lists
    """A word of a closed list, in English or Norwegian."""
    return lambda _, __, cell: kind.meant(what, cell)


def day(_: Reading, __: Keys, cell: str) -> str:
    """A date as it was said."""
    return day_of(cell)


def yes(_: Reading, __: Keys, cell: str) -> bool:
    """Yes or no."""
    if cell.casefold() not in _YES | _NO:
        raise RecordWrong("cell", cell, "write yes or no")
    return cell.casefold() in _YES


def number(_: Reading, __: Keys, cell: str) -> int:
    """A whole number."""
    if not (cell.isascii() and cell.isdigit() and len(cell) < 10):
        raise RecordWrong("number", cell, "write a whole number, such as 4")
    return int(cell)


def day_of(cell: str) -> str:
    """A date as a spreadsheet may show it, as a researcher would have typed it: ``12.05.2014 00:00`` has no time."""
    return re.sub(r"[ T]00[:.]00(?:[:.]00)?$", "", cell)


def moment_of(cell: str) -> dt.datetime | None:
    """A moment, in UTC; ``None`` for an empty cell.

    Raises
    ------
    RecordWrong
        If it is none.
    """
    if not cell:
        return None
    match = _DAY_FIRST.match(cell)
    turned = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}{cell[match.end() :]}" if match else cell
    moment = moment_in(turned)
    if moment is None:
        raise RecordWrong("time", cell, "write it as 2014-05-12 or 2014-05-12T09:30:00Z")
    return moment
