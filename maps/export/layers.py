"""The layers: areas, their centres and reaches, and the backdrop.

Shapes are WGS-84, lon/lat, in degrees with at most 7 decimals (a centimetre), rings as RFC 7946 wants them. Which
columns they have is said in `geodata.columns`.
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
from maps.export.tables import Table, table, zone_text
from maps.text.page_texts import Texts

DECIMALS = 7

BRIEF = tuple(
    c for c in AREA if c.key in ("id", "name", "size_km2", "uncertainty_m", "confidence", "surveyed", "reach_basis")
)
"""What centres and reaches say of their areas, whose layer says the rest."""


def layers(zone: Zone, texts: Texts) -> tuple[Table, ...]:
    """Return areas, centres, reach and, where there is one, the backdrop, in this order."""
    return areas(zone, texts), centres(zone), reach(zone), *([backdrop(zone)] if zone.backdrop else [])


def areas(zone: Zone, texts: Texts) -> Table:
    about = "Footprints of the areas: true to size, and where not surveyed a circle at an estimated place"
    if _are_surveyed(zone):
        about = "Outlines of the areas, as sources give them"
    shapes = [neat(area.footprint) for area in zone.area_records]
    found = table(zone, "areas", about, AREA, zone.area_records, shapes, zone_text(texts, "area"))
    return replace(found, further=tuple(map(_further, zone.area_records)))


def _further(area: Area) -> dict[str, str]:
    """Return what else a data file says of the area, so that a zone can be built from the layer.

    As JSON within a text, since QGIS writes no layer that has tables in its features.
    """
    clues = [{c.name: getattr(clue, c.key) for c in CLUE if getattr(clue, c.key) is not None} for clue in area.clues]
    points = [{"point": list(clue.point.coords[0])} if clue.point else {} for clue in area.clues]
    told = {"name_languages": dict(area.name_languages), "clues": [a | b for a, b in zip(clues, points, strict=True)]}
    return {key: json.dumps(value, ensure_ascii=False, separators=(",", ":")) for key, value in told.items() if value}


def centres(zone: Zone) -> Table:
    about = "Centres of the areas; uncertainty_m says how far each may be off"
    return table(zone, "centres", about, BRIEF, zone.area_records, [neat(a.centre) for a in zone.area_records])


def reach(zone: Zone) -> Table:
    about = "By our estimate the area lies inside: its footprint, or wider district, widened by the uncertainty"
    if _are_surveyed(zone):
        about = "The area lies inside: its outline widened by the uncertainty"
    return table(zone, "reach", about, BRIEF, zone.area_records, [neat(a.reach) for a in zone.area_records])


def backdrop(zone: Zone) -> Table:
    kinds = ", ".join(dict.fromkeys(place.kind for place in zone.backdrop))
    about = f"What lies around the areas ({kinds}): simplified, each with its accuracy"
    return table(zone, "backdrop", about, PLACE, zone.backdrop, [neat(place.geometry) for place in zone.backdrop])


def _are_surveyed(zone: Zone) -> bool:
    return all(area.surveyed for area in zone.area_records)


def neat(shape: BaseGeometry) -> BaseGeometry:
    """Return `shape` with 7 decimals, outer rings counter-clockwise and holes clockwise (RFC 7946, 3.1.6)."""
    turned: BaseGeometry = shapely.orient_polygons(shape)
    rounded: BaseGeometry = shapely.transform(turned, lambda degrees: np.round(degrees, DECIMALS))
    # What is narrower than a centimetre would fall together.
    return rounded if rounded.is_valid else turned


def rings(shape: Polygon | MultiPolygon) -> Iterator[list[tuple[float, ...]]]:
    """Yield the corners of each ring of a shape, neat, the first not again at the end."""
    for part in shapely.get_parts(neat(shape)):
        yield from (list(ring.coords[:-1]) for ring in (part.exterior, *part.interiors))
