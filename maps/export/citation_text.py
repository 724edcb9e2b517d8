"""Citations as plain text, to copy below a quote or into an e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geodata.addresses import quote_link
from geodata.model import Fact, Zone
from maps.export.file import File
from maps.export.reference import one_line
from maps.text.credits import LICENCE, credit_line
from maps.text.page_texts import Texts


def citation_text_files(zone: Zone, texts: Texts) -> Iterator[File]:
    for language, own_texts in texts.items():
        blocks = [map_citation(zone, own_texts), *(fact_citation(zone, fact, own_texts) for fact in zone.facts)]
        about = f"The map and the texts that its facts are taken from, cited in words ({language})"
        yield File(f"citations-{language}.txt", about, "\n\n".join([*blocks, ""]).encode())


def map_citation(zone: Zone, texts: Mapping[str, str]) -> str:
    """Return the citation of the map, with its URL where that is known, and its terms of use."""
    title = texts["download.cite_open"] + texts["zone.title"] + texts["download.cite_close"]
    terms = texts["download.cite_stop"].join(filter(None, [LICENCE.id, credit_line(zone.sources)]))
    ending = " ".join(filter(None, [zone.url, terms]))
    return _line(texts, zone.author, title, texts["download.edition"], "", ending)


def fact_citation(zone: Zone, fact: Fact, texts: Mapping[str, str]) -> str:
    """Return a line that cites a fact's quote and its place in the text, or without a quote one for each source."""
    locator = fact.locator
    lines = []
    for source_id in (locator.source,) if locator else fact.sources:
        source, note = zone.source(source_id), texts[f"fact.{fact.id}.label"]
        if locator:
            quote = texts["download.cite_open"] + locator.quote + texts["download.cite_close"]
            place = f"¶{locator.paragraph}.{locator.sentence}"
            note += texts["download.cite_comma"] + place + texts["download.cite_colon"] + quote
        day = texts[f"date.{source.published}"] if source.published else ""
        address = quote_link(zone, locator) if locator else source.url
        publisher = texts.get(f"publisher.{source_id}", source.publisher)
        lines.append(_line(texts, publisher, texts[f"source.{source_id}"], day, note, address))
    return "\n".join(lines)


def _line(texts: Mapping[str, str], author: str, title: str, day: str, note: str, ending: str | None) -> str:
    """Join the parts with the reader's punctuation, full-width in Chinese and Japanese, before an address or terms."""
    parts = texts["download.cite_comma"].join(filter(None, (title, day, note)))
    return one_line(author + texts["download.cite_colon"] + parts + texts["download.cite_stop"] + (ending or ""))
