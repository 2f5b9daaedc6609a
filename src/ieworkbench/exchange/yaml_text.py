"""YAML as people write it by hand: lists, names with values, and words, each with its line.

Nothing is guessed from how a word looks, so that ``no`` is a word and not a truth value. Aliases,
tags and repeated names are refused; so the size of what is read grows with the file and no faster.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field

from ieworkbench.errors import FileDamaged

__all__ = ["Entry", "Item", "key_and_words", "parse_yaml"]


@dataclass(slots=True)
class Item:
    """Words, a list, or names with values; exactly one of the three is not ``None``. Lines count from 1."""

    line: int
    words: str | None = None
    items: list[Item] | None = None
    entries: list[Entry] | None = None


@dataclass(slots=True)
class Entry:
    """A name and its value."""

    key: str
    line: int
    value: Item


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    item: Item
    key: Item | None = None
    keys: set[str] = field(default_factory=set)


def parse_yaml(file: str, text: str) -> Item:
    """What a YAML text holds.

    Raises
    ------
    FileDamaged
        If it is no YAML, or uses what is not read here, with the line.
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    reading = _Events(file)
    try:
        for event in yaml.parse(text, Loader=loader):
            reading.take(event)
    except yaml.YAMLError as error:
        raise _damaged(file, text, error) from error
    if reading.top is None:
        raise FileDamaged(file, "", "there is nothing in it", "write “codes:” and the list of codes under it")
    return reading.top


def _damaged(file: str, text: str, error: Exception) -> FileDamaged:
    """The library's problem as a sentence; tabs and forgotten quotation marks are told from the line."""
    lines = text.rstrip("\n").split("\n")
    marks = (getattr(error, each, None) for each in ("problem_mark", "context_mark"))
    numbers = [mark.line + 1 for mark in marks if mark is not None]
    position = getattr(error, "position", None)
    if position is not None:
        numbers.append(text.count("\n", 0, position) + 1)
    # Where something is never closed, the place where it is opened helps more than the end of the file.
    number = next((each for each in numbers if each <= len(lines)), len(lines)) if numbers else None
    line = lines[number - 1] if number is not None else ""
    place = f"line {number}" if number is not None else ""
    if re.match(r" *\t", line):
        return FileDamaged(file, place, "it is indented with a tab", "use blanks instead")
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it is no YAML")
    advice = "look at its indentation, and put words that hold “: ” or begin with a sign between quotation marks"
    return FileDamaged(file, place, f"this is no YAML ({' '.join(said.split())[:100]})", advice)


def _line(event: object) -> int:
    mark = getattr(event, "start_mark", None)
    return mark.line + 1 if mark is not None else 1


class _Events:
    """Builds items out of the parser's events, without going deeper than the file does."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.top: Item | None = None
        self.open: list[_Open] = []

    def take(self, event: object) -> None:
        """Take the next event."""
        import yaml

        if isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent):
            line = _line(event)
            if event.tag is not None and event.tag != "!":
                raise self._wrong(line, f"a tag ({event.tag[:40]}) is not read", "take it out")
            if isinstance(event, yaml.ScalarEvent):
                self._add(Item(line, words=event.value))
                return
            is_list = isinstance(event, yaml.SequenceStartEvent)
            item = Item(line, items=[]) if is_list else Item(line, entries=[])
            self._add(item)
            self.open.append(_Open(item))
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.AliasEvent):
            line = _line(event)
            raise self._wrong(
                line, f"“*{(event.anchor or '')[:40]}” repeats another place", "write out what it stands for"
            )

    def _add(self, item: Item) -> None:
        if not self.open:
            if self.top is not None:
                raise self._wrong(item.line, "a second document begins", "put it into a file of its own")
            self.top = item
            return
        holder = self.open[-1]
        if holder.item.items is not None:
            holder.item.items.append(item)
        elif holder.key is None:
            self._key(holder, item)
        else:
            assert holder.item.entries is not None, "it is a list or a mapping"  # noqa: S101
            holder.item.entries.append(Entry(holder.key.words or "", holder.key.line, item))
            holder.key = None

    def _key(self, holder: _Open, item: Item) -> None:
        if item.words is None:
            raise self._wrong(
                item.line, "a list or mapping stands where a name should be", "put the name between quotation marks"
            )
        if item.words in holder.keys:
            raise self._wrong(item.line, f"“{item.words[:40]}” is said twice", "take one of them out")
        holder.keys.add(item.words)
        holder.key = item

    def _wrong(self, line: int, what: str, advice: str) -> FileDamaged:
        return FileDamaged(self.file, f"line {line}", what, advice)


# --------------------------------------------------------------------------------- written

_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.()/&+–’-]*[\w)])?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OTHER_THAN_WORDS = {"y", "n", "yes", "no", "true", "false", "on", "off", "null", "none", "inf", "nan"}
_BLOCK = re.compile(r"[^\s](?:[^\S\r\n]|\S)*(?:\n(?:[^\S\r\n]*\S[^\n]*)?)*")
_FLOWING = re.compile(r"[^\s]+(?: [^\s]+)+")
_UNSAFE = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_QUOTED = re.compile('["\\\\\n]|' + _UNSAFE.pattern)
_WIDTH = 100


def key_and_words(key: str, words: str, level: int) -> list[str]:
    """The lines of a name and its words, or of an entry of a list where the name is ``-``.

    Words stand as they are wherever every YAML reader would take them for words; several lines as a
    block, one long line as a flowing block; anything else between quotation marks.
    """
    indent = "  " * level
    start = f"{indent}{key}" if key == "-" else f"{indent}{key}:"
    if _PLAIN.fullmatch(words) and len(words) <= _WIDTH and words.casefold() not in _OTHER_THAN_WORDS:
        return [f"{start} {words}"]
    if key != "-" and not _UNSAFE.search(words):
        if "\n" in words and _BLOCK.fullmatch(words):
            return _block(start, words, indent + "  ")
        if len(words) > _WIDTH and _FLOWING.fullmatch(words):
            wrapped = textwrap.wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False)
            return [f"{start} >-", *(f"{indent}  {line}" for line in wrapped)]
    return [f'{start} "{_QUOTED.sub(_escaped, words)}"']


def _block(start: str, words: str, indent: str) -> list[str]:
    """Lines as they are; the sign behind the bar says how many line ends stand at the end."""
    body = words.rstrip("\n")
    after = len(words) - len(body)
    sign = "-" if after == 0 else "" if after == 1 else "+"
    return [f"{start} |{sign}", *(indent + line if line else "" for line in body.split("\n")), *[""] * (after - 1)]


def _escaped(match: re.Match[str]) -> str:
    letter = match.group()
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
