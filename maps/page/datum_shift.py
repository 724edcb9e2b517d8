"""A drawing of how far China's datums move an area: arrows beside the ring in which its centre lies."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from geodata.datum import shift_m, shifted
from geodata.measure import bearing_deg
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


def draw_shift(area: Area) -> Drawing:
    """All to one scale, by what is larger: the ring, or the arrows with room for their names."""
    lengths = shift_m(area.centre)
    scale = REACH / max(area.uncertainty_m, 1.4 * max(lengths.values()))
    arrows = {}
    for datum, point in shifted(area.centre).items():
        angle = radians(bearing_deg(area.centre, point))
        arrows[datum] = (lengths[datum] * sin(angle) * scale, -lengths[datum] * cos(angle) * scale)
    ends = [0.0, *(down for _, down in arrows.values())]
    above, below = round(MARGIN - min(ends)), round(MARGIN + max(ends))
    return Drawing(above + below, (ORIGIN, above), area.uncertainty_m * scale, arrows)
