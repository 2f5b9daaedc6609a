"""Statements that a study keeps: proposals accepted or refused, and rules taken apart by hand.

Plain functions over a transaction. A decision on a proposal is a record of its own, so that the trail
stays when a statement is changed or removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, cast

from ieworkbench.errors import RecordUnknown, RecordWrong, TextDrift
from ieworkbench.model import Passage, RecordKind, RecordRef, Source, find_words
from ieworkbench.model.kept_statement import Decision, KeptStatement, StatementDecision
from ieworkbench.model.statement import ActorKind, Deontic, OrElse, Span, Statement
from ieworkbench.sentences import listed, short
from ieworkbench.store import statement_records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.chain_given import note_given, record_given
from ieworkbench.study.given import passage_given, several_given, words_given
from ieworkbench.study.names import word_of
from ieworkbench.study.new_records import chosen_id, new_id, now
from ieworkbench.study.passages import keep_passages, let_go
from ieworkbench.study.resting import refuse_if_used

__all__ = [
    "Proposals",
    "accept",
    "add_statement",
    "change_statement",
    "known_statement",
    "refuse",
    "remove_statement",
    "reopen",
]

_ONE = ("attribute", "aim", "object", "or_else", "deontic_words", "limit")
_SEVERAL = ("conditions", "exceptions", "despite", "references")
_Key = tuple[str, str, Deontic]


class Proposals(Protocol):
    """Statements that were proposed for a source, as `ieworkbench.statements` gives them."""

    source: Source
    method: str
    proposed: int

    def __iter__(self) -> Iterator[Statement]: ...


# -------------------------------------------------------------------------------------- proposals


def accept(work: Transaction, proposals: object, by: str, note: str = "") -> list[KeptStatement]:
    """Keep proposed statements; one that is kept already stays as it is.

    Raises
    ------
    RecordWrong
        If something else is given, or proposals for a text that is in no study.
    TextDrift
        If the text has changed and the words are gone.
    """
    given = _proposals(work, proposals)
    decided = _Decided(work, given, note_given("note", note), by)
    kept: list[KeptStatement | None] = []
    new: list[KeptStatement] = []
    for proposal, (sentence, cue) in zip(given, _sentences(work, given), strict=True):
        decision = decided.take(sentence, cue, proposal.deontic)
        standing = decided.standing.get(decision.id) if decision else None
        kept.append(standing)
        if standing is None:
            made = decided.decide(decision, sentence, cue, proposal.deontic, Decision.ACCEPTED)
            new.append(_of_proposal(given.source, proposal, made))
    decided.write()
    new = _with_kept_passages(work, new)
    statement_records.put_statements(work, new)
    waiting = iter(new)
    return [next(waiting) if each is None else each for each in kept]


def refuse(
    work: Transaction, proposals: object, by: str, note: str = "", *, remove: bool = False
) -> list[StatementDecision]:
    """Note that proposed statements are not kept.

    Raises
    ------
    RecordWrong
        If one of them is kept, and is not to be removed; or as `accept`.
    """
    given = _proposals(work, proposals)
    decided = _Decided(work, given, note_given("note", note), by)
    found = []
    for proposal, (sentence, cue) in zip(given, _sentences(work, given), strict=True):
        decision = decided.take(sentence, cue, proposal.deontic)
        if decision is not None and decision.id in decided.standing and remove:
            remove_statement(work, decided.standing[decision.id])
            work.what = _counted(len(list(given)), {given.source.id})
        elif decision is not None and decision.id in decided.standing:
            raise RecordWrong("proposal", short(proposal.quote), "it was accepted; remove the statement first")
        if decision is None or decision.decision is not Decision.REFUSED:
            decision = decided.decide(decision, sentence, cue, proposal.deontic, Decision.REFUSED)
        found.append(decision)
    decided.write()
    return found


def reopen(work: Transaction, given: object) -> None:
    """Take decisions back, so that the proposals are open again.

    Raises
    ------
    RecordUnknown
        If there is no such decision.
    RecordWrong
        If a statement rests on one.
    """
    one = isinstance(given, StatementDecision | str)
    asked = {_decision_id(each) for each in ([given] if one else several_given("decisions", given))}
    found = {each.id: each for each in statement_records.decisions(work.connection) if each.id in asked}
    for name in sorted(asked - found.keys()):
        raise RecordUnknown("decision", name)
    resting = {each.decision: each for each in statement_records.statements(work.connection) if each.decision in asked}
    for each in resting.values():
        raise RecordWrong("decision", short(each.quote), "a statement rests on it; remove the statement first")
    work.what = _counted(len(found), {each.passage.source for each in found.values()})
    statement_records.delete_decisions(work, found)
    let_go(work, [words.id for each in found.values() for words in (each.passage, each.cue) if words is not None])


def _decision_id(given: object) -> str:
    return given.id if isinstance(given, StatementDecision) else words_given("decision", given).strip()


def _proposals(work: Transaction, given: object) -> Proposals:
    source = getattr(given, "source", None)
    if not isinstance(source, Source) or not hasattr(given, "method") or not hasattr(given, "proposed"):
        message = "give what ie.statements(study.source(“…”)) found, or a part of that, such as found[3:5]"
        raise RecordWrong("statements", "", message)
    if not source.id:
        message = "this text is in no study; add it, and ask for ie.statements(study.source(“…”))"
        raise RecordWrong("source", source.name, message)
    found = cast("Proposals", given)
    work.what = _counted(len(list(found)), {source.id})
    return found


def _counted(number: int, sources: set[str]) -> str:
    return f"{number:,} of {listed(sorted(sources))}" if sources else ""


def _sentences(work: Transaction, given: Proposals) -> list[tuple[Passage, Passage | None]]:
    """The sentence of each proposal, and the words by which it is told from others there, as kept passages."""
    pairs = [(_sentence(given.source, each), _cue(given.source, each)) for each in given]
    kept = iter(keep_passages(work, [each for pair in pairs for each in pair if each is not None]))
    return [(next(kept), next(kept) if cue is not None else None) for _, cue in pairs]


def _sentence(source: Source, proposal: Statement) -> Passage:
    return _placed(source, Span(proposal.start, proposal.end, proposal.quote))


def _cue(source: Source, proposal: Statement) -> Passage | None:
    """The words that oblige or allow; or the first condition, where something only follows on one."""
    words = proposal.deontic_words or proposal.condition
    return None if words is None else _placed(source, words)


def _placed(source: Source, span: Span) -> Passage:
    passage = source.passage(span.start, span.end)
    if passage.quote != span.text:
        raise TextDrift(source.id, span.start, span.end, span.text)
    return passage


def _of_proposal(source: Source, proposal: Statement, decision: StatementDecision) -> KeptStatement:
    """A proposal as it is kept, on passages that are not kept yet."""
    several: dict[str, Any] = {
        name: tuple(_placed(source, each) for each in getattr(proposal, name)) for name in _SEVERAL
    }
    one: dict[str, Any] = {
        name: None if (span := getattr(proposal, name)) is None else _placed(source, span) for name in _ONE
    }
    return KeptStatement(
        id=new_id(),
        passage=decision.passage,
        deontic=proposal.deontic,
        or_else_status=proposal.or_else_status,
        actor=proposal.actor,
        negated=proposal.negated,
        language=proposal.language,
        rule=proposal.rule,
        decision=decision.id,
        by=decision.by,
        at=decision.at,
        **one,
        **several,
    )


class _Decided:
    """What was decided on the proposals of one source, and what is being decided now."""

    def __init__(self, work: Transaction, given: Proposals, note: str, by: str) -> None:
        self._work, self._note, self._by, self._at = work, note, by, now()
        self._method, self._proposed = given.method, given.proposed
        kept = statement_records.statements(work.connection, given.source.id)
        self.standing = {each.decision: each for each in kept if each.decision}
        self._open: dict[_Key, list[StatementDecision]] = defaultdict(list)
        found = statement_records.decisions(work.connection, given.source.id)
        for each in sorted(found, key=lambda one: one.id not in self.standing):
            self._open[_key(each.passage, each.cue, each.deontic)].append(each)
        self._new: list[StatementDecision] = []
        self._changed: list[StatementDecision] = []

    def take(self, sentence: Passage, cue: Passage | None, deontic: Deontic) -> StatementDecision | None:
        """What was decided on this proposal before, if anything; each decision once."""
        open_ones = self._open[_key(sentence, cue, deontic)]
        return open_ones.pop(0) if open_ones else None

    def decide(
        self,
        before: StatementDecision | None,
        sentence: Passage,
        cue: Passage | None,
        deontic: Deontic,
        decision: Decision,
    ) -> StatementDecision:
        """Decide on a proposal, for the first time or anew."""
        made = StatementDecision(
            before.id if before else new_id(),
            sentence,
            deontic,
            decision,
            cue,
            self._method,
            self._proposed,
            self._note,
            self._by,
            self._at,
        )
        (self._new if before is None else self._changed).append(made)
        return made

    def write(self) -> None:
        """Write what was decided."""
        statement_records.put_decisions(self._work, self._new)
        statement_records.put_decisions(self._work, self._changed, new=False)


def _key(sentence: Passage, cue: Passage | None, deontic: Deontic) -> _Key:
    return sentence.id, cue.id if cue else "", deontic


# ---------------------------------------------------------------------------------------- by hand


def add_statement(
    work: Transaction, passage: Passage, given: Mapping[str, Any], by: str, wanted: str | None = None
) -> KeptStatement:
    """Keep a statement that the researcher took apart herself.

    Parameters
    ----------
    passage
        The sentence.
    given
        What was typed, by the names of a statement's fields.
    by
        Who took it apart.
    wanted
        The id it is to have.
    """
    sentence = passage_given(passage)
    work.what = sentence.source
    bare = KeptStatement(chosen_id(work, RecordKind.STATEMENT, wanted), sentence, Deontic.NONE, by=by, at=now())
    (made,) = _with_kept_passages(work, [_said(bare, given)])
    statement_records.put_statement(work, made, new=True)
    return made


def change_statement(
    work: Transaction, record: KeptStatement | str, given: Mapping[str, Any], by: str
) -> KeptStatement:
    """Change what is said of a statement; what was not typed stays. A proposal that was accepted is then a changed one."""
    standing = known_statement(work, record)
    work.what = standing.source
    said = dict(given)
    sentence = passage_given(said.pop("passage")) if "passage" in said else standing.passage
    (changed,) = _with_kept_passages(work, [_said(replace(standing, passage=sentence), said)])
    if changed == standing:
        return standing
    if replace(changed, note=standing.note) != standing:
        changed = replace(changed, decision=_note_change(work, standing, by))
    statement_records.put_statement(work, changed, new=False)
    let_go(work, [each.id for each in _passages(standing)])
    return changed


def _note_change(work: Transaction, standing: KeptStatement, by: str) -> str:
    """Say in the decision that the statement was changed; return on which decision it rests now.

    Where two people accepted one proposal, it is the decision of the one who changes it, and the other's stays.
    """
    found = statement_records.decisions(work.connection, standing.source) if standing.decision else []
    resting = next((each for each in found if each.id == standing.decision), None)
    if resting is None or resting.decision is not Decision.ACCEPTED:
        return standing.decision
    others = {each.decision for each in statement_records.statements(work.connection, standing.source)}
    own = (each for each in found if each.by == by and each.id not in others and _like(each, resting))
    changed = replace(resting if resting.by == by else next(own, resting), decision=Decision.CHANGED, by=by, at=now())
    statement_records.put_decisions(work, [changed], new=False)
    return changed.id


def _like(one: StatementDecision, other: StatementDecision) -> bool:
    """Whether both decide alike on one proposal."""
    keys = [_key(each.passage, each.cue, each.deontic) for each in (one, other)]
    return keys[0] == keys[1] and one.decision is other.decision


def remove_statement(work: Transaction, record: KeptStatement | str) -> None:
    """Take a statement out of the study, if no memo, link or set is about it; what was decided on it stays."""
    standing = known_statement(work, record)
    work.what = standing.source
    refuse_if_used(work, RecordRef(RecordKind.STATEMENT, standing.id), short(standing.quote), ())
    statement_records.delete_statement(work, standing.id)
    let_go(work, [each.id for each in _passages(standing)])


def known_statement(work: Transaction, record: KeptStatement | str) -> KeptStatement:
    """The statement that is meant, by itself, its id or its sentence."""
    name = record_given(work.connection, RecordKind.STATEMENT, record)
    return statement_records.statements_called(work.connection, [name])[0]


# ------------------------------------------------------------------------------------------- parts


def _said(standing: KeptStatement, given: Mapping[str, Any]) -> KeptStatement:
    """A statement with what was typed of it, on passages that need not be kept yet."""
    sentence = standing.passage
    changes: dict[str, Any] = {
        name: None if given[name] is None else _part(sentence, name, given[name]) for name in _ONE if name in given
    }
    changes |= {name: _several(sentence, name, given[name]) for name in _SEVERAL if name in given}
    changes |= _conditions(standing, changes)
    changes |= {name: read(given[name]) for name, read in _WORDS.items() if name in given}
    if "or_else" in changes and "or_else_status" not in changes:
        changes["or_else_status"] = OrElse.ABSENT if changes["or_else"] is None else OrElse.IN_THE_TEXT
    return replace(standing, **changes)


_WORDS: dict[str, Any] = {
    "deontic": lambda given: word_of(Deontic, "deontic", given),
    "actor": lambda given: word_of(ActorKind, "actor", given),
    "or_else_status": lambda given: word_of(OrElse, "or-else", given),
    "negated": bool,
    "language": lambda given: note_given("language", given),
    "note": lambda given: note_given("note", given),
}


def _conditions(standing: KeptStatement, changes: Mapping[str, Any]) -> dict[str, Any]:
    """All conditions, with the exceptions among them, in the order of the text."""
    if not changes.keys() & {"conditions", "exceptions"}:
        return {}
    plain = tuple(each for each in standing.conditions if each not in standing.exceptions)
    excepting = changes.get("exceptions", standing.exceptions)
    every = dict.fromkeys((*changes.get("conditions", plain), *excepting))
    return {"conditions": tuple(sorted(every, key=lambda each: (each.start, each.end))), "exceptions": excepting}


def _several(sentence: Passage, name: str, given: object) -> tuple[Passage, ...]:
    one = isinstance(given, str | Passage) or isinstance(getattr(given, "passage", None), Passage)
    several = [given] if one else several_given(name, given or ())
    return tuple(dict.fromkeys(_part(sentence, name, each) for each in several))


def _part(sentence: Passage, name: str, given: object) -> Passage:
    """Words of the sentence, or a passage of the same source."""
    if not isinstance(given, str):
        passage = passage_given(given)
        if passage.source != sentence.source:
            message = f"it stands in {passage.source or 'a text of no study'}, and the sentence in {sentence.source}"
            raise RecordWrong(name.replace("_", " "), short(passage.quote), message)
        return passage
    places = find_words(sentence.quote, given) or _exactly(sentence.quote, given)
    if len(places) != 1:
        times = "do not stand in the sentence" if not places else f"stand in the sentence {len(places)} times"
        message = f"these words {times}; give them as a passage, such as source.find_one(“…”)"
        raise RecordWrong(name.replace("_", " "), short(given), message)
    start, end = places[0]
    return replace(
        sentence,
        start=sentence.start + start,
        end=sentence.start + end,
        quote=sentence.quote[start:end],
        before="",
        after="",
        id="",
    )


def _exactly(quote: str, words: str) -> list[tuple[int, int]]:
    found = []
    at = quote.find(words) if words.strip() else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = quote.find(words, at + 1)
    return found


def _passages(record: KeptStatement) -> list[Passage]:
    """Every passage a statement stands on: its sentence, and each of its parts."""
    return [record.passage, *(words for _, words in record.parts)]


def _with_kept_passages(work: Transaction, records: Sequence[KeptStatement]) -> list[KeptStatement]:
    """These statements on the passages that the study keeps."""
    wanted = dict.fromkeys(each for record in records for each in _passages(record))
    kept = dict(zip(wanted, keep_passages(work, list(wanted)), strict=True))
    return [_on(record, kept) for record in records]


def _on(record: KeptStatement, kept: Mapping[Passage, Passage]) -> KeptStatement:
    one: dict[str, Any] = {
        name: None if (words := getattr(record, name)) is None else kept[words] for name in ("passage", *_ONE)
    }
    several: dict[str, Any] = {name: tuple(kept[each] for each in getattr(record, name)) for name in _SEVERAL}
    return replace(record, **one, **several)
