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


def test_proposals_are_numbered_accepted_refused_and_listed(run, tmp_path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER + "\n\nYou may phone us.\n\nYou must not travel.", "utf-8")
    run("new", "s.iestudy", "--title", "T", "--standpoint", "S")
    run("add", "s.iestudy", "letter.txt", "--kind", "letter", "--language", "en")
    ran = run("statements", "s.iestudy", "--source", "letter", "--proposed", "--pipeline", "rules")
    assert [line for line in ran.out.splitlines() if line[:1].isdigit()] == [
        "1.  0  obligation",
        "2.  54  permission",
        "3.  73  prohibition",
        "3 statements, proposed. Cue lexicon en 2026.11; rules alone.",
    ]
    ran = run("accept", "s.iestudy", "letter", "--number", "1", "--number", "2", "--pipeline", "rules")
    assert (ran.code, ran.out) == (0, "2 statements accepted. Cue lexicon en 2026.11; rules alone.\n")
    ran = run("refuse", "s.iestudy", "letter", "--number", "3", "--pipeline", "rules", "--note", "advice")
    assert (ran.code, ran.out) == (0, "1 statement refused. Cue lexicon en 2026.11; rules alone.\n")
    ran = run("accept", "s.iestudy", "letter", "--all", "--pipeline", "rules")
    assert ran.out.startswith("1 statement accepted; 2 had been accepted before.")
    ran = run("statements", "s.iestudy", "--limit", "1")
    assert ran.out.splitlines()[0] == "letter 0  obligation"
    assert "    or-else    Otherwise the payment stops" in ran.out
    assert ran.out.splitlines()[-1] == (
        "3 statements were proposed in 1 source (Cue lexicon en 2026.11; rules alone): 3 accepted, 0 accepted with "
        "changes, 0 removed again, 0 refused, 0 undecided."
    )
    found = run("statements", "s.iestudy", "--source", "letter", "--json").json
    assert [each["quote"] for each in found["statements"]][1:] == ["You may phone us.", "You must not travel."]
    assert found["statements"][0]["limit"] is None
    assert (found["proposals"][0]["accepted"], found["by_hand"]) == (3, 0)


def test_what_is_wrong_with_the_numbers_is_one_sentence(run, tmp_path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    run("new", "s.iestudy", "--title", "T", "--standpoint", "S")
    run("add", "s.iestudy", "letter.txt", "--language", "en")
    for words, why in (
        (("accept", "s.iestudy", "letter"), "say which: --all, or --number N"),
        (("accept", "s.iestudy", "letter", "--number", "2", "--pipeline", "rules"), "there is no 2"),
        (("statements", "s.iestudy", "--proposed"), "--proposed goes with --source"),
        (("statements", "letter.txt", "--source", "letter"), "--source names a source of a study"),
    ):
        ran = run(*words)
        assert (ran.code, why in " ".join(ran.err.split())) == (2, True), ran.err
    ran = run("statements", "s.iestudy")
    assert (ran.code, ran.out) == (0, "No statement was decided on yet.\n")
