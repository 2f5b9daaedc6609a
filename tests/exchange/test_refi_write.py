"""REFI-QDA projects that are written: valid, exact to the letter, and nothing lost without a word."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from refi_bundles import bundles, kept, made, source

from ieworkbench.errors import FileNotWritten
from ieworkbench.exchange import refi_names, refi_write
from ieworkbench.exchange.bundle import Bundle, Report, guid_of
from ieworkbench.exchange.refi_check import check_project
from ieworkbench.exchange.refi_write import write_project
from ieworkbench.model import (
    Attribute,
    AttributeValue,
    Case,
    Code,
    Codebook,
    Coding,
    Informant,
    Link,
    Memo,
    RecordRef,
    RecordSet,
    SaidDate,
    Section,
    Site,
)
from ieworkbench.model.vocabulary import (
    AttributeType,
    Consent,
    Direction,
    InformantLevel,
    MemoKind,
    Placement,
    RecordKind,
    SectionKind,
    SiteLevel,
    SourceKind,
)

NS = {"q": "urn:QDA-XML:project:1.0"}
TALK = source("U1: 😀 I sent the form.\nThey waited.\n", "S1", kind=SourceKind.INTERVIEW, wave=2, language="nb")
SENT = kept(TALK, 4, 21, made("sent"))
WAITING = Code(made("waiting"), "waiting", definition="Time until someone answers.", exclude="travel", colour="#aa00FF")
NOON = dt.datetime.fromisoformat("2026-03-01T12:00:00")
CODED = Coding(made("coded"), SENT, WAITING.id, by="Ada", at=NOON)
STUDY = Bundle(
    id=made("study"),
    title="The long way home",
    standpoint="Those who wait.",
    sources=(TALK,),
    codebook=Codebook((WAITING,)),
    passages=(SENT,),
    codings=(CODED,),
    people=("Ada",),
    written_at=NOON,
)


@pytest.fixture(scope="session")
def schemas() -> list[etree.XMLSchema]:
    """The published schemas, where they are."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "data" / "refi_qda"
    names = ("Project-mrt2019.xsd", "openqda_Project.xsd")
    return [etree.XMLSchema(etree.parse(folder / name)) for name in names if (folder / name).is_file()]


@pytest.fixture
def write(tmp_path, schemas):
    """Write a bundle, see that the file is valid and holds together, and give its root, its files and the report."""

    def write_it(bundle: Bundle):
        path = tmp_path / "study.qdpx"
        report = Report("study.qdpx", "qdpx")
        write_project(bundle, str(path), report)
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        root = etree.fromstring(files["project.qde"], etree.XMLParser(huge_tree=True))
        for schema in schemas:
            schema.assertValid(root)
        assert [(each.what, each.where, each.why) for each in check_project(str(path))] == []
        return root, files, report

    return write_it


def find(root, path: str):
    return root.xpath(path, namespaces=NS)


def values(root, element) -> dict[str, str]:
    """The names and values of an element's variables."""
    names = {each.get("guid"): each.get("name") for each in find(root, "//q:Variable")}
    return {names[each[0].get("targetGUID")]: each[1].text for each in find(element, "q:VariableValue")}


def said(report: Report) -> list[tuple[str, str, str]]:
    return [(each.fate.value, each.what, each.where) for each in report.findings]


@settings(max_examples=60)
@given(bundle=bundles())
def test_every_study_becomes_a_valid_project_that_holds_together(bundle, schemas, tmp_path_factory):
    """By the schema where it is at hand, and by what the schema cannot see."""
    path = tmp_path_factory.getbasetemp() / "any.qdpx"
    write_project(bundle, str(path), Report("any.qdpx", "qdpx"))
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"))
    for schema in schemas:
        schema.assertValid(root)
    assert [(each.what, each.where, each.why) for each in check_project(str(path))] == []


