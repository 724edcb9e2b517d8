"""Browsers and servers that withhold something from the page: the rest works, and the page says what does not."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import folium
import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.model import Zone
from maps import build_map
from maps.text.translator import Translator
from tests.browser import open_page, wait_for_live_map

THROWS = "throw new DOMException('closed', 'SecurityError')"
RESTRICTIONS = {
    "no ResizeObserver": "delete window.ResizeObserver",
    "no IntersectionObserver": "delete window.IntersectionObserver",
    "no ListFormat": "delete Intl.ListFormat",
    "closed storage": f"for (const name of ['localStorage', 'sessionStorage'])"
    f" Object.defineProperty(window, name, {{ get() {{ {THROWS} }} }})",
    "closed history": f"history.pushState = history.replaceState = () => {{ {THROWS} }}",
    "no paint": "window.requestAnimationFrame = () => 0",
}
LANGUAGE_LINK = "[data-lang={}]"


def use_page(page: Page, zone: Zone) -> None:
    """Open an area, change the language and show a fact on the map, as a reader does."""
    wait_for_live_map(page)
    area = zone.area_records[1]
    page.locator(f"button[data-area={area.id}]").click()
    page.locator(LANGUAGE_LINK.format("de")).click()
    expect(page.locator("#details h2")).to_have_text(area.name.de)
    page.evaluate("document.querySelector('.fact:has([data-on-map]) .chip').click()")
    page.evaluate("document.querySelector('.evidence:not([hidden]) [data-on-map]').click()")
    expect(page.locator(".fact-note-scope")).to_contain_text(area.name.de)


def test_the_map_fills_its_window_and_panels_are_opaque(browser: Browser, file: Path, chengdu: Zone) -> None:
    """Run it with ZONE_MAP_BROWSER in an old engine too, one that knows neither dvh nor color-mix()."""
    with open_page(browser, file) as page:
        use_page(page, chengdu)
        bottom = "innerHeight - document.querySelector('.map-pane').getBoundingClientRect().bottom"
        assert page.evaluate(bottom) == pytest.approx(0, abs=1)
        ground = "getComputedStyle(document.querySelector('.lens')).backgroundColor"
        assert "rgba(0, 0, 0, 0)" not in page.evaluate(ground)
        chosen = "getComputedStyle(document.querySelector('.stops :checked')).backgroundColor"
        assert "rgba(0, 0, 0, 0)" not in page.evaluate(chosen)


def test_a_browser_in_which_scripts_cannot_name_the_map_shows_the_page_without_script(
    browser: Browser, file: Path
) -> None:
    page = browser.new_page(offline=True)
    page.add_init_script("delete Element.prototype.role")
    page.goto(file.as_uri())
    expect(page.locator(".static-map")).to_be_visible()
    expect(page.locator(".evidence").first).to_be_visible()
    assert page.locator("html.scripted").count() == 0
    page.close()


@pytest.mark.parametrize("restriction", RESTRICTIONS)
def test_the_page_works_in_a_browser_that_lacks_a_feature(
    browser: Browser, file: Path, chengdu: Zone, restriction: str
) -> None:
    with open_page(browser, file, script=RESTRICTIONS[restriction]) as page:
        use_page(page, chengdu)
        # The map follows the size of its window, by whichever way reports it.
        page.set_viewport_size({"width": 1000, "height": 700})
        page.wait_for_function(
            "() => [...document.querySelectorAll('.folium-map svg')].some(e => e.getBoundingClientRect().width > 300)"
        )


def test_the_page_reports_what_cannot_be_copied_or_drawn(browser: Browser, file: Path) -> None:
    closed = (
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false;"
        "HTMLCanvasElement.prototype.getContext = () => null"
    )
    text = Translator("en")
    with open_page(browser, file, "#lang=en", script=closed) as page:
        wait_for_live_map(page)
        page.locator("#share-button").click()
        page.locator("#share [data-link]").first.click()
        expect(page.locator("#share .panel-status")).to_have_text(text("share.failed"))
        assert page.locator("textarea").count() == 0
        page.locator("#download-button").click()
        page.locator("[data-download='whole.png']").click()
        expect(page.locator("#downloads .panel-status")).to_have_text(text("download.no_picture"))
        with page.expect_download() as download:
            page.locator("[data-download='whole.svg']").click()
        assert b"NaN" not in Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("name", [b"map#1?.html", b"100%.html", b"Karte-\xfc.html"])
def test_a_file_with_an_odd_name_opens_and_prints(browser: Browser, file: Path, tmp_path: Path, name: bytes) -> None:
    path = tmp_path / name.decode("utf-8", "surrogateescape")
    try:
        shutil.copy(file, path)
    except OSError:
        pytest.skip(f"no file of this system is named {name!r}")
    with open_page(browser, path, "#lang=en") as page:
        wait_for_live_map(page)
        page.emulate_media(media="print")
        expect(page.locator(".here")).to_contain_text(".html#lang=en")


Serve = Callable[..., str]


@pytest.fixture
def serve(file: Path) -> Iterator[Serve]:
    """Serve the page, or another file, under a policy of the server's own."""
    served = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", served[-1][0])
            self.end_headers()
            self.wfile.write(served[-1][1].read_bytes())

        def log_message(self, format: str, *args: object) -> None:
            pass

    def start(policy: str, path: Path = file) -> str:
        served.append((policy, path))
        return f"http://127.0.0.1:{server.server_port}/"

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield start
        server.shutdown()


TRUSTED_TYPES = "require-trusted-types-for 'script'"
POLICIES = [
    "style-src 'self'",
    TRUSTED_TYPES,
    f"{TRUSTED_TYPES}; trusted-types 'none'",
    f"{TRUSTED_TYPES}; trusted-types others",
]


@pytest.mark.parametrize("policy", POLICIES)
def test_the_page_works_under_a_policy_of_the_server(window: Page, serve: Serve, chengdu: Zone, policy: str) -> None:
    window.goto(serve(policy))
    use_page(window, chengdu)
    assert window.evaluate("getComputedStyle(document.querySelector('.map-pane')).position") == "sticky"


@pytest.mark.parametrize("policy", POLICIES[1:])
def test_so_does_a_page_with_added_layers(
    window: Page, serve: Serve, chengdu: Zone, tmp_path: Path, policy: str
) -> None:
    """Popups are made of markup, which the server may forbid; the page's own map and a shape need none."""
    zone_map = build_map(chengdu)
    folium.Circle([30.5, 104.2], 900, class_name="mine").add_to(zone_map)
    zone_map.save(tmp_path / "own.html")
    window.goto(serve(policy, tmp_path / "own.html"))
    use_page(window, chengdu)
    expect(window.locator(".folium-map path.mine")).to_have_count(1)


def test_without_style_and_script_no_drawing_is_black_and_no_icon_is_large(window: Page, serve: Serve) -> None:
    window.goto(serve("style-src 'self'; script-src 'self'"))
    assert "scripted" not in (window.locator("html").get_attribute("class") or "")
    large = """[...document.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width > 320)
      .map(svg => svg.classList.item(svg.classList.length - 1).replace(/-[0-9]+$/, ""))"""
    assert set(window.evaluate(large)) <= {"static-map", "close-up", "overview-map", "regional-context"}
    shapes = "[...document.querySelectorAll('.drawn path')].map(path => getComputedStyle(path).fill)"
    assert set(window.evaluate(shapes)) == {"none"}
