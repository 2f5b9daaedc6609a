"""Every format that goes both ways brings back what it says it carries, and says what it loses.

One made-up study's records go through every format. The table below is the whole truth about what
comes back; a change in it is a change for researchers and belongs in the docs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from ieworkbench.exchange import EXCHANGES, Bundle, read_bundle, write_bundle
from ieworkbench.exchange.losses import CHAIN
from ieworkbench.importers import read_bytes
from ieworkbench.model import (
    Attribute,
    AttributeType,
    AttributeValue,
    Case,
    Code,
    Codebook,
    Coding,
    Direction,
    Informant,
    InformantLevel,
    Link,
    Memo,
    Passage,
    RecordKind,
    RecordRef,
    RecordSet,
    Site,
    SiteLevel,
    SourceKind,
)

TALK = "I: What did they say? \U0001f600\nU1: Come back when the form is filled in.\nI: And then?\nU1: I waited.\n"
MOMENT = dt.datetime.fromisoformat("2026-03-01T09:30:00")
CHAINS = {"chain-xlsx", "chain-csv"}
"""Their rows are read in the light of a study: tests/study/test_typed_rows.py."""
BOTH_WAYS = [each for each in EXCHANGES if each.read is not None and each.write is not None and each.name not in CHAINS]


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def bundle() -> Bundle:
    data = TALK.encode("utf-8")
    read = read_bytes(data, "U1-wave1.txt")
    talk = replace(
        read, id="U1-wave1", kind=SourceKind.INTERVIEW, cases=("C1",), informants=("U1",), wave=1, language="en"
    )

    def kept(words: str, number: int) -> Passage:
        return replace(talk.find_one(words), id=guid(number))

    form, waited = kept("the form is filled in", 11), kept("I waited", 12)
    waiting = RecordRef(RecordKind.CODE, guid(2))
    return Bundle(
        id=guid(99),
        title="Plans",
        standpoint="people who wait",
        sources=(talk,),
        originals={"U1-wave1": data},
        codebook=Codebook(
            (
                Code(guid(1), "work", definition="What people do."),
                Code(guid(2), "waiting", (guid(1),), include="also by phone", colour="#336699"),
                Code(guid(3), "text"),
            )
        ),
        passages=(form, waited),
        codings=(
            Coding(guid(21), form, guid(3), "which form?", "Ada", MOMENT),
            Coding(guid(22), waited, guid(2), "", "Bo", MOMENT),
        ),
        cases=(Case("C1", "a plan"),),
        sites=(Site("clinic", SiteLevel.FRONT_LINE),),
        informants=(Informant("U1", InformantLevel.ENTRY, "service user", "clinic", ("C1",)),),
        case_passages=(("C1", guid(12)),),
        attributes=(Attribute(guid(31), "county", AttributeType.TEXT),),
        values=(AttributeValue(guid(31), RecordRef(RecordKind.CASE, "C1"), "north"),),
        memos=(Memo(guid(41), "Ask about the form.", "form", RecordRef(RecordKind.PASSAGE, guid(11)), by="Ada", at=MOMENT),),
        links=(
            Link(
                guid(51), "explains", RecordRef(RecordKind.PASSAGE, guid(11)), RecordRef(RecordKind.PASSAGE, guid(12)),
                Direction.ONE_WAY, "the form is why", "Ada", MOMENT,
            ),
        ),
        sets=(RecordSet(guid(61), "first round", (waiting, RecordRef(RecordKind.SOURCE, "U1-wave1"))),),
        people=("Ada", "Bo"),
    )  # fmt: skip


ALL = {
    "title", "standpoint", "sources", "codebook", "passages", "codings", "cases", "sites", "informants",
    "case_passages", "attributes", "values", "memos", "links", "sets", "people",
}  # fmt: skip
COMES_BACK: dict[str, set[str]] = {
    "qdpx": ALL,
    "qdc": {"codebook"},
    "codebook-yaml": {"codebook"},
    "codebook-csv": {"codebook"},
    "codebook-xlsx": {"codebook"},
    "csv": {"passages", "codings"},
    "xlsx": {"passages", "codings"},
    "docx": {"passages", "codings", "memos"},
    "jsonld": {"passages", "codings", "memos"},
}


NAMED = {"people", "sources", "codebook", "title"}
"""What some formats name beside the codings: who, what and which code."""
PARTLY: dict[str, set[str]] = {"qdc": {"sets"}}
"""What comes back in part: of sets, a codebook holds the codes."""


def said(each: Bundle, name: str) -> Any:
    """An attribute of a bundle as what has to be the same; of sources, what a researcher sees."""
    value = getattr(each, name)
    if name == "sources":
        return [
            (one.id, one.content, one.turns, one.kind, one.cases, one.informants, one.wave, one.language)
            for one in value
        ]
    if name in {"codings", "memos", "links", "passages"}:
        return sorted(value, key=lambda one: one.id)
    return value


def through(name: str, folder: Path) -> tuple[Bundle, Any]:
    (one,) = [each for each in BOTH_WAYS if each.name == name]
    path = folder / f"study{one.suffixes[0]}"
    written = write_bundle(bundle(), path, format=name)
    back, _ = read_bundle(path, format=name, codebook=bundle().codebook if "codebook" not in COMES_BACK[name] else None)
    return back, written


def test_the_table_names_every_format_that_goes_both_ways():
    assert {each.name for each in BOTH_WAYS} == set(COMES_BACK)
    assert {each.name for each in fields(Bundle)} - ALL == {
        "id",
        "originals",
        "guids",
        "written_at",
        "typed",
        "statements",
        *CHAIN,
    }


@pytest.mark.parametrize("name", sorted(COMES_BACK))
def test_what_a_format_carries_comes_back_equal_and_nothing_else_is_made_up(name: str, tmp_path: Path):
    back, _ = through(name, tmp_path)
    empty = Bundle()
    for each in sorted(ALL):
        if each in COMES_BACK[name]:
            assert said(back, each) == said(bundle(), each), each
        elif each not in NAMED | PARTLY.get(name, set()):
            assert said(back, each) in (said(empty, each), said(bundle(), each)), each


@pytest.mark.parametrize("one", BOTH_WAYS, ids=lambda each: each.name)
def test_what_a_format_says_it_carries_is_what_comes_back(one: Any):
    assert set(one.carries) <= COMES_BACK[one.name]
    assert one.loses, "no format carries everything, and each says what it loses"


@pytest.mark.parametrize("name", sorted(set(COMES_BACK) - {"qdpx"}))
def test_what_is_left_behind_is_said_while_writing(name: str, tmp_path: Path):
    _, written = through(name, tmp_path)
    assert [each for each in written.findings if each.fate.value == "dropped"], "the report says what stayed behind"


@pytest.mark.parametrize("name", sorted(COMES_BACK))
def test_the_same_bundle_gives_the_same_bytes(name: str, tmp_path: Path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        through(name, tmp_path / folder)
    one, two = (sorted((tmp_path / folder).iterdir()) for folder in ("one", "two"))
    assert [each.name for each in one] == [each.name for each in two]
    assert [each.read_bytes() for each in one] == [each.read_bytes() for each in two]
