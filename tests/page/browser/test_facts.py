"""The table of facts: a chip opens the evidence in place, in the reader's language and by its own link."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from geodata import LANGUAGES, Zone, load_zone
from geodata.model import Fact
from maps.text.translator import Translator
from tests.browser import let_page_run, open_page, wait_for_live_map

ZONE = load_zone()
AREAS = [area.id for area in ZONE.area_records]
SIZES = [
    fact
    for area in ZONE.area_records
    for fact in ZONE.facts
    if (fact.areas, fact.value) == ((area.id,), area.size_km2) and area.size_source in fact.sources
]
AREA_FACT = next(fact for fact in ZONE.facts if len(fact.areas) == 1 and fact not in SIZES)
ZONE_FACT = next(fact for fact in ZONE.facts if fact.in_release and not fact.areas and fact.unit == "RMB")
QUOTED_FACT = next(
    fact for fact in ZONE.facts if {"en", "ja"} <= {ZONE.source(v.source).language for v in fact.versions}
)


def reach_opacity(page: Page, area: int) -> float:
    """Return the opacity of an area's reach."""
    return float(page.locator(f".folium-map path.reach.area-{area + 1}").evaluate("e => getComputedStyle(e).opacity"))


def chip(page: Page, fact: str) -> Locator:
    return page.locator(f"button[data-fact~='{fact}']")


def evidence(page: Page, fact: str) -> Locator:
    return page.locator(f"#{chip(page, fact).get_attribute('aria-controls')}")


