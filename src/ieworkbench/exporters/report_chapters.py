"""The chapters of a report, made from the records of a study: nothing in them is written by the program but counts.

Everything that is said of what people and texts do is what the analyst recorded, and has the numbers
of the words it rests on behind it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ieworkbench.exporters.quoting import OUTSIDE
from ieworkbench.exporters.report_blocks import (
    Block,
    Chapter,
    Grid,
    Heading,
    Line,
    Paragraph,
    Points,
    Row,
    Words,
    line,
)
from ieworkbench.exporters.report_evidence import Evidence
from ieworkbench.exporters.report_figures import CaseMap, figure
from ieworkbench.exporters.report_words import many, word
from ieworkbench.model import Act, InformantLevel, Layer, SourceKind

if TYPE_CHECKING:
    from ieworkbench.compare.comparison import ComparisonCell, PlanComparison
    from ieworkbench.maps.gaps import Gap
    from ieworkbench.maps.institutional_map import InstitutionalMap
    from ieworkbench.model import Disjuncture, Passage
    from ieworkbench.store.records import SourceEntry
    from ieworkbench.study import Study

__all__ = ["Reported", "chapters"]

_QUOTED = 2
"""How many accounts of an act are quoted where it is told; the others stand in the appendix."""
_PLANS_ON_A_PAGE = 6
_LONGEST = 110


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report is made of.

    Attributes
    ----------
    study
        The study.
    maps
        A map for each case that has one, in the order of the cases; the last part of the report is
        made from `whole`.
    whole
        The map of all that is reported on.
    comparison
        The plans side by side; ``None`` if there are none.
    disjunctures
        Those that are reported.
    evidence
        The words.
    language
        ``en``, ``nb`` or ``nn``.
    case
        The one case that is reported on; every one if ``None``.
    """

    study: Study
    maps: tuple[CaseMap, ...]
    whole: InstitutionalMap
    comparison: PlanComparison | None
    disjunctures: tuple[Disjuncture, ...]
    evidence: Evidence
    language: str
    case: str | None = None

    def word(self, name: str, *inside: object) -> str:
        """A word of a report, with what stands in its places."""
        return word(name, self.language).format(*inside)

    def many(self, number: int, noun: str) -> str:
        """A count with its noun."""
        return many(number, noun, self.language)

    @property
    def outside(self) -> bool:
        """Whether it is for people who do not work on the study."""
        return self.whole.audience in OUTSIDE

    def sources(self) -> list[SourceEntry]:
        """The sources that are reported on."""
        return list(self.study.source_list(case=self.case))


def chapters(r: Reported) -> Iterator[Chapter]:
    """The chapters, in their order."""
    yield Chapter(r.word("standpoint"), tuple(_standpoint(r)))
    yield Chapter(r.word("method"), tuple(_method(r)))
    yield Chapter(r.word("corpus"), tuple(_corpus(r)))
    drawn = [case for case in r.maps if len(case.m)]
    if drawn:
        figures = (figure(case, case.name or r.study.title, r.language) for case in drawn)
        yield Chapter(r.word("map"), tuple(figures), wide=True)
    yield Chapter(r.word("chain"), tuple(_chains(r)))
    yield Chapter(r.word("disjunctures"), tuple(_disjunctures(r)))
    yield Chapter(r.word("gaps"), tuple(_gaps(r)))
    yield Chapter(r.word("plans"), tuple(_plans(r)), wide=True)
    yield Chapter(r.word("texts"), tuple(_texts(r)), wide=True)
    yield Chapter(r.word("inventory"), tuple(_inventory(r)))
    if len(r.evidence):
        yield Chapter(r.word("evidence"), (r.evidence.table(r.word("evidence")),), wide=True)


# ------------------------------------------------------------------------------ the opening


def _standpoint(r: Reported) -> Iterator[Block]:
    yield _said(r.study.standpoint)
    problematic = r.study.problematic
    if problematic is not None and not r.outside:
        yield Heading(r.word("problematic"))
        yield from (_said(each) for each in problematic.text.split("\n\n") if each.strip())


def _method(r: Reported) -> Iterator[Block]:
    for sentences in (_by_hand(r), _by_program(r)):
        yield _said(" ".join(sentences))
    yield _said(r.word("numbers"))


