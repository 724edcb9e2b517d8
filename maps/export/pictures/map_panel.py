"""The maps of a picture: the overview with all areas, and from nearby those that are crowded in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain
from math import atan, degrees, floor, inf, log, log10, pi, radians, sinh, tan
from typing import NamedTuple
from xml.etree.ElementTree import Element

import shapely

from geodata.model import Area, Place
from maps.drawing import map_svg
from maps.drawing.backdrop import districts, label_point, min_zoom
from maps.drawing.palette import area_colour
from maps.drawing.projection import Bounds, Viewport
from maps.drawing.svg import element, number
from maps.drawing.text_metrics import text_width, wrap
from maps.export.pictures.context import Scene
from maps.export.pictures.svg_style import painted

FINE = 2
"""Units of the sheet for a unit of the picture: a sheet is drawn in whole units."""
STEPS = (3, 7, 12, 18, 26, 36)
"""How far from a shape its name may stand, the nearest that has room."""
BAR_SHARE = 0.15
"""About how much of a map's width its scale bar takes."""


class Box(NamedTuple):
    """A rectangle in units of the picture."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def moved(self, x: float, y: float) -> Box:
        return Box(self.x + x, self.y + y, self.width, self.height)


@dataclass
class Panel:
    """A map in a box of the picture."""

    scene: Scene
    box: Box
    bounds: Bounds
    """What is to be seen, in degrees."""
    home: Box
    """The part of the box, from its own corner, in which the bounds are to be; the map goes on around it."""
    id: str
    type: float = 1
    """Type sizes as a multiple of the usual ones."""
    quiet: float = 0
    """How many steps of zoom fewer of the backdrop are shown and named."""
    drawn: map_svg.Frame = field(init=False)

    def __post_init__(self) -> None:
        texts = self.scene.say.texts
        sheet = Viewport(self.shown, self.box.width * FINE)
        sheet.zoom -= self.quiet
        self.drawn = map_svg.Frame(
            self.scene.zone,
            sheet,
            texts.__getitem__,
            lambda key: text_width(texts[key], 1.04, "bold"),
            around=20,
            type=self.type,
            clickable=False,
            decimals=2,
        )

    @property
    def shown(self) -> Bounds:
        """All that the panel shows, in degrees."""
        return filled(self.bounds, self.home, self.box.width, self.box.height)

    @property
    def unit_m(self) -> float:
        """Metres on the ground for one unit of the picture."""
        return self.drawn.sheet.unit_m * FINE

    def keep_free(self, boxes: Iterable[Box]) -> None:
        """No name goes into these boxes, which are in the units of the picture, from the corner of the panel."""
        self.drawn.lettering.keep_free(
            shapely.box(b.x * FINE, b.y * FINE, b.right * FINE, b.bottom * FINE) for b in boxes
        )

    def keep_line_free(self, ends: tuple[tuple[float, float], tuple[float, float]]) -> None:
        """No name lies on this line, from the corner of the panel."""
        line = shapely.LineString([(x * FINE, y * FINE) for x, y in ends])
        self.drawn.lettering.keep_free([line.buffer(FINE)])

    def hides(self, boxes: Iterable[Box]) -> bool:
        """Whether what lies in these boxes, from the corner of the panel, would cover a part of an area."""
        cover = shapely.union_all(
            [shapely.box(*(FINE * side for side in (b.x, b.y, b.right, b.bottom))) for b in boxes]
        )
        areas = self.scene.zone.area_records
        return any(cover.intersects(self.drawn.sheet.place(s)) for a in areas for s in (a.reach, a.footprint))

    def place(self, bounds: Bounds) -> Box:
        """Where bounds in degrees are, in units of the picture, from the corner of the panel."""
        left, top, right, bottom = self.drawn.sheet.place(shapely.box(*bounds)).bounds
        return Box(left / FINE, top / FINE, (right - left) / FINE, (bottom - top) / FINE)


def filled(bounds: Bounds, home: Box, width: float, height: float) -> Bounds:
    """The bounds of a whole panel, of which `bounds` fill the home as far as their shape allows."""
    west, south, east, north = bounds
    x = [radians(degree) for degree in (west, east)]
    y = [log(tan(pi / 4 + radians(degree) / 2)) for degree in (south, north)]
    unit = max((x[1] - x[0]) / home.width, (y[1] - y[0]) / home.height)
    left = sum(x) / 2 - (home.x + home.width / 2) * unit
    top = sum(y) / 2 + (home.y + home.height / 2) * unit
    latitudes = [degrees(atan(sinh(at))) for at in (top - height * unit, top)]
    return degrees(left), latitudes[0], degrees(left + width * unit), latitudes[1]


def keep_areas_free(panel: Panel) -> None:
    """Keeps names off the areas and the lines that tell how sure they are."""
    sheet, zone = panel.drawn.sheet, panel.scene.zone
    lines = [place.geometry.boundary for place in zone.backdrop if place.kind == "outline"]
    lines += [area.reach.boundary for area in zone.area_records]
    free = [sheet.place(line).buffer(2) for line in lines]
    panel.drawn.lettering.keep_free([*free, *(sheet.place(area.footprint) for area in zone.area_records)])


def keep_dots_free(panel: Panel) -> None:
    """Keeps names off runways and the dots of stations."""
    sheet, zone = panel.drawn.sheet, panel.scene.zone
    free = [sheet.place(place.geometry).buffer(3) for place in zone.backdrop if place.kind == "runway"]
    dots = [place for place in zone.backdrop if _dotted(place) and min_zoom(place) <= sheet.zoom]
    free += [sheet.place(place.geometry).buffer(map_svg.DOTS[place.kind] * panel.type) for place in dots]
    panel.drawn.lettering.keep_free(free)


def _dotted(place: Place) -> bool:
    """Whether it has a dot even where its name finds no room: a dot alone says something of a line only."""
    return place.kind == "station"


def ground(panel: Panel, parent: Element, names: Element) -> None:
    """The backdrop, the areas and above them the names, cut at the edge of the panel."""
    pen, box = panel.scene.pen, panel.box
    colour = "land" if districts(panel.scene.zone)[0] is None else "beyond"
    cut = element("clipPath", parent, id=f"clip-{panel.id}")
    element("rect", cut, width=float(box.width), height=float(box.height))
    inside = element("g", parent, clip_path=f"url(#clip-{panel.id})")
    element("rect", inside, width=float(box.width), height=float(box.height), fill=pen.colours[colour])
    sheet = element(
        "g",
        inside,
        id=panel.id,
        transform=f"scale({number(1 / FINE)})",
        data_unit_m=f"{panel.drawn.sheet.unit_m:.6g}",
    )
    named = {text.get("data-t", "")[len("place.") :] for text in names.iter("text")} | {*panel.scene.zone.landmarks}
    places = tuple(p for p in panel.scene.zone.backdrop if p.kind not in map_svg.DOTS or _dotted(p) or p.id in named)
    shown = replace(panel.drawn, zone=replace(panel.scene.zone, backdrop=places))
    sheet.append(painted(chain(map_svg.backdrop(shown), map_svg.areas(shown)), pen))
    for text in names.iter("text"):
        text.attrib.pop("data-t", None)
    sheet.append(names)


def landmark_names(panel: Panel, names: Element, size: float) -> None:
    """The zone's landmarks, as the texts speak of them."""
    zone, sheet = panel.scene.zone, panel.drawn.sheet
    for place in map(zone.place, zone.landmarks):
        spot = sheet.place(label_point(place))
        if 0 <= spot.x <= sheet.width and 0 <= spot.y <= sheet.height:
            name = panel.scene.say.texts[f"place.{place.id}"]
            for widest in (inf, text_width(name, size * 1.1, "bold") * 0.75):
                rows = wrap(name, widest, size * 1.1, "bold", even=True)
                lines = [Line(row, size * 1.1, "bold", "place-ink") for row in rows]
                if label(panel, names, spot, lines, map_svg.DOTS.get(place.kind, 0) / FINE, needed=False):
                    break


