"""The walk through a Word document, in its order, without ever calling itself.

Each element has one small method; what it contains is put on a stack of our own, so that no
nesting, however deep, can exhaust Python's. Elements that are not known are entered: words inside
a wrapper that a later Word invents are still words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from ieworkbench.importers.word_drawings import contents_of
from ieworkbench.importers.word_fields import Fields, field_section
from ieworkbench.importers.word_names import AC, M, R, W, is_on, value_of
from ieworkbench.importers.word_notes import Comments, NoteCall, Notes
from ieworkbench.importers.word_numbering import Label, Numbering
from ieworkbench.importers.word_package import Relations
from ieworkbench.importers.word_story import Signature, Story, branch_of, signature_of, words_of
from ieworkbench.importers.word_styles import ParagraphStyle, Styles, whole_number
from ieworkbench.importers.word_symbols import has_symbols, symbol, symbols_in
from ieworkbench.importers.word_tables import Tables
from ieworkbench.model.source import Section
from ieworkbench.model.vocabulary import SectionKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Beside", "Walker"]

_P, _R, _T, _RPR, _PPR = W + "p", W + "r", W + "t", W + "rPr", W + "pPr"
_VAL, _PSTYLE, _OUTLINE, _NUMPR, _SECTPR = W + "val", W + "pStyle", W + "outlineLvl", W + "numPr", W + "sectPr"
_B, _VANISH, _RSTYLE = W + "b", W + "vanish", W + "rStyle"
_MARK_CHANGES = frozenset((W + "ins", W + "del", W + "moveFrom", W + "moveTo"))
_LETTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_BETWEEN_BLOCKS = frozenset(
    W + name
    for name in [
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "proofErr",
        "permStart",
        "permEnd",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
    ]
)
_NO_WORDS = _BETWEEN_BLOCKS - {W + "commentRangeStart", W + "commentRangeEnd"} | frozenset(
    W + name
    for name in [
        "rPr",
        "tblPr",
        "tblGrid",
        "tblPrEx",
        "trPr",
        "tcPr",
        "sdtPr",
        "sdtEndPr",
        "smartTagPr",
        "customXmlPr",
        "ffData",
        "lastRenderedPageBreak",
        "footnoteRef",
        "endnoteRef",
        "annotationRef",
        "separator",
        "continuationSeparator",
        "delInstrText",
        "delText",
    ]
)
_IN_DELETION = tuple(
    W + name
    for name in [
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "footnoteReference",
        "endnoteReference",
        "fldChar",
    ]
)


@dataclass(slots=True)
class _Paragraph:
    """The paragraph that is being written."""

    start: int
    words: int
    ended_line: bool
    slot: int
    style: ParagraphStyle
    label: Label | None
    heading: int | None
    boxes: list[etree._Element | str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside the text while it is read."""

    styles: Styles
    numbering: Numbering
    comments: Comments
    notes: dict[str, Notes]


