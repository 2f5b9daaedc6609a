"""PDFs: reading order, headings, gaps, comments, fields, and files that are broken."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileDamaged, FileLocked, FileProblem, FileWithoutText, IEError
from ieworkbench.importers import read_bytes, read_source
from ieworkbench.importers.format import Draft, RawFile, ReadOptions
from ieworkbench.importers.pdf import FORMAT, read
from ieworkbench.model.vocabulary import SectionKind

Drawn = list[tuple[float, float, str, float, bool]]


def objects(*bodies: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects; the first is the catalog."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, trailer, table))
    return out.getvalue()


def pdf(*pages: Drawn, catalog: bytes = b"", annotations: tuple[bytes, ...] = (), trailer: bytes = b"") -> bytes:
    """A PDF with lines drawn at places: (x, y, words, size, bold), in the order given."""
    count = len(pages)
    first_note = 5 + 2 * count
    notes = b" ".join(b"%d 0 R" % (first_note + number) for number in range(len(annotations)))
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(count))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog.replace(b"NOTES", notes),
        b"<< /Type /Pages /Count %d /Kids [%b] >>" % (count, kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        drawn = b"".join(
            b"BT /F%d %g Tf 1 0 0 1 %g %g Tm (%b) Tj ET\n"
            % (2 if bold else 1, size, x, y, words.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)"))
            for x, y, words, size, bold in lines
        )
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %b"
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            % (6 + 2 * number, b"/Annots [%b] " % notes if annotations and number == 0 else b"")
        )
        bodies.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn))
    return objects(*bodies, *annotations, trailer=trailer)


def column(x: float, top: float, *lines: str, size: float = 10, bold: bool = False) -> Drawn:
    return [(x, top - 12 * number, words, size, bold) for number, words in enumerate(lines)]


def draft(data: bytes) -> Draft:
    return read(RawFile("made-up.pdf", data), ReadOptions())


def quotes(made: Draft, kind: SectionKind) -> list[str]:
    return [made.content[each.start : each.end] for each in made.sections if each.kind is kind]


LEFT = (
    "The plan was written in the spring by",
    "the coordinator and the user, and it",
    "named the goals that she had for the",
    "year to come and who would help.",
)
RIGHT = (
    "In the autumn it was read again, and",
    "half of the goals were met. The rest",
    "were moved to the next plan, with a",
    "note on why they had to wait.",
)


def test_lines_pages_and_paragraphs_have_their_places() -> None:
    made = draft(pdf(column(72, 700, "One line here", "and one more."), column(72, 700, "Page two.")))
    assert made.content == "One line here\nand one more.\nPage two.\n"
    assert quotes(made, SectionKind.PAGE) == ["One line here\nand one more.\n", "Page two.\n"]
    assert [each.label for each in made.sections if each.kind is SectionKind.PAGE] == ["1", "2"]
    assert quotes(made, SectionKind.PARAGRAPH) == ["One line here\nand one more.", "Page two."]


def test_page_labels_are_those_of_the_file() -> None:
    labels = b"/PageLabels << /Nums [0 << /S /r >> 1 << /S /D /St 7 >>] >>"
    made = draft(pdf(column(72, 700, "Foreword."), column(72, 700, "Text."), catalog=labels))
    assert [each.label for each in made.sections if each.kind is SectionKind.PAGE] == ["i", "7"]


def test_headings_are_larger_or_bolder_than_the_body() -> None:
    made = draft(
        pdf(
            [
                (72, 760, "The Plan", 20, False),
                (72, 730, "Goals", 14, False),
                *column(72, 700, *LEFT, *RIGHT),
                (72, 590, "What came of it", 10, True),
                *column(72, 575, *RIGHT),
            ]
        )
    )
    assert [
        (quote, each.level)
        for quote, each in zip(
            quotes(made, SectionKind.HEADING),
            [each for each in made.sections if each.kind is SectionKind.HEADING],
            strict=True,
        )
    ] == [("The Plan", 1), ("Goals", 2), ("What came of it", 3)]
    assert made.title == "The Plan"


def test_title_and_language_of_the_file_itself_win() -> None:
    data = pdf(
        column(72, 700, "Words."),
        catalog=b"/Lang (nb-NO)",
        annotations=(b"<< /Title (My plan) >>",),
        trailer=b"/Info 7 0 R",
    )
    made = draft(data)
    assert (made.title, made.language) == ("My plan", "nb-NO")


def test_columns_drawn_one_after_the_other_stay_so() -> None:
    made = draft(pdf([*column(72, 700, *LEFT), *column(320, 700, *RIGHT)]))
    assert made.content == "\n".join((*LEFT, *RIGHT)) + "\n"
    assert made.warnings == []


def test_a_page_drawn_in_another_order_is_put_in_order_and_said() -> None:
    lines = column(72, 700, *LEFT, *RIGHT)
    made = draft(pdf(lines[4:] + lines[:4]))
    assert made.content == "\n".join((*LEFT, *RIGHT)) + "\n"
    assert [(each.code, each.start, each.end) for each in made.warnings] == [("reading-order", 0, len(made.content))]


def test_two_columns_read_across_are_parted() -> None:
    left = column(60, 700, *LEFT, *LEFT)
    right = column(310, 700, *RIGHT, *RIGHT)
    across = [line for pair in zip(left, right, strict=True) for line in pair]
    made = draft(pdf(across))
    assert made.content == "\n".join((*LEFT, *LEFT, *RIGHT, *RIGHT)) + "\n"


def test_the_foot_of_a_page_comes_last_without_ado() -> None:
    made = draft(pdf([(290, 30, "7", 9, False), *column(72, 700, *LEFT)]))
    assert made.content.endswith("help.\n7\n")
    assert made.warnings == []


def test_a_wide_gap_is_a_tab() -> None:
    made = draft(pdf([(72, 700, "R", 10, False), (140, 700, "Well, I asked for it.", 10, False)]))
    assert made.content == "R\tWell, I asked for it.\n"


def test_numbers_in_the_margin_are_named_once_a_page() -> None:
    numbers: Drawn = [(30, 700 - 12 * number, str(number + 1), 7, False) for number in range(4)]
    made = draft(pdf([*column(72, 700, *LEFT), *numbers]))
    (found,) = [each for each in made.warnings if each.code == "margin-number"]
    assert made.content[found.start : found.end] == "1\n2\n3\n4\n"


def test_what_lies_outside_the_page_is_left_out_and_said() -> None:
    made = draft(pdf([*column(72, 700, *LEFT), (72, -60, "Nobody sees this", 10, False)]))
    assert "Nobody" not in made.content
    assert [each.code for each in made.warnings] == ["outside-page"]


def test_a_hyphen_at_a_line_end_stays_as_printed() -> None:
    source = read_bytes(pdf(column(72, 700, "The conse-", "quences of it.")), "a.pdf")
    assert source.content == "The conse-\nquences of it.\n"
    assert source.cleaned().text == "The consequences of it.\n"


def test_speakers_alone_on_a_line_have_turns() -> None:
    talk = [line for name in ("Ida", "Kari") * 3 for line in (f"{name}:", "I wrote the plan myself.")]
    source = read_bytes(pdf(column(72, 700, *talk)), "talk.pdf")
    assert "Ida:\nI wrote the plan myself.\nKari:\n" in source.content


def test_comments_keep_author_date_and_words() -> None:
    note = (
        b"<< /Type /Annot /Subtype /Highlight /Rect [70 697 110 711] /QuadPoints [70 711 97 711 70 697 97 697] "
        b"/Contents (Who said so?) /T (Kari) /M (D:20240131120000+01'00') >>"
    )
    made = draft(pdf(column(72, 700, "Every plan has goals."), annotations=(note,)))
    (comment,) = [each for each in made.sections if each.kind is SectionKind.COMMENT]
    assert made.content[comment.start : comment.end] == "Every"
    assert (comment.text, comment.author, comment.date) == ("Who said so?", "Kari", "2024-01-31T12:00:00+01:00")


def test_what_was_typed_into_a_form_is_text() -> None:
    field = (
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (surname) /V (Nordmann) /Rect [150 695 300 712] "
        b"/DA (/F1 10 Tf 0 g) >>"
    )
    form = b"/AcroForm << /Fields [NOTES] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>"
    made = draft(pdf(column(72, 700, "Surname", "Given name"), catalog=form, annotations=(field,)))
    assert made.content == "Surname\tNordmann\nGiven name\n"
    (value,) = [each for each in made.sections if each.kind is SectionKind.FIELD]
    assert (made.content[value.start : value.end], value.label) == ("Nordmann", "surname")


def test_pictures_without_words_ask_for_text_recognition() -> None:
    square = b"<< /Length 20 >>\nstream\n0 0 100 100 re f   \nendstream"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    data = objects(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, square)
    with pytest.raises(FileWithoutText, match=r"its only page is a picture.*OCR"):
        draft(data)


def test_blank_pages_are_no_pictures() -> None:
    with pytest.raises(FileWithoutText, match="its 2 pages are blank"):
        draft(pdf([], []))
    assert draft(pdf([], column(72, 700, "Words."))).warnings == []


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 rubbish", b"no pdf at all", pdf(column(72, 700, "A"))[:60]])
def test_broken_files_are_damaged(data: bytes) -> None:
    with pytest.raises(FileDamaged, match=r"made-up\.pdf"):
        draft(data)


def test_a_file_without_pages_says_so() -> None:
    with pytest.raises(FileProblem):
        draft(objects(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>"))


def test_a_locked_file_asks_for_a_copy_without_password() -> None:
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P -4 >> /ID [<00><00>]" % (
        b"41" * 32,
        b"42" * 32,
    )
    with pytest.raises(FileLocked, match="password-protected"):
        draft(pdf(column(72, 700, "Words."), trailer=encrypt))


def test_a_file_that_was_cut_off_says_so() -> None:
    made = draft(pdf(column(72, 700, "Words."))[:-8])
    assert [each.code for each in made.warnings] == ["file-cut-off"]


def test_reading_twice_gives_the_same() -> None:
    data = pdf([*column(72, 700, *LEFT), *column(320, 700, *RIGHT)])
    assert read_bytes(data, "a.pdf") == read_bytes(data, "a.pdf")


def test_first_bytes_tell_a_pdf() -> None:
    assert FORMAT.sniff is not None
    assert FORMAT.sniff(b"\n%PDF-1.4")
    assert not FORMAT.sniff(b"Interviewer: hello")


SAMPLE = pdf(
    [(72, 760, "The Plan", 20, True), *column(72, 700, *LEFT), *column(320, 700, *RIGHT)], column(72, 700, "A\tB")
)


@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8),
    st.integers(0, 80),
)
@settings(max_examples=120)
def test_only_our_own_errors_come_out_of_broken_files(changes: list[tuple[int, bytes]], cut: int) -> None:
    data = bytearray(SAMPLE)
    for at, new in changes:
        data[at : at + len(new)] = new
    with contextlib.suppress(IEError):
        read_bytes(bytes(data[: len(data) - cut * 20] if cut > 40 else data), "made-up.pdf")


@given(
    st.lists(
        st.tuples(
            st.integers(-50, 650),
            st.integers(-50, 900),
            st.text("abc :.-012", min_size=1, max_size=30),
            st.sampled_from([0, 1, 8, 10, 30]),
            st.booleans(),
        ),
        max_size=25,
    )
)
@settings(max_examples=100)
def test_sections_and_warnings_lie_inside_the_text(lines: Drawn) -> None:
    try:
        source = read_bytes(pdf(lines), "made-up.pdf")
    except IEError:
        return
    length = len(source.content)
    assert all(0 <= each.start <= each.end <= length for each in source.sections)
    assert all(each.start is None or 0 <= each.start <= (each.end or 0) <= length for each in source.warnings)


@pytest.mark.needs_shared
@pytest.mark.parametrize(
    ("name", "pages", "label"), [("P1", 5, "5/5"), ("P2", 8, "8/8"), ("P3", 6, "6/6"), ("P4", 6, "6/6")]
)
def test_real_interviews_have_turns_and_page_numbers(shared: Path, name: str, pages: int, label: str) -> None:
    source = read_source(shared / "data" / "transcripts_formats" / "pdpilot" / f"{name}.pdf")
    numbers = [source.content[each.start : each.end] for each in source.warnings if each.code == "page-number"]
    assert len(numbers) == pages
    assert numbers[-1] == f"{label}\n"
    assert len(source.speakers) == 2
    assert [each.level for each in source.sections if each.kind is SectionKind.HEADING] == [1]


@pytest.mark.needs_shared
def test_a_real_standard_has_its_headings(shared: Path) -> None:
    source = read_source(shared / "data" / "refi_qda" / "REFI-QDA-1-5.pdf")
    headings = [source.content[each.start : each.end] for each in source.sections if each.kind is SectionKind.HEADING]
    assert {"1 Scope", "3.17 User", "8.1 QDPX file format", "14 Graphs"} <= set(headings)
    assert len(headings) < 80
    codes = [each.code for each in source.warnings]
    assert (codes.count("running-head"), codes.count("page-number")) == (60, 60)


@pytest.mark.needs_shared
def test_a_real_form_is_read_from_its_top(shared: Path) -> None:
    made = draft((shared / "data" / "nav_pension_pdf" / "P1-side1-BOKMAL.pdf").read_bytes())
    wanted = ["P1\n", "1. PERSON", "INFORMASJON TIL", "2. PERSON", "©Europa"]
    places = [made.content.index(words) for words in wanted]
    assert places == sorted(places)
    assert "1.4.1 Gatenavn og -nummer\t1.4.3 Postnummer\n" in made.content
