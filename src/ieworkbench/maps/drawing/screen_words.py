"""The words of a screen around a map, and of what it says of the things on it, in English, bokmål and nynorsk."""

from __future__ import annotations

from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.model.fixed_words import FixedWords

__all__ = ["screen_word", "screen_words"]

screen_word = FixedWords("maps are drawn", {
    # around the map
    "the map": ("The map", "Kartet", "Kartet"),
    "find": ("Find", "Finn", "Finn"),
    "zoom in": ("Zoom in", "Forstørr", "Forstørr"),
    "zoom out": ("Zoom out", "Forminsk", "Forminsk"),
    "whole map": ("Whole map", "Hele kartet", "Heile kartet"),
    "skip": ("Skip the map", "Hopp over kartet", "Hopp over kartet"),
    "words": ("Words behind the map", "Ordene bak kartet", "Orda bak kartet"),
    "legend": ("Signs", "Tegn", "Teikn"),
    "how": ("How to follow the map", "Slik følger du kartet", "Slik følgjer du kartet"),
    "begin": (
        "Choose something on the map to read the words that it rests on.",
        "Velg noe på kartet for å lese ordene det bygger på.",
        "Vel noko på kartet for å lese orda det byggjer på.",
    ),
    "help click": ("Click a box or a line", "Klikk på en boks eller linje", "Klikk på ein boks eller ei linje"),
    "help click does": ("its words and links", "ordene og koblingene", "orda og koplingane"),
    "help shift": ("Shift + click, or T", "Shift + klikk, eller T", "Shift + klikk, eller T"),
    "help shift does": ("what leads to it, and what follows", "det som leder hit, og det som følger", "det som fører hit, og det som følgjer"),
    "help drag": ("Drag, wheel, + and −", "Dra, rull, + og −", "Dra, rull, + og −"),
    "help drag does": ("move and zoom; 0 shows all", "flytt og forstørr; 0 viser alt", "flytt og forstørr; 0 viser alt"),
    "help tab": ("Tab, then ← →", "Tab, så ← →", "Tab, så ← →"),
    "help tab does": ("go along the lines; ↑ ↓ to others", "gå langs linjene; ↑ ↓ til andre", "gå langs linjene; ↑ ↓ til andre"),
    "help enter": ("Enter, Escape", "Enter, Escape", "Enter, Escape"),
    "help enter does": ("read its words, and go back", "les ordene, og gå tilbake", "les orda, og gå tilbake"),
    "no script": (
        "This page needs JavaScript to show the words behind the map; the map itself can be read without.",
        "Siden trenger JavaScript for å vise ordene bak kartet; selve kartet kan leses uten.",
        "Sida treng JavaScript for å vise orda bak kartet; sjølve kartet kan lesast utan.",
    ),
    # what was chosen
    "said": ("What is told", "Det som fortelles", "Det som blir fortalt"),
    "nothing told": ("Nobody tells of it.", "Ingen forteller om det.", "Ingen fortel om det."),
    "links in": ("Links in", "Koblinger inn", "Koplingar inn"),
    "links out": ("Links out", "Koblinger ut", "Koplingar ut"),
    "none": ("none", "ingen", "ingen"),
    "trace": ("Trace both ways", "Følg begge veier", "Følg begge vegar"),
    "close": ("Close", "Lukk", "Lukk"),
    "withheld": ("[words withheld]", "[ordene er holdt tilbake]", "[orda er haldne tilbake]"),
    "left out": (
        "This file carries no words that were said.",
        "Denne filen har ingen ord som ble sagt.",
        "Denne fila har ingen ord som vart sagde.",
    ),
    "verbatim": (
        "This file carries words as they were said. Think of who may read them.",
        "Denne filen har ord slik de ble sagt. Tenk på hvem som kan lese dem.",
        "Denne fila har ord slik dei vart sagde. Tenk på kven som kan lese dei.",
    ),
    "characters": ("characters {0}–{1}", "tegn {0}–{1}", "teikn {0}–{1}"),
    "orphaned": (
        "no longer in the newest text of its source",
        "ikke lenger i den nyeste teksten til kilden",
        "ikkje lenger i den nyaste teksten til kjelda",
    ),
    "wave": ("wave {0}", "runde {0}", "runde {0}"),
    "own work": ("own work", "eget arbeid", "eige arbeid"),
    "other's work": ("other's work", "andres arbeid", "arbeidet til andre"),
    "link": ("link", "kobling", "kopling"),
    "its words": ("{0}: words of the link “{1}”", "{0}: ordene til koblingen «{1}»", "{0}: orda til koplinga «{1}»"),
    "sides": ("Its sides", "Sidene", "Sidene"),
    # facts
    "who": ("who", "hvem", "kven"),
    "with": ("with", "med", "med"),
    "initiative": ("initiative", "initiativ", "initiativ"),
    "site": ("site", "sted", "stad"),
    "when": ("when", "når", "når"),
    "layer": ("layer", "lag", "lag"),
    "genre": ("genre", "sjanger", "sjanger"),
    "authority": ("authority", "rang", "rang"),
    "known": ("known", "kjent", "kjend"),
    "held": ("held as a source: {0}", "finnes som kilde: {0}", "finst som kjelde: {0}"),
    "hearsay": ("only spoken of", "bare omtalt", "berre omtala"),
    "boss": ("boss text", "overordnet tekst", "overordna tekst"),
    "since": ("since", "siden", "sidan"),
    "how it came": ("how it came there", "hvordan den kom dit", "korleis han kom dit"),
    "what is given": ("what is given", "det som gis", "det som blir gitt"),
    "gap": ("not known", "ikke kjent", "ikkje kjent"),
    "inferred": ("inferred", "sluttet", "slutta"),
    "derived": ("derived", "avledet", "avleidd"),
    "lists": ("stands for", "står for", "står for"),
    # said aloud
    "found": ("{0} found", "{0} funnet", "{0} funne"),
    "nothing found": ("Nothing found", "Ingenting funnet", "Fann ingenting"),
    "shown": ("{0}: {1}", "{0}: {1}", "{0}: {1}"),
    "traced": (
        "{0}: {1} before it, {2} after it",
        "{0}: {1} før, {2} etter",
        "{0}: {1} før, {2} etter",
    ),
    "leads here": ("What leads to it", "Det som leder hit", "Det som fører hit"),
    "follows": ("What follows from it", "Det som følger av det", "Det som følgjer av det"),
    "trace of": ("Trace", "Spor", "Spor"),
    "links of": ("links: {0} in, {1} out", "koblinger: {0} inn, {1} ut", "koplingar: {0} inn, {1} ut"),
    "cleared": ("Nothing chosen", "Ingenting valgt", "Ingenting valt"),
})  # fmt: skip
"""A word, or words, of the screen: ``screen_word("find", "nb")`` is “Finn”."""

_FOR_THE_SCRIPT = (
    "said", "nothing told", "links in", "links out", "none", "trace", "close", "withheld", "left out", "link",
    "its words", "sides", "found", "nothing found", "shown", "traced", "leads here", "follows", "trace of", "cleared", "characters", "orphaned",
)  # fmt: skip


def screen_words(language: str) -> dict[str, str]:
    """The words that a script puts in."""
    return screen_word.chosen(_FOR_THE_SCRIPT, language) | word.chosen(("account", "accounts"), language)
