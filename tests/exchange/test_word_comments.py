"""Comments of Word documents: every one stands on just its words, and comes back as what it was."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileNotWritten, FileProblem
from ieworkbench.exchange import Bundle, Report, read_bundle, write_bundle
from ieworkbench.importers import read_bytes, read_source
from ieworkbench.model import Case, Code, Codebook, Coding, Memo, RecordRef, Source
from ieworkbench.model.vocabulary import RecordKind, SectionKind

TALK = "Ada: I phoned 😀 them twice.\n\nBo: And\tthen?\nAda: I waited, as the letter says.\n"
AT = dt.datetime.fromisoformat("2026-03-01T10:30:00.000250")
Record = TypeVar("Record", Coding, Memo)


def guid(number: int) -> str:
    return str(UUID(int=number))


WORK, PHONING, WAITING, GROUP = guid(1), guid(2), guid(3), guid(4)
CODES = Codebook(
    (
        Code(WORK, "work"),
        Code(PHONING, "phoning", (WORK,)),
        Code(WAITING, "waiting > long", (WORK,)),
        Code(GROUP, "group", codable=False),
    )
)


def talk(words: str = TALK) -> Source:
    return dataclasses.replace(read_bytes(words.encode(), "talk.txt", speakers=["Ada", "Bo"]), id="U1 wave 1")


def coded(source: Source, *ranges: tuple[int, int], data: bytes | None = None) -> Bundle:
    """A bundle in which each range has a code, and every other one a memo besides."""
    passages = {each: dataclasses.replace(source.passage(*each), id=guid(1_000 + n)) for n, each in enumerate(ranges)}
    codings, memos = [], []
    texts = ["", "Twice!\n\nWhy?", "phoning\nis what she calls it", "a\ttab 😀"]
    for number, each in enumerate(ranges):
        code = (WORK, PHONING, WAITING)[number % 3]
        codings.append(
            Coding(guid(20_000 + number), passages[each], code, texts[number % 4], ("Kari Vik", "Åse")[number % 2], AT)
        )
        if number % 2:
            about = RecordRef(RecordKind.PASSAGE, passages[each].id)
            memos.append(
                Memo(guid(30_000 + number), ("work", "See this.")[number % 4 == 1], "Form" * (number % 3), about)
            )
    originals = {} if data is None else {source.id: data}
    return Bundle(
        sources=(source,), originals=originals, codebook=CODES,
        passages=tuple(passages.values()), codings=tuple(codings), memos=tuple(memos),
    )  # fmt: skip


def by_id(records: Sequence[Record]) -> list[Record]:
    return sorted(records, key=lambda each: each.id)


def whys(report: Report) -> str:
    return "\n".join(f"{each.fate.value} {each.what}: {each.why}" for each in report.findings)


def assert_comes_back(made: Bundle, path: Path) -> Report:
    written = write_bundle(made, path)
    back, report = read_bundle(path, codebook=CODES)
    assert by_id(back.codings) == by_id(made.codings)
    assert by_id(back.memos) == by_id(made.memos)
    assert (back.sources[0].id, back.sources[0].content) == (made.sources[0].id, made.sources[0].content)
    assert report.findings == []
    return written


def comments_in(path: Path) -> list[tuple[str, str, str | None]]:
    """The words each comment is on, what it says, and who says it, as the reader of documents finds them."""
    read = read_source(path)
    return [
        (read.content[each.start : each.end], each.text or "", each.author)
        for each in read.sections
        if each.kind is SectionKind.COMMENT
    ]


# ------------------------------------------------------------------------------- new documents


@pytest.mark.parametrize(
    "words", [TALK, TALK.rstrip("\n"), "\n\nA\n\n", "x", "\t\n a  b \n", "1.\tone\n<&>\u2028\u00ad\u2011\n"]
)
def test_a_new_document_holds_the_same_text_and_every_comment(tmp_path: Path, words: str) -> None:
    source = talk(words)
    ranges = [(0, len(words)), (0, 1), (len(words) // 2, len(words)), (0, (len(words) + 1) // 2)]
    assert_comes_back(coded(source, *dict.fromkeys(ranges)), tmp_path / "a.docx")


@settings(max_examples=25)
@given(
    st.text(st.sampled_from("ab😀æ \t\n:1.<&\u00a0\u200b"), min_size=1, max_size=60).filter(
        lambda words: words.strip()
    ),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60)), max_size=8),
)
def test_any_ranges_of_any_text_come_back(
    tmp_path_factory: pytest.TempPathFactory, words: str, ranges: list[tuple[int, int]]
) -> None:
    """Nested, overlapping, across lines, of blanks alone, or the same words several times."""
    cut = {(start % len(words), min(start % len(words) + length, len(words))) for start, length in ranges}
    assert_comes_back(coded(talk(words), *sorted(cut)), tmp_path_factory.mktemp("any") / "a.docx")


def test_a_comment_says_the_path_and_then_the_memo_on_just_the_words(tmp_path: Path) -> None:
    write_bundle(coded(talk(), (5, 15), (5, 26)), tmp_path / "a.docx")
    assert comments_in(tmp_path / "a.docx") == [
        ("I phoned 😀 them twice", "work > phoning\nTwice!\n\nWhy?", "Åse"),
        ("I phoned 😀 them twice", "Form\nSee this.", ""),
        ("I phoned 😀", "work", "Kari Vik"),
    ]
    comment = next(iter(docx.Document(str(tmp_path / "a.docx")).comments))
    assert (comment.author, comment.initials, str(comment.timestamp)) == ("Åse", "Å", "2026-03-01 10:30:00+00:00")


def test_speakers_labels_are_bold(tmp_path: Path) -> None:
    write_bundle(coded(talk(), (5, 15)), tmp_path / "a.docx")
    paragraphs = docx.Document(str(tmp_path / "a.docx")).paragraphs
    bold = ["".join(run.text for run in each.runs if run.bold) for each in paragraphs]
    assert bold == ["Ada:", "", "Bo:", "Ada:"]


def test_the_same_bundle_gives_the_same_bytes(tmp_path: Path) -> None:
    made = coded(talk(), (5, 15), (5, 27), (40, 60))
    write_bundle(made, tmp_path / "a.docx")
    turned = dataclasses.replace(made, codings=made.codings[::-1], memos=made.memos[::-1])
    write_bundle(turned, tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_letters_that_no_document_can_hold_are_shown_and_reported(tmp_path: Path) -> None:
    source = dataclasses.replace(talk(), content="one\x07two\x0cthree\n", turns=(), sections=())
    made = coded(source, (0, 5), (4, 7))
    memo = dataclasses.replace(made.codings[1], memo="bell\x07")
    report = write_bundle(dataclasses.replace(made, codings=(made.codings[0], memo)), tmp_path / "a.docx")
    assert "2 letters that no Word document can hold" in whys(report)
    assert [words for words, _, _ in comments_in(tmp_path / "a.docx")][:2] == ["one�t", "two"]


# ------------------------------------------------------------------------------------- copies


def original(extra: str = "") -> bytes:
    """A document with a heading, a table, a list, bold words, a tab and a break in a run, and a link."""
    document = docx.Document()
    document.add_heading("Interview with U1", 1)
    paragraph = document.add_paragraph("Ada: I ")
    paragraph.add_run("phoned").bold = True
    paragraph.add_run(" them\ttwice 😀.\nAnd again.")
    document.add_paragraph("first", style="List Number")
    table = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    document.add_paragraph("")
    document.add_paragraph("The end.")
    packed = io.BytesIO()
    document.save(packed)
    return (
        changed(packed.getvalue(), "<w:t>The end.</w:t></w:r>", f"<w:t>The end.</w:t></w:r>{extra}")
        if extra
        else packed.getvalue()
    )


def changed(data: bytes, old: str, new: str) -> bytes:
    """The document with something else in its main part."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(old.encode(), new.encode()) if name == "word/document.xml" else part)
    return packed.getvalue()


