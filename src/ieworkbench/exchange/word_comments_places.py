"""Where the words of a text stand in a Word document, and comments put around them.

The reader itself is asked: a copy of the document with a numbered mark before every piece of it is
read, and the reader tells where each mark lies. So whatever it makes of lists, tables, fields and
tracked changes, a comment is put where it will read it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ieworkbench.errors import FileProblem
from ieworkbench.exchange.word_comments_package import WordFile, as_xml, pack
from ieworkbench.importers import read_bytes
from ieworkbench.importers.word_names import W
from ieworkbench.model import Source
from ieworkbench.model.vocabulary import SectionKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Around", "Places", "put_around", "slots_of"]

_P, _R, _T, _RPR = W + "p", W + "r", W + "t", W + "rPr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNREACHABLE = frozenset(
    W + name for name in ["del", "moveFrom", "rt", "rubyBase", "r", "txbxContent", "instrText", "object"]
)
_NOT_NEEDED = ("/media/", "/embeddings/", "/fonts/", "/theme/")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a mark: before a paragraph, before a piece of a run in it, or at its end.

    `run` is empty for the first and last; `piece` counts the run's children.
    """

    paragraph: etree._Element
    run: etree._Element | None = None
    piece: int = 0
    before: bool = False


def slots_of(root: etree._Element) -> list[Slot]:
    """Every place for a mark in a part, in order."""
    runs: dict[etree._Element, list[etree._Element]] = defaultdict(list)
    for run in root.iter(_R):
        paragraph = _paragraph_of(run)
        if paragraph is not None:
            runs[paragraph].append(run)
    found = []
    for paragraph in root.iter(_P):
        if any(above.tag in _UNREACHABLE or not above.tag.startswith(W) for above in paragraph.iterancestors()):
            continue
        found.append(Slot(paragraph, before=True))
        for run in runs[paragraph]:
            found += [Slot(paragraph, run, number) for number, child in enumerate(run) if child.tag != _RPR]
        found.append(Slot(paragraph))
    return found


def _paragraph_of(run: etree._Element) -> etree._Element | None:
    """The paragraph in which a run stands, if a mark may stand beside the run."""
    for above in run.iterancestors():
        if above.tag == _P:
            return above
        if above.tag in _UNREACHABLE or not above.tag.startswith(W):
            return None
    return None


@dataclass(frozen=True, slots=True)
class Around:
    """Where a comment begins and ends: a slot's number and an offset into its words, each.

    `lead` and `tail` are blanks and line ends of the passage that no mark can enclose.
    """

    start: tuple[int, int]
    end: tuple[int, int]
    lead: int = 0
    tail: int = 0


