"""The backdrop of Chengdu, compared with positions measured by others, in reference_points.csv."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from pyproj import Geod
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.measure import area_km2, distance_m, distance_to_shape_m
from geodata.model import LANGUAGES, Place, Zone

FILES = sorted((Path(__file__).parents[2] / "geodata" / "chengdu" / "backdrop").glob("*.geojson"))
TABLE = Path(__file__).with_name("reference_points.csv")

LIMITS_M = {
    **{"runway": 50, "station": 150, "ring": 150, "road": 150},
    **{"expressway": 200, "river": 200, "lake": 200, "district": 500},
    **{"railway": 100, "parent-zone": 200, "railway-station": 100},
}
"""How far a feature of each kind may lie from its reference points."""
LEAST_POINTS = {"runway": 10, "station": 170, "ring": 100, "district": 150, "railway-station": 2}
SURVEYED_LINES = ("ring", "expressway", "river", "railway", "parent-zone")
RINGS_KM = {"first-ring-road": 19.4, "second-ring-road": 28, "third-ring-road": 51, "g4202": 85}
"""The published length of each ring road."""
MUNICIPALITY_KM2 = 14_335
RELEASED, TODAY = dt.date(2020, 11, 20), dt.date(2026, 11, 20)
STATIONS = {
    RELEASED: {"1": 35, "5": 41, "18": 8},
    TODAY: {"1": 35, "5": 41, "6": 56, "8": 32, "9": 13, "18": 11},
}
"""How many stations each line had on that day. For two of Line 18 the opening day is unknown."""


@pytest.fixture(scope="module")
def places(chengdu: Zone) -> dict[str, Place]:
    return {place.id: place for place in chengdu.backdrop}


@pytest.fixture(scope="module")
def districts(chengdu: Zone) -> list[Place]:
    return [place for place in chengdu.backdrop if place.kind == "district"]


def references(kind: str) -> list[tuple[str, Point]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == kind]
    return [(row["name"], Point(float(row["lon"]), float(row["lat"]))) for row in rows]


def drawn(place: Place) -> BaseGeometry:
    """Return what should pass the reference points: a runway's ends, a polygon's edge, else the whole shape."""
    if place.kind == "runway":
        return place.geometry.boundary
    return place.geometry.exterior if isinstance(place.geometry, Polygon) else place.geometry


def length_km(line: LineString) -> float:
    return float(Geod(ellps="WGS84").geometry_length(line)) / 1000


def features(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text("utf-8"))["features"])


def positions(coordinates: Any) -> Iterator[list[float]]:
    if isinstance(coordinates[0], list):
        for part in coordinates:
            yield from positions(part)
    else:
        yield coordinates


@pytest.mark.parametrize("kind", LIMITS_M)
def test_features_lie_where_others_measured_them(places: dict[str, Place], kind: str) -> None:
    points = references(kind)
    assert len(points) >= LEAST_POINTS.get(kind, 15)
    off = [(round(distance_to_shape_m(point, drawn(places[name]))), name, point.coords[0]) for name, point in points]
    too_far = [f"{name} is {metres} m from {at}" for metres, name, at in off if metres > LIMITS_M[kind]]
    assert too_far == []


def test_every_station_and_runway_has_a_reference(places: dict[str, Place]) -> None:
    for kind in ("station", "runway", "district"):
        known = {name for name, _ in references(kind)}
        found = {place.id for place in places.values() if place.kind == kind}
        assert found == known, f"each {kind} needs a position measured by others in {TABLE.name}"


def test_all_but_sketches_are_compared_with_references(places: dict[str, Place]) -> None:
    known = {name for kind in LIMITS_M for name, _ in references(kind)}
    shapes = {p.id for p in places.values() if p.kind in SURVEYED_LINES and not p.schematic}
    assert shapes - known == set()
    sketched = [place.id for place in places.values() if place.schematic and place.id in known]
    assert sketched == []


@pytest.mark.parametrize("name", RINGS_KM)
def test_ring_roads_close_and_have_their_known_length(places: dict[str, Place], name: str) -> None:
    """A zigzag would make them longer, a shortcut shorter."""
    ring = places[name].geometry
    assert ring.is_ring, f"{name} is open or crosses itself"
    assert length_km(ring) == pytest.approx(RINGS_KM[name], rel=0.02)


def test_the_second_ring_expressway_closes_by_its_sketched_part(places: dict[str, Place]) -> None:
    known, sketch = places["sa2"].geometry, places["sa2-north"].geometry
    assert {known.coords[0], known.coords[-1]} == {sketch.coords[0], sketch.coords[-1]}


@pytest.mark.parametrize(
    ("river", "other"),
    [
        ("xuyan-river", "fu-river-upper"),
        ("fu-river-upper", "fu-river"),
        ("fu-river", "jinjiang"),
        ("qingshui-river", "nan-river"),
        ("nan-river", "jinjiang"),
        ("sha-river", "jinjiang"),
        ("jiangan-river", "jiangan-river-lower"),
        ("jiangan-river-lower", "jinjiang-south"),
        ("jinjiang", "jinjiang-south"),
        ("jiangxi-river-upper", "jiangxi-river"),
        ("jiangxi-river", "tuo-river-lower"),
        ("tuo-river", "tuo-river-lower"),
    ],
)
def test_rivers_flow_into_each_other(places: dict[str, Place], river: str, other: str) -> None:
    mouth = Point(places[river].geometry.coords[-1])
    gap = distance_to_shape_m(mouth, places[other].geometry)
    assert gap < 20, f"{river} ends {gap:.0f} m from {other}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_positions_have_four_decimals_and_each_feature_one_line(path: Path) -> None:
    known = features(path)
    for feature in known:
        for position in positions(feature["geometry"]["coordinates"]):
            assert position == [round(number, 4) for number in position], feature["id"]
    lines = path.read_text("utf-8").splitlines()
    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:-1]] == [feature["id"] for feature in known]


def test_all_that_a_reader_may_ask_about_has_a_name(places: dict[str, Place]) -> None:
    assert {place.kind for place in places.values() if place.name is None} == {"runway", "built-up"}


HAN, KANA = r"[\u4e00-\u9fff]", r"[\u3040-\u30ff]"
SCRIPTS = {
    # a pattern that each name has, one that none has, and a character set that holds the script
    "en": ("[A-Za-z]", f"{HAN}|{KANA}|'", "latin-1"),
    "de": ("[A-Za-z]", f"{HAN}|{KANA}|'", "latin-1"),
    "zh": (HAN, KANA, "gb2312"),
    "ja": (f"{HAN}|{KANA}", "['’广厂]", "shift_jis"),
}
OF_ANY_SCRIPT = "[–’·郫邛崍壩]"
"""Punctuation between words, and characters that Japanese uses only in these place names."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_written_in_the_script_of_their_language(places: dict[str, Place], language: str) -> None:
    """The Japanese character set lacks simplified characters, and GB 2312 lacks traditional ones."""
    wanted, unwanted, charset = SCRIPTS[language]
    names = {place.id: place.name[language] for place in places.values() if place.name}
    assert len(names) > 250
    for id, name in names.items():
        assert re.search(wanted, name), (id, name)
        assert not re.search(unwanted, name), (id, name)
        plain = re.sub(OF_ANY_SCRIPT, "-", name)
        assert plain.encode(charset, "replace").decode(charset) == plain, (id, name)


