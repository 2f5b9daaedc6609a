"""PDF, through PDFium: the words of each page in reading order, line by line as they are printed.

A PDF says where letters stand and no more. It cannot carry what is a paragraph, a heading, a row
of a table or a footnote: those are worked out from size, weight and place. Nothing is left out:
running heads, page numbers and hyphens at line ends stay in the text, and warnings say where
they are. Where a page's lines are stored in another order than they stand on the page, a warning
says that they were put in order.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ieworkbench.errors import FileDamaged, FileLocked, FileTooLarge, FileWithoutText
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.importers.pdf_layout import Layout
from ieworkbench.importers.pdf_lines import Handle, Line, PageReader
from ieworkbench.importers.pdf_notes import FormReader, note_annotations, outline_of
from ieworkbench.importers.pdf_order import Order, in_reading_order, margin_numbers
from ieworkbench.model.vocabulary import SectionKind

MOST_PAGES = 20_000
"""How many pages are read at most; the longest inquiry report has about a tenth."""

MOST_LETTERS = 60_000_000
"""How many letters are read at most."""

_PDFIUM = threading.Lock()  # PDFium must not be called from two threads at once
_OCR = (
    "have its words recognised first (OCR), with the scanner's own program or with OCRmyPDF, "
    "and read the file that comes out"
)
_FEW = 12


def read(raw: RawFile, options: ReadOptions) -> Draft:  # noqa: ARG001 - every reader is called alike
    """The text of a PDF with its pages, headings, paragraphs, comments and filled-in fields.

    Raises
    ------
    FileLocked
        If it cannot be opened without a password.
    FileDamaged
        If it is no PDF, is broken beyond reading, or has no pages, or far too many.
    FileWithoutText
        If its pages are pictures.
    """
    import pypdfium2

    with _PDFIUM:
        document = _open(raw)
        try:
            return _read_document(raw, document)
        except pypdfium2.PdfiumError as error:
            raise FileDamaged(raw.name, "", "the PDF is damaged and cannot be read") from error
        finally:
            document.close()


def _open(raw: RawFile) -> Handle:
    """The file as PDFium opens it."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(raw.data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise FileLocked(raw.name) from error
        raise FileDamaged(raw.name, "", "this is not a PDF, or only part of one") from error


def _read_document(raw: RawFile, document: Handle) -> Draft:
    count = len(document)
    if count == 0:
        raise FileDamaged(raw.name, "", "the PDF has no pages")
    if count > MOST_PAGES:
        what = f"the PDF claims to have {count:,} pages; at most {MOST_PAGES:,} are read"
        raise FileDamaged(raw.name, "", what, "split it into smaller files")
    draft = Draft()
    if b"%%EOF" not in raw.data[-2048:]:
        draft.warn("file-cut-off", "The PDF does not end as it should: its last pages may be missing or damaged.")
    pages = _Pages(raw, document, draft)
    layout = Layout()
    for lines in pages.read():
        layout.add_page(lines)
    if draft.length == 0:
        raise _without_text(raw, pages, count)
    pages.warn()
    layout.note(draft, outline_of(document))
    draft.title = _metadata_title(document) or draft.title
    draft.language = _language(document)
    return draft


