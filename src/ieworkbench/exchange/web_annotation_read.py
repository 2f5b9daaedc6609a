"""Reading Web Annotations, whoever wrote them: records from what each one says.

Tolerant of what is seen in the wild: single annotations, lists, pages and collections, Hypothesis'
exports, bodies as mere strings, selectors in lists or in each other.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ieworkbench.errors import FileDamaged
from ieworkbench.exchange.bundle import Bundle, Report
from ieworkbench.exchange.code_lookup import CodeLookup
from ieworkbench.exchange.code_names import tidy_name
from ieworkbench.exchange.files import load
from ieworkbench.exchange.guids import guid_in, made_guid
from ieworkbench.exchange.web_annotation_parts import (
    Body,
    Target,
    bodies_of,
    creator_of,
    listed,
    moment_of,
    motivations_of,
    own_source,
    targets_of,
    text_of,
)
from ieworkbench.importers import RawFile, naming
from ieworkbench.model import Code, Codebook, Coding, Memo, Passage, RecordRef
from ieworkbench.model.vocabulary import RecordKind
from ieworkbench.sentences import counted

__all__ = ["read"]

_KEYWORDS = {"@id": "id", "@type": "type"}
_CONTAINERS = ("first", "items", "rows", "annotations", "@graph")
_PAGES = {"AnnotationCollection", "AnnotationPage", "OrderedCollection", "OrderedCollectionPage"}
_KNOWN = {"@context", "id", "type", "motivation", "body", "bodyValue", "target", "creator", "created", "label"}
_HYPOTHESIS = {"text", "tags", "uri", "user", "user_info", "references", "document", "links", "permissions", "group"}
_LONGEST_NUMBER = 15
_DEEPEST = 100


def read(path: str, codebook: Codebook, report: Report) -> Bundle:
    """Codings, memos and passages from annotations; the texts they point at are not in the file.

    Raises
    ------
    FileDamaged
        If it is no JSON, or holds no annotations.
    FileMissing, FileIsFolder, FileForbidden, FileTooLarge, FileEmpty
        If it cannot be read at all.
    """
    raw = load(path)
    with naming(path):
        parsed = _parsed(raw, report)
        found = list(_annotations(parsed, report))
        if not found and not _is_container(parsed):
            advice = "export the annotations as JSON-LD, or check that it is the right file"
            raise FileDamaged(raw.name, "", "there are no annotations in it", advice)
    reader = _Reader(CodeLookup(codebook), report)
    for each in found:
        reader.learn(each)
    for number, each in enumerate(found, 1):
        reader.take(each, number)
    _report_untyped(parsed, found, report)
    return reader.bundle()


# ------------------------------------------------------------------------------------ JSON


def _parsed(raw: RawFile, report: Report) -> object:
    twice: Counter[str] = Counter()

    def checked(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            twice.update(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return made

    try:
        parsed = json.loads(
            _decoded(raw), object_pairs_hook=checked, parse_int=_whole_number, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise FileDamaged(raw.name, place, f"this is no JSON ({error.msg})") from error
    except RecursionError as error:
        raise FileDamaged(raw.name, "", "its parts are nested too deeply to be read") from error
    except _NoNumber as error:
        raise FileDamaged(raw.name, "", f"{error} stands in it, which is no number in JSON") from error
    _refuse_depths(raw, parsed)
    for key, count in twice.items():
        report.changed("property", key[:40], f"It stands twice in {counted(count, 'object')}; the last one was taken.")
    return parsed


def _refuse_depths(raw: RawFile, parsed: object) -> None:
    """Raise if objects stand in each other more deeply than any annotation needs."""
    level, depth = [each for each in [parsed] if isinstance(each, dict | list)], 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            raise FileDamaged(raw.name, "", "its parts are nested too deeply to be read")
        inner = (each.values() if isinstance(each, dict) else each for each in level)
        level = [part for each in inner for part in each if isinstance(part, dict | list)]


class _NoNumber(Exception):
    """Infinity or not-a-number, which Python would read."""


def _refuse_constant(name: str) -> None:
    raise _NoNumber(name)


def _whole_number(digits: str) -> int | None:
    """The number; ``None`` for one that no text is long enough for."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else None


