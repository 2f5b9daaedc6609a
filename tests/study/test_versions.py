"""Corrected files: every passage is carried, changed and said so, or orphaned with its quote."""

from __future__ import annotations

import itertools
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ieworkbench as ie
from ieworkbench.errors import SourceAlreadyAdded
from ieworkbench.importers import read_bytes
from ieworkbench.model import Placement
from ieworkbench.study.versions import carry

OLD = "I: Did you go?\nU1: Yes. They told me to lose weight.\nI: And then?\nU1: Yes, I went home.\n"


def read(text, name="t.txt"):
    return read_bytes(text.encode(), name, turns=False)


def carried(old, new, quote, nth=0):
    """Where the nth place of ``quote`` in ``old`` goes: the words there, and how; or None."""
    source = read(old)
    starts = [at for at in range(len(old)) if old.startswith(quote, at)]
    ((_, moved),) = carry([source.passage(starts[nth], starts[nth] + len(quote))], old, read(new))
    return None if moved is None else (moved.quote, moved.start, moved.placement.value)


def test_words_that_stayed_are_carried_past_what_was_put_in_before_them():
    assert carried(OLD, "A head.\n" + OLD, "to lose weight") == ("to lose weight", 45, "aligned")


def test_words_that_were_wrapped_anew_and_given_a_stop_are_still_those_words():
    assert carried("so I go on it. end", "so\nI\ngo. on\nit. end", "so I go on it") == (
        "so\nI\ngo. on\nit",
        0,
        "aligned",
    )


def test_the_right_one_of_several_is_meant():
    new = OLD.replace("I: Did", "I: So, did")
    assert carried(OLD, new, "Yes", 0) == ("Yes", new.index("Yes"), "aligned")
    assert carried(OLD, new, "Yes", 1) == ("Yes", new.rindex("Yes"), "aligned")


@pytest.mark.parametrize(
    ("was", "correction", "now"),
    [
        ("They told me to lose weight.", ("told", "have told"), "They have told me to lose weight."),
        ("They told me to lose weight.", ("They", "Thay"), "Thay told me to lose weight."),
        ("told me to lose weight", ("weight", "wieght"), "told me to lose wieght"),
        ("They told me to lose weight", ("weight", "pounds"), "They told me to lose pounds"),
        ("They told me to lose weight", ("weight", "pounds, then a lot more"), "They told me to lose pounds"),
        ("Yes, I went home.", ("home", "all the way"), None),
        ("to lose weight", ("to lose weight", "to eat"), None),
    ],
)
def test_corrected_words_are_followed_while_they_are_like_what_they_were(was, correction, now):
    found = carried(OLD, OLD.replace(*correction), was)
    assert (found and found[0]) == now


def test_what_is_put_in_beside_a_passage_does_not_get_into_it():
    assert (
        carried(OLD, OLD.replace("They told me", "Well, they said: They told me all of it"), "They told me")[0]
        == "They told me"
    )


def test_moved_words_that_stand_once_are_found():
    lines = OLD.splitlines(keepends=True)
    moved = "".join([lines[3], lines[2], lines[1], lines[0]])
    for quote in ("Did you go?", "They told me to lose weight.", "And then?", "I went home."):
        assert carried(OLD, moved, quote)[:2] == (quote, moved.index(quote))


def test_words_wrapped_anew_are_found_and_so_are_words_in_other_letters():
    assert carried(OLD, OLD.replace("told me to", "told\nme to"), "They told me to lose")[0] == "They told\nme to lose"
    assert carried("a. Møte med Nav.\n", "b.\nMØTE MED NAV, da\n", "Møte med Nav")[0] == "MØTE MED NAV"


def test_words_that_are_gone_are_not_guessed_from_the_same_words_elsewhere():
    """“Yes” stood twice; one is gone. The other one is not taken for it."""
    new = OLD.replace("Yes. They", "They")
    assert carried(OLD, new, "Yes", 0) is None
    assert carried(OLD, new, "Yes", 1) == ("Yes", new.index("Yes"), "aligned")


def test_a_word_is_not_found_again_inside_another():
    assert carried("the plan was made\n", "the planning was made\n", "plan") is None


def test_a_star_in_a_quote_is_a_star():
    assert carried("we go* there\n", "we going there\n", "go*") is None


def test_a_passage_at_the_start_of_the_text_is_not_anywhere_else():
    assert carried("Yes.\nNo. Yes.\n", "Perhaps.\nNo. Yes. Yes. Yes.\n", "Yes", 0) is None


def test_surroundings_decide_between_several_places_of_moved_words():
    old = "alpha beta gamma. Yes, he said, delta epsilon zeta.\n" + "one two three. No.\n" * 3
    new = (
        "one two three. No.\n" * 3
        + "eta. Yes, he said, theta.\n"
        + "alpha beta gamma. Yes, he said, delta epsilon zeta.\n"
    )
    assert carried(old, new, "Yes, he said")[1] == new.rindex("Yes, he said")


