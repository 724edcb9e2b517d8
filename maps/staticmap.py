"""The map as a drawing (SVG), for paper and for readers without JavaScript.

Drawn in the UTM zone of its middle (EPSG:32648 for Chengdu), where a kilometre has the same length
all over the sheet to within 0.1 %, so that the scale bar holds and the areas are true to size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import pi, sqrt

import shapely
from markupsafe import escape
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geodata.model import CRS, LANGUAGES, Area, Place, Text, Zone
from maps.drawing import has_label, label_point, opened_later, shown_places
from maps.theme import area_colour

SHEET = 1000
"""Width of the drawing in its own units; the height follows from the extent."""
MARGIN_M = 3500
FEATHER = 1.25
"""How far an estimated area fades out, as a multiple of its radius; half its strength is at 1."""
DOTS = {"landmark": 5, "railway-station": 5, "airport": 0, "station": 4}
"""Radius of the dot of each kind of point; a runway already marks an airport."""
LABELLED_RANK = 3


@dataclass
class Sheet:
    """The extent of the drawing and what its labels have already taken."""

    to_utm: Transformer
    bounds: tuple[float, float, float, float]
    """West, south, east, north in metres of the UTM zone."""
    taken: list[BaseGeometry] = field(default_factory=list)

    @property
    def unit_m(self) -> float:
        """Metres on the ground for one unit of the drawing."""
        return (self.bounds[2] - self.bounds[0]) / SHEET

    @property
    def height(self) -> int:
        return round((self.bounds[3] - self.bounds[1]) / self.unit_m)

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """Geometry in lon/lat to units of the drawing, y growing downwards."""
        in_utm = shapely.transform(geometry, self.to_utm.transform, interleaved=False)
        west, _, _, north = self.bounds
        return shapely.transform(
            in_utm, lambda x, y: ((x - west) / self.unit_m, (north - y) / self.unit_m), interleaved=False
        )

    def clip(self, geometry: BaseGeometry) -> BaseGeometry:
        return shapely.clip_by_rect(geometry, -20, -20, SHEET + 20, self.height + 20).simplify(1)


def static_map(zone: Zone, texts: Mapping[str, str]) -> str:
    """The drawing as one `svg` element; `texts` are those of the page's first language by key."""
    sheet = _sheet(zone)
    parts = [
        f'<svg class="static-map" viewBox="0 0 {SHEET} {sheet.height}" role="img" aria-labelledby="static-title">',
        f'<title id="static-title" data-t="map.static">{escape(texts["map.static"])}</title>',
        f'<rect class="land" width="{SHEET}" height="{sheet.height}"/>',
        *_lines(zone, sheet),
        *_dots(zone, sheet),
        *_areas(zone, sheet),
        *_labels(zone, sheet, texts),
        *_furniture(sheet, texts),
        "</svg>",
    ]
    return "\n".join(parts)


@cache
def _utm(longitude: int) -> Transformer:
    return Transformer.from_crs(CRS, f"EPSG:326{longitude // 6 + 31:02d}", always_xy=True)


def _sheet(zone: Zone) -> Sheet:
    shapes = [shape for area in zone.area_records for shape in (area.halo, area.footprint)]
    shapes += [zone.place(place_id).geometry for place_id in zone.landmarks]
    shown = shapely.union_all(shapes)
    to_utm = _utm(int(shown.centroid.x))
    west, south, east, north = shapely.transform(shown, to_utm.transform, interleaved=False).bounds
    return Sheet(to_utm, (west - MARGIN_M, south - MARGIN_M, east + MARGIN_M, north + MARGIN_M))


def _lines(zone: Zone, sheet: Sheet) -> Iterator[str]:
    for place in (p for p in shown_places(zone) if p.geometry.geom_type != "Point"):
        path = _path(sheet.clip(sheet.place(place.geometry)))
        if not path:
            continue
        classes = _classes(place, zone)
        if place.kind in ("road", "expressway", "ring"):
            yield f'<path class="case {classes}" d="{path}"/>'
        yield f'<path class="{classes}" d="{path}"/>'


def _classes(place: Place, zone: Zone) -> str:
    later = opened_later(place, zone.released)
    return place.kind + (" later" if later else "") + (" schematic" if place.schematic else "")


def _path(geometry: BaseGeometry) -> str:
    """SVG path data in whole units, each point as the step from the one before."""
    data = []
    for part in getattr(geometry, "geoms", [geometry]):
        if part.is_empty or part.geom_type not in ("LineString", "Polygon"):
            continue
        ring = part.exterior if part.geom_type == "Polygon" else part
        points = [(round(x), round(y)) for x, y in ring.coords]
        steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in zip(points, points[1:], strict=False)]
        joined = "".join(f"{x} {y} " if y >= 0 else f"{x}{y} " for x, y in steps if (x, y) != (0, 0))
        closing = "z" if part.geom_type == "Polygon" else ""
        data.append(f"M{points[0][0]} {points[0][1]}l{joined.strip()}{closing}")
    return "".join(data)


def _dots(zone: Zone, sheet: Sheet) -> Iterator[str]:
    for place in shown_places(zone):
        radius = DOTS.get(place.kind)
        if radius and place.rank <= LABELLED_RANK:
            spot = sheet.place(place.geometry)
            yield f'<circle class="{_classes(place, zone)}" cx="{spot.x:.0f}" cy="{spot.y:.0f}" r="{radius}"/>'


