"""A small zone with something of every kind that a map shows, so that its drawings are short enough to review.

Like Lanhua itself it is invented; nothing in it lies where a real map would have it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from geodata.model import LANGUAGES
from tests.zones import alter, four, write_zone


def _feature(
    feature_id: str, kind: str, geometry_type: str, coordinates: Any, rank: int, **more: Any
) -> dict[str, Any]:
    properties = {"kind": kind, "rank": rank, "source": "survey", "accuracy_m": 50, "schematic": False, **more}
    return {
        "type": "Feature",
        "id": feature_id,
        "geometry": {"type": geometry_type, "coordinates": coordinates},
        "properties": properties,
    }


E1 = [[104.06, 30.5], [104.2, 30.47], [104.38, 30.44]]
RAILS = [[104.08, 30.62], [104.2, 30.6], [104.44, 30.5]]
LINE_1 = [[104.1, 30.64], [104.12, 30.55], [104.12, 30.48]]


def _box(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def _named(name: str) -> dict[str, Any]:
    own = {"de": f"{name} am See", "zh": "兰花地名", "ja": "蘭花の地名"}
    return {"name": dict.fromkeys(LANGUAGES, name) | own}


_WEST, _EAST = _box(103.85, 30.35, 104.15, 30.75), _box(104.15, 30.35, 104.45, 30.75)
LAND = [
    _feature("west-district", "district", "Polygon", _WEST, 2, **_named("West District")),
    _feature("east-district", "district", "Polygon", _EAST, 3, **_named("East District")),
    _feature("town", "built-up", "Polygon", _box(104.05, 30.55, 104.14, 30.64), 1),
    _feature("whole-zone", "parent-zone", "Polygon", _box(104.0, 30.5, 104.25, 30.66), 2, **_named("The Whole Zone")),
    _feature("pond", "lake", "Polygon", _box(104.24, 30.62, 104.27, 30.64), 2, **_named("Round Pond")),
    _feature("ridge", "hills", "LineString", [[104.32, 30.4], [104.36, 30.56], [104.4, 30.72]], 1, **_named("Ridge")),
]
LINES = [
    _feature("south-road", "road", "LineString", [[104.02, 30.53], [104.2, 30.535]], 3, **_named("South Road")),
    _feature("airway", "expressway", "LineString", E1, 2, **_named("E1")),
    _feature("ring", "ring", "LineString", [*_box(104.04, 30.53, 104.16, 30.65)[0]], 2, **_named("Ring Road")),
    _feature("line-1", "metro", "LineString", LINE_1, 3, line="1", opened="2019"),
    _feature("line-9", "metro", "LineString", [[104.12, 30.55], [104.22, 30.55]], 3, line="9", opened="2024"),
    _feature("fast-line", "railway", "LineString", RAILS, 3, opened="2023", **_named("Fast Line")),
    _feature("runway", "runway", "LineString", [[104.39, 30.42], [104.41, 30.45]], 3),
]
POINTS = [
    _feature("east-stop", "station", "Point", [104.17, 30.55], 2, line="9", opened="2024", **_named("East Stop")),
    _feature("main-station", "railway-station", "Point", [104.08, 30.62], 2, **_named("Main Station")),
    _feature("airport", "airport", "Point", [104.4, 30.435], 1, **_named("Lanhua Airport"), phrase=four("the airport")),
]
CITIES = {"Lanhua": [104.12, 30.57], "Near": [106.5, 29.5], "North": [108.9, 34.3], "Far": [121.5, 31.2]}
REGIONAL_CONTEXT = {
    "ring_km": 500,
    "name": four("Within the country"),
    "city": [{"at": at, "source": "survey", "name": four(name)} for name, at in CITIES.items()],
}


def write_drawing_zone(folder: Path) -> Path:
    """Write the zone into a new `folder` and return the folder."""
    write_zone(folder)
    for name, features in {"land": LAND, "roads": LINES, "places": POINTS}.items():
        _write(folder / f"backdrop/more-{name}.geojson", features)
    alter(folder, "backdrop/metro.geojson", "features/gate-station/properties/opened", "2019")
    alter(folder, "backdrop/metro.geojson", "features/gate-station/properties/name", four("Gate"))
    alter(folder, "zone.toml", "regional_context", REGIONAL_CONTEXT)
    alter(folder, "zone.toml", "parent_zone", "whole-zone")
    alter(folder, "zone.toml", "landmarks", ["old-gate", "airport"])
    # A second area near the first, so that they get a close-up.
    alter(folder, "areas.geojson", "features/south-garden/geometry/coordinates", [104.11, 30.581])
    for area in ("north-garden", "south-garden"):
        alter(folder, "areas.geojson", f"features/{area}/properties/uncertainty_m", 1500)
    return folder


def _write(path: Path, features: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), "utf-8")
