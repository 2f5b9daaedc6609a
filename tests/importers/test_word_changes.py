"""Tracked changes and comments: the text with changes accepted, and everything still there."""

from __future__ import annotations

from word_builder import (
    by,
    cell,
    codes,
    covered,
    deleted,
    docx,
    ins,
    instr,
    mark,
    of_kind,
    p,
    part,
    r,
    reading,
    row,
    table,
)

from ieworkbench.importers import read_bytes


def changed(kind: str, author: str = "Ada") -> str:
    """Paragraph properties that say its end was put in or taken out."""
    return f"<w:rPr><w:{kind} {by(author)}/></w:rPr>"


def test_refused_under_granted() -> None:
    source = reading(p("The service is ", deleted("refused", "Ada", 2), ins("granted", "Bo", 3), " from 1 March."))
    assert source.content == "The service is granted from 1 March.\n"
    (gone,), (new,) = of_kind(source, "deletion"), of_kind(source, "insertion")
    assert (gone.start, gone.end, gone.text, gone.author, gone.date) == (
        15,
        15,
        "refused",
        "Ada",
        "2024-03-02T10:00:00Z",
    )
    assert (new.start, new.end, new.author, new.date) == (15, 22, "Bo", "2024-03-03T10:00:00Z")


def test_neighbouring_changes_by_one_hand_are_one() -> None:
    source = reading(p(ins("one "), ins("two"), ins(" three", "Bo"), deleted("x"), deleted("y"), deleted("z", "Bo")))
    assert covered(source, "insertion") == ["one two", " three"]
    assert [each.text for each in of_kind(source, "deletion")] == ["xy", "z"]


def test_words_put_in_and_taken_out_again_are_a_deletion() -> None:
    source = reading(p("a", f"<w:ins {by('Ada')}>{deleted('b', 'Bo')}</w:ins>", "c"))
    assert source.content == "ac\n"
    assert [(each.text, each.author) for each in of_kind(source, "deletion")] == [("b", "Bo")]
    assert of_kind(source, "insertion") == []


def test_moved_words_stand_where_they_were_moved_to() -> None:
    moved = r("moved")
    source = reading(
        p(
            f'<w:moveFromRangeStart w:id="1"/><w:moveFrom {by("Ada")}>{moved}</w:moveFrom><w:moveFromRangeEnd w:id="1"/>',
            "a",
        )
        + p("b ", f"<w:moveTo {by('Ada')}>{moved}</w:moveTo>")
    )
    assert source.content == "a\nb moved\n"
    assert [(each.text, each.label) for each in of_kind(source, "deletion")] == [("moved", "move")]
    assert [each.label for each in of_kind(source, "insertion")] == ["move"]


def test_a_taken_out_paragraph_end_joins_the_two() -> None:
    source = reading(p("We met ", props=changed("del")) + p("on Monday."))
    assert source.content == "We met on Monday.\n"
    assert [(each.start, each.text) for each in of_kind(source, "deletion")] == [(7, "\n")]
    assert covered(source, "paragraph") == ["We met on Monday."]


def test_joined_paragraphs_are_what_the_last_one_is() -> None:
    heading = '<w:outlineLvl w:val="1"/>'
    source = reading(p("a", props=changed("del")) + '<w:bookmarkStart w:id="1"/>' + p("b", props=heading))
    assert [each.level for each in of_kind(source, "heading")] == [2]


def test_a_wholly_taken_out_paragraph_leaves_no_line() -> None:
    source = reading(p("A") + p(deleted("B"), props=changed("del")) + p("C"))
    assert source.content == "A\nC\n"
    assert [(each.start, each.text) for each in of_kind(source, "deletion")] == [(2, "B\n")]


def test_taken_out_paragraphs_before_a_table_and_at_the_end_of_a_cell() -> None:
    gone = p(deleted("B"), props=changed("del"))
    assert reading(p("A") + gone + table(row("c"))).content == "A\nc\n"
    source = reading(table(row(cell(p("a"), gone), "b")))
    assert (source.content, [each.text for each in of_kind(source, "deletion")]) == ("a\tb\n", ["B\n"])


def test_a_paragraph_end_that_was_put_in() -> None:
    source = reading(p("a", ins("b"), props=changed("ins")) + p(ins("c"), "d"))
    assert source.content == "ab\ncd\n"
    assert covered(source, "insertion") == ["b\nc"]


def test_rows_put_in_and_taken_out() -> None:
    source = reading(
        table(row("a", "b"), row("c", "d", props=f"<w:del {by('Ada')}/>"), row("e", "f", props=f"<w:ins {by('Bo')}/>"))
    )
    assert source.content == "a\tb\ne\tf\n"
    assert [(each.text, each.start) for each in of_kind(source, "deletion")] == [("c\td\n", 4)]
    assert covered(source, "insertion") == ["e\tf\n"]


def test_cells_put_in_and_taken_out() -> None:
    gone = cell(p("b"), props=f"<w:cellDel {by('Ada')}/>")
    new = cell(p("c"), props=f"<w:cellIns {by('Ada')}/>")
    source = reading(table(row("a", gone, new)))
    assert (source.content, covered(source, "insertion")) == ("a\tc\n", ["c"])
    assert [each.text for each in of_kind(source, "deletion")] == ["b"]


def test_a_number_that_was_put_in() -> None:
    from word_builder import levels, numbering

    props = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {by("Ada")}/></w:numPr>'
    source = reading(p("a", props=props), numbering=numbering({0: levels(("decimal", "%1."))}, {1: (0, "")}))
    assert (source.content, covered(source, "insertion")) == ("1.\ta\n", ["1.\t"])


