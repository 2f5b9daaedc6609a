"""Pipelines: each distinct sentence is parsed once, and what they do not tell stays as the rules read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ieworkbench.compare.statements import statements
from ieworkbench.importers import read_bytes
from ieworkbench.language.pipelines import Pipeline


class Unparsed:
    """A parsed sentence that says nothing."""

    def has_annotation(self, name: str) -> bool:
        return name != "DEP"


class Listening:
    """A pipeline that keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def pipe(self, texts: Iterable[str]) -> Iterator[Unparsed]:
        for text in texts:
            self.given.append(text)
            yield Unparsed()


def test_a_sentence_that_a_letter_repeats_is_parsed_once_and_every_statement_is_kept():
    words = "You must come. You may go.\n\nYou must come.\n\nYou must come."
    source = read_bytes(words.encode(), "letter.txt")
    found = list(statements(source, language="en", pipeline="rules"))
    listening = Listening()
    mended = Pipeline("a pipeline", {"en": listening}).mended(source.content, found)  # type: ignore[dict-item]
    assert listening.given == ["You must come.", "You may go."]
    assert mended == found
    assert len(mended) == 4
