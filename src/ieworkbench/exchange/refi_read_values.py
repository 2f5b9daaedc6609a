"""Variables of a REFI-QDA project: those with fixed names become fields of our records, all others attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ieworkbench.errors import RecordWrong
from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.names import one_line, untaken
from ieworkbench.exchange.refi_names import VALUE_ELEMENTS, VARIABLE_TYPES, VARIABLES, FixedVariable
from ieworkbench.exchange.refi_read_elements import Gathered, first, inside, plain_guid, value, words
from ieworkbench.model import Attribute, AttributeType, AttributeValue, RecordRef

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Values"]

_TYPES = {name.lower(): kind for kind, name in VARIABLE_TYPES.items()}
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T00:00(?::00(?:\.0+)?)?)?(?:Z|[+-]\d\d:?\d\d)?")


@dataclass(slots=True)
class Values:
    """The variables of a project while they are gathered.

    Attributes
    ----------
    gathered
        What is known of the project so far.
    attributes
        The attributes under the GUIDs that the file refers to them by.
    values
        What they are for which record.
    """

    gathered: Gathered
    attributes: dict[str, Attribute] = field(default_factory=dict)
    values: list[AttributeValue] = field(default_factory=list)
    _texts: dict[str, Attribute] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    def read_variables(self, root: _Element) -> None:
        """Read what the variables are; ours with fixed GUIDs are known already."""
        for part in inside(root, "Variables"):
            for element in inside(part, "Variable"):
                guid = plain_guid(value(element, "guid"))
                if guid not in VARIABLES:
                    self._add(element, guid)

    def _add(self, element: _Element, guid: str) -> None:
        given, report = value(element, "name"), self.gathered.report
        name = self._unused(one_line(given) or "unnamed")
        if name != given:
            report.changed("attribute", name, f"it was called “{one_line(given)[:60]}”; names are one line, and differ")
        kind = _TYPES.get(value(element, "typeOfVariable").strip().lower())
        if kind is None:
            report.changed("attribute", name, "its type is not one of the standard; its values are kept as text")
        own = self.gathered.claim(element, "variable", name)
        attribute = Attribute(own, name, kind or AttributeType.TEXT, words(first(element, "Description")))
        self.attributes.setdefault(guid or own, attribute)
        if self.attributes[guid or own] is not attribute:
            self.attributes[own] = attribute

    def _unused(self, name: str) -> str:
        chosen = untaken(name, self._names)
        self._names.add(chosen)
        return chosen

    def all(self) -> tuple[Attribute, ...]:
        """Every attribute, those made for values that do not fit theirs last."""
        return (*self.attributes.values(), *self._texts.values())

    def read(self, element: _Element, record: RecordRef, fixed: Mapping[str, FixedVariable]) -> dict[str, str]:
        """What an element's variables say: the fixed ones by name; the others become values of ``record``."""
        said, others = self.parted(element, fixed)
        self.add(record, others)
        return said

    def parted(
        self, element: _Element, fixed: Mapping[str, FixedVariable]
    ) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """The fixed variables of an element by name, and the others as GUID and value."""
        names = {each.guid: name for name, each in fixed.items()}
        said: dict[str, str] = {}
        others = []
        for each in inside(element, "VariableValue"):
            reference = first(each, "VariableRef")
            guid = plain_guid(value(reference, "targetGUID")) if reference is not None else ""
            found = next(iter(inside(each, *VALUE_ELEMENTS.values())), None)
            text = words(found)
            if guid in names:
                said[names[guid]] = text
            elif text.strip():
                others.append((guid, text))
        return said, others

    def add(self, record: RecordRef, others: Iterable[tuple[str, str]]) -> None:
        """Keep values of attributes for a record; one that does not fit its type is kept as text."""
        for guid, text in others:
            attribute = self.attributes.get(guid)
            where = f"{attribute.name if attribute else guid or 'no variable'} of {record}: {one_line(text)[:40]}"
            if attribute is None:
                self.gathered.report.dropped("attribute value", where, "nothing says what this variable is")
                continue
            try:
                self.values.append(AttributeValue(attribute.id, record, attribute.checked(_repaired(attribute, text))))
            except RecordWrong:
                other = self._as_text(attribute)
                self.values.append(AttributeValue(other.id, record, text.strip()))
                why = f"this is no {attribute.type.value}; it is kept as text, as “{other.name}”"
                self.gathered.report.changed("attribute value", where, why)

    def _as_text(self, attribute: Attribute) -> Attribute:
        """The attribute for those values of another that do not fit its type."""
        if attribute.id not in self._texts:
            name = self._unused(f"{attribute.name} (text)")
            guid = made_guid(attribute.id, "text")
            self._texts[attribute.id] = replace(attribute, id=guid, name=name, type=AttributeType.TEXT)
        return self._texts[attribute.id]


def _repaired(attribute: Attribute, text: str) -> str:
    """A day that is written with a time of midnight or a zone, as a day; anything else as it is."""
    match = _DAY.fullmatch(text.strip()) if attribute.type is AttributeType.DATE else None
    return match[1] if match else text
