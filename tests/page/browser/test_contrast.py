"""Contrast on the map, measured on the pixels that the browser paints (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page
from shapely import union_all

from geodata import load_zone
from tests.browser import AT_REST, CATCH_MAP, let_page_run, open_page, wait_for_live_map

ZONE = load_zone()
AREAS = [area.id for area in ZONE.area_records]
METRO = union_all(
    [place.geometry for place in ZONE.backdrop if place.kind == "metro" and place.was_open_on(ZONE.released)]
)
CROSSED_BY_METRO = [area.id for area in ZONE.area_records if METRO.intersects(area.footprint)]
VIEWS = ("#lang=en", *(f"#lang=zh&area={area}" for area in AREAS), "#lang=de&lens=sources", "#lang=ja&lens=release")
MIN_NAME_CONTRAST, MIN_LINE_CONTRAST = 4.5, 3.0
PIXEL_RATIO = 2
ON_LINE = (-0.7, 0, 0.7)
"""Distances in pixels from the middle of a line within which one of its pixels is painted most strongly."""
NAME_BOXES = """() => [...document.querySelectorAll('#map_zone .label:not([hidden], .gauge)')]
  .filter((label) => label.checkVisibility({ visibilityProperty: true }))
  .map((label) => [label.firstChild.textContent, label.getBoundingClientRect().toJSON()])"""
WITHOUT_LETTERS = "#map_zone .label, #map_zone .label span { color: transparent !important }"
UNDER_METRO = {"the land": ".folium-map, .folium-map :not(.footprint)", "a footprint": ".folium-map .footprint"}
# Points along each visible metro line where it crosses such ground, with the direction of the line there.
ON_LINES = """(ground) => [...document.querySelectorAll('#map_zone path.metro')].flatMap((path) => {
  if (!path.checkVisibility()) return [];
  const matrix = path.getScreenCTM();
  const at = (length) => path.getPointAtLength(length).matrixTransform(matrix);
  const whole = path.getTotalLength();
  return Array.from({ length: 400 }, (_, index) => whole * (index + 0.5) / 400)
    .map((length) => [at(length), at(length + 1)])
    .filter(([{ x, y }]) => document.elementFromPoint(x, y)?.matches(ground))
    .map(([a, b]) => [a.x, a.y, Math.atan2(b.y - a.y, b.x - a.x)]);
})"""

Pixels = NDArray[np.float64]


def luminance(colours: Pixels) -> Pixels:
    channels = colours / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    found: Pixels = linear @ np.array([0.2126, 0.7152, 0.0722])
    return found


def contrast(one: Pixels, other: Pixels) -> Pixels:
    a, b = luminance(one), luminance(other)
    found: Pixels = (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)
    return found


def take_screenshot(page: Page) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB")).astype(float)


@contextmanager
def open_at_rest(browser: Browser, file: Path, address: str, **options: Any) -> Iterator[Page]:
    options = {"device_scale_factor": PIXEL_RATIO, **options}
    options |= {"script": CATCH_MAP, "reduced_motion": "reduce", "bypass_csp": True}
    with open_page(browser, file, address, **options) as page:
        wait_for_live_map(page)
        page.wait_for_function(AT_REST)
        let_page_run(page, 300)
        yield page


def name_contrasts(page: Page) -> dict[str, float]:
    """Return the contrast of each name's letters with the pixels around them: their 5th percentile."""
    names = page.evaluate(NAME_BOXES)
    with_letters = take_screenshot(page)
    page.add_style_tag(content=WITHOUT_LETTERS)
    let_page_run(page, 200)
    without_letters = take_screenshot(page)
    found = {}
    for name, box in names:
        rows = slice(max(0, int(box["top"] * PIXEL_RATIO)), int(box["bottom"] * PIXEL_RATIO))
        columns = slice(max(0, int(box["left"] * PIXEL_RATIO)), int(box["right"] * PIXEL_RATIO))
        inked, bare = with_letters[rows, columns], without_letters[rows, columns]
        change = np.abs(inked - bare).sum(axis=2)
        letters = change > 0.9 * change.max()
        around = np.zeros_like(letters)
        for down in range(-PIXEL_RATIO, PIXEL_RATIO + 1):
            for across in range(-PIXEL_RATIO, PIXEL_RATIO + 1):
                around |= np.roll(letters, (down, across), axis=(0, 1))
        ratios = contrast(np.median(inked[letters], axis=0), bare[around])
        found[name] = float(np.percentile(ratios, 5))
    return found


