"""The areas of Chengdu: where they lie, how far they may reach, and the clues for that."""

from __future__ import annotations

import re

import pytest
import shapely
from pyproj import Geod
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata import LANGUAGES, Zone
from geodata.measure import area_km2, distance_m, distance_to_shape_m
from geodata.model import Area

GEOD = Geod(ellps="WGS84")
GAZELLE, QILONG, FUTURE = "gazelle-valley", "qilong-innovation-park", "future-science-and-technology-city"
CENTRES = {GAZELLE: (104.036, 30.562), QILONG: (104.030, 30.5385), FUTURE: (104.359, 30.332)}
UNCERTAINTY_M = {GAZELLE: 2000, QILONG: 1600, FUTURE: 3000}
CLUES = {
    (GAZELLE, "dayuan"): True,
    (GAZELLE, "tianfu-changdao"): True,
    (GAZELLE, "western-limit"): True,
    (QILONG, "canal-crossing"): True,
    (QILONG, "qilong-park"): True,
    (QILONG, "software-park"): False,
    (QILONG, "qilong-station"): True,
    (FUTURE, "futian"): True,
    (FUTURE, "sancha"): False,
    (FUTURE, "yucheng"): True,
}
"""Whether each clue lies inside the reach of its area."""


@pytest.fixture(scope="module")
def areas(chengdu: Zone) -> dict[str, Area]:
    return {area.id: area for area in chengdu.area_records}


@pytest.fixture(scope="module")
def hi_tech_zone(chengdu: Zone) -> Polygon:
    assert chengdu.parent_zone is not None
    shape = chengdu.place(chengdu.parent_zone).geometry
    assert isinstance(shape, Polygon)
    return shape


@pytest.fixture(scope="module")
def district(chengdu: Zone) -> Polygon:
    """Return the wider district of the Future City."""
    shape = chengdu.place("future-city-district").geometry
    assert isinstance(shape, Polygon)
    return shape


def every_50_m(line: LineString) -> list[Point]:
    """Return the line's ends and corners, and a point at least every 50 m between them."""
    points = []
    for start, end in zip(line.coords[:-1], line.coords[1:], strict=True):
        count = int(distance_m(Point(start), Point(end)) / 50) + 1
        points += [Point(start), *map(Point, GEOD.npts(*start, *end, count))]
    return [*points, Point(line.coords[-1])]


def gap_m(outer: BaseGeometry, inner: BaseGeometry) -> float:
    """Return the shortest distance in metres from the edge of `inner` to that of `outer`, which surrounds it."""
    assert outer.contains(inner)
    return min(distance_to_shape_m(point, outer.boundary) for point in every_50_m(LineString(inner.exterior.coords)))


def test_centres_and_uncertainties_are_those_of_the_evidence(areas: dict[str, Area]) -> None:
    assert {id: area.centre.coords[0] for id, area in areas.items()} == CENTRES
    assert {id: area.uncertainty_m for id, area in areas.items()} == UNCERTAINTY_M
    assert {area.confidence for area in areas.values()} == {"medium"}


@pytest.mark.parametrize("id", [GAZELLE, QILONG])
def test_the_reach_of_a_circle_is_the_circle_widened_by_the_uncertainty(areas: dict[str, Area], id: str) -> None:
    area = areas[id]
    assert area.reach_basis == "footprint"
    assert gap_m(area.reach, area.footprint) == pytest.approx(area.uncertainty_m, abs=5)
    middle = GEOD.inv(*area.centre.coords[0], *area.reach.exterior.coords[0])[2]
    assert middle == pytest.approx((area.size_km2 / 3.14159) ** 0.5 * 1000 + area.uncertainty_m, abs=5)


def test_the_reach_of_the_third_area_is_its_district_widened_by_a_kilometre(
    areas: dict[str, Area], district: Polygon
) -> None:
    area = areas[FUTURE]
    assert (area.reach_basis, area.district) == ("district", "future-city-district")
    assert gap_m(area.reach, district) == pytest.approx(1000, abs=5)
    assert max(distance_to_shape_m(Point(corner), district) for corner in area.reach.exterior.coords) == pytest.approx(
        1000, abs=5
    )


def test_the_district_contains_the_footprint(areas: dict[str, Area], district: Polygon) -> None:
    assert district.contains(areas[FUTURE].footprint)


