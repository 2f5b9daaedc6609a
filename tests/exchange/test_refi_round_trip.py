"""REFI-QDA projects both ways: what a project can carry comes back as it was, and a second trip changes nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from refi_bundles import bundles

from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.refi_names import NAMESPACE
from ieworkbench.exchange.refi_project import FORMAT
from ieworkbench.importers import read_bytes
from ieworkbench.model import (
    Attribute,
    AttributeType,
    AttributeValue,
    Case,
    Code,
    Codebook,
    Coding,
    Consent,
    Direction,
    Informant,
    InformantLevel,
    Link,
    Memo,
    MemoKind,
    RecordKind,
    RecordRef,
    RecordSet,
    SaidDate,
    Site,
    SiteLevel,
    SourceKind,
)

SAMPLES = Path(__file__).parent.parent / "data"


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def there_and_back(bundle: Bundle, path: Path) -> tuple[Bundle, Report, Report]:
    out, back = Report(str(path), "qdpx"), Report(str(path), "qdpx")
    FORMAT.write(bundle, str(path), out)
    return FORMAT.read(str(path), Codebook(), back), out, back


def a_study() -> Bundle:
    """One of everything a project can carry."""
    talk = read_bytes(
        "I: How did it begin? 😀\nU1: I sent the form, and så ventet jeg.\nI: Whom did you ring?\nU1: Nobody answered.\n".encode(),
        "U1.txt",
    )
    talk = dataclasses.replace(
        talk,
        id="U1 wave 1",
        title="First talk",
        kind=SourceKind.INTERVIEW,
        language="nb",
        cases=("C1", "C2"),
        informants=("U1",),
        wave=1,
        date=SaidDate.read("2014-02"),
    )
    letter = dataclasses.replace(read_bytes(b"We have received your form.\n", "letter.txt"), id="letter")
    sent = dataclasses.replace(talk.passage(28, 41), id=guid(1))
    waited = dataclasses.replace(talk.passage(47, 62), id=guid(2))
    got = dataclasses.replace(letter.passage(0, 27), id=guid(3))
    codes = (
        Code(guid(10), "work", definition="What people do.", codable=False, colour="#336699"),
        Code(
            guid(11), "form", (guid(10),), definition="Sending in.", include="letters", exclude="calls", example="F-17"
        ),
        Code(guid(12), "texts"),
        Code(guid(13), "form", (guid(12), guid(10)), definition="The paper itself.\n\nBoth sides."),
    )
    at = dt.datetime.fromisoformat("2026-03-01T09:30:00.250000")
    ref = RecordRef
    return Bundle(
        title="The way to a decision",
        standpoint="Those who wait.",
        sources=(talk, letter),
        originals={},
        codebook=Codebook(codes),
        passages=(sent, waited, got),
        codings=(
            Coding(guid(20), sent, guid(11), memo="Why the paper?\nAsk her.", by="Ada", at=at),
            Coding(guid(21), sent, guid(13), by="Bo Ek", at=at),
            Coding(guid(22), got, guid(13)),
        ),
        cases=(Case("C1", "one application", SaidDate.read("2014")), Case("C2")),
        sites=(Site("office", SiteLevel.FRONT_LINE, ("NAV", "the desk; downstairs"), "agency"), Site("agency")),
        informants=(
            Informant(
                "U1", InformantLevel.ENTRY, "applicant", "office", ("C1",), (Consent.QUOTE, Consent.ARCHIVE), guid(3)
            ),
        ),
        case_passages=(("C1", guid(3)),),
        attributes=(
            Attribute(guid(30), "county", description="Where."),
            Attribute(guid(31), "born", AttributeType.WHOLE_NUMBER),
            Attribute(guid(32), "kind", AttributeType.YES_NO),
            Attribute(guid(33), "met", AttributeType.DATE),
        ),
        values=(
            AttributeValue(guid(30), ref(RecordKind.CASE, "C1"), "Oslo; the east"),
            AttributeValue(guid(31), ref(RecordKind.INFORMANT, "U1"), "1971"),
            AttributeValue(guid(32), ref(RecordKind.SOURCE, "letter"), "yes"),
            AttributeValue(guid(33), ref(RecordKind.SITE, "office"), "2014-02-03"),
        ),
        memos=(
            Memo(guid(40), "See [[U1]].", "on waiting", ref(RecordKind.PASSAGE, guid(2)), by="Ada", at=at),
            Memo(guid(41), "How come?", "", ref(RecordKind.STUDY, ""), MemoKind.PROBLEMATIC, by="Ada", at=at),
            Memo(guid(42), "Two forms.", "", ref(RecordKind.CODE, guid(11))),
            Memo(guid(43), "Went twice.", "", ref(RecordKind.CASE, "C1")),
            Memo(guid(44), "Of my own.", "loose"),
            Memo(guid(45), "On the one above.", "", ref(RecordKind.MEMO, guid(44))),
            Memo(guid(46), "Another thought.", "", ref(RecordKind.CODING, guid(20))),
        ),
        links=(
            Link(
                guid(50),
                "is answered by",
                ref(RecordKind.PASSAGE, guid(1)),
                ref(RecordKind.PASSAGE, guid(3)),
                note="Dates fit.",
                by="Ada",
                at=at,
            ),
            Link(guid(51), "", ref(RecordKind.CODE, guid(11)), ref(RecordKind.SOURCE, "letter"), Direction.UNDIRECTED),
            Link(
                guid(52), "meets", ref(RecordKind.INFORMANT, "U1"), ref(RecordKind.SITE, "office"), Direction.BOTH_WAYS
            ),
            Link(guid(53), "doubts", ref(RecordKind.MEMO, guid(44)), ref(RecordKind.LINK, guid(50))),
        ),
        sets=(
            RecordSet(
                guid(60),
                "wave 1",
                (ref(RecordKind.CODE, guid(11)), ref(RecordKind.SOURCE, "U1 wave 1")),
                "First round.",
            ),
            RecordSet(guid(61), "empty"),
        ),
        people=("Ada", "Bo Ek"),
        written_at=at,
    )


def test_everything_a_project_can_carry_comes_back_as_it_was(tmp_path):
    bundle = a_study()
    found, _, report = there_and_back(bundle, tmp_path / "study.qdpx")
    assert report.findings == []
    for each in dataclasses.fields(Bundle):
        if each.name not in ("guids", "originals", "sources", "codebook", "values"):
            assert getattr(found, each.name) == getattr(bundle, each.name), each.name
    assert list(found.codebook.walk()) == list(bundle.codebook.walk())
    assert set(found.values) == set(bundle.values)


def test_sources_come_back_with_their_words_turns_and_what_was_said_of_them(tmp_path):
    bundle = a_study()
    found, _, _ = there_and_back(bundle, tmp_path / "study.qdpx")
    for old, new in zip(bundle.sources, found.sources, strict=True):
        assert dataclasses.replace(new, origin=old.origin) == old
        assert found.originals[new.id] == old.content.encode()
    assert found.sources[0].speakers == ("I", "U1")


def test_a_word_document_comes_back_with_its_sections_and_bytes(tmp_path):
    data = (SAMPLES / "docx" / "from_libreoffice.docx").read_bytes()
    source = dataclasses.replace(read_bytes(data, "talk.docx"), id="talk")
    bundle = Bundle(sources=(source,), originals={"talk": data})
    found, _, report = there_and_back(bundle, tmp_path / "study.qdpx")
    assert report.findings == []
    assert dataclasses.replace(found.sources[0], origin=source.origin) == source
    assert found.originals == {"talk": data}


def test_a_pdf_comes_back_with_its_pages_and_bytes(tmp_path):
    data = (SAMPLES / "pdf" / "plan.pdf").read_bytes()
    source = dataclasses.replace(read_bytes(data, "letter.pdf"), id="letter")
    start = next(place for place, letter in enumerate(source.content) if letter.isalpha())
    passage = dataclasses.replace(source.passage(start, start + 12), id=guid(1))
    bundle = Bundle(sources=(source,), originals={"letter": data}, passages=(passage,))
    found, _, report = there_and_back(bundle, tmp_path / "study.qdpx")
    assert report.findings == []
    assert found.sources[0].sections == source.sections
    assert (found.passages, found.originals) == ((passage,), {"letter": data})


@settings(max_examples=50)
@given(bundles())
def test_what_came_back_once_comes_back_the_same_for_ever(tmp_path_factory, bundle):
    path = tmp_path_factory.mktemp("trip") / "study.qdpx"
    once, _, _ = there_and_back(bundle, path)
    twice, _, _ = there_and_back(once, path)
    for each in dataclasses.fields(Bundle):
        assert getattr(twice, each.name) == getattr(once, each.name), each.name


@settings(max_examples=50)
@given(bundles())
def test_no_passage_coding_memo_or_value_is_lost_on_the_way_without_a_word_of_it(tmp_path_factory, bundle):
    found, out, back = there_and_back(bundle, tmp_path_factory.mktemp("trip") / "study.qdpx")
    texts = {source.id: source.content for source in found.sources}
    assert all(passage.stands_in(texts[passage.source]) for passage in found.passages)
    assert all(coding.passage in found.passages and coding.code in found.codebook for coding in found.codings)
    gone = sum(each.what in ("source", "selection", "coding") for each in (*out.findings, *back.findings))
    if not gone:
        assert {each.id for each in found.codings} == {each.id for each in bundle.codings}
        places = {(each.start, each.end) for each in bundle.passages}
        assert {(each.start, each.end) for each in found.passages} == places


@pytest.mark.needs_shared
@pytest.mark.parametrize("name", ["synthetic_probe", "qc_demo", "atlasti8_standard_project"])
def test_real_projects_go_out_again_and_come_back_the_same(shared, tmp_path, name):
    report = Report(name, "qdpx")
    once = FORMAT.read(str(shared / "data" / "refi_qda" / f"{name}.qdpx"), Codebook(), report)
    twice, _, back = there_and_back(once, tmp_path / "again.qdpx")
    assert back.findings == []
    for each in dataclasses.fields(Bundle):
        if each.name not in ("guids",):
            assert getattr(twice, each.name) == getattr(once, each.name), each.name


@pytest.mark.needs_shared
def test_what_is_written_again_from_a_real_project_is_valid(shared, tmp_path):
    from lxml import etree

    from ieworkbench.exchange.refi_read_package import open_package

    schema = etree.XMLSchema(etree.parse(str(shared / "data" / "refi_qda" / "Project-mrt2019.xsd")))
    once = FORMAT.read(str(shared / "data" / "refi_qda" / "qc_demo.qdpx"), Codebook(), Report("qc", "qdpx"))
    FORMAT.write(once, str(tmp_path / "again.qdpx"), Report("again", "qdpx"))
    root = etree.fromstring(open_package(str(tmp_path / "again.qdpx")).project)
    assert schema.validate(root)
    assert len(list(root.iter(f"{{{NAMESPACE}}}Coding"))) == 205
