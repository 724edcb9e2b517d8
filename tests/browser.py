"""Drive a real Chromium: offline, with a fresh profile for each page, and failing on any message."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

CATCH_MAP = """
let leaflet;
Object.defineProperty(window, 'L', {
  get: () => leaflet,
  set: (given) => { leaflet = { ...given, map: (...options) => (window.caught = given.map(...options)) }; },
});
"""
"""A script to run before the page's own. The page keeps its map private; this sets `window.caught` to every map that is
made."""
LET_RUN = """async ms => {
  const frame = () => new Promise(done => (document.hidden ? done() : requestAnimationFrame(done)));
  for (; ms > 0; ms -= 50) await Promise.all([new Promise(done => setTimeout(done, 50)), frame()]);
}"""
"""What `let_page_run` does, as a JavaScript function."""
AT_REST = "() => !document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim')"
"""Whether the live map has come to rest, as a JavaScript function."""


def chromium_path() -> str:
    """Return the path of Chromium, or of the browser that `ZONE_MAP_BROWSER` names.

    Raise RuntimeError without one, so that the tests fail instead of being skipped.
    """
    wanted = os.environ.get("ZONE_MAP_BROWSER")
    for name in (wanted,) if wanted else NAMES:
        found = shutil.which(name)
        if found:
            return found
    raise RuntimeError(f"no browser found, looked for {wanted or NAMES!r}; scripts/test_tools.sh installs one")


def start_chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS), headless=True)


@contextmanager
def open_page(
    browser: Browser, path: Path, address: str = "", known_faults: Sequence[str] = (), **options: Any
) -> Iterator[Page]:
    """Open the page at `path` from disk with the network off, and assert at the end that nothing went wrong.

    Faults are a message on the console, a script error, a violation of the page's policy and any request other than for
    the page itself; those that contain one of `known_faults` are ignored. Options are those of a browser context, and
    two more: `ready=False` does not wait for the page, and `script` is run before the page's own.
    """
    options = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US", "offline": True} | options
    script = options.pop("script", "")
    ready = options.pop("ready", options.get("java_script_enabled", True))
    context = browser.new_context(**options)
    page = context.new_page()
    faults = faults_of(page, path)
    if script:
        page.add_init_script(script)
    page.goto(path.as_uri() + address)
    if ready:
        page.wait_for_selector("html[data-ready=true]")
    yield page
    context.close()
    unknown = [fault for fault in faults if not any(known in fault for known in known_faults)]
    assert not unknown, unknown


def faults_of(page: Page, path: Path) -> list[str]:
    """Return a list that collects everything that goes wrong in the page at `path` from now on."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("request", lambda request: _note_request(request.url, path, faults))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective))"
    )
    return faults


def wait_for_live_map(page: Page) -> None:
    page.wait_for_selector("html[data-map=live]")


def let_page_run(page: Page, ms: float) -> None:
    """Wait for `ms` milliseconds of the page's own time, in steps that each paint a frame.

    Timers run one after another, so a long task of the page, as on a busy machine, counts as a single step. Whatever
    the page itself delays by less than `ms` has happened by then, also what waits for frames, as glides and observers.
    """
    page.evaluate(LET_RUN, ms)


def _note_request(url: str, path: Path, faults: list[str]) -> None:
    if re.split("[?#]", url)[0] != path.as_uri() and not url.startswith("data:"):
        faults.append(f"request: {url}")
