"""The bibliography: the map itself, and the sources of each fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from geodata.model import Fact, Source, Zone
from maps.export.records import fact_quotes
from maps.text.credits import VERSION, terms
from maps.text.translator import remove_break_controls


@dataclass(frozen=True)
class Reference:
    """One entry of the bibliography; every text is on one line, in English unless it is a quote."""

    id: str
    """Ids of zone, fact and source, separated by colons, which ids cannot contain."""
    kind: Literal["map", "webpage"]
    title: str
    author: str
    """For a web page its publisher, since no other author is known."""
    issued: dt.date | None
    language: str
    """BCP 47 tag of the language that it is written in."""
    url: str | None
    abstract: str
    """The statement that it is cited for."""
    note: str


def references(zone: Zone, texts: Mapping[str, str]) -> Iterator[Reference]:
    """Yield the map, then the sources of each fact, the quoted one first."""
    yield _map_reference(zone, texts)
    for fact in zone.facts:
        for source_id in fact.all_sources:
            yield _source_reference(zone, fact, zone.source(source_id), texts)


def one_line(text: str) -> str:
    """Return `text` on one line, as the line-based bibliography formats require, without characters that only
    control line breaks."""
    return " ".join(remove_break_controls(text).split())


def _map_reference(zone: Zone, texts: Mapping[str, str]) -> Reference:
    return Reference(
        id=f"{zone.id}:map",
        kind="map",
        title=one_line(texts["zone.title"]),
        author=one_line(zone.author),
        issued=zone.edition,
        language="mul",
        url=zone.url,
        abstract=one_line(f"{texts['zone.name']}: map and data"),
        note=one_line(f"Version {VERSION}. {terms(zone.sources)}"),
    )


def _source_reference(zone: Zone, fact: Fact, source: Source, texts: Mapping[str, str]) -> Reference:
    note, url = texts[f"fact.{fact.id}.label"], source.url
    quote = next((quote for quote in fact_quotes(zone, fact) if quote.source == source.id), None)
    if quote:
        url = quote.link
        place = f"Paragraph {quote.paragraph}, sentence {quote.sentence}: " if quote.paragraph else ""
        note = f"{place}“{quote.quote}” ({note})"
    return Reference(
        id=f"{zone.id}:{fact.id}:{source.id}",
        kind="webpage",
        title=one_line(texts[f"source.{source.id}"]),
        author=one_line(source.publisher),
        issued=source.published,
        language=source.language,
        url=url or None,
        abstract=one_line(texts[f"fact.{fact.id}.text"]),
        note=one_line(note),
    )
