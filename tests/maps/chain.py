"""A made-up chain of action: a goal in a plan, seven decisions, an allowance, and a call that came or did not.

Three cases. U1 (C1) was sent home by a clinic until she sleeps whole nights, and wrote that down as a
goal in her plan. The office decides on her allowance by the plan. Nobody says who put the copy of it
in the file. U2 (C2) brought her plan to the office herself. Of C3 nothing is told. W1, a caseworker,
tells how it usually goes; a guideline says how it is to go.
"""

from __future__ import annotations

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
    Informant,
    InformantLevel,
    InstitutionalText,
    Layer,
    Link,
    Passage,
    ProjectLinkKind,
    RecordKind,
    RecordRef,
    Resource,
    ResourceKind,
    SaidDate,
    Side,
    Site,
    SiteLevel,
    SourceKind,
    TextCopy,
    TextVersion,
)
from ieworkbench.model.link_kinds import LinkKind
from ieworkbench.store.records import SourceEntry

WORDS = {
    "U1-wave1": """I: How did it begin?
U1: I went to the clinic with my back. They said I was welcome again once I slept whole nights.
I: And then?
U1: I said I would try. At home I wrote it down as a goal in my plan.
I: What came of it?
U1: The office wrote to me, seven letters in two years. Four of them say that I must follow the plan. \
I never saw anyone read it. They promised to call within a month, and to find me a course.
""",
    "U1-wave2": """I: Did they call?
U1: Nobody called. Nobody signed the plan either. But the allowance came, because of the plan.
""",
    "U2-wave1": """I: What did you do with the plan?
U2: I wrote my goals in it at the kitchen table. Then I took it to the office, and they gave me the allowance.
""",
    "W1-interview": """I: How do you decide?
W1: There is a copy in the file. I read the plan first. Then I write the decision. I did call her, in May.
I: And usually?
W1: We decide by the plan, that is how it goes.
""",
    "plan-C1": "My plan\n\nGoal: sleep whole nights.\n",
    "guideline": "The caseworker calls within a month. The caseworker signs the plan. "
    "The caseworker decides on the allowance by the plan. The caseworker reviews the plan every year.\n",
}
"""What was said and written, by source."""

_KINDS = {"plan-C1": SourceKind.INDIVIDUAL_PLAN, "guideline": SourceKind.GUIDELINE}
_CASES = {"U1-wave1": ("C1",), "U1-wave2": ("C1",), "U2-wave1": ("C2",), "W1-interview": ("C1", "C2")}
_INFORMANTS = {"U1-wave1": ("U1",), "U1-wave2": ("U1",), "U2-wave1": ("U2",), "W1-interview": ("W1",)}
_WAVES = {"U1-wave1": 1, "U1-wave2": 2, "U2-wave1": 1}
_numbers = count(1)

U1, U2, W1 = (Doer(code, DoerKind.INFORMANT) for code in ("U1", "U2", "W1"))
CASEWORKER = Doer("caseworker", DoerKind.ROLE)
CLINIC_STAFF = Doer("clinic staff", DoerKind.COLLECTIVE)


def passage(source: str, quote: str) -> Passage:
    """The words of a source that read ``quote``; they stand in it once."""
    assert WORDS[source].count(quote) == 1, quote
    start = WORDS[source].index(quote)
    return Passage(source, start, start + len(quote), quote, id=f"{source}[{start}:{start + len(quote)}]")


def told(source: str, quote: str, status: str, polarity: str = "done", work: str = "unknown") -> Account:
    """An account as a study keeps it, with an id."""
    made = passage(source, quote).account(status, polarity=polarity, work=work)
    return Account(made.passage, made.status, made.polarity, made.work, id=f"account {next(_numbers)}")


def speaker(place: Passage) -> str:
    """Who says these words: the label of their line."""
    line = WORDS[place.source][: place.start].rpartition("\n")[2]
    return line.partition(":")[0] if ": " in line else ""


