"""The live map: what it draws at each zoom, where it can go, and how it responds to the pointer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import shapely
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from geodata.measure import distance_m
from maps.text.translator import Translator
from tests.browser import AT_REST, CATCH_MAP, let_page_run, open_page, wait_for_live_map

ZONE = load_zone()
AREAS = [area.id for area in ZONE.area_records]
VIEW = """() => {
  const { lat, lng } = caught.getCenter();
  return { zoom: caught.getZoom(), lat, lng };
}"""
# The position on the screen of a place, given by longitude and latitude.
ON_SCREEN = """([lon, lat]) => {
  const { left, top } = document.getElementById('map_zone').getBoundingClientRect();
  const { x, y } = caught.latLngToContainerPoint([lat, lon]);
  return [left + x, top + y];
}"""


def zoom(page: Page, key: str, times: int = 1) -> None:
    """Zoom by key on the map, and wait after each step until the map has come to rest."""
    scale = "(bar => bar.textContent + bar.style.width)(document.querySelector('.leaflet-control-scale-line'))"
    page.locator("#map_zone").focus()
    for _ in range(times):
        before = page.evaluate(scale)
        page.keyboard.press(key)
        page.wait_for_function(f"before => {scale} !== before", arg=before)
        page.wait_for_function("() => !document.querySelector('.leaflet-zoom-anim')")


def test_more_is_drawn_and_named_at_closer_zooms(browser: Browser, file: Path) -> None:
    drawn = """() => ({
      stations: document.querySelector('path.dot-edge.station').checkVisibility(),
      streets: [...document.querySelectorAll('path.road')].filter(e => e.checkVisibility()).length,
      weight: parseFloat(getComputedStyle(document.querySelector('.folium-map path.river')).strokeWidth),
    })"""
    with open_page(browser, file, f"#area={AREAS[0]}") as page:
        wait_for_live_map(page)
        let_page_run(page, 500)
        near = page.evaluate(drawn)
        expect(page.locator(".label.station:visible")).not_to_have_count(0)
        page.keyboard.press("Escape")
        let_page_run(page, 500)
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
        let_page_run(page, 500)
        turned = page.locator(".label.along:visible").evaluate_all("es => es.map(e => e.style.transform)")
        assert len(turned) >= 3
        angles = [float(transform.partition("rotate(")[2].partition("deg")[0]) for transform in turned]
        assert all(abs(angle) <= 75 for angle in angles)
        assert any(abs(angle) > 10 for angle in angles)


def test_the_metro_of_the_release_day_leaves_out_what_opened_later(browser: Browser, file: Path, chengdu: Zone) -> None:
    later = next(place for place in chengdu.backdrop if place.id == "m18-futian")
    with open_page(browser, file, f"#area={AREAS[2]}&lang=en") as page:
        wait_for_live_map(page)
        let_page_run(page, 500)
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
        found = page.locator(".overview-map .frame").bounding_box()
        assert found
        return dict(found)

    with open_page(browser, file) as page:
        wait_for_live_map(page)
        home = frame(page)
        inset = page.locator(".overview-map").bounding_box()
        assert inset
        assert inset["x"] < home["x"] < home["x"] + home["width"] < inset["x"] + inset["width"]
        page.locator(f"button[data-area={AREAS[2]}]").click()
        let_page_run(page, 800)
        near = frame(page)
        dot = page.locator(".overview-map .dot.area-3").bounding_box()
        assert dot
        assert near["width"] < home["width"] / 2
        assert near["x"] < dot["x"] + dot["width"] / 2 < near["x"] + near["width"]
        assert near["y"] < dot["y"] + dot["height"] / 2 < near["y"] + near["height"]


def test_no_view_leaves_the_municipality_and_its_margin(browser: Browser, file: Path, chengdu: Zone) -> None:
    west, south, east, north = shapely.union_all([p.geometry for p in chengdu.backdrop if p.kind == "district"]).bounds
    across, down = 0.1 * (east - west), 0.1 * (north - south)
    seen = "[caught.getBounds()].map((b) => [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()])[0]"
    for window in ((1440, 900), (2560, 1440), (390, 844)):
        size = {"width": window[0], "height": window[1]}
        with open_page(browser, file, viewport=size, script=CATCH_MAP, reduced_motion="reduce") as page:
            wait_for_live_map(page)
            page.locator("#map_zone").focus()
            for key in ("-",) * 6 + ("ArrowLeft", "ArrowUp") * 12 + ("ArrowRight", "ArrowDown") * 24:
                page.keyboard.press(key)
                page.wait_for_function(AT_REST)
                left, bottom, right, top = page.evaluate(seen)
                assert left >= west - across - 0.01, (window, key)
                assert right <= east + across + 0.01, (window, key)
                assert bottom >= south - down - 0.01, (window, key)
                assert top <= north + down + 0.01, (window, key)


def test_the_map_is_fitted_to_its_size_until_the_reader_moves_it(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=en", script=CATCH_MAP, reduced_motion="reduce") as page:
        wait_for_live_map(page)
        for window in ((1000, 700), (390, 844), (844, 390), (1440, 900)):
            page.set_viewport_size({"width": window[0], "height": window[1]})
            let_page_run(page, 300)
            turned = page.evaluate(VIEW)
            with open_page(browser, file, "#lang=en", script=CATCH_MAP, viewport=page.viewport_size) as fresh:
                wait_for_live_map(fresh)
                assert turned == pytest.approx(fresh.evaluate(VIEW), abs=0.02), window
        page.locator("#map_zone").focus()
        page.keyboard.press("+")
        page.keyboard.press("ArrowLeft")
        page.wait_for_function(AT_REST)
        moved = page.evaluate(VIEW)
        page.set_viewport_size({"width": 1200, "height": 800})
        let_page_run(page, 300)
        assert page.evaluate(VIEW) == pytest.approx(moved, abs=0.005)


def test_a_change_of_the_lens_keeps_zoom_and_place(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[1]}", script=CATCH_MAP, reduced_motion="reduce") as page:
        wait_for_live_map(page)
        page.locator("#map_zone").focus()
        page.keyboard.press("+")
        page.wait_for_function(AT_REST)
        before = page.evaluate(VIEW)
        for stop in ("sources", "release", "estimate"):
            page.locator(f".stops label:has([value={stop}])").click()
            page.wait_for_selector(f"html[data-lens={stop}]")
            let_page_run(page, 200)
            assert page.evaluate(VIEW) == before


@pytest.mark.parametrize("size", [(390, 844), (393, 645), (506, 481), (616, 721)], ids=str)
def test_the_note_of_a_stop_does_not_hide_what_it_is_about(browser: Browser, file: Path, size: tuple[int, int]) -> None:
    width, height = size
    options = {"viewport": {"width": width, "height": height}, "script": CATCH_MAP, "reduced_motion": "reduce"}
    with open_page(browser, file, "#lang=de", **options) as page:
        page.wait_for_selector("html.whole")
        before = page.evaluate(VIEW)
        for stop, subject in (("release", "parent-zone"), ("sources", "outline"), ("release", "parent-zone")):
            page.locator(f".stops [value={stop}]").check(force=True)
            expect(page.locator(f"#map_zone .label.{subject}:visible")).to_have_count(1)
        # The overview of the areas is the one that the page opened with.
        page.locator(".stops [value=estimate]").check(force=True)
        expect(page.locator("#map_zone .label.area:visible")).to_have_count(3)
        assert page.evaluate(VIEW) == pytest.approx(before, abs=0.01)


def test_each_stop_of_the_lens_shows_no_more_than_it_knows(browser: Browser, file: Path) -> None:
    shown = {
        "release": {".reach": 0, ".footprint": 0, ".outline": 0, ".parent-zone": 1},
        "sources": {".reach": 0, ".footprint": 0, ".outline": 1, ".parent-zone": 1},
        "estimate": {".reach": 3, ".footprint": 3, ".outline": 0, ".parent-zone": 1},
    }
    for stop, counts in shown.items():
        with open_page(browser, file, f"#lang=en&lens={stop}") as page:
            wait_for_live_map(page)
            found = {kind: page.locator(f"#map_zone path{kind}:visible").count() for kind in counts}
            assert found == counts, stop
            expect(page.locator("#map_zone .label.area:visible")).to_have_count(counts[".footprint"])
            expect(page.locator("#map_zone .label.parent-zone:visible")).to_have_count(1)
            expect(page.locator("#map_zone .label.outline:visible")).to_have_count(counts[".outline"])
            expect(page.locator(".overview-map .dot:visible")).to_have_count(counts[".footprint"])
            expect(page.locator(".lens legend")).to_be_visible()


def test_shape_reach_and_name_of_an_area_are_one_target(browser: Browser, file: Path, chengdu: Zone) -> None:
    area = chengdu.area_records[2]
    # A place inside the reach and well outside the footprint.
    ring = area.reach.difference(area.footprint.buffer(0.01)).buffer(-0.003).representative_point()
    with open_page(browser, file, "#lang=en", script=CATCH_MAP, reduced_motion="reduce") as page:
        wait_for_live_map(page)
        card = page.locator(f"button[data-area={area.id}]")
        lit = page.locator("#map_zone .reach.area-3.hovered, #map_zone .footprint.area-3.hovered")
        box = page.locator(f"[data-name-of={area.id}]").bounding_box()
        assert box
        name = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        for what, place in {
            "footprint": page.evaluate(ON_SCREEN, [area.centre.x, area.centre.y]),
            "reach": page.evaluate(ON_SCREEN, [ring.x, ring.y]),
            "name": name,
        }.items():
            page.mouse.move(900, 640)
            expect(lit).to_have_count(0)
            page.mouse.move(*place)
            expect(lit).to_have_count(2)
            expect(card).to_have_class(re.compile("hovered"))
            under = "([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor"
            assert page.evaluate(under, place) == "pointer", what
            page.mouse.click(*place)
            expect(page.locator("#details h2:visible")).to_have_text(area.name.en)
            page.keyboard.press("Escape")
            expect(page.locator("#details")).to_be_hidden()
        card.hover()
        expect(lit).to_have_count(2)
        page.mouse.move(900, 640)
        expect(lit).to_have_count(0)


def test_where_reaches_overlap_the_chosen_area_wins_else_the_nearest(
    browser: Browser, file: Path, chengdu: Zone
) -> None:
    first, second = chengdu.area_records[:2]
    both = first.reach.intersection(second.reach).difference(first.footprint.union(second.footprint).buffer(0.0005))
    near = max(getattr(both, "geoms", [both]), key=lambda part: part.area).representative_point()
    nearest, other = sorted((first, second), key=lambda area: distance_m(area.centre, near))
    with open_page(browser, file, f"#lang=en&area={other.id}", script=CATCH_MAP, reduced_motion="reduce") as page:
        wait_for_live_map(page)
        page.mouse.click(*page.evaluate(ON_SCREEN, [near.x, near.y]))
        expect(page.locator("#details h2:visible")).to_have_text(other.name.en)
        page.locator("#details [data-close]:visible").click()
        page.locator(f"button[data-area={chengdu.area_records[2].id}]").click()
        page.locator("[data-fit]").click()
        page.wait_for_function(AT_REST)
        page.mouse.click(*page.evaluate(ON_SCREEN, [near.x, near.y]))
        expect(page.locator("#details h2:visible")).to_have_text(nearest.name.en)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_without_text_has_a_tooltip(browser: Browser, file: Path, language: str) -> None:
    silent = """() => [...document.querySelectorAll('button, summary')]
      .filter((e) => e.textContent.trim() === '' && (e.title !== e.ariaLabel || !e.title))
      .map((e) => e.outerHTML.slice(0, 90))"""
    with open_page(browser, file, "#lang=en") as page:
        wait_for_live_map(page)
        page.locator(f"[data-lang={language}]").click()
        assert page.evaluate(silent) == []
        expect(page.locator("[data-fit]")).to_have_attribute("title", Translator(language)("map.fit_all"))


def test_the_scale_bar_is_in_the_language_of_the_page(browser: Browser, file: Path) -> None:
    bar = ".leaflet-control-scale-line"
    with open_page(browser, file, "#lang=zh") as page:
        wait_for_live_map(page)
        expect(page.locator(bar)).to_have_text(re.compile(r"^\d+公里$"))
        zoom(page, "+", 5)
        expect(page.locator(bar)).to_have_text(re.compile(r"^\d+米$"))
        page.locator("[data-lang=en]").click()
        expect(page.locator(bar)).to_have_text(re.compile(r"^\d+ m$"))


def test_the_map_recovers_from_any_size(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=en", script=CATCH_MAP) as page:
        wait_for_live_map(page)
        before = page.evaluate(VIEW)
        # So tall that the map's limits keep it from the view that it should show, and squeezed flat.
        for width, height in ((1440, 3000), (1440, 60), (320, 500)):
            page.set_viewport_size({"width": width, "height": height})
            let_page_run(page, 400)
            page.set_viewport_size({"width": 1440, "height": 900})
            page.wait_for_function("zoom => Math.abs(caught.getZoom() - zoom) < 0.01", arg=before["zoom"])
            let_page_run(page, 100)
            assert page.evaluate(VIEW) == pytest.approx(before, abs=0.001)


def test_the_legend_has_only_lines_that_are_drawn_at_this_zoom(browser: Browser, file: Path) -> None:
    rows = """() => [...document.querySelectorAll('.legend li')].map((row) => {
      const name = row.querySelector('svg > *').getAttribute('class');
      const lines = [...document.querySelectorAll('#map_zone .leaflet-backdrop-pane path')];
      const drawn = lines.filter((path) => path.getAttribute('class') === name);
      return [name, row.checkVisibility(), drawn.length === 0 || drawn.some((path) => !path.hasAttribute('hidden'))];
    })"""
    with open_page(browser, file, script=CATCH_MAP) as page:
        wait_for_live_map(page)
        seen = set()
        for zoom in (8.5, 9.2, 11):
            page.evaluate("zoom => caught.setZoom(zoom, { animate: false })", zoom)
            let_page_run(page, 400)
            found = {name: shown for name, shown, is_drawn in page.evaluate(rows) if "outline" not in name}
            assert found == {name: is_drawn for name, _, is_drawn in page.evaluate(rows) if "outline" not in name}, zoom
            seen.add(found["metro"])
        assert seen == {True, False}
