"""Writing codings and memos as comments of Word documents."""

from __future__ import annotations

import contextlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ieworkbench.errors import FileForbidden, FileNotWritten, FileProblem
from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.code_lookup import path_of
from ieworkbench.exchange.files import is_file, is_folder, new_file
from ieworkbench.exchange.moments import NEVER
from ieworkbench.exchange.word_comments_fresh import fresh_document, run_of
from ieworkbench.exchange.word_comments_marks import key_of, put_marks
from ieworkbench.exchange.word_comments_own import drop_own_comments
from ieworkbench.exchange.word_comments_package import WordFile, as_xml
from ieworkbench.exchange.word_comments_places import Around, Places, put_around, slots_of
from ieworkbench.exchange.word_comments_plan import Planned, held, planned, report_the_rest
from ieworkbench.importers import RawFile, read_bytes
from ieworkbench.importers.packages import ZIP_FILE
from ieworkbench.importers.word_names import STRICT, W
from ieworkbench.model import Source
from ieworkbench.model.vocabulary import SectionKind
from ieworkbench.sentences import counted

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["write"]

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_LONGEST_NAME = 100


def write(bundle: Bundle, path: str, report: Report) -> None:
    """Write each source as a Word document with its codings and memos as comments.

    One source is written to the file ``path``, or into it if it is a folder; several are written
    into the folder ``path``, which is made if it is not there, each under its id.

    Raises
    ------
    FileNotWritten
        If there is no source, or several for one file, or a file to be written over is the very one
        that the source was read from, or the disk is full or fails.
    FileForbidden
        If the folder may not be written to.
    """
    files = _files(bundle, path)
    for source, place in files:
        if is_file(place):
            _spare_original(bundle.originals.get(source.id, b""), place)
    for source, place in files:
        data = _document(bundle, source, report)
        with new_file(place) as new:
            new.write_bytes(data)
        report.kept["sources"] += 1
    report_the_rest(bundle, report)


def _files(bundle: Bundle, path: str) -> list[tuple[Source, Path]]:
    """Which source becomes which file."""
    folder, sources = Path(path), bundle.sources
    if not sources:
        raise FileNotWritten(path, "there is no source in what should be written; choose one at least")
    if len(sources) == 1 and not is_folder(folder):
        return [(sources[0], folder)]
    if folder.suffix.lower() == ".docx" and not is_folder(folder):
        why = f'a Word document holds one source, and there are {len(sources)}; name a folder for them, with format="docx"'
        raise FileNotWritten(path, why)
    try:
        folder.mkdir(exist_ok=True)
    except PermissionError as error:
        raise FileForbidden(path) from error
    except (OSError, ValueError) as error:
        raise FileNotWritten(path, "this folder cannot be made; choose another name, or check the path") from error
    names: Counter[str] = Counter()
    return [(source, folder / _file_name(source.id, names)) for source in sources]


def _spare_original(original: bytes, place: Path) -> None:
    """Raise rather than write over the researcher's own document."""
    there = b""
    with contextlib.suppress(OSError, ValueError):
        there = place.read_bytes() if place.stat().st_size == len(original) else b""
    if there and there == original:
        why = "this is the document that the source was read from; choose another name or folder for the copy"
        raise FileNotWritten(str(place), why)


def _file_name(source: str, taken: Counter[str]) -> str:
    """A file name for a source that every system can have, and no other source has."""
    name = _UNSAFE.sub("_", source).strip(". ")[:_LONGEST_NAME].rstrip(". ") or "source"
    name = f"_{name}" if _RESERVED.match(name) else name
    wanted, count = name, 1
    while taken[name.casefold()]:
        count += 1
        name = f"{wanted}-{count}"
    taken[name.casefold()] += 1
    return f"{name}.docx"


# ------------------------------------------------------------------------------ the document


