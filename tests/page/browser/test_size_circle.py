"""A reader lays the size of the zone over the old town and moves it about, by mouse, finger, key and click."""

from __future__ import annotations

import re
from math import pi
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from maps.text.page_texts import zone_texts
from maps.text.size_comparison import sizes_km2
from maps.text.translator import Translator, fill
from tests.browser import let_page_run, open_page, wait_for_live_map
from tests.page.browser.test_devices import MAP_LABELS, OVERLAPS, PHONE, size

ZONE = load_zone()
SIZES = sizes_km2(ZONE)
AREA = ZONE.area_records[0]
LENSES = ("release", "sources", "estimate")
# Metres on the ground per pixel at the middle of the map, by the scale bar.
METRES_PER_PIXEL = """() => {
  const bar = document.querySelector('.leaflet-control-scale-line');
  return parseFloat(bar.textContent) * (bar.textContent.includes('km') ? 1000 : 1) / parseFloat(bar.style.width);
}"""
# Measure the shape itself: its box on the screen includes the width of the stroke.
MEASURE_SHAPE = """path => {
  const { width, height } = path.getBBox();
  const box = path.getBoundingClientRect();
  return { width, height, x: box.x + box.width / 2, y: box.y + box.height / 2 };
}"""


def circle(page: Page) -> Locator:
    return page.locator("path.size-circle")


def handle(page: Page) -> Locator:
    return page.locator(".size-handle")


def note(page: Page) -> Locator:
    return page.locator(".size-note")


def button(page: Page, id: str = "zone") -> Locator:
    return page.locator(f"button[data-size={id}]")


def measure_circle(page: Page) -> dict[str, float]:
    found: dict[str, float] = circle(page).evaluate(MEASURE_SHAPE)
    return found


def ground_km2(page: Page) -> float:
    """Return the circle's size on the ground by the scale bar, whose length is a whole number of pixels."""
    box = measure_circle(page)
    return float(pi / 4 * box["width"] * box["height"] * (page.evaluate(METRES_PER_PIXEL) / 1000) ** 2)


def offset_between(before: dict[str, float], after: dict[str, float]) -> tuple[float, float]:
    return after["x"] - before["x"], after["y"] - before["y"]


def wait_until_at_rest(page: Page) -> None:
    """Wait until the map has come to rest."""
    let_page_run(page, 500)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_lays_the_zone_over_the_old_town_with_a_comparison(
    browser: Browser, file: Path, chengdu: Zone, language: str
) -> None:
    words, found = Translator(language), chengdu.comparison(language)
    assert found
    with open_page(browser, file, f"#lang={language}") as page:
        wait_for_live_map(page)
        expect(note(page)).to_be_hidden()
        expect(circle(page)).to_have_count(0)
        button(page).click()
        expect(circle(page)).to_be_in_viewport(ratio=0.99)
        expect(handle(page)).to_have_text(words.area(chengdu.total_km2))
        expect(note(page)).to_contain_text(words.area(chengdu.total_km2))
        expect(note(page)).to_contain_text(found.name[language])
        expect(note(page).get_by_role("link")).to_have_count(0)
        expect(page.locator(f"#source-{found.source} a").first).to_have_attribute(
            "href", chengdu.source(found.source).url
        )
        expect(button(page)).to_have_attribute("aria-pressed", "true")
        assert "size=zone" in page.evaluate("location.hash")


@pytest.mark.parametrize("id", SIZES)
@pytest.mark.parametrize("options", [size(1440, 900), PHONE], ids=["desktop", "phone"])
def test_the_circle_is_as_large_on_the_ground_as_it_says(
    browser: Browser, file: Path, id: str, options: dict[str, Any]
) -> None:
    with open_page(browser, file, f"#size={id}", **options) as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        assert ground_km2(page) == pytest.approx(SIZES[id], rel=0.03)
        page.locator("[data-fit]").click()
        wait_until_at_rest(page)
        assert ground_km2(page) == pytest.approx(SIZES[id], rel=0.03)


