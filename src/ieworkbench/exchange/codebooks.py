"""A codebook on its own, as a file: YAML, CSV, Excel or REFI-QDA.

Where a file cannot be read quite as it was, the codebook is given all the same; a warning says so,
and `read_codebook_report` says what.
"""

from __future__ import annotations

import warnings
from pathlib import Path

from ieworkbench.errors import FormatUnknown
from ieworkbench.exchange import codebook_csv, codebook_xlsx, codebook_yaml, refi_codebook
from ieworkbench.exchange.bundle import Bundle, Exchange, Fate, Report
from ieworkbench.model import Codebook

__all__ = ["CodebookChanged", "read_codebook", "read_codebook_report", "write_codebook"]

_FORMATS = {
    "yaml": codebook_yaml.FORMAT,
    "csv": codebook_csv.FORMAT,
    "xlsx": codebook_xlsx.FORMAT,
    "qdc": refi_codebook.FORMAT,
}


class CodebookChanged(UserWarning):
    """A codebook was read, but not everything in it as it was."""


def read_codebook(path: str | Path, *, format: str | None = None) -> Codebook:  # noqa: A002 - the researcher's word
    """The codebook that a file holds.

    Whatever was changed or left out on the way is counted in a warning; `read_codebook_report`
    lists it.

    Parameters
    ----------
    path
        A file ending in ``.yaml``, ``.yml``, ``.csv``, ``.tsv``, ``.xlsx`` or ``.qdc``.
    format
        ``yaml``, ``csv``, ``xlsx`` or ``qdc``, whatever the file is called.

    Raises
    ------
    FormatUnknown
        If a codebook is never read from such a file.
    FileProblem
        If the file cannot be read at all; its sentence says where and what to do.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder, "index.yaml")
    ...     _ = place.write_text("codes:\\n  - work:\\n      - phoning\\n      - waiting\\n", encoding="utf-8")
    ...     index = read_codebook(place)
    >>> [index.path(code.id) for code in index]
    ['work', 'work > phoning', 'work > waiting']
    """
    codebook, report = read_codebook_report(path, format=format)
    lost = [each for each in report.findings if each.fate in (Fate.CHANGED, Fate.DROPPED)]
    if lost:
        first = f"{lost[0].what}, {lost[0].where}: {lost[0].why}"
        count = f"{len(lost)} thing{'s' if len(lost) > 1 else ''} did not come through as written"
        message = f"{path}: {count}; the first: {first} read_codebook_report() lists them all."
        warnings.warn(message, CodebookChanged, stacklevel=2)
    return codebook


def read_codebook_report(path: str | Path, *, format: str | None = None) -> tuple[Codebook, Report]:  # noqa: A002 - the word a researcher would type
    """The codebook that a file holds, and a report of everything kept, changed and dropped.

    Parameters and errors are those of `read_codebook`; no warning is given.
    """
    one = _choose(str(path), format)
    report = Report(str(path), one.name)
    assert one.read is not None, "all four are read"  # noqa: S101
    return one.read(str(path), Codebook(), report).codebook, report


def write_codebook(codebook: Codebook, path: str | Path, *, format: str | None = None) -> Report:  # noqa: A002 - the word a researcher would type
    """Write a codebook to a file, and report what the format could not carry.

    YAML, CSV and Excel carry all of it; REFI-QDA loses the title and description.

    Parameters
    ----------
    codebook
        What to write.
    path
        The file, with an ending as for `read_codebook`; one that is there is written over.
    format
        ``yaml``, ``csv``, ``xlsx`` or ``qdc``, whatever the file is called.

    Raises
    ------
    FormatUnknown
        If a codebook is never written to such a file.
    FileNotWritten, FileForbidden
        If the file cannot be written.
    """
    one = _choose(str(path), format)
    report = Report(str(path), one.name)
    assert one.write is not None, "all four are written"  # noqa: S101
    one.write(Bundle(codebook=codebook), str(path), report)
    return report


def _choose(path: str, asked: str | None) -> Exchange:
    for name, one in _FORMATS.items():
        if asked is None and path.lower().endswith(one.suffixes):
            return one
        if asked is not None and asked.lower().lstrip(".") in (name, one.name):
            return one
    raise FormatUnknown(path, tuple(_FORMATS))