def own(data: bytes) -> Source:
    return dataclasses.replace(read_bytes(data, "talk.docx"), id="U1 wave 1")


TRACKED = (
    '<w:ins w:id="90" w:author="Bo" w:date="2026-01-01T00:00:00Z"><w:r><w:t xml:space="preserve"> Put in.</w:t></w:r></w:ins>'
    '<w:del w:id="91" w:author="Bo"><w:r><w:delText>Gone.</w:delText></w:r></w:del>'
    '<w:hyperlink w:anchor="x"><w:r><w:t xml:space="preserve"> A link</w:t></w:r></w:hyperlink>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE x</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> field</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "<w:r><w:t>last</w:t></w:r>"
)


@pytest.mark.parametrize("extra", ["", TRACKED])
def test_comments_go_into_a_copy_of_the_sources_own_document(tmp_path: Path, extra: str) -> None:
    """Any range: in bold words, over a tab, out of a table's cell, in tracked changes, links and fields."""
    data = original(extra)
    source = own(data)
    length = len(source.content)
    ranges = [(start, min(start + size, length)) for start in range(0, length, 3) for size in (2, 9, 40)]
    free = [each for each in ranges if not _touches_label(source, *each)]
    report = assert_comes_back(coded(source, *dict.fromkeys(free), data=data), tmp_path / "a.docx")
    assert "source" not in {each.what for each in report.findings}
    document = docx.Document(str(tmp_path / "a.docx"))
    assert [each.style.name for each in document.paragraphs if each.style is not None][:3] == [
        "Heading 1",
        "Normal",
        "List Number",
    ]
    assert document.tables[0].cell(1, 1).text == "cell 3"
    assert any(run.bold and run.text for run in document.paragraphs[1].runs)


