"""What a Word document says beside its text: comments, footnotes and endnotes.

Comments carry a range that may begin and end anywhere. Notes carry no number; Word counts the
places where they are called, so their numbers are known only when the whole text has been read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ieworkbench.importers.word_names import W14, W15, W, value_of
from ieworkbench.importers.word_numbering import written_number
from ieworkbench.importers.word_story import Story, words_of
from ieworkbench.importers.word_styles import whole_number
from ieworkbench.model.source import Section
from ieworkbench.model.vocabulary import SectionKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Comments", "NoteCall", "Notes"]


class Comments:
    """The comments of a document and the words they are about.

    A comment is labelled ``"1"``, ``"2"`` and so on as they come in the file; the answers to the
    first are ``"1.1"``, ``"1.2"``.
    """

    def __init__(self, story: Story, root: etree._Element | None, extended: etree._Element | None) -> None:
        self._story = story
        self._comments: dict[str, etree._Element] = {}
        for comment in () if root is None else root.iterchildren(W + "comment"):
            self._comments.setdefault(comment.get(W + "id") or "", comment)
        self._labels = _threads(self._comments, extended)
        self._starts: dict[str, int] = {}
        self._ranges: dict[str, tuple[int, int]] = {}
        self._calls: dict[str, int] = {}

    def start(self, id_: str) -> None:
        """The words a comment is about begin here."""
        self._starts.setdefault(id_, self._story.next_place)

    def end(self, id_: str) -> None:
        """They end here."""
        if id_ in self._starts:
            end = self._story.end_from(self._starts[id_])
            self._ranges.setdefault(id_, (min(self._starts[id_], end), end))

    def call(self, id_: str) -> None:
        """The comment's mark stands here."""
        self._calls.setdefault(id_, self._story.length)

    def finish(self) -> None:
        """Write the sections, now that every range is known."""
        for id_, comment in self._comments.items():
            start, end = self._place(id_)
            self._story.add(
                Section(
                    start,
                    end,
                    SectionKind.COMMENT,
                    label=self._labels[id_],
                    text=words_of(comment, deleted=False),
                    author=comment.get(W + "author"),
                    date=comment.get(W + "date"),
                )
            )
        missing = (self._starts.keys() | self._calls.keys()) - self._comments.keys()
        for id_ in sorted(missing):
            start, end = self._place(id_)
            message = "A comment stands here, but the file does not hold its words."
            self._story.draft.warn("comment-missing", message, start, end)

    def _place(self, id_: str) -> tuple[int, int]:
        if id_ in self._ranges:
            return self._ranges[id_]
        call = self._calls.get(id_)
        if id_ in self._starts:
            start = self._starts[id_]
            return (min(start, call), call) if call is not None else (start, start)
        if call is not None:
            return call, call
        self._story.draft.warn(
            "comment-without-place",
            f"Comment {self._labels[id_]} belongs to no place in the text; it was put at the end.",
        )
        return self._story.length, self._story.length


