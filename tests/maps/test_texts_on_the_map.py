"""What texts do, work–text–work, and closed courses that may be circuits."""

from dataclasses import replace

from ieworkbench.maps.building import map_of
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Act, Circuit, Doer, DoerKind, InstitutionalText, TextCopy

from .weight_chain import account, link, weight_chain

OFFICIAL = Doer("officials", DoerKind.COLLECTIVE)


def copy_chain() -> ChainRecords:
    """A copy of the plan is read instead of an application, so that the plan has to say more."""
    told = account("they keep a copy")
    return ChainRecords(
        acts=(
            Act("A1", "reads the copy instead of an application", OFFICIAL, site="office", accounts=(told,)),
            Act("A2", "asks for more detail", OFFICIAL, site="office", accounts=(told,)),
            Act("A3", "writes the plan in more detail", Doer("U1", DoerKind.ROLE), accounts=(told,)),
            Act("A4", "looks for the copy", Doer("a caseworker", DoerKind.ROLE), accounts=(account("I do not", 9, polarity="not done"),)),
        ),
        texts=(InstitutionalText("T1", "plan"), InstitutionalText("T2", "application")),
        copies=(TextCopy("K1", "T1", "office", how="left by U1"),),
        links=(
            link("K1", "read in", "A1", told),
            link("A1", "then", "A2", told),
            link("A2", "then", "A3", told),
            link("A3", "writes", "T1", told),
            link("K1", "substitutes for", "T2", told),
            link("A4", "does not read", "K1", told),
        ),
    )  # fmt: skip


def test_a_text_is_listed_with_what_it_does():
    plan, application = map_of(copy_chain()).texts()
    assert plan.made_by == ("U1: writes the plan in more detail",)
    assert plan.taken_up_by == ("officials: reads the copy instead of an application",)
    assert plan.not_read_by == ("a caseworker: looks for the copy",)
    assert plan.does == ("substitutes for application",)
    assert plan.copies == ("office (left by U1)",)
    assert application.done_to == ("plan substitutes for it",)


def test_seven_decisions_are_seven_rows_and_what_four_of_them_do_is_said_of_each():
    rows = [row for row in map_of(weight_chain()).texts() if row.id.startswith("D")]
    assert [row.said_of_some for row in rows] == 7 * [
        (
            "4 of 7 decisions that demand the plan: conditions on individual plan",
            "4 of 7 decisions that demand the plan: grants support",
        )
    ]


def test_work_text_work_goes_through_the_copy():
    (segment,) = map_of(copy_chain()).work_text_work()
    assert (segment.work, segment.text, segment.copy, segment.next_work) == ("A3", "T1", "K1", "A1")


def test_a_closed_course_is_proposed_until_the_analyst_confirms_it():
    records = copy_chain()
    (proposal,) = map_of(records).circuits()
    assert proposal.nodes == ("A1", "A2", "A3", "T1", "K1")
    assert proposal.in_words.endswith("plan → plan (copy at office) → reads the copy instead of an application")
    assert proposal.links == ("A1 then A2", "A2 then A3", "A3 writes T1", "K1 read in A1")
    confirmed = Circuit("C", "the plan as application", proposal.links)
    assert len(map_of(replace(records, circuits=(confirmed,))).circuits()) == 0
