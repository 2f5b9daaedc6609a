"""Which function makes which edit, and which answers which question: a line here for each.

A function of an edit is called with an `AtDesk` and the edit and makes the change by one verb of the
study; that of a question is called with an `AtDesk` and the question, and returns the answer as a
struct, or as dictionaries, lists and words. Both say what is wrong by raising an `IEError`. Their
modules are loaded when they are first needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ieworkbench.views.desk import to_desk
from ieworkbench.views.desk.at_desk import AtDesk
from ieworkbench.views.desk.steps import Steps

__all__ = ["IN_STEPS", "answer", "answering", "load_all", "make"]

_ROOM = "ieworkbench.views.desk"
_EDITS: dict[type[to_desk.Edit], tuple[str, str]] = {
    to_desk.Code: ("edits", "code"),
    to_desk.NewCode: ("edits", "new_code"),
    to_desk.ChangeCode: ("edits", "change_code"),
    to_desk.Uncode: ("edits", "uncode"),
    to_desk.Memo: ("edits", "change_memo"),
    to_desk.Recode: ("edits", "recode"),
    to_desk.Move: ("edits", "move"),
    to_desk.Note: ("edits", "note"),
    to_desk.Renote: ("edits", "renote"),
    to_desk.Unnote: ("edits", "unnote"),
    to_desk.Unaccount: ("edits", "unaccount"),
    to_desk.MarkAct: ("edits", "mark_act"),
    to_desk.TellOf: ("edits", "tell_of"),
    to_desk.HearOfText: ("edits", "hear_of_text"),
    to_desk.MarkDisjuncture: ("edits", "mark_disjuncture"),
    to_desk.Pin: ("map_edits", "pin"),
    to_desk.Unpin: ("map_edits", "unpin"),
    to_desk.Lanes: ("map_edits", "order_lanes"),
    to_desk.LayOut: ("map_edits", "lay_out_anew"),
    to_desk.DecideStatement: ("statement_answers", "decide_statement"),
    to_desk.Undo: ("edits", "undo"),
    to_desk.Redo: ("edits", "redo"),
}
_QUESTIONS: dict[type[to_desk.Question], tuple[str, str]] = {
    to_desk.Find: ("answers", "find"),
    to_desk.BeginAct: ("answers", "begin_act"),
    to_desk.ShowRecord: ("map_answers", "show_record"),
    to_desk.TraceMap: ("map_answers", "trace_map"),
    to_desk.FindGaps: ("map_answers", "find_gaps"),
    to_desk.FindOnMap: ("map_answers", "find_on_map"),
    to_desk.SuggestLanes: ("map_answers", "suggest_lanes"),
    to_desk.LookAround: ("map_answers", "look_around"),
    to_desk.ShowWords: ("map_answers", "show_words"),
    to_desk.ShowStatements: ("statement_answers", "show_statements"),
}
IN_STEPS: dict[type[to_desk.Question], tuple[str, str]] = {
    to_desk.ShowMap: ("map_answers", "show_map"),
    to_desk.ShowPlans: ("plan_answers", "show_plans"),
}
"""The questions whose answers take long: they are worked out in steps."""


def make(at: AtDesk, edit: to_desk.Edit) -> None:
    """Make a change."""
    _called(_EDITS[type(edit)])(at, edit)


def answer(at: AtDesk, question: to_desk.Question) -> Any:  # noqa: ANN401 - each question has an answer of its own
    """The answer to a question."""
    return _called(_QUESTIONS[type(question)])(at, question)


def answering(at: AtDesk, question: to_desk.Question) -> Steps[Any]:
    """The answer to one of the questions that take long, in steps."""
    steps: Steps[Any] = _called(IN_STEPS[type(question)])(at, question)
    return steps


def load_all() -> Steps[None]:
    """Load what every edit and question is worked on with, so that the first of a kind waits for its own work alone."""
    for module in dict.fromkeys(module for module, _ in (*_EDITS.values(), *_QUESTIONS.values(), *IN_STEPS.values())):
        import_module(f"{_ROOM}.{module}")
        yield


def _called(name: tuple[str, str]) -> Any:  # noqa: ANN401 - each takes an edit or question of its own
    module, function = name
    return getattr(import_module(f"{_ROOM}.{module}"), function)
