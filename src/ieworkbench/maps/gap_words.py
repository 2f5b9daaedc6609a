"""How gaps are asked about, in English, bokmål and nynorsk."""

from __future__ import annotations

__all__ = ["question"]

_QUESTIONS: dict[str, dict[str, str]] = {
    "doer": {
        "en": "Who {doing}? Nobody says.",
        "nb": "Hvem {doing}? Ingen sier det.",
        "nn": "Kven {doing}? Ingen seier det.",
    },
    "doer prescribed": {
        "en": "Who is it that {doing}? The text does not say.",
        "nb": "Hvem er det som {doing}? Teksten sier det ikke.",
        "nn": "Kven er det som {doing}? Teksten seier det ikkje.",
    },
    "writer": {
        "en": "Who wrote “{text}”? Nobody says.",
        "nb": "Hvem skrev «{text}»? Ingen sier det.",
        "nn": "Kven skreiv «{text}»? Ingen seier det.",
    },
    "reader": {
        "en": "Who reads “{text}”, and what comes of it? Nobody says.",
        "nb": "Hvem leser «{text}», og hva fører det til? Ingen sier det.",
        "nn": "Kven les «{text}», og kva fører det til? Ingen seier det.",
    },
    "which": {
        "en": "Which {number} of the {of} are the “{text}”? Nobody says.",
        "nb": "Hvilke {number} av de {of} er «{text}»? Ingen sier det.",
        "nn": "Kva {number} av dei {of} er «{text}»? Ingen seier det.",
    },
    "written": {
        "en": "Was it ever written down that {doer} {doing}? Nobody says.",
        "nb": "Ble det noen gang skrevet ned at {doer} {doing}? Ingen sier det.",
        "nn": "Vart det nokon gong skrive ned at {doer} {doing}? Ingen seier det.",
    },
    "jump": {
        "en": "How does it get from “{first}” to “{then}”? Nobody tells of talk or a text between them.",
        "nb": "Hvordan kommer det fra «{first}» til «{then}»? Ingen forteller om samtale eller tekst imellom.",
        "nn": "Korleis kjem det frå «{first}» til «{then}»? Ingen fortel om samtale eller tekst imellom.",
    },
    "copy": {
        "en": "How did the copy of “{text}” come to lie at {site}? Nobody says.",
        "nb": "Hvordan kom kopien av «{text}» til {site}? Ingen sier det.",
        "nn": "Korleis kom kopien av «{text}» til {site}? Ingen seier det.",
    },
    "giver": {
        "en": "Who or what gives “{resource}”? Nobody says.",
        "nb": "Hvem eller hva gir «{resource}»? Ingen sier det.",
        "nn": "Kven eller kva gir «{resource}»? Ingen seier det.",
    },
    "initiative": {
        "en": "At whose initiative was the meeting “{doing}”? Nobody says.",
        "nb": "Hvem tok initiativ til møtet «{doing}»? Ingen sier det.",
        "nn": "Kven tok initiativ til møtet «{doing}»? Ingen seier det.",
    },
    "instructed": {
        "en": "It is told how “{doing}” is supposed to go. Does anybody tell of a time when it was done?",
        "nb": "Det fortelles hvordan «{doing}» skal foregå. Forteller noen om en gang det ble gjort?",
        "nn": "Det blir fortalt korleis «{doing}» skal gå føre seg. Fortel nokon om ein gong det vart gjort?",
    },
    "own words": {
        "en": "Others tell that {doer} {doing}. How does {doer} tell it?",
        "nb": "Andre forteller at {doer} {doing}. Hvordan forteller {doer} det?",
        "nn": "Andre fortel at {doer} {doing}. Korleis fortel {doer} det?",
    },
}


def question(which: str, language: str, **words: str) -> str:
    """A question about a gap, with what it is about put in.

    Parameters
    ----------
    which
        The kind of question.
    language
        ``en``, ``nb`` or ``nn``; English for any other.
    words
        What the question names.

    Examples
    --------
    >>> question("doer", "en", doing="turns the form into points")
    'Who turns the form into points? Nobody says.'
    """
    ways = _QUESTIONS[which]
    return ways.get(language, ways["en"]).format(**words)
