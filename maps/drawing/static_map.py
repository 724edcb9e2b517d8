"""The map as a drawing: the first thing painted, and all there is on paper and without JavaScript.

It is drawn to the same bounds as the live map's first view, so that the live map takes its place without a
jump. On paper a second drawing shows from nearby what is small and crowded in the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import shapely
from markupsafe import escape

from geodata.measure import widen
from geodata.model import LANGUAGES, Area, Zone
from maps.drawing import map_svg
from maps.drawing.backdrop import home_bounds
from maps.drawing.lettering import ems
from maps.drawing.projection import Bounds, Viewport

SHEET = 1000
"""Width of the drawing in its own units; the height follows from the bounds."""
AROUND = 200
"""How far lines go on outside the sheet, where the window is wider or higher than it."""
SCALE_BAR_M, DETAIL_BAR_M = 10_000, 1_000
DETAIL_MARGIN_M = 1_200
DETAIL_SHARE = 0.4
"""Only what is this much smaller than the whole is worth a second drawing."""

Texts = Mapping[str, Mapping[str, str]]
"""By language and key."""


def static_map(zone: Zone, texts: Texts) -> str:
    """The drawing as one `svg` element, in the page's first language."""
    sheet = Viewport(home_bounds(zone), SHEET)
    drawn = _frame(zone, sheet, texts, AROUND)
    title = f'<title id="static-title" data-t="map.static">{escape(drawn.text("map.static"))}</title>'
    box = f'viewBox="0 0 {SHEET} {sheet.height}"'
    parts = [
        f'<svg class="drawn static-map" {box} role="img" aria-labelledby="static-title">',
        *(title, *map_svg.backdrop(drawn), *map_svg.areas(drawn), '<g class="lettering" paint-order="stroke">'),
        *(*map_svg.names(drawn), *map_svg.scale_bar(drawn, SCALE_BAR_M), *map_svg.north(drawn), "</g></svg>"),
    ]
    return "\n".join(parts)


def detail_map(zone: Zone, texts: Texts) -> str:
    """The areas that stand close together, from nearby; empty where there is no need of it."""
    bounds = crowded_bounds(zone)
    if bounds is None:
        return ""
    sheet = Viewport(bounds, SHEET)
    drawn = replace(_frame(zone, sheet, texts, around=0), type=1.4, clickable=False)
    label = escape(drawn.text("map.detail"))
    parts = [
        f'<svg class="drawn detail-map" viewBox="0 0 {SHEET} {sheet.height}" role="img" '
        f'data-t-label="map.detail" aria-label="{label}">',
        *(*map_svg.backdrop(drawn), *map_svg.areas(drawn), '<g paint-order="stroke">'),
        *(*map_svg.names(drawn), *map_svg.scale_bar(drawn, DETAIL_BAR_M), "</g></svg>"),
    ]
    return "\n".join(parts)


def crowded_bounds(zone: Zone) -> Bounds | None:
    """What to show from nearby: the areas whose reaches touch another's, with some ground around them."""
    touching = crowded_areas(zone)
    if not touching:
        return None
    west, south, east, north = shapely.union_all([widen(a.reach, DETAIL_MARGIN_M) for a in touching]).bounds
    whole = home_bounds(zone)
    is_small = east - west < DETAIL_SHARE * (whole[2] - whole[0])
    return (west, south, east, north) if is_small else None


def crowded_areas(zone: Zone) -> list[Area]:
    """Those whose reaches touch another's."""
    reaches = [area.reach for area in zone.area_records]
    return [area for area in zone.area_records if sum(area.reach.intersects(other) for other in reaches) > 1]


def _frame(zone: Zone, sheet: Viewport, texts: Texts, around: float) -> map_svg.Frame:
    first = texts[LANGUAGES[0]]
    return map_svg.Frame(zone, sheet, first.__getitem__, _longest(texts), around)


def _longest(texts: Texts) -> Callable[[str], float]:
    """The page changes language in place, so each name needs room for the longest."""
    return lambda key: max(ems(texts[language][key]) for language in LANGUAGES)
