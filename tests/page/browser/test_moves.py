"""Addresses, the history and the moves of the map: readers end up where they expect."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import Zone
from tests.browser import AT_REST, CATCH_MAP, let_page_run, open_page, wait_for_live_map

QILONG = "area=qilong-innovation-park&lang=de"


@pytest.mark.parametrize(
    "pasted",
    [
        f"#{QILONG}).",
        f"#!/{QILONG}",
        f"#{quote(QILONG, safe='')}",
        f"#{quote('/' + QILONG + ',', safe='')}",
        "#area=qilong-innovation-park&amp;lang=de-AT",
        "#AREA=QILONG-INNOVATION-PARK&lang=DE",
        "#area=qilong- innovation-park & lang=de_CH”",
    ],
)
def test_an_address_is_understood_as_people_paste_it(browser: Browser, file: Path, chengdu: Zone, pasted: str) -> None:
    with open_page(browser, file, pasted) as page:
        expect(page.locator("#details h2")).to_have_text(chengdu.area_records[1].name.de)
        expect(page.locator("html")).to_have_attribute("lang", "de")
        # A link pasted into the address bar of the open page is understood too.
        page.evaluate("location.hash = '#!area=gazelle-valley&amp;lang=zh-CN.'")
        expect(page.locator("#details h2")).to_have_text(chengdu.area_records[0].name.zh)
        page.evaluate("location.hash = '#gazelle'")
        expect(page.locator("#details")).to_be_hidden()


def test_the_page_scrolls_to_a_fact_that_is_entered_in_its_address(browser: Browser, file: Path, chengdu: Zone) -> None:
    fact = chengdu.facts[-1].id
    with open_page(browser, file, "#lang=en") as page:
        expect(page.locator(f"#fact-{fact}")).not_to_be_in_viewport()
        page.evaluate("id => (location.hash = `fact=${id}`)", fact)
        expect(page.locator(f"#fact-{fact}")).to_be_in_viewport()


def test_an_address_with_a_question_mark_instead_of_a_hash_is_understood(
    browser: Browser, file: Path, chengdu: Zone
) -> None:
    with open_page(browser, file, "?area=qilong-innovation-park&lang=ja") as page:
        expect(page.locator("#details h2")).to_have_text(chengdu.area_records[1].name.ja)
        # It counts once: what the reader closes stays closed.
        page.locator("#details [data-close]:visible").click()
        page.locator("[data-lang=en]").click()
        expect(page.locator("#details")).to_be_hidden()
    with open_page(browser, file, "?area=qilong-innovation-park#lang=en") as page:
        expect(page.locator("#details")).to_be_hidden()


def history_length(page: Page) -> int:
    return int(page.evaluate("history.length"))


def wait_until_at_rest(page: Page) -> None:
    let_page_run(page, 100)
    page.wait_for_function(AT_REST)


VIEW = "(({ lat, lng }) => [lat, lng, caught.getZoom()])(caught.getCenter())"


def test_lens_and_language_add_no_steps_to_the_history(browser: Browser, file: Path, chengdu: Zone) -> None:
    area = chengdu.area_records[0]
    with open_page(browser, file, "#lang=en") as page:
        page.locator(f"button[data-area={area.id}]").click()
        before = history_length(page)
        page.locator("[data-lang=de]").click()
        page.locator(".stops label:has([value=sources])").click()
        page.locator("[data-lang=ja]").click()
        expect(page.locator("#details h2")).to_have_text(area.name.ja)
        assert history_length(page) == before
        assert page.evaluate("location.hash") == f"#area={area.id}&lang=ja&lens=sources"
        page.go_back()
        expect(page.locator("#details")).to_be_hidden()
        # The page is still in Japanese; going back restores the lens of that step.
        expect(page.locator("html[lang=ja][data-lens=estimate]")).to_have_count(1)
        assert page.evaluate("location.hash") == "#lang=ja"
        page.go_forward()
        expect(page.locator("#details h2")).to_have_text(area.name.ja)
        expect(page.locator("html[data-lens=sources]")).to_have_count(1)
        page.reload()
        expect(page.locator("#details h2")).to_have_text(area.name.ja)


def test_back_after_a_choice_of_language_leaves_the_page(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "", [f"request: {file.parent.as_uri()}"]) as page:
        other = file.with_name("other.html")
        other.write_text("<!DOCTYPE html><title>other</title>", "utf-8")
        page.goto(other.as_uri())
        page.goto(file.as_uri())
        page.locator("[data-lang=zh]").click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
        page.go_back()
        expect(page).to_have_title("other")


def test_a_language_chosen_in_one_tab_does_not_change_another(browser: Browser, file: Path, chengdu: Zone) -> None:
    area = chengdu.area_records[1]
    with open_page(browser, file) as page:
        other = page.context.new_page()
        other.goto(file.as_uri())
        other.locator("[data-lang=zh]").click()
        expect(other.locator("html")).to_have_attribute("lang", "zh-Hans")
        page.locator(f"button[data-area={area.id}]").click()
        expect(page.locator("#details h2")).to_have_text(area.name.en)
        page.go_back()
        expect(page.locator("#details")).to_be_hidden()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        # Nor does an address without a language, pasted into the open page, change it.
        page.evaluate("id => (location.hash = `area=${id}`)", area.id)
        expect(page.locator("#details h2")).to_have_text(area.name.en)
        # A page that is newly opened uses the stored language.
        other.goto("about:blank")
        other.goto(file.as_uri())
        expect(other.locator("html")).to_have_attribute("lang", "zh-Hans")


SCREENS = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}


@pytest.mark.parametrize("screen", SCREENS)
def test_back_returns_to_where_the_reader_was(browser: Browser, file: Path, chengdu: Zone, screen: str) -> None:
    area = chengdu.area_records[2]
    with open_page(browser, file, "#lang=en", viewport=SCREENS[screen]) as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        page.evaluate("document.getElementById('facts').scrollIntoView()")
        let_page_run(page, 300)
        before = page.evaluate("scrollY")
        assert before > 500
        # From far down, the page scrolls to the details that have been opened.
        if screen == "wide":
            page.locator(f"path[data-area={area.id}]").click(force=True)
        else:
            page.locator(f"path[data-area={area.id}]").dispatch_event("keydown", {"key": "Enter", "bubbles": True})
        expect(page.locator("#details h2")).to_be_focused()
        expect(page.locator("#details h2")).to_be_in_viewport()
        let_page_run(page, 300)
        there = page.evaluate("scrollY")
        assert abs(there - before) > 100
        page.go_back()
        expect(page.locator("#details")).to_be_hidden()
        let_page_run(page, 300)
        assert abs(page.evaluate("scrollY") - before) < 3
        page.go_forward()
        expect(page.locator("#details")).to_be_visible()
        let_page_run(page, 300)
        assert abs(page.evaluate("scrollY") - there) < 3


def test_back_returns_from_a_link_within_the_page(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=en") as page:
        page.wait_for_selector("html.whole")
        page.evaluate("scrollTo(0, 40)")
        links = page.locator(".jumps a:not(.needs-script)")
        expect(links).to_have_count(5)
        for link in links.all():
            link.click()
            let_page_run(page, 200)
            assert page.evaluate("scrollY") > 100
            page.go_back()
            let_page_run(page, 200)
            assert page.evaluate("scrollY") == pytest.approx(40, abs=3)
            expect(link).to_be_focused()
        # Of two links that lead to the same place, Back returns to the one that was followed last.
        links = page.locator("a[href='#unstated']")
        for index in (0, 1):
            links.nth(index).focus()
            page.keyboard.press("Enter")
            let_page_run(page, 200)
        for index in (1, 0):
            page.go_back()
            let_page_run(page, 200)
            if index:
                expect(links.nth(index)).to_be_focused()
        assert page.url.startswith(file.as_uri())


def test_closing_returns_to_where_the_reader_opened_an_area(browser: Browser, file: Path, chengdu: Zone) -> None:
    area = chengdu.area_records[2]
    with open_page(browser, file, "#lang=en") as page:
        page.wait_for_selector("html.whole")
        page.evaluate("document.getElementById('facts').scrollIntoView()")
        let_page_run(page, 300)
        before = page.evaluate("scrollY")
        page.locator(f"path[data-area={area.id}]").click(force=True)
        expect(page.locator("#details h2")).to_be_focused()
        let_page_run(page, 300)
        assert abs(page.evaluate("scrollY") - before) > 100
        page.keyboard.press("Escape")
        expect(page.locator("#details")).to_be_hidden()
        assert page.evaluate("scrollY") == pytest.approx(before, abs=3)


def test_a_click_on_an_area_shows_its_details_as_a_link_does(browser: Browser, file: Path, chengdu: Zone) -> None:
    tops = []
    for address, button in (("#lang=en", True), (f"#lang=en&area={chengdu.area_records[0].id}", False)):
        with open_page(browser, file, address) as page:
            wait_for_live_map(page)
            if button:
                page.locator(f"button[data-area={chengdu.area_records[0].id}]").click()
            let_page_run(page, 300)
            tops.append(page.evaluate("document.getElementById('details').getBoundingClientRect().top"))
    assert tops[0] == pytest.approx(tops[1], abs=2)
    assert 0 < tops[0] < 100


def test_a_fact_on_the_map_keeps_clear_of_its_areas(browser: Browser, file: Path, chengdu: Zone) -> None:
    """Its note is so high that the areas fit above it only in a view that extends beyond the map's bounds."""
    for language, width, height in (("en", 1180, 820), ("ja", 1180, 820), ("en", 1024, 600), ("de", 1366, 650)):
        window = {"width": width, "height": height}
        with open_page(browser, file, f"#fact=roles&lang={language}", viewport=window, reduced_motion="reduce") as page:
            wait_for_live_map(page)
            page.wait_for_selector("html.whole")
            note = page.locator(".fact-note").bounding_box()
            assert note
            for area in chengdu.area_records:
                shape = page.locator(f"#map_zone path[data-area={area.id}]").bounding_box()
                assert shape
                assert shape["y"] + shape["height"] < note["y"]


