"""draw.io: swimlanes in their bands, shapes of their own kind, lines with their corners, words that stay words."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree, html

from exporters.awkward_maps import awkward
from ieworkbench.exporters import write_map
from ieworkbench.maps.drawing.scene import build_scene
from maps.drawn_chains import twenty


def _cells(m, path: Path) -> list[tuple[etree._Element, etree._Element]]:
    """Each cell with what holds its label."""
    write_map(m, path / "map.drawio")
    root = etree.parse(path / "map.drawio").find(".//root")
    return [(each, each.find("mxCell") if each.tag == "object" else each) for each in root]


def _of(cells, record: str) -> tuple[etree._Element, etree._Element]:
    return next(each for each in cells if each[0].get("record") == record)


def test_a_lane_is_a_swimlane_in_its_band_and_carries_its_things(tmp_path: Path):
    cells = _cells(twenty(), tmp_path)
    names = {holder.get("id"): holder.get("label") for holder, _ in cells}
    lane, cell = _of(cells, "home")
    assert cell.get("style").startswith("swimlane;horizontal=0;")
    assert "whiteSpace=wrap" in cell.get("style")
    assert names[cell.get("parent")] == "Everyday life"
    assert _of(cells, "asks")[1].get("parent") == lane.get("id")


@pytest.mark.parametrize(
    ("record", "shape"),
    [
        ("asks", "shape=document;"),
        ("describes", "rounded=1;"),
        ("referral", "shape=note;"),
        ("rule", "shape=note;"),
        ("copy", "shape=note;"),
        ("money", "shape=mxgraph.basic.octagon2;"),
    ],
)
def test_every_kind_of_thing_has_its_shape(record: str, shape: str, tmp_path: Path):
    assert shape in _of(_cells(twenty(), tmp_path), record)[1].get("style")


def test_a_line_joins_its_two_things_and_keeps_its_corners(tmp_path: Path):
    cells = _cells(twenty(), tmp_path)
    lines = {line.id: line for line in build_scene(twenty()).lines}
    for key, line in lines.items():
        cell = _of(cells, key)[1]
        assert cell.get("source") == _inner(cells, line.origin)
        assert cell.get("target") == _inner(cells, line.target)
        corners = cell.findall(".//Array/mxPoint")
        expected = [(round(x * 100 / 72, 2), round(y * 100 / 72, 2)) for x, y in line.points[1:-1]]
        assert [(float(each.get("x")), float(each.get("y"))) for each in corners] == expected


def _inner(cells, record: str) -> str:
    return _of(cells, record)[0].get("id")


def test_every_id_is_one_cell_and_every_parent_comes_before(tmp_path: Path):
    seen: set[str] = set()
    for holder, cell in _cells(awkward(), tmp_path):
        assert holder.get("id") not in seen
        assert cell.get("parent") in {None, *seen}
        seen.add(holder.get("id"))


def test_dashes_and_heads_say_what_a_link_is(tmp_path: Path):
    cells = _cells(twenty(), tmp_path)
    styles = {key: _of(cells, key)[1].get("style") for key in ("visit then convenes", "pays conditions on plan")}
    assert "endArrow=open" in styles["visit then convenes"]
    assert "dashed=1" not in styles["visit then convenes"]
    assert "endArrow=diamond;endFill=1" in styles["pays conditions on plan"]
    assert "dashed=1;fixDash=1" in styles["pays conditions on plan"]


def test_words_are_words_also_where_draw_io_reads_html(tmp_path: Path):
    tags: set[str] = set()
    for holder, _ in _cells(awkward(), tmp_path):
        for name in ("label", "value", "tooltip"):
            if holder.get(name):
                tags |= {each.tag for each in html.fragment_fromstring(holder.get(name), create_parent="div").iter()}
    assert tags <= {"div", "font", "br", "b", "i"}


def test_a_long_word_is_not_parted_by_blanks(tmp_path: Path):
    labels = [holder.get("label") or "" for holder, _ in _cells(awkward(), tmp_path)]
    assert any("W" * 200 in label for label in labels)
