"""Laying out maps of 20, 300 and 3,000 acts and texts: time, crossings, lines through boxes, shared stretches.

The graphs are made up from a seed: lanes, steps, and links mostly to what comes soon after. Where the program
`dot` of Graphviz is installed, it lays out the same graphs with its clusters as lanes; it keeps neither the order
of the lanes nor the steps, so its crossings show what these cost. Times are of this machine; only ratios compare.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

from ieworkbench.maps.layout.lane_order import suggest_lane_order
from ieworkbench.maps.layout.lanes import EdgeSpec, LaneSpec, NodeSpec, lay_out
from ieworkbench.maps.layout.quality import quality
from ieworkbench.model.layout import Layout, NodeBox, Route

Graph = tuple[list[NodeSpec], list[EdgeSpec], list[LaneSpec]]

LANES = [LaneSpec("law", "national", 50)] + [LaneSpec(f"site {n}", "local", 50) for n in range(1, 7)]
SKETCHES = Path(__file__).parents[1] / "../shared/sketches/map"
BUDGET = {20: 0.010, 300: 0.2, 3000: 2.0}


def study(count: int, seed: int = 1) -> Graph:
    """A made-up study: one act in 40 is of the law, the others of six sites; few links lead back."""
    chance = random.Random(seed)
    nodes = []
    for n in range(count):
        lane = LANES[0] if chance.random() < 0.025 else chance.choice(LANES[1:])
        nodes.append(NodeSpec(f"n{n}", lane.id, chance.choice([50, 60, 70]), chance.choice([20, 28, 36]), 1 + n // 9))
    pairs: dict[tuple[int, int], None] = {}
    for n in range(count):
        for _ in range(chance.choice([1, 1, 1, 2])):
            later = n + 1 + int(chance.expovariate(1 / 6))
            if later < count:
                pairs[n, later] = None
    for _ in range(count // 30):
        n = chance.randrange(min(10, count - 1), count)
        pairs[n, max(0, n - chance.randrange(3, 25))] = None
    edges = [EdgeSpec(f"e{n}", f"n{a}", f"n{b}", (10, 10)) for n, (a, b) in enumerate(pairs)]
    return nodes, edges, LANES


def sketch(count: int) -> Graph | None:
    """The graphs that the speed and quality of this layout were first measured on, where they are kept."""
    if not (SKETCHES / "model.py").exists():
        return None
    sys.path.insert(0, str(SKETCHES))
    import model  # type: ignore[import-not-found]

    graph = model.case20() if count == 20 else model.study(count)
    nodes = []
    for node, facts in graph.nodes(data=True):
        lines = -(-len(facts["label"]) // 17)
        width = 10 + 3.6 * min(len(facts["label"]), 18)
        nodes.append(NodeSpec(node, facts["lane"], width, 10 + 8.2 * lines, facts.get("step") or 0))
    edges = [EdgeSpec(f"{a}>{b}", a, b, (10, 10)) for a, b in graph.edges()]
    return nodes, edges, [LaneSpec(lane, "national" if lane == "law" else "local", 60) for lane, _ in model.LANES]


def timed(graph: Graph, times: int) -> tuple[Layout, float]:
    """The layout, and the shortest processor time it took."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        layout = lay_out(*graph)
        best = min(best, time.process_time() - start)
    return layout, best


def by_dot(graph: Graph) -> tuple[Layout, float]:
    """What `dot` makes of it: clusters as lanes, lines with right angles."""
    nodes, edges, lanes = graph
    lines = [
        'digraph { rankdir=LR; newrank=true; splines=ortho; nodesep=0.14; ranksep=0.4; node [shape=box, fixedsize=true, label=""];'
    ]
    for number, lane in enumerate(lanes):
        lines.append(f"subgraph cluster_{number} {{")
        lines += [
            f'"{node.id}" [width={node.width / 72:.3f}, height={node.height / 72:.3f}];'
            for node in nodes
            if node.lane == lane.id
        ]
        lines.append("}")
    lines += [f'"{edge.origin}" -> "{edge.target}" [id="{edge.id}"];' for edge in edges] + ["}"]
    start = time.perf_counter()
    done = subprocess.run(["dot", "-Tjson"], input="\n".join(lines), capture_output=True, text=True, check=True)
    took = time.perf_counter() - start
    found = json.loads(done.stdout)
    sizes = {node.id: node for node in nodes}
    boxes = []
    for each in found["objects"]:
        if each["name"] in sizes:
            x, y = (float(part) for part in each["pos"].split(","))
            node = sizes[each["name"]]
            boxes.append(NodeBox(node.id, x - node.width / 2, -y - node.height / 2, node.width, node.height))
    routes = [Route(each["id"], _corners(each["pos"])) for each in found["edges"]]
    return Layout(0, 0, tuple(boxes), tuple(routes)), took


def _corners(spline: str) -> tuple[tuple[float, float], ...]:
    """The corners of a spline of straight pieces; the head is drawn up to its point."""
    head = [part[2:] for part in spline.split() if part.startswith("e,")]
    points = [part for part in spline.split() if part[0] not in "es"] + head
    corners = [(round(float(x), 1), -round(float(y), 1)) for x, y in (part.split(",") for part in points)]
    return tuple(here for before, here in pairwise([(None, None), *corners]) if here != before)


def report(name: str, layout: Layout, took: float, budget: float | None = None) -> None:
    found = quality(layout)
    within = "" if budget is None else f" of {budget * 1000:.0f}"
    print(
        f"{name:28} {took * 1000:8.1f}{within:9} ms {found.crossings:8,} crossings {found.edges_through_nodes:6} through "
        f"boxes {found.shared_stretches:6} shared {found.bends:7,} bends {layout.width:9,.0f} × {layout.height:,.0f} pt"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=5)
    asked.add_argument("--largest", type=int, default=3000)
    asked.add_argument("--dot-largest", type=int, default=300, help="dot takes minutes for right angles beyond this")
    options = asked.parse_args()
    for count, budget in BUDGET.items():
        if count > options.largest:
            continue
        for name, graph in ((f"made up, {count:,}", study(count)), (f"sketch, {count:,}", sketch(count))):
            if graph is None:
                continue
            report(name, *timed(graph, options.times), budget)
            if count == 20:
                order = suggest_lane_order(*graph)
                lanes = sorted(graph[2], key=lambda lane: order.index(lane.id))
                report(f"{name}, suggested order", *timed((*graph[:2], lanes), options.times), budget)
            if shutil.which("dot") and count <= options.dot_largest:
                report(f"{name}, dot", *by_dot(graph))


if __name__ == "__main__":
    main()
