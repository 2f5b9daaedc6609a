"""A codebook as a terminal shows it: a tree, each code with what is said of it set in below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ieworkbench.cli.output import say, style, visible, wrapped
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from ieworkbench.model import Code, Codebook
    from ieworkbench.study.retrieval import Codings

__all__ = ["as_json", "code_as_json", "passages_of", "print_codebook", "print_shipped"]

_SAID = (("definition", ""), ("include", "include: "), ("exclude", "exclude: "), ("example", "example: "))


def passages_of(codings: Codings) -> dict[str, int]:
    """For each code's id, how many passages have it."""
    found: dict[str, set[str]] = {}
    for each in codings:
        found.setdefault(each.coding.code, set()).add(each.passage.id)
    return {code: len(passages) for code, passages in found.items()}


def as_json(book: Codebook, passages: Mapping[str, int] | None) -> list[dict[str, Any]]:
    """Every code in the order of the tree, for other programs."""
    return [
        code_as_json(book, code) | ({} if passages is None else {"passages": passages.get(code.id, 0)})
        for _, code in book.walk()
    ]


def code_as_json(book: Codebook, code: Code) -> dict[str, Any]:
    """A code with its path, for other programs."""
    return {
        "id": code.id,
        "name": code.name,
        "path": book.path(code.id),
        "parents": list(code.parents),
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "example": code.example,
        "colour": code.colour,
        "codable": code.codable,
    }


def print_codebook(book: Codebook, passages: Mapping[str, int] | None) -> None:
    """The tree."""
    if not book:
        say("No codes yet. Add one with: ieworkbench add-code STUDY NAME, or bring a codebook: ieworkbench import")
        return
    for depth, code in book.walk():
        indent = "  " * depth
        say(f"{indent}{style(visible(code.name), bold=True)}{_beside(book, code, passages)}")
        for name, label in _SAID:
            if words := getattr(code, name):
                say(*wrapped(label + words, f"{indent}    "))


def print_shipped(books: Mapping[str, Codebook]) -> None:
    """The codebooks that come with the package: name, how many codes, title and what it is for."""
    for name, book in books.items():
        say(f"{style(name, bold=True)}  {style(counted(len(book), 'code'), dim=True)}")
        say(*wrapped(f"{book.title}. {book.description}", "    "))


def _beside(book: Codebook, code: Code, passages: Mapping[str, int] | None) -> str:
    facts = [] if code.codable else ["only groups others"]
    facts += [f"also under {visible(book.path(each))}" for each in code.parents[1:]]
    if passages is not None and (code.codable or passages.get(code.id)):
        facts.append(counted(passages.get(code.id, 0), "passage"))
    return style("  " + " · ".join(facts), dim=True) if facts else ""
