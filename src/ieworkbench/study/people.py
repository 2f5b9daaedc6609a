"""The verbs for cases, sites and informants, as plain functions over a transaction."""

from __future__ import annotations

from collections.abc import Iterable

from ieworkbench.errors import RecordExists, RecordInUse, RecordWrong
from ieworkbench.model import Case, Informant, Site
from ieworkbench.store import records, tables
from ieworkbench.store.transaction import Transaction
from ieworkbench.study.names import Named, check_known

__all__ = ["put_case", "put_informant", "put_site", "remove_case", "remove_informant", "remove_site"]


def _ids(found: Iterable[Named]) -> list[str]:
    return [each.id for each in found]


def _check_new(kind: str, wanted: str, known: list[str], *, new: bool) -> None:
    if new and wanted in known:
        raise RecordExists(kind, wanted)
    if not new:
        check_known(kind, [wanted], known)


def put_case(work: Transaction, case: Case, *, new: bool) -> Case:
    """Write a case, new or changed."""
    _check_new("case", case.id, _ids(records.cases(work.connection)), new=new)
    records.put_case(work, case, new=new)
    return case


def put_site(work: Transaction, site: Site, *, new: bool) -> Site:
    """Write a site, new or changed; it may not be part of itself, however far round."""
    known = records.sites(work.connection)
    _check_new("site", site.id, _ids(known), new=new)
    if site.part_of is not None:
        check_known("site", [site.part_of], [*_ids(known), site.id])
        above = {each.id: each.part_of for each in known} | {site.id: site.part_of}
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
    _check_new("informant", informant.id, _ids(records.informants(connection)), new=new)
    check_known("case", informant.cases, _ids(records.cases(connection)))
    if informant.site is not None:
        check_known("site", [informant.site], _ids(records.sites(connection)))
    if informant.pointed_to_by is not None:
        passages = [passage.id for passage, _ in records.passages(connection)]
        check_known("passage", [informant.pointed_to_by], passages)
    records.put_informant(work, informant, new=new)
    return informant


def remove_case(work: Transaction, name: str) -> None:
    """Take a case out of the study, if nothing rests on it."""
    connection = work.connection
    check_known("case", [name], _ids(records.cases(connection)))
    users = [f"informant {each.id}" for each in records.informants(connection) if name in each.cases]
    users += [f"source {each.id}" for each in records.source_entries(connection) if name in each.cases]
    _refuse_if_used("case", name, users)
    work.delete(tables.case, {"id": name})


def remove_site(work: Transaction, name: str) -> None:
    """Take a site out of the study, if nothing rests on it."""
    connection = work.connection
    known = records.sites(connection)
    check_known("site", [name], _ids(known))
    users = [f"site {each.id}" for each in known if each.part_of == name]
    users += [f"informant {each.id}" for each in records.informants(connection) if each.site == name]
    _refuse_if_used("site", name, users)
    work.replace_list(tables.site_alias, {"site": name}, "alias", ())
    work.delete(tables.site, {"id": name})


def remove_informant(work: Transaction, name: str) -> None:
    """Take an informant out of the study, if no source is theirs."""
    connection = work.connection
    check_known("informant", [name], _ids(records.informants(connection)))
    users = [f"source {each.id}" for each in records.source_entries(connection) if name in each.informants]
    _refuse_if_used("informant", name, users)
    work.replace_list(tables.informant_case, {"informant": name}, "case", ())
    work.replace_list(tables.informant_consent, {"informant": name}, "consent", ())
    work.delete(tables.informant, {"id": name})


def _refuse_if_used(kind: str, name: str, users: list[str]) -> None:
    if users:
        raise RecordInUse(kind, name, tuple(users))
