"""The trail of a term through dated texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ieworkbench.compare.terms import term_trail
from ieworkbench.errors import RecordWrong
from ieworkbench.importers import read_source
from ieworkbench.model import Section, SectionKind

from .made_texts import text

OLD = text(
    "Personal budgets are central to the aim of renewing the service, and were first tried by a charity.",
    "policy-2006", "policy", date="2006",
)  # fmt: skip
NEW = text(
    "Individual budgets (IBs) are central to the aim of renewing the service. An individual\nbudget is money. IBs count.",
    "policy-2008", "policy", date="2008-03",
)  # fmt: skip
UNDATED = text("My individual budget came late.", "talk", "interview")


def test_places_come_in_the_order_of_the_dates_with_their_forms() -> None:
    trail = term_trail("individual budget", [UNDATED, NEW, OLD])
    assert [(each.date, each.text, each.form, each.kind) for each in trail] == [
        ("2006", "policy-2006", "personal budgets", "rename"),
        ("2008-03", "policy-2008", "individual budgets", "variant"),
        ("2008-03", "policy-2008", "ibs", "abbreviation"),
        ("2008-03", "policy-2008", "individual budget", "term"),
        ("2008-03", "policy-2008", "ibs", "abbreviation"),
        ("", "talk", "individual budget", "term"),
    ]
    assert all(
        each.passage.stands_in({"policy-2006": OLD, "policy-2008": NEW, "talk": UNDATED}[each.text].content)
        for each in trail
    )


def test_a_rename_comes_with_both_sentences() -> None:
    (renaming,) = term_trail("individual budget", [OLD, NEW]).renamings
    assert (renaming.term, renaming.instead, renaming.texts) == (
        "IBs",
        "Personal budgets",
        ("policy-2008", "policy-2006"),
    )
    assert renaming.b.quote == "Personal budgets are central to the aim of renewing the service"


def test_a_heading_above_the_sentence_is_no_part_of_another_name() -> None:
    one = text("We have looked at it.\nFollow-up grant can be given to whoever has a plan and needs help.", "a")
    heading, sentence = "Participation grant", "Participation grant can be given to whoever has a plan and needs help."
    begins = len(heading) + 1
    sections = (
        Section(0, len(heading), SectionKind.HEADING, level=2),
        Section(begins, begins + len(sentence), SectionKind.PARAGRAPH),
    )
    other = replace(text(f"{heading}\n{sentence}", "b"), sections=sections)
    assert term_trail("follow-up grant", [one, other]).renames == {"participation grant": 1}


def test_a_rename_inside_a_sentence_is_found_between_the_shared_words() -> None:
    one = text("We offer each resident a support plan for the coming year.", "a")
    other = text("We offer each resident an action plan for the coming year.", "b")
    assert term_trail("support plan", [one, other]).renames == {"an action plan": 1}


def test_a_compound_of_the_same_head_is_another_name_and_a_word_that_only_ends_alike_is_none() -> None:
    one = text("Dagpengetillegg kan gis til den som har meldt seg hos kontoret.", "a")
    other = text("Ventetillegg kan gis til den som har meldt seg hos kontoret.", "b")
    third = text("Veiledning kan gis til den som har meldt seg hos kontoret.", "c")
    assert term_trail("dagpengetillegg", [one, other, third]).renames == {"ventetillegg": 1}


def test_norwegian_endings_are_variants() -> None:
    trail = term_trail("individuell plan", [text("En individuell plan. Den individuelle planen. Individuelle planer.")])
    assert trail.forms == {"individuell plan": 1, "individuelle planen": 1, "individuelle planer": 1}


def test_words_known_for_it_can_be_given() -> None:
    trail = term_trail("individual budget", [text("A personal allowance was paid.")], also=["personal allowance"])
    assert [(each.form, each.kind) for each in trail] == [("personal allowance", "rename")]


def test_a_term_that_stands_nowhere_has_an_empty_trail() -> None:
    trail = term_trail("budget", [text(""), text("word")])
    assert (len(trail), trail.forms, trail.renamings, list(trail.to_frame().columns)[:3]) == (
        0,
        {},
        (),
        ["date", "text", "kind"],
    )
    with pytest.raises(RecordWrong):
        term_trail(" – ", [NEW])


@pytest.mark.needs_shared
def test_the_renamed_budget_of_the_articles(shared: Path) -> None:
    """One article repeats whole sentences with the term switched: known beforehand, by position."""
    (path,) = (shared / "seeds").glob("003_*.txt")
    trail = term_trail("individual budget", [read_source(path)])
    assert trail.renames == {"personal budgets": 4}
    ends = {(each.a.end, each.b.end) for each in trail.renamings}
    assert (13330, 2327) in ends
    assert any(each.b.start == 3242 and 10525 <= each.a.start <= 10545 for each in trail.renamings)