# ------------------------------------------------------------------------------ as a whole study


def test_what_became_of_each_passage_is_said(study, put):
    talk = study.add_source(put("a.txt", OLD), kind="interview")
    stays, changes, goes = (
        study.add_passage(talk.find_one(words)) for words in ("And then?", "told me to lose", "went home")
    )
    new = OLD.replace("to lose", "to loose").replace("I went home", "that was all")
    result = study.replace_source("a", put("b.txt", new))
    assert [(each.id, each.quote) for each in result.carried] == [(stays.id, "And then?")]
    assert [(was.quote, now.quote, now.id) for was, now in result.changed] == [
        ("told me to lose", "told me to loose", changes.id)
    ]
    assert [(each.id, each.quote, each.placement) for each in result.orphaned] == [
        (goes.id, "went home", Placement.ORPHANED)
    ]
    assert repr(result) == "Replacement('a', version 2: 1 carried, 1 changed, 1 orphaned)"
    assert (result.source.version, study.source("a").content) == (2, new)
    assert [each.id for each in study.passages("a", orphaned=True)] == [goes.id]
    assert {each.id for each in study.passages(orphaned=False)} == {stays.id, changes.id}
    assert study.source("a", version=1).content == OLD
    assert [each.version for each in study.versions("a")] == [1, 2]
    assert (study.original("a", version=1), study.original("a")) == (OLD.encode(), new.encode())


def test_an_orphan_is_found_again_by_a_later_version(study, put):
    talk = study.add_source(put("1.txt", OLD), kind="interview")
    first, second = (study.add_passage(talk.find("Yes")[nth]) for nth in (0, 1))
    study.replace_source("1", put("2.txt", OLD.replace("Yes. They", "They")))
    assert [each.id for each in study.passages(orphaned=True)] == [first.id]
    study.replace_source("1", put("3.txt", OLD.replace("Yes. They", "Oh. They")))
    assert [each.id for each in study.passages(orphaned=True)] == [first.id]
    result = study.replace_source("1", put("4.txt", OLD.replace("U1", "Kari")))
    assert (len(result.carried), result.orphaned) == (2, ())
    now = {each.id: each for each in study.passages()}
    assert now[first.id].start < now[second.id].start
    assert len(study.check()) == len([each for each in study.check() if each.code != "orphaned"])


def test_replacing_there_and_back_brings_every_place_back(study, put):
    talk = study.add_source(put("1.txt", OLD), kind="interview")
    for words in ("And then?", "told me to lose", "I went home"):
        study.add_passage(talk.find_one(words))
    places = [(each.id, each.start, each.end, each.quote) for each in study.passages()]
    study.replace_source("1", put("2.txt", "\n".join(reversed(OLD.split("\n")))))
    result = study.replace_source("1", put("1.txt", OLD))
    assert (result.source.version, len(result.carried)) == (3, 3)
    assert [(each.id, each.start, each.end, each.quote) for each in study.passages()] == places


def test_undo_puts_everything_back_exactly_and_redo_does_it_again(study, put):
    talk = study.add_source(put("1.txt", OLD), kind="interview")
    for words in ("And then?", "told me to lose", "I went home"):
        study.add_passage(talk.find_one(words))
    before = (study.source("1"), list(study.passages()), [each.id for each in study.find("yes")])
    study.replace_source("1", put("2.txt", "U1: And then? They told me to loose.\n"))
    after = (study.source("1"), list(study.passages()), [each.id for each in study.find("yes")])
    study.undo()
    assert (study.source("1"), list(study.passages()), [each.id for each in study.find("yes")]) == before
    assert [each.version for each in study.versions("1")] == [1]
    study.redo()
    assert (study.source("1"), list(study.passages()), [each.id for each in study.find("yes")]) == after


def test_the_same_file_again_is_refused_but_not_with_other_speakers(study, put):
    path = put("a.txt", "Kari: ja\nOla: nei\nKari: jo\nOla: nå\n")
    study.add_source(path, kind="letter")
    with pytest.raises(SourceAlreadyAdded, match="already in the study as “a”"):
        study.replace_source("a", path)
    assert study.replace_source("a", path, speakers=["Kari", "Ola"]).source.speakers == ("Kari", "Ola")
    study.change_source("a", kind="interview")
    assert study.source("a").version == 2


def test_a_source_is_not_replaced_by_the_file_of_another(study, put):
    study.add_source(put("a.txt", "A: one\n"))
    study.add_source(put("b.txt", "A: two\n"))
    with pytest.raises(SourceAlreadyAdded, match=r"b\.txt: this very file is already in the study as “b”"):
        study.replace_source("a", put("b.txt", "A: two\n"))
    assert study.source("a").version == 1