def line_contrasts(page: Page, ground: str = "the land") -> list[float]:
    """Return the contrast of metro lines with the pixels beside them, where they cross such ground.

    A line need not fall on whole pixels: take the strongest pixel across it.
    """
    # Hide lines that opened later, as their dashes leave gaps.
    page.locator("[data-network]").evaluate("box => { box.checked = false; box.dispatchEvent(new Event('change')); }")
    # The white core of a station is no part of the line.
    covers = "#map_zone :is(.leaflet-labels-pane, .dot-edge, .dot-core), .overview-map"
    page.add_style_tag(content=f"{covers} {{ visibility: hidden }}")
    let_page_run(page, 200)
    pixels, ratio = take_screenshot(page), page.evaluate("devicePixelRatio")

    def colour_at(x: float, y: float) -> Pixels | None:
        row, column = int(y * ratio), int(x * ratio)
        inside = 0 <= row < pixels.shape[0] and 0 <= column < pixels.shape[1]
        return pixels[row, column] if inside else None

    found = []
    for x, y, angle in page.evaluate(ON_LINES, UNDER_METRO[ground]):
        across = (-np.sin(angle), np.cos(angle))
        one, *line, other = (colour_at(x + off * across[0], y + off * across[1]) for off in (-6, *ON_LINE, 6))
        # Where both sides have the same colour, the line crosses nothing.
        if one is not None and other is not None and np.array_equal(one, other):
            found.append(max(float(contrast(pixel, one)) for pixel in line if pixel is not None))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_name_on_the_map_has_enough_contrast(browser: Browser, file: Path, view: str, scheme: str) -> None:
    with open_at_rest(browser, file, view, color_scheme=scheme) as page:
        found = name_contrasts(page)
    assert len(found) > 8
    assert {name: ratio for name, ratio in found.items() if ratio < MIN_NAME_CONTRAST} == {}


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["#lang=en", *(f"#area={area}" for area in AREAS)])
def test_metro_lines_have_enough_contrast(browser: Browser, file: Path, view: str, scheme: str, scale: int) -> None:
    with open_at_rest(browser, file, view, color_scheme=scheme, device_scale_factor=scale) as page:
        found = line_contrasts(page)
    assert len(found) > 10
    assert np.percentile(found, 1) >= MIN_LINE_CONTRAST


@pytest.mark.parametrize("wish", ["no-preference", "more"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("area", CROSSED_BY_METRO)
def test_metro_lines_have_enough_contrast_with_footprints(
    browser: Browser, file: Path, area: str, scheme: str, wish: str
) -> None:
    with open_at_rest(browser, file, f"#area={area}", color_scheme=scheme, contrast=wish) as page:
        found = line_contrasts(page, "a footprint")
    assert len(found) > 10
    assert np.percentile(found, 1) >= MIN_LINE_CONTRAST


def test_no_metro_line_is_darkened_for_a_hidden_footprint(browser: Browser, file: Path) -> None:
    with open_at_rest(browser, file, f"#area={AREAS[0]}") as page:
        strokes = (
            "[...new Set([...document.querySelectorAll('#map_zone path.metro')].map(e => getComputedStyle(e).stroke))]"
        )
        assert len(page.evaluate(strokes)) == 2
        page.locator("[name=lens][value=sources]").check(force=True)
        assert len(page.evaluate(strokes)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_strengthens_map_and_names(browser: Browser, file: Path, scheme: str) -> None:
    look = """() => {
      const of = (selector, name) => getComputedStyle(document.querySelector(`#map_zone ${selector}`))[name];
      return {
        halo: of('.label', 'textShadow').length, weight: Number(of('.label.station', 'fontWeight')),
        fill: Number(of('.footprint', 'fillOpacity')), edge: parseFloat(of('.reach', 'strokeWidth')),
      };
    }"""
    seen = {}
    for wish in ("no-preference", "more"):
        with open_at_rest(browser, file, f"#lang=en&area={AREAS[0]}", color_scheme=scheme, contrast=wish) as page:
            seen[wish] = page.evaluate(look) | {"line": np.median(line_contrasts(page))}
        with open_at_rest(browser, file, f"#lang=en&area={AREAS[0]}", color_scheme=scheme, contrast=wish) as page:
            seen[wish]["name"] = np.median([*name_contrasts(page).values()])
    for measure, usual in seen["no-preference"].items():
        assert seen["more"][measure] > usual, measure
    assert seen["more"]["name"] > 7
    assert seen["more"]["line"] > MIN_NAME_CONTRAST
