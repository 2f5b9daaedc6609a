"""A made-up chain: what was said at a clinic becomes a goal, and four of seven decisions demand the plan."""

from __future__ import annotations

from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import (
    Account,
    Act,
    ActMode,
    Authority,
    Disjuncture,
    Doer,
    DoerKind,
    EvidenceStatus,
    Informant,
    InformantLevel,
    InstitutionalText,
    Layer,
    Link,
    Passage,
    Polarity,
    RecordKind,
    RecordRef,
    Resource,
    ResourceKind,
    Side,
    Site,
    SiteLevel,
    WhoseWork,
)

KINDS = {
    "A": RecordKind.ACT,
    "T": RecordKind.TEXT,
    "D": RecordKind.TEXT,
    "K": RecordKind.COPY,
    "R": RecordKind.RESOURCE,
}
USER = Doer("U1", DoerKind.INFORMANT)


def account(
    quote: str, start: int = 0, status: str = "told done", polarity: str = "done", source: str = "U1-wave1"
) -> Account:
    """An account with these words, at a place of a source."""
    passage = Passage(source, start, start + len(quote), quote)
    return Account(
        passage, EvidenceStatus(status), Polarity(polarity), WhoseWork.UNKNOWN, id=f"{source}:{start}:{status}"
    )


def ref(name: str) -> RecordRef:
    """The act, text, copy or resource with this id."""
    return RecordRef(KINDS[name[0]], name)


def link(origin: str, kind: str, target: str, *accounts: Account, **more: object) -> Link:
    """A link between two of them; its id says what it is."""
    fields = {"layer": Layer.PARTICULAR, "accounts": accounts, **more}
    return Link(f"{origin} {kind} {target}", kind, ref(origin), ref(target), **fields)  # type: ignore[arg-type]


TOLD = account("Come back when you are twelve kilos lighter, she said", 100, "told done by other")
GOAL = account("so I put lose weight on the list", 300)
DECISIONS = [
    InstitutionalText(f"D{n}", "decision about support", "written decision", Authority.CASE_TEXT, case="C1")
    for n in range(1, 8)
]


def weight_chain() -> ChainRecords:
    """The whole chain, with one derived step, two gaps and a disjuncture when a goal is traced."""
    acts = (
        Act("A1", "goes to the clinic for her back", USER, site="clinic", case="C1", accounts=(account("I went for my back", 50),)),
        Act("A2", "tells her to come back when she is lighter", Doer("clinic staff", DoerKind.ROLE), (USER,), site="clinic",
            mode=ActMode.TALK, case="C1", accounts=(TOLD,)),
        Act("A3", "says that she will try", USER, site="clinic", mode=ActMode.TALK, case="C1", accounts=(account("I said I would try", 200),)),
        Act("A4", "writes “lose weight” as a goal", USER, site="home", mode=ActMode.WRITE, case="C1", accounts=(GOAL,)),
        Act("A5", "decides on support", Doer("caseworkers", DoerKind.COLLECTIVE), site="office", mode=ActMode.DECIDE, case="C1",
            accounts=(account("They wrote seven letters", 400),)),
    )  # fmt: skip
    texts = (
        InstitutionalText("T1", "individual plan", "plan", Authority.CASE_TEXT, owner="U1", case="C1"),
        *DECISIONS,
        InstitutionalText("T2", "decisions that demand the plan", "written decision", Authority.CASE_TEXT, case="C1",
                          number=4, among=tuple(each.id for each in DECISIONS)),
    )  # fmt: skip
    links = (
        link("A1", "then", "A2", account("I went for my back", 50)),
        link("A2", "then", "A3", account("I said I would try", 200)),
        link("A3", "then", "A4", GOAL),
        link("A4", "writes", "T1", GOAL),
        *(link("A5", "writes", each.id, account("They wrote seven letters", 400)) for each in DECISIONS),
        link("T2", "conditions on", "T1", account("if you do not follow up the plan, contact us", 10, "text records", source="vedtak-1")),
        link("T2", "grants", "R1", account("you are granted support", 60, "text records", source="vedtak-1")),
    )  # fmt: skip
    disjuncture = Disjuncture(
        "X1",
        "what her pain comes from",
        (
            Side("it was there when she was thin", (account("I had it when I was thin as a rail", 500),)),
            Side("her weight", (TOLD,)),
        ),
        (ref("A2"),),
        case="C1",
    )
    return ChainRecords(
        title="Rehabilitation",
        standpoint="people who have been granted an individual plan",
        acts=acts,
        texts=texts,
        resources=(Resource("R1", "support", ResourceKind.MONEY, case="C1"),),
        links=links,
        disjunctures=(disjuncture,),
        informants=(
            Informant("U1", InformantLevel.ENTRY, "service user", "home", ("C1",)),
            Informant("SP1", InformantLevel.SECOND, "nurse", "clinic", ("C1",)),
        ),
        sites=(
            Site("clinic", SiteLevel.FRONT_LINE),
            Site("home", SiteLevel.EVERYDAY),
            Site("office", SiteLevel.AGENCY),
        ),
    )
