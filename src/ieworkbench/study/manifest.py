"""A manifest: a table that says, for many files at once, what each of them is.

One row a file, as CSV or XLSX, so that it can be filled in with a spreadsheet program. A first one
is guessed from the names of folders and files; the researcher corrects it.
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from ieworkbench.errors import FileDamaged, FileMissing, FileProblem, RecordWrong
from ieworkbench.importers import FORMATS, RawFile, load
from ieworkbench.importers.encodings import decode
from ieworkbench.model import SourceKind
from ieworkbench.model.display import Brief, Parts

__all__ = ["COLUMNS", "ManifestRow", "guess_manifest", "read_manifest", "unread_files", "write_manifest"]


@dataclass(frozen=True, slots=True, repr=False)
class ManifestRow(Brief):
    """What is said of one file.

    Attributes
    ----------
    file
        Its path, from the manifest's own folder.
    kind, case, informant, wave, date, language, consent
        As in `Study.add_source` and `Study.add_informant`; several cases, informants or words of
        consent are separated by semicolons.
    level, role
        Of the informant, where she is new to the study.
    id, title, format, encoding, speakers, speaker_pattern
        As in `Study.add_source`, where the researcher wants to say so.
    """

    file: str
    kind: str = ""
    case: str = ""
    informant: str = ""
    wave: str = ""
    date: str = ""
    language: str = ""
    consent: str = ""
    level: str = ""
    role: str = ""
    id: str = ""
    title: str = ""
    format: str = ""
    encoding: str = ""
    speakers: str = ""
    speaker_pattern: str = ""


COLUMNS = tuple(each.name for each in fields(ManifestRow))
"""The columns a manifest may have; only ``file`` must be there."""

_WRITTEN = COLUMNS[:8]
_ZIP = b"PK\x03\x04"
_SAVE_AS = "save it as CSV or XLSX in the spreadsheet program"


def read_manifest(path: str | Path) -> Parts[ManifestRow]:
    """The rows of a manifest.

    Raises
    ------
    FileProblem
        If the file cannot be read as a table.
    FileDamaged
        If a column is not known, a row names no file, or a cell stands under no column, with the place.
    """
    raw = load(path)
    rows = _sheet_rows(raw) if raw.data.startswith(_ZIP) else _csv_rows(raw)
    columns = _columns(raw, next(rows, (0, []))[1])
    return Parts(_row(raw, line, columns, cells) for line, cells in rows if any(cell.strip() for cell in cells))


def write_manifest(path: str | Path, rows: Sequence[ManifestRow]) -> None:
    """Write a manifest as CSV, or as XLSX if the name ends so.

    It has the columns every file needs, and those of the others in which something stands.

    Raises
    ------
    FileExistsError
        If there is a file of that name: a corrected manifest is not written over.
    RecordWrong
        If it cannot be written there.
    """
    path = Path(path)
    columns = [name for name in COLUMNS if name in _WRITTEN or any(getattr(row, name) for row in rows)]
    table = [columns, *([getattr(row, name) for name in columns] for row in rows)]
    if path.suffix.lower() == ".xlsx":
        data = _as_xlsx(table)
    else:
        sheet = io.StringIO()
        csv.writer(sheet, lineterminator="\n").writerows(table)
        data = b"\xef\xbb\xbf" + sheet.getvalue().encode("utf-8")
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise
    except OSError as error:
        why = error.strerror or "the disk refuses"
        raise RecordWrong("manifest", str(path), f"it cannot be written there ({why}); choose another place") from error


def guess_manifest(folder: str | Path, base: str | Path | None = None) -> Parts[ManifestRow]:
    """A first manifest of all readable files in ``folder`` and below it.

    Kind, case, informant, wave, date and language are guessed from the names of folders and files
    where these say so plainly, and left empty where they do not.

    Parameters
    ----------
    folder
        Where to look; hidden files, those no reader knows, manifests, and the tables of a chain
        of action are passed over.
    base
        The folder the paths start from: where the manifest will lie. ``folder`` if not given.

    Raises
    ------
    FileMissing, RecordWrong
        If ``folder`` is not there, or is a file.
    """
    folder = Path(folder)
    if not folder.exists():
        raise FileMissing(str(folder))
    if not folder.is_dir():
        raise RecordWrong("folder", str(folder), "this is a file; name the folder it is in")
    start = Path(base) if base is not None else folder
    return Parts(
        _guess(path.relative_to(folder), _from(start, path))
        for path in _files(folder)
        if _is_known(path) and not _is_manifest(path) and not _is_of_a_chain(path)
    )


def unread_files(folder: str | Path) -> list[Path]:
    """The files in ``folder`` and below it that no reader knows, and that `guess_manifest` therefore passes over."""
    return [path for path in _files(Path(folder)) if not _is_known(path)]


def _files(folder: Path) -> list[Path]:
    """Every file that is not hidden, nor in a hidden folder, nor the lock of an open document."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    ]


