"""What other programs write, taken into a study and given out again: words stay where they are, or it is said.

Every known defect of other programs goes through a study that is empty and one that holds the same
text and codes already; a file that is refused leaves both as they were.
"""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from refi_projects import ADA, BO, CODES, TALK, USERS, coding, g, packed, selection, text_source, xml
from test_round_trips import BOTH_WAYS, bundle

import ieworkbench as ie
from ieworkbench.errors import FileNotWritten, FileProblem, IEError
from ieworkbench.exchange import EXCHANGES, Exchange, read_bundle, write_bundle
from ieworkbench.exchange.refi_check import check_project

WINDOWS = TALK.replace("\n", "\r\n")
SMILE = "😀 I sent the intake form.\n"
WAITED = selection(10, 36, 52, "form and waited.", coding(20, 2, f'creatingUser="{BO}"'))
FORM = ("work > form", "form and waited.", "Bo")
INLINE = (
    f'<Sources><TextSource guid="{g(100)}" name="talk"><PlainTextContent>{TALK}</PlainTextContent>{WAITED}'
    "</TextSource></Sources>"
)
PDF = (
    f'<Sources><PDFSource guid="{g(100)}" name="l.pdf"><Representation guid="{g(101)}" '
    f'plainTextPath="internal://t.txt">{WAITED}</Representation><PDFSelection guid="{g(10)}" page="0" firstX="1" '
    f'firstY="1" secondX="9" secondY="9" name="x">{coding(21, 4)}</PDFSelection></PDFSource></Sources>'
)
COLOURS = (
    f'<CodeBook><Codes><Code guid="{g(1)}" name="a" isCodable="false" color="rgb(255,0,0)"/>'
    f'<Code guid="{g(3)}" name="b" isCodable="true" color="transparent"/></Codes></CodeBook>'
)
CASE = (
    f'<Variables><Variable guid="{g(80)}" name="county" typeOfVariable="Text"/></Variables><Cases><Case guid="{g(40)}">'
    f'<VariableValue><VariableRef targetGUID="{g(80)}"/><TextValue>no</TextValue></VariableValue>'
    f'<SourceRef targetGUID="{g(100)}"/></Case></Cases>'
)
NOTE = (
    f'<Notes><Note guid="{g(30)}"><PlainTextContent>Again!</PlainTextContent></Note></Notes>'
    f'<Links><Link guid="{g(50)}" originGUID="{g(30)}" targetGUID="{g(10)}"/></Links>'
)
TWO_FORMS = selection(10, 36, 40, "form", coding(20, 2) + coding(21, 4))
INTAKE = selection(10, 14, 25, "intake form", coding(20, 2))
MID_WORD = "".join(
    selection(
        10 + number, WINDOWS.index(words), WINDOWS.index(words) + len(words), f"q{number}", coding(20 + number, 2)
    )
    for number, words in enumerate(["sent", "form", "ring", "Nobody"])
)

UNSAID = {"kind-unknown", "source-without-case", "codes-alike", "consent-unknown", "informant-without-source"}
"""What `check` lists because other programs do not ask for it; nothing that is wrong with words."""

DEFECTS: dict[str, tuple[str, str | bytes, list[tuple[str, str, str]]]] = {
    "1 a byte order mark": (CODES + text_source(WAITED), b"\xef\xbb\xbf" + TALK.encode(), [FORM]),
    "2 UTF-16 units": (CODES + text_source(INTAKE), SMILE, [("work > form", "intake form", "Ann")]),
    "3 line ends of Windows": (
        CODES + text_source(selection(10, 37, 53, "form and waited.", coding(20, 2, f'creatingUser="{BO}"'))),
        WINDOWS,
        [FORM],
    ),
    "4 codes of one name": (
        CODES + text_source(TWO_FORMS),
        TALK,
        [("texts > form", "form", "Ann"), ("work > form", "form", "Ann")],
    ),
    "5 notes without a date": (CODES + text_source(WAITED) + NOTE, TALK, [FORM]),
    "6 a text inside the XML": (CODES + INLINE, TALK, [FORM]),
    "7 who coded": (
        CODES + text_source(selection(10, 36, 40, "form", coding(20, 2), f'creatingUser="{ADA}"')),
        TALK,
        [("work > form", "form", "Ada")],
    ),
    "8 a user nobody knows": (
        CODES.removeprefix(USERS) + text_source(WAITED),
        TALK,
        [("work > form", "form and waited.", BO[:8].upper())],
    ),
    "9, 17 a rectangle and the words of one GUID": (
        CODES + PDF,
        TALK,
        [("texts > form", "form and waited.", "Ann"), FORM],
    ),
    "11 a rich text that is plain": (
        CODES + text_source(WAITED).replace("plainTextPath", "richTextPath"),
        TALK,
        [FORM],
    ),
    "12 a path without a scheme": (CODES + text_source(WAITED, "t.txt"), TALK, [FORM]),
    "14 an empty list of sets": (CODES + text_source(WAITED) + "<Sets/>", TALK, [FORM]),
    "15 colours, and a code that is not codable": (
        COLOURS + text_source(selection(10, 36, 40, "form", coding(20, 1))),
        TALK,
        [("a", "form", "Ann")],
    ),
    "16 nothing marked": (CODES + text_source(), TALK, []),
    "18 a case without a name": (CODES + CASE + text_source(WAITED), TALK, [FORM]),
    "19 a note tied by a link": (CODES + text_source(WAITED) + NOTE, TALK, [FORM]),
    "20 codings in mid-word": (
        CODES + text_source(MID_WORD),
        TALK,
        [("work > form", words, "Ann") for words in ("Nobody", "form", "ring", "sent")],
    ),
    "GUIDs in braces and capitals, missing and doubled": (
        CODES
        + text_source(
            selection(10, 36, 40, "form", f'<Coding><CodeRef targetGUID="{{{g(2).upper()}}}"/></Coding>')
            + selection(10, 45, 51, "waited", coding(2, 4))
        ),
        TALK,
        [("texts > form", "waited", "Ann"), ("work > form", "form", "Ann")],
    ),
    "positions out of range": (
        CODES + text_source(WAITED + selection(11, 500, 600, "", coding(21, 2)) + selection(12, -5, 3, "", "")),
        TALK,
        [FORM],
    ),
    "broken letters": (CODES + text_source(WAITED), TALK.encode() + b"\xff\xfe\xc3\x28", [FORM]),
}


