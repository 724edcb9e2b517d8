"""Validate the facts, their sources, the zone's own units and the size comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from geodata import schema
from geodata.errors import Problem
from geodata.figures import figures_in, format_figure, has_readable_figures, matches
from geodata.model import LANGUAGES
from geodata.rows import Records, Row
from geodata.schema import NOTHING
from geodata.vocabulary import UNITS, currencies

NUMBER_OR_DATE = re.compile(
    r"(?!\d{4}$|0\d)[+−-]?\d+([.,'’\s]\d{3})*([.,]\d+)?|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}"
)
"""A number or date in quotation marks, which would neither be formatted nor checked against the quote.

A year, or a number with a leading zero such as an area code, is allowed, as TOML cannot write it in another way.
"""


def check_facts(records: Records) -> Iterator[Problem]:
    for row in records.facts:
        if row.given:  # otherwise it is empty or not a table, and reported already
            yield from _check_fact(row, records)


def _check_fact(row: Row, records: Records) -> Iterator[Problem]:
    """Check that value, unit, texts and quotes of a fact agree, and that it has a source."""
    data = row.data
    if "locator" not in row.given and ("sources" not in row.given or data.get("sources") == []):
        yield row.problem("sources", data.get("sources", NOTHING), "a locator in the release, or the ids of sources")
    if "version" in row.given and "locator" not in row.given:
        yield row.problem("locator", NOTHING, "the place in the release, since another version quotes the fact")
    yield from _check_value(row, is_key=row.id in records.zone.data.get("key_facts", []))
    yield from _check_unit(row, records.zone)
    yield from _check_locator(row, records)
    yield from _check_quote(row, "locator.quote", data.get("locator", {}), records)
    for number, version in enumerate(data.get("version", []), start=1):
        yield from _check_quote(row, f"version[{number}].quote", version, records)


def _check_value(row: Row, is_key: bool) -> Iterator[Problem]:
    """Check that the value of a fact, which may be a key figure, agrees with its unit and its texts."""
    data, value = row.data, row.data.get("value")
    if isinstance(value, str) and NUMBER_OR_DATE.fullmatch(value):
        yield row.problem("value", value, "words, or a number or date without quotation marks")
        return
    is_valid = "value" not in row.given or value is not None
    if is_valid and is_key and not schema.is_number(value):
        yield row.problem("value", data.get("value", NOTHING), "a number, as zone.toml names it in key_facts")
    if schema.is_number(value) and "unit" not in row.given:
        yield row.problem("unit", NOTHING, "a unit, since the value is a number")
    if is_valid and "unit" in data and not schema.is_number(value):
        yield row.problem("unit", data["unit"], "no unit, since the value is not a number")
    for tag, text in data.get("text", {}).items():
        if value is not None and not isinstance(value, str) and "{value}" not in text:
            yield row.problem(f"text.{tag}", text, "the placeholder {value} for the value")
        if "value" not in row.given and "{value}" in text:
            yield row.problem(f"text.{tag}", text, "no {value}, since the fact has no value")


def _check_unit(row: Row, zone: Row) -> Iterator[Problem]:
    """Check that the unit is shared by all zones, defined in this one, or a currency."""
    own_units = [unit["id"] for unit in zone.data.get("unit", [])]
    has_valid_units = "unit" in zone.data or ("id" in zone.data and "unit" not in zone.given)
    if "unit" in row.data and has_valid_units and row.data["unit"] not in (*UNITS, *own_units, *currencies()):
        names = ", ".join(dict.fromkeys([*UNITS, *own_units]))  # a zone may redefine a shared unit
        expected = f"one of {names}, a [[unit]] of zone.toml, or a currency such as EUR (ISO 4217)"
        yield row.problem("unit", row.data["unit"], expected)


def _check_locator(row: Row, records: Records) -> Iterator[Problem]:
    """Check that the locator gives a paragraph and sentence that the release has."""
    locator, release = row.data.get("locator", {}), records.zone.data.get("release")
    paragraphs, source = records.zone.data.get("release_sentences"), locator.get("source", release)
    if not {source, release} <= {each.id for each in records.sources}:
        return  # reported as a wrong reference
    if source != release:
        expected = f"{release!r}, the release; for another source give its id in sources instead of a locator"
        yield row.problem("locator.source", source, expected)
        return
    if paragraphs is None or "paragraph" not in locator:
        return
    key, count = "paragraph", len(paragraphs)
    if locator[key] <= count:
        key, count = "sentence", len(paragraphs[locator[key] - 1])
    if locator.get(key, 1) > count:
        expected = f"a {key} from 1 to {count}, as zone.toml counts them in release_sentences"
        yield row.problem(f"locator.{key}", locator[key], expected)


def _check_quote(row: Row, key: str, quotation: dict[str, Any], records: Records) -> Iterator[Problem]:
    """Check that the quote of a fact with a number or date contains that figure."""
    value = row.data.get("value")
    language = next((s.data.get("language") for s in records.sources if s.id == quotation.get("source")), None)
    if value is None or isinstance(value, str) or "quote" not in quotation or language is None:
        return
    figures = figures_in(quotation["quote"], language, row.data.get("unit"))
    if has_readable_figures(quotation["quote"], language) and not any(matches(value, figure) for figure in figures):
        given = ", ".join(map(format_figure, figures)) or "none"
        yield row.problem(key, quotation["quote"], f"words with the figure {value}; their figures: {given}")


MAX_CREDITS_LENGTH = 4000
"""Maximum length of all credits in characters, so that a picture has room for them in small type beside its map."""


def check_addresses(records: Records) -> Iterator[Problem]:
    """Check that every source that the page links, for a quote or a credit, has an address."""
    quoted = {records.zone.data.get("release")}
    for row in records.facts:
        quoted |= {quotation.get("source") for quotation in (row.data.get("locator", {}), *row.data.get("version", []))}
    for row in records.sources:
        reason = "it is quoted" if row.id in quoted else "its credit is linked" if "credit" in row.given else None
        if reason and "url" not in row.given:
            yield row.problem("url", NOTHING, f"an http or https address, since {reason}")


def check_credits(records: Records) -> Iterator[Problem]:
    """Check that the credits fit into a picture, where they are never truncated."""
    size_sources = {row.data.get("size_source") for row in records.areas}
    texts = [records.zone.data.get("author", ""), *(row.data.get("credit", "") for row in records.sources)]
    for row in (row for row in records.sources if row.id in size_sources):
        names = (row.data.get("publisher", ""), *row.data.get("publisher_names", {}).values())
        texts.append(max(names, key=len))
    if (total := sum(map(len, texts))) > MAX_CREDITS_LENGTH:
        expected = f"at most {MAX_CREDITS_LENGTH:,} characters, with the author and the publishers of the sizes"
        yield Problem("sources.toml", "credit", f"{total:,} characters", expected)


def check_units(records: Records) -> Iterator[Problem]:
    """Check that the name of each unit that the zone defines or redefines has a `{n}`."""
    for number, unit in enumerate(records.zone.data.get("unit", []), start=1):
        for tag, name in unit["name"].items():
            if "{n}" not in name:
                expected = "the placeholder {n} for the number"
                yield records.zone.problem(f"unit[{number}].name.{tag}", name, expected)


def check_comparisons(records: Records) -> Iterator[Problem]:
    """Check that every language has exactly one comparison, unless the zone has none."""
    comparisons = records.zone.data.get("comparison", [])
    for language in LANGUAGES if comparisons else ():
        found = [comparison["id"] for comparison in comparisons if language in comparison["languages"]]
        if len(found) != 1:
            yield records.zone.problem("comparison", found, f"one comparison for readers of {language}")
