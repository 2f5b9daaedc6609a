"""Statements: conditions and or-elses found in real letters, beside a list made by hand; and words a second.

The list, `statements_gold.json`, holds positions only and was made before any rule. A span is found if
it shares at least half of what the two cover together with one of the list; "exact" counts those that
begin and end at the same letter. Spans that a careful reader could label or not count neither way.
Sentences of requirements (CiRA) are labelled by others: causes are conditions there, and effects are
the rest of the statement. Every line of speed is a ratio within this run.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from ieworkbench.compare.statements import Statements, statements
from ieworkbench.importers import read_bytes
from ieworkbench.language.pipelines import INSTALLED
from ieworkbench.model import Source

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "data"
ALIKE = 0.5
WORDS = 60_000
CODE = 120_000
"""So many letters of a code of law are read with a pipeline."""
Place = tuple[int, int]


@dataclass
class Score:
    """How many of the list are found, and how many of what is found are on it."""

    listed: int = 0
    found: int = 0
    right: int = 0
    reached: int = 0
    exact: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    def add(self, where: str, gold: Iterable[Place], either: Iterable[Place], found: Iterable[Place]) -> None:
        listed, open_to, said = sorted(set(gold)), sorted(set(either)), sorted(set(found))
        said = [
            each
            for each in said
            if any(alike(each, one) for one in listed) or not any(overlap(each, one) for one in open_to)
        ]
        self.listed += len(listed)
        self.found += len(said)
        self.reached += sum(any(alike(one, each) for each in said) for one in listed)
        self.right += sum(any(alike(each, one) for one in listed) for each in said)
        self.exact += sum(one in said for one in listed)
        self.missed += [f"{where} {one}" for one in listed if not any(alike(one, each) for each in said)]
        self.false += [f"{where} {each}" for each in said if not any(alike(each, one) for one in listed)]

    def line(self, name: str) -> str:
        precision = self.right / self.found if self.found else 1.0
        recall = self.reached / self.listed if self.listed else 1.0
        return (
            f"{name:42} listed {self.listed:4}  found {self.found:4}  precision {precision:.3f}  "
            f"recall {recall:.3f}  exact {self.exact / max(1, self.listed):.3f}"
        )


def overlap(one: Place, two: Place) -> int:
    return max(0, min(one[1], two[1]) - max(one[0], two[0]))


def alike(one: Place, two: Place) -> bool:
    shared = overlap(one, two)
    return shared > 0 and shared / (max(one[1], two[1]) - min(one[0], two[0])) >= ALIKE


def letter(path: Path) -> Source:
    """A letter as the list counts in it; of one in components, their titles and texts."""
    words = path.read_text("utf-8")
    if path.suffix == ".json":
        parts: list[str] = []
        for each in json.loads(words)["documentComponents"]:
            parts += [each["title"]] if each.get("title") else []
            parts += each["texts"]
        words = "\n\n".join(parts)
    source = read_bytes(words.encode(), f"{path.stem}.txt")
    assert source.content == words, path
    return source


def conditions(found: Statements) -> list[Place]:
    return [(each.start, each.end) for one in found for each in one.conditions]


def or_elses(found: Statements) -> list[Place]:
    return [(one.or_else.start, one.or_else.end) for one in found if one.or_else is not None]


def letters(pipeline: str | None) -> tuple[dict[str, Score], Score]:
    kinds: dict[str, Score] = {}
    threats = Score()
    for each in json.loads((HERE / "statements_gold.json").read_text("utf-8"))["files"]:
        source = letter(SHARED / each["file"])
        found = statements(source, pipeline=pipeline)
        either = [tuple(place) for place in each["either_way"]]
        score = kinds.setdefault(f"conditions, {each['language']}", Score())
        score.add(each["file"], [tuple(one) for one in each["conditions"]], either, conditions(found))
        threats.add(each["file"], [tuple(one) for one in each["or_else"]], either, or_elses(found))
    return kinds, threats


def total(scores: Iterable[Score]) -> Score:
    whole = Score()
    for each in scores:
        for name in ("listed", "found", "right", "reached", "exact", "missed", "false"):
            setattr(whole, name, getattr(whole, name) + getattr(each, name))
    return whole


def requirements(pipeline: str | None) -> tuple[Score, Score]:
    """CiRA: its causes in one go are the condition, its effects the rule."""
    causes, effects = Score(), Score()
    for path in sorted((SHARED / "cira_conditionals").glob("*.json")):
        content = json.loads(path.read_text("utf-8"))
        source = read_bytes(content["sentence"].encode(), f"{path.stem}.txt")
        found = statements(source, language="en", pipeline=pipeline)
        labels = [(each["name"], each["begin"], each["end"]) for each in content["labels"]]
        caused = [(start, end) for name, start, end in labels if name.startswith("Cause")]
        effect = [(start, end) for name, start, end in labels if name.startswith("Effect")]
        causes.add(path.stem, together(caused, effect), [], conditions(found))
        rest = [
            (min(each.start for _, each in parts), max(each.end for _, each in parts))
            for one in found
            if (parts := [each for each in one.parts if each[0] in {"attribute", "deontic", "aim", "object", "limit"}])
        ]
        effects.add(path.stem, together(effect, caused), [], together(rest, caused))
    return causes, effects


def together(places: list[Place], others: list[Place]) -> list[Place]:
    """Places that nothing of ``others`` stands between, as one."""
    joined: list[Place] = []
    for start, end in sorted(places):
        between = joined and any(joined[-1][1] <= low < start for low, _ in others)
        if joined and not between:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def speed(pipelines: list[str]) -> None:
    """Words a second by rules alone, and with a pipeline beside the pipeline's own time on the text."""
    for language in ("nb", "nn", "en"):
        words = "\n\n".join(
            letter(SHARED / each["file"]).content
            for each in json.loads((HERE / "statements_gold.json").read_text("utf-8"))["files"]
            if each["language"] == language
        )
        words = (words + "\n\n") * max(1, WORDS // len(words.split()))
        source = read_bytes(words.encode(), "long.txt")
        statements(source, language=language, pipeline="rules")
        took = min(computing(lambda: statements(source, language=language, pipeline="rules")) for _ in range(3))  # noqa: B023 - called before the loop goes on
        found = statements(source, language=language, pipeline="rules")
        rate = len(words.split()) / took
        print(
            f"rules alone, {language}: {len(words.split()):,} words, {len(found):,} statements, {rate:,.0f} words/s of computing",
            "ok" if rate >= 20_000 else "SLOW",
        )
    for name in pipelines:
        beside(name)


def beside(name: str) -> None:
    """The time of a reading with a pipeline beside the pipeline's own, on a text that repeats nothing."""
    import spacy

    words = (SHARED / "civil_procedure_codes" / "CA1851.txt").read_text("utf-8")[:CODE]
    source = read_bytes(words.encode(), "code.txt")
    nlp = spacy.load(name, exclude=["ner"])
    statements(read_bytes(b"You must go.", "a.txt"), language="en", pipeline=name)
    both = min(computing(lambda: statements(source, language="en", pipeline=name)) for _ in range(2))
    found = statements(source, language="en", pipeline="rules")
    sentences = list(dict.fromkeys(each.quote for each in found))
    lines = [line for line in words.split("\n") if line.strip()]
    for text, parts in (("the whole text", lines), ("the sentences that are rules", sentences)):
        alone = min(computing(lambda: list(nlp.pipe(parts))) for _ in range(2))  # noqa: B023 - called before the loop goes on
        ratio = both / alone
        print(
            f"with {name}: {both:.1f} s, the pipeline alone on {text} {alone:.1f} s, ratio {ratio:.2f}",
            "ok" if ratio <= 1.2 else "SLOW",
        )


def computing(what: Callable[[], object]) -> float:
    """The seconds of computing that something takes, whoever else uses the machine."""
    began = time.process_time()
    what()
    return time.process_time() - began


def main() -> None:
    if not SHARED.is_dir():
        print("skipped: the letters are not here")
        return
    pipelines = [name for name in INSTALLED["en"] if find_spec(name) is not None]
    for pipeline in ["rules", *pipelines[:1]]:
        print(f"-- with {pipeline}")
        kinds, threats = letters(pipeline)
        for name, score in sorted(kinds.items()):
            print(score.line(name))
        whole = total(kinds.values())
        print(whole.line("conditions"))
        print(threats.line("or-elses"))
        for each in [
            *(f"missed {one}" for one in whole.missed + threats.missed),
            *(f"false {one}" for one in whole.false + threats.false),
        ]:
            print("   ", each)
        causes, effects = requirements(pipeline)
        print(causes.line("CiRA: conditions"))
        print(effects.line("CiRA: effects"))
    speed(pipelines)


if __name__ == "__main__":
    main()