def _threads(comments: dict[str, etree._Element], extended: etree._Element | None) -> dict[str, str]:
    """Each comment's label by its id: answers are numbered under what they answer."""
    by_paragraph: dict[str, str] = {}
    for id_, comment in comments.items():
        for paragraph in comment.iterchildren(W + "p"):
            by_paragraph[paragraph.get(W14 + "paraId") or ""] = id_
    parents: dict[str, str] = {}
    for entry in () if extended is None else extended.iterchildren(W15 + "commentEx"):
        child = by_paragraph.get(entry.get(W15 + "paraId") or "")
        parent = by_paragraph.get(entry.get(W15 + "paraIdParent") or "")
        if child and parent and child != parent:
            parents[child] = parent
    labels: dict[str, str] = {}
    counts: dict[str, int] = {}
    for id_ in comments:
        if id_ not in parents:
            labels[id_] = str(len(labels) + 1)
    for id_ in comments:
        if id_ not in labels:
            above = labels.get(parents[id_], "")
            counts[above] = counts.get(above, 0) + 1
            labels[id_] = f"{above}.{counts[above]}" if above else str(len(labels) + 1)
    return labels


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A place where a note is called.

    Attributes
    ----------
    note
        The note's id.
    place
        Where, in code points.
    part
        The number of the document's section (Word's) in which it stands.
    mark
        The mark the writer chose instead of a number.
    """

    note: str
    place: int
    part: int
    mark: str | None = None


class Notes:
    """The footnotes, or the endnotes, of a document.

    Parameters
    ----------
    story
        Where the text is written.
    kind
        ``"footnote"`` or ``"endnote"``.
    root
        The part with the notes' words.
    settings
        The document's settings, which may say how notes are numbered.
    """

    def __init__(self, story: Story, kind: str, root: etree._Element | None, settings: etree._Element | None) -> None:
        self._story = story
        self.kind = kind
        self._all: dict[str, etree._Element] = {}
        for note in () if root is None else root.iterchildren(W + kind):
            if note.get(W + "type", "normal") == "normal":
                self._all.setdefault(note.get(W + "id") or "", note)
        self._general = None if settings is None else settings.find(f"{W}{kind}Pr")
        self._by_part: dict[int, etree._Element] = {}
        self.calls: list[NoteCall] = []
        self._removed: set[str] = set()

    def part_ends(self, part: int, properties: etree._Element) -> None:
        """Take note of what one of Word's sections says about the numbers of its notes."""
        own = properties.find(f"{W}{self.kind}Pr")
        if own is not None:
            self._by_part[part] = own

    def remove(self, note: str) -> str:
        """The words of a note whose call was deleted; it is not read as a note."""
        self._removed.add(note)
        return words_of(self._all[note]) if note in self._all else ""

    def labelled(self) -> list[tuple[str, etree._Element]]:
        """The notes in the order of their calls, each with its label; the calls become sections."""
        found: list[tuple[str, etree._Element]] = []
        seen: set[str] = set()
        for call, label in zip(self.calls, self._labels(), strict=True):
            self._story.add(Section(call.place, call.place, SectionKind.NOTE_REFERENCE, label=label))
            if call.note in self._all and call.note not in seen:
                found.append((label, self._all[call.note]))
            elif call.note not in self._all:
                message = f"{self.kind.capitalize()} {label} is called here, but the file does not hold its words."
                self._story.draft.warn("note-missing", message, call.place, call.place)
            seen.add(call.note)
        return found

    def uncalled(self) -> list[etree._Element]:
        """Notes that hold words, but are called nowhere."""
        known = {call.note for call in self.calls} | self._removed
        return [note for id_, note in self._all.items() if id_ not in known and words_of(note, deleted=False).strip()]

    def _labels(self) -> list[str]:
        labels = []
        count, part = 0, -1
        for call in self.calls:
            own = self._by_part.get(call.part)
            anew = _said(own, self._general, "numRestart") in ("eachSect", "eachPage")
            if part < 0 or (anew and call.part != part):
                count = (whole_number(_said(own, self._general, "numStart")) or 1) - 1
            part = call.part
            if call.mark is not None:
                labels.append(call.mark)
                continue
            count += 1
            usual = "decimal" if self.kind == "footnote" else "lowerRoman"
            way = _said(own, self._general, "numFmt") or usual
            labels.append(written_number(count, way) or str(count))
        self._warn_of_pages()
        return labels

    def _warn_of_pages(self) -> None:
        settings = [self._general, *self._by_part.values()]
        if self.calls and any(value_of(each, "numRestart") == "eachPage" for each in settings):
            message = f"Word numbers the {self.kind}s anew on each page; here they are numbered through."
            self._story.draft.warn("note-numbers", message)


def _said(own: etree._Element | None, general: etree._Element | None, name: str) -> str | None:
    return value_of(own, name) or value_of(general, name)
