"""Plans with planted truths: how much of it is found, what is found that nobody planted, and how long it takes.

The plans are made up: sections that stand, are empty or missing, blanks, obligations, conditions,
voices, copied wording with edits. Time is told as a ratio: ten times the plans.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from compare.planted_plans import OBLIGATIONS, VOICES, planted_plan
from ieworkbench.compare.plan_comparison import compare_plans
from ieworkbench.compare.plan_sections import plan_sections

FEW, MANY, TIMED = 60, 1_000, 10_000


def tell(what, planted, found, right):
    precision = right / found if found else 1.0
    recall = right / planted if planted else 1.0
    print(f"{what:34}{planted:>9,}{found:>9,}{precision:>11.3f}{recall:>9.3f}")


def sections(layout):
    right = all_ = blanks = found_blanks = right_blanks = 0
    for number in range(MANY):
        plan = planted_plan(number, layout)
        found = plan_sections(plan.source, user=["U7"])
        own = {"goals", "measures"} if layout == "txt" else set()
        for each in found.sections:
            all_ += 1
            right += each.state.value == ("present" if each.id in own else plan.states[each.id])
        told = {role.value: count for role, count in found.items.blanks.items()}
        blanks += sum(plan.blanks.values())
        found_blanks += sum(told.values())
        right_blanks += sum(min(count, plan.blanks.get(name, 0)) for name, count in told.items())
    tell(f"sections ({layout})", all_, all_, right)
    tell(f"blanks ({layout})", blanks, found_blanks, right_blanks)


def language():
    plans = [planted_plan(number) for number in range(FEW)]
    found = compare_plans([each.source for each in plans], user=["U7"])

    def quotes(row):
        return [[" ".join(each.quote.split()) for each in cell.passages] for cell in found.row(row).cells]

    told = quotes("conditions:stated")
    right = sum(len([each for each in plan.conditions if each in said]) for plan, said in zip(plans, told, strict=True))
    tell("conditions", sum(len(each.conditions) for each in plans), sum(map(len, told)), right)
    for who, row in (("user", "user obliged"), ("services", "services obliged")):
        told = quotes(f"obligations:{row}")
        planted = sum(plan.obligations[who] for plan in plans)
        tell(
            f"obligations of the {who}",
            planted,
            sum(map(len, told)),
            sum(said.count(OBLIGATIONS[who]) for said in told),
        )
    told = quotes("voice:person: I")
    tell(
        "voice: I",
        sum(plan.voices["I"] for plan in plans),
        sum(map(len, told)),
        sum(said.count(VOICES["I"]) for said in told),
    )
    strips = [cell.strip for cell in found.row("copied:strip").cells]
    places = [
        (strip, each)
        for plan, strip in zip(plans, strips, strict=True)
        for words in plan.copied
        for each in plan.source.find(words)
    ]
    held = sum(
        sum(max(0, min(piece.end, each.end) - max(piece.start, each.start)) for piece in strip)
        >= 0.75 * (each.end - each.start)
        for strip, each in places
    )
    tell("copied passages", len(places), held, held)
    whole = sum(any(piece.start <= each.start and each.end <= piece.end for piece in strip) for strip, each in places)
    tell("  of these whole", len(places), whole, whole)


def speed():
    plans = [planted_plan(number).source for number in range(TIMED)]
    times = []
    for many in (TIMED // 10, TIMED):
        started = perf_counter()
        compare_plans(plans[:many], copied=False, voiced=False)
        times.append(perf_counter() - started)
        print(f"{many:>8,} plans, sections and items: {times[-1]:.1f} s")
    print(f"ten times the plans take {times[1] / times[0]:.1f} times as long")
    started = perf_counter()
    compare_plans(plans[: TIMED // 10])
    print(
        f"{TIMED // 10:>8,} plans with voice, obligations, conditions and copied wording: {perf_counter() - started:.1f} s"
    )


def main():
    print(f"{'planted':34}{'planted':>9}{'found':>9}{'precision':>11}{'recall':>9}")
    for layout in ("md", "txt"):
        sections(layout)
    language()
    speed()


if __name__ == "__main__":
    main()
