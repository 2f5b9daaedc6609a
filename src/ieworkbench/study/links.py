"""Links between any two records, and the kinds of those that stand on a map, as plain functions over a transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ieworkbench.errors import RecordExists, RecordInUse, RecordUnknown, RecordWrong
from ieworkbench.model import (
    Direction,
    Layer,
    Link,
    LinkKind,
    Passage,
    ProjectLinkKind,
    RecordKind,
    RecordRef,
)
from ieworkbench.store import course_records, figure_records, note_records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study import chain_rules
from ieworkbench.study.accounts import forget_accounts, say_accounts
from ieworkbench.study.chain_given import Reading, note_given
from ieworkbench.study.given import words_given
from ieworkbench.study.names import check_id, check_known, word_of
from ieworkbench.study.new_records import chosen_id, now
from ieworkbench.study.passages import add_passage, let_go
from ieworkbench.study.refs import Meant, ref_of
from ieworkbench.study.unquoted import link_unquoted

__all__ = [
    "add_link",
    "add_link_kind",
    "change_link",
    "kept",
    "known_link",
    "let_go_of",
    "remove_link",
    "remove_link_kind",
    "remove_links_of",
    "rewrite_link",
]


def add_link(
    work: Transaction,
    origin: Meant,
    target: Meant,
    given: Mapping[str, Any],
    by: str,
    wanted: str | None = None,
    at: dt.datetime | None = None,
) -> Link:
    """Note that one record leads to another.

    Parameters
    ----------
    origin, target
        The two.
    given
        What was typed, by the names of a link's fields.
    by
        Who links them.
    wanted
        The id it is to have; made if not given.
    at
        When; now if not given.
    """
    made = Link(
        chosen_id(work, RecordKind.LINK, wanted), "", kept(work, origin), kept(work, target), by=by, at=at or now()
    )
    link = replace(made, **_said(work, given))
    accounts, link = link.accounts, replace(link, accounts=())
    link, standard = _named(work, link)
    work.what = link.kind
    note_records.put_link(work, link, new=True)
    link = replace(link, accounts=say_accounts(work, _ref(link), accounts, by, new=True))
    _check(work, link, standard)
    return link


def change_link(work: Transaction, link: Link | str, given: Mapping[str, Any], by: str) -> Link:
    """Change what is said of a link; what was not typed stays."""
    standing = known_link(work, link)
    said = dict(given)
    ends: dict[str, Any] = {name: kept(work, said.pop(name)) for name in ("origin", "target") if name in said}
    changed = rewrite_link(work, standing, replace(standing, **ends, **_said(work, said)), by)
    let_go_of(work, standing.origin, standing.target)
    return changed


def rewrite_link(work: Transaction, standing: Link, changed: Link, by: str) -> Link:
    """Write a link as it is now, with its accounts, and see that it may stand so."""
    changed, standard = _named(work, changed)
    work.what = work.what or changed.kind
    if replace(changed, accounts=()) != replace(standing, accounts=()):
        note_records.put_link(work, changed, new=False)
    if changed.accounts != standing.accounts:
        changed = replace(changed, accounts=say_accounts(work, _ref(changed), changed.accounts, by))
    _check(work, changed, standard)
    return changed


def remove_link(work: Transaction, link: Link | str) -> None:
    """Take a link away with its accounts, if nothing rests on it; what it joined stays.

    Raises
    ------
    RecordInUse
        If a circuit goes through it, or a disjuncture, memo or set is about it.
    """
    standing = known_link(work, link)
    work.what = link_unquoted(work.connection, standing)
    _remove(work, standing)


def remove_links_of(work: Transaction, record: RecordRef) -> None:
    """Take away every link from and to a record."""
    for link in note_records.links(work.connection, record):
        _remove(work, link)


def _remove(work: Transaction, link: Link) -> None:
    users = [f"circuit “{each}”" for each in figure_records.circuits_with(work.connection, link.id)]
    users += figure_records.naming(work.connection, _ref(link))
    users += note_records.resting_on(work.connection, _ref(link)) if link.on_map else []
    if users:
        raise RecordInUse("link", link.kind or link.id, tuple(dict.fromkeys(users)))
    forget_accounts(work, _ref(link))
    note_records.delete_link(work, link.id)
    let_go_of(work, link.origin, link.target)


def known_link(work: Transaction, link: Link | str) -> Link:
    """The link that is meant, as the study has it.

    Raises
    ------
    RecordUnknown
        If it has none such.
    """
    name = link.id if isinstance(link, Link) else words_given("link", link).strip()
    found = note_records.link_called(work.connection, name)
    if found is None:
        check_known("link", [name], [each.id for each in note_records.links(work.connection)])
        raise RecordUnknown("link", name)
    return found


def kept(work: Transaction, meant: Meant) -> RecordRef:
    """Which record is meant; a passage that is not kept yet is kept."""
    if isinstance(meant, Passage):
        meant = add_passage(work, meant)
    return ref_of(work.connection, meant)


def let_go_of(work: Transaction, *records: RecordRef | None) -> None:
    """Let go of those of these that are passages, if nothing rests on them any more."""
    let_go(work, [each.id for each in records if each is not None and each.kind is RecordKind.PASSAGE])


_READERS: dict[str, Any] = {
    "kind": lambda _, given: " ".join(words_given("link", given).split()),
    "direction": lambda _, given: word_of(Direction, "direction", given),
    "note": lambda _, given: words_given("note", given),
    "accounts": Reading.accounts,
    "derived": lambda _, given: bool(given),
    "layer": lambda _, given: None if given is None else word_of(Layer, "layer", given),
    "inferred": lambda _, given: note_given("inferred", given),
    "gap": lambda _, given: note_given("gap", given),
}


def _said(work: Transaction, given: Mapping[str, Any]) -> dict[str, Any]:
    return Reading(work.connection).read(_READERS, given)


def _named(work: Transaction, link: Link) -> tuple[Link, LinkKind | None]:
    """The link with its kind and layer as they are kept, and the standard kind of one on a map."""
    if not link.on_map:
        if link.layer is not None or link.derived or link.gap or link.inferred:
            message = "only links between acts, texts, copies and resources have a layer, or are derived or a gap"
            raise RecordWrong("link", link.kind, message)
        return link, None
    fitting = chain_rules.fitting_kinds(link.origin.kind, link.target.kind)
    name, standard = chain_rules.kind_of_link(link.kind, figure_records.link_kinds(work.connection), fitting)
    return replace(link, kind=name, layer=link.layer or _layer_of(work, link)), standard


def _layer_of(work: Transaction, link: Link) -> Layer | None:
    """The layer of the acts it joins, the most particular one; none for what joins no acts."""
    ends = [each.id for each in (link.origin, link.target) if each.kind is RecordKind.ACT]
    layers = set(course_records.layers_of_acts(work.connection, ends).values())
    return next((each for each in (Layer.PARTICULAR, Layer.PRESCRIBED, Layer.REGULAR) if each in layers), None)


def _check(work: Transaction, link: Link, standard: LinkKind | None) -> None:
    if standard is not None:
        chain_rules.check_link(work.connection, link, standard)


def _ref(link: Link) -> RecordRef:
    return RecordRef(RecordKind.LINK, link.id)


# ---------------------------------------------------------------------- the study's own kinds


def add_link_kind(work: Transaction, name: str, nearest: str, sentence: str) -> ProjectLinkKind:
    """Add a kind of link of the study's own.

    Raises
    ------
    RecordExists
        If there is a kind of that name.
    RecordWrong
        If what it is nearest to is no standard kind.
    """
    called = " ".join(check_id("kind of link", name).split())
    if not words_given("nearest", nearest).strip():
        raise RecordWrong("kind of link", called, 'name the standard kind it is nearest to: nearest="reads"')
    made = ProjectLinkKind(called, word_of(LinkKind, "kind of link", nearest), note_given("sentence", sentence))
    taken = [*(each.id for each in figure_records.link_kinds(work.connection)), *LinkKind.words()]
    if called.casefold() in {each.casefold() for each in taken}:
        raise RecordExists("kind of link", called)
    figure_records.put_link_kind(work, made)
    return made


def remove_link_kind(work: Transaction, name: str) -> None:
    """Take away a kind of link of the study's own that no link has.

    Raises
    ------
    RecordInUse
        If links have it.
    """
    check_known("kind of link", [name], [each.id for each in figure_records.link_kinds(work.connection)])
    users: Sequence[str] = [f"link {each.id}" for each in note_records.links(work.connection) if each.kind == name]
    if users:
        raise RecordInUse("kind of link", name, tuple(users))
    figure_records.delete_link_kind(work, name)