def test_closing_what_is_open_far_above_does_not_scroll(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file, "#lang=en") as page:
        page.wait_for_selector("html.whole")
        page.locator(f"button[data-area={chengdu.area_records[0].id}]").click()
        expect(page.locator("#details h2")).to_be_focused()
        page.locator("[data-size]:visible").first.click()
        page.evaluate("document.querySelector('.unstated').scrollIntoView()")
        let_page_run(page, 300)
        top = "document.querySelector('.unstated').getBoundingClientRect().top"
        before = page.evaluate(top)
        # Close the size circle, then the details: the focus returns to its earlier place, out of view.
        for _ in range(2):
            page.keyboard.press("Escape")
            let_page_run(page, 300)
            assert page.evaluate(top) == pytest.approx(before, abs=2)
        expect(page.locator("#details")).to_be_hidden()


def test_a_change_of_lens_keeps_zoom_place_and_scroll(browser: Browser, file: Path, chengdu: Zone) -> None:
    for screen in SCREENS.values():
        with open_page(browser, file, f"#area={chengdu.area_records[0].id}", viewport=screen, script=CATCH_MAP) as page:
            wait_for_live_map(page)
            page.evaluate("caught.setZoom(12.3, { animate: false }); caught.panBy([40, 30], { animate: false })")
            # The text in view stays where it is, although the text around it grows and shrinks.
            heading = "document.querySelector('#details h2').getBoundingClientRect().top"
            before = [*page.evaluate(VIEW), page.evaluate(heading)]
            for stop in ("release", "sources", "estimate"):
                page.locator(f".stops label:has([value={stop}])").evaluate("label => label.click()")
                expect(page.locator(f"html[data-lens={stop}]")).to_have_count(1)
                let_page_run(page, 200)
                wait_until_at_rest(page)
                assert [*page.evaluate(VIEW), page.evaluate(heading)] == pytest.approx(before, abs=1)


