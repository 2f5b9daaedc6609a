"""The published examples that maps must be able to show, rebuilt from the articles by their positions.

Nothing of the articles stands here: each passage is taken by its place. The tests are skipped where
the articles are not beside the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import ieworkbench as ie
from ieworkbench.maps.building import build_map
from ieworkbench.model import Account, Doer, DoerKind
from ieworkbench.study import Study

pytestmark = pytest.mark.needs_shared

ARTICLES = {"B": "000", "D": "002", "P": "003", "K": "004"}


class Desk:
    """A study with the articles as sources, and their words by position."""

    def __init__(self, study: Study, folder: Path) -> None:
        self.study = study
        self.sources = {}
        for letter, begins in ARTICLES.items():
            (path,) = folder.glob(f"{begins}_*.txt")
            self.sources[letter] = study.add_source(path, kind="article", id=letter)

    def told(self, letter: str, start: int, end: int, status: str = "author reports", **more: str) -> Account:
        """The words at this place of an article, as an account."""
        return self.sources[letter].passage(start, end).account(status, **more)


@pytest.fixture
def desk(shared: Path, tmp_path: Path) -> Iterator[Desk]:
    with ie.create_study(tmp_path / "articles.iestudy", title="Articles", standpoint="service users") as study:
        yield Desk(study, shared / "seeds")


# ------------------------------------------------------ conditions in decisions, and a goal traced


@pytest.fixture
def weight(desk: Desk) -> Desk:
    """A clinic's word becomes a goal in a plan, and four of seven decisions demand that the plan be followed."""
    study, told = desk.study, desk.told
    study.add_case("C1")
    study.add_site("pain clinic", level="front line")
    study.add_site("home", level="everyday")
    study.add_site("labour and welfare office", level="agency")
    study.add_informant("U1", level="entry", role="service user", site="home", cases=["C1"])
    goes = study.add_act("goes to the clinic for muscular pains", doer="U1", site="pain clinic", case="C1",
                         accounts=[told("B", 23200, 23381)])  # fmt: skip
    asks = study.add_act("tells her to come back when she has lost some weight", doer="pain clinic staff", with_whom=["U1"],
                         mode="talk", site="pain clinic", case="C1", accounts=[told("B", 23381, 23536, "told done by other")])  # fmt: skip
    tries = study.add_act("says that she will give it a try", doer="U1", mode="talk", site="pain clinic", case="C1",
                          accounts=[told("B", 23381, 23536, "told done", work="own")])  # fmt: skip
    goal = study.add_act("writes “lose weight” as a goal", doer="U1", mode="write", site="home", case="C1",
                         accounts=[told("B", 23107, 23200)])  # fmt: skip
    decides = study.add_act("decides on support", doer=Doer("caseworkers", DoerKind.COLLECTIVE), mode="decide", case="C1",
                            site="labour and welfare office", accounts=[told("B", 22823, 22993)])  # fmt: skip
    plan = study.add_text("individual plan", genre="plan", authority="case text", owner="U1", case="C1")
    decisions = [
        study.add_text(
            "written decision", genre="written decision", authority="case text", case="C1", id=f"decision {n}"
        )
        for n in range(1, 8)
    ]
    some = study.add_text("written decisions", genre="written decision", authority="case text", case="C1", number=4,
                          among=[each.id for each in decisions], id="some decisions")  # fmt: skip
    money = study.add_resource("benefits", kind="money", case="C1")
    study.link(goes, "then", asks, accounts=[told("B", 23200, 23381)])
    study.link(asks, "then", tries, accounts=[told("B", 23381, 23536)])
    study.link(tries, "then", goal, accounts=[told("B", 23536, 23680)])
    study.link(goal, "writes", plan, accounts=[told("B", 23107, 23200)])
    for each in decisions:
        study.link(decides, "writes", each, accounts=[told("B", 22823, 22993)])
    study.link(some, "conditions on", plan, accounts=[told("B", 22823, 22993), told("B", 23010, 23103, "text records")])
    study.link(some, "grants", money, accounts=[told("B", 22319, 22469, "told done")])
    study.add_disjuncture(
        "what her pain comes from",
        [("since she was a child, whatever her weight", [told("B", 23677, 23845)]),
         ("her weight", [told("B", 23381, 23536, "told done by other")])],
        where=[asks], case="C1",
    )  # fmt: skip
    return desk


