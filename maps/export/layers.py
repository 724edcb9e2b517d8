"""The layers: areas, their centres and reaches, and the backdrop.

Shapes are in WGS-84 degrees, lon/lat, with at most 7 decimals (a centimetre) and with the ring orientation of
RFC 7946. `geodata.columns` defines their columns.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.columns import AREA, PLACE
from geodata.columns.areas import CLUE
from geodata.model import Area, Zone
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
    about = "Footprints of the areas: true to size, and where not surveyed a circle at an estimated place"
    if _is_surveyed(zone):
        about = "Outlines of the areas, as sources give them"
    shapes = [round_and_orient(area.footprint) for area in zone.area_records]
    layer = table(zone, "areas", about, AREA, zone.area_records, shapes, texts, "area")
    return replace(layer, nested_data=tuple(map(_nested_data, zone.area_records)))


def _nested_data(area: Area) -> dict[str, str]:
    """Return the area's nested data, without which a zone could not be loaded from the layer.

    It is JSON in strings, because QGIS cannot write features with nested properties.
    """
    clues = [{c.name: getattr(clue, c.key) for c in CLUE if getattr(clue, c.key) is not None} for clue in area.clues]
    points = [{"point": list(clue.point.coords[0])} if clue.point else {} for clue in area.clues]
    data = {"name_languages": dict(area.name_languages), "clues": [a | b for a, b in zip(clues, points, strict=True)]}
    return {key: json.dumps(value, ensure_ascii=False, separators=(",", ":")) for key, value in data.items() if value}


def centres(zone: Zone) -> Table:
    about = "Centres of the areas; uncertainty_m says how far each may be off"
    shapes = [round_and_orient(area.centre) for area in zone.area_records]
    return table(zone, "centres", about, BRIEF_COLUMNS, zone.area_records, shapes)


def reach(zone: Zone) -> Table:
    about = "By our estimate the area lies inside: its footprint, or wider district, widened by the uncertainty"
    if _is_surveyed(zone):
        about = "The area lies inside: its outline widened by the uncertainty"
    shapes = [round_and_orient(area.reach) for area in zone.area_records]
    return table(zone, "reach", about, BRIEF_COLUMNS, zone.area_records, shapes)


def backdrop(zone: Zone) -> Table:
    kinds = ", ".join(dict.fromkeys(place.kind for place in zone.backdrop))
    about = f"What lies around the areas ({kinds}): simplified, each with its accuracy"
    shapes = [round_and_orient(place.geometry) for place in zone.backdrop]
    return table(zone, "backdrop", about, PLACE, zone.backdrop, shapes)


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
