"""Which areas a map from nearby shows: those that lie together, so that each area is on one."""

from __future__ import annotations

from collections.abc import Sequence

import shapely

from geodata.model import Area, Zone
from maps.drawing.backdrop import home_bounds
from maps.drawing.projection import Bounds

SMALL_SHARE = 0.4
"""Areas that are crowded on the whole map take at most this part of its width or height."""


def clusters(zone: Zone) -> list[list[Area]]:
    """Return the areas in groups whose reaches touch, directly or by way of others, in the order of the zone."""
    found: list[list[Area]] = []
    for area in zone.area_records:
        touching = [group for group in found if any(area.reach.intersects(other.reach) for other in group)]
        rest = [group for group in found if group not in touching]
        found = [*rest, [*(other for group in touching for other in group), area]]
    order = {area.id: index for index, area in enumerate(zone.area_records)}
    ordered = [sorted(group, key=lambda area: order[area.id]) for group in found]
    return sorted(ordered, key=lambda group: order[group[0].id])


def cluster_bounds(areas: Sequence[Area]) -> Bounds:
    """Return west, south, east and north in degrees of all that is drawn of some areas."""
    west, south, east, north = shapely.total_bounds([(area.reach, area.footprint) for area in areas]).tolist()
    return west, south, east, north


def crowded_areas(zone: Zone) -> list[Area]:
    """Return the largest group of areas that touch each other and are small on the whole map; empty without one."""
    west, south, east, north = home_bounds(zone)
    crowded = []
    for group in clusters(zone):
        bounds = cluster_bounds(group)
        width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
        if len(group) > 1 and width < SMALL_SHARE * (east - west) and height < SMALL_SHARE * (north - south):
            crowded.append(group)
    return max(crowded, key=len, default=[])