def _decoded(raw: RawFile) -> str:
    data = raw.data
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        advice = "save it as UTF-8, as the standard asks"
        raise FileDamaged(raw.name, f"byte {error.start}", "this is not text in UTF-8", advice) from error


def _annotations(data: object, report: Report) -> Iterator[dict[str, Any]]:
    """Every annotation in the order of the file, however it is wrapped."""
    stack = [data]
    while stack:
        thing = stack.pop()
        if isinstance(thing, list):
            stack.extend(reversed(thing))
        elif isinstance(thing, dict):
            thing = _plain_keys(thing)
            inside = [thing[key] for key in reversed(_CONTAINERS) if key in thing]
            if _is_annotation(thing, contains=bool(inside)):
                yield thing
                continue
            stack.extend(inside)
            _report_pages(thing, report)
            if not inside and not _PAGES & _types(thing):
                why = "It is no annotation: it has neither that type nor a target."
                report.dropped("object", text_of(thing.get("id")) or "without an id", why)
        elif isinstance(thing, str):
            report.dropped("annotation", thing[:60], "Only its address is in the file, not the annotation.")
        else:
            report.dropped("entry", str(thing)[:60], "It is no annotation.")


def _is_container(parsed: object) -> bool:
    """Whether the whole is made to hold annotations, though it may hold none."""
    return isinstance(parsed, dict) and (bool(_PAGES & _types(_plain_keys(parsed))) or "rows" in parsed)


def _plain_keys(thing: dict[str, Any]) -> dict[str, Any]:
    return {_KEYWORDS.get(key, key): value for key, value in thing.items()}


def _types(thing: dict[str, Any]) -> set[str]:
    return {name.rpartition(":")[2] for each in listed(thing.get("type")) if (name := text_of(each))}


def _is_annotation(thing: dict[str, Any], *, contains: bool) -> bool:
    return "Annotation" in _types(thing) or (not contains and ("target" in thing or "uri" in thing))


def _report_untyped(parsed: object, found: Sequence[dict[str, Any]], report: Report) -> None:
    """Say what was taken for annotations though it does not call itself so; Hypothesis' exports never do."""
    own = [each for each in found if "uri" not in each]
    untyped = sum("Annotation" not in _types(each) for each in own)
    if untyped:
        what = f"{counted(untyped, 'entry', 'entries')} without the type Annotation"
        report.changed("annotation", what, "What has a target was read as an annotation, as well as it could be.")
    outermost = [each for each in (parsed if isinstance(parsed, list) else [parsed]) if isinstance(each, dict)]
    if own and not any("@context" in each for each in (*outermost, *own)):
        report.facts.append("The file does not say by which rules it is written; it was read as Web Annotations.")


def _report_pages(thing: dict[str, Any], report: Report) -> None:
    following = text_of(thing.get("next"))
    if following:
        report.dropped("page", following[:80], "The next page of annotations lies elsewhere; fetch and read it too.")
    total, items = thing.get("total"), thing.get("rows")
    if isinstance(total, int) and isinstance(items, list) and total > len(items):
        report.dropped("annotations", f"{total - len(items)} of {total}", "They are not in the file; export all pages.")


