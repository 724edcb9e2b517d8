"""A copy saved by a browser ("complete"), which serialises what was on the screen, opens as the page it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from maps.text.translator import TAGS
from tests.browser import CATCH_MAP, LET_RUN, let_page_run, open_page, wait_for_live_map
from tests.save_page_as import firefox, saved_by_chromium

ZONE = load_zone()
FIRST, SECOND, THIRD = (area.id for area in ZONE.area_records)
FACT = next(fact.id for fact in ZONE.facts if fact.areas and fact.locator)
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}

STATES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "as it opens": ("", "", {}),
    "an open area, in Japanese": (f"#area={FIRST}&lang=ja", "", {}),
    "in the dark, in German": (f"#area={THIRD}&lang=de", "", {"color_scheme": "dark"}),
    "what the release says": ("#lens=release&lang=zh", "", {}),
    "evidence and its place": (f"#fact={FACT}&lang=de", "document.querySelector('[data-on-map]').click()", {}),
    "a size on the map": ("#size=zone&lang=en", "", {}),
    "panels open": (
        f"#area={SECOND}&lang=en",
        "for (const each of document.querySelectorAll('details')) each.open = true;"
        "document.getElementById('download-button').click();"
        "document.getElementById('share-button').click()",
        {},
    ),
    "moved and zoomed": (
        f"#area={SECOND}&lens=sources&lang=ja",
        "caught.setView([31, 104], 9, { animate: false })",
        {"script": CATCH_MAP},
    ),
    "a sheet on a phone": (
        f"#area={FIRST}&lang=zh",
        "document.querySelector('#details .grip').click()",
        PHONE,
    ),
    "on paper": (f"#area={FIRST}&lang=ja", "dispatchEvent(new Event('beforeprint'))", {}),
}
"""Address, the reader's further actions, and options of the browser context."""

SNAPSHOT = """() => ({
  address: location.hash,
  language: document.documentElement.lang,
  title: document.title,
  text: document.querySelector('.page').innerText.replace(/\\s+/g, ' '),
  names: [...document.querySelectorAll('[aria-label]')].map(each => each.ariaLabel),
  labels: [...document.querySelectorAll('.label.area')].map(each => [each.textContent, getComputedStyle(each).color]),
  elements: document.querySelectorAll('*').length,
  parts: [...document.querySelectorAll('body > :not(script)')].map(each => each.localName + each.className + each.id),
  panes: document.querySelectorAll('.leaflet-map-pane').length,
})"""


def save_document(page: Page, path: Path) -> None:
    path.write_text(page.content(), "utf-8")


def take_snapshot(page: Page) -> Any:
    wait_for_live_map(page)
    page.wait_for_selector("html.whole")
    let_page_run(page, 400)
    return page.evaluate(SNAPSHOT)


@pytest.mark.parametrize("state", STATES)
def test_a_saved_copy_shows_what_the_live_page_showed(browser: Browser, file: Path, tmp_path: Path, state: str) -> None:
    address, action, options = STATES[state]
    copy, again = tmp_path / "copy.html", tmp_path / "copy of a copy.html"
    with open_page(browser, file, address, **options) as page:
        wait_for_live_map(page)
        let_page_run(page, 400)
        page.evaluate(action)
        let_page_run(page, 300)
        address = page.evaluate("document.documentElement.dataset.address")
        save_document(page, copy)
    # The same view of the original page, opened afresh.
    with open_page(browser, file, address, **options) as page:
        wanted = take_snapshot(page)
    for source, target in ((copy, again), (again, copy)):
        with open_page(browser, source, **options) as page:
            assert take_snapshot(page) == wanted
            save_document(page, target)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_has_every_language_and_works(
    browser: Browser, file: Path, tmp_path: Path, chengdu: Zone, language: str
) -> None:
    copy = tmp_path / "copy.html"
    with open_page(browser, file, f"#area={FIRST}&lang={language}") as page:
        page.wait_for_selector("html.whole")
        save_document(page, copy)
    with open_page(browser, copy) as page:
        wait_for_live_map(page)
        expect(page.locator("#details h2")).to_have_text(chengdu.area_records[0].name[language])
        for other in reversed(LANGUAGES):
            page.locator(f"[data-lang={other}]").click()
            expect(page.locator("html")).to_have_attribute("lang", TAGS[other])
            for area in chengdu.area_records:
                page.locator(f"path[data-area={area.id}]").press("Enter")
                expect(page.locator("#details h2")).to_have_text(area.name[other])
                card = page.locator(f"button[data-area={area.id}] strong")
                expect(card).to_have_text(area.name[other])
    # The copy has addresses like the page.
    with open_page(browser, copy, f"#area={THIRD}&lang=de") as page:
        expect(page.locator("#details h2")).to_have_text(chengdu.area_records[2].name.de)
    with open_page(browser, copy, f"#lang={language}&lens=release") as page:
        expect(page.locator("#details")).to_be_hidden()
        expect(page.locator("html")).to_have_attribute("data-lens", "release")


