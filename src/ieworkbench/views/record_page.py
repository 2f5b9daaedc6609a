"""Records that need no page of their own design: what is said of one, and many as a table.

One record is a list of what is set, with its parts as tables below; many are a table with those
columns in which something stands. A page is never longer than a few screens, however much is in it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from html import escape
from typing import TYPE_CHECKING, TypeGuard, cast

from ieworkbench.compare.plan_templates import TemplateSection
from ieworkbench.maps.corroboration import EvidenceRow
from ieworkbench.model import (
    Account,
    Attribute,
    Origin,
    Passage,
    RecordRef,
    RecordSet,
    Section,
    Source,
    SourceWarning,
    Turn,
)
from ieworkbench.model.display import Brief
from ieworkbench.sentences import counted
from ieworkbench.store.records import SourceEntry
from ieworkbench.store.transaction import Entry
from ieworkbench.study.manifest import ManifestRow
from ieworkbench.views.parts import cell, ends, facts, grid, named, with_gap
from ieworkbench.views.proposal_page import in_context

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["many", "one_of", "record", "table"]

_LONGEST, _SHORT_DATE = 1_200, 12
_TITLES = ("id", "name", "label", "title", "file")
_HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
_MADE_ID = re.compile(r"\b([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_SAID = ("id", "kind", "title", "cases", "informants", "wave", "date", "language", "version")
_COLUMNS: dict[type, tuple[str, ...]] = {
    Source: (*_SAID, "turns", "warnings"),
    SourceEntry: (*_SAID, "characters", "turns", "warnings"),
    EvidenceRow: ("kind", "label", "informant", "wave", "status", "polarity", "quote", "source", "start", "why"),
    Entry: ("number", "at", "by", "verb", "what", "undone"),
    RecordSet: ("name", "members", "description"),
    Attribute: ("name", "type", "description"),
    ManifestRow: ("file", "kind", "case", "informant", "wave", "date", "language", "consent"),
    TemplateSection: ("id", "titles", "asks", "items"),
}
"""What is shown of records that hold more than fits; `to_frame` gives everything."""

_CALLED = {SourceWarning: "warning", SourceEntry: "source", Entry: "change", ManifestRow: "file", RecordRef: "record"}
_NUMBERED = (Turn, Section)
"""Parts that are asked for by their number: ``talk.turn(3)``."""


# ------------------------------------------------------------------------------------------ many


def many(records: Sequence[object]) -> str:
    """Records as a table under how many there are."""
    if not records:
        return facts("none")
    called = one_of(type(records[0]))
    return table(records, counted(len(records), called, _several(called)))


def table(records: Sequence[object], caption: str) -> str:
    """``records``, which are of one kind, with those columns in which something stands."""
    first = records[0]
    wanted = _COLUMNS.get(type(first), _names(first))
    if not wanted:
        return facts(caption) + grid(["value"], [""], [[cell(_brief(each))] for each in ends(records)], len(records))
    columns = {name: [getattr(each, name) for each in records] for name in wanted}
    columns = {name: values for name, values in columns.items() if not all(_is_plain(name, each) for each in values)}
    heads, kinds = [_head(name) for name in columns], [_kind(name, values) for name, values in columns.items()]
    rows = [[cell(_brief(value)) for value in row] for row in zip(*map(ends, columns.values()), strict=True)]
    if isinstance(first, _NUMBERED):
        heads, kinds = ["number", *heads], ["no", *kinds]
        rows = [[str(number), *row] for number, row in zip(ends(range(len(records))), rows, strict=True)]
    return facts(caption) + grid(heads, kinds, rows, len(records))


def _names(record: object) -> tuple[str, ...]:
    """The names of a record's fields; of what is no record, none."""
    names = getattr(record, "_fields", ()) or [each.name for each in fields(record)] if _is_record(record) else ()
    return tuple(name for name in names if not name.startswith("_"))


def _is_record(value: object) -> TypeGuard[DataclassInstance]:
    return is_dataclass(value) or hasattr(value, "_fields")


def _is_plain(name: str, value: object) -> bool:
    """Whether a column or line would say nothing: it is empty, or a first version."""
    return value is None or value is False or value in ("", (), {}) or (name == "version" and value == 1)


