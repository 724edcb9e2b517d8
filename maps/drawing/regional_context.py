"""A small map that shows where the zone lies among the large cities of the country, without borders.

The projection is azimuthal equidistant: distances and directions from its centre are true. The centre is the
zone's own city, if the map has it, or else the middle of the zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin
from xml.etree.ElementTree import Element

import shapely

from geodata.measure import bearing_deg, distance_m
from geodata.model import City, RegionalContext, Zone
from maps.drawing import style
from maps.drawing.boxes import Box, Point, Shape, Size
from maps.drawing.label_layout import LabelLayout, Line, Typesetter, layout_size, write_label
from maps.drawing.label_placement import Obstacles, place_labels
from maps.drawing.label_positions import Label, Placement
from maps.drawing.map_labels import Name
from maps.drawing.overview import SMALL_MAP_RULES, SmallMap, dot, write_names
from maps.text.translator import Translator

CITY_RADIUS, OWN_CITY_RADIUS = 1.75, 3.0
OWN_CITY_SHARE = 0.1
"""A city closer than this share of the ring spacing is the zone's own."""
SIDE_EM, ABOVE_EM = 2.6, 2.2
"""Space for labels at the sides, and above and below."""
RING_ANGLES_DEG = (*range(180, 360, 10), *range(0, 180, 10))
"""Directions for the distances of rings, in degrees clockwise from east, in order of preference."""


@dataclass(frozen=True)
class CitySpot:
    """A city and its position on the map."""

    city: City
    at: Point
    km: float | None
    """Distance in km; None for the zone's own city."""

    @property
    def radius(self) -> float:
        return OWN_CITY_RADIUS if self.km is None else CITY_RADIUS


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
    typesetters = [(Translator(language), Typesetter({language: {}}, type_scale)) for language in languages]
    own_names = [
        _name(city, translator, typesetter, True).width
        for city, km, _ in _distances(zone, context)
        for translator, typesetter in typesetters
        if km == 0
    ]
    size = style.CITY_LABEL.size * type_scale
    # The own city's label is best to the left, unless the map would become too small for other labels.
    left_margins = {SIDE_EM * size, max(own_names, default=0) + 3 * OWN_CITY_RADIUS}
    layouts = [_layout(zone, context, room, left, size) for left in sorted(left_margins)]
    layout = max(layouts, key=lambda each: len(_place_cities(each, _city_names(each.spots, *typesetters[0])[1])))
    ground = [dot(layout.centre, "distance-ring", ring * layout.px_per_km) for ring in layout.rings]
    names = {
        translator.language: _city_elements(layout, translator, typesetter) for translator, typesetter in typesetters
    }
    return SmallMap(ground, names, room, type_scale)


def _distances(zone: Zone, context: RegionalContext) -> list[tuple[City, float, float]]:
    """Return each city with its distance in km and bearing in degrees, nearest first."""
    centre = centre_of(zone, context)
    cities = [(city, distance_m(centre, city.point) / 1000, bearing_deg(centre, city.point)) for city in context.cities]
    return sorted(cities, key=lambda each: each[1])


def centre_of(zone: Zone, context: RegionalContext) -> shapely.Point:
    """Return the point that distances are measured from (lon/lat): the zone's own city, or else the zone's middle."""
    centre = mean_centre(zone)
    distances_km = {city.point: distance_m(centre, city.point) / 1000 for city in context.cities}
    nearest = min(distances_km, key=lambda point: distances_km[point])
    return nearest if distances_km[nearest] < context.ring_km * OWN_CITY_SHARE else centre


def mean_centre(zone: Zone) -> shapely.Point:
    """Return the mean of the areas' centres in lon/lat, weighted by size."""
    weights = [area.size_km2 for area in zone.area_records]
    x, y = (sum(getattr(a.centre, axis) * w for a, w in zip(zone.area_records, weights, strict=True)) for axis in "xy")
    return shapely.Point(x / sum(weights), y / sum(weights))


