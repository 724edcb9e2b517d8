"""What a reader does: opens the file with the network off, and opens every area by click and by key."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from maps import build_page
from maps.text.translator import TAGS
from tests.browser import CATCH_MAP, let_page_run, open_page, wait_for_live_map
from tests.page.test_hostile_text import hostile_texts, with_texts

AREAS = [area.id for area in load_zone().area_records]


def shape(page: Page, area: str) -> Any:
    return page.locator(f"path[data-area={area}]")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area_id", AREAS)
def test_a_click_on_a_shape_shows_its_details(
    browser: Browser, file: Path, chengdu: Zone, area_id: str, language: str
) -> None:
    area = next(a for a in chengdu.area_records if a.id == area_id)
    with open_page(browser, file, f"#lang={language}") as page:
        wait_for_live_map(page)
        shape(page, area_id).click()
        details = page.locator("#details")
        expect(details.get_by_role("heading", level=2)).to_have_text(area.name[language])
        expect(details).to_contain_text(area.pinyin)
        assert page.evaluate("document.documentElement.lang") == TAGS[language]
        assert f"area={area_id}" in page.evaluate("location.hash")
        expect(shape(page, area_id)).to_be_in_viewport()


def double_tap(page: Page, x: float, y: float) -> None:
    """Tap twice within 0.2 s by the time of the events, however slow the machine."""
    client = page.context.new_cdp_session(page)
    start = time.time()
    for after, kind in ((0, "touchStart"), (0.05, "touchEnd"), (0.15, "touchStart"), (0.2, "touchEnd")):
        points = [{"x": x, "y": y}] if kind == "touchStart" else []
        event = {"type": kind, "touchPoints": points, "timestamp": start + after}
        client.send("Input.dispatchTouchEvent", event)


@pytest.mark.parametrize("is_phone", [False, True], ids=["a double click", "a double tap"])
def test_a_double_click_on_an_area_shows_what_a_click_shows(browser: Browser, file: Path, is_phone: bool) -> None:
    """The second click is where the first one has moved the map, or put the grip of the sheet."""
    window = {"width": 393, "height": 852} if is_phone else {"width": 1366, "height": 641}
    options: dict[str, Any] = {"viewport": window, "has_touch": is_phone, "is_mobile": is_phone}
    view = "[...Object.values(caught.getCenter()), caught.getZoom(), document.getElementById('details').dataset.sheet]"
    views = []
    for address in (f"#area={AREAS[2]}", "#"):
        with open_page(browser, file, address, script=CATCH_MAP, reduced_motion="reduce", **options) as page:
            wait_for_live_map(page)
            box = shape(page, AREAS[2]).bounding_box()
            assert box
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            if address == "#" and is_phone:
                double_tap(page, x, y)
            elif address == "#":
                page.mouse.dblclick(x, y)
            let_page_run(page, 500)
            assert f"area={AREAS[2]}" in page.evaluate("location.hash")
            views.append(page.evaluate(view))
            if not is_phone:
                # On the open area it zooms.
                shape(page, AREAS[2]).dblclick()
                page.wait_for_function("before => caught.getZoom() > before + 0.9", arg=views[-1][2])
    assert views[1][:3] == pytest.approx(views[0][:3], abs=1e-3)
    assert views[1][3] == "half"


def test_a_double_click_goes_no_further_than_a_click(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[1]}", reduced_motion="reduce") as page:
        wait_for_live_map(page)
        page.locator("#details [data-close]:visible").dblclick()
        let_page_run(page, 500)
        assert "area=" not in page.evaluate("location.hash")
        assert "fact=" not in page.evaluate("location.hash")
        page.locator(f"button[data-area={AREAS[1]}]").dblclick()
        let_page_run(page, 500)
        assert page.evaluate("[String(getSelection()), document.activeElement.tagName]") == ["", "H2"]


@pytest.mark.parametrize("area_id", AREAS)
def test_a_button_of_the_list_shows_the_details(browser: Browser, file: Path, chengdu: Zone, area_id: str) -> None:
    area = next(a for a in chengdu.area_records if a.id == area_id)
    with open_page(browser, file) as page:
        page.locator(f"button[data-area={area_id}]").click()
        expect(page.locator("#details h2")).to_have_text(area.name.en)
        expect(page.locator(f"button[data-area={area_id}]")).to_have_attribute("aria-current", "true")
        expect(page.locator("button[data-area][aria-current]")).to_have_count(1)


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("area_id", AREAS)
def test_keys_open_an_area_and_escape_goes_back(browser: Browser, file: Path, area_id: str, key: str) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        shape(page, area_id).focus()
        page.keyboard.press(key)
        expect(page.locator("#details h2")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#details")).to_be_hidden()
        expect(shape(page, area_id)).to_be_focused()


def test_tab_reaches_every_shape_of_the_map_and_then_the_list(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        focused = "(e => e?.dataset?.area ? `${e.tagName} ${e.dataset.area}` : '')(document.activeElement)"
        reached: list[str] = []
        for _ in range(150):
            page.keyboard.press("Tab")
            reached.append(page.evaluate(focused))
        buttons = [name for name in reached if name]
        assert buttons[: len(AREAS)] == [f"path {area}" for area in AREAS]
        assert buttons[len(AREAS) : 2 * len(AREAS)] == [f"BUTTON {area}" for area in AREAS]


def test_shapes_are_named_in_the_language_of_the_page(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file, "#lang=ja") as page:
        wait_for_live_map(page)
        for area in chengdu.area_records:
            expect(page.get_by_role("button", name=area.name.ja).and_(shape(page, area.id))).to_be_visible()


def test_the_drawing_can_be_clicked_before_the_live_map_is_ready(browser: Browser, file: Path, tmp_path: Path) -> None:
    text = file.read_text("utf-8")
    # The same page without the live map's scripts.
    cut = re.sub(r'(id="(?:map|leaflet)-script">).*?</script>', r"\1</script>", text, flags=re.DOTALL)
    early = tmp_path / "early.html"
    early.write_text(cut, "utf-8")
    with open_page(browser, early) as page:
        for area in AREAS:
            page.locator(f".static-map [data-area={area}]").click()
            expect(page.locator(f"button[data-area={area}]")).to_have_attribute("aria-current", "true")


def test_the_live_map_replaces_the_drawing_without_a_jump(browser: Browser, file: Path) -> None:
    boxes = "selector => [...document.querySelectorAll(selector)].map(e => e.getBoundingClientRect().toJSON())"
    for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        with open_page(browser, file, viewport=size) as page:
            wait_for_live_map(page)
            live = page.evaluate(boxes, "path.footprint")
            page.evaluate("document.documentElement.removeAttribute('data-map')")
            drawn = page.evaluate(boxes, ".static-map .footprint")
        assert len(drawn) == len(live) == len(AREAS)
        for before, after in zip(drawn, live, strict=True):
            for edge in ("left", "top", "right", "bottom"):
                assert before[edge] == pytest.approx(after[edge], abs=2), edge


def test_an_address_opens_at_its_area_and_back_and_forward_work(browser: Browser, file: Path, chengdu: Zone) -> None:
    first, second = chengdu.area_records[0], chengdu.area_records[2]
    with open_page(browser, file, f"#area={first.id}&lang=de") as page:
        heading = page.locator("#details h2")
        expect(heading).to_have_text(first.name.de)
        page.locator(f"button[data-area={second.id}]").click()
        expect(heading).to_have_text(second.name.de)
        page.go_back()
        expect(heading).to_have_text(first.name.de)
        page.go_forward()
        expect(heading).to_have_text(second.name.de)


@pytest.mark.parametrize("address", ["#area=nowhere&lang=xx", "#", "#%%%", "#area=", "#area=__proto__"])
def test_a_wrong_address_shows_the_overview(browser: Browser, file: Path, address: str) -> None:
    with open_page(browser, file, address) as page:
        wait_for_live_map(page)
        expect(page.locator("#details")).to_be_hidden()
        assert page.evaluate("document.documentElement.lang") == "en"
        for area in AREAS:
            expect(shape(page, area)).to_be_in_viewport()


def test_the_language_follows_the_browser_then_the_choice(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file, locale="zh-CN") as page:
        expect(page.get_by_role("heading", level=1)).to_contain_text(chengdu.title.zh.partition("{")[0])
        page.locator("[data-lang=de]").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(chengdu.title.de.partition("{")[0])
        assert page.evaluate("location.hash") == "#lang=de"


def test_changing_the_language_keeps_the_area(browser: Browser, file: Path, chengdu: Zone) -> None:
    area = chengdu.area_records[1]
    with open_page(browser, file, f"#area={area.id}") as page:
        for language in ("ja", "zh", "de", "en"):
            page.locator(f"[data-lang={language}]").click()
            expect(page.locator("#details h2")).to_have_text(area.name[language])


def test_previous_and_next_cycle_through_the_areas(browser: Browser, file: Path, chengdu: Zone) -> None:
    names = [area.name.en for area in chengdu.area_records]
    with open_page(browser, file, f"#area={AREAS[0]}") as page:
        for name in [*names[1:], names[0]]:
            page.locator("#details [data-step='1']").click()
            expect(page.locator("#details h2")).to_have_text(name)
        page.locator("#details [data-step='-1']").click()
        expect(page.locator("#details h2")).to_have_text(names[-1])


def test_a_click_on_the_open_area_scrolls_to_its_details(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[0]}") as page:
        wait_for_live_map(page)
        page.evaluate("scrollTo(0, 4000)")
        shape(page, AREAS[0]).click()
        expect(page.locator("#details h2")).to_be_in_viewport()


def test_a_selection_is_announced(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file) as page:
        page.locator(f"button[data-area={AREAS[0]}]").click()
        expect(page.get_by_role("status")).to_contain_text(chengdu.area_records[0].name.en)


def test_the_wheel_scrolls_the_page_and_zooms_only_with_ctrl(browser: Browser, file: Path) -> None:
    # The scale bar gives the pixels per metre on the ground: "5 km" over so many pixels.
    scale = """() => {
      const bar = document.querySelector('.leaflet-control-scale-line');
      const metres = parseFloat(bar.textContent) * (bar.textContent.includes('km') ? 1000 : 1);
      return parseFloat(bar.style.width) / metres;
    }"""
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        page.mouse.move(1000, 450)
        before = page.evaluate(scale)
        page.mouse.wheel(0, 300)
        expect(page.locator(".map-hint")).to_be_visible()
        let_page_run(page, 300)
        assert page.evaluate("scrollY") > 100
        assert page.evaluate(scale) == before
        page.keyboard.down("Control")
        page.mouse.wheel(0, -300)
        let_page_run(page, 600)
        page.keyboard.up("Control")
        assert page.evaluate(scale) > 1.5 * before


def test_labels_never_cover_each_other(browser: Browser, file: Path) -> None:
    overlapping = """() => {
      const labels = [...document.querySelectorAll('.label:not([hidden], .overview-map *, .regional-context *)')];
      const boxes = labels.map(e => [e.textContent, e.getBoundingClientRect()]);
      const beside = (x, y) => x.left > y.right - 1 || y.left > x.right - 1;
      const apart = (x, y) => beside(x, y) || x.top > y.bottom - 1 || y.top > x.bottom - 1;
      return boxes.flatMap(([a, x], i) => boxes.slice(i + 1).filter(([, y]) => !apart(x, y)).map(([b]) => [a, b]));
    }"""
    for language in LANGUAGES:
        with open_page(browser, file, f"#lang={language}") as page:
            wait_for_live_map(page)
            for area in [None, *AREAS]:
                if area:
                    page.locator(f"button[data-area={area}]").click()
                    let_page_run(page, 500)
                assert page.locator(".label:not([hidden])").count() >= 1
                assert page.evaluate(overlapping) == []


def test_what_lies_outside_the_view_is_not_named_at_its_edge(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file, f"#lang=en&area={AREAS[2]}") as page:
        wait_for_live_map(page)
        expect(page.locator(".label.area:visible")).to_have_count(1)
        expect(page.locator(".label:visible", has_text="Tianfu Square")).to_have_count(0)
        expect(page.locator(".label:visible", has_text="Tianfu Railway Station")).to_have_count(0)


SIZES = (
    (320, 640),
    (388, 685),
    (477, 532),
    (390, 844),
    (768, 1024),
    (1024, 768),
    (1280, 720),
    (1440, 900),
    (2560, 1440),
)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_area_is_named_on_the_map(browser: Browser, file: Path, size: tuple[int, int], language: str) -> None:
    viewport = {"width": size[0], "height": size[1]}
    with open_page(browser, file, f"#lang={language}", viewport=viewport) as page:
        wait_for_live_map(page)
        expect(page.locator(".label.area:visible")).to_have_count(len(AREAS))
        lines = page.evaluate(
            "[...document.querySelectorAll('div.label.area')].filter((e) => e.checkVisibility())"
            ".map((e) => [e.scrollWidth - e.clientWidth, e.clientHeight / parseFloat(getComputedStyle(e).fontSize)])"
        )
        assert [line for line in lines if line[0] > 1 or line[1] > 4] == [], "in its box, in three lines at most"
        expect(page.locator(".label.airport:visible")).not_to_have_count(0)


@pytest.mark.parametrize("width", [195, 320, 390, 1024, 1440])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_window(browser: Browser, file: Path, width: int, language: str) -> None:
    size = {"width": width, "height": 800}
    with open_page(browser, file, f"#lang={language}&area={AREAS[2]}", viewport=size) as page:
        wait_for_live_map(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_the_drawing_replaces_the_live_map(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file, "#lang=de") as page:
        wait_for_live_map(page)
        page.emulate_media(media="print")
        expect(page.locator("svg.static-map")).to_be_visible()
        expect(page.locator(".folium-map")).to_be_hidden()
        for area in chengdu.area_records:
            expect(page.locator(".static-map .label.area", has_text=area.name.de)).to_be_visible()
        pages = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
        assert len(pages) <= 3


def test_without_javascript_the_text_and_a_drawn_map_are_there(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file, java_script_enabled=False) as page:
        expect(page.locator("svg.static-map")).to_be_visible()
        for area in chengdu.area_records:
            expect(page.locator(f"[data-details={area.id}]")).to_be_visible()
            expect(page.locator(f".static-map [data-area={area.id}]")).to_be_visible()
        expect(page.locator(".evidence .original:visible")).to_have_count(
            sum(fact.in_release for fact in chengdu.facts)
        )
        expect(page.locator(".from-outside .evidence a:visible").first).to_be_visible()
        expect(page.locator(".source-list li:visible")).to_have_count(len(chengdu.sources))
        for area in chengdu.area_records:
            expect(page.locator(f"[data-details={area.id}]")).to_contain_text(
                f"{area.centre.y:.4f}", use_inner_text=True
            )


def test_if_the_script_fails_the_page_is_the_one_without_javascript(
    browser: Browser, file: Path, tmp_path: Path
) -> None:
    before, start, after = file.read_text("utf-8").rpartition("<script>")
    text = f"{before}{start}nothing();{after}"
    broken = tmp_path / "broken.html"
    broken.write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text), "utf-8")
    with open_page(browser, broken, ready=False, known_faults=("nothing is not defined",)) as page:
        expect(page.locator("svg.static-map")).to_be_visible()
        expect(page.locator(f"[data-details={AREAS[0]}]")).to_be_visible()


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "{{ 7*7 }}{% set x = 1 %}",
    "x" * 10_000,
    " · ".join(text for text in hostile_texts() if len(text) < 1000 and "{" not in text),
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_shown_as_plain_text(browser: Browser, lanhua: Zone, tmp_path: Path, hostile: str) -> None:
    zone = with_texts(lanhua, lambda *_: hostile)
    path = tmp_path / "hostile.html"
    path.write_text(build_page(zone), "utf-8")
    area = zone.area_records[0]
    with open_page(browser, path, f"#area={area.id}") as page:
        wait_for_live_map(page)
        for language in LANGUAGES:
            page.locator(f"[data-lang={language}]").click()
            assert page.locator("#details h2").evaluate("e => e.textContent") == hostile
        assert page.evaluate("document.documentElement.scrollWidth") <= 1440
