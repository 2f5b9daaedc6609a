"""WebVTT: captions for the web, and what Teams, Zoom, YouTube and noScribe write.

The grammar is read here and not by a library: those at hand stop at the first broken caption, do
not say in which line it stood, and keep one voice of a caption that has two. Colours, positions
and styles have no place in a text and are left out; who speaks is known only where voice tags or
labels say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ieworkbench.errors import FileWithoutText
from ieworkbench.importers.captions import arrow_times, find_blocks, refuse_without_times, write_captions
from ieworkbench.importers.cues import Cue, listed_lines
from ieworkbench.importers.encodings import decode
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.model.vocabulary import SectionKind

__all__ = ["FORMAT", "read"]

_HEADER_LINE = re.compile(r"([A-Za-z][\w-]{0,40})[ \t]*[:=](.*)")
_MACHINE_NOTE = re.compile(r"(duration|language|confidence|recognizability)[ \t]*:[ \t]*\S{0,60}", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_WITHOUT_MEANING = frozenset({"kind", "style", "region", "x-timestamp-map"})


@dataclass(slots=True)
class _Apart:
    """What stands in a file beside its captions."""

    title: str = ""
    language: str | None = None
    notes: list[Cue] = field(default_factory=list)
    machine_notes: int = 0
    unknown: list[int] = field(default_factory=list)


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """The words of a WebVTT file, a turn for each stretch of one voice.

    Raises
    ------
    EncodingWrong
        If the bytes are not text in the encoding asked for.
    FileDamaged
        If it is no text, or has neither the line ``WEBVTT`` nor any times.
    FileWithoutText
        If there are no captions, or none with words.
    """
    decoded = decode(raw, options.encoding)
    draft = Draft(encoding=decoded.encoding, warnings=list(decoded.warnings))
    lines = decoded.text.split("\n")
    headed = _is_header(lines[0])
    timed = any(arrow_times(line) is not None for line in lines)
    if not headed and not timed:
        raise refuse_without_times(raw, lines, "WebVTT", "00:01:02.000 --> 00:01:05.000")
    if not timed:
        raise FileWithoutText(
            raw.name, "it has the line WEBVTT but no captions", "export it once more, with the transcript in it"
        )
    apart = _Apart()
    first = _take_header(lines, apart) if headed else 0
    _take_notes(lines, first, apart)
    _tell_apart(draft, apart, headed=headed)
    blocks = [block for block in find_blocks(lines, first, arrow_times, lambda _: True) if block.lines or block.times]
    mend = _mend_noscribe if _by_noscribe(apart.notes) else None
    write_captions(draft, raw, options, blocks, notes=apart.notes, entities=True, mend=mend)
    return draft


def _is_header(line: str) -> bool:
    return line == "WEBVTT" or line.startswith(("WEBVTT ", "WEBVTT\t"))


def _take_header(lines: Sequence[str], apart: _Apart) -> int:
    """Reads the lines down to the first blank one or the first caption; says where it stopped."""
    title = lines[0][6:].strip().lstrip("-–— ").strip()
    apart.title = "" if title == "FILE" else title
    styled = False
    for number in range(1, len(lines)):
        line = lines[number]
        if not line.strip() or arrow_times(line) is not None:
            return number
        if line.startswith("NOTE"):
            return number
        named = _HEADER_LINE.fullmatch(line.strip())
        name = named[1].lower() if named else ""
        if named and name == "language":
            _take_language(named[2], apart)
        elif name == "style" or line.strip() == "STYLE":
            styled = True
        elif not styled and name not in _WITHOUT_MEANING:
            if number + 1 < len(lines) and arrow_times(lines[number + 1]) is not None:
                return number
            apart.unknown.append(number + 1)
    return len(lines)


def _take_language(words: str, apart: _Apart) -> None:
    tag = words.strip().strip('"')
    if apart.language is None and _LANGUAGE.fullmatch(tag):
        apart.language = tag


def _take_notes(lines: list[str], first: int, apart: _Apart) -> None:
    """Takes the blocks NOTE, STYLE and REGION out of ``lines``, so that captions are left."""
    number, opens = first, True
    while number < len(lines):
        line = lines[number]
        if opens and _opens_apart(lines, number):
            end = _end_of_apart(lines, number)
            if line.startswith("NOTE"):
                _take_note([line[4:], *lines[number + 1 : end]], number + 1, apart)
            lines[number:end] = [""] * (end - number)
            number = end
        else:
            opens = not line.strip()
            number += 1


def _opens_apart(lines: Sequence[str], number: int) -> bool:
    """Whether a block that is no caption opens here; above a line of times such a word is a label."""
    line = lines[number]
    if number + 1 < len(lines) and arrow_times(lines[number + 1]) is not None and not line.startswith("NOTE "):
        return False
    return line.rstrip() in {"NOTE", "STYLE", "REGION"} or line.startswith(("NOTE ", "NOTE\t"))


def _end_of_apart(lines: Sequence[str], number: int) -> int:
    end = number + 1
    while end < len(lines) and lines[end].strip() and arrow_times(lines[end]) is None:
        end += 1
    return end


def _take_note(lines: list[str], number: int, apart: _Apart) -> None:
    words = "\n".join(line.rstrip() for line in lines if line.strip()).strip()
    machine = _MACHINE_NOTE.fullmatch(words)
    if machine is not None:
        apart.machine_notes += 1
        if machine[1].lower() == "language":
            _take_language(words.partition(":")[2], apart)
    elif words:
        apart.notes.append(Cue(words, line=number, kind=SectionKind.METADATA))


def _tell_apart(draft: Draft, apart: _Apart, *, headed: bool) -> None:
    draft.title, draft.language = apart.title, apart.language
    if not headed:
        draft.warn(
            "header-missing", "The first line is not WEBVTT, as it should be; the captions below it were read anyway."
        )
    if apart.unknown:
        draft.warn(
            "header-left-out", f"The head of the file holds words that were left out ({listed_lines(apart.unknown)})."
        )
    if apart.machine_notes > 0:
        draft.warn(
            "notes-left-out",
            f"{apart.machine_notes} notes that a program wrote about itself (such as its confidence) were left out.",
        )


# ---------------------------------------------------------------------------------- noScribe


def _by_noscribe(notes: Sequence[Cue]) -> bool:
    return any("noScribe" in note.words[:200] for note in notes[:3])


def _mend_noscribe(draft: Draft, cues: list[Cue]) -> list[Cue]:
    """Give a caption of noScribe its speaker where the tag names one who only talks over another.

    noScribe takes the voice and the time of a paragraph from its last sentence. Where that is
    talk over another's, ``//S02: yes//``, the tag says ``//S02``, who did not say the rest.
    """
    draft.warn(
        "noscribe-times",
        "noScribe writes the time of a paragraph's last sentence, so a turn may begin earlier than its time says; "
        "its html and txt files have the time of the first.",
    )
    mended: list[Cue] = []
    found: list[int] = []
    lost: list[int] = []
    for number, cue in enumerate(cues):
        if cue.speaker is None or not cue.speaker.startswith("//"):
            mended.append(cue)
            continue
        speaker = _beneath_the_overlap(cues, number, mended[-1].speaker if mended else None)
        (lost if speaker is None else found).append(cue.line or 0)
        mended.append(replace(cue, speaker=speaker, rule="voice worked out from those around it"))
    names_other = "The voice tag names someone who only talks over the speaker"
    if found:
        draft.warn(
            "voice-worked-out",
            f"{names_other} ({listed_lines(found)}); the speaker was worked out from the voices around: check it.",
        )
    if lost:
        draft.warn("voice-unknown", f"{names_other} ({listed_lines(lost)}); who speaks is left open.")
    return mended


def _beneath_the_overlap(cues: Sequence[Cue], number: int, above: str | None) -> str | None:
    """Who says the paragraph, if the talk around it leaves one voice.

    noScribe opens a paragraph only when the speaker changes, so it is not the one above or the
    one below; nor is it anyone marked as talking over it. It is taken to be one who speaks just
    before or after those.
    """
    near = [cue.speaker for cue in cues[max(0, number - 3) : number + 4]]
    below = cues[number + 1].speaker if number + 1 < len(cues) else None
    left = {
        name
        for name in near
        if name and not name.startswith("//") and name not in {above, below} and f"//{name}:" not in cues[number].words
    }
    return left.pop() if len(left) == 1 else None


def _sniff(head: bytes) -> bool:
    return (
        head.removeprefix(b"\xef\xbb\xbf").lstrip()[:7].rstrip() == b"WEBVTT"
        or "WEBVTT".encode("utf-16-le") in head[:20]
    )


FORMAT = Format("vtt", "WebVTT captions", (".vtt", ".webvtt"), read, _sniff)
