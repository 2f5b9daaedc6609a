"""What a view is told of a map: the drawing, the words behind a thing on it, what leads where, what nobody says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from ieworkbench.errors import IEError, NotOnMap
from ieworkbench.maps.drawing.dark_colours import in_the_dark
from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import SceneLine, SceneNode
from ieworkbench.maps.drawing.facts import facts_of_link, facts_of_node, how_known, who_told
from ieworkbench.maps.drawing.on_lines import kind_words
from ieworkbench.maps.drawing.on_screen import legend_on_screen, map_on_screen, names_on_screen
from ieworkbench.maps.drawing.scene_svg import colours, sizes
from ieworkbench.maps.drawing.screen_words import screen_word
from ieworkbench.maps.drawing.text_size import one_line
from ieworkbench.maps.drawing.titles import said_of
from ieworkbench.maps.gaps import Gap
from ieworkbench.model import Account, Disjuncture, Layer, RecordKind, Source
from ieworkbench.study import Study
from ieworkbench.study.surroundings import context
from ieworkbench.views.desk import to_desk
from ieworkbench.views.desk.at_desk import AtDesk
from ieworkbench.views.desk.map_lines import (
    AccountShown,
    AroundWords,
    BreakShown,
    Drawn,
    GapShown,
    GapsShown,
    LaneShown,
    LinkShown,
    MapShown,
    NodeShown,
    RecordShown,
    SideShown,
    SignShown,
    StepShown,
    TraceShown,
)
from ieworkbench.views.desk.map_words import map_words
from ieworkbench.views.desk.maps import DrawnMap, maps_of
from ieworkbench.views.desk.steps import Steps
from ieworkbench.views.desk.to_desk import RecordRef

__all__ = [
    "find_gaps", "find_on_map", "look_around", "show_map", "show_record", "show_words", "suggest_lanes", "trace_map",
]  # fmt: skip

_BEFORE, _AFTER = 240, 160
"""How many code points of the turn stand at most on either side of words; more is a step away."""


def show_map(at: AtDesk, question: to_desk.ShowMap) -> Steps[MapShown | None]:
    """A map as a view draws it, without the words it rests on; ``None`` if the one that it has is still right."""
    drawn = yield from maps_of(at).drawing(question.case, question.layer)
    if question.has == drawn.number:
        return None
    kept: dict[str, MapShown] = at.kept.setdefault("maps shown", {})
    shown = kept.get(drawn.map.key)
    if shown is None or shown.number != drawn.number:
        shown = kept[drawn.map.key] = yield from _showing(drawn, at.language)
    return shown


def show_record(at: AtDesk, question: to_desk.ShowRecord) -> RecordShown:
    """A thing on a map with the words it rests on, each with the rest of its turn.

    Raises
    ------
    NotOnMap
        If it is not on this map.
    """
    return _record_shown(at.study, maps_of(at).called(question.map), question.ref, at.language)


def trace_map(at: AtDesk, question: to_desk.TraceMap) -> TraceShown:
    """What leads to a box and what follows from it, by the same rule as `maps.trace`."""
    found = maps_of(at).called(question.map).map.trace(question.node)
    nodes = dict.fromkeys([*found.begins, *(end for step in found for end in (step.origin, step.target))])
    steps = [StepShown(each.link, each.upstream, each.derived) for each in found]
    return TraceShown(question.node, list(nodes), steps)


def find_gaps(at: AtDesk, question: to_desk.FindGaps) -> GapsShown:
    """What nobody says yet of what stands on a map, as questions."""
    return GapsShown([_gap(each) for each in maps_of(at).called(question.map).map.gaps(at.language)])


def find_on_map(at: AtDesk, question: to_desk.FindOnMap) -> list[RecordRef]:
    """The boxes, lines and disjunctures that are called so, or are told of in these words; nothing for no words."""
    return _saying(maps_of(at).called(question.map), question.words, at.language)


def suggest_lanes(at: AtDesk, question: to_desk.SuggestLanes) -> list[str]:
    """The lanes of a map in an order in which its lines are short."""
    return list(maps_of(at).called(question.map).map.suggest_lane_order())


def look_around(at: AtDesk, question: to_desk.LookAround) -> AroundWords:
    """Words with the two turns before and after them."""
    return _around(at, question, 0)


def show_words(at: AtDesk, question: to_desk.ShowWords) -> AroundWords:
    """The same, when coding views have been told to go there."""
    return _around(at, question, at.lead(question.source, question.start, question.end))


def _around(at: AtDesk, place: to_desk.LookAround | to_desk.ShowWords, views: int) -> AroundWords:
    source = at.study.source(place.source)
    found = context(source, source.passage(place.start, place.end))
    return AroundWords(source.id, source.title or source.id, found.before, found.passage.quote, found.after, views)


# ------------------------------------------------------------------------------------------ a map


def _showing(drawn: DrawnMap, language: str) -> Steps[MapShown]:
    m, scene = drawn.map, drawn.scene
    title, *facts = said_of(m, language)
    fills, strokes = colours(drawn.whole)
    label = f"{screen_word('the map', language)}: {title}"
    yield
    svg = map_on_screen(scene, root={"role": "group", "aria-label": label}, tabindex="-1")
    yield
    elements = _elements(svg)
    names = _elements(names_on_screen(scene, root={"aria-hidden": "true"}))
    yield
    return MapShown(
        key=m.key,
        number=drawn.number,
        title=title,
        facts=facts,
        width=scene.width,
        height=scene.height,
        drawn=elements,
        names=names,
        signs=[SignShown(_elements(sign), words) for sign, words in legend_on_screen(drawn.whole)],
        nodes=[_node(drawn, each, language) for each in scene.nodes],
        links=_links(drawn, language),
        breaks=_breaks(drawn),
        lanes=_lanes(drawn),
        unplaced=len(scene.unplaced),
        kept=drawn.kept is not None,
        cases=[each.id for each in m.records.cases],
        layers=[(each.value, word(f"layer {each.value}", language)) for each in Layer],
        colours=[(each, in_the_dark(each)) for each in sorted({*fills, *strokes})],
        sizes=list(sizes(drawn.whole)),
        words=map_words(language),
    )


def _record_shown(study: Study, drawn: DrawnMap, of: RecordRef, language: str) -> RecordShown:
    m = drawn.map
    texts = _Texts(study, drawn, language)
    if of.kind == "break":
        found = next((each for each in m.records.disjunctures if each.id == of.id), None)
        if found is None:
            raise NotOnMap(of.id)
        sides = [SideShown(m.side_words(side), texts.told(side.accounts)) for side in found.sides]
        return RecordShown(of, word("sign break", language), one_line(found.what), [], [], sides)
    if of.kind == "link":
        line = next((each for each in drawn.scene.lines if each.id == of.id), None)
        data = _link_data(drawn).get(of.id)
        if line is None or data is None:
            raise NotOnMap(of.id)
        return RecordShown(
            of, screen_word("link", language), _joining(drawn, line, data, language), facts_of_link(data, language),
            texts.told(data.get("accounts", ())), [],
        )  # fmt: skip
    node = next((each for each in drawn.scene.nodes if each.id == of.id), None)
    if node is None:
        raise NotOnMap(of.id)
    data = m.graph.nodes[of.id]
    return RecordShown(
        of, _sort(node, language), one_line(str(data["label"])), facts_of_node(data, language),
        texts.told(data["accounts"]), [],
    )  # fmt: skip


def _gap(found: Gap) -> GapShown:
    return GapShown(
        found.question,
        found.joins,
        list(found.ask),
        [ref.id for ref in found.about if ref.kind is not RecordKind.LINK],
        [ref.id for ref in found.about if ref.kind is RecordKind.LINK],
    )


def _saying(drawn: DrawnMap, words: str, language: str) -> list[RecordRef]:
    wanted = _folded(words.strip())
    if not wanted:
        return []
    m, links = drawn.map, _link_data(drawn)
    known = {each.id: each for each in m.records.disjunctures}
    found = [
        *(("node", each.id, _texts_of(m.graph.nodes[each.id], each.label, language)) for each in drawn.scene.nodes),
        *(
            ("link", each.id, [kind_words(links[each.id], language), *_quotes(links[each.id].get("accounts", ()))])
            for each in drawn.scene.lines
        ),
        *(("break", each.id, _texts_of_break(known[each.id])) for each in drawn.scene.breaks),
    ]
    return [RecordRef(kind, name) for kind, name, said in found if wanted in _folded("\n".join(said))]


def _lanes(drawn: DrawnMap) -> list[LaneShown]:
    """The lanes, and the bands by their names; a lane alone in a band without sites has the band's."""
    bands = {each.id: each.name for each in drawn.scene.bands}
    return [
        LaneShown(each.id, each.name or bands[each.band], bands.get(each.band, each.band)) for each in drawn.scene.lanes
    ]


