"""Projects of Taguette: their documents, tags and highlights, at exactly the words they were on."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileProblem
from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.refi_positions import Mark, Unit
from ieworkbench.exchange.taguette import FORMAT, read
from ieworkbench.exchange.taguette_text import read_page
from ieworkbench.model import Codebook, RecordKind, RecordRef

_SCHEMA = """
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, PRIMARY KEY (version_num));
CREATE TABLE users (login VARCHAR(30) NOT NULL, created DATETIME NOT NULL, hashed_password VARCHAR(192),
  disabled BOOLEAN NOT NULL, password_set_date DATETIME, language VARCHAR(10), email VARCHAR(256),
  email_sent DATETIME, PRIMARY KEY (login));
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE project_members (project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL,
  privileges VARCHAR(11) NOT NULL, PRIMARY KEY (project_id, user_login));
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL, project_id INTEGER NOT NULL,
  text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL,
  user_login VARCHAR(30) NOT NULL, project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
  path VARCHAR(200) NOT NULL, description TEXT NOT NULL, UNIQUE (project_id, path));
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
  PRIMARY KEY (highlight_id, tag_id));
"""
_TALK = (
    "<h1>Møte på kontoret</h1>\n<p>A: Jeg ringte \U0001f600 hver dag.</p>\n"
    "<p>B: Skjemaet kom <b>til</b>bake,<br>ni <em>uker</em> etter.</p>\n<ol>\n<li>søknad</li>\n<li>vedtak &amp; klage</li>\n</ol>"
)
_WORDS = (  # what lies between the tags, as it is counted
    "Møte på kontoret\nA: Jeg ringte \U0001f600 hver dag.\nB: Skjemaet kom tilbake,ni uker etter.\n\nsøknad\nvedtak & klage\n"
)


class Project:
    """A database of Taguette's in the making."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.executescript(_SCHEMA)
        self.add("users", "ada", "2021-01-01 00:00:00.000000", "scrypt:secret", 0, None, "en", None, None)
        self.add("projects", 1, "Work and waiting", "How people wait.", "2021-05-01 12:00:00.123456")

    def add(self, table: str, *values: object) -> None:
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
            connection.commit()

    def document(self, number: int, contents: str = _TALK, name: str = "First talk", project: int = 1) -> None:
        made = "2021-05-02 08:00:00.000000"
        self.add("documents", number, name, "", f"{name}.docx", made, project, "LEFT_TO_RIGHT", contents)

    def tag(self, number: int, path: str, description: str = "", project: int = 1) -> None:
        self.add("tags", number, project, path, description)

    def highlight(self, number: int, words: str, *tags: int, document: int = 1, snippet: str | None = None) -> None:
        start = len(_WORDS[: _WORDS.index(words)].encode())
        markup = f"<p>{words}</p>" if snippet is None else snippet
        self.place(number, start, start + len(words.encode()), *tags, document=document, snippet=markup)

    def place(self, number: int, start: int, end: int, *tags: int, document: int = 1, snippet: str = "") -> None:
        self.add("highlights", number, document, start, end, snippet)
        for tag in tags:
            self.add("highlight_tags", number, tag)

    def command(self, who: str, when: str, **payload: object) -> None:
        self.add("commands", None, when, who, 1, 1, json.dumps(payload))

    def read(self) -> tuple[Bundle, Report]:
        report = Report(str(self.path), "taguette")
        return read(str(self.path), Codebook(), report), report


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path / "project.sqlite3")
    made.document(1)
    made.tag(1, "waiting", "Time until someone answers.")
    made.tag(2, "waiting.letters")
    return made


def _quotes(bundle: Bundle) -> list[tuple[str, str]]:
    return [(bundle.codebook.path(each.code), each.passage.quote) for each in bundle.codings]


def test_highlights_are_on_their_words_behind_letters_of_several_bytes(project: Project):
    project.highlight(1, "ringte \U0001f600 hver", 1)
    project.highlight(2, "tilbake,ni uker", 2, snippet="<p><b>til</b>bake,<br/>ni <em>uker</em></p>")
    project.highlight(3, "vedtak & klage", 1, 2, snippet="<ol><li>vedtak &amp; klage</li></ol>")
    bundle, report = project.read()
    assert _quotes(bundle) == [
        ("waiting", "ringte \U0001f600 hver"),
        ("waiting > letters", "tilbake,\nni uker"),
        ("waiting", "vedtak & klage"),
        ("waiting > letters", "vedtak & klage"),
    ]
    assert report.findings == []
    assert dict(report.kept) == {"sources": 1, "codes": 2, "passages": 3, "codings": 4, "memos": 1}
    assert all(each.stands_in(bundle.sources[0].content) for each in bundle.passages)


