"""The map embedded in another page: in a frame with a sandbox, from disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from geodata import Zone
from maps.text.translator import Translator, fill
from tests.browser import let_page_run

HOST_PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>host</title>
<style>body {{ margin: 0 auto; max-width: 60rem }}</style>
<p style="height: 30rem">before</p>{frame}<p style="height: 60rem">after</p>
<script>window.messages = []; addEventListener("message", ({{ data }}) => messages.push(data))</script>"""
ADDRESSES = ["?embed=1#lang=en", "#lang=en&embed=1"]


@pytest.fixture(scope="module")
def snippet(browser: Browser, file: Path) -> str:
    """Return the snippet as the page gives it."""
    page = browser.new_page(offline=True)
    page.goto(file.as_uri() + "#lang=en")
    page.wait_for_selector("html[data-map=live]")
    page.locator("#share-button").click()
    found = page.locator(".snippet").inner_text()
    page.close()
    return found


@contextmanager
def open_in_host(
    browser: Browser, file: Path, snippet: str, address: str = ADDRESSES[0], width: int = 1000, touch: bool = False
) -> Iterator[tuple[Page, Frame]]:
    host = file.parent / f"host-{width}.html"
    own = re.sub(r'src="[^"]*"', f'src="{quote(file.name)}{address}"', snippet)
    host.write_text(HOST_PAGE.format(frame=own), "utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, has_touch=touch)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(host.as_uri())
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.frames[1]
    frame.wait_for_selector("html[data-map=live]")
    yield page, frame
    context.close()
    assert faults == []


@pytest.mark.parametrize("width", [1000, 400])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_frame_shows_map_and_details_without_the_masthead(
    browser: Browser, file: Path, snippet: str, chengdu: Zone, address: str, width: int
) -> None:
    headline = fill(chengdu.title.en, total=Translator("en").area(chengdu.total_km2))
    with open_in_host(browser, file, snippet, address, width) as (_, frame):
        for hidden in (".bar", ".facts", ".sources", ".standfirst", ".at-a-glance"):
            expect(frame.locator(hidden)).to_be_hidden()
        expect(frame.get_by_role("heading", level=1)).to_have_text(headline)
        expect(frame.locator(".byline")).to_contain_text(Translator("en").date(chengdu.released), use_inner_text=True)
        expect(frame.locator(".map-pane .credit")).to_contain_text("OpenStreetMap")
        for area in chengdu.area_records:
            frame.locator(f"button.card[data-area='{area.id}']").click()
            expect(frame.locator(f"[data-details='{area.id}']")).to_be_visible()
            expect(frame.locator("#details h2:visible")).to_have_text(area.name.en)
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_host_receives_the_height_and_may_follow_it(browser: Browser, file: Path, snippet: str) -> None:
    with open_in_host(browser, file, snippet) as (page, frame):
        page.wait_for_function("() => messages.length > 0")
        first = page.evaluate("messages[0]")
        assert first["type"] == "zone-map:height"
        assert first["height"] == frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
        frame.locator("button.card").first.click()
        page.wait_for_function("height => messages.at(-1).height > height + 200", arg=first["height"])
        follow = "document.querySelector('iframe').style.height = `${messages.at(-1).height}px`"
        page.evaluate(follow)
        let_page_run(page, 300)
        page.evaluate(follow)
        let_page_run(page, 300)
        # The height settles: a frame as high as it asks for asks for no other height.
        assert page.evaluate("messages.at(-1).height") == frame.evaluate(
            "Math.ceil(document.body.getBoundingClientRect().height)"
        )
        assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")


def test_the_wheel_over_the_map_scrolls_the_host(browser: Browser, file: Path, snippet: str) -> None:
    with open_in_host(browser, file, snippet) as (page, frame):
        frame.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        before = page.evaluate("scrollY")
        zoom = frame.evaluate("document.querySelector('.leaflet-control-scale-line').textContent")
        box = page.locator("iframe").bounding_box()
        assert box
        page.mouse.move(box["x"] + 300, box["y"] + 60)
        for _ in range(5):
            page.mouse.wheel(0, 240)
            page.wait_for_timeout(60)
        page.wait_for_function("before => scrollY > before + 100", arg=before)
        assert frame.evaluate("document.querySelector('.leaflet-control-scale-line').textContent") == zoom


def test_links_open_outside_of_the_frame(browser: Browser, file: Path, snippet: str) -> None:
    with open_in_host(browser, file, snippet, "?embed=1#lang=de") as (page, frame):
        frame.locator("button.card").nth(1).click()
        outside = frame.locator("a[href^=http]").evaluate_all("links => links.map(link => [link.target, link.rel])")
        assert outside
        assert set(map(tuple, outside)) == {("_blank", "noopener")}
        whole = frame.locator(".whole-page a")
        whole.focus()
        address = whole.evaluate("link => link.href")
        assert "embed" not in address
        assert address.endswith("#area=qilong-innovation-park&lang=de")
        # A frame shows no facts, so their links open the whole page, too.
        chip = frame.locator("#details .chip").first
        assert chip.get_attribute("target") == "_blank"
        assert "&fact=" in chip.evaluate("link => link.href")
        assert "embed" not in chip.evaluate("link => link.href")
        assert page.frames[1].url.startswith(file.as_uri())


def test_the_whole_page_has_no_link_to_itself(browser: Browser, file: Path) -> None:
    page = browser.new_page(offline=True)
    page.goto(file.as_uri())
    expect(page.locator(".whole-page")).to_be_hidden()
    expect(page.locator(".bar")).to_be_visible()
    page.close()


@pytest.mark.parametrize("address", ["?embed=1#area=gazelle-valley&lang=en", "#area=gazelle-valley&lang=en&embed=1"])
def test_a_frame_begins_with_the_map_however_its_address_is_written(browser: Browser, file: Path, address: str) -> None:
    page = browser.new_page(offline=True, viewport={"width": 640, "height": 640})
    page.goto(file.as_uri() + address)
    page.wait_for_selector("html[data-map=live]")
    let_page_run(page, 300)
    assert page.evaluate("scrollY") == 0
    page.close()


@pytest.mark.parametrize(("width", "height"), [(600, 450), (600, 400), (1000, 640), (320, 640)])
def test_title_map_and_list_of_a_frame_follow_one_another(
    browser: Browser, file: Path, width: int, height: int
) -> None:
    page = browser.new_page(offline=True, viewport={"width": width, "height": height})
    page.goto(file.as_uri() + ADDRESSES[0])
    page.wait_for_selector("html[data-map=live]")
    title, pane, areas = (page.locator(part).bounding_box() for part in (".headline", ".map-pane", ".areas"))
    page.close()
    assert title is not None
    assert pane is not None
    assert areas is not None
    assert pane["y"] == pytest.approx(title["y"] + title["height"], abs=1)
    assert 0 <= areas["y"] - pane["y"] - pane["height"] < 60
