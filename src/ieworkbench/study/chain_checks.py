"""What in the chain of action needs a look: each rule a small function that yields problems with a place.

None of them blocks anything. Some say what to ask next; some can only come about when two people's
copies become one, where each alone kept the hard rules.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from graphlib import CycleError, TopologicalSorter

from ieworkbench.errors import IEError
from ieworkbench.model import (
    Account,
    Act,
    Circuit,
    Consent,
    Disjuncture,
    Doer,
    DoerKind,
    EvidenceStatus,
    Informant,
    InformantLevel,
    InstitutionalText,
    Layer,
    Link,
    LinkKind,
    Placement,
    RecordRef,
    SourceKind,
    TextCopy,
)
from ieworkbench.model.vocabulary import Authority
from ieworkbench.sentences import short
from ieworkbench.store import (
    act_records,
    course_records,
    figure_records,
    index_records,
    institutional_records,
    note_records,
    records,
)
from ieworkbench.store.database import Connection
from ieworkbench.store.records import SourceEntry
from ieworkbench.study import chain_rules
from ieworkbench.study.problem import Problem
from ieworkbench.study.refs import Present

__all__ = ["chain_problems"]

_READING = {LinkKind.READS, LinkKind.SHOWS, LinkKind.CITES_IN_TALK, LinkKind.DECIDES_BY, LinkKind.READ_IN}
_WRITING = {
    LinkKind.DRAFTS,
    LinkKind.WRITES,
    LinkKind.FILLS_IN,
    LinkKind.DICTATES,
    LinkKind.EDITS,
    LinkKind.GRANTS_BY,
    LinkKind.REFUSES_BY,
}
_REPLACING = {LinkKind.SUBSTITUTES_FOR, LinkKind.SUPERSEDES}
_STAFF = {InformantLevel.SECOND, InformantLevel.EXTRA_LOCAL}
_PAPERS = {
    SourceKind.WRITTEN_DECISION,
    SourceKind.INDIVIDUAL_PLAN,
    SourceKind.OTHER_PLAN,
    SourceKind.APPLICATION,
    SourceKind.LETTER,
}
"""Documents that are somebody's own, which may be used if that person agreed to it."""

_TEXTS_TELL = {EvidenceStatus.TEXT_RECORDS, EvidenceStatus.TEXT_PRESCRIBES, EvidenceStatus.AUTHOR_REPORTS}


@dataclass(frozen=True, slots=True)
class _Chain:
    """Everything that the rules look at, read once."""

    connection: Connection
    acts: dict[str, Act]
    texts: dict[str, InstitutionalText]
    copies: dict[str, TextCopy]
    links: dict[str, Link]
    disjunctures: list[Disjuncture]
    circuits: list[Circuit]
    kinds: dict[str, LinkKind]
    informants: dict[str, Informant]
    sources: dict[str, SourceEntry]
    speakers: dict[str, str | None]

    def tellers(self, account: Account) -> tuple[str, ...]:
        """The informants who tell: the one named, else who speaks there, else whose the source is; none for texts."""
        if account.told_by:
            return (account.told_by,)
        label = unicodedata.normalize("NFC", self.speakers.get(account.passage.id) or "").strip()
        if label in self.informants:
            return (label,)
        source = self.sources.get(account.passage.source)
        return () if source is None or account.status in _TEXTS_TELL else source.informants

    def told(self) -> Iterator[tuple[str, tuple[Account, ...]]]:
        """Everything that has accounts, by what it is called, with them."""
        yield from ((_act(each), each.accounts) for each in self.acts.values())
        yield from ((_text(each), each.accounts) for each in self.texts.values())
        yield from ((_copy(self, each), each.accounts) for each in self.copies.values())
        yield from ((_link(each), each.accounts) for each in self.links.values())
        for disjuncture in self.disjunctures:
            yield from ((_side(disjuncture, side.says), side.accounts) for side in disjuncture.sides)


Rule = Callable[[_Chain], Iterator[Problem]]


