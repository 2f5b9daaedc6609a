"""Rich text from its tokens to a page: groups, letters, paragraphs, tables and what lies over them.

A group is a copy of the state around it; a footnote, comment, box or head of a page is written on
a page of its own and laid where it belongs when its group ends.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from ieworkbench.importers.format import Draft, RawFile
from ieworkbench.importers.pages import Change, Page
from ieworkbench.importers.rich_text_words import BY_CHARSET, LANGUAGES, LETTERS, PAGES_BY_NUMBER, SKIPPED, date_of
from ieworkbench.model.source import Cell, Section
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["write_rich_text"]

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,40})(-?\d{1,11})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\", re.DOTALL
)
_DEEPEST_PAGES = 8
_DEEPEST_TABLES = 50
_STARRED = frozenset(
    [
        "shpinst",
        "fldinst",
        "atnid",
        "atnauthor",
        "annotation",
        "revtbl",
        "ud",
        "atrfstart",
        "atrfend",
        "atnref",
        "atndate",
        "formfield",
        "ffl",
        "ffname",
        "nesttableprops",
        "footnote",
        "fldrslt",
        "pn",
        "pntext",
    ]
)
_CAUGHT = frozenset(
    [
        "fldinst",
        "atnid",
        "atnauthor",
        "atrfstart",
        "atrfend",
        "atnref",
        "atndate",
        "title",
        "ffl",
        "listtext",
        "pntext",
        "revauthor",
    ]
)
_ASIDE = {
    "footnote": SectionKind.FOOTNOTE,
    "annotation": SectionKind.COMMENT,
    "shptxt": SectionKind.TEXT_BOX,
    "dptxbxtext": SectionKind.TEXT_BOX,
    "header": SectionKind.HEADER,
    "headerl": SectionKind.HEADER,
    "headerr": SectionKind.HEADER,
    "headerf": SectionKind.HEADER,
    "footer": SectionKind.FOOTER,
    "footerl": SectionKind.FOOTER,
    "footerr": SectionKind.FOOTER,
    "footerf": SectionKind.FOOTER,
}
_NUMBERS = {"ftnnar": "1", "ftnnalc": "a", "ftnnauc": "A", "ftnnrlc": "i", "ftnnruc": "I"}
_HEADING = re.compile(r"(?:heading|overskrift|rubrik|überschrift|titre|otsikko) (\d)\b", re.IGNORECASE)
_LINK = re.compile(r'HYPERLINK\s+(?:\\l\s+)?(?:"([^"]*)"|(\S+))(?:\s+\\l\s+"([^"]*)")?', re.IGNORECASE)


@dataclass(slots=True)
class _State:
    """What holds inside a group."""

    place: str = "text"
    font: int | None = None
    skips: int = 1
    bold: bool = False
    hidden: bool = False
    put_in: bool = False
    taken_out: bool = False
    author_in: int = 0
    author_out: int = 0
    date_in: int | None = None
    date_out: int | None = None
    language: int = 0
    starred: bool = False
    opens_flow: bool = False
    opens_field: bool = False

    def inside(self) -> _State:
        """The state at the start of a group in this one; spelled out, since a file has millions of groups."""
        return _State(
            self.place,
            self.font,
            self.skips,
            self.bold,
            self.hidden,
            self.put_in,
            self.taken_out,
            self.author_in,
            self.author_out,
            self.date_in,
            self.date_out,
            self.language,
        )

    def plain(self) -> None:
        """Formatting back to what a style says of nothing."""
        self.bold = self.hidden = self.put_in = self.taken_out = False
        self.font = None


@dataclass(slots=True)
class _Table:
    row: int = 0
    cell: int | None = None
    handles: list[int] = field(default_factory=list)
    above: dict[int, tuple[int, Cell]] = field(default_factory=dict)


@dataclass(slots=True)
class _Flow:
    """A page with its own paragraphs and tables: the text, or something beside it."""

    kind: SectionKind | None = None
    page: Page = field(default_factory=Page)
    depth: int = 0
    level: int | None = None
    list_level: int = 1
    label: str | None = None
    table_depth: int = 0
    tables: list[_Table] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    merge: str = ""
    boxes: list[Page] = field(default_factory=list)
    comment_starts: dict[str, int] = field(default_factory=dict)
    comment_ends: dict[str, int] = field(default_factory=dict)
    comments_to_start: list[str] = field(default_factory=list)
    endnote: bool = False
    reference: str = ""
    date: str = ""


@dataclass(slots=True)
class _Field:
    flow: _Flow
    instruction: str = ""
    start: int | None = None
    form: dict[str, int] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)


def write_rich_text(raw: RawFile, encoding: str | None) -> Draft:
    """The whole of a rich text file as a draft."""
    walk = _Walk(encoding)
    walk.run(raw.data.decode("latin-1"))
    return walk.finish()


class _Walk:
    """Goes through the tokens once, from left to right."""

    def __init__(self, encoding: str | None) -> None:
        self.asked = encoding
        self.ansi = encoding or "cp1252"
        self.fonts: dict[int, str] = {}
        self.default_font: int | None = None
        self.styles: dict[int, int] = {}
        self.style: int | None = None
        self.authors: list[str] = []
        self.state = _State()
        self.groups: list[_State] = []
        self.flow = _Flow()
        self.flows: list[_Flow] = []
        self.fields: list[_Field] = []
        self.waiting: list[_Field] = []
        self.notes: list[tuple[SectionKind, str, Page]] = []
        self.heads: dict[tuple[SectionKind, str], Page] = {}
        self.counts: Counter[SectionKind] = Counter()
        self.initials = self.author = self.title = ""
        self.caught: list[str] = []
        self.bytes = bytearray()
        self.letters: list[str] = []
        self.to_skip = 0
        self.unreadable = 0
        self.pictures = 0
        self.languages: Counter[int] = Counter()
        self.declared_language = 0
        self.closed = False
        self.rest = ""

    # ------------------------------------------------------------------------ tokens

    def run(self, source: str) -> None:  # noqa: C901 - one flat choice
        """Read every token."""
        position, match_at = 0, _TOKEN.match
        while position < len(source):
            match = match_at(source, position)
            if match is None:  # pragma: no cover - every letter begins a token
                break
            position = match.end()
            word, number, code, symbol, brace, words = match.groups()
            if words is not None:
                self._words(words)
            elif word is not None:
                if word == "bin":
                    position += max(int(number or 0), 0)
                elif self.to_skip:
                    self.to_skip -= 1
                else:
                    self._word(word, None if number is None else int(number))
            elif code is not None:
                self._byte(int(code, 16))
            elif brace == "{":
                self._open()
            elif brace == "}":
                self._close()
                if self.closed:
                    self.rest = source[position : position + 1000].strip("\x00 \r\n\t\x1a")
                    return
            elif symbol is not None:
                self._symbol(symbol)

    def _words(self, words: str) -> None:
        if self.to_skip:
            cut = min(self.to_skip, len(words))
            self.to_skip -= cut
            words = words[cut:]
        if words and self.state.place != "skip":
            self.bytes += words.encode("latin-1")

    def _byte(self, byte: int) -> None:
        if self.to_skip:
            self.to_skip -= 1
        elif self.state.place != "skip":
            self.bytes.append(byte)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.state.starred = True
        elif self.to_skip:
            self.to_skip -= 1
        elif symbol in "\r\n":
            self._word("par", None)
        elif symbol in LETTERS:
            self._letter(LETTERS[symbol])

    def _letter(self, letter: str) -> None:
        if self.state.place != "skip":
            self._decode()
            self.letters.append(letter)

    def _open(self) -> None:
        self._flush()
        self.to_skip = 0
        self.groups.append(self.state)
        self.state = self.state.inside()
        if self.state.place == "upr":
            self.state.place = "skip"

    def _close(self) -> None:
        self._flush()
        self.to_skip = 0
        if not self.groups:
            self.closed = True
            return
        ended, self.state = self.state, self.groups.pop()
        self._catch(ended, self.state)
        if ended.opens_flow:
            self._end_flow()
        if ended.opens_field:
            self._end_field()
        self.closed = not self.groups

    # ----------------------------------------------------------------------- letters

    def _page_of_font(self) -> str:
        font = self.state.font if self.state.font is not None else self.default_font
        return self.fonts.get(font, self.ansi) if font is not None else self.ansi

    def _decode(self) -> None:
        """Turn the waiting bytes into letters of the font's code page."""
        if not self.bytes:
            return
        data, self.bytes = bytes(self.bytes), bytearray()
        page = self._page_of_font()
        if page == "symbol":
            self.letters.append("".join("•" if byte == 0xB7 else chr(byte + 0xF000 * (byte > 127)) for byte in data))
            return
        try:
            words = data.decode(page)
        except UnicodeDecodeError:
            words = data.decode(page, "replace")
            self.unreadable += words.count("\ufffd")
        self.letters.append(words)

    def _flush(self) -> None:
        """Hand the waiting letters to whatever the group is."""
        self._decode()
        if not self.letters:
            return
        words, self.letters = "".join(self.letters), []
        if any("\ud800" <= letter <= "\udfff" for letter in words):
            words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        place = self.state.place
        if place == "text":
            self._write(words)
        elif place in _CAUGHT or place in {"style", "revtbl"}:
            self.caught.append(words)

    def _write(self, words: str) -> None:
        self._ready(self.flow.table_depth)
        state, page = self.state, self.flow.page
        if state.language:
            self.languages[state.language] += len(words)
        if state.taken_out:
            page.deleted(words, self._by(state.author_out, state.date_out))
            return
        start = page.write(words, bold=state.bold, hidden=state.hidden)
        for each in self.waiting:
            each.start = start
        self.waiting = []
        for name in self.flow.comments_to_start:
            self.flow.comment_starts[name] = start
        self.flow.comments_to_start = []
        if state.put_in:
            page.inserted(start, self._by(state.author_in, state.date_in))

    def _by(self, author: int, date: int | None) -> Change:
        name = self.authors[author] if 0 <= author < len(self.authors) else None
        return Change(name, None if date is None else date_of(date & 0xFFFFFFFF))

    # ----------------------------------------------------------- paragraphs and tables

    def _ready(self, depth: int) -> None:
        """Open the tables, the cell and the block that the next words belong to."""
        self._table_to(depth)
        flow = self.flow
        if flow.page.in_block:
            return
        label, flow.label = flow.label, None
        counts = label is not None and any(letter.isalnum() for letter in label)
        if flow.level is not None:
            flow.page.begin(SectionKind.HEADING, level=flow.level, label=label)
        elif label is not None:
            flow.page.begin(SectionKind.LIST_ITEM, level=flow.list_level, label=label)
        else:
            flow.page.begin()
        if counts:
            flow.page.write(f"{label}\t")

    def _table_to(self, depth: int) -> None:
        flow = self.flow
        depth = min(depth, _DEEPEST_TABLES)
        while len(flow.tables) > depth:
            self._end_cell()
            flow.tables.pop()
            flow.page.end_table()
        while len(flow.tables) < depth:
            self._begin_cell()
            flow.page.begin_table()
            flow.tables.append(_Table())
        self._begin_cell()

    def _begin_cell(self) -> None:
        if self.flow.tables and self.flow.tables[-1].cell is None:
            self.flow.tables[-1].cell = self.flow.page.begin_cell()

    def _end_cell(self) -> None:
        table = self.flow.tables[-1]
        if table.cell is not None:
            self.flow.page.end_cell(table.cell, Cell(table.row, len(table.handles)))
            table.handles.append(table.cell)
            table.cell = None

    def _end_paragraph(self) -> None:
        if self.state.taken_out and self.flow.page.in_block:
            self.flow.page.deleted("\n", self._by(self.state.author_out, self.state.date_out))
            return
        self._ready(self.flow.table_depth)
        self.flow.page.end()
        self._boxes_below()

    def _boxes_below(self) -> None:
        boxes, self.flow.boxes = self.flow.boxes, []
        for box in boxes:
            self.flow.page.append(box, SectionKind.TEXT_BOX)

    def _finish_cell(self, depth: int) -> None:
        self._ready(depth)
        self.flow.page.end()
        self._boxes_below()
        self._end_cell()

    def _finish_row(self, depth: int) -> None:
        flow = self.flow
        if len(flow.tables) < depth:
            return
        while len(flow.tables) > depth:
            self._table_to(len(flow.tables) - 1)
        if flow.page.in_block or flow.boxes:
            self._finish_cell(depth)
        table = flow.tables[-1]
        flow.page.end_row()
        self._spans(table)
        table.row += 1
        table.handles = []

    def _spans(self, table: _Table) -> None:
        """Work out which cells of the row that ended belong together."""
        sections = self.flow.page.draft.sections
        for column, handle in enumerate(table.handles):
            how = self.flow.merges[column] if column < len(self.flow.merges) else ""
            cell = Cell(table.row, column)
            if "across" in how:
                cell = Cell(table.row, column, 1, self._width(column))
            if "below" in how and column in table.above:
                first, above = table.above[column]
                grown = Cell(above.row, above.column, table.row - above.row + 1, above.column_span)
                _place_cell(sections, first, grown)
            elif "down" in how:
                table.above[column] = (handle, cell)
            _place_cell(sections, handle, cell)

    def _width(self, column: int) -> int:
        width = 1
        while column + width < len(self.flow.merges) and "beside" in self.flow.merges[column + width]:
            width += 1
        return width

    # --------------------------------------------------------------------- control words

    def _word(self, word: str, number: int | None) -> None:
        if word == "u":
            self._unicode(number or 0)
            return
        if word in LETTERS:
            self._letter(LETTERS[word])
            return
        self._flush()
        state = self.state
        starred, state.starred = state.starred, False
        if starred and word not in _STARRED:
            state.place = "skip"
            return
        if word == "ud" and state.place == "skip":
            state.place = self.groups[-2].place if len(self.groups) > 1 else "text"
            state.place = "text" if state.place == "upr" else state.place
            return
        if state.place == "skip" and word not in {"title"}:
            return
        self._act(word, number)

    def _unicode(self, number: int) -> None:
        code = number & 0xFFFF if number < 0 else number
        if self.state.place != "skip" and code <= 0x10FFFF:
            self._decode()
            self.letters.append(chr(code))
        self.to_skip = self.state.skips

    def _act(self, word: str, number: int | None) -> None:
        for group in (self._format, self._block, self._destination, self._table_word, self._head):
            if group(word, number):
                return

    def _format(self, word: str, number: int | None) -> bool:  # noqa: C901 - one flat choice
        state, on = self.state, number != 0
        match word:
            case "b":
                state.bold = on
            case "v":
                state.hidden = on
            case "plain":
                state.plain()
            case "f":
                state.font = number
            case "uc":
                state.skips = max(0, min(number if number is not None else 1, 100))
            case "deleted" | "mvf":
                state.taken_out = on
            case "revised" | "mvt":
                state.put_in = on
            case "revauth":
                state.author_in = number or 0
            case "revauthdel":
                state.author_out = number or 0
            case "mvauth":
                state.author_in = state.author_out = number or 0
            case "revdttm":
                state.date_in = number
            case "revdttmdel":
                state.date_out = number
            case "mvdate":
                state.date_in = state.date_out = number
            case "lang":
                state.language = number or 0
            case _:
                return False
        return True

    def _block(self, word: str, number: int | None) -> bool:
        flow, text = self.flow, self.state.place == "text"
        match word:
            case "par" | "sect":
                if text and (word == "par" or flow.page.in_block):
                    self._end_paragraph()
            case "pard":
                flow.level, flow.list_level = None, 1
                flow.table_depth = 0
            case "s" if text:
                flow.level = self.styles.get(number or 0, flow.level)
            case "outlinelevel" if text:
                flow.level = number + 1 if number is not None and 0 <= number < 9 else None
            case "ilvl" if text:
                flow.list_level = min((number or 0) + 1, 9)
            case "intbl" if text:
                flow.table_depth = max(flow.table_depth, 1)
            case "itap" if text:
                flow.table_depth = max(0, min(number or 0, _DEEPEST_TABLES))
            case _:
                return False
        return True

    def _table_word(self, word: str, _: int | None) -> bool:
        flow = self.flow
        if self.state.place != "text":
            return False
        match word:
            case "cell":
                self._finish_cell(1)
            case "nestcell":
                self._finish_cell(max(2, flow.table_depth))
            case "row":
                self._finish_row(1)
            case "nestrow":
                self._finish_row(max(2, len(flow.tables)))
            case "trowd":
                flow.merges, flow.merge = [], ""
            case "cellx":
                if len(flow.merges) < 1000:
                    flow.merges.append(flow.merge)
                flow.merge = ""
            case "clmgf" | "clmrg" | "clvmgf" | "clvmrg":
                flow.merge += {"clmgf": "across ", "clmrg": "beside ", "clvmgf": "down ", "clvmrg": "below "}[word]
            case _:
                return False
        return True

    def _destination(self, word: str, number: int | None) -> bool:  # noqa: C901 - one flat choice
        state = self.state
        if word in _ASIDE:
            self._begin_flow(word)
        elif word == "field":
            state.opens_field = True
            self.fields.append(_Field(self.flow))
        elif word == "fldrslt":
            if self.fields:
                self.waiting.append(self.fields[-1])
        elif word == "formfield":
            state.place = "form"
        elif word in {"ffl", "revtbl", "stylesheet", "fonttbl", "upr"} or word in _CAUGHT:
            if word == "title" and not any(group.place == "skip" for group in self.groups[-1:]):
                return True
            state.place = {"stylesheet": "style", "fonttbl": "font"}.get(word, word)
            self.caught = []
        elif word in {"fftype", "ffres", "ffdefres"} and self.fields:
            self.fields[-1].form[word] = number or 0
        elif word == "info" or word in SKIPPED:
            self.pictures += word == "pict" and state.place == "text"
            state.place = "skip"
        elif word == "ftnalt":
            self.flow.endnote = True
        elif word == "chftn":
            pass
        else:
            return False
        return True

    def _head(self, word: str, number: int | None) -> bool:
        place, value = self.state.place, number or 0
        if place == "font" and self.state.font is not None and word in {"fcharset", "cpg"}:
            charset = {2: "symbol", 1: self.ansi, 0: self.asked or "cp1252"}
            known = charset.get(value) or BY_CHARSET.get(value, self.ansi)
            self.fonts[self.state.font] = known if word == "fcharset" else _code_page(value, self.ansi)
        elif place == "style" and word in {"s", "cs", "ds", "ts"}:
            self.style = value if word == "s" else None
        elif place == "style" and word == "outlinelevel" and self.style is not None and 0 <= value < 9:
            self.styles[self.style] = value + 1
        elif word == "deff":
            self.default_font = value
        elif word in {"ansicpg", "mac", "pc", "pca"} and self.asked is None:
            named = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
            self.ansi = named.get(word) or _code_page(value, self.ansi)
        elif word == "deflang":
            self.declared_language = value
        else:
            return False
        return True

    # ----------------------------------------------- what stands beside the running text

    def _catch(self, ended: _State, outer: _State) -> None:  # noqa: C901 - one flat choice
        """Use what a group of facts has gathered, once that group ends."""
        place = ended.place
        if place in {"style", "revtbl"} and outer.place == place:
            name = "".join(self.caught).strip().rstrip(";")
            self.caught = []
            if place == "revtbl":
                self.authors.append(name)
            elif self.style is not None and (match := _HEADING.match(name)):
                self.styles.setdefault(self.style, int(match.group(1)))
        if place not in _CAUGHT or (outer.place == place and place != "fldinst"):
            return
        words, self.caught = "".join(self.caught), []
        match place:
            case "title":
                self.title = words
            case "fldinst" if self.fields:
                self.fields[-1].instruction += words
            case "ffl" if self.fields:
                self.fields[-1].entries.append(words)
            case "listtext" | "pntext":
                self.flow.label = words.strip().translate({0xF0B7: "•", 0xF0A7: "▪"}) or None
            case "atnid":
                self.initials = words.strip()
            case "atnauthor":
                self.author = words.strip()
            case "atrfstart":
                self.flow.comments_to_start.append(words.strip())
            case "atrfend":
                self.flow.comment_ends[words.strip()] = self.flow.page.place
            case "atnref":
                self.flow.reference = words.strip()
            case "atndate":
                self.flow.date = words.strip()

    def _begin_flow(self, word: str) -> None:
        state = self.state
        if state.opens_flow or len(self.flows) >= _DEEPEST_PAGES:
            return
        if word == "footnote":
            self._ready(self.flow.table_depth)
        state.opens_flow = True
        state.place = "text"
        state.plain()
        self.flows.append(self.flow)
        self.flow = _Flow(_ASIDE[word])

    def _end_flow(self) -> None:
        ended, self.flow = self.flow, self.flows.pop()
        outer = self.flow.page
        for box in ended.boxes:
            ended.page.append(box, SectionKind.TEXT_BOX)
        kind = ended.kind
        if kind is SectionKind.FOOTNOTE:
            kind = SectionKind.ENDNOTE if ended.endnote else kind
            self.counts[kind] += 1
            label = str(self.counts[kind])
            outer.draft.section(SectionKind.NOTE_REFERENCE, outer.place, outer.place, label=label)
            self.notes.append((kind, label, ended.page))
        elif kind is SectionKind.COMMENT:
            self._end_comment(ended)
        elif kind is SectionKind.TEXT_BOX:
            self.flow.boxes.append(ended.page)
        elif kind is not None:
            ended.page.finish()
            if ended.page.draft.content.strip():
                self.heads.setdefault((kind, ended.page.draft.content), ended.page)

    def _end_comment(self, ended: _Flow) -> None:
        ended.page.finish()
        flow = self.flow
        here = flow.page.place
        end = flow.comment_ends.get(ended.reference, here)
        packed = re.fullmatch(r"-?\d{1,11}", ended.date)
        flow.page.draft.section(
            SectionKind.COMMENT,
            min(flow.comment_starts.get(ended.reference, here), end),
            end,
            text=ended.page.draft.content.strip("\n"),
            author=self.author or self.initials or None,
            date=date_of(int(ended.date) & 0xFFFFFFFF) if packed else None,
        )

    def _end_field(self) -> None:
        done = self.fields.pop()
        self.waiting = [each for each in self.waiting if each is not done]
        if done.flow is not self.flow:
            return
        self._form(done)
        page = self.flow.page
        if done.start is None or page.place <= done.start:
            return
        link = _LINK.search(done.instruction)
        if link:
            target = link.group(1) or link.group(2) or ""
            anchor = f"#{link.group(3)}" if link.group(3) else ""
            page.draft.section(SectionKind.HYPERLINK, done.start, text=target + anchor)
        else:
            name = done.instruction.split(None, 1)
            page.draft.section(SectionKind.FIELD, done.start, label=name[0] if name else None)

    def _form(self, done: _Field) -> None:
        """Write what a box to tick or a list to choose from shows."""
        kind = done.form.get("fftype")
        chosen = done.form.get("ffres", 25)
        chosen = done.form.get("ffdefres", 0) if chosen == 25 else chosen
        words = ""
        if kind == 1:
            words = "☒" if chosen == 1 else "☐"
        elif kind == 2 and 0 <= chosen < len(done.entries):
            words = done.entries[chosen]
        if words and done.start is None and self.state.place == "text":
            self.waiting.append(done)
            self._write(words)

    # --------------------------------------------------------------------------- the end

    def finish(self) -> Draft:
        """Lay notes, heads and feet below the text and say what is doubtful."""
        self._flush()
        cut_off = bool(self.groups)
        while self.flows:
            self._end_flow()
        flow = self.flow
        flow.page.end()
        self._boxes_below()
        self._table_to(0)
        page = flow.page
        for kind, label, note in sorted(self.notes, key=lambda each: each[0] is SectionKind.ENDNOTE):
            page.append(note, kind, label=label)
        for (kind, _), head in sorted(self.heads.items(), key=lambda each: each[0][0], reverse=True):
            page.append(head, kind)
        page.finish()
        draft = page.draft
        draft.title = self.title
        usual = [number for number, _ in self.languages.most_common() if number in LANGUAGES]
        draft.language = LANGUAGES.get(usual[0] if usual else self.declared_language)
        self._warn(draft, cut_off)
        return draft

    def _warn(self, draft: Draft, cut_off: bool) -> None:
        if cut_off:
            draft.warn("file-cut-off", "The file breaks off before its end; its last words may be missing.")
        if self.rest:
            draft.warn("after-the-end", "There is something behind the end of the rich text; it was left out.")
        if self.unreadable:
            draft.warn(
                "letters-unreadable",
                f"{self.unreadable} letters do not exist in the code page that the file names; they were read as �.",
            )
        if self.pictures:
            draft.warn("left-out", f"This was left out of the text: a picture ({self.pictures} in all).")


def _place_cell(sections: list[Section], handle: int, cell: Cell) -> None:
    sections[handle] = replace(sections[handle], cell=cell)


def _code_page(number: int, otherwise: str) -> str:
    """Python's name of a code page."""
    import codecs

    name = PAGES_BY_NUMBER.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return otherwise
    return name
