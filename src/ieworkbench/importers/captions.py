"""What caption files have in common: blocks of a number, a line of times, and lines of words.

WebVTT, SubRip and SubViewer differ in the line of times and in the markup of the words; the
grammar of lines, the labels in the words and the lines that roll up are the same, and so is the
tolerance: words are kept wherever they stand, and what is wrong is named by its line.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.entities import html5
from itertools import pairwise

from ieworkbench.errors import FileDamaged, FileEmpty, FileProblem, FileWithoutText, RecordWrong
from ieworkbench.importers.cues import Cue, listed_lines, one_line, refuse_too_many, warn_of_times, write_cues
from ieworkbench.importers.format import Draft, RawFile, ReadOptions
from ieworkbench.importers.timecodes import milliseconds
from ieworkbench.importers.turns_labels import LabelKind, kind_of
from ieworkbench.model.vocabulary import SectionKind

__all__ = [
    "Block",
    "Times",
    "arrow_times",
    "clock_ms",
    "find_blocks",
    "is_remark",
    "name_labels",
    "refuse_without_times",
    "roll_up",
    "speaking",
    "unescape",
    "voices",
    "without_markup",
    "write_captions",
]


@dataclass(frozen=True, slots=True)
class Times:
    """A line of times; `whole` says whether both of them could be read."""

    start_ms: int | None
    end_ms: int | None

    @property
    def whole(self) -> bool:
        """Whether both times are known."""
        return self.start_ms is not None and self.end_ms is not None


@dataclass(slots=True)
class Block:
    """What stands between two blank lines: a caption, or words outside every caption.

    Attributes
    ----------
    line
        Its first line in the file, from 1: the line of times where there is one.
    times
        Its times; ``None`` where words stand outside captions.
    label
        The number or identifier above the times.
    lines
        The words, line by line, with their markup.
    """

    line: int
    times: Times | None
    label: str | None = None
    lines: list[str] = field(default_factory=list)


# ------------------------------------------------------------------------------------- times

_ARROW = re.compile(r"(?:-{1,3}|[–—]) ?>|→")


def clock_ms(clock: str) -> int | None:
    """A caption's time in milliseconds; blanks inside and digits beyond the third are passed over."""
    clock = clock.replace(" ", "")
    head, point, fraction = clock.replace(",", ".").partition(".")
    return milliseconds(f"{head}.{fraction[:3]}" if point and fraction.isdecimal() else clock)


def arrow_times(line: str) -> Times | None:
    """The times of ``00:01:02.345 --> 00:01:05.000``; ``None`` where the line is no line of times.

    Examples
    --------
    >>> arrow_times("01:02,5 --> 00:01:1d.890 align:start")
    Times(start_ms=62500, end_ms=None)
    """
    if ">" not in line and "→" not in line:
        return None
    left = line[:60].strip()
    if not left[:1].isdecimal():
        return None
    arrow = _ARROW.search(left)
    if arrow is None:
        return None
    start = clock_ms(left[: arrow.start()].strip())
    words = left[arrow.end() :].split()
    end = clock_ms(words[0]) if words else None
    strict = arrow.group() == "-->"
    if (start is None or end is None) and not (strict and arrow.start() <= 20):
        return None  # words that happen to hold an arrow
    return Times(start, end)


# ------------------------------------------------------------------------------------ blocks


def find_blocks(
    lines: Sequence[str],
    first: int,
    times_of: Callable[[str], Times | None],
    is_label: Callable[[str], bool],
) -> Iterator[Block]:
    """The blocks of a caption file from line number ``first`` (from 0) on.

    A line of times opens a caption whether or not a blank line stands before it. The line right
    above it is its label if ``is_label`` says so and it opens a block; below words, only a plain
    number or an identifier made by a machine is one.
    """
    block: Block | None = None
    pending: tuple[int, str] | None = None  # a line that may be the label of what follows
    for number in range(first, len(lines)):
        line = lines[number]
        times = times_of(line)
        if times is not None:
            label = pending[1].strip() if pending else None
            if block is not None:
                label = label or _machine_label(block)
                yield block
            block, pending = Block(number + 1, times, label), None
            continue
        if not line:
            yield from _ended(block, pending)
            block, pending = None, None
        elif block is not None:
            block.lines.append(line)
        elif pending is not None:
            block, pending = _stray(pending), None
            block.lines.append(line)
        elif is_label(line):
            pending = (number, line)
        else:
            block = Block(number + 1, None, lines=[line])
    yield from _ended(block, pending)


def _ended(block: Block | None, pending: tuple[int, str] | None) -> Iterator[Block]:
    if block is not None:
        yield block
    elif pending is not None:
        yield _stray(pending)


def _stray(pending: tuple[int, str]) -> Block:
    """Words outside captions; a plain number at their head is a caption's number, not a word."""
    number, line = pending
    if line.strip().isdecimal():
        return Block(number + 1, None, label=line.strip())
    return Block(number + 1, None, lines=[line])


