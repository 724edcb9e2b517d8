"""The terms that data files may use for kinds, units, groups and so on."""

from __future__ import annotations

from functools import cache

from babel import Locale

GROUPS = ("what", "where", "who", "agreed", "planned")
"""The question that a fact answers, in the order of the page."""

UNITS = ("km2", "RMB", "guests", "proposals", "agreements", "projects", "areas")
"""Units of a fact's number in any zone; a zone may define more, and currencies have their ISO 4217 code."""


@cache
def currencies() -> frozenset[str]:
    """Return the ISO 4217 codes that Babel can format."""
    return frozenset(Locale("en").currencies)


CONFIDENCES = ("low", "low-to-medium", "medium", "high")
"""Confidence in the location of an area, lowest first."""

REACH_BASES = ("footprint", "district")
"""The shape that an area's reach is widened from; the default comes first."""

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
"""The kinds of backdrop features, each with its geometry type; lines and polygons may also be Multi-."""

DATED_KINDS = ("metro", "station")
"""The kinds whose opening dates tell whether they were open on the day of the release."""

DATUMS = ("wgs84", "gcj02")
"""Datums of online tiles: that of GPS, and that of China's street maps."""
