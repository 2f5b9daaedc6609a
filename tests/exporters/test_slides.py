"""PowerPoint: native shapes that python-pptx, and so PowerPoint, reads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from exporters.awkward_maps import awkward
from ieworkbench.exporters import write_map
from ieworkbench.maps.drawing.scene import build_scene
from maps.drawn_chains import twenty

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DESCRIBED = ".//{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    file = tmp_path_factory.mktemp("slides") / "map.pptx"
    write_map(twenty(), file)
    return Presentation(str(file))


def _groups(deck) -> dict[str, object]:
    slide = deck.slides[0]
    return {each.name: each for each in slide.shapes if each.shape_type == MSO_SHAPE_TYPE.GROUP}


def test_the_slide_is_as_large_as_the_map(deck):
    scene = build_scene(twenty())
    assert (deck.slide_width, deck.slide_height) == (
        pytest.approx(Pt(scene.width), abs=200),
        pytest.approx(Pt(scene.height), abs=200),
    )


def test_everything_on_the_map_is_a_group_with_a_text_for_those_who_do_not_see_it(deck):
    named = _groups(deck)
    assert sum(name.split(":")[0] in {"act", "text", "copy", "resource"} for name in named) == 23
    heads = [each for each in deck.slides[0].shapes.element.iterfind(_DESCRIBED) if each.get("descr")]
    told = {each.get("name"): each.get("descr") for each in heads}
    assert "7 accounts" in told["act: tells his goals and needs at a home visit, U1 with coordinator"]


def test_words_in_a_box_are_one_paragraph_to_edit(deck):
    group = _groups(deck)["act: writes function level and diagnosis into the plan, nurse"]
    texts = [each.text_frame.text for each in group.shapes if each.has_text_frame]
    assert "writes function level and diagnosis into the plan\nnurse" in texts


def test_lines_are_polylines_with_heads_and_dashes(deck):
    links = [each for name, each in _groups(deck).items() if name == "link: then"]
    assert links
    root = deck.slides[0].shapes.element
    ends = {each.get("type") for each in root.iter(f"{_A}tailEnd")}
    assert ends == {"arrow", "triangle"}
    assert {len(each) for each in root.iter(f"{_A}custDash")} == {1, 2}  # broken and dotted; strokes and dots
    assert all(each.get("cmpd") in {None, "dbl"} for each in root.iter(f"{_A}ln"))


def test_nothing_takes_a_shadow_or_a_colour_from_the_theme(deck):
    root = deck.slides[0].shapes.element
    assert not list(root.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}style"))
    assert not list(root.iter(f"{_A}schemeClr"))


def test_every_shape_has_a_number_of_its_own(tmp_path: Path):
    write_map(awkward(), tmp_path / "map.pptx")
    root = Presentation(str(tmp_path / "map.pptx")).slides[0].shapes.element
    numbers = [each.get("id") for each in root.iterfind(_DESCRIBED)]
    assert len(numbers) == len(set(numbers))


def test_a_map_is_fitted_to_a_slide_and_the_size_of_its_text_is_said(tmp_path: Path):
    report = write_map(twenty(), tmp_path / "map.pptx", width="slide")
    deck = Presentation(str(tmp_path / "map.pptx"))
    assert (deck.slide_width, deck.slide_height) == (Pt(960), Pt(540))
    assert report.width_mm <= 330.1
    assert report.height_mm <= 182.1
    assert report.text_size == pytest.approx(6.6 * report.width_mm / (report.layout.width * 25.4 / 72), abs=0.05)


def test_words_from_the_right_say_so(tmp_path: Path):
    write_map(awkward(), tmp_path / "map.pptx")
    root = Presentation(str(tmp_path / "map.pptx")).slides[0].shapes.element
    turned = [each for each in root.iter(f"{_A}pPr") if each.get("rtl") == "1"]
    assert turned


def test_the_slide_has_a_title_for_those_who_hear_it(deck):
    assert deck.slides[0].shapes.title.text_frame.text == "Plans that are followed"
