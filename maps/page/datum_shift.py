"""A drawing of how far China's datums move an area's centre: one arrow for each datum."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from geodata.datum import shift_m, shifted
from geodata.measure import bearing_deg
from geodata.model import Area

ORIGIN, LONGEST, MARGIN = 56, 165, 18
"""In pixels: the centre from the left of a drawing 320 wide, the longest arrow, and room above and below for names."""


@dataclass(frozen=True)
class Drawing:
    """In pixels; an arrow goes from the centre by so much to the right and down."""

    height: int
    centre: tuple[int, int]
    arrows: dict[str, tuple[float, float]]
    """By datum, all to one scale."""


def draw_shift(area: Area) -> Drawing:
    """Return the arrows from the area's centre to where a map of each datum shows it."""
    lengths = shift_m(area.centre)
    scale = LONGEST / max(lengths.values())
    arrows = {}
    for datum, point in shifted(area.centre).items():
        angle = radians(bearing_deg(area.centre, point))
        arrows[datum] = (lengths[datum] * sin(angle) * scale, -lengths[datum] * cos(angle) * scale)
    ends = [0.0, *(down for _, down in arrows.values())]
    above, below = round(MARGIN - min(ends)), round(MARGIN + max(ends))
    return Drawing(above + below, (ORIGIN, above), arrows)
