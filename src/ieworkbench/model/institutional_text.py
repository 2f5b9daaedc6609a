"""The texts of an institution: what they are, in which versions, and where their copies lie.

A text may be held as a source, word for word, or be known only because somebody speaks of it. It
coordinates as a copy: what lies at a site, and is taken up there by somebody at some time.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ieworkbench.model.account import Account
from ieworkbench.model.dates import SaidDate
from ieworkbench.model.display import Brief, keep_parts
from ieworkbench.model.vocabulary import Authority

__all__ = ["InstitutionalText", "TextCopy", "TextVersion"]

_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - moments are kept in UTC, without saying so each time


@dataclass(frozen=True, slots=True, repr=False)
class TextVersion(Brief):
    """A text as it stood at one time.

    Attributes
    ----------
    label
        What tells it from the others: ``"2014"``, ``"draft"``.
    date
        When.
    source
        The id of the source that holds its words; ``None`` if it is known by hearsay.
    """

    label: str
    date: SaidDate | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class InstitutionalText(Brief):
    """A text of the institution.

    Attributes
    ----------
    id
        Its name in the study: made, unless the researcher chose one.
    title
        What it is called; several texts may have one title.
    genre
        What sort of text it is, in the field's words: ``"plan"``, ``"written decision"``.
    authority
        How far its word goes.
    owner
        Whose it is in principle: an informant's code, or a few words.
    template
        The id of the text from which it is made.
    site
        The id of the site where it is made or kept.
    case
        The id of the case it belongs to.
    date
        When it was made.
    versions
        Its versions, from the first; those that are held name their sources.
    number, among
        For texts that nobody can tell apart: how many of which. Four of seven decisions demand that
        a plan be followed, and nobody says which four: ``number`` is 4, ``among`` the seven ids.
    boss
        Why the analyst holds it to be a boss text; empty if she does not.
    accounts
        Words that speak of it.
    note
        What the analyst adds.
    by, at
        Who recorded it, and when, in UTC.
    """

    id: str
    title: str
    genre: str = ""
    authority: Authority = Authority.UNKNOWN
    owner: str = ""
    template: str | None = None
    site: str | None = None
    case: str | None = None
    date: SaidDate | None = None
    versions: tuple[TextVersion, ...] = ()
    number: int | None = None
    among: tuple[str, ...] = ()
    boss: str = field(default="", repr=False)
    accounts: tuple[Account, ...] = field(default=(), repr=False)
    note: str = field(default="", repr=False)
    by: str = ""
    at: dt.datetime = field(default=_EPOCH, repr=False)

    def __post_init__(self) -> None:
        keep_parts(self, "versions", "accounts")

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that hold its versions."""
        return tuple(dict.fromkeys(each.source for each in self.versions if each.source is not None))

    @property
    def hearsay(self) -> bool:
        """Whether it is known only because somebody speaks of it."""
        return not self.sources


@dataclass(frozen=True, slots=True, repr=False)
class TextCopy(Brief):
    """A text as it lies at a site, where it can be taken up.

    Attributes
    ----------
    id
        A made id.
    text
        The id of the text.
    site
        The id of the site.
    version
        The label of the version; empty if nobody says.
    since
        Since when.
    how
        How it got there.
    readers
        Who may read it there.
    accounts
        Words that tell of it.
    note
        What the analyst adds.
    """

    id: str
    text: str
    site: str
    version: str = ""
    since: SaidDate | None = None
    how: str = field(default="", repr=False)
    readers: str = field(default="", repr=False)
    accounts: tuple[Account, ...] = field(default=(), repr=False)
    note: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        keep_parts(self, "accounts")