class Places:
    """Where in a document the words of its text stand.

    Parameters
    ----------
    file
        The document.
    parts
        The names of its parts that have places.
    source
        Its text.
    """

    def __init__(self, file: WordFile, parts: Sequence[str], source: Source) -> None:
        self._content = source.content
        self.fits = False
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._texts: list[tuple[int, int, int, int]] = []
        slots, places = self._asked(file, parts)
        if self.fits:
            self._take(slots, places)

    def _asked(self, file: WordFile, parts: Sequence[str]) -> tuple[list[Slot], dict[int, int]]:
        """The slots, and where the reader says that each lies."""
        copy = {name: data for name, data in file.parts.items() if not any(each in name for each in _NOT_NEEDED)}
        slots: list[Slot] = []
        for part in parts:
            root = file.parsed(part)
            own = slots_of(deepcopy(root))
            _mark(slots_of(root), len(slots))
            slots += own
            copy[part] = as_xml(root)
        comments = file.target(file.main or "", "comments") or "word/comments.xml"
        inside = "".join(
            f'<w:comment w:id="p{number}"><w:p><w:r><w:t>{number}</w:t></w:r></w:p></w:comment>'
            for number in range(len(slots))
        )
        copy[comments] = f'<w:comments xmlns:w="{W[1:-1]}">{inside}</w:comments>'.encode()
        try:
            read = read_bytes(pack(copy, quick=True), "probe.docx", format="docx", turns=False)
        except FileProblem:
            return slots, {}
        self.fits = read.content == self._content
        marks = [each for each in read.sections if each.kind is SectionKind.COMMENT and (each.text or "").isdigit()]
        # What the reader never came to, it puts at the very end, where no mark can stand.
        return slots, {int(each.text or ""): each.start for each in marks if each.start < len(self._content)}

    def _take(self, slots: list[Slot], places: dict[int, int]) -> None:
        for number, slot in enumerate(slots):
            place = places.get(number)
            if place is None:
                continue
            if not slot.before:
                self._ends.setdefault(place, number)
            if slot.run is not None:
                self._starts[place] = number
                self._take_text(number, slot, place, places.get(number + 1, -1))
        for number, slot in enumerate(slots):
            place = places.get(number)
            if place is not None and slot.run is None:
                self._starts.setdefault(place, number)
        self._texts.sort()

    def _take_text(self, number: int, slot: Slot, place: int, after: int) -> None:
        """Note words that can be parted, if the reader took them letter for letter."""
        assert slot.run is not None, "only runs hold words"  # noqa: S101
        child = slot.run[slot.piece]
        words = (child.text or "") if child.tag == _T else ""
        first = max(place, after - len(words))
        offset = first - (after - len(words))
        if after > first and self._content[first:after] == words[offset:].replace("\n", " "):
            self._texts.append((first, after, number, offset))

    def around(self, start: int, end: int) -> Around | None:
        """What encloses these words, or nothing if something of them cannot be enclosed."""
        content = self._content
        first, last = start, end
        while (begin := self._start(first)) is None and first > 0 and content[first - 1].isspace():
            first -= 1
        while (close := self._end(last)) is None and last > start and content[last - 1].isspace():
            last -= 1
        if begin is None or close is None:
            return None
        return Around(begin, close, start - first, end - last)

    def _start(self, place: int) -> tuple[int, int] | None:
        return (self._starts[place], 0) if place in self._starts else self._inside(place)

    def _end(self, place: int) -> tuple[int, int] | None:
        """Just after the words that end here; a mark never ends after a line end, as the reader reads it."""
        if place and self._content[place - 1] == "\n":
            return None
        return (self._ends[place], 0) if place in self._ends else self._inside(place)

    def _inside(self, place: int) -> tuple[int, int] | None:
        number = bisect_right(self._texts, (place, -1, -1, -1)) - 1
        if number < 0:
            return None
        start, end, slot, offset = self._texts[number]
        return (slot, offset + place - start) if start < place < end else None


def _mark(slots: list[Slot], first: int) -> None:
    """Put a numbered mark into every slot."""
    marks: dict[tuple[int, int], list[etree._Element]] = {
        (number, 0): [_element("commentRangeStart", f"p{first + number}")] for number in range(len(slots))
    }
    put_around(slots, marks)


def _element(name: str, id_: str) -> etree._Element:
    from lxml import etree

    element = etree.Element(W + name)
    element.set(W + "id", id_)
    return element


def put_around(slots: list[Slot], marks: dict[tuple[int, int], list[etree._Element]]) -> None:
    """Put marks into slots, each at an offset into the slot's words; runs are parted where that is needed."""
    by_run: dict[etree._Element, dict[int, list[tuple[int, list[etree._Element]]]]] = defaultdict(dict)
    for (number, offset), elements in sorted(marks.items(), key=lambda pair: pair[0]):
        slot = slots[number]
        if slot.run is not None:
            by_run[slot.run].setdefault(slot.piece, []).append((offset, elements))
        elif slot.before:
            for element in elements:
                slot.paragraph.addprevious(element)
        else:
            slot.paragraph.extend(elements)
    for run, pieces in by_run.items():
        _part_run(run, pieces)


def _part_run(run: etree._Element, pieces: dict[int, list[tuple[int, list[etree._Element]]]]) -> None:
    """Put marks into a run by making several of it, all alike."""
    properties = run.find(_RPR)
    current: list[etree._Element] = []
    out: list[etree._Element] = []

    def close() -> None:
        if current:
            piece = run.makeelement(_R, _attributes(run))
            piece.extend([*([] if properties is None else [deepcopy(properties)]), *current])
            out.append(piece)
            current.clear()

    for number, child in enumerate(list(run)):
        if child.tag == _RPR:
            continue
        taken = 0
        for offset, elements in pieces.get(number, []):
            if offset:
                current.append(_take_words(child, offset - taken))
            taken = offset
            close()
            out.extend(elements)
        current.append(child)
    close()
    for element in out:
        run.addprevious(element)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)


def _take_words(child: etree._Element, length: int) -> etree._Element:
    """The first words of a piece of text, taken off it."""
    words = child.text or ""
    first = child.makeelement(_T, _attributes(child))
    first.text, child.text = words[:length], words[length:]
    first.set(_SPACE, "preserve")
    child.set(_SPACE, "preserve")
    return first


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}