# --------------------------------------------------------------------------------- records


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who made an annotation, and when."""

    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class _Said:
    """What an annotation says: its name in the file, how to call it in a report, and the rest."""

    name: str
    where: str
    bodies: list[Body]
    hand: _Hand
    title: str


@dataclass(slots=True)
class _Reader:
    """Records in the making."""

    names: CodeLookup
    report: Report
    passages: dict[str, Passage] = field(default_factory=dict)
    codings: list[Coding] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    became: dict[str, RecordRef] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)
    quotes_only: int = 0

    def learn(self, annotation: dict[str, Any]) -> None:
        """Take note of the codes that a file gives ids, before any is asked for."""
        for body in bodies_of(annotation, lambda _: None):
            if body.tag and body.code_id and tidy_name(body.words):
                self.names.learn(body.code_id, body.words)

    def take(self, annotation: dict[str, Any], number: int) -> None:
        """Make the records that one annotation is about."""
        where = text_of(annotation.get("id"))[:80] or f"annotation {number}"
        self.left.update(key[:40] for key in annotation.keys() - _KNOWN - _HYPOTHESIS)
        name = self._name(annotation, where)
        bodies = bodies_of(annotation, lambda why: self.report.dropped("body", where, why))
        if (
            not bodies
            and "highlighting" not in motivations_of(annotation)
            and (annotation.get("body") is not None or annotation.get("bodyValue") is not None)
        ):
            self.report.dropped("annotation", where, "Nothing in its bodies can be read.")
            return
        targets = targets_of(annotation, lambda why: self.report.dropped("target", where, why))
        parents = [text_of(each) for each in listed(annotation.get("references"))]
        hand = _Hand(
            creator_of(annotation, lambda why: self.report.changed("annotation", where, why)),
            moment_of(annotation.get("created"), lambda why: self.report.changed("annotation", where, why)),
        )
        said = _Said(name, where, bodies, hand, text_of(annotation.get("label")))
        for body in bodies:
            if body.elsewhere:
                why = f"What it says is kept elsewhere, at {body.words[:80]}; the address was kept."
                self.report.changed("body", where, why)
        on_whole = False
        for target in targets:
            if parents and target.quote is None and target.place is None:
                self._on_record(said, parents[-1])
            elif target.quote is None and target.place is None:
                self._on_whole(said, target, again=on_whole)
                on_whole = True
            else:
                self._on_words(said, target)

    def _name(self, annotation: dict[str, Any], where: str) -> str:
        """What the annotation is called in the file; made from what it says if it is called nothing."""
        if isinstance(annotation.get("id"), list):
            self.report.changed("annotation", where, "It has several ids, where one is allowed; another was made.")
        name = text_of(annotation.get("id"))
        if not name:
            # Not by its number, so that an export with one more annotation gives the others the same ids.
            name = made_guid("annotation", repr(annotation))
        if name in self.became or name in self.waiting:
            self.report.changed(
                "annotation", where, "Another annotation has the same id; this one was given a new one."
            )
        return name

    def _id(self, said: _Said) -> str:
        """An id for the next record of an annotation: its own for the first one."""
        own = guid_in(said.name)
        count = 1
        record = own or made_guid("annotation", said.name)
        while record in self.ids:
            count += 1
            record = made_guid("annotation", said.name, count)
        self.ids.add(record)
        return record

    def _on_words(self, said: _Said, target: Target) -> None:
        passage = self._passage(target)
        for why in target.doubts:
            self.report.changed("passage", said.where, why)
        tags = [code for body in said.bodies if body.tag and (code := self._code(body, said.where)) is not None]
        comments = [body.words for body in said.bodies if not body.tag]
        with_memo = len(tags) == 1 and not said.title
        memo = "\n\n".join(comments) if with_memo else ""
        for code in dict.fromkeys(tags):
            coding = Coding(self._id(said), passage, code.id, memo, said.hand.by, said.hand.at)
            self.codings.append(coding)
            self.became.setdefault(said.name, RecordRef(RecordKind.CODING, coding.id))
        if not with_memo:
            for words in comments:
                self._memo(said, words, RecordRef(RecordKind.PASSAGE, passage.id))

    def _code(self, body: Body, where: str) -> Code | None:
        known = self.names.by_id(body.code_id) if body.code_id else None
        if known is None and not tidy_name(body.words):
            self.report.dropped("tag", where, "It is empty, so that it names no code.")
            return None
        if known is None and len(self.names.find(body.words)) > 1:
            why = "Several codes are called so; a code of its own was made, which can be merged with the right one."
            self.report.changed("tag", body.words[:60], why)
        return self.names.named(body.words, body.code_id)

    def _passage(self, target: Target) -> Passage:
        passage = target.passage()
        if passage.quote and not passage.content_sha256 and target.place is None:
            self.quotes_only += 1
        facts = (passage.source, passage.content_sha256, passage.start, passage.end)
        made = made_guid("passage", *facts, passage.quote, passage.before, passage.after)
        for record in (target.id or made, made):
            known = self.passages.get(record)
            named = replace(passage, id=record)
            if known is None or known == named:
                self.passages[record] = named
                return named
        return self.passages[made]

    def _memo(self, said: _Said, words: str, about: RecordRef | None) -> None:
        memo = Memo(self._id(said), words, said.title, about, by=said.hand.by, at=said.hand.at)
        self.memos.append(memo)
        self.places[memo.id] = said.where
        self.became.setdefault(said.name, RecordRef(RecordKind.MEMO, memo.id))

    def _on_record(self, said: _Said, record: str) -> None:
        """An annotation on another one; which record that became is known when all are read."""
        for body in said.bodies:
            self._memo(said, body.words, None)
            self.waiting[self.memos[-1].id] = record

    def _on_whole(self, said: _Said, target: Target, *, again: bool) -> None:
        """An annotation on a whole text, or on words that are named in a way that is not read.

        What it says is kept once, also where it is about several.
        """
        if target.others:
            why = f"Its words are named by {', '.join(target.others)} only, which is not read"
        else:
            why = f"It is about the whole of {target.whole[:80]}, or about another annotation that is not in the file"
        for body in said.bodies:
            if body.tag:
                self.report.dropped("tag", f"{said.where}: {body.words[:60]}", f"{why}; a coding needs words.")
            elif again:
                self.report.dropped("target", said.where, f"{why}; what it says was kept once, without this one.")
            else:
                self._memo(said, body.words, None)
                if target.others:
                    self.report.changed("annotation", said.where, f"{why}; its text was kept as a memo on nothing.")
                else:
                    self.waiting[self.memos[-1].id] = target.whole
        if not said.bodies:
            self.report.dropped("annotation", said.where, f"{why}, and it says nothing.")

    def _settled(self, memo: Memo) -> Memo:
        """The memo with what it is on, now that all annotations are read."""
        record = self.waiting.get(memo.id)
        if record is None:
            return memo
        about = self.became.get(record)
        code_id = guid_in(record)
        if about is None and code_id and self.names.by_id(code_id) is not None:
            about = RecordRef(RecordKind.CODE, self.names.use(self.names.by_id(code_id) or Code("", "?")).id)
        source = own_source(record)
        if about is None and source is not None:
            about = RecordRef(RecordKind.SOURCE, source[0])
        if about is None:
            why = f"It is about the whole of {record[:80]}; its text was kept as a memo on nothing in particular."
            self.report.changed("annotation", self.places[memo.id], why)
        return replace(memo, about=about)

    def bundle(self) -> Bundle:
        """All that was read."""
        memos = tuple(self._settled(memo) for memo in self.memos)
        report = self.report
        for key, count in sorted(self.left.items()):
            many = "One annotation has it" if count == 1 else f"{count:,} annotations have it"
            report.dropped("property", key, f"{many}; there is no place for it in a study.")
        if self.quotes_only:
            many = "One passage is" if self.quotes_only == 1 else f"{self.quotes_only:,} passages are"
            report.facts.append(f"{many} named by words alone, without a place.")
        report.kept["codings"] += len(self.codings)
        report.kept["memos"] += len(memos)
        report.kept["passages"] += len(self.passages)
        people = sorted({*(each.by for each in self.codings), *(each.by for each in memos)} - {""})
        return Bundle(
            codebook=self.names.codebook(),
            passages=tuple(self.passages.values()),
            codings=tuple(self.codings),
            memos=memos,
            people=tuple(people),
        )
