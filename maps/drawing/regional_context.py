"""A small map that shows where the zone lies among the large cities of the country, without borders.

The projection is azimuthal equidistant: distances and directions from its centre are true. The centre is the
zone's own city, if the map has it, or else the middle of the zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from xml.etree.ElementTree import Element

import numpy as np
import shapely

from geodata.measure import bearing_deg, distance_m
from geodata.model import City, RegionalContext, Zone
from maps.drawing import style
from maps.drawing.boxes import Box, Point, Shape, Size
from maps.drawing.label_layout import LabelLayout, Line, Name, Typesetter, layout_size, write_name
from maps.drawing.label_placement import Obstacles, place_labels
from maps.drawing.label_positions import Placement
from maps.drawing.overview import SMALL_MAP_RULES, SmallMap
from maps.drawing.projection import circle
from maps.text.translator import Translator

CITY_RADIUS, OWN_CITY_RADIUS = 1.75, 3.0
OWN_CITY_SHARE = 0.1
"""A city closer than this share of the ring spacing is the zone's own."""
SIDE_EM, ABOVE_EM = 2.6, 2.2
"""Space for labels at the sides, and above and below."""
RING_ANGLES_DEG = (*range(180, 360, 10), *range(0, 180, 10))
"""Directions in which ring distances are written, in degrees clockwise from east, in order of preference."""


@dataclass(frozen=True)
class CitySpot:
    """A city and its position on the map."""

    city: City
    at: Point
    km: float
    """Distance in km; 0 for the zone's own city."""

    @property
    def kind(self) -> str:
        """Return the class of its dot and its label."""
        return "city" if self.km else "own-city"

    @property
    def radius(self) -> float:
        return CITY_RADIUS if self.km else OWN_CITY_RADIUS


@dataclass(frozen=True)
class Layout:
    """The positions of the cities in a map of size `room`, in pixels."""

    room: Size
    centre: Point
    """The zone or its own city."""
    px_per_km: float
    spots: Sequence[CitySpot]
    """The nearest city first."""
    rings: Sequence[float]
    """Radii of the distance rings in km."""


def draw_regional_context(zone: Zone, languages: Sequence[str], room: Size, type_scale: float = 1) -> SmallMap | None:
    """Return a map of large cities around the zone, with distance rings; None where the zone has no regional context.

    Every city except the zone's own is labelled with its distance, unless a city would then be left out.
    """
    context = zone.regional_context
    if context is None:
        return None
    layout = _layout(zone, context, room, style.LABELS["city"].size * type_scale)
    ground = [circle("distance-ring", layout.centre, ring * layout.px_per_km) for ring in layout.rings]
    names = {
        language: _city_elements(layout, Translator(language), Typesetter({language: {}}, type_scale))
        for language in languages
    }
    return SmallMap(ground, names, room)


def centre_of(zone: Zone, context: RegionalContext) -> shapely.Point:
    """Return the point that distances are measured from (lon/lat): the zone's own city, or else the zone's middle.

    The middle is the mean of the areas' centres, weighted by size.
    """
    areas = zone.area_records
    coordinates, weights = [area.centre.coords[0] for area in areas], [area.size_km2 for area in areas]
    middle = shapely.Point(np.average(coordinates, axis=0, weights=weights))
    nearest = min((city.point for city in context.cities), key=lambda point: distance_m(middle, point))
    return nearest if distance_m(middle, nearest) / 1000 < context.ring_km * OWN_CITY_SHARE else middle


