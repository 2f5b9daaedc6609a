"""What a schema cannot see in a REFI-QDA project is found, named and placed; nothing that is whole is complained of."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileEmpty, FileMissing
from ieworkbench.exchange.refi_check import check_project

TEXT = "U1: 😀 I sent the form.\nThey waited and waited.\n"
PROJECT = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="ieworkbench" creatingUserGUID="00000000-0000-0000-0000-00000000000a">
<Users><User guid="{00000000-0000-0000-0000-00000000000A}" name="Ada"/></Users>
<CodeBook><Codes><Code guid="00000000-0000-0000-0000-000000000001" name="work" isCodable="true">
<Code guid="00000000-0000-0000-0000-000000000002" name="waiting" isCodable="true"/></Code>
<Code guid="00000000-0000-0000-0000-000000000003" name="trouble" isCodable="true"/></Codes></CodeBook>
<Variables><Variable guid="00000000-0000-0000-0000-0000000000f1" name="kind" typeOfVariable="Text"/></Variables>
<Cases><Case guid="00000000-0000-0000-0000-0000000000c1" name="C1"><VariableValue>
<VariableRef targetGUID="00000000-0000-0000-0000-0000000000F1"/><TextValue>x</TextValue></VariableValue>
<SourceRef targetGUID="00000000-0000-0000-0000-000000000051"/>
<SelectionRef targetGUID="00000000-0000-0000-0000-000000000061"/></Case></Cases>
<Sources><TextSource guid="00000000-0000-0000-0000-000000000051" name="S1" plainTextPath="internal://s1.txt">
<PlainTextSelection guid="00000000-0000-0000-0000-000000000061" name="😀 I sent the form" startPosition="4" endPosition="21">
<Coding guid="00000000-0000-0000-0000-000000000071" creatingUser="00000000-0000-0000-0000-00000000000a">
<CodeRef targetGUID="{00000000-0000-0000-0000-000000000002}"/></Coding></PlainTextSelection>
</TextSource></Sources>
<Notes><Note guid="00000000-0000-0000-0000-0000000000d1" name="n"><PlainTextContent>Hm.</PlainTextContent></Note></Notes>
<Links><Link guid="00000000-0000-0000-0000-0000000000e1" name="also under" direction="OneWay" \
originGUID="00000000-0000-0000-0000-000000000002" targetGUID="00000000-0000-0000-0000-000000000003"/></Links>
<Sets><Set guid="00000000-0000-0000-0000-0000000000b1" name="s"><MemberNote targetGUID="00000000-0000-0000-0000-0000000000d1"/></Set></Sets>
</Project>"""


@pytest.fixture
def check(tmp_path):
    """The findings on a project with this XML and these files, as short as they can be told apart."""

    def check_it(project: str = PROJECT, files: dict[str, bytes] | None = None, called: str = "project.qde"):
        path = tmp_path / "study.qdpx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(called, project.encode())
            for name, data in {"sources/s1.txt": TEXT.encode(), **(files or {})}.items():
                if data:
                    archive.writestr(name, data)
        return [(each.fate.value, each.what, each.where, each.why) for each in check_project(str(path))]

    return check_it


def guid(ending: str) -> str:
    return f"00000000-0000-0000-0000-{ending.zfill(12)}"


def test_a_project_that_holds_together_has_no_findings(check):
    """Braces and the case of letters in GUIDs do not matter."""
    assert check() == []


