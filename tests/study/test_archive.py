"""The archive: a study goes out as plain text and comes back equal; what is damaged is refused and named."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

import ieworkbench as ie
from ieworkbench.errors import (
    ArchiveAhead,
    ArchiveChanged,
    ArchiveDamaged,
    ArchiveMissing,
    ArchiveNewer,
    ArchiveOfAnother,
    FileForbidden,
    FileNotWritten,
    FolderMissing,
    FolderTaken,
    IEError,
    StudyDamaged,
    StudyExists,
    StudyReadOnly,
)
from ieworkbench.model import Coding
from ieworkbench.store import index_records, tables
from ieworkbench.store.migrations import upgrade
from ieworkbench.study.archive import open_archive, write_archive
from ieworkbench.study.archive_names import original_file, safe_names, text_stems
from ieworkbench.study.archive_schema import schema
from ieworkbench.study.archive_words import SENTENCES, WORDS

from .merging_desks import OPERATIONS, Desk, act

TALK = "I: Did you go?\nU1: They said I was welcome again once I had slept a whole night.\nI: And then?\nU1: I went home.\n"


def same_study(one: ie.Study, two: ie.Study) -> list[str]:
    """What is different between two studies, table by table and row by row; nothing if they are equal."""
    different = []
    with one._database.reading() as left, two._database.reading() as right:
        for table in tables.metadata.sorted_tables:
            query = table.select().order_by(*table.primary_key.columns)
            ours, theirs = ([tuple(row) for row in each.execute(query)] for each in (left, right))
            different += [f"{table.name}: {a} became {b}" for a, b in zip(ours, theirs, strict=False) if a != b]
            if len(ours) != len(theirs):
                different.append(f"{table.name}: {len(ours)} rows became {len(theirs)}")
        index = sql("SELECT rowid FROM search ORDER BY rowid")
        if left.execute(index).all() != right.execute(index).all():
            different.append("search")
        counters = sql("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        if left.execute(counters).all() != right.execute(counters).all():
            different.append("the numbers that come next")
    return different


def files_in(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".git/" not in path.as_posix())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def codings_of(study: ie.Study) -> list[Coding]:
    with study._database.reading() as connection:
        return index_records.codings(connection)


def waiting(study: ie.Study) -> Coding:
    """The coding of that code."""
    code = study.codebook.one("waiting").id
    return next(each for each in codings_of(study) if each.code == code)


def archive(study: ie.Study, folder: Path):
    return write_archive(study._database, folder)


def sum_anew(folder: Path) -> None:
    """Make the list of fingerprints fit the files, as somebody would who wants to deceive."""
    files = {name: data for name, data in files_in(folder).items() if name not in {"SHA256SUMS", ".gitattributes"}}
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    words = path.read_bytes().decode()
    assert old in words
    path.write_bytes(words.replace(old, new, 1).encode())


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study and its archive, to be copied.

    It has something in most tables, things undone, and a source that was removed.
    """
    folder = tmp_path_factory.mktemp("kept")

    def put(name: str, words: str = TALK) -> Path:
        (folder / name).write_bytes(words.encode())
        return folder / name

    with ie.create_study(folder / "s.iestudy", title="T", standpoint="S", person="Ann") as study:
        study.add_case("C1", label="å leve", period="spring 2020")
        study.add_site("pain clinic", level="front line", aliases=["the clinic"])
        study.add_informant("U1", level="entry", site="pain clinic", cases="C1", consent="quote")
        talk = study.add_source(put("U1.txt"), kind="interview", cases="C1", informants="U1", wave=1, date="2020")
        study.add_code("trouble", definition="What stops\npeople.")
        study.add_code("waiting", under="trouble")
        coding = study.code(talk.find_one("once I had slept"), "waiting", memo="a condition?")
        study.code(talk.find_one("welcome again"), "trouble")
        study.add_memo("See [[U1]].", about=coding, title="hm")
        study.replace_source("U1", put("U1-new.txt", TALK.replace("I went home", "I went back")))
        study.add_source(put("gone.txt", "Nobody reads this."))
        study.remove_source("gone")
        study.add_case("C2")
        study.undo()
        archive(study, folder / "archive")
    return folder


@pytest.fixture
def full(kept: Path, tmp_path: Path) -> Iterator[ie.Study]:
    """The study in that folder."""
    shutil.copy(kept / "s.iestudy", tmp_path)
    with ie.open_study(tmp_path / "s.iestudy", person="Ann") as opened:
        yield opened


@pytest.fixture
def archived(kept: Path, tmp_path: Path) -> Path:
    """The archive of that study."""
    return shutil.copytree(kept / "archive", tmp_path / "archive")


