"""The words of the coding view, in English, bokmål and nynorsk.

The front end asks for each by its English wording, so a row here is all that a new one needs. Places for
what is filled in are ``{0}``, ``{1}`` …, the same in each language.
"""

from __future__ import annotations

__all__ = ["CODING_WORDS"]

_FRAME = (
    ("source", "kilde", "kjelde"),
    ("the text: ? shows the keys", "teksten: ? viser tastene", "teksten: ? viser tastane"),
    ("codes and forms", "koder og skjemaer", "kodar og skjema"),
    ("tools", "verktøy", "verktøy"),
    ("Search", "Søk", "Søk"),
    ("Show only", "Vis bare", "Vis berre"),
    ("Undo", "Angre", "Angre"),
    ("Redo", "Gjør om igjen", "Gjer om att"),
    ("Keys", "Taster", "Tastar"),
    ("Close", "Lukk", "Lukk"),
    ("Save", "Lagre", "Lagre"),
    ("All changes saved", "Alle endringer er lagret", "Alle endringar er lagra"),
    ("The program does not answer", "Programmet svarer ikke", "Programmet svarar ikkje"),
    ("1 change not yet saved", "1 endring er ikke lagret ennå", "1 endring er ikkje lagra enno"),
    ("{0} changes not yet saved", "{0} endringer er ikke lagret ennå", "{0} endringar er ikkje lagra enno"),
    ("What you wrote: {0}", "Det du skrev: {0}", "Det du skreiv: {0}"),
    (
        "This study is open for reading only.",
        "Denne studien er bare åpen for lesing.",
        "Denne studien er berre open for lesing.",
    ),
)

_MARKS = (
    ("code", "kode", "kode"),
    ("codes", "koder", "kodar"),
    ("memo", "notat", "notat"),
    ("note", "merknad", "merknad"),
    ("chosen", "valgt", "vald"),
    ("by {0}", "av {0}", "av {0}"),
    ("comment", "kommentar", "kommentar"),
    ("insertion", "innsetting", "innsetjing"),
    ("deletion", "sletting", "sletting"),
    ("{0}, continued", "{0}, fortsatt", "{0}, framhald"),
    ("Memo", "Notat", "Notat"),
    ("Other code", "Annen kode", "Annan kode"),
    ("Remove", "Fjern", "Fjern"),
    ("codes used last", "sist brukte koder", "sist brukte kodar"),
    (
        "Take words and press / to code them.",
        "Marker ord og trykk / for å kode dem.",
        "Marker ord og trykk / for å kode dei.",
    ),
    ("? shows the keys", "? viser tastene", "? viser tastane"),
    ("Not everything is shown.", "Ikke alt vises.", "Ikkje alt er vist."),
    (
        "Take some words first: with the arrows, or with the mouse.",
        "Marker noen ord først: med piltastene eller med musa.",
        "Marker nokre ord først: med piltastane eller med musa.",
    ),
    (
        "Choose a mark first: with J, K or the mouse.",
        "Velg et merke først: med J, K eller musa.",
        "Vel eit merke først: med J, K eller musa.",
    ),
    (
        "Choose a coding or a note first: with J, K or the mouse.",
        "Velg en koding eller en merknad først: med J, K eller musa.",
        "Vel ei koding eller ein merknad først: med J, K eller musa.",
    ),
    (
        "Choose a coding first: with J, K or the mouse.",
        "Velg en koding først: med J, K eller musa.",
        "Vel ei koding først: med J, K eller musa.",
    ),
    ("These words have this code already.", "Disse ordene har alt denne koden.", "Desse orda har alt denne koden."),
    ("No code has the number {0} yet.", "Ingen kode har nummer {0} ennå.", "Ingen kode har nummer {0} enno."),
    ("no mark after this", "ingen merker etter dette", "ingen merke etter dette"),
    ("no mark before this", "ingen merker før dette", "ingen merke før dette"),
)

_PALETTE = (
    ("Code these words", "Kod disse ordene", "Kod desse orda"),
    ("Another code instead of “{0}”", "En annen kode i stedet for «{0}»", "Ein annan kode i staden for «{0}»"),
    ("find a code", "finn en kode", "finn ein kode"),
    ("make a new code “{0}”", "lag en ny kode «{0}»", "lag ein ny kode «{0}»"),
    ("given", "gitt", "gitt"),
    ("no code fits", "ingen kode passer", "ingen kode passar"),
    ("{0} more; type to narrow", "{0} til; skriv for å snevre inn", "{0} til; skriv for å snevre inn"),
    (
        "Enter gives the code, Ctrl+Enter gives it and stays, Escape closes.",
        "Enter gir koden, Ctrl+Enter gir den og blir, Escape lukker.",
        "Enter gir koden, Ctrl+Enter gir han og blir, Escape lukkar.",
    ),
)

