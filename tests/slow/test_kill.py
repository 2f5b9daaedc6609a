"""A process that is killed while it adds files leaves each file wholly in the study, or not at all."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from ieworkbench import ManifestRow, create_study, open_study, read_source
from ieworkbench.errors import StudyBusy
from ieworkbench.store import health, tables
from ieworkbench.store.database import Database

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="killing needs a system that can fork"),
]

STUDIES = 8
KILLS = 27
FILES = 25
WORDS = [
    "møtet",
    "planen",
    "søknaden",
    "hun",
    "sa",
    "at",
    "ingen",
    "hadde",
    "svart",
    "da",
    "de",
    "ringte",
    "kontoret",
    "i",
    "mars",
]


def make_file(folder: Path, number: int, chance: random.Random) -> ManifestRow:
    """An interview of a few dozen turns, unlike every other, that brings a case and an informant of its own."""
    turns = (f"{who}: {' '.join(chance.choices(WORDS, k=12))} {number}." for _ in range(20) for who in ("I", "U1"))
    (folder / f"talk{number}.txt").write_text("\n".join(turns) + "\n", encoding="utf-8")
    return ManifestRow(file=f"talk{number}.txt", kind="interview", case=f"C{number}", informant=f"U{number}")


def add_in_a_child(study: Path, folder: Path, rows: list[ManifestRow]) -> int:
    """Start adding in a process of its own, warm from the first moment; its number."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with open_study(study, person="child") as opened:
                code = len(opened.add_sources(rows, folder).refused)
        finally:
            os._exit(code)
    return child


def kill_after(child: int, seconds: float) -> bool:
    """Kill a process after so long; whether it was still at work."""
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def look_over(path: Path, folder: Path, rows: list[ManifestRow], known: set[str]) -> set[str]:
    """Make sure that the study is sound and holds whole files only; the names of its sources."""
    with open_study(path, person="after") as study:
        assert [
            each for each in study.check() if each.code in {"damage", "text-drift", "file-drift", "quote-drift"}
        ] == []
        listed = {entry.id: entry for entry in study.source_list()}
        new = [name for name in (Path(row.file).stem for row in rows) if name in listed]
        assert new == [Path(row.file).stem for row in rows[: len(new)]], "files are added in their order"
        assert set(listed) == known | set(new)
        assert {each.id for each in study.cases()} == {f"C{name[4:]}" for name in listed}
        assert {each.id for each in study.informants()} == {f"U{name[4:]}" for name in listed}
        assert sorted(each.what for each in study.history() if each.verb == "add source") == sorted(listed)
        for name in new:
            fresh, kept = read_source(folder / f"{name}.txt"), study.source(name)
            assert (kept.content, kept.turns, kept.sections, kept.warnings) == (
                fresh.content, fresh.turns, fresh.sections, fresh.warnings,
            )  # fmt: skip
            assert study.original(name) == (folder / f"{name}.txt").read_bytes()
            assert {each.source for each in study.find(f"{name[4:]}.")} == {name}
        with study._database.reading() as connection:
            assert health.index_faults(connection) == []
            texts = connection.scalar(select(func.count()).select_from(tables.text))
            originals = connection.scalar(select(func.count()).select_from(tables.original))
            indexed = connection.scalar(text("SELECT count(*) FROM search"))
            taken = set(connection.scalars(select(tables.taken_id.c.id)))
            assert (texts, originals, indexed, taken) == (len(listed), len(listed), len(listed), set(listed))
    return set(listed)


@pytest.mark.parametrize("number", range(STUDIES))
def test_a_killed_process_leaves_whole_files_only(tmp_path: Path, number: int):
    chance = random.Random(number)
    path = tmp_path / "s.iestudy"
    create_study(path, title="T", standpoint="S").close()
    rows = [make_file(tmp_path, each, chance) for each in range(FILES)]
    start = time.perf_counter()
    assert os.waitpid(add_in_a_child(path, tmp_path, rows), 0)[1] == 0
    usual = time.perf_counter() - start
    known = look_over(path, tmp_path, rows, set())
    at_work = made = 0
    for kill in range(KILLS):
        rows = [make_file(tmp_path, FILES * (kill + 1) + each, chance) for each in range(FILES)]
        at_work += kill_after(add_in_a_child(path, tmp_path, rows), chance.uniform(0, usual))
        before = len(known)
        known = look_over(path, tmp_path, rows, known)
        made += len(known) - before
    assert at_work > KILLS * 0.7, "most were killed while at work"
    assert made < FILES * KILLS


def test_undoing_while_being_killed_is_whole_too(tmp_path: Path):
    chance = random.Random(0)
    path = tmp_path / "s.iestudy"
    create_study(path, title="T", standpoint="S").close()
    rows = [make_file(tmp_path, each, chance) for each in range(60)]
    with open_study(path, person="child") as study:
        study.add_sources(rows, tmp_path)
    left = 60
    while left > 10:
        child = os.fork()
        if child == 0:
            try:
                with open_study(path, person="child") as study:
                    for _ in range(left):
                        study.undo()
            finally:
                os._exit(0)
        kill_after(child, chance.uniform(0, 0.1))
        with open_study(path, person="after") as study:
            assert [each for each in study.check() if each.code == "damage"] == []
            listed = [entry.id for entry in study.source_list()]
            standing = [each.what for each in study.history() if each.verb == "add source" and not each.undone]
            assert sorted(listed) == sorted(standing)
            assert len(study.cases()) == len(study.informants()) == len(listed) <= left
            left = len(listed)


def test_killing_a_writer_lets_the_next_one_in_at_once(tmp_path: Path):
    path = tmp_path / "s.iestudy"
    create_study(path, title="T", standpoint="S").close()
    child = os.fork()
    if child == 0:
        study = open_study(path, person="child")
        with study._work("add case"):
            time.sleep(60)
        os._exit(0)
    time.sleep(0.5)
    impatient = Database.open(path, patience=0.2)
    with pytest.raises(StudyBusy), impatient.writing():
        pass
    impatient.close()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with open_study(path) as study:
        start = time.perf_counter()
        study.add_case("C1")
        assert time.perf_counter() - start < 2
