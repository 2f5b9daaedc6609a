"""Figures of plans for print, told apart without colour: the matrix of sections, and a plan as a strip.

Fonts are embedded in PDF; SVG keeps words as words. The same comparison gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ieworkbench.compare.comparison import PlanComparison, RowGroup
from ieworkbench.compare.plan_sections import SectionState
from ieworkbench.errors import RecordWrong
from ieworkbench.model import WordingOrigin

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["matrix_figure", "saved", "strips_figure"]

_FACES = {
    SectionState.PRESENT.value: ("#333333", ""),
    SectionState.MERGED.value: ("#bbbbbb", "////"),
    SectionState.EMPTY.value: ("#ffffff", ""),
    SectionState.EXTRA.value: ("#ffffff", "...."),
}
_LEFT, _LEAST_WIDE = 62.0, 110.0
_HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "----", "++++")
_GREYS = ("#333333", "#8c8c8c", "#c8c8c8", "#e2e2e2", "#f2f2f2", "#aaaaaa", "#6e6e6e")


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


def strips_figure(c: PlanComparison, *, width_mm: float = 174.0) -> Figure:
    """Each plan as a strip from its first word to its last, with a shade and a hatch for each origin of its wording.

    Parameters
    ----------
    c
        A comparison with the wording of the plans.
    width_mm
        How wide it is in print, in millimetres.

    Raises
    ------
    RecordWrong
        If the comparison says nothing of wording.
    """
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch, Rectangle

    strips = [cell.strip for row in c.rows if row.id == "copied:strip" for cell in row.cells]
    if not strips:
        raise RecordWrong(
            "figure", "strips", "the wording of the plans was not compared; compare them with copied=True"
        )
    names = [
        each.value for each in WordingOrigin if any(piece.name == each.value for strip in strips for piece in strip)
    ]
    look = {name: (_GREYS[place % len(_GREYS)], _HATCHES[place % len(_HATCHES)]) for place, name in enumerate(names)}
    high = 9.0 * len(strips) + 22
    figure = Figure(figsize=(width_mm / 25.4, high / 25.4), facecolor="white")
    axes = figure.add_axes((34 / width_mm, 18 / high, (width_mm - 38) / width_mm, 9.0 * len(strips) / high))
    for line, (column, strip) in enumerate(zip(c.columns, strips, strict=True)):
        length = max(1, len(column.source.content))
        for each in strip:
            face, hatch = look[each.name]
            place, wide = each.start / length, (each.end - each.start) / length
            axes.add_patch(Rectangle((place, line + 0.2), wide, 0.6, facecolor=face, hatch=hatch, edgecolor="black", linewidth=0.3))  # fmt: skip
        axes.add_patch(Rectangle((0, line + 0.2), 1, 0.6, facecolor="none", edgecolor="black", linewidth=0.7))
    axes.set_xlim(0, 1)
    axes.set_ylim(len(strips), 0)
    axes.set_xticks([])
    labels = [each.name if len(each.name) <= 20 else each.name[:19] + "…" for each in c.columns]
    axes.set_yticks([line + 0.5 for line in range(len(strips))], labels, fontsize=7)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    patches = [
        Patch(
            facecolor=look[each][0],
            hatch=look[each][1],
            edgecolor="black",
            linewidth=0.5,
            label=_origin(each, c.language),
        )
        for each in names
    ]
    patches.append(
        Patch(facecolor="white", edgecolor="black", linewidth=0.5, label=WordingOrigin.NOWHERE.label(c.language))
    )
    figure.legend(handles=patches, loc="lower left", bbox_to_anchor=(0.01, 0.0), ncols=4, fontsize=7, frameon=False)
    return figure


def _origin(name: str, language: str) -> str:
    return WordingOrigin(name).label(language)


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
