"""A plan as a page in which each stretch shows where its wording stands as well; and the trail of a term.

Every origin has a letter as well as a colour, which stands before its stretches, so that the page can
be read in grey and be printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ieworkbench.compare.carried import Carried, CarriedOver, Standing
from ieworkbench.compare.terms import TermTrail
from ieworkbench.model import WordingOrigin
from ieworkbench.sentences import counted
from ieworkbench.views.parts import bullets, ends, facts, grid
from ieworkbench.views.proposal_page import in_context

__all__ = ["carried_over", "term_trail"]

_LONGEST, _STANDINGS = 20_000, 3
_LOOKS = {
    WordingOrigin.OWN_WORDS: ("O", "rgba(46,160,67,.25)"),
    WordingOrigin.CASE_PAPERS: ("A", "rgba(56,139,253,.25)"),
    WordingOrigin.DECISION: ("D", "rgba(248,81,73,.22)"),
    WordingOrigin.POLICY: ("P", "rgba(163,113,247,.28)"),
    WordingOrigin.EARLIER_PLAN: ("E", "rgba(128,128,128,.30)"),
    WordingOrigin.OTHER_PEOPLE: ("B", "rgba(210,153,34,.30)"),
    WordingOrigin.OTHER_TALK: ("T", "rgba(0,150,160,.22)"),
    WordingOrigin.OTHER_TEXT: ("X", "rgba(128,128,128,.18)"),
}
_STYLE = """<style>
.iew .carried{white-space:pre-wrap;overflow-wrap:anywhere;border-left:2px solid rgba(128,128,128,.4);padding-left:.8rem;margin:.4rem 0}
.iew .carried mark,.iew .key mark{color:inherit;padding:0 .1em}.iew .carried mark sup{margin-right:.15em}
.iew .key span{margin-right:1.2rem;white-space:nowrap}
</style>"""


def carried_over(found: CarriedOver) -> str:
    """The plan with its stretches marked, a key, and a table of the places."""
    head = f"<strong>{escape(found.plan.name)}</strong>{facts(found.method)}"
    marked = [each for each in found if each.origin is not WordingOrigin.NOWHERE]
    return f"{_STYLE}{head}{_key(found)}<div class='carried'>{_page(found)}</div>{_places(marked)}"


def _key(found: CarriedOver) -> str:
    """What each letter means, with how many words of the plan have it."""
    total = sum(each.tokens for each in found)
    parts = []
    for origin, words in found.words_by_origin().items():
        name = escape(origin.value)
        shown = f"{_opened(origin)}{name}</mark>" if origin in _LOOKS else name
        parts.append(f"<span>{shown} {words:,} of {counted(total, 'word')}</span>")
    return f"<div class='key'>{' '.join(parts)}</div>"


def _opened(origin: WordingOrigin, about: str = "") -> str:
    letter, colour = _LOOKS[origin]
    title = f" title='{escape(about, quote=True)}'" if about else ""
    return f"<mark style='background:{colour}'{title}><sup>{letter}</sup>"


def _page(found: CarriedOver) -> str:
    """The plan's text; of what is very long, the beginning."""
    content, parts, at = found.plan.content, [], 0
    for each in found:
        if each.passage.start > _LONGEST:
            break
        parts.append(escape(content[at : each.passage.start]))
        words = escape(each.passage.quote)
        marked = each.origin in _LOOKS
        parts.append(f"{_opened(each.origin, _about(each))}{words}</mark>" if marked else words)
        at = each.passage.end
    rest = len(content) - at
    if rest <= _LONGEST // 10:
        return "".join([*parts, escape(content[at:])])
    return "".join(parts) + f"<span class='more'> … {rest:,} more characters</span>"


def _about(each: Carried) -> str:
    return f"{each.origin.value}: {', '.join(each.texts[:_STANDINGS])}{' …' if len(each.texts) > _STANDINGS else ''}"


def _places(marked: Sequence[Carried]) -> str:
    if not marked:
        return facts("None of its wording stands in another of these texts.")
    rows = [
        [
            str(each.passage.start),
            f"{_LOOKS[each.origin][0]} {escape(each.origin.value)}",
            _words(each),
            _where(each.standings),
        ]
        for each in ends(marked)
    ]
    return grid(["start", "origin", "words", "stands as well in"], ["no", "", "", ""], rows, len(marked))


def _words(each: Carried) -> str:
    quote = " ".join(each.passage.quote.split())
    return escape(quote if len(quote) <= 200 else quote[:199] + "…")


def _where(standings: Sequence[Standing]) -> str:
    shown = [_standing(each) for each in standings[:_STANDINGS]]
    more = len(standings) - _STANDINGS
    return "; ".join([*shown, *([f"{more:,} more"] if more > 0 else [])])


def _standing(each: Standing) -> str:
    about = [f"said by {escape(each.speaker)}"] if each.speaker else []
    about += ["dated after the plan"] if each.later else []
    about += [f"{each.similarity:.2f} alike"] if each.similarity < 1 else []
    return f"{escape(each.text)} {each.passage.start}" + (f" ({', '.join(about)})" if about else "")


# --------------------------------------------------------------------------------- a term's trail


def term_trail(trail: TermTrail) -> str:
    """How often each form stands, what takes the term's place, and every place in its surroundings."""
    forms = " · ".join(f"{form} {times:,}" for form, times in trail.forms.items())
    rows = [[escape(each.date), escape(each.text), each.kind, in_context(each.passage)] for each in ends(trail)]
    renamings = bullets(escape(_cut(str(each))) for each in ends(trail.renamings))
    between = facts("The same wording with other words in the term's place:") + renamings if renamings else ""
    return f"{_STYLE}<strong>{escape(trail.term)}</strong>{facts(f'{trail!r}: {forms}')}{between}" + grid(
        ["date", "text", "form", "words"], ["date", "name", "", ""], rows, len(trail)
    )


def _cut(words: str) -> str:
    return words if len(words) <= 500 else words[:499] + "…"
