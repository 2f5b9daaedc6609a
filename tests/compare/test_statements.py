"""Statements: who must or may do what, on which condition, or else what; every part where it says, nothing invented."""

from __future__ import annotations

import json
import pickle
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import ieworkbench as ie
from ieworkbench.compare.statements import Statements, statements
from ieworkbench.errors import PipelineMissing, RecordWrong
from ieworkbench.importers import read_bytes
from ieworkbench.model import Section, SectionKind, Source, Span
from ieworkbench.model.statement import Deontic, OrElse, Statement


def read(words: str, language: str | None = None) -> Statements:
    return statements(read_bytes(words.encode(), "letter.txt"), language=language, pipeline="rules")


def words_of(one: Statement) -> dict[str, str]:
    return {name: span.text for name, span in one.parts}


def test_the_condition_of_a_decision_is_taken_apart_and_no_sanction_is_added():
    one = read("If you do not follow up on your individual plan, you need to get this corrected or contact us.", "en")[
        0
    ]
    assert one.deontic is Deontic.OBLIGATION
    assert words_of(one) == {
        "condition": "If you do not follow up on your individual plan",
        "refers to": "individual plan",
        "attribute": "you",
        "deontic": "need to",
        "aim": "get",
        "object": "this corrected or contact us",
    }
    assert one.or_else_status is OrElse.ABSENT


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "You must send the form within two weeks.", ("obligation", "You", "send", "the form", "within two weeks")),
        ("en", "The office shall not share the report.", ("prohibition", "The office", "share", "the report", None)),
        ("en", "You may appeal the decision.", ("permission", "You", "appeal", "the decision", None)),
        ("en", "You are entitled to a new assessment.", ("entitlement", "You", None, "a new assessment", None)),
        ("en", "You have the right to appeal the decision.", ("entitlement", "You", "appeal", "the decision", None)),
        ("en", "The plan must be signed by the coordinator.", ("obligation", "the coordinator", "be signed", "The plan", None)),
        ("en", "The form must be returned.", ("obligation", None, "be returned", "The form", None)),
        ("nb", "Du må sende inn skjemaet innen to uker.", ("obligation", "Du", "sende inn", "skjemaet", "innen to uker")),
        ("nb", "Derfor må du betale tilbake pengene.", ("obligation", "du", "betale tilbake", "pengene", None)),
        ("nb", "Kontoret kan ikke dele rapporten.", ("prohibition", "Kontoret", "dele", "rapporten", None)),
        ("nb", "Du har rett til innsyn i saken.", ("entitlement", "Du", None, "innsyn i saken", None)),
        ("nb", "Du har plikt til å møte.", ("obligation", "Du", "møte", None, None)),
        ("nb", "Skjemaet skal sendes til kontoret.", ("obligation", None, "sendes", "Skjemaet", None)),
        ("nn", "Du treng ikkje å svare.", ("permission", "Du", "svare", None, None)),
        ("nn", "No må arbeidsgivaren din sende ein plan.", ("obligation", "arbeidsgivaren din", "sende", "ein plan", None)),
    ],
)  # fmt: skip
def test_who_does_what_by_when(language, words, expected):
    (one,) = read(words, language)
    parts = (one.attribute, one.aim, one.object, one.limit)
    assert (one.deontic.value, *(None if each is None else each.text for each in parts)) == expected


@pytest.mark.parametrize(
    ("language", "words", "or_else"),
    [
        ("en", "You must send a plan. Otherwise we will stop the payment.", "Otherwise we will stop the payment"),
        ("en", "You must come, or else you lose the place.", "or else you lose the place"),
        ("en", "You must come, or you may lose the place.", "or you may lose the place"),
        ("en", "If you do not come, we will stop the payment.", "we will stop the payment"),
        ("en", "To avoid losing the place, you must come.", "losing the place"),
        ("nb", "Du må komme. Ellers mister du plassen.", "Ellers mister du plassen"),
        ("nb", "Du må komme, ellers mister du plassen.", "ellers mister du plassen"),
        ("nb", "Kommer du ikke, kan vi stanse støtten.", "kan vi stanse støtten"),
        ("nn", "Du må kome. Elles mistar du plassen.", "Elles mistar du plassen"),
    ],
)
def test_an_or_else_is_what_the_text_says_will_follow(language, words, or_else):
    one = read(words, language)[0]
    assert one.or_else_status is OrElse.IN_THE_TEXT
    assert one.or_else is not None
    assert one.or_else.text == or_else


