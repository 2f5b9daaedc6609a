"""What several authors report of one thing: a table of claims, each as reported by whom, in their words.

A report of a report is not the report. The table never says what is so, only who reports it; whether
two of them say the same is the analyst's judgement, and stands in a column of its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.errors import RecordWrong
from ieworkbench.model import Passage, Source, SourceWarning
from ieworkbench.model.display import Brief, Parts, Shown, keep_parts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Claim", "ClaimsTable", "DoubtfulOrder", "claims_table"]

_ORDER = "reading-order"


class DoubtfulOrder(UserWarning):
    """A claim was taken from a text whose lines may stand in the wrong order, so that its words may be no quote."""


@dataclass(frozen=True, slots=True, repr=False)
class Claim(Brief):
    """What one author reports of one thing.

    Attributes
    ----------
    about
        Of whom or what: ``"older people"``.
    aspect
        In what respect: ``"outcome"``, ``"weekly cost"``.
    reported_by
        Who reports it: ``"Powell"``.
    passages
        Their words; several where a break parts them.
    says
        What it comes to, in the analyst's few words; the words themselves if not given.
    """

    about: str
    aspect: str
    reported_by: str
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    says: str = ""

    def __post_init__(self) -> None:
        keep_parts(self, "passages")

    @property
    def quote(self) -> str:
        """The words, with ``[…]`` where something lies between."""
        return " […] ".join(" ".join(each.quote.split()) for each in self.passages)


@dataclass(frozen=True, repr=False)
class ClaimsTable(Shown):
    """Claims as a table: a row a thing, a column for each aspect and who reports it.

    Attributes
    ----------
    title
        What it is about.
    claims
        In the order given.
    same
        The analyst's judgement of whether they say the same, by thing.
    doubts
        What the readers of the texts warn of that touches a claim, each with the name of the text.
    """

    title: str
    claims: tuple[Claim, ...]
    same: tuple[tuple[str, str], ...] = ()
    doubts: tuple[tuple[str, SourceWarning], ...] = ()

    def __post_init__(self) -> None:
        keep_parts(self, "claims")

    def __repr__(self) -> str:
        doubt = f", {len(self.doubts)} doubts about the order of lines" if self.doubts else ""
        return f"ClaimsTable({self.title!r}: {len(self.claims)} claims about {len(self.subjects)}{doubt})"

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the claims are about, each once."""
        return tuple(dict.fromkeys(each.about for each in self.claims))

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Each aspect with who reports it, each once."""
        return tuple(dict.fromkeys((each.aspect, each.reported_by) for each in self.claims))

    def claims_of(self, about: str, aspect: str, reported_by: str) -> tuple[Claim, ...]:
        """The claims of one cell."""
        wanted = about, aspect, reported_by
        return Parts(each for each in self.claims if (each.about, each.aspect, each.reported_by) == wanted)

    def rows(self) -> list[dict[str, object]]:
        """A dictionary a passage of a claim, with its exact place."""
        return [
            {
                "about": claim.about,
                "aspect": claim.aspect,
                "as reported by": claim.reported_by,
                "says": claim.says,
                "quote": passage.quote,
                "source": passage.source,
                "start": passage.start,
                "end": passage.end,
            }
            for claim in self.claims
            for passage in claim.passages
        ]

    def to_frame(self) -> pd.DataFrame:
        """One row a thing, a column for each aspect as reported by each, as a pandas data frame."""
        import pandas as pd

        heads = [f"{aspect}, as reported by {who}" for aspect, who in self.columns]
        judged = dict(self.same)
        rows = []
        for about in self.subjects:
            cells = [
                "; ".join(each.says or f"“{each.quote}”" for each in self.claims_of(about, *column))
                for column in self.columns
            ]
            rows.append([about, *cells, *([judged.get(about, "")] if judged else [])])
        return pd.DataFrame(rows, columns=[self.title or "about", *heads, *(["same?"] if judged else [])])


def claims_table(
    claims: Iterable[Claim],
    sources: Sequence[Source] = (),
    *,
    title: str = "",
    same: Mapping[str, str] | None = None,
) -> ClaimsTable:
    """A table of what several authors report, as reported by whom, with doubts about the texts they were taken from.

    Parameters
    ----------
    claims
        The claims; each rests on words.
    sources
        The texts they were taken from, so that what their readers warned of is heard.
    title
        What the rows are.
    same
        By thing, whether the authors say the same, in your words.

    Raises
    ------
    RecordWrong
        If a claim has no words, or nobody is named who reports it.

    Warns
    -----
    DoubtfulOrder
        If a claim was taken from a text whose lines may stand in the wrong order.

    Examples
    --------
    >>> from ieworkbench.importers import read_bytes
    >>> review = read_bytes(b"Older people were no better off.", "review.txt")
    >>> found = claims_table([Claim("older people", "outcome", "the review", (review.passage(0, 32),))], [review])
    >>> found.to_frame().iloc[0, 1]
    '“Older people were no better off.”'
    """
    given = tuple(claims)
    for each in given:
        if not each.passages:
            raise RecordWrong("claim", each.about, "it rests on no words; give the passages in which it is reported")
        if not each.reported_by.strip():
            raise RecordWrong("claim", each.about, "say who reports it: a report of a report is not the report")
    doubts = tuple(_doubts(given, sources))
    judged = tuple((same or {}).items())
    names = tuple(dict.fromkeys(name for name, _ in doubts))
    if names:
        places = "; ".join(f"{name} at {doubt.start}: {doubt.message}" for name, doubt in doubts[:2])
        warnings.warn(
            f"Claims were taken from {', '.join(names)}, whose lines may stand in the wrong order: {places}",
            DoubtfulOrder,
            stacklevel=2,
        )
    return ClaimsTable(title, given, judged, doubts)


def _doubts(claims: Sequence[Claim], sources: Sequence[Source]) -> Iterable[tuple[str, SourceWarning]]:
    used = {passage.content_sha256 for claim in claims for passage in claim.passages}
    for source in sources:
        if source.content_sha256 in used:
            yield from ((source.name, each) for each in source.warnings if each.code == _ORDER)
