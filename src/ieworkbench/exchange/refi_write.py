"""A study as a REFI-QDA project: the file that NVivo, ATLAS.ti, MAXQDA and QualCoder open.

A project is a zip of one XML file and a folder of texts. The texts are written as they are, letter
for letter, in UTF-8 with ``\\n`` at line ends and no mark before them; positions count code points
and end outside, as all the others have it. What the standard has no name for travels under fixed
names (`refi_names`); what has no place at all is in the report.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace

from ieworkbench.errors import FileNotWritten
from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.files import new_file
from ieworkbench.exchange.refi_names import MOST_INTERNAL, PROJECT_FILE, SOURCES_FOLDER, representation_guid
from ieworkbench.exchange.refi_write_plan import Plan, make_plan
from ieworkbench.model import RecordRef, Source
from ieworkbench.model.vocabulary import RecordKind

__all__ = ["CARRIES", "LOSES", "write_project"]

CARRIES: tuple[str, ...] = (
    "title",
    "standpoint",
    "passages",
    "codings",
    "cases",
    "sites",
    "informants",
    "case_passages",
    "attributes",
    "memos",
    "people",
)
"""What of a bundle comes back from a project that was written here, as names of `Bundle`'s attributes."""

LOSES: tuple[str, ...] = (
    "Turns, their times and the sections of a text have no place in a project; a reader finds turns again by itself.",
    "Of the files that texts were read from, only Word documents and PDFs are carried.",
    "How a text was read, its warnings, and earlier versions of texts and memos are not carried.",
    "Passages whose words are not in the text any more are dropped, with their codings; their memos stay as notes.",
    "Sets keep codes, sources and memos; passages, cases and other members are dropped.",
    "Values of attributes are kept for sources, cases, informants, sites and memos only.",
    "Who made a link, and when, is kept only where the link has a note.",
    "The chain of action comes back exactly here; others see its acts, texts and links as cases, links and a graph.",
    "Memos on acts, texts and links of the chain become memos of their own, and sets leave them out.",
    "Links that lead to the study as a whole are dropped; their notes stay.",
    "The title and description of the codebook are dropped, and characters that XML cannot hold are replaced.",
)
"""What is lost, a sentence each."""

_NO_DATE = (1980, 1, 1, 0, 0, 0)
_MACRO_AND_TEMPLATE = (".docm", ".dotm", ".dotx")


def write_project(bundle: Bundle, path: str, report: Report) -> None:
    """Write a study as a REFI-QDA project (``.qdpx``); the same bundle always gives the same bytes.

    Parameters
    ----------
    bundle
        What to write.
    path
        The new file; one that is there is written over once the new one is whole.
    report
        Everything that is kept, changed and dropped is noted in it.

    Raises
    ------
    FileNotWritten, FileForbidden
        If the file cannot be written, or is a ``.qde`` alone, which would leave the texts behind.
    """
    if path.lower().endswith(".qde"):
        raise FileNotWritten(path, "a project is written with its texts; end the file's name with .qdpx")
    from lxml import etree

    from ieworkbench.exchange.refi_write_elements import project_element

    plan = make_plan(replace(bundle, links=tuple(each for each in bundle.links if not each.on_map)), report)
    parts: dict[str, bytes] = {}
    files = {source.id: _put_files(source, plan, bundle.originals, parts, report) for source in bundle.sources}
    _report_structure(bundle, report)
    root = project_element(bundle, plan, files, report)
    project = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    with new_file(path) as place, place.open("wb") as file:
        file.write(_packed(project, parts))


def _put_files(
    source: Source, plan: Plan, originals: Mapping[str, bytes], parts: dict[str, bytes], report: Report
) -> dict[str, str]:
    """The names of a source's files by what they are; their bytes are put into ``parts``."""
    guid = plan.guids[RecordRef(RecordKind.SOURCE, source.id)]
    text = source.content.encode("utf-8")
    _report_text(source, text, report)
    names: dict[str, str] = {}
    original = originals.get(source.id)
    kind = _carried(source, original, text, report) if original is not None else None
    if original is not None and kind is not None:
        names[kind] = f"{guid}.{kind}"
        parts[names[kind]] = original
    names["text"] = f"{representation_guid(guid) if kind == 'pdf' else guid}.txt"
    parts[names["text"]] = text
    return names


def _carried(source: Source, original: bytes, text: bytes, report: Report) -> str | None:
    """``docx`` or ``pdf`` if the file the source was read from goes into the project."""
    kind = _kind_of(original, source.origin.file_name)
    if kind is not None and len(original) < MOST_INTERNAL:
        return kind
    if kind is not None:
        why = f"it has {len(original):,} bytes, more than a project may hold in one file; its text is there"
        report.dropped("original file", source.id, why)
    elif original != text:
        why = "it is neither a Word document nor a PDF; the words in it are all there"
        report.dropped("original file", f"{source.origin.file_name} of {source.id}", why)
    return None


def _kind_of(original: bytes, file_name: str) -> str | None:
    if b"%PDF-" in original[:1024]:
        return "pdf"
    is_word = original.startswith(b"PK\x03\x04") and b"word/document.xml" in original
    return "docx" if is_word and not file_name.lower().endswith(_MACRO_AND_TEMPLATE) else None


def _report_text(source: Source, text: bytes, report: Report) -> None:
    """Note what other programs may stumble over; the text is written as it is."""
    if len(text) >= MOST_INTERNAL:
        why = f"it has {len(text):,} bytes, more than other programs take in one file; split it there"
        report.changed("text", source.id, why)
    if source.content.startswith("\ufeff") or "\r" in source.content:
        why = "it holds a byte order mark or a carriage return; other programs may drop it and then count positions wrongly"
        report.changed("text", source.id, why)


def _report_structure(bundle: Bundle, report: Report) -> None:
    structured = sum(1 for source in bundle.sources if source.turns or source.sections)
    if structured:
        where = f"{structured:,} source{'s' if structured > 1 else ''}"
        report.dropped(
            "turns and sections", where, "a project has no room for them; the words themselves are all there"
        )
    if bundle.statements:
        where = f"{len(bundle.statements):,} in all"
        report.dropped("statements", where, "a project has no room for them; their words are there as selections")


def _packed(project: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The zip: the project first, then the folder of sources, sorted, all of one day long ago."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _pack(archive, PROJECT_FILE, project)
        for name in sorted(parts):
            _pack(archive, SOURCES_FOLDER + name, parts[name])
    return buffer.getvalue()


def _pack(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _NO_DATE)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    packed_already = name.endswith((".docx", ".pdf"))
    entry.compress_type = zipfile.ZIP_STORED if packed_already else zipfile.ZIP_DEFLATED
    archive.writestr(entry, data, compresslevel=None if packed_already else 1)
