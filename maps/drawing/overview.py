"""The overview map: the areas and the main map's extent within the municipality; and helpers for small maps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import dist
from xml.etree.ElementTree import Element

import shapely

from geodata.model import Zone
from maps.drawing import style
from maps.drawing.backdrop import home_bounds, merge_districts
from maps.drawing.boxes import Box, Point, Shape, Size
from maps.drawing.label_layout import Name, Typesetter, layout_sizes, write_name
from maps.drawing.label_placement import Obstacles, place_labels
from maps.drawing.map_labels import boxes_along
from maps.drawing.palette import area_colour
from maps.drawing.projection import UNITS_PER_PIXEL, Bounds, Viewport, circle, path_data
from maps.drawing.svg import element

DOT_RADIUS = 3.5
MAX_STEPS = 50
"""Maximum number of steps to move dots apart."""
TOLERANCE = 1.2
"""Tolerance in pixels for simplifying borders."""
MARGIN = 13
"""Pixels around the municipality that labels may extend into."""
FRAME_SPREAD = 5
"""Pixels by which the live map's frame may be larger than the drawing's: labels avoid both."""
SMALL_MAP_RULES = replace(
    style.LABEL_RULES, edge=1, gap=2.5, padding=1, ring_steps=(0, 3, 7, 12, 18, 26), leader_step=4, inside_share=0
)
"""Label placement on a very small map."""


@dataclass(frozen=True)
class SmallMap:
    """A small map in drawing units, with its labels by language."""

    ground: list[Element]
    names: dict[str, list[Element]]
    """Labels by language."""
    size: Size
    """Size in pixels, with the margin."""
    margin: tuple[float, float] = (0, 0)
    """Margins in pixels at the sides, and above and below, for labels only; the origin lies inside them."""
    bounds: Bounds | None = None
    """West, south, east and north, in degrees, of the map without the margin."""


def draw_overview(zone: Zone, languages: Iterable[str], room: Size, type_scale: float = 1) -> SmallMap | None:
    """Return a map of the districts with the areas as dots and the frame of the main map; None without districts.

    The map is as large as `room` (pixels) allows; labels may use all of `room`. Dots that would overlap are moved
    apart.
    """
    municipality, borders = merge_districts(zone)
    if municipality is None:
        return None
    bounds: Bounds = municipality.bounds
    view = Viewport(bounds, room.width - 2 * MARGIN)
    if view.height > room.height - 2 * MARGIN:
        view = Viewport(bounds, (room.height - 2 * MARGIN) * view.width / view.height)
    left, top = margin = (room.width - view.width) / 2, (room.height - view.height) / 2
    land, lines = view.project_clipped([municipality, borders], 0, TOLERANCE)
    frame = view.project_bounds(home_bounds(zone))
    spots = spread([view.project(area.centre).coords[0] for area in zone.area_records], 2 * DOT_RADIUS + 1)
    box = {key: round(value * UNITS_PER_PIXEL) for key, value in frame._asdict().items()}
    ground = [
        element("path", class_="overview-land", d=path_data([land])),
        element("path", class_="overview-border", d=path_data([lines])),
        element("rect", class_="frame overview-frame", **box),
        *(circle(f"dot overview-dot {area_colour(index)}", spot, DOT_RADIUS) for index, spot in enumerate(spots)),
    ]
    spots_in_room = [(x + left, y + top) for x, y in spots]
    frame = frame._replace(x=frame.x + left, y=frame.y + top)
    names = {}
    for language in languages:
        group = element("g", transform=f"translate({-left * UNITS_PER_PIXEL:g} {-top * UNITS_PER_PIXEL:g})")
        group.extend(_area_names(zone, Typesetter({language: {}}, type_scale), spots_in_room, room, frame))
        names[language] = [group]
    return SmallMap(ground, names, room, margin, bounds)


def spread(points: Sequence[Point], min_distance: float) -> list[Point]:
    """Move points apart, step by step, until no two are closer than `min_distance` pixels."""
    moved = list(points)
    for _, (i, j) in product(range(MAX_STEPS), combinations(range(len(moved)), 2)):
        (ax, ay), (bx, by) = moved[i], moved[j]
        length = dist(moved[i], moved[j])
        if length < min_distance - 0.01:
            # Points at the same position move to the left and right.
            direction = ((bx - ax) / length, (by - ay) / length) if length else (1.0, 0.0)
            push = (min_distance - length) / 2
            moved[i] = ax - direction[0] * push, ay - direction[1] * push
            moved[j] = bx + direction[0] * push, by + direction[1] * push
    return moved


def _area_names(zone: Zone, typesetter: Typesetter, spots: Sequence[Point], room: Size, frame: Box) -> list[Element]:
    [language] = typesetter.texts
    names = []
    for index, (area, spot) in enumerate(zip(zone.area_records, spots, strict=True)):
        line = typesetter.text(area.name[language], "overview")
        # Chinese and Japanese names have no spaces: on three lines their words would be cut.
        layouts = typesetter.layouts(line, (2, 3) if " " in area.name[language] else (2,))
        sizes, key, colour = layout_sizes(layouts), str(index), area_colour(index)
        names.append(Name(key, spot, sizes, key, DOT_RADIUS, required=True, layouts=layouts, colour=colour))
    shapes = tuple(Shape(name.id, name.at, DOT_RADIUS) for name in names)
    home = shapely.box(frame.x, frame.y, frame.right, frame.bottom)
    frames = shapely.MultiLineString([home.exterior, home.buffer(FRAME_SPREAD, join_style="mitre").exterior])
    edges = tuple(boxes_along(frames))
    # Place the longest name first: it fits in the fewest places.
    by_length = sorted(names, key=lambda name: -name.sizes[0].width)
    placed = place_labels(by_length, Obstacles(room, shapes, avoided=edges), SMALL_MAP_RULES)
    return [part for name in names if name.id in placed for part in write_name(name, placed[name.id])]
