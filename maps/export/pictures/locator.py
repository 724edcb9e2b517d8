"""Two small maps that tell where the picture lies: in the municipality, and among the large cities of the country."""

from __future__ import annotations

from math import cos, hypot, radians, sin
from xml.etree.ElementTree import Element

import shapely

from geodata.measure import bearing_deg, distance_m
from geodata.model import City, Zone
from maps.drawing.backdrop import districts, home_bounds
from maps.drawing.lettering import Lettering
from maps.drawing.palette import area_colour
from maps.drawing.projection import Viewport, path_data
from maps.drawing.svg import element, number
from maps.drawing.text_metrics import text_width
from maps.export.pictures.context import Scene
from maps.export.pictures.map_panel import Box

FINE = 4
HERE = 0.1
"""A city less than this part of a ring away is the zone's own."""


def near(scene: Scene, parent: Element, width: float, height: float, _size: float) -> bool:
    """The municipality with its districts, the areas as dots and the frame of the map; False where it has none."""
    whole, borders = districts(scene.zone)
    if whole is None:
        return False
    pen = scene.pen
    west, south, east, north = whole.bounds
    flat = Viewport(whole.bounds, 1000)
    scale = min((width - 4) / 1000, (height - 4) / flat.height)
    sheet = Viewport((west, south, east, north), 1000 * scale * FINE)
    x, y = (width - sheet.width / FINE) / 2, (height - sheet.height / FINE) / 2
    group = element("g", parent, transform=f"translate({number(x)} {number(y)}) scale({number(1 / FINE)})")
    land = path_data(sheet.place(whole).simplify(2))
    look = {"stroke": pen.colours["district"], "stroke_linejoin": "round"}
    element("path", group, d=land, fill=pen.colours["built-up"], stroke_width=4, **look)
    element("path", group, d=path_data(sheet.place(borders).simplify(2)), fill="none", stroke_width=2, **look)
    for index, area in enumerate(scene.zone.area_records):
        spot = sheet.place(area.centre)
        dot = {"cx": float(spot.x), "cy": float(spot.y), "r": 9, "fill": pen.colours[area_colour(index)]}
        element("circle", group, **dot, stroke=pen.colours["built-up"], stroke_width=2.5)
    left, top, right, bottom = sheet.place(shapely.box(*home_bounds(scene.zone))).bounds
    frame = {"x": float(left), "y": float(top), "width": float(right - left), "height": float(bottom - top)}
    element("rect", group, **frame, fill="none", stroke=pen.colours["ink"], stroke_width=4)
    return True


def middle(zone: Zone) -> shapely.Point:
    """The middle of the zone's areas, each as heavy as it is large."""
    weights = [area.size_km2 for area in zone.area_records]
    x, y = (sum(getattr(a.centre, axis) * w for a, w in zip(zone.area_records, weights, strict=True)) for axis in "xy")
    return shapely.Point(x / sum(weights), y / sum(weights))


def regional_context(scene: Scene, parent: Element, width: float, height: float, size: float) -> bool:
    """Large cities at their true distance and bearing from the zone, with rings of distance; no border at all."""
    far = scene.zone.regional_context
    if far is None:
        return False
    centre = middle(scene.zone)
    places = [(city, *_away(centre, city.point)) for city in far.cities]
    box, scale = _extent(places, width, height, size)

    def at(x: float, y: float) -> tuple[float, float]:
        return (x / 1000 - box.x) * scale, (y / 1000 - box.y) * scale

    here = at(0, 0)
    clip = f"clip-regional_context-{number(width)}"
    element("rect", element("clipPath", parent, id=clip), width=float(width), height=float(height))
    inside = element("g", parent, clip_path=f"url(#{clip})")
    colours = scene.pen.colours
    element("rect", inside, width=float(width), height=float(height), fill=colours["land"])
    farthest = max(distance_m(centre, city.point) for city in far.cities) / 1000
    for turn in range(1, int(farthest // far.ring_km) + 2):
        radius = turn * far.ring_km * scale
        look = {"fill": "none", "stroke": colours["district"], "stroke_width": 0.8}
        element("circle", inside, cx=float(here[0]), cy=float(here[1]), r=float(radius), **look)
    lettering = Lettering(width * FINE, height * FINE)
    dots = [shapely.Point(at(x, y)).buffer(2) for _, x, y in places]
    lettering.keep_free(shapely.transform(dot, lambda units: units * FINE) for dot in dots)
    element("circle", inside, cx=float(here[0]), cy=float(here[1]), r=3.2, fill=colours["area-1"])
    for city, x, y in sorted(places, key=lambda place: hypot(place[1], place[2])):
        km = hypot(x, y) / 1000
        own = km < far.ring_km * HERE
        spot = here if own else at(x, y)
        if not own:
            element("circle", inside, cx=float(spot[0]), cy=float(spot[1]), r=1.8, fill=colours["place-ink"])
        _city_name(scene, inside, lettering, city, spot, km, size, own)
    return True


def _away(centre: shapely.Point, point: shapely.Point) -> tuple[float, float]:
    """How far east and south of the centre, in metres: an azimuthal map, true in distance and direction from it."""
    distance, bearing = distance_m(centre, point), radians(bearing_deg(centre, point))
    return distance * sin(bearing), -distance * cos(bearing)


def _extent(places: list[tuple[City, float, float]], width: float, height: float, size: float) -> tuple[Box, float]:
    """What is seen, in kilometres from the zone, and units for a kilometre; names have room at the sides."""
    xs, ys = [0.0, *(x / 1000 for _, x, _ in places)], [0.0, *(y / 1000 for _, _, y in places)]
    across, down = max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0)
    scale = min((width - 5.8 * size) / across, (height - 4.4 * size) / down)
    across, down = width / scale, height / scale
    left = (min(xs) + max(xs) - across) / 2
    top = (min(ys) + max(ys) - down) / 2
    return Box(left, top, across, down), scale


def _city_name(
    scene: Scene,
    parent: Element,
    lettering: Lettering,
    city: City,
    spot: tuple[float, float],
    km: float,
    size: float,
    own: bool,
) -> None:
    """Its name, and how far it is to ten kilometres, where there is room."""
    name = city.name[scene.say.language]
    face, colour = ("bold", "ink") if own else ("plain", "place-ink")
    distance = scene.say.words.length(round(km, -1) * 1000)
    both = [(name, size, face, colour), (distance, size * 0.86, "plain", "ink-soft")]
    room = None
    for lines in ([] if own else [both]) + [both[:1], [(name, size * 0.88, face, colour)]]:
        width = max(text_width(text, each * FINE, face) for text, each, face, _ in lines)
        height = sum(each for _, each, _, _ in lines) * 1.1 * FINE
        room = lettering.beside(shapely.Point(spot[0] * FINE, spot[1] * FINE), width, height, 3.6 * FINE)
        if room:
            break
    if room is None:
        return
    y = (room.y - height / 2) / FINE
    for text, each, face, colour in lines:
        scene.pen.write(
            parent,
            text,
            room.x / FINE,
            y + each * 0.96,
            each,
            face=face,
            colour=colour,
            anchor=room.anchor,
            halo="land",
        )
        y += each * 1.16