def _elements(svg: str) -> Drawn:
    """A drawing as its elements: a page with a strict policy takes no markup, not even ours."""
    return _element(etree.fromstring(svg))


def _element(found: etree._Element) -> Drawn:
    inside: list[Drawn | str] = [found.text] if found.text else []
    for each in found:
        inside += [_element(each), each.tail] if each.tail else [_element(each)]
    return etree.QName(found).localname, {str(name): str(value) for name, value in found.items()}, tuple(inside)


# -------------------------------------------------------------------------------- things on the map


def _node(drawn: DrawnMap, node: SceneNode, language: str) -> NodeShown:
    data, box = drawn.map.graph.nodes[node.id], drawn.layout.box(node.id)
    return NodeShown(
        id=node.id,
        kind=str(data["kind"]),
        sort=_sort(node, language),
        label=one_line(str(data["label"])),
        facts=facts_of_node(data, language),
        accounts=len(data["accounts"]),
        lane=node.lane,
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        pinned=any(pin.id == node.id for pin in drawn.layout.pins),
    )


def _sort(node: SceneNode, language: str) -> str:
    return word(f"sign {node.shape.value}", language).partition(":")[0]


def _links(drawn: DrawnMap, language: str) -> list[LinkShown]:
    known = _link_data(drawn)
    return [
        LinkShown(
            id=each.id,
            kind=kind_words(known[each.id], language),
            origin=each.origin,
            target=each.target,
            back=bool(known[each.id].get("backward")),
            facts=facts_of_link(known[each.id], language),
            accounts=len(known[each.id].get("accounts", ())),
        )
        for each in drawn.scene.lines
    ]


