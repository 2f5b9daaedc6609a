"""The commands for one text or one term among others: whose words a plan has, and a term's trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import output
from ieworkbench.cli.options import Json, Limit, SourceName, StudyFile, command, open_it
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.compare.carried import Carried, CarriedOver, Standing
    from ieworkbench.compare.terms import TermTrail
    from ieworkbench.model import Passage

__all__: list[str] = []

_FAMILY = "Comparing"
_NAMED = 3


@command(_FAMILY)
def carried(
    study: StudyFile,
    source: SourceName,
    informant: Annotated[
        str,
        typer.Option("--informant", metavar="CODE", help="Whose plan it is; else whoever is interviewed in its case."),
    ] = "",
    min_tokens: Annotated[
        int, typer.Option("--min-tokens", metavar="N", help="How many words a stretch has at least.")
    ] = 8,
    similarity: Annotated[
        float, typer.Option("--similarity", metavar="S", help="1: word for word; 0.8: one word in five may differ.")
    ] = 0.8,
    json: Json = False,
) -> None:
    """Show whose words a plan is made of. Each stretch with where it stands as well."""
    from ieworkbench.compare.carried import carried_over

    with open_it(study) as opened:
        plan, others = opened.source(source), list(opened.sources())
    found = carried_over(plan, others, person=informant or None, min_tokens=min_tokens, similarity=similarity)
    if json:
        output.print_json(_carried_as_json(found))
    else:
        _print_carried(found)


@command(_FAMILY)
def trail(
    study: StudyFile,
    term: Annotated[str, typer.Argument(metavar="TERM", help="A word or several, such as “individual budget”.")],
    also: Annotated[
        list[str], typer.Option("--also", metavar="WORDS", help="Other words for it; repeat for several.")
    ] = [],  # noqa: B006 - typer copies it
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Follow a term through the texts by their dates. With its other forms, and what takes its place."""
    from ieworkbench.compare.terms import term_trail

    with open_it(study) as opened:
        sources = list(opened.sources())
    found = term_trail(term, sources, also=also)
    if json:
        output.print_json(_trail_as_json(found))
    else:
        _print_trail(found, limit)


# ---------------------------------------------------------------------------------- whose words


def _carried_as_json(found: CarriedOver) -> dict[str, Any]:
    return {
        "source": found.plan.name,
        "words": {origin.value: words for origin, words in found.words_by_origin().items()},
        "stretches": [_stretch(each) for each in found],
        "method": found.method,
    }


def _stretch(each: Carried) -> dict[str, Any]:
    return {
        "start": each.passage.start,
        "end": each.passage.end,
        "quote": each.passage.quote,
        "tokens": each.tokens,
        "origin": each.origin.value,
        "standings": [
            {
                "source": one.text,
                "start": one.passage.start,
                "end": one.passage.end,
                "origin": one.origin.value,
                "similarity": one.similarity,
                "later": one.later,
                "speaker": one.speaker,
            }
            for one in each.standings
        ],
    }


def _print_carried(found: CarriedOver) -> None:
    total = sum(each.tokens for each in found)
    words = [f"{origin.value} {words:,}" for origin, words in found.words_by_origin().items()]
    output.say(output.style(f"{found.plan.name}: {counted(total, 'word')}", bold=True))
    output.say(*output.wrapped(" · ".join(words)), *output.wrapped(found.method), "")
    rows = [
        (each.passage.start, each.origin.value, output.cut(each.passage.quote), "; ".join(_standings(each)))
        for each in found
        if each.standings
    ]
    if rows:
        output.print_table(("start", "origin", "words", "stands as well in"), rows)
    else:
        output.say("None of its wording stands in another text of the study.")


def _standings(each: Carried) -> list[str]:
    more = len(each.standings) - _NAMED
    return [*map(_standing, each.standings[:_NAMED]), *([f"{more:,} more"] if more > 0 else [])]


def _standing(each: Standing) -> str:
    about = [f"said by {each.speaker}"] if each.speaker else []
    about += ["dated later"] if each.later else []
    return f"{each.text} {each.passage.start}" + (f" ({', '.join(about)})" if about else "")


# ------------------------------------------------------------------------------- a term's trail


def _trail_as_json(found: TermTrail) -> dict[str, Any]:
    return {
        "term": found.term,
        "forms": found.forms,
        "uses": [
            {
                "source": each.text,
                "date": each.date,
                "start": each.passage.start,
                "end": each.passage.end,
                "quote": each.passage.quote,
                "kind": each.kind,
            }
            for each in found
        ],
        "renamings": [
            {
                "term": each.term,
                "instead": each.instead,
                "a": {"source": each.texts[0], "start": each.a.start, "end": each.a.end, "quote": each.a.quote},
                "b": {"source": each.texts[1], "start": each.b.start, "end": each.b.end, "quote": each.b.quote},
            }
            for each in found.renamings
        ],
    }


def _print_trail(found: TermTrail, limit: int) -> None:
    forms = " · ".join(f"{form} {times:,}" for form, times in found.forms.items())
    output.say(output.style(f"{found.term}: {found!r}", bold=True), *output.wrapped(forms))
    for each in found.renamings[: limit or None]:
        output.say("", *output.wrapped(str(each), "  "))
    shown = found[: limit or None]
    if shown:
        output.say("")
        rows = [
            (each.date, each.text, each.passage.start, each.kind, output.cut(_around(each.passage))) for each in shown
        ]
        output.print_table(("date", "source", "start", "form", "words"), rows)
    if len(shown) < len(found):
        output.say("", f"{len(found) - len(shown):,} more; show all of them with --limit 0.")


def _around(passage: Passage) -> str:
    return f"{passage.before[-20:]}[{passage.quote}]{passage.after[:30]}"
