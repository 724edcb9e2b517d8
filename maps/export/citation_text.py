"""Citations as plain text, to copy below a quote or into an e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geodata.addresses import quote_link
from geodata.model import Fact, Zone
from maps.export.file import File
from maps.export.reference import one_line
from maps.text.page_texts import Texts


def citation_text_files(zone: Zone, texts: Texts) -> Iterator[File]:
    for language, own_texts in texts.items():
        blocks = [map_citation(zone, own_texts), *(fact_citation(zone, fact, own_texts) for fact in zone.facts)]
        about = f"The map and the texts that its facts are taken from, cited in words ({language})"
        yield File(f"citations-{language}.txt", about, "\n\n".join([*blocks, ""]).encode())


def map_citation(zone: Zone, texts: Mapping[str, str]) -> str:
    """Return the citation of the map, with its URL where that is known."""
    return _line(zone.author, texts["zone.title"], texts["download.edition"], "", zone.url)


def fact_citation(zone: Zone, fact: Fact, texts: Mapping[str, str]) -> str:
    """Return a line that cites a fact's quote and its place in the text, or without a quote one for each source."""
    locator = fact.locator
    lines = []
    for source_id in (locator.source,) if locator else fact.sources:
        source, label = zone.source(source_id), texts[f"fact.{fact.id}.label"]
        note = f"¶{locator.paragraph}.{locator.sentence}: “{locator.quote}” ({label})" if locator else label
        day = texts[f"date.{source.published}"] if source.published else ""
        address = quote_link(zone, locator) if locator else source.url
        publisher = texts.get(f"publisher.{source_id}", source.publisher)
        lines.append(_line(publisher, texts[f"source.{source_id}"], day, note, address))
    return "\n".join(lines)


def _line(author: str, title: str, day: str, note: str, url: str | None) -> str:
    parts = ", ".join(filter(None, (f"{author}: {title}", day, note)))
    return one_line(f"{parts}. {url or ''}")
