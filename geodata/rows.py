"""Turn parsed files into rows: the records, with only the keys that pass their own check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata import schema
from geodata.column import Columns, table_check
from geodata.columns import AREA, FACT, PLACE, SOURCE, ZONE
from geodata.errors import Problem
from geodata.features import normalise_feature
from geodata.geometry import WORLD, Bounds, apart, read_geometry, zone_bounds
from geodata.schema import NOTHING, Check, Finding
from geodata.vocabulary import KINDS


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
    """Properties computed by the export; a data file has them only if it was exported."""
    geometry: BaseGeometry | None = None
    footprint: Polygon | MultiPolygon | None = None
    reach: Polygon | MultiPolygon | None = None

    def problem(self, key: str, found: object, expected: str) -> Problem:
        """Return a problem at one of its keys."""
        return Problem(self.file, f"{self.id}.{key}" if self.id else key, found, expected)


@dataclass
class Records:
    """The records of all files, complete if no problem was found."""

    zone: Row
    sources: list[Row]
    facts: list[Row]
    areas: list[Row]
    places: list[Row]
    bounds: Bounds
    """The bounds that every position must lie in."""
    unread: set[str]
    """The kinds whose records are incomplete because a file could not be read."""


def read_rows(files: Mapping[str, Any], problems: list[Problem]) -> Records:
    """Return the rows of the parsed files, by name; append the problems of each single record to `problems`."""
    backdrop = [name for name in files if name.startswith("backdrop/")]
    areas, places = _geometries(files, ["areas.geojson"]), _geometries(files, backdrop)
    # Areas and backdrop at two places are one problem; otherwise each feature of one of them would have its own.
    fault = apart(areas, places)
    if fault:
        problems.append(Problem("areas.geojson", "features", *fault))
    bounds = WORLD if fault else zone_bounds([*areas, *places])
    zone = Row("zone.toml", "", {}, frozenset())
    if files["zone.toml"] is not NOTHING:
        zone = _check_row("zone.toml", "", files["zone.toml"], table_check(ZONE), problems)
    kinds = (
        ("source", ["sources.toml"], "source"),
        ("fact", ["facts.toml"], "fact"),
        ("area", ["areas.geojson"], "features"),
        ("place", backdrop, "features"),
    )
    records = Records(
        zone=zone,
        sources=_table_rows("sources.toml", "source", files["sources.toml"], SOURCE, problems),
        facts=_table_rows("facts.toml", "fact", files["facts.toml"], FACT, problems),
        areas=_feature_rows("areas.geojson", files["areas.geojson"], AREA, problems, bounds),
        places=[row for name in backdrop for row in _feature_rows(name, files[name], PLACE, problems, bounds)],
        bounds=bounds,
        unread={kind for kind, names, key in kinds if any(_record_list(files[name], key) is None for name in names)},
    )
    for row in (*records.areas, *records.places) if fault else ():
        row.geometry = None
    return records


def _geometries(files: Mapping[str, Any], names: Iterable[str]) -> list[object]:
    """Return the geometries in GeoJSON files, valid or not."""
    features = (feature for name in names for feature in _record_list(files[name], "features") or [])
    return [feature.get("geometry") for feature in features if isinstance(feature, dict)]


def _check_row(file: str, record_id: str, value: Any, check: Check, problems: list[Problem]) -> Row:
    findings = list(check(value))
    add_problems(file, record_id, findings, problems)
    data = value if isinstance(value, dict) else {}
    return Row(file, record_id, _without(data, [path for path, _, _ in findings]), frozenset(data))


def add_problems(file: str, record_id: str, findings: Iterable[Finding], problems: list[Problem]) -> None:
    """Append a record's findings to `problems`."""
    for path, value, expected in findings:
        place = ".".join([record_id, *path] if record_id else path).replace(".[", "[")
        problems.append(Problem(file, place, value, expected))


def _without(data: dict[str, Any], paths: list[tuple[str, ...]]) -> dict[str, Any]:
    """Return the table without the keys at `paths`; drop a whole list if any of its members is invalid."""
    valid = {}
    for key, value in data.items():
        inner = [path[1:] for path in paths if path[:1] == (key,)]
        if not inner:
            valid[key] = value
        elif isinstance(value, dict) and () not in inner:
            valid[key] = _without(value, inner)
    return valid


def _record_name(value: Any, kind: str, number: int) -> str:
    """Return the name of a record in problems: its id, or its kind and number."""
    record_id = value.get("id") if isinstance(value, dict) else None
    return record_id if isinstance(record_id, str) and record_id else f"{kind}[{number}]"


def _record_list(data: Any, key: str) -> list[Any] | None:
    """Return the records of a file, or None if they are not a list or too many."""
    records = data.get(key) if isinstance(data, dict) else None
    return records if schema.is_list(records) else None


def _table_rows(file: str, kind: str, data: Any, columns: Columns, problems: list[Problem]) -> list[Row]:
    if data is NOTHING:
        return []
    table_list = schema.rule(schema.is_list, f"tables [[{kind}]], at most {schema.MAX_MEMBERS:,}")
    add_problems(file, "", schema.record({kind: table_list})(data), problems)
    tables, check = enumerate(_record_list(data, kind) or [], start=1), table_check(columns)
    return [_check_row(file, _record_name(table, kind, n), table, check, problems) for n, table in tables]


def _feature_rows(file: str, data: Any, columns: Columns, problems: list[Problem], bounds: Bounds) -> list[Row]:
    if data is NOTHING:
        return []
    add_problems(file, "", schema.collection(data), problems)
    features, check = enumerate(_record_list(data, "features") or [], start=1), table_check(columns)
    rows, columns_by_name = [], {column.name: column for column in columns if column.check}
    derived = {column.name for column in columns} - {*columns_by_name}
    for number, raw_feature in features:
        feature, findings = normalise_feature(raw_feature, columns_by_name)
        record_id = _record_name(feature, "feature", number)
        add_problems(file, record_id, findings, problems)
        outer = _check_row(file, record_id, feature, schema.FEATURE, problems)
        row = Row(file, record_id, {}, frozenset())
        if "properties" in outer.data:
            properties = outer.data["properties"]
            own = {key: value for key, value in properties.items() if key not in derived}
            row = _check_row(file, record_id, own, check, problems)
            row.derived = {key: properties[key] for key in derived & {*properties}}
        if "id" in outer.data:
            row.data["id"] = record_id
        if "geometry" in outer.data:
            types = AREA_TYPES if columns is AREA else _place_types(row.data)
            row.geometry, findings = read_geometry(outer.data["geometry"], types, bounds)
            add_problems(file, f"{record_id}.geometry", findings, problems)
        rows.append(row)
    return rows


AREA_TYPES = ("Point", "Polygon", "MultiPolygon")


def _place_types(data: dict[str, Any]) -> tuple[str, ...]:
    """Return the geometry types allowed for a place's kind; all of them where the kind is unknown."""
    bases = [KINDS[data["kind"]]] if "kind" in data else dict.fromkeys(KINDS.values())
    return tuple(name for base in bases for name in ((base,) if base == "Point" else (base, f"Multi{base}")))
