"""What a researcher gave a verb, looked at before anything is done with it: words, a passage, codings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ieworkbench.errors import RecordWrong
from ieworkbench.model import Coding, Passage

__all__ = ["coding_given", "codings_given", "line_given", "passage_given", "several_given", "words_given"]


def words_given(what: str, given: object) -> str:
    """``given``, if it is text.

    Raises
    ------
    RecordWrong
        If it is anything else.
    """
    if not isinstance(given, str):
        raise RecordWrong(what, "", f"it is text, between quotation marks, and not {_kind(given)}")
    return given


def line_given(what: str, given: object) -> str:
    """``given`` on one line without blanks around it, if it is text and not empty.

    Raises
    ------
    RecordWrong
        If it is anything else.
    """
    line = " ".join(words_given(what, given).split())
    if not line:
        raise RecordWrong(what, "", "there are no words in it; write a few")
    return line


def several_given(what: str, given: object) -> list[Any]:
    """What was given as a list; text is one thing and no list of letters.

    Raises
    ------
    RecordWrong
        If it is no list.
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise RecordWrong(what, "", f"give a list, and not {_kind(given)}")
    return list(given)


def passage_given(given: object) -> Passage:
    """The passage that was given, bare or as part of what a question found.

    Raises
    ------
    RecordWrong
        If it is none.
    """
    passage = given if isinstance(given, Passage) else getattr(given, "passage", None)
    if not isinstance(passage, Passage):
        message = f"give words of a source, such as talk.find_one(“…”), and not {_kind(given)}"
        raise RecordWrong("passage", "", message)
    return passage


def codings_given(given: object) -> list[Coding]:
    """The codings that were given: one or several, bare or as what a question found.

    Raises
    ------
    RecordWrong
        If something else is among them.
    """
    one = isinstance(given, Coding) or isinstance(getattr(given, "coding", None), Coding)
    found = [coding_given(each) for each in ([given] if one else several_given("codings", given))]
    return list({each.id: each for each in found}.values())


def coding_given(given: object) -> Coding:
    """The coding that was given, bare or as what a question found.

    Raises
    ------
    RecordWrong
        If it is none.
    """
    coding = given if isinstance(given, Coding) else getattr(given, "coding", None)
    if not isinstance(coding, Coding):
        raise RecordWrong("coding", "", f"give codings, such as study.codings() finds, and not {_kind(given)}")
    return coding


def _kind(given: object) -> str:
    name = type(given).__name__
    return "nothing" if given is None else f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
