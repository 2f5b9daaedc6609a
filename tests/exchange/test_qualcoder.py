"""Projects of QualCoder: everything that is about words, on exactly those words."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileMissing, FileProblem
from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.qualcoder import FORMAT, read
from ieworkbench.exchange.qualcoder_places import Ways
from ieworkbench.exchange.refi_positions import Mark
from ieworkbench.model import AttributeType, Codebook, RecordKind, RecordRef

_SCHEMA = {
    "project": "databaseversion text, date text, memo text, about text, bookmarkfile integer, bookmarkpos integer, "
    "codername text, recently_used_codes text",
    "source": "id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text, "
    "av_text_id integer, risid integer, unique(name)",
    "code_image": "imid integer primary key, id integer, x1 integer, y1 integer, width integer, height integer, "
    "cid integer, memo text, date text, owner text, important integer, pdf_page integer",
    "code_av": "avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer, memo text, date text, "
    "owner text, important integer",
    "annotation": "anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text, date text",
    "attribute_type": "name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text",
    "attribute": "attrid integer primary key, name text, attr_type text, value text, id integer, date text, owner text",
    "case_text": "id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text, "
    "date text, memo text",
    "cases": "caseid integer primary key, name text, memo text, owner text, date text, constraint ucm unique(name)",
    "code_cat": "catid integer primary key, name text, owner text, date text, memo text, supercatid integer, unique(name)",
    "code_text": "ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer, "
    "owner text, date text, memo text, avid integer, important integer, unique(cid,fid,pos0,pos1,owner)",
    "code_name": "cid integer primary key, name text, memo text, catid integer, owner text, date text, color text, "
    "supercid integer, unique(name)",
    "journal": "jid integer primary key, name text, jentry text, date text, owner text, unique(name)",
    "stored_sql": "title text, description text, grouper text, ssql text, unique(title)",
    "graph": "grid integer primary key, name text, description text, date text, scene_width integer, scene_height integer",
    "ris": "risid integer, tag text, longtag text, value text",
}
_WHEN = "2024-03-01 09:30:00"
_TALK = "I: How did it begin?\n\nU: I rang them every day. The form came back. I rang again.\n"
_SMILE = "U: \U0001f600 I rang them. \U0001f680 The form came back. I rang again.\n"


class Project:
    """A project folder of QualCoder's in the making."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "documents").mkdir(parents=True)
        self.database = folder / "data.qda"
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            for table, columns in _SCHEMA.items():
                connection.execute(f"CREATE TABLE {table} ({columns})")
            connection.commit()
        self.add("project", databaseversion="v16", date="2024-01-01 08:00:00", memo="What we ask.", about="QualCoder")

    def add(self, table: str, **values: object) -> None:
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            names, marks = ", ".join(values), ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
            connection.commit()

    def text(self, number: int, text: str | None = _TALK, name: str = "talk.txt", **more: object) -> None:
        self.add("source", id=number, name=name, fulltext=text, owner="ada", date=_WHEN, **more)

    def code(self, number: int, name: str, **more: object) -> None:
        self.add("code_name", cid=number, name=name, owner="ada", date=_WHEN, **more)

    def coding(self, words: str, start: int, end: int, cid: int = 1, fid: int = 1, **more: object) -> None:
        kept = {"owner": "ada", "date": _WHEN, **more}
        self.add("code_text", cid=cid, fid=fid, seltext=words, pos0=start, pos1=end, **kept)

    def on(self, words: str, text: str = _TALK, **more: object) -> None:
        start = text.index(words)
        self.coding(words, start, start + len(words), **more)

    def read(self) -> tuple[Bundle, Report]:
        report = Report(str(self.folder), "qualcoder")
        return read(str(self.folder), Codebook(), report), report


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path / "inquiry.qda")
    made.text(1)
    made.code(1, "phoning", color="#FFC0CB", memo="Ringing an office.\r\nAlso texting.")
    return made


