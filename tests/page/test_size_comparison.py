"""Size comparisons: their data and sentences, the circle's size, and their parts of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from math import log10
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from pyproj import Geod

from geodata import LANGUAGES, Zone, load_zone
from maps import build_page
from maps.page.build import comparison_only_sources
from maps.text.page_texts import zone_texts
from maps.text.size_comparison import comparison_text, sizes_km2
from maps.text.translator import Translator, round_to_two_digits
from tests import markup
from tests.markup import find, one, spaced, text, where
from tests.problems import ZONE, check, problems
from tests.zones import DELETE, alter, four, write_zone

GEOD = Geod(ellps="WGS84")
ACRE_KM2 = 0.0040468564224


def comparison(name: str, *languages: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "km2": 2.5, "languages": list(languages), "source": "survey", "name": four(name), **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the small zone with two comparisons."""
    path = write_zone(tmp_path / "zone")
    alter(path, ZONE, "comparison", [comparison("park", "en", "de"), comparison("lake", "zh", "ja")])
    return path


# place to alter, bad value, id in the message, start of what was expected
BAD_VALUES = [
    ("comparison/1/name/zh", DELETE, "comparison[2].name.zh", "a text in zh that is not empty"),
    ("comparison/0/name", "Park", "comparison[1].name", "a table with the keys en, de, zh, ja"),
    ("comparison/0/km2", 0, "comparison[1].km2", "a number from "),
    ("comparison/0/km2", "3.4 km²", "comparison[1].km2", "a number from "),
    ("comparison/0/source", DELETE, "comparison[1].source", "an id of lowercase letters"),
    ("comparison/0/source", "surveys", "comparison[1].source", "the id of a source in sources.toml (did you mean"),
    ("comparison/0/languages", [], "comparison[1].languages", "a list of 1 or more"),
    ("comparison/0/languages/0", "fr", "comparison[1].languages[1]", "one of en, de, zh, ja"),
    ("comparison/0/colour", "red", "comparison[1].colour", "no such key; the keys here are id, name, km2"),
    ("comparison/1/id", "park", "comparison[2].id", "an id used once; comparison[1] has it already"),
    ("comparison/1/languages", ["zh", "ja", "de"], "comparison", "one comparison for readers of de"),
    ("comparison/1/languages", ["zh"], "comparison", "one comparison for readers of ja"),
]


@pytest.mark.parametrize(("place", "value", "path", "expected"), BAD_VALUES)
def test_a_wrong_comparison_stops_the_build(folder: Path, place: str, value: Any, path: str, expected: str) -> None:
    alter(folder, ZONE, place, value)
    [problem] = problems(folder)
    assert (problem.file, problem.id) == (ZONE, path)
    assert problem.expected.startswith(expected), problem.expected


def test_all_problems_of_comparisons_are_reported_at_once(folder: Path) -> None:
    alter(folder, ZONE, "comparison", [comparison("park", "en"), comparison("park", "en", source="nowhere")])
    assert [(problem.id, problem.value, problem.expected[:35]) for problem in problems(folder)] == [
        ("comparison", [], "one comparison for readers of de"),
        ("comparison", ["park", "park"], "one comparison for readers of en"),
        ("comparison", [], "one comparison for readers of ja"),
        ("comparison", [], "one comparison for readers of zh"),
        ("comparison[2].id", "park", "an id used once; comparison[1] has "),
        ("comparison[2].source", "nowhere", "the id of a source in sources.toml"),
    ]


def test_a_missing_source_is_reported_with_the_comparison_that_names_it(folder: Path) -> None:
    alter(folder, ZONE, "comparison/1/source", "gone")
    check(folder, ZONE, "comparison[2].source", "gone", "the id of a source in sources.toml")


def test_readers_of_each_language_get_their_own_comparison(folder: Path) -> None:
    zone = load_zone(folder)
    assert [found.id for language in LANGUAGES if (found := zone.comparison(language))] == [
        "park",
        "park",
        "lake",
        "lake",
    ]


def test_the_sizes_of_comparisons_are_those_of_their_sources(chengdu: Zone) -> None:
    """The sources give acres, hectares, square kilometres and square metres."""
    km2 = {found.id: found.km2 for found in chengdu.comparisons}
    assert km2["central-park"] == pytest.approx(840 * ACRE_KM2, rel=0.001)
    assert km2["ber-airport"] == 1470 / 100
    assert km2["summer-palace"] == 3.009
    assert km2["tokyo-dome"] == 46_755 / 1e6
    for language in LANGUAGES:
        found = chengdu.comparison(language)
        assert found
        # Readers can follow the link: the page is in a language of theirs.
        assert chengdu.source(found.source).language.split("-")[0] == language


