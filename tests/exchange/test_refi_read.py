"""REFI-QDA projects as they are met: every deviation other programs are known for is read, and said."""

from __future__ import annotations

import copy
import datetime as dt
import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from refi_projects import ADA, BO, CODES, TALK, USERS, coding, g, packed, selection, text_source, xml

from ieworkbench.errors import FileDamaged, FileEmpty, FileIsFolder, FileLocked, FileMissing, FileProblem, FileTooLarge
from ieworkbench.exchange.bundle import Bundle, Fate, Report
from ieworkbench.exchange.refi_project import FORMAT
from ieworkbench.importers import read_bytes
from ieworkbench.model import (
    AttributeType,
    Codebook,
    Direction,
    MemoKind,
    RecordKind,
    RecordRef,
    SectionKind,
)


def read(path: Path) -> tuple[Bundle, Report]:
    report = Report(str(path), "qdpx")
    return FORMAT.read(str(path), Codebook(), report), report


@pytest.fixture
def project(tmp_path):
    """Write a project and read it."""

    def build(body: str, text: str | bytes = TALK, *, qde: str = "project.qde", files=None, **more: str):
        data = text if isinstance(text, bytes) else text.encode()
        parts = {"sources/t.txt": data} if files is None else files
        return read(packed(tmp_path, xml(body, **more), parts, qde=qde))

    return build


def said(report: Report, what: str) -> list[str]:
    return [f"{each.fate.value}: {each.why}" for each in report.findings if each.what == what]


WAITED = selection(10, 36, 52, "form and waited.", coding(20, 2, f'creatingUser="{BO}"'))

# ------------------------------------------------------------------------------- the known defects


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_defect_1_a_byte_order_mark_moves_nothing(project, mark):
    bundle, report = project(CODES + text_source(WAITED), mark + TALK.encode())
    assert (bundle.sources[0].content, bundle.codings[0].passage.quote) == (TALK, "form and waited.")
    assert report.findings == []


def test_defect_1_positions_that_count_the_mark_are_read_so(project):
    moved = selection(10, 37, 53, "form and waited.")
    bundle, report = project(CODES + text_source(moved), b"\xef\xbb\xbf" + TALK.encode())
    assert bundle.passages[0].start == 36
    assert "the byte order mark counts" in report.facts[0]


def test_defect_2_utf_16_units_are_read_as_letters(project):
    bundle, report = project(CODES + text_source(selection(10, 14, 25, "intake form")), "😀 I sent the intake form.")
    assert bundle.passages[0].quote == "intake form"
    assert "UTF-16 units" in report.facts[0]


def test_defect_3_line_ends_of_windows_leave_the_words_as_they_are(project):
    windows = TALK.replace("\n", "\r\n")
    bundle, _ = project(CODES + text_source(selection(10, 37, 53, "form and waited.")), windows)
    assert bundle.sources[0].content == TALK
    assert bundle.passages[0].quote == "form and waited."
    assert bundle.originals["talk"] == windows.encode()


def test_defect_4_codes_of_one_name_under_two_parents_stay_two(project):
    marks = selection(10, 36, 40, "form", coding(20, 2) + coding(21, 4))
    bundle, report = project(CODES + text_source(marks))
    assert [bundle.codebook.path(each.code) for each in bundle.codings] == ["work > form", "texts > form"]
    assert report.findings == []


def test_defect_5_notes_without_dates_and_people_are_read(project):
    bundle, _ = project(f'<Notes><Note guid="{g(30)}"><PlainTextContent>Think.</PlainTextContent></Note></Notes>')
    assert [(each.text, each.by, each.at) for each in bundle.memos] == [
        ("Think.", "", dt.datetime.fromisoformat("1970-01-01"))
    ]


def test_defect_6_inline_texts_selections_of_cases_links_and_sets_are_kept(project):
    bundle, report = project(
        CODES
        + f'<Cases><Case guid="{g(40)}" name="C1"><SelectionRef targetGUID="{g(10)}"/></Case></Cases>'
        + f'<Sources><TextSource guid="{g(100)}" name="talk"><PlainTextContent>{TALK}</PlainTextContent>{WAITED}'
        + "</TextSource></Sources>"
        + f'<Links><Link guid="{g(50)}" name="leads to" direction="OneWay" originGUID="{g(10)}" targetGUID="{g(100)}"/></Links>'
        + f'<Sets><Set guid="{g(60)}" name="s"><MemberCode guid="{g(2)}"/><MemberSource targetGUID="{g(100)}"/></Set></Sets>'
        + f'<Graphs><Graph guid="{g(70)}" name="map"><Vertex guid="{g(71)}" firstX="0" firstY="0"/></Graph></Graphs>'
    )
    assert bundle.sources[0].content == TALK
    assert bundle.case_passages == (("C1", g(10)),)
    (link,) = bundle.links
    assert (link.kind, link.direction, link.target) == (
        "leads to",
        Direction.ONE_WAY,
        RecordRef(RecordKind.SOURCE, "talk"),
    )
    assert bundle.sets[0].members == (RecordRef(RecordKind.CODE, g(2)), RecordRef(RecordKind.SOURCE, "talk"))
    assert said(report, "map") == ["dropped: Maps of other programs are not kept yet; this one has one box or line."]


def test_defect_7_who_coded_is_said_by_the_coding_then_the_selection_then_the_source(project):
    inside = coding(20, 1, f'creatingUser="{BO}"') + coding(21, 2)
    marks = selection(10, 36, 40, "form", inside, f'creatingUser="{ADA}"') + selection(11, 0, 1, "I", coding(22, 3))
    bundle, _ = project(CODES + text_source(marks, more=f'creatingUser="{BO}"'))
    assert [each.by for each in bundle.codings] == ["Bo", "Ada", "Bo"]