def _by_hand(r: Reported) -> Iterator[str]:
    """Where the study starts, on what it rests, and what was recorded."""
    sources = r.sources()
    talks = _interviews(sources)
    people = {code for each in talks for code in each.informants}
    others = r.many(len(sources) - len(talks), "other text")
    yield r.word("starts", r.study.standpoint)
    yield r.word("rests", r.many(len(talks), "interview"), r.many(len(people), "informant"), others)
    waves = _waves(talks)
    if len({wave for found in waves.values() for wave in found}) > 1:
        again = sum(len(found) > 1 for found in waves.values())
        yield r.word("waves", len({wave for found in waves.values() for wave in found}), r.many(again, "informant"))
    records = [*_records(r.whole)]
    acts = sum(isinstance(each, Act) for each in records)
    reasons = Counter(name for each in records for name in ("inferred", "gap") if getattr(each, name, ""))
    yield r.word(
        "recorded",
        r.many(acts, "act").capitalize(),
        r.many(sum(data["record"] is not None for *_, data in r.whole.edges()), "link"),
        r.many(len(r.evidence), "account"),
        reasons["inferred"],
        reasons["gap"],
    )
    codings = [each.coding for each in r.study.codings(case=r.case or ())]
    by_rule = sum(each.memo.startswith("by rule: ") for each in codings)
    if codings:
        yield r.word("indexed", r.many(len(codings) - by_rule, "passage"), r.many(by_rule, "passage"))


def _by_program(r: Reported) -> Iterator[str]:
    """What the program proposed and what became of it, and what it compared."""
    yield r.study.proposals_report().note or r.word("nothing proposed")
    if r.comparison is not None:
        yield r.word("compared", " ".join(r.comparison.method))
    yield r.word("program", _version())


def _interviews(sources: Iterable[SourceEntry]) -> list[SourceEntry]:
    return [each for each in sources if each.kind is SourceKind.INTERVIEW]


def _version() -> str:
    from ieworkbench import __version__

    return __version__


def _waves(talks: Sequence[SourceEntry]) -> dict[str, set[int]]:
    """In which waves each informant was interviewed."""
    found: dict[str, set[int]] = defaultdict(set)
    for each in talks:
        for code in each.informants:
            found[code] |= {each.wave} if each.wave is not None else set()
    return found


def _records(m: InstitutionalMap) -> Iterator[object]:
    yield from (data["record"] for _, data in m.graph.nodes(data=True))
    yield from (data["record"] for *_, data in m.edges() if data["record"] is not None)


def _corpus(r: Reported) -> Iterator[Block]:
    sources = r.sources()
    talks = _interviews(sources)
    held: dict[str, list[SourceEntry]] = defaultdict(list)
    for each in talks:
        for code in each.informants:
            held[code].append(each)
    levels = list(InformantLevel)
    informants = sorted(
        (each for each in r.study.informants() if each.id in held), key=lambda each: (levels.index(each.level), each.id)
    )
    rows = [
        _row(each.id, each.level.label(r.language), each.role, str(len(held[each.id])), _listed_waves(held[each.id]))
        for each in informants
    ]
    heads = ("code", "level", "role", "interviews", "wave")
    yield _grid(r, "informants", heads, rows, (2, 3, 7, 2, 2)) if rows else _said(r.word("no informants"))
    kinds: dict[str, list[SourceEntry]] = defaultdict(list)
    for each in sources:
        kinds[each.kind.label(r.language)].append(each)
    rows = [_row(kind, str(len(found)), _dates(r, found), _languages(r, found)) for kind, found in kinds.items()]
    yield _grid(r, "sources", ("kind", "number", "dates", "languages"), rows, (5, 2, 6, 3))


def _listed_waves(found: Iterable[SourceEntry]) -> str:
    return ", ".join(str(wave) for wave in sorted({each.wave for each in found if each.wave is not None}))


def _languages(r: Reported, found: Sequence[SourceEntry]) -> str:
    said = sorted({each.language for each in found if each.language})
    silent = [r.word("language not said", sum(not each.language for each in found))]
    return ", ".join(said + silent if said and not all(each.language for each in found) else said)


def _dates(r: Reported, found: Sequence[SourceEntry]) -> str:
    """From the first to the last date, as they were said."""
    dated = sorted(
        (each.date for each in found if each.date and each.date.earliest), key=lambda date: str(date.earliest)
    )
    if not dated:
        return r.word("no date")
    first, last = dated[0].said, dated[-1].said
    return first if first == last else f"{first} – {last}"


# ------------------------------------------------------------------------------------ chains