def test_the_circle_lies_around_the_landmark_and_the_areas_stay(browser: Browser, file: Path) -> None:
    landmark = f"div.label.landmark:text-is('{zone_texts(ZONE)['en'][f'place.{ZONE.landmarks[0]}']}')"
    with open_page(browser, file, "#size=zone") as page:
        wait_for_live_map(page)
        label = page.locator(landmark).bounding_box()
        box = measure_circle(page)
        assert label
        # The name stands beside its dot, which is in the middle of the circle.
        assert abs(label["y"] + label["height"] / 2 - box["y"]) < 12
        assert 0 < label["x"] - box["x"] < 20
        page.locator("[data-fit]").click()
        for area in ZONE.area_records:
            expect(page.locator(f"path[data-area={area.id}]")).to_be_in_viewport()


def test_the_mouse_drags_the_circle_and_the_map_stays(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#size=zone") as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        for grip in (circle(page), handle(page)):
            before, scale = measure_circle(page), page.evaluate(METRES_PER_PIXEL)
            shape = page.locator("path.ring, path.metro").first.bounding_box()
            box = grip.bounding_box()
            assert box
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 4
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x + 30, y + 20, steps=3)
            page.mouse.move(x + 60, y + 90, steps=3)
            page.mouse.up()
            assert offset_between(before, measure_circle(page)) == pytest.approx((60, 90), abs=2)
            assert page.evaluate(METRES_PER_PIXEL) == scale
            assert page.locator("path.ring, path.metro").first.bounding_box() == shape
            assert ground_km2(page) == pytest.approx(SIZES["zone"], rel=0.03)
        # After the mouse button is released, the circle stays where it is.
        page.mouse.move(200, 200)
        assert offset_between(before, measure_circle(page)) == pytest.approx((60, 90), abs=2)


def test_a_click_on_the_map_puts_the_circle_there(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#size=zone") as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        page.mouse.click(720, 650)
        box = measure_circle(page)
        assert (box["x"], box["y"]) == pytest.approx((720, 650), abs=2)


def test_arrow_keys_move_the_circle_and_with_shift_farther(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        button(page).focus()
        page.keyboard.press("Enter")
        expect(handle(page)).to_be_focused()
        wait_until_at_rest(page)
        before = measure_circle(page)
        page.keyboard.press("ArrowRight")
        right = offset_between(before, measure_circle(page))
        assert right[0] > 10
        assert right[1] == pytest.approx(0, abs=1)
        page.keyboard.press("Shift+ArrowDown")
        down = offset_between(before, measure_circle(page))
        assert down[1] > 3 * right[0]
        # The map does not move for keys of the circle, and zooms by its own keys.
        scale = page.evaluate(METRES_PER_PIXEL)
        page.keyboard.press("-")
        wait_until_at_rest(page)
        assert page.evaluate(METRES_PER_PIXEL) > 1.5 * scale
        assert ground_km2(page) == pytest.approx(SIZES["zone"], rel=0.03)


def test_the_map_moves_along_to_its_edge_where_the_circle_stays_in_view(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#size=zone") as page:
        wait_for_live_map(page)
        handle(page).focus()
        for _ in range(6):
            page.keyboard.press("-")
            wait_until_at_rest(page)
        for way in ("Up", "Right", "Down", "Left"):
            for _ in range(40):
                page.keyboard.press(f"Shift+Arrow{way}")
                page.wait_for_timeout(20)
            wait_until_at_rest(page)
            expect(page.get_by_role("status")).to_contain_text(Translator("en")("map.end"))
            expect(handle(page)).to_be_in_viewport()
            expect(circle(page)).to_be_in_viewport(ratio=0.5)
            # The scale bar is right for the middle of the map, and the circle lies near the edge.
            assert ground_km2(page) == pytest.approx(SIZES["zone"], rel=0.05)


@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}])
def test_the_circle_is_brought_into_view_when_it_is_focused(
    browser: Browser, file: Path, viewport: dict[str, Any]
) -> None:
    with open_page(browser, file, "#size=zone", viewport=viewport, reduced_motion="reduce") as page:
        wait_for_live_map(page)
        page.locator("#map_zone").focus()
        for _ in ZONE.area_records:
            page.keyboard.press("Tab")
            wait_until_at_rest(page)
        expect(handle(page)).not_to_be_in_viewport()
        page.keyboard.press("Tab")
        wait_until_at_rest(page)
        expect(handle(page)).to_be_focused()
        expect(handle(page)).to_be_in_viewport(ratio=1)
        box = handle(page).bounding_box()
        assert box
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).className", middle) == "size-handle"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_circle_and_its_moves_are_announced(browser: Browser, file: Path, language: str) -> None:
    words = Translator(language)
    with open_page(browser, file, f"#lang={language}") as page:
        wait_for_live_map(page)
        button(page).click()
        status = page.get_by_role("status")
        found = ZONE.comparison(language)
        assert found
        expect(status).to_contain_text(words.area(ZONE.total_km2))
        expect(status).to_contain_text(found.name[language])
        wait_until_at_rest(page)
        page.keyboard.press("Shift+ArrowLeft")
        west = words("each.direction.6")
        expect(status).to_contain_text(west)
        announced = status.inner_text()
        pattern = re.escape(fill(zone_texts(ZONE)[language]["size.moved"], diameter="A", direction=west))
        pattern = pattern.replace("A", ".+").replace(re.escape("{distance}"), r"\d[\d.,]*.+")
        assert re.fullmatch(pattern, announced), announced
        expect(note(page)).to_contain_text(announced)
        page.keyboard.press("Escape")
        expect(status).to_have_text(words("size.closed"))


