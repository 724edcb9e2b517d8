"""Data files written by other programs, and those of the export, are read as if they were our own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
import pytest
import shapely

from geodata import Zone, load_zone
from geodata.measure import equal_area_circle
from geodata.model import Text
from maps import build_map
from maps.export.geojson import geojson_files
from maps.export.writers import export_zone
from tests.problems import AREAS_FILE, METRO, check, problems
from tests.zones import DELETE, alter, parse, read, write, write_zone

NORTH, EAST, STATION = "features/north-garden/", "features/east-garden/", "features/gate-station/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_zone(tmp_path / "zone")


def by_geopandas(path: Path, **options: Any) -> None:
    geopandas.read_file(path).to_file(path, driver="GeoJSON", **options)


def by_gdal(path: Path, **options: Any) -> None:
    """Rewrite the file as ogr2ogr does: values pass from driver to driver in GDAL's own types."""
    meta, _, shapes, values = pyogrio.raw.read(path)
    kinds = {"geometry_type": "Unknown", "crs": "EPSG:4326", "fields": meta["fields"]}
    pyogrio.raw.write(path, shapes, values, driver="GeoJSON", **kinds, **options)


def by_geopandas_in_memory(path: Path) -> None:
    """Rewrite the file with numbered features and a bbox for each."""
    frame = geopandas.read_file(path, use_arrow=False)
    for name in ("stations", "sources"):
        frame[name] = [list(ids) for ids in frame[name]]
    path.write_text(json.dumps(frame.to_geo_dict(show_bbox=True)), "utf-8")


def with_heights_and_parts(path: Path) -> None:
    frame = geopandas.read_file(path)
    multi = {"Polygon": shapely.MultiPolygon, "Point": shapely.MultiPoint}
    shapes = [multi[shape.geom_type]([shape]) for shape in frame.geometry]
    frame.set_geometry(shapely.force_3d(shapes, 480.5)).to_file(path, driver="GeoJSON")


REWRITES: dict[str, Callable[[Path], None]] = {
    "as it is": lambda path: None,
    "geopandas": by_geopandas,
    "geopandas, RFC 7946": lambda path: by_geopandas(path, RFC7946="YES", WRITE_BBOX="YES"),
    "geopandas, rounded to a metre": lambda path: by_geopandas(path, COORDINATE_PRECISION="5"),
    "geopandas in memory": by_geopandas_in_memory,
    "GDAL": by_gdal,
    "GDAL with ids at the features": lambda path: by_gdal(path, ID_FIELD="id"),
    "heights, and shapes of several parts": with_heights_and_parts,
    "pretty, with a byte order mark and Windows line ends": lambda path: (
        path.write_bytes(
            b"\xef\xbb\xbf" + json.dumps(parse(path), indent=2, sort_keys=True).replace("\n", "\r\n").encode()
        )
        and None
    ),
}


def same(zone: Zone, before: Zone) -> None:
    """Assert that all is equal, except for texts that the export has filled in and for rounded corners."""
    for area, other in zip(zone.area_records, before.area_records, strict=True):
        assert (area.surveyed, area.footprint.geom_type) == (other.surveyed, other.footprint.geom_type)
        assert shapely.hausdorff_distance(area.footprint, other.footprint) < 1e-5
        assert area.centre.distance(other.centre) < (1e-5 if area.surveyed else 1e-12)
        assert isinstance(area.uncertainty_m, float)
        shapes = {"footprint": other.footprint, "reach": other.reach, "centre": other.centre}
        assert replace(area, **shapes, basis=other.basis) == other


@pytest.mark.parametrize("rewrite", REWRITES)
@pytest.mark.parametrize("made", ["by hand", "by the export"])
def test_areas_are_read_back(folder: Path, tmp_path: Path, made: str, rewrite: str) -> None:
    alter(folder, AREAS_FILE, f"{NORTH}properties/name_languages", {"de": "en"})
    alter(folder, AREAS_FILE, f"{NORTH}properties/basis/de", "Der Kreis von {size}, „gesehen“ vom\xa0Tor {aus}")
    before = load_zone(folder)
    if made == "by the export":
        export_zone(before, tmp_path / "export", [geojson_files])
        shutil.copy(tmp_path / "export" / AREAS_FILE, folder / AREAS_FILE)
    REWRITES[rewrite](folder / AREAS_FILE)
    same(load_zone(folder), before)


def test_the_map_of_exported_and_rewritten_areas_is_the_same_to_the_byte(chengdu: Zone, tmp_path: Path) -> None:
    shutil.copytree(Path("geodata/chengdu"), tmp_path / "zone")
    export_zone(chengdu, tmp_path / "export", [geojson_files])
    shutil.copy(tmp_path / "export" / AREAS_FILE, tmp_path / "zone" / AREAS_FILE)
    by_geopandas(tmp_path / "zone" / AREAS_FILE)
    again = load_zone(tmp_path / "zone")
    same(again, chengdu)
    assert build_map(again).get_root().render() == build_map(chengdu).get_root().render()


@pytest.mark.parametrize("rewrite", [by_geopandas, by_gdal])
def test_the_backdrop_is_read_back(folder: Path, rewrite: Callable[[Path], None]) -> None:
    alter(folder, METRO, f"{STATION}properties/basis", ["survey", "lanhua-de"])
    before = load_zone(folder)
    for path in (folder / "backdrop").iterdir():
        rewrite(path)
    assert load_zone(folder).backdrop == before.backdrop


