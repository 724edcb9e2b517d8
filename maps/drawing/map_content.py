"""The content of a drawn map: a zone in a viewport, in one or more languages, with the features of its zoom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from shapely.geometry.base import BaseGeometry

from geodata.model import Place, Zone
from maps.drawing import style
from maps.drawing.backdrop import shown_places
from maps.drawing.boxes import Box
from maps.drawing.projection import Viewport
from maps.drawing.style_rules import dot_radius
from maps.text.page_texts import Texts

TOLERANCE = 2.0
"""Tolerance in pixels for simplifying lines."""


@dataclass
class MapContent:
    """A zone in a viewport. Lengths are pixels."""

    zone: Zone
    viewport: Viewport
    texts: Texts
    """Texts by language; the language of the drawing comes first."""
    margin: float = 0
    """How far lines extend beyond the viewport."""
    overview: bool = False
    """Whether to label few places; otherwise as many as find room, stations included."""
    type_scale: float = 1
    """Factor for the type sizes of the style table."""
    covers: Sequence[Box] = ()
    """Boxes that cover the map."""
    avoided: Sequence[Box] = ()
    """Boxes that labels should avoid where possible."""
    frame: Box | None = None
    """Extent of a detail map; areas in it are labelled outside it."""
    space_below_figures: float = 0
    """Free space below an area's figures, in units of their type size: a label there would read as another line."""

    @cached_property
    def places(self) -> list[Place]:
        """Return the features in draw order."""
        return shown_places(self.zone)

    @property
    def weight(self) -> float:
        """Return the factor of line widths relative to zoom 11."""
        return style.line_weight(self.viewport.zoom)

    @cached_property
    def drawn_shapes(self) -> list[tuple[Place, BaseGeometry]]:
        """Return the features drawn at this zoom, in draw order, each with its clipped shape in pixels."""
        drawn = [place for place in self.places if self.is_drawn(place)]
        shapes = self.viewport.project_clipped([place.geometry for place in drawn], self.margin, TOLERANCE)
        return [(place, shape) for place, shape in zip(drawn, shapes, strict=True) if not shape.is_empty]

    def is_drawn(self, place: Place) -> bool:
        """Return whether a place is drawn at this zoom."""
        min_zoom = style.STYLES[place.kind].min_zoom[place.rank - 1]
        return min_zoom is not None and min_zoom <= self.viewport.zoom

    def dot_radius(self, place: Place) -> float:
        """Return the radius of a place's dot, to the middle of its ring; 0 for a place without a dot."""
        dot = style.STYLES[place.kind].dot
        if dot is None:
            return 0
        radius = dot_radius(dot)
        return radius.weighted * self.weight + radius.fixed + dot.ring / 2