def _quotes(bundle: Bundle) -> list[str]:
    return [each.passage.quote for each in bundle.codings]


def _findings(report: Report) -> list[tuple[str, str, str, str]]:
    return [(each.fate.value, each.what, each.where, each.why) for each in report.findings]


def test_codings_are_on_their_words_with_who_when_and_why(project: Project):
    project.on("I rang them", memo="Who?\r\nWhen?", owner="ben", date="2024-03-02 10:00:00")
    project.on("form")
    bundle, report = project.read()
    first, second = bundle.codings
    assert (first.passage.quote, first.passage.start, first.by, first.at, first.memo) == (
        "I rang them",
        25,
        "ben",
        dt.datetime.fromisoformat("2024-03-02T10:00:00"),
        "Who?\nWhen?",
    )
    assert second.passage.quote == "form"
    assert bundle.people == ("ada", "ben")
    assert bundle.title == "inquiry"
    assert report.findings == []
    assert dict(report.kept) == {
        "sources": 1,
        "codes": 1,
        "passages": 2,
        "codings": 2,
        "cases": 0,
        "passages of cases": 0,
        "attributes": 0,
        "attribute values": 0,
        "memos": 1,
    }


def test_codes_stand_under_categories_and_codes(project: Project):
    project.add("code_cat", catid=1, name="work", supercatid=2, memo="What people do.")
    project.add("code_cat", catid=2, name="all", supercatid=None)
    project.code(2, "waiting", catid=1)
    project.code(3, "waiting\nlong", supercid=2, color="rgb(1,2,3)")
    project.code(4, "lost", catid=9)
    bundle, report = project.read()
    assert [(bundle.codebook.path(each.id), each.codable) for each in bundle.codebook] == [
        ("all > work", False),
        ("all", False),
        ("phoning", True),
        ("all > work > waiting", True),
        ("all > work > waiting > waiting long", True),
        ("lost", True),
    ]
    phoning = bundle.codebook.one("phoning")
    assert (phoning.definition, phoning.colour) == ("Ringing an office.\nAlso texting.", "#FFC0CB")
    assert _findings(report) == [
        ("changed", "code", "waiting long", "It is now called “waiting long”, on one line."),
        ("changed", "code", "waiting long", "Its colour, “rgb(1,2,3)”, is now #010203."),
        ("changed", "code", "lost", "The category it stood under is not there."),
    ]


def test_a_code_and_a_category_may_share_a_name(project: Project):
    project.add("code_cat", catid=1, name="phoning")
    bundle, _ = project.read()
    assert [(each.name, each.codable) for each in bundle.codebook] == [("phoning", False), ("phoning", True)]


def test_categories_that_stand_under_each_other_are_taken_apart(project: Project):
    for number, above in ((1, 2), (2, 3), (3, 1), (4, 4), (5, 1)):
        project.add("code_cat", catid=number, name=f"c{number}", supercatid=above)
    project.code(2, "self", supercid=2)
    bundle, report = project.read()
    assert len(bundle.codebook) == 7
    assert [each[1] for each in _findings(report)] == ["category", "category", "code"]


def test_positions_in_utf16_units_and_in_code_points_are_told_apart_by_the_words(project: Project):
    """By hand the program counts UTF-16 units, automatically code points, even in one text."""
    project.text(2, _SMILE, "smile.txt")
    project.coding("I rang them", 6, 17, fid=2)
    project.coding("The form", 22, 30, fid=2)
    project.coding("The form", 20, 28, fid=2)
    project.coding("came back", 31, 40, fid=2)
    project.add("annotation", fid=2, pos0=26, pos1=30, memo="Which one?", owner="ben", date=_WHEN)
    bundle, report = project.read()
    assert _quotes(bundle) == ["I rang them", "The form", "The form", "came back"]
    assert "In smile, positions count UTF-16 units, the end is after the last letter." in report.facts
    assert [each[:2] for each in _findings(report)] == [("changed", "coding")]
    (note,) = [each for each in bundle.memos if each.about is not None and each.about.kind is RecordKind.PASSAGE]
    assert note.about is not None
    assert {each.id: each.quote for each in bundle.passages}[note.about.id] == "form"


