"""Writing maps: formats by suffix, sizes in print, and files that are the same every time."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from ieworkbench.errors import FolderMissing, FormatUnknown, RecordWrong
from ieworkbench.exporters import FORMATS, write_map
from ieworkbench.exporters.phases import write_phases
from ieworkbench.maps.building import map_of
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Act, Link, RecordKind, RecordRef, Site, SiteLevel
from maps.drawn_chains import many, twenty

SVG = "{http://www.w3.org/2000/svg}"


def small(label: str = "calls the office") -> InstitutionalMap:
    acts = (Act("first", label, site="home"), Act("second", "waits", site="home"))
    ends = (RecordRef(RecordKind.ACT, "first"), RecordRef(RecordKind.ACT, "second"))
    links = (Link("then", "then", *ends, inferred="She waited."),)
    return map_of(
        ChainRecords("Waiting", "those who wait", acts, links=links, sites=(Site("home", SiteLevel.EVERYDAY),))
    )


# -------------------------------------------------------------------------------------- formats


def test_an_unknown_suffix_is_answered_with_the_list_of_formats(tmp_path: Path):
    with pytest.raises(FormatUnknown) as wrong:
        write_map(small(), tmp_path / "map.xyz")
    assert wrong.value.known == tuple(each.name for each in FORMATS)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(FolderMissing):
        write_map(small(), tmp_path / "none" / "map.svg")


def test_the_format_may_be_named_whatever_the_file_is_called(tmp_path: Path):
    assert write_map(small(), tmp_path / "map.bak", format="svg").format == "svg"


@pytest.mark.parametrize("suffix", ["svg", "pdf", "png", "eps"])
def test_the_same_map_gives_the_same_bytes(tmp_path: Path, suffix: str):
    write_map(small(), tmp_path / f"one.{suffix}", dpi=72)
    write_map(small(), tmp_path / f"two.{suffix}", dpi=72)
    assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()


def test_only_the_file_is_left(tmp_path: Path):
    write_map(small(), tmp_path / "map.svg")
    assert [each.name for each in tmp_path.iterdir()] == ["map.svg"]


# ------------------------------------------------------------------------------------------ svg


def test_svg_has_a_group_with_an_id_and_a_title_for_each_thing_and_link(tmp_path: Path):
    m = twenty()
    report = write_map(m, tmp_path / "map.svg")
    root = etree.parse(tmp_path / "map.svg").getroot()
    groups = {each.get("id"): each for each in root.iter(f"{SVG}g")}
    assert {f"node:{name}" for name in m.graph} <= set(groups)
    links = {each.get("data-of") for each in groups.values() if each.get("class") == "link"}
    assert links == {key for _, _, key in m.graph.edges(keys=True)}
    assert "link:convenes%20writes%20plan" in groups
    assert groups["node:applies"].findtext(f"{SVG}title") == (
        "act: applies for an allowance, U1; act at the standpoint; 5 accounts"
    )
    assert (report.nodes, report.links, report.dropped) == (23, 25, ())


def test_svg_keeps_words_as_words_and_says_what_it_shows(tmp_path: Path):
    write_map(small(), tmp_path / "map.svg")
    root = etree.parse(tmp_path / "map.svg").getroot()
    assert "calls the office" in [each.text for each in root.iter(f"{SVG}text")]
    assert root.findtext(f"{SVG}title") == "Waiting"
    assert root.findtext(f"{SVG}desc").startswith("Waiting. Standpoint: those who wait.")


def test_markup_and_scripts_in_labels_are_words(tmp_path: Path):
    bad = '<script>alert(1)</script><a href="javascript:x">" onload="y'
    write_map(small(bad), tmp_path / "map.svg")
    root = etree.parse(tmp_path / "map.svg").getroot()
    assert {each.tag for each in root.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "g", "path", "text", "title", "desc")
    }
    assert "".join(each.text for each in root.iter(f"{SVG}text") if "script" in each.text or "alert" in each.text)
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on")]


# -------------------------------------------------------------------------------------- figures


def test_pdf_has_its_fonts_inside_and_its_words_can_be_read(tmp_path: Path):
    write_map(small(), tmp_path / "map.pdf")
    data = (tmp_path / "map.pdf").read_bytes()
    assert b"/FontFile2" in data
    assert b"/Type3" not in data
    assert b"CreationDate" not in data
    document = pypdfium2.PdfDocument(data)
    words = document[0].get_textpage().get_text_range()
    document.close()
    assert "calls the office" in words
    assert "Standpoint: those who wait" in words


def test_tiff_is_line_art_of_1200_dots_per_inch_without_transparency(tmp_path: Path):
    write_map(small(), tmp_path / "map.tiff", width="column")
    with Image.open(tmp_path / "map.tiff") as picture:
        assert picture.info["dpi"] == (1200, 1200)
        assert picture.info["compression"] == "tiff_lzw"
        assert picture.mode == "RGB"


def test_png_has_no_transparency_and_the_dots_asked_for(tmp_path: Path):
    report = write_map(small(), tmp_path / "map.png", dpi=100)
    with Image.open(tmp_path / "map.png") as picture:
        assert picture.mode == "RGB"
        assert picture.width == pytest.approx(report.width_mm / 25.4 * 100, abs=2)


def test_eps_is_encapsulated_with_its_bounding_box(tmp_path: Path):
    write_map(small(), tmp_path / "map.eps")
    data = (tmp_path / "map.eps").read_bytes()
    assert data.startswith(b"%!PS-Adobe-3.0 EPSF-3.0")
    assert b"%%BoundingBox" in data


def test_letters_that_the_font_lacks_are_reported_and_formulas_are_words(tmp_path: Path):
    report = write_map(small("calls 計 about $x_1$"), tmp_path / "map.png", dpi=50)
    assert report.dropped == ("DejaVu Sans has no letters for “計”: they are drawn as empty boxes; SVG shows them.",)


# ------------------------------------------------------------------------------ sizes in print


def test_a_map_is_no_wider_than_what_it_is_drawn_for_and_says_how_large_its_words_are(tmp_path: Path):
    report = write_map(twenty(), tmp_path / "map.svg", width="two columns")
    assert report.width_mm <= 174
    assert report.height_mm <= 234
    assert report.text_size < 6
    (warning,) = report.warnings
    assert "pt in print" in warning
    assert "trace" in warning
    assert "write_phases" in warning


def test_a_small_map_fits_a_column_as_it_is(tmp_path: Path):
    report = write_map(small(), tmp_path / "map.svg", width="column")
    assert (report.text_size, report.warnings) == (6.6, ())
    assert report.width_mm <= 84


def test_a_poster_is_filled(tmp_path: Path):
    report = write_map(small(), tmp_path / "map.svg", width="poster")
    assert report.width_mm == pytest.approx(1129, abs=1) or report.height_mm == pytest.approx(801, abs=1)
    assert report.text_size > 20


def test_no_line_is_thinner_than_journals_print(tmp_path: Path):
    write_map(twenty(), tmp_path / "map.svg", width=84)
    root = etree.parse(tmp_path / "map.svg").getroot()
    scale = float(root.get("width").removesuffix("pt")) / float(root.get("viewBox").split()[2])
    assert min(float(each.get("stroke-width", "9")) for each in root.iter()) * scale >= 0.299


@pytest.mark.parametrize("width", ["wide", 3, float("nan"), True])
def test_a_width_that_is_none_is_said(tmp_path: Path, width: object):
    with pytest.raises(RecordWrong, match="two columns"):
        write_map(small(), tmp_path / "map.svg", width=width)  # type: ignore[arg-type]


def test_a_kept_layout_does_not_move_and_says_what_it_has_no_place_for(tmp_path: Path):
    kept = write_map(small(), tmp_path / "map.svg").layout
    report = write_map(twenty(), tmp_path / "map.svg", layout=kept)
    assert report.nodes == 0
    assert report.dropped[0].startswith("Not on this layout, and not drawn: asks, visit")


# --------------------------------------------------------------------------------------- phases


def test_phases_are_written_beside_their_overview_with_words_that_can_be_read(tmp_path: Path):
    reports = write_phases(many(60), tmp_path / "map.svg")
    assert [each.file for each in reports[:3]] == ["map-overview.svg", "map-1.svg", "map-2.svg"]
    assert all(each.warnings == () for each in reports)
    assert all(each.text_size == 6.6 for each in reports[1:])


def test_a_map_that_fits_has_no_phases(tmp_path: Path):
    assert [each.file for each in write_phases(small(), tmp_path / "map")] == ["map-overview.pdf"]
