"""Which of the languages that have a lexicon a text is in, told by its most frequent words.

Bokmål and nynorsk share most of theirs, so what counts is how many of a text's words are marks of
each. A text too short, or in another language, is said to be in none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ieworkbench.language.cues import Words
from ieworkbench.language.lexicon import Lexicon

__all__ = ["guess_language"]

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_SHARE = 0.2
_ENOUGH = 4_000
_LEAD = 3


def guess_language(words: str, lexicons: Sequence[Lexicon], least: int = 2, usual: str = "") -> str:
    """The code of the language of ``words``, or an empty word where it cannot be told.

    Parameters
    ----------
    words
        The text; of a long one its beginning decides.
    lexicons
        The languages it may be in.
    least
        How many of its words must be marks of a language.
    usual
        The language of the text around it, which is kept unless the words clearly speak against it.

    Examples
    --------
    >>> from ieworkbench.language.lexicon import lexicon
    >>> both = [lexicon("nb"), lexicon("nn"), lexicon("en")]
    >>> guess_language("Dersom du ikkje finn svar, kan du ringje oss.", both)
    'nn'
    >>> guess_language("Wenn Sie das Formular nicht einreichen, endet die Leistung.", both)
    ''
    """
    said = Counter([each.lower() for each in _WORD.findall(words[: _ENOUGH * 10])[:_ENOUGH]])
    if not said:
        return ""
    counts = [(_score(said, lexicon), lexicon.language) for lexicon in lexicons]
    best = max(count for count, _ in counts)
    if best < least or best < _LEAST_SHARE * said.total():
        return ""
    if any(language == usual and count > best - _LEAD for count, language in counts):
        return usual
    tied = [language for count, language in counts if count == best]
    if len(tied) > 1 and set(tied) != {"nb", "nn"}:
        return ""
    return min(tied)  # what could be both is read as bokmål, which most is


def _score(said: Counter[str], lexicon: Lexicon) -> int:
    """How many words are marks of a language, less twice those that never stand in it."""
    marks, foreign = _marks_of(lexicon)
    return marks.count_in(said) - 2 * foreign.count_in(said)


@lru_cache(maxsize=32)
def _marks_of(lexicon: Lexicon) -> tuple[Words, Words]:
    """The marks of a language and what never stands in it, made ready once for each lexicon."""
    return Words(lexicon.marks), Words(lexicon.foreign)
