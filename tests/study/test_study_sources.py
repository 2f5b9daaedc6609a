"""Sources and passages of a study: how they get in, are named, change, and are found."""

from __future__ import annotations

import datetime as dt

import pytest

from ieworkbench.errors import (
    FileIsFolder,
    FileMissing,
    RecordExists,
    RecordInUse,
    RecordUnknown,
    RecordWrong,
    SourceAlreadyAdded,
    TextDrift,
)
from ieworkbench.importers import read_bytes
from ieworkbench.model import SaidDate, SourceKind


def test_what_is_said_of_a_source_comes_back(study, put):
    study.add_case("C1")
    study.add_informant("U1")
    added = study.add_source(
        put("U1 wave 1.txt"), kind="Interview", title="First talk", language="en", cases="C1", informants=["U1"],
        wave=1, date="5.3.2014",
    )  # fmt: skip
    found = study.source("U1-wave-1")
    assert found == added
    assert (found.kind, found.title, found.language, found.cases, found.informants, found.wave, found.version) == (
        SourceKind.INTERVIEW, "First talk", "en", ("C1",), ("U1",), 1, 1,
    )  # fmt: skip
    assert found.date == SaidDate("5.3.2014", dt.date(2014, 3, 5), dt.date(2014, 3, 5))
    assert found.speakers == ("I", "U1")


@pytest.mark.parametrize("kind", ["individual plan", "Individual-Plan", "INDIVIDUAL_PLAN", " individuell  plan "])
def test_kinds_are_known_in_any_spelling(study, put, kind):
    assert study.add_source(put("p.txt", "1. lose weight\n"), kind=kind).kind is SourceKind.INDIVIDUAL_PLAN


def test_an_unknown_kind_is_told_the_nearest_and_nothing_is_added(study, put):
    with pytest.raises(RecordWrong, match="did you mean “written decision”"):
        study.add_source(put("p.txt"), kind="writen decision")
    assert len(study.sources()) == 0


def test_options_of_reading_are_kept_in_the_origin(study, put):
    source = study.add_source(
        put("x.dat", "Kari: hå\nOla: nei\nKari: jo\n".encode("cp1252")),
        format="txt",
        encoding="cp1252",
        speakers=["Kari"],
    )
    assert source.origin.options == (("encoding", "cp1252"), ("format", "txt"), ("speakers", "Kari"))
    assert source.speakers == ("Kari",)
    assert study.source(source.id).origin == source.origin


def test_no_turns_are_looked_for_in_what_is_no_talk_unless_they_are_named(study, put):
    assert study.add_source(put("a.txt"), kind="letter").turns == ()
    assert (
        len(study.add_source(put("b.txt", "I: Why?\nU1: So.\nI: Oh.\n"), kind="letter", speakers=["I", "U1"]).turns)
        == 3
    )
    assert len(study.add_source(put("c.txt", "I: Why?\nU1: So!\nI: Oh.\nU1: Yes.\n"), kind="interview").turns) == 4


def test_the_same_file_twice_says_so_whatever_it_is_called(study, put):
    study.add_source(put("a.txt"))
    with pytest.raises(SourceAlreadyAdded, match=r"copy\.txt: this very file is already in the study as “a”"):
        study.add_source(put("copy.txt"))
    assert len(study.sources()) == 1


def test_another_file_of_the_same_name_gets_another_id(study, put):
    assert study.add_source(put("1/talk.txt", "A: one\n")).id == "talk"
    assert study.add_source(put("2/talk.txt", "A: two\n")).id == "talk-2"
    assert study.add_source(put("3/talk.docx.txt", "A: three\n")).id == "talk.docx"
    assert study.add_source(put("😀.txt", "A: four\n")).id == "source"


def test_an_id_that_was_made_never_means_another_file(study, put):
    first, second = put("1/talk.txt", "A: one\n"), put("2/talk.txt", "A: two\n")
    study.add_source(first)
    study.remove_source("talk")
    assert study.add_source(second).id == "talk-2"
    assert study.add_source(first).id == "talk"
    study.undo()
    study.undo()
    assert study.add_source(first).id == "talk"


def test_an_id_that_was_chosen_comes_back_for_its_file_only(study, put):
    first, second = put("1.txt", "A: one\n"), put("2.txt", "A: two\n")
    assert study.add_source(first, id="the talk").id == "the talk"
    with pytest.raises(RecordExists, match="already a source “the talk”"):
        study.add_source(second, id="the talk")
    study.remove_source("the talk")
    with pytest.raises(RecordWrong, match="used for another source before"):
        study.add_source(second, id="the talk")
    assert study.add_source(first, id="the talk").id == "the talk"


def test_names_composed_as_on_a_mac_give_the_same_id(study, put):
    assert study.add_source(put("Bra\u030aten møte.txt")).id == "Br\u00e5ten-møte"


@pytest.mark.parametrize("wave", [0, -1, "2", 1.5, 10**19])
def test_a_wave_is_a_whole_number_from_1(study, put, wave):
    with pytest.raises(RecordWrong, match="a wave is a whole number from 1"):
        study.add_source(put("a.txt"), wave=wave)


def test_dates_are_taken_as_words_or_days_and_blank_is_none(study, put):
    study.add_source(put("a.txt"), date="last spring")
    assert study.source("a").date == SaidDate("last spring")
    assert study.change_source("a", date=dt.date(2014, 3, 5)).date == SaidDate.read("2014-03-05")
    assert study.change_source("a", date="  ").date is None


