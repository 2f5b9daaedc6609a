"""Whatever a public name, verb or property gives back shows itself in a cell: nothing falls back to its bare fields."""

from __future__ import annotations

import ast
import enum
import importlib
import inspect
import pickle
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import ieworkbench as ie
from ieworkbench.model import Case, Cell, Informant, Section, SectionKind, SourceWarning, Turn
from ieworkbench.model.display import Brief, Parts
from ieworkbench.study.archive import Archived
from ieworkbench.study.batch import Added, AddReport, Refused
from ieworkbench.study.manifest import ManifestRow
from ieworkbench.study.versions import Replacement
from ieworkbench.views.cells import html
from views.test_cells import ESCAPED, EVIL, Page, made

WIDGETS = {"ViewWidget"}
"""What a notebook shows by itself, in its own way."""


@cache
def names_in(module):
    """What every name in a module stands for, with those that only its annotations use."""
    found = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ieworkbench"):
            for each in node.names:
                found[each.asname or each.name] = (node.module, each.name)
    return found


def ours(annotation, module):
    """Our classes that an annotation names."""
    for name in re.findall(r"(?<![.\w])[A-Za-z_]\w*(?:\.\w+)?", str(annotation)):
        head, _, rest = name.partition(".")
        value = getattr(module, head, None)
        if value is None and head in names_in(module):
            room, name_there = names_in(module)[head]
            value = getattr(importlib.import_module(room), name_there, None)
        value = getattr(value, rest, None) if rest else value
        if isinstance(value, type) and value.__module__.startswith("ieworkbench"):
            yield value


def results():
    """The public classes, and what the public functions give back: each with where it was met."""
    for name in ie.__all__:
        value = getattr(ie, name)
        if isinstance(value, type):
            yield value, name
        elif callable(value):
            module = sys.modules[value.__module__]
            yield from ((kind, name) for kind in ours(value.__annotations__.get("return"), module))


def parts_of(kind):
    """What the public verbs, properties and fields of a class are or give back."""
    for part in kind.__mro__:
        if part.__module__.startswith("ieworkbench"):
            for name, annotation in public_parts(part):
                for each in ours(annotation, sys.modules[part.__module__]):
                    yield each, f"{kind.__name__}.{name}"


@cache
def given_back():
    """Every class that a public name is or gives back, or a part of one of these, however deep."""
    found, todo = {}, list(results())
    while todo:
        kind, why = todo.pop()
        if kind not in found:
            found[kind] = why
            todo += parts_of(kind)
    return found


def public_parts(kind):
    for name, annotation in inspect.get_annotations(kind).items():
        if not name.startswith("_"):
            yield name, annotation
    for name, value in vars(kind).items():
        verb = inspect.unwrap(getattr(value, "fget", None) or getattr(value, "__func__", None) or value)
        if not name.startswith("_") and inspect.isfunction(verb):
            yield name, verb.__annotations__.get("return")


def test_every_result_has_a_page():
    found = given_back()
    assert {"Study", "Source", "Turn", "AddReport", "Replacement", "Step", "Codings"} <= {
        kind.__name__ for kind in found
    }
    bare = {
        f"{kind.__module__}.{kind.__name__} from {why}"
        for kind, why in found.items()
        if not issubclass(kind, enum.Enum | Exception | tuple)
        and kind.__name__ not in WIDGETS
        and not hasattr(kind, "_repr_html_")
    }
    assert bare == set()


def test_no_result_tells_its_fields_as_they_are():
    long = [
        kind.__name__
        for kind in given_back()
        if hasattr(kind, "__dataclass_fields__") and "__create_fn__" in kind.__repr__.__qualname__
    ]
    assert long == []


@pytest.fixture
def shown(tmp_path):
    """One of each of the small results, with hostile words in every place where words may stand."""
    talk = made(EVIL, Section(0, 4, SectionKind.TABLE_CELL, text=EVIL, label=EVIL, author=EVIL, cell=Cell(1, 2)),
                turns=[Turn(0, 5, EVIL, 1_000, rule=EVIL)], warnings=[SourceWarning(EVIL, EVIL, 1)], title=EVIL, id=EVIL)  # fmt: skip
    words = talk.passage(0, 8)
    file = tmp_path / "a.txt"
    file.write_text(f"A: {EVIL}\nB: no\nA: x\nB: y\n")
    with ie.create_study(tmp_path / "s.iestudy", title=EVIL, standpoint=EVIL, person="<script>") as study:
        report = study.add_sources(
            [ManifestRow("a.txt", kind="interview", title=EVIL), ManifestRow("no.txt")], tmp_path
        )
        study.add_attribute(EVIL, "text", description=EVIL)
        study.code(study.find("co")[0], study.add_code(EVIL, definition=EVIL), memo=EVIL)
        yield [
            talk.turns, talk.turns[0], talk.sections, talk.sections[0], talk.warnings, talk.warnings[0],
            talk.find("co"), talk.origin, talk.cleaned(), Case(EVIL, EVIL), Parts([Case(EVIL)]),
            Informant(EVIL, role=EVIL, cases=(EVIL,)), report, report.warned, study.changes_since(0),
            AddReport((Added(EVIL, EVIL, 1, 0),), (), (Refused(EVIL, EVIL),)),
            Replacement(talk, (words,), ((words, words),), (words,)), Archived(Path(EVIL), 2, (EVIL,), (EVIL,)),
            ManifestRow(EVIL, title=EVIL), study.marks("a"), study.known_names(), study.attributes()[0],
            study.source_list()[0], study.versions("a"), study.codebook.codes, study.codings(EVIL)[:1],
        ]  # fmt: skip


