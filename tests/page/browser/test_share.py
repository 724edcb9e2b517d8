"""The Share panel: links in the language of the recipient, and what the panel says of a local file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from maps import build_page
from maps.text.translator import Translator
from tests.browser import open_page, wait_for_live_map

AREAS = [area.id for area in load_zone().area_records]
URL = "https://example.org/zone.html"


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def server(file: Path) -> Iterator[str]:
    """Yield the address of the page on a local server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(file.parent))) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/{file.name.replace(' ', '%20')}"
        running.shutdown()


@contextmanager
def open_online(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-ready=true]")
    yield page
    context.close()


def read_clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_the_view_in_any_language(browser: Browser, server: str, language: str) -> None:
    with open_online(browser, f"{server}#area={AREAS[0]}&lens=sources&lang=en") as page:
        page.locator("#share-button").click()
        expect(page.locator(".share-file")).to_be_hidden()
        button = page.locator(f"[data-link=view][data-language={language}]")
        button.click()
        expect(page.locator("#share .panel-status")).to_contain_text(button.inner_text())
        assert read_clipboard(page) == f"{server}#area={AREAS[0]}&lang={language}&lens=sources"
        expect(page.locator("#share .link")).to_have_text(read_clipboard(page))


def test_a_link_to_an_open_area_alone(browser: Browser, server: str, chengdu: Zone) -> None:
    with open_online(browser, f"{server}#lens=sources&lang=en") as page:
        page.locator("#share-button").click()
        expect(page.locator("#share-area")).to_be_hidden()
        page.keyboard.press("Escape")
        page.locator(f"button[data-area={AREAS[1]}]").click()
        page.locator("#share-button").click()
        expect(page.locator("#share-area")).to_contain_text(chengdu.area_records[1].name.en)
        page.locator("[data-link=area][data-language=zh]").click()
        expect(page.locator("#share .panel-status")).to_contain_text("中文")
        assert read_clipboard(page) == f"{server}#area={AREAS[1]}&lang=zh"
    with open_online(browser, f"{server}#area={AREAS[1]}&lang=zh") as page:
        expect(page.locator("#details h2")).to_have_text(chengdu.area_records[1].name.zh)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_local_file_is_named_as_such_and_its_path_is_not_copied(browser: Browser, file: Path, language: str) -> None:
    with open_page(browser, file, f"#area={AREAS[0]}&lang={language}") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.locator("#share-button").click()
        expect(page.locator(".share-file")).to_have_text(Translator(language)("share.file"))
        expect(page.locator("#share-view")).to_have_text(Translator(language)("share.view_ending"))
        expect(page.locator("#share .link")).to_have_text(f"#area={AREAS[0]}&lang={language}")
        page.locator("[data-link=view][data-language=ja]").click()
        expect(page.locator("#share .panel-status")).not_to_be_empty()
        assert read_clipboard(page) == f"#area={AREAS[0]}&lang=ja"
        panel = page.locator("#share").inner_text()
        assert "file:" not in panel
        assert file.parent.name not in panel


def test_a_local_file_of_a_published_page_copies_the_published_address(
    browser: Browser, lanhua: Zone, tmp_path: Path
) -> None:
    path = tmp_path / "published.html"
    path.write_text(build_page(replace(lanhua, url=URL)), "utf-8")
    with open_page(browser, path) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.locator("#share-button").click()
        expect(page.locator(".share-file")).to_be_hidden()
        page.locator("[data-link=view][data-language=de]").click()
        expect(page.locator("#share .panel-status")).not_to_be_empty()
        assert read_clipboard(page) == f"{URL}#lang=de"
        assert f'src="{URL}?embed=1#lang=en"' in page.locator(".snippet").inner_text()


def test_without_a_clipboard_the_link_is_copied_from_a_selection(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=en") as page:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.evaluate("addEventListener('copy', () => (window.copied = getSelection().toString()))")
        page.locator("#share-button").click()
        page.locator("[data-link=view][data-language=de]").click()
        expect(page.locator("#share .panel-status")).to_contain_text("Copied")
        assert page.evaluate("window.copied") == "#lang=de"


def test_the_snippet_is_a_frame_with_title_and_sandbox(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=de") as page:
        page.locator("#share-button").click()
        snippet = page.locator(".snippet").inner_text()
        title = page.locator("h1").inner_text()
    attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', snippet))
    assert snippet.startswith("<iframe ")
    assert attributes["title"] == title.replace("\n", " ")
    assert attributes["loading"] == "lazy"
    assert "allow-scripts" in attributes["sandbox"].split()
    assert "allow-same-origin" not in attributes["sandbox"], "together with scripts it would be no sandbox"
    assert attributes["src"].endswith("?embed=1#lang=de")


@pytest.mark.parametrize("panel", ["share", "downloads"])
def test_a_panel_takes_the_focus_and_returns_it(browser: Browser, file: Path, panel: str) -> None:
    button = {"share": "#share-button", "downloads": "#download-button"}[panel]
    with open_page(browser, file, "#lang=en") as page:
        page.locator(button).focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#{panel}")).to_be_focused()
        expect(page.locator(button)).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Tab")
        assert page.evaluate("id => document.getElementById(id).contains(document.activeElement)", panel)
        page.locator(f"#{panel} [data-close]").click()
        expect(page.locator(f"#{panel}")).to_be_hidden()
        expect(page.locator(button)).to_be_focused()
        page.locator(button).click()
        page.locator("h1").click()
        expect(page.locator(f"#{panel}")).to_be_hidden()
        expect(page.locator(button)).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("panel", ["share", "downloads"])
def test_a_panel_closes_when_the_focus_moves_on_so_that_it_covers_nothing_focused(
    browser: Browser, file: Path, panel: str
) -> None:
    button = {"share": "#share-button", "downloads": "#download-button"}[panel]
    with open_page(browser, file, "#lang=en", viewport={"width": 390, "height": 844}) as page:
        wait_for_live_map(page)
        page.locator(button).press("Enter")
        inside = "id => document.getElementById(id).contains(document.activeElement)"
        while page.evaluate(inside, panel):
            expect(page.locator(f"#{panel}")).to_be_visible()
            page.keyboard.press("Tab")
        expect(page.locator(f"#{panel}")).to_be_hidden()
        expect(page.locator(button)).to_have_attribute("aria-expanded", "false")
        # Another thing that opens takes its place, and Escape closes that.
        page.locator(button).press("Enter")
        page.locator(".layers summary").press("Enter")
        expect(page.locator(f"#{panel}")).to_be_hidden()
        page.keyboard.press("Escape")
        expect(page.locator(".layers[open]")).to_have_count(0)


def test_an_open_panel_follows_the_view(browser: Browser, file: Path, chengdu: Zone) -> None:
    first = chengdu.area_records[0]
    with open_page(browser, file, "#lang=en") as page:
        wait_for_live_map(page)
        page.locator(f"button[data-area={first.id}]").click()
        page.locator("#share-button").click()
        expect(page.locator("#share-area")).to_contain_text(first.name.en)
        page.go_back()
        expect(page.locator("#details")).to_be_hidden()
        expect(page.locator("#share-area")).to_be_hidden()
        page.go_forward()
        expect(page.locator("#share-area")).to_contain_text(first.name.en)
        page.locator("#download-button").click()
        expect(page.locator("#share")).to_be_hidden()
        expect(page.locator(".close-up-files")).to_be_visible()
        page.go_back()
        expect(page.locator("#downloads")).to_be_visible()
        expect(page.locator(".close-up-files")).to_be_hidden()