_MACHINE_LABEL = re.compile(
    r"\s*(?:\d{1,6}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?:[/-]\d{1,8}){0,2})\s*"
)


def _machine_label(block: Block) -> str | None:
    """Takes a number or a long identifier off the end of a block that has other words above it."""
    if block.lines and _MACHINE_LABEL.fullmatch(block.lines[-1]) and (len(block.lines) > 1 or block.times is not None):
        return block.lines.pop().strip()
    return None


# ------------------------------------------------------------------------------------ markup

_TAG = re.compile(
    r"<(?:(?P<close>/)?(?P<name>v|c|i|b|u|s|em|strong|font|span|lang|ruby|rt|br)(?P<more>(?:[.\s/][^<>]*)?)"
    r"|\d{1,3}(?::\d{2}){1,2}[.,]\d{1,3})>",
    re.IGNORECASE,
)
_POSITION = re.compile(r"\{\\[^{}\n]*\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WORD_TIME = re.compile(r"<\d{1,3}(?::\d{2}){1,2}[.,]\d{1,3}>")


def unescape(words: str) -> str:
    """``words`` with ``&amp;``, ``&lt;``, ``&nbsp;`` and their like as the letters they stand for."""
    return _ENTITY.sub(_letter, words) if "&" in words else words


def _letter(entity: re.Match[str]) -> str:
    """What an entity stands for; itself where there is none of that very name."""
    found = entity.group()
    return html.unescape(found) if found[1] == "#" or found[1:] in html5 else found


def without_markup(words: str, *, entities: bool) -> str:
    """``words`` without tags, times between words and position codes; marks of other kinds stay."""
    if "<" in words:
        words = _TAG.sub(lambda tag: "\n" if (tag["name"] or "").lower() == "br" else "", words)
    if "{\\" in words:
        words = _POSITION.sub("", words)
    return unescape(words) if entities else words


def voices(words: str) -> list[tuple[str | None, bool, str]]:
    """A caption's words voice by voice, as (speaker, whether a voice tag says so, words with markup).

    Examples
    --------
    >>> voices("<v Kari>Hei.</v>\\n<v.loud Ola N.>Hallo.")
    [('Kari', True, 'Hei.</v>\\n'), ('Ola N.', True, 'Hallo.')]
    """
    pieces: list[tuple[str | None, bool, str]] = []
    speaker: str | None = None
    tagged, after = False, 0
    for tag in _TAG.finditer(words):
        if tag["close"] or (tag["name"] or "").lower() != "v":
            continue
        pieces.append((speaker, tagged, words[after : tag.start()]))
        speaker, tagged, after = _voice_name(tag["more"]), True, tag.end()
    pieces.append((speaker, tagged, words[after:]))
    return [piece for piece in pieces if piece[1] or piece[2].strip()]


def _voice_name(more: str) -> str | None:
    """The name in ``.loud Kari Nordmann``: classes stand before the first blank."""
    parts = more.split(None, 1) if more.startswith(".") else ["", more]
    return one_line(unescape(parts[1])) or None if len(parts) > 1 else None


# ------------------------------------------------------------------------------- rolling lines


def roll_up(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """``blocks`` with each rolling line once, and how many repeated lines were left out.

    Captions made while someone speaks show a line twice or three times: new at the bottom, then
    pushed up. Two people may also say the same word after one another; so lines are taken to roll
    only where words carry their own times, or where most captions repeat the one above.
    """
    shown = [_plain_lines(block) for block in blocks]
    repeated = [0] + [_overlap(above, lines) for above, lines in pairwise(shown)]
    for number in range(1, len(blocks)):
        if not _touches(blocks[number - 1], blocks[number]):
            repeated[number] = 0
    rolling = sum(1 for count in repeated if count)
    timed_words = any(_WORD_TIME.search(line) for block in blocks for line in block.lines)
    if not rolling or not (timed_words or (len(blocks) >= 6 and rolling * 10 >= len(blocks) * 6)):
        return list(blocks), 0
    kept = [
        replace(block, lines=_words_lines(block)[count:]) if count else block
        for block, count in zip(blocks, repeated, strict=True)
    ]
    return [block for block, count in zip(kept, repeated, strict=True) if block.lines or not count], sum(repeated)


def _words_lines(block: Block) -> list[str]:
    """The lines of a block that hold words once the markup is off."""
    return [line for line in block.lines if without_markup(line, entities=False).strip()]


def _plain_lines(block: Block) -> list[str]:
    return [without_markup(line, entities=False).strip() for line in _words_lines(block)]


def _overlap(above: list[str], lines: list[str]) -> int:
    """How many lines at the head of ``lines`` are those at the end of ``above``; a caption shows few."""
    for count in range(min(len(above), len(lines), 4), 0, -1):
        if above[-count:] == lines[:count]:
            return count
    return 0


def _touches(above: Block, below: Block) -> bool:
    if above.times is None or below.times is None or above.times.end_ms is None or below.times.start_ms is None:
        return False
    return below.times.start_ms - above.times.end_ms <= 50


# ------------------------------------------------------------------------------------- labels

_LABEL = re.compile(
    r"(?P<change>>>+[ \t]*)?(?:\[(?P<boxed>[^\[\]:\n]{1,40})\]|(?P<name>[^\W\d_][\w .,'’&/()-]{0,38}?)[ \t]?):(?=\s|$)[ \t]*"
)


_SPEAKERS = frozenset({LabelKind.ROLE, LabelKind.CODE, LabelKind.NAME})


def name_labels(cues: Sequence[Cue], options: ReadOptions) -> list[Cue]:
    """``cues`` with speakers from labels in the words, ``Kari Nordmann: Hei``, where there are any.

    A label counts if it looks like a name and comes back at the start of other lines; ``NB:`` and
    the like never do. What the researcher says in ``options`` goes before that. A cue without a
    label goes on with the speaker above; ``>>`` alone says that another one speaks.
    """
    label_of = _label_reader(cues, options)
    if label_of is None:
        return list(cues)
    named: list[Cue] = []
    speaker: str | None = None
    for cue in cues:
        if cue.kind is not SectionKind.CUE:
            named.append(cue)
            continue
        for label, words in _labelled_pieces(cue.words, label_of):
            if label is not None:
                speaker = label
            elif words.startswith(">>"):
                speaker = None
            kind = SectionKind.REMARK if speaker is None and is_remark(words) else SectionKind.CUE
            rule = "label and colon" if speaker is not None else "no label"
            named.append(replace(cue, words=words, speaker=speaker, kind=kind, rule=rule))
    return named


LabelReader = Callable[[str], tuple[str, int] | None]


def _label_reader(cues: Sequence[Cue], options: ReadOptions) -> LabelReader | None:
    """What finds a label and its length at the start of a line, or ``None`` if there are none."""
    if options.turns is False:
        return None
    if options.speaker_pattern is not None:
        return _pattern_reader(options.speaker_pattern)
    if options.speakers is not None:
        wanted = frozenset(options.speakers)
    else:
        wanted = _recurring([line for cue in cues if cue.kind is SectionKind.CUE for line in cue.words.split("\n")])
    return (lambda line: _label(line, wanted)) if wanted else None


def _label(line: str, wanted: frozenset[str] | None = None) -> tuple[str, int] | None:
    match = _LABEL.match(line)
    if match is None:
        return None
    name = (match["boxed"] or match["name"]).strip()
    return (name, match.end()) if wanted is None or name in wanted else None


def _pattern_reader(pattern: str) -> LabelReader:
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise RecordWrong("speaker pattern", pattern, f"this is not a regular expression ({error})") from error

    def read(line: str) -> tuple[str, int] | None:
        match = compiled.match(line)
        if match is None or match.end() == 0:
            return None
        groups = match.groupdict()
        name = groups.get("speaker") if "speaker" in groups else match.group(1 if compiled.groups else 0)
        return ((name or "").strip(" \t:"), match.end()) if name and name.strip(" \t:") else None

    return read


def _recurring(lines: Sequence[str]) -> frozenset[str]:
    """The labels in ``lines`` that are speakers as far as their form and number can tell."""
    found = [label for label in (_label(line) for line in lines) if label is not None]
    counts = Counter(name for name, _ in found if kind_of(name) in _SPEAKERS)
    often = {name: count for name, count in counts.items() if count > 1}
    labelled = sum(counts.values())
    everywhere = len(lines) > 1 and labelled == len(lines) and len(counts) > 1
    if everywhere or sum(often.values()) * 2 >= len(lines) > 1:
        return frozenset(counts) if often or everywhere else frozenset()
    return frozenset(often) if sum(often.values()) * 10 >= len(lines) else frozenset()


def _labelled_pieces(words: str, label_of: LabelReader) -> Iterator[tuple[str | None, str]]:
    """A cue's words cut where a line opens with a label."""
    label: str | None = None
    lines: list[str] = []
    for line in words.split("\n"):
        found = label_of(line)
        if found is not None:
            if lines:
                yield label, "\n".join(lines)
            label, lines = found[0], ([line[found[1] :]] if line[found[1] :].strip() else [])
        else:
            lines.append(line)
    yield label, "\n".join(lines)


_LONGEST_BLOCK = 5000
_MOST_OUTSIDE = 500
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\*[^*]*\*|♪[^♪]*♪?")


def is_remark(words: str) -> bool:
    """Whether a whole caption stands in brackets: ``(12 seconds pause)``, ``[Music]``."""
    return _REMARK.fullmatch(words.strip()) is not None


# ----------------------------------------------------------------------------------- captions


def write_captions(
    draft: Draft,
    raw: RawFile,
    options: ReadOptions,
    blocks: Sequence[Block],
    *,
    notes: Sequence[Cue] = (),
    entities: bool,
    mend: Callable[[Draft, list[Cue]], list[Cue]] | None = None,
) -> None:
    """Write a caption file's ``blocks`` and ``notes`` into ``draft``, with what is doubtful about them.

    Parameters
    ----------
    notes
        Paragraphs that are no talk, each with its line.
    entities
        Whether ``&amp;`` stands for ``&``.
    mend
        What one program's files need before they are written.

    Raises
    ------
    FileWithoutText
        If no caption has words.
    """
    _refuse_junk(raw, blocks)
    _warn_of_blocks(draft, blocks)
    blocks, repeated = roll_up(blocks)
    cues = speaking(blocks, entities=entities)
    refuse_too_many(raw, len(cues))
    if not any(cue.words for cue in cues):
        raise FileWithoutText(raw.name, "it has no captions with words", "save or export it once more, and compare")
    if mend is not None:
        cues = mend(draft, cues)
    if not any(cue.rule for cue in cues):
        cues = name_labels(cues, options)
    if notes:
        cues = sorted([*cues, *notes], key=lambda cue: cue.line or 0)
    placed = write_cues(draft, cues, options)
    warn_of_times(draft, placed)
    if repeated:
        draft.warn(
            "captions-roll-up",
            f"The captions roll up, showing lines again as they are pushed upward; {repeated} repeated lines were "
            "left out, so that every line stands once.",
        )


def speaking(blocks: Sequence[Block], *, entities: bool) -> list[Cue]:
    """The blocks as cues, voice by voice; a cue without a voice tag goes on with the speaker above."""
    cues: list[Cue] = []
    speaker: str | None = None
    heard = False
    for block in blocks:
        for name, tagged, marked in voices("\n".join(block.lines)):
            words = _tidy(without_markup(marked, entities=entities))
            if tagged:
                speaker, heard = name, True
            remark = speaker is None and is_remark(words)
            kind = SectionKind.REMARK if remark else SectionKind.CUE
            rule = ("no voice named" if speaker is None else "voice tag") if heard else ""
            cues.append(_cue(block, words, speaker, kind, rule))
    return cues


def _cue(block: Block, words: str, speaker: str | None, kind: SectionKind, rule: str) -> Cue:
    times = block.times or Times(None, None)
    return Cue(words, speaker, times.start_ms, times.end_ms, block.line, block.label, kind, rule)


def _tidy(words: str) -> str:
    """``words`` without blanks around them and without lines that hold none."""
    return "\n".join(line for line in words.strip().split("\n") if line.strip())


def _refuse_junk(raw: RawFile, blocks: Sequence[Block]) -> None:
    """Refuse what only happens to hold a line of times, before much work is put into it."""
    advice = "check that it is the right file, or read it as plain text with --format txt"
    longest = max(blocks, key=lambda block: len(block.lines), default=None)
    if longest is not None and len(longest.lines) > _LONGEST_BLOCK:
        what = f"more than {_LONGEST_BLOCK} lines stand there without a time"
        raise FileDamaged(raw.name, f"line {longest.line}", what, advice)
    outside = [block for block in blocks if block.times is None]
    if len(outside) > _MOST_OUTSIDE and len(outside) * 10 > len(blocks) * 9:
        raise FileDamaged(raw.name, f"line {outside[0].line}", "nearly all words from here on have no times", advice)


def _warn_of_blocks(draft: Draft, blocks: Sequence[Block]) -> None:
    unread = [block.line for block in blocks if block.times is not None and not block.times.whole]
    if unread:
        draft.warn(
            "time-unreadable",
            f"A time cannot be read ({listed_lines(unread)}); the words are kept, without that time.",
        )
    empty = [block.line for block in blocks if not any(map(str.strip, block.lines))]
    if empty:
        draft.warn(
            "cue-without-words", f"A number or times stand without words ({listed_lines(empty)}); they were left out."
        )
    outside = [block.line for block in blocks if block.times is None and block.lines]
    if outside:
        draft.warn(
            "words-without-times",
            f"Words stand outside every caption ({listed_lines(outside)}); they are kept, without times.",
        )


def refuse_without_times(raw: RawFile, lines: Sequence[str], title: str, example: str) -> FileProblem:
    """The error for a file in which no line holds times."""
    if not any(map(str.strip, lines)):
        return FileEmpty(raw.name)
    return FileDamaged(
        raw.name,
        "line 1",
        f"no line holds times such as {example}, so this is no {title} file",
        "check that it is the right file, or read it as plain text with --format txt",
    )
