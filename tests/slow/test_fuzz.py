"""Damaged files at length: every reader answers with text or one of our errors, in bounded time.

Real files and our own samples are damaged byte by byte; those that are zips are also damaged
inside their parts and packed again, so that the damage gets past the unpacking.
"""

from __future__ import annotations

import io
import random
import resource
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ieworkbench.errors import IEError
from ieworkbench.importers import FORMATS, read_bytes

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).resolve().parents[2]
SUFFIXES = {suffix: each.name for each in FORMATS for suffix in each.suffixes if each.name != "doc"}
FOLDERS = (
    PROJECT / "tests" / "data",
    PROJECT / "data",
    PROJECT.parent / "shared" / "data" / "transcripts_formats",
    PROJECT.parent / "shared" / "data" / "nav_pension_pdf",
    PROJECT.parent / "shared" / "seeds",
)
FILES = [
    path
    for folder in FOLDERS
    for path in sorted(folder.rglob("*"))
    if path.suffix.lower() in SUFFIXES and path.stat().st_size < 400_000
]
TRIES = 60
SECONDS = 20
MEGABYTES = 1_500


@contextmanager
def _bounded(what: str) -> Iterator[None]:
    def stop(signum: int, frame: object) -> None:
        raise TimeoutError(what)

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _damage(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(changed) + 1), chance.choice((1, 1, 2, 5, 40, 500))
        match chance.randrange(6):
            case 0:
                del changed[at : at + size]
            case 1:
                changed[at:at] = changed[at : at + size] * chance.choice((1, 2, 50))
            case 2:
                changed[at : at + size] = chance.randbytes(size)
            case 3:
                changed[at:at] = chance.choice(
                    (b"<", b"\x00", b"\xff\xfe", b"&#x0;", b"\n", b"-1", b"99999999999", b"{")
                )
            case 4:
                changed[at : at + size], changed[:size] = changed[:size], changed[at : at + size]
            case _:
                del changed[max(1, at) :]
    return bytes(changed)


def _damage_inside(data: bytes, chance: random.Random) -> bytes:
    """The same zip with one of its XML parts damaged or left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        parts = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        victim = chance.choice(parts)
        for name in old.namelist():
            part = old.read(name)
            if name != victim:
                new.writestr(name, part)
            elif chance.random() < 0.9:
                new.writestr(name, _damage(part, chance))
    return packed.getvalue()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_damaged_file_gives_text_or_one_of_our_errors(path: Path):
    data, chance = path.read_bytes(), random.Random(path.name)
    if not data:
        pytest.skip("an empty file has nothing to damage")
    is_zip = zipfile.is_zipfile(path)
    for count in range(TRIES):
        damaged = _damage_inside(data, chance) if is_zip and count % 4 else _damage(data, chance)
        with _bounded(f"{path.name}, try {count}"):
            try:
                source = read_bytes(damaged, path.name)
            except IEError as error:
                assert "\n" not in str(error)
            else:
                assert all(0 <= turn.start < turn.end <= len(source.content) for turn in source.turns)
                assert all(0 <= each.start <= each.end <= len(source.content) for each in source.sections)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MEGABYTES * 1024
