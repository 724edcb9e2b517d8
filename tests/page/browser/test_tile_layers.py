"""Online layers: none is requested before the reader chooses it, and its tiles match the data."""

from __future__ import annotations

import re
import struct
import threading
import zlib
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import atan, degrees, pi, sinh
from pathlib import Path
from typing import Any

import prcoords
import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, Zone
from geodata.tile_layers import origins
from maps import build_page
from maps.text.translator import Translator
from tests.browser import AT_REST, CATCH_MAP, let_page_run, open_page, wait_for_live_map
from tests.page.browser.test_audit import AXE_SCRIPT, RULES, RUN_AXE
from tests.page.browser.test_devices import OVERLAPS, OVERLAYS, PHONE

OFFLINE_ERROR = "net::ERR_INTERNET_DISCONNECTED"
LOOPBACK = "request: http://127.0.0.1:"
TILES = """() => [...document.querySelectorAll('.leaflet-tile-loaded')].map((tile) => {
  const box = tile.getBoundingClientRect();
  const [z, x, y] = tile.src.match(/(\\d+)\\/(\\d+)\\/(\\d+)\\.png/).slice(1).map(Number);
  return { z, x, y, left: box.left, top: box.top, right: box.right, bottom: box.bottom };
})"""
# Positions on the screen by Leaflet's own projection, without the rounding that shapes get.
ON_SCREEN = """(points) => {
  const map = window.caught;
  const { left, top } = map.getContainer().getBoundingClientRect();
  const pane = map.layerPointToContainerPoint([0, 0]);
  return points.map(([lat, lon]) => {
    const at = map.project([lat, lon]).subtract(map.getPixelOrigin()).add(pane);
    return [at.x + left, at.y + top];
  });
}"""


def grey_tile() -> bytes:
    """Return a tile of 256 pixels in a single grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 256, 256, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * 256) * 256)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


TILE = grey_tile()


class TileServer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(TILE)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: the tests look at the tiles."""


