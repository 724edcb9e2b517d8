"""Scale bar and north arrow of a drawn map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import floor, log10
from xml.etree.ElementTree import Element

from maps.drawing import style
from maps.drawing.boxes import Box
from maps.drawing.projection import UNITS_PER_PIXEL, Viewport
from maps.drawing.svg import element
from maps.drawing.text_metrics import text_width

MAX_SHARE = 0.2
"""Maximum length of the bar as a share of the map's width."""
TICK = 4
"""Height of the bar's ends in pixels."""


@dataclass(frozen=True)
class ScaleBar:
    """A scale bar for a round number of metres at the middle of a map, optionally with a north arrow."""

    metres: float
    length: float
    """Length in pixels."""
    text: str
    size: float
    """Type size in pixels."""
    north_letter: str
    """Label of the north arrow; no arrow if empty."""

    @property
    def width(self) -> float:
        """Return the width in pixels, with the north arrow."""
        return self.length + (2.4 * self.size + text_width(self.north_letter, self.size) if self.north_letter else 0)

    def box(self, x: float, y: float) -> Box:
        """Return the box that it covers with its lower left corner at x and y."""
        # A text longer than the bar extends beyond it on both sides.
        over = max(0.0, (text_width(self.text, self.size) - self.length) / 2)
        height = self.size * 1.25 + TICK
        return Box(x - over, y - height, self.width + 2 * over, height)

    def element(self, x: float, y: float) -> Element:
        """Return its element in drawing units, with the lower left corner at x and y in pixels."""
        u = UNITS_PER_PIXEL
        group = element("g", transform=f"translate({x * u:g} {y * u:g})")
        bar = f"M0 {-TICK * u}v{TICK * u}h{self.length * u:.1f}v{-TICK * u}"
        element("path", group, class_="scale-bar", d=bar)
        at = {"x": round(self.length * u / 2), "y": -round((TICK + 2) * u)}
        key = f"scale.{self.metres:.0f}"
        element("text", group, class_="label scale", text_anchor="middle", **at, data_t=key).text = self.text
        if self.north_letter:
            tip, half = (self.length + 1.6 * self.size) * u, self.size * 0.4 * u
            arrow = f"M{tip:.0f} {-self.size * 1.15 * u:.0f}l{half:.0f} {self.size * 1.15 * u:.0f}"
            arrow += f"l{-half:.0f} {-half * 0.75:.0f}l{-half:.0f} {half * 0.75:.0f}z"
            element("path", group, class_="north", d=arrow)
            at = {"x": round(tip + half * 1.6), "y": 0}
            element("text", group, class_="label scale", **at, data_t="map.north_letter").text = self.north_letter
        return group


def scale_bar(
    viewport: Viewport, format_length: Callable[[float], str], north_letter: str, type_scale: float = 1
) -> ScaleBar:
    """Return the scale bar of a map; `format_length` takes a length in metres."""
    pixel_m = viewport.pixel_m
    metres = round_length(viewport.width * MAX_SHARE * pixel_m)
    size = style.LABELS["scale"].size * type_scale
    return ScaleBar(metres, metres / pixel_m, format_length(metres), size, north_letter)


def round_length(maximum: float) -> float:
    """Return the largest number up to `maximum` that is 1, 2 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(maximum))
    return max(step * power for step in (1, 2, 5) if step * power <= maximum)
