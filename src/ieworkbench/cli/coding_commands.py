"""The commands for coding, for coding by a rule, for finding again, and for comparing coders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ieworkbench.cli import account_listing, agreement_listing, index_tables, local_page, output
from ieworkbench.cli.options import (
    Coders,
    Codes,
    Json,
    Limit,
    Person,
    SourceName,
    StudyFile,
    command,
    open_it,
    pair,
    two_numbers,
)
from ieworkbench.errors import RecordWrong
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.cli.index_tables import IndexTable
    from ieworkbench.model import Passage, Source
    from ieworkbench.study.retrieval import Codings, Found

__all__: list[str] = []

_FAMILY = "Coding and finding again"
Code = Annotated[str, typer.Argument(metavar="CODE", help="The code: its name, its path “work > phoning”, or its id.")]
Words = Annotated[str, typer.Option("--words", metavar="WORDS", help="The words, as they stand in one place.")]
Turn = Annotated[
    str, typer.Option("--turn", metavar="N[:N]", help="A whole turn, by its number in `show`, or several in a row.")
]
Section = Annotated[
    int | None, typer.Option("--section", metavar="N", min=0, help="A whole section, by its number in `show --json`.")
]
At = Annotated[str, typer.Option("--at", metavar="START:END", help="From one position up to another.")]
OnlySources = Annotated[
    list[str], typer.Option("--source", metavar="NAME", help="Only in this source; repeat for several.")
]
OnlyKinds = Annotated[list[str], typer.Option("--kind", metavar="KIND", help="Only in sources of this kind.")]
OnlyCases = Annotated[list[str], typer.Option("--case", metavar="CASE", help="Only of this case; repeat for several.")]
OnlyInformants = Annotated[list[str], typer.Option("--informant", metavar="CODE", help="Only of this informant.")]
OnlyWaves = Annotated[list[int], typer.Option("--wave", metavar="N", min=1, max=999, help="Only of this round.")]
Said = Annotated[list[str], typer.Option("--speaker", metavar="LABEL", help="Only what this speaker says.")]


@command(_FAMILY)
def code(
    study: StudyFile,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The source's name in the study.")] = "",
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code: its name, path, or id.")] = "",
    words: Words = "",
    turn: Turn = "",
    section: Section = None,
    at: At = "",
    memo: Annotated[str, typer.Option("--memo", metavar="WORDS", help="Why, or what to ask next.")] = "",
    port: Annotated[
        int | None, typer.Option("--port", metavar="N", min=1, max=65_535, help="Browser: on this port.")
    ] = None,
    idle: Annotated[
        float,
        typer.Option("--idle", metavar="MINUTES", min=0.01, help="Browser: end when no page was open for so long."),
    ] = 60.0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Browser: only print the address.")] = False,
    language: Annotated[
        str,
        typer.Option("--language", metavar="LANG", help="Browser: its words, en, nb or nn; else those of the study."),
    ] = "",
    person: Person = "",
    json: Json = False,
) -> None:
    """Code words of a source, here or in the browser. Without CODE the browser opens, at SOURCE if one is given."""
    with open_it(study, person) as opened:
        if not code:
            if words or turn or section is not None or at or memo or json:
                raise typer.BadParameter(
                    "to code words here name the code after the source; the browser takes none of these"
                )
            local_page.serve(
                opened, source, port=port, idle_minutes=idle, browser=not no_browser, language=language or None
            )
            return
        passage = _place(opened.source(source), words, turn, section, at)
        coding = opened.code(passage, code, memo)
        (found,) = [each for each in opened.codings(coding.code, source=source) if each.coding.id == coding.id]
    if json:
        output.print_json({"coding": account_listing.coding_as_json(found)})
    else:
        output.say(f"Coded {account_listing.in_a_line(found)}.")


@command(_FAMILY)
def uncode(
    study: StudyFile,
    source: SourceName,
    code: Code,
    words: Words = "",
    turn: Turn = "",
    section: Section = None,
    at: At = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Whose coding; yours if not given.")] = "",
    person: Person = "",
    json: Json = False,
) -> None:
    """Take a code off words of a source."""
    with open_it(study, person) as opened:
        passage = _place(opened.source(source), words, turn, section, at)
        there = [
            each
            for each in opened.codings(code, below=False, source=source)
            if each.passage.start < passage.end and passage.start < each.passage.end
        ]
        found = [each for each in there if each.coding.by == (by or opened.person)]
        exact = [each for each in found if (each.passage.start, each.passage.end) == (passage.start, passage.end)]
        chosen = exact or found
        if len(chosen) != 1:
            raise RecordWrong("code", code, _why_not(chosen or there, by or opened.person, several=len(chosen) > 1))
        opened.remove_coding(chosen[0].coding)
    if json:
        output.print_json({"removed": account_listing.coding_as_json(chosen[0])})
    else:
        output.say(f"No longer coded: {account_listing.in_a_line(chosen[0])}.")


def _why_not(there: list[Found], person: str, *, several: bool) -> str:
    """Why there is not one coding to take away."""
    places = ", ".join(f"{each.passage.start}:{each.passage.end}" for each in there[:5])
    if several:
        return f"several passages there have it; say which with --at and one of: {places}"
    coders = ", ".join(sorted({each.coding.by for each in there}))
    return f"“{person}” did not code these words with it" + (
        f", but {coders} did; name whose with --by" if there else ""
    )


@command(_FAMILY)
def autocode(
    study: StudyFile,
    code: Code,
    words: Annotated[
        list[str], typer.Option("--words", metavar="WORDS", help="Words to find; * for any ending; repeat for others.")
    ] = [],  # noqa: B006 - typer copies it
    pattern: Annotated[
        str, typer.Option("--pattern", metavar="REGEX", help="A regular expression instead of words.")
    ] = "",
    speaker: Said = [],  # noqa: B006 - typer copies it
    section: Annotated[
        list[str], typer.Option("--section", metavar="KIND", help="Only in such sections, or under such a heading.")
    ] = [],  # noqa: B006 - typer copies it
    extend: Annotated[
        str, typer.Option("--extend", metavar="TO", help="Code the whole sentence, turn or paragraph around it.")
    ] = "no",
    source: OnlySources = [],  # noqa: B006 - typer copies it
    kind: OnlyKinds = [],  # noqa: B006 - typer copies it
    case: OnlyCases = [],  # noqa: B006 - typer copies it
    informant: OnlyInformants = [],  # noqa: B006 - typer copies it
    wave: OnlyWaves = [],  # noqa: B006 - typer copies it
    apply: Annotated[bool, typer.Option("--apply", help="Code what is shown, as one step to undo.")] = False,
    limit: Limit = 50,
    person: Person = "",
    json: Json = False,
) -> None:
    """Code by a rule. It shows first what would get the code, and codes with --apply."""
    with open_it(study, person) as opened, output.progress("Looking"):
        offered = opened.autocode(
            code,
            words=words,
            pattern=pattern or None,
            speaker=speaker,
            section=section,
            extend=extend,
            source=source,
            kind=kind,
            case=case,
            informant=informant,
            wave=wave,
        )
        texts = {name: opened.source(name) for name in {each.source for each in offered[: limit or None]}}
        made = len(offered.apply()) if apply else 0
    if json:
        output.print_json(account_listing.proposal_as_json(offered, made))
    else:
        account_listing.print_proposal(offered, texts, limit, made)


@command(_FAMILY)
def codings(
    study: StudyFile,
    code: Codes = [],  # noqa: B006 - typer copies it
    only: Annotated[bool, typer.Option("--only", help="Without the codes below these.")] = False,
    case: OnlyCases = [],  # noqa: B006 - typer copies it
    informant: OnlyInformants = [],  # noqa: B006 - typer copies it
    level: Annotated[
        list[str], typer.Option("--level", metavar="LEVEL", help="Only of informants of this level.")
    ] = [],  # noqa: B006 - typer copies it
    speaker: Said = [],  # noqa: B006 - typer copies it
    wave: OnlyWaves = [],  # noqa: B006 - typer copies it
    kind: OnlyKinds = [],  # noqa: B006 - typer copies it
    source: OnlySources = [],  # noqa: B006 - typer copies it
    date: Annotated[
        str, typer.Option("--date", metavar="DATE[:DATE]", help="When the source is from: 2014, or 2014-03:2015.")
    ] = "",
    by: Coders = [],  # noqa: B006 - typer copies it
    overlapping: Annotated[
        str, typer.Option("--overlapping", metavar="CODE", help="Sharing words with what has this code.")
    ] = "",
    inside: Annotated[str, typer.Option("--inside", metavar="CODE", help="Wholly within what has this code.")] = "",
    near: Annotated[
        str, typer.Option("--near", metavar="CODE", help="Near what has this code; in the same turn if not said how.")
    ] = "",
    turns: Annotated[
        int | None, typer.Option("--turns", metavar="N", min=0, help="So many turns away at most.")
    ] = None,
    characters: Annotated[
        int | None, typer.Option("--characters", metavar="N", min=0, help="So many characters away at most.")
    ] = None,
    without: Annotated[
        str, typer.Option("--without", metavar="CODE", help="Sharing no word with what has this code.")
    ] = "",
    context: Annotated[
        int | None, typer.Option("--context", metavar="N", min=0, help="Show so many turns before and after.")
    ] = None,
    matrix: Annotated[
        str,
        typer.Option(
            "--matrix", metavar="BY", help="Which code occurs in which case, source, speaker, wave, or by whom."
        ),
    ] = "",
    counts: Annotated[bool, typer.Option("--counts", help="In how many passages it does, with --matrix.")] = False,
    together: Annotated[
        str, typer.Option("--together", metavar="UNIT", help="Which codes meet in one overlap, turn, source or case.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", readable=False, metavar="FILE", help="Write a table instead: .csv or .xlsx."),
    ] = None,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Find passages again by their codes. Case by case, in the order of events."""
    if (turns is not None or characters is not None) and not near:
        raise typer.BadParameter("--turns and --characters say how near; name the code with --near")
    if turns is not None and characters is not None:
        raise typer.BadParameter("say how near in --turns or in --characters, not in both")
    if (matrix and together) or (counts and not matrix):
        raise typer.BadParameter("ask for --matrix, with --counts or without, or for --together")
    dates = pair(date, "--date takes one date, or the first and last with a colon between them") if date else None
    with open_it(study) as opened:
        found = opened.codings(
            code or None, below=not only, source=source, kind=kind, case=case, informant=informant, level=level,
            speaker=speaker, wave=wave, date=dates, by=by,
        )  # fmt: skip
        if overlapping:
            found = found.overlapping(opened.codings(overlapping))
        if inside:
            found = found.inside(opened.codings(inside))
        if near:
            within = 0 if turns is None and characters is None else turns
            found = found.near(opened.codings(near), turns=within, characters=characters)
        if without:
            found = found - opened.codings(without)
        if matrix:
            _give_table(index_tables.matrix(found, matrix, counts=counts), out, json=json)
        elif together:
            _give_table(index_tables.together(found, together), out, json=json)
        else:
            _give(found, out, context, limit, json=json)


