"""Figures for print: PDF with embedded fonts, EPS, PNG, and TIFF of 1200 dots per inch.

None of these can be followed by a click: the words a mark rests on stay with the study. Nothing is
transparent, no line is thinner than 0.3 points, and the same map gives the same bytes every time.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ieworkbench.exporters.report import Drawn, MapFormat, Sheet
from ieworkbench.maps.drawing.marks import Ink, groups
from ieworkbench.maps.drawing.text_size import FONT, missing_letters, width

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.path import Path as Outline
    from matplotlib.transforms import Transform

    from ieworkbench.maps.drawing.drawn import Scene, TextLine
    from ieworkbench.maps.drawing.outlines import Path

__all__ = ["EPS", "PDF", "PNG", "TIFF", "figure_of"]

_LEAST_LINE = 0.3
_SETTINGS: dict[Any, Any] = {
    "pdf.fonttype": 42,
    "font.family": FONT,
    "path.simplify": False,
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "no_hinting",  # hinted letters are wider than what the boxes were measured for
}
_PNG_DPI, _TIFF_DPI = 300, 1200
_MOST_DOTS = 200_000_000
_TURN = {"start": "left", "middle": "center", "end": "right"}


def figure_of(scene: Scene, scale: float = 1.0, *, outlined: bool = False) -> Figure:
    """A scene as a matplotlib figure, ``scale`` times as large; nothing of pyplot is touched.

    ``outlined`` draws letters as outlines, which need no font.
    """
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    figure = Figure(figsize=(scene.width * scale / 72, scene.height * scale / 72), facecolor="white")
    inches = Affine2D().scale(scale / 72, -scale / 72).translate(0, scene.height * scale / 72)
    points = inches + figure.dpi_scale_trans
    for number, mark in enumerate(mark for group in groups(scene) for mark in group.marks):
        if isinstance(mark, Ink):
            _add_ink(figure, mark, points, scale, number)
        elif outlined:
            _add_outlines(figure, mark, points, number)
        else:
            _add_words(figure, mark, points, scale, number)
    return figure


def _add_ink(figure: Figure, ink: Ink, points: Transform, scale: float, number: int) -> None:
    from matplotlib.patches import PathPatch

    if not ink.path:
        return
    thick = max(ink.width * scale, _LEAST_LINE) if ink.stroke else 0.0
    patch = PathPatch(
        _outline(ink.path),
        transform=points,
        facecolor=ink.fill or "none",
        edgecolor=ink.stroke or "none",
        linewidth=thick,
        joinstyle="round",
        capstyle="butt",
        zorder=number,
    )
    if ink.dash and ink.stroke:  # matplotlib counts dashes in line widths
        patch.set_linestyle((0, tuple(each * scale / thick for each in ink.dash)))
    figure.add_artist(patch)


def _outline(path: Path) -> Outline:
    from matplotlib.path import Path as Outline

    codes: list[Any] = []
    corners: list[tuple[float, float]] = []
    for step in path:
        places = [(float(step[at]), float(step[at + 1])) for at in range(1, len(step) - 1, 2)]
        code = {"M": Outline.MOVETO, "L": Outline.LINETO, "Q": Outline.CURVE3, "C": Outline.CURVE4}.get(step[0])
        if code is None:
            codes.append(Outline.CLOSEPOLY)
            corners.append((0.0, 0.0))
        else:
            codes += [code] * len(places)
            corners += places
    return Outline(corners, codes)


def _add_words(figure: Figure, line: TextLine, points: Transform, scale: float, number: int) -> None:
    from matplotlib.text import Text

    text = Text(
        line.x,
        line.y,
        line.words,
        fontsize=line.size * scale,
        color=line.colour,
        weight="bold" if line.bold else "normal",
        style="italic" if line.italic else "normal",
        ha=_TURN[line.anchor],
        va="baseline",
        rotation=90 if line.turned else 0,
        rotation_mode="anchor",
        parse_math=False,
        transform=points,
        zorder=number,
    )
    figure.add_artist(text)


def _add_outlines(figure: Figure, line: TextLine, points: Transform, number: int) -> None:
    from matplotlib.font_manager import FontProperties
    from matplotlib.patches import PathPatch
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    font = FontProperties(
        family=FONT, weight="bold" if line.bold else "normal", style="italic" if line.italic else "normal"
    )
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[line.anchor]
    aside = -share * width(line.words, line.size, bold=line.bold, italic=line.italic)
    turn = Affine2D().scale(1, -1).translate(aside, 0).rotate_deg(-90 if line.turned else 0).translate(line.x, line.y)
    path = TextPath((0, 0), line.words, size=line.size, prop=font)
    figure.add_artist(PathPatch(path, transform=turn + points, facecolor=line.colour, edgecolor="none", zorder=number))


def _saved(scene: Scene, scale: float, kind: str, *, outlined: bool = False, **more: Any) -> bytes:  # noqa: ANN401 - what matplotlib is told
    from matplotlib import rc_context

    kept = io.BytesIO()
    with rc_context(_SETTINGS), _no_glyph_warnings():
        figure_of(scene, scale, outlined=outlined).savefig(kept, format=kind, **more)
    return kept.getvalue()


@contextmanager
def _no_glyph_warnings() -> Iterator[None]:
    """Letters that the font lacks are told in the report, and not by matplotlib."""
    with warnings.catch_warnings():
        warnings.filterwarnings(action="ignore", message=r"(?s)Glyph .*missing from")
        warnings.filterwarnings(action="ignore", message=r"(?s).*Matplotlib currently does not support .* natively")
        yield


def _missing(scene: Scene) -> tuple[str, ...]:
    """A sentence on letters that the font lacks, which appear as empty boxes."""
    words = [mark.words for group in groups(scene) for mark in group.marks if not isinstance(mark, Ink)]
    found = missing_letters(words)
    if not found:
        return ()
    return (f"{FONT} has no letters for “{found[:12]}”: they are drawn as empty boxes; SVG shows them.",)


def _pdf(scene: Scene, sheet: Sheet) -> Drawn:
    title = scene.title[0].words if scene.title else ""
    told = {"CreationDate": None, "Creator": None, "Producer": None, "Title": title, "Subject": scene.description}
    return Drawn(_saved(scene, sheet.scale, "pdf", metadata=told), _missing(scene))


def _eps(scene: Scene, sheet: Sheet) -> Drawn:
    data = _saved(scene, sheet.scale, "eps", outlined=True, metadata={"Creator": None})
    lines = data.split(b"\n")
    return Drawn(b"\n".join(line for line in lines if not line.startswith(b"%%CreationDate")), _missing(scene))


def _png(scene: Scene, sheet: Sheet) -> Drawn:
    """Drawn by matplotlib, and packed without the channel for transparency, which nothing here has."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    dpi, less = _affordable(scene, sheet, sheet.dpi or _PNG_DPI)
    with rc_context(_SETTINGS), _no_glyph_warnings():
        figure = figure_of(scene, sheet.scale)
        figure.set_dpi(dpi)
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
    dots = canvas.buffer_rgba()
    picture = Image.frombuffer("RGBA", (dots.shape[1], dots.shape[0]), dots, "raw", "RGBA", 0, 1).convert("RGB")
    told = PngInfo()
    told.add_itxt("Description", scene.description)
    kept = io.BytesIO()
    picture.save(kept, format="PNG", compress_level=3, dpi=(dpi, dpi), pnginfo=told)
    return Drawn(kept.getvalue(), (*_missing(scene), *less))