class Walker:
    """Writes the words of elements into a story, with their places.

    Parameters
    ----------
    story
        Where to write.
    beside
        Styles, numbering, comments and notes.
    words_in_part
        Gives the words of a diagram or chart, by the name of its part.
    literal_fields
        Take every word for text, also those that stand in a field's instruction.
    """

    def __init__(
        self,
        story: Story,
        beside: Beside,
        words_in_part: Callable[[str | None], str],
        *,
        literal_fields: bool = False,
    ) -> None:
        self.story = story
        self.fields = Fields(story, literal=literal_fields)
        self.parts: list[etree._Element] = []
        self.links = Relations({})
        self.words_in_part = words_in_part
        self._beside = beside
        self._tables = Tables(story)
        self._frames: list[tuple[Iterator[etree._Element], Callable[[], None] | None]] = []
        self._paragraph: _Paragraph | None = None
        self._deleted_fields = 0
        self._handlers: dict[str, Callable[[etree._Element], None]] = dict.fromkeys(_NO_WORDS, self._skip)
        self._handlers |= self._block_handlers() | self._inline_handlers()
        self._run_handlers = self._handlers_in_runs()

    def _block_handlers(self) -> dict[str, Callable[[etree._Element], None]]:
        return {
            _P: self._enter_paragraph,
            _PPR: self._skip,
            W + "tbl": self._enter_table,
            W + "tr": self._enter_row,
            W + "tc": self._enter_cell,
            W + "sdt": self._enter_control,
            W + "sectPr": self._part_ends,
            W + "altChunk": self._embedded_text,
            W + "subDoc": self._embedded_text,
        }

    def _inline_handlers(self) -> dict[str, Callable[[etree._Element], None]]:
        return {
            _R: self._read_run,
            W + "ins": self._enter_insertion,
            W + "moveTo": self._enter_insertion,
            W + "del": self._delete,
            W + "moveFrom": self._delete,
            W + "hyperlink": self._enter_link,
            W + "fldSimple": self._enter_field,
            W + "commentRangeStart": self._comment_starts,
            W + "commentRangeEnd": self._comment_ends,
            M + "oMath": self._equation,
            AC + "AlternateContent": self._enter_branch,
        }

    def _handlers_in_runs(self) -> dict[str, Callable[[etree._Element], None]]:
        return {
            W + "br": self._break,
            W + "sym": self._symbol,
            W + "fldChar": self._field_mark,
            W + "instrText": self._instruction,
            W + "footnoteReference": self._note_called,
            W + "endnoteReference": self._note_called,
            W + "footnoteRef": self._note_mark,
            W + "endnoteRef": self._note_mark,
            W + "commentReference": self._comment_called,
            W + "drawing": self._drawing,
            W + "pict": self._drawing,
            W + "object": self._drawing,
            AC + "AlternateContent": self._drawing,
            W + "ruby": self._ruby,
            W + "delText": self._stray_deleted,
            M + "oMath": self._equation,
        }

    def walk(self, elements: Iterable[etree._Element]) -> None:
        """Write these elements and all they contain."""
        frames, handlers = self._frames, self._handlers
        frames.append((iter(elements), None))
        while frames:
            children, leave = frames[-1]
            depth = len(frames)
            for element in children:
                handler = handlers.get(element.tag)
                if handler is not None:
                    handler(element)
                elif isinstance(element.tag, str):
                    self._enter(element)
                if len(frames) != depth:
                    break
            else:
                frames.pop()
                if leave is not None:
                    leave()

    def end_of_part(self) -> None:
        """The text, a note or a head ends: close what is open."""
        if self._paragraph is not None:
            self._close_paragraph(self._paragraph)
            self.walk(())
        self.fields.close_all()
        self.story.begin_block()
        self._deleted_fields = 0
        self.story.skips_blank = False

    def _enter(self, elements: Iterable[etree._Element], leave: Callable[[], None] | None = None) -> None:
        self._frames.append((iter(elements), leave))

    def _skip(self, element: etree._Element) -> None:
        """Pass by what holds no words."""

    # ------------------------------------------------------------------------ paragraphs

    def _enter_paragraph(self, element: etree._Element) -> None:
        properties = _properties(element)
        change = _mark_change(properties)
        if self._paragraph is None:
            own = properties if change is None or not _takes_out(change) else _properties(_last_joined(element))
            self._open_paragraph(own)
        self._enter(element, partial(self._leave_paragraph, element, properties.get(_SECTPR), change))

    def _open_paragraph(self, properties: dict[str, etree._Element]) -> None:
        """Begin a paragraph; where ends were deleted, the one whose end stands says what it is."""
        story = self.story
        ended_line = story.owes_line
        start = story.begin_block()
        style = self._beside.styles.paragraph(_value(properties.get(_PSTYLE)))
        heading = style.heading
        outline = whole_number(_value(properties.get(_OUTLINE)))
        if outline is not None:
            heading = outline + 1 if 0 <= outline <= 8 else None
        slot = story.reserve()
        numbering = properties.get(_NUMPR)
        label = None if numbering is None and style.number is None else self._label(numbering, style)
        if label is not None and not label.is_bullet and label.text:
            story.write(label.text + label.suffix)
            inserted = None if numbering is None else numbering.find(W + "ins")
            if inserted is not None:
                story.insertion(start, story.length, signature_of(inserted))
        self._paragraph = _Paragraph(start, story.length, ended_line, slot, style, label, heading)

    def _label(self, own: etree._Element | None, style: ParagraphStyle) -> Label | None:
        """The paragraph's number: of a list it names itself, or one its style belongs to."""
        number, depth = value_of(own, "numId"), whole_number(value_of(own, "ilvl"))
        numbering = self._beside.numbering
        if number is None:
            number = style.number
            if number is not None and depth is None:
                depth = numbering.level_of_style(number, style.id)
            if number is not None and depth is None:
                depth = numbering.level_of_style(number, style.number_style)
            depth = style.number_level if depth is None else depth
        if number is None or number == "0":
            return None
        label = numbering.label(number, depth or 0)
        if label is not None and label.unknown is not None:
            message = f"Word writes this number in a way not known here ({label.unknown}); plain digits were put."
            self.story.draft.warn("number-format-unknown", message, self.story.length, self.story.length)
        return label

    def _leave_paragraph(
        self, element: etree._Element, part: etree._Element | None, change: etree._Element | None
    ) -> None:
        story, paragraph = self.story, self._paragraph
        if part is not None:
            self.parts.append(part)
        if paragraph is None:
            return
        removed = change is not None and _takes_out(change)
        if change is not None and removed:
            story.deletion("\n", signature_of(change))
        if (removed or story.muted) and _next_paragraph(element) is not None:
            return
        if removed and story.length == paragraph.start:
            self._drop_paragraph(paragraph)
            return
        self._close_paragraph(paragraph)
        if change is not None and not removed:
            story.insertion(story.length, story.length + 1, signature_of(change))

    def _drop_paragraph(self, paragraph: _Paragraph) -> None:
        """A paragraph that was taken out wholly, with its end, leaves no line."""
        if paragraph.ended_line:
            self.story.take_back_line()
        self.story.page_break = False
        self._paragraph = None
        self._enter_boxes(paragraph.boxes)

    def _close_paragraph(self, paragraph: _Paragraph) -> None:
        story = self.story
        label = paragraph.label
        if paragraph.heading is not None:
            kind, level = SectionKind.HEADING, paragraph.heading
        elif label is not None:
            kind, level = SectionKind.LIST_ITEM, label.level
        else:
            kind, level = SectionKind.PARAGRAPH, None
        printed = label.text or None if label is not None else None
        story.fill(paragraph.slot, Section(paragraph.start, story.length, kind, level, printed))
        story.owes_line = True
        story.page_break = False
        self._paragraph = None
        self._enter_boxes(paragraph.boxes)

    def _enter_boxes(self, boxes: list[etree._Element | str]) -> None:
        """Text boxes follow the paragraph they hang on."""
        for box in reversed(boxes):
            self._enter(self._boxed(box))

    def _boxed(self, box: etree._Element | str) -> Iterator[etree._Element]:
        """The children of a text box, with its section around them."""
        story = self.story
        slot, start = story.reserve(), story.next_place
        if isinstance(box, str):
            story.begin_block()
            story.write(box)
            story.owes_line = True
        else:
            yield from box
        if story.length >= start:
            story.fill(slot, Section(start, story.length, SectionKind.TEXT_BOX))

    # ------------------------------------------------------------------------- wrappers

    def _enter_table(self, element: etree._Element) -> None:
        self._tables.begin_table()
        self._enter(element, self._tables.end_table)

    def _enter_row(self, element: etree._Element) -> None:
        if self._tables.begin_row(element):
            self._enter(element, partial(self._tables.end_row, element))
        else:
            self._anchors_in(element)

    def _enter_cell(self, element: etree._Element) -> None:
        if self._tables.begin_cell(element):
            self._enter(element, partial(self._tables.end_cell, element))

    def _enter_control(self, element: etree._Element) -> None:
        """A content control: its words, under the name its maker gave it."""
        content = element.find(W + "sdtContent")
        if content is None:
            return
        properties = element.find(W + "sdtPr")
        gallery = None if properties is None else properties.find(f".//{W}docPartGallery")
        name = value_of(properties, "alias") or value_of(properties, "tag")
        label = name or (None if gallery is None else gallery.get(W + "val"))
        prompt = None if properties is None else properties.find(W + "showingPlcHdr")
        slot, start = self.story.reserve(), self.story.next_place
        self._enter(content, partial(self._leave_control, slot, start, label, prompt is not None and is_on(prompt)))

    def _leave_control(self, slot: int, start: int, label: str | None, is_prompt: bool) -> None:
        story = self.story
        if story.length <= start:
            return
        story.fill(slot, Section(start, story.length, SectionKind.FIELD, label=label))
        if is_prompt:
            message = "These words are the prompt of a form's field; nobody has filled it in."
            story.draft.warn("field-not-filled-in", message, start, story.length)

    def _enter_insertion(self, element: etree._Element) -> None:
        self._enter(element, partial(self._leave_insertion, self.story.next_place, signature_of(element)))

    def _leave_insertion(self, start: int, by: Signature) -> None:
        self.story.insertion(start, self.story.length, by)

    def _enter_link(self, element: etree._Element) -> None:
        anchor = element.get(W + "anchor")
        target = (self.links.target(element.get(R + "id")) or "") + (f"#{anchor}" if anchor else "")
        slot, start = self.story.reserve(), self.story.next_place
        self._enter(element, partial(self._leave_link, slot, start, target or None))

    def _leave_link(self, slot: int, start: int, target: str | None) -> None:
        if self.story.length > start:
            self.story.fill(slot, Section(start, self.story.length, SectionKind.HYPERLINK, text=target))

    def _enter_field(self, element: etree._Element) -> None:
        slot, start = self.story.reserve(), self.story.next_place
        self._enter(element, partial(self._leave_field, slot, start, element.get(W + "instr") or ""))

    def _leave_field(self, slot: int, start: int, instruction: str) -> None:
        if self.story.length > start:
            self.story.fill(slot, field_section(instruction, start, self.story.length))

    def _enter_branch(self, element: etree._Element) -> None:
        branch = branch_of(element)
        if branch is not None:
            self._enter(branch)

    # ----------------------------------------------------------------------------- runs

    def _read_run(self, run: etree._Element) -> None:
        story = self.story
        start = story.length
        properties = None
        for child in run:
            tag = child.tag
            if tag == _T:
                words = child.text
                if not words:
                    continue
                if "\n" in words:
                    words = words.replace("\n", " ")
                if properties is not None and not words.isascii() and has_symbols(words):
                    words = symbols_in(words, properties.find(W + "rFonts"))
                if story.muted or story.page_break or story.skips_blank:
                    story.put(words)
                else:
                    story.pieces.append(words)
                    story.length += len(words)
            elif tag == _RPR:
                properties = child
            else:
                self._read_rest(child)
        if story.length > start:
            self._note_type(properties, start)

    def _read_rest(self, child: etree._Element) -> None:
        """What else may stand in a run beside words."""
        letter = _LETTERS.get(child.tag)
        if letter is not None:
            self.story.put(letter)
            return
        handler = self._run_handlers.get(child.tag)
        if handler is not None:
            handler(child)

    def _note_type(self, properties: etree._Element | None, start: int) -> None:
        """Note where bold and hidden words stand; a run's own word goes before its style's."""
        paragraph = self._paragraph
        bold = paragraph is not None and paragraph.style.bold
        hidden = paragraph is not None and paragraph.style.hidden
        if properties is not None:
            for child in properties:
                tag = child.tag
                if tag == _B:
                    bold = is_on(child)
                elif tag == _VANISH:
                    hidden = is_on(child)
                elif tag == _RSTYLE:
                    style = self._beside.styles.run(child.get(W + "val") or "")
                    bold, hidden = bold != bool(style.bold), hidden != bool(style.hidden)
        if bold:
            self.story.is_bold(start)
        if hidden:
            self.story.is_hidden(start)

    def _break(self, element: etree._Element) -> None:
        """A line break; a page break parts words only where it stands between them."""
        story, paragraph = self.story, self._paragraph
        if element.get(W + "type") not in ("page", "column"):
            story.put("\n")
        elif paragraph is not None and story.length > paragraph.words and not story.muted:
            story.page_break = True

    def _symbol(self, element: etree._Element) -> None:
        font = element.get(W + "font") or ""
        letter, known = symbol(font, element.get(W + "char") or "")
        self.story.put(letter)
        if not known:
            message = f"A symbol of the font {font or 'of an unknown name'} stands here; look up in Word what it shows."
            self.story.draft.warn("symbol-unknown", message, max(self.story.length - 1, 0), self.story.length)

    def _field_mark(self, element: etree._Element) -> None:
        self.fields.mark(element)

    def _instruction(self, element: etree._Element) -> None:
        self.fields.instruction(element.text or "")

    def _note_mark(self, _: etree._Element) -> None:
        """The note's own number, which is its label: the blank after it goes with it."""
        self.story.skips_blank = True

    def _note_called(self, element: etree._Element) -> None:
        mark = None
        if element.get(W + "customMarkFollows") in ("1", "true", "on"):
            mark = "".join(words_of(each) for each in element.itersiblings(_T)) or _symbols_after(element) or "*"
        if not self.story.muted:
            call = NoteCall(element.get(W + "id") or "", self.story.length, len(self.parts), mark)
            self._notes_of(element).calls.append(call)

    def _notes_of(self, element: etree._Element) -> Notes:
        return self._beside.notes["footnote" if element.tag == W + "footnoteReference" else "endnote"]

    def _comment_starts(self, element: etree._Element) -> None:
        self._beside.comments.start(element.get(W + "id") or "")

    def _comment_ends(self, element: etree._Element) -> None:
        self._beside.comments.end(element.get(W + "id") or "")

    def _comment_called(self, element: etree._Element) -> None:
        self._beside.comments.call(element.get(W + "id") or "")

    def _ruby(self, element: etree._Element) -> None:
        """Words with small ones above them, which follow in brackets."""
        base, above = element.find(W + "rubyBase"), element.find(W + "rt")
        self.story.put("" if base is None else words_of(base))
        small = "" if above is None else words_of(above)
        if small:
            self.story.put(f"({small})")

    def _equation(self, element: etree._Element) -> None:
        start = self.story.length
        self.story.put(words_of(element))
        if self.story.length > start:
            message = "An equation stands here; its letters were kept in order, but not how they are set."
            self.story.draft.warn("equation", message, start, self.story.length)

    # --------------------------------------------------------------- what was taken out

    def _delete(self, element: etree._Element) -> None:
        self.story.deletion(words_of(element), signature_of(element), self.story.next_place)
        self._anchors_in(element)

    def _stray_deleted(self, element: etree._Element) -> None:
        self.story.deletion(element.text or "", Signature(None, None))

    def _anchors_in(self, element: etree._Element) -> None:
        """Comments, notes and fields that have an end inside deleted words."""
        for node in element.iter(*_IN_DELETION):
            if node.tag == W + "fldChar":
                self._deleted_field_mark(node)
            elif node.tag in (W + "footnoteReference", W + "endnoteReference"):
                words = self._notes_of(node).remove(node.get(W + "id") or "")
                self.story.deletion(words, signature_of(element), self.story.next_place)
            else:
                self._handlers.get(node.tag, self._comment_called)(node)

    def _deleted_field_mark(self, mark: etree._Element) -> None:
        """Deleted fields count for nothing, but a field begun before must still be closed."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._deleted_fields += 1
        elif not self._deleted_fields:
            self.fields.mark(mark)
        elif kind == "end":
            self._deleted_fields -= 1

    # ------------------------------------------------------------------- what stands by

    def _part_ends(self, element: etree._Element) -> None:
        self.parts.append(element)

    def _embedded_text(self, element: etree._Element) -> None:
        target = self.links.target(element.get(R + "id")) or "an unknown part"
        message = (
            f"Another document is embedded here ({target}) and was not read; open this one in Word and save it again."
        )
        self.story.draft.warn("embedded-document", message, self.story.length, self.story.length)

    def _drawing(self, element: etree._Element) -> None:
        """Text boxes wait for the end of the paragraph; of pictures only their place can be told."""
        found = contents_of(element)
        boxes = [*found.boxes, *filter(None, map(self.words_in_part, map(self.links.target, found.parts)))]
        if self._paragraph is not None:
            self._paragraph.boxes.extend(boxes)
        else:
            self._enter_boxes(boxes)
        if found.what:
            described = f" Its description is: “{found.description}”." if found.description else ""
            message = f"{found.what} stands here; what can be read in it is not part of the text.{described}"
            self.story.draft.warn("picture", message, self.story.length, self.story.length)


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(_VAL)


def _properties(paragraph: etree._Element) -> dict[str, etree._Element]:
    """The properties of a paragraph, which should be its first child, by their names."""
    first = paragraph[0] if len(paragraph) else None
    properties = first if first is not None and first.tag == _PPR else paragraph.find(_PPR)
    return {} if properties is None else {child.tag: child for child in properties}


def _mark_change(properties: dict[str, etree._Element]) -> etree._Element | None:
    """The tracked change of a paragraph's end; one that takes it out goes before one that put it in."""
    mark = properties.get(_RPR)
    if mark is None:
        return None
    changes = [child for child in mark if child.tag in _MARK_CHANGES]
    return next((change for change in changes if _takes_out(change)), changes[0] if changes else None)


def _takes_out(change: etree._Element) -> bool:
    return change.tag in (W + "del", W + "moveFrom")


def _next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph that follows in the same cell, box or text, if one does."""
    following = paragraph.getnext()
    while following is not None and following.tag in _BETWEEN_BLOCKS:
        following = following.getnext()
    return following if following is not None and following.tag == _P else None


def _last_joined(paragraph: etree._Element) -> etree._Element:
    """The paragraph whose end stands, where those before it lost theirs."""
    while True:
        change = _mark_change(_properties(paragraph))
        following = _next_paragraph(paragraph)
        if change is None or not _takes_out(change) or following is None:
            return paragraph
        paragraph = following


def _symbols_after(call: etree._Element) -> str:
    """The symbols that stand for a note's number."""
    return "".join(
        symbol(each.get(W + "font") or "", each.get(W + "char") or "")[0] for each in call.itersiblings(W + "sym")
    )
