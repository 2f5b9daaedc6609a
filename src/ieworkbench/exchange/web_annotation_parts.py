"""The parts of one Web Annotation: its bodies, its targets, its maker and its moment.

Each is looked at without trusting it, since any value may stand anywhere; what cannot be read is
said by the function that was given, and the rest is read all the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from ieworkbench.exchange.guids import guid_in
from ieworkbench.exchange.moments import NEVER, moment_in
from ieworkbench.model import Passage

__all__ = [
    "SOURCE_NAME",
    "Body",
    "Target",
    "bodies_of",
    "creator_of",
    "listed",
    "moment_of",
    "motivations_of",
    "own_source",
    "targets_of",
    "text_of",
]

SOURCE_NAME = "urn:ieworkbench:source:"
"""How the name of a text begins; the source's id and the text's fingerprint follow."""

_OURS = re.compile(re.escape(SOURCE_NAME) + r"([^:]*)(?::sha256:([0-9a-f]{64}))?")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_TAGGING = {"tagging", "classifying", "identifying"}
_FURTHEST = 10**9

Say = Callable[[str], None]


def listed(value: object) -> list[Any]:
    """A value that may be missing, one or several, as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def text_of(value: object) -> str:
    """The words of a value, also of one with a language; empty if it has none."""
    if isinstance(value, dict):
        value = value.get("@value", value.get("value"))
    return _LONE_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else ""


def motivations_of(thing: dict[str, Any], key: str = "motivation") -> set[str]:
    """Why something was made, without prefixes."""
    return {name.rpartition(":")[2].rpartition("#")[2] for each in listed(thing.get(key)) if (name := text_of(each))}


def creator_of(annotation: dict[str, Any], say: Say) -> str:
    """The name of whoever made an annotation, as well as it can be told."""
    user = annotation.get("user_info")
    if isinstance(user, dict) and text_of(user.get("display_name")):
        return text_of(user.get("display_name"))
    given = listed(annotation.get("creator")) or listed(annotation.get("user"))
    names = [name for each in given if (name := _person(each))]
    if len(names) != len(given):
        say("Its creator is neither a name nor an address; nobody is named.")
    return ", ".join(names)


def _person(value: object) -> str:
    if isinstance(value, dict):
        for key in ("name", "nickname", "nick", "email", "id", "@id"):
            if text_of(value.get(key)).strip():
                return _plain(text_of(value[key]))
        return ""
    return _plain(text_of(value))


def _plain(name: str) -> str:
    """A name without the marks of an account: ``acct:ada@hypothes.is`` is ``ada``."""
    if name.startswith("acct:"):
        return name.removeprefix("acct:").partition("@")[0]
    return " ".join(name.removeprefix("mailto:").split())


def moment_of(value: object, say: Say) -> dt.datetime:
    """A moment in UTC; that of no date, with a word, if it is none."""
    if value is None:
        return NEVER
    moment = moment_in(text_of(value))
    if moment is None:
        say("When it was created is not a date and time as the standard asks; it has none now.")
    return moment or NEVER


# ---------------------------------------------------------------------------------- bodies


@dataclass(frozen=True, slots=True)
class Body:
    """One thing an annotation says: words, a tag, which names a code, or the address where it says it."""

    words: str
    tag: bool
    code_id: str = ""
    elsewhere: bool = False


def bodies_of(annotation: dict[str, Any], say: Say) -> list[Body]:
    """Everything an annotation says, in order."""
    why = motivations_of(annotation)
    value = annotation.get("bodyValue")
    if value is not None and annotation.get("body") is not None:
        say("It has both a body and a plain value, where only one is allowed; both were read.")
    found = list(_bodies(annotation.get("body"), why, say))
    if isinstance(value, str):
        found.append(Body(text_of(value), bool(why & _TAGGING)))
    elif value is not None:
        say("Its plain value is not one text.")
    if text_of(annotation.get("text")).strip():
        found.append(Body(text_of(annotation.get("text")), tag=False))
    found += [Body(text_of(tag), tag=True) for tag in listed(annotation.get("tags"))]
    return found


def _bodies(given: object, why: set[str], say: Say) -> Iterator[Body]:
    stack = list(reversed(listed(given)))
    while stack:
        body = stack.pop()
        if isinstance(body, list):
            stack.extend(reversed(body))
        elif isinstance(body, dict) and "items" in body and "value" not in body:
            stack.extend(reversed(listed(body["items"])))
        elif isinstance(body, str):
            yield _address(text_of(body), why)
        elif isinstance(body, dict):
            yield from _one_body(body, motivations_of(body, "purpose") or why, say)
        else:
            say("One of its bodies is neither a text nor an object.")


def _one_body(body: dict[str, Any], why: set[str], say: Say) -> Iterator[Body]:
    name = text_of(body.get("id", body.get("@id")))
    value = body.get("value", body.get("chars"))
    if isinstance(value, str):
        tag = bool(why & _TAGGING)
        yield Body(text_of(value), tag, guid_in(name) if tag else "")
    elif value is not None or "TextualBody" in motivations_of(body, "type"):
        say("One of its bodies is a text without words.")
    elif text_of(body.get("source")) or name:
        yield _address(text_of(body.get("source")) or name, why)
    else:
        say("One of its bodies has no words and no address.")


def _address(words: str, why: set[str]) -> Body:
    """A body that is only named; mere words, which some programs write, are read as such."""
    tag = bool(why & _TAGGING)
    elsewhere = not tag and _ADDRESS.fullmatch(words) is not None
    return Body(words, tag, guid_in(words) if tag else "", elsewhere)


