"""Zones other than Chengdu in the browser: the page and an area open, the lens works, and nothing goes wrong."""

from __future__ import annotations

import re
import shutil
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from maps import build_page
from tests.browser import AT_REST, CATCH_MAP, open_page, wait_for_live_map
from tests.zones import DELETE, alter, read, write_zone

OTHER_ZONES = Path(__file__).parents[2] / "other_zones"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module", params=["sao-paulo", "suzhou"])
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Zone, Path]:
    zone = load_zone(OTHER_ZONES / request.param)
    path = tmp_path_factory.mktemp(request.param) / "zone.html"
    path.write_text(build_page(zone), "utf-8")
    return zone, path


def zoom_of(page: Page) -> float:
    """Return the zoom of the live map."""
    return float(page.evaluate("caught.getZoom()"))


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_the_page_and_an_area_open(browser: Browser, other: tuple[Zone, Path], options: dict[str, Any]) -> None:
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


def test_what_is_near_is_shown_with_and_without_landmarks(browser: Browser, other: tuple[Zone, Path]) -> None:
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
        expect(page.locator("#details .datums")).to_be_visible()
        expect(page.locator(".folium-map path.arrow")).to_have_count(2 if zone.landmarks else 0)


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("ends", [((-46.8, -23.5), (-46.1, -23.5)), ((-46.5, -23.0), (-46.5, -24.0))], ids=["EW", "NS"])
def test_areas_in_a_row_are_all_in_view(
    browser: Browser, tmp_path: Path, ends: tuple[tuple[float, float], ...], options: dict[str, Any]
) -> None:
    """Without a municipality the map moves around the areas only, which must leave room for all of them."""
    folder = Path(shutil.copytree(OTHER_ZONES / "sao-paulo", tmp_path / "zone"))
    for id, end in zip(("varzea-norte", "jardim-do-rio"), ends, strict=True):
        geometry = {"type": "Point", "coordinates": list(end)}
        alter(folder, "areas.geojson", f"features/{id}/geometry", geometry)
    path = tmp_path / "zone.html"
    path.write_text(build_page(load_zone(folder)), "utf-8")
    with open_page(browser, path, script=CATCH_MAP, **options) as page:
        wait_for_live_map(page)
        page.wait_for_function(AT_REST)
        pane = page.locator(".folium-map").bounding_box()
        assert pane
        shapes = page.locator(".folium-map path.footprint")
        expect(shapes).to_have_count(2)
        for shape in shapes.all():
            box = shape.bounding_box()
            assert box
            assert pane["x"] <= box["x"] < pane["x"] + pane["width"]
            assert pane["y"] <= box["y"] < pane["y"] + pane["height"]


POINTS = [(104.06, 30.58), (104.04, 30.55), (104.36, 30.42), (104.09, 30.55), (104.12, 30.6), (104.02, 30.6)]
POINTS += [(104.1, 30.48), (104.18, 30.54), (104.07, 30.565)]
SIZES_KM2 = [4.6, 5.3, 27, 2, 3.1, 1.2, 8, 6.4, 0.7]
UNCERTAINTIES_M = [800, 1500, 3000]
NAMES = ["Rose Garden", "Old Orchard Innovation Park", "Future Science and Technology City", "Bamboo Yard"]
NAMES += ["West Lake Terrace", "Tea Hill", "Silk Mill Quarter", "Northern Gateway Logistics Park", "Lotus Pond"]


@pytest.fixture(scope="module")
def page_of_nine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a zone of nine areas, six of them close together."""
    folder = write_zone(tmp_path_factory.mktemp("nine") / "zone")
    area = read(folder, "areas.geojson", "features/south-garden")
    for id in ("north-garden", "south-garden", "east-garden"):
        alter(folder, "areas.geojson", f"features/{id}", DELETE)
    for n, (name, point, size) in enumerate(zip(NAMES, POINTS, SIZES_KM2, strict=True)):
        properties = {"name": dict.fromkeys(LANGUAGES, name), "size_km2": size, "uncertainty_m": UNCERTAINTIES_M[n % 3]}
        geometry = {"type": "Point", "coordinates": list(point)}
        feature = area | {"id": f"area-{n + 1}", "geometry": geometry, "properties": area["properties"] | properties}
        alter(folder, "areas.geojson", "features/+", feature)
    alter(folder, "facts.toml", "fact/size/areas", [f"area-{n + 1}" for n in range(9)])
    alter(folder, "facts.toml", "fact/size/value", round(sum(SIZES_KM2), 4))
    alter(folder, "zone.toml", "total_km2", round(sum(SIZES_KM2), 4))
    path = folder.parent / "nine.html"
    path.write_text(build_page(load_zone(folder)), "utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nine_areas_have_nine_colours_and_all_are_named(browser: Browser, page_of_nine: Path, scheme: Any) -> None:
    with open_page(browser, page_of_nine, color_scheme=scheme) as page:
        wait_for_live_map(page)
        shapes = page.locator(".folium-map path.footprint")
        assert len(set(shapes.evaluate_all("all => all.map(e => getComputedStyle(e).fill)"))) == 9
        names = page.locator("[data-name-of]:visible")
        expect(names).to_have_count(9)
        boxes = [name.bounding_box() for name in names.all()]
        assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
        # No leader line is drawn twice, and each has the colour of its area.
        assert page.locator(".leaders path").count() >= 2
        assert set(page.locator(".leaders path").evaluate_all("all => all.map(e => e.classList.length)")) == {2}


def overlap(one: Any, other: Any) -> bool:
    return bool(
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


def test_on_a_phone_nearly_all_of_nine_areas_are_named(browser: Browser, page_of_nine: Path) -> None:
    with open_page(browser, page_of_nine, **PHONE) as page:
        wait_for_live_map(page)
        names = page.locator("[data-name-of]:visible")
        assert names.count() >= 8
        boxes = [name.bounding_box() for name in names.all()]
        assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


def test_an_open_area_of_nine_is_always_named(browser: Browser, page_of_nine: Path) -> None:
    with open_page(browser, page_of_nine, **PHONE) as page:
        wait_for_live_map(page)
        for n in range(1, 10):
            page.evaluate("id => { location.hash = `area=${id}`; }", f"area-{n}")
            page.wait_for_function(AT_REST)
            expect(page.locator(f"[data-name-of=area-{n}]")).to_be_visible()
