"""One map as a drawing (SVG): the backdrop, the areas and their names on a sheet.

The stylesheet gives the classes their colours; the page and the pictures of the export draw with the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from markupsafe import escape
from shapely.geometry.base import BaseGeometry

from geodata.model import Area, Place, Zone
from maps.drawing.backdrop import LINES, label_min_zoom, label_point, min_zoom, opened_later, shown_places
from maps.drawing.lettering import Lettering
from maps.drawing.palette import area_colour
from maps.drawing.projection import Viewport, path_data

FEATHER = 1.25
"""How far an estimated area fades out, as a multiple of its radius; half its strength is at 1."""
DOTS = {"landmark": 5, "railway-station": 6, "station": 4}
"""Radius of the dot of each kind of point; an airport is marked by its runways."""
CASED = ("road", "expressway", "ring")
"""Kinds that are drawn twice, a wider line below the other."""
NAME_SIZE, SIZE_SIZE = 28, 20
"""Type sizes of an area's name and of its figures."""
PLACE_SIZES = {"airport": 22, "landmark": 19, "district": 17, "hills": 18, "river": 16, "metro": 15, "road": 15}
OTHER_SIZE = 17


@dataclass
class Frame:
    """What a drawing is of, and how it speaks."""

    zone: Zone
    sheet: Viewport
    text: Callable[[str], str]
    """The text of a key, in the language of the drawing."""
    width: Callable[[str], float]
    """How wide the text of a key may get, in ems: where the drawing changes its language, that of the longest."""
    around: float = 0
    """How far lines go on beside the sheet, in its units."""
    type: float = 1
    """Type sizes as a multiple of those of this module."""
    clickable: bool = True
    """Whether the areas carry their ids, for the page's script."""
    decimals: int = 1
    """Of the numbers of circles, in units of the sheet."""
    lettering: Lettering = field(init=False)

    def __post_init__(self) -> None:
        self.lettering = Lettering(self.sheet.width, self.sheet.height)


def backdrop(frame: Frame) -> Iterator[str]:
    """Land, lines and dots."""
    sheet = frame.sheet
    drawn = [place for place in shown_places(frame.zone) if min_zoom(place) <= sheet.zoom]
    for place in (place for place in drawn if place.geometry.geom_type != "Point"):
        path = path_data(sheet.clip(sheet.place(place.geometry), frame.around))
        if path and place.kind in CASED:
            yield f'<path class="case {_classes(place, frame)}" d="{path}"/>'
        if path:
            yield f'<path class="{_classes(place, frame)}" d="{path}"/>'
    for place in (place for place in drawn if place.kind in DOTS):
        spot = sheet.place(place.geometry)
        if _is_near(spot, frame):
            radius = f'r="{DOTS[place.kind] * frame.type:g}"'
            yield f'<circle class="{_classes(place, frame)}" cx="{spot.x:.0f}" cy="{spot.y:.0f}" {radius}/>'


def _classes(place: Place, frame: Frame) -> str:
    later = opened_later(place, frame.zone.released)
    return place.kind + (" later" if later else "") + (" schematic" if place.schematic else "")


def _is_near(spot: BaseGeometry, frame: Frame) -> bool:
    sheet, around = frame.sheet, frame.around
    return bool(-around <= spot.x <= sheet.width + around and -around <= spot.y <= sheet.height + around)


def areas(frame: Frame) -> Iterator[str]:
    """Reaches below, then the soft shapes; on top of each what is clicked, true to size."""
    sheet = frame.sheet
    seen = [(area_colour(n), area) for n, area in enumerate(frame.zone.area_records) if _shows(area, frame)]
    for colour, area in seen:
        reach, is_circle = sheet.place(area.reach), area.reach_basis == "footprint" and not area.surveyed
        shape = f"<circle {_circle(frame, reach)}" if is_circle else f'<path d="{path_data(reach)}"'
        yield f'{shape} class="reach {colour}"/>'
    for colour, area in seen:
        footprint = sheet.place(area.footprint)
        if area.surveyed:
            shape = f'<path class="footprint surveyed {colour}" d="{path_data(footprint)}"'
        else:
            yield f'<circle class="feather {colour}" {_circle(frame, footprint, FEATHER)}/>'
            shape = f'<circle class="footprint {colour}" {_circle(frame, footprint)}'
        yield f'{shape} data-area="{escape(area.id)}"/>' if frame.clickable else f"{shape}/>"


def _shows(area: Area, frame: Frame) -> bool:
    left, top, right, bottom = frame.sheet.place(area.reach).bounds
    around, sheet = frame.around, frame.sheet
    return bool(right > -around and bottom > -around and left < sheet.width + around and top < sheet.height + around)


def _circle(frame: Frame, shape: BaseGeometry, times: float = 1) -> str:
    """The attributes of the circle that a disc or ring of the data is on the sheet."""
    left, top, right, bottom = shape.bounds
    x, y, r = (f"{n:.{frame.decimals}f}" for n in ((left + right) / 2, (top + bottom) / 2, _radius(shape) * times))
    return f'cx="{x}" cy="{y}" r="{r}"'


