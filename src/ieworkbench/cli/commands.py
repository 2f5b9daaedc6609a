"""The commands, each a few lines around a verb."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import output

if TYPE_CHECKING:
    from ieworkbench.study import ManifestRow, Study
    from ieworkbench.study.batch import AddReport

__all__ = ["app"]

app = typer.Typer(
    help="A workbench for institutional ethnography: from what people say they do to how texts coordinate it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

StudyFile = Annotated[Path, typer.Argument(metavar="STUDY", help="The study file.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Format = Annotated[str, typer.Option("--format", help="Read as this format, whatever the file is called.")]
Encoding = Annotated[str, typer.Option("--encoding", help="The encoding of a text file, such as cp1252.")]
Speakers = Annotated[
    list[str], typer.Option("--speaker", metavar="LABEL", help="A label that is a speaker; repeat for each.")
]
SpeakerPattern = Annotated[
    str, typer.Option("--speaker-pattern", metavar="REGEX", help="What opens a turn; its first group is the speaker.")
]


def _version(wanted: bool) -> None:
    if wanted:
        from ieworkbench import __version__

        typer.echo(f"ieworkbench {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Without a command there is nothing to do."""


@app.command()
def new(
    study: StudyFile,
    title: Annotated[str, typer.Option(help="What the study is called.")],
    standpoint: Annotated[str, typer.Option(help="Where it begins: who, where, doing what.")],
) -> None:
    """Make a new, empty study."""
    from ieworkbench.study import create_study

    with create_study(study, title=title, standpoint=standpoint):
        typer.echo(f"Made {study}. Add interviews and documents with: ieworkbench add {output.quoted(study)} FILE ...")


@app.command()
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An interview or document.")],
    format: Format = "",  # noqa: A002 - the word a researcher would type
    encoding: Encoding = "",
    speaker: Speakers = [],  # noqa: B006 - typer copies it
    speaker_pattern: SpeakerPattern = "",
    cleaned: Annotated[
        bool, typer.Option("--cleaned", help="Leave out running heads, page numbers and line-end hyphens.")
    ] = False,
    json: Json = False,
) -> None:
    """Show a file as it is read: its text, turns, sections and warnings."""
    from ieworkbench.importers import read_source

    source = read_source(
        file,
        format=format or None,
        encoding=encoding or None,
        speakers=speaker or None,
        speaker_pattern=speaker_pattern or None,
    )
    if json:
        output.print_json(output.source_as_json(source))
    elif cleaned:
        typer.echo(source.cleaned().text)
    else:
        output.print_source(source)


@app.command()
def add(
    study: StudyFile,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Interviews and documents.")] = [],  # noqa: B006
    kind: Annotated[str, typer.Option(help="What kind of text: interview, individual plan, written decision …")] = "",
    case: Annotated[list[str], typer.Option(help="A case it belongs to; repeat for several.")] = [],  # noqa: B006
    informant: Annotated[list[str], typer.Option(help="Whose words it holds; repeat for several.")] = [],  # noqa: B006
    wave: Annotated[str, typer.Option(help="Which round of interviews, from 1.")] = "",
    date: Annotated[str, typer.Option(help="When it was said or written.")] = "",
    language: Annotated[str, typer.Option(help="Its language: nb, nn, en …")] = "",
    format: Format = "",  # noqa: A002
    encoding: Encoding = "",
    speaker: Speakers = [],  # noqa: B006
    speaker_pattern: SpeakerPattern = "",
    manifest: Annotated[
        Path | None, typer.Option(help="A table that says what each file is; see `ieworkbench manifest`.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be done.")] = False,
    json: Json = False,
) -> None:
    """Read files into a study, with the cases and informants they name."""
    from ieworkbench.study import ManifestRow, open_study, read_manifest

    if manifest is not None:
        rows, base = read_manifest(manifest), manifest.parent
    else:
        base = Path()
        rows = [
            ManifestRow(
                file=str(each),
                kind=kind,
                case="; ".join(case),
                informant="; ".join(informant),
                wave=wave,
                date=date,
                language=language,
                format=format,
                encoding=encoding,
                speakers="; ".join(speaker),
                speaker_pattern=speaker_pattern,
            )
            for each in files
        ]
    if not rows:
        raise typer.BadParameter("name the files to add, or a manifest with --manifest")
    with open_study(study) as opened:
        if manifest is not None or dry_run:
            _show_plan(opened, rows, base, json=json)
        if not dry_run:
            _add(opened, rows, base, json=json)


def _show_plan(study: Study, rows: list[ManifestRow], base: Path, *, json: bool) -> None:
    from ieworkbench.study.batch import plan_files

    planned = plan_files(study, rows, base)
    if not json:
        output.print_plan(planned)


