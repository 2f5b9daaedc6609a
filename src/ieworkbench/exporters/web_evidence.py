"""What a web page knows of the things on its map: facts, links, and the accounts with their words.

Everything is put into words here, in the language of the page, so that its script has nothing to
know about institutional ethnography.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ieworkbench.maps.audience import WITHHELD
from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.drawn import Scene, SceneLine, SceneNode
from ieworkbench.maps.drawing.facts import facts_of_link, facts_of_node, how_known, who_told
from ieworkbench.maps.drawing.on_lines import kind_words
from ieworkbench.maps.drawing.screen_words import screen_word, screen_words
from ieworkbench.maps.drawing.text_size import one_line
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.model import (
    Account,
    Disjuncture,
    Placement,
)

__all__ = ["Evidence"]


@dataclass
class Evidence:
    """The words behind a scene, ready for a page; counts what it carries and what is withheld.

    Attributes
    ----------
    m, scene
        The map, and the scene that is drawn of it.
    language
        The language of the page.
    quotes
        Whether what was said goes along.
    carried, withheld
        How many accounts go along with their words, and how many may not be read by the audience.
    """

    m: InstitutionalMap
    scene: Scene
    language: str = "en"
    quotes: bool = True
    carried: int = 0
    withheld: int = 0
    _accounts: list[list[str | int]] = field(default_factory=list)
    _notes: dict[str, int] = field(default_factory=dict)
    _numbers: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    def for_page(self) -> dict[str, Any]:
        """Words, nodes, links and disjunctures in the order of the scene, and each account once."""
        places = {each.id: number for number, each in enumerate(self.scene.nodes)}
        data = {key: data for _, _, key, data in self.m.graph.edges(keys=True, data=True)}
        links = [self._link(each, places, _data_of(data, each.id)) for each in self.scene.lines]
        marks = {each.id: number for number, each in enumerate(self.scene.lines)}
        known = {each.id: each for each in self.m.records.disjunctures}
        return {
            "words": screen_words(self.language),
            "quotes": self.quotes,
            "nodes": [self._node(each) for each in self.scene.nodes],
            "links": links,
            "breaks": [self._break(known[each.id], places, marks) for each in self.scene.breaks],
            "accounts": self._accounts,
            "notes": list(self._notes),
        }

    # ------------------------------------------------------------------------- things on the map

    def _node(self, node: SceneNode) -> dict[str, Any]:
        data = self.m.graph.nodes[node.id]
        kind = word(f"sign {node.shape.value}", self.language).partition(":")[0]
        return {
            "kind": kind,
            "label": one_line(str(data["label"])),
            "facts": facts_of_node(data, self.language),
            "told": self._told(data["accounts"]),
        }

    def _link(self, line: SceneLine, places: dict[str, int], data: dict[str, Any]) -> dict[str, Any]:
        return {
            "kind": kind_words(data, self.language),
            "from": places[line.origin],
            "to": places[line.target],
            "back": bool(data.get("backward")),
            "facts": facts_of_link(data, self.language),
            "told": self._told(data.get("accounts", ())),
        }

    def _break(self, found: Disjuncture, places: dict[str, int], marks: dict[str, int]) -> dict[str, Any]:
        """A disjuncture; what its sides say goes along only as far as their words do."""
        return {
            "kind": word("sign break", self.language),
            "label": one_line(found.what) if self.quotes else word("sign break", self.language),
            "facts": [],
            "told": [],
            "sides": [{"says": self._says(each.says, each.accounts), "told": self._told(each.accounts)} for each in found.sides],
            "nodes": sorted({places[each.id] for each in found.where if each.id in places}),
            "links": sorted({marks[each.id] for each in found.where if each.id in marks}),
        }  # fmt: skip

    def _says(self, words: str, accounts: Iterable[Account]) -> str:
        if not self.quotes:
            return ""
        hidden = any(self.m.words(each) == WITHHELD for each in accounts)
        return self._word("withheld") if hidden else one_line(words)

    # -------------------------------------------------------------------------------- accounts

    def _told(self, accounts: Iterable[Account]) -> list[int]:
        return [self._number(each) for each in accounts]

    def _number(self, account: Account) -> int:
        passage = account.passage
        key = (
            account.id,
            passage.source,
            passage.start,
            passage.end,
            account.status,
            account.polarity,
            account.told_by,
        )
        if key not in self._numbers:
            self._numbers[key] = len(self._accounts)
            self._accounts.append([self._words_of(account), *self._about(account)])
        return self._numbers[key]

    def _words_of(self, account: Account) -> str:
        if not self.quotes:
            return ""
        said = self.m.words(account)
        if said == WITHHELD:
            self.withheld += 1
            return self._word("withheld")
        self.carried += 1
        return said

    def _about(self, account: Account) -> list[str | int]:
        """Who tells and when; how they know it and whether it was done; the source and the place; and what to mark."""
        passage = account.passage
        told = who_told(self.m.records, account, self.language), how_known(account, self.language)
        notes = [self._note(each) for each in told]
        marks = account.polarity.negative + 2 * (passage.placement is Placement.ORPHANED)
        return [*notes, self._note(one_line(passage.source)), passage.start, passage.end, marks]

    def _note(self, words: str) -> int:
        """The number of a line that many accounts have in common."""
        return self._notes.setdefault(words, len(self._notes))

    def _word(self, name: str) -> str:
        return screen_word(name, self.language)


def _data_of(data: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    """The attributes of a link; of several with one id each but the first is drawn with a number after it."""
    return data[name] if name in data else data[name.rpartition(" ")[0]]