def _is_known(path: Path) -> bool:
    return any(path.suffix.lower() in each.suffixes for each in FORMATS)


def _is_of_a_chain(path: Path) -> bool:
    """Whether a file is one of the tables in which a chain of action was typed, which is no source."""
    from ieworkbench.exchange.chain_csv import is_table_of_a_chain

    return path.suffix.lower() in {".csv", ".tsv"} and is_table_of_a_chain(path)


def _is_manifest(path: Path) -> bool:
    """Whether a file is a table whose first row names a manifest's columns and no others."""
    if path.suffix.lower() not in {".csv", ".tsv"}:
        return False
    try:
        raw = load(path)
        _columns(raw, next(_csv_rows(raw), (0, []))[1])
    except FileProblem:
        return False
    return True


# ----------------------------------------------------------------------------------- reading


def _csv_rows(raw: RawFile) -> Iterator[tuple[int, list[str]]]:
    text = decode(raw).text
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise FileDamaged(raw.name, f"line {reader.line_num}", "this is not a table") from error


def _sheet_rows(raw: RawFile) -> Iterator[tuple[int, list[str]]]:
    from ieworkbench.importers.packages import open_zip

    open_zip(raw)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(raw.data), read_only=True, data_only=True)
        rows = [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except Exception as error:  # openpyxl gives damage out as errors of every kind
        raise FileDamaged(raw.name, "", "this is not an XLSX workbook, or only part of one", _SAVE_AS) from error
    yield from enumerate(rows, start=1)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _row(raw: RawFile, line: int, columns: list[str], cells: list[str]) -> ManifestRow:
    """One row; a cell that stands under no column is not passed over."""
    for number, cell in enumerate(cells):
        if cell.strip() and (number >= len(columns) or not columns[number]):
            what = f"“{cell.strip()[:40]}” stands under no column"
            raise FileDamaged(
                raw.name, f"row {line}", what, "put words with a comma in quotation marks, or name the column"
            )
    values = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
    if not values.get("file"):
        raise FileDamaged(raw.name, f"row {line}", "the column “file” is empty", "name the file in it")
    return ManifestRow(**values)


def _columns(raw: RawFile, header: list[str]) -> list[str]:
    names = ["_".join(cell.replace("_", " ").casefold().split()) for cell in header]
    if "file" not in names:
        raise FileDamaged(raw.name, "row 1", "there is no column “file”", f"name the columns: {', '.join(_WRITTEN)}")
    for name in names:
        if name and name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, n=1)
            hint = f"did you mean “{near[0]}”" if near else f"the columns are {', '.join(COLUMNS)}"
            raise FileDamaged(raw.name, "row 1", f"there is no column “{name[:40]}”", hint)
    if len(set(filter(None, names))) < len(list(filter(None, names))):
        raise FileDamaged(raw.name, "row 1", "a column stands there twice", "keep one of them")
    return names


def _as_xlsx(table: Iterable[Sequence[str]]) -> bytes:
    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("files")
        bold = book.add_format({"bold": True})
        for line, cells in enumerate(table):
            for column, cell in enumerate(cells):
                sheet.write_string(line, column, cell, bold if line == 0 else None)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, len(_WRITTEN) - 1, 16)
    return data.getvalue()