def test_defect_8_a_user_that_nobody_knows_is_called_by_the_guid(project):
    who = "DEADBEEF-0000-4000-8000-000000000009"
    bundle, report = project(CODES + text_source(selection(10, 36, 40, "form", coding(20, 2, f'creatingUser="{who}"'))))
    assert (bundle.codings[0].by, bundle.people) == ("DEADBEEF", ("Ada", "Bo", "DEADBEEF"))
    assert said(report, "user") == ["changed: The file does not say who this is; the name is made from the GUID."]


def test_defect_9_a_representation_may_stand_before_the_rectangles(project):
    rectangle = (
        f'<PDFSelection guid="{g(11)}" page="0" firstX="1" firstY="1" secondX="9" secondY="9" name="Nobody answered"/>'
    )
    text = f'<Representation guid="{g(101)}" plainTextPath="internal://t.txt">{WAITED}</Representation>'
    bundle, report = project(
        CODES
        + f'<Sources><PDFSource guid="{g(100)}" name="letter.pdf" path="internal://l.pdf">{text}{rectangle}</PDFSource></Sources>'
    )
    assert [each.quote for each in bundle.passages] == ["form and waited.", "Nobody answered"]
    assert said(report, "selection") == ["changed: It is a rectangle on a page; it was placed where its words stand."]


@pytest.mark.parametrize(
    ("qde", "file"),
    [
        ("project.qde", "sources/t.txt"),
        ("Project.qde", "Sources/t.txt"),
        ("My study.QDE", "SOURCES/T.TXT"),
        ("folder/project.qde", "folder/sources/t.txt"),
        ("project.qde", "t.txt"),
        ("project.qde", "sources\\t.txt"),
    ],
)
def test_defect_10_folders_and_files_may_be_called_otherwise(project, qde, file):
    bundle, report = project(CODES + text_source(WAITED), qde=qde, files={file: TALK.encode()})
    assert (bundle.passages[0].quote, report.findings) == ("form and waited.", [])


def test_defect_11_a_rich_text_that_is_plain_is_read_as_what_it_is(project):
    body = f'<Sources><TextSource guid="{g(100)}" name="talk" richTextPath="internal://t.txt">{WAITED}</TextSource></Sources>'
    bundle, _ = project(CODES + body)
    assert bundle.passages[0].quote == "form and waited."


@pytest.mark.parametrize(
    "path", ["t.txt", "sources/t.txt", "INTERNAL://t.txt", "internal:t.txt", "internal://sources/t.txt"]
)
def test_defect_12_a_path_without_a_scheme_is_a_file_of_the_project(project, path):
    bundle, report = project(CODES + text_source(WAITED, path))
    assert (len(bundle.codings), report.findings) == (1, [])


@pytest.mark.parametrize(
    "namespace", ['xmlns="urn:QDA-XML:project:0:4"', 'xmlns="urn:QDA-XML:codebook:1:0"', "", 'xmlns:q="urn:x"']
)
def test_defect_13_any_namespace_and_none_are_read(project, namespace):
    bundle, report = project(CODES + text_source(WAITED), namespace=namespace)
    assert (len(bundle.codings), report.findings) == (1, [])


def test_defect_14_an_empty_list_of_sets_is_no_set(project):
    bundle, report = project(CODES + "<Sets/>")
    assert (bundle.sets, report.findings) == ((), [])


def test_defect_15_colours_are_repaired_and_codes_that_have_passages_are_codable(project):
    codes = (
        f'<CodeBook><Codes><Code guid="{g(1)}" name="a" isCodable="false" color="rgb(255,0,0)"/>'
        f'<Code guid="{g(2)}" name="b" isCodable="true" color="transparent"/>'
        f'<Code guid="{g(3)}" name="c" isCodable="true" color="#f80"/></Codes></CodeBook>'
    )
    bundle, report = project(codes + text_source(selection(10, 36, 40, "form", coding(20, 1))))
    assert [(each.colour, each.codable) for each in bundle.codebook] == [
        ("#FF0000", True),
        ("", True),
        ("#FF8800", True),
    ]
    assert said(report, "colour") == [
        "changed: It was read as #FF0000.",
        "dropped: This is no colour of the form #RRGGBB.",
    ]
    assert said(report, "code") == [
        "changed: The file says that no passage may have it, but some do; it is codable now."
    ]


def test_defect_16_a_project_with_sources_and_nothing_marked_is_read(project):
    bundle, report = project(text_source())
    assert (len(bundle.sources), bundle.passages, report.findings) == (1, (), [])


def test_defect_17_a_rectangle_with_the_guid_of_a_selection_is_the_same(project):
    rectangle = (
        f'<PDFSelection guid="{g(10).upper()}" page="0" firstX="1" firstY="1" secondX="9" secondY="9" name="x">'
        + coding(21, 2)
        + coding(22, 3)
        + "</PDFSelection>"
    )
    text = f'<Representation guid="{g(101)}" plainTextPath="internal://t.txt">{WAITED}</Representation>'
    bundle, report = project(
        CODES + f'<Sources><PDFSource guid="{g(100)}" name="l.pdf">{rectangle}{text}</PDFSource></Sources>'
    )
    assert [(each.code, each.passage.id) for each in bundle.codings] == [(g(2), g(10)), (g(3), g(10))]
    assert len(bundle.passages) == 1
    assert said(report, "GUID") == said(report, "selection") == []


def test_defect_18_a_nameless_case_with_one_source_holds_the_values_of_that_source(project):
    variable = f'<Variables><Variable guid="{g(80)}" name="county" typeOfVariable="Text"/></Variables>'
    value = f'<VariableValue><VariableRef targetGUID="{g(80)}"/><TextValue>Oslo</TextValue></VariableValue>'
    case = f'<Cases><Case guid="{g(40)}">{value}<SourceRef targetGUID="{g(100)}"/></Case></Cases>'
    bundle, report = project(variable + case + text_source())
    assert bundle.cases == ()
    assert [(str(each.about), each.value) for each in bundle.values] == [("source talk", "Oslo")]
    assert said(report, "case") == ["changed: A case without a name; its variables are those of the source."]


