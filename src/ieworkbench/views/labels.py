"""A code as a small label: its path, and its colour as a square beside it, so that colour is never alone."""

from __future__ import annotations

from html import escape

from ieworkbench.model import PATH_MARK, Code, Codebook

__all__ = ["STYLE", "label", "square"]

STYLE = """<style>
.iew .label{display:inline-block;font-size:.86em;line-height:1.4;padding:0 .45em;margin:.1rem .35rem .1rem 0;border:1px solid rgba(128,128,128,.5);border-radius:.3em}
.iew .square{display:inline-block;width:.65em;height:.65em;margin-right:.4em;border:1px solid rgba(128,128,128,.9)}
.iew .label .under,.iew .by{opacity:.75}.iew .label .own{font-weight:600}
</style>"""


def square(code: Code | None) -> str:
    """The code's colour; an empty square for a code without one."""
    colour = f" style='background:{escape(code.colour)}'" if code is not None and code.colour else ""
    return f"<span class='square'{colour}></span>"


def label(codebook: Codebook, code_id: str, path: str, by: str = "") -> str:
    """A code's label, with who gave it if that is to be said."""
    above, mark, own = path.rpartition(PATH_MARK)
    code = codebook[code_id] if code_id in codebook else None  # noqa: SIM401 - a codebook is no dictionary
    who = f" <span class='by'>({escape(by)})</span>" if by else ""
    before = f"<span class='under'>{escape(above + mark)}</span>" if mark else ""
    return f"<span class='label'>{square(code)}{before}<span class='own'>{escape(own)}</span>{who}</span>"
