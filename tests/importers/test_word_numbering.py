"""Numbers that Word computes, and that stand in no file."""

from __future__ import annotations

import pytest
from word_builder import covered, item, levels, numbering, of_kind, p, part, reading, styled

from ieworkbench.importers.word_numbering import written_number


def lines(body: str, definition: str, overrides: dict[int, str] | None = None, **parts: str) -> list[str]:
    """The lines of a document whose lists 1, 2, ... all use one definition."""
    numbers = {number: (0, (overrides or {}).get(number, "")) for number in (1, 2, 3)}
    source = reading(body, numbering=numbering({0: definition}, numbers), **parts)
    return source.content.splitlines()


def test_numbers_stand_in_the_text_with_their_tab() -> None:
    found = lines(item("We meet", 1) + item("We part", 1), levels(("decimal", "%1.")))
    assert found == ["1.\tWe meet", "2.\tWe part"]


def test_the_label_is_kept_with_the_list_item() -> None:
    source = reading(
        item("a", 1) + item("b", 1, 1),
        numbering=numbering({0: levels(("decimal", "%1)"), ("lowerLetter", "%1-%2"))}, {1: (0, "")}),
    )
    assert source.content == "1)\ta\n1-a\tb\n"
    assert [(each.label, each.level) for each in of_kind(source, "list item")] == [("1)", 1), ("1-a", 2)]
    assert covered(source, "list item") == ["1)\ta", "1-a\tb"]


def test_bullets_are_labels_only() -> None:
    source = reading(
        item("Bread", 1) + item("Milk", 1), numbering=numbering({0: levels(("bullet", "\uf0b7"))}, {1: (0, "")})
    )
    assert source.content == "Bread\nMilk\n"
    assert [each.label for each in of_kind(source, "list item")] == ["•", "•"]


def test_deeper_levels_begin_anew_under_each_number() -> None:
    three = levels(("decimal", "%1"), ("decimal", "%1.%2"), ("lowerRoman", "%3."))
    body = item("a", 1) + item("b", 1, 1) + item("c", 1, 2) + item("d", 1, 2) + item("e", 1, 1) + item("f", 1, 2)
    body += item("g", 1) + item("h", 1, 1)
    assert lines(body, three) == ["1\ta", "1.1\tb", "i.\tc", "ii.\td", "1.2\te", "i.\tf", "2\tg", "2.1\th"]


def test_a_level_may_go_on_counting() -> None:
    through = '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="§ %2"/></w:lvl>'
    body = item("a", 1) + item("b", 1, 1) + item("c", 1) + item("d", 1, 1)
    assert lines(body, levels(("upperRoman", "%1"), through)) == ["I\ta", "§ 1\tb", "II\tc", "§ 2\td"]


def test_a_level_may_begin_anew_only_under_a_certain_one() -> None:
    third = '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="1"/><w:lvlText w:val="(%3)"/></w:lvl>'
    body = item("a", 1) + item("b", 1, 1) + item("c", 1, 2) + item("d", 1, 1) + item("e", 1, 2) + item("f", 1)
    body += item("g", 1, 2)
    found = lines(body, levels(("decimal", "%1"), ("decimal", "%2"), third))
    assert [line.split("\t")[0] for line in found] == ["1", "1", "(1)", "2", "(2)", "2", "(1)"]


def test_lists_of_one_definition_count_together_until_one_starts_anew() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = item("a", 1) + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 1)
    assert lines(body, levels(("decimal", "%1")), {3: again}) == ["1\ta", "2\tb", "5\tc", "6\td", "7\te"]


def test_a_list_may_change_a_level() -> None:
    own = '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1:"/></w:lvl></w:lvlOverride>'
    assert lines(item("a", 2) + item("b", 2), levels(("decimal", "%1")), {2: own}) == ["A:\ta", "B:\tb"]


@pytest.mark.parametrize(("suffix", "between"), [("tab", "\t"), ("space", " "), ("nothing", "")])
def test_what_stands_between_number_and_words(suffix: str, between: str) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:suff w:val="{suffix}"/><w:lvlText w:val="Art. %1"/></w:lvl>'
    assert lines(item("x", 1), level) == [f"Art. 1{between}x"]