@pytest.mark.parametrize("mark_counts", [True, False])
@pytest.mark.parametrize("ends_count_two", [True, False])
def test_byte_order_marks_and_line_ends_count_as_the_words_show(
    project: Project, mark_counts: bool, ends_count_two: bool
):
    text = "\ufeff" + _TALK.replace("\n", "\r\n")
    project.text(2, text, "windows.txt")
    counted = text if mark_counts else text[1:]
    counted = counted if ends_count_two else counted.replace("\r\n", "\n")
    for words in ("I rang them", "The form came back", "I rang again"):
        project.on(words, counted, fid=2)
    bundle, report = project.read()
    assert bundle.source("windows").content == _TALK
    assert _quotes(bundle) == ["I rang them", "The form came back", "I rang again"]
    assert report.findings == []


def test_what_the_text_window_makes_of_letters_is_no_other_word(project: Project):
    project.text(2, "One\u00a0line\nand another one.\n", "odd.txt")
    project.coding("One line\u2029and another", 0, 20, fid=2)
    bundle, report = project.read()
    assert _quotes(bundle) == ["One\u00a0line\nand another"]
    assert report.findings == []


def test_a_coding_is_never_on_other_words(project: Project):
    project.coding("The form came back", 3, 21)  # moved: its words stand in one place
    project.coding("I rang", 0, 6)  # moved: they stand in two
    project.coding("The fax", 50, 57)
    project.coding("orm cam", 0, 7)
    project.coding("again", 900, 905)
    project.coding("", 30, 30)
    project.coding("", 500, 600)
    project.coding("day.", "there", None)
    bundle, report = project.read()
    assert _quotes(bundle) == ["The form came back", "again", "day."]
    assert [each[0] for each in _findings(report)] == [
        "changed", "unplaced", "unplaced", "unplaced", "changed", "unplaced", "unplaced", "changed"
    ]  # fmt: skip
    assert _findings(report)[1][2:] == (
        "talk, “I rang”",
        "Other words stand there, and its own stand in several places.",
    )


def test_codings_of_what_was_deleted_are_listed(project: Project):
    project.coding("I rang them", 25, 36, fid=7)
    project.coding("I rang them", 25, 36, cid=8)
    project.add("annotation", fid=7, pos0=1, pos1=2, memo="x")
    project.add("case_text", caseid=5, fid=1, pos0=0, pos1=9)
    bundle, report = project.read()
    assert bundle.codings == ()
    assert _findings(report) == [
        ("dropped", "coding", "talk, “I rang them”", "Its code is not there."),
        ("dropped", "coding", "source 7, “I rang them”", "The text it stood in is not there."),
        ("dropped", "text of a case", "talk", "Its case is not there."),
        ("dropped", "annotation", "source 7, 1 to 2", "The text it stood in is not there."),
    ]


def test_cases_have_whole_texts_and_passages(project: Project):
    project.text(2, _SMILE, "smile.txt")
    project.add("cases", caseid=1, name="Case; one", memo="The first.", owner="ada", date=_WHEN)
    project.add("cases", caseid=2, name="C2")
    project.add("case_text", caseid=1, fid=1, pos0=0, pos1=len(_TALK), memo="All of it.")
    project.add("case_text", caseid=1, fid=2, pos0=0, pos1=len(_SMILE) - 1)
    project.add("case_text", caseid=2, fid=1, pos0=22, pos1=47, memo="Hers.")
    project.add("case_text", caseid=2, fid=2, pos0=0, pos1=0)
    bundle, report = project.read()
    assert [(each.id, each.label) for each in bundle.cases] == [("Case, one", "Case; one"), ("C2", "")]
    assert [each.cases for each in bundle.sources] == [("Case, one",), ("Case, one", "C2")]
    ((case, passage),) = bundle.case_passages
    assert (case, next(each.quote for each in bundle.passages if each.id == passage)) == (
        "C2",
        "U: I rang them every day.",
    )
    assert [(each.text, each.about and each.about.kind.value) for each in bundle.memos] == [
        ("What we ask.", "study"),
        ("The first.", "case"),
        ("All of it.", "case"),
        ("Hers.", "passage"),
    ]
    assert [each[1] for each in _findings(report)] == ["case", "text of a case"]


