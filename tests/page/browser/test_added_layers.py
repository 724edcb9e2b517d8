"""Layers that authors add, in the saved page opened from disk, offline, with the page's own map unharmed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import folium
import pytest
from branca.colormap import LinearColormap
from branca.element import Element
from playwright.sync_api import Browser, expect

from geodata import Zone
from maps import build_map
from tests.added_layers import EAST, GROUPS, macro, write_files
from tests.browser import let_page_run, open_page, wait_for_live_map


@pytest.mark.parametrize("group", GROUPS)
def test_added_layers_are_visible(browser: Browser, chengdu: Zone, tmp_path: Path, group: str) -> None:
    write_files(tmp_path)
    zone_map = build_map(chengdu)
    add, seen = GROUPS[group]
    add(zone_map, chengdu, tmp_path)
    zone_map.save(tmp_path / "own.html")
    with open_page(browser, tmp_path / "own.html", "#lang=en") as page:
        wait_for_live_map(page)
        for selector, count in seen.items():
            expect(page.locator(f".folium-map {selector}")).to_have_count(count)
        # No picture is broken.
        broken = "images => images.filter((image) => image.complete && !image.naturalWidth).map((image) => image.src)"
        assert page.locator(".folium-map img").evaluate_all(broken) == []
        # The page's own map is as it was.
        expect(page.locator(".folium-map .footprint[data-area]")).to_have_count(3)
        page.locator(".card").first.click()
        expect(page.locator("#details h2:visible")).to_have_text(chengdu.area_records[0].name.en)


def test_popups_are_no_larger_than_the_map_and_clear_of_the_panels(
    browser: Browser, chengdu: Zone, tmp_path: Path
) -> None:
    zone_map = build_map(chengdu)
    folium.Marker([30.66, 104.02], popup=folium.Popup("Where the city began. " * 300, show=True)).add_to(zone_map)
    folium.Marker([30.66, 104.06], popup='<div style="width: 90rem">wide</div>').add_to(zone_map)
    zone_map.save(tmp_path / "own.html")
    for width, height in ((1440, 900), (390, 800)):
        with open_page(browser, tmp_path / "own.html", "#lang=en", viewport={"width": width, "height": height}) as page:
            wait_for_live_map(page)
            for pin in (None, page.locator("img.leaflet-marker-icon").nth(1)):
                if pin:
                    pin.dispatch_event("click")
                popup = page.locator(".leaflet-popup").last
                expect(popup).to_have_css("opacity", "1")
                let_page_run(page, 400)
                [box, view] = [part.bounding_box() for part in (popup, page.locator(".folium-map"))]
                assert box
                assert view
                assert box["width"] <= view["width"]
                assert box["height"] <= view["height"]
                assert view["x"] <= box["x"]
                assert box["x"] + box["width"] <= view["x"] + view["width"]


def test_a_popup_opens_beside_the_panels(browser: Browser, chengdu: Zone, tmp_path: Path) -> None:
    zone_map = build_map(chengdu)
    folium.CircleMarker([30.66, 104.06], class_name="mine", popup="Old town", fill=True).add_to(zone_map)
    zone_map.save(tmp_path / "own.html")
    with open_page(browser, tmp_path / "own.html", "#lang=en") as page:
        wait_for_live_map(page)
        circle = page.locator(".mine")
        lens = page.locator(".lens").bounding_box()
        before = circle.bounding_box()
        assert lens
        assert before
        # The first view shows the popup clear of the panel.
        assert before["y"] > lens["y"] + lens["height"]
        circle.click()
        expect(page.locator(".leaflet-popup-content")).to_have_text("Old town")
        let_page_run(page, 500)
        popup = page.locator(".leaflet-popup").bounding_box()
        assert popup
        assert popup["y"] > lens["y"] + lens["height"] or popup["x"] > lens["x"] + lens["width"]


def test_a_popup_stays_clear_of_the_panels_when_the_map_becomes_narrower(
    browser: Browser, chengdu: Zone, tmp_path: Path
) -> None:
    zone_map = build_map(chengdu)
    frame = folium.IFrame("<p>framed</p>", width=320, height=60)
    folium.Marker([30.57, 104.06], popup=folium.Popup(frame, show=True)).add_to(zone_map)
    zone_map.save(tmp_path / "own.html")
    size = {"width": 1200, "height": 855}
    with open_page(browser, tmp_path / "own.html", "?embed=1#lang=en", viewport=size) as page:
        wait_for_live_map(page)
        framed = page.locator(".leaflet-popup iframe").content_frame
        framed.locator("p").evaluate("part => part.dataset.kept = ''")
        for width in (860, 600, 1100):
            page.set_viewport_size({"width": width, "height": 855})
            let_page_run(page, 800)
            [popup, lens] = [page.locator(part).bounding_box() for part in (".leaflet-popup", ".lens")]
            assert popup
            assert lens
            assert popup["y"] > lens["y"] + lens["height"] or popup["x"] > lens["x"] + lens["width"], width
        expect(framed.locator("p[data-kept]")).to_be_visible()


def test_a_colour_bar_shows_its_caption_and_localised_numbers(browser: Browser, chengdu: Zone, tmp_path: Path) -> None:
    zone_map = build_map(chengdu)
    chengdu.areas[["size_km2", "geometry"]].explore(column="size_km2", m=zone_map)
    zone_map.save(tmp_path / "own.html")
    with open_page(browser, tmp_path / "own.html", "#lang=en") as page:
        wait_for_live_map(page)
        bar = page.locator(".colour-bar")
        expect(bar).to_be_visible()
        expect(bar.locator("p")).to_have_text("size_km2")
        ticks = bar.locator("data")
        expect(ticks.first).to_have_text("4.6")
        expect(ticks.last).to_have_text("27")
        boxes = [box for box in (tick.bounding_box() for tick in ticks.all()) if box]
        assert len(boxes) > 3
        assert all(one["x"] + one["width"] < two["x"] for one, two in pairwise(boxes))
        page.locator("[data-lang=de]").click()
        expect(ticks.first).to_have_text("4,6")


def test_the_text_of_an_icon_breaks_between_words_only(browser: Browser, chengdu: Zone, tmp_path: Path) -> None:
    zone_map = build_map(chengdu)
    folium.Marker(EAST, icon=folium.DivIcon(html="<span>Oldtown</span>", class_name="mine")).add_to(zone_map)
    folium.Marker([30.6, 104.2], icon=folium.DivIcon(html="<span>老城区</span>", class_name="mine")).add_to(zone_map)
    zone_map.save(tmp_path / "own.html")
    with open_page(browser, tmp_path / "own.html", "#lang=en") as page:
        wait_for_live_map(page)
        words = page.locator(".mine span")
        expect(words).to_have_count(2)
        for word in words.all():
            assert word.evaluate("word => word.getClientRects().length") == 1


def test_frames_in_popups_are_shown(browser: Browser, chengdu: Zone, tmp_path: Path) -> None:
    write_files(tmp_path)
    zone_map = build_map(chengdu)
    GROUPS["markers"][0](zone_map, chengdu, tmp_path)
    zone_map.save(tmp_path / "own.html")
    with open_page(browser, tmp_path / "own.html", "#lang=en", script="window.catching = true") as page:
        wait_for_live_map(page)
        page.locator("path.leaflet-interactive:not(.footprint)").last.dispatch_event("click")
        frame = page.locator(".leaflet-popup iframe[src*=base64]").last.content_frame
        expect(frame.locator("body")).to_contain_text("whole")
        expect(frame.locator("body")).to_contain_text("2")
        expect(frame.locator("b")).to_have_css("color", "rgb(255, 0, 0)")
        assert frame.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


def test_legends_and_the_ends_of_a_colour_bar_are_fully_visible(
    browser: Browser, chengdu: Zone, tmp_path: Path
) -> None:
    zone_map = build_map(chengdu)
    zone_map.get_root().html.add_child(Element('<div class="mine">My legend</div>'))
    for high in (2e-9, 3e9, 5):
        LinearColormap(["red", "blue"], vmin=1e-9 if high < 1 else 5, vmax=high).add_to(zone_map)
    zone_map.save(tmp_path / "own.html")
    with open_page(browser, tmp_path / "own.html", "#lang=en") as page:
        wait_for_live_map(page)
        # In one line.
        assert page.locator(".mine").evaluate("legend => legend.offsetHeight < 40 && legend.offsetWidth > 50")
        bars = page.locator(".colour-bar")
        expect(bars).to_have_count(3)
        for bar in bars.all():
            expect(bar.locator("data").first).to_be_visible()
            outer = bar.bounding_box()
            assert outer
            for box in (tick.bounding_box() for tick in bar.locator("data").all()):
                assert box
                assert outer["x"] <= box["x"]
                assert box["x"] + box["width"] <= outer["x"] + outer["width"]


def test_an_error_in_an_authors_layer_leaves_the_pages_own_map_alone(
    browser: Browser, chengdu: Zone, tmp_path: Path
) -> None:
    zone_map = build_map(chengdu)
    macro("nothing.of.the.kind();").add_to(zone_map)
    zone_map.save(tmp_path / "own.html")
    with open_page(browser, tmp_path / "own.html", "#lang=en", known_faults=["nothing is not defined"]) as page:
        wait_for_live_map(page)
        expect(page.locator(".folium-map .footprint[data-area]")).to_have_count(3)


def test_added_scripts_run_once_each_in_a_scope_of_their_own(browser: Browser, chengdu: Zone, tmp_path: Path) -> None:
    write_files(tmp_path)
    zone_map = build_map(chengdu)
    GROUPS["own"][0](zone_map, chengdu, tmp_path)
    zone_map.get_root().script.add_child(Element("window.text = '</script><!--';"))
    zone_map.fit_bounds([[30.5, 104.2], [30.6, 104.3]])
    zone_map.save(tmp_path / "own.html")
    with open_page(browser, tmp_path / "own.html", "#lang=en", script="window.catching = true") as page:
        wait_for_live_map(page)
        assert page.evaluate("[ran, inMarkup, inHeader, text]") == [8, 1, 1, "</script><!--"]
        assert page.evaluate("inScript > 0")
        expect(page.locator(".my-legend")).to_have_css("color", "rgb(255, 0, 0)")
        # The first view is the one that the author asked for.
        seen = page.evaluate("({ lat, lng }) => [lat, lng]", page.evaluate("map_zone.getCenter()"))
        assert seen == pytest.approx([30.55, 104.25], abs=0.01)
