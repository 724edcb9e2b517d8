"""All texts of a zone by key in each language: our messages with its values filled in, and its own texts.

Page, drawings, pictures and files all take their texts from here. Call `zone_texts` once for a page or an
export and pass the result on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geodata.model import Text, Zone
from geodata.tile_layers import host
from maps.text.area_texts import area_texts, distance_text
from maps.text.cases import IF, area_cases, in_case, zone_cases
from maps.text.credits import LICENCE, VERSION, credit_line
from maps.text.fact_texts import fact_texts
from maps.text.place_texts import landmark_phrase, map_name, noun
from maps.text.size_comparison import size_texts
from maps.text.translator import Keyed, Translator, fill, messages, remove_break_controls, translators

AREA_PREFIXES = ("areas.", "details.", "open.")
"""Prefixes of messages about a single area. Every case of these is provided, as each area may have a different one."""

Texts = Mapping[str, Mapping[str, str]]
"""Texts by language and key."""


def zone_texts(zone: Zone) -> dict[str, dict[str, str]]:
    """Return every text of the zone by language and key; the keys are the same in each language."""
    return {
        translator.language: Keyed({key: remove_break_controls(text) for key, text in _texts(zone, translator)})
        for translator in translators()
    }


def _texts(zone: Zone, translator: Translator) -> Iterator[tuple[str, str]]:
    yield from _zone_texts(zone, translator)
    for place in zone.backdrop:
        if name := map_name(place, translator):
            yield f"place.{place.id}", name
    for area in zone.area_records:
        yield from area_texts(zone, area, translator)
    yield from size_texts(zone, translator)
    for fact in zone.facts:
        yield from fact_texts(zone, fact, translator)
    for index, difference in enumerate(zone.differences):
        yield f"difference.{index}", difference.text[translator.language]
    for index, text in enumerate(zone.not_stated):
        yield f"unstated.{index}", text[translator.language]
    yield from _layer_and_source_texts(zone, translator)


def _zone_texts(zone: Zone, translator: Translator) -> Iterator[tuple[str, str]]:
    """Yield our messages with the zone's values filled in, and the zone's own title, standfirst and notes."""
    values, cases, unused = _zone_values(zone, translator), zone_cases(zone), tuple(_unused_prefixes(zone))
    # Where a value is empty, such as the credit if no source requires one, remove the space before it too.
    empty = tuple(f" {{{name}}}" for name, value in values.items() if not value)
    for key in messages():
        if not is_template(key) and not key.startswith(unused):
            case_key = in_case(key, cases)
            text = translator(case_key, **values)
            yield key, text.rstrip(" ") if messages()[case_key][translator.language].endswith(empty) else text
        elif IF in key and key.startswith(AREA_PREFIXES):
            yield key, translator(key, **values)
    # For the script, which computes directions itself: the names of the eight sectors, clockwise from north.
    yield "map.directions", " ".join(translator(f"each.direction.{sector}") for sector in range(8))
    # For the scale bars of drawings, by length in metres.
    for power in range(7):
        yield from ((f"scale.{step}{'0' * power}", translator.length(step * 10**power)) for step in (1, 2, 5))
    yield "zone.name", values["zone"]
    yield "zone.short", (zone.short_name or zone.name)[translator.language]
    yield "zone.title", fill(zone.title[translator.language], total=values["total"])
    yield "zone.standfirst", fill(zone.standfirst[translator.language], total=values["total"], date=values["date"])
    context = zone.regional_context and zone.regional_context.name
    notes = {"status": zone.status, "parent_zone_note": zone.parent_zone_note, "regional_context": context}
    for key, note in notes.items():
        if note:
            yield f"zone.{key}", note[translator.language]


def _unused_prefixes(zone: Zone) -> Iterator[str]:
    """Yield the key prefixes of messages about features that the zone does not have."""
    if not zone.landmarks:
        yield from ("size.", "map.middle")
    if not any(place.kind == "station" for place in zone.backdrop):
        yield "map.metro_station"


def _layer_and_source_texts(zone: Zone, translator: Translator) -> Iterator[tuple[str, str]]:
    """Yield the names and operators of online layers, and the labels, publishers and dates of sources."""
    language = translator.language
    for index, layer in enumerate(zone.layers):
        yield f"layer.{index}", layer.name[language]
        yield f"layer.{index}.who", translator("each.layer_who", who=layer.who[language], host=host(layer))
    for source in zone.sources:
        yield f"source.{source.id}", source.label[language]
        if source.publisher_names:
            yield f"publisher.{source.id}", source.publisher_in(language)
        if source.published:
            yield f"date.{source.published}", translator.date(source.published)


def is_template(key: str) -> bool:
    """Return whether a message is not used by itself: it is filled in for each area, fact or value, or is a case."""
    return bool({"each", "if"} & set(key.split(".")))


def _zone_values(zone: Zone, translator: Translator) -> dict[str, str]:
    """Return the values that messages may use, by name."""
    language = translator.language

    def translate(text: Text | None) -> str:
        return text[language] if text else ""

    total = translator.area(zone.total_km2)
    locator = next((fact.locator for fact in zone.facts if fact.locator), None)
    landmark = zone.place(zone.landmarks[0]) if zone.landmarks else None
    cases = zone_cases(zone)
    areas = [
        {
            "name": area.name[language],
            "size": translator.area(area.size_km2),
            "distance": distance_text(area, landmark, translator) if landmark else "",
            "off": translator(in_case("each.place_off", area_cases(area)), off=translator.length(area.uncertainty_m)),
        }
        for area in zone.area_records
    ]
    size_publishers = dict.fromkeys(zone.source(area.size_source).publisher_in(language) for area in zone.area_records)
    return {
        "areas_listed": translator.join(translator("picture.each.area", **area) for area in areas),
        "areas_described": "".join(translator(in_case("picture.each.described", cases), **area) for area in areas),
        "author": zone.author,
        "centre": translate(zone.centre_name),
        "credit": credit_line(zone.sources),
        "date": translator.date(zone.released),
        "edition": translator.date(zone.edition),
        "estimate": translator(in_case("lens.estimate", cases)),
        "extent": translate(zone.parent_zone_extent),
        "landmark": landmark_phrase(landmark, translator) if landmark else "",
        "licence": LICENCE.id,
        "location_statement": fill(translate(zone.location_statement), total=total),
        "noun": noun(zone, translator),
        "municipality": translate(zone.municipality or zone.name),
        "size_publishers": translator.join(size_publishers),
        "paragraph": str(locator.paragraph) if locator else "",
        "sentence": str(locator.sentence) if locator else "",
        "short": (zone.short_name or zone.name)[language],
        "total": total,
        "version": VERSION,
        "zone": zone.name[language],
    }