def test_attributes_are_numbers_or_words_and_nothing_is_made_up(project: Project):
    project.add("cases", caseid=1, name="C1")
    project.add("attribute_type", name="county", caseOrFile="case", valuetype="character", memo="Where.")
    project.add("attribute_type", name="age", caseOrFile="case", valuetype="numeric")
    project.add("attribute_type", name="round", caseOrFile="file", valuetype="numeric")
    project.add("attribute_type", name="mood", caseOrFile="journal", valuetype="character")
    for name, kind, value, number in (
        ("county", "case", "Troms", 1),
        ("age", "case", "about 40", 1),
        ("round", "file", "2", 1),
        ("round", "file", "", 2),
        ("round", "file", "3", 9),
        ("nameless", "case", "x", 1),
    ):
        project.add("attribute", name=name, attr_type=kind, value=value, id=number)
    bundle, report = project.read()
    names = {each.id: each.name for each in bundle.attributes}
    assert [(each.name, each.type) for each in bundle.attributes] == [
        ("county", AttributeType.TEXT),
        ("age", AttributeType.TEXT),
        ("round", AttributeType.NUMBER),
        ("nameless", AttributeType.TEXT),
    ]
    assert [(names[each.attribute], str(each.about), each.value) for each in bundle.values] == [
        ("county", "case C1", "Troms"),
        ("age", "case C1", "about 40"),
        ("round", "source talk", "2"),
        ("nameless", "case C1", "x"),
    ]
    assert [each[:3] for each in _findings(report)] == [
        ("dropped", "attribute", "mood"),
        ("dropped", "attribute value", "round of file 9"),
        ("changed", "attribute", "age"),
    ]


def test_memos_stand_on_what_they_are_about(project: Project):
    project.text(2, "Short.\n", "note.txt", memo="From the archive.")
    project.add("journal", jid=1, name="Day 1", jentry="We began.", owner="ben", date="Fri Mar  1 09:30:00 2024")
    bundle, report = project.read()
    assert [(each.title, each.text, each.by, each.about) for each in bundle.memos] == [
        ("", "What we ask.", "", RecordRef(RecordKind.STUDY, bundle.id)),
        ("", "From the archive.", "ada", RecordRef(RecordKind.SOURCE, "note")),
        ("Day 1", "We began.", "ben", None),
    ]
    assert "1 date could not be read; what is dated so has none." in report.facts