def place_names(panel: Panel, names: Element) -> None:
    """What else of the backdrop finds room."""
    zone = panel.scene.zone
    others = tuple(place for place in zone.backdrop if place.id not in zone.landmarks)
    drawn = replace(panel.drawn, zone=replace(zone, backdrop=others))
    drawn.lettering = panel.drawn.lettering
    names.append(painted(map_svg.place_names(drawn), panel.scene.pen))


class Line(NamedTuple):
    """A line of a label on the map."""

    text: str
    size: float
    face: str
    colour: str


def area_lines(panel: Panel, area: Area, size: float, widest: float, figures: bool = True) -> list[Line]:
    """The name of an area, in more lines than one where it is long, and its size."""
    say = panel.scene.say
    key = f"area.{area.id}"
    colour = area_colour(panel.scene.zone.area_records.index(area))
    lines = [Line(row, size, "bold", colour) for row in wrap(say.texts[key], widest, size, "bold", even=True)]
    if figures:
        small = f"{say.texts[f'{key}.size']} · {say.texts[f'{key}.plus_minus']}"
        lines += [Line(row, size * 0.74, "plain", "ink") for row in wrap(small, widest, size * 0.74)]
    return lines


def area_label(panel: Panel, sheet: Element, area: Area, size: float, widest: float) -> None:
    """The name and the figures of an area, beside its shape."""
    sheet_of = panel.drawn.sheet
    shapes = [shapely.bounds(sheet_of.place(shape)) for shape in (area.footprint, area.reach)]
    half = max((right - left) / 2 for left, _, right, _ in shapes)
    spot = sheet_of.place(area.centre)
    for width in (widest, inf, widest * 0.6):
        if label(panel, sheet, spot, area_lines(panel, area, size, width), half / FINE, needed=False):
            return
    label(panel, sheet, spot, area_lines(panel, area, size, widest), half / FINE)


