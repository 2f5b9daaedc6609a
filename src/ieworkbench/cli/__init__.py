"""The same verbs from a terminal.

An error is one sentence on the error stream that says what to do next. The exit code is 0 if all
is well, 1 if something was found or failed, 2 if the command was used wrongly.
"""

from __future__ import annotations

import os
import sys

from ieworkbench.errors import (
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


def main() -> None:
    """Run the command line and leave with its exit code."""
    from ieworkbench.cli.commands import app

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app(prog_name="ieworkbench")
    except IEError as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is what a terminal is for
        sys.exit(2 if isinstance(error, _WRONG_USE) else 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        print("Stopped; what was done so far is kept.", file=sys.stderr)  # noqa: T201
        sys.exit(130)