def chain_problems(connection: Connection) -> Iterator[Problem]:
    """Every problem of the chain of action, in the order of the rules."""
    chain = _read(connection)
    if chain.acts or chain.texts or chain.links or chain.disjunctures or chain.circuits:
        for rule in _RULES:
            yield from rule(chain)


def _read(connection: Connection) -> _Chain:
    own = {each.id: each.nearest for each in figure_records.link_kinds(connection)}
    chain = _Chain(
        connection,
        {each.id: each for each in act_records.acts(connection)},
        {each.id: each for each in institutional_records.texts(connection)},
        {each.id: each for each in institutional_records.copies(connection)},
        {each.id: each for each in note_records.links(connection) if each.on_map},
        figure_records.disjunctures(connection),
        figure_records.circuits(connection),
        {kind.value: kind for kind in LinkKind} | own,
        {each.id: each for each in records.informants(connection)},
        {each.id: each for each in records.source_entries(connection)},
        {},
    )
    passages = {account.passage.id for _, accounts in chain.told() for account in accounts}
    if passages:
        turns = index_records.turns_of(connection, passages)
        chain.speakers.update((name, speaker) for name, (_, _, speaker) in turns.items())
    return chain


# ------------------------------------------------------------------------------ what things are called


def _act(act: Act) -> str:
    return f"act “{short(act.doing)}”"


def _text(text: InstitutionalText) -> str:
    return f"text “{short(text.title)}”"


def _copy(chain: _Chain, copy: TextCopy) -> str:
    text = chain.texts.get(copy.text)
    return f"copy of “{short(text.title)}” at {copy.site}" if text else f"copy {copy.id}"


def _link(link: Link) -> str:
    return f"link {link.kind} {link.id}"


def _side(record: Disjuncture, says: str) -> str:
    return f"side “{short(says)}” of disjuncture “{short(record.what)}”"


# ------------------------------------------------------------------------------ what to ask next


def _doer_unknown(chain: _Chain) -> Iterator[Problem]:
    """An act whose doer nobody names; a gap says so itself."""
    for act in chain.acts.values():
        if not act.doer.known and not act.gap:
            yield Problem("doer-unknown", _act(act), "Nobody says who does this; ask, and change the act.")


def _code_as_role(chain: _Chain) -> Iterator[Problem]:
    """A code that was given as a doer before there was an informant of that code, and so is a role."""
    for act in chain.acts.values():
        codes = [each.name for each in _doers(act) if each.kind is DoerKind.ROLE and each.name in chain.informants]
        if codes:
            message = (
                f"{codes[0]} stands there as a role, and is an informant by now; say anew who does it, and with whom."
            )
            yield Problem("informant-as-role", _act(act), message)


def _doers(act: Act) -> tuple[Doer, ...]:
    """Everybody who is named in an act."""
    return (act.doer, act.initiative, *act.with_whom, *act.participants, *(each.doer for each in act.tasks))


def _never_taken_up(chain: _Chain) -> Iterator[Problem]:
    """A text about one person's process that nobody is told to read, or to write."""
    done: dict[str, set[LinkKind]] = defaultdict(set)
    stood_in_for = {link.target.id for link in chain.links.values() if chain.kinds.get(link.kind) in _REPLACING}
    for link in chain.links.values():
        for end in (link.origin, link.target):
            name = chain.copies[end.id].text if end.id in chain.copies else end.id
            if not (link.accounts and all(each.polarity.negative for each in link.accounts)):
                done[name].add(chain.kinds.get(link.kind, LinkKind.THEN))
    for text in chain.texts.values():
        if (text.authority is not Authority.CASE_TEXT and text.case is None) or text.id in stood_in_for:
            continue
        if done[text.id].isdisjoint(_READING):
            message = "Nobody is told to read it or to decide by it; ask who does, and link an act to it."
            yield Problem("text-never-read", _text(text), message)
        if done[text.id].isdisjoint(_WRITING):
            message = "Nobody is told to write it or fill it in; ask who does, and link an act to it."
            yield Problem("text-never-written", _text(text), message)


