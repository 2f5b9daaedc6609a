"""Whether the words of a REFI-QDA selection stand where its positions say.

The standard does not keep the words of a selection; many programs call it by them. Where they do,
the name tells whether the positions count what they should.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ieworkbench.exchange.bundle import Fate, Finding
from ieworkbench.exchange.names import short
from ieworkbench.exchange.refi_names import CUT_MARK, LONGEST_NAME, unbroken, xml_text

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["check_selections"]

_LOOKED_FOR = 50
_CUT_MARKS = (CUT_MARK, "...")
_LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True)
class _Selection:
    """What a selection says of itself, and the text it is in."""

    guid: str
    name: str
    start: int
    end: int
    text: str

    def words(self, most: int) -> str:
        """The words at its place, or the first ``most`` characters of them: a name is never longer by much."""
        return self.text[self.start : min(self.end, self.start + most)]


def check_selections(texts: list[tuple[_Element, str | None]], *, ours: bool) -> list[Finding]:
    """Selections that lie outside their text, or whose words stand elsewhere.

    Parameters
    ----------
    texts
        Sources and notes, each with its text; without one only the order of the positions is looked at.
    ours
        Whether the names are quotes for certain. In other projects they are if at least one of the
        first few stands in its text.
    """
    findings: list[Finding] = []
    inside = list(_inside(texts, findings))
    if ours:
        slipped = [each for each in inside if each.name != _called(each.words(LONGEST_NAME + 1))]
    else:
        slipped = [each for each in inside if each.name and not _names(each)]
        slipped = slipped if len(slipped) < len(inside) or any(map(_elsewhere, slipped[:_LOOKED_FOR])) else []
    for each in slipped:
        why = f"“{short(each.name)}” should stand there, but there stands “{short(each.words(200))}”"
        findings.append(Finding(Fate.UNPLACED, "selection", f"{each.guid}, {each.start}–{each.end}", why))
    return findings


def _inside(texts: list[tuple[_Element, str | None]], findings: list[Finding]) -> Iterator[_Selection]:
    """The selections whose positions lie in their text; the others become findings."""
    for element, text in texts:
        for each in element:
            if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == "PlainTextSelection":
                guid = each.get("guid") or "selection"
                given = each.get("startPosition") or "", each.get("endPosition") or ""
                start, end = map(_whole, given)
                if start is None or end is None or not 0 <= start < end or (text is not None and end > len(text)):
                    why = (
                        "these are no positions in its text"
                        if text is None
                        else f"its text has {len(text):,} characters"
                    )
                    where = f"{guid}, {short(given[0])}–{short(given[1])}"
                    findings.append(Finding(Fate.UNPLACED, "selection", where, why))
                elif text is not None:
                    yield _Selection(guid, each.get("name") or "", start, end, text)


def _whole(number: str) -> int | None:
    try:
        return int(number) if len(number) <= _LONGEST_NUMBER else None
    except ValueError:
        return None


def _called(words: str) -> str:
    """The name we give to a selection of these words."""
    cut = words if len(words) <= LONGEST_NAME else words[:LONGEST_NAME] + CUT_MARK
    return xml_text(unbroken(cut))


def _names(selection: _Selection) -> bool:
    """Whether the name is the words, or their beginning where it was cut; blanks do not matter."""
    name, words = _even(selection.name), _even(selection.words(10 * len(selection.name) + 1000))
    if name == words:
        return True
    return any(name.endswith(mark) and words.startswith(name.removesuffix(mark).rstrip()) for mark in _CUT_MARKS)


def _elsewhere(selection: _Selection) -> bool:
    """Whether the name is words of the text at all, and no label of another kind."""
    name = selection.name
    for mark in _CUT_MARKS:
        name = name.removesuffix(mark)
    return len(name) > 3 and name.rstrip() in selection.text


def _even(words: str) -> str:
    return " ".join(xml_text(words).split())