# ---------------------------------------------------------------------------------- guessing

# What is said more exactly comes first: a nursing plan is no individual plan.
_KIND_WORDS = {
    SourceKind.INTERVIEW: "interview interviews intervju intervjuer intervjue talk transcript transcripts transkripsjon",
    SourceKind.FIELD_NOTE: "field fieldnote fieldnotes fieldwork notes notat notater feltnotat feltnotater observation",
    SourceKind.WRITTEN_DECISION: "decision decisions vedtak vedtaksbrev avgjørelse",
    SourceKind.OTHER_PLAN: "nursing nursingplan treatment behandlingsplan pleieplan aktivitetsplan",
    SourceKind.INDIVIDUAL_PLAN: "ip individualplan individuell plan plans planer planar",
    SourceKind.APPLICATION: "application applications søknad søknader søknadar",
    SourceKind.FORM: "form forms skjema skjemaer",
    SourceKind.LETTER: "letter letters brev referral henvisning notice varsel",
    SourceKind.MINUTES: "minutes referat referater møtereferat",
    SourceKind.GUIDELINE: "guideline guidelines veileder veiledere rettleiar circular rundskriv",
    SourceKind.POLICY: "policy policies strategy strategi melding",
    SourceKind.LAW: "law laws lov lover act regulation forskrift",
    SourceKind.ARTICLE: "article articles artikkel artikler paper literature",
}
_CASE = re.compile(r"(?<![A-Za-z0-9])(?:case|sak)[ _-]?(\d{1,3})(?!\d)|(?<![A-Za-z0-9])(C\d{1,3})(?![A-Za-z0-9])", re.I)
_WAVE = re.compile(r"(?<![A-Za-z0-9])(?:wave|bølge|runde|round|w)[ _-]?(\d{1,2})(?!\d)", re.I)
_INFORMANT = re.compile(r"(?<![A-Za-z0-9])(?!C\d|W\d|V\d|IP\d)([A-Z]{1,3}\d{1,3})(?![A-Za-z0-9])")
_DATE = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_LANGUAGE = re.compile(r"[._(-](nb|nn|no|en|sv|da|de|fr|fi|se)\)?$")
_LANGUAGE_NAMES = {"bokmål": "nb", "bokmal": "nb", "nynorsk": "nn"}
_PIECE = re.compile(r"[^\W\d_]+")


def _from(base: Path, path: Path) -> str:
    """``path`` as it is written in a manifest that lies in ``base``."""
    return Path(os.path.relpath(path.absolute(), base.absolute())).as_posix()


def _guess(path: Path, written: str) -> ManifestRow:
    nearest_first = [unicodedata.normalize("NFC", name) for name in (path.stem, *reversed(path.parent.parts))]
    case = _first(_CASE, nearest_first)
    date = _first_match(_DATE, nearest_first, lambda match: _real_day(*match.groups()))
    return ManifestRow(
        file=written,
        kind=_kind(nearest_first),
        case=f"C{case}" if case.isdigit() else case.upper(),
        informant=_first(_INFORMANT, nearest_first),
        wave=_first(_WAVE, nearest_first),
        date=date,
        language=_first(_LANGUAGE, nearest_first[:1]) or _language_named(nearest_first[0]),
    )


def _kind(names: Sequence[str]) -> str:
    for name in names:
        pieces = [piece.casefold() for piece in _PIECE.findall(name)]
        for kind, words in _KIND_WORDS.items():
            if any(piece in words.split() for piece in pieces):
                return kind.value
    return ""


def _language_named(name: str) -> str:
    return next((code for piece in _PIECE.findall(name) if (code := _LANGUAGE_NAMES.get(piece.casefold()))), "")


def _first(pattern: re.Pattern[str], names: Sequence[str]) -> str:
    return _first_match(pattern, names, lambda match: next(group for group in match.groups() if group))


def _first_match(pattern: re.Pattern[str], names: Sequence[str], take: Callable[[re.Match[str]], str]) -> str:
    for name in names:
        for match in pattern.finditer(name):
            if found := take(match):
                return found
    return ""


def _real_day(year: str, month: str, day: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
