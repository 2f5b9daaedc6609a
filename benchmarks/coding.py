"""Coding and finding again, beside SQLite alone doing the same writes and reads.

The study: 40 documents of 60 KB, 4,000 passages, 5,001 codings. The floor is Python's own sqlite3 on
a file with two tables and the same durability; nobody who keeps codings in SQLite can be quicker.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from pathlib import Path

import pandas as pd

import ieworkbench as ie

DOCUMENTS, LENGTH, PASSAGES, CODINGS, CODES, SINGLE = 40, 60_000, 4_000, 5_001, 50, 500
RANDOM = random.Random(7)
WORDS = ["".join(RANDOM.choices("abcdefghij", k=RANDOM.randint(2, 9))) for _ in range(3_000)]


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
        project = folder / "speed.qdpx"
        taken = timed(lambda: study.export_file(project))
        show("QDPX out", taken, 0.5)
        show("QDPX into an empty study, every quote checked", timed(lambda: into_new(folder, project), 1), 1.0)
    large()


def into_new(folder: Path, project: Path) -> None:
    with ie.create_study(folder / "other.iestudy", title="Other", standpoint="the same") as other:
        report = other.import_file(project)
        lost = len(report.findings)
        print(f"    came in: {report.kept['codings']:,} codings, {report.kept['passages']:,} passages, {lost} findings")


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
