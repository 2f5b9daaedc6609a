"""The GUIDs of a project that is being written: every record one, and no two the same."""

from __future__ import annotations

from ieworkbench.exchange.bundle import Bundle, Report, guid_of
from ieworkbench.exchange.guids import guid_in
from ieworkbench.exchange.refi_names import derived_guid
from ieworkbench.model import RecordRef

__all__ = ["Guids"]


class Guids:
    """Which GUID each record has in the file, for the records that are in it.

    Parameters
    ----------
    bundle
        Where the records are.
    report
        Where it is noted that a GUID had to be changed.
    """

    def __init__(self, bundle: Bundle, report: Report) -> None:
        self._bundle = bundle
        self._report = report
        self._of: dict[RecordRef, str] = {}
        self._taken: set[str] = set()

    def __contains__(self, record: object) -> bool:
        return record in self._of

    def __getitem__(self, record: RecordRef) -> str:
        return self._of[record]

    def get(self, record: RecordRef) -> str | None:
        """The record's GUID; ``None`` if it is not in the file."""
        return self._of.get(record)

    def add(self, record: RecordRef) -> str:
        """Say that the record is in the file, and get its GUID."""
        known = self._of.get(record)
        if known is not None:
            return known
        wanted = guid_of(self._bundle, record)
        plain = guid_in(wanted)
        guid = self.taken(plain or guid_of(self._bundle, str(record)), record)
        if guid != plain:
            why = f"its GUID {wanted} is none, or another record has it too; it was given another one"
            self._report.changed(record.kind.value, record.id, why)
        self._of[record] = guid
        return guid

    def forget(self, record: RecordRef) -> str:
        """Say that the record is not in the file after all, and get the GUID it would have had."""
        guid = self.add(record)
        del self._of[record]
        return guid

    def attribute(self, attribute_id: str) -> str:
        """The GUID of an attribute's variable: its id, where that is a GUID."""
        name = f"attribute {attribute_id}"
        return self.taken(guid_in(attribute_id) or guid_of(self._bundle, name), name)

    def taken(self, guid: str, name: RecordRef | str) -> str:
        """``guid``, or one made from it and ``name`` if something else in the file has it already."""
        while guid in self._taken:
            guid = derived_guid(guid, str(name))
        self._taken.add(guid)
        return guid
