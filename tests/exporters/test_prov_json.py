"""PROV-JSON: valid for the library of PROV and its schema, and silent where PROV has no words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from prov.model import ProvDocument

from exporters.awkward_maps import awkward, nothing, one, told_in_confidence
from ieworkbench.exporters import write_map
from maps.drawn_chains import many, twenty


def _written(m, path: Path, **how):
    report = write_map(m, path / "map.prov.json", **how)
    return json.loads((path / "map.prov.json").read_text(encoding="utf-8")), report


@pytest.mark.parametrize("make", [twenty, lambda: many(60), awkward, nothing, one])
def test_the_library_of_prov_reads_it(make, tmp_path: Path):
    tree, _ = _written(make(), tmp_path)
    document = ProvDocument.deserialize(content=json.dumps(tree), format="json")
    assert len(list(document.bundles)) == len(tree.get("bundle", {}))


@pytest.mark.needs_shared
@pytest.mark.parametrize("make", [twenty, awkward, nothing])
def test_it_keeps_to_the_schema(make, shared: Path, tmp_path: Path):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((shared / "data/prov_json/other/prov-json.schema.json").read_text(encoding="utf-8"))
    tree, _ = _written(make(), tmp_path)
    jsonschema.validators.validator_for(schema)(schema).validate(tree)


def test_acts_are_activities_texts_entities_and_doers_agents(tmp_path: Path):
    tree, _ = _written(twenty(), tmp_path)
    assert tree["activity"]["map:applies"]["prov:label"] == "applies for an allowance"
    assert tree["entity"]["map:plan"]["prov:type"]["$"] == "ie:InstitutionalText"
    assert tree["agent"]["map:informant-U1"]["prov:type"]["$"] == "prov:Person"
    assert {"prov:specificEntity": "map:copy", "prov:generalEntity": "map:plan"} in tree["specializationOf"].values()


def test_reading_is_used_and_a_text_with_one_writer_is_generated(tmp_path: Path):
    tree, _ = _written(twenty(), tmp_path)
    used = {(each["prov:activity"], each["prov:entity"]) for each in tree["used"].values()}
    assert ("map:assesses", "map:plan") in used
    made = {(each["prov:entity"], each["prov:activity"]) for each in tree["wasGeneratedBy"].values()}
    assert ("map:pays", "map:assesses") in made
    # PROV lets an entity be generated once: the plan, which three acts write, is influenced by them
    assert not any(entity == "map:plan" for entity, _ in made)


def test_each_account_is_a_bundle_that_asserts_what_it_tells(tmp_path: Path):
    tree, _ = _written(twenty(), tmp_path)
    own = tree["bundle"]["map:account-a%20asks%200"]
    assert own["activity"] == {"map:asks": {}}
    assert tree["entity"]["map:account-a%20asks%200"]["prov:value"] == "made up w"
    assert "map:account-a%20calls%200" not in tree["bundle"]


def test_what_prov_cannot_say_is_counted_and_not_written(tmp_path: Path):
    tree, report = _written(twenty(), tmp_path)
    assert "map:calls" not in tree["activity"]
    kinds = {each.get("ie:kind") for name in ("used", "wasInfluencedBy") for each in tree[name].values()}
    assert not kinds & {"then", "does not read", "requires", "conditions on"}
    told = "1 × act that was not done, 1 × “authorises”, 1 × “conditions on”, 1 × “does not read”, 2 × “requires”"
    assert report.dropped == (f"PROV has no words for: {told}, 5 × “then”.",)


def test_no_time_is_made_up(tmp_path: Path):
    text = json.dumps(_written(twenty(), tmp_path)[0])
    assert "prov:startTime" not in text
    assert "prov:time" not in text


def test_words_that_are_not_for_the_audience_are_withheld(tmp_path: Path):
    tree, _ = _written(told_in_confidence(), tmp_path)
    words = {each["prov:value"] for each in tree["entity"].values() if "prov:value" in each}
    assert words == {"[words withheld]"}
    tree, _ = _written(told_in_confidence(), tmp_path, quotes=False)
    assert not any("prov:value" in each for each in tree["entity"].values())
