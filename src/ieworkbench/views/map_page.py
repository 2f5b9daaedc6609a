"""Maps in a notebook: the drawing, what follows from what, what nobody says, and what texts do.

A map that fits is drawn as it would be in print; of a larger one a cell tells how large it is and
how to narrow it. The parts are those of the text form, in its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import Protocol, runtime_checkable

from ieworkbench.maps.circuits import CircuitProposal
from ieworkbench.maps.gaps import Gap
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.segments import Segment
from ieworkbench.maps.text_work import TextWork
from ieworkbench.maps.trace import Trace, TraceStep
from ieworkbench.model import Account, Disjuncture
from ieworkbench.model.layout import Layout
from ieworkbench.sentences import counted
from ieworkbench.study.table import Table
from ieworkbench.views.parts import bullets, cell, ends, facts, grid

__all__ = [
    "Reported",
    "circuit",
    "circuits",
    "gap",
    "gaps",
    "institutional_map",
    "layout",
    "report",
    "segment",
    "segments",
    "text_work",
    "texts",
    "trace",
]

_MOST_DRAWN = 60
_QUOTE, _ACCOUNTS = 300, 3
_KINDS = {"act": "acts", "text": "texts", "copy": "copies", "resource": "resources"}


@runtime_checkable
class Reported(Protocol):
    """The report of a map that was written: it tells itself in sentences, the size first."""

    def sentences(self) -> tuple[str, ...]:
        """The report, one sentence after the other."""


# ------------------------------------------------------------------------------------------ maps


def institutional_map(m: InstitutionalMap) -> str:
    """The map drawn, in a box that scrolls where it is wide; of a large one how large, and how to narrow it."""
    from ieworkbench.maps.drawing.titles import said_of

    if 0 < len(m) <= _MOST_DRAWN:
        return _drawn(m)
    title, *more = said_of(m, "en")
    head = f"<strong>{escape(title)}</strong>{''.join(facts(each) for each in more)}"
    if not len(m):
        return f"{head}<p>Nothing stands on this map yet.</p>"
    kinds = Counter(str(kind) for _, kind in m.graph.nodes(data="kind"))
    counts = [counted(kinds[kind], kind, many) for kind, many in _KINDS.items() if kinds[kind]]
    counts.append(counted(m.graph.number_of_edges(), "link"))
    lanes = Counter(str(lane) for _, lane in m.graph.nodes(data="lane"))
    rows = [[cell(each.site or "site not said"), cell(each.band.value), str(lanes[each.id])] for each in m.lanes()]
    hint = (
        "Too large for a cell. Narrow it: <code>m.around(text, hops=2)</code>, <code>m.select(site=…)</code>, "
        "<code>m.trace(words).map</code>, <code>m.collapse(site)</code>; or look at all of it in a browser: "
        "<code>write_map(m, &quot;map.html&quot;)</code>."
    )
    table = grid(["lane", "band", "things"], ["name", "", "no"], ends(rows), len(rows))
    return f"{head}<p>{escape(', '.join(counts))}</p><p>{hint}</p>{table}"


def _drawn(m: InstitutionalMap) -> str:
    from ieworkbench.maps.drawing.scene import build_scene
    from ieworkbench.maps.drawing.scene_svg import scene_svg

    scene = build_scene(m)
    style = (
        f"display:block;width:100%;height:auto;min-width:{scene.width * 0.9:.0f}px;max-width:{scene.width * 1.6:.0f}px"
    )
    return _box(scene_svg(scene, root={"role": "img", "aria-label": scene.description, "style": style}))


def _box(drawing: str) -> str:
    """A drawing on paper, whatever the colours of the notebook."""
    return f"<div style='overflow:auto;max-height:46rem;background:#fff;color:#1a1a1a' tabindex='0'>{drawing}</div>"


def layout(kept: Layout) -> str:
    """Where everything stands: the size, and a sketch of boxes and lines without words."""
    counts = [
        f"{kept.width / 72 * 25.4:.0f} × {kept.height / 72 * 25.4:.0f} mm",
        counted(len(kept.boxes), "box", "boxes"),
        counted(len(kept.routes), "line"),
        counted(len(kept.lanes), "lane"),
        *([counted(len(kept.pins), "chosen place")] if kept.pins else []),
    ]
    return f"<strong>Layout</strong>{facts(' · '.join(counts))}" + (_box(_sketch(kept)) if kept.boxes else "")


def _sketch(kept: Layout) -> str:
    lanes = "".join(
        f"<rect x='0' y='{each.y:.1f}' width='{kept.width:.1f}' height='{each.height:.1f}' fill='none' stroke='#ccc'/>"
        for each in kept.lanes
    )
    lines = "".join(
        f"<polyline points='{' '.join(f'{x:.1f},{y:.1f}' for x, y in each.points)}' fill='none' stroke='#888'/>"
        for each in kept.routes
    )
    boxes = "".join(
        f"<rect x='{each.x:.1f}' y='{each.y:.1f}' width='{each.width:.1f}' height='{each.height:.1f}' "
        f"fill='#f4f4f4' stroke='#333'><title>{escape(each.id)}</title></rect>"
        for each in kept.boxes
    )
    size = f"viewBox='0 0 {kept.width:.1f} {kept.height:.1f}' role='img' aria-label='sketch'"
    return f"<svg {size} style='display:block;width:100%;max-height:20rem'>{lanes}{lines}{boxes}</svg>"


def report(told: Reported) -> str:
    """What was written and how large; then what to look at, what was left out, what the format cannot carry."""
    first, *more = told.sentences()
    return f"<p>{escape(first)}</p>{bullets(escape(each) for each in more)}"


# ----------------------------------------------------------------------------------------- traces


def trace(found: Trace) -> str:
    """What leads to it and what follows, step by step with the words; then what nobody says, and disjunctures."""
    parts = [f"<strong>{escape(found.traced)}</strong>{facts(repr(found))}"]
    for upstream, title in ((True, "What leads to it"), (False, "What follows")):
        steps = [_step(found, step) for step in found if step.upstream is upstream]
        parts.append(_section(title, steps))
    parts.append(_section("Nobody says", [_asked(each) for each in found.gaps]))
    parts.append(_section("Disjunctures", [_disjuncture(each, found.whole) for each in found.disjunctures]))
    return "".join(parts)


def _section(title: str, lines: list[str]) -> str:
    """A heading and a list under it; nothing if there is nothing."""
    if not lines:
        return ""
    shown = ends(lines)
    missing = len(lines) - len(shown)
    more = [f"<span class='more'>… {missing:,} more …</span>"] if missing else []
    return f"<h4>{title}</h4>{bullets([*shown[:12], *more, *shown[12:]])}"


def _step(found: Trace, step: TraceStep) -> str:
    marks = ["derived: through the text as a whole"] if step.derived else []
    marks += [step.status] if step.status in {"inferred", "gap"} else []
    mark = f" <em>({escape('; '.join(marks))})</em>" if marks else ""
    link = _quiet(f"— {step.kind} →")
    words = f"{escape(found.whole.with_doer(step.origin))} {link} {escape(found.whole.with_doer(step.target))}"
    return f"{words}{mark}{_words(found.whole, step.accounts)}"


def _quiet(words: str) -> str:
    """Words in a lighter hand, on the same line."""
    return f"<span class='facts'>{escape(words)}</span>"


def _words(m: InstitutionalMap, accounts: tuple[Account, ...]) -> str:
    """The words of some accounts, as far as the map's audience may read them."""
    lines = [
        f"“{cell(m.words(each), _QUOTE)}” {_quiet(f'{each.passage.source} · at {each.passage.start} · {_known(each)}')}"
        for each in accounts[:_ACCOUNTS]
    ]
    missing = len(accounts) - len(lines)
    return bullets([*lines, *([f"<span class='more'>… {missing:,} more …</span>"] if missing > 0 else [])])


