"""The example study holds what `data/answers.toml` says is planted in it, and the workbench finds it there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import ieworkbench as ie
from ieworkbench.compare.voice import VoicedPassage
from ieworkbench.errors import IEError
from ieworkbench.model import Passage, Source
from ieworkbench.model.statement import Span, Statement

DATA = Path(__file__).resolve().parents[1] / "data"
FINDINGS: list[dict[str, Any]] = tomllib.loads((DATA / "answers.toml").read_text("utf-8"))["finding"]
ROWS = {each.file: each for each in ie.read_manifest(DATA / "manifest.csv")}
VERBS = {"carried", "chain", "compare", "find", "gaps", "passages", "statements", "trail", "versions", "voice"}

Place = tuple[str, int, int]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ie.Study]:
    path = tmp_path_factory.mktemp("example") / "e.iestudy"
    with ie.create_study(path, title="Example", standpoint="people with a plan") as made:
        report = made.add_sources(list(ROWS.values()), DATA)
        assert not report.refused
        for chain in sorted(DATA.glob("C*/chain")):
            made.import_file(chain)
        yield made


def _findings(*verbs: str) -> pytest.MarkDecorator:
    chosen = [each for each in FINDINGS if each["verb"] in verbs]
    return pytest.mark.parametrize("finding", chosen, ids=[each["id"] for each in chosen])


def _pattern(quote: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(each) for each in quote.split(" ")))


def _source(study: ie.Study, where: dict[str, str]) -> Source:
    return study.source(ROWS[where["file"]].id)


def _place(study: ie.Study, where: dict[str, str]) -> Place:
    """The place of the words in the text; they stand there once."""
    source = _source(study, where)
    (found,) = _pattern(where["quote"]).finditer(source.content)
    return source.id, found.start(), found.end()


def _meets(place: Place, passages: Iterable[Passage]) -> bool:
    return any(each.source == place[0] and _over(place, each) for each in passages)


def _over(place: Place, words: Passage | Span | Statement | VoicedPassage) -> bool:
    return words.start < place[2] and place[1] < words.end


def _as_said(finding: dict[str, Any], unmet: list[dict[str, str]]) -> None:
    """All places are found; or not all, where the answers say that the workbench misses it."""
    if "missed" in finding:
        assert unmet, "found by now: take out the word missed"
    else:
        assert unmet == []


# --------------------------------------------------------------------------------- the files


def test_every_file_is_in_the_manifest_and_told_of_in_the_readme() -> None:
    kept = {"README.md", "manifest.csv", "answers.toml"}
    files = {
        path.relative_to(DATA).as_posix()
        for path in DATA.rglob("*")
        if path.is_file() and path.name not in kept and path.parent.name != "chain"
    }
    assert files == set(ROWS)
    readme = (DATA / "README.md").read_text("utf-8")
    told = set(re.findall(r"`((?:C1|rules)/[^`*]+)`", readme))
    assert told == {name for name in files if name.startswith(("C1/", "rules/"))}
    assert {each.case for each in ROWS.values() if each.case} == set(re.findall(r"^(?:\| |## )(C\d)", readme, re.M))


def test_speakers_are_those_who_were_interviewed(study: ie.Study) -> None:
    """Every interview has turns, and its informant speaks in it under her code or a letter."""
    for source in study.sources(kind="interview"):
        speakers = {turn.speaker for turn in source.turns}
        (informant,) = source.informants
        assert informant in speakers or (source.id == "SP1" and "B" in speakers), source.id
        assert len(source.turns) >= 20, source.id
        assert None not in speakers, source.id


def test_no_file_warns_of_more_than_is_planted(study: ie.Study) -> None:
    warned = {source.id: sorted({each.code for each in source.warnings}) for source in study.sources()}
    assert {name: codes for name, codes in warned.items() if codes} == {
        "SP1": ["encoding-guessed"],
        "nursing": ["line-end-hyphen", "page-number", "running-head"],
        "plan-C5": ["reading-order", "running-head"],
        "guideline": ["running-head"],
    }


def test_only_what_was_said_with_a_code_is_an_informant(study: ie.Study) -> None:
    assert all(re.fullmatch(r"(U|SP|NK)\d{1,2}", each.id) for each in study.informants())


# ------------------------------------------------------------------------------- the answers


def test_each_finding_has_an_id_of_its_own_and_a_verb_that_there_is() -> None:
    ids = [each["id"] for each in FINDINGS]
    assert len(ids) == len(set(ids))
    assert {each["verb"] for each in FINDINGS} <= VERBS
    assert {where["file"] for each in FINDINGS for where in each["where"]} <= set(ROWS)


@pytest.mark.parametrize("finding", FINDINGS, ids=[each["id"] for each in FINDINGS])
def test_its_words_stand_where_it_says(study: ie.Study, finding: dict[str, Any]) -> None:
    for where in finding["where"]:
        assert len(_pattern(where["quote"]).findall(_source(study, where).content)) == 1, where


@_findings("passages")
def test_shared_wording_is_found_at_every_place(study: ie.Study, finding: dict[str, Any]) -> None:
    texts = [_source(study, where) for where in finding["where"]]
    families = ie.shared_passages(texts, min_tokens=finding.get("tokens", 8)).families
    unmet = [
        [where for where in finding["where"] if not _meets(_place(study, where), family.members)] for family in families
    ]
    _as_said(finding, min(unmet, key=len, default=finding["where"]))


@_findings("trail")
def test_a_term_that_another_took_the_place_of_is_found(study: ie.Study, finding: dict[str, Any]) -> None:
    trail = ie.term_trail(finding["term"], [_source(study, where) for where in finding["where"]])
    both = [passage for each in trail.renamings for passage in (each.a, each.b)]
    _as_said(finding, [where for where in finding["where"] if not _meets(_place(study, where), both)])
    assert (finding["other"] in {each.instead.casefold() for each in trail.renamings}) != ("missed" in finding)


@_findings("statements")
def test_conditions_and_demands_are_found(study: ie.Study, finding: dict[str, Any]) -> None:
    unmet = []
    for where in finding["where"]:
        found = ie.statements(_source(study, where), pipeline="rules")
        parts: list[Span | Statement] = [each.condition for each in found if each.condition is not None]
        if finding["kind"] == "demand":
            parts += found.select(deontic="obligation")
        if not any(_over(_place(study, where), each) for each in parts):
            unmet.append(where)
    _as_said(finding, unmet)


def test_four_of_seven_decisions_demand_that_the_plan_be_followed_up(study: ie.Study) -> None:
    """All seven name a plan; what demands is an obligation to follow it up, or a condition that it is followed up."""
    decisions = list(study.sources(kind="written decision", case="C1"))
    demanding = set()
    for source in decisions:
        for each in ie.statements(source, pipeline="rules"):
            asked = each.quote if each.deontic.value == "obligation" else str(each.condition or "")
            if re.search(r"følge opp målene|followed up", asked):
                demanding.add(source.id)
    assert len(decisions) == 7
    assert demanding == {"vedtak-1", "vedtak-2", "vedtak-5", "vedtak-7"}
    assert all(re.search(r"individual plan|individuell\w* plan", each.content) for each in decisions)


@_findings("compare")
def test_blanks_absent_sections_and_what_is_private_are_found(study: ie.Study, finding: dict[str, Any]) -> None:
    """A blank and what is private are met at their words; a section that a plan has not got has none."""
    names = dict.fromkeys(ROWS[where["file"]].id for where in finding["where"])
    found = ie.compare_plans([study.source(name) for name in names], study=study)
    rows = {row.id: dict(zip(names, row.cells, strict=True)) for row in found.rows}
    unmet = []
    for where in finding["where"]:
        cell = rows.get(where["cell"], {}).get(ROWS[where["file"]].id)
        if finding["kind"] == "absent section":
            met = cell is not None and cell.state == "absent"
        else:
            met = cell is not None and _meets(_place(study, where), cell.passages)
        if not met:
            unmet.append(where)
    _as_said(finding, unmet)


@_findings("voice")
def test_voices_are_told_apart(study: ie.Study, finding: dict[str, Any]) -> None:
    unmet = []
    for where in finding["where"]:
        voices = ie.voice(_source(study, where), person=f"U{finding['case'][1:]}")
        (met,) = [each for each in voices if _over(_place(study, where), each)]
        if met.person.value != where["person"]:
            unmet.append(where)
    _as_said(finding, unmet)


@_findings("versions")
def test_what_became_of_goals_is_found(study: ie.Study, finding: dict[str, Any]) -> None:
    old, new = sorted(study.sources(kind="individual plan", case=finding["case"]), key=lambda each: str(each.date))
    unmet = []
    for where in (each for each in finding["where"] if "change" in each):
        for change in ie.compare_versions(old, new).goals:
            goals = [each.goal.quote for each in (change.old, change.new) if each is not None and each.goal]
            if where["quote"] in goals and change.kind.value == where["change"]:
                break
        else:
            unmet.append(where)
    _as_said(finding, unmet)


@_findings("find")
def test_words_lead_to_it(study: ie.Study, finding: dict[str, Any]) -> None:
    """At least one place is met by the search; what people say they do not usually do is met at each."""
    hits = list(study.find(finding["search"]))
    unmet = [where for where in finding["where"] if not _meets(_place(study, where), hits)]
    assert len(unmet) < len(finding["where"])
    if finding["kind"] == "negative act":
        _as_said(finding, unmet)


def test_records_of_the_chain_that_answers_name_are_there(study: ie.Study) -> None:
    named = {each["chain"] for each in FINDINGS if "chain" in each}
    kept = {each.id for records in (study.acts(), study.circuits(), study.disjunctures()) for each in records}
    assert named - kept == set()


def test_words_that_nobody_said_are_an_error_and_no_guess(study: ie.Study) -> None:
    with pytest.raises(IEError):
        study.source("U1-wave1").find_one("words that nobody said")
