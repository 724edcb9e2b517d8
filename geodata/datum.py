"""China's datums: from WGS-84 to GCJ-02, which its street maps are drawn in, and on to Baidu's BD-09.

The formulas are public though not official: Wikipedia, "Restrictions on geographic data in China", with
the constants that the libraries gcoord and prcoords use as well; the tests hold them against both.
They are good in China only, where alone such maps are shifted. Points are lon/lat in degrees.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from math import atan2, cos, hypot, pi, radians, sin, sqrt

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.measure import distance_m

Point = tuple[float, float]
"""Longitude, latitude."""

AXIS_M, ECCENTRICITY = 6378245.0, 0.006693421622965943
"""Krasovsky's ellipsoid of 1940: its half axis, and its eccentricity squared."""


@cache
def _china() -> BaseGeometry:
    outline: BaseGeometry = shape(json.loads(files("geodata").joinpath("china.geojson").read_text("utf-8"))["geometry"])
    shapely.prepare(outline)
    return outline


def in_china(point: shapely.Point) -> bool:
    """Return whether China's maps shift this place: it lies on the mainland, by an outline good to some 3 km."""
    return bool(_china().covers(point))


def wgs84_to_gcj02(point: Point) -> Point:
    lon, lat = point
    x, y = lon - 105, lat - 35
    # Waves in metres, a third more than they count; this one both directions share.
    ripple = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north_ripple = ripple + 20 * sin(pi * y) + 40 * sin(pi * y / 3) + 160 * sin(pi * y / 12) + 320 * sin(pi * y / 30)
    east_ripple = ripple + 20 * sin(pi * x) + 40 * sin(pi * x / 3) + 150 * sin(pi * x / 12) + 300 * sin(pi * x / 30)
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + north_ripple * 2 / 3
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + east_ripple * 2 / 3
    flat = 1 - ECCENTRICITY * sin(radians(lat)) ** 2
    degree_north_m = radians(AXIS_M * (1 - ECCENTRICITY) / flat**1.5)
    degree_east_m = radians(AXIS_M * cos(radians(lat)) / sqrt(flat))
    return lon + east_m / degree_east_m, lat + north_m / degree_north_m


def gcj02_to_bd09(point: Point) -> Point:
    lon, lat = point
    distance = hypot(lon, lat) + 0.00002 * sin(radians(3000 * lat))
    angle = atan2(lat, lon) + 0.000003 * cos(radians(3000 * lon))
    return distance * cos(angle) + 0.0065, distance * sin(angle) + 0.006


def shifted(centre: shapely.Point) -> dict[str, shapely.Point]:
    """Return by datum the coordinates that its maps give a point of WGS-84, both lon/lat in degrees."""
    gcj02 = wgs84_to_gcj02((centre.x, centre.y))
    return {"gcj02": shapely.Point(gcj02), "bd09": shapely.Point(gcj02_to_bd09(gcj02))}


def shift_m(centre: shapely.Point) -> dict[str, float]:
    """Return by datum how far in metres its maps move a point, if taken for WGS-84."""
    return {datum: distance_m(centre, point) for datum, point in shifted(centre).items()}