# --------------------------------------------------------------------------------- targets


@dataclass(frozen=True, slots=True)
class Target:
    """What an annotation is about.

    Attributes
    ----------
    whole
        The name of the text, or of another annotation.
    id
        The passage's GUID, if the target has one.
    quote, before, after
        The words and what stands around them; ``None`` where the annotation does not say.
    place
        Start and end, in code points, if the annotation says.
    others
        Kinds of selectors that are not read.
    doubts
        Sentences about what does not fit together.
    """

    whole: str
    id: str = ""
    quote: str | None = None
    before: str = ""
    after: str = ""
    place: tuple[int, int] | None = None
    others: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def passage(self) -> Passage:
        """The words as a passage; without a place it begins at 0, and its fingerprint is empty."""
        source, fingerprint = own_source(self.whole) or (self.whole, "")
        quote = self.quote or ""
        start, end = self.place or (0, len(quote))
        if self.place is None or (quote and end - start != len(quote)):
            end, fingerprint = start + len(quote), ""
        return Passage(source, start, end, quote, self.before, self.after, fingerprint)


def own_source(name: str) -> tuple[str, str] | None:
    """The id and fingerprint of a source in a name that was given here; ``None`` if it is another name."""
    ours = _OURS.fullmatch(name)
    return None if ours is None else (unquote(ours[1]), ours[2] or "")


def targets_of(annotation: dict[str, Any], say: Say) -> list[Target]:
    """Everything an annotation is about, in order."""
    given = annotation.get("target", annotation.get("uri"))
    found: list[Target] = []
    if given is None or given == []:
        say("It has no target.")
    stack = list(reversed(listed(given)))
    while stack:
        target = stack.pop()
        if isinstance(target, list):
            stack.extend(reversed(target))
        elif isinstance(target, str) and target.strip():
            found.append(Target(text_of(target)))
        elif isinstance(target, dict) and "items" in target:
            stack.extend(reversed(listed(target["items"])))
        elif isinstance(target, dict):
            found += _one_target(target, text_of(annotation.get("uri")), say)
        else:
            say("Its target is neither an address nor an object.")
    return found


def _one_target(target: dict[str, Any], uri: str, say: Say) -> list[Target]:
    source = target.get("source", uri or None)
    own = text_of(target.get("id", target.get("@id")))
    whole = text_of(source.get("id", source.get("@id"))) if isinstance(source, dict) else text_of(source)
    selectors = list(_selectors(target.get("selector")))
    if not whole.strip() and not selectors and own and "SpecificResource" not in motivations_of(target, "type"):
        return [Target(own)]
    if not whole.strip():
        say("Its target names no source, so that nobody can tell which text it is about.")
        return []
    return [_Selected(selectors, say).target(whole, guid_in(own))]


def _selectors(given: object) -> Iterator[tuple[dict[str, Any], bool]]:
    """Every selector, and whether it counts inside what another one selects."""
    stack: list[tuple[object, bool]] = [(given, False)]
    while stack:
        selector, inside = stack.pop()
        if isinstance(selector, list):
            stack.extend((each, inside) for each in reversed(selector))
        elif isinstance(selector, dict):
            if "items" in selector:
                stack.append((selector["items"], inside))
            if "refinedBy" in selector:
                stack.append((selector["refinedBy"], True))
            yield selector, inside
        elif selector is not None:
            yield {"type": "selector that is kept elsewhere"}, inside


class _Selected:
    """What the selectors of one target say together."""

    def __init__(self, selectors: list[tuple[dict[str, Any], bool]], say: Say) -> None:
        self._quotes: list[dict[str, Any]] = []
        self._places: list[tuple[int, int]] = []
        self._others: list[str] = []
        self._doubts: list[str] = []
        for selector, inside in selectors:
            self._take(selector, inside, say)

    def _take(self, selector: dict[str, Any], inside: bool, say: Say) -> None:
        kinds = motivations_of(selector, "type")
        if "TextQuoteSelector" in kinds and text_of(selector.get("exact")):
            self._quotes.append(selector)
        elif "TextQuoteSelector" in kinds:
            say("The words it quotes are missing or empty.")
        elif "TextPositionSelector" in kinds and inside:
            self._others.append("a place inside another selection")
        elif "TextPositionSelector" in kinds:
            place = (_number(selector.get("start")), _number(selector.get("end")))
            if 0 <= place[0] < place[1]:
                self._places.append(place)
            else:
                say("The place of its words is not a start and a later end, in whole numbers.")
        elif "Choice" not in kinds:
            self._others += sorted(kinds) or ["a selector without a type"]

    def target(self, whole: str, guid: str) -> Target:
        """All of it."""
        quote = self._quotes[-1] if self._quotes else {}
        words = text_of(quote.get("exact")) if quote else None
        place = self._places[0] if self._places else None
        if len({text_of(each.get("exact")) for each in self._quotes}) > 1:
            self._doubts.append("Several quotes stand in it; the last one was taken.")
        if place is not None and words is None:
            self._doubts.append("It gives a place without the words that stand there.")
        elif place is not None and words is not None and place[1] - place[0] != len(words):
            self._doubts.append("Its place is not as long as its words; the words count, and are to be looked up.")
        others = tuple(dict.fromkeys(self._others))
        before, after = text_of(quote.get("prefix")), text_of(quote.get("suffix"))
        return Target(whole, guid, words, before, after, place, others, tuple(self._doubts))


def _number(value: object) -> int:
    """A whole number that can be a place, or -1."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _FURTHEST else -1
