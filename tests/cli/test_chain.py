"""The chain of action from a terminal: lists, the map, a trace, and what to ask next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ieworkbench as ie

TALK = "I: How did it go on?\n\nB: She said come back when you sleep. I wrote sleep through the night on the plan. They wrote that I must follow it.\n"


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """A study with a short chain: what was said, what was written into the plan, what the decision demands."""
    file = tmp_path / "talk.txt"
    file.write_text(TALK, "utf-8")
    path = tmp_path / "chain.iestudy"
    with ie.create_study(path, title="Sleep", standpoint="people with a plan", person="me") as study:
        study.add_case("C1")
        study.add_site("clinic", level="front line")
        study.add_informant("U1", level="entry", cases=["C1"])
        talk = study.add_source(file, kind="interview", cases=["C1"], informants=["U1"])
        said = talk.find_one("She said come back when you sleep").account("told done by other")
        wrote = talk.find_one("I wrote sleep through the night on the plan").account("told done", work="own")
        demand = talk.find_one("They wrote that I must follow it").account("told done by other")
        asks = study.add_act(
            "says she may come back when she sleeps",
            doer="a doctor",
            mode="talk",
            site="clinic",
            case="C1",
            accounts=[said],
        )
        goal = study.add_act("writes “sleep through the night”", doer="U1", mode="write", case="C1", accounts=[wrote])
        plan = study.add_text("individual plan", genre="plan", authority="case text", case="C1")
        decision = study.add_text("decision", genre="written decision", authority="case text", case="C1")
        study.link(asks, "then", goal, accounts=[wrote])
        study.link(goal, "writes", plan, accounts=[wrote])
        study.link(decision, "conditions on", plan, accounts=[demand])
    return path


def test_acts_are_listed_with_who_does_them(chain, run):
    shown = run("acts", str(chain)).out
    assert "U1" in shown
    assert "writes “sleep through the night”" in shown
    listed = run("acts", str(chain), "--json").json["acts"]
    assert [each["doer"]["name"] for each in listed] == ["a doctor", "U1"]
    assert listed[0]["accounts"][0]["quote"] == "She said come back when you sleep"


def test_texts_are_listed_with_what_they_do(chain, run):
    (plan, decision) = run("texts", str(chain), "--json").json["texts"]
    assert plan["made_by"] == "U1: writes “sleep through the night”"
    assert decision["does"] == "conditions on individual plan"
    shown = run("texts", str(chain)).out
    assert "individual plan  plan · case text · known by hearsay\n  made by         U1: writes" in shown


def test_a_trace_has_the_shape_that_other_programs_rely_on(chain, run):
    traced = run("trace", str(chain), "sleep through the night", "--json").json
    assert [(each["from"], each["kind"], each["to"], each["derived"]) for each in traced["steps"]] == [
        ("says she may come back when she sleeps", "then", "writes “sleep through the night”", False),
        ("writes “sleep through the night”", "writes", "individual plan", False),
        ("decision", "conditions on", "individual plan", True),
    ]
    assert set(traced["steps"][0]) >= {"from", "kind", "to", "status", "derived", "accounts"}
    assert set(traced["steps"][0]["accounts"][0]) >= {"source", "start", "end", "quote"}
    words = traced["steps"][1]["accounts"][0]
    assert words["quote"] == "I wrote sleep through the night on the plan"


def test_a_trace_for_people_says_what_is_derived_and_what_nobody_says(chain, run):
    shown = run("trace", str(chain), "sleep through the night").out
    assert "derived: through the text as a whole" in shown
    assert "Was this ever written down: “says she may come back when she sleeps” (a doctor)? Nobody says." in shown


def test_words_that_nothing_says_are_one_sentence(chain, run):
    done = run("trace", str(chain), "bicycle")
    assert done.code == 1
    assert "bicycle" in done.err
    assert "Traceback" not in done.err


def test_gaps_are_questions_and_found_something(chain, run):
    done = run("gaps", str(chain))
    assert done.code == 1
    assert "Was this ever written down" in done.out
    kinds = [each["kind"] for each in run("gaps", str(chain), "--json").json["gaps"]]
    assert "written" in kinds
    assert "Ble dette noen gang skrevet ned" in run("gaps", str(chain), "--language", "nb").out


def test_the_map_is_drawn_and_says_how_large_its_words_are(chain, run, tmp_path):
    out = tmp_path / "map.svg"
    done = run("map", str(chain), "--case", "C1", "-o", str(out))
    assert done.code == 0
    assert "labels of" in done.out
    assert "individual plan" in out.read_text("utf-8")


def test_a_format_nobody_knows_is_one_sentence_with_the_list(chain, run, tmp_path):
    done = run("map", str(chain), "-o", str(tmp_path / "map.bmp"))
    assert done.code == 2
    assert "svg" in done.err


def boxes(file: Path) -> dict[str, str]:
    """Where the boxes of a drawing stand: by id, the first path in each."""
    drawn = re.findall(r'<g id="(node:[^"]+)"[^>]*>.*?<path d="([^"]+)"', file.read_text("utf-8"), re.S)
    return dict(drawn)


def test_a_map_that_is_kept_stays_where_it_stands_until_it_is_asked_for_anew(chain, run, tmp_path):
    first, then, anew = (tmp_path / f"{name}.svg" for name in ("first", "then", "anew"))
    run("map", str(chain), "--case", "C1", "-o", str(first), "--keep", "--person", "me")
    with ie.open_study(chain, person="me") as study:
        assert study.layouts() == ("case C1, all layers",)
        before = study.add_act("goes to the clinic", doer="U1", site="clinic", case="C1", inferred="she was told there")
        study.link(before, "then", study.acts()[0], inferred="she was told there")
    run("map", str(chain), "--case", "C1", "-o", str(then))
    run("map", str(chain), "--case", "C1", "-o", str(anew), "--anew")
    assert boxes(first)
    assert boxes(first).items() <= boxes(then).items()
    assert not boxes(first).items() <= boxes(anew).items()


def test_what_is_not_done_is_listed_as_that_and_a_trace_says_who_does_it(chain, run):
    with ie.open_study(chain, person="me") as study:
        told = study.acts()[0].accounts[0].passage.account("told done", polarity="not done")
        study.add_act("asks about the nights", doer="the office", case="C1", accounts=[told])
    assert "asks about the nights (not done)" in " ".join(run("acts", str(chain)).out.split())
    assert (
        "a doctor: says she may come back when she sleeps — then → U1: writes"
        in run("trace", str(chain), "sleep through the night").out
    )


def test_lanes_come_in_the_order_that_is_typed_or_suggested(chain, run, tmp_path):
    with ie.open_study(chain, person="me") as study:
        study.add_site("ward", level="front line")
        study.add_act("waits", doer="U1", site="ward", case="C1", inferred="she was told there")
    found = []
    for order in ("ward, clinic", "clinic, ward", "suggested"):
        out = tmp_path / "map.svg"
        assert run("map", str(chain), "-o", str(out), "--lanes", order).code == 0
        found.append(re.findall(r'<g id="lane:(clinic|ward)"', out.read_text("utf-8")))
    assert found[:2] == [["ward", "clinic"], ["clinic", "ward"]]
    assert sorted(found[2]) == ["clinic", "ward"]
    done = run("map", str(chain), "-o", str(tmp_path / "map.svg"), "--lanes", "wrad")
    assert done.code != 0
    assert "There is no site “wrad” in this study; did you mean ward?" in done.err


def test_a_map_in_phases_and_with_a_site_as_one(chain, run, tmp_path):
    done = run("map", str(chain), "-o", str(tmp_path / "map.svg"), "--phases", "--width", "60", "--json")
    written = [each["file"] for each in done.json["written"]]
    assert written[:3] == ["map-overview.svg", "map-1.svg", "map-2.svg"]
    assert all((tmp_path / name).is_file() for name in written)
    with ie.open_study(chain, person="me") as study:
        study.add_act("waits", doer="U1", site="clinic", case="C1", inferred="she was told there")
    out = tmp_path / "one.svg"
    assert run("map", str(chain), "-o", str(out), "--collapse", "clinic").code == 0
    assert 'id="node:site:clinic"' in out.read_text("utf-8")


def test_a_folder_that_is_not_there_is_said(chain, run, tmp_path):
    done = run("map", str(chain), "-o", str(tmp_path / "nowhere" / "map.svg"))
    assert done.code == 2
    assert "nowhere: there is no such folder; make the folder first, or check the path." in done.err


def test_where_nothing_is_recorded_yet_no_gaps_are_claimed_away(run, tmp_path):
    ie.create_study(tmp_path / "empty.iestudy", title="T", standpoint="S").close()
    done = run("gaps", str(tmp_path / "empty.iestudy"))
    assert (done.code, done.out) == (0, "No acts or texts here yet; what nobody says shows once there are some.\n")
