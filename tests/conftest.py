"""What every test may use: the folder of real files kept beside the project, where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; the test is skipped where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real files is not beside this clone")
    return SHARED