def _touches_label(source: Source, start: int, end: int) -> bool:
    """Whether a range begins or ends inside a number that Word works out."""
    items = [each for each in source.sections if each.kind is SectionKind.LIST_ITEM]
    return any(each.start < place < each.start + 3 for each in items for place in (start, end))


def test_a_range_that_begins_with_a_number_that_word_works_out_is_exact(tmp_path: Path) -> None:
    data = original()
    source = own(data)
    start = source.content.index("1.\tfirst")
    assert_comes_back(coded(source, (start, start + 8), (start + 3, start + 8), data=data), tmp_path / "a.docx")
    assert docx.Document(str(tmp_path / "a.docx")).tables


def test_what_no_comment_can_enclose_makes_a_new_document_and_is_said(tmp_path: Path) -> None:
    data = original()
    source = own(data)
    start = source.content.index("1.\tfirst") + 1
    report = assert_comes_back(coded(source, (start, start + 3), data=data), tmp_path / "a.docx")
    assert "It was written as a new document: a comment at character" in whys(report)


def test_words_of_a_note_make_a_new_document_since_libreoffice_breaks_off_over_their_comments(tmp_path: Path) -> None:
    data = (Path(__file__).parent.parent / "data" / "docx" / "from_libreoffice.docx").read_bytes()
    source = own(data)
    note = next(each for each in source.sections if each.kind is SectionKind.FOOTNOTE)
    report = assert_comes_back_among_others(coded(source, (note.start, note.end), data=data), tmp_path / "a.docx")
    assert "It was written as a new document" in whys(report)


def assert_comes_back_among_others(made: Bundle, path: Path) -> Report:
    written = write_bundle(made, path)
    back, _ = read_bundle(path, codebook=CODES)
    assert set(made.codings) <= set(back.codings)
    return written


def test_a_document_with_another_text_than_the_source_is_not_used(tmp_path: Path) -> None:
    data = original()
    source = dataclasses.replace(own(data), content="Another text.\n", turns=(), sections=())
    report = assert_comes_back(coded(source, (0, 7), data=data), tmp_path / "a.docx")
    assert "the text of its own is not the text of the source" in whys(report)