def _known(account: Account) -> str:
    done = "" if account.polarity.value == "done" else f" · {account.polarity.value}"
    return f"{account.status.value}{done}"


def _disjuncture(each: Disjuncture, m: InstitutionalMap) -> str:
    return f"{escape(each.what)}{bullets(escape(m.side_words(side)) for side in each.sides)}"


# ------------------------------------------------------------------- gaps, texts, segments, circuits


def gap(one: Gap) -> str:
    """The question, and whom one might ask."""
    return _question(one)


def gaps(table: Table[Gap]) -> str:
    """The questions, one under the other, with whom one might ask."""
    return facts(repr(table)) + _list(map(_question, ends(table)), len(table))


def _question(one: Gap) -> str:
    ask = " " + _quiet(f"ask {', '.join(one.ask)}") if one.ask else ""
    return f"{_asked(one)}{ask}"


def _asked(one: Gap) -> str:
    """The question; after what a link joins, where it was noted on one."""
    joins = f"{_quiet(one.joins + ':')} " if one.joins else ""
    return f"{joins}{escape(one.question)}"


def text_work(one: TextWork) -> str:
    """A text and what it does, before what it says."""
    said = [f"{name}: {escape('; '.join(words))}" for name, words in _of_text(one) if words]
    about = " · ".join(
        part for part in (one.genre, one.authority.value, _held(one), counted(one.accounts, "account")) if part
    )
    return f"<strong>{escape(one.text)}</strong>{facts(about)}{bullets(said)}"


