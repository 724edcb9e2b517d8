"""All files agree: each is read by an independent library and compared with the zone."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from pyproj import Geod

from geodata import Zone
from geodata.addresses import geo_uri
from geodata.measure import equal_area_circle
from geodata.model import LANGUAGES, Area
from maps.export.layers import round_and_orient
from maps.export.writers import DATA, export_zone
from tests import exports
from tests.exports import AREA_LAYERS, READERS, Feature

GEOD = Geod(ellps="WGS84")
CENTIMETRE_DEG = 1e-7


@pytest.fixture(params=["chengdu", "lanhua"])
def zone(request: pytest.FixtureRequest) -> Zone:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Zone)
    return found


@pytest.fixture
def folder(request: pytest.FixtureRequest, zone: Zone) -> Path:
    found = request.getfixturevalue({"chengdu": "exported", "lanhua": "lanhua_exported"}[zone.id])
    assert isinstance(found, Path)
    return found


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("layer", AREA_LAYERS)
def test_areas_have_the_same_shape_size_and_radius(zone: Zone, folder: Path, reader: str, layer: str) -> None:
    features = READERS[reader](folder)[layer]
    assert list(features) == [area.id for area in zone.area_records]
    for area in zone.area_records:
        check_area(area, features[area.id], getattr(area, AREA_LAYERS[layer]))


@pytest.mark.parametrize("reader", READERS)
def test_an_outline_with_parts_and_a_hole_is_the_same(lanhua: Zone, tmp_path: Path, reader: str) -> None:
    """By RFC 7946 the given rings have the wrong direction."""
    hole = shapely.box(104.21, 30.56, 104.22, 30.57)
    outline = shapely.union_all(
        [shapely.box(104.2, 30.55, 104.23, 30.58) - hole, shapely.box(104.3, 30.5, 104.31, 30.6)]
    )
    turned = shapely.orient_polygons(outline, exterior_cw=True)
    area = replace(lanhua.area_records[0], footprint=turned, surveyed=True)
    export_zone(replace(lanhua, area_records=(area, *lanhua.area_records[1:])), tmp_path, DATA)
    drawn = READERS[reader](tmp_path)["areas"][area.id].shape
    assert drawn.geom_type == "MultiPolygon"
    assert len(drawn.geoms) == 2
    assert shapely.equals(drawn, outline)
    if reader.startswith("GeoJSON"):
        assert all(part.exterior.is_ccw for part in drawn.geoms)
        assert [hole.is_ccw for part in drawn.geoms for hole in part.interiors] == [False]


def test_a_shape_narrower_than_a_centimetre_keeps_its_digits() -> None:
    speck = equal_area_circle(shapely.Point(104.1, 30.6), 1e-10)
    assert speck.is_valid
    assert round_and_orient(speck).equals(speck)


def check_area(area: Area, feature: Feature, shape: shapely.Geometry) -> None:
    said, drawn = feature.properties, feature.shape
    assert shapely.get_type_id(drawn) == shapely.get_type_id(shape)
    assert shapely.hausdorff_distance(drawn, shape) < CENTIMETRE_DEG
    assert (said["size_km2"], said["uncertainty_m"], said["confidence"]) == (
        area.size_km2,
        area.uncertainty_m,
        area.confidence,
    )
    assert said["surveyed"] is area.surveyed
    assert [said[f"name_{language}"] for language in LANGUAGES] == [area.name[tag] for tag in LANGUAGES]
    if shape is area.footprint:
        measured = abs(GEOD.geometry_area_perimeter(drawn)[0]) / 1e6
        assert measured == pytest.approx(area.size_km2, rel=0.001)
        assert (said["longitude"], said["latitude"]) == pytest.approx(area.centre.coords[0], abs=CENTIMETRE_DEG)
        assert said["geo"] == geo_uri(area)
        assert said["geo"].endswith(f";u={area.uncertainty_m:g}")
    if shape is area.reach:
        assert drawn.contains(area.footprint)


@pytest.mark.parametrize("reader", [name for name in READERS if not name.startswith("KML")])
def test_the_backdrop_is_the_same(zone: Zone, folder: Path, reader: str) -> None:
    features = READERS[reader](folder)["backdrop"]
    ids = [place.id for place in zone.backdrop]
    # The GeoPackage has a layer for each type of geometry; if one feature has several parts, all are Multi- geometries.
    in_layers = reader.startswith("GeoPackage")
    assert list(features) == ids or (in_layers and sorted(features) == sorted(ids))
    for place in zone.backdrop:
        said, drawn = features[place.id].properties, features[place.id].shape
        kind = place.geometry.geom_type
        assert drawn.geom_type == kind or (in_layers and drawn.geom_type == f"Multi{kind}")
        assert shapely.hausdorff_distance(drawn, place.geometry) < CENTIMETRE_DEG
        assert (said["kind"], said["rank"], said["source"]) == (place.kind, place.rank, place.source)
        assert (said["accuracy_m"], said["schematic"]) == (place.accuracy_m, place.schematic)
        assert said.get("name_ja") == (place.name.ja if place.name else None)
        assert (said.get("line"), said.get("opened")) == (place.line, place.opened)


def test_the_table_of_areas_is_the_same(zone: Zone, folder: Path) -> None:
    rows = exports.csv(folder, "areas")
    layer = exports.geopackage(folder)["areas"]
    assert [row["id"] for row in rows] == [area.id for area in zone.area_records]
    for row, area in zip(rows, zone.area_records, strict=True):
        assert (float(row["size_km2"]), float(row["uncertainty_m"])) == (area.size_km2, area.uncertainty_m)
        assert row["surveyed"] == str(area.surveyed).lower()
        assert row["sources"].split("; ") == list(area.sources)
        assert row["basis_zh"] == layer[area.id].properties["basis_zh"]
        assert "{size}" not in row["basis_en"]
        assert (float(row["longitude"]), float(row["latitude"])) == tuple(
            float(layer[area.id].properties[key]) for key in ("longitude", "latitude")
        )


def test_facts_are_the_same(zone: Zone, folder: Path) -> None:
    rows = exports.csv(folder, "facts")
    others = exports.geopackage_rows(folder, "facts")
    assert [row["id"] for row in rows] == [row["id"] for row in others] == [fact.id for fact in zone.facts]
    for row, other, fact in zip(rows, others, zone.facts, strict=True):
        assert row == {key: written(value) for key, value in other.items()}
        value = fact.value
        assert row.get("value") == (
            value.isoformat() if isinstance(value, dt.date) else None if value is None else str(value)
        )
        assert row.get("unit") == fact.unit
        assert row["in_release"] == str(fact.in_release).lower()
        if isinstance(value, (int, float)):
            assert float(row["number"]) == value
        place = fact.locator
        found = (row.get("quote_source"), row.get("paragraph"), row.get("sentence"), row.get("quote"))
        assert found == (
            (place.source, f"{place.paragraph}", f"{place.sentence}", place.quote) if place else (None,) * 4
        )
        assert row["source_urls"].split("; ") == [zone.source(id).url for id in row["sources"].split("; ")]
        assert {*fact.sources} <= {*row["sources"].split("; ")}
        assert all("{value}" not in row[f"text_{language}"] for language in LANGUAGES)


def written(value: object) -> str:
    """Return a value of the GeoPackage as the CSV writes it: whole numbers without a decimal."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@pytest.mark.parametrize("table", ["quotes", "notes", "sources"])
