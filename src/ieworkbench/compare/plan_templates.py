"""What a law or a guideline asks a plan to hold: dated templates, one file each, and your own.

A template is a TOML file: what it rests on, from when it holds, and its sections, each with a title,
what is asked, and the cues by which its headings and sentences are known. It says what was asked
for, never what a plan ought to be.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from ieworkbench.compare.cues import Cues
from ieworkbench.errors import (
    FileDamaged,
    FileForbidden,
    FileIsFolder,
    FileMissing,
    RecordUnknown,
)
from ieworkbench.model import SaidDate
from ieworkbench.model.display import Brief, keep_parts
from ieworkbench.model.fixed_words import LANGUAGES
from ieworkbench.model.plan_item import ItemRole

__all__ = [
    "DEFAULT_TEMPLATE",
    "PlanTemplate",
    "TemplateSection",
    "plan_template",
    "plan_templates",
    "read_plan_template",
    "template_for",
]

_LONGEST = 1_000_000  # bytes; a template is a page or two
DEFAULT_TEMPLATE = "norway"
"""The family of templates that is meant where none is named: the ids that open so."""


@dataclass(frozen=True, slots=True, repr=False)
class TemplateSection(Brief):
    """What one section of a plan is asked to hold.

    Attributes
    ----------
    id
        Its name in the template: ``"goals"``.
    titles, asks
        Its title and its question, as pairs of language and words.
    headings
        Words by which a heading is known to be of this section.
    body
        Words by which a sentence is known to be of it, under whatever heading.
    items
        The parts of items that belong here: goals under goals, actions under measures.
    people
        Whether it lists people and services, so that a label in it names one of them and opens no section
        of another kind: “Support contact: Thursdays”.
    """

    id: str
    titles: tuple[tuple[str, str], ...]
    asks: tuple[tuple[str, str], ...] = ()
    headings: tuple[str, ...] = field(default=(), repr=False)
    body: tuple[str, ...] = field(default=(), repr=False)
    items: tuple[ItemRole, ...] = ()
    people: bool = False

    def title(self, language: str = "en") -> str:
        """Its title in ``language``, or in the first one it has."""
        return _in(self.titles, language)

    def question(self, language: str = "en") -> str:
        """What is asked, in ``language``, or in the first one it has."""
        return _in(self.asks, language)


@dataclass(frozen=True, slots=True, repr=False)
class PlanTemplate(Brief):
    """What a plan was asked to hold, from when on, and by which text.

    Attributes
    ----------
    id
        Its name: ``"norway-2012"``.
    titles
        What it is called, as pairs of language and words.
    basis
        The text that asks for it.
    since, until
        From when to when it holds; ``None`` where it has no such end.
    checked
        How far its wording can be relied on.
    language
        The language of the country it is from.
    sections
        In the order of the template.
    """

    id: str
    titles: tuple[tuple[str, str], ...]
    sections: tuple[TemplateSection, ...]
    basis: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    checked: str = field(default="", repr=False)
    language: str = "en"

    def __post_init__(self) -> None:
        keep_parts(self, "sections")

    def title(self, language: str = "en") -> str:
        """What it is called in ``language``, or in the first one it has."""
        return _in(self.titles, language)

    def section(self, name: str) -> TemplateSection:
        """The section of this id.

        Raises
        ------
        RecordUnknown
            If the template has none.
        """
        for each in self.sections:
            if each.id == name:
                return each
        raise RecordUnknown("section of the template", name, tuple(each.id for each in self.sections))

    @property
    def heading_cues(self) -> Cues:
        """The cues of headings, with the ids of their sections."""
        return _cues(self.sections, "headings")


@cache
def _cues(sections: tuple[TemplateSection, ...], which: str) -> Cues:
    return Cues.of((each.id, getattr(each, which)) for each in sections)


def _in(words: tuple[tuple[str, str], ...], language: str) -> str:
    known = dict(words)
    return known.get(language) or known.get("en") or next(iter(known.values()), "")


@cache
def plan_templates() -> tuple[PlanTemplate, ...]:
    """The templates that come with the program.

    Examples
    --------
    >>> [each.id for each in plan_templates()]
    ['care-act-2014', 'norway-2012', 'support-plan-seven']
    >>> len(plan_template("norway-2012").sections)
    9
    """
    folder = resources.files("ieworkbench.compare") / "templates"
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name)
    return tuple(_read(each.read_text("utf-8"), each.name) for each in files)


def plan_template(name: str) -> PlanTemplate:
    """The template of this id that comes with the program.

    Raises
    ------
    RecordUnknown
        If there is none; the sentence names those there are.
    """
    for each in plan_templates():
        if each.id == name:
            return each
    raise RecordUnknown("plan template", name, tuple(each.id for each in plan_templates()))


def template_for(date: SaidDate | None, family: str = DEFAULT_TEMPLATE) -> PlanTemplate:
    """The template that held when a plan was made.

    Parameters
    ----------
    date
        When the plan was made; without one, the latest template is taken.
    family
        How the ids of the templates begin that may be chosen.

    Raises
    ------
    RecordUnknown
        If no template is called so.

    Examples
    --------
    >>> template_for(SaidDate.read("2014-03-24")).id
    'norway-2012'
    """
    known = [each for each in plan_templates() if each.id.startswith(family)]
    if not known:
        raise RecordUnknown("plan template", family, tuple(each.id for each in plan_templates()))
    by_start = sorted(known, key=lambda each: each.since or dt.date.min)
    day = date.latest if date is not None else None
    held = [each for each in by_start if day is None or (each.since or dt.date.min) <= day]
    return held[-1] if held else by_start[0]


def read_plan_template(path: str | Path) -> PlanTemplate:
    """A template of your own, from a TOML file.

    Raises
    ------
    FileMissing, FileForbidden, FileIsFolder
        If the file cannot be opened.
    FileDamaged
        If it is not TOML, or something in it is missing or of the wrong kind; the sentence says where.
    """
    place = Path(path)
    try:
        if place.is_file() and place.stat().st_size > _LONGEST:
            raise _wrong(place.name, "the file", "it is far too long for a template")
        text = place.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise FileMissing(str(path)) from error
    except IsADirectoryError as error:
        raise FileIsFolder(str(path)) from error
    except PermissionError as error:
        raise FileForbidden(str(path)) from error
    except UnicodeDecodeError as error:
        raise _wrong(place.name, f"byte {error.start}", "it is not written in UTF-8") from error
    return _read(text, place.name)


# --------------------------------------------------------------------------------- reading


def _read(text: str, file: str) -> PlanTemplate:
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _wrong(file, "the TOML", str(error)[:120]) from error
    _only(file, "the top", found, {"id", "title", "basis", "since", "until", "checked", "language", "section"})
    rows = found.get("section")
    if not isinstance(rows, list) or not rows:
        raise _wrong(file, "[[section]]", "a template has at least one section")
    sections = tuple(_section(file, number, row) for number, row in enumerate(rows, start=1))
    ids = [each.id for each in sections]
    for number, each in enumerate(ids, start=1):
        if each in ids[: number - 1]:
            raise _wrong(file, f"section {number}", f"the id “{each}” stands in it twice")
    return PlanTemplate(
        id=_words(file, "id", found.get("id")),
        titles=_by_language(file, "title", found.get("title")),
        sections=sections,
        basis=_words(file, "basis", found.get("basis", ""), empty=True),
        since=_day(file, "since", found.get("since")),
        until=_day(file, "until", found.get("until")),
        checked=_words(file, "checked", found.get("checked", ""), empty=True),
        language=_words(file, "language", found.get("language", "en")),
    )


def _section(file: str, number: int, row: object) -> TemplateSection:
    where = f"section {number}"
    if not isinstance(row, dict):
        raise _wrong(file, where, "it is no table; write it as [[section]]")
    _only(file, where, row, {"id", "title", "asks", "headings", "body", "items", "people"})
    name = _words(file, f"{where}, id", row.get("id"))
    where = f"section {number} (“{name[:30]}”)"
    return TemplateSection(
        id=name,
        titles=_by_language(file, f"{where}, title", row.get("title")),
        asks=_by_language(file, f"{where}, asks", row["asks"]) if "asks" in row else (),
        headings=_list(file, f"{where}, headings", row.get("headings", [])),
        body=_list(file, f"{where}, body", row.get("body", [])),
        items=tuple(
            _role(file, f"{where}, items", each) for each in _list(file, f"{where}, items", row.get("items", []))
        ),
        people=_yes(file, f"{where}, people", row.get("people", False)),
    )


def _role(file: str, where: str, word: str) -> ItemRole:
    try:
        return ItemRole(word)
    except ValueError as error:
        raise _wrong(file, where, f"“{word[:30]}” is none of {', '.join(ItemRole.words())}") from error


def _only(file: str, where: str, row: Mapping[str, Any], known: set[str]) -> None:
    for name in row:
        if name not in known:
            raise _wrong(file, where, f"“{str(name)[:30]}” means nothing here; known are {', '.join(sorted(known))}")


def _words(file: str, where: str, value: object, *, empty: bool = False) -> str:
    if not isinstance(value, str) or not (empty or value.strip()):
        raise _wrong(file, where, "words are wanted here, between quotation marks")
    return value


def _yes(file: str, where: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(file, where, "true or false is wanted here, without quotation marks")
    return value


def _list(file: str, where: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise _wrong(file, where, 'a list of words is wanted here: ["goal*", "aim*"]')
    return tuple(value)


def _by_language(file: str, where: str, value: object) -> tuple[tuple[str, str], ...]:
    """Words by language: a table of them, or words alone, which stand for every language."""
    if isinstance(value, str) and value.strip():
        return tuple((language, value) for language in LANGUAGES)
    if not isinstance(value, dict) or not value or not all(isinstance(each, str) and each for each in value.values()):
        raise _wrong(file, where, 'words are wanted here, or words by language: { en = "Goals", nb = "Mål" }')
    return tuple(value.items())


def _day(file: str, where: str, value: object) -> dt.date | None:
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    raise _wrong(file, where, "a day is wanted here, without quotation marks: 2012-01-01")


def _wrong(file: str, where: str, what: str) -> FileDamaged:
    return FileDamaged(file, where, what, "correct it there")
