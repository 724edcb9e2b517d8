"""Measure lengths and areas and draw circles on the WGS-84 ellipsoid.

Every shape that goes in or comes out is WGS-84, longitude before latitude, in degrees
(EPSG:4326); lengths are metres, areas square kilometres, angles degrees. Nothing here is
measured on the map's projection, Web Mercator. The geodesics and the areas between them are those of C. F. F. Karney,
"Algorithms for geodesics", Journal of Geodesy 87 (2013), as PROJ computes them.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from pyproj import Geod
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

_GEOD = Geod(ellps="WGS84")

CORNERS = 48
"""Of a circle: as a polygon of so many it is off by 0.2 % of its radius."""
DISTRICT_MARGIN_M = 1000
"""How much wider than the outline of its district the reach of an area is."""


def area_km2(geometry: Polygon | MultiPolygon) -> float:
    """Return the geodesic area in km² without its holes, whichever way the rings run.

    The sides are geodesics, as in Karney (2013), section 6. Raises TypeError for any shape
    other than a Polygon or MultiPolygon; an empty one measures 0.
    """
    if not isinstance(geometry, (Polygon, MultiPolygon)):
        raise TypeError(f"expected a Polygon or MultiPolygon, found {geometry!r}")
    area_m2, _ = _GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))
    return abs(float(area_m2)) / 1e6  # of a speck rounding may turn the sign


def ring(centre: Point, radius_m: float) -> Polygon:
    """Return the geodesic circle of `radius_m` metres around `centre`, counter-clockwise.

    Its corners lie on the circle exactly, so its area is a little less than the circle's.
    Raises ValueError for a radius that is not above 0.
    """
    if not (math.isfinite(radius_m) and radius_m > 0):
        raise ValueError(f"expected a radius above 0 m, found {radius_m!r}")
    # Azimuths run clockwise from north, so they go down for a ring that runs counter-clockwise.
    azimuths = -np.arange(CORNERS) * (360 / CORNERS)
    ones = np.ones(CORNERS)
    longitudes, latitudes, _ = _GEOD.fwd(centre.x * ones, centre.y * ones, azimuths, radius_m * ones)
    return Polygon(np.column_stack([longitudes, latitudes]))


def equal_area_circle(centre: Point, size_km2: float) -> Polygon:
    """Return a round polygon about `centre` whose geodesic area is `size_km2`, counter-clockwise.

    Its radius starts at that of a circle, sqrt(area / pi), and is scaled until the area of the
    polygon itself is right: with its corners on the circle it would lack 0.29 %.
    Raises ValueError for an area that is not above 0.
    """
    if not (math.isfinite(size_km2) and size_km2 > 0):
        raise ValueError(f"expected an area above 0 km², found {size_km2!r}")
    radius_m = 1000 * math.sqrt(size_km2 / math.pi)
    for _ in range(10):
        polygon = ring(centre, radius_m)
        ratio = size_km2 / area_km2(polygon)
        if abs(ratio - 1) < 1e-9:
            break
        radius_m *= math.sqrt(ratio)
    return polygon


def widen(shape: Polygon | MultiPolygon, metres: float) -> Polygon | MultiPolygon:
    """Return `shape` widened by `metres` on every side, corners rounded, counter-clockwise.

    It is widened on a plane: the azimuthal equidistant projection of the ellipsoid about its middle,
    which keeps distances from there. Across them it stretches by 0.4 millionths 10 km from the middle
    and by 10 millionths 50 km from it (Snyder, "Map Projections: A Working Manual", 1987, chapter 25).
    Raises ValueError for a width that is not above 0.
    """
    if not (math.isfinite(metres) and metres > 0):
        raise ValueError(f"expected a width above 0 m, found {metres!r}")
    middle = shape.envelope.centroid

    def to_plane(degrees: np.ndarray) -> np.ndarray:
        ones = np.ones(len(degrees))
        azimuths, _, distances = _GEOD.inv(middle.x * ones, middle.y * ones, *degrees.T)
        azimuths = np.radians(azimuths)
        return np.column_stack([distances * np.sin(azimuths), distances * np.cos(azimuths)])

    def to_degrees(plane: np.ndarray) -> np.ndarray:
        ones, (east, north) = np.ones(len(plane)), plane.T
        azimuths = np.degrees(np.arctan2(east, north))
        longitudes, latitudes, _ = _GEOD.fwd(middle.x * ones, middle.y * ones, azimuths, np.hypot(east, north))
        return np.column_stack([longitudes, latitudes])

    wide = shapely.transform(shape, to_plane).buffer(metres, quad_segs=16)
    return shapely.orient_polygons(shapely.transform(wide, to_degrees))


def distance_m(a: Point, b: Point) -> float:
    """Return the length in metres of the geodesic from `a` to `b` (Karney 2013)."""
    return float(_GEOD.inv(a.x, a.y, b.x, b.y)[2])


def away_m(point: Point, shape: BaseGeometry) -> float:
    """Return the distance in metres from `point` to `shape`; 0 on it and inside it.

    The nearest place is found in degrees, those of longitude scaled by the cosine of the point's
    latitude, which is close enough for shapes of a city's size.
    """
    shrink = math.cos(math.radians(point.y))
    flat = [shapely.transform(geometry, lambda degrees: degrees * [shrink, 1]) for geometry in (point, shape)]
    longitude, latitude = shapely.get_coordinates(shapely.shortest_line(*flat))[-1]
    return distance_m(point, Point(longitude / shrink, latitude))


def bearing_deg(a: Point, b: Point) -> float:
    """Return the azimuth in degrees at `a` of the geodesic to `b`: 0 is north, 90 east; below 360."""
    azimuth = float(_GEOD.inv(a.x, a.y, b.x, b.y)[0])
    return azimuth % 360 % 360  # twice: -1e-20 % 360 is 360.0
