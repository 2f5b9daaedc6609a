"""ELAN: tiers of annotations on a line of time, in XML.

The independent tiers with words are the talk, laid together in the order of time; tiers that
depend on them (translations, glosses, words) are named and left out, as are tiers that code with a
controlled vocabulary. Times that ELAN itself does not store stay open. Pictures, links to media
and the layout of the tiers have no place in a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.errors import FileDamaged, FileWithoutText
from ieworkbench.importers.cues import Cue, one_line, warn_of_times, write_cues
from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions
from ieworkbench.importers.packages import parse_xml
from ieworkbench.importers.tiers import Tier, cues_in_time, name_speakers, talk_of, warn_left_out

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["FORMAT", "read"]

_TICK_MS = {"milliseconds": 1.0, "PAL-frames": 40.0, "PAL-50-frames": 20.0, "NTSC-frames": 1001 / 30}


@dataclass(slots=True)
class _Row:
    """One tier as it stands in the file."""

    name: str
    cues: list[Cue]
    participant: str | None
    parent: str | None
    coded: bool
    open_times: int = 0
    children: list[str] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(1 for cue in self.cues if cue.words)

    def tier(self) -> Tier:
        return Tier(self.name, tuple(self.cues), self.participant)


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """What is said in the independent tiers of an ELAN file, in the order of time.

    Raises
    ------
    FileDamaged
        If the XML is broken, with the line, or is not ELAN's.
    FileWithoutText
        If no tier holds words.
    """
    root = parse_xml(raw, raw.data)
    if _name(root) != "ANNOTATION_DOCUMENT":
        raise FileDamaged(
            raw.name, f"line {root.sourceline}", "this is XML, but not ELAN's", "check that it is the right file"
        )
    draft = Draft()
    rows = _rows(root, draft)
    talk, dependent = _choose(rows, draft)
    tiers, others = talk_of([row.tier() for row in talk], options)
    if not tiers:
        raise FileWithoutText(raw.name, "no tier holds words", "check in ELAN that the transcription was saved")
    _warn(draft, [rows[tier.name] for tier in tiers], dependent, others)
    warn_of_times(draft, write_cues(draft, cues_in_time(name_speakers(tiers, options)), options), overlaps=False)
    return draft


def _name(element: etree._Element) -> str:
    """An element's name without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _below(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if _name(child) == name)


def _rows(root: etree._Element, draft: Draft) -> dict[str, _Row]:
    """Every tier by its name, in the order of the file."""
    slots = _slots(root, draft)
    coded = {
        kind.get("LINGUISTIC_TYPE_ID")
        for kind in _below(root, "LINGUISTIC_TYPE")
        if kind.get("CONTROLLED_VOCABULARY_REF")
    }
    rows: dict[str, _Row] = {}
    times: dict[str, tuple[int | None, int | None]] = {}
    for number, tier in enumerate(_below(root, "TIER"), 1):
        name = tier.get("TIER_ID") or f"tier {number}"
        name = name if name not in rows else f"{name} ({number})"
        row = _Row(
            name,
            [],
            one_line(tier.get("PARTICIPANT") or "") or None,
            tier.get("PARENT_REF"),
            tier.get("LINGUISTIC_TYPE_REF") in coded,
        )
        row.cues.extend(_annotations(tier, slots, times, row))
        rows[name] = row
    for row in rows.values():
        if row.parent in rows:
            rows[row.parent].children.append(row.name)
    return rows


def _slots(root: etree._Element, draft: Draft) -> dict[str, int | None]:
    """Each time slot's value in milliseconds; slots without one, or with one that is no number, have none."""
    unit = next((head.get("TIME_UNITS") for head in _below(root, "HEADER")), None) or "milliseconds"
    tick = _TICK_MS.get(unit)
    if tick is None:
        draft.warn(
            "time-unit-unknown",
            f"The times are in a unit that is not known (“{one_line(unit, 30)}”); they were left out.",
        )
    slots: dict[str, int | None] = {}
    for order in _below(root, "TIME_ORDER"):
        for slot in _below(order, "TIME_SLOT"):
            value = (slot.get("TIME_VALUE") or "").strip()
            fits = tick is not None and value.isdecimal() and len(value) < 12
            slots[slot.get("TIME_SLOT_ID") or ""] = round(int(value) * (tick or 1)) if fits else None
    return slots


