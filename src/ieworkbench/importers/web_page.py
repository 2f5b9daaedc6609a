"""Placeholder."""

from ieworkbench.importers.format import Draft, Format, RawFile, ReadOptions


def read(raw: RawFile, options: ReadOptions) -> Draft:
    """Placeholder."""
    raise NotImplementedError


FORMAT = Format("web_page", "web_page", (), read)