SENTENCES = {
    "en": ["about 11 times the size of X", "about the size of X", "X is about 3.2 times as large"],
    "de": ["rund 11-mal so groß wie X", "ungefähr so groß wie X", "Rund 3,2-mal so groß ist X"],
    "zh": ["约为X的11倍", "与X大致相当", "X的面积约为其3.2倍"],
    "ja": ["X約11個分", "Xとほぼ同じ", "Xはこの約3.2倍"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison_gives_the_ratio_of_the_larger_to_the_smaller(language: str) -> None:
    words = Translator(language)
    sentences = [comparison_text(km2, other, "X", words) for km2, other in ((36.9, 3.4), (3.4, 3.42), (4.6, 14.7))]
    for sentence, expected in zip(sentences, SENTENCES[language], strict=True):
        assert expected in sentence.replace("\u00a0", " ")
        assert "{" not in sentence


@given(st.floats(min_value=1e-6, max_value=1e9, allow_nan=False))
def test_a_ratio_is_rounded_to_two_significant_digits(value: float) -> None:
    rounded = round_to_two_digits(value)
    digits = f"{rounded:.12e}".partition("e")[0].replace(".", "").rstrip("0")
    assert len(digits) <= 2
    assert abs(rounded - value) <= 0.5001 * 10 ** (int(log10(value) // 1) - 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_size_of_chengdu_is_compared_by_the_right_ratio(chengdu: Zone, page: str, language: str) -> None:
    texts = markup.texts(markup.parse(page))[language]
    found = chengdu.comparison(language)
    assert found
    for key, km2 in sizes_km2(chengdu).items():
        sentence = texts[f"size.{key}.compared"]
        assert sentence
        assert found.name[language] in sentence
        [count] = re.findall(r"\d[\d.,]*", sentence)
        count = float(count.replace(",", "." if language == "de" else ""))
        assert count == pytest.approx(max(km2 / found.km2, found.km2 / km2), rel=0.05)
        assert texts[f"size.{key}.size"] == Translator(language).area(km2)
    assert texts["size.zone.diameter"] == Translator(language).distance(6854), "of a circle of 36.9 km²"


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """Yield an empty page with the module that draws the circle."""
    source = files("maps.page").joinpath("script/map/equal-area-circle.js").read_text("utf-8")
    page = browser.new_page()
    page.add_script_tag(content=source.replace("export ", ""))
    yield page
    page.close()


@pytest.mark.parametrize("latitude", [-66, -33, 0, 0.5, 30.66, 51, 70])
@pytest.mark.parametrize("km2", [0.05, 4.6, 36.9, 250])
def test_the_circle_has_its_size_on_the_ellipsoid_at_any_latitude(blank: Page, latitude: float, km2: float) -> None:
    corners = blank.evaluate("([at, km2]) => equalAreaCircle(at, km2)", [[104.06, latitude], km2])
    longitudes, latitudes = zip(*corners, strict=True)
    area_m2, _ = GEOD.polygon_area_perimeter(longitudes, latitudes)
    assert abs(area_m2) / 1e6 == pytest.approx(km2, rel=1e-4)
    radii = [GEOD.inv(104.06, latitude, *corner)[2] for corner in corners]
    assert max(radii) / min(radii) < 1.002
    assert latitudes[0] == max(latitudes), "the first corner is the northernmost"


@pytest.mark.parametrize("name", ["chengdu", "lanhua"])
def test_the_zone_and_each_area_have_a_button_for_their_size(name: str, request: pytest.FixtureRequest) -> None:
    zone = request.getfixturevalue(name)
    tree = markup.parse(build_page(zone))
    buttons = find(tree, where("button", data_size=None))
    assert [button.attrib["data-size"] for button in buttons] == ["zone", *(area.id for area in zone.area_records)]
    # The release states the zone's size; the sizes of areas come from other sources.
    assert [button.get("data-since") for button in buttons] == [None, *["sources"] * len(zone.area_records)]
    for area, button in zip(zone.area_records, buttons[1:], strict=True):
        assert find(one(tree, where("article", data_details=area.id)), where(data_size=area.id)) == [button]
    assert {spaced(button) for button in buttons} == {zone_texts(zone)["en"]["size.button"]}
    assert all("needs-script" in button.attrib["class"] for button in buttons)


def test_the_note_is_hidden_at_first_and_has_a_name(document: Any) -> None:
    note = one(document, where("aside", class_="size-note"))
    assert note.get("hidden") is not None
    assert note.get("aria-label") == Translator("en")("size.note")


def test_the_sources_of_comparisons_are_linked_among_the_sources(chengdu: Zone, document: Any) -> None:
    sources = one(document, where("section", class_="sources"))
    for found in chengdu.comparisons:
        link = one(sources, where("a", data_t=f"source.{found.source}"))
        assert link.attrib["href"] == chengdu.source(found.source).url
        assert text(link) == chengdu.source(found.source).label.en


def test_paper_omits_the_sources_of_comparisons_and_keeps_all_others(chengdu: Zone, document: Any) -> None:
    compared = {found.source for found in chengdu.comparisons}
    for item in find(one(document, where("section", class_="sources")), where("li")):
        keys = [each.attrib["data-t"] for each in find(item, where(data_t=None))]
        [key] = [key for key in keys if key.startswith("source.")]
        assert (item.get("class") == "not-on-paper") is (key.removeprefix("source.") in compared)


def test_a_source_that_is_also_used_elsewhere_stays_on_paper(folder: Path) -> None:
    assert comparison_only_sources(load_zone(folder)) == set()
