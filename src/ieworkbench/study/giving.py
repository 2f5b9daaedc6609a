"""A study as a bundle, to be written in another program's format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ieworkbench.exchange import Bundle
from ieworkbench.model import Informant, Memo, RecordKind, RecordRef
from ieworkbench.model.kept_statement import KeptStatement
from ieworkbench.store import account_records, index_records, note_records, passage_records, records, statement_records
from ieworkbench.store.database import Connection
from ieworkbench.study.giving_chain import chain_of
from ieworkbench.study.names import as_list, check_known
from ieworkbench.study.questions import Question
from ieworkbench.study.refs import Present

__all__ = ["bundle_of"]


def bundle_of(connection: Connection, asked: Question) -> Bundle:
    """Everything of a study that a bundle holds, or of some sources and coders only.

    The files of the sources are read one by one as they are asked for, while the connection is open.

    Parameters
    ----------
    connection
        The study.
    asked
        Which sources, and whose codings.
    """
    about = records.about(connection)
    entries = asked.sources(connection)
    chosen = {entry.id for entry in entries}
    coders = as_list(asked.by)
    check_known("coder", coders, index_records.coders(connection) if coders else ())
    found = [each for each in index_records.codings(connection) if each.passage.source in chosen]
    codings = [each for each in found if not coders or each.by in coders]
    kept = [passage for passage, _ in passage_records.passages(connection) if passage.source in chosen]
    if coders:
        left_out = {each.passage.id for each in found} - {each.passage.id for each in codings}
        left_out -= account_records.passages_told(connection)
        kept = [each for each in kept if each.id not in left_out]
    ids = {each.id for each in kept}
    statements = [each for each in statement_records.statements(connection) if each.passage.id in ids]
    here = _Here(Present(connection), chosen, ids, {each.id for each in codings}, statements)
    chain = chain_of(connection, ids, here)
    memos = _memos(connection, here)
    sources = [source for entry in entries if (source := records.source(connection, entry.id)) is not None]
    return Bundle(
        id=about["id"],
        title=about["title"],
        standpoint=about["standpoint"],
        sources=tuple(sources),
        originals=_Originals(connection, {each.id: each.version for each in sources}),
        codebook=index_records.codebook(connection, about["title"]),
        passages=tuple(kept),
        codings=tuple(codings),
        cases=tuple(records.cases(connection)),
        sites=tuple(records.sites(connection)),
        informants=tuple(_informant(each, ids) for each in records.informants(connection)),
        case_passages=tuple(pair for pair in note_records.case_passages(connection) if pair[1] in ids),
        attributes=tuple(note_records.attributes(connection)),
        values=tuple(
            replace(each, about=here.words(each.about))
            for each in note_records.attribute_values(connection)
            if each.about in here
        ),
        memos=tuple(each if each.about is None else replace(each, about=here.words(each.about)) for each in memos),
        links=tuple(
            replace(each, origin=here.words(each.origin), target=here.words(each.target)) for each in chain.links
        ),
        sets=tuple(
            replace(each, members=tuple(dict.fromkeys(here.words(member) for member in each.members if member in here)))
            for each in note_records.sets(connection)
        ),
        acts=chain.acts,
        texts=chain.texts,
        copies=chain.copies,
        resources=chain.resources,
        link_kinds=chain.link_kinds,
        disjunctures=chain.disjunctures,
        circuits=chain.circuits,
        statements=tuple(statements),
        guids={ref: guid for ref, guid in note_records.foreign_guids(connection).items() if ref in here},
        people=tuple(sorted({each.by for each in codings} | chain.people)),
    )


class _Here:
    """Which records are in the bundle: those of the study but for what was left out of it on purpose."""

    def __init__(
        self,
        present: Present,
        sources: set[str],
        passages: set[str],
        codings: set[str],
        statements: Iterable[KeptStatement],
    ) -> None:
        self.present = present
        self._sentences = {
            RecordRef(RecordKind.STATEMENT, each.id): RecordRef(RecordKind.PASSAGE, each.passage.id)
            for each in statements
        }
        self.kept = {
            RecordKind.SOURCE: sources,
            RecordKind.PASSAGE: passages,
            RecordKind.CODING: codings,
            RecordKind.STATEMENT: {each.id for each in self._sentences},
        }
        self.left_out: set[RecordRef] = set()

    def words(self, ref: RecordRef) -> RecordRef:
        """The record itself; of a statement, which no format carries, the passage with its sentence."""
        return self._sentences.get(ref, ref)

    def leave_out(self, kind: RecordKind, ids: Iterable[str]) -> None:
        """Note that records are left out on purpose."""
        self.left_out |= {RecordRef(kind, each) for each in ids}

    def __contains__(self, ref: RecordRef) -> bool:
        kept = self.kept.get(ref.kind)
        return ref in self.present and ref not in self.left_out and (kept is None or ref.id in kept)


def _memos(connection: Connection, here: _Here) -> tuple[Memo, ...]:
    """The memos but for those on what is left out; one on something that is gone is a memo of its own."""
    kept = note_records.memos(connection)
    while True:
        out = [
            each for each in kept if each.about is not None and each.about in here.present and each.about not in here
        ]
        if not out:
            break
        here.left_out |= {RecordRef(RecordKind.MEMO, each.id) for each in out}
        kept = [each for each in kept if each not in out]
    return tuple(each if each.about is None or each.about in here else replace(each, about=None) for each in kept)


def _informant(informant: Informant, passages: set[str]) -> Informant:
    """The informant; without the words that point to them, if those are left out."""
    return (
        informant
        if informant.pointed_to_by is None or informant.pointed_to_by in passages
        else replace(informant, pointed_to_by=None)
    )


class _Originals(Mapping[str, bytes]):
    """The files of sources, read when they are asked for."""

    def __init__(self, connection: Connection, versions: dict[str, int]) -> None:
        self._connection = connection
        self._versions = versions

    def __getitem__(self, source: str) -> bytes:
        data = records.original_of(self._connection, source, self._versions[source])
        if data is None:
            raise KeyError(source)
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._versions)

    def __len__(self) -> int:
        return len(self._versions)
