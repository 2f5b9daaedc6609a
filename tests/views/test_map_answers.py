"""What a view is told of a map, and what it can have changed on it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import msgspec
import pytest
from test_desk_messages import braces, fields_in

import ieworkbench as ie
from ieworkbench.views.desk import map_lines
from ieworkbench.views.desk.desk import Desk
from maps.chain_study import chain_study

LINES = Path(__file__).parents[2].joinpath("frontend", "src", "map", "lines.ts").read_text("utf-8")
KEY = "all cases, all layers"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The file of a study with the made-up chain, to be copied."""
    with chain_study(tmp_path_factory.mktemp("chain")) as study:
        return study.path


@pytest.fixture
def study(made, tmp_path):
    shutil.copy(made, tmp_path / "chain.iestudy")
    with ie.open_study(tmp_path / "chain.iestudy", person="Ann") as study:
        yield study


class View:
    """A view at a desk, with all it was told."""

    def __init__(self, desk: Desk, wants: str = "map") -> None:
        self.told: list[dict] = []
        self.seat = desk.attach(self.told.append)
        self.ops = 0
        self.seat.receive({"say": "hello", "wants": wants})

    def ask(self, **about):
        self.seat.receive({"say": "ask", "ask": 1, "about": about})
        last = self.told[-1]
        return last["answer"] if last["tell"] == "answer" else last["sentence"]

    def map(self, case: str = "", layer: str = ""):
        return self.ask(what="map", case=case, layer=layer)

    def edit(self, **do):
        self.ops += 1
        self.seat.receive({"say": "edit", "op": f"op-{id(self)}-{self.ops}", "do": do})
        return next(each for each in reversed(self.told) if each["tell"] in {"done", "refused"})

    def heard(self, tell: str):
        return [each for each in self.told if each["tell"] == tell]


@pytest.fixture
def desk(study):
    return Desk(study, "en")


@pytest.fixture
def view(desk):
    return View(desk)


def node(shown, name):
    return next(each for each in shown["nodes"] if each["id"] == name)


def places(shown, *, but: str = ""):
    return {each["id"]: (each["x"], each["y"]) for each in shown["nodes"] if each["id"] != but}


@pytest.mark.parametrize("name", [each for each in map_lines.__all__ if each != "Drawn"])
def test_what_is_said_of_a_map_has_the_same_fields_on_both_sides(name):
    plain = re.sub(r"/\*.*?\*/|//[^\n]*", "", LINES, flags=re.S)
    start = plain.index("{", plain.index(f"export interface {name} "))
    assert fields_in(braces(plain, start)) == list(getattr(map_lines, name).__struct_fields__)


def test_a_map_is_drawn_with_everything_on_it_and_without_the_words_of_others(view, study):
    shown = view.map()
    m = ie.build_map(study)
    assert {each["id"] for each in shown["nodes"]} == set(m.graph)
    assert len(shown["links"]) == m.graph.number_of_edges()
    assert (shown["key"], shown["title"], shown["cases"]) == (m.key, "Plans and allowances", ["C1", "C2", "C3"])
    sent = msgspec.json.encode(shown).decode()
    quotes = [account.passage.quote for account in m.accounts()]
    assert quotes
    assert not [each for each in quotes if each in sent and len(each) > 30]


def test_the_drawing_is_the_one_of_the_figure_in_elements(view):
    name, attributes, inside = view.map()["drawn"]
    assert (name, attributes["role"]) == ("svg", "group")
    drawn = [(each[1]["class"], each[1].get("data-of")) for each in inside if not isinstance(each, str)]
    assert ("node", "decides-2") in drawn
    decides = next(each for each in inside if each[1].get("data-of") == "decides-2")
    assert (decides[1]["role"], decides[1]["tabindex"]) == ("button", "-1")
    assert "; links: " in decides[1]["aria-label"]


def test_a_map_of_a_case_and_layer_has_a_key_by_which_it_is_asked_further(view):
    shown = view.map(case="C2", layer="particular")
    assert shown["key"] == "case C2, particular layer"
    assert view.ask(what="trace", map=shown["key"], node="writes-goals-2")["node"] == "writes-goals-2"
    assert "C9" in view.ask(what="gaps", map="case C9, all layers")


