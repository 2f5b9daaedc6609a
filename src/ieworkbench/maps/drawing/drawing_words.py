"""Every fixed word that a drawn map can bear, in English, bokmål and nynorsk."""

from __future__ import annotations

from ieworkbench.model.fixed_words import FixedWords

__all__ = ["number_of", "word"]

word = FixedWords("maps are drawn", {
    # the title block
    "map": ("Map", "Kart", "Kart"),
    "standpoint": ("Standpoint", "Ståsted", "Ståstad"),
    "case": ("Case", "Sak", "Sak"),
    "all cases": ("All cases", "Alle saker", "Alle saker"),
    "layer particular": ("what happened", "det som skjedde", "det som hende"),
    "layer regular": ("what regularly happens", "det som vanligvis skjer", "det som vanlegvis skjer"),
    "layer prescribed": ("what is supposed to happen", "det som skal skje", "det som skal skje"),
    "all layers": ("all layers", "alle lag", "alle lag"),
    "account": ("account", "fortelling", "forteljing"),
    "accounts": ("accounts", "fortellinger", "forteljingar"),
    "source": ("source", "kilde", "kjelde"),
    "sources": ("sources", "kilder", "kjelder"),
    "from": ("from", "fra", "frå"),
    "phase": ("Phase", "Fase", "Fase"),
    "empty": ("Nothing stands on this map yet.", "Ingenting står på kartet ennå.", "Ingenting står på kartet enno."),
    # bands and lanes
    "band supranational": ("Above the state", "Over staten", "Over staten"),
    "band national": ("National: law and policy", "Nasjonalt: lov og politikk", "Nasjonalt: lov og politikk"),
    "band agency": ("Agency management", "Ledelse i etaten", "Leiing i etaten"),
    "band front line": ("Front line", "Førstelinje", "Førstelinje"),
    "band unknown": ("Level not said", "Nivå ikke sagt", "Nivå ikkje sagt"),
    "band everyday": ("Everyday life", "Hverdag", "Kvardag"),
    "no site": ("site not said", "sted ikke sagt", "stad ikkje sagt"),
    # nodes
    "doer unknown": ("doer unknown", "ukjent hvem", "ukjent kven"),
    "with": ("with", "med", "med"),
    "copy": ("copy", "kopi", "kopi"),
    "not done": ("not done", "ikke gjort", "ikkje gjort"),
    "disputed": ("disputed", "omstridt", "omstridd"),
    # lines
    "copy of": ("copy of", "kopi av", "kopi av"),
    "as a whole": ("via the text as a whole", "via teksten som helhet", "via teksten som heilskap"),
    # the legend
    "sign act": ("act: what, then who", "handling: hva, så hvem", "handling: kva, så kven"),
    "sign standpoint": ("act at the standpoint", "handling fra ståstedet", "handling frå ståstaden"),
    "sign talk": ("talk", "samtale", "samtale"),
    "sign text": ("text", "tekst", "tekst"),
    "sign regulation": ("regulating text", "styrende tekst", "styrande tekst"),
    "sign boss": ("boss text (our judgement)", "overordnet tekst (vår vurdering)", "overordna tekst (vår vurdering)"),
    "sign copy": ("copy at a site", "kopi på et sted", "kopi på ein stad"),
    "sign resource": ("what is given", "det som gis", "det som blir gitt"),
    "sign gap": ("gap: not known", "hull: ikke kjent", "hol: ikkje kjent"),
    "sign struck": ("not done", "ikke gjort", "ikkje gjort"),
    "sign disputed": ("accounts disagree", "fortellinger er uenige", "forteljingar er usamde"),
    "sign stack": ("several", "flere", "fleire"),
    "sign inferred": ("inferred", "sluttet", "slutta"),
    "sign prescribed": ("prescribed or as instructed", "foreskrevet eller etter instruks", "føreskriven eller etter instruks"),
    "sign both": ("told and prescribed", "fortalt og foreskrevet", "fortald og føreskriven"),
    "sign break": ("disjuncture", "brudd", "brot"),
    "sign lost": (
        "some of their words are gone from a corrected text",
        "noen av ordene er borte fra en rettet tekst",
        "nokre av orda er borte frå ein retta tekst",
    ),
    "lost": (
        "whose words are gone from a corrected text",
        "med ord som er borte fra en rettet tekst",
        "med ord som er borte frå ein retta tekst",
    ),
    "sign bubble": ("number of accounts", "antall fortellinger", "talet på forteljingar"),
    "line inferred": (
        "inferred, or via a text as a whole",
        "sluttet, eller via en hel tekst",
        "slutta, eller via ein heil tekst",
    ),
    "line prescribed": ("prescribed or as instructed", "foreskrevet eller etter instruks", "føreskriven eller etter instruks"),
    "line gap": ("gap: not known how", "hull: ikke kjent hvordan", "hol: ikkje kjent korleis"),
    "line crossed": ("does not happen", "skjer ikke", "hender ikkje"),
    "and other": ("other words on the line", "andre ord på linjen", "andre ord på linja"),
    "wave": ("wave", "runde", "runde"),
    "told in wave": ("told in wave", "fortalt i runde", "fortald i runde"),
    "told in waves": ("told in waves", "fortalt i rundene", "fortald i rundane"),
    "and": ("and", "og", "og"),
    # the description
    "acts": ("acts", "handlinger", "handlingar"),
    "texts": ("texts and copies", "tekster og kopier", "tekstar og kopiar"),
    "links": ("links", "koblinger", "koplingar"),
})  # fmt: skip
"""The fixed word as it is written on a map: ``word("standpoint", "nn")`` is “Ståstad”."""


def number_of(count: int, name: str, language: str = "en") -> str:
    """A count with its word: ``1 account``, ``3 accounts``.

    Examples
    --------
    >>> number_of(1, "account"), number_of(3, "source", "nb")
    ('1 account', '3 kilder')
    """
    return f"{count} {word(name if count == 1 else name + 's', language)}"
