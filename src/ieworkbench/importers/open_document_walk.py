"""The walk through an open document's XML, in the order in which it is read.

Everything that stands beside the running text waits until its place comes: boxes until the end of
their paragraph, notes until the end of the text, heads and feet of pages after those.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.importers.format import Draft
from ieworkbench.importers.open_document_lists import Lists
from ieworkbench.importers.open_document_styles import Styles
from ieworkbench.importers.pages import Change, Page
from ieworkbench.model.source import Cell
from ieworkbench.model.vocabulary import SectionKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["write_document"]

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, STYLE, FORM = (
    f"{{{_URN}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style", "form")
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_MATH = "{http://www.w3.org/1998/Math/MathML}"

_MOST_BLANKS = 1000
_MOST_REPEATED = 1000
_MOST_TABLE_CELLS = 2_000_000

_SKIPPED = {
    *(OFFICE + name for name in ("forms", "scripts", "settings", "event-listeners", "automatic-styles")),
    *(
        TEXT + name
        for name in (
            "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "number",
            "alphabetical-index-auto-mark-file", "table-of-content-source", "illustration-index-source",
            "table-index-source", "object-index-source", "user-index-source", "alphabetical-index-source",
            "bibliography-source", "note-citation", "linenumbering-configuration",
        )
    ),
    TABLE + "table-source", TABLE + "desc", TABLE + "title",
}  # fmt: skip
_STRUCTURE = {
    TEXT + name
    for name in (
        "span", "a", "s", "tab", "line-break", "p", "h", "list", "list-item", "list-header", "section", "soft-page-break",
        "bookmark", "bookmark-start", "bookmark-end", "reference-mark", "reference-mark-start", "reference-mark-end",
        "meta", "ruby", "ruby-base", "ruby-text", "index-body", "index-title", "table-of-content", "change", "change-start",
        "change-end", "note", "note-body", "numbered-paragraph", "toc-mark", "toc-mark-start", "toc-mark-end",
        "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index", "bibliography",
        "alphabetical-index-mark", "alphabetical-index-mark-start", "alphabetical-index-mark-end",
        "user-index-mark", "user-index-mark-start", "user-index-mark-end",
    )
}  # fmt: skip
_SHAPES = {DRAW + name for name in ("custom-shape", "rect", "ellipse", "circle", "line", "polygon", "polyline", "path")}


def write_document(
    draft: Draft, content: etree._Element, styles: etree._Element | None, meta: etree._Element | None
) -> bool:
    """Write the text document into the draft; ``False`` if there is none."""
    body = next((each for root in content.iter(f"{OFFICE}body") for each in root.iterchildren(f"{OFFICE}text")), None)
    if body is None:
        return False
    looks = Styles(content, styles)
    walk = _Walk(Page(draft), looks, Lists(content, styles), _changes(body), _forms(body))
    walk.block(body)
    walk.notes_below()
    for kind, element in _heads_and_feet(content if styles is None else styles):
        walk.head_or_foot(kind, element)
    walk.finish()
    draft.language = looks.language
    if meta is not None:
        draft.title = next((each.text or "" for each in meta.iter(f"{_DC}title")), "")
    return True


@dataclass(frozen=True, slots=True)
class _Region:
    """A tracked change: what kind, by whom, and the element that holds what was taken out."""

    kind: str
    by: Change
    element: etree._Element
    ends: bool


@dataclass(slots=True)
class _Table:
    row: int = -1
    column: int = 0
    times: int = 1


@dataclass(slots=True)
class _Comment:
    start: int
    text: str
    by: Change


@dataclass(slots=True)
class _Note:
    kind: SectionKind
    label: str | None
    body: etree._Element


@dataclass(slots=True)
class _Later:
    """What stands beside the running text and is written further down."""

    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[_Note] = field(default_factory=list)
    in_box: bool = False


def _changes(body: etree._Element) -> dict[str, _Region]:
    """Every tracked change by its id."""
    found: dict[str, _Region] = {}
    ends = {end.get(f"{TEXT}change-id") for end in body.iter(f"{TEXT}change-end")}
    for region in body.iter(f"{TEXT}changed-region"):
        name = region.get(_XML_ID) or region.get(f"{TEXT}id")
        kind = next((each for each in region if isinstance(each.tag, str)), None)
        if name and kind is not None:
            info = next(kind.iter(f"{OFFICE}change-info"), None)
            found[name] = _Region(str(kind.tag).removeprefix(TEXT), _who(info), kind, name in ends)
    return found


def _who(element: etree._Element | None) -> Change:
    if element is None:
        return Change()
    return Change(element.findtext(f"{_DC}creator"), element.findtext(f"{_DC}date"))


def _forms(body: etree._Element) -> dict[str, etree._Element]:
    """The controls of forms by their id: their words stand apart from where they are shown."""
    return {
        name: control
        for forms in body.iter(f"{OFFICE}forms")
        for control in forms.iter()
        if (name := control.get(f"{FORM}id") or control.get(_XML_ID))
    }


def _control_words(control: etree._Element) -> str:
    """What a form's control shows: a box and its label, or what was filled in."""
    label = control.get(f"{FORM}label") or ""
    if control.tag in {f"{FORM}checkbox", f"{FORM}radio"}:
        state = control.get(f"{FORM}current-state") or control.get(f"{FORM}state")
        selected = state == "checked" or control.get(f"{FORM}current-selected") == "true"
        return f"{'☒' if selected else '☐'} {label}".rstrip()
    return control.get(f"{FORM}current-value") or control.get(f"{FORM}value") or label