def test_pictures_recordings_and_what_is_coded_in_them_are_listed(project: Project):
    project.text(2, None, "form.jpg", mediapath="/images/form.jpg", memo="Blurred.")
    project.text(3, None, "talk.mp3", mediapath="audio:C:/sound/talk.mp3", av_text_id=4)
    project.text(4, "[0:01] Hello.\n", "talk.mp3.transcribed")
    project.text(5, "", "scan.pdf", mediapath="/docs/scan.pdf")
    project.add("code_image", imid=1, id=2, cid=1)
    project.add("code_av", avid=1, id=3, cid=1)
    project.on("I rang them", important=1)
    project.add("graph", name="map")
    project.add("stored_sql", title="q", ssql="select 1")
    (project.folder / "pseudonyms.json").write_text("[]")
    bundle, report = project.read()
    assert [each.id for each in bundle.sources] == ["talk", "talk.mp3.transcribed"]
    assert [each[:3] for each in _findings(report)] == [
        ("dropped", "drawn graph", "1 of them"),
        ("dropped", "stored query", "1 of them"),
        ("dropped", "list of pseudonyms", "pseudonyms.json"),
        ("dropped", "picture", "form.jpg"),
        ("dropped", "sound recording", "talk.mp3"),
        ("dropped", "source", "scan.pdf"),
        ("dropped", "memo", "form.jpg"),
        ("dropped", "mark “important”", "talk, “I rang them”, phoning"),
        ("dropped", "coding of a picture", "form.jpg, phoning"),
        ("dropped", "coding of sound or film", "talk.mp3, phoning"),
    ]


def test_a_file_that_reads_exactly_so_is_the_source(project: Project):
    original = _TALK.replace("\n", "\r\n").encode("utf-16")
    (project.folder / "documents" / "talk.txt").write_bytes(original)
    bundle, report = project.read()
    assert bundle.originals == {"talk": original}
    assert bundle.sources[0].content == _TALK
    assert report.facts[0].startswith("1 of 1 texts read from their own files exactly as QualCoder keeps them")


def test_a_file_that_reads_otherwise_is_left_and_so_is_one_outside_the_folder(project: Project, tmp_path: Path):
    (project.folder / "documents" / "talk.txt").write_text("Quite another text.\n")
    (tmp_path / "secret.txt").write_text("Out.\n")
    (project.folder / "documents" / "link.txt").symlink_to(tmp_path / "secret.txt")
    project.text(2, "Out.\n", "../../secret.txt", mediapath="/docs/../../secret.txt")
    project.text(3, "Out.\n", "link.txt", mediapath="/docs/link.txt")
    bundle, report = project.read()
    assert bundle.originals["talk"] == _TALK.encode()
    assert report.facts[0].startswith("0 of 3 texts read from their own files")


def test_the_database_in_the_folder_may_be_named_too(project: Project):
    project.on("form")
    report = Report("x", "qualcoder")
    assert read(str(project.database), Codebook(), report) == project.read()[0]


def test_reading_twice_gives_the_same_and_a_moved_folder_too(project: Project, tmp_path: Path):
    project.on("form")
    first = project.read()[0]
    project.folder.rename(tmp_path / "elsewhere.qda")
    second = read(str(tmp_path / "elsewhere.qda"), Codebook(), Report("x", "qualcoder"))
    assert (first.codings, first.codebook, first.memos) == (second.codings, second.codebook, second.memos)
    assert second.title == "elsewhere"


def test_many_codes_are_on_one_passage(project: Project):
    project.code(2, "waiting")
    project.on("form")
    project.on("form", cid=2)
    project.on("form", cid=2, owner="ben")
    bundle, _ = project.read()
    assert len(bundle.passages) == 1
    assert len({each.id for each in bundle.codings}) == 3


def test_early_versions_have_fewer_tables_and_columns(tmp_path: Path):
    """Databases of version 1: codings without numbers, no transcripts, no marks, no sub-codes."""
    project = Project(tmp_path / "old.qda")
    project.text(1)
    project.code(1, "phoning")
    with contextlib.closing(sqlite3.connect(project.database)) as connection:
        connection.executescript(
            "DROP TABLE code_text; DROP TABLE graph; DROP TABLE stored_sql; DROP TABLE ris;"
            "CREATE TABLE code_text (cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text,"
            " date text, memo text, unique(cid,fid,pos0,pos1,owner));"
            "ALTER TABLE code_name DROP COLUMN supercid; ALTER TABLE source DROP COLUMN av_text_id;"
        )
    project.on("form")
    bundle, report = project.read()
    assert _quotes(bundle) == ["form"]
    assert report.findings == []


