"""Codebooks as Hypothesis makes them: any tree, any words, several parents, names that are hard to write."""

from __future__ import annotations

from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st

from ieworkbench.model import Code, Codebook

LAW = settings(max_examples=150)
WORK = "11111111-1111-4111-8111-111111111111"
PHONING = "22222222-2222-4222-8222-222222222222"
TROUBLE = "33333333-3333-4333-8333-333333333333"

WORDS = st.text(
    st.one_of(
        st.sampled_from("ab \n-=+@'\"#:;>|,&*!%{}[]\\\tøΩ😀~"), st.characters(codec="utf-8", exclude_characters="\r")
    ),
    max_size=20,
)
NAMES = (
    st.one_of(
        st.sampled_from(
            ["no", "yes", "~", "1e3", "2026-01-01", "null", "0x1F", "=1+1", "- x", "a > b", "a; b", "# x", "x\\>y"]
        ),
        st.sampled_from(["work", "phoning", "waiting", "trouble"]),
        WORDS,
    )
    .map(str.strip)
    .filter(lambda name: len(name.splitlines()) == 1)
)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """A codebook of up to eight codes; codes may come before those they stand under."""
    count = draw(st.integers(0, 8))
    ids = [str(UUID(int=number + 1)) for number in range(count)]
    codes = []
    for number in range(count):
        parents = draw(st.lists(st.sampled_from(ids[:number]), unique=True, max_size=3)) if number else []
        codes.append(
            Code(
                ids[number],
                draw(NAMES),
                tuple(parents),
                *(draw(WORDS) for _ in range(4)),
                draw(st.sampled_from(["", "#FFCC00", "#a0b1c2"])),
                draw(st.booleans()),
            )
        )
    return Codebook(tuple(draw(st.permutations(codes))), draw(WORDS), draw(WORDS))
