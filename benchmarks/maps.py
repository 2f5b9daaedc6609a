"""Building, following and drawing maps of 20, 300 and 3,000 acts and texts, beside networkx alone.

The chains are made up from a seed: acts in seven sites, each with an account, most followed by one that comes soon
after; every third writes a text that a later one reads. The floor for building is networkx taking in the same nodes
and edges without attributes, the floor for tracing its own descendants and ancestors. Each line has the time
spent computing (the least of several runs), the goal, whether it holds, and the ratio to the floor.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx

from ieworkbench.exporters import write_map
from ieworkbench.maps.building import map_of
from ieworkbench.maps.drawing.scene import lay_out_map
from ieworkbench.maps.institutional_map import InstitutionalMap
from ieworkbench.maps.records import ChainRecords
from ieworkbench.model import (
    Account,
    Act,
    ActMode,
    Authority,
    Doer,
    DoerKind,
    EvidenceStatus,
    InstitutionalText,
    Layer,
    Link,
    Passage,
    RecordKind,
    RecordRef,
    Site,
    SiteLevel,
)

SITES = (
    Site("ministry", SiteLevel.NATIONAL),
    Site("head office", SiteLevel.AGENCY),
    *(Site(name, SiteLevel.FRONT_LINE) for name in ("clinic", "office", "home care", "school")),
    Site("home", SiteLevel.EVERYDAY),
)
BUILD_AND_LAY_OUT = {20: 0.010, 300: 0.2, 3000: 2.0}
FOLLOW = 0.050
DRAW = 1.0


def account(number: int) -> Account:
    words = f"words that tell of doing number {number} with the form"
    passage = Passage(f"talk {number % 40}", number * 60, number * 60 + len(words), words)
    return Account(passage, EvidenceStatus.TOLD_DONE, id=f"account {number}")


def chain(count: int, seed: int = 1) -> ChainRecords:
    """A made-up chain of so many acts and texts: two acts for each text."""
    chance = random.Random(seed)
    acts, texts, links = [], [], []
    number = count - count // 3
    for n in range(number):
        site = SITES[0] if chance.random() < 0.03 else chance.choice(SITES[1:])
        doer = Doer(f"somebody at {site.id}", DoerKind.ROLE)
        mode = chance.choice([ActMode.DO, ActMode.DO, ActMode.TALK, ActMode.WRITE])
        acts.append(
            Act(f"A{n}", f"does thing {n} with the form", doer, site=site.id, mode=mode, accounts=(account(n),))
        )
    for n in range(count // 3):
        texts.append(InstitutionalText(f"T{n}", f"form {n}", "form", Authority.CASE_TEXT))
        writer = min(n * 2, number - 1)
        reader = min(writer + 1 + int(chance.expovariate(1 / 4)), number - 1)
        links.append(link("A", writer, "writes", "T", n))
        if reader > writer:
            links.append(link("T", n, "read in", "A", reader))
    links.extend(
        link("A", n, "then", "A", min(n + 1 + int(chance.expovariate(1 / 5)), number - 1))
        for n in range(number - 1)
        if chance.random() < 0.8
    )
    return ChainRecords(title="Made up", acts=tuple(acts), texts=tuple(texts), links=tuple(links), sites=SITES)


def link(origin: str, first: int, kind: str, target: str, then: int) -> Link:
    kinds = {"A": RecordKind.ACT, "T": RecordKind.TEXT}
    ends = RecordRef(kinds[origin], f"{origin}{first}"), RecordRef(kinds[target], f"{target}{then}")
    return Link(
        f"{origin}{first} {kind} {target}{then}", kind, *ends, layer=Layer.PARTICULAR, accounts=(account(first),)
    )


def least(work: Callable[[], object], times: int = 5) -> float:
    """The least time spent computing, in seconds."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def bare(records: ChainRecords) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(each.id for each in records.things())
    for each in records.links:
        graph.add_edge(each.origin.id, each.target.id, key=each.id)
    return graph


def reach(graph: nx.MultiDiGraph[str], node: str) -> tuple[set[str], set[str]]:
    return nx.descendants(graph, node), nx.ancestors(graph, node)


def row(what: str, seconds: float, goal: float | None, floor: float | None) -> None:
    held = "" if goal is None else ("holds" if seconds <= goal else "MISSED")
    wanted = "" if goal is None else f"{goal * 1000:,.0f} ms"
    ratio = "" if floor is None else f"{seconds / floor:,.1f}x"
    print(f"{what:<46} {seconds * 1000:>9,.1f} ms {wanted:>9} {held:<7} {ratio:>8}")


def main() -> None:
    print(f"{'':<46} {'computing':>12} {'goal':>9} {'':<7} {'x floor':>8}")
    for count in (20, 300, 3000):
        build_and_follow(count)
    draw(map_of(chain(20)))


def build_and_follow(count: int) -> None:
    records = chain(count)
    m = map_of(records)
    times = 3 if count == 3000 else 7
    floor = least(lambda: bare(records), times)
    row(f"{count:,} nodes: build", least(lambda: map_of(records), times), None, floor)
    laid = least(lambda: lay_out_map(map_of(records)), times)
    row(f"{count:,} nodes: build, measure words and lay out", laid, BUILD_AND_LAY_OUT[count], floor)
    middle = records.acts[len(records.acts) // 2]
    graph = bare(records)
    follow = least(lambda: reach(graph, middle.id), times)
    row(f"{count:,} nodes: trace an act", least(lambda: m.trace(middle), times), FOLLOW, follow)
    row(f"{count:,} nodes: trace words", least(lambda: m.trace(middle.doing), times), FOLLOW, follow)
    row(f"{count:,} nodes: gaps", least(m.gaps, times), FOLLOW, None)


def draw(m: InstitutionalMap) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        write_map(m, out / "first.png")  # what is loaded once is not what is measured

        def all_three() -> None:
            for suffix in ("svg", "pdf", "png"):
                write_map(m, out / f"map.{suffix}")

        row("20 nodes: SVG, PDF and PNG", least(all_three, 3), DRAW, least(picture, 3))


def picture() -> None:
    """The floor for drawing: an empty figure of the same size, as PNG and PDF, by matplotlib alone."""
    from matplotlib.figure import Figure

    for form in ("png", "pdf"):
        Figure(figsize=(9.7, 6.9), dpi=300).savefig(io.BytesIO(), format=form)


if __name__ == "__main__":
    sys.exit(main())
