"""The documentation says what is true: its code runs, its outputs are real, its lists are complete.

Blocks are run in order, one page at a time, in a folder that holds the example files.

* ``console``: lines that open with ``$`` are typed, the lines below are what they print;
* ``sh``: typed, without showing what is printed;
* ``python``: doctests that share their names over the page.

A command of ours is run in this process, which has everything loaded; where it stands in a pipe or is otherwise a
matter for a shell, in one of its own.

When an output has changed for good, ``python tests/test_docs.py`` writes the new one into the pages.
"""

from __future__ import annotations

import ast
import atexit
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from ieworkbench.cli import main as run_command
from ieworkbench.errors import IEError
from ieworkbench.exchange import EXCHANGES
from ieworkbench.importers import FORMATS, read_source
from ieworkbench.model import SectionKind
from ieworkbench.model.cleaning import CUT_BY_CLEANING

PROJECT = Path(__file__).resolve().parent.parent
PAGES = [
    *sorted(PROJECT.glob("*.md")),
    *sorted((PROJECT / "docs").glob("*.md")),
    *(PROJECT / folder / "README.md" for folder in ("data", "codebooks", "notebooks")),
]
RUN = [path for path in PAGES if re.search(r"^```(console|sh|python)$", path.read_text("utf-8"), re.M)]
_BLOCK = re.compile(r"^```(console|sh|python)\n(.*?)^```$", re.M | re.S)
_NAMES = [str(path.relative_to(PROJECT)) for path in PAGES]


_TERMINAL = {"COLUMNS": "100", "PYTHONUTF8": "1", "NO_COLOR": "1"}
_DEMO = "ieworkbench demo --study-only --out demo"


def _typed(command: str, folder: Path) -> str:
    """What ``command`` prints in a terminal 100 letters wide."""
    if command == _DEMO:
        shutil.copytree(_demo(), folder, dirs_exist_ok=True)
        return ""
    code, said = _here(command) if _is_plain(command) else _in_a_shell(command, folder)
    assert code in {0, 1}, f"{command}: {said}"
    assert "itself failed" not in said, said
    return said


def _is_plain(command: str) -> bool:
    """Whether a shell would only take the words apart."""
    return command.startswith("ieworkbench ") and not re.search(r"[\n|<>&;$`\\*?{}~]", command)


