"""Moves of the map by keys and buttons, and what is told of its middle."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import AT_REST, let_page_run
from tests.page.browser.test_access import PRESS, open_and_listen, take_announcements

GLIDING = {"reduced_motion": "no-preference"}
MIDDLE = "caught.project(caught.getCenter()).x"


def rest(page: Page) -> None:
    page.wait_for_function(AT_REST)
    let_page_run(page, 700)


@pytest.mark.parametrize("by", ["keys", "buttons"])
def test_quick_presses_are_all_counted(browser: Browser, file: Path, by: str) -> None:
    with open_and_listen(browser, file, **GLIDING) as page:
        page.locator("#map_zone").focus()
        if by == "buttons":
            page.locator(".move summary").click()
        start = page.evaluate(MIDDLE)

        def press(key: str) -> None:
            if by == "keys":
                page.keyboard.press(f"Arrow{key}")
            else:
                page.locator(f"[data-pan='{'1,0' if key == 'Right' else '-1,0'}']").click()

        press("Right")
        rest(page)
        step = page.evaluate(MIDDLE) - start
        assert step > 50
        for _ in range(3):
            press("Left")
            let_page_run(page, 60)
        rest(page)
        assert page.evaluate(MIDDLE) == pytest.approx(start - 2 * step, abs=4)
        press("Right")
        press("Right")
        rest(page)
        assert page.evaluate(MIDDLE) == pytest.approx(start, abs=4)
        # As on a slow machine, presses come within one task, and together lead farther than the map is wide.
        page.evaluate("for (let count = 0; count < 4; count++) document.querySelector('[data-pan=\"-1,0\"]').click()")
        rest(page)
        assert page.evaluate(MIDDLE) == pytest.approx(start - 4 * step, abs=4)


def test_presses_during_a_zoom_are_all_counted(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, **GLIDING) as page:
        page.locator("#map_zone").focus()
        zoom, centre = page.evaluate("[caught.getZoom(), caught.getCenter()]")
        # Within one task, so that all come during the zoom.
        page.evaluate(PRESS, ["+", "ArrowRight", "+", "ArrowRight", "ArrowDown"])
        rest(page)
        assert page.evaluate("caught.getZoom()") == pytest.approx(zoom + 2)
        moved = page.evaluate(
            "(from) => caught.project(caught.getCenter()).subtract(caught.project(from)).unscaleBy(caught.getSize())",
            centre,
        )
        # Two steps to the right and one down.
        assert (moved["x"], moved["y"]) == pytest.approx((0.6, 0.3), abs=0.02)


def test_the_view_of_all_areas_cancels_an_arrow_pressed_during_a_zoom(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, **GLIDING) as page:
        page.locator("#map_zone").focus()
        overview = page.evaluate(MIDDLE)
        for key in ("+", "ArrowRight"):
            page.keyboard.press(key)
            let_page_run(page, 50)
        page.locator("[data-fit]").click()
        rest(page)
        assert page.evaluate(MIDDLE) == pytest.approx(overview, abs=1)


def test_an_arrow_at_the_edge_of_the_map_shows_nothing_beyond_it(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, **GLIDING) as page:
        page.locator("#map_zone").focus()
        for _ in range(6):
            page.keyboard.press("-")
        rest(page)
        page.evaluate("""() => {
          window.farthest = -Infinity;
          caught.on('move', () => (farthest = Math.max(farthest, caught.getBounds().getEast())));
        }""")
        limit = page.evaluate("Math.max(caught.options.maxBounds.getEast(), caught.getBounds().getEast())")
        for _ in range(3):
            page.keyboard.press("ArrowRight")
            let_page_run(page, 100)
        rest(page)
        assert page.evaluate("farthest") <= limit + 0.01
        take_announcements(page)
        page.keyboard.press("ArrowRight")
        [words] = take_announcements(page)
        assert "The map ends here." in words


def test_the_edge_of_the_map_is_told_by_the_press_that_meets_it(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, **GLIDING) as page:
        page.locator("#map_zone").focus()
        # The second press starts during the glide of the first. In the middle of the map they cancel each other out.
        moved = r"Moved west by \d+ km. The map ends here. "
        for keys, said in (("Left Right", "The map shows "), ("Left " * 8, moved)):
            take_announcements(page)
            for key in keys.split():
                page.keyboard.press(f"Arrow{key}")
            assert re.match(said, take_announcements(page)[-1])


def test_what_is_near_is_told_once_the_map_rests(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, **GLIDING) as page:
        page.locator("#map_zone").focus()
        take_announcements(page)
        page.keyboard.press("ArrowDown")
        let_page_run(page, 60)
        page.keyboard.press("n")
        rest(page)
        during = take_announcements(page)[-1]
        page.keyboard.press("n")
        assert take_announcements(page) == [during]
        expect(page.locator(".map-hint")).to_be_visible()


def test_a_held_arrow_key_pans_step_by_step(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, **GLIDING) as page:
        page.locator("#map_zone").focus()
        start, width = page.evaluate(MIDDLE), page.evaluate("caught.getSize().x")
        page.evaluate("""async () => {
          for (let count = 0; count < 15; count++) {
            const key = new KeyboardEvent('keydown', { key: 'ArrowRight', repeat: count > 0, bubbles: true });
            document.activeElement.dispatchEvent(key);
            await new Promise((resolve) => setTimeout(resolve, 33));
          }
        }""")
        rest(page)
        assert 0 < page.evaluate(MIDDLE) - start <= 1.3 * width


def test_what_is_near_is_told_once_after_several_moves(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, **GLIDING) as page:
        page.locator("#map_zone").focus()
        take_announcements(page)
        for key in ("ArrowDown", "ArrowDown", "n"):
            page.keyboard.press(key)
            let_page_run(page, 50)
        rest(page)
        during = take_announcements(page)[-1]
        page.keyboard.press("n")
        assert take_announcements(page) == [during]