def test_legal_numbering_writes_all_levels_in_digits() -> None:
    legal = '<w:lvl w:ilvl="1"><w:start w:val="4"/><w:isLgl/><w:lvlText w:val="%1-%2"/></w:lvl>'
    body = "".join(item("x", 1) for _ in range(5)) + item("y", 1, 1)
    assert lines(body, levels(("upperRoman", "%1."), legal))[4:] == ["V.\tx", "5-4\ty"]


def test_headings_are_numbered_through_their_styles() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Overskrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Overskrift1"/></w:style>',
    )
    two = (
        '<w:lvl w:ilvl="0"><w:start w:val="5"/><w:pStyle w:val="Overskrift1"/><w:lvlText w:val="%1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:pStyle w:val="Overskrift2"/><w:lvlText w:val="%1-%2"/></w:lvl>'
    )
    body = styled("Overskrift1", "Plan") + styled("Overskrift2", "Goal") + styled("Overskrift2", "Means")
    source = reading(body, styles=styles, numbering=numbering({0: two}, {1: (0, "")}))
    assert source.content == "5\tPlan\n5-1\tGoal\n5-2\tMeans\n"
    assert [(each.level, each.label) for each in of_kind(source, "heading")] == [(1, "5"), (2, "5-1"), (2, "5-2")]


def test_a_paragraph_may_leave_its_styles_list() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    )
    body = styled("L", "in") + styled("L", "out", props='<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body, levels(("decimal", "%1")), styles=styles) == ["1\tin", "out"]


def test_definitions_are_found_through_numbering_styles() -> None:
    styles = part(
        "styles",
        '<w:style w:type="numbering" w:styleId="N"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>',
    )
    linked = numbering(
        {0: '<w:numStyleLink w:val="N"/>', 1: '<w:styleLink w:val="N"/>' + levels(("lowerLetter", "%1)"))},
        {1: (0, ""), 2: (1, "")},
    )
    assert reading(item("x", 1), styles=styles, numbering=linked).content == "a)\tx\n"
    assert reading(item("x", 1), numbering=linked).content == "a)\tx\n"


def test_links_in_a_circle_give_no_number() -> None:
    styles = part(
        "styles",
        '<w:style w:type="numbering" w:styleId="N"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    )
    circle = numbering({0: '<w:numStyleLink w:val="N"/>'}, {1: (0, "")})
    assert reading(item("x", 1), styles=styles, numbering=circle).content == "x\n"


def test_a_list_that_is_not_defined_is_a_paragraph() -> None:
    source = reading(item("x", 7))
    assert (source.content, covered(source, "paragraph")) == ("x\n", ["x"])


def test_taken_out_paragraphs_are_not_counted() -> None:
    gone = p(
        '<w:del w:author="Ada"><w:r><w:delText>gone</w:delText></w:r></w:del>',
        props='<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:author="Ada"/></w:rPr>',
    )
    assert lines(item("a", 1) + gone + item("b", 1), levels(("decimal", "%1"))) == ["1\ta", "2\tb"]


@pytest.mark.parametrize(
    ("way", "written"),
    [
        ("decimal", "28"),
        ("lowerLetter", "bb"),
        ("upperLetter", "BB"),
        ("lowerRoman", "xxviii"),
        ("upperRoman", "XXVIII"),
        ("decimalZero", "28"),
        ("ordinal", "28."),
        ("none", ""),
        ("numberInDash", "- 28 -"),
        ("hebrew1", None),
    ],
)
def test_ways_of_writing_numbers(way: str, written: str | None) -> None:
    assert written_number(28, way) == written


def test_a_way_of_writing_that_is_not_known_is_said() -> None:
    source = reading(item("x", 1), numbering=numbering({0: levels(("thaiLetters", "%1."))}, {1: (0, "")}))
    assert source.content == "1.\tx\n"
    assert [warning.code for warning in source.warnings] == ["number-format-unknown"]


def test_huge_numbers_make_no_huge_labels() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert len(lines(item("x", 1), level)[0]) < 60