def test_seven_decisions_of_which_nobody_says_which_four_demand_the_plan(weight: Desk) -> None:
    m = build_map(weight.study, case="C1")
    rows = [row for row in m.texts() if row.id.startswith("decision ")]
    assert len(rows) == 7
    assert all("4 of 7 written decisions: conditions on individual plan" in row.said_of_some for row in rows)
    assert [gap.question for gap in m.gaps() if gap.kind == "which"] == [
        "Which 4 of the 7 are the “written decisions”? Nobody says."
    ]


def test_the_denominator_is_one_persons_decisions_and_never_cases(weight: Desk) -> None:
    m = build_map(weight.study, case="C1")
    shown = [data["label"] for _, data in m.graph.nodes(data=True)] + [gap.question for gap in m.gaps()]
    shown += [words for row in m.texts() for words in (*row.said_of_some, *row.does, *row.done_to)]
    assert any("4 of 7 written decisions" in words for words in shown)
    assert not any("case" in words for words in shown)


def test_what_follows_if_the_plan_is_not_followed_is_the_authors_word_and_not_the_decisions(weight: Desk) -> None:
    study = weight.study
    money = study.resource("benefits")
    sanction = study.link("some decisions", "withholds", money, accounts=[weight.told("B", 22823, 22993)])
    m = build_map(study, case="C1")
    statuses = {
        key: [each.status.value for each in data["accounts"]] for _, _, key, data in m.graph.edges(keys=True, data=True)
    }
    assert statuses[sanction.id] == ["author reports"]
    (demand,) = [link for link in study.links() if link.kind == "conditions on"]
    assert statuses[demand.id] == ["author reports", "text records"]


def test_a_goal_is_traced_to_the_money_with_one_derived_step_two_gaps_and_a_disjuncture(weight: Desk) -> None:
    trace = build_map(weight.study, case="C1").trace("lose weight")
    assert [(step.origin_label, step.kind, step.target_label) for step in trace] == [
        ("goes to the clinic for muscular pains", "then", "tells her to come back when she has lost some weight"),
        ("tells her to come back when she has lost some weight", "then", "says that she will give it a try"),
        ("says that she will give it a try", "then", "writes “lose weight” as a goal"),
        ("writes “lose weight” as a goal", "writes", "individual plan"),
        ("4 of 7 written decisions", "conditions on", "individual plan"),
        ("4 of 7 written decisions", "grants", "benefits"),
    ]
    assert [step.kind for step in trace if step.derived] == ["conditions on"]
    assert [gap.kind for gap in trace.gaps] == ["which", "written"]
    assert [each.what for each in trace.disjunctures] == ["what her pain comes from"]
    assert all(step.accounts for step in trace)


# ------------------------------------------------------------ three readings of personalisation


def test_six_anchors_of_three_readings_and_a_disjuncture_between_intended_and_found(desk: Desk) -> None:
    study = desk.study
    for name in ("assessment", "choice", "negotiation"):
        study.add_code(name)
    anchors = [
        ("assessment", 4397, 4668),
        ("choice", 5765, 5892),
        ("choice", 5932, 6224),
        ("choice", 6299, 6603),
        ("negotiation", 7731, 8027),
        ("negotiation", 8085, 8810),
    ]
    for code, start, end in anchors:
        study.code(desk.sources["K"].passage(start, end), code)
    found = [(each.path, each.passage.start, each.passage.end) for each in study.codings()]
    assert found == anchors
    between = study.add_disjuncture(
        "what the plans are",
        [("choice, as intended", [desk.told("B", 17250, 17358)]), ("assessment, as found", [desk.told("B", 17453, 17568)])],
    )  # fmt: skip
    assert [side.says for side in study.disjunctures()[0].sides] == ["choice, as intended", "assessment, as found"]
    assert all(side.accounts for side in between.sides)


