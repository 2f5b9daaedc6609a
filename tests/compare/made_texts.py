"""Made-up texts for comparing: sources from words alone."""

from __future__ import annotations

import numpy as np

from ieworkbench.importers import read_bytes
from ieworkbench.model import SaidDate, Source, SourceKind

LETTER = "You must meet at the office on the day that is named in this letter, and bring the form with you."


def text(words: str, name: str = "", kind: str = "other", cases: tuple[str, ...] = (), date: str = "") -> Source:
    """A source with these words."""
    origin = read_bytes(b"words", f"{name or 'text'}.txt").origin
    said = SaidDate.read(date) if date else None
    return Source(words, (), (), (), origin, id=name, kind=SourceKind(kind), cases=cases, date=said)


def other_words(many: int, seed: int) -> list[str]:
    """Made-up words of which none stands twice, and none in two seeds."""
    chance = np.random.default_rng(seed)
    return [f"w{seed}x{number}q{chance.integers(10)}" for number in range(many)]
