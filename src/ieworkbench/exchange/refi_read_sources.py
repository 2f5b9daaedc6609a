"""The sources of a REFI-QDA project: texts and PDFs here, sound, film and pictures by their words.

Every source gets an id from its name and what the project says of it; its selections become passages.
A source whose text is not in the project is reported with everything that was marked in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.moments import NEVER
from ieworkbench.exchange.names import fit_id, one_line, short, suffix_of
from ieworkbench.exchange.refi_names import SOURCE_VARIABLES
from ieworkbench.exchange.refi_positions import LaidText
from ieworkbench.exchange.refi_read_elements import Gathered, first, inside, kind, value, words
from ieworkbench.exchange.refi_read_marks import Marks, whole_number
from ieworkbench.exchange.refi_read_media import pdf_spots, spoken_spot, sync_points, timed
from ieworkbench.exchange.refi_read_texts import Files, Text, read_document, read_text
from ieworkbench.exchange.refi_read_values import Values
from ieworkbench.model import Memo, RecordKind, RecordRef, SaidDate, Source, SourceKind

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Sources"]

_MEDIA = {"AudioSource": "sound recording", "VideoSource": "film", "PictureSource": "picture"}


@dataclass(slots=True)
class Sources:
    """The sources of a project while they are gathered.

    Attributes
    ----------
    gathered, marks, values, files
        What is known of the project, the passages so far, the variables, and where files are.
    sources
        Each under its id: texts and PDFs in the order of the file, then the words of recordings and pictures.
    originals
        For a source's id, the bytes it was read from.
    memos
        What was said of sources in descriptions.
    """

    gathered: Gathered
    marks: Marks
    values: Values
    files: Files
    sources: dict[str, Source] = field(default_factory=dict)
    originals: dict[str, bytes] = field(default_factory=dict)
    memos: list[Memo] = field(default_factory=list)
    _laid: dict[str, LaidText] = field(default_factory=dict)
    _by_path: dict[str, str] = field(default_factory=dict)

    def read(self, root: _Element) -> None:
        """Read every source of a project."""
        readers = {
            "TextSource": self._read_text_source,
            "PDFSource": self._read_pdf,
            "AudioSource": self._read_recording,
            "VideoSource": self._read_recording,
            "PictureSource": self._read_picture,
        }
        found = [each for part in inside(root, "Sources") for each in inside(part, *readers)]
        for element in sorted(found, key=lambda each: kind(each) not in ("TextSource", "PDFSource")):
            readers[kind(element)](element)

    # --------------------------------------------------------------------------------- texts and PDFs

    def _read_text_source(self, element: _Element) -> None:
        name = self._name(element)
        text = read_text(element, name, self.files)
        if isinstance(text, str):
            self._lose(element, "source", name, text)
            return
        source = self._add(element, name, text)
        if value(element, "plainTextPath"):
            self._by_path.setdefault(value(element, "plainTextPath").strip().lower(), source.id)
        self._mark(element, source)

    def _mark(self, element: _Element, source: Source, owner: _Element | None = None) -> None:
        """The selections of a plain text, and the codings on it as a whole."""
        selections = inside(element, "PlainTextSelection")
        self.marks.add_selections(source, self._laid[source.id], selections, element if owner is None else owner)
        self.marks.add_whole(source, element)

    def _read_pdf(self, element: _Element) -> None:
        name, representation = self._name(element), first(element, "Representation")
        path = value(element, "path") or value(element, "currentPath")
        document = self.files.read(path) if path else "the file has no words for it"
        if representation is not None:
            text = read_text(representation, name, self.files, document if isinstance(document, bytes) else None)
        else:
            text = (
                document
                if isinstance(document, str)
                else read_document(document, name if suffix_of(name) else f"{name}.pdf")
            )
        if isinstance(text, str):
            self._lose(element, "source", name, text)
            return
        source = self._add(element, name, text)
        if representation is not None:
            guid = self.gathered.claim(representation, "plain text of a PDF", name)
            record = RecordRef(RecordKind.SOURCE, source.id)
            self.gathered.records.setdefault(guid, record)
            self.gathered.note_on(representation, record)
            self._mark(representation, source, element)
        self._mark_pages(element, source, document if isinstance(document, bytes) else None)
        self.marks.add_whole(source, element)

    def _mark_pages(self, element: _Element, source: Source, document: bytes | None) -> None:
        """The rectangles on a PDF's pages, by the words in them; one whose words are marked already is the same."""
        selections = inside(element, "PDFSelection")
        for selection, mark, spot in pdf_spots(source, selections, self.marks, document):
            self.marks.add_selection(source, selection, spot, element, mark)

    # -------------------------------------------------------------------------- sound, film, pictures

    def _read_recording(self, element: _Element) -> None:
        name, what = self._name(element), _MEDIA[kind(element)]
        transcripts = [
            found for each in inside(element, "Transcript") if (found := self._transcript(each, name)) is not None
        ]
        if not transcripts:
            self._lose(element, what, name, "only the words of recordings are kept, and it has no transcript")
            return
        record = RecordRef(RecordKind.SOURCE, transcripts[0].id)
        self.gathered.records.setdefault(self.gathered.claim(element, what, name), record)
        self.gathered.note_on(element, record)
        self._describe(element, record)
        self.gathered.report.dropped(what, name, "the recording itself is not kept, only what was written down of it")
        for each in inside(element, "AudioSelection", "VideoSelection"):
            mark, spot = spoken_spot(transcripts[0], each)
            self.marks.add_selection(self.sources[transcripts[0].id], each, spot, element, mark)
        self.marks.add_whole(transcripts[0], element)

    def _transcript(self, element: _Element, recording: str) -> Source | None:
        """A transcript as a source with times: the text it shares with a text source, or one of its own."""
        known = self._by_path.get(value(element, "plainTextPath").strip().lower())
        name = self._name(element, recording)
        if known is None:
            text = read_text(element, name, self.files)
            if isinstance(text, str):
                self._lose(element, "transcript", name, text)
                return None
            source = self._add(element, name, text)
        else:
            source = self.sources[known]
            record = RecordRef(RecordKind.SOURCE, source.id)
            self.gathered.records.setdefault(self.gathered.claim(element, "transcript", name), record)
            self.gathered.note_on(element, record)
            self.gathered.report.changed("transcript", name, f"its text is that of {known}; the two are one source")
        points = sync_points(element, self._laid[source.id])
        source = self.sources[source.id] = timed(source, points)
        self._mark(element, source)
        for each in inside(element, "TranscriptSelection"):
            mark, spot = spoken_spot(source, each, points)
            self.marks.add_selection(source, each, spot, element, mark)
        return source

    def _read_picture(self, element: _Element) -> None:
        name, description = self._name(element), first(element, "TextDescription")
        text = "pictures are not kept, and nothing is written about it" if description is None else ""
        found = text if description is None else read_text(description, name, self.files)
        if isinstance(found, str):
            self._lose(element, "picture", name, text or "pictures are not kept, and nothing is written about it")
            return
        source = self._add(element, name, found)
        if description is not None:
            guid = self.gathered.claim(description, "description of a picture", name)
            self.gathered.records.setdefault(guid, RecordRef(RecordKind.SOURCE, source.id))
            self._mark(description, source, element)
        self.gathered.report.dropped("picture", name, "the picture itself is not kept, only what is written about it")
        for each in inside(element, "PictureSelection"):
            self._drop_selection(each, source.id)
        self.marks.add_whole(source, element)

    # ----------------------------------------------------------------------------------- every source

    def _name(self, element: _Element, otherwise: str = "") -> str:
        """What the file calls a source: its name, or that of its file."""
        paths = (value(element, each) for each in ("plainTextPath", "richTextPath", "path", "currentPath"))
        files = (PurePosixPath(each.replace("\\", "/")).name for each in paths if each)
        return one_line(value(element, "name")) or next(files, "") or otherwise or "source"

    def _add(self, element: _Element, name: str, text: Text) -> Source:
        """Give a source its id and what the project says of it."""
        source_id = fit_id(name, self.sources, "source")
        if source_id != name:
            self.gathered.report.changed(
                "source", name, f"it is called {source_id} here, so that the name can be an id"
            )
        record = RecordRef(RecordKind.SOURCE, source_id)
        guid = self.gathered.claim(element, "source", name)
        self.gathered.records.setdefault(guid, record)
        self.gathered.guids[record] = guid
        source = replace(text.source, id=source_id, title=name if suffix_of(name) == "" else text.source.title)
        self.sources[source_id] = source = self._said(element, source)
        self.originals[source_id], self._laid[source_id] = text.data, text.laid
        self.gathered.note_on(element, record)
        self._describe(element, record)
        return source

    def _said(self, element: _Element, source: Source) -> Source:
        """The fields that our own variables hold; other variables become attributes."""
        said = self.values.read(element, RecordRef(RecordKind.SOURCE, source.id), SOURCE_VARIABLES)
        kinds = {each.value: each for each in SourceKind}
        wave = whole_number(said.get("wave", ""))
        for name, right in (
            ("kind", said.get("kind", "other") in kinds),
            ("wave", "wave" not in said or wave is not None),
        ):
            if not right:
                where = f"{name} of {source.id}: {short(said[name])}"
                self.gathered.report.dropped("attribute value", where, f"this is no {name} of a source")
        return replace(
            source,
            kind=kinds.get(said.get("kind", ""), source.kind),
            wave=wave,
            language=said.get("language", source.language),
            date=SaidDate.read(said["date"]) if "date" in said else None,
            title=said.get("title", source.title),
        )

    def _describe(self, element: _Element, record: RecordRef | None, name: str = "") -> None:
        """A source's description becomes a memo on it, or one of its own if the source is not kept."""
        text = words(first(element, "Description"))
        if text.strip():
            guid = made_guid(value(element, "guid") or record or name, "description")
            by = self.gathered.person(value(element, "creatingUser"))
            at = self.gathered.moment(value(element, "modifiedDateTime"), value(element, "creationDateTime"))
            self.memos.append(Memo(guid, text, name, record, by=by, at=at or NEVER))
            self.gathered.taken.add(guid)
            why = "its description became a memo on it" if record else "its description is kept as a memo of its own"
            self.gathered.report.changed("source", record.id if record else name, why)

    def _lose(self, element: _Element, what: str, name: str, why: str) -> None:
        """Report a source without words, and everything that was marked in it."""
        self.gathered.report.dropped(what, name, why)
        for each in _all_under(element, "Representation", "TextDescription", "Transcript"):
            self.gathered.lose(each, what)
            for selection in inside(each, "PlainTextSelection", "TranscriptSelection", "PDFSelection"):
                self.marks.lose(
                    selection, "selection", f"{name}: “{short(value(selection, 'name'))}”", "its text is missing"
                )
            for selection in inside(each, "PictureSelection", "AudioSelection", "VideoSelection"):
                self._drop_selection(selection, name)
            whole = len(inside(each, "Coding"))
            if whole:
                self.gathered.report.dropped("coding", f"{name}: {whole} on the whole of it", "its text is missing")
        self.gathered.lose(element, what)
        if words(first(element, "Description")).strip():
            self._describe(element, None, name)

    def _drop_selection(self, selection: _Element, name: str) -> None:
        count = len(inside(selection, "Coding"))
        where = f"{name}: {short(value(selection, 'name'))}"
        why = "there are no words in it" + (f"; with it {count} coding{'s' if count > 1 else ''}" if count else "")
        what = kind(selection).removesuffix("Selection").lower() + " selection"
        self.gathered.report.dropped(what, where, why)
        self.gathered.lose(selection, what)


def _all_under(element: _Element, *names: str) -> Iterator[_Element]:
    yield element
    yield from inside(element, *names)
