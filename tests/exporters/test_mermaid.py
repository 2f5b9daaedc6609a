"""Mermaid: lanes as parts of the chart, and no sign in a label that means anything there."""

from __future__ import annotations

import re
from pathlib import Path

from exporters.awkward_maps import awkward
from ieworkbench.exporters import write_map
from maps.drawn_chains import twenty


def _written(m, path: Path) -> list[str]:
    write_map(m, path / "map.mmd")
    return (path / "map.mmd").read_text(encoding="utf-8").splitlines()


def test_every_thing_stands_in_its_lane(tmp_path: Path):
    lines = _written(twenty(), tmp_path)
    start = lines.index('  subgraph lane6["home"]')
    lane = lines[start : lines.index("  end", start)]
    assert '    n2["applies for an allowance<br>U1"]' in lane
    assert "    n2@{ shape: rounded }" in lane


def test_links_say_their_kind_and_count(tmp_path: Path):
    lines = _written(twenty(), tmp_path)
    assert '  n1 -->|"then #40;7#41;"| n4' in lines
    assert '  n18 -.->|"conditions on #40;4#41;"| n16' in lines


def test_labels_hold_no_sign_that_means_anything(tmp_path: Path):
    for line in _written(awkward(), tmp_path):
        for label in re.findall(r'"(.*)"', line):
            assert not re.search(r"[<>\"`{}\[\]()|\\%$&*_~=;]", re.sub(r"#\d+;|<br>", "", label))
