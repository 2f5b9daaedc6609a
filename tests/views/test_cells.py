"""What a notebook shows: escaped, compact, marked, and the same parts as in a terminal."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ieworkbench as ie
from ieworkbench.importers import read_bytes
from ieworkbench.model import Case, Section, SectionKind, Source, SourceKind, SourceWarning, Turn
from ieworkbench.model.source import Origin
from ieworkbench.study.table import Table
from ieworkbench.views.cells import html
from ieworkbench.views.marks import Markup

EVIL = "<script>alert('x')</script> & \"co\""
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;co&quot;"


class Page(HTMLParser):
    """The tags of a page and its text; well-formed, or an error."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - as the parser calls it
        self.open.append(tag)
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data


def made(content, *sections, turns=(), warnings=(), **said):
    origin = Origin("a.docx", "0" * 64, 1, "docx", "docx 1")
    return Source(
        content=content, turns=tuple(turns), sections=tuple(sections), warnings=tuple(warnings), origin=origin, **said
    )


def test_everything_that_somebody_wrote_is_escaped(study_with_evil):
    for value in study_with_evil:
        page = html(value)
        assert "<script" not in page
        assert "&lt;script&gt;" in page
        assert "script" not in Page(page).tags


@pytest.fixture
def study_with_evil(tmp_path):
    turn = Turn(0, len(EVIL), EVIL, 1_000)
    section = Section(0, 3, SectionKind.COMMENT, text=EVIL, author=EVIL, date=EVIL)
    talk = made(EVIL, section, turns=[turn], warnings=[SourceWarning("x", EVIL)], title=EVIL)
    letter = made(EVIL, Section(2, 2, SectionKind.DELETION, text=EVIL, author=EVIL), title=EVIL)
    with ie.create_study(tmp_path / "s.iestudy", title=EVIL, standpoint=EVIL) as study:
        path = tmp_path / "a.txt"
        path.write_text(f"A: {EVIL}\nB: {EVIL}\nA: x\nB: y\n")
        study.add_source(path, title=EVIL)
        yield [talk, letter, Table(EVIL, [Case(EVIL, EVIL)]), Table(EVIL, []), study, study.sources(), study.find("co")]


def test_a_document_shows_who_changed_what_and_comments_as_numbered_notes():
    content = "Decision\nYour application has been refused. You may appeal.\n"
    at = content.index("refused")
    appeal = content.index("You may")
    page = html(made(
        content,
        Section(0, 8, SectionKind.HEADING, 1),
        Section(at, at + 7, SectionKind.INSERTION, author="Leader", date="2014-03-05T10:00:00Z"),
        Section(at, at, SectionKind.DELETION, text="granted", author="Leader", date="2014-03-05T10:00:00Z"),
        Section(appeal, appeal + 15, SectionKind.COMMENT, text="How?", author="Jurist", date="2014-03-06"),
        kind=SourceKind.WRITTEN_DECISION,
    ))  # fmt: skip
    assert "<h4>Decision</h4>" in page
    assert (
        "<p>Your application has been <del title='deleted by Leader, 2014-03-05'>granted</del>"
        "<ins title='inserted by Leader, 2014-03-05'>refused</ins>. "
        "<mark title='How?'>You may appeal.</mark><sup>[1]</sup></p>"
    ) in page
    assert (
        "<summary>1 comment</summary><ol><li value='1'>“You may appeal.” — How? (Jurist, 2014-03-06)</li></ol>" in page
    )
    assert "written decision · 60 characters" in page


def test_a_deleted_paragraph_is_shown_where_it_stood():
    page = html(made("one\n\ntwo\n", Section(4, 4, SectionKind.DELETION, text="between")))
    assert "<p>one</p><p><del title='deleted'>between</del></p><p>two</p>" in page


def test_turns_have_only_the_columns_in_which_something_stands():
    turns = [Turn(0, 5), Turn(6, 11)]
    assert "<tr><td></td><th>words</th></tr>" in html(made("hello there", turns=turns))
    turns = [Turn(0, 5, "A", 3_723_000), Turn(6, 11, "B")]
    page = html(made("hello there", turns=turns))
    assert "<tr><td></td><th>time</th><th>speaker</th><th>words</th></tr>" in page
    assert "<td class='no'>0</td><td class='no'>1:02:03</td><td class='name'>A</td><td class=''>hello</td>" in page


