"""The rules of a zone's data: each record by its schema, then the records against each other.

Every rule is asked, whatever the others found. A key that is wrong in itself is left out of the
later questions, and so is a file that could not be read, so that one slip gives one problem.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata import schema
from geodata.errors import Problem
from geodata.figures import figures_in, matches, show
from geodata.geometry import position_fault, read_geometry
from geodata.measure import DISTRICT_MARGIN_M, area_km2, away_m, distance_m, equal_area_circle, ring, widen
from geodata.model import KINDS, LANGUAGES
from geodata.schema import NOTHING, Check, Finding
from geodata.tile_layers import check_layer

AREA_TOLERANCE = 0.001
"""Share by which a sourced outline may differ from the published size: 0.1 %."""


@dataclass
class Raw:
    """The files as they are parsed; None where one could not be read."""

    zone: Any
    sources: Any
    facts: Any
    areas: Any
    backdrop: dict[str, Any]


@dataclass
class Row:
    """A record with those of its keys that are good in themselves."""

    file: str
    id: str
    """The id, or the number of the record where it has no good one; empty for zone.toml."""
    data: dict[str, Any]
    given: frozenset[str]
    """The keys that are written, be they good or not."""
    geometry: BaseGeometry | None = None
    footprint: Polygon | MultiPolygon | None = None
    reach: Polygon | MultiPolygon | None = None

    def key(self, key: str) -> str:
        return f"{self.id}.{key}" if self.id else key


@dataclass
class Checked:
    """The records of all files, fit to build a zone from if no problem was found."""

    zone: Row
    sources: list[Row]
    facts: list[Row]
    areas: list[Row]
    places: list[Row]
    unread: set[str] = field(default_factory=set)
    """The kinds of records that are not all known, because a file of theirs could not be read."""


def validate(raw: Raw, problems: list[Problem]) -> Checked:
    """The records of `raw`; what is wrong with them is appended to `problems`."""
    zone = [] if raw.zone is None else [_row("zone.toml", "", raw.zone, schema.ZONE, problems)]
    checked = Checked(
        zone=zone[0] if zone else Row("zone.toml", "", {}, frozenset()),
        sources=_tables("sources.toml", "source", raw.sources, schema.SOURCE, problems),
        facts=_tables("facts.toml", "fact", raw.facts, schema.FACT, problems),
        areas=_features("areas.geojson", raw.areas, schema.AREA, problems),
        places=[],
    )
    for file, data in raw.backdrop.items():
        checked.places += _features(file, data, schema.PLACE, problems)
    tables = {"source": (raw.sources, "source"), "fact": (raw.facts, "fact"), "area": (raw.areas, "features")}
    checked.unread = {kind for kind, (data, key) in tables.items() if _list(data, key) is None}
    if not raw.backdrop or any(_list(data, "features") is None for data in raw.backdrop.values()):
        checked.unread.add("place")
    for rows in (checked.sources, checked.facts, checked.areas, checked.places):
        _check_ids(rows, problems)
    _check_references(checked, problems)
    for number, layer in enumerate(checked.zone.data.get("layer", []), start=1):
        _add(problems, "zone.toml", f"layer[{number}]", check_layer(layer))
    for row in checked.facts:
        if row.given:  # else it is no table, which was told
            _check_fact(row, checked, problems)
    _check_addresses(checked, problems)
    _check_comparisons(checked.zone, problems)
    _check_areas(checked, problems)
    _check_reaches(checked, problems)
    _check_districts(checked.places, problems)
    return checked


# Records by their schema


def _row(file: str, id: str, value: Any, check: Check, problems: list[Problem]) -> Row:
    found = list(check(value))
    _add(problems, file, id, found)
    data = value if isinstance(value, dict) else {}
    return Row(file, id, _without(data, [path for path, _, _ in found]), frozenset(data))


def _add(problems: list[Problem], file: str, id: str, found: Iterable[Finding]) -> None:
    for path, value, expected in found:
        place = ".".join([id, *path] if id else path).replace(".[", "[")
        problems.append(Problem(file, place, value, expected))


def _without(data: dict[str, Any], paths: list[tuple[str, ...]]) -> dict[str, Any]:
    """The table without the keys at which the paths end; of a list with a fault nothing is left."""
    left = {}
    for key, value in data.items():
        inner = [path[1:] for path in paths if path[:1] == (key,)]
        if not inner:
            left[key] = value
        elif isinstance(value, dict) and () not in inner:
            left[key] = _without(value, inner)
    return left


def _name(value: Any, kind: str, number: int) -> str:
    """What a record is called in problems: its id, or where it stands."""
    id = value.get("id") if isinstance(value, dict) else None
    return id if isinstance(id, str) and id else f"{kind}[{number}]"


def _list(data: Any, key: str) -> list[Any] | None:
    """The records of a file, or None where there is no list of them."""
    records = data.get(key) if isinstance(data, dict) else None
    return records if isinstance(records, list) else None


def _tables(file: str, kind: str, data: Any, check: Check, problems: list[Problem]) -> list[Row]:
    if data is None:
        return []
    tables = schema.rule(lambda v: isinstance(v, list), f"tables [[{kind}]]")
    _add(problems, file, "", schema.record({kind: tables})(data))
    records = enumerate(_list(data, kind) or [], start=1)
    return [_row(file, _name(r, kind, n), r, check, problems) for n, r in records]


def _features(file: str, data: Any, check: Check, problems: list[Problem]) -> list[Row]:
    if data is None:
        return []
    _add(problems, file, "", schema.COLLECTION(data))
    features = enumerate(_list(data, "features") or [], start=1)
    return [_feature(file, _name(f, "feature", n), f, check, problems) for n, f in features]


def _feature(file: str, id: str, feature: Any, check: Check, problems: list[Problem]) -> Row:
    outer = _row(file, id, feature, schema.FEATURE, problems)
    row = Row(file, id, {}, frozenset())
    if "properties" in outer.data:
        row = _row(file, id, outer.data["properties"], check, problems)
    if "id" in outer.data:
        row.data["id"] = id
    if "geometry" in outer.data:
        types = _types(row.data.get("kind")) if check is schema.PLACE else _AREA_TYPES
        row.geometry, found = read_geometry(outer.data["geometry"], types)
        _add(problems, file, f"{id}.geometry", found)
    return row


_AREA_TYPES = ("Point", "Polygon", "MultiPolygon")


def _types(kind: str | None) -> tuple[str, ...]:
    """The types of geometry that a kind is drawn with; any of them where the kind is not known."""
    bases = [KINDS[kind]] if kind else dict.fromkeys(KINDS.values())
    return tuple(t for base in bases for t in ((base,) if base == "Point" else (base, f"Multi{base}")))


# Records against each other


def _check_ids(rows: list[Row], problems: list[Problem]) -> None:
    first: dict[str, Row] = {}
    for row in rows:
        id = row.data.get("id")
        if id in first:
            expected = f"an id used once; {first[id].file} has it already"
            problems.append(Problem(row.file, row.key("id"), id, expected))
        elif id is not None:
            first[id] = row


def _check_references(checked: Checked, problems: list[Problem]) -> None:
    """Every id that a record names belongs to a record."""
    ids = {"source": checked.sources, "fact": checked.facts, "area": checked.areas, "place": checked.places}
    known = {kind: {row.id for row in rows} for kind, rows in ids.items()}
    kinds = ("station", "outline", "district", "parent-zone")
    for kind in kinds:
        known[kind] = {row.id for row in checked.places if row.data.get("kind", kind) == kind}
    unread = checked.unread | (set(kinds) if "place" in checked.unread else set())

    def refer(row: Row, key: str, kind: str, named: Iterable[str | None]) -> None:
        for id in named:
            if id is not None and kind not in unread and id not in known[kind]:
                close = difflib.get_close_matches(id, sorted(known[kind]), n=1)
                hint = f" (did you mean {close[0]!r}?)" if close else ""
                problems.append(Problem(row.file, row.key(key), id, f"the id of {_ARTICLES[kind]}{hint}"))

    for key, kind, named in _named_by_zone(checked.zone.data):
        refer(checked.zone, key, kind, named)
    for row in checked.facts:
        refer(row, "areas", "area", row.data.get("areas", []))
        refer(row, "sources", "source", row.data.get("sources", []))
        refer(row, "locator.source", "source", [row.data.get("locator", {}).get("source")])
        refer(row, "version.source", "source", [version["source"] for version in row.data.get("version", [])])
    for row in checked.areas:
        for key, kind, named in _named_by_area(row.data):
            refer(row, key, kind, named)
    for row in checked.places:
        refer(row, "source", "source", [row.data.get("source")])
        refer(row, "opened_source", "source", [row.data.get("opened_source")])
        refer(row, "basis", "source", row.data.get("basis", []))
        refer(row, "district", "district", [row.data.get("district")])


def _named_by_zone(data: dict[str, Any]) -> Iterator[tuple[str, str, list[str | None]]]:
    """What zone.toml names elsewhere: at which key, of what kind, which ids."""
    yield "release", "source", [data.get("release")]
    yield "key_facts", "fact", data.get("key_facts", [])
    yield "landmarks", "place", data.get("landmarks", [])
    yield "parent_zone", "parent-zone", [data.get("parent_zone")]
    for number, difference in enumerate(data.get("difference", []), start=1):
        yield f"difference[{number}].fact", "fact", [difference["fact"]]
    for number, comparison in enumerate(data.get("comparison", []), start=1):
        yield f"comparison[{number}].source", "source", [comparison["source"]]
    for number, city in enumerate(data.get("regional_context", {}).get("city", []), start=1):
        yield f"regional_context.city[{number}].source", "source", [city["source"]]


def _named_by_area(data: dict[str, Any]) -> Iterator[tuple[str, str, list[str | None]]]:
    """The same of an area."""
    for key in ("size_source", "purpose_source"):
        yield key, "source", [data.get(key)]
    yield "sources", "source", data.get("sources", [])
    yield "stations", "station", data.get("stations", [])
    yield "district", "outline", [data.get("district")]
    for number, clue in enumerate(data.get("clues", []), start=1):
        yield f"clues[{number}].source", "source", [clue["source"]]
        yield f"clues[{number}].feature", "place", [clue.get("feature")]


_ARTICLES = {
    "source": "a source in sources.toml",
    "fact": "a fact in facts.toml",
    "area": "an area in areas.geojson",
    "place": "a feature of the backdrop",
    "station": "a feature of the backdrop of the kind station",
    "outline": "a feature of the backdrop of the kind outline",
    "district": "a feature of the backdrop of the kind district",
    "parent-zone": "a feature of the backdrop of the kind parent-zone",
}


def _check_fact(row: Row, checked: Checked, problems: list[Problem]) -> None:
    data = row.data
    value = data.get("value")
    bad_value = "value" in row.given and value is None

    def add(key: str, found: object, expected: str) -> None:
        problems.append(Problem(row.file, row.key(key), found, expected))

    if "locator" not in row.given and ("sources" not in row.given or data.get("sources") == []):
        add("sources", data.get("sources", NOTHING), "a locator in the release, or the ids of sources")
    if row.id in checked.zone.data.get("key_facts", []) and not (schema.is_number(value) or bad_value):
        add("value", data.get("value", NOTHING), "a number, as zone.toml names it in key_facts")
    if schema.is_number(value) and "unit" not in row.given:
        add("unit", NOTHING, "a unit, since the value is a number")
    if "unit" in data and not (schema.is_number(value) or bad_value):
        add("unit", data["unit"], "no unit, since the value is no number")
    for tag, text in data.get("text", {}).items():
        if value is not None and not isinstance(value, str) and "{value}" not in text:
            add(f"text.{tag}", text, "the words {value} where the value is to stand")
        if "value" not in row.given and "{value}" in text:
            add(f"text.{tag}", text, "no {value}, since the fact has no value")
    _check_place(row, checked.zone, problems)
    _check_quote(row, "locator.quote", data.get("locator", {}), checked, problems)
    for number, version in enumerate(data.get("version", []), start=1):
        _check_quote(row, f"version[{number}].quote", version, checked, problems)


def _check_place(row: Row, zone: Row, problems: list[Problem]) -> None:
    """The release has that paragraph and that sentence."""
    locator, paragraphs = row.data.get("locator", {}), zone.data.get("release_sentences")
    release = zone.data.get("release")
    if paragraphs is None or release is None or locator.get("source") != release or "paragraph" not in locator:
        return
    count = len(paragraphs)
    if locator["paragraph"] > count:
        expected = f"a paragraph from 1 to {count}, as zone.toml counts them in release_sentences"
        problems.append(Problem(row.file, row.key("locator.paragraph"), locator["paragraph"], expected))
        return
    count = len(paragraphs[locator["paragraph"] - 1])
    if locator.get("sentence", 1) > count:
        expected = f"a sentence from 1 to {count}, as zone.toml counts them in release_sentences"
        problems.append(Problem(row.file, row.key("locator.sentence"), locator["sentence"], expected))


def _check_quote(row: Row, key: str, quotation: dict[str, Any], checked: Checked, problems: list[Problem]) -> None:
    """The quote of a number or date gives that number or date."""
    value = row.data.get("value")
    language = next((s.data.get("language") for s in checked.sources if s.id == quotation.get("source")), None)
    if value is None or isinstance(value, str) or "quote" not in quotation or language is None:
        return
    figures = figures_in(quotation["quote"], language)
    if not any(matches(value, figure) for figure in figures):
        given = ", ".join(map(show, figures)) or "none"
        expected = f"words with the figure {value}; their figures: {given}"
        problems.append(Problem(row.file, row.key(key), quotation["quote"], expected))


def _check_addresses(checked: Checked, problems: list[Problem]) -> None:
    """A source that the page has to link has an address: it is quoted, or its credit is shown."""
    quoted = {checked.zone.data.get("release")}
    for row in checked.facts:
        quoted |= {quotation.get("source") for quotation in (row.data.get("locator", {}), *row.data.get("version", []))}
    for row in checked.sources:
        reason = "it is quoted" if row.id in quoted else "its credit is linked" if "credit" in row.given else None
        if reason and "url" not in row.given:
            problems.append(Problem(row.file, row.key("url"), NOTHING, f"an http or https address, since {reason}"))


def _check_comparisons(zone: Row, problems: list[Problem]) -> None:
    """Each has its own id, and the readers of each language get exactly one, if there is any."""
    comparisons = zone.data.get("comparison", [])
    first: dict[str, str] = {}
    for number, comparison in enumerate(comparisons, start=1):
        place = f"comparison[{number}]"
        used = [("id", comparison["id"]), *(("languages", language) for language in comparison["languages"])]
        for key, value in used:
            name = f"{key}:{value}"
            if name in first:
                expected = f"{'an id' if key == 'id' else 'a language'} used once; {first[name]} has it already"
                problems.append(Problem(zone.file, f"{place}.{key}", value, expected))
            first.setdefault(name, place)
    missing = [language for language in LANGUAGES if f"languages:{language}" not in first]
    if comparisons and missing:
        found = [language for language in LANGUAGES if language not in missing]
        expected = f"a comparison for every language; none is for {', '.join(missing)}"
        problems.append(Problem(zone.file, "comparison", found, expected))


def _check_areas(checked: Checked, problems: list[Problem]) -> None:
    """Footprints of the published size that keep clear of each other and add up to the zone."""
    for row in checked.areas:
        size = row.data.get("size_km2")
        if isinstance(row.geometry, Point) and size is not None:
            row.footprint = equal_area_circle(row.geometry, size, points=48)
        elif isinstance(row.geometry, (Polygon, MultiPolygon)):
            row.footprint = row.geometry
            drawn = area_km2(row.footprint)
            if size is not None and abs(drawn - size) > AREA_TOLERANCE * size:
                expected = f"an outline of {size} km², the size_km2, to 0.1 %"
                problems.append(Problem(row.file, row.key("geometry"), f"{drawn:.4f} km²", expected))
        if len({"district", "district_km2"} & row.given) == 1:
            key = "district" if "district_km2" in row.given else "district_km2"
            expected = "district and district_km2, both or neither"
            problems.append(Problem(row.file, row.key(key), NOTHING, expected))
    _check_overlaps([row for row in checked.areas if row.footprint is not None], problems)
    sizes = [row.data["size_km2"] for row in checked.areas if "size_km2" in row.data]
    total = checked.zone.data.get("total_km2")
    complete = len(sizes) == len(checked.areas) and "area" not in checked.unread
    if total is not None and complete and abs(math.fsum(sizes) - total) > 1e-9 * max(1, len(sizes)):
        expected = f"{float(f'{math.fsum(sizes):.9f}')!r}, which the size_km2 of the areas add up to"
        problems.append(Problem("zone.toml", "total_km2", total, expected))


def _check_reaches(checked: Checked, problems: list[Problem]) -> None:
    """Every area has what its reach is widened from, and its clues lie in the reach or outside as they say."""
    shapes = {row.id: row.geometry for row in checked.places}
    for row in checked.areas:
        if row.data.get("reach_basis") == "district" and "district" not in row.given:
            expected = "footprint, or a district for the area"
            problems.append(Problem(row.file, row.key("reach_basis"), "district", expected))
        row.reach = _reach(row, shapes)
        for number, clue in enumerate(row.data.get("clues", []), start=1):
            for key, found, expected in _clue_faults(clue, row.reach, shapes):
                problems.append(Problem(row.file, row.key(f"clues[{number}]{key}"), found, expected))
        _check_clue_ids(row, problems)


def _reach(row: Row, shapes: dict[str, BaseGeometry | None]) -> Polygon | MultiPolygon | None:
    """The reach of an area as its reach_basis says; None where what it needs is missing, which is told elsewhere."""
    if row.data.get("reach_basis") == "district":
        district = shapes.get(row.data.get("district", ""))
        return widen(district, DISTRICT_MARGIN_M) if isinstance(district, (Polygon, MultiPolygon)) else None
    uncertainty_m = row.data.get("uncertainty_m")
    if row.footprint is None or uncertainty_m is None:
        return None
    if isinstance(row.geometry, Point):
        radius_m = distance_m(row.geometry, Point(shapely.get_coordinates(row.footprint)[0]))
        return ring(row.geometry, radius_m + uncertainty_m, points=96)
    return widen(row.footprint, uncertainty_m)


def _clue_faults(
    clue: dict[str, Any], reach: Polygon | MultiPolygon | None, shapes: dict[str, BaseGeometry | None]
) -> Iterator[tuple[str, object, str]]:
    """What is wrong with a clue: at which of its keys, what was found, what was expected."""
    if ("point" in clue) == ("feature" in clue):
        yield "", sorted(clue), "either a point or the feature that it is"
        return
    key = "point" if "point" in clue else "feature"
    if key == "point" and (fault := position_fault(clue["point"])):
        yield ".point", clue["point"], fault
        return
    place = Point(clue["point"]) if key == "point" else shapes.get(clue["feature"])
    if place is None or reach is None:
        return
    corners = [Point(corner) for corner in shapely.get_coordinates(place)]
    if clue["inside"] and not reach.covers(place):
        off = max(away_m(corner, reach) for corner in corners)
        expected = f"a place inside the area's reach, as inside is true; this lies up to {off:.0f} m outside"
        yield f".{key}", clue[key], expected
    elif not clue["inside"] and reach.intersects(place):
        off = max((away_m(corner, reach.boundary) for corner in corners if reach.covers(corner)), default=0)
        expected = f"a place outside the area's reach, as inside is false; this lies up to {off:.0f} m inside"
        yield f".{key}", clue[key], expected


def _check_clue_ids(row: Row, problems: list[Problem]) -> None:
    ids = [clue["id"] for clue in row.data.get("clues", [])]
    for number, id in enumerate(ids, start=1):
        if id in ids[: number - 1]:
            problems.append(Problem(row.file, row.key(f"clues[{number}].id"), id, "an id used once within the area"))


def _check_districts(places: list[Row], problems: list[Problem]) -> None:
    """Every place that names its district lies in it, give or take how far it may be off."""
    shapes = {row.id: row.geometry for row in places if row.data.get("kind") == "district"}
    for row in places:
        district, slack = shapes.get(row.data.get("district", "")), row.data.get("accuracy_m")
        if district is None or row.geometry is None or slack is None:
            continue  # which was told, or there is nothing to compare
        off = max(away_m(Point(corner), district) for corner in shapely.get_coordinates(row.geometry))
        if off > slack:
            found = f"{row.data['district']}, whose outline is {off:.0f} m off"
            expected = f"the district in which it lies, to {slack:g} m (its accuracy_m)"
            problems.append(Problem(row.file, row.key("district"), found, expected))


def _check_overlaps(rows: list[Row], problems: list[Problem]) -> None:
    shapes = [row.footprint for row in rows]
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T if shapes else []
    for one, other in sorted((int(a), int(b)) for a, b in pairs if a < b):
        shared = shapely.intersection(shapes[one], shapes[other])
        polygons = MultiPolygon([p for p in shapely.get_parts([shared]) if isinstance(p, Polygon)])
        km2 = area_km2(polygons)
        if km2 > 1e-6:  # outlines may share a border, whose corners may be rounded
            found, expected = f"{km2:.4g} km² in common", f"no overlap with {rows[one].id}"
            problems.append(Problem(rows[other].file, rows[other].key("geometry"), found, expected))
