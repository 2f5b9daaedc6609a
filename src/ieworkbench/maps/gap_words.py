"""How gaps are asked about, in English, bokmål and nynorsk.

What an act is called is the analyst's phrase, most often in the third person: “turns the form into
points”. Where it is, a question takes it up as it is; otherwise, and where it is in another language
than the question, it stands in quotation marks, so that the sentence holds whatever the phrase.
"""

from __future__ import annotations

__all__ = ["may_be_asked", "question"]

_QUESTIONS: dict[str, dict[str, str]] = {
    "doer": {
        "en": "Who {doing}? Nobody says.",
        "nb": "Hvem {doing}? Ingen sier det.",
        "nn": "Kven {doing}? Ingen seier det.",
    },
    "doer quoted": {
        "en": "Who does this: “{doing}”? Nobody says.",
        "nb": "Hvem gjør dette: «{doing}»? Ingen sier det.",
        "nn": "Kven gjer dette: «{doing}»? Ingen seier det.",
    },
    "doer not done": {
        "en": "Who was to do this, which is told as not done: “{doing}”? Nobody says.",
        "nb": "Hvem skulle ha gjort dette, som fortelles som ikke gjort: «{doing}»? Ingen sier det.",
        "nn": "Kven skulle ha gjort dette, som blir fortalt som ikkje gjort: «{doing}»? Ingen seier det.",
    },
    "doer prescribed": {
        "en": "Who is it that {doing}? The text does not say.",
        "nb": "Hvem er det som {doing}? Teksten sier det ikke.",
        "nn": "Kven er det som {doing}? Teksten seier det ikkje.",
    },
    "doer prescribed quoted": {
        "en": "Who is to do this: “{doing}”? The text does not say.",
        "nb": "Hvem skal gjøre dette: «{doing}»? Teksten sier det ikke.",
        "nn": "Kven skal gjere dette: «{doing}»? Teksten seier det ikkje.",
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
        "en": "Was this ever written down: “{doing}” ({doer})? Nobody says.",
        "nb": "Ble dette noen gang skrevet ned: «{doing}» ({doer})? Ingen sier det.",
        "nn": "Vart dette nokon gong skrive ned: «{doing}» ({doer})? Ingen seier det.",
    },
    "jump": {
        "en": "How does it get from “{first}” to “{then}”? Nobody tells of talk or a text between them.",
        "nb": "Hvordan går det fra «{first}» til «{then}»? Ingen forteller om samtale eller tekst imellom.",
        "nn": "Korleis går det frå «{first}» til «{then}»? Ingen fortel om samtale eller tekst imellom.",
    },
    "jump by text": {
        "en": "Is it “{text}” that leads from “{first}” to “{then}”? Nobody says who reads it there.",
        "nb": "Er det «{text}» som fører fra «{first}» til «{then}»? Ingen sier hvem som leser teksten der.",
        "nn": "Er det «{text}» som fører frå «{first}» til «{then}»? Ingen seier kven som les teksten der.",
    },
    "copy": {
        "en": "How did the copy of “{text}” get where it lies ({site})? Nobody says.",
        "nb": "Hvordan kom kopien av «{text}» dit den ligger ({site})? Ingen sier det.",
        "nn": "Korleis kom kopien av «{text}» dit han ligg ({site})? Ingen seier det.",
    },
    "giver": {
        "en": "Who or what grants “{resource}”, or refuses it? Nobody says.",
        "nb": "Hvem eller hva innvilger «{resource}», eller avslår? Ingen sier det.",
        "nn": "Kven eller kva innvilgar «{resource}», eller avslår? Ingen seier det.",
    },
    "initiative": {
        "en": "At whose initiative is this meeting held: “{doing}”? Nobody says.",
        "nb": "Hvem tok initiativ til dette møtet: «{doing}»? Ingen sier det.",
        "nn": "Kven tok initiativ til dette møtet: «{doing}»? Ingen seier det.",
    },
    "instructed": {
        "en": "It is told that this is to be done: “{doing}”. Does anybody tell of a time when it was?",
        "nb": "Det fortelles at dette skal gjøres: «{doing}». Forteller noen om en gang det ble gjort?",
        "nn": "Det blir fortalt at dette skal gjerast: «{doing}». Fortel nokon om ein gong det vart gjort?",
    },
    "own words": {
        "en": "Others tell that {doer} {doing}. How does {doer} tell it?",
        "nb": "Andre forteller at {doer} {doing}. Hvordan forteller {doer} det?",
        "nn": "Andre fortel at {doer} {doing}. Korleis fortel {doer} det?",
    },
    "own words quoted": {
        "en": "Others tell this of {doer}: “{doing}”. How does {doer} tell it?",
        "nb": "Andre forteller dette om {doer}: «{doing}». Hvordan forteller {doer} det?",
        "nn": "Andre fortel dette om {doer}: «{doing}». Korleis fortel {doer} det?",
    },
    "own words not done": {
        "en": "Others tell that {doer} did not do this: “{doing}”. How does {doer} tell it?",
        "nb": "Andre forteller at {doer} ikke gjorde dette: «{doing}». Hvordan forteller {doer} det?",
        "nn": "Andre fortel at {doer} ikkje gjorde dette: «{doing}». Korleis fortel {doer} det?",
    },
}

_ASK = {"en": "ask", "nb": "spør", "nn": "spør"}

_ENDINGS = {"en": ("s", "ed"), "nb": ("r", "te", "de"), "nn": ("r", "te", "de")}
"""What a verb in the third person, or in the past, mostly ends in."""

_NO_VERBS = ("ss", "us")

_VERBS = {
    "en": "wrote told said read sent gave took made put went came met held kept left got did had found brought "
    "saw drew rang spoke stood paid let set cut",
    "nb": "skrev sa ga gikk kom tok fikk så holdt satte la bestemte vet gjør sto bad ba fant",
    "nn": "skriv les kjem gjev gir tek held veit gjer skreiv sa gav gjekk kom tok fekk såg heldt sette la stod bad fann",
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
    >>> question("doer", "nb", doing="turns the form into points")
    'Hvem gjør dette: «turns the form into points»? Ingen sier det.'
    """
    chosen = language if language in _ENDINGS else "en"
    quoted = f"{which} quoted"
    if quoted in _QUESTIONS and not _takes_up(words["doing"], chosen):
        which = quoted
    return _QUESTIONS[which][chosen].format(**words)


def may_be_asked(informants: tuple[str, ...], language: str) -> str:
    """Who may be asked, in brackets after a question; empty for nobody.

    Examples
    --------
    >>> may_be_asked(("SP1", "SP2"), "nb")
    ' (spør SP1, SP2)'
    """
    return f" ({_ASK.get(language, _ASK['en'])} {', '.join(informants)})" if informants else ""


def _takes_up(doing: str, language: str) -> bool:
    """Whether a question in this language can take up a phrase as it is: it opens with a verb that says what one does."""
    verb = doing.split(maxsplit=1)[0].casefold().strip(",;:") if doing.split() else ""
    if verb in _VERBS[language].split():
        return True
    return verb.endswith(_ENDINGS[language]) and not verb.endswith(_NO_VERBS)
