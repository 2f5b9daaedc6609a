"""The command ``statements``: the same as in a notebook, and a fixed shape for other programs."""

from __future__ import annotations

LETTER = "You must send the plan. Otherwise the payment stops."


def test_statements_as_json_in_the_shape_that_other_programs_rely_on(run, tmp_path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    ran = run("statements", "letter.txt", "--language", "en", "--pipeline", "rules", "--json")
    assert ran.code == 0
    (one,) = ran.json["statements"]
    shape = (
        "start", "end", "quote", "deontic", "attribute", "aim", "object", "condition", "or_else", "or_else_status",
        "refers_to",
    )  # fmt: skip
    assert {name: one[name] for name in shape} == {
        "start": 0,
        "end": 23,
        "quote": "You must send the plan.",
        "deontic": "obligation",
        "attribute": {"start": 0, "end": 3, "text": "You"},
        "aim": {"start": 9, "end": 13, "text": "send"},
        "object": {"start": 14, "end": 22, "text": "the plan"},
        "condition": None,
        "or_else": {"start": 24, "end": 51, "text": "Otherwise the payment stops"},
        "or_else_status": "in the text",
        "refers_to": {"start": 14, "end": 22, "text": "the plan"},
    }


def test_statements_for_people_name_every_part_and_what_found_them(run, tmp_path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    ran = run("statements", "letter.txt", "--pipeline", "rules")
    assert ran.out.splitlines()[0] == "0  obligation"
    assert "    or-else    Otherwise the payment stops" in ran.out
    assert ran.out.splitlines()[-1] == "1 statement, proposed. Cue lexicon en 2026.11; rules alone."


def test_a_language_without_a_lexicon_is_said_and_no_failure(run, tmp_path) -> None:
    (tmp_path / "brief.txt").write_text("Sie müssen kommen.", "utf-8")
    ran = run("statements", "brief.txt", "--language", "de", "--json")
    assert (ran.code, ran.json["statements"]) == (0, [])
    assert ran.json["notes"] == [
        "brief.txt: there is no lexicon for the language “de”; give one with lexicon=, a TOML file."
    ]


def test_a_lexicon_that_is_wrong_is_one_sentence(run, tmp_path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    (tmp_path / "own.toml").write_text("version = 1", "utf-8")
    ran = run("statements", "letter.txt", "--lexicon", "own.toml")
    assert ran.code == 1
    assert ran.err.startswith("own.toml: this lexicon cannot be used: ")