POSITION_OF_AREA = """id => {
  const area = JSON.parse(document.getElementById('zone-data').textContent).areas.find(each => each.id === id);
  const { x, y } = caught.latLngToContainerPoint([area.centre[1], area.centre[0]]);
  return [x, y, caught.getZoom()];
}"""


@pytest.mark.parametrize("by", ["buttons", "keys"])
def test_plus_and_minus_keep_the_open_area_where_it_is(browser: Browser, file: Path, chengdu: Zone, by: str) -> None:
    area = chengdu.area_records[2].id
    with open_page(browser, file, f"#area={area}", script=CATCH_MAP) as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        # Put the area far from the middle, where a zoom around the middle would lose it.
        page.evaluate("caught.setZoom(12, { animate: false }); caught.panBy([-120, 200], { animate: false })")
        x, y, zoom = page.evaluate(POSITION_OF_AREA, area)

        def press(step: int, times: int) -> None:
            for _ in range(times):
                if by == "keys":
                    page.locator(".folium-map").press("+" if step > 0 else "-")
                else:
                    page.locator(f".controls > [data-zoom='{step}']").click()

        # Each of several quick presses counts, even while the map still glides.
        press(1, 3)
        page.wait_for_function(
            "zoom => caught.getZoom() === zoom && !document.querySelector('.leaflet-zoom-anim')", arg=zoom + 3
        )
        wait_until_at_rest(page)
        assert page.evaluate(POSITION_OF_AREA, area) == pytest.approx([x, y, zoom + 3], abs=2)
        # At the closest zoom the area keeps its place too.
        press(1, 1)
        wait_until_at_rest(page)
        assert page.evaluate(POSITION_OF_AREA, area) == pytest.approx([x, y, zoom + 3], abs=2)
        press(-1, 2)
        page.wait_for_function(
            "zoom => caught.getZoom() === zoom && !document.querySelector('.leaflet-zoom-anim')", arg=zoom + 1
        )
        wait_until_at_rest(page)
        assert page.evaluate(POSITION_OF_AREA, area) == pytest.approx([x, y, zoom + 1], abs=2)


