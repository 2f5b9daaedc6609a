"""Arriving from other programs, leaving for them, and copies of a study, from a terminal."""

from __future__ import annotations

import shutil

import pytest

from ieworkbench.exchange import EXCHANGES, Fate, Report

from .conftest import type_in

S = "s.iestudy"
FORMATS = [each for each in EXCHANGES if each.write is not None]


@pytest.fixture(scope="module")
def coded_folder(filled_folder, tmp_path_factory):
    """A folder with a study with two codes, a coding and a memo by Ann, to be copied."""
    folder = shutil.copytree(filled_folder, tmp_path_factory.mktemp("coded"), dirs_exist_ok=True)
    commands = (
        ("add-code", S, "work", "--definition", "What takes time."),
        ("add-code", S, "going there", "--under", "work"),
        ("code", S, "U1-wave-1", "going there", "--words", "lose some weight", "--memo", "why?"),
        ("memo", S, "Ask [[U1]].", "--about", "U1"),
    )
    type_in(folder, *((*each, "--person", "Ann") for each in commands))
    return folder


@pytest.fixture
def coded(run, coded_folder, tmp_path):
    """The same as `run`, in a study with two codes, a coding and a memo by Ann."""
    shutil.copytree(coded_folder, tmp_path, dirs_exist_ok=True)
    return run


def test_formats_tell_which_way_each_goes_and_what_it_loses(run):
    listed = {each["name"]: each for each in run("formats", "--json").json["exchange"]}
    assert list(listed) == [each.name for each in EXCHANGES]
    assert (listed["qdpx"]["reads"], listed["qdpx"]["writes"], listed["taguette"]["writes"]) == (True, True, False)
    assert set(listed["qdpx"]) == {"name", "title", "suffixes", "reads", "writes", "carries", "loses"}
    out = run("formats").out
    assert "taguette  .sqlite3 .db  Taguette project  (import)" in out
    assert all(sentence in out for each in EXCHANGES for sentence in each.loses)


@pytest.mark.parametrize("ending", ["qdpx", "qdc", "yaml", "csv", "xlsx", "jsonld"])
def test_what_is_exported_is_known_again_when_it_is_imported(coded, ending):
    ran = coded("export", S, f"out.{ending}")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Wrote out.{ending}: ")
    before = coded("codings", S, "--json").json
    ran = coded("import", S, f"out.{ending}", "--person", "Bo")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Came in: nothing.\nIn the study already: ")
    assert coded("codings", S, "--json").json == before


def test_a_project_brings_codings_into_another_study_with_their_words(coded):
    coded("export", S, "out.qdpx")
    coded("new", "two.iestudy", "--title", "T", "--standpoint", "S")
    report = coded("import", "two.iestudy", "out.qdpx", "--json").json
    assert list(report) == ["file", "format", "kept", "there", "facts", "findings"]
    assert report["kept"]["codings"] == 1
    one, other = (coded("codings", each, "--json").json["codings"][0] for each in (S, "two.iestudy"))
    for name in ("code", "quote", "start", "end", "memo", "by", "content_sha256"):
        assert one[name] == other[name]
    assert coded("undo", "two.iestudy").out.startswith("Undone: import out.qdpx")


def test_only_a_part_is_exported_if_asked(coded):
    report = coded("export", S, "out.qdpx", "--source", "vedtak", "--json").json
    assert (report["kept"]["sources"], report["kept"].get("codings", 0)) == (1, 0)
    assert coded("export", S, "out.qdpx", "--by", "Nobody").code == 2
    assert coded("export", S, "out.qdpx", "--source", "nothing").code == 2


def test_what_cannot_be_read_or_written_is_one_sentence(coded, put):
    for words in (
        ("export", S, "x.foo"), ("import", S, "x.foo"), ("import", S, "no.qdpx"), ("export", S, "no/folder/x.qdpx"),
        ("import", S, str(put("bad.qdpx", b"PK\x03\x04no"))), ("import", S, str(put("a.csv", "a,b\n1,2\n"))),
    ):  # fmt: skip
        ran = coded(*words)
        assert (ran.code > 0, ran.out, ran.err.count("\n")) == (True, "", 1)
        assert "itself failed" not in ran.err


