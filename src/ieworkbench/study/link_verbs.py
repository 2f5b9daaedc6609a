"""The verbs for links, as a researcher types them: between any records, and between what stands on a map."""

from __future__ import annotations

from ieworkbench.model import Link, ProjectLinkKind
from ieworkbench.store import figure_records, note_records
from ieworkbench.study import links
from ieworkbench.study.action_verbs import Told
from ieworkbench.study.opened import KEEP, Opened, typed
from ieworkbench.study.refs import Meant, called, ref_of
from ieworkbench.study.table import Named, Table
from ieworkbench.study.unquoted import link_unquoted

__all__ = ["LinkVerbs"]


class LinkVerbs(Opened):
    """Links, and the study's own kinds of them."""

    def link(
        self,
        origin: Meant,
        kind: str,
        target: Meant,
        *,
        direction: str = "one way",
        note: str = "",
        accounts: Told = (),
        derived: bool = False,
        layer: str | None = None,
        inferred: str = "",
        gap: str = "",
    ) -> Link:
        """Note that one record leads to another.

        Parameters
        ----------
        origin, target
            The two: any records, or their names. Passages are kept.
        kind
            What the one does to the other. Between acts, texts, copies and resources it is a word of
            `LinkKind` (``"then"``, ``"writes"``, ``"conditions on"`` …) or a kind of the study's own;
            between other records any words: ``"contradicts"``, ``"is quoted in"``.
        direction
            ``"one way"``, ``"both ways"`` or ``"undirected"``.
        note
            Why.
        accounts
            The words that tell of it: ``said.account("told done")``.
        derived
            Whether it holds only through a text as a whole, as you judge.
        layer
            ``particular``, ``regular`` or ``prescribed``; that of the acts it joins if not given.
        inferred, gap
            Where no words tell of it: why you hold that it is so, or what is not known.

        Raises
        ------
        NoSuchJoint
            If a kind does not join such records, with the kinds that may.
        WordsMissing
            If a link on a map rests on no words and nothing says why.
        GoesRound
            If what happened would come before itself within one case.
        RecordUnknown, RecordWrong
            If a record, a kind or a word is not known.
        """
        given = {
            "kind": kind,
            "direction": direction,
            "note": note,
            "accounts": accounts,
            "derived": derived,
            "layer": layer,
            "inferred": inferred,
            "gap": gap,
        }
        with self._work("link") as work:
            made = links.add_link(work, origin, target, given, self.person)
            work.what = link_unquoted(work.connection, made)
            return made

    def change_link(
        self,
        link: Link | str,
        *,
        origin: Meant = KEEP,
        kind: str = KEEP,
        target: Meant = KEEP,
        direction: str = KEEP,
        note: str = KEEP,
        accounts: Told = KEEP,
        derived: bool = KEEP,
        layer: str | None = KEEP,
        inferred: str = KEEP,
        gap: str = KEEP,
    ) -> Link:
        """Change what is said of a link; what is not named stays.

        Parameters
        ----------
        link
            The link, or its id.
        accounts
            All that it has from now on; one more by `add_account`.

        The others are as in `link`, and so are the errors.
        """
        given = typed(
            origin=origin,
            kind=kind,
            target=target,
            direction=direction,
            note=note,
            accounts=accounts,
            derived=derived,
            layer=layer,
            inferred=inferred,
            gap=gap,
        )
        with self._work("change link") as work:
            changed = links.change_link(work, link, given, self.person)
            work.what = link_unquoted(work.connection, changed)
            return changed

    def remove_link(self, link: Link | str) -> None:
        """Remove a link with its accounts; what it joined stays, but for passages on which nothing rests any more.

        Raises
        ------
        RecordInUse
            If a circuit goes through it, or a disjuncture shows at it.
        """
        with self._work("remove link") as work:
            links.remove_link(work, link)

    def links(self, record: Meant | None = None) -> Named[Link]:
        """Every link, or those from or to one record, in the order in which they were made."""
        with self._database.reading() as connection:
            ref = None if record is None else ref_of(connection, record)
            found = note_records.links(connection, ref)
            ends = (end for each in found for end in (each.origin, each.target))
            return Named("links", found, Link, called(connection, ends))

    def add_link_kind(self, name: str, *, nearest: str, sentence: str = "") -> ProjectLinkKind:
        """Add a kind of link of the study's own.

        Parameters
        ----------
        name
            What to call it: ``"hands over"``.
        nearest
            The standard kind it is nearest to; it is drawn and followed like that one.
        sentence
            What it means.

        Raises
        ------
        RecordExists, RecordWrong
            If there is such a kind, or what it is nearest to is none.
        """
        with self._work("add link kind", str(name)) as work:
            return links.add_link_kind(work, name, nearest, sentence)

    def remove_link_kind(self, name: str) -> None:
        """Remove a kind of link of the study's own that no link has."""
        with self._work("remove link kind", str(name)) as work:
            links.remove_link_kind(work, name)

    def link_kinds(self) -> Table[ProjectLinkKind]:
        """The study's own kinds of links, by name."""
        with self._database.reading() as connection:
            return Table("kinds", figure_records.link_kinds(connection), ProjectLinkKind)
