"""One question across many cases: a row a case, and in its cell the very words of those who tell of it.

The question is a code of the index, words to look for, words in what acts are called, or what kept
statements demand. A case in which nobody tells of it has a row too, and its cell is empty: nothing
recorded is not nothing there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from ieworkbench.compare.comparison_words import of_all, word
from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.model import Passage, Source, fold
from ieworkbench.model.display import Brief, Shown, keep_parts
from ieworkbench.model.statement import Deontic

if TYPE_CHECKING:
    import pandas as pd

    from ieworkbench.model.kept_statement import KeptStatement
    from ieworkbench.study import Study

__all__ = ["AcrossCasesTable", "CaseAnswer", "CaseQuote", "across_cases_table"]

_WAYS = ("codings", "acts", "statements", "words")


@dataclass(frozen=True, slots=True, repr=False)
class CaseQuote(Brief):
    """Words that answer the question in one case.

    Attributes
    ----------
    passage
        The words.
    source
        The id of the source they stand in.
    speaker
        Who says it, as the source labels them; ``None`` in documents.
    wave
        In which wave, for interviews.
    what
        The code, what the act is called, or what the statement does and to whom.
    """

    passage: Passage
    source: str
    speaker: str | None = None
    wave: int | None = None
    what: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class CaseAnswer(Brief):
    """All that one case has to the question; no quotes where nobody tells of it."""

    case: str
    label: str
    quotes: tuple[CaseQuote, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        keep_parts(self, "quotes")


@dataclass(frozen=True, repr=False)
class AcrossCasesTable(Shown):
    """A question, and the answers of all cases, in the order of the cases.

    Attributes
    ----------
    question
        What was asked.
    way
        What it was answered from: ``codings``, ``acts``, ``statements`` or ``words``.
    answers
        One for each case of the study.
    without_case
        Words that answer it and belong to no case.
    """

    question: str
    way: str
    answers: tuple[CaseAnswer, ...]
    without_case: tuple[CaseQuote, ...] = ()
    language: str = "en"

    def __post_init__(self) -> None:
        keep_parts(self, "answers", "without_case")

    def __repr__(self) -> str:
        beside = f", {len(self.without_case)} quotes of no case" if self.without_case else ""
        return f"AcrossCasesTable({self.question!r} from {self.way}: {self.summary}{beside})"

    def __len__(self) -> int:
        return len(self.answers)

    @property
    def summary(self) -> str:
        """In how many of how many cases somebody tells of it."""
        told = sum(1 for each in self.answers if each.quotes)
        return of_all(told, len(self.answers), "case", self.language)

    def rows(self) -> list[dict[str, object]]:
        """A dictionary a quote, with its exact place; a case without quotes has one with nothing in it."""
        told: list[dict[str, object]] = []
        for answer in self.answers:
            told += [_row(answer.case, each) for each in answer.quotes] or [_row(answer.case, None)]
        return told + [_row("", each) for each in self.without_case]

    def to_frame(self) -> pd.DataFrame:
        """One row a case and the question as a column, its quotes below each other, as a pandas data frame."""
        import pandas as pd

        rows = [[each.case, "\n".join(_told(one) for one in each.quotes)] for each in self.answers]
        return pd.DataFrame(rows, columns=[word("case", self.language), self.question])

    def quotes_frame(self) -> pd.DataFrame:
        """One row a quote, as a pandas data frame."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=["case", "quote", "source", "speaker", "wave", "what", "start", "end"])


def _row(case: str, quote: CaseQuote | None) -> dict[str, object]:
    if quote is None:
        return {
            "case": case,
            "quote": "",
            "source": "",
            "speaker": "",
            "wave": None,
            "what": "",
            "start": None,
            "end": None,
        }
    return {
        "case": case,
        "quote": quote.passage.quote,
        "source": quote.source,
        "speaker": quote.speaker or "",
        "wave": quote.wave,
        "what": quote.what,
        "start": quote.passage.start,
        "end": quote.passage.end,
    }


def _told(quote: CaseQuote) -> str:
    who = ", ".join(each for each in (quote.speaker or "", quote.source) if each)
    return f"“{' '.join(quote.passage.quote.split())}” ({who})"


