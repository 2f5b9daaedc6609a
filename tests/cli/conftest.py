"""Running a command as a researcher does, in this process and in one of its own."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ieworkbench.cli import main

TALK = "I: Did you go?\nU1: They told me to lose some weight.\nI: And then?\nU1: I went home.\n"


@dataclass(frozen=True)
class Ran:
    """What a command gave: exit code, output and error stream."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The output as JSON."""
        return json.loads(self.out)


@pytest.fixture
def run(monkeypatch, capsys, tmp_path) -> Callable[..., Ran]:
    """Run a command through `main` in the test's own folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def ran(*words: str) -> Ran:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["ieworkbench", *words])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return Ran(left.value.code, out, err)

    return ran


@pytest.fixture
def start(tmp_path) -> Callable[..., Ran]:
    """Run a command in a process of its own."""

    def ran(*words: str, **environment: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "ieworkbench", *words], cwd=tmp_path, capture_output=True, timeout=60,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment}, check=False,
        )  # fmt: skip
        encoding = environment.get("PYTHONIOENCODING", "utf-8")
        return Ran(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))

    return ran


@pytest.fixture
def put(tmp_path) -> Callable[..., Path]:
    """Write a file of this name and these words."""

    def write(name: str, words: str | bytes = TALK) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return path

    return write


def type_in(folder: Path, *commands: Sequence[str]) -> None:
    """Run commands in a folder that several tests begin with a copy of; each of them goes well and complains of nothing."""
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        for words in commands:
            patched.setattr(sys, "argv", ["ieworkbench", *words])
            with (
                redirect_stdout(io.StringIO()),
                redirect_stderr(io.StringIO()) as err,
                pytest.raises(SystemExit) as left,
            ):
                main()
            assert (left.value.code, err.getvalue()) == (0, ""), words


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory) -> Path:
    """A folder with a study ``s.iestudy`` of two sources, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "U1 wave 1.txt").write_text(TALK, "utf-8")
    (folder / "vedtak.txt").write_text("Vedtak\nSøknaden er avslått.\n", "utf-8")
    of_talk = ("--kind", "interview", "--case", "C1", "--informant", "U1", "--wave", "1", "--language", "en")
    type_in(
        folder,
        ("new", "s.iestudy", "--title", "T", "--standpoint", "S"),
        ("add", "s.iestudy", "U1 wave 1.txt", *of_talk),
        ("add", "s.iestudy", "vedtak.txt", "--kind", "written decision", "--case", "C1"),
    )
    return folder


@pytest.fixture
def filled(run, filled_folder, tmp_path) -> Callable[..., Ran]:
    """The same as `run`, in a folder with a study ``s.iestudy`` of two sources."""
    shutil.copytree(filled_folder, tmp_path, dirs_exist_ok=True)
    return run
