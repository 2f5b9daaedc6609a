from __future__ import annotations

from pathlib import Path

import pytest
from codebook_strategies import LAW, PHONING, TROUBLE, WORK, codebooks
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import EncodingWrong, FileDamaged, FileMissing, FileProblem
from ieworkbench.exchange import EXCHANGES, Report, read_bundle
from ieworkbench.exchange.codebooks import read_codebook_report, write_codebook
from ieworkbench.model import Code, Codebook


def read(tmp_path: Path, text: str | bytes) -> tuple[Codebook, Report]:
    path = tmp_path / "index.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_codebook_report(path)


def paths(codebook: Codebook) -> list[str]:
    return [path for code in codebook for path in codebook.paths(code.id)]


def said(report: Report) -> list[tuple[str, str, str]]:
    return [(each.fate.value, each.what, each.where) for each in report.findings]


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
@given(codebook=codebooks())
@LAW
def test_any_codebook_comes_back_equal(tmp_path: Path, suffix: str, codebook: Codebook) -> None:
    path = tmp_path / f"index.{suffix}"
    write_codebook(codebook, path)
    again, report = read_codebook_report(path)
    assert again == codebook
    assert not report.findings


def test_it_is_written_for_spreadsheets(tmp_path: Path) -> None:
    codebook = Codebook(
        (
            Code(WORK, "work", definition="=1+1", include="a, b", codable=False),
            Code(PHONING, "- phoning", (WORK, TROUBLE), example='"I phoned"\nand waited', colour="#FFCC00"),
            Code(TROUBLE, "trouble", definition="'-"),
        )
    )
    path = tmp_path / "index.csv"
    write_codebook(codebook, path)
    assert path.read_bytes().decode("utf-8") == (
        "\ufeffunder,name,also under,definition,include,exclude,example,colour,codable,id\n"
        f',work,,\'=1+1,"a, b",,,,no,{WORK}\n'
        f'work,\'- phoning,trouble,,,,"""I phoned""\nand waited",#FFCC00,yes,{PHONING}\n'
        f",trouble,,''-,,,,,yes,{TROUBLE}\n"
    )
    assert read_codebook_report(path)[0] == codebook


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_excel_in_norwegian_is_read(tmp_path: Path, encoding: str, mark: str) -> None:
    lines = [
        ["Navn", "Overordnet", "Definisjon", "Farge", "Kodbar"],
        ["Å vente", "arbeid", "på svar", "FFCC00", "nei"],
        ["arbeid", "", "", "", "ja"],
    ]
    text = "".join(mark.join(line) + "\r\n" for line in lines)
    codebook, report = read(tmp_path, text.encode(encoding))
    assert paths(codebook) == ["arbeid > Å vente", "arbeid"]
    waiting = codebook.one("Å vente")
    assert (waiting.definition, waiting.colour, waiting.codable) == ("på svar", "#FFCC00", False)
    assert said(report) == [("changed", "colour", "row 2, “Å vente”")]


def test_a_line_that_names_the_mark_is_believed(tmp_path: Path) -> None:
    assert paths(read(tmp_path, "sep=|\nname|definition\nwork|a, b; c\n")[0]) == ["work"]


def test_a_list_of_names_is_enough_even_with_commas_in_them(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, "name\nwaiting, at home\nphoning; again\n")
    assert paths(codebook) == ["waiting, at home", "phoning; again"]
    assert not report.findings


def test_paths_make_the_codes_over_them(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, "path,definition\nwork > phoning,x\nwork > waiting > long,y\nwork,z\n")
    assert paths(codebook) == ["work > phoning", "work > waiting", "work > waiting > long", "work"]
    assert codebook.one("work").definition == "z"
    assert said(report) == [("changed", "code", "row 3, “long”")]


def test_a_column_a_level_is_read_as_a_tree(tmp_path: Path) -> None:
    codebook, _ = read(
        tmp_path, "level 1,level 2,definition\nwork,,a\n,phoning,b\n,waiting,c\ntrouble,,d\ntrouble,money,e\n"
    )
    assert paths(codebook) == ["work", "work > phoning", "work > waiting", "trouble", "trouble > money"]


def test_parents_are_found_by_id_name_and_path_in_any_order(tmp_path: Path) -> None:
    text = (
        "name,parents,id\n"
        "late,home > work,\n"
        "late,office > work,\n"
        "work,Home,\n"
        f"work,{TROUBLE.upper()},\n"
        "home,,\n"
        f"office,,{{{TROUBLE}}}\n"
        "both,home;office,\n"
    )
    codebook, report = read(tmp_path, text)
    assert paths(codebook) == [
        *("home > work > late", "office > work > late", "home > work", "office > work"),
        *("home", "office", "home > both", "office > both"),
    ]
    assert not report.findings


def test_a_parent_without_a_row_of_its_own_is_made(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, "code,category\nphoning,work\nwaiting,work\n")
    assert paths(codebook) == ["work", "work > phoning", "work > waiting"]
    assert said(report) == [("changed", "code", "row 2, “phoning”")]


def test_a_parent_that_may_be_two_codes_is_not_guessed(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, "name,under\na,\nb,\nwork,a\nwork,b\nphoning,work\n")
    assert paths(codebook) == ["a", "b", "a > work", "b > work", "phoning"]
    assert said(report) == [("dropped", "parent", "row 6, “phoning”")]
    assert "row 4, row 5" in report.findings[0].why


def test_a_parent_with_an_id_that_no_row_has_is_reported(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, f"name,under\nphoning,{WORK}\n")
    assert paths(codebook) == ["phoning"]
    assert said(report) == [("dropped", "parent", "row 2, “phoning”")]


