"""Shared passages: speed, memory, and how much of what was planted is found.

* the articles kept beside the project, all pairs;
* made-up plans of 1,500 words with planted boilerplate of 10 to 60 words, each copy with up to 15 in
  100 words edited: recall (both places covered by half) and precision (half of what is found was planted);
* the same with the SQL plan, and larger collections;
* beside ``difflib`` on pairs of plans, extrapolated to all pairs;
* the share of sections of one statute that were borrowed from another, against the published figure.

Prints seconds on this machine and ratios within this run: only the ratios can be compared.
"""

from __future__ import annotations

import argparse
import difflib
import resource
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ieworkbench.compare.borrowed import borrowed_sections
from ieworkbench.compare.shared_passages import SharedPassages, shared_passages
from ieworkbench.importers import read_bytes
from ieworkbench.model import Source

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
WORDS = 1_500


@dataclass(frozen=True)
class Planted:
    """A copy: in which plan, from which to which word, of which boilerplate."""

    plan: int
    start: int
    end: int
    wording: int


def vocabulary(many: int, chance: np.random.Generator) -> np.ndarray:
    """Made-up words, all different."""
    letters = np.array(list("abdefgiklmnoprstuvy"))
    made: dict[str, None] = {}
    while len(made) < many:
        made["".join(chance.choice(letters, chance.integers(2, 11)))] = None
    return np.array(list(made))


def plans(
    count: int, chance: np.random.Generator, most: int = 150, words: int = 20_000
) -> tuple[list[str], list[Planted]]:
    """Plans as a language would make them (few words often, most of them seldom), with boilerplate planted."""
    known = vocabulary(words, chance)
    often = 1 / np.arange(1, words + 1) ** 1.05
    heap = np.cumsum(often / often.sum())

    def draw(many: int) -> np.ndarray:
        return np.searchsorted(heap, chance.random(many))

    pieces: dict[int, list[tuple[int, np.ndarray]]] = defaultdict(list)
    for wording in range(max(10, int(count * 0.3))):
        text = draw(int(chance.integers(10, 61)))
        copies = min(2 + int(chance.pareto(1.0) * 1.5), most, count)
        for plan in chance.choice(count, copies, replace=False).tolist():
            pieces[plan].append(
                (wording, edited(text, float(chance.choice([0, 0, 0.03, 0.06, 0.1, 0.15])), draw, chance))
            )
    texts, planted = [], []
    for plan in range(count):
        own, row = draw(WORDS), []
        cuts = sorted(chance.choice(np.arange(50, WORDS - 50), len(pieces[plan]), replace=False).tolist())
        length = last = 0
        for cut, (wording, text) in zip(cuts, pieces[plan], strict=True):
            row += [own[last:cut], text]
            length += cut - last
            planted.append(Planted(plan, length, length + len(text), wording))
            length, last = length + len(text), cut
        texts.append(" ".join(known[np.concatenate([*row, own[last:]])]))
    return texts, planted


def edited(text: np.ndarray, rate: float, draw, chance: np.random.Generator) -> np.ndarray:
    """A copy in which some words are replaced, left out or added."""
    result: list[int] = []
    for word in text.tolist():
        dice = chance.random()
        if dice < rate / 2:
            result += draw(1).tolist()
        elif dice < rate * 0.75:
            continue
        else:
            result.append(word)
            result += draw(1).tolist() if dice < rate else []
    return np.array(result, dtype=np.int64)


def sources_of(texts: list[str]) -> list[Source]:
    one = read_bytes(b"words", "plan.txt")
    return [Source(text, (), (), (), one.origin, id=f"p{number}") for number, text in enumerate(texts)]


def quality(found: SharedPassages, texts: list[str], planted: list[Planted]) -> tuple[float, float]:
    """Recall and precision of pairs of copies."""
    starts = [np.cumsum([0, *(len(word) + 1 for word in text.split(" "))]) for text in texts]
    places = defaultdict(list)
    for each in planted:
        row = starts[each.plan]
        places[each.wording].append((each.plan, int(row[each.start]), int(row[each.end]) - 1))
    frame = found.to_frame()
    rows = list(
        zip(
            *(frame[name].tolist() for name in ("source_a", "start_a", "end_a", "source_b", "start_b", "end_b")),
            strict=True,
        )
    )
    by_pair = defaultdict(list)
    for a, a0, a1, b, b0, b1 in rows:
        by_pair[int(a[1:]), int(b[1:])].append((a0, a1, b0, b1))
    hits = total = 0
    for copies in places.values():
        copies.sort()
        for number, one in enumerate(copies):
            for other in copies[number + 1 :]:
                total += 1
                hits += any(
                    covers(each[:2], one[1:], one[1:]) and covers(each[2:], other[1:], other[1:])
                    for each in by_pair.get((one[0], other[0]), ())
                )
    by_plan = defaultdict(list)
    for wording, copies in places.items():
        for plan, start, end in copies:
            by_plan[plan].append((start, end, wording))
    good = 0
    for a, a0, a1, b, b0, b1 in rows:
        one = {w for s, e, w in by_plan[int(a[1:])] if covers((s, e), (a0, a1), (a0, a1))}
        good += bool(one & {w for s, e, w in by_plan[int(b[1:])] if covers((s, e), (b0, b1), (b0, b1))})
    return hits / max(total, 1), good / max(len(rows), 1)


