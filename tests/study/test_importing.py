"""Taking in what other programs wrote, and giving it back: known again, nothing changed, nothing half done."""

from __future__ import annotations

from dataclasses import replace

import pytest

import ieworkbench as ie
from ieworkbench.errors import FileProblem, IEError
from ieworkbench.exchange import Bundle, Report
from ieworkbench.importers import read_bytes
from ieworkbench.model import (
    Attribute,
    AttributeType,
    AttributeValue,
    Case,
    Code,
    Codebook,
    Coding,
    Informant,
    Link,
    Memo,
    MemoKind,
    Passage,
    RecordKind,
    RecordRef,
    RecordSet,
    Site,
)
from ieworkbench.study.giving import bundle_of
from ieworkbench.study.questions import Question
from ieworkbench.study.taking import take_in

from .study_rows import rows_of

TALK = "I: Did you go?\nU1: Yes. They were planning it.\nI: And then?\nU1: Yes, I went home.\n"


def source(name="talk", words=TALK):
    return replace(read_bytes(words.encode(), f"{name}.txt"), id=name)


def taken(study, bundle):
    """Put a bundle into the study as `import_file` does, and give the report."""
    report = Report("file", "made up")
    with study._work("import", "file") as work:
        take_in(work, bundle, report, study.person)
    return report


def told(report):
    return [(each.fate.value, each.what, each.where) for each in report.findings]


def of_words(text, words, name, **changes):
    return replace(text.find_one(words), id=name, **changes)


def small_bundle():
    text = source()
    passages = (of_words(text, "Did you go?", "p1"), of_words(text, "I went home", "p2"))
    book = Codebook((Code("c1", "work"), Code("c2", "other", ("c1",)), Code("c3", "other", ("c1",))))
    return Bundle(
        sources=(text,),
        originals={"talk": TALK.encode()},
        codebook=book,
        passages=passages,
        codings=(Coding("k1", passages[0], "c2", "m"), Coding("k2", passages[1], "c3", by="Bo")),
        cases=(Case("C1", "one"),),
        sites=(Site("ward", part_of="hospital"), Site("hospital")),
        informants=(Informant("U1", site="ward", cases=("C1",), pointed_to_by="p1"),),
        case_passages=(("C1", "p2"),),
        attributes=(Attribute("a1", "born", AttributeType.WHOLE_NUMBER),),
        values=(
            AttributeValue("a1", RecordRef(RecordKind.INFORMANT, "U1"), "1970"),
            AttributeValue("a1", RecordRef(RecordKind.CASE, "C1"), "long ago"),
        ),
        memos=(
            Memo("m1", "on the link", about=RecordRef(RecordKind.LINK, "l1")),
            Memo("m2", "on a coding", about=RecordRef(RecordKind.CODING, "k1")),
        ),
        links=(Link("l1", "leads to", RecordRef(RecordKind.CODE, "c2"), RecordRef(RecordKind.INFORMANT, "U1")),),
        sets=(RecordSet("s1", "group", (RecordRef(RecordKind.CODE, "c1"), RecordRef(RecordKind.SOURCE, "talk"))),),
    )


def test_everything_comes_in_and_what_does_not_fit_is_told(study):
    report = taken(study, small_bundle())
    assert dict(report.kept) == {
        "cases": 1, "sites": 2, "informants": 1, "sources": 1, "codes": 3, "passages": 2, "codings": 2,
        "passages of cases": 1, "attributes": 1, "values": 1, "memos": 2, "links": 1, "sets": 1,
    }  # fmt: skip
    assert told(report) == [("dropped", "value", "born of case C1")]
    assert [(each.passage.quote, each.path, each.coding.by) for each in study.codings()] == [
        ("I went home", "work > other", "Bo"),
        ("Did you go?", "work > other", "Ann"),
    ]
    assert study.informant("U1").pointed_to_by is not None
    assert {each.text: each.about.kind.value for each in study.memos()} == {
        "on the link": "link",
        "on a coding": "coding",
    }
    assert [each.code for each in study.check() if "record" in each.code] == []


def test_the_same_again_changes_nothing_and_one_undo_takes_all_back(study):
    before = rows_of(study)
    taken(study, small_bundle())
    after, count = rows_of(study), len(study.history())
    again = taken(study, small_bundle())
    assert (rows_of(study), len(study.history())) == (after, count)
    assert sum(again.kept.values()) == 0
    assert again.there["codings"] == 2
    study.undo()
    assert rows_of(study) == before
    study.redo()
    assert rows_of(study) == after


