"""The fixed words of a comparison in English, bokmål and nynorsk, and counts as they are read: “four of seven decisions”."""

from __future__ import annotations

from ieworkbench.model.fixed_words import FixedWords

__all__ = ["counted", "number_word", "of_all", "word"]

_NUMBERS = (
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    ["ingen", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"],
    ["ingen", "éin", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"],
)
word = FixedWords("comparisons are written", {
    # title and heads
    "title": ("Plans side by side", "Planer side om side", "Planar side om side"),
    "row": ("What is asked", "Det som det spørres etter", "Det som det blir spurt etter"),
    "in all": ("In all", "I alt", "I alt"),
    "method": ("How this was found", "Slik ble dette funnet", "Slik vart dette funne"),
    "case": ("case", "sak", "sak"),
    "extra": ("What the template does not ask for", "Det malen ikke spør etter", "Det malen ikkje spør etter"),
    # groups
    "sections": ("Sections", "Deler", "Delar"),
    "items": ("Goals and actions", "Mål og tiltak", "Mål og tiltak"),
    "voice": ("Whose voice", "Hvem sin stemme", "Kven si røyst"),
    "obligations": ("Who is obliged", "Hvem som er forpliktet", "Kven som er forplikta"),
    "conditions": ("Conditions", "Vilkår", "Vilkår"),
    "copied": ("Wording that stands elsewhere too", "Ordlyd som også står andre steder", "Ordlyd som òg står andre stader"),
    "use": ("Where the plan is in use", "Hvor planen er i bruk", "Kvar planen er i bruk"),
    # rows
    "words": ("Words in all", "Ord i alt", "Ord i alt"),
    "goals": ("Goals", "Mål", "Mål"),
    "actions": ("Actions", "Tiltak", "Tiltak"),
    "goals without action": ("Goals without an action", "Mål uten tiltak", "Mål utan tiltak"),
    "actions without responsible": ("Actions that nobody is named for", "Tiltak ingen er nevnt for", "Tiltak ingen er nemnd for"),
    "to the user": ("Given to the person alone", "Overlatt til personen alene", "Overlate til personen åleine"),
    "blanks": ("Blanks", "Tomme felt", "Tomme felt"),
    "spoken of as": ("Spoken of as", "Omtalt som", "Omtala som"),
    "whose sentence": ("Whose sentence", "Hvem sin setning", "Kven si setning"),
    "register": ("Register", "Språkbruk", "Språkbruk"),
    "evaluative": ("Evaluates the person", "Vurderer personen", "Vurderer personen"),
    "bodily": ("Tells of the body", "Forteller om kroppen", "Fortel om kroppen"),
    "instructs": ("Instructs staff who are not named", "Instruerer ansatte som ikke er nevnt", "Instruerer tilsette som ikkje er nemnde"),
    "ratio": ("Person : services, who must", "Person : tjenester, hvem må", "Person : tenester, kven må"),
    "user obliged": ("The person must", "Personen må", "Personen må"),
    "services obliged": ("Services must", "Tjenestene må", "Tenestene må"),
    "nobody obliged": ("Must be done, nobody is named", "Må gjøres, ingen er nevnt", "Må gjerast, ingen er nemnd"),
    "entitled": ("The person may, or has a right", "Personen kan, eller har rett", "Personen kan, eller har rett"),
    "conditions stated": ("Conditions", "Vilkår", "Vilkår"),
    "or else": ("Or else: what follows if it is not done", "Eller: hva som følger om det ikke gjøres", "Eller: kva som følgjer om det ikkje vert gjort"),
    "strip": ("The plan from first word to last", "Planen fra første ord til siste", "Planen frå første ord til siste"),
    "copies": ("Offices that hold a copy", "Kontorer som har en kopi", "Kontor som har ein kopi"),
    "decisions": ("Decisions that refer to it", "Vedtak som viser til den", "Vedtak som viser til han"),
    # cells
    "everything": ("all that anybody is named for", "alt noen er nevnt for", "alt nokon er nemnd for"),
    "not recorded": ("nothing is recorded", "ingenting er registrert", "ingenting er registrert"),
    "by its words": ("by its words, not recorded as a link", "etter ordene, ikke registrert som kobling", "etter orda, ikkje registrert som kopling"),
    "before it": ("left out, as older than the plan", "utelatt, fordi eldre enn planen", "utelatne, fordi eldre enn planen"),
    "some of": ("nobody tells which", "ingen sier hvilke", "ingen seier kva for nokre"),
    "not asked": ("not asked of this plan", "ikke spurt om i denne planen", "ikkje spurt om i denne planen"),
    "shares with": ("shares its place with", "deler plass med", "deler plass med"),
    "and": ("and", "og", "og"),
    "of": ("of", "av", "av"),
    "in": ("in", "i", "i"),
})  # fmt: skip
"""A fixed word of a comparison: ``word("goals", "nb")`` is “Mål”."""
_NOUNS: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "word": (("word", "words"), ("ord", "ord"), ("ord", "ord")),
    "plan": (("plan", "plans"), ("plan", "planer"), ("plan", "planar")),
    "case": (("case", "cases"), ("sak", "saker"), ("sak", "saker")),
    "decision": (("decision", "decisions"), ("vedtak", "vedtak"), ("vedtak", "vedtak")),
    "office": (("office", "offices"), ("kontor", "kontorer"), ("kontor", "kontor")),
    "goal": (("goal", "goals"), ("mål", "mål"), ("mål", "mål")),
    "action": (("action", "actions"), ("tiltak", "tiltak"), ("tiltak", "tiltak")),
    "blank": (("blank", "blanks"), ("tomt felt", "tomme felt"), ("tomt felt", "tomme felt")),
    "item": (("item", "items"), ("punkt", "punkter"), ("punkt", "punkt")),
    "sentence": (("sentence", "sentences"), ("setning", "setninger"), ("setning", "setningar")),
    "passage": (("passage", "passages"), ("tekststed", "tekststeder"), ("tekststad", "tekststader")),
    "part": (("part", "parts"), ("del", "deler"), ("del", "delar")),
}
_NEUTER = {"word", "decision", "office", "goal", "action", "blank", "item", "passage"}


def number_word(number: int, language: str = "en", *, neuter: bool = False) -> str:
    """A number in words up to twelve, as it is written in running text.

    Examples
    --------
    >>> number_word(4), number_word(1, "nb", neuter=True), number_word(130)
    ('four', 'ett', '130')
    """
    names = _NUMBERS[word.place(language)]
    if neuter and number == 1 and language != "en":
        return "ett" if language == "nb" else "eitt"
    return names[number] if 0 <= number < len(names) else f"{number:,}"


def counted(number: int, noun: str, language: str = "en") -> str:
    """A count with its noun: ``4 goals``.

    Examples
    --------
    >>> counted(1, "goal"), counted(4, "decision", "nb"), counted(0, "blank")
    ('1 goal', '4 vedtak', '0 blanks')
    """
    one, many = _NOUNS[noun][word.place(language)]
    return f"{number:,} {one if number == 1 else many}"


def of_all(number: int, all_: int, noun: str, language: str = "en") -> str:
    """A count with what it is out of, in words: never a percentage.

    Examples
    --------
    >>> of_all(4, 7, "decision"), of_all(1, 1, "plan"), of_all(0, 3, "case", "nb")
    ('four of seven decisions', 'one of one plan', 'ingen av tre saker')
    """
    neuter = noun in _NEUTER
    one, many = _NOUNS[noun][word.place(language)]
    first = "none" if number == 0 and language == "en" else number_word(number, language, neuter=neuter)
    return f"{first} {word('of', language)} {number_word(all_, language, neuter=neuter)} {one if all_ == 1 else many}"