def test_a_thing_is_shown_with_its_words_in_their_turn(view, study):
    found = view.ask(what="record", map=KEY, ref={"kind": "node", "id": "writes-goals-2"})
    (account,) = found["accounts"]
    content = study.source(account["source"]).content
    assert content[account["start"] : account["end"]] == account["quote"]
    assert account["before"] + account["quote"] + account["after"] in content
    assert (account["who"], account["open"], account["gone"]) == ("U2 · entry · wave 1", True, False)
    link = next(each for each in view.map()["links"] if each["accounts"])
    assert view.ask(what="record", map=KEY, ref={"kind": "link", "id": link["id"]})["sort"] == "link"
    (broken, *_) = view.map()["breaks"]
    assert len(view.ask(what="record", map=KEY, ref={"kind": "break", "id": broken["id"]})["sides"]) >= 2
    assert "nothing" in view.ask(what="record", map=KEY, ref={"kind": "node", "id": "nothing"})


def test_of_a_long_turn_only_what_is_near_the_words_stands_beside_them(view, study, tmp_path):
    long = " ".join(f"word{n}" for n in range(300))
    (tmp_path / "long.txt").write_text(f"I: Well?\nU2: {long} then I rang them {long}\n", encoding="utf-8")
    told = study.add_source(tmp_path / "long.txt", kind="interview", informants="U2").find_one("then I rang them")
    act = study.add_act("rings them", doer="U2", accounts=[told.account("told done")])
    (account,) = view.ask(what="record", map=KEY, ref={"kind": "node", "id": act.id})["accounts"]
    assert account["before"].startswith("… word")
    assert account["before"].endswith("word299 ")
    assert account["after"].startswith(" word0 ")
    assert account["after"].endswith(" …")
    assert len(account["before"]) + len(account["after"]) < 420
    wide = view.ask(what="around", source="long", start=account["start"], end=account["end"])
    assert wide["before"].startswith("I: Well?")


def test_a_trace_is_that_of_the_map(view, study):
    found = view.ask(what="trace", map=KEY, node="decides-2")
    expected = ie.build_map(study).trace("decides-2")
    assert [(each["link"], each["upstream"], each["derived"]) for each in found["steps"]] == [
        (each.link, each.upstream, each.derived) for each in expected
    ]


def test_gaps_are_questions_about_things_on_the_map(view, study):
    found = view.ask(what="gaps", map=KEY)["gaps"]
    assert [each["question"] for each in found] == [each.question for each in ie.build_map(study).gaps()]


def test_what_is_looked_for_is_found_by_what_was_said_too(view):
    assert {"kind": "node", "id": "writes-goals-2"} in view.ask(what="on-map", map=KEY, words="KITCHEN table")
    assert view.ask(what="on-map", map=KEY, words="  ") == []


def test_words_are_shown_by_coding_views_or_with_the_turns_around_them(view, desk):
    (account,) = view.ask(what="record", map=KEY, ref={"kind": "node", "id": "writes-goals-2"})["accounts"]
    place = {name: account[name] for name in ("source", "start", "end")}
    alone = view.ask(what="show", **place)
    assert (alone["views"], alone["quote"]) == (0, account["quote"])
    coding = View(desk, "coding")
    assert view.ask(what="show", **place)["views"] == 1
    assert coding.heard("go") == [{"tell": "go", **place}]
    assert view.ask(what="around", **place) == alone
    elsewhere = View(Desk(desk.study, "nb"), "coding")
    assert view.ask(what="show", **place)["views"] == 2
    assert elsewhere.heard("go")


# -------------------------------------------------------------------------------------- changing


def test_a_box_that_is_moved_stays_there_and_nothing_else_moves(view, study):
    before = view.map()
    box = node(before, "writes-goals-2")
    done = view.edit(kind="pin", map=KEY, node=box["id"], x=box["x"] + 60, y=box["y"] + 5)
    after = view.map()
    assert done["said"].startswith("places on the map")
    moved = node(after, box["id"])
    assert (moved["x"], moved["y"], moved["pinned"]) == (
        pytest.approx(box["x"] + 60),
        pytest.approx(box["y"] + 5),
        True,
    )
    assert places(before, but=box["id"]) == places(after, but=box["id"])
    assert [each.id for each in study.layout(KEY).pins] == [box["id"]]