def test_circles_are_opened_and_reported_with_their_row(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, "name,under\na,c\nb,a\nc,b\nd,d\n")
    assert paths(codebook) == ["b > c > a", "b", "b > c", "d"]
    assert [(each.where, each.why) for each in report.findings] == [
        ("row 5, “d”", "It would stand under itself; that was left out."),
        ("row 3, “b”", "It would stand under itself by way of “a” (row 2); that was left out."),
    ]


def test_one_id_for_two_codes_gives_the_second_an_id_of_its_own(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, f"id,name\n{WORK},work\n{WORK},phoning\n")
    assert codebook.codes[0].id == WORK
    assert codebook.codes[1].id not in (WORK, "")
    assert said(report) == [("changed", "code", "row 3, “phoning”")]
    assert read(tmp_path, f"id,name\n{WORK},work\n{WORK},phoning\n")[0] == codebook


def test_one_code_in_two_rows_stands_under_both(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, f"id,name,under\n,a,\n,b,\n{WORK},work,a\n{WORK},work,b\n")
    assert paths(codebook) == ["a", "b", "a > work", "b > work"]
    assert said(report) == [("changed", "code", "row 5, “work”")]


def test_other_columns_and_odd_rows_are_reported(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, "name,files,codable,colour\nwork,12,perhaps,see-through\n,3,,\n\n")
    assert paths(codebook) == ["work"]
    assert said(report) == [
        ("dropped", "column", "files"),
        ("changed", "code", "row 2"),
        ("dropped", "row", "row 3"),
        ("dropped", "colour", "row 2, “work”"),
    ]


def test_words_that_were_cut_at_a_comma_are_kept(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, "name,definition\nwork,time, and effort\n")
    assert codebook.codes[0].definition == "time, and effort"
    assert said(report) == [("changed", "row", "row 2")]


def test_a_quotation_mark_that_is_never_closed_loses_nothing(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, 'name,definition\nwork,"open\nphoning,x\n')
    assert [(code.name, code.definition) for code in codebook] == [("work", '"open'), ("phoning", "x")]
    assert said(report) == [("changed", "row", "row 2")]


def test_a_head_below_a_title_is_found(tmp_path: Path) -> None:
    assert paths(read(tmp_path, "Codebook of spring 2026,,\n,,\nName,Description,Files\nwork,x,2\n")[0]) == ["work"]


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"\n\n", b"PK\x03\x04zip", b"\xff\xfe\x00", b"%PDF-1.4 x"])
def test_what_is_no_codebook_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises((FileDamaged, EncodingWrong)) as caught:
        read(tmp_path, data)
    assert str(tmp_path / "index.csv") in str(caught.value)


def test_tables_of_codes_and_of_codings_are_told_apart(tmp_path: Path) -> None:
    claims = {each.name: each.claims for each in EXCHANGES if ".csv" in each.suffixes}
    tables = {
        "name,definition\nwork,x\n": ["codebook-csv"],
        "Kode;Definisjon\nwork;x\n": ["codebook-csv"],
        "source,quote,code\nU1,I phoned,work\n": ["csv"],
        "Kilde;Sitat;Koder\nU1;I phoned;work\n": ["csv"],
        "something,else\n1,2\n": [],
    }
    for number, (text, wanted) in enumerate(tables.items()):
        path = tmp_path / f"{number}.csv"
        path.write_text(text, "utf-8-sig")
        assert [name for name, claim in claims.items() if claim is not None and claim(str(path))] == wanted


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx"):
        with pytest.raises(FileMissing):
            read_bundle(tmp_path / f"none.{suffix}")


def test_an_id_that_would_part_codes_in_a_cell_is_changed_and_said(tmp_path: Path) -> None:
    codebook, report = read(tmp_path, "name,under,id\nwork,,a;b\nphoning,work,c\n")
    work, phoning = codebook
    assert (len(work.id), phoning.parents) == (36, (work.id,))
    [finding] = report.findings
    assert finding.why.startswith("Its id has a semicolon or a line end in it")


CELLS = st.sampled_from(
    [
        "",
        "a",
        "b",
        "a > b",
        "> a",
        ">",
        "a;b",
        "1",
        WORK,
        f"{{{WORK}}}",
        '"',
        '""',
        "'",
        "'=",
        "=",
        "\n",
        "#fff",
        "no",
        "x\\>",
    ]
)
HEADS = st.sampled_from(
    ["name", "path", "under", "id", "also under", "order", "level 1", "level 2", "colour", "codable", "x"]
)


@given(
    head=st.lists(HEADS, min_size=1, max_size=5),
    rows=st.lists(st.lists(CELLS, max_size=6), max_size=8),
    mark=st.sampled_from(",;\t"),
)
@settings(LAW, max_examples=400)
def test_whatever_stands_in_it_only_our_errors_come_out(
    tmp_path: Path, head: list[str], rows: list[list[str]], mark: str
) -> None:
    text = "\n".join(mark.join(row) for row in [head, *rows])
    try:
        codebook, _ = read(tmp_path, text)
    except FileProblem as problem:
        assert "\n" not in str(problem)
    else:
        assert read(tmp_path, text)[0] == codebook
        write_codebook(codebook, tmp_path / "again.csv")
        assert read_codebook_report(tmp_path / "again.csv")[0] == codebook


def test_thousands_of_namesakes_and_quotation_marks_take_no_time(tmp_path: Path) -> None:
    read(tmp_path, "name,under\n" + "work,x > work\n" * 5000)
    read(tmp_path, "name,under\n" + "".join(f"c{n},p > c{n + 1}\n" for n in range(5000)))
    read(tmp_path, "name,definition\n" + '"a" b,"\n' * 20000)