def test_hostile_words_stay_words_in_every_small_page(shown):
    for value in shown:
        page = value._repr_html_()
        assert "script" not in Page(page).tags, value
        assert "<script" not in page
    assert ESCAPED in shown[1]._repr_html_()


def test_one_line_says_what_a_result_is(shown):
    for value in shown:
        assert "\n" not in repr(value)
        assert len(repr(value)) <= 220, value


# ------------------------------------------------------------------------------- parts of a record


def test_parts_are_the_tuple_that_they_were():
    turns = made("hello there", turns=[Turn(0, 5), Turn(6, 11)]).turns
    assert turns == (Turn(0, 5), Turn(6, 11))
    assert hash(turns) == hash(tuple(turns))
    assert isinstance(turns[:1], Parts)
    assert pickle.loads(pickle.dumps(turns)) == turns
    assert repr(turns) == "(Turn(start=0, end=5), Turn(start=6, end=11))"


def test_many_parts_show_head_tail_and_how_many_are_between():
    turns = made("x" * 2_000, turns=[Turn(place, place + 1, "A") for place in range(2_000)]).turns
    assert repr(turns) == "(Turn(start=0, end=1, speaker='A'), … 1,999 more)"
    page = html(turns)
    assert "<div class='facts'>2,000 turns</div>" in page
    assert "… 1,985 more …" in page
    assert page.count("<tr>") == 1 + 12 + 1 + 3
    assert "<td class='no'>1999</td>" in page
    assert "<div class='facts'>8 turns</div>" in html(turns[:8])
    assert "<div class='facts'>none</div>" in html(turns[:0])


def test_parts_have_only_the_columns_in_which_something_stands():
    page = html(made("hello there", turns=[Turn(0, 5, "A"), Turn(6, 11)]).turns)
    assert "<tr><th>number</th><th>start</th><th>end</th><th>speaker</th></tr>" in page


def test_passages_among_parts_are_shown_in_their_surroundings():
    page = html(made("one two one two", id="a").find("one"))
    assert "2 passages" in page
    assert "<mark>one</mark> two" in page


# ------------------------------------------------------------------------------------ one record


def test_a_record_says_what_is_set_and_nothing_else():
    page = html(Informant("U1", role="service user", cases=("C1", "C2")))
    assert "<strong>Informant U1</strong>" in page
    assert "<dt>role</dt><dd>service user</dd>" in page
    assert "<dt>cases</dt><dd>C1; C2</dd>" in page
    assert "pointed" not in page


def test_a_record_inside_another_is_a_line_with_what_is_unusual_in_it():
    page = html(Section(0, 4, SectionKind.TABLE_CELL, cell=Cell(1, 2, row_span=3)))
    assert "<dt>cell</dt><dd>row 1, column 2, row span 3</dd>" in page


def test_long_words_and_long_lists_say_how_much_is_left_out():
    assert "<span class='more'>3,800 more characters</span>" in html(Case("C1", "x" * 5_000))
    page = html(Informant("U1", cases=tuple(f"C{number}" for number in range(100))))
    assert "C11; … 85 more …; C97; C98; C99" in page


@dataclass(frozen=True)
class Whole(Brief):
    """A record with parts."""

    name: str
    cases: tuple[Case, ...]


def test_the_parts_of_a_record_stand_below_it_as_a_table():
    page = html(Whole("all", tuple(Case(f"C{number}", "x") for number in range(40))))
    assert "<strong>Whole all</strong><h4>cases</h4><div class='facts'>40 cases</div>" in page
    assert "… 25 more …" in page


# ----------------------------------------------------------------------------- what became of files


def test_files_that_were_added_have_the_parts_of_the_text_form():
    page = html(
        AddReport((Added("a.txt", "a", 3, 0),), (Added("b.txt", "b", 0, 2),), (Refused("c.txt", "c.txt is empty."),))
    )
    assert "2 added, 1 with warnings; 1 refused" in page
    assert "<th>added</th><th>turns</th><th>warnings</th><th>file</th>" in page
    assert "<h4>refused</h4><ul><li>c.txt is empty.</li></ul>" in page


def test_of_many_refused_files_the_first_and_last_are_named_and_the_rest_counted():
    page = html(AddReport((), (), tuple(Refused(f"{number}.txt", f"{number}.txt is empty.") for number in range(200))))
    assert "0 added; 200 refused" in page
    assert "… 185 more …" in page
    assert page.count("<li>") == 16


def test_a_replacement_says_what_was_carried_changed_and_orphaned():
    old, new = made("one two", id="a"), made("one three", id="a", version=2)
    page = html(Replacement(new, (new.passage(0, 3),), ((old.passage(4, 7), new.passage(4, 9)),), (old.passage(0, 7),)))
    assert "<strong>a is now version 2</strong>" in page
    assert "1 of 3 passages carried over unchanged" in page
    assert "<del>two</del></td><td class=''><ins>three</ins>" in page
    assert "<h4>without a place in the new text</h4>" in page


def test_an_archive_says_how_many_files_were_written_and_removed():
    page = html(Archived(Path("there"), 30, tuple(f"{number}.txt" for number in range(30)), ("old.txt",)))
    assert "30 files, 30 written, 1 removed" in page
    assert "… 15 more …" in page
    assert "<h4>removed</h4><ul><li>old.txt</li></ul>" in page
