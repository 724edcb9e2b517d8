"""A drawing of the shift of an area's centre in China's datums: one arrow for each datum."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import shapely

from geodata.datum import shift_m, to_china_datums
from geodata.measure import bearing_deg
from geodata.model import Area

WIDTH, ORIGIN, MAX_LENGTH, MARGIN = 320, 56, 165, 18
"""In pixels: width of the drawing, x of the centre, length of the longest arrow, margin for names above and below."""


@dataclass(frozen=True)
class ShiftDrawing:
    """A drawing, in pixels; arrows are offsets from the centre to the right and down."""

    width: int
    height: int
    centre: tuple[int, int]
    arrows: dict[str, tuple[float, float]]
    """By datum, to a common scale."""
    points: dict[str, shapely.Point]
    """The centre in each datum, lon/lat in degrees."""


def draw_shift(area: Area) -> ShiftDrawing:
    """Return arrows from the area's centre to its position in each of China's datums."""
    lengths = shift_m(area.centre)
    scale = MAX_LENGTH / max(lengths.values())
    arrows, points = {}, to_china_datums(area.centre)
    for datum, point in points.items():
        angle = radians(bearing_deg(area.centre, point))
        arrows[datum] = (lengths[datum] * sin(angle) * scale, -lengths[datum] * cos(angle) * scale)
    ends = [0.0, *(down for _, down in arrows.values())]
    above, below = round(MARGIN - min(ends)), round(MARGIN + max(ends))
    return ShiftDrawing(WIDTH, above + below, (ORIGIN, above), arrows, points)
