"""What accounts tell of: adding, changing and removing them; making acts one, and one of many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ieworkbench.errors import RecordWrong
from ieworkbench.model import (
    UNKNOWN_DOER,
    Account,
    Act,
    Disjuncture,
    Doer,
    DoerKind,
    EvidenceStatus,
    Informant,
    InstitutionalText,
    Layer,
    Link,
    Memo,
    Polarity,
    RecordKind,
    RecordRef,
    TextCopy,
    WhoseWork,
)
from ieworkbench.store import account_records, act_records, figure_records, note_records, records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study import acts, chain_rules, figures, institutional_texts, links
from ieworkbench.study.accounts import accounts_of, known_account, say_accounts
from ieworkbench.study.chain_given import Reading, accounts_given, note_given
from ieworkbench.study.given import several_given
from ieworkbench.study.index import pass_on
from ieworkbench.study.names import check_recorded, word_of
from ieworkbench.study.new_records import new_id, now
from ieworkbench.study.refs import Meant, ref_of
from ieworkbench.study.unquoted import act_unquoted, link_unquoted

__all__ = ["add_account", "change_account", "generalise", "merge_acts", "remove_account"]

_TOLD_OF = (RecordKind.ACT, RecordKind.TEXT, RecordKind.COPY, RecordKind.LINK)


# ---------------------------------------------------------------------------------- accounts


def add_account(work: Transaction, record: Meant, account: Account, by: str) -> Account:
    """Add words to those that tell of a record; words it has already, known in the same way, stay one account."""
    (given,) = _one_account(work, account)
    about = ref_of(work.connection, record)
    if about.kind not in _TOLD_OF:
        message = f"accounts tell of acts, texts, copies and links, and not of a {about.kind.value}"
        raise RecordWrong("account", "", message)
    standing = accounts_of(work, about)
    told = say_accounts(work, about, (*standing, given), by)
    _check(work, about)
    new = [each for each in told if each.id not in {one.id for one in standing}]
    return new[0] if new else next(each for each in told if _same(each, given))


def _same(one: Account, other: Account) -> bool:
    places = [(each.passage.source, each.passage.quote, each.status, each.polarity, each.work) for each in (one, other)]
    return places[0] == places[1]


def _one_account(work: Transaction, account: Account) -> tuple[Account, ...]:
    given = Reading(work.connection).accounts(accounts_given(account))
    if len(given) != 1:
        raise RecordWrong("account", "", "give one account at a time")
    is_kept = account_records.about_what(work.connection, given[0].id) is not None
    return (replace(given[0], id="") if is_kept else given[0],)


def change_account(work: Transaction, account: Account | str, given: Mapping[str, Any], by: str) -> Account:
    """Change what is said of an account; what was not typed stays."""
    standing, about, side = known_account(work, account)
    changed = replace(standing, **{name: _READERS[name](work, value) for name, value in given.items()})
    told = [changed if each.id == standing.id else each for each in accounts_of(work, about, side)]
    say_accounts(work, about, told, by, side=side)
    _check(work, about)
    return changed


def remove_account(work: Transaction, account: Account | str, by: str) -> None:
    """Take an account away, if what it tells of may stand without it."""
    standing, about, side = known_account(work, account)
    told = [each for each in accounts_of(work, about, side) if each.id != standing.id]
    say_accounts(work, about, told, by, side=side)
    _check(work, about)


def _teller(work: Transaction, given: object) -> str:
    code = given.id if isinstance(given, Informant) else note_given("told_by", given)
    check_recorded(work.connection, "informant", [code] if code else [])
    return code


_READERS: dict[str, Callable[[Transaction, Any], Any]] = {
    "status": lambda _, given: word_of(EvidenceStatus, "evidence status", given),
    "polarity": lambda _, given: word_of(Polarity, "polarity", given),
    "work": lambda _, given: word_of(WhoseWork, "work", given),
    "told_by": _teller,
    "note": lambda _, given: note_given("note", given),
}


def _check(work: Transaction, about: RecordRef) -> None:
    """See that what accounts tell of may stand as it is now."""
    record = _record(work, about)
    work.what = work.what or _said(work, record)
    if isinstance(record, Act):
        chain_rules.check_act(work.connection, record)
    elif isinstance(record, Link):
        chain_rules.link_rests_on_words(record)
    elif isinstance(record, Disjuncture):
        chain_rules.has_two_sides(record)


def _record(work: Transaction, about: RecordRef) -> Act | InstitutionalText | TextCopy | Link | Disjuncture:
    match about.kind:
        case RecordKind.ACT:
            return acts.known_act(work, about.id)
        case RecordKind.TEXT:
            return institutional_texts.known_text(work, about.id)
        case RecordKind.COPY:
            return institutional_texts.known_copy(work, about.id)
        case RecordKind.LINK:
            return links.known_link(work, about.id)
        case _:
            return figures.known_disjuncture(work, about.id)


def _said(work: Transaction, record: Act | InstitutionalText | TextCopy | Link | Disjuncture) -> str:
    if isinstance(record, Act):
        return f"of an act, {act_unquoted(record)}"
    if isinstance(record, InstitutionalText):
        return f"of {record.title}"
    if isinstance(record, Link):
        return f"of a link, {link_unquoted(work.connection, record)}"
    return "of a copy" if isinstance(record, TextCopy) else "of a disjuncture"


# ------------------------------------------------------------------------------ several acts


def merge_acts(work: Transaction, given: Sequence[Act | str], by: str) -> Act:
    """Make the first of these acts the only one of them; see `ActionVerbs.merge_acts`."""
    several = list(
        {each.id: each for each in (acts.known_act(work, one) for one in several_given("acts", given))}.values()
    )
    if len(several) < 2:
        raise RecordWrong("act", "", "give two acts or more, the one that stays first")
    first, others = several[0], several[1:]
    if any(each.layer is not first.layer for each in others):
        raise RecordWrong(
            "act", first.doing, "acts of different layers are not one; a regular act lists its particulars"
        )
    work.what = f"{len(others)} into {act_unquoted(first)}"
    instead = {RecordRef(RecordKind.ACT, each.id): RecordRef(RecordKind.ACT, first.id) for each in others}
    _move_accounts(work, first, others, by)
    _pass_on(work, instead)
    _join_twins(work, RecordRef(RecordKind.ACT, first.id))
    for each in others:
        act_records.delete_act(work, each.id)
    _keep_what_differs(work, first, others, by)
    merged = acts.rewrite_act(work, acts.known_act(work, first.id), _filled(work, first, others), by)
    work.what = f"{len(others)} into {act_unquoted(first)}"
    chain_rules.never_before_itself(work.connection, merged.id)
    return merged


def _move_accounts(work: Transaction, first: Act, others: Sequence[Act], by: str) -> None:
    """Give the accounts of the others to the first; one that says the same of the same words is left once."""
    about = RecordRef(RecordKind.ACT, first.id)
    account_records.move_accounts(work, [each.id for act in others for each in act.accounts], about)
    told = list(first.accounts)
    for account in (each for act in others for each in act.accounts):
        if not any(_same(account, each) and account.note in {"", each.note} for each in told):
            told.append(account)
    say_accounts(work, about, told, by)


def _pass_on(work: Transaction, instead: Mapping[RecordRef, RecordRef]) -> None:
    """What rested on one record rests on another now, wherever records are named."""
    pass_on(work, instead)
    figure_records.name_others(work, instead)
    act_records.name_others(work, {old.id: new.id for old, new in instead.items() if old.kind is RecordKind.ACT})


def _join_twins(work: Transaction, record: RecordRef) -> None:
    """Links of one kind that join the same two records now are one, with the accounts of all."""
    first: dict[object, Link] = {}
    for link in note_records.links(work.connection, record):
        twin = first.setdefault((link.kind, link.origin, link.target, link.direction, link.layer), link)
        if twin is link:
            continue
        about = RecordRef(RecordKind.LINK, twin.id)
        account_records.move_accounts(work, [each.id for each in link.accounts], about)
        said: dict[str, Any] = {
            name: "\n\n".join(dict.fromkeys(filter(None, (getattr(twin, name), getattr(link, name)))))
            for name in ("note", "inferred", "gap")
        }
        joined = replace(twin, derived=twin.derived and link.derived, **said)
        note_records.put_link(work, joined, new=False)
        _pass_on(work, {RecordRef(RecordKind.LINK, link.id): about})
        note_records.delete_link(work, link.id)
        first[link.kind, link.origin, link.target, link.direction, link.layer] = joined


_ONE = (
    "doing",
    "doer",
    "initiative",
    "purpose",
    "means",
    "site",
    "when",
    "mode",
    "case",
    "outcome",
    "inferred",
    "gap",
    "note",
)
_SEVERAL = ("with_whom", "participants", "tasks", "particulars")
_NOT_SAID = ("", None, UNKNOWN_DOER)


def _filled(work: Transaction, first: Act, others: Sequence[Act]) -> Act:
    """The first act, with what was not said of it and is said of the others."""
    standing = acts.known_act(work, first.id)
    said: dict[str, Any] = {}
    for name in _ONE:
        values = [getattr(each, name) for each in (first, *others)]
        said[name] = next((each for each in values if each not in _NOT_SAID), values[0])
    for name in _SEVERAL:
        said[name] = tuple(dict.fromkeys(one for each in (standing, *others) for one in getattr(each, name)))
    if standing.accounts and not first.gap:
        said["gap"] = ""
    return replace(standing, **said)


def _keep_what_differs(work: Transaction, first: Act, others: Sequence[Act], by: str) -> None:
    """What was said otherwise of the acts that are gone goes into a memo on the one that stays."""
    lines = []
    for name in _ONE:
        standing = getattr(first, name)
        kept = standing if standing not in _NOT_SAID else None
        for each in others:
            value = getattr(each, name)
            if value in _NOT_SAID or value == standing:
                continue
            if kept is None:
                kept = value
            elif value != kept:
                lines.append(f"{name.replace('_', ' ')}: {value} (here: {kept})")
    if lines:
        about = RecordRef(RecordKind.ACT, first.id)
        text = "Said otherwise of acts that were made one with this:\n" + "\n".join(dict.fromkeys(lines))
        note_records.put_memo(work, Memo(new_id(), text, "", about, by=by, at=now()), new=True)


def generalise(
    work: Transaction, given: Sequence[Act | str], said: Mapping[str, Any], by: str, wanted: str | None
) -> Act:
    """A regular act that lists these particular ones; see `ActionVerbs.generalise`."""
    several = [acts.known_act(work, each) for each in several_given("acts", given)]
    if not several:
        raise RecordWrong("act", "", "give the particular acts that the regular one rests on")
    shared = {name: _shared([getattr(each, name) for each in several]) for name in ("doing", "site", "mode")}
    shared = {name: value for name, value in shared.items() if value is not None}
    shared["doer"] = _shared_doer(work, several)
    whole = {**shared, **said, "layer": Layer.REGULAR.value, "particulars": [each.id for each in several]}
    if "doing" not in whole:
        message = "they are different doings; say in a few words what regularly is done"
        raise RecordWrong("act", several[0].doing, message)
    return acts.add_act(work, whole, by, wanted)


def _shared(values: Sequence[Any]) -> Any:  # noqa: ANN401 - whatever a field of an act holds
    return values[0] if all(each == values[0] for each in values) else None


def _shared_doer(work: Transaction, several: Sequence[Act]) -> Doer:
    """Who does it in general: what the doers of all have in common, which is no one person."""
    roles = {each.id: each.role for each in records.informants(work.connection)}
    general = []
    for each in several:
        role = roles.get(each.doer.name, "") if each.doer.kind is DoerKind.INFORMANT else ""
        general.append(Doer(role, DoerKind.ROLE) if role else each.doer)
    doer: Doer | None = _shared(general)
    return doer if doer is not None and doer.kind is not DoerKind.INFORMANT else UNKNOWN_DOER
