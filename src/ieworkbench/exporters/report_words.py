"""The words of a report, in English, bokmål and nynorsk."""

from __future__ import annotations

from ieworkbench.maps.drawing.drawing_words import word as drawing_word
from ieworkbench.model.fixed_words import FixedWords

__all__ = ["many", "word"]

word = FixedWords("reports are written", {
    # chapters
    "standpoint": ("Standpoint", "Ståsted", "Ståstad"),
    "method": ("How this was made", "Slik er dette laget", "Slik er dette laga"),
    "corpus": ("Who and what it rests on", "Hvem og hva det bygger på", "Kven og kva det byggjer på"),
    "map": ("The map", "Kartet", "Kartet"),
    "chain": ("The chain of action", "Handlingskjeden", "Handlingskjeda"),
    "disjunctures": ("Disjunctures", "Brudd", "Brot"),
    "gaps": ("What nobody says yet", "Det ingen sier ennå", "Det ingen seier enno"),
    "plans": ("Plans side by side", "Planer side om side", "Planar side om side"),
    "texts": ("What texts do", "Hva tekster gjør", "Kva tekstar gjer"),
    "inventory": ("The documents", "Dokumentene", "Dokumenta"),
    "evidence": ("The words behind it", "Ordene bak", "Orda bak"),
    "contents": ("Contents", "Innhold", "Innhald"),
    # the opening
    "problematic": ("The problematic", "Problematikken", "Problematikken"),
    "report of": ("A report from {0}", "En rapport fra {0}", "Ein rapport frå {0}"),
    "numbers": (
        "Numbers in square brackets lead to the words in the last chapter.",
        "Tall i hakeparenteser viser til ordene i siste kapittel.",
        "Tal i hakeparentesar viser til orda i siste kapittel.",
    ),
    "audience": ("Written for: {0}.", "Skrevet for: {0}.", "Skrive for: {0}."),
    # method
    "starts": (
        "The study starts from the standpoint of {0}, and asks from there how their doings are put together with those of others elsewhere.",
        "Studien tar utgangspunkt i ståstedet til {0}, og spør derfra hvordan det de gjør, henger sammen med det andre gjør andre steder.",
        "Studien tek utgangspunkt i ståstaden til {0}, og spør derfrå korleis det dei gjer, heng saman med det andre gjer andre stader.",
    ),
    "rests": (
        "It rests on {0} with {1}, and on {2}.",
        "Den bygger på {0} med {1}, og på {2}.",
        "Han byggjer på {0} med {1}, og på {2}.",
    ),
    "waves": (
        "Interviews were held in {0} waves; interviewed in more than one: {1}.",
        "Intervjuene ble gjort i {0} runder; intervjuet i mer enn én: {1}.",
        "Intervjua vart gjorde i {0} rundar; intervjua i meir enn éin: {1}.",
    ),
    "recorded": (
        "{0} and {1} were recorded by hand, each with the words that tell of it: {2} in all. Where no words tell of a thing it is marked as inferred, with the reason ({3}), or as a gap ({4}).",
        "{0} og {1} ble registrert for hånd, hver med ordene som forteller om den: {2} i alt. Der ingen ord forteller om noe, er det merket som en slutning med begrunnelse ({3}) eller som et hull ({4}).",
        "{0} og {1} vart registrerte for hand, kvar med orda som fortel om ho: {2} i alt. Der ingen ord fortel om noko, er det merkt som ei slutning med grunn ({3}) eller som eit hol ({4}).",
    ),
    "indexed": (
        "Passages were indexed for finding them again, which is no finding: {0} were marked by hand and {1} by a rule that was shown before it was applied.",
        "Avsnitt ble indeksert for å finnes igjen, noe som ikke er et funn: {0} ble merket for hånd og {1} med en regel som ble vist før den ble brukt.",
        "Avsnitt vart indekserte for å finnast att, noko som ikkje er eit funn: {0} vart merkte for hand og {1} med ein regel som vart vist før han vart brukt.",
    ),
    "compared": (
        "Plans were set side by side by the program, by the headings and words of lexicons: {0}",
        "Planene ble satt side om side av programmet, etter overskrifter og ord i leksikon: {0}",
        "Planane vart sette side om side av programmet, etter overskrifter og ord i leksikon: {0}",
    ),
    "nothing proposed": (
        "The program proposed no statements that were decided on.",
        "Programmet foreslo ingen utsagn som det ble tatt stilling til.",
        "Programmet føreslo ingen utsegner som det vart teke stilling til.",
    ),
    "program": (
        "Made with ieworkbench {0}. The program codes nothing, names no theme and judges no text by itself.",
        "Laget med ieworkbench {0}. Programmet koder ikke, navngir ingen temaer og vurderer ingen tekst på egen hånd.",
        "Laga med ieworkbench {0}. Programmet kodar ikkje, namngjev ingen tema og vurderer ingen tekst på eiga hand.",
    ),
    "and": ("and", "og", "og"),
    # tables
    "informants": ("Informants by level", "Informanter etter nivå", "Informantar etter nivå"),
    "sources": ("Sources by kind", "Kilder etter slag", "Kjelder etter slag"),
    "code": ("code", "kode", "kode"),
    "level": ("level", "nivå", "nivå"),
    "role": ("role", "rolle", "rolle"),
    "interviews": ("interviews", "intervjuer", "intervju"),
    "wave": ("wave", "runde", "runde"),
    "kind": ("kind", "slag", "slag"),
    "number": ("number", "antall", "tal"),
    "dates": ("dates", "datoer", "datoar"),
    "languages": ("languages", "språk", "språk"),
    "no date": ("undated", "uten dato", "utan dato"),
    "text": ("text", "tekst", "tekst"),
    "genre": ("genre", "sjanger", "sjanger"),
    "authority": ("authority", "autoritet", "autoritet"),
    "held": ("held as", "finnes som", "finst som"),
    "hearsay": ("known by hearsay", "bare omtalt", "berre omtala"),
    "made by": ("made by", "laget av", "laga av"),
    "taken up by": ("taken up by", "tatt opp av", "teke opp av"),
    "not read by": ("not read by", "ikke lest av", "ikkje lesen av"),
    "does": ("does", "gjør", "gjer"),
    "copies": ("copies", "kopier", "kopiar"),
    "statements": ("What is demanded, and on what condition", "Hva som kreves, og på hvilke vilkår", "Kva som vert kravd, og på kva vilkår"),
    "in": ("in", "i", "i"),
    "says": ("says", "sier", "seier"),
    "who": ("who", "hvem", "kven"),
    "what": ("what", "hva", "kva"),
    "condition": ("on which condition", "på hvilket vilkår", "på kva vilkår"),
    "or else": ("or else", "ellers", "elles"),
    "no": ("no.", "nr.", "nr."),
    "item": ("asked for", "det som spørres om", "det som blir spurt om"),
    "in all": ("in all", "i alt", "i alt"),
    "words": ("words", "ord", "ord"),
    "tells of": ("tells of", "forteller om", "fortel om"),
    "who tells": ("who tells, and how they know", "hvem forteller, og hvordan de vet det", "kven fortel, og korleis dei veit det"),
    "place": ("where it stands", "hvor det står", "kvar det står"),
    # chains and figures
    "figure": ("Figure {0}. {1}", "Figur {0}. {1}", "Figur {0}. {1}"),
    "table": ("Table {0}. {1}", "Tabell {0}. {1}", "Tabell {0}. {1}"),
    "overview": ("overview; frames are enlarged below", "oversikt; rammene er forstørret nedenfor", "oversyn; rammene er forstørra nedanfor"),
    "enlarged": ("frame {0} enlarged", "ramme {0} forstørret", "ramme {0} forstørra"),
    "inferred": ("inferred: {0}", "slutning: {0}", "slutning: {0}"),
    "not known": ("not known: {0}", "ikke kjent: {0}", "ikkje kjend: {0}"),
    "more accounts": ("and {0} more", "og {0} til", "og {0} til"),
    "follows": ("What follows: {0}", "Det som følger: {0}", "Det som følgjer: {0}"),
    "ask": ("ask {0}", "spør {0}", "spør {0}"),
    "part": ("part {0} of {1}", "del {0} av {1}", "del {0} av {1}"),
    "language not said": ("not said of {0}", "ikke sagt om {0}", "ikkje sagt om {0}"),
    "no informants": (
        "No informants are recorded: of no interview it is said whose it is.",
        "Ingen informanter er registrert: det er ikke sagt hvem intervjuene er med.",
        "Ingen informantar er registrerte: det er ikkje sagt kven intervjua er med.",
    ),
    "no chain": ("No chain of action is recorded yet.", "Ingen handlingskjede er registrert ennå.", "Inga handlingskjede er registrert enno."),
    "no gaps": ("The rules of the map ask nothing.", "Kartets regler spør ikke om noe.", "Reglane til kartet spør ikkje om noko."),
    "no disjunctures": ("None is recorded.", "Ingen er registrert.", "Ingen er registrerte."),
    "no plans": ("The study holds no individual plans.", "Studien har ingen individuelle planer.", "Studien har ingen individuelle planar."),
    "characters": ("{0}, characters {1}–{2}", "{0}, tegn {1}–{2}", "{0}, teikn {1}–{2}"),
    "not done": ("not done", "ikke gjort", "ikkje gjort"),
}, beyond=drawing_word)  # fmt: skip

_NOUNS = {
    "interview": (("interview", "interviews"), ("intervju", "intervjuer"), ("intervju", "intervju")),
    "informant": (("informant", "informants"), ("informant", "informanter"), ("informant", "informantar")),
    "other text": (("other text", "other texts"), ("annen tekst", "andre tekster"), ("annan tekst", "andre tekstar")),
    "act": (("act", "acts"), ("handling", "handlinger"), ("handling", "handlingar")),
    "link": (("link", "links"), ("kobling", "koblinger"), ("kopling", "koplingar")),
    "account": (("account", "accounts"), ("fortelling", "fortellinger"), ("forteljing", "forteljingar")),
    "passage": (("passage", "passages"), ("avsnitt", "avsnitt"), ("avsnitt", "avsnitt")),
}


def many(number: int, noun: str, language: str = "en") -> str:
    """A count with its noun.

    Examples
    --------
    >>> many(1, "act"), many(1204, "account"), many(3, "interview", "nb")
    ('1 act', '1,204 accounts', '3 intervjuer')
    """
    one, several = _NOUNS[noun][word.place(language)]
    return f"{number:,} {one if number == 1 else several}"
