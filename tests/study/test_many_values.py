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


def test_an_import_that_is_refused_leaves_the_search_on(tmp_path: Path) -> None:
    (tmp_path / "no project.qdpx").write_bytes(b"PK no zip")
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="s", person="Ada") as study:
        with pytest.raises(FileProblem):
            study.import_file(tmp_path / "no project.qdpx")
        assert gc.isenabled()
        assert len(study.codings()) == 0
        assert gc.isenabled()
