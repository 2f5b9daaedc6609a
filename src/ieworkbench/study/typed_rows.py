"""A chain as somebody typed it in tables, put into a study row by row.

Each row is checked by itself, by the same rules as a verb: one that may not stand is left out and
listed with its sheet and row, and the others come in. What a row says of a record that is there
already is what the study says of it from now on; rows that are not in the file remove nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ieworkbench.errors import IEError, RecordWrong, WordsMissing
from ieworkbench.exchange import Report, TypedRow
from ieworkbench.exchange.chain_cells import parts_of
from ieworkbench.model import (
    UNKNOWN_DOER,
    Account,
    ActMode,
    Authority,
    CircuitKind,
    Direction,
    Layer,
    LinkKind,
    RecordKind,
    RecordRef,
    ResourceKind,
    Side,
    Site,
    SiteLevel,
    Task,
    TextVersion,
)
from ieworkbench.store import act_records, figure_records, institutional_records, note_records, records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study import acts, figures, institutional_texts, links, people, telling, typed_cells
from ieworkbench.study.accounts import accounts_of
from ieworkbench.study.chain_given import Reading, date_given
from ieworkbench.study.names import check_id
from ieworkbench.study.typed_accounts import AccountRows, told_now
from ieworkbench.study.typed_cells import Cell, CellsWrong, Keys, moment_of, read_cells

__all__ = ["take_rows"]

_ACT = (
    Cell("doing", "doing", typed_cells.words),
    Cell("doer", "doer", typed_cells.doer, UNKNOWN_DOER),
    Cell("with whom", "with_whom", typed_cells.doers, ()),
    Cell("initiative", "initiative", typed_cells.doer, UNKNOWN_DOER),
    Cell("purpose", "purpose", typed_cells.words),
    Cell("means", "means", typed_cells.words),
    Cell("site", "site", typed_cells.site, None),
    Cell("when", "when", typed_cells.day, None),
    Cell("mode", "mode", typed_cells.word(ActMode, "mode"), ActMode.DO),
    Cell("case", "case", typed_cells.case, None),
    Cell("layer", "layer", typed_cells.word(Layer, "layer"), Layer.PARTICULAR),
    Cell("outcome", "outcome", typed_cells.words),
    Cell("participants", "participants", typed_cells.doers, ()),
    Cell("particulars", "particulars", typed_cells.several(RecordKind.ACT), ()),
    Cell("inferred", "inferred", typed_cells.words),
    Cell("gap", "gap", typed_cells.words),
    Cell("note", "note", typed_cells.words),
)
_TEXT = (
    Cell("title", "title", typed_cells.words),
    Cell("genre", "genre", typed_cells.words),
    Cell("authority", "authority", typed_cells.word(Authority, "authority"), Authority.UNKNOWN),
    Cell("owner", "owner", typed_cells.words),
    Cell("template", "template", typed_cells.key(RecordKind.TEXT), None),
    Cell("site", "site", typed_cells.site, None),
    Cell("case", "case", typed_cells.case, None),
    Cell("date", "date", typed_cells.day, None),
    Cell("number", "number", typed_cells.number, None),
    Cell("among", "among", typed_cells.several(RecordKind.TEXT), ()),
    Cell("boss", "boss", typed_cells.words),
    Cell("note", "note", typed_cells.words),
)
_COPY = (
    Cell("text", "text", typed_cells.key(RecordKind.TEXT)),
    Cell("site", "site", typed_cells.site),
    Cell("version", "version", typed_cells.words),
    Cell("since", "since", typed_cells.day, None),
    Cell("how", "how", typed_cells.words),
    Cell("readers", "readers", typed_cells.words),
    Cell("note", "note", typed_cells.words),
)
_RESOURCE = (
    Cell("name", "name", typed_cells.words),
    Cell("kind", "kind", typed_cells.word(ResourceKind, "kind of resource"), ResourceKind.OTHER),
    Cell("case", "case", typed_cells.case, None),
    Cell("site", "site", typed_cells.site, None),
    Cell("note", "note", typed_cells.words),
)
_LINK = (
    Cell("kind", "kind", typed_cells.words),
    Cell("direction", "direction", typed_cells.word(Direction, "direction"), Direction.ONE_WAY),
    Cell("layer", "layer", typed_cells.word(Layer, "layer"), None),
    Cell("derived", "derived", typed_cells.yes, empty=False),
    Cell("inferred", "inferred", typed_cells.words),
    Cell("gap", "gap", typed_cells.words),
    Cell("note", "note", typed_cells.words),
)
_ENDS = (Cell("from", "origin", typed_cells.record, None), Cell("to", "target", typed_cells.record, None))
_DISJUNCTURE = (
    Cell("what", "what", typed_cells.words),
    Cell("where", "where", typed_cells.recorded, ()),
    Cell("follows", "follows", typed_cells.words),
    Cell("case", "case", typed_cells.case, None),
    Cell("note", "note", typed_cells.words),
)
_CIRCUIT = (
    Cell("name", "name", typed_cells.words),
    Cell("links", "links", typed_cells.several(RecordKind.LINK), ()),
    Cell("reason", "reason", typed_cells.words),
    Cell("kind", "kind", typed_cells.word(CircuitKind, "kind of circuit"), CircuitKind.INSTITUTIONAL),
    Cell("boss", "boss", typed_cells.record, None),
    Cell("actuality", "actuality", typed_cells.record, None),
    Cell("representation", "representation", typed_cells.record, None),
    Cell("authorised", "authorised", typed_cells.record, None),
)
_NO_WORDS = (
    "It rests on no words: add a row for it in “accounts”, or say in “inferred” why it was so, "
    "or in “gap” what is not known."
)


def take_rows(
    work: Transaction, rows: Sequence[TypedRow], report: Report, by: str, added: Counter[str], there: Counter[str]
) -> None:
    """Put the rows of a chain into the study; what cannot stand is listed in the report.

    Parameters
    ----------
    work
        The transaction.
    rows
        What was typed.
    report
        Gets a finding for every row that was left out, and every cell that is why.
    by
        Who takes them in, for rows that do not say who recorded them.
    added, there
        Count what is new in the study or changed, and what was there as the rows say.
    """
    _Taking(work, rows, report, by, added, there).run()


@dataclass(slots=True)
class _Taking:
    """The rows of one file on their way in."""

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

    def run(self) -> None:
        """Everything, in an order in which each row finds what it names."""
        self._each("sites", "site", self._site, self._in_order("sites", ("part of",)))
        self._each("link kinds", "kind of link", self._kind)
        versions = self._under("versions", "text")
        texts = self._in_order("texts", ("template", "among"))
        self._each("texts", "text", lambda row: self._text(row, versions), texts)
        versions = {name: rows for name, rows in versions.items() if rows[0] in self.sheets["versions"]}
        self._left_over(versions, "version", "text", self._more_versions)
        self._each("copies", "copy", self._copy)
        self._each("resources", "resource", self._resource)
        self._each("acts", "act", self._act, self._in_order("acts", ("particulars",)))
        self._left_over(self._under("tasks", "of"), "task", "of", self._tasks)
        self._each("links", "link", self._link)
        sides = self._under("sides", "of")
        self._each("disjunctures", "disjuncture", lambda row: self._disjuncture(row, sides))
        sides = {name: rows for name, rows in sides.items() if rows[0] in self.sheets["sides"]}
        self._left_over(sides, "side", "of", None)
        self._each("circuits", "circuit", self._circuit)
        self._more_accounts()

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
            self._try(one, row, lambda row=row: take(row))  # type: ignore[misc]

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
                done = self._try(one, several[0], lambda name=name, several=several: take(name, several))  # type: ignore[misc]
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

    # ------------------------------------------------------------------------------- records

    def _site(self, row: TypedRow) -> str:
        name = check_id("site", row.said.get("id", ""))
        known = {each.id: each for each in records.sites(self.work.connection)}
        standing = known.get(name, Site(name))
        said: dict[str, Any] = read_cells(
            (
                Cell("level", "level", typed_cells.word(SiteLevel, "site level"), SiteLevel.UNKNOWN),
                Cell("part of", "part_of", typed_cells.words, None),
                Cell("aliases", "aliases", lambda _, __, cell: tuple(parts_of(cell)), ()),
            ),
            row,
            self.reading,
            self.keys,
        )
        people.put_site(self.work, replace(standing, **said), new=name not in known)
        return "there" if name in known else "new"

    def _kind(self, row: TypedRow) -> str:
        name = row.said.get("id", "")
        known = {each.id.casefold(): each for each in figure_records.link_kinds(self.work.connection)}
        standing = known.get(" ".join(name.split()).casefold())
        if standing is None:
            links.add_link_kind(self.work, name, row.said.get("nearest", ""), row.said.get("sentence", ""))
            return "new"
        nearest = LinkKind.meant("kind of link", row.said.get("nearest", ""))
        if (nearest, row.said.get("sentence", standing.sentence)) != (standing.nearest, standing.sentence):
            message = (
                "the study says something else of it, and that stays; remove that kind first, or call this otherwise"
            )
            raise RecordWrong("kind of link", name, message)
        return "there"

    def _act(self, row: TypedRow) -> str:
        said, key = self._said(_ACT, row), row.said.get("id", "")
        _needs(row, "doing", said.get("doing"))
        name = key if self._standing(RecordKind.ACT, key) else self._twin_act(said) if not key else ""
        told = self._told(RecordKind.ACT, key)
        if not name:
            acts.add_act(self.work, {**said, "accounts": told}, wanted=self._wanted(row), **self._by(row))
            return "new"
        return self._change(
            RecordRef(RecordKind.ACT, name), said, told, lambda given: acts.change_act(self.work, name, given, self.by)
        )

    def _twin_act(self, said: Mapping[str, Any]) -> str:
        """The act of the study that a row without a key means: the same doing of the same doer in the same case."""
        wanted = (" ".join(said["doing"].split()), said.get("doer", UNKNOWN_DOER), said.get("case"))
        layer = said.get("layer", Layer.PARTICULAR)
        same = [
            each.id
            for each in act_records.acts(self.work.connection)
            if (each.doing, each.doer, each.case) == wanted and each.layer is layer
        ]
        return same[0] if len(same) == 1 else ""

    def _text(self, row: TypedRow, versions: dict[str, list[TypedRow]]) -> str:
        said, key = self._said(_TEXT, row), row.said.get("id", "")
        _needs(row, "title", said.get("title"))
        source = typed_cells.key(RecordKind.SOURCE)
        held = read_cells((Cell("source", "source", source, None),), row, self.reading, self.keys).get("source")
        if (named := versions.pop(key, None) if key else None) is not None:
            said["versions"] = self._versions(named)
        name = key if self._standing(RecordKind.TEXT, key) else self._twin_text(said) if not key else ""
        told = self._told(RecordKind.TEXT, key)
        if not name:
            known = {each.source for each in said.get("versions", ())}
            given = {**said, "accounts": told}
            institutional_texts.add_text(
                self.work,
                given,
                wanted=self._wanted(row),
                source=None if held in known else held,
                **self._by(row),
            )
            return "new"
        standing = institutional_texts.known_text(self.work, name)
        if held is not None and held not in {each.source for each in said.get("versions", standing.versions)}:
            label = next(each for each in (str(number) for number in range(1, 10_000)) if each not in _labels(standing))
            date = records.date_of_source(self.work.connection, held)
            said["versions"] = (*said.get("versions", standing.versions), TextVersion(label, date, held))
        return self._change(
            RecordRef(RecordKind.TEXT, name),
            said,
            told,
            lambda given: institutional_texts.change_text(self.work, name, given, self.by),
        )

    def _twin_text(self, said: Mapping[str, Any]) -> str:
        wanted = (" ".join(said["title"].split()), said.get("case"))
        same = [
            each.id for each in institutional_records.texts(self.work.connection) if (each.title, each.case) == wanted
        ]
        return same[0] if len(same) == 1 else ""

    def _versions(self, rows: Sequence[TypedRow]) -> tuple[TextVersion, ...]:
        found = []
        for row in rows:
            cells = (
                Cell("version", "label", typed_cells.words),
                Cell("date", "date", lambda _, __, cell: date_given(typed_cells.day_of(cell)), None),
                Cell("source", "source", typed_cells.key(RecordKind.SOURCE), None),
            )
            try:
                said = self._said(cells, row)
                _needs(row, "version", said.get("label"))
            except CellsWrong as error:
                self._list_cells("version", row, error)
                continue
            found.append(TextVersion(**said))
        return tuple(found)

    def _more_versions(self, name: str, rows: list[TypedRow]) -> str:
        text = self.keys.id(name, RecordKind.TEXT)
        institutional_texts.change_text(self.work, text, {"versions": self._versions(rows)}, self.by)
        return "there"

    def _copy(self, row: TypedRow) -> str:
        for column in ("text", "site"):
            _needs(row, column, row.said.get(column))
        said, key = self._said(_COPY, row), row.said.get("id", "")
        name = key if self._standing(RecordKind.COPY, key) else ""
        if not key:
            known = institutional_records.copies(self.work.connection, said["text"])
            same = [each.id for each in known if each.site == said["site"]]
            name = same[0] if len(same) == 1 else ""
        told = self._told(RecordKind.COPY, key)
        if not name:
            institutional_texts.add_copy(self.work, {**said, "accounts": told}, self.by, self._wanted(row))
            return "new"
        standing = institutional_texts.known_copy(self.work, name)
        if said.pop("text") != standing.text:
            raise RecordWrong(
                "copy", name, f"it is a copy of “{standing.text}”; give a copy of another text its own key"
            )
        return self._change(
            RecordRef(RecordKind.COPY, name),
            said,
            told,
            lambda given: institutional_texts.change_copy(self.work, name, given, self.by),
        )

    def _resource(self, row: TypedRow) -> str:
        said, key = self._said(_RESOURCE, row), row.said.get("id", "")
        _needs(row, "name", said.get("name"))
        name = key if self._standing(RecordKind.RESOURCE, key) else ""
        if not key:
            known = act_records.resources(self.work.connection)
            wanted = (" ".join(said["name"].split()), said.get("case"))
            same = [each.id for each in known if (each.name, each.case) == wanted]
            name = same[0] if len(same) == 1 else ""
        if not name:
            acts.add_resource(self.work, said, self._wanted(row))
            return "new"
        acts.change_resource(self.work, name, said)
        return "there"

    def _link(self, row: TypedRow) -> str:
        for column in ("from", "kind", "to"):
            _needs(row, column, row.said.get(column))
        said, ends = self._said((*_LINK, *_ENDS), row), {}
        ends["origin"], ends["target"] = said.pop("origin"), said.pop("target")
        key = row.said.get("id", "")
        standing = note_records.link_called(self.work.connection, key) if key else None
        name = key if standing is not None else self._twin_link(said, ends) if not key else ""
        told = self._told(RecordKind.LINK, key)
        if not name:
            given = {**said, "accounts": told}
            links.add_link(self.work, ends["origin"], ends["target"], given, wanted=self._wanted(row), **self._by(row))
            return "new"
        return self._change(
            RecordRef(RecordKind.LINK, name),
            {**said, **ends},
            told,
            lambda given: links.change_link(self.work, name, given, self.by),
        )

    def _twin_link(self, said: Mapping[str, Any], ends: Mapping[str, RecordRef]) -> str:
        known = note_records.links(self.work.connection, ends["origin"])
        kind, layer = said["kind"].casefold(), said.get("layer")
        same = [
            each.id
            for each in known
            if (each.origin, each.target) == (ends["origin"], ends["target"])
            and _same_kind(each.kind, kind)
            and layer in {None, each.layer}
        ]
        return same[0] if len(same) == 1 else ""

    def _disjuncture(self, row: TypedRow, sides: dict[str, list[TypedRow]]) -> str:
        said, key = self._said(_DISJUNCTURE, row), row.said.get("id", "")
        _needs(row, "what", said.get("what"))
        named = sides.pop(key, []) if key else []
        name = key if self._standing(RecordKind.DISJUNCTURE, key) else ""
        known = figures.known_disjuncture(self.work, name) if name else None
        before = {each.id: each for each in known.sides} if known else {}
        given = [side for each in named if (side := self._side(each, before)) is not None]
        if named:
            said["sides"] = given
        if known is None:
            figures.add_disjuncture(self.work, {"sides": (), **said}, self.by, self._wanted(row))
            return "new"
        figures.change_disjuncture(self.work, name, said, self.by)
        return "there"

    def _side(self, row: TypedRow, before: Mapping[str, Side]) -> Side | None:
        key = row.said.get("id", "")
        cells = (Cell("says", "says", typed_cells.words), Cell("record", "record", typed_cells.record, None))
        try:
            said = self._said(cells, row)
        except CellsWrong as error:
            self._list_cells("side", row, error)
            self.keys.failed.setdefault(None, {})[key] = row.place
            return None
        standing = before.get(key) or next((each for each in before.values() if each.says == said.get("says")), None)
        typed = self._told(None, key, f"side {key}")
        before_it = standing.accounts if standing else ()
        told = told_now(before_it, typed)
        self._told_again(len(typed), len(told) - len(before_it))
        return Side(said.get("says", ""), told, said.get("record"), standing.id if standing else key)

    def _circuit(self, row: TypedRow) -> str:
        said, key = self._said(_CIRCUIT, row), row.said.get("id", "")
        _needs(row, "name", said.get("name"))
        _needs(row, "reason", row.said.get("reason", "") or None if "reason" in row.said or not key else "-")
        name = key if self._standing(RecordKind.CIRCUIT, key) else ""
        if not key:
            same = [each.id for each in figure_records.circuits(self.work.connection) if each.name == said["name"]]
            name = same[0] if len(same) == 1 else ""
        if not name:
            figures.add_circuit(self.work, said, self._wanted(row))
            return "new"
        figures.change_circuit(self.work, name, said)
        return "there"

    # -------------------------------------------------------------------- what belongs to records

    def _change(
        self,
        ref: RecordRef,
        said: dict[str, Any],
        told: list[Account],
        change: Callable[[dict[str, Any]], object],
    ) -> str:
        """Make the study say of a record what its row says, and count the accounts that are new."""
        if told:
            standing = accounts_of(self.work, ref)
            now = told_now(standing, told)
            self._told_again(len(told), len(now) - len(standing))
            said = {**said, "accounts": now}
        change(said)
        return "there"

    def _told_again(self, told: int, new: int) -> None:
        """Count accounts of a record that was there: as many were told, and so many of them are new."""
        self.told["new"] -= told - new
        self.told["there"] += told - new

    def _tasks(self, name: str, rows: list[TypedRow]) -> str:
        act = self.keys.id(name, RecordKind.ACT)
        cells = (
            Cell("what", "what", typed_cells.words),
            Cell("doer", "doer", typed_cells.doer, UNKNOWN_DOER),
            Cell("done in", "done_in", typed_cells.key(RecordKind.ACT), ""),
        )
        found = []
        for row in rows:
            try:
                said = self._said(cells, row)
                _needs(row, "what", said.get("what"))
            except CellsWrong as error:
                self._list_cells("task", row, error)
                continue
            found.append(Task(**said))
        standing = acts.known_act(self.work, act).tasks
        acts.change_act(self.work, act, {"tasks": found}, self.by)
        return "there" if standing else "new"

    def _more_accounts(self) -> None:
        """Accounts of records that have no row of their own in the file."""
        for key, rows in list(self.accounts.waiting.items()):
            for row in rows:
                if not key:
                    why = "It does not say of what it tells; of merged cells, fill in every one."
                    self.report.dropped("account", f"{row.place}, column “of”", why)
                else:
                    self._try("account", row, lambda row=row: self._one_account(row))  # type: ignore[misc]

    def _one_account(self, row: TypedRow) -> str:
        try:
            about = self.keys.ref(row.said["of"], _TOLD_OF)
        except IEError as error:
            raise CellsWrong({"of": error.sentence()}) from error
        account = self.accounts.account(row)
        standing = accounts_of(self.work, about)
        now = told_now(standing, [account])
        if len(now) > len(standing):
            telling.add_account(self.work, about, account, self.by)
            return "new"
        for each in now:
            if each not in standing:
                said = {"status": each.status, "polarity": each.polarity, "work": each.work}
                telling.change_account(
                    self.work, each.id, {**said, "told_by": each.told_by, "note": each.note}, self.by
                )
        return "there"


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
_TOLD_OF = (RecordKind.ACT, RecordKind.TEXT, RecordKind.COPY, RecordKind.LINK)


def _named(row: TypedRow, columns: tuple[str, ...]) -> set[str]:
    return {each for column in columns for each in parts_of(row.said.get(column, ""))}


def _labels(text: Any) -> set[str]:  # noqa: ANN401
    return {each.label for each in text.versions}


def _same_kind(standing: str, typed: str) -> bool:
    if standing.casefold() == typed:
        return True
    try:
        return LinkKind.meant("kind of link", typed).value == standing
    except IEError:
        return False


def _moment(row: TypedRow) -> Any:  # noqa: ANN401
    try:
        return moment_of(row.said.get("at", ""))
    except IEError as error:
        raise CellsWrong({"at": error.sentence()}) from error


def _needs(row: TypedRow, column: str, value: object) -> None:
    """Refuse a row in which a cell is empty that must not be."""
    if not value:
        raise CellsWrong({column: f"This cell is empty in {row.place.split(',')[0]}, and a row needs it."})


def _many(one: str) -> str:
    first, of, rest = one.partition(" of ")
    return f"{first[:-1]}ies{of}{rest}" if first.endswith("y") else f"{first}s{of}{rest}"
