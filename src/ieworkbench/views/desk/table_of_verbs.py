"""Which function makes which edit, and which answers which question: a line here for each.

A function of an edit is called with an `AtDesk` and the edit and makes the change by one verb of the
study; that of a question is called with an `AtDesk` and the question, and returns the answer as a
struct, or as dictionaries, lists and words. Both say what is wrong by raising an `IEError`. Their
modules are loaded when they are first needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ieworkbench.views.desk import messages
from ieworkbench.views.desk.at_desk import AtDesk

__all__ = ["answer", "make"]

_EDITS: dict[type[messages.Edit], tuple[str, str]] = {
    messages.Code: ("edits", "code"),
    messages.NewCode: ("edits", "new_code"),
    messages.ChangeCode: ("edits", "change_code"),
    messages.Uncode: ("edits", "uncode"),
    messages.Memo: ("edits", "change_memo"),
    messages.Recode: ("edits", "recode"),
    messages.Move: ("edits", "move"),
    messages.Note: ("edits", "note"),
    messages.Renote: ("edits", "renote"),
    messages.Unnote: ("edits", "unnote"),
    messages.Unaccount: ("edits", "unaccount"),
    messages.MarkAct: ("edits", "mark_act"),
    messages.TellOf: ("edits", "tell_of"),
    messages.HearOfText: ("edits", "hear_of_text"),
    messages.MarkDisjuncture: ("edits", "mark_disjuncture"),
    messages.Pin: ("map_edits", "pin"),
    messages.Unpin: ("map_edits", "unpin"),
    messages.Lanes: ("map_edits", "order_lanes"),
    messages.LayOut: ("map_edits", "lay_out_anew"),
    messages.DecideStatement: ("statement_answers", "decide_statement"),
    messages.Undo: ("edits", "undo"),
    messages.Redo: ("edits", "redo"),
}
_QUESTIONS: dict[type[messages.Question], tuple[str, str]] = {
    messages.Find: ("answers", "find"),
    messages.BeginAct: ("answers", "begin_act"),
    messages.ShowMap: ("map_answers", "show_map"),
    messages.ShowRecord: ("map_answers", "show_record"),
    messages.TraceMap: ("map_answers", "trace_map"),
    messages.FindGaps: ("map_answers", "find_gaps"),
    messages.FindOnMap: ("map_answers", "find_on_map"),
    messages.SuggestLanes: ("map_answers", "suggest_lanes"),
    messages.LookAround: ("map_answers", "look_around"),
    messages.ShowWords: ("map_answers", "show_words"),
    messages.ShowPlans: ("plan_answers", "show_plans"),
    messages.ShowStatements: ("statement_answers", "show_statements"),
}


def make(at: AtDesk, edit: messages.Edit) -> None:
    """Make a change."""
    _called(_EDITS[type(edit)])(at, edit)


def answer(at: AtDesk, question: messages.Question) -> Any:  # noqa: ANN401 - each question has an answer of its own
    """The answer to a question."""
    return _called(_QUESTIONS[type(question)])(at, question)


def _called(name: tuple[str, str]) -> Any:  # noqa: ANN401 - each takes an edit or question of its own
    module, function = name
    return getattr(import_module(f"ieworkbench.views.desk.{module}"), function)
