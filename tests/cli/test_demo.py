"""The example study: what is in it, what the demo shows of it, and what it leaves alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import ieworkbench as ie
from ieworkbench.cli import demo
from ieworkbench.errors import FileMissing, StudyExists, StudyReadOnly
from ieworkbench.importers import read_source
from ieworkbench.model import SectionKind
from ieworkbench.study import example, open_study

PROJECT = Path(__file__).parents[2]
PERSONAL = re.compile(rb"python-docx|/(?:home|tmp|root|Users)/|Linux|hostname|@[a-z]+\.[a-z]{2,3}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that was there, and empty, in which the demo has run."""
    out = tmp_path_factory.mktemp("demo")
    demo.run(out, study_only=True)
    return out


def test_every_example_file_is_in_the_study_as_the_manifest_says(made: Path) -> None:
    with open_study(made / "example.iestudy") as study:
        listed = {each.id: (each.kind.value, each.language, each.turns) for each in study.source_list(case="C1")}
        every = {each.id for each in study.source_list()}
    assert every == {each.id for each in ie.read_manifest(PROJECT / "data" / "manifest.csv")}
    assert listed == {
        "U1-wave1": ("interview", "en", 42),
        "U1-wave2": ("interview", "en", 28),
        "SP1": ("interview", "en", 24),
        "SP2": ("interview", "nb", 22),
        "SP3": ("interview", "en", 34),
        "SP4": ("interview", "en", 38),
        "SP5": ("interview", "en", 30),
        "NK1": ("interview", "en", 34),
        "desk": ("field note", "en", 0),
        "plan": ("individual plan", "en", 0),
        "plan-2015": ("individual plan", "en", 0),
        "nursing": ("other plan", "en", 0),
        "søknad": ("application", "nb", 0),
        "referral": ("letter", "en", 0),
        "vedtak-1": ("written decision", "nb", 0),
        "vedtak-2": ("written decision", "nb", 0),
        "vedtak-3": ("written decision", "nb", 0),
        "vedtak-4": ("written decision", "en", 0),
        "vedtak-5": ("written decision", "en", 0),
        "vedtak-6": ("written decision", "en", 0),
        "vedtak-7": ("written decision", "nb", 0),
    }


def test_the_caseworker_stands_at_her_office_and_is_led_to_by_words(made: Path) -> None:
    with open_study(made / "example.iestudy") as study:
        caseworker = study.informant("SP2")
        [pointer] = [each for each in study.passages("SP1") if each.id == caseworker.pointed_to_by]
        assert {"Skarvøy", "benefits office"} < {each.id for each in study.sites()}
    assert caseworker.site == "benefits office"
    assert caseworker.pointed_to_by == pointer.id
    assert pointer.quote == "Then you must ask at the benefits office."


def test_the_chain_of_the_case_is_in_it_with_the_words_it_rests_on(made: Path) -> None:
    with open_study(made / "example.iestudy") as study:
        assert (len(study.acts()), len(study.texts()), len(study.links()), len(study.circuits())) == (129, 49, 227, 4)
        derived = [each for each in study.links() if each.derived]
        (instead,) = [each for each in study.links() if each.kind == "substitutes for"]
    assert [(each.origin.id, each.kind, each.target.id) for each in derived] == [
        ("T3", "conditions on", "T1"),
        ("T21", "conditions on", "T1"),
        ("T302", "conditions on", "T301"),
    ]
    assert {each.polarity.value for each in instead.accounts} == {"done", "not done"}


def test_the_demo_ends_with_what_to_open_and_what_to_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo.run(tmp_path / "out")
    shown = capsys.readouterr().out
    for words in (
        "people who have been granted an individual plan",
        "written decisions",
        f"Open, in {tmp_path / 'out'}",
        "report.docx, .html",
        f"ieworkbench code {tmp_path / 'out' / 'example.iestudy'}",
    ):
        assert words in shown
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "C1-evidence.xlsx",
        "C1-map.html",
        "example.iestudy",
        "files",
        "goal-of-sleep.pdf",
        "goal-of-sleep.svg",
        "plans.html",
        "plans.xlsx",
        "report.docx",
        "report.html",
    ]
    assert shown.count("\n") < 30