def across_cases_table(
    study: Study, question: str, *, way: str | None = None, language: str = "en"
) -> AcrossCasesTable:
    """A question across all cases of a study, with quotes in the cells.

    Parameters
    ----------
    study
        The study.
    question
        A code by name or path, words that acts are called by, or words to look for in the sources. Of
        kept statements: what they do (``"obligation"``), words that stand in them, or both
        (``"obligation: report"``).
    way
        ``"codings"``, ``"acts"``, ``"statements"`` or ``"words"``. If not given: codings if there is
        such a code, acts if some are called so, statements if the question says what they do and such
        are kept, and else the words themselves.
    language
        The language of fixed words.

    Raises
    ------
    RecordWrong
        If the question is empty, or the way is none of these.
    RecordUnknown
        If it is to be answered from codings and there is no such code.
    """
    if not question.strip():
        raise RecordWrong(
            "question", "", "ask for a code, for words in what acts are called, or for words in the sources"
        )
    if way is not None and way not in _WAYS:
        raise RecordWrong("way", str(way)[:30], f"choose one of {', '.join(_WAYS)}")
    word("case", language)
    chosen = way or _way(study, question)
    found = _ANSWERED[chosen](study, question)
    by_case: dict[str, list[CaseQuote]] = {}
    beside: list[CaseQuote] = []
    for cases, quote in found:
        for case in cases:
            by_case.setdefault(case, []).append(quote)
        if not cases:
            beside.append(quote)
    answers = tuple(CaseAnswer(each.id, each.label, tuple(by_case.get(each.id, ()))) for each in study.cases())
    return AcrossCasesTable(question, chosen, answers, tuple(beside), language)


def _way(study: Study, question: str) -> str:
    try:
        study.codings(question)
    except RecordUnknown:
        if any(True for _ in _from_acts(study, question)):
            return "acts"
        kept = _kind_and_words(question)[0] is not None and any(True for _ in _from_statements(study, question))
        return "statements" if kept else "words"
    return "codings"


_Answers = Iterable[tuple[tuple[str, ...], CaseQuote]]


def _from_codings(study: Study, question: str) -> _Answers:
    for found in study.codings(question):
        quote = CaseQuote(found.passage, found.source.id, found.speaker, found.source.wave, found.path)
        yield found.cases, quote


def _from_acts(study: Study, question: str) -> _Answers:
    wanted = fold(question).split()
    source_of = cache(study.source)
    for act in study.acts():
        if not all(each.rstrip("*") in fold(act.doing) for each in wanted):
            continue
        for account in act.accounts:
            passage = account.passage
            source = source_of(passage.source)
            cases = (act.case,) if act.case else source.cases
            yield (
                cases,
                CaseQuote(passage, source.id, _speaker(source, passage), source.wave, f"{act.doer}: {act.doing}"),
            )


def _from_statements(study: Study, question: str) -> _Answers:
    kind, wanted = _kind_and_words(question)
    source_of = cache(study.source)
    for kept in study.statements(deontic=kind):
        said = fold(" ".join([kept.quote, *(words.quote for _, words in kept.parts)]))
        if not all(each.rstrip("*") in said for each in wanted):
            continue
        source = source_of(kept.source)
        speaker = _speaker(source, kept.passage)
        yield source.cases, CaseQuote(kept.passage, source.id, speaker, source.wave, _demand(kept))


def _kind_and_words(question: str) -> tuple[Deontic | None, list[str]]:
    """What the statements do, if the question is that or opens with it and a colon, and the words to stand in them."""
    name, _, words = fold(question).partition(":")
    for kind in Deontic:
        if name.strip() in {fold(kind.label(language)) for language in ("en", "nb", "nn")}:
            return kind, words.split()
    return None, fold(question).split()


def _demand(kept: KeptStatement) -> str:
    what = f"{kept.deontic.value} (not there)" if kept.negated else kept.deontic.value
    return f"{what}: {' '.join(kept.attribute.quote.split())}" if kept.attribute else what


def _from_words(study: Study, question: str) -> _Answers:
    for source in study.sources():
        seen: set[tuple[int, int]] = set()
        for passage in source.find(question):
            place = _around(source, passage)
            if place not in seen:
                seen.add(place)
                shown = source.passage(*place)
                yield source.cases, CaseQuote(shown, source.id, _speaker(source, shown), source.wave)


_ANSWERED = {"codings": _from_codings, "acts": _from_acts, "statements": _from_statements, "words": _from_words}


def _speaker(source: Source, passage: Passage) -> str | None:
    if passage.content_sha256 and passage.content_sha256 != source.content_sha256:
        return None  # The words are gone from the corrected text, and their place there is somebody else's.
    return next((each.speaker for each in source.turns if each.start <= passage.start < each.end), None)


def _around(source: Source, passage: Passage) -> tuple[int, int]:
    """The sentence in which words stand, inside its turn or line."""
    from ieworkbench.language.units import sentence_ends

    start, end = next(_stretch(source, passage))
    places = [start, *(start + each for each in sentence_ends(source.content[start:end])), end]
    first = max(each for each in places if each <= passage.start)
    last = min(each for each in places if each >= passage.end)
    words = source.content[first:last]
    return first + len(words) - len(words.lstrip()), first + len(words.rstrip())


def _stretch(source: Source, passage: Passage) -> Iterator[tuple[int, int]]:
    for turn in source.turns:
        if turn.start <= passage.start and passage.end <= turn.end:
            yield turn.start, turn.end
    start = source.content.rfind("\n", 0, passage.start) + 1
    end = source.content.find("\n", passage.end)
    yield start, len(source.content) if end < 0 else end
