"""From timed pieces of talk to text, turns and sections: one place for captions, tiers and utterances.

Every format with times in its markup becomes a list of `Cue`; the list becomes one paragraph per
turn, ``Speaker: words``. What follows on one another by the same speaker is one turn, its cues
joined by a line break. Where nobody is named there are no turns: a turn per caption would be
false, since captions are cut by the clock and not by who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ieworkbench import sentences
from ieworkbench.errors import FileDamaged
from ieworkbench.importers.format import Draft, RawFile, ReadOptions
from ieworkbench.model.vocabulary import SectionKind

__all__ = [
    "MOST_CUES",
    "Cue",
    "Placed",
    "listed",
    "listed_lines",
    "one_line",
    "refuse_too_many",
    "warn_of_times",
    "write_cues",
]


MOST_CUES = 400_000
"""How many cues a file may hold: as many as there are in three hundred hours of talk."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One stretch of words with its own times.

    Attributes
    ----------
    words
        What is said, without blanks around it.
    speaker
        The label as the file gives it; ``None`` where the file does not say.
    start_ms, end_ms
        Its place in the recording, as far as the file says.
    line
        Where it stands in the file, from 1, in formats that have lines.
    label
        The identifier that the file gives it.
    kind
        ``CUE`` for talk; ``REMARK``, ``METADATA`` or ``HEADING`` for paragraphs that nobody says.
    rule
        The name of the rule by which the speaker is known.
    remarks
        Stretches of `words` that are a transcriber's remarks, as (start, end) inside them.
    """

    words: str
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    line: int | None = None
    label: str | None = None
    kind: SectionKind = SectionKind.CUE
    rule: str = ""
    remarks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A cue and where its words went in the text."""

    cue: Cue
    start: int
    end: int


def refuse_too_many(raw: RawFile, count: int) -> None:
    """Refuse a file with more pieces than any recording has.

    Raises
    ------
    FileDamaged
        If there are more than `MOST_CUES`.
    """
    if count > MOST_CUES:
        what = f"it holds {count:,} timed pieces, more than any recording"
        raise FileDamaged(raw.name, "", what, "check that it is the right file")


def write_cues(draft: Draft, cues: Iterable[Cue], options: ReadOptions) -> list[Placed]:
    """Write ``cues`` as text with turns and sections, and return where each of them went.

    Cues without words are left out. A turn is made of what one speaker says on end; if no cue
    names a speaker, there are no turns and a warning says so.
    """
    kept = [cue for cue in cues if cue.words]
    voiced = any(cue.speaker is not None for cue in kept)
    placed: list[Placed] = []
    for group in _stretches(kept, voiced):
        placed.extend(_write_stretch(draft, group, options, voiced))
    if kept and not voiced:
        draft.warn(
            "no-speakers",
            "The file does not say who speaks, so the words are in no turns; name the speakers' labels "
            "if they stand in the words, or read a version that has them.",
        )
    return placed


def _stretches(cues: Sequence[Cue], voiced: bool) -> Iterator[list[Cue]]:
    """Cues that share a paragraph: those of one speaker on end; all others stand alone."""
    alone = 0

    def key(cue: Cue) -> tuple[str | None, int]:
        nonlocal alone
        if not voiced or cue.kind is not SectionKind.CUE:
            alone += 1
            return (None, alone)
        return (cue.speaker, -1)

    for _, group in groupby(cues, key):
        yield list(group)


def _write_stretch(draft: Draft, cues: list[Cue], options: ReadOptions, voiced: bool) -> list[Placed]:
    """One paragraph: the speaker's label, and the cues below each other."""
    first, last = cues[0], cues[-1]
    opening, paragraph = draft.length, len(draft.sections)
    if first.speaker is not None:
        draft.write(f"{first.speaker}: ")
    start = draft.length
    placed = [_write_cue(draft, cue, joined=number > 0) for number, cue in enumerate(cues)]
    draft.section(_paragraph_kind(first), opening)
    draft.sections.insert(paragraph, draft.sections.pop())  # before the cues it holds
    if voiced and first.kind is SectionKind.CUE and options.turns is not False:
        draft.turn(_wanted(first.speaker, options), start, rule=first.rule, start_ms=first.start_ms, end_ms=last.end_ms)
    draft.write("\n")
    return placed


