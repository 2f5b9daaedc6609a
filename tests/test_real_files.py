"""A whole study of real files: hearings as interviews, letters as decisions, a text in versions. Nothing crashes, and nothing is invented."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import docx
import pytest
from lxml import etree, html

import ieworkbench as ie
from beside import SHARED
from ieworkbench.model import Account, Passage, Source

pytestmark = pytest.mark.needs_shared

DATA = SHARED / "data"
HEARINGS = DATA / "horizon_inquiry_transcripts"
LETTERS = (DATA / "nav_repayment_letters", DATA / "nav_parental_letters_with_facts")
POLICIES = DATA / "moj_licence_conditions" / "public"
EXHIBIT = re.compile(r"\b[A-Z]{3,5}[0-9]{7,9}\b")


@dataclass(frozen=True)
class Made:
    """A study of real files, with what came out of it."""

    study: ie.Study
    files: dict[str, Path]
    exhibits: dict[str, list[Passage]]
    folder: Path


@pytest.fixture(
    scope="module", params=[pytest.param(12, id="some"), pytest.param(None, id="all", marks=pytest.mark.slow)]
)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """The study: of some letters, or of all."""
    request.getfixturevalue("shared")
    folder = tmp_path_factory.mktemp("real")
    with ie.create_study(folder / "real.iestudy", title="Real files", standpoint="people who got a letter") as study:
        files = _added(study, sorted(HEARINGS.rglob("*.rst")), "inquiry", kind="interview")
        files |= _added(study, _letters(request.param), "letters", kind="written decision")
        files |= _added(study, _policies(folder), "licence", kind="other plan")
        _hold_versions(study)
        found = _exhibits(study)
        _demands(study)
        comparison = ie.compare_plans(study.sources(case="licence"), study=study)
        for ending in ("html", "xlsx"):
            ie.write_comparison(comparison, folder / f"plans.{ending}")
        for ending in ("docx", "html"):
            ie.write_report(study, folder / f"report.{ending}", comparison=comparison)
        for case in ("inquiry", "letters"):
            ie.write_map(ie.build_map(study, case=case), folder / f"{case}.svg")
            ie.write_map(ie.build_map(study, case=case), folder / f"{case}.html")
        yield Made(study, files, found, folder)


def _added(study: ie.Study, paths: Iterable[Path], case: str, **said: str) -> dict[str, Path]:
    """Add these files as a manifest would; the files by the ids of their sources."""
    named = {_id(path): path for path in paths}
    rows = [
        ie.ManifestRow(str(path), case=case, id=name, language=_language(path), **said) for name, path in named.items()
    ]
    report = study.add_sources(rows, "/")
    assert not report.refused
    return named


def _id(path: Path) -> str:
    return f"{path.parent.parent.name}-{path.stem}" if path.suffix == ".txt" and SHARED in path.parents else path.stem


def _language(path: Path) -> str:
    if "_nn" in path.stem or "nynorsk" in path.stem:
        return "nn"
    return "nb" if SHARED in path.parents and path.suffix == ".txt" and not path.stem.endswith("_en") else "en"


def _letters(most: int | None) -> Iterator[Path]:
    """Letters of which no two are the same file: the same file is added once."""
    for folder in LETTERS:
        different = {path.read_bytes(): path for path in sorted(folder.rglob("*.txt"))}
        yield from islice(different.values(), most)


def _policies(folder: Path) -> Iterator[Path]:
    """The versions of the conditions as running text, each condition a paragraph."""
    for path in sorted(POLICIES.glob("*.json")):
        conditions = json.loads(path.read_text("utf-8"))["conditions"]["AP"]
        written = folder / f"{path.stem}.txt"
        written.write_text("\n\n".join(each["text"] for kind in conditions for each in conditions[kind]), "utf-8")
        yield written


def _hold_versions(study: ie.Study) -> None:
    """The policy is one text, held in three versions."""
    held = study.sources(case="licence")
    text = study.add_text("conditions", source=held[0], case="licence", genre="policy")
    for each in held[1:]:
        study.add_text_version(text, each.id, source=each)


def _exhibits(study: ie.Study) -> dict[str, list[Passage]]:
    """Every exhibit that is cited becomes a text, known by the words; who cites it and who answers become acts."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for talk in study.sources(kind="interview"):
        for match in EXHIBIT.finditer(talk.content):
            found[match[0]].append(talk.passage(*match.span()))
    for name, places in found.items():
        text = study.add_text(
            name, genre="exhibit", case="inquiry", accounts=[each.account("told done") for each in places]
        )
        talk = study.source(places[0].source)
        number = talk.turn_of(places[0])
        assert number is not None
        asked, answer = talk.turn(number).account("told done"), talk.turn(number + 1).account("told done", work="own")
        cites = study.add_act(
            f"cites {name}", doer=talk.turns[number].speaker, mode="talk", case="inquiry", accounts=asked
        )
        says = study.add_act(
            f"answers on {name}", doer=talk.turns[number + 1].speaker, mode="talk", case="inquiry", accounts=answer
        )
        study.link(cites, "cites in talk", text, accounts=places[0].account("told done"))
        study.link(cites, "then", says, accounts=answer)
    return dict(found)


