"""Maps, traces, gaps and what texts do, in a cell: escaped, compact, the parts of the text form."""

from __future__ import annotations

import pytest
from test_cells import ESCAPED, EVIL, Page

from exporters.made_up_words import CLOSED, OPEN, made_up
from ieworkbench.exporters import write_map
from ieworkbench.maps.building import map_of
from ieworkbench.maps.drawing.scene import build_scene
from ieworkbench.maps.drawing.scene_svg import scene_svg
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Audience
from ieworkbench.model.layout import Layout
from ieworkbench.views.cells import html
from maps.drawn_chains import many, twenty


def test_a_map_is_drawn_in_the_cell_with_every_thing_and_link_on_white():
    page = html(twenty())
    assert page.count("data-of=") >= 23 + 25
    assert "<svg" in page
    assert "background:#fff" in page
    assert 'role="img" aria-label="Plans that are followed.' in page


def test_a_large_map_says_how_large_it_is_and_how_to_narrow_it():
    page = html(many(61))
    assert "<svg" not in page
    assert "35 acts, 26 texts, 71 links" in page
    assert "m.around(text, hops=2)" in page
    assert "home services" in page


def test_an_empty_map_says_so():
    assert "Nothing stands on this map yet." in html(map_of(ChainRecords(title="T", standpoint="S")))


def test_words_on_a_map_and_in_a_trace_are_escaped():
    m = made_up(EVIL)
    for value in (m, m.trace("asks"), m.gaps(), m.texts(), m.work_text_work(), m.texts()[0], m.gaps()[0]):
        page = html(value)
        assert "<script" not in page
        assert "script" not in Page(page).tags
    assert ESCAPED in html(m.trace("asks"))


def test_a_trace_shows_each_step_with_its_words_then_gaps_and_disjunctures():
    m = made_up("plain")
    page = html(m.trace("letter"))
    heads = [page.index(each) for each in ("What leads to it", "What follows", "Nobody says", "Disjunctures")]
    assert heads == sorted(heads)
    assert f"“{OPEN}”" in page
    assert "talk U1 · at 500 · told done" in page
    assert "Who files it?" in page
    assert "torn plain" in page


def test_a_trace_shows_only_what_its_audience_may_read():
    page = html(made_up("plain", Audience.PUBLIC).trace("letter"))
    assert CLOSED not in page
    assert "[words withheld]" in page


def test_a_step_through_a_text_as_a_whole_is_marked_derived():
    assert "derived: through the text as a whole" in html(twenty().trace("allowance"))


def test_gaps_are_a_list_of_questions():
    page = html(made_up("plain").gaps())
    assert "<li>Who files it?" in page
    assert "<table" not in page


def test_what_texts_do_is_a_table_without_columns_that_say_nothing():
    page = html(made_up("plain").texts())
    assert "<th>made by</th>" in page
    assert "U1: asks again" in page
    assert "<th>copies</th>" not in page
    assert "made by: U1: asks again" in html(made_up("plain").texts()[0])


def test_segments_and_circuits_are_told_in_words():
    m = made_up("plain")
    assert "asks again → letter plain → files it" in html(m.work_text_work())
    assert "asks again → letter plain → files it" in html(m.work_text_work()[0])
    circuits = twenty().circuits()
    assert "Individual plan → 4 decisions" in html(circuits)
    assert "study.add_circuit(name, proposal.links" in html(circuits[0])


def test_a_layout_is_shown_as_a_sketch_with_its_size():
    scene = build_scene(twenty())
    page = html(scene.layout)
    assert "23 boxes · 25 lines" in page
    assert page.count("<polyline") == 25
    assert "<svg" not in html(Layout(0.0, 0.0))


def test_the_report_of_a_written_map_is_told_in_sentences(tmp_path):
    page = html(write_map(made_up("plain"), tmp_path / "map.html"))
    assert "<p>map.html: 5 things and 4 links.</p>" in page
    assert "<li>The file carries the words of 9 accounts" in page


@pytest.mark.parametrize("words", [EVIL, "", "לכתוב את התכנית", "😀 \x00 \ud83d"])
def test_a_scene_as_svg_holds_any_words_as_words(words):
    from lxml import etree

    svg = scene_svg(build_scene(made_up(words)))
    root = etree.fromstring(svg.encode())
    assert {etree.QName(each).localname for each in root.iter()} <= {"svg", "g", "title", "path", "circle", "text"}
