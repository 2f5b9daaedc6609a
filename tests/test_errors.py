"""Errors are sentences a researcher can act on, and exceptions a program can carry about."""

from __future__ import annotations

import copy
import errno
import inspect
import pickle
import re

import pytest

from ieworkbench import errors
from ieworkbench.errors import (
    DiskFull,
    FileDamaged,
    FileMissing,
    IEError,
    QuoteMissing,
    RecordInUse,
    RecordUnknown,
    RedoBlocked,
    StudyBusy,
    StudyExists,
    StudyMissing,
    UndoBlocked,
)

CLASSES = [getattr(errors, name) for name in errors.__all__]
TRANSCRIPT = "and then I said that nobody had told me " * 200
FACTS: dict[str, object] = {
    "file": "talk.docx",
    "most": 4_194_304,
    "study": "rehab.iestudy",
    "other": "rehab-bo.iestudy",
    "folder": "rehab-archive",
    "files": ("records/memo.jsonl is changed", "texts/U1.v1.txt is missing", "records/link.jsonl is new"),
    "changes": 12,
    "place": "line 12",
    "what": "a cue ends before it begins",
    "advice": "save it again",
    "size": 300_000_000,
    "limit": 150_000_000,
    "known": ("docx", "pdf", "txt"),
    "claims": ("csv", "tsv"),
    "encoding": "utf-8",
    "position": 17,
    "program": "LibreOffice",
    "found": "0007",
    "waited": 5.0,
    "port": 8888,
    "kind": "case",
    "name": "C1",
    "nearest": ("C2", "C3"),
    "users": ("source U1",),
    "origin": "act",
    "target": "text",
    "possible": ("writes", "reads"),
    "case": "C1",
    "acts": ("writes a goal", "tells her to come back"),
    "problems": ("acts, row 5: The site “moon” is not in this study.", "links, row 2: It rests on no words."),
    "source": "U1-wave1",
    "words": TRANSCRIPT,
    "quote": TRANSCRIPT,
    "paths": ("work > phoning", "> phoning"),
    "codings": 37,
    "sources": 12,
    "starts": (4, 99),
    "part": "turn",
    "number": 570,
    "count": 570,
    "start": 4,
    "end": 99,
    "length": 50,
    "verb": "add source U1",
    "why": "other records rest on it",
    "by": "Ann",
    "last_by": "Bo",
}


def made(kind: type[IEError]) -> IEError:
    """An error of this class, from made-up facts by the names of its arguments."""
    names = [each for each in inspect.signature(kind).parameters.values() if each.kind is each.POSITIONAL_OR_KEYWORD]
    return kind(*(FACTS[each.name] for each in names))


def test_every_class_is_listed():
    defined = {name for name, each in vars(errors).items() if isinstance(each, type) and issubclass(each, IEError)}
    assert sorted(defined) == sorted(errors.__all__)


@pytest.mark.parametrize("kind", [each for each in CLASSES if "sentence" in vars(each)])
def test_every_error_says_one_short_sentence(kind: type[IEError]):
    sentence = str(made(kind))
    if kind is not IEError:
        assert sentence.endswith((".", "?"))
    assert "\n" not in sentence
    assert len(sentence) < 300
    assert TRANSCRIPT[:80] not in sentence


@pytest.mark.parametrize("kind", CLASSES)
def test_every_error_survives_pickling_and_copying_with_its_facts(kind: type[IEError]):
    error = made(kind)
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is kind
        assert str(again) == str(error)
        assert vars(again) == vars(error)
        assert again.args == error.args


@pytest.mark.parametrize("kind", CLASSES)
def test_every_fact_is_an_attribute_of_the_same_name(kind: type[IEError]):
    error = made(kind)
    for each in inspect.signature(kind).parameters.values():
        if each.kind is each.POSITIONAL_OR_KEYWORD:
            assert getattr(error, each.name) == FACTS[each.name]


