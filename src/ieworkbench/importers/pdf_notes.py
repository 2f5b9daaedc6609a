"""What lies on a PDF's pages beside the printed text: comments, links, filled-in fields, bookmarks.

Comments and links point at words and become sections. What was typed into a form's fields is not
part of the printed text for PDFium, but it is for whoever reads the form: it is written where the
field stands.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from ieworkbench.importers.format import Draft
from ieworkbench.importers.pdf_layout import fold
from ieworkbench.importers.pdf_lines import Handle, Line, PageReader
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["FormReader", "note_annotations", "outline_of"]

_MOST_BOOKMARKS = 5_000
_MOST_ANNOTATIONS = 5_000


def outline_of(document: Handle) -> dict[str, int]:
    """The headings that the bookmarks name, folded, with their levels from 1."""
    import pypdfium2

    found: dict[str, int] = {}
    try:
        for number, bookmark in enumerate(document.get_toc(max_depth=6)):
            if number >= _MOST_BOOKMARKS:
                break
            title = fold(bookmark.get_title())
            if title:
                found.setdefault(title, bookmark.level + 1)
    except pypdfium2.PdfiumError:
        return found
    return found


def _string(ask: Callable[[Handle, int], int]) -> str:
    """A string that PDFium writes into a buffer, in UTF-16; ``ask`` is called for its length first."""
    size = ask(None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(buffer, size)
    return ctypes.string_at(buffer, size - 2).decode("utf-16-le", "replace").rstrip("\0")


def _lines_of(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


@contextmanager
def _annotations(page: Handle) -> Iterator[Iterator[Handle]]:
    """The annotations of a page, each closed when the next is asked for."""
    import pypdfium2.raw as pdfium

    def each() -> Iterator[Handle]:
        for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
            annotation = pdfium.FPDFPage_GetAnnot(page, number)
            if not annotation:
                continue
            try:
                yield annotation
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)

    one_by_one = each()
    try:
        yield one_by_one
    finally:
        one_by_one.close()  # type: ignore[attr-defined]  # the stubs lack it


_Box = tuple[float, float, float, float]


def _box(annotation: Handle) -> _Box:
    """Left, bottom, right and top of an annotation."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, box)
    return (
        min(box.left, box.right),
        min(box.top, box.bottom),
        max(box.left, box.right),
        max(box.top, box.bottom),
    )


def _marked_boxes(annotation: Handle) -> list[_Box]:
    """The boxes around the words that an annotation marks, or its own box."""
    import pypdfium2.raw as pdfium

    boxes = []
    quad = pdfium.FS_QUADPOINTSF()
    for number in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, number, quad):
            across = (quad.x1, quad.x2, quad.x3, quad.x4)
            up = (quad.y1, quad.y2, quad.y3, quad.y4)
            boxes.append((min(across), min(up), max(across), max(up)))
    return boxes or [_box(annotation)]


def note_annotations(
    draft: Draft, document: Handle, page: Handle, textpage: Handle, lines: Sequence[Line], reader: PageReader
) -> None:
    """Note a page's comments and links as sections over the words that they mark.

    A comment that marks no words stands, with no length, after the line nearest to it.
    """
    import pypdfium2.raw as pdfium

    if pdfium.FPDFPage_GetAnnotCount(page) < 1:
        return
    comments = {
        pdfium.FPDF_ANNOT_TEXT,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_HIGHLIGHT,
        pdfium.FPDF_ANNOT_UNDERLINE,
        pdfium.FPDF_ANNOT_SQUIGGLY,
        pdfium.FPDF_ANNOT_STRIKEOUT,
        pdfium.FPDF_ANNOT_CARET,
        pdfium.FPDF_ANNOT_INK,
        pdfium.FPDF_ANNOT_SQUARE,
        pdfium.FPDF_ANNOT_CIRCLE,
    }
    with _annotations(page) as annotations:
        for annotation in annotations:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind in comments:
                _note_comment(draft, annotation, kind, textpage, lines, reader)
            elif kind == pdfium.FPDF_ANNOT_LINK:
                _note_link(draft, document, annotation, textpage, lines, reader)


def _note_comment(
    draft: Draft, annotation: Handle, kind: int, textpage: Handle, lines: Sequence[Line], reader: PageReader
) -> None:
    import pypdfium2.raw as pdfium

    def said(key: bytes) -> str:
        return _string(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size))

    words = _lines_of(said(b"Contents"))
    marks = {
        pdfium.FPDF_ANNOT_HIGHLIGHT: "highlighted",
        pdfium.FPDF_ANNOT_UNDERLINE: "underlined",
        pdfium.FPDF_ANNOT_SQUIGGLY: "underlined",
        pdfium.FPDF_ANNOT_STRIKEOUT: "struck out",
    }
    if not words and kind not in marks:
        return
    boxes = _marked_boxes(annotation)
    place = _words_in(boxes, textpage, lines, reader) if kind in marks else None
    start, end = place or _nearest(boxes[0], lines, draft.length)
    author = said(b"T") or None
    date = said(b"M") or said(b"CreationDate") or None
    draft.section(
        SectionKind.COMMENT,
        start,
        end,
        label=marks.get(kind),
        text=words or None,
        author=author,
        date=_plain_date(date),
    )


def _plain_date(date: str | None) -> str | None:
    """A PDF's ``D:20240131120000+01'00'`` as ``2024-01-31T12:00:00+01:00``; other forms as they are."""
    if date is None or not date.startswith("D:") or not date[2:10].isdigit():
        return date
    digits = date[2:16]
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    if not digits[8:14].isdigit() or len(digits) < 14:
        return day
    zone = date[16:].replace("'", ":").strip(":")
    return f"{day}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}{'Z' if zone.startswith('Z') else zone}"


