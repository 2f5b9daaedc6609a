"""Places in recordings and on pages, as places in the words that were said or printed there.

A moment of a recording is known by the sync points of its transcript, a rectangle of a PDF by the
words in it. What no words stand for has no place in a text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ieworkbench.exchange.refi_positions import LaidText, Mark, Spot, place_marks
from ieworkbench.exchange.refi_read_elements import first, inside, plain_guid, value, words
from ieworkbench.exchange.refi_read_marks import Marks, whole_number
from ieworkbench.model import Passage, RecordKind, Section, SectionKind, Source, Turn

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["SyncPoint", "pdf_spots", "spoken_spot", "sync_points", "timed"]

_NOWHERE = -1
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""What PDFium gives for a hyphen at a line's end."""


@dataclass(frozen=True, slots=True)
class SyncPoint:
    """That a place of a transcript is a moment of the recording, in milliseconds."""

    guid: str
    place: int
    ms: int


def sync_points(transcript: _Element, laid: LaidText) -> list[SyncPoint]:
    """The sync points of a transcript in the order of the text; those without numbers are left out."""
    found = []
    for each in inside(transcript, "SyncPoint"):
        place, ms = whole_number(value(each, "position")), whole_number(value(each, "timeStamp"))
        if place is not None and ms is not None and place >= 0 and ms >= 0:
            found.append((place, ms, plain_guid(value(each, "guid"))))
    found.sort()
    ends = [place for place, _, _ in found[1:]] + [place + 1 for place, _, _ in found[-1:]]
    stretches = [Mark(place, end) for (place, _, _), end in zip(found, ends, strict=True) if place < end]
    _, spots = place_marks(laid, stretches)
    ours = {stretch.start: spot.start for stretch, spot in zip(stretches, spots, strict=True) if spot.placed}
    last = len(laid.content)
    return [SyncPoint(guid, min(last, ours.get(place, place)), ms) for place, ms, guid in found]


def timed(source: Source, points: Sequence[SyncPoint]) -> Source:
    """The source with a section for each stretch between sync points, and times on its turns."""
    if not points:
        return source
    sections = [*source.sections, *_cues(source.content, points)]
    order = sorted(sections, key=lambda each: (each.start, -each.end))
    return replace(source, sections=tuple(order), turns=tuple(_timed_turns(source.turns, points)))


def _cues(content: str, points: Sequence[SyncPoint]) -> Iterator[Section]:
    for number, point in enumerate(points):
        following = points[number + 1] if number + 1 < len(points) else None
        stretch = content[point.place : following.place if following else len(content)]
        start = point.place + len(stretch) - len(stretch.lstrip())
        end = point.place + len(stretch.rstrip())
        end_ms = following.ms if following and following.ms >= point.ms else None
        if start < end:
            yield Section(start, end, SectionKind.CUE, start_ms=point.ms, end_ms=end_ms)
        else:
            yield Section(point.place, point.place, SectionKind.TIME_MARK, start_ms=point.ms)


def _timed_turns(turns: Sequence[Turn], points: Sequence[SyncPoint]) -> Iterator[Turn]:
    """Each turn with the time that stands between the one before it and its first word, if any does."""
    before, places = 0, [point.place for point in points]
    for number, turn in enumerate(turns):
        until = turns[number + 1].start if number + 1 < len(turns) else turn.end + 1
        start_ms = turn.start_ms if turn.start_ms is not None else _time_between(points, places, before, turn.start)
        end_ms = turn.end_ms if turn.end_ms is not None else _time_between(points, places, turn.end, until, last=False)
        if start_ms is not None and end_ms is not None and end_ms < start_ms:
            end_ms = None
        yield replace(turn, start_ms=start_ms, end_ms=end_ms)
        before = turn.end


def _time_between(
    points: Sequence[SyncPoint], places: Sequence[int], start: int, end: int, *, last: bool = True
) -> int | None:
    low, high = bisect_left(places, start), bisect_right(places, end)
    if low >= high:
        return None
    return points[high - 1 if last else low].ms


def spoken_spot(source: Source, selection: _Element, points: Sequence[SyncPoint] = ()) -> tuple[Mark, Spot]:
    """Where in a transcript a selection of it, or of its recording, is.

    Parameters
    ----------
    source
        The transcript, with its times.
    selection
        A ``TranscriptSelection``, or an ``AudioSelection`` or ``VideoSelection``.
    points
        The transcript's sync points, for a selection that names two of them.
    """
    name = value(selection, "name")
    by_guid = {point.guid: point for point in points}
    names = [plain_guid(value(selection, each)) for each in ("fromSyncPoint", "toSyncPoint")]
    if any(names):
        return _between_points(source, name, [by_guid.get(each) for each in names])
    begin, end = whole_number(value(selection, "begin")), whole_number(value(selection, "end"))
    mark = Mark(begin, end, name)
    if begin is None or end is None or end < begin:
        return mark, Spot(_NOWHERE, _NOWHERE, "its times are no times")
    cues = [each for each in source.sections if each.kind is SectionKind.CUE and each.start_ms is not None]
    touched = [
        each
        for each in cues
        if (each.start_ms or 0) < max(end, begin + 1) and (each.end_ms is None or each.end_ms > begin)
    ]
    if not touched or (len(cues) == 1 and cues[0].end_ms is None):
        return mark, Spot(_NOWHERE, _NOWHERE, "the transcript does not say which words were said then")
    start, stop = min(each.start for each in touched), max(each.end for each in touched)
    return mark, Spot(start, stop, "it is a time in the recording; it was placed on the words said around it")