def test_words_are_found_across_sources_whatever_their_accents(made: Path) -> None:
    with open_study(made / "example.iestudy") as study:
        followed = {each.source for each in study.find("folg* opp")}
        slept = {each.source for each in study.find("sleep* through the night")}
    assert followed == {"SP2", "vedtak-1", "vedtak-2", "vedtak-7", "U3-wave2", "vedtak-C3"}
    assert slept == {"U1-wave1", "U1-wave2", "nursing", "plan", "plan-2015"}


def test_an_existing_empty_folder_is_used(made: Path) -> None:
    assert sorted(each.name for each in made.iterdir()) == ["example.iestudy", "files"]


def test_a_study_that_is_there_is_left_alone(tmp_path: Path) -> None:
    standing = tmp_path / "example.iestudy"
    standing.write_bytes(b"mine")
    with pytest.raises(StudyExists, match=r"example\.iestudy: there is already a file"):
        demo.run(tmp_path)
    assert standing.read_bytes() == b"mine"
    assert [each.name for each in tmp_path.iterdir()] == ["example.iestudy"]


def test_a_folder_called_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    with pytest.raises(StudyExists):
        demo.run(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["files"]


def test_a_file_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(StudyExists, match="out"):
        demo.run(tmp_path / "out")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StudyReadOnly):
        demo.run(tmp_path / "out")


def test_missing_example_files_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(example, "__file__", str(tmp_path / "src" / "ieworkbench" / "study" / "example.py"))
    with pytest.raises(FileMissing, match="manifest"):
        demo.run(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_example_files_beside_the_code_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed copy has no folder `data` around it; its files lie in the package."""
    monkeypatch.setattr(example, "__file__", str(tmp_path / "src" / "ieworkbench" / "study" / "example.py"))
    beside = tmp_path / "src" / "ieworkbench" / "example"
    for folder in (beside, tmp_path / "data"):
        folder.mkdir(parents=True)
        (folder / "manifest.csv").write_text("file\n", encoding="utf-8")
    assert example.example_folder() == beside


def test_example_files_hold_nothing_of_the_machine_they_were_made_on() -> None:
    import zipfile

    for path in sorted(example.example_folder().rglob("*")):
        if path.is_dir() or path.suffix == ".md":
            continue
        assert not PERSONAL.search(path.read_bytes()), path
        if path.suffix in {".docx", ".odt"}:
            with zipfile.ZipFile(path) as package:
                assert {each.date_time for each in package.infolist()} == {(2014, 1, 1, 0, 0, 0)}, path
                assert not [name for name in package.namelist() if PERSONAL.search(package.read(name))], path


def test_the_plan_keeps_what_stands_beside_its_text() -> None:
    plan = read_source(example.example_folder() / "C1" / "plans" / "C1-individual-plan-2014.docx", turns=False)
    headings = [each.label for each in plan.sections if each.kind is SectionKind.HEADING and each.label]
    assert headings == ["1.", "1.1", "1.2", "2.", "3.", "3.1", "3.2", "4.", "5."]
    [comment] = [each for each in plan.sections if each.kind is SectionKind.COMMENT]
    assert plan.content[comment.start : comment.end] == "Sleep through the night."
    assert comment.author == "SP1"
    assert [each.label for each in plan.sections if each.kind is SectionKind.FOOTNOTE] == ["1"]


def test_the_picture_in_the_readme_is_the_map_of_the_example(made: Path, tmp_path: Path) -> None:
    with open_study(made / "example.iestudy") as study:
        part = ie.build_map(study, case="C1").trace("puts sleep into the plan as a goal", hops=2).map
    ie.write_map(part, tmp_path / "drawn.svg", width="landscape A4")
    assert (tmp_path / "drawn.svg").read_bytes() == (PROJECT / "docs/pictures/sleep-goal.svg").read_bytes()