@settings(max_examples=60)
@given(bundle=bundles())
def test_no_word_of_a_text_memo_or_note_is_lost(bundle, tmp_path_factory):
    """Texts are there letter for letter, and every passage, coding and memo; characters XML cannot hold are marked."""
    path = tmp_path_factory.getbasetemp() / "words.qdpx"
    report = Report("words.qdpx", "qdpx")
    write_project(bundle, str(path), report)
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"))
        texts = {archive.read(name) for name in archive.namelist() if name.endswith(".txt")}
    assert {each.content.encode() for each in bundle.sources} <= texts
    assert len(find(root, "//q:PlainTextSelection")) == len(bundle.passages)
    assert len(find(root, "//q:Coding")) == len(bundle.codings)
    notes = sorted(each.text or "" for each in find(root, "//q:Note/q:PlainTextContent"))
    spoken = [each.text for each in bundle.memos]
    spoken += [each.memo for each in bundle.codings if each.memo]
    spoken += [each.note for each in bundle.links if each.note]
    assert notes == sorted(map(refi_names.xml_text, spoken))


def test_a_text_is_written_letter_for_letter_and_positions_count_code_points(write):
    """UTF-8, no mark, line ends as they are; the emoji is one character and the end lies outside."""
    root, files, report = write(STUDY)
    (text,) = find(root, "//q:TextSource")
    assert files["sources/" + text.get("plainTextPath").removeprefix("internal://")] == (
        b"U1: \xf0\x9f\x98\x80 I sent the form.\nThey waited.\n"
    )
    (selection,) = find(root, "//q:PlainTextSelection")
    assert selection.get("name") == "😀 I sent the form"
    assert (selection.get("startPosition"), selection.get("endPosition")) == ("4", "21")
    assert report.findings == []
    assert dict(report.kept) == {
        "people": 1,
        "codes": 1,
        "sources": 1,
        "passages": 1,
        "codings": 1,
        "memos": 0,
    } | dict.fromkeys(("cases", "informants", "sites", "sets", "attributes"), 0)


def test_the_project_says_what_it_is_who_made_it_and_where_it_stands(write):
    root, files, _ = write(STUDY)
    assert dict(root.attrib) == {
        "name": "The long way home",
        "origin": "ieworkbench",
        "creatingUserGUID": guid_of(STUDY, RecordRef(RecordKind.PERSON, "Ada")),
        "creationDateTime": "2026-03-01T12:00:00Z",
    }
    assert [each.get("name") for each in find(root, "//q:User")] == ["Ada"]
    assert find(root, "q:Description/text()") == ["Those who wait."]
    assert next(iter(files)) == "project.qde"


def test_an_empty_study_is_a_valid_project(write):
    root, files, _ = write(Bundle())
    assert (root.get("name"), len(root), list(files)) == ("study", 0, ["project.qde"])


def test_the_same_study_gives_the_same_bytes(tmp_path):
    """Whenever and wherever it is written."""
    for name in ("a.qdpx", "b.qdpx"):
        write_project(STUDY, str(tmp_path / name), Report(name, "qdpx"))
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_siblings_of_one_name_stay_two_and_a_second_parent_becomes_a_link(write):
    top, other = Code(made("top"), "work"), Code(made("other"), "trouble")
    twins = [Code(made("twin", number), "waiting", (top.id,)) for number in (1, 2)]
    twins[1] = dataclasses.replace(twins[1], parents=(top.id, other.id), codable=False)
    root, _, _ = write(Bundle(codebook=Codebook((top, other, *twins))))
    assert find(root, "//q:Code[@name='work']/q:Code/@name") == ["waiting", "waiting"]
    assert find(root, "//q:Code[@name='waiting']/@isCodable") == ["true", "false"]
    (link,) = find(root, "//q:Link")
    assert (link.get("name"), link.get("direction")) == ("also under", "OneWay")
    assert (link.get("originGUID"), link.get("targetGUID")) == (twins[1].id, other.id)


def test_a_code_keeps_its_guid_its_colour_and_what_is_said_of_it(write):
    root, _, _ = write(STUDY)
    (code,) = find(root, "//q:Code")
    assert dict(code.attrib) == {"guid": WAITING.id, "name": "waiting", "isCodable": "true", "color": "#aa00FF"}
    assert code[0].text == "Time until someone answers.\n\nExclude: travel"


