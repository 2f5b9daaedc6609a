"""The verbs for what an analyst sees in a map, as she types them: disjunctures, circuits; and where things stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ieworkbench.model import Case, Circuit, Disjuncture, Link, Side
from ieworkbench.model.layout import Layout
from ieworkbench.store import figure_records
from ieworkbench.study import figures
from ieworkbench.study.action_verbs import Told
from ieworkbench.study.given import words_given
from ieworkbench.study.opened import KEEP, Opened, typed
from ieworkbench.study.refs import Meant
from ieworkbench.study.table import Table

__all__ = ["FigureVerbs"]

SideGiven = Side | tuple[str, Told] | Mapping[str, Any]
"""One version of what is so: words and the accounts of it, as a pair or by name."""


class FigureVerbs(Opened):
    """Disjunctures, circuits and layouts."""

    def add_disjuncture(
        self,
        what: str,
        sides: Sequence[SideGiven],
        *,
        where: Meant | Sequence[Meant] = (),
        follows: str = "",
        case: Case | str | None = None,
        note: str = "",
        id: str | None = None,  # noqa: A002 - the word a researcher would type
    ) -> Disjuncture:
        """Record two or more versions of one reality.

        Parameters
        ----------
        what
            What the sides are about, in a few words.
        sides
            Two or more: pairs of what the side has it be and its accounts, or ``{"says": …,
            "accounts": […], "record": act}``, or `Side` values.
        where
            The acts, texts or links at which it shows.
        follows
            What follows from it.
        case
            The case it belongs to.
        note
            What you add.
        id
            What to call it in the study; made if not given.

        Raises
        ------
        RecordWrong, WordsMissing
            If there are fewer than two sides, or one has neither words nor a record.
        """
        given = {"what": what, "sides": sides, "where": where, "follows": follows, "case": case, "note": note}
        with self._work("add disjuncture") as work:
            return figures.add_disjuncture(work, given, self.person, id)

    def change_disjuncture(
        self,
        record: Disjuncture | str,
        *,
        what: str = KEEP,
        sides: Sequence[SideGiven] = KEEP,
        where: Meant | Sequence[Meant] = KEEP,
        follows: str = KEEP,
        case: Case | str | None = KEEP,
        note: str = KEEP,
    ) -> Disjuncture:
        """Change what is said of a disjuncture; what is not named stays.

        Parameters
        ----------
        record
            The disjuncture, its id or what it is about.
        sides
            All it has from now on; those it had, given again, stay themselves.

        The others are as in `add_disjuncture`.
        """
        given = typed(what=what, sides=sides, where=where, follows=follows, case=case, note=note)
        with self._work("change disjuncture") as work:
            return figures.change_disjuncture(work, record, given, self.person)

    def remove_disjuncture(self, record: Disjuncture | str) -> None:
        """Remove a disjuncture with its accounts."""
        with self._work("remove disjuncture") as work:
            figures.remove_disjuncture(work, record)

    def disjunctures(self) -> Table[Disjuncture]:
        """Every disjuncture, by what it is about."""
        with self._database.reading() as connection:
            return Table("disjunctures", figure_records.disjunctures(connection), Disjuncture)

    # -------------------------------------------------------------------------------- circuits

    def add_circuit(
        self,
        name: str,
        links: Sequence[Link | str],
        *,
        reason: str,
        kind: str = "institutional",
        boss: Meant | None = None,
        actuality: Meant | None = None,
        representation: Meant | None = None,
        authorised: Meant | None = None,
        id: str | None = None,  # noqa: A002 - the word a researcher would type
    ) -> Circuit:
        """Record a course of links that you hold to be an institutional circuit.

        Parameters
        ----------
        name
            What to call it.
        links
            Its links, in the order in which they are gone through.
        reason
            Why you call it so.
        kind
            ``institutional`` or ``accountability``.
        boss
            The text that everything is fitted to, as you judge.
        actuality, representation, authorised
            What is the case; the text that stands for it; the act that follows.
        id
            What to call it in the study; made if not given.

        Raises
        ------
        RecordExists, RecordUnknown, RecordWrong
            If there is a circuit of that name, a link is not known, or no reason is given.
        """
        given = {
            "name": name,
            "links": links,
            "reason": reason,
            "kind": kind,
            "boss": boss,
            "actuality": actuality,
            "representation": representation,
            "authorised": authorised,
        }
        with self._work("add circuit") as work:
            return figures.add_circuit(work, given, id)

    def change_circuit(
        self,
        circuit: Circuit | str,
        *,
        name: str = KEEP,
        links: Sequence[Link | str] = KEEP,
        reason: str = KEEP,
        kind: str = KEEP,
        boss: Meant | None = KEEP,
        actuality: Meant | None = KEEP,
        representation: Meant | None = KEEP,
        authorised: Meant | None = KEEP,
    ) -> Circuit:
        """Change what is said of a circuit; what is not named stays. The parameters are as in `add_circuit`."""
        given = typed(
            name=name,
            links=links,
            reason=reason,
            kind=kind,
            boss=boss,
            actuality=actuality,
            representation=representation,
            authorised=authorised,
        )
        with self._work("change circuit") as work:
            return figures.change_circuit(work, circuit, given)

    def remove_circuit(self, circuit: Circuit | str) -> None:
        """Remove a circuit; its links stay."""
        with self._work("remove circuit") as work:
            figures.remove_circuit(work, circuit)

    def circuits(self) -> Table[Circuit]:
        """Every circuit, by name."""
        with self._database.reading() as connection:
            return Table("circuits", figure_records.circuits(connection), Circuit)

    # --------------------------------------------------------------------------------- layouts

    def save_layout(self, key: str, layout: Layout) -> None:
        """Keep where things stand on a map, so that it does not move from one drawing to the next.

        Parameters
        ----------
        key
            Which map it is: one line that you choose, such as ``"C1 particular"``.
        layout
            The layout, in place of the one that may be kept for this map.
        """
        with self._work("save layout") as work:
            work.what = figures.save_layout(work, key, layout, self.person)

    def pin(
        self, key: str, record: Meant, *, column: int | None = None, x: float | None = None, y: float | None = None
    ) -> Layout:
        """Choose where an act or text stands on a map whose layout is kept; the layout, with that place in it.

        The box moves there when the map is drawn next with ``previous=``, or anew.

        Parameters
        ----------
        key
            Which map it is, as `save_layout` kept it.
        record
            The act, text, copy or resource.
        column
            The number of the column, counted from 0 at the left.
        x, y
            The upper left corner of its box, in points as in the layout.

        Raises
        ------
        RecordUnknown
            If no layout is kept under this key, or the record has no box on it.
        RecordWrong
            If no place is given, or one that is none.
        """
        with self._work("pin") as work:
            layout, name = figures.layout_with(work, key, record)
            pinned = layout.pinned(name, column=column, x=x, y=y)
            work.what = figures.save_layout(work, key, pinned, self.person)
        return pinned

    def unpin(self, key: str, record: Meant) -> Layout:
        """Leave the place of an act or text to the layout again; the layout, without the chosen place.

        Raises
        ------
        RecordUnknown
            If no layout is kept under this key, or no place is chosen for the record.
        """
        with self._work("unpin") as work:
            layout, name = figures.layout_with(work, key, record)
            unpinned = layout.unpinned(name)
            work.what = figures.save_layout(work, key, unpinned, self.person)
        return unpinned

    def layout(self, key: str) -> Layout | None:
        """Where things stand on a map, as `save_layout` kept it; ``None`` if it did not."""
        with self._database.reading() as connection:
            return figure_records.layout(connection, words_given("layout", key).strip())

    def layouts(self) -> tuple[str, ...]:
        """The keys of the maps whose layout is kept."""
        with self._database.reading() as connection:
            return tuple(figure_records.layouts(connection))

    def remove_layout(self, key: str) -> None:
        """Let go of the layout of a map, so that it is laid out anew.

        Raises
        ------
        RecordUnknown
            If none is kept under this key.
        """
        with self._work("remove layout") as work:
            work.what = figures.remove_layout(work, key)
