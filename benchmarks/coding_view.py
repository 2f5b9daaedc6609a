"""The coding view and the map on the local page: how soon they show, how fast a hand is answered, how smoothly they move.

A made-up talk of 60,000 words in 2,100 turns with 1,500 codings of 200 codes, and a map of 300 acts.
A headless Chromium draws it, without a graphics card; on a desk it is faster. The floors are the same
words as bare paragraphs in a file, scrolled in the same way, and one commit of Python's own sqlite3
with the same durability. Run with `make benchmarks`; without Chromium there is nothing to measure.

Each line has the time that passed, how much of it this program and the browser spent computing (the
rest is waiting, also for others on the same machine), the goal, whether it holds, and the ratios of
both to the floor. Before a key, four others are pressed that take words; they are in its computing.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from html import escape
from pathlib import Path

import psutil

import ieworkbench as ie
from ieworkbench.views.desk.desk import Desk
from ieworkbench.views.local_page import LocalPage

TURNS, WORDS_A_TURN, CODES, CODINGS, ACTS, PRESSES = 2_100, 29, 200, 1_500, 300, 30
RANDOM = random.Random(11)
WORDS = ["".join(RANDOM.choices("abcdefghijklmno", k=RANDOM.randint(2, 9))) for _ in range(3_000)] + ["søknad", "😀"]

SHOWN = """async (what) => {
  const next = () => new Promise((done) => requestAnimationFrame(done));
  while (!document.querySelector(what)) await next();
  await next();
  return performance.now();
}"""

CODE = """async (key) => {
  const next = () => new Promise((done) => requestAnimationFrame(done));
  const bars = () => document.querySelectorAll(".iew-bar").length;
  const text = document.querySelector(".iew-text"), saved = document.querySelector(".iew-saved");
  text.focus();
  const press = (name, more) => text.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
  for (let n = 0; n < 3; n += 1) press("ArrowRight");
  press("ArrowRight", { shiftKey: true });
  await next();
  const before = bars(), start = performance.now();
  press(key);
  let durable = 0;
  const watch = new MutationObserver(() => { if (saved.dataset.state !== "waiting") durable ||= performance.now() - start; });
  watch.observe(saved, { attributes: true });
  while (bars() === before) await next();
  await next();
  const painted = performance.now() - start;
  while (!durable) await next();
  watch.disconnect();
  return [painted, durable];
}"""

SCROLL = """async (what) => {
  const box = document.querySelector(what) ?? document.scrollingElement, times = [];
  const next = () => new Promise((done) => requestAnimationFrame(done));
  box.scrollTop = 0;
  let before = await next();
  for (let n = 0; n < 150; n += 1) {
    box.scrollTop += 240;
    const now = await next();
    times.push(now - before);
    before = now;
  }
  return times;
}"""

MAP = """async () => {
  const next = () => new Promise((done) => requestAnimationFrame(done));
  const start = performance.now();
  location.hash = "#shows=map";
  while (!document.querySelector(".iew-map-drawing .node")) await next();
  await next();
  return performance.now() - start;
}"""


def turns() -> list[str]:
    return [f"{('I', 'U1')[n % 2]}: {' '.join(RANDOM.choices(WORDS, k=WORDS_A_TURN))}" for n in range(TURNS)]


def made_study(folder: Path, lines: list[str]) -> Path:
    """A study of one long talk with many codings, and of a chain of acts."""
    (folder / "U1.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with ie.create_study(folder / "s.iestudy", title="Long", standpoint="S", person="Ann") as study:
        study.add_case("C1")
        study.add_source(folder / "U1.txt", kind="interview", cases="C1", language="en")
        codes = [study.add_code(f"code {n}", definition="What it means, in a few words.") for n in range(CODES)]
        source = study.source("U1")
        spoken = [source.turn(n) for n in range(len(source.turns))]
        rows = []
        for n in range(CODINGS):
            turn = spoken[RANDOM.randrange(len(spoken))]
            start = turn.start + RANDOM.randrange(0, 40)
            passage = source.passage(start, min(turn.end, start + RANDOM.randrange(10, 120)))
            rows.append((passage, codes[n % CODES], ""))
        study.code_many(rows)
        told = [turn.account("told done") for turn in spoken[:ACTS]]
        acts = [
            study.add_act(f"does thing {n}", doer=f"person {n % 6}", case="C1", accounts=[told[n]]) for n in range(ACTS)
        ]
        for n in range(1, ACTS):
            study.link(acts[n - RANDOM.randint(1, min(n, 12))], "then", acts[n], accounts=[told[n]])
    return folder / "s.iestudy"


@contextmanager
def running(path: Path) -> Iterator[LocalPage]:
    """A local page on a study."""
    with ie.open_study(path, person="Ann") as study:
        page = LocalPage(Desk(study))
        thread = threading.Thread(target=page.run)
        thread.start()
        try:
            yield page
        finally:
            page.stop()
            thread.join()


def plain_page(folder: Path, lines: list[str]) -> Path:
    """The same words as bare paragraphs."""
    file = folder / "plain.html"
    words = "".join(f"<p>{escape(line)}</p>" for line in lines)
    file.write_text(f"<!doctype html><meta charset=utf-8><title>x</title>{words}", encoding="utf-8")
    return file


def commit_ms(folder: Path) -> float:
    """How long one commit takes, with the durability that a study has."""
    base = sqlite3.connect(folder / "floor.db", isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    base.execute("CREATE TABLE t (a, b)")
    took = []
    for n in range(PRESSES):
        start = time.perf_counter()
        base.execute("INSERT INTO t VALUES (?, ?)", (n, "words"))
        took.append((time.perf_counter() - start) * 1000)
    base.close()
    return statistics.median(took)


Took = tuple[float, float]
"""Milliseconds that passed, and milliseconds computed meanwhile."""


def computing_ms() -> float:
    """What this program, and the browser that it started, have computed so far."""
    spent = 0.0
    for each in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            times = each.cpu_times()
            spent += (times.user + times.system) * 1000
    return spent


def timed(measure: Callable[[], float]) -> Took:
    """What was measured, and what was computed meanwhile."""
    before = computing_ms()
    took = measure()
    return took, computing_ms() - before


def shown(browser, address: str, what: str) -> Took:
    """How long after asking for a page something in it was painted: the least of three."""
    found = []
    for _ in range(3):
        page = browser.new_page(viewport={"width": 1280, "height": 800})

        def measure(page=page) -> float:
            page.goto(address, wait_until="commit")
            return page.evaluate(SHOWN, what)

        found.append(timed(measure))
        page.close()
    return min(found)


def scrolled(page, what: str) -> Took:
    """The frame at the 95th percentile while scrolling, and what was computed for one."""
    before = computing_ms()
    frames = page.evaluate(SCROLL, what)
    return late(frames), (computing_ms() - before) / len(frames)


def late(frames: list[float]) -> float:
    """The 95th percentile."""
    return sorted(frames)[int(len(frames) * 0.95)]


def row(what: str, took: Took, goal: float, floor: Took | None = None, of: str = "") -> None:
    ratios = [f"{mine / least:.1f}" for mine, least in zip(took, floor or (0, 0), strict=True) if least]
    of = f"{' and '.join(ratios)} × {of}" if floor else ""
    print(
        f"{what:28} {took[0]:6.0f} ms {took[1]:6.0f} ms {goal:6.0f} ms  {'holds' if took[0] <= goal else 'MISSED':6} {of}"
    )


def measure_all(browser, local: LocalPage, folder: Path, plain: str) -> None:
    print(f"{'':28} {'passed':>9} {'computing':>9} {'goal':>7}")
    bare = shown(browser, plain, "p")
    row("text shown with its marks", shown(browser, local.address("U1"), ".iew-bar"), 1000, bare, "bare paragraphs")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(local.address("U1"))
    page.wait_for_selector(".iew-bar")
    page.locator(".iew-text").focus()
    for key in ("ArrowRight", "/"):
        page.keyboard.press(key)
    page.wait_for_selector("[role=combobox]")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)

    before = computing_ms()
    pressed = [page.evaluate(CODE, "1") for _ in range(PRESSES)]
    spent = (computing_ms() - before) / PRESSES
    row("key to painted mark, median", (statistics.median(each[0] for each in pressed), spent), 50)
    row(
        "key to durable, median",
        (statistics.median(each[1] for each in pressed), spent),
        100,
        (commit_ms(folder), 0),
        "a bare commit",
    )

    floor = browser.new_page(viewport={"width": 1280, "height": 800})
    floor.goto(plain)
    least = scrolled(floor, "none")
    floor.close()
    row("scrolling, frame at 95 %", scrolled(page, ".iew-text"), 33, least, "bare paragraphs")
    row(f"map of {ACTS} acts shown", timed(lambda: page.evaluate(MAP)), 1000)


def main() -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        print("Chromium or Playwright is not there: nothing is measured.")
        return
    lines = turns()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        path = made_study(folder, lines)
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        with running(path) as local:
            measure_all(browser, local, folder, plain_page(folder, lines).as_uri())
        browser.close()


if __name__ == "__main__":
    main()
