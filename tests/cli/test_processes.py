"""Commands in processes of their own: pipes, odd terminals, and what is loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .conftest import Ran

HEAVY = ("sqlalchemy", "alembic", "pandas", "numpy", "lxml", "docx", "pypdfium2", "odfdo", "openpyxl", "rapidfuzz", "matplotlib", "rich.table")  # fmt: skip


def _computed() -> float:
    """How many seconds the processes that we started have computed; nothing on Windows, which does not tell."""
    times = os.times()
    return times.children_user + times.children_system


def test_help_is_quick_and_loads_nothing_heavy(tmp_path):
    code = "import sys; sys.argv = ['ieworkbench', '--help']\nfrom ieworkbench.cli import main\n"
    code += "try:\n    main()\nexcept SystemExit:\n    print('\\n'.join(sys.modules), file=sys.stderr)\n"
    before = _computed()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert _computed() - before < 5
    assert "Coding and finding again:" in done.stdout
    loaded = set(done.stderr.split())
    assert not [name for name in HEAVY if name in loaded]


def test_a_command_that_is_done_ends_without_looking_for_garbage(tmp_path):
    code = "import atexit, gc, sys; atexit.register(lambda: print(gc.get_freeze_count() > 10_000))\n"
    code += "sys.argv = ['ieworkbench', '--version']\nfrom ieworkbench.cli import main\nmain()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.endswith("True\n")


def test_errors_and_codes_are_those_of_the_process(start, put):
    put("møte 😀.txt")
    assert start("read", "no.txt").code == 2
    assert start("--version").out.startswith("ieworkbench 0.")
    ran = start("read", "møte 😀.txt")
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out


def test_a_terminal_that_knows_few_letters_gets_what_it_can_show(start, put):
    put("møte 😀.txt", "I: Går det?\nU1: Ja 😀.\nI: Så?\nU1: Nei.\n")
    ran = start("read", "møte 😀.txt", PYTHONIOENCODING="cp1252")
    assert "U1  Ja ?." in ran.out
    assert "I   Går det?" in ran.out
    assert (
        start("read", "møte 😀.txt", "--json", PYTHONIOENCODING="cp1252")
        .json["content"]
        .startswith("I: Går det?\nU1: Ja 😀.")
    )
    assert start("read", "no 😀.txt", PYTHONIOENCODING="ascii").code == 2


def test_a_reader_that_goes_away_is_no_error(put, tmp_path):
    put("long.txt", "".join(f"A: line {number}\nB: yes\n" for number in range(20_000)))
    command = f"{sys.executable} -m ieworkbench read long.txt | head -1"
    done = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}}"], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert (done.stdout.splitlines(), done.stderr) == (["long", "0"], "")


AS_SOMEBODY = """
import contextlib, io, json, os, sys, tempfile
from ieworkbench.cli import main

with tempfile.TemporaryDirectory() as folder:  # once as a rehearsal, so that every library is loaded
    demo = ["demo", "--study-only", "--out", folder + "/out"]
    for each in (demo, ["read", folder + "/out/files/manifest.csv"], ["read", folder]):
        sys.argv = ["ieworkbench", *each]
        with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
            with contextlib.redirect_stderr(io.StringIO()):
                main()
for line in sys.stdin:
    asked = json.loads(line)
    if child := os.fork():
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        continue
    for stream, file in ((1, asked["out"]), (2, asked["err"])):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    os.chdir(asked["folder"])
    if os.geteuid() == 0:
        os.setuid(65534)  # the administrator may do everything
    sys.argv = ["ieworkbench", *asked["words"]]
    main()
"""
"""The command line, run by somebody whom permissions stop: once for each line that says what is typed, and where."""


@pytest.fixture(scope="module")
def as_somebody(tmp_path_factory) -> Iterator[Callable[..., Ran]]:
    """Run a command in a folder as somebody whom permissions stop."""
    out, err = (tmp_path_factory.mktemp("said") / name for name in ("out", "err"))
    with subprocess.Popen(
        [sys.executable, "-c", AS_SOMEBODY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def ran(folder: Path, *words: str) -> Ran:
            asked = {"folder": str(folder), "words": words, "out": str(out), "err": str(err)}
            print(json.dumps(asked), file=process.stdin, flush=True)
            return Ran(int(process.stdout.readline()), out.read_text("utf-8"), err.read_text("utf-8"))

        yield ran
        process.stdin.close()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="leave is given otherwise on this system")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("read", "secret.txt"), "secret.txt: you may not read this file"),
        (("add", "s.iestudy", "--manifest", "secret.txt"), "secret.txt: you may not read this file"),
        (("sources", "secret.txt"), "secret.txt: you may not read this study"),
        (("demo", "--out", "out"), "out: this study can only be read here"),
        (("new", "s.iestudy", "--title", "T", "--standpoint", "S"), "s.iestudy: this study can only be read here"),
    ],
)
def test_what_may_not_be_read_or_written_is_one_sentence(as_somebody, arguments: tuple[str, ...], said: str):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "secret.txt").write_text("words", encoding="utf-8")
        (place / "secret.txt").chmod(0)
        place.chmod(0o555)
        ran = as_somebody(place, *arguments)
        place.chmod(0o755)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(said)
        assert len(ran.err.splitlines()) == 1
        assert [each.name for each in place.iterdir()] == ["secret.txt"]


def test_a_narrow_terminal_loses_nothing(start, put):
    put("talk.txt")
    start("new", "s.iestudy", "--title", "T", "--standpoint", "S")
    start("add", "s.iestudy", "talk.txt", "--kind", "interview")
    ran = start("sources", "s.iestudy", COLUMNS="40")
    assert "talk" in ran.out
    assert "interview" in ran.out
    assert max(map(len, start("find", "s.iestudy", "weight", COLUMNS="40").out.splitlines())) <= 40


def test_a_text_of_a_million_letters_is_printed_in_a_moment(start, put):
    put("long.txt", "".join(f"A: this is line {number} of a long talk\nB: yes\n" for number in range(22_000)))
    before = _computed()
    ran = start("read", "long.txt")
    assert _computed() - before < 15
    assert ran.out.count("\nB  yes") == 22_000


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
def test_on_a_terminal_marks_are_shown_unless_forbidden_and_no_bar_for_quick_things(put, tmp_path):
    put("talk.txt")
    plain, marked = (_on_terminal(tmp_path, environment) for environment in ({"NO_COLOR": "1"}, {}))
    assert "\x1b" not in plain
    assert "\x1b[1mtalk" in marked
    assert "Reading" not in marked


def _on_terminal(folder, environment):
    import pty

    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}}
    process = subprocess.Popen(
        [sys.executable, "-m", "ieworkbench", "read", "talk.txt"],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env={**kept, "TERM": "xterm", **environment},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    process.wait(30)
    os.close(ours)
    return shown.decode()
