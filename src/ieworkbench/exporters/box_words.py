"""The words in a box as paragraphs that can be edited, and not as the lines they were broken into for print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.text_size import one_line

if TYPE_CHECKING:
    from ieworkbench.maps.drawing.drawn import TextLine

__all__ = ["Paragraph", "joined", "node_lines", "paragraphs"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of one cut."""

    words: str
    size: float
    bold: bool = False
    italic: bool = False
    colour: str = "#1a1a1a"


def paragraphs(lines: Sequence[TextLine], label: str = "") -> tuple[Paragraph, ...]:
    """Lines put together again: those of one cut are one paragraph, as the whole ``label`` has them.

    Examples
    --------
    >>> from ieworkbench.maps.drawing.drawn import TextLine
    >>> lines = (TextLine("tells her", 0, 0, 7), TextLine("to wait", 0, 8, 7), TextLine("clinic", 0, 16, 6, italic=True))
    >>> [each.words for each in paragraphs(lines)]
    ['tells her to wait', 'clinic']
    """
    return tuple(_paragraphs(lines, label))


def joined(lines: Sequence[TextLine]) -> str:
    """The words of lines in one line."""
    return one_line(" ".join(line.words for line in lines))


def node_lines(data: Mapping[str, object], language: str, *, struck: bool) -> list[str]:
    """What stands in the box of a node where a program breaks the lines: its label, who does it, that it was not done."""
    lines = [str(data["label"])]
    doer = getattr(data["record"], "doer", None)
    if doer is not None:
        lines.append(str(doer) if doer.known else word("doer unknown", language))
    return [*lines, word("not done", language)] if struck else lines


def _paragraphs(lines: Sequence[TextLine], label: str) -> Iterator[Paragraph]:
    cut, words = None, ""
    for line in lines:
        own = (line.size, line.bold, line.italic, line.colour)
        if own != cut:
            if cut is not None:
                yield Paragraph(words, *cut)
            cut, words = own, one_line(line.words)
        else:
            # A word that was too long for its line goes on in the next one without a blank.
            broken = bool(label) and f"{words[-12:]} {line.words[:6]}" not in label
            words += ("" if broken and f"{words[-12:]}{line.words[:6]}" in label else " ") + one_line(line.words)
    if cut is not None:
        yield Paragraph(words, *cut)
