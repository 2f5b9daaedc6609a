"""A small chain of action, made up: what is said to somebody, what she writes, and who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import ieworkbench as ie
from ieworkbench.model import Account, Act, InstitutionalText, Link, Passage, Source

TALK = (
    "I: What did they say?\n"
    "U1: They told me I was welcome again once I had slept a whole night.\n"
    "I: And then?\n"
    "U1: So I wrote it in my plan. Nobody at the office reads the plan.\n"
)
STAFF = "I: And the plan?\nSP2: She writes it herself. We decide by it, it says so in the letter.\n"
RULES = "The office shall ask for the plan before it decides.\n"


@dataclass(frozen=True)
class Chain:
    """The study, and what is in it."""

    study: ie.Study
    talk: Source
    staff: Source
    rules: Source
    tells: Act
    writes: Act
    plan: InstitutionalText
    then: Link
    written: Link

    def said(self, words: str) -> Passage:
        """Words of the service user."""
        return self.talk.find_one(words)

    def told(self, words: str = "welcome again", status: str = "told done by other", **more: str) -> Account:
        """An account of the service user's."""
        return self.said(words).account(status, **more)


def made_chain(study: ie.Study, folder: Path) -> Chain:
    """A chain of two acts and a text in a study that has nothing yet."""
    for name, words in (("U1.txt", TALK), ("SP2.txt", STAFF), ("rules.txt", RULES)):
        (folder / name).write_text(words, encoding="utf-8")
    study.add_case("C1")
    study.add_case("C2")
    study.add_site("clinic", level="front line")
    study.add_site("office", level="agency")
    study.add_informant("U1", level="entry", role="service user", cases=["C1"], consent=["quote", "use documents"])
    study.add_informant("SP2", level="second", role="caseworker", consent=["quote"])
    talk = study.add_source(folder / "U1.txt", kind="interview", informants=["U1"], cases=["C1"], wave=1)
    staff = study.add_source(folder / "SP2.txt", kind="interview", informants=["SP2"], cases=["C1"], wave=2)
    rules = study.add_source(folder / "rules.txt", kind="guideline")
    welcome, wrote = talk.find_one("welcome again"), talk.find_one("wrote it in my plan")
    tells = study.add_act(
        "tells her when to come back",
        doer="clinic staff",
        with_whom=["U1"],
        mode="talk",
        site="clinic",
        case="C1",
        accounts=[welcome.account("told done by other")],
        id="A1",
    )
    writes = study.add_act(
        "writes sleeping as a goal",
        doer="U1",
        mode="write",
        case="C1",
        accounts=[wrote.account("told done", work="own")],
        id="A2",
    )
    plan = study.add_text("the plan", genre="plan", authority="case text", owner="U1", case="C1", id="T1")
    then = study.link(tells, "then", writes, accounts=[wrote.account("told done")])
    written = study.link(writes, "writes", plan, accounts=[wrote.account("told done")])
    return Chain(study, talk, staff, rules, tells, writes, plan, then, written)
