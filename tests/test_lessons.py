"""The lessons run from the top down, each in a folder of its own, and show what they show.

A lesson is kept twice: as text (``.md``), which is edited, and as a notebook with its outputs (``.ipynb``), which is
what opens in JupyterLab and stands in the manual. ``python tests/test_lessons.py`` runs them and writes the notebooks.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

PROJECT = Path(__file__).resolve().parent.parent
LESSONS = sorted((PROJECT / "notebooks").glob("[0-9]-*.md"))
_NAMES = [each.stem for each in LESSONS]
_WORDS_A_MINUTE = 200
_LONGEST_TIME_S = 120


def run(lesson: Path, folder: Path) -> nbformat.NotebookNode:
    """The lesson with what it gives, run in a folder with the example files."""
    notebook = jupytext.read(lesson)
    shutil.copytree(PROJECT / "data", folder / "files")
    client = NotebookClient(
        notebook,
        timeout=_LONGEST_TIME_S,
        kernel_name="python3",
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("execution", None)
        cell.id = f"cell-{number}"
    notebook.metadata = {"jupytext": {"formats": "ipynb,md:myst"}, "kernelspec": notebook.metadata["kernelspec"]}
    return notebook


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("lesson", LESSONS, ids=_NAMES)
def test_a_lesson_runs_from_the_top_down_without_a_complaint(lesson, tmp_path):
    notebook = run(lesson, tmp_path)
    complaints = [
        each.text for cell in notebook.cells for each in cell.get("outputs", []) if each.get("name") == "stderr"
    ]
    assert complaints == []


@pytest.mark.parametrize("lesson", LESSONS, ids=_NAMES)
def test_the_notebook_is_the_same_lesson_with_outputs(lesson):
    text, notebook = jupytext.read(lesson), nbformat.read(lesson.with_suffix(".ipynb"), 4)
    assert [(cell.cell_type, cell.source) for cell in notebook.cells] == [
        (cell.cell_type, cell.source) for cell in text.cells
    ]
    shown = [bool(cell.outputs) for cell in notebook.cells if cell.cell_type == "code"]
    assert sum(shown) > len(shown) / 2


@pytest.mark.parametrize("lesson", LESSONS, ids=_NAMES)
def test_no_output_names_a_machine_or_holds_the_state_of_a_widget(lesson):
    written = lesson.with_suffix(".ipynb").read_text("utf-8")
    assert re.findall(r"/(?:home|root|tmp|work|Users)/", written) == []
    assert "application/vnd.jupyter.widget-state" not in written


@pytest.mark.parametrize("lesson", LESSONS, ids=_NAMES)
def test_a_lesson_takes_less_than_ten_minutes_to_read(lesson):
    words = len(lesson.read_text("utf-8").split())
    assert words / _WORDS_A_MINUTE < 10


def test_each_lesson_leads_to_the_next():
    for here, there in pairwise(LESSONS):
        assert f"]({there.stem}.ipynb)" in here.read_text("utf-8"), here.name


def main() -> None:
    """Run the lessons, or those whose numbers are given, and write their notebooks."""
    asked = sys.argv[1:]
    for lesson in [each for each in LESSONS if not asked or each.name[0] in asked]:
        with tempfile.TemporaryDirectory() as folder:
            notebook = run(lesson, Path(folder))
        nbformat.write(notebook, lesson.with_suffix(".ipynb"))


if __name__ == "__main__":
    main()
