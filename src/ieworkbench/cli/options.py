"""What every command is made with: the program itself, its families of commands, and the options they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
import typer.core

from ieworkbench.cli import output

if TYPE_CHECKING:
    from ieworkbench.study import Study

__all__ = [
    "Coders",
    "Codes",
    "Encoding",
    "ExchangeFormat",
    "Format",
    "Json",
    "Limit",
    "Person",
    "SourceName",
    "SpeakerPattern",
    "Speakers",
    "StudyFile",
    "app",
    "app_for",
    "command",
    "is_study",
    "open_it",
    "pair",
    "two_numbers",
]

_DATABASE = b"SQLite format 3\x00"
Function = TypeVar("Function", bound=Callable[..., None])


class _Command(typer.core.TyperCommand):
    """A command whose help names what it takes without braces, as design and manuals do."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ANN401 - a type of typer's own
        """The words after the command's name."""
        return [piece.replace("{", "").replace("}", "") for piece in super().collect_usage_pieces(ctx)]


class _Families(typer.core.TyperGroup):
    """Commands in families, so that forty of them can be read."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - types of typer's own
        """Write each family's commands under its name."""
        families: dict[str, list[Any]] = {}
        for name in self.list_commands(ctx):
            one: Any = self.get_command(ctx, name)
            families.setdefault(one.rich_help_panel, []).append(one)
        widest = max(len(name) for name in self.list_commands(ctx))
        for family in (each for each in _ORDER if each in families):
            with formatter.section(family):
                limit = formatter.width - 6 - widest
                formatter.write_dl([
                    (one.name.ljust(widest), one.get_short_help_str(limit)) for one in families[family]
                ])  # fmt: skip


_ORDER = (
    "Sources",
    "The codebook",
    "Coding and finding again",
    "Memos and links",
    "The chain of action",
    "Comparing",
    "Reporting",
    "Other programs, and copies",
    "The study file",
)


def _version(wanted: bool) -> None:
    if wanted:
        from ieworkbench import __version__

        output.say(f"ieworkbench {__version__}")
        raise typer.Exit


app = typer.Typer(
    help="A workbench for institutional ethnography: from what people say they do to how texts coordinate it.",
    cls=_Families,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Without a command there is nothing to do."""


def command(family: str, name: str | None = None) -> Callable[[Function], Function]:
    """Make a function a command of a family; its name is the function's unless another is given."""

    def register(function: Function) -> Function:
        called = name or function.__name__.replace("_", "-")
        app.command(called, cls=_Command, rich_help_panel=family)(function)
        return function

    return register


def app_for(words: Sequence[str]) -> typer.Typer:
    """The program with the one command that is asked for, or the whole of it where none of its commands is.

    To work out the options of all commands takes longer than most commands do.
    """
    asked = [each for each in app.registered_commands if each.name in words[:1]]
    if not asked:
        return app
    narrowed = copy(app)
    narrowed.registered_commands = asked
    return narrowed


# Whether a file may be read is asked when it is read, so that one sentence of ours says what to do.
StudyFile = Annotated[Path, typer.Argument(readable=False, metavar="STUDY", help="The study file.")]
SourceName = Annotated[str, typer.Argument(metavar="SOURCE", help="The source's name in the study.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Person = Annotated[
    str, typer.Option("--person", metavar="NAME", help="Who you are in the journal; else your account's name.")
]
Format = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="Read as this format, whatever the file is called.")
]
ExchangeFormat = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="Its format, whatever it is called; see `formats`.")
]
Encoding = Annotated[
    str, typer.Option("--encoding", metavar="NAME", help="The encoding of a text file, such as cp1252.")
]
Speakers = Annotated[
    list[str], typer.Option("--speaker", metavar="LABEL", help="A label that is a speaker; repeat for each.")
]
SpeakerPattern = Annotated[
    str, typer.Option("--speaker-pattern", metavar="REGEX", help="What opens a turn; its first group is the speaker.")
]
Codes = Annotated[list[str], typer.Option("--code", metavar="CODE", help="With this code; repeat for several.")]
Coders = Annotated[list[str], typer.Option("--by", metavar="NAME", help="Coded by this person; repeat for several.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=0, help="How many to show at most; 0 for all.")]


def open_it(study: Path, person: str = "") -> Study:
    """The study in a file, for a person."""
    from ieworkbench.study import open_study

    return open_study(study, person=person or None)


def is_study(file: Path) -> bool:
    """Whether a file is a study, by its first bytes; by its name where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return file.suffix.lower() == ".iestudy"


def pair(words: str, what: str) -> tuple[str, str]:
    """Two words with a colon between them, such as ``120:180``; the second is the first where there is no colon."""
    first, mark, second = words.partition(":")
    if not first or (mark and not second):
        raise typer.BadParameter(what)
    return first, second if mark else first


def two_numbers(words: str, what: str) -> tuple[int, int]:
    """Two whole numbers with a colon between them, or one for both; ``what`` is said where they are none."""
    first, last = pair(words, what)
    if not (first.isascii() and first.isdecimal() and last.isascii() and last.isdecimal()):
        raise typer.BadParameter(what)
    return int(first[:18]), int(last[:18])
