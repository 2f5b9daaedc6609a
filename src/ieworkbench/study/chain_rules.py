"""The hard rules of the chain of action: one small function a rule, which refuses with a sentence.

They are tried when a verb has written what it was asked to; a refusal takes everything back.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from ieworkbench.errors import GoesRound, NoSuchJoint, RecordWrong, WordsMissing
from ieworkbench.model import (
    Act,
    Direction,
    Disjuncture,
    EvidenceStatus,
    InstitutionalText,
    Layer,
    Link,
    LinkKind,
    ProjectLinkKind,
    RecordKind,
    SourceKind,
)
from ieworkbench.sentences import listed
from ieworkbench.store import course_records, records
from ieworkbench.store.database import Connection

__all__ = [
    "TALK",
    "act_rests_on_words",
    "check_act",
    "check_link",
    "fitting_kinds",
    "has_two_sides",
    "kind_of_link",
    "leads_one_way",
    "leads_where_it_may",
    "link_rests_on_words",
    "lists_its_particulars",
    "made_from_another",
    "never_before_itself",
    "number_fits",
    "prescribed_by_a_text",
]

TALK = {SourceKind.INTERVIEW, SourceKind.FIELD_NOTE}
"""Sources that are no texts of the institution; minutes are, though they tell of talk."""


# -------------------------------------------------------------------------------------- acts


def check_act(connection: Connection, act: Act) -> None:
    """Make sure that an act may stand as it is."""
    act_rests_on_words(act)
    prescribed_by_a_text(connection, act)
    lists_its_particulars(connection, act)


def act_rests_on_words(act: Act) -> None:
    """A particular act has an account, or a reason why it is inferred, or is a gap."""
    if act.layer is Layer.PARTICULAR and not (act.accounts or act.inferred or act.gap):
        raise WordsMissing("act", act.doing)


def prescribed_by_a_text(connection: Connection, act: Act) -> None:
    """An act of the prescribed layer rests on a passage of a text that prescribes it."""
    if act.layer is not Layer.PRESCRIBED:
        return
    prescribing = {each.passage.source for each in act.accounts if each.status is EvidenceStatus.TEXT_PRESCRIBES}
    kinds = records.kinds_of_sources(connection, prescribing)
    if not any(kind not in TALK for kind in kinds.values()):
        message = (
            "what is supposed to happen rests on words of a text: give words of a source that is no talk "
            "as .account(“text prescribes”)"
        )
        raise RecordWrong("act", act.doing, message)


def lists_its_particulars(connection: Connection, act: Act) -> None:
    """A regular act lists at least one particular act; no other lists any."""
    if act.layer is not Layer.REGULAR and act.particulars:
        raise RecordWrong("act", act.doing, 'only a regular act lists particular ones; say layer="regular"')
    if act.layer is not Layer.REGULAR:
        return
    if not act.particulars:
        message = "a regular act lists the particular acts it rests on; give particulars=[…], or use generalise"
        raise RecordWrong("act", act.doing, message)
    layers = course_records.layers_of_acts(connection, act.particulars)
    wrong = next((each for each in act.particulars if layers.get(each) is not Layer.PARTICULAR), None)
    if wrong is not None:
        raise RecordWrong("act", act.doing, f"it may list particular acts only, and “{wrong}” is none")


# ------------------------------------------------------------------------------------- links


def kind_of_link(kind: str, own: Iterable[ProjectLinkKind], fitting: tuple[str, ...]) -> tuple[str, LinkKind]:
    """What a link between things on a map is called, and the standard kind that it is, or is nearest to.

    Parameters
    ----------
    kind
        As it was typed.
    own
        The study's own kinds.
    fitting
        The standard kinds that may join these things, to choose from if it is none.

    Raises
    ------
    RecordWrong
        If it is no kind of link, with the nearest one, or those that fit.
    """
    words, known = " ".join(kind.split()), {each.id: each.nearest for each in own}
    for name, nearest in known.items():
        if name.casefold() == words.casefold():
            return name, nearest
    try:
        standard = LinkKind.meant("kind of link", words)
    except RecordWrong as error:
        near = difflib.get_close_matches(words.casefold(), [*LinkKind.words(), *known], n=1, cutoff=0.7)
        hint = (
            f"did you mean “{near[0]}”?"
            if near
            else f"choose one of: {listed(fitting, 12)}; or add your own with add_link_kind"
        )
        raise RecordWrong("kind of link", words, f"this is no kind of link we know; {hint}") from error
    return standard.value, standard


def leads_where_it_may(link: Link, standard: LinkKind) -> None:
    """A link joins what its kind may join."""
    if not standard.may_join(link.origin.kind, link.target.kind):
        possible = fitting_kinds(link.origin.kind, link.target.kind)
        raise NoSuchJoint(link.kind, link.origin.kind.value, link.target.kind.value, possible)


def fitting_kinds(origin: RecordKind, target: RecordKind) -> tuple[str, ...]:
    """The standard kinds that may lead from such a record to such a record."""
    return tuple(kind.value for kind in LinkKind if kind.may_join(origin, target))


def link_rests_on_words(link: Link) -> None:
    """A link on a map has an account, or a reason why it is inferred, or is a gap.

    A regular link may instead be derived: it holds through the particular acts as a whole.
    """
    derived = link.derived and link.layer is Layer.REGULAR
    if link.on_map and not (link.accounts or link.inferred or link.gap or derived):
        raise WordsMissing("link", link.kind)


def check_link(connection: Connection, link: Link, standard: LinkKind) -> None:
    """Make sure that a link on a map may stand as it is."""
    leads_where_it_may(link, standard)
    link_rests_on_words(link)
    if standard is LinkKind.THEN:
        leads_one_way(link)
        never_before_itself(connection, link.origin.id)


def leads_one_way(link: Link) -> None:
    """What comes before another thing comes before it, and not after it too."""
    if link.direction is not Direction.ONE_WAY:
        raise RecordWrong("link", link.kind, "it leads one way only, from what came before to what came after")


def never_before_itself(connection: Connection, act_id: str) -> None:
    """Within one case, what happened never comes before itself: no ``then`` leads from an act back to it."""
    way = course_records.round_through(connection, act_id)
    if way:
        case, doings = course_records.case_and_doings(connection, way)
        raise GoesRound(case, tuple(doings))


# ------------------------------------------------------------------------------------- texts


def number_fits(text: InstitutionalText) -> None:
    """How many of which: fewer than there are to choose from, and at least one."""
    if text.number is None and not text.among:
        return
    if text.number is None or not text.among:
        raise RecordWrong("text", text.title, "number= and among= belong together: how many, and of which texts")
    if not isinstance(text.number, int) or isinstance(text.number, bool) or not 1 <= text.number < len(text.among):
        message = f"{text.number} of {len(text.among)} leaves nothing open; number= is at least 1 and less than that"
        raise RecordWrong("text", text.title, message)
    if text.id in text.among:
        raise RecordWrong("text", text.title, "it cannot be among itself")


def made_from_another(text: InstitutionalText, templates: Mapping[str, str | None]) -> None:
    """No text is made from itself, however far round; ``templates`` says of each text from which it is made."""
    above = {**templates, text.id: text.template}
    at = text.template
    for _ in above:
        if at is None:
            return
        if at == text.id:
            raise RecordWrong("text", text.title, "a text cannot be made from itself")
        at = above.get(at)


def has_two_sides(record: Disjuncture) -> None:
    """A disjuncture has two sides or more, each with words, or with the record whose side it is."""
    if len(record.sides) < 2:
        raise RecordWrong("disjuncture", record.what, "it takes two sides or more; give each with its words")
    for side in record.sides:
        if not side.accounts and side.record is None:
            raise WordsMissing("side", side.says)
