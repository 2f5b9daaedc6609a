"""Web markup cut into tags and words, in time that grows with its length whatever it looks like.

Cutting is all that is done here: no tree is built, so that neither depth nor badly closed tags
can fill the memory.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Tag", "pieces"]

_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*+)")
_TAG_END = re.compile(r"""(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+)*+>""")
_PLAIN_END = re.compile(r"[^>]*+>")
_ATTRIBUTE = re.compile(r"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]*+))?+""")
_RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
_PATIENCE = 50


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name in small letters, whether it closes, its attributes, and its place in the markup.

    `raw` is what stands inside an element whose content is no markup, such as a style sheet.
    """

    name: str
    closes: bool
    place: int
    attributes: dict[str, str] = field(default_factory=dict)
    raw: str | None = None
    closed: bool = True


def pieces(markup: str) -> Iterator[Tag | str]:  # noqa: C901 - one pass over the markup
    """The tags and words of a web page in order; entities in words are letters already."""
    place, written, failures = 0, 0, 0
    last_end = markup.rfind(">")
    unclosed: set[str] = set()
    last_comment = markup.rfind("-->")
    while (place := markup.find("<", place)) >= 0 and place < last_end:
        stop = _declaration_end(markup, place, last_comment)
        name = _NAME.match(markup, place)
        if stop is None and name is None:
            place += 1
            continue
        if written < place:
            yield html.unescape(markup[written:place])
        if stop is None and name is not None:
            end = _TAG_END.match(markup, name.end()) if failures < _PATIENCE else None
            if end is None:
                failures += 1
                end = _PLAIN_END.match(markup, name.end())
            stop = end.end() if end else len(markup)
            tag = _tag(markup, place, name, stop)
            if tag.name in _RAW and not tag.closes and tag.name not in unclosed:
                raw_end, stop_after = _raw_end(markup, stop, tag.name)
                if raw_end is None:
                    unclosed.add(tag.name)
                    tag = Tag(tag.name, False, place, tag.attributes, "", closed=False)
                else:
                    tag = Tag(tag.name, False, place, tag.attributes, markup[stop:raw_end])
                    stop = stop_after
            yield tag
        elif stop == -1:
            if "!--" not in unclosed:
                yield Tag("!--", False, place, closed=False)
            unclosed.add("!--")
            stop = place + 4
        place = written = stop or place + 1
    if written < len(markup):
        yield html.unescape(markup[written:])


def _declaration_end(markup: str, place: int, last_comment: int) -> int | None:
    """Where a comment or declaration that begins here ends; -1 if nowhere, ``None`` if there is none."""
    if markup.startswith("<!--", place):
        if markup.startswith(("<!-->", "<!--->"), place):
            return markup.index(">", place) + 1
        return markup.index("-->", place + 4) + 3 if last_comment >= place + 4 else -1
    if markup.startswith(("<!", "<?"), place):
        return markup.index(">", place) + 1
    return None


def _raw_end(markup: str, start: int, name: str) -> tuple[int | None, int]:
    end = re.compile(rf"</{name}\s*+/?>", re.IGNORECASE).search(markup, start)
    return (end.start(), end.end()) if end else (None, start)


def _tag(markup: str, place: int, name: re.Match[str], stop: int) -> Tag:
    closes = markup[place + 1] == "/"
    attributes: dict[str, str] = {}
    if not closes:
        for match in _ATTRIBUTE.finditer(markup, name.end(), stop - 1):
            key, value = match.group(1).lower(), match.group(2) or ""
            if value[:1] in {'"', "'"} and value[-1:] == value[:1] and len(value) > 1:
                value = value[1:-1]
            attributes.setdefault(key, html.unescape(value))
    return Tag(name.group(1).lower(), closes, place, attributes)
