"""What a screen says of a thing on a map beside its words: who, where, when; and of an account, who tells it and how it is known."""

from __future__ import annotations

from typing import Any

from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.screen_words import screen_word
from ieworkbench.maps.drawing.text_size import one_line
from ieworkbench.maps.records import ChainRecords
from ieworkbench.maps.who_tells import who_tells
from ieworkbench.model import Account, Act, InstitutionalText, Layer, Resource, TextCopy, WhoseWork

__all__ = ["Facts", "facts_of_link", "facts_of_node", "how_known", "who_told"]

Facts = list[tuple[str, str]]
"""Names and what they say, in the language of the screen."""


def facts_of_node(data: dict[str, Any], language: str) -> Facts:
    """What there is to say of an act, text, copy or resource, by its attributes on the map."""
    record = data["record"]
    if isinstance(record, Act):
        facts = _of_act(record, language)
    elif isinstance(record, InstitutionalText):
        facts = _of_text(record, language)
    elif isinstance(record, TextCopy):
        facts = _some(language, ("site", record.site), ("since", str(record.since or "")), ("how it came", record.how))
    elif isinstance(record, Resource):
        facts = _some(language, ("what is given", record.kind.label(language)), ("site", record.site or ""))
    else:
        facts = []
    lists = data.get("listed", ())
    return facts + [
        (screen_word("lists", language) if number == 0 else "", one_line(each)) for number, each in enumerate(lists)
    ]


def facts_of_link(data: dict[str, Any], language: str) -> Facts:
    """What there is to say of a link, by its attributes on the map."""
    facts: Facts = []
    record = data.get("record")
    if data.get("derived"):
        facts.append((screen_word("derived", language), word("as a whole", language)))
    if record is not None:
        facts += _doubts(record, language)
    if data.get("layer", Layer.PARTICULAR) is not Layer.PARTICULAR:
        facts.append((screen_word("layer", language), word(f"layer {data['layer'].value}", language)))
    return facts


def who_told(records: ChainRecords, account: Account, language: str) -> str:
    """Who tells an account, from where in the institution, and in which wave; empty where a text does."""
    teller = who_tells(records, account)
    wave = screen_word("wave", language).format(teller.wave) if teller.wave is not None else ""
    levels = ", ".join(dict.fromkeys(each.label(language) for each in teller.levels))
    return _joined(one_line(teller.name) if teller.informants else "", levels, wave)


def how_known(account: Account, language: str) -> str:
    """How those who tell an account know it, whether it was done, and whose work it was."""
    known = [account.status.label(language), account.polarity.label(language)]
    if account.work is not WhoseWork.UNKNOWN:
        known.append(screen_word("own work" if account.work is WhoseWork.OWN else "other's work", language))
    return _joined(*known)


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _of_act(act: Act, language: str) -> Facts:
    who = str(act.doer) if act.doer.known else word("doer unknown", language)
    facts = _some(
        language,
        ("who", who),
        ("with", ", ".join(map(str, dict.fromkeys((*act.with_whom, *act.participants))))),
        ("initiative", str(act.initiative) if act.initiative.known else ""),
        ("site", act.site or ""),
        ("when", str(act.when or "")),
    )
    if act.layer is not Layer.PARTICULAR:
        facts.append((screen_word("layer", language), word(f"layer {act.layer.value}", language)))
    return facts + _doubts(act, language)


def _of_text(text: InstitutionalText, language: str) -> Facts:
    held = screen_word("held", language).format(", ".join(text.sources))
    return _some(
        language,
        ("genre", text.genre),
        ("authority", text.authority.label(language)),
        ("site", text.site or ""),
        ("when", str(text.date or "")),
        ("known", held if text.sources else screen_word("hearsay", language)),
        ("boss", text.boss),
    )


def _doubts(record: Any, language: str) -> Facts:  # noqa: ANN401 - an act, or a link
    return _some(language, ("gap", record.gap), ("inferred", record.inferred))


def _some(language: str, *facts: tuple[str, str]) -> Facts:
    """The facts that say something, named in the language of the screen."""
    return [(screen_word(name, language), one_line(words)) for name, words in facts if words]
