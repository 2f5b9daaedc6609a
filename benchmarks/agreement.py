"""Agreement of three coders in 40 sources of 60 KB with 5,000 codings and 60 codes.

Compared with the ``krippendorff`` package, which is given the finished matrix of coders and units, code
by code: we also cut the texts, place the codings, list the passages and work out all other measures.
Prints seconds on this machine and ratios within this run: only the ratios can be compared.
"""

from __future__ import annotations

import argparse
import random
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import krippendorff
import numpy as np

from ieworkbench.importers import read_bytes
from ieworkbench.language.units import Unit, cut
from ieworkbench.model import Code, Codebook, Coding, Source
from ieworkbench.study.agreement import agreement
from ieworkbench.study.agreement_runs import Marking, rows_of_units, runs

CODERS = ("anna", "bo", "chris")
WORDS = [
    "they",
    "phoned",
    "the",
    "office",
    "and",
    "waited",
    "for",
    "the",
    "letter",
    "that",
    "came",
    "with",
    "a",
    "form",
    "nobody",
    "could",
    "fill",
    "in",
]


def talk(number: int, size: int, chance: random.Random) -> Source:
    """Made-up talk of two people, of about ``size`` characters."""
    turns, length = [], 0
    while length < size:
        said = " ".join(chance.choices(WORDS, k=chance.randint(5, 40))).capitalize()
        turns.append(f"{'AB'[len(turns) % 2]}: {said}. {said[:40]}.")
        length += len(turns[-1]) + 1
    return replace(read_bytes("\n".join(turns).encode(), f"{number}.txt"), id=f"s{number:02}")


def code(sources: list[Source], codes: list[Code], count: int, chance: random.Random) -> list[Coding]:
    """Codings by three people who mostly, but not always, choose the same words and code."""
    codings: list[Coding] = []
    while len(codings) < count:
        source = chance.choice(sources)
        start = chance.randrange(len(source.content) - 600)
        end, chosen = start + chance.randint(20, 500), chance.choice(codes)
        for coder in chance.sample(CODERS, chance.choice((1, 2, 3, 3))):
            ours = chosen if chance.random() < 0.9 else chance.choice(codes)
            place = source.passage(start + chance.choice((0, 0, 5)), end + chance.choice((0, 0, 9)))
            codings.append(Coding(str(len(codings)), place, ours.id, by=coder))
    return codings[:count]


def matrices(sources: list[Source], codings: list[Coding], codes: list[Code], unit: Unit) -> np.ndarray:
    """Coded or not as an array: code, coder, unit."""
    found = []
    for source in sources:
        markings = [
            Marking(each.passage.start, each.passage.end, CODERS.index(each.by), 1 << int(each.code))
            for each in codings
            if each.passage.source == source.id
        ]
        there = [True] * len(CODERS)
        units = cut(source, unit) if unit is not Unit.CHARACTER else []
        rows = (
            rows_of_units(units, markings, there, source.content)
            if units
            else runs(markings, there, len(source.content))
        )
        masks = [[(mask or 0) >> bit & 1 for bit in range(len(codes))] for row in rows for mask in row.masks]
        part = np.array(masks, dtype=np.int8).reshape(len(rows), len(CODERS), len(codes)).transpose(2, 1, 0)
        found.append(part if units else np.repeat(part, [row.end - row.start for row in rows], axis=2))
    return np.concatenate(found, axis=2)


def seconds(what: Callable[[], object], times: int) -> float:
    """The shortest time of several: what others do on the machine only makes it longer."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=40)
    parser.add_argument("--codings", type=int, default=5_000)
    parser.add_argument("--codes", type=int, default=60)
    asked = parser.parse_args()
    chance = random.Random(1)
    codes = [Code(str(number), f"code {number}") for number in range(asked.codes)]
    sources = [talk(number, 60_000, chance) for number in range(asked.sources)]
    codings = code(sources, codes, asked.codings, chance)
    book = Codebook(tuple(codes))
    print(
        f"{'unit':<12}{'units':>12}{'passages':>10}{'ours, s':>10}{'peer, s':>10}{'ours/peer':>11}{'ours, MB':>10}{'apart':>10}"
    )
    for unit in Unit:
        print(_line(unit, sources, codings, codes, book))


def _line(unit: Unit, sources: list[Source], codings: list[Coding], codes: list[Code], book: Codebook) -> str:
    ours = seconds(lambda: agreement(sources, codings, book, unit=unit.value), times=3)
    tracemalloc.start()
    found = agreement(sources, codings, book, unit=unit.value)
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    values = matrices(sources, codings, codes, unit)
    peer: list[float] = []
    taken = seconds(
        lambda: peer.extend(krippendorff.alpha(each, level_of_measurement="nominal") for each in values), times=1
    )
    alphas = [each.value for each in found.measures.select(measure="Krippendorff's alpha") if each.code_id]
    apart = max(abs((one or 0) - other) for one, other in zip(alphas, peer, strict=True))
    return (
        f"{unit.value:<12}{found.units:>12,}{len(found.disagreements):>10,}{ours:>10.2f}{taken:>10.2f}"
        f"{ours / taken:>11.3f}{memory:>10.0f}{apart:>10.0e}"
    )


if __name__ == "__main__":
    main()
