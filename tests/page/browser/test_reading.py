"""What a careful reader does: asks what is certain, where a fact stands and what it concerns, and shares it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from maps.text.translator import Translator
from tests.browser import open_page, wait_for_live_map

ZONE = load_zone()
AREAS = [area.id for area in ZONE.area_records]
SHAPES = "path.footprint"


def choose_lens(page: Page, stop: str) -> None:
    page.locator(f".stops label:has([value={stop}])").click()
    expect(page.locator(f"html[data-lens={stop}]")).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_stop_shows_only_what_the_release_says(
    browser: Browser, file: Path, chengdu: Zone, language: str
) -> None:
    with open_page(browser, file, f"#lang={language}&lens=release") as page:
        wait_for_live_map(page)
        expect(page.locator(f"{SHAPES}:visible, path.reach:visible")).to_have_count(0)
        expect(page.locator(".folium-map path.outline:visible, .label.area:visible")).to_have_count(0)
        words = Translator(language)
        expect(page.locator(".lens p:visible")).to_contain_text(words.area(chengdu.total_km2))
        for area in chengdu.area_records:
            page.locator(f"button[data-area={area.id}]").click()
            details = page.locator("#details")
            expect(details.get_by_role("heading", level=2)).to_have_text(area.name[language])
            shown = details.inner_text() + page.locator(".card").all_inner_texts()[AREAS.index(area.id)]
            assert words.area(area.size_km2) not in shown
            assert words.length(area.uncertainty_m) not in shown
            assert f"{area.centre.y:.4f}" not in shown
        expect(page.locator(".fact:visible")).to_have_count(sum(fact.in_release for fact in chengdu.facts))


def test_the_second_stop_adds_sizes_and_the_wider_district(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file, "#lens=sources") as page:
        wait_for_live_map(page)
        expect(page.locator(f"{SHAPES}:visible, path.reach:visible, .label.area:visible")).to_have_count(0)
        expect(page.locator(".folium-map path.outline")).to_be_visible()
        for area in chengdu.area_records:
            card = page.locator(f"button[data-area={area.id}]")
            expect(card).to_contain_text(Translator("en").area(area.size_km2))
            expect(card).not_to_contain_text("km south", use_inner_text=True)
        expect(page.locator(".fact:visible")).to_have_count(len(chengdu.facts) - len(AREAS) + 1)


def test_the_lens_is_in_the_address_and_its_last_stop_shows_the_shapes_again(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        expect(page.locator(f"{SHAPES}:visible")).to_have_count(len(AREAS))
        title = page.title()
        choose_lens(page, "release")
        assert "lens=release" in page.evaluate("location.hash")
        assert page.title() != title
        expect(page.get_by_role("heading", level=1)).to_have_text(page.title())
        expect(page.get_by_role("status")).to_contain_text("36.9 km²")
        choose_lens(page, "estimate")
        assert "lens" not in page.evaluate("location.hash")
        expect(page.locator(f"{SHAPES}:visible")).to_have_count(len(AREAS))
        assert page.title() == title
        expect(page.get_by_role("radio", checked=True)).to_have_value("estimate")


def test_arrow_keys_work_the_lens(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        page.get_by_role("radio", checked=True).focus()
        page.keyboard.press("ArrowLeft")
        expect(page.get_by_role("radio", checked=True)).to_have_value("sources")
        assert "lens=sources" in page.evaluate("location.hash")


def test_the_title_names_the_open_area(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file, f"#area={AREAS[2]}&lang=de") as page:
        assert page.title().startswith(chengdu.area_records[2].name.de + " – ")


def test_coordinates_can_be_copied(browser: Browser, file: Path, chengdu: Zone) -> None:
    area = chengdu.area_records[1]
    with open_page(browser, file, f"#area={area.id}") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.locator("#details .folded summary").click()
        page.locator("#details [id^=copy-wgs84]").click()
        expect(page.locator("#details [id^=copy-wgs84]")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == f"{area.centre.y:.4f}, {area.centre.x:.4f}"


def test_back_from_an_area_focuses_its_entry_in_the_list(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        page.locator(f"path[data-area={AREAS[2]}]").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#details h2")).to_be_focused()
        page.go_back()
        expect(page.locator(f"button[data-area={AREAS[2]}]")).to_be_focused()


def test_escape_after_a_link_to_an_area_focuses_its_entry(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[1]}") as page:
        page.locator("#details h2").focus()
        page.keyboard.press("Escape")
        expect(page.locator("#details")).to_be_hidden()
        expect(page.locator(f"button[data-area={AREAS[1]}]")).to_be_focused()


def test_the_chinese_name_is_shown_only_where_the_name_does_not_contain_it(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=ja") as page:
        expect(page.locator(".card .zh-name:visible")).to_have_text(["骑龙创新园"])
        page.locator("[data-lang=zh]").click()
        expect(page.locator(".card .zh-name:visible")).to_have_count(0)
        page.locator("[data-lang=de]").click()
        expect(page.locator(".card .zh-name:visible")).to_have_count(3)


def test_moves_without_dragging_work_and_are_announced(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        shape = page.locator(f"path[data-area={AREAS[0]}]")
        before = shape.bounding_box()
        assert before
        page.locator(".move summary").click()
        page.locator("[data-pan='1,0']").click()
        page.wait_for_function(
            "x => document.querySelector('path.footprint').getBoundingClientRect().x < x - 100", arg=before["x"]
        )
        status = page.get_by_role("status")
        expect(status).to_contain_text(re.compile(r"\d+ km by \d+ km"))
        expect(status).to_contain_text(chengdu.area_records[2].name.en)
        shape.focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_function(
            "x => Math.abs(document.querySelector('path.footprint').getBoundingClientRect().x - x) < 3", arg=before["x"]
        )
        for key, sign in (("+", 1), ("-", -1)):
            width = shape.bounding_box()
            assert width
            page.keyboard.press(key)
            page.wait_for_function(
                "([w, s]) => s * (document.querySelector('path.footprint').getBoundingClientRect().width - w) > 5",
                arg=[width["width"], sign],
            )
            # Leaflet drops moves that are requested while a zoom is running.
            expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
