"""The course of events: in which order sources, and the words in them, are read."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection, func, select

from ieworkbench.store import tables

__all__ = ["InCourse", "Place", "course_of_events", "places_of_sources"]


class InCourse(Protocol):
    """Whatever has a place in the course of events as a source has it."""

    @property
    def id(self) -> str:
        """The source's id."""

    @property
    def cases(self) -> tuple[str, ...]:
        """The ids of its cases."""

    @property
    def wave(self) -> int | None:
        """Its round of interviews."""


Place = tuple[bool, str, bool, int, str]
"""A key by which sources are sorted."""


def course_of_events(entry: InCourse, case: str | None = None) -> Place:
    """The key by which sources stand in the order of events: case, wave, name; those without come last.

    ``case`` is the one under which a source of several cases stands; the first of them if not given.
    """
    chosen = min(entry.cases, default="") if case is None else case
    return _place(entry.id, chosen, entry.wave)


def places_of_sources(connection: Connection) -> dict[str, Place]:
    """For each source's id, the key by which it stands in the order of events: quick, without its text."""
    of = tables.source_case.c
    rows = connection.execute(select(of.source, func.min(of.case)).group_by(of.source))
    first = {row[0]: row[1] for row in rows}
    waves = connection.execute(select(tables.source.c.id, tables.source.c.wave))
    return {name: _place(name, first.get(name, ""), wave) for name, wave in waves}


def _place(source: str, case: str, wave: int | None) -> Place:
    return not case, case, wave is None, wave or 0, source
