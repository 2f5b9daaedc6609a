"""What on a map is meant: by a record, by its id, or by words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ieworkbench.errors import NotOnMap, RecordWrong
from ieworkbench.maps.records import MapRecord
from ieworkbench.model import Account, Act, InstitutionalText, Resource, TextCopy, find_words

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["find_nodes", "nearest", "nodes_called", "nodes_meant", "nodes_told", "quotes", "says"]


def find_nodes(m: InstitutionalMap, what: MapRecord | str) -> list[str]:
    """The nodes that are meant, in the order of the map.

    Parameters
    ----------
    m
        The map.
    what
        An act, text, copy or resource; its id; or words: whatever is called so, and if nothing is,
        whatever is told of in these words. Case and accents do not matter, and a ``*`` at the end of
        a word takes any ending.

    Raises
    ------
    NotOnMap
        If nothing on the map is meant.
    RecordWrong
        If this is neither a record nor text.
    """
    if isinstance(what, Act | InstitutionalText | TextCopy | Resource):
        what = what.id
        found = [what] if what in m.graph else []
    elif isinstance(what, str):
        found = [what] if what in m.graph else nodes_called(m, what) or nodes_told(m, what)
    else:
        raise RecordWrong("place on the map", "", f"give a record, its id or words, and not a {type(what).__name__}")
    if not found:
        raise NotOnMap(what, nearest(m, what))
    return found


def nearest(m: InstitutionalMap, name: str) -> tuple[str, ...]:
    """The names on a map that look most like this one."""
    names = [*m.graph, *(data["label"] for _, data in m.graph.nodes(data=True))]
    return tuple(difflib.get_close_matches(name, list(dict.fromkeys(names))))


def nodes_meant(m: InstitutionalMap, given: Iterable[MapRecord | str]) -> tuple[str, ...]:
    """The ids of these records, which must be on the map.

    Raises
    ------
    NotOnMap
        For the first that is not.
    """
    names = tuple(each if isinstance(each, str) else each.id for each in given)
    for name in names:
        if name not in m.graph:
            raise NotOnMap(name, nearest(m, name))
    return names


def nodes_called(m: InstitutionalMap, words: str) -> list[str]:
    """The nodes that are called so, or are done for such a purpose, with such an outcome or task."""
    return [node for node, data in m.graph.nodes(data=True) if says(words, _own_words(data))]


def nodes_told(m: InstitutionalMap, words: str) -> list[str]:
    """The nodes that are told of in these words."""
    return [node for node, data in m.graph.nodes(data=True) if says(words, quotes(data["accounts"]))]


def quotes(accounts: Iterable[Account]) -> Iterator[str]:
    """What accounts say."""
    return (account.passage.quote for account in accounts)


def says(words: str, texts: Iterable[str]) -> bool:
    """Whether these words stand in one of the texts."""
    return any(find_words(text, words) for text in texts if text)


def _own_words(data: dict[str, Any]) -> Iterator[str]:
    record = data["record"]
    yield data["label"]
    if isinstance(record, Act):
        yield from (record.purpose, record.outcome, *(task.what for task in record.tasks))