def test_what_the_study_says_of_a_record_stays_and_is_told(study, put):
    study.add_case("C1", label="mine")
    study.add_code("work", definition="mine")
    study.add_source(put("my-own-name.txt", TALK), kind="interview")
    bundle = small_bundle()
    codes = (replace(bundle.codebook.codes[0], definition="theirs"), *bundle.codebook.codes[1:])
    report = taken(study, replace(bundle, codebook=Codebook(codes)))
    assert told(report)[:3] == [("changed", "case", "C1"), ("changed", "source", "talk"), ("changed", "code", "work")]
    assert (study.case("C1").label, study.codebook.one("work").definition) == ("mine", "mine")
    assert {each.source.id for each in study.codings()} == {"my-own-name"}
    assert study.sets()[0].members[1].id == "my-own-name"


def test_twins_in_the_file_stay_two_and_are_known_again_without_ids(study):
    taken(study, small_bundle())
    twice = Codebook((Code("x", "work"), Code("y", "other", ("x",)), Code("z", "other", ("x",))))
    report = taken(study, Bundle(codebook=twice))
    assert (report.kept["codes"], report.there["codes"], len(study.codebook)) == (0, 3, 3)
    third = Codebook((*twice.codes, Code("q", "other", ("x",))))
    assert taken(study, Bundle(codebook=third)).kept["codes"] == 1


def test_names_from_elsewhere_are_made_fit_and_told(study):
    bundle = Bundle(
        sources=(replace(source("a;b\nc"), cases=("one; two",), informants=("U\n1",)),),
        cases=(Case("one; two"), Case("x" * 300)),
        informants=(Informant("U\n1", cases=("one; two",)),),
        sites=(Site("a;b"), Site("c", part_of="a;b")),
    )
    report = taken(study, bundle)
    assert [each.id for each in study.cases()] == ["one, two", "x" * 100]
    assert study.informant("U 1").cases == ("one, two",)
    assert study.sources()[0].cases == ("one, two",)
    assert study.site("c").part_of == "a,b"
    assert ("changed", "case", "“one; two”") in told(report)
    assert sum(taken(study, bundle).kept.values()) == 0


def passages_into(study, *passages):
    taken(study, Bundle(sources=(source(),)))
    report = taken(study, Bundle(passages=passages))
    return [(each.start, each.quote) for each in study.passages()], told(report)


def test_words_are_placed_where_they_stand_by_place_or_by_what_stands_around(study):
    text = source()
    first, second = (each.start for each in text.find("Yes"))
    found, findings = passages_into(
        study,
        Passage("talk", 0, 0, "And then?", id="1"),
        Passage("talk", first, first + 3, "Yes", id="2"),
        Passage("talk", 0, 0, "Yes", "U1: ", ", I went", id="3"),
        Passage("talk", 5, 15, "were planning", id="4"),
        Passage("talk", 4, 15, "Did you go?", content_sha256="0" * 64, id="5"),
    )
    assert found == [
        (3, "Did you go?"),
        (first, "Yes"),
        (TALK.index("were"), "were planning"),
        (TALK.index("And"), "And then?"),
        (second, "Yes"),
    ]
    assert findings == [("changed", "passage", "“Did you go?”")]


@pytest.mark.parametrize(
    "passage",
    [
        Passage("talk", 0, 0, "Yes", id="1"),
        Passage("talk", 0, 0, "never said", id="1"),
        Passage("talk", 0, 0, "plan", id="1"),
        Passage("talk", 0, 0, "", id="1"),
        Passage("talk", -5, 2, "Yes", id="1"),
        Passage("talk", 10**9, 10**10, "Yes", id="1"),
        Passage("elsewhere", 0, 3, "Yes", id="1"),
        Passage("talk", 19, 22, "Yes", content_sha256="0" * 64, id="1"),
    ],
)
def test_words_with_no_place_or_several_are_listed_with_their_codings_and_left_out(study, passage):
    found, findings = passages_into(study, passage)
    assert found == []
    assert [fate for fate, _, _ in findings] == ["unplaced"]
    book = Codebook((Code("c", "work"),))
    report = taken(study, Bundle(codebook=book, passages=(passage,), codings=(Coding("k", passage, "c"),)))
    assert [each.fate.value for each in report.findings] == ["unplaced", "dropped"]


def test_ids_that_come_twice_or_are_taken_are_made_anew(study):
    bundle = small_bundle()
    one, two = bundle.passages
    study.add_code("mine")
    study.add_attribute("county")
    county = study.attributes()[0]
    report = taken(
        study,
        replace(
            bundle,
            passages=(one, replace(two, id="p1x")),
            codings=(
                Coding("k", one, "c1"),
                Coding("k", replace(two, id="p1x"), "c1"),
                Coding("", replace(two, id="p1x"), "c2"),
            ),
            case_passages=(("C1", "p1"), ("C1", "p1")),
            attributes=(Attribute(county.id, "born"),),
            values=(),
            memos=(),
        ),
    )
    assert report.kept["codings"] == 3
    assert len({each.coding.id for each in study.codings()}) == 3
    assert {each.name for each in study.attributes()} == {"county", "born"}


