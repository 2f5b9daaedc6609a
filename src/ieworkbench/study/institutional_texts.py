"""The texts of the institution and their copies, as plain functions over a transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ieworkbench.errors import RecordExists, RecordWrong
from ieworkbench.model import (
    Authority,
    Informant,
    InstitutionalText,
    RecordKind,
    RecordRef,
    TextCopy,
    TextVersion,
)
from ieworkbench.sentences import short
from ieworkbench.store import figure_records, institutional_records, records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study import chain_rules
from ieworkbench.study.accounts import forget_accounts, say_accounts
from ieworkbench.study.chain_given import Reading, date_given, note_given, record_given
from ieworkbench.study.given import line_given, several_given, words_given
from ieworkbench.study.links import remove_links_of
from ieworkbench.study.names import word_of
from ieworkbench.study.new_records import chosen_id, now
from ieworkbench.study.resting import refuse_if_used

__all__ = [
    "add_copy",
    "add_text",
    "add_version",
    "change_copy",
    "change_text",
    "known_copy",
    "known_text",
    "remove_copy",
    "remove_text",
]


def _versions(reading: Reading, given: object) -> tuple[TextVersion, ...]:
    """Versions of a text: their labels, or versions as values."""
    several = [given] if isinstance(given, str | TextVersion) else several_given("versions", given)
    found = tuple(_version(reading, each) for each in several)
    labels = [each.label for each in found]
    twice = next((each for each in labels if labels.count(each) > 1), None)
    if twice is not None:
        raise RecordExists("version", twice)
    return found


def _version(reading: Reading, given: object) -> TextVersion:
    if isinstance(given, str):
        return TextVersion(line_given("version", given))
    if not isinstance(given, TextVersion):
        raise RecordWrong("version", "", "give what tells it from the others, such as “2014”, or a TextVersion")
    return replace(given, source=reading.one(RecordKind.SOURCE, given.source))


def _owner(_: Reading, given: object) -> str:
    return given.id if isinstance(given, Informant) else note_given("owner", given)


_OF_A_TEXT: dict[str, Any] = {
    "title": lambda _, given: line_given("text", given),
    "genre": lambda _, given: note_given("genre", given),
    "authority": lambda _, given: word_of(Authority, "authority", given),
    "owner": _owner,
    "template": lambda reading, given: reading.one(RecordKind.TEXT, given),
    "site": lambda reading, given: reading.one(RecordKind.SITE, given),
    "case": lambda reading, given: reading.one(RecordKind.CASE, given),
    "date": lambda _, given: date_given(given),
    "versions": _versions,
    "number": lambda _, given: given,
    "among": lambda reading, given: reading.several(RecordKind.TEXT, given),
    "boss": lambda _, given: note_given("boss", given),
    "accounts": Reading.accounts,
    "note": lambda _, given: note_given("note", given),
}
_OF_A_COPY: dict[str, Any] = {
    "text": lambda reading, given: record_given(reading.connection, RecordKind.TEXT, given),
    "site": lambda reading, given: record_given(reading.connection, RecordKind.SITE, given),
    "version": lambda _, given: note_given("version", given),
    "since": lambda _, given: date_given(given),
    "how": lambda _, given: note_given("how", given),
    "readers": lambda _, given: note_given("readers", given),
    "accounts": Reading.accounts,
    "note": lambda _, given: note_given("note", given),
}


# ------------------------------------------------------------------------------------- texts


def add_text(
    work: Transaction,
    given: Mapping[str, Any],
    by: str,
    wanted: str | None = None,
    source: object = None,
    at: dt.datetime | None = None,
) -> InstitutionalText:
    """Record a text of the institution.

    Parameters
    ----------
    given
        What was typed, by the names of a text's fields.
    by
        Who records it.
    wanted
        The id it is to have.
    source
        The source that holds its words, as its first version.
    at
        When; now if not given.
    """
    reading = Reading(work.connection)
    said = reading.read(_OF_A_TEXT, given)
    if source is not None:
        said["versions"] = (_held(reading, source, said.get("versions", ())), *said.get("versions", ()))
    text = InstitutionalText(chosen_id(work, RecordKind.TEXT, wanted), by=by, at=at or now(), **said)
    work.what = text.title
    chain_rules.number_fits(text)
    accounts, text = text.accounts, replace(text, accounts=())
    institutional_records.put_text(work, text, new=True)
    return replace(text, accounts=say_accounts(work, _ref(text), accounts, by, new=True))


def _held(reading: Reading, source: object, others: tuple[TextVersion, ...]) -> TextVersion:
    """The version that a source holds; it is called by its date, or by its place among the others."""
    name = record_given(reading.connection, RecordKind.SOURCE, source)
    date = records.date_of_source(reading.connection, name)
    label = date.said if date is not None else "1"
    return TextVersion(label if label not in {each.label for each in others} else f"{label} ({name})", date, name)


def change_text(
    work: Transaction, text: InstitutionalText | str, given: Mapping[str, Any], by: str
) -> InstitutionalText:
    """Change what is said of a text; what was not typed stays."""
    standing = known_text(work, text)
    changed = replace(standing, **Reading(work.connection).read(_OF_A_TEXT, given))
    work.what = changed.title
    chain_rules.number_fits(changed)
    everything = {each.id: each.template for each in institutional_records.texts(work.connection)}
    chain_rules.made_from_another(changed, everything)
    _keep_versions_of_copies(work, standing, changed)
    if replace(changed, accounts=()) != replace(standing, accounts=()):
        institutional_records.put_text(work, changed, new=False)
    if changed.accounts != standing.accounts:
        changed = replace(changed, accounts=say_accounts(work, _ref(changed), changed.accounts, by))
    return changed


def _keep_versions_of_copies(work: Transaction, standing: InstitutionalText, changed: InstitutionalText) -> None:
    """A version of which copies lie somewhere is not taken away."""
    gone = {each.label for each in standing.versions} - {each.label for each in changed.versions}
    for copy in institutional_records.copies(work.connection, standing.id) if gone else ():
        if copy.version in gone:
            message = f"its version “{copy.version}” lies at {copy.site}; change that copy first"
            raise RecordWrong("text", standing.title, message)


def add_version(
    work: Transaction, text: InstitutionalText | str, label: str, date: object, source: object, by: str
) -> InstitutionalText:
    """Add a version after the others of a text."""
    standing = known_text(work, text)
    reading = Reading(work.connection)
    new = TextVersion(line_given("version", label), date_given(date), reading.one(RecordKind.SOURCE, source))
    return change_text(work, standing, {"versions": (*standing.versions, new)}, by)


def remove_text(work: Transaction, text: InstitutionalText | str, *, with_links: bool) -> None:
    """Take a text out of the study with its accounts, if nothing rests on it.

    Parameters
    ----------
    with_links
        Whether the links from and to it go too.
    """
    standing = known_text(work, text)
    work.what = standing.title
    if with_links:
        remove_links_of(work, _ref(standing))
    users = [f"its copy at {each.site}" for each in institutional_records.copies(work.connection, standing.id)]
    users += [
        f"text “{short(other.title)}”"
        for other in institutional_records.texts(work.connection)
        if other.id != standing.id and (other.template == standing.id or standing.id in other.among)
    ]
    users += figure_records.naming(work.connection, _ref(standing))
    refuse_if_used(work, _ref(standing), standing.title, users)
    forget_accounts(work, _ref(standing))
    institutional_records.delete_text(work, standing.id)


def known_text(work: Transaction, text: InstitutionalText | str) -> InstitutionalText:
    """The text that is meant, by itself, its id or its title.

    Raises
    ------
    RecordUnknown, RecordWrong
        If there is none, or several are called so.
    """
    name = record_given(work.connection, RecordKind.TEXT, text)
    return next(each for each in institutional_records.texts(work.connection) if each.id == name)


def _ref(record: InstitutionalText | TextCopy) -> RecordRef:
    return RecordRef(RecordKind.TEXT if isinstance(record, InstitutionalText) else RecordKind.COPY, record.id)


# ------------------------------------------------------------------------------------ copies


def add_copy(work: Transaction, given: Mapping[str, Any], by: str, wanted: str | None = None) -> TextCopy:
    """Record that a text lies at a site; see `add_text`."""
    said = Reading(work.connection).read(_OF_A_COPY, given)
    copy = TextCopy(chosen_id(work, RecordKind.COPY, wanted), **said)
    work.what = _called(work, copy)
    accounts, copy = copy.accounts, replace(copy, accounts=())
    institutional_records.put_copy(work, copy, new=True)
    return replace(copy, accounts=say_accounts(work, _ref(copy), accounts, by, new=True))


def change_copy(work: Transaction, copy: TextCopy | str, given: Mapping[str, Any], by: str) -> TextCopy:
    """Change what is said of a copy; what was not typed stays."""
    standing = known_copy(work, copy)
    changed = replace(standing, **Reading(work.connection).read(_OF_A_COPY, given))
    work.what = _called(work, changed)
    if replace(changed, accounts=()) != replace(standing, accounts=()):
        institutional_records.put_copy(work, changed, new=False)
    if changed.accounts != standing.accounts:
        changed = replace(changed, accounts=say_accounts(work, _ref(changed), changed.accounts, by))
    return changed


def remove_copy(work: Transaction, copy: TextCopy | str, *, with_links: bool) -> None:
    """Take a copy out of the study with its accounts, if nothing rests on it; see `remove_text`."""
    standing = known_copy(work, copy)
    work.what = _called(work, standing)
    if with_links:
        remove_links_of(work, _ref(standing))
    refuse_if_used(work, _ref(standing), work.what, figure_records.naming(work.connection, _ref(standing)))
    forget_accounts(work, _ref(standing))
    institutional_records.delete_copy(work, standing.id)


def known_copy(work: Transaction, copy: TextCopy | str) -> TextCopy:
    """The copy that is meant, by itself or its id."""
    given = words_given("copy", copy) if not isinstance(copy, TextCopy) else copy
    name = record_given(work.connection, RecordKind.COPY, given)
    return next(each for each in institutional_records.copies(work.connection) if each.id == name)


def _called(work: Transaction, copy: TextCopy) -> str:
    """A copy in words, and that the version is one of its text's."""
    text = known_text(work, copy.text)
    labels = [each.label for each in text.versions]
    if copy.version and copy.version not in labels:
        hint = f"it has {', '.join(f'“{each}”' for each in labels[:5])}" if labels else "it has none yet"
        message = f"this is no version of “{short(text.title)}”; {hint}, or add it with add_text_version"
        raise RecordWrong("version", copy.version, message)
    return f"{text.title} at {copy.site}"
