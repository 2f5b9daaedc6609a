"""The edits of the words: what each asks of the study, in one verb and so in one step."""

from __future__ import annotations

from typing import Any

from ieworkbench.errors import RecordUnknown
from ieworkbench.views.desk import to_desk
from ieworkbench.views.desk.at_desk import AtDesk

__all__ = [
    "change_code",
    "change_memo",
    "code",
    "hear_of_text",
    "mark_act",
    "mark_disjuncture",
    "move",
    "new_code",
    "note",
    "recode",
    "redo",
    "renote",
    "tell_of",
    "unaccount",
    "uncode",
    "undo",
    "unnote",
]


def code(at: AtDesk, edit: to_desk.Code) -> None:
    """Give words a code."""
    passage, code = at.passage(edit.at), at.code(edit.code)
    try:
        at.stands_for(edit.id, at.study.code(passage, code, edit.memo, id=edit.id or None))
    except RecordUnknown as error:
        if error.kind != "code":
            raise
        raise at.code_gone(error.name) from error


def new_code(at: AtDesk, edit: to_desk.NewCode) -> None:
    """Make a code, and give it to words if there are any."""
    under = [at.code(edit.under)] if edit.under else []
    there = at.code_under(edit.name, under)
    if edit.at is None:
        at.study.add_code(edit.name, under=under, definition=edit.definition)
    elif there is not None:  # made meanwhile in another view
        at.stands_for(edit.id, at.study.code(at.passage(edit.at), there, id=edit.id or None))
    else:
        at.study.code_new(at.passage(edit.at), edit.name, under=under, definition=edit.definition, id=edit.id or None)


def change_code(at: AtDesk, edit: to_desk.ChangeCode) -> None:
    """Rename a code, or say anew what it means."""
    given: dict[str, Any] = {"name": edit.name, "definition": edit.definition}
    at.study.change_code(at.code(edit.code), **{name: words for name, words in given.items() if words is not None})


def uncode(at: AtDesk, edit: to_desk.Uncode) -> None:
    """Take a code off words; where somebody did so before, all is as it should be."""
    try:
        at.study.remove_coding(at.coding(edit.coding))
    except RecordUnknown as error:
        if error.kind != "coding":
            raise


def change_memo(at: AtDesk, edit: to_desk.Memo) -> None:
    """Say of a coding why."""
    at.study.change_coding(at.coding(edit.coding), memo=edit.memo)


def recode(at: AtDesk, edit: to_desk.Recode) -> None:
    """Give words another code instead."""
    at.study.change_coding(at.coding(edit.coding), code=at.code(edit.code))


def move(at: AtDesk, edit: to_desk.Move) -> None:
    """Move the edges of a coding."""
    at.study.change_coding(at.coding(edit.coding), passage=at.passage(edit.at))


def note(at: AtDesk, edit: to_desk.Note) -> None:
    """Write a memo on words."""
    at.study.add_memo(edit.text, about=at.passage(edit.at), id=edit.id or None)


def renote(at: AtDesk, edit: to_desk.Renote) -> None:
    """Write a memo on words anew; what it said before is kept as an earlier version."""
    at.study.change_memo(at.study.memo(edit.note), edit.text)


def unnote(at: AtDesk, edit: to_desk.Unnote) -> None:
    """Remove a memo on words."""
    at.study.remove_memo(at.study.memo(edit.note))


def unaccount(at: AtDesk, edit: to_desk.Unaccount) -> None:
    """Words no longer tell of something; an act or link that nothing else speaks for goes with them."""
    at.study.unmark(edit.account)


def mark_act(at: AtDesk, edit: to_desk.MarkAct) -> None:
    """Record an act, with the text it takes up and the one it makes."""
    form = edit.act
    at.study.mark_act(
        form.doing,
        at.account(edit.at, edit.known, edit.id),
        doer=form.doer,
        with_whom=[each for each in form.with_whom if each.strip()],
        initiative=form.initiative,
        purpose=form.purpose,
        site=form.site,
        when=form.when,
        mode=form.mode,
        case=form.case,
        uses=form.uses,
        produces=form.produces,
    )


def tell_of(at: AtDesk, edit: to_desk.TellOf) -> None:
    """Note that words tell of what is recorded already."""
    at.study.add_account(at.ref(edit.of), at.account(edit.at, edit.known, edit.id))


def hear_of_text(at: AtDesk, edit: to_desk.HearOfText) -> None:
    """Record a text that is first heard of here."""
    at.study.add_text(edit.title, genre=edit.genre, accounts=at.account(edit.at, edit.known, edit.id))


def mark_disjuncture(at: AtDesk, edit: to_desk.MarkDisjuncture) -> None:
    """Record two or more versions of one reality."""
    sides = [(each.says, at.account(each.at, _SAID)) for each in edit.sides]
    at.study.add_disjuncture(edit.what, sides, case=edit.case or None)


def undo(at: AtDesk, edit: to_desk.Undo) -> None:  # noqa: ARG001 - called as every edit is
    """Take back the last change of whoever is at the desk."""
    at.study.undo()


def redo(at: AtDesk, edit: to_desk.Redo) -> None:  # noqa: ARG001 - called as every edit is
    """Make again what was taken back."""
    at.study.redo()


_SAID = to_desk.Known("told done", "done", "unknown")
