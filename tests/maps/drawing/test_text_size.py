"""Widths of words and breaking of labels: nothing is left out, nothing is wider than its room."""

from __future__ import annotations

import subprocess
import sys

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font, LoadFlags

from ieworkbench.maps.drawing.text_size import missing_letters, one_line, width, wrap


def test_a_label_breaks_at_blanks_into_lines_of_about_one_length():
    assert wrap("writes function level and diagnosis into the plan", 80, 6.6) == (
        "writes function",
        "level and diagnosis",
        "into the plan",
    )


def test_a_word_longer_than_the_room_is_broken_and_wholly_there():
    word = "arbeidsavklaringspengesaksbehandlingsrutinene"
    lines = wrap(word, 60, 6.6)
    assert "".join(lines) == word
    assert all(width(line, 6.6) <= 60 for line in lines)


def test_a_grapheme_is_never_cut_in_two():
    assert all(line[0] not in "\u0301\u200d" for line in wrap("e\u0301" * 60, 30, 6.6))


def test_control_characters_and_turned_directions_are_not_drawn():
    assert one_line("a\x00b\u202ec\nd\ud800") == "abc d"


def test_bold_words_are_wider():
    assert width("plan", 6, bold=True) > width("plan", 6)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
def test_each_letter_is_as_wide_as_the_figure_draws_it(bold: bool, italic: bool):
    weight, style = "bold" if bold else "normal", "italic" if italic else "normal"
    font = FT2Font(findfont(FontProperties(family="DejaVu Sans", weight=weight, style=style)))
    font.set_size(200, 72)
    latin = {code for code in range(0x250) if chr(code).isprintable()}
    before_joining = {code for code in font.get_charmap() if code < 0x590}
    assert latin <= before_joining
    drawn = {
        chr(code): font.load_char(code, flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 200
        for code in before_joining
    }
    assert {letter: width(letter, 1.0, bold=bold, italic=italic) for letter in drawn} == drawn


def test_words_in_latin_letters_are_measured_without_loading_what_draws_figures():
    measured = "from ieworkbench.maps.drawing.text_size import wrap; wrap('Får «planen» på ny, §\xa07-2 (ŷ)', 40, 6, bold=True)"
    loaded = f"{measured}; import sys; print('matplotlib' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", loaded], text=True) == "False\n"


def test_letters_that_the_font_lacks_are_named_once():
    assert missing_letters(["plan 計計", "計 e\u0301"]) == "計"


@pytest.mark.parametrize("words", ["שלום עולם", "خطة فردية للتأهيل", "👩‍👧 calls", "計画 を 書く"])
def test_words_of_other_scripts_have_a_width_and_are_broken_without_loss(words: str):
    assert width(words, 6) > 0
    assert " ".join(wrap(words, 25, 6)).replace(" ", "") == words.replace(" ", "")


@given(st.text(max_size=80), st.floats(8, 120))
@settings(max_examples=40)
def test_no_line_is_wider_than_its_room_unless_it_is_one_letter_and_no_letter_is_lost(words: str, room: float):
    lines = wrap(words, room, 6.6)
    assert "".join("".join(lines).split()) == "".join(one_line(words).split())
    assert all(
        width(line, 6.6) <= room or len(line.strip("\u200d\ufe0f")) <= 2 or _one_grapheme(line) for line in lines
    )


def _one_grapheme(line: str) -> bool:
    return len(regex.findall(r"\X", line)) <= 1