# ---------------------------------------------------------------------------------- the law

ODD = ("", "because", "å\u2028é\x00 \U0001f600", '"\n')
"""Words that are hard to write down."""


def odd_words(study: ie.Study, folder: Path, which: int, words: str) -> None:
    """A verb that keeps words of the researcher's, whatever they are."""
    verbs: tuple[Callable[[], object], ...] = (
        lambda: study.add_case(f"x{which}", label=words),
        lambda: study.add_code(f"x{which}", definition=words),
        lambda: study.add_memo(words + "memo", about=study.codebook.codes[0]),
        lambda: study.code(study.sources()[0].passage(0, 5), study.codebook.codes[0], memo=words),
        lambda: study.add_set(f"x{which}", description=words),
    )
    with contextlib.suppress(IEError, IndexError):
        verbs[which % len(verbs)]()


def joined(study: ie.Study, folder: Path, n: int, m: int) -> None:
    """What somebody did in a copy comes in, and something of what waits is chosen."""
    copy = folder / "copy.iestudy"
    if not copy.exists():
        shutil.copy(study.path, copy)
    bo = Desk(copy, "Bo")
    act(bo, folder, [("title", n, m), ("change case", n, m), ("add case", n, m), ("code", n, m)])
    bo.study.close()
    study.merge(copy)
    for each in study.conflicts()[:1]:
        with contextlib.suppress(IEError):
            study.resolve(each, ("ours", "theirs")[m % 2])


VERBS = {**OPERATIONS, "join": joined}
"""Every verb that writes; another test sees to it that none is missing."""

STEPS = st.lists(
    st.tuples(st.sampled_from(list(VERBS)), st.integers(0, 5), st.integers(0, 9), st.sampled_from(ODD)), max_size=7
)


def take(study: ie.Study, folder: Path, verb: str, n: int, m: int, words: str) -> None:
    """One verb, whatever it meets."""
    odd_words(study, folder, n, words)
    with contextlib.suppress(IEError, AttributeError, TypeError):
        VERBS[verb](study, folder, n, m)


@settings(max_examples=6)
@given(first=STEPS, later=STEPS)
def test_whatever_was_done_the_archive_gives_an_equal_study_that_archives_to_the_same_bytes(first, later):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with ie.create_study(folder / "s.iestudy", title="T", standpoint="S", person="Ann") as study:
            take(study, folder, "add source", 0, 0, "")
            take(study, folder, "add code", 0, 0, "")
            for step in first:
                take(study, folder, *step)
            archive(study, folder / "one")
            for step in later:
                take(study, folder, *step)
            archive(study, folder / "one")
            with open_archive(folder / "one", folder / "t.iestudy", person="Ann") as again:
                assert same_study(study, again) == []
                archive(again, folder / "two")
                assert files_in(folder / "one") == files_in(folder / "two")
                archive(study, folder / "three")
                assert files_in(folder / "one") == files_in(folder / "three"), "updated or new, an archive is the same"
                for each in (study, again):
                    with contextlib.suppress(IEError):
                        each.undo()
                left, right = ([case.id for case in each.cases()] for each in (study, again))
                assert left == right
                assert [p.quote for p in study.passages()] == [p.quote for p in again.passages()]


def test_an_opened_archive_can_undo_redo_and_find_as_the_study_could(full, archived, tmp_path):
    with open_archive(archived, tmp_path / "again.iestudy", person="Ann") as again:
        assert same_study(full, again) == []
        assert [each.quote for each in again.find("whole night")] == ["whole night"]
        assert again.source("U1", version=1).find_one("I went home")
        assert again.redo().what == "C2"
        again.undo()
        assert again.undo().verb == "remove source"
        assert again.source("gone").content.strip() == "Nobody reads this."
        assert again.original("gone") == b"Nobody reads this."
        assert [each.id for each in again.check() if each.code == "damage"] == []


# ------------------------------------------------------------------------------ what is written


def test_a_study_is_these_files(archived):
    assert sorted(name for name in files_in(archived) if not name.startswith("originals")) == [
        ".gitattributes",
        "README.md",
        "SHA256SUMS",
        "journal.jsonl",
        "records/case.jsonl",
        "records/code.jsonl",
        "records/code_parent.jsonl",
        "records/coding.jsonl",
        "records/informant.jsonl",
        "records/informant_case.jsonl",
        "records/informant_consent.jsonl",
        "records/memo.jsonl",
        "records/memo_version.jsonl",
        "records/passage.jsonl",
        "records/site.jsonl",
        "records/site_alias.jsonl",
        "records/source.jsonl",
        "records/source_case.jsonl",
        "records/source_informant.jsonl",
        "records/source_text.jsonl",
        "records/taken_id.jsonl",
        "schema.json",
        "study.json",
        "texts/U1.v1.jsonl",
        "texts/U1.v1.txt",
        "texts/U1.v2.jsonl",
        "texts/U1.v2.txt",
        "texts/removed-3.jsonl",
        "texts/removed-3.txt",
    ]
    assert (archived / "texts/U1.v1.txt").read_bytes().decode().splitlines()[1].startswith("U1: They said")
    [line] = (archived / "records/case.jsonl").read_bytes().decode().splitlines()
    assert line.startswith('{"id":"C1","label":"å leve","period":"spring 2020","period_earliest":')


