"""The size circle on every device: small windows, touch, paper, forced colours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from geodata import LANGUAGES
from tests.browser import open_page, wait_for_live_map
from tests.page.browser.test_devices import CUT_TEXTS, OVERLAPS, OVERLAYS, PHONE, drag_fingers, size
from tests.page.browser.test_size_circle import (
    AREA,
    METRES_PER_PIXEL,
    SIZES,
    button,
    circle,
    ground_km2,
    handle,
    measure_circle,
    note,
    offset_between,
    wait_until_at_rest,
)


@pytest.mark.parametrize(
    "window", [(320, 640), (375, 667), (390, 844), (768, 1024), (844, 390), (1024, 768), (1440, 900)], ids=str
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_covers_neither_the_circle_nor_anything_else(
    browser: Browser, file: Path, window: tuple[int, int], language: str
) -> None:
    with open_page(browser, file, f"#lang={language}&size=zone", **size(*window)) as page:
        wait_for_live_map(page)
        # In the smallest window a long scale bar meets the credit, with or without a circle.
        overlays = OVERLAYS.replace(", .leaflet-control-scale", "") if window[0] == 320 else OVERLAYS
        assert page.evaluate(OVERLAPS, overlays) == []
        assert page.evaluate(CUT_TEXTS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= window[0]
        if min(window) > 390 or window == (390, 844):
            assert page.evaluate(OVERLAPS, ".size-circle, .size-note, .lens") == []
        if min(window) >= 390:
            expect(handle(page)).to_be_in_viewport(ratio=0.99)


@pytest.mark.parametrize("options", [size(1440, 900), PHONE], ids=["desktop", "phone"])
def test_targets_of_the_circle_are_large_enough(browser: Browser, file: Path, options: dict[str, Any]) -> None:
    with open_page(browser, file, f"#area={AREA.id}&size={AREA.id}", **options) as page:
        wait_for_live_map(page)
        for target in (handle(page), note(page).get_by_role("button"), button(page)):
            box = target.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 24


def test_on_a_phone_the_sheet_makes_room_for_the_circle_and_returns(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREA.id}", **PHONE) as page:
        wait_for_live_map(page)
        button(page, AREA.id).tap()
        expect(page.locator("#details")).to_be_hidden()
        expect(circle(page)).to_be_in_viewport(ratio=0.99)
        expect(note(page)).to_be_in_viewport(ratio=0.99)
        note(page).get_by_role("button").tap()
        expect(page.locator("#details")).to_be_visible()
        expect(button(page, AREA.id)).to_be_focused()


def test_on_a_phone_the_map_scrolls_into_view_with_the_circle_and_back(browser: Browser, file: Path) -> None:
    with open_page(browser, file, **PHONE) as page:
        wait_for_live_map(page)
        button(page).evaluate("e => e.scrollIntoView({ block: 'center' })")
        before = page.evaluate("scrollY")
        button(page).tap()
        expect(circle(page)).to_be_in_viewport(ratio=0.99)
        expect(note(page)).to_be_in_viewport(ratio=0.99)
        page.keyboard.press("Escape")
        expect(button(page)).to_be_focused()
        assert page.evaluate("scrollY") == pytest.approx(before, abs=2)


def test_a_finger_drags_the_circle_and_neither_the_page_nor_the_map_moves(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#size=zone", **PHONE) as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        before, scrolled = measure_circle(page), page.evaluate("scrollY")
        x, y = before["x"] + 10, before["y"] + 10
        drag_fingers(page, [[(x - 3 * step, y - 6 * step)] for step in range(11)])
        assert offset_between(before, measure_circle(page)) == pytest.approx((-30, -60), abs=3)
        assert page.evaluate("scrollY") == scrolled
        expect(page.locator(".map-hint")).to_be_hidden()
        # Beside the circle a finger scrolls the page as usual.
        drag_fingers(page, [[(40, 400 - 20 * step)] for step in range(11)])
        assert page.evaluate("scrollY") > scrolled + 100


def test_a_tap_beside_the_circle_puts_it_there(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#size=zone", **PHONE) as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        page.touchscreen.tap(80, 300)
        box = measure_circle(page)
        assert (box["x"], box["y"]) == pytest.approx((80, 300), abs=2)


def test_two_fingers_on_the_circle_zoom_the_map(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#size=zone", **PHONE) as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        before, scale = measure_circle(page), page.evaluate(METRES_PER_PIXEL)
        x, y = before["x"], before["y"]
        drag_fingers(page, [[(x - 15 - 3 * step, y), (x + 15 + 3 * step, y)] for step in range(13)])
        wait_until_at_rest(page)
        assert page.evaluate(METRES_PER_PIXEL) < 0.7 * scale
        assert ground_km2(page) == pytest.approx(SIZES["zone"], rel=0.03)


def test_nothing_of_the_circle_is_printed(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#size=zone") as page:
        wait_for_live_map(page)
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 2
        page.emulate_media(media="print")
        for part in (note(page), circle(page), handle(page), button(page)):
            expect(part).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_outline_and_handle_are_visible_in_forced_colours(browser: Browser, file: Path, scheme: Any) -> None:
    ink = "canvas => { document.body.append(canvas); return getComputedStyle(canvas).color }"
    with open_page(browser, file, "#size=zone", forced_colors="active", color_scheme=scheme) as page:
        wait_for_live_map(page)
        text = page.evaluate(f"({ink})(Object.assign(document.createElement('p')))")
        assert circle(page).evaluate("path => getComputedStyle(path).stroke") == text
        assert handle(page).evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"


def test_the_note_says_that_the_circle_was_moved_though_the_map_zooms_at_once(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=en&size=zone") as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        expect(note(page)).not_to_contain_text("now ")
        handle(page).focus()
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("-")
        wait_until_at_rest(page)
        expect(note(page)).to_contain_text(re.compile(r"now [\d.]+ km east of"))


def test_a_circle_that_is_back_where_it_was_laid_has_no_direction(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=en&size=zone") as page:
        wait_for_live_map(page)
        laid = note(page).inner_text()
        for key in ("ArrowRight", "ArrowLeft"):
            handle(page).press(key)
        expect(note(page)).to_have_text(laid, use_inner_text=True)