def _chains(r: Reported) -> Iterator[Block]:
    told = [(case, acts) for case in r.maps if (acts := case.acts())]
    if not told:
        yield _said(r.word("no chain"))
    for case, acts in told:
        if len(r.maps) > 1:
            yield Heading(case.name)
        for number, act in enumerate(acts, 1):
            yield from _act(r, case.m, act, number)


def _act(r: Reported, m: InstitutionalMap, act: str, number: int) -> Iterator[Block]:
    record: Any = m.record(act)
    accounts = m.graph.nodes[act]["accounts"]
    facts = [record.site or "", record.when.said if record.when else "", _layer(r, record), _reason(r, record)]
    words = Words(" · ".join(each for each in facts if each), "quiet")
    head = Words(f"{number}. {m.with_doer(act)}", "strong", r.evidence.numbers(accounts))
    yield Paragraph(line(head, words), of=(act,))
    for account in accounts[:_QUOTED]:
        quote = r.evidence.quote(account)
        if quote is not None:
            yield quote
    links = [*_links(r, m, act)]
    if links:
        yield Points(tuple(words for words, _ in links), tuple((key,) for _, key in links))


def _layer(r: Reported, record: Any) -> str:  # noqa: ANN401 - an act
    return "" if record.layer is Layer.PARTICULAR else r.word(f"layer {record.layer.value}")


def _reason(r: Reported, record: Any) -> str:  # noqa: ANN401 - an act or link
    reasons = (("not known", record.gap), ("inferred", record.inferred))
    return " · ".join(r.word(name, words) for name, words in reasons if words)


def _links(r: Reported, m: InstitutionalMap, act: str) -> Iterator[tuple[Line, str]]:
    """What leads from an act, and which texts lead to it; every link at one act."""
    for origin, target, key, data in m.edges():
        record = data["record"]
        if record is None or act not in (origin, target):
            continue
        if origin == act:
            words = f"{data['kind']} → {m.with_doer(target)}"
        elif m.graph.nodes[origin]["kind"] != "act":
            words = f"{m.called(origin)} → {data['kind']}"
        else:
            continue
        reason = _reason(r, record)
        yield line(Words(words, "", r.evidence.numbers(data["accounts"])), Words(reason, "quiet")), key


def _disjunctures(r: Reported) -> Iterator[Block]:
    if not r.disjunctures:
        yield _said(r.word("no disjunctures"))
    for each in sorted(r.disjunctures, key=lambda each: each.case or ""):
        yield Heading(f"{each.case}: {each.what}" if each.case and len(r.maps) > 1 else each.what, of=(each.id,))
        sides = tuple(
            line(Words(r.whole.side_words(side), "", r.evidence.numbers(side.accounts))) for side in each.sides
        )
        yield Points(sides)
        for account in [account for side in each.sides for account in side.accounts][: 2 * _QUOTED]:
            quote = r.evidence.quote(account)
            if quote is not None:
                yield quote
        if each.follows:
            yield _said(r.word("follows", each.follows))


def _gaps(r: Reported) -> Iterator[Block]:
    """The questions case by case; then those that no one case asks."""
    asked: set[tuple[str, object]] = set()
    for name, m in (*((case.name, case.m) for case in r.maps), ("", r.whole)):
        new = [each for each in m.gaps(r.language) if (each.question, each.about) not in asked]
        asked |= {(each.question, each.about) for each in new}
        if new and len(r.maps) > 1:
            yield Heading(name or r.word("all cases"))
        if new:
            yield Points(tuple(_question(r, each) for each in new))
    if not asked:
        yield _said(r.word("no gaps"))


def _question(r: Reported, gap: Gap) -> Line:
    joins = Words(f"{gap.joins}: " if gap.joins else "", "quiet")
    return line(joins, gap.question, Words(r.word("ask", ", ".join(gap.ask)) if gap.ask else "", "quiet"))


# --------------------------------------------------------------------------------------- texts


def _plans(r: Reported) -> Iterator[Block]:
    c = r.comparison
    if c is None:
        yield _said(r.word("no plans"))
        return
    for first in range(0, len(c.columns), _PLANS_ON_A_PAGE):
        places = range(first, min(first + _PLANS_ON_A_PAGE, len(c.columns)))
        heads = (r.word("item"), *(c.columns[place].name for place in places), r.word("in all"))
        rows = [
            Row((
                (line(Words(row.label, "strong")),),
                *(_cell(r, row.cells[place]) for place in places),
                (line(row.summary),) if len(c.columns) > 1 else (),
            ))
            for row in c.rows
        ]  # fmt: skip
        yield _without_empty(Grid(r.word("plans"), heads, tuple(rows), (3.2, *(3.4 for _ in places), 2.6)))


