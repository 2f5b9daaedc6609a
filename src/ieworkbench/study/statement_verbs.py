"""The verbs for statements: accepting and refusing proposals, taking a rule apart by hand, counting for a method note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, overload

from ieworkbench.model import Case, Passage, RecordKind, Source
from ieworkbench.model.kept_statement import Decision, KeptStatement, StatementDecision
from ieworkbench.model.statement import ActorKind, Deontic, OrElse
from ieworkbench.store import records, statement_records
from ieworkbench.store.database import Connection
from ieworkbench.store.records import SourceEntry
from ieworkbench.study import kept_statements
from ieworkbench.study.chain_given import Reading
from ieworkbench.study.kept_statements import Proposals
from ieworkbench.study.names import word_of
from ieworkbench.study.opened import KEEP, Opened, typed
from ieworkbench.study.proposal_counts import ProposalCounts, counted_proposals
from ieworkbench.study.table import Table

__all__ = ["KeptStatements", "StatementVerbs"]

Words = str | Passage
"""A part of a statement: words of the sentence, or a passage of the same source."""


class KeptStatements(Table[KeptStatement]):
    """Statements that a study keeps, in the order of the course of events and of their texts."""

    def __init__(self, found: Iterable[KeptStatement]) -> None:
        super().__init__("statements", found, KeptStatement)

    @overload
    def __getitem__(self, place: int) -> KeptStatement: ...
    @overload
    def __getitem__(self, place: slice) -> KeptStatements: ...
    def __getitem__(self, place: int | slice) -> KeptStatement | KeptStatements:
        found = tuple(self)[place]
        return found if isinstance(found, KeptStatement) else KeptStatements(found)

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a statement: where it stands, and its words part by part, several joined by ``"; "``."""
        return [{name: _shown(getattr(one, name)) for name in _COLUMNS} for one in self]

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not loaded for a type
        """One row a statement, as a pandas data frame."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(_COLUMNS))


_COLUMNS = (
    "id", "source", "quote", "deontic", "attribute", "actor", "aim", "object", "limit", "conditions", "exceptions",
    "despite", "or_else", "or_else_status", "references", "negated", "language", "note", "by", "at",
)  # fmt: skip


def _shown(value: object) -> object:
    if isinstance(value, tuple):
        return "; ".join(str(_shown(each)) for each in value)
    if isinstance(value, Passage):
        return value.quote
    return getattr(value, "value", value)


class StatementVerbs(Opened):
    """Statements: what a text demands, as far as the researcher says so."""

    def accept_statements(
        self, statements: Proposals, *, note: str = "", otherwise: Mapping[str, Any] | None = None
    ) -> KeptStatements:
        """Keep proposed statements, each part as a passage; what was accepted before stays as it is.

        Parameters
        ----------
        statements
            What `ieworkbench.statements` found in a source of the study, or a part of that: a slice,
            a selection.
        note
            What there is to say of the decision.
        otherwise
            What is to be otherwise than it was proposed, by the names that `change_statement` has for
            it: ``{"limit": "within three weeks"}``. It holds for each of them, and each counts as changed.

        Raises
        ------
        RecordWrong
            If something else is given, or statements of a text that is in no study.
        TextDrift
            If the source was corrected since, and the words are gone.
        """
        said = typed(**(otherwise or {}))
        with self._work("accept statements") as work:
            kept = kept_statements.accept(work, statements, self.person, note)
            return KeptStatements(
                kept_statements.change_statement(work, each, said, self.person) if said else each for each in kept
            )

    def refuse_statements(
        self, statements: Proposals, *, note: str = "", remove: bool = False
    ) -> Table[StatementDecision]:
        """Note that proposed statements are not kept, so that it can be said how many were.

        Parameters
        ----------
        statements, note
            As in `accept_statements`.
        remove
            Whether a statement that was accepted before is removed.

        Raises
        ------
        RecordWrong
            If one of them was accepted and is kept, and is not to be removed.
        RecordInUse
            If a memo, link or set is about one that is to be removed.
        """
        with self._work("refuse statements") as work:
            found = kept_statements.refuse(work, statements, self.person, note, remove=remove)
            return Table("decisions", found, StatementDecision)

    def reopen_statements(self, decisions: StatementDecision | str | Sequence[StatementDecision | str]) -> None:
        """Take decisions back, so that the proposals are open again.

        Parameters
        ----------
        decisions
            One or several, such as `statement_decisions` lists, or their ids.

        Raises
        ------
        RecordWrong
            If a statement rests on one; remove it first.
        """
        with self._work("reopen statements") as work:
            kept_statements.reopen(work, decisions)

    def add_statement(
        self,
        passage: Passage,
        *,
        deontic: str,
        attribute: Words | None = None,
        aim: Words | None = None,
        object: Words | None = None,  # noqa: A002 - the word a researcher would type
        conditions: Words | Sequence[Words] = (),
        or_else: Words | None = None,
        or_else_status: str = KEEP,
        references: Words | Sequence[Words] = (),
        deontic_words: Words | None = None,
        exceptions: Words | Sequence[Words] = (),
        despite: Words | Sequence[Words] = (),
        limit: Words | None = None,
        actor: str = "unnamed",
        negated: bool = False,
        language: str = "",
        note: str = "",
        id: str | None = None,  # noqa: A002 - the word a researcher would type
    ) -> KeptStatement:
        """Take a rule apart by hand.

        Parameters
        ----------
        passage
            The sentence.
        deontic
            What it does: ``obligation``, ``prohibition``, ``permission``, ``entitlement`` or ``none``.
        attribute, aim, object, deontic_words, limit
            Who, does what, to what; by which word; by when. Each is words that stand in the sentence
            once, or a passage of the same source.
        conditions, exceptions, despite, references
            One or several: if; unless; even if; other texts it refers to.
        or_else
            What the text says will follow if it is not done, in its words.
        or_else_status
            ``implied`` or ``absent``, where the text has no words for it.
        actor
            ``person``, ``office``, ``unnamed`` or ``unknown``.
        negated
            Whether it says that the right is not there.
        language, note
            The code of its language; what you add.
        id
            What to call it in the study; made if not given.

        Raises
        ------
        RecordWrong
            If words are not in the sentence, or an or-else that is in the text has no words, or one
            that is not has some.
        """
        given = typed(
            deontic=deontic,
            attribute=attribute,
            aim=aim,
            object=object,
            conditions=conditions,
            or_else=or_else,
            or_else_status=or_else_status,
            references=references,
            deontic_words=deontic_words,
            exceptions=exceptions,
            despite=despite,
            limit=limit,
            actor=actor,
            negated=negated,
            language=language,
            note=note,
        )
        with self._work("add statement") as work:
            return kept_statements.add_statement(work, passage, given, self.person, id)

    def change_statement(
        self,
        statement: KeptStatement | str,
        *,
        passage: Passage = KEEP,
        deontic: str = KEEP,
        attribute: Words | None = KEEP,
        aim: Words | None = KEEP,
        object: Words | None = KEEP,  # noqa: A002 - the word a researcher would type
        conditions: Words | Sequence[Words] = KEEP,
        or_else: Words | None = KEEP,
        or_else_status: str = KEEP,
        references: Words | Sequence[Words] = KEEP,
        deontic_words: Words | None = KEEP,
        exceptions: Words | Sequence[Words] = KEEP,
        despite: Words | Sequence[Words] = KEEP,
        limit: Words | None = KEEP,
        actor: str = KEEP,
        negated: bool = KEEP,
        language: str = KEEP,
        note: str = KEEP,
    ) -> KeptStatement:
        """Change what is said of a statement; what is not named stays.

        Its decision then says that a proposal was accepted with changes, but for a changed note.

        Parameters
        ----------
        statement
            The statement, or its id.
        passage
            Another place for the sentence, where its words are gone from a corrected text.

        The others are as in `add_statement`. ``or_else=None`` takes its words away.
        """
        given = typed(
            passage=passage,
            deontic=deontic,
            attribute=attribute,
            aim=aim,
            object=object,
            conditions=conditions,
            or_else=or_else,
            or_else_status=or_else_status,
            references=references,
            deontic_words=deontic_words,
            exceptions=exceptions,
            despite=despite,
            limit=limit,
            actor=actor,
            negated=negated,
            language=language,
            note=note,
        )
        with self._work("change statement") as work:
            return kept_statements.change_statement(work, statement, given, self.person)

    def remove_statement(self, statement: KeptStatement | str) -> None:
        """Remove a statement; what was decided on the proposal stays in the trail.

        Raises
        ------
        RecordInUse
            If a memo, link or set is about it.
        """
        with self._work("remove statement") as work:
            kept_statements.remove_statement(work, statement)

    def statements(
        self,
        *,
        source: Source | SourceEntry | str | None = None,
        case: Case | str | None = None,
        deontic: str | None = None,
        actor: str | None = None,
        or_else: str | None = None,
        conditional: bool | None = None,
    ) -> KeptStatements:
        """The kept statements that fit all that is asked, in the order of the course of events and of the text.

        Parameters
        ----------
        source, case
            Only those in this source, or in a source of this case.
        deontic, actor
            Only those that do this, or are about this kind of doer.
        or_else
            Only those whose or-else is ``in the text``, ``implied`` or ``absent``.
        conditional
            Only those with a condition, or without one.
        """
        kind = None if deontic is None else word_of(Deontic, "deontic", deontic)
        who = None if actor is None else word_of(ActorKind, "actor", actor)
        status = None if or_else is None else word_of(OrElse, "or-else", or_else)
        with self._database.reading() as connection:
            where = Reading(connection).one(RecordKind.SOURCE, source)
            of_case = _sources_of(connection, Reading(connection).one(RecordKind.CASE, case))
            found = statement_records.statements(connection, where)
        return KeptStatements(
            each
            for each in found
            if (of_case is None or each.source in of_case)
            and (kind is None or each.deontic is kind)
            and (who is None or each.actor is who)
            and (status is None or each.or_else_status is status)
            and (conditional is None or bool(each.conditions) is conditional)
        )

    def statement_decisions(
        self, *, source: Source | SourceEntry | str | None = None, decision: str | None = None
    ) -> Table[StatementDecision]:
        """What was decided on proposed statements, by whom, when, and what had proposed them.

        Parameters
        ----------
        source
            Only those on proposals for this source.
        decision
            Only ``accepted``, ``changed`` or ``refused``.
        """
        wanted = None if decision is None else word_of(Decision, "decision", decision)
        with self._database.reading() as connection:
            where = Reading(connection).one(RecordKind.SOURCE, source)
            found = statement_records.decisions(connection, where)
        chosen = [each for each in found if wanted is None or each.decision is wanted]
        return Table("decisions", chosen, StatementDecision)

    def proposals_report(self) -> ProposalCounts:
        """How many statements were proposed, accepted, changed, refused: counts, and the sentences of a method note."""
        with self._database.reading() as connection:
            return counted_proposals(statement_records.decisions(connection), statement_records.statements(connection))


def _sources_of(connection: Connection, case: str | None) -> set[str] | None:
    if case is None:
        return None
    return {each.id for each in records.source_entries(connection) if case in each.cases}