def _document(bundle: Bundle, source: Source, report: Report) -> bytes:
    """The document of one source: a copy of the one it was, where that can be, or a new one."""
    comments = planned(bundle, source, report)
    for each in comments:
        if held(each.text) != each.text or held(each.by) != each.by:
            where = f"{source.id}, character {each.passage.start}"
            report.changed("comment", where, "Letters in it that no Word document can hold became �.")
    paths = {code: path_of(bundle.codebook, code) for code in _codes_of(bundle, comments)}
    original = bundle.originals.get(source.id, b"")
    data, why = _into_original(bundle, source, original, comments, paths)
    if data is None:
        if why:
            report.changed("source", source.id, f"It was written as a new document: {why}.")
        data = _into_fresh(source, comments, paths, report)
    for each in comments:
        report.kept["codings" if each.entry.kind == "coding" else "memos"] += 1
    return data


def _codes_of(bundle: Bundle, comments: Sequence[Planned]) -> list[str]:
    """The ids of the codes in use, and of those they stand under."""
    used = {each.entry.code for each in comments} - {""}
    return sorted(used.union(*(bundle.codebook.above(code) for code in used)))


def _into_original(
    bundle: Bundle, source: Source, original: bytes, comments: Sequence[Planned], paths: dict[str, str]
) -> tuple[bytes | None, str]:
    """A copy of the source's own document with the comments in it; or why there is none."""
    if source.origin.format != "docx" or not original.startswith(ZIP_FILE):
        return None, ""
    try:
        file = WordFile(RawFile(source.origin.file_name or "original.docx", original))
        main = file.main
        if main is None or STRICT in file.parts[main][:4096]:
            return None, "its own is of a kind into which no comments are put"
        drop_own_comments(file, bundle, source)
        return _with_comments(file, main, source, comments, paths)
    except FileProblem as problem:
        return None, f"its own cannot be changed ({str(problem).rstrip('.')})"


def _into_fresh(source: Source, comments: Sequence[Planned], paths: dict[str, str], report: Report) -> bytes:
    sound = replace(source, content=held(source.content))
    if sound.content != source.content:
        count = sum(a != b for a, b in zip(sound.content, source.content, strict=True))
        report.changed("source", source.id, f"{counted(count, 'letter')} that no Word document can hold became �.")
    text = sound.content if sound.content.endswith("\n") else sound.content + "\n"
    data = fresh_document(sound)
    if not text.strip():
        report.changed("source", source.id, "It holds no words, and a document without words cannot be read back.")
        return data
    file = WordFile(RawFile("new.docx", data))
    written, why = _with_comments(file, file.main or "", replace(sound, content=text), comments, paths, sound)
    if written is None:
        raise FileNotWritten(f"{source.id}.docx", f"its comments cannot be placed ({why}); please report this")
    return written


def _with_comments(
    file: WordFile,
    main: str,
    source: Source,
    comments: Sequence[Planned],
    paths: dict[str, str],
    named: Source | None = None,
) -> tuple[bytes | None, str]:
    """The document with the comments in it, once read again and found right; or why there is none.

    ``named`` is the source as it shall be known again, where its text lacks the last line end.
    """
    # Words in notes, heads, feet and text boxes take no comments in every program: LibreOffice breaks off.
    parts = [main]
    places = Places(file, parts, source)
    if not places.fits:
        return None, "the text of its own is not the text of the source"
    placed = [replace(each, around=places.around(each.passage.start, each.passage.end)) for each in comments]
    homeless = [each for each in placed if each.around is None]
    if homeless:
        where = homeless[0].passage.start
        many = "a comment" if len(homeless) == 1 else f"{len(homeless):,} comments, the first"
        return None, f"{many} at character {where} cannot be put into its own"
    first = _first_free_id(file, main)
    _put_marks_of_comments(file, parts, placed, first)
    _put_comments(file, main, placed, first)
    _put_entries(file, named or source, placed, paths)
    data = file.packed()
    return (data, "") if _is_right(data, source, placed) else (None, "read again, its own would not be the same")


def _first_free_id(file: WordFile, main: str) -> int:
    name = file.target(main, "comments")
    ids = [each.get(W + "id") or "" for each in (() if name is None else file.parsed(name))]
    return max((int(each) for each in ids if each.isascii() and each.isdigit() and len(each) < 9), default=-1) + 1


def _put_marks_of_comments(file: WordFile, parts: Sequence[str], placed: Sequence[Planned], first: int) -> None:
    marks = _marks(placed, first)
    begin = 0
    for part in parts:
        root = file.parsed(part)
        slots = slots_of(root)
        own = {(n - begin, offset): each for (n, offset), each in marks.items() if begin <= n < begin + len(slots)}
        begin += len(slots)
        if own:
            put_around(slots, own)
            file.parts[part] = as_xml(root)