def _paragraph_kind(cue: Cue) -> SectionKind:
    """A note or a heading is its own kind of paragraph; a remark marks its words inside one."""
    return cue.kind if cue.kind in {SectionKind.METADATA, SectionKind.HEADING} else SectionKind.PARAGRAPH


def _wanted(speaker: str | None, options: ReadOptions) -> str | None:
    """The speaker, unless the researcher has said who speaks and this is not one of them."""
    return speaker if options.speakers is None or speaker in options.speakers else None


def _write_cue(draft: Draft, cue: Cue, *, joined: bool) -> Placed:
    if joined:
        draft.write("\n")
    start = draft.write(cue.words)
    if cue.kind in {SectionKind.CUE, SectionKind.REMARK}:
        draft.section(SectionKind.CUE, start, label=cue.label, start_ms=cue.start_ms, end_ms=cue.end_ms)
    if cue.kind is SectionKind.REMARK:
        draft.section(SectionKind.REMARK, start)
    for first, end in cue.remarks:
        draft.section(SectionKind.REMARK, start + first, start + end)
    return Placed(cue, start, draft.length)


# ------------------------------------------------------------------------------------ doubts


def warn_of_times(draft: Draft, placed: Sequence[Placed], *, overlaps: bool = True) -> None:
    """Say which cues end before they start, start before the one above, or lie over it.

    Parameters
    ----------
    overlaps
        Whether cues that lie over each other are worth a word: in captions yes, in transcripts of
        people talking at once no.
    """
    _warn_at(
        draft,
        [each for each in placed if _reversed(each.cue)],
        "time-reversed",
        "{count} a time of end before the time of start ({lines}); the times are kept as written.",
        ("One cue has", "{} cues have"),
    )
    backward, overlapping = _against_the_clock([each for each in placed if each.cue.kind is SectionKind.CUE])
    _warn_at(
        draft,
        backward,
        "cues-out-of-order",
        "{count} earlier than the one above ({lines}); the order of the file is kept.",
        ("One cue starts", "{} cues start"),
    )
    if overlaps:
        _warn_at(
            draft,
            overlapping,
            "cues-overlap",
            "{count} before the one above has ended ({lines}); both are kept.",
            ("One cue starts", "{} cues start"),
        )


def _reversed(cue: Cue) -> bool:
    return cue.start_ms is not None and cue.end_ms is not None and cue.end_ms < cue.start_ms


def _against_the_clock(placed: Sequence[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Those that start before the one above starts, and those that start before it ends."""
    backward: list[Placed] = []
    overlapping: list[Placed] = []
    above: Cue | None = None
    for each in placed:
        cue = each.cue
        if cue.start_ms is None:
            continue
        # Several voices in one caption share its line and its times.
        if above is not None and above.start_ms is not None and (cue.line is None or cue.line != above.line):
            if cue.start_ms < above.start_ms:
                backward.append(each)
            elif above.end_ms is not None and cue.start_ms < above.end_ms and not _reversed(above):
                overlapping.append(each)
        above = cue
    return backward, overlapping


def _warn_at(draft: Draft, found: Sequence[Placed], code: str, sentence: str, counts: tuple[str, str]) -> None:
    if not found:
        return
    one, many = counts
    count = one if len(found) == 1 else many.format(len(found))
    lines = listed_lines([each.cue.line for each in found if each.cue.line is not None]) or "in the order of the text"
    draft.warn(code, sentence.format(count=count, lines=lines), found[0].start, found[0].end)


def listed_lines(lines: Sequence[int], most: int = 5) -> str:
    """``lines`` as a sentence names them.

    Examples
    --------
    >>> listed_lines([12]), listed_lines([12, 15]), listed_lines(list(range(1, 9)))
    ('line 12', 'lines 12, 15', 'lines 1, 2, 3, 4, 5 and 3 more')
    """
    if not lines:
        return ""
    return ("line " if len(lines) == 1 else "lines ") + sentences.listed(map(str, lines), most)


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names in quotation marks, with a count of those beyond the first.

    Examples
    --------
    >>> listed(["gloss", "gesture"])
    '“gloss”, “gesture”'
    """
    return sentences.listed((f"“{one_line(name, 40)}”" for name in names), most)


_BLANKS = re.compile(r"\s+")


def one_line(words: str, most: int = 200) -> str:
    """``words`` on one line with single blanks, cut to ``most`` characters."""
    line = _BLANKS.sub(" ", words[: most * 20]).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
