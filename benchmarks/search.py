"""Full-text search over 10,000 made-up documents of 1,500 words, against a bare FTS5 query and a plain scan.

Prints milliseconds on this machine and ratios within this run: only the ratios can be compared.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from ieworkbench import Source, create_study
from ieworkbench.model import Origin
from ieworkbench.store import records, tables
from ieworkbench.store.database import Database
from ieworkbench.store.transaction import transaction
from ieworkbench.study import Study

SYLLABLES = [
    "ar",
    "be",
    "dø",
    "els",
    "for",
    "gå",
    "hjel",
    "in",
    "ke",
    "lov",
    "mø",
    "nav",
    "om",
    "plan",
    "re",
    "sæ",
    "te",
]
WORDS = 1_500
VOCABULARY = 40_000


def vocabulary(chance: random.Random) -> list[str]:
    """Made-up words, each once, the commonest first."""
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(chance.choices(SYLLABLES, k=chance.randint(1, 5)))] = None
    return list(words)


def documents(count: int, words: list[str], chance: random.Random) -> Iterator[str]:
    """Texts whose words are as unevenly common as in a language (Zipf)."""
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for _ in range(count):
        said = chance.choices(words, cum_weights=weights, k=WORDS)
        yield "\n".join(" ".join(said[start : start + 12]) + "." for start in range(0, WORDS, 12)) + "\n"


def fill(study: Study, texts: Iterator[str]) -> None:
    database: Database = study._database  # noqa: SLF001 - the floor is asked of the same connection - 10,000 files on the disk would measure the disk
    with transaction(database, "benchmark", "fill") as work:
        for number, content in enumerate(texts):
            data = content.encode()
            origin = Origin(f"{number}.txt", hashlib.sha256(data).hexdigest(), len(data), "txt", "txt 1")
            source = Source(content, (), (), (), origin, id=f"s{number}", title=f"s{number}")
            text = records.write_text(work, source, b"")
            records.put_source(work, source, text, new=True)
            work.insert(tables.source_text, {"source": source.id, "version": 1, "text": text})


def seconds(what: Callable[[], object], times: int = 7) -> float:
    """The shortest time of several: what others do on the machine only makes it longer."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    count = parser.parse_args().documents
    chance = random.Random(1)
    words = vocabulary(chance)
    with tempfile.TemporaryDirectory() as folder:
        study = create_study(Path(folder) / "big.iestudy", title="Search", standpoint="a benchmark")
        start = time.perf_counter()
        fill(study, documents(count, words, chance))
        print(f"{count:,} documents of {WORDS:,} words written in {time.perf_counter() - start:.1f} s; limit 50")
        first = study.source("s0").content.split()
        queries = {
            "rare word": words[-500],
            "common word": words[0],
            "middling word": words[300],
            "phrase": " ".join(first[4:7]),
            "common phrase": f"{words[0]} {words[1]}",
            "prefix": words[300][:6] + "*",
            "common prefix": "lov*",
            "prefix in a phrase": f"{words[2]}* {words[1]}",
            "no such word": "qqqq",
        }
        print(f"{'query':<20}{'places':>8}{'ms':>10}{'of bare FTS5':>16}{'of a scan':>12}")
        for name, asked in queries.items():
            print(_line(study, name, asked))
        study.close()


def _line(study: Study, name: str, asked: str) -> str:
    quoted = " ".join(f'"{word.rstrip("*")}"' + ("*" if word.endswith("*") else "") for word in asked.split())
    quoted = quoted.translate(str.maketrans("øåæ", "oaa")).replace("saa", "sae")
    with study._database.reading() as connection:  # noqa: SLF001 - the floor is asked of the same connection
        run = connection.connection.cursor().execute
        bare = seconds(lambda: run("SELECT rowid FROM search WHERE search MATCH ? LIMIT 50", (quoted,)).fetchall())
        pattern = f"%{asked.rstrip('*')}%"
        scan = seconds(lambda: run("SELECT id FROM text WHERE content LIKE ? LIMIT 50", (pattern,)).fetchall(), times=1)
    ours = seconds(lambda: study.find(asked, limit=50))
    places = len(study.find(asked, limit=50))
    return f"{name:<20}{places:>8}{ours * 1e3:>10.1f}{ours / bare:>15.1f}x{ours / scan:>11.2f}x"


if __name__ == "__main__":
    main()
