"""Comparing texts from a terminal."""

from __future__ import annotations

import ieworkbench as ie

ONE = "Goal. The user shall meet at the agreed time and place or say so before."
OTHER = "We write that the user must meet at the agreed time and place or say so before. Regards."


def write_both(folder) -> None:
    (folder / "plan.txt").write_text(ONE, "utf-8")
    (folder / "letter.txt").write_text(OTHER, "utf-8")


def test_passages_as_json_in_the_shape_that_other_programs_rely_on(run, tmp_path) -> None:
    write_both(tmp_path)
    ran = run("passages", "plan.txt", "letter.txt", "--json")
    assert ran.code == 0
    quote = "meet at the agreed time and place or say so before"
    a, b = ({"file": "plan.txt", "start": 21, "end": 71}, {"file": "letter.txt", "start": 28, "end": 78})
    assert ran.json["passages"] == [{"a": a, "b": b, "tokens": 11, "similarity": 1.0, "quote": quote}]
    (family,) = ran.json["families"]
    assert {name: family[name] for name in ("id", "members", "tokens")} == {"id": "f1", "members": [a, b], "tokens": 11}


def test_passages_for_people_show_words_places_and_what_varies(run, tmp_path) -> None:
    write_both(tmp_path)
    ran = run("passages", "plan.txt", "letter.txt", "--similarity", "0.6")
    assert ran.out.splitlines()[0] == "1 shared passage in 1 family, 2 texts compared"
    assert "f1   14 words. This wording stands in 2 texts." in ran.out
    assert "“The user shall meet at the agreed time and place or say so before”" in ran.out
    assert "plan.txt 6–71; letter.txt 14–78" in ran.out
    assert "varies: “shall” / “must” in letter.txt" in ran.out


def test_a_study_gives_all_its_sources(run, tmp_path) -> None:
    write_both(tmp_path)
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S") as study:
        study.add_source(tmp_path / "plan.txt", id="plan")
        study.add_source(tmp_path / "letter.txt", id="letter")
    found = run("passages", "s.iestudy", "--json").json
    assert {each[side]["file"] for each in found["passages"] for side in "ab"} == {"plan", "letter"}


def test_texts_that_share_nothing_are_no_failure(run, tmp_path) -> None:
    (tmp_path / "one.txt").write_text("word", "utf-8")
    ran = run("passages", "one.txt", "one.txt")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "0 shared passages in 0 families, 2 texts compared")


def test_wrong_settings_are_wrong_use_in_one_sentence(run, tmp_path) -> None:
    write_both(tmp_path)
    ran = run("passages", "plan.txt", "--min-tokens", "1")
    assert (ran.code, ran.err) == (
        2,
        "The number of words “1”: min_tokens is a whole number from 2 on, such as 8.\n",
    )
    assert run("passages", "gone.txt").code == 2


def test_echoes_are_listed_apart(run, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("They came with the first offer from them again", "utf-8")
    (tmp_path / "b.txt").write_text("It was the first offer from them ever", "utf-8")
    ran = run("passages", "a.txt", "b.txt", "--echoes")
    assert "Shorter, and perhaps chance: 1" in ran.out
    assert "the first offer from them" in ran.out
