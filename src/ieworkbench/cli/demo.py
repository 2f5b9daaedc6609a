"""The example study, made before the researcher's eyes.

Everything here is done with the verbs that she has herself; the example files lie beside the code
in an installed copy, and in the folder `data` of a clone.
"""

from __future__ import annotations

import errno
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ieworkbench.cli import listings, output, reports
from ieworkbench.errors import DiskFull, FileMissing, StudyExists, StudyReadOnly
from ieworkbench.model import Section, SectionKind, Source
from ieworkbench.study import Study, create_study, read_manifest
from ieworkbench.study.table import Table

__all__ = ["example_folder", "run"]

_STUDY, _FILES = "example.iestudy", "files"
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
_SEARCHES = ("sleep* through the night", "folg* opp")


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


def run(out: Path) -> None:
    """Make a folder with the example files and a study of them, and show what was found.

    Parameters
    ----------
    out
        The folder; made if it is not there.

    Raises
    ------
    StudyExists
        If there is an example study in it already, or a file of its name.
    StudyReadOnly, DiskFull
        If nothing can be written there.
    """
    example = example_folder()
    files = _lay_out(example, out)
    with create_study(out / _STUDY, title=_TITLE, standpoint=_STANDPOINT) as study:
        with output.progress("Reading") as progress:
            report = study.add_sources(read_manifest(files / "manifest.csv"), files, progress)
        if report.refused:
            listings.print_report(report)
        chains = {each.parent.name: study.import_file(each) for each in sorted(files.glob("C*/chain"))}
        _place_informants(study)
        _show(study)
        for case, chain in chains.items():
            _heading(
                f"What is done, with which texts: the chain of action, typed in the tables of {case}/chain", before=1
            )
            reports.print_exchange(chain, "Came in", everything=False)
    _say_what_next(out / _STUDY, files)


def _lay_out(example: Path, out: Path) -> Path:
    """Copy the example files into ``out`` and return where they are; nothing is written over."""
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


def _place_informants(study: Study) -> None:
    """Say where the informants of the first case are, and whose words led to them."""
    for informant, site, source, words in _LED_BY:
        pointer = study.source(source).find_one(words)
        study.change_informant(informant, site=site, pointed_to_by=pointer)


# ------------------------------------------------------------------------------ what is shown


def _show(study: Study) -> None:
    sources = study.sources()
    _heading(study.title)
    output.say(f"Standpoint: {study.standpoint}", "")
    listings.print_sources(study.source_list())
    _heading("Who speaks, and how that was found", before=1)
    _show_speakers(sources)
    _heading("What to know before trusting the texts", before=1)
    _show_warnings(sources)
    _heading("What tracked changes put in, and what stood there before", before=1)
    _show_changes(sources)
    for words in _SEARCHES:
        _heading(f"Where “{words}” stands, in any spelling", before=1)
        listings.print_passages(study.find(words), {each.id: each for each in sources}, more=False)
    _heading("What the study still lacks", before=1)
    listings.print_problems(study.check())


def _heading(words: str, *, before: int = 0) -> None:
    output.say(*[""] * before, output.style(words, bold=True))


def _show_speakers(sources: Table[Source]) -> None:
    rows = []
    for source in sources:
        counts = Counter(turn.speaker or "not named" for turn in source.turns)
        said = ", ".join(f"{speaker} {count}" for speaker, count in counts.items())
        rules = tuple(dict.fromkeys(turn.rule for turn in source.turns))
        timed = any(turn.start_ms is not None or turn.end_ms is not None for turn in source.turns)
        if said:
            rows.append((source.id, said, rules, "yes" if timed else ""))
    output.print_table(("source", "turns", "found by", "times"), rows)


def _show_warnings(sources: Table[Source]) -> None:
    rows = []
    for source in sources:
        places = Counter(warning.code for warning in source.warnings)
        first = {warning.code: warning.message for warning in reversed(source.warnings)}
        rows += [(source.id, code, count, first[code]) for code, count in places.items()]
    output.print_table(("source", "warning", "places", "the first of them"), rows)


def _show_changes(sources: Table[Source]) -> None:
    for source in sources:
        changes = list(_changes(source))
        if changes:
            output.say(output.style(source.id, bold=True))
        for deletion, end in changes:
            output.say(_in_its_line(source.content, deletion.start, end))
            gone = output.cut(f"{deletion.text}", 40)
            output.say(f"            here stood: {gone} ({deletion.author}, {(deletion.date or '')[:10]})")


def _in_its_line(content: str, start: int, end: int) -> str:
    """What a change put in, with the words of its line on both sides; ``[ ]`` if it put in nothing."""
    line_start, line_end = content.rfind("\n", 0, start) + 1, content.find("\n", end)
    before = content[max(line_start, start - 28) : start]
    if start - 28 > line_start:
        before = "…" + before.partition(" ")[2]
    now = output.style(output.cut(content[start:end], 30), underline=True) or "[ ] "
    after = content[end:line_end].rstrip()
    blank = " " if after[:1].isspace() else ""
    return f"  {start:>8}  {before}{now}{blank}{output.cut(after, 20)}"


def _changes(source: Source) -> Iterator[tuple[Section, int]]:
    """Each deletion, with the end of what was put in its place."""
    inserted = {each.start: each.end for each in source.sections if each.kind is SectionKind.INSERTION}
    for each in source.sections:
        if each.kind is SectionKind.DELETION:
            yield each, inserted.get(each.start, each.start)


def _say_what_next(study: Path, files: Path) -> None:
    """What to look at and type now."""
    name = output.quoted(study)
    plan = output.quoted(files / "C1" / "plans" / "C1-individual-plan-2014.docx")
    _heading("Now try", before=1)
    for line in (
        f"ieworkbench read {plan}",
        f"ieworkbench find {name} sovn",
        f"ieworkbench show {name} U1-wave1",
        f"ieworkbench add-code {name} waiting",
        f"ieworkbench code {name} U1-wave1 waiting --words 'forty minutes'",
        f"ieworkbench codings {name} --context 1",
        f"ieworkbench history {name}",
        f"ieworkbench undo {name}",
    ):
        output.say(f"  {line}")
    output.say(f"The files are in {output.quoted(files)}; open one beside what `ieworkbench read` shows of it.")
    output.say(f"In Python: import ieworkbench as ie; study = ie.open_study({str(study)!r})")
