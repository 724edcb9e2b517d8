"""Lengths, areas and circles, compared with figures that others have computed."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon, box

from geodata import load_zone
from geodata.measure import (
    area_km2,
    bearing_deg,
    distance_m,
    distance_to_shape_m,
    equal_area_circle,
    ring,
    widen,
)
from tests.zones import write_zone

longitudes = st.floats(73, 136)
latitudes = st.floats(18, 54)


def test_area_of_an_octant_of_the_ellipsoid() -> None:
    # The surface of WGS 84 is 510 065 621.724 km²; an eighth of it is bounded by three geodesics.
    octant = Polygon([(0, 0), (90, 0), (0, 90)])
    assert area_km2(octant) == pytest.approx(510_065_621.724 / 8, rel=1e-9)


def test_area_subtracts_holes_whatever_the_direction_of_rings() -> None:
    outer, inner = box(104, 30, 104.4, 30.4), box(104.1, 30.1, 104.2, 30.2)
    left = area_km2(outer) - area_km2(inner)
    for hole in (inner.exterior.coords, inner.exterior.coords[::-1]):
        for shell in (outer.exterior.coords, outer.exterior.coords[::-1]):
            assert area_km2(Polygon(shell, [hole])) == pytest.approx(left, rel=1e-12)
    far = box(105, 30, 105.1, 30.1)
    both = MultiPolygon([outer, Polygon(far.exterior.coords[::-1])])
    assert area_km2(both) == pytest.approx(area_km2(outer) + area_km2(far), rel=1e-12)


def test_distance_of_a_point_from_a_shape() -> None:
    square = box(104, 30, 104.4, 30.4)
    assert distance_to_shape_m(Point(104.2, 30.2), square) == 0
    assert distance_to_shape_m(Point(104.4, 30.2), square) == pytest.approx(0, abs=1e-6)
    # A minute of longitude at 30.2° N is 1604 m, one of latitude 1848 m.
    assert distance_to_shape_m(Point(104.4 + 1 / 60, 30.2), square) == pytest.approx(1604, abs=2)
    assert distance_to_shape_m(Point(104.2, 30 - 1 / 60), square) == pytest.approx(1848, abs=2)
    assert distance_to_shape_m(Point(104.2, 30.2), square.exterior) == pytest.approx(0.2 * 60 * 1604, rel=0.002)
    assert distance_to_shape_m(Point(104.2, 30.2), LineString([(104, 30.2), (104.1, 30.2)])) == pytest.approx(
        6 * 1604, rel=0.002
    )


def test_only_polygons_have_an_area() -> None:
    assert area_km2(Polygon()) == 0
    with pytest.raises(TypeError, match="LINESTRING"):
        area_km2(LineString([(104, 30), (105, 31)]))


@given(longitude=longitudes, latitude=latitudes, size=st.floats(0.1, 5000))
def test_an_equal_area_circle_has_its_area_and_is_round(longitude: float, latitude: float, size: float) -> None:
    centre = Point(longitude, latitude)
    polygon = equal_area_circle(centre, size)
    assert area_km2(polygon) == pytest.approx(size, rel=1e-4)
    assert polygon.exterior.is_ccw
    assert len(polygon.exterior.coords) == 49
    radii = [distance_m(centre, Point(corner)) for corner in polygon.exterior.coords]
    assert max(radii) - min(radii) < 0.001
    assert radii[0] == pytest.approx(1000 * math.sqrt(size / math.pi), rel=0.002)


@given(longitude=longitudes, latitude=latitudes, radius=st.floats(1, 50_000))
def test_the_corners_of_a_ring_lie_on_the_circle(longitude: float, latitude: float, radius: float) -> None:
    centre = Point(longitude, latitude)
    polygon = ring(centre, radius)
    assert len(polygon.exterior.coords) == 49
    assert polygon.exterior.is_ccw
    for corner in polygon.exterior.coords:
        assert distance_m(centre, Point(corner)) == pytest.approx(radius, abs=0.001)


@pytest.mark.parametrize("size", [0, -1, math.nan, math.inf])
def test_circles_need_a_size(size: float) -> None:
    with pytest.raises(ValueError, match="area above 0 km²"):
        equal_area_circle(Point(104, 30), size)
    with pytest.raises(ValueError, match="radius above 0 m"):
        ring(Point(104, 30), size)


def test_a_shape_is_widened_on_every_side() -> None:
    """This is at 50° N, where a degree of longitude is short. The sides move out, the corners are rounded."""
    square = box(123, 50, 123.2, 50.1)
    wide = widen(square, 1500)
    assert wide.contains(square)
    assert wide.exterior.is_ccw
    for corner in wide.exterior.coords:
        assert distance_to_shape_m(Point(corner), square) == pytest.approx(1500, abs=0.5)
    assert len(wide.exterior.coords) == 69


def test_parts_and_holes_are_widened_too() -> None:
    ringed = Polygon(box(104, 30, 104.1, 30.1).exterior, [box(104.03, 30.03, 104.07, 30.07).exterior.coords])
    far = box(105, 30, 105.1, 30.1)
    wide = widen(MultiPolygon([ringed, far]), 500)
    assert isinstance(wide, MultiPolygon)
    assert sorted(len(part.interiors) for part in wide.geoms) == [0, 1]
    [hole] = (Polygon(hole) for part in wide.geoms for hole in part.interiors)
    assert area_km2(hole) < area_km2(Polygon(ringed.interiors[0]))
    assert all(
        distance_to_shape_m(Point(corner), ringed) == pytest.approx(500, abs=1) for corner in hole.exterior.coords
    )


@pytest.mark.parametrize("metres", [0, -1, math.nan, math.inf])
def test_a_shape_is_widened_by_a_positive_length_only(metres: float) -> None:
    with pytest.raises(ValueError, match="width above 0 m"):
        widen(box(104, 30, 105, 31), metres)


def test_distance_and_bearing_match_vincentys_example() -> None:
    # Flinders Peak to Buninyon, as published for GDA94 (on GRS 80, here within 0.1 mm of WGS 84).
    flinders = Point(144 + 25 / 60 + 29.52440 / 3600, -(37 + 57 / 60 + 3.72030 / 3600))
    buninyon = Point(143 + 55 / 60 + 35.38390 / 3600, -(37 + 39 / 60 + 10.15610 / 3600))
    assert distance_m(flinders, buninyon) == pytest.approx(54_972.271, abs=0.001)
    assert bearing_deg(flinders, buninyon) == pytest.approx(306 + 52 / 60 + 5.37 / 3600, abs=1e-5)


@pytest.mark.parametrize(
    ("to", "bearing"), [((104, 31), 0), ((104, 29), 180), ((104.0001, 30), 90), ((103.9999, 30), 270)]
)
def test_bearings_run_clockwise_from_north(to: tuple[float, float], bearing: float) -> None:
    assert bearing_deg(Point(104, 30), Point(to)) == pytest.approx(bearing, abs=1e-4)


@given(a=st.tuples(longitudes, latitudes), b=st.tuples(longitudes, latitudes))
def test_bearings_are_less_than_a_full_turn(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert 0 <= bearing_deg(Point(a), Point(b)) < 360
    assert distance_m(Point(a), Point(b)) == pytest.approx(distance_m(Point(b), Point(a)), abs=1e-6)


def test_the_frame_of_areas(tmp_path: Path) -> None:
    zone = load_zone(write_zone(tmp_path / "zone"))
    frame = zone.areas
    assert frame.index.name == "id"
    assert list(frame.index) == ["north-garden", "south-garden", "east-garden"]
    assert list(frame.columns) == [
        *("name_en", "name_de", "name_zh", "name_ja", "pinyin", "size_km2", "uncertainty_m", "confidence"),
        *("geometry", "centre", "reach"),
    ]
    assert frame.loc["east-garden", "name_ja"] == "east-garden (ja)"
    assert frame.active_geometry_name == "geometry"
    assert [str(frame[column].crs) for column in ("geometry", "centre", "reach")] == ["EPSG:4326"] * 3
    assert frame.geometry["south-garden"] == zone.area_records[1].footprint
    assert frame["reach"]["south-garden"] == zone.area_records[1].reach
    measured = frame.geometry.map(area_km2)
    assert measured["north-garden"] == pytest.approx(3.5, rel=1e-6)
    assert measured.sum() == pytest.approx(zone.total_km2, rel=1e-3)


def test_the_frame_of_no_areas(tmp_path: Path) -> None:
    frame = replace(load_zone(write_zone(tmp_path / "zone")), area_records=()).areas
    assert len(frame) == 0
    assert str(frame.crs) == "EPSG:4326"