def test_writing_again_what_was_read_doubles_no_comment(tmp_path: Path) -> None:
    document = docx.Document()
    run = document.add_paragraph("Ada: ").add_run("I phoned them.")
    document.add_comment(run, text="phoning: at once", author="Bo", initials="B")
    document.add_comment(run, text="Ask her.", author="Cy", initials="C")
    document.save(str(tmp_path / "a.docx"))
    first, _ = read_bundle(tmp_path / "a.docx", codebook=CODES)
    write_bundle(first, tmp_path / "b.docx")
    second, _ = read_bundle(tmp_path / "b.docx", codebook=CODES)
    write_bundle(second, tmp_path / "c.docx")
    expected = [("I phoned them.", "work > phoning\nat once", "Bo"), ("I phoned them.", "Ask her.", "Cy")]
    assert comments_in(tmp_path / "b.docx") == comments_in(tmp_path / "c.docx") == expected
    assert second.codings == first.codings
    without = dataclasses.replace(second, codings=(), memos=())
    write_bundle(without, tmp_path / "d.docx")
    assert comments_in(tmp_path / "d.docx") == []


def test_a_comment_that_the_bundle_does_not_hold_stays_where_it_is(tmp_path: Path) -> None:
    document = docx.Document()
    run = document.add_paragraph("Ada: ").add_run("I phoned them.")
    document.add_comment(run, text="Not read yet.", author="Bo", initials="B")
    packed = io.BytesIO()
    document.save(packed)
    source = own(packed.getvalue())
    write_bundle(coded(source, (5, 8), data=packed.getvalue()), tmp_path / "a.docx")
    assert comments_in(tmp_path / "a.docx") == [("I phoned them.", "Not read yet.", "Bo"), ("I p", "work", "Kari Vik")]


# --------------------------------------------------------------------------- files and folders


def test_several_sources_are_a_folder_with_safe_names(tmp_path: Path) -> None:
    names = ["U1: wave/1", "u1_ wave_1", "con", "..."]
    sources = [dataclasses.replace(talk(), id=name) for name in names]
    bundles = [coded(each, (5, 15)) for each in sources]
    codings = [dataclasses.replace(each.codings[0], id=guid(900 + n)) for n, each in enumerate(bundles)]
    made = dataclasses.replace(bundles[0], sources=tuple(sources), codings=tuple(codings))
    write_bundle(made, tmp_path / "out", format="docx")
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "U1_ wave_1.docx", "_con.docx", "source.docx", "u1_ wave_1-2.docx"
    ]  # fmt: skip
    back, report = read_bundle(tmp_path / "out", format="docx", codebook=CODES)
    assert {each.id for each in back.sources} == set(names)
    assert {(each.id, each.passage.source) for each in back.codings} == {
        (each.id, each.passage.source) for each in codings
    }
    assert report.findings == []


def test_several_sources_for_one_file_are_refused(tmp_path: Path) -> None:
    made = dataclasses.replace(coded(talk(), (5, 15)), sources=(talk(), dataclasses.replace(talk(), id="U2")))
    with pytest.raises(FileNotWritten, match="holds one source, and there are 2; name a folder for them, with format="):
        write_bundle(made, tmp_path / "a.docx")
    with pytest.raises(FileNotWritten, match="no source"):
        write_bundle(Bundle(), tmp_path / "a.docx")


def test_what_no_comment_can_say_is_reported(tmp_path: Path) -> None:
    made = coded(talk(), (5, 15))
    lost = dataclasses.replace(made.codings[0], id=guid(800), code=guid(801))
    moved = dataclasses.replace(
        made.codings[0], id=guid(802), passage=dataclasses.replace(made.passages[0], start=6, end=16)
    )
    made = dataclasses.replace(
        made, cases=(Case("C1"),), codings=(*made.codings, lost, moved), memos=(Memo(guid(803), "x"),)
    )
    found = whys(write_bundle(made, tmp_path / "a.docx"))
    for part in (
        "dropped cases",
        "dropped memo",
        "dropped coding: Its code",
        "unplaced coding",
        "dropped code: No passage",
    ):
        assert part in found
    assert len(comments_in(tmp_path / "a.docx")) == 1


# ------------------------------------------------------------------------ others' comments


