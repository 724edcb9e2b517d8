"""What a reader has set or uses: paper, reduced motion, forced colours, wider spacing, one column."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from geodata import LANGUAGES
from maps.text.translator import Translator
from tests.browser import CATCH_MAP, let_page_run, open_page, wait_for_live_map
from tests.page.browser.test_devices import AREAS, CUT_TEXTS, FACT_ON_MAP, OVERLAPS, PHONE, SPACING, ZONE, size


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_paper_no_figure_is_cut_off(browser: Browser, file: Path, language: str) -> None:
    """A4 without its margins is 726 px wide. Each figure is whole within its own box and the sheet."""
    cut = """() => [...document.querySelectorAll('.split span, .key-figures :is(strong, span), .portion')]
      .filter((e) => e.checkVisibility()).map((e) => {
        const range = document.createRange();
        range.selectNodeContents(e);
        const [text, box] = [range.getBoundingClientRect(), e.getBoundingClientRect()];
        const isWhole = text.left >= box.left && text.right <= Math.min(box.right, innerWidth) + 0.5;
        return [e.textContent, isWhole];
      })"""
    with open_page(browser, file, f"#lang={language}", viewport={"width": 726, "height": 1040}) as page:
        wait_for_live_map(page)
        page.emulate_media(media="print")
        found = page.evaluate(cut)
        figures = [Translator(language).number(area.size_km2) for area in ZONE.area_records]
        assert [text for text, _ in found][: len(figures)] == figures
        assert [text for text, is_whole in found if not is_whole] == []
        touching = page.evaluate(OVERLAPS, ".split span, .key-figures li")
        assert touching == []


def test_with_reduced_motion_neither_panning_nor_zooming_is_animated(browser: Browser, file: Path) -> None:
    # Compare the view right after the key press, before anything could glide.
    press = """([selector, key]) => {
      const seen = () => { const { x, y } = caught.project(caught.getCenter(), 10); return [x, y, caught.getZoom()]; };
      const before = seen();
      if (key) document.querySelector(selector).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      else document.querySelector(selector).click();
      const after = seen();
      return new Promise((done) => setTimeout(() => done([before, after, seen()]), 600));
    }"""
    with open_page(browser, file, script=CATCH_MAP, reduced_motion="reduce") as page:
        wait_for_live_map(page)
        presses = [("#map_zone", key) for key in ("ArrowRight", "+", "ArrowDown", "-")]
        for selector, key in [*presses, ("[data-pan='-1,0']", ""), (".pad [data-zoom='1']", ""), ("[data-fit]", "")]:
            before, after, later = page.evaluate(press, [selector, key])
            assert after == pytest.approx(later, abs=0.01), (selector, key)
            assert after != pytest.approx(before, abs=0.01), (selector, key)


def test_the_grip_of_the_sheet_is_visible_in_forced_colours(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[0]}", forced_colors="active", **PHONE) as page:
        wait_for_live_map(page)
        grip = Image.open(io.BytesIO(page.locator(".grip:visible").screenshot())).convert("L")
        darkest, lightest = grip.getextrema()
        assert lightest - darkest > 100


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("opener", [None, "#share-button", "#download-button", ".move summary", ".legend summary"])
def test_wider_spacing_loses_nothing_of_german_on_a_phone(
    browser: Browser, file: Path, width: int, opener: str | None
) -> None:
    with open_page(browser, file, f"#lang=de&fact={FACT_ON_MAP.id}", bypass_csp=True, **size(width, 844)) as page:
        wait_for_live_map(page)
        page.add_style_tag(content=SPACING)
        if opener:
            page.locator(".fact-note [data-close]").click()
            page.locator(opener).click()
        let_page_run(page, 300)
        assert page.evaluate(CUT_TEXTS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # Nothing of the map, or of an open panel, leaves the window either.
        outside = """() => [...document.querySelectorAll('.map-pane > :not(.folium-map, svg) *, .panel *')]
          .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.unseen, .leaflet-pane, svg'))
          .filter((e) => e.getBoundingClientRect().width > 1)
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)
          .map((e) => e.outerHTML.slice(0, 90))"""
        assert page.evaluate(outside) == []


def test_the_scale_bar_does_not_cross_its_figure(browser: Browser, file: Path) -> None:
    crosses = """() => {
      const bar = document.querySelector('.leaflet-control-scale-line');
      const figure = document.createRange();
      figure.selectNodeContents(bar);
      const [text, line] = [figure, bar].map((e) => e.getBoundingClientRect());
      return text.right > line.right - 2 && text.bottom > line.bottom - 5;
    }"""
    with open_page(browser, file, "#lang=de&size=zone", bypass_csp=True, **size(390, 844)) as page:
        wait_for_live_map(page)
        page.add_style_tag(content=SPACING)
        let_page_run(page, 300)
        assert not page.evaluate(crosses)


@pytest.mark.parametrize("address", ["", f"&area={AREAS[1]}", f"&fact={FACT_ON_MAP.id}"])
def test_in_one_column_the_visual_order_is_the_document_order(browser: Browser, file: Path, address: str) -> None:
    """Elements over the map or with a fixed position are left out, as they have their own place."""
    tops = """() => [...document.querySelectorAll('main *, footer *')]
      .filter((e) => e.matches('h1, h2, h3, p, li, dt, dd, button, summary') && !e.closest('#map, #details, dialog'))
      .filter((e) => e.checkVisibility() && !e.querySelector('p, li, button'))
      .map((e) => [e.textContent.trim().slice(0, 40), e.getBoundingClientRect()])
      .map(([text, { top, bottom, left }]) => [text, top, bottom, left])"""
    with open_page(browser, file, f"#lang=en{address}", **PHONE) as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        found = page.evaluate(tops)
        assert len(found) > 60
        wrong = [
            (one[0], other[0])
            for one, other in pairwise(found)
            # Above, or on the same line and before it.
            if other[2] <= one[1] or (other[1] < one[1] + 1 and other[2] <= one[2] and other[3] < one[3] - 1)
        ]
        assert wrong == []
