"""Many values at once: Python's search for unused objects rests meanwhile, and is as it was afterwards."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

import ieworkbench as ie
from ieworkbench.errors import FileProblem
from ieworkbench.study.many_values import many_values


def test_the_search_goes_on_also_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(AssertionError, match="off"), many_values():
        assert gc.isenabled(), "off"
    assert gc.isenabled()


def test_a_search_that_somebody_stopped_stays_stopped() -> None:
    gc.disable()
    try:
        with many_values():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_made_is_old_at_once_and_not_looked_through() -> None:
    gc.collect()
    with many_values():
        made = [[number] for number in range(5_000)]
    young = {id(each) for generation in (0, 1) for each in gc.get_objects(generation)}
    assert not any(id(each) in young for each in made)


def test_what_somebody_set_aside_stays_aside() -> None:
    gc.freeze()
    try:
        aside = gc.get_freeze_count()
        with many_values():
            pass
        assert gc.get_freeze_count() >= aside - 100 > 0  # a few of them are dropped meanwhile
    finally:
        gc.unfreeze()


def test_an_import_that_is_refused_leaves_the_search_on(tmp_path: Path) -> None:
    (tmp_path / "no project.qdpx").write_bytes(b"PK no zip")
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="s", person="Ada") as study:
        with pytest.raises(FileProblem):
            study.import_file(tmp_path / "no project.qdpx")
        assert gc.isenabled()
        assert len(study.codings()) == 0
        assert gc.isenabled()