def test_a_document_is_a_source_as_a_web_page_is_read(project: Project):
    bundle, _ = project.read()
    (source,) = bundle.sources
    assert (source.id, source.title) == ("First talk", "First talk")
    assert source.content == (
        "Møte på kontoret\nA: Jeg ringte \U0001f600 hver dag.\nB: Skjemaet kom tilbake,\nni uker etter.\n"
        "1.\tsøknad\n2.\tvedtak & klage\n"
    )
    assert source.sections[0].kind.value == "heading"
    assert bundle.originals == {"First talk": _TALK.encode()}


def test_words_that_the_web_reader_would_take_away_stay(project: Project):
    """Struck-out words are no words of a web page for us, but they were there to be highlighted."""
    project.document(2, "<p>She <del>rang</del> wrote.</p>\n<pre>\n  a\n  b</pre>", "Letter")
    project.place(9, 4, 8, 1, document=2, snippet="<p><del>rang</del></p>")
    bundle, report = project.read()
    assert bundle.source("Letter").content == "She rang wrote.\na\nb"
    assert _quotes(bundle) == [("waiting", "rang")]
    assert report.findings == []


def test_codes_know_their_definitions_and_stand_under_those_tags_that_exist(project: Project):
    project.tag(3, "e.g. forms")
    project.tag(4, "waiting.letters.late")
    project.tag(5, "waiting.phone.long")
    project.tag(6, "waiting.")
    bundle, _ = project.read()
    assert [bundle.codebook.path(each.id) for each in bundle.codebook] == [
        "waiting",
        "waiting > letters",
        "e.g. forms",
        "waiting > letters > late",
        "waiting > phone.long",
        "waiting.",
    ]
    assert bundle.codebook.one("waiting").definition == "Time until someone answers."


def test_the_log_says_who_tagged_and_when(project: Project):
    for number in (1, 2, 3):
        project.highlight(number, "Skjemaet kom", 1, 2)
    project.tag(3, "letters")
    early, late = "2021-06-01 10:00:00.000000", "2021-06-02 11:30:00.500000"
    place = {"start_offset": 1, "end_offset": 2}
    project.command("ada", early, type="highlight_add", highlight_id=1, tags=[1], **place)
    project.command("ben", late, type="highlight_add", highlight_id=1, tags=[1, 2], **place)
    project.command("ada", early, type="highlight_add", id=2, tags=[1, 3], **place)
    project.command("ben", late, type="tag_merge", src=3, dest=2)
    project.command("ada", early, type="highlight_add", highlight_id=3, tags=[1, 2], **place)
    project.command("ada", early, type="highlight_add", highlight_id=3, tags=[2], **place)
    project.command("ben", late, type="highlight_add", highlight_id=3, tags=[1, 2], **place)
    bundle, _ = project.read()
    ada, ben = (
        ("ada", dt.datetime.fromisoformat("2021-06-01T10:00:00")),
        ("ben", dt.datetime.fromisoformat("2021-06-02T11:30:00.500000")),
    )
    assert [(each.by, each.at) for each in bundle.codings] == [ada, ben, ada, ada, ben, ada]
    assert bundle.people == ("ada", "ben")


def test_a_broken_log_costs_nothing_but_the_names(project: Project):
    project.highlight(1, "Skjemaet", 1)
    for payload in (
        "",
        "[1]",
        "{",
        "[" * 5000,
        '{"type": "highlight_add", "highlight_id": 1, "tags": [null, [1], "1"]}',
    ):
        project.add("commands", None, "yesterday", "ada", 1, 1, payload)
    project.command("ada", "later", type="tag_merge", src_tag_id=1, dest_tag_id=1)
    bundle, report = project.read()
    assert _quotes(bundle) == [("waiting", "Skjemaet")]
    assert report.facts == ["For 1 of 1 coding the file does not say who made them."]