def _marks(placed: Sequence[Planned], first: int) -> dict[tuple[int, int], list[etree._Element]]:
    """The marks by where they go: where several go, what ends before comes before what begins."""
    ranked: dict[tuple[int, int], list[tuple[int, int, list[etree._Element]]]] = defaultdict(list)
    for number, each in enumerate(placed, first):
        if each.around is None:
            continue
        empty = each.around.start == each.around.end
        ranked[each.around.start].append((1, number, [_mark("commentRangeStart", number)]))
        ranked[each.around.end].append((2 if empty else 0, number, [_mark("commentRangeEnd", number), _call(number)]))
    return {
        place: [mark for _, _, marks in sorted(there, key=lambda each: each[:2]) for mark in marks]
        for place, there in ranked.items()
    }


def _mark(name: str, number: int) -> etree._Element:
    from lxml import etree

    mark = etree.Element(W + name, nsmap={"w": W[1:-1]})
    mark.set(W + "id", str(number))
    return mark


def _call(number: int) -> etree._Element:
    """The run that calls a comment."""
    from lxml import etree

    run = etree.Element(W + "r", nsmap={"w": W[1:-1]})
    properties = etree.SubElement(run, W + "rPr")
    etree.SubElement(properties, W + "rStyle").set(W + "val", "CommentReference")
    run.append(_mark("commentReference", number))
    return run


def _put_comments(file: WordFile, main: str, placed: Sequence[Planned], first: int) -> None:
    """The words of the comments, after those that are there already."""
    from lxml import etree

    name = file.target(main, "comments")
    root = etree.Element(W + "comments", nsmap={"w": W[1:-1]}) if name is None else file.parsed(name)
    for number, each in enumerate(placed, first):
        root.append(_comment(each, number))
    if name is not None:
        file.parts[name] = as_xml(root)
    elif placed:
        folder = main.rpartition("/")[0]
        place = f"{folder}/comments.xml" if folder else "comments.xml"
        place = file.free_name(f"{folder}/comments{{}}.xml") if place in file.parts else place
        file.add(main, "comments", place, _COMMENTS_TYPE, as_xml(root))


def _comment(planned: Planned, number: int) -> etree._Element:
    from lxml import etree

    by = held(planned.by)
    attributes = f'w:id="{number}"'
    if planned.at != NEVER:
        attributes += f' w:date="{planned.at.replace(microsecond=0).isoformat()}Z"'
    paragraphs = []
    for line_number, line in enumerate(held(planned.text).split("\n")):
        reference = "" if line_number else _REFERENCE
        bold = bool(planned.first) and line_number == (1 if planned.entry.skip and planned.entry.title else 0)
        paragraphs.append(
            f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{reference}{run_of(line, bold=bold)}</w:p>'
        )
    element = etree.fromstring(f'<w:comment xmlns:w="{W[1:-1]}" {attributes}>{"".join(paragraphs)}</w:comment>')
    element.set(W + "author", by)
    initials = "".join(word[0] for word in by.split() if word[0].isalnum())[:4].upper()
    if initials:
        element.set(W + "initials", initials)
    return element


_REFERENCE = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'


def _put_entries(file: WordFile, source: Source, placed: Sequence[Planned], paths: dict[str, str]) -> None:
    entries = []
    for each in placed:
        start, end = each.range
        key = key_of(held(each.by), held(each.text), source.content[start:end])
        around = each.around or Around((0, 0), (0, 0))
        entries.append(replace(each.entry, key=key, lead=around.lead, tail=around.tail))
    put_marks(file, source, paths, entries)


def _is_right(data: bytes, source: Source, placed: Sequence[Planned]) -> bool:
    """Whether the reader finds the same text, and every comment on just its words."""
    read = read_bytes(data, "written.docx", format="docx", turns=False)
    wanted = Counter((*each.range, held(each.text), held(each.by)) for each in placed)
    found = Counter(
        (each.start, each.end, each.text or "", each.author or "")
        for each in read.sections
        if each.kind is SectionKind.COMMENT
    )
    return read.content == source.content and not wanted - found