def _areas(zone: Zone, sheet: Sheet) -> Iterator[str]:
    for index, area in enumerate(zone.area_records):
        colour = area_colour(index)
        spot = sheet.place(area.centre)
        at = f'cx="{spot.x:.1f}" cy="{spot.y:.1f}"'
        yield f'<circle class="halo {colour}" {at} r="{area.off_m / sheet.unit_m:.1f}"/>'
        if area.surveyed:
            yield f'<path class="footprint surveyed {colour}" d="{_path(sheet.place(area.footprint))}"/>'
        else:
            yield f'<circle class="feather {colour}" {at} r="{_radius(area, sheet) * FEATHER:.1f}"/>'


def _radius(area: Area, sheet: Sheet) -> float:
    return sqrt(area.size_km2 * 1e6 / pi) / sheet.unit_m


def _labels(zone: Zone, sheet: Sheet, texts: Mapping[str, str]) -> Iterator[str]:
    """Names that find room beside their point, the weightier first; areas always have theirs."""
    for index, area in enumerate(zone.area_records):
        spot = sheet.place(area.centre)
        sheet.taken.append(spot.buffer(_radius(area, sheet)))
        reach = max(_radius(area, sheet) * 1.1, 18)
        yield from _area_label(zone, area, index, sheet, texts, reach)
    for place in sorted((p for p in shown_places(zone) if has_label(p) and p.rank <= LABELLED_RANK), key=lambda p: p.rank):
        spot = sheet.place(label_point(place))
        size = 22 if place.rank <= 2 else 19
        room = _room(sheet, spot.x, spot.y, place.name, size, gap=10)
        if room:
            x, y, anchor = room
            yield (
                f'<text class="{place.kind}" x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}" '
                f'data-t="place.{escape(place.id)}">{escape(texts[f"place.{place.id}"])}</text>'
            )


def _area_label(
    zone: Zone, area: Area, index: int, sheet: Sheet, texts: Mapping[str, str], reach: float
) -> Iterator[str]:
    spot = sheet.place(area.centre)
    x, y, anchor = _room(sheet, spot.x, spot.y, area.name, 30, gap=reach, lines=2) or (spot.x, spot.y, "middle")
    place = f'x="{x:.0f}" text-anchor="{anchor}"'
    yield (
        f'<text class="area-name {area_colour(index)}" {place} y="{y - 14:.0f}" font-size="30" '
        f'data-t="area.{escape(area.id)}">{escape(texts[f"area.{area.id}"])}</text>'
    )
    spans = (f'<tspan data-t="{key}">{escape(texts[key])}</tspan>' for key in _size_keys(area))
    yield f'<text class="area-size" {place} y="{y + 10:.0f}" font-size="20">{", ".join(spans)}</text>'


def _size_keys(area: Area) -> tuple[str, str]:
    return f"area.{escape(area.id)}.size", f"area.{escape(area.id)}.plus_minus"


def _room(
    sheet: Sheet, x: float, y: float, name: Text | None, size: int, gap: float, lines: int = 1
) -> tuple[float, float, str] | None:
    """Where a label fits that is as wide as its longest language: x, baseline y and anchor."""
    width = size * max(_ems(name[language]) for language in LANGUAGES) if name else 0
    if lines > 1:
        width = max(width, 20 * 9)
    tall = size * (1.2 if lines == 1 else 2)
    tries = (
        (x + gap, y, "start", x + gap),
        (x - gap, y, "end", x - gap - width),
        (x, y - gap - tall / 2, "middle", x - width / 2),
        (x, y + gap + tall / 2, "middle", x - width / 2),
    )
    for at_x, at_y, anchor, left in tries:
        box = shapely.box(left - 3, at_y - tall / 2, left + width + 3, at_y + tall / 2)
        inside = left > 6 and left + width < SHEET - 6 and at_y - tall / 2 > 6 and at_y + tall / 2 < sheet.height - 6
        if inside and not any(box.intersects(other) for other in sheet.taken):
            sheet.taken.append(box)
            return at_x, at_y + (size * 0.35 if lines == 1 else 0), anchor
    return None


def _ems(text: str) -> float:
    """Rough width of a text in ems: a Han or kana glyph is one wide, a Latin letter about half."""
    return sum(1.0 if ord(character) > 0x2E80 else 0.56 for character in text)


def _furniture(sheet: Sheet, texts: Mapping[str, str]) -> Iterator[str]:
    """Scale bar and north arrow."""
    bar = 10_000 / sheet.unit_m
    y = sheet.height - 24
    yield f'<path class="scale" d="M24 {y - 8}v8h{bar:.0f}v-8"/>'
    yield f'<text class="scale" x="{24 + bar / 2:.0f}" y="{y - 8}" font-size="20" text-anchor="middle">10 km</text>'
    yield f'<path class="north" d="M{SHEET - 34} 52l10-28 10 28-10-6z"/>'
    yield (
        f'<text class="scale" x="{SHEET - 24}" y="76" font-size="20" text-anchor="middle" '
        f'data-t="map.north_letter">{escape(texts["map.north_letter"])}</text>'
    )
