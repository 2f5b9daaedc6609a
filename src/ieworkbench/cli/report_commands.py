"""The command for a report of the whole study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ieworkbench.cli import output
from ieworkbench.cli.options import Json, StudyFile, command, open_it

__all__: list[str] = []


@command("Reporting")
def report(
    study: StudyFile,
    out: Annotated[
        Path, typer.Option("--out", "-o", readable=False, metavar="FILE", help="The file to write: .docx or .html.")
    ],
    case: Annotated[str, typer.Option("--case", metavar="CASE", help="Only this case.")] = "",
    audience: Annotated[
        str,
        typer.Option(
            "--audience", metavar="WHO", help="Who is to read it: researcher, team, people in the chain, public."
        ),
    ] = "team",
    language: Annotated[str, typer.Option("--language", metavar="LANG", help="Its own words: en, nb or nn.")] = "en",
    quotes: Annotated[bool, typer.Option("--quotes/--no-quotes", help="Whether anybody's words stand in it.")] = True,
    json: Json = False,
) -> None:
    """Write a report. Standpoint, method, map, chain, gaps, plans, texts, and the words behind every mark."""
    import ieworkbench as ie

    with open_it(study) as opened, output.progress(f"Writing {out.name}"):
        told = ie.write_report(opened, out, case=case or None, audience=audience, language=language, quotes=quotes)
    if json:
        output.print_json({
            "path": str(told.path),
            "chapters": list(told.chapters),
            "accounts": told.accounts,
            "left_out": list(told.left_out),
        })  # fmt: skip
    else:
        output.say(*(line for each in told.sentences() for line in output.wrapped(each)))