@pytest.fixture
def study(tmp_path: Path) -> Iterator[ie.Study]:
    """A study without anything in it."""
    with ie.create_study(tmp_path / "new.iestudy", title="T", standpoint="S", person="Ann") as made:
        yield made


@pytest.fixture
def worked(tmp_path: Path) -> Iterator[ie.Study]:
    """A study with the same text under another name, a code of the same name, a coding and a memo."""
    file = tmp_path / "ours.txt"
    file.write_text(TALK, encoding="utf-8")
    with ie.create_study(tmp_path / "worked.iestudy", title="T", standpoint="S", person="Ann") as made:
        source = made.add_source(file)
        made.code(source.find_one("sent the form"), made.add_code("work", definition="Ours."), memo="Mine.")
        made.add_memo("Think.", about="source ours", title="later")
        yield made


def written(folder: Path, body: str, text: str | bytes) -> Path:
    return packed(folder, xml(body), {"sources/t.txt": text if isinstance(text, bytes) else text.encode()})


def codings(study: ie.Study) -> list[tuple[str, str, str]]:
    book = study.codebook
    found = (each.coding for each in study.codings())
    return sorted((book.path(each.code), each.passage.quote, each.by) for each in found)


def content(study: ie.Study) -> list[str]:
    """Everything a researcher can see."""
    return [
        repr(sorted(map(str, each)))
        for each in (
            *(study.sources(), study.passages(), study.cases(), study.sites(), study.informants()),
            *(study.memos(), study.links(), study.sets(), study.codings(), study.codebook.codes),
        )
    ]


def assert_sound(study: ie.Study) -> None:
    assert {each.code for each in study.check()} <= UNSAID
    for passage in study.passages():
        assert study.source(passage.source).content[passage.start : passage.end] == passage.quote


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_project_with_a_known_defect_comes_in_and_goes_out_again_whole(
    study: ie.Study, tmp_path: Path, defect: str
) -> None:
    body, text, wanted = DEFECTS[defect]
    path = written(tmp_path, body, text)
    study.import_file(path)
    assert codings(study) == wanted
    assert_sound(study)
    before = content(study)
    again = study.import_file(path)
    assert (+again.kept, content(study)) == ({}, before)
    out = tmp_path / "out.qdpx"
    study.export_file(out)
    assert check_project(out) == []
    with ie.create_study(tmp_path / "next.iestudy", title="T", standpoint="S", person="Ann") as other:
        other.import_file(out)
        assert codings(other) == wanted


@pytest.mark.parametrize("defect", DEFECTS)
def test_what_is_in_a_study_stays_as_it_is_and_one_undo_takes_the_rest_out(
    worked: ie.Study, tmp_path: Path, defect: str
) -> None:
    body, text, wanted = DEFECTS[defect]
    before, own = content(worked), codings(worked)
    worked.import_file(written(tmp_path, body, text))
    assert codings(worked) == sorted(own + wanted)
    assert_sound(worked)
    assert worked.codebook.find("work")[0].definition == "Ours."
    worked.undo()
    assert content(worked) == before


# ---------------------------------------------------------------------------------- what is refused