# --------------------------------------------------------------- a plan's copy as an application


@pytest.fixture
def copied(desk: Desk) -> Desk:
    """A copy of the plan lies at a second site, and is read there instead of an application."""
    study, told = desk.study, desk.told
    study.add_site("centre for assistive technology", level="agency", aliases=["center for assistive technology"])
    study.add_site("home", level="everyday")
    study.add_text(
        "individual plan", genre="plan", authority="case text", owner="service users", site="home", id="plan"
    )
    study.add_text("application for assistance", genre="application", authority="case text", id="application")
    copy = study.add_copy("plan", "centre for assistive technology", how="left there by the service user", id="copy",
                          accounts=[told("B", 19570, 19718)])  # fmt: skip
    officials = Doer("officials", DoerKind.COLLECTIVE)
    uses = study.add_act("uses the plan when handling applications", doer=officials, mode="read",
                         site="centre for assistive technology", accounts=[told("B", 19570, 19718)], id="uses")  # fmt: skip
    keeps = study.add_act("keeps a copy of the plan", doer="service worker", site="centre for assistive technology", id="keeps",
                          accounts=[told("B", 19749, 19835, "told usual", work="other's"),
                                    told("B", 19837, 19861, "told usual", polarity="not done", work="own")])  # fmt: skip
    writes = study.add_act("writes the plan in more detail", doer="service providers", site="home", mode="write", id="writes",
                           accounts=[told("B", 20695, 20797)])  # fmt: skip
    study.link(keeps, "files", copy, accounts=[told("B", 19749, 19835, "told usual")])
    study.link(copy, "read in", uses, accounts=[told("B", 19570, 19718)])
    study.link(uses, "then", writes, accounts=[told("B", 20695, 20797)])
    study.link(writes, "writes", "text plan", accounts=[told("B", 20695, 20797)])
    study.link(copy, "substitutes for", "text application", accounts=[told("B", 20001, 20134)])
    return desk


def test_a_copy_at_a_second_site_stands_in_for_an_application(copied: Desk) -> None:
    m = build_map(copied.study)
    (plan,) = [row for row in m.texts() if row.id == "plan"]
    assert plan.copies == ("centre for assistive technology (left there by the service user)",)
    assert plan.does == ("substitutes for application for assistance",)
    assert m.graph.nodes["copy"]["lane"] == "centre for assistive technology"
    assert m.graph.nodes["plan"]["lane"] == "home"


def test_done_usually_and_not_done_stand_side_by_side(copied: Desk) -> None:
    keeps = copied.study.act("keeps")
    assert [(each.polarity.value, each.work.value) for each in keeps.accounts] == [
        ("done", "other's"),
        ("not done", "own"),
    ]
    assert keeps.disputed
    assert not keeps.negative
    (row,) = [each for each in build_map(copied.study).corroboration() if each.id == "keeps"]
    assert row.disputed
    assert [len(side) for side in (row.done, row.not_done)] == [1, 1]


def test_the_more_it_is_used_the_more_detailed_it_has_to_be(copied: Desk) -> None:
    (proposal,) = build_map(copied.study).circuits()
    assert set(proposal.nodes) == {"copy", "uses", "writes", "plan"}
    assert len(proposal.nodes) == 4
    circuit = copied.study.add_circuit("the plan as an application", proposal.links, reason="each use asks for more detail",
                                       boss="text plan")  # fmt: skip
    assert copied.study.circuits()[0] == circuit
    assert len(build_map(copied.study).circuits()) == 0
    assert not [problem for problem in copied.study.check() if "circuit" in problem.record]


