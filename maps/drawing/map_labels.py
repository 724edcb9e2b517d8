"""The labels of a drawn map: select the names, set them in lines, place them, and write their elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from math import hypot, inf
from xml.etree.ElementTree import Element

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.model import Area, Place
from maps.drawing import style
from maps.drawing.backdrop import area_index, has_label, label_point
from maps.drawing.boxes import Box, Shape
from maps.drawing.label_layout import LONG_EM, LabelLayout, Line, Name, Typesetter, layout_sizes, write_name
from maps.drawing.label_placement import Obstacles, place_labels
from maps.drawing.label_positions import Placement
from maps.drawing.map_content import MapContent
from maps.drawing.palette import area_colour
from maps.drawing.projection import as_circle
from maps.drawing.svg import element

EDGE_STEP = 8
"""Pixels between the boxes along a line that labels avoid."""


class MapLabels:
    """The placed labels of a map."""

    def __init__(self, content: MapContent) -> None:
        self._content = content
        self._typesetter = Typesetter(content.texts, content.type_scale)

    @cached_property
    def names(self) -> dict[str, Name]:
        """Return the candidate names by text key, most important first: areas, landmarks, others by rank."""
        names = [*self._area_names(), *self._landmark_names(), *self._other_names()]
        return {name.id: name for name in names}

    @cached_property
    def placed(self) -> dict[str, Placement]:
        """Return the placement of each name that found one, by text key.

        Areas and landmarks come first, regardless of the dots of other places; places that they cover get no label.
        """
        names, rules = self.names.values(), style.LABEL_RULES
        first = place_labels([name for name in names if name.required], self._obstacles(), rules)
        count = len(first)
        reduced = replace(
            rules, overview_min=max(0, rules.overview_min - count), overview_max=max(0, rules.overview_max - count)
        )
        others = [name for name in names if not name.required]
        return first | place_labels(others, self._obstacles(first), reduced, self._content.overview)

    def element(self) -> Element:
        """Return the labels as a group, with those of areas in an inner one, shown from the stop *estimate* on."""
        group = element("g", class_="lettering")
        areas = element("g", group, data_since="estimate")
        for label_id, placement in self.placed.items():
            name = self.names[label_id]
            parent = areas if name.shape else group
            parent.extend(write_name(name, placement))
        return group

    def _area_names(self) -> Iterator[Name]:
        view = self._content.viewport
        for index, area in enumerate(self._content.zone.area_records):
            footprint, reach = view.project(area.footprint), view.project_bounds(area.reach.bounds)
            at = footprint.centroid.coords[0]
            if not view.contains(at):
                continue
            frame = self._content.frame
            around = frame if frame and frame.contains(at) else reach
            to_side = min(at[0] - around.x, around.right - at[0], at[1] - around.y, around.bottom - at[1])
            radius = _half_extent(footprint)
            if to_side < style.LABEL_RULES.small_reach:
                radius = max(to_side, radius)
            key = f"area.{area.id}"
            line = self._typesetter.line([key], "area")
            layouts, bare = tuple(self._area_layouts(area, line)), self._typesetter.layouts(line, (2, 3))
            sizes, spare = layout_sizes(layouts), layout_sizes(bare)
            yield Name(key, at, sizes, area.id, radius, True, spare, layouts=layouts + bare, colour=area_colour(index))

    def _area_layouts(self, area: Area, name: Line) -> Iterator[LabelLayout]:
        """Yield the layouts of an area's label, its name above its figures: on two lines, then on more."""
        keys = [f"area.{area.id}.size", f"area.{area.id}.plus_minus"]
        figures = self._typesetter.line(keys, "figures")
        separate = [self._typesetter.line([key], "figures") for key in keys]
        halves, thirds = (self._typesetter.break_line(name, count) for count in (2, 3))
        yield from dict.fromkeys([(name, figures), (*halves, figures), (*halves, *separate)])
        if name.width > LONG_EM * name.size and len(thirds) > 1:
            yield *thirds, *separate

    def _landmark_names(self) -> Iterator[Name]:
        for place in map(self._content.zone.place, self._content.zone.landmarks):
            if place.name:
                yield from self._point_name(place, f"{place.kind} landmark-name", required=True)

    def _other_names(self) -> Iterator[Name]:
        """Yield the names of other features by rank, then, for an overview, those slightly below their minimum zoom."""
        most = style.LABEL_RULES.overview_zooms if self._content.overview else 0
        zoom = self._content.viewport.zoom
        found = [(self._min_zoom(place), place) for place in self._content.places if self._may_be_labelled(place)]
        missing_zooms = [(max(0.0, min_zoom - zoom), place.rank, min_zoom, place) for min_zoom, place in found]
        order = sorted((each for each in missing_zooms if each[0] <= most), key=lambda each: each[:3])
        lines: dict[tuple[str, ...], list[Place]] = {}
        for *_, place in order:
            lines.setdefault(self._line_key(place), []).append(place)
        for missing, *_, place in order:
            if not style.LABELS[place.kind].along:
                yield from self._point_name(place, place.kind, missing)
            elif lines[self._line_key(place)][0] is place:
                yield from self._line_name(lines[self._line_key(place)], missing)

    def _line_key(self, place: Place) -> tuple[str, ...]:
        """Return a key shared by all parts of a line, so that it is labelled once."""
        texts = next(iter(self._content.texts.values()))
        return place.kind, texts[f"place.{place.id}"]

    def _may_be_labelled(self, place: Place) -> bool:
        zone, view = self._content.zone, self._content.viewport
        look = style.LABELS.get(place.kind)
        if look is None or place.id in zone.landmarks or area_index(zone, place) is not None or not has_label(place):
            return False
        if not self._content.is_drawn(place) and not self._content.dot_radius(place):
            return False  # a label without its feature would be of no use
        return (look.max_zoom is None or view.zoom < look.max_zoom) and view.overlaps(place.geometry)

    def _min_zoom(self, place: Place) -> float:
        # A close-up names places as soon as their dots are drawn; in an overview these would be too many.
        from_dot = self._content.dot_radius(place) > 0 and not self._content.overview
        zoom = (style.STYLES if from_dot else style.LABELS)[place.kind].min_zoom[place.rank - 1]
        return inf if zoom is None else zoom

    def _point_name(self, place: Place, classes: str, missing: float = 0, required: bool = False) -> Iterator[Name]:
        key = f"place.{place.id}"
        at = self._content.viewport.project(label_point(place)).coords[0]
        if not self._content.viewport.contains(at):
            return
        line = self._typesetter.line([key], classes)
        layouts = self._typesetter.layouts(line, (2, 3) if line.width > LONG_EM * line.size else (2,))
        radius = self._content.dot_radius(place)
        yield Name(key, at, layout_sizes(layouts), None, radius, required, missing_zoom=missing, layouts=layouts)

    def _line_name(self, places: Sequence[Place], missing: float) -> Iterator[Name]:
        view = self._content.viewport
        shapes = view.project_clipped([place.geometry for place in places], 0, 0)
        parts = [part for shape in shapes for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
        lines = tuple(tuple(part.coords) for part in parts)
        key = f"place.{places[0].id}"
        layouts = ((self._typesetter.line([key], places[0].kind),),)
        if lines:
            yield Name(key, lines[0][0], layout_sizes(layouts), lines=lines, missing_zoom=missing, layouts=layouts)

    def _obstacles(self, placed: Mapping[str, Placement] | None = None) -> Obstacles:
        """Return the obstacles for areas and landmarks or, once these are `placed`, for all other names."""
        content, view = self._content, self._content.viewport
        shapes = tuple(label_shape(area.id, view.project(area.footprint)) for area in content.zone.area_records)
        covers, avoided = [*content.covers], [*content.avoided, *([content.frame] if content.frame else [])]
        dots = [(place, point) for place, point in content.drawn_shapes if style.STYLES[place.kind].dot]
        if content.overview:  # labels no stations, so it shows no dots for them
            dots = [(place, point) for place, point in dots if place.kind != "station"]
        edges = [view.project(area.reach).boundary for area in content.zone.area_records]
        edges += [shape for place, shape in content.drawn_shapes if place.kind == "runway"]
        points = tuple((point.x, point.y) for _, point in dots)
        if placed is None:
            dots = [(place, point) for place, point in dots if place.id in content.zone.landmarks]
        else:
            space = content.space_below_figures * style.LABELS["figures"].size * content.type_scale
            # No other dot is drawn under these names, not even its edge.
            radius = max(map(content.dot_radius, content.zone.backdrop), default=0)
            for label_id, placement in placed.items():
                box = placement.box.grown(radius)
                covers.append(box._replace(height=box.height + space) if label_id.startswith("area.") else box)
            edges += [shapely.LineString(each.leader) for each in placed.values() if each.leader]
        avoided += [Box(point.x, point.y, 0, 0).grown(content.dot_radius(place)) for place, point in dots]
        avoided += [box for edge in edges for box in boxes_along(edge)]
        view_box = Box(0, 0, *view.size)
        near = tuple(box for box in avoided if box.overlaps(view_box))
        return Obstacles(view.size, shapes, tuple(covers), near, points)


def _half_extent(shape: BaseGeometry) -> float:
    """Return half of the larger extent of a shape."""
    left, top, right, bottom = shape.bounds
    return float(max(right - left, bottom - top) / 2)


def label_shape(label_id: str, shape: BaseGeometry) -> Shape:
    """Return a footprint in pixels as a shape for label placement."""
    circle = as_circle(shape)
    if circle:
        return Shape(label_id, *circle)
    # Use the convex hull of several parts.
    ring = shape.exterior if shape.geom_type == "Polygon" else shape.convex_hull.exterior
    return Shape(label_id, shape.centroid.coords[0], _half_extent(shape), tuple(ring.coords[:-1]))


def boxes_along(line: BaseGeometry) -> Iterator[Box]:
    """Yield small boxes along one or more lines in pixels, for labels to avoid."""
    for part in shapely.get_parts(line):
        for (ax, ay), (bx, by) in pairwise(part.coords):
            for share in np.arange(0, 1, EDGE_STEP / max(EDGE_STEP, hypot(bx - ax, by - ay))):
                yield Box(ax + (bx - ax) * share - 1, ay + (by - ay) * share - 1, 2, 2)