def commented(path: Path, *comments: str) -> Path:
    document = docx.Document()
    run = document.add_paragraph("Ada: ").add_run("I phoned them.")
    for text in comments:
        document.add_comment(run, text=text, author="Bo", initials="B")
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("text", "codes", "memo"),
    [
        ("phoning", ["phoning"], ""),
        ("PHONING ", ["phoning"], ""),
        ("work > phoning\nWhy twice?", ["phoning"], "Why twice?"),
        ("phoning: why twice?\nAsk.", ["phoning"], "why twice?\nAsk."),
        ("work; phoning\nBoth.", ["work", "phoning"], "Both."),
        ("work\nphoning\nBoth.", ["work", "phoning"], "Both."),
        ("work\n\nphoning", ["work"], "phoning"),
        ("#phoning she waits", ["phoning"], "she waits"),
        ("#new-thing: look", ["new-thing"], "look"),
        ("#work #new", ["work", "new"], ""),
        ("[phoning] she waits", ["phoning"], "she waits"),
        ("[brand new]\nlook", ["brand new"], "look"),
    ],
)
def test_comments_that_name_codes_are_codings(tmp_path: Path, text: str, codes: list[str], memo: str) -> None:
    back, _ = read_bundle(commented(tmp_path / "a.docx", text), codebook=CODES)
    assert {back.codebook[each.code].name for each in back.codings} == set(codes)
    assert {(each.memo, each.by, each.passage.quote) for each in back.codings} == {(memo, "Bo", "I phoned them.")}
    assert back.memos == ()


@pytest.mark.parametrize("text", ["Why does she?", "work; why?", "See [[U1]].", "he said: phoning", "group", "# 3"])
def test_other_comments_are_memos_on_the_words(tmp_path: Path, text: str) -> None:
    back, report = read_bundle(commented(tmp_path / "a.docx", text), codebook=CODES)
    assert back.codings == ()
    assert [(each.text, each.about, each.by) for each in back.memos] == [
        (text, RecordRef(RecordKind.PASSAGE, back.passages[0].id), "Bo")
    ]
    assert ("passages may not get" in whys(report)) == (text == "group")


def test_an_edited_comment_of_ours_is_still_a_coding_without_any_codebook(tmp_path: Path) -> None:
    write_bundle(coded(talk(), (5, 15), (5, 27)), tmp_path / "a.docx")
    data = (tmp_path / "a.docx").read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"Twice!", b"Three times!"))
    (tmp_path / "b.docx").write_bytes(packed.getvalue())
    back, _ = read_bundle(tmp_path / "b.docx")
    assert {(each.code, each.memo) for each in back.codings} == {(WORK, ""), (PHONING, "Three times!\n\nWhy?")}
    assert {code.id: code.name for code in back.codebook} == {WORK: "work", PHONING: "phoning"}


def test_a_comment_without_words_is_kept_as_a_memo_on_the_source(tmp_path: Path) -> None:
    path = commented(tmp_path / "a.docx", "phoning")
    data = re.sub(rb"<w:comment(RangeStart|RangeEnd) [^>]*/>", b"", zipfile.ZipFile(path).read("word/document.xml"))
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            after.writestr(name, data if name == "word/document.xml" else before.read(name))
    path.write_bytes(packed.getvalue())
    back, report = read_bundle(path, codebook=CODES)
    assert [(each.text, each.about) for each in back.memos] == [("phoning", RecordRef(RecordKind.SOURCE, "a"))]
    assert "place without words" in whys(report)


