"""What has lost its words in a corrected text stays on the map, and is marked there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import ieworkbench as ie
from ieworkbench.maps.building import build_map
from ieworkbench.maps.drawing.scene import build_scene
from ieworkbench.maps.institutional_map import InstitutionalMap

GONE = "U1: So I wrote it in my plan.\n"
TALK = f"I: What did they say?\nU1: That I was welcome again.\nI: And then?\n{GONE}I: Thank you.\n"


def made_chain(study: ie.Study, folder: Path) -> None:
    """What U1 is told, and what she then writes into her plan."""
    (folder / "U1.txt").write_text(TALK, encoding="utf-8")
    study.add_informant("U1", level="entry")
    talk = study.add_source(folder / "U1.txt", kind="interview", informants=["U1"])
    welcome = talk.find_one("welcome again").account("told done by other")
    wrote = talk.find_one("wrote it in my plan").account("told done")
    study.add_act("tells her to come back", doer="clinic staff", mode="talk", accounts=[welcome], id="A1")
    study.add_act("writes sleeping as a goal", doer="U1", mode="write", accounts=[wrote], id="A2")
    study.add_text("the plan", id="T1")
    study.link("act A1", "then", "act A2", accounts=[wrote])
    study.link("act A2", "writes", "text T1", accounts=[wrote])


@pytest.fixture
def corrected(tmp_path: Path) -> Iterator[InstitutionalMap]:
    """The map of a chain of which the second half of the interview was no longer in the corrected transcript."""
    with ie.create_study(tmp_path / "chain.iestudy", title="Sleep", standpoint="those who lie awake") as study:
        made_chain(study, tmp_path)
        (tmp_path / "again.txt").write_text(TALK.replace(GONE, ""), encoding="utf-8")
        study.replace_source("U1", tmp_path / "again.txt")
        yield build_map(study)


def test_things_and_links_say_how_many_of_their_accounts_have_lost_their_words(corrected: InstitutionalMap) -> None:
    assert dict(corrected.graph.nodes(data="orphaned")) == {"A1": 0, "A2": 1, "T1": 0}
    assert [(data["kind"], data["orphaned"]) for _, _, data in corrected.graph.edges(data=True)] == [
        ("then", 1),
        ("writes", 1),
    ]
    assert corrected.select(doer="U1").graph.nodes["A2"]["orphaned"] == 1
    assert corrected.overlay().graph.nodes["A2"]["orphaned"] == 1


def test_the_drawing_has_a_star_at_the_number_and_says_what_it_means(corrected: InstitutionalMap) -> None:
    scene = build_scene(corrected)
    counts = {each.id: each.bubble.line.words for each in (*scene.nodes, *scene.lines) if each.bubble}
    assert sorted(counts.values()) == ["1", "1*", "1*", "1*"]
    assert (counts["A1"], counts["A2"]) == ("1", "1*")
    assert "some of their words are gone from a corrected text" in [each.words.words for each in scene.legend]
    (writes,) = [each for each in scene.nodes if each.id == "A2"]
    assert writes.description.endswith("1 account, 1 whose words are gone from a corrected text")


def test_a_map_with_all_its_words_has_no_star(tmp_path: Path) -> None:
    with ie.create_study(tmp_path / "chain.iestudy", title="Sleep", standpoint="those who lie awake") as study:
        made_chain(study, tmp_path)
        scene = build_scene(build_map(study))
    assert not any("*" in each.bubble.line.words for each in (*scene.nodes, *scene.lines) if each.bubble)
    assert "some of their words are gone from a corrected text" not in [each.words.words for each in scene.legend]
