"""Work–text–work: the segments in which one person's work makes a text that organises another's."""

from __future__ import annotations

from dataclasses import dataclass

from ieworkbench.maps.flow import Flow
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.model import LinkFamily, LinkKind
from ieworkbench.model.display import Brief

__all__ = ["Segment", "find_segments"]


@dataclass(frozen=True, slots=True, repr=False)
class Segment(Brief):
    """Work that makes a text, the text, and the work that takes it up.

    Attributes
    ----------
    work
        The id of the act that makes or moves the text.
    makes
        The id of the link from it to the text.
    text
        The id of the text.
    copy
        The id of the copy that is taken up; empty if it is the text itself.
    taken_up
        The id of the link from the text or copy to the next work.
    next_work
        The id of the act that takes it up, or that it requires.
    in_words
        The three in words.
    """

    work: str
    makes: str
    text: str
    copy: str
    taken_up: str
    next_work: str
    in_words: str


def find_segments(m: InstitutionalMap) -> list[Segment]:
    """Every segment of work, text and work on a map, in the order in which the texts were made."""
    flow = Flow(m)
    return [
        Segment(made.before, made.key, made.after, copy, onward.key, onward.after, _in_words(m, made.before, made.after, onward.after))
        for made in flow.steps
        if flow.family(made) is LinkFamily.PRODUCES and flow.is_act(made.before) and flow.is_text(made.after)
        for copy in ("", *(step.after for step in flow.after[made.after] if flow.node(step.after)["kind"] == "copy"))
        for onward in flow.after[copy or made.after]
        if flow.is_act(onward.after) and flow.edge(onward)["standard"] is not LinkKind.DOES_NOT_READ
    ]  # fmt: skip


def _in_words(m: InstitutionalMap, work: str, text: str, next_work: str) -> str:
    return " → ".join(str(m.graph.nodes[name]["label"]) for name in (work, text, next_work))
