"""The web page of a map: how large it is, how soon it shows, how smoothly it moves, how fast a click answers.

A headless Chromium draws it, without a graphics card; on a desk it is faster. Run with
`make benchmarks`; without Chromium there is nothing to measure.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from ieworkbench.exporters import write_map
from maps.drawn_chains import many

GOAL_FRAME, GOAL_CLICK = 33.0, 100.0
SIZES = (20, 300, 3_000)

PAN = """async () => {
  const stage = document.getElementById("stage");
  const frame = stage.getBoundingClientRect(), times = [];
  const fire = (type, x, y) => stage.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, pointerType: "mouse", clientX: x, clientY: y }));
  const next = () => new Promise((done) => requestAnimationFrame(done));
  fire("pointerdown", frame.left + 600, frame.top + 200);
  let before = await next();
  for (let n = 1; n <= 90; n += 1) {
    fire("pointermove", frame.left + 600 - 12 * (n % 45), frame.top + 200 - 3 * (n % 30));
    const now = await next();
    times.push(now - before);
    before = now;
  }
  fire("pointerup", frame.left, frame.top);
  return times;
}"""

CLICK = """async (place) => {
  const frame = document.getElementById("stage").getBoundingClientRect();
  const boxes = [...document.querySelectorAll("#map .node")].map((each) => each.getBoundingClientRect())
    .filter((box) => box.left > frame.left + 40 && box.top > frame.top && box.right < frame.right && box.bottom < frame.bottom);
  const node = boxes.at(-1 - (place % boxes.length));
  const next = () => new Promise((done) => requestAnimationFrame(done));
  await next();
  const start = performance.now();
  const where = { bubbles: true, clientX: node.left + node.width / 2, clientY: node.top + 6 };
  document.elementFromPoint(where.clientX, where.clientY).dispatchEvent(new MouseEvent("click", where));
  await next();
  await next();
  return performance.now() - start;
}"""


def measure(browser, file: Path) -> tuple[float, list[float], float]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    start = time.perf_counter()
    page.goto(file.as_uri())
    page.wait_for_function("document.getElementById('sheet').style.width !== ''")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    load = time.perf_counter() - start
    click = statistics.median(page.evaluate(CLICK, place) for place in (0, 1, 2, 0, 1))
    frames = page.evaluate(PAN)
    page.close()
    return load, frames, click


def main() -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        print("Chromium or Playwright is not there: nothing is measured.")
        return
    print("nodes   write   file KB    load   frame (median, worst of ten)   click")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for size in SIZES:
            file = Path(folder) / f"{size}.html"
            start = time.perf_counter()
            write_map(many(size), file)
            wrote = time.perf_counter() - start
            load, frames, click = measure(browser, file)
            middle, slow = statistics.median(frames), sorted(frames)[-max(1, len(frames) // 10)]
            print(
                f"{size:5}  {wrote:5.2f} s  {file.stat().st_size / 1000:8.0f}  {load:5.2f} s"
                f"   {middle:6.1f} ms  {slow:6.1f} ms  ({middle / GOAL_FRAME:.2f} of the goal)"
                f"   {click:5.0f} ms ({click / GOAL_CLICK:.2f})"
            )
        browser.close()
    print(f"goals at 300 nodes: a frame under {GOAL_FRAME:.0f} ms, a click under {GOAL_CLICK:.0f} ms")


if __name__ == "__main__":
    main()