def test_a_codebook_as_deep_as_it_is_long_is_written(write):
    chain = [Code(made("deep", 0), "0")]
    for number in range(1, 1000):
        chain.append(Code(made("deep", number), str(number), (chain[-1].id,)))
    root, _, _ = write(Bundle(codebook=Codebook(tuple(chain))))
    assert len(find(root, "//q:Code")) == 1000


def test_each_coder_on_a_passage_is_named_on_her_own_coding(write):
    second = Coding(made("second"), SENT, WAITING.id, memo="why not sooner?", by="Bo")
    root, _, _ = write(dataclasses.replace(STUDY, codings=(CODED, second)))
    users = dict(zip(find(root, "//q:User/@guid"), find(root, "//q:User/@name"), strict=True))
    assert [users[each] for each in find(root, "//q:Coding/@creatingUser")] == ["Ada", "Bo"]
    assert find(root, "//q:Coding/@creationDateTime") == ["2026-03-01T12:00:00Z"], (
        "a time that is not known is not said"
    )
    assert [users[each] for each in find(root, "//q:PlainTextSelection/@creatingUser")] == ["Ada"]
    note = refi_names.memo_note_guid(second.id)
    assert find(root, "//q:Coding[2]/q:NoteRef/@targetGUID") == [note]
    assert find(root, f"//q:Note[@guid='{note}']/q:PlainTextContent/text()") == ["why not sooner?"]


def test_what_is_known_of_cases_informants_sites_and_sources_becomes_variables(write):
    talk = dataclasses.replace(TALK, cases=("C1",), informants=("U1",), date=SaidDate.read("2014-02"), title="Talk")
    bundle = dataclasses.replace(
        STUDY,
        sources=(talk,),
        cases=(Case("C1", "a rehabilitation", SaidDate.read("2014")),),
        informants=(
            Informant(
                "U1", InformantLevel.ENTRY, "service user", "clinic", ("C1",), (Consent.QUOTE, Consent.ARCHIVE), SENT.id
            ),
        ),
        sites=(Site("clinic", SiteLevel.FRONT_LINE, ("ward 5; old", "the house")), Site("room", part_of="clinic")),
        case_passages=(("C1", SENT.id),),
    )
    root, _, report = write(bundle)
    said_of = {each.get("name"): values(root, each) for each in find(root, "//q:Case")}
    assert said_of == {
        "C1": {"record": "case", "label": "a rehabilitation", "period": "2014"},
        "U1": {
            "record": "informant",
            "level": "entry",
            "role": "service user",
            "site": "clinic",
            "cases": "C1",
            "consent": "quote; archive",
        },
        "clinic": {"record": "site", "level": "front line", "aliases": "ward 5\\; old; the house"},
        "room": {"record": "site", "part of": "clinic"},
    }
    (text,) = find(root, "//q:TextSource")
    assert values(root, text) == {
        "kind": "interview",
        "wave": "2",
        "language": "nb",
        "date": "2014-02",
        "title": "Talk",
    }
    assert find(root, "//q:Variable[@name='wave']/@typeOfVariable") == ["Integer"]
    assert find(root, "//q:Case/q:SourceRef/@targetGUID") == [text.get("guid")] * 2
    assert find(root, "//q:Case/q:SelectionRef/@targetGUID") == [SENT.id]
    (link,) = find(root, "//q:Link")
    assert (link.get("name"), link.get("targetGUID")) == ("pointed to by", SENT.id)
    assert report.findings == []