def _between_points(source: Source, name: str, ends: Sequence[SyncPoint | None]) -> tuple[Mark, Spot]:
    start, end = ends
    if start is None and end is None:
        return Mark(None, None, name), Spot(_NOWHERE, _NOWHERE, "its sync points are not in the transcript")
    first_place = start.place if start else 0
    last_place = end.place if end else len(source.content)
    stretch = source.content[first_place:last_place]
    mark = Mark(first_place, last_place, name)
    if not stretch.strip():
        return mark, Spot(_NOWHERE, _NOWHERE, "there are no words between its sync points")
    why = "" if start and end else "one of its sync points is not in the transcript; it reaches to that side's end"
    return mark, Spot(first_place, first_place + len(stretch.rstrip()), why)


# ------------------------------------------------------------------------------------------ PDF pages


def pdf_spots(
    source: Source, selections: Sequence[_Element], marks: Marks, document: bytes | None
) -> Iterator[tuple[_Element, Mark, Spot]]:
    """Where the rectangles of a PDF are in its text, except those that are marked in the text already.

    Parameters
    ----------
    source
        The PDF's text.
    selections
        The ``PDFSelection`` elements.
    marks
        The passages so far; codings of a rectangle that its passage lacks are added to that.
    document
        The PDF, if it is there.
    """
    counted = [page for each in selections if (page := whole_number(value(each, "page"))) is not None]
    from_zero = 0 in counted
    known = {passage.id: passage for passage in marks.passages.values()}
    codes: dict[str, set[str]] = {}
    for coding in marks.codings:
        codes.setdefault(coding.passage.id, set()).add(coding.code)
    for each in selections:
        record = marks.gathered.records.get(plain_guid(value(each, "guid")))
        if record is not None and record.kind is RecordKind.PASSAGE and record.id in known:
            _add_missing(each, known[record.id], codes.get(record.id, set()), marks)
            marks.gathered.note_on(each, record)
            continue
        mark = Mark(None, None, value(each, "name"))
        yield each, mark, _pdf_spot(source, each, document, from_zero=from_zero)


def _add_missing(selection: _Element, passage: Passage, there: set[str], marks: Marks) -> None:
    """Add those codings of a rectangle that the stretch with the same GUID has not."""
    records = marks.gathered.records
    for coding in inside(selection, "Coding"):
        codes = [records.get(plain_guid(value(each, "targetGUID"))) for each in inside(coding, "CodeRef")]
        if not all(code is not None and code.id in there for code in codes):
            marks.add_codings(passage, [coding], selection)


def _pdf_spot(source: Source, selection: _Element, document: bytes | None, *, from_zero: bool) -> Spot:
    """The one place where the words of a rectangle stand: those it gives itself, or those printed in it."""
    page = whole_number(value(selection, "page"))
    numbers = [] if page is None else [page] if from_zero else [page - 1, page]
    quotes = [words(first(selection, "Representation", "PlainTextContent")), value(selection, "name")]
    quotes += [_printed(document, number, selection) for number in numbers if document is not None]
    pages = [each for each in source.sections if each.kind is SectionKind.PAGE]
    stretches = [(0, len(source.content))]
    stretches += [(pages[number].start, pages[number].end) for number in numbers if 0 <= number < len(pages)]
    for quote in (each for each in quotes if each.strip()):
        for start, end in stretches:
            _, (spot,) = place_marks(LaidText(source.content[start:end]), [Mark(None, None, quote)])
            if spot.placed:
                why = "it is a rectangle on a page; it was placed where its words stand"
                return Spot(start + spot.start, start + spot.end, why)
    return Spot(
        _NOWHERE, _NOWHERE, "it is a rectangle on a page, and its words were not found in one place of the text"
    )


def _printed(document: bytes, page: int, selection: _Element) -> str:
    """What is printed in a rectangle of a page; empty if that cannot be read."""
    import pypdfium2

    edges = [whole_number(value(selection, each)) for each in ("firstX", "firstY", "secondX", "secondY")]
    if page < 0 or any(each is None for each in edges):
        return ""
    left, bottom, right, top = (float(each or 0) for each in edges)
    try:
        with pypdfium2.PdfDocument(document) as opened:
            if page >= len(opened):
                return ""
            text = opened[page].get_textpage()
            found = text.get_text_bounded(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
            return str(found).translate(_HYPHENS)
    except pypdfium2.PdfiumError:
        return ""
