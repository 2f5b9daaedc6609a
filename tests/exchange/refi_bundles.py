"""Bundles of every shape a study can have, for the tests of REFI-QDA projects."""

from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import UUID, uuid5

from hypothesis import strategies as st

from ieworkbench.exchange.bundle import Bundle
from ieworkbench.model import (
    Attribute,
    AttributeValue,
    Case,
    Code,
    Codebook,
    Coding,
    Informant,
    Link,
    Memo,
    Origin,
    RecordRef,
    RecordSet,
    SaidDate,
    Site,
    Source,
)
from ieworkbench.model.vocabulary import (
    AttributeType,
    Consent,
    Direction,
    InformantLevel,
    MemoKind,
    RecordKind,
    SiteLevel,
    SourceKind,
)

PEOPLE = ("Ada", "Bo Ek", "Åse 🙂", "שרה", "ctrl\x02name")
ODD = [
    "😀",
    "𝒜",
    "e\u0301",
    "שלום",
    "\u202e",
    "\n",
    "\n\n",
    "\t",
    "\x00",
    "\x0b",
    "\u2028",
    "\ufffe",
    "<&>\"']]>",
    "…",
    " ",
]
WORDS = ["waiting", "the form F-17", "kontoret", "she rang", "again"]
VALUES = {
    AttributeType.TEXT: st.sampled_from(["Oslo", "a; b", "", "x\x01y", "line\nline"]),
    AttributeType.YES_NO: st.sampled_from(["yes", "no", "perhaps"]),
    AttributeType.WHOLE_NUMBER: st.sampled_from(["3", "-12", "007", "many"]),
    AttributeType.NUMBER: st.sampled_from(["3.5", "-.5", "2.", "1e3", "1e999999999", "half"]),
    AttributeType.DATE: st.sampled_from(["2026-03-01", "0999-01-01", "soon"]),
    AttributeType.MOMENT: st.sampled_from(
        ["2026-03-01T09:30:00", "2026-03-01T09:30:00.25+02:00", "2026-03-01", "then"]
    ),
}
PIECES = st.one_of(st.sampled_from(ODD), st.sampled_from(WORDS), st.text(max_size=4))
TEXTS = (
    st.lists(PIECES, max_size=25)
    .map("".join)
    .map(lambda text: text.replace("\r", "").lstrip("\ufeff"))
    .map(lambda text: text.encode("utf-8", "ignore").decode("utf-8"))
)
LINES = st.lists(PIECES, min_size=1, max_size=3).map(lambda parts: " ".join("".join(parts).split()) or "nameless")
MOMENTS = st.datetimes(dt.datetime.fromisoformat("1971-01-01"), dt.datetime.fromisoformat("2100-01-01"))
BYS = st.sampled_from(("", *PEOPLE))


def made(*parts: object) -> str:
    """A GUID that is the same for the same parts."""
    return str(uuid5(UUID(int=7), " ".join(map(str, parts))))


def source(content: str, source_id: str = "S1", **said: object) -> Source:
    """A source with this text."""
    origin = Origin(f"{source_id}.txt", "0" * 64, len(content), "txt", "made up")
    return Source(content, (), (), (), origin, id=source_id, **said)


def kept(text: Source, start: int, end: int, passage_id: str):
    """The words from start to end as a passage with an id."""
    return dataclasses.replace(text.passage(start, end), id=passage_id)


@st.composite
def codebooks(draw) -> Codebook:
    """Codes in a tree and beyond it: siblings of one name, several parents."""
    codes: list[Code] = []
    for number in range(draw(st.integers(0, 5))):
        earlier = [each.id for each in codes]
        parents = draw(st.lists(st.sampled_from(earlier), max_size=3, unique=True)) if earlier else []
        name = draw(st.sampled_from(["waiting", "work"]) | LINES)
        if name != name.strip() or len(name.splitlines()) != 1:
            name = "waiting"
        codes.append(
            Code(
                made("code", number) if draw(st.booleans()) else f"code {number}",
                name,
                tuple(parents),
                definition=draw(TEXTS),
                include=draw(st.sampled_from(["", "calls\x03"])),
                colour=draw(st.sampled_from(["", "#a0B1c2"])),
                codable=draw(st.booleans()),
            )
        )
    return Codebook(tuple(draw(st.permutations(codes))))


