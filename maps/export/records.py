"""The tables without shapes: facts, their words in the release, notes to them, and sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from geodata.model import Fact, Source, Text, Zone
from maps.export.tables import SEPARATOR, Column, Row, Table, four, in_four
from maps.page.payload import fragment_link
from maps.text.translator import Translator, fill

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
QUOTE_COLUMNS = (
    Column("fact", "string", "Id of the fact"),
    Column("source", "string", "Id of the source in which the words stand: a language version of the release"),
    Column("language", "string", "Language of the words (BCP 47)"),
    Column("paragraph", "integer", "Paragraph in that text, counted from 1; only where it is known"),
    Column("sentence", "integer", "Sentence in that paragraph, counted from 1; only where it is known"),
    Column("quote", "string", "The figure or the few words as they stand there"),
    Column("link", "string", "Address that opens the published text at the quote"),
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


@dataclass(frozen=True)
class Quote:
    """A fact's words in one published text."""

    source: Source
    words: str
    paragraph: int | None
    sentence: int | None

    @property
    def link(self) -> str:
        """The address that opens the published text at the words."""
        return fragment_link(self.source.url, self.words)


def records(zone: Zone) -> tuple[Table, ...]:
    """Facts, quotes, notes and sources, in this order."""
    return facts(zone), quotes(zone), notes(zone), sources(zone)


def facts(zone: Zone) -> Table:
    about = "Every fact with its value, its place in the release and its sources"
    return Table("facts", about, FACT_COLUMNS, tuple(_fact(zone, fact) for fact in zone.facts))


def quotes(zone: Zone) -> Table:
    about = "The words of each fact in the release, in as many of its language versions as are known"
    rows = tuple(_quote(fact, quote) for fact in zone.facts for quote in fact_quotes(zone, fact))
    return Table("quotes", about, QUOTE_COLUMNS, rows)


def notes(zone: Zone) -> Table:
    about = "Where language versions of the release differ, and what the release does not say"
    rows = [_note("difference", note.fact, note.text) for note in zone.differences]
    rows += [_note("not-stated", None, text) for text in zone.not_stated]
    return Table("notes", about, NOTE_COLUMNS, tuple(rows))


def sources(zone: Zone) -> Table:
    about = "Where everything is taken from, with licence and credit"
    return Table("sources", about, SOURCE_COLUMNS, tuple(map(_source, zone.sources)))


def fact_text(fact: Fact, words: Translator) -> str:
    """The fact in a sentence, its value written as the language writes it."""
    value = "" if fact.value is None else words.value(fact.value, fact.unit)
    return fill(fact.text[words.language], value=value)


def fact_sources(fact: Fact) -> tuple[str, ...]:
    """Ids of its sources, those that its quotes stand in first."""
    quoted = [fact.locator.source] if fact.locator else []
    return tuple(dict.fromkeys([*quoted, *(version.source for version in fact.versions), *fact.sources]))


def fact_quotes(zone: Zone, fact: Fact) -> Iterator[Quote]:
    """Its words where their place is known, then those in other language versions."""
    place = fact.locator
    if place:
        yield Quote(zone.source(place.source), place.quote, place.paragraph, place.sentence)
    for version in fact.versions:
        yield Quote(zone.source(version.source), version.quote, None, None)


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
        "link": fragment_link(zone.source(place.source).url, place.quote) if place else None,
        "sources": ids,
        "source_urls": tuple(zone.source(id).url for id in ids),
    }


def _quote(fact: Fact, quote: Quote) -> Row:
    return {
        "fact": fact.id,
        "source": quote.source.id,
        "language": quote.source.language,
        "paragraph": quote.paragraph,
        "sentence": quote.sentence,
        "quote": quote.words,
        "link": quote.link,
    }


def _note(kind: str, fact: str | None, text: Text) -> Row:
    return {"kind": kind, "fact": fact, **in_four("text", lambda words: text[words.language])}


def _source(source: Source) -> Row:
    return {
        "id": source.id,
        **in_four("label", lambda words: source.label[words.language]),
        "publisher": source.publisher,
        "language": source.language,
        "url": source.url or None,
        "licence": source.licence,
        "published": source.published,
        "credit": source.credit,
    }
