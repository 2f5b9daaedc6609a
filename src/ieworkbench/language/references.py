"""Which other texts a sentence refers to: laws with their sections, and documents by their kind."""

from __future__ import annotations

import re

from ieworkbench.language.clauses import Sentence

__all__ = ["find_references"]

_NUMBER = r"\d+(?:\s?[-–]\s?\d+)?(?:\s?[a-z]\b)?"
_LAW = re.compile(
    rf"""(?:[\w-]*(?:lov|loven|lova|forskrift|forskriften|forskrifta)\b[^.;:§,()]{{0,60}}(?:\([^()]{{1,40}}\)\s*)?)?
    §{{1,2}}\s*{_NUMBER}(?:(?:,\s*|\s+(?:og|and|eller|or)\s+){_NUMBER})*
    (?:\s+(?:første|andre|annet|tredje|fjerde|femte|sjette|fyrste|\d+\.)\s*(?:ledd|leddet|punktum))?
    | \b[Ss]ections?\s+\d[\w().-]*(?:(?:,\s*|\s+(?:and|or|to)\s+)\d[\w().-]*)*
    (?:\s+of\s+the\s+(?:[A-Z][\w’'-]*\s+){{0,8}}(?:Act|Code|Regulations?|Order|Law)(?:\s+\d{{4}})?)?
    | \b(?:[A-Z][\w’'-]*\s+){{1,8}}Act\b(?:\s+\d{{4}})?""",
    re.VERBOSE,
)


def find_references(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    """Where other texts are named from ``start`` to ``end``, laws and documents, in order."""
    base = sentence.start
    words = sentence.words
    found: list[tuple[int, int]] = []
    if "§" in words or "ection" in words or "Act" in words:
        laws = _LAW.finditer(words, start - base, end - base)
        found += [(base + law.start(), base + law.start() + len(law[0].rstrip())) for law in laws if law[0].strip()]
    documents = sentence.cues.phrases("texts", "document", "no_document")
    for text in documents.find(words, sentence.between(start, end), base):
        if text.kind == "document" and all(text.end <= low or text.start >= high for low, high in found):
            found.append((text.start, text.end))
    return sorted(found)
