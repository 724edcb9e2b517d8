"""Where names go on a drawing, so that none covers another or an area."""

from __future__ import annotations

from collections.abc import Iterable
from math import atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

EDGE = 6
"""Units that a name keeps from the edge of the sheet."""
AIR = 3
"""Units between two names, to the left and right."""
STEP, BEND, STEEP_DEG = 12, 5, 75
"""Units between the samples of a line, how far it may bend away under its name, and the steepest angle of a name."""


class Room(NamedTuple):
    """Where a name stands: x, the middle of its height y, and the SVG text anchor: start, middle or end."""

    x: float
    y: float
    anchor: str


class Stretch(NamedTuple):
    """The middle of a name that runs along a line, and its angle in degrees, clockwise."""

    x: float
    y: float
    angle: float


def ems(text: str) -> float:
    """Rough width of a text in ems: a Han or kana glyph is one wide, a Latin letter about half."""
    return sum(1.0 if ord(glyph) > 0x2E80 else 0.56 for glyph in text)


class Lettering:
    """The names on a sheet of a given size, in the sheet's units; each takes the room it is given."""

    def __init__(self, width: float, height: float) -> None:
        self._sheet = shapely.box(EDGE, EDGE, width - EDGE, height - EDGE)
        self._taken: list[BaseGeometry] = []

    def keep_free(self, shapes: Iterable[BaseGeometry]) -> None:
        """No name will cover these."""
        self._taken += shapes

    def beside(self, spot: shapely.Point, width: float, height: float, reach: float) -> Room | None:
        """Room for a name of this size, `reach` away from `spot`; None where there is none."""
        x, y, aside = spot.x, spot.y, reach + height / 2
        tries = (
            (x + reach, y, "start", x + reach),
            (x - reach, y, "end", x - reach - width),
            (x, y - aside, "middle", x - width / 2),
            (x, y + aside, "middle", x - width / 2),
            (x - reach, y - aside, "start", x - reach),
            (x - reach, y + aside, "start", x - reach),
            (x + reach, y - aside, "end", x + reach - width),
            (x + reach, y + aside, "end", x + reach - width),
        )
        for at_x, at_y, anchor, left in tries:
            if self._take(shapely.box(left - AIR, at_y - height / 2, left + width + AIR, at_y + height / 2)):
                return Room(at_x, at_y, anchor)
        return None

    def along(self, line: BaseGeometry, width: float, height: float) -> Stretch | None:
        """Room for a name along a line, on a stretch that is nearly straight, the middle of the sheet first."""
        middle = self._sheet.centroid
        found = [stretch for part in getattr(line, "geoms", [line]) for stretch in _stretches(part, width)]
        for stretch in sorted(found, key=lambda s: hypot(s.x - middle.x, s.y - middle.y)):
            turn = radians(stretch.angle)
            across = (abs(width * cos(turn)) + abs(height * sin(turn))) / 2 + AIR
            down = (abs(width * sin(turn)) + abs(height * cos(turn))) / 2
            if self._take(shapely.box(stretch.x - across, stretch.y - down, stretch.x + across, stretch.y + down)):
                return stretch
        return None

    def _take(self, box: BaseGeometry) -> bool:
        if not self._sheet.contains(box) or any(box.intersects(other) for other in self._taken):
            return False
        self._taken.append(box)
        return True


def _stretches(line: BaseGeometry, width: float) -> list[Stretch]:
    if line.geom_type != "LineString" or line.length < width:
        return []
    points = [line.interpolate(at) for at in range(0, int(line.length), STEP)]
    count = int(width / STEP) + 2
    found = []
    for start, end in zip(points, points[count:], strict=False):
        chord = shapely.LineString([start, end])
        first = points.index(start)
        bend = max((chord.distance(point) for point in points[first : first + count]), default=0)
        angle = degrees(atan2(end.y - start.y, end.x - start.x))
        angle -= 180 * (angle > 90) - 180 * (angle < -90)
        if bend <= BEND and abs(angle) <= STEEP_DEG:
            found.append(Stretch((start.x + end.x) / 2, (start.y + end.y) / 2, angle))
    return found
