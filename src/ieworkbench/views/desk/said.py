"""What was done, as a sentence for those who see it happen."""

from __future__ import annotations

from collections.abc import Sequence

from ieworkbench.store.transaction import Entry
from ieworkbench.views.view_words import VIEW_WORDS, view_word

__all__ = ["said_by_others", "said_of"]


def said_of(entry: Entry, language: str) -> str:
    """What one change was: “Undone: code trouble in U1-wave1”."""
    if entry.verb in {"undo", "redo"}:
        return view_word("undone" if entry.verb == "undo" else "redone", language).format(
            _labelled(entry.what, language)
        )
    return _labelled(f"{entry.verb} {entry.what}".strip(), language)


def said_by_others(entries: Sequence[Entry], language: str) -> str:
    """What the last of several changes was, who made it, and how many there are besides."""
    if not entries:
        return ""
    last = view_word("by", language).format(entries[-1].by, said_of(entries[-1], language))
    if len(entries) == 1:
        return last
    return view_word("and-more", language).format(last, f"{len(entries) - 1:,}")


def _labelled(words: str, language: str) -> str:
    """A verb of the journal and what it was done to, with the verb as this language has it."""
    for verb in _VERBS:
        if words == verb or words.startswith(f"{verb} "):
            return view_word(f"did-{verb.replace(' ', '-')}", language) + words[len(verb) :]
    return words


_VERBS = sorted(
    (name[4:].replace("-", " ") for name in VIEW_WORDS.words if name.startswith("did-")), key=len, reverse=True
)
