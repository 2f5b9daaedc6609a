"""Statements that are proposed in a source, what was decided on each, and deciding on one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ieworkbench.compare.statements import Statements, statements
from ieworkbench.errors import RecordUnknown
from ieworkbench.model import Passage, Source
from ieworkbench.model.kept_statement import Decision, KeptStatement, StatementDecision, StatementPart
from ieworkbench.model.statement import ActorKind, Deontic, OrElse, Statement
from ieworkbench.study.surroundings import context
from ieworkbench.views.desk import to_desk
from ieworkbench.views.desk.at_desk import AtDesk
from ieworkbench.views.desk.plan_lines import PartShown, StatementShown, StatementsShown
from ieworkbench.views.desk.plan_words import part_word, plan_view_words

__all__ = ["decide_statement", "show_statements"]

_FIELDS = {
    StatementPart.ATTRIBUTE: "attribute",
    StatementPart.DEONTIC: "deontic_words",
    StatementPart.AIM: "aim",
    StatementPart.OBJECT: "object",
    StatementPart.CONDITION: "conditions",
    StatementPart.EXCEPTION: "exceptions",
    StatementPart.DESPITE: "despite",
    StatementPart.LIMIT: "limit",
    StatementPart.OR_ELSE: "or_else",
    StatementPart.REFERS_TO: "references",
}
_SEVERAL = {"conditions", "exceptions", "despite", "references"}


def show_statements(at: AtDesk, question: to_desk.ShowStatements) -> StatementsShown:
    """The statements proposed in a source with what was decided on each.

    Raises
    ------
    RecordUnknown
        If there is no such source.
    """
    source = at.study.source(question.source)
    found = _proposed(at, source)
    decided = _Decided(at, source)
    shown = [decided.shown(each) for each in found]
    language = at.language
    return StatementsShown(
        source=source.id,
        version=source.version,
        title=source.title or source.id,
        method=found.method,
        notes=list(found.notes),
        statements=shown,
        decided=sum(bool(each.decision) for each in shown),
        parts=[(each.value, part_word(each.value, language)) for each in _FIELDS],
        deontics=[(each.value, each.label(language)) for each in Deontic],
        actors=[(each.value, each.label(language)) for each in ActorKind],
        or_elses=[(each.value, each.label(language)) for each in OrElse],
        decisions=[(each.value, each.label(language)) for each in Decision],
        words=plan_view_words(language),
    )


def decide_statement(at: AtDesk, edit: to_desk.DecideStatement) -> None:
    """Accept, change or refuse a proposal, in one step whatever was decided on it before.

    Raises
    ------
    RecordUnknown
        If it is not proposed any more, as where the source was corrected.
    """
    found = _proposed(at, at.study.source(edit.source))
    keys = [_key(each) for each in found]
    if edit.key not in keys:
        raise RecordUnknown("proposed statement", edit.key)
    one = found.take(keys.index(edit.key))
    if edit.decide == "refuse":
        at.study.refuse_statements(one, remove=True)
    else:
        at.study.accept_statements(one, otherwise=_otherwise(at, edit) if edit.decide == "change" else None)


def _otherwise(at: AtDesk, edit: to_desk.DecideStatement) -> dict[str, Any]:
    """What is to be otherwise, by the names that the study's verb has for it."""
    said: dict[str, Any] = {}
    for part, places in edit.parts.items():
        name = _FIELDS[StatementPart.meant("part of a statement", part)]
        words = [at.passage(each) for each in places]
        said[name] = words if name in _SEVERAL else next(iter(words), None)
    return said | {name.replace("-", "_"): value for name, value in edit.says.items()}


def _proposed(at: AtDesk, source: Source) -> Statements:
    """What is proposed in a source; its text is read once."""
    kept = at.kept.setdefault("statements", {})
    if kept.get("of") != source.content_sha256:
        at.kept["statements"] = kept = {"of": source.content_sha256, "found": statements(source)}
    found: Statements = kept["found"]
    return found


def _cue(proposal: Statement) -> int:
    """Where the words begin by which a proposal is told from others in its sentence; -1 if it has none."""
    words = proposal.deontic_words or proposal.condition
    return -1 if words is None else words.start


def _key(proposal: Statement) -> str:
    return f"{proposal.start}-{proposal.end} {proposal.deontic.value} {_cue(proposal)}"


class _Decided:
    """What was decided on the proposals of a source, and the statements that are kept of them."""

    def __init__(self, at: AtDesk, source: Source) -> None:
        self._source = source
        self._kept = {each.decision: each for each in at.study.statements(source=source.id) if each.decision}
        self._decisions: dict[str, list[StatementDecision]] = defaultdict(list)
        for each in at.study.statement_decisions(source=source.id):
            cue = -1 if each.cue is None else each.cue.start
            self._decisions[f"{each.passage.start}-{each.passage.end} {each.deontic.value} {cue}"].append(each)

    def shown(self, proposal: Statement) -> StatementShown:
        """A proposal, or what it was made into."""
        decision = next(iter(self._decisions.get(_key(proposal), ())), None)
        kept = self._kept.get(decision.id) if decision is not None else None
        decided = decision is not None and (kept is not None or decision.decision is Decision.REFUSED)
        stands: Statement | KeptStatement = proposal if kept is None else kept
        parts = _parts(proposal) if kept is None else self._kept_parts(kept)
        begins, text = self._around(proposal, parts)
        return StatementShown(
            key=_key(proposal),
            start=proposal.start,
            end=proposal.end,
            begins=begins,
            text=text,
            parts=parts,
            deontic=stands.deontic.value,
            actor=stands.actor.value,
            or_else=stands.or_else_status.value,
            negated=stands.negated,
            decision=decision.decision.value if decision is not None and decided else "",
            by=decision.by if decision is not None and decided else "",
            note=decision.note if decision is not None and decided else "",
        )

    def _kept_parts(self, kept: KeptStatement) -> list[PartShown]:
        here = [(part, words) for part, words in kept.parts if words.stands_in(self._source.content)]
        return [PartShown(part.value, words.start, words.end) for part, words in here]

    def _around(self, proposal: Statement, parts: Iterable[PartShown]) -> tuple[int, str]:
        """The text around a proposal, from the paragraph before it to the one after, with all its parts."""
        passage: Passage = self._source.passage(proposal.start, proposal.end)
        found = context(self._source, passage, turns=1)
        start = min([proposal.start - len(found.before), *(each.start for each in parts)])
        end = max([proposal.end + len(found.after), *(each.end for each in parts)])
        return start, self._source.content[start:end]


def _parts(proposal: Statement) -> list[PartShown]:
    return [PartShown(name, span.start, span.end) for name, span in proposal.parts]
