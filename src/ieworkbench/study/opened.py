"""What every family of a study's verbs stands on: the open file, who works on it, and one verb at work."""

from __future__ import annotations

import getpass
from typing import Any

from ieworkbench.model.display import Shown
from ieworkbench.store import transaction
from ieworkbench.store.database import Database

__all__ = ["KEEP", "Opened", "typed"]

KEEP: Any = object()
"""What stands for a value that was not typed: it stays as it is."""


def typed(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a verb takes
    """The values that were typed, by name, without those that stay as they are."""
    return {name: value for name, value in values.items() if value is not KEEP}


class Opened(Shown):
    """An open study and the person at it."""

    def __init__(self, database: Database, person: str | None = None) -> None:
        self._database = database
        self.person = person or _account()

    def _work(self, verb: str, what: str = "") -> transaction.Working:
        """One verb: on leaving, everything is on the disk and in the journal, or nothing is."""
        return transaction.transaction(self._database, self.person, verb, what)


def _account() -> str:
    """The name of the account, or ``"someone"`` where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "someone"