def test_attributes_are_typed_and_a_value_that_is_not_of_its_type_stays_as_text(write):
    kinds = {
        AttributeType.YES_NO: ["yes"],
        AttributeType.NUMBER: ["1.5e2", "1e999999999"],
        AttributeType.MOMENT: ["2026-03-01T09:30:00"],
        AttributeType.WHOLE_NUMBER: ["many"],
    }
    attributes = tuple(Attribute(made(kind), kind.value, kind) for kind in kinds)
    about = RecordRef(RecordKind.SOURCE, "S1")
    all_values = tuple(AttributeValue(made(kind), about, value) for kind, several in kinds.items() for value in several)
    root, _, report = write(dataclasses.replace(STUDY, attributes=attributes, values=all_values))
    elements = [each[1] for each in find(root, "//q:TextSource/q:VariableValue")][3:]
    assert [(etree.QName(each).localname, each.text) for each in elements] == [
        ("BooleanValue", "true"),
        ("FloatValue", "150"),
        ("TextValue", "1e999999999"),
        ("DateTimeValue", "2026-03-01T09:30:00"),
        ("TextValue", "many"),
    ]
    assert said(report) == [
        ("changed", "value", "number of source S1"),
        ("changed", "value", "whole number of source S1"),
    ]


def test_an_attribute_called_like_one_of_our_variables_keeps_its_name(write):
    """Programs that know variables by name alone would otherwise write one over the other."""
    attribute = Attribute(made("kind"), "kind")
    root, _, _ = write(dataclasses.replace(STUDY, attributes=(attribute,)))
    names = dict(zip(find(root, "//q:Variable/@guid"), find(root, "//q:Variable/@name"), strict=True))
    assert names[attribute.id] == "kind"
    assert names[refi_names.SOURCE_VARIABLES["kind"].guid] == "kind (ieworkbench)"


def test_a_value_of_what_has_no_variables_is_dropped_and_said(write):
    attribute = Attribute(made("tone"), "tone")
    value = AttributeValue(attribute.id, RecordRef(RecordKind.CODE, WAITING.id), "dry")
    _, _, report = write(dataclasses.replace(STUDY, attributes=(attribute,), values=(value,)))
    assert said(report) == [("dropped", "attribute value", f"tone of code {WAITING.id}: dry")]


def test_a_memo_hangs_on_its_record_by_a_reference_or_else_by_a_link(write):
    link = Link(
        made("link"), "because of", RecordRef(RecordKind.PASSAGE, SENT.id), RecordRef(RecordKind.CODE, WAITING.id)
    )
    places = {
        "q:NoteRef": RecordRef(RecordKind.STUDY, "any"),
        "//q:Code/q:NoteRef": RecordRef(RecordKind.CODE, WAITING.id),
        "//q:TextSource/q:NoteRef": RecordRef(RecordKind.SOURCE, "S1"),
        "//q:PlainTextSelection/q:NoteRef": RecordRef(RecordKind.PASSAGE, SENT.id),
        "//q:Coding/q:NoteRef": RecordRef(RecordKind.CODING, CODED.id),
        "//q:Link/q:NoteRef": RecordRef(RecordKind.LINK, link.id),
        "//q:Note/q:NoteRef": RecordRef(RecordKind.MEMO, made("memo", 0)),
        "case": RecordRef(RecordKind.CASE, "C1"),
        "person": RecordRef(RecordKind.PERSON, "Ada"),
    }
    memos = tuple(Memo(made("memo", number), "Hm.", about=about) for number, about in enumerate(places.values()))
    root, _, report = write(dataclasses.replace(STUDY, cases=(Case("C1"),), links=(link,), memos=memos))
    for number, place in enumerate(list(places)[:7]):
        assert find(root, f"{place}/@targetGUID") == [made("memo", number)]
    assert find(root, "//q:Link[@name='memo on']/@originGUID") == [made("memo", 7), made("memo", 8)]
    assert find(root, "//q:Link[@name='memo on']/@targetGUID") == [
        find(root, "//q:Case/@guid")[0],
        find(root, "//q:User/@guid")[0],
    ]
    assert report.findings == []


