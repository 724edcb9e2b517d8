"""A drawing of the shift of an area's centre in China's datums: one arrow for each datum."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from geodata.datum import shift_m, to_china_datums
from geodata.measure import bearing_deg
from geodata.model import Area

ORIGIN, LONGEST, MARGIN = 56, 165, 18
"""In pixels: x of the centre in a drawing 320 wide, length of the longest arrow, margin for names above and below."""


@dataclass(frozen=True)
class Drawing:
    """A drawing, in pixels; arrows are offsets from the centre to the right and down."""

    height: int
    centre: tuple[int, int]
    arrows: dict[str, tuple[float, float]]
    """By datum, to a common scale."""


def draw_shift(area: Area) -> Drawing:
    """Return arrows from the area's centre to its position in each of China's datums."""
    lengths = shift_m(area.centre)
    scale = LONGEST / max(lengths.values())
    arrows = {}
    for datum, point in to_china_datums(area.centre).items():
        angle = radians(bearing_deg(area.centre, point))
        arrows[datum] = (lengths[datum] * sin(angle) * scale, -lengths[datum] * cos(angle) * scale)
    ends = [0.0, *(down for _, down in arrows.values())]
    above, below = round(MARGIN - min(ends)), round(MARGIN + max(ends))
    return Drawing(above + below, (ORIGIN, above), arrows)
