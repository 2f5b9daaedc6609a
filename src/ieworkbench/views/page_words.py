"""The words of the local page around its views; each is found by what it is in English."""

from __future__ import annotations

__all__ = ["PAGE_WORDS"]

_BOKMÅL_AND_NYNORSK = {
    "Sources": ("Kilder", "Kjelder"),
    "Find a source": ("Finn en kilde", "Finn ei kjelde"),
    "No source fits.": ("Ingen kilde passer.", "Inga kjelde passar."),
    "There are no sources yet; add one with `ieworkbench add`.": (
        "Det er ingen kilder ennå; legg til en med `ieworkbench add`.",
        "Det er ingen kjelder enno; legg til ei med `ieworkbench add`.",
    ),
    "wave {0}": ("runde {0}", "runde {0}"),
    "1 coding": ("1 koding", "1 koding"),
    "{0} codings": ("{0} kodinger", "{0} kodingar"),
    "Codebook": ("Kodebok", "Kodebok"),
    "Find a code": ("Finn en kode", "Finn ein kode"),
    "No code fits.": ("Ingen kode passer.", "Ingen kode passar."),
    "There are no codes yet.": ("Det er ingen koder ennå.", "Det er ingen kodar enno."),
    "Show how often": ("Vis hvor ofte", "Vis kor ofte"),
    "Add a code": ("Legg til en kode", "Legg til ein kode"),
    "Add under this": ("Legg til under denne", "Legg til under denne"),
    "Change": ("Endre", "Endre"),
    "Name": ("Navn", "Namn"),
    "Definition": ("Definisjon", "Definisjon"),
    "When to use it": ("Når den brukes", "Når han blir brukt"),
    "When not to": ("Når den ikke brukes", "Når han ikkje blir brukt"),
    "Nothing says yet what it means.": ("Ingenting sier ennå hva den betyr.", "Ingenting seier enno kva han tyder."),
    "Save": ("Lagre", "Lagre"),
    "Leave": ("Lukk", "Lukk"),
    "What is shown": ("Hva som vises", "Kva som blir vist"),
    "Text": ("Tekst", "Tekst"),
    "Map": ("Kart", "Kart"),
    "Plans": ("Planer", "Planar"),
    "You work here as {0}.": ("Du arbeider her som {0}.", "Du arbeider her som {0}."),
    "Choose a source to read.": ("Velg en kilde å lese.", "Vel ei kjelde å lese."),
    "This study can only be read here; nothing can be changed.": (
        "Denne studien kan bare leses her; ingenting kan endres.",
        "Denne studien kan berre lesast her; ingenting kan endrast.",
    ),
    "The program cannot be reached; it is tried again and again. What you do meanwhile is kept in this browser.": (
        "Programmet svarer ikke; det prøves igjen og igjen. Det du gjør i mellomtiden, blir tatt vare på i nettleseren.",
        "Programmet svarar ikkje; det blir prøvd om att og om att. Det du gjer i mellomtida, blir teke vare på i nettlesaren.",
    ),
    "The program was started anew; go on at the address that it printed. What was not yet saved is kept in this browser and taken over there.": (
        "Programmet er startet på nytt; fortsett på adressen det skrev ut. Det som ikke var lagret, ligger i nettleseren og blir tatt med dit.",
        "Programmet er starta på nytt; hald fram på adressa det skreiv ut. Det som ikkje var lagra, ligg i nettlesaren og blir teke med dit.",
    ),
}

PAGE_WORDS = {english: (english, *others) for english, others in _BOKMÅL_AND_NYNORSK.items()}
"""Each in English, bokmål and nynorsk."""