def test_a_taken_out_field_and_one_that_ends_in_taken_out_words() -> None:
    field = mark("begin") + instr("REF x") + mark("separate") + r("5") + mark("end")
    source = reading(p("a", f"<w:del {by('Ada')}>{field}</w:del>", "b"))
    assert (source.content, [each.text for each in of_kind(source, "deletion")]) == ("ab\n", ["5"])
    half = mark("begin") + instr("REF x") + mark("separate") + r("5")
    assert reading(p(half, f"<w:del {by('Ada')}>{mark('end')}</w:del>", "b") + p("c")).content == "5b\nc\n"


def test_a_taken_out_note_is_kept_with_what_was_taken_out() -> None:
    foot = part("footnotes", f'<w:footnote w:id="1">{p(deleted("Gone."))}</w:footnote>')
    source = reading(p("a", f'<w:del {by("Ada")}><w:r><w:footnoteReference w:id="1"/></w:r></w:del>'), footnotes=foot)
    assert (source.content, codes(source)) == ("a\n", [])
    assert [each.text for each in of_kind(source, "deletion")] == ["Gone."]


# --------------------------------------------------------------------------------- comments


def comment(id_: int, words: str, author: str = "Ada", paragraph: str = "") -> str:
    attribute = f'w14:paraId="{paragraph}"' if paragraph else ""
    lines = "".join(f"<w:p {attribute}>{r(line)}</w:p>" for line in words.split("\n"))
    return f'<w:comment w:id="{id_}" w:author="{author}" w:date="2024-05-01T08:00:00Z">{lines}</w:comment>'


def start(id_: int) -> str:
    return f'<w:commentRangeStart w:id="{id_}"/>'


def end(id_: int, *, called: bool = True) -> str:
    return f'<w:commentRangeEnd w:id="{id_}"/>' + (f'<w:r><w:commentReference w:id="{id_}"/></w:r>' if called else "")


def test_a_comment_covers_its_words() -> None:
    source = reading(
        p("I ", start(0), "was told", end(0), " so."), comments=part("comments", comment(0, "By whom?\nAsk."))
    )
    (found,) = of_kind(source, "comment")
    assert source.content[found.start : found.end] == "was told"
    assert (found.text, found.author, found.date, found.label) == ("By whom?\nAsk.", "Ada", "2024-05-01T08:00:00Z", "1")


def test_comments_over_paragraphs_and_cells_and_in_each_other() -> None:
    body = p("a ", start(0), "b") + p("c ", start(1), "d", end(1), end(0), " e")
    body += table(row(cell(p("f ", start(2), "g")), cell(p("h", end(2), " i"))))
    source = reading(body, comments=part("comments", comment(0, "x") + comment(1, "y") + comment(2, "z")))
    assert covered(source, "comment") == ["b\nc d", "d", "g\th"]


def test_ranges_between_paragraphs_hold_whole_paragraphs() -> None:
    body = p("a") + start(0) + p("b") + end(0) + p("c")
    assert covered(reading(body, comments=part("comments", comment(0, "x"))), "comment") == ["b"]


def test_comments_without_a_range_or_a_place() -> None:
    body = p("ab", '<w:r><w:commentReference w:id="0"/></w:r>', "c")
    source = reading(body, comments=part("comments", comment(0, "x") + comment(1, "y")))
    assert [(each.start, each.end, each.text) for each in of_kind(source, "comment")] == [(2, 2, "x"), (4, 4, "y")]
    assert codes(source) == ["comment-without-place"]


def test_a_range_that_never_ends_ends_at_the_mark() -> None:
    body = p("a ", start(0), "b", '<w:r><w:commentReference w:id="0"/></w:r>', " c")
    assert covered(reading(body, comments=part("comments", comment(0, "x"))), "comment") == ["b"]


def test_answers_are_numbered_under_what_they_answer() -> None:
    comments = part(
        "comments", comment(0, "?", paragraph="A1") + comment(1, "!", "Bo", "B1") + comment(2, "new", paragraph="C1")
    )
    threads = (
        part("commentsEx", "")
        .replace("w:commentsEx", "w15:commentsEx")
        .replace("></w15", '><w15:commentEx w15:paraId="B1" w15:paraIdParent="A1"/></w15')
    )
    body = p(start(0), start(1), "a", end(0), end(1), start(2), "b", end(2))
    source = reading(body, comments=comments, commentsExtended=threads)
    assert [(each.label, each.author) for each in of_kind(source, "comment")] == [
        ("1", "Ada"),
        ("1.1", "Bo"),
        ("2", "Ada"),
    ]


def test_a_comment_on_taken_out_words_keeps_its_place() -> None:
    body = p("a ", f"<w:del {by('Ada')}>{start(0)}<w:r><w:delText>b</w:delText></w:r>{end(0)}</w:del>", "c")
    found = of_kind(reading(body, comments=part("comments", comment(0, "why?"))), "comment")
    assert [(each.start, each.end, each.text) for each in found] == [(2, 2, "why?")]


def test_a_comment_whose_words_are_missing_is_told_of() -> None:
    assert codes(reading(p(start(4), "a", end(4)))) == ["comment-missing"]


def test_long_runs_of_taken_out_paragraphs_are_read_in_good_time() -> None:
    gone = p(deleted("x"), props=changed("del"))
    source = read_bytes(docx(p("A") + gone * 20_000 + p("B")), "x.docx")
    assert source.content == "A\nB\n"
    assert [len(each.text or "") for each in of_kind(source, "deletion")] == [40_000]
