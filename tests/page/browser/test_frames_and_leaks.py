"""The page in frames that are out of view, and leaks after opening and closing things many times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from geodata.model import Zone
from tests.browser import CATCH_MAP, let_page_run, open_page, wait_for_live_map

FRAME = '<iframe src="{}" style="{}" width="900" height="640"></iframe>'
IS_DRAWN = "() => document.querySelector('html[data-ready=true] :is(.drawn, .folium-map path)') !== null"


@contextmanager
def open_host(browser: Browser, tmp_path: Path, body: str) -> Iterator[Page]:
    path = tmp_path / "host.html"
    path.write_text(f"<!DOCTYPE html><title>Host</title>{body}", "utf-8")
    context = browser.new_context(viewport={"width": 1000, "height": 700}, offline=True)
    page = context.new_page()
    faults: list[object] = []
    page.on("pageerror", lambda fault: faults.append(fault))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert not faults


def child_frames(page: Page) -> list[Frame]:
    return page.frames[1:]


SPACER = '<div style="height: 9000px"></div>'


@pytest.mark.parametrize(
    ("before", "style", "reveal"),
    [
        (SPACER, "", "frame.scrollIntoView()"),
        ("", "display: none", "frame.style.display = 'block'"),
        ("", "visibility: hidden", "frame.style.visibility = 'visible'"),
    ],
)
def test_a_frame_out_of_view_shows_its_map_when_it_comes_into_view(
    browser: Browser, file: Path, tmp_path: Path, chengdu: Zone, before: str, style: str, reveal: str
) -> None:
    with open_host(browser, tmp_path, before + FRAME.format(file.as_uri(), style)) as page:
        (frame,) = child_frames(page)
        frame.wait_for_function(IS_DRAWN, polling=100)
        # By now the page has stopped waiting for a paint that does not come.
        let_page_run(page, 1500)
        page.evaluate(f"const frame = document.querySelector('iframe'); {reveal}")
        frame.wait_for_selector("html[data-map=live]")
        shape = frame.locator(f"path.footprint[data-area={chengdu.area_records[0].id}]")
        frame.wait_for_function("shape => shape.getBoundingClientRect().width > 8", arg=shape.element_handle())
        frame.locator("button.card").first.click()
        expect(frame.locator("#details h2")).to_have_text(chengdu.area_records[0].name.en)


def test_twenty_frames_show_the_map_and_so_does_the_printed_host(browser: Browser, file: Path, tmp_path: Path) -> None:
    with open_host(browser, tmp_path, FRAME.format(file.as_uri() + "?embed=1", "") * 20) as page:
        for frame in child_frames(page):
            frame.wait_for_selector("html[data-map=live]", state="attached", timeout=60_000)
        page.emulate_media(media="print")
        for frame in child_frames(page)[:3] + child_frames(page)[-1:]:
            shown = "() => [...document.querySelectorAll('.drawn, .folium-map')].some(map => map.clientWidth > 200)"
            frame.wait_for_function(shown)
        assert len(page.pdf()) > 10_000


ROUNDS = 500
ACTIONS: dict[str, str] = {
    "size circle": "document.querySelector('[data-size]').click()",
    "area": "document.querySelector('button[data-area]').click();"
    " document.querySelector('#details [data-close]').click()",
    "evidence": "document.querySelector('.fact .chip').click()",
    "panels": "for (const id of ['share-button', 'download-button'])"
    " for (const turn of [1, 2]) document.getElementById(id).click()",
    "failed copy": "document.querySelector('[data-copy-frame]').click()",
    "full screen": "document.querySelector('[data-full-screen]').click()",
}
TOGGLES = ("size circle", "evidence", "full screen")
COUNT_LEFT = """() => {
  let layers = 0;
  caught.eachLayer(() => layers++);
  const events = Object.values(caught._events).map(listeners => listeners.length).join();
  return [document.querySelectorAll('*').length, layers, events, window.heard];
}"""
COUNT_LISTENERS = """
window.heard = 0;
for (const target of [window, document]) {
  const { addEventListener, removeEventListener } = target;
  target.addEventListener = function (...args) { heard++; return addEventListener.apply(this, args); };
  target.removeEventListener = function (...args) { heard--; return removeEventListener.apply(this, args); };
}
"""


@pytest.mark.parametrize("action", ACTIONS)
def test_opening_and_closing_many_times_leaks_nothing(browser: Browser, file: Path, action: str) -> None:
    refuse = """
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
      document.execCommand = () => false;
      Element.prototype.requestFullscreen = () => Promise.reject(new Error('not here'));
    """
    step = ACTIONS[action] + (f"; {ACTIONS[action]}" if action in TOGGLES else "")
    with open_page(browser, file, "#lang=en", script=CATCH_MAP + COUNT_LISTENERS + refuse) as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole", state="attached")
        repeat: Callable[[int], object] = lambda rounds: page.evaluate(  # noqa: E731
            f"async rounds => {{ for (let round = 0; round < rounds; round++) {{ {step}; await null; }} }}", rounds
        )
        repeat(1)
        let_page_run(page, 700)
        first = page.evaluate(COUNT_LEFT)
        repeat(ROUNDS)
        let_page_run(page, 2500)
        assert page.evaluate(COUNT_LEFT) == first
