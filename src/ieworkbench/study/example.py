"""The example study: made-up interviews, plans and decisions, and the chain of action that is recorded of them.

It is made with the verbs that a researcher has herself. The files lie beside the code in an installed
copy, and in the folder `data` of a clone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ieworkbench.errors import FileMissing
from ieworkbench.exchange import Report
from ieworkbench.study.batch import AddReport
from ieworkbench.study.manifest import read_manifest
from ieworkbench.study.study import Study, create_study, open_study

__all__ = ["ExampleMade", "create_example", "example_folder", "example_study"]

_TITLE = "An example: rehabilitation processes in Skarvøy"
_STANDPOINT = "people who have been granted an individual plan"
_LED_BY = (
    ("SP1", "Skarvøy", "U1-wave1", "And then the coordinator rang."),
    ("SP2", "benefits office", "SP1", "Then you must ask at the benefits office."),
    ("NK1", "home", "U1-wave1", "Well, my sister’s."),
    ("SP3", "GP practice", "NK1", "I went to the surgery in the end and stood at the desk until he came out."),
    ("SP4", "pain clinic", "SP3", "You’d have to ask someone who sits there."),
    ("SP5", "assistive technology centre", "NK1", "I stapled the plan to it, the coordinator said that it helps."),
)
"""Who, where, and the words that led there."""


@dataclass(frozen=True, slots=True)
class ExampleMade:
    """What was read for the example study.

    Attributes
    ----------
    sources
        How its files were read.
    chains
        What came in of the chain of action, for each case that has one.
    """

    sources: AddReport
    chains: dict[str, Report]


def example_folder() -> Path:
    """The folder of the example files, with its manifest.

    Raises
    ------
    FileMissing
        If they are neither beside the code nor in a clone around it.
    """
    package = Path(__file__).resolve().parents[1]
    beside, clone = package / "example", package.parents[1] / "data"
    for folder in (beside, clone):
        if (folder / "manifest.csv").is_file():
            return folder
    raise FileMissing(str(beside / "manifest.csv"))


def example_study(path: str | Path = "example.iestudy", *, anew: bool = False, person: str | None = None) -> Study:
    """The example study in a file of your own: made there, or opened if it is there already.

    Parameters
    ----------
    path
        The file.
    anew
        Whether a file that is there is made anew, and what you did in it is lost.
    person
        Who is working, for the journal; the name of the account if not given.

    Raises
    ------
    NotAStudy
        If there is a file that is no study; it is left alone.
    FolderMissing, StudyReadOnly, DiskFull
        If nothing can be written there.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> with example_study(mkdtemp() + "/example.iestudy") as study:
    ...     study.source("U1-wave1").turn(5).quote
    'Well. What it says I’m going to do.'
    """
    file = Path(path)
    with contextlib.suppress(FileNotFoundError):
        opened = open_study(file, person=person)
        if not anew:
            return opened
        opened.close()
        file.unlink()
    study, _ = create_example(file, example_folder(), person=person)
    return study


def create_example(
    path: Path,
    folder: Path,
    *,
    person: str | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[Study, ExampleMade]:
    """A new study of the example files in a folder, with the chains of action, and what was read for it.

    Parameters
    ----------
    path
        The study's file.
    folder
        The folder with the files and their manifest.
    person
        Who is working, for the journal; the name of the account if not given.
    progress
        As for `Study.add_sources`.

    Raises
    ------
    StudyExists, FolderMissing, StudyReadOnly, DiskFull
        As for `create_study`; nothing is left behind if anything fails.
    """
    study = create_study(path, title=_TITLE, standpoint=_STANDPOINT, person=person)
    try:
        return study, _filled(study, folder, progress)
    except BaseException:
        study.close()
        path.unlink(missing_ok=True)
        raise


def _filled(study: Study, folder: Path, progress: Callable[[int, int, str], None] | None) -> ExampleMade:
    """Read the files and the chains into a study, and say who led to whom."""
    sources = study.add_sources(read_manifest(folder / "manifest.csv"), folder, progress)
    chains = {each.parent.name: study.import_file(each) for each in sorted(folder.glob("C*/chain"))}
    for informant, site, source, words in _LED_BY:
        study.change_informant(informant, site=site, pointed_to_by=study.source(source).find_one(words))
    return ExampleMade(sources, chains)