def texts(table: Table[TextWork]) -> str:
    """Each text with who makes it, takes it up and does not read it, and what it does; columns that say nothing are left out."""
    shown = ends(table)
    names = [name for name, _ in _of_text(shown[0])]
    columns = [[cell("; ".join(dict(_of_text(each))[name])) for each in shown] for name in names]
    wanted = [(name, column) for name, column in zip(names, columns, strict=True) if any(column)]
    heads = ["text", "held as", *(name for name, _ in wanted)]
    rows = [
        [cell(each.text), cell(_held(each)), *(column[number] for _, column in wanted)]
        for number, each in enumerate(shown)
    ]
    return facts(repr(table)) + grid(heads, [""] * len(heads), rows, len(table))


def _of_text(one: TextWork) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("made by", one.made_by),
        ("taken up by", one.taken_up_by),
        ("not read by", one.not_read_by),
        ("does", one.does),
        ("done to it", one.done_to),
        ("of some", one.said_of_some),
        ("copies", one.copies),
    )


def _held(one: TextWork) -> str:
    return ", ".join(one.held) if one.held else "hearsay"


def segment(one: Segment) -> str:
    """Work, text and the next work, in words."""
    return f"<p>{escape(one.in_words)}</p>"


def segments(table: Table[Segment]) -> str:
    """Each segment in words."""
    return facts(repr(table)) + _list((escape(each.in_words) for each in ends(table)), len(table))


def circuit(one: CircuitProposal) -> str:
    """The course in words, and how to keep it if the analyst holds it to be a circuit."""
    how = "study.add_circuit(name, proposal.links, reason=…)"
    return f"<p>{escape(one.in_words)}</p>{facts(f'Proposed, not confirmed; to keep it: {how}')}"


def circuits(table: Table[CircuitProposal]) -> str:
    """Each proposed course in words, the shortest first."""
    return facts(repr(table)) + _list((escape(each.in_words) for each in ends(table)), len(table))


def _list(shown: Iterable[str], total: int) -> str:
    """A list of what is shown of ``total``, with how many are left out."""
    lines = list(shown)
    missing = total - len(lines)
    more = [f"<span class='more'>… {missing:,} more …</span>"] if missing else []
    return bullets([*lines[:12], *more, *lines[12:]])