def _kind(name: str, values: Sequence[object]) -> str:
    """How a column is set: an id in bold and whole, short dates whole, numbers to the right."""
    if name == "id":
        return "name"
    if name == "date" and all(len(str(value)) <= _SHORT_DATE for value in values):
        return "date"
    numbers = all(isinstance(value, int | None) and not isinstance(value, bool) for value in values)
    return "no" if numbers or all(value == () or _is_counted(value) for value in values) else ""


def _is_counted(value: object) -> bool:
    """Whether a value is parts of which a line says only how many; those that are said in a word are told."""
    return isinstance(value, tuple) and bool(value) and _is_record(value[0]) and not _in_a_word(value[0])


def _in_a_word(part: object) -> bool:
    return isinstance(part, RecordRef) or type(part).__str__ is not object.__str__


def _brief(value: object) -> object:
    """A value in a line: moments to the minute, made ids by their first letters, of parts how many."""
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return _MADE_ID.sub(r"\1", _HASH.sub(r"\1…", value))
    if isinstance(value, Mapping):
        return "; ".join(f"{_brief(name)}: {_brief(what)}" for name, what in value.items())
    if _is_counted(value):
        return len(cast("tuple[object, ...]", value))
    if isinstance(value, Set):
        return _listed(sorted(value, key=str))
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        return _listed(value)
    return _part(value)


def _listed(parts: Sequence[object]) -> str:
    """Parts that are said in a word each; of many the first and the last, and how many between."""
    words = [
        str(_brief(each)).replace("; ", " – ") if isinstance(each, tuple) else str(_brief(each)) for each in ends(parts)
    ]
    return "; ".join(with_gap(words, len(parts), str))


def _part(value: object) -> object:
    """A record inside another, in a line."""
    if isinstance(value, Account):
        return _part(value.passage)
    if isinstance(value, Passage):
        return f"“{value.quote}” ({value.source} at {value.start})"
    if isinstance(value, RecordRef):
        return named(value)
    if isinstance(value, Origin):
        return value.file_name
    if not _is_record(value) or _in_a_word(value):
        return value
    if type(value).__repr__ is not Brief.__repr__ and is_dataclass(value):
        return repr(value)
    return ", ".join(f"{_head(name)} {_brief(getattr(value, name))}" for name in _names(value) if _is_said(value, name))


def _is_said(record: object, name: str) -> bool:
    """Whether a field is worth its words: it is not empty, and not what it is if nobody says."""
    usual = {each.name: each.default for each in fields(record)} if is_dataclass(record) else {}
    value = getattr(record, name)
    return not _is_plain(name, value) and (name not in usual or usual[name] != value)


def _head(name: str) -> str:
    return name.replace("_", " ")


# ------------------------------------------------------------------------------------------- one


def record(value: DataclassInstance, parts: Callable[[Sequence[object]], str] = many) -> str:
    """What a record is called, what is set in it, and what it is made of.

    Parameters
    ----------
    value
        The record.
    parts
        Shows those parts of which there may be several.
    """
    said = {name: getattr(value, name) for name in _names(value)}
    title = next((name for name in _TITLES if isinstance(said.get(name), str) and said[name]), None)
    kind = one_of(type(value))
    head = kind[:1].upper() + kind[1:] + (f" {_brief(said.pop(title))}" if title else "")
    said = {name: what for name, what in said.items() if not _is_plain(name, what)}
    lines = "".join(
        f"<dt>{escape(_head(name))}</dt><dd>{_whole(what)}</dd>" for name, what in said.items() if not _is_counted(what)
    )
    below = "".join(f"<h4>{escape(_head(name))}</h4>{parts(what)}" for name, what in said.items() if _is_counted(what))
    return f"<strong>{cell(head)}</strong>" + (f"<dl>{lines}</dl>" if lines else "") + below


def _whole(value: object) -> str:
    """A value by itself, escaped: long words with how many letters more there are."""
    if isinstance(value, Passage):
        return f"{in_context(value)} {facts(f'{value.source} at {value.start}')}"
    words = str(_brief(value))
    more = len(words) - _LONGEST
    return cell(words, _LONGEST) + (f" <span class='more'>{more:,} more characters</span>" if more > 0 else "")


def one_of(kind: type) -> str:
    """What a record of this kind is called: an ``institutional text``."""
    return _CALLED.get(kind, re.sub(r"(?<!^)([A-Z])", r" \1", kind.__name__).lower())


def _several(called: str) -> str:
    if called.endswith(("s", "x", "sh", "ch")):
        return called + "es"
    return f"{called[:-1]}ies" if called.endswith("y") else f"{called}s"
