"""Measure lengths and areas and draw circles on the WGS-84 ellipsoid.

Every shape, as an argument or a result, is in WGS-84 degrees, longitude before latitude
(EPSG:4326); lengths are in metres, areas in square kilometres, angles in degrees. Nothing is
measured in Web Mercator, the map's projection. PROJ computes geodesics and their areas by C. F. F. Karney,
"Algorithms for geodesics", Journal of Geodesy 87 (2013).
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import shapely
from pyproj import Geod, Proj
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

_GEOD = Geod(ellps="WGS84")

CORNERS = 48
"""Number of corners of a polygon that approximates a circle; it deviates by 0.2 % of the radius."""
DISTRICT_MARGIN_M = 1000
"""Distance in metres by which a district's outline is widened to give the reach of its area."""
MAX_STEPS, AREA_PRECISION = 10, 1e-9
"""Limits of the approximation to a circle's radius: number of steps, and relative error of the area."""


def area_km2(geometry: Polygon | MultiPolygon) -> float:
    """Return the geodesic area in km² without the holes, for rings of either direction.

    The edges are geodesics, as in Karney (2013), section 6. An empty shape has area 0.
    Raises TypeError for any shape other than a Polygon or MultiPolygon.
    """
    if not isinstance(geometry, (Polygon, MultiPolygon)):
        raise TypeError(f"expected a Polygon or MultiPolygon, found {geometry!r}")
    area_m2, _ = _GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))
    return abs(float(area_m2)) / 1e6  # rounding may make a tiny area negative


def ring(centre: Point, radius_m: float) -> Polygon:
    """Return the geodesic circle of `radius_m` metres around `centre`, counter-clockwise.

    Its corners lie exactly on the circle, so its area is slightly smaller than the circle's.
    Raises ValueError for a radius that is not above 0.
    """
    if not (math.isfinite(radius_m) and radius_m > 0):
        raise ValueError(f"expected a radius above 0 m, found {radius_m!r}")
    # Azimuths run clockwise from north, so a counter-clockwise ring needs decreasing ones.
    azimuths = -np.arange(CORNERS) * (360 / CORNERS)
    ones = np.ones(CORNERS)
    longitudes, latitudes, _ = _GEOD.fwd(centre.x * ones, centre.y * ones, azimuths, radius_m * ones)
    return Polygon(np.column_stack([longitudes, latitudes]))


def equal_area_circle(centre: Point, size_km2: float) -> Polygon:
    """Return a round polygon around `centre` whose geodesic area is `size_km2`, counter-clockwise.

    The radius starts at that of a circle, sqrt(area / pi), and is scaled until the area of the
    polygon is right: with its corners on that circle it would be 0.29 % too small.
    Raises ValueError for an area that is not above 0.
    """
    if not (math.isfinite(size_km2) and size_km2 > 0):
        raise ValueError(f"expected an area above 0 km², found {size_km2!r}")
    radius_m = 1000 * math.sqrt(size_km2 / math.pi)
    for _ in range(MAX_STEPS):
        polygon = ring(centre, radius_m)
        ratio = size_km2 / area_km2(polygon)
        if abs(ratio - 1) < AREA_PRECISION:
            break
        radius_m *= math.sqrt(ratio)
    return polygon


def widen(shape: Polygon | MultiPolygon, metres: float) -> Polygon | MultiPolygon:
    """Return `shape` buffered by `metres` on every side, with rounded corners, counter-clockwise.

    Buffer in the azimuthal equidistant projection of the ellipsoid, centred on the shape's bounding box.
    It keeps distances from its centre; tangentially it stretches by 0.4 ppm at 10 km from there and by
    10 ppm at 50 km (Snyder, "Map Projections: A Working Manual", 1987, chapter 25).
    Raises ValueError for a width that is not above 0.
    """
    if not (math.isfinite(metres) and metres > 0):
        raise ValueError(f"expected a width above 0 m, found {metres!r}")
    centre = shape.envelope.centroid
    plane = Proj(proj="aeqd", lon_0=centre.x, lat_0=centre.y, ellps="WGS84")
    widened = shapely.transform(shape, plane, interleaved=False).buffer(metres, quad_segs=16)
    return shapely.orient_polygons(shapely.transform(widened, partial(plane, inverse=True), interleaved=False))


def distance_m(a: Point, b: Point) -> float:
    """Return the length in metres of the geodesic from `a` to `b` (Karney 2013)."""
    return float(_GEOD.inv(a.x, a.y, b.x, b.y)[2])


def distance_to_shape_m(point: Point, shape: BaseGeometry) -> float:
    """Return the distance in metres from `point` to `shape`; 0 on its boundary and inside it.

    Find the nearest position in degrees, with longitudes scaled by the cosine of the point's
    latitude, which is accurate enough for shapes the size of a city.
    """
    scale = math.cos(math.radians(point.y))
    scaled = [shapely.transform(geometry, lambda degrees: degrees * [scale, 1]) for geometry in (point, shape)]
    longitude, latitude = shapely.get_coordinates(shapely.shortest_line(*scaled))[-1]
    return distance_m(point, Point(longitude / scale, latitude))


def bearing_deg(a: Point, b: Point) -> float:
    """Return the azimuth at `a` of the geodesic to `b`, in degrees from 0 (north; 90 is east) to below 360."""
    azimuth = float(_GEOD.inv(a.x, a.y, b.x, b.y)[0])
    return azimuth % 360 % 360  # twice, because -1e-20 % 360 is 360.0
