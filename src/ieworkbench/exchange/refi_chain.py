"""The chain of action in a REFI-QDA project: shown in the standard's own terms, and kept exactly beside that.

Acts, texts, copies and resources are cases, with their passages and sources; links between them are
links, each with a note that says in words what it rests on; the map is a graph. What of it the
standard has no words for stands in one more case, whose variable holds the rows of the chain's
tables. Whoever reads a project of ours takes the rows, and leaves aside what only shows them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ieworkbench.exchange.bundle import Bundle, Report, TypedRow
from ieworkbench.exchange.chain_tables import CHAIN_SHEETS
from ieworkbench.exchange.chain_writing import tables_of
from ieworkbench.exchange.refi_names import CASE_VARIABLES, DIRECTIONS, NAMESPACE, derived_guid, xml_text
from ieworkbench.model import Account, Act, InstitutionalText, Link, RecordKind, RecordRef

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ieworkbench.exchange.refi_write_plan import Plan

__all__ = ["add_chain", "has_chain", "take_chain"]

_Q = f"{{{NAMESPACE}}}"
_NAME = "Chain of action"
_WIDE, _HIGH, _STEP_X, _STEP_Y, _IN_A_ROW = 160, 60, 220, 110, 8


def has_chain(bundle: Bundle) -> bool:
    """Whether there is anything of a chain in the bundle."""
    return bool(bundle.acts or bundle.texts or bundle.copies or bundle.resources or bundle.link_kinds)


# ----------------------------------------------------------------------------------- written


def add_chain(parts: dict[str, _Element], bundle: Bundle, plan: Plan, study: str, report: Report) -> str:
    """Write the chain into the parts of a project, and give the GUID of the variable that holds it.

    Parameters
    ----------
    parts
        The elements ``Cases``, ``Notes``, ``Links`` and ``Graphs``.
    bundle, plan
        What is written, and the GUIDs of what is in the file already.
    study
        A GUID from which those of the chain's parts are made.
    report
        Gets the numbers of what was written.
    """
    writing = _Writing(parts, bundle, plan, study)
    writing.write(report)
    return CASE_VARIABLES["chain"].guid


class _Writing:
    """Writes one chain."""

    def __init__(self, parts: dict[str, _Element], bundle: Bundle, plan: Plan, study: str) -> None:
        self.parts = parts
        self.bundle = bundle
        self.plan = plan
        self.study = study
        self.made: list[str] = []
        self.guids: dict[RecordRef, str] = {}

    def write(self, report: Report) -> None:
        """Cases, then links with their notes, the graph, and the rows."""
        bundle = self.bundle
        for act in bundle.acts:
            self._case(RecordKind.ACT, act.id, act.doing, act.accounts, said=_said_of_act(act))
        for text in bundle.texts:
            self._case(RecordKind.TEXT, text.id, text.title, text.accounts, text.sources, _said_of_text(text))
        titles = {each.id: each.title for each in bundle.texts}
        for copy in bundle.copies:
            self._case(RecordKind.COPY, copy.id, f"{titles[copy.text]} at {copy.site}", copy.accounts)
        for resource in bundle.resources:
            self._case(RecordKind.RESOURCE, resource.id, resource.name, (), said=resource.note)
        links = [each for each in bundle.links if each.on_map]
        shown = [each for each in links if each.origin in self.guids and each.target in self.guids]
        for link in shown:
            self._link(link)
        self._graph(shown)
        self._rows()
        for name in ("acts", "texts", "copies", "resources", "disjunctures", "circuits"):
            report.kept[name] += len(getattr(bundle, name))
        report.kept["links"] += len(links)

    def _guid(self, name: str) -> str:
        guid = self.plan.guids.taken(derived_guid(self.study, name), name)
        self.made.append(guid)
        return guid

    def _add(self, parent: _Element, name: str, attributes: dict[str, str] | None = None, text: str = "") -> _Element:
        from lxml import etree

        element = etree.SubElement(parent, _Q + name, attributes or {})
        if text:
            element.text = xml_text(text)
        return element

    def _case(
        self,
        kind: RecordKind,
        name: str,
        words: str,
        accounts: tuple[Account, ...],
        sources: Iterable[str] = (),
        said: str = "",
    ) -> None:
        guid = self.guids[RecordRef(kind, name)] = self._guid(f"{kind.value} {name}")
        element = self._add(self.parts["Cases"], "Case", {"guid": guid, "name": xml_text(words)})
        if said:
            self._add(element, "Description", text=said)
        self._value(element, "record", kind.value)
        for source in sources:
            if (held := self.plan.guids.get(RecordRef(RecordKind.SOURCE, source))) is not None:
                self._add(element, "SourceRef", {"targetGUID": held})
        for passage in self._passages(accounts):
            self._add(element, "SelectionRef", {"targetGUID": passage})

    def _passages(self, accounts: tuple[Account, ...]) -> Iterator[str]:
        for name in dict.fromkeys(each.passage.id for each in accounts):
            if (guid := self.plan.guids.get(RecordRef(RecordKind.PASSAGE, name))) is not None:
                yield guid

    def _value(self, element: _Element, name: str, words: str) -> None:
        value = self._add(element, "VariableValue")
        self._add(value, "VariableRef", {"targetGUID": CASE_VARIABLES[name].guid})
        self._add(value, "TextValue", text=words)

    def _link(self, link: Link) -> None:
        guid = self.guids[RecordRef(RecordKind.LINK, link.id)] = self._guid(f"link {link.id}")
        attributes = {"guid": guid, "name": xml_text(link.kind), "direction": DIRECTIONS[link.direction]}
        ends = {"originGUID": self.guids[link.origin], "targetGUID": self.guids[link.target]}
        note = self._guid(f"note of link {link.id}")
        self._add(self._add(self.parts["Links"], "Link", attributes | ends), "NoteRef", {"targetGUID": note})
        element = self._add(self.parts["Notes"], "Note", {"guid": note, "name": xml_text(link.kind)})
        self._add(element, "PlainTextContent", text=_said_of_link(link))

    def _graph(self, links: list[Link]) -> None:
        """The map as boxes in rows and lines between them; a program that draws it places it anew."""
        nodes = [ref for ref in self.guids if ref.kind is not RecordKind.LINK]
        if not nodes:
            return
        graph = self._add(self.parts["Graphs"], "Graph", {"guid": self._guid("graph"), "name": _NAME})
        vertices = {}
        for number, ref in enumerate(nodes):
            left, top = number % _IN_A_ROW * _STEP_X, number // _IN_A_ROW * _STEP_Y
            vertices[ref] = self._guid(f"vertex {ref}")
            place = {"firstX": left, "firstY": top, "secondX": left + _WIDE, "secondY": top + _HIGH}
            attributes = {"guid": vertices[ref], "representedGUID": self.guids[ref]}
            shape = "RoundedRectangle" if ref.kind is RecordKind.ACT else "Rectangle"
            self._add(graph, "Vertex", attributes | {name: str(at) for name, at in place.items()} | {"shape": shape})
        for link in links:
            attributes = {
                "guid": self._guid(f"edge {link.id}"),
                "representedGUID": self.guids[RecordRef(RecordKind.LINK, link.id)],
                "name": xml_text(link.kind),
                "sourceVertex": vertices[link.origin],
                "targetVertex": vertices[link.target],
                "direction": DIRECTIONS[link.direction],
                "lineStyle": "dotted" if link.derived or link.inferred else "dashed" if link.gap else "solid",
            }
            self._add(graph, "Edge", attributes)

    def _rows(self) -> None:
        guid = self._guid("chain")
        columns = {sheet.name: [each.name for each in sheet.columns] for sheet in CHAIN_SHEETS}
        tables = tables_of(self.bundle, Report("", ""))
        rows = {
            sheet: [dict(zip(columns[sheet], row, strict=True)) for row in several]
            for sheet, several in tables.items()
            if several and sheet != "sites"
        }
        element = self._add(self.parts["Cases"], "Case", {"guid": guid, "name": _NAME})
        self._value(element, "record", "chain")
        self._value(element, "chain", json.dumps({"shown": self.made, "rows": rows}))


def _said_of_act(act: Act) -> str:
    lines = [f"{act.doer} {act.doing}", f"layer: {act.layer.value}"]
    lines += [
        f"{name}: {words}"
        for name in ("purpose", "means", "outcome", "inferred", "gap", "note")
        if (words := getattr(act, name))
    ]
    return "\n".join([*lines, *_told(act.accounts)])


def _said_of_text(text: InstitutionalText) -> str:
    lines = [text.genre, f"authority: {text.authority.value}", text.note]
    return "\n".join([*filter(None, lines), *_told(text.accounts)])


def _said_of_link(link: Link) -> str:
    lines = [f"layer: {link.layer.value}" if link.layer else "", "derived" if link.derived else ""]
    lines += [f"{name}: {words}" for name in ("inferred", "gap", "note") if (words := getattr(link, name))]
    return "\n".join([*filter(None, lines), *_told(link.accounts)]) or link.kind


def _told(accounts: Iterable[Account]) -> list[str]:
    """Each account on a line: where, how it is known, whether it was done, and the words."""
    return [
        f"{each.passage.source} {each.passage.start}–{each.passage.end}, {each.status.value}, "
        f"{each.polarity.value}: “{' '.join(each.passage.quote.split())}”"
        for each in accounts
    ]


# -------------------------------------------------------------------------------------- read


def take_chain(root: _Element) -> tuple[TypedRow, ...]:
    """The rows of the chain that a project of ours holds; what only shows them is taken out of the project."""
    for case in [each for each in root.iter(f"{_Q}Case") if each.get("name") == _NAME]:
        found = _rows_in(case)
        if found is None:
            continue
        shown = {str(each) for each in found.get("shown", ())}
        for element in [each for each in root.iter() if each.get("guid") in shown]:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        rows = found["rows"]
        return tuple(
            TypedRow(sheet.name, f"{sheet.one} {row.get('id') or row.get('of') or number}", row, stays=True)
            for sheet in CHAIN_SHEETS
            for number, row in enumerate(rows.get(sheet.name, ()), start=1)
            if _is_row(row)
        )
    return ()


def _is_row(row: Any) -> bool:  # noqa: ANN401 - as it stands in the file
    return isinstance(row, dict) and all(isinstance(each, str) for pair in row.items() for each in pair)


def _rows_in(case: _Element) -> dict[str, Any] | None:
    """What the variable of the chain holds; ``None`` where the case has none, or it cannot be read."""
    for value in case.iter(f"{_Q}VariableValue"):
        ref, text = value.find(f"{_Q}VariableRef"), value.find(f"{_Q}TextValue")
        if ref is None or text is None or ref.get("targetGUID") != CASE_VARIABLES["chain"].guid:
            continue
        try:
            found = json.loads(text.text or "")
        except (ValueError, RecursionError):
            return None
        if isinstance(found, dict) and isinstance(found.get("rows"), dict) and isinstance(found.get("shown"), list):
            several = found["rows"].values()
            return found if all(isinstance(each, list) for each in several) else None
    return None
