"""Statements in texts that nobody tuned the reader on: who must or may, on which condition, or else what.

The list, `statements_unseen.json`, holds positions only and was made before any output on these texts was
seen. Half of it was then used to mend the rules; the other half is only measured, and both are printed.
A rule is found if its kind is said in its sentence; a doer, a condition and an or-else are found if they
share at least half of what the two cover together. Say `--list` to see the places of what is missed and false.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ieworkbench.compare.statements import statements
from ieworkbench.importers import read_bytes, read_source
from ieworkbench.language.pipelines import INSTALLED
from ieworkbench.model import Source
from ieworkbench.model.statement import OrElse, Statement
from statements import SHARED, Score, alike, letter

HERE = Path(__file__).resolve().parent
Row = dict[str, Any]


def readings(each: Row) -> list[tuple[Source, int, list[Row]]]:
    """The sources to read in a file, where each begins in it, and the sentences listed in it."""
    path = SHARED / each["file"]
    if path.suffix == ".pdf":
        source = read_source(path)
        if hashlib.sha256(source.content.encode()).hexdigest()[:16] != each["content"]:
            print(f"skipped: {path.name} is imported with other words than the list counts in")
            return []
        return [(source, 0, each["sentences"])]
    if "read" not in each["sentences"][0]:
        return [(letter(path), 0, each["sentences"])]
    content = path.read_text("utf-8")
    by_stretch: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in each["sentences"]:
        by_stretch[row["read"][0], row["read"][1]].append(row)
    return [
        (read_bytes(content[start:end].encode(), f"{path.stem}-{start}.txt"), start, rows)
        for (start, end), rows in by_stretch.items()
    ]


def place(one: Statement) -> int:
    """Where a statement says what it says: at its cue, or at the first of its parts."""
    if one.deontic_words is not None:
        return one.deontic_words.start
    return min((span.start for _, span in one.parts), default=one.start)


def judge(scores: dict[str, Score], where: str, row: Row, found: list[Statement], offset: int) -> None:
    """Count what was found in one sentence."""
    taken: list[tuple[Row, Statement]] = []
    left = [each for each in found if each.deontic.value != "none"]
    listed = [each for each in row["rules"] if not each.get("either_way")]
    missed = 0
    for rule in listed:
        fitting = [each for each in left if each.deontic.value in rule["deontic"]]
        fitting.sort(key=lambda each: not _same(each, rule, offset))
        if fitting:
            left.remove(fitting[0])
            taken.append((rule, fitting[0]))
        else:
            missed += 1
            scores["rules"].missed.append(f"{where} {rule['deontic']}")
    left = left[sum(bool(each.get("either_way")) for each in row["rules"]) :]
    _count(scores["rules"], len(listed), len(taken) + len(left), len(taken))
    scores["rules"].false += [f"{where} {each.deontic.value}" for each in left]
    for rule, one in taken:
        if "attribute" in rule:
            says = one.attribute is not None
            named = rule["attribute"] is not None
            right = named and _same(one, rule, offset)
            _count(scores["who"], int(named), int(says), int(right))
            if (named or says) and not right:
                scores["who"].missed.append(f"{where} {rule['attribute']} {one.attribute and one.attribute.text!r}")
    spans = [(each.start + offset, each.end + offset) for one in found for each in one.conditions]
    either = [tuple(each) for each in row.get("either_way", ())]
    scores["conditions"].add(where, [tuple(each) for each in row["conditions"]], either, spans)
    said = {one.or_else_status for one in found} - {OrElse.ABSENT}
    status = row["or_else"]
    if status != "either":
        wanted = set() if status == "absent" else {OrElse(status)}
        _count(scores["or-else"], len(wanted), len(said), len(wanted & said))
        if wanted != said:
            scores["or-else"].missed.append(f"{where} {status}, read {sorted(each.value for each in said)}")


def _same(one: Statement, rule: Row, offset: int) -> bool:
    if one.attribute is None or rule.get("attribute") is None:
        return one.attribute is None and rule.get("attribute") is None
    return alike((one.attribute.start + offset, one.attribute.end + offset), tuple(rule["attribute"]))


def _count(score: Score, listed: int, found: int, right: int) -> None:
    score.listed += listed
    score.found += found
    score.right += right
    score.reached += right
    score.exact += right


def measured(pipeline: str) -> dict[tuple[str, str], Score]:
    """The scores by half and kind."""
    scores: dict[str, dict[str, Score]] = defaultdict(lambda: defaultdict(Score))
    for each in json.loads((HERE / "statements_unseen.json").read_text("utf-8"))["files"]:
        for source, offset, rows in readings(each):
            found = list(statements(source, pipeline=pipeline))
            for row in rows:
                own = [one for one in found if row["start"] <= place(one) + offset < row["end"]]
                where = f"{Path(each['file']).name}[{row['start']}:{row['end']}]"
                judge(scores[row["half"]], where, row, own, offset)
    return {(half, kind): score for half, kinds in scores.items() for kind, score in kinds.items()}


def main() -> None:
    if not SHARED.is_dir():
        print("skipped: the texts are not here")
        return
    pipelines = [name for name in INSTALLED["en"] if find_spec(name) is not None]
    for pipeline in ["rules", *pipelines[:1]]:
        print(f"-- with {pipeline}")
        scores = measured(pipeline)
        for half, kind in sorted(scores, reverse=True):
            print(scores[half, kind].line(f"{half}: {kind}"))
            if "--list" in sys.argv:
                for line in [
                    *(f"missed {one}" for one in scores[half, kind].missed),
                    *(f"false {one}" for one in scores[half, kind].false),
                ]:
                    print("   ", line)


if __name__ == "__main__":
    main()
