"""Who tells is listed and never scored; disagreement stands as disagreement, with both sides' words."""

from __future__ import annotations

from dataclasses import fields, replace

from ieworkbench.maps.building import map_of
from ieworkbench.maps.corroboration import Corroborated, EvidenceRow
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Audience, EvidenceStatus, Polarity, WhoseWork

from .chain import chain_map, records, told


def about(name, m=None):
    """Who tells of one act or link."""
    (found,) = [each for each in (m or chain_map()).corroboration() if each.id == name]
    return found


def test_every_act_and_link_is_in_it_and_every_text_that_is_told_of():
    m = chain_map()
    links = [key for _, _, key in m.graph.edges(keys=True) if not key.startswith("copy:")]
    acts = [node for node, kind in m.graph.nodes(data="kind") if kind == "act"]
    assert [each.id for each in m.corroboration()] == [*acts, "plan-in-file", *links]


def test_those_who_tell_the_same_stand_side_by_side():
    found = about("writes-goal")
    assert str(found) == ("writes the goal in the plan: done: U1 (told done, own work, wave 1), plan-C1 (text records)")
    assert (found.tellers, found.levels, found.waves, found.disputed) == (("U1", "plan-C1"), ("entry",), (1,), False)


def test_disagreement_lists_both_sides():
    found = about("reads-plan")
    assert found.disputed
    assert [each.words for each in found.done] == ["I read the plan first."]
    assert [each.words for each in found.not_done] == ["I never saw anyone read it."]
    assert str(found) == (
        "reads the plan: done: W1 (told done, own work); "
        "not done: U1 (told done by other, not done, other's work, wave 1)"
    )


def test_what_was_promised_is_no_account_of_its_being_done():
    found = about("calls")
    assert [each.words for each in found.supposed] == ["They promised to call within a month"]
    assert [each.words for each in found.done] == ["I did call her, in May."]
    only_promised = about("finds-course")
    assert (only_promised.done, only_promised.not_done, only_promised.disputed) == ((), (), False)


def test_promise_and_denial_are_no_dispute():
    acts = tuple(replace(each, accounts=each.accounts[:2]) if each.id == "calls" else each for each in records().acts)
    assert not about("calls", map_of(replace(records(), acts=acts))).disputed


def test_what_the_analyst_infers_nobody_tells():
    account = told("U1-wave2", "Nobody called.", "inferred")
    acts = tuple(replace(each, accounts=(account,)) if each.id == "goes" else each for each in records().acts)
    found = about("goes", map_of(replace(records(), acts=acts)))
    assert (found.done, len(found.inferred)) == ((), 1)


def test_act_nobody_tells_of_says_why_it_stands_there():
    assert str(about("files-copy")) == (
        "puts a copy of the plan in the file: nobody tells of it. Who put the copy of the plan in the file? Nobody says."
    )
    assert about("plan conditions allowance").why == "The decisions point to the plan as a whole."


def test_link_is_said_in_words():
    assert about("four conditions on plan").label == "4 of 7 written decisions – conditions on – My plan"


def test_there_is_no_score():
    names = {each.name for each in (*fields(Corroborated), *fields(EvidenceRow))}
    assert not {name for name in names if "score" in name or "weight" in name or "strength" in name}


def test_evidence_table_has_a_row_for_each_account_and_one_for_what_nobody_tells():
    rows = [each for each in chain_map(case="C1").evidence_table() if each.kind == "act"]
    assert [each.id for each in rows] == [
        "goes", "sends-home", "writes-goal", "writes-goal", "files-copy", "reads-plan", "reads-plan",
        "decides", "decides", "calls", "calls", "calls", "finds-course", "signs",
    ]  # fmt: skip


def test_row_leads_back_to_the_words():
    (row,) = [each for each in chain_map().evidence_table() if each.id == "signs"]
    assert row == EvidenceRow(
        id="signs",
        kind="act",
        label="signs the plan",
        layer="particular",
        case="C1",
        informant="U1",
        level="entry",
        wave=2,
        source="U1-wave2",
        status=EvidenceStatus.TOLD_DONE_BY_OTHER,
        polarity=Polarity.NOT_DONE,
        work=WhoseWork.OTHERS,
        quote="Nobody signed the plan either.",
        start=37,
        end=67,
        account=row.account,
    )


def test_link_belongs_to_the_case_of_its_act():
    rows = {each.id: each.case for each in chain_map().evidence_table()}
    assert rows["writes-goal writes plan"] == "C1"
    assert rows["decision-of-2 grants allowance"] == "C2"
    assert rows["guideline requires must-call"] == ""


def test_table_leaves_as_a_data_frame_with_words_and_not_numbers_of_things():
    frame = chain_map().evidence_table().to_frame()
    assert list(frame.columns) == [each.name for each in fields(EvidenceRow)]
    assert list(frame[frame.id == "reads-plan"]["polarity"]) == ["not done", "done"]
    assert list(chain_map().corroboration().to_frame()["tellers"])[4] == "U1; W1"


def test_words_nobody_agreed_to_have_quoted_are_withheld_from_the_public():
    m = map_of(records(), audience=Audience.PUBLIC)
    (row,) = [each for each in m.evidence_table() if each.id == "signs"]
    assert "Nobody signed" not in row.quote


def test_empty_map_has_empty_tables_with_their_columns():
    m = map_of(ChainRecords())
    assert (len(m.corroboration()), len(m.evidence_table())) == (0, 0)
    assert "quote" in m.evidence_table().to_frame().columns
