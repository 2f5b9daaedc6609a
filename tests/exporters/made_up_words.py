"""A map whose labels, quotes and names are as unkind to a page as words can be."""

from __future__ import annotations

from ieworkbench.maps.building import map_of
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import (
    Account,
    Act,
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
    Passage,
    Polarity,
    RecordKind,
    RecordRef,
    Side,
    Site,
    SiteLevel,
    SourceKind,
    WhoseWork,
)
from ieworkbench.store.records import SourceEntry

EVIL = "</script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>{{data}}[[find]]&amp; \\u003c"
OPEN, CLOSED = "we wait for the letter, always", "nobody must know that I said this"


def account(
    quote: str, number: int, *, teller: str = "U1", polarity: str = "done", status: str = "told done"
) -> Account:
    """An account in an interview with U1 or with U2."""
    passage = Passage(f"talk {teller}", number * 100, number * 100 + len(quote), quote, id=f"p{number}")
    return Account(passage, EvidenceStatus(status), Polarity(polarity), WhoseWork.OWN, teller, id=f"a{number}")


def source(name: str, teller: str) -> SourceEntry:
    """An interview's line in the list of sources."""
    return SourceEntry(
        name, SourceKind.INTERVIEW, EVIL, "en", (), (teller,), 2, None, 1, "a.txt", "", "txt", 1_000, 3, 0
    )  # fmt: skip


def made_up(words: str = EVIL, audience: Audience = Audience.RESEARCHER) -> InstitutionalMap:
    """Three acts and two texts: U1 may be quoted, U2 may not; ``words`` stand wherever words can stand."""
    u1 = Doer("U1", DoerKind.INFORMANT)
    acts = (
        Act("waits", f"waits {words}", u1, site=words, accounts=(account(OPEN, 1), account(words, 2))),
        Act("asks", "asks again", u1, site=words, accounts=(account(CLOSED, 3, teller="U2", polarity="not done"),)),
        Act("files", "files it", site="office", gap="Who files it?"),
    )
    texts = (
        InstitutionalText("letter", f"letter {words}", words, Authority.CASE_TEXT, site="office", accounts=(account(OPEN, 4),)),
        InstitutionalText("law", "Act on letters", "", Authority.LAW),
    )  # fmt: skip
    links = (
        _link("waits", "then", "asks", account(OPEN, 5)),
        _link("asks", "writes", "letter", account(words, 6)),
        _link("letter", "conditions on", "law"),
        _link("files", "reads", "letter", account(CLOSED, 7, teller="U2")),
    )
    sides = (Side(f"one side {words}", (account(OPEN, 8),)), Side("U2's side", (account(CLOSED, 9, teller="U2"),)))
    records = ChainRecords(
        title=words or "Letters",
        standpoint=words,
        acts=acts,
        texts=texts,
        links=links,
        disjunctures=(Disjuncture("d", f"torn {words}", sides, (RecordRef(RecordKind.LINK, "asks writes letter"),)),),
        sources=(source("talk U1", "U1"), source("talk U2", "U2")),
        informants=(
            Informant("U1", InformantLevel.ENTRY, "waits", consent=(Consent.QUOTE,)),
            Informant("U2", InformantLevel.SECOND, "works there"),
        ),
        sites=(Site(words or "home", SiteLevel.EVERYDAY), Site("office", SiteLevel.FRONT_LINE)),
    )
    return map_of(records, audience=audience)


def _link(origin: str, kind: str, target: str, *accounts: Account) -> Link:
    kinds = dict.fromkeys(("letter", "law"), RecordKind.TEXT)
    ends = (RecordRef(kinds.get(name, RecordKind.ACT), name) for name in (origin, target))
    return Link(f"{origin} {kind} {target}", kind, *ends, accounts=accounts)
