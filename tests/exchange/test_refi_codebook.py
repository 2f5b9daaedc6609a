from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from codebook_strategies import LAW, PHONING, TROUBLE, WORK, codebooks
from hypothesis import given

from ieworkbench.errors import FileDamaged, FileProblem
from ieworkbench.exchange import Bundle, Report, read_bundle, write_bundle
from ieworkbench.exchange.codebooks import read_codebook_report, write_codebook
from ieworkbench.exchange.descriptions import description_of, parts_of
from ieworkbench.exchange.refi_names import xml_text
from ieworkbench.model import Code, Codebook, RecordRef, RecordSet
from ieworkbench.model.vocabulary import RecordKind

SCHEMAS = ("Codebook_v1.0_from_spec.xsd", "openqda_Codebook.xsd")


def read(tmp_path: Path, inner: str, namespace: str = ' xmlns="urn:QDA-XML:codebook:1.0"') -> tuple[Bundle, Report]:
    path = tmp_path / "index.qdc"
    path.write_text(f"<CodeBook{namespace}>{inner}</CodeBook>", "utf-8")
    return read_bundle(path)


def said(report: Report) -> list[tuple[str, str, str]]:
    return [(each.fate.value, each.what, each.where) for each in report.findings]


def expected(codebook: Codebook) -> list[Code]:
    """What comes back: in the order of the tree, without what XML cannot hold, further parents in any order."""
    return [as_described(code) for _, code in codebook.walk()]


def as_described(code: Code) -> Code:
    words = {each: xml_text(getattr(code, each)) for each in ("definition", "include", "exclude", "example")}
    parts = parts_of(xml_text(description_of(code)))
    words = {each: parts.get(each, "") for each in words}
    return replace(code, name=xml_text(code.name), parents=(*code.parents[:1], *sorted(code.parents[1:])), **words)


