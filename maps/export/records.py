"""The tables without geometry: facts, their quotes from the release, notes on it, and sources.

`geodata.columns` defines the columns of facts and sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geodata import column
from geodata.addresses import quote_link
from geodata.column import columns_of
from geodata.columns import FACT, SOURCE
from geodata.model import Fact, Locator, Quotation, Text, Zone
from maps.export.tables import Table, table
from maps.text.page_texts import Texts


@dataclass(frozen=True)
class Quote:
    """The wording of a fact in one published text."""

    fact: str = column.typed("string", "Id of the fact")
    source: str = column.typed("string", "Id of the source of the words: a language version of the release")
    language: str = column.typed("string", "Language of the words (BCP 47)")
    paragraph: int | None = column.typed("integer", "Paragraph in that text, counted from 1; only where it is known")
    sentence: int | None = column.typed("integer", "Sentence in that paragraph, counted from 1; only where it is known")
    quote: str = column.typed("string", "The figure or a few words, verbatim")
    link: str = column.typed("string", "Address that opens the published text at the quote")


@dataclass(frozen=True)
class Note:
    """A note on what the release does not state, or on a fact where its language versions differ."""

    kind: str = column.typed(
        "string", "difference: how language versions of the release differ; not-stated: what it leaves open"
    )
    fact: str | None = column.typed("string", "Id of the fact on which the versions differ")
    text: Text = column.typed("text", "The note")


def records(zone: Zone, texts: Texts) -> tuple[Table, ...]:
    """Return facts, quotes, notes (if any) and sources, in this order."""
    note_tables = [notes(zone)] if zone.differences or zone.not_stated else []
    return facts(zone, texts), quotes(zone), *note_tables, sources(zone)


def facts(zone: Zone, texts: Texts) -> Table:
    description = "Every fact with its value, its place in the release and its sources"
    return table(zone, "facts", description, FACT, zone.facts, texts=texts, kind="fact")


def quotes(zone: Zone) -> Table:
    description = "The words of each fact in the release, in as many of its language versions as are known"
    all_quotes = [quote for fact in zone.facts for quote in fact_quotes(zone, fact)]
    return table(zone, "quotes", description, columns_of(Quote), all_quotes)


def notes(zone: Zone) -> Table:
    description = "Where language versions of the release differ, and what the release does not say"
    differences = [Note("difference", difference.fact, difference.text) for difference in zone.differences]
    not_stated = [Note("not-stated", None, text) for text in zone.not_stated]
    return table(zone, "notes", description, columns_of(Note), differences + not_stated)


def sources(zone: Zone) -> Table:
    return table(zone, "sources", "Where everything is taken from, with licence and credit", SOURCE, zone.sources)


def fact_quotes(zone: Zone, fact: Fact) -> Iterator[Quote]:
    """Yield the fact's quote with a known location, then those from other language versions."""
    quotations: list[Locator | Quotation] = [fact.locator] if fact.locator else []
    for each in [*quotations, *fact.versions]:
        paragraph, sentence = (each.paragraph, each.sentence) if isinstance(each, Locator) else (None, None)
        language = zone.source(each.source).language
        yield Quote(fact.id, each.source, language, paragraph, sentence, each.quote, quote_link(zone, each))
