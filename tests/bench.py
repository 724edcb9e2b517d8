"""Time the page against a bare folium map of the same areas, and both builds against each other.

The folium map is what an author gets without this project: three circles with popups on folium's default map. Its ten
links are served from the same disk; its tiles are missing, as the network is off. The pages are opened in turn from a
file in the same Chromium, each time with a fresh profile, once the browser has made that profile and is idle. Printed
are medians, the spread and the ratio of the medians, then the frame rate while our map moves.

A page is ready when its areas can be clicked and the main thread is free. That is when a timer of `FREE_MS` fires that
is set once the `data-ready` attribute, or folium's last shape, appears.

    python tests/bench.py [RUNS]
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

from bare_folium import BARE_SCRIPT, bare_areas, serve_links_from_disk
from browser import start_chromium
from playwright.sync_api import Browser, Page, sync_playwright

T = TypeVar("T")
ROOT = Path(__file__).parent.parent
FREE_MS = 2
NEW_PROFILE_MS = 1500
"""Time in which a browser loads what it prepares in each new profile, such as its own start page."""
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Let Python cache its bytecode, as it does by default."""
CLOCK = """
window.times = {};
window.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });
const isOurs = () => document.querySelector(".map-pane") !== null;
const reached = {
  ready: () => document.querySelector("html[data-ready=true]") ||
    (!isOurs() && document.querySelectorAll("path.leaflet-interactive").length >= 3),
  live: () => document.querySelector("html[data-map=live]") || (!isOurs() && reached.ready()),
};
new MutationObserver(() => {
  for (const [name, isReached] of Object.entries(reached)) {
    if (name in times || !isReached()) continue;
    times[name] = performance.now();
    setTimeout(() => (times[`${name}, free`] = performance.now()), FREE_MS);
  }
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-ready", "data-map"] });
""".replace("FREE_MS", str(FREE_MS))
MEASURE = """
async () => {
  const paint = () => performance.getEntriesByName("first-contentful-paint")[0];
  while (!times["live, free"] || !paint()) await new Promise((resolve) => setTimeout(resolve, 20));
  // Tasks right after the live map count too.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const painted = paint().startTime;
  const later = tasks.filter(({ startTime, duration }) => startTime + duration > painted);
  return { ...times, painted, longest: Math.max(0, ...later.map(({ duration }) => duration)) };
}
"""
FRAMES = """
() => {
  window.frames = [];
  let last = performance.now();
  const tick = (now) => { frames.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}
"""
FIGURES = (
    ("ready and the main thread free", "ready, free", "ready, free"),
    ("the attribute alone (of folium the last shape)", "ready", "ready"),
    ("first text painted", "painted", "painted"),
    ("live map against folium's ready", "live, free", "ready, free"),
    ("longest task after the first paint (0: none of 50 ms) against folium's ready", "longest", "ready, free"),
)
"""For each figure: its label, its key in the times of our page, and the key it is compared with in the folium map's."""
MOVING_RUNS = 3


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = Path(folder, "ours.html"), Path(folder, "bare.html")
        script = Path(folder, "bare.py")
        script.write_text(BARE_SCRIPT.format(areas=bare_areas(), out=str(bare)), "utf-8")
        command = [sys.executable, "-m", "maps"]
        build = [*command, "build", "--out", str(ours)]
        report("build, wall, s", in_turn(runs, lambda: seconds(build), lambda: seconds([sys.executable, str(script)])))
        shown = [seconds([*command, "--help"]) for _ in range(runs)]
        print(f"zone-map --help, s: {median(shown):.2f} ({min(shown):.2f}–{max(shown):.2f}), {runs} runs")
        print(f"size gzipped: {len(gzip.compress(ours.read_bytes())) / 1000:.1f} kB")
        serve_links_from_disk(bare)
        with sync_playwright() as playwright:
            browser = start_chromium(playwright)
            pairs = in_turn(runs, lambda: opening(browser, ours), lambda: opening(browser, bare))
            moving = {name: frame_times(browser, ours, move) for name, move in MOVES.items()}
            browser.close()
        for what, name, of_folium in FIGURES:
            report(f"{what}, ms", [(a[name], b[of_folium]) for a, b in pairs])
        for name, frames in moving.items():
            print(f"{name}: {1000 / median(frames):.0f} frames a second, the longest {max(frames):.0f} ms")


def in_turn(runs: int, first: Callable[[], T], second: Callable[[], T]) -> list[tuple[T, T]]:
    """Run both in turn, after one uncounted round, so that a change of the machine's pace affects both."""
    first(), second()
    return [(first(), second()) for _ in range(runs)]


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT)
    return time.perf_counter() - start


def new_page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1440, "height": 900}, offline=True).new_page()


def opening(browser: Browser, path: Path) -> dict[str, float]:
    """Return the times in milliseconds from the start of the navigation, as `CLOCK` and `MEASURE` record them."""
    page = new_page(browser)
    page.add_init_script(CLOCK)
    page.wait_for_timeout(NEW_PROFILE_MS)
    page.goto(path.as_uri())
    found = page.evaluate(MEASURE)
    page.context.close()
    return {name: float(value) for name, value in found.items()}


def drag(page: Page) -> None:
    page.mouse.down()
    for step in range(40):
        page.mouse.move(1000 - 8 * step, 450 + 4 * step)
        page.wait_for_timeout(8)
    page.mouse.up()


def zoom(page: Page) -> None:
    """Zoom in by two steps and out by two, as with Ctrl and the wheel."""
    page.keyboard.down("Control")
    for turn in (-120, -120, 120, 120):
        page.mouse.wheel(0, turn)
        page.wait_for_timeout(400)
    page.keyboard.up("Control")


MOVES = {"dragging": drag, "zooming": zoom}


def frame_times(browser: Browser, path: Path, move: Callable[[Page], None]) -> list[float]:
    """Return the duration of each frame, in milliseconds, while the live map is moved."""
    frames: list[float] = []
    for _ in range(MOVING_RUNS):
        page = new_page(browser)
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-map=live]")
        page.wait_for_timeout(1000)
        page.mouse.move(1000, 450)
        page.evaluate(FRAMES)
        move(page)
        page.wait_for_timeout(400)
        frames += page.evaluate("frames.slice(1)")
        page.context.close()
    return frames


def report(what: str, pairs: list[tuple[float, float]]) -> None:
    ours, bare = zip(*pairs, strict=True)
    digits = 0 if median(bare) > 10 else 2
    spread = [f"{median(x):.{digits}f} ({min(x):.{digits}f}–{max(x):.{digits}f})" for x in (ours, bare)]
    print(f"{what}: ours {spread[0]}, folium {spread[1]}, ratio {median(ours) / median(bare):.2f}, {len(pairs)} runs")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
