"""Columns of the facts and the sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geodata import addresses, schema
from geodata.columns.column import (
    Column,
    Columns,
    by_language,
    day,
    ids,
    one_id,
    record,
    records,
    string,
    text,
    texts,
    whole_number,
)
from geodata.model import Fact, Locator, Quotation, Zone
from geodata.vocabulary import GROUPS

SOURCE: Columns = (
    string("id", "Id of the source", schema.ident),
    text("label", "What it is, in our own words"),
    string("publisher", "Who published it"),
    by_language("publisher_names"),
    string("language", "Language it is written in (BCP 47)", schema.language_tag),
    string(
        "url",
        "Its address; empty where only a copy on another site is known",
        schema.url,
        optional=True,
        default="",
        get=lambda source, _: source.url or None,
    ),
    string("licence", "SPDX id, facts-only (all rights reserved, only facts taken) or public-domain", schema.licence),
    day("published", "Day of publication, where known", optional=True),
    string("credit", "Credit line that its licence requires", optional=True),
    string("credit_language", check=schema.language_tag, optional=True),
)

LOCATOR: Columns = (one_id("source", "source"), whole_number("paragraph"), whole_number("sentence"), string("quote"))
QUOTATION: Columns = (one_id("source", "source"), string("quote"))


def _locator_getter(attribute: str) -> Callable[[Fact, Zone], Any]:
    """Return a getter for an attribute of a fact's locator; it gives None for a fact without one."""
    return lambda fact, _: getattr(fact.locator, attribute) if fact.locator else None


FACT: Columns = (
    string("id", "Id of the fact", schema.ident, in_page=True),
    string(
        "group", "The question it answers: what, where, who, agreed or planned", schema.one_of(GROUPS), in_frame=True
    ),
    Column("in_release", "boolean", "True where the release states it, false where it is from another source"),
    text("label", "Short name of the fact", in_frame=True),
    string(
        "value",
        "Its value as plain text: a number, a day (ISO 8601) or words; money in whole units",
        schema.value,
        optional=True,
        in_frame=True,
    ),
    Column(
        "number",
        "number",
        "The value again where it is a number",
        get=lambda fact, _: fact.value if isinstance(fact.value, (int, float)) else None,
    ),
    string(
        "unit",
        "What the number counts, such as km2 or guests, or its currency",
        schema.unit,
        optional=True,
        in_frame=True,
    ),
    day("date", "The day that the statement is about or was made on", optional=True, in_frame=True),
    ids(
        "areas",
        "area",
        "Ids of the areas concerned; empty for the zone as a whole",
        optional=True,
        in_frame=True,
        in_page=True,
    ),
    text("text", "The fact as a sentence in our own words", ("value",)),
    texts("item", "Members of an enumeration, such as the companies named", attribute="items"),
    Column("quote_source", "string", "Id of the source that contains the quote", get=_locator_getter("source")),
    Column(
        "paragraph",
        "integer",
        "Paragraph of the quote in that text, counted from 1",
        get=_locator_getter("paragraph"),
        in_frame=True,
    ),
    Column(
        "sentence",
        "integer",
        "Sentence of the quote in that paragraph, counted from 1",
        get=_locator_getter("sentence"),
        in_frame=True,
    ),
    Column("quote", "string", "The figure or a few words, verbatim", get=_locator_getter("quote"), in_frame=True),
    Column(
        "link",
        "string",
        "Address that opens the published text at the quote",
        get=lambda fact, zone: addresses.quote_link(zone, fact.locator) if fact.locator else None,
    ),
    ids("sources", "source", "Ids of the sources", optional=True, get=lambda fact, _: fact.all_sources, in_frame=True),
    Column(
        "source_urls",
        "list",
        "Addresses of those sources, in the same order; empty for one without",
        get=lambda fact, zone: tuple(zone.source(source_id).url for source_id in fact.all_sources),
    ),
    record("locator", Locator, LOCATOR),
    records("version", Quotation, QUOTATION, attribute="versions"),
)
