"""The layers: areas, their centres and reaches, and the backdrop.

Shapes are in WGS-84 degrees, lon/lat, with at most 7 decimals (a centimetre) and with the ring orientation of
RFC 7946. `geodata.columns` defines their columns.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.columns import AREA, PLACE
from geodata.model import Zone
from maps.export.tables import Table, table
from maps.text.page_texts import Texts

DECIMALS = 7

BRIEF_COLUMNS = tuple(
    c for c in AREA if c.key in ("id", "name", "size_km2", "uncertainty_m", "confidence", "surveyed", "reach_basis")
)
"""Columns of centres and reaches; the layer of the areas has the rest."""


def layers(zone: Zone, texts: Texts) -> tuple[Table, ...]:
    """Return areas, centres, reach and, if there is one, the backdrop, in this order."""
    return areas(zone, texts), centres(zone), reach(zone), *([backdrop(zone)] if zone.backdrop else [])


def areas(zone: Zone, texts: Texts) -> Table:
    description = "Footprints of the areas: true to size; where not surveyed, a circle at an estimated place"
    if _is_surveyed(zone):
        description = "Outlines of the areas, as sources give them"
    shapes = [round_and_orient(area.footprint) for area in zone.area_records]
    return table(zone, "areas", description, AREA, zone.area_records, shapes, texts, "area")


def centres(zone: Zone) -> Table:
    description = "Centres of the areas; uncertainty_m says how far each may be off"
    shapes = [round_and_orient(area.centre) for area in zone.area_records]
    return table(zone, "centres", description, BRIEF_COLUMNS, zone.area_records, shapes)


def reach(zone: Zone) -> Table:
    description = "Where by our estimate each area lies: its footprint, or wider district, widened by the uncertainty"
    if _is_surveyed(zone):
        description = "Where each area lies: its outline widened by the uncertainty"
    shapes = [round_and_orient(area.reach) for area in zone.area_records]
    return table(zone, "reach", description, BRIEF_COLUMNS, zone.area_records, shapes)


def backdrop(zone: Zone) -> Table:
    kinds = ", ".join(dict.fromkeys(place.kind for place in zone.backdrop))
    description = f"What lies around the areas ({kinds}): simplified, each with its accuracy"
    shapes = [round_and_orient(place.geometry) for place in zone.backdrop]
    return table(zone, "backdrop", description, PLACE, zone.backdrop, shapes)


def _is_surveyed(zone: Zone) -> bool:
    return all(area.surveyed for area in zone.area_records)


def round_and_orient(shape: BaseGeometry) -> BaseGeometry:
    """Round `shape` to 7 decimals; orient outer rings counter-clockwise and holes clockwise (RFC 7946, 3.1.6)."""
    oriented: BaseGeometry = shapely.orient_polygons(shape)
    rounded: BaseGeometry = shapely.transform(oriented, lambda degrees: np.round(degrees, DECIMALS))
    # Rounding would collapse parts narrower than a centimetre.
    return rounded if rounded.is_valid else oriented


def rings(shape: Polygon | MultiPolygon) -> Iterator[list[tuple[float, ...]]]:
    """Yield the positions of each ring of the rounded shape, without the closing one."""
    for part in shapely.get_parts(round_and_orient(shape)):
        yield from (list(ring.coords[:-1]) for ring in (part.exterior, *part.interiors))
