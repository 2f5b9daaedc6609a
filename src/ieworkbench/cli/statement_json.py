"""A statement for other programs: what a proposed one and a kept one tell alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ieworkbench.model import Passage, Span, Statement
    from ieworkbench.model.kept_statement import KeptStatement

__all__ = ["statement_as_json"]


def statement_as_json(one: Statement | KeptStatement) -> dict[str, Any]:
    """The sentence of a statement, and each of its parts with where it stands."""
    return {
        "quote": one.quote,
        "deontic": one.deontic.value,
        "attribute": _part(one.attribute),
        "aim": _part(one.aim),
        "object": _part(one.object),
        "condition": _part(one.condition),
        "or_else": _part(one.or_else),
        "or_else_status": one.or_else_status.value,
        "refers_to": _part(one.refers_to),
        "deontic_words": _part(one.deontic_words),
        "conditions": [_part(each) for each in one.conditions],
        "exceptions": [_part(each) for each in one.exceptions],
        "despite": [_part(each) for each in one.despite],
        "limit": _part(one.limit),
        "references": [_part(each) for each in one.references],
        "actor": one.actor.value,
        "negated": one.negated,
        "language": one.language,
        "rule": one.rule,
    }


def _part(words: Span | Passage | None) -> dict[str, Any] | None:
    """Words and their place; of a passage also how it came to stand there."""
    from ieworkbench.model import Passage

    if words is None:
        return None
    if isinstance(words, Passage):
        return {"start": words.start, "end": words.end, "text": words.quote, "placement": words.placement.value}
    return {"start": words.start, "end": words.end, "text": words.text}