def test_changes_in_a_log_beside_the_database_are_read(project: Project):
    with contextlib.closing(sqlite3.connect(project.database)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("INSERT INTO code_text (cid, fid, seltext, pos0, pos1) VALUES (1, 1, 'form', 51, 55)")
        writer.commit()
        bundle, _ = project.read()
    assert _quotes(bundle) == ["form"]


def test_what_is_no_project_is_one_sentence(tmp_path: Path):
    folder = tmp_path / "empty.qda"
    folder.mkdir()
    with pytest.raises(FileMissing, match=r"data\.qda: there is no such file"):
        read(str(folder), Codebook(), Report("x", "qualcoder"))
    with contextlib.closing(sqlite3.connect(folder / "data.qda")) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    with pytest.raises(FileDamaged, match=r"empty\.qda: this is a database, but not one of QualCoder"):
        read(str(folder), Codebook(), Report("x", "qualcoder"))
    with pytest.raises(FileMissing):
        read(str(tmp_path / "gone.qda"), Codebook(), Report("x", "qualcoder"))
    assert FORMAT.write is None


def test_truncated_and_mutated_projects_give_a_bundle_or_one_of_our_sentences(project: Project, tmp_path: Path):
    project.add("cases", caseid=1, name="C1")
    project.on("form")
    project.on("I rang them")
    data, chance = project.database.read_bytes(), random.Random(5)
    for _ in range(100):
        mutated = bytearray(data[: chance.choice([len(data), len(data), chance.randrange(100, len(data))])])
        for _ in range(chance.randint(0, 60)):
            mutated[chance.randrange(16, len(mutated))] = chance.randrange(256)
        project.database.write_bytes(bytes(mutated))
        with contextlib.suppress(FileProblem):
            bundle, _ = project.read()
            assert all(each.stands_in(bundle.source(each.source).content) for each in bundle.passages)


def test_values_of_any_kind_in_any_column_are_survived(tmp_path: Path):
    chance = random.Random(13)
    values = [
        None,
        "",
        "1",
        1,
        2,
        0,
        -1,
        2**62,
        1.5,
        b"\xff\x00",
        "\x00",
        "a \U0001f600 b\r\n",
        "case",
        "file",
        "2024-13-99",
        "a",
    ]
    for number in range(60):
        folder = tmp_path / f"{number}.qda"
        folder.mkdir()
        with contextlib.closing(sqlite3.connect(folder / "data.qda")) as connection:
            for table, columns in _SCHEMA.items():
                names = [each.split()[0] for each in columns.split(", ") if "(" not in each]
                connection.execute(f"CREATE TABLE {table} ({', '.join(names)})")
                for _ in range(5):
                    row = [chance.choice(values) for _ in names]
                    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", row)
            connection.commit()
        with contextlib.suppress(FileProblem):
            read(str(folder), Codebook(), Report("x", "qualcoder"))


_LETTERS = st.text(st.sampled_from("ab å.\U0001f600\r\n"), min_size=1, max_size=40)


@settings(max_examples=80)
@given(_LETTERS, st.booleans(), st.booleans(), st.booleans(), st.data())
def test_whatever_is_counted_a_coding_is_on_its_words_or_nowhere(
    text: str, marked: bool, units: bool, ends: bool, data: st.DataObject
):
    counted = text if ends else text.replace("\r\n", "\n")
    start = data.draw(st.integers(0, max(0, len(counted) - 1)))
    end = data.draw(st.integers(start, len(counted)))
    words = counted[start:end]
    sizes = [len(counted[:each].encode("utf-16-le")) // 2 if units else each for each in (start, end)]
    ways = Ways("\ufeff" * marked + text, [Mark(*sizes, words)])
    (found,) = ways.places([Mark(*sizes, words)])
    if found.start >= 0 and words.strip():
        assert ways.content[found.start : found.end].split() == words.split()
    elif words.strip():
        assert found.why