def _give_table(table: IndexTable, out: Path | None, *, json: bool) -> None:
    """Write or print a table about codes."""
    if out is not None:
        index_tables.write(table, out)
    if json:
        output.print_json({"table": str(out)} if out is not None else index_tables.as_json(table))
    elif out is not None:
        output.say(f"Wrote {out}: {counted(len(table.rows), 'code')}, a row each.")
    else:
        index_tables.print_it(table)


@command("The codebook")
def split_code(
    study: StudyFile,
    code: Code,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call the new code.")],
    case: OnlyCases = [],  # noqa: B006 - typer copies it
    informant: OnlyInformants = [],  # noqa: B006 - typer copies it
    speaker: Said = [],  # noqa: B006 - typer copies it
    wave: OnlyWaves = [],  # noqa: B006 - typer copies it
    kind: OnlyKinds = [],  # noqa: B006 - typer copies it
    source: OnlySources = [],  # noqa: B006 - typer copies it
    by: Coders = [],  # noqa: B006 - typer copies it
    overlapping: Annotated[
        str, typer.Option("--overlapping", metavar="CODE", help="Sharing words with what has this code.")
    ] = "",
    person: Person = "",
    json: Json = False,
) -> None:
    """Give some of a code's codings a new code beside it. The others stay."""
    if not (case or informant or speaker or wave or kind or source or by or overlapping):
        raise typer.BadParameter("say which of its codings, such as with --speaker, --source or --overlapping")
    with open_it(study, person) as opened:
        found = opened.codings(
            code, below=False, source=source, kind=kind, case=case, informant=informant, speaker=speaker, wave=wave,
            by=by,
        )  # fmt: skip
        if overlapping:
            found = found.overlapping(opened.codings(overlapping))
        if not found:
            raise RecordWrong("code", code, "none of its codings fit, so there is nothing to split off")
        (made,) = opened.split_code(code, {name: [each.coding for each in found]})
        path = opened.codebook.path(made.id)
    if json:
        output.print_json({"code": {"id": made.id, "path": path}, "codings": len(found)})
    else:
        output.say(f"“{output.visible(path)}” has {counted(len(found), 'coding')} of “{output.visible(code)}” now.")


