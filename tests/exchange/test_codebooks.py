from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from codebook_strategies import PHONING, WORK

from ieworkbench.errors import FileMissing, FileNotWritten, FormatUnknown
from ieworkbench.exchange.codebooks import CodebookChanged, read_codebook, read_codebook_report, write_codebook
from ieworkbench.model import Code, Codebook

INDEX = Codebook((Code(WORK, "work", definition="Takes time."), Code(PHONING, "phoning", (WORK,))))


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".csv", ".tsv", ".xlsx", ".qdc", ".YAML"])
def test_the_ending_says_the_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"index{suffix}"
    report = write_codebook(INDEX, path)
    assert (report.kept["codes"], report.findings) == (2, [])
    assert read_codebook(path) == INDEX


@pytest.mark.parametrize("name", ["yaml", "csv", "xlsx", "qdc", "codebook-csv", "QDC"])
def test_a_format_can_be_named_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / "index.txt"
    write_codebook(INDEX, path, format=name)
    assert read_codebook(path, format=name) == INDEX


def test_what_was_changed_is_a_warning_and_the_report_says_what(tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text("name,files,colour\nwork,3,see-through\n")
    with pytest.warns(CodebookChanged, match="2 things did not come through as written; the first: column, files"):
        codebook = read_codebook(path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_codebook_report(path)[0] == codebook
    assert len(read_codebook_report(path)[1].findings) == 2


def test_what_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormatUnknown, match="yaml, csv, xlsx or qdc"):
        read_codebook(tmp_path / "index.docx")
    with pytest.raises(FileMissing):
        read_codebook(tmp_path / "index.yaml")
    with pytest.raises(FileNotWritten):
        write_codebook(INDEX, tmp_path / "none" / "index.yaml")


def test_an_empty_codebook_comes_back_from_every_format(tmp_path: Path) -> None:
    for suffix in ("yaml", "csv", "xlsx", "qdc"):
        write_codebook(Codebook(), tmp_path / f"index.{suffix}")
        assert read_codebook(tmp_path / f"index.{suffix}") == Codebook()
