"""The drawn map: what stands where, that words stay in their boxes, and that the legend tells what is used."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from ieworkbench.errors import RecordWrong
from ieworkbench.exporters.figure import figure_of
from ieworkbench.maps.building import map_of
from ieworkbench.maps.drawing.drawn import Box, Dash, Head, NodeShape, Scene, SceneLine, SceneNode
from ieworkbench.maps.drawing.marks import Ink, groups
from ieworkbench.maps.drawing.notation import BAND_FILL, LANE_FILLS, sample_line
from ieworkbench.maps.drawing.scene import build_scene
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Act, InstitutionalText, LinkFamily, Site, SiteLevel

from ..drawn_chains import RECORDS, SITES, many, twenty


@pytest.fixture(scope="module")
def scene() -> Scene:
    return build_scene(twenty())


def node(scene: Scene, name: str) -> SceneNode:
    return next(each for each in scene.nodes if each.id == name)


def line(scene: Scene, name: str) -> SceneLine:
    return next(each for each in scene.lines if each.id == name)


def words_of(found: SceneNode) -> list[str]:
    return [each.words for each in found.lines]


def outside(scene: Scene) -> list[str]:
    """The words that the renderer sets outside the box of their node, lane, band or page."""
    figure = figure_of(scene)
    figure.set_dpi(72)
    canvas = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    boxes: dict[tuple[str, float, float], Box] = {}
    for each in scene.nodes:
        boxes.update({(text.words, text.x, text.y): each.box for text in each.lines})
    for strip in (*scene.lanes, *scene.bands):
        boxes.update({(text.words, text.x, text.y): strip.name_box for text in strip.lines})
    found = []
    for text in figure.findobj(Text):
        box = boxes.get((text.get_text(), *text.get_position()), Box(0, 0, scene.width, scene.height))
        extent = text.get_window_extent(renderer)
        top, bottom = scene.height - extent.y1, scene.height - extent.y0
        if extent.x0 < box.x - 0.3 or extent.x1 > box.right + 0.3 or top < box.y - 0.3 or bottom > box.bottom + 0.3:
            found.append(text.get_text())
    return found


# ------------------------------------------------------------------------------- words in boxes


def test_every_label_stands_inside_its_box_as_the_renderer_measures_it(scene: Scene):
    assert outside(scene) == []


def test_labels_stand_inside_their_boxes_on_a_map_of_sixty_things():
    assert outside(build_scene(many(60))) == []


HOSTILE = (
    "tells her to wait " * 12,
    "arbeidsavklaringspengesaksbehandlingsrutinebeskrivelsene" * 3,
    "خطة فردية لإعادة التأهيل والعودة إلى العمل",
    "תוכנית אישית לשיקום",
    "👩🏽‍🤝‍👨🏻 meets 🏥 and 📄 again and again",
    "$x_1$ <b>bold</b> & \\alpha % # {}",
    "a\nb\tc\x07d",
    "…",
    "",
)


@pytest.mark.filterwarnings("ignore:Glyph")
def test_long_broken_foreign_and_odd_labels_stay_in_their_boxes():
    acts = tuple(Act(f"a{number}", words or " ", site="home") for number, words in enumerate(HOSTILE))
    texts = tuple(InstitutionalText(f"t{number}", words or " ", site="home") for number, words in enumerate(HOSTILE))
    m = map_of(ChainRecords(title=HOSTILE[0], acts=acts, texts=texts, sites=(Site("home", SiteLevel.EVERYDAY),)))
    drawn = build_scene(m)
    # the renderer of a figure has no letters for some of these, and draws boxes as wide as its own choice
    strange = {text for each in drawn.nodes for text in words_of(each) if not text.isascii()}
    assert [words for words in outside(drawn) if words not in strange] == []
    assert "".join(words_of(node(drawn, "a1"))[:-1]) == HOSTILE[1]


def test_the_count_of_a_node_does_not_lie_on_its_words(scene: Scene):
    for each in scene.nodes:
        if each.bubble is not None:
            top = each.bubble.y - each.bubble.radius
            assert all(text.y <= top for text in each.lines), each.id


def test_what_stands_on_lines_does_not_lie_on_boxes_or_on_each_other(scene: Scene):
    labels = []
    for each in scene.lines:
        parts = [] if each.plate is None else [each.plate]
        if each.bubble is not None:
            b = each.bubble
            parts.append(Box(b.x - b.radius, b.y - b.radius, 2 * b.radius, 2 * b.radius))
        labels += [(each.id, part) for part in parts]
    labels += [(each.id, each.plate) for each in scene.breaks if each.plate is not None]
    assert [a for (a, one), (b, two) in combinations(labels, 2) if a != b and _meet(one, two)] == []
    assert [a for a, one in labels for each in scene.nodes if _meet(one, each.box)] == []


def _meet(one: Box, two: Box) -> bool:
    return one.x < two.right and two.x < one.right and one.y < two.bottom and two.y < one.bottom


# ------------------------------------------------------------------------------------ notation


def test_an_act_says_what_and_then_who_and_an_unknown_doer_stands_in_italics(scene: Scene):
    assert node(scene, "applies").lines[-1].words == "U1"
    last = node(scene, "assesses").lines[-1]
    assert (last.words, last.italic) == ("doer unknown", True)


def test_signs_of_the_house_notation(scene: Scene):
    assert node(scene, "applies").style.standpoint
    assert not node(scene, "describes").style.standpoint
    assert node(scene, "convenes").shape is NodeShape.TALK
    assert node(scene, "plan").style.width > 2
    assert node(scene, "plan").lines[0].bold
    assert node(scene, "rule").shape is NodeShape.REGULATION
    assert node(scene, "copy").shape is NodeShape.COPY
    assert node(scene, "money").shape is NodeShape.RESOURCE
    assert (node(scene, "puts").style.question, node(scene, "puts").style.dash) == (True, Dash.DASHED)
    assert (node(scene, "calls").style.struck, node(scene, "calls").style.disputed) == (True, False)
    assert (node(scene, "handles").style.struck, node(scene, "handles").style.disputed) == (False, True)
    assert node(scene, "pays").style.stack


def test_every_element_shows_how_many_accounts_tell_of_it(scene: Scene):
    assert node(scene, "plan").bubble.count == 12
    assert line(scene, "convenes writes plan").bubble.count == 12
    assert node(scene, "puts").bubble is None


def test_the_head_stands_at_the_target_also_where_things_go_on_the_other_way(scene: Scene):
    reads = line(scene, "assesses reads plan")
    plan, assesses = node(scene, "plan").box, node(scene, "assesses").box
    assert plan.right < assesses.x
    assert reads.points[0][0] == pytest.approx(assesses.x)
    assert reads.points[-1][0] == pytest.approx(plan.right)
    assert (reads.style.at_origin, reads.style.at_target) == (Head.NONE, Head.HOLLOW)


def test_how_a_link_is_known_is_told_by_dots_and_dashes(scene: Scene):
    assert line(scene, "checks then goal").style.dash is Dash.DOTTED
    assert line(scene, "pays conditions on plan").style.dash is Dash.DOTTED
    assert line(scene, "calls then assesses").style.dash is Dash.DASHED
    assert line(scene, "paper authorises rule").style.dash is Dash.DASHED
    assert line(scene, "puts copies copy").style.question
    assert line(scene, "handles does not read request").style.crossed


def test_a_line_says_in_words_what_its_style_does_not(scene: Scene):
    assert line(scene, "convenes writes plan").words == ()
    assert [each.words for each in line(scene, "visit sends request").words] == ["sends"]
    said = " ".join(each.words for each in line(scene, "pays conditions on plan").words)
    assert said == "conditions on, via the text as a whole"


def test_families_of_lines_can_be_told_apart_without_colour():
    looks = [replace(sample_line(family), family=None, colour="") for family in LinkFamily]
    assert len({(look.dash, look.double, look.at_target) for look in looks}) == len(LinkFamily)


def test_lines_stand_out_from_every_ground_in_grey():
    for family in (*LinkFamily, None):
        for ground in (*LANE_FILLS, *BAND_FILL.values()):
            assert contrast(sample_line(family).colour, ground) >= 3


def contrast(one: str, other: str) -> float:
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_a_disjuncture_stands_on_its_link_with_its_words(scene: Scene):
    (found,) = scene.breaks
    (x, y) = found.places[0]
    points = line(scene, "goal writes plan").points
    assert any(min(a, c) <= x <= max(a, c) and min(b, d) <= y <= max(b, d) for (a, b), (c, d) in pairwise(points))
    assert " ".join(each.words for each in found.words) == "“I did not think it would help, but I would give it a try”"


def test_the_legend_tells_all_that_is_used(scene: Scene):
    assert [entry.words.words for entry in scene.legend] == [
        "act at the standpoint",
        "act: what, then who",
        "talk",
        "text",
        "regulating text",
        "boss text (our judgement)",
        "copy at a site",
        "what is given",
        "several",
        "gap: not known",
        "not done",
        "accounts disagree",
        "disjuncture",
        "number of accounts",
        "then",
        "reads",
        "writes",
        "regulates",
        "grants",
        "copy of",
        "inferred, or via a text as a whole",
        "prescribed or as instructed",
        "gap: not known how",
        "does not happen",
    ]


def test_the_legend_tells_nothing_that_is_not_used():
    acts = (Act("a", "waits", site="home"), Act("b", "is called", site="home"))
    drawn = build_scene(map_of(ChainRecords(acts=acts, sites=(Site("home", SiteLevel.EVERYDAY),))))
    assert [entry.words.words for entry in drawn.legend] == ["act: what, then who"]


def test_the_title_block_says_standpoint_case_layer_and_what_the_map_rests_on(scene: Scene):
    assert scene.said == (
        "Plans that are followed",
        "Standpoint: people who have been granted an individual plan",
        "Case C1 (his back) · all layers · 182 accounts from 6 sources",
    )
    assert [each.words for each in scene.title] == list(scene.said)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("nb", ("Ståsted", "ukjent hvem", "Førstelinje")), ("nn", ("Ståstad", "ukjent kven", "Førstelinje"))],
)
def test_fixed_words_in_norwegian(language: str, expected: tuple[str, str, str]):
    drawn = build_scene(twenty(), language=language)
    assert drawn.said[1].startswith(expected[0])
    assert node(drawn, "assesses").lines[-1].words == expected[1]
    assert expected[2] in [each.name for each in drawn.bands]


def test_a_language_that_maps_are_not_drawn_in_is_said():
    with pytest.raises(RecordWrong, match="en, nb, nn"):
        build_scene(twenty(), language="de")


# ----------------------------------------------------------------------------------- geometry


def test_a_map_drawn_on_its_kept_layout_does_not_move_when_something_is_added(scene: Scene):
    more = replace(RECORDS, acts=(*RECORDS.acts, Act("new", "waits", site="home", case="C1")))
    later = build_scene(map_of(more, case="C1").with_lane_order(SITES), layout=scene.layout)
    assert [each.box for each in later.nodes] == [each.box for each in scene.nodes]
    assert [each.points for each in later.lines] == [each.points for each in scene.lines]
    assert later.unplaced == ("new",)


def test_a_map_laid_out_anew_by_its_kept_layout_keeps_its_order_of_lanes_and_chosen_places(scene: Scene):
    plain = map_of(RECORDS, case="C1")
    box = scene.layout.boxes[0].id
    kept = scene.layout.pinned(box, x=scene.layout.width + 20)
    later = build_scene(plain, previous=kept)
    assert [lane.id for lane in later.layout.lanes] == [lane.id for lane in scene.layout.lanes]
    assert later.layout.pins == kept.pins
    assert later.layout.box(box).x == scene.layout.width + 20
    few = map_of(replace(RECORDS, acts=tuple(each for each in RECORDS.acts if each.id != box)), case="C1")
    assert box not in {each.id for each in build_scene(few, previous=kept).layout.boxes}


def test_words_that_grew_stay_inside_their_kept_box(scene: Scene):
    acts = tuple(
        replace(each, doing="waits for an answer that does not come " * 4) if each.id == "applies" else each
        for each in RECORDS.acts
    )
    later = build_scene(map_of(replace(RECORDS, acts=acts), case="C1").with_lane_order(SITES), layout=scene.layout)
    assert node(later, "applies").box == node(scene, "applies").box
    assert outside(later) == []


def test_a_map_is_drawn_alike_every_time(scene: Scene):
    assert build_scene(twenty()) == scene


def test_a_map_of_nothing_says_so():
    drawn = build_scene(map_of(ChainRecords(title="Nothing yet")))
    assert drawn.nodes == ()
    assert drawn.title[-1].words == "Nothing stands on this map yet."


def test_sixty_lanes_each_have_their_name():
    sites = tuple(Site(f"office number {number} of a long row", SiteLevel.FRONT_LINE) for number in range(60))
    acts = tuple(Act(f"a{number}", "waits", site=each.id) for number, each in enumerate(sites))
    drawn = build_scene(map_of(ChainRecords(acts=acts, sites=sites)))
    assert len(drawn.lanes) == 60
    assert all(" ".join(text.words for text in lane.lines) == lane.name for lane in drawn.lanes)
    assert outside(drawn) == []


def test_everything_drawn_lies_on_the_page(scene: Scene):
    for group in groups(scene):
        for mark in group.marks:
            if isinstance(mark, Ink):
                xs = [step[at] for step in mark.path for at in range(1, len(step), 2)]
                ys = [step[at] for step in mark.path for at in range(2, len(step), 2)]
                assert min(xs) >= -4
                assert max(xs) <= scene.width + 4
                assert min(ys) >= 0
                assert max(ys) <= scene.height


def test_narrower_paper_gives_narrower_maps(scene: Scene):
    assert build_scene(twenty(), width_mm=247).width < 0.8 * scene.width


def test_a_link_says_in_words_what_it_joins(scene: Scene):
    assert line(scene, "goal writes plan").description == (
        "adds “stop smoking” as a goal – writes – Individual plan; 2 accounts"
    )


def test_the_title_names_the_layer_where_there_is_only_one():
    acts = (Act("a", "waits", site="home"), Act("b", "is called", site="home"))
    drawn = build_scene(map_of(ChainRecords(acts=acts, sites=(Site("home", SiteLevel.EVERYDAY),))))
    assert drawn.said[2] == "All cases · what happened · 0 accounts"


def test_several_acts_of_one_site_are_a_stack_and_what_is_told_and_prescribed_has_two_edges():
    from ..chain import records

    m = map_of(records())
    folded = build_scene(m.collapse("office"))
    assert [each.id for each in folded.nodes if each.style.stack and each.kind == "act"] != []
    both = [each.id for each in build_scene(m.overlay()).nodes if each.style.both]
    assert "calls" in both


def test_a_disjuncture_without_a_link_stands_at_its_act_with_its_words():
    from ..chain import records

    drawn = build_scene(map_of(records(), case="C1"))
    (found,) = drawn.breaks
    assert [each.words for each in found.words] == ["whether the plan is read"]
    assert not any(_meet(found.plate, each.box) for each in drawn.nodes)


def test_brackets_say_in_which_wave_acts_were_told():
    from ..chain import records

    drawn = build_scene(map_of(records()))
    assert {each.line.words for each in drawn.ticks} == {"told in wave 1", "told in waves 1 and 2"}
