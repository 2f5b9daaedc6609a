"""Acts, texts, copies, disjunctures and circuits as they are read: what was done, and the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ieworkbench.model import (
    Account,
    Act,
    Circuit,
    Disjuncture,
    Doer,
    InstitutionalText,
    RecordRef,
    Resource,
    Task,
    TextCopy,
)
from ieworkbench.sentences import counted
from ieworkbench.study.table import Table
from ieworkbench.views.parts import bullets, cell, ends, facts, grid, named

__all__ = [
    "account",
    "accounts",
    "act",
    "acts",
    "circuit",
    "copies",
    "copy",
    "disjuncture",
    "resource",
    "text",
    "texts",
]

_QUOTE = 300


def acts(table: Table[Act]) -> str:
    """Each act with who does it, where it belongs, and how many accounts tell of it."""
    rows = [
        [
            cell(each.doing),
            cell(each.doer),
            cell(each.mode.value),
            cell(each.site),
            cell(each.case),
            cell(each.layer.value),
            cell(_rests_on(each)),
        ]
        for each in ends(table)
    ]
    heads = ["doing", "doer", "mode", "site", "case", "layer", "rests on"]
    return facts(repr(table)) + grid(heads, ["", "", "", "", "", "", ""], rows, len(table))


def act(one: Act) -> str:
    """An act: what is said of it, and the words that tell of it."""
    said = [
        ("with", _people(one.with_whom)),
        ("at the initiative of", str(one.initiative) if one.initiative.known else ""),
        ("for", one.purpose),
        ("with the help of", one.means),
        ("outcome", one.outcome),
        ("there", _people(one.participants)),
        ("tasks", "; ".join(_task(each) for each in one.tasks)),
        ("rests on", counted(len(one.particulars), "particular act") if one.particulars else ""),
        ("inferred", one.inferred),
        ("gap", one.gap),
        ("note", one.note),
    ]
    where = (one.mode.value, one.site, one.case, one.when, one.layer.value, _disputed(one))
    return (
        f"<p>{escape(str(one.doer))} <strong>{escape(one.doing)}</strong></p>{facts(_line(where))}"
        f"{_said(said)}{accounts(one.accounts)}"
    )


def texts(table: Table[InstitutionalText]) -> str:
    """Each text with what it is, and whether it is held."""
    rows = [
        [
            cell(each.title),
            cell(each.genre),
            cell(each.authority.value),
            cell(each.owner),
            cell(each.case),
            cell("by hearsay" if each.hearsay else ", ".join(each.sources)),
            cell(len(each.accounts) or ""),
        ]
        for each in ends(table)
    ]
    heads = ["title", "genre", "authority", "owner", "case", "held as", "accounts"]
    return facts(repr(table)) + grid(heads, ["", "", "", "", "", "", "no"], rows, len(table))


def text(one: InstitutionalText) -> str:
    """A text: what it is, its versions, and the words that speak of it."""
    where = (
        one.genre, one.authority.value, one.site, one.case, one.date, "known by hearsay" if one.hearsay else "",
        f"{one.number} of {len(one.among)}" if one.among else "",
    )  # fmt: skip
    versions = [
        _line((each.label, None if str(each.date or "") == each.label else each.date, each.source))
        for each in one.versions
    ]
    said = [("owner", one.owner), ("versions", "; ".join(versions)), ("a boss text", one.boss), ("note", one.note)]
    return f"<p><strong>{escape(one.title)}</strong></p>{facts(_line(where))}{_said(said)}{accounts(one.accounts)}"


def copies(table: Table[TextCopy]) -> str:
    """Each copy with where it lies, since when, and how it got there."""
    rows = [
        [cell(each.text), cell(each.site), cell(each.version), cell(each.since), cell(each.how), cell(each.readers)]
        for each in ends(table)
    ]
    heads = ["text", "site", "version", "since", "how", "readers"]
    return facts(repr(table)) + grid(heads, ["", "", "", "", "", ""], rows, len(table))


def copy(one: TextCopy) -> str:
    """A copy: of which text, where, and the words that tell of it."""
    said = [("how it got there", one.how), ("read by", one.readers), ("note", one.note)]
    return (
        f"<p>Copy of <strong>{escape(one.text)}</strong> at {escape(one.site)}</p>"
        f"{facts(_line((one.version, one.since)))}{_said(said)}{accounts(one.accounts)}"
    )


def resource(one: Resource) -> str:
    """What is granted or withheld."""
    where = facts(_line((one.kind.value, one.site, one.case)))
    return f"<p><strong>{escape(one.name)}</strong></p>{where}{_said([('note', one.note)])}"


def disjuncture(one: Disjuncture) -> str:
    """A disjuncture: its sides, one after the other, each with its words."""
    sides = "".join(f"<p>{escape(each.says)}{_of(each.record)}</p>{accounts(each.accounts)}" for each in one.sides)
    said = [("shows at", ", ".join(map(named, one.where))), ("what follows", one.follows), ("note", one.note)]
    return f"<p><strong>{escape(one.what)}</strong></p>{facts(one.case or '')}{sides}{_said(said)}"


def circuit(one: Circuit) -> str:
    """A circuit: how long it is, its roles, and why it is called so."""
    roles = [
        ("boss text", one.boss),
        ("what is the case", one.actuality),
        ("what stands for it", one.representation),
        ("what follows", one.authorised),
    ]
    said = [(name, named(ref) if ref else "") for name, ref in roles]
    counts = facts(_line((one.kind.value, counted(len(one.links), "link"))))
    return f"<p><strong>{escape(one.name)}</strong></p>{counts}<p>{escape(one.reason)}</p>{_said(said)}"


def accounts(told: Iterable[Account]) -> str:
    """Accounts one under the other: the words, where they stand, and how they know it."""
    shown = list(told)
    missing = len(shown) - len(ends(shown))
    more = [f"<span class='more'>… {missing:,} more …</span>"] if missing else []
    return bullets([*map(account, ends(shown)), *more])


def account(one: Account) -> str:
    """An account: the words, and in a lighter hand how they know it."""
    lost = "no place in the corrected text" if one.passage.placement.value == "orphaned" else ""
    known = (
        one.passage.source,
        f"at {one.passage.start}",
        f"told by {one.told_by}" if one.told_by else "",
        one.status.value,
        "" if one.polarity.value == "done" else one.polarity.value,
        "" if one.work.value == "unknown" else f"{one.work.value} work",
        lost,
    )
    return f"“{cell(one.passage.quote, _QUOTE)}”{facts(_line(known))}{cell(one.note)}"


def _rests_on(one: Act) -> str:
    if one.gap:
        return f"gap: {one.gap}"
    said = [counted(len(one.accounts), "account") if one.accounts else ""]
    said.append(counted(len(one.particulars), "particular act") if one.particulars else "")
    said += ["inferred" if one.inferred else "", _disputed(one)]
    return _line(said)


def _disputed(one: Act) -> str:
    return "disputed" if one.disputed else "not done" if one.negative else ""


def _people(several: Iterable[Doer]) -> str:
    return ", ".join(map(str, several))


def _task(one: Task) -> str:
    return f"{one.what} ({one.doer})"


def _of(ref: RecordRef | None) -> str:
    return f" <span class='facts'>{escape(named(ref))}</span>" if ref else ""


def _line(words: Iterable[object]) -> str:
    return " · ".join(str(each) for each in words if each)


def _said(pairs: Iterable[tuple[str, str]]) -> str:
    return bullets(f"<span class='facts'>{escape(name)}</span> {cell(words)}" for name, words in pairs if words)