def test_the_usual_program_checks_the_fingerprints(archived):
    if shutil.which("sha256sum") is None:
        pytest.skip("no sha256sum here")
    done = subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=archived, check=False)
    assert done.returncode == 0


def test_archiving_twice_changes_nothing(full, archived):
    times = {name: (archived / name).stat().st_mtime_ns for name in files_in(archived)}
    result = archive(full, archived)
    assert (result.written, result.removed) == ((), ())
    assert repr(result).endswith("0 written, 0 removed)")
    assert {name: (archived / name).stat().st_mtime_ns for name in files_in(archived)} == times


def test_git_shows_one_changed_line_when_one_memo_changes(full, archived):
    def git(*words: str) -> str:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", *words]
        return subprocess.run(command, cwd=archived, check=True, capture_output=True, text=True).stdout

    if shutil.which("git") is None:
        pytest.skip("no git here")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    full.change_coding(waiting(full), memo="yes, a condition")
    result = archive(full, archived)
    assert result.written == ("README.md", "records/coding.jsonl", "journal.jsonl", "SHA256SUMS")
    changed = {line.split("\t")[2]: line.split("\t")[:2] for line in git("diff", "--numstat").splitlines()}
    assert changed["records/coding.jsonl"] == ["1", "1"]
    assert changed["journal.jsonl"] == ["2", "0"]
    assert sorted(changed) == ["README.md", "SHA256SUMS", "journal.jsonl", "records/coding.jsonl"]
    assert git("log", "--oneline").count("\n") == 1, "what is git's own was not touched"


def test_what_is_gone_is_removed_and_what_is_not_ours_stays(full, archived, put):
    for name in ("notes.md", "texts/my notes.md", ".gitignore", "originals/why.txt"):
        (archived / name).write_text("mine", encoding="utf-8")
    (archived / ".gitattributes").write_text("*.pdf binary\n", encoding="utf-8")
    full.undo()
    full.add_source(put("more.txt", "More words."))
    result = archive(full, archived)
    assert result.removed == ("texts/removed-3.jsonl", "texts/removed-3.txt")
    assert (archived / "texts/more.v1.txt").exists()
    for name in ("notes.md", "texts/my notes.md", ".gitignore", "originals/why.txt"):
        assert (archived / name).read_text(encoding="utf-8") == "mine"
    assert (archived / ".gitattributes").read_text(encoding="utf-8") == "*.pdf binary\n"
    with open_archive(archived, archived.parent / "again.iestudy") as again:
        assert same_study(full, again) == []


def test_a_removed_source_moves_its_text_to_a_name_of_its_own_and_undo_moves_it_back(full, tmp_path, put):
    full.add_source(put("more.txt", "More words."))
    archive(full, tmp_path / "a")
    full.remove_source("more")
    assert archive(full, tmp_path / "a").removed == ("texts/more.v1.jsonl", "texts/more.v1.txt")
    assert (tmp_path / "a/texts/removed-4.txt").read_bytes() == b"More words."
    full.undo()
    archive(full, tmp_path / "a")
    assert (tmp_path / "a/texts/more.v1.txt").read_bytes() == b"More words."


def test_an_empty_study_and_odd_folder_names_are_fine(study, tmp_path):
    folder = tmp_path / "mitt arkiv på Åsen #1 100%?"
    archive(study, folder)
    assert sorted(files_in(folder)) == [".gitattributes", "README.md", "SHA256SUMS", "schema.json", "study.json"]
    with open_archive(folder, folder.parent / "å b?.iestudy") as again:
        assert same_study(study, again) == []


def test_progress_names_every_file(full, tmp_path):
    told: list[tuple[int, int, str]] = []
    result = write_archive(full._database, tmp_path / "a", lambda *each: told.append(each))
    assert [done for done, _, _ in told] == list(range(result.files))
    assert {every for _, every, _ in told} == {result.files}
    told.clear()
    open_archive(tmp_path / "a", tmp_path / "b.iestudy", progress=lambda *each: told.append(each)).close()
    assert [done for done, _, _ in told] == list(range(told[0][1]))
    assert told[-1][2] == "journal.jsonl"


