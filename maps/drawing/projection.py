"""A flat sheet to draw on: from degrees to its units, and shapes to SVG path data.

The sheet is Web Mercator (EPSG:3857), as the live map is. Nothing is measured on it: shapes come true to size
from their geographic coordinates.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import log2, pi

import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geodata.measure import distance_m
from geodata.model import CRS

Bounds = tuple[float, float, float, float]
"""West, south, east and north in degrees."""


_MERCATOR_WIDTH_M = 2 * pi * 6_378_137
"""Length of the equator in Web Mercator, which a web map shows in 256 pixels at zoom 0."""


class Viewport:
    """A sheet `width` units wide that shows `bounds`; the height follows."""

    def __init__(self, bounds: Bounds, width: float) -> None:
        west, south, east, north = self._bounds = bounds
        (left, right), (bottom, top) = _mercator().transform((west, east), (south, north))
        self._origin = (left, top)
        self._unit = (right - left) / width
        self.width = width
        self.height = round((top - bottom) / self._unit)
        self.zoom = log2(_MERCATOR_WIDTH_M / 256 / self._unit)
        """The web map zoom at which a unit is a pixel."""
        middle = (south + north) / 2
        self.unit_m = distance_m(shapely.Point(west, middle), shapely.Point(east, middle)) / width
        """Metres on the ground for one unit, from west to east at the middle of the sheet."""

    def shows(self, geometry: BaseGeometry) -> bool:
        """Whether any of its extent, in lon/lat, lies on the sheet: a first question that costs little."""
        west, south, east, north = geometry.bounds
        left, bottom, right, top = self._bounds
        return bool(west <= right and east >= left and south <= top and north >= bottom)

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """Geometry in lon/lat to units of the sheet, y growing downwards."""
        (left, top), unit = self._origin, self._unit
        mercator = shapely.transform(geometry, _mercator().transform, interleaved=False)
        return shapely.transform(mercator, lambda x, y: ((x - left) / unit, (top - y) / unit), interleaved=False)

    def clip(self, geometry: BaseGeometry, around: float, tolerance: float = 1.5) -> BaseGeometry:
        """What of a shape in units lies on the sheet or less than `around` beside it, without needless points."""
        clipped = shapely.clip_by_rect(geometry, -around, -around, self.width + around, self.height + around)
        return clipped.simplify(tolerance)


@cache
def _mercator() -> Transformer:
    return Transformer.from_crs(CRS, "EPSG:3857", always_xy=True)


def path_data(geometry: BaseGeometry) -> str:
    """SVG path data in whole units, each point as the step from the one before; empty for points."""
    data = []
    for part in getattr(geometry, "geoms", [geometry]):
        if part.is_empty or part.geom_type not in ("LineString", "Polygon"):
            continue
        ring = part.exterior if part.geom_type == "Polygon" else part
        points = [(round(x), round(y)) for x, y in ring.coords]
        steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points)]
        joined = "".join(f"{x} {y} " if y >= 0 else f"{x}{y} " for x, y in steps if (x, y) != (0, 0))
        closing = "z" if part.geom_type == "Polygon" else ""
        data.append(f"M{points[0][0]} {points[0][1]}l{joined.strip()}{closing}")
    return "".join(data)