@pytest.fixture(scope="module")
def tiled_page(chengdu: Zone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return Chengdu's page with tiles of its layers from a local server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), TileServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    layers = tuple(replace(layer, url=address, subdomains=()) for layer in chengdu.layers)
    path = tmp_path_factory.mktemp("tiled") / "map.html"
    path.write_text(build_page(replace(chengdu, layers=layers)), "utf-8")
    yield path
    server.shutdown()
    server.server_close()


def choose_layer(page: Page, layer: str) -> None:
    if not page.locator(".layers[open]").count():
        page.locator(".layers summary").click()
    page.locator(f"[name=layer][value='{layer}']").check()
    page.keyboard.press("Escape")


def wait_for_tiles(page: Page) -> None:
    """Wait until all tiles have loaded and the map has come to rest: from beyond its limits it glides back."""
    page.wait_for_function("""() => {
      const tiles = [...document.querySelectorAll('.leaflet-tile')];
      return tiles.length > 0 && tiles.every((tile) => tile.matches('.leaflet-tile-loaded'));
    }""")
    page.wait_for_function(AT_REST)


def tile_corner(z: int, x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude of a tile's north-west corner, in the datum that the tiles are drawn in."""
    return x / 2**z * 360 - 180, degrees(atan(sinh(pi * (1 - 2 * y / 2**z))))


def largest_offset_px(page: Page, datum: str) -> float:
    """Return the largest distance in pixels from a tile's corner in the window to the place that it shows."""
    tiles = page.evaluate(TILES)
    width, height = (page.viewport_size or {}).values()
    seen = [t for t in tiles if t["right"] > 0 and t["left"] < width and t["bottom"] > 0 and t["top"] < height]
    assert len(seen) >= 6
    points = []
    for tile in seen:
        lon, lat = tile_corner(tile["z"], tile["x"], tile["y"])
        place = prcoords.Coords(lat, lon)
        points.append(list(prcoords.gcj_wgs_bored(place)) if datum == "gcj02" else [lat, lon])
    expected = page.evaluate(ON_SCREEN, points)
    return max(max(abs(tile["left"] - x), abs(tile["top"] - y)) for tile, (x, y) in zip(seen, expected, strict=True))


WHOLE_ZOOMS, ZOOMS_BETWEEN = tuple(range(10, 18)), (11.6, 14.3)


@pytest.mark.parametrize(("datum", "zooms"), [("wgs84", (10, 17)), ("gcj02", WHOLE_ZOOMS + ZOOMS_BETWEEN)])
def test_tiles_lie_within_a_pixel_of_the_data_at_every_zoom(
    browser: Browser, tiled_page: Path, chengdu: Zone, datum: str, zooms: tuple[float, ...]
) -> None:
    """The window is large, as the shift differs most between its middle and edge, and the map has been dragged."""
    index = next(n for n, layer in enumerate(chengdu.layers) if layer.datum == datum)
    centre = chengdu.area_records[0].centre
    window = {"width": 2560, "height": 1440}
    with open_page(
        browser, tiled_page, known_faults=[LOOPBACK], viewport=window, offline=False, script=CATCH_MAP
    ) as page:
        wait_for_live_map(page)
        choose_layer(page, str(index))
        for zoom in zooms:
            view = [centre.y, centre.x, zoom]
            page.evaluate("([lat, lon, zoom]) => window.caught.setView([lat, lon], zoom, { animate: false })", view)
            wait_for_tiles(page)
            off = [largest_offset_px(page, datum)]
            page.evaluate("window.caught.panBy([1500, 900], { animate: false })")
            wait_for_tiles(page)
            off.append(largest_offset_px(page, datum))
            # Between two whole zooms Leaflet rounds twice.
            assert max(off) < (1 if zoom in WHOLE_ZOOMS else 1.25), (zoom, off)


def test_nothing_is_requested_before_a_layer_is_chosen(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        page.locator(".layers summary").click()
        menu = page.locator(".layers fieldset")
        expect(menu.get_by_role("radio")).to_have_count(1 + len(chengdu.layers))
        expect(menu.get_by_role("radio", checked=True)).to_have_value("")
        for layer in chengdu.layers:
            expect(menu).to_contain_text(layer.who.en)
        expect(menu).to_contain_text("server.arcgisonline.com")
        expect(menu).to_contain_text("is.autonavi.com")
        let_page_run(page, 300)


@pytest.mark.parametrize("index", [0, 1])
def test_a_chosen_layer_contacts_only_its_own_servers(browser: Browser, file: Path, chengdu: Zone, index: int) -> None:
    layer = chengdu.layers[index]
    own = origins([layer])
    with open_page(browser, file, known_faults=[f"request: {origin}/" for origin in own], offline=False) as page:
        asked: list[str] = []
        page.route(re.compile("^https?:"), lambda route: route.fulfill(content_type="image/png", body=TILE))
        page.on("request", lambda request: asked.append(request.url))
        wait_for_live_map(page)
        choose_layer(page, str(index))
        wait_for_tiles(page)
        assert {origin for origin in own if any(url.startswith(f"{origin}/") for url in asked)} == set(own)
        expect(page.locator(".credit .layer-credit")).to_have_text(layer.credit)
        expect(page.locator(".folium-map .lake:not(.label):visible")).to_have_count(0)
        assert "layer" not in page.evaluate("location.hash")
        choose_layer(page, "")
        asked.clear()
        expect(page.locator(".layer-credit")).to_be_hidden()
        expect(page.locator(".folium-map path.lake:visible")).not_to_have_count(0)
        page.locator(".controls > [data-zoom='1']").click()
        let_page_run(page, 500)
        assert asked == []


def test_a_choice_is_not_remembered(browser: Browser, tiled_page: Path) -> None:
    with open_page(browser, tiled_page, known_faults=[LOOPBACK], offline=False) as page:
        wait_for_live_map(page)
        choose_layer(page, "0")
        wait_for_tiles(page)
        page.reload()
        wait_for_live_map(page)
        expect(page.locator("[name=layer]:checked")).to_have_value("")
        expect(page.locator(".leaflet-tile")).to_have_count(0)


def test_tiles_lie_under_areas_and_names(browser: Browser, tiled_page: Path, chengdu: Zone) -> None:
    area = chengdu.area_records[0]
    with open_page(browser, tiled_page, f"#area={area.id}", known_faults=[LOOPBACK], offline=False) as page:
        wait_for_live_map(page)
        choose_layer(page, "1")
        wait_for_tiles(page)
        order = page.evaluate("""() => ['.leaflet-tile-pane', '.leaflet-backdrop-pane', '.leaflet-overlay-pane',
          '.leaflet-labels-pane'].map(pane => Number(getComputedStyle(document.querySelector(pane)).zIndex))""")
        assert order == sorted(order)
        page.locator(f"path[data-area={area.id}]").click(trial=True)
        expect(page.locator("#details h2")).to_have_text(area.name.en)


def test_metro_lines_are_as_strong_over_tiles_at_every_stop_of_the_lens(browser: Browser, file: Path) -> None:
    strokes = set()
    for lens in ("release", "sources", "estimate"):
        with open_page(browser, file, f"#lens={lens}") as page:
            wait_for_live_map(page)
            page.locator(".map-pane").evaluate("pane => pane.setAttribute('data-tiles', '')")
            line = page.locator(".folium-map path.metro:not(.later)").first
            strokes.add(line.evaluate("line => getComputedStyle(line).stroke"))
    assert len(strokes) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_offline_the_map_of_the_file_stays_and_a_status_says_so(browser: Browser, file: Path, language: str) -> None:
    known = [OFFLINE_ERROR, "request: https://webrd0"]
    with open_page(browser, file, f"#lang={language}", known_faults=known) as page:
        wait_for_live_map(page)
        lakes = page.locator(".folium-map path.lake:visible").count()
        page.locator(".layers summary").click()
        page.locator("[name=layer][value='1']").check()
        said = Translator(language)("map.layer_failed")
        expect(page.locator(".layer-note")).to_have_text(said)
        expect(page.locator(".layer-credit")).to_have_text(said)
        expect(page.get_by_role("status")).to_have_text(said)
        assert page.locator(".folium-map path.lake:visible").count() == lakes > 0
        other = LANGUAGES[LANGUAGES.index(language) - 1]
        page.locator(f"[data-lang={other}]").click()
        expect(page.locator(".layer-note")).to_have_text(Translator(other)("map.layer_failed"))


def test_tiles_load_when_the_network_is_back(browser: Browser, tiled_page: Path) -> None:
    with open_page(browser, tiled_page, known_faults=[LOOPBACK, OFFLINE_ERROR]) as page:
        wait_for_live_map(page)
        choose_layer(page, "0")
        expect(page.locator(".layer-credit")).to_have_text(Translator("en")("map.layer_failed"))
        page.context.set_offline(False)
        wait_for_tiles(page)
        expect(page.locator(".layer-note")).to_be_hidden()
        expect(page.locator(".layer-credit")).to_contain_text("Esri")


@pytest.mark.parametrize("press", ["Space", "Enter"])
def test_the_menu_works_by_keys_and_escape_closes_only_the_menu(
    browser: Browser, tiled_page: Path, chengdu: Zone, press: str
) -> None:
    area = chengdu.area_records[1]
    with open_page(browser, tiled_page, f"#area={area.id}", known_faults=[LOOPBACK], offline=False) as page:
        wait_for_live_map(page)
        page.locator(".layers summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator("[name=layer]:focus")).to_have_value("")
        # Browsing the choices requests nothing; only a press does.
        for key, value in (("ArrowDown", "0"), ("ArrowRight", "1"), ("ArrowLeft", "0"), ("ArrowUp", "")):
            page.keyboard.press(key)
            expect(page.locator("[name=layer]:focus")).to_have_value(value)
        page.keyboard.press("ArrowDown")
        let_page_run(page, 300)
        expect(page.locator("[name=layer]:checked")).to_have_value("")
        expect(page.locator(".leaflet-tile")).to_have_count(0)
        page.keyboard.press(press)
        expect(page.locator("[name=layer]:checked")).to_have_value("0")
        wait_for_tiles(page)
        page.keyboard.press("Escape")
        expect(page.locator(".layers summary")).to_be_focused()
        expect(page.locator(".layers[open]")).to_have_count(0)
        expect(page.locator("#details h2")).to_have_text(area.name.en)
        page.locator(".layers summary").click()
        page.mouse.click(900, 500)
        expect(page.locator(".layers[open]")).to_have_count(0)


@pytest.mark.parametrize("window", [(320, 640), (390, 844), (844, 390), (1024, 768), (1440, 900)], ids=str)
def test_a_long_credit_covers_nothing_on_the_map(browser: Browser, tiled_page: Path, window: tuple[int, int]) -> None:
    size = {"width": window[0], "height": window[1]}
    with open_page(browser, tiled_page, known_faults=[LOOPBACK], viewport=size, offline=False) as page:
        wait_for_live_map(page)
        choose_layer(page, "0")
        wait_for_tiles(page)
        expect(page.locator(".layer-credit")).to_be_visible()
        assert page.evaluate(OVERLAPS, OVERLAYS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= window[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("window", [(320, 568), (390, 844), (844, 390), (1440, 900)], ids=str)
def test_the_whole_menu_is_within_the_map(browser: Browser, file: Path, window: tuple[int, int], language: str) -> None:
    size = {"width": window[0], "height": window[1]}
    with open_page(browser, file, f"#lang={language}", viewport=size) as page:
        wait_for_live_map(page)
        page.locator(".layers summary").click()
        boxes = [page.locator(selector).bounding_box() for selector in (".layers fieldset", ".map-pane")]
        (menu, pane) = [box for box in boxes if box]
        for start, length in (("x", "width"), ("y", "height")):
            assert pane[start] <= menu[start]
            assert menu[start] + menu[length] <= pane[start] + pane[length]
        small = "es => es.map(e => e.getBoundingClientRect()).filter(box => box.width < 24 || box.height < 24).length"
        assert page.locator(".layers label, .layers summary").evaluate_all(small) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_open_menu(
    browser: Browser, tiled_page: Path, scheme: str, options: dict[str, Any]
) -> None:
    more = {"bypass_csp": True, "color_scheme": scheme, "reduced_motion": "reduce", "offline": False} | options
    with open_page(browser, tiled_page, known_faults=[LOOPBACK], **more) as page:
        wait_for_live_map(page)
        choose_layer(page, "0")
        wait_for_tiles(page)
        page.locator(".layers summary").click()
        page.evaluate(AXE_SCRIPT.read_text("utf-8"))
        assert page.evaluate(RUN_AXE, RULES) == []
