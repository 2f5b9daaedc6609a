"""A codebook as YAML: to be read, edited by hand and kept under version control.

Codes are nested under their first parent; ``also under`` names further ones by path or id. Every
word is taken as it is written: ``no``, ``1e3`` and ``2026-01-01`` are words. A code may be a name
and nothing else; one without an id gets one made from its place and name, the same each time. What
the format cannot carry is everything that is no code.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from ieworkbench.errors import FileDamaged
from ieworkbench.exchange.bundle import Bundle, Exchange, Report
from ieworkbench.exchange.code_drafts import CodeDraft, codes_of
from ieworkbench.exchange.code_names import references
from ieworkbench.exchange.files import load, new_file, text_in
from ieworkbench.exchange.losses import ONLY_CODES, left_out
from ieworkbench.exchange.table_files import writable
from ieworkbench.exchange.yaml_text import Entry, Item, key_and_words, parse_yaml
from ieworkbench.importers import naming
from ieworkbench.model import Code, Codebook

__all__ = ["FORMAT"]

_WORDS = ("definition", "include", "exclude", "example")
_SAME = {"color": "colour", "guid": "id", "description": "definition", "under": "also under", "parents": "also under"}
_KEYS = ("name", "id", *_WORDS, "colour", "codable", "also under", "children")
_TOP = ("title", "description", "codes", "order")
_NO = {"no", "false", "nei", "n", "off", "0"}
_YES = {"yes", "true", "ja", "y", "on", "1", ""}
_DEEPEST = 60
_MEND = "mend that line and read it again"


# ------------------------------------------------------------------------------------ read


def _read(path: str, codebook: Codebook, report: Report) -> Bundle:
    with naming(path):
        raw = load(path)
        top = parse_yaml(raw.name, text_in(raw, report))
        return Bundle(codebook=_Reading(raw.name, report).codebook(top, codebook))


class _Reading:
    """Makes drafts of what stands in one file; what cannot be meant is an error with its line."""

    def __init__(self, file: str, report: Report) -> None:
        self.file = file
        self.report = report
        self.drafts: list[CodeDraft] = []

    def codebook(self, top: Item, known: Codebook) -> Codebook:
        """The codebook: a list of codes, or a mapping that has one."""
        parts = {"codes": top} if top.items is not None else self._entries(top, _TOP, "a codebook")
        if "codes" not in parts:
            raise self._wrong(top, "it has no “codes:”", "write “codes:” and the list of codes under it")
        self._codes(parts["codes"])
        self._order(parts.get("order"))
        title, description = (self._words(parts.get(each)) for each in ("title", "description"))
        return Codebook(codes_of(self.drafts, self.report, known), title, description)

    def _codes(self, top: Item) -> None:
        ahead: list[tuple[Item, CodeDraft | None]] = [(each, None) for each in reversed(self._list(top, "codes"))]
        while ahead:
            item, inside = ahead.pop()
            draft, children = self._code(item, inside)
            self.drafts.append(draft)
            if children is not None:
                ahead += [(each, draft) for each in reversed(self._list(children, "children"))]

    def _code(self, item: Item, inside: CodeDraft | None) -> tuple[CodeDraft, Item | None]:
        place = f"line {item.line}"
        if item.words is not None:
            return CodeDraft(place, self._named(item, item.words), inside=inside), None
        if item.items is not None:
            raise self._wrong(item, "a list stands where a code should be", "write “- name: ...” for each code")
        only = item.entries[0] if item.entries and len(item.entries) == 1 else None
        if only is not None and only.key not in (*_KEYS, *_SAME) and only.value.items is not None:
            return CodeDraft(place, self._named(item, only.key), inside=inside), only.value
        parts = self._entries(item, _KEYS, "a code")
        draft = CodeDraft(
            place,
            self._named(item, self._words(parts.get("name"))),
            self._words(parts.get("id")),
            inside=inside,
            under=self._under(parts.get("also under")),
            colour=self._words(parts.get("colour")).strip(),
            codable=self._codable(parts.get("codable")),
        )
        words = (self._words(parts.get(each)) for each in _WORDS)
        draft.definition, draft.include, draft.exclude, draft.example = words
        return draft, parts.get("children")

    def _named(self, item: Item, name: str) -> str:
        if not name.strip():
            raise self._wrong(item, "this code has no name", "give it one: “name: ...”")
        return name

    def _entries(self, item: Item, known: Sequence[str], what: str) -> dict[str, Item]:
        """What a mapping holds under each known key; another key is an error that says which is near."""
        if item.entries is None:
            raise self._wrong(item, f"words stand where {what} should be", f"write {what} as “{known[0]}: ...”")
        found: dict[str, Item] = {}
        for entry in item.entries:
            key = self._key(entry, known, what)
            if key in found:
                raise self._wrong(entry, f"“{entry.key[:40]}” is said twice", "take one of them out")
            found[key] = entry.value
        return found

    def _key(self, entry: Entry, known: Sequence[str], what: str) -> str:
        key = entry.key.strip().casefold().replace("_", " ")
        key = key if key in known else _SAME.get(key, key)
        if key not in known:
            near = get_close_matches(key, known, n=1)
            advice = f"did you mean “{near[0]}”" if near else f"known are {', '.join(known)}"
            raise self._wrong(entry, f"{what} has nothing called “{entry.key[:40]}”", advice)
        return key

    def _list(self, item: Item, what: str) -> Sequence[Item]:
        if item.items is None and item.words is not None and not item.words.strip():
            return ()
        if item.items is None:
            raise self._wrong(
                item, f"“{what}:” is no list", "write each code on a line of its own that begins with “- ”"
            )
        return item.items

    def _words(self, item: Item | None) -> str:
        if item is None:
            return ""
        if item.words is None:
            raise self._wrong(
                item, "a list or mapping stands where words should be", "put the words between quotation marks"
            )
        return item.words

    def _under(self, item: Item | None) -> tuple[str, ...]:
        if item is None:
            return ()
        refs = [self._words(each) for each in item.items] if item.items is not None else [self._words(item)]
        return tuple(ref.strip() for ref in refs if ref.strip())

    def _codable(self, item: Item | None) -> bool:
        said = self._words(item).strip().casefold()
        if item is not None and said not in _NO | _YES:
            raise self._wrong(item, f"“{said[:40]}” is neither yes nor no", "write “codable: no”, or leave it out")
        return said not in _NO

    def _order(self, item: Item | None) -> None:
        """Give codes the ranks of the list of ids; an id that no code has is reported."""
        ranks: dict[str, int] = {}
        for each in self._list(item, "order") if item is not None else ():
            ranks.setdefault(self._words(each).strip(), len(ranks))
        for draft in self.drafts:
            draft.rank = ranks.pop(draft.id, None)
        for code_id in ranks:
            self.report.changed(
                "order", code_id[:60], "No code has this id any more; the order of the others was kept."
            )

    def _wrong(self, at: Item | Entry, what: str, advice: str = _MEND) -> FileDamaged:
        return FileDamaged(self.file, f"line {at.line}", what, advice)


# --------------------------------------------------------------------------------- written


def _write(bundle: Bundle, path: str, report: Report) -> None:
    lines = _lines(bundle.codebook, report)
    report.kept["codes"] += len(bundle.codebook)
    left_out(bundle, report)
    with new_file(path) as place:
        place.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))


def _lines(book: Codebook, report: Report) -> list[str]:
    lines: list[str] = []
    for name in ("title", "description"):
        if getattr(book, name):
            lines += key_and_words(name, writable(getattr(book, name), "codebook", report), 0)
    lines.append("codes:" if len(book) else "codes: []")
    called = references(book)
    walked, opened = [], 0
    deep: list[tuple[int, Code]] = []
    for depth, code in book.walk():
        if depth >= _DEEPEST:
            deep.append((depth, code))
            continue
        if depth > opened:
            lines.append("  " * (2 * depth) + "children:")
        opened = depth
        lines += _code_lines(code, called, 2 * depth + 1, report)
        walked.append(code.id)
    for _, code in deep:
        # Nested further down, other programs would not read it.
        lines += _code_lines(code, called, 1, report, nested=False)
        walked.append(code.id)
    if walked != [code.id for code in book]:
        lines.append("order:")
        for code in book:
            (words,) = key_and_words("-", code.id, 1)
            lines.append(f"{words}  # {_remark(code.name)}")
    return lines


def _remark(name: str) -> str:
    return "".join(each if each.isprintable() else " " for each in name)


def _code_lines(code: Code, called: dict[str, str], level: int, report: Report, *, nested: bool = True) -> list[str]:
    where = f"code “{code.name[:60]}”"
    pairs = [("name", code.name), ("id", code.id)]
    pairs += [(each, getattr(code, each)) for each in _WORDS]
    pairs += [("colour", code.colour)]
    lines = [
        line for key, words in pairs if words for line in key_and_words(key, writable(words, where, report), level + 1)
    ]
    if not code.codable:
        lines.append("  " * (level + 1) + "codable: no")
    further = code.parents[1:] if nested else code.parents
    if further:
        lines.append("  " * (level + 1) + "also under:")
        lines += [line for each in further for line in key_and_words("-", called[each], level + 2)]
    lines[0] = "  " * level + "- " + lines[0].lstrip(" ")
    return lines


FORMAT = Exchange(
    name="codebook-yaml",
    title="codebook in YAML",
    suffixes=(".yaml", ".yml"),
    read=_read,
    write=_write,
    carries=("codebook",),
    loses=ONLY_CODES,
)
