"""Validate areas and positions: sizes, overlaps, reaches, clues, landmarks, districts, online layers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from typing import Any

import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.datum import in_china
from geodata.errors import Problem
from geodata.geometry import WORLD, Bounds, position_fault
from geodata.measure import DISTRICT_MARGIN_M, area_km2, distance_m, distance_to_shape_m, equal_area_circle, ring, widen
from geodata.rows import Records, Row
from geodata.schema import NOTHING
from geodata.tile_layers import check_layer
from geodata.vocabulary import DATED_KINDS

AREA_TOLERANCE = 0.001
"""Relative difference allowed between the area of a sourced outline and the published size."""

CIRCLE_TOLERANCE_DEG = 1e-4
"""Deviation in degrees, some 10 m, allowed for an exported circle whose coordinates another program has rounded."""

RUNWAY_DISTANCE_M = 5000
"""Maximum distance from an airport to a runway: the map shows an airport by its runways, without a dot."""

OVERLAP_TOLERANCE_KM2 = 1e-6
"""Overlap allowed between two areas, 1 m²: outlines may share a border whose corners are rounded."""

SUM_TOLERANCE = 1e-9
"""Difference allowed between a sum of sizes and the total, for each area: binary floats round decimals."""


def derive_and_check_footprints(records: Records) -> Iterator[Problem]:
    """Set the footprints; check that they have the published size and do not overlap, and that the sizes add up."""
    for row in records.areas:
        size = row.data.get("size_km2")
        if row.derived.get("surveyed") is False and isinstance(row.geometry, (Polygon, MultiPolygon)):
            yield from _restore_centre(row, records.bounds)
        if isinstance(row.geometry, Point) and size is not None:
            row.footprint = equal_area_circle(row.geometry, size)
        elif isinstance(row.geometry, (Polygon, MultiPolygon)):
            parts = shapely.get_parts(row.geometry)
            row.footprint = parts[0] if len(parts) == 1 else row.geometry
            assert row.footprint is not None
            outlined_km2 = area_km2(row.footprint)
            if size is not None and abs(outlined_km2 - size) > AREA_TOLERANCE * size:
                expected = f"an outline of {size} km², the size_km2, to {AREA_TOLERANCE * 100:g} %"
                yield row.problem("geometry", f"{outlined_km2:.4f} km²", expected)
        if row.footprint is not None and (problem := _off_map(row, row.footprint)):
            yield problem
            row.footprint = None
        if len({"district", "district_km2"} & row.given) == 1:
            key = "district" if "district_km2" in row.given else "district_km2"
            yield row.problem(key, NOTHING, "both district and district_km2, or neither")
    yield from _check_overlaps([row for row in records.areas if row.footprint is not None])
    sizes = [row.data["size_km2"] for row in records.areas if "size_km2" in row.data]
    total = records.zone.data.get("total_km2")
    if not records.areas and "area" not in records.unread:
        yield Problem("areas.geojson", "features", [], "one area or more")
        return
    is_complete = len(sizes) == len(records.areas) and "area" not in records.unread
    if total is not None and is_complete and abs(math.fsum(sizes) - total) > SUM_TOLERANCE * max(1, len(sizes)):
        expected = f"{round(math.fsum(sizes), 9)!r}, the sum of the areas' size_km2"
        yield records.zone.problem("total_km2", total, expected)


def _restore_centre(row: Row, bounds: Bounds) -> Iterator[Problem]:
    """Replace an exported circle by its centre, if the circle is unchanged."""
    longitude, latitude, size = row.derived.get("longitude"), row.derived.get("latitude"), row.data.get("size_km2")
    circle, row.geometry = row.geometry, None
    if size is None:
        return  # already reported
    if not position_fault([longitude, latitude], bounds):
        centre = Point(longitude, latitude)
        if shapely.hausdorff_distance(circle, equal_area_circle(centre, size)) < CIRCLE_TOLERANCE_DEG:
            row.geometry = centre
            return
    expected = (
        "as surveyed is false, the circle of size_km2 around longitude and latitude; write the centre as a Point to "
        "move it, or remove surveyed to keep the outline as drawn"
    )
    yield row.problem("geometry", [longitude, latitude], expected)


def derive_and_check_reaches(records: Records) -> Iterator[Problem]:
    """Set the reaches; check that each fits on the map and that every clue lies inside or outside as stated."""
    shapes = {row.id: row.geometry for row in records.places}
    for row in records.areas:
        if row.data.get("reach_basis") == "district" and "district" not in row.given:
            yield row.problem("reach_basis", "district", "footprint, or a district for the area")
        row.reach = _reach(row, shapes)
        if row.reach is not None and (problem := _off_map(row, row.reach)):
            yield problem
            row.reach = None
        if row.reach is not None and row.footprint is not None and not row.reach.covers(row.footprint):
            expected = f"a place inside the district widened by {DISTRICT_MARGIN_M / 1000:g} km"
            expected += ", as reach_basis says that the area lies inside it"
            yield row.problem("geometry", shapely.get_coordinates(row.geometry)[0].tolist(), expected)
        for number, clue in enumerate(row.data.get("clues", []), start=1):
            for key, found, expected in _clue_faults(clue, row.reach, shapes, records.bounds):
                yield row.problem(f"clues[{number}]{key}", found, expected)


def _reach(row: Row, shapes: dict[str, BaseGeometry | None]) -> Polygon | MultiPolygon | None:
    """Return the reach of an area, or None where the shape or figure that it needs is missing (reported elsewhere)."""
    if row.data.get("reach_basis") == "district":
        district = shapes.get(row.data.get("district", ""))
        return widen(district, DISTRICT_MARGIN_M) if isinstance(district, (Polygon, MultiPolygon)) else None
    uncertainty_m = row.data.get("uncertainty_m")
    if row.footprint is None or uncertainty_m is None:
        return None
    if isinstance(row.geometry, Point):
        radius_m = distance_m(row.geometry, Point(shapely.get_coordinates(row.footprint)[0]))
        return ring(row.geometry, radius_m + uncertainty_m)
    return widen(row.footprint, uncertainty_m)


def _off_map(row: Row, shape: Polygon | MultiPolygon) -> Problem | None:
    """Return a problem if no map can show the whole shape.

    A shape that crosses the 180th meridian spans the world instead.
    """
    west, south, east, north = shape.bounds
    if east - west < WORLD.east and WORLD.south < south and north < WORLD.north:
        return None
    corner = [round(float(degrees), 3) for degrees in shapely.get_coordinates(shape)[0]]
    expected = f"an area whose reach neither crosses the {WORLD.east}th meridian"
    expected += f" nor lies beyond {WORLD.north} degrees of latitude"
    return row.problem("geometry", corner, expected)


def _clue_faults(
    clue: dict[str, Any], reach: Polygon | MultiPolygon | None, shapes: dict[str, BaseGeometry | None], bounds: Bounds
) -> Iterator[tuple[str, object, str]]:
    """Yield the faults of a clue: the key, the value found, the value expected."""
    if ("point" in clue) == ("feature" in clue):
        yield "", sorted(clue), "either a point or a feature"
        return
    key = "point" if "point" in clue else "feature"
    if key == "point" and (fault := position_fault(clue["point"], bounds)):
        yield ".point", clue["point"], fault
        return
    place = Point(clue["point"]) if key == "point" else shapes.get(clue["feature"])
    if place is None or reach is None:
        return
    corners = [Point(corner) for corner in shapely.get_coordinates(place)]
    if clue["inside"] and not reach.covers(place):
        distance_m = max(distance_to_shape_m(corner, reach) for corner in corners)
        expected = f"a place inside the area's reach, as inside is true; this lies up to {distance_m:.0f} m outside"
        yield f".{key}", clue[key], expected
    elif not clue["inside"] and reach.intersects(place):
        inner_corners = (corner for corner in corners if reach.covers(corner))
        distance_m = max((distance_to_shape_m(corner, reach.boundary) for corner in inner_corners), default=0)
        expected = f"a place outside the area's reach, as inside is false; this lies up to {distance_m:.0f} m inside"
        yield f".{key}", clue[key], expected


def check_size_sources(records: Records) -> Iterator[Problem]:
    """Check that the release gives the sizes of all areas or of none: the texts speak of all areas together."""
    release = records.zone.data.get("release")
    sources = [row.data.get("size_source") for row in records.areas]
    if release is not None and release in sources:
        first = records.areas[sources.index(release)].id
        for row, source in zip(records.areas, sources, strict=True):
            if source not in (None, release):
                expected = f"{release!r}, as for {first}: the release gives the sizes of all areas or of none"
                yield row.problem("size_source", source, expected)


def check_parent_zone(records: Records) -> Iterator[Problem]:
    """Check that a zone with a parent zone has the release's statement about its location."""
    zone = records.zone
    is_drawn = any(row.data.get("kind") == "parent-zone" for row in records.places)
    if (is_drawn or "parent_zone" in zone.data) and "location_statement" not in zone.given:
        expected = "what the release says about the location, as there is a parent zone"
        yield zone.problem("location_statement", NOTHING, expected)