# -------------------------------------------------------------------- how resources are allocated


def test_seven_acts_of_resource_allocation_with_what_is_prescribed_and_what_is_told_apart(desk: Desk) -> None:
    study, told = desk.study, desk.told
    rule = told("P", 17198, 17453, "text prescribes")
    prescribed = [
        study.add_act("assesses what she needs herself", doer="the person", layer="prescribed",
                      accounts=[told("P", 7963, 8016, "text prescribes")]),
        study.add_act("turns the help that is needed into a score", layer="prescribed", accounts=[rule]),
        study.add_act("translates the score into a sum of money", layer="prescribed", accounts=[rule]),
    ]  # fmt: skip
    happened = [
        study.add_act("helps to set priorities", doer="care managers", accounts=[told("P", 17568, 17733)]),
        study.add_act("takes the plan through a panel of managers", doer="disabled people and families",
                      accounts=[told("D", 7106, 7163)]),
        study.add_act("makes cuts by the allocation system", accounts=[told("D", 6923, 7018)]),
        study.add_act("monitors how the money is used", accounts=[told("D", 7168, 7248)]),
    ]  # fmt: skip
    for first, then in pairwise(prescribed):
        study.link(first, "then", then, layer="prescribed", accounts=[rule])
    for first, then in pairwise(happened):
        study.link(first, "then", then, inferred="in the order in which the author tells it")
    m = build_map(study)
    assert len([name for name, kind in m.graph.nodes(data="kind") if kind == "act"]) == 7
    assert all(data["accounts"] for _, data in m.graph.nodes(data=True))
    assert [gap.question for gap in m.gaps() if gap.kind == "doer"] == [
        "Who is it that turns the help that is needed into a score? The text does not say.",
        "Who is it that translates the score into a sum of money? The text does not say.",
        "Who makes cuts by the allocation system? Nobody says.",
        "Who monitors how the money is used? Nobody says.",
    ]
    assert len(build_map(study, layer="prescribed")) == 3
    assert len(build_map(study, layer="particular")) == 4


# -------------------------------------------------------------------------------- a renamed budget


def test_a_name_is_changed_by_a_call_and_the_change_travels_into_policy(desk: Desk) -> None:
    study, told = desk.study, desk.told
    call = told("D", 9808, 10042, "told done")
    rings = study.add_act(
        "says that the term is now the government's", doer="a civil servant", mode="talk", accounts=[call]
    )
    replaces = study.add_act(
        "replaces the term in all the paperwork", doer="those who made the term", mode="write", accounts=[call]
    )
    announces = study.add_act("announces a policy of personal budgets", doer="the government", mode="write",
                              accounts=[told("D", 10044, 10196)])  # fmt: skip
    before = study.add_text("paperwork on Individual Budgets", genre="paperwork")
    after = study.add_text("paperwork on Personal Budgets", genre="paperwork")
    policy = study.add_text(
        "Putting People First", genre="policy", authority="guideline", accounts=[told("P", 2279, 2327)]
    )
    study.link(rings, "then", replaces, accounts=[call])
    study.link(replaces, "edits", after, accounts=[call])
    study.link(after, "renames", before, accounts=[call])
    study.link(replaces, "then", announces, accounts=[told("D", 10044, 10196)])
    study.link(announces, "writes", policy, accounts=[told("D", 10044, 10196)])
    study.link(policy, "carries term", after, accounts=[told("D", 10044, 10196)])
    trace = build_map(study).trace(policy)
    assert all(step.upstream for step in trace)
    assert [(step.origin_label, step.kind) for step in trace] == [
        ("says that the term is now the government's", "then"),
        ("replaces the term in all the paperwork", "edits"),
        ("paperwork on Personal Budgets", "renames"),
        ("replaces the term in all the paperwork", "then"),
        ("announces a policy of personal budgets", "writes"),
        ("Putting People First", "carries term"),
    ]
