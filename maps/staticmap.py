"""The map as a drawing (SVG): the first thing painted, and all there is on paper and without JavaScript.

Drawn in Web Mercator (EPSG:3857) to the same bounds as the live map's first view, so that the live
map takes its place without a jump. Nothing is measured in it: shapes come true to size from their
geographic coordinates, and the scale bar is the geodesic length at the middle of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import escape
from shapely.geometry.base import BaseGeometry

from geodata.model import Place, Zone
from maps.drawing import has_label, home_bounds, label_point, opened_later, shown_places
from maps.lettering import Lettering
from maps.sheet import Sheet, path_data
from maps.theme import area_colour

SHEET = 1000
"""Width of the drawing in its own units; the height follows from the bounds."""
AROUND = 400
"""How far lines go on outside the sheet, where the window is wider or higher than it."""
FEATHER = 1.25
"""How far an estimated area fades out, as a multiple of its radius; half its strength is at 1."""
DOTS = {"landmark": 5, "railway-station": 5, "station": 4}
"""Radius of the dot of each kind of point; an airport is marked by its runways."""
LABELLED_RANK = 3
NAME_SIZE, SIZE_SIZE, PLACE_SIZES = 28, 20, {1: 22, 2: 22, 3: 19}
"""Type sizes of an area's name, of its figures, and of a place by its rank."""
SCALE_BAR_M = 10_000


def static_map(zone: Zone, texts: Mapping[str, str]) -> str:
    """The drawing as one `svg` element; `texts` are those of the page's first language by key."""
    sheet = Sheet(home_bounds(zone), SHEET)
    parts = [
        f'<svg class="static-map" viewBox="0 0 {SHEET} {sheet.height}" role="img" aria-labelledby="static-title">',
        f'<title id="static-title" data-t="map.static">{escape(texts["map.static"])}</title>',
        *_lines(zone, sheet),
        *_dots(zone, sheet),
        *_areas(zone, sheet),
        '<g class="lettering" paint-order="stroke">',
        *_labels(zone, sheet, texts),
        *_furniture(sheet, texts),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts)


def _lines(zone: Zone, sheet: Sheet) -> Iterator[str]:
    for place in (p for p in shown_places(zone) if p.geometry.geom_type != "Point"):
        path = path_data(sheet.clip(sheet.place(place.geometry), AROUND))
        if not path:
            continue
        classes = _classes(place, zone)
        if place.kind in ("road", "expressway", "ring"):
            yield f'<path class="case {classes}" d="{path}"/>'
        yield f'<path class="{classes}" d="{path}"/>'


def _classes(place: Place, zone: Zone) -> str:
    later = opened_later(place, zone.released)
    return place.kind + (" later" if later else "") + (" schematic" if place.schematic else "")


def _dots(zone: Zone, sheet: Sheet) -> Iterator[str]:
    for place in shown_places(zone):
        radius = DOTS.get(place.kind)
        if radius and place.rank <= LABELLED_RANK:
            spot = sheet.place(place.geometry)
            yield f'<circle class="{_classes(place, zone)}" cx="{spot.x:.0f}" cy="{spot.y:.0f}" r="{radius}"/>'


def _areas(zone: Zone, sheet: Sheet) -> Iterator[str]:
    """Halos below, then the soft shapes; on top of each what is clicked, true to size."""
    for index, area in enumerate(zone.area_records):
        yield f'<circle class="halo {area_colour(index)}" {_circle(sheet.place(area.halo))}/>'
    for index, area in enumerate(zone.area_records):
        colour, footprint = area_colour(index), sheet.place(area.footprint)
        if area.surveyed:
            shape = f'<path class="footprint surveyed {colour}" d="{path_data(footprint)}"'
        else:
            yield f'<circle class="feather {colour}" {_circle(footprint, FEATHER)}/>'
            shape = f'<circle class="footprint {colour}" {_circle(footprint)}'
        yield f'{shape} data-area="{escape(area.id)}"/>'


def _circle(shape: BaseGeometry, times: float = 1) -> str:
    """The attributes of the circle that a disc or ring of the data is on the sheet."""
    left, top, right, bottom = shape.bounds
    return f'cx="{(left + right) / 2:.1f}" cy="{(top + bottom) / 2:.1f}" r="{_radius(shape) * times:.1f}"'


def _radius(shape: BaseGeometry) -> float:
    left, top, right, bottom = shape.bounds
    return float(right - left + bottom - top) / 4


def _labels(zone: Zone, sheet: Sheet, texts: Mapping[str, str]) -> Iterator[str]:
    """Names that find room beside their point, the weightier first; areas always have theirs."""
    lettering = Lettering(SHEET, sheet.height)
    shapes = [sheet.place(area.footprint) for area in zone.area_records]
    lettering.keep_free(shapes)
    for index, (area, shape) in enumerate(zip(zone.area_records, shapes, strict=True)):
        spot = sheet.place(area.centre)
        reach = max(_radius(shape) * FEATHER, 18)
        x, y, anchor = lettering.two_lines(spot, area.name, NAME_SIZE, reach) or (spot.x, spot.y, "middle")
        at = f'x="{x:.0f}" text-anchor="{anchor}"'
        key = f"area.{escape(area.id)}"
        yield (
            f'<text class="area-name {area_colour(index)}" {at} y="{y - 14:.0f}" font-size="{NAME_SIZE}" '
            f'data-t="{key}">{escape(texts[f"area.{area.id}"])}</text>'
        )
        figures = " · ".join(
            f'<tspan data-t="{key}.{part}">{escape(texts[f"area.{area.id}.{part}"])}</tspan>'
            for part in ("size", "plus_minus")
        )
        yield f'<text class="area-size" {at} y="{y + 10:.0f}" font-size="{SIZE_SIZE}">{figures}</text>'
    named = [place for place in shown_places(zone) if has_label(place) and place.rank <= LABELLED_RANK]
    for place in sorted(named, key=lambda named_place: named_place.rank):
        size = PLACE_SIZES[place.rank]
        room = place.name and lettering.one_line(sheet.place(label_point(place)), place.name, size, reach=10)
        if room:
            x, y, anchor = room
            yield (
                f'<text class="{place.kind}" x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}" '
                f'data-t="place.{escape(place.id)}">{escape(texts[f"place.{place.id}"])}</text>'
            )


def _furniture(sheet: Sheet, texts: Mapping[str, str]) -> Iterator[str]:
    """Scale bar and north arrow."""
    bar = SCALE_BAR_M / sheet.unit_m
    y = sheet.height - 24
    label = f'y="{y - 8}" font-size="20" text-anchor="middle"'
    yield f'<path class="scale" d="M24 {y - 8}v8h{bar:.1f}v-8"/>'
    yield f'<text class="scale" x="{24 + bar / 2:.0f}" {label}>{SCALE_BAR_M // 1000} km</text>'
    yield f'<path class="north" d="M{SHEET - 34} 52l10-28 10 28-10-6z"/>'
    yield (
        f'<text class="scale" x="{SHEET - 24}" y="76" font-size="20" text-anchor="middle" '
        f'data-t="map.north_letter">{escape(texts["map.north_letter"])}</text>'
    )
