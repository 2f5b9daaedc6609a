"""Adding 40 made-up Word interviews of 60 KB to a study on disk, against only walking their XML.

Prints seconds on this machine and ratios within this run: only the ratios can be compared. Also
how fast the package is imported, and how much memory reading takes as a multiple of the text.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import pstats
import random
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from docx import Document
from lxml import etree

from ieworkbench import ManifestRow, create_study, read_source

INTERVIEWS = 40
LETTERS = 60_000
WORDS = [
    "jeg",
    "du",
    "de",
    "vi",
    "hun",
    "sa",
    "at",
    "det",
    "var",
    "en",
    "plan",
    "møtet",
    "søknaden",
    "kontoret",
    "legen",
    "skrev",
    "brevet",
    "som",
    "ingen",
    "svarte",
    "på",
    "da",
    "jeg",
    "ringte",
    "og",
    "spurte",
    "hvem",
    "som",
    "skulle",
    "gjøre",
    "det",
    "med",
    "målene",
    "mine",
    "før",
    "fristen",
    "i",
    "mars",
    "uten",
    "at",
    "noen",
    "hadde",
    "lest",
    "hva",
    "som",
    "sto",
    "der",
]


def make_interview(path: Path, chance: random.Random, most: int = LETTERS) -> None:
    """A Word file with one paragraph a turn, the speaker's label in bold, and a heading now and then."""
    document = Document()
    document.add_heading("Interview", 1)
    letters, turn = 0, 0
    while letters < most:
        said = " ".join(chance.choices(WORDS, k=chance.choice((3, 12, 40, 90)))).capitalize() + "."
        paragraph = document.add_paragraph()
        paragraph.add_run("I: " if turn % 2 == 0 else "U1: ").bold = True
        paragraph.add_run(said)
        letters, turn = letters + len(said), turn + 1
    document.save(str(path))


def walk_xml(path: Path) -> int:
    """Only parse the document's XML and visit every element, as the least that any reader must do."""
    data = zipfile.ZipFile(path).read("word/document.xml")
    return sum(len(element.text or "") for _, element in etree.iterparse(io.BytesIO(data)))


def seconds(what: Callable[[], object], times: int) -> float:
    """The middle time of several."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def add_all(folder: Path, number: list[int]) -> None:
    """All interviews into a new study on disk."""
    number[0] += 1
    rows = [ManifestRow(file=path.name, kind="interview") for path in sorted(folder.glob("*.docx"))]
    with create_study(folder / f"{number[0]}.iestudy", title="T", standpoint="S") as study:
        report = study.add_sources(rows, folder)
    assert not report.refused, report.refused[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    asked = parser.parse_args()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(INTERVIEWS):
            make_interview(folder / f"interview{number:02}.docx", chance)
        paths = sorted(folder.glob("*.docx"))
        read_source(paths[0])
        add_all(folder, counter := [0])
        if asked.profile:
            with cProfile.Profile() as profile:
                add_all(folder, counter)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        walking = seconds(lambda: [walk_xml(path) for path in paths], asked.times)
        reading = seconds(lambda: [read_source(path) for path in paths], asked.times)
        adding = seconds(lambda: add_all(folder, counter), asked.times)
        print(f"{INTERVIEWS} interviews of {LETTERS:,} letters")
        print(f"  walking their XML   {walking:6.2f} s     1.0x")
        print(f"  reading them        {reading:6.2f} s  {reading / walking:6.1f}x")
        print(f"  adding to a study   {adding:6.2f} s  {adding / walking:6.1f}x  ({adding / reading:.1f}x reading)")
        print(
            f"  of that, the study  {adding - reading:6.2f} s  {(adding - reading) / INTERVIEWS * 1e3:6.1f} ms a file"
        )
        print(f"memory to read a file of {10 * LETTERS:,} letters: {_memory(folder):.1f}x its text")
    bare, ours = (_python(code) for code in ("pass", "import ieworkbench"))
    print(f"import ieworkbench: {(ours - bare) * 1e3:.0f} ms more than bare Python, {ours / bare:.2f}x of it")


def _python(code: str) -> float:
    return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True), 9)


def _memory(folder: Path) -> float:
    """How much the peak of a process grows by reading one long interview, as a multiple of its text in UTF-8."""
    code = """
import sys
from pathlib import Path
from ieworkbench import read_source

def peak():
    if sys.platform == "linux":  # ru_maxrss would also count the process that started this one
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

read_source(sys.argv[1])
before = peak()
source = read_source(sys.argv[2])
print((peak() - before) / len(source.content.encode()))
"""
    long = folder / "long.docx"
    make_interview(long, random.Random(2), 10 * LETTERS)
    command = [sys.executable, "-c", code, str(folder / "interview00.docx"), str(long)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
