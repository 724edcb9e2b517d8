"""The columns of every kind of record that a file has: those of its attributes, and those that tables compute."""

from __future__ import annotations

from typing import Any

from geodata import addresses
from geodata.column import Column, Columns, Type, columns_of
from geodata.model import Area, Fact, Place, Source, Zone


def _in_locator(name: str, type: Type, description: str, attribute: str = "", in_frame: bool = True) -> Column:
    """Return the column for an attribute of a fact's locator, of the same name by default; None without a locator."""

    def get(fact: Fact, _zone: Zone) -> Any:
        return getattr(fact.locator, attribute or name) if fact.locator else None

    return Column(name, type, description, get=get, in_frame=in_frame)


AREA: Columns = (
    *columns_of(Area, "id", "name", "pinyin", "size_km2", "size_source", "uncertainty_m", "confidence", "surveyed"),
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
    *columns_of(Area, "district", "district_km2", "reach_basis", "stations", "sources"),
    *columns_of(Area, "purpose", "purpose_source", "basis", "clues", "name_languages"),
)
FACT: Columns = (
    *columns_of(Fact, "id", "group"),
    Column("in_release", "boolean", "True where the release states it, false where it is from another source"),
    *columns_of(Fact, "label", "value"),
    Column(
        "number",
        "number",
        "The value again where it is a number",
        get=lambda fact, _: fact.value if isinstance(fact.value, (int, float)) else None,
    ),
    *columns_of(Fact, "unit", "date", "areas", "text", "items"),
    _in_locator("quote_source", "string", "Id of the source that contains the quote", "source", in_frame=False),
    _in_locator("paragraph", "integer", "Paragraph of the quote in that text, counted from 1"),
    _in_locator("sentence", "integer", "Sentence of the quote in that paragraph, counted from 1"),
    _in_locator("quote", "string", "The figure or a few words, verbatim"),
    Column(
        "link",
        "string",
        "Address that opens the published text at the quote",
        get=lambda fact, zone: addresses.quote_link(zone, fact.locator) if fact.locator else None,
    ),
    *columns_of(Fact, "sources"),
    Column(
        "source_urls",
        "list",
        "Addresses of those sources, in the same order; empty for one without",
        get=lambda fact, zone: tuple(zone.source(source_id).url for source_id in fact.all_sources),
    ),
    *columns_of(Fact, "locator", "versions"),
)
SOURCE, PLACE, ZONE = columns_of(Source), columns_of(Place), columns_of(Zone)
