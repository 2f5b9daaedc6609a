"""The words of the comparison of plans and of proposed statements in a view, in English, bokmål and nynorsk."""

from __future__ import annotations

from ieworkbench.compare.comparison_words import word
from ieworkbench.model.fixed_words import FixedWords

__all__ = ["part_word", "plan_view_words"]

_SHARED = ("row", "in all", "method")

_plan_view_word = FixedWords("comparisons are written", {
    "comparison": ("Comparison", "Sammenlikning", "Samanlikning"),
    "statements": ("Statements", "Regler", "Reglar"),
    "what is shown": ("What is shown", "Det som vises", "Det som blir vist"),
    "drawing": ("Comparing …", "Sammenlikner …", "Samanliknar …"),
    "the text": ("The plan's text", "Teksten i planen", "Teksten i planen"),
    "begin": (
        "Choose a cell to open the plan at the words behind it.",
        "Velg en rute for å åpne planen ved ordene den bygger på.",
        "Vel ei rute for å opne planen ved orda ho byggjer på.",
    ),
    "to cells": ("from cell to cell", "fra rute til rute", "frå rute til rute"),
    "to words": ("open the plan at the words", "åpne planen ved ordene", "opne planen ved orda"),
    "to next": ("next and previous words", "neste og forrige ord", "neste og førre ord"),
    "to table": ("back to the table", "tilbake til tabellen", "tilbake til tabellen"),
    "next": ("Next", "Neste", "Neste"),
    "previous": ("Previous", "Forrige", "Førre"),
    "characters": ("characters {0}–{1}", "tegn {0}–{1}", "teikn {0}–{1}"),
    "more": ("and {0} more", "og {0} til", "og {0} til"),
    "open text": ("Open in the text", "Åpne i teksten", "Opne i teksten"),
    "opened": ("Opened in the text: {0}", "Åpnet i teksten: {0}", "Opna i teksten: {0}"),
    "changed": (
        "Sources have changed since; compare again",
        "Kilder er endret siden; sammenlikn på nytt",
        "Kjelder er endra sidan; samanlikn på nytt",
    ),
    "again": ("Compare again", "Sammenlikn på nytt", "Samanlikn på nytt"),
    # statements
    "source": ("Source", "Kilde", "Kjelde"),
    "proposals": ("Proposed statements", "Foreslåtte regler", "Foreslåtte reglar"),
    "decided": ("{0} of {1} decided", "{0} av {1} avgjort", "{0} av {1} avgjorde"),
    "none proposed": ("Nothing is proposed in this text.", "Ingenting er foreslått i denne teksten.", "Ingenting er foreslått i denne teksten."),
    "all decided": ("Every proposal is decided.", "Alle forslag er avgjort.", "Alle forslag er avgjorde."),
    "accept": ("Accept", "Godta", "Godta"),
    "refuse": ("Refuse", "Avvis", "Avvis"),
    "change": ("Change parts", "Endre deler", "Endre delar"),
    "undo": ("Undo", "Angre", "Angre"),
    "open": ("open", "åpen", "open"),
    "only open": ("Only open ones", "Bare åpne", "Berre opne"),
    "part attribute": ("who", "hvem", "kven"),
    "part deontic": ("rule word", "regelord", "regelord"),
    "part aim": ("does", "gjør", "gjer"),
    "part object": ("what", "hva", "kva"),
    "part condition": ("if", "hvis", "viss"),
    "part exception": ("unless", "med mindre", "med mindre"),
    "part despite": ("even if", "selv om", "sjølv om"),
    "part limit": ("by when", "frist", "frist"),
    "part or-else": ("or else", "ellers", "elles"),
    "part refers to": ("refers to", "viser til", "viser til"),
    "who": ("who", "hvem", "kven"),
    "rule": ("what it does", "hva den gjør", "kva han gjer"),
    "or else": ("or else", "ellers", "elles"),
    "not there": ("the right is not there", "retten finnes ikke", "retten finst ikkje"),
    "the sentence": ("The sentence", "Setningen", "Setninga"),
    "statement": ("Statement {0} of {1}", "Regel {0} av {1}", "Regel {0} av {1}"),
    "by": ("{0} by {1}", "{0} av {1}", "{0} av {1}"),
    "take words": (
        "Take words with the mouse or with the arrows and Shift, then say what they do.",
        "Ta ord med musen eller med piltaster og Shift, og si så hva de gjør.",
        "Ta ord med musa eller med piltastar og Shift, og sei så kva dei gjer.",
    ),
    "no words": ("Take words first.", "Ta ord først.", "Ta ord først."),
    "remove part": ("Not {0}: {1}", "Ikke {0}: {1}", "Ikkje {0}: {1}"),
    "save": ("Keep it so", "Behold den slik", "Behald han slik"),
    "leave": ("Leave as it was", "La den være", "La han vere"),
    "keys": ("Keys", "Taster", "Tastar"),
    "key decide": ("accept, change parts, refuse", "godta, endre deler, avvis", "godta, endre delar, avvis"),
    "key go": ("next and previous", "neste og forrige", "neste og førre"),
    "key undo": ("take back the last step", "ta tilbake siste steg", "ta tilbake siste steg"),
    "key open": ("open in the text", "åpne i teksten", "opne i teksten"),
    "waiting": ("{0} not yet saved", "{0} ikke lagret ennå", "{0} ikkje lagra enno"),
    "unreached": (
        "The study cannot be reached; what you decide is kept here until it can",
        "Studien kan ikke nås; det du avgjør, blir holdt her til den kan det",
        "Studien kan ikkje nåast; det du avgjer, blir halde her til han kan det",
    ),
    "read only": ("Read only", "Skrivebeskyttet", "Skriveverna"),
}, beyond=word)  # fmt: skip


def part_word(part: str, language: str) -> str:
    """What a part of a statement is called where it is taken apart: ``part_word("limit", "en")`` is “by when”."""
    return _plan_view_word(f"part {part}", language)


def plan_view_words(language: str) -> dict[str, str]:
    """Every word of the comparison and of statements in a language."""
    return _plan_view_word.chosen((*_SHARED, *_plan_view_word.words), language)
