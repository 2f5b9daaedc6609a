"""The verbs for cases, sites and informants, as plain functions over a transaction."""

from __future__ import annotations

from ieworkbench.errors import RecordExists, RecordWrong
from ieworkbench.model import Case, Informant, RecordKind, RecordRef, Site
from ieworkbench.store import chain_users, note_records, records, tables
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.names import check_known, check_recorded
from ieworkbench.study.resting import refuse_if_used

__all__ = ["put_case", "put_informant", "put_site", "remove_case", "remove_informant", "remove_site"]


def _check_new(work: Transaction, kind: str, wanted: str, *, new: bool) -> None:
    if not new:
        check_recorded(work.connection, kind, [wanted])
    elif records.known_ids(work.connection, kind, [wanted]):
        raise RecordExists(kind, wanted)


def put_case(work: Transaction, case: Case, *, new: bool) -> Case:
    """Write a case, new or changed."""
    _check_new(work, "case", case.id, new=new)
    records.put_case(work, case, new=new)
    return case


def put_site(work: Transaction, site: Site, *, new: bool) -> Site:
    """Write a site, new or changed; it may not be part of itself, however far round."""
    _check_new(work, "site", site.id, new=new)
    if site.part_of is not None:
        above = {each.id: each.part_of for each in records.sites(work.connection)} | {site.id: site.part_of}
        check_known("site", [site.part_of], above)
        at: str | None = site.part_of
        while at is not None:
            if at == site.id:
                raise RecordWrong("site", site.id, "a site cannot be part of itself")
            at = above[at]
    records.put_site(work, site, new=new)
    return site


def put_informant(work: Transaction, informant: Informant, *, new: bool) -> Informant:
    """Write an informant, new or changed; site, cases and passage must be in the study."""
    connection = work.connection
    _check_new(work, "informant", informant.id, new=new)
    check_recorded(connection, "case", informant.cases)
    check_recorded(connection, "site", filter(None, [informant.site]))
    check_recorded(connection, "passage", filter(None, [informant.pointed_to_by]))
    records.put_informant(work, informant, new=new)
    return informant


def remove_case(work: Transaction, name: str) -> None:
    """Take a case out of the study, if nothing rests on it."""
    connection = work.connection
    check_recorded(connection, "case", [name])
    users = [f"informant {each.id}" for each in records.informants(connection) if name in each.cases]
    users += [f"source {each.id}" for each in records.source_entries(connection) if name in each.cases]
    users += [f"passage {passage}" for case, passage in note_records.case_passages(connection) if case == name]
    users += chain_users.resting_on_case(connection, name)
    refuse_if_used(work, RecordRef(RecordKind.CASE, name), name, users)
    work.delete(tables.case, {"id": name})


def remove_site(work: Transaction, name: str) -> None:
    """Take a site out of the study, if nothing rests on it."""
    connection = work.connection
    check_recorded(connection, "site", [name])
    users = [f"site {each.id}" for each in records.sites(connection) if each.part_of == name]
    users += [f"informant {each.id}" for each in records.informants(connection) if each.site == name]
    users += chain_users.resting_on_site(connection, name)
    refuse_if_used(work, RecordRef(RecordKind.SITE, name), name, users)
    work.replace_list(tables.site_alias, {"site": name}, "alias", ())
    work.delete(tables.site, {"id": name})


def remove_informant(work: Transaction, name: str) -> None:
    """Take an informant out of the study, if no source is theirs and nothing else rests on them."""
    connection = work.connection
    check_recorded(connection, "informant", [name])
    users = [f"source {each.id}" for each in records.source_entries(connection) if name in each.informants]
    users += chain_users.resting_on_informant(connection, name)
    refuse_if_used(work, RecordRef(RecordKind.INFORMANT, name), name, users)
    work.replace_list(tables.informant_case, {"informant": name}, "case", ())
    work.replace_list(tables.informant_consent, {"informant": name}, "consent", ())
    work.delete(tables.informant, {"id": name})
