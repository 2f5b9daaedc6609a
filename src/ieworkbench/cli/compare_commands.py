"""The commands for comparing texts: what they share, word for word or nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ieworkbench.cli import output
from ieworkbench.cli.options import Json, Limit, command
from ieworkbench.sentences import counted, listed

if TYPE_CHECKING:
    from ieworkbench.compare.families import Family, Reading
    from ieworkbench.compare.shared_passages import SharedPassage, SharedPassages
    from ieworkbench.model import Source

__all__: list[str] = []

_FAMILY = "Comparing"
_STUDY = b"SQLite format 3\x00"
_QUOTE = 300
_NAMED = 6
_VARYING = 8
Texts = Annotated[
    list[Path],
    typer.Argument(readable=False, metavar="FILE", help="Interviews, documents; of a study file, all its sources."),
]


@command(_FAMILY)
def passages(
    files: Texts,
    min_tokens: Annotated[
        int, typer.Option("--min-tokens", metavar="N", help="How many words a passage has at least.")
    ] = 8,
    similarity: Annotated[
        float, typer.Option("--similarity", metavar="S", help="1: word for word; 0.8: one word in five may differ.")
    ] = 1.0,
    echoes: Annotated[bool, typer.Option("--echoes", help="List shorter likenesses too.")] = False,
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """Find the wording that texts share. Each with every place where it stands."""
    from ieworkbench.compare.shared_passages import shared_passages

    names, sources = read_texts(files)
    found = shared_passages(sources, min_tokens=min_tokens, similarity=similarity, echoes=echoes)
    if json:
        output.print_json(_as_json(found, names))
    else:
        _print_found(found, names, limit)


def read_texts(files: Sequence[Path]) -> tuple[list[str], list[Source]]:
    """The texts of some files, and what to call each: its path as it was typed, or its name in its study."""
    from ieworkbench.importers import read_source
    from ieworkbench.study import open_study

    names: list[str] = []
    sources: list[Source] = []
    with output.progress("Reading") as show:
        for number, file in enumerate(files):
            if show:
                show(number, len(files), file.name)
            if _is_study(file):
                with open_study(file) as study:
                    of_study = list(study.sources())
                sources += of_study
                names += [each.name for each in of_study]
            else:
                sources.append(read_source(file))
                names.append(str(file))
    return names, sources


def _is_study(file: Path) -> bool:
    """Whether a file is a study, whatever it is called."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(_STUDY)) == _STUDY
    except OSError:  # what is wrong with it is said when it is read
        return False


# ------------------------------------------------------------------------------- for other programs


def _as_json(found: SharedPassages, names: Sequence[str]) -> dict[str, Any]:
    return {
        "passages": [_passage(each, names) for each in found],
        "families": [_family(each, names) for each in found.families],
        "echoes": [_passage(each, names) for each in found.echoes],
        "method": found.method,
        "notes": list(found.notes),
    }


def _passage(each: SharedPassage, names: Sequence[str]) -> dict[str, Any]:
    return {
        "a": _place(names[each.texts[0]], each.a.start, each.a.end),
        "b": _place(names[each.texts[1]], each.b.start, each.b.end),
        "tokens": each.tokens,
        "similarity": each.similarity,
        "quote": each.a.quote,
    }


def _family(each: Family, names: Sequence[str]) -> dict[str, Any]:
    return {
        "id": each.id,
        "members": [
            _place(names[text], member.start, member.end) for text, member in zip(each.texts, each.members, strict=True)
        ],
        "tokens": each.tokens,
        "sentence": each.sentence,
        "readings": [
            {"words": one.words, "instead": one.instead, "members": list(one.members), "spelling": one.spelling}
            for one in each.readings
        ],
    }


def _place(name: str, start: int, end: int) -> dict[str, Any]:
    return {"file": name, "start": start, "end": end}


# -------------------------------------------------------------------------------------- for people


def _print_found(found: SharedPassages, names: Sequence[str], limit: int) -> None:
    told = (found.method, *found.notes)
    output.say(output.style(f"{found!r}", bold=True), *(line for each in told for line in output.wrapped(each)))
    many = len(found.families)
    shown = found.families[: limit or many]
    for each in shown:
        _print_family(each, names)
    if len(shown) < many:
        output.say("", f"{many - len(shown):,} more; show all of them with --limit 0.")
    if found.echoes:
        output.say("", output.style(f"Shorter, and perhaps chance: {len(found.echoes):,}", bold=True))
        echoes = found.echoes[: limit or None]
        rows = [
            (names[each.texts[0]], each.a.start, names[each.texts[1]], each.b.start, output.cut(each.a.quote))
            for each in echoes
        ]
        output.print_table(("in", "from", "and in", "from", "words"), rows)
        if len(echoes) < len(found.echoes):
            output.say(f"{len(found.echoes) - len(echoes):,} more; show all of them with --limit 0.")


def _print_family(family: Family, names: Sequence[str]) -> None:
    head = f"{family.id:<5}"
    margin = " " * len(head)
    output.say("", *output.wrapped(f"{counted(family.tokens, 'word')}. {family.sentence}", margin, head))
    output.say(*output.wrapped(f"“{output.cut(family.members[0].quote, _QUOTE)}”", margin + "  "))
    places = [f"{names[text]} {each.start}–{each.end}" for text, each in zip(family.texts, family.members, strict=True)]
    more = [f"and {len(places) - _NAMED:,} more"] if len(places) > _NAMED else []
    output.say(*output.wrapped("; ".join([*places[:_NAMED], *more]), margin))
    readings = family.readings
    for each in readings[:_VARYING]:
        output.say(*output.wrapped(_varies(each, family, names), margin + "  ", margin + "varies: "))
    if len(readings) > _VARYING:
        output.say(f"{margin}varies in {len(readings) - _VARYING} more places; all of them with --json")


def _varies(reading: Reading, family: Family, names: Sequence[str]) -> str:
    who = list(dict.fromkeys(names[family.texts[each]] for each in reading.members))
    return f"{output.cut(str(reading), 120)} in {listed(who, 2)}"
