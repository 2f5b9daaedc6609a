"""Maps to be drawn in tests: twenty things of one made-up case, with every sign; and larger ones by numbers.

The twenty: a man whose back hurts is told to come back when he has stopped smoking; that becomes a goal
of his plan, and the office asks whether he follows it before it pays. Nothing of it is a real case.
"""

from __future__ import annotations

import random
from itertools import count

from ieworkbench.maps.building import map_of
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import (
    Account,
    Act,
    ActMode,
    Authority,
    Case,
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
    TextCopy,
)

_SITES = (
    Site("home", SiteLevel.EVERYDAY),
    Site("municipal coordination unit", SiteLevel.FRONT_LINE),
    Site("home services", SiteLevel.FRONT_LINE),
    Site("benefits office", SiteLevel.FRONT_LINE),
    Site("back clinic (hospital)", SiteLevel.FRONT_LINE),
    Site("store of technical aids", SiteLevel.AGENCY),
)
_U1 = Doer("U1", DoerKind.INFORMANT)


def accounts(number: int, *, of: str = "", status: str = "told done", polarity: str = "done") -> tuple[Account, ...]:
    """So many accounts, of nothing in particular."""
    return tuple(
        Account(
            Passage(f"talk-{(at + len(of)) % 6 + 1}", at * 20, at * 20 + 9, "made up words"[:9], id=f"p{of}{at}"),
            EvidenceStatus(status),
            Polarity(polarity),
            id=f"a {of} {at}",
        )
        for at in range(number)
    )


def _role(name: str) -> Doer:
    return Doer(name, DoerKind.ROLE)


def _ref(name: str, kind: str) -> RecordRef:
    return RecordRef(RecordKind(kind), name)


def _made(name: str, kind: str, doing: str, more: dict[str, object]) -> Act:
    told = more.pop("told", 2)
    found = more.pop("accounts", None) or accounts(int(str(told)), of=name)
    return Act(name, doing, mode=ActMode(kind), case="C1", accounts=found, **more)  # type: ignore[arg-type]


_ACTS = (
    _made("asks", "talk", "asks the doctor for help with his back", {"doer": _U1, "with_whom": (_role("doctor"),), "site": "home"}),
    _made("visit", "talk", "tells his goals and needs at a home visit", {"doer": _U1, "with_whom": (_role("coordinator"),), "site": "home", "told": 7}),
    _made("applies", "write", "applies for an allowance", {"doer": _U1, "site": "home", "told": 5}),
    _made("goal", "write", "adds “stop smoking” as a goal", {"doer": _U1, "site": "home", "told": 3}),
    _made("convenes", "talk", "calls the planning meeting", {"doer": _role("coordinator"), "participants": (_U1, _role("nurse")), "site": "municipal coordination unit", "told": 6}),
    _made("describes", "write", "writes function level and diagnosis into the plan", {"doer": _role("nurse"), "site": "home services", "told": 4}),
    _made("assesses", "decide", "assesses the application against the plan", {"site": "benefits office", "told": 7}),
    _made("checks", "do", "checks whether the plan is followed", {"site": "benefits office", "told": 4}),
    _made("calls", "talk", "calls him before the decision", {"doer": _role("caseworker"), "site": "benefits office", "accounts": accounts(2, of="calls", polarity="not done")}),
    _made("refuses", "talk", "says he may come back when he has stopped smoking", {"doer": _role("clinic staff"), "with_whom": (_U1,), "site": "back clinic (hospital)", "told": 3}),
    _made("handles", "read", "handles the request by reading the plan", {"site": "store of technical aids", "accounts": (*accounts(2, of="handles"), *accounts(1, of="handles not", polarity="not done"))}),
    Act("puts", "puts a copy of the plan into the file", site="store of technical aids", case="C1", gap="Who put it there?"),
)  # fmt: skip
_TEXTS = (
    InstitutionalText("paper", "White paper on living well at home", "", Authority.GUIDELINE, accounts=accounts(2, of="paper")),
    InstitutionalText("rule", "Regulation on individual plans", "", Authority.REGULATION, accounts=accounts(5, of="rule")),
    InstitutionalText("act", "Benefits Act: conditions of activity", "", Authority.LAW, accounts=accounts(3, of="act")),
    InstitutionalText("right", "decision: right to an individual plan", "", Authority.CASE_TEXT, site="municipal coordination unit", case="C1", accounts=accounts(6, of="right")),
    InstitutionalText("plan", "Individual plan", "plan", Authority.CASE_TEXT, site="municipal coordination unit", case="C1", boss="Everything is fitted to it.", accounts=accounts(12, of="plan")),
    InstitutionalText("nursing", "nursing plan", "", Authority.CASE_TEXT, site="home services", case="C1", accounts=accounts(4, of="nursing")),
    InstitutionalText("pays", "decisions: allowance, if the plan is followed", "written decision", Authority.CASE_TEXT, site="benefits office", case="C1", number=4, accounts=accounts(7, of="pays")),
    InstitutionalText("referral", "referral", "letter", Authority.CASE_TEXT, site="back clinic (hospital)", case="C1", accounts=accounts(2, of="referral")),
    InstitutionalText("request", "request for a technical aid", "form", Authority.CASE_TEXT, site="store of technical aids", case="C1", accounts=accounts(3, of="request")),
)  # fmt: skip
_COPIES = (TextCopy("copy", "plan", "store of technical aids", accounts=accounts(2, of="copy")),)
_RESOURCES = (Resource("money", "allowance", ResourceKind.MONEY, case="C1", site="home"),)
_KIND = {
    **{each.id: "act" for each in _ACTS},
    **{each.id: "text" for each in _TEXTS},
    "copy": "copy",
    "money": "resource",
}


