"""Columns of the areas and the backdrop features."""

from __future__ import annotations

from shapely import Point

from geodata import addresses, schema
from geodata.columns.column import (
    Column,
    Columns,
    by_language,
    flag,
    ids,
    number,
    one_id,
    records,
    string,
    text,
    whole_number,
)
from geodata.measure import DISTRICT_MARGIN_M
from geodata.model import Clue
from geodata.vocabulary import CONFIDENCES, KINDS, REACH_BASES

CLUE: Columns = (
    string("id", check=schema.ident),
    one_id("source", "source"),
    flag("inside"),
    Column("point", "list", check=schema.position, optional=True, read=Point),
    one_id("feature", "place", optional=True),
)

AREA: Columns = (
    Column("id", "string", "Id of the area", in_page=True),
    text("name", "Name", in_frame=True),
    string("pinyin", "The Chinese name in Pinyin", optional=True, sparse=True, in_frame=True),
    number("size_km2", "Published size in km²; the footprint has this area on the WGS-84 ellipsoid", in_frame=True),
    one_id("size_source", "source", "Id of the source of the size"),
    number(
        "uncertainty_m",
        "How far the true centre may lie from the one given here, in metres",
        schema.uncertainty_m,
        in_frame=True,
    ),
    string(
        "confidence",
        "Confidence in the location: low, low-to-medium, medium or high",
        schema.one_of(CONFIDENCES),
        in_frame=True,
    ),
    Column(
        "surveyed",
        "boolean",
        "True where the footprint is an outline from a source, false where it is a circle",
        in_page=True,
    ),
    Column(
        "longitude", "number", "Longitude of the centre in degrees, WGS-84", get=lambda area, _: round(area.centre.x, 5)
    ),
    Column(
        "latitude", "number", "Latitude of the centre in degrees, WGS-84", get=lambda area, _: round(area.centre.y, 5)
    ),
    Column(
        "geo",
        "string",
        "The centre as a geo: link (RFC 5870) with uncertainty_m as its uncertainty",
        get=lambda area, _: addresses.geo_uri(area),
    ),
    one_id("district", "outline", "Id of the wider district in the backdrop, where there is one", optional=True),
    number("district_km2", "Size of that district in km²", optional=True),
    string(
        "reach_basis",
        f"What the reach is widened from: the footprint by uncertainty_m, or the district by {DISTRICT_MARGIN_M} m",
        schema.one_of(REACH_BASES),
        optional=True,
        default=REACH_BASES[0],
    ),
    ids("stations", "station", "Ids of the nearest metro stations in the backdrop", optional=True, sparse=True),
    ids("sources", "source", "Ids of the sources of size and place", min_length=1),
    text("purpose", "What the area is planned for", ("size", "off")),
    one_id("purpose_source", "source", "Id of the source of the purpose"),
    text("basis", "How the location was found, and why it is not more certain", ("size", "off")),
    records("clues", Clue, CLUE),
    by_language("name_languages", schema.language_tag),
)

PLACE: Columns = (
    Column("id", "string", "Id of the feature"),
    string("kind", "What it is, such as river, metro or station", schema.one_of(tuple(KINDS)), in_frame=True),
    text("name", "Name, where it has one", optional=True, in_frame=True),
    text("phrase", optional=True),
    text("gloss", optional=True),
    whole_number("rank", "Weight of its label, from 1 (shown first) to 5", high=5, in_frame=True),
    string(
        "line",
        "Metro line; several are separated by commas",
        schema.metro_lines,
        optional=True,
        sparse=True,
        in_frame=True,
    ),
    string(
        "opened",
        "Day, month or year of opening (ISO 8601), where known",
        schema.partial_date,
        optional=True,
        in_frame=True,
    ),
    one_id("opened_source", "source", "Id of the source of that day", optional=True),
    number("accuracy_m", "How far it may be off, in metres", schema.accuracy_m, in_frame=True),
    flag("schematic", "True for a sketch without a reference", in_frame=True),
    one_id("source", "source", "Id of its source", in_frame=True),
    ids("basis", "source", "Ids of further sources of parts of it", min_length=1, optional=True),
    one_id("district", "district", "Id of the district in which it lies", optional=True),
)
