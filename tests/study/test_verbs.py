"""No verb of a study is left out of the laws: those about merging and archives are tried with all of them."""

from __future__ import annotations

import contextlib
import functools
import shutil

import pytest

import ieworkbench as ie
from ieworkbench.errors import IEError

from .merging_desks import OPERATIONS, Desk

READING = {
    "act", "acts", "circuits", "copies", "disjunctures", "layout", "layouts", "link_kinds", "resource", "resources", "text", "texts",
    "agreement", "archive", "attributes", "attributes_of", "case", "cases", "check", "close", "codebook", "codings",
    "conflicts", "export_file", "find", "history", "informant", "informants", "links", "memo", "memo_versions", "memos",
    "mentions", "original", "passages", "path", "person", "problematic", "sets", "site", "sites", "source",
    "source_list", "sources", "speakers_of", "standpoint", "title", "versions",
    "proposals_report", "statement_decisions", "statements", "last_change", "once", "read_only", "watch",
    "changes_since", "coding", "coding_counts", "known_names", "key", "marks", "recent_codes", "waiting",
}  # fmt: skip
"""What changes nothing in the study."""

JOINING = {"merge", "resolve"}
"""What the laws about copies do besides the operations."""


class Watched:
    """A study that remembers which of its verbs went well, and which wrote into the journal."""

    def __init__(self, study: ie.Study):
        self._study, self.done, self.wrote = study, set(), set()

    def __getattr__(self, name):
        found = getattr(self._study, name)
        return functools.partial(self._ask, name, found) if callable(found) else found

    def _ask(self, name, verb, *args, **options):
        entries = len(self._study.history())
        result = verb(*args, **options)
        self.done.add(name)
        if len(self._study.history()) != entries:
            self.wrote.add(name)
        return result


@pytest.fixture
def desk(tmp_path):
    ie.create_study(tmp_path / "base.iestudy", title="T", standpoint="S", person="Zed").close()
    desk = Desk(tmp_path / "base.iestudy", "Ann")
    yield desk
    desk.study.close()


def test_every_verb_that_writes_is_an_operation_that_the_laws_are_tried_with(desk, tmp_path):
    """A verb that is new, or that no operation brings to write any more, fails here: add it to OPERATIONS."""
    public = {name for name in dir(ie.Study) if not name.startswith("_")}
    watched = Watched(desk.study)
    writing = public - READING - JOINING
    taking = ("remove", "let go", "un", "from", "merge", "redo")
    making = [name for name in OPERATIONS if not name.startswith(taking)]
    short = ["add case", "remove case", "add source", "remove source"]
    cases = ["add case", "to case", "from case"]
    rounds = [
        (short, 2, 2),
        (making, 0, 0),
        (making, 0, 1),
        (making, 1, 2),
        (OPERATIONS, 0, 0),
        (OPERATIONS, 0, 1),
        (cases, 0, 0),
    ]
    for name, n, m in [(name, n, m) for names, n, m in rounds for name in names]:
        with contextlib.suppress(IEError, AttributeError, TypeError):
            OPERATIONS[name](watched, tmp_path, n, m)
    assert sorted(writing - watched.done) == [], "no operation tries these"
    assert sorted(writing - watched.wrote) == ["autocode"], "these only read, but for autocode, which writes if applied"
    assert sorted(watched.wrote & READING) == [], "these are said to be reading, and write"


def test_merging_and_choosing_write(desk, tmp_path):
    desk.study.add_case("C1")
    shutil.copy(desk.path, tmp_path / "Bo.iestudy")
    with ie.open_study(tmp_path / "Bo.iestudy", person="Bo") as other:
        other.change_case("C1", label="theirs")
    desk.study.change_case("C1", label="ours")
    (conflict,) = desk.study.merge(tmp_path / "Bo.iestudy").conflicts
    desk.study.resolve(conflict, "theirs")
    assert [entry.verb for entry in desk.study.history()][-2:] == ["merge", "resolve conflict"]


@pytest.mark.parametrize("name", sorted(READING - {"close", "person"}))
def test_what_is_listed_as_reading_is_a_name_of_the_study(name):
    assert hasattr(ie.Study, name)
