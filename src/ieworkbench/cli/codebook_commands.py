"""The commands for the codebook: to look at it, and to change it code by code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import codebook_listing, output
from ieworkbench.cli.options import Json, Person, StudyFile, command, open_it
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.model import Code
    from ieworkbench.study import Study

__all__: list[str] = []

_FAMILY = "The codebook"
Which = Annotated[str, typer.Argument(metavar="CODE", help="The code: its name, its path “work > phoning”, or its id.")]
Under = Annotated[
    list[str], typer.Option("--under", metavar="CODE", help="The code it stands under; repeat for several.")
]
Definition = Annotated[str | None, typer.Option("--definition", metavar="WORDS", help="What it is for.")]
Include = Annotated[str | None, typer.Option("--include", metavar="WORDS", help="What belongs to it.")]
Exclude = Annotated[str | None, typer.Option("--exclude", metavar="WORDS", help="What does not.")]
Example = Annotated[str | None, typer.Option("--example", metavar="WORDS", help="Words that show it.")]
Colour = Annotated[str | None, typer.Option("--colour", metavar="#RRGGBB", help="Its colour.")]
Groups = Annotated[
    bool | None, typer.Option("--groups-only/--codable", help="Whether it only groups others.", show_default=False)
]


@command(_FAMILY)
def codes(
    study: StudyFile,
    counts: Annotated[bool, typer.Option("--counts", help="Say how many passages have each code.")] = False,
    json: Json = False,
) -> None:
    """Show the codebook as a tree. Every code with what is said of it."""
    with open_it(study) as opened:
        book = opened.codebook
        found = codebook_listing.passages_of(opened.codings()) if counts else None
    if json:
        output.print_json({"codes": codebook_listing.as_json(book, found)})
    else:
        codebook_listing.print_codebook(book, found)


@command(_FAMILY)
def codebooks(json: Json = False) -> None:
    """Show the codebooks that come with ieworkbench. Take one into a study with add-codebook."""
    import ieworkbench as ie

    read = {name: ie.read_codebook(path) for name, path in ie.shipped_codebooks().items()}
    if json:
        rows = [{"name": name, "title": each.title, "codes": len(each)} for name, each in read.items()]
        output.print_json({"codebooks": rows})
    else:
        codebook_listing.print_shipped(read)


@command(_FAMILY)
def add_codebook(
    study: StudyFile,
    name: Annotated[str, typer.Argument(metavar="NAME", help="One of those that `codebooks` lists.")],
    person: Person = "",
    json: Json = False,
) -> None:
    """Take a codebook that comes with ieworkbench into a study. A file of your own comes in with import."""
    import ieworkbench as ie
    from ieworkbench.cli import reports
    from ieworkbench.errors import CodebookUnknown

    shipped = ie.shipped_codebooks()
    if name not in shipped:
        raise CodebookUnknown(name, tuple(shipped))
    with open_it(study, person) as opened:
        report = opened.import_file(shipped[name])
    if json:
        output.print_json(reports.as_json(report))
    else:
        reports.print_exchange(report, "Came in", everything=False)


@command(_FAMILY)
def add_code(
    study: StudyFile,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it.")],
    under: Under = [],  # noqa: B006 - typer copies it
    definition: Definition = None,
    include: Include = None,
    exclude: Exclude = None,
    example: Example = None,
    colour: Colour = None,
    groups_only: Groups = None,
    person: Person = "",
    json: Json = False,
) -> None:
    """Add a code to the codebook."""
    said = _said(definition, include, exclude, example, colour, groups_only)
    with open_it(study, person) as opened:
        made = opened.add_code(name, under=under, **said)
        _show(opened, made, "Added", json=json)


@command(_FAMILY)
def change_code(
    study: StudyFile,
    code: Which,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="What to call it from now on.")] = None,
    definition: Definition = None,
    include: Include = None,
    exclude: Exclude = None,
    example: Example = None,
    colour: Colour = None,
    groups_only: Groups = None,
    person: Person = "",
    json: Json = False,
) -> None:
    """Rename a code or change what is said of it. Its codings stay."""
    said = _said(definition, include, exclude, example, colour, groups_only)
    said |= {} if name is None else {"name": name}
    if not said:
        raise typer.BadParameter("say what to change, such as --name or --definition")
    with open_it(study, person) as opened:
        _show(opened, opened.change_code(code, **said), "Changed", json=json)


@command(_FAMILY)
def move_code(
    study: StudyFile,
    code: Which,
    under: Under = [],  # noqa: B006 - typer copies it
    top: Annotated[bool, typer.Option("--top", help="Put it at the top.")] = False,
    person: Person = "",
    json: Json = False,
) -> None:
    """Put a code under another. What stands under it comes along."""
    if bool(under) == top:
        raise typer.BadParameter("say where to put it, with --under CODE or --top")
    with open_it(study, person) as opened:
        _show(opened, opened.move_code(code, under), "Moved", json=json)


@command(_FAMILY)
def merge_codes(
    study: StudyFile,
    codes: Annotated[list[str], typer.Argument(metavar="CODE", help="The codes to give up.")],
    into: Annotated[str, typer.Option("--into", metavar="CODE", help="The code that stays.")],
    person: Person = "",
    json: Json = False,
) -> None:
    """Make several codes one. It gets all their codings, and their definitions as memos."""
    with open_it(study, person) as opened:
        _show(opened, opened.merge_codes(codes, into), "Merged into", json=json)


@command(_FAMILY)
def remove_code(
    study: StudyFile,
    code: Which,
    codings: Annotated[
        str, typer.Option("--codings", metavar="FATE", help="What becomes of its codings: remove, or to-parent.")
    ] = "refuse",
    person: Person = "",
    json: Json = False,
) -> None:
    """Remove a code. If passages have it, you say first what becomes of them."""
    from ieworkbench.errors import CodeInUse, RecordWrong

    fate = codings.replace("-", " ")
    with open_it(study, person) as opened:
        gone = opened.codebook.one(code)
        path = opened.codebook.path(gone.id)
        try:
            opened.remove_code(gone, codings=fate)
        except CodeInUse as error:
            many = f"{counted(error.codings, 'coding')} in {counted(error.sources, 'source')}"
            what = f"it has {many}; say --codings to-parent to give them to the code above, or --codings remove"
            raise RecordWrong("code", gone.name, what) from error
    if json:
        output.print_json({"removed": {"id": gone.id, "path": path}})
    else:
        output.say(f"Removed “{output.visible(path)}”. Bring it back with: {output.to_type('undo', study, person)}")


def _said(
    definition: str | None,
    include: str | None,
    exclude: str | None,
    example: str | None,
    colour: str | None,
    groups_only: bool | None,
) -> dict[str, Any]:
    """What was said of a code, without what was not."""
    said = {
        "definition": definition,
        "include": include,
        "exclude": exclude,
        "example": example,
        "colour": colour,
        "codable": None if groups_only is None else not groups_only,
    }
    return {name: value for name, value in said.items() if value is not None}


def _show(study: Study, code: Code, done: str, *, json: bool) -> None:
    """Say what was done to a code, or give the code as JSON."""
    book = study.codebook
    if json:
        output.print_json({"code": codebook_listing.code_as_json(book, book[code.id])})
    else:
        output.say(f"{done} “{output.visible(book.path(code.id))}”.")