def _demands(study: ie.Study) -> None:
    """Statements with a condition are accepted; what the first of a letter speaks of becomes an act that it prescribes."""
    for letter in study.sources(case="letters"):
        found = ie.statements(letter, pipeline="rules").select(conditional=True)
        if not len(found):
            continue
        study.accept_statements(found)
        told = letter.passage(found[0].start, found[0].end).account("text prescribes")
        text = study.add_text(letter.id, source=letter, genre="decision", authority="case text", case="letters")
        act = study.add_act(
            f"does as {letter.id} says", doer="the one who got it", layer="prescribed", case="letters", accounts=told
        )
        study.link(text, "requires", act, accounts=told)


# ------------------------------------------------------------------------------ what must hold


def _stands(study: ie.Study, passage: Passage, known: dict[str, Source]) -> bool:
    source = known.setdefault(passage.source, study.source(passage.source))
    return source.content[passage.start : passage.end] == passage.quote


def _accounts(study: ie.Study) -> Iterator[Account]:
    for case in ("inquiry", "letters", "licence"):
        yield from ie.build_map(study, case=case).accounts()


def test_texts_turns_and_speakers_are_those_that_the_readers_give(made):
    assert len(made.files) > 25
    for name, path in made.files.items():
        kept, read = made.study.source(name), ie.read_source(path)
        assert kept.content == read.content
        assert kept.turns == read.turns
        assert made.study.original(name) == path.read_bytes()
    talks = made.study.sources(kind="interview")
    assert sum(len(each.turns) for each in talks) > 4000
    assert {len(each.speakers) > 4 for each in talks} == {True}


def test_every_exhibit_that_is_cited_is_a_text_with_all_places_where_it_is(made):
    texts = {each.title: each for each in made.study.texts() if each.genre == "exhibit"}
    assert texts.keys() == made.exhibits.keys()
    assert len(texts) > 20
    for name, places in made.exhibits.items():
        told = [(each.passage.source, each.passage.start, each.passage.quote) for each in texts[name].accounts]
        assert sorted(told) == sorted((each.source, each.start, name) for each in places)


def test_each_mark_of_the_maps_has_accounts_whose_words_stand_where_they_say(made):
    known: dict[str, Source] = {}
    for case in ("inquiry", "letters"):
        m = ie.build_map(made.study, case=case)
        marks: list[Iterable[Account]] = [data["accounts"] for *_, data in m.edges()]
        marks += [data["accounts"] for node, data in m.graph.nodes(data=True) if data["kind"] == "act"]
        assert len(marks) > 20
        assert all(marks)
        held = {each.id for each in made.study.texts() if any(version.source for version in each.versions)}
        texts = [
            (data["record"].id, data["accounts"]) for _, data in m.graph.nodes(data=True) if data["kind"] == "text"
        ]
        assert all(accounts or name in held for name, accounts in texts)
    assert all(_stands(made.study, each.passage, known) for each in _accounts(made.study))


def test_no_part_of_a_statement_is_invented(made):
    """An or-else is in the text only with its words; every part is a piece of its source."""
    proposed = 0
    for name in made.files:
        source = made.study.source(name)
        if source.turns:
            continue
        for one in ie.statements(source, pipeline="rules"):
            proposed += 1
            assert source.content[one.start : one.end] == one.quote
            spans = [one.attribute, one.aim, one.object, one.or_else, *one.conditions, *one.exceptions]
            assert all(source.content[each.start : each.end] == each.text for each in spans if each is not None)
            assert (one.or_else_status.value == "in the text") == (one.or_else is not None)
    assert proposed > 200
    known: dict[str, Source] = {}
    kept = made.study.statements()
    assert len(kept) > 20
    for one in kept:
        assert one.conditions
        assert all(_stands(made.study, each, known) for each in one.conditions)
        assert (one.or_else_status.value == "in the text") == (one.or_else is not None)


def test_versions_of_the_conditions_are_compared_in_their_own_words(made):
    first, second, third = made.study.sources(case="licence")
    for old, new in ((first, second), (second, third)):
        told = ie.compare_versions(old, new)
        kinds = {each.kind.value for each in told.changes}
        assert {"kept", "new"} <= kinds
        for each in told.changes:
            sides = ((old, each.old), (new, each.new))
            assert all(text.content[side.start : side.end] == side.quote for text, side in sides if side is not None)
            assert (each.old is None) == (each.kind.value == "new")


def test_quotes_of_the_report_are_slices_of_their_sources(made):
    page = html.fromstring((made.folder / "report.html").read_text("utf-8"))
    rows = page.xpath("//tr[starts-with(@id, 'words-')]")
    assert len(rows) == sum(1 for _ in _accounts(made.study))
    said = {}
    for row in rows:
        number, words, _, _, place = (cell.text_content() for cell in row)
        source, start, end = re.fullmatch(r"(.+), characters (\d+)–(\d+)", place).groups()
        told = made.study.source(source).content[int(start) : int(end)]
        assert "".join(words.split()) == "".join(told.split())
        said[number] = " ".join(told.split())
    quotes = page.xpath("//blockquote")
    assert len(quotes) > 40
    for each in quotes:
        text, number = re.fullmatch(r"\s*“(.*)”.*\[(\d+)\]\s*", each.text_content(), re.DOTALL).groups()
        assert " ".join(text.split()) == said[number]


def test_the_report_and_the_figures_are_whole_files_that_open(made):
    report = docx.Document(str(made.folder / "report.docx"))
    assert len(report.inline_shapes) > 1
    for case in ("inquiry", "letters"):
        assert etree.parse(str(made.folder / f"{case}.svg")).getroot().tag.endswith("svg")
        assert made.folder.joinpath(f"{case}.html").stat().st_size > 20_000
    assert made.folder.joinpath("plans.html").stat().st_size > 20_000
