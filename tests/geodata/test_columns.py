"""Columns: each is described once, and files, records, frames, tables and page follow it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pytest

from geodata import Zone, columns, frames
from geodata.columns import Column, Columns, build_record, references, table_check
from geodata.columns.areas import CLUE
from geodata.columns.column import ids, number, one_id, records, string, text
from geodata.columns.facts import LOCATOR, QUOTATION
from geodata.columns.zone import CITY, COMPARISON, DIFFERENCE, REGIONAL_CONTEXT
from geodata.model import (
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
)
from geodata.references import RECORD_KINDS
from geodata.schema import NOTHING
from maps.export import layers
from maps.page import payload
from maps.text.page_texts import zone_texts
from tests.zones import four

KINDS_OF_RECORDS = [
    # the record, its columns, and its fields that are no columns
    (Area, columns.AREA, {"id", "centre", "footprint", "reach", "surveyed"}),
    (Place, columns.PLACE, {"id", "geometry"}),
    (Fact, columns.FACT, set()),
    (Source, columns.SOURCE, set()),
    (Zone, columns.ZONE, {"facts", "sources", "area_records", "backdrop"}),
    (Clue, CLUE, set()),
    (Locator, LOCATOR, set()),
    (Quotation, QUOTATION, set()),
    (Comparison, COMPARISON, set()),
    (Difference, DIFFERENCE, set()),
    (City, CITY, set()),
    (RegionalContext, REGIONAL_CONTEXT, set()),
]


@pytest.mark.parametrize(("kind", "held", "beside"), KINDS_OF_RECORDS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_record_holds_the_fields_of_its_columns(kind: type, held: Columns, beside: set[str]) -> None:
    assert {column.key for column in held if column.check} | beside == {field.name for field in fields(kind)}
    assert len({column.name for column in held}) == len({column.key for column in held}) == len(held)
    assert {column.refers_to for column in held} <= {*RECORD_KINDS, ""}


@dataclass(frozen=True)
class Bed:
    id: str
    depth_m: float
    flowers: tuple[str, ...]
    note: Text | None


@dataclass(frozen=True)
class Garden:
    gate: str
    beds: tuple[Bed, ...]


BED: Columns = (
    string("id"),
    number("depth_m"),
    ids("flower", "fact", attribute="flowers"),
    text("note", optional=True),
)
GARDEN: Columns = (one_id("gate", "place"), records("bed", Bed, BED, attribute="beds"))


def test_columns_check_build_and_list_references() -> None:
    rose = {"id": "a", "depth_m": 1, "flower": ["rose", "lily"]}
    data = {"gate": "east", "bed": [rose, {**rose, "flower": [], "note": four("wet")}]}
    assert list(table_check(GARDEN)(data)) == []
    garden = build_record(Garden, GARDEN, data)
    assert garden.beds[0] == Bed("a", 1.0, ("rose", "lily"), None)
    assert garden.beds[1].note == Text(**four("wet"))
    assert list(references(GARDEN, data)) == [
        ("gate", "place", ["east"]),
        ("bed[1].flower", "fact", ["rose", "lily"]),
        ("bed[2].flower", "fact", []),
    ]
    [(place, found, expected)] = table_check(GARDEN)({"bed": []})
    assert (place, found) == (("gate",), NOTHING)
    assert expected.startswith("an id of lowercase letters")
    [(place, found, _)] = table_check(GARDEN)({"gate": "east", "bed": [{**rose, "depth_m": -1}]})
    assert (place, found) == (("bed", "[1]", "depth_m"), -1)


def test_a_new_column_is_in_frames_tables_and_page(lanhua: Zone, monkeypatch: pytest.MonkeyPatch) -> None:
    half = Column(
        "half_km2",
        "number",
        "Half its size, in km²",
        get=lambda area, _: area.size_km2 / 2,
        in_frame=True,
        in_page=True,
    )
    for module in (frames, layers, payload):
        monkeypatch.setattr(module, "AREA", (*module.AREA, half))
    halves = [area.size_km2 / 2 for area in lanhua.area_records]
    assert list(lanhua.areas["half_km2"]) == halves
    table = layers.areas(lanhua, zone_texts(lanhua))
    assert [row["half_km2"] for row in table.rows] == halves
    assert table.columns[-1].description == "Half its size, in km²"
    assert [area["half_km2"] for area in payload.payload(lanhua, zone_texts(lanhua))["areas"]] == halves


def test_tables_show_every_column_that_has_a_description(lanhua: Zone) -> None:
    shown = {column.key for column in layers.backdrop(lanhua).columns}
    described = {column.key for column in columns.PLACE if column.description and column.type != "text"}
    assert shown == described | {f"name_{language}" for language in ("en", "de", "zh", "ja")}
