"""Zones other than Chengdu in the browser: they open, an area opens, the lens moves, and nothing goes wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from maps import build_page
from tests.browser import AT_REST, CATCH_MAP, open_page, wait_for_live_map

OTHERS = Path(__file__).parents[2] / "other_zones"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module", params=["sao-paulo", "suzhou"])
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Zone, Path]:
    zone = load_zone(OTHERS / request.param)
    path = tmp_path_factory.mktemp(request.param) / "zone.html"
    path.write_text(build_page(zone), "utf-8")
    return zone, path


def zoom_of(page: Page) -> float:
    """The zoom of the live map."""
    return float(page.evaluate("caught.getZoom()"))


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_it_opens_and_so_does_an_area(browser: Browser, other: tuple[Zone, Path], options: dict[str, Any]) -> None:
    zone, path = other
    area = zone.area_records[1]
    with open_page(browser, path, script=CATCH_MAP, **options) as page:
        wait_for_live_map(page)
        overview = zoom_of(page)
        assert overview >= page.evaluate("caught.getMinZoom()"), "no glide from farther off"
        expect(page.locator(f"path.footprint[data-area={area.id}]")).to_be_in_viewport()
        page.locator(f"button[data-area={area.id}]").click()
        page.wait_for_function(AT_REST)
        details = page.locator("#details")
        expect(details.get_by_role("heading", level=2)).to_have_text(area.name.en)
        assert zoom_of(page) >= overview
        for language in LANGUAGES:
            page.locator(f"[data-lang={language}]").click()
            expect(details.get_by_role("heading", level=2)).to_have_text(area.name[language])
            expect(page).to_have_title(re.compile(re.escape(area.name[language])))


def test_each_stop_of_the_lens_shows_no_more_than_it_says(browser: Browser, other: tuple[Zone, Path]) -> None:
    zone, path = other
    with open_page(browser, path) as page:
        wait_for_live_map(page)
        stops = page.locator("[name=lens]")
        assert stops.count() == (2 if all(area.surveyed for area in zone.area_records) else 3)
        for stop in stops.all():
            value = stop.get_attribute("value")
            stop.check(force=True)
            expect(page.locator(f"[data-lens={value}] .lens p:visible")).to_have_count(1)
            is_shown = value == "estimate"
            expect(page.locator(".folium-map path.footprint").first).to_be_visible(visible=is_shown)
            names = page.locator(".overview-map :is(.dot, .leader, .leader-dot):visible")
            assert bool(names.count()) is (is_shown and zone.municipality is not None)


def test_what_is_near_is_told_with_and_without_places(browser: Browser, other: tuple[Zone, Path]) -> None:
    zone, path = other
    with open_page(browser, path) as page:
        wait_for_live_map(page)
        page.locator(".folium-map").focus()
        page.keyboard.press("n")
        hint = page.locator(".map-hint")
        if zone.landmarks:
            expect(hint).to_contain_text("of Tiger Hill")
        else:
            expect(hint).to_have_text(re.compile(r"^Nearest on the map: (Várzea Norte|Jardim do Rio) \("))


def test_the_shift_is_drawn_in_china_only(browser: Browser, other: tuple[Zone, Path]) -> None:
    zone, path = other
    with open_page(browser, path, f"#area={zone.area_records[0].id}") as page:
        wait_for_live_map(page)
        page.locator("#details .coordinates-of summary").click()
        expect(page.locator("#details .coordinates")).to_be_visible()
        expect(page.locator(".folium-map path.arrow")).to_have_count(2 if zone.landmarks else 0)
