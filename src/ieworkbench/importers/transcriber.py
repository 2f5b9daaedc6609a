"""Transcriber: turns with moments in them, in XML with a document type that is never loaded.

Talk of several people at once is parted by its ``Who`` marks. Noises and comments stand in the
words as Transcriber itself shows them, ``[laugh]`` and ``{unclear}``, and are marked as remarks.
Background sounds and the quality of the channel are counted and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.errors import FileDamaged, FileWithoutText
from ieworkbench.importers.cues import Cue, listed, listed_lines, one_line, warn_of_times, write_cues
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.importers.packages import parse_xml
from ieworkbench.model.vocabulary import SectionKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["FORMAT", "read"]

_SECONDS = re.compile(r"\d{1,7}(?:\.\d{1,12})?")
_BLANKS = re.compile(r"[ \t\r\n]+")
_SHAPES = {"begin": "[{}-]", "end": "[-{}]", "previous": "[{}]", "next": "[{}]", "instantaneous": "[{}]"}


@dataclass(slots=True)
class _Context:
    """What the head names, and what was met on the way."""

    speakers: dict[str, str]
    topics: dict[str, str]
    unnamed: dict[str, None] = field(default_factory=dict)
    background: int = 0
    untimed: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Piece:
    """Words in the making, of one speaker between two moments."""

    speaker: str | None
    start_ms: int | None
    line: int
    words: str = ""
    remarks: list[tuple[int, int]] = field(default_factory=list)

    def write(self, words: str) -> None:
        """Add words; blanks and line ends of the XML are one blank each."""
        tight = _BLANKS.sub(" ", words)
        self.words += tight[1:] if tight.startswith(" ") and (not self.words or self.words.endswith(" ")) else tight

    def remark(self, words: str) -> None:
        if self.words and not self.words.endswith(" "):
            self.words += " "
        self.remarks.append((len(self.words), len(self.words) + len(words)))
        self.words += words + " "


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """What is said in a Transcriber file, turn by turn.

    Raises
    ------
    FileDamaged
        If the XML is broken, with the line, or is not Transcriber's.
    FileWithoutText
        If no turn holds words.
    """
    root = parse_xml(raw, raw.data)
    if root.tag != "Trans":
        place = f"line {root.sourceline}"
        raise FileDamaged(raw.name, place, "this is XML, but not Transcriber's", "check that it is the right file")
    context = _Context(_named(root, "Speaker", "name"), _named(root, "Topic", "desc"))
    draft = Draft(
        language=one_line(root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("lang") or "", 12) or None
    )
    cues = list(_cues(root, context))
    if not any(cue.words and cue.kind is SectionKind.CUE for cue in cues):
        raise FileWithoutText(raw.name, "no turn holds words", "check in Transcriber that the transcript was saved")
    placed = write_cues(draft, cues, options)
    warn_of_times(draft, placed, overlaps=False)
    _warn(draft, context)
    return draft


def _named(root: etree._Element, element: str, name: str) -> dict[str, str]:
    """The names that the head gives to ids."""
    return {
        each.get("id") or "": one_line(each.get(name) or "")
        for each in root.iter(element)
        if (each.get(name) or "").strip()
    }


def _line(element: etree._Element) -> int:
    """The line where an element opens; 0 where the parser does not know."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def _ms(seconds: str | None) -> int | None:
    """``"12.345"`` as milliseconds."""
    match = _SECONDS.fullmatch((seconds or "").strip())
    return round(float(match.group()) * 1000) if match else None


def _cues(root: etree._Element, context: _Context) -> Iterator[Cue]:
    for each in root.iter("Section", "Turn", "Background"):
        if each.tag == "Background":
            context.background += 1
        elif each.tag == "Turn":
            yield from _turn(each, context)
        elif context.topics.get(each.get("topic") or ""):
            topic = context.topics[each.get("topic") or ""]
            yield Cue(topic, line=_line(each), kind=SectionKind.HEADING)


