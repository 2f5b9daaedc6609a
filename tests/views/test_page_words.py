"""The local page speaks in the study's language: every word it asks for is there, and none is there for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ieworkbench.model.fixed_words import FixedWords
from ieworkbench.views.page_words import PAGE_WORDS

FRONTEND = Path(__file__).parents[2] / "frontend" / "src"

pytestmark = pytest.mark.skipif(not FRONTEND.is_dir(), reason="the front end's own text is not here")


def written() -> str:
    return "\n".join(path.read_text("utf-8") for path in (FRONTEND / "page.ts", *(FRONTEND / "page").glob("*.ts")))


def test_every_word_the_page_asks_for_has_its_wordings():
    text = written()
    asked = set(re.findall(r'\bsay\(\s*"([^"]+)"', text))
    either = re.findall(r'\bsay\([^";\n]*\? "([^"]+)" : "([^"]+)"', text)
    named = re.findall(r'(?:new Fold\(|text: |map: |plans: )"([A-Z][^"]+)"', text)
    assert len(asked) > 15
    assert sorted({*asked, *sum(either, ()), *named} - set(PAGE_WORDS)) == []


def test_no_wording_is_kept_that_nothing_asks_for():
    text = written()
    assert [name for name in PAGE_WORDS if f'"{name}"' not in text] == []


def test_the_words_are_a_whole_set():
    words = FixedWords("views are written", PAGE_WORDS)
    assert words("wave {0}", "nn") == "runde {0}"
