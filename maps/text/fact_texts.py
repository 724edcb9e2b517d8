"""The texts of a fact, and the introductions to its quotes from the release and its other versions."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.model import Fact, Zone
from maps.text.translator import Translator, fill, is_money


def fact_texts(zone: Zone, fact: Fact, translator: Translator) -> Iterator[tuple[str, str]]:
    """Yield key and text of each text of the fact in one language.

    `evidence.<source>.<paragraph>.<sentence>` and `version.<source>` introduce the quotes and name the language of
    the source. Facts in the same sentence or version share them.
    """
    key, language = f"fact.{fact.id}", translator.language
    unit = zone.unit(fact.unit) or fact.unit
    value = "" if fact.value is None else translator.value(fact.value, unit)
    yield f"{key}.label", fact.label[language]
    yield f"{key}.text", fill(fact.text[language], value=value)
    if fact.id in zone.key_facts and fact.value is not None:
        # The label of a key fact names what is counted; only sizes and amounts of money show their unit.
        yield f"{key}.value", translator.value(fact.value, unit if unit == "km2" or is_money(unit) else None)
    if fact.date:
        yield f"as_of.{fact.date}", translator("each.as_of", date=translator.date(fact.date))
    for index, item in enumerate(fact.items):
        yield f"{key}.item.{index}", item[language]
    for version in fact.versions:
        language_name = _language_name(zone, version.source, translator)
        yield f"version.{version.source}", translator("each.version", language=language_name)
    if fact.locator:
        source, paragraph, sentence = fact.locator.source, fact.locator.paragraph, fact.locator.sentence
        place = {"paragraph": translator.number(paragraph), "sentence": translator.number(sentence)}
        yield (
            f"evidence.{source}.{paragraph}.{sentence}",
            translator("each.evidence", language=_language_name(zone, source, translator), **place),
        )


def _language_name(zone: Zone, source_id: str, translator: Translator) -> str:
    """Return the name of the language that a source is written in."""
    return translator.language_name(zone.source(source_id).language)
