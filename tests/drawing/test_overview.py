"""The two small maps: the overview of the municipality, and the zone among the large cities of the country."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from math import cos, hypot, radians, sin
from xml.etree.ElementTree import Element

import pytest

from geodata import LANGUAGES, Zone
from geodata.measure import bearing_deg, distance_m
from maps.drawing.boxes import Size
from maps.drawing.overview import draw_overview, spread
from maps.drawing.page_maps import OVERVIEW
from maps.drawing.projection import UNITS_PER_PIXEL
from maps.drawing.regional_context import draw_regional_context

ROOMS = [OVERVIEW, Size(126, 106), Size(250, 130)]


def circles(parts: list[Element], name: str) -> list[tuple[float, float, float]]:
    found = [part for root in parts for part in root.iter("circle") if name in part.get("class", "").split()]
    return [tuple(float(part.attrib[key]) / UNITS_PER_PIXEL for key in ("cx", "cy", "r")) for part in found]  # type: ignore[misc]


def texts_of(parts: list[Element], *names: str) -> list[str]:
    texts = [part for root in parts for part in root.iter("text")]
    return ["".join(text.itertext()) for text in texts if set(text.get("class", "").split()) & set(names)]


@pytest.mark.parametrize("room", ROOMS)
def test_areas_are_distinct_dots_each_with_its_name(chengdu: Zone, room: Size) -> None:
    found = draw_overview(chengdu, LANGUAGES, room)
    assert found
    dots = circles(found.ground, "overview-dot")
    assert len(dots) == len(chengdu.area_records)
    assert all(hypot(a[0] - b[0], a[1] - b[1]) >= a[2] + b[2] for a, b in combinations(dots, 2))
    for language in LANGUAGES:
        names = "".join(texts_of(found.names[language], "overview")).replace(" ", "")
        for area in chengdu.area_records:
            assert area.name[language].replace(" ", "") in names


def test_the_overview_fits_its_box_and_shows_the_frame_of_the_map(chengdu: Zone) -> None:
    room = Size(120, 200)
    found = draw_overview(chengdu, ["en"], room)
    assert found
    [frame] = [part for part in found.ground if part.get("class") == "frame overview-frame"]
    left, top = (float(frame.attrib[key]) / UNITS_PER_PIXEL for key in ("x", "y"))
    assert left >= 0
    assert left + float(frame.attrib["width"]) / UNITS_PER_PIXEL <= room.width - 2 * found.margin[0]
    assert top + float(frame.attrib["height"]) / UNITS_PER_PIXEL <= room.height - 2 * found.margin[1]


def test_dots_are_moved_no_further_than_needed() -> None:
    assert spread([(0, 0), (20, 0)], 8) == [(0, 0), (20, 0)]
    moved = spread([(0.0, 0.0), (0.0, 2.0), (0.0, 0.0)], 8)
    assert all(hypot(a[0] - b[0], a[1] - b[1]) >= 7.9 for a, b in combinations(moved, 2))
    assert max(hypot(*point) for point in moved) < 10
    assert spread([], 8) == []


def test_a_zone_without_districts_or_cities_has_no_small_maps(lanhua: Zone) -> None:
    assert draw_overview(lanhua, LANGUAGES, ROOMS[0]) is None
    assert draw_regional_context(lanhua, LANGUAGES, ROOMS[0]) is None


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_distances_are_given_for_all_cities_or_for_none(chengdu: Zone, room: Size, language: str) -> None:
    found = draw_regional_context(chengdu, [language], room)
    assert found
    assert chengdu.regional_context
    cities = texts_of(found.names[language], "city", "own-city")
    names = {city.name[language] for city in chengdu.regional_context.cities}
    assert set(cities) <= names
    assert len(circles(found.names[language], "city")) == len(cities) - 1
    distances = [text for text in texts_of(found.names[language], "distance") if not is_ring_distance(text, chengdu)]
    assert len(distances) in (0, len(names) - 1)
    if distances:
        assert set(cities) == names


def is_ring_distance(text: str, zone: Zone) -> bool:
    """Return whether the distance in `text` is that of a ring."""
    assert zone.regional_context
    return int(re.sub(r"\D", "", text)) % zone.regional_context.ring_km == 0


def test_cities_are_true_in_distance_and_direction(chengdu: Zone) -> None:
    found = draw_regional_context(chengdu, ["en"], Size(400, 300))
    assert found
    assert chengdu.regional_context
    [(x, y, _)] = circles(found.names["en"], "own-city")
    rings = sorted(r for _, _, r in circles(found.ground, "distance-ring"))
    km = rings[0] / chengdu.regional_context.ring_km
    assert rings == pytest.approx([rings[0] * number for number in range(1, len(rings) + 1)], rel=1e-3)
    spots = circles(found.names["en"], "city")
    own, *others = chengdu.regional_context.cities
    assert "Chengdu" in texts_of(found.names["en"], "own-city")
    centre = own.point
    for city in others:
        distance, bearing = distance_m(centre, city.point) / 1000 * km, radians(bearing_deg(centre, city.point))
        expected = (x + distance * sin(bearing), y - distance * cos(bearing))
        assert min(hypot(spot[0] - expected[0], spot[1] - expected[1]) for spot in spots) < 0.1


def test_distances_are_measured_from_the_city_in_the_middle(chengdu: Zone) -> None:
    found = draw_regional_context(chengdu, ["en"], Size(400, 300))
    assert found
    distances = [text for text in texts_of(found.names["en"], "distance") if not is_ring_distance(text, chengdu)]
    km = sorted(int(re.sub(r"\D", "", text)) for text in distances)
    # To Chongqing, Guiyang, Lanzhou, Xi’an, Kunming, Beijing and Shanghai.
    assert km == [270, 520, 600, 610, 640, 1520, 1660]


def test_only_a_city_at_the_place_of_the_zone_is_its_own(chengdu: Zone) -> None:
    context = chengdu.regional_context
    assert context
    other = replace(chengdu, regional_context=replace(context, cities=context.cities[1:]))
    found = draw_regional_context(other, ["en"], Size(300, 200))
    assert found
    assert circles(found.names["en"], "own-city") == []
