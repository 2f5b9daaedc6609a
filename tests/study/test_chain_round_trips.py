"""A chain that leaves a study and comes into another is the same chain, whichever way it travels."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import ieworkbench as ie
from ieworkbench.cli.demo import example_folder
from ieworkbench.exchange.chain_cells import doer_in, doer_words, joined, parts_of
from ieworkbench.exchange.chain_tables import CHAIN_SHEETS
from ieworkbench.exchange.refi_check import check_project
from ieworkbench.model import Doer, DoerKind
from ieworkbench.study import read_manifest

KEPT = ("sites", "acts", "texts", "copies", "resources", "links", "link_kinds", "disjunctures", "circuits")
TALK = "I: Did you go?\nU1: They said I was welcome again once I had slept a whole night.\nI: And then?\nU1: I went home.\n"
QUOTES = ("Did you go?", "They said I was welcome again", "once I had slept a whole night", "And then?", "I went home.")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of the example with its chain."""
    path = tmp_path_factory.mktemp("example") / "e.iestudy"
    folder = example_folder()
    with ie.create_study(path, title="T", standpoint="S", person="Ann") as made:
        made.add_sources(read_manifest(folder / "manifest.csv"), folder)
        made.import_file(folder / "C1" / "chain", strict=True)
    return path


def said(study: ie.Study) -> dict[str, list[object]]:
    return {name: list(getattr(study, name)()) for name in KEPT}


# ---------------------------------------------------------------------------------- REFI-QDA


def test_a_project_brings_the_chain_back_exactly_and_is_sound(example: Path, tmp_path: Path) -> None:
    project = tmp_path / "e.qdpx"
    with (
        ie.open_study(example) as one,
        ie.create_study(tmp_path / "o.iestudy", title="T", standpoint="S", person="Bo") as other,
    ):
        one.export_file(project)
        assert list(check_project(project)) == []
        report = other.import_file(project, strict=True)
        assert report.findings == []
        assert said(other) == said(one)
        assert (len(other.memos()), list(other.cases())) == (0, list(one.cases()))
        before = len(other.history())
        again = other.import_file(project)
        assert (len(other.history()), any(again.kept.values())) == (before, False)


def test_what_a_study_says_of_an_act_stays_when_a_project_says_otherwise(example: Path, tmp_path: Path) -> None:
    with ie.open_study(example) as one:
        one.export_file(tmp_path / "e.qdpx")
    copy = tmp_path / "copy.iestudy"
    shutil.copyfile(example, copy)
    with ie.open_study(copy) as other:
        other.change_act("A6", note="mine")
        other.import_file(tmp_path / "e.qdpx")
        assert other.act("A6").note == "mine"


def project_of(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as packed:
        return etree.fromstring(packed.read("project.qde"))


def test_other_programs_see_cases_with_passages_links_with_notes_and_a_graph(example: Path, tmp_path: Path) -> None:
    with ie.open_study(example) as one:
        one.export_file(tmp_path / "e.qdpx")
    root = project_of(tmp_path / "e.qdpx")
    cases = {each.get("name"): each for each in root.iter("{*}Case")}
    sleep = cases["puts sleep into the plan as a goal"]
    assert len(list(sleep.iter("{*}SelectionRef"))) == 3
    guid, plan = sleep.get("guid"), cases["individual plan"].get("guid")
    (link,) = [
        each for each in root.iter("{*}Link") if (each.get("originGUID"), each.get("targetGUID")) == (guid, plan)
    ]
    assert (link.get("name"), link.get("direction")) == ("writes", "OneWay")
    notes = {each.get("guid"): each.findtext("{*}PlainTextContent") for each in root.iter("{*}Note")}
    assert "told done by other, done: “So now it says that" in notes[link.find("{*}NoteRef").get("targetGUID")]
    (graph,) = root.iter("{*}Graph")
    assert (len(list(graph.iter("{*}Vertex"))), len(list(graph.iter("{*}Edge")))) == (105, 128)
    assert all(each.get("firstX").isdigit() for each in graph.iter("{*}Vertex"))


def test_a_project_with_a_chain_is_valid(example: Path, tmp_path: Path, shared: Path) -> None:
    with ie.open_study(example) as one:
        one.export_file(tmp_path / "e.qdpx")
    schema = etree.XMLSchema(etree.parse(str(shared / "data" / "refi_qda" / "Project-mrt2019.xsd")))
    schema.assertValid(project_of(tmp_path / "e.qdpx").getroottree())


def test_a_chain_whose_rows_another_program_lost_comes_as_cases_and_links(example: Path, tmp_path: Path) -> None:
    with ie.open_study(example) as one:
        one.export_file(tmp_path / "e.qdpx")
    with zipfile.ZipFile(tmp_path / "e.qdpx") as packed, zipfile.ZipFile(tmp_path / "x.qdpx", "w") as other:
        for name in packed.namelist():
            data = packed.read(name)
            other.writestr(name, data.replace(b'{"shown"', b'{"shwon"') if name == "project.qde" else data)
    with ie.create_study(tmp_path / "o.iestudy", title="T", standpoint="S") as study:
        report = study.import_file(tmp_path / "x.qdpx")
        assert len(study.acts()) == 0
        assert len(study.links()) == 128
        assert "puts sleep into the plan as a goal" in {each.id for each in study.cases()}
        assert "map" in {each.what for each in report.findings}


# ------------------------------------------------------------------------------------- tables


def test_an_empty_study_gives_a_form_to_type_in(tmp_path: Path) -> None:
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S") as study:
        study.export_file(tmp_path / "form.xlsx", format="chain-xlsx")
        assert any(study.import_file(tmp_path / "form.xlsx", strict=True).kept.values()) is False
        study.export_file(tmp_path / "form.chain")
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    assert book.sheetnames == [*(each.name.capitalize() for each in CHAIN_SHEETS), "About", "Words"]
    assert [each.value for each in book["Acts"][1]][:3] == ["id", "doing", "doer"]
    offered = {str(each.sqref).split(":")[0] for each in book["Links"].data_validations.dataValidation}
    assert offered == {"C2", "E2", "F2", "G2"}
    words = [each.value for each in book["Words"]["H"]]
    assert "told done" in {each.value for column in book["Words"].columns for each in column}
    assert words
    about = [[cell.value for cell in row] for row in book["About"].iter_rows()]
    assert ["accounts", "quote"] in [row[:2] for row in about]
    assert (tmp_path / "form.chain" / "acts.csv").read_text("utf-8-sig").startswith("id,doing,doer,with whom,")


@pytest.mark.parametrize("name", ["out.csv", "out.qdc", "out.yaml", "out.jsonld", "out.xlsx"])
def test_other_formats_say_how_much_of_a_chain_they_leave_out(example: Path, tmp_path: Path, name: str) -> None:
    with ie.open_study(example) as study:
        report = study.export_file(tmp_path / name)
    left = {(each.what, each.where) for each in report.findings}
    assert ("acts", "63 in all") in left
    assert ("links", "128 in all") in left


names = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=12
).filter(str.strip)