def _radius(shape: BaseGeometry) -> float:
    left, top, right, bottom = shape.bounds
    return float(right - left + bottom - top) / 4


def names(frame: Frame) -> Iterator[str]:
    """Names that find room, the weightier first; areas always have theirs."""
    frame.lettering.keep_free(frame.sheet.place(area.footprint) for area in frame.zone.area_records)
    for index, area in enumerate(frame.zone.area_records):
        if _is_near(frame.sheet.place(area.centre), frame):
            yield from _area_name(frame, area, area_colour(index))
    frame.lettering.keep_free(_dots(frame))
    yield from place_names(frame)


def _dots(frame: Frame) -> Iterator[BaseGeometry]:
    """The dots that are drawn, which no name of a place may cover."""
    for place in shown_places(frame.zone):
        if place.kind in DOTS and min_zoom(place) <= frame.sheet.zoom and frame.sheet.shows(place.geometry):
            yield frame.sheet.place(place.geometry).buffer(DOTS[place.kind] * frame.type)


def place_names(frame: Frame) -> Iterator[str]:
    """Names of the backdrop, where no area's name and nothing kept free is in the way."""
    sheet = frame.sheet
    named = [p for p in shown_places(frame.zone) if label_min_zoom(p) <= sheet.zoom and sheet.shows(p.geometry)]
    for place in sorted(named, key=label_min_zoom):
        yield from _place_name(frame, place)


def _area_name(frame: Frame, area: Area, colour: str) -> Iterator[str]:
    key, spot = f"area.{area.id}", frame.sheet.place(area.centre)
    size, small = NAME_SIZE * frame.type, SIZE_SIZE * frame.type
    reach = max(_radius(frame.sheet.place(area.footprint)) * FEATHER, 18 * frame.type)
    figures = frame.width(f"{key}.size") + frame.width(f"{key}.plus_minus") + 1
    width = max(size * frame.width(key), small * figures)
    room = frame.lettering.beside(spot, width, size * 2.1, reach)
    x, y, anchor = room or (spot.x, spot.y, "middle")
    at = f'x="{x:.0f}" text-anchor="{anchor}"'
    yield (
        f'<text class="area-name {colour}" {at} y="{y - size * 0.12:.0f}" font-size="{size:g}" '
        f'data-t="{escape(key)}">{escape(frame.text(key))}</text>'
    )
    parts = " · ".join(
        f'<tspan data-t="{escape(key)}.{part}">{escape(frame.text(f"{key}.{part}"))}</tspan>'
        for part in ("size", "plus_minus")
    )
    yield f'<text class="area-size" {at} y="{y + size * 0.75:.0f}" font-size="{small:g}">{parts}</text>'


def _place_name(frame: Frame, place: Place) -> Iterator[str]:
    key = f"place.{place.id}"
    size = PLACE_SIZES.get(place.kind, OTHER_SIZE) * frame.type
    width, height = size * frame.width(key), size * 1.2
    written = f'font-size="{size:g}" data-t="{escape(key)}">{escape(frame.text(key))}</text>'
    if place.kind in LINES:
        line = frame.sheet.clip(frame.sheet.place(place.geometry), 0)
        stretch = frame.lettering.along(line, width, height)
        if stretch:
            x, y, angle = stretch
            turned = f'transform="translate({x:.0f} {y:.0f})rotate({angle:.0f})" y="{size * 0.35:.0f}"'
            yield f'<text class="{place.kind}" {turned} text-anchor="middle" {written}'
        return
    room = frame.lettering.beside(frame.sheet.place(label_point(place)), width, height, reach=10 * frame.type)
    if room:
        x, y, anchor = room
        at = f'x="{x:.0f}" y="{y + size * 0.35:.0f}" text-anchor="{anchor}"'
        yield f'<text class="{place.kind}" {at} {written}'


def scale_bar(frame: Frame, metres: int) -> Iterator[str]:
    """A bar of so many metres at the lower left, as long as they are at the middle of the sheet."""
    length, y, size = metres / frame.sheet.unit_m, frame.sheet.height - 24, 20 * frame.type
    yield f'<path class="scale" d="M24 {y - 8}v8h{length:.1f}v-8"/>'
    label = f'y="{y - 8}" font-size="{size:g}" text-anchor="middle"'
    yield f'<text class="scale" x="{24 + length / 2:.0f}" {label}>{metres // 1000} km</text>'


def north(frame: Frame) -> Iterator[str]:
    """An arrow at the upper right."""
    right, size = frame.sheet.width, 20 * frame.type
    yield f'<path class="north" d="M{right - 34:g} 52l10-28 10 28-10-6z"/>'
    yield (
        f'<text class="scale" x="{right - 24:g}" y="{58 + size:g}" font-size="{size:g}" text-anchor="middle" '
        f'data-t="map.north_letter">{escape(frame.text("map.north_letter"))}</text>'
    )
