"""Web Annotations: what is written is what the standard asks, and comes back; what others wrote is read."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieworkbench.errors import FileProblem
from ieworkbench.exchange import Bundle, Report, read_bundle, write_bundle
from ieworkbench.importers import read_bytes
from ieworkbench.model import Case, Code, Codebook, Coding, Memo, RecordRef, Source
from ieworkbench.model.vocabulary import RecordKind

TALK = "Ada: I phoned 😀 them twice.\nBo: And then?\nAda: I waited, as the letter says.\n"
WORK, PHONING, WAITING = (str(UUID(int=number)) for number in (1, 2, 3))
CODES = Codebook((Code(WORK, "work"), Code(PHONING, "phoning", (WORK,)), Code(WAITING, "waiting > long", (WORK,))))
SELECTORS = {"TextQuoteSelector", "TextPositionSelector"}


def guid(number: int) -> str:
    return str(UUID(int=number))


def source() -> Source:
    return dataclasses.replace(read_bytes(TALK.encode(), "talk.txt"), id="U1: wave 1/æ")


def bundle() -> Bundle:
    talk = source()
    first = dataclasses.replace(talk.passage(5, 27), id=guid(10))
    second = dataclasses.replace(talk.passage(48, 57), id=guid(11))
    bare = dataclasses.replace(talk.passage(0, 3), id=guid(12))
    at = dt.datetime.fromisoformat("2026-03-01T10:30:00.000250")
    codings = (
        Coding(guid(20), first, PHONING, "Twice!\n\nWhy?", "Kari Vik", at),
        Coding(guid(21), first, WORK, "", "Åse", at),
        Coding(guid(22), second, WAITING),
    )
    memos = (
        Memo(guid(30), "See the letter.", "Letter", RecordRef(RecordKind.PASSAGE, guid(11)), by="Åse", at=at),
        Memo(guid(31), "Sure?", "", RecordRef(RecordKind.CODING, guid(20)), by="Bo"),
        Memo(guid(32), "Too wide.", "", RecordRef(RecordKind.CODE, WORK)),
    )
    return Bundle(
        id=guid(99), sources=(talk,), codebook=CODES, passages=(first, second, bare), codings=codings, memos=memos
    )


def written(made: Bundle, path: Path) -> dict[str, Any]:
    write_bundle(made, path)
    collection: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return collection


def read(path: Path, data: object, codebook: Codebook | None = None) -> tuple[Bundle, Report]:
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return read_bundle(path, format="jsonld", codebook=codebook)


def whys(report: Report) -> str:
    return "\n".join(f"{each.fate.value} {each.what}: {each.why}" for each in report.findings)


# -------------------------------------------------------------------------------- written


def test_codings_passages_and_memos_come_back_unchanged(tmp_path: Path) -> None:
    made = bundle()
    write_bundle(made, tmp_path / "a.jsonld")
    back, report = read_bundle(tmp_path / "a.jsonld", codebook=CODES)
    assert sorted(back.codings, key=lambda each: each.id) == list(made.codings)
    assert sorted(back.passages, key=lambda each: each.id) == list(made.passages)
    assert sorted(back.memos, key=lambda each: each.id) == list(made.memos)
    assert (back.sources, back.people, report.findings) == ((), ("Bo", "Kari Vik", "Åse"), [])


def test_without_the_codebook_codes_come_back_with_their_ids_and_names(tmp_path: Path) -> None:
    write_bundle(bundle(), tmp_path / "a.jsonld")
    back, _ = read_bundle(tmp_path / "a.jsonld")
    assert {code.id: code.name for code in back.codebook}.items() >= {
        PHONING: "phoning",
        WAITING: "waiting > long",
    }.items()
    assert [coding.code for coding in sorted(back.codings, key=lambda each: each.id)] == [PHONING, WORK, WAITING]


def test_the_same_bundle_gives_the_same_bytes(tmp_path: Path) -> None:
    write_bundle(bundle(), tmp_path / "a.jsonld")
    turned = dataclasses.replace(bundle(), codings=bundle().codings[::-1], passages=bundle().passages[::-1])
    write_bundle(turned, tmp_path / "b.jsonld")
    data = (tmp_path / "a.jsonld").read_bytes()
    assert data == (tmp_path / "b.jsonld").read_bytes()
    assert b"\r" not in data
    assert data.endswith(b"}\n")
    assert "😀".encode() in data


def test_what_the_standard_demands_is_there(tmp_path: Path) -> None:
    collection = written(bundle(), tmp_path / "a.jsonld")
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    page = collection["first"]
    assert (page["type"], page["startIndex"], page["id"]) == ("AnnotationPage", 0, collection["last"])
    assert collection["total"] == len(page["items"]) == 7
    ids = [each["id"] for each in page["items"]]
    assert len(set(ids)) == 7
    for each in page["items"]:
        check_annotation(each)


def check_annotation(each: dict[str, Any]) -> None:
    """The demands of the Web Annotation Data Model on one annotation."""
    assert each["id"].startswith("urn:uuid:")
    assert each["type"] == "Annotation"
    assert each["motivation"] in {"tagging", "commenting", "highlighting"}
    for body in each.get("body", []) if isinstance(each.get("body"), list) else [each.get("body", {})]:
        assert not body or (body["type"] == "TextualBody" and isinstance(body["value"], str))
    assert each.get("created", "Z").endswith("Z")
    target = each["target"]
    if isinstance(target, str):
        assert target.startswith("urn:uuid:")
        return
    assert " " not in target["source"]
    assert target["type"] == "SpecificResource"
    assert {selector["type"] for selector in target["selector"]} == SELECTORS
    quote, place = target["selector"]
    assert TALK[place["start"] : place["end"]] == quote["exact"]
    assert TALK[: place["start"]].endswith(quote["prefix"])
    assert TALK[place["end"] :].startswith(quote["suffix"])


def test_a_coding_is_a_tag_with_its_memo_beside_it(tmp_path: Path) -> None:
    annotation = written(bundle(), tmp_path / "a.jsonld")["first"]["items"][3]
    assert annotation["body"] == [
        {
            "id": f"urn:uuid:{PHONING}",
            "type": "TextualBody",
            "format": "text/plain",
            "purpose": "tagging",
            "value": "work > phoning",
        },
        {"type": "TextualBody", "format": "text/plain", "purpose": "commenting", "value": "Twice!\n\nWhy?"},
    ]
    assert annotation["creator"]["name"] == "Kari Vik"
    assert annotation["created"] == "2026-03-01T10:30:00.000250Z"
    assert annotation["target"]["source"].startswith("urn:ieworkbench:source:U1%3A%20wave%201%2F%C3%A6:sha256:")


def test_what_no_annotation_can_say_is_reported(tmp_path: Path) -> None:
    made = dataclasses.replace(bundle(), cases=(Case("C1"),), memos=(Memo(guid(40), "On its own."),))
    found = whys(write_bundle(made, tmp_path / "a.jsonld"))
    assert "dropped cases: This format has no place for them." in found
    assert "dropped memo: Only memos on words" in found
    assert "dropped sources" in found


def test_words_that_do_not_stand_at_their_place_are_written_without_it(tmp_path: Path) -> None:
    wrong = dataclasses.replace(source().passage(5, 8), id=guid(10), quote="xyz")
    made = dataclasses.replace(bundle(), passages=(wrong,), codings=(Coding(guid(20), wrong, WORK),), memos=())
    report = write_bundle(made, tmp_path / "a.jsonld")
    assert "unplaced passage" in whys(report)
    back, _ = read_bundle(tmp_path / "a.jsonld")
    assert [(each.quote, each.start, each.end, each.content_sha256) for each in back.passages] == [("xyz", 0, 3, "")]


def test_a_bundle_without_anything_is_a_collection_without_pages(tmp_path: Path) -> None:
    collection = written(Bundle(), tmp_path / "a.jsonld")
    assert (collection["total"], "first" in collection) == (0, False)


# ----------------------------------------------------------------------- from other programs


def tagged(selector: object, **more: object) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "motivation": "tagging",
        "body": {"type": "TextualBody", "value": "Phoning"},
        "target": {"source": "http://example.org/talk", "selector": selector},
        **more,
    }


QUOTE = {"type": "TextQuoteSelector", "exact": "I phoned", "prefix": "Ada: ", "suffix": " them"}


@pytest.mark.parametrize(
    "selector",
    [
        QUOTE,
        [QUOTE],
        {"type": "FragmentSelector", "value": "p1", "refinedBy": QUOTE},
        {"type": "XPathSelector", "value": "/p", "refinedBy": [{"type": "CssSelector", "refinedBy": QUOTE}]},
        {"type": "Choice", "items": [QUOTE]},
        [{"type": "RangeSelector"}, QUOTE],
    ],
)
def test_quotes_are_found_however_selectors_are_nested(tmp_path: Path, selector: object) -> None:
    """Words without a place begin at 0 and have no fingerprint, until the study looks them up."""
    back, report = read(tmp_path / "a.json", tagged(selector), CODES)
    (passage,) = back.passages
    assert (passage.source, passage.start, passage.end, passage.quote) == ("http://example.org/talk", 0, 8, "I phoned")
    assert (passage.before, passage.after, passage.content_sha256) == ("Ada: ", " them", "")
    assert [coding.code for coding in back.codings] == [PHONING]
    assert report.facts == ["One passage is named by words alone, without a place."]


def test_a_place_without_words_is_kept_as_a_place(tmp_path: Path) -> None:
    back, report = read(tmp_path / "a.json", tagged({"type": "TextPositionSelector", "start": 5, "end": 9}))
    assert [(each.start, each.end, each.quote) for each in back.passages] == [(5, 9, "")]
    assert "a place without the words" in whys(report)


def test_a_place_inside_another_selection_is_not_taken_for_one_in_the_text(tmp_path: Path) -> None:
    inner = {"type": "TextPositionSelector", "start": 5, "end": 9}
    back, report = read(tmp_path / "a.json", tagged({"type": "FragmentSelector", "value": "p1", "refinedBy": inner}))
    assert (back.passages, back.codings) == ((), ())
    assert "FragmentSelector" in whys(report)


@pytest.mark.parametrize("selector", [{"type": "XPathSelector", "value": "/p"}, {"type": "FragmentSelector"}, "x:y"])
def test_selectors_that_are_not_of_text_are_reported(tmp_path: Path, selector: object) -> None:
    back, report = read(tmp_path / "a.json", tagged(selector))
    assert back.codings == ()
    assert "dropped tag" in whys(report)


@pytest.mark.parametrize(
    ("start", "end"), [(10**30, 10**31), (-4, 3), (5, 5), (9, 2), (True, 4), ("1", 4), (1.5, 3), (None, 1)]
)
def test_places_that_are_none_are_reported(tmp_path: Path, start: object, end: object) -> None:
    place = {"type": "TextPositionSelector", "start": start, "end": end}
    back, report = read(tmp_path / "a.json", tagged([QUOTE, place]))
    assert [each.start for each in back.passages] == [0]
    assert "not a start and a later end" in whys(report)


def test_an_export_of_hypothesis_is_read_with_its_tags_texts_and_answers(tmp_path: Path) -> None:
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]"},
        {"type": "TextPositionSelector", "start": 5, "end": 13},
        QUOTE,
    ]
    uri = "https://example.org/talk"
    common = {"user": "acct:ada@hypothes.is", "uri": uri, "created": "2026-03-01T12:00:00.5+02:00", "document": {}}
    rows = [
        {
            "id": "aaa",
            **common,
            "text": "Why twice?",
            "tags": ["phoning"],
            "target": [{"source": uri, "selector": selectors}],
        },
        {"id": "bbb", **common, "text": "Agreed.", "tags": [], "references": ["aaa"], "target": [{"source": uri}]},
        {
            "id": "ccc",
            **common,
            "text": "Both.",
            "tags": ["phoning", "new"],
            "target": [{"source": uri, "selector": selectors}],
        },
        {"id": "ddd", **common, "text": "", "tags": [], "target": [{"source": uri, "selector": selectors}]},
    ]
    back, report = read(tmp_path / "a.json", {"total": 9, "rows": rows}, CODES)
    first = back.codings[0]
    assert (first.code, first.memo, first.by, first.at) == (
        PHONING,
        "Why twice?",
        "ada",
        dt.datetime.fromisoformat("2026-03-01T10:00:00.500000"),
    )
    assert [(memo.text, memo.about) for memo in back.memos] == [
        ("Agreed.", RecordRef(RecordKind.CODING, first.id)),
        ("Both.", RecordRef(RecordKind.PASSAGE, back.passages[0].id)),
    ]
    assert [back.codebook[coding.code].name for coding in back.codings] == ["phoning", "phoning", "new"]
    assert len(back.passages) == 1
    assert "dropped annotations: They are not in the file" in whys(report)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"type": "AnnotationPage", "items": [one]},
        lambda one: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [one]}},
        lambda one: {"@graph": [{**{k: v for k, v in one.items() if k != "type"}, "@type": "oa:Annotation"}]},
    ],
)
def test_annotations_are_found_however_they_are_wrapped(tmp_path: Path, wrap: Any) -> None:
    back, _ = read(tmp_path / "a.json", wrap(tagged(QUOTE)), CODES)
    assert [coding.code for coding in back.codings] == [PHONING]


def test_the_ids_of_new_codes_are_always_the_same(tmp_path: Path) -> None:
    one, _ = read(tmp_path / "a.json", tagged(QUOTE, body={"type": "TextualBody", "value": "work > driving"}), CODES)
    two, _ = read(tmp_path / "b.json", [tagged(QUOTE, body={"type": "TextualBody", "value": "work > driving"})], CODES)
    assert one.codings == two.codings
    assert [(code.name, code.parents) for code in one.codebook] == [("work", ()), ("driving", (WORK,))]


def test_a_name_that_several_codes_have_is_never_guessed(tmp_path: Path) -> None:
    codes = Codebook((*CODES, Code(guid(7), "home"), Code(guid(8), "phoning", (guid(7),))))
    back, report = read(tmp_path / "a.json", tagged(QUOTE), codes)
    (coding,) = back.codings
    assert coding.code not in {PHONING, guid(8)}
    assert "Several codes are called so" in whys(report)


@pytest.mark.parametrize(
    ("body", "memo"),
    [
        ("just words", "just words"),
        ({"type": "TextualBody", "value": "said", "purpose": "commenting"}, "said"),
        ({"type": "Choice", "items": [{"type": "TextualBody", "value": "one"}]}, "one"),
        ("http://example.org/elsewhere", "http://example.org/elsewhere"),
        ({"type": "TextualBody", "value": "half \ud83d letter"}, "half \ufffd letter"),
    ],
)
def test_what_is_no_tag_becomes_a_memo_on_the_words(tmp_path: Path, body: object, memo: str) -> None:
    back, _ = read(tmp_path / "a.json", tagged(QUOTE, motivation="commenting", body=body))
    assert [(each.text, each.about) for each in back.memos] == [
        (memo, RecordRef(RecordKind.PASSAGE, back.passages[0].id))
    ]


def test_one_id_twice_gives_two_records(tmp_path: Path) -> None:
    one = tagged(QUOTE, id="urn:uuid:00000000-0000-0000-0000-0000000000aa")
    back, report = read(tmp_path / "a.json", [one, one], CODES)
    assert len({coding.id for coding in back.codings}) == 2
    assert "the same id" in whys(report)


# --------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"no json", "line 1, column 1: this is no JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, "nested too deeply"),
        (b'{"type": "Annotation", "target": NaN}', "NaN stands in it"),
        (b'{"type": "Annotation", "target": "\xff"}', "byte 34: this is not text in UTF-8"),
        (b'{"a": 1}', "there are no annotations"),
        (b"3", "there are no annotations"),
        (b"[]", "there are no annotations"),
    ],
)
def test_what_is_no_annotation_is_refused_in_one_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(FileProblem, match=sentence):
        read(tmp_path / "a.json", data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_does_not_matter(tmp_path: Path, encoding: str) -> None:
    back, _ = read(tmp_path / "a.json", json.dumps(tagged(QUOTE)).encode(encoding))
    assert len(back.codings) == 1


def test_a_property_that_stands_twice_is_reported(tmp_path: Path) -> None:
    data = json.dumps(tagged(QUOTE)).replace('"motivation"', '"motivation": "commenting", "motivation"')
    back, report = read(tmp_path / "a.json", data.encode())
    assert len(back.codings) == 1
    assert "It stands twice in 1 object;" in whys(report)


_VALUES = st.recursive(
    st.sampled_from(
        [None, True, 1, -1, 1e300, 10**25, "", "x", "urn:uuid:" + guid(5), "http://e.org/a", "2026-13-01", "\ud800"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "type",
                    "value",
                    "source",
                    "selector",
                    "items",
                    "exact",
                    "start",
                    "end",
                    "refinedBy",
                    "purpose",
                    "name",
                ]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "id",
                "type",
                "motivation",
                "body",
                "bodyValue",
                "target",
                "creator",
                "created",
                "tags",
                "text",
                "references",
                "uri",
            ]
        ),
        _VALUES,
    ),
    st.sampled_from(["target", "body", "selector", "creator", "id", "motivation"]),
    _VALUES,
)
def test_any_value_may_stand_anywhere(
    tmp_path_factory: pytest.TempPathFactory, thing: Any, key: str, value: Any
) -> None:
    """Only our own errors come out, and whatever was read can be written and read again."""
    path = tmp_path_factory.mktemp("fuzz") / "a.jsonld"
    one = tagged(value) if key == "selector" else {**tagged(QUOTE), key: value}
    back, _ = read(path, [thing, one, {**one, **thing}])
    write_bundle(back, path)
    again, _ = read_bundle(path)
    assert sorted(each.quote for each in again.passages) == sorted(each.quote for each in back.passages)


@pytest.mark.needs_shared
@pytest.mark.parametrize("kind", ["correct", "incorrect"])
def test_the_examples_of_the_standard_give_records_or_a_reason(shared: Path, kind: str) -> None:
    examples = sorted((shared / "data" / "w3c_web_annotation" / "examples" / kind).glob("*.json"))
    assert len(examples) > 15
    for each in examples:
        try:
            back, report = read_bundle(each, format="jsonld")
        except FileProblem as problem:
            assert kind == "incorrect", problem
        else:
            assert back.memos or back.passages or report.findings, each.name
            assert kind == "correct" or report.findings, each.name


def test_a_memo_on_a_source_is_on_that_source_again(tmp_path: Path) -> None:
    about = RecordRef(RecordKind.SOURCE, "U1, wave 1")
    memo = Memo("00000000-0000-4000-8000-000000000041", "Read it again.", "later", about, by="Ada")
    write_bundle(Bundle(memos=(memo,)), tmp_path / "a.jsonld")
    back, report = read_bundle(tmp_path / "a.jsonld")
    assert (back.memos, report.findings) == ((memo,), [])


def test_entries_that_do_not_call_themselves_annotations_are_read_and_the_report_says_so(tmp_path: Path) -> None:
    bare = {key: said for key, said in tagged(QUOTE).items() if key not in {"type", "@context"}}
    back, report = read(tmp_path / "a.json", [bare, bare | {"id": "urn:two"}])
    assert len(back.codings) == 2
    assert whys(report) == ("changed annotation: What has a target was read as an annotation, as well as it could be.")
    assert report.findings[0].where == "2 entries without the type Annotation"
    assert "The file does not say by which rules it is written; it was read as Web Annotations." in report.facts
    _, report = read(tmp_path / "b.json", tagged(QUOTE))
    assert (whys(report), [each for each in report.facts if "rules" in each]) == ("", [])