def _tiff(scene: Scene, sheet: Sheet) -> Drawn:
    """Rendered from the PDF: many dots, without the colours of matplotlib's own canvas four times over."""
    import pypdfium2

    dpi, less = _affordable(scene, sheet, sheet.dpi or _TIFF_DPI)
    drawn = _pdf(scene, sheet)
    document = pypdfium2.PdfDocument(drawn.data)
    try:
        picture = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()
    kept = io.BytesIO()
    picture.save(kept, format="TIFF", compression="tiff_lzw", dpi=(dpi, dpi))
    return Drawn(kept.getvalue(), (*drawn.dropped, *less))


def _affordable(scene: Scene, sheet: Sheet, dpi: int) -> tuple[int, tuple[str, ...]]:
    """Dots per inch that a machine has room for, and a sentence if that is less than was asked for."""
    inches = scene.width * scene.height * sheet.scale**2 / 72**2
    most = int((_MOST_DOTS / max(inches, 1e-6)) ** 0.5)
    longest = int(60_000 / max(scene.width * sheet.scale / 72, scene.height * sheet.scale / 72, 1e-6))
    found = max(min(dpi, most, longest), 1)
    if found == dpi:
        return dpi, ()
    return found, (
        f"Drawn with {found} dots per inch and not {dpi}, which would be too large a picture; PDF has no dots.",
    )


_NO_CLICK = "A figure cannot be followed by a click: the words that its marks rest on stay with the study."

PDF = MapFormat("pdf", "PDF with embedded fonts, for journals and theses", (".pdf",), draw=_pdf, cannot=(_NO_CLICK,))
PNG = MapFormat("png", "PNG, 300 dots per inch", (".png",), draw=_png, cannot=(_NO_CLICK,), dots=True)
TIFF = MapFormat(
    "tiff", "TIFF as line art, 1200 dots per inch", (".tif", ".tiff"), draw=_tiff, cannot=(_NO_CLICK,), dots=True
)
_NO_WORDS = "Words are outlines in EPS, which can be neither searched nor changed; PDF and SVG keep them as words."
EPS = MapFormat("eps", "EPS, words as outlines", (".eps",), draw=_eps, cannot=(_NO_CLICK, _NO_WORDS))
