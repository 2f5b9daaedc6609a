"""DOT: lanes are clusters, words are words, and Graphviz draws it where there is one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from exporters.awkward_maps import MARKUP, awkward, nothing, one
from ieworkbench.exporters import write_map
from maps.drawn_chains import twenty


def _written(m, path: Path) -> str:
    write_map(m, path / "map.dot")
    return (path / "map.dot").read_text(encoding="utf-8")


def test_lanes_are_clusters_in_the_clusters_of_their_bands(tmp_path: Path):
    text = _written(twenty(), tmp_path)
    front = text[text.index('label="Front line"') : text.index('label="Everyday life"')]
    assert 'label="benefits office"' in front
    assert "assesses the application against the plan" in front


def test_a_link_is_followed_as_things_go_on_and_its_head_stays_where_it_was_recorded(tmp_path: Path):
    text = _written(twenty(), tmp_path)
    names = {node: f"n{number}" for number, node in enumerate(twenty().graph)}
    assert f"{names['plan']} -> {names['assesses']} [dir=both, arrowtail=empty, arrowhead=none" in text
    assert f"{names['visit']} -> {names['convenes']} [dir=both, arrowtail=none, arrowhead=vee" in text


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
@pytest.mark.parametrize("make", [twenty, awkward, nothing, one])
def test_graphviz_draws_it_with_the_words_as_they_are(make, tmp_path: Path):
    _written(make(), tmp_path)
    made = subprocess.run(
        ["dot", "-Tsvg", str(tmp_path / "map.dot")], capture_output=True, timeout=60, check=True
    )  # fmt: skip
    root = etree.fromstring(made.stdout)
    assert not list(root.iter("{*}script", "{*}image"))
    if make is awkward:
        assert MARKUP in {each.text for each in root.iter("{*}text")}