def test_without_an_open_area_in_view_plus_zooms_around_the_middle(browser: Browser, file: Path, chengdu: Zone) -> None:
    first, _, third = chengdu.area_records
    with open_page(browser, file, f"#area={first.id}", script=CATCH_MAP) as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        page.evaluate("at => caught.setView(at, 12, { animate: false })", [third.centre.y, third.centre.x])
        page.locator(".controls > [data-zoom='1']").click()
        page.wait_for_function("() => caught.getZoom() === 13")
        wait_until_at_rest(page)
        size = page.evaluate("(({ x, y }) => [x / 2, y / 2])(caught.getSize())")
        assert page.evaluate(POSITION_OF_AREA, third.id)[:2] == pytest.approx(size, abs=2)


def test_a_move_requested_during_a_zoom_is_made(browser: Browser, file: Path, chengdu: Zone) -> None:
    first, second, third = (area.id for area in chengdu.area_records)
    with open_page(browser, file, f"#area={third}", script=CATCH_MAP) as page:
        wait_for_live_map(page)
        wait_until_at_rest(page)
        wanted = page.evaluate(VIEW)
        page.locator(f"button[data-area={first}]").click()
        let_page_run(page, 600)
        assert page.evaluate(VIEW) != wanted
        page.locator(f"button[data-area={second}]").evaluate(
            """async (button, id) => {
              const zoom = new Promise(started => caught.once('zoomanim', started));
              button.click();
              document.querySelector('.controls > [data-zoom="-1"]').click();
              await zoom;
              document.querySelector(`button[data-area="${id}"]`).click();
            }""",
            third,
        )
        let_page_run(page, 900)
        assert page.evaluate(VIEW) == pytest.approx(wanted, abs=1e-6)


PRESS_KEY = "caught.getContainer().dispatchEvent(new KeyboardEvent('keydown', {{ key: '{}', bubbles: true }}))"
MOVES = {
    "open an area": "document.querySelector('button[data-area]').click()",
    "all areas": "document.querySelector('[data-fit]').click()",
    "zoom in": "document.querySelector('[data-zoom=\"1\"]').click()",
    "zoom out": "document.querySelector('[data-zoom=\"-1\"]').click()",
    "zoom by a key": PRESS_KEY.format("+"),
    "a step aside": "document.querySelector('[data-pan=\"1,0\"]').click()",
    "a step by a key": PRESS_KEY.format("ArrowUp"),
    "a double click": "caught.fire('dblclick', { containerPoint: L.point(300, 300), originalEvent: {} })",
    "close by": "caught.setZoom(15)",
    "far off from there": "document.querySelector('[data-fit]').click()",
}
"""Moves of the map, each made after the one before."""
WATCH_MOVE = """async move => {
  let glides = false;
  const pane = caught.getPane('mapPane');
  const watch = new MutationObserver(() => (glides ||= /leaflet-(zoom|pan)-anim/.test(pane.className)));
  watch.observe(pane, { attributeFilter: ['class'] });
  const place = () => [...Object.values(caught.getCenter()), caught.getZoom()].map(part => part.toFixed(6)).join();
  const places = new Set();
  const before = place();
  eval(move);
  for (const end = performance.now() + 700; performance.now() < end; ) {
    await new Promise(requestAnimationFrame);
    places.add(place());
  }
  places.delete(before);
  return [glides, places.size];
}"""
"""Return whether the map is animated, and at how many other positions it is seen during a move."""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_either_all_moves_are_animated_or_none(
    browser: Browser, file: Path, motion: Literal["no-preference", "reduce"]
) -> None:
    with open_page(browser, file, "#lang=en", script=CATCH_MAP, reduced_motion=motion) as page:
        wait_for_live_map(page)
        let_page_run(page, 500)
        for name, move in MOVES.items():
            is_animated, places = page.evaluate(WATCH_MOVE, move)
            # The number of frames on the way depends on the machine.
            assert is_animated == (motion == "no-preference"), name
            assert is_animated or places == 1, (name, places)