def _cell(r: Reported, cell: ComparisonCell) -> tuple[Line, ...]:
    """What a cell says; for those who work on the study also the first of its words."""
    lines = [line(cell.text), line(Words(cell.note, "quiet"))]
    if cell.passages and r.evidence.quoting.quotes and not r.outside:
        lines.append(line(Words(f"“{_short(cell.passages[0].quote)}”", "said")))
    return tuple(each for each in lines if each)


def _short(words: str) -> str:
    one = " ".join(words.split())
    return one if len(one) <= _LONGEST else one[: _LONGEST - 1].rstrip() + "…"


def _texts(r: Reported) -> Iterator[Block]:
    found = list(r.whole.texts())
    if found:
        names = ("text", "made by", "taken up by", "not read by", "does", "copies")
        rows = [
            Row((
                (line(Words(each.text, "strong", r.evidence.numbers(r.whole.graph.nodes[each.id]["accounts"]))),),
                _lines(each.made_by),
                _lines(each.taken_up_by),
                _lines(each.not_read_by),
                _lines((*each.does, *each.said_of_some)),
                _lines(each.copies),
            ), of=(each.id,))
            for each in found
        ]  # fmt: skip
        yield _grid(r, "texts", names, rows, (4, 4, 4, 3, 5, 4))
    kept = list(r.study.statements(case=r.case)) if r.case else list(r.study.statements())
    if kept and not r.outside:
        quoted = r.evidence.quoting.quotes
        rows = [
            Row((
                (line(Words(each.source, "strong")),),
                (line(each.deontic.label(r.language)),),
                _part(each.attribute),
                _part(each.aim),
                tuple(part for found in each.conditions for part in _part(found)),
                _part(each.or_else) or (line(each.or_else_status.label(r.language)),),
            ))
            for each in kept
        ]  # fmt: skip
        if quoted:
            yield _grid(
                r, "statements", ("in", "says", "who", "what", "condition", "or else"), rows, (3, 3, 3, 5, 6, 4)
            )


def _part(passage: Passage | None) -> tuple[Line, ...]:
    return () if passage is None else (line(Words(_short(passage.quote), "said")),)


def _lines(words: Iterable[str]) -> tuple[Line, ...]:
    return tuple(line(each) for each in words)


def _inventory(r: Reported) -> Iterator[Block]:
    held = {source for each in r.study.texts() for version in each.versions if (source := version.source)}
    sources = r.sources()
    rows = [*_text_rows(r)]
    rows += [
        _row(each.title or each.id, each.kind.label(r.language), "", each.date.said if each.date else r.word("no date"), each.id)
        for each in sources
        if not each.kind.is_talk and each.id not in held
    ]  # fmt: skip
    yield _grid(r, "inventory", ("text", "genre", "authority", "dates", "held"), rows, (6, 3.5, 3, 3, 3))


def _text_rows(r: Reported) -> Iterator[Row]:
    on_map = {node for node, data in r.whole.graph.nodes(data=True) if data["kind"] == "text"}
    for each in r.study.texts():
        if each.id in on_map:
            yield _row(
                each.title,
                each.genre,
                each.authority.label(r.language),
                each.date.said if each.date else r.word("no date"),
                ", ".join(version.source for version in each.versions if version.source) or r.word("hearsay"),
            )


# --------------------------------------------------------------------------------------- pieces


def _said(words: str) -> Paragraph:
    return Paragraph(line(words))


def _row(*cells: str) -> Row:
    return Row(tuple((line(each),) for each in cells))


def _grid(r: Reported, name: str, heads: Sequence[str], rows: Sequence[Row], widths: Sequence[float]) -> Grid:
    return _without_empty(Grid(r.word(name), tuple(map(r.word, heads)), tuple(rows), tuple(widths)))


def _without_empty(grid: Grid) -> Grid:
    """A table without the columns in which nothing stands."""
    wanted = [
        place for place in range(len(grid.heads)) if place == 0 or any(any(row.cells[place]) for row in grid.rows)
    ]
    return Grid(
        grid.caption,
        tuple(grid.heads[place] for place in wanted),
        tuple(replace(row, cells=tuple(row.cells[place] for place in wanted)) for row in grid.rows),
        tuple(grid.widths[place] for place in wanted),
    )
