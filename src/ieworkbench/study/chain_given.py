"""What a researcher typed of acts, texts and links, read: doers, dates, sites, accounts, other records."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.model import (
    UNKNOWN_DOER,
    Account,
    Act,
    Doer,
    DoerKind,
    Informant,
    Passage,
    RecordKind,
    RecordRef,
    SaidDate,
    Task,
)
from ieworkbench.model.display import Parts
from ieworkbench.store import records
from ieworkbench.store.database import Connection
from ieworkbench.study.given import several_given, words_given
from ieworkbench.study.names import check_recorded
from ieworkbench.study.refs import Meant, Resolver, ref_of, table_of

__all__ = ["Reading", "accounts_given", "date_given", "note_given", "record_given"]

_NOBODY = {"", "unknown", "ukjent", "ukjend", "doer unknown"}
_TOGETHER = re.compile(r"the (.+) together", re.I)


def note_given(what: str, given: object) -> str:
    """Words without blanks around them; nothing is no words."""
    return "" if given is None else words_given(what, given).strip()


def date_given(given: object) -> SaidDate | None:
    """A date as it was said; ``None`` for nothing and for blank words.

    Raises
    ------
    RecordWrong
        If it is neither words nor a day.
    """
    if given is None or isinstance(given, SaidDate):
        return given
    if not isinstance(given, str | dt.date):
        raise RecordWrong("date", "", "a date is text as it was said, such as “March 2014”, or a day")
    said = str(given).strip()
    return SaidDate.read(said) if said else None


def accounts_given(given: object) -> list[Account]:
    """One account or several.

    Raises
    ------
    RecordWrong
        If something else is among them; bare words of a source do not say how they know it.
    """
    one = isinstance(given, Account | Passage | str)
    several: list[Any] = [given] if one else several_given("accounts", given)
    for each in several:
        if not isinstance(each, Account):
            what = "words alone" if isinstance(each, Passage | str) else f"a {type(each).__name__}"
            message = f"say how the words know it, such as words.account(“told done”), and not {what}"
            raise RecordWrong("account", "", message)
    return several


def record_given(connection: Connection, kind: RecordKind, meant: Any) -> str:  # noqa: ANN401 - as it was typed
    """The id of the record of this kind that is meant, by the record, its id or what it is called.

    Raises
    ------
    RecordUnknown, RecordWrong
        If there is none, or several are called so.
    """
    if isinstance(meant, str):
        return _called(connection, kind, meant)
    ref = ref_of(connection, meant)
    if ref.kind is not kind:
        raise RecordWrong(kind.value, ref.id, f"this is a {ref.kind.value}; name a {kind.value}")
    return ref.id


def _called(connection: Connection, kind: RecordKind, words: str) -> str:
    name = words.strip()
    if name and records.known_ids(connection, table_of(kind), [name]):
        return name
    found = [each for each in Resolver(connection).find(f"{kind.value} {name}") if each.kind is kind]
    if len(found) == 1:
        return found[0].id
    if found:
        ways = ", ".join(f"“{each.id}”" for each in found[:4])
        raise RecordWrong(kind.value, name, f"several are called so; say which by its id: {ways}")
    raise RecordUnknown(kind.value, name, Resolver(connection).nearest(kind, name))


class Reading:
    """Reads what was typed for one verb, in the light of what the study has."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._codes: set[str] | None = None

    def read(self, readers: Mapping[str, Callable[[Reading, Any], Any]], given: Mapping[str, Any]) -> dict[str, Any]:
        """What was given, by the names of a record's fields, each read by the reader of its name."""
        return {name: readers[name](self, value) for name, value in given.items()}

    @property
    def codes(self) -> set[str]:
        """The codes of the study's informants."""
        if self._codes is None:
            self._codes = records.known_ids(self.connection, "informant")
        return self._codes

    def doer(self, given: object) -> Doer:
        """Who is meant: an informant by code, a collective, a role in words, or openly nobody known.

        Raises
        ------
        RecordUnknown
            If it looks like an informant's code and is none.
        """
        if given is None:
            return UNKNOWN_DOER
        if isinstance(given, Informant):
            given = Doer(given.id, DoerKind.INFORMANT)
        if isinstance(given, Doer):
            return self._known(given)
        words = " ".join(words_given("doer", given).split())
        if words.casefold() in _NOBODY:
            return UNKNOWN_DOER
        if words in self.codes:
            return Doer(words, DoerKind.INFORMANT)
        if any(char.isdigit() for char in words) and _shape(words) in {_shape(code) for code in self.codes}:
            self._known(Doer(words, DoerKind.INFORMANT))
        together = _TOGETHER.fullmatch(words)
        return Doer(together[1], DoerKind.COLLECTIVE) if together else Doer(words, DoerKind.ROLE)

    def doers(self, given: object) -> tuple[Doer, ...]:
        """Several doers, each once; one alone is one."""
        several = [given] if isinstance(given, str | Doer | Informant) else several_given("doers", given)
        return Parts(dict.fromkeys(self.doer(each) for each in several))

    def tasks(self, given: object) -> tuple[Task, ...]:
        """What a meeting gave whom to do: words, pairs of words and a doer, or tasks."""
        return Parts(self._task(each) for each in several_given("tasks", given))

    def accounts(self, given: object) -> tuple[Account, ...]:
        """Accounts whose tellers, where they are named, are informants of the study."""
        accounts = tuple(accounts_given(given))
        told_by = {each.told_by for each in accounts if each.told_by}
        check_recorded(self.connection, "informant", sorted(told_by))
        return accounts

    def one(self, kind: RecordKind, given: object) -> str | None:
        """The id of a record of this kind; ``None`` for nothing."""
        return None if given is None or given == "" else record_given(self.connection, kind, given)

    def several(self, kind: RecordKind, given: object) -> tuple[str, ...]:
        """The ids of several records of this kind, each once."""
        many = [given] if isinstance(given, str | Act) else several_given(kind.value, given)
        return tuple(dict.fromkeys(record_given(self.connection, kind, each) for each in many))

    def ref(self, given: Meant | None) -> RecordRef | None:
        """The record that is meant; ``None`` for nothing."""
        return None if given is None else ref_of(self.connection, given)

    def _known(self, doer: Doer) -> Doer:
        if doer.kind is DoerKind.INFORMANT:
            check_recorded(self.connection, "informant", [doer.name])
        elif doer.kind is not DoerKind.UNKNOWN and not doer.name.strip():
            raise RecordWrong("doer", "", f"say who this {doer.kind.value} is, or leave the doer unknown")
        return doer if doer.known else UNKNOWN_DOER

    def _task(self, given: object) -> Task:
        if isinstance(given, str):
            given = Task(given)
        if isinstance(given, tuple) and len(given) == 2:
            given = Task(words_given("task", given[0]), self.doer(given[1]))
        if not isinstance(given, Task):
            raise RecordWrong("task", "", "say what is to be done, or give a pair of that and who is to do it")
        if given.done_in:
            check_recorded(self.connection, "act", [given.done_in])
        return Task(" ".join(given.what.split()), self._known(given.doer), given.done_in)


def _shape(code: str) -> str:
    """What two codes of one sort share: ``U12`` and ``U3`` are both ``U0``."""
    return re.sub(r"\d+", "0", code)
