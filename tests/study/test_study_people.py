"""Cases, sites and informants: adding, changing, removing, and what a wrong name is told."""

from __future__ import annotations

import datetime as dt

import pytest

import ieworkbench as ie
from ieworkbench.errors import RecordExists, RecordInUse, RecordUnknown, RecordWrong
from ieworkbench.model import Case, Consent, Informant, InformantLevel, SaidDate, Site, SiteLevel


def test_title_and_standpoint_are_kept_and_can_be_changed_but_not_emptied(study):
    study.change(title="  Seven processes ")
    assert (study.title, study.standpoint) == ("Seven processes", "S")
    with pytest.raises(RecordWrong, match="it needs a standpoint"):
        study.change(standpoint="  ")
    assert study.standpoint == "S"


def test_a_change_of_nothing_is_no_change(study):
    study.change()
    study.change(title="T")
    assert len(study.history()) == 0


def test_a_study_is_not_made_without_title_or_standpoint(tmp_path):
    with pytest.raises(RecordWrong, match="it needs a title"):
        ie.create_study(tmp_path / "x.iestudy", title=" ", standpoint="S")
    assert not (tmp_path / "x.iestudy").exists()


def test_a_case_is_added_changed_listed_and_removed(study):
    assert study.add_case(" C1 ", label="a hip", period="2014-02") == Case(
        "C1", "a hip", SaidDate("2014-02", dt.date(2014, 2, 1), dt.date(2014, 2, 28))
    )
    study.add_case("C0")
    assert study.change_case("C1", label="a knee").period == study.case("C1").period
    assert study.change_case("C1", period=None) == Case("C1", "a knee", None)
    assert list(study.cases()) == [Case("C0"), Case("C1", "a knee")]
    study.remove_case("C1")
    assert [case.id for case in study.cases()] == ["C0"]


def test_a_case_can_be_added_again_after_it_was_removed_or_undone(study):
    study.add_case("C1")
    study.remove_case("C1")
    study.add_case("C1")
    study.undo()
    assert study.add_case("C1", label="back").label == "back"


def test_a_name_is_not_taken_twice(study):
    study.add_case("C1")
    with pytest.raises(RecordExists, match="There is already a case “C1”"):
        study.add_case("C1")


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "a;b", "x" * 101, "\x1b[31m", "\u200d", "a\u202eb"])
def test_what_cannot_be_a_name(study, name):
    with pytest.raises(RecordWrong, match="one line with 1 to 100 letters and no semicolon"):
        study.add_case(name)


