"""The lines of a box as paragraphs again."""

from __future__ import annotations

from ieworkbench.exporters.box_words import joined, paragraphs
from ieworkbench.maps.drawing.drawn import TextLine


def _line(words: str, *, size: float = 7.0, italic: bool = False) -> TextLine:
    return TextLine(words, 0.0, 0.0, size, italic=italic)


def test_lines_of_one_cut_are_one_paragraph():
    found = paragraphs((_line("tells her"), _line("to wait"), _line("clinic", size=6.0, italic=True)))
    assert [(each.words, each.size, each.italic) for each in found] == [
        ("tells her to wait", 7.0, False),
        ("clinic", 6.0, True),
    ]


def test_a_word_that_was_broken_is_whole_again():
    assert paragraphs((_line("Rehabilitation"), _line("sgesetz")), "Rehabilitationsgesetz")[0].words == (
        "Rehabilitationsgesetz"
    )


def test_nothing_is_no_paragraph():
    assert paragraphs(()) == ()
    assert joined(()) == ""