@given(st.lists(names.map(str.strip)))
def test_names_in_a_cell_come_back(several: list[str]) -> None:
    assert parts_of(joined(several)) == several


@given(names.map(lambda each: " ".join(each.split())).filter(bool), st.sampled_from(list(DoerKind)))
def test_who_does_something_comes_back_from_a_cell(name: str, kind: DoerKind) -> None:
    doer = Doer(name, kind) if kind is not DoerKind.UNKNOWN else Doer()
    back = doer_in(doer_words(doer, frozenset({"U1"})))
    assert back == doer or (isinstance(back, str) and (Doer(back, DoerKind.ROLE) if back else Doer()) == doer)


@st.composite
def chains(draw: st.DrawFn) -> list[tuple[str, str, int, bool]]:
    count = draw(st.integers(1, 4))
    words = st.text("abc;'=\\ \nåé“", min_size=1, max_size=10).map(str.strip).filter(bool)
    return [
        (draw(words), draw(words), draw(st.integers(0, len(QUOTES) - 1)), draw(st.booleans())) for _ in range(count)
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


@settings(max_examples=8)
@given(chain=chains(), form=st.sampled_from(["chain-csv", "chain-xlsx", "qdpx"]))
def test_any_chain_that_leaves_comes_back_equal(chain, form: str, folder: Path) -> None:
    shutil.rmtree(folder / "work", ignore_errors=True)
    work = folder / "work"
    work.mkdir()
    (work / "talk.txt").write_text(TALK, "utf-8")
    with (
        ie.create_study(work / "a.iestudy", title="T", standpoint="S", person="Ann") as one,
        ie.create_study(work / "b.iestudy", title="T", standpoint="S", person="Bo") as other,
    ):
        for study in (one, other):
            study.add_informant("U1")
            study.add_source(work / "talk.txt", kind="interview", id="talk", informants="U1")
        talk, before = one.source("talk"), None
        for doing, note, quote, done in chain:
            account = talk.find_one(QUOTES[quote]).account(
                "told done", polarity="done" if done else "refused", note=note
            )
            act = one.add_act(
                doing, doer=Doer(" ".join(note.split()), DoerKind.COLLECTIVE), purpose=note, accounts=account
            )
            text = one.add_text(doing, note=note, accounts=account)
            one.link(act, "writes", text, accounts=account, note=note)
            if before is not None:
                one.link(before, "then", act, gap=note)
            before = act
        path = work / ("out.qdpx" if form == "qdpx" else "out.xlsx" if form == "chain-xlsx" else "out.chain")
        one.export_file(path, format=form)
        report = other.import_file(path, strict=True)
        assert not [each for each in report.findings if each.fate.value != "changed"]
        assert said(other) == said(one)
