"""Credits and names of any length on the page: credits are whole, names wrap and at last end in an ellipsis."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from geodata import load_zone
from maps import build_page
from tests.browser import open_page, wait_for_live_map
from tests.export.test_long_texts import NAMES, PUBLISHERS, with_credits
from tests.zones import alter

WINDOWS = [(390, 844), (1440, 900)]


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("credits", [PUBLISHERS, ["W" * 200], ["审图号与版权所有" * 20]], ids=["three", "word", "han"])
def test_a_long_credit_is_shown_in_full_and_leaves_room_for_the_map(
    browser: Browser, tmp_path: Path, credits: list[str], window: tuple[int, int]
) -> None:
    file = tmp_path / "page.html"
    file.write_text(build_page(load_zone(with_credits(tmp_path / "zone", credits))), "utf-8")
    with open_page(browser, file, viewport={"width": window[0], "height": window[1]}) as page:
        wait_for_live_map(page)
        credit, pane = (page.locator(selector).bounding_box() for selector in (".map-pane .credit", ".map-pane"))
        assert credit
        assert pane
        assert all(text in page.locator(".map-pane .credit").inner_text() for text in credits)
        assert page.locator(".map-pane .credit").evaluate("e => e.scrollWidth <= e.clientWidth")
        assert pane["x"] <= credit["x"]
        assert credit["y"] - pane["y"] > 240  # the remaining height of the map
        assert credit["y"] + credit["height"] <= pane["y"] + pane["height"] + 1
        assert page.evaluate("document.documentElement.scrollWidth") <= window[0]


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("which", NAMES)
def test_long_names_are_placed_on_the_map(
    browser: Browser, tmp_path: Path, which: str, window: tuple[int, int]
) -> None:
    folder, name = with_credits(tmp_path / "zone", []), dict.fromkeys(("en", "de", "zh", "ja"), NAMES[which])
    for id in ("north-garden", "east-garden"):
        alter(folder, "areas.geojson", f"features/{id}/properties/name", name)
    file = tmp_path / "page.html"
    file.write_text(build_page(load_zone(folder)), "utf-8")
    with open_page(browser, file, viewport={"width": window[0], "height": window[1]}) as page:
        wait_for_live_map(page)
        shown = page.locator("[data-name-of]:visible")
        assert shown.count() >= 2
        [first] = [text for text in shown.all_inner_texts() if text.startswith(NAMES[which][:20])][:1]
        assert ("…" in first) == (len(NAMES[which]) > 66)
        assert page.evaluate("document.documentElement.scrollWidth") <= window[0]


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_a_long_chinese_name_leaves_the_size_on_the_card(
    browser: Browser, tmp_path: Path, window: tuple[int, int]
) -> None:
    folder = with_credits(tmp_path / "zone", [])
    alter(folder, "areas.geojson", "features/north-garden/properties/name/zh", "天府新区中日合作高新技术产业示范园" * 3)
    file = tmp_path / "page.html"
    file.write_text(build_page(load_zone(folder)), "utf-8")
    with open_page(browser, file, "#lang=en", viewport={"width": window[0], "height": window[1]}) as page:
        wait_for_live_map(page)
        card, size = (page.locator(f"button.card{part}").first.bounding_box() for part in ("", " .size"))
        assert card
        assert size
        assert size["x"] + size["width"] <= card["x"] + card["width"]