def test_a_chip_opens_the_evidence_in_place_and_escape_closes_it(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        expect(page.locator(".evidence:visible a:visible")).to_have_count(0)
        button = chip(page, ZONE_FACT.id)
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(button).to_have_accessible_name(f"{ZONE_FACT.label.en} {button.inner_text()}")
        button.focus()
        before = button.bounding_box()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        assert ZONE_FACT.locator
        expect(evidence(page, ZONE_FACT.id).locator(".original q")).to_have_text(ZONE_FACT.locator.quote)
        expect(evidence(page, ZONE_FACT.id).locator("path.lit")).to_be_visible()
        assert f"fact={ZONE_FACT.id}" in page.evaluate("location.hash")
        assert button.bounding_box() == before, "what the reader looks at stays where it is"
        evidence(page, ZONE_FACT.id).locator("[data-cite]").focus()
        page.keyboard.press("Escape")
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(button).to_be_focused()
        expect(evidence(page, ZONE_FACT.id).locator("a").first).not_to_be_visible()
        assert "fact=" not in page.evaluate("location.hash")


def test_only_one_evidence_is_open_and_its_chip_closes_it(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        for fact in (ZONE_FACT.id, AREA_FACT.id):
            chip(page, fact).click()
            expect(page.locator("[data-fact][aria-expanded=true]")).to_have_count(1)
            expect(chip(page, fact)).to_have_attribute("aria-expanded", "true")
        chip(page, AREA_FACT.id).click()
        expect(page.locator("[data-fact][aria-expanded=true]")).to_have_count(0)
        page.go_back()
        expect(chip(page, AREA_FACT.id)).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_version_in_the_readers_language_is_quoted_first_then_the_cited_one(
    browser: Browser, file: Path, language: str
) -> None:
    versions = {ZONE.source(version.source).language: version.quote for version in QUOTED_FACT.versions}
    assert QUOTED_FACT.locator
    cited = [ZONE.source(QUOTED_FACT.locator.source).language]
    own = [language] if language in versions else []
    with open_page(browser, file, f"#fact={QUOTED_FACT.id}&lang=en") as page:
        page.locator(f"[data-lang={language}]").click()
        quotes = evidence(page, QUOTED_FACT.id).locator("a")
        found = quotes.evaluate_all("links => links.map(link => [link.lang, link.textContent])")
        first = (own + cited)[: 2 if language != cited[0] else 1]
        assert [tag for tag, _ in found][: len(first)] == first
        assert dict(found) == versions | {cited[0]: QUOTED_FACT.locator.quote}


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("fact", [ZONE_FACT, AREA_FACT, *SIZES, ZONE.facts[-1]], ids=lambda fact: fact.id)
def test_an_address_opens_its_fact_also_where_facts_share_a_row(
    browser: Browser, file: Path, fact: Fact, width: int
) -> None:
    # As the page writes it, and as its own links have it.
    for address in (f"#fact={fact.id}", f"#fact-{fact.id}"):
        with open_page(browser, file, address, viewport={"width": width, "height": 844}) as page:
            wait_for_live_map(page)
            # Until all that is out of sight has its true height.
            let_page_run(page, 600)
            expect(page.locator(f"#fact-{fact.id}")).to_be_in_viewport()
            expect(chip(page, fact.id)).to_have_attribute("aria-expanded", "true")
            expect(evidence(page, fact.id).locator("a").first).to_be_in_viewport()


@pytest.mark.parametrize("size", [(390, 844), (320, 568), (844, 390)])
def test_the_note_of_a_fact_leaves_a_small_map_what_it_shows(
    browser: Browser, file: Path, size: tuple[int, int]
) -> None:
    width, height = size
    with open_page(
        browser, file, f"#fact={SIZES[0].id}", viewport={"width": width, "height": height}, has_touch=True
    ) as page:
        wait_for_live_map(page)
        let_page_run(page, 600)
        page.locator("#map").evaluate("map => map.scrollIntoView()")
        seen = page.locator("#map_zone path[data-area]").evaluate_all("""shapes => shapes.map(shape => {
          const { left, top, width, height } = shape.getBoundingClientRect();
          return document.elementFromPoint(left + width / 2, top + height / 2)?.closest(".fact-note") === null;
        })""")
        assert seen == [True] * len(AREAS)


@pytest.mark.parametrize(
    ("link", "ending"),
    [(f".key-figures a[href='#fact-{ZONE_FACT.id}']", f"fact={ZONE_FACT.id}"), ("nav [data-lang=ja]", "lang=ja")],
)
def test_ctrl_and_a_click_open_a_link_of_the_page_in_a_new_tab(
    browser: Browser, file: Path, link: str, ending: str
) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        with page.context.expect_page() as opened:
            page.locator(link).click(modifiers=["Control"])
        opened.value.wait_for_selector("html[data-parsed]", state="attached")
        assert ending in opened.value.evaluate("document.documentElement.dataset.address")
        assert ending not in page.evaluate("document.documentElement.dataset.address")


@pytest.mark.parametrize("target", ["group-who", "downloads"])
def test_a_link_of_the_page_in_a_new_tab_leads_to_its_target(browser: Browser, file: Path, target: str) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        with page.context.expect_page() as opened:
            page.locator(f".jumps a[href='#{target}']").click(modifiers=["Control"])
        expect(opened.value.locator(f"#{target}")).to_be_in_viewport()
        expect(opened.value.locator(f"#{target}")).to_be_focused()


def test_a_key_figure_leads_to_its_fact_and_opens_its_place_in_the_release(browser: Browser, file: Path) -> None:
    with open_page(browser, file) as page:
        page.locator(f".key-figures a[href='#fact-{ZONE_FACT.id}']").click()
        expect(chip(page, ZONE_FACT.id)).to_be_focused()
        expect(evidence(page, ZONE_FACT.id).locator(".original q")).to_be_in_viewport()
        top = page.locator(f"#fact-{ZONE_FACT.id}").bounding_box()
        bar = page.locator(".bar").bounding_box()
        assert top
        assert bar
        assert top["y"] >= bar["height"], "the row is not under the title bar"


def test_a_fact_tied_to_an_area_is_shown_on_the_map_and_escape_leads_back(
    browser: Browser, file: Path, chengdu: Zone
) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        chip(page, AREA_FACT.id).click()
        note = page.locator(".fact-note")
        expect(note).to_be_hidden()
        assert [reach_opacity(page, index) for index in range(len(AREAS))] == [1] * len(AREAS)
        button = evidence(page, AREA_FACT.id).locator("[data-on-map]")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(note).to_contain_text(AREA_FACT.label.en)
        expect(note).to_contain_text(chengdu.area_records[AREAS.index(AREA_FACT.areas[0])].name.en)
        expect(page.get_by_role("status").and_(page.locator("#announcements"))).to_contain_text(AREA_FACT.label.en)
        lit = [reach_opacity(page, index) for index in range(len(AREAS))]
        assert [AREAS[index] for index, value in enumerate(lit) if value == 1] == list(AREA_FACT.areas)
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        expect(page.locator("#announcements")).to_have_text(Translator("en")("map.closed"))
        expect(button).to_be_focused()
        expect(chip(page, AREA_FACT.id)).to_have_attribute("aria-expanded", "true")
        assert [reach_opacity(page, index) for index in range(len(AREAS))] == [1] * len(AREAS)


def test_the_sizes_are_shown_together_on_the_map(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        chip(page, SIZES[0].id).click()
        evidence(page, SIZES[0].id).locator("[data-on-map]").click()
        note = page.locator(".fact-note")
        expect(note).to_contain_text("Size of each area")
        for area in chengdu.area_records:
            expect(note).to_contain_text(area.name.en)
        expect(page.locator("#announcements")).to_contain_text("Size of each area. ")
        assert [reach_opacity(page, index) for index in range(len(AREAS))] == [1] * len(AREAS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_the_map_shows_the_fact_and_the_note_leads_back_to_the_text(
    browser: Browser, file: Path, language: str
) -> None:
    options = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with open_page(browser, file, f"#lang={language}", **options) as page:
        wait_for_live_map(page)
        chip(page, AREA_FACT.id).tap()
        evidence(page, AREA_FACT.id).locator("[data-on-map]").tap()
        back = page.locator(".fact-note [data-back]")
        expect(back).to_be_in_viewport()
        expect(back).to_be_focused()
        expect(back).to_have_text(Translator(language)("map.fact_back"))
        back.tap()
        expect(evidence(page, AREA_FACT.id).locator("[data-on-map]")).to_be_focused()
        expect(page.locator(f"#fact-{AREA_FACT.id}")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640)])
def test_on_a_phone_the_button_of_a_linked_fact_leads_to_the_map_where_the_note_covers_no_area(
    browser: Browser, file: Path, width: int, height: int
) -> None:
    longest = max((fact for fact in ZONE.facts if fact.areas), key=lambda fact: len(fact.text.de))
    window = {"width": width, "height": height}
    with open_page(browser, file, f"#fact={longest.id}&lang=de", viewport=window, reduced_motion="reduce") as page:
        wait_for_live_map(page)
        page.wait_for_selector("html.whole")
        # The link has shown the fact on the map, which is out of sight.
        expect(page.locator("#map_zone")).not_to_be_in_viewport()
        evidence(page, longest.id).locator("[data-on-map]").click()
        expect(page.locator(".fact-note [data-back]")).to_be_in_viewport()
        note = page.locator(".fact-note").bounding_box()
        assert note
        for area in longest.areas:
            shape = page.locator(f"#map_zone path[data-area={area}]").bounding_box()
            assert shape
            assert 0 < shape["y"] < shape["y"] + shape["height"] < note["y"]


def test_the_note_leads_back_only_to_a_text_that_the_stop_of_the_lens_shows(browser: Browser, file: Path) -> None:
    outside = next(fact for fact in ZONE.facts if fact.areas and not fact.in_release)
    inside = next(fact for fact in ZONE.facts if fact.areas and fact.in_release)
    for fact, leads_back in ((outside, False), (inside, True)):
        with open_page(browser, file, f"#lang=en&fact={fact.id}") as page:
            wait_for_live_map(page)
            back = page.locator(".fact-note [data-back]")
            expect(back).to_be_visible()
            page.locator(".stops label:has([value=release])").click()
            expect(back).to_be_visible(visible=leads_back)
            page.locator(".fact-note [data-close]").press("Enter")
            left = page.locator("#map") if not leads_back else evidence(page, fact.id).locator("[data-on-map]")
            expect(left).to_be_focused()


def test_a_fact_of_the_whole_zone_leaves_the_map_as_it_is(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[0]}") as page:
        wait_for_live_map(page)
        shape = page.locator(f"path[data-area={AREAS[0]}]")
        before = shape.bounding_box()
        chip(page, ZONE_FACT.id).click()
        expect(evidence(page, ZONE_FACT.id)).to_be_visible()
        expect(evidence(page, ZONE_FACT.id).locator("[data-on-map]")).to_have_count(0)
        expect(page.locator(".fact-note")).to_be_hidden()
        expect(page.locator("#details h2")).to_be_visible()
        let_page_run(page, 400)
        assert shape.bounding_box() == before


def test_escape_closes_one_thing_at_a_time(browser: Browser, file: Path) -> None:
    with open_page(browser, file, f"#area={AREAS[0]}&fact={ZONE_FACT.id}") as page:
        wait_for_live_map(page)
        details = page.locator("#details")
        page.locator("#share-button").click()
        page.keyboard.press("Escape")
        expect(page.locator("#share")).to_be_hidden()
        expect(page.locator("#share-button")).to_be_focused()
        expect(details).to_be_visible()
        evidence(page, ZONE_FACT.id).locator("[data-cite]").click()
        expect(page.locator("dialog.citation")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog.citation")).to_be_hidden()
        expect(chip(page, ZONE_FACT.id)).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(chip(page, ZONE_FACT.id)).to_have_attribute("aria-expanded", "false")
        expect(details).to_be_visible()
        page.keyboard.press("Escape")
        expect(details).to_be_hidden()


def test_a_search_within_the_page_opens_the_evidence(browser: Browser, file: Path) -> None:
    """Fire the browser's event for a match in hidden content (`beforematch`)."""
    with open_page(browser, file) as page:
        evidence(page, ZONE_FACT.id).evaluate("e => e.dispatchEvent(new Event('beforematch', { bubbles: true }))")
        expect(chip(page, ZONE_FACT.id)).to_have_attribute("aria-expanded", "true")
        expect(evidence(page, ZONE_FACT.id).locator("a").first).to_be_visible()


def test_an_area_that_is_opened_takes_the_place_of_a_fact_on_the_map(
    browser: Browser, file: Path, chengdu: Zone
) -> None:
    with open_page(browser, file) as page:
        wait_for_live_map(page)
        chip(page, AREA_FACT.id).click()
        evidence(page, AREA_FACT.id).locator("[data-on-map]").click()
        expect(page.locator(".fact-note")).to_be_visible()
        other = next(area for area in AREAS if area not in AREA_FACT.areas)
        page.locator(f"button[data-area={other}]").click()
        expect(page.locator(".fact-note")).to_be_hidden()
        expect(page.locator(f"[data-name-of={other}]")).to_be_visible()
        assert [reach_opacity(page, index) for index in range(len(AREAS))] == [1] * len(AREAS)
