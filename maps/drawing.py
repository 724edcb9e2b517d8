"""How the backdrop is drawn, the same for the live map and the static one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import shapely
from shapely import MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.measure import distance_m
from geodata.model import Place, Zone

DRAW_ORDER = (
    *(
        "municipality",
        "district",
        "hills",
        "lake",
        "river",
        "road",
        "expressway",
        "ring",
        "metro",
        "runway",
        "border",
        "outline",
    ),
    *("station", "railway-station", "landmark", "airport"),
)
"""Kinds of the backdrop from the bottom to the top."""


HOME_MARGIN_DEG = 0.03
SURROUNDINGS_DEG = 0.12
NAMED_RANK = 4
NEAR_M = 3500
ALWAYS_RANK = 3


def home_bounds(zone: Zone) -> tuple[float, float, float, float]:
    """West, south, east and north, in degrees, of what is seen at first: all areas and landmarks."""
    shapes = [area.halo for area in zone.area_records] + [zone.place(i).geometry for i in zone.landmarks]
    west, south, east, north = shapely.union_all(shapes).bounds
    margin = HOME_MARGIN_DEG
    return west - margin, south - margin, east + margin, north + margin


def districts(zone: Zone) -> tuple[Polygon | MultiPolygon | None, BaseGeometry]:
    """The municipality as one shape, None where the zone has no districts, and the borders within it as lines.

    Each border is one line, though two districts share it: drawn twice, its dashes would fill each other's gaps.
    """
    shapes = [place.geometry for place in zone.backdrop if place.kind == "district"]
    if not shapes:
        return None, MultiLineString()
    whole = shapely.union_all(shapes)
    lines = shapely.union_all([shape.boundary for shape in shapes])
    return whole, shapely.line_merge(shapely.difference(lines, whole.boundary))


def shown_places(zone: Zone) -> list[Place]:
    """The places that the page shows, from the bottom to the top of the drawing.

    These lie within some 12 km of what is seen at first; of the stations and sights of low rank
    only those within NEAR_M of an area's centre: names in four languages weigh the most.
    """
    view = shapely.box(*home_bounds(zone)).buffer(SURROUNDINGS_DEG, join_style="mitre")
    shapely.prepare(view)
    shown = [place for place in zone.backdrop if view.intersects(place.geometry) and not _far_point(zone, place)]
    # Districts are drawn together; what is left of each is its name.
    shown = [replace(p, geometry=label_point(p)) if p.kind == "district" else p for p in shown] + _land(zone)
    return sorted(shown, key=lambda place: (DRAW_ORDER.index(place.kind), place.id))


def _land(zone: Zone) -> list[Place]:
    """The municipality and the borders of its districts, as two more places."""
    whole, borders = districts(zone)
    district = next((place for place in zone.backdrop if place.kind == "district"), None)
    if whole is None or district is None:
        return []
    shapes = {"municipality": whole, "border": borders}
    return [replace(district, id=kind, kind=kind, geometry=shape, name=None, rank=1) for kind, shape in shapes.items()]


def _far_point(zone: Zone, place: Place) -> bool:
    if place.kind not in ("station", "landmark") or place.rank <= ALWAYS_RANK:
        return False
    return all(distance_m(area.centre, place.geometry) > NEAR_M for area in zone.area_records)


def has_label(place: Place) -> bool:
    """Whether its name is written on the map; a metro line is told by its stations."""
    if place.name is None or place.kind in ("metro", "outline"):
        return False
    return place.kind == "station" or place.rank <= NAMED_RANK


def label_point(place: Place) -> shapely.Point:
    """Where the place's name belongs: half-way along a line, inside a shape."""
    if place.geometry.geom_type in ("LineString", "MultiLineString"):
        return place.geometry.interpolate(0.5, normalized=True)
    return place.geometry.representative_point()


def opened_later(place: Place, released: dt.date) -> bool:
    """Whether it is metro that did not run yet on the day of the release."""
    return place.kind in ("metro", "station") and not place.ran_on(released)