def _layout(zone: Zone, context: RegionalContext, room: Size, size: float) -> Layout:
    """Return the layout of largest scale for labels of type size `size`."""
    centre = centre_of(zone, context)
    cities: list[tuple[float, City, Point]] = []
    for city in context.cities:
        km, bearing = distance_m(centre, city.point) / 1000, radians(bearing_deg(centre, city.point))
        cities.append((km, city, (km * sin(bearing), -km * cos(bearing))))
    cities.sort(key=lambda each: each[0])
    west, north = (min(0.0, *(offset[axis] for _, _, offset in cities)) for axis in (0, 1))
    east, south = (max(1.0, *(offset[axis] for _, _, offset in cities)) for axis in (0, 1))
    width, height = room.width - 2 * SIDE_EM * size, room.height - 2 * ABOVE_EM * size
    scale = min(width / (east - west), height / (south - north))
    x = (room.width - (east - west) * scale) / 2 - west * scale
    y = (room.height - (south - north) * scale) / 2 - north * scale
    spots = [CitySpot(city, (x + dx * scale, y + dy * scale), km) for km, city, (dx, dy) in cities]
    ring_count = int(spots[-1].km // context.ring_km) + 1
    return Layout(room, (x, y), scale, spots, [n * context.ring_km for n in range(1, ring_count + 1)])


def _city_elements(layout: Layout, translator: Translator, typesetter: Typesetter) -> list[Element]:
    """Return the cities that can be labelled, and the distances of rings."""
    options = [_city_names(layout.spots, translator, typesetter, with_distances) for with_distances in (True, False)]
    # Of equal results prefer the first, with distances.
    names, placed = max(((each, _place_cities(layout, each)) for each in options), key=lambda each: len(each[1]))
    named = [(spot, name) for spot, name in zip(layout.spots, names, strict=True) if name.id in placed]
    dots = [circle(spot.kind, spot.at, spot.radius) for spot, _ in named]
    written = [part for _, name in named for part in write_name(name, placed[name.id])]
    taken = [placement.box for placement in placed.values()]
    taken += [Box(*spot.at, 0, 0).grown(spot.radius) for spot, _ in named]
    return [*dots, *written, *_ring_labels(layout, translator, typesetter, taken)]


def _city_names(
    spots: Sequence[CitySpot], translator: Translator, typesetter: Typesetter, with_distances: bool
) -> list[Name]:
    """Return the cities' names, with or without their distances below."""
    names = []
    for index, spot in enumerate(spots):
        layout: LabelLayout = (typesetter.text(spot.city.name[translator.language], spot.kind),)
        if spot.km and with_distances:
            layout += (_kilometres(round(spot.km, -1 if spot.km >= 10 else 1), translator, typesetter),)
        sizes = (layout_size(layout),)
        names.append(Name(str(index), spot.at, sizes, str(index), spot.radius, spot.km == 0, layouts=(layout,)))
    return names


def _kilometres(km: float, translator: Translator, typesetter: Typesetter) -> Line:
    return typesetter.text(translator.length(km * 1000), "distance")


def _place_cities(layout: Layout, names: Sequence[Name]) -> dict[str, Placement]:
    """Place the cities' labels, each nearest to its own city; the zone's own city comes first."""
    dots = tuple(Box(*spot.at, 0, 0).grown(spot.radius) for spot in layout.spots)
    own = [name for name in names if name.required]
    placed = place_labels(own, Obstacles(layout.room, avoided=dots), SMALL_MAP_RULES)
    shapes = tuple(Shape(name.id, name.at, name.radius) for name in names)
    obstacles = Obstacles(layout.room, shapes, tuple(placement.box for placement in placed.values()))
    others = [name for name in names if name.id not in placed]
    orders = others, others[::-1]
    return placed | max((place_labels(order, obstacles, SMALL_MAP_RULES) for order in orders), key=len)


def _ring_labels(
    layout: Layout, translator: Translator, typesetter: Typesetter, taken: Sequence[Box]
) -> Iterator[Element]:
    """Yield the distances written on the rings, in the direction in which most of them have room.

    They stay a line's height from cities, where a reader would take them for the city's own distance.
    """
    best: list[tuple[float, Line, Box]] = []
    inside = Box(0, 0, *layout.room).grown(-1)
    lines = [(km, _kilometres(km, translator, typesetter)) for km in layout.rings]
    for angle in map(radians, RING_ANGLES_DEG):
        free: list[tuple[float, Line, Box]] = []
        for km, line in lines:
            width, height = layout_size((line,))
            radius = km * layout.px_per_km
            x, y = layout.centre[0] + radius * cos(angle), layout.centre[1] + radius * sin(angle)
            box = Box(x - width / 2, y - height / 2, width, height)
            if all(map(inside.contains, box.corners())) and not (
                any(map(box.grown(height).overlaps, taken)) or any(box.grown(1).overlaps(other) for _, _, other in free)
            ):
                free.append((km, line, box))
        # Inner rings count more.
        best = max(best, free, key=lambda rings: sum(1 / km for km, _, _ in rings))
    for _, line, box in best:
        yield from write_name(Name("", box.centre, (), layouts=((line,),)), Placement(box, 0, "center"))
