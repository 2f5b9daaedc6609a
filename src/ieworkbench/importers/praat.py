"""Praat: TextGrids, tiers of labelled intervals, in the long and the short text form.

Both forms are read as Praat reads them, as a row of numbers, flags and quoted texts in which all
else is decoration. Tiers of sentences become turns in the order of time; a tier of single words
is put together to stretches between pauses. Points, sounds and the binary form are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ieworkbench.errors import FileDamaged, FileWithoutText
from ieworkbench.importers.cues import Cue, warn_of_times, write_cues
from ieworkbench.importers.encodings import decode
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.importers.tiers import Tier, cues_in_time, is_word_tier, name_speakers, talk_of, warn_left_out

__all__ = ["FORMAT", "read"]

_PAUSE_MS = 500
"""A silence that parts one stretch of single words from the next."""

# Possessive, so that a text that is never closed costs one look and no memory.
_TOKEN = re.compile(
    r'"(?P<text>(?:[^"]++|"")*+)"|<(?P<flag>exists|absent)>|(?<!\S)(?P<number>[+-]?\d{1,15}(?:\.\d{0,30})?(?:[eE][+-]?\d{1,3})?)(?!\S)'
    r"|(?<!\S)!(?P<comment>[^\n]*)"
)
_TRIGRAPH = re.compile(r"\\(?:ae|AE|o/|O/|ao|Ao|oe|[aeiouAEIOU][\"'`^~]|ss|c,)")


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """What the interval tiers of a TextGrid say, in the order of time.

    Raises
    ------
    EncodingWrong
        If the bytes are not text in the encoding asked for.
    FileDamaged
        If it is Praat's binary form, or no TextGrid, or breaks off before the first tier.
    FileWithoutText
        If no interval holds words.
    """
    if raw.data.startswith(b"ooBinaryFile"):
        raise FileDamaged(
            raw.name, "", "this is Praat's binary form", "open it in Praat and choose “Save as text file...”"
        )
    decoded = decode(raw, options.encoding)
    draft = Draft(encoding=decoded.encoding, warnings=list(decoded.warnings))
    tokens = _Tokens(raw, decoded.text)
    _read_head(tokens)
    tiers = _read_tiers(tokens, draft)
    talk, others = talk_of([tier for tier in tiers if not tier.points], options)
    if not talk:
        raise FileWithoutText(raw.name, "no interval holds words", "check in Praat that the right tiers were saved")
    warn_left_out(draft, [tier for tier in tiers if tier.points and tier.words], "Points in time are no talk")
    warn_left_out(draft, others, "By their names these are no talk, or repeat it word by word")
    stretches = [_stretches(tier, draft) if is_word_tier(tier) else tier for tier in talk]
    if _TRIGRAPH.search(decoded.text):
        draft.warn(
            "praat-letters",
            "Some letters are written as Praat's backslash signs (\\o/ for ø); they are kept as they stand.",
        )
    placed = write_cues(draft, cues_in_time(name_speakers(stretches, options)), options)
    warn_of_times(draft, placed, overlaps=False)
    return draft


@dataclass(frozen=True, slots=True)
class _PraatTier(Tier):
    """A tier, and whether it holds points instead of intervals."""

    points: bool = False


class _BreaksOff(Exception):
    """The next thing in the file is not what has to come next."""


class _Tokens:
    """The numbers, flags and texts of a file, one after another."""

    def __init__(self, raw: RawFile, text: str) -> None:
        self.raw = raw
        self._text = text
        self._found = (match for match in _TOKEN.finditer(text) if match["comment"] is None)
        self.place = 0

    @property
    def line(self) -> int:
        """The line of what was read last, from 1."""
        return self._text.count("\n", 0, self.place) + 1

    def _next(self, group: str) -> str:
        match = next(self._found, None)
        if match is None:
            raise _BreaksOff
        self.place = match.start()
        found: str | None = match[group]
        if found is None:
            raise _BreaksOff
        return found

    def text(self) -> str:
        return self._next("text").replace('""', '"')

    def flag(self) -> str:
        return self._next("flag")

    def number(self) -> float:
        return float(self._next("number"))

    def count(self) -> int:
        return int(self.number())

    def ms(self) -> int | None:
        """A time in seconds as milliseconds; no recording lasts a year, and none has a time before its start."""
        value = self.number()
        if not -3e7 < value < 3e7:
            raise _BreaksOff
        return round(value * 1000) if value >= 0 else None


def _read_head(tokens: _Tokens) -> None:
    wrong = FileDamaged(
        tokens.raw.name,
        "line 1",
        "this is no TextGrid in Praat's text form",
        "open it in Praat and choose “Save as text file...”",
    )
    try:
        kind, what = tokens.text(), tokens.text()
        if not kind.startswith("ooTextFile") or what != "TextGrid":
            raise wrong
        tokens.ms()
        tokens.ms()
        if tokens.flag() == "absent":
            raise FileWithoutText(
                tokens.raw.name, "the TextGrid has no tiers", "check in Praat that the right object was saved"
            )
        tokens.count()
    except _BreaksOff as error:
        raise wrong from error


def _read_tiers(tokens: _Tokens, draft: Draft) -> list[_PraatTier]:
    """Every tier as far as the file can be read; where it breaks off, a warning names the line."""
    tiers: list[_PraatTier] = []
    while True:
        try:
            kind = tokens.text()
        except _BreaksOff:
            return tiers
        cues: list[Cue] = []
        name = ""
        try:
            name = tokens.text()
            tokens.ms()
            tokens.ms()
            points = kind == "TextTier"
            for _ in range(tokens.count()):
                cues.append(_read_label(tokens, points=points))  # noqa: PERF401 - what was read stays where it breaks off
        except _BreaksOff:
            draft.warn(
                "breaks-off",
                f"Line {tokens.line}: the TextGrid cannot be read from here on; what stands above was read.",
            )
            return [*tiers, _PraatTier(name or kind, tuple(cues), points=kind == "TextTier")]
        tiers.append(_PraatTier(name, tuple(cues), points=kind == "TextTier"))


def _read_label(tokens: _Tokens, *, points: bool) -> Cue:
    start = tokens.ms()
    end = start if points else tokens.ms()
    return Cue(tokens.text().strip(), start_ms=start, end_ms=end)


def _stretches(tier: Tier, draft: Draft) -> Tier:
    """A tier of single words with what stands between two pauses as one cue."""
    cues = list(_joined(tier))
    draft.warn(
        "words-joined",
        f"The tier “{tier.name[:40]}” holds single words; they were put together, with blanks between them, to "
        f"{len(cues)} stretches between pauses of half a second or more.",
    )
    return replace(tier, cues=tuple(cues))


def _joined(tier: Tier) -> Iterator[Cue]:
    words: list[Cue] = []
    for cue in tier.cues:
        if not cue.words:
            continue
        if words and (cue.start_ms or 0) - (words[-1].end_ms or 0) >= _PAUSE_MS:
            yield _one(words)
            words = []
        words.append(cue)
    if words:
        yield _one(words)


def _one(words: list[Cue]) -> Cue:
    return Cue(" ".join(cue.words for cue in words), start_ms=words[0].start_ms, end_ms=words[-1].end_ms)


def _sniff(head: bytes) -> bool:
    if b"\x00" in head[:200] and not head.startswith(b"ooBinaryFile"):
        head = head.replace(b"\x00", b"")
    start = head[:400]
    return (b"ooTextFile" in start and b'"TextGrid"' in start) or head.startswith(b"ooBinaryFile\x08TextGrid")


FORMAT = Format("textgrid", "Praat TextGrid", (".textgrid",), read, _sniff)
