"""How far China's datums move an area, and a drawing of it: arrows beside the ring in which the place lies."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import shapely

from geodata.datum import gcj02_to_bd09, wgs84_to_gcj02
from geodata.measure import bearing_deg, distance_m
from geodata.model import Area

WIDTH, ORIGIN, REACH, MARGIN = 320, 56, 232, 18
"""In pixels: how wide the drawing is, where the place stands from the left, how far from there the
ring goes, and what is left free above and below for the names."""


@dataclass(frozen=True)
class Drawing:
    """In pixels; an arrow goes from the place by so much to the right and down."""

    height: int
    place: tuple[int, int]
    ring: float
    """Its radius; the ring is cut off at the drawing's edge."""
    arrows: dict[str, tuple[float, float]]
    """By datum."""


def shifted(area: Area) -> dict[str, shapely.Point]:
    """The point that a map of the datum shows where the area's centre is."""
    gcj02 = wgs84_to_gcj02((area.centre.x, area.centre.y))
    return {"gcj02": shapely.Point(gcj02), "bd09": shapely.Point(gcj02_to_bd09(gcj02))}


def shift_m(area: Area) -> dict[str, float]:
    """Its distance from the centre in metres, by datum."""
    return {datum: distance_m(area.centre, point) for datum, point in shifted(area).items()}


def draw_shift(area: Area) -> Drawing:
    """All to one scale, by what is larger: the ring, or the arrows with room for their names."""
    lengths = shift_m(area)
    scale = REACH / max(area.uncertainty_m, 1.4 * max(lengths.values()))
    arrows = {}
    for datum, point in shifted(area).items():
        angle = radians(bearing_deg(area.centre, point))
        arrows[datum] = (lengths[datum] * sin(angle) * scale, -lengths[datum] * cos(angle) * scale)
    ends = [0.0, *(down for _, down in arrows.values())]
    above, below = round(MARGIN - min(ends)), round(MARGIN + max(ends))
    return Drawing(above + below, (ORIGIN, above), area.uncertainty_m * scale, arrows)
