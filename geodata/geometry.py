"""Read GeoJSON geometries: check the JSON first, then the validity of the shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, cos, floor, radians
from statistics import median
from typing import Any, NamedTuple

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.schema import Finding, bbox, is_number_pair, one_of, record, rule


class Bounds(NamedTuple):
    """Bounding box in degrees that everything on a zone's map must lie in: a position outside is a mistake.

    It may go beyond the 180th meridian, where the map ends.
    """

    west: int
    south: int
    east: int
    north: int


WORLD = Bounds(-180, -85, 180, 85)
"""The extent of a web map (Web Mercator), cut at the 180th meridian."""
ZONE_RADIUS_DEG = 5
"""Maximum distance of a place from the middle of its zone, in degrees of latitude; as many km to the east and west."""

MAX_POSITIONS = 10_000
"""Maximum number of positions of a shape, about fifty times what a line of the backdrop needs."""

_DEPTHS = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def zone_bounds(geometries: Iterable[object]) -> Bounds:
    """Return the bounds of a zone from its GeoJSON geometries, valid or not.

    The median of their first positions is the middle, so that a few wrong ones do no harm.
    """
    positions = _first_positions(geometries)
    return _bounds_around(_middle(positions)) if positions else WORLD


def apart(areas: Iterable[object], backdrop: Iterable[object]) -> tuple[str, str] | None:
    """Return what was found and expected if no GeoJSON geometry of the backdrop lies near the areas, nor any area near
    the backdrop: in one of them all coordinates are swapped, or the backdrop is that of another zone.
    """
    groups = (_first_positions(areas), _first_positions(backdrop))
    if not all(groups):
        return None
    middles = [_middle(positions) for positions in groups]
    for middle, others in zip(middles, reversed(groups), strict=True):
        if any(_contains_turned(_bounds_around(middle), *position) for position in others):
            return None
    places = [f"longitude {longitude:.4g}, latitude {latitude:.4g}" for longitude, latitude in middles]
    hint = "; one of them looks like latitude before longitude"
    is_swapped = _contains(_bounds_around(middles[0]), *reversed(middles[1]))
    found = f"the areas around {places[0]}; the backdrop around {places[1]}"
    return found, f"areas and backdrop at the same place{hint if is_swapped else ''}"


def _middle(positions: Iterable[tuple[float, float]]) -> tuple[float, float]:
    longitude, latitude = (median(axis) for axis in zip(*positions, strict=True))
    return longitude, latitude


def _bounds_around(middle: tuple[float, float]) -> Bounds:
    (longitude, latitude), radius = middle, ZONE_RADIUS_DEG
    longitude_radius = radius / cos(radians(latitude))
    west, south = floor(longitude - longitude_radius), floor(latitude - radius)
    east, north = ceil(longitude + longitude_radius), ceil(latitude + radius)
    return Bounds(west, max(south, WORLD.south), east, min(north, WORLD.north))


def _first_positions(geometries: Iterable[object]) -> list[tuple[float, float]]:
    positions = map(_first_position, geometries)
    return [position for position in positions if position and _contains(WORLD, *position)]


def _first_position(geometry: object) -> tuple[float, float] | None:
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(coordinates, list) and coordinates and isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    position = _without_height(coordinates)
    return (position[0], position[1]) if is_number_pair(position) else None


def read_geometry(value: object, types: Sequence[str], bounds: Bounds) -> tuple[BaseGeometry | None, list[Finding]]:
    """Return the shape of a GeoJSON geometry of one of `types`, in WGS-84 (lon/lat), or None with the findings.

    Drop heights. Replace a Multi- geometry of one part with that part where only its single type is allowed.
    """
    match value:
        case {"type": "MultiPoint" | "MultiLineString" | "MultiPolygon" as kind, "coordinates": [part]}:
            single = kind.removeprefix("Multi")
            if kind not in types and single in types:
                value = {"type": single, "coordinates": part}
    findings = list(_check_geometry(value, types, bounds))
    if findings or not isinstance(value, dict):
        return None, findings
    kind, coordinates = value["type"], value["coordinates"]
    geometry = shape({"type": kind, "coordinates": _drop_heights(coordinates, _DEPTHS[kind] + 1)})
    reason = shapely.is_valid_reason(geometry)
    if reason != "Valid Geometry":
        return None, [((), reason, "a valid geometry that does not cross or touch itself")]
    return geometry, []


def _drop_heights(coordinates: Any, depth: int) -> Any:
    """Return checked coordinates without heights."""
    return [_drop_heights(part, depth - 1) for part in coordinates] if depth > 1 else coordinates[:2]


def _check_geometry(value: object, types: Sequence[str], bounds: Bounds) -> Iterator[Finding]:
    fields = {"type": one_of(tuple(types)), "coordinates": rule(lambda v: isinstance(v, list), "a list")}
    findings = list(record(fields, {"bbox": bbox})(value))
    yield from findings
    if findings or not isinstance(value, dict):
        return
    kind, coordinates = value["type"], value["coordinates"]
    try:
        lines = list(_position_lists(coordinates, _DEPTHS[kind]))
    except TypeError:
        yield ("coordinates",), coordinates, f"coordinates nested as in a {kind} of GeoJSON"
        return
    if not lines or not all(lines):
        yield ("coordinates",), coordinates, "at least one position; this is empty"
        return
    if (count := sum(map(len, lines))) > MAX_POSITIONS:
        yield ("coordinates",), f"{count:,} positions", f"at most {MAX_POSITIONS:,}; simplify the shape"
        return
    # Report the first bad position only: a file with swapped axes would fill the screen.
    for position in (p for line in lines for p in line):
        expected = position_fault(_without_height(position), bounds)
        if expected:
            yield ("coordinates",), position, expected
            return
    for line in lines:
        yield from _line_faults(kind, line)


def _position_lists(coordinates: Any, depth: int) -> Iterator[list[Any]]:
    """Yield the lists of positions in nested coordinates; a point is a list of one."""
    if not isinstance(coordinates, list):
        raise TypeError
    if depth == 0:
        yield [coordinates] if coordinates else []
    elif depth == 1 or not coordinates:
        yield coordinates
    else:
        for part in coordinates:
            yield from _position_lists(part, depth - 1)


def _without_height(position: Any) -> Any:
    """Return a position without its height, which programs that have no height write as null or NaN."""
    has_height = isinstance(position, list) and len(position) == 3 and isinstance(position[2], (int, float, type(None)))
    return position[:2] if has_height else position


def position_fault(position: Any, bounds: Bounds) -> str | None:
    """Return what was expected instead of a position [longitude, latitude] in degrees, or None for a valid one."""
    if not is_number_pair(position):
        return "a position [longitude, latitude] of two finite numbers"
    if _contains(bounds, *position):
        return None
    hint = " (looks like latitude before longitude)" if _contains(bounds, *reversed(position)) else ""
    if _contains_turned(bounds, *position):
        hint = f"; the map ends at the {WORLD.east}th meridian"
    west, south, east, north = max(bounds.west, WORLD.west), bounds.south, min(bounds.east, WORLD.east), bounds.north
    return f"a longitude of {west} to {east}, then a latitude of {south} to {north}, as around the zone{hint}"


def _contains(bounds: Bounds, longitude: float, latitude: float) -> bool:
    """Return whether a position lies within the bounds, and on the map."""
    west, east = max(bounds.west, WORLD.west), min(bounds.east, WORLD.east)
    return west <= longitude <= east and bounds.south <= latitude <= bounds.north


def _contains_turned(bounds: Bounds, longitude: float, latitude: float) -> bool:
    """Return whether a position lies within the bounds, even beyond the 180th meridian."""
    is_within = bounds.south <= latitude <= bounds.north
    return is_within and any(bounds.west <= longitude + turn <= bounds.east for turn in (-360, 0, 360))


def _line_faults(kind: str, line: list[Any]) -> Iterator[Finding]:
    if kind.endswith("LineString") and len(line) < 2:
        yield ("coordinates",), line, "a line of 2 or more positions"
    if kind.endswith("Polygon"):
        if line[0][:2] != line[-1][:2]:
            yield ("coordinates",), [line[0], line[-1]], "a closed ring: its last position equal to its first"
        elif len(line) < 4:
            yield ("coordinates",), line, "a ring of 4 or more positions"