def test_a_second_problematic_becomes_a_memo(study):
    study.write_problematic("Mine.")
    memo = Memo("m", "Theirs.", "Problematic", kind=MemoKind.PROBLEMATIC)
    report = taken(study, Bundle(memos=(memo,)))
    assert study.problematic.text == "Mine."
    assert sorted(each.text for each in study.memos()) == ["Mine.", "Theirs."]
    assert told(report) == [("changed", "problematic", "Problematic")]


def test_a_memo_changed_elsewhere_is_its_next_version_once(study):
    memo = study.add_memo("One.")
    for text in ("Two.", "Two.", "One."):
        taken(study, Bundle(memos=(replace(memo, text=text),)))
    assert [each.text for each in study.memo_versions(memo)] == ["One.", "Two."]


def test_a_set_of_the_same_name_gets_the_members_it_has_not(study):
    study.add_case("C1")
    study.add_set("group", ["C1"])
    for _ in range(2):
        members = (
            RecordRef(RecordKind.CASE, "C2"),
            RecordRef(RecordKind.CASE, "C1"),
            RecordRef(RecordKind.CODE, "gone"),
        )
        taken(study, Bundle(cases=(Case("C2"), Case("C1")), sets=(RecordSet("s", "group", members),)))
    assert [[each.id for each in one.members] for one in study.sets()] == [["C1", "C2"]]


# ---------------------------------------------------------------------------------------- files


@pytest.fixture
def filled(study, put):
    study.add_case("C1")
    study.add_informant("U1", cases="C1")
    talk = study.add_source(put("talk.txt", TALK), kind="interview", cases="C1", informants="U1", wave=1)
    letter = study.add_source(put("letter.txt", "You have been granted a plan.\n"), kind="letter")
    study.add_code("work", definition="d")
    study.add_code("phoning", under="work", colour="#102030")
    study.code_many(
        [(talk.turn(0), "phoning", "m"), (talk.find("Yes")[1], "work"), (letter.find_one("a plan"), "work")]
    )
    with ie.open_study(study.path, person="Bo") as other:
        other.code(talk.turn(3), "work", "bo")
    study.add_memo("about him", about="U1", title="t")
    study.change_informant("U1", pointed_to_by=letter.find_one("granted"))
    return study


def seen(study):
    return [
        (each.source.id, each.passage.start, each.passage.quote, each.path, each.coding.memo, each.coding.by)
        for each in study.codings()
    ]


def test_a_project_goes_out_and_comes_in_equal_and_comes_in_once(filled, tmp_path):
    filled.export_file(tmp_path / "out.qdpx")
    with ie.create_study(tmp_path / "n.iestudy", title="N", standpoint="S", person="Ann") as fresh:
        fresh.import_file(tmp_path / "out.qdpx")
        assert seen(fresh) == seen(filled)
        assert [fresh.codebook.path(each.id) for each in fresh.codebook] == ["work", "work > phoning"]
        state = rows_of(fresh)
        fresh.import_file(tmp_path / "out.qdpx")
        assert rows_of(fresh) == state
        fresh.undo()
        assert (len(fresh.sources()), len(fresh.codebook), len(fresh.codings())) == (0, 0, 0)
    before = rows_of(filled)
    assert sum(filled.import_file(tmp_path / "out.qdpx").kept.values()) == 0
    assert rows_of(filled) == before


@pytest.mark.parametrize("name", ["out.csv", "out.jsonld", "out.xlsx"])
def test_codings_alone_find_their_sources_or_are_listed(filled, tmp_path, name):
    filled.export_file(tmp_path / name)
    state = rows_of(filled)
    report = filled.import_file(tmp_path / name)
    assert (report.kept["codings"], report.there["codings"]) == (0, 4)
    assert rows_of(filled) == state
    with ie.create_study(tmp_path / "n.iestudy", title="N", standpoint="S", person="Ann") as fresh:
        report = fresh.import_file(tmp_path / name)
        assert len(fresh.codings()) == len(fresh.passages()) == 0
        assert any("has no source “talk”; add it first" in each.why for each in report.findings)
        fresh.add_source(tmp_path / "talk.txt", kind="interview")
        fresh.add_source(tmp_path / "letter.txt", kind="letter")
        fresh.import_file(tmp_path / name)
        assert [each[:5] for each in seen(fresh)] == [
            each[:5] for each in sorted(seen(filled), key=lambda each: each[:2])
        ]


