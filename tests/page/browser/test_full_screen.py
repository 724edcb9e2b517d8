"""Full screen, for a projector: map and details side by side, in larger type, and the page again afterwards."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from geodata import Zone
from tests.browser import CATCH_MAP, let_page_run, open_page, wait_for_live_map
from tests.engines import with_a_window

REFUSE = "Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('no'));"
"""Refuse full screen, as where the window already fills the screen and the browser grants no more."""
SCREENS = {"wide": {"width": 1440, "height": 900}, "projector": {"width": 1024, "height": 768}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def box_of(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found
    return dict(found)


def type_size(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('#details p.sure')).fontSize)"))


def enter_full_screen(page: Page) -> None:
    page.locator("[data-full-screen]").click()
    expect(page.locator("[data-full-screen]")).to_have_attribute("aria-pressed", "true")
    let_page_run(page, 500)


@pytest.mark.parametrize("script", ["", REFUSE], ids=["window", "already in full screen"])
@pytest.mark.parametrize("screen", SCREENS)
def test_map_and_details_fill_the_screen_side_by_side(
    browser: Browser, file: Path, chengdu: Zone, screen: str, script: str
) -> None:
    first, second, _ = chengdu.area_records
    size = SCREENS[screen]
    with open_page(browser, file, "#lang=de", viewport=size, script=CATCH_MAP + script) as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        page.locator(f"button[data-area={second.id}]").click()
        usual = type_size(page)
        page.locator("#details [data-close]:visible").click()
        page.evaluate("scrollTo(0, 700)")
        let_page_run(page, 300)
        before = page.evaluate("scrollY")
        enter_full_screen(page)
        assert page.evaluate("document.fullscreenElement !== null") == (script == "")
        assert page.locator("#announcements").evaluate("status => status.checkVisibility()"), "screen readers hear it"
        width, height = page.evaluate("[innerWidth, innerHeight]")
        assert box_of(page, "#map") == {"x": 0, "y": 0, "width": width, "height": height}
        # A click on an area shows its details beside the map, which takes the rest of the screen.
        for area in (first, second):
            page.locator(f"path[data-area={area.id}]").press("Enter")
            expect(page.locator("#details h2")).to_have_text(area.name.de)
            expect(page.locator("#details h2")).to_be_in_viewport()
            let_page_run(page, 500)
            map_box, details = box_of(page, "#map"), box_of(page, "#details")
            assert details["x"] >= 0
            assert details["x"] + details["width"] <= map_box["x"]
            assert map_box["x"] + map_box["width"] == pytest.approx(width, abs=1)
            assert (map_box["y"], map_box["height"]) == (0, height)
            assert map_box["width"] > width / 2
            assert page.evaluate("caught.getSize().x") == pytest.approx(map_box["width"], abs=2)
        assert type_size(page) == pytest.approx(1.25 * usual)
        for other in (".bar", ".headline", ".areas", ".facts", ".sources"):
            expect(page.locator(other)).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # Details that are too long for the screen can be scrolled.
        last = page.locator("#details h3:visible").last
        last.scroll_into_view_if_needed()
        expect(last).to_be_in_viewport()
        page.locator("#details [data-close]:visible").click()
        let_page_run(page, 300)
        assert box_of(page, "#map")["width"] == width
        page.locator("[data-full-screen]").click()
        page.wait_for_function("() => document.fullscreenElement === null")
        expect(page.locator(".bar")).to_be_visible()
        let_page_run(page, 300)
        assert page.evaluate("scrollY") == pytest.approx(before, abs=2)
        expect(page.locator("[data-full-screen]")).to_have_attribute("aria-pressed", "false")


def test_escape_closes_one_thing_after_another_if_the_browser_refuses_full_screen(
    browser: Browser, file: Path, chengdu: Zone
) -> None:
    with open_page(browser, file, f"#area={chengdu.area_records[0].id}", script=REFUSE) as page:
        wait_for_live_map(page)
        enter_full_screen(page)
        page.keyboard.press("Escape")
        expect(page.locator("#details")).to_be_hidden()
        expect(page.locator(".facts")).to_be_hidden()
        page.keyboard.press("Escape")
        expect(page.locator(".facts")).to_be_visible()


@pytest.mark.parametrize("script", ["", REFUSE], ids=["window", "no second full screen"])
def test_full_screen_in_a_browser_that_already_fills_the_screen(
    browser: Browser, file: Path, chengdu: Zone, script: str
) -> None:
    """F11 by itself leaves the page whole. The layout ends by its button, or when the window leaves full screen."""
    with with_a_window(browser) as opened:
        options = {"viewport": None, "no_viewport": True, "script": script}
        with open_page(opened, file, f"#area={chengdu.area_records[0].id}", **options) as page:
            wait_for_live_map(page)
            devtools = page.context.new_cdp_session(page)
            window = devtools.send("Browser.getWindowForTarget")["windowId"]

            def put(state: str) -> None:
                devtools.send("Browser.setWindowBounds", {"windowId": window, "bounds": {"windowState": state}})
                page.wait_for_function(
                    "is => matchMedia('(display-mode: fullscreen)').matches === is", arg=state == "fullscreen"
                )

            put("fullscreen")
            expect(page.locator(".facts")).to_be_visible()
            enter_full_screen(page)
            width, height = page.evaluate("[innerWidth, innerHeight]")
            map_box, details = box_of(page, "#map"), box_of(page, "#details")
            assert (map_box["y"], map_box["height"]) == (0, height)
            assert map_box["x"] + map_box["width"] == pytest.approx(width, abs=1)
            assert details["x"] + details["width"] <= map_box["x"]
            page.locator("[data-full-screen]").click()
            expect(page.locator(".facts")).to_be_visible()
            assert page.evaluate("matchMedia('(display-mode: fullscreen)').matches")
            if script:
                enter_full_screen(page)
                put("normal")
                expect(page.locator(".facts")).to_be_visible()


def test_the_page_comes_back_when_the_browser_leaves_full_screen(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        enter_full_screen(page)
        page.evaluate("document.exitFullscreen()")
        expect(page.locator(".facts")).to_be_visible()
        expect(page.locator("[data-full-screen]")).to_have_attribute("aria-pressed", "false")


def test_on_a_phone_the_map_fills_the_screen_above_the_sheet(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file, **PHONE) as page:
        wait_for_live_map(page)
        enter_full_screen(page)
        whole = page.evaluate("[innerWidth, innerHeight]")
        found = box_of(page, "#map")
        assert [found["width"], found["height"]] == pytest.approx(whole, abs=1)
        page.locator(f"path[data-area={chengdu.area_records[0].id}]").press("Enter")
        expect(page.locator("#details h2")).to_be_in_viewport()
        assert box_of(page, "#map")["width"] == pytest.approx(whole[0], abs=1)


@pytest.mark.parametrize("lang", ["en", "de"])
def test_on_a_phone_the_type_keeps_its_size_so_that_the_lens_stays_in_one_row(
    browser: Browser, file: Path, lang: str
) -> None:
    with open_page(browser, file, f"#lang={lang}", **PHONE) as page:
        wait_for_live_map(page)
        usual = box_of(page, ".lens")["height"]
        enter_full_screen(page)
        assert box_of(page, ".lens")["height"] == usual
        rows = "new Set([...document.querySelectorAll('.stops label')].map((stop) => stop.offsetTop)).size"
        assert page.evaluate(rows) == 1


@pytest.mark.parametrize("steps", [("zoom", "turn"), ("turn", "zoom", "turn")], ids=["in", "out"])
def test_full_screen_keeps_the_area_in_sight_on_which_the_reader_has_zoomed(
    browser: Browser, file: Path, chengdu: Zone, steps: tuple[str, ...]
) -> None:
    area = chengdu.area_records[1]
    with open_page(browser, file, f"#area={area.id}", script=CATCH_MAP, reduced_motion="reduce", **PHONE) as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        for step in steps:
            zoom = page.evaluate("caught.getZoom()")
            page.locator("[data-full-screen]" if step == "turn" else ".pad [data-zoom='1']").dispatch_event("click")
            let_page_run(page, 500)
        assert page.evaluate("caught.getZoom()") == pytest.approx(zoom)
        # Its name is on the map only if its centre is neither out of view nor covered.
        expect(page.locator(f"#map_zone [data-name-of={area.id}]")).to_be_in_viewport()


def test_a_fact_chosen_in_full_screen_is_shown_in_the_page(browser: Browser, file: Path, chengdu: Zone) -> None:
    first = chengdu.area_records[0]
    with open_page(browser, file, f"#area={first.id}") as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        enter_full_screen(page)
        page.locator("#details .chip").first.click()
        opened = page.locator("button[data-fact][aria-expanded=true]")
        expect(opened).to_be_in_viewport()
        expect(opened).to_be_focused()
        expect(page.locator("[data-full-screen]")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("back", [True, False])
def test_the_note_of_a_fact_in_full_screen_leads_to_the_text_or_leaves_the_focus_on_the_map(
    browser: Browser, file: Path, chengdu: Zone, back: bool
) -> None:
    fact = next(fact for fact in chengdu.facts if fact.areas and fact.in_release)
    with open_page(browser, file, f"#fact={fact.id}") as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        enter_full_screen(page)
        page.locator(f".fact-note [{'data-back' if back else 'data-close'}]").press("Enter")
        expect(page.locator(".fact-note")).to_be_hidden()
        expect(page.locator("[data-full-screen]")).to_have_attribute("aria-pressed", str(not back).lower())
        left = page.locator("[data-on-map]:visible") if back else page.locator("#map")
        expect(left).to_be_focused()
        expect(left).to_be_in_viewport()


@pytest.mark.parametrize("width", [1280, 1366, 1440, 1920])
def test_the_overview_map_is_shown_where_it_has_room(browser: Browser, file: Path, chengdu: Zone, width: int) -> None:
    area = chengdu.area_records[0]
    with open_page(browser, file, f"#lang=ja&area={area.id}", viewport={"width": width, "height": 768}) as page:
        wait_for_live_map(page)
        enter_full_screen(page)
        overview = page.locator(".overview-map").bounding_box()
        lens = box_of(page, ".lens")
        assert (overview is not None) == (width > 1408)
        assert overview is None or overview["x"] >= lens["x"] + lens["width"]


def test_the_page_is_printed_from_full_screen_too(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=en", script=CATCH_MAP) as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        usual = [len(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(page.pdf())).pages]
        enter_full_screen(page)
        printed = [len(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(page.pdf())).pages]
        assert min(usual) > 1000
        assert printed == pytest.approx(usual, rel=0.05)
