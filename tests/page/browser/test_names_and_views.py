"""The right name at the right place: every name on the live map, and every view, in many windows and four languages.

The rules are measured on the page as it is painted, not by the code that places the names.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, load_zone
from tests.browser import AT_REST, CATCH_MAP, let_page_run, open_page, wait_for_live_map

ZONE = load_zone()
AREAS = [area.id for area in ZONE.area_records]
WINDOWS = (
    (412, 915),
    (390, 844),
    (375, 553),
    (844, 390),
    (915, 412),
    (768, 1024),
    (1024, 768),
    (1280, 800),
    (1440, 900),
    (1536, 864),
)
PHONE_WIDTH = 500
EDGE_PX = 2
"""A shape's edge and a name each lie on a whole pixel."""
SLIT_PX = 20
"""A narrower gap between a panel and the map's edge has no room for a name."""
VIEW = """() => {
  const { x, y } = caught.project(caught.getCenter());
  return { zoom: caught.getZoom(), x, y };
}"""
SNAPSHOT = """() => {
  const box = (e) => e.getBoundingClientRect();
  const isShown = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const map = box(document.getElementById('map_zone'));
  const covers = [...document.querySelectorAll('[data-over-map], .map-hint')].filter(isShown).map(box);
  const labels = [...document.querySelectorAll('#map_zone .label:not(.gauge)')].filter(isShown);
  const shapes = Object.fromEntries([...document.querySelectorAll('#map_zone path[data-area]')].map((path) => {
    const { left, top, width, height } = box(path);
    // Leaflet cuts off what is far outside the window: then the box is not that of the whole circle.
    const isWhole = Math.abs(width / height - 1) < 0.03;
    return [path.dataset.area, { x: left + width / 2, y: top + height / 2, radius: width / 2, isWhole }];
  }));
  const leaders = [...document.querySelectorAll('#map_zone path.leader')];
  const isLeaderOf = (line, { dataset, classList }) => dataset.nameOf && line.classList.contains(classList[2]);
  const reaches = [...document.querySelectorAll('#map_zone path.reach')].map((path) => box(path).toJSON());
  const names = labels.map((label) => ({
    text: label.textContent, area: label.dataset.nameOf ?? null, isMain: label.matches('.landmark-name'),
    isLine: label.matches('.along'), isJoined: leaders.some((line) => isLeaderOf(line, label)),
    ...box(label).toJSON(),
  }));
  return { map: map.toJSON(), covers: covers.map((cover) => cover.toJSON()), shapes, reaches, names };
}"""

Box = dict[str, Any]


def overlap(a: Box, b: Box, slack: float = 1) -> bool:
    """Return whether the boxes share more than `slack` pixels each way."""
    across = min(a["right"], b["right"]) - max(a["left"], b["left"])
    down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    return bool(across > slack and down > slack)


def gap(shape: Box, box: Box) -> float:
    """Return the pixels between a circle and a box; negative if they overlap."""
    across = max(box["left"] - shape["x"], 0, shape["x"] - box["right"])
    down = max(box["top"] - shape["y"], 0, shape["y"] - box["bottom"])
    return float((across**2 + down**2) ** 0.5) - shape["radius"]


def is_visible(point: Box, view: Box) -> bool:
    """Return whether a point of the map is in view and nothing lies over it."""
    (x, y), frame = (point["x"], point["y"]), view["map"]
    inside = frame["left"] <= x <= frame["right"] and frame["top"] <= y <= frame["bottom"]
    covered = any(c["left"] < x < c["right"] and c["top"] < y < c["bottom"] for c in view["covers"])
    return bool(inside and not covered)


def find_name_faults(view: Box) -> list[str]:
    """Return what is wrong with names: what cannot be read, or could be taken for the name of something else."""
    found = []
    names, shapes = view["names"], view["shapes"]
    for index, name in enumerate(names):
        text = name["text"]
        found += [f"{text} runs into {other['text']}" for other in names[index + 1 :] if overlap(name, other)]
        found += [f"{text} lies under a panel" for cover in view["covers"] if overlap(name, cover)]
        if name["left"] < view["map"]["left"] or name["right"] > view["map"]["right"] + 1:
            found.append(f"{text} leaves the map")
        for area, shape in shapes.items():
            if name["area"] == area or shape["radius"] == 0:  # its own, or out of view
                continue
            if name["area"] and gap(shape, name) <= 0:
                found.append(f"{text} stands on {area}")
            if name["area"] and not name["isJoined"] and gap(shape, name) <= gap(shapes[name["area"]], name):
                found.append(f"{text} is nearer to {area}")
            if shape["isWhole"] and not name["area"] and gap(shape, name) < -EDGE_PX and not is_within(name, shape):
                found.append(f"{text} stands half on {area}")
        if name["area"] and not is_visible(shapes[name["area"]], view):
            found.append(f"{text} is named though its centre is covered or out of view")
    named = {name["area"] for name in names}
    found += [
        f"{area} is visible and has no name" for area, at in shapes.items() if area not in named and is_free(at, view)
    ]
    return found