def test_change_source_keeps_what_is_not_named_and_the_text(study, put):
    study.add_case("C1")
    before = study.add_source(put("a.txt"), kind="interview", wave=2)
    after = study.change_source("a", cases="C1", title="T2")
    assert (after.cases, after.title, after.wave, after.kind) == (("C1",), "T2", 2, SourceKind.INTERVIEW)
    assert (after.content, after.turns, after.origin) == (before.content, before.turns, before.origin)
    assert study.source("a") == after
    with pytest.raises(RecordUnknown, match="no case “C2” in this study; did you mean C1"):
        study.change_source("a", cases=["C2"])
    study.undo()
    assert study.source("a") == before


def test_missing_files_folders_and_people_are_refused_and_leave_nothing(study, put, tmp_path):
    with pytest.raises(FileMissing):
        study.add_source(tmp_path / "no.txt")
    with pytest.raises(FileIsFolder):
        study.add_source(tmp_path)
    with pytest.raises(RecordUnknown, match="no informant “U1”"):
        study.add_source(put("a.txt"), informants="U1")
    assert (len(study.sources()), len(study.history())) == (0, 0)


def test_lists_are_in_the_order_of_case_wave_and_name_as_finding_is(study, put):
    study.add_case("C1")
    study.add_case("C2")
    for name, cases, wave in (("d", "", None), ("c", "C2", 1), ("b", "C1", None), ("a", "C1", 2), ("e", "C1", 1)):
        study.add_source(put(f"{name}.txt", f"A: the plan, says {name}\n"), cases=cases, wave=wave)
    assert [each.id for each in study.sources()] == ["e", "a", "b", "c", "d"]
    assert [each.source for each in study.find("the plan")] == ["e", "a", "b", "c", "d"]


def test_lists_are_narrowed_and_wrong_names_are_told(study, put):
    study.add_case("C1")
    study.add_informant("U1")
    study.add_source(put("a.txt"), kind="interview", cases="C1", informants="U1", wave=1, language="nb")
    study.add_source(put("b.txt", "a letter\n"), kind="letter")
    for narrowed in ({"kind": "Interview"}, {"case": "C1"}, {"informant": "U1"}, {"wave": 1}, {"language": "nb"}):
        assert [each.id for each in study.sources(**narrowed)] == ["a"]
    assert len(study.sources(wave=3)) == 0
    with pytest.raises(RecordUnknown, match="no case “C2” in this study; did you mean C1"):
        study.sources(case="C2")
    with pytest.raises(RecordUnknown):
        study.passages("nothing")


def test_an_unknown_source_is_told_the_nearest_and_an_unknown_version_too(study, put):
    study.add_source(put("interview-U1.txt"))
    with pytest.raises(RecordUnknown, match="did you mean interview-U1"):
        study.source("interview-U2")
    with pytest.raises(RecordWrong, match="it has no version 2"):
        study.source("interview-U1", version=2)
    with pytest.raises(RecordUnknown):
        study.versions("x")


def test_the_original_comes_back_byte_for_byte(study, put):
    data = b"\xef\xbb\xbfA: bl\xc3\xa5\r\nB: ja\r\n"
    study.add_source(put("a.txt", data))
    assert study.original("a") == data


def test_a_passage_is_kept_by_its_place_and_holds_a_source_in_the_study(study, put):
    talk = study.add_source(put("a.txt"))
    kept = study.add_passage(talk.find_one("a whole night"))
    assert len(kept.id) == 36
    assert list(study.passages("a")) == [kept]
    with pytest.raises(RecordInUse, match="still used by passage"):
        study.remove_source("a")
    study.remove_passage(kept)
    study.remove_source("a")
    study.undo()
    study.undo()
    assert list(study.passages()) == [kept]


def test_a_passage_with_another_quote_or_of_another_text_is_refused(study, put):
    study.add_source(put("a.txt"))
    other = read_bytes(b"Something else altogether, and longer than it.\n", "o.txt")
    from dataclasses import replace

    for wrong in (
        replace(other.passage(0, 9), source="a"),
        replace(other.passage(0, 9), source="a", start=9000, end=9009),
    ):
        with pytest.raises(TextDrift):
            study.add_passage(wrong)
    with pytest.raises(RecordUnknown):
        study.add_passage(other.passage(0, 9))
    assert len(study.passages()) == 0


def test_surroundings_of_a_kept_passage_are_those_of_the_text(study, put):
    talk = study.add_source(put("a.txt"))
    from dataclasses import replace

    kept = study.add_passage(replace(talk.find_one("slept"), before="", after="made up", content_sha256=""))
    assert kept == replace(talk.find_one("slept"), id=kept.id)


def test_finding_in_the_study_agrees_with_finding_in_each_source(study, put):
    texts = (
        "Møtet var kort.\nMOTET\nvar over.\n",
        "mo\u0308tet var her; møter, motet\n",
        "nothing\n",
        "plan, “plan”-plan\n",
    )
    for number, words in enumerate(texts):
        study.add_source(put(f"{number}.txt", words), kind="letter")
    for words in ("motet var", "møte*", "plan", "var", "kort MOTET", "“plan”", "nowhere", "", "*", "over. "):
        each = [passage for source in study.sources() for passage in source.find(words)]
        assert list(study.find(words)) == each, words
    assert [each.start for each in study.find("plan", limit=2)] == [0, 7]
    assert len(study.find("plan", limit=0)) == 0


def test_finding_looks_in_the_newest_text_only(study, put):
    study.add_source(put("a.txt", "the old words\n"), kind="letter")
    study.replace_source("a", put("b.txt", "the new words\n"))
    assert (len(study.find("old words")), len(study.find("new words"))) == (0, 1)
    study.undo()
    assert (len(study.find("old words")), len(study.find("new words"))) == (1, 0)
