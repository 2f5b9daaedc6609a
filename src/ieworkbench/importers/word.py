"""Word documents (docx): the words in their order, and everything that lies over them.

The text is as the document stands with all tracked changes accepted; what was put in and taken
out is kept as sections, with who and when. After the text come its footnotes, endnotes, heads and
feet. What the format cannot carry: pages, since Word works them out anew each time it opens a
file; and who speaks, which has to be found in the words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ieworkbench.errors import FileDamaged
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.importers.packages import COMPOUND_FILE, ZIP_FILE
from ieworkbench.importers.word_names import A, R, W, is_on
from ieworkbench.importers.word_notes import Comments, Notes
from ieworkbench.importers.word_numbering import Numbering
from ieworkbench.importers.word_package import Package
from ieworkbench.importers.word_story import Story, words_of
from ieworkbench.importers.word_styles import Styles
from ieworkbench.importers.word_walker import Beside, Walker
from ieworkbench.model.source import Section
from ieworkbench.model.vocabulary import SectionKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["FORMAT", "read"]

_CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TURN_OF_PAGES = ("first", "even", "default")
_PICTURES = (W + "drawing", W + "pict")


def read(raw: RawFile, options: ReadOptions) -> Draft:  # noqa: ARG001 - every reader takes both
    """The text of a Word document.

    Raises
    ------
    FileDamaged
        If it is no Word document, or its main part is broken.
    FileLocked
        If it is password-protected.
    FileTooLarge
        If it holds more than can be read.
    """
    _refuse_others(raw)
    draft, walker = _read_all(raw, literal_fields=False)
    if walker.fields.broken:
        draft, _ = _read_all(raw, literal_fields=True)
        message = "A field is opened in this document and never closed; words of its instruction may stand in the text."
        draft.warn("field-unclosed", message)
    return draft


def _refuse_others(raw: RawFile) -> None:
    """Say what a file is that only has the name of a Word document."""
    head = raw.data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t")
    kinds = (
        (b"{\\rtf", "a rich text (RTF)", "rtf"),
        (b"%PDF", "a PDF", "pdf"),
        (b"<!DOCTYPE html", "a web page", "html"),
    )
    for start, what, suffix in (*kinds, (b"<html", "a web page", "html")):
        if head[: len(start)].lower() == start.lower():
            raise FileDamaged(raw.name, "", f"this is {what}", f"rename it to .{suffix}, or use --format {suffix}")
    if head.startswith(COMPOUND_FILE) and "WordDocument".encode("utf-16-le") in raw.data:
        raise FileDamaged(raw.name, "", "this is an old Word document", "rename it to .doc, or use --format doc")


def _read_all(raw: RawFile, *, literal_fields: bool) -> tuple[Draft, Walker]:
    draft = Draft()
    package = Package(raw, draft)
    story = Story(draft)
    beside, settings = _read_beside(package, story)
    walker = Walker(story, beside, _words_in_part(package), literal_fields=literal_fields)
    walker.links = package.links
    for blocks in package.body():
        walker.walk(blocks)
        story.hand_over()
    walker.end_of_part()
    _number_note_parts(walker, beside)
    for kind in ("footnote", "endnote"):
        _read_notes(package, walker, beside.notes[kind])
    _Heads(package, walker, settings).read()
    beside.comments.finish()
    story.finish()
    draft.title = _title(package)
    draft.language = beside.styles.language
    return draft, walker


def _read_beside(package: Package, story: Story) -> tuple[Beside, etree._Element | None]:
    styles = Styles(package.side("styles", "styles.xml"))
    settings = package.side("settings", "settings.xml")
    comments = package.side("comments", "comments.xml")
    extended = None if comments is None else package.side("commentsExtended", "commentsExtended.xml")
    notes = {
        kind: Notes(story, kind, package.side(f"{kind}s", f"{kind}s.xml"), settings) for kind in ("footnote", "endnote")
    }
    numbering = Numbering(package.side("numbering", "numbering.xml"), styles)
    return Beside(styles, numbering, Comments(story, comments, extended), notes), settings


def _words_in_part(package: Package) -> Callable[[str | None], str]:
    """What finds the words of a diagram or chart, a line for each paragraph."""

    def words(part: str | None) -> str:
        root = None if part is None else package.side_part(part)
        paragraphs = [] if root is None else list(root.iter(A + "p"))
        lines = ("".join(text.text or "" for text in paragraph.iter(A + "t")) for paragraph in paragraphs)
        return "\n".join(line for line in lines if line.strip())

    return words


def _title(package: Package) -> str:
    core = package.side_part(package.top.part("core-properties") or "docProps/core.xml")
    return "" if core is None else (core.findtext(_CORE_TITLE) or "").strip()


def _number_note_parts(walker: Walker, beside: Beside) -> None:
    for number, part in enumerate(walker.parts):
        for notes in beside.notes.values():
            notes.part_ends(number, part)


def _read_notes(package: Package, walker: Walker, notes: Notes) -> None:
    """The notes after the text, in the order in which they are called."""
    kind = SectionKind.FOOTNOTE if notes.kind == "footnote" else SectionKind.ENDNOTE
    walker.links = package.relations(package.side_name(f"{notes.kind}s", f"{notes.kind}s.xml"))
    for label, note in notes.labelled():
        _read_part(walker, note, kind, label)
    for note in notes.uncalled():
        start = walker.story.next_place
        _read_part(walker, note, kind, None)
        message = f"This {notes.kind} is called nowhere in the text; its words were kept."
        walker.story.draft.warn("note-not-called", message, start, walker.story.length)


def _read_part(walker: Walker, element: etree._Element, kind: SectionKind, label: str | None) -> None:
    """A text beside the main one, as a section of its own."""
    story = walker.story
    slot, start = story.reserve(), story.next_place
    walker.walk(element)
    end = story.length
    walker.end_of_part()
    if end >= start:
        story.fill(slot, Section(start, end, kind, label=label))


class _Heads:
    """What stands at the head and foot of pages: each distinct one once."""

    def __init__(self, package: Package, walker: Walker, settings: etree._Element | None) -> None:
        self._package = package
        self._walker = walker
        self._even = (
            settings is not None and (even := settings.find(W + "evenAndOddHeaders")) is not None and is_on(even)
        )
        self._parts: set[str] = set()
        self._words: set[tuple[SectionKind, str]] = set()

    def read(self) -> None:
        """Write all of them, as the document's sections call them."""
        for kind, name in ((SectionKind.HEADER, "headerReference"), (SectionKind.FOOTER, "footerReference")):
            for part in list(self._walker.parts):
                references = list(part.iterchildren(W + name))
                for turn in _TURN_OF_PAGES:
                    for reference in references:
                        if reference.get(W + "type", "default") == turn:
                            self._read_one(kind, turn, part, reference)

    def _read_one(self, kind: SectionKind, turn: str, part: etree._Element, reference: etree._Element) -> None:
        target = self._package.links.target(reference.get(R + "id"))
        if target is None or target in self._parts:
            return
        self._parts.add(target)
        root = self._package.side_part(target)
        words = "" if root is None else words_of(root)
        if root is None or (kind, words) in self._words or not (words.strip() or _shows_something(root)):
            return
        self._words.add((kind, words))
        walker = self._walker
        walker.links = self._package.relations(target)
        start = walker.story.next_place
        _read_part(walker, root, kind, None if turn == "default" else f"{turn} page")
        if not self._is_shown(turn, part):
            message = f"Word has this {kind.value} for {turn} pages, but does not show it; its words were kept."
            walker.story.draft.warn("header-not-shown", message, start, walker.story.length)

    def _is_shown(self, turn: str, part: etree._Element) -> bool:
        first = part.find(W + "titlePg")
        return turn == "default" or (self._even if turn == "even" else first is not None and is_on(first))


def _shows_something(root: etree._Element) -> bool:
    """Whether a head without words holds a drawing, such as a watermark."""
    return next(root.iter(*_PICTURES), None) is not None


def _is_word(head: bytes) -> bool:
    return head.startswith(ZIP_FILE) and (b"word/" in head or b"[Content_Types].xml" in head[:4096])


FORMAT = Format(
    name="docx",
    title="Word document",
    suffixes=(".docx", ".docm", ".dotx", ".dotm"),
    read=read,
    sniff=_is_word,
    library="lxml",
    running_text=True,
)