def is_free(point: Box, view: Box) -> bool:
    """Return whether a point of the map is visible, and not only through a narrow gap beside a panel."""
    steps = [{"x": point["x"] + x, "y": point["y"] + y} for x in (-SLIT_PX, 0, SLIT_PX) for y in (-SLIT_PX, 0, SLIT_PX)]
    return all(is_visible(step, view) for step in steps)


def is_within(name: Box, shape: Box) -> bool:
    corners = [(name[x], name[y]) for x in ("left", "right") for y in ("top", "bottom")]
    return all((x - shape["x"]) ** 2 + (y - shape["y"]) ** 2 <= (shape["radius"] + EDGE_PX) ** 2 for x, y in corners)


def find_area_faults(view: Box, area: str) -> list[str]:
    """Return what is wrong with the open area: it must be fully visible, large enough, and named."""
    shape, reach = view["shapes"][area], view["reaches"][AREAS.index(area)]
    found = []
    if not is_visible(shape, view):
        found.append(f"{area} is open, and its centre is covered or out of view")
    if shape["radius"] < 24:
        found.append(f"{area} is open, and {2 * shape['radius']:.0f} px wide")
    frame = view["map"]
    if not (frame["left"] <= reach["left"] and reach["right"] <= frame["right"]) or not (
        frame["top"] <= reach["top"] and reach["bottom"] <= frame["bottom"]
    ):
        found.append(f"the reach of {area} leaves the map")
    if any(overlap(reach, cover) for cover in view["covers"]):
        found.append(f"the reach of {area} lies under a panel")
    if area not in [name["area"] for name in view["names"]]:
        found.append(f"{area} is open and has no name")
    return found


def find_main_faults(view: Box) -> list[str]:
    """Return what is wrong with the main things of the overview: areas and landmarks must be visible and named."""
    named = [name["area"] for name in view["names"] if name["area"]]
    found = [f"{area} is not named in the overview" for area in AREAS if area not in named]
    found += [f"{area} is covered in the overview" for area in AREAS if not is_visible(view["shapes"][area], view)]
    if sum(name["isMain"] for name in view["names"]) != len(ZONE.landmarks):
        found.append("a landmark is not named in the overview")
    return found


def find_overview_faults(view: Box) -> list[str]:
    """Return what is wrong with the overview, which also must have 12 to 15 names."""
    found = find_main_faults(view)
    if not 12 <= len(view["names"]) <= 15:
        found.append(f"the overview has {len(view['names'])} names")
    return found


def zoom(page: Page, key: str) -> None:
    page.locator("#map_zone").focus()
    before = page.evaluate("caught.getZoom()")
    page.keyboard.press(key)
    page.wait_for_function("before => caught.getZoom() !== before || caught.getMinZoom() === before", arg=before)
    page.wait_for_function(AT_REST)


