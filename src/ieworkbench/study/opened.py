"""What every family of a study's verbs stands on: the open file, who works on it, and one verb at work."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from ieworkbench.model.display import Brief, Shown, keep_parts
from ieworkbench.store import records, transaction
from ieworkbench.store.database import Database

__all__ = ["KEEP", "Opened", "Since", "typed"]


class _AsItIs:
    """Shows itself in a signature as what it means: nothing was typed."""

    def __repr__(self) -> str:
        return "…"


KEEP: Any = _AsItIs()
"""What stands for a value that was not typed: it stays as it is."""


def typed(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a verb takes
    """The values that were typed, by name, without those that stay as they are."""
    return {name: value for name, value in values.items() if value is not KEEP}


@dataclass(frozen=True, slots=True, repr=False)
class Since(Brief):
    """What was changed after some change.

    Attributes
    ----------
    number
        The number of the latest change; 0 before the first.
    entries
        The changes, in order.
    tables
        The names of the tables they touch, as the archive names them: by these a view knows what to
        read again.
    """

    number: int
    entries: tuple[transaction.Entry, ...] = ()
    tables: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        keep_parts(self, "entries")


class Opened(Shown):
    """An open study and the person at it."""

    def __init__(self, database: Database, person: str | None = None) -> None:
        self._database = database
        self.person = person or _account()
        self._once: str | None = None
        self._watching: list[Callable[[], None]] = []

    @property
    def read_only(self) -> bool:
        """Whether the study can only be read here."""
        return self._database.read_only

    @property
    def last_change(self) -> int:
        """The number of the latest change, whoever made it and from wherever; 0 before the first."""
        with self._database.reading() as connection:
            return transaction.last_number(connection)

    @property
    def key(self) -> str:
        """What every copy of this study has in common, and no other study; made with it, and never changed."""
        with self._database.reading() as connection:
            return records.about(connection)["id"]

    def changes_since(self, number: int) -> Since:
        """What was changed after the change with this number, by whomever and from wherever; quick if little was.

        Examples
        --------
        >>> from ieworkbench.study import create_study
        >>> from tempfile import mkdtemp
        >>> study = create_study(mkdtemp() + "/a.iestudy", title="T", standpoint="S")
        >>> before = study.last_change
        >>> case = study.add_case("C1")
        >>> [(each.verb, each.what) for each in study.changes_since(before).entries]
        [('add case', 'C1')]
        """
        with self._database.reading() as connection:
            last = transaction.last_number(connection)
            if last == number:
                return Since(last)
            entries = transaction.entries_since(connection, number)
            return Since(last, tuple(entries), transaction.tables_since(connection, number))

    def watch(self, told: Callable[[], None]) -> Callable[[], None]:
        """Have ``told`` called after each change that is made through this study, once it is on the disk.

        Returns
        -------
        Callable
            What to call to have it no longer called.
        """
        self._watching.append(told)
        return lambda: self._watching.remove(told) if told in self._watching else None

    @contextmanager
    def once(self, uid: str) -> Iterator[bool]:
        """Make one change that is made once, however often it arrives.

        The change that the next verb makes is written into the journal under ``uid``. Somebody who
        sends a change and hears nothing can so send it again.

        Parameters
        ----------
        uid
            A name for the change that no other has, such as a UUID.

        Yields
        ------
        bool
            Whether it is still to be made; ``False`` if it is in the journal, undone or not.

        Examples
        --------
        >>> from ieworkbench.study import create_study
        >>> from tempfile import mkdtemp
        >>> study = create_study(mkdtemp() + "/a.iestudy", title="T", standpoint="S")
        >>> for arriving in range(2):
        ...     with study.once("0b8f") as fresh:
        ...         if fresh:
        ...             case = study.add_case("C1")
        >>> len(study.history())
        1
        """
        with self._database.reading() as connection:
            fresh = not transaction.is_written(connection, uid)
        self._once = uid if fresh else None
        try:
            yield fresh
        finally:
            self._once = None

    @contextmanager
    def waiting(self, seconds: float) -> Iterator[None]:
        """Have verbs wait no longer than this for another program that writes, instead of five seconds.

        Parameters
        ----------
        seconds
            How long; after that a verb raises `StudyBusy`, and nothing was changed.
        """
        usual = self._database
        self._database = replace(usual, patience=seconds)
        try:
            yield
        finally:
            self._database = usual

    @contextmanager
    def _work(self, verb: str, what: str = "") -> Iterator[transaction.Transaction]:
        """One verb: on leaving, everything is on the disk and in the journal, or nothing is."""
        with transaction.transaction(self._database, self.person, verb, what, self._taken_uid()) as work:
            yield work
        self._tell()

    def _taken_uid(self) -> str | None:
        """The name that the next change is to have in the journal, if somebody chose one; it is used once."""
        uid, self._once = self._once, None
        return uid

    def _tell(self) -> None:
        """Tell those who watch that there was a change."""
        for told in tuple(self._watching):
            told()


def _account() -> str:
    """The name of the account, or ``"someone"`` where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "someone"