def _give(found: Codings, out: Path | None, context: int | None, limit: int, *, json: bool) -> None:
    """Write, print or show what was found."""
    if out is not None:
        account_listing.write_table(found, out)
        if json:
            output.print_json({"table": str(out), "codings": len(found)})
        else:
            output.say(f"Wrote {out}: {counted(len(found), 'coding')}, a row each.")
    elif json:
        output.print_json(account_listing.codings_as_json(found, context))
    else:
        account_listing.print_codings(found, context, limit)


@command(_FAMILY)
def agreement(
    study: StudyFile,
    coder: Annotated[
        list[str], typer.Option("--coder", metavar="NAME", help="Whom to compare; else everybody; repeat for each.")
    ] = [],  # noqa: B006 - typer copies it
    code: Annotated[
        list[str], typer.Option("--code", metavar="CODE", help="On which codes; else on all; repeat for several.")
    ] = [],  # noqa: B006 - typer copies it
    source: OnlySources = [],  # noqa: B006 - typer copies it
    below: Annotated[bool, typer.Option("--below", help="Let codes below one of these count for it.")] = False,
    unit: Annotated[
        str, typer.Option("--unit", metavar="UNIT", help="What is compared: turn, paragraph, sentence, character.")
    ] = "turn",
    coded_only: Annotated[bool, typer.Option("--coded-only", help="Leave out what nobody coded.")] = False,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Lay coders side by side. The passages on which they differ first, then the numbers."""
    with open_it(study) as opened, output.progress("Comparing"):
        found = opened.agreement(
            coders=coder, code=code or None, source=source, below=below, unit=unit, uncoded=not coded_only
        )
    if json:
        output.print_json(agreement_listing.as_json(found))
    else:
        agreement_listing.print_agreement(found, limit)


def _place(source: Source, words: str, turn: str, section: int | None, at: str) -> Passage:
    """The passage that is meant, in one of the four ways to say so."""
    if sum((bool(words), bool(turn), section is not None, bool(at))) != 1:
        raise typer.BadParameter("say which words, with --words, --turn, --section or --at")
    if words:
        return source.find_one(words)
    if section is not None:
        return source.section(section)
    if turn:
        first, last = two_numbers(turn, "--turn takes the number of a turn, or of two, such as 4:6")
        return source.turn(first) if first == last else source.turn(first, last)
    start, end = two_numbers(at, "--at takes two positions, such as 120:180")
    return source.passage(start, end)
