"""The commands for the chain of action: acts, texts, the map, tracing, and what to ask next."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import output
from ieworkbench.cli.options import ExchangeFormat, Json, Person, StudyFile, command, open_it
from ieworkbench.model import Polarity

if TYPE_CHECKING:
    from ieworkbench.exporters import MapReport
    from ieworkbench.maps.gaps import Gap
    from ieworkbench.maps.institutional_map import InstitutionalMap
    from ieworkbench.maps.text_work import TextWork
    from ieworkbench.maps.trace import Trace, TraceStep
    from ieworkbench.model import Account, Act

__all__: list[str] = []

_FAMILY = "The chain of action"
OfCase = Annotated[str, typer.Option("--case", metavar="CASE", help="Only what belongs to this case.")]
OfLayer = Annotated[
    str, typer.Option("--layer", metavar="LAYER", help="Only this layer: particular, regular or prescribed.")
]
For = Annotated[
    str,
    typer.Option("--audience", metavar="WHO", help="Who is to see it: researcher, team, people in the chain, public."),
]
Language = Annotated[str, typer.Option("--language", metavar="LANG", help="Its words: en, nb or nn.")]


@command(_FAMILY)
def acts(study: StudyFile, case: OfCase = "", layer: OfLayer = "", json: Json = False) -> None:
    """List what people do. In the order in which it was recorded."""
    with open_it(study) as opened:
        found = opened.acts(case=case or None, layer=layer or None)
    if json:
        output.print_json({"acts": [_act_as_json(each) for each in found]})
    elif not found:
        output.say("No acts yet.")
    else:
        rows = [
            (
                each.id[:8],
                each.doer,
                f"{each.doing}{_unlike_done(each)}",
                each.site,
                each.case,
                each.when,
                each.layer.value,
                len(each.accounts),
            )
            for each in found
        ]
        output.print_table(("act", "doer", "does", "site", "case", "when", "layer", "accounts"), rows)


def _unlike_done(act: Act) -> str:
    """What is told of an act other than that it is done."""
    told = "not done" if act.negative else "accounts disagree" if act.disputed else ""
    said = [each for each in (told, "gap" if act.gap else "", "inferred" if act.inferred else "") if each]
    return f" ({', '.join(said)})" if said else ""


def _act_as_json(act: Act) -> dict[str, Any]:
    return {
        "id": act.id,
        "doing": act.doing,
        "doer": {"name": act.doer.name, "kind": act.doer.kind.value},
        "with_whom": [str(each) for each in act.with_whom],
        "initiative": act.initiative.name,
        "purpose": act.purpose,
        "means": act.means,
        "site": act.site,
        "when": None if act.when is None else act.when.said,
        "mode": act.mode.value,
        "case": act.case,
        "layer": act.layer.value,
        "outcome": act.outcome,
        "particulars": list(act.particulars),
        "inferred": act.inferred,
        "gap": act.gap,
        "negative": act.negative,
        "disputed": act.disputed,
        "accounts": [account_as_json(each) for each in act.accounts],
    }


def account_as_json(account: Account, quote: str | None = None) -> dict[str, Any]:
    """An account for other programs; ``quote`` where its words are not shown as they are."""
    passage = account.passage
    return {
        "source": passage.source,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote if quote is None else quote,
        "status": account.status.value,
        "polarity": account.polarity.value,
        "work": account.work.value,
    }


@command(_FAMILY)
def texts(study: StudyFile, case: OfCase = "", json: Json = False) -> None:
    """List what each text does. Who makes it, who takes it up, what follows, where copies lie."""
    found = _map(study, case, "", "researcher").texts()
    if json:
        output.print_json({"texts": found.rows()})
    elif not found:
        output.say("No texts yet.")
    else:
        output.say(*itertools.chain.from_iterable(_text_lines(each) for each in found))


def _text_lines(text: TextWork) -> Iterator[str]:
    """A text and what it does, a line for each thing."""
    held = f"held as {', '.join(text.held)}" if text.held else "known by hearsay"
    facts = " · ".join(each for each in (text.genre, text.authority.value, held) if each)
    yield f"{output.style(output.visible(text.text), bold=True)}  {output.style(output.visible(facts), dim=True)}"
    for head, lines in (
        ("made by", text.made_by),
        ("taken up by", text.taken_up_by),
        ("not read by", text.not_read_by),
        ("does", text.does),
        ("done to it", text.done_to),
        ("some of them", text.said_of_some),
        ("copies at", text.copies),
    ):
        for number, line in enumerate(lines):
            yield from output.wrapped(line, " " * 18, f"  {'' if number else head:<16}")


@command(_FAMILY, "map")
def draw_map(
    study: StudyFile,
    file: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The file to write; its ending says the format.")
    ],
    case: OfCase = "",
    layer: OfLayer = "",
    audience: For = "researcher",
    around: Annotated[str, typer.Option("--around", metavar="RECORD", help="Only what is near this.")] = "",
    trace: Annotated[str, typer.Option("--trace", metavar="WORDS", help="Only what these words lead through.")] = "",
    collapse: Annotated[
        str, typer.Option("--collapse", metavar="SITES", help="All acts of these sites (with commas) as one box each.")
    ] = "",
    width: Annotated[
        str, typer.Option("--width", metavar="WIDTH", help="column, two columns, landscape A4, A3, poster, or mm.")
    ] = "",
    quotes: Annotated[bool, typer.Option("--quotes/--no-quotes", help="Whether the words go along.")] = True,
    lanes: Annotated[
        str,
        typer.Option(
            "--lanes", metavar="SITES", help="Sites from the top, with commas; or “suggested”, for short lines."
        ),
    ] = "",
    phases: Annotated[
        bool, typer.Option("--phases", help="An overview with numbered frames, and every frame enlarged in a file.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep where everything stands, so that the figure does not move.")
    ] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Lay the map out anew; only chosen places hold.")] = False,
    format: ExchangeFormat = "",  # noqa: A002 - the word a researcher would type
    language: Language = "en",
    person: Person = "",
    json: Json = False,
) -> None:
    """Draw the institutional map, or write it for another program. The ending says how."""
    from ieworkbench.exporters import write_map
    from ieworkbench.exporters.phases import write_phases
    from ieworkbench.maps.building import build_map

    with open_it(study, person) as opened:
        m = build_map(opened, case=case or None, layer=layer or None, audience=audience)
        m = m.around(around) if around else m
        m = m.trace(trace).map if trace else m
        m = m.collapse(_listed(collapse)) if collapse else m
        m = _with_lanes(m, lanes)
        kept = opened.layout(m.key)
        pins = kept.pins if anew and kept is not None else ()  # places that were chosen hold, also anew
        how: dict[str, Any] = {
            "language": language, "width": _width(width), "previous": None if anew else kept, "pins": pins
        }  # fmt: skip
        if phases:
            _say_written(write_phases(m, file, **how), json)
            return
        report = write_map(m, file, format=format or None, quotes=quotes, **how)
        if keep and report.layout is not None:
            opened.save_layout(m.key, report.layout)
    _say_written((report,), json)


def _say_written(reports: Sequence[MapReport], json: bool) -> None:
    """What was written: one report of each file, what holds for several files once."""
    if json and len(reports) == 1:
        output.print_json(report_as_json(reports[0]))
    elif json:
        output.print_json({"written": [report_as_json(each) for each in reports]})
    else:
        output.say(*dict.fromkeys(line for each in reports for line in each.sentences()))


def _listed(words: str) -> list[str]:
    return [each.strip() for each in words.split(",") if each.strip()]


def _with_lanes(m: InstitutionalMap, order: str) -> InstitutionalMap:
    """The map with its lanes in an order that was typed."""
    if not order:
        return m
    suggested = order.strip().lower() == "suggested"
    return m.with_lane_order(m.suggest_lane_order() if suggested else _listed(order))


def _width(words: str) -> str | float | None:
    """A width by name, or in millimetres."""
    try:
        return float(words.removesuffix("mm")) if words else None
    except ValueError:
        return words


def report_as_json(report: MapReport) -> dict[str, Any]:
    """What was written, for other programs; where everything stands is kept by the study, not printed."""
    said = asdict(report)
    del said["layout"]
    return said


@command(_FAMILY)
def trace(
    study: StudyFile,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="Words, or the name of an act or text.")],
    case: OfCase = "",
    layer: OfLayer = "",
    hops: Annotated[int | None, typer.Option("--hops", metavar="N", min=1, help="At most so many steps away.")] = None,
    json: Json = False,
) -> None:
    """Follow words or a text through the chain. Both ways, each step with its words."""
    found = _map(study, case, layer, "researcher").trace(words, hops=hops)
    if json:
        output.print_json(trace_as_json(found))
        return
    output.say(*_trace_lines(found))


def trace_as_json(found: Trace) -> dict[str, Any]:
    """A trace for other programs."""
    return {
        "traced": found.traced,
        "steps": [
            {
                "from": step.origin_label,
                "kind": step.kind,
                "to": step.target_label,
                "status": step.status,
                "derived": step.derived,
                "accounts": [account_as_json(each, found.whole.words(each)) for each in step.accounts],
                "upstream": step.upstream,
                "link": step.link,
                "from_id": step.origin,
                "to_id": step.target,
            }
            for step in found
        ],
        "gaps": [_gap_as_json(gap) for gap in found.gaps],
        "disjunctures": [
            {"what": each.what, "sides": [found.whole.side_words(side) for side in each.sides]}
            for each in found.disjunctures
        ],
    }


def _trace_lines(found: Trace) -> Iterator[str]:
    yield output.style(f"{output.visible(found.traced)}", bold=True)
    for upstream, title in ((True, "What leads to it"), (False, "What follows")):
        steps = [step for step in found if step.upstream is upstream]
        if steps:
            yield from ("", output.style(title, dim=True))
        for step in steps:
            yield from _step_lines(found, step)
    if found.gaps:
        yield from ("", output.style("Nobody says", dim=True))
        for gap in found.gaps:
            yield from output.wrapped(_asked(gap), "    ", "  ? ")
    for each in found.disjunctures:
        yield from ("", output.style("Disjuncture", dim=True), f"  {output.visible(each.what)}")
        for side in each.sides:
            yield from output.wrapped(found.whole.side_words(side), "      ", "    – ")


def _step_lines(found: Trace, step: TraceStep) -> Iterator[str]:
    mark = " (derived: through the text as a whole)" if step.derived else ""
    mark += f" ({step.status})" if step.status in {"inferred", "gap"} else ""
    origin, target = found.whole.with_doer(step.origin), found.whole.with_doer(step.target)
    yield from output.wrapped(f"{origin} — {step.kind} → {target}{mark}", "    ", "  ")
    for account in step.accounts:
        passage = account.passage
        done = "" if account.polarity is Polarity.DONE else f" · {account.polarity.value}"
        place = f"{passage.source} {passage.start} · {account.status.value}{done}"
        yield from output.wrapped(f"“{output.cut(found.whole.words(account), 300)}” {place}", "      ", "      ")


@command(_FAMILY)
def gaps(
    study: StudyFile, case: OfCase = "", layer: OfLayer = "", language: Language = "en", json: Json = False
) -> None:
    """List what nobody says yet. As questions for the next interviews."""
    from ieworkbench.maps.gap_words import may_be_asked

    m = _map(study, case, layer, "researcher")
    found = m.gaps(language)
    if json:
        output.print_json({"gaps": [_gap_as_json(each) for each in found]})
    elif not len(m):
        output.say("No acts or texts here yet; what nobody says shows once there are some.")
    elif not found:
        output.say("No gaps.")
    else:
        for gap in found:
            output.say(*output.wrapped(f"{_asked(gap)}{may_be_asked(gap.ask, language)}", "  ", ""))
    if found:
        raise typer.Exit(1)


def _asked(gap: Gap) -> str:
    """The question; after what a link joins, where it was noted on one."""
    return f"{gap.joins}: {gap.question}" if gap.joins else gap.question


def _gap_as_json(gap: Gap) -> dict[str, Any]:
    about = [{"kind": ref.kind.value, "id": ref.id} for ref in gap.about]
    return {"kind": gap.kind, "question": gap.question, "about": about, "ask": list(gap.ask), "joins": gap.joins}


def _map(study: Path, case: str, layer: str, audience: str) -> InstitutionalMap:
    from ieworkbench.maps.building import build_map

    with open_it(study) as opened:
        return build_map(opened, case=case or None, layer=layer or None, audience=audience)
