"""The coding view speaks in the study's language: every word it asks for is there, and none is there for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ieworkbench.model.fixed_words import FixedWords
from ieworkbench.views.coding_words import CODING_WORDS

FRONTEND = Path(__file__).parents[2] / "frontend" / "src"

pytestmark = pytest.mark.skipif(not FRONTEND.is_dir(), reason="the front end's own text is not here")


def written() -> str:
    return "\n".join(path.read_text("utf-8") for room in ("coding", "acts") for path in (FRONTEND / room).glob("*.ts"))


def test_every_word_the_view_asks_for_has_its_wordings():
    asked = set(re.findall(r'\bsay\(\s*"([^"]+)"', written()))
    assert sorted(asked - set(CODING_WORDS)) == []


def test_every_key_of_the_help_sheet_is_explained_in_each_language():
    sheet = (FRONTEND / "coding" / "keys.ts").read_text("utf-8").split("HELP")[1]
    explained = re.findall(r'\["[^"]+", "([^"]+)"\]', sheet)
    assert len(explained) > 20
    assert sorted(set(explained) - set(CODING_WORDS)) == []


def test_no_wording_is_kept_that_nothing_asks_for():
    text = written()
    assert [name for name in CODING_WORDS if f'"{name}"' not in text] == []


def test_the_words_are_a_whole_set():
    words = FixedWords("views are written", CODING_WORDS)
    assert words("{0} of {1} marks shown", "nb") == "{0} av {1} merker vises"