@pytest.mark.parametrize(
    ("language", "words", "status"),
    [
        ("en", "You must come.", "absent"),
        ("en", "If you do not agree, you may appeal.", "absent"),
        ("en", "If you move, we will stop the payment.", "absent"),
        ("en", "In order to receive the aid, you must have a plan.", "implied"),
        ("nb", "Hvis du ikke finner svar, kan du ringe oss.", "absent"),
        ("nb", "For å få støtten må du ha en plan.", "implied"),
    ],
)
def test_an_or_else_is_never_invented(language, words, status):
    (one,) = read(words, language)
    assert one.or_else is None
    assert one.or_else_status.value == status


def test_an_or_else_goes_to_the_demand_before_it_as_well_when_that_is_what_was_not_done():
    demand, sanction = read("Du må følge planen. Følger du den ikke, kan støtten bli stanset.", "nb")
    assert demand.or_else == sanction.or_else == Span(40, 63, "kan støtten bli stanset")


def test_exceptions_and_even_ifs_are_told_from_conditions():
    one = read("Even if you are ill, you must tell us if you move, unless a doctor has done so.", "en")[0]
    assert [each.text for each in one.conditions] == ["if you move", "unless a doctor has done so"]
    assert [each.text for each in one.exceptions] == ["unless a doctor has done so"]
    assert [each.text for each in one.despite] == ["Even if you are ill"]


def test_several_rules_of_a_sentence_are_several_statements():
    first, second = read("You must send the form, and the office may ask for more.", "en")
    assert (first.attribute.text, first.object.text) == ("You", "the form")
    assert (second.attribute.text, second.object.text) == ("the office", "for more")


def test_a_right_that_is_not_there_is_negated():
    (one,) = read("Du har ikke rett til støtte.", "nb")
    assert (one.deontic, one.negated) == (Deontic.ENTITLEMENT, True)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The office met on Monday. Thank you for the letter."),
        ("en", "Do you have to pay?"),
        ("en", "We have looked at whether you must pay."),
        ("nb", "Vi har vurdert om du må betale."),
        ("nb", "Hvordan har vi kommet fram til at du må betale?"),
        ("nb", "Beløpet du må betale er høyt."),
        ("nn", "Kva du kan gjere"),
    ],
)
def test_what_is_told_or_asked_is_no_rule(language, words):
    assert list(read(words, language)) == []


def test_items_of_a_list_go_on_with_the_sentence_before_it():
    found = read("You must send us:\n- a signed form\n- the last payslip\n\nThank you.", "en")
    items = [(one.attribute.text, one.aim.text, one.object.text) for one in found[1:]]
    assert items == [("You", "send", "a signed form"), ("You", "send", "the last payslip")]


def test_items_under_a_condition_are_conditions_of_one_statement():
    (one,) = read("You can get the aid if:\n- you live here\n- you have a plan\n", "en")
    assert [each.text for each in one.conditions] == ["you live here", "you have a plan"]


def test_laws_and_documents_are_what_it_refers_to():
    one = read("You must send the application under section 14-17 of the National Insurance Act.", "en")[0]
    assert [each.text for each in one.references] == ["application", "section 14-17 of the National Insurance Act"]
    one = read("Du må sende søknaden etter folketrygdloven § 8-8 andre ledd.", "nb")[0]
    assert [each.text for each in one.references] == ["søknaden", "folketrygdloven § 8-8 andre ledd"]


def test_tags_and_placeholders_hide_nothing_and_positions_count_in_the_file():
    words = "<p>If you <b>move</b>, {{office}} must send a [form](https://example.org/x).</p>"
    (one,) = read(words, "en")
    assert one.condition is not None
    assert one.attribute is not None
    assert (
        words[one.condition.start : one.condition.end]
        == "If you <b>move</b>"[: one.condition.end - one.condition.start]
    )
    assert one.attribute.text == "{{office}}"


