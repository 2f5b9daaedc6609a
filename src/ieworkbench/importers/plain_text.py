"""Placeholder."""

from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """Placeholder."""
    raise NotImplementedError


FORMAT = Format("plain_text", "plain_text", (), read)
