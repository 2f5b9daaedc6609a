"""Made-up plans with planted truths: sections and blanks, who must do what, conditions, voices, copied wording.

Every sentence is one of a few, so that what was planted is known and nothing else is there by chance.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from ieworkbench.importers import read_bytes
from ieworkbench.model import Source

SECTIONS = {
    "goals": ("Goals", "Mål"),
    "participants": ("Who works with me", "Hvem deltar"),
    "coordinator": ("Coordinator", "Koordinator"),
    "contributions": ("What I do myself", "Hva jeg gjør selv"),
    "carrying-out": ("Carrying out", "Gjennomføring"),
    "period": ("Plan period", "Planperiode"),
    "consent": ("Consent", "Samtykke"),
    "cooperation": ("Cooperation", "Samarbeid"),
}
PLAIN = (
    "The green house stands beside the harbour.",
    "Rain has fallen on the island since Monday.",
    "The boat leaves from the quay at seven.",
    "A brown dog sleeps under the old stairs.",
    "The lamp in the hall was mended in spring.",
    "Four apple trees grow behind the wall.",
)
VOICES = {
    "I": "I like to sit by the window with my tea.",
    "he or she": "She has a walking frame in the hall.",
}
OBLIGATIONS = {
    "user": "The user must send the form to the office before noon.",
    "services": "The municipality shall repair the ramp before winter.",
}
CONDITIONS = (
    "If the user does not follow the plan, the payment stops.",
    "The user may keep the room provided that the rent is paid.",
    "The taxi is paid unless the bus is running.",
)
BOILERPLATE = (
    "the person shall be encouraged to take part in meaningful daily activities together with others in the house",
    "all services keep each other informed about changes in the situation so that measures are adjusted without delay",
)
GOALS = (
    "Swim in the lake",
    "Bake bread again",
    "Ride the ferry",
    "Paint the fence",
    "Sing in the choir",
    "Visit the library",
)
ACTIONS = (
    "Practise on Fridays",
    "Borrow an oven",
    "Buy a monthly ticket",
    "Fetch the ladder",
    "Ring the leader",
    "Ask for a card",
)
PEOPLE = ("Physiotherapist", "Home care", "Day centre", "U7", "Caseworker")
DEADLINES = ("May", "1 June", "the autumn", "before Christmas")


@dataclass
class Planted:
    """A plan, and everything that was planted in it."""

    source: Source
    states: dict[str, str]
    blanks: dict[str, int]
    to_user: int
    goals_without_action: int
    actions_without_responsible: int
    voices: dict[str, int] = field(default_factory=dict)
    obligations: dict[str, int] = field(default_factory=dict)
    conditions: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)


def planted_plan(number: int, layout: str = "md") -> Planted:
    """A plan of this number: the same number gives the same plan."""
    made = Random(number)
    language = made.randrange(2)
    states = {name: made.choice(("present", "present", "empty", "absent")) for name in SECTIONS if name != "goals"}
    planted = Planted(None, states, {}, 0, 0, 0, dict.fromkeys(VOICES, 0), dict.fromkeys(OBLIGATIONS, 0))  # type: ignore[arg-type]
    lines = [f"# Plan {number}", ""]
    for name, state in states.items():
        if state == "absent":
            continue
        lines += [f"## {SECTIONS[name][language]}", ""]
        if state == "empty":
            lines += [made.choice(("", "……………", "[to be filled in]")), ""]
        else:
            lines += [_words(made, planted), ""]
    lines += ["## Table", "", *_table(made, planted), ""]
    text = "\n".join(lines) + "\n"
    if layout == "txt":
        text = _as_plain_text(text)
    planted.source = read_bytes(text.encode(), f"plan-{number}.{layout}")
    planted.states |= {"goals": "merged", "measures": "merged"}
    return planted


def _words(made: Random, planted: Planted) -> str:
    told = made.sample(PLAIN, 2)
    if made.random() < 0.4:
        voice = made.choice(list(VOICES))
        planted.voices[voice] += 1
        told.append(VOICES[voice])
    if made.random() < 0.4:
        who = made.choice(list(OBLIGATIONS))
        if OBLIGATIONS[who] not in told:
            planted.obligations[who] += 1
            told.append(OBLIGATIONS[who])
    if made.random() < 0.35:
        condition = made.choice(CONDITIONS)
        planted.conditions.append(condition)
        told.append(condition)
    if made.random() < 0.3:
        words = _edited(made, made.choice(BOILERPLATE))
        planted.copied.append(words)
        told.append(words[0].upper() + words[1:] + ".")
    made.shuffle(told)
    return " ".join(told)


def _edited(made: Random, words: str) -> str:
    """Boilerplate with one word changed, or none."""
    parts = words.split()
    if made.random() < 0.5:
        parts[made.randrange(3, len(parts) - 3)] = made.choice(("often", "always", "soon"))
    return " ".join(parts)


def _table(made: Random, planted: Planted) -> list[str]:
    rows = ["| Goal | Action | Responsible | Deadline |", "|---|---|---|---|"]
    for goal in made.sample(GOALS, made.randint(2, 5)):
        action = made.choice(ACTIONS) if made.random() < 0.8 else ""
        who = made.choice(PEOPLE) if made.random() < 0.75 else ""
        when = made.choice(DEADLINES) if made.random() < 0.6 else made.choice(("", "……", "[date]"))
        rows.append(f"| {goal} | {action} | {who} | {when} |")
        for name, words in (("action", action), ("responsible", who), ("deadline", when)):
            if not words or words in {"……", "[date]"}:
                planted.blanks[name] = planted.blanks.get(name, 0) + 1
        planted.goals_without_action += not action
        planted.actions_without_responsible += bool(action) and not who
        planted.to_user += who == "U7"
    return rows


def _as_plain_text(text: str) -> str:
    """The same plan without marks: headings by number, items by label."""
    lines, number = [], 0
    for line in text.split("\n"):
        if line.startswith(("## Table", "|---", "| Goal |")):
            continue
        if line.startswith("## "):
            number += 1
            lines.append(f"{number}. {line[3:]}")
        elif line.startswith("| "):
            goal, action, who, when = (each.strip() for each in line.strip("|").split("|"))
            lines += [f"Goal: {goal}", f"Action: {action}", f"Responsible: {who}", f"Deadline: {when}", ""]
        else:
            lines.append(line.removeprefix("# "))
    return "\n".join(lines)