def _heads_and_feet(root: etree._Element) -> list[tuple[SectionKind, etree._Element]]:
    """What stands at the head and foot of pages, each wording once."""
    found: dict[tuple[SectionKind, str], etree._Element] = {}
    for page in root.iter(f"{STYLE}master-page"):
        for element in page:
            name = str(element.tag).removeprefix(STYLE)
            words = "".join(map(str, element.itertext())) if isinstance(element.tag, str) else ""
            if name.startswith(("header", "footer")) and element.get(f"{STYLE}display") != "false" and words.strip():
                found.setdefault((SectionKind.HEADER if name[0] == "h" else SectionKind.FOOTER, words), element)
    return [(kind, element) for (kind, _), element in sorted(found.items(), key=lambda each: each[0][0], reverse=True)]


class _Walk:
    """Writes elements in document order; nothing here calls itself, however deep the file nests."""

    def __init__(
        self,
        page: Page,
        looks: Styles,
        lists: Lists,
        changes: dict[str, _Region],
        forms: dict[str, etree._Element],
        *,
        aside: bool = False,
    ) -> None:
        self.page = page
        self.looks = looks
        self.lists = lists
        self.changes = changes
        self.forms = forms
        self.aside = aside
        self.later = _Later()
        self.after_blank = True
        self.look = [(False, False)]
        self.tables: list[_Table] = []
        self.cells: list[tuple[int, Cell]] = []
        self.starts: list[tuple[etree._Element, int]] = []
        self.insertions: dict[str, tuple[int, Change]] = {}
        self.deleting: _Region | None = None
        self.comments: dict[str, _Comment] = {}
        self.left_out: dict[str, int] = {}
        self.cells_written = 0
        self.footnotes = {SectionKind.FOOTNOTE: 0, SectionKind.ENDNOTE: 0}

    # ---------------------------------------------------------------------- the walk

    def block(self, root: etree._Element) -> None:
        """Write what an element holds, boxes after their paragraphs."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if not isinstance(element.tag, str):
                if event == "end" or element.tag in (etree.Comment, etree.PI, etree.Entity):
                    self._text(element.tail if element is not root else None)
                continue
            if event == "start":
                if element is not root and not self._start(element):
                    walk.skip_subtree()
                elif element is not root:
                    self._text(element.text)
            elif element is not root:
                self._end(element)
                self._text(element.tail)

    def _start(self, element: etree._Element) -> bool:
        """Begin an element; ``False`` if what it holds is not written here."""
        tag = str(element.tag)
        if tag in _SKIPPED:
            return False
        begin = _STARTS.get(tag)
        if begin is not None:
            return begin(self, element)
        if tag in _SHAPES:
            return self._box(element)
        if (tag.startswith(TEXT) and tag not in _STRUCTURE) or tag == _LOEXT + "content-control":
            self.starts.append((element, self.page.place))
        return tag.startswith((TEXT, OFFICE, TABLE, DRAW, _LOEXT, _FIELD, _MATH))

    def _end(self, element: etree._Element) -> None:
        finish = _ENDS.get(str(element.tag))
        if finish is not None:
            finish(self, element)
        if self.starts and self.starts[-1][0] is element:
            _, start = self.starts.pop()
            name = element.get(f"{_LOEXT}alias") or element.get(f"{_LOEXT}tag")
            label = name or str(element.tag).rpartition("}")[2]
            if self.page.place > start and self.page.in_block:
                self.page.draft.section(SectionKind.FIELD, start, label=label)

    def _text(self, words: str | None) -> None:
        """Words of the open paragraph, blanks folded as the format asks."""
        if not words or not self.page.in_block:
            return
        folded = words
        if any(blank in words for blank in ("  ", "\n", "\t", "\r")):
            folded = _fold(words)
        if self.after_blank and folded.startswith(" "):
            folded = folded[1:]
        if folded:
            self.after_blank = folded.endswith(" ")
            self._put(folded)

    def _put(self, words: str) -> None:
        if self.deleting is not None:
            self.page.deleted(words, self.deleting.by)
            return
        bold, hidden = self.look[-1]
        self.page.write(words, bold=bold, hidden=hidden)

    # -------------------------------------------------------------------- paragraphs

    def _begin_paragraph(self, element: etree._Element) -> bool:
        style = element.get(f"{TEXT}style-name") or ""
        bold, hidden = self.looks.paragraph(style)
        self.look.append((bold, hidden or self.look[-1][1]))
        self.after_blank = True
        if self.deleting is not None and self.page.in_block:
            self.page.deleted("\n", self.deleting.by)  # the end of the paragraph before was taken out too
            return True
        level = _whole(element.get(f"{TEXT}outline-level"), 1, 100) if element.tag == f"{TEXT}h" else None
        item = self.lists.label_for(element, level)
        if level is not None:
            self.page.begin(SectionKind.HEADING, level=level, label=item.label if item else None)
        elif item is not None:
            self.page.begin(SectionKind.LIST_ITEM, level=item.level, label=item.label)
        else:
            self.page.begin()
        if item is not None and item.written:
            self.page.write(f"{item.written}\t")
        return True

    def _end_paragraph(self, _: etree._Element) -> None:
        self.look.pop()
        if self.deleting is None:
            self.page.end()
        if not self.later.in_box:
            self._boxes_below()

    def _boxes_below(self) -> None:
        """Write the boxes of the paragraph that has ended, and the boxes in those."""
        self.later.in_box = True
        for box in self.later.boxes:
            handle = self.page.open_section(SectionKind.TEXT_BOX)
            before, self.lists = self.lists, self.lists.apart()
            self.block(box)
            self.lists = before
            self.page.end()
            self.page.close_section(handle, empty=False)
        self.later.boxes = []
        self.later.in_box = False

    def _begin_span(self, element: etree._Element) -> bool:
        self.look.append(self.looks.span(element.get(f"{TEXT}style-name") or "", self.look[-1]))
        return True

    def _end_span(self, _: etree._Element) -> None:
        self.look.pop()

    def _blanks(self, element: etree._Element) -> bool:
        wanted = _whole(element.get(f"{TEXT}c"), 1, 10**9)
        if wanted > _MOST_BLANKS:
            self._leave_out("a run of blanks longer than any line (cut)")
        self._mark(" " * min(wanted, _MOST_BLANKS))
        return False

    def _tab(self, _: etree._Element) -> bool:
        self._mark("\t")
        return False

    def _break(self, _: etree._Element) -> bool:
        self._mark("\n")
        return False

    def _mark(self, words: str) -> None:
        if self.page.in_block:
            self._put(words)
            self.after_blank = False

    def _begin_link(self, element: etree._Element) -> bool:
        self.starts.append((element, self.page.place))
        return True

    def _end_link(self, element: etree._Element) -> None:
        if self.starts and self.starts[-1][0] is element:
            _, start = self.starts.pop()
            target = element.get(_XLINK)
            if target and self.page.place > start:
                self.page.draft.section(SectionKind.HYPERLINK, start, text=target)

    def _begin_section(self, element: etree._Element) -> bool:
        hidden = element.get(f"{TEXT}display") == "none"
        self.look.append((self.look[-1][0], self.look[-1][1] or hidden))
        return True

    def _end_section(self, _: etree._Element) -> None:
        self.look.pop()

    def _begin_list(self, element: etree._Element) -> bool:
        self.lists.begin_list(element)
        return True

    def _end_list(self, _: etree._Element) -> None:
        self.lists.end_list()

    def _begin_item(self, element: etree._Element) -> bool:
        self.lists.begin_item(element)
        return True

    # ------------------------------------------------------------------------ tables

    def _begin_table(self, _: etree._Element) -> bool:
        self.page.begin_table()
        self.tables.append(_Table())
        return True

    def _end_table(self, _: etree._Element) -> None:
        self.page.end_table()
        self.tables.pop()

    def _begin_row(self, _: etree._Element) -> bool:
        if self.tables:
            self.tables[-1].row += 1
            self.tables[-1].column = 0
        return bool(self.tables)

    def _end_row(self, element: etree._Element) -> None:
        if not self.tables:
            return
        self.page.end_row()
        self.tables[-1].row += _whole(element.get(f"{TABLE}number-rows-repeated"), 1, 10**6) - 1

    def _begin_cell(self, element: etree._Element) -> bool:
        if not self.tables:
            return True
        table = self.tables[-1]
        handle = self.page.begin_cell()
        columns = _whole(element.get(f"{TABLE}number-columns-spanned"), 1, 10**4)
        rows = _whole(element.get(f"{TABLE}number-rows-spanned"), 1, 10**6)
        self.cells.append((handle, Cell(table.row, table.column, rows, columns)))
        table.column += 1
        return True

    def _end_cell(self, element: etree._Element) -> None:
        if not self.cells or not self.tables:
            return
        handle, where = self.cells.pop()
        self.page.end_cell(handle, where)
        self._repeat(element, where)

    def _repeat(self, element: etree._Element, where: Cell) -> None:
        """Write a repeated cell's place again: texts only repeat empty ones."""
        times = _whole(element.get(f"{TABLE}number-columns-repeated"), 1, 10**6)
        if times > 1:
            for again in range(1, min(times, _MOST_REPEATED)):
                if self.cells_written < _MOST_TABLE_CELLS:
                    self.cells_written += 1
                    self.page.end_cell(self.page.begin_cell(), Cell(where.row, where.column + again))
            self.tables[-1].column += times - 1
            if "".join(map(str, element.itertext())).strip():
                self._leave_out("the repetition of a filled table cell")

    def _covered(self, element: etree._Element) -> bool:
        if self.tables:
            self.tables[-1].column += _whole(element.get(f"{TABLE}number-columns-repeated"), 1, 10**6)
        if "".join(map(str, element.itertext())).strip():
            self._leave_out("the words of a table cell that lies under a merged one")
        return False

    # ------------------------------------------------------- notes, boxes, pictures, forms

    def _note(self, element: etree._Element) -> bool:
        kind = SectionKind.ENDNOTE if element.get(f"{TEXT}note-class") == "endnote" else SectionKind.FOOTNOTE
        self.footnotes[kind] += 1
        citation = element.find(f"{TEXT}note-citation")
        label = None
        if citation is not None:
            label = citation.get(f"{TEXT}label") or "".join(map(str, citation.itertext())).strip() or None
        here = self.page.place
        self.page.draft.section(SectionKind.NOTE_REFERENCE, here, here, label=label)
        body = element.find(f"{TEXT}note-body")
        if body is not None:
            self.later.notes.append(_Note(kind, label, body))
        return False

    def notes_below(self) -> None:
        """Write the footnotes, then the endnotes, and the notes inside those."""
        self._boxes_below()
        while self.later.notes:
            notes, self.later.notes = self.later.notes, []
            for note in sorted(notes, key=lambda each: each.kind is SectionKind.ENDNOTE):
                handle = self.page.open_section(note.kind, label=note.label)
                before, self.lists = self.lists, self.lists.apart()
                self.block(note.body)
                self.lists = before
                self.page.end()
                self.page.close_section(handle)

    def head_or_foot(self, kind: SectionKind, element: etree._Element) -> None:
        """Write what stands at the head or foot of pages."""
        handle = self.page.open_section(kind)
        self.block(element)
        self.page.end()
        self.page.close_section(handle)
        self.notes_below()

    def _box(self, element: etree._Element) -> bool:
        self.later.boxes.append(element)
        if not self.page.in_block and not self.later.in_box:
            self._boxes_below()
        return False

    def _picture(self, _: etree._Element) -> bool:
        self._leave_out("a picture")
        return False

    def _object(self, element: etree._Element) -> bool:
        words = "".join(map(str, element.itertext())).strip()
        if words:
            self._mark(words)
        else:
            self._leave_out("an embedded object, such as a formula or chart")
        return False

    def _frame(self, element: etree._Element) -> bool:
        """A frame shows the first of the things it holds that can be shown."""
        held = {str(child.tag).removeprefix(DRAW) for child in element.iterchildren()}
        if "text-box" in held:
            return self._box(element)
        if held & {"object", "object-ole"}:
            inside = next(element.iter(f"{_MATH}math"), None)
            return self._object(element if inside is None else inside)
        return self._picture(element) if "image" in held else self._box(element)

    def _control(self, element: etree._Element) -> bool:
        control = self.forms.get(element.get(f"{DRAW}control") or "")
        if control is not None and (words := _control_words(control)):
            apart = not self.page.in_block
            if apart:
                self.page.begin()
            start = self.page.write(words)
            self.page.draft.section(SectionKind.FIELD, start, label=control.get(f"{FORM}name"))
            self.after_blank = False
            if apart:
                self.page.end()
        return False

    def _fieldmark(self, element: etree._Element) -> bool:
        """A box to tick or a list to choose from, taken over from Word."""
        said = {each.get(f"{_FIELD}name"): each.get(f"{_FIELD}value") for each in element.iter(f"{_FIELD}param")}
        entries = [
            each.get(f"{_FIELD}value") or ""
            for each in element.iter(f"{_FIELD}param")
            if each.get(f"{_FIELD}name") == "Dropdown_ListEntry"
        ]
        chosen = _whole(said.get("Dropdown_Selected"), 0, 10**4)
        if entries:
            self._mark(entries[chosen] if chosen < len(entries) else "")
        elif "CHECKBOX" in (element.get(f"{_FIELD}type") or ""):
            self._mark("☒" if said.get("Checkbox_Checked") == "true" else "☐")
        return False

    def _leave_out(self, what: str) -> None:
        self.left_out[what] = self.left_out.get(what, 0) + 1

    # ------------------------------------------------------------ comments and changes

    def _aside_words(self, element: etree._Element) -> str:
        """The words of a comment or deletion, written as they would stand on a page of their own."""
        page = Page()
        walk = _Walk(page, self.looks, self.lists.apart(), {}, self.forms, aside=True)
        walk.block(element)
        for note in walk.later.notes:
            walk.block(note.body)
        walk._boxes_below()
        page.finish()
        return page.draft.content.removesuffix("\n")

    def _annotation(self, element: etree._Element) -> bool:
        if self.aside:
            return False
        by = _who(element)
        comment = _Comment(self.page.place, self._aside_words(element), by)
        name = element.get(f"{OFFICE}name")
        if name:
            self.comments[name] = comment
        else:
            self._write_comment(comment, comment.start)
        return False

    def _annotation_end(self, element: etree._Element) -> bool:
        comment = self.comments.pop(element.get(f"{OFFICE}name") or "", None)
        if comment is not None:
            self._write_comment(comment, self.page.place)
        return False

    def _write_comment(self, comment: _Comment, end: int) -> None:
        by = comment.by
        self.page.draft.section(
            SectionKind.COMMENT, comment.start, end, text=comment.text, author=by.author, date=by.date
        )

    def _change(self, element: etree._Element) -> bool:
        region = self.changes.get(element.get(f"{TEXT}change-id") or "")
        if region is not None and region.kind == "deletion":
            self.page.deleted(self._aside_words(region.element), region.by)
        return False

    def _change_start(self, element: etree._Element) -> bool:
        name = element.get(f"{TEXT}change-id") or ""
        region = self.changes.get(name)
        if region is not None and region.kind == "insertion":
            self.insertions[name] = (self.page.place, region.by)
        elif region is not None and region.kind == "deletion" and region.ends:
            self.deleting = region  # flat files leave the words in place and only mark them
        return False

    def _change_end(self, element: etree._Element) -> bool:
        if self.deleting is not None and self.deleting is self.changes.get(element.get(f"{TEXT}change-id") or ""):
            self.deleting = None
        found = self.insertions.pop(element.get(f"{TEXT}change-id") or "", None)
        if found is not None:
            self.page.inserted(*found)
        return False

    def finish(self) -> None:
        """Close what is open, and say what was left out."""
        self.page.finish()
        for comment in self.comments.values():
            self._write_comment(comment, comment.start)
        for start, by in self.insertions.values():
            self.page.draft.section(SectionKind.INSERTION, start, author=by.author, date=by.date)
        for what, times in self.left_out.items():
            again = f" ({times} times)" if times > 1 else ""
            self.page.draft.warn("left-out", f"This was left out of the text: {what}{again}.")


