"""Reading a zone's folder: files first, then the checks, then the records."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from shapely import Point

from geodata.errors import DataError, Problem
from geodata.model import (
    REACH_BASES,
    Area,
    City,
    Clue,
    Comparison,
    Difference,
    Fact,
    Locator,
    Place,
    Quotation,
    RegionalContext,
    Source,
    Text,
    Zone,
)
from geodata.schema import NOTHING
from geodata.tile_layers import read_layer
from geodata.validate import Checked, Raw, Row, validate


def load_zone(path: str | os.PathLike[str] | None = None) -> Zone:
    """The zone in the folder `path`, or the packaged zone of Chengdu, checked and complete.

    Raises DataError with every problem found: a file that cannot be read is one of them, and
    the other files are still checked.
    """
    root: Traversable = files("geodata") / "chengdu" if path is None else Path(path)
    problems: list[Problem] = []
    raw = _read(root, problems)
    checked = validate(raw, problems)
    if problems:
        raise DataError(problems)
    return _build(checked)


def _read(root: Traversable, problems: list[Problem]) -> Raw:
    backdrop = root / "backdrop"
    inside = backdrop.iterdir() if backdrop.is_dir() else iter(())
    names = sorted(file.name for file in inside if file.name.endswith(".geojson"))
    if not names:
        problems.append(Problem("backdrop", "", NOTHING, "a folder with .geojson files"))
    return Raw(
        zone=_read_file(root, "zone.toml", _toml, problems),
        sources=_read_file(root, "sources.toml", _toml, problems),
        facts=_read_file(root, "facts.toml", _toml, problems),
        areas=_read_file(root, "areas.geojson", _json, problems),
        backdrop={f"backdrop/{n}": _read_file(root, f"backdrop/{n}", _json, problems) for n in names},
    )


Parse = Callable[[str, str], tuple[Any, list[Problem]]]
"""Parses the text of the file of a name; where that fails there is None and a problem."""


def _read_file(root: Traversable, name: str, parse: Parse, problems: list[Problem]) -> Any:
    """The parsed file, or None and a problem."""
    try:
        text = root.joinpath(*name.split("/")).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        problems.append(Problem(name, "", NOTHING, "a file of this name"))
    except UnicodeDecodeError as error:
        found = error.object[error.start : error.end]
        problems.append(Problem(name, "", found, f"UTF-8 text; byte {error.start} is not"))
    except OSError as error:
        problems.append(Problem(name, "", error.strerror, "a file that can be read"))
    else:
        if text.strip():
            data, found_here = parse(name, text)
            problems.extend(found_here)
            return data
        problems.append(Problem(name, "", text, "a file that is not empty"))
    return None


def _toml(name: str, text: str) -> tuple[Any, list[Problem]]:
    try:
        return tomllib.loads(text), []
    except (ValueError, RecursionError) as error:
        # The message names the line; a key written twice is an error of syntax in TOML too.
        return None, [Problem(name, "", str(error), "TOML without errors, each key once")]


def _json(name: str, text: str) -> tuple[Any, list[Problem]]:
    problems: list[Problem] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys: dict[str, Any] = {}
        for key, value in pairs:
            if key in keys:
                problems.append(Problem(name, key, value, "each key once; this one is written twice"))
            keys[key] = value
        return keys

    try:
        # JSON has no NaN or Infinity, yet `json` takes them. As floats they fail the check of the
        # key they stand at, which names the record; an error here would hide the rest of the file.
        data = json.loads(text, object_pairs_hook=table, parse_constant=float)
    except (ValueError, RecursionError) as error:  # ValueError: bad syntax, or an integer of 5000 digits
        return None, [*problems, Problem(name, "", str(error), "JSON without errors")]
    return data, problems


def _build(checked: Checked) -> Zone:
    zone = checked.zone.data
    return Zone(
        id=zone["id"],
        name=Text(**zone["name"]),
        title=Text(**zone["title"]),
        standfirst=Text(**zone["standfirst"]),
        total_km2=float(zone["total_km2"]),
        released=zone["released"],
        release=zone["release"],
        release_sentences=tuple(map(tuple, zone["release_sentences"])),
        location_statement=Text(**zone["location_statement"]),
        key_facts=tuple(zone["key_facts"]),
        landmarks=tuple(zone["landmarks"]),
        facts=tuple(_fact(row.data) for row in checked.facts),
        sources=tuple(_source(row.data) for row in checked.sources),
        differences=tuple(Difference(d["fact"], Text(**d["text"])) for d in zone.get("difference", [])),
        not_stated=_texts(zone.get("not_stated", [])),
        area_records=tuple(_area(row) for row in checked.areas),
        backdrop=tuple(_place(row) for row in checked.places),
        layers=tuple(map(read_layer, zone.get("layer", []))),
        comparisons=tuple(_comparison(data) for data in zone.get("comparison", [])),
        url=zone.get("url"),
        regional_context=_afar(zone["regional_context"]) if "regional_context" in zone else None,
        status=Text(**zone["status"]) if "status" in zone else None,
        parent_zone=zone.get("parent_zone"),
        parent_zone_note=Text(**zone["parent_zone_note"]) if "parent_zone_note" in zone else None,
    )


def _texts(tables: Iterable[dict[str, str]]) -> tuple[Text, ...]:
    return tuple(Text(**table) for table in tables)


def _comparison(data: dict[str, Any]) -> Comparison:
    return Comparison(
        id=data["id"],
        name=Text(**data["name"]),
        km2=float(data["km2"]),
        languages=tuple(data["languages"]),
        source=data["source"],
    )


def _afar(data: dict[str, Any]) -> RegionalContext:
    cities = (City(Text(**c["name"]), Point(c["at"]), c["source"]) for c in data["city"])
    return RegionalContext(Text(**data["name"]), float(data["ring_km"]), tuple(cities))


def _source(data: dict[str, Any]) -> Source:
    return Source(
        id=data["id"],
        label=Text(**data["label"]),
        publisher=data["publisher"],
        language=data["language"],
        url=data.get("url", ""),
        licence=data["licence"],
        published=data.get("published"),
        credit=data.get("credit"),
        credit_language=data.get("credit_language"),
    )


def _fact(data: dict[str, Any]) -> Fact:
    return Fact(
        id=data["id"],
        group=data["group"],
        label=Text(**data["label"]),
        text=Text(**data["text"]),
        value=data.get("value"),
        unit=data.get("unit"),
        date=data.get("date"),
        items=_texts(data.get("item", [])),
        areas=tuple(data.get("areas", [])),
        sources=tuple(data.get("sources", [])),
        locator=Locator(**data["locator"]) if "locator" in data else None,
        versions=tuple(Quotation(**version) for version in data.get("version", [])),
    )


def _area(row: Row) -> Area:
    data, geometry = row.data, row.geometry
    assert geometry is not None
    assert row.footprint is not None
    assert row.reach is not None
    centre = geometry if isinstance(geometry, Point) else geometry.centroid
    district_km2 = data.get("district_km2")
    return Area(
        id=data["id"],
        name=Text(**data["name"]),
        name_languages=dict(data.get("name_languages", {})),
        pinyin=data["pinyin"],
        centre=centre,
        size_km2=float(data["size_km2"]),
        size_source=data["size_source"],
        uncertainty_m=float(data["uncertainty_m"]),
        confidence=data["confidence"],
        basis=Text(**data["basis"]),
        purpose=Text(**data["purpose"]),
        purpose_source=data["purpose_source"],
        stations=tuple(data["stations"]),
        district=data.get("district"),
        district_km2=None if district_km2 is None else float(district_km2),
        sources=tuple(data["sources"]),
        footprint=row.footprint,
        reach=row.reach,
        reach_basis=data.get("reach_basis", REACH_BASES[0]),
        surveyed=not isinstance(geometry, Point),
        clues=tuple(map(_clue, data.get("clues", []))),
    )


def _clue(data: dict[str, Any]) -> Clue:
    return Clue(
        id=data["id"],
        point=Point(data["point"]) if "point" in data else None,
        feature=data.get("feature"),
        source=data["source"],
        inside=data["inside"],
    )


def _place(row: Row) -> Place:
    data = row.data
    assert row.geometry is not None
    return Place(
        id=data["id"],
        kind=data["kind"],
        geometry=row.geometry,
        name=Text(**data["name"]) if "name" in data else None,
        rank=data["rank"],
        source=data["source"],
        basis=tuple(data.get("basis", [])),
        accuracy_m=float(data["accuracy_m"]),
        schematic=data["schematic"],
        line=data.get("line"),
        opened=data.get("opened"),
        opened_source=data.get("opened_source"),
        district=data.get("district"),
    )
