"""The messages of the desk have the names and fields that the views are written with."""

import re
from pathlib import Path

import msgspec
import pytest

from ieworkbench.views.desk import from_desk, to_desk

WRITTEN = Path(__file__).parents[2].joinpath("frontend", "src", "messages.ts").read_text("utf-8")
PLAIN = re.sub(r"/\*.*?\*/|//[^\n]*", "", WRITTEN, flags=re.S)
INTERFACES = [
    "Place", "Known", "RecordRef", "ActFields", "SourceLine", "TurnLine", "SectionLine", "CodeLine", "CodingLine",
    "AccountLine", "NoteLine", "KnownThings", "ActBeginning", "Finding",
]  # fmt: skip
UNIONS = [
    ("Edit", "kind", to_desk.EDITS),
    ("Question", "what", to_desk.QUESTIONS),
    ("ToDesk", "say", to_desk.TO_DESK),
    ("FromDesk", "tell", from_desk.FROM_DESK),
]


def fields_in(body: str) -> list[str]:
    """The names of the fields between the outermost braces, without those of what they hold."""
    depth, kept = 0, ""
    for letter in body:
        depth -= letter in "}])"
        kept += letter if depth == 0 else ""
        depth += letter in "{[("
    return re.findall(r"(\w+)\??:", kept)


def braces(text: str, start: int) -> str:
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return text[start + 1 : place]
    raise AssertionError("a brace is not closed")


def names_of(struct) -> list[str]:
    return list(struct.__struct_fields__)


@pytest.mark.parametrize("name", INTERFACES)
def test_what_messages_hold_has_the_same_fields_on_both_sides(name):
    start = PLAIN.index("{", PLAIN.index(f"export interface {name} "))
    assert fields_in(braces(PLAIN, start)) == names_of(getattr(to_desk, name, None) or getattr(from_desk, name))


@pytest.mark.parametrize(("name", "tag", "structs"), UNIONS, ids=[each[0] for each in UNIONS])
def test_every_message_has_the_same_fields_on_both_sides(name, tag, structs):
    rest = PLAIN[PLAIN.index(f"export type {name} =") :].split("export ", 2)[1]
    written = {}
    for found in re.finditer(rf'\|\s*(\{{)\s*{tag}: "([\w-]+)"', rest):
        written[found[2]] = fields_in(braces(rest, found.start(1)))[1:]
    ours = {struct.__struct_config__.tag: names_of(struct) for struct in structs}
    assert written == ours


@pytest.mark.parametrize("name", ["a b", "a;b", "a\n", "<b>", "x" * 101])
def test_a_view_chooses_plain_ids(name):
    note = {"kind": "note", "at": {"source": "U1", "version": 1, "start": 0, "end": 1, "quote": "I"}, "text": "?"}
    assert to_desk.read({"say": "edit", "op": "1", "do": {**note, "id": "0b8f-4"}}).do.id == "0b8f-4"
    with pytest.raises(msgspec.ValidationError):
        to_desk.read({"say": "edit", "op": "1", "do": {**note, "id": name}})


def test_what_comes_in_is_read_strictly():
    assert to_desk.read({"say": "open", "source": "U1"}) == to_desk.Open("U1")
    for wrong in (
        None,
        [],
        {"say": "sing"},
        {"say": "open"},
        {"say": "open", "source": 4},
        {"say": "open", "source": "a", "x": 1},
    ):
        with pytest.raises(msgspec.ValidationError):
            to_desk.read(wrong)
