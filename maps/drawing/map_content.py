"""What a drawn map shows: a zone in a viewport, in one or more languages, with what its zoom brings into view."""

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
"""Pixels by which a drawn line may be off."""


@dataclass
class MapContent:
    """A zone in a viewport. Lengths are pixels."""

    zone: Zone
    viewport: Viewport
    texts: Texts
    """Those of each language that it may speak, the one it is written in first."""
    margin: float = 0
    """How far lines go on beside the viewport."""
    overview: bool = False
    """Whether few names are written; otherwise as many as find a place, those of stations too."""
    type_scale: float = 1
    """Type sizes as a multiple of those of the style table."""
    covers: Sequence[Box] = ()
    """What lies over the map."""
    avoided: Sequence[Box] = ()
    """What names should keep off, where that can be."""
    frame: Box | None = None
    """What another map shows from nearby; areas in it are named outside it."""
    figures_air: float = 0
    """Kept free below an area's figures, in their size, as another name there reads as a line of them."""

    @cached_property
    def places(self) -> list[Place]:
        """The features in draw order."""
        return shown_places(self.zone)

    @property
    def zoom(self) -> float:
        """The zoom of a web map of the same scale."""
        return self.viewport.zoom

    @property
    def weight(self) -> float:
        """How much wider than at zoom 11 lines are."""
        return style.line_weight(self.viewport.zoom)

    @cached_property
    def drawn(self) -> list[tuple[Place, BaseGeometry]]:
        """The features that are drawn at this zoom, in draw order, each in pixels and cut at the margin."""
        seen = [place for place in self.places if self.is_drawn(place)]
        placed = self.viewport.place_all([place.geometry for place in seen])
        clipped = self.viewport.clip(placed, self.margin, TOLERANCE)
        return [(place, shape) for place, shape in zip(seen, clipped, strict=True) if not shape.is_empty]

    def is_drawn(self, place: Place) -> bool:
        """Return whether its zoom has come."""
        min_zoom = style.min_zoom(place.kind, place.rank)
        return min_zoom is not None and min_zoom <= self.zoom

    def dot_radius(self, place: Place) -> float:
        """Return the radius to the middle of a dot's ring; 0 for what has no dot."""
        dot = style.STYLES[place.kind].dot
        if dot is None:
            return 0
        radius = dot_radius(dot)
        return radius.weighted * self.weight + radius.fixed + dot.ring / 2
