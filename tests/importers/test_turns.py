"""Speakers and turns in running text: every layout, and everything that only looks like one."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import IEError, RecordWrong
from ieworkbench.importers import read_bytes
from ieworkbench.importers.format import Draft, ReadOptions
from ieworkbench.importers.turns import add_turns
from ieworkbench.model.source import Cell, Source
from ieworkbench.model.vocabulary import SectionKind


def read(text: str, name: str = "talk.txt", **options) -> Source:
    return read_bytes(text.encode(), name, **options)


def said(source: Source) -> list[tuple[str | None, str]]:
    return [(turn.speaker, source.content[turn.start : turn.end]) for turn in source.turns]


def times(source: Source) -> list[tuple[int | None, int | None]]:
    return [(turn.start_ms, turn.end_ms) for turn in source.turns]


def kinds(source: Source, kind: SectionKind) -> list[str]:
    return [source.content[each.start : each.end] for each in source.sections if each.kind is kind]


def codes(source: Source) -> set[str]:
    return {warning.code for warning in source.warnings}


class TestLayouts:
    def test_f4_marks_close_turns_and_give_their_end(self):
        source = read(
            "I: Q1 About the start #00:00:05-1#\n\nB: I rang the office. #00:01:01-9#\n\nI:Q2 #00:01:03-0#\n\nB: They said no. #00:01:09-5#\n"
        )
        assert said(source) == [
            ("I", "Q1 About the start"),
            ("B", "I rang the office."),
            ("I", "Q2"),
            ("B", "They said no."),
        ]
        assert times(source) == [(None, 5100), (None, 61900), (None, 63000), (None, 69500)]
        assert kinds(source, SectionKind.TIME_MARK)[1] == "#00:01:01-9#"

    def test_two_f4_turns_are_enough(self):
        source = read("I: How did it start? #00:00:05-1#\nB: With a letter. #00:00:09-0#\n")
        assert source.speakers == ("I", "B")

    def test_otter_head_is_metadata_and_names_stand_on_lines_of_their_own(self):
        source = read(
            "Case meeting\n\nSUMMARY KEYWORDS\nplan, office, letter\n\nSPEAKERS\nKari Lund, Ola Moe\n\n"
            "Kari Lund  00:01\nSo how was it?\n\nOla Moe  00:04\nIt was long.\nVery long.\n\nKari Lund  01:10\nRight.\n"
        )
        assert said(source) == [
            ("Kari Lund", "So how was it?"),
            ("Ola Moe", "It was long.\nVery long."),
            ("Kari Lund", "Right."),
        ]
        assert times(source) == [(1000, None), (4000, None), (70000, None)]
        assert kinds(source, SectionKind.METADATA) == [
            "SUMMARY KEYWORDS",
            "plan, office, letter",
            "SPEAKERS",
            "Kari Lund, Ola Moe",
        ]

    def test_noscribe_keeps_overlaps_inside_the_turn(self):
        source = read(
            "A talk\n\nTranscribed with noScribe vers. 0.7\nAudio file: ./a.mp3\n(Language: English (en) | Timestamps: 1)\n\n(12 seconds pause)\n\n\n\n"
            "S01: [00:00:12] Good day. (..) Well. //S00: Hello. // Yes.\n\nS00: [00:00:36] Yes. [00:00:40] No.\n\nS01: [00:00:41] Bye.\n"
        )
        assert said(source) == [
            ("S01", "Good day. (..) Well. //S00: Hello. // Yes."),
            ("S00", "Yes. [00:00:40] No."),
            ("S01", "Bye."),
        ]
        assert times(source) == [(12000, None), (36000, None), (41000, None)]
        assert kinds(source, SectionKind.METADATA) == [
            "Transcribed with noScribe vers. 0.7", "Audio file: ./a.mp3", "(Language: English (en) | Timestamps: 1)",
        ]  # fmt: skip
        assert kinds(source, SectionKind.REMARK) == ["(12 seconds pause)", "(..)", "//S00: Hello. //"]
        assert source.title == "A talk"

    def test_service_layout_in_utf16_with_times_on_lines_of_their_own(self):
        text = "[0:00:00]\r\nInterviewer:\tThank you for coming.\r\n\r\n[0:00:09]\r\nParticipant:\tNo problem (inaudible 00:00:12) at all.\r\n[0:00:20]\r\nInterviewer:\tGood.\r\n"
        source = read_bytes(text.encode("utf-16"), "a.txt")
        assert said(source) == [
            ("Interviewer", "Thank you for coming."),
            ("Participant", "No problem (inaudible 00:00:12) at all."),
            ("Interviewer", "Good."),
        ]
        assert times(source) == [(0, None), (9000, None), (20000, None)]
        assert "(inaudible 00:00:12)" in kinds(source, SectionKind.REMARK)
        assert "00:00:12" in kinds(source, SectionKind.TIME_MARK)

    def test_research_document_head_and_brackets_in_words(self):
        source = read(
            "29-Mar-2023 - 14:04 - 45m05s - Real Name\n\nResearcher 1: So   how is your part[ner]?\nAna: [I] think…\nResearcher 1: …well?\nAna: Yes, well.\n"
        )
        assert said(source)[:2] == [("Researcher 1", "So   how is your part[ner]?"), ("Ana", "[I] think…")]
        assert source.speakers == ("Researcher 1", "Ana")
        assert kinds(source, SectionKind.METADATA) == ["29-Mar-2023 - 14:04 - 45m05s - Real Name"]

    def test_lines_broken_at_eighty_letters_with_wide_gaps(self):
        source = read(
            "Speaker 1:          Thank you. Let us move on to the next point of the list that \nwas sent to all of you last week by the [Moen \n00:00:52] office. \n\n"
            "Anna Berg:          Good. And while they are preparing, this is what I wanted to \nsay about it: nothing. \n\n"
            "Speaker 1:          Sure. \n\nAnna Berg:          Fine. \n\nMr. Dahl:          Once only. \n"
        )
        assert source.speakers == ("Speaker 1", "Anna Berg", "Mr. Dahl")
        assert said(source)[1][1].endswith("say about it: nothing.")

    def test_label_alone_on_its_line_with_page_numbers_between(self):
        source = read(
            "1/5\nInterview\nIda:\nThen\tthe\tletter\tcame.\n\nParticipant:\nOkay.\n2/5\nIda:\nWho was XXXX?\nParticipant:\nYes.\n"
        )
        assert said(source) == [
            ("Ida", "Then\tthe\tletter\tcame."),
            ("Participant", "Okay."),
            ("Ida", "Who was XXXX?"),
            ("Participant", "Yes."),
        ]

    def test_columns_with_wide_gaps_and_frames(self):
        source = read(
            "R      So it began in May.\n       In the office.\nI      00:01:44:20 And then?\nR      Then nothing.\nI      No?\n"
        )
        assert said(source)[:2] == [("R", "So it began in May.\n       In the office."), ("I", "And then?")]
        assert source.turns[1].start_ms == 104800
        assert "frames-assumed" in codes(source)

    def test_columns_with_tabs(self):
        source = read("INT\tWho wrote it?\nAB\tI did.\nINT\tWhen?\nAB\tIn May.\n")
        assert source.speakers == ("INT", "AB")

    def test_markdown_headings_that_name_speakers(self):
        source = read(
            "# Interview 3\n\n### Interviewer\n\nWho wrote it?\n\n### Participant \n\nI did.\n\nIn May.\n\n### Interviewer\n\nWhy?\n",
            "a.md",
        )
        assert said(source) == [
            ("Interviewer", "Who wrote it?"),
            ("Participant", "I did.\n\nIn May."),
            ("Interviewer", "Why?"),
        ]

    def test_rst_bold_labels_directives_and_clock_times(self):
        source = read(
            "9 March\n=======\n\n*(10.00 am)*\n\n**Ms Vang**: Is this the page?\n\n.. rst-class:: indented\n\n**Witness Moe**: Yes.\n\n"
            "First part.\n\n.. rst-class:: indented\n\nSecond part.\n\n**Ms Vang**: Thank you.\n\n*(11.00 am)*\n\nEinar Moe\n---------\n\n*EINAR MOE (sworn).*\n\n"
            "**Witness Moe**: I do.\n\n**Mr Berg**: Hello.\n",
            "a.rst",
        )
        assert said(source) == [
            ("Ms Vang", "Is this the page?"),
            ("Witness Moe", "Yes.\n\nFirst part.\n\n.. rst-class:: indented\n\nSecond part."),
            ("Ms Vang", "Thank you."),
            ("Witness Moe", "I do."),
            ("Mr Berg", "Hello."),
        ]
        marks = [each for each in source.sections if each.kind is SectionKind.TIME_MARK]
        assert [(each.label, each.start_ms) for each in marks] == [("10.00 am", None), ("11.00 am", None)]

    def test_a_label_before_every_paragraph_makes_a_turn_of_every_paragraph(self):
        source = read(
            "interviewee: We wrote to them.\n\ninterviewee: They did not answer.\n\ninterviewer: Never?\n\ninterviewee: Never.\n"
        )
        assert [speaker for speaker, _ in said(source)] == ["interviewee", "interviewee", "interviewer", "interviewee"]

    def test_labels_in_brackets(self):
        source = read("[id1] hello, I like it.\n\n[id2] I do not.\n\n[id1] No?\n\n[id2] No.\n")
        assert said(source) == [("id1", "hello, I like it."), ("id2", "I do not."), ("id1", "No?"), ("id2", "No.")]

    def test_times_before_labels(self):
        source = read("[00:00:03] Kari: Hi.\n[00:00:05] Ola: Hi.\n[00:00:09] Kari: Bye.\n[00:00:10] Ola: Bye.\n")
        assert times(source)[1] == (5000, None)
        assert said(source)[1] == ("Ola", "Hi.")

    def test_time_between_label_and_colon(self):
        source = read("Speaker 1 (00:03):\nHi.\n\nSpeaker 2 (00:05):\nHello there.\n\nSpeaker 1 (00:09):\nBye.\n")
        assert said(source) == [("Speaker 1", "Hi."), ("Speaker 2", "Hello there."), ("Speaker 1", "Bye.")]
        assert times(source) == [(3000, None), (5000, None), (9000, None)]

    def test_stretch_of_time_then_name_then_words(self):
        source = read(
            "0:0:0.0 --> 0:0:3.2\nKari Lund\nHi.\n\n00:00:03.200 --> 00:00:05.000\nOla Moe\nHello.\n\n00:00:05.000 --> 00:00:07.000\nKari Lund\nSo.\n"
        )
        assert source.speakers == ("Kari Lund", "Ola Moe")
        assert times(source)[1] == (3200, 5000)

    def test_letters_for_question_and_answer(self):
        source = read("Q. Did you sign it?\nA. I did.\nQ. When?\nA. In May.\n")
        assert said(source)[:2] == [("Q", "Did you sign it?"), ("A", "I did.")]

    def test_text_between_commas_with_tags(self):
        source = read(
            'timestamp,speaker,words,tags\n00:00:01,Interviewer,"Who wrote it?",start\n00:00:04,Kari,"I did.",answer\n00:00:08,Interviewer,"Why?",\n'
        )
        assert source.speakers == ("Interviewer", "Kari")
        assert [turn.start_ms for turn in source.turns] == [1000, 4000, 8000]

    @pytest.mark.parametrize(
        ("one", "two"),
        [
            ("Intervjuer", "Informant 3"),
            ("Intervjuer", "Koordinator (hjemmetjenesten)"),
            ("I", "Dr. Ås"),
            ("INT", "P1"),
            ("SPEAKER_00", "SPEAKER_01"),
            ("Speaker 2", "Ms O'Neill-Berg"),
            ("Интервьюер", "Мария"),
            ("采访者", "李娜"),
            ("Å. L.", "Førstekonsulent Vik"),
            ("Moderator", "Frau Dr. Weiß"),
            ("Intervieweuse", "Enquêté"),
            ("Social worker", "Kari"),
        ],
    )
    def test_names_titles_digits_and_scripts(self, one, two):
        talk = f"{one}: Hvem skrev planen?\n{two}: Det gjorde jeg.\n" * 3
        source = read(talk)
        assert source.speakers == (one, two)
        assert len(source.turns) == 6
        assert codes(source) == set()

    def test_full_width_colon(self):
        assert read("采访者：谁写的？\n受访者：我写的。\n采访者：为什么？\n").speakers == ("采访者", "受访者")

    def test_fields_at_the_head_are_metadata(self):
        source = read(
            "Date: 3.4.2014\nPlace: Bodø\nInterviewer: KN\nParticipant: P3\n\nI: How are you?\nP3: Fine.\nI: Since when?\nP3: May.\n"
        )
        assert source.speakers == ("I", "P3")
        assert kinds(source, SectionKind.METADATA) == [
            "Date: 3.4.2014",
            "Place: Bodø",
            "Interviewer: KN",
            "Participant: P3",
        ]

    def test_a_question_and_an_answer_are_enough_beside_a_part_in_the_talk(self):
        assert read("Interviewer: Who wrote it?\nAna: I did.\n").speakers == ("Interviewer", "Ana")

    def test_a_label_that_occurs_once_joins_a_dense_transcript_only(self):
        dense = read("Kari: Hi.\nOla: Hi.\nKari: Well?\nOla: Fine.\nPer: Me too.\n")
        assert dense.speakers == ("Kari", "Ola", "Per")
        loose = "I: Tell me.\n\nB: It was so.\n\nAnd long.\n\nBut then it ended.\n\nI: And?\n\nB: Nothing.\n\nReally.\n\nKari: she said that.\n"
        source = read(loose)
        assert source.speakers == ("I", "B")
        assert "“Kari”" in next(each.message for each in source.warnings if each.code == "labels-not-speakers")

    def test_parts_alone_on_lines_without_colon(self):
        source = read(
            "Interviewer\nWho wrote it?\n\nParticipant\nI did.\n\nInterviewer\nWhy?\n\nParticipant\nThey asked.\n"
        )
        assert said(source)[:2] == [("Interviewer", "Who wrote it?"), ("Participant", "I did.")]

    def test_open_f4_marks_give_the_start(self):
        source = read("#00:00:01-2# I: Hva?\n#00:00:04-0# B: Det.\n#00:00:08-0# I: Ja?\n")
        assert times(source) == [(1200, None), (4000, None), (8000, None)]
        assert said(source)[0] == ("I", "Hva?")

    def test_clock_times_are_no_times_of_the_recording(self):
        source = read("[Kari Lund] 10:02:12\nHei.\n\n[Ola Moe] 10:02:15\nHei.\n\n[Kari Lund] 10:02:19\nDa så.\n")
        assert source.speakers == ("Kari Lund", "Ola Moe")
        assert times(source) == [(None, None)] * 3
        assert "clock-times" in codes(source)

    def test_pairs_of_question_and_answer_may_be_set_apart(self):
        assert read("Kari: Hva da?\nOla: Det.\n\n" * 3).speakers == ("Kari", "Ola")

    def test_occupations_that_take_turns(self):
        source = read("Leder: Hva skal vi?\nSaksbehandler: Jeg vet ikke.\nLeder: Nei?\nSaksbehandler: Nei.\n")
        assert source.speakers == ("Leder", "Saksbehandler")


class TestNotSpeakers:
    @pytest.mark.parametrize(
        "text",
        [
            "17:30: meeting\n18:00: food\n19:00: home\n17:30: meeting\n",
            "NB: see plan\n\nNB: see letter\n\nOBS: husk\n\nOBS: husk igjen\n",
            "Note: a\nPS: b\nRe: c\nSubject: d\nNote: a\nPS: b\nRe: c\nSubject: d\n",
            "http://a.no\nhttps://b.no\nhttp://c.no\nhttps://d.no\n",
            "Dato: 3.4.2014\nTelefon: 55 55 33 33\nSaksnummer: 12\n\nHei.\n",
            "Goal: lose weight\nAction: swim\nResponsible: Kari\nDeadline: May\n\n" * 5,
            "Mål: gå ned i vekt\nTiltak: svømme\nAnsvarlig: Kari\nFrist: mai\n\n" * 5,
            "Delmål 1: a\nTiltak 1: b\nDelmål 2: c\nTiltak 2: d\n",
            "Styrke: rolig\nVane: leser\nPlass: hjemme\n\n" * 4,
            "Article 5: a\nArticle 6: b\nArticle 5: c\nArticle 6: d\n",
            "Agenda:\n1. a\nPresent: Kari\nApologies: Ola\nAgenda:\nPresent: Per\n",
            "1:1 In the beginning\n1:2 And the earth\n1:3 And there was\n",
            "He said: no.\nShe said: yes.\nHe said: no.\nShe said: yes.\n",
            "def f(x):\n    return x\nif a:\n    b\nelse:\n    c\nif a:\n    b\nelse:\n    c\n",
            "London: Sage.\nOxford: Blackwell.\nLondon: Routledge.\nOxford: OUP.\n",
            "„Wer hat das geschrieben?“\n\n„Das war ich.“\n\n„Wann?“\n\n„Im Mai.“\n",
            "A: apples\nB: pears\nC: plums\nD: figs\n",
            "I: first point\nII: second point\nIII: third point\n",
            "What we found:\n\nText.\n\nWhat follows:\n\nText.\n\nWhat we found:\n\nMore.\n",
            "Clerk: Kari Lund\nManager: Ola Moe\n",
            "09:00 Åpning: Kari\n09:30 Foredrag: Ola\n09:00 Åpning: Kari\n09:30 Foredrag: Ola\n",
            "[10:00] Oppmøte: alle\n[10:30] Kaffe: alle\n[10:00] Oppmøte: alle\n[10:30] Kaffe: alle\n",
            "Spørsmål: Kan jeg klage?\nSvar: Ja.\nSpørsmål: Når?\nSvar: Innen seks uker.\n",
            "Sak 1: Status\nDin oppgave: Ring\nNavs oppgave: Følge opp\nSak 2: Mer\nDin oppgave: Møte\nNavs oppgave: Sende\n",
            "From: a@b.no\nTo: c@d.no\nSubject: Plan\n\nHi.\n\nFrom: c@d.no\nTo: a@b.no\nSubject: Re: Plan\n\nHi.\n",
            "Trygghet: Jeg vil bo hjemme.\nUro: Jeg er mye alene.\n\n" * 4,
            "A: Yes.\nB: No.\n\n" * 4,
            "1. What?\nA: x\nB: y\nC: z\n\n2. Who?\nA: p\nB: q\nC: r\n\n3. Where?\nA: s\nB: t\nC: u\n",
            "Oslo  10:30\nBergen  11:45\nBodø  13:05\n",
            "Meeting 3 May\n\nParticipant: Kari\n\nWe met and spoke of the plan.\n\nIt was long.\n",
        ],
    )
    def test_what_only_looks_like_a_label_makes_no_turns(self, text):
        source = read(text)
        assert source.turns == ()
        assert "turn-without-words" not in codes(source)

    def test_fields_inside_a_transcript_are_not_speakers(self):
        source = read(
            "I: Hva sto i planen?\nB: Dette:\nMål: gå ned i vekt\nFrist: mai\nI: Og så?\nB: Ja: ingenting.\nNB: se planen\nI: Takk.\n"
        )
        assert source.speakers == ("I", "B")
        assert said(source)[1][1].endswith("Frist: mai")

    def test_labels_weighed_and_left_are_named_with_the_remedy(self):
        source = read("Clerk: the form goes to the office.\nManager: then the panel decides.\n")
        (warning,) = [each for each in source.warnings if each.code == "labels-not-speakers"]
        assert "“Clerk”, “Manager”" in warning.message
        assert "--speaker" in warning.message

    def test_a_letter_gets_no_such_warning(self):
        assert codes(read("Kjære Kari\n\nVi viser til søknaden din.\n\nSaksnummer: 12\n\nVedlegg: Oversikt\n")) == set()


class TestOverruling:
    def test_named_speakers_are_the_only_ones(self):
        source = read("Kari: Hi.\nOla: Hi.\nKari: NB: see.\nOla: Bye.\n", speakers=["Kari"])
        assert source.speakers == ("Kari",)
        assert said(source)[0] == ("Kari", "Hi.\nOla: Hi.")

    @pytest.mark.parametrize(
        "layout",
        [
            "{}: {}",
            "**{}** {}",
            "{} – {}",
            "[{}] {}",
            "{}\t{}",
            "{}    {}",
            "{}:\n{}",
            "{}\n{}",
            "[00:01:02] {}: {}",
            "frist. {}",
        ],
    )
    def test_named_speakers_are_found_in_any_layout(self, layout):
        text = "".join(
            layout.format(name, words) + "\n\n"
            for name, words in [("Clerk", "The form goes."), ("Manager", "Then we decide.")]
        )
        if layout.startswith("frist"):
            text = "Clerk. The form goes.\nManager. Then we decide.\n"
        source = read(text, speakers=["Clerk", "Manager"])
        assert said(source) == [("Clerk", "The form goes."), ("Manager", "Then we decide.")]

    def test_even_fields_can_be_named(self):
        assert read("Goal: a\nNB: b\n", speakers=["NB"]).speakers == ("NB",)

    def test_a_named_speaker_who_does_not_occur_is_said(self):
        source = read("Kari: Hi.\nOla: Hi.\n", speakers=["Kari", "Per"])
        assert source.speakers == ("Kari",)
        assert "Per" in next(each.message for each in source.warnings if each.code == "speaker-not-found")

    def test_pattern(self):
        source = read("<<Kari>> Hi.\nand more\n<<Ola>>: Hi.\n", speaker_pattern=r"<<(?P<speaker>\w+)>>")
        assert said(source) == [("Kari", "Hi.\nand more"), ("Ola", "Hi.")]
        assert {turn.rule for turn in source.turns} == {"pattern that was given"}

    def test_pattern_without_group(self):
        assert read("K1: Hi.\nK2: Hi.\n", speaker_pattern=r"K\d:").speakers == ("K1", "K2")

    def test_bad_pattern_is_one_sentence(self):
        with pytest.raises(RecordWrong, match="speaker pattern"):
            read("a: b\n", speaker_pattern="(")

    def test_pattern_that_fits_nothing_is_said(self):
        assert "speaker-not-found" in codes(read("a: b\n", speaker_pattern="zzz"))

    def test_turns_can_be_forced_and_forbidden(self):
        text = "Clerk: the form goes.\nManager: we decide.\n"
        assert read(text, turns=True).speakers == ("Clerk", "Manager")
        assert read("Kari: Hi.\nOla: Hi.\n" * 4, turns=False).turns == ()
        assert "no-speakers-found" in codes(read("Nothing here.\n", turns=True))


class TestSpans:
    def test_turns_cover_only_words(self):
        source = read("I:   How?  \n\n  \nB: So.\n\n(laughs)\n\nI: Why?\n\n\nB: Because.\n\n")
        assert said(source) == [("I", "How?"), ("B", "So."), ("I", "Why?"), ("B", "Because.")]

    def test_a_turn_that_is_only_a_remark_is_kept(self):
        source = read("I: How?\nB: (laughs)\nI: Why?\nB: So.\n")
        assert said(source)[1] == ("B", "(laughs)")

    def test_headings_end_turns_and_loose_words_are_said(self):
        source = read(
            "**I:** Why?\n\n**B:** So.\n\n## Part two\n\nLoose words here.\n\n**I:** Yes?\n\n**B:** No.\n", "a.md"
        )
        assert said(source)[1] == ("B", "So.")
        assert "words-without-speaker" in codes(source)

    def test_labels_without_words_make_no_turn(self):
        source = read("I: Why?\nB:\nI: No?\nB: No.\n")
        assert [speaker for speaker, _ in said(source)] == ["I", "I", "B"]
        assert "turn-without-words" in codes(source)

    def test_every_turn_says_its_rule(self):
        assert {turn.rule for turn in read("I: a?\nB: b.\nI: c?\nB: d.\n").turns} == {"label and colon"}


def table(rows: list[list[str]]) -> tuple[str, Draft]:
    draft = Draft()
    cells = []
    for row, words in enumerate(rows):
        for column, cell in enumerate(words):
            start = draft.write(cell)
            cells.append((start, draft.length, Cell(row, column)))
            draft.write("\n")
    draft.section(SectionKind.TABLE, 0, draft.length, level=1)
    for start, end, cell in cells:
        draft.section(SectionKind.TABLE_CELL, start, end, cell=cell)
    return draft.content, draft


class TestTables:
    def test_columns_with_heads(self):
        content, draft = table(
            [["Tid", "Taler", "Tekst"], ["00:00:01", "Kari", "Hei."], ["00:00:05", "Ola", "Hei."], ["", "", "Mer."]]
        )
        add_turns(content, draft, ReadOptions())
        assert [(turn.speaker, turn.start_ms, content[turn.start : turn.end]) for turn in draft.turns] == [
            ("Kari", 1000, "Hei."), ("Ola", 5000, "Hei."), (None, None, "Mer."),
        ]  # fmt: skip
        assert [each.code for each in draft.warnings] == ["rows-without-speaker"]

    def test_columns_known_by_what_they_hold(self):
        content, draft = table(
            [["I:", "Who wrote the plan?"], ["B:", "I did, in May."], ["I:", "Why then?"], ["B:", "They asked."]]
        )
        add_turns(content, draft, ReadOptions())
        assert [turn.speaker for turn in draft.turns] == ["I", "B", "I", "B"]

    def test_a_plan_is_no_transcript(self):
        rows = [
            ["Mål", "Tiltak", "Ansvarlig", "Frist"],
            ["Gå ned i vekt", "Svømme", "Kari", "Mai"],
            ["Sove", "Lese", "Kari", "Juni"],
        ]
        content, draft = table(rows)
        add_turns(content, draft, ReadOptions())
        assert draft.turns == []

    def test_named_speakers_in_a_table(self):
        content, draft = table([["Kari", "Hello there"], ["Ola", "Hello you"]])
        add_turns(content, draft, ReadOptions(speakers=("Kari", "Ola")))
        assert [turn.speaker for turn in draft.turns] == ["Kari", "Ola"]


class TestBoldAndLinked:
    def test_bold_labels_without_colon(self):
        draft = Draft()
        for name, words in [
            ("Interviewer", "Who wrote it?"),
            ("Kari", "I did."),
            ("Interviewer", "Why?"),
            ("Kari", "They asked."),
        ]:
            start = draft.write(name)
            draft.bold.append((start, draft.length))
            draft.write(f" {words}\n")
        add_turns(draft.content, draft, ReadOptions())
        assert [turn.speaker for turn in draft.turns] == ["Interviewer", "Kari", "Interviewer", "Kari"]
        assert draft.content[draft.turns[0].start : draft.turns[0].end] == "Who wrote it?"

    def test_footnotes_at_the_end_belong_to_no_turn(self):
        draft = Draft()
        draft.write("I: Who?\nB: Me.\nI: Why?\nB: So.\n")
        start = draft.write("A note by the transcriber")
        draft.section(SectionKind.FOOTNOTE, start)
        add_turns(draft.content, draft, ReadOptions())
        assert draft.content[draft.turns[-1].start : draft.turns[-1].end] == "So."


LINES = st.sampled_from(
    [
        "I: Why?",
        "B: So. #00:01:02-3#",
        "[0:00:01]",
        "Kari  00:02",
        "**X**: y",
        "// S: a //",
        "### I",
        "R\tx",
        "[id1] x",
        "(",
        "",
        " ",
        "Mål: x",
        "#",
        "1/5",
        "SPEAKERS",
        ":",
        "：",
        "a:b:c:",
    ]
)


class TestLaws:
    @settings(max_examples=150)
    @given(st.lists(LINES | st.text(max_size=20), max_size=25), st.booleans() | st.none())
    def test_turns_never_overlap_and_hold_words(self, lines, forced):
        text = "\n".join(lines)
        for name in ("a.txt", "a.md", "a.rst"):
            try:
                source = read_bytes(text.encode("utf-8", "replace"), name, turns=forced)
            except IEError:
                continue
            at = 0
            for turn in source.turns:
                words = source.content[turn.start : turn.end]
                assert at <= turn.start < turn.end <= len(source.content)
                assert words == words.strip()
                assert words
                at = turn.end
            assert all(0 <= each.start <= each.end <= len(source.content) for each in source.sections)

    @settings(max_examples=60)
    @given(st.binary(max_size=200))
    def test_only_our_own_errors_come_out(self, data):
        for name in ("a.txt", "a.md", "a.rst"):
            try:
                read_bytes(data, name)
            except IEError:
                continue

    @settings(max_examples=150)
    @given(
        st.lists(
            st.tuples(st.text("AaøÅ1 .,-–'é_(#00:12", min_size=1, max_size=9), st.text("aø1 .:[(#*")),
            min_size=4,
            max_size=9,
        )
    )
    def test_one_blank_or_two_after_the_colon_make_the_same_turns(self, pairs):
        """Lines with one blank are mostly read by a quicker rule."""
        one, two = (
            read("\n\n".join(f"{label}:{gap}{words}" for label, words in pairs), turns=True) for gap in (" ", "  ")
        )
        assert [(speaker, words.split()) for speaker, words in said(one)] == [
            (speaker, words.split()) for speaker, words in said(two)
        ]
        assert times(one) == times(two)

    @pytest.mark.parametrize(
        "text",
        ["I: Why was that so?\nB: It was said so in the letter.\n" * 4000, "a " * 100_000, "(" * 200_000, "[" * 200_000, "#" * 200_000, " " * 200_000, "a:" * 100_000, "\t" * 200_000, "**a" * 60_000, "//a:" * 50_000, "|-" * 100_000, "00:" * 60_000, "*\n" * 60_000, "a\n-\n" * 40_000],
        ids=lambda text: repr(text[:4]),
    )  # fmt: skip
    def test_time_grows_with_length_only(self, text):
        for name in ("a.txt", "a.md", "a.rst"):
            draft_start = time.process_time()
            with contextlib.suppress(IEError):
                read(text, name)
            assert time.process_time() - draft_start < 3


def test_a_line_that_opens_with_hundreds_of_blanks_is_read_on() -> None:
    source = read(
        f"Kari: I wrote to them.\n\nI: And then?\n\n{' ' * 500}word\n\nKari: They answered.\n\nI: Did they?\n"
    )
    assert [speaker for speaker, _ in said(source)] == ["Kari", "I", "Kari", "I"]


@pytest.mark.needs_shared
class TestRealFiles:
    def test_noscribe(self, shared):
        source = read_bytes((shared / "data/transcripts_formats/noscribe/interview.txt").read_bytes(), "interview.txt")
        assert len(source.turns) == 55
        assert source.speakers == ("S01", "S00", "S02")
        assert source.turns[0].start_ms == 12000
        assert not any(source.content[turn.start : turn.end].startswith("[") for turn in source.turns)

    @pytest.mark.parametrize(
        ("file", "turns", "speakers"),
        [
            ("human-impact-focus-group/2022-03-04.rst", 570, 11),
            ("human-impact-focus-group/2022-03-11.rst", 235, 6),
            ("human-impact-hearing/2022-02-14.rst", 1069, 7),
            ("human-impact-hearing/2022-03-09.rst", 634, 6),
            ("phase-2/2022-10-26.rst", 879, 6),
            ("phase-2/2022-11-17.rst", 801, 5),
        ],
    )
    def test_hearings(self, shared, file, turns, speakers):
        """As many turns as there are bold labels at the start of a line."""
        data = (shared / "data/horizon_inquiry_transcripts" / file).read_bytes()
        source = read_bytes(data, "a.rst")
        assert len(source.turns) == turns
        assert len(source.speakers) == speakers
        assert source.warnings == ()

    def test_letters_and_articles_have_no_turns(self, shared):
        files = [
            *shared.glob("data/nav_*/**/*.txt"),
            *shared.glob("seeds/*.txt"),
            *shared.glob("data/litbank*/*.txt"),
            *shared.glob("data/civil*/*.txt"),
        ]
        assert len(files) > 100
        for file in files:
            source = read_bytes(file.read_bytes(), file.name)
            assert source.turns == (), file.name
            assert "labels-not-speakers" not in codes(source), file.name


def test_a_talk_without_full_stops_keeps_all_its_speakers():
    """A line that does not end looks like one broken for its width; labels that come back all the same count."""
    said = "A: so I rang the office and then they said that I had to wait\nB: yes\n" * 4
    assert [turn.speaker for turn in read_bytes(said.encode(), "talk.txt").turns] == ["A", "B"] * 4
