"""A map as one web page that can be followed by click and by keyboard, in any browser and with no connection.

What it cannot carry: it is for looking and reading, and cannot be read back as a map. It carries
the words that were said, as far as the map's audience may read them, unless they are left out; it
is then a file to be looked after like a transcript.

The page is allowed nothing but its own script and style, by their fingerprints. What people said is
data in it and never markup: it is put in as text, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from ieworkbench.exporters.report import Drawn, MapFormat, Written
from ieworkbench.exporters.web_evidence import Evidence
from ieworkbench.exporters.web_security import as_data, policy
from ieworkbench.maps.drawing.dark_colours import in_the_dark
from ieworkbench.maps.drawing.drawn import Scene
from ieworkbench.maps.drawing.marks import Group
from ieworkbench.maps.drawing.on_screen import for_screen, legend_on_screen, map_on_screen, names_on_screen
from ieworkbench.maps.drawing.scene_svg import colours, sizes
from ieworkbench.maps.drawing.screen_words import screen_word
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap

__all__ = ["FORMAT", "web_page"]

_SMALLEST = 4.0
"""Letters smaller than this many pixels are not drawn."""


def web_page(m: InstitutionalMap, written: Written) -> Drawn:
    """The page of a map, with what is to be known about the words in it."""
    from ieworkbench.maps.drawing.scene import build_scene
    from ieworkbench.maps.drawing.titles import said_of

    drawing = {**written.drawing, "title": False, "with_legend": True}
    whole = build_scene(m, layout=written.layout, language=written.language, **drawing)
    scene = for_screen(m, whole, quotes=written.quotes)
    evidence = Evidence(m, scene, written.language, written.quotes)
    data = as_data(evidence.for_page())
    script = _file("web_page.js")
    style = _file("web_page.css") + _colours(whole) + _sizes(whole)
    title, *facts = said_of(m, written.language)
    parts = {
        "language": written.language,
        "policy": policy(script, style),
        "title": escape(title),
        "facts": "".join(f"<p>{escape(each)}</p>" for each in facts),
        "style": style,
        "map": _map(scene, written.language, title),
        "names": names_on_screen(scene, root={"id": "names", "aria-hidden": "true"}),
        "legend": _legend(whole, written.language),
        "help": _help(written.language),
        "note": _note(evidence),
        "data": data,
        "script": script,
    }
    page = _filled(_file("web_page.html"), parts, written.language)
    lost = (f"Not on this layout, and not on the page: {len(whole.unplaced)}; lay the map out again to place them.",)
    return Drawn(
        page.encode("utf-8", "replace"),
        lost if whole.unplaced else (),
        warnings=tuple(_about_words(evidence)),
        layout=whole.layout,
    )


def _about_words(evidence: Evidence) -> Iterable[str]:
    """What the one who hands the file on has to know of the words in it."""
    if not evidence.quotes:
        yield (
            "What was said is left out, and so are the words of disjunctures; who tells, where and how they know it "
            "stays, and the labels are yours: see that none of them says too much."
        )
        return
    if evidence.carried:
        yield (
            f"The file carries the words of {counted(evidence.carried, 'account')} as they were said: hand it only to those who may read them, "
            "or write it without them (quotes=False, or --no-quotes in a terminal)."
        )
    if evidence.withheld:
        yield f"The words of {counted(evidence.withheld, 'account')} are withheld from this audience."


# ---------------------------------------------------------------------------------------- the map


def _map(scene: Scene, language: str, title: str) -> str:
    lines = {each.id: str(number) for number, each in enumerate(scene.lines)}
    places = {
        "node": {each.id: str(number) for number, each in enumerate(scene.nodes)},
        "link": lines,
        "label": lines,
        "break": {each.id: str(number) for number, each in enumerate(scene.breaks)},
    }

    def naming(group: Group) -> Mapping[str, str]:
        """Boxes, links and disjunctures by their numbers, as the page's data has them."""
        numbered = places.get(group.kind)
        return {"class": group.kind} if numbered is None else {"class": group.kind, "data-n": numbered[group.of]}

    root = {"id": "map", "role": "group", "aria-label": f"{_word('the map', language)}: {title}"}
    return map_on_screen(scene, root=root, naming=naming)


def _legend(scene: Scene, language: str) -> str:
    """The signs that the map uses, one under the other; nothing where it uses none."""
    if not scene.legend:
        return ""
    signs = [f"<li>{drawn}<span>{escape(words)}</span></li>" for drawn, words in legend_on_screen(scene)]
    rows = "".join(signs)
    summary = f"<summary>{escape(_word('legend', language))}</summary>"
    return f'<details id="signs" open>{summary}<ul>{rows}</ul></details>\n'


def _note(evidence: Evidence) -> str:
    """What whoever looks at the page is to know of the words in it."""
    if evidence.quotes and not evidence.carried:
        return ""
    words = _word("verbatim" if evidence.quotes else "left out", evidence.language)
    return f'<p class="note">{escape(words)}</p>\n'


def _help(language: str) -> str:
    names = ("click", "shift", "drag", "tab", "enter")
    return "".join(
        f"<dt>{escape(_word(f'help {each}', language))}</dt><dd>{escape(_word(f'help {each} does', language))}</dd>"
        for each in names
    )


# --------------------------------------------------------------------------------- the page's parts


def _colours(scene: Scene) -> str:
    """The colours of the drawing, on paper and in the dark."""
    fills, strokes = colours(scene)
    rules = [("f", "fill", each) for each in fills] + [("s", "stroke", each) for each in strokes]
    light = "".join(f".{mark}{colour[1:]}{{{what}:{colour}}}" for mark, what, colour in rules)
    dark = "".join(f".{mark}{colour[1:]}{{{what}:{in_the_dark(colour)}}}" for mark, what, colour in rules)
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}}}\n"


def _sizes(scene: Scene) -> str:
    """Letters of a size that cannot be read are not drawn: the page says of which."""
    rules = "".join(f".no{each} .z{each}{{display:none}}" for each in sizes(scene))
    return f"@media screen{{{rules}}}\n"


_PLACE = re.compile(r"\{\{(\w+)\}\}|\[\[([^\]]+)\]\]")


def _filled(page: str, parts: Mapping[str, str], language: str) -> str:
    """The page with its parts in their ``{{places}}`` and words in their ``[[places]]``, all at once."""

    def put(place: re.Match[str]) -> str:
        return parts[place[1]] if place[1] else escape(_word(place[2], language))

    return _PLACE.sub(put, page)


def _file(name: str) -> str:
    return files("ieworkbench.exporters").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _word(name: str, language: str) -> str:
    return screen_word(name, language)


FORMAT = MapFormat(
    name="html",
    title="a web page in one file, to be followed by click and by keyboard",
    suffixes=(".html", ".htm"),
    write=web_page,
    cannot=("The page is for reading: it cannot be read back as a map.",),
)
