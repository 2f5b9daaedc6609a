"""Figures of plans for print, told apart without colour: the matrix of sections, and a plan as a strip.

Fonts are embedded in PDF; SVG keeps words as words. The same comparison gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ieworkbench.compare.comparison import PlanComparison, RowGroup
from ieworkbench.compare.plan_sections import SectionState

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["StripPiece", "matrix_figure", "saved", "strip_figure"]

_FACES = {
    SectionState.PRESENT.value: ("#333333", ""),
    SectionState.MERGED.value: ("#bbbbbb", "////"),
    SectionState.EMPTY.value: ("#ffffff", ""),
    SectionState.EXTRA.value: ("#ffffff", "...."),
}
_LEFT, _LEAST_WIDE = 62.0, 110.0
_HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "----", "++++")
_GREYS = ("#333333", "#8c8c8c", "#c8c8c8", "#e2e2e2", "#f2f2f2", "#aaaaaa", "#6e6e6e")


@dataclass(frozen=True, slots=True)
class StripPiece:
    """A stretch of a plan on its strip: where, and under what name it stands in the legend."""

    start: int
    end: int
    name: str


def matrix_figure(c: PlanComparison, *, width_mm: float = 174.0) -> Figure:
    """Sections by plans: filled if present, hatched if merged, an empty frame if empty, nothing if absent.

    Parameters
    ----------
    c
        The comparison.
    width_mm
        How wide it is in print, in millimetres.
    """
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch, Rectangle

    rows = [row for row in c.rows if row.group is RowGroup.SECTIONS and any(cell.state for cell in row.cells)]
    step = min(12.0, max(2.5, (width_mm - _LEFT - 6) / max(1, len(c.columns))))
    wide = min(width_mm, max(_LEAST_WIDE, _LEFT + step * len(c.columns) + 6))
    high = 6.5 * len(rows) + 34
    figure = Figure(figsize=(wide / 25.4, high / 25.4), facecolor="white")
    axes = figure.add_axes((_LEFT / wide, 14 / high, step * len(c.columns) / wide, 6.5 * len(rows) / high))
    for line, row in enumerate(rows):
        for place, cell in enumerate(row.cells):
            if cell.state in _FACES:
                face, hatch = _FACES[cell.state]
                axes.add_patch(
                    Rectangle((place + 0.12, line + 0.14), 0.76, 0.72, facecolor=face, edgecolor="black", hatch=hatch, linewidth=0.7)
                )  # fmt: skip
            elif cell.state:
                axes.plot([place + 0.35, place + 0.65], [line + 0.5] * 2, color="black", linewidth=0.8)
    _frame(axes, [row.label for row in rows], [each.name for each in c.columns], step)
    names = [
        state
        for state in SectionState
        if state.value in _FACES and any(cell.state == state.value for row in rows for cell in row.cells)
    ]
    patches: list[Patch | Line2D] = [
        Patch(facecolor=_FACES[state.value][0], hatch=_FACES[state.value][1], edgecolor="black", linewidth=0.7, label=state.label(c.language))
        for state in names
    ]  # fmt: skip
    if any(cell.state == SectionState.ABSENT.value for row in rows for cell in row.cells):
        patches.append(
            Line2D([], [], color="black", linewidth=0.8, markersize=0, label=SectionState.ABSENT.label(c.language))
        )
    figure.legend(handles=patches, loc="lower left", bbox_to_anchor=(0.01, 0.0), ncols=5, fontsize=7.5, frameon=False)
    return figure


def _frame(axes: Axes, lines: Sequence[str], columns: Sequence[str], step: float) -> None:
    axes.set_xlim(0, max(1, len(columns)))
    axes.set_ylim(max(1, len(lines)), 0)
    axes.set_yticks([place + 0.5 for place in range(len(lines))], [_broken(each) for each in lines], fontsize=7)
    shown = [each if len(each) <= 18 else each[:17] + "…" for each in columns]
    turned = 90 if step < 9 or any(len(each) > 5 for each in shown) else 0
    axes.set_xticks([place + 0.5 for place in range(len(columns))], shown, fontsize=7, rotation=turned)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for line in range(len(lines) + 1):
        axes.axhline(line, color="#cccccc", linewidth=0.4, zorder=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _broken(label: str) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(label, 46)[:2])


def strip_figure(
    length: int, pieces: Sequence[StripPiece], *, title: str = "", width_mm: float = 174.0, rest: str = ""
) -> Figure:
    """A plan as a strip, from its first word to its last, with a shade and a hatch for each origin of its wording.

    Parameters
    ----------
    length
        How long the plan is, in code points.
    pieces
        What is keyed to an origin.
    title
        What stands above it.
    width_mm
        How wide it is in print.
    rest
        What the legend calls what has no origin.
    """
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch, Rectangle

    names = list(dict.fromkeys(each.name for each in pieces))
    figure = Figure(figsize=(width_mm / 25.4, 30 / 25.4), facecolor="white")
    axes = figure.add_axes((0.02, 0.45, 0.96, 0.28))
    axes.set_xlim(0, max(1, length))
    axes.set_ylim(0, 1)
    look = {name: (_GREYS[place % len(_GREYS)], _HATCHES[place % len(_HATCHES)]) for place, name in enumerate(names)}
    for each in pieces:
        face, hatch = look[each.name]
        axes.add_patch(Rectangle((each.start, 0), each.end - each.start, 1, facecolor=face, hatch=hatch, edgecolor="black", linewidth=0.3))  # fmt: skip
    axes.add_patch(Rectangle((0, 0), max(1, length), 1, facecolor="none", edgecolor="black", linewidth=0.7))
    axes.set_axis_off()
    figure.text(0.02, 0.82, title, fontsize=8, fontweight="bold")
    patches = [
        Patch(facecolor=look[name][0], hatch=look[name][1], edgecolor="black", linewidth=0.5, label=name)
        for name in names
    ]
    if rest:
        patches.append(Patch(facecolor="white", edgecolor="black", linewidth=0.5, label=rest))
    figure.legend(handles=patches, loc="lower left", bbox_to_anchor=(0.01, 0.0), ncols=4, fontsize=7, frameon=False)
    return figure


def saved(figure: Figure, suffix: str) -> bytes:
    """A figure as the bytes of an SVG, PNG (300 dots per inch) or PDF; nothing in it says when it was made."""
    import matplotlib as mpl

    kind = suffix.lstrip(".").lower()
    told = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}[kind]
    page = io.BytesIO()
    with mpl.rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": "ieworkbench", "pdf.fonttype": 42, "hatch.linewidth": 0.6}
    ):
        figure.savefig(page, format=kind, dpi=300, metadata=told)
    return page.getvalue()
