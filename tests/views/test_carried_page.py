"""A plan coloured by where its wording stands, and a term's trail, in a notebook."""

from __future__ import annotations

from dataclasses import replace

import ieworkbench as ie
from ieworkbench.importers import read_bytes
from ieworkbench.model import SourceKind

OWN = "I want to sleep through the <night> in my own bed"


def source(words: str, name: str, kind: SourceKind) -> ie.Source:
    return replace(read_bytes(words.encode(), f"{name}.txt"), id=name, kind=kind)


def test_the_plan_shows_each_origin_by_letter_and_colour_with_a_key() -> None:
    plan = source(f"Goal: {OWN}. Nothing else & more.", "plan", SourceKind.INDIVIDUAL_PLAN)
    page = ie.carried_over(plan, [source(OWN, "talk", SourceKind.INTERVIEW)])._repr_html_()
    assert "<sup>O</sup>own words</mark> 11 of 15 words" in page
    assert (
        "<sup>O</sup>I want to sleep through the &lt;night&gt; in my own bed</mark>. Nothing else &amp; more." in page
    )
    assert "title='own words: talk'" in page
    assert "None of its wording stands" in ie.carried_over(plan, [])._repr_html_()


def test_a_trail_shows_its_forms_its_renames_and_the_words_around() -> None:
    old = source("Personal budgets are central to the aim of the service.", "old", SourceKind.POLICY)
    new = source("Individual budgets are central to the aim <b> of the service.", "new", SourceKind.POLICY)
    page = ie.term_trail("individual budget", [old, new])._repr_html_()
    assert "2 uses: personal budgets 1 · individual budgets 1" in page
    assert "“Individual budgets” / “Personal budgets”" in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