pieces = st.lists(
    st.sampled_from(
        ["yes", "no", "the plan", "she went", "møte", "weight", "told me", "I: ", "\n", ".", "unlike", "œuf"]
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60)
@given(pieces, st.data())
def test_no_passage_is_lost_whatever_is_edited(words, data):
    """Each is carried with its very words, or changed, or orphaned; words that stand once in both are never orphaned."""
    old = " ".join([*words, "end"])
    new_words = data.draw(st.permutations(words)) if data.draw(st.booleans()) else list(words)
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(new_words)))
        new_words[at : at + data.draw(st.integers(0, 3))] = data.draw(pieces.map(lambda some: some[:3]))
    new = " ".join([*new_words, "end", "."])
    bounds = st.integers(0, len(old) - 1)
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder, "1.txt"), Path(folder, "2.txt")
        one.write_text(old, encoding="utf-8", newline="")
        other.write_text(new, encoding="utf-8", newline="")
        with ie.create_study(Path(folder, "s.iestudy"), title="T", standpoint="S") as study:
            source = study.add_source(one, kind="letter", format="txt")
            kept = {}
            for a, b in data.draw(st.lists(st.tuples(bounds, bounds), min_size=1, max_size=6)):
                passage = study.add_passage(source.passage(min(a, b), max(a, b) + 1))
                kept[passage.id] = passage
            if one.read_bytes() == other.read_bytes():
                return
            result = study.replace_source(source.id, other)
            told = [*result.carried, *(now for _, now in result.changed), *result.orphaned]
            assert sorted(each.id for each in told) == sorted(kept)
            for each in result.carried:
                assert each.quote == kept[each.id].quote == new[each.start : each.end]
            for was, now in result.changed:
                assert was == kept[was.id]
                assert now.quote == new[now.start : now.end] != was.quote
            for each in result.orphaned:
                assert each.quote == kept[each.id].quote == old[each.start : each.end]
                assert not (stands_once(old, each.quote) and stands_once(new, each.quote) and is_whole(each))
            assert sorted(study.passages(), key=lambda one: one.id) == sorted(told, key=lambda one: one.id)
            assert not [each for each in study.check() if each.code in {"quote-drift", "text-drift", "damage"}]
            study.undo()
            assert {each.id: each for each in study.passages()} == kept


def stands_once(text, quote):
    return sum(text.startswith(quote, at) for at in range(len(text))) == 1


def is_whole(passage):
    """Whether the passage cuts no word, so that its words are words."""
    pairs = itertools.product([passage.before[-1:] + passage.quote[0]], [passage.quote[-1] + passage.after[:1]])
    return not any(pair.isalnum() and len(pair) == 2 for both in pairs for pair in both)


@settings(max_examples=300)
@given(st.data())
def test_a_passage_goes_where_its_words_went_and_never_onto_others(data):
    """Every word stands once, so that it is known where each went through edits: deleted, replaced, added to."""
    old = [f"w{number}" for number in range(data.draw(st.integers(2, 60)))]
    new = list(old)
    for number in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(new)))
        new[at : at + data.draw(st.integers(0, 8))] = [
            f"n{number}x{each}" for each in range(data.draw(st.integers(0, 3)))
        ]
    breaks = data.draw(st.lists(st.sampled_from([" ", "\n", ". "]), min_size=1, max_size=7))
    first, starts = written([*old, "end"], [" "])
    second, new_starts = written([*new, "end"], breaks)
    earlier, later = read(first), read(second)
    a, b = sorted(data.draw(st.lists(st.integers(0, len(old) - 1), min_size=2, max_size=2)))
    mine = old[a : b + 1]
    passage = earlier.passage(starts[old[a]], starts[old[b]] + len(old[b]))
    [(was, now)] = carry([passage], first, later)
    assert was == passage
    left = [word for word in new if word in mine]
    together = left == mine and new.index(mine[-1]) - new.index(mine[0]) == len(mine) - 1
    if together:
        assert now is not None
        assert (now.start, now.end) == (new_starts[mine[0]], new_starts[mine[-1]] + len(mine[-1]))
    elif not left:
        assert now is None
    elif now is not None:
        placed = re.findall(r"\w+", now.quote)
        assert set(placed) & set(mine)
        assert not set(placed) & (set(old) - set(mine))
    if now is not None:
        assert second[now.start : now.end] == now.quote


def written(words, breaks):
    """A text of these words, and where each begins."""
    text, starts = "", {}
    for number, word in enumerate(words):
        starts[word] = len(text)
        text += word + breaks[number % len(breaks)]
    return text, starts
