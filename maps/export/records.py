"""The tables without shapes: facts, notes to them, and sources."""

from __future__ import annotations

import datetime as dt

from geodata.model import Fact, Source, Text, Zone
from maps.export.tables import SEPARATOR, Column, Row, Table, four, in_four
from maps.payload import fragment_link
from maps.texts import Words, fill

FACT_COLUMNS = (
    Column("id", "string", "Id of the fact"),
    Column("group", "string", "The question it answers: what, where, who, agreed or planned"),
    Column("in_release", "boolean", "True where it stands in the release, false where it is from another source"),
    *four("label", "Short name of the fact"),
    Column("value", "string", "Its value as plain text: a number, a day (ISO 8601) or words; money in whole units"),
    Column("number", "number", "The value again where it is a number"),
    Column("unit", "string", "What the number counts, such as km2, RMB or guests"),
    Column("date", "date", "The day that the statement is about or was made on"),
    Column("areas", "list", "Ids of the areas concerned; none for the zone as a whole"),
    *four("text", "The fact in a sentence of our own"),
    *four("items", "Members of an enumeration, such as the companies named"),
    Column("stands_in", "string", "Id of the source in which the quote stands"),
    Column("paragraph", "integer", "Paragraph of the quote in that text, counted from 1"),
    Column("sentence", "integer", "Sentence of the quote in that paragraph, counted from 1"),
    Column("quote", "string", "The figure or the few words as they stand there"),
    Column("link", "string", "Address that opens the published text at the quote"),
    Column("sources", "list", "Ids of the sources"),
    Column("source_urls", "list", "Addresses of those sources, in the same order"),
)
NOTE_COLUMNS = (
    Column(
        "kind", "string", "difference: how language versions of the release differ; not-stated: what it leaves open"
    ),
    Column("fact", "string", "Id of the fact at which the versions differ"),
    *four("text", "The note"),
)
SOURCE_COLUMNS = (
    Column("id", "string", "Id of the source"),
    *four("label", "What it is, in our own words"),
    Column("publisher", "string", "Who published it"),
    Column("language", "string", "Language it is written in (BCP 47)"),
    Column("url", "string", "Its address"),
    Column("licence", "string", "SPDX id, facts-only (all rights reserved, only facts taken) or public-domain"),
    Column("published", "date", "Day of publication, where known"),
    Column("credit", "string", "Credit line that its licence asks for"),
)


def records(zone: Zone) -> tuple[Table, ...]:
    """Facts, notes and sources, in this order."""
    return facts(zone), notes(zone), sources(zone)


def facts(zone: Zone) -> Table:
    about = "Every fact with its value, its place in the release and its sources"
    return Table("facts", about, FACT_COLUMNS, tuple(_fact(zone, fact) for fact in zone.facts))


def notes(zone: Zone) -> Table:
    about = "Where language versions of the release differ, and what the release does not say"
    rows = [_note("difference", note.fact, note.text) for note in zone.differences]
    rows += [_note("not-stated", None, text) for text in zone.not_stated]
    return Table("notes", about, NOTE_COLUMNS, tuple(rows))


def sources(zone: Zone) -> Table:
    about = "Where everything is taken from, with licence and credit"
    return Table("sources", about, SOURCE_COLUMNS, tuple(map(_source, zone.sources)))


def fact_text(fact: Fact, words: Words) -> str:
    """The fact in a sentence, its value written as the language writes it."""
    value = "" if fact.value is None else words.value(fact.value, fact.unit)
    return fill(fact.text[words.language], value=value)


def fact_sources(fact: Fact) -> tuple[str, ...]:
    """Ids of its sources, the one that its quote stands in first."""
    first = [fact.locator.source] if fact.locator else []
    return tuple(dict.fromkeys([*first, *fact.sources]))


def fact_link(zone: Zone, fact: Fact) -> str | None:
    """The address that opens the published text at the fact's quote."""
    if fact.locator is None:
        return None
    return fragment_link(zone.source(fact.locator.source).url, fact.locator.quote)


def _fact(zone: Zone, fact: Fact) -> Row:
    value, place = fact.value, fact.locator
    ids = fact_sources(fact)
    return {
        "id": fact.id,
        "group": fact.group,
        "in_release": fact.in_release,
        **in_four("label", lambda words: fact.label[words.language]),
        "value": value.isoformat() if isinstance(value, dt.date) else None if value is None else str(value),
        "number": value if isinstance(value, (int, float)) else None,
        "unit": fact.unit,
        "date": fact.date,
        "areas": fact.areas,
        **in_four("text", lambda words: fact_text(fact, words)),
        **in_four("items", lambda words: SEPARATOR.join(item[words.language] for item in fact.items) or None),
        "stands_in": place.source if place else None,
        "paragraph": place.paragraph if place else None,
        "sentence": place.sentence if place else None,
        "quote": place.quote if place else None,
        "link": fact_link(zone, fact),
        "sources": ids,
        "source_urls": tuple(zone.source(id).url for id in ids),
    }


def _note(kind: str, fact: str | None, text: Text) -> Row:
    return {"kind": kind, "fact": fact, **in_four("text", lambda words: text[words.language])}


def _source(source: Source) -> Row:
    return {
        "id": source.id,
        **in_four("label", lambda words: source.label[words.language]),
        "publisher": source.publisher,
        "language": source.language,
        "url": source.url,
        "licence": source.licence,
        "published": source.published,
        "credit": source.credit,
    }
