"""What newcomers come for, each in a few presses from opening the page, on a desktop and on a phone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from geodata import Zone, load_zone
from maps.text.translator import Translator
from tests.browser import open_page, wait_for_live_map

ZONE = load_zone()
GAZELLE, QILONG = ZONE.area_records[:2]
DEVICES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}


class Newcomer:
    """A reader whose presses are counted. Whatever they press has to be visible."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, part: Locator) -> None:
        expect(part).to_be_visible()
        self.presses += 1
        part.click()

    def sees(self, part: Locator) -> None:
        """Assert that the part is in the viewport and nothing covers its first line."""
        expect(part).to_be_in_viewport()
        on_top = """e => {
          const [line] = e.getClientRects();
          const top = document.elementFromPoint(line.x + line.width / 2, line.y + Math.min(line.height / 2, 20));
          return e.contains(top) || Boolean(top?.contains(e));
        }"""
        assert part.evaluate(on_top)


@pytest.fixture(params=DEVICES)
def newcomer(browser: Browser, file: Path, request: pytest.FixtureRequest) -> Iterator[Newcomer]:
    with open_as_newcomer(browser, file, str(request.param)) as somebody:
        yield somebody


@contextmanager
def open_as_newcomer(browser: Browser, file: Path, device: str) -> Iterator[Newcomer]:
    with open_page(browser, file, "#lang=en", accept_downloads=True, **DEVICES[device]) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        wait_for_live_map(page)
        yield Newcomer(page)


def test_where_the_areas_are_and_how_certain_that_is(newcomer: Newcomer, chengdu: Zone) -> None:
    for area in chengdu.area_records:
        expect(newcomer.page.locator(f"path[data-area={area.id}]")).to_be_in_viewport()
    newcomer.sees(newcomer.page.locator(".stops label:has(:checked)", has_text="estimate"))
    first = newcomer.page.locator(".card .off").first
    newcomer.sees(first)
    expect(first).to_contain_text(Translator("en").length(GAZELLE.uncertainty_m))
    assert newcomer.presses == 0


def test_the_total_investment_and_its_place_in_the_release(newcomer: Newcomer, chengdu: Zone) -> None:
    fact = next(fact for fact in chengdu.facts if fact.id == "investment")
    assert fact.locator
    newcomer.press(newcomer.page.locator(".key-figures a", has_text=fact.label.en))
    newcomer.sees(newcomer.page.locator("#fact-investment .original q"))
    expect(newcomer.page.locator("#fact-investment")).to_contain_text("21.75 billion")
    expect(newcomer.page.locator("#fact-investment .original q")).to_have_text(fact.locator.quote)
    assert newcomer.presses <= 1


def test_who_attended(newcomer: Newcomer, chengdu: Zone) -> None:
    newcomer.press(newcomer.page.locator(".jumps a", has_text="Who came"))
    guests = next(fact for fact in chengdu.facts if fact.id == "guests")
    newcomer.sees(newcomer.page.locator("#fact-guests dt"))
    expect(newcomer.page.locator("#fact-guests dt")).to_have_text(guests.label.en)
    for fact in ("guests_gov", "guests_org", "guests_firms"):
        expect(newcomer.page.locator(f"#fact-{fact} dt")).to_be_in_viewport()
    assert newcomer.presses <= 1


def test_which_project_lies_where(newcomer: Newcomer) -> None:
    newcomer.press(newcomer.page.locator(".jumps a", has_text="Not said"))
    newcomer.sees(newcomer.page.locator(".unstated li", has_text="which project lies in which area"))
    assert newcomer.presses <= 1


def test_a_link_to_qilong_in_chinese_for_a_colleague(newcomer: Newcomer) -> None:
    newcomer.press(newcomer.page.locator(f"button[data-area={QILONG.id}]"))
    newcomer.press(newcomer.page.locator("#share-button"))
    newcomer.press(newcomer.page.locator("#share [data-language=zh]").last)
    expect(newcomer.page.locator("#share .panel-status")).to_contain_text("中文")
    copied = newcomer.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"#area={QILONG.id}&lang=zh"
    assert newcomer.presses <= 3


def test_a_picture_for_print(newcomer: Newcomer) -> None:
    newcomer.press(newcomer.page.locator("#download-button"))
    with newcomer.page.expect_download() as download:
        for_print = re.compile("Picture.*for.* print", re.DOTALL)
        newcomer.press(newcomer.page.locator("#downloads button", has_text=for_print).first)
    picture = Image.open(io.BytesIO(download.value.path().read_bytes()))
    assert picture.format == "PNG"
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert min(picture.size) > 1500
    assert newcomer.presses <= 2


def test_the_data_for_a_spreadsheet(newcomer: Newcomer, chengdu: Zone) -> None:
    newcomer.press(newcomer.page.locator("#download-button"))
    with newcomer.page.expect_download() as download:
        newcomer.press(newcomer.page.locator("#downloads button", has_text="Excel").first)
    head, *rows = load_workbook(io.BytesIO(download.value.path().read_bytes()))["areas"].values
    assert [row[head.index("id")] for row in rows] == [area.id for area in chengdu.area_records]
    assert [row[head.index("size_km2")] for row in rows] == [area.size_km2 for area in chengdu.area_records]
    assert newcomer.presses <= 2


def test_gazelle_valley_in_amap(newcomer: Newcomer) -> None:
    newcomer.press(newcomer.page.locator(f"button[data-area={GAZELLE.id}]"))
    link = newcomer.page.locator("#details a", has_text="AMap")
    expect(link).to_be_visible()
    address = link.get_attribute("href") or ""
    asked = dict(parse_qsl(urlsplit(address).query))
    assert urlsplit(address).netloc == "uri.amap.com"
    assert asked["position"] == f"{GAZELLE.centre.x:g},{GAZELLE.centre.y:g}"
    assert "estimate" in asked["name"]
    assert newcomer.presses + 1 <= 2


@pytest.mark.parametrize("language", ["de", "zh", "ja"])
def test_the_pin_in_amap_is_named_in_the_readers_language(browser: Browser, file: Path, language: str) -> None:
    translator = Translator(language)
    with open_page(browser, file, f"#lang=en&area={GAZELLE.id}") as page:
        page.locator(f"[data-lang={language}]").click()
        for service, key in (("amap", "name"), ("baidu", "title")):
            link = page.locator(f"#details a[data-t='open.{service}']")
            named = dict(parse_qsl(urlsplit(link.get_attribute("href") or "").query))[key]
            assert GAZELLE.name[language] in named
            assert translator.length(GAZELLE.uncertainty_m) in named
            assert link.get_attribute("title") == named
        google = page.locator("#details a[data-t='open.google']").get_attribute("href") or ""
        assert "basemap=satellite" in google
        assert "query" not in google
