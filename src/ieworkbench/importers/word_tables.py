"""Tables of a Word document: a line for each row, a tab between cells, and each cell's place.

Word says of a merged cell how many columns it spans, and of the cells below one that spans rows
only that they go on; their rows are counted here until the table ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ieworkbench.importers.word_names import M, W, value_of
from ieworkbench.importers.word_story import Story, signature_of, words_of
from ieworkbench.importers.word_styles import whole_number
from ieworkbench.model.source import Cell, Section
from ieworkbench.model.vocabulary import SectionKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Tables"]

_MOST_COLUMNS = 1000
_SOMETHING = (W + "t", M + "t", W + "drawing", W + "pict", W + "object", W + "sym", W + "delText")
_ANCHORS = (W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")


@dataclass(slots=True)
class _Place:
    """A cell while its table is read."""

    slot: int
    start: int
    end: int
    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class _Table:
    slot: int
    start: int
    row: int = -1
    row_start: int = 0
    column: int = 0
    cells_in_row: int = 0
    current: _Place | None = None
    cells: list[_Place] = field(default_factory=list)
    going_on: dict[int, _Place] = field(default_factory=dict)


class Tables:
    """The tables that are open at a place of the text, the innermost last."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._open: list[_Table] = []

    def begin_table(self) -> None:
        """A table begins, on a line of its own."""
        start = self._story.begin_block()
        self._open.append(_Table(self._story.reserve(), start))

    def end_table(self) -> None:
        """The table ends: only now is known how many rows its cells span."""
        table = self._open.pop()
        if table.row < 0:
            return
        story = self._story
        level = len(self._open) + 1
        story.fill(table.slot, Section(table.start, story.length, SectionKind.TABLE, level=level))
        for cell in table.cells:
            place = Cell(cell.row, cell.column, cell.rows, cell.columns)
            story.fill(cell.slot, Section(cell.start, cell.end, SectionKind.TABLE_CELL, level=level, cell=place))

    def begin_row(self, row: etree._Element) -> bool:
        """A row begins; ``False`` if a tracked change took it out, so that it is not to be read."""
        if not self._open:
            return True
        properties = row.find(W + "trPr")
        deleted = None if properties is None else properties.find(W + "del")
        if deleted is not None:
            self._delete_row(row, deleted)
            return False
        table = self._open[-1]
        table.row_start = self._story.begin_block()
        table.row += 1
        table.cells_in_row = 0
        table.column = min(max(whole_number(value_of(properties, "gridBefore")) or 0, 0), _MOST_COLUMNS)
        return True

    def _delete_row(self, row: etree._Element, deleted: etree._Element) -> None:
        cells = [words_of(cell) for cell in row.iterchildren(W + "tc")]
        self._story.deletion("\t".join(cells) + "\n", signature_of(deleted), self._story.next_place)

    def end_row(self, row: etree._Element) -> None:
        """The row ends, and with it the line."""
        story = self._story
        story.between_cells = False
        story.owes_line = True
        if not self._open:
            return
        inserted = row.find(f"{W}trPr/{W}ins")
        if inserted is not None:
            story.insertion(self._open[-1].row_start, story.length + 1, signature_of(inserted))

    def begin_cell(self, cell: etree._Element) -> bool:
        """A cell begins; ``False`` if it only continues the one above and holds no words."""
        story = self._story
        story.between_cells = False
        story.owes_line = False
        if not self._open or self._open[-1].row < 0:
            return True
        table = self._open[-1]
        table.current = None
        properties = cell.find(W + "tcPr")
        deleted = None if properties is None else properties.find(W + "cellDel")
        if deleted is not None:
            story.deletion(words_of(cell), signature_of(deleted))
            story.between_cells = table.cells_in_row > 0
            return False
        if table.cells_in_row:
            story.write("\t")
        table.cells_in_row += 1
        columns = min(max(whole_number(value_of(properties, "gridSpan")) or 1, 1), _MOST_COLUMNS)
        column, table.column = table.column, table.column + columns
        merge = None if properties is None else properties.find(W + "vMerge")
        above = table.going_on.pop(column, None)
        if merge is not None and merge.get(W + "val", "continue") == "continue" and above is not None:
            return self._go_on(table, cell, above)
        place = table.current = _Place(story.reserve(), story.length, story.length, table.row, column, 1, columns)
        table.cells.append(place)
        if merge is not None:
            table.going_on[column] = place
        return True

    def _go_on(self, table: _Table, cell: etree._Element, above: _Place) -> bool:
        story = self._story
        above.rows = table.row - above.row + 1
        table.going_on[above.column] = above
        if next(cell.iter(*_SOMETHING), None) is None:
            story.between_cells = True
            return next(cell.iter(*_ANCHORS), None) is not None
        story.draft.warn(
            "merged-cell-words",
            f"The cell in row {table.row + 1}, column {above.column + 1} is merged with the one above, and Word "
            "does not show its words; they were kept.",
            story.length,
            story.length,
        )
        table.current = _Place(story.reserve(), story.length, story.length, table.row, above.column, 1, above.columns)
        table.cells.append(table.current)
        return True

    def end_cell(self, cell: etree._Element) -> None:
        """The cell ends; its last paragraph has no line end of its own."""
        story = self._story
        story.owes_line = False
        story.between_cells = True
        current = self._open[-1].current if self._open else None
        if current is None:
            return
        current.end = story.length
        inserted = cell.find(f"{W}tcPr/{W}cellIns")
        if inserted is not None:
            story.insertion(current.start, current.end, signature_of(inserted))