def _only_instructed(chain: _Chain) -> Iterator[Problem]:
    """What is told only as it is supposed to go."""
    for act in chain.acts.values():
        if act.layer is not Layer.PRESCRIBED and act.accounts and all(each.status.instructs for each in act.accounts):
            message = "It is known only from instructions; ask whether it was done, or make it a prescribed act."
            yield Problem("only-instructed", _act(act), message)


def _only_staff_speak(chain: _Chain) -> Iterator[Problem]:
    """The work of those with whom the study stands, told by others alone."""
    for act in chain.acts.values():
        doer = chain.informants.get(act.doer.name) if act.doer.kind is DoerKind.INFORMANT else None
        if doer is None or doer.level is not InformantLevel.ENTRY or act.layer is Layer.PRESCRIBED:
            continue
        tellers = {name for account in act.accounts for name in chain.tellers(account)}
        levels = {chain.informants[name].level for name in tellers if name in chain.informants}
        if levels and levels <= _STAFF:
            message = f"Only staff speak of this work of {doer.id}’s; ask {doer.id}, and add the account."
            yield Problem("only-staff-speak", _act(act), message)


def _particulars(chain: _Chain) -> Iterator[Problem]:
    """A regular act without its particulars."""
    for act in chain.acts.values():
        if act.layer is not Layer.REGULAR:
            continue
        known = [chain.acts[each] for each in act.particulars if each in chain.acts]
        if not any(each.layer is Layer.PARTICULAR for each in known):
            message = "It lists no particular act any more; list those it rests on, or remove it."
            yield Problem("regular-without-particulars", _act(act), message)


def _consent(chain: _Chain) -> Iterator[Problem]:
    """Accounts that go beyond what those whose words and papers they are have agreed to."""
    quoted: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for account in (each for _, accounts in chain.told() for each in accounts):
        source = chain.sources.get(account.passage.source)
        if source is not None and source.kind in _PAPERS:
            used.update(source.informants)
        else:
            quoted.update(chain.tellers(account))
    for needed, counts, said, code in (
        (Consent.QUOTE, quoted, "to be quoted", "quoted-without-consent"),
        (Consent.USE_DOCUMENTS, used, "that their papers are used", "papers-without-consent"),
    ):
        for name in sorted(counts):
            informant = chain.informants.get(name)
            if informant is not None and informant.consent and needed not in informant.consent:
                them = "One account rests" if counts[name] == 1 else f"{counts[name]:,} accounts rest"
                message = (
                    f"{them} on their words, and they have not agreed {said}; ask, or keep these words to yourself."
                )
                yield Problem(code, f"informant {name}", message)


def _orphaned(chain: _Chain) -> Iterator[Problem]:
    """What all words that tell of it have lost their place in a corrected text."""
    for where, accounts in chain.told():
        if accounts and all(each.passage.placement is Placement.ORPHANED for each in accounts):
            message = (
                "None of the words that tell of it stands in the corrected text; place them by hand, or remove it."
            )
            yield Problem("words-orphaned", where, message)


def _open_circuits(chain: _Chain) -> Iterator[Problem]:
    """A circuit whose links do not come round to where they began."""
    for circuit in chain.circuits:
        ends = [_ends(chain, chain.links[each]) for each in circuit.links if each in chain.links]
        if not any(_comes_round(ends, first) for first in (ends[0] if ends else ())):
            message = "Its links do not come round to where they begin; change its links, or remove it."
            yield Problem("circuit-open", f"circuit “{short(circuit.name)}”", message)


def _comes_round(links: Sequence[tuple[str, str]], first: str) -> bool:
    """Whether one link after the other leads on from ``first`` and at last back to it, whichever way each points."""
    here = first
    for ends in links:
        if here not in ends:
            return False
        here = ends[1] if here == ends[0] else ends[0]
    return here == first


def _ends(chain: _Chain, link: Link) -> tuple[str, str]:
    """What a link joins; a copy is its text."""
    origin, target = (
        chain.copies[each.id].text if each.id in chain.copies else each.id for each in (link.origin, link.target)
    )
    return origin, target