FORMS = [
    (f"{NORTH}properties/reach_basis", None),
    (f"{NORTH}properties/clues/0/feature", None),
    (f"{EAST}properties/clues", None),
    (f"{EAST}id", None),
    (f"{EAST}id", 2),
    (f"{EAST}id", "2"),
    ("bbox", [104.0, 30.4, 104.3, 30.7]),
    (f"{NORTH}bbox", [104.0, 30.4, 0, 104.3, 30.7, 0]),
    (f"{NORTH}geometry/bbox", [104.1, 30.6, 104.1, 30.6]),
    ("crs", None),
    ("crs", {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC::CRS84"}}),
    ("name", "areas"),
    ("description", "Drawn anew"),
    ("xy_coordinate_resolution", 1e-7),
    (f"{NORTH}geometry", {"type": "Point", "coordinates": [104.1, 30.6, 512]}),
    (f"{NORTH}geometry", {"type": "Point", "coordinates": [104.1, 30.6, None]}),
    (f"{NORTH}geometry", {"type": "MultiPoint", "coordinates": [[104.1, 30.6]]}),
    (f"{NORTH}properties/sources", '["survey"]'),
    (f"{NORTH}properties/stations", "['gate-station']"),
    (f"{NORTH}properties/sources", "(1:survey)"),
    (f"{NORTH}properties/uncertainty_m", 800.0),
    (f"{EAST}properties/stations", "gate-station"),
]


@pytest.mark.parametrize(("place", "value"), FORMS)
def test_a_variant_of_another_program_is_accepted(folder: Path, place: str, value: Any) -> None:
    before = load_zone(folder)
    if place == f"{EAST}id":
        alter(folder, AREAS_FILE, f"{EAST}properties/id", "east-garden")
    alter(folder, AREAS_FILE, place, value)
    assert load_zone(folder) == before


def test_numbers_are_read_in_any_notation(folder: Path) -> None:
    before = load_zone(folder)
    text = (folder / AREAS_FILE).read_text("utf-8")
    for plain, other in (("104.1,", "1.041e2,"), ("30.6\n", "30.600000000000\n"), (": 800", ": 8.0E+2")):
        assert plain in text
        text = text.replace(plain, other)
    (folder / AREAS_FILE).write_text(text, "utf-8")
    assert load_zone(folder) == before


def test_a_numeric_id_is_read_as_text(folder: Path) -> None:
    alter(folder, METRO, "features/+", {**read(folder, METRO, "features/old-gate"), "id": 1911})
    assert load_zone(folder).place("1911").kind == "landmark"


def test_an_id_may_stand_among_the_properties_only(folder: Path) -> None:
    before = load_zone(folder)
    data = parse(folder / METRO)
    for feature in data["features"]:
        feature["properties"]["id"] = feature.pop("id")
    write(folder / METRO, data)
    assert load_zone(folder) == before


def test_a_name_may_be_null_in_each_language(folder: Path) -> None:
    for area in ("north", "south", "east"):
        alter(folder, AREAS_FILE, f"features/{area}-garden/properties/stations", [])
    alter(folder, METRO, f"{STATION}properties/name", DELETE)
    for tag in ("en", "de", "zh", "ja"):
        alter(folder, METRO, f"{STATION}properties/name_{tag}", None)
    assert load_zone(folder).place("gate-station").name is None
    for tag in ("en", "de", "zh", "ja"):
        alter(folder, METRO, f"{STATION}properties/name_{tag}", tag)
    assert load_zone(folder).place("gate-station").name == Text("en", "de", "zh", "ja")
    alter(folder, METRO, f"{STATION}properties/name_zh", None)
    check(folder, METRO, "gate-station.name.zh", problems(folder)[0].value, "a text in zh that is not empty")


def test_a_null_for_a_required_value_is_refused(folder: Path) -> None:
    expected = (
        "an id of lowercase letters a-z and digits, in parts joined by a hyphen or underscore; at most 100 characters, "
        "and not constructor or zone"
    )
    alter(folder, AREAS_FILE, f"{NORTH}properties/size_source", None)
    check(folder, AREAS_FILE, "north-garden.size_source", None, expected)


@pytest.mark.parametrize("value", ["{1: 2}", "{[]: 1}", "[b'x']", "[" * 80_000, "{'en': 1j}", "[...]", "{"])
def test_a_text_that_is_not_a_table_is_refused(folder: Path, value: str) -> None:
    alter(folder, AREAS_FILE, f"{NORTH}properties/name", value)
    assert {problem.id.partition(".")[0] for problem in problems(folder)} == {"north-garden"}


def test_a_moved_circle_is_refused(folder: Path, tmp_path: Path) -> None:
    """The file gives its place twice, and one of the two would be ignored silently."""
    export_zone(load_zone(folder), tmp_path / "export", [geojson_files])
    shutil.copy(tmp_path / "export" / AREAS_FILE, folder / AREAS_FILE)
    moved = equal_area_circle(shapely.Point(104.1, 30.61), 3.5)
    alter(folder, AREAS_FILE, f"{NORTH}geometry", json.loads(shapely.to_geojson(moved)))
    check(folder, AREAS_FILE, "north-garden.geometry", [104.1, 30.6], "as surveyed is false, the circle of size_km2")
    alter(folder, AREAS_FILE, f"{NORTH}geometry", {"type": "Point", "coordinates": [104.1, 30.601]})
    assert load_zone(folder).area_records[0].centre == shapely.Point(104.1, 30.601)


def test_hidden_files_are_ignored_and_suffixes_in_capitals_read(folder: Path) -> None:
    before = load_zone(folder)
    backdrop = folder / "backdrop"
    for name in ("._metro.geojson", ".#metro.geojson", ".DS_Store", "metro.geojson~", ".metro.GEOJSON"):
        (backdrop / name).write_bytes(b"\0\x05\x16\x07")
    assert load_zone(folder) == before
    (backdrop / "metro.geojson").rename(backdrop / "METRO.GeoJSON")
    assert {place.id for place in load_zone(folder).backdrop} == {place.id for place in before.backdrop}