def test_long_things_show_head_tail_and_how_many_are_between():
    talk = read_bytes("".join(f"A: turn {number}\nB: yes\n" for number in range(500)).encode(), "a.txt", turns=True)
    page = html(talk)
    assert "… 985 more …" in page
    assert page.count("<tr>") == 1 + 12 + 1 + 3
    assert "1,000 turns" in page
    page = html(read_bytes("".join(f"paragraph {n}\n" for n in range(100)).encode(), "a.txt", turns=False))
    assert "<p>paragraph 11</p><p class='more'>… 85 more …</p><p>paragraph 97</p>" in page
    page = html(Table("cases", [Case(f"C{number}") for number in range(16)]))
    assert "16 cases" in page
    assert "… 1 more …" in page
    page = html(read_bytes(b"word " * 1_000, "a.txt", turns=False))
    assert "… 3,800 more characters" in page
    assert len(page) < 5_000


def test_warnings_are_told_once_with_their_places():
    warnings = [SourceWarning("bullet-letter", "A bullet.", at, at + 1) for at in range(7)] + [
        SourceWarning("x", "All of it.")
    ]
    page = html(made("words here", warnings=warnings))
    assert "<summary>8 warnings</summary>" in page
    assert "<li>A bullet. <span class='facts'>at 0, 1, 2, 3, 4 …</span></li><li>All of it.</li>" in page


def test_passages_are_shown_in_their_surroundings():
    source = made("They told me to lose some weight first.\n", id="U1")
    page = html(Table("passages", source.find("lose")))
    assert (
        "<td class='name'>U1</td><td class='no'>16</td><td class=''>They told me to <mark>lose</mark> some weight first.<"
        in page
    )
    assert "1 passage<" in page


def test_a_study_shows_what_it_is_and_what_is_in_it(tmp_path):
    path = tmp_path / "U1.txt"
    path.write_text("A: one\nB: two\nA: three\nB: four\n")
    with ie.create_study(tmp_path / "s.iestudy", title="Seven", standpoint="people with a plan") as study:
        assert "no sources" in html(study)
        study.add_case("C1")
        study.add_source(path, kind="interview", cases="C1", wave=2)
        text = Page(html(study)).text
        assert "Seven" in text
        assert "Standpoint: people with a plan" in text
        assert "1 case" in text
        assert "1 sourceidkindtitlecaseswavecharactersturnswarningsU1interviewU1C123140" in text.replace("\n", "")
        assert "sha256" not in text


def test_it_is_what_the_display_hook_gives_and_repr_is_one_line():
    source = made("words\n", title="T")
    assert source._repr_html_() == html(source)
    assert "\n" not in repr(source)
    assert Table("cases", [])._repr_html_() == html(Table("cases", []))


def test_colours_are_those_of_the_page():
    """Nothing sets black or white, so that the page is right on a light and on a dark ground."""
    style = html(made("x")).partition("</style>")[0]
    assert "color:inherit" in style
    assert not any(colour in style for colour in ("#fff", "#000", ":white", ":black"))


marks = st.lists(
    st.tuples(
        st.integers(0, 40), st.integers(0, 40),
        st.sampled_from([SectionKind.INSERTION, SectionKind.DELETION, SectionKind.COMMENT, SectionKind.PARAGRAPH]),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=200)
@given(marks, st.integers(0, 40), st.integers(0, 40))
def test_however_marks_cross_the_page_is_well_formed_and_holds_every_letter(spans, one, other):
    content = "She <said>: “I & you” måtte vente lenge 😀."
    sections = []
    for a, b, kind in spans:
        start, end = min(a, b), max(a, b)
        if kind is SectionKind.DELETION:
            end = start
        sections.append(Section(start, end, kind, text="" if kind is SectionKind.DELETION else "note"))
    sections.sort(key=lambda each: (each.start, -each.end))
    start, end = min(one, other), max(one, other)
    page = Page(Markup(made(content, *sections)).words(start, end))
    numbers = "".join(f"[{number}]" for number in range(1, 9))
    shown = page.text
    for number in numbers.split("]")[:-1]:
        shown = shown.replace(f"{number}]", "")
    assert shown == content[start:end]