_FORMS = (
    ("Mark an act", "Merk en handling", "Merk ei handling"),
    ("does what", "gjør hva", "gjer kva"),
    ("who", "hvem", "kven"),
    ("with whom", "sammen med", "saman med"),
    ("on whose initiative", "på hvems initiativ", "på kven sitt initiativ"),
    ("purpose, as told", "formål, slik det fortelles", "føremål, slik det blir fortalt"),
    ("text used", "tekst som brukes", "tekst som blir brukt"),
    ("text produced", "tekst som lages", "tekst som blir laga"),
    ("where", "hvor", "kvar"),
    ("when", "når", "når"),
    ("sort of doing", "slags gjøring", "slags gjering"),
    ("case", "sak", "sak"),
    ("how it is known", "hvordan det er kjent", "korleis det er kjent"),
    ("done or not", "gjort eller ikke", "gjort eller ikkje"),
    ("whose work", "hvem sitt arbeid", "kven sitt arbeid"),
    (
        "another account of an act that is known",
        "en fortelling til om en kjent handling",
        "ei forteljing til om ei kjend handling",
    ),
    ("one; another", "én; en til", "ein; ein til"),
    ("“{0}” is needed.", "«{0}» må fylles ut.", "«{0}» må fyllast ut."),
    ("A text first heard of here", "En tekst vi hører om først her", "Ein tekst vi høyrer om først her"),
    ("what it is called", "hva den heter", "kva han heiter"),
    ("genre", "sjanger", "sjanger"),
    ("A disjuncture", "Et brudd", "Eit brot"),
    ("what it is about", "hva det gjelder", "kva det gjeld"),
    ("one side says", "den ene siden sier", "den eine sida seier"),
    ("the other side says", "den andre siden sier", "den andre sida seier"),
    (
        "One side is taken. Take the words of the other and press D; Escape lets it be.",
        "Den ene siden er valgt. Marker ordene til den andre og trykk D; Escape lar det være.",
        "Den eine sida er vald. Marker orda til den andre og trykk D; Escape lèt det vere.",
    ),
    ("A note on these words", "En merknad til disse ordene", "Ein merknad til desse orda"),
    ("Memo of “{0}”", "Notat til «{0}»", "Notat til «{0}»"),
    ("Ctrl+Enter saves.", "Ctrl+Enter lagrer.", "Ctrl+Enter lagrar."),
)

_FINDING = (
    ("speakers", "talere", "talarar"),
    ("coders", "kodere", "kodarar"),
    ("Show all", "Vis alt", "Vis alt"),
    ("{0} of {1} marks shown", "{0} av {1} merker vises", "{0} av {1} merke er viste"),
    ("search the whole study", "søk i hele studien", "søk i heile studien"),
    ("{0} places", "{0} steder", "{0} stader"),
    ("nothing found", "ingenting funnet", "ingenting funne"),
)

_KEYS = (
    (
        "They work while the text has the focus.",
        "De virker når teksten har fokus.",
        "Dei verkar når teksten har fokus.",
    ),
    ("take the word before or after", "ta ordet før eller etter", "ta ordet før eller etter"),
    ("take the word above or below", "ta ordet over eller under", "ta ordet over eller under"),
    ("go to the turn before or after", "gå til replikken før eller etter", "gå til replikken før eller etter"),
    ("take more words or fewer", "ta flere ord eller færre", "ta fleire ord eller færre"),
    ("one character instead of a word", "ett tegn i stedet for et ord", "eitt teikn i staden for eit ord"),
    (
        "take the whole sentence; again, the whole turn",
        "ta hele setningen; en gang til, hele replikken",
        "ta heile setninga; ein gong til, heile replikken",
    ),
    ("take one more sentence", "ta én setning til", "ta éi setning til"),
    ("code the words taken", "kod ordene", "kod orda"),
    ("give one of the codes used last", "gi en av de sist brukte kodene", "gi ein av dei sist brukte kodane"),
    ("mark an act", "merk en handling", "merk ei handling"),
    (
        "mark a text first heard of here",
        "merk en tekst vi hører om først her",
        "merk ein tekst vi høyrer om først her",
    ),
    (
        "mark a disjuncture: one side, then the other",
        "merk et brudd: den ene siden, så den andre",
        "merk eit brot: den eine sida, så den andre",
    ),
    ("write a note on the words", "skriv en merknad til ordene", "skriv ein merknad til orda"),
    ("go to the next or previous mark", "gå til neste eller forrige merke", "gå til neste eller førre merke"),
    (
        "write the memo of the coding chosen, or the note chosen",
        "skriv notat til den valgte kodingen, eller den valgte merknaden",
        "skriv notat til den valde kodinga, eller den valde merknaden",
    ),
    (
        "give the coding chosen another code",
        "gi den valgte kodingen en annen kode",
        "gi den valde kodinga ein annan kode",
    ),
    ("remove the mark chosen", "fjern det valgte merket", "fjern det valde merket"),
    ("move the end of the coding chosen", "flytt slutten av den valgte kodingen", "flytt slutten av den valde kodinga"),
    (
        "move the start of the coding chosen",
        "flytt starten av den valgte kodingen",
        "flytt starten av den valde kodinga",
    ),
    (
        "show only some codes, speakers or coders",
        "vis bare noen koder, talere eller kodere",
        "vis berre nokre kodar, talarar eller kodarar",
    ),
    ("open another source", "åpne en annen kilde", "opne ei anna kjelde"),
    ("undo", "angre", "angre"),
    ("redo", "gjør om igjen", "gjer om att"),
    ("leave what is open or chosen", "lukk det som er åpent eller valgt", "lukk det som er ope eller valt"),
    ("this list", "denne lista", "denne lista"),
)

CODING_WORDS = {words[0]: words for words in (*_FRAME, *_MARKS, *_PALETTE, *_FORMS, *_FINDING, *_KEYS)}
"""For each English wording, the three wordings in their order."""
