"""Whatever is done, in whatever order, by whomever: every view shows in the end what the study has."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import ieworkbench as ie
from ieworkbench.errors import IEError
from ieworkbench.views.desk import Desk

TEXTS = (
    "I: Who filled it in?\nU1: I filled in the form alone. They sent a letter.\n",
    "I: Well? Who filled it in?\nU1: I filled in the form alone. They sent a letter.\n",
    "I: Who filled it in?\nU1: I filled in the form. They sent nothing.\n",
)
KNOWN = {"status": "told done", "polarity": "done", "work": "own"}
numbers = st.integers(0, 40)


class Following:
    """A view that keeps what it shows as the front end does: whole marks, and what changed among them."""

    def __init__(self, desk):
        self.marks, self.text, self.answers = {}, {}, []
        self.seat = desk.attach(self.hear)
        self.hello()

    def hello(self):
        self.seat.receive({"say": "hello", "wants": "coding", "source": "U1"})

    def hear(self, message):
        match message["tell"]:
            case "text":
                self.text = message
            case "marks":
                self.marks = {each["id"]: each for each in _lines(message)}
            case "remarked":
                assert message["version"] == self.text["version"]
                self.marks |= {each["id"]: each for each in _lines(message)}
                self.marks = {name: each for name, each in self.marks.items() if name not in message["gone"]}
            case "done" | "refused" | "later":
                self.answers.append(message)


def _lines(message):
    return [*message["codings"], *message["accounts"], *message["notes"]]


class Views(RuleBasedStateMachine):
    """Two views at a desk, a cell beside them, and another program."""

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        folder = Path(self.folder.name)
        for number, text in enumerate(TEXTS):
            folder.joinpath(f"U1-{number}.txt").write_text(text, "utf-8")
        with ie.create_study(folder / "a.iestudy", title="T", standpoint="S", person="somebody before") as begun:
            begun.add_source(folder / "U1-0.txt", kind="interview", id="U1")
            self.codes = [begun.add_code(name).id for name in ("trouble", "forms")]
        self.study = ie.open_study(folder / "a.iestudy", person="anna")
        self.other = ie.open_study(folder / "a.iestudy", person="bo")
        desk = Desk(self.study)
        self.views = [Following(desk), Following(desk)]
        self.ops = 0

    def teardown(self):
        self.study.close()
        self.other.close()
        self.folder.cleanup()

    def edit(self, which, **do):
        self.ops += 1
        view = self.views[which % 2]
        before = len(view.answers)
        view.seat.receive({"say": "edit", "op": f"op {self.ops}", "do": do})
        assert [each["op"] for each in view.answers[before:]] == [f"op {self.ops}"]

    def place(self, which, n, m):
        text = self.views[which % 2].text
        start = n % (len(text["content"]) - 1)
        end = min(len(text["content"]), start + 1 + m)
        return {
            "source": "U1",
            "version": text["version"],
            "start": start,
            "end": end,
            "quote": text["content"][start:end],
        }

    def coding(self, n):
        found = sorted(each.coding.id for each in self.study.codings())
        return found[n % len(found)] if found else "none"

    @rule(which=numbers, n=numbers, m=numbers)
    def code(self, which, n, m):
        self.edit(which, kind="code", at=self.place(which, n, m), code=self.codes[m % 2], memo="why" * (n % 2))

    @rule(which=numbers, n=numbers)
    def uncode(self, which, n):
        self.edit(which, kind="uncode", coding=self.coding(n))

    @rule(which=numbers, n=numbers, m=numbers)
    def move(self, which, n, m):
        self.edit(which, kind="move", coding=self.coding(n), at=self.place(which, n, m))

    @rule(which=numbers, n=numbers, m=numbers)
    def note(self, which, n, m):
        self.edit(which, kind="note", at=self.place(which, n, m), text="here")

    @rule(which=numbers, n=numbers, m=numbers)
    def act(self, which, n, m):
        form = {"doing": f"does {m}", "site": f"site {n % 3}", "uses": f"text {m % 3}"}
        self.edit(which, kind="act", at=self.place(which, n, m), known=KNOWN, act=form)

    @rule(which=numbers, back=st.booleans())
    def undo_or_redo(self, which, back):
        self.edit(which, kind="undo" if back else "redo")

    @rule(n=numbers)
    def cell(self, n):
        self._verb(self.study, n)

    @rule(n=numbers, which=numbers)
    def other_program(self, n, which):
        self._verb(self.other, n)
        view = self.views[which % 2]
        view.seat.receive({"say": "look", "since": view.seat.desk.number})

    def _verb(self, study, n):
        try:
            match n % 4:
                case 0:
                    study.code(study.source("U1").passage(n % 30, n % 30 + 3), "forms")
                case 1:
                    study.replace_source("U1", Path(self.folder.name, f"U1-{n % 3}.txt"))
                case 2:
                    study.undo()
                case 3:
                    study.remove_coding(study.codings())
        except IEError:
            pass

    @rule(which=numbers)
    def load_again(self, which):
        self.views[which % 2].hello()

    @invariant()
    def every_view_shows_what_the_study_has(self):
        for view in self.views:
            view.seat.receive({"say": "look", "since": view.seat.desk.number})
        source, marks = self.study.source("U1"), self.study.marks("U1")
        wanted = {each.id for each in (*marks.codings, *marks.accounts, *marks.memos)}
        for view in self.views:
            assert (view.text["version"], view.text["content"]) == (source.version, source.content)
            assert set(view.marks) == wanted
            for each in marks.codings:
                shown = view.marks[each.id]
                assert (shown["start"], shown["end"], shown["code"], shown["memo"]) == each[1:5]


TestViews = Views.TestCase
TestViews.settings = settings(max_examples=6, stateful_step_count=20)
