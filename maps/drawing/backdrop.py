"""The features of a zone in draw order, with the districts merged into land and borders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from math import dist

import shapely
from shapely import MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.model import Place, Zone
from maps.drawing import style
from maps.drawing.projection import Viewport

REACH_MARGIN_DEG = 0.03, 0.03
LANDMARK_MARGIN_DEG = 0.1, 0.05
"""Margins in degrees of longitude and latitude around the reaches, and around the landmarks, whose labels need room."""
LANDMARK_DIAGONALS = 1.5
"""Maximum distance of a landmark in the first view from the areas' bounding box, in diagonals of that box."""
_ORDER = {kind: index for index, kind in enumerate(style.STYLES)}


def home_bounds(zone: Zone) -> tuple[float, float, float, float]:
    """Return west, south, east and north, in degrees, of the first view: reaches and near landmarks with margins."""
    extents = [(area.reach.bounds, REACH_MARGIN_DEG) for area in zone.area_records]
    extents += [(place.geometry.bounds, LANDMARK_MARGIN_DEG) for place in near_landmarks(zone)]
    sides = [(west - x, south - y, east + x, north + y) for (west, south, east, north), (x, y) in extents]
    west, south, east, north = zip(*sides, strict=True)
    return min(west), min(south), max(east), max(north)


def near_landmarks(zone: Zone) -> list[Place]:
    """Return the landmarks for the first view; one far away would leave the areas only a small part of it."""
    # In pixels of any size, as only lengths are compared.
    view = Viewport(shapely.total_bounds([area.reach for area in zone.area_records]).tolist(), 1000)
    areas = shapely.box(0, 0, *view.size)
    limit = LANDMARK_DIAGONALS * dist((0, 0), view.size)
    return [place for place in map(zone.place, zone.landmarks) if areas.distance(view.project(place.geometry)) <= limit]


def shown_places(zone: Zone) -> list[Place]:
    """Return the features that a map shows, in draw order (bottom first)."""
    # Districts are drawn merged; a single one only has a label, at a point.
    places = [replace(p, geometry=label_point(p)) if p.kind == "district" else p for p in zone.backdrop]
    split = [part for place in places for part in (_split_metro(zone, place) if place.kind == "metro" else [place])]
    return sorted([*split, *_land(zone)], key=lambda place: (_ORDER[place.kind], place.id))


def _split_metro(zone: Zone, place: Place) -> Iterator[Place]:
    """Split a metro line into its parts under each footprint, as unnamed features with the area's id, and the rest."""
    rest = place.geometry
    for area in zone.area_records:
        under = rest.intersection(area.footprint)
        if under.length > 0:
            yield replace(place, id=f"{area.id}/{place.id}", geometry=under, line=None)
            rest = rest.difference(area.footprint)
    if not rest.is_empty:
        yield replace(place, geometry=rest)


def merge_districts(zone: Zone) -> tuple[Polygon | MultiPolygon | None, BaseGeometry]:
    """Return the municipality as one shape, or None without districts, and the borders between districts as lines.

    A border that two districts share is a single line: drawn twice, its dashes would fill each other's gaps.
    """
    return _merge(tuple(place.geometry for place in zone.backdrop if place.kind == "district"))


@lru_cache(maxsize=4)  # a page and an export draw a zone many times
def _merge(shapes: tuple[Polygon | MultiPolygon, ...]) -> tuple[Polygon | MultiPolygon | None, BaseGeometry]:
    if not shapes:
        return None, MultiLineString()
    municipality = shapely.union_all(shapes)
    lines = shapely.union_all([shape.boundary for shape in shapes])
    return municipality, shapely.line_merge(shapely.difference(lines, municipality.boundary))


def _land(zone: Zone) -> list[Place]:
    """Return the municipality and the borders of its districts as two additional features."""
    district = next((place for place in zone.backdrop if place.kind == "district"), None)
    if district is None:
        return []
    shapes = zip(("municipality", "border"), merge_districts(zone), strict=True)
    return [replace(district, id=kind, kind=kind, geometry=shape, name=None, rank=1) for kind, shape in shapes]


def has_label(place: Place) -> bool:
    """Return whether the map labels a place at any zoom."""
    has_name = place.line is not None if place.kind == "metro" else place.name is not None
    label = style.LABELS.get(place.kind)
    return has_name and label is not None and label.min_zoom[place.rank - 1] is not None


def label_point(place: Place) -> shapely.Point:
    """Return the point (lon/lat) for the label of a place that is not a line."""
    return place.geometry.representative_point()


def opened_later(place: Place, released: dt.date) -> bool:
    """Return whether a place is a metro line or station that was not open yet on the day of the release."""
    return place.kind in style.LATER and not place.was_open_on(released)


def area_index(zone: Zone, place: Place) -> int | None:
    """Return the index of the area that a wider district's outline, or a metro line under a footprint, belongs to."""
    areas = enumerate(zone.area_records)
    owners = (index for index, area in areas if place.id == area.district or place.id.startswith(f"{area.id}/"))
    return next(owners, None)


def ground_colour(zone: Zone) -> str:
    """Return the colour token of the map's background: land, or "beyond" where the districts are drawn as land."""
    return "beyond" if has_districts(zone) else "land"


def has_districts(zone: Zone) -> bool:
    """Return whether the zone has districts, which are drawn as the municipality."""
    return any(place.kind == "district" for place in zone.backdrop)
