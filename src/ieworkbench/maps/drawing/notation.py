"""The house notation: which outline, edge, head and dash says what.

Everything can be told apart without colour: shapes by their outlines, families of links by their
heads, thickness and doubling, and how something is known by dashes and dots.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ieworkbench.maps.drawing.drawn import Box, Dash, Head, LineStyle, NodeShape, NodeStyle, SceneNode
from ieworkbench.model import (
    Account,
    Act,
    ActMode,
    Direction,
    InstitutionalText,
    Layer,
    LinkFamily,
    LinkKind,
    SiteLevel,
)

__all__ = [
    "BAND_FILL",
    "INK",
    "LANE_FILLS",
    "NAME_FILL",
    "line_style",
    "node_shape",
    "node_style",
    "sample_line",
    "sample_node",
]

INK = "#1a1a1a"
"""The colour of words and edges."""

LANE_FILLS = ("#ffffff", "#f5f5f5")
"""The grounds of lanes, in turn."""

BAND_FILL = {SiteLevel.NATIONAL: "#e6edf3", SiteLevel.SUPRANATIONAL: "#dbe5ee"}
"""The ground of the bands from which others are governed."""

NAME_FILL = "#e2e2e2"
"""The ground of names of lanes."""

_PAPER, _RULE, _COPY, _THING, _WHITE = "#fdf3c8", "#d5dfe8", "#fdf9e6", "#e0efe2", "#ffffff"

_FAMILIES: dict[LinkFamily, LineStyle] = {
    LinkFamily.SEQUENCE: LineStyle(LinkFamily.SEQUENCE, INK, 1.3, at_target=Head.ARROW),
    LinkFamily.USES: LineStyle(LinkFamily.USES, "#444444", 0.75, at_target=Head.HOLLOW),
    LinkFamily.PRODUCES: LineStyle(LinkFamily.PRODUCES, "#0b5394", 0.9, at_target=Head.FILLED),
    LinkFamily.GOVERNS: LineStyle(LinkFamily.GOVERNS, "#8a3b00", 2.1, double=True, at_target=Head.DIAMOND),
    LinkFamily.WORDING: LineStyle(
        LinkFamily.WORDING, "#6b3a75", 0.9, Dash.DASH_DOT, at_target=Head.HOLLOW_DIAMOND
    ),
    LinkFamily.GIVES: LineStyle(LinkFamily.GIVES, "#00583f", 0.9, at_target=Head.DISC),
}  # fmt: skip
_COPY_LINE = LineStyle(None, "#6a6a6a", 0.75, Dash.DASH_DOT)
_CROSSED = {LinkKind.DOES_NOT_READ, LinkKind.WITHHOLDS, LinkKind.REFUSES_BY, LinkKind.CONTRADICTS}


def node_shape(kind: str, record: object) -> NodeShape:
    """The outline of a record."""
    if kind == "copy":
        return NodeShape.COPY
    if kind == "resource":
        return NodeShape.RESOURCE
    if kind == "text":
        regulating = isinstance(record, InstitutionalText) and record.authority.regulating
        return NodeShape.REGULATION if regulating else NodeShape.TEXT
    talk = isinstance(record, Act) and (record.mode is ActMode.TALK or record.participants)
    return NodeShape.TALK if talk else NodeShape.ACT


def node_style(shape: NodeShape, data: dict[str, Any]) -> NodeStyle:
    """How a node of a map's graph is drawn, from its attributes."""
    record = data.get("record")
    accounts: tuple[Account, ...] = data.get("accounts", ())
    gap, prescribed = bool(data.get("gap")), _prescribed(data.get("layer"), accounts)
    boss = isinstance(record, InstitutionalText) and bool(record.boss)
    return NodeStyle(
        fill=_fill(shape),
        width=2.2 if boss else 0.8,
        dash=_node_dash(gap, bool(data.get("inferred")), prescribed and shape in {NodeShape.ACT, NodeShape.TALK}),
        standpoint=bool(data.get("standpoint")),
        question=gap,
        struck=bool(data.get("negative")),
        disputed=not data.get("listed") and len({each.polarity.negative for each in accounts}) > 1,
        both=data.get("seen") == "both" and shape in {NodeShape.ACT, NodeShape.TALK},
        stack=_several(record, data),
    )


def line_style(data: dict[str, Any]) -> LineStyle:
    """How an edge of a map's graph is drawn, from its attributes."""
    link = data.get("record")
    accounts: tuple[Account, ...] = data.get("accounts", ())
    family = _COPY_LINE if link is None and data["kind"] == "copy of" else _FAMILIES[data["family"]]
    head = family.at_target
    direction = Direction.ONE_WAY if link is None else link.direction
    if data.get("inferred") or data.get("derived"):
        dash = Dash.DOTTED
    elif data.get("gap") or _prescribed(data.get("layer"), accounts):
        dash = Dash.DASHED
    else:
        dash = family.dash
    denied = bool(accounts) and all(each.polarity.negative for each in accounts)
    return LineStyle(
        family.family,
        family.colour,
        family.width,
        dash,
        family.double,
        at_origin=head if direction is Direction.BOTH_WAYS else Head.NONE,
        at_target=Head.NONE if direction is Direction.UNDIRECTED else head,
        crossed=data.get("standard") in _CROSSED or denied,
        question=bool(data.get("gap")),
    )


def sample_node(shape: NodeShape, style: NodeStyle, box: Box) -> SceneNode:
    """A small node without words, for the legend."""
    return SceneNode("", "", shape, replace(style, fill=_fill(shape)), box)


def sample_line(family: LinkFamily | None) -> LineStyle:
    """How a plain link of a family is drawn; ``None`` is the line between a copy and its text."""
    return _COPY_LINE if family is None else _FAMILIES[family]


def _fill(shape: NodeShape) -> str:
    return {
        NodeShape.TEXT: _PAPER,
        NodeShape.REGULATION: _RULE,
        NodeShape.COPY: _COPY,
        NodeShape.RESOURCE: _THING,
    }.get(shape, _WHITE)


def _node_dash(gap: bool, inferred: bool, prescribed: bool) -> Dash:
    if inferred:
        return Dash.DOTTED
    return Dash.DASHED if gap or prescribed else Dash.SOLID


def _prescribed(layer: Layer | None, accounts: Iterable[Account]) -> bool:
    """Whether it is told only as something that is supposed to happen."""
    told = [each.status.instructs for each in accounts]
    return layer is Layer.PRESCRIBED or (bool(told) and all(told))


def _several(record: object, data: dict[str, Any]) -> bool:
    """Whether it stands for more than one: texts nobody tells apart, particulars of a regular act, a collapsed site."""
    if data.get("listed"):
        return True
    if isinstance(record, InstitutionalText):
        return (record.number or 1) > 1
    return isinstance(record, Act) and len(record.particulars) > 1