def window_options(window: tuple[int, int]) -> dict[str, Any]:
    is_phone = min(window) < PHONE_WIDTH
    size = {"width": window[0], "height": window[1]}
    return {"viewport": size, "script": CATCH_MAP, "has_touch": is_phone, "is_mobile": is_phone}


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_stands_at_its_own_place_and_a_link_shows_what_a_click_shows(
    browser: Browser, file: Path, window: tuple[int, int], language: str
) -> None:
    found: list[str] = []
    clicked: dict[str, Box] = {}
    with open_page(browser, file, f"#lang={language}", reduced_motion="reduce", **window_options(window)) as page:

        def check_names(where: str) -> Box:
            view: Box = page.evaluate(SNAPSHOT)
            found.extend(f"{where}: {fault}" for fault in find_name_faults(view))
            return view

        wait_for_live_map(page)
        found += [f"overview: {fault}" for fault in find_overview_faults(check_names("overview"))]
        for area in AREAS:
            page.locator(f"button[data-area={area}]").click()
            page.wait_for_selector(f"#details [data-details={area}]", state="visible")
            clicked[area] = page.evaluate(VIEW)
            found += [f"click on {area}: {fault}" for fault in find_area_faults(check_names(f"click on {area}"), area)]
        for step, key in enumerate("++----++"):
            zoom(page, key)
            check_names(f"zoom, step {step}")
        for area in AREAS:
            page.goto("about:blank")
            page.goto(f"{file.as_uri()}#area={area}&lang={language}")
            wait_for_live_map(page)
            found += [f"link to {area}: {fault}" for fault in find_area_faults(check_names(f"link to {area}"), area)]
            linked = page.evaluate(VIEW)
            distance = max(abs(linked[axis] - clicked[area][axis]) for axis in ("x", "y"))
            if abs(linked["zoom"] - clicked[area]["zoom"]) > 0.01 or distance > 3:
                found.append(f"{area}: the link shows {linked}, the click {clicked[area]}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("window", [(412, 430), (412, 520)], ids=str)
def test_half_a_phone_screen_has_room_for_the_names_of_areas_and_landmarks(
    browser: Browser, file: Path, window: tuple[int, int]
) -> None:
    with open_page(browser, file, "#lang=de", **window_options(window)) as page:
        wait_for_live_map(page)
        assert find_main_faults(page.evaluate(SNAPSHOT)) == []


@pytest.mark.parametrize("language", ["de", "ja"])
def test_every_visible_area_is_named_in_windows_of_any_size(browser: Browser, file: Path, language: str) -> None:
    rng = random.Random(language)
    found: list[str] = []
    with open_page(browser, file, f"#lang={language}", reduced_motion="reduce", **window_options((390, 664))) as page:
        wait_for_live_map(page)
        for turn in range(12):
            if turn % 4:
                page.evaluate("id => document.querySelector(`button[data-area=${id}]`).click()", AREAS[turn % 4 - 1])
            else:
                page.keyboard.press("Escape")
            window = (rng.randint(340, 760), rng.randint(560, 1000))
            page.set_viewport_size({"width": window[0], "height": window[1]})
            let_page_run(page, 150)
            found += [
                f"{window}, {page.url.partition('#')[2]}: {fault}"
                for fault in find_name_faults(page.evaluate(SNAPSHOT))
            ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("window", [(390, 844), (1440, 900)], ids=str)
def test_an_animated_move_ends_at_the_view_that_a_link_opens(
    browser: Browser, file: Path, window: tuple[int, int]
) -> None:
    with open_page(browser, file, "#lang=en", **window_options(window)) as page:
        wait_for_live_map(page)
        for area in AREAS:
            page.locator(f"button[data-area={area}]").click()
            let_page_run(page, 100)
            page.wait_for_function(AT_REST)
            let_page_run(page, 300)
            arrived = page.evaluate(VIEW)
            with open_page(browser, file, f"#lang=en&area={area}", **window_options(window)) as other:
                wait_for_live_map(other)
                assert other.evaluate(VIEW) == pytest.approx(arrived, abs=2)
                assert other.evaluate("caught.getZoom()") == pytest.approx(arrived["zoom"], abs=0.01)


@pytest.mark.parametrize("panel", ["share", "download"])
def test_a_panel_from_the_title_bar_does_not_move_the_map(browser: Browser, file: Path, panel: str) -> None:
    found: list[str] = []
    with open_page(browser, file, f"#area={AREAS[0]}&lang=de", **window_options((844, 390))) as page:
        wait_for_live_map(page)
        page.locator(f"#{panel}-button").click()
        found += find_name_faults(page.evaluate(SNAPSHOT))
        # The map is fitted again while the panel is open.
        page.set_viewport_size({"width": 390, "height": 844})
        let_page_run(page, 300)
        found += find_name_faults(page.evaluate(SNAPSHOT))
        page.keyboard.press("Escape")
        let_page_run(page, 300)
        closed = page.evaluate(SNAPSHOT)
        found += find_name_faults(closed) + find_area_faults(closed, AREAS[0])
    assert not found, "\n".join(found)


def test_names_make_room_for_what_is_near(browser: Browser, file: Path) -> None:
    with open_page(browser, file, "#lang=zh", **window_options((390, 844))) as page:
        wait_for_live_map(page)
        before = page.evaluate(SNAPSHOT)
        page.locator("#map_zone").press("n")
        let_page_run(page, 300)
        assert find_name_faults(page.evaluate(SNAPSHOT)) == []
        page.keyboard.press("Escape")
        let_page_run(page, 300)
        assert page.evaluate(SNAPSHOT)["names"] == before["names"]


def test_a_menu_of_the_map_closes_when_an_area_is_opened_beside_it(browser: Browser, file: Path) -> None:
    with open_page(browser, file, reduced_motion="reduce", **window_options((1024, 768))) as page:
        wait_for_live_map(page)
        page.locator(".controls details summary").first.click()
        page.locator(f"button[data-area={AREAS[0]}]").press("Enter")
        assert page.locator(".controls details[open]").count() == 0
        assert find_area_faults(page.evaluate(SNAPSHOT), AREAS[0]) == []
        # The focus does not get lost with the menu that has it.
        menu = page.locator(".controls details summary").last
        menu.press("Enter")
        page.locator(".pad button").first.focus()
        page.go_back()
        expect(page.locator("#details")).to_be_hidden()
        expect(menu).to_be_focused()


@pytest.mark.parametrize("lens", ["release", "sources"])
def test_an_area_that_is_chosen_before_it_is_drawn_is_shown_once_it_is(browser: Browser, file: Path, lens: str) -> None:
    with open_page(browser, file, f"#lens={lens}", reduced_motion="reduce", **window_options((412, 915))) as page:
        wait_for_live_map(page)
        page.locator(f"button[data-area={AREAS[2]}]").click()
        page.locator("[name=lens][value=estimate]").check(force=True)
        let_page_run(page, 100)
        assert find_area_faults(page.evaluate(SNAPSHOT), AREAS[2]) == []
        # From then on the stops keep the view.
        shown = page.evaluate(VIEW)
        page.locator("[name=lens][value=sources]").check(force=True)
        page.locator("[name=lens][value=estimate]").check(force=True)
        assert page.evaluate(VIEW) == shown
