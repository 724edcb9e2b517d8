"""Where the focus is, how it is shown, what Escape closes, and how controls are named."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser import AT_REST, let_page_run, open_page, wait_for_live_map
from tests.page.browser.test_access import AREAS, FACT_ON_MAP, PHONE, open_and_listen, take_announcements


def colours_from_edge(picture: bytes, edge: str) -> list[tuple[int, int, int]]:
    """Return the colours on the way in from the middle of an edge of a picture, each run of one colour once."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    x = 150 if edge == "top" else image.width - 1
    points = [(x, y) for y in range(9)] if edge == "top" else [(x - step, image.height // 2) for step in range(9)]
    colours = [image.getpixel(place) for place in points]
    return [colour for index, colour in enumerate(colours) if index == 0 or colour != colours[index - 1]]  # type: ignore[misc]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("target", ["#map", "#map_zone"])
def test_focus_is_visible_on_the_map_itself(browser: Browser, file: Path, target: str, scheme: str) -> None:
    ink, card = ((29, 33, 38), (255, 255, 255)) if scheme == "light" else ((236, 234, 229), (28, 32, 36))
    with open_and_listen(browser, file, color_scheme=scheme) as page:
        page.keyboard.press("Tab")
        page.locator(target).focus()
        let_page_run(page, 200)
        for edge in ("top", "right"):
            assert colours_from_edge(page.locator("#map_zone").screenshot(), edge)[:2] == [ink, card]


def test_focus_is_visible_on_every_shape_in_two_tones(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file) as page:
        page.keyboard.press("Tab")
        for area in AREAS:
            shape = page.locator(f"#map_zone path[data-area={area.id}]")
            page.locator("#map_zone").focus()
            box = shape.bounding_box()
            assert box
            clip = {side: box[side] - 8 for side in ("x", "y")} | {side: box[side] + 16 for side in ("width", "height")}
            before = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("L")
            shape.focus()
            after = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("L")
            # From the left towards the middle: a light rim, then a dark ring.
            row = range(0, after.width // 2)
            changed = [after.getpixel((x, after.height // 2)) for x in row]
            assert min(changed) < 60, area.id  # type: ignore[type-var]
            dark = changed.index(min(changed))  # type: ignore[type-var]
            assert max(changed[max(0, dark - 5) : dark]) > 245, area.id  # type: ignore[type-var,operator]
            assert before.tobytes() != after.tobytes()


def test_a_focused_shape_is_brought_into_view(browser: Browser, file: Path) -> None:
    for options in ({}, PHONE):
        with open_and_listen(browser, file, f"#lang=en&area={AREAS[0].id}", **options) as page:
            far = page.locator(f"#map_zone path[data-area={AREAS[2].id}]")
            page.locator("#map_zone").focus()
            for _ in AREAS:
                page.keyboard.press("Tab")
            expect(far).to_be_focused()
            page.wait_for_function(AT_REST)
            let_page_run(page, 200)
            # Nothing covers the middle of the shape.
            hit = """e => {
              const { left, top, width, height } = e.getBoundingClientRect();
              return document.elementFromPoint(left + width / 2, top + height / 2)?.dataset.area;
            }"""
            assert far.evaluate(hit) == AREAS[2].id
            assert not [words for words in take_announcements(page) if "shows" in words]


def test_shift_tab_through_the_sheet_focuses_nothing_under_its_head(browser: Browser, file: Path) -> None:
    for viewport in ({"width": 390, "height": 844}, {"width": 320, "height": 568}):
        with open_and_listen(browser, file, f"#lang=en&area={AREAS[2].id}", **PHONE | {"viewport": viewport}) as page:
            page.locator(".key-figures a").first.focus()
            under = []
            for _ in range(60):
                page.keyboard.press("Shift+Tab")
                under += page.evaluate("""() => {
                  const { activeElement } = document;
                  const head = activeElement.closest("article")?.querySelector(".details-head");
                  if (!head || head.contains(activeElement)) return [];
                  const box = activeElement.getBoundingClientRect();
                  return box.top < head.getBoundingClientRect().bottom ? [activeElement.textContent] : [];
                }""")
                if page.evaluate("document.activeElement.matches('[data-close]')"):
                    break
            else:
                raise AssertionError("Shift+Tab did not lead through the sheet")
            assert under == []


def test_a_full_sheet_makes_room_for_the_focused_element(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, f"#lang=en&area={AREAS[0].id}", **PHONE) as page:
        page.locator(".grip:visible").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#details")).to_have_attribute("data-sheet", "full")
        page.keyboard.press("Tab")
        expect(page.locator("#details")).to_have_attribute("data-sheet", "full")
        page.locator(f"button[data-area={AREAS[2].id}]").focus()
        expect(page.locator("#details")).to_have_attribute("data-sheet", "half")
        let_page_run(page, 300)
        seen = """() => {
          const { left, top, width, height } = document.activeElement.getBoundingClientRect();
          const hit = document.elementFromPoint(left + width / 2, top + height / 2);
          return document.activeElement.contains(hit);
        }"""
        assert page.evaluate(seen)


def test_after_close_the_focus_is_where_the_reader_was(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file) as page:
        close = page.locator("#details [data-close]:visible")
        for opener in (f"button[data-area={AREAS[1].id}]", f"#map_zone path[data-area={AREAS[2].id}]"):
            page.locator(opener).focus()
            page.keyboard.press("Enter")
            close.press("Enter")
            expect(page.locator(opener)).to_be_focused()
        # After a click beside a shape nothing has the focus; then the area's entry in the list gets it.
        name = page.locator(f"[data-name-of={AREAS[0].id}]").bounding_box()
        assert name
        page.evaluate("document.activeElement.blur()")
        page.mouse.click(name["x"] + 5, name["y"] + 5)
        expect(page.locator("#details h2:visible")).to_have_text(AREAS[0].name.en)
        close.press("Enter")
        expect(page.locator(f"button[data-area={AREAS[0].id}]")).to_be_focused()
        # A hidden shape gets no focus.
        page.locator(f"#map_zone path[data-area={AREAS[1].id}]").focus()
        page.keyboard.press("Enter")
        page.locator("[name=lens][value=sources]").check(force=True)
        page.wait_for_selector("html[data-lens=sources]")
        close.press("Enter")
        expect(page.locator(f"button[data-area={AREAS[1].id}]")).to_be_focused()


def test_on_a_phone_the_focus_follows_a_fact_to_the_map_and_back(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, f"#lang=en&fact={FACT_ON_MAP.id}", **PHONE) as page:
        page.locator(".fact-note [data-close]").click()
        button = page.locator(f"[data-on-map={FACT_ON_MAP.id}]")
        button.focus()
        page.keyboard.press("Enter")
        note = page.locator(".fact-note")
        expect(note).to_be_in_viewport()
        assert note.evaluate("e => e.contains(document.activeElement)")
        page.locator(".fact-note [data-back]").press("Enter")
        expect(button).to_be_focused()
        expect(button).to_be_in_viewport()


def test_escape_closes_only_the_innermost_thing(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, f"#lang=en&area={AREAS[0].id}") as page:
        page.locator(".move summary").press("Enter")
        page.locator("#download-button").press("Enter")
        page.locator("#downloads [data-cite]").press("Enter")
        things = ["dialog.citation", "#downloads", ".move .pad", "#details"]
        for index, thing in enumerate(things):
            expect(page.locator(thing)).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.locator(thing)).to_be_hidden()
            for other in things[index + 1 :]:
                expect(page.locator(other)).to_be_visible()


def test_escape_while_reading_far_down_moves_neither_text_nor_focus(browser: Browser, file: Path) -> None:
    for options in ({}, PHONE):
        with open_and_listen(browser, file, f"#lang=en&area={AREAS[0].id}", **options) as page:
            page.wait_for_selector("html.whole")
            chip = page.locator("button[data-fact]").nth(25)
            chip.focus()
            chip.evaluate("e => e.scrollIntoView({ block: 'center' })")
            let_page_run(page, 300)
            before = chip.evaluate("e => e.getBoundingClientRect().top")
            page.keyboard.press("Escape")
            expect(page.locator("#details")).to_be_hidden()
            let_page_run(page, 300)
            expect(chip).to_be_focused()
            assert chip.evaluate("e => e.getBoundingClientRect().top") == pytest.approx(before, abs=2)


def test_names_of_buttons_say_what_they_concern(browser: Browser, file: Path) -> None:
    named = """() => {
      const shown = [...document.querySelectorAll('button, a[href], summary')].filter((e) => e.checkVisibility());
      const byId = (id) => document.getElementById(id).textContent;
      const named = (e) => e.getAttribute('aria-labelledby')?.split(' ').map(byId).join(' ') ?? e.ariaLabel;
      const nameOf = (e) => (named(e) ?? e.textContent).replace(/\\s+/g, ' ').trim();
      return shown.map((e) => [nameOf(e), e.href ?? e.outerHTML]);
    }"""
    with open_and_listen(browser, file, f"#lang=en&area={AREAS[0].id}&fact={FACT_ON_MAP.id}") as page:
        page.locator("#details .folded summary").click()
        page.wait_for_selector("html.whole")
        expect(page.get_by_role("button", name=f"Cite {FACT_ON_MAP.label.en}")).to_be_visible()
        expect(page.get_by_role("button", name=f"Show on the map {FACT_ON_MAP.label.en}")).to_be_visible()
        expect(page.get_by_role("button", name=re.compile(f"How big.*{AREAS[0].name.en}"))).to_be_visible()
        # No two controls in the text have the same name but different actions.
        names: dict[str, set[str]] = {}
        for name, does in page.evaluate(named):
            names.setdefault(name, set()).add(does)
        assert {name: does for name, does in names.items() if len(does) > 1 and name not in REPEATED_NAMES} == {}


REPEATED_NAMES = {"Zoom in", "Zoom out"}
"""Names used twice: by the map's buttons, and by its menu for readers who do not drag."""


def test_cards_and_shapes_say_which_area_is_open(browser: Browser, file: Path) -> None:
    with open_and_listen(browser, file, f"#lang=en&area={AREAS[1].id}") as page:
        for selector in ("button.card", "#map_zone path[data-area]"):
            current = page.locator(f"{selector}[aria-current=true]")
            expect(current).to_have_count(1)
            expect(current).to_have_attribute("data-area", AREAS[1].id)
        expect(page.locator("[data-area][aria-pressed]")).to_have_count(0)
        expect(page.get_by_role("region", name=AREAS[1].name.en)).to_have_attribute("id", "details")


def test_scrollable_elements_have_a_role_and_a_name(browser: Browser, file: Path) -> None:
    unnamed = """() => [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility()
        && ['auto', 'scroll'].includes(getComputedStyle(e).overflowY))
      .filter((e) => !['SECTION', 'FIELDSET', 'DIALOG'].includes(e.tagName) && !e.role
        || !(e.ariaLabel || e.getAttribute('aria-labelledby') || e.querySelector(':scope > legend')))
      .map((e) => e.outerHTML.slice(0, 90))"""
    with open_and_listen(browser, file, f"#lang=en&area={AREAS[1].id}", **PHONE) as page:
        page.locator(".layers summary").click()
        assert page.evaluate(unnamed) == []
        for button in ("#share-button", "#download-button"):
            page.locator(button).click()
            assert page.evaluate(unnamed) == []
        page.locator("#downloads [data-cite]").click()
        assert page.evaluate(unnamed) == []


def test_decorative_drawings_are_hidden_from_screen_readers(browser: Browser, file: Path) -> None:
    open_svg = """() => [...document.querySelectorAll('svg')].filter((e) => e.checkVisibility()
        && !e.closest('[aria-hidden=true]') && !e.querySelector('[role=button]')
        && !(e.role === 'img' && (e.ariaLabel || e.getAttribute('aria-labelledby'))))
      .map((e) => e.outerHTML.slice(0, 120))"""
    with open_and_listen(browser, file, f"#lang=en&area={AREAS[1].id}&fact={FACT_ON_MAP.id}") as page:
        assert page.evaluate(open_svg) == []
        page.locator("[data-size=zone]").click()
        assert page.evaluate(open_svg) == []


def test_after_a_click_on_the_text_escape_leads_back_to_the_card(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=en", viewport={"width": 1280, "height": 720}) as page:
        wait_for_live_map(page)
        card = page.locator("button.card").first
        card.click()
        page.locator("#details p.sure").click()
        expect(page.locator("#details h2")).to_be_visible()
        page.wait_for_function("() => document.activeElement === document.body")
        page.keyboard.press("Escape")
        expect(card).to_be_focused()
        assert page.evaluate("scrollY") == 0