def test_the_other_tables_are_the_same(folder: Path, table: str) -> None:
    others = [{k: written(v) for k, v in row.items()} for row in exports.geopackage_rows(folder, table)]
    assert exports.csv(folder, table) == others


def test_every_quote_of_a_fact_is_listed_with_a_link_to_its_place(zone: Zone, folder: Path) -> None:
    rows = [(row["fact"], row["source"], row["quote"]) for row in exports.csv(folder, "quotes")]
    expected = [
        (f.id, q.source, q.quote) for f in zone.facts for q in [*([f.locator] if f.locator else []), *f.versions]
    ]
    assert rows == expected
    for row in exports.csv(folder, "quotes"):
        assert row["link"].startswith(zone.source(row["source"]).url.partition("#")[0] + "#:~:text=")


def test_every_id_that_a_record_names_is_in_the_table_it_refers_to(folder: Path) -> None:
    sources = {row["id"] for row in exports.csv(folder, "sources")}
    areas, facts = ({row["id"] for row in exports.csv(folder, name)} for name in ("areas", "facts"))
    places = set(exports.geojson(folder)["backdrop"])
    for row in exports.csv(folder, "facts"):
        assert {*row["sources"].split("; ")} <= sources
        assert {*row.get("areas", "").split("; ")} <= areas | {""}
    for row in exports.csv(folder, "areas"):
        assert {row["size_source"], row["purpose_source"], *row["sources"].split("; ")} <= sources
        assert {*row.get("stations", "").split("; ")} | {row.get("district", "")} <= places | {""}
    assert {row["fact"] for row in exports.csv(folder, "quotes")} <= facts
    assert {f.properties["source"] for f in exports.geojson(folder)["backdrop"].values()} <= sources


def test_lists_are_lists_in_formats_that_have_them(zone: Zone, folder: Path) -> None:
    [first, *_] = json.loads((folder / "areas.geojson").read_text("utf-8"))["features"]
    assert first["properties"]["sources"] == list(zone.area_records[0].sources)