@pytest.mark.parametrize("turned", [False, True])
def test_defect_19_a_note_tied_to_a_selection_by_a_link_is_a_memo_on_it(project, turned):
    ends = (g(10), g(30)) if turned else (g(30), g(10))
    bundle, _report = project(
        CODES
        + text_source(WAITED)
        + f'<Notes><Note guid="{g(30)}"><PlainTextContent>Again!</PlainTextContent></Note></Notes>'
        + f'<Links><Link guid="{g(50)}" originGUID="{ends[0]}" targetGUID="{ends[1]}"/></Links>'
    )
    assert bundle.memos[0].about == RecordRef(RecordKind.PASSAGE, g(10))
    assert bundle.links == ()


def test_defect_20_codings_that_would_begin_in_mid_word_are_moved_to_whole_words(project):
    text = "One line.\nAnother line.\nA third line.\nI sent the form and waited.\nNobody answered me at all.\n"
    marks = "".join(
        selection(
            10 + number,
            text.index(words) + text.count("\n", 0, text.index(words)),
            text.index(words) + text.count("\n", 0, text.index(words)) + len(words),
            f"q{number}",
        )
        for number, words in enumerate(["sent the form", "waited", "answered me", "Another", "third", "Nobody"])
    )
    bundle, report = project(CODES + text_source(marks), text)
    assert [each.quote for each in bundle.passages] == [
        "sent the form",
        "waited",
        "answered me",
        "Another",
        "third",
        "Nobody",
    ]
    assert "line ends as two" in report.facts[0]


# ------------------------------------------------------------------------------------ texts and files


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_a_text_of_blanks_or_nothing_is_a_source_with_its_passages_and_values(project, text):
    inside = selection(10, 1, 2, " ", coding(20, 2)) + coding(21, 4)
    bundle, report = project(CODES + text_source(inside if text else coding(21, 4)), text)
    assert [each.content for each in bundle.sources] == [text]
    assert sorted(each.passage.quote for each in bundle.codings) == (["\n", " \n\n"] if text else [])
    assert said(report, "coding")[0].endswith("its whole text." if text else "empty.")


def test_a_source_without_its_text_is_reported_with_everything_marked_in_it(project):
    inside = WAITED + selection(11, 0, 4, "I: H…", "<Description>Odd.</Description>")
    bundle, report = project(CODES + text_source(inside), files={})
    assert (bundle.sources, bundle.passages, bundle.codings) == ((), (), ())
    assert said(report, "source") == ["dropped: Its file is not in the project."]
    assert [each.where for each in report.findings if each.fate is Fate.UNPLACED] == [
        "talk: “form and waited.”",
        "form, talk: “form and waited.”",
        "talk: “I: H…”",
    ]
    assert [(each.text, each.about) for each in bundle.memos] == [("Odd.", None)]


def test_the_document_is_the_source_where_it_has_the_very_words(project, tmp_path):
    import docx

    document, stream = docx.Document(), io.BytesIO()
    document.add_heading("A talk", 1)
    document.add_paragraph("I sent the form.")
    document.save(stream)
    words = read_bytes(stream.getvalue(), "t.docx").content
    files = {"sources/t.txt": words.replace("\n", "\r\n").encode(), "sources/t.docx": stream.getvalue()}
    marks = selection(10, words.index("sent") + 1, words.index("form.") + 5, "sent the form")
    bundle, report = project(text_source(marks, more='richTextPath="internal://t.docx"'), files=files)
    assert SectionKind.HEADING in [each.kind for each in bundle.sources[0].sections]
    assert (bundle.originals["talk"], report.findings) == (files["sources/t.docx"], [])
    assert bundle.passages[0].quote == "sent the form"
    files["sources/t.txt"] = b"A talk\n\n\nI sent the form."
    bundle, report = project(text_source(marks, more='richTextPath="internal://t.docx"'), files=files)
    assert said(report, "source") == [
        "changed: Its plain text was read, since the document beside it has other words or breaks."
    ]
    del files["sources/t.txt"]
    bundle, report = project(text_source(marks, more='richTextPath="internal://t.docx"'), files=files)
    assert bundle.passages[0].quote == "sent the form"
    assert said(report, "source") == ["changed: Its file is not in the project; the document beside it was read."]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf-8-sig"])
def test_texts_in_other_encodings_are_read_by_their_bytes(project, encoding):
    text = "I: Hvordan gikk det på kontoret da søknaden ble sendt?\r\nU1: Så ventet jeg på svar.\r\n"
    start = text.index("ventet")
    bundle, _ = project(text_source(selection(10, start, start + 6, "ventet")), text.encode(encoding))
    assert bundle.sources[0].content == text.replace("\r\n", "\n")
    assert bundle.passages[0].quote == "ventet"


def test_bytes_that_are_no_text_are_reported(project):
    bundle, report = project(text_source(), b"\x00\x01\x02\x03" * 50 + b"\xff\xfe\xfd")
    assert bundle.sources == ()
    assert len(said(report, "source")) == 1


def test_a_text_with_broken_letters_is_read_and_its_selections_are_found(project):
    bundle, _ = project(text_source(selection(10, 4, 8, "ring")), b"\xf8\xe5 \xffring dem p\xe5 nytt")
    assert bundle.passages[0].quote == "ring"


@pytest.mark.parametrize(
    "path",
    [
        "internal://../t.txt",
        "relative:///../t.txt",
        "../t.txt",
        "absolute:///etc/hostname",
        "file:///etc/hostname",
        "/etc/hostname",
        "internal://%2e%2e/t.txt",
    ],
)
def test_nothing_outside_the_project_and_its_folder_is_read(tmp_path, path):
    (tmp_path / "t.txt").write_text("outside")
    inner = tmp_path / "inner"
    inner.mkdir()
    bundle, report = read(packed(inner, xml(text_source(path=path)), {}))
    assert bundle.sources == ()
    assert said(report, "source")[0].startswith("dropped: Its")


def test_a_link_on_the_disk_that_leads_out_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("outside")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "t.txt").symlink_to(tmp_path / "secret.txt")
    assert read(packed(inner, xml(text_source(path="relative:///t.txt")), {}))[0].sources == ()