def test_an_orphan_that_went_out_is_known_again_by_its_id(filled, put, tmp_path):
    filled.replace_source("talk", put("new.txt", TALK.replace("Did you go?", "Well?")))
    assert len(filled.passages(orphaned=True)) == 1
    filled.export_file(tmp_path / "out.csv")
    before = rows_of(filled)
    report = filled.import_file(tmp_path / "out.csv")
    assert (report.there["codings"], [each.fate.value for each in report.findings if each.what != "row"]) == (4, [])
    assert rows_of(filled) == before


@pytest.mark.parametrize("data", [b"", b"nonsense", b"PK\x03\x04broken", b"<Project/>", b"\xff\xfe\0\0", b"{}"])
@pytest.mark.parametrize(
    "name", ["x.qdpx", "x.qdc", "x.csv", "x.xlsx", "x.yaml", "x.jsonld", "x.docx", "x.sqlite3", "x.qda", "x.zip"]
)
def test_a_refused_import_leaves_the_study_as_it_was(filled, put, data, name):
    before, count = rows_of(filled), len(filled.history())
    try:
        filled.import_file(put(name, data))
    except FileProblem as error:
        assert name in str(error)
    assert (rows_of(filled), len(filled.history())) == (before, count)


def test_a_part_of_a_study_goes_out_without_what_it_rests_on(filled):
    filled.add_to_case("C1", filled.source("letter").find_one("You have"))
    filled.link("letter", "leads to", "talk")
    letter_memo = filled.add_memo("on the letter", about="letter")
    filled.add_memo("on the memo", about=letter_memo)
    filled.add_set("both", ["letter", "talk"])
    with filled._database.reading() as connection:
        bundle = bundle_of(connection, Question(source="talk", by="Ann"))
    assert [each.id for each in bundle.sources] == ["talk"]
    assert {each.by for each in bundle.codings} == {"Ann"}
    assert {each.source for each in bundle.passages} == {"talk"}
    assert (bundle.links, bundle.case_passages, bundle.informants[0].pointed_to_by) == ((), (), None)
    assert [each.text for each in bundle.memos] == ["about him"]
    assert [[member.id for member in each.members] for each in bundle.sets] == [["talk"]]


def test_a_memo_on_what_is_gone_goes_out_as_a_memo_of_its_own(filled):
    coding = filled.codings("phoning")[0].coding
    filled.add_memo("kept", about=coding)
    filled.remove_coding(coding)
    with filled._database.reading() as connection:
        bundle = bundle_of(connection, Question())
    assert [(each.text, each.about is None) for each in bundle.memos] == [("about him", False), ("kept", True)]


@pytest.mark.parametrize("wrong", [None, 5, "", "nothing/nothing.qdpx", "a\0b.qdpx", "."])
def test_a_path_that_is_none_is_one_of_our_errors(study, wrong):
    for verb in (study.import_file, study.export_file):
        with pytest.raises(IEError):
            verb(wrong)


def test_a_source_named_by_where_its_file_lies_is_known_by_the_name_of_the_file(tmp_path):
    (tmp_path / "my talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "codings.csv").write_text(
        "source,quote,code\nC:\\work\\my%20talk.txt,They were planning it.,plan\n"
        "file:///home/ann/my%20talk.txt,I went home.,home\nhttps://example.org/other.txt,I went home.,home\n"
        "my talk.txt,Words of another.,home\n",
        encoding="utf-8",
    )
    (tmp_path / "note.jsonld").write_text(
        '{"id": "urn:x:1", "type": "Annotation", "body": {"type": "TextualBody", "value": "Why?"}, "target": '
        '{"source": "file:///home/ann/my%20talk.txt", "selector": {"type": "TextQuoteSelector", "exact": "I went home."}}}',
        encoding="utf-8",
    )
    with ie.create_study(tmp_path / "n.iestudy", title="N", standpoint="S", person="Ann") as study:
        study.import_file(tmp_path / "note.jsonld")
        assert [each.about for each in study.memos()] == [None]
        study.add_source(tmp_path / "my talk.txt", id="U1")
        report = study.import_file(tmp_path / "codings.csv")
        assert [(each.passage.quote, each.passage.source) for each in study.codings()] == [
            ("They were planning it.", "U1"),
            ("I went home.", "U1"),
        ]
        assert [each.where for each in report.findings if each.what == "source"] == [
            "C:\\work\\my%20talk.txt",
            "file:///home/ann/my%20talk.txt",
            "my talk.txt",
        ]
        assert [each.where for each in report.findings if each.fate.value == "unplaced"] == [
            "1 of https://example.org/other.txt",
            "“Words of another.”",
        ]
        study.import_file(tmp_path / "note.jsonld")
        (memo,) = study.memos()
        home = next(each for each in study.passages() if each.quote == "I went home.")
        assert memo.about == RecordRef(RecordKind.PASSAGE, home.id)
        state = rows_of(study)
        study.import_file(tmp_path / "note.jsonld")
        assert rows_of(study) == state
