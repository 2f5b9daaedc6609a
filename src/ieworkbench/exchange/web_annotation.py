"""Codings and memos as W3C Web Annotations: one JSON-LD file, one annotation for each.

A coding is an annotation that tags words; the words are named by themselves with what stands
around them, and by their place. What the format cannot carry: the texts, what codes mean beyond
their paths, and everything a study holds that is not about words in a text; what is read from other
programs may lack places, and then start is 0, end the number of letters and the fingerprint empty,
until the study has looked the words up.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ieworkbench.exchange.bundle import Bundle, Exchange, Report, guid_of
from ieworkbench.exchange.code_lookup import path_of
from ieworkbench.exchange.files import new_file
from ieworkbench.exchange.guids import made_guid
from ieworkbench.exchange.losses import codes_left_out, left_out
from ieworkbench.exchange.moments import NEVER
from ieworkbench.exchange.names import short
from ieworkbench.exchange.web_annotation_parts import SOURCE_NAME
from ieworkbench.exchange.web_annotation_read import read
from ieworkbench.model import Coding, Memo, Passage, RecordRef
from ieworkbench.model.vocabulary import MemoKind, RecordKind

__all__ = ["FORMAT", "read", "write"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_PLAIN = {"type": "TextualBody", "format": "text/plain"}
_ANNOTATED = (RecordKind.PASSAGE, RecordKind.CODING, RecordKind.CODE, RecordKind.SOURCE)
_Json = dict[str, Any]


def write(bundle: Bundle, path: str, report: Report) -> None:
    """Write codings, memos and passages as annotations.

    Raises
    ------
    FileNotWritten, FileForbidden
        If the file cannot be written.
    """
    annotations = [each for _, each in sorted(_annotations(bundle, report), key=lambda pair: pair[0])]
    codes_left_out(bundle, report)
    left_out(bundle, report, "passages", "codings", "memos")
    collection = _collection(bundle, annotations)
    with new_file(path) as place:
        place.write_bytes(_as_bytes(collection))


def _as_bytes(collection: _Json) -> bytes:
    try:
        return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()
    except UnicodeEncodeError:
        # Half a letter in a memo has no bytes in UTF-8; JSON can still name it.
        return (json.dumps(collection, ensure_ascii=True, indent=1) + "\n").encode()


def _collection(bundle: Bundle, annotations: list[_Json]) -> _Json:
    ids = [each["id"] for each in annotations]
    collection = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{made_guid('collection', bundle.id, *ids)}",
        "type": "AnnotationCollection",
        **({"label": bundle.title} if bundle.title else {}),
        "total": len(annotations),
    }
    if annotations:
        page = f"urn:uuid:{made_guid('page', bundle.id, *ids)}"
        first = {"id": page, "type": "AnnotationPage", "startIndex": 0, "items": annotations}
        collection |= {"first": first, "last": page}
    return collection


_Place = tuple[str, int, int, int, str]


def _annotations(bundle: Bundle, report: Report) -> Iterator[tuple[_Place, _Json]]:
    """Every annotation, with what it is sorted by."""
    texts = {each.id: each.content for each in bundle.sources}
    targets = {each.id: _target(bundle, each, texts, report) for each in bundle.passages}
    spoken_of = set()
    for coding in bundle.codings:
        target = targets.get(coding.passage.id) or _target(bundle, coding.passage, texts, report)
        if coding.code in bundle.codebook:
            spoken_of.add(coding.passage.id)
            report.kept["codings"] += 1
            yield _order(coding.passage, 0, coding.id), _tagging(bundle, coding, target)
        else:
            report.dropped("coding", short(coding.passage.quote), "Its code is not in the codebook.")
    passages = {each.id: each for each in bundle.passages}
    for memo in bundle.memos:
        about = memo.about
        if about is None or about.kind not in _ANNOTATED:
            why = "Only memos on words, codings, codes and sources can be annotations."
            report.dropped("memo", short(memo.title or memo.text), why)
            continue
        if memo.version != 1 or memo.kind != MemoKind.MEMO:
            report.changed("memo", short(memo.title or memo.text), "It is written as a plain memo of one version.")
        report.kept["memos"] += 1
        passage = passages.get(about.id) if about.kind is RecordKind.PASSAGE else None
        if passage is not None:
            spoken_of.add(passage.id)
            yield _order(passage, 1, memo.id), _commenting(bundle, memo, targets[passage.id])
        else:
            whole = about.kind is RecordKind.SOURCE
            name = SOURCE_NAME + quote(about.id, safe="") if whole else f"urn:uuid:{guid_of(bundle, about)}"
            yield ("", 0, 0, 2, memo.id), _commenting(bundle, memo, name)
    for passage in bundle.passages:
        report.kept["passages"] += 1
        if passage.id not in spoken_of:
            annotation = made_guid("highlight", guid_of(bundle, RecordRef(RecordKind.PASSAGE, passage.id)))
            yield _order(passage, 3, passage.id), _annotation(annotation, "highlighting", targets[passage.id])


def _order(passage: Passage, kind: int, record: str) -> _Place:
    return (passage.source, passage.start, -passage.end, kind, record)


def _annotation(record: str, motivation: str, target: _Json | str, body: object = None, **more: object) -> _Json:
    annotation: _Json = {"id": f"urn:uuid:{record}", "type": "Annotation", "motivation": motivation, **more}
    if body is not None:
        annotation["body"] = body
    return annotation | {"target": target}


def _tagging(bundle: Bundle, coding: Coding, target: _Json) -> _Json:
    code = f"urn:uuid:{guid_of(bundle, RecordRef(RecordKind.CODE, coding.code))}"
    body: list[_Json] = [{"id": code, **_PLAIN, "purpose": "tagging", "value": path_of(bundle.codebook, coding.code)}]
    if coding.memo:
        body.append({**_PLAIN, "purpose": "commenting", "value": coding.memo})
    record = guid_of(bundle, RecordRef(RecordKind.CODING, coding.id))
    return _annotation(record, "tagging", target, body, **_hand(bundle, coding.by, coding.at))


def _commenting(bundle: Bundle, memo: Memo, target: _Json | str) -> _Json:
    record = guid_of(bundle, RecordRef(RecordKind.MEMO, memo.id))
    label = {"label": memo.title} if memo.title else {}
    body = {**_PLAIN, "purpose": "commenting", "value": memo.text}
    return _annotation(record, "commenting", target, body, **label, **_hand(bundle, memo.by, memo.at))


def _hand(bundle: Bundle, by: str, at: dt.datetime) -> _Json:
    """Who and when, as far as it is known."""
    hand: _Json = {}
    if by:
        hand["creator"] = {"id": f"urn:uuid:{guid_of(bundle, f'person {by}')}", "type": "Person", "name": by}
    if at != NEVER:
        hand["created"] = at.isoformat() + "Z"
    return hand


def _target(bundle: Bundle, passage: Passage, texts: dict[str, str], report: Report) -> _Json:
    words = {"type": "TextQuoteSelector", "exact": passage.quote, "prefix": passage.before, "suffix": passage.after}
    selectors: list[_Json] = [words]
    if passage.source in texts and not passage.stands_in(texts[passage.source]):
        why = "Its words do not stand at its place; it is written without the place."
        report.unplaced("passage", f"{passage.source}, character {passage.start}", why)
    else:
        selectors.append({"type": "TextPositionSelector", "start": passage.start, "end": passage.end})
    return {
        "id": f"urn:uuid:{guid_of(bundle, RecordRef(RecordKind.PASSAGE, passage.id))}",
        "type": "SpecificResource",
        "source": _source_name(passage),
        "selector": selectors,
    }


def _source_name(passage: Passage) -> str:
    """The name of a text in one version: its source's id and its fingerprint."""
    name = SOURCE_NAME + quote(passage.source, safe="")
    return f"{name}:sha256:{passage.content_sha256}" if passage.content_sha256 else name


FORMAT = Exchange(
    name="jsonld",
    title="W3C Web Annotations",
    suffixes=(".jsonld",),
    read=read,
    write=write,
    carries=("passages", "codings"),
    loses=(
        "The texts themselves are not in the file; annotations name each by its id and fingerprint.",
        "Codes that no passage has are left out; of the others only the path by the first parent is written.",
        "Memos travel if they are on words, codings, codes or sources, in their last version only.",
        "Cases, sites, informants, attributes, links and sets are left out.",
    ),
)
