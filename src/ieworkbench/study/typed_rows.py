"""A chain as somebody typed it in tables, put into a study row by row.

Each row is checked by itself, by the same rules as a verb: one that may not stand is left out and
listed with its sheet and row, and the others come in. What a row says of a record that is there
already is what the study says of it from now on; rows that are not in the file remove nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ieworkbench.errors import IEError, RecordWrong
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
from ieworkbench.study.chain_given import date_given
from ieworkbench.study.names import check_id
from ieworkbench.study.rows_taken import RowsTaken
from ieworkbench.study.typed_accounts import told_now
from ieworkbench.study.typed_cells import Cell, CellsWrong, read_cells

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
class _Taking(RowsTaken):
    """The rows of one file, and what each becomes in the study."""

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
            labels = {each.label for each in standing.versions}
            label = next(each for each in (str(number) for number in range(1, 10_000)) if each not in labels)
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
                    self._try("account", row, lambda row=row: self._one_account(row))  # type: ignore[misc]  # a default of a lambda has no type

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


_TOLD_OF = (RecordKind.ACT, RecordKind.TEXT, RecordKind.COPY, RecordKind.LINK)


def _same_kind(standing: str, typed: str) -> bool:
    if standing.casefold() == typed:
        return True
    try:
        return LinkKind.meant("kind of link", typed).value == standing
    except IEError:
        return False


def _needs(row: TypedRow, column: str, value: object) -> None:
    """Refuse a row in which a cell is empty that must not be."""
    if not value:
        raise CellsWrong({column: f"This cell is empty in {row.place.split(',')[0]}, and a row needs it."})