def test_every_table_and_column_has_its_sentence():
    assert {name: list(columns) for name, (_, columns) in SENTENCES.items()} == {
        name: [str(column.name) for column in table.columns] for name, table in tables.metadata.tables.items()
    }
    for sentence, columns in SENTENCES.values():
        assert all(re.fullmatch(r"[A-Z].{2,}[.]", each) for each in (sentence, *columns.values()))
    assert all(column in SENTENCES[table][1] for table, column in WORDS)


def test_every_line_is_as_the_schema_says(archived):
    jsonschema = pytest.importorskip("jsonschema")
    known = json.loads((archived / "schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(known)
    assert known == schema(tables.HEAD)

    @cache
    def rule(name: str):
        return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": known["$defs"]})

    def check(name: str, record: object) -> None:
        rule(name).validate(record)

    check("study.json", json.loads((archived / "study.json").read_bytes()))
    for path in archived.rglob("*.jsonl"):
        for line in path.read_bytes().decode().split("\n")[:-1]:
            record = json.loads(line)
            if path.name == "journal.jsonl":
                check("journal_change" if "entry" in record else "journal", record)
            else:
                check(record["table"] if path.parent.name == "texts" else path.stem, record)


def test_a_damaged_study_is_not_archived(full, tmp_path):
    with full._database.writing() as connection:
        connection.execute(sql("UPDATE text_content SET content = 'other' WHERE text = 1"))
    with pytest.raises(StudyDamaged, match="text 1 is not the one that was read"):
        archive(full, tmp_path / "a")
    with pytest.raises(ArchiveDamaged, match="broken off"):
        open_archive(tmp_path / "a", tmp_path / "b.iestudy")


# --------------------------------------------------------------------------------- the names


def test_names_are_safe_and_different_on_every_system():
    ids = [
        "U1",
        "u1",
        "CON",
        "nul.txt",
        "a/b",
        "a\\b",
        "a:b",
        "x.",
        ".hidden",
        "-rf",
        "é",
        "e\u0301",
        "…",
        "½",
        "ﬁ",
        "fi",
    ]
    names = safe_names([*ids, "å" * 100, "å" * 99 + "b"])
    folded = [name.casefold() for name in names.values()]
    assert len(set(folded)) == len(names)
    assert names["U1"] == "U1"
    assert names["u1"].startswith("u1~")
    assert (names["CON"], names["nul.txt"], names["a/b"], names["x."]) == ("_CON", "_nul.txt", "a_b", "x")
    assert (names[".hidden"], names["-rf"], names["é"]) == ("_.hidden", "_-rf", "é")
    assert all(len(name.encode()) <= 110 for name in names.values())


@settings(max_examples=200)
@given(st.lists(st.text(min_size=1, max_size=120), max_size=6, unique=True))
def test_any_ids_give_names_without_signs_that_mean_something(ids):
    ids = [each for each in ids if each.isprintable()]
    names = safe_names(ids)
    assert len({name.casefold() for name in names.values()}) == len(ids)
    for name in names.values():
        assert not set(name) & set('/\\:*?"<>| \n\t;')
        assert name == name.rstrip(". ")
        assert len(name.encode()) <= 110


def test_what_was_added_first_keeps_its_name_whatever_comes_later():
    assert text_stems({1: ("ab", 1), 2: ("ab", 2)}, [1, 2]) == {1: "ab.v1", 2: "ab.v2"}
    later = text_stems({1: ("ab", 1), 2: ("ab", 2), 4: ("AB", 1)}, [1, 2, 3, 4])
    assert (later[1], later[2], later[3]) == ("ab.v1", "ab.v2", "removed-3")
    assert re.fullmatch(r"AB~[0-9a-f]{8}\.v1", later[4])


def test_originals_keep_only_endings_that_are_endings():
    assert original_file("ab", "x.tar.gz") == "ab.gz"
    assert original_file("ab", "a. b/c") == "ab"
    assert original_file("ab", "") == "ab"


# ------------------------------------------------------------------------------ where to write


def test_a_folder_with_other_things_is_refused_and_left_alone(study, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/plan.docx").write_bytes(b"x")
    with pytest.raises(FolderTaken, match=r"“plan.docx” is there"):
        archive(study, tmp_path / "a")
    assert list(files_in(tmp_path / "a")) == ["plan.docx"]


def test_a_folder_with_hidden_things_only_is_taken_for_empty(study, tmp_path):
    (tmp_path / "a/.git").mkdir(parents=True)
    archive(study, tmp_path / "a")
    assert (tmp_path / "a/study.json").exists()


def test_another_studys_archive_is_refused(study, archived, tmp_path):
    before = files_in(archived)
    with (
        ie.create_study(tmp_path / "o.iestudy", title="Other", standpoint="S") as other,
        pytest.raises(ArchiveOfAnother, match="another study, “T”"),
    ):
        archive(other, archived)
    assert files_in(archived) == before


def test_an_archive_that_knows_more_than_the_study_is_not_written_over(full, archived, tmp_path):
    with open_archive(archived, tmp_path / "again.iestudy", person="Bo") as again:
        again.add_case("C7")
        again.add_case("C8")
        archive(again, archived)
        before = files_in(archived)
        with pytest.raises(ArchiveAhead, match="holds 2 changes that the study does not have"):
            archive(full, archived)
        assert files_in(archived) == before


def test_a_change_made_by_hand_is_not_written_over(full, archived, tmp_path):
    change(archived / "records/coding.jsonl", "a condition?", "a condition, she says")
    full.change_coding(waiting(full), memo="other")
    with pytest.raises(ArchiveChanged, match=r"records/coding.jsonl is changed"):
        archive(full, archived)
    assert "she says" in (archived / "records/coding.jsonl").read_text(encoding="utf-8")
    change(archived / "README.md", "This folder", "That folder")
    (archived / "records/coding.jsonl").unlink()
    archive(full, archived)
    assert "This folder" in (archived / "README.md").read_text(encoding="utf-8"), "the page is made anew"


def test_a_file_of_somebody_in_the_place_of_ours_is_not_written_over(full, archived, put):
    (archived / "texts/more.v1.txt").write_text("mine", encoding="utf-8")
    full.add_source(put("more.txt", "More words."))
    with pytest.raises(FolderTaken, match=r"“texts/more.v1.txt” is there"):
        archive(full, archived)
    assert (archived / "texts/more.v1.txt").read_text(encoding="utf-8") == "mine"


def test_an_update_that_broke_off_is_known_and_made_good_by_the_next(full, archived, put, tmp_path, monkeypatch):
    full.add_source(put("more.txt", "More words."))
    wrote: list[str] = []
    real = Path.replace

    def stop(self: Path, target: Path) -> Path:
        if len(wrote) == 3:
            raise KeyboardInterrupt
        wrote.append(str(target))
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            archive(full, archived)
    assert len(wrote) == 3
    for accept in (False, True):
        with pytest.raises(ArchiveDamaged, match="archiving was broken off here; archive the study again"):
            open_archive(archived, tmp_path / "again.iestudy", accept_changes=accept)
    full.undo()
    archive(full, archived)
    assert not (archived / ".archiving").exists()
    with open_archive(archived, tmp_path / "again.iestudy") as again:
        assert same_study(full, again) == []
    archive(full, tmp_path / "fresh")
    assert files_in(tmp_path / "fresh") == files_in(archived)


def test_the_first_archiving_that_broke_off_is_made_good_too(full, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("ieworkbench.study.archive._lines", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            archive(full, tmp_path / "a")
    archive(full, tmp_path / "a")
    open_archive(tmp_path / "a", tmp_path / "b.iestudy").close()


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Work without the rights of an administrator."""
    administrator = hasattr(os, "geteuid") and os.geteuid() == 0
    if administrator:
        os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        if administrator:
            os.setresuid(0, 0, 0)


@contextlib.contextmanager
def anybodys_folder() -> Iterator[Path]:
    """A folder that anybody may look into."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    try:
        yield place
    finally:
        for path in place.iterdir():
            path.chmod(0o755)
        (place / "archive/records").chmod(0o755)
        shutil.rmtree(place)


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are another matter there")
def test_folders_that_may_not_be_written_or_read_are_one_sentence(full, archived, tmp_path):
    open_archive(archived, tmp_path / "warm.iestudy").close()
    with anybodys_folder() as place:
        shutil.copytree(archived, place / "archive")
        shutil.copytree(archived, place / "whole")
        for folder in [place / "archive", place / "whole"]:
            folder.chmod(0o755)
        (place / "archive/records").chmod(0)
        shutil.copy(full.path, place / "s.iestudy")
        (place / "s.iestudy").chmod(0o644)
        (place / "closed").mkdir(mode=0o555)
        (place / "open").mkdir()
        (place / "open").chmod(0o777)
        with as_nobody(), ie.open_study(place / "s.iestudy") as study:
            with pytest.raises(FileNotWritten, match="you may not write here; choose a folder of your own"):
                archive(study, place / "closed")
            with pytest.raises(FileNotWritten, match="you may not write here"):
                archive(study, place / "closed/below")
            with pytest.raises(StudyReadOnly):
                open_archive(place / "whole", place / "closed/t.iestudy")
            with pytest.raises(FileForbidden, match="records: you may not read"):
                open_archive(place / "archive", place / "open/t.iestudy")
            open_archive(place / "whole", place / "open/t.iestudy").close()


def test_a_file_where_the_folder_should_be_is_one_sentence(study, tmp_path):
    (tmp_path / "a").write_text("x", encoding="utf-8")
    with pytest.raises(FileNotWritten, match="a file stands where a folder should be"):
        archive(study, tmp_path / "a")


# ---------------------------------------------------------------------------------- opening


def refused(folder: Path, error: type[IEError], match: str, **options: bool) -> None:
    """Opening fails with this sentence, and leaves nothing behind."""
    target = folder.parent / "made/study.iestudy"
    target.parent.mkdir(exist_ok=True)
    with pytest.raises(error, match=match):
        open_archive(folder, target, **options)
    assert list(target.parent.iterdir()) == []


def test_no_archive_no_place_and_a_taken_name_are_told_apart(full, archived, tmp_path):
    for folder in ("nowhere", "."):
        refused(tmp_path / folder if folder != "." else Path(tempfile.mkdtemp()) / "x", ArchiveMissing, "no archive")
    with pytest.raises(StudyExists):
        open_archive(archived, tmp_path / "s.iestudy")
    with pytest.raises(FolderMissing):
        open_archive(archived, tmp_path / "nowhere/s.iestudy")


def test_files_that_changed_went_or_came_are_named(archived):
    change(archived / "records/code.jsonl", "What stops", "What halts")
    refused(archived, ArchiveChanged, "not as it was archived: records/code.jsonl is changed; go back")
    (archived / "texts/U1.v1.txt").unlink()
    (archived / "records/link.jsonl").write_text("", encoding="utf-8")
    refused(archived, ArchiveChanged, "texts/U1.v1.txt is missing and 1 more")
    (archived / "SHA256SUMS").unlink()
    refused(archived, ArchiveChanged, "SHA256SUMS is missing")


def test_a_change_made_by_hand_can_be_accepted_and_stands_in_the_journal(full, archived, tmp_path):
    change(archived / "records/coding.jsonl", "a condition?", "a condition, she says")
    with open_archive(archived, tmp_path / "again.iestudy", person="Bo", accept_changes=True) as again:
        assert waiting(again).memo == "a condition, she says"
        last = list(again.history())[-1]
        assert (last.by, last.verb, last.what) == ("Bo", "accept changes", "records/coding.jsonl is changed")
        assert [
            each for each in same_study(full, again) if not each.startswith(("coding:", "journal:", "the numbers"))
        ] == []
        archive(again, archived)
    with open_archive(archived, tmp_path / "third.iestudy") as third:
        assert waiting(third).memo == "a condition, she says"


def test_accepting_where_nothing_changed_is_opening(full, archived, tmp_path):
    with open_archive(archived, tmp_path / "again.iestudy", accept_changes=True) as again:
        assert same_study(full, again) == []


def test_records_that_git_put_in_another_order_are_accepted_and_sorted_again(full, archived, tmp_path):
    path = archived / "records/coding.jsonl"
    path.write_bytes(b"".join(reversed(path.read_bytes().splitlines(keepends=True))))
    with open_archive(archived, tmp_path / "again.iestudy", accept_changes=True) as again:
        assert archive(again, archived).written[-1] == "SHA256SUMS"
    open_archive(archived, tmp_path / "third.iestudy").close()


DAMAGE = [
    (
        "records/code.jsonl",
        '"name":"trouble"',
        '"nam":"trouble"',
        r"records/code.jsonl, line \d: nothing is known of “nam” here",
    ),
    ("records/code.jsonl", '"name":"trouble",', "", r"line \d: “name” is missing"),
    (
        "records/code.jsonl",
        '"codable":true',
        '"codable":1',
        r"line \d: the value of “codable” is not what it should be",
    ),
    ("records/code.jsonl", '"name":"trouble"', '"name":null', r"line \d: “name” has no value"),
    ("records/code.jsonl", '"name":"trouble"', '"name":"\\ud800"', r"line \d: this is not JSON|line \d: the value"),
    ("records/code.jsonl", '{"id"', '{"id', r"line 1: this is not JSON as it should be"),
    ("records/code.jsonl", '"name":"trouble"', '"name":"trouble","name":"x"', "a key stands twice in one record"),
    ("records/code.jsonl", '{"id"', '<<<<<<< HEAD\n{"id"', "line 1: two versions that git could not join"),
    ("records/code.jsonl", '{"id"', '[]\n{"id"', "line 1: there is no record here"),
    ("records/code.jsonl", '{"id"', "[" * 100_000 + '\n{"id"', "line 1: this is not JSON as it should be"),
    (
        "records/code_parent.jsonl",
        '"parent":"',
        '"parent":"0',
        "records/code_parent.jsonl, line 1: it names a code that is not there",
    ),
    (
        "records/source.jsonl",
        '"kind":"interview"',
        '"kind":"intervju"',
        "line 1: “kind” is none of the words it can be",
    ),
    ("records/source.jsonl", '"text":2', '"text":1', "the newest text of “U1” is not one of its versions"),
    (
        "records/source.jsonl",
        '"text":2',
        '"text":99',
        "records/source.jsonl, line 1: it names a text that is not there",
    ),
    ("records/source.jsonl", '"text":2', '"text":99999999999999999999999', "line 1: the value of “text” is not what"),
    (
        "records/passage.jsonl",
        '"start":',
        '"start":1',
        "the quote of .* is not what stands at its place|no place in a text",
    ),
    ("records/passage.jsonl", '"start":', '"start":-', "its start and end are no place in a text"),
    ("records/passage.jsonl", '"quote":"', '"quote":"x', "records/passage.jsonl: the quote of "),
    ("records/coding.jsonl", '"at":"20', '"at":"x20', "line 1: the value of “at” is not what it should be"),
    (
        "records/case.jsonl",
        '{"id":"C1"',
        '{"id":"C1","label":"","period":null,"period_earliest":null,"period_latest":null}\n{"id":"C1"',
        "line 2: there is another record with the same id",
    ),
    ("records/case.jsonl", "\n", "", "line 1: it breaks off before the end of the line"),
    ("texts/U1.v1.txt", "welcome", "wellcome", "texts/U1.v1.txt: the text is not the one that was read"),
    ("texts/U1.v1.jsonl", '{"table":"text"', '{"table":"txt"', "texts/U1.v1.jsonl, line 1: it should begin with"),
    ("texts/U1.v1.jsonl", '{"table":"turn"', '{"table":"run"', "it is not said what this is"),
    ("texts/U1.v1.jsonl", '"end":14', '"end":1400', "its start and end are no place in the text"),
    (
        "texts/U1.v1.jsonl",
        '"file_sha256":"',
        '"file_sha256":"0',
        "the file it was read from is not among the originals",
    ),
    ("texts/U1.v2.jsonl", '"id":2', '"id":1', "line 1: there is another record with the same id"),
    (
        "journal.jsonl",
        '{"entry":1,',
        '{"entry":2,',
        "journal.jsonl, line 2: the change it belongs to does not stand above it",
    ),
    (
        "journal.jsonl",
        '"table":"case"',
        '"table":"text"',
        "journal.jsonl, line 2: it is about records of which nothing is known",
    ),
    ("journal.jsonl", '"before":null', '"before":[]', "journal.jsonl, line 2: “before” is no record"),
    ("journal.jsonl", '"text":1', '"text":77', "it names a text that is not there"),
    (
        "journal.jsonl",
        '"number":2',
        '"number":1',
        "there is another record with the same number|does not stand above it",
    ),
    ("study.json", '"title": "T"', '"titel": "T"', "study.json: nothing is known of “titel” here"),
    (
        "study.json",
        '"program"',
        '"programme"',
        "study.json: it should hold archive, program, step, study and nothing else",
    ),
    ("study.json", '"step": "0', '"step": 0, "s": "0', "study.json: it does not say which step it is of"),
]


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"), DAMAGE, ids=[f"{row[0]} {row[2][:20]!r}" for row in DAMAGE]
)
def test_damage_is_refused_with_its_place_even_if_changes_are_accepted(archived, name, old, new, sentence):
    change(archived / name, old, new)
    refused(archived, ArchiveDamaged, sentence, accept_changes=True)


def test_whoever_makes_the_fingerprints_anew_still_cannot_move_words(archived):
    change(archived / "texts/U1.v2.txt", "welcome", "wellcome")
    sum_anew(archived)
    refused(archived, ArchiveDamaged, "texts/U1.v2.txt: the text is not the one that was read")


def test_originals_must_be_what_their_names_say(archived):
    first = min((archived / "originals").iterdir())
    first.write_bytes(b"other")
    refused(archived, ArchiveChanged, "originals/.* is changed")
    sum_anew(archived)
    refused(archived, ArchiveDamaged, "its bytes are not those of its name")


def test_codes_in_a_circle_are_refused(archived):
    lines = (archived / "records/code_parent.jsonl").read_text(encoding="utf-8")
    row = json.loads(lines)
    turned = {"code": row["parent"], "position": 0, "parent": row["code"]}
    (archived / "records/code_parent.jsonl").write_text(lines + json.dumps(turned) + "\n", encoding="utf-8")
    refused(archived, ArchiveDamaged, "would stand under itself", accept_changes=True)


def test_tables_nobody_knows_and_texts_without_their_other_half_are_refused(archived):
    (archived / "records/coding (1).jsonl").write_bytes((archived / "records/coding.jsonl").read_bytes())
    refused(archived, ArchiveChanged, r"records/coding \(1\).jsonl is new")
    refused(archived, ArchiveDamaged, r"records/coding \(1\).jsonl: no records are called so", accept_changes=True)
    (archived / "records/coding (1).jsonl").unlink()
    (archived / "texts/stray.txt").write_text("x", encoding="utf-8")
    refused(archived, ArchiveDamaged, "texts/stray.jsonl is not there", accept_changes=True)


def test_a_list_that_names_files_elsewhere_reads_none_of_them(archived):
    with (archived / "SHA256SUMS").open("a", encoding="utf-8") as sums:
        sums.write(f"{'0' * 64}  ../../outside.txt\n")
    refused(archived, ArchiveChanged, r"\.\./\.\./outside\.txt is missing")
    refused_line = "not a line\n"
    (archived / "SHA256SUMS").write_text(refused_line, encoding="utf-8")
    refused(archived, ArchiveChanged, "SHA256SUMS is changed in line 1")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_is_no_file_is_no_part_of_an_archive(archived):
    (archived / "records/case.jsonl").unlink()
    os.mkfifo(archived / "records/case.jsonl")
    refused(archived, ArchiveChanged, "records/case.jsonl is missing")


def test_a_newer_archive_asks_for_an_update(archived):
    change(archived / "study.json", f'"step": "{tables.HEAD}"', '"step": "9999"')
    refused(archived, ArchiveNewer, r"a newer version of ieworkbench wrote this archive \(step 9999\)")


def test_names_that_a_mac_took_apart_are_found(study, put, tmp_path):
    study.add_source(put("Åse.txt"))
    archive(study, tmp_path / "a")
    for path in (tmp_path / "a/texts").iterdir():
        path.rename(path.with_name(path.name.replace("Å", "A\u030a")))
    with open_archive(tmp_path / "a", tmp_path / "b.iestudy") as again:
        assert same_study(study, again) == []
    assert archive(study, tmp_path / "a").written == ()


def test_an_archive_of_the_first_step_is_opened_and_brought_up_to_date(study, put, tmp_path):
    """Made as the first step made it: without the tables and columns that came later."""
    study.add_case("C1")
    study.add_source(put("U1.txt"), cases="C1")
    archive(study, tmp_path / "a")
    change(tmp_path / "a/study.json", f'"step": "{tables.HEAD}"', '"step": "0001"')
    journal = (tmp_path / "a/journal.jsonl").read_text(encoding="utf-8")
    (tmp_path / "a/journal.jsonl").write_text(re.sub(r',"uid":"[^"]+"', "", journal), encoding="utf-8")
    sum_anew(tmp_path / "a")
    with open_archive(tmp_path / "a", tmp_path / "b.iestudy", person="Ann") as again:
        assert [each for each in same_study(study, again) if not each.startswith("journal:")] == []
        assert [each.quote for each in again.find("whole night")] == ["whole night"]
        again.add_code("trouble")
        again.undo()
        assert again.undo().verb == "add source"


@settings(max_examples=25)
@given(data=st.data())
def test_whatever_is_changed_only_our_own_errors_come_out(archived, data):
    """Bytes are cut, doubled, swapped for others or for words that mean something to a reader."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "a"
        shutil.copytree(archived, folder)
        names = sorted(
            name for name in files_in(folder) if not name.startswith((".git", "originals", "README", "schema"))
        )
        path = folder / data.draw(st.sampled_from(names))
        whole = path.read_bytes()
        start = data.draw(st.integers(0, len(whole)))
        end = min(len(whole), start + data.draw(st.integers(0, 40)))
        put_in = data.draw(
            st.sampled_from([b"", b"\xff", b"null", b"{}", b"1e999", b"-1", b'"', b"\n", b"\x00", b"[]", b"\\ud800"])
            | st.just(whole[start:end] * 2)
        )
        path.write_bytes(whole[:start] + put_in + whole[end:])
        try:
            open_archive(folder, Path(place) / "s.iestudy", accept_changes=True).close()
        except IEError as error:
            assert len(str(error)) < 600
            assert list(Path(place).iterdir()) == [folder]


def test_the_steps_of_the_past_are_known(tmp_path):
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.begin() as connection:
        upgrade(connection, "0001")
        assert connection.scalar(sql("SELECT version_num FROM alembic_version")) == "0001"
    engine.dispose()
