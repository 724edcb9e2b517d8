"""Where in the municipality the map lies: its districts, small, with the areas and the frame of the map."""

from __future__ import annotations

from collections.abc import Mapping

import shapely
from markupsafe import escape

from geodata.model import Zone
from maps.drawing.backdrop import districts, home_bounds
from maps.drawing.palette import area_colour
from maps.drawing.projection import Viewport, path_data

WIDTH = 480
"""Units across; small enough for whole units to be fine ones where the inset is some 120 px wide."""
DOT = 15


def inset(zone: Zone, texts: Mapping[str, str]) -> str:
    """The inset as one `svg` element; empty where the zone has no districts. `data-bounds` has the degrees that
    it shows (west, south, east, north), for the page's script to move the frame."""
    whole, borders = districts(zone)
    if whole is None:
        return ""
    sheet = Viewport(whole.bounds, WIDTH)
    west, south, east, north = sheet.place(shapely.box(*home_bounds(zone))).bounds
    dots = [(index, sheet.place(area.centre)) for index, area in enumerate(zone.area_records)]
    label = escape(texts["inset.label"])
    return "\n".join(
        [
            f'<svg class="inset" viewBox="-8 -8 {WIDTH + 16} {sheet.height + 16}" role="img" aria-label="{label}" '
            f'data-t-label="inset.label" data-bounds="{" ".join(f"{degrees:.4f}" for degrees in whole.bounds)}">',
            f'<path class="municipality" d="{path_data(sheet.place(whole).simplify(2))}"/>',
            f'<path class="border" d="{path_data(sheet.place(borders).simplify(2))}"/>',
            *(
                f'<circle class="dot {area_colour(index)}" cx="{spot.x:.0f}" cy="{spot.y:.0f}" r="{DOT}"/>'
                for index, spot in dots
            ),
            f'<rect class="frame" x="{west:.0f}" y="{south:.0f}" width="{east - west:.0f}" '
            f'height="{north - south:.0f}"/>',
            "</svg>",
        ]
    )