def _add(study: Study, rows: list[ManifestRow], base: Path, *, json: bool) -> None:
    with output.progress("Reading") as progress:
        report: AddReport = study.add_sources(rows, base, progress)
    if json:
        output.print_json(output.report_as_json(report))
    else:
        output.print_report(report)
    if report.refused:
        raise typer.Exit(1)


@app.command()
def manifest(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder with the files.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The table to write, .csv or .xlsx; DIR/manifest.csv if not given."),
    ] = None,
) -> None:
    """Write a first table of what each file in a folder is, to be corrected in a spreadsheet."""
    from ieworkbench.errors import StudyExists
    from ieworkbench.study import guess_manifest, write_manifest

    target = out or folder / "manifest.csv"
    rows = [row for row in guess_manifest(folder, target.parent) if Path(row.file).stem != target.stem]
    try:
        write_manifest(target, rows)
    except FileExistsError as error:
        raise StudyExists(str(target)) from error
    guessed = sum(1 for row in rows if row.kind)
    typer.echo(f"Wrote {target}: {len(rows)} files, the kind guessed for {guessed}.")
    typer.echo(f"Correct it in a spreadsheet, then: ieworkbench add STUDY --manifest {output.quoted(target)}")


@app.command()
def sources(study: StudyFile, json: Json = False) -> None:
    """List the sources of a study."""
    with _open(study) as opened:
        listed = opened.source_list()
    if json:
        output.print_json({"sources": listed.rows()})
    else:
        output.print_sources(listed)


@app.command()
def find(
    study: StudyFile,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for; put * for any ending.")],
    limit: Annotated[int, typer.Option(help="How many places to show at most; 0 for all.")] = 50,
    json: Json = False,
) -> None:
    """Find words in every source of a study."""
    with _open(study) as opened:
        passages = opened.find(" ".join(words), limit + 1 if limit else None)
    shown, more = (passages[:limit], len(passages) > limit) if limit else (passages, False)
    if json:
        output.print_json({"passages": shown.rows(), "more": more})
    else:
        output.print_passages(shown, more=more)


@app.command()
def history(study: StudyFile, json: Json = False) -> None:
    """List every change made to a study."""
    with _open(study) as opened:
        changes = opened.history()
    if json:
        output.print_json({"changes": changes.rows()})
    else:
        output.print_history(changes)


@app.command()
def undo(study: StudyFile) -> None:
    """Take back the last change you made."""
    with _open(study) as opened:
        entry = opened.undo()
    typer.echo(f"Undone: {entry.verb} {entry.what}. `ieworkbench redo` makes it again.")


@app.command()
def redo(study: StudyFile) -> None:
    """Make again the change you last took back."""
    with _open(study) as opened:
        entry = opened.redo()
    typer.echo(f"Done again: {entry.verb} {entry.what}.")


@app.command()
def replace(
    study: StudyFile,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The source's name in the study.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The corrected file.")],
    format: Format = "",  # noqa: A002
    encoding: Encoding = "",
    speaker: Speakers = [],  # noqa: B006
    speaker_pattern: SpeakerPattern = "",
) -> None:
    """Make a corrected file the new version of a source, and carry its passages over."""
    with _open(study) as opened:
        result = opened.replace_source(
            source,
            file,
            format=format or None,
            encoding=encoding or None,
            speakers=speaker or None,
            speaker_pattern=speaker_pattern or None,
        )
    output.print_replacement(result)


@app.command()
def check(study: StudyFile, json: Json = False) -> None:
    """List what needs a look: damage, drift, and what has not been said yet."""
    with _open(study) as opened:
        found = opened.check()
    if json:
        output.print_json({"problems": found.rows()})
    else:
        output.print_problems(found)
    if found:
        raise typer.Exit(1)


@app.command()
def formats(json: Json = False) -> None:
    """List the kinds of files that can be read."""
    from ieworkbench.importers import FORMATS

    if json:
        rows: list[dict[str, Any]] = [
            {"name": each.name, "title": each.title, "suffixes": list(each.suffixes)} for each in FORMATS
        ]
        output.print_json({"formats": rows})
    else:
        output.print_table(("format", "file endings", "what it is"), [
            (each.name, " ".join(each.suffixes), each.title) for each in FORMATS
        ])  # fmt: skip


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to make.")] = Path("ieworkbench-demo"),
) -> None:
    """Read a handful of made-up interviews, plans and decisions into a study, and show what was found."""
    from ieworkbench.cli.demo import run

    run(out)


def _open(study: Path) -> Study:
    from ieworkbench.study import open_study

    return open_study(study)
