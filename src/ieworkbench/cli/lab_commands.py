"""The command that opens the lessons in JupyterLab, with the example in place."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from ieworkbench.cli import output
from ieworkbench.cli.options import command
from ieworkbench.errors import FileMissing, FileNotWritten

__all__ = ["lay_out_lessons"]


@command("The study file")
def lab(
    folder: Annotated[
        Path, typer.Argument(readable=False, metavar="DIR", help="The folder for the lessons and your work in them.")
    ] = Path("ieworkbench-lessons"),
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Whether to open a browser.")] = True,
    start: Annotated[bool, typer.Option("--start/--only-files", help="Whether to start JupyterLab.")] = True,
) -> None:
    """Open the lessons in JupyterLab. What you changed in them stays as it is."""
    new = lay_out_lessons(folder)
    output.say(f"The lessons are in {folder}{'' if new else ', as you left them'}.")
    if not start:
        return
    output.say("JupyterLab opens in your browser; to end it, press Ctrl+C here.")
    run = [sys.executable, "-m", "jupyterlab", str(folder), *([] if browser else ["--no-browser"])]
    ended = subprocess.run(run, check=False)  # noqa: S603 - our own interpreter, with a folder as its argument
    raise typer.Exit(1 if ended.returncode else 0)


def lay_out_lessons(folder: Path) -> list[str]:
    """Put the lessons and the example files into a folder; what is there already stays as it is.

    Parameters
    ----------
    folder
        The folder; made if it is not there.

    Returns
    -------
    list of str
        The names of what is new.

    Raises
    ------
    FileMissing
        If the lessons are neither beside the code nor in a clone around it.
    FileNotWritten
        If nothing can be written there.
    """
    from ieworkbench.study.example import example_folder

    lessons = _lessons()
    example = example_folder()
    new = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for each in lessons:
            if not (folder / each.name).exists():
                shutil.copyfile(each, folder / each.name)
                new.append(each.name)
        if not (folder / "files").exists():
            shutil.copytree(example, folder / "files", copy_function=shutil.copyfile)
            new.append("files")
    except OSError as error:
        raise FileNotWritten(str(folder), error.strerror or "the folder does not allow it") from error
    return new


def _lessons() -> list[Path]:
    package = Path(__file__).resolve().parents[1]
    beside, clone = package / "lessons", package.parents[1] / "notebooks"
    for place in (beside, clone):
        found = sorted(place.glob("[0-9]-*.ipynb"))
        if found:
            return found
    raise FileMissing(str(beside))
