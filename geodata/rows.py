"""Turn parsed files into rows: the records, with only the keys that pass their own check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata import columns, schema
from geodata.columns import Columns, checks
from geodata.errors import Problem
from geodata.features import in_own_form, parted
from geodata.geometry import WORLD, Bounds, read_geometry, zone_bounds
from geodata.schema import Check, Finding
from geodata.vocabulary import KINDS


@dataclass
class Raw:
    """The parsed files; None for one that could not be read."""

    zone: Any
    sources: Any
    facts: Any
    areas: Any
    backdrop: dict[str, Any]


@dataclass
class Row:
    """A record with only the keys that pass their own check."""

    file: str
    id: str
    """The id, or the number of the record where its id is missing or invalid; empty for zone.toml."""
    data: dict[str, Any]
    given: frozenset[str]
    """The keys present in the file, valid or not."""
    derived: dict[str, Any] = field(default_factory=dict)
    """Properties that the export has computed from the data; a data file has them only where it was exported."""
    geometry: BaseGeometry | None = None
    footprint: Polygon | MultiPolygon | None = None
    reach: Polygon | MultiPolygon | None = None

    def problem(self, key: str, found: object, expected: str) -> Problem:
        """Return a problem at one of its keys."""
        return Problem(self.file, f"{self.id}.{key}" if self.id else key, found, expected)


@dataclass
class Checked:
    """The records of all files, complete if no problem was found."""

    zone: Row
    sources: list[Row]
    facts: list[Row]
    areas: list[Row]
    places: list[Row]
    bounds: Bounds = WORLD
    """The bounds that every position must lie in."""
    unread: set[str] = field(default_factory=set)
    """The kinds whose records are incomplete because a file could not be read."""


def read_rows(raw: Raw, problems: list[Problem]) -> Checked:
    """Return the rows of `raw`; append the problems of each single record to `problems`."""
    bounds = zone_bounds(
        feature.get("geometry")
        for data in (raw.areas, *raw.backdrop.values())
        for feature in _list(data, "features") or []
        if isinstance(feature, dict)
    )
    zone = [] if raw.zone is None else [_row("zone.toml", "", raw.zone, checks(columns.ZONE), problems)]
    checked = Checked(
        zone=zone[0] if zone else Row("zone.toml", "", {}, frozenset()),
        sources=_tables("sources.toml", "source", raw.sources, columns.SOURCE, problems),
        facts=_tables("facts.toml", "fact", raw.facts, columns.FACT, problems),
        areas=_features("areas.geojson", raw.areas, columns.AREA, problems, lambda data: AREA_TYPES, bounds),
        places=[],
        bounds=bounds,
    )
    for file, data in raw.backdrop.items():
        checked.places += _features(file, data, columns.PLACE, problems, _place_types, bounds)
    tables = {"source": (raw.sources, "source"), "fact": (raw.facts, "fact"), "area": (raw.areas, "features")}
    checked.unread = {kind for kind, (data, key) in tables.items() if _list(data, key) is None}
    if any(_list(data, "features") is None for data in raw.backdrop.values()):
        checked.unread.add("place")
    return checked


def _row(file: str, id: str, value: Any, check: Check, problems: list[Problem]) -> Row:
    found = list(check(value))
    add(problems, file, id, found)
    data = value if isinstance(value, dict) else {}
    return Row(file, id, _without(data, [path for path, _, _ in found]), frozenset(data))


def add(problems: list[Problem], file: str, id: str, found: Iterable[Finding]) -> None:
    """Append the findings of a check of record `id` to `problems`."""
    for path, value, expected in found:
        place = ".".join([id, *path] if id else path).replace(".[", "[")
        problems.append(Problem(file, place, value, expected))


def _without(data: dict[str, Any], paths: list[tuple[str, ...]]) -> dict[str, Any]:
    """Return the table without the keys at `paths`; drop a list altogether if any of its members is at fault."""
    left = {}
    for key, value in data.items():
        inner = [path[1:] for path in paths if path[:1] == (key,)]
        if not inner:
            left[key] = value
        elif isinstance(value, dict) and () not in inner:
            left[key] = _without(value, inner)
    return left


def _name(value: Any, kind: str, number: int) -> str:
    """Return the name of a record in problems: its id, or its kind and number."""
    id = value.get("id") if isinstance(value, dict) else None
    return id if isinstance(id, str) and id else f"{kind}[{number}]"


def _list(data: Any, key: str) -> list[Any] | None:
    """Return the records of a file, or None where they are no list or too many."""
    records = data.get(key) if isinstance(data, dict) else None
    return records if schema.is_list(records) else None


def _tables(file: str, kind: str, data: Any, held: Columns, problems: list[Problem]) -> list[Row]:
    if data is None:
        return []
    tables = schema.rule(schema.is_list, f"tables [[{kind}]], at most {schema.MOST:,}")
    add(problems, file, "", schema.record({kind: tables})(data))
    records, check = enumerate(_list(data, kind) or [], start=1), checks(held)
    return [_row(file, _name(r, kind, n), r, check, problems) for n, r in records]


Types = Callable[[dict[str, Any]], tuple[str, ...]]
"""Gives the geometry types that a feature with these properties may have."""


def _features(file: str, data: Any, held: Columns, problems: list[Problem], types: Types, bounds: Bounds) -> list[Row]:
    if data is None:
        return []
    add(problems, file, "", schema.collection(data))
    features, check = enumerate(_list(data, "features") or [], start=1), checks(held)
    rows, by_name = [], {column.name: column for column in held if column.check}
    for number, written in features:
        feature, found = in_own_form(written, by_name)
        id = _name(feature, "feature", number)
        add(problems, file, id, found)
        rows.append(_feature(file, id, feature, held, check, problems, types, bounds))
    return rows


def _feature(
    file: str, id: str, feature: Any, held: Columns, check: Check, problems: list[Problem], types: Types, bounds: Bounds
) -> Row:
    outer = _row(file, id, feature, schema.FEATURE, problems)
    row = Row(file, id, {}, frozenset())
    if "properties" in outer.data:
        properties, derived = parted(outer.data["properties"], held)
        row = _row(file, id, properties, check, problems)
        row.derived = derived
    if "id" in outer.data:
        row.data["id"] = id
    if "geometry" in outer.data:
        row.geometry, found = read_geometry(outer.data["geometry"], types(row.data), bounds)
        add(problems, file, f"{id}.geometry", found)
    return row


AREA_TYPES = ("Point", "Polygon", "MultiPolygon")


def _place_types(data: dict[str, Any]) -> tuple[str, ...]:
    """Return the geometry types allowed for a place's kind; all of them where the kind is unknown."""
    bases = [KINDS[data["kind"]]] if "kind" in data else dict.fromkeys(KINDS.values())
    return tuple(t for base in bases for t in ((base,) if base == "Point" else (base, f"Multi{base}")))
