"""Boxes, circles and outlines in a drawing, and the distances between them; x to the right, y down.

The page's script has the same functions (`page/script/map/boxes.js`). To save time, this module also has `BoxIndex`
and the script `isBeyond`; the script also computes what shapely does here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

import shapely

Point = tuple[float, float]

CELL = 64
"""Side of a grid cell of a `BoxIndex`."""


class Size(NamedTuple):
    width: float
    height: float


class Box(NamedTuple):
    """A rectangle, given by its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def grown(self, by: float) -> Box:
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def overlaps(self, other: Box) -> bool:
        (x, y, width, height), (other_x, other_y, other_width, other_height) = self, other
        return x < other_x + other_width and other_x < x + width and y < other_y + other_height and other_y < y + height

    def contains(self, point: Point) -> bool:
        return self.x <= point[0] <= self.right and self.y <= point[1] <= self.bottom

    def corners(self) -> tuple[Point, Point, Point, Point]:
        return (self.x, self.y), (self.right, self.y), (self.right, self.bottom), (self.x, self.bottom)


class BoxIndex:
    """A spatial index of boxes by the grid cells that they touch."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._boxes: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self._boxes[cell].append(box)

    def overlaps(self, box: Box) -> bool:
        """Return whether `box` overlaps one of the boxes."""
        return any(box.overlaps(other) for cell in _cells(box) for other in self._boxes.get(cell, ()))

    def cross(self, segment: tuple[Point, Point]) -> bool:
        """Return whether a line segment enters one of the boxes."""
        (ax, ay), (bx, by) = segment
        around = Box(min(ax, bx), min(ay, by), abs(bx - ax), abs(by - ay))
        return any(crosses(segment, other) for cell in _cells(around) for other in self._boxes.get(cell, ()))


@lru_cache(1)
def _cells(box: Box) -> list[tuple[int, int]]:
    """Return the cells that a box touches; cached, since several indexes look up the same box in turn."""
    x, y, width, height = box
    columns = range(int(x // CELL), int((x + width) // CELL) + 1)
    rows = range(int(y // CELL), int((y + height) // CELL) + 1)
    return [(column, row) for column in columns for row in rows]


@dataclass(frozen=True)
class Shape:
    """A circle or an outline that a label may belong to, such as an area's footprint."""

    id: str
    centre: Point
    radius: float
    """Radius of the circle; half the larger extent of an outline."""
    ring: tuple[Point, ...] = ()
    """Corners of the outline, without the closing one; empty for a circle."""

    @cached_property
    def polygon(self) -> shapely.Polygon:
        """Return the outline as a polygon; empty for a circle."""
        return shapely.Polygon(self.ring)


def shape_distance(shape: Shape, box: Box) -> float:
    """Return the distance between a shape and a box; 0 where they touch or overlap."""
    if not shape.ring:
        return max(0.0, point_distance(shape.centre, box) - shape.radius)
    return float(shape.polygon.distance(shapely.box(box.x, box.y, box.right, box.bottom)))


def shape_contains(shape: Shape, point: Point) -> bool:
    """Return whether a shape contains a point."""
    x, y = point
    if not shape.ring:
        return sqrt((x - shape.centre[0]) ** 2 + (y - shape.centre[1]) ** 2) <= shape.radius
    return bool(shapely.contains_xy(shape.polygon, x, y))


def point_distance(point: Point, box: Box) -> float:
    dx = max(box.x - point[0], 0, point[0] - box.right)
    dy = max(box.y - point[1], 0, point[1] - box.bottom)
    return sqrt(dx * dx + dy * dy)


def crosses(segment: tuple[Point, Point], box: Box) -> bool:
    """Return whether a line segment enters a box (Liang–Barsky clipping)."""
    (ax, ay), (bx, by) = segment
    enters, leaves = 0.0, 1.0
    for start, change, low, high in ((ax, bx - ax, box.x, box.right), (ay, by - ay, box.y, box.bottom)):
        if change == 0:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / change, (high - start) / change))
        enters, leaves = max(enters, first), min(leaves, last)
    return enters < leaves


def sample_line(line: Sequence[Point], viewport: Size, step: float) -> list[list[Point]]:
    """Return points along a line at equal steps, in runs that lie in the viewport."""
    runs: list[list[Point]] = [[]]
    to_next = 0.0  # from the start of a segment to its first point
    for (ax, ay), (bx, by) in pairwise(line):
        length = sqrt((bx - ax) ** 2 + (by - ay) ** 2)
        is_near = min(ax, bx) < viewport.width and max(ax, bx) > 0 and min(ay, by) < viewport.height and max(ay, by) > 0
        at = to_next
        while is_near and at < length:
            x, y = ax + (bx - ax) * at / length, ay + (by - ay) * at / length
            if 0 < x < viewport.width and 0 < y < viewport.height:
                runs[-1].append((x, y))
            elif runs[-1]:
                runs.append([])
            at += step
        to_next = (step - (length - to_next) % step) % step
    return runs
