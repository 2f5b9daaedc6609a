"""Maps that are hard on a format: made-up words with markup, scripts, emoji, other scripts, and control characters."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ieworkbench.maps.building import map_of
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import (
    Account,
    Act,
    ActMode,
    Audience,
    Authority,
    Consent,
    Disjuncture,
    Doer,
    DoerKind,
    EvidenceStatus,
    Informant,
    InformantLevel,
    InstitutionalText,
    Link,
    LinkKind,
    Passage,
    ProjectLinkKind,
    RecordKind,
    RecordRef,
    Resource,
    SaidDate,
    Side,
    Site,
    SiteLevel,
    SourceKind,
    TextCopy,
)
from ieworkbench.store.records import SourceEntry
from maps.drawn_chains import RECORDS

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)> & \"quoted\" 'so' ]]> --> %n% \\n ${x} {{y}} =1+1"
CONTROL = "bell\x07 and tab\t and break\nand \x0b\x1f\x7f\x85 and \ufffe and half \ud83d and \u202eturned\u202c"
AWKWARD = (
    MARKUP,
    CONTROL,
    '=HYPERLINK("x","y") @SUM +1 -1 |cmd\' /C x\'!A0',
    "👩‍⚕️👍🏽 🏳️‍🌈 é e\u0301 ﬁ",
    "تكتب الخطة مع المستخدم (2014)",
    "ו" * 30,
    "word " * 40,
    "W" * 200,
    "end %%\n```\n\\endinput ; } ] ) | graph TD; A-->B:::c",
    '"][x]("y',
    " ",
)


def _account(number: int, words: str = MARKUP) -> Account:
    passage = Passage("talk", number * 400, number * 400 + len(words), words, "before", "after", id=f"p{number}")
    return Account(passage, EvidenceStatus.TOLD_DONE, id=f"a{number}", note=CONTROL, told_by="U1")


def _ref(kind: str, name: str) -> RecordRef:
    return RecordRef(RecordKind(kind), name)


def awkward() -> InstitutionalMap:
    """A map on which nothing is called by harmless words."""
    acts, links = [], []
    for number, words in enumerate(AWKWARD):
        name = f"act {number} <&\"'>\x08{words[:20]}"
        acts.append(
            Act(
                name,
                words,
                Doer(words, DoerKind.ROLE),
                site=f"site {words[:40]}" if number % 3 else None,
                mode=ActMode.TALK if number % 2 else ActMode.DO,
                when=SaidDate.read("2014-03"),
                case="C1",
                accounts=(_account(number), _account(number + 50, words)),
            )
        )
    for number, (one, other) in enumerate(pairwise(acts)):
        kind = MARKUP if number % 2 else LinkKind.THEN.value
        links.append(
            Link(f"l{number} <&>", kind, _ref("act", one.id), _ref("act", other.id), accounts=(_account(90 + number),))
        )
    texts = (
        InstitutionalText("t\"1'", MARKUP, CONTROL, Authority.LAW, accounts=(_account(200),), boss=MARKUP),
        InstitutionalText("t2", AWKWARD[4], number=4, case="C1"),
    )
    links.append(Link("reads", "reads", _ref("act", acts[0].id), _ref("text", texts[0].id)))
    links.append(Link("loop", "cites", _ref("text", "t2"), _ref("text", "t2")))
    records = ChainRecords(
        title=MARKUP,
        standpoint=CONTROL,
        acts=tuple(acts),
        texts=texts,
        copies=(TextCopy("c<1>", texts[0].id, "site x", how=MARKUP),),
        resources=(Resource("r&1", CONTROL),),
        links=tuple(links),
        disjunctures=(
            Disjuncture("d<1>", MARKUP, (Side(MARKUP, (_account(300),)), Side(CONTROL)), (_ref("act", acts[0].id),)),
        ),
        link_kinds=(ProjectLinkKind(MARKUP, LinkKind.THEN, MARKUP),),
        informants=(Informant("U1", InformantLevel.ENTRY, MARKUP, None, ("C1",), (Consent.QUOTE,)),),
        sites=tuple(Site(each.site, SiteLevel.FRONT_LINE) for each in acts if each.site),
        sources=(_source("talk", ("U1",)),),
    )
    return map_of(records)


def _source(name: str, informants: tuple[str, ...]) -> SourceEntry:
    return SourceEntry(
        name, SourceKind.INTERVIEW, MARKUP, "en", ("C1",), informants, 1, None, 1, "x.txt", "0" * 64, "txt", 9, 1, 0
    )


SECRET = "zzqwords"


def told_in_confidence(audience: Audience = Audience.PUBLIC) -> InstitutionalMap:
    """The map of the made-up chain for anyone: nobody on it has agreed to be quoted."""

    def hushed(account: Account) -> Account:
        words = f"{SECRET} {account.id}"
        passage = replace(account.passage, quote=words, before=f"{SECRET} before", after=f"{SECRET} after")
        return replace(account, passage=passage, note=f"{SECRET} note")

    def all_hushed(records: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(replace(each, accounts=tuple(map(hushed, each.accounts))) for each in records)  # type: ignore

    records = replace(
        RECORDS,
        acts=all_hushed(RECORDS.acts),
        texts=all_hushed(RECORDS.texts),
        copies=all_hushed(RECORDS.copies),
        links=all_hushed(RECORDS.links),
        disjunctures=tuple(
            replace(
                each,
                sides=tuple(
                    replace(side, says=f"{SECRET} {side.says}", accounts=(hushed(_account(7)),)) for side in each.sides
                ),
            )
            for each in RECORDS.disjunctures
        ),
        sources=(_source("talk", ("U1",)),),
    )  # fmt: skip
    return map_of(records, case="C1", audience=audience)


def dated() -> InstitutionalMap:
    """The made-up chain with dates on some of its acts, said in different ways."""
    said = {"asks": "2014-03-05", "visit": "2014-04", "applies": "2014", "goal": "last spring"}
    acts = tuple(replace(each, when=SaidDate.read(said[each.id])) if each.id in said else each for each in RECORDS.acts)
    return map_of(replace(RECORDS, acts=acts), case="C1")


def nothing() -> InstitutionalMap:
    """A map without anything on it."""
    return map_of(ChainRecords())


def one() -> InstitutionalMap:
    """A map with a single act."""
    return map_of(ChainRecords(acts=(Act("only", "waits", accounts=(_account(1, "I wait"),)),)))
