"""OCEL 2.0: only acts that are dated, unless the researcher declares that the order of the map is meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exporters.awkward_maps import awkward, dated, nothing
from ieworkbench.errors import RecordWrong
from ieworkbench.exporters import write_map
from maps.drawn_chains import twenty


def _written(m, path: Path, **how):
    report = write_map(m, path / "map.ocel.json", **how)
    return json.loads((path / "map.ocel.json").read_text(encoding="utf-8")), report


def _told(event) -> dict[str, str]:
    return {each["name"]: each["value"] for each in event["attributes"]}


def test_dated_acts_are_events_in_the_order_of_their_dates(tmp_path: Path):
    tree, report = _written(dated(), tmp_path)
    assert [(each["id"], each["time"]) for each in tree["events"]] == [
        ("applies", "2014-01-01T00:00:00Z"),
        ("asks", "2014-03-05T00:00:00Z"),
        ("visit", "2014-04-01T00:00:00Z"),
    ]
    visit = _told(tree["events"][2])
    assert (visit["when"], visit["earliest"], visit["latest"]) == ("2014-04", "2014-04-01", "2014-04-30")
    assert any("nobody says when: 8 acts" in each for each in report.dropped)


def test_with_a_declared_order_every_time_says_that_it_is_made_up(tmp_path: Path):
    tree, report = _written(dated(), tmp_path, order="declared")
    assert len(tree["events"]) == 11
    assert {_told(each)["time is"] for each in tree["events"]} == {"made up: only the order is meant"}
    times = {each["id"]: each["time"] for each in tree["events"]}
    assert times["visit"] < times["convenes"]
    assert times["assesses"] < times["checks"]
    assert any("made up" in each for each in report.dropped)


def test_qualifiers_are_the_kinds_of_links_and_the_parts_of_doers(tmp_path: Path):
    tree, _ = _written(dated(), tmp_path, order="declared")
    events = {each["id"]: each["relationships"] for each in tree["events"]}
    assert {"objectId": "plan", "qualifier": "reads"} in events["assesses"]
    assert {"objectId": "informant:U1", "qualifier": "doer"} in events["asks"]
    assert {"objectId": "role:doctor", "qualifier": "with"} in events["asks"]
    objects = {each["id"]: each for each in tree["objects"]}
    assert {"objectId": "plan", "qualifier": "copy of"} in objects["copy"]["relationships"]
    assert {"objectId": "plan", "qualifier": "conditions on"} in objects["pays"]["relationships"]


def test_every_object_that_is_named_is_there(tmp_path: Path):
    for make in (dated, awkward):
        tree, _ = _written(make(), tmp_path, order="declared")
        known = {each["id"] for each in tree["objects"]}
        named = {to["objectId"] for each in (*tree["events"], *tree["objects"]) for to in each["relationships"]}
        assert named <= known
        assert {each["type"] for each in tree["objects"]} == {each["name"] for each in tree["objectTypes"]}
        assert {each["type"] for each in tree["events"]} == {each["name"] for each in tree["eventTypes"]}


@pytest.mark.needs_shared
@pytest.mark.parametrize("make", [twenty, dated, awkward, nothing])
def test_it_keeps_to_the_schema(make, shared: Path, tmp_path: Path):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((shared / "data/ocel_event_logs/schema_ocel2.json").read_text(encoding="utf-8"))
    for order in ("dates", "declared"):
        jsonschema.validate(_written(make(), tmp_path, order=order)[0], schema)


def test_another_order_is_refused_with_the_list(tmp_path: Path):
    with pytest.raises(RecordWrong, match="dates, declared"):
        write_map(dated(), tmp_path / "map.ocel.json", order="alphabetical")