def test_the_method_names_lexicon_and_pipeline_and_a_strange_language_is_said():
    assert read("Du må komme hit i morgen.", "nb").method == "Cue lexicon nb 2026.11; rules alone."
    for found in (
        read("Sie müssen kommen.", "de"),
        read("Wenn Sie das Formular nicht einreichen, endet die Leistung sofort."),
    ):
        assert list(found) == []
        assert len(found.notes) == 1


@pytest.mark.parametrize("words", ["must", "må", "x", "...", "If", "Hvis du", "§", "- \n- \n"])
def test_next_to_nothing_is_read_without_a_word(words):
    for language in ("en", "nb", "nn", None):
        read(words, language)


def test_an_empty_text_has_no_statements():
    source = replace(read_bytes(b"x", "x.txt"), content="", sections=())
    assert list(statements(source, pipeline="rules")) == []


def test_scanned_letters_are_read_as_far_as_their_cues_are_whole():
    found = read("lf y0u do n0t answer , you must pay b ack the am0unt .\nY ou rnust", "en")
    assert [each.deontic.value for each in found] == ["obligation"]


PIECES = st.sampled_from(
    ["You ", "must ", "may ", "not ", "if ", "unless ", "otherwise ", ". ", ", ", ":\n", "- ", "\n\n", "du ", "må ", "kan ",
     "ikke ", "hvis ", "ellers ", "Gir ", "rett til ", "har ", "å ", "for ", "§ 8-8 ", "loven ", "{{x}}", "<p>", "</p>", "(", ")",
     "søke ", "planen ", "sendes ", "av ", "by ", "the ", "be ", "signed ", "innen ", "to ", "or ", "stanses ", "😀", "\u00ad", "İ", "_"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=50).map("".join) | st.text(max_size=120), st.sampled_from(["en", "nb", "nn", None]))
@example("must", "en")
def test_every_part_of_every_statement_stands_where_it_says(words, language):
    source = replace(read_bytes(b"x", "x.txt"), content=words, sections=())
    for one in statements(source, language=language, pipeline="rules"):
        assert one.quote == words[one.start : one.end]
        for _, span in one.parts:
            assert span.text == words[span.start : span.end]
            assert span.start < span.end


@pytest.mark.parametrize(
    "sentence",
    [
        "If you do not send the form within 14 days, the office may stop the payment. ",
        "if you come, you must wait and ",
        "- you must send (the form\n",
        "You must ",
        "hvis du kan, ",
        "You get it if:\n- you live here\n- you pay\n",
        "You must send:\n- a form\n\n",
        "The holder, a friend, or a guest, ",
    ],
)
def test_time_grows_with_the_text(sentence):
    few, many = (read_bytes((sentence * times).encode(), "long.txt") for times in (250, 2_000))
    assert _seconds(many) < 8 * 3 * _seconds(few) + 0.2


def _seconds(source):
    """The least that two readings take of this process, whatever else the machine does."""
    took = []
    for _ in range(2):
        began = time.process_time()
        statements(source, language="en", pipeline="rules")
        took.append(time.process_time() - began)
    return min(took)


def test_statements_are_narrowed_by_kind_and_leave_as_a_data_frame():
    found = read("You must come. You may go if you are ill. We can call you.", "en")
    assert len(found.select(deontic="permission")) == 2
    assert len(found.select(actor="office")) == 1
    assert len(found.select(conditional=True)) == 1
    assert isinstance(found[:1], Statements)
    frame = found.to_frame()
    assert list(frame["attribute"]) == ["You", "You", "We"]
    with pytest.raises(RecordWrong):
        found.select(deontic="duty")


def test_an_or_else_has_words_exactly_if_it_is_in_the_text():
    with pytest.raises(RecordWrong):
        Statement(0, 1, "x", Deontic.NONE, or_else_status=OrElse.IN_THE_TEXT)
    with pytest.raises(RecordWrong):
        Statement(0, 1, "x", Deontic.NONE, or_else=Span(0, 1, "x"))


