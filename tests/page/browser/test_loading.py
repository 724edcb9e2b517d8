"""A page that loads slowly: what has arrived can be used, and the rest follows in the same language."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.model import Zone
from tests.browser import let_page_run, open_page, wait_for_live_map


class SlowServer:
    """A server that sends the page up to an element, and the rest once it is released."""

    def __init__(self, content: bytes, element: bytes) -> None:
        end = content.index(element)
        rest = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content[:end])
                self.wfile.flush()
                rest.wait(30)
                self.wfile.write(content[end:])

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.send_rest = rest.set
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture(params=[b'<section class="at-a-glance"'])
def slow_server(file: Path, request: pytest.FixtureRequest) -> Iterator[SlowServer]:
    found = SlowServer(file.read_bytes(), request.param)
    with found.server:
        threading.Thread(target=found.server.serve_forever, daemon=True).start()
        yield found
        found.send_rest()
        found.server.shutdown()


def test_an_area_opens_while_the_rest_is_loading(window: Page, slow_server: SlowServer, chengdu: Zone) -> None:
    area = chengdu.area_records[1]
    window.goto(f"{slow_server.address}#lang=ja", wait_until="commit")
    # The live map does not wait for the rest of the page.
    wait_for_live_map(window)
    window.locator(f".folium-map [data-area={area.id}]").click()
    heading = window.locator("#details h2")
    expect(heading).to_have_text(area.name.ja)
    assert window.locator("#facts").count() == 0
    slow_server.send_rest()
    window.wait_for_selector("html[data-parsed]")
    # The details stay open; the parts that came later are in the same language, collapsed and named as usual.
    expect(heading).to_have_text(area.name.ja)
    expect(window.locator("#facts")).to_have_text("リリースの内容")
    assert window.locator(".folded[open]").count() == 0
    chip = window.locator("#details .chip").first
    assert chip.get_attribute("aria-labelledby")
    chip.click()
    expect(window.locator("button[data-fact][aria-expanded=true]")).to_have_count(1)


@pytest.mark.parametrize("slow_server", [b'<script type="text/plain" id="map-script"'], indirect=True)
def test_an_area_opens_while_the_script_of_the_live_map_is_loading(
    window: Page, slow_server: SlowServer, chengdu: Zone
) -> None:
    area = chengdu.area_records[2]
    window.goto(f"{slow_server.address}#lang=zh", wait_until="commit")
    window.wait_for_selector("html[data-ready=true]")
    window.locator(f".static-map [data-area={area.id}]").click()
    expect(window.locator("#details h2")).to_have_text(area.name.zh)
    assert window.locator("html[data-map]").count() == 0
    slow_server.send_rest()
    wait_for_live_map(window)
    expect(window.locator(f".folium-map [data-area={area.id}]")).to_have_attribute("aria-current", "true")
    expect(window.locator("#details h2")).to_have_text(area.name.zh)


def test_a_link_to_a_fact_leads_to_it_once_it_has_loaded(window: Page, slow_server: SlowServer) -> None:
    window.goto(f"{slow_server.address}#lang=de&fact=investment", wait_until="commit")
    window.wait_for_selector("html[data-ready=true]")
    slow_server.send_rest()
    expect(window.locator("#chip-investment")).to_have_attribute("aria-expanded", "true")
    expect(window.locator("#chip-investment")).to_be_in_viewport()


def test_a_click_on_a_fact_that_has_not_loaded_is_not_lost(
    window: Page, slow_server: SlowServer, chengdu: Zone
) -> None:
    area = chengdu.area_records[2]
    window.goto(f"{slow_server.address}#lang=en&area={area.id}", wait_until="commit")
    window.wait_for_selector("html[data-ready=true]")
    chip = window.locator("#details .chip").first
    fact = (chip.get_attribute("href") or "").removeprefix("#fact-")
    chip.click()
    slow_server.send_rest()
    expect(window.locator(f"button[data-fact~={fact}]")).to_have_attribute("aria-expanded", "true")


def test_a_press_at_the_first_moment_opens_the_area(window: Page, slow_server: SlowServer, chengdu: Zone) -> None:
    area = chengdu.area_records[0]
    window.add_init_script(
        """
        new MutationObserver((_, observer) => {
          if (document.documentElement.dataset.ready !== 'true') return;
          observer.disconnect();
          const button = document.querySelector('button[data-area=ID]');
          button.focus();
          button.click();
        }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-ready'] });
        """.replace("ID", area.id)
    )
    window.goto(f"{slow_server.address}#lang=de", wait_until="commit")
    heading = window.locator(f"#about-{area.id}")
    expect(heading).to_be_focused()
    expect(heading).to_have_text(area.name.de)
    assert window.locator("#facts").count() == 0
    assert f"area={area.id}" in window.url
    slow_server.send_rest()
    wait_for_live_map(window)
    expect(window.locator(f".folium-map [data-area={area.id}]")).to_have_attribute("aria-current", "true")
    # Closing returns the focus to the button that was pressed.
    window.keyboard.press("Escape")
    expect(window.locator("#details")).to_be_hidden()
    expect(window.locator(f"button[data-area={area.id}]")).to_be_focused()


def test_without_the_live_map_the_drawing_has_names(browser: Browser, file: Path, chengdu: Zone) -> None:
    window = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US").new_page()
    window.add_init_script("Object.defineProperty(window, 'L', { set() { throw Error('no Leaflet'); } })")
    window.goto(file.as_uri())
    for area in chengdu.area_records:
        expect(window.locator(".static-map").get_by_text(area.name.en)).to_be_visible()
        window.locator(f".static-map [data-area={area.id}]").click()
        expect(window.locator("#details h2")).to_have_text(area.name.en)
    expect(window.locator("#facts")).to_be_visible()
    window.context.close()


@pytest.mark.parametrize("slow_server", [b"Approval</dt>", b"proval</dt>"], indirect=True, ids=["before", "within"])
def test_a_text_of_which_a_part_has_arrived_is_whole_in_each_language(
    window: Page, slow_server: SlowServer, chengdu: Zone
) -> None:
    fact = next(fact for fact in chengdu.facts if fact.label.en == "Approval")
    label = window.locator(f"[data-t='fact.{fact.id}.label']")
    window.goto(f"{slow_server.address}#lang=de", wait_until="commit")
    wait_for_live_map(window)
    expect(label).to_have_count(1)
    slow_server.send_rest()
    window.wait_for_selector("html.whole")
    expect(label).to_have_text(fact.label.de)
    window.locator(".languages [data-lang=en]").click()
    expect(label).to_have_text(fact.label.en)


TEXTS = "[...document.querySelectorAll('[data-t]')].map((element) => [element.dataset.t, element.textContent])"


@pytest.mark.parametrize("slow_server", [b'<section class="unstated"'], indirect=True)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_copy_of_a_page_that_arrived_in_parts_has_all_its_languages(
    browser: Browser, window: Page, slow_server: SlowServer, file: Path, tmp_path: Path, language: str
) -> None:
    window.goto(f"{slow_server.address}#lang={language}", wait_until="commit")
    wait_for_live_map(window)
    window.locator(".languages [data-lang=de]").click()
    expect(window.locator("html")).to_have_attribute("lang", "de")
    slow_server.send_rest()
    window.wait_for_selector("html.whole")
    let_page_run(window, 200)
    copy = tmp_path / "copy.html"
    copy.write_text(window.content(), "utf-8")
    texts = []
    for each in (file, copy):
        with open_page(browser, each, "#lang=en") as page:
            page.wait_for_selector("html.whole")
            texts.append(page.evaluate(TEXTS))
    assert texts[0] == texts[1]


@pytest.mark.parametrize("address", ["#fact=investment", "#facts"])
def test_who_has_gone_elsewhere_in_the_meantime_stays_there(
    window: Page, slow_server: SlowServer, chengdu: Zone, address: str
) -> None:
    first = chengdu.area_records[0]
    window.goto(slow_server.address + address, wait_until="commit")
    window.locator(f"button[data-area={first.id}]").click()
    heading = window.locator("#details h2")
    expect(heading).to_be_focused()
    slow_server.send_rest()
    window.wait_for_selector("html.whole")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(window.locator(".fact-note")).to_be_hidden()


@pytest.mark.parametrize("slow_server", [b'<script type="text/plain" id="map-script"'], indirect=True)
def test_the_shape_that_has_the_focus_keeps_it_when_the_live_map_comes(
    window: Page, slow_server: SlowServer, chengdu: Zone
) -> None:
    first = chengdu.area_records[0]
    window.goto(slow_server.address, wait_until="commit")
    window.wait_for_selector("html[data-opened]", state="attached")
    window.locator(f".static-map [data-area={first.id}]").focus()
    slow_server.send_rest()
    wait_for_live_map(window)
    expect(window.locator(f".folium-map [data-area={first.id}]")).to_be_focused()
    window.keyboard.press("Enter")
    expect(window.locator("#details h2")).to_have_text(first.name.en)


def test_printing_before_the_rest_has_come_is_no_error(window: Page, slow_server: SlowServer) -> None:
    window.goto(slow_server.address, wait_until="commit")
    wait_for_live_map(window)
    window.evaluate("dispatchEvent(new Event('beforeprint'))")
    window.evaluate("dispatchEvent(new Event('afterprint'))")
    slow_server.send_rest()
    window.wait_for_selector("html.whole")


@pytest.mark.parametrize(
    ("slow_server", "shown"),
    [(b'<section class="unstated"', "#facts"), (b'<script type="application/json" id="zone-data"', ".card")],
    indirect=["slow_server"],
)
def test_what_has_arrived_is_shown_when_the_reader_stops_the_page(
    browser: Browser, slow_server: SlowServer, shown: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(slow_server.address, wait_until="commit")
        page.wait_for_selector(shown, state="attached")
        let_page_run(page, 1000)
        context.new_cdp_session(page).send("Page.stopLoading")
        expect(page.locator(shown).first).to_be_visible()
        expect(page.locator(".map-pane")).to_be_visible()


def test_files_saved_early_are_whole(window: Page, slow_server: SlowServer, chengdu: Zone) -> None:
    window.goto(f"{slow_server.address}#lang=en", wait_until="commit")
    wait_for_live_map(window)
    window.locator("#download-button").click()
    slow_server.send_rest()
    window.wait_for_selector("html.whole")
    with window.expect_download() as download:
        window.locator("[data-download='facts.csv']").click()
    table = download.value.path().read_text("utf-8-sig")
    assert "undefined" not in table
    for fact in chengdu.facts:
        assert fact.id in table


def test_the_way_to_the_facts_leads_there_once_they_have_loaded(window: Page, slow_server: SlowServer) -> None:
    window.goto(f"{slow_server.address}#lang=en", wait_until="commit")
    wait_for_live_map(window)
    window.locator("a.skip[href='#facts']").press("Enter")
    slow_server.send_rest()
    expect(window.locator("#facts")).to_be_focused()
    expect(window.locator("#facts")).to_be_in_viewport()


@pytest.mark.parametrize("address", ["#lang=en", "#area=gazelle-valley&lang=de"])
def test_who_reloads_or_comes_back_is_where_they_were(browser: Browser, file: Path, address: str) -> None:
    with open_page(browser, file, address) as page:
        page.wait_for_selector("html.whole")
        page.evaluate("scrollTo(0, 3000)")
        let_page_run(page, 200)
        page.reload()
        page.wait_for_selector("html.whole")
        let_page_run(page, 200)
        assert page.evaluate("scrollY") == pytest.approx(3000, abs=2)


def test_the_chinese_names_follow_the_language_in_details_that_were_closed(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#area=qilong-innovation-park&lang=ja") as page:
        page.wait_for_selector("html.whole")
        page.locator("[data-lang=en]").click()
        page.locator("button[data-area=gazelle-valley]").click()
        expect(page.locator("#details .zh-name")).to_be_visible()


def test_the_column_needs_no_italic_font(browser: Browser, file: Path) -> None:
    """Looking up one more font takes longer than laying out a card."""
    with open_page(browser, file) as page:
        slanted = (
            "parts => parts.filter(each => getComputedStyle(each).fontStyle !== 'normal').map(each => each.outerHTML)"
        )
        assert page.locator(".headline *, .lead *").evaluate_all(slanted) == []
