"""Word: a picture that fits its page, in dots and as a vector, and a table that can be edited."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from PIL import Image

from exporters.awkward_maps import awkward
from ieworkbench.exporters import write_map
from maps.drawn_chains import many, twenty

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    file = tmp_path_factory.mktemp("word") / "map.docx"
    write_map(twenty(), file)
    return Document(str(file))


def test_the_picture_stands_in_the_document_in_dots_and_as_a_vector(document):
    blip = next(document.element.iter(f"{_A}blip"))
    parts = document.part.related_parts
    assert parts[blip.get(f"{_R}embed")].content_type == "image/png"
    Image.open(io.BytesIO(parts[blip.get(f"{_R}embed")].blob)).verify()
    vector = parts[next(blip.iter(f"{_ASVG}svgBlip")).get(f"{_R}embed")]
    assert vector.content_type == "image/svg+xml"
    assert etree.fromstring(vector.blob).tag.endswith("}svg")


def test_the_picture_is_told_to_those_who_do_not_see_it(document):
    told = document.inline_shapes[0]._inline.docPr.get("descr")
    assert "Plans that are followed" in told
    assert "asks the doctor for help with his back" in told


def test_the_caption_says_standpoint_case_and_accounts(document):
    caption = next(each.text for each in document.paragraphs if each.style.name == "Caption")
    assert caption == (
        "Figure. Plans that are followed. Standpoint: people who have been granted an individual plan. "
        "Case C1 (his back) · all layers · 182 accounts from 6 sources."
    )


@pytest.mark.parametrize("make", [twenty, awkward, lambda: many(60)])
def test_the_picture_leaves_room_for_its_caption(make, tmp_path: Path):
    report = write_map(make(), tmp_path / "map.docx", evidence=False)
    made = Document(str(tmp_path / "map.docx"))
    page, picture = made.sections[0], made.inline_shapes[0]
    assert picture.width <= page.page_width - page.left_margin - page.right_margin
    assert picture.height <= page.page_height - page.top_margin - page.bottom_margin - 20 * 36000
    assert report.width_mm == pytest.approx(picture.width / 36000, abs=0.2)
    assert not made.tables


def test_the_evidence_table_is_a_table_with_a_head_on_every_page(document):
    table = document.tables[0]
    rows = table._tbl.tr_lst
    assert len(rows) == len(twenty().evidence_table()) + 1
    assert rows[0].xpath("./w:trPr/w:tblHeader")
    assert [each.text for each in table.rows[0].cells] == ["What", "Who tells", "How they know it", "Words", "Source"]
    assert table.rows[1].cells[0].text == "asks the doctor for help with his back\nact · particular · C1"


def test_a_figure_in_nynorsk_has_a_caption_in_nynorsk(tmp_path: Path):
    write_map(twenty(), tmp_path / "map.docx", language="nn", evidence=False)
    caption = next(each.text for each in Document(str(tmp_path / "map.docx")).paragraphs if "Figur" in each.text)
    assert "Ståstad: " in caption