def test_a_statement_is_a_value():
    one, two = read("You must come.", "en")[0], read("You must come.", "en")[0]
    assert one == two
    assert pickle.loads(pickle.dumps(one)) == one
    assert len(repr(one)) <= 150


def test_spacy_is_imported_only_for_a_pipeline():
    assert ie.statements is statements
    code = (
        "import sys; from ieworkbench.importers import read_bytes; from ieworkbench.compare.statements import statements;"
        "statements(read_bytes(b'You must come.', 'x.txt'), language='en', pipeline='rules'); print('spacy' in sys.modules)"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_pipeline_that_is_not_installed_is_one_sentence(tmp_path: Path):
    with pytest.raises(PipelineMissing, match="no_such_pipeline"):
        statements(read_bytes(b"You must come.", "x.txt"), language="en", pipeline="no_such_pipeline")


def test_a_heading_says_a_rule_and_list_sections_are_lists():
    words = "What we ask\nYou must send\nthe form\n"
    sections = (
        Section(0, 11, SectionKind.HEADING, 1),
        Section(12, 25, SectionKind.PARAGRAPH),
        Section(26, 34, SectionKind.LIST_ITEM, 1),
    )
    source: Source = replace(read_bytes(b"x", "x.txt"), content=words, sections=sections)
    found = statements(source, language="en", pipeline="rules")
    assert [words_of(one).get("object") for one in found][-1] == "the form"


@pytest.mark.needs_shared
def test_conditions_of_real_letters_are_found(shared):
    listed = json.loads((Path(__file__).parents[2] / "benchmarks" / "statements_gold.json").read_text("utf-8"))["files"]
    found = missed = false = 0
    for each in listed:
        path = shared / "data" / each["file"]
        if path.suffix == ".json":
            continue
        source = read_bytes(path.read_bytes(), f"{path.stem}.txt")
        said = {(span.start, span.end) for one in statements(source, pipeline="rules") for span in one.conditions}
        gold = {tuple(place) for place in each["conditions"]}
        found += len(gold & said)
        missed += len(gold - said)
        false += sum(
            all(end <= low or start >= high for low, high in each["conditions"] + each["either_way"])
            for start, end in said
        )
    assert found / (found + missed) >= 0.9
    assert found / (found + false) >= 0.9


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "Not enter the building without the prior approval of the office.", ("prohibition", "enter", "without the prior approval of the office")),
        ("en", "Tell the office if you move.", ("obligation", "Tell", "if you move")),
        ("en", "Do not send money when you reply.", ("prohibition", "send", "when you reply")),
        ("nb", "Gi beskjed hvis du flytter.", ("obligation", "Gi beskjed", "hvis du flytter")),
    ],
)  # fmt: skip
def test_imperatives_oblige_and_forbid_whom_they_address(language, words, expected):
    (one,) = read(words, language)
    assert (one.deontic.value, one.aim.text, one.condition.text) == expected
    assert one.attribute is None


@pytest.mark.parametrize(
    ("language", "words", "or_else"),
    [
        ("en", "Failure to send the form may result in a penalty.", "may result in a penalty"),
        ("en", "We will stop the payment if you do not come.", "We will stop the payment"),
        ("nb", "Vi kan avslå kravet dersom du ikke svarer.", "Vi kan avslå kravet"),
        ("nb", "Ved manglende oppmøte kan du miste plassen.", "kan du miste plassen"),
    ],
)
def test_what_follows_on_failing_is_an_or_else_wherever_it_stands(language, words, or_else):
    (one,) = read(words, language)
    assert one.or_else is not None
    assert one.or_else.text == or_else
    assert one.condition is not None


def test_what_cannot_be_had_is_a_right_that_is_not_there():
    (one,) = read("Du får ikke dagpenger når du er på ferie.", "nb")
    assert (one.deontic, one.negated, one.object.text) == (Deontic.ENTITLEMENT, True, "dagpenger")