@pytest.mark.parametrize(
    "path", ["relative:///media/t.txt", "absolute:///C:/Users/x/media/t.txt", "relative:///t.txt", "media/t.txt"]
)
def test_texts_that_lie_beside_the_project_are_found(tmp_path, path):
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "t.txt").write_text(TALK)
    base = 'basePath="/home/somebody/media"'
    bundle, _ = read(packed(tmp_path, xml(CODES + text_source(WAITED, path), more=base), {}))
    assert len(bundle.passages) == 1 or path == "absolute:///C:/Users/x/media/t.txt"


def test_members_of_the_zip_that_climb_out_are_not_looked_at(tmp_path):
    bundle, _ = read(packed(tmp_path, xml(text_source()), {"../t.txt": b"outside", "sources/../../t.txt": b"outside"}))
    assert bundle.sources == ()


def test_a_bare_qde_reads_the_files_beside_it(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "t.txt").write_text(TALK)
    (tmp_path / "project.qde").write_bytes(xml(CODES + text_source(WAITED, "relative:///t.txt")))
    bundle, _ = read(tmp_path / "project.qde")
    assert bundle.passages[0].quote == "form and waited."


def test_a_part_that_claims_two_gigabytes_is_not_unpacked(tmp_path):
    path = packed(tmp_path, xml(text_source()), {"sources/t.txt": TALK.encode()})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.rindex(mark)
        data[place + offset : place + offset + 4] = struct.pack("<I", 2_000_000_000)
    path.write_bytes(data)
    bundle, report = read(path)
    assert bundle.sources == ()
    assert said(report, "source") == ["dropped: Its file would hold 2,000 MB, which is more than is read."]


def test_a_project_of_two_gigabytes_is_refused(tmp_path):
    path = packed(tmp_path, xml(""), {})
    data = bytearray(path.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 2_000_000_000)
    path.write_bytes(data)
    with pytest.raises(FileTooLarge):
        read(path)


# ----------------------------------------------------------------------------------- files that are none


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", FileEmpty),
        (b"no project", FileDamaged),
        (b"<Project", FileDamaged),
        (b"<html/>", FileDamaged),
        (b"<CodeBook/>", FileDamaged),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Project/>', FileDamaged),
        (b"PK\x03\x04 only the beginning", FileDamaged),
    ],
)
def test_a_file_that_is_no_project_is_one_sentence_that_names_it(tmp_path, data, error):
    path = tmp_path / "x.qdpx"
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read(path)
    assert str(caught.value).startswith(str(path))


