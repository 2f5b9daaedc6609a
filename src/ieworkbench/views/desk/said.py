"""What was done, as a sentence for those who see it happen."""

from __future__ import annotations

from collections.abc import Sequence

from ieworkbench.model import ActMode, RecordKind
from ieworkbench.store.transaction import Entry
from ieworkbench.views.view_words import VIEW_WORDS, view_word

__all__ = ["said_by_others", "said_of"]


def said_of(entry: Entry, language: str) -> str:
    """What one change was.

    Examples
    --------
    >>> import datetime as dt
    >>> undone = Entry(3, dt.datetime(2024, 5, 1), "Ann", "undo", "code trouble in U1-wave1", False)
    >>> said_of(undone, "en"), said_of(undone, "nb")
    ('Undone: coding trouble in U1-wave1', 'Angret: koding trouble i U1-wave1')
    >>> said_of(Entry(4, dt.datetime(2024, 5, 1), "Ann", "mark act", "write in C1", False), "nb")
    'handling (skrive) i C1'
    """
    if entry.verb in {"undo", "redo"}:
        how = "undone" if entry.verb == "undo" else "redone"
        return view_word(how, language).format(_labelled(entry.what, language))
    return _labelled(f"{entry.verb} {entry.what}".strip(), language)


def said_by_others(entries: Sequence[Entry], language: str) -> str:
    """What the last of several changes was, who made it, and how many there are besides; empty for none."""
    if not entries:
        return ""
    last = view_word("by", language).format(entries[-1].by, said_of(entries[-1], language))
    if len(entries) == 1:
        return last
    return view_word("and-more", language).format(last, f"{len(entries) - 1:,}")


def _labelled(words: str, language: str) -> str:
    """A verb of the journal and what it was done to, as this language says it; as the journal does if it has no words."""
    for verb in _VERBS:
        rest = _after(words, verb)
        if rest is not None:
            rest = _with_mode(rest, language) if verb == "mark act" else rest
            return view_word(f"did-{verb.replace(' ', '-')}", language) + _placed(rest, language)
    action, _, record = words.partition(" ")
    for kind in _KINDS if f"was-{action}" in VIEW_WORDS.words else ():
        rest = _after(record, kind.value)
        if rest is not None:
            rest = _with_mode(rest, language) if kind is RecordKind.ACT else rest
            return view_word(f"was-{action}", language).format(kind.label(language) + _placed(rest, language))
    return words


def _with_mode(rest: str, language: str) -> str:
    """``" write in C1"`` with the sort of doing in this language and in brackets; an act with an id of its own has none."""
    for mode in ActMode:
        after = _after(rest.lstrip(), mode.value)
        if after is not None:
            return f" ({mode.label(language)}){after}"
    return rest


def _after(words: str, first: str) -> str | None:
    """What comes after these first words, with the blank before it; ``None`` if others come first."""
    return words[len(first) :] if f"{words} ".startswith(f"{first} ") else None


def _placed(rest: str, language: str) -> str:
    """``" trouble in U1"`` with the last *in* as this language has it."""
    what, mark, where = rest.rpartition(" in ")
    return f"{what} {view_word('in', language)} {where}" if mark else rest


_VERBS = sorted((name[4:].replace("-", " ") for name in VIEW_WORDS.words if name.startswith("did-")), key=len)[::-1]
_KINDS = sorted(RecordKind, key=len)[::-1]
