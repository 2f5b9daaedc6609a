"""Fields of a Word document: words that Word puts there by an instruction.

The result is text, the instruction is not. A field is opened, divided and closed by marks that
may stand in different paragraphs, and fields stand in the instructions of others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.importers.word_names import W, is_on, value_of
from ieworkbench.importers.word_story import Story
from ieworkbench.importers.word_styles import whole_number
from ieworkbench.model.source import Section
from ieworkbench.model.vocabulary import SectionKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Fields", "field_section"]

_ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+ ?(.*)", re.IGNORECASE | re.DOTALL)
_COMPUTED = {"AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM", "EQ"}


@dataclass(slots=True)
class _Field:
    slot: int
    start: int
    in_result: bool = False
    instruction: list[str] = field(default_factory=list)
    form: etree._Element | None = None


def _target(instruction: str) -> str:
    """Where a HYPERLINK instruction leads: its address, and ``#`` with the place in it."""
    words = [quoted.replace("\\\\", "\\") or plain for quoted, plain in _ARGUMENT.findall(instruction)][1:]
    address, place, number = "", "", 0
    while number < len(words):
        word = words[number]
        if word == "\\l":
            place = "#" + "".join(words[number + 1 : number + 2])
        if word in ("\\l", "\\o", "\\t"):
            number += 1
        elif not word.startswith("\\") and not address:
            address = word
        number += 1
    return address + place


def field_section(instruction: str, start: int, end: int, name: str | None = None) -> Section:
    """The section for a field's result: a link for HYPERLINK, otherwise a field called by its name."""
    kind = instruction.split(maxsplit=1)[0].upper() if instruction.strip() else ""
    if kind == "HYPERLINK":
        return Section(start, end, SectionKind.HYPERLINK, text=_target(instruction))
    return Section(start, end, SectionKind.FIELD, label=name or kind or None)


class Fields:
    """The fields that are open at a place of the text.

    Parameters
    ----------
    story
        Where the text is written.
    literal
        Take no notice of the marks: for a document in which a field is never closed.
    """

    def __init__(self, story: Story, *, literal: bool = False) -> None:
        self._story = story
        self._literal = literal
        self._open: list[_Field] = []
        self.broken = False

    def mark(self, element: etree._Element) -> None:
        """Take note of a ``w:fldChar``."""
        if self._literal:
            return
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._begin(element)
        elif kind == "separate" and self._open and not self._open[-1].in_result:
            self._open[-1].in_result = True
            self._open[-1].start = self._story.length
            self._story.muted -= 1
        elif kind == "end" and self._open:
            self._end(self._open.pop())

    def instruction(self, words: str) -> None:
        """Take note of a piece of an instruction."""
        if self._open:
            self._open[-1].instruction.append(words)

    def close_all(self) -> None:
        """The text ends here: what is still open was never closed."""
        if any(not each.in_result for each in self._open) and self._story.swallowed:
            self.broken = True
        self._open.clear()
        self._story.muted = 0
        self._story.swallowed = 0

    def _begin(self, element: etree._Element) -> None:
        story = self._story
        if not story.muted:
            story.swallowed = 0
        self._open.append(_Field(story.reserve(), story.length, form=element.find(W + "ffData")))
        story.muted += 1

    def _end(self, closed: _Field) -> None:
        story = self._story
        if not closed.in_result:
            story.muted -= 1
            closed.start = story.length
        instruction = "".join(closed.instruction)
        self._fill_in(closed, instruction)
        end = max(closed.start, story.end_from(closed.start))
        if story.muted or (end == closed.start and closed.form is None):
            return
        name = value_of(closed.form, "name") or None
        story.fill(closed.slot, field_section(instruction, closed.start, end, name))

    def _fill_in(self, closed: _Field, instruction: str) -> None:
        """Write what Word shows for a field that has no result in the file."""
        story = self._story
        if story.length != closed.start or story.muted:
            return
        button = _BUTTON.match(instruction)
        if button:
            story.put(button.group(1))
        elif closed.form is not None:
            story.put(_form_words(closed.form))
        elif instruction.split(maxsplit=1)[:1] and instruction.split(maxsplit=1)[0].upper() in _COMPUTED:
            name = instruction.split(maxsplit=1)[0].upper()
            message = f"Word computes something here (a field {name}) that the file does not hold; look it up in Word."
            story.draft.warn("field-without-result", message, story.length, story.length)


def _form_words(form: etree._Element) -> str:
    """What a form field shows: a box with or without a cross, or the entry that was chosen."""
    box = form.find(W + "checkBox")
    if box is not None:
        for name in ("checked", "default"):
            switch = box.find(W + name)
            if switch is not None:
                return "☒" if is_on(switch) else "☐"
        return "☐"
    chosen = form.find(W + "ddList")
    if chosen is None:
        return ""
    entries = [entry.get(W + "val") or "" for entry in chosen.iterchildren(W + "listEntry")]
    number = whole_number(value_of(chosen, "result") or value_of(chosen, "default") or "0") or 0
    return entries[number] if 0 <= number < len(entries) else ""
