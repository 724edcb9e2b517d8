"""The layers: areas, their centres and reaches, and the backdrop.

Shapes are WGS-84, lon/lat, in degrees with at most 7 decimals (a centimetre), rings as RFC 7946 wants them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.model import LANGUAGES, Area, Place, Zone
from maps.export.tables import Column, Row, Table, four, in_four, pick
from maps.page.payload import geo_uri
from maps.text.translator import Translator, fill

DECIMALS = 7

AREA_COLUMNS = (
    Column("id", "string", "Id of the area"),
    *four("name", "Name"),
    Column("pinyin", "string", "The Chinese name in Pinyin"),
    Column("size_km2", "number", "Published size in km²; the footprint has this area on the WGS-84 ellipsoid"),
    Column("size_source", "string", "Id of the source of the size"),
    Column(
        "uncertainty_m",
        "number",
        "How far the true centre may lie from the one given here, in metres: radius of the reach",
    ),
    Column("confidence", "string", "How sure the place is: low, low-to-medium, medium or high"),
    Column("surveyed", "boolean", "True where the footprint is an outline from a source, false where it is a circle"),
    Column("longitude", "number", "Longitude of the estimated centre in degrees, WGS-84"),
    Column("latitude", "number", "Latitude of the estimated centre in degrees, WGS-84"),
    Column("geo", "string", "The estimated centre as a geo: link (RFC 5870) with uncertainty_m as its uncertainty"),
    Column("district", "string", "Id of the wider district in the backdrop, where there is one"),
    Column("district_km2", "number", "Size of that district in km²"),
    Column("stations", "list", "Ids of the nearest metro stations in the backdrop"),
    Column("sources", "list", "Ids of the sources of size and place"),
    *four("purpose", "What the area is planned for"),
    Column("purpose_source", "string", "Id of the source of the purpose"),
    *four("basis", "How the place was found, and why it is not surer"),
)
POINT_COLUMNS = pick(
    AREA_COLUMNS, ["id", *(f"name_{tag}" for tag in LANGUAGES), "size_km2", "uncertainty_m", "confidence", "surveyed"]
)
BACKDROP_COLUMNS = (
    Column("id", "string", "Id of the feature"),
    Column("kind", "string", "What it is, such as river, metro or station"),
    *four("name", "Name, where it has one"),
    Column("rank", "integer", "Weight of its label, from 1 (shown first) to 5"),
    Column("line", "string", "Metro line; several are parted by a comma"),
    Column("opened", "string", "Day, month or year of opening (ISO 8601), where known"),
    Column("accuracy_m", "number", "How far it may be off, in metres"),
    Column("schematic", "boolean", "True for a sketch without a reference"),
    Column("source", "string", "Id of its source"),
)


def layers(zone: Zone) -> tuple[Table, ...]:
    """Areas, centres, reaches and backdrop, in this order."""
    return areas(zone), centres(zone), reaches(zone), backdrop(zone)


def areas(zone: Zone) -> Table:
    about = "Footprints of the areas: true to size, and where not surveyed a circle at an estimated place"
    rows = tuple(_area(area) for area in zone.area_records)
    return Table("areas", about, AREA_COLUMNS, rows, tuple(neat(area.footprint) for area in zone.area_records))


def centres(zone: Zone) -> Table:
    return _about_centres(
        zone,
        "centres",
        "Estimated centres of the areas; uncertainty_m says how far each may be off",
        lambda area: area.centre,
    )


def reaches(zone: Zone) -> Table:
    return _about_centres(
        zone,
        "reaches",
        "Circles of radius uncertainty_m in which the true centres lie; an area may reach beyond",
        _reach,
    )


def backdrop(zone: Zone) -> Table:
    about = "What lies around the areas: water, roads, metro, places; simplified, each with its accuracy"
    rows = tuple(_place(place) for place in zone.backdrop)
    return Table("backdrop", about, BACKDROP_COLUMNS, rows, tuple(neat(place.geometry) for place in zone.backdrop))


def neat(shape: BaseGeometry) -> BaseGeometry:
    """`shape` with 7 decimals, outer rings counter-clockwise and holes clockwise (RFC 7946, 3.1.6)."""
    turned: BaseGeometry = shapely.orient_polygons(shape)
    rounded: BaseGeometry = shapely.transform(turned, lambda degrees: np.round(degrees, DECIMALS))
    # What is narrower than a centimetre would fall together.
    return rounded if rounded.is_valid else turned


def _reach(area: Area) -> BaseGeometry:
    return area.reach


def _about_centres(zone: Zone, name: str, about: str, shape: Callable[[Area], BaseGeometry]) -> Table:
    names = [column.name for column in POINT_COLUMNS]
    rows = tuple({key: _area(area)[key] for key in names} for area in zone.area_records)
    return Table(name, about, POINT_COLUMNS, rows, tuple(neat(shape(area)) for area in zone.area_records))


def _area(area: Area) -> Row:
    def filled(template: str, words: Translator) -> str:
        return fill(template, size=words.area(area.size_km2), off=words.radius(area.uncertainty_m))

    longitude, latitude = (float(degrees) for degrees in neat(area.centre).coords[0])
    return {
        "id": area.id,
        **in_four("name", lambda words: area.name[words.language]),
        "pinyin": area.pinyin,
        "size_km2": area.size_km2,
        "size_source": area.size_source,
        "uncertainty_m": area.uncertainty_m,
        "confidence": area.confidence,
        "surveyed": area.surveyed,
        "longitude": longitude,
        "latitude": latitude,
        "geo": geo_uri(area),
        "district": area.district,
        "district_km2": area.district_km2,
        "stations": area.stations,
        "sources": area.sources,
        **in_four("purpose", lambda words: filled(area.purpose[words.language], words)),
        "purpose_source": area.purpose_source,
        **in_four("basis", lambda words: filled(area.basis[words.language], words)),
    }


def _place(place: Place) -> Row:
    return {
        "id": place.id,
        "kind": place.kind,
        **in_four("name", lambda words: place.name[words.language] if place.name else None),
        "rank": place.rank,
        "line": place.line,
        "opened": place.opened,
        "accuracy_m": place.accuracy_m,
        "schematic": place.schematic,
        "source": place.source,
    }
