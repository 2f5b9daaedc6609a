"""oTranscribe: a JSON file that holds what its editor showed, as HTML.

The text is one paragraph for each paragraph or line break of the editor; its time marks stand in
the words as they were shown and are marked with their exact times. Who speaks is written in the
words, so turns are found as in any other running text. The recording itself is not in the file.
"""

from __future__ import annotations

import json
import re

from ieworkbench.errors import FileDamaged, FileWithoutText
from ieworkbench.importers.captions import unescape
from ieworkbench.importers.encodings import decode, unify_line_ends
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["FORMAT", "read"]

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,15})(?P<more>(?:[\s/][^<>]*)?)>", re.DOTALL)
_SECONDS = re.compile(r"""\bdata-timestamp\s*=\s*["']?(\d{1,7}(?:\.\d{1,30})?)""")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLOCKS = frozenset("p div li ul ol h1 h2 h3 h4 h5 h6 blockquote".split())  # noqa: SIM905 - a list of words reads best as words
_BOLD = frozenset({"b", "strong"})


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The text of an oTranscribe file, paragraph by paragraph, with its time marks.

    Raises
    ------
    FileDamaged
        If it is no JSON, with the line, or not oTranscribe's.
    FileWithoutText
        If its text holds no words.
    """
    decoded = decode(raw, options.encoding)
    html = _html(raw, decoded.text)
    draft = Draft(encoding=decoded.encoding, warnings=list(decoded.warnings))
    halves = len(_SURROGATE.findall(html))
    if halves:
        html = _SURROGATE.sub("\ufffd", html)
        draft.warn(
            "broken-letters",
            f"{halves} halves of letters stand alone in the file; each was replaced by the sign \ufffd.",
        )
    _Page(draft).read(unify_line_ends(_without_comments(html)))
    if not draft.content.strip():
        raise FileWithoutText(raw.name, "the transcript in it is empty", "export it from oTranscribe once more")
    return draft


def _html(raw: RawFile, text: str) -> str:
    advice = "export it from oTranscribe once more as .otr"
    try:
        # Nothing but the text is used; a number may be too long to be worked out.
        content = json.loads(text, parse_int=_no_number, parse_float=_no_number)
    except json.JSONDecodeError as error:
        raise FileDamaged(raw.name, f"line {error.lineno}", "the JSON in it is broken", advice) from error
    except RecursionError as error:
        raise FileDamaged(raw.name, "", "the JSON in it is nested too deep", advice) from error
    html = content.get("text") if isinstance(content, dict) else None
    if not isinstance(html, str):
        raise FileDamaged(raw.name, "", "this is JSON, but holds no transcript of oTranscribe", advice)
    return html


def _without_comments(html: str) -> str:
    """``html`` without its comments; one that never ends is no comment."""
    kept, after = [], 0
    while (start := html.find("<!--", after)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        kept.append(html[after:start])
        after = end + 3
    return "".join([*kept, html[after:]])


def _no_number(_digits: str) -> None:
    """What stands in the place of a number."""


class _Page:
    """Writes HTML as paragraphs, from its first sign to its last, once."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._start = 0
        self._opened = False
        self._bold: int | None = None
        self._bold_depth = 0
        self._time: tuple[int, int] | None = None
        self._times_left = 0

    def read(self, html: str) -> None:
        after = 0
        for tag in _TAG.finditer(html):
            self._words(html[after : tag.start()])
            after = tag.end()
            self._tag(tag["name"].lower(), tag["more"], closing=bool(tag["close"]))
        self._words(html[after:])
        self._end_time()
        if self._draft.length > self._start:
            self._paragraph()
        if self._times_left:
            self._draft.warn(
                "time-unreadable", f"{self._times_left} time marks hold no time that can be read; their words are kept."
            )

    def _words(self, words: str) -> None:
        if not words:
            return
        words = unescape(words).replace("\n", " ")
        if self._draft.length == self._start:
            words = words.lstrip(" \t")  # as a browser shows the head of a line
        if words:
            self._draft.write(words)

    def _tag(self, name: str, more: str, *, closing: bool) -> None:
        if name == "br":
            self._paragraph()
        elif name in _BLOCKS:
            if self._draft.length > self._start or (closing and self._opened):
                self._paragraph()
            self._opened = not closing
        elif name in _BOLD:
            self._mark_bold(closing=closing)
        elif name == "span":
            self._end_time()
            if not closing and "timestamp" in more:
                self._begin_time(more)

    def _begin_time(self, more: str) -> None:
        seconds = _SECONDS.search(more)
        if seconds is None:
            self._times_left += 1
        else:
            self._time = (self._draft.length, round(float(seconds[1]) * 1000))

    def _end_time(self) -> None:
        if self._time is not None and self._draft.length > self._time[0]:
            self._draft.section(SectionKind.TIME_MARK, self._time[0], start_ms=self._time[1])
        self._time = None

    def _mark_bold(self, *, closing: bool) -> None:
        self._bold_depth = max(0, self._bold_depth + (-1 if closing else 1))
        if self._bold_depth and self._bold is None:
            self._bold = self._draft.length
        elif not self._bold_depth and self._bold is not None:
            self._draft.bold.append((self._bold, self._draft.length))
            self._bold = None

    def _paragraph(self) -> None:
        """End the line here; an empty one is a paragraph too."""
        self._end_time()
        self._draft.section(SectionKind.PARAGRAPH, self._start)
        self._draft.write("\n")
        self._start, self._opened = self._draft.length, False


def _sniff(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and b'"text"' in start and (b'"media' in start or b"timestamp" in start)


FORMAT = Format("otr", "oTranscribe transcript", (".otr",), read, _sniff, running_text=True)