def test_no_file_a_folder_and_a_zip_without_a_project_are_sentences(tmp_path):
    with pytest.raises(FileMissing):
        read(tmp_path / "none.qdpx")
    with pytest.raises(FileIsFolder):
        read(tmp_path)
    with zipfile.ZipFile(tmp_path / "x.qdpx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(FileDamaged, match="there is no project in it"):
        read(tmp_path / "x.qdpx")


def test_a_zip_with_a_password_is_said(tmp_path):
    path = packed(tmp_path, xml(""), {})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(FileLocked):
        read(path)


@pytest.mark.parametrize("at", range(0, 900, 61))
def test_a_zip_that_breaks_off_is_one_sentence(tmp_path, at):
    path = packed(tmp_path, xml(CODES + text_source(WAITED)), {"sources/t.txt": TALK.encode()})
    path.write_bytes(path.read_bytes()[:at])
    with pytest.raises(FileProblem):
        read(path)


# --------------------------------------------------------------------------------------- codes and GUIDs


def test_guids_may_be_large_braced_missing_broken_or_used_twice(project):
    codes = (
        f'<CodeBook><Codes><Code guid="{{{g(1).upper()}}}" name="a"/><Code guid="{g(1)}" name="twin"/>'
        '<Code name="none"/><Code guid="number 4" name="d"/></Codes></CodeBook>'
    )
    inside = '<Coding><CodeRef targetGUID="NUMBER 4"/></Coding>' + coding(20, 1)
    bundle, report = project(codes + text_source(selection(10, 36, 40, "form", inside)))
    assert [each.name for each in bundle.codebook] == ["a", "twin", "none", "d"]
    assert len({each.id for each in bundle.codebook}) == 4
    assert [bundle.codebook[each.code].name for each in bundle.codings] == ["d", "a"]
    assert said(report, "code") == ["changed: Its GUID belongs to something else already; it was given another."]
    assert [each.where for each in report.findings if each.what == "GUID"] == [
        "1 code without a GUID",
        "1 code with a GUID that is none",
        "1 coding without a GUID",
    ]


def test_reading_twice_gives_the_same_guids(tmp_path):
    path = packed(tmp_path, xml('<CodeBook><Codes><Code name="a"/><Code name="a"/></Codes></CodeBook>'), {})
    assert read(path)[0] == read(path)[0]


def test_names_of_codes_are_put_on_one_line_and_never_empty(project):
    codes = f'<CodeBook><Codes><Code guid="{g(1)}" name="  two&#10;lines "/><Code guid="{g(2)}" name=""/></Codes></CodeBook>'
    bundle, report = project(codes)
    assert [each.name for each in bundle.codebook] == ["two lines", "unnamed"]
    assert len(said(report, "code")) == 2


def test_a_description_is_taken_apart(project):
    words = "<Description>Time spent.\n\nExclude: travel</Description>"
    bundle, _ = project(f'<CodeBook><Codes><Code guid="{g(1)}" name="a">{words}</Code></Codes></CodeBook>')
    assert (bundle.codebook.codes[0].definition, bundle.codebook.codes[0].exclude) == ("Time spent.", "travel")


def test_a_code_never_stands_under_itself(project):
    links = "".join(
        f'<Link guid="{g(50 + number)}" name="also under" direction="OneWay" originGUID="{g(one)}" targetGUID="{g(other)}"/>'
        for number, (one, other) in enumerate([(2, 3), (1, 2), (3, 3), (4, 1)])
    )
    bundle, report = project(CODES + f"<Links>{links}</Links>")
    assert bundle.codebook[g(2)].parents == (g(1), g(3))
    assert bundle.codebook[g(4)].parents == (g(3), g(1))
    assert said(report, "further parent of a code") == ["dropped: The code would stand under itself."] * 2
    assert bundle.links == ()


def test_five_thousand_codes_and_a_thousand_levels_are_read(project):
    many = "".join(f'<Code guid="{g(1000 + number)}" name="c"/>' for number in range(5000))
    deep = "".join(f'<Code guid="{g(9000 + number)}" name="d">' for number in range(1000)) + "</Code>" * 1000
    bundle, _ = project(f"<CodeBook><Codes>{many}{deep}</Codes></CodeBook>")
    assert len(bundle.codebook) == 6000
    assert bundle.codebook.path(g(9999)).count(">") == 999


def test_ten_thousand_levels_are_read_or_refused_in_one_sentence(tmp_path):
    deep = "".join(f'<Code guid="{g(number)}" name="d">' for number in range(10_000)) + "</Code>" * 10_000
    path = packed(tmp_path, xml(f"<CodeBook><Codes>{deep}</Codes></CodeBook>"), {})
    try:
        assert len(read(path)[0].codebook) == 10_000
    except FileDamaged as problem:
        assert "project.qde" in str(problem)


def test_attributes_and_elements_in_other_letters_are_read(project):
    body = f'<codebook><CODES><code GUID="{g(1)}" Name="a" ISCODABLE="False" Color="#123456"/></CODES></codebook>'
    (code,) = project(body)[0].codebook
    assert (code.name, code.codable, code.colour) == ("a", False, "#123456")


# ----------------------------------------------------------------------------------- passages and codings


def test_two_selections_of_the_same_words_are_one_passage_with_all_codings(project):
    marks = selection(10, 36, 40, "form", coding(20, 1)) + selection(11, 36, 40, "form", coding(21, 2))
    bundle, report = project(
        CODES
        + text_source(marks)
        + f'<Links><Link guid="{g(50)}" name="x" originGUID="{g(11)}" targetGUID="{g(1)}"/></Links>'
    )
    assert [(each.id, each.quote) for each in bundle.passages] == [(g(10), "form")]
    assert [each.passage.id for each in bundle.codings] == [g(10), g(10)]
    assert bundle.links[0].origin.id == g(10)
    assert report.findings == []


def test_codings_without_a_code_or_with_an_unknown_one_are_said(project):
    bundle, report = project(
        CODES + text_source(selection(10, 36, 40, "form", coding(20, 99) + f'<Coding guid="{g(21)}"/>'))
    )
    assert (len(bundle.passages), bundle.codings) == (1, ())
    assert said(report, "coding") == [
        f"dropped: Its code {g(99)} is not in the code book.",
        "dropped: It names no code.",
    ]


def test_a_coding_of_the_whole_source_is_on_its_whole_text(project):
    bundle, report = project(CODES + text_source(coding(20, 1)))
    assert bundle.codings[0].passage.quote == TALK
    assert said(report, "coding") == ["changed: The whole source had it; it is on the passage of its whole text."]


@pytest.mark.parametrize("start", ["", "abc", "1e3", "99999999999999999999", "-5", "4.5"])
def test_positions_that_are_no_numbers_or_outside_never_stop_it_and_are_said(project, start):
    bundle, report = project(CODES + text_source(selection(10, start, "52", "form and waited.", coding(20, 1))))
    assert [each.quote for each in bundle.passages] == ["form and waited."]
    assert len([each for each in report.findings if each.what == "selection"]) == 1


def test_a_passage_is_never_on_other_words(project):
    marks = selection(10, 0, 20, "I went to the office, and nobody was in.…", coding(20, 1))
    bundle, report = project(CODES + text_source(marks))
    assert bundle.passages == ()
    assert [each.what for each in report.findings if each.fate is Fate.UNPLACED] == ["selection", "coding"]


def test_a_title_and_a_description_of_a_selection_become_a_memo_on_it(project):
    marks = selection(10, 25, 52, "the long wait", "<Description>Why so long?</Description>", f'creatingUser="{ADA}"')
    bundle, _ = project(USERS + text_source(marks))
    (memo,) = bundle.memos
    assert (memo.title, memo.text, memo.by, memo.about) == (
        "the long wait",
        "Why so long?",
        "Ada",
        RecordRef(RecordKind.PASSAGE, g(10)),
    )


# ------------------------------------------------------------------------------------------- everything else


def test_dates_are_utc_whatever_their_zone_and_broken_ones_are_said(project):
    dates = [
        "2024-03-01T10:00:00+02:00",
        "2024-03-01T08:00:00Z",
        "2024-03-01T08:00:00",
        "2024-03-01T08:00:00.1234567Z",
        "then",
    ]
    notes = "".join(
        f'<Note guid="{g(30 + number)}" creationDateTime="{each}"><PlainTextContent>x</PlainTextContent></Note>'
        for number, each in enumerate(dates)
    )
    bundle, report = project(f"<Notes>{notes}</Notes>")
    at = dt.datetime.fromisoformat("2024-03-01T08:00")
    assert [each.at.replace(microsecond=0) for each in bundle.memos] == [
        at,
        at,
        at,
        at,
        dt.datetime.fromisoformat("1970-01-01"),
    ]
    assert said(report, "date") == ["dropped: This is no date and time; it was left out."]


def test_values_are_typed_and_wrong_ones_are_kept_as_text(project):
    kinds = ["Text", "Boolean", "Integer", "Float", "Date", "DateTime", "Colour"]
    variables = "".join(
        f'<Variable guid="{g(80 + number)}" name="v{number}" typeOfVariable="{each}"/>'
        for number, each in enumerate(kinds)
    )
    given = ["Oslo", "true", "042", "1.50", "2024-03-01Z", "2024-03-01T08:00:00", "red"]
    values = "".join(
        f'<VariableValue><VariableRef targetGUID="{g(80 + number)}"/><TextValue>{each}</TextValue></VariableValue>'
        for number, each in enumerate(given)
    )
    wrong = f'<VariableValue><VariableRef targetGUID="{g(82)}"/><IntegerValue>many</IntegerValue></VariableValue>'
    unknown = f'<VariableValue><VariableRef targetGUID="{g(99)}"/><TextValue>x</TextValue></VariableValue>'
    cases = f'<Cases><Case guid="{g(40)}" name="C1">{values}</Case><Case guid="{g(41)}" name="C2">{wrong}{unknown}</Case></Cases>'
    bundle, report = project(f"<Variables>{variables}</Variables>{cases}")
    names = {each.id: each for each in bundle.attributes}
    assert [(names[each.attribute].name, each.value) for each in bundle.values] == [
        ("v0", "Oslo"),
        ("v1", "yes"),
        ("v2", "42"),
        ("v3", "1.50"),
        ("v4", "2024-03-01"),
        ("v5", "2024-03-01T08:00:00"),
        ("v6", "red"),
        ("v2 (text)", "many"),
    ]
    assert names[bundle.values[-1].attribute].type is AttributeType.TEXT
    assert said(report, "attribute value") == [
        "changed: This is no whole number; it is kept as text, as “v2 (text)”.",
        "dropped: Nothing says what this variable is.",
    ]


def test_names_of_cases_are_made_fit_to_be_ids(project):
    names = ["C1; second", "x" * 300, "C1", "C1", ""]
    cases = "".join(f'<Case guid="{g(40 + number)}" name="{each}"/>' for number, each in enumerate(names))
    bundle, report = project(f"<Cases>{cases}</Cases>")
    assert [each.id for each in bundle.cases] == ["C1, second", "x" * 100, "C1", "C1 (2)", "case"]
    assert len(said(report, "case")) == 4
    assert bundle.guids[RecordRef(RecordKind.CASE, "C1 (2)")] == g(43)


def test_codes_of_a_case_become_links(project):
    bundle, _ = project(CODES + f'<Cases><Case guid="{g(40)}" name="C1"><CodeRef targetGUID="{g(1)}"/></Case></Cases>')
    (link,) = bundle.links
    assert (link.kind, link.direction, str(link.origin), link.target.id) == (
        "case code",
        Direction.UNDIRECTED,
        "case C1",
        g(1),
    )


def test_a_note_on_several_records_is_a_memo_on_one_and_linked_to_the_others(project):
    note = f'<NoteRef targetGUID="{g(30)}"/>'
    bundle, report = project(
        f'<CodeBook><Codes><Code guid="{g(1)}" name="a">{note}</Code><Code guid="{g(2)}" name="b">{note}'
        f'<NoteRef targetGUID="{g(31)}"/></Code></Codes></CodeBook>'
        f'<Notes><Note guid="{g(30)}" name="n"><PlainTextContent>both</PlainTextContent></Note></Notes>'
    )
    assert (bundle.memos[0].about, bundle.memos[0].kind) == (RecordRef(RecordKind.CODE, g(1)), MemoKind.MEMO)
    assert [(each.kind, each.target.id) for each in bundle.links] == [("memo on", g(2))]
    assert said(report, "note") == [
        "dropped: No note in the file has this GUID.",
        f"changed: A memo is on one record; that it is also on the code {g(2)} became a link.",
    ]


def test_a_note_in_a_file_is_read_and_what_is_marked_in_it_is_said(project):
    inside = selection(11, 0, 1, "I", coding(20, 1))
    notes = f'<Notes><Note guid="{g(30)}" name="n" plainTextPath="internal://t.txt">{inside}</Note></Notes>'
    bundle, report = project(CODES + notes)
    assert bundle.memos[0].text == TALK
    assert said(report, "selection of a note") == ["dropped: Memos are not coded; only texts are."]
    assert said(report, "coding of a note") == ["dropped: Memos are not coded; only texts are."]


def test_links_that_lead_nowhere_are_dropped_with_those_that_lead_to_them(project):
    links = (
        f'<Link guid="{g(50)}" name="a" originGUID="{g(1)}" targetGUID="{g(99)}"/>'
        f'<Link guid="{g(51)}" name="b" originGUID="{g(1)}" targetGUID="{g(50)}"/>'
        f'<Link guid="{g(52)}" name="c" direction="Sideways" originGUID="{g(1)}" targetGUID="{g(2)}"/>'
    )
    bundle, report = project(CODES + f"<Links>{links}</Links>")
    assert [each.kind for each in bundle.links] == ["c"]
    assert said(report, "link") == [
        f"dropped: Nothing in the file has the GUID {g(99)}.",
        "dropped: The link at its end has no place here.",
        "changed: Its direction is none of the standard's; it leads both ways alike.",
    ]


def test_unknown_elements_are_said_once_for_each_kind(project):
    _bundle, report = project(
        "<Extra><Deep/></Extra><Extra/><!-- not this --><Users><User guid='x' name='A'/><Robot/></Users>"
    )
    assert [each.where for each in report.findings if each.what == "element"] == [
        "Extra in Project, 2 times",
        "Robot in Users",
    ]


def test_two_people_of_one_name_are_kept_apart(project):
    users = f'<Users><User guid="{ADA}" name="Ada"/><User guid="{BO}" name="Ada"/></Users>'
    bundle, _ = project(users)
    assert bundle.people == ("Ada", "Ada (2)")
    assert bundle.guids[RecordRef(RecordKind.PERSON, "Ada (2)")] == BO


def test_a_transcript_becomes_a_source_with_times(project):
    points = "".join(
        f'<SyncPoint guid="{g(200 + number)}" position="{place}" timeStamp="{ms}"/>'
        for number, (place, ms) in enumerate([(0, 0), (21, 2500), (53, 6000), (75, 8000)])
    )
    marks = f'<TranscriptSelection guid="{g(10)}" fromSyncPoint="{g(201)}" toSyncPoint="{g(202)}">{coding(20, 1)}</TranscriptSelection>'
    film = f'<VideoSelection guid="{g(11)}" begin="6500" end="7000">{coding(21, 2)}</VideoSelection>'
    late = f'<VideoSelection guid="{g(12)}" begin="x" end="7000">{coding(22, 2)}</VideoSelection>'
    bundle, report = project(
        CODES
        + f'<Sources><VideoSource guid="{g(100)}" name="film.mp4" path="relative:///film.mp4"><Transcript guid="{g(101)}" '
        + f'name="talk" plainTextPath="internal://t.txt">{points}{marks}</Transcript>{film}{late}</VideoSource></Sources>'
    )
    source = bundle.sources[0]
    cues = [each for each in source.sections if each.kind is SectionKind.CUE]
    assert [(each.start, each.start_ms, each.end_ms) for each in cues] == [
        (0, 0, 2500),
        (21, 2500, 6000),
        (53, 6000, 8000),
        (75, 8000, None),
    ]
    assert [(turn.start_ms, turn.end_ms) for turn in source.turns] == [
        (0, 2500),
        (2500, 6000),
        (6000, 8000),
        (8000, None),
    ]
    assert [each.passage.quote for each in bundle.codings] == [
        "U1: I sent the form and waited.",
        "I: Whom did you ring?",
    ]
    assert said(report, "selection") == [
        "changed: It is a time in the recording; it was placed on the words said around it.",
        "unplaced: Its times are no times.",
    ]


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 2)])
def test_rectangles_of_a_pdf_are_placed_on_the_words_printed_in_them(project, first, second):
    """Pages are counted from 0 by some and from 1 by others; a rectangle's corner is at the lower left of the page."""
    data = (Path(__file__).parent.parent / "data" / "pdf" / "plan.pdf").read_bytes()
    lines = f'<PDFSelection guid="{g(10)}" name="Quotation 1:1" page="{first}" firstX="70" firstY="712" secondX="430" secondY="740">{coding(20, 1)}</PDFSelection>'
    page = (
        f'<PDFSelection guid="{g(11)}" name="1:2" page="{second}" firstX="0" firstY="740" secondX="595" secondY="700"/>'
    )
    nothing = f'<PDFSelection guid="{g(12)}" name="1:3" page="{first}" firstX="500" firstY="1" secondX="590" secondY="9">{coding(21, 1)}</PDFSelection>'
    bundle, report = project(
        CODES
        + f'<Sources><PDFSource guid="{g(100)}" name="plan.pdf" path="internal://p.pdf">{lines}{page}{nothing}</PDFSource></Sources>',
        files={"sources/p.pdf": data},
    )
    assert bundle.codings[0].passage.quote.startswith("The home nurse comes at eight")
    assert bundle.codings[0].passage.quote.endswith("nobody reads it.")
    assert len(bundle.codings) == 1
    assert said(report, "coding") == ["unplaced: Its words have no place."]
    assert bundle.originals == {"plan.pdf": data}


