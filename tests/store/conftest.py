"""A study file with nothing in it but its one row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from study_row import ROW

from ieworkbench.store.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the study of the test lies."""
    return tmp_path / "plans.iestudy"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """An open, empty study."""
    opened = Database.create(path, dict(ROW), patience=0.5)
    yield opened
    opened.close()
