"""Office packages that are the same bytes for the same content: no clock in them."""

from __future__ import annotations

import io
import zipfile

__all__ = ["undated"]

_DATE = (2000, 1, 1, 0, 0, 0)


def undated(data: bytes) -> bytes:
    """A package with the same parts, each dated the first of January 2000."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for part in package.infolist():
            told = zipfile.ZipInfo(part.filename, _DATE)
            told.compress_type = zipfile.ZIP_DEFLATED
            told.external_attr = part.external_attr
            written.writestr(told, package.read(part))
    return kept.getvalue()
