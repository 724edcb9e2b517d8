"""The map at every zoom: names that keep clear of each other, more of the backdrop the nearer one comes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from tests.browser import open_page, wait_for_live_map

ZONE = load_zone()
AREAS = [area.id for area in ZONE.area_records]
SIZES = ((390, 844), (1024, 768), (1440, 900))
OVERLAPPING = """() => {
  const labels = [...document.querySelectorAll('.label:not([hidden], .gauge)')];
  const boxes = labels.map(e => [e.textContent, e.getBoundingClientRect()]);
  const beside = (x, y) => x.left > y.right - 1 || y.left > x.right - 1;
  const apart = (x, y) => beside(x, y) || x.top > y.bottom - 1 || y.top > x.bottom - 1;
  return boxes.flatMap(([a, x], i) => boxes.slice(i + 1).filter(([, y]) => !apart(x, y)).map(([b]) => [a, b]));
}"""
UNDER = """selector => {
  const over = [...document.querySelectorAll(selector)].filter(e => e.checkVisibility({ visibilityProperty: true }));
  const labels = [...document.querySelectorAll('.label:not([hidden], .gauge)')];
  const touch = (x, y) => x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 1 && y.top < x.bottom - 1;
  const box = e => e.getBoundingClientRect();
  return labels.filter(e => over.some(o => touch(box(o), box(e)))).map(e => e.textContent);
}"""


def zoom(page: Page, key: str, times: int = 1) -> None:
    """By key on the map, each step after the last has come to rest."""
    scale = "(bar => bar.textContent + bar.style.width)(document.querySelector('.leaflet-control-scale-line'))"
    page.locator("#map_zone").focus()
    for _ in range(times):
        before = page.evaluate(scale)
        page.keyboard.press(key)
        page.wait_for_function(f"before => {scale} !== before", arg=before)
        page.wait_for_function("() => !document.querySelector('.leaflet-zoom-anim')")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_keep_clear_of_each_other_at_every_zoom(
    browser: Browser, file: Path, size: tuple[int, int], language: str
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    counts = []
    with open_page(browser, file, f"#lang={language}&area={AREAS[0]}", viewport=viewport) as page:
        wait_for_live_map(page)
        page.wait_for_timeout(500)
        zoom(page, "-", 3)
        for _ in range(6):
            assert page.evaluate(OVERLAPPING) == []
            assert page.evaluate(UNDER, ".lens, .controls, .legend, .inset") == []
            counts.append(page.locator(".label:visible").count())
            zoom(page, "+")
    assert min(counts) >= 1
    assert max(counts) >= 6


def test_the_nearer_the_more_is_drawn_and_named(browser: Browser, file: Path) -> None:
    drawn = """() => ({
      stations: document.querySelector('path.dot-edge.station').checkVisibility(),
      streets: [...document.querySelectorAll('path.road')].filter(e => e.checkVisibility()).length,
      weight: parseFloat(getComputedStyle(document.querySelector('.folium-map path.river')).strokeWidth),
    })"""
    with open_page(browser, file, f"#area={AREAS[0]}") as page:
        wait_for_live_map(page)
        page.wait_for_timeout(500)
        near = page.evaluate(drawn)
        expect(page.locator(".label.station:visible")).not_to_have_count(0)
        page.keyboard.press("Escape")
        page.wait_for_timeout(500)
        zoom(page, "-", 2)
        far = page.evaluate(drawn)
        expect(page.locator(".label.station:visible")).to_have_count(0)
        expect(page.locator(".label.district:visible")).not_to_have_count(0)
    assert near["stations"]
    assert not far["stations"]
    assert near["streets"] > far["streets"]
    assert near["weight"] > far["weight"]


def test_names_of_lines_run_along_them(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[0]}") as page:
        wait_for_live_map(page)
        page.wait_for_timeout(500)
        turned = page.locator(".label.along:visible").evaluate_all("es => es.map(e => e.style.transform)")
        assert len(turned) >= 3
        angles = [float(transform.partition("rotate(")[2].partition("rad")[0]) for transform in turned]
        assert all(abs(angle) < 1.6 for angle in angles)
        assert any(abs(angle) > 0.2 for angle in angles)


def test_the_metro_of_then_leaves_out_what_opened_later(browser: Browser, file: Path, chengdu: Zone) -> None:
    later = next(place for place in chengdu.backdrop if place.id == "m18-futian")
    with open_page(browser, file, f"#area={AREAS[2]}&lang=en") as page:
        wait_for_live_map(page)
        page.wait_for_timeout(500)
        assert later.name
        name = page.locator(".label.station:visible", has_text=later.name.en)
        expect(name).to_have_count(1)
        expect(page.locator("path.metro.later:visible")).not_to_have_count(0)
        page.locator(".legend").evaluate("e => (e.open = true)")
        page.locator("[data-network]").uncheck()
        expect(name).to_have_count(0)
        expect(page.locator("path.later:visible")).to_have_count(0)
        expect(page.locator("path.metro:visible")).not_to_have_count(0)


def test_the_overview_shows_where_the_map_is(browser: Browser, file: Path) -> None:
    def frame(page: Page) -> dict[str, Any]:
        found = page.locator(".inset .frame").bounding_box()
        assert found
        return dict(found)

    with open_page(browser, file) as page:
        wait_for_live_map(page)
        home = frame(page)
        inset = page.locator(".inset").bounding_box()
        assert inset
        assert inset["x"] < home["x"] < home["x"] + home["width"] < inset["x"] + inset["width"]
        page.locator(f"button[data-area={AREAS[2]}]").click()
        page.wait_for_timeout(800)
        near = frame(page)
        dot = page.locator(".inset .dot.area-3").bounding_box()
        assert dot
        assert near["width"] < home["width"] / 2
        assert near["x"] < dot["x"] + dot["width"] / 2 < near["x"] + near["width"]
        assert near["y"] < dot["y"] + dot["height"] / 2 < near["y"] + near["height"]


def test_soft_edges_stay_where_they_are_from_nearby(browser: Browser, file: Path) -> None:
    """Where a shape is larger than the window its soft edge is still centred on the area."""
    middle = "e => (box => [box.x + box.width / 2, box.y + box.height / 2])(e.getBoundingClientRect())"
    with open_page(browser, file, f"#area={AREAS[0]}") as page:
        wait_for_live_map(page)
        page.wait_for_timeout(500)
        zoom(page, "+", 2)
        soft = page.locator("path.feather.area-1")
        box = soft.bounding_box()
        assert box
        assert box["width"] > 900
        assert soft.evaluate(middle) == pytest.approx(page.locator("path.reach.area-1").evaluate(middle), abs=2)


def test_the_map_goes_to_the_full_screen_and_back(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        button = page.locator("[data-full-screen]")
        button.click()
        page.wait_for_function("() => document.fullscreenElement?.id === 'map'")
        expect(button).to_have_attribute("aria-pressed", "true")
        button.click()
        page.wait_for_function("() => document.fullscreenElement === null")
        expect(button).to_have_attribute("aria-pressed", "false")