def source_entry(name: str) -> SourceEntry:
    """A source's line in the list of sources."""
    return SourceEntry(
        id=name,
        kind=_KINDS.get(name, SourceKind.INTERVIEW),
        title=name,
        language="en",
        cases=_CASES.get(name, ("C1",) if name == "plan-C1" else ()),
        informants=_INFORMANTS.get(name, ()),
        wave=_WAVES.get(name),
        date=None,
        version=1,
        file_name=f"{name}.txt",
        file_sha256="",
        format="plain text",
        characters=len(WORDS[name]),
        turns=WORDS[name].count(": ") if name in _INFORMANTS else 0,
        warnings=0,
    )


ACTS = (
    Act(
        "goes", "goes to the clinic", U1, site="clinic", case="C1",
        accounts=(told("U1-wave1", "I went to the clinic with my back.", "told done", work="own"),),
    ),
    Act(
        "sends-home", "says she is welcome again once she sleeps whole nights", CLINIC_STAFF, (U1,), site="clinic",
        case="C1", mode=ActMode.TALK,
        accounts=(told("U1-wave1", "They said I was welcome again once I slept whole nights.", "told done by other"),),
    ),
    Act(
        "writes-goal", "writes the goal in the plan", U1, site="home", case="C1", mode=ActMode.WRITE,
        accounts=(
            told("U1-wave1", "At home I wrote it down as a goal in my plan.", "told done", work="own"),
            told("plan-C1", "Goal: sleep whole nights.", "text records"),
        ),
    ),
    Act(
        "files-copy", "puts a copy of the plan in the file", site="office", case="C1",
        gap="Who put the copy of the plan in the file? Nobody says.",
    ),
    Act(
        "reads-plan", "reads the plan", W1, site="office", case="C1", mode=ActMode.READ,
        accounts=(
            told("U1-wave1", "I never saw anyone read it.", "told done by other", "not done", "other's"),
            told("W1-interview", "I read the plan first.", "told done", work="own"),
        ),
    ),
    Act(
        "decides", "decides on the allowance", W1, site="office", case="C1", mode=ActMode.DECIDE,
        when=SaidDate.read("2024"),
        accounts=(
            told("U1-wave1", "The office wrote to me, seven letters in two years.", "told done by other"),
            told("W1-interview", "Then I write the decision.", "told done", work="own"),
        ),
    ),
    Act(
        "calls", "calls within a month", W1, (U1,), site="office", case="C1", mode=ActMode.TALK,
        accounts=(
            told("U1-wave1", "They promised to call within a month", "told as instructed"),
            told("U1-wave2", "Nobody called.", "told done by other", "not done", "other's"),
            told("W1-interview", "I did call her, in May.", "told done", work="own"),
        ),
    ),
    Act(
        "finds-course", "finds her a course", site="office", case="C1",
        accounts=(told("U1-wave1", "and to find me a course.", "told as instructed"),),
    ),
    Act(
        "signs", "signs the plan", site="office", case="C1", mode=ActMode.WRITE,
        accounts=(told("U1-wave2", "Nobody signed the plan either.", "told done by other", "not done", "other's"),),
    ),
    Act(
        "writes-goals-2", "writes her goals in the plan", U2, site="home", case="C2", mode=ActMode.WRITE,
        accounts=(told("U2-wave1", "I wrote my goals in it at the kitchen table.", "told done", work="own"),),
    ),
    Act(
        "brings-plan", "brings the plan to the office", U2, site="office", case="C2",
        accounts=(told("U2-wave1", "Then I took it to the office", "told done", work="own"),),
    ),
    Act(
        "decides-2", "decides on the allowance", site="office", case="C2", mode=ActMode.DECIDE,
        accounts=(told("U2-wave1", "and they gave me the allowance.", "told done by other"),),
    ),
    Act(
        "decides-usually", "decides by the plan", CASEWORKER, site="office", mode=ActMode.DECIDE,
        layer=Layer.REGULAR, particulars=("decides", "decides-2"),
        accounts=(told("W1-interview", "We decide by the plan, that is how it goes.", "told usual", work="own"),),
    ),
    Act(
        "must-call", "calls within a month", CASEWORKER, site="office", mode=ActMode.TALK, layer=Layer.PRESCRIBED,
        accounts=(told("guideline", "The caseworker calls within a month.", "text prescribes"),),
    ),
    Act(
        "must-sign", "signs the plan", CASEWORKER, site="office", mode=ActMode.WRITE, layer=Layer.PRESCRIBED,
        accounts=(told("guideline", "The caseworker signs the plan.", "text prescribes"),),
    ),
    Act(
        "must-decide", "decides on the allowance", CASEWORKER, site="office", mode=ActMode.DECIDE,
        layer=Layer.PRESCRIBED,
        accounts=(told("guideline", "The caseworker decides on the allowance by the plan.", "text prescribes"),),
    ),
    Act(
        "must-review", "reviews the plan every year", CASEWORKER, site="office", layer=Layer.PRESCRIBED,
        accounts=(told("guideline", "The caseworker reviews the plan every year.", "text prescribes"),),
    ),
)  # fmt: skip

