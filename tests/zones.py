"""A small, complete, invented zone, written into a folder for a test to alter.

Lanhua is not a real place: its figures are made up, its coordinates lie where a map is easy to draw.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

from geodata.model import LANGUAGES

RELEASE_DE = """LANHUA, 4. Mai 2021 – Am 3. Mai wurde die Gartenzone eröffnet. Rund 1.250 Besucher kamen.

Die Zone zahlt 2,5 Mrd. RMB für „neue
Beete“. Sie hat drei Teile, z. B. den Nordgarten. Eine Fläche von 6,5637 Quadratkilometern ist geplant.
"""
"""A release in German about the zone. The locators of FACTS match it."""


def four(words: str) -> dict[str, str]:
    """Return a text in four languages that can be told apart."""
    return {tag: f"{words} ({tag})" for tag in LANGUAGES}


SOURCES: list[dict[str, Any]] = [
    {
        "id": "lanhua-de",
        "publisher": "Lanhua Gardens",
        "publisher_names": {"zh": "兰花园"},
        "language": "de",
        "url": "https://example.org/lanhua",
        "licence": "CC0-1.0",
        "published": dt.date(2021, 5, 4),
        "label": four("Release of Lanhua Gardens"),
    },
    {
        "id": "survey",
        "publisher": "Lanhua Survey",
        "language": "zh-Hans",
        "url": "http://example.org/survey?sheet=1",
        "licence": "ODbL-1.0",
        "credit": "© Lanhua Survey",
        "label": four("Survey sheets"),
    },
]

FACTS: list[dict[str, Any]] = [
    {
        "id": "opened",
        "group": "what",
        "value": dt.date(2021, 5, 3),
        "label": four("Opening"),
        "text": four("The gardens opened on {value}."),
        "locator": {"source": "lanhua-de", "paragraph": 1, "sentence": 1, "quote": "Am 3. Mai"},
    },
    {
        "id": "guests",
        "group": "who",
        "value": 1250,
        "unit": "guests",
        "date": dt.date(2021, 5, 3),
        "label": four("Guests"),
        "text": four("There were {value} at the opening."),
        "item": [four("Gardeners"), four("Bees")],
        "locator": {"source": "lanhua-de", "paragraph": 1, "sentence": 2, "quote": "1.250 Besucher"},
        "version": [{"source": "survey", "quote": "来宾1250人"}],
    },
    {
        "id": "cost",
        "group": "agreed",
        "value": 2_500_000_000,
        "unit": "RMB",
        "label": four("Cost"),
        "text": four("It costs {value}."),
        "locator": {
            "source": "lanhua-de",
            "paragraph": 2,
            "sentence": 1,
            "quote": 'zahlt 2,5 Mrd. RMB für "neue Beete"',
        },
    },
    {
        "id": "size",
        "group": "where",
        "value": 6.5637,
        "unit": "km2",
        "areas": ["north-garden", "south-garden"],
        "sources": ["survey", "lanhua-de"],
        "label": four("Size"),
        "text": four("It covers {value}."),
    },
    {
        "id": "motto",
        "group": "planned",
        "value": "More flowers",
        "sources": ["survey"],
        "label": four("Motto"),
        "text": four("The motto is short."),
    },
]

ZONE: dict[str, Any] = {
    "id": "lanhua",
    "author": "Lanhua Gardens",
    "edition": dt.date(2021, 6, 1),
    "centre_name": four("the rose beds"),
    "unbroken": {"zh": ["Three"]},
    "total_km2": 6.5637,
    "released": dt.date(2021, 5, 4),
    "release": "lanhua-de",
    "release_sentences": [[62, 26], [45, 41, 53]],
    "location_statement": four("{total} somewhere in Lanhua"),
    "key_facts": ["size", "guests"],
    "landmarks": ["old-gate"],
    "name": four("Lanhua"),
    "title": four("Three gardens"),
    "standfirst": four("Where they lie"),
    "difference": [{"fact": "cost", "text": four("The Chinese text gives no cost")}],
    "not_stated": [four("What grows there")],
    "layer": [
        {"provider": "OpenTopoMap", "datum": "wgs84", "name": four("Slopes"), "who": four("OpenTopoMap")},
    ],
}


def _feature(id: str, type: str, coordinates: Any, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": type, "coordinates": coordinates}
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": properties}


def _area(id: str, type: str, coordinates: Any, size_km2: float, **more: Any) -> dict[str, Any]:
    properties = {
        "name": four(id),
        "pinyin": "Huāyuán",
        "size_km2": size_km2,
        "size_source": "survey",
        "uncertainty_m": 800,
        "confidence": "medium",
        "basis": four("Seen from the gate"),
        "purpose": four("Flowers"),
        "purpose_source": "lanhua-de",
        "stations": ["gate-station"],
        "sources": ["survey"],
        **more,
    }
    return _feature(id, type, coordinates, properties)


def _place(id: str, kind: str, type: str, coordinates: Any, **more: Any) -> dict[str, Any]:
    properties = {"kind": kind, "rank": 2, "source": "survey", "accuracy_m": 50, "schematic": False, **more}
    return _feature(id, type, coordinates, properties)


def _square(west: float, south: float, side: float) -> list[list[list[float]]]:
    east, north = round(west + side, 4), round(south + side, 4)
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


# The east garden is drawn as its outline, of 1.0637 km² on the ellipsoid; the others as circles.
CLUES = [
    {"id": "well", "point": [104.101, 30.601], "source": "survey", "inside": True},
    {"id": "gate", "feature": "old-gate", "source": "lanhua-de", "inside": False},
]
AREAS = [
    _area("north-garden", "Point", [104.1, 30.6], 3.5, district="gardens", district_km2=60.4, clues=CLUES),
    _area("south-garden", "Point", [104.1, 30.5], 2),
    _area("east-garden", "Polygon", _square(104.2, 30.55, 0.01), 1.0637, confidence="high", uncertainty_m=20),
]

OLD_GATE = {**four("the Old Gate"), "de": "von der Alten Pforte (de)"}
BACKDROP = {
    "backdrop/land.geojson": [
        _place("brook", "river", "LineString", [[104.0, 30.4], [104.2, 30.5], [104.3, 30.7]]),
        _place("gardens", "outline", "Polygon", _square(104.0, 30.4, 0.3), schematic=True),
    ],
    "backdrop/metro.geojson": [
        _place("gate-station", "station", "Point", [104.12, 30.55], name=four("Gate"), line="1,18", opened="2020-09"),
        _place("old-gate", "landmark", "Point", [104.13, 30.56], name=four("Old Gate"), phrase=OLD_GATE, rank=1),
    ],
}


def write_zone(folder: Path) -> Path:
    """Write the whole zone into a new `folder` and return the folder."""
    (folder / "backdrop").mkdir(parents=True)
    write(folder / "zone.toml", ZONE)
    write(folder / "sources.toml", {"source": SOURCES})
    write(folder / "facts.toml", {"fact": FACTS})
    for name, features in {"areas.geojson": AREAS, **BACKDROP}.items():
        write(folder / name, {"type": "FeatureCollection", "features": features})
    return folder


DELETE = object()
"""A value for `alter` that deletes."""


def alter(folder: Path, file: str, place: str, value: Any) -> None:
    """Set a value in a file of the zone, or delete it.

    `place` is the path of keys, such as "fact/guests/locator/quote". In a list, the id of a member or its
    index selects it; "+" adds a member.
    """
    path = folder / file
    data = parse(path)
    *outer, last = place.split("/")
    record: Any = data
    for key in outer:
        record = record[_at(record, key)]
    if last == "+":
        record.append(value)
    elif value is DELETE:
        del record[_at(record, last)]
    else:
        record[_at(record, last)] = value
    write(path, data)


def read(folder: Path, file: str, place: str) -> Any:
    """Return a copy of the value at a place that `alter` would set."""
    record = parse(folder / file)
    for key in place.split("/"):
        record = record[_at(record, key)]
    return copy.deepcopy(record)


def parse(path: Path) -> Any:
    text = path.read_text("utf-8")
    return tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)


def _at(record: Any, key: str) -> Any:
    if isinstance(record, dict):
        return key
    if key.isdigit():
        return int(key)
    return next(n for n, member in enumerate(record) if isinstance(member, dict) and member.get("id") == key)


def write(path: Path, data: dict[str, Any]) -> None:
    if path.suffix == ".toml":
        lines = [f"{json.dumps(key)} = {_toml(value)}\n" for key, value in data.items()]
        path.write_text("".join(lines), "utf-8")
    else:
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")


def _toml(value: Any) -> str:
    """Return a value in TOML, with inline tables."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value).lower() if isinstance(value, (bool, float)) else json.dumps(value)
