"""Whose words go out with a map: those its audience may see, and none if quotes are not wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ieworkbench.maps.audience import WITHHELD
from ieworkbench.model import Account, Audience

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["OUTSIDE", "Quoting", "xml_words"]

OUTSIDE = frozenset({Audience.CHAIN, Audience.PUBLIC})
"""Who does not work on the study: notes, names of files and records beside the map are not for them."""


class Quoting:
    """The words of accounts as they may go out, and how many had to stay.

    Attributes
    ----------
    quotes
        Whether words are wanted at all.
    """

    def __init__(self, m: InstitutionalMap, quotes: bool = True) -> None:
        self._map = m
        self.quotes = quotes
        self._left_out: set[Account] = set()

    def __call__(self, account: Account) -> str:
        """What an account says: its words, ``[words withheld]``, or nothing if no quotes are wanted."""
        words = self._map.words(account) if self.quotes else ""
        if words != account.passage.quote:
            self._left_out.add(account)
        return words

    def sentences(self) -> tuple[str, ...]:
        """What was left out so far, in at most one sentence."""
        number = len(self._left_out)
        if not number:
            return ()
        words = "the words of 1 account" if number == 1 else f"the words of {number} accounts"
        if not self.quotes:
            return (f"Without quotes, as was asked for: {words} stay with the study.",)
        return (f"Not for this audience ({self._map.audience.value}): {words}; “{WITHHELD}” stands for them.",)


def xml_words(words: str) -> str:
    """``words`` without what no XML file may hold: control characters, and halves of letters; lines stay lines.

    Examples
    --------
    >>> xml_words("one\\x0btwo\\nthree\\ud800")
    'onetwo\\nthree'
    """
    return "".join(filter(_allowed, words.replace("\r\n", "\n").replace("\r", "\n")))


def _allowed(letter: str) -> bool:
    place = ord(letter)
    if place < 0x20:
        return letter in "\t\n"
    return not (0x7F <= place <= 0x9F or 0xD800 <= place <= 0xDFFF or place & 0xFFFE == 0xFFFE)
