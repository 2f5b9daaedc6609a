"""What of the chain of action rests on a case, a site, an informant or a source, in a few words each."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, select

from ieworkbench.model import DoerKind
from ieworkbench.sentences import short
from ieworkbench.store import tables

__all__ = ["resting_on_case", "resting_on_informant", "resting_on_site", "resting_on_source"]


def resting_on_case(connection: Connection, case: str) -> list[str]:
    """The acts, texts, resources and disjunctures of a case."""
    return _found(
        connection,
        ("act", select(_ACT.doing).where(_ACT.case == case)),
        ("text", select(_TEXT.title).where(_TEXT.case == case)),
        ("resource", select(_RESOURCE.name).where(_RESOURCE.case == case)),
        ("disjuncture", select(tables.disjuncture.c.what).where(tables.disjuncture.c.case == case)),
    )


def resting_on_site(connection: Connection, site: str) -> list[str]:
    """The acts, texts, copies and resources at a site."""
    copies = select(_TEXT.title).join(tables.text_copy, tables.text_copy.c.text == _TEXT.id)
    return _found(
        connection,
        ("act", select(_ACT.doing).where(_ACT.site == site)),
        ("text", select(_TEXT.title).where(_TEXT.site == site)),
        ("copy of", copies.where(tables.text_copy.c.site == site)),
        ("resource", select(_RESOURCE.name).where(_RESOURCE.site == site)),
    )


def resting_on_informant(connection: Connection, code: str) -> list[str]:
    """The acts that an informant does or takes part in, and the accounts that are said to be theirs."""
    kind = DoerKind.INFORMANT.value
    doer, task, account = tables.act_doer.c, tables.act_task.c, tables.account.c
    with_them = select(_ACT.doing).join(tables.act_doer, doer.act == _ACT.id)
    tasks = select(_ACT.doing).join(tables.act_task, task.act == _ACT.id)
    return _found(
        connection,
        ("act", select(_ACT.doing).where(_ACT.doer_kind == kind, _ACT.doer == code)),
        ("act", select(_ACT.doing).where(_ACT.initiative_kind == kind, _ACT.initiative == code)),
        ("act", with_them.where(doer.doer_kind == kind, doer.doer == code)),
        ("a task of", tasks.where(task.doer_kind == kind, task.doer == code)),
        ("account of", select(account.about_kind + " " + account.about).where(account.told_by == code)),
    )


def resting_on_source(connection: Connection, source: str) -> list[str]:
    """The texts whose words a source holds."""
    version = tables.institutional_text_version
    held = select(_TEXT.title).join(version, version.c.text == _TEXT.id).where(version.c.source == source)
    return _found(connection, ("text", held))


_ACT, _TEXT, _RESOURCE = tables.act.c, tables.institutional_text.c, tables.resource.c


def _found(connection: Connection, *asked: tuple[str, Select[Any]]) -> list[str]:
    named = (f"{what} “{short(str(each))}”" for what, query in asked for each in connection.scalars(query))
    return list(dict.fromkeys(named))
