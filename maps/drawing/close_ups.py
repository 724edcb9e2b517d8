"""Group the areas for close-up maps by touching reaches, so that each area appears on one of the maps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import shapely

from geodata.model import Area, Zone
from maps.drawing.backdrop import home_bounds
from maps.drawing.projection import Bounds

SMALL_SHARE = 0.4
"""Crowded areas fill less than this share of the width and height of the whole map."""


def cluster_areas(zone: Zone) -> list[list[Area]]:
    """Group the areas whose reaches touch, directly or through others, in the order of the zone."""
    groups: list[list[Area]] = []
    for area in zone.area_records:
        touching = [group for group in groups if any(area.reach.intersects(other.reach) for other in group)]
        groups = [*(group for group in groups if group not in touching), [*chain(*touching), area]]
    order = zone.area_records.index
    return sorted((sorted(group, key=order) for group in groups), key=lambda group: order(group[0]))


def cluster_bounds(areas: Sequence[Area]) -> Bounds:
    """Return west, south, east and north, in degrees, of the reaches and footprints of some areas."""
    west, south, east, north = shapely.total_bounds([(area.reach, area.footprint) for area in areas]).tolist()
    return west, south, east, north


def crowded_areas(zone: Zone) -> list[Area]:
    """Return the largest group of two or more touching areas that is small on the whole map; empty if there is none."""
    west, south, east, north = home_bounds(zone)
    crowded = []
    for group in cluster_areas(zone):
        bounds = cluster_bounds(group)
        width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
        if len(group) > 1 and width < SMALL_SHARE * (east - west) and height < SMALL_SHARE * (north - south):
            crowded.append(group)
    return max(crowded, key=len, default=[])