def refused() -> dict[str, bytes]:
    """Files that hold nothing that can be read, or want harm, by the name they go under."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w") as archive:
        archive.writestr("project.qde", b"<Project>")
    claim = bytearray(bomb.getvalue())
    for header, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = claim.index(header) + at
        claim[place : place + 4] = (2_000_000_000).to_bytes(4, "little")
    entities = b'<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><CodeBook><Codes>&b;</Codes></CodeBook>'
    return {
        "no zip.qdpx": b"PK\x03\x04 not a zip",
        "empty.qdpx": b"",
        "climbs.qdpx": _zipped({"../../project.qde": b"<Project/>"}),
        "another root.qdpx": _zipped({"project.qde": b"<Html/>"}),
        "broken XML.qdpx": _zipped({"project.qde": b"<Project"}),
        "a claim of 2 GB.qdpx": bytes(claim),
        "entities.qdc": entities,
        "no XML.qdc": b"codes: waiting",
        "blanks.yaml": b" \n\n",
        "an object.yaml": b"codes: !!python/object/apply:os.system [echo]\n",
        "a list.yaml": b"- [1, 2]\n",
        "half a letter.csv": b"code;quote\nwork;\xff\xfe\x00",
        "no columns.csv": b"a,b\n1,2\n",
        "no workbook.xlsx": _zipped({"x": b""}),
        "no document.docx": _zipped({"word/document.xml": b"<x/>"}),
        "no JSON.jsonld": b"{",
        "deep.jsonld": b"[" * 100_000,
        "no annotations.jsonld": b'{"a": 1}',
        "no database.sqlite3": b"SQLite format 3\x00" + b"\xff" * 600,
        "no database.qda": b"SQLite",
        "unknown.xyz": b"words",
    }


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize("name", refused())
def test_a_file_that_cannot_be_read_is_one_sentence_and_the_study_stays_as_it_is(
    worked: ie.Study, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(refused()[name])
    before, entries = content(worked), len(worked.history())
    with pytest.raises(FileProblem) as refusal:
        worked.import_file(tmp_path / name)
    sentence = str(refusal.value)
    assert name in sentence
    assert (sentence[-1], sentence.isprintable()) == (".", True)
    assert (content(worked), len(worked.history())) == (before, entries)


def _changed(data: bytes, chance: random.Random) -> bytes:
    """The file with a few bytes changed; of a zip, those of one part, so that it is still one."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        place, length = chance.randrange(len(data)), chance.choice([0, 1, 1, 8])
        return data[:place] + chance.randbytes(chance.choice([0, 1, 2])) + data[place + length :]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    name = chance.choice(sorted(parts))
    return _zipped(parts | {name: _changed(parts[name], chance) if parts[name] else b"x"})


@pytest.mark.parametrize("one", BOTH_WAYS, ids=lambda each: each.name)
def test_whatever_is_broken_in_a_file_the_study_is_sound_and_nothing_of_it_is_gone(
    worked: ie.Study, tmp_path: Path, one: Exchange
) -> None:
    chance, path, own = random.Random(7), tmp_path / f"broken{one.suffixes[0]}", codings(worked)
    write_bundle(bundle(), path, format=one.name)
    whole = path.read_bytes()
    for _ in range(10):
        path.write_bytes(_changed(whole, chance))
        with contextlib.suppress(FileProblem):
            worked.import_file(path, format=one.name)
        assert set(own) <= set(codings(worked))
        for passage in worked.passages():
            assert worked.source(passage.source).content[passage.start : passage.end] == passage.quote


# ------------------------------------------------------------------------------------- going out


@pytest.mark.parametrize("one", BOTH_WAYS, ids=lambda each: each.name)
def test_what_a_study_gives_out_comes_into_it_again_as_nothing_new(
    worked: ie.Study, tmp_path: Path, one: Exchange
) -> None:
    path = tmp_path / f"out{one.suffixes[0]}"
    worked.export_file(path, format=one.name)
    before = content(worked)
    report = worked.import_file(path, format=one.name)
    assert ({what: count for what, count in report.kept.items() if count}, content(worked)) == ({}, before)
    for each in report.findings:
        assert (each.why[0], each.why[-1]) == (each.why[0].upper(), ".")


def test_a_folder_of_word_documents_goes_out_and_comes_in(worked: ie.Study, tmp_path: Path) -> None:
    folder, other = tmp_path / "for Word", tmp_path / "other.txt"
    other.write_text("Another text.\n", encoding="utf-8")
    worked.add_source(other)
    worked.export_file(folder, format="docx")
    assert sorted(each.name for each in folder.iterdir()) == ["other.docx", "ours.docx"]
    with ie.create_study(tmp_path / "next.iestudy", title="T", standpoint="S", person="Ann") as study:
        study.import_file(folder)
        assert codings(study) == codings(worked)
    worked.export_file(folder)
    with pytest.raises(FileNotWritten, match='name a folder for them, with format="docx"'):
        worked.export_file(tmp_path / "all.docx")


@pytest.mark.parametrize("name", ["", "x" * 300, "no folder/a", "a\0b"])
@pytest.mark.parametrize("one", EXCHANGES, ids=lambda each: each.name)
def test_a_name_that_no_file_can_have_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, one: Exchange
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in (name, name + one.suffixes[0]):
        for given in (None, one.name):
            with contextlib.suppress(IEError):
                read_bundle(path, format=given)
            if one.write is not None:
                with contextlib.suppress(IEError):
                    write_bundle(bundle(), path, format=given)
