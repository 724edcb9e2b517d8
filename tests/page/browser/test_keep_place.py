"""The reader stays where the text is read: when the page is printed, the window turned, or a panel or a menu closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.model import Zone
from maps.text.translator import Translator
from tests.browser import let_page_run, open_page, wait_for_live_map
from tests.page.browser.test_access import AREAS, PHONE, open_and_listen
from tests.page.browser.test_devices import OVERLAPS, size

OPEN = f"#lang=en&area={AREAS[0].id}"


def top_of(page: Page, selector: str) -> float:
    return float(page.locator(selector).evaluate("e => e.getBoundingClientRect().top"))


@pytest.mark.parametrize("screen", ["wide", "phone"])
def test_printing_moves_neither_text_nor_focus(browser: Browser, file: Path, screen: str) -> None:
    with open_and_listen(browser, file, OPEN, **(PHONE if screen == "phone" else {})) as page:
        page.wait_for_selector("html.whole")
        step = page.locator("#details [data-step='1']:visible").last
        for button in (page.locator("button[data-fact]").nth(20), step):
            button.focus()
            button.evaluate("e => e.scrollIntoView({ block: 'center' })")
            let_page_run(page, 300)
            before = button.evaluate("e => e.getBoundingClientRect().top")
            page.pdf()
            let_page_run(page, 500)
            assert button.evaluate("e => e.getBoundingClientRect().top") == pytest.approx(before, abs=2)
            expect(button).to_be_focused()


@pytest.mark.parametrize("screen", ["wide", "phone"])
def test_turning_the_window_leaves_the_reader_at_the_text(browser: Browser, file: Path, screen: str) -> None:
    wide = {"viewport": {"width": 1100, "height": 900}}
    turned = {"width": 844, "height": 390} if screen == "phone" else {"width": 890, "height": 900}
    with open_and_listen(browser, file, OPEN, **(PHONE if screen == "phone" else wide)) as page:
        page.wait_for_selector("html.whole")
        heading = page.locator("h2#sources")
        heading.evaluate("e => e.scrollIntoView({ block: 'center' })")
        let_page_run(page, 400)
        page.set_viewport_size(turned)  # type: ignore[arg-type]
        let_page_run(page, 600)
        # Where exactly is up to the browser, which keeps a place in the text.
        assert page.evaluate("scrollY") > 0.5 * page.evaluate("document.documentElement.scrollHeight")


def test_turning_the_window_shows_the_open_area_again(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, OPEN, **PHONE) as page:
        page.wait_for_selector("html.whole")
        let_page_run(page, 400)
        page.set_viewport_size({"width": 844, "height": 390})
        let_page_run(page, 600)
        assert page.locator("#details h2:visible").bounding_box() is not None
        assert 0 <= top_of(page, "#details h2:visible") < 390


@pytest.mark.parametrize(("width", "height"), [(740, 330), (844, 390), (320, 256), (1440, 900)])
def test_a_link_opens_downloads_in_view_and_closing_them_leads_back(
    browser: Browser, file: Path, width: int, height: int
) -> None:
    with open_and_listen(browser, file, viewport={"width": width, "height": height}) as page:
        page.wait_for_selector("html.whole")
        link = page.locator(".jumps a[href='#downloads']")
        link.focus()
        link.evaluate("e => e.scrollIntoView({ block: 'center' })")
        let_page_run(page, 300)
        link.press("Enter")
        expect(page.locator("#downloads")).to_be_visible()
        let_page_run(page, 300)
        assert 0 <= top_of(page, "#downloads") < height - 40
        page.keyboard.press("Escape")
        expect(link).to_be_focused()
        assert 0 <= link.evaluate("e => e.getBoundingClientRect().top") < height


def test_escape_closes_the_evidence_that_is_being_read_before_an_area_far_above(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, OPEN) as page:
        page.wait_for_selector("html.whole")
        page.locator("#chip-location").click()
        page.locator("#evidence-location .quotes p").first.click(position={"x": 4, "y": 4})
        assert page.evaluate("document.activeElement === document.body")
        page.keyboard.press("Escape")
        expect(page.locator("#chip-location")).to_have_attribute("aria-expanded", "false")
        expect(page.locator("#details")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#details")).to_be_hidden()


def test_escape_far_from_the_button_of_a_size_leaves_the_focus_where_it_is(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, "#lang=en&size=zone") as page:
        page.wait_for_selector("html.whole")
        page.locator(".sources > p").first.click()
        let_page_run(page, 300)
        before = page.evaluate("scrollY")
        page.keyboard.press("Escape")
        expect(page.locator(".size-note")).to_be_hidden()
        assert page.evaluate("document.activeElement === document.body")
        assert page.evaluate("scrollY") == pytest.approx(before, abs=2)


def test_only_one_menu_of_the_map_is_open(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file) as page:
        layers, move = page.locator(".layers summary"), page.locator(".move summary")
        layers.focus()
        layers.press("Enter")
        expect(page.locator(".layers[open]")).to_have_count(1)
        move.focus()
        move.press("Enter")
        expect(page.locator(".move[open]")).to_have_count(1)
        expect(page.locator(".layers[open]")).to_have_count(0)
        page.keyboard.press("Escape")
        expect(page.locator(".move[open]")).to_have_count(0)


@pytest.mark.parametrize("lens", ["estimate", "sources"])
def test_in_one_column_the_menu_for_moving_leaves_the_lens_free(browser: Browser, file: Path, lens: str) -> None:
    with open_and_listen(browser, file, f"#lang=en&lens={lens}", **PHONE) as page:
        page.locator(".move summary").click()
        expect(page.locator(".pad")).to_be_visible()
        assert page.evaluate(OVERLAPS, ".pad, .stops") == []


def test_the_grip_works_by_keyboard_after_a_drag(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, OPEN, **PHONE) as page:
        sheet, grip = page.locator("#details"), page.locator("#details .grip:visible")
        box = grip.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, 60, steps=6)
        page.mouse.up()
        expect(sheet).to_have_attribute("data-sheet", "full")
        grip.focus()
        grip.press("Enter")
        expect(sheet).to_have_attribute("data-sheet", "half")


def test_opening_and_closing_a_panel_does_not_scroll(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, viewport={"width": 1280, "height": 800}) as page:
        page.wait_for_selector("html.whole")
        page.evaluate("scrollTo(0, 900)")
        box = page.locator("#share-button").bounding_box()
        assert box
        for _ in range(6):
            # A click on a locator would scroll by itself.
            page.mouse.click(box["x"] + 5, box["y"] + 5)
            let_page_run(page, 100)
        assert page.evaluate("scrollY") == 900


def test_a_shape_once_focused_does_not_scroll_the_page_later(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, viewport={"width": 800, "height": 1000}) as page:
        page.wait_for_selector("html.whole")
        page.locator("#map_zone").focus()
        for key in ("+", "+", "ArrowUp", "ArrowUp", "Tab"):
            page.keyboard.press(key)
            let_page_run(page, 100)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 2500)")
        page.set_viewport_size({"width": 790, "height": 1000})
        let_page_run(page, 500)
        assert page.evaluate("scrollY") == pytest.approx(2500, abs=150)


def test_turning_a_tablet_keeps_the_circle_of_a_size_in_view(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, "#lang=en&size=zone", viewport={"width": 1100, "height": 768}) as page:
        page.wait_for_selector("html.whole")
        page.evaluate("scrollTo(0, 1200)")
        let_page_run(page, 300)
        page.set_viewport_size({"width": 768, "height": 1024})
        let_page_run(page, 600)
        assert 0 <= top_of(page, ".map-pane") < 300


def test_turning_a_phone_keeps_the_handle_of_an_enlarged_circle_in_view(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, f"{OPEN}&size={AREAS[0].id}", reduced_motion="reduce", **PHONE) as page:
        page.wait_for_selector("html.whole")
        page.locator(".pad [data-zoom='1']").dispatch_event("click")
        let_page_run(page, 500)
        # Bring the handle back in view, near the upper edge of the map.
        page.evaluate("caught.panBy([0, -30], { animate: false })")
        page.set_viewport_size({"width": 844, "height": 390})
        let_page_run(page, 600)
        page.locator(".size-handle").click(trial=True)


def test_closing_the_sheet_leaves_a_reader_who_has_gone_on(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file, "#lang=en", viewport={"width": 390, "height": 844}) as page:
        page.wait_for_selector("html.whole")
        page.locator(f"button[data-area={chengdu.area_records[0].id}]").click()
        page.evaluate("document.getElementById('facts').scrollIntoView()")
        let_page_run(page, 300)
        before = page.evaluate("scrollY")
        page.locator("#details [data-close]:visible").click()
        expect(page.locator("#details")).to_be_hidden()
        assert page.evaluate("scrollY") == pytest.approx(before, abs=3)


@pytest.mark.parametrize("window", [(1024, 600), (364, 322)], ids=str)
def test_opening_the_legend_leaves_the_open_area_in_view(
    browser: Browser, file: Path, chengdu: Zone, window: tuple[int, int]
) -> None:
    for area in chengdu.area_records:
        address = f"#area={area.id}&lang=ja"
        with open_page(browser, file, address, reduced_motion="reduce", **size(*window)) as page:
            wait_for_live_map(page)
            page.wait_for_selector("html.whole")
            page.locator(".legend summary").click()
            expect(page.locator(f".label[data-name-of={area.id}]")).to_be_visible()
            let_page_run(page, 300)
            legend = page.locator(".legend").bounding_box()
            shape = page.locator(f"#map_zone path.footprint[data-area={area.id}]").bounding_box()
            assert legend
            assert shape
            assert (
                shape["x"] + shape["width"] / 2 > legend["x"] + legend["width"]
                or shape["y"] + shape["height"] / 2 < legend["y"]
            )
            assert page.evaluate(OVERLAPS, ".legend, .stops") == []


def test_in_a_low_window_the_open_legend_leaves_the_lens_free(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=de", **size(844, 390)) as page:
        wait_for_live_map(page)
        page.locator(".legend summary").click()
        let_page_run(page, 100)
        assert page.evaluate(OVERLAPS, ".legend, .stops") == []


def test_opening_the_legend_leaves_the_overview_where_it_is(browser: Browser, file: Path) -> None:
    window = {"width": 1024, "height": 600}
    with open_page(browser, file, "#lang=en", viewport=window, reduced_motion="reduce") as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        shapes = "[...document.querySelectorAll('#map_zone path[data-area]')].map(e => e.getBoundingClientRect().x)"
        before = page.evaluate(shapes)
        page.locator(".legend summary").click()
        let_page_run(page, 300)
        assert page.evaluate(shapes) == before


def test_back_from_a_link_to_a_fact_focuses_the_link(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, "#lang=en", **PHONE) as page:
        page.wait_for_selector("html.whole")
        link = page.locator(".key-figures a").nth(1)
        link.press("Enter")
        let_page_run(page, 300)
        assert page.evaluate("document.activeElement.id").startswith("chip-")
        page.go_back()
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
        # Not if the reader opens and closes the same fact at its own button.
        button = page.locator("#chip-investment")
        for _ in range(2):
            button.press("Enter")
        page.go_back()
        let_page_run(page, 300)
        expect(button).to_be_focused()


def test_back_tells_that_the_details_are_closed_and_the_lens_moved(browser: Browser, file: Path) -> None:
    say = Translator("en")
    with open_and_listen(browser, file, "#lang=en") as page:
        page.locator(f"button[data-area={AREAS[0].id}]").click()
        page.locator(".stops label:has([value=release])").click()
        page.keyboard.press("Escape")
        expect(page.locator("#announcements")).to_have_text(say("map.closed"))
        page.go_back()
        page.go_back()
        expect(page.locator("#announcements")).to_contain_text(say("map.closed"))
        expect(page.locator("#announcements")).to_contain_text(say("lens.estimate_note"))


def test_back_to_a_size_at_another_stop_of_the_lens_tells_of_both(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, "#lang=en&size=zone") as page:
        page.locator(".stops label:has([value=release])").click()
        page.locator(".size-note [data-close]").click()
        page.locator(".stops label:has([value=estimate])").click()
        page.go_back()
        expect(page.locator("#announcements")).to_contain_text("True to size")
        expect(page.locator("#announcements")).to_contain_text("The release is no more precise")


def test_a_closed_legend_is_printed(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, OPEN, viewport={"width": 1366, "height": 700}) as page:
        legend = page.locator(".legend")
        expect(legend).not_to_have_attribute("open", "")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(legend).to_have_attribute("open", "")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(legend).not_to_have_attribute("open", "")
