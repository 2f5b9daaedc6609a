"""A source as a page in a terminal: what it is, its text with turns or headings, what is doubtful."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from ieworkbench.cli.output import cut, say, style, wrapped
from ieworkbench.model import Section, SectionKind, Source, SourceWarning
from ieworkbench.sentences import counted, listed

__all__ = ["print_source", "source_as_json"]

_PLACES_SHOWN = 3
_MORE_PLACES = 8
_LONGEST_LABEL = 20
_COUNTED = (
    SectionKind.PAGE,
    SectionKind.TABLE,
    SectionKind.FOOTNOTE,
    SectionKind.ENDNOTE,
    SectionKind.INSERTION,
    SectionKind.DELETION,
    SectionKind.COMMENT,
)


def source_as_json(source: Source) -> dict[str, Any]:
    """A source in the shape that other programs rely on."""
    return {
        "title": source.title,
        "language": source.language,
        "content": source.content,
        "content_sha256": source.content_sha256,
        "turns": [asdict(turn) for turn in source.turns],
        "sections": [_section(asdict(section)) for section in source.sections],
        "warnings": [asdict(warning) for warning in source.warnings],
        "origin": {**asdict(source.origin), "options": dict(source.origin.options)},
    }


def _section(section: dict[str, Any]) -> dict[str, Any]:
    always = ("start", "end", "kind", "level")
    return {name: value for name, value in section.items() if name in always or value is not None}


def print_source(source: Source) -> None:
    """The whole page."""
    say(style(source.title, bold=True), *wrapped(_facts(source)), "")
    say(*(_turn_lines(source) if source.turns else _document_lines(source)))
    notes = list(_side_notes(source))
    if notes:
        say("", style("Beside the text", bold=True), *notes)
    if source.warnings:
        say(
            "",
            style(counted(len(source.warnings), "warning").capitalize(), bold=True),
            *_warning_lines(source.warnings),
        )


def _facts(source: Source) -> str:
    origin = source.origin
    facts = [origin.file_name, f"read as {origin.format}", counted(len(source.content), "character")]
    if origin.encoding:
        facts.append(origin.encoding)
    if source.language:
        facts.append(f"language {source.language}")
    if source.turns:
        by = ", ".join(source.speakers) or "speakers not named"
        facts.append(f"{counted(len(source.turns), 'turn')} ({by})")
    counts = Counter(section.kind for section in source.sections)
    facts += [counted(counts[kind], kind.value) for kind in _COUNTED if counts[kind]]
    return " · ".join(facts)


# ---------------------------------------------------------------------------------- the text


def _turn_lines(source: Source) -> Iterator[str]:
    """Each turn with its time and speaker in the margin; what stands between turns, as it stands."""
    label = min(_LONGEST_LABEL, max((len(name) for name in source.speakers), default=0))
    clocks = [_clock(turn.start_ms) for turn in source.turns]
    clock = max(len(each) for each in clocks)
    margin = " " * (clock + label + (2 if clock else 0) + (2 if label else 0))
    end = 0
    for turn, time in zip(source.turns, clocks, strict=True):
        yield from _between(source, end, turn.start, turn.speaker or "", margin)
        speaker = f"{cut(turn.speaker or '', label):<{label}}  " if label else ""
        first = (f"{time:>{clock}}  " if clock else "") + speaker
        lines = list(wrapped(source.content[turn.start : turn.end], margin, first))
        yield style(first, bold=True) + lines[0][len(first) :]
        yield from lines[1:]
        end = turn.end
    yield from _between(source, end, len(source.content), "", margin)


def _between(source: Source, start: int, end: int, speaker: str, margin: str) -> Iterator[str]:
    """What stands between two turns, but for the label and time that open the second: the margin has them."""
    if not source.content[start:end].strip():
        return
    first = bisect_left(source.sections, start, key=lambda each: each.start)
    last = bisect_left(source.sections, end, key=lambda each: each.start)
    marks = [each for each in source.sections[first:last] if each.kind is SectionKind.TIME_MARK]
    at = start
    for line in source.content[start:end].split("\n"):
        left = line
        for mark in marks:
            left = (
                left.replace(source.content[mark.start : mark.end], "") if at <= mark.start < at + len(line) else left
            )
        if any(letter.isalnum() for letter in left.replace(speaker, "")):
            yield from (style(each, dim=True) for each in wrapped(line.strip(), margin))
        at += len(line) + 1


def _document_lines(source: Source) -> Iterator[str]:
    headings = {section.start for section in source.sections if section.kind is SectionKind.HEADING}
    at = 0
    for line in source.content.rstrip("\n").split("\n"):
        broken = wrapped(line)
        yield from (style(each, bold=True) for each in broken) if at in headings else broken
        at += len(line) + 1


# ---------------------------------------------------------------------------- beside the text


def _side_notes(source: Source) -> Iterator[str]:
    """Tracked changes and comments, a note each, at their places."""
    noted = sorted((each for each in source.sections if each.kind in _NOTED), key=lambda each: (each.start, each.end))
    for section in noted:
        by = ", ".join(filter(None, [section.author, (section.date or "")[:10]]))
        head = f"  {section.start:>8}  {_NOTED[section.kind]}  "
        words = _noted_words(source, section) + (f" ({by})" if by else "")
        yield from wrapped(words, " " * len(head), head)


_NOTED = {
    SectionKind.DELETION: "deleted ",
    SectionKind.INSERTION: "inserted",
    SectionKind.COMMENT: "comment ",
}


def _noted_words(source: Source, section: Section) -> str:
    words = cut(source.content[section.start : section.end])
    if section.kind is SectionKind.DELETION:
        return f"“{cut(section.text or '', 300)}”"
    if section.kind is SectionKind.INSERTION:
        return f"“{cut(source.content[section.start : section.end], 300)}”"
    return (f"on “{words}”: " if words else "") + cut(section.text or "", 600)


def _warning_lines(warnings: Sequence[SourceWarning]) -> Iterator[str]:
    """Each kind of warning once; of what it says, the first few sentences, each with its places."""
    kinds: dict[str, dict[str, list[SourceWarning]]] = {}
    for warning in warnings:
        kinds.setdefault(warning.code, {}).setdefault(warning.message, []).append(warning)
    for code, sentences in kinds.items():
        total = sum(len(found) for found in sentences.values())
        yield f"  {code}" + (f" ({total})" if total > 1 else "")
        for message, found in list(sentences.items())[:_PLACES_SHOWN]:
            head = f"  {'' if found[0].start is None else found[0].start:>8}  "
            yield from wrapped(message + _also_at(found[1:]), " " * len(head), head)
        if len(sentences) > _PLACES_SHOWN:
            yield f"{'':12}… and {len(sentences) - _PLACES_SHOWN} more; all of them with --json"


def _also_at(others: Sequence[SourceWarning]) -> str:
    places = [str(each.start) for each in others if each.start is not None]
    return f" (Also at {listed(places, _MORE_PLACES)}.)" if places else ""


def _clock(ms: int | None) -> str:
    if ms is None:
        return ""
    seconds = ms // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"
