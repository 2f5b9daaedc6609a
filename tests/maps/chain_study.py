"""The made-up chain of `chain.py` as a study, made with the verbs that a researcher types."""

from __future__ import annotations

from pathlib import Path

import ieworkbench as ie
from ieworkbench.model import Account

from .chain import WORDS, records

_NOT_TYPED = {"id", "by", "at", "kind", "origin", "target"}


def chain_study(folder: Path) -> ie.Study:
    """A new study in this folder with the same chain; whoever asks for it closes it."""
    chain = records()
    study = ie.create_study(folder / "chain.iestudy", title=chain.title, standpoint=chain.standpoint, person="Ann")
    _people(study)
    for entry in chain.sources:
        (folder / entry.file_name).write_text(WORDS[entry.id], encoding="utf-8")
        study.add_source(
            folder / entry.file_name,
            kind=entry.kind.value,
            cases=entry.cases,
            informants=entry.informants,
            wave=entry.wave,
            language="en",
        )
    for kind in chain.link_kinds:
        study.add_link_kind(kind.id, nearest=kind.nearest.value, sentence=kind.sentence)
    for text in chain.texts:
        study.add_text(id=text.id, **_typed(study, text))
    for copy in chain.copies:
        study.add_copy(id=copy.id, **_typed(study, copy))
    for resource in chain.resources:
        study.add_resource(resource.name, kind=resource.kind.value, id=resource.id)
    for act in chain.acts:
        study.add_act(id=act.id, **_typed(study, act))
    for link in chain.links:
        study.link(link.origin, link.kind, link.target, **_typed(study, link))
    for each in chain.disjunctures:
        sides = [(side.says, [_told(study, account) for account in side.accounts]) for side in each.sides]
        study.add_disjuncture(each.what, sides, where=each.where, case=each.case, id=each.id)
    return study


def _people(study: ie.Study) -> None:
    chain = records()
    for case in chain.cases:
        study.add_case(case.id)
    for site in chain.sites:
        study.add_site(site.id, level=site.level.value, aliases=site.aliases)
    for each in chain.informants:
        study.add_informant(each.id, level=each.level.value, role=each.role, site=each.site, cases=each.cases)


def _told(study: ie.Study, account: Account) -> Account:
    """The same words as an account, found in the study's source."""
    place = account.passage
    said = study.source(place.source).passage(place.start, place.end)
    return said.account(account.status.value, polarity=account.polarity.value, work=account.work.value)


def _typed(study: ie.Study, record: object) -> dict[str, object]:
    """What of a record is typed where it is added."""
    given = {name: getattr(record, name) for name in record.__slots__ if name not in _NOT_TYPED}
    given["accounts"] = [_told(study, each) for each in record.accounts]
    return given
