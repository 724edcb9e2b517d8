"""Columns: each is described once, and files, records, frames, tables and page follow it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pytest

from geodata import Zone, column, columns, frames
from geodata.column import Column, Columns, build_record, columns_of, references, table_check
from geodata.model import Area, City, Comparison, Fact, Place, RegionalContext, Source, Text
from geodata.references import RECORD_KINDS
from geodata.schema import NOTHING
from maps.export import layers
from maps.page import payload
from maps.text.page_texts import zone_texts
from tests.zones import four

KINDS_OF_RECORDS = [
    # the record, its columns, and its fields that are no columns
    (Area, columns.AREA, {"centre", "footprint", "reach"}),
    (Place, columns.PLACE, {"geometry"}),
    (Fact, columns.FACT, set()),
    (Source, columns.SOURCE, set()),
    (Zone, columns.ZONE, {"facts", "sources", "area_records", "backdrop"}),
    (Comparison, columns_of(Comparison), set()),
    (City, columns_of(City), set()),
    (RegionalContext, columns_of(RegionalContext), set()),
]


@pytest.mark.parametrize(("kind", "held", "beside"), KINDS_OF_RECORDS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_attribute_of_a_record_has_one_column(kind: type, held: Columns, beside: set[str]) -> None:
    assert {field.name for field in fields(kind)} - beside <= {column.key for column in held}
    assert len({column.name for column in held}) == len({column.key for column in held}) == len(held)
    assert {column.refers_to for column in held} <= {*RECORD_KINDS, ""}


@dataclass(frozen=True)
class Bed:
    id: str = column.string()
    depth_m: float = column.number()
    flowers: tuple[str, ...] = column.ids("fact", name="flower")
    note: Text | None = column.text(optional=True)


@dataclass(frozen=True)
class Garden:
    gate: str = column.one_id("place")
    beds: tuple[Bed, ...] = column.records(Bed, name="bed")


GARDEN = columns_of(Garden)


def test_columns_check_build_and_list_references() -> None:
    rose = {"id": "a", "depth_m": 1, "flower": ["rose", "lily"]}
    data = {"gate": "east", "bed": [rose, {**rose, "flower": [], "note": four("wet")}]}
    assert list(table_check(GARDEN)(data)) == []
    garden = build_record(Garden, data)
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
