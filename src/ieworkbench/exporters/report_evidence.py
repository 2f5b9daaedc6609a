"""The words a report rests on, each under a number, in the order of the map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ieworkbench.exporters.quoting import OUTSIDE, Quoting
from ieworkbench.exporters.report_blocks import Grid, Line, Quote, Row, Words, line
from ieworkbench.exporters.report_words import word
from ieworkbench.maps.corroboration import in_words
from ieworkbench.maps.who_tells import who_tells
from ieworkbench.model import Account, Polarity

if TYPE_CHECKING:
    from ieworkbench.maps.institutional_map import InstitutionalMap
    from ieworkbench.model import Disjuncture

__all__ = ["Evidence"]


class Evidence:
    """Every account of a map and of what stands beside it, with its number, its words and who tells it.

    Attributes
    ----------
    quoting
        Whose words may go out.
    """

    def __init__(
        self, m: InstitutionalMap, disjunctures: Iterable[Disjuncture], *, quotes: bool, language: str
    ) -> None:
        self._map, self._language = m, language
        self.quoting = Quoting(m, quotes)
        self._told: dict[str, tuple[int, Account, list[str]]] = {}
        for node, data in m.graph.nodes(data=True):
            self._add(data["accounts"], m.with_doer(node))
        for origin, target, _, data in m.edges():
            if data["record"] is not None:
                self._add(data["accounts"], in_words(m, origin, target, data["kind"]))
        for each in disjunctures:
            for side in each.sides:
                self._add(side.accounts, each.what)

    def __len__(self) -> int:
        return len(self._told)

    def numbers(self, accounts: Iterable[Account]) -> tuple[int, ...]:
        """The numbers of these accounts, smallest first."""
        return tuple(sorted({self._told[each.id][0] for each in accounts if each.id in self._told}))

    def quote(self, account: Account) -> Quote | None:
        """The words of an account as a quote with who tells it; nothing where no words may go out."""
        words = self.quoting(account)
        return Quote(" ".join(words.split()), self.known(account), self._told[account.id][0]) if words else None

    def known(self, account: Account) -> str:
        """Who tells an account, and how they know it: ``U1, wave 2 · told done · not done``."""
        status = account.status.label(self._language)
        polarity = "" if account.polarity is Polarity.DONE else account.polarity.label(self._language)
        return " · ".join(each for each in (self._by(account), status, polarity) if each)

    def _by(self, account: Account) -> str:
        """Who tells: informants; else the source and the label of its speaker, inside only, as that may be a name."""
        teller = who_tells(self._map.records, account)
        label = self._map.records.speaker_of.get(account.passage.id, "")
        spoken = label if not teller.informants and self._map.audience not in OUTSIDE else ""
        wave = f"{word('wave', self._language)} {teller.wave}" if teller.wave is not None else ""
        return ", ".join(each for each in (spoken, teller.name, wave) if each)

    def table(self, caption: str) -> Grid:
        """The appendix: a row for each account under its number."""
        heads = tuple(word(name, self._language) for name in ("no", "words", "who tells", "tells of", "place"))
        return Grid(caption, heads, tuple(map(self._row, self._told.values())), (1.2, 9, 5, 6.5, 3.5))

    def _row(self, told: tuple[int, Account, list[str]]) -> Row:
        number, account, labels = told
        passage = account.passage
        place = word("characters", self._language).format(passage.source, passage.start, passage.end)
        cells: tuple[tuple[Line, ...], ...] = (
            (line(str(number)),),
            (line(Words(self.quoting(account), "said")),),
            (line(self.known(account)),),
            tuple(line(each) for each in labels),
            (line(Words(place, "quiet")),),
        )
        return Row(cells, number)

    def _add(self, accounts: Iterable[Account], label: str) -> None:
        for account in accounts:
            _, _, labels = self._told.setdefault(account.id, (len(self._told) + 1, account, []))
            if label not in labels:
                labels.append(label)