def test_the_problematic_is_known_by_a_variable_of_its_note(write):
    memo = Memo(
        made("memo"), "How does\nit happen?", "problematic", kind=MemoKind.PROBLEMATIC, by="Ada", at=NOON, version=3
    )
    root, _, report = write(Bundle(memos=(memo,)))
    (note,) = find(root, "//q:Note")
    assert values(root, note) == {"memo kind": "problematic"}
    assert note[0].text == "How does\nit happen?"
    assert said(report) == [("changed", "memos", "1 of 1")]


def test_links_keep_their_kind_direction_and_note(write):
    ends = RecordRef(RecordKind.CODE, WAITING.id), RecordRef(RecordKind.PASSAGE, SENT.id)
    links = tuple(
        Link(made(way), way.value, *ends, way, note="see the form" if way is Direction.ONE_WAY else "")
        for way in Direction
    )
    on_link = Link(made("on"), "", RecordRef(RecordKind.LINK, links[0].id), ends[0])
    root, _, report = write(dataclasses.replace(STUDY, links=(*links, on_link)))
    assert find(root, "//q:Link/@direction") == ["OneWay", "Bidirectional", "Associative", "OneWay"]
    assert find(root, "//q:Link/@name") == ["one way", "both ways", "undirected"]
    assert find(root, "//q:Link/@originGUID") == [WAITING.id] * 3 + [links[0].id]
    assert find(root, "//q:Link/q:NoteRef/@targetGUID") == [refi_names.link_note_guid(links[0].id)]
    assert find(root, "//q:Note/q:PlainTextContent/text()") == ["see the form"]
    assert report.kept["links"] == 4


def test_a_link_to_the_study_is_dropped_and_its_note_stays(write):
    """And so is a link that leads to that link."""
    first = Link(
        made(1), "is about", RecordRef(RecordKind.CODE, WAITING.id), RecordRef(RecordKind.STUDY, ""), note="all"
    )
    second = Link(made(2), "explains", RecordRef(RecordKind.CODE, WAITING.id), RecordRef(RecordKind.LINK, first.id))
    root, _, report = write(dataclasses.replace(STUDY, links=(second, first)))
    assert find(root, "//q:Link") == []
    assert find(root, "//q:Note/q:PlainTextContent/text()") == ["all"]
    assert said(report) == [
        ("dropped", "link", f"code {WAITING.id} is about study"),
        ("dropped", "link", f"code {WAITING.id} explains link {first.id}"),
    ]


def test_who_made_a_link_without_a_note_is_reported_once(write):
    ends = RecordRef(RecordKind.CODE, WAITING.id), RecordRef(RecordKind.PASSAGE, SENT.id)
    links = tuple(Link(made(number), "then", *ends, by="Ada", at=NOON) for number in range(3))
    _, _, report = write(dataclasses.replace(STUDY, links=links))
    assert said(report) == [("changed", "links", "3 of 3")]


def test_sets_hold_codes_sources_and_notes_and_the_rest_is_said(write):
    memo = Memo(made("memo"), "Hm.")
    members = [
        (RecordKind.MEMO, memo.id),
        (RecordKind.CODE, WAITING.id),
        (RecordKind.SOURCE, "S1"),
        (RecordKind.PASSAGE, SENT.id),
    ]
    one = RecordSet(made("set"), "first look", tuple(RecordRef(*each) for each in members), "begun in May")
    root, _, report = write(dataclasses.replace(STUDY, memos=(memo,), sets=(one,)))
    (element,) = find(root, "//q:Set")
    assert [etree.QName(each).localname for each in element] == [
        "Description",
        "MemberCode",
        "MemberSource",
        "MemberNote",
    ]
    assert said(report) == [("dropped", "member of a set", f"first look: passage {SENT.id}")]