def check_landmarks(records: Records) -> Iterator[Problem]:
    """Check that landmarks are points with a name and a phrase, since the texts give distances to them."""
    places = {row.id: row for row in records.places}
    for number, place_id in enumerate(records.zone.data.get("landmarks", []), start=1):
        row = places.get(place_id)
        if row is None:
            continue  # reported as a wrong reference
        if not isinstance(row.geometry, (Point, type(None))):
            expected = "the id of a feature that is a point, as distances are given to it"
            yield records.zone.problem(f"landmarks[{number}]", place_id, expected)
            continue
        if "name" not in row.given:
            yield row.problem("name", NOTHING, "a name, as texts give distances to this landmark")
        if "phrase" not in row.given:
            expected = 'its name as written after "3 km north of", as texts give distances to this landmark'
            yield row.problem("phrase", NOTHING, f"{expected}; in German with its preposition: “vom Rathaus”")


def check_stations(records: Records) -> Iterator[Problem]:
    """Check that every station listed for an area has a name and a line."""
    listed = {station for row in records.areas for station in row.data.get("stations", [])}
    for row in records.places:
        for key in ("name", "line") if row.id in listed and row.data.get("kind") == "station" else ():
            if key not in row.given:
                yield row.problem(key, NOTHING, f"a {key}, as an area lists this station")


