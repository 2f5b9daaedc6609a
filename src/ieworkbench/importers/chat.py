"""CHAT, the transcripts of CHILDES and TalkBank: a line per utterance, ``*KARI:`` TAB words.

The grammar of lines is read here and not by a library: the one at hand refuses roles that are not
in CHAT's own list ("Interviewer"). Main lines are talk, with their marks (``[//]``, ``&-uh``,
``(.)``) as they were transcribed; dependent lines (``%mor``, ``%com``) are counted and left out;
what the head says about people, place and day stays in the text as metadata.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ieworkbench.errors import FileDamaged, FileEmpty, FileWithoutText
from ieworkbench.importers.cues import Cue, listed, listed_lines, refuse_too_many, warn_of_times, write_cues
from ieworkbench.importers.encodings import decode
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["FORMAT", "read"]

_TECHNICAL = frozenset(
    "@utf8 @begin @end @window @font @languages @options @media @pid @id @color @types @blank @title".split()  # noqa: SIM905 - a list of words reads best as words
)
_LANGUAGES = {
    "dan": "da", "deu": "de", "eng": "en", "est": "et", "fin": "fi", "fra": "fr", "isl": "is", "ita": "it", "nld": "nl",
    "nno": "nn", "nob": "nb", "nor": "no", "pol": "pl", "por": "pt", "rus": "ru", "sme": "se", "spa": "es", "swe": "sv",
}  # fmt: skip
_BULLET = re.compile(r"[ \t]?\x15(?:%[a-z]{3}:[^\x15]{0,200}?_)?(\d{1,12})_(\d{1,12})-?\x15")
_OTHER_BULLET = re.compile(r"[ \t]?\x15[^\x15\n]{0,200}\x15")


@dataclass(slots=True)
class _Line:
    """A line with those that continue it: its mark (``*KARI``, ``%mor``, ``@Date``), its words, its place."""

    number: int
    mark: str
    words: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        return " ".join(words for words in self.words if words)


@dataclass(slots=True)
class _Head:
    """What the head lines say."""

    codes: set[str] = field(default_factory=set)
    ended: bool = False
    dependent: Counter[str] = field(default_factory=Counter)
    bare: list[int] = field(default_factory=list)
    continued: list[int] = field(default_factory=list)
    bullets: list[int] = field(default_factory=list)


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The main lines of a CHAT file, a turn for each stretch of one speaker.

    Raises
    ------
    EncodingWrong
        If the bytes are not text in the encoding asked for.
    FileDamaged
        If there are neither main lines nor head lines.
    FileWithoutText
        If there is a head, but no main line with words.
    """
    decoded = decode(raw, options.encoding)
    draft = Draft(encoding=decoded.encoding, warnings=list(decoded.warnings))
    if not decoded.text.strip():
        raise FileEmpty(raw.name)
    head = _Head()
    lines = list(_lines(decoded.text.split("\n"), head))
    refuse_too_many(raw, len(lines))
    if not any(line.mark[:1] in {"*", "@"} for line in lines):
        raise FileDamaged(
            raw.name,
            "line 1",
            "no line opens with a speaker such as *KARI:, so this is no CHAT file",
            "check that it is the right file, or read it as plain text with --format txt",
        )
    cues = [cue for line in lines if (cue := _cue(line, head, draft)) is not None]
    if not any(cue.words and cue.kind is SectionKind.CUE for cue in cues):
        raise FileWithoutText(raw.name, "no speaker's line holds words", "check that the transcript was saved")
    warn_of_times(draft, write_cues(draft, cues, options), overlaps=False)
    _warn(draft, head, cues)
    return draft


def _lines(lines: Sequence[str], head: _Head) -> Iterator[_Line]:
    """The lines with their marks; those that open with a blank continue the one above."""
    current: _Line | None = None
    for number, line in enumerate(lines, 1):
        if line[:1] in {"*", "@", "%"}:
            if current is not None:
                yield current
            mark, _, words = line.partition(":")
            if len(mark) > 40 or "\t" in mark:
                mark, _, words = line.partition("\t")
            current = _Line(number, mark.strip(), [words.strip()])
        elif line.strip():
            if line[:1] not in {"\t", " "}:
                head.continued.append(number)
            if current is None:
                current = _Line(number, "")
            current.words.append(line.strip())
    if current is not None:
        yield current


