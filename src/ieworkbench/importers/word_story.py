"""The text of a Word document in the making: words, places, and what lies over them.

A paragraph owes its line end until the next block begins, since the last one in a table cell has
none. Sections keep the place in the list that they had when they were opened, so that what holds
others comes before them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ieworkbench.importers.format import Draft
from ieworkbench.importers.word_names import AC, M, W
from ieworkbench.model.source import Section
from ieworkbench.model.vocabulary import SectionKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Change", "Signature", "Story", "branch_of", "signature_of", "words_of"]

T, DELETED_T, P = W + "t", W + "delText", W + "p"
_MARKS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_WORDS = (T, DELETED_T, M + "t", P, *_MARKS)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who made a tracked change and when, as the file says it, and whether it is half of a move."""

    author: str | None
    date: str | None
    label: str | None = None


def signature_of(element: etree._Element) -> Signature:
    """Who made the change that this element tracks."""
    label = "move" if element.tag in (W + "moveFrom", W + "moveTo") else None
    return Signature(element.get(W + "author"), element.get(W + "date"), label)


@dataclass(slots=True)
class Change:
    """Words put in from start to end, or taken out at start; neighbours by one hand become one."""

    start: int
    end: int
    by: Signature
    words: str = ""


def branch_of(choice: etree._Element) -> etree._Element | None:
    """The branch of an ``mc:AlternateContent`` that is read: the first, unless only the other has words."""
    branches = list(choice.iterchildren(AC + "Choice", AC + "Fallback"))
    for branch in branches:
        if next(branch.iter(T, M + "t"), None) is not None:
            return branch
    return branches[0] if branches else None


def words_of(element: etree._Element, *, deleted: bool = True) -> str:
    """The words in an element, without looking at what they are part of; paragraphs on lines of their own.

    Parameters
    ----------
    element
        Any element.
    deleted
        Whether words that a tracked change took out count.
    """
    unread = _unread(element)
    pieces: list[str] = []
    for node in element.iter(*_WORDS):
        if unread and any(above in unread for above in node.iterancestors()):
            continue
        tag = node.tag
        if tag == P:
            pieces.append("\n" if pieces else "")
        elif tag not in _MARKS:
            pieces.append((node.text or "") if deleted or tag != DELETED_T else "")
        elif (parent := node.getparent()) is not None and parent.tag == W + "r":
            pieces.append(_MARKS[tag])
    return "".join(pieces)


def _unread(element: etree._Element) -> set[etree._Element]:
    """The branches inside an element that would say everything a second time."""
    unread: set[etree._Element] = set()
    for choice in element.iter(AC + "AlternateContent"):
        chosen = branch_of(choice)
        unread.update(branch for branch in choice if branch is not chosen)
    return unread


class Story:
    """Words, places and sections, written in order."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.pieces: list[str] = []
        self.length = 0
        self.owes_line = False
        self.between_cells = False
        self.muted = 0
        self.swallowed = 0
        self.page_break = False
        self.skips_blank = False
        self._sections: list[Section | None] = []
        self._inserted: list[Change] = []
        self._deleted: list[Change] = []
        self._hidden: list[tuple[int, int]] = []

    def write(self, words: str) -> None:
        """Add words or separators as they are."""
        self.pieces.append(words)
        self.length += len(words)

    def put(self, words: str) -> None:
        """Add words of a run, unless they are part of a field's instruction."""
        if self.muted:
            self.swallowed += len(words)
            return
        if self.skips_blank:
            self.skips_blank = False
            words = words[1:] if words[:1] in (" ", "\t") else words
        if self.page_break:
            self.page_break = False
            self.write("\n")
        self.write(words)

    def begin_block(self) -> int:
        """End the line before and return the place where the block starts."""
        if self.owes_line:
            self.owes_line = False
            self.write("\n")
        return self.length

    def take_back_line(self) -> None:
        """Owe the line end again that was just written."""
        if self.pieces and self.pieces[-1] == "\n":
            self.pieces.pop()
            self.length -= 1
            self.owes_line = True

    @property
    def next_place(self) -> int:
        """Where the next words will stand."""
        return self.length + (1 if self.owes_line or self.between_cells else 0)

    def end_from(self, start: int) -> int:
        """Where something that began at ``start`` ends here, without a line end that only led here."""
        if self.length > start and self.pieces and self.pieces[-1] == "\n":
            return self.length - 1
        return self.length

    def reserve(self) -> int:
        """A place in the list of sections, to be filled when the section's end is known."""
        self._sections.append(None)
        return len(self._sections) - 1

    def fill(self, slot: int, section: Section) -> None:
        """Put a section where a place was kept for it."""
        self._sections[slot] = section

    def add(self, section: Section) -> None:
        """Note a section."""
        self._sections.append(section)

    def insertion(self, start: int, end: int, by: Signature) -> None:
        """Note that a tracked change put in what stands from start to end."""
        if end <= start:
            return
        last = self._inserted[-1] if self._inserted else None
        if last is not None and last.by == by and last.end >= start >= last.start:
            last.end = max(last.end, end)
        else:
            self._inserted.append(Change(start, end, by))

    def deletion(self, words: str, by: Signature, place: int | None = None) -> None:
        """Note that a tracked change took these words out here."""
        if not words:
            return
        start = self.length if place is None else place
        last = self._deleted[-1] if self._deleted else None
        if last is not None and last.by == by and last.start == start:
            last.words += words
        else:
            self._deleted.append(Change(start, start, by, words))

    def is_bold(self, start: int) -> None:
        """Note that the text from start to here is bold."""
        _extend(self.draft.bold, start, self.length)

    def is_hidden(self, start: int) -> None:
        """Note that the text from start to here is formatted as hidden."""
        _extend(self._hidden, start, self.length)

    def hand_over(self) -> None:
        """Give the words so far to the draft, joined, since single ones take twice the room.

        The last two stay: the last may be a line end that is taken back, and the one before is
        then looked at.
        """
        self.draft.write("".join(self.pieces[:-2]))
        del self.pieces[:-2]

    def finish(self) -> None:
        """Hand everything over to the draft."""
        self.begin_block()
        draft = self.draft
        draft.write("".join(self.pieces))
        self.pieces.clear()
        draft.sections.extend(section for section in self._sections if section is not None)
        for change in self._inserted:
            by = change.by
            draft.section(
                SectionKind.INSERTION, change.start, change.end, label=by.label, author=by.author, date=by.date
            )
        for change in self._deleted:
            by = change.by
            draft.section(
                SectionKind.DELETION,
                change.start,
                change.start,
                label=by.label,
                text=change.words,
                author=by.author,
                date=by.date,
            )
        for start, end in self._hidden:
            draft.warn("hidden-text", "These words are formatted as hidden in Word; they were kept.", start, end)


def _extend(stretches: list[tuple[int, int]], start: int, end: int) -> None:
    if end > start:
        if stretches and stretches[-1][1] == start:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
