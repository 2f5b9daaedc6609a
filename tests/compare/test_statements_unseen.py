"""Statements in texts that nobody tuned the reader on, beside what was labelled by hand before any output was seen."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

LEAST = {"rules": 0.9, "who": 0.9, "conditions": 0.9}


@pytest.mark.needs_shared
@pytest.mark.parametrize("kind", LEAST)
def test_rules_doers_and_conditions_are_found_in_texts_never_read_before(shared, monkeypatch, kind):
    assert shared.is_dir()
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    score = importlib.import_module("statements_unseen").measured("rules")["held out", kind]
    assert score.reached / score.listed >= LEAST[kind]
    assert score.right / score.found >= LEAST[kind]