@given(codebook=codebooks())
@LAW
def test_any_codebook_comes_back_but_for_what_the_format_loses(tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "index.qdc"
    write_codebook(codebook, path)
    again, report = read_codebook_report(path)
    assert [as_described(code) for code in again] == expected(codebook)
    assert not report.findings


@pytest.mark.needs_shared
@given(codebook=codebooks().filter(len))
@LAW
def test_what_is_written_is_valid(shared: Path, tmp_path: Path, codebook: Codebook) -> None:
    from lxml import etree

    path = tmp_path / "index.qdc"
    write_codebook(codebook, path)
    for name in SCHEMAS:
        etree.XMLSchema(etree.parse(str(shared / "data" / "refi_qda" / name))).assertValid(etree.parse(str(path)))


def test_it_is_written_as_the_standard_says(tmp_path: Path) -> None:
    codebook = Codebook(
        (
            Code(WORK, "work", definition="Takes time.", exclude="travel", colour="#FFCC00", codable=False),
            Code(TROUBLE, "trouble"),
            Code(PHONING, "phoning & waiting", (WORK, TROUBLE)),
        )
    )
    path = tmp_path / "index.qdc"
    report = write_codebook(codebook, path)
    assert (
        path.read_text("utf-8")
        == f"""\
<?xml version='1.0' encoding='UTF-8'?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="ieworkbench">
  <Codes>
    <Code guid="{WORK}" name="work" isCodable="false" color="#FFCC00">
      <Description>Takes time.

Exclude: travel</Description>
      <Code guid="{PHONING}" name="phoning &amp; waiting" isCodable="true"/>
    </Code>
    <Code guid="{TROUBLE}" name="trouble" isCodable="true"/>
  </Codes>
  <Sets>
    <Set guid="62f40b27-42d9-592c-94e3-5521da16a00d" name="trouble">
      <Description>Codes that also stand under “trouble”.</Description>
      <MemberCode guid="{PHONING}"/>
    </Set>
  </Sets>
</CodeBook>
"""
    )
    assert said(report) == [("changed", "order", "codebook")]


@pytest.mark.parametrize(
    "namespace",
    [
        ' xmlns="urn:QDA-XML:codebook:1.0"',
        ' xmlns="urn:QDA-XML:codebook:1:0"',
        ' xmlns="urn:QDA-XML:codebook:0:4"',
        ' xmlns="urn:QDA-XML:project:1.0"',
        "",
    ],
)
def test_every_namespace_seen_in_the_wild_is_read(tmp_path: Path, namespace: str) -> None:
    inner = f'<Codes><Code guid="{WORK}" name="work" isCodable="true"/></Codes><Sets/>'
    bundle, report = read(tmp_path, inner, namespace)
    assert bundle.codebook.codes == (Code(WORK, "work"),)
    assert not report.findings


def test_the_codebook_inside_a_project_is_read(tmp_path: Path) -> None:
    path = tmp_path / "project.qdc"
    code = f'<Code guid="{WORK}" name="work" isCodable="true"/>'
    path.write_text(f'<Project xmlns="urn:QDA-XML:project:1.0"><CodeBook><Codes>{code}</Codes></CodeBook></Project>')
    assert read_bundle(path)[0].codebook.codes == (Code(WORK, "work"),)


def test_guids_are_compared_without_braces_and_letter_case(tmp_path: Path) -> None:
    guid = "ABCDEFAB-1111-4111-8111-111111111111"
    inner = (
        f'<Codes><Code guid="{{{guid}}}" name="work"/></Codes>'
        f'<Sets><Set guid="{{{TROUBLE}}}" name="s"><MemberCode guid="{guid.lower()}"/><MemberCode targetGUID="{guid}"/></Set></Sets>'
    )
    bundle, report = read(tmp_path, inner)
    assert bundle.codebook.codes == (Code(guid.lower(), "work"),)
    assert bundle.sets == (RecordSet(TROUBLE, "s", (RecordRef(RecordKind.CODE, guid.lower()),)),)
    assert not report.findings


def test_missing_wrong_and_repeated_guids_are_given_and_reported(tmp_path: Path) -> None:
    inner = (
        f'<Codes><Code name="a"/><Code guid="17" name="b"/><Code guid="{WORK}" name="c"/>'
        f'<Code guid="{WORK}" name="d"/><Code guid="" name=""/></Codes>'
        f'<Sets><Set name="s"><MemberCode guid="17"/><MemberCode guid="{PHONING}"/></Set></Sets>'
    )
    bundle, report = read(tmp_path, inner)
    names = [code.name for code in bundle.codebook]
    assert names == ["a", "b", "c", "d", "code without a name"]
    assert len({code.id for code in bundle.codebook}) == 5
    assert all(len(code.id) == 36 for code in bundle.codebook)
    assert bundle.sets[0].members == (RecordRef(RecordKind.CODE, bundle.codebook.one("b").id),)
    assert [(fate, what) for fate, what, _ in said(report)] == [
        *[("changed", "code")] * 3,
        ("dropped", "member of a set"),
        *[("changed", "code")] * 2,
    ]
    assert read(tmp_path, inner)[0] == bundle


def test_names_may_be_repeated_under_other_codes(tmp_path: Path) -> None:
    inner = f'<Codes><Code guid="{WORK}" name="a"><Code guid="{PHONING}" name="x"/></Code><Code guid="{TROUBLE}" name="x"/></Codes>'
    bundle, _ = read(tmp_path, inner)
    assert [bundle.codebook.path(code.id) for code in bundle.codebook] == ["a", "a > x", "x"]


@pytest.mark.parametrize(
    ("written", "colour", "fates"),
    [
        ("#FFCC00", "#FFCC00", []),
        ("#fc0", "#FFCC00", ["changed"]),
        ("255,204,0", "#FFCC00", ["changed"]),
        ("rgba(255, 204, 0, 0.5)", "#FFCC00", ["changed"]),
        ("#80FFCC00", "#FFCC00", ["changed"]),
        ("transparent", "", ["dropped"]),
        ("999,0,0", "", ["dropped"]),
    ],
)
def test_colours_are_mended_or_left_out_with_a_word(
    tmp_path: Path, written: str, colour: str, fates: list[str]
) -> None:
    bundle, report = read(tmp_path, f'<Codes><Code guid="{WORK}" name="a" color="{written}"/></Codes>')
    assert bundle.codebook.codes[0].colour == colour
    assert [each.fate.value for each in report.findings] == fates


def test_descriptions_stand_in_an_element_or_an_attribute(tmp_path: Path) -> None:
    inner = (
        f'<Codes><Code guid="{WORK}" name="a" description="one&#10;two"/>'
        f'<Code guid="{PHONING}" name="b"><Description>three\n\nInclude: four</Description><NoteRef targetGUID="x"/></Code></Codes>'
    )
    bundle, report = read(tmp_path, inner)
    assert [(code.definition, code.include) for code in bundle.codebook] == [("one\ntwo", ""), ("three", "four")]
    assert said(report) == [("dropped", "NoteRef", "1 in all")]


def test_ids_that_are_no_guids_get_one_each(tmp_path: Path) -> None:
    path = tmp_path / "index.qdc"
    codes = (Code("1", "a"), Code(WORK.upper().replace("1", "A"), "b"), Code(WORK.replace("1", "a"), "c", ("1",)))
    report = write_codebook(Codebook(codes), path)
    again, _ = read_codebook_report(path)
    assert sorted(code.name for code in again) == ["a", "b", "c"]
    assert said(report)[0] == ("changed", "code", "“a”")


def test_sets_of_codes_come_back_and_other_members_are_reported(tmp_path: Path) -> None:
    code, source = RecordRef(RecordKind.CODE, WORK), RecordRef(RecordKind.SOURCE, "U1")
    sets = (RecordSet(PHONING, "mine", (code, source), "why"), RecordSet(TROUBLE, "texts", (source,)))
    path = tmp_path / "index.qdc"
    report = write_bundle(Bundle(codebook=Codebook((Code(WORK, "work"),)), sets=sets), path)
    assert read_bundle(path)[0].sets == (RecordSet(PHONING, "mine", (code,), "why"),)
    assert [(each.what, each.where) for each in report.findings] == [
        ("members of a set", "“mine”, 1"),
        ("members of a set", "“texts”, 1"),
        ("set", "“texts”"),
    ]


def test_codes_too_deep_for_other_programs_stand_higher_up(tmp_path: Path) -> None:
    path = tmp_path / "index.qdc"
    ids = [f"{number:08}-0000-4000-8000-000000000000" for number in range(3000)]
    codes = tuple(Code(each, "deeper", (ids[number - 1],) if number else ()) for number, each in enumerate(ids))
    report = write_codebook(Codebook(codes), path)
    assert len(read_codebook_report(path)[0]) == 3000
    assert {each.fate.value for each in report.findings} == {"changed"}


@pytest.mark.parametrize(
    "data",
    [
        b"<CodeBook>",
        b"<Other/>",
        b"words",
        b'<!DOCTYPE a [<!ENTITY b "c">]><CodeBook>&b;</CodeBook>',
        b"\x00\x01",
    ],
)
def test_what_is_no_codebook_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "index.qdc"
    path.write_bytes(data)
    with pytest.raises(FileDamaged) as caught:
        read_bundle(path)
    assert str(path) in str(caught.value)


def test_only_our_errors_come_out_of_damaged_files(tmp_path: Path) -> None:
    path = tmp_path / "index.qdc"
    write_codebook(Codebook((Code(WORK, "a"), Code(TROUBLE, "b"), Code(PHONING, "c", (WORK, TROUBLE), "d", "e"))), path)
    whole, dice = path.read_bytes(), random.Random(5)
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 5)):
            spot, length = dice.randrange(len(data)), dice.randrange(60)
            piece = dice.randrange(len(whole))
            data[spot : spot + length] = whole[piece : piece + dice.randrange(60)]
        path.write_bytes(bytes(data))
        try:
            bundle, _ = read_bundle(path)
        except FileProblem as problem:
            assert "\n" not in str(problem)
        else:
            assert read_bundle(path)[0] == bundle


@pytest.mark.needs_shared
@pytest.mark.parametrize(
    ("name", "codes", "sets"),
    [
        ("REFI-QDA-1-5.qdc", 6, 0),
        ("portableQDA_Atlasti.qdc", 5, 2),
        ("doorstop-core-tests-files-exported.qdc", 8, 2),
    ],
)
def test_real_files_are_read_whole_and_written_valid(
    shared: Path, tmp_path: Path, name: str, codes: int, sets: int
) -> None:
    from lxml import etree

    bundle, report = read_bundle(shared / "data" / "refi_qda" / "portableqda" / name)
    assert (len(bundle.codebook), len(bundle.sets)) == (codes, sets)
    assert not report.findings
    path = tmp_path / "again.qdc"
    write_bundle(bundle, path)
    again, _ = read_bundle(path)
    assert (again.codebook, again.sets) == (bundle.codebook, bundle.sets)
    for schema in SCHEMAS:
        etree.XMLSchema(etree.parse(str(shared / "data" / "refi_qda" / schema))).assertValid(etree.parse(str(path)))
