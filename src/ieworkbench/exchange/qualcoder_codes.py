"""Codes and categories of QualCoder as one codebook: categories are codes that only group others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.code_names import tidy_colour
from ieworkbench.exchange.foreign_database import Row
from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.names import one_line, short
from ieworkbench.model import Code, Codebook

__all__ = ["Codes", "read_codes"]


@dataclass(frozen=True, slots=True)
class Codes:
    """The codebook, and the id of the code that each number of the database means."""

    book: Codebook
    by_number: dict[int, str]

    def name(self, number: int | None) -> str:
        """What a code is called, for a place in a report."""
        return short(self.book[self.by_number[number]].name) if number in self.by_number else f"code {number}"


def read_codes(project: str, categories: Sequence[Row], codes: Sequence[Row], report: Report) -> Codes:
    """The codebook made of both tables.

    Parameters
    ----------
    project
        What tells the project apart.
    categories, codes
        The rows of ``code_cat`` and ``code_name``.
    report
        Where it is said what was changed.
    """
    tree = _Tree(project, report)
    for row in categories:
        tree.add(row, "category")
    for row in codes:
        tree.add(row, "code")
    for row in categories:
        tree.put(row, "category", (("category", "supercatid"),))
    for row in codes:
        tree.put(row, "code", (("code", "supercid"), ("category", "catid")))
    tree.open_circles()
    by_number = {number: code.id for (kind, number), code in tree.made.items() if kind == "code"}
    return Codes(Codebook(tuple(tree.made.values())), by_number)


@dataclass(slots=True)
class _Tree:
    """Codes by their kind and number, in the order of the tables."""

    project: str
    report: Report
    made: dict[tuple[str, int], Code] = field(default_factory=dict)

    def add(self, row: Row, kind: str) -> None:
        """A code or category, still at the top."""
        written, memo = row.text("name"), row.text("memo").replace("\r\n", "\n").replace("\r", "\n").strip()
        name = one_line(written) or f"{kind} {row.number}"
        if name != written:
            self.report.changed(kind, short(written) or name, f"It is now called “{short(name)}”, on one line.")
        given = row.text("color").strip()
        colour = tidy_colour(given)
        if colour != given:
            self.report.changed(kind, short(name), f"Its colour, “{short(given)}”, is now {colour or 'none'}.")
        key = kind, row.number
        made = made_guid(self.project, kind, row.number, row.text("owner"), row.text("date"))
        self.made[key] = Code(made, name, definition=memo, colour=colour, codable=kind == "code")

    def put(self, row: Row, kind: str, columns: tuple[tuple[str, str], ...]) -> None:
        """The same under the code or category that it names; under both, where it names both."""
        code, parents = self.made[kind, row.number], []
        for above, column in columns:
            number = row.whole(column)
            if number is None:
                continue
            if (above, number) in self.made:
                parents.append(self.made[above, number].id)
            else:
                self.report.changed(kind, short(code.name), f"The {above} it stood under is not there.")
        self.made[kind, row.number] = replace(code, parents=tuple(dict.fromkeys(parents)))

    def open_circles(self) -> None:
        """Bring to the top one code of each circle of codes that stand under each other."""
        keys = {code.id: key for key, code in self.made.items()}
        settled: set[str] = set()
        for first in list(keys):
            path: list[str] = []
            ahead = [(first, False)]
            while ahead:
                each, done = ahead.pop()
                if done:
                    path.pop()
                    settled.add(each)
                elif each not in settled:
                    path.append(each)
                    ahead.append((each, True))
                    ahead += [(parent, False) for parent in self._kept_parents(keys[each], set(path))]

    def _kept_parents(self, key: tuple[str, int], above: set[str]) -> tuple[str, ...]:
        """The parents of a code without those that lead back to it."""
        code = self.made[key]
        kept = tuple(parent for parent in code.parents if parent not in above)
        if kept != code.parents:
            self.made[key] = replace(code, parents=kept)
            why = "It stood under itself, by way of others; it stands no longer under those."
            self.report.changed(key[0], short(code.name), why)
        return kept