@pytest.mark.parametrize(
    ("old", "new", "what", "where"),
    [
        ('<CodeRef targetGUID="{00000000-0000-0000-0000-000000000002}"', f'<CodeRef targetGUID="{guid("9")}"', "reference", f"targetGUID of CodeRef of Coding {guid('71')}"),
        (f'<SourceRef targetGUID="{guid("51")}"', f'<SourceRef targetGUID="{guid("1")}"', "reference", f"targetGUID of SourceRef of Case {guid('c1')}"),
        (f'<SelectionRef targetGUID="{guid("61")}"', f'<SelectionRef targetGUID="{guid("51")}"', "reference", f"targetGUID of SelectionRef of Case {guid('c1')}"),
        (f'<MemberNote targetGUID="{guid("d1")}"', "<MemberNote", "reference", f"targetGUID of MemberNote of Set {guid('b1')}"),
        (f'creatingUser="{guid("a")}"', f'creatingUser="{guid("51")}"', "reference", f"creatingUser of Coding {guid('71')}"),
        (f'creatingUserGUID="{guid("a")}"', f'creatingUserGUID="{guid("b")}"', "reference", "creatingUserGUID of Project p"),
        (f'originGUID="{guid("2")}"', f'originGUID="{guid("4")}"', "reference", f"originGUID of Link {guid('e1')}"),
        (f'guid="{guid("d1")}" name="n"', f'guid="{guid("51")}" name="n"', "GUID", f"Note {guid('51')}"),
        (f'guid="{guid("e1")}"', 'guid="link-1"', "GUID", "Link link-1"),
        ('<Sets><Set', "<Graphs/><Sets><Set", "Graphs", "Graphs"),
        ("<CodeRef targetGUID=\"{00000000-0000-0000-0000-000000000002}\"/>", "", "Coding", f"Coding {guid('71')}"),
        ("internal://s1.txt", "s1.txt", "path", f"plainTextPath of TextSource {guid('51')}"),
        ('plainTextPath="internal', 'richTextPath="internal://s1.txt" plainTextPath="internal', "path", f"richTextPath of TextSource {guid('51')}"),
        ("internal://s1.txt", "internal://S1.txt", "file", f"plainTextPath of TextSource {guid('51')}"),
        ("<PlainTextContent>Hm.</PlainTextContent>", "", "text", f"Note {guid('d1')}"),
        ("<PlainTextSelection", "<PlainTextContent>x</PlainTextContent><PlainTextSelection", "text", f"TextSource {guid('51')}"),
        ('endPosition="21"', 'endPosition="4"', "selection", f"{guid('61')}, 4–4"),
        ('startPosition="4"', 'startPosition="-1"', "selection", f"{guid('61')}, -1–21"),
        ('endPosition="21"', 'endPosition="500"', "selection", f"{guid('61')}, 4–500"),
        ('endPosition="21"', 'endPosition="' + "9" * 5000 + '"', "selection", f"{guid('61')}, 4–{'9' * 59}…"),
        (' startPosition="4"', "", "selection", f"{guid('61')}, –21"),
        ('startPosition="4" endPosition="21"', 'startPosition="5" endPosition="22"', "selection", f"{guid('61')}, 5–22"),
        ('endPosition="21"', 'endPosition="20"', "selection", f"{guid('61')}, 4–20"),
        (f'targetGUID="{guid("3")}"', f'targetGUID="{guid("2")}"', "Code", f"Code {guid('2')}"),
        ("urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1:0", "project", "project.qde"),
    ],
)  # fmt: skip
def test_what_is_broken_is_found_and_placed(check, old, new, what, where):
    """One break each, of every kind that a schema lets through or is not asked about."""
    assert old in PROJECT
    assert (what, where) in [(each[1], each[2]) for each in check(PROJECT.replace(old, new))]


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        ({"sources/s1.txt": b""}, ("dropped", "file", f"plainTextPath of TextSource {guid('51')}")),
        ({"sources/s1.txt": b"\xef\xbb\xbf" + TEXT.encode()}, ("changed", "file", "sources/s1.txt")),
        ({"sources/s1.txt": TEXT.replace("\n", "\r\n").encode()}, ("changed", "file", "sources/s1.txt")),
        ({"sources/s1.txt": TEXT.encode("utf-16-le")}, ("dropped", "file", "sources/s1.txt")),
        ({"sources/more.txt": b"words"}, ("dropped", "file", "sources/more.txt")),
        ({"sources/s1.txt": b"", "Sources/s1.txt": TEXT.encode()}, ("changed", "file", "Sources/s1.txt")),
        ({"../s1.txt": b"words"}, ("changed", "file", "../s1.txt")),
    ],
)
def test_files_that_are_missing_left_over_or_not_plain_text_are_found(check, files, finding):
    assert finding in [each[:3] for each in check(files=files)]


def test_a_byte_order_mark_shows_in_every_selection_it_moves(check):
    """The defect by which a whole project slips by one."""
    findings = check(files={"sources/s1.txt": b"\xef\xbb\xbf" + TEXT.encode()})
    assert findings[1] == (
        "unplaced",
        "selection",
        f"{guid('61')}, 4–21",
        "“😀 I sent the form” should stand there, but there stands “😀 I sent the for”",
    )


def test_positions_in_utf_16_show(check):
    """The defect by which everything after an emoji slips."""
    moved = PROJECT.replace(
        'name="😀 I sent the form" startPosition="4" endPosition="21"',
        'name="waited" startPosition="29" endPosition="35"',
    )
    assert check(moved) != []
    assert check(moved.replace('"29"', '"28"').replace('"35"', '"34"')) == []


@pytest.mark.parametrize("name", ["😀 I sent the form", "😀 I\n   sent the form", "😀 I sent…", "😀 I sent...", ""])
def test_in_other_projects_blanks_and_cuts_in_a_name_do_not_matter(check, name):
    other = PROJECT.replace('origin="ieworkbench"', 'origin="Another 1.0"')
    assert check(other.replace('name="😀 I sent the form"', f'name="{name}"')) == []


