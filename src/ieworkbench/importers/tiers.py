"""Tiers, as ELAN and Praat have them: which of them are talk, whose, and in what order.

A tier is a row of timed labels. Some rows are what people say, others count words, translate or
describe; only the first kind becomes turns, and what is left out is named. Rows of talk are laid
together in the order of time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ieworkbench.importers.cues import Cue, listed
from ieworkbench.importers.format import Draft, ReadOptions

__all__ = ["Tier", "cues_in_time", "name_speakers", "talk_of", "warn_left_out"]


@dataclass(frozen=True, slots=True)
class Tier:
    """One row: its name, its participant where the file has one, and its labels in their order."""

    name: str
    cues: tuple[Cue, ...]
    participant: str | None = None

    @property
    def words(self) -> int:
        """How many labels hold words."""
        return sum(1 for cue in self.cues if cue.words)


_NO_SPEAKERS = frozenset(
    [
        "transcription",
        "transcript",
        "transkription",
        "transkripsjon",
        "text",
        "texts",
        "tekst",
        "utterance",
        "utterances",
        "ytring",
        "ytringer",
        "word",
        "words",
        "wrd",
        "ord",
        "phrase",
        "phrases",
        "sentence",
        "sentences",
        "setning",
        "note",
        "notes",
        "notat",
        "notater",
        "comment",
        "comments",
        "kommentar",
        "kommentarer",
        "gloss",
        "glosses",
        "translation",
        "translations",
        "oversettelse",
        "gesture",
        "gestures",
        "gestus",
        "default",
        "tier",
        "tiers",
        "segment",
        "segments",
        "segmentation",
        "silence",
        "silences",
        "sounding",
        "phone",
        "phones",
        "phoneme",
        "phonemes",
        "syllable",
        "syllables",
        "syllabe",
        "pos",
        "tag",
        "tags",
        "topic",
        "topics",
        "code",
        "codes",
        "coding",
        "pause",
        "pauses",
        "noise",
        "noises",
        "event",
        "events",
        "music",
        "speech",
        "talk",
        "tale",
        "audio",
        "ref",
        "tx",
        "ft",
        "orthography",
        "ortho",
        "ort",
        "ipa",
        "pitch",
        "intensity",
        "point",
        "points",
        "annotation",
        "annotations",
        "turn",
        "turns",
        "part",
        "parts",
        "section",
        "sections",
        "question",
        "questions",
        "main",
        "all",
        "asr",
    ]
)
_NOT_TALK = frozenset(
    [
        "phone",
        "phones",
        "phoneme",
        "phonemes",
        "phon",
        "syllable",
        "syllables",
        "syllabe",
        "syll",
        "pos",
        "gloss",
        "glosses",
        "translation",
        "translations",
        "oversettelse",
        "silence",
        "silences",
        "gesture",
        "gestures",
        "gestus",
        "comment",
        "comments",
        "kommentar",
        "kommentarer",
        "note",
        "notes",
        "notat",
        "notater",
        "noise",
        "noises",
        "pitch",
        "intensity",
        "tag",
        "tags",
        "code",
        "codes",
        "coding",
        "music",
        "pause",
        "pauses",
    ]
)
_WORDS = frozenset({"word", "words", "wrd", "ord"})
_LONGEST_WORD = 24
_NAME_PARTS = re.compile(r"[\W_]+")


def _parts(name: str) -> list[str]:
    """The parts of a tier's name in small letters: ``Kari - words`` is ``kari`` and ``words``."""
    return [part for part in _NAME_PARTS.split(name.lower()) if part]


def _owner(name: str) -> tuple[str, ...]:
    """Whose tier it is by its name, without the part that says what it holds and without a number."""
    return tuple(part for part in _parts(name) if part not in _NO_SPEAKERS and part not in _NOT_TALK)


def _names_a_speaker(name: str) -> bool:
    parts = _parts(name)
    return any(not part.isdecimal() and part not in _NO_SPEAKERS and part not in _NOT_TALK for part in parts)


def talk_of(tiers: Sequence[Tier], options: ReadOptions) -> tuple[list[Tier], list[Tier]]:
    """The tiers with talk, and those left out.

    Left out are rows whose names say that they hold sounds, glosses or comments, and rows of
    single words where the same speaker's sentences stand in another row.
    """
    asked = frozenset(options.speakers or ())
    full = [tier for tier in tiers if tier.words]
    talk = [tier for tier in full if tier.name in asked or not _NOT_TALK.intersection(_parts(tier.name))]
    if not talk:
        talk = full[:1]
    sentences = [_owner(tier.name) for tier in talk if not is_word_tier(tier)]
    kept = [
        tier
        for tier in talk
        if not is_word_tier(tier) or not (_owner(tier.name) in sentences or (sentences and not _owner(tier.name)))
    ]
    return kept, [tier for tier in full if tier not in kept]


def is_word_tier(tier: Tier) -> bool:
    """Whether nearly every label is one word: a row that times words and not what is said.

    A long label without blanks is a sentence in a script that writes none.
    """
    said = [cue.words for cue in tier.cues if cue.words]
    single = sum(1 for words in said if len(words) <= _LONGEST_WORD and len(words.split()) == 1)
    named = bool(_WORDS.intersection(_parts(tier.name)))
    return single * 10 >= len(said) * (8 if named else 9) and (named or len(said) >= 10)


def name_speakers(tiers: Sequence[Tier], options: ReadOptions) -> list[Tier]:
    """``tiers`` with a speaker in each cue, as far as participants or names of tiers say who speaks.

    A tier's name is a speaker's where several tiers hold talk and the name is not a usual word
    for a row ("text", "notes"); or where the researcher says so.
    """
    asked = frozenset(options.speakers or ())
    return [_with_speaker(tier, several=len(tiers) > 1, asked=asked) for tier in tiers]


def _with_speaker(tier: Tier, *, several: bool, asked: frozenset[str]) -> Tier:
    speaker, rule = tier.participant, "participant of the tier"
    if speaker is None and (tier.name in asked or (several and _names_a_speaker(tier.name))):
        speaker, rule = tier.name, "name of the tier"
    if speaker is None:
        return tier
    return replace(tier, cues=tuple(replace(cue, speaker=speaker, rule=rule) for cue in tier.cues))


def cues_in_time(tiers: Sequence[Tier]) -> list[Cue]:
    """The cues of all tiers in the order of time; one without a time stays behind the one before it."""
    keyed: list[tuple[int, int, int, Cue]] = []
    for row, tier in enumerate(tiers):
        known = -1
        for number, cue in enumerate(tier.cues):
            known = cue.start_ms if cue.start_ms is not None else known
            if cue.words:
                keyed.append((known, row, number, cue))
    return [cue for *_, cue in sorted(keyed, key=lambda each: each[:3])]


def warn_left_out(draft: Draft, tiers: Iterable[Tier], why: str) -> None:
    """Name the tiers that are not in the text, with how many labels each holds."""
    gone = list(tiers)
    if gone:
        names = listed([tier.name for tier in gone])
        count = sum(tier.words for tier in gone)
        tier_or_tiers = "tier" if len(gone) == 1 else "tiers"
        draft.warn("tiers-left-out", f"{why}: {tier_or_tiers} {names}, with {count} labels, not in the text.")