def _fold(words: str) -> str:
    """Runs of blanks, tabs and line ends as one blank; other kinds of blank stay."""
    for blank in "\t\n\r":
        words = words.replace(blank, " ")
    while "  " in words:
        words = words.replace("  ", " ")
    return words


def _whole(value: str | None, default: int, most: int) -> int:
    """A whole number of an attribute, within bounds."""
    if value is None or not (value.isascii() and value.isdigit()) or len(value) > 12:
        return default
    return min(max(int(value), default), most)


def _ruby(walk: _Walk, element: etree._Element) -> bool:
    here = walk.page.place
    walk.page.draft.section(SectionKind.REMARK, here, here, text="".join(map(str, element.itertext())))
    return False


# ruff: noqa: SLF001 - the two tables below belong to the class above
_STARTS = {
    TEXT + "p": _Walk._begin_paragraph,
    TEXT + "h": _Walk._begin_paragraph,
    TEXT + "span": _Walk._begin_span,
    TEXT + "s": _Walk._blanks,
    TEXT + "tab": _Walk._tab,
    TEXT + "line-break": _Walk._break,
    TEXT + "a": _Walk._begin_link,
    TEXT + "section": _Walk._begin_section,
    TEXT + "list": _Walk._begin_list,
    TEXT + "list-item": _Walk._begin_item,
    TEXT + "list-header": _Walk._begin_item,
    TEXT + "note": _Walk._note,
    TEXT + "ruby-text": _ruby,
    TEXT + "change": _Walk._change,
    TEXT + "change-start": _Walk._change_start,
    TEXT + "change-end": _Walk._change_end,
    OFFICE + "annotation": _Walk._annotation,
    OFFICE + "annotation-end": _Walk._annotation_end,
    TABLE + "table": _Walk._begin_table,
    TABLE + "table-row": _Walk._begin_row,
    TABLE + "table-cell": _Walk._begin_cell,
    TABLE + "covered-table-cell": _Walk._covered,
    DRAW + "frame": _Walk._frame,
    DRAW + "image": _Walk._picture,
    DRAW + "control": _Walk._control,
    _FIELD + "fieldmark": _Walk._fieldmark,
}
_ENDS = {
    TEXT + "p": _Walk._end_paragraph,
    TEXT + "h": _Walk._end_paragraph,
    TEXT + "span": _Walk._end_span,
    TEXT + "a": _Walk._end_link,
    TEXT + "section": _Walk._end_section,
    TEXT + "list": _Walk._end_list,
    TABLE + "table": _Walk._end_table,
    TABLE + "table-row": _Walk._end_row,
    TABLE + "table-cell": _Walk._end_cell,
}
