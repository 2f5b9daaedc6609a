"""The codebooks that come with the package: to begin with, and to change."""

from __future__ import annotations

from pathlib import Path

from ieworkbench.errors import FileMissing

__all__ = ["shipped_codebooks"]


def shipped_codebooks() -> dict[str, Path]:
    """The files of the codebooks that come with ieworkbench, by name.

    Each can be taken into a study as it is, with ``study.import_file(...)``, and changed there.

    Raises
    ------
    FileMissing
        If they are neither beside the code nor in a clone around it.

    Examples
    --------
    >>> from ieworkbench import read_codebook, shipped_codebooks
    >>> sorted(shipped_codebooks())[:2]
    ['ie-index', 'personalisation']
    >>> read_codebook(shipped_codebooks()["personalisation"]).title
    'Three readings of personalisation'
    """
    package = Path(__file__).resolve().parents[1]
    beside, clone = package / "codebooks", package.parents[1] / "codebooks"
    for folder in (beside, clone):
        found = {each.stem: each for each in sorted(folder.glob("*.yaml"))}
        if found:
            return found
    raise FileMissing(str(beside / "ie-index.yaml"))