def test_districts_share_their_borders_and_make_up_the_municipality(districts: list[Place]) -> None:
    shapes = [place.geometry for place in districts]
    assert len(shapes) == 20
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.union_all(shapes)
    assert isinstance(whole, Polygon)
    assert len(whole.interiors) == 0
    assert area_km2(whole) == pytest.approx(MUNICIPALITY_KM2, rel=0.01)


def test_points_lie_in_the_municipality(places: dict[str, Place], districts: list[Place]) -> None:
    whole = shapely.union_all([place.geometry for place in districts])
    points = [p for p in places.values() if p.geometry.geom_type == "Point" or p.kind in ("lake", "runway", "outline")]
    assert len(points) > 200
    for place in points:
        off = max(distance_to_shape_m(Point(corner), whole) for corner in shapely.get_coordinates(place.geometry))
        assert off <= place.accuracy_m, f"{place.id} is {off:.0f} m outside"


def test_landmarks_and_airports_name_the_district_that_they_lie_in(places: dict[str, Place]) -> None:
    named = [p for p in places.values() if p.kind in ("landmark", "railway-station", "airport")]
    assert len(named) >= 25
    for place in named:
        assert place.district is not None, f"{place.id} needs the id of its district as `district`"
        off = distance_to_shape_m(place.geometry, places[place.district].geometry)
        assert off <= place.accuracy_m, f"{place.id} is {off:.0f} m from {place.district}"


def test_sketches_are_marked_and_name_their_basis(chengdu: Zone) -> None:
    for place in chengdu.backdrop:
        is_sketch = place.source == "own-sketch"
        assert place.schematic == is_sketch, f"{place.id}: `schematic` is true if the source is own-sketch, else false"
        assert place.schematic or place.basis == () or place.kind == "parent-zone", place.id
        assert place.accuracy_m >= (200 if place.schematic else 50), place.id
    assert chengdu.place("future-city-district").basis == ("baike-fstc", "osm")
    credits = {place.source for place in chengdu.backdrop} - {"own-sketch", "ourairports"}
    assert {id: chengdu.source(id).credit for id in credits} == {
        "osm": "© OpenStreetMap contributors",
        "tianditu": "行政区划：天地图 GS(2024)0650号",
    }


