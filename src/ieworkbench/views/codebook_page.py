"""A codebook as a tree whose entries open to what is said of them; and a single code."""

from __future__ import annotations

from html import escape

from ieworkbench.model import Code, Codebook
from ieworkbench.sentences import counted
from ieworkbench.views import labels
from ieworkbench.views.parts import facts

__all__ = ["code", "codebook"]

_SHOWN = 400
_STYLE = f"""{labels.STYLE}<style>
.iew ul.codes{{list-style:none;margin:0;padding-left:0}}.iew ul.codes ul.codes{{padding-left:1.5rem}}
.iew ul.codes li{{margin:.1rem 0}}.iew ul.codes details{{margin:0}}.iew ul.codes .none{{padding-left:1.05rem}}
.iew dl{{margin:.15rem 0 .4rem 1.5rem}}.iew dt{{opacity:.75;font-size:.93em}}.iew dd{{margin:0 0 .2rem;white-space:pre-wrap;overflow-wrap:anywhere}}
</style>"""
_SAID = ("definition", "include", "exclude", "example")


def codebook(book: Codebook) -> str:
    """Every code in its place, with definitions folded away; of thousands, the first."""
    head = f"<strong>{escape(book.title)}</strong>" if book.title else ""
    about = facts(book.description) if book.description else ""
    count = facts(counted(len(book), "code") if len(book) else "no codes yet")
    lines, depth = [], -1
    for level, each in list(book.walk())[:_SHOWN]:
        if level > depth:
            lines.append("<ul class='codes'>" * (level - depth))
        else:
            lines.append("</li>" + "</ul></li>" * (depth - level))
        lines.append(f"<li>{_entry(book, each)}")
        depth = level
    lines.append("</li></ul>" * (depth + 1))
    more = f"<p class='more'>… {len(book) - _SHOWN:,} more codes …</p>" if len(book) > _SHOWN else ""
    return f"{_STYLE}{head}{about}{count}{''.join(lines)}{more}"


def code(one: Code) -> str:
    """A code with everything that is said of it."""
    return f"{_STYLE}<strong>{_name(one)}</strong>{_said(one, '')}"


def _entry(book: Codebook, each: Code) -> str:
    others = ", ".join(book.path(parent) for parent in each.parents[1:])
    said = _said(each, others)
    if not said:
        return f"<span class='none'>{_name(each)}</span>"
    return f"<details><summary>{_name(each)}</summary>{said}</details>"


def _name(each: Code) -> str:
    groups = "" if each.codable else " <span class='facts'>only groups others</span>"
    return f"{labels.square(each)}{escape(each.name)}{groups}"


def _said(each: Code, others: str) -> str:
    parts = [(name, getattr(each, name)) for name in _SAID if getattr(each, name)]
    parts += [("also under", others)] if others else []
    lines = "".join(f"<dt>{name}</dt><dd>{escape(words)}</dd>" for name, words in parts)
    return f"<dl>{lines}</dl>" if lines else ""
