"""The codebook as a value: places, paths, names that are found, and names that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ieworkbench.errors import CodeAmbiguous, RecordExists, RecordUnknown, RecordWrong
from ieworkbench.model import Code, Codebook

BOOK = Codebook(
    (
        Code("w", "work"),
        Code("p", "phoning", ("w",)),
        Code("t", "trouble"),
        Code("q", "queue", ("p", "t")),
        Code("o1", "other", ("w",)),
        Code("o2", "other", ("w",)),
        Code("o3", "other", ("t",)),
    )
)


def ids(codes):
    return [each.id for each in codes]


@pytest.mark.parametrize("name", ["", " ", " work", "work ", "a\nb", "a\rb", "a\u2028b", "\n", 5, None, b"work"])
def test_a_name_is_one_line_of_text_without_blanks_around_it(name):
    with pytest.raises(RecordWrong):
        Code("1", name)


@pytest.mark.parametrize("name", ["møte", "🙂", "\u202bעבודה\u202c", "a > b", "x" * 5_000, "no", "[[U1]]", "<b>"])
def test_a_name_may_be_any_line_and_is_found_by_it(name):
    assert Codebook((Code("1", name),)).one(name).id == "1"


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345G", "123456", "#1234567", "#123456\n", 7])
def test_a_colour_is_six_hexadecimal_digits(colour):
    with pytest.raises(RecordWrong):
        Code("1", "work", colour=colour)


def test_what_is_said_of_a_code_is_text():
    with pytest.raises(RecordWrong, match="words, between quotation marks"):
        Code("1", "work", definition=None)


def test_a_codebook_needs_every_code_once_every_parent_and_no_circle():
    with pytest.raises(RecordExists):
        Codebook((Code("1", "a"), Code("1", "b")))
    with pytest.raises(RecordUnknown):
        Codebook((Code("1", "a", ("2",)),))
    with pytest.raises(RecordWrong, match="stand under itself"):
        Codebook((Code("1", "a", ("1",)),))
    with pytest.raises(RecordWrong, match="stand under itself"):
        Codebook((Code("1", "a", ("3",)), Code("2", "b", ("1",)), Code("3", "c", ("2",))))


def test_a_code_under_several_others_is_below_each_and_has_a_path_by_each():
    assert BOOK.below("w") == {"w", "p", "q", "o1", "o2"}
    assert BOOK.below("t") == {"t", "q", "o3"}
    assert BOOK.above("q") == {"q", "p", "w", "t"}
    assert (BOOK.path("q"), BOOK.paths("q")) == (
        "work > phoning > queue",
        ("work > phoning > queue", "trouble > queue"),
    )
    assert ids(BOOK.children()) == ["w", "t"]
    assert [(depth, code.id) for depth, code in BOOK.walk()] == [
        (0, "w"), (1, "p"), (2, "q"), (1, "o1"), (1, "o2"), (0, "t"), (1, "o3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("work", ["w"]),
        ("WORK", ["w"]),
        ("phoning > queue", ["q"]),
        ("trouble > queue", ["q"]),
        ("work > phoning > queue", ["q"]),
        ("Work>Phoning>Queue", ["q"]),
        ("> work", ["w"]),
        ("> work > phoning", ["p"]),
        ("> phoning", []),
        ("work > queue", []),
        ("trouble > other", ["o3"]),
        ("other", ["o1", "o2", "o3"]),
        ("o2", ["o2"]),
        ("work > > phoning", []),
        (">", []),
        ("", []),
        ("nothing", []),
    ],
)
def test_codes_are_found_by_id_name_or_the_end_of_a_path(name, found):
    assert ids(BOOK.find(name)) == found


def test_letter_case_counts_only_where_it_tells_two_codes_apart():
    book = Codebook((Code("1", "Work"), Code("2", "work")))
    assert (book.one("Work").id, book.one("work").id, ids(book.find("WORK"))) == ("1", "2", ["1", "2"])


def test_codes_of_one_name_are_told_apart_by_path_and_in_one_place_by_id():
    with pytest.raises(CodeAmbiguous) as told:
        BOOK.one("other")
    assert told.value.paths == ("o1", "o2", "trouble > other")
    for way in told.value.paths:
        assert BOOK.one(way).name == "other"
    assert "say which by its path or id: “o1”, “o2” or “trouble > other”." in str(told.value)


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(RecordUnknown, match=r"There is no code “work > phonig” in this study; did you mean phoning\?"):
        BOOK.one("work > phonig")
    with pytest.raises(RecordUnknown):
        BOOK["nothing"]
    with pytest.raises(RecordWrong):
        BOOK.one(5)


def test_a_deep_book_of_equal_names_is_searched_at_once():
    """Five hundred deep and two parents each: by way of every path there would be 2 to the 500."""
    codes = [Code("0a", "x"), Code("0b", "x")]
    for level in range(1, 500):
        above = (f"{level - 1}a", f"{level - 1}b")
        codes += [Code(f"{level}a", "x", above), Code(f"{level}b", "x", above)]
    book = Codebook(tuple(codes))
    assert len(book.find(" > ".join(["x"] * 500))) == 2
    assert len(book.path("499a").split(" > ")) == 500
    assert len(book.below("0a")) == 999
    assert len(list(book.walk())) == 1_000


parents_of = st.lists(st.lists(st.integers(0, 30), max_size=3), min_size=1, max_size=12)


@given(parents_of, st.lists(st.sampled_from("ab >"), min_size=12, max_size=12))
def test_laws_of_places(wanted, names):
    """A code is below what is above it; its path leads to it; the walk meets each once; a told-apart name means it."""
    codes = []
    for place, given_parents in enumerate(wanted):
        above = tuple(dict.fromkeys(f"id{each % place}" for each in given_parents)) if place else ()
        codes.append(Code(f"id{place}", names[place].strip() or "c", above))
    book = Codebook(tuple(codes))
    assert sorted(code.id for _, code in book.walk()) == sorted(code.id for code in codes)
    for code in codes:
        assert all(code.id in book.below(each) for each in book.above(code.id))
        if not any(">" in book[each].name for each in book.above(code.id)):
            assert all(code in book.find(path) for path in book.paths(code.id))
        try:
            assert book.one(code.name) == code
        except CodeAmbiguous as error:
            assert code in [book.one(each) for each in error.paths]


def test_a_name_with_the_mark_in_it_is_found_by_its_path_too():
    book = Codebook((Code("1", "work"), Code("2", "plan > decision", ("1",)), Code("3", "decision", ("1",))))
    assert book.path("2") == "work > plan > decision"
    assert [book.one(name).id for name in ("work > plan > decision", "plan>decision", "work > decision")] == [
        "2",
        "2",
        "3",
    ]
