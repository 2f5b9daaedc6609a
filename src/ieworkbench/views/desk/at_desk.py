"""What an edit or a question is worked on with: the study, the language, and what messages mean there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from ieworkbench.errors import RecordUnknown
from ieworkbench.model import Account, Code, Codebook, Coding, Passage, RecordKind
from ieworkbench.model import RecordRef as Ref
from ieworkbench.study import Study
from ieworkbench.views.desk.to_desk import Known, Place, RecordRef
from ieworkbench.views.view_words import view_word

__all__ = ["AtDesk"]


@dataclass(slots=True)
class AtDesk:
    """A study on the desk.

    Attributes
    ----------
    study
        The study, whose verbs make every change.
    language
        The language of the interface: ``en``, ``nb`` or ``nn``.
    codebook
        The codebook as it was last read.
    texts
        For a source's id and a version, the fingerprint of that text.
    kept
        What answers keep from one question to the next, by names of their own.
    lead
        Has coding views show words: a source, from where to where; says how many views were told.
    """

    study: Study
    language: str
    codebook: Codebook
    texts: dict[tuple[str, int], str] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    lead: Callable[[str, int, int], int] = field(default=lambda *_: 0)
    _names: dict[str, str] = field(default_factory=dict)
    _instead: dict[str, str] = field(default_factory=dict)

    def word(self, name: str, *parts: object) -> str:
        """Words of the interface, filled in."""
        return view_word(name, self.language).format(*parts)

    def read_codebook(self) -> Codebook:
        """The codebook as it is now; the names of codes that are gone stay known."""
        self.codebook = self.study.codebook
        self._names |= {each.id: each.name for each in self.codebook}
        return self.codebook

    def code(self, name: str) -> Code:
        """The code with this id.

        Raises
        ------
        RecordUnknown
            If there is none any more, with the nearest names of those there are.
        """
        if name not in self.codebook and name not in self.read_codebook():
            raise self.code_gone(name)
        return self.codebook[name]

    def code_gone(self, name: str) -> RecordUnknown:
        """That a code is no more, by the name it had, and what is nearest to it."""
        called = self._names.get(name, name)
        known = {each.name for each in self.read_codebook() if each.codable}
        return RecordUnknown("code", called, tuple(get_close_matches(called, sorted(known), n=3, cutoff=0.4)))

    def code_under(self, name: str, under: Sequence[Code]) -> Code | None:
        """The code of exactly this name that stands in just this place and may be given, if there is one."""
        place = tuple(each.id for each in under)
        same = (each for each in self.read_codebook() if (each.name, each.parents) == (name.strip(), place))
        return next((each for each in same if each.codable), None)

    def stands_for(self, chosen: str, coding: Coding) -> None:
        """Remember which coding is there where a view chose an id for one: these words may have had it before."""
        if chosen and chosen != coding.id:
            self._instead[chosen] = coding.id

    def coding(self, name: str) -> Coding:
        """The coding that a view calls so.

        Raises
        ------
        RecordUnknown
            If there is none any more.
        """
        return self.study.coding(self._instead.get(name, name))

    def passage(self, place: Place) -> Passage:
        """The words at a place of the text that the view saw; the study checks that they stand there."""
        key = (place.source, place.version)
        if key not in self.texts:
            self.texts[key] = self.study.source(place.source, version=place.version).content_sha256
        return Passage(place.source, place.start, place.end, place.quote, content_sha256=self.texts[key])

    def account(self, place: Place, known: Known, chosen: str = "") -> Account:
        """The words at a place as an account, how they know it, and the id that was chosen for it."""
        account = self.passage(place).account(known.status, polarity=known.polarity, work=known.work)
        return replace(account, id=chosen)

    def ref(self, ref: RecordRef) -> Ref:
        """Which record of the study is meant."""
        return Ref(RecordKind.meant("kind of record", ref.kind), ref.id)
