"""How well versions of a text are laid side by side: the conditions of a licence, without looking at their ids.

Prints, for each pair of versions, precision and recall of what was taken for one and the same
condition, beside a floor: exact text, then the most alike by difflib from 0.8 on. Needs the folder of
real files beside the clone.
"""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path
from time import perf_counter

from ieworkbench.compare.versions import compare_versions
from ieworkbench.importers import read_bytes

SHARED = Path(__file__).resolve().parents[2] / "shared/data/moj_licence_conditions"
PAIRS = (("policyV1", "policyV2"), ("policyV2", "policyV2_1"), ("policyV1", "policyV2_1"))
FLOOR = 0.8


def conditions(name):
    """Each condition's id and words, in the order of the file."""
    found = []

    def look(thing, path):
        if isinstance(thing, dict):
            if "code" in thing and "text" in thing:
                found.append(((*path, thing["code"]), " ".join(thing["text"].split())))
            for key, value in thing.items():
                look(value, (*path, key))
        elif isinstance(thing, list):
            for each in thing:
                look(each, path)

    look(json.loads((SHARED / f"{name}.json").read_text("utf-8")), ())
    return found


def page(rows, name):
    """The conditions as a text, a line each, and the place where each one begins."""
    text, starts = "", {}
    for number, (_, words) in enumerate(rows):
        starts[len(text)] = number
        text += words + "\n"
    return read_bytes(text.encode(), f"{name}.txt"), starts


def ours(old, new):
    (one, first), (other, second) = page(old, "old"), page(new, "new")
    changes = compare_versions(one, other, unit="paragraph")
    return {(first[each.old.start], second[each.new.start]) for each in changes if each.old and each.new}


def floor(old, new):
    used, pairs = set(), set()
    for here, (_, words) in enumerate(old):
        same = [there for there, (_, others) in enumerate(new) if there not in used and others == words]
        if same:
            pairs.add((here, same[0]))
            used.add(same[0])
    for here in sorted(set(range(len(old))) - {here for here, _ in pairs}):
        ratios = [
            (difflib.SequenceMatcher(None, old[here][1], words, autojunk=False).ratio(), there)
            for there, (_, words) in enumerate(new)
            if there not in used
        ]
        if ratios and max(ratios)[0] >= FLOOR:
            pairs.add((here, max(ratios)[1]))
            used.add(max(ratios)[1])
    return pairs


def main():
    if not SHARED.is_dir():
        sys.exit("the folder of real files is not beside this clone")
    print(f"{'versions':26}{'conditions':>12}{'ours: precision, recall':>26}{'floor':>16}{'seconds':>10}")
    for before, after in PAIRS:
        old, new = conditions(before), conditions(after)
        gold = {(a, b) for a, (one, _) in enumerate(old) for b, (other, _) in enumerate(new) if one == other}
        started = perf_counter()
        found = ours(old, new)
        took = perf_counter() - started
        rough = floor(old, new)
        cells = [f"{len(each & gold) / len(each):.3f} / {len(each & gold) / len(gold):.3f}" for each in (found, rough)]
        print(f"{before + ' → ' + after:26}{f'{len(old)}, {len(new)}':>12}{cells[0]:>26}{cells[1]:>16}{took:>10.3f}")
        assert len(found & gold) >= len(rough & gold), "worse than the floor"


if __name__ == "__main__":
    main()