def _link_data(drawn: DrawnMap) -> dict[str, dict[str, Any]]:
    """The attributes of every line that is drawn; of several with one id each but the first has a number after it."""
    known = {key: data for _, _, key, data in drawn.map.graph.edges(keys=True, data=True)}
    return {each.id: known.get(each.id) or known[each.id.rpartition(" ")[0]] for each in drawn.scene.lines}


def _breaks(drawn: DrawnMap) -> list[BreakShown]:
    known = {each.id: each for each in drawn.map.records.disjunctures}
    nodes, links = {each.id for each in drawn.scene.nodes}, {each.id for each in drawn.scene.lines}
    return [
        BreakShown(
            each.id,
            one_line(known[each.id].what),
            [ref.id for ref in known[each.id].where if ref.id in nodes],
            [ref.id for ref in known[each.id].where if ref.id in links],
        )
        for each in drawn.scene.breaks
    ]


def _joining(drawn: DrawnMap, line: SceneLine, data: dict[str, Any], language: str) -> str:
    called = drawn.map.called
    return f"{one_line(called(line.origin))} – {kind_words(data, language)} → {one_line(called(line.target))}"


# ------------------------------------------------------------------------------------ their words


class _Texts:
    """The texts in which the words of accounts stand, each read once."""

    def __init__(self, study: Study, drawn: DrawnMap, language: str) -> None:
        self._study = study
        self._drawn = drawn
        self._language = language
        self._read: dict[str, Source | None] = {}

    def told(self, accounts: Iterable[Account]) -> list[AccountShown]:
        return [self._account(each) for each in accounts]

    def _account(self, account: Account) -> AccountShown:
        passage, m = account.passage, self._drawn.map
        source = self._source(passage.source)
        here = source is not None and passage.stands_in(source.content)
        around = context(source, passage, turns=0) if source is not None and here else None
        gone = "" if here else screen_word("orphaned", self._language)
        return AccountShown(
            source=passage.source,
            version=source.version if source is not None else 0,
            start=passage.start,
            end=passage.end,
            before=_end(around.before if around else passage.before),
            quote=m.words(account),
            after=_beginning(around.after if around else passage.after),
            who=who_told(m.records, account, self._language),
            how=how_known(account, self._language),
            place=" · ".join(filter(None, [self._titled(passage.source), self._at(account), gone])),
            negative=account.polarity.negative,
            gone=not here,
            open=here,
        )

    def _at(self, account: Account) -> str:
        return screen_word("characters", self._language).format(account.passage.start, account.passage.end)

    def _titled(self, name: str) -> str:
        entry = self._drawn.map.records.source_by_id.get(name)
        return one_line(f"{name} ({entry.title})" if entry is not None and entry.title not in {"", name} else name)

    def _source(self, name: str) -> Source | None:
        if name not in self._read:
            try:
                self._read[name] = self._study.source(name)
            except IEError:
                self._read[name] = None
        return self._read[name]


def _end(words: str) -> str:
    """The last of what was said before, from a whole word on."""
    if len(words) <= _BEFORE:
        return words
    return "… " + words[-_BEFORE:].partition(" ")[2]


def _beginning(words: str) -> str:
    """The first of what was said after, up to a whole word."""
    if len(words) <= _AFTER:
        return words
    return words[:_AFTER].rpartition(" ")[0] + " …"


# ---------------------------------------------------------------------------------------- finding


def _folded(words: str) -> str:
    """Words without accents and in small letters, as they are looked for."""
    apart = unicodedata.normalize("NFKD", words)
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


def _quotes(accounts: Sequence[Account]) -> list[str]:
    return [each.passage.quote for each in accounts]


def _texts_of(data: dict[str, Any], label: str, language: str) -> list[str]:
    facts = [said for _, said in facts_of_node(data, language)]
    return [str(data["label"]), label, *facts, *_quotes(data["accounts"])]


def _texts_of_break(found: Disjuncture) -> list[str]:
    return [found.what, *(said for side in found.sides for said in (side.says, *_quotes(side.accounts)))]