def _link(origin: str, kind: str, target: str, told: int = 2, **more: object) -> Link:
    name = f"{origin} {kind} {target}"
    found = more.pop("accounts", None) or accounts(told, of=name)
    return Link(name, kind, _ref(origin, _KIND[origin]), _ref(target, _KIND[target]), accounts=found, **more)  # type: ignore[arg-type]


_LINKS = (
    _link("paper", "authorises", "rule", 2, layer=Layer.PRESCRIBED),
    _link("rule", "regulates", "right", 5),
    _link("act", "regulates", "pays", 3),
    _link("visit", "then", "convenes", 7),
    _link("right", "requires", "convenes", 6),
    _link("convenes", "writes", "plan", 12),
    _link("describes", "reads", "nursing", 4),
    _link("describes", "writes", "plan", 4),
    _link("asks", "sends", "referral", 2),
    _link("refuses", "reads", "referral", 2),
    _link("refuses", "then", "goal", 3),
    _link("goal", "writes", "plan", 2),
    _link("assesses", "reads", "plan", 7),
    _link("applies", "then", "assesses", 5),
    _link("assesses", "writes", "pays", 7),
    _link("pays", "conditions on", "plan", 4, derived=True),
    _link("pays", "requires", "checks", 4),
    _link("checks", "then", "goal", 0, inferred="The goal stands in the plan after the check."),
    _link("calls", "then", "assesses", 2, accounts=accounts(2, of="calls then", status="told as instructed")),
    _link("pays", "grants", "money", 3),
    _link("puts", "copies", "copy", 0, gap="Nobody says who."),
    _link("handles", "reads", "copy", 2),
    _link("handles", "does not read", "request", 3),
    _link("visit", "sends", "request", 1),
)  # fmt: skip

RECORDS = ChainRecords(
    title="Plans that are followed",
    standpoint="people who have been granted an individual plan",
    acts=_ACTS,
    texts=_TEXTS,
    copies=_COPIES,
    resources=_RESOURCES,
    links=_LINKS,
    disjunctures=(
        Disjuncture(
            "why",
            "“I did not think it would help, but I would give it a try”",
            (Side("It has hurt since he was a child."), Side("Smoking is the cause.", record=_ref("refuses", "act"))),
            (_ref("goal writes plan", "link"),),
            case="C1",
        ),
    ),
    informants=(Informant("U1", InformantLevel.ENTRY, "service user", "home"),),
    sites=_SITES,
    cases=(Case("C1", "his back"),),
)

SITES = tuple(each.id for each in _SITES)


def twenty() -> InstitutionalMap:
    """The map of one case with every sign of the notation, its lanes in the researcher's order."""
    return map_of(RECORDS, case="C1").with_lane_order(SITES)


_DOING = ("fills in", "reads", "assesses", "sends", "calls about", "meets over", "signs", "refuses", "follows up")
_WHAT = ("the decision", "the referral", "the care plan", "the application form", "the plan", "the note in the file")
_TITLE = (
    "written decision",
    "referral",
    "care plan",
    "application form",
    "plan",
    "case note",
    "complaint",
    "checklist",
)


def many(size: int, seed: int = 1) -> InstitutionalMap:
    """A made-up study of so many things: mostly from one to the next in time, sometimes back."""
    chance, numbers = random.Random(seed), count()
    acts: list[Act] = []
    texts: list[InstitutionalText] = []
    order: list[tuple[str, str]] = []
    sites = [each.id for each in _SITES]
    for number in range(size):
        name = f"n{number}"
        told = accounts(chance.randint(1, 5), of=name)
        if number < max(3, size // 40):
            texts.append(InstitutionalText(name, f"Regulation {number + 1}", "", Authority.REGULATION, accounts=told))
        elif chance.random() < 0.42:
            texts.append(
                InstitutionalText(name, f"{chance.choice(_TITLE)} {number}", "", Authority.CASE_TEXT, site=chance.choice(sites), accounts=told)
            )  # fmt: skip
        else:
            doing = f"{chance.choice(_DOING)} {chance.choice(_WHAT)} {number}"
            doer = chance.choice((_U1, _role("caseworker"), _role("nurse"), Doer()))
            acts.append(Act(name, doing, doer, site=chance.choice(sites), accounts=told))
        order.append((name, "act" if acts and acts[-1].id == name else "text"))
    links = []
    for place, (name, kind) in enumerate(order):
        for _ in range(chance.choice((1, 1, 1, 2))):
            to = place + 1 + int(chance.expovariate(1 / 6.0))
            if to < size:
                links.append(_any_link(next(numbers), name, kind, *order[to], chance))
    for _ in range(size // 30):
        start = chance.randrange(10, size)
        links.append(_any_link(next(numbers), *order[start], *order[max(0, start - chance.randrange(3, 25))], chance))
    records = ChainRecords(
        title=f"A made-up study of {size} things",
        standpoint="people who have been granted an individual plan",
        acts=tuple(acts),
        texts=tuple(texts),
        links=tuple(links),
        informants=RECORDS.informants,
        sites=_SITES,
    )
    return map_of(records).with_lane_order(SITES)


def _any_link(number: int, origin: str, kind: str, target: str, other: str, chance: random.Random) -> Link:
    kinds = {
        ("act", "act"): ("then",),
        ("act", "text"): ("writes", "writes", "sends", "signs"),
        ("text", "act"): ("read in", "read in", "regulates", "requires"),
        ("text", "text"): ("regulates", "attached to"),
    }[kind, other]
    told = accounts(chance.randint(1, 12), of=f"l{number}")
    return Link(f"l{number}", chance.choice(kinds), _ref(origin, kind), _ref(target, other), accounts=told)
