"""Where names go on the drawing, so that none covers another or an area, in whatever language."""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.model import LANGUAGES, Text

Room = tuple[float, float, str]
"""x, baseline y, and the SVG text anchor: start, middle or end."""
EDGE = 6
"""Units that a name keeps from the edge of the sheet."""


class Lettering:
    """The names on a sheet of a given size, in the sheet's units; each takes the room it is given."""

    def __init__(self, width: float, height: float) -> None:
        self._sheet = shapely.box(EDGE, EDGE, width - EDGE, height - EDGE)
        self._taken: list[BaseGeometry] = []

    def keep_free(self, shapes: Iterable[BaseGeometry]) -> None:
        """No name will cover these."""
        self._taken += shapes

    def one_line(self, spot: shapely.Point, name: Text, size: float, reach: float) -> Room | None:
        """Room for `name` in type of `size`, `reach` away from `spot`; None where there is none."""
        room = self._find(spot, size * _ems(name), size * 1.2, reach)
        return room and (room[0], room[1] + size * 0.35, room[2])

    def two_lines(self, spot: shapely.Point, name: Text, size: float, reach: float) -> Room | None:
        """Room for `name` with a shorter line below it; y is the middle of both."""
        return self._find(spot, size * _ems(name), size * 2.6, reach)

    def _find(self, spot: shapely.Point, width: float, height: float, reach: float) -> Room | None:
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
            box = shapely.box(left - 3, at_y - height / 2, left + width + 3, at_y + height / 2)
            if self._sheet.contains(box) and not any(box.intersects(other) for other in self._taken):
                self._taken.append(box)
                return at_x, at_y, anchor
        return None


def _ems(name: Text) -> float:
    """Rough width in ems of the longest language: a Han or kana glyph is one wide, a Latin letter about half."""
    return max(sum(1.0 if ord(glyph) > 0x2E80 else 0.56 for glyph in name[language]) for language in LANGUAGES)
