"""Who tells: whose words an account is, from where in the institution, and in which wave.

The speaker is taken from the turn in which the words stand, as the transcript labels it, and never
guessed: where nobody is named, the text itself is what tells.
"""

from __future__ import annotations

from dataclasses import dataclass

from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import Account, InformantLevel
from ieworkbench.model.display import Brief

__all__ = ["Teller", "who_tells"]


@dataclass(frozen=True, slots=True, repr=False)
class Teller(Brief):
    """Whose words an account is.

    Attributes
    ----------
    name
        The informant's code; of an interview with several where nobody is named, their codes with
        commas; of a text, its source's id.
    informants
        The codes of the informants who tell; none if a text does.
    levels
        From where in the institution they speak, in their order.
    source
        The id of the source in which the words stand.
    wave
        The source's wave; ``None`` if it has none.
    """

    name: str
    informants: tuple[str, ...] = ()
    levels: tuple[InformantLevel, ...] = ()
    source: str = ""
    wave: int | None = None

    @property
    def level(self) -> str:
        """From where in the institution they speak, in words; empty if a text tells."""
        return ", ".join(dict.fromkeys(each.value for each in self.levels))


def who_tells(records: ChainRecords, account: Account) -> Teller:
    """Whose words an account is; see `ChainRecords.tellers`."""
    return _teller(records, records.tellers(account), account.passage.source)


def _teller(records: ChainRecords, codes: tuple[str, ...], source: str) -> Teller:
    """These informants in this source; made once, as most accounts have the same few tellers."""
    known = records.remembered.get((codes, source))
    if isinstance(known, Teller):
        return known
    entry = records.source_by_id.get(source)
    informants = (records.informant_by_id.get(code) for code in codes)
    levels = tuple(InformantLevel.UNKNOWN if each is None else each.level for each in informants)
    made = Teller(", ".join(codes) or source, codes, levels, source, None if entry is None else entry.wave)
    records.remembered[codes, source] = made
    return made
