"""How a terminal shows things: lines that can be piped, tables for people, JSON for programs.

On a terminal, lines are broken to its width and marks are bold or dim. In a pipe nothing is broken
and nothing is marked, so that other programs find every line whole.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shlex
import shutil
import sys
import textwrap
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

__all__ = [
    "cut",
    "print_json",
    "print_table",
    "progress",
    "quoted",
    "say",
    "style",
    "visible",
    "width",
    "wrapped",
]

_WIDEST = 110
_PATIENCE = 1.0


def say(*lines: str) -> None:
    """Print lines; where the reader has gone (``| head``), stop without a word."""
    try:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error


def style(words: str, **marks: bool) -> str:
    """``words`` bold, dim or underlined, where a terminal shows them and does not forbid it."""
    plain = not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return words if plain or not words else typer.style(words, **marks)


def width() -> int | None:
    """How many letters fit on a line; ``None`` in a pipe, where lines are not broken."""
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS"):
        return None
    return max(20, min(shutil.get_terminal_size((100, 24)).columns, _WIDEST))


def wrapped(words: str, indent: str = "", first: str | None = None, *, widest: int | None = None) -> Iterator[str]:
    """The lines of ``words``, each line broken to the width that fits and set in by ``indent``."""
    limit = width() if widest is None else widest
    start = indent if first is None else first
    for line in visible(words).split("\n"):
        if limit is None or len(start) + len(line) <= limit:
            yield (start + line).rstrip()
        else:
            room = max(limit - len(indent), 20)
            pieces = textwrap.wrap(line, room, replace_whitespace=False) or [""]
            yield (start + pieces[0]).rstrip()
            yield from (indent + piece for piece in pieces[1:])
        start = indent


def to_type(command: str, study: Path, person: str = "") -> str:
    """A command as it is typed for this study and person."""
    who = f" --person {shlex.quote(person)}" if person else ""
    return f"ieworkbench {command} {quoted(study)}{who}"


def cut(words: str, limit: int = 70) -> str:
    """At most ``limit`` letters of ``words`` on one line, ending in ``…`` if there are more."""
    line = visible(" ".join(words.split()))
    return line if len(line) <= limit else line[: max(0, limit - 1)].rstrip() + "…"


_PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"} | {
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
}


def visible(words: str) -> str:
    """``words`` with a picture for each letter that would steer the terminal: files may hold such."""
    return words.translate(_PICTURES)


def quoted(path: Path) -> str:
    """``path`` as it can be typed in a shell."""
    return shlex.quote(str(path))


def print_json(value: object) -> None:
    """``value`` as JSON, indented; letters as they are where the stream can carry them."""
    import msgspec

    try:
        encoded = msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2).decode()
    except UnicodeEncodeError:  # the name of a file may be no Unicode
        encoded = json.dumps(value, default=str, indent=2)
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        encoded = "".join(letter if letter.isascii() else _escaped(letter) for letter in encoded)
    say(encoded)


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


# ------------------------------------------------------------------------------------- tables


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table with a line of heads; columns in which nothing stands are left out.

    On a terminal, cells are broken to its width; in a pipe, each row is one line.
    """
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    cells = [[_shown(cell) for cell in row] for row in rows]
    kept = [place for place in range(len(heads)) if any(row[place] for row in cells)]
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    narrowest = 0
    for place in kept:
        numbers = all(row[place].replace(",", "").isdecimal() for row in cells if row[place])
        least = min(max(len(heads[place]), *(len(row[place]) for row in cells)), _LEAST)
        narrowest += least + 2
        grid.add_column(heads[place], justify="right" if numbers else "left", overflow="fold", min_width=least)
    for row in cells:
        grid.add_row(*(Text(row[place]) for place in kept))
    limit = max(width() or _UNBROKEN, narrowest)
    console = Console(width=limit, highlight=False, no_color=bool(os.environ.get("NO_COLOR")) or None)
    with console.capture() as captured:
        console.print(grid)
    say(*(line.rstrip() for line in captured.get().rstrip("\n").split("\n")))


_LEAST, _UNBROKEN = 10, 100_000
"""How narrow a column gets at most, in letters; and a line that no terminal breaks."""


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return visible(", ".join(str(each) for each in cell))
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=dt.UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    return visible(" ".join(str(cell).split()))


# ----------------------------------------------------------------------------------- progress


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """A bar on the error stream, where somebody sees it and it takes longer than a second."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None)
    start = threading.Timer(_PATIENCE, bar.start)
    start.daemon = True
    start.start()

    def show(done: int, total: int, name: str) -> None:
        bar.update(task, completed=done, total=total, description=cut(name, 40))

    try:
        yield show
    finally:
        start.cancel()
        start.join()
        bar.stop()
