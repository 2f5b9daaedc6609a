from __future__ import annotations

import time
from pathlib import Path

import pytest
from codebook_strategies import LAW, PHONING, TROUBLE, WORK, codebooks
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileProblem
from ieworkbench.exchange import Bundle, Report, read_bundle, write_bundle
from ieworkbench.exchange.codebooks import read_codebook_report, write_codebook
from ieworkbench.model import Code, Codebook, Memo


def read(tmp_path: Path, text: str | bytes) -> tuple[Codebook, Report]:
    path = tmp_path / "index.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_codebook_report(path)


def paths(codebook: Codebook) -> list[str]:
    return [codebook.path(code.id) for code in codebook]


@given(codebook=codebooks())
@LAW
def test_any_codebook_comes_back_equal(tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "index.yaml"
    write_codebook(codebook, path)
    again, report = read_codebook_report(path)
    assert again == codebook
    assert not report.findings


def test_it_is_written_for_people(tmp_path: Path) -> None:
    codebook = Codebook(
        (
            Code(WORK, "work", definition="What takes time.\n\nAlso waiting.", example="I phoned\n", codable=False),
            Code(PHONING, "no", (WORK, TROUBLE), colour="#FFCC00"),
            Code(TROUBLE, "trouble", definition="It goes wrong " + "again and " * 12 + "again."),
        ),
        title="Index",
    )
    path = tmp_path / "index.yaml"
    write_codebook(codebook, path)
    assert (
        path.read_text("utf-8")
        == f"""\
title: Index
codes:
  - name: work
    id: {WORK}
    definition: |-
      What takes time.

      Also waiting.
    example: |
      I phoned
    codable: no
    children:
      - name: "no"
        id: {PHONING}
        colour: "#FFCC00"
        also under:
          - trouble
  - name: trouble
    id: {TROUBLE}
    definition: >-
      It goes wrong again and again and again and again and again and again and again and again and again
      and again and again and again and again.
"""
    )


def test_order_is_said_only_where_the_tree_does_not_say_it(tmp_path: Path) -> None:
    codebook = Codebook((Code(PHONING, "phoning", (WORK,)), Code(WORK, "work")))
    path = tmp_path / "index.yaml"
    write_codebook(codebook, path)
    assert path.read_text("utf-8").endswith(f"order:\n  - {PHONING}  # phoning\n  - {WORK}  # work\n")
    assert read_codebook_report(path)[0] == codebook


def test_an_order_with_a_code_that_is_gone_keeps_the_others_and_says_so(tmp_path: Path) -> None:
    text = f"codes:\n- {{name: a, id: a}}\n- {{name: new}}\n- {{name: b, id: b}}\norder: [b, {WORK}, a]\n"
    codebook, report = read(tmp_path, text)
    assert [code.name for code in codebook] == ["b", "a", "new"]
    assert [(each.what, each.where) for each in report.findings] == [("order", WORK)]


def test_a_list_written_by_hand_is_enough(tmp_path: Path) -> None:
    text = "codes:\n- work:\n  - phoning\n  - name: waiting\n    definition: no\n- trouble\n"
    codebook, report = read(tmp_path, text)
    assert paths(codebook) == ["work", "work > phoning", "work > waiting", "trouble"]
    assert codebook.one("waiting").definition == "no"
    assert not report.findings
    assert read(tmp_path, text)[0] == codebook


def test_the_bare_list_is_enough_too(tmp_path: Path) -> None:
    assert paths(read(tmp_path, "- work\n- trouble\n")[0]) == ["work", "trouble"]


def test_siblings_of_one_name_without_ids_are_two_codes(tmp_path: Path) -> None:
    codebook, _ = read(tmp_path, "codes:\n- work\n- work\n")
    assert len(codebook) == 2
    assert codebook == read(tmp_path, "codes:\n- work\n- work\n")[0]


def test_words_stay_words(tmp_path: Path) -> None:
    text = "codes: [no, yes, 1e3, 2026-01-01, ~, null, 0o17, .inf]\n"
    assert [code.name for code in read(tmp_path, text)[0]] == [
        *("no", "yes", "1e3", "2026-01-01", "~", "null", "0o17", ".inf"),
    ]


def test_a_code_without_an_id_is_the_known_code_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "index.yaml"
    path.write_text("codes:\n- work:\n  - phoning\n  - waiting\n")
    known = Codebook((Code(WORK, "work"), Code(PHONING, "phoning", (WORK,))))
    bundle, _ = read_bundle(path, codebook=known)
    assert [code.id for code in bundle.codebook][:2] == [WORK, PHONING]
    assert bundle.codebook.codes[2].parents == (WORK,)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("codes:\n- name: a\n  definiton: x\n", "line 3", "did you mean “definition”"),
        ("codes:\n- name: a\n  name: b\n", "line 3", "said twice"),
        ("codes:\n- name: a\n  colour: red\n  color: blue\n", "line 4", "said twice"),
        ("codes:\n\t- name: a\n", "line 2", "tab"),
        ("codes: &x [a]\norder: *x\n", "line 2", "repeats another place"),
        ("codes: !!python/name:os.system x\n", "line 1", "a tag"),
        ("codes: 3\n", "line 1", "“codes:” is no list"),
        ("codes:\n- - a\n", "line 2", "a list stands where a code should be"),
        ("codes:\n- definition: x\n  id: y\n", "line 2", "no name"),
        ("codes:\n- name: [a]\n  id: x\n", "line 2", "where words should be"),
        ("codes:\n- name: a\n  codable: perhaps\n", "line 3", "neither yes nor no"),
        ("code:\n- a\n", "line 1", "did you mean “codes”"),
        ("title: x\n", "line 1", "has no “codes:”"),
        ("just words\n", "line 1", "words stand where a codebook should be"),
        ("codes: [a]\n---\ncodes: [b]\n", "line 3", "a second document"),
        ("codes:\n- name: a: b\n", "line 2", "this is no YAML"),
        ('codes:\n- "open\n', "line 2", "this is no YAML"),
        ("? [a]\n: b\n", "line 1", "where a name should be"),
        ("codes: [a\x07]\n", "line 1", "this is no YAML"),
        ("# nothing\n", "", "nothing in it"),
        ("[" * 5000, "line 1", "this is no YAML"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_line(tmp_path: Path, text: str, place: str, words: str) -> None:
    with pytest.raises(FileDamaged) as caught:
        read(tmp_path, text)
    assert caught.value.place == place
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_of_aliases_of_aliases_is_refused_at_once(tmp_path: Path) -> None:
    bomb = "a: &a [x,x]\n" + "".join(f"{b}: &{b} [*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(FileDamaged, match="repeats another place"):
        read(tmp_path, bomb)


def test_circles_are_opened_and_reported_with_their_line(tmp_path: Path) -> None:
    text = "codes:\n- {name: a, id: a, also under: b}\n- {name: b, id: b, also under: c}\n- {name: c, id: c, also under: a}\n"
    codebook, report = read(tmp_path, text)
    assert len(codebook) == 3
    assert [(each.what, each.where) for each in report.findings] == [("parent", "line 4, “c”")]


def test_codes_nested_deeper_than_other_programs_read_come_back(tmp_path: Path) -> None:
    codes = tuple(Code(f"c{number}", "deeper", (f"c{number - 1}",) if number else ()) for number in range(500))
    path = tmp_path / "index.yaml"
    write_codebook(Codebook(codes), path)
    assert read_codebook_report(path)[0] == Codebook(codes)


def test_five_thousand_codes_are_read_and_written_at_once(tmp_path: Path) -> None:
    codes = tuple(
        Code(f"{number:08}-0000-4000-8000-000000000000", f"code {number}", definition="What it is for. " * 5)
        for number in range(5000)
    )
    path = tmp_path / "index.yaml"
    start = time.process_time()
    write_codebook(Codebook(codes), path)
    assert read_codebook_report(path)[0] == Codebook(codes)
    assert time.process_time() - start < 5  # about 0.7 on a quiet machine


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "codes:\n- høring\n".encode(encoding))[0].codes[0].name == "høring"


def test_what_is_no_code_is_reported(tmp_path: Path) -> None:
    report = write_bundle(Bundle(memos=(Memo("m", "x"),)), tmp_path / "index.yaml")
    assert [(each.what, each.where) for each in report.findings] == [("memos", "1 in all")]


def test_the_same_codebook_gives_the_same_bytes(tmp_path: Path) -> None:
    codebook = Codebook((Code(WORK, "work"), Code(PHONING, "phoning", (WORK,))))
    for suffix in ("yaml", "csv", "xlsx", "qdc"):
        one, two = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
        write_codebook(codebook, one)
        time.sleep(0.01)
        write_codebook(codebook, two)
        assert one.read_bytes() == two.read_bytes()


PIECES = st.sampled_from(
    ["codes:", "\n", "- ", "  ", "name: ", "children:", "a", "b", "id: ", "also under: ", "[", "]", "{", "}", ",", ": "]  # noqa: RUF005 - two lists are easier to read
    + ["|-\n", ">", "'", '"', "#", "\t", "&x ", "*x", "order:", "---", "no", "!!int ", "\u2028", "\x85", "?"]
)


@given(pieces=st.lists(PIECES, max_size=25))
@settings(LAW, max_examples=300)
def test_whatever_stands_in_it_only_our_errors_come_out(tmp_path: Path, pieces: list[str]) -> None:
    try:
        codebook, _ = read(tmp_path, "codes:\n- " + "".join(pieces))
    except FileProblem as problem:
        assert "\n" not in str(problem)
    else:
        assert read(tmp_path, "codes:\n- " + "".join(pieces))[0] == codebook
