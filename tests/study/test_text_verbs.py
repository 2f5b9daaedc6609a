"""Texts of the institution, their versions and copies as a researcher types them."""

from __future__ import annotations

import pytest

from ieworkbench.errors import RecordExists, RecordInUse, RecordUnknown, RecordWrong
from ieworkbench.model import TextVersion

from .chain import Chain
from .test_action_verbs import undone_and_redone


def test_a_text_comes_back_as_it_was_given(chain: Chain):
    study = chain.study
    made = undone_and_redone(
        study,
        lambda: study.add_text(
            "the form",
            genre="form",
            authority="skjema eller mal",
            owner="U1",
            site="office",
            case="C1",
            date="2026-02",
            versions=["2025", TextVersion("2026", None, "rules")],
            boss="everything is fitted to it",
            accounts=chain.told(status="text records"),
            note="n",
        ),
    )
    assert (made.authority.value, made.sources, made.hearsay) == ("form or template", ("rules",), False)
    assert study.text("the form") == study.text(made.id) == made
    assert [each.passage.quote for each in made.accounts] == ["welcome again"]


def test_a_source_that_holds_it_is_its_first_version(chain: Chain):
    study = chain.study
    study.change_source("rules", date="2024-05")
    held = study.add_text("the rules", source=chain.rules)
    assert [(each.label, each.source, str(each.date)) for each in held.versions] == [("2024-05", "rules", "2024-05")]
    later = undone_and_redone(study, lambda: study.add_text_version(held, "2026", date="2026"))
    assert [each.label for each in later.versions] == ["2024-05", "2026"]
    with pytest.raises(RecordExists):
        study.add_text_version(held, "2026")
    with pytest.raises(RecordInUse, match="text “the rules”"):
        study.remove_source("rules")
    assert [each.id for each in study.texts(hearsay=True)] == ["T1"]
    assert [each.id for each in study.texts(hearsay=False)] == [held.id]


def test_texts_are_found_by_what_is_asked_of_them(chain: Chain):
    law = chain.study.add_text("the law", authority="law", site="office")
    assert [each.id for each in chain.study.texts(authority="lov")] == [law.id]
    assert [each.id for each in chain.study.texts(case="C1")] == ["T1"]
    assert [each.id for each in chain.study.texts(site="office")] == [law.id]


def test_two_texts_of_one_title_are_told_apart_by_their_ids(chain: Chain):
    other = chain.study.add_text("the plan")
    with pytest.raises(RecordWrong, match="several are called so; say which by its id"):
        chain.study.text("the plan")
    assert chain.study.text(other.id) == other
    with pytest.raises(RecordUnknown, match="did you mean the plan"):
        chain.study.text("the pln")


def test_what_is_not_named_stays_when_a_text_is_changed(chain: Chain):
    study = chain.study
    changed = undone_and_redone(study, lambda: study.change_text("T1", genre="kind of plan", accounts=[chain.told()]))
    assert (changed.genre, changed.owner, changed.title) == ("kind of plan", "U1", "the plan")
    assert study.text("T1") == changed


def test_no_text_is_made_from_itself(chain: Chain):
    study = chain.study
    made = study.add_text("made from it", template="T1")
    with pytest.raises(RecordWrong, match="a text cannot be made from itself"):
        study.change_text("T1", template=made)
    with pytest.raises(RecordWrong, match="a text cannot be made from itself"):
        study.change_text("T1", template="T1")
    assert study.text("T1").template is None


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(3, "leaves nothing open"), (0, "leaves nothing open"), (None, "belong together"), (True, "leaves")],
)
def test_some_of_several_are_fewer_than_all(chain: Chain, number, sentence):
    study = chain.study
    among = [study.add_text(f"decision {n}") for n in range(3)]
    assert study.add_text("some", number=2, among=among).among == tuple(each.id for each in among)
    with pytest.raises(RecordWrong, match=sentence):
        study.add_text("some", number=number, among=among)
    with pytest.raises(RecordWrong, match="belong together"):
        study.add_text("some", number=2)


def test_a_text_lists_what_rests_on_it(chain: Chain):
    study = chain.study
    study.add_copy("T1", "office")
    study.add_text("made from it", template="T1")
    with pytest.raises(RecordInUse) as told:
        study.remove_text("T1")
    assert told.value.users[:2] == ("its copy at office", "text “made from it”")
    assert told.value.users[2].startswith("link ")
    alone = study.add_text("alone", accounts=[chain.told()])
    undone_and_redone(study, lambda: study.remove_text("alone"))
    assert alone not in list(study.texts())


def test_copies_lie_at_sites_and_are_of_a_version(chain: Chain):
    study = chain.study
    study.add_text_version("T1", "first")
    made = undone_and_redone(
        study,
        lambda: study.add_copy(
            "the plan", "office", version="first", since="spring", how="by post", readers="all", accounts=chain.told()
        ),
    )
    assert (made.text, made.site, made.version, str(made.since)) == ("T1", "office", "first", "spring")
    assert list(study.copies("T1")) == list(study.copies()) == [made]
    changed = undone_and_redone(study, lambda: study.change_copy(made, site="clinic", readers="the nurse"))
    assert (changed.site, changed.how, changed.accounts) == ("clinic", "by post", made.accounts)
    with pytest.raises(RecordWrong, match="no version of “the plan”; it has “first”"):
        study.change_copy(made, version="second")
    with pytest.raises(RecordWrong, match="lies at clinic; change that copy first"):
        study.change_text("T1", versions=[])
    with pytest.raises(RecordUnknown, match=r"site “offce”.*did you mean office"):
        study.add_copy("T1", "offce")
    study.link("A1", "reads", changed, gap="?")
    with pytest.raises(RecordInUse, match="“the plan at clinic” is still used by link"):
        study.remove_copy(changed)
    undone_and_redone(study, lambda: study.remove_copy(changed, with_links=True))
    assert len(study.copies()) == 0


@pytest.mark.parametrize("kind", ["site", "case"])
def test_a_site_and_a_case_hold_what_happens_there(chain: Chain, kind):
    study = chain.study
    study.add_copy("T1", "clinic")
    verb, name, words = {
        "site": (study.remove_site, "clinic", ("act “tells her when to come back”", "copy of “the plan”")),
        "case": (study.remove_case, "C1", ("act “writes sleeping as a goal”", "text “the plan”")),
    }[kind]
    with pytest.raises(RecordInUse) as told:
        verb(name)
    assert set(words) <= set(told.value.users)


def test_an_informant_who_does_something_stays(chain: Chain):
    study = chain.study
    study.add_informant("U2")
    study.add_act("waits", doer="a nurse", participants=["U2"], gap="?")
    with pytest.raises(RecordInUse, match="act “waits”"):
        study.remove_informant("U2")
