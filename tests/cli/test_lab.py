"""The folder with the lessons: everything they need, and nothing of the learner's is written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from ieworkbench.cli import lab_commands
from ieworkbench.cli.lab_commands import lay_out_lessons
from ieworkbench.errors import FileMissing, FileNotWritten


def test_lessons_and_files_are_put_into_the_folder(tmp_path: Path) -> None:
    new = lay_out_lessons(tmp_path / "here")
    assert new[-1] == "files"
    assert [each[:2] for each in new[:-1]] == [f"{number}-" for number in range(1, 9)]
    assert (tmp_path / "here" / "files" / "manifest.csv").is_file()


def test_what_the_learner_wrote_stays(tmp_path: Path) -> None:
    first = lay_out_lessons(tmp_path)[0]
    (tmp_path / first).write_text("mine", encoding="utf-8")
    (tmp_path / "files" / "manifest.csv").unlink()
    assert lay_out_lessons(tmp_path) == []
    assert (tmp_path / first).read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "files" / "manifest.csv").exists()


def test_a_file_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(FileNotWritten, match="taken"):
        lay_out_lessons(tmp_path / "taken")


def test_missing_lessons_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab_commands, "__file__", str(tmp_path / "src" / "ieworkbench" / "cli" / "lab_commands.py"))
    with pytest.raises(FileMissing, match="lessons"):
        lay_out_lessons(tmp_path / "here")
    assert not (tmp_path / "here").exists()
