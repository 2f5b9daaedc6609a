"""The verbs for the texts of the institution and their copies, as a researcher types them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ieworkbench.model import (
    Authority,
    Case,
    Informant,
    InstitutionalText,
    RecordKind,
    Site,
    Source,
    TextCopy,
    TextVersion,
)
from ieworkbench.store import institutional_records
from ieworkbench.store.records import SourceEntry
from ieworkbench.study import institutional_texts
from ieworkbench.study.action_verbs import Told, When
from ieworkbench.study.chain_given import Reading, record_given
from ieworkbench.study.names import word_of
from ieworkbench.study.opened import KEEP, Opened, typed
from ieworkbench.study.table import Table

__all__ = ["TextVerbs"]

Held = Source | SourceEntry | str | None
"""A source that holds a text's words, or its id."""


class TextVerbs(Opened):
    """Texts of the institution, their versions and copies."""

    def add_text(
        self,
        title: str,
        *,
        genre: str = "",
        authority: str = "unknown",
        source: Held = None,
        owner: Informant | str = "",
        template: InstitutionalText | str | None = None,
        site: Site | str | None = None,
        case: Case | str | None = None,
        date: When = None,
        versions: Iterable[TextVersion | str] = (),
        number: int | None = None,
        among: Iterable[InstitutionalText | str] = (),
        boss: str = "",
        accounts: Told = (),
        note: str = "",
        id: str | None = None,  # noqa: A002 - the word a researcher would type
    ) -> InstitutionalText:
        """Record a text of the institution, held as a source or known by hearsay.

        Parameters
        ----------
        title
            What it is called.
        genre
            What sort of text it is, in the field's words: ``"plan"``.
        authority
            ``law``, ``regulation``, ``guideline``, ``agency standard``, ``form or template``,
            ``case text``, ``personal note`` or ``unknown``.
        source
            The source that holds its words, if one does.
        owner
            Whose it is in principle: an informant, or a few words.
        template
            The text from which it is made.
        site, case
            Where it is made or kept, and the case it belongs to.
        date
            When it was made.
        versions
            Its versions, from the first: labels, or `TextVersion` with date and source.
        number, among
            For texts that nobody can tell apart: how many, and of which texts.
        boss
            Why you hold it to be a boss text.
        accounts
            Words that speak of it.
        note
            What you add.
        id
            What to call it in the study; made if not given.

        Raises
        ------
        RecordUnknown, RecordWrong, RecordExists
            If something that is named is not known, a rule is broken, or the id is taken.
        """
        given = {
            "title": title,
            "genre": genre,
            "authority": authority,
            "owner": owner,
            "template": template,
            "site": site,
            "case": case,
            "date": date,
            "versions": versions,
            "number": number,
            "among": among,
            "boss": boss,
            "accounts": accounts,
            "note": note,
        }
        with self._work("add text") as work:
            return institutional_texts.add_text(work, given, self.person, id, source)

    def change_text(
        self,
        text: InstitutionalText | str,
        *,
        title: str = KEEP,
        genre: str = KEEP,
        authority: str = KEEP,
        owner: Informant | str = KEEP,
        template: InstitutionalText | str | None = KEEP,
        site: Site | str | None = KEEP,
        case: Case | str | None = KEEP,
        date: When = KEEP,
        versions: Iterable[TextVersion | str] = KEEP,
        number: int | None = KEEP,
        among: Iterable[InstitutionalText | str] = KEEP,
        boss: str = KEEP,
        accounts: Told = KEEP,
        note: str = KEEP,
    ) -> InstitutionalText:
        """Change what is said of a text; what is not named stays. The parameters are as in `add_text`.

        Raises
        ------
        RecordUnknown, RecordWrong
            If it would be made from itself, or a version of which copies lie somewhere would go.
        """
        given = typed(
            title=title,
            genre=genre,
            authority=authority,
            owner=owner,
            template=template,
            site=site,
            case=case,
            date=date,
            versions=versions,
            number=number,
            among=among,
            boss=boss,
            accounts=accounts,
            note=note,
        )
        with self._work("change text") as work:
            return institutional_texts.change_text(work, text, given, self.person)

    def remove_text(self, text: InstitutionalText | str, *, with_links: bool = False) -> None:
        """Remove a text with its accounts; with ``with_links`` the links from and to it go in the same step.

        Raises
        ------
        RecordInUse
            If links, copies, other texts, circuits, disjunctures or memos rest on it.
        """
        with self._work("remove text") as work:
            institutional_texts.remove_text(work, text, with_links=with_links)

    def text(self, name: str) -> InstitutionalText:
        """The text with this id or title.

        Raises
        ------
        RecordUnknown, RecordWrong
            If there is none, or several have that title.
        """
        with self._database.reading() as connection:
            chosen = record_given(connection, RecordKind.TEXT, name)
            return next(each for each in institutional_records.texts(connection) if each.id == chosen)

    def texts(
        self,
        *,
        case: Case | str | None = None,
        authority: str | None = None,
        site: Site | str | None = None,
        hearsay: bool | None = None,
    ) -> Table[InstitutionalText]:
        """The texts that fit all that is asked, in the order in which they were recorded.

        Parameters
        ----------
        case, authority, site
            Only those of this case, authority or site.
        hearsay
            ``True`` for those that are known by hearsay only, ``False`` for those that are held.
        """
        with self._database.reading() as connection:
            reading = Reading(connection)
            wanted: dict[str, Any] = {
                "case": reading.one(RecordKind.CASE, case),
                "authority": None if authority is None else word_of(Authority, "authority", authority),
                "site": reading.one(RecordKind.SITE, site),
                "hearsay": hearsay,
            }
            asked = {name: value for name, value in wanted.items() if value is not None}
            found = institutional_records.texts(connection)
        fitting = [each for each in found if all(getattr(each, name) == value for name, value in asked.items())]
        return Table("texts", fitting, InstitutionalText)

    def add_text_version(
        self, text: InstitutionalText | str, label: str, *, date: When = None, source: Held = None
    ) -> InstitutionalText:
        """Add a version of a text after the others.

        Parameters
        ----------
        text
            The text, its id or title.
        label
            What tells the version from the others: ``"2014"``, ``"draft"``.
        date
            When it stood so.
        source
            The source that holds its words, if one does.
        """
        with self._work("add text version") as work:
            return institutional_texts.add_version(work, text, label, date, source, self.person)

    # ---------------------------------------------------------------------------------- copies

    def add_copy(
        self,
        text: InstitutionalText | str,
        site: Site | str,
        *,
        version: str = "",
        since: When = None,
        how: str = "",
        readers: str = "",
        accounts: Told = (),
        note: str = "",
        id: str | None = None,  # noqa: A002 - the word a researcher would type
    ) -> TextCopy:
        """Record that a text lies at a site, where it can be taken up.

        Parameters
        ----------
        text, site
            Which text, and where.
        version
            The label of the version; empty if nobody says.
        since, how, readers
            Since when, how it got there, and who may read it there.
        accounts
            Words that tell of it.
        note
            What you add.
        id
            What to call it in the study; made if not given.

        Raises
        ------
        RecordUnknown, RecordWrong
            If there is no such text, site or version.
        """
        given = {
            "text": text,
            "site": site,
            "version": version,
            "since": since,
            "how": how,
            "readers": readers,
            "accounts": accounts,
            "note": note,
        }
        with self._work("add copy") as work:
            return institutional_texts.add_copy(work, given, self.person, id)

    def change_copy(
        self,
        copy: TextCopy | str,
        *,
        site: Site | str = KEEP,
        version: str = KEEP,
        since: When = KEEP,
        how: str = KEEP,
        readers: str = KEEP,
        accounts: Told = KEEP,
        note: str = KEEP,
    ) -> TextCopy:
        """Change what is said of a copy; what is not named stays. The parameters are as in `add_copy`."""
        given = typed(site=site, version=version, since=since, how=how, readers=readers, accounts=accounts, note=note)
        with self._work("change copy") as work:
            return institutional_texts.change_copy(work, copy, given, self.person)

    def remove_copy(self, copy: TextCopy | str, *, with_links: bool = False) -> None:
        """Remove a copy with its accounts; with ``with_links`` the links from and to it go in the same step.

        Raises
        ------
        RecordInUse
            If links, circuits, disjunctures or memos rest on it.
        """
        with self._work("remove copy") as work:
            institutional_texts.remove_copy(work, copy, with_links=with_links)

    def copies(self, text: InstitutionalText | str | None = None) -> Table[TextCopy]:
        """Every copy, or those of one text, by text and site."""
        with self._database.reading() as connection:
            chosen = None if text is None else record_given(connection, RecordKind.TEXT, text)
            return Table("copies", institutional_records.copies(connection, chosen), TextCopy)