def test_a_highlight_without_a_tag_is_a_passage(project: Project):
    project.highlight(1, "ni uker")
    bundle, report = project.read()
    assert [each.quote for each in bundle.passages] == ["ni uker"]
    assert bundle.codings == ()
    assert report.facts == ["First talk: “ni uker” has no tag; it is a passage without a code."]


def test_highlights_that_count_otherwise_are_known_by_their_words(project: Project):
    """The first versions of Taguette counted UTF-16 units behind letters such as emoji."""
    for number, words in enumerate(("hver dag", "Skjemaet kom", "vedtak"), 1):
        start = len(_WORDS[: _WORDS.index(words)].encode("utf-16-le")) // 2
        project.place(number, start, start + len(words), 1, snippet=f"<p>{words}</p>")
    bundle, report = project.read()
    assert [quote for _, quote in _quotes(bundle)] == ["hver dag", "Skjemaet kom", "vedtak"]
    assert report.facts[0] == "In First talk, the highlights' positions count UTF-16 units."


def test_a_highlight_is_never_on_other_words(project: Project):
    project.place(1, 0, 5, 1, snippet="<p>Skjemaet kom</p>")
    project.place(2, 0, 5, 1, snippet="<p>kom til bake</p>")
    project.place(3, 0, 5, 1, snippet="<p>e</p>")
    project.place(4, 0, 5, 1, snippet="<p>something else</p>")
    project.place(5, 5, 900, 1, snippet="<p>gone</p>")
    project.place(6, 900, 5, 1, snippet="")
    bundle, report = project.read()
    assert [quote for _, quote in _quotes(bundle)] == ["Skjemaet kom"]
    assert [(each.fate.value, each.what) for each in report.findings] == [
        ("changed", "highlight"),
        *[("unplaced", "highlight")] * 5,
        *[("dropped", "coding")] * 5,
    ]
    assert report.findings[2].why == "Other words stand there, and its own stand in several places."


def test_what_hangs_in_the_air_is_listed(project: Project):
    project.place(1, 0, 4, 1, document=77, snippet="x")
    project.highlight(2, "ni uker", 99)
    project.add("highlight_tags", 55, 1)
    project.document(2, "<p> </p>", "Empty")
    bundle, report = project.read()
    assert [each.quote for each in bundle.passages] == ["ni uker"]
    assert [(each.what, each.where, each.why) for each in report.findings] == [
        ("document", "Empty", "It holds no words."),
        ("highlight", "number 1", "The document it stood in is not there."),
        ("coding", "First talk, highlight 2", "Its tag, number 99, is not there; its words are a passage still."),
        ("coding", "highlight 1", "Its highlight has no place."),
        ("coding", "highlight 55", "Its highlight is not there."),
    ]


def test_descriptions_are_memos(project: Project):
    project.add(
        "documents", 2, "Letter", "Came\r\nlate.", "l.txt", "2021-05-03 09:00:00", 1, "LEFT_TO_RIGHT", "<p>Hi</p>"
    )
    bundle, _ = project.read()
    assert [(each.text, each.title, each.about, each.at) for each in bundle.memos] == [
        (
            "How people wait.",
            "Work and waiting",
            RecordRef(RecordKind.STUDY, bundle.id),
            dt.datetime.fromisoformat("2021-05-01T12:00:00.123456"),
        ),
        (
            "Came\nlate.",
            "Letter",
            RecordRef(RecordKind.SOURCE, "Letter"),
            dt.datetime.fromisoformat("2021-05-03T09:00:00"),
        ),
    ]


def test_every_project_of_the_file_is_read_under_its_name(project: Project):
    project.add("projects", 2, "Copy; of it", "", "2021-05-01 12:00:00.123456")
    project.document(2, project=2)
    project.tag(3, "waiting", project=2)
    project.highlight(1, "ni uker", 1)
    project.highlight(2, "ni uker", 3, document=2)
    bundle, report = project.read()
    assert [each.id for each in bundle.sources] == ["Work and waiting First talk", "Copy, of it First talk"]
    assert [path for path, _ in _quotes(bundle)] == ["Work and waiting > waiting", "Copy; of it > waiting"]
    assert [each.codable for each in bundle.codebook] == [False, True, True, False, True]
    assert report.facts[0].startswith("The file holds 2 projects (“Work and waiting”, “Copy; of it”); all were read")


