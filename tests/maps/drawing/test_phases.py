"""Phases of a map: every thing stands in one of them, where it stood, and cut lines say where they go on."""

from __future__ import annotations

import pytest

from ieworkbench.errors import RecordWrong
from ieworkbench.maps.drawing.drawn import Head, Scene
from ieworkbench.maps.drawing.phases import overview, phase_of, phases_of
from ieworkbench.maps.drawing.scene import build_scene

from ..drawn_chains import twenty


@pytest.fixture(scope="module")
def scene() -> Scene:
    return build_scene(twenty())


def test_every_thing_stands_in_one_phase_where_it_stood_beside_the_others(scene: Scene):
    spans = phases_of(scene, 450)
    assert len(spans) == 4
    parts = [phase_of(scene, spans, number) for number in range(1, 5)]
    assert sorted(each.id for part in parts for each in part.nodes) == sorted(each.id for each in scene.nodes)
    heights = {each.id: each.box.y - scene.map_box.y for each in scene.nodes}
    assert all(each.box.y - part.map_box.y == pytest.approx(heights[each.id]) for part in parts for each in part.nodes)
    assert all(part.width <= 450.01 for part in parts)


def test_a_line_that_goes_on_has_no_head_at_the_cut_and_names_the_phase_it_goes_to(scene: Scene):
    spans = phases_of(scene, 450)
    first = phase_of(scene, spans, 1)
    cut = [each for each in first.lines if each.id == "visit sends request"]
    assert [each.style.at_target for each in cut] == [Head.NONE]
    assert "› 3" in [each.words for each in first.title]


def test_the_overview_has_a_numbered_frame_for_each_phase(scene: Scene):
    spans = phases_of(scene, 450)
    whole = overview(build_scene(twenty(), layout=scene.layout, title=False, with_legend=False), spans, 0.4)
    assert [(each.number, each.line.words) for each in whole.frames] == [(1, "1"), (2, "2"), (3, "3"), (4, "4")]
    assert whole.frames[0].line.size * 0.4 >= 9


def test_a_phase_that_is_not_there(scene: Scene):
    with pytest.raises(RecordWrong, match="counted from 1"):
        phase_of(scene, phases_of(scene, 450), 9)


def test_every_phase_says_standpoint_case_and_what_the_map_rests_on(scene: Scene):
    part = phase_of(scene, phases_of(scene, 450), 2)
    said = " ".join(each.words for each in part.title)
    assert "Standpoint: people who have been granted an individual plan" in said
    assert "182 accounts from 6 sources · Phase 2/4" in said
    assert part.map_box.y >= max(each.y for each in part.title if each.y < part.map_box.y)