def test_names_that_are_no_quotes_are_left_alone_in_other_projects(check):
    """Some programs number their selections."""
    other = PROJECT.replace('origin="ieworkbench"', 'origin="Another 1.0"')
    assert check(other.replace('name="😀 I sent the form"', 'name="line:6"')) == []
    assert len(check(other.replace('name="😀 I sent the form"', 'name="They waited"'))) == 1


def test_another_name_of_the_project_file_is_said(check):
    assert [each[2] for each in check(called="Deep/Project.QDE")] == ["Deep/Project.QDE"]


def test_codes_in_a_circle_of_links_are_found(check):
    link = f'<Link guid="{guid("e2")}" name="also under" originGUID="{guid("3")}" targetGUID="{guid("2")}"/></Links>'
    findings = check(PROJECT.replace("</Links>", link))
    assert [each[2] for each in findings] == [f"Code {guid('2')}", f"Code {guid('3')}"]


def test_the_xml_alone_is_checked_without_its_files(tmp_path):
    path = tmp_path / "project.qde"
    path.write_text(PROJECT, encoding="utf-8")
    assert check_project(str(path)) == []


@pytest.mark.parametrize("data", [b"nothing of the kind", b"PK\x03\x04 broken", b"<a", b"\xff\xfe\x00"])
def test_what_is_no_project_is_one_finding(tmp_path, data):
    path = tmp_path / "study.qdpx"
    path.write_bytes(data)
    assert [(each.fate.value, each.what) for each in check_project(str(path))] == [("dropped", "project")]


def test_a_zip_without_a_project_is_one_finding(tmp_path):
    with zipfile.ZipFile(tmp_path / "study.qdpx", "w") as archive:
        archive.writestr("sources/a.txt", "words")
    assert [each.what for each in check_project(str(tmp_path / "study.qdpx"))] == ["project"]


def test_no_file_is_an_error(tmp_path):
    with pytest.raises(FileMissing):
        check_project(str(tmp_path / "none.qdpx"))
    (tmp_path / "empty.qdpx").touch()
    with pytest.raises(FileEmpty):
        check_project(str(tmp_path / "empty.qdpx"))


TAGS = [
    "</Code>",
    "<Code>",
    "<Link>",
    "</Project>",
    '="',
    'guid="x"',
    "<!--",
    "<?p?>",
    "&#0;",
    "\x00",
    "<Codes/>",
    "internal://",
    "-1",
]


@settings(max_examples=150)
@given(seed=st.integers(0, 2**32), cuts=st.integers(1, 4), packed=st.booleans())
def test_whatever_is_wrong_becomes_findings_and_never_a_traceback(tmp_path, seed, cuts, packed):
    """Pieces of a project are taken out, doubled, exchanged and broken, inside the zip and of the zip itself."""
    rnd = random.Random(seed)
    project = PROJECT
    for _ in range(cuts):
        start = rnd.randrange(len(project))
        end = min(len(project), start + rnd.choice((0, 1, 5, 40)))
        project = project[:start] + rnd.choice(["", rnd.choice(TAGS), project[start:end] * 2]) + project[end:]
    path = tmp_path / "study.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", project.encode("utf-8", "replace"))
        archive.writestr("sources/s1.txt", TEXT.encode()[rnd.randrange(9) :])
    if packed:
        data = bytearray(path.read_bytes())
        for _ in range(cuts):
            data[rnd.randrange(len(data))] = rnd.randrange(256)
        path.write_bytes(bytes(data))
    assert isinstance(check_project(str(path)), list)


@pytest.mark.needs_shared
def test_the_standard_project_of_another_program_lacks_its_files_and_repeats_two_guids(shared: Path):
    findings = check_project(str(shared / "data" / "refi_qda" / "atlasti8_standard_project.qdpx"))
    kinds = [each.what for each in findings]
    assert (kinds.count("file"), kinds.count("GUID"), kinds.count("project"), len(kinds)) == (23, 2, 1, 26)


@pytest.mark.needs_shared
def test_a_real_project_with_bare_paths_is_whole_but_for_them(shared: Path):
    findings = check_project(str(shared / "data" / "refi_qda" / "qc_demo.qdpx"))
    assert [each.what for each in findings] == ["path", "path"]


@pytest.mark.needs_shared
def test_the_made_up_project_holds_together(shared: Path):
    assert check_project(str(shared / "data" / "refi_qda" / "synthetic_probe.qdpx")) == []
