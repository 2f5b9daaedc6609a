"""A question across cases, and claims as reported by whom, in a notebook: quotes in the cells, all of it escaped."""

from __future__ import annotations

from dataclasses import replace

from ieworkbench.compare.across_cases import AcrossCasesTable, CaseAnswer, CaseQuote
from ieworkbench.compare.claims import Claim, ClaimsTable, claims_table
from ieworkbench.importers import read_bytes
from ieworkbench.model import Placement, SourceWarning

TEXT = replace(read_bytes(b"We <b>never</b> got the plan & the letter.\nShe did.\n", "talk.txt"), id="talk")
NEVER = TEXT.passage(0, 42)


def test_each_case_has_a_row_with_its_quotes_and_an_empty_one_a_dash():
    quote = CaseQuote(NEVER, "talk", "U<1>", 1, "who & what")
    table = AcrossCasesTable(
        "got <it>", "words", (CaseAnswer("C1", "C1 & co", (quote,)), CaseAnswer("C2", "C2")), (quote,)
    )
    page = table._repr_html_()
    assert "<th>got &lt;it&gt;</th>" in page
    assert "one of two cases, from words" in page
    assert "C1 <span class='facts'>C1 &amp; co</span>" in page
    assert "“We &lt;b&gt;never&lt;/b&gt; got the plan &amp; the letter.”" in page
    assert "U&lt;1&gt; · talk · 0 · who &amp; what" in page
    assert "<td class='name'>C2</td><td class=''><span class='facts'>–</span></td>" in page
    assert "1 quote of no case:" in page
    assert "<b>" not in page


def test_words_gone_from_a_corrected_text_say_so():
    gone = CaseQuote(replace(NEVER, placement=Placement.ORPHANED), "talk")
    page = AcrossCasesTable("q", "statements", (CaseAnswer("C1", "C1", (gone,)),))._repr_html_()
    assert "talk · 0 · gone from the corrected text" in page


def test_many_quotes_and_many_cases_are_counted_instead_of_shown():
    quotes = (CaseQuote(NEVER, "talk"),) * 50
    table = AcrossCasesTable("q", "words", tuple(CaseAnswer(f"C{n}", f"C{n}", quotes) for n in range(200)), quotes)
    page = table._repr_html_()
    assert "… 46 more …" in page
    assert "… 185 more …" in page
    assert len(page) < 20_000
    assert "no cases" in AcrossCasesTable("q", "words", ())._repr_html_()


def test_claims_stand_below_who_reports_them_with_judgement_and_doubts():
    given = [
        Claim("<older>", "outcome", "Hill & Dale", (NEVER,), "no <change>"),
        Claim("younger", "cost", "Moss", (TEXT.find_one("She did."),)),
    ]
    table = claims_table(given, title="group", same={"<older>": "not <quite>"})
    doubt = SourceWarning("reading-order", "Two <columns>.", 5)
    page = replace(table, doubts=(("talk<1>", doubt),))._repr_html_()
    assert "2 claims about 2 things" in page
    assert "<th>outcome, as reported by Hill &amp; Dale</th><th>cost, as reported by Moss</th><th>same?</th>" in page
    assert "no &lt;change&gt;: “We &lt;b&gt;never&lt;/b&gt; got the plan &amp; the letter.”" in page
    assert "not &lt;quite&gt;" in page
    assert "talk&lt;1&gt; at 5: Two &lt;columns&gt;." in page
    assert page.count("<span class='facts'>–</span>") == 2
    assert "<b>" not in page
    assert "0 claims" in ClaimsTable("", ())._repr_html_()