def test_answers_stand_in_the_memo_and_what_is_resolved_is_said(tmp_path: Path) -> None:
    path = commented(tmp_path / "a.docx", "phoning\nWhy?", "Because.")
    w14, w15 = ("http://schemas.microsoft.com/office/word/20" + end for end in ("10/wordml", "12/wordml"))
    extended = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="AA" w15:done="1"/>'
        '<w15:commentEx w15:paraId="BB" w15:paraIdParent="AA" w15:done="0"/></w15:commentsEx>'
    )
    relation = (
        '<Relationship Id="rIdX" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" '
        'Target="commentsExtended.xml"/></Relationships>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/comments.xml":
                first, *others = part.split(b"<w:p>")
                opening = b'<w:p xmlns:w14="' + w14.encode() + b'" w14:paraId="'
                named = zip((b"AA", b"A2", b"BB"), others, strict=True)
                part = first + b"".join(opening + id_ + b'">' + rest for id_, rest in named)
            elif name == "word/_rels/document.xml.rels":
                part = part.replace(b"</Relationships>", relation.encode())
            after.writestr(name, part)
        after.writestr("word/commentsExtended.xml", extended)
    path.write_bytes(packed.getvalue())
    back, report = read_bundle(path, codebook=CODES)
    assert [(each.code, each.memo) for each in back.codings] == [(PHONING, "Why?\n\nBo: Because.")]
    assert "1 answer to it was put into its memo" in whys(report)
    assert "marked as resolved" in whys(report)


def test_reading_twice_gives_the_same_records(tmp_path: Path) -> None:
    path = commented(tmp_path / "a.docx", "phoning", "phoning", "#new", "Hm.")
    one, two = (read_bundle(path, codebook=CODES)[0] for _ in range(2))
    assert (one.codings, one.memos) == (two.codings, two.memos)
    assert len({each.id for each in one.codings}) == 3


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_codings_survive_being_saved_by_libreoffice(tmp_path: Path) -> None:
    """Which writes every part anew: ids, places, codes and moments are all there afterwards."""
    made = coded(talk(), (0, 1), (5, 15), (5, 27), (29, 40), (20, 50))
    write_bundle(made, tmp_path / "a.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "o"),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    back, _ = read_bundle(tmp_path / "o" / "a.docx")
    # LibreOffice leaves tabs in comments out.
    expected = [dataclasses.replace(each, memo=each.memo.replace("\t", "")) for each in made.codings]
    assert by_id(back.codings) == expected
    assert back.sources[0].content == TALK


# --------------------------------------------------------------------------------- bad input


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.integers(0, 255), st.sampled_from(["all", "customXml/item1.xml", "word/comments.xml"]))
def test_a_damaged_document_gives_only_our_own_errors(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int, which: str
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    write_bundle(coded(talk(), (5, 15), (5, 27)), folder / "a.docx")
    data = bytearray((folder / "a.docx").read_bytes())
    if which == "all":
        data[place % len(data)] = byte
        (folder / "b.docx").write_bytes(data)
    else:
        with zipfile.ZipFile(folder / "a.docx") as before, zipfile.ZipFile(folder / "b.docx", "w") as after:
            for name in before.namelist():
                part = bytearray(before.read(name))
                part[place % len(part)] = byte if name == which else part[place % len(part)]
                after.writestr(name, bytes(part))
    try:
        back, _ = read_bundle(folder / "b.docx", codebook=CODES)
    except FileProblem:
        return
    content = {each.id: each.content for each in back.sources}
    assert all(each.stands_in(content[each.source]) for each in back.passages)


def test_a_folder_without_documents_and_a_broken_one_among_others(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="there is no Word document in this folder"):
        read_bundle(tmp_path, format="docx")
    commented(tmp_path / "good.docx", "phoning")
    (tmp_path / "bad.docx").write_bytes(b"no document")
    back, report = read_bundle(tmp_path, format="docx", codebook=CODES)
    assert [each.id for each in back.sources] == ["good"]
    assert "dropped document" in whys(report)


@pytest.mark.needs_shared
def test_a_real_transcript_keeps_its_layout_and_every_range(shared: Path, tmp_path: Path) -> None:
    data = (shared / "data" / "transcripts_formats" / "qualcoder" / "ID1.docx").read_bytes()
    source = own(data)
    length = len(source.content)
    ranges = [(start, min(start + 30, length)) for start in range(0, length, 7)]
    report = assert_comes_back(coded(source, *ranges, data=data), tmp_path / "a.docx")
    assert "source" not in {each.what for each in report.findings}


def test_the_document_a_source_was_read_from_is_never_written_over(tmp_path: Path) -> None:
    data = original()
    source = own(data)
    bundle = coded(source, (0, 3), data=data)
    place = tmp_path / f"{source.id}.docx"
    place.write_bytes(data)
    for target in (place, tmp_path):
        with pytest.raises(FileNotWritten, match="choose another name or folder"):
            write_bundle(bundle, target, format="docx")
        assert place.read_bytes() == data
    write_bundle(bundle, tmp_path / "copy.docx")
    write_bundle(bundle, tmp_path / "copy.docx")