def test_a_copy_shows_the_metro_that_was_chosen(browser: Browser, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.html"
    later = "#map_zone .later >> visible=true"
    with open_page(browser, file) as page:
        page.wait_for_selector("html.whole")
        page.locator("[data-network]").uncheck()
        save_document(page, copy)
    with open_page(browser, copy) as page:
        wait_for_live_map(page)
        expect(page.locator("[data-network]")).not_to_be_checked()
        expect(page.locator(later)).to_have_count(0)
        page.locator("[data-network]").check()
        expect(page.locator(later)).not_to_have_count(0)


def test_a_copy_whose_data_stands_at_its_end_works(browser: Browser, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.html"
    with open_page(browser, file, f"#area={FIRST}&lang=de") as page:
        page.wait_for_selector("html.whole")
        page.evaluate("document.body.append(document.getElementById('zone-data'))")
        save_document(page, copy)
    with open_page(browser, copy) as page:
        wait_for_live_map(page)
        expect(page.locator("#details h2")).to_have_text(ZONE.area_records[0].name["de"])


def test_a_copy_saved_too_early_shows_the_texts_that_were_saved(browser: Browser, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.html"
    texts = "[...document.querySelectorAll('[data-t]')].map(each => each.textContent)"
    save = f"addEventListener('zone-map:live', () => (window.saved = [document.documentElement.outerHTML, {texts}]))"
    with open_page(browser, file, "#lang=de", script=save) as page:
        page.wait_for_selector("html.whole")
        content, wanted = page.evaluate("saved")
    copy.write_text(f"<!DOCTYPE html>{content}", "utf-8")
    with open_page(browser, copy, known_faults=["olicy", "too early"], ready=False) as page:
        expect(page.locator("html[lang=de]:not(.scripted)")).to_have_count(1)
        assert page.evaluate(texts) == wanted
        expect(page.locator(".drawn").first).to_be_visible()


IS_COMPLETE = "document.documentElement.matches('.whole[data-map=live]') && document.getElementById('written') !== null"
"""Whether the live map and the original content are there. A link to a fact makes the page `whole` before that, and a
copy has the original content from the start."""


def test_a_copy_saved_by_chromium_is_the_page(browser: Browser, file: Path, tmp_path: Path) -> None:
    """The tests above serialise the live document; this one uses the browser's own "Save page as"."""
    folder = tmp_path / "saved"
    folder.mkdir()
    address = f"#area={FIRST}&lang=ja"
    copy = saved_by_chromium(file, address, IS_COMPLETE, folder)
    with open_page(browser, file, address) as page:
        wanted = take_snapshot(page)
    with open_page(browser, copy) as page:
        assert take_snapshot(page) == wanted
        for language in LANGUAGES:
            page.locator(f"[data-lang={language}]").click()
            expect(page.locator("#details h2")).to_have_text(ZONE.area_records[0].name[language])


@pytest.mark.parametrize("address", ["#lang=en", f"#area={FIRST}&lang=ja", f"#lang=de&lens=sources&fact={FACT}"])
def test_a_copy_saved_by_firefox_is_the_page(browser: Browser, file: Path, tmp_path: Path, address: str) -> None:
    profile, folder = tmp_path / "profile", tmp_path / "saved"
    profile.mkdir()
    folder.mkdir()
    with firefox(profile) as window:

        def looked_at(path: Path, address: str = "") -> Any:
            window.open(path, address)
            window.wait(IS_COMPLETE)
            window.evaluate(f"({LET_RUN})(400)")
            return window.evaluate(f"({SNAPSHOT})()")

        wanted = looked_at(file, address)
        copy = window.save(folder)
        # Firefox adds an element that gives the encoding of the copy.
        assert looked_at(copy) == wanted | {"elements": wanted["elements"] + 1}
        for language in LANGUAGES:
            window.evaluate(f"void document.querySelector('[data-lang={language}]').click()")
            window.wait(f"document.documentElement.lang === {TAGS[language]!r}")
            for area in ZONE.area_records:
                window.evaluate(f"void document.querySelector('button[data-area={area.id}]').click()")
                window.wait(f"document.querySelector('#details h2').textContent === {area.name[language]!r}")
        assert window.faults() == []
        # Without this, the absence of faults would prove nothing.
        faulty = tmp_path / "faulty.html"
        faulty.write_text("<!DOCTYPE html><script>nothing()</script>", "utf-8")
        window.open(faulty)
        assert "nothing" in " ".join(window.faults())
    # Another browser opens the copy too.
    with open_page(browser, copy) as page:
        assert take_snapshot(page)["address"] == wanted["address"]
