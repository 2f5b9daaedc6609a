"""The example study and what comes out of it, made before the researcher's eyes.

Everything here is done with the verbs that she has herself.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import ieworkbench as ie
from ieworkbench.cli import listings, output
from ieworkbench.errors import DiskFull, StudyExists, StudyReadOnly
from ieworkbench.sentences import counted
from ieworkbench.study.example import ExampleMade, create_example, example_folder

__all__ = ["lay_out", "run"]

_STUDY, _FILES = "example.iestudy", "files"
_CASE = "C1"


def run(out: Path, *, study_only: bool = False) -> None:
    """Make a folder with the example files, a study of them, and maps, a comparison and a report made of it.

    Parameters
    ----------
    out
        The folder; made if it is not there.
    study_only
        Whether to stop at the study.

    Raises
    ------
    StudyExists
        If there is an example study in it already, or a file of its name.
    StudyReadOnly, DiskFull
        If nothing can be written there.
    """
    files = lay_out(example_folder(), out)
    with output.progress("Reading") as progress:
        study, made = create_example(out / _STUDY, files, progress=progress)
    with study:
        _say_read(study, made)
        written = [] if study_only else list(_write(study, out))
    _say_what_to_open(out, written)
    _say_what_to_type(out / _STUDY)


def lay_out(example: Path, out: Path) -> Path:
    """Copy the example files into ``out`` and return where they are; nothing is written over.

    Raises
    ------
    StudyExists
        If there is an example study in it already, or a file or folder of a name that is needed.
    StudyReadOnly, DiskFull
        If nothing can be written there.
    """
    for taken in (out / _STUDY, out / _FILES):
        if taken.exists():
            raise StudyExists(str(taken))
    try:
        out.mkdir(parents=True, exist_ok=True)
        shutil.copytree(example, out / _FILES, copy_function=shutil.copyfile)
    except (FileExistsError, NotADirectoryError) as error:
        raise StudyExists(str(out)) from error
    except OSError as error:
        shutil.rmtree(out / _FILES, ignore_errors=True)
        raise (DiskFull if error.errno == errno.ENOSPC else StudyReadOnly)(str(out)) from error
    return out / _FILES


def _write(study: ie.Study, out: Path) -> Iterator[tuple[str, str]]:
    """Write what comes out of the study; each file with what it is."""
    m = ie.build_map(study, case=_CASE)
    goal = m.trace("puts sleep into the plan as a goal", hops=2).map
    with output.progress("Writing") as progress:
        tell = progress or (lambda done, total, name: None)  # noqa: ARG005 - as a progress bar is called
        tell(0, 5, "maps")
        ie.write_map(m, out / "C1-map.html")
        yield "C1-map.html", "the whole map of case C1: a click on a box or a line opens its words"
        ie.write_map(goal, out / "goal-of-sleep.svg", width="landscape A4")
        ie.write_map(goal, out / "goal-of-sleep.pdf", width="landscape A4")
        yield "goal-of-sleep.svg, .pdf", "one goal, from talk to the money, as a figure for print"
        tell(1, 5, "plans")
        plans = ie.compare_plans(study=study)
        ie.write_comparison(plans, out / "plans.html")
        ie.write_comparison(plans, out / "plans.xlsx")
        yield "plans.html, .xlsx", "all plans side by side: every cell opens the plan at the words"
        tell(2, 5, "evidence")
        ie.write_map(m, out / "C1-evidence.xlsx")
        yield "C1-evidence.xlsx", "every act and link of C1 with who tells it, how they know it, and the words"
        tell(3, 5, "report")
        ie.write_report(study, out / "report.docx", comparison=plans)
        tell(4, 5, "report")
        ie.write_report(study, out / "report.html", comparison=plans)
        yield (
            "report.docx, .html",
            "the report: standpoint, method, maps, chains with quotes, gaps, plans, texts, evidence",
        )


# ------------------------------------------------------------------------------ what is shown


def _say_read(study: ie.Study, made: ExampleMade) -> None:
    """What was read, and what it says about itself: a few lines."""
    if made.sources.refused:
        listings.print_report(made.sources)
    sources = study.source_list()
    warned = sum(each.warnings for each in sources)
    _heading(study.title)
    output.say(f"Standpoint: {study.standpoint}", "")
    kinds: dict[str, int] = {}
    for each in sources:
        kinds[each.kind.value] = kinds.get(each.kind.value, 0) + 1
    told = ", ".join(counted(number, kind) for kind, number in kinds.items())
    chains = [counted(len(found), what) for found, what in ((study.acts(), "act"), (study.links(), "link"))]
    output.say(
        *output.wrapped(f"Read {counted(len(sources), 'file')} of {counted(len(study.cases()), 'case')}: {told}.")
    )
    output.say(f"The readers had {counted(warned, 'remark')}; ieworkbench show STUDY SOURCE lists a source's.")
    output.say(f"The chains of action of {', '.join(made.chains)}, typed in tables: {' and '.join(chains)}.")


def _heading(words: str, *, before: int = 0) -> None:
    output.say(*[""] * before, output.style(words, bold=True))


def _say_what_to_open(out: Path, written: list[tuple[str, str]]) -> None:
    if not written:
        return
    _heading(f"Open, in {out}", before=1)
    widest = max(len(name) for name, _ in written)
    for name, what in written:
        output.say(f"  {name:<{widest}}  {what}")


def _say_what_to_type(study: Path) -> None:
    """What to type now."""
    name = output.quoted(study)
    _heading("Or type", before=1)
    for line in (
        f"ieworkbench code {name}",
        f"ieworkbench find {name} 'in place of an application'",
        f"ieworkbench trace {name} 'puts sleep into the plan as a goal' --hops 1",
        f"ieworkbench gaps {name} --case {_CASE}",
        "ieworkbench lab",
    ):
        output.say(f"  {line}")
