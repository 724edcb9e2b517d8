"""What a reader notices who uses the page by keyboard or with a screen reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from geodata.measure import bearing_deg, distance_m
from maps.text.translator import Translator
from tests.browser import AT_REST, CATCH_MAP, let_page_run, open_page, wait_for_live_map

ZONE = load_zone()
AREAS = ZONE.area_records
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FACT_ON_MAP = next(fact for fact in ZONE.facts if fact.areas and fact.in_release)
RECORD_ANNOUNCEMENTS = """
window.announced = [];
addEventListener('DOMContentLoaded', () => {
  for (const status of document.querySelectorAll('[role=status]')) {
    new MutationObserver(() => status.textContent && announced.push(status.textContent))
      .observe(status, { childList: true, characterData: true, subtree: true });
  }
});
"""
"""Record everything announced to screen readers, by any status region of the page."""

PRESS = """keys => {
  for (const key of keys) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
}"""


@contextmanager
def open_and_listen(browser: Browser, file: Path, address: str = "#lang=en", **options: Any) -> Iterator[Page]:
    options = {"reduced_motion": "reduce", "script": CATCH_MAP + RECORD_ANNOUNCEMENTS} | options
    with open_page(browser, file, address, **options) as page:
        wait_for_live_map(page)
        yield page


def take_announcements(page: Page) -> list[str]:
    """Return what was announced since the last call, once map and announcements have come to rest."""
    page.wait_for_function(AT_REST)
    let_page_run(page, 1100)
    found: list[str] = page.evaluate("announced.splice(0)")
    return found


def press_on_map(page: Page, *keys: str) -> None:
    """Press keys within one task, so that also on a slow machine they are one series."""
    page.locator("#map_zone").focus()
    page.evaluate(PRESS, keys)
    let_page_run(page, 100)
    page.wait_for_function(AT_REST)


@pytest.mark.parametrize(
    ("key", "way"), [("ArrowRight", "east"), ("ArrowLeft", "west"), ("ArrowUp", "north"), ("ArrowDown", "south")]
)
def test_a_move_is_announced_with_its_direction_and_distance(browser: Browser, file: Path, key: str, way: str) -> None:
    with open_and_listen(browser, file, f"#lang=en&area={AREAS[0].id}") as page:
        take_announcements(page)
        from_ = page.evaluate("caught.getCenter()")
        press_on_map(page, key)
        to = page.evaluate("caught.getCenter()")
        [words] = take_announcements(page)
        assert words.startswith(f"Moved {way} by ")
        km = float(re.findall(r"by ([\d.]+) km", words)[0])
        assert km == pytest.approx(page.evaluate("([a, b]) => caught.distance(a, b) / 1000", [from_, to]), rel=0.06)


def test_a_series_of_moves_is_announced_once_and_repeated_words_again(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file) as page:
        take_announcements(page)
        press_on_map(page, "ArrowRight", "ArrowRight")
        [both] = take_announcements(page)
        press_on_map(page, *["ArrowRight"] * 12)
        [words] = take_announcements(page)
        assert re.match(r"Moved east by \d+ km. The map ends here. The map shows", words)
        press_on_map(page, "ArrowRight")
        [once] = take_announcements(page)
        press_on_map(page, "ArrowRight")
        assert take_announcements(page) == [once]
        assert once.startswith("The map ends here.")
        assert both.startswith("Moved east by ")


def test_a_move_is_not_announced_after_what_the_reader_did_next(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, "#lang=en") as page:
        take_announcements(page)
        press_on_map(page, "+")
        page.evaluate("id => document.querySelector(`button[data-area=${id}]`).click()", AREAS[0].id)
        [words] = take_announcements(page)
        assert AREAS[0].name.en in words
        assert "The map shows" not in words


def test_the_limits_of_zooming_are_announced(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file) as page:
        take_announcements(page)
        press_on_map(page, *"+++++++")
        assert take_announcements(page)[-1].startswith("Closest view. The map shows ")
        press_on_map(page, *"---------")
        assert take_announcements(page)[-1].startswith("Widest view. The map shows ")
        # A step soon after a zoom is announced with it.
        press_on_map(page, "-", "ArrowRight")
        assert take_announcements(page)[-1].startswith("Widest view. The map ends here. The map shows ")
        press_on_map(page, "+", "ArrowRight")
        assert take_announcements(page)[-1].startswith("Moved east by ")


def test_what_is_in_view_is_announced_by_the_extents_of_shapes(browser: Browser, file: Path) -> None:
    area = AREAS[2]
    west, _, east, _ = area.reach.bounds
    name = area.name.en
    with open_and_listen(browser, file) as page:
        look = "([lat, lon, zoom]) => caught.setView([lat, lon], zoom, { animate: false })"
        half = page.evaluate("(() => { const b = caught.getBounds(); return (b.getEast() - b.getWest()) / 2; })()")
        zoom = page.evaluate("caught.getZoom()")
        for shift, said in ((0, f"In view: {name}."), ((east - west) * 0.3, f"In view: {name} (partly in view).")):
            # Put the centre beyond the right edge, with more than half of the shape; its rim is still visible.
            page.evaluate(look, [area.centre.y, area.centre.x - half / 2 - shift if shift else area.centre.x, zoom + 1])
            take_announcements(page)
            press_on_map(page, "ArrowDown", "ArrowUp")
            [words] = take_announcements(page)
            # The map is back where it was, and has not reached its limit.
            assert words.startswith("The map shows "), shift
            assert words.endswith(said), shift
        page.evaluate(look, [area.centre.y, area.centre.x - half, zoom + 1])
        press_on_map(page, "ArrowDown", "ArrowUp")
        assert name not in take_announcements(page)[-1]


@pytest.mark.parametrize(("lens", "named"), [("release", 1), ("sources", 2)])
def test_no_more_is_announced_than_the_lens_shows(browser: Browser, file: Path, lens: str, named: int) -> None:
    zones = [place.name.en for place in ZONE.backdrop if place.kind in ("parent-zone", "outline") and place.name]
    assert len(zones) == 2
    with open_and_listen(browser, file, f"#lang=en&lens={lens}") as page:
        take_announcements(page)
        press_on_map(page, "-")
        [words] = take_announcements(page)
        assert not any(f"In view: {area.name.en}" in words for area in AREAS)
        assert sum(zone in words for zone in zones) == named


def test_moves_that_the_reader_did_not_make_are_not_announced(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, f"#lang=en&area={AREAS[0].id}", reduced_motion="no-preference") as page:
        assert take_announcements(page) == []
        page.set_viewport_size({"width": 1000, "height": 700})
        assert take_announcements(page) == []
        # A click that opens an area is announced as such. The move of the map that follows is the page's own.
        page.locator(f"#map_zone path[data-area={AREAS[1].id}]").focus()
        page.keyboard.press("Enter")
        assert take_announcements(page) == [f"{AREAS[1].name.en}: details opened"]
        page.locator("#map_zone").focus()
        page.keyboard.press("Tab")
        page.set_viewport_size({"width": 1300, "height": 800})
        assert take_announcements(page) == []


def test_a_drag_and_a_zoom_by_wheel_are_announced(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file) as page:
        take_announcements(page)
        page.mouse.move(1100, 500)
        page.mouse.down()
        page.mouse.move(1000, 500, steps=5)
        page.mouse.move(900, 500, steps=5)
        page.mouse.up()
        assert [words.partition(" by ")[0] for words in take_announcements(page)] == ["Moved east"]
        page.keyboard.down("Control")
        page.mouse.wheel(0, -200)
        page.keyboard.up("Control")
        assert [words.partition("shows")[0] for words in take_announcements(page)] == ["The map "]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_of_language_is_announced_in_that_language(browser: Browser, file: Path, language: str) -> None:
    translator = Translator(language)
    other = "en" if language != "en" else "de"
    with open_and_listen(browser, file, f"#lang={other}") as page:
        page.locator(f"[data-lang={language}]").click()
        assert take_announcements(page) == [f"{translator('language.label')}: {translator('language.name')}"]


def test_what_is_copied_or_saved_is_named_where_the_reader_is(browser: Browser, file: Path) -> None:
    area = AREAS[1]
    with open_and_listen(browser, file, f"#lang=en&area={area.id}") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.locator("#details .folded summary").click()
        copy = page.get_by_role("button", name="Copy WGS-84")
        for _ in range(2):
            copy.press("Enter")
            assert take_announcements(page) == [f"Copied: WGS-84 {area.centre.y:.4f}, {area.centre.x:.4f}"]
            let_page_run(page, 1000)
        page.locator("#download-button").click()
        page.locator("#downloads [data-cite]").click()
        # A screen reader reads nothing outside an open modal dialog.
        status = page.locator("dialog[open] [role=status]")
        page.locator("dialog [data-as=copy]").click()
        expect(status).to_have_text("Copied: Citation")
        with page.expect_download():
            page.locator("dialog [data-as=bib]").click()
        expect(status).to_contain_text("map.bib")
        assert page.locator("#announcements").inner_text() not in ("Copied: Citation", "map.bib")
        page.keyboard.press("Escape")
        take_announcements(page)
        with page.expect_download():
            page.locator("#downloads [data-download='facts.csv']").click()
        expect(page.locator("#downloads [role=status]")).to_contain_text("facts.csv")
        assert len(take_announcements(page)) == 1
        page.locator("#share-button").click()
        page.locator("[data-copy-frame]").click()
        expect(page.locator("#share [role=status]")).to_have_text("Copied: Embed in your own page")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_near_is_announced_and_shown(browser: Browser, file: Path, chengdu: Zone, language: str) -> None:
    words = Translator(language)
    landmark = chengdu.place(chengdu.landmarks[0])
    area = chengdu.area_records[0]
    with open_and_listen(browser, file, f"#lang={language}&area={area.id}") as page:
        take_announcements(page)
        page.evaluate("([lat, lon]) => caught.setView([lat, lon], 13)", [area.centre.y, area.centre.x])
        press_on_map(page, "n")
        middle = page.evaluate("(({ lng, lat }) => [lng, lat])(caught.getCenter())")
        [said] = take_announcements(page)
        shown = page.locator(".map-hint")
        expect(shown).to_be_visible()
        assert re.sub(r"\s+", " ", shown.inner_text()) == said
        assert (landmark.phrase or landmark.name)[language] in said
        assert words(f"each.direction.{round(bearing_deg(landmark.geometry, area.centre) / 45) % 8}") in said
        assert f"{round(distance_m(landmark.geometry, area.centre) / 1000)}" in said
        points = [place for place in chengdu.backdrop if place.name and place.geometry.geom_type == "Point"]
        nearest = min(points, key=lambda place: abs(place.geometry.x - middle[0]) + abs(place.geometry.y - middle[1]))
        assert nearest.name
        assert nearest.name[language] in said
        # The hint disappears with the next move, and on Escape, which leaves the area open.
        page.keyboard.press("ArrowUp")
        expect(shown).to_be_hidden()
        page.keyboard.press("n")
        expect(shown).to_be_visible()
        page.keyboard.press("Escape")
        expect(shown).to_be_hidden()
        expect(page.locator("#details")).to_be_visible()


@pytest.mark.parametrize(
    "options", [{}, PHONE, {"viewport": {"width": 320, "height": 640}}], ids=["wide", "phone", "320"]
)
def test_the_map_is_moved_and_zoomed_without_a_drag_or_two_fingers(
    browser: Browser, file: Path, options: dict[str, Any]
) -> None:
    with open_and_listen(browser, file, **options) as page:
        take_announcements(page)
        move = page.get_by_role("group", name="Move the map")
        press = "tap" if options.get("has_touch") else "click"
        getattr(page.locator(".move summary"), press)()
        expect(move).to_be_visible()
        box = move.bounding_box()
        assert box
        assert box["x"] >= 0
        for name, said in (
            ("Move west", "Moved west by "),
            ("Zoom in", "The map shows "),
            ("Zoom out", "The map shows "),
            ("What is near?", "Middle of the map: "),
        ):
            getattr(move.get_by_role("button", name=name), press)()
            assert [words[: len(said)] for words in take_announcements(page)] == [said]


def test_keys_are_shown_and_described_when_the_map_is_first_focused(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file) as page:
        page.locator(".skip[href='#map']").focus()
        page.keyboard.press("Enter")
        take_announcements(page)
        page.keyboard.press("n")
        assert take_announcements(page)[0].startswith("Middle of the map: ")
        page.keyboard.press("Tab")
        expect(page.locator("#map_zone")).to_be_focused()
        expect(page.locator(".map-hint")).to_contain_text("arrow keys")
        expect(page.locator("#map_zone")).to_have_accessible_name("Map of the areas")
        expect(page.locator("#map_zone")).to_have_accessible_description(re.compile("arrow keys.*N lists what is near"))
        expect(page.locator(".legend")).to_contain_text("arrow keys")
        page.keyboard.press("Escape")
        expect(page.locator(".map-hint")).to_be_hidden()
        page.keyboard.press("Tab")
        expect(page.locator(".map-hint")).to_be_hidden()
