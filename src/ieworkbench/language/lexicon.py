"""Cue lexicons: which words oblige, forbid, permit, entitle, condition, except and threaten, in one language.

A lexicon is a TOML file of tables and lists of phrases. ``*`` in a phrase stands for any letters,
``…`` for up to four words in between. A study may bring a file of its own, which says with
``extends`` whose lists it adds to, or stands alone; its version is named in every result's method note.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ieworkbench.errors import FileMissing, LexiconWrong
from ieworkbench.model.display import Shown

__all__ = ["LANGUAGES", "Lexicon", "lexicon", "phrase_pattern", "read_lexicon"]

LANGUAGES = ("en", "nb", "nn")
"""The languages that have a lexicon here."""

_TABLES = ("deontic", "condition", "or_else", "grammar", "time_limit", "people", "texts", "voice", "plan")
_SAID_ALIKE = {"no": "nb", "nob": "nb", "nno": "nn", "eng": "en", "bokmål": "nb", "nynorsk": "nn", "english": "en"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Lexicon(Shown):
    """The cue words of one language.

    Attributes
    ----------
    language
        Its code: ``en``, ``nb``, ``nn``, or another.
    name
        What the language is called.
    version
        Which edition of the lists this is.
    marks, foreign
        Frequent words by which the language is told from others, and those that stand in its
        neighbours and never in it.
    verb_first
        Whether a clause that begins with its verb can be a condition.
    """

    language: str
    name: str
    version: str
    marks: tuple[str, ...]
    verb_first: bool
    foreign: tuple[str, ...]
    _lists: Mapping[tuple[str, str], tuple[str, ...]]

    def __repr__(self) -> str:
        return f"Lexicon({self.language!r}, version={self.version!r})"

    def __str__(self) -> str:
        return f"{self.language} {self.version}"

    def words(self, table: str, name: str) -> tuple[str, ...]:
        """The phrases of a list, such as ``words("condition", "if")``; none if it is not there.

        Examples
        --------
        >>> "dersom" in lexicon("nb").words("condition", "if")
        True
        """
        return self._lists.get((table, name), ())

    def lists(self, table: str) -> tuple[str, ...]:
        """The names of the lists in a table, in the order of the file."""
        return tuple(name for each, name in self._lists if each == table)


def lexicon(language: str) -> Lexicon:
    """The lexicon that comes with the workbench for ``language``.

    Raises
    ------
    LexiconWrong
        If there is none.
    """
    code = language_code(language)
    if code not in LANGUAGES:
        raise LexiconWrong(language, f"there is no lexicon for it; there are {', '.join(LANGUAGES)}")
    return _own(code)


def language_code(language: str | None) -> str:
    """``nb`` for ``nb-NO``, ``no`` or ``nob``; an empty word for none."""
    word = re.split(r"[-_]", (language or "").strip().casefold())[0]
    return _SAID_ALIKE.get(word, word)


@cache
def _own(code: str) -> Lexicon:
    words = files("ieworkbench.language").joinpath("lexicons", f"{code}.toml").read_text("utf-8")
    return _lexicon(tomllib.loads(words), f"{code}.toml")


def read_lexicon(path: str | Path) -> Lexicon:
    """The lexicon in a TOML file of a study's own.

    With ``extends = "nb"`` its lists are added to those that come with the workbench, and its version
    is named beside theirs; without, they stand alone.

    Raises
    ------
    FileMissing
        If there is no such file.
    LexiconWrong
        If it is no lexicon: what is wrong, and where.
    """
    place = Path(path)
    try:
        content = tomllib.loads(place.read_text("utf-8"))
    except (FileNotFoundError, IsADirectoryError) as error:
        raise FileMissing(str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconWrong(place.name, str(error)) from error
    return _lexicon(content, place.name)


def _lexicon(content: Mapping[str, Any], file: str) -> Lexicon:
    base = content.get("extends")
    beneath = lexicon(_text(content, "extends", file)) if base is not None else None
    lists = dict(beneath._lists) if beneath else {}  # noqa: SLF001 - of the same class
    for table in _TABLES:
        entries = content.get(table, {})
        if not isinstance(entries, Mapping):
            raise LexiconWrong(file, f"“{table}” is to be a table")
        for name, phrases in entries.items():
            lists[table, name] = (*lists.get((table, name), ()), *_phrases(phrases, f"{table}.{name}", file))
    known = {"language", "name", "version", "marks", "foreign", "verb_first", "extends", *_TABLES}
    for name in content:
        if name not in known:
            raise LexiconWrong(file, f"“{name}” is nothing a lexicon has")
    language = beneath.language if beneath else _text(content, "language", file)
    version = _text(content, "version", file)
    return Lexicon(
        language=language_code(language),
        name=str(content.get("name", beneath.name if beneath else language)),
        version=f"{beneath.version} with {file} {version}" if beneath else version,
        marks=beneath.marks if beneath else _phrases(content.get("marks", []), "marks", file),
        verb_first=bool(content.get("verb_first", beneath.verb_first if beneath else False)),
        foreign=beneath.foreign if beneath else _phrases(content.get("foreign", []), "foreign", file),
        _lists=MappingProxyType({key: tuple(dict.fromkeys(phrases)) for key, phrases in lists.items()}),
    )


def _text(content: Mapping[str, Any], name: str, file: str) -> str:
    value = content.get(name)
    if not isinstance(value, str) or not value.strip():
        raise LexiconWrong(file, f'it is to say its {name}, as {name} = "…"')
    return value.strip()


def _phrases(value: object, name: str, file: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip(" *…") for each in value):
        raise LexiconWrong(file, f"“{name}” is to be a list of words")
    return tuple(" ".join(each.split()) for each in value)


_GAP = r"(?:\s+(?!(?:at|om|som|å|og|men|eller|når|før|fordi|selv|that|which|to|and|but|or|if|when|until|unless|because|hvis|dersom|viss)\b)[\w'’-]+){0,4}?"
"""Up to four words, none of which opens a clause of its own."""


def phrase_pattern(phrases: Iterable[str]) -> str:
    """A regular expression for any of ``phrases`` as whole words, the longest first.

    Examples
    --------
    >>> import re
    >>> pattern = re.compile(phrase_pattern(["har … rett til", "plan*"]), re.IGNORECASE)
    >>> [found[0] for found in pattern.finditer("Planen sier at du ikke har noen rett til dette.")]
    ['Planen', 'har noen rett til']
    """
    longest = sorted(phrases, key=lambda each: (-len(each.split()), -len(each)))
    return "(?:" + "|".join(_one(each) for each in longest) + ")" if longest else r"(?!)"


def _one(phrase: str) -> str:
    found = ""
    for word in phrase.split():
        if word == "…":
            found += _GAP
            continue
        letters = "".join(r"\w*+" if part == "*" else re.escape(part) for part in re.split(r"(\*)", word) if part)
        letters = letters.replace("'", "['’]")
        found += (r"\s+" if found else "") + letters
    before = r"\b" if phrase[:1].isalnum() or phrase[:1] == "*" else ""
    after = r"\b" if phrase[-1:].isalnum() or phrase[-1:] == "*" else ""
    return before + found + after
