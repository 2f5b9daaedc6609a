"""The verbs for what a researcher writes and ties together: memos, sets, attributes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ieworkbench.errors import RecordExists, RecordUnknown, RecordWrong
from ieworkbench.model import (
    Attribute,
    AttributeType,
    AttributeValue,
    Memo,
    MemoKind,
    Passage,
    RecordKind,
    RecordRef,
    RecordSet,
)
from ieworkbench.model.display import Brief
from ieworkbench.store import note_records, passage_records, records
from ieworkbench.store.database import Connection
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.given import line_given, passage_given, several_given, words_given
from ieworkbench.study.links import kept, let_go_of
from ieworkbench.study.names import check_recorded, one, word_of
from ieworkbench.study.new_records import chosen_id, new_id, now
from ieworkbench.study.opened import KEEP, Opened
from ieworkbench.study.passages import add_passage, let_go
from ieworkbench.study.refs import Meant, Resolver, called, ref_of
from ieworkbench.study.table import Named, Table

__all__ = ["Mention", "NoteVerbs"]


@dataclass(frozen=True, slots=True, repr=False)
class Mention(Brief):
    """What stands between double brackets in a memo, and where it leads.

    Attributes
    ----------
    memo
        The memo's id.
    words
        What stands between the brackets.
    record
        The record it leads to; ``None`` if it leads to none, or to several.
    """

    memo: str
    words: str
    record: RecordRef | None


class NoteVerbs(Opened):
    """Memos, sets and attributes."""

    # ---------------------------------------------------------------------------------- memos

    def add_memo(
        self,
        text: str,
        *,
        about: Meant | None = None,
        title: str = "",
        id: str | None = None,  # noqa: A002 - the word a researcher would type
    ) -> Memo:
        """Write a memo.

        Parameters
        ----------
        text
            What it says. ``[[U1]]``, ``[[code trouble]]`` or ``[[source U1-wave1]]`` in it leads to
            that record.
        about
            The record it is on: any record, or its name; on nothing in particular if not given.
        title
            What it is called.
        id
            What to call it in the study; made if not given.

        Raises
        ------
        RecordUnknown, RecordExists, RecordWrong
            If there is no such record, another memo has that id, or the text is empty.
        """
        words, called = _words(text), words_given("title", title).strip()
        with self._work("add memo") as work:
            ref = None if about is None else kept(work, about)
            memo = Memo(chosen_id(work, RecordKind.MEMO, id), words, called, ref, by=self.person, at=now())
            work.what = _what(work, memo)
            note_records.put_memo(work, memo, new=True)
            return memo

    def change_memo(self, memo: Memo | str, text: str = KEEP, *, title: str = KEEP, about: Meant | None = KEEP) -> Memo:
        """Change a memo; a changed text is a new version, and the earlier ones are kept.

        Parameters
        ----------
        memo
            The memo, or its id or title.
        text, title, about
            As in `add_memo`; what is not named stays. ``about=None`` makes it a memo of its own.

        Raises
        ------
        RecordUnknown, RecordWrong
            If there is no such memo or record, or the text is empty.
        """
        changes: dict[str, Any] = {} if title is KEEP else {"title": words_given("title", title).strip()}
        words = None if text is KEEP else _words(text)
        with self._work("change memo") as work:
            standing = _memo(work, memo)
            if about is not KEEP:
                changes["about"] = None if about is None else kept(work, about)
            changed = replace(standing, **changes)
            work.what = _what(work, changed)
            if changed != standing:
                note_records.put_memo(work, changed, new=False)
            if words is not None and words != standing.text:
                changed = replace(changed, text=words, version=standing.version + 1, by=self.person, at=now())
                note_records.put_memo_version(work, changed)
            if changed.about != standing.about:
                let_go_of(work, standing.about)
            return changed

    def remove_memo(self, memo: Memo | str) -> None:
        """Remove a memo with all its versions; a passage it was on is let go if nothing else rests on it."""
        with self._work("remove memo") as work:
            standing = _memo(work, memo)
            work.what = _what(work, standing)
            note_records.delete_memo(work, standing.id)
            let_go_of(work, standing.about)

    def memo(self, memo_id: str) -> Memo:
        """The memo with this id or title, as it stands now."""
        with self._database.reading() as connection:
            return _memo_called(connection, memo_id)

    def memos(self, *, about: Meant | None = None, mentioning: Meant | None = None) -> Named[Memo]:
        """The memos as they stand now, in the order in which they were begun.

        Parameters
        ----------
        about
            Only those on this record.
        mentioning
            Only those whose double brackets lead to this record.
        """
        with self._database.reading() as connection:
            found = note_records.memos(connection)
            if about is not None:
                ref = ref_of(connection, about)
                found = [each for each in found if each.about == ref]
            if mentioning is not None:
                ref, names = ref_of(connection, mentioning), Resolver(connection)
                found = [each for each in found if any(names.resolve(words) == ref for words in each.mentions)]
            return Named("memos", found, Memo, called(connection, (each.about for each in found)))

    def memo_versions(self, memo: Memo | str) -> Table[Memo]:
        """Every version of a memo, from the first."""
        with self._database.reading() as connection:
            found = note_records.memo_versions(connection, _memo_called(connection, memo).id)
        return Table("versions", found, Memo)

    def mentions(self) -> Table[Mention]:
        """What stands between double brackets in every memo, and where it leads."""
        with self._database.reading() as connection:
            names = Resolver(connection)
            found = [
                Mention(memo.id, words, names.resolve(words))
                for memo in note_records.memos(connection)
                for words in memo.mentions
            ]
        return Table("mentions", found, Mention)

    @property
    def problematic(self) -> Memo | None:
        """The study's problematic as it stands now; its earlier versions by `memo_versions`."""
        with self._database.reading() as connection:
            return _problematic(note_records.memos(connection))

    def write_problematic(self, text: str) -> Memo:
        """Write the study's problematic, or its next version: what puzzles, and how it leads beyond the everyday."""
        words = _words(text)
        with self._work("write problematic") as work:
            standing = _problematic(note_records.memos(work.connection))
            about = RecordRef(RecordKind.STUDY, records.about(work.connection)["id"])
            if standing is None:
                memo = Memo(new_id(), words, "Problematic", about, MemoKind.PROBLEMATIC, self.person, now())
                note_records.put_memo(work, memo, new=True)
                work.what = "version 1"
                return memo
            if words == standing.text:
                return standing
            memo = replace(standing, text=words, version=standing.version + 1, by=self.person, at=now())
            work.what = f"version {memo.version}"
            note_records.put_memo_version(work, memo)
            return memo

    # ------------------------------------------------------------------------------------ sets

    def add_set(self, name: str, members: Iterable[Meant] = (), *, description: str = "") -> RecordSet:
        """Put records together under a name, whatever their kinds.

        Raises
        ------
        RecordExists
            If there is a set of that name.
        """
        called, given = line_given("set", name), several_given("set", members)
        said = words_given("set", description)
        with self._work("add set", called) as work:
            _check_free("set", called, (each.name for each in note_records.sets(work.connection)))
            refs = dict.fromkeys(kept(work, each) for each in given)
            made = RecordSet(new_id(), called, tuple(refs), said)
            note_records.put_set(work, made, new=True)
            return made

    def change_set(
        self, record: RecordSet | str, *, name: str = KEEP, members: Iterable[Meant] = KEEP, description: str = KEEP
    ) -> RecordSet:
        """Change a set's name, members or description; what is not named stays.

        Parameters
        ----------
        record
            The set, or its name or id.
        name, members, description
            As in `add_set`.

        Raises
        ------
        RecordUnknown
            If there is no such set, or no such member.
        RecordExists
            If another set has that name.
        """
        changes: dict[str, Any] = {} if name is KEEP else {"name": line_given("set", name)}
        if description is not KEEP:
            changes["description"] = words_given("set", description)
        given = None if members is KEEP else several_given("set", members)
        with self._work("change set") as work:
            standing = _set(work, record)
            others = (each.name for each in note_records.sets(work.connection) if each.id != standing.id)
            _check_free("set", changes.get("name", ""), others)
            if given is not None:
                changes["members"] = tuple(dict.fromkeys(kept(work, each) for each in given))
            changed = replace(standing, **changes)
            work.what = changed.name
            note_records.put_set(work, changed, new=False)
            let_go_of(work, *standing.members)
            return changed

    def remove_set(self, record: RecordSet | str) -> None:
        """Remove a set; its members stay, but for passages on which nothing rests any more."""
        with self._work("remove set") as work:
            standing = _set(work, record)
            work.what = standing.name
            note_records.delete_set(work, standing.id)
            let_go_of(work, *standing.members)

    def sets(self) -> Table[RecordSet]:
        """Every set, by name."""
        with self._database.reading() as connection:
            return Table("sets", note_records.sets(connection), RecordSet)

    # ------------------------------------------------------------------------------ attributes

    def add_attribute(self, name: str, type: str = "text", *, description: str = "") -> Attribute:  # noqa: A002 - the word a researcher would type
        """Add something that can be said of cases, sources and informants.

        Parameters
        ----------
        name
            What it is called, such as ``"county"``.
        type
            ``text``, ``yes or no``, ``whole number``, ``number``, ``date`` or ``date and time``.
        description
            What it means.

        Raises
        ------
        RecordExists
            If there is an attribute of that name.
        """
        made = Attribute(
            new_id(),
            line_given("attribute", name),
            word_of(AttributeType, "attribute type", type),
            words_given("attribute", description),
        )
        with self._work("add attribute", made.name) as work:
            _check_free("attribute", made.name, (each.name for each in note_records.attributes(work.connection)))
            note_records.put_attribute(work, made, new=True)
            return made

    def set_attribute(self, record: Meant, name: str, value: str | float | bool | dt.date | None) -> None:
        """Say what an attribute is for a record; ``None`` takes it away.

        An attribute nobody has added yet is added with the type of the value.

        Raises
        ------
        RecordUnknown
            If there is no such record, or no such attribute to take away.
        RecordWrong
            If the value does not fit the attribute's type.
        """
        called = line_given("attribute", name)
        said = None if value is None else _said(called, value)
        with self._work("set attribute", called) as work:
            ref = kept(work, record)
            attribute = {each.name: each for each in note_records.attributes(work.connection)}.get(called)
            if attribute is None:
                if said is None:
                    raise RecordUnknown("attribute", called)
                attribute = Attribute(new_id(), called, _type_of(value))
                note_records.put_attribute(work, attribute, new=True)
            if said is None:
                note_records.delete_value(work, attribute.id, ref)
                let_go_of(work, ref)
            else:
                note_records.put_value(work, AttributeValue(attribute.id, ref, attribute.checked(said)))

    def attributes(self) -> Table[Attribute]:
        """Every attribute there is, by name."""
        with self._database.reading() as connection:
            return Table("attributes", note_records.attributes(connection), Attribute)

    def attributes_of(self, record: Meant) -> dict[str, str]:
        """What the attributes are for one record, by their names."""
        with self._database.reading() as connection:
            ref = ref_of(connection, record)
            names = {each.id: each.name for each in note_records.attributes(connection)}
            values = note_records.attribute_values(connection)
        return {names[each.attribute]: each.value for each in values if each.about == ref}

    # ---------------------------------------------------------------------- passages of a case

    def add_to_case(self, case: str, passage: Passage) -> Passage:
        """Note that a passage belongs to a case by itself, such as one person's turns in a group's talk."""
        name = line_given("case", case)
        with self._work("add to case", name) as work:
            check_recorded(work.connection, "case", [name])
            placed = add_passage(work, passage_given(passage))
            note_records.put_case_passage(work, name, placed.id)
            return placed

    def remove_from_case(self, case: str, passage: Passage) -> None:
        """Take a passage out of a case; it is let go if nothing else rests on it."""
        name, gone = line_given("case", case), passage_given(passage)
        with self._work("remove from case", name) as work:
            check_recorded(work.connection, "case", [name])
            place = (gone.start, gone.end)
            there = passage_records.passages_at(work.connection, gone.source, {place}).get(place, gone)
            placed = gone.id or there.id
            note_records.delete_case_passage(work, name, placed)
            let_go(work, [placed])