def drawn_tree() -> dict[str, tuple[str, set[str]]]:
    """The tree at the top of the file: for each class, its parent and the built-in beside it."""
    lines = (errors.__doc__ or "").splitlines()
    first = lines.index("    IEError")
    tree: dict[str, tuple[str, set[str]]] = {}
    parents = {0: "IEError"}
    for line in lines[first + 1 : lines.index("", first)]:
        branch, _, rest = line.partition("── ")
        depth = len(branch) // 4
        rest = re.split(r"  +", rest)[0]
        for name, built_in in re.findall(r"(\w+)(?: \((\w+)\))?", rest):
            tree[name] = (parents[depth - 1], {built_in} - {""})
            parents[depth] = name
    return tree


def test_the_tree_at_the_top_of_the_file_is_the_real_tree():
    real = {}
    for kind in CLASSES[:]:
        if kind is IEError:
            continue
        own = [base for base in kind.__bases__ if issubclass(base, IEError)]
        real[kind.__name__] = (own[0].__name__, {base.__name__ for base in kind.__bases__ if base not in own})
    assert drawn_tree() == real


def test_a_stranger_finds_the_usual_number_on_errors_of_the_system():
    assert DiskFull("a.iestudy").errno == errno.ENOSPC
    assert FileMissing("a.docx").errno == errno.ENOENT
    assert StudyExists("a.iestudy").errno == errno.EEXIST
    assert StudyBusy("a.iestudy", 5.0).errno == errno.ETIMEDOUT


def test_sentences_say_what_to_do():
    assert str(StudyMissing("a.iestudy")) == (
        "a.iestudy: there is no study here; make one with `ieworkbench new`, or check the path."
    )
    assert str(RecordUnknown("case", "C9", ("C1", "C2"))) == (
        "There is no case “C9” in this study; did you mean C1 or C2?"
    )
    assert str(RecordUnknown("case", "C9")) == "There is no case “C9” in this study; add the case first."
    assert str(RecordInUse("case", "C1", tuple(f"source {n}" for n in range(7)))) == (
        "The case “C1” is still used by source 0, source 1, source 2, source 3, source 4 and 2 more; "
        "change or remove those first."
    )
    assert str(FileDamaged("a.vtt", "", "it breaks off")) == (
        "a.vtt: it breaks off; open it in the program that made it and save it again."
    )


def test_redoing_and_undoing_are_told_apart_and_caught_together():
    assert str(UndoBlocked("add case C1", "other records rest on it")) == (
        "“add case C1” cannot be undone alone: other records rest on it; undo the later change first."
    )
    assert str(RedoBlocked("add case C1", "its place is taken")) == (
        "“add case C1” cannot be done again: its place is taken; change it by hand."
    )
    assert issubclass(RedoBlocked, UndoBlocked)


def test_a_file_name_cannot_break_the_line_or_command_the_terminal():
    assert str(FileMissing("a\nb\x1b[31m.txt")) == (
        "a\ufffdb\ufffd[31m.txt: there is no such file; check the name and the folder."
    )
    str(FileMissing("k\udcf8be.txt")).encode("utf-8")


def test_words_in_a_sentence_are_shortened_on_one_line():
    error = QuoteMissing("U1", "she\nsaid " + "x" * 100)
    assert "“she said xxxxxxxxxx" in str(error)
    assert len(str(error)) < 140


def test_a_notebook_shows_the_callers_line_and_the_sentence_and_nothing_of_the_program(tmp_path):
    from ieworkbench import open_study

    missing = str(tmp_path / "none.iestudy")
    with pytest.raises(IEError) as caught:
        open_study(missing)
    line, sentence = caught.value._render_traceback_()
    assert line.endswith(": open_study(missing)")
    assert sentence == f"StudyMissing: {caught.value}"


def test_a_notebook_shows_every_line_of_the_callers_own_that_led_to_the_error(tmp_path):
    from ieworkbench import read_source

    def my_own():
        read_source(tmp_path / "none.txt")

    with pytest.raises(IEError) as caught:
        my_own()
    assert [each.split(": ", 1)[1] for each in caught.value._render_traceback_()[:-1]] == [
        "my_own()",
        'read_source(tmp_path / "none.txt")',
    ]