def label(
    panel: Panel, sheet: Element, spot: shapely.Point, lines: list[Line], reach: float, needed: bool = True
) -> bool:
    """Lines beside a spot of the sheet, `reach` units of the picture away from it or a little more.

    Where there is no room at all a needed label stands on the spot, another nowhere, which is told by False.
    """
    width = max(text_width(line.text, line.size * FINE, line.face) for line in lines)
    height = sum(line.size for line in lines) * 1.2 * FINE
    tries = (panel.drawn.lettering.beside(spot, width, height, (reach + more) * FINE) for more in STEPS)
    room = next((found for found in tries if found), None)
    if room is None and not needed:
        return False
    x, y, anchor = room or (spot.x, spot.y, "middle")
    y -= height / 2
    if room is None:
        panel.drawn.lettering.keep_free([shapely.box(x - width / 2, y, x + width / 2, y + height)])
    for line in lines:
        size = line.size * FINE
        panel.scene.pen.write(
            sheet,
            line.text,
            x,
            y + size * 0.98,
            size,
            face=line.face,
            colour=line.colour,
            anchor=anchor,
            halo="land",
        )
        y += size * 1.2
    return True


def bar_width(panel: Panel, size: float) -> float:
    """How wide the scale bar is with the arrow to the north."""
    return round_length(panel.box.width * BAR_SHARE * panel.unit_m) / panel.unit_m + size * 4


def scale_bar(panel: Panel, parent: Element, x: float, y: float, size: float, north: bool = False) -> None:
    """A bar on the base line `y` as long as a round number of metres, and perhaps an arrow to the north."""
    say, pen = panel.scene.say, panel.scene.pen
    metres = round_length(panel.box.width * BAR_SHARE * panel.unit_m)
    length = metres / panel.unit_m
    group = pen.group(parent, x, y)
    halo = {"stroke": pen.colours["land"], "stroke_width": 3.6, "stroke_opacity": 0.8}
    for look in (halo, {"stroke": pen.colours["ink"], "stroke_width": 1.1}):
        element("path", group, d=f"M0 -4v4h{number(length)}v-4", fill="none", data_metres=f"{metres:g}", **look)
    text = say.words.length(metres)
    pen.write(group, text, length / 2, -5.5, size, anchor="middle", halo="land")
    if north:
        tip = length + size * 1.9
        arrow = f"M{number(tip)} {number(-size * 1.15)}l{number(size * 0.42)} {number(size * 1.15)}"
        arrow += f"l{number(-size * 0.42)} {number(-size * 0.3)}l{number(-size * 0.42)} {number(size * 0.3)}z"
        element("path", group, d=arrow, fill=pen.colours["ink"])
        letter = say.texts["map.north_letter"]
        pen.write(group, letter, tip + size * 0.65, 0, size, halo="land", face="bold")


def round_length(value: float) -> float:
    """Of 1, 2 or 5 times a power of ten the one nearest to `value`."""
    power = 10.0 ** floor(log10(value))
    return min((step * power for step in (1, 2, 5, 10)), key=lambda step: abs(log10(step / value)))


def edge(panel: Panel, parent: Element, colour: str = "rule", width: float = 1) -> None:
    element(
        "rect",
        parent,
        width=float(panel.box.width),
        height=float(panel.box.height),
        fill="none",
        stroke=panel.scene.pen.colours[colour],
        stroke_width=float(width),
    )