def _layout(zone: Zone, context: RegionalContext, room: Size, left: float, size: float) -> Layout:
    """Return the layout of largest scale, with `left` pixels free to the left of the westernmost city."""
    offsets = [
        (city, km, (km * sin(radians(bearing)), -km * cos(radians(bearing))))
        for city, km, bearing in _distances(zone, context)
    ]
    west, north = (min(0.0, *(offset[axis] for _, _, offset in offsets)) for axis in (0, 1))
    east, south = (max(1.0, *(offset[axis] for _, _, offset in offsets)) for axis in (0, 1))
    width, height = room.width - left - SIDE_EM * size, room.height - 2 * ABOVE_EM * size
    scale = min(width / (east - west), height / (south - north))
    x = left + (width - (east - west) * scale) / 2 - west * scale
    y = (room.height - (south - north) * scale) / 2 - north * scale
    spots = [
        CitySpot(city, (x, y), None) if km == 0 else CitySpot(city, (x + offset[0] * scale, y + offset[1] * scale), km)
        for city, km, offset in offsets
    ]
    ring_count = int(offsets[-1][1] // context.ring_km) + 1
    return Layout(room, (x, y), scale, spots, [n * context.ring_km for n in range(1, ring_count + 1)])


def _city_elements(layout: Layout, translator: Translator, typesetter: Typesetter) -> list[Element]:
    """Return the cities that can be labelled, and the distances of rings."""
    full, short = _city_names(layout.spots, translator, typesetter)
    # Of equal results keep the first, with distances.
    names, placed = max(((each, _place_cities(layout, each)) for each in (full, short)), key=lambda each: len(each[1]))
    named = [spot for index, spot in enumerate(layout.spots) if str(index) in placed]
    dots = [dot(spot.at, "own-city" if spot.km is None else "city", spot.radius) for spot in named]
    taken = [placement.box for placement in placed.values()]
    taken += [Box(*spot.at, 0, 0).grown(spot.radius) for spot in named]
    return [*dots, *write_names(names, placed), *_ring_labels(layout, translator, typesetter, taken)]


def _city_names(
    spots: Sequence[CitySpot], translator: Translator, typesetter: Typesetter
) -> tuple[list[Name], list[Name]]:
    """Return each city's label with its distance below the name, and without it."""
    full, short = [], []
    for index, spot in enumerate(spots):
        name = _name(spot.city, translator, typesetter, spot.km is None)
        distance = [] if spot.km is None else [_kilometres(_rounded(spot.km), translator, typesetter)]
        full.append(_label(str(index), spot, (name, *distance)))
        short.append(_label(str(index), spot, (name,)))
    return full, short


def _label(label_id: str, spot: CitySpot, layout: LabelLayout) -> Name:
    return Name(Label(label_id, spot.at, (layout_size(layout),), label_id, spot.radius), (layout,))


def _name(city: City, translator: Translator, typesetter: Typesetter, is_own: bool) -> Line:
    look, classes = (style.OWN_CITY_LABEL, "own-city") if is_own else (style.CITY_LABEL, "city")
    return typesetter.text(city.name[translator.language], look, classes)


def _rounded(km: float) -> float:
    """Round to tens, or below 10 km to tenths."""
    return round(km, -1 if km >= 10 else 1)


def _kilometres(km: float, translator: Translator, typesetter: Typesetter) -> Line:
    return typesetter.text(translator.length(km * 1000), style.CITY_DISTANCE, "distance")


def _place_cities(layout: Layout, names: Sequence[Name]) -> dict[str, Placement]:
    """Place the cities' labels, each nearest to its own city; the zone's own city comes first."""
    spots, labels = layout.spots, [name.label for name in names]
    dots = tuple(Box(*spot.at, 0, 0).grown(spot.radius) for spot in spots)
    own = [replace(label, required=True) for label, spot in zip(labels, spots, strict=True) if spot.km is None]
    placed = place_labels(own, Obstacles(layout.room, avoided=dots), SMALL_MAP_RULES)
    shapes = tuple(Shape(label.id, label.at, label.radius) for label in labels)
    obstacles = Obstacles(layout.room, shapes, tuple(placement.box for placement in placed.values()))
    others = [label for label in labels if label.id not in placed]
    eastern = sorted(others, key=lambda label: -label.at[0])
    best: dict[str, Placement] = {}
    for order in (others, others[::-1], eastern, eastern[::-1]):
        best = max(best, place_labels(order, obstacles, SMALL_MAP_RULES), key=len)
        if len(best) == len(others):
            break
    return placed | best


def _ring_labels(
    layout: Layout, translator: Translator, typesetter: Typesetter, taken: Sequence[Box]
) -> Iterator[Element]:
    """Yield the distances written on the rings, in the direction in which most of them have room.

    They keep a line's height from cities: there a reader would take them for the city's own distance.
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
        yield from write_label((line,), Placement(box, 0, "center"), Label("", box.centre, (layout_size((line,)),)))