def test_a_report_tells_each_reason_once_with_the_first_places(capsys):
    from ieworkbench.cli.reports import print_exchange

    report = Report("x.qdpx", "qdpx")
    report.kept["codings"] += 1
    report.kept["passages of cases"] += 1
    report.there["codes"] += 2
    for number in range(5):
        report.dropped("source", f"a{number}.docx", "Its file is missing.")
    report.changed("note", "n\x1b[2J", "It is shorter.")
    report.facts.append("Positions count letters.")
    print_exchange(report, "Came in", everything=False)
    assert capsys.readouterr().out.splitlines() == [
        "Came in: 1 coding, 1 passage of cases.",
        "In the study already: 2 codes.",
        "Positions count letters.",
        "",
        "Changed: it is there, but not quite as it was",
        "  note: It is shorter.",
        "      n␛[2J",
        "",
        "Left out: it could not be carried over",
        "  5 × source: Its file is missing.",
        "      a0.docx",
        "      a1.docx",
        "      a2.docx",
        "      … 2 more",
        "",
        "See every place with --all.",
    ]
    print_exchange(report, "Came in", everything=True)
    out = capsys.readouterr().out
    assert "a4.docx" in out
    assert "--all" not in out


def test_of_very_many_reasons_the_first_are_shown(capsys):
    from ieworkbench.cli.reports import print_exchange

    report = Report("x", "qdpx")
    for number in range(40):
        report.unplaced("coding", f"c{number}", f"Reason {number}.")
    print_exchange(report, "Came in", everything=False)
    out = capsys.readouterr().out
    assert "Reason 11." in out
    assert "Reason 12." not in out
    assert "… 28 more reasons" in out
    assert {each.fate for each in report.findings} == {Fate.UNPLACED}


def test_an_archive_is_written_once_and_makes_an_equal_study(coded):
    ran = coded("archive", S, "arch")
    assert (ran.code, ran.out.startswith("Archived in arch: ")) == (0, True)
    assert coded("archive", S, "arch").out == "Archived in arch: nothing has changed.\n"
    assert coded("open-archive", "arch", "two.iestudy").out == "Made two.iestudy: “T”, 2 sources.\n"
    assert coded("codings", "two.iestudy", "--json").json == coded("codings", S, "--json").json
    assert coded("open-archive", "nothing", "three.iestudy").code > 0
    assert coded("open-archive", "arch", "two.iestudy").code == 2


def test_two_copies_become_one_and_what_both_changed_waits_for_a_choice(coded, tmp_path):
    shutil.copy(tmp_path / S, tmp_path / "bo.iestudy")
    coded("change-code", S, "work", "--definition", "mine", "--person", "Ann")
    coded("change-code", "bo.iestudy", "work", "--definition", "yours", "--person", "Bo")
    coded("code", "bo.iestudy", "U1-wave-1", "work", "--turn", "3", "--person", "Bo")
    ran = coded("merge", S, "bo.iestudy", "--person", "Ann")
    assert (ran.code, ran.err) == (0, "")
    assert "2 changes came in." in ran.out
    assert "  ours: definition: mine" in ran.out
    assert "  theirs (Bo): definition: yours" in ran.out
    assert coded("merge", S, "bo.iestudy").out.startswith("Nothing new")
    waiting = coded("conflicts", S, "--json")
    assert (waiting.code, [each["choice"] for each in waiting.json["conflicts"]]) == (1, [None])
    chosen = coded("conflicts", S, "--choose", waiting.json["conflicts"][0]["id"][:8], "theirs")
    assert (chosen.code, chosen.out) == (0, "Nothing waits for a choice.\n")
    assert coded("codes", S, "--json").json["codes"][0]["definition"] == "yours"
    assert coded("conflicts", S, "--choose", "x", "both").code == 2
    assert coded("conflicts", S, "--choose", "x", "ours").code == 2


@pytest.mark.needs_shared
def test_real_projects_come_in_with_a_report(run, shared):
    run("new", S, "--title", "T", "--standpoint", "S")
    ran = run("import", S, str(shared / "data" / "refi_qda" / "qc_demo.qdpx"))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Came in: 2 sources, 262 codes, 158 passages, 205 codings.")
