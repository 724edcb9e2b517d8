"""A viewport of the map: convert degrees to pixels, and shapes to SVG path data.

The projection is Web Mercator (EPSG:3857), as in the live map. Nothing is measured in it: the size of shapes
comes from their geographic coordinates.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import atan, degrees, log2, pi, radians, sinh, sqrt
from typing import Any
from xml.etree.ElementTree import Element

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.measure import distance_m
from maps.drawing.boxes import Box, Point, Size
from maps.drawing.svg import element

Bounds = tuple[float, float, float, float]
"""West, south, east and north in degrees (WGS-84)."""
Geometries = Any
"""A NumPy array of geometries."""

EQUATOR_M = 2 * pi * 6_378_137
"""Length in metres of the equator of Web Mercator's sphere."""
TILE_PX = 256
"""Width of a tile of a web map, and of the whole world at zoom 0."""
MERCATOR_EXTENT: Bounds = (-180, -degrees(atan(sinh(pi))), 180, degrees(atan(sinh(pi))))
"""The extent of Web Mercator, a square."""
UNITS_PER_PIXEL = 2
"""Drawing units in a pixel; paths are written in whole units."""


class Viewport:
    """A map `width` pixels wide that shows `bounds`.

    Without `height`, the height follows from the bounds. Otherwise the bounds are fitted into the middle of `home`, a
    part of the viewport (by default all of it), and the map extends around them.
    """

    def __init__(self, bounds: Bounds, width: float, height: float | None = None, home: Box | None = None) -> None:
        west, south, east, north = bounds
        left, right, bottom, top = radians(west), radians(east), _mercator(south), _mercator(north)
        if height is None:
            height = round(width * (top - bottom) / (right - left))
        home = home or Box(0, 0, width, height)
        # Radians, on a unit sphere.
        pixel = max((right - left) / home.width, (top - bottom) / home.height)
        self._left = (left + right) / 2 - home.centre[0] * pixel
        self._top = (top + bottom) / 2 + home.centre[1] * pixel
        self._pixel = pixel
        self.width, self.height = width, height
        self.bounds: Bounds = (
            degrees(self._left),
            _latitude(self._top - height * pixel),
            degrees(self._left + width * pixel),
            _latitude(self._top),
        )
        """The visible extent in degrees."""
        self.zoom = log2(2 * pi / TILE_PX / pixel)
        """The zoom of a web map at the same scale."""

    @property
    def size(self) -> Size:
        return Size(self.width, self.height)

    @property
    def pixel_m(self) -> float:
        """Return the ground resolution in metres per pixel, from west to east at the middle latitude."""
        west, south, east, north = self.bounds
        latitude = (south + north) / 2
        return distance_m(shapely.Point(west, latitude), shapely.Point(east, latitude)) / self.width

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Convert a geometry from lon/lat in degrees to pixels, y downwards."""
        return shapely.transform(geometry, self._to_pixels)

    def _to_pixels(self, lon_lat: Any) -> Any:
        lon, lat = lon_lat.T
        return np.column_stack([np.radians(lon) - self._left, self._top - _mercator(lat)]) / self._pixel

    def project_bounds(self, bounds: Bounds) -> Box:
        """Convert bounds in degrees to a box in pixels."""
        left, top, right, bottom = self.project(shapely.box(*bounds)).bounds
        return Box(left, top, right - left, bottom - top)

    def project_clipped(self, geometries: Sequence[BaseGeometry], margin: float, tolerance: float) -> Geometries:
        """Convert geometries from lon/lat to pixels, clip them to the viewport and `margin`, simplify by `tolerance`.

        Converting all at once takes a fraction of the time.
        """
        shapes = shapely.transform(np.array(geometries, dtype=object), self._to_pixels)
        clipped = shapely.clip_by_rect(shapes, -margin, -margin, self.width + margin, self.height + margin)
        return shapely.simplify(clipped, tolerance)

    def overlaps(self, geometry: BaseGeometry) -> bool:
        """Return whether the bounding box of a geometry in lon/lat is partly visible, as a cheap first test."""
        west, south, east, north = geometry.bounds
        left, bottom, right, top = self.bounds
        return bool(west <= right and east >= left and south <= top and north >= bottom)

    def contains(self, point: Point) -> bool:
        """Return whether a point in pixels is visible."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height


def _mercator(latitude: Any) -> Any:
    """Return the northing on a unit sphere (Web Mercator) of a latitude in degrees, or of an array of them."""
    return np.log(np.tan(pi / 4 + np.radians(latitude) / 2))


def _latitude(northing: float) -> float:
    return degrees(atan(sinh(northing)))


def as_circle(shape: BaseGeometry) -> tuple[Point, float] | None:
    """Return centre and radius of a polygon that approximates a circle: at least 16 corners at equal distance, to 1 %.

    The radius is that of a circle with the same area.
    """
    if shape.geom_type != "Polygon" or shape.interiors or len(shape.exterior.coords) < 17:
        return None
    left, top, right, bottom = shape.bounds
    x, y = (left + right) / 2, (top + bottom) / 2
    radii = np.hypot(*(np.asarray(shape.exterior.coords) - (x, y)).T)
    return ((x, y), sqrt(shape.area / pi)) if radii.max() - radii.min() < 0.01 * radii.max() else None


def circle(name: str, at: Point, radius: float, **attributes: object) -> Element:
    """Return a circle element with the class `name`, in drawing units."""
    cx, cy, r = (length * UNITS_PER_PIXEL for length in (*at, radius))
    return element("circle", class_=name, **attributes, cx=cx, cy=cy, r=r)


def path_data(geometries: Geometries) -> str:
    """Return SVG path data of lines and polygons, in whole drawing units and relative coordinates."""
    return "".join(_part_data(part) for geometry in geometries for part in shapely.get_parts(geometry))


def _part_data(part: BaseGeometry) -> str:
    if part.is_empty or part.geom_type not in ("LineString", "Polygon"):
        return ""
    if part.geom_type == "Polygon":
        # The fill rule is nonzero: polygons that overlap need the same direction, their holes the other one.
        part = shapely.orient_polygons(part, exterior_cw=True)
        # Omit the closing position, as "z" closes the ring.
        rings = [_steps(shapely.get_coordinates(ring)[:-1]) for ring in (part.exterior, *part.interiors)]
        return "".join(f"{steps}z" for steps in rings if steps)
    return _steps(shapely.get_coordinates(part))


def _steps(corners: Any) -> str:
    """Return a line as a relative path; empty where all its positions round to the same one."""
    points: list[tuple[int, int]] = np.rint(corners * UNITS_PER_PIXEL).astype(int).tolist()
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points) if (ax, ay) != (bx, by)]
    numbers = " ".join(f"{x} {y}" for x, y in steps)
    # A minus sign also separates numbers.
    return f"M{points[0][0]} {points[0][1]}l{numbers}".replace(" -", "-") if steps else ""


def position(corner: Any) -> str:
    """Return path data that moves to a position in pixels."""
    x, y = np.rint(corner * UNITS_PER_PIXEL).astype(int)
    return f"M{x} {y}"
