"""The words of the notebook views and the local page, in English, bokmål and nynorsk.

To add one: a line in `VIEW_WORDS`, in the part of the view that shows it, with one wording for each
language. A view finds it by its name in ``words`` of the message ``study``, and writes no words of
its own. Places for what is filled in are ``{0}``, ``{1}`` …, the same in each language.
"""

from __future__ import annotations

from ieworkbench.model.fixed_words import FixedWords
from ieworkbench.views.coding_words import CODING_WORDS
from ieworkbench.views.page_words import PAGE_WORDS

__all__ = ["VIEW_WORDS", "view_word"]

_SAID = {
    "nothing-changed": ("Nothing changed", "Ingenting ble endret", "Ingenting vart endra"),
    "undone": ("Undone: {0}", "Angret: {0}", "Angra: {0}"),
    "redone": ("Done again: {0}", "Gjort om igjen: {0}", "Gjort om att: {0}"),
    "by": ("{0}: {1}", "{0}: {1}", "{0}: {1}"),
    "and-more": ("{0} and {1} more", "{0} og {1} til", "{0} og {1} til"),
    "orphaned": (
        "The text was corrected. Marked places without a place in it: {0}; `check` lists them.",
        "Teksten ble rettet. Merkede steder uten plass i den: {0}; `check` lister dem.",
        "Teksten vart retta. Merkte stader utan plass i han: {0}; `check` listar dei.",
    ),
    "mark-gone": (
        "Somebody has taken this mark away meanwhile.",
        "Noen har fjernet dette merket i mellomtiden.",
        "Nokon har fjerna dette merket i mellomtida.",
    ),
    "went-back": (
        "The study’s file was put back as it was earlier.",
        "Studiens fil ble satt tilbake til slik den var før.",
        "Fila til studien vart sett tilbake til slik ho var før.",
    ),
    "not-understood": (
        "This page and the program do not understand each other; load it again.",
        "Denne siden og programmet forstår ikke hverandre; last den på nytt.",
        "Denne sida og programmet forstår ikkje kvarandre; last henne på nytt.",
    ),
    "went-wrong": (
        "This was not done, because of a fault in the program ({0}); nothing was changed.",
        "Dette ble ikke gjort på grunn av en feil i programmet ({0}); ingenting ble endret.",
        "Dette vart ikkje gjort på grunn av ein feil i programmet ({0}); ingenting vart endra.",
    ),
}
"""What the desk says of a change."""

_VERBS = {
    "did-code": ("coding", "koding", "koding"),
    "did-new-code": ("new code", "ny kode", "ny kode"),
    "did-mark-act": ("act", "handling", "handling"),
    "did-save-layout": ("places on the map", "plasser på kartet", "plassar på kartet"),
    "did-accept-statements": ("statement accepted", "regel godtatt", "regel godteken"),
    "did-refuse-statements": ("statement refused", "regel avvist", "regel avvist"),
    "did-import": ("import", "import", "import"),
    "did-link": ("link", "kobling", "kopling"),
    "was-add": ("{0} added", "{0} lagt til", "{0} lagt til"),
    "was-change": ("{0} changed", "{0} endret", "{0} endra"),
    "was-remove": ("{0} removed", "{0} fjernet", "{0} fjerna"),
    "was-unmark": ("{0} no longer marked", "{0} ikke lenger merket", "{0} ikkje lenger merkt"),
    "was-replace": ("{0} corrected", "{0} rettet", "{0} retta"),
    "in": ("in", "i", "i"),
}
"""What was done, by the verb in the journal; a verb that is not here is said as the journal has it."""

VIEW_WORDS = FixedWords("views are written", {**PAGE_WORDS, **CODING_WORDS, **_SAID, **_VERBS})


def view_word(name: str, language: str = "en") -> str:
    """The words of this name in a language."""
    return VIEW_WORDS(name, language)
