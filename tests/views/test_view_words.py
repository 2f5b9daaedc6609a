"""Every word that a view asks for is there in three languages, and the views write no words of their own."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from ieworkbench.model.fixed_words import LANGUAGES
from ieworkbench.views.view_words import VIEW_WORDS, view_word

FRONTEND = Path(__file__).parents[2] / "frontend" / "src"


def asked(folder: Path) -> set[str]:
    """The names that the views of a folder ask for."""
    written = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.ts"))
    found = re.findall(r'\bsay\(\s*"([^"]+)"', written)
    found += [name for pair in re.findall(r'\bsay\([^"()]*\? "([^"]+)" : "([^"]+)"\)', written) for name in pair]
    return set(found)


def given(folder: Path) -> set[str]:
    """The names of the words they are given: those of all views, and those of a table of their own if there is one."""
    own = f"ieworkbench.views.desk.{folder.name.removesuffix('s')}_words"
    words = set(VIEW_WORDS.words)
    if find_spec(own) is None:
        return words
    (table,) = (each for name, each in vars(import_module(own)).items() if name.endswith("_words") and callable(each))
    return words | set(table("nn"))


@pytest.mark.skipif(not FRONTEND.is_dir(), reason="the front end's own text is not here")
@pytest.mark.parametrize("folder", [each for each in FRONTEND.glob("*") if each.is_dir()], ids=lambda each: each.name)
def test_every_word_a_view_asks_for_is_there(folder):
    assert sorted(asked(folder) - given(folder)) == []


@pytest.mark.parametrize("name", sorted(VIEW_WORDS.words))
def test_every_word_is_there_in_each_language_with_the_same_places(name):
    wordings = [view_word(name, language) for language in LANGUAGES]
    places = [sorted(re.findall(r"\{\d\}", each)) for each in wordings]
    assert all(wordings)
    assert places[0] == places[1] == places[2]