def test_a_picture_leaves_what_is_written_about_it(project):
    marks = f'<PictureSelection guid="{g(10)}" name="corner" firstX="0" firstY="0" secondX="1" secondY="1">{coding(20, 1)}</PictureSelection>'
    bundle, report = project(
        CODES
        + f'<Sources><PictureSource guid="{g(100)}" name="form.jpg" path="internal://f.jpg"><TextDescription guid="{g(101)}">'
        + f"<PlainTextContent>A form with four boxes.</PlainTextContent></TextDescription>{marks}</PictureSource></Sources>"
    )
    assert [(each.id, each.content) for each in bundle.sources] == [("form.jpg", "A form with four boxes.")]
    assert said(report, "picture selection") == ["dropped: There are no words in it; with it 1 coding."]


def test_mutated_projects_are_read_or_refused_in_our_own_words(tmp_path):
    """Whatever byte is broken, a bundle that holds together comes out, or one of our sentences."""
    project = xml(
        USERS
        + CODES
        + f'<Cases><Case guid="{g(40)}" name="C1"><SourceRef targetGUID="{g(100)}"/></Case></Cases>'
        + text_source(WAITED + selection(11, 0, 20, "I: How…", coding(21, 4)))
        + f'<Notes><Note guid="{g(30)}"><PlainTextContent>x</PlainTextContent></Note></Notes>'
        + f'<Links><Link guid="{g(50)}" originGUID="{g(10)}" targetGUID="{g(11)}"/></Links>'
    )
    dice = random.Random(5)
    pieces = [
        b'"',
        b"<",
        b">",
        b"0",
        b"-1",
        b"guid",
        b"\xff",
        b"&#0;",
        b"",
        b"Coding",
        b"999999",
        b"\n",
        b"{",
        b"internal://",
        b"/",
    ]
    for number in range(250):
        data = bytearray(project)
        for _ in range(dice.randint(1, 4)):
            place = dice.randrange(len(data))
            data[place : place + dice.randint(0, 12)] = dice.choice(pieces)
        path = packed(tmp_path, bytes(data), {"sources/t.txt": TALK.encode()})
        if number % 5 == 0:
            whole = bytearray(path.read_bytes())
            whole[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
            path.write_bytes(whole)
        try:
            bundle, _ = read(path)
        except FileProblem:
            continue
        for each in bundle.codings:
            assert each.passage.stands_in(bundle.source(each.passage.source).content)
            assert each.code in bundle.codebook


def test_projects_with_elements_moved_doubled_and_renamed_are_read_and_go_out_again(tmp_path):
    """Whatever stands where it should not, passages stand on their words, and a second trip loses none."""
    from lxml import etree

    sync = f'<SyncPoint guid="{g(200)}" position="0" timeStamp="0"/><SyncPoint guid="{g(201)}" position="21" timeStamp="9"/>'
    talk = f'<Transcript guid="{g(101)}" plainTextPath="internal://t.txt">{sync}</Transcript>'
    film = f'<VideoSelection guid="{g(11)}" begin="1" end="7">{coding(21, 2)}</VideoSelection>'
    page = f'<PDFSelection guid="{g(12)}" name="1:1" page="0">{coding(23, 1)}</PDFSelection>'
    text = f'<Representation guid="{g(111)}" plainTextPath="internal://t.txt">{selection(13, 36, 52)}</Representation>'
    project = xml(
        CODES
        + f'<Sources><VideoSource guid="{g(100)}" name="film">{talk}{film}</VideoSource>'
        + f'<PDFSource guid="{g(110)}" name="p.pdf">{page}{text}</PDFSource>'
        + f'<TextSource guid="{g(130)}" name="t" plainTextPath="internal://t.txt">{WAITED}</TextSource></Sources>'
        + f'<Notes><Note guid="{g(30)}"><PlainTextContent>x</PlainTextContent></Note></Notes>'
        + f'<Links><Link guid="{g(50)}" originGUID="{g(30)}" targetGUID="{g(10)}"/></Links>'
    )
    dice = random.Random(11)
    for _ in range(120):
        root = etree.fromstring(project)
        for _ in range(dice.randint(1, 6)):
            elements = list(root.iter())
            one, other = dice.choice(elements[1:]), dice.choice(elements)
            change = dice.randrange(4)
            if change == 0:
                one.set(
                    dice.choice([*one.attrib, "name"]),
                    dice.choice(["", "-1", "x" * 400, "1e9", *other.attrib.values()]),
                )
            elif change == 1 and one.getparent() is not None:
                one.getparent().remove(one)
            elif change == 2:
                other.append(copy.deepcopy(one))
            else:
                one.tag = other.tag
        try:
            bundle, _ = read(packed(tmp_path, etree.tostring(root), {"sources/t.txt": TALK.encode()}))
        except FileDamaged:
            continue
        FORMAT.write(bundle, str(tmp_path / "again.qdpx"), Report("again", "qdpx"))
        again, _ = read(tmp_path / "again.qdpx")
        assert [each.passage.quote for each in bundle.codings] == [each.passage.quote for each in again.codings] or (
            sorted(each.id for each in bundle.codings) == sorted(each.id for each in again.codings)
        )
        assert {each.id for each in bundle.memos} == {each.id for each in again.memos}


def test_many_of_everything_takes_no_minutes(project):
    """Three thousand cases of one name, links that lead to links, notes tied by links: all linear."""
    cases = "".join(
        f'<Case guid="{g(10_000 + number)}" name="C"><SourceRef targetGUID="{g(100)}"/></Case>'
        for number in range(3000)
    )
    links = "".join(
        f'<Link guid="{g(20_000 + number)}" originGUID="{g(20_001 + number)}" targetGUID="{g(1)}"/>'
        for number in range(3000)
    )
    bundle, report = project(CODES + f"<Cases>{cases}</Cases>" + text_source() + f"<Links>{links}</Links>")
    assert (len(bundle.sources[0].cases), len(bundle.links)) == (3000, 0)
    assert len(said(report, "link")) == 3000


# ------------------------------------------------------------------------------------------------ real files


@pytest.mark.needs_shared
def test_the_project_of_a_researcher_is_read_whole(shared):
    bundle, report = read(shared / "data" / "refi_qda" / "qc_demo.qdpx")
    assert (len(bundle.codebook), len(bundle.passages), len(bundle.codings)) == (262, 158, 205)
    assert [each.what for each in report.findings] == ["name of a selection"]
    assert all(each.quote.endswith("\n") or each.quote[-1].isprintable() for each in bundle.passages)
    assert {len(each.quote.splitlines()) for each in bundle.passages} == {1}


@pytest.mark.needs_shared
def test_the_standard_project_without_its_files_keeps_codes_notes_and_sets(shared):
    bundle, report = read(shared / "data" / "refi_qda" / "atlasti8_standard_project.qdpx")
    assert (len(bundle.codebook), len(bundle.sets), len(bundle.people)) == (14, 16, 3)
    assert bundle.sources == ()
    assert len([each for each in report.findings if each.what == "source"]) == 8
    assert read(shared / "data" / "refi_qda" / "atlasti8_standard_project.qde")[0].codebook == bundle.codebook


@pytest.mark.needs_shared
def test_a_made_up_probe_is_read_with_its_two_codes_of_one_name(shared):
    bundle, _ = read(shared / "data" / "refi_qda" / "synthetic_probe.qdpx")
    assert [each.passage.quote for each in bundle.codings] == ["intake form F-17", "sends the letter"]
    assert [each.name for each in bundle.codebook].count("form") == 2
    assert bundle.links[0].kind == "is processed into"


def test_defect_9_what_was_written_on_a_film_or_on_words_without_a_place_is_kept_and_that_is_said(project):
    def note(number: int, text: str) -> str:
        return f'<Note guid="{g(number)}" name="{text}"><PlainTextContent>{text}</PlainTextContent></Note>'

    lost = selection(10, 500, 600, "Nowhere", coding(20, 2), "").replace(
        "</PlainTextSelection>", f'<NoteRef targetGUID="{g(31)}"/></PlainTextSelection>'
    )
    unknown = selection(11, 36, 40, "form", coding(21, 99, inside=f'<NoteRef targetGUID="{g(32)}"/>'))
    film = (
        f'<VideoSource guid="{g(90)}" name="film" path="internal://f.mp4"><NoteRef targetGUID="{g(30)}"/></VideoSource>'
    )
    bundle, report = project(
        CODES
        + text_source(lost + unknown).replace("</Sources>", film + "</Sources>")
        + f"<Notes>{note(30, 'on the film')}{note(31, 'on lost words')}{note(32, 'on a coding')}</Notes>"
    )
    assert [(each.text, each.about) for each in bundle.memos] == [
        ("on the film", None),
        ("on lost words", None),
        ("on a coding", None),
    ]
    assert said(report, "note") == [
        f"changed: The {what} it was on has no place here; it is a memo on nothing in particular."
        for what in ("film", "selection", "coding")
    ]