def _here(command: str) -> tuple[int, str]:
    """The exit code and what is printed if it is run in this process, in its folder."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
        for name, value in _TERMINAL.items():
            patched.setenv(name, value)
        patched.setattr(sys, "argv", shlex.split(command))
        with pytest.raises(SystemExit) as left:
            run_command()
    return left.value.code, out.getvalue() + err.getvalue()


def _in_a_shell(command: str, folder: Path) -> tuple[int, str]:
    """The exit code and what is printed if a shell runs it."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env={**os.environ, **_TERMINAL, "PATH": path},
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@cache
def _demo() -> Path:
    """A folder in which the demo was typed, as many pages begin; it is copied for each."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    code, said = _in_a_shell(_DEMO, folder)
    assert code == 0, said
    return folder


def _renewed_console(body: str, folder: Path) -> str:
    commands = [line for line in body.split("\n") if line.startswith("$ ")]
    return "".join(f"{command}\n{_typed(command[2:], folder)}" for command in commands)


class _Runner(doctest.DocTestRunner):
    """Keeps what the examples print whose output is another than the page says."""

    def __init__(self) -> None:
        super().__init__(optionflags=doctest.ELLIPSIS)
        self.got: list[tuple[doctest.Example, str]] = []

    def report_failure(
        self, out: Callable[[str], object], test: doctest.DocTest, example: doctest.Example, got: str
    ) -> None:
        super().report_failure(out, test, example, got)
        self.got.append((example, got))


def _renewed_python(body: str, names: dict[str, object], page: Path) -> str:
    test = doctest.DocTestParser().get_doctest(body, names, page.name, str(page), 0)
    runner = _Runner()
    output: list[str] = []
    runner.run(test, out=output.append, clear_globs=False)
    names.update(test.globs)
    assert runner.failures == len(runner.got), "".join(output)
    lines = body.splitlines(keepends=True)
    for example, got in reversed(runner.got):
        start = example.lineno + example.source.count("\n")
        lines[start : start + example.want.count("\n")] = [got]
    return "".join(lines)


def renewed(page: Path, folder: Path) -> str:
    """The page with what its commands print now."""
    names: dict[str, object] = {}

    def renew(match: re.Match[str]) -> str:
        language, body = match.groups()
        if language == "console":
            body = _renewed_console(body, folder)
        elif language == "sh":
            for plain, lines in groupby(body.splitlines(), _is_plain):
                for command in lines if plain else ["\n".join(lines)]:
                    _typed(command, folder)
        else:
            body = _renewed_python(body, names, page)
        return f"```{language}\n{body}```"

    before = Path.cwd()
    os.chdir(folder)
    try:
        return _BLOCK.sub(renew, page.read_text("utf-8"))
    finally:
        os.chdir(before)


@pytest.mark.parametrize("page", RUN, ids=[str(path.relative_to(PROJECT)) for path in RUN])
def test_code_runs_and_outputs_are_real(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "try"
    shutil.copytree(PROJECT / "data", folder)
    assert renewed(page, folder) == page.read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=_NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_readme_names_every_format() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    table = "".join(line.split("|")[1] for line in readme.split("\n") if line.startswith("| `"))
    assert sorted(re.findall(r"`(\w+)`", table)) == sorted(each.name for each in FORMATS)


def test_the_page_on_other_programs_names_every_format_and_what_it_carries() -> None:
    page = (PROJECT / "docs" / "exchange.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.split("\n") if line.startswith("| `")]
    assert rows == [
        [
            f"`{each.name}`",
            " and ".join(word for word, way in (("in", each.read), ("out", each.write)) if way is not None),
            ", ".join(each.carries) or ("nothing else than what the report says" if each.write else ""),
        ]
        for each in EXCHANGES
    ]


def _codes_in(path: Path) -> Iterator[str]:
    """The warning codes that stand in a file of code: the first plain word given to whatever warns."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            words = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if "warn" in name.lower() and name != "filterwarnings":  # that one is Python's own
                yield from [word for word in words if re.fullmatch(r"[a-z]+(-[a-z]+)*", word)][:1]


def _documented() -> set[str]:
    page = (PROJECT / "docs" / "reading.md").read_text("utf-8")
    return set(re.findall(r"^\| `([a-z-]+)` \|", page, re.M))


def test_every_warning_is_explained_and_no_other() -> None:
    used = {code for path in (PROJECT / "src").rglob("*.py") for code in _codes_in(path)} | CUT_BY_CLEANING
    assert _documented() == used


def test_the_warnings_of_our_own_files_are_explained() -> None:
    found = set()
    for path in sorted((PROJECT / "tests" / "data").rglob("*")):
        if path.is_file() and path.suffix != ".doc":
            try:
                found |= {warning.code for warning in read_source(path).warnings}
            except IEError:
                continue
    assert found - _documented() == set()


def test_every_kind_of_section_and_of_problem_is_explained() -> None:
    reading = (PROJECT / "docs" / "reading.md").read_text("utf-8")
    assert [kind.value for kind in SectionKind if f"`{kind.value}`" not in reading] == []
    checks = (PROJECT / "src" / "ieworkbench" / "study" / "checks.py").read_text("utf-8")
    study_file = (PROJECT / "docs" / "study-file.md").read_text("utf-8")
    codes = re.findall(r'Problem\(\s*"([a-z-]+)"', checks)
    assert codes
    assert [code for code in codes if f"`{code}`" not in study_file] == []


def main() -> None:
    """Write what the commands print now into the pages."""
    for page in RUN:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "try"
            shutil.copytree(PROJECT / "data", folder)
            page.write_text(renewed(page, folder), "utf-8")


if __name__ == "__main__":
    main()
