"""Codings in CSV and in Excel: what holds for both tables is tested for both here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileProblem
from ieworkbench.exchange import Bundle, Report, read_bundle, write_bundle
from ieworkbench.importers import read_bytes
from ieworkbench.model import Code, Codebook, Coding, Memo, Source

LAW = settings(max_examples=60)
WORK = "11111111-1111-4111-8111-111111111111"
PHONING = "22222222-2222-4222-8222-222222222222"
TROUBLE = "33333333-3333-4333-8333-333333333333"
INDEX = Codebook((Code(WORK, "work"), Code(PHONING, "phoning > twice", (WORK,)), Code(TROUBLE, "no")))
TALK = (
    "Ada: I phoned the office twice 😀 and nobody answered the phone at all.\n\n"
    'Bo: - Yes, =SUM(A1) is what the form said; "no", it did.\n\n'
    "Ada:  And then I waited, for the whole of that day, for somebody to come.\n\n"
    "Bo: That is how it goes here, most of the time, I have to say.\n"
)


def talk() -> Source:
    read = read_bytes(TALK.encode(), "talk.txt", speakers=("Ada", "Bo"))
    return replace(read, id="U1-wave1", cases=("C1", "C2"), informants=("U1",), wave=1)


def bundle_of(source: Source, places: Sequence[tuple[int, int, str]], memo: str = "") -> Bundle:
    passages = [replace(source.passage(a, b), id=str(UUID(int=n + 1))) for n, (a, b, _) in enumerate(places)]
    codings = [
        Coding(
            str(UUID(int=n + 1000)),
            passage,
            code,
            memo,
            "Kari",
            dt.datetime.fromisoformat("2026-03-01T09:30:05.000120"),
        )
        for n, (passage, (_, _, code)) in enumerate(zip(passages, places, strict=True))
    ]
    return Bundle(sources=(source,), codebook=INDEX, passages=tuple(passages), codings=tuple(codings), people=("Kari",))


def read(tmp_path: Path, text: str | bytes, known: Codebook | None = None) -> tuple[Bundle, Report]:
    path = tmp_path / "codings.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_bundle(path, codebook=known)


def said(report: Report) -> list[tuple[str, str, str]]:
    return [(each.fate.value, each.what, each.where) for each in report.findings]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@given(
    text=st.text(st.one_of(st.sampled_from(" \n-=+@'\",;\t😀"), st.characters(codec="utf-8")), min_size=1, max_size=40),
    places=st.lists(
        st.tuples(st.integers(0, 39), st.integers(1, 40), st.sampled_from([WORK, PHONING, TROUBLE])), max_size=6
    ),
    memo=st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=10),
)
@LAW
def test_codings_come_back_equal_and_their_words_exactly(
    tmp_path: Path, suffix: str, text: str, places: list[tuple[int, int, str]], memo: str
) -> None:
    text = text.replace("\r", "\n").replace("\ufeff", "x")
    source = replace(talk(), content=text, turns=(), sections=())
    inside = [(a, min(b, len(text)), code) for a, b, code in places if a < min(b, len(text))]
    bundle = bundle_of(source, inside, memo)
    path = tmp_path / f"codings.{suffix}"
    write_bundle(bundle, path)
    for known in (Codebook(), INDEX):
        again, report = read_bundle(path, codebook=known)
        assert {each.id: each for each in again.codings} == {each.id: each for each in bundle.codings}
        assert set(again.passages) == set(bundle.passages)
        used = {above for coding in bundle.codings for above in INDEX.above(coding.code)}
        if WORK in {coding.code for coding in bundle.codings} or PHONING not in used or known:
            assert set(again.codebook) == {code for code in INDEX if code.id in used}
        assert not report.findings


def test_a_row_says_where_the_words_stand_and_who_says_them(tmp_path: Path) -> None:
    source = talk()
    assert [turn.speaker for turn in source.turns] == ["Ada", "Bo", "Ada", "Bo"]
    start = source.turns[1].start
    bundle = bundle_of(source, [(start, start + 6, PHONING), (5, 13, WORK)], memo="=why")
    path = tmp_path / "codings.csv"
    report = write_bundle(bundle, path)
    lines = path.read_text("utf-8-sig").split("\n")
    assert lines[0] == (
        "source,case,informant,wave,kind,speaker,turn,quote,code,memo,by,at,start,end,before,after,placement,"
        "code id,coding id,passage id,fingerprint"
    )
    assert lines[1].startswith(
        "U1-wave1,C1; C2,U1,1,other,Ada,0,I phoned,work,'=why,Kari,2026-03-01T09:30:05.000120Z,5,13,Ada: ,"
    )
    assert "U1-wave1,C1; C2,U1,1,other,Bo,1,\"'- Yes,\",work > phoning \\> twice,'=why,Kari," in "\n".join(lines)
    assert said(report) == [("dropped", "codes", "1 in all"), ("dropped", "sources", "1 in all")]


def test_rows_stand_in_the_order_of_the_text_and_bytes_are_always_the_same(tmp_path: Path) -> None:
    bundle = bundle_of(talk(), [(40, 50, WORK), (5, 13, TROUBLE), (5, 13, WORK), (5, 10, WORK)])
    turned = replace(bundle, codings=bundle.codings[::-1], passages=bundle.passages[::-1])
    for suffix in ("csv", "xlsx"):
        write_bundle(bundle, tmp_path / f"one.{suffix}")
        write_bundle(turned, tmp_path / f"two.{suffix}")
        assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()
    again, _ = read_bundle(tmp_path / "one.csv")
    assert [(each.passage.start, each.passage.end) for each in again.codings] == [(5, 10), (5, 13), (5, 13), (40, 50)]


def test_what_the_table_has_no_place_for_is_reported(tmp_path: Path) -> None:
    bundle = bundle_of(talk(), [(5, 13, WORK), (40, 50, WORK)])
    codebook = Codebook((Code(WORK, "work", definition="x"), Code(TROUBLE, "trouble")))
    bundle = replace(bundle, codings=bundle.codings[:1], codebook=codebook, memos=(Memo("m", "x"),))
    report = write_bundle(bundle, tmp_path / "codings.csv")
    assert said(report) == [
        ("dropped", "passages", "1 in all"),
        ("dropped", "codes", "1 in all"),
        ("dropped", "definitions", "1 code"),
        ("dropped", "sources", "1 in all"),
        ("dropped", "memos", "1 in all"),
    ]


def test_a_table_made_by_hand_needs_three_columns(tmp_path: Path) -> None:
    text = 'Kilde;Sitat;Kode\r\nU1;Jeg ringte på nytt;work\r\nU1;"  Ingen svarte\n her";waiting > long\r\n'
    for encoding in ("cp1252", "utf-8-sig", "utf-16"):
        bundle, report = read(tmp_path, text.encode(encoding), INDEX)
        first, second = bundle.passages
        assert (first.source, first.start, first.end, first.content_sha256) == ("U1", 0, 0, "")
        assert (first.quote, second.quote) == ("Jeg ringte på nytt", "  Ingen svarte\n her")
        assert bundle.codings[0].code == WORK
        assert [bundle.codebook.path(each.id) for each in bundle.codebook] == ["work", "waiting", "waiting > long"]
        assert not bundle.sources
        assert said(report) == []
        assert "The table gives no places; its quotes are looked for in the words of the sources." in report.facts
        assert read(tmp_path, text.encode(encoding), INDEX)[0] == bundle


def test_positions_that_do_not_fit_the_quote_are_not_believed(tmp_path: Path) -> None:
    bundle, report = read(tmp_path, "source,quote,code,start,end\nU1,abc,work,5,8\nU1,abcd,work,5,8\nU1,x,work,a,b\n")
    assert [(each.start, each.end) for each in bundle.passages] == [(5, 8), (0, 0), (0, 0)]
    assert said(report) == [("changed", "places", "2 rows (3, 4)")]


def test_known_codes_are_found_by_id_path_and_name(tmp_path: Path) -> None:
    known = Codebook(
        (Code(WORK, "work"), Code("h", "home"), Code("hw", "work", ("h",)), Code("m", "money", ("h", WORK)))
    )
    text = "source,quote,code,code id\nU,a,anything,hw\nU,b,work,\nU,c,home > work,\nU,d,MONEY,\nU,e,work > money,\nU,f,new,\n"
    bundle, report = read(tmp_path, text, known)
    assert [each.code for each in bundle.codings][:5] == ["hw", WORK, "hw", "m", "m"]
    assert [code.name for code in bundle.codebook] == ["work", "home", "work", "money", "new"]
    assert bundle.codebook["m"] == known["m"]
    assert said(report)[0] == ("changed", "code", "row 2, “anything”")


def test_a_name_of_several_codes_is_put_under_a_new_one(tmp_path: Path) -> None:
    known = Codebook((Code("a", "a"), Code("b", "b"), Code("1", "x", ("a",)), Code("2", "x", ("b",))))
    bundle, report = read(tmp_path, "source,quote,code\nU,words,x\n", known)
    (code,) = bundle.codebook
    assert (code.name, code.id in known) == ("x", False)
    assert said(report)[0] == ("changed", "code", "row 2, “x”")


def test_several_codes_in_one_cell_are_several_codings(tmp_path: Path) -> None:
    bundle, _ = read(tmp_path, 'document,text,codes\nU,a,"work; waiting"\nU,b,"work, waiting"\n')
    assert len(bundle.passages) == 2
    assert [code.name for code in bundle.codebook] == ["work", "waiting"]
    assert len(bundle.codings) == 4
    bundle, _ = read(tmp_path, "source,quote,code\nU,a,work; no\nU,b,unknown; thing\n", INDEX)
    assert [code.name for code in bundle.codebook] == ["work", "no", "unknown; thing"]


def test_rows_that_lack_something_are_reported_and_their_words_are_kept(tmp_path: Path) -> None:
    text = f"source,quote,code,coding id\nU,,work,\n,abc,work,\nU,abc,,\nU,abc,work,{WORK}\nU,abd,work,{WORK}\nU,x,work,\nU,x,work,\n,,,\n"
    bundle, report = read(tmp_path, text)
    assert [each.quote for each in bundle.passages] == ["abc", "abd", "x"]
    assert len(bundle.codings) == 3
    assert said(report)[:5] == [
        ("dropped", "row", "row 2"),
        ("dropped", "row", "row 3"),
        ("dropped", "coding", "row 4"),
        ("changed", "coding", "row 6"),
        ("dropped", "coding", "row 8"),
    ]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-03-01T09:30:05Z", dt.datetime.fromisoformat("2026-03-01T09:30:05")),
        ("2026-03-01T09:30:05+01:00", dt.datetime.fromisoformat("2026-03-01T08:30:05")),
        ("2026-03-01", dt.datetime.fromisoformat("2026-03-01T00:00:00")),
        ("1.3.2026 09:30", dt.datetime.fromisoformat("2026-03-01T09:30:00")),
        ("", dt.datetime.fromisoformat("1970-01-01T00:00:00")),
    ],
)
def test_times_are_in_utc(tmp_path: Path, written: str, at: dt.datetime) -> None:
    bundle, _ = read(tmp_path, f"source,quote,code,at\nU,a,work,{written}\n")
    assert bundle.codings[0].at == at


@pytest.mark.parametrize("written", ["soon", "0001-01-01T00:00:00+14:00", "99.99.2026"])
def test_a_time_that_cannot_be_read_is_reported(tmp_path: Path, written: str) -> None:
    bundle, report = read(tmp_path, f"source,quote,code,at\nU,a,work,{written}\n")
    assert bundle.codings[0].at == dt.datetime.fromisoformat("1970-01-01T00:00:00")
    assert ("changed", "coding", "row 2") in said(report)


def test_a_table_without_sources_says_which_columns_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    path.write_text("quote,code\na,b\n")
    with pytest.raises(FileDamaged, match="“source”, “quote” and “code”"):
        read_bundle(path, format="csv")


CELLS = st.sampled_from(["", "U", "a", "a > b", ">", "a;b", "1", "3", WORK, '"', "'=", "\n", "x\\>", "2026", "0", " "])
HEADS = st.sampled_from(
    ["code id", "passage id", "coding id", "start", "end", "codes", "at", "by", "memo", "fingerprint", "y"]
)


@given(
    head=st.lists(HEADS, max_size=5),
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=9), max_size=8),
    known=st.booleans(),
)
@settings(LAW, max_examples=300)
def test_whatever_stands_in_it_only_our_errors_come_out(
    tmp_path: Path, head: list[str], rows: list[list[str]], known: bool
) -> None:
    text = "\n".join(",".join(row) for row in [["source", "quote", "code", *head], *rows])
    try:
        bundle, _ = read(tmp_path, text, INDEX if known else None)
    except FileProblem as problem:
        assert "\n" not in str(problem)
        return
    passages = {each.id: each for each in bundle.passages}
    assert len(passages) == len(bundle.passages)
    assert all(passages[each.passage.id] == each.passage and each.code in bundle.codebook for each in bundle.codings)
    assert len({each.id for each in bundle.codings}) == len(bundle.codings)


def test_a_row_that_names_several_coders_is_a_coding_of_each(tmp_path: Path):
    path = tmp_path / "codings.csv"
    path.write_text("source,quote,code,by\nU1,I waited,no,Bo; Ada\n", encoding="utf-8")
    back, report = read_bundle(path, format="csv", codebook=INDEX)
    assert [(each.by, each.code) for each in back.codings] == [("Bo", TROUBLE), ("Ada", TROUBLE)]
    assert len({each.id for each in back.codings}) == 2
    assert "Several people coded it; it is a coding of each of them." in [each.why for each in report.findings]


def test_what_is_said_of_letters_can_be_done_without_an_option(tmp_path: Path) -> None:
    _, report = read(tmp_path, "source;quote;code\nU1;søknaden kom;work\n".encode("cp1252"))
    assert report.facts[0].startswith("The file does not say how its letters are stored; it was read as cp1252.")
    assert "or save the file as UTF-8" in report.facts[0]
    (tmp_path / "half.csv").write_bytes("\ufeffsource;quote;code\nU1;".encode() + b"\xff\xfe\x00")
    with pytest.raises(FileDamaged) as refusal:
        read_bundle(tmp_path / "half.csv", format="csv", codebook=INDEX)
    assert "--encoding" not in str(refusal.value)
