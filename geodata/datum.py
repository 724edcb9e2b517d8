"""China's datums: convert WGS-84 to GCJ-02, the datum of its street maps, and GCJ-02 to Baidu's BD-09.

The formulas are public but unofficial: Wikipedia, "Restrictions on geographic data in China", with
the constants of the libraries gcoord and prcoords; the tests compare the results with both.
They are valid in China only, since no other maps are shifted. Points are lon/lat in degrees.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import atan2, cos, hypot, pi, radians, sin, sqrt

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.measure import distance_m

LonLat = tuple[float, float]
"""Longitude and latitude in degrees."""

SEMI_MAJOR_AXIS_M, ECCENTRICITY_SQUARED = 6378245.0, 0.006693421622965943
"""The Krasovsky ellipsoid of 1940."""


@cache
def _china() -> BaseGeometry:
    outline: BaseGeometry = shapely.from_geojson(files("geodata").joinpath("china.geojson").read_text("utf-8"))
    shapely.prepare(outline)
    return outline


def in_china(point: shapely.Point) -> bool:
    """Return whether Chinese maps shift this point (lon/lat).

    They do in the mainland, whose outline here is accurate to about 3 km.
    """
    return bool(_china().covers(point))


def wgs84_to_gcj02(point: LonLat) -> LonLat:
    """Return the GCJ-02 coordinates of a WGS-84 point, both lon/lat in degrees."""
    lon, lat = point
    x, y = lon - 105, lat - 35
    # Periodic terms in metres, to be multiplied by 2/3; this part is common to both axes.
    ripple = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north_ripple = ripple + 20 * sin(pi * y) + 40 * sin(pi * y / 3) + 160 * sin(pi * y / 12) + 320 * sin(pi * y / 30)
    east_ripple = ripple + 20 * sin(pi * x) + 40 * sin(pi * x / 3) + 150 * sin(pi * x / 12) + 300 * sin(pi * x / 30)
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + north_ripple * 2 / 3
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + east_ripple * 2 / 3
    # Lengths of a degree from the radii of curvature in the meridian and in the prime vertical.
    w_squared = 1 - ECCENTRICITY_SQUARED * sin(radians(lat)) ** 2
    degree_north_m = radians(SEMI_MAJOR_AXIS_M * (1 - ECCENTRICITY_SQUARED) / w_squared**1.5)
    degree_east_m = radians(SEMI_MAJOR_AXIS_M * cos(radians(lat)) / sqrt(w_squared))
    return lon + east_m / degree_east_m, lat + north_m / degree_north_m


def gcj02_to_bd09(point: LonLat) -> LonLat:
    """Return the BD-09 coordinates of a GCJ-02 point, both lon/lat in degrees."""
    lon, lat = point
    distance = hypot(lon, lat) + 0.00002 * sin(radians(3000 * lat))
    angle = atan2(lat, lon) + 0.000003 * cos(radians(3000 * lon))
    return distance * cos(angle) + 0.0065, distance * sin(angle) + 0.006


def to_china_datums(point: shapely.Point) -> dict[str, shapely.Point]:
    """Return a WGS-84 point in each of China's datums, by datum; all lon/lat in degrees."""
    gcj02 = wgs84_to_gcj02((point.x, point.y))
    return {"gcj02": shapely.Point(gcj02), "bd09": shapely.Point(gcj02_to_bd09(gcj02))}


def shift_m(point: shapely.Point) -> dict[str, float]:
    """Return, by datum, the distance in metres between a WGS-84 point and its shifted coordinates."""
    return {datum: distance_m(point, shifted) for datum, shifted in to_china_datums(point).items()}
