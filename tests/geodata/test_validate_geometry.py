"""A bad geometry for every rule, and the message that it gets: file, id, value, what was expected."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from geodata import load_zone
from geodata.geometry import apart, position_fault, zone_bounds
from tests.problems import AREAS_FILE, FACTS, LAND, METRO, SOURCES, ZONE, check, problems
from tests.zones import AREAS, alter, read

EAST = "features/east-garden/properties/"


HOOK = [[104.0, 30.4], [104.1, 30.5], [104.1, 30.4], [104.0, 30.5], [104.0, 30.4]]

# coordinates (and type) of a line, an outline or a point of the backdrop; value in the message; expected
BAD_GEOMETRIES = [
    ("brook", "LineString", [[30.4, 104.0], [30.5, 104.2]], [30.4, 104.0],
     "a longitude of 98 to 110, then a latitude of 25 to 36, as around the zone (looks like latitude before "
     "longitude)"),
    ("brook", "LineString", [[104.0, 30.4], [4.0, 50.5]], [4.0, 50.5],
     "a longitude of 98 to 110, then a latitude of 25 to 36, as around the zone"),
    ("gate-station", "Point", [104.1, 17.9], [104.1, 17.9], "a longitude of 98 to 110"),
    ("gate-station", "Point", [136.1, 30], [136.1, 30], "a longitude of 98 to 110"),
    ("gate-station", "Point", [104.1, math.nan], [104.1, math.nan],
     "a position [longitude, latitude] of two finite"),
    ("gate-station", "Point", [104.1, True], [104.1, True], "a position [longitude, latitude] of two finite"),
    ("gate-station", "Point", [104.1, 30.5, "9"], [104.1, 30.5, "9"],
     "a position [longitude, latitude] of two finite"),
    ("gate-station", "Point", [104.1, 30.5, 9, 9], [104.1, 30.5, 9, 9],
     "a position [longitude, latitude] of two finite"),
    ("brook", "LineString", [["104", "30"]], ["104", "30"], "a position [longitude, latitude] of two finite"),
    ("gate-station", "Point", [], [], "at least one position; this is empty"),
    ("brook", "LineString", [], [], "at least one position; this is empty"),
    ("gardens", "Polygon", [], [], "at least one position; this is empty"),
    ("gardens", "Polygon", [HOOK, []], [HOOK, []], "at least one position; this is empty"),
    ("brook", "MultiLineString", [104.0, 30.4], [104.0, 30.4], "coordinates nested as in a MultiLineString"),
    ("brook", "LineString", [[104.0, 30.4]], [[104.0, 30.4]], "a line of 2 or more positions"),
    ("brook", "LineString", [[104.0, 30.4]] * 2, "Too few points in geometry component[104 30.4]",
     "a valid geometry that does not cross"),
    ("gardens", "Polygon", [HOOK[:4]], [HOOK[0], HOOK[3]],
     "a closed ring: its last position equal to its first"),
    ("gardens", "Polygon", [[HOOK[0], HOOK[1], HOOK[0]]], [HOOK[0], HOOK[1], HOOK[0]], "a ring of 4 or more"),
    ("gardens", "Polygon", [HOOK], "Self-intersection[104.05 30.45]", "a valid geometry that does not cross"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "type", "coordinates", "value", "expected"), BAD_GEOMETRIES)
def test_bad_geometry(folder: Path, place: str, type: str, coordinates: Any, value: Any, expected: str) -> None:
    file = METRO if place == "gate-station" else LAND
    alter(folder, file, f"features/{place}/geometry", {"type": type, "coordinates": coordinates})
    id = f"{place}.geometry" if isinstance(value, str) else f"{place}.geometry.coordinates"
    check(folder, file, id, value, expected)
    hinted = "looks like latitude" in problems(folder)[0].expected
    assert hinted == ("looks like latitude" in expected)


@pytest.mark.parametrize(
    ("file", "place", "type", "expected"),
    [
        (METRO, "gate-station", "MultiPoint", "one of Point"),
        (LAND, "brook", "Polygon", "one of LineString, MultiLineString"),
        (LAND, "gardens", "GeometryCollection", "one of Polygon, MultiPolygon"),
        (AREAS_FILE, "north-garden", "LineString", "one of Point, Polygon, MultiPolygon"),
    ],
)
def test_wrong_type_of_geometry(folder: Path, file: str, place: str, type: str, expected: str) -> None:
    alter(folder, file, f"features/{place}/geometry/type", type)
    check(folder, file, f"{place}.geometry.type", type, expected)
    assert problems(folder)[0].expected == expected


def _points(*positions: tuple[float, float]) -> list[dict[str, Any]]:
    return [{"type": "Point", "coordinates": [*position]} for position in positions]


@pytest.mark.parametrize(
    ("backdrop", "hint"),
    [
        ([(-46.3, -23.9), (-46.4, -23.8), (-46.2, -23.9)], "; one of them looks like latitude before longitude"),
        ([(104.1, 30.6)], ""),
    ],
)
def test_a_backdrop_far_from_the_areas(backdrop: list[tuple[float, float]], hint: str) -> None:
    areas = _points((-23.9, -46.3), (-23.8, -46.4))
    fault = apart(areas, _points(*backdrop))
    assert fault is not None
    assert fault[0].startswith("the areas around longitude -23.85, latitude -46.35; the backdrop around longitude ")
    assert fault[1] == "areas and backdrop at the same place" + hint
    assert apart(areas, _points(*backdrop, (-23.9, -46.3))) is None
    assert apart(areas, []) is None


def test_the_backdrop_of_another_zone_is_one_problem(folder: Path) -> None:
    for file in (LAND, METRO):
        text = (folder / file).read_text("utf-8")
        (folder / file).write_text(text.replace("104.", "4.").replace("30.", "50."), "utf-8")
    [problem] = problems(folder)
    assert (problem.file, problem.id) == (AREAS_FILE, "features")


def test_a_place_beyond_the_180th_meridian() -> None:
    bounds = zone_bounds(_points((179.9, -16.8), (179.8, -16.7), (179.9, -16.7)))
    said = "a longitude of 174 to 180, then a latitude of -22 to -11, as around the zone"
    assert position_fault([-179.97, -16.5], bounds) == f"{said}; the map ends at the 180th meridian"
    assert position_fault([-170, -16.5], bounds) == said


def test_no_geometry(folder: Path) -> None:
    alter(folder, LAND, "features/brook/geometry", None)
    check(folder, LAND, "brook.geometry", None, "a geometry")


def test_multi_geometries_are_accepted(folder: Path) -> None:
    line = read(folder, LAND, "features/brook/geometry/coordinates")
    alter(folder, LAND, "features/brook/geometry", {"type": "MultiLineString", "coordinates": [line]})
    assert load_zone(folder).place("brook").geometry.geom_type == "MultiLineString"


def test_an_outline_of_another_size(folder: Path) -> None:
    alter(folder, AREAS_FILE, EAST + "size_km2", 1.066)  # the outline has 1.0637 km²
    alter(folder, ZONE, "total_km2", 6.566)
    check(folder, AREAS_FILE, "east-garden.geometry", "1.0637 km²", "an outline of 1.066 km², the size_km2")
    alter(folder, AREAS_FILE, EAST + "size_km2", 1.0645)
    alter(folder, ZONE, "total_km2", 6.5645)
    load_zone(folder)


def test_areas_that_overlap(folder: Path) -> None:
    alter(folder, AREAS_FILE, "features/south-garden/geometry/coordinates", [104.1, 30.59])
    [problem] = problems(folder)
    assert (problem.file, problem.id) == (AREAS_FILE, "south-garden.geometry")
    assert problem.expected == "no overlap with north-garden"
    assert str(problem.value).endswith(" km² in common")
    assert 0.5 < float(str(problem.value).split()[0]) < 1.9


def test_an_area_within_another(folder: Path) -> None:
    alter(folder, AREAS_FILE, "features/south-garden/geometry/coordinates", [104.1, 30.6])
    check(folder, AREAS_FILE, "south-garden.geometry", "2 km² in common", "no overlap with north-garden")


def test_outlines_may_share_a_border(folder: Path) -> None:
    twin = read(folder, AREAS_FILE, "features/east-garden")
    twin["id"] = "far-east-garden"
    for corner in twin["geometry"]["coordinates"][0]:
        corner[0] = round(corner[0] + 0.01, 4)
    alter(folder, AREAS_FILE, "features/+", twin)
    alter(folder, ZONE, "total_km2", 7.6274)
    assert len(load_zone(folder).area_records) == len(AREAS) + 1


def test_sizes_that_do_not_add_up(folder: Path) -> None:
    alter(folder, ZONE, "total_km2", 6.5638)
    check(folder, ZONE, "total_km2", 6.5638, "6.5637, the sum of the areas' size_km2")


def test_a_bad_record_is_not_reported_again_by_records_that_name_it(folder: Path) -> None:
    alter(folder, FACTS, "fact/size/value", "large")
    alter(folder, FACTS, "fact/size/group", "why")
    alter(folder, SOURCES, "source/survey/url", "")
    found = [(p.file, p.id) for p in problems(folder)]
    assert found == [
        (FACTS, "size.group"),
        (FACTS, "size.unit"),
        (FACTS, "size.value"),
        (SOURCES, "survey.url"),
    ]
