"""The verbs for what a researcher writes and ties together: memos, links, sets, attributes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ieworkbench.errors import RecordExists, RecordUnknown, RecordWrong
from ieworkbench.model import (
    Attribute,
    AttributeType,
    AttributeValue,
    Direction,
    Link,
    Memo,
    MemoKind,
    Passage,
    RecordKind,
    RecordRef,
    RecordSet,
)
from ieworkbench.store import note_records, records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.index import new_id, now
from ieworkbench.study.names import check_recorded, one, word_of
from ieworkbench.study.opened import Opened
from ieworkbench.study.passages import add_passage, let_go
from ieworkbench.study.refs import Meant, ref_of, resolve
from ieworkbench.study.table import Table

__all__ = ["Mention", "NoteVerbs"]

_KEEP: Any = object()


@dataclass(frozen=True, slots=True)
class Mention:
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
    """Memos, links, sets and attributes."""

    # ---------------------------------------------------------------------------------- memos

    def add_memo(self, text: str, *, about: Meant | None = None, title: str = "") -> Memo:
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

        Raises
        ------
        RecordUnknown, RecordWrong
            If there is no such record, or the text is empty.
        """
        with self._work("add memo", title.strip()) as work:
            ref = None if about is None else _kept(work, about)
            memo = Memo(new_id(), _words(text), title.strip(), ref, by=self.person, at=now())
            note_records.put_memo(work, memo, new=True)
            return memo

    def change_memo(
        self, memo: Memo | str, text: str = _KEEP, *, title: str = _KEEP, about: Meant | None = _KEEP
    ) -> Memo:
        """Change a memo; a changed text is a new version, and the earlier ones are kept."""
        with self._work("change memo") as work:
            standing = _memo(work, memo)
            changed = replace(
                standing,
                title=standing.title if title is _KEEP else title.strip(),
                about=standing.about if about is _KEEP else None if about is None else _kept(work, about),
            )
            work.what = changed.title
            if changed != standing:
                note_records.put_memo(work, changed, new=False)
            if text is not _KEEP and _words(text) != standing.text:
                changed = replace(changed, text=_words(text), version=standing.version + 1, by=self.person, at=now())
                note_records.put_memo_version(work, changed)
            return changed

    def remove_memo(self, memo: Memo | str) -> None:
        """Remove a memo with all its versions; `undo` brings it back."""
        with self._work("remove memo") as work:
            standing = _memo(work, memo)
            work.what = standing.title
            note_records.delete_memo(work, standing.id)

    def memo(self, memo_id: str) -> Memo:
        """The memo with this id, as it stands now."""
        return one("memo", memo_id, self.memos())

    def memos(self, *, about: Meant | None = None, mentioning: Meant | None = None) -> Table[Memo]:
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
                ref = ref_of(connection, mentioning)
                found = [each for each in found if ref in {resolve(connection, words) for words in each.mentions}]
        return Table("memos", found, Memo)

    def memo_versions(self, memo: Memo | str) -> Table[Memo]:
        """Every version of a memo, from the first."""
        with self._database.reading() as connection:
            found = note_records.memo_versions(connection, memo if isinstance(memo, str) else memo.id)
        return Table("versions", found, Memo)

    def mentions(self) -> Table[Mention]:
        """What stands between double brackets in every memo, and where it leads."""
        with self._database.reading() as connection:
            found = [
                Mention(memo.id, words, resolve(connection, words))
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
        with self._work("write problematic") as work:
            standing = _problematic(note_records.memos(work.connection))
            about = RecordRef(RecordKind.STUDY, records.about(work.connection)["id"])
            if standing is None:
                memo = Memo(new_id(), _words(text), "Problematic", about, MemoKind.PROBLEMATIC, self.person, now())
                note_records.put_memo(work, memo, new=True)
                return memo
            if _words(text) == standing.text:
                return standing
            memo = replace(standing, text=_words(text), version=standing.version + 1, by=self.person, at=now())
            note_records.put_memo_version(work, memo)
            return memo

    # ------------------------------------------------------------------------------ links, sets

    def link(self, origin: Meant, kind: str, target: Meant, *, direction: str = "one way", note: str = "") -> Link:
        """Note that one record leads to another.

        Parameters
        ----------
        origin, target
            The two: any records, or their names. Passages are kept.
        kind
            What the one does to the other: ``"contradicts"``, ``"is quoted in"``.
        direction
            ``"one way"``, ``"both ways"`` or ``"undirected"``.
        note
            Why.
        """
        with self._work("link", kind) as work:
            made = Link(
                new_id(),
                " ".join(kind.split()),
                _kept(work, origin),
                _kept(work, target),
                word_of(Direction, "direction", direction),
                note,
                self.person,
                now(),
            )
            note_records.put_link(work, made, new=True)
            return made

    def remove_link(self, link: Link | str) -> None:
        """Remove a link; what it joined stays, but for passages on which nothing rests any more."""
        with self._work("remove link") as work:
            standing = one("link", link if isinstance(link, str) else link.id, note_records.links(work.connection))
            work.what = standing.kind
            note_records.delete_link(work, standing.id)
            ends = (standing.origin, standing.target)
            let_go(work, [each.id for each in ends if each.kind is RecordKind.PASSAGE])

    def links(self, record: Meant | None = None) -> Table[Link]:
        """Every link, or those from or to one record, in the order in which they were made."""
        with self._database.reading() as connection:
            found = note_records.links(connection)
            if record is not None:
                ref = ref_of(connection, record)
                found = [each for each in found if ref in {each.origin, each.target}]
        return Table("links", found, Link)

    def add_set(self, name: str, members: Iterable[Meant] = (), *, description: str = "") -> RecordSet:
        """Put records together under a name, whatever their kinds.

        Raises
        ------
        RecordExists
            If there is a set of that name.
        """
        with self._work("add set", name.strip()) as work:
            if any(each.name == name.strip() for each in note_records.sets(work.connection)):
                raise RecordExists("set", name.strip())
            refs = dict.fromkeys(_kept(work, each) for each in members)
            made = RecordSet(new_id(), _words(name), tuple(refs), description)
            note_records.put_set(work, made, new=True)
            return made

    def change_set(
        self, record: RecordSet, *, name: str = _KEEP, members: Iterable[Meant] = _KEEP, description: str = _KEEP
    ) -> RecordSet:
        """Change a set's name, members or description; what is not named stays."""
        with self._work("change set") as work:
            standing = one("set", record.id, note_records.sets(work.connection))
            changed = replace(
                standing,
                name=standing.name if name is _KEEP else _words(name),
                members=standing.members
                if members is _KEEP
                else tuple(dict.fromkeys(_kept(work, each) for each in members)),
                description=standing.description if description is _KEEP else description,
            )
            work.what = changed.name
            note_records.put_set(work, changed, new=False)
            return changed

    def remove_set(self, record: RecordSet) -> None:
        """Remove a set; its members stay."""
        with self._work("remove set", record.name) as work:
            note_records.delete_set(work, one("set", record.id, note_records.sets(work.connection)).id)

    def sets(self) -> Table[RecordSet]:
        """Every set, by name."""
        with self._database.reading() as connection:
            return Table("sets", note_records.sets(connection), RecordSet)

    # ------------------------------------------------------------------------------ attributes

    def add_attribute(self, name: str, type: str = "text", *, description: str = "") -> Attribute:  # noqa: A002
        """Add something that can be said of cases, sources and informants.

        Parameters
        ----------
        name
            What it is called, such as ``"county"``.
        type
            ``text``, ``yes or no``, ``whole number``, ``number``, ``date`` or ``date and time``.
        description
            What it means.
        """
        with self._work("add attribute", name.strip()) as work:
            if any(each.name == name.strip() for each in note_records.attributes(work.connection)):
                raise RecordExists("attribute", name.strip())
            made = Attribute(new_id(), _words(name), word_of(AttributeType, "attribute type", type), description)
            note_records.put_attribute(work, made, new=True)
            return made

    def set_attribute(self, record: Meant, name: str, value: str | float | bool | None) -> None:
        """Say what an attribute is for a record; ``None`` takes it away.

        An attribute nobody has added yet is added with the type of the value.

        Raises
        ------
        RecordWrong
            If the value does not fit the attribute's type.
        """
        with self._work("set attribute", name) as work:
            ref = _kept(work, record)
            known = {each.name: each for each in note_records.attributes(work.connection)}
            if name not in known:
                if value is None:
                    raise RecordUnknown("attribute", name)
                known[name] = Attribute(new_id(), _words(name), _type_of(value))
                note_records.put_attribute(work, known[name], new=True)
            if value is None:
                note_records.delete_value(work, known[name].id, ref)
            else:
                said = known[name].checked("yes" if value is True else "no" if value is False else str(value))
                note_records.put_value(work, AttributeValue(known[name].id, ref, said))

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
        with self._work("add to case", case) as work:
            check_recorded(work.connection, "case", [case])
            kept = add_passage(work, passage)
            note_records.put_case_passage(work, case, kept.id)
            return kept

    def remove_from_case(self, case: str, passage: Passage) -> None:
        """Take a passage out of a case; it is let go if nothing else rests on it."""
        with self._work("remove from case", case) as work:
            note_records.delete_case_passage(work, case, passage.id)
            let_go(work, [passage.id])


def _kept(work: Transaction, meant: Meant) -> RecordRef:
    """Which record is meant; a passage that is not kept yet is kept."""
    if isinstance(meant, Passage):
        meant = add_passage(work, meant)
    return ref_of(work.connection, meant)


def _memo(work: Transaction, memo: Memo | str) -> Memo:
    return one("memo", memo if isinstance(memo, str) else memo.id, note_records.memos(work.connection))


def _problematic(memos: Sequence[Memo]) -> Memo | None:
    return next((each for each in memos if each.kind is MemoKind.PROBLEMATIC), None)


def _words(text: str) -> str:
    if not text.strip():
        raise RecordWrong("text", "", "there are no words in it; write a few")
    return text.strip()


def _type_of(value: str | float | bool) -> AttributeType:
    if isinstance(value, bool):
        return AttributeType.YES_NO
    if isinstance(value, int):
        return AttributeType.WHOLE_NUMBER
    return AttributeType.NUMBER if isinstance(value, float) else AttributeType.TEXT
