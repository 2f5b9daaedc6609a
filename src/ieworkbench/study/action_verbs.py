"""The verbs of the chain of action, as a researcher types them: acts, their accounts, and what is granted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from ieworkbench.model import (
    Account,
    Act,
    Case,
    Doer,
    Informant,
    Layer,
    RecordKind,
    Resource,
    SaidDate,
    Site,
    Task,
)
from ieworkbench.store import act_records
from ieworkbench.study import acts, telling
from ieworkbench.study.chain_given import Reading, record_given
from ieworkbench.study.names import word_of
from ieworkbench.study.opened import KEEP, Opened, typed
from ieworkbench.study.refs import Meant
from ieworkbench.study.table import Table

__all__ = ["ActionVerbs", "Told", "When", "Who"]

Who = Doer | Informant | str | None
"""Who does something: an informant or a code, a role in words, a `Doer`; ``None`` or ``"unknown"`` for nobody known."""

Told = Account | Iterable[Account]
"""Words that tell of a thing, and how they know it."""

When = SaidDate | dt.date | str | None
"""A date as it was said, or a day."""


class ActionVerbs(Opened):
    """Acts, the accounts they rest on, and what is granted or withheld."""

    # ------------------------------------------------------------------------------------ acts

    def add_act(
        self,
        doing: str,
        *,
        doer: Who = None,
        with_whom: Who | Sequence[Who] = (),
        initiative: Who = None,
        purpose: str = "",
        means: str = "",
        site: Site | str | None = None,
        when: When = None,
        mode: str = "do",
        case: Case | str | None = None,
        layer: str = "particular",
        outcome: str = "",
        participants: Who | Sequence[Who] = (),
        tasks: Sequence[Task | str | tuple[str, Who]] = (),
        particulars: Act | str | Sequence[Act | str] = (),
        accounts: Told = (),
        inferred: str = "",
        gap: str = "",
        note: str = "",
        id: str | None = None,  # noqa: A002 - the word a researcher would type
    ) -> Act:
        """Record something that somebody does, with the words that tell of it.

        Parameters
        ----------
        doing
            A verb phrase: ``"tells her to come back when she has lost weight"``.
        doer, initiative
            Who does it, and at whose initiative: an informant's code, a role in words (``"a
            caseworker"``), ``"the home services together"``, or a `Doer`; unknown if not given.
        with_whom, participants
            With whom; and who was there, of a meeting.
        purpose, means, outcome
            What for, with what, and what came of it, as it was told.
        site, case
            Where, and in which case.
        when
            When, as it was said; before and after are links.
        mode
            ``do``, ``talk``, ``read``, ``write``, ``decide`` or ``wait``.
        layer
            ``particular`` for what happened, ``regular`` for what regularly happens, ``prescribed``
            for what is supposed to happen.
        tasks
            What a meeting gave whom to do: words, or pairs of words and a doer.
        particulars
            Of a regular act: the particular acts it rests on; see `generalise`.
        accounts
            The words: ``said.account("told done")``. Their passages are kept.
        inferred, gap
            Where no words tell of it: why you hold that it was so, or what is not known.
        note
            What you add.
        id
            What to call it; made if not given.

        Raises
        ------
        WordsMissing
            If what happened rests on no words and neither ``inferred`` nor ``gap`` says why.
        RecordUnknown, RecordWrong, RecordExists
            If a site, case, informant or word is not known, a rule is broken, or the id is taken.
        """
        given = {
            "doing": doing,
            "doer": doer,
            "with_whom": with_whom,
            "initiative": initiative,
            "purpose": purpose,
            "means": means,
            "site": site,
            "when": when,
            "mode": mode,
            "case": case,
            "layer": layer,
            "outcome": outcome,
            "participants": participants,
            "tasks": tasks,
            "particulars": particulars,
            "accounts": accounts,
            "inferred": inferred,
            "gap": gap,
            "note": note,
        }
        with self._work("add act") as work:
            return acts.add_act(work, given, self.person, id)

    def change_act(
        self,
        act: Act | str,
        *,
        doing: str = KEEP,
        doer: Who = KEEP,
        with_whom: Who | Sequence[Who] = KEEP,
        initiative: Who = KEEP,
        purpose: str = KEEP,
        means: str = KEEP,
        site: Site | str | None = KEEP,
        when: When = KEEP,
        mode: str = KEEP,
        case: Case | str | None = KEEP,
        layer: str = KEEP,
        outcome: str = KEEP,
        participants: Who | Sequence[Who] = KEEP,
        tasks: Sequence[Task | str | tuple[str, Who]] = KEEP,
        particulars: Act | str | Sequence[Act | str] = KEEP,
        accounts: Told = KEEP,
        inferred: str = KEEP,
        gap: str = KEEP,
        note: str = KEEP,
    ) -> Act:
        """Change what is said of an act; what is not named stays.

        Parameters
        ----------
        act
            The act, its id, or its verb phrase if no other act has the same.
        accounts
            All that it has from now on; one more by `add_account`.

        The others are as in `add_act`.

        Raises
        ------
        WordsMissing, GoesRound, RecordUnknown, RecordWrong
            If a rule would be broken; nothing is changed then.
        """
        given = typed(
            doing=doing,
            doer=doer,
            with_whom=with_whom,
            initiative=initiative,
            purpose=purpose,
            means=means,
            site=site,
            when=when,
            mode=mode,
            case=case,
            layer=layer,
            outcome=outcome,
            participants=participants,
            tasks=tasks,
            particulars=particulars,
            accounts=accounts,
            inferred=inferred,
            gap=gap,
            note=note,
        )
        with self._work("change act") as work:
            return acts.change_act(work, act, given, self.person)

    def remove_act(self, act: Act | str, *, with_links: bool = False) -> None:
        """Remove an act with its accounts; their passages are let go where nothing else rests on them.

        Parameters
        ----------
        act
            The act, its id or its verb phrase.
        with_links
            Whether the links from and to it are removed in the same step.

        Raises
        ------
        RecordInUse
            If links, circuits, disjunctures, memos, sets, regular acts or tasks rest on it, with
            what they are.
        """
        with self._work("remove act") as work:
            acts.remove_act(work, act, with_links=with_links)

    def act(self, name: str) -> Act:
        """The act with this id or verb phrase.

        Raises
        ------
        RecordUnknown, RecordWrong
            If there is none, or several are called so.
        """
        with self._database.reading() as connection:
            chosen = record_given(connection, RecordKind.ACT, name)
            return act_records.acts_called(connection, [chosen])[0]

    def acts(
        self,
        *,
        case: Case | str | None = None,
        layer: str | None = None,
        doer: Who | None = None,
        site: Site | str | None = None,
    ) -> Table[Act]:
        """The acts that fit all that is asked, in the order in which they were recorded.

        Parameters
        ----------
        case, layer, site
            Only those of this case, layer or site.
        doer
            Only those that this one does; ``"unknown"`` for those whose doer nobody names.
        """
        with self._database.reading() as connection:
            reading = Reading(connection)
            wanted: dict[str, Any] = {
                "case": reading.one(RecordKind.CASE, case),
                "layer": None if layer is None else word_of(Layer, "layer", layer),
                "doer": None if doer is None else reading.doer(doer),
                "site": reading.one(RecordKind.SITE, site),
            }
            asked = {name: value for name, value in wanted.items() if value is not None}
            found = act_records.acts(connection)
        fitting = [each for each in found if all(getattr(each, name) == value for name, value in asked.items())]
        return Table("acts", fitting, Act)

    def merge_acts(self, several: Sequence[Act | str]) -> Act:
        """Make several acts one, where several accounts tell of the same doing.

        The first stays as it is. Accounts, links, memos, and whatever else rests on the others goes
        to it; what was said of them otherwise is kept in a memo on it. One step to undo.

        Parameters
        ----------
        several
            The acts, or their ids or verb phrases: the one that stays first.

        Raises
        ------
        RecordWrong
            If fewer than two are given, or they are of different layers.
        GoesRound
            If it would come before itself.
        """
        with self._work("merge acts") as work:
            return telling.merge_acts(work, several, self.person)

    def generalise(
        self,
        several: Sequence[Act | str],
        doing: str | None = None,
        *,
        doer: Who = KEEP,
        site: Site | str | None = KEEP,
        case: Case | str | None = None,
        mode: str = KEEP,
        accounts: Told = (),
        note: str = "",
        id: str | None = None,  # noqa: A002 - the word a researcher would type
    ) -> Act:
        """A regular act that lists these particular ones: no statement about them without each of them.

        Parameters
        ----------
        several
            The particular acts.
        doing, doer, site, mode
            What regularly is done, by whom, where, and what sort of doing it is. Where they are not
            given they are what all the particular acts share; an informant among the doers stays a
            particular.
        case
            Only for what is regular within one case.
        accounts
            Words that tell how it usually goes.
        note, id
            As in `add_act`.

        Raises
        ------
        RecordWrong
            If one of them is not particular, or they do not share a verb phrase and none is given.
        """
        given = typed(doing=doing if doing else KEEP, doer=doer, site=site, mode=mode)
        given |= {"case": case, "accounts": accounts, "note": note}
        with self._work("generalise") as work:
            return telling.generalise(work, several, given, self.person, id)

    # -------------------------------------------------------------------------------- accounts

    def add_account(self, record: Meant, account: Account) -> Account:
        """Add words that tell of an act, a text, a copy or a link.

        Parameters
        ----------
        record
            The act, text, copy or link, or what it is called.
        account
            The words and how they know it: ``said.account("told done by other")``.

        Returns
        -------
        Account
            As it is kept, with its id.

        Raises
        ------
        RecordUnknown, RecordWrong
            If there is no such record, or it is none that accounts tell of.
        """
        with self._work("add account") as work:
            return telling.add_account(work, record, account, self.person)

    def change_account(
        self,
        account: Account | str,
        *,
        status: str = KEEP,
        polarity: str = KEEP,
        work: str = KEEP,
        told_by: Informant | str = KEEP,
        note: str = KEEP,
    ) -> Account:
        """Change what is said of an account; its words stay, and so does what is not named.

        Parameters
        ----------
        account
            The account as the study keeps it, or its id.
        status, polarity, work, told_by, note
            As in `Passage.account`.

        Raises
        ------
        RecordUnknown, RecordWrong
            If it is not kept, or a word is not known, or what it tells of may not stand so.
        """
        given = typed(status=status, polarity=polarity, work=work, told_by=told_by, note=note)
        with self._work("change account") as step:
            return telling.change_account(step, account, given, self.person)

    def remove_account(self, account: Account | str) -> None:
        """Remove an account; its passage is let go if nothing else rests on it.

        Raises
        ------
        RecordUnknown
            If it is not kept.
        WordsMissing, RecordWrong
            If what it tells of would be left without what it must rest on.
        """
        with self._work("remove account") as work:
            telling.remove_account(work, account, self.person)

    # ------------------------------------------------------------------------------- resources

    def add_resource(
        self,
        name: str,
        *,
        kind: str = "other",
        case: Case | str | None = None,
        site: Site | str | None = None,
        note: str = "",
        id: str | None = None,  # noqa: A002 - the word a researcher would type
    ) -> Resource:
        """Record what is granted or withheld.

        Parameters
        ----------
        name
            What it is called: ``"rehabilitation allowance"``.
        kind
            ``money``, ``place``, ``device``, ``service`` or ``other``.
        case, site
            The case it belongs to, and the site it comes from or lies at.
        note
            What you add.
        id
            What to call it in the study; made if not given.
        """
        given = {"name": name, "kind": kind, "case": case, "site": site, "note": note}
        with self._work("add resource", str(name)) as work:
            return acts.add_resource(work, given, id)

    def change_resource(
        self,
        resource: Resource | str,
        *,
        name: str = KEEP,
        kind: str = KEEP,
        case: Case | str | None = KEEP,
        site: Site | str | None = KEEP,
        note: str = KEEP,
    ) -> Resource:
        """Change what is said of a resource; what is not named stays."""
        given = typed(name=name, kind=kind, case=case, site=site, note=note)
        with self._work("change resource") as work:
            return acts.change_resource(work, resource, given)

    def remove_resource(self, resource: Resource | str, *, with_links: bool = False) -> None:
        """Remove a resource, if nothing rests on it; with ``with_links`` its links go in the same step."""
        with self._work("remove resource") as work:
            acts.remove_resource(work, resource, with_links=with_links)

    def resource(self, name: str) -> Resource:
        """The resource with this id or name."""
        with self._database.reading() as connection:
            chosen = record_given(connection, RecordKind.RESOURCE, name)
            return next(each for each in act_records.resources(connection) if each.id == chosen)

    def resources(self) -> Table[Resource]:
        """Every resource, by name."""
        with self._database.reading() as connection:
            return Table("resources", act_records.resources(connection), Resource)
