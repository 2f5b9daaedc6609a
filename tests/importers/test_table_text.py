"""Text tables (csv, tsv): which column is which, what is kept beside the words, and what bad tables do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, IEError
from ieworkbench.importers import RawFile, ReadOptions
from ieworkbench.importers.format import Draft
from ieworkbench.importers.table_text import FORMAT
from ieworkbench.model.vocabulary import SectionKind

DATA = Path(__file__).parent.parent / "data" / "csv"


def read(data: bytes | str, name: str = "talk.csv", **asked: object) -> Draft:
    raw = data.encode() if isinstance(data, str) else data
    return FORMAT.read(RawFile(name, raw), ReadOptions(**asked))


def said(draft: Draft) -> list[tuple[str | None, str]]:
    return [(turn.speaker, draft.content[turn.start : turn.end]) for turn in draft.turns]


def kinds(draft: Draft, kind: SectionKind) -> list:
    return [section for section in draft.sections if section.kind is kind]


def test_rows_of_one_speaker_are_one_turn_and_each_row_a_cue():
    draft = read("time,speaker,text\n00:01,I,Hei.\n00:03,I,Kom inn.\n00:05.5,Kari,Takk.\n")
    assert draft.content == "I: Hei.\nKom inn.\nKari: Takk.\n"
    assert said(draft) == [("I", "Hei.\nKom inn."), ("Kari", "Takk.")]
    assert [cue.start_ms for cue in kinds(draft, SectionKind.CUE)] == [1000, 3000, 5500]
    assert draft.turns[0].start_ms == 1000
    assert draft.turns[0].rule == "speaker column"


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ("Tid;Taler;Ytring", ";"),
        ("TIMECODE\tSPEAKER\tTRANSCRIPT", "\t"),
        ("timestamp,speaker,words", ","),
        ("Zeit;Sprecher;Text", ";"),
        ("Début;Locuteur;Propos", ";"),
        ("start time,who,utterance", ","),
    ],
)
def test_column_names_in_several_languages(head, mark):
    draft = read(head + "\n" + mark.join(["00:00:01", "A", "Ja; nei, kanskje"]).replace("; nei,", " nei") + "\n")
    assert said(draft) == [("A", "Ja nei kanskje")]


def test_a_table_without_head_is_known_by_the_shape_of_its_columns():
    draft = read("00:01;I;Hva gjorde du da?\n00:04;Kari;Jeg ringte til kontoret.\n00:09;I;Og hva sa de?\n")
    assert [speaker for speaker, _ in said(draft)] == ["I", "Kari", "I"]


def test_a_row_without_speaker_goes_on_with_the_last_one():
    draft = read("time,speaker,text\n00:01,A,one\n00:02,,two\n00:03,B,three\n")
    assert said(draft) == [("A", "one\ntwo"), ("B", "three")]


def test_nobody_is_put_in_before_the_first_speaker():
    draft = read("time,speaker,text\n00:01,,noise\n00:02,A,one\n")
    assert said(draft) == [(None, "noise"), ("A", "one")]
    assert [warning.code for warning in draft.warnings] == ["speaker-missing"]


def test_other_columns_stay_as_remarks_on_the_words():
    draft = read("timestamp,speaker,words,tags\n[00:03:43] the interview begins,A,Hello there.,greeting\n")
    assert [(each.label, each.text) for each in kinds(draft, SectionKind.REMARK)] == [
        (None, "the interview begins"),
        ("tags", "greeting"),
    ]
    assert draft.turns[0].start_ms == 223_000


def test_quotes_line_breaks_and_doubled_quotes_in_cells():
    draft = read('time,speaker,text\n00:01,A,"He said ""no"",\nand left."\n00:02,B,Yes.\n')
    assert said(draft) == [("A", 'He said "no",\nand left.'), ("B", "Yes.")]


def test_a_quotation_that_is_never_closed_is_read_as_it_stands_and_said():
    draft = read('time,speaker,text\n00:01,A,"never closed\n00:02,B,Yes.\n')
    assert said(draft) == [("A", '"never closed'), ("B", "Yes.")]
    assert draft.warnings[0].code == "quote-not-closed"
    assert "line 2" in draft.warnings[0].message


def test_words_cut_at_an_unquoted_comma_are_joined_again():
    draft = read("time,speaker,text\n00:01,A,Well, yes, I did.\n")
    assert said(draft) == [("A", "Well, yes, I did.")]
    assert "row-too-long" in [warning.code for warning in draft.warnings]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_letters_come_out_right_in_any_encoding(encoding):
    draft = read("tid;taler;ytring\n00:01;Åse;Søknaden ble avslått på grunn av ærlighet.\n".encode(encoding))
    assert said(draft) == [("Åse", "Søknaden ble avslått på grunn av ærlighet.")]


def test_frames_are_told_from_fractions_by_their_values():
    rows = "".join(
        f"00:00:{second:02}.{frame:02}0\tA\tsome words\n" for second, frame in enumerate((1, 15, 7, 24, 3, 9, 11, 20))
    )
    draft = read("TIMECODE\tSPEAKER\tTRANSCRIPT\n" + rows)
    assert [cue.start_ms for cue in kinds(draft, SectionKind.CUE)][:4] == [40, 1600, 2280, 3960]
    assert "times-in-frames" in [warning.code for warning in draft.warnings]


def test_fractions_stay_fractions():
    draft = read("time,speaker,text\n00:00:01.150,A,one\n00:00:02.930,A,two\n")
    assert [cue.start_ms for cue in kinds(draft, SectionKind.CUE)] == [1150, 2930]


def test_bare_numbers_are_seconds_or_milliseconds_by_how_fast_people_speak():
    in_ms = read("start\tend\ttext\n0\t4200\tHello and welcome.\n4200\t9000\tThank you all.\n", "talk.tsv")
    in_s = read("start,end,text\n0.0,4.2,Hello and welcome.\n4.2,9.0,Thank you all.\n")
    assert [cue.end_ms for cue in kinds(in_ms, SectionKind.CUE)] == [4200, 9000]
    assert [cue.end_ms for cue in kinds(in_s, SectionKind.CUE)] == [4200, 9000]
    assert in_s.warnings[0].code == "time-unit-guessed"
    assert [turn.speaker for turn in in_s.turns] == [None, None]


def test_times_that_cannot_be_read_are_kept_and_said():
    draft = read("start,end,speaker,text\n00:09,00:05,A,backwards\nsoon,,A,unclear\n")
    assert draft.turns[0].start_ms == 9000
    assert [each.text for each in kinds(draft, SectionKind.REMARK)] == ["soon"]
    assert draft.warnings[-1].code == "time-unclear"


def test_rows_without_words_and_lines_above_the_head_are_not_lost():
    draft = read("Interview 3,,\ntime,speaker,text\n00:01,A,Yes.\n00:02,B,\n")
    assert [draft.content[each.start : each.end] for each in kinds(draft, SectionKind.METADATA)] == ["Interview 3"]
    assert (
        kinds(draft, SectionKind.REMARK)[0].text == "B 00:02" or kinds(draft, SectionKind.REMARK)[0].text == "00:02 B"
    )
    assert "row-without-words" in [warning.code for warning in draft.warnings]


def test_a_table_that_is_no_transcript_stays_a_table():
    draft = read("name,amount\nrent,100\nfood,50\n")
    assert draft.content == "name\tamount\nrent\t100\nfood\t50\n"
    assert draft.turns == []
    assert [warning.code for warning in draft.warnings] == ["no-transcript-columns"]
    assert [(each.cell.row, each.cell.column) for each in kinds(draft, SectionKind.TABLE_CELL)][:3] == [
        (0, 0),
        (0, 1),
        (1, 0),
    ]


def test_only_the_speakers_asked_for_have_turns():
    draft = read("time,speaker,text\n00:01,A,one\n00:02,B,two\n", speakers=("B",))
    assert said(draft) == [("B", "two")]
    assert draft.content == "A: one\nB: two\n"


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(FileDamaged, match="not text"):
        read(b"PK\x03\x04\x00\x00\x01\xff\x00zz")


def test_the_sample_files():
    assert len(read((DATA / "talk.csv").read_bytes()).turns) == 3
    assert read((DATA / "malformed.csv").read_bytes()).warnings[0].code == "quote-not-closed"


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(['"', ",", ";", "\t", "\n", "time", "text", "A", "00:01", "x y z", "sep=;\n", "\x00", "é"]),
        max_size=40,
    )
)
def test_no_table_brings_anything_but_our_own_errors(parts):
    data = "".join(parts).encode()
    try:
        draft = read(data)
    except IEError:
        return
    assert all(0 <= each.start <= each.end <= draft.length for each in (*draft.sections, *draft.turns))


@pytest.mark.needs_shared
def test_oral_history_table(shared):
    draft = read((shared / "data/transcripts_formats/ohd/transcript_de.csv").read_bytes())
    assert [turn.speaker for turn in draft.turns] == ["INT", "AB"]
    assert len(kinds(draft, SectionKind.CUE)) == 18
    assert draft.turns[1].start_ms == 27_440