@pytest.mark.parametrize("name", ["\U0001f469\u200d\u2695\ufe0f", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"])
def test_letters_that_are_joined_unseen_can_be_a_name(study, name):
    assert study.add_site(name).id == name


def test_the_two_ways_to_write_a_letter_are_one_name(study):
    study.add_case("Bra\u030aten")
    assert study.case("Br\u00e5ten").id == "Br\u00e5ten"
    with pytest.raises(RecordExists):
        study.add_case("Br\u00e5ten")


def test_an_unknown_name_is_told_the_nearest(study):
    for name in ("pain clinic", "pain centre", "home"):
        study.add_site(name)
    with pytest.raises(RecordUnknown, match="There is no site “pian clinic” in this study; did you mean pain clinic"):
        study.site("pian clinic")
    with pytest.raises(RecordUnknown, match="There is no case “C1” in this study; add the case first"):
        study.change_case("C1", label="x")
    with pytest.raises(RecordUnknown):
        study.remove_informant("U1")


def test_a_site_has_a_level_aliases_and_a_place_in_another(study):
    study.add_site("hospital", level="Agency")
    site = study.add_site(
        "pain clinic", level="FRONT-LINE", aliases=["the clinic", "the clinic", ""], part_of="hospital"
    )
    assert site == Site("pain clinic", SiteLevel.FRONT_LINE, ("the clinic",), "hospital")
    assert study.change_site("pain clinic", aliases="poliklinikken").part_of == "hospital"
    with pytest.raises(RecordInUse, match="still used by site pain clinic"):
        study.remove_site("hospital")
    study.change_site("pain clinic", part_of=None)
    study.remove_site("hospital")
    assert [each.id for each in study.sites()] == ["pain clinic"]


def test_a_site_is_not_part_of_itself_however_far_round(study):
    study.add_site("a")
    study.add_site("b", part_of="a")
    study.add_site("c", part_of="b")
    with pytest.raises(RecordWrong, match="cannot be part of itself"):
        study.change_site("a", part_of="c")
    with pytest.raises(RecordWrong, match="cannot be part of itself"):
        study.add_site("d", part_of="d")


@pytest.mark.parametrize("said", ["extra-local", "Extra Local", "EXTRA_LOCAL", "utenomlokalt"])
def test_words_of_a_list_are_known_in_any_case_with_any_hyphen_and_in_norwegian(study, said):
    assert study.add_informant("L1", level=said).level is InformantLevel.EXTRA_LOCAL


def test_a_word_of_no_list_is_told_the_nearest_and_the_list(study):
    with pytest.raises(RecordWrong, match=r"did you mean “entry”\? choose one of: entry, second, extra-local, unknown"):
        study.add_informant("U1", level="entri")


def test_an_informant_has_role_site_cases_and_consent(study):
    study.add_case("C1")
    study.add_site("home")
    added = study.add_informant(
        "U1", level="entry", role="service user", site="home", cases="C1", consent=["Quote", "use-documents"]
    )
    assert added == Informant(
        "U1", InformantLevel.ENTRY, "service user", "home", ("C1",), (Consent.QUOTE, Consent.USE_DOCUMENTS)
    )
    assert study.informant("U1") == added
    assert study.change_informant("U1", consent=(), site=None).role == "service user"
    with pytest.raises(RecordInUse, match="still used by informant U1"):
        study.remove_case("C1")
    study.remove_informant("U1")
    study.remove_case("C1")
    assert len(study.informants()) == 0


def test_an_informant_rests_on_known_cases_and_sites_and_nothing_is_left_of_a_refused_one(study):
    with pytest.raises(RecordUnknown, match="no case “C9”"):
        study.add_informant("U1", cases=["C9"])
    with pytest.raises(RecordUnknown, match="no site “nowhere”"):
        study.add_informant("U1", site="nowhere")
    with pytest.raises(RecordWrong, match="this is no consent we know"):
        study.add_informant("U1", consent="everything")
    assert len(study.informants()) == 0
    assert len(study.history()) == 0


def test_the_words_that_led_to_an_informant_are_kept_with_them_and_undone_with_them(study, put):
    talk = study.add_source(put("U1.txt"), kind="interview")
    study.add_informant("S1", level="second", pointed_to_by=talk.find_one("They said"))
    (passage,) = study.passages()
    assert (passage.quote, study.informant("S1").pointed_to_by) == ("They said", passage.id)
    with pytest.raises(RecordInUse, match="still used by informant S1"):
        study.remove_passage(passage)
    study.undo()
    assert (len(study.passages()), len(study.informants())) == (0, 0)
    study.redo()
    assert study.informant("S1").pointed_to_by == passage.id
    assert study.change_informant("S1", pointed_to_by=None).pointed_to_by is None


def test_a_case_that_has_passages_says_which_when_it_is_to_be_removed(study, put):
    study.add_case("C9")
    passage = study.add_to_case("C9", study.add_source(put("U1.txt")).passage(0, 5))
    with pytest.raises(RecordInUse) as caught:
        study.remove_case("C9")
    assert caught.value.users == (f"passage {passage.id}",)


@pytest.mark.parametrize("kind", ["case", "site", "informant", "source"])
def test_what_a_memo_a_link_a_set_or_an_attribute_is_about_is_not_removed(study, put, kind):
    study.add_case("C1")
    study.add_site("clinic")
    study.add_informant("U1")
    study.add_source(put("U1.txt"), id="talk")
    name = {"case": "C1", "site": "clinic", "informant": "U1", "source": "talk"}[kind]
    remove = {
        "case": study.remove_case,
        "site": study.remove_site,
        "informant": study.remove_informant,
        "source": study.remove_source,
    }[kind]
    study.add_memo("Why here?", about=f"{kind} {name}", title="doubt")
    with pytest.raises(RecordInUse, match=f"The {kind} “{name}” is still used by memo doubt; change or remove"):
        remove(name)
    study.remove_memo("doubt")
    if kind != "site":
        study.add_attribute("age")
        study.set_attribute(f"{kind} {name}", "age", "old")
        with pytest.raises(RecordInUse, match="still used by attribute age"):
            remove(name)
        study.undo()
    study.add_set("first reading", members=[f"{kind} {name}"])
    with pytest.raises(RecordInUse, match="still used by set first reading"):
        remove(name)
    study.undo()
    remove(name)
    assert [each.code for each in study.check() if each.code.endswith("without-record")] == []
    study.undo()
    assert getattr(study, kind)(name).id == name
