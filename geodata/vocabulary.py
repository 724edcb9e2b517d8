"""The words that the data files may use for kinds, units, groups and the like."""

from __future__ import annotations

from functools import cache

from babel import Locale

GROUPS = ("what", "where", "who", "agreed", "planned")
"""The question that a fact answers, in the order of the page."""

UNITS = ("km2", "RMB", "guests", "proposals", "agreements", "projects", "areas", "zones")
"""What a fact's number counts, in every zone; a zone may name more, and currencies go by their ISO 4217 code."""


@cache
def currencies() -> frozenset[str]:
    """Return the codes of ISO 4217 that Babel can write."""
    return frozenset(Locale("en").currencies)


CONFIDENCES = ("low", "low-to-medium", "medium", "high")
"""How sure the location of an area is, least sure first."""

REACH_BASES = ("footprint", "district")
"""What the reach of an area is widened from, the default first."""

KINDS = {
    "river": "LineString",
    "lake": "Polygon",
    "hills": "LineString",
    "expressway": "LineString",
    "ring": "LineString",
    "road": "LineString",
    "metro": "LineString",
    "station": "Point",
    "airport": "Point",
    "runway": "LineString",
    "railway-station": "Point",
    "landmark": "Point",
    "district": "Polygon",
    "built-up": "Polygon",
    "outline": "Polygon",
    "parent-zone": "Polygon",
    "railway": "LineString",
}
"""The kinds of backdrop features and the geometry each is drawn with (its Multi- form too)."""

DATUMS = ("wgs84", "gcj02")
"""What the tiles of an online layer are drawn in: GPS's datum, or the one of China's street maps."""
