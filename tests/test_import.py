"""Importing costs next to nothing: heavy libraries are loaded where they are used."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import ieworkbench

HEAVY = {
    "alembic", "docx", "IPython", "jupyterlab", "lxml", "matplotlib", "msgspec", "networkx", "numpy", "odf", "odfdo",
    "openpyxl", "pandas", "psutil", "pylangacq", "pympi", "pypdfium2", "rapidfuzz", "requests", "rich", "selectolax",
    "spacy", "sqlalchemy", "sqlite3", "striprtf", "typer", "urllib3", "webvtt", "xlsxwriter",
}  # fmt: skip


def loaded_by(statement: str) -> set[str]:
    """The top names of the modules that are loaded after ``statement`` in a fresh interpreter."""
    code = f"import sys, json; {statement}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


@pytest.mark.parametrize(
    "statement",
    ["import ieworkbench", "import ieworkbench.errors", "import ieworkbench.model", "import ieworkbench.importers"],
)
def test_importing_loads_no_heavy_library(statement: str):
    assert loaded_by(statement) & HEAVY == set()


def test_importing_the_package_loads_none_of_its_rooms():
    code = "import sys, ieworkbench; print(sorted(name for name in sys.modules if name.startswith('ieworkbench')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['ieworkbench']"


def test_importing_the_study_loads_no_library_for_reading_files_or_tables():
    assert loaded_by("from ieworkbench import create_study") & (HEAVY - {"sqlalchemy", "sqlite3", "msgspec"}) == set()


def test_every_public_name_is_there_and_listed():
    for name in ieworkbench.__all__:
        assert getattr(ieworkbench, name) is not None
    assert set(ieworkbench.__all__) <= set(dir(ieworkbench))


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'open_sesame'"):
        ieworkbench.open_sesame  # noqa: B018 - asking for it is what is tried
