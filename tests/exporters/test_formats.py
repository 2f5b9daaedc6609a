"""What holds for every format in which a map can be written."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from exporters.awkward_maps import SECRET, awkward, nothing, one, told_in_confidence
from ieworkbench.exporters import FORMATS, MapFormat, write_map
from ieworkbench.maps.building import map_of
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Act, Audience, InstitutionalText, Site, SiteLevel
from maps.drawn_chains import twenty

every_format = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
quick_formats = pytest.mark.parametrize(  # the figures take seconds each, and draw the same scene as SVG
    "form", [form for form in FORMATS if form.name not in {"pdf", "eps", "tiff", "png"}], ids=lambda form: form.name
)
_XML = {".svg", ".drawio", ".graphml", ".gexf", ".xml", ".rels"}


def _parts(form: MapFormat, data: bytes) -> dict[str, bytes]:
    """The parts of a file: those of a package, or the file alone."""
    if data[:2] != b"PK":
        return {f"map{form.suffixes[0]}": data}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _written(form: MapFormat, path: Path, m, **how) -> tuple[bytes, object]:
    file = path / f"map{form.suffixes[0]}"
    report = write_map(m, file, format=form.name, dpi=60 if form.dots else 0, **how)
    return file.read_bytes(), report


def _check_xml(form: MapFormat, data: bytes) -> None:
    for name, part in _parts(form, data).items():
        if Path(name).suffix in _XML:
            etree.fromstring(part, etree.XMLParser(resolve_entities=False, huge_tree=True))


def test_every_format_has_a_name_and_an_ending_of_its_own():
    assert len({form.name for form in FORMATS}) == len(FORMATS)
    assert all(form.title and form.suffixes and (form.draw is None) != (form.write is None) for form in FORMATS)


@quick_formats
def test_the_same_map_gives_the_same_bytes(form: MapFormat, tmp_path: Path):
    assert _written(form, tmp_path, twenty())[0] == _written(form, tmp_path, twenty())[0]


@quick_formats
@pytest.mark.parametrize(("made", "things"), [(nothing, 0), (one, 1)])
def test_a_map_of_nothing_or_of_one_thing_is_written(form: MapFormat, tmp_path: Path, made, things):
    data, report = _written(form, tmp_path, made())
    assert data
    assert report.nodes == things
    _check_xml(form, data)


@every_format
def test_awkward_words_break_no_format_and_never_become_markup(form: MapFormat, tmp_path: Path):
    data, report = _written(form, tmp_path, awkward())
    assert report.nodes == 15
    _check_xml(form, data)
    for name, part in _parts(form, data).items():
        if form.name != "html" and Path(name).suffix in _XML:
            assert b"<script" not in part.lower()
            assert b"<img" not in part.lower()


@quick_formats
def test_sixty_lanes_and_two_texts_of_one_name_are_written(form: MapFormat, tmp_path: Path):
    names = (
        "W" * 100,
        "\u0627\u0644\u0644\u063a\u0629",
        "\U0001f469\u200d\u2695\ufe0f",
        *(f"site {number}" for number in range(57)),
    )
    sites = tuple(Site(name, [*SiteLevel][number % 4]) for number, name in enumerate(names))
    acts = tuple(Act(f"A{number}", "waits", site=site.id, inferred="so") for number, site in enumerate(sites))
    texts = (InstitutionalText("T1", "plan"), InstitutionalText("T2", "plan"))
    data, report = _written(form, tmp_path, map_of(ChainRecords(acts=acts, texts=texts, sites=sites)))
    assert report.nodes == 62
    _check_xml(form, data)


@quick_formats
def test_a_map_with_a_site_as_one_or_laid_over_what_is_prescribed_is_written(form: MapFormat, tmp_path: Path):
    for m in (twenty().collapse("home"), twenty().stacked(), twenty().overlay()):
        data, report = _written(form, tmp_path, m)
        assert report.nodes == len(m)
        _check_xml(form, data)


@quick_formats
def test_withheld_words_are_nowhere_in_the_file(form: MapFormat, tmp_path: Path):
    data, _ = _written(form, tmp_path, told_in_confidence())
    for part in _parts(form, data).values():
        assert SECRET.encode() not in part


@quick_formats
def test_without_quotes_nothing_that_was_said_is_in_the_file(form: MapFormat, tmp_path: Path):
    data, _ = _written(form, tmp_path, told_in_confidence(Audience.RESEARCHER), quotes=False)
    for part in _parts(form, data).values():
        assert f"{SECRET} a ".encode() not in part
        assert f"{SECRET} before".encode() not in part
        assert f"{SECRET} after".encode() not in part
