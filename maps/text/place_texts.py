"""Names of the zone and of backdrop features: on the map, in a sentence, and after a distance and a direction."""

from __future__ import annotations

from geodata.model import Place, Zone
from maps.text.translator import Translator


def place_name(place: Place, translator: Translator) -> str:
    """Return the name of a landmark or of a station that an area lists; the data's rules ensure that it has one."""
    assert place.name is not None
    return place.name[translator.language]


def noun(zone: Zone, translator: Translator) -> str:
    """Return the common noun for the zone within a sentence."""
    return zone.noun.get(translator.language) or translator("each.noun")


def map_name(place: Place, translator: Translator) -> str:
    """Return the map label of a place, with its gloss, or of a metro line by its number; empty where it has none."""
    if place.kind == "metro":
        return translator("each.line", line=place.line.replace(",", "/")) if place.line else ""
    if place.name is None:
        return ""
    name = place.name[translator.language]
    return translator("each.glossed", name=name, gloss=place.gloss[translator.language]) if place.gloss else name


def landmark_phrase(place: Place, translator: Translator) -> str:
    """Return a landmark's name as written after a distance: "vom Tianfu-Platz" in German."""
    assert place.phrase is not None  # the data's rules ensure it
    return place.phrase[translator.language]
