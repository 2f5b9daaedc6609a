"""Passages at their places, without reading whole texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ieworkbench as ie
from ieworkbench.store import passage_records
from ieworkbench.store.passage_records import CurrentText

TALK = "A🙂: Møte i går.\n" + "B: ååå 👩‍👩‍👧 " * 20 + "\n"


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TALK, encoding="utf-8")
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S", person="Ann") as made:
        made.add_source(path, kind="letter")
        yield made


@given(st.lists(st.tuples(st.integers(-3, 500), st.integers(-3, 500)), max_size=12))
def test_a_slice_of_the_text_is_what_the_source_says(study, places):
    """Eight are cut out by the database, and from the ninth on the whole text is read: both say the same."""
    talk = study.source("a")
    with study._database.reading() as connection:
        text = CurrentText.of(connection, "a")
        assert text is not None
        assert CurrentText.of(connection, "b") is None
        for start, end in places:
            there = 0 <= start < end <= len(talk.content)
            assert text.passage(start, end) == (talk.passage(start, end) if there else None)


def test_passages_are_found_by_place_by_id_and_by_what_rests_on_them(study):
    talk = study.source("a")
    kept = [study.add_passage(talk.passage(place, place + 5)) for place in range(20)]
    study.add_code("c")
    coding = study.code(kept[3], "c")
    memo = study.add_memo("m", about=kept[4])
    with study._database.reading() as connection:
        places = {(each.start, each.end) for each in kept[:12]} | {(0, 99)}
        assert set(passage_records.passages_at(connection, "a", places).values()) == set(kept[:12])
        assert passage_records.passages_at(connection, "a", {(3, 8)}) == {(3, 8): kept[3]}
        assert passage_records.passages_called(connection, [kept[0].id, "x"]) == {kept[0].id: kept[0]}
        assert passage_records.in_use(connection, [each.id for each in kept]) == {kept[3].id, kept[4].id}
        assert passage_records.users(connection, kept[3].id) == [f"coding {coding.id}"]
        assert passage_records.version_with_text(connection, "a", talk.content_sha256) == 1
        assert passage_records.version_with_text(connection, "a", "0") is None
    assert memo.about.id == kept[4].id