def test_both_city_areas_lie_in_the_hi_tech_zone_and_the_third_does_not(
    areas: dict[str, Area], hi_tech_zone: Polygon
) -> None:
    assert [id for id, area in areas.items() if hi_tech_zone.contains(area.centre)] == [GAZELLE, QILONG]
    assert hi_tech_zone.disjoint(areas[FUTURE].reach)
    for id in (GAZELLE, QILONG):
        overhang = area_km2(shapely.difference(areas[id].footprint, hi_tech_zone)) / areas[id].size_km2
        assert 0.02 < overhang < 0.2, id


def test_clues_lie_inside_or_outside_as_the_sources_say(chengdu: Zone, areas: dict[str, Area]) -> None:
    clues = {(id, clue.id): clue for id, area in areas.items() for clue in area.clues}
    assert {key: clue.inside for key, clue in clues.items()} == CLUES
    for (id, name), clue in clues.items():
        place = clue.point or chengdu.place(clue.feature or "").geometry
        assert areas[id].reach.contains(place) == clue.inside, name
        assert chengdu.source(clue.source)


def test_the_digital_culture_park_lies_in_the_reach_in_either_datum(areas: dict[str, Area]) -> None:
    assert areas[GAZELLE].reach.contains(shapely.box(104.032, 30.564, 104.041, 30.570))


def test_metro_stations_lie_as_far_from_zone_and_district_as_measured(
    chengdu: Zone, hi_tech_zone: Polygon, district: Polygon
) -> None:
    futian, sancha, qilong = (chengdu.place(f"m{id}").geometry for id in ("18-futian", "18-sancha", "5-qilong"))
    assert district.contains(futian)
    assert distance_to_shape_m(futian, district.boundary) == pytest.approx(360, abs=20)
    assert distance_to_shape_m(sancha, district) == pytest.approx(1500, abs=100)
    assert distance_to_shape_m(qilong, hi_tech_zone) == pytest.approx(500, abs=100)


def test_the_district_runs_along_railway_and_expressways(chengdu: Zone, district: Polygon) -> None:
    """Each corner lies on one of the three lines. Only the south side, which is straight, follows none."""
    lines = {id: chengdu.place(id).geometry for id in ("chengdu-zigong-railway", "sa2", "jin-jian-ren")}
    edge = every_50_m(LineString(district.exterior.coords))
    nearest = [min((distance_to_shape_m(point, line), id) for id, line in lines.items()) for point in edge]
    south = [point for point, (off, _) in zip(edge, nearest, strict=True) if off > 300]
    assert {id for off, id in nearest if off <= 300} == set(lines)
    assert (
        max(
            distance_to_shape_m(Point(corner), shapely.union_all([*lines.values()]))
            for corner in district.exterior.coords
        )
        < 300
    )
    side = LineString([(104.2944, 30.3492), (104.3846, 30.2738)])
    assert south != []
    assert max(distance_to_shape_m(point, side) for point in south) < 20
    assert area_km2(district) == pytest.approx(60.4, rel=0.01)


def test_the_hi_tech_zone_has_the_size_of_its_five_subdistricts(hi_tech_zone: Polygon) -> None:
    assert area_km2(hi_tech_zone) == pytest.approx(86, rel=0.01)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_gives_the_measured_distances(chengdu: Zone, areas: dict[str, Area], language: str) -> None:
    assert chengdu.parent_zone_note is not None
    future = areas[FUTURE].centre
    others = [round(distance_m(future, areas[id].centre) / 10_000) * 10 for id in (GAZELLE, QILONG)]
    assert others == [40, 40]
    square = round(distance_m(future, chengdu.place("tianfu-square").geometry) / 1000)
    distances = re.findall(r"(\d+)\s?(?:km|公里)", chengdu.parent_zone_note[language])
    assert distances == ["40", str(square)] == ["40", "46"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_reading_is_named_as_such(areas: dict[str, Area], language: str) -> None:
    basis = areas[FUTURE].basis[language]
    assert "未来科学城" in basis
    assert "未来科技城" in basis
    assert {"en": "our reading", "de": "unsere Lesart", "zh": "本图的解读", "ja": "本図の解釈"}[language] in basis
    assert {"en": "is ours", "de": "haben wir selbst gezogen", "zh": "本图所拟", "ja": "本図の推定"}[language] in basis
