"""What of the backdrop is drawn and named, and from which zoom on; the same for the live map and the static one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import shapely
from shapely import MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.model import Place, Zone

DRAW_ORDER = (
    *(
        "municipality",
        "district",
        "built-up",
        "hills",
        "lake",
        "river",
        "road",
        "expressway",
        "ring",
        "railway",
        "metro",
        "runway",
    ),
    *("border", "parent-zone", "outline", "station", "railway-station", "landmark", "airport"),
)
"""Kinds of the backdrop from the bottom to the top."""

HOME_MARGIN_DEG = 0.03
NEVER = 99.0
"""A zoom that no map has."""

MIN_ZOOM: dict[str, tuple[float, ...]] = {
    "river": (0, 0, 8.5, 9, 10),
    "lake": (0, 0, 9, 9, 10.5),
    "road": (9, 9, 10, 10, 12),
    "expressway": (0, 0, 8, 8, 9.5),
    "ring": (0, 0, 9, 9, 9),
    "metro": (9.5,) * 5,
    "railway": (9,) * 5,
    "runway": (9,) * 5,
    "outline": (8.5,) * 5,
    "station": (10, 10, 10.5, 11.5, 11.5),
    "railway-station": (9.5, 9.5, 10, 10.5, 11),
    "landmark": (0, 10.5, 11, 11.5, 12.5),
}
"""Web map zoom from which a kind is drawn, by rank 1 to 5; kinds that are not here are always drawn."""

LABEL_MIN_ZOOM: dict[str, tuple[float, ...]] = {
    "district": (8, 8.7, 10.6, 11, 12),
    "hills": (9,) * 5,
    "river": (9, 9.8, 10.5, 11, 11.7),
    "lake": (9, 10, 10.5, 10.7, 12),
    "road": (10, 10.5, 11, 11.5, 13),
    "expressway": (9.5, 10, 10.3, 10.6, 11.5),
    "ring": (9.5, 10.2, 10.8, 11, NEVER),
    "metro": (11, 11, 11, 11.3, NEVER),
    "railway": (10.5,) * 5,
    "outline": (10, 10.5, 11, 12, 13),
    "parent-zone": (9.5,) * 5,
    "station": (10.3, 10.6, 10.9, 12, 12.7),
    "railway-station": (9.5, 10, 10.4, 11, 12),
    "landmark": (0, 10.5, 11.3, 12, 13),
    "airport": (8.6, 9.5, 10, 11, 12),
}
"""The same for its name, where there is room for it."""

LABEL_MAX_ZOOM = {"district": 12.6}
"""Zoom from which a name is no help any more."""

LINES = ("hills", "river", "road", "expressway", "ring", "railway", "metro")
"""Kinds whose name runs along them."""


def home_bounds(zone: Zone) -> tuple[float, float, float, float]:
    """West, south, east and north, in degrees, of what is seen at first: all areas and landmarks."""
    shapes = [area.reach for area in zone.area_records] + [zone.place(i).geometry for i in zone.landmarks]
    west, south, east, north = shapely.union_all(shapes).bounds
    margin = HOME_MARGIN_DEG
    return west - margin, south - margin, east + margin, north + margin


def shown_places(zone: Zone) -> list[Place]:
    """The places that the page shows, from the bottom to the top of the drawing."""
    # Districts are drawn together; what is left of each is its name.
    shown = [replace(p, geometry=label_point(p)) if p.kind == "district" else p for p in zone.backdrop]
    return sorted([*shown, *_land(zone)], key=lambda place: (DRAW_ORDER.index(place.kind), place.id))


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


def _land(zone: Zone) -> list[Place]:
    """The municipality and the borders of its districts, as two more places."""
    whole, borders = districts(zone)
    district = next((place for place in zone.backdrop if place.kind == "district"), None)
    if whole is None or district is None:
        return []
    shapes = {"municipality": whole, "border": borders}
    return [replace(district, id=kind, kind=kind, geometry=shape, name=None, rank=1) for kind, shape in shapes.items()]


def min_zoom(place: Place) -> float:
    """The zoom from which it is drawn."""
    return MIN_ZOOM[place.kind][place.rank - 1] if place.kind in MIN_ZOOM else 0


def label_min_zoom(place: Place) -> float:
    """The zoom from which its name may be written; `NEVER` where it has none."""
    has_name = place.line is not None if place.kind == "metro" else place.name is not None
    return LABEL_MIN_ZOOM[place.kind][place.rank - 1] if has_name and place.kind in LABEL_MIN_ZOOM else NEVER


def has_label(place: Place) -> bool:
    """Whether its name is written on the map at any zoom."""
    return label_min_zoom(place) < NEVER


def label_point(place: Place) -> shapely.Point:
    """Where the name of what is no line belongs."""
    return place.geometry.representative_point()


def opened_later(place: Place, released: dt.date) -> bool:
    """Whether it is metro that did not run yet on the day of the release."""
    return place.kind in ("metro", "station") and not place.ran_on(released)
