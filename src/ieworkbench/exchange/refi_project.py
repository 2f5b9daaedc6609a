"""REFI-QDA projects: what NVivo, ATLAS.ti, MAXQDA and others give each other.

A project holds texts, codes, what is coded with what, cases, notes, links and sets. It has no room
for turns and sections, earlier versions, or who linked what; `FORMAT.loses` says everything.
"""

from __future__ import annotations

from ieworkbench.exchange.bundle import Exchange
from ieworkbench.exchange.refi_read import read_project
from ieworkbench.exchange.refi_write import CARRIES, LOSES, write_project

__all__ = ["FORMAT"]

_LOST_IN_READING = (
    "Pictures, sound recordings and films of other programs are not kept, only the words that belong to them.",
    "Maps of other programs are not kept yet.",
)

FORMAT = Exchange(
    name="qdpx",
    title="REFI-QDA project",
    suffixes=(".qdpx", ".qde"),
    read=read_project,
    write=write_project,
    carries=CARRIES,
    loses=(*LOSES, *_LOST_IN_READING),
)
