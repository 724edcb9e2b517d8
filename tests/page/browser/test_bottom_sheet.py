"""The details as a sheet at the foot of a phone: half open, full, dragged, tapped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from geodata import load_zone
from tests.browser import CATCH_MAP, let_page_run, open_page, wait_for_live_map

AREAS = load_zone().area_records
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
VIEW = "[...Object.values(caught.getCenter()), caught.getZoom()]"

FLICK = """(grip, [distance, end]) => {
  const { y } = grip.getBoundingClientRect();
  for (const [type, way] of [['pointerdown', 0], ['pointermove', distance], [end, distance]]) {
    grip.dispatchEvent(new PointerEvent(type, { bubbles: true, clientY: y + way }));
  }
}"""


def test_a_flick_takes_the_sheet_to_the_next_state(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[0].id}", **PHONE) as page:
        sheet, grip = page.locator("#details"), page.locator("#details .grip:visible")
        for distance, state in ((-40, "full"), (40, "half")):
            grip.evaluate(FLICK, [distance, "pointerup"])
            expect(sheet).to_have_attribute("data-sheet", state)
            let_page_run(page, 300)
        # A finger that slips, and a drag that the system interrupts.
        for distance, end in ((12, "pointerup"), (40, "pointercancel")):
            grip.evaluate(FLICK, [distance, end])
            let_page_run(page, 300)
            expect(sheet).to_have_attribute("data-sheet", "half")
            expect(sheet).to_be_visible()
        grip.evaluate(FLICK, [40, "pointerup"])
        expect(sheet).to_be_hidden()


def test_a_phone_turned_under_a_full_sheet_shows_the_area_afterwards(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[0].id}", script=CATCH_MAP, **PHONE) as page:
        wait_for_live_map(page)
        name = page.locator(".label.area:visible", has_text=AREAS[0].name.en)
        grip = page.locator("#details .grip:visible")
        expect(name).to_be_in_viewport()
        before = page.evaluate(VIEW)
        grip.click()
        for window in ({"width": 844, "height": 390}, PHONE["viewport"]):
            page.set_viewport_size(window)
            let_page_run(page, 300)
        grip.click()
        expect(name).to_be_in_viewport()
        assert page.evaluate(VIEW) == pytest.approx(before, abs=1e-3)


def test_in_a_very_narrow_window_the_bar_leaves_the_area_in_sight(browser: Browser, file: Path) -> None:
    """As on a phone with text at 200 %."""
    with open_page(browser, file, f"#lang=de&area={AREAS[0].id}", viewport={"width": 197, "height": 426}) as page:
        wait_for_live_map(page)
        name = page.locator(".label.area:visible", has_text=AREAS[0].name.de).bounding_box()
        bar = page.locator(".bar").bounding_box()
        assert name
        assert bar
        assert max(0, bar["y"] + bar["height"]) <= name["y"]


def test_the_open_area_keeps_its_name_where_the_map_scrolls_under_the_sheet(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[2].id}", **PHONE) as page:
        wait_for_live_map(page)
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        let_page_run(page, 300)
        name = page.locator(".label.area:visible", has_text=AREAS[2].name.en).bounding_box()
        sheet = page.locator("#details").bounding_box()
        assert name
        assert sheet
        assert name["y"] + name["height"] <= sheet["y"]