@pytest.mark.parametrize(
    "passage",
    [
        dataclasses.replace(SENT, placement=Placement.ORPHANED),
        dataclasses.replace(SENT, start=5, end=22),
        dataclasses.replace(SENT, start=500, end=517),
        dataclasses.replace(SENT, source="elsewhere"),
    ],
)
def test_a_passage_whose_words_are_gone_is_dropped_with_its_codings_named_and_its_memos_kept(write, passage):
    coding = dataclasses.replace(CODED, passage=passage, memo="ask again")
    memo = Memo(made("memo"), "about these words", "on it", RecordRef(RecordKind.PASSAGE, SENT.id))
    root, _, report = write(dataclasses.replace(STUDY, passages=(passage,), codings=(coding,), memos=(memo,)))
    assert find(root, "//q:PlainTextSelection") == []
    assert find(root, "//q:Note/q:PlainTextContent/text()") == ["about these words", "ask again"]
    where = f"{passage.source}, {passage.start}–{passage.end}: “😀 I sent the form”"
    assert said(report) == [("dropped", "passage", where), ("changed", "memo", "on it")]
    assert report.findings[0].why.endswith("with them went 1 coding: waiting (Ada).")
    assert report.kept["codings"] == 0


def test_a_coding_without_its_passage_or_code_is_dropped_and_said(write):
    lost = kept(TALK, 0, 2, made("not there"))
    codings = (Coding(made(1), lost, WAITING.id, memo="keep me"), Coding(made(2), SENT, "no code"))
    root, _, report = write(dataclasses.replace(STUDY, codings=codings))
    assert [what for _, what, _ in said(report)] == ["coding", "coding"]
    assert find(root, "//q:Note/q:PlainTextContent/text()") == ["keep me"]


def test_a_long_quote_is_cut_and_stands_on_one_line(write):
    talk = source("one\ntwo\t😀" * 100, "S1")
    root, _, _ = write(Bundle(sources=(talk,), passages=(kept(talk, 0, 250, made(1)), kept(talk, 0, 251, made(2)))))
    whole, cut = find(root, "//q:PlainTextSelection/@name")
    assert whole == ("one two 😀" * 100)[:250]
    assert cut == whole + "…"


def test_characters_that_xml_cannot_hold_are_replaced_in_names_and_kept_in_texts(write):
    talk = source("a\x00b\x0bc\ufffe", "S\x01")
    code = Code(made("code"), "wait\x02ing", definition="d\x7f\ud800")
    root, files, report = write(
        Bundle(sources=(talk,), codebook=Codebook((code,)), passages=(kept(talk, 0, 6, made(1)),))
    )
    assert b"a\x00b\x0bc\xef\xbf\xbe" in files.values()
    assert find(root, "//q:Code/@name") == ["wait\ufffding"]
    assert find(root, "//q:Code/q:Description/text()") == ["d\x7f\ufffd"]
    assert find(root, "//q:PlainTextSelection/@name") == ["a\ufffdb c\ufffd"]
    assert said(report) == [
        ("changed", "name of a code", "wait\ufffding"),
        ("changed", "description of a code", "wait\ufffding"),
        ("changed", "source", "S\ufffd"),
    ]


def test_words_come_back_from_the_xml_as_they_were(write):
    """Line ends, tabs and blanks in names and notes, which XML may turn into others."""
    memo = Memo(made("memo"), " a\r\nb\tc\u2028 ", " x\ty\nz\r ")
    root, _, _ = write(Bundle(memos=(memo,)))
    (note,) = find(root, "//q:Note")
    assert (note.get("name"), note[0].text) == (" x\ty\nz\r ", " a\r\nb\tc\u2028 ")


def test_a_word_document_travels_beside_its_text_and_a_pdf_around_it(write):
    pdf = source("On paper.", "P1")
    talk, original = TALK, b"PK\x03\x04 ... word/document.xml ..."
    bundle = dataclasses.replace(
        STUDY,
        sources=(talk, pdf),
        originals={"S1": original, "P1": b"%PDF-1.7 ..."},
        passages=(SENT, kept(pdf, 3, 8, made("paper"))),
    )
    root, files, report = write(bundle)
    (text,) = find(root, "//q:TextSource")
    assert re.fullmatch(r"internal://[0-9a-f-]{36}\.docx", text.get("richTextPath"))
    assert files["sources/" + text.get("richTextPath").removeprefix("internal://")] == original
    (paper,) = find(root, "//q:PDFSource")
    assert files["sources/" + paper.get("path").removeprefix("internal://")] == b"%PDF-1.7 ..."
    (inside,) = find(paper, "q:Representation")
    assert inside.get("guid") == refi_names.representation_guid(paper.get("guid"))
    assert files["sources/" + inside.get("plainTextPath").removeprefix("internal://")] == b"On paper."
    assert find(inside, "q:PlainTextSelection/@name") == ["paper"]
    assert report.findings == []