def covers(one: tuple[int, int], other: tuple[int, int], of: tuple[int, int]) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) >= 0.5 * (of[1] - of[0])


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def timed(what, times: int = 1):
    best, result = float("inf"), None
    for _ in range(times):
        start = time.perf_counter()
        result = what()
        best = min(best, time.perf_counter() - start)
    return best, result


def print_articles() -> None:
    paths = sorted((SHARED / "seeds").glob("*.txt"))
    if not paths:
        print("the articles are not beside this clone: skipped")
        return
    articles = [read_bytes(path.read_bytes(), path.name) for path in paths]
    seconds, found = timed(lambda: shared_passages(articles), 5)
    print(f"{len(articles)} articles, all pairs: {seconds:.3f} s, {len(found)} passages")


def print_plans(count: int, engine: str | None, most: int, words: int) -> float:
    texts, planted = plans(count, np.random.default_rng(7), most, words)
    given = sources_of(texts)
    seconds, found = timed(lambda: shared_passages(given, similarity=0.6, engine=engine), 3 if count <= 1_000 else 1)
    with_families, families = timed(lambda: len(found.families))
    recall, precision = quality(found, texts, planted)
    print(
        f"{count:>8,}{engine or 'as chosen':>12}{seconds:>9.2f}{with_families:>10.2f}{len(found):>12,}{families:>10,}"
        f"{recall:>9.3f}{precision:>11.3f}{peak_mb():>10,}"
    )
    return seconds


def print_difflib(count: int, ours: float) -> None:
    texts, _ = plans(40, np.random.default_rng(8))
    words = [text.split() for text in texts]

    def compare() -> None:
        for one, other in zip(words[:20], words[20:], strict=True):
            difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()

    each = timed(compare)[0] / 20
    theirs = each * count * (count - 1) / 2
    print(
        f"difflib on every pair of {count:,} plans (extrapolated): {theirs / 60:.0f} min, {theirs / ours:,.0f} times ours"
    )


def print_statutes() -> None:
    """California 1851 from New York 1850; published (Funk and Mullen 2018): 39.6 in 100 sections, mean 0.49."""
    folder = SHARED / "data" / "civil_procedure_codes"
    if not folder.is_dir():
        print("the statutes are not beside this clone: skipped")
        return
    texts = {
        name: read_bytes((folder / f"{name}.txt").read_bytes(), f"{name}.txt")
        for name in ("CA1851", "NY1850", "NY1848")
    }
    for model in ("NY1850", "NY1848"):
        seconds, found = timed(lambda model=model: borrowed_sections(texts["CA1851"], texts[model]))
        mean = np.mean([each.similarity for each in found if each.borrowed] or [0])
        print(
            f"CA1851 from {model}: {found!r}, {100 * found.borrowed / len(found):.1f} in 100, mean {mean:.2f}, {seconds:.2f} s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, nargs="*", default=[1_000])
    parser.add_argument("--engine", choices=["numpy", "duckdb"], nargs="*", default=["numpy", "duckdb"])
    parser.add_argument("--most", type=int, default=150, help="in how many plans one wording stands at most")
    parser.add_argument("--words", type=int, default=20_000, help="how many different words there are")
    asked = parser.parse_args()
    print_articles()
    print_statutes()
    print(
        f"{'plans':>8}{'engine':>12}{'seconds':>9}{'families':>10}{'passages':>12}{'families':>10}{'recall':>9}{'precision':>11}{'peak, MB':>10}"
    )
    ours = [print_plans(count, engine, asked.most, asked.words) for count in asked.plans for engine in asked.engine]
    print_difflib(asked.plans[0], ours[0])


if __name__ == "__main__":
    main()