def test_the_railway_runs_through_its_stations(chengdu: Zone) -> None:
    railway = chengdu.place("chengdu-zigong-railway")
    assert (railway.opened, railway.line) == ("2023-12-26", None)
    for id in ("chengdu-east-station", "tianfu-station", "sanchahu-station"):
        station = chengdu.place(id)
        assert distance_to_shape_m(station.geometry, railway.geometry) <= station.accuracy_m, id


@pytest.mark.parametrize("day", STATIONS, ids=str)
def test_the_metro_of_a_day_has_the_stations_of_that_day(chengdu: Zone, day: dt.date) -> None:
    """On a day, a line serves a station that is open if a section that then runs passes or ends there."""
    running = [place for place in chengdu.backdrop if place.kind == "metro" and place.was_open_on(day)]
    found: Counter[str] = Counter()
    for station in chengdu.backdrop:
        if station.kind != "station" or not station.was_open_on(day):
            continue
        for line in (station.line or "").split(","):
            sections = [section for section in running if section.line == line]
            found[line] += any(distance_to_shape_m(station.geometry, section.geometry) < 20 for section in sections)
    assert +found == STATIONS[day], "a new station is to be counted in STATIONS, above"


def test_metro_lines_run_through_their_stations(chengdu: Zone) -> None:
    sections = [place for place in chengdu.backdrop if place.kind == "metro"]
    stations = [place for place in chengdu.backdrop if place.kind == "station"]
    for station in stations:
        for line in (station.line or "").split(","):
            off = min(distance_to_shape_m(station.geometry, s.geometry) for s in sections if s.line == line)
            assert off < 20, f"Line {line} passes {station.id} at {off:.0f} m"
    for section in sections:
        for end in (section.geometry.coords[0], section.geometry.coords[-1]):
            off, last = min(((distance_m(Point(end), s.geometry), s) for s in stations), key=lambda pair: pair[0])
            assert off < 20, f"{section.id} ends {off:.0f} m from a station"
            assert (last.opened or "9") <= (section.opened or ""), f"{section.id} ran before {last.id} opened"


def test_metro_lines_do_not_double_back(chengdu: Zone) -> None:
    """A corner sharper than a train can take would mean that stations are in the wrong order."""
    for section in (place for place in chengdu.backdrop if place.kind == "metro"):
        points = [Point(corner) for corner in section.geometry.coords]
        for (a, b), (_, c) in pairwise(pairwise(points)):
            detour = (distance_m(a, b) + distance_m(b, c)) / distance_m(a, c)
            assert detour < 1.75, f"{section.id} turns back at {b.coords[0]}"


def test_opening_days_have_a_source_that_states_them(chengdu: Zone) -> None:
    metro = [place for place in chengdu.backdrop if place.kind in ("metro", "station")]
    railway = [chengdu.place(id) for id in ("chengdu-zigong-railway", "sanchahu-station")]
    assert {place.id for place in metro if place.opened is None} == {
        "m18-tianfu-railway-station",
        "m18-tianfu-airport-t3-and-t4",
    }
    for place in [*metro, *railway]:
        assert (place.opened is None) == (place.opened_source is None), place.id
        source = chengdu.source(place.opened_source) if place.opened_source else None
        if source and source.published:
            assert place.opened is not None
            assert abs((dt.date.fromisoformat(place.opened) - source.published).days) <= 7, place.id


def test_few_features_are_shown_at_the_scale_of_the_municipality(chengdu: Zone) -> None:
    ranks = Counter(place.rank for place in chengdu.backdrop)
    assert set(ranks) == {1, 2, 3, 4, 5}
    assert ranks[1] <= 20
    assert ranks[1] + ranks[2] <= 45
    ranked = {place.id for place in chengdu.backdrop if place.rank == 1}
    assert {"tianfu-square", "shuangliu-airport", "tianfu-airport", "g4202", "min-river"} <= ranked


def test_the_backdrop_is_small_enough_for_the_page(chengdu: Zone) -> None:
    """Positions are integer steps of 1/10 000 degree and names in four languages, much as a page carries them."""
    travelling = []
    for place in chengdu.backdrop:
        whole = [[round(degrees * 10_000) for degrees in corner] for corner in shapely.get_coordinates(place.geometry)]
        steps = [*whole[0], *(b[i] - a[i] for a, b in pairwise(whole) for i in (0, 1))]
        names = [place.name[language] for language in LANGUAGES] if place.name else []
        travelling.append([place.id, place.kind, place.rank, place.line, place.opened, place.schematic, steps, names])
    written = json.dumps(travelling, ensure_ascii=False, separators=(",", ":")).encode()
    assert len(gzip.compress(written, mtime=0)) <= 30_000
    files = {path.stem: len(gzip.compress(path.read_bytes(), mtime=0)) for path in FILES}
    assert sum(files.values()) <= 35_000, files