def test_other_files_are_not_carried_and_that_is_said_unless_they_are_the_text_itself(write):
    bundle = dataclasses.replace(STUDY, originals={"S1": b"U1 in another form"})
    _, files, report = write(bundle)
    assert len(files) == 2
    assert said(report) == [("dropped", "original file", "S1.txt of S1")]
    _, _, report = write(dataclasses.replace(STUDY, originals={"S1": TALK.content.encode()}))
    assert report.findings == []


def test_a_word_file_with_macros_is_not_called_docx(write):
    talk = dataclasses.replace(TALK, origin=dataclasses.replace(TALK.origin, file_name="talk.DOCM"))
    bundle = dataclasses.replace(STUDY, sources=(talk,), originals={"S1": b"PK\x03\x04 word/document.xml"})
    assert said(write(bundle)[2]) == [("dropped", "original file", "talk.DOCM of S1")]


def test_a_file_too_large_for_a_project_is_left_out_and_said(write, monkeypatch):
    monkeypatch.setattr(refi_write, "MOST_INTERNAL", 30)
    _, files, report = write(dataclasses.replace(STUDY, originals={"S1": b"%PDF-" + bytes(30)}))
    assert len(files) == 2
    assert said(report) == [("changed", "text", "S1"), ("dropped", "original file", "S1")]


def test_turns_and_sections_are_missed_once(write):
    talk = dataclasses.replace(TALK, sections=(Section(0, 2, SectionKind.HEADING),))
    assert said(write(dataclasses.replace(STUDY, sources=(talk,)))[2]) == [
        ("dropped", "turns and sections", "1 source")
    ]


def test_two_records_never_share_a_guid(write):
    """Some programs give one GUID to two things; the second gets another."""
    guids = {RecordRef(RecordKind.SOURCE, "S1"): f"{{{SENT.id.upper()}}}"}
    root, _, report = write(dataclasses.replace(STUDY, guids=guids))
    assert find(root, "//q:TextSource/@guid") == [SENT.id]
    assert find(root, "//q:PlainTextSelection/@guid") != [SENT.id]
    assert said(report) == [("changed", "passage", SENT.id)]


def test_a_date_that_means_other_days_than_its_words_say_is_reported(write):
    case = Case("C1", period=SaidDate("last spring", dt.date(2014, 3, 1), dt.date(2014, 5, 31)))
    assert said(write(Bundle(cases=(case,)))[2]) == [("changed", "date", "case C1")]


def test_the_title_of_a_codebook_is_dropped_and_said(write):
    _, _, report = write(Bundle(codebook=Codebook((WAITING,), "Index", "for the first round")))
    assert said(report) == [("dropped", "title and description of the codebook", "Index")]


def test_the_xml_alone_is_never_written(tmp_path):
    """It would leave the texts behind."""
    with pytest.raises(FileNotWritten, match=r"end the file's name with \.qdpx"):
        write_project(STUDY, str(tmp_path / "study.qde"), Report("study.qde", "qdpx"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(FileNotWritten, match="its folder is not there"):
        write_project(STUDY, str(tmp_path / "no" / "study.qdpx"), Report("study.qdpx", "qdpx"))


@pytest.mark.parametrize("values", [(), ("one",), ("a; b", "c\\", "\\;"), ("x;y", "z")])
def test_values_that_were_joined_can_be_taken_apart(values):
    assert refi_names.parted(refi_names.joined(values)) == values


def test_values_written_by_hand_are_taken_apart_too():
    assert refi_names.parted(" one;two ;; three\\") == ("one", "two", "three\\")
