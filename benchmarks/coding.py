"""Coding, finding again and REFI-QDA projects, beside SQLite, lxml and zipfile alone.

The study: 40 documents of 60 KB, 4,000 passages, 5,001 codings. The floor for writing is Python's own
sqlite3 on a file with two tables and the same durability; for reading, the same rows asked of the
study's own file by sqlite3 alone; for projects, lxml and zipfile alone. Nobody can be quicker.

Each line has the time that passed, how much of it was spent computing (the rest is waiting for the
disk, and for others on the same machine), the goal, whether it holds, and the ratio to the floor.
The least of several runs counts.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pandas as pd
from lxml import etree

import ieworkbench as ie
from ieworkbench.study.retrieval import Found

DOCUMENTS, LENGTH, PASSAGES, CODINGS, CODES, SINGLE = 40, 60_000, 4_000, 5_001, 50, 500
IMPORTS = 6  # of each project: the least of them counts, as a machine shared with others has slow spells
VARIANTS = {
    "BOM": {"bom": True, "crlf": False, "utf16": False},
    "CRLF": {"bom": False, "crlf": True, "utf16": False},
    "UTF-16 units": {"bom": False, "crlf": False, "utf16": True},
    "BOM, CRLF and UTF-16 units": {"bom": True, "crlf": True, "utf16": True},
}
RANDOM = random.Random(7)
WORDS = ["".join(RANDOM.choices("abcdefghij", k=RANDOM.randint(2, 9))) for _ in range(3_000)] + [
    "\U0001f600",
    "søknad",
    "e\u0301",
]


def document() -> str:
    turns, length = [], 0
    while length < LENGTH:
        turns.append(f"{RANDOM.choice(['I', 'U1'])}: {' '.join(RANDOM.choices(WORDS, k=40))}\n")
        length += len(turns[-1])
    return "".join(turns)


def study_in(folder: Path, documents: int = DOCUMENTS, text: str = "") -> ie.Study:
    study = ie.create_study(folder / "speed.iestudy", title="Speed", standpoint="people who wait", person="Ada")
    for number in range(documents):
        path = folder / f"S{number}.txt"
        path.write_text((text and f"{text}I: the end of {number}\n") or document(), encoding="utf-8")
        study.add_source(path, kind="interview")
    for number in range(CODES):
        study.add_code(f"code {number}")
    return study


def passages(sources: list[ie.Source], count: int) -> list[ie.Passage]:
    found = []
    for number in range(count):
        source = sources[number % len(sources)]
        start = RANDOM.randrange(len(source.content) - 400)
        found.append(source.passage(start, start + RANDOM.randint(20, 300)))
    return found


@dataclass(frozen=True)
class Taken:
    """Seconds that passed, and those of them that were spent computing."""

    passed: float
    computing: float


def timed(work: Callable[[], object], repeat: int = 3, times: int = 1) -> Taken:
    """The least of several runs; of work that does something ``times`` times, for one of them."""
    passed, computing = [], []
    for _ in range(repeat):
        begun, cpu = time.perf_counter(), time.process_time()
        work()
        passed.append((time.perf_counter() - begun) / times)
        computing.append((time.process_time() - cpu) / times)
    return Taken(min(passed), min(computing))


def heading() -> None:
    print(f"{'':50}{'passed':>10}{'computing':>11}{'goal':>9}  holds  beside")


def show(what: str, taken: Taken, goal: float, floor: Taken, alone: str) -> None:
    holds = "yes" if taken.passed <= goal else "computing alone" if taken.computing <= goal else "no"
    ratio = f"{taken.passed / floor.passed:.1f} x {alone} ({floor.passed * 1000:.1f} ms)"
    print(
        f"{what:50}{taken.passed * 1000:7.1f} ms{taken.computing * 1000:8.1f} ms{goal * 1000:6.0f} ms  {holds}  {ratio}"
    )


class Alone:
    """SQLite alone: two tables, as durable as a study."""

    def __init__(self, path: Path) -> None:
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.execute("PRAGMA journal_mode = WAL")
        self.base.execute("PRAGMA synchronous = FULL")
        self.base.execute("CREATE TABLE passage (id TEXT PRIMARY KEY, source TEXT, start INT, quote TEXT)")
        self.base.execute("CREATE TABLE coding (id TEXT PRIMARY KEY, passage TEXT, code TEXT)")
        self.count = 0

    def write(self, passages: int, codings: int) -> None:
        """One transaction, which is on the disk when it is done."""
        self.count += 1
        passage = [(f"p{self.count}-{n}", "S", n, "x" * 160) for n in range(passages)]
        coding = [(f"c{self.count}-{n}", f"p{self.count}-{n % passages}", "code") for n in range(codings)]
        self.base.execute("BEGIN IMMEDIATE")
        self.base.executemany("INSERT INTO passage VALUES (?, ?, ?, ?)", passage)
        self.base.executemany("INSERT INTO coding VALUES (?, ?, ?)", coding)
        self.base.execute("COMMIT")
        self.base.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def write_one_by_one(self) -> None:
        for _ in range(SINGLE):
            self.write(1, 1)


def rows_of(path: Path, code: str = "") -> list[tuple[object, ...]]:
    """The rows that a question needs, of one code or of all, asked of the study's file by sqlite3 alone."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    found = base.execute(ROWS.format("WHERE code.name = :code" if code else ""), {"code": code}).fetchall()
    base.close()
    return found