def test_escape_removes_the_circle_and_the_focus_returns(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        button(page).click()
        expect(handle(page)).to_be_focused()
        page.keyboard.press("Escape")
        expect(circle(page)).to_have_count(0)
        expect(handle(page)).to_have_count(0)
        expect(note(page)).to_be_hidden()
        expect(button(page)).to_be_focused()
        expect(button(page)).to_have_attribute("aria-pressed", "false")
        assert "size" not in page.evaluate("location.hash")
        # A click gives the focus to the map, which keeps it.
        button(page).click()
        wait_until_at_rest(page)
        page.mouse.click(720, 650)
        page.keyboard.press("Escape")
        expect(handle(page)).to_have_count(0)
        expect(page.locator(".folium-map")).to_be_focused()


def test_the_note_and_the_same_button_remove_the_circle(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        button(page).click()
        close = note(page).get_by_role("button")
        expect(close).to_have_accessible_name(Translator("en")("page.close"))
        close.click()
        expect(circle(page)).to_have_count(0)
        expect(button(page)).to_be_focused()
        button(page).click()
        expect(circle(page)).to_have_count(1)
        button(page).click()
        expect(circle(page)).to_have_count(0)


def test_back_removes_the_circle_and_forward_shows_it_again(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=de") as page:
        wait_for_live_map(page)
        button(page).click()
        expect(circle(page)).to_have_count(1)
        page.go_back()
        expect(circle(page)).to_have_count(0)
        expect(button(page)).to_be_focused()
        page.go_forward()
        expect(circle(page)).to_have_count(1)


@pytest.mark.parametrize("address", ["#size=nowhere", "#size=", "#size=__proto__", "#size=at"])
def test_an_unknown_size_is_not_shown(browser: Browser, file: Path, address: str) -> None:
    with open_page(browser, file, address) as page:
        wait_for_live_map(page)
        expect(circle(page)).to_have_count(0)
        expect(page.locator(".legend")).to_be_visible()


def test_an_area_is_laid_from_its_details_and_closing_returns_there(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREA.id}") as page:
        wait_for_live_map(page)
        button(page, AREA.id).click()
        expect(handle(page)).to_have_text(Translator("en").area(AREA.size_km2))
        expect(note(page)).to_contain_text(AREA.name.en)
        expect(page.locator("#details h2")).to_have_text(AREA.name.en)
        page.keyboard.press("Escape")
        expect(button(page, AREA.id)).to_be_focused()
        expect(page.locator("#details h2")).to_have_text(AREA.name.en)
        wait_until_at_rest(page)
        expect(page.locator(f"path[data-area={AREA.id}]")).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(page.locator("#details")).to_be_hidden()


@pytest.mark.parametrize("other", ["area", "fact"])
def test_another_subject_replaces_the_circle(browser: Browser, file: Path, other: str) -> None:
    with open_page(browser, file, "#size=zone") as page:
        wait_for_live_map(page)
        if other == "area":
            page.locator("button[data-area]").first.click()
        else:
            page.locator(".fact:has([data-on-map]) button[data-fact]").first.click()
            # Opening evidence in the table leaves the map alone.
            expect(circle(page)).to_have_count(1)
            page.locator("[data-on-map]:visible").click()
        expect(circle(page)).to_have_count(0)
        expect(note(page)).to_be_hidden()
        if other == "fact":
            expect(page.locator(".fact-note:visible")).to_have_count(1)
            button(page).click()
            expect(page.locator("aside:visible")).to_have_count(1)


def test_each_stop_of_the_lens_offers_the_sizes_that_its_sources_state(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREA.id}&size={AREA.id}") as page:
        wait_for_live_map(page)
        for stop in LENSES[::-1]:
            page.locator(f"[name=lens][value={stop}]").check()
            # The size of an area is not from the release.
            expect(circle(page)).to_have_count(0 if stop == "release" else 1)
            expect(button(page)).to_be_visible()
            expect(button(page, AREA.id)).to_be_visible(visible=stop != "release")
        for stop in LENSES:
            page.evaluate("stop => (location.hash = `lens=${stop}&size=zone`)", stop)
            expect(circle(page)).to_be_visible()
            expect(note(page)).to_be_visible()


def test_a_change_of_language_translates_the_circle_and_leaves_it_in_place(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#size=zone") as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        page.mouse.click(720, 650)
        before = measure_circle(page)
        for language in ("de", "zh", "ja"):
            page.locator(f"[data-lang={language}]").click()
            words = Translator(language)
            expect(handle(page)).to_have_text(words.area(ZONE.total_km2))
            expect(handle(page)).to_have_accessible_name(fill(words("size.handle"), size=words.area(ZONE.total_km2)))
            landmark = ZONE.place(ZONE.landmarks[0]).name
            assert landmark
            expect(note(page)).to_contain_text(landmark[language])
            assert offset_between(before, measure_circle(page)) == pytest.approx((0, 0), abs=0.5)


def test_a_circle_requested_before_the_live_map_appears_with_it(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#size=zone") as page:
        wait_for_live_map(page)
        expect(circle(page)).to_be_visible()
        # An address moves no focus.
        assert page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize("options", [size(1440, 900), PHONE], ids=["desktop", "phone"])
def test_no_name_crosses_the_outline_or_the_handle_of_the_circle(
    browser: Browser, file: Path, options: dict[str, Any]
) -> None:
    """Each name is wholly inside or wholly outside, also after a move; names along lines are not checked."""
    crossing = """labels => {
      const circle = document.querySelector('path.size-circle').getBoundingClientRect();
      const [x, y, r] = [circle.x + circle.width / 2, circle.y + circle.height / 2, circle.width / 2];
      const names = [...document.querySelectorAll(labels)].filter(e => !e.matches('.along'));
      const reach = box => [[box.left, box.top], [box.right, box.top], [box.left, box.bottom], [box.right, box.bottom]]
        .map(([left, top]) => Math.hypot(left - x, top - y) - r);
      const isAcross = d => Math.min(...d) < -1 && Math.max(...d) > 1;
      return names.filter(e => isAcross(reach(e.getBoundingClientRect()))).map(e => e.textContent);
    }"""
    with open_page(browser, file, "#size=zone", **options) as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        assert page.locator(".label:not([hidden])").count() > 3
        assert page.evaluate(crossing, MAP_LABELS) == []
        handle(page).focus()
        page.keyboard.press("Shift+ArrowLeft")
        let_page_run(page, 1500)
        assert page.evaluate(crossing, MAP_LABELS) == []
        assert page.evaluate(OVERLAPS, f".size-handle, {MAP_LABELS}") == []
