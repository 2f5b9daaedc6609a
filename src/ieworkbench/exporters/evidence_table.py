"""The evidence table of a map as a data frame, a workbook, and a table in a Word document.

A row is an act, text or link with one account of it: who tells, from where, in which wave, how they
know it, whether it was done, and the words. Acts and links of which nobody tells have a row that
says why they stand on the map.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ieworkbench.errors import FileNotWritten
from ieworkbench.exchange.table_files import Column
from ieworkbench.exporters.quoting import Quoting
from ieworkbench.exporters.report import Drawn, MapFormat, Written
from ieworkbench.exporters.word_rows import Cell, Piece, TableRow, add_table
from ieworkbench.maps.drawing.drawing_words import word
from ieworkbench.maps.drawing.titles import said_of

if TYPE_CHECKING:
    import pandas as pd
    from docx.document import Document

    from ieworkbench.maps.corroboration import EvidenceRow
    from ieworkbench.maps.institutional_map import InstitutionalMap
    from ieworkbench.model.vocabulary import Word

__all__ = ["FORMAT", "add_evidence", "evidence_frame"]

_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Field:
    """A column: its names in three languages, what stands in it, and how it looks in a workbook."""

    names: tuple[str, str, str]
    of: Callable[[EvidenceRow, str], object]
    width: int = 12
    wraps: bool = False


def _word(name: str) -> Callable[[EvidenceRow, str], object]:
    def find(row: EvidenceRow, language: str) -> object:
        value: Word | None = getattr(row, name)
        return "" if value is None else value.label(language)

    return find


def _plain(name: str) -> Callable[[EvidenceRow, str], object]:
    def find(row: EvidenceRow, _language: str) -> object:
        value = getattr(row, name)
        return "" if value is None else value

    return find


_FIELDS = (
    _Field(("What", "Hva", "Kva"), _plain("label"), 38, True),
    _Field(("Kind", "Slag", "Slag"), _plain("kind"), 8),
    _Field(("Layer", "Lag", "Lag"), _plain("layer"), 11),
    _Field(("Case", "Sak", "Sak"), _plain("case"), 8),
    _Field(("Who tells", "Hvem forteller", "Kven fortel"), _plain("informant"), 10),
    _Field(("Level", "Nivå", "Nivå"), _plain("level"), 12),
    _Field(("Wave", "Runde", "Runde"), _plain("wave"), 6),
    _Field(("How they know it", "Hvordan de vet det", "Korleis dei veit det"), _word("status"), 18),
    _Field(("Done?", "Gjort?", "Gjort?"), _word("polarity"), 10),
    _Field(("Whose work", "Hvems arbeid", "Kven sitt arbeid"), _word("work"), 10),
    _Field(("Words", "Ord", "Ord"), _plain("quote"), 60, True),
    _Field(("Source", "Kilde", "Kjelde"), _plain("source"), 14),
    _Field(("Start", "Start", "Start"), _plain("start"), 8),
    _Field(("End", "Slutt", "Slutt"), _plain("end"), 8),
    _Field(("Why it stands here", "Hvorfor det står her", "Kvifor det står her"), _plain("why"), 30, True),
    _Field(("Id", "Id", "Id"), _plain("id"), 12),
    _Field(("Account", "Fortelling", "Forteljing"), _plain("account"), 12),
)


def evidence_frame(m: InstitutionalMap, *, quotes: bool = True, language: str = "en") -> pd.DataFrame:
    """The evidence table of a map as a data frame, with headings and words of lists in a language.

    Parameters
    ----------
    m
        The map.
    quotes
        Whether what was said stands in it, as far as the map's audience may see it.
    language
        ``en``, ``nb`` or ``nn``.

    Raises
    ------
    RecordWrong
        If there are no words in this language.
    """
    import pandas as pd

    return pd.DataFrame(_rows(m, quotes, language), columns=_names(language))


def _names(language: str) -> list[str]:
    return [each.names[word.place(language)] for each in _FIELDS]


def _rows(m: InstitutionalMap, quotes: bool, language: str) -> list[list[Any]]:
    found = []
    for row in m.evidence_table():
        cells = [each.of(row, language) for each in _FIELDS]
        if not quotes:
            cells[10] = ""
        found.append(cells)
    return found


def _left_out(m: InstitutionalMap, quotes: bool) -> tuple[str, ...]:
    quoting = Quoting(m, quotes)
    for account in m.accounts():
        quoting(account)
    return quoting.sentences()


# -------------------------------------------------------------------------------- the workbook


def _write(m: InstitutionalMap, how: Written) -> Drawn:
    from ieworkbench.exchange.table_xlsx import xlsx_bytes

    names = _names(how.language)
    columns = [Column(name, each.width, each.wraps) for name, each in zip(names, _FIELDS, strict=True)]
    rows = [[_HALVES.sub("\ufffd", str(cell)) for cell in row] for row in _rows(m, how.quotes, how.language)]
    title, standpoint, facts = said_of(m, how.language)
    about = [("", title), ("", standpoint), ("", facts)]
    try:
        data = xlsx_bytes("evidence.xlsx", "Evidence", columns, rows, about)
    except FileNotWritten as error:
        raise FileNotWritten(
            "evidence.xlsx", "it has more rows than a sheet can hold; select part of the map"
        ) from error
    return Drawn(data, _left_out(m, how.quotes))


FORMAT = MapFormat(
    name="evidence",
    title="Excel: the evidence table, each act and link by who tells it, how, in which wave, with the words",
    suffixes=(".xlsx",),
    write=_write,
    cannot=("A table shows what each act and link rests on, and not how they are joined.",),
)


# ----------------------------------------------------------------------------- the table in Word

_IN_WORD = ((0, 5.2), (4, 3.0), (7, 3.6), (10, 9.6), (11, 3.4))
"""Which columns a page has room for, and how wide they are, in centimetres; others stand below them in brackets."""


def add_evidence(document: Document, m: InstitutionalMap, *, quotes: bool, language: str) -> tuple[str, ...]:
    """Add the evidence table to a Word document; what was left out of it."""
    names = _names(language)
    head = [[[Piece(names[place], 17, bold=True)]] for place, _ in _IN_WORD]
    waves = word("wave", language)
    rows = (TableRow(_cells(cells, waves)) for cells in _rows(m, quotes, language))
    add_table(document, [wide * 10 for _, wide in _IN_WORD], head, rows)
    return _left_out(m, quotes)


def _cells(cells: list[Any], wave_word: str) -> list[Cell]:
    """The words of each column, and what stands below them in small letters."""
    what, kind, layer, case, who, level, wave, status, polarity, work, quote, source, start, end, why, *_ = map(
        str, cells
    )
    place = f"{start}–{end}" if start else ""
    waves = f"{wave_word} {wave}" if wave else ""
    shown = (
        (what, " · ".join(each for each in (kind, layer, case) if each)),
        (who, " · ".join(each for each in (level, waves) if each)),
        (status, " · ".join(each for each in (polarity, work) if each)),
        (quote or why, ""),
        (source, place),
    )
    return [[[Piece(words, 17)], *([[Piece(small, 15, colour="595959")]] if small else [])] for words, small in shown]
