"""A map of a study is the map of its records: who speaks is read from the turns."""

from __future__ import annotations

import pytest

from ieworkbench.errors import RecordUnknown, RecordWrong
from ieworkbench.maps.building import build_map

from .chain import chain_map
from .chain_study import chain_study


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The made-up chain as a study."""
    with chain_study(tmp_path_factory.mktemp("chain")) as made:
        yield made


def words(m):
    """What the nodes of a map rest on, by node."""
    return {node: [each.passage.quote for each in data["accounts"]] for node, data in m.graph.nodes(data=True)}


def test_map_of_a_study_is_the_map_of_its_records(study):
    built, made = build_map(study), chain_map()
    assert set(built.graph) == set(made.graph)
    assert words(built) == words(made)
    assert sorted((a, b, d["kind"]) for a, b, d in built.graph.edges(data=True)) == sorted(
        (a, b, d["kind"]) for a, b, d in made.graph.edges(data=True)
    )
    assert [lane.id for lane in built.lanes()] == [lane.id for lane in made.lanes()]


def test_speakers_are_read_from_the_turns(study):
    speakers = build_map(study).records.speaker_of
    quoted = {each.passage.quote: speakers.get(each.passage.id) for each in build_map(study).records.accounts()}
    assert quoted["Nobody called."] == "U1"
    assert quoted["I read the plan first."] == "W1"
    assert quoted["Goal: sleep whole nights."] is None


@pytest.mark.parametrize(
    "narrowed",
    [
        lambda m: m.select(informant="U1"),
        lambda m: m.around("My plan", 1),
        lambda m: m.collapse("office"),
        lambda m: m.stacked(),
        lambda m: m.across_cases(),
        lambda m: m.overlay(),
        lambda m: m.by_wave(),
    ],
)
def test_parts_and_foldings_are_the_same_from_a_study(study, narrowed):
    assert set(narrowed(build_map(study)).graph) == set(narrowed(chain_map()).graph)


def test_case_of_a_study_is_the_case_of_its_records(study):
    assert set(build_map(study, case="C2").graph) == set(chain_map("C2").graph)


def test_lists_say_the_same_from_a_study(study):
    built, made = build_map(study, case="C1"), chain_map("C1")
    assert sorted(map(str, built.overlay().differences)) == sorted(map(str, made.overlay().differences))
    assert sorted(map(str, built.by_wave().followed)) == sorted(map(str, made.by_wave().followed))
    assert sorted(map(str, built.corroboration())) == sorted(map(str, made.corroboration()))
    assert len(built.evidence_table()) == len(made.evidence_table())


def test_case_or_layer_that_is_not_there_is_said(study):
    with pytest.raises(RecordUnknown):
        build_map(study, case="C9")
    with pytest.raises(RecordWrong):
        build_map(study, layer="usual")