def test_each_change_on_a_map_is_one_step_that_can_be_taken_back(view, study):
    box = view.map()["nodes"][3]
    changes = (
        {"kind": "pin", "node": box["id"], "x": box["x"] + 60, "y": box["y"]},
        {"kind": "unpin", "node": box["id"]},
        {"kind": "lanes", "order": [each["id"] for each in view.map()["lanes"]][::-1]},
        {"kind": "lay-out"},
    )
    for change in changes:
        before, steps = places(view.map()), len(study.history())
        view.edit(map=KEY, **change)
        assert len(study.history()) in {steps, steps + 1}
        if len(study.history()) > steps:
            study.undo()
            assert places(view.map()) == before
            study.redo()


def test_a_change_that_arrives_twice_is_made_once(view, study):
    box = view.map()["nodes"][3]
    change = {"kind": "pin", "map": KEY, "node": box["id"], "x": box["x"] + 60, "y": box["y"]}
    for _ in range(2):
        view.seat.receive({"say": "edit", "op": "same", "do": change})
    assert len([each for each in study.history() if each.verb == "save layout"]) == 1


def test_lanes_come_in_the_order_asked_for_inside_their_bands(view):
    shown = view.map()
    lanes = [each["id"] for each in shown["lanes"]]
    assert lanes == ["(national)", "clinic", "office", "home"]
    assert [(each["name"], each["band"]) for each in shown["lanes"]][:2] == [
        ("National: law and policy", "National: law and policy"),
        ("clinic", "Front line"),
    ]
    view.edit(kind="lanes", map=KEY, order=["office", "clinic"])
    assert [each["id"] for each in view.map()["lanes"]] == ["(national)", "office", "clinic", "home"]
    assert set(view.ask(what="lanes", map=KEY)) == set(lanes)


def test_what_is_new_finds_a_place_and_what_stood_stays(view, desk, study):
    before = view.map()
    other = View(desk, "coding")
    study.add_act("waits for an answer", doer="U2", site="home", gap="Nobody says how long.")
    assert view.heard("changed")
    assert other.heard("changed")
    after = view.map()
    assert len(after["nodes"]) == len(before["nodes"]) + 1
    assert places(before).items() <= places(after).items()


def test_a_map_is_drawn_once_for_each_change(view, study, monkeypatch):
    from ieworkbench.views.desk import maps

    drawn = []
    real = maps.build_scene
    monkeypatch.setattr(maps, "build_scene", lambda *given, **named: drawn.append(1) or real(*given, **named))
    for _ in range(3):
        view.map()
        view.ask(what="gaps", map=KEY)
    assert len(drawn) == 1


def test_a_change_that_touches_no_map_draws_none(view, study):
    shown = view.map()
    study.add_code("waiting")
    study.code(study.source("U2-wave1").find_one("kitchen"), "waiting")
    assert view.ask(what="map", case="", layer="", has=shown["number"]) is None
    assert view.map()["number"] == shown["number"]
    study.add_act("waits", doer="U2", gap="How long?")
    assert view.ask(what="map", case="", layer="", has=shown["number"])["number"] > shown["number"]


def test_a_box_that_is_not_on_the_map_is_refused_with_a_sentence(view):
    view.map()
    said = view.edit(kind="pin", map=KEY, node="nothing", x=1, y=1)
    assert said["tell"] == "refused"
    assert "nothing" in said["sentence"]
    assert view.edit(kind="unpin", map=KEY, node="decides-2")["tell"] == "refused"


def test_words_around_the_map_are_in_the_language_of_the_desk(study):
    view = View(Desk(study, "nb"))
    shown = view.map()
    assert (shown["words"]["lanes"], shown["words"]["find"]) == ("Baner", "Finn")
    assert shown["facts"][0].startswith("Ståsted")