def _annotations(
    tier: etree._Element,
    slots: dict[str, int | None],
    times: dict[str, tuple[int | None, int | None]],
    row: _Row,
) -> Iterator[Cue]:
    """The annotations of a tier; one that refers to another has its times."""
    for annotation in _below(tier, "ANNOTATION"):
        for each in annotation:
            kind = _name(each)
            if kind == "ALIGNABLE_ANNOTATION":
                start = slots.get(each.get("TIME_SLOT_REF1") or "")
                end = slots.get(each.get("TIME_SLOT_REF2") or "")
            elif kind == "REF_ANNOTATION":
                start, end = times.get(each.get("ANNOTATION_REF") or "", (None, None))
            else:
                continue
            identity = each.get("ANNOTATION_ID")
            if identity:
                times[identity] = (start, end)
            words = "".join(
                str(text) for value in _below(each, "ANNOTATION_VALUE") for text in value.itertext()
            ).strip()
            row.open_times += bool(words) and (start is None or end is None)
            yield Cue(words, start_ms=start, end_ms=end, label=identity)


def _choose(rows: dict[str, _Row], draft: Draft) -> tuple[list[_Row], list[_Row]]:
    """The tiers that may be talk, and those that depend on others or code them.

    A tier without words of its own, or with numbers in the place of words, stands for the tier
    below it that has them: so it is in files that came from other programs.
    """
    talk: list[_Row] = []
    lost = [row.name for row in rows.values() if row.parent is not None and row.parent not in rows]
    if lost:
        draft.warn(
            "tier-without-parent", f"A tier depends on one that is not in the file and was read by itself: “{lost[0]}”."
        )
    for row in rows.values():
        if row.parent in rows:
            continue
        stand_in = None if row.words and not _only_numbers(row) else _first_with_words(row, rows)
        if stand_in is not None:
            draft.warn(
                "tier-stands-in",
                f"The tier “{one_line(row.name, 40)}” holds no words of its own; the tier below it, "
                f"“{one_line(stand_in.name, 40)}”, was read as the talk.",
            )
            stand_in.participant = stand_in.participant or row.participant
        talk.append(stand_in or row)
    uncoded = [row for row in talk if not row.coded]
    talk = uncoded if any(row.words for row in uncoded) else talk
    return talk, [row for row in rows.values() if row.words and row not in talk]


def _only_numbers(row: _Row) -> bool:
    """Whether every annotation is one mark with a digit in it, such as ``kari_012``."""
    said = [cue.words for cue in row.cues if cue.words]
    return all(len(words.split()) == 1 and any(map(str.isdigit, words)) for words in said)


def _first_with_words(row: _Row, rows: dict[str, _Row]) -> _Row | None:
    """The first tier right below ``row`` that has words."""
    below = [rows[name] for name in row.children]
    return next((child for child in below if child.words and not _only_numbers(child)), None)


def _warn(draft: Draft, talk: list[_Row], dependent: list[_Row], others: list[Tier]) -> None:
    warn_left_out(draft, [row.tier() for row in dependent], "Tiers that depend on others or code them are no talk")
    warn_left_out(draft, others, "By their names these are no talk, or repeat it word by word")
    count = sum(row.open_times for row in talk)
    if count:
        draft.warn(
            "times-open", f"{count} annotations have no time of their own at one end or both; that is left open."
        )


def _sniff(head: bytes) -> bool:
    return b"<ANNOTATION_DOCUMENT" in head


FORMAT = Format("eaf", "ELAN annotations", (".eaf",), read, _sniff)
