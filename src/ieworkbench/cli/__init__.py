"""The same verbs from a terminal.

An error is one sentence on the error stream that says what to do next. The exit code is 0 if all
is well, 1 if something was found or failed, 2 if the command was used wrongly.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import traceback
from importlib import import_module
from typing import TextIO

from ieworkbench.errors import (
    CodebookUnknown,
    FileIsFolder,
    FileMissing,
    FormatUnclear,
    FormatUnknown,
    IEError,
    NotAStudy,
    RecordExists,
    RecordUnknown,
    RecordWrong,
    StudyExists,
    StudyMissing,
)

__all__ = ["main"]

_WRONG_USE = (
    CodebookUnknown,
    FileIsFolder,
    FileMissing,
    FormatUnclear,
    FormatUnknown,
    NotAStudy,
    RecordExists,
    RecordUnknown,
    RecordWrong,
    StudyExists,
    StudyMissing,
)
_COMMANDS = (
    "commands",
    "codebook_commands",
    "coding_commands",
    "memo_commands",
    "chain_commands",
    "compare_commands",
    "wording_commands",
    "plan_commands",
    "statement_commands",
    "report_commands",
    "exchange_commands",
    "lab_commands",
)
_STOPPED = 130


def main() -> None:
    """Run the command line and leave with its exit code."""
    atexit.register(
        gc.freeze
    )  # what is left goes with the process: looking through it for garbage takes a tenth of a second
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    code = _run()
    for stream in (sys.stdout, sys.stderr):
        _flush(stream)
    sys.exit(code)


def _run() -> int:
    """Run the command and return its exit code; whatever goes wrong becomes one sentence."""
    import typer

    from ieworkbench.cli.options import app_for

    for each in _COMMANDS:  # in the order in which the help lists them
        import_module(f"ieworkbench.cli.{each}")

    wrong_usage = typer.BadParameter.__mro__[1]
    try:
        code = app_for(sys.argv[1:])(prog_name="ieworkbench", standalone_mode=False)
    except IEError as error:
        return _fail(str(error), 2 if isinstance(error, _WRONG_USE) else 1)
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        code = _STOPPED
    except typer.Abort:
        code = _STOPPED
    except Exception as error:  # noqa: BLE001 - the last border: a traceback helps no researcher
        if isinstance(error, wrong_usage):
            return _fail(_usage(error), 2)
        return _fail(_our_mistake(error), 1)
    if code == _STOPPED:
        return _fail("Stopped; what was done so far is kept.", _STOPPED)
    return code if isinstance(code, int) else 0


def _fail(sentence: str, code: int) -> int:
    from ieworkbench.cli.output import visible

    print(visible(sentence), file=sys.stderr)  # noqa: T201 - this is what a terminal is for
    return code


def _usage(error: Exception) -> str:
    """Which use was wrong, in one line, and where to read of the right one."""
    said = str(getattr(error, "format_message", error.__str__)()).strip()
    if said.startswith("Usage:"):
        return said
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "ieworkbench")
    sentence = " ".join(said.split()).rstrip(".")
    return f"{sentence}{'' if sentence.endswith('?') else '.'} See: {command} --help"


def _our_mistake(error: Exception) -> str:
    """A sentence on an error that nobody foresaw: its kind and its place, and no words of any source."""
    *_, last = traceback.extract_tb(error.__traceback__)
    place = f"{type(error).__name__} in {os.path.basename(last.filename)}, line {last.lineno}"  # noqa: PTH119 - only the name is said, and no path is gone on with
    return f"ieworkbench itself failed here ({place}); nothing half-done was kept. Please report this line."


def _flush(stream: TextIO) -> None:
    """Write out what is left; a reader that has gone (``| head``) is not an error."""
    try:
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