SEVEN = tuple(f"decision-{number}" for number in range(1, 8))

TEXTS = (
    InstitutionalText(
        "guideline", "Guideline on plans", "guideline", Authority.GUIDELINE, versions=(TextVersion("1", source="guideline"),)
    ),
    InstitutionalText(
        "plan", "My plan", "plan", Authority.CASE_TEXT, owner="U1", site="home", case="C1",
        versions=(TextVersion("1", source="plan-C1"),),
    ),
    *(
        InstitutionalText(name, "written decision", "written decision", Authority.CASE_TEXT, site="office", case="C1")
        for name in SEVEN
    ),
    InstitutionalText(
        "four", "written decisions", "written decision", Authority.CASE_TEXT, site="office", case="C1", number=4, among=SEVEN
    ),
    InstitutionalText("plan-2", "plan of U2", "plan", Authority.CASE_TEXT, owner="U2", site="home", case="C2"),
    InstitutionalText(
        "decision-of-2", "written decision", "written decision", Authority.CASE_TEXT, site="office", case="C2"
    ),
)  # fmt: skip

COPIES = (
    TextCopy(
        "plan-in-file", "plan", "office",
        accounts=(told("W1-interview", "There is a copy in the file.", "told done by other"),),
    ),
)  # fmt: skip

RESOURCES = (Resource("allowance", "allowance", ResourceKind.MONEY),)

_OF = {
    **{each.id: RecordRef(RecordKind.ACT, each.id) for each in ACTS},
    **{each.id: RecordRef(RecordKind.TEXT, each.id) for each in TEXTS},
    **{each.id: RecordRef(RecordKind.COPY, each.id) for each in COPIES},
    **{each.id: RecordRef(RecordKind.RESOURCE, each.id) for each in RESOURCES},
}


def link(
    origin: str, kind: str, target: str, *accounts: Account, layer: Layer = Layer.PARTICULAR, **more: object
) -> Link:
    """A link between two things of this chain; its id says what it joins."""
    return Link(
        f"{origin} {kind} {target}", str(kind), _OF[origin], _OF[target], layer=layer, accounts=accounts, **more
    )  # type: ignore[arg-type]


