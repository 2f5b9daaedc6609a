"""The words that the program itself writes, in the languages it writes in: heads, buttons, labels, short sentences.

A set of words is a table that stands beside what shows it, in a file of its own where it is long. To add one,
make it where it is needed and call it:

>>> widget_word = FixedWords("widgets are written", {"code": ("Code", "Kod"), "undo": ("Undo", "Angre")}, ("en", "nb"))
>>> widget_word("undo", "nb")
'Angre'

Every entry has one wording for each language, in their order; a set that lacks one cannot be made. Places in
a wording, such as ``{0}``, are the same in all languages. What researchers write, and the words that texts are
read with, are none of these: they stand in studies and in the lexicons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ieworkbench.errors import RecordWrong

__all__ = ["LANGUAGES", "FixedWords"]

LANGUAGES = ("en", "nb", "nn")
"""English, bokmål, nynorsk."""


@dataclass(frozen=True, slots=True)
class FixedWords:
    """A set of words in several languages; called with a name and a language, it gives the words.

    Attributes
    ----------
    what
        What is written with them, as it stands in the sentence that refuses a language: “maps are drawn”.
    words
        For each name, its wording in each of the languages, in their order.
    languages
        Codes of the languages; English, bokmål and nynorsk unless told.
    beyond
        Another set, asked for names that are not in this one; with the same languages.

    Raises
    ------
    ValueError
        If a name has too few or too many wordings, or an empty one.
    """

    what: str
    words: Mapping[str, tuple[str, ...]] = field(repr=False)
    languages: tuple[str, ...] = LANGUAGES
    beyond: FixedWords | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        for name, wordings in self.words.items():
            if len(wordings) != len(self.languages) or not all(wordings):
                raise ValueError(f"“{name}” needs one wording for each of {', '.join(self.languages)}")

    def __call__(self, name: str, language: str = "en") -> str:
        """The words called ``name`` in a language.

        Raises
        ------
        RecordWrong
            If there are no words in this language.
        """
        place = self.place(language)
        if self.beyond is not None and name not in self.words:
            return self.beyond(name, language)
        return self.words[name][place]

    def place(self, language: str) -> int:
        """Which of the languages this is, counted from 0.

        Raises
        ------
        RecordWrong
            If it is none of them.
        """
        if language not in self.languages:
            raise RecordWrong("language", str(language)[:20], f"{self.what} in one of: {', '.join(self.languages)}")
        return self.languages.index(language)

    def chosen(self, names: Iterable[str], language: str = "en") -> dict[str, str]:
        """Some of the words by name, as a script of a page is given them.

        Raises
        ------
        RecordWrong
            If there are no words in this language.
        """
        self.place(language)  # refuses a language that there is not, if no name does
        return {name: self(name, language) for name in names}