@st.composite
def bundles(draw) -> Bundle:
    """A bundle in which everything refers to everything."""
    sites = tuple(
        Site(each, draw(st.sampled_from(SiteLevel)), ("ward 5; old", "the \\ clinic")[: draw(st.integers(0, 2))])
        for each in ("clinic", "U1")[: draw(st.integers(0, 2))]
    )
    cases = tuple(
        Case(each, draw(LINES), draw(st.sampled_from([None, SaidDate.read("2014-02"), SaidDate("last spring")])))
        for each in ("C1", "U1", made("case"))[: draw(st.integers(0, 3))]
    )
    sources = tuple(
        source(
            draw(TEXTS),
            each,
            kind=draw(st.sampled_from(SourceKind)),
            language=draw(st.sampled_from([None, "nb"])),
            wave=draw(st.sampled_from([None, 0, 2])),
            title=draw(st.sampled_from(["", "A talk\x00"])),
            cases=tuple(case.id for case in cases[: draw(st.integers(0, 3))]),
            informants=("U1",) if draw(st.booleans()) else (),
        )
        for each in ("S1", "U1", "odd \x01 name")[: draw(st.integers(0, 3))]
    )
    passages = []
    for text in sources:
        for _ in range(draw(st.integers(0, 4)) if text.content else 0):
            start = draw(st.integers(0, len(text.content) - 1))
            end = draw(st.integers(start + 1, len(text.content)))
            passages.append(kept(text, start, end, made("passage", len(passages))))
    codebook = draw(codebooks())
    codings = tuple(
        Coding(
            made("coding", number),
            draw(st.sampled_from(passages)),
            draw(st.sampled_from(codebook.codes)).id,
            memo=draw(st.sampled_from(["", "why\x04 not?", "ask\nher"])),
            by=draw(BYS),
            at=draw(MOMENTS),
        )
        for number in range(draw(st.integers(0, 5)) if passages and len(codebook) else 0)
    )
    informants = tuple(
        Informant(
            each,
            draw(st.sampled_from(InformantLevel)),
            draw(LINES),
            sites[0].id if sites else None,
            tuple(case.id for case in cases),
            draw(st.sampled_from([(), (Consent.QUOTE, Consent.ARCHIVE)])),
            passages[0].id if passages and draw(st.booleans()) else None,
        )
        for each in ("U1", "U2")[: draw(st.integers(1, 2))]
    )
    attributes = tuple(
        Attribute(
            made("attribute", number),
            draw(st.sampled_from([f"county {number}", f"kind{'' if number == 0 else number}"])),
            kind,
        )
        for number, kind in enumerate(draw(st.lists(st.sampled_from(AttributeType), max_size=4)))
    )
    memo_ids = [made("memo", number) for number in range(draw(st.integers(0, 5)))]
    link_ids = [made("link", number) for number in range(draw(st.integers(0, 4)))]
    set_ids = [made("set", number) for number in range(draw(st.integers(0, 2)))]
    everything = {
        RecordKind.STUDY: [""],
        RecordKind.CASE: [each.id for each in cases],
        RecordKind.SITE: [each.id for each in sites],
        RecordKind.INFORMANT: [each.id for each in informants],
        RecordKind.SOURCE: [each.id for each in sources],
        RecordKind.PASSAGE: [each.id for each in passages],
        RecordKind.CODE: [each.id for each in codebook],
        RecordKind.CODING: [each.id for each in codings],
        RecordKind.MEMO: memo_ids,
        RecordKind.LINK: link_ids,
        RecordKind.PERSON: list(PEOPLE),
        RecordKind.SET: set_ids,
    }
    refs = st.sampled_from([RecordRef(kind, each) for kind, ids in everything.items() for each in ids])
    values = tuple(
        AttributeValue(each.id, draw(refs), draw(VALUES[each.type])) for each in attributes for _ in range(2)
    )
    memos = tuple(
        Memo(
            each,
            draw(TEXTS),
            draw(st.just("") | LINES),
            draw(st.none() | refs),
            draw(st.sampled_from(MemoKind)),
            draw(BYS),
            draw(MOMENTS),
        )
        for each in memo_ids
    )
    links = tuple(
        Link(
            each,
            draw(st.just("") | LINES),
            draw(refs),
            draw(refs),
            draw(st.sampled_from(Direction)),
            draw(TEXTS),
            draw(BYS),
        )
        for each in link_ids
    )
    sets = tuple(RecordSet(each, draw(LINES), tuple(draw(st.lists(refs, max_size=5))), draw(TEXTS)) for each in set_ids)
    case_passages = tuple(
        (case.id, draw(st.sampled_from(passages)).id) for case in cases if passages and draw(st.booleans())
    )
    guids = {RecordRef(RecordKind.SOURCE, each.id): f"{{{made('known').upper()}}}" for each in sources[:2]}
    return Bundle(
        id=made("study"),
        title=draw(st.sampled_from(["", "The long way home", "a\x05b"])),
        standpoint=draw(TEXTS),
        sources=sources,
        originals={
            each.id: draw(st.sampled_from([b"%PDF-1.7 x", b"PK\x03\x04word/document.xml", b"text"]))
            for each in sources
            if draw(st.booleans())
        },
        codebook=codebook,
        passages=tuple(passages),
        codings=codings,
        cases=cases,
        sites=sites,
        informants=informants,
        case_passages=case_passages,
        attributes=attributes,
        values=values,
        memos=memos,
        links=links,
        sets=sets,
        guids=guids if draw(st.booleans()) else {},
        people=PEOPLE[: draw(st.integers(0, 3))],
        written_at=draw(st.none() | MOMENTS),
    )
