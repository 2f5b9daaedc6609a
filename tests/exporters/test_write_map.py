from __future__ import annotations

from pathlib import Path

import pytest

from ieworkbench.errors import FormatUnknown
from ieworkbench.exporters import FORMATS, write_map
from maps.drawn_chains import twenty


def test_an_unknown_suffix_is_answered_with_the_list_of_formats(tmp_path: Path):
    with pytest.raises(FormatUnknown) as wrong:
        write_map(twenty(), tmp_path / "map.xyz")
    assert wrong.value.known == tuple(each.name for each in FORMATS)


def test_a_map_is_written_as_svg_with_a_group_for_each_thing_and_link(tmp_path: Path):
    m = twenty()
    report = write_map(m, tmp_path / "map.svg")
    written = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert all(f'id="node:{name}"' in written for name in m.graph)
    assert all(f'id="link:{key}"' in written for _, _, key in m.graph.edges(keys=True))
    assert (report.nodes, report.links, report.dropped) == (23, 25, ())
