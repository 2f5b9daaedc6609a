"""Marking words in one step, and taking it back: an act with its texts and site, a code that is made as it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ieworkbench.errors import RecordUnknown
from ieworkbench.model import (
    Account,
    Act,
    ActMode,
    Authority,
    Code,
    Coding,
    EvidenceStatus,
    InstitutionalText,
    Layer,
    Link,
    LinkKind,
    Passage,
    RecordKind,
    Site,
    SiteLevel,
    SourceKind,
)
from ieworkbench.store import note_records, records
from ieworkbench.store.transaction import Transaction
from ieworkbench.study import acts, chain_rules, index, institutional_texts, links, people, telling
from ieworkbench.study.accounts import accounts_of, known_account
from ieworkbench.study.chain_given import record_given
from ieworkbench.study.given import line_given
from ieworkbench.study.names import check_id

__all__ = ["code_new", "mark_act", "unmark"]

_USES = {
    ActMode.DECIDE: LinkKind.DECIDES_BY,
    ActMode.TALK: LinkKind.CITES_IN_TALK,
    ActMode.WAIT: LinkKind.RECEIVES,
}
"""What an act does to the text it takes up, by what sort of doing it is; it reads it if nothing is said here."""


def code_new(work: Transaction, code: Code, passage: Passage, memo: str, by: str, chosen: str | None = None) -> Coding:
    """Make a code and give it to a passage; the coding has the id that was chosen, if one was."""
    made = index.add_code(work, code)
    return index.code_passages(work, [(passage, made.id, memo)], by, chosen)[0]


def mark_act(
    work: Transaction, given: Mapping[str, Any], account: Account, texts: tuple[object, object], by: str
) -> Act:
    """Record an act that an account tells of, with its site and the texts it takes up and makes.

    Parameters
    ----------
    given
        What was typed, by the names of an act's fields; a site that is new is added.
    account
        The words, and how they know it; the links to the texts rest on them too.
    texts
        The text it takes up and the one it makes; those that are new are added, as known by hearsay.
    by
        Who records it.
    """
    site = _site(work, given.get("site"))
    layer = _layer(work, account)
    act = acts.add_act(work, {**given, "site": site, "layer": layer.value, "accounts": account}, by)
    what = work.what
    uses, produces = (_text(work, each, account, by) for each in texts)
    for text, kind in ((uses, _USES.get(act.mode, LinkKind.READS)), (produces, _making(produces))):
        if text is not None:
            links.add_link(work, act, text, {"kind": kind.value, "accounts": account}, by)
    work.what = what
    return act


def unmark(work: Transaction, account: Account | str, by: str) -> None:
    """Words no longer tell of something; an act or a link that nothing else speaks for goes with them.

    Of the links of such an act those go that rest on the same words alone; where others are left, the
    act is not removed.
    """
    standing, about, side = known_account(work, account)
    is_last = not any(each.id != standing.id for each in accounts_of(work, about, side))
    if is_last and about.kind is RecordKind.ACT and _needs_words(acts.known_act(work, about.id)):
        for link in note_records.links(work.connection, about):
            if link.accounts and {each.passage.id for each in link.accounts} == {standing.passage.id}:
                links.remove_link(work, link)
        acts.remove_act(work, about.id, with_links=False)
        work.what = f"act {work.what}"
    elif is_last and about.kind is RecordKind.LINK and _needs_words(links.known_link(work, about.id)):
        links.remove_link(work, about.id)
        work.what = f"link {work.what}"
    else:
        telling.remove_account(work, standing, by)
        work.what = f"words {work.what}"


def _needs_words(record: Act | Link) -> bool:
    """Whether it could not stand without any account."""
    return record.layer is not Layer.REGULAR and not (record.inferred or record.gap)


def _layer(work: Transaction, account: Account) -> Layer:
    """What a text prescribes is supposed to happen; of everything else words tell as of what happened."""
    if account.status is not EvidenceStatus.TEXT_PRESCRIBES:
        return Layer.PARTICULAR
    kind = records.kinds_of_sources(work.connection, [account.passage.source]).get(account.passage.source)
    return Layer.PARTICULAR if kind in chain_rules.TALK else Layer.PRESCRIBED


def _site(work: Transaction, given: object) -> object:
    """The site that is meant, by its id or another name of it; a new one if there is none."""
    if not isinstance(given, str) or not given.strip():
        return given
    name = " ".join(given.split())
    wanted = name.casefold()
    for site in records.sites(work.connection):
        if wanted in {each.casefold() for each in (site.id, *site.aliases)}:
            return site.id
    return people.put_site(work, Site(check_id("site", name), SiteLevel.UNKNOWN), new=True).id


def _text(work: Transaction, given: object, account: Account, by: str) -> InstitutionalText | None:
    """The text that is meant; a new one, of which these words speak, if there is none of that title."""
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    try:
        name = record_given(work.connection, RecordKind.TEXT, given)
    except RecordUnknown:
        if not isinstance(given, str):
            raise
        said = {"title": line_given("text", given), "genre": SourceKind.OTHER.value, "accounts": account}
        return institutional_texts.add_text(work, said, by)
    return institutional_texts.known_text(work, name)


def _making(text: InstitutionalText | None) -> LinkKind:
    """What an act does to the text it makes: a form is filled in, anything else is written."""
    if text is None:
        return LinkKind.WRITES
    form = text.authority is Authority.FORM or text.genre.casefold() in _FORMS
    return LinkKind.FILLS_IN if form else LinkKind.WRITES


_FORMS = {SourceKind.FORM.label(each) for each in ("en", "nb", "nn")}