K = LinkKind
LINKS = (
    link("goes", K.THEN, "sends-home", told("U1-wave1", "They said I was welcome again", "told done by other")),
    link("sends-home", K.THEN, "writes-goal", told("U1-wave1", "I said I would try.", "told done", work="own")),
    link("writes-goal", K.WRITES, "plan", told("U1-wave1", "I wrote it down as a goal in my plan.", "told done")),
    link("files-copy", K.COPIES, "plan-in-file", gap="Who made the copy? Nobody says."),
    link("reads-plan", K.READS, "plan-in-file", told("W1-interview", "I read the plan", "told done", work="own")),
    link("reads-plan", K.THEN, "decides", told("W1-interview", "Then I write the decision.", "told done", work="own")),
    *(
        link("decides", K.WRITES, name, told("U1-wave1", "seven letters in two years.", "told done by other"))
        for name in SEVEN
    ),
    *(
        link(name, K.GRANTS, "allowance", told("U1-wave2", "But the allowance came", "told done by other"))
        for name in SEVEN
    ),
    link(
        "four", K.CONDITIONS_ON, "plan",
        told("U1-wave1", "Four of them say that I must follow the plan.", "told done by other"),
    ),
    link("plan", K.CONDITIONS, "allowance", derived=True, inferred="The decisions point to the plan as a whole."),
    link("decides", K.THEN, "calls", told("W1-interview", "I did call her", "told done", work="own")),
    link("writes-goals-2", K.WRITES, "plan-2", told("U2-wave1", "I wrote my goals in it", "told done", work="own")),
    link("writes-goals-2", K.THEN, "brings-plan", told("U2-wave1", "Then I took it", "told done", work="own")),
    link("brings-plan", "hands over", "plan-2", told("U2-wave1", "I took it to the office", "told done", work="own")),
    link("brings-plan", K.THEN, "decides-2", told("U2-wave1", "and they gave me", "told done by other")),
    link("decides-2", K.WRITES, "decision-of-2", inferred="An allowance is given in writing."),
    link("decision-of-2", K.GRANTS, "allowance", told("U2-wave1", "they gave me the allowance", "told done by other")),
    link("guideline", K.AUTHORISES, "decides-usually", told("W1-interview", "We decide by the plan", "told usual"),
         layer=Layer.REGULAR),
    *(
        link("guideline", K.REQUIRES, must, told("guideline", words, "text prescribes"), layer=Layer.PRESCRIBED)
        for must, words in (
            ("must-call", "calls within a month"), ("must-sign", "signs the plan"),
            ("must-decide", "decides on the allowance"), ("must-review", "reviews the plan every year"),
        )
    ),
    link("must-sign", K.THEN, "must-decide", told("guideline", "The caseworker signs the plan. The caseworker decides",
         "text prescribes"), layer=Layer.PRESCRIBED),
)  # fmt: skip

DISJUNCTURE = Disjuncture(
    "reading",
    "whether the plan is read",
    (
        Side("nobody reads it", (told("U1-wave1", "I never saw anyone read it.", "told done by other", "not done"),)),
        Side("it is read first", (told("W1-interview", "I read the plan first.", "told done"),)),
    ),
    (_OF["reads-plan"],),
    case="C1",
)


def _places() -> list[Passage]:
    things = (*ACTS, *TEXTS, *COPIES, *LINKS)
    return [account.passage for each in things for account in each.accounts]


def records() -> ChainRecords:
    """All of it."""
    return ChainRecords(
        title="Plans and allowances",
        standpoint="people who live with pain and need an allowance",
        acts=ACTS,
        texts=TEXTS,
        copies=COPIES,
        resources=RESOURCES,
        links=LINKS,
        disjunctures=(DISJUNCTURE,),
        link_kinds=(ProjectLinkKind("hands over", LinkKind.SENDS, "The text is given from hand to hand."),),
        sources=tuple(source_entry(name) for name in WORDS),
        informants=(
            Informant("U1", InformantLevel.ENTRY, "service user", "home", ("C1",)),
            Informant("U2", InformantLevel.ENTRY, "service user", "home", ("C2",)),
            Informant("W1", InformantLevel.SECOND, "caseworker", "office", ("C1", "C2")),
        ),
        sites=(
            Site("home", SiteLevel.EVERYDAY),
            Site("clinic", SiteLevel.FRONT_LINE, ("the pain clinic",)),
            Site("office", SiteLevel.FRONT_LINE),
        ),
        cases=(Case("C1"), Case("C2"), Case("C3")),
        speakers=tuple(sorted({place.id: speaker(place) for place in _places() if speaker(place)}.items())),
    )


def chain_map(case: str | None = None, layer: Layer | None = None) -> InstitutionalMap:
    """The map of it, or of one case or layer."""
    return map_of(records(), case=case, layer=layer)
