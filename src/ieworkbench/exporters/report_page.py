"""A report as a web page in one file: no script, no connection; every number and every mark of a map is a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from ieworkbench.exporters.report_blocks import (
    Block,
    Chapter,
    Grid,
    Heading,
    Line,
    Paragraph,
    Picture,
    Points,
    Quote,
    Report,
    Row,
)
from ieworkbench.exporters.report_words import word
from ieworkbench.exporters.web_security import style_policy
from ieworkbench.maps.drawing.marks import Group
from ieworkbench.maps.drawing.scene_svg import scene_svg

__all__ = ["report_page"]

_NARROW = 720.0
"""In points: as wide as the page is on a screen."""

_CSS = Path(__file__).with_name("report_page.css")


def report_page(report: Report) -> str:
    """The page."""
    style = _CSS.read_text("utf-8")
    writing = _Writing(report)
    chapters = "".join(writing.chapter(number, each) for number, each in enumerate(report.chapters, 1))
    contents = "".join(
        f'<li><a href="#chapter-{number}">{escape(each.title)}</a></li>'
        for number, each in enumerate(report.chapters, 1)
    )
    opening = "".join(f"<p class='quiet'>{escape(each)}</p>" for each in report.opening)
    named = escape(word("contents", report.language), quote=True)
    return (
        f'<!DOCTYPE html>\n<html lang="{report.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{style_policy(style)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.title)}</title><style>{style}</style></head><body>"
        f"<header><h1>{escape(report.title)}</h1>{opening}</header>"
        f'<nav aria-label="{named}"><ol>{contents}</ol></nav><main>{chapters}</main></body></html>\n'
    )


class _Writing:
    """Writes blocks; it knows which records have a place on the page, so that marks of a map can lead there."""

    def __init__(self, report: Report) -> None:
        self._places: dict[str, str] = {}
        for each in _records(report):
            self._places.setdefault(each, f"of-{len(self._places) + 1}")
        self._given: set[str] = set()

    def chapter(self, number: int, chapter: Chapter) -> str:
        body = "".join(map(self._block, chapter.blocks))
        look = " class='wide'" if chapter.wide else ""
        return f"<section{look}><h2 id='chapter-{number}'>{escape(chapter.title)}</h2>{body}</section>"

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return f"<h3{self._place(block.of)}>{escape(block.text)}</h3>"
        if isinstance(block, Paragraph):
            return f"<p{self._place(block.of)}>{_line(block.line)}</p>"
        if isinstance(block, Quote):
            by = f"<span class='quiet'>{escape(block.by)}</span>"
            return f"<blockquote><p>“{_broken(block.text)}” {by}{_references((block.evidence,))}</p></blockquote>"
        if isinstance(block, Points):
            of = block.of or ((),) * len(block.lines)
            shown = zip(block.lines, of, strict=True)
            return f"<ul>{''.join(f'<li{self._place(each)}>{_line(words)}</li>' for words, each in shown)}</ul>"
        return self._grid(block) if isinstance(block, Grid) else self._picture(block)

    def _place(self, of: tuple[str, ...]) -> str:
        """The name of a place on the page, given to the first block about a record."""
        for each in of:
            if each not in self._given:
                self._given.add(each)
                return f' id="{self._places[each]}"'
        return ""

    def _grid(self, grid: Grid) -> str:
        head = "".join(f"<th scope='col'>{escape(each)}</th>" for each in grid.heads)
        rows = "".join(map(self._row, grid.rows))
        table = f"<table><caption>{escape(grid.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        label = escape(grid.caption, quote=True)
        return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">{table}</div>'

    def _row(self, row: Row) -> str:
        name = f' id="words-{row.number}"' if row.number else self._place(row.of)
        cells = "".join(f"<td>{'<br>'.join(map(_line, cell))}</td>" for cell in row.cells)
        return f"<tr{name}>{cells}</tr>"

    def _picture(self, picture: Picture) -> str:
        scene = picture.whole
        # A narrow map in its own size: over the whole page its words would be as large as headings.
        broad = scene.width > _NARROW
        size = {} if broad else {"width": f"{scene.width:g}pt", "height": f"{scene.height:g}pt"}
        drawn = scene_svg(scene, root={"role": "group", "aria-label": scene.description, **size}, link=self._link)
        label = escape(picture.caption, quote=True)
        box = f'<div class="scroll map{" broad" if broad else ""}" tabindex="0" role="region" aria-label="{label}">{drawn}</div>'
        return f"<figure>{box}<figcaption>{escape(picture.caption)}</figcaption></figure>"

    def _link(self, group: Group) -> str:
        """Where a mark of a map leads to; nowhere if nothing on the page is about it."""
        place = self._places.get(group.of) if group.kind in {"node", "link", "label", "break"} else None
        return f"#{place}" if place else ""


def _records(report: Report) -> Iterator[str]:
    for chapter in report.chapters:
        for block in chapter.blocks:
            if isinstance(block, Heading | Paragraph):
                yield from block.of
            elif isinstance(block, Points):
                yield from (each for of in block.of for each in of)
            elif isinstance(block, Grid):
                yield from (each for row in block.rows for each in row.of)


def _line(line: Line) -> str:
    return " ".join(_words(each.text, each.look) + _references(each.evidence) for each in line)


def _words(text: str, look: str) -> str:
    shown = _broken(text)
    if not look:
        return shown
    return f"<strong>{shown}</strong>" if look == "strong" else f"<span class='{look}'>{shown}</span>"


def _broken(words: str) -> str:
    return escape(words).replace("\n", "<br>")


def _references(numbers: Iterable[int]) -> str:
    links = [f"<a class='ref' href='#words-{number}'>[{number}]</a>" for number in numbers]
    return f" {' '.join(links)}" if links else ""
