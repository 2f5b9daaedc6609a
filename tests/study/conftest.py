"""A small study, and a way to write a file for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import ieworkbench as ie

from .chain import Chain, made_chain

TALK = "I: Did you go?\nU1: They said I was welcome again once I had slept a whole night.\nI: And then?\nU1: I went home.\n"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[ie.Study]:
    """A new, empty study."""
    with ie.create_study(tmp_path / "s.iestudy", title="T", standpoint="S", person="Ann") as made:
        yield made


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of this name and these words, and say where it is."""

    def write(name: str, words: str | bytes = TALK) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return path

    return write


@pytest.fixture
def chain(study: ie.Study, tmp_path: Path) -> Chain:
    """A study with a small chain of action."""
    return made_chain(study, tmp_path)
