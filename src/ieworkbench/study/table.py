"""What a verb that lists things gives back: the things in order, and the way to pandas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from ieworkbench.model import Origin, RecordRef
from ieworkbench.model.display import Shown

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Named", "Table"]

Record = TypeVar("Record")


class Table(Shown, Sequence[Record], Generic[Record]):
    """Records in an order: a sequence that shows itself well and can leave as a data frame.

    Parameters
    ----------
    title
        What these are, in a word or two: ``"sources"``.
    records
        The records.
    kind
        What kind of record these are, so that an empty table still has its columns.
    """

    def __init__(self, title: str, records: Iterable[Record], kind: type[Record] | None = None) -> None:
        self.title = title
        self._records = tuple(records)
        self._kind = kind

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Table[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Table[Record]:
        if isinstance(place, slice):
            return Table(self.title, self._records[place], self._kind)
        return self._records[place]

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._records == other._records

    def __hash__(self) -> int:
        return hash(self._records)

    def __repr__(self) -> str:
        return f"{len(self)} {_one_of(self.title) if len(self) == 1 else self.title}"

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a record: its fields, with lists of words joined by ``"; "``.

        Of parts that are records themselves, such as a source's turns, it says how many there are;
        of a source's origin, the file's name.
        """
        return [_row(record) for record in self._records]

    def to_frame(self) -> pd.DataFrame:
        """One row a record, one column a field, as a pandas data frame."""
        import pandas as pd

        columns = [each.name for each in fields(self._kind)] if is_dataclass(self._kind) else None
        return pd.DataFrame(self.rows(), columns=columns)


class Named(Table[Record]):
    """Records that are on others, with what those are called.

    Attributes
    ----------
    called
        A few words for each record that one of these is on, or joins.
    """

    def __init__(
        self, title: str, records: Iterable[Record], kind: type[Record], called: Mapping[RecordRef, str]
    ) -> None:
        super().__init__(title, records, kind)
        self.called = called
        self._of = kind

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Named[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Named[Record]:
        if isinstance(place, slice):
            return Named(self.title, self._records[place], self._of, self.called)
        return self._records[place]


def _row(record: object) -> dict[str, Any]:
    if not is_dataclass(record):
        return {"value": record}
    return {each.name: _plain(getattr(record, each.name)) for each in fields(record)}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        return len(value)
    if isinstance(value, Origin):
        return value.file_name
    if isinstance(value, tuple):
        return "; ".join(str(_plain(each)) for each in value)
    if is_dataclass(value):
        return str(value)
    return value


def _one_of(title: str) -> str:
    """What one of these is called: an ``account by wave``, an ``act or link``."""
    names, by, what = title.partition(" by ")
    return " or ".join(each.removesuffix("s") for each in names.split(" and ")) + by + what