def _note_link(
    draft: Draft, document: Handle, annotation: Handle, textpage: Handle, lines: Sequence[Line], reader: PageReader
) -> None:
    """Note where a link leads; links inside the document itself lead nowhere that a text has."""
    import pypdfium2.raw as pdfium

    link = pdfium.FPDFAnnot_GetLink(annotation)
    action = pdfium.FPDFLink_GetAction(link) if link else None
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return
    size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
    if not 1 < size <= 10_000:
        return
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, size)
    place = _words_in([_box(annotation)], textpage, lines, reader)
    if place:
        draft.section(SectionKind.HYPERLINK, *place, text=buffer.value.decode("utf-8", "replace"))


def _words_in(
    boxes: Sequence[_Box], textpage: Handle, lines: Sequence[Line], reader: PageReader
) -> tuple[int, int] | None:
    """The stretch of the text inside boxes, from the first letter to the last."""
    places: list[int] = []
    for left, low, right, high in boxes:
        inside = [
            line
            for line in lines
            if low - 1 <= line.y + 0.25 * line.size <= high + 1 and line.x < right and line.right > left
        ]
        for line in inside:
            places.extend(_letters_between(line, left, right, textpage, reader))
    return (min(places), max(places) + 1) if places else None


def _letters_between(line: Line, left: float, right: float, textpage: Handle, reader: PageReader) -> list[int]:
    """The places of the first and last letter of a line whose middle is between two edges."""
    length = len(line.text.rstrip())
    inside = []
    for at in range(length):
        a, _, b, _ = reader.box(textpage, line.first + at)
        if left - 1 <= (a + b) / 2 <= right + 1 and not line.text[at].isspace():
            inside.append(line.place(line.first + at))
    return [inside[0], inside[-1]] if inside else []


def _nearest(box: _Box, lines: Sequence[Line], end: int) -> tuple[int, int]:
    """The end of the line that stands nearest to a box, as a place without length."""
    if not lines:
        return end, end
    middle = (box[1] + box[3]) / 2
    nearest = min(lines, key=lambda line: (abs(line.y + 0.3 * line.size - middle), line.start))
    place = nearest.place(nearest.first + len(nearest.text))
    return place, place


class FormReader:
    """Reads what was typed into a form's fields, where the PDF is a form."""

    def __init__(self, document: Handle) -> None:
        import pypdfium2

        self._form: Handle = None
        quiet = logging.getLogger("pypdfium2")
        was = quiet.disabled
        quiet.disabled = True  # it would print about forms that are also stored as XFA
        try:
            document.init_forms()
            self._form = document.formenv
        except pypdfium2.PdfiumError:  # a broken form is still a readable text
            self._form = None
        finally:
            quiet.disabled = was

    def opened(self, page: Handle) -> None:
        """Tell PDFium's form that a page was opened."""
        import pypdfium2.raw as pdfium

        if self._form is not None:
            pdfium.FORM_OnAfterLoadPage(page, self._form.raw)

    def closing(self, page: Handle) -> None:
        """Tell PDFium's form that a page is about to be closed."""
        import pypdfium2.raw as pdfium

        if self._form is not None:
            pdfium.FORM_OnBeforeClosePage(page, self._form.raw)

    def put_values(self, page: Handle, textpage: Handle, lines: list[Line], reader: PageReader) -> list[Line]:
        """The page's lines with the values of its fields put where the fields stand."""
        if self._form is None:
            return lines
        with _annotations(page) as annotations:
            for annotation in annotations:
                name, value = self._field(annotation)
                if value:
                    lines = _put(lines, name, value, _box(annotation), textpage, reader)
        return lines

    def _field(self, annotation: Handle) -> tuple[str, str]:
        """A field's name and what is in it, as a reader sees it; a ticked box is ``☒``."""
        import pypdfium2.raw as pdfium

        form = self._form.raw
        if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
            return "", ""
        name = _string(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldName(form, annotation, buffer, size))
        kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
        if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
            return name, "☒" if pdfium.FPDFAnnot_IsChecked(form, annotation) else ""
        if kind not in (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX):
            return name, ""
        value = _string(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))
        return name, _lines_of(value)


def _put(lines: list[Line], name: str, value: str, box: _Box, textpage: Handle, reader: PageReader) -> list[Line]:
    """The lines with a field's value behind the words to its left, or as a line of its own."""
    left, low, right, high = box
    rows = [
        line
        for line in lines
        if low - 2 <= line.y + 0.2 * line.size <= high + 2 and line.x < left + 2 and line.first >= 0
    ]
    if rows:
        line = max(rows, key=lambda each: each.x)
        at = _letters_before(line, left, textpage, reader)
        line.inserts += ((at, f"\t{value}", name, value),)
        return lines
    size = min(max(high - low, 4.0), 12.0)
    own = Line("", -1, left, high - size, right, size, inserts=((0, value, name, value),))
    after = [number for number, line in enumerate(lines) if line.y >= own.y and line.x < right and line.right > left]
    at = after[-1] + 1 if after else (len(lines) if lines and lines[0].y >= own.y else 0)
    return [*lines[:at], own, *lines[at:]]


def _letters_before(line: Line, edge: float, textpage: Handle, reader: PageReader) -> int:
    """How many letters of a line stand before an edge, blanks at their end left out."""
    length = len(line.text.rstrip())
    if line.right <= edge + 2:
        return length
    before = 0
    for at in range(length):
        a, _, b, _ = reader.box(textpage, line.first + at)
        if (a + b) / 2 < edge and not line.text[at].isspace():
            before = at + 1
    return before
