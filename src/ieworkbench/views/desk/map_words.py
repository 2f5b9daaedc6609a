"""The words of the map in a notebook and on the local page, in English, bokmål and nynorsk."""

from __future__ import annotations

from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.screen_words import screen_word
from ieworkbench.model.fixed_words import FixedWords

__all__ = ["map_word", "map_words"]

_SHARED = (
    "the map", "find", "zoom in", "zoom out", "whole map", "words", "legend", "begin", "said", "nothing told",
    "links in", "links out", "none", "trace", "close", "link", "its words", "sides", "found", "nothing found",
    "shown", "traced", "leads here", "follows", "trace of", "cleared",
)  # fmt: skip

map_word = FixedWords("maps are drawn", {
    # what is shown
    "case": ("Case", "Sak", "Sak"),
    "all cases": ("All cases", "Alle saker", "Alle saker"),
    "layer": ("Layer", "Lag", "Lag"),
    "all layers": ("All layers", "Alle lag", "Alle lag"),
    "empty map": (
        "Nothing stands on this map yet. Mark an act in a text, and it appears here.",
        "Ingenting står på kartet ennå. Merk en handling i en tekst, så kommer den hit.",
        "Ingenting står på kartet enno. Merk ei handling i ein tekst, så kjem ho hit.",
    ),
    "drawing": ("Drawing the map …", "Tegner kartet …", "Teiknar kartet …"),
    "unplaced": (
        "{0} things have no place on this layout; lay the map out anew.",
        "{0} ting har ingen plass i dette oppsettet; sett opp kartet på nytt.",
        "{0} ting har ingen plass i dette oppsettet; set opp kartet på nytt.",
    ),
    "redrawn": ("The map was drawn again", "Kartet er tegnet på nytt", "Kartet er teikna på nytt"),
    # words and places
    "open text": ("Open in the text", "Åpne i teksten", "Opne i teksten"),
    "opened": ("Opened in the text: {0}", "Åpnet i teksten: {0}", "Opna i teksten: {0}"),
    "around": ("More around it", "Mer rundt", "Meir rundt"),
    "around of": ("Around these words in {0}", "Rundt disse ordene i {0}", "Rundt desse orda i {0}"),
    "back": ("Back", "Tilbake", "Tilbake"),
    "derived step": ("via the text as a whole", "via teksten som helhet", "via teksten som heilskap"),
    # gaps
    "gaps": ("What nobody says", "Det ingen sier", "Det ingen seier"),
    "gaps none": ("No gap was found.", "Ingen hull ble funnet.", "Ingen hol vart funne."),
    "gaps shown": ("{0} questions", "{0} spørsmål", "{0} spørsmål"),
    "ask": ("ask {0}", "spør {0}", "spør {0}"),
    # places
    "pin": ("Keep its place", "Fest plassen", "Fest plassen"),
    "unpin": ("Let go of its place", "Slipp plassen", "Slepp plassen"),
    "pinned": ("{0}: its place is kept", "{0}: plassen er festet", "{0}: plassen er festa"),
    "unpinned": ("{0}: its place is let go of", "{0}: plassen er sluppet", "{0}: plassen er sleppt"),
    "is pinned": ("place kept", "plass festet", "plass festa"),
    "moving": (
        "Moving {0}: arrows move it, Enter keeps it there, Escape puts it back",
        "Flytter {0}: piltaster flytter, Enter fester, Escape setter tilbake",
        "Flyttar {0}: piltastar flyttar, Enter festar, Escape set tilbake",
    ),
    "not moved": ("Put back", "Satt tilbake", "Sett tilbake"),
    "no room": (
        "{0} found no room there and stands as near as it could",
        "{0} fikk ikke plass der og står så nær som mulig",
        "{0} fekk ikkje plass der og står så nær som råd",
    ),
    "lanes": ("Lanes", "Baner", "Baner"),
    "lanes help": (
        "From the top down. A lane stays in its band.",
        "Ovenfra og ned. En bane blir i båndet sitt.",
        "Ovanfrå og ned. Ei bane blir i bandet sitt.",
    ),
    "lane up": ("Move {0} up", "Flytt {0} opp", "Flytt {0} opp"),
    "lane down": ("Move {0} down", "Flytt {0} ned", "Flytt {0} ned"),
    "lanes suggested": ("Order for short lines", "Rekkefølge med korte linjer", "Rekkjefølgje med korte linjer"),
    "lanes moved": ("The lanes stand in another order", "Banene står i en annen rekkefølge", "Banene står i ei anna rekkjefølgje"),
    "lay out": ("Lay out anew", "Sett opp på nytt", "Set opp på nytt"),
    "laid out": (
        "Laid out anew; chosen places hold",
        "Satt opp på nytt; valgte plasser holder",
        "Sett opp på nytt; valde plassar held",
    ),
    # steps
    "undo": ("Undo", "Angre", "Angre"),
    "redo": ("Redo", "Gjør om", "Gjer om"),
    "waiting": ("{0} not yet saved", "{0} ikke lagret ennå", "{0} ikkje lagra enno"),
    "unreached": (
        "The study cannot be reached; what you change is kept here until it can",
        "Studien kan ikke nås; det du endrer, blir holdt her til den kan det",
        "Studien kan ikkje nåast; det du endrar, blir halde her til han kan det",
    ),
    "read only": ("Read only", "Skrivebeskyttet", "Skriveverna"),
    "keys": ("Keys", "Taster", "Tastar"),
    "key arrows": ("along the lines, and to others above and below", "langs linjene, og til andre over og under", "langs linjene, og til andre over og under"),
    "key enter": ("its words", "ordene", "orda"),
    "key trace": ("what leads to it, and what follows", "det som leder hit, og det som følger", "det som fører hit, og det som følgjer"),
    "key pin": ("move it with the arrows; Enter keeps it", "flytt med piltastene; Enter fester", "flytt med piltastane; Enter festar"),
    "key unpin": ("let go of its place", "slipp plassen", "slepp plassen"),
    "key gaps": ("what nobody says", "det ingen sier", "det ingen seier"),
    "key find": ("find", "finn", "finn"),
    "key zoom": ("zoom; 0 shows all", "forstørr; 0 viser alt", "forstørr; 0 viser alt"),
    "key undo": ("undo, redo", "angre, gjør om", "angre, gjer om"),
    "key escape": ("go back", "gå tilbake", "gå tilbake"),
    "key drag": ("a box to keep it elsewhere; the ground to move the map", "en boks for å feste den et annet sted; bakgrunnen for å flytte kartet", "ein boks for å feste han ein annan stad; bakgrunnen for å flytte kartet"),
    "drag": ("Drag", "Dra", "Dra"),
}, beyond=screen_word)  # fmt: skip
"""A word of the map: ``map_word("lanes", "nb")`` is “Baner”."""


def map_words(language: str) -> dict[str, str]:
    """Every word of the map in a language."""
    said = map_word.chosen((*_SHARED, *map_word.words), language)
    return said | word.chosen(("account", "accounts"), language)
