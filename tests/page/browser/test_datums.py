"""An area's centre in three datums: shown, copied, explained, and drawn on the map."""

from __future__ import annotations

import re
from math import hypot, pi, sqrt
from pathlib import Path
from typing import Any

import prcoords
import pytest
from playwright.sync_api import Browser, Page, expect
from shapely import Point

from geodata import LANGUAGES, Zone, load_zone
from geodata.measure import distance_m
from maps.page.datum_shift import shift_m
from maps.page.links import SERVICES
from tests.browser import open_page, wait_for_live_map
from tests.page.browser.test_audit import AXE_SCRIPT, RULES, RUN_AXE
from tests.page.browser.test_devices import PHONE

AREAS = [area.id for area in load_zone().area_records]
ARROWS = ".folium-map path.arrow"
CENTRE = "#details .coordinates-of > summary"


def read_centre(page: Page, datum: str) -> tuple[float, float]:
    """Return longitude and latitude. They are shown in the opposite order, as people paste them."""
    found = re.fullmatch(r"(\d+\.\d{1,6}), (\d+\.\d{1,6})", page.locator(f"#details [data-datum={datum}]").inner_text())
    assert found
    return float(found[2]), float(found[1])


@pytest.mark.parametrize("area_id", AREAS)
def test_the_centre_is_given_in_each_datum_to_a_metre(
    browser: Browser, file: Path, chengdu: Zone, area_id: str
) -> None:
    area = next(area for area in chengdu.area_records if area.id == area_id)
    with open_page(browser, file, f"#area={area_id}") as page:
        wait_for_live_map(page)
        page.locator(CENTRE).click()
        gcj02 = prcoords.wgs_gcj(prcoords.Coords(area.centre.y, area.centre.x))
        for datum, point in (("gcj02", gcj02), ("bd09", prcoords.gcj_bd(gcj02))):
            assert distance_m(Point(read_centre(page, datum)), Point(point.lon, point.lat)) < 1


def test_each_datum_is_copied_as_it_is_shown(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[2]}") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        wait_for_live_map(page)
        page.locator(CENTRE).click()
        rows = page.locator("#details .datums p")
        expect(rows).to_have_count(3)
        copied = []
        for row in rows.all():
            row.get_by_role("button").click()
            expect(row.get_by_role("button")).to_have_text("Copied")
            copied.append(page.evaluate("navigator.clipboard.readText()"))
            assert copied[-1] == row.locator("span").inner_text()
        assert len(set(copied)) == 3


def test_screen_readers_can_tell_the_copy_buttons_apart(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[0]}") as page:
        page.locator("#details .coordinates-of summary").click()
        buttons = page.locator("#details [data-copy]")
        for index, datum in enumerate(("WGS-84", "GCJ-02", "BD-09")):
            expect(buttons.nth(index)).to_have_accessible_name(f"Copy {datum}")


def measure_arrows(page: Page, arrows: str = ARROWS) -> list[float]:
    """Return the length of each of these arrows on the map, in pixels."""
    ends = page.locator(arrows).evaluate_all(
        "paths => paths.map(p => p.getAttribute('d').match(/-?[\\d.]+/g).map(Number))"
    )
    return [hypot(x2 - x1, y2 - y1) for x1, y1, x2, y2 in ends]


def test_while_the_shift_is_explained_arrows_on_the_map_show_it(browser: Browser, file: Path, chengdu: Zone) -> None:
    area = chengdu.area_records[0]
    with open_page(browser, file, f"#area={area.id}") as page:
        wait_for_live_map(page)
        expect(page.locator(ARROWS)).to_have_count(0)
        page.locator(CENTRE).click()
        expect(page.locator(ARROWS)).to_have_count(2)
        ring = page.locator("path.reach.area-1").bounding_box()
        assert ring
        # Any part of the area may lie in the reach, so it is wider than the uncertainty of the centre by the area's
        # radius.
        pixel_m = 2 * (area.uncertainty_m + 1000 * sqrt(area.size_km2 / pi)) / ring["width"]
        for datum, metres in shift_m(area.centre).items():
            [pixels] = measure_arrows(page, f"{ARROWS}.{datum}")
            assert pixels * pixel_m == pytest.approx(metres, abs=2 * pixel_m)
        page.locator("#details [data-step='1']").click()
        expect(page.locator(ARROWS)).to_have_count(0)
        page.locator("#details [data-step='-1']").click()
        expect(page.locator(ARROWS)).to_have_count(2)
        page.evaluate("location.hash += '&lens=sources'")
        expect(page.locator(ARROWS)).to_have_count(0)
        page.go_back()
        expect(page.locator(ARROWS)).to_have_count(2)
        page.locator(CENTRE).click()
        expect(page.locator(ARROWS)).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_maps_are_offered_with_what_they_open(browser: Browser, file: Path, language: str) -> None:
    with open_page(browser, file, f"#area={AREAS[1]}&lang={language}") as page:
        items = page.locator("#details .open-in li")
        expect(items).to_have_count(len(SERVICES))
        for item in items.all():
            assert item.get_by_role("link").inner_text().strip()
            assert item.locator("span").inner_text().strip()


def test_without_javascript_the_links_and_the_reason_are_there(browser: Browser, file: Path) -> None:
    with open_page(browser, file, java_script_enabled=False) as page:
        article = page.locator(f"[data-details={AREAS[0]}]")
        expect(article.locator(".open-in a:visible")).to_have_count(len(SERVICES))
        expect(article.locator(".datums p:visible")).to_have_count(3)
        expect(article.locator(".shift")).to_contain_text("364 m")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_open_explanation(
    browser: Browser, file: Path, scheme: str, options: dict[str, Any]
) -> None:
    more = {"bypass_csp": True, "color_scheme": scheme, "reduced_motion": "reduce"} | options
    with open_page(browser, file, f"#area={AREAS[0]}", **more) as page:
        wait_for_live_map(page)
        page.locator(CENTRE).click()
        expect(page.locator(ARROWS)).to_have_count(2)
        page.evaluate(AXE_SCRIPT.read_text("utf-8"))
        assert page.evaluate(RUN_AXE, RULES) == []