def test_names_become_ids_that_can_be_typed(project: Project):
    project.document(2, name="a;b\n\tc" + "x" * 150)
    project.document(3, name="first TALK")
    project.document(4, name="")
    bundle, _ = project.read()
    assert [each.id for each in bundle.sources] == ["First talk", "a,b c" + "x" * 95, "first TALK", ".docx"]


def test_reading_twice_gives_the_same(project: Project):
    project.highlight(1, "ni uker", 1, 2)
    first, second = project.read()[0], project.read()[0]
    assert first == second
    assert len({each.id for each in (*first.codebook, *first.passages, *first.codings, *first.memos)}) == 6


def test_versions_of_the_schema_with_fewer_columns_are_read(project: Project):
    project.highlight(1, "ni uker", 1)
    with contextlib.closing(sqlite3.connect(project.path)) as connection:
        connection.execute("ALTER TABLE documents DROP COLUMN text_direction")
        connection.execute("ALTER TABLE documents DROP COLUMN filename")
        connection.execute("DROP TABLE commands")
        connection.commit()
    bundle, report = project.read()
    assert _quotes(bundle) == [("waiting", "ni uker")]
    assert [(each.what, each.where) for each in report.findings] == [("table", "documents"), ("table", "commands")]


def test_another_database_is_refused(tmp_path: Path):
    path = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    with pytest.raises(FileDamaged, match=r"other\.db: this is a database, but not one of Taguette; check"):
        read(str(path), Codebook(), Report("x", "taguette"))
    assert FORMAT.write is None


def test_truncated_and_mutated_projects_give_a_bundle_or_one_of_our_sentences(project: Project, tmp_path: Path):
    for number in range(1, 5):
        project.highlight(number, "Skjemaet kom", 1)
    data, chance = project.path.read_bytes(), random.Random(3)
    path = tmp_path / "mutated.sqlite3"
    for _ in range(120):
        mutated = bytearray(data[: chance.choice([len(data), len(data), chance.randrange(100, len(data))])])
        for _ in range(chance.randint(0, 40)):
            mutated[chance.randrange(16, len(mutated))] = chance.randrange(256)
        path.write_bytes(bytes(mutated))
        with contextlib.suppress(FileProblem):
            bundle = read(str(path), Codebook(), Report("x", "taguette"))
            assert all(each.stands_in(bundle.source(each.source).content) for each in bundle.passages)


def test_values_of_any_kind_in_any_column_are_survived(tmp_path: Path):
    chance = random.Random(11)
    values = [
        None,
        "",
        "1",
        1,
        2,
        -1,
        2**62,
        1.5,
        b"\xff\x00",
        "\x00",
        "<p>a\U0001f600b</p>",
        "[[]]",
        '{"type":1}',
        "a.b",
    ]
    for number in range(60):
        path = tmp_path / f"{number}.sqlite3"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            for table in ("projects", "documents", "tags", "highlights", "highlight_tags", "commands"):
                columns = [row[1] for row in sqlite3_columns(table)]
                connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
                for _ in range(5):
                    row = [chance.choice(values) for _ in columns]
                    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", row)
            connection.commit()
        with contextlib.suppress(FileProblem):
            read(str(path), Codebook(), Report("x", "taguette"))


def sqlite3_columns(table: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_SCHEMA)
        return connection.execute(f"PRAGMA table_info({table})").fetchall()


_PIECES = st.sampled_from(["ord ", "å", "\U0001f600", "&amp;", "<b>x</b>", "</p>\n<p>", "<br>", "\n", "&nbsp;", "ñ "])


@settings(max_examples=60)
@given(st.lists(_PIECES, min_size=1, max_size=30), st.data())
def test_any_stretch_of_bytes_is_found_at_the_letters_it_covers(inside: list[str], data: st.DataObject):
    markup = f"<p>{''.join(inside)}</p>"
    page = read_page(markup, "page")
    if page is None:
        return
    size = len(page.counted.encode())
    start = data.draw(st.integers(0, size - 1))
    end = data.draw(st.integers(start + 1, size))
    words = page.counted.encode()[start:end].decode("utf-8", "ignore")
    unit, (place,) = page.places([Mark(start, end, "")])
    assert unit is Unit.UTF8
    if place.start >= 0:
        found = "".join(page.source.content[place.start : place.end].split())
        assert "".join(words.split()) in {found, found[:-1]}  # a letter cut through at its end is taken whole
    else:
        assert not words.strip()