def _check_free(kind: str, name: str, taken: Iterable[str]) -> None:
    if name in taken:
        raise RecordExists(kind, name)


def _id_of(kind: str, given: object, record: type[RecordSet | Memo]) -> str:
    return given.id if isinstance(given, record) else words_given(kind, given)


def _memo(work: Transaction, memo: Memo | str) -> Memo:
    return _memo_called(work.connection, memo)


def _what(work: Transaction, memo: Memo) -> str:
    """A memo, for the journal: what it is called, or else in which source the words are that it is on."""
    if memo.title or memo.about is None or memo.about.kind is not RecordKind.PASSAGE:
        return memo.title
    found = passage_records.passages_called(work.connection, [memo.about.id])
    return f"in {found[memo.about.id].source}" if found else ""


def _memo_called(connection: Connection, memo: Memo | str) -> Memo:
    """The memo that is meant by its id, or by its title if only one has it."""
    wanted, memos = _id_of("memo", memo, Memo), note_records.memos(connection)
    titled = [each for each in memos if each.title == wanted.strip() != ""]
    return titled[0] if len(titled) == 1 else one("memo", wanted, memos)


def _set(work: Transaction, record: RecordSet | str) -> RecordSet:
    """The set that is meant, by its name or id."""
    wanted, sets = _id_of("set", record, RecordSet), note_records.sets(work.connection)
    named = [each for each in sets if each.name == wanted.strip()]
    return named[0] if len(named) == 1 else one("set", wanted, sets)


def _problematic(memos: Sequence[Memo]) -> Memo | None:
    return next((each for each in memos if each.kind is MemoKind.PROBLEMATIC), None)


def _words(text: str) -> str:
    words = words_given("text", text).strip()
    if not words:
        raise RecordWrong("text", "", "there are no words in it; write a few")
    return words


def _said(name: str, value: object) -> str:
    """A value in words, as attributes are checked."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str | int | float | dt.date):
        raise RecordWrong("attribute", name, "a value is text, a number, a date, or True or False")
    try:
        return value.isoformat() if isinstance(value, dt.date) else str(value)
    except ValueError as error:
        raise RecordWrong("attribute", name, "this number has too many digits") from error


def _type_of(value: object) -> AttributeType:
    """The type that fits a value; a moment is a day too, and yes and no are numbers too, so the order counts."""
    kinds = (
        (bool, AttributeType.YES_NO),
        (int, AttributeType.WHOLE_NUMBER),
        (float, AttributeType.NUMBER),
        (dt.datetime, AttributeType.MOMENT),
        (dt.date, AttributeType.DATE),
    )
    return next((word for kind, word in kinds if isinstance(value, kind)), AttributeType.TEXT)