def _texts_alike(chain: _Chain) -> Iterator[Problem]:
    """Two texts of one title in one case."""
    named = Counter((" ".join(each.title.casefold().split()), each.case) for each in chain.texts.values())
    for (title, case), count in named.items():
        if count > 1:
            text = next(
                each for each in chain.texts.values()
                if (" ".join(each.title.casefold().split()), each.case) == (title, case)
            )  # fmt: skip
            where = f"in case {case}" if case else "in no case"
            message = f"{count} texts {where} are called so; say what tells them apart, or remove one."
            yield Problem("texts-alike", _text(text), message)


# --------------------------------------------------------------------- what two copies can come to


def _without_words(chain: _Chain) -> Iterator[Problem]:
    """What no longer keeps the hard rules, since two copies became one."""
    for act in chain.acts.values():
        yield from _refused("act-without-words", _act(act), partial(chain_rules.act_rests_on_words, act))
        if act.layer is Layer.PRESCRIBED:
            rule = partial(chain_rules.prescribed_by_a_text, chain.connection, act)
            yield from _refused("prescribed-without-text", _act(act), rule)
    for link in chain.links.values():
        standard = chain.kinds.get(link.kind)
        if standard is None:
            message = "The study has no such kind of link any more; change the link’s kind."
            yield Problem("link-kind-unknown", _link(link), message)
            continue
        yield from _refused("link-without-words", _link(link), partial(chain_rules.link_rests_on_words, link))
    for record in chain.disjunctures:
        where = f"disjuncture “{short(record.what)}”"
        yield from _refused("disjuncture-one-sided", where, partial(chain_rules.has_two_sides, record))


def _refused(code: str, where: str, rule: Callable[[], None]) -> Iterator[Problem]:
    try:
        rule()
    except IEError as error:
        yield Problem(code, where, str(error))


def _rounds(chain: _Chain) -> Iterator[Problem]:
    """Acts of one case that come before themselves."""
    for case, steps in course_records.steps_of_courses(chain.connection).items():
        try:
            TopologicalSorter(steps).prepare()
        except CycleError as error:
            act = chain.acts[error.args[1][0]]
            where = f" in case {case}" if case else ""
            message = f"What happened{where} leads from it back to it; turn a link round, or remove one."
            yield Problem("act-before-itself", _act(act), message)


def _gone(chain: _Chain) -> Iterator[Problem]:
    """What names records that are gone."""
    present = Present(chain.connection)
    for act in chain.acts.values():
        doers = _doers(act)
        missing = [each.name for each in doers if each.kind is DoerKind.INFORMANT and each.name not in chain.informants]
        if missing:
            message = f"There is no informant {missing[0]} any more; say anew who does it, and with whom."
            yield Problem("doer-gone", _act(act), message)
    for record in chain.disjunctures:
        if not _all_there(present, [*record.where, *(each.record for each in record.sides)]):
            message = "A record that it names is gone; change its sides, or where it shows."
            yield Problem("disjuncture-without-record", f"disjuncture “{short(record.what)}”", message)
    for circuit in chain.circuits:
        named = (circuit.boss, circuit.actuality, circuit.representation, circuit.authorised)
        if not _all_there(present, named):
            message = "A record that has a role in it is gone; change the circuit."
            yield Problem("circuit-without-record", f"circuit “{short(circuit.name)}”", message)


def _all_there(present: Present, refs: Iterable[RecordRef | None]) -> bool:
    return all(each is None or each in present for each in refs)


def _versions_gone(chain: _Chain) -> Iterator[Problem]:
    """A copy of a version that its text has not."""
    for copy in chain.copies.values():
        text = chain.texts.get(copy.text)
        if copy.version and text is not None and copy.version not in {each.label for each in text.versions}:
            message = f"Its text has no version “{short(copy.version)}” any more; change the copy."
            yield Problem("version-gone", _copy(chain, copy), message)


_RULES: tuple[Rule, ...] = (
    _doer_unknown,
    _code_as_role,
    _never_taken_up,
    _only_instructed,
    _only_staff_speak,
    _particulars,
    _consent,
    _orphaned,
    _open_circuits,
    _texts_alike,
    _without_words,
    _rounds,
    _gone,
    _versions_gone,
)
