"""The data for the page's script: figures that agree with each other, safe JSON, links."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from shapely import LineString, MultiPoint, MultiPolygon, Point, Polygon, get_coordinates, hausdorff_distance

from geodata import LANGUAGES, DataError, Zone
from geodata.addresses import fragment_link, geo_uri
from geodata.model import Area
from maps.drawing.backdrop import has_label, home_bounds, shown_places
from maps.page.carried_files import pack_files
from maps.page.payload import SCRIPT_TEXTS, island, payload
from maps.text.page_texts import zone_texts
from maps.text.translator import Translator
from tests import markup
from tests.markup import where

GEOD = Geod(ellps="WGS84")
TO_WEB_MERCATOR = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
METRES = {"km": 1000, "公里": 1000, "m": 1, "米": 1}
SCALES = {"billion": 1e9, "Milliarden": 1e9, "亿": 1e8, "億": 1e8}
SECTORS = {
    "en": ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"],
    "de": [f"{way}lich" for way in ("nörd", "nordöst", "öst", "südöst", "süd", "südwest", "west", "nordwest")],
    "zh": ["北", "东北", "东", "东南", "南", "西南", "西", "西北"],
    "ja": ["北", "北東", "東", "南東", "南", "南西", "西", "北西"],
}


@pytest.fixture(scope="session")
def texts(tree: Element) -> dict[str, dict[str, str | None]]:
    return markup.texts(tree)


def text_of(texts: dict[str, dict[str, str | None]], language: str, key: str) -> str:
    words = texts[language][key]
    assert words is not None, f"{key} is lost in {language}"
    return words


def figures(words: str, language: str) -> list[float]:
    """Return every number in a text, parsed as its language writes numbers."""
    found = re.findall(r"\d[\d.,]*\d|\d", words)
    if language == "de":
        found = [number.translate({ord("."): None, ord(","): "."}) for number in found]
    return [float(number.replace(",", "")) for number in found]


def metres(words: str, language: str) -> list[float]:
    """Return every length in a text, in metres."""
    pairs = re.findall(r"(\d[\d.,]*)\s?(km(?!²)|公里|m(?![²a-z])|米)", words)
    return [figures(number, language)[0] * METRES[unit] for number, unit in pairs]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_size_is_the_published_one(zone: Zone, texts: Any, language: str) -> None:
    for area in zone.area_records:
        assert figures(text_of(texts, language, f"area.{area.id}.size"), language) == [area.size_km2]
        assert area.size_km2 in figures(text_of(texts, language, f"area.{area.id}.shape"), language)
    assert math.fsum(area.size_km2 for area in zone.area_records) == pytest.approx(zone.total_km2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_gives_the_total(chengdu: Zone, document: Element, language: str) -> None:
    title = text_of(markup.texts(document), language, "zone.title")
    assert chengdu.total_km2 in figures(title, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_match_the_sizes_and_add_up(zone: Zone, texts: Any, language: str) -> None:
    shares = []
    for area in zone.area_records:
        size, share = figures(text_of(texts, language, f"area.{area.id}.share"), language)
        assert size == area.size_km2
        assert share == pytest.approx(100 * area.size_km2 / zone.total_km2, abs=0.051)
        shares.append(share)
    assert math.fsum(shares) == pytest.approx(100, abs=0.2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_distances_and_bearings_match_the_places(zone: Zone, texts: Any, language: str) -> None:
    for area in zone.area_records:
        for place in map(zone.place, zone.landmarks):
            words = text_of(texts, language, f"area.{area.id}.from.{place.id}")
            azimuth, _, length = GEOD.inv(place.geometry.x, place.geometry.y, area.centre.x, area.centre.y)
            assert metres(words, language) == [pytest.approx(float(f"{length:.1e}"))]
            named = [sector for sector in SECTORS[language] if sector in words]
            assert max(named, key=len) == SECTORS[language][round(azimuth / 45) % 8], words


@pytest.mark.parametrize("language", LANGUAGES)
def test_stations_give_the_distance_and_whether_the_metro_ran_at_the_release(
    zone: Zone, texts: Any, language: str
) -> None:
    for area in zone.area_records:
        for place in map(zone.place, area.stations):
            words = text_of(texts, language, f"area.{area.id}.station.{place.id}")
            length = GEOD.inv(area.centre.x, area.centre.y, place.geometry.x, place.geometry.y)[2]
            assert metres(words, language) == [pytest.approx(float(f"{length:.1e}"))]
            assert place.opened is not None
            was_open = place.opened <= zone.released.isoformat()[: len(place.opened)]
            assert (place.opened[:4] in words) is not was_open, words


def test_the_same_uncertainty_everywhere(zone: Zone, zone_page: str, tree: Element, texts: Any) -> None:
    """The drawing, the texts of each language and the geo: link have the same radius."""
    for index, area in enumerate(zone.area_records):
        found = {}
        assert reach(zone_page, index) == pytest.approx(get_coordinates(area.reach)[:-1, ::-1], abs=1e-5)
        article = markup.one(tree, where("article", data_details=area.id))
        [link] = [a for a in markup.find(article, where("a")) if a.attrib["href"].startswith("geo:")]
        found["geo link"] = uncertainty(link.attrib["href"])
        for language in LANGUAGES:
            for key in ("plus_minus", "confidence"):
                [found[f"{key} {language}"]] = metres(text_of(texts, language, f"area.{area.id}.{key}"), language)
        assert found == dict.fromkeys(found, area.uncertainty_m), area.id


def reach(page: str, index: int) -> list[list[float]]:
    """Return the corners of an area's reach as latitude and longitude, as folium's script gives them to Leaflet."""
    match = re.search(rf"reach_{index}=L\.polygon\(\[(\[.*?\]\])", page)
    assert match
    corners = json.loads(match[1])
    assert isinstance(corners, list)
    return corners


def uncertainty(address: str) -> float:
    return float(address.rpartition(";u=")[2])


@given(st.floats(73, 136), st.floats(18, 54), st.floats(0.01, 1e7))
def test_the_geo_link_is_plain_and_exact(longitude: float, latitude: float, uncertainty_m: float) -> None:
    area = object.__new__(Area)
    area.__dict__.update(centre=Point(longitude, latitude), uncertainty_m=uncertainty_m)
    match = re.fullmatch(r"geo:(\d+(?:\.\d+)?),(\d+(?:\.\d+)?);u=(\d+(?:\.\d+)?)", geo_uri(area))
    assert match
    assert [float(part) for part in match.groups()] == pytest.approx([latitude, longitude, uncertainty_m], abs=1e-6)


def test_the_backdrop_unpacks_to_the_places_of_its_features(zone: Zone, tree: Element) -> None:
    island = markup.island(tree)
    backdrop, places = island["backdrop"], shown_places(zone)
    named = [place for place, feature in zip(places, backdrop["features"], strict=True) if "named" in feature]
    assert named == [place for place in places if has_label(place)] != []
    assert island["texts"]["en"][-len(named) :] == [zone_texts(zone)["en"][f"place.{place.id}"] for place in named]
    for feature, place in zip(backdrop["features"], places, strict=True):
        assert feature["kind"] == place.kind
        assert feature.get("later", False) is (
            place.kind in ("metro", "station") and not place.was_open_on(zone.released)
        )
        parts = getattr(place.geometry, "geoms", [place.geometry])
        for drawn, part in zip(decode(feature["path"], island), parts, strict=True):
            points = get_coordinates(part.exterior if isinstance(part, Polygon) else part)
            step = 360 / 256 / 2 ** backdrop["zoom"]
            # Half a step each way, and a third of the accuracy of the place.
            tolerance = 0.75 * step + min(place.accuracy_m, 500) / 3 / 111_000
            assert step <= 1e-4
            assert all(len(shape) > 1 for shape in (drawn, points)) == (len(points) > 1)
            kind = LineString if len(points) > 1 else MultiPoint
            assert hausdorff_distance(kind(drawn), kind(points), densify=0.05) <= tolerance
            assert not isinstance(part, Polygon) or not part.interiors
        if "at" in feature:
            assert place.geometry.distance(Point(feature["at"])) < 1e-4


def test_an_outline_of_several_parts_comes_with_its_hull(lanhua: Zone) -> None:
    """Labels keep clear of all parts."""
    parts = [Polygon([(x, 30.5), (x + 0.1, 30.5), (x + 0.1, 30.6), (x, 30.6)]) for x in (104.0, 104.4)]
    first, *others = lanhua.area_records
    zone = replace(lanhua, area_records=(replace(first, footprint=MultiPolygon(parts)), *others))
    [area, *rest] = payload(zone, zone_texts(zone))["areas"]
    assert Polygon(area["hull"]).equals(Polygon([(104, 30.5), (104.5, 30.5), (104.5, 30.6), (104, 30.6)]))
    assert not any("hull" in other for other in rest)


def test_a_far_landmark_is_outside_the_first_view(lanhua: Zone) -> None:
    assert [len(extents) for extents in payload(lanhua, zone_texts(lanhua))["landmarks"].values()] == [1]
    far = replace(lanhua.place("old-gate"), geometry=Point(105, 31))
    zone = replace(lanhua, backdrop=(far, *(place for place in lanhua.backdrop if place.id != far.id)))
    assert home_bounds(zone) == home_bounds(replace(zone, landmarks=()))
    assert payload(zone, zone_texts(zone))["landmarks"] == {"old-gate": []}


def decode(path: str, island: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Return the lines of a path as longitude and latitude."""
    west, _, _, north = island["home"]
    left, top = TO_WEB_MERCATOR.transform(west, north)
    pixel_m = 2 * math.pi * 6_378_137 / 256 / 2 ** island["backdrop"]["zoom"]
    lines = []
    for line in re.findall("M([^M]+)", path):
        steps = [int(number) for number in re.findall(r"-?\d+", line.removesuffix("h0"))]
        corners = zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)
        to_degrees = partial(TO_WEB_MERCATOR.transform, direction="INVERSE")
        points = [to_degrees(left + x * pixel_m, top - y * pixel_m) for x, y in corners]
        lines.append([*points, points[0]] if line.endswith("z") else points)
    return lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_a_fact_gives_its_value(chengdu: Zone, document: Element, language: str) -> None:
    texts = markup.texts(document)
    for fact in chengdu.facts:
        words = text_of(texts, language, f"fact.{fact.id}.text")
        assert "{" not in words
        if isinstance(fact.value, dt.date):
            assert Translator(language).date(fact.value) in words
        elif isinstance(fact.value, (int, float)):
            scaled = re.findall(rf"(\d[\d.,]*)\s?({'|'.join(SCALES)})", words)
            amounts = [figures(number, language)[0] * SCALES[scale] for number, scale in scaled]
            assert fact.value in [*figures(words, language), *amounts], words


