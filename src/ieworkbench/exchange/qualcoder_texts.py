"""The texts of a QualCoder project as sources, and the places marked in them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ieworkbench.errors import FileProblem
from ieworkbench.exchange.bundle import Report
from ieworkbench.exchange.files import load
from ieworkbench.exchange.foreign_database import Row
from ieworkbench.exchange.foreign_texts import PassageBook, source_of
from ieworkbench.exchange.names import fit_id, one_line, short, without_suffix
from ieworkbench.exchange.qualcoder_places import Ways
from ieworkbench.exchange.refi_positions import Convention, Mark
from ieworkbench.model import Passage, Source

__all__ = ["Text", "Texts", "read_texts"]

_MEDIA = {"images": "picture", "audio": "sound recording", "video": "video"}
_OWN_FILE = "/docs/"


@dataclass(slots=True)
class Text:
    """One text: its source, and how its positions count."""

    source: Source
    ways: Ways


@dataclass(slots=True)
class Texts:
    """The texts of a project by their numbers.

    Attributes
    ----------
    by_number
        Each text.
    originals
        For a source's id, the bytes it can be read from again.
    left_out
        For the number of what is no text, what it is, in plain words.
    passages
        The passages asked for so far.
    """

    report: Report
    passages: PassageBook
    by_number: dict[int, Text] = field(default_factory=dict)
    originals: dict[str, bytes] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)

    def name(self, number: int | None) -> str:
        """What a source is called, for a place in a report."""
        return self.by_number[number].source.id if number in self.by_number else f"source {number}"

    def why_not(self, number: int | None) -> str:
        """Why a source cannot be referred to."""
        what = self.left_out.get(-1 if number is None else number)
        return f"It is on a {what}, and only texts are read." if what else "The text it stood in is not there."

    def passages_of(self, rows: Sequence[Row], source: str, words: str, what: str) -> list[tuple[Row, Passage]]:
        """The rows of one table that have a place in a text, with their passages, in the order of the table.

        Parameters
        ----------
        rows
            Rows with ``pos0`` and ``pos1``.
        source, words
            The columns with the number of the source, and with the words that stand there, if any.
        what
            What a row is, for the report.
        """
        by_text: dict[int, list[Row]] = {}
        for row in rows:
            number = row.whole(source)
            if number in self.by_number:
                by_text.setdefault(number, []).append(row)
            else:
                self.report.dropped(what, _where(row, self.name(number), words), self.why_not(number))
        placed = [pair for number, of_it in by_text.items() for pair in self._placed(number, of_it, words, what)]
        return sorted(placed, key=lambda pair: pair[0].number)

    def _placed(self, number: int, rows: list[Row], words: str, what: str) -> list[tuple[Row, Passage]]:
        text, placed, unchecked = self.by_number[number], [], 0
        found = text.ways.places([_mark(row, words) for row in rows])
        for row, place in zip(rows, found, strict=True):
            where = _where(row, text.source.id, words)
            why = place.why
            if place.start < 0 or not 0 <= place.start < place.end <= len(text.source.content):
                self.report.unplaced(what, where, why or "There are no words between its positions.")
                continue
            if why:
                self.report.changed(what, where, why)
            unchecked += not row.text(words).strip()
            placed.append((row, self.passages.at(text.source, place.start, place.end, number)))
        if unchecked and text.ways.differ and not text.ways.checked:
            fact = "the text can be counted in several ways, and nothing shows which is meant; look at their places"
            self.report.facts.append(f"{text.source.id}, {unchecked:,} × {what} without words: {fact}.")
        return placed


def _mark(row: Row, words: str) -> Mark:
    return Mark(row.whole("pos0"), row.whole("pos1"), row.text(words) if words else "")


def _where(row: Row, source: str, words: str) -> str:
    quote = short(row.text(words)) if words else ""
    return f"{source}, “{quote}”" if quote else f"{source}, {row.text('pos0')} to {row.text('pos1')}"


def read_texts(
    rows: Sequence[Row], codings: Sequence[Row], folder: Path, passages: PassageBook, report: Report
) -> Texts:
    """Every text of the project, in the order of its table.

    Parameters
    ----------
    rows, codings
        The rows of ``source`` and ``code_text``.
    folder
        The project's folder.
    passages
        Where their passages are put.
    report
        Where it is said what was left out, and how positions count.
    """
    texts, taken, from_file = Texts(report, passages), set[str](), 0
    marks: dict[int, list[Mark]] = {}
    for row in codings:
        marks.setdefault(row.whole("fid") or 0, []).append(_mark(row, "seltext"))
    for row in rows:
        name = one_line(row.text("name")) or f"source {row.number}"
        what = _medium(row.text("mediapath"))
        if what is not None:
            texts.left_out[row.number] = what
            report.dropped(what, short(name), "Only texts are read; a transcript of it is a text of its own.")
            continue
        ways = Ways(row.text("fulltext"), marks.get(row.number, []))
        if not ways.content.strip():
            texts.left_out[row.number] = "file without words"
            report.dropped("source", short(name), "It holds no words.")
            continue
        original = _original(folder, row)
        source, data = source_of(ways.content, name, original)
        from_file += data is original
        source = replace(source, id=fit_id(without_suffix(name), taken, "source"), title=name)
        taken.add(source.id)
        texts.by_number[row.number] = Text(source, ways)
        texts.originals[source.id] = data
        if ways.ways[0] != _usual(ways):
            report.facts.append(f"In {source.id}, {ways.ways[0]}.")
    if texts.by_number:
        report.facts.append(
            f"{from_file:,} of {len(texts.by_number):,} texts read from their own files exactly as QualCoder keeps them; "
            "of the others the text was taken as QualCoder keeps it."
        )
    return texts


def _usual(ways: Ways) -> Convention:
    """Positions as code points of the text as it is stored."""
    return Convention(mark_counted=ways.laid.mark)


def _medium(path: str) -> str | None:
    """What a file that is no text is, by the way QualCoder names its place."""
    kind = path.lstrip("/").split("/", 1)[0].split(":", 1)[0]
    return _MEDIA.get(kind) if path.startswith("/") or ":" in path else None


def _original(folder: Path, row: Row) -> bytes | None:
    """The text's own file in the project's folder of documents; never one that lies elsewhere.

    PDF files are left: the program reads them in its own way, and never as we do.
    """
    path = row.text("mediapath")
    if path and not path.startswith(_OWN_FILE):
        return None
    name = path.removeprefix(_OWN_FILE) or row.text("name")
    if not name or name != os.path.basename(name) or "\\" in name or name.lower().endswith(".pdf"):  # noqa: PTH119 - a name is compared, and no path is gone on with
        return None
    place = folder / "documents" / name
    try:
        inside = place.resolve().parent == (folder / "documents").resolve()
        return load(place).data if inside and place.is_file() else None
    except (FileProblem, OSError, ValueError, RuntimeError):
        return None
