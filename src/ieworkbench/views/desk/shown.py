"""What the desk shows of a study: its sources, codebook, texts and marks, as messages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ieworkbench.model import (
    ActMode,
    EvidenceStatus,
    Polarity,
    SourceKind,
    WhoseWork,
)
from ieworkbench.model.vocabulary import Word
from ieworkbench.store.records import SourceEntry
from ieworkbench.study import Study
from ieworkbench.study.mark_verbs import Marks
from ieworkbench.views.desk import from_desk, to_desk
from ieworkbench.views.desk.at_desk import AtDesk
from ieworkbench.views.view_words import VIEW_WORDS

__all__ = ["Counts", "Shown", "codebook", "counts", "known", "language_of", "marks", "study", "text"]

Mark = from_desk.CodingLine | from_desk.AccountLine | from_desk.NoteLine


def language_of(of: Study) -> str:
    """The language of most sources, if the interface has it; English otherwise."""
    spoken = Counter(each.language for each in of.source_list() if each.language)
    most = spoken.most_common(1)[0][0].split("-")[0].lower() if spoken else "en"
    return {"no": "nb"}.get(most, most) if most in {*VIEW_WORDS.languages, "no"} else "en"


def study(at: AtDesk, counted: Counts, number: int) -> from_desk.TellStudy:
    """The study, its sources, and the words of the interface."""
    return from_desk.TellStudy(
        key=at.study.key,
        title=at.study.title,
        person=at.study.person,
        language=at.language,
        read_only=at.study.read_only,
        words=VIEW_WORDS.chosen(VIEW_WORDS.words, at.language),
        sources=[_source(each, counted) for each in at.study.source_list()],
        number=number,
    )


def _source(entry: SourceEntry, counted: Counts) -> from_desk.SourceLine:
    return from_desk.SourceLine(
        entry.id,
        entry.title,
        entry.kind.value,
        entry.cases,
        entry.informants,
        entry.wave,
        entry.language,
        entry.version,
        counted.sources.get(entry.id, 0),
    )


def codebook(at: AtDesk, counted: Counts) -> from_desk.TellCodebook:
    """Every code, and those last given."""
    book = at.codebook
    lines = [
        from_desk.CodeLine(
            each.id,
            each.name,
            book.path(each.id),
            each.parents,
            each.definition,
            each.include,
            each.exclude,
            each.colour,
            each.codable,
            counted.codes.get(each.id, 0),
        )
        for each in book
    ]
    return from_desk.TellCodebook(lines, list(counted.recent))


# -------------------------------------------------------------------------------- how often used


@dataclass(frozen=True, slots=True)
class Counts:
    """How many codings codes and sources have, by their ids, and the codes last given."""

    codes: dict[str, int]
    sources: dict[str, int]
    recent: tuple[str, ...]

    def changed_from(self, before: Counts) -> from_desk.TellUsed | None:
        """What is different; ``None`` if nothing is."""
        if self == before:
            return None
        return from_desk.TellUsed(
            _changed(self.codes, before.codes), _changed(self.sources, before.sources), list(self.recent)
        )


def counts(of: Study) -> Counts:
    """How often everything is used now."""
    return Counts(of.coding_counts("code"), of.coding_counts("source"), tuple(of.recent_codes()))


def _changed(now: dict[str, int], before: dict[str, int]) -> dict[str, int]:
    return {name: now.get(name, 0) for name in {*now, *before} if now.get(name, 0) != before.get(name, 0)}


# ------------------------------------------------------------------------------- texts and marks


def text(at: AtDesk, source: str, counted: Counts) -> from_desk.TellText:
    """The text of a source."""
    found = at.study.source(source)
    at.texts[source, found.version] = found.content_sha256
    line = from_desk.SourceLine(
        found.id,
        found.title,
        found.kind.value,
        found.cases,
        found.informants,
        found.wave,
        found.language,
        found.version,
        counted.sources.get(found.id, 0),
    )
    return from_desk.TellText(
        line,
        found.version,
        found.content,
        [from_desk.TurnLine(each.start, each.end, each.speaker, each.start_ms) for each in found.turns],
        [
            from_desk.SectionLine(
                each.start, each.end, each.kind.value, each.level, each.label, each.text, each.author, each.date
            )
            for each in found.sections
        ],
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """The marks of a source as they are shown, and the fingerprint of the text they are on."""

    source: str
    version: int
    content_sha256: str
    codings: dict[str, from_desk.CodingLine]
    accounts: dict[str, from_desk.AccountLine]
    notes: dict[str, from_desk.NoteLine]

    def whole(self, number: int) -> from_desk.TellMarks:
        """All of them."""
        return from_desk.TellMarks(
            self.source,
            self.version,
            number,
            list(self.codings.values()),
            list(self.accounts.values()),
            list(self.notes.values()),
        )

    def changed_from(self, before: Shown, number: int) -> from_desk.TellRemarked | None:
        """Those that are new or different, and the ids of those that are no more; ``None`` if none is."""
        codings = [each for name, each in self.codings.items() if before.codings.get(name) != each]
        accounts = [each for name, each in self.accounts.items() if before.accounts.get(name) != each]
        notes = [each for name, each in self.notes.items() if before.notes.get(name) != each]
        gone = [*(before.codings.keys() - self.codings.keys()), *(before.accounts.keys() - self.accounts.keys())]
        gone += before.notes.keys() - self.notes.keys()
        if not (codings or accounts or notes or gone):
            return None
        return from_desk.TellRemarked(self.source, self.version, number, codings, accounts, notes, sorted(gone))


def marks(of: Study, source: str) -> Shown:
    """What stands on a source now."""
    found: Marks = of.marks(source)
    return Shown(
        found.source,
        found.version,
        found.content_sha256,
        {each.id: from_desk.CodingLine(*each) for each in found.codings},
        {
            each.id: from_desk.AccountLine(
                each.id,
                each.start,
                each.end,
                to_desk.RecordRef(each.kind, each.about),
                each.label,
                each.status,
                each.polarity,
            )
            for each in found.accounts
        },
        {each.id: from_desk.NoteLine(*each) for each in found.memos},
    )


# ------------------------------------------------------------------------------------- the form


def known(at: AtDesk) -> from_desk.KnownThings:
    """What the form of acts completes from."""
    names = at.study.known_names()
    own = [each for each in names.genres if each not in SourceKind.words()]
    return from_desk.KnownThings(
        doers=list(names.doers),
        sites=list(names.sites),
        cases=list(names.cases),
        texts=list(dict.fromkeys(names.texts)),
        acts=[from_desk.ActLine(*each) for each in names.acts],
        statuses=_labelled(EvidenceStatus, at.language),
        polarities=_labelled(Polarity, at.language),
        works=_labelled(WhoseWork, at.language),
        modes=_labelled(ActMode, at.language),
        genres=[*_labelled(SourceKind, at.language), *((each, each) for each in own)],
    )


def _labelled(words: type[Word], language: str) -> list[tuple[str, str]]:
    return [(each.value, each.label(language)) for each in words]