def _turn(turn: etree._Element, context: _Context) -> Iterator[Cue]:
    """A turn's words from moment to moment, and from speaker to speaker where several talk at once."""
    names = [_speaker(identity, context) for identity in (turn.get("speaker") or "").split()]
    start, end = _ms(turn.get("startTime")), _ms(turn.get("endTime"))
    if start is None or end is None:
        context.untimed.append(_line(turn))
    pieces = list(_pieces(turn, names, start))
    ends = _ends(pieces, end)
    for piece, stop in zip(pieces, ends, strict=True):
        words = piece.words.strip()
        talk = _without(piece).strip()
        nobody = piece.speaker is None and not talk
        yield Cue(
            words,
            piece.speaker,
            piece.start_ms,
            stop,
            piece.line,
            kind=SectionKind.REMARK if nobody else SectionKind.CUE,
            rule="speaker of the turn",
            remarks=() if nobody else tuple(piece.remarks),
        )


def _without(piece: _Piece) -> str:
    """A piece's words without its remarks."""
    kept, after = [], 0
    for start, end in piece.remarks:
        kept.append(piece.words[after:start])
        after = end
    return "".join([*kept, piece.words[after:]])


def _ends(pieces: list[_Piece], end: int | None) -> list[int | None]:
    """When each piece ends: with the next moment, or with the turn."""
    ends: list[int | None] = []
    later = end
    for number in range(len(pieces) - 1, -1, -1):
        ends.append(later)
        if number and pieces[number - 1].start_ms != pieces[number].start_ms:
            later = pieces[number].start_ms
    return ends[::-1]


def _speaker(identity: str, context: _Context) -> str:
    """The name of a speaker; the id where the head has none."""
    name = context.speakers.get(identity)
    if name is None:
        context.unnamed[identity] = None
    return name or identity


def _pieces(turn: etree._Element, names: list[str], start: int | None) -> Iterator[_Piece]:
    """Words piece by piece; a new one opens at every moment and at every mark of who speaks."""
    alone = names[0] if len(names) == 1 else None
    piece = _Piece(alone, start, _line(turn))
    piece.write(turn.text or "")
    for each in turn:
        line = _line(each)
        if each.tag == "Sync":
            yield piece
            moment = _ms(each.get("time"))
            piece = _Piece(alone, piece.start_ms if moment is None else moment, line)
        elif each.tag == "Who":
            yield piece
            piece = _Piece(_who(each, names), piece.start_ms, line)
        elif each.tag == "Event":
            piece.remark(_event(each))
        elif each.tag == "Comment":
            piece.remark("{" + one_line(each.get("desc") or "") + "}")
        piece.write(each.tail or "")
    yield piece


def _who(mark: etree._Element, names: list[str]) -> str | None:
    """The speaker that ``<Who nb="1"/>`` counts to, from 1."""
    number = mark.get("nb") or ""
    return names[int(number) - 1] if number in map(str, range(1, len(names) + 1)) else None


def _event(event: etree._Element) -> str:
    """An event as Transcriber shows it: ``[laugh]``, or ``[noise-]`` where it begins."""
    shape = _SHAPES.get(event.get("extent") or "", "[{}]")
    return shape.replace("{}", one_line(event.get("desc") or event.get("type") or "?"))


def _warn(draft: Draft, context: _Context) -> None:
    if context.unnamed:
        draft.warn(
            "speaker-undeclared",
            f"Speakers whom the head does not name: {listed(context.unnamed)}; they keep their ids.",
        )
    if context.background:
        draft.warn(
            "background-left-out", f"{context.background} marks of sound in the background were left out of the text."
        )
    if context.untimed:
        draft.warn(
            "time-unreadable", f"A turn's time cannot be read ({listed_lines(context.untimed)}); it was left open."
        )


def _sniff(head: bytes) -> bool:
    return b"<!DOCTYPE Trans " in head or b"<Trans " in head


FORMAT = Format("trs", "Transcriber transcript", (".trs",), read, _sniff)