def check_airports(records: Records) -> Iterator[Problem]:
    """Check that every airport has a runway near it, without which the map shows a bare name."""
    runways = [row.geometry for row in records.places if row.data.get("kind") == "runway"]
    if None in runways or "place" in records.unread:
        return  # reported already
    expected = f"a feature of the kind runway within {RUNWAY_DISTANCE_M / 1000:g} km, as an airport has no dot;"
    for row in records.places:
        point = row.geometry if row.data.get("kind") == "airport" else None
        if isinstance(point, Point) and all(
            distance_to_shape_m(point, runway) > RUNWAY_DISTANCE_M for runway in runways if runway
        ):
            yield row.problem("kind", "airport", f"{expected} or a kind that has one, such as landmark")


def check_districts(records: Records) -> Iterator[Problem]:
    """Check that every place that names a district lies in it, give or take the place's `accuracy_m`."""
    shapes = {row.id: row.geometry for row in records.places if row.data.get("kind") == "district"}
    for row in records.places:
        district, accuracy_m = shapes.get(row.data.get("district", "")), row.data.get("accuracy_m")
        if district is None or row.geometry is None or accuracy_m is None:
            continue  # already reported, or nothing to compare
        corners = map(Point, shapely.get_coordinates(row.geometry))
        distance_m = max(distance_to_shape_m(corner, district) for corner in corners)
        if distance_m > accuracy_m:
            found = f"{row.data['district']}, whose outline is {distance_m:.0f} m away"
            expected = f"the district in which it lies, to {accuracy_m:g} m (its accuracy_m)"
            yield row.problem("district", found, expected)


def check_openings(records: Records) -> Iterator[Problem]:
    """Check that opening dates tell whether a metro line or station was open on the day of the release.

    A line needs a date, as the map draws it as open or as opened later. A station's details can say that the
    date is unknown.
    """
    released = records.zone.data.get("released", dt.date.max).isoformat()
    for row in records.places:
        kind, opened = row.data.get("kind"), row.data.get("opened", "")
        if kind == "metro" and "opened" not in row.given:
            yield row.problem("opened", NOTHING, "day, month or year in which the line opened")
        elif kind in DATED_KINDS and opened and opened != released and released.startswith(opened):
            expected = f"a date that tells whether it was open on {released}, the day of the release"
            expected += ", or none for a station" if kind == "station" else ""
            yield row.problem("opened", opened, expected)


def check_layers(records: Records) -> Iterator[Problem]:
    """Check the online layers, and that none uses China's datum for a zone outside China."""
    shapes = [row.geometry.centroid for row in records.areas if row.geometry is not None]
    is_abroad = bool(shapes) and not any(map(in_china, shapes))
    for number, layer in enumerate(records.zone.data.get("layer", []), start=1):
        for path, found, expected in check_layer(layer):
            yield records.zone.problem(".".join([f"layer[{number}]", *path]), found, expected)
        if is_abroad and layer["datum"] == "gcj02":
            expected = "wgs84, as no area of the zone lies in China, the only country whose maps are drawn in gcj02"
            yield records.zone.problem(f"layer[{number}].datum", "gcj02", expected)


def _check_overlaps(rows: list[Row]) -> Iterator[Problem]:
    shapes = [row.footprint for row in rows]
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T if shapes else []
    for one, other in sorted((int(a), int(b)) for a, b in pairs if a < b):
        shared = shapely.intersection(shapes[one], shapes[other])
        polygons = MultiPolygon([part for part in shapely.get_parts([shared]) if isinstance(part, Polygon)])
        shared_km2 = area_km2(polygons)
        if shared_km2 > OVERLAP_TOLERANCE_KM2:
            yield rows[other].problem("geometry", f"{shared_km2:.4g} km² in common", f"no overlap with {rows[one].id}")