def _cue(line: _Line, head: _Head, draft: Draft) -> Cue | None:
    """The line as talk or metadata, or ``None`` where it is neither; ``head`` takes its facts."""
    if line.mark.startswith("*"):
        return _utterance(line, head)
    if line.mark.startswith("%"):
        head.dependent[line.mark] += 1
        return None
    if not line.mark:
        return Cue(line.said, line=line.number)
    return _head_line(line, head, draft)


def _utterance(line: _Line, head: _Head) -> Cue:
    """A main line's words without the time marks in them, and the time from the first to the last of these."""
    speaker, spoken = line.mark[1:].strip(), line.said
    if " " in speaker:  # the colon is missing: the code ends at the first blank
        code, _, rest = speaker.partition(" ")
        speaker, spoken = code, f"{rest} {spoken}".strip()
        head.bare.append(line.number)
    times = [(int(mark[1]), int(mark[2])) for mark in _BULLET.finditer(spoken)]
    spoken = _BULLET.sub("", spoken)
    if "\x15" in spoken:
        head.bullets.append(line.number)
        spoken = _OTHER_BULLET.sub("", spoken).replace("\x15", "")
    return Cue(
        spoken.strip(),
        speaker or None,
        times[0][0] if times else None,
        times[-1][1] if times else None,
        line.number,
        rule="main line",
    )


def _head_line(line: _Line, head: _Head, draft: Draft) -> Cue | None:
    name, said = line.mark.lower(), line.said
    if name == "@end":
        head.ended = True
    elif name == "@participants":
        head.codes.update(part.split()[0] for part in said.split(",") if part.strip())
    elif name == "@languages" and draft.language is None:
        first = said.split(",")[0].strip().lower()
        draft.language = _LANGUAGES.get(first, first) if first.isalpha() and len(first) <= 8 else None
    elif name == "@title":
        draft.title = said
    if name == "@id" and not _says_more_than_a_role(said):
        return None
    if name in _TECHNICAL - {"@id"} or not said:
        return None
    return Cue(f"{line.mark}: {said}", line=line.number, kind=SectionKind.METADATA)


def _says_more_than_a_role(identity: str) -> bool:
    """Whether an ``@ID`` line has an age, sex, group, education or the like besides code and role."""
    fields = identity.split("|")
    return any(field.strip() for number, field in enumerate(fields) if number not in {0, 1, 2, 7})


def _warn(draft: Draft, head: _Head, cues: Sequence[Cue]) -> None:
    if head.dependent:
        counted = ", ".join(f"{count} {mark[:20]}" for mark, count in list(head.dependent.items())[:12])
        draft.warn("dependent-lines", f"Lines that depend on the talk were left out of the text: {counted}.")
    strangers = dict.fromkeys(cue.speaker for cue in cues if cue.speaker and cue.speaker not in head.codes)
    if strangers:
        draft.warn(
            "speaker-undeclared",
            f"Speakers who are not among the @Participants: {listed(strangers)}; their words were read all the same.",
        )
    if head.bare:
        draft.warn(
            "colon-missing", f"A speaker's code has no colon ({listed_lines(head.bare)}); it was read up to the blank."
        )
    if head.continued:
        draft.warn(
            "line-unmarked",
            f"A line opens with neither *, %, @ nor a tab ({listed_lines(head.continued)}); it was read as a "
            "continuation of the one above.",
        )
    if head.bullets:
        draft.warn("time-unreadable", f"A time mark cannot be read ({listed_lines(head.bullets)}); it was left out.")
    if not head.ended:
        draft.warn("no-end", "The last line is not @End; the file may be cut short.")


_MAIN_LINE = re.compile(rb"^\*[A-Z0-9_]{1,8}:\t", re.MULTILINE)


def _sniff(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf")
    return start.startswith((b"@UTF8", b"@Begin", b"@Font:", b"@Window:")) or (
        start.startswith((b"@", b"*")) and _MAIN_LINE.search(start) is not None
    )


FORMAT = Format("cha", "CHAT transcript (CLAN)", (".cha",), read, _sniff)
