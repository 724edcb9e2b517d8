"""Keys of zone.toml. No table shows them; the page and the export read them from the zone."""

from __future__ import annotations

from shapely import Point

from geodata import schema
from geodata.columns.column import (
    Column,
    Columns,
    by_language,
    day,
    ids,
    number,
    one_id,
    record,
    records,
    string,
    text,
    texts,
)
from geodata.model import LANGUAGES, UNSPACED, City, Comparison, Difference, RegionalContext, Unit
from geodata.tile_layers import LAYER_CHECK, read_layer

DIFFERENCE: Columns = (one_id("fact", "fact"), text("text"))

COMPARISON: Columns = (
    string("id", check=schema.ident),
    text("name"),
    number("km2"),
    Column("languages", "list", check=schema.list_of(schema.one_of(LANGUAGES), min_length=1), read=tuple),
    one_id("source", "source"),
)

UNIT: Columns = (
    string("id", check=schema.ident),
    text("name", placeholders=("n",)),
    text("one", placeholders=("n",), optional=True),
)

CITY: Columns = (
    text("name"),
    Column("at", "list", check=schema.position, read=Point, attribute="point"),
    one_id("source", "source"),
)
REGIONAL_CONTEXT: Columns = (
    text("name"),
    number("ring_km", check=schema.number_between(1, 10_000)),
    records("city", City, CITY, 1, attribute="cities"),
)

ZONE: Columns = (
    string("id", check=schema.ident),
    text("name"),
    text("title", placeholders=("total",)),
    text("standfirst", placeholders=("total", "date")),
    string("author"),
    day("edition"),
    number("total_km2"),
    day("released"),
    one_id("release", "source"),
    Column(
        "release_sentences",
        "list",
        check=schema.sentence_lengths,
        optional=True,
        default=(),
        read=lambda raw: tuple(map(tuple, raw)),
    ),
    text("location_statement", placeholders=("total",), optional=True),
    ids("key_facts", "fact", optional=True),
    ids("landmarks", "place", optional=True),
    records("unit", Unit, UNIT, attribute="units"),
    records("difference", Difference, DIFFERENCE, attribute="differences"),
    texts("not_stated"),
    records("comparison", Comparison, COMPARISON, attribute="comparisons"),
    by_language("noun", languages=UNSPACED),
    record("regional_context", RegionalContext, REGIONAL_CONTEXT),
    Column(
        "layer",
        "records",
        check=schema.list_of(LAYER_CHECK),
        optional=True,
        default=(),
        read=lambda raw: tuple(map(read_layer, raw)),
        attribute="layers",
    ),
    one_id("parent_zone", "parent-zone", optional=True),
    text("parent_zone_note", optional=True),
    ids("parent_zone_note_sources", "source", optional=True),
    text("parent_zone_extent", optional=True),
    text("municipality", optional=True),
    text("centre_name", optional=True),
    Column(
        "unbroken",
        "records",
        check=schema.record({}, dict.fromkeys(LANGUAGES, schema.list_of(schema.visible_text))),
        optional=True,
        default={},
        read=lambda raw: {language: tuple(words) for language, words in raw.items()},
    ),
    text("status", optional=True),
    text("short_name", optional=True),
    string("url", check=schema.page_url, optional=True),
)
