"""A study as a bundle, to be written in another program's format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ieworkbench.exchange import Bundle
from ieworkbench.model import RecordKind, RecordRef
from ieworkbench.store import index_records, note_records, records
from ieworkbench.store.database import Connection
from ieworkbench.study.names import as_list, check_known
from ieworkbench.study.questions import Question

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
    kept = [passage for passage, _ in records.passages(connection) if passage.source in chosen]
    if coders:
        left_out = {each.passage.id for each in found} - {each.passage.id for each in codings}
        kept = [each for each in kept if each.id not in left_out]
    ids = {each.id for each in kept}
    gone = _gone(connection, chosen, ids, {each.id for each in codings})
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
        informants=tuple(records.informants(connection)),
        case_passages=tuple(pair for pair in note_records.case_passages(connection) if pair[1] in ids),
        attributes=tuple(note_records.attributes(connection)),
        values=tuple(each for each in note_records.attribute_values(connection) if each.about not in gone),
        memos=tuple(each for each in note_records.memos(connection) if each.about not in gone),
        links=tuple(each for each in note_records.links(connection) if gone.isdisjoint({each.origin, each.target})),
        sets=tuple(note_records.sets(connection)),
        guids=note_records.foreign_guids(connection),
        people=tuple(sorted({each.by for each in codings})),
    )


def _gone(connection: Connection, sources: set[str], passages: set[str], codings: set[str]) -> set[RecordRef]:
    """The sources, passages and codings that are not in the bundle."""
    left = (
        (RecordKind.SOURCE, records.known_ids(connection, "source") - sources),
        (RecordKind.PASSAGE, records.known_ids(connection, "passage") - passages),
        (RecordKind.CODING, records.known_ids(connection, "coding") - codings),
    )
    return {RecordRef(kind, each) for kind, ids in left for each in ids}


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
