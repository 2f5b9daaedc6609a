"""From a web page's tags and words to blocks, lists, tables and links.

Elements that are open are kept on a list; a closing tag closes the nearest of its name, and one
that has none is passed over, as browsers do.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ieworkbench.importers.format import Draft, ReadOptions
from ieworkbench.importers.pages import Change, Page, counted
from ieworkbench.importers.web_markup import Tag, pieces
from ieworkbench.importers.web_transcript import Anchor, add_anchored_turns
from ieworkbench.model.source import Cell
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["write_page"]

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "ul",
        "xmp",
    ]
)
_MEANT = frozenset(
    [
        "html",
        "body",
        "pre",
        "q",
        "a",
        "ins",
        "del",
        "s",
        "strike",
        "ul",
        "menu",
        "dir",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
    ]
)
_VOID = frozenset(
    [
        "area",
        "base",
        "basefont",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_UNSEEN = frozenset(
    ["head", "template", "noscript", "noframes", "noembed", "iframe", "object", "audio", "video", "canvas", "datalist"]
)
_BOLD = frozenset(["b", "strong", "th"])
_CLOSED_BY = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"table"}),
    "th": ({"td", "th"}, {"table"}),
    "tbody": ({"tr", "td", "th", "thead", "tbody", "tfoot", "caption"}, {"table"}),
    "tfoot": ({"tr", "td", "th", "thead", "tbody", "tfoot", "caption"}, {"table"}),
    "thead": ({"tr", "td", "th", "thead", "tbody", "tfoot", "caption"}, {"table"}),
    "option": ({"option"}, {"select", "datalist"}),
}
_BLANKS = re.compile(r"[ \t\n\f\r]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)", re.IGNORECASE)
_KEEPS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_KEEPS_ALL = re.compile(r"(?:^|[},\s>])p\s*(?:,\s*li\s*)?\{[^{}]{0,500}white-space\s*:\s*pre", re.IGNORECASE)
_ANCHOR = re.compile(r"ts_(\d{1,12})_(\d{1,12})_(.{0,80})", re.DOTALL)
_WAYS = {"1": "1", "a": "a", "A": "A", "i": "i", "I": "I"}
_FILLED = frozenset(
    [
        "text",
        "search",
        "tel",
        "url",
        "email",
        "number",
        "date",
        "time",
        "month",
        "week",
        "datetime-local",
        "submit",
        "button",
        "reset",
    ]
)
_MOST_SPANNED = 200


@dataclass(slots=True)
class _Open:
    """An element that is open, and what has to be undone when it closes."""

    tag: Tag
    place: int = -1
    bold: bool = False
    keeps: bool = False
    hidden: bool = False
    quiet: bool = False


@dataclass(slots=True)
class _List:
    ordered: bool
    next: int = 1
    step: int = 1
    way: str = "1"


@dataclass(slots=True)
class _Table:
    row: int = -1
    column: int = 0
    cell: tuple[int, Cell] | None = None
    taken: dict[int, int] = field(default_factory=dict)


def write_page(draft: Draft, markup: str, options: ReadOptions) -> None:
    """Write what a browser would show of the markup."""
    walk = _Walk(draft, markup)
    for piece in pieces(markup):
        if isinstance(piece, str):
            walk.words(piece)
        elif piece.closes:
            walk.close(piece.name)
        else:
            walk.open(piece)
    walk.finish()
    if walk.anchors:
        add_anchored_turns(draft, walk.anchors, options)


class _Walk:
    """Writes blocks as the tags come."""

    def __init__(self, draft: Draft, markup: str) -> None:
        self.page = Page(draft)
        self.draft = draft
        self.markup = markup
        self.stack: list[_Open] = [_Open(Tag("", False, 0))]
        self.counts: Counter[str] = Counter()
        self.lists: list[_List] = []
        self.items: list[tuple[str | None, int, bool]] = []
        self.tables: list[_Table] = []
        self.blank = False
        self.line_start = True
        self.breaks = 0
        self.heading: int | None = None
        self.changes: list[tuple[str, Change]] = []
        self.unseen_words = 0
        self.unseen_places = 0
        self.anchors: list[Anchor] = []
        self.keeps_all = False
        self.waiting: list[_Open] = []

    # -------------------------------------------------------------------------- words

    def words(self, words: str) -> None:
        """Words of the page, blanks folded unless they count."""
        now = self.stack[-1]
        if now.hidden:
            if not now.quiet and words.strip():
                self.unseen_words += len(words.split())
            return
        if now.keeps:
            self._put_kept(words)
            return
        folded = _BLANKS.sub(" ", words)
        if folded == " ":
            self.blank = self.blank or self._blank_counts
            return
        if folded.startswith(" "):
            self.blank = self.blank or self._blank_counts
            folded = folded[1:]
        ends = folded.endswith(" ")
        self._put(folded.rstrip(" ") if ends else folded)
        self.blank = ends

    @property
    def _blank_counts(self) -> bool:
        """Whether a blank here would show: not at the start of a line, nor behind another."""
        return not self.line_start or any(name == "del" for name, _ in self.changes)

    def _put_kept(self, words: str) -> None:
        if (
            not words.strip(" \t\n\f\r")
            and not self.page.in_block
            and self.stack[-1].tag.name not in {"pre", "textarea"}
        ):
            return
        for number, line in enumerate(words.split("\n")):
            if number:
                self.breaks += 1
            if line:
                self._put(line)

    def _put(self, words: str) -> None:
        """Write words that show, with the blank or line breaks that were waiting before them."""
        self._begin_block()
        before = "\n" * self.breaks if self.breaks else (" " if self.blank else "")
        self.blank, self.breaks = False, 0
        taken_out = next((by for name, by in reversed(self.changes) if name == "del"), None)
        if taken_out is not None:
            self.page.deleted(before + words, taken_out)
            return
        self.line_start = False
        if before:
            self.page.write(before, bold=False)
        start = self.page.write(words, bold=self.stack[-1].bold)
        for each in self.waiting:
            each.place = start
        self.waiting = []
        if self.changes:
            self.page.inserted(start, self.changes[-1][1])

    # ------------------------------------------------------------------------- blocks

    def _begin_block(self) -> None:
        if self.page.in_block:
            return
        if self.tables and self.tables[-1].cell is None and self.tables[-1].row >= 0:
            self._begin_cell(Tag("td", False, 0))
        item = self.items[-1] if self.items else None
        if self.heading is not None:
            self.page.begin(SectionKind.HEADING, level=self.heading)
        elif item is not None and item[2]:
            label, level, _ = item
            self.items[-1] = (label, level, False)
            self.page.begin(SectionKind.LIST_ITEM, level=level, label=label)
            if label and label != "•":
                self.page.write(f"{label}\t")
        else:
            self.page.begin()
        self.line_start = True

    def _end_block(self) -> None:
        """A block begins or ends here: the line is over, and blanks and a last break at its end fall away."""
        if self.breaks > 1 and self.page.in_block:
            self.page.write("\n" * (self.breaks - 1))
        self.page.end()
        self.blank, self.breaks, self.line_start = False, 0, True

    def _empty_paragraph(self) -> None:
        self._begin_block()
        self._end_block()

    # --------------------------------------------------------------------------- tags

    def open(self, tag: Tag) -> None:
        """An element opens."""
        if not tag.closed:
            self._not_closed(tag)
            return
        name = tag.name
        if tag.raw is not None:
            self._raw(tag)
            return
        if self.stack[-1].hidden:
            self._push_hidden(tag)
            return
        self._close_before(name)
        if name in _BLOCKS:
            self._end_block()
        if name in _VOID:
            self._void(tag)
            return
        self._push(tag)
        begin = getattr(self, f"_open_{name}", None) if name in _MEANT else None
        if begin is not None and not self.stack[-1].hidden:
            begin(tag)
        elif name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.heading = int(name[1])

    def _push(self, tag: Tag) -> None:
        outer, style = self.stack[-1], tag.attributes.get("style", "")
        bold = (outer.bold or tag.name in _BOLD or bool(_HEAVY.search(style))) and not _LIGHT.search(style)
        keeps = outer.keeps or tag.name in {"pre", "listing"} or bool(_KEEPS.search(style))
        keeps = keeps or (self.keeps_all and tag.name in {"p", "li"})
        concealed = "hidden" in tag.attributes or bool(_HIDDEN.search(style))
        hidden = concealed or tag.name in _UNSEEN or (tag.name == "dialog" and "open" not in tag.attributes)
        self.unseen_places += concealed
        self.stack.append(_Open(tag, -1, bold, keeps, hidden, quiet=tag.name == "head"))
        self.counts[tag.name] += 1

    def _push_hidden(self, tag: Tag) -> None:
        if tag.name == "body" and self.stack[-1].tag.name == "head":
            self.close("head")
            self.open(tag)
        elif tag.name in _BLOCKS and self.stack[-1].tag.name == "head":
            self.close("head")  # a head that nobody closed ends where the page begins
            self.open(tag)
        elif tag.name not in _VOID:
            outer = self.stack[-1]
            self.stack.append(_Open(tag, -1, hidden=True, quiet=outer.quiet))
            self.counts[tag.name] += 1

    def _close_before(self, name: str) -> None:
        """Close what an opening tag closes without saying so: a paragraph, an item, a cell."""
        if name in _BLOCKS and self.stack[-1].tag.name == "p":
            self.close("p")
        ends, wall = _CLOSED_BY.get(name, (set(), set()))
        if not any(self.counts[each] for each in ends):
            return
        depth = len(self.stack) - 1
        lowest = None
        while depth > 0 and self.stack[depth].tag.name not in wall and depth > len(self.stack) - 200:
            if self.stack[depth].tag.name in ends:
                lowest = depth
            depth -= 1
        while lowest is not None and len(self.stack) > lowest:
            self._pop()

    def close(self, name: str) -> None:
        """A closing tag: the nearest open element of that name closes, with all inside it."""
        if name == "br":
            self._break()
        if name == "p" and not self.counts["p"] and not self.stack[-1].hidden:
            self._end_block()
        if not self.counts[name]:
            return
        while self.stack[-1].tag.name != name:
            self._pop()
        self._pop()

    def _pop(self) -> None:
        ended = self.stack.pop()
        name = ended.tag.name
        self.counts[name] -= 1
        if ended.hidden:
            return
        if name == "p" and not self.page.in_block:
            self._empty_paragraph()
        finish = getattr(self, f"_close_{name}", None) if name in _MEANT else None
        if finish is not None:
            finish(ended)
        if name in _BLOCKS:
            self._end_block()
        if name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.heading = None

    def _not_closed(self, tag: Tag) -> None:
        line = self.markup.count("\n", 0, tag.place) + 1
        what = "comment" if tag.name == "!--" else f"<{tag.name}>"
        self.draft.warn(
            "markup-not-closed", f"The {what} that opens in line {line} is never closed; what follows was read as text."
        )

    def _raw(self, tag: Tag) -> None:
        """Elements whose content is no markup: only a title and a filled-in field hold words."""
        from html import unescape

        raw = tag.raw or ""
        if tag.name == "title":
            self.draft.title = self.draft.title or " ".join(unescape(raw).split())
        elif tag.name == "style":
            self.keeps_all = self.keeps_all or bool(_KEEPS_ALL.search(raw))
        elif tag.name in {"textarea", "xmp"} and not self.stack[-1].hidden:
            if tag.name == "xmp":
                self._end_block()
            self.stack.append(_Open(Tag("textarea", False, tag.place), keeps=True))
            start = self.page.place
            self.words((unescape(raw) if tag.name == "textarea" else raw).removeprefix("\n"))
            self.stack.pop()
            if tag.name == "textarea" and self.page.place > start and self.page.in_block:
                self.draft.section(
                    SectionKind.FIELD, max(start, self.page.block_start), label=tag.attributes.get("name")
                )
        elif tag.name in {"noframes", "noembed", "iframe"} and raw.strip():
            self.unseen_words += len(raw.split())

    def _void(self, tag: Tag) -> None:
        name, said = tag.name, tag.attributes
        if name == "br":
            self._break()
        elif name == "img" and said.get("alt", "").strip():
            here = self.page.place
            self.draft.section(SectionKind.REMARK, here, here, label="picture", text=said["alt"])
        elif name == "input" and "hidden" not in said:
            self._input(said)

    def _input(self, said: dict[str, str]) -> None:
        kind = said.get("type", "text").lower()
        words = said.get("value", "") if kind in _FILLED else ""
        if kind in {"checkbox", "radio"}:
            words = "☒" if "checked" in said else "☐"
        if words:
            self._put(words)
            self.draft.section(SectionKind.FIELD, self.page.place - len(words), label=said.get("name") or None)

    def _break(self) -> None:
        if self.stack[-1].hidden:
            return
        self._begin_block()
        self.breaks += 1
        self.blank, self.line_start = False, True

    # ----------------------------------------------------------- elements with a meaning

    def _open_html(self, tag: Tag) -> None:
        self.draft.language = tag.attributes.get("lang") or tag.attributes.get("xml:lang") or self.draft.language

    _open_body = _open_html

    def _open_pre(self, _: Tag) -> None:
        self._begin_block()
        self.breaks = -1 if self.markup[self.markup.find(">", self.stack[-1].tag.place) + 1 :][:1] == "\n" else 0

    def _open_q(self, _: Tag) -> None:
        self._put("“")

    def _close_q(self, _: _Open) -> None:
        self._put("”")

    def _open_a(self, tag: Tag) -> None:
        if "href" in tag.attributes or _ANCHOR.fullmatch(tag.attributes.get("name", "")):
            self.waiting.append(self.stack[-1])

    def _close_a(self, ended: _Open) -> None:
        self.waiting = [each for each in self.waiting if each is not ended]
        if ended.place < 0:
            return
        said = ended.tag.attributes
        target = said.get("href", "").strip()
        if target:
            self.draft.section(SectionKind.HYPERLINK, ended.place, text=target)
        times = _ANCHOR.fullmatch(said.get("name", ""))
        if times:
            start_ms, end_ms = int(times.group(1)), int(times.group(2))
            self.anchors.append(
                Anchor(ended.place, self.page.place, start_ms, end_ms, times.group(3), self.page.block_start)
            )

    def _open_ins(self, tag: Tag) -> None:
        author = re.sub(r"^mailto:", "", tag.attributes.get("cite", "")).replace("%20", " ") or None
        if self.blank and self.page.in_block and not any(name == "del" for name, _ in self.changes):
            # The blank before a change is no part of it; another behind the change would stand beside it.
            self.page.write(" ")
            self.blank, self.line_start = False, True
        self.changes.append((tag.name, Change(author, tag.attributes.get("datetime") or None)))

    _open_del = _open_ins

    def _close_ins(self, _: _Open) -> None:
        self.changes.pop()

    _close_del = _close_ins

    def _open_s(self, _: Tag) -> None:
        self.waiting.append(self.stack[-1])

    _open_strike = _open_s

    def _close_s(self, ended: _Open) -> None:
        self.waiting = [each for each in self.waiting if each is not ended]
        if ended.place >= 0:
            self.draft.section(SectionKind.REMARK, ended.place, text="struck through")

    _close_strike = _close_s

    # -------------------------------------------------------------------- lists, tables

    def _open_ul(self, _: Tag) -> None:
        self.lists.append(_List(ordered=False))

    _open_menu = _open_dir = _open_ul

    def _open_ol(self, tag: Tag) -> None:
        start = _whole(tag.attributes.get("start"), 1)
        down = "reversed" in tag.attributes
        way = _WAYS.get(tag.attributes.get("type", "1").strip(), "1")
        self.lists.append(_List(True, start, -1 if down else 1, way))

    def _close_ol(self, _: _Open) -> None:
        self.lists.pop()

    _close_ul = _close_menu = _close_dir = _close_ol

    def _open_li(self, tag: Tag) -> None:
        label: str | None = "•"
        if self.lists and self.lists[-1].ordered:
            inner = self.lists[-1]
            number = _whole(tag.attributes.get("value"), inner.next)
            inner.next = number + inner.step
            label = f"{counted(number, inner.way)}."
        if re.search(r"list-style(?:-type)?\s*:\s*none", tag.attributes.get("style", "")):
            label = None
        self.items.append((label, max(1, len(self.lists)), True))

    def _close_li(self, _: _Open) -> None:
        if self.items[-1][2] and not self.page.in_block:
            self._begin_block()
        self.items.pop()

    def _open_table(self, _: Tag) -> None:
        self.items.append((None, 1, False))
        self.page.begin_table()
        self.tables.append(_Table())

    def _close_table(self, _: _Open) -> None:
        self._end_cell()
        self._end_block()
        self.items.pop()
        self.tables.pop()
        self.page.end_table()

    def _open_tr(self, _: Tag) -> None:
        if self.tables:
            table = self.tables[-1]
            self._end_cell()
            table.row += 1
            table.column = 0

    def _close_tr(self, _: _Open) -> None:
        if self.tables:
            self._end_cell()
            self.page.end_row()

    def _open_td(self, tag: Tag) -> None:
        if self.tables:
            self.tables[-1].row = max(self.tables[-1].row, 0)
            self._begin_cell(tag)

    _open_th = _open_td

    def _close_td(self, _: _Open) -> None:
        if self.tables:
            self._end_cell()

    _close_th = _close_td

    def _begin_cell(self, tag: Tag) -> None:
        self._end_cell()
        table = self.tables[-1]
        while table.taken.get(table.column, -1) >= table.row:
            table.column += 1
        columns = max(1, min(_whole(tag.attributes.get("colspan"), 1), _MOST_SPANNED))
        rows = max(1, min(_whole(tag.attributes.get("rowspan"), 1), 65_534))
        where = Cell(table.row, table.column, rows, columns)
        if rows > 1 and table.column < _MOST_SPANNED:
            table.taken.update((table.column + each, table.row + rows - 1) for each in range(columns))
        table.column += columns
        table.cell = (self.page.begin_cell(), where)
        self.line_start = True

    def _end_cell(self) -> None:
        table = self.tables[-1]
        if table.cell is not None:
            self._end_block()
            self.page.end_cell(*table.cell)
            table.cell = None

    # ------------------------------------------------------------------------ the end

    def finish(self) -> None:
        """Close what is open and say what was left out."""
        while len(self.stack) > 1:
            self._pop()
        self._end_block()
        self.page.finish()
        if self.unseen_words:
            self.draft.warn(
                "hidden-left-out",
                f"{self.unseen_words} words that a browser does not show were left out ({self.unseen_places} hidden places).",
            )


def _whole(value: str | None, otherwise: int) -> int:
    text = (value or "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,7}", text) else otherwise