@pytest.mark.parametrize("language", LANGUAGES)
def test_key_figures_are_the_numbers_of_their_facts(chengdu: Zone, document: Element, language: str) -> None:
    texts = markup.texts(document)
    for fact in (fact for fact in chengdu.facts if fact.id in chengdu.key_facts):
        [number] = figures(text_of(texts, language, f"fact.{fact.id}.value"), language)
        assert isinstance(fact.value, (int, float))
        scale = 1 if fact.unit != "RMB" else {"en": 1e9, "de": 1e9}.get(language, 1e8)
        assert number * scale == fact.value


def island_data(words: str, **more: Any) -> dict[str, Any]:
    more = {"backdrop": {"features": []}, "landmarks": {}} | more
    return {"texts": {language: {"map.key": f"{words} {language}"} for language in LANGUAGES}, **more}


def test_the_island_holds_nothing_that_html_or_javascript_would_interpret() -> None:
    hostile = "</script><!--&amp; ]]> \u2028\u2029 '\"\\ 中"
    found = island(island_data(hostile), "")
    assert not set(found) & set("<>&\u2028\u2029")
    assert json.loads(found)["texts"]["en"] == [f"{hostile} en"]


def test_the_island_has_its_keys_in_order() -> None:
    found = island(island_data("x", zebra=1, ant={"b": 1, "a": 2}), "")
    assert found.index('"ant"') < found.index('"texts"') < found.index('"zebra"')
    assert '{"a":2,"b":1}' in found


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_the_island_refuses_numbers_that_json_does_not_have(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        island(island_data("x", uncertainty_m=number), "")


def test_no_text_is_lost_and_none_stands_twice(zone: Zone, tree: Element, texts: Any) -> None:
    """Each text of each language stands in the page or in its data; those of its first language only in the page."""
    data = markup.island(tree)["texts"]
    on_page = markup.written(tree)
    for language, words in payload(zone, zone_texts(zone))["texts"].items():
        # Texts that neither the page nor its script shows are not carried.
        carried = {key: text for key, text in words.items() if key in on_page or key.startswith(SCRIPT_TEXTS)}
        found = texts[language]
        assert {key: text for key, text in found.items() if not key.startswith("place.")} == {
            key: text for key, text in carried.items() if not key.startswith("place.")
        }
        names = [text for key, text in words.items() if key.startswith("place.")]
        assert [text for key, text in found.items() if key.startswith("place.")] == names
    rows = zip(data["keys"], data["en"], strict=True)
    twice = [key for key, words in rows if words is not None and key in on_page and not key.startswith("place.")]
    assert twice == []


def test_every_text_on_the_page_can_change_its_language(tree: Element) -> None:
    assert set(markup.written(tree)) <= set(markup.island(tree)["texts"]["keys"])


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_a_link_to_a_passage_opens_it_at_just_these_words(passage: str) -> None:
    url, _, directive = fragment_link("https://example.org/a-b,c?d=1&e=2", passage).partition("#")
    assert url == "https://example.org/a-b,c?d=1&e=2"
    key, _, encoded = directive.partition("=")
    assert key == ":~:text"
    assert unquote(encoded) == passage
    # Hyphen, comma and ampersand separate the terms of a text directive.
    assert re.fullmatch(r"(%[0-9A-F]{2}|[A-Za-z0-9._~])+", encoded)


def test_a_link_to_a_passage_drops_an_earlier_fragment() -> None:
    link = fragment_link("https://example.org/#top", "a-b, c & d")
    assert link == "https://example.org/#:~:text=a%2Db%2C%20c%20%26%20d"


def test_a_download_has_both_a_file_and_a_button(lanhua: Zone) -> None:
    texts = zone_texts(lanhua)
    with pytest.raises(DataError) as caught:
        pack_files(lanhua, texts, [*texts["en"]], '<button data-download="facts.tsv"><button data-as="bib">')
    found = {problem.id for problem in caught.value.problems}
    assert found == {"areas.geojson", "areas.kml", "facts.csv", "facts.tsv", "map.json", "map.ris", "tables.xlsx"}
