"""The page on every device: small and large windows, touch, paper, a reader's own fonts and colours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from tests.browser import let_page_run, open_page, wait_for_live_map

ZONE = load_zone()
AREAS = [area.id for area in ZONE.area_records]
FACT_ON_MAP = next(fact for fact in ZONE.facts if fact.areas and fact.in_release)
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PHONE_IN_LANDSCAPE: dict[str, Any] = {"viewport": {"width": 844, "height": 390}, "has_touch": True, "is_mobile": True}
LOW = ((320, 256), (640, 316))  # laptops at a browser zoom of 400 % and 200 %
SIZES = ((320, 640), *LOW, (390, 844), (768, 1024), (844, 390), (1024, 768), (1440, 900), (2560, 1440))
# Names on the map itself, not those on the small maps over it.
MAP_LABELS = ".label:not([hidden], .gauge, .overview-map *, .regional-context *)"
OVERLAYS = ".lens, .controls, .overview-map, .legend, .fact-note, .map-pane .credit, .leaflet-control-scale"
# WCAG 2.2, 1.4.12: text spacing that a reader may set without losing text.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
OVERLAPS = """selector => {
  const shown = [...document.querySelectorAll(selector)].filter(e => e.checkVisibility({ visibilityProperty: true }));
  const boxes = shown.map(e => [e.className, e.getBoundingClientRect()]);
  const beside = (x, y) => x.left >= y.right - 1 || y.left >= x.right - 1;
  const apart = (x, y) => beside(x, y) || x.top >= y.bottom - 1 || y.top >= x.bottom - 1;
  return boxes.flatMap(([a, x], i) => boxes.slice(i + 1).filter(([, y]) => !apart(x, y)).map(([b]) => [a, b]));
}"""
CUT_TEXTS = """() => {
  const clips = e => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX);
  const isText = e => !e.closest('.folium-map')
    && !e.matches('.unseen, .rest-of-name, .fact-note-scope, .tool span, .lens legend, .map-pane, svg, svg *');
  const isCut = e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
  const shown = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility());
  return shown.filter(e => isText(e) && clips(e) && isCut(e)).map(e => e.outerHTML.slice(0, 80));
}"""


def size(width: int, height: int) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": height}}


@pytest.mark.parametrize("window", SIZES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_the_map_overlaps_and_no_text_is_cut_off(
    browser: Browser, file: Path, window: tuple[int, int], language: str
) -> None:
    with open_page(browser, file, f"#lang={language}", **size(*window)) as page:
        wait_for_live_map(page)
        for lens in ("estimate", "sources", "release"):
            page.evaluate("lens => (location.hash += `&lens=${lens}`)", lens)
            assert page.evaluate(OVERLAPS, OVERLAYS) == []
            assert page.evaluate(CUT_TEXTS) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= window[0]


@pytest.mark.parametrize("window", [(320, 640), (390, 844), (1024, 768), (1440, 900)], ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_wider_text_spacing_loses_nothing(browser: Browser, file: Path, window: tuple[int, int], language: str) -> None:
    with open_page(browser, file, f"#lang={language}&area={AREAS[2]}", bypass_csp=True, **size(*window)) as page:
        wait_for_live_map(page)
        let_page_run(page, 500)
        page.add_style_tag(content=SPACING)
        let_page_run(page, 200)
        assert page.evaluate(OVERLAPS, MAP_LABELS) == []
        assert page.evaluate(CUT_TEXTS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= window[0]


@pytest.mark.parametrize("options", [size(1440, 900), PHONE, PHONE_IN_LANDSCAPE], ids=["desktop", "phone", "sideways"])
def test_targets_are_large_enough(browser: Browser, file: Path, options: dict[str, Any]) -> None:
    """Targets are 24 px each way (WCAG 2.2, 2.5.8); links within a line of text need not be."""
    small = """() => [...document.querySelectorAll(
        'button, summary, .stops label, nav a, .key-figures a, .credit a, .skip:focus')]
      .filter(e => e.checkVisibility()).map(e => [e.className || e.outerHTML.slice(0, 60), e.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24).map(([name, box]) => [name, box.width, box.height])"""
    with open_page(browser, file, f"#area={AREAS[0]}", **options) as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        assert page.evaluate(small) == []
        page.evaluate("fact => (location.hash = `fact=${fact}`)", FACT_ON_MAP.id)
        page.locator(f"[data-on-map={FACT_ON_MAP.id}]").click()
        expect(page.locator(".fact-note")).to_be_visible()
        assert page.evaluate(small) == []
        for button, panel in (("#share-button", "#share"), ("#download-button", "#downloads")):
            page.locator(button).click()
            expect(page.locator(panel)).to_be_visible()
            assert page.evaluate(small) == []


def sheet_height(page: Page) -> float:
    page.wait_for_function("() => document.getElementById('details').getAnimations().length === 0")
    box = page.locator("#details").bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    return box["height"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_shows_title_map_areas_and_then_the_rest(browser: Browser, file: Path, language: str) -> None:
    with open_page(browser, file, f"#lang={language}", **PHONE) as page:
        wait_for_live_map(page)
        order = (".bar", "h1", "#map", ".card >> nth=0", ".standfirst", ".key-figures", ".jumps", "#facts", "#unstated")
        boxes = [box for selector in order if (box := page.locator(selector).bounding_box())]
        assert len(boxes) == len(order)
        tops = [box["y"] for box in boxes]
        assert tops == sorted(tops)
        headline, map_box, card = boxes[1], boxes[2], boxes[3]
        line = float(page.locator("h1").evaluate("e => parseFloat(getComputedStyle(e).lineHeight)"))
        assert round(headline["height"] / line) <= 3
        assert 0.4 < map_box["height"] / 844 < 0.6
        assert card["y"] + card["height"] < 900
        # The order in the document, for screen readers and keyboard, is that on the screen.
        places = page.evaluate(
            "order => order.map(selector => document.querySelector(selector))"
            ".map((e, i, all) => !i"
            " || Boolean(all[i - 1].compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING))",
            [selector.partition(" ")[0] for selector in order],
        )
        assert places == [True] * len(order)


@pytest.mark.parametrize("window", [(1440, 900, 5500), (390, 844, 8000)], ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_short(browser: Browser, file: Path, window: tuple[int, int, int], language: str) -> None:
    """All that the script collapses is collapsed, and all sections are really laid out."""
    width, height, limit = window
    with open_page(browser, file, f"#lang={language}", **size(width, height)) as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        assert page.evaluate("document.documentElement.scrollHeight") <= limit


def test_there_are_at_most_ninety_tab_stops(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        stops = 0
        while stops < 200:
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            stops += 1
        assert 40 < stops <= 90


@pytest.mark.parametrize("window", [(1440, 900), (390, 844), (844, 390)], ids=str)
def test_the_title_bar_stays_in_view_and_is_low(browser: Browser, file: Path, window: tuple[int, int]) -> None:
    with open_page(browser, file, **size(*window)) as page:
        wait_for_live_map(page)
        page.evaluate("scrollTo(0, 2000)")
        bar = page.locator(".bar").bounding_box()
        assert bar
        assert bar["y"] == 0
        assert bar["height"] <= 0.13 * window[1]
        for part in (".bar-title", ".languages a >> nth=3", "#share-button", "#download-button"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)


def test_the_bar_of_shares_is_not_cut_off_on_screen_or_paper(browser: Browser, file: Path) -> None:
    cut = "parts => parts.filter(e => e.scrollWidth > e.clientWidth || e.clientWidth === 0).map(e => e.textContent)"
    for window in ((1440, 900), (320, 640)):
        with open_page(browser, file, **size(*window)) as page:
            for media in ("screen", "print"):
                page.emulate_media(media=media)
                parts = page.locator(".split span")
                expect(parts).to_have_count(len(AREAS))
                assert parts.evaluate_all(cut) == []


def test_the_sheet_opens_half_and_its_grip_opens_it_fully(browser: Browser, file: Path) -> None:
    with open_page(browser, file, **PHONE) as page:
        wait_for_live_map(page)
        page.locator(f"path[data-area={AREAS[1]}]").tap()
        assert 0.4 < sheet_height(page) / 844 < 0.6
        expect(page.locator(f"path[data-area={AREAS[1]}]")).to_be_in_viewport()
        grip = page.locator("#details .grip")
        expect(grip).to_have_attribute("aria-expanded", "false")
        grip.tap()
        expect(grip).to_have_attribute("aria-expanded", "true")
        assert sheet_height(page) / 844 > 0.85
        grip.focus()
        page.keyboard.press("Enter")
        expect(grip).to_have_attribute("aria-expanded", "false")
        assert 0.4 < sheet_height(page) / 844 < 0.6
        page.locator("#details [data-close]").tap()
        expect(page.locator("#details")).to_be_hidden()


@pytest.mark.parametrize(("to", "outcome"), [(80, "full"), (430, "half"), (800, "closed")])
def test_the_sheet_follows_the_finger(browser: Browser, file: Path, to: int, outcome: str) -> None:
    with open_page(browser, file, f"#area={AREAS[0]}", **PHONE) as page:
        wait_for_live_map(page)
        sheet_height(page)
        grip = page.locator("#details .grip").bounding_box()
        assert grip
        x, y = grip["x"] + 40, grip["y"] + 10
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, (y + to) / 2, steps=4)
        middle = page.locator("#details").bounding_box()
        assert middle
        assert middle["y"] == pytest.approx((y + to) / 2 - 10, abs=25)
        page.mouse.move(x, to, steps=4)
        let_page_run(page, 200)  # held still: no flick
        page.mouse.up()
        if outcome == "closed":
            expect(page.locator("#details")).to_be_hidden()
        else:
            assert (sheet_height(page) / 844 > 0.8) is (outcome == "full")


def test_what_has_the_focus_is_never_under_the_sheet(browser: Browser, file: Path) -> None:
    hidden = """() => {
      const e = document.activeElement, box = e.getBoundingClientRect();
      if (e === document.body || e.matches('.skip')) return null;
      const at = document.elementFromPoint(box.x + box.width / 2, Math.max(1, box.y + box.height / 2));
      const sheet = document.getElementById('details');
      return !sheet.contains(e) && sheet.contains(at) ? e.outerHTML.slice(0, 80) : null;
    }"""
    with open_page(browser, file, f"#area={AREAS[0]}", **PHONE) as page:
        wait_for_live_map(page)
        for _ in range(90):
            page.keyboard.press("Tab")
            assert page.evaluate(hidden) is None


def test_a_phone_in_landscape_has_text_and_map_side_by_side(browser: Browser, file: Path) -> None:
    with open_page(browser, file, **PHONE_IN_LANDSCAPE) as page:
        wait_for_live_map(page)
        page.locator(f"path[data-area={AREAS[2]}]").tap()
        expect(page.locator("#details h2")).to_be_in_viewport()
        expect(page.locator(f"path[data-area={AREAS[2]}]")).to_be_in_viewport()


def test_rotating_the_phone_keeps_all_areas_in_view(browser: Browser, file: Path) -> None:
    with open_page(browser, file, **PHONE) as page:
        wait_for_live_map(page)
        for window in (PHONE_IN_LANDSCAPE, PHONE):
            page.set_viewport_size(window["viewport"])
            let_page_run(page, 500)
            for area in AREAS:
                expect(page.locator(f"path[data-area={area}]")).to_be_in_viewport()


@pytest.mark.parametrize("area", AREAS)
def test_turning_the_phone_keeps_the_open_area_in_view(browser: Browser, file: Path, area: str) -> None:
    with open_page(browser, file, f"#lang=en&area={area}", **PHONE_IN_LANDSCAPE) as page:
        wait_for_live_map(page)
        for window in (PHONE, PHONE_IN_LANDSCAPE, PHONE):
            page.set_viewport_size(window["viewport"])
            let_page_run(page, 500)
            shape = page.locator(f"#map_zone path[data-area={area}]")
            expect(shape).to_be_in_viewport()
            expect(page.locator("#details h2")).to_be_in_viewport()
            assert shape.evaluate(
                "e => { const { x, y, width, height } = e.getBoundingClientRect();"
                " return document.elementFromPoint(x + width / 2, y + height / 2)?.closest('#map_zone') !== null; }"
            )


def test_turning_the_phone_keeps_the_circle_on_the_map_in_view(browser: Browser, file: Path) -> None:
    with open_page(browser, file, **PHONE_IN_LANDSCAPE) as page:
        wait_for_live_map(page)
        page.locator("button[data-size=zone]").tap()
        for window in (PHONE, PHONE_IN_LANDSCAPE, PHONE):
            page.set_viewport_size(window["viewport"])
            let_page_run(page, 500)
            expect(page.locator(".size-handle")).to_be_in_viewport()
            assert not page.locator(".size-handle").evaluate(
                "e => { const { x, y, width, height } = e.getBoundingClientRect();"
                " return document.elementFromPoint(x + width / 2, y + height / 2)?.closest('.size-handle') === null; }"
            )


def test_on_a_phone_the_lens_leaves_the_map_of_an_open_area_below_the_bar(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#lang=zh&area={AREAS[0]}", **PHONE) as page:
        wait_for_live_map(page)
        for stop in ("release", "sources", "estimate"):
            page.locator(f".stops label:has([value={stop}])").tap()
            let_page_run(page, 500)
            bar, lens = page.locator(".bar").bounding_box(), page.locator(".lens").bounding_box()
            assert bar
            assert lens
            assert bar["y"] + bar["height"] <= lens["y"]


def drag_fingers(page: Page, path: list[list[tuple[float, float]]]) -> None:
    """Put fingers down, move them along `path` and lift them."""
    client = page.context.new_cdp_session(page)
    for step, fingers in enumerate(path):
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
        client.send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points})
        page.wait_for_timeout(16)
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    let_page_run(page, 300)


def test_one_finger_scrolls_the_page_past_the_map(browser: Browser, file: Path) -> None:
    # The place of a shape in the page: scrolling does not change it, moving the map does.
    place = "e => (box => [box.x, box.y + scrollY])(e.getBoundingClientRect())"
    with open_page(browser, file, **PHONE) as page:
        wait_for_live_map(page)
        shape = page.locator(f"path[data-area={AREAS[2]}]")
        before = shape.evaluate(place)
        drag_fingers(page, [[(200, 450 - 25 * step)] for step in range(13)])
        assert page.evaluate("scrollY") > 150
        assert shape.evaluate(place) == pytest.approx(before, abs=2)


def test_two_fingers_zoom_the_map(browser: Browser, file: Path) -> None:
    with open_page(browser, file, **PHONE) as page:
        wait_for_live_map(page)
        before = page.locator(f"path[data-area={AREAS[0]}]").bounding_box()
        assert before
        x, y = before["x"] + before["width"] / 2, before["y"] + before["height"] / 2
        drag_fingers(page, [[(x - 20 - 3 * step, y), (x + 20 + 3 * step, y)] for step in range(13)])
        let_page_run(page, 600)
        after = page.locator(f"path[data-area={AREAS[0]}]").bounding_box()
        assert before
        assert after
        assert after["width"] > 1.4 * before["width"]
        assert page.evaluate("visualViewport.scale") == 1


@pytest.mark.parametrize("asked", ["", "size=zone", "lens=release", "lens=sources", f"fact={FACT_ON_MAP.id}"])
def test_on_paper_the_legend_stays_and_nothing_lies_over_the_text(browser: Browser, file: Path, asked: str) -> None:
    for width in (1440, 390):
        with open_page(browser, file, f"#lang=de&{asked}", viewport={"width": width, "height": 844}) as page:
            wait_for_live_map(page)
            page.emulate_media(media="print")
            page.set_viewport_size({"width": 726, "height": 1077})
            expect(page.locator(".legend li").filter(visible=True).first).to_be_visible()
            assert page.locator(".legend").evaluate("e => getComputedStyle(e).visibility") == "visible"
            intro, figures = page.locator(".intro").bounding_box(), page.locator(".key-figures").bounding_box()
            assert intro
            assert figures
            assert figures["y"] >= intro["y"] + intro["height"] - 1
            expect(page.locator(".overview-frame")).to_be_hidden()
            page.evaluate("document.querySelector('dialog').showModal()")
            expect(page.locator("dialog")).to_be_hidden()
            page.evaluate("document.querySelector('dialog').close()")


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_two_sheets_with_every_area_fact_and_the_address(
    browser: Browser, file: Path, chengdu: Zone, language: str
) -> None:
    with open_page(browser, file, f"#lang={language}&area={AREAS[1]}") as page:
        wait_for_live_map(page)
        pages = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
        assert len(pages) == 2
        expect(page.locator("#details h2")).to_have_count(1)
        page.emulate_media(media="print")
        for area in chengdu.area_records:
            expect(page.locator(f"[data-details={area.id}]")).to_contain_text(f"{area.centre.y:.4f}")
        for fact in chengdu.facts:
            expect(page.locator(f"#fact-{fact.id}")).to_be_visible()
        expect(page.locator(".evidence .original:visible")).to_have_count(
            sum(fact.in_release for fact in chengdu.facts)
        )
        expect(page.locator(".source-list li a:visible").first).to_be_visible()
        expect(page.locator(".here")).to_contain_text(f"map of the zone.html#area={AREAS[1]}&lang={language}")
        page.emulate_media(media="screen")
        expect(page.locator("#details h2")).to_have_count(1)


def test_paper_has_two_sheets_without_script_too(browser: Browser, file: Path) -> None:
    with open_page(browser, file, java_script_enabled=False) as page:
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 2
        page.emulate_media(media="print")
        expect(page.locator(".here")).to_be_hidden()


def test_forced_colours_keep_the_areas_and_the_selection(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[0]}", forced_colors="active") as page:
        wait_for_live_map(page)
        style = "(e, name) => getComputedStyle(e)[name]"
        reach = page.locator("path.reach.area-1")
        assert reach.evaluate(style, "stroke") not in ("none", "rgb(0, 0, 0)", "rgb(255, 255, 255)")
        pressed = page.locator(f"button[data-area={AREAS[0]}]")
        assert pressed.evaluate(style, "outlineStyle") == "solid"


def test_with_reduced_motion_the_map_jumps(browser: Browser, file: Path) -> None:
    with open_page(browser, file, reduced_motion="reduce") as page:
        wait_for_live_map(page)
        page.locator(f"button[data-area={AREAS[2]}]").click()
        expect(page.locator("#details")).to_be_visible()
        assert not page.locator(".leaflet-zoom-anim").count()
        first = page.locator(f"path[data-area={AREAS[2]}]").bounding_box()
        let_page_run(page, 400)
        assert page.locator(f"path[data-area={AREAS[2]}]").bounding_box() == first
