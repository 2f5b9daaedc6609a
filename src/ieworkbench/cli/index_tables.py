"""Tables about codes, for those who want them: which code occurs where, and which codes meet.

Nothing of it is shown unless it is asked for: how often a code was given is no finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ieworkbench.cli import account_listing
from ieworkbench.cli.output import print_table, say, style

if TYPE_CHECKING:
    import pandas as pd

    from ieworkbench.study.retrieval import Codings

__all__ = ["IndexTable", "as_json", "matrix", "print_it", "together", "write"]


@dataclass(frozen=True, slots=True)
class IndexTable:
    """A row a code, with numbers.

    Attributes
    ----------
    corner, columns
        What the rows and columns are.
    rows
        For each code's path its numbers, in the order of the columns.
    said
        What the numbers are, in a sentence.
    """

    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    said: str


def matrix(found: Codings, by: str, *, counts: bool) -> IndexTable:
    """Which code occurs in which case, source, speaker, wave, or by whom: 1 where it does, or in how many passages."""
    said = "numbers of passages" if counts else "1: the code occurs there"
    return _made(found.to_matrix(by, counts=counts), "code", said)


def together(found: Codings, unit: str) -> IndexTable:
    """In how many units two codes meet."""
    from ieworkbench.views.codings_page import outside

    meeting = found.co_occurrence(unit)
    frame = meeting.to_frame()
    said = str(frame.index.name) + "; a code with itself: in how many it occurs at all"
    return _made(frame, "code", f"{said}. {outside(meeting)}" if meeting.outside else said)


def _made(frame: pd.DataFrame, corner: str, said: str) -> IndexTable:
    rows = tuple(
        (str(path), tuple(int(number) for number in numbers))
        for path, numbers in zip(frame.index, frame.to_numpy(), strict=True)
    )
    return IndexTable(corner, tuple(str(each) for each in frame.columns), rows, said)


def print_it(table: IndexTable) -> None:
    """The table, with numbers for columns whose names are paths; nothing stands where nothing is."""
    if not table.rows:
        say("No passages have these codes.")
        return
    paths = [path for path, _ in table.rows]
    same = list(table.columns) == paths
    names = [f"{number} {path}" for number, path in enumerate(paths, 1)] if same else paths
    heads = [str(number) for number in range(1, len(paths) + 1)] if same else list(table.columns)
    say(style(table.said, dim=True))
    cells = [
        [f"{number:,}" if number or (same and place == row) else "" for place, number in enumerate(numbers)]
        for row, (_, numbers) in enumerate(table.rows)
    ]
    print_table((table.corner, *heads), [(name, *row) for name, row in zip(names, cells, strict=True)])


def as_json(table: IndexTable) -> dict[str, Any]:
    """The table for other programs."""
    rows = [{"code": path, "numbers": list(numbers)} for path, numbers in table.rows]
    return {"said": table.said, "columns": list(table.columns), "rows": rows}


def write(table: IndexTable, path: Path) -> None:
    """The table as CSV or as an Excel workbook."""
    rows: Sequence[Sequence[str]] = [[name, *(str(number) for number in numbers)] for name, numbers in table.rows]
    account_listing.write_rows(path, [table.corner, *table.columns], rows)
