"""How the rows of a chain go into a study: one by one, each wholly or not at all, and what became of it counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ieworkbench.errors import IEError, WordsMissing
from ieworkbench.exchange import Report, TypedRow
from ieworkbench.exchange.chain_cells import parts_of
from ieworkbench.model import Account, RecordKind
from ieworkbench.store import records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.chain_given import Reading
from ieworkbench.study.typed_accounts import AccountRows
from ieworkbench.study.typed_cells import Cell, CellsWrong, Keys, moment_of, read_cells

__all__ = ["RowsTaken"]

_NO_WORDS = (
    "It rests on no words: add a row for it in “accounts”, or say in “inferred” why it was so, "
    "or in “gap” what is not known."
)
_KINDS = {
    "acts": RecordKind.ACT,
    "texts": RecordKind.TEXT,
    "copies": RecordKind.COPY,
    "resources": RecordKind.RESOURCE,
    "links": RecordKind.LINK,
    "disjunctures": RecordKind.DISJUNCTURE,
    "circuits": RecordKind.CIRCUIT,
}
_TABLES = {
    RecordKind.ACT: "act",
    RecordKind.TEXT: "institutional_text",
    RecordKind.COPY: "text_copy",
    RecordKind.RESOURCE: "resource",
    RecordKind.DISJUNCTURE: "disjuncture",
    RecordKind.CIRCUIT: "circuit",
}


@dataclass(slots=True)
class RowsTaken:
    """The rows of one file on their way in, whatever they are of."""

    work: Transaction
    rows: Sequence[TypedRow]
    report: Report
    by: str
    added: Counter[str]
    there: Counter[str]
    sheets: dict[str, list[TypedRow]] = field(default_factory=lambda: defaultdict(list))
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    lent: list[TypedRow] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    keys: Keys = field(init=False)
    accounts: AccountRows = field(init=False)
    reading: Reading = field(init=False)

    def __post_init__(self) -> None:
        for row in self.rows:
            self.sheets[row.sheet].append(row)
        self.keys = Keys(self.work.connection)
        self.reading = Reading(self.work.connection)
        self.accounts = AccountRows(self.work.connection, self.sheets["accounts"])

    # ------------------------------------------------------------------------- row by row

    def _each(
        self,
        sheet: str,
        one: str,
        take: Callable[[TypedRow], str],
        rows: Iterable[TypedRow] | None = None,
    ) -> None:
        """Take the rows of a sheet one by one; what one of them did is taken back if it may not stand."""
        for row in self.sheets[sheet] if rows is None else rows:
            key = row.said.get("id", "")
            if key and (sheet, key) in self.seen:
                why = f"Another row has the key “{key}” too ({self.seen[sheet, key]}); give one of them another key."
                self.report.dropped(one, f"{row.place}, column “id”", why)
                continue
            if key:
                self.seen[sheet, key] = row.place
            if row.stays and self._stays(sheet, key, one):
                continue
            self._try(one, row, lambda row=row: take(row))  # type: ignore[misc]  # a default of a lambda has no type

    def _stays(self, sheet: str, key: str, one: str) -> bool:
        """Whether a record is there and stays as it is, with all that belongs to it."""
        kind = _KINDS.get(sheet)
        table = "link" if kind is RecordKind.LINK else _TABLES.get(kind) if kind else None
        if table is None or not key or not records.known_ids(self.work.connection, table, [key]):
            return False
        for each, column in (("versions", "text"), ("tasks", "of"), ("sides", "of")):
            for row in [one_ for one_ in self.sheets[each] if one_.said.get(column) == key]:
                self.sheets[each].remove(row)
                side = row.said.get("id", "")
                self.there["accounts"] += len(self.accounts.of(side, f"side {side}"))
        names = (key, f"{kind.value} {key}") if kind else (key,)
        self.there["accounts"] += len(self.accounts.of(*names))
        self.there[_many(one)] += 1
        return True

    def _try(self, one: str, row: TypedRow, take: Callable[[], str]) -> bool:
        """Do it wholly or not at all; whether it was done."""
        mark = len(self.work.changes)
        self.lent, self.told = [], Counter()
        step = self.work.connection.begin_nested()
        try:
            fate = take()
        except (IEError, CellsWrong) as error:
            step.rollback()
            del self.work.changes[mark:]
            self._refuse(one, row, error)
            return False
        except BaseException:
            step.rollback()
            raise
        step.commit()
        self._count(one, fate, changed=len(self.work.changes) > mark)
        return True

    def _count(self, one: str, fate: str, *, changed: bool) -> None:
        """Count what became of a row, and the accounts that came in with it."""
        many = _many(one)
        new, standing = self.told["new"], self.told["there"]
        if fate == "new":
            self.added[many] += 1
        elif changed and not new:
            self.added[f"changed {many}"] += 1
        else:
            self.there[many] += 1
        if new:
            self.added["accounts"] += new
        if standing:
            self.there["accounts"] += standing

    def _refuse(self, one: str, row: TypedRow, error: Exception) -> None:
        key = row.said.get("id", "")
        if key and (row.sheet in _KINDS or row.sheet == "sides"):
            self.keys.failed.setdefault(_KINDS.get(row.sheet), {})[key] = row.place
        if isinstance(error, CellsWrong):
            self._list_cells(one, row, error)
        else:
            assert isinstance(error, IEError)  # noqa: S101 - nothing else is caught
            no_words = isinstance(error, WordsMissing)
            self.report.dropped(one, row.place, _NO_WORDS if no_words else error.sentence())
        for each in self.lent:
            self.report.dropped("account", each.place, f"It tells of a row that was left out ({row.place}).")
        self.lent = []

    def _list_cells(self, one: str, row: TypedRow, error: CellsWrong) -> None:
        for column, why in error.cells.items():
            self.report.dropped(one, f"{row.place}, column “{column}”", why)

    def _in_order(self, sheet: str, columns: tuple[str, ...]) -> list[TypedRow]:
        """The rows of a sheet in an order in which each comes after those it names, as far as there is one."""
        waiting, ordered = list(self.sheets[sheet]), list[TypedRow]()
        while waiting:
            keys = {row.said.get("id", "") for row in waiting} - {""}
            ready = [row for row in waiting if not keys & (_named(row, columns) - {row.said.get("id", "")})]
            ordered += ready or waiting
            waiting = [row for row in waiting if row not in ready] if ready else []
        return ordered

    def _under(self, sheet: str, column: str) -> dict[str, list[TypedRow]]:
        """The rows of a sheet by the key of what they belong to."""
        found: dict[str, list[TypedRow]] = defaultdict(list)
        for row in self.sheets[sheet]:
            found[row.said.get(column, "")].append(row)
        return found

    def _left_over(
        self,
        rows: dict[str, list[TypedRow]],
        one: str,
        column: str,
        take: Callable[[str, list[TypedRow]], str] | None,
    ) -> None:
        """Rows that belong to a record which has no row of its own here."""
        for name, several in list(rows.items()):
            if not name:
                for row in several:
                    why = "It does not say to what it belongs; of merged cells, fill in every one."
                    self.report.dropped(one, f"{row.place}, column “{column}”", why)
            elif take is None:
                for row in several:
                    why = f"No row of “disjunctures” has the key “{name}”; give it one, or mend that row."
                    self.report.dropped(one, f"{row.place}, column “{column}”", why)
            else:
                done = self._try(one, several[0], lambda name=name, several=several: take(name, several))  # type: ignore[misc]  # a default of a lambda has no type
                for row in () if done else several[1:]:
                    self.report.dropped(one, row.place, "It was left out with another of the same record.")

    # -------------------------------------------------------------------------- what it says

    def _said(self, cells: tuple[Cell, ...], row: TypedRow) -> dict[str, Any]:
        return read_cells(cells, row, self.reading, self.keys)

    def _by(self, row: TypedRow) -> dict[str, Any]:
        return {"by": row.said.get("by") or self.by, "at": _moment(row)}

    def _told(self, kind: RecordKind | None, key: str, *others: str) -> list[Account]:
        """The accounts of the rows that tell of a record; those that cannot be read are listed."""
        names = [key, *others]
        if kind is not None and key:
            names += [f"{kind.value} {key}", f"{kind.value}: {key}"]
        told = []
        for row in self.accounts.of(*dict.fromkeys(names)):
            if row.said.get("of") == key and key and self._shared(kind, key):
                ways = " or ".join(f"“{each.value} {key}”" for each in self._shared(kind, key))
                self.report.dropped(
                    "account", f"{row.place}, column “of”", f"Several rows have the key “{key}”; write {ways}."
                )
                continue
            try:
                told.append(self.accounts.account(row))
            except CellsWrong as error:
                self._list_cells("account", row, error)
            else:
                self.lent.append(row)
        self.told["new"] += len(told)
        return told

    def _shared(self, kind: RecordKind | None, key: str) -> list[RecordKind]:
        """The kinds of the records of several sheets that have one key."""
        sheets = ("acts", "texts", "copies", "links")
        found = [_KINDS[sheet] for sheet in sheets if any(row.said.get("id") == key for row in self.sheets[sheet])]
        return found if len(found) > 1 and kind is not None else []

    def _standing(self, kind: RecordKind, key: str) -> bool:
        return bool(key) and bool(records.known_ids(self.work.connection, _TABLES[kind], [key]))

    def _wanted(self, row: TypedRow) -> str | None:
        return row.said.get("id") or None


def _named(row: TypedRow, columns: tuple[str, ...]) -> set[str]:
    return {each for column in columns for each in parts_of(row.said.get(column, ""))}


def _moment(row: TypedRow) -> dt.datetime | None:
    try:
        return moment_of(row.said.get("at", ""))
    except IEError as error:
        raise CellsWrong({"at": error.sentence()}) from error


def _many(one: str) -> str:
    first, of, rest = one.partition(" of ")
    return f"{first[:-1]}ies{of}{rest}" if first.endswith("y") else f"{first}s{of}{rest}"