ROWS = """
    SELECT passage.*, coding.*, code.name FROM code JOIN coding ON coding.code = code.id
    JOIN passage ON passage.id = coding.passage {} ORDER BY passage.source, passage.start
"""


def main() -> None:
    heading()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = study_in(folder)
        sources = list(study.sources())
        wanted = passages(sources, PASSAGES)
        rows = [
            (wanted[number % PASSAGES], f"code {(number + number // PASSAGES) % CODES}") for number in range(CODINGS)
        ]
        alone = Alone(folder / "alone.db")
        floor = timed(lambda: alone.write(PASSAGES, CODINGS))
        show("5,001 codings in one batch", in_one_batch(study, rows), 1.0, floor, "SQLite")
        pd.DataFrame({"loaded": [1]})
        path = folder / "speed.iestudy"
        floor = timed(lambda: pd.DataFrame(rows_of(path)), 9)
        show(
            "all passages by code as a data frame", timed(lambda: study.codings().to_frame(), 25), 0.1, floor, "SQLite"
        )
        project = folder / "as it is.qdpx"
        taken = timed(lambda: study.export_file(project))
        show("QDPX out", taken, 0.5, timed(lambda: repack(project, folder / "again.qdpx")), "lxml and zipfile")
        print("QDPX into an empty study, every quote checked; as it is, and as others write it:")
        exact(folder, project, study)
        for variant, ways in VARIANTS.items():
            as_others_write(project, folder / f"{variant}.qdpx", **ways)
            exact(folder, folder / f"{variant}.qdpx", study)
        floor = timed(alone.write_one_by_one, times=SINGLE)
        more = iter(passages(sources, 3 * SINGLE))
        taken = timed(lambda: [study.code(next(more), "code 3", "why") for _ in range(SINGLE)], times=SINGLE)
        show("one coding, durable", taken, 0.002, floor, "SQLite")
    large()


def in_one_batch(study: ie.Study, rows: list[tuple[ie.Passage, str]]) -> Taken:
    """The least of three batches; all but the last are undone again."""
    taken = []
    for _ in range(3):
        taken.append(timed(lambda: study.code_many(rows), 1))
        study.undo()
    study.redo()
    return Taken(min(each.passed for each in taken), min(each.computing for each in taken))


def unpack(project: Path) -> tuple[etree._Element, dict[str, bytes]]:
    with zipfile.ZipFile(project) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    return etree.fromstring(parts["project.qde"]), parts


def repack(project: Path, path: Path) -> None:
    """What lxml and zipfile alone need for reading a project and writing it again."""
    root, parts = unpack(project)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, data in {**parts, "project.qde": etree.tostring(root)}.items():
            packed.writestr(name, data)


def as_others_write(project: Path, path: Path, *, bom: bool, crlf: bool, utf16: bool) -> None:
    """The same project as a program writes it that counts otherwise and says so nowhere."""
    texts: dict[str, str] = {}
    with zipfile.ZipFile(project) as packed, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as other:
        for name in packed.namelist():
            if name.endswith(".txt"):
                text = texts[name] = packed.read(name).decode("utf-8")
                written = text.replace("\n", "\r\n") if crlf else text
                other.writestr(name, written.encode("utf-8-sig" if bom else "utf-8"))
        root = etree.fromstring(packed.read("project.qde"))
        root.set("origin", "Other")
        for source in root.iter("{*}TextSource"):
            text = texts["sources/" + source.get("plainTextPath").removeprefix("internal://")]
            shifts = list(
                accumulate(((crlf and letter == "\n") + (utf16 and letter > "\uffff") for letter in text), initial=0)
            )
            for selection in source.iter("{*}PlainTextSelection"):
                for end in ("startPosition", "endPosition"):
                    place = int(selection.get(end))
                    selection.set(end, str(place + shifts[place]))
        other.writestr("project.qde", etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def exact(folder: Path, project: Path, study: ie.Study) -> None:
    """How many codings of a project stand on the words that they stand on in the study."""
    wanted, times = Counter(map(place, study.codings())), []
    for number in range(IMPORTS):
        path = folder / f"from {project.stem} {number}.iestudy"
        with ie.create_study(path, title="Other", standpoint="the same") as other:
            times.append(timed(lambda other=other: other.import_file(project), 1))
            found = Counter(map(place, other.codings()))
    taken = Taken(min(each.passed for each in times), min(each.computing for each in times))
    what = f"  {project.stem}: {(wanted & found).total():,} of {wanted.total():,} exact"
    show(what, taken, 1.0, timed(lambda: unpack(project)), "lxml and zipfile")


def place(found: Found) -> tuple[str, int, str, str]:
    return found.source.id, found.passage.start, found.passage.quote, found.path


def large() -> None:
    """1,000 documents and 100,000 codings."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = study_in(folder, 1_000, document())
        sources = list(study.sources())
        for _ in range(4):
            study.code_many([(each, f"code {RANDOM.randrange(CODES)}") for each in passages(sources, 25_000)])
        study.close()
        path = folder / "speed.iestudy"
        floor = timed(lambda: rows_of(path, "no such code"), 9)
        taken = timed(lambda: ie.open_study(path).close(), 9)
        show("1,000 documents, 100,000 codings: open", taken, 0.5, floor, "SQLite")
        floor = timed(lambda: rows_of(path, "code 9"), 9)
        with ie.open_study(path) as again:
            taken = timed(lambda: again.codings("code 9"), 25)
            show(f"  the {len(again.codings('code 9')):,} passages of one code", taken, 0.05, floor, "SQLite")


if __name__ == "__main__":
    main()
