"""What a rule would code: the rule, the passages as they stand in the text, and what to do about it."""

from __future__ import annotations

from html import escape
from itertools import groupby

from ieworkbench.model import Passage
from ieworkbench.model.passage import CONTEXT
from ieworkbench.sentences import counted
from ieworkbench.study.autocoding import Proposal
from ieworkbench.views.parts import ends, facts, grid

__all__ = ["in_context", "proposal"]

_HEAD, _TAIL = 25, 5
_LONGEST = 400
_WORTH_CUTTING = 200
"""So many characters are cut out at the least: to leave out less only hides words."""


def proposal(offered: Proposal) -> str:
    """The rule first, then where it would code, source by source, then how to apply it."""
    already = f" {counted(offered.already, 'place')} that fit have it already." if offered.already else ""
    head = f"<strong>{escape(offered.code.name)}</strong> for: {escape(offered.rule)}"
    if not offered:
        nothing = "Nothing would be coded." if already else "Nothing would be coded: nothing fits."
        return f"{head}{facts(nothing + already)}"
    shown = ends(offered, _HEAD, _TAIL)
    parts = [head, facts(f"{counted(len(offered), 'passage')}. Nothing is coded yet.{already}")]
    rows = []
    for source, passages in groupby(shown, key=lambda each: each.source):
        for number, each in enumerate(passages):
            rows.append([escape(source) if not number else "", str(each.start), in_context(each)])
    missing = len(offered) - len(shown)
    kinds = ["name", "no", ""]
    parts.append(grid(["source", "start", "words"], kinds, rows[:_HEAD], 0))
    if missing:
        parts.append(f"<p class='more'>… {missing:,} more passages …</p>{grid(['', '', ''], kinds, rows[_HEAD:], 0)}")
    done = f"would code {counted(len(offered), 'passage')}, as one step to undo"
    return "".join(parts) + f"<div><code>.apply()</code> {done}.</div>"


def in_context(passage: Passage, longest: int = _LONGEST) -> str:
    """A passage with the few words on either side of it; of one longer than ``longest``, the beginning and the end."""
    before, after = " ".join(f"{passage.before}|".split())[:-1], " ".join(f"|{passage.after}".split())[1:]
    quote = passage.quote
    if len(quote) >= longest + _WORTH_CUTTING:
        half = longest // 2
        head = quote[:half].rpartition(" ")[0] or quote[:half]
        tail = quote[-half:].partition(" ")[2] or quote[-half:]
        missing = len(quote) - len(head) - len(tail)
        words = f"{escape(head)} <span class='more'>[… {missing:,} characters …]</span> {escape(tail)}"
    else:
        words = escape(quote)
    lead = "…" if passage.start > len(passage.before) else ""
    return f"{lead}{escape(before)}<mark>{words}</mark>{escape(after)}{'…' if len(passage.after) == CONTEXT else ''}"
