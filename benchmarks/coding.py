"""Coding and finding again, beside SQLite alone doing the same writes and reads.

The study: 40 documents of 60 KB, 4,000 passages, 5,001 codings. The floor is Python's own sqlite3 on
a file with two tables and the same durability; nobody who keeps codings in SQLite can be quicker.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
import zipfile
from collections import Counter
from itertools import accumulate
from pathlib import Path

import pandas as pd
from lxml import etree

import ieworkbench as ie

DOCUMENTS, LENGTH, PASSAGES, CODINGS, CODES, SINGLE = 40, 60_000, 4_000, 5_001, 50, 500
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


def floor(folder: Path) -> tuple[float, float]:
    """Seconds for the batch, and for one durable write of two rows, by SQLite alone."""
    base = sqlite3.connect(folder / "floor.db", isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    base.execute("CREATE TABLE passage (id TEXT PRIMARY KEY, source TEXT, start INT, quote TEXT)")
    base.execute("CREATE TABLE coding (id TEXT PRIMARY KEY, passage TEXT, code TEXT)")
    begun = time.perf_counter()
    base.execute("BEGIN")
    base.executemany("INSERT INTO passage VALUES (?, ?, ?, ?)", [(f"p{n}", "S", n, "x" * 160) for n in range(PASSAGES)])
    base.executemany("INSERT INTO coding VALUES (?, ?, ?)", [(f"c{n}", f"p{n}", "code") for n in range(CODINGS)])
    base.execute("COMMIT")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    batch = time.perf_counter() - begun
    begun = time.perf_counter()
    for number in range(SINGLE):
        base.execute("BEGIN IMMEDIATE")
        base.execute("INSERT INTO passage VALUES (?, ?, ?, ?)", (f"q{number}", "S", number, "x" * 160))
        base.execute("INSERT INTO coding VALUES (?, ?, ?)", (f"d{number}", f"q{number}", "code"))
        base.execute("COMMIT")
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return batch, (time.perf_counter() - begun) / SINGLE


def timed(work, repeat: int = 3) -> float:
    times = []
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def show(what: str, seconds: float, goal: float, beside: str = "") -> None:
    print(f"{what:46}{seconds * 1000:10.1f} ms   goal {goal * 1000:8.1f} ms   {beside}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = study_in(folder)
        wanted = passages(list(study.sources()), PASSAGES)
        rows = [(wanted[number % PASSAGES], f"code {RANDOM.randrange(CODES)}") for number in range(CODINGS)]
        batch, single = floor(folder)
        taken = timed(lambda: study.code_many(rows), 1)
        show("5,001 codings in one batch", taken, 1.0, f"{taken / batch:.1f} x SQLite alone")
        pd.DataFrame({"loaded": [1]})
        show("all passages by code as a data frame", timed(lambda: study.codings().to_frame()), 0.1)
        show("passages of one code as a data frame", timed(lambda: study.codings("code 7").to_frame()), 0.1)
        more = iter(passages(list(study.sources()), SINGLE))
        taken = timed(lambda: [study.code(next(more), "code 3", "why") for _ in range(SINGLE)], 1) / SINGLE
        show("one coding, durable", taken, 0.002, f"{taken / single:.1f} x SQLite alone")
        project = folder / "as it is.qdpx"
        taken = timed(lambda: study.export_file(project))
        show("QDPX out", taken, 0.5)
        print("QDPX into an empty study, every quote checked; as it is, and as others write it:")
        exact(folder, project, study)
        for variant, ways in VARIANTS.items():
            as_others_write(project, folder / f"{variant}.qdpx", **ways)
            exact(folder, folder / f"{variant}.qdpx", study)
    large()


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
    wanted = Counter((each.source.id, each.passage.start, each.passage.quote, each.path) for each in study.codings())
    with ie.create_study(folder / f"from {project.stem}.iestudy", title="Other", standpoint="the same") as other:
        begun = time.perf_counter()
        other.import_file(project)
        taken = time.perf_counter() - begun
        found = Counter((each.source.id, each.passage.start, each.passage.quote, each.path) for each in other.codings())
    show(f"  {project.stem}: {(wanted & found).total():,} of {wanted.total():,} exact", taken, 1.0)


def large() -> None:
    """1,000 documents and 100,000 codings."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = study_in(folder, 1_000, document())
        sources = list(study.sources())
        for _ in range(4):
            study.code_many([(each, f"code {RANDOM.randrange(CODES)}") for each in passages(sources, 25_000)])
        study.close()
        show(
            "1,000 documents, 100,000 codings: open",
            timed(lambda: ie.open_study(folder / "speed.iestudy").close()),
            0.5,
        )
        with ie.open_study(folder / "speed.iestudy") as again:
            show("  the passages of one code (about 2,000)", timed(lambda: again.codings("code 9")), 0.05)


if __name__ == "__main__":
    main()