class _Pages:
    """Reads page after page into a draft, and remembers which ones had nothing to read."""

    def __init__(self, raw: RawFile, document: Handle, draft: Draft) -> None:
        self._name = raw.name
        self._document = document
        self._draft = draft
        self._reader = PageReader()
        self._forms = FormReader(document)
        self.damaged: list[str] = []
        self.pictures: list[str] = []

    def read(self) -> Iterator[Sequence[Line]]:
        """Write every page's text into the draft, and give the pages' lines."""
        for index in range(len(self._document)):
            label = self._label(index)
            with self._opened(index) as (page, textpage):
                if textpage:
                    yield self._read_page(page, textpage, label)
                else:
                    self.damaged.append(label)

    @contextmanager
    def _opened(self, index: int) -> Iterator[tuple[Handle, Handle]]:
        """A page and its text as PDFium's own handles, the text's ``None`` where the page is damaged.

        pypdfium2's objects for the two would keep track of who closes what, which takes a tenth
        as long as PDFium takes for the page.
        """
        import pypdfium2.raw as pdfium

        page = pdfium.FPDF_LoadPage(self._document.raw, index)
        if not page:
            yield None, None
            return
        textpage = None
        try:
            self._forms.opened(page)
            textpage = pdfium.FPDFText_LoadPage(page)
            yield page, textpage
        finally:
            if textpage:
                pdfium.FPDFText_ClosePage(textpage)
            self._forms.closing(page)
            pdfium.FPDF_ClosePage(page)

    def warn(self) -> None:
        """Say which pages could not be read, or hold pictures only."""
        if self.damaged:
            self._draft.warn(
                "page-damaged",
                f"{_pages(self.damaged)} could not be read, because the PDF is damaged there; compare with the printed text.",
            )
        if self.pictures:
            self._draft.warn(
                "page-without-text",
                f"{_pages(self.pictures)} without any text, as when a page was scanned: to read it, {_OCR}.",
            )

    def _label(self, index: int) -> str:
        return str(self._document.get_page_label(index)).strip() or str(index + 1)

    def _read_page(self, page: Handle, textpage: Handle, label: str) -> Sequence[Line]:
        lines, outside = self._reader.lines(page, textpage)
        lines, order = in_reading_order(lines)
        lines = self._forms.put_values(page, textpage, lines, self._reader)
        start = self._write(lines)
        self._note_page(page, label, start, lines, order)
        self._note_outside(label, start, outside)
        note_annotations(self._draft, self._document, page, textpage, lines, self._reader)
        return lines

    def _write(self, lines: Sequence[Line]) -> int:
        """Put the lines into the draft, and each field's words where it stands."""
        draft = self._draft
        start = draft.length
        if start + sum(len(line.text) for line in lines) > MOST_LETTERS:
            raise FileTooLarge(self._name, start, MOST_LETTERS)
        for line in lines:
            line.start = draft.length
            draft.write((self._write_fields(line) if line.inserts else line.text) + "\n")
            if line.bold or line.bold_label:
                draft.bold.append((line.start, line.start + (line.bold_label or len(line.text))))
        return start

    def _write_fields(self, line: Line) -> str:
        """Put a line's words and fields into the draft up to its last field, and give the words that are left."""
        draft = self._draft
        at = 0
        for where, words, name, value in sorted(line.inserts, key=lambda insert: insert[0]):
            draft.write(line.text[at:where])
            field = draft.write(words) + len(words) - len(words.lstrip())
            draft.section(SectionKind.FIELD, field, field + len(words.strip()), label=name, text=value)
            at = where
        return line.text[at:]

    def _note_page(self, page: Handle, label: str, start: int, lines: Sequence[Line], order: Order) -> None:
        draft, end = self._draft, self._draft.length
        draft.section(SectionKind.PAGE, start, end, label=label)
        if not lines:
            import pypdfium2.raw as pdfium

            if pdfium.FPDFPage_CountObjects(page) > 0:
                self.pictures.append(label)
            return
        if order is Order.SORTED:
            message = (
                f"On page {label} the PDF stores its lines in another order than they stand in; "
                "they were put in order by their places: compare with the printed page."
            )
            draft.warn("reading-order", message, start, end)
        elif order is Order.UNSURE:
            message = f"On page {label} the lines may not stand in the order in which they are read; compare with the printed page."
            draft.warn("reading-order", message, start, end)
        numbers = margin_numbers(lines)
        if numbers:
            message = (
                f"{numbers[0].text.strip()} to {numbers[-1].text.strip()} number the lines or paragraphs "
                f"in the margin of page {label}; they are no part of what it says."
            )
            draft.warn("margin-number", message, numbers[0].start, numbers[-1].start + len(numbers[-1].text) + 1)

    def _note_outside(self, label: str, start: int, outside: Sequence[Line]) -> None:
        """Say what stands beside or below the page, where nobody sees it, and was left out."""
        if outside:
            words = " ".join(line.text.strip() for line in outside[:3])[:40]
            lines = "1 line lies" if len(outside) == 1 else f"{len(outside)} lines lie"
            message = f"{lines} outside the visible part of page {label} and {'was' if len(outside) == 1 else 'were'} left out: “{words}”."
            self._draft.warn("outside-page", message, start, start)


def _pages(labels: Sequence[str]) -> str:
    """Pages as they would be said: ``Page 3 is``, ``Pages 3, 4 and 9 more are``."""
    if len(labels) == 1:
        return f"Page {labels[0]} is"
    if len(labels) > _FEW:
        return f"Pages {', '.join(labels[:_FEW])} and {len(labels) - _FEW} more are"
    return f"Pages {', '.join(labels[:-1])} and {labels[-1]} are"


def _without_text(raw: RawFile, pages: _Pages, count: int) -> FileDamaged | FileWithoutText:
    """The error for a PDF in which no page has any text."""
    if len(pages.damaged) == count:
        return FileDamaged(raw.name, "", "the PDF is damaged: none of its pages can be read")
    whole = "its only page is" if count == 1 else f"its {count} pages are"
    if pages.pictures:
        pictures = "a picture" if count == 1 else "pictures"
        return FileWithoutText(raw.name, f"{whole} {pictures} without text, as a scanner makes them", _OCR)
    return FileWithoutText(raw.name, f"{whole} blank", "check that it was saved or copied completely")


def _metadata_title(document: Handle) -> str:
    """The title that the file states for itself, unless a program put a file name there."""
    title = " ".join(str(document.get_metadata_value("Title")).split())
    lowered = title.lower()
    if lowered.startswith(("microsoft word", "untitled", "(anonymous)", "uten navn", "microsoft powerpoint")):
        return ""
    if lowered.endswith((".doc", ".docx", ".indd", ".pdf", ".odt", ".rtf", ".qxd", ".tex", ".dvi")):
        return ""
    return title


def _language(document: Handle) -> str | None:
    """The language that the file declares for all of its text."""
    import ctypes

    import pypdfium2.raw as pdfium

    size = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if size <= 2:
        return None
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, size)
    declared = ctypes.string_at(buffer, size - 2).decode("utf-16-le", "replace").strip(" \0")
    return declared if 2 <= len(declared) <= 35 else None


def _looks_like_pdf(head: bytes) -> bool:
    return b"%PDF-" in head[:1024]


FORMAT = Format(
    "pdf",
    "PDF",
    (".pdf",),
    read,
    sniff=_looks_like_pdf,
    library="pypdfium2",
    running_text=True,
    printed=True,
)
