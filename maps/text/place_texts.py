"""What a feature of the backdrop is called: on the map, in a sentence, and after a distance and a direction."""

from __future__ import annotations

from geodata.model import Place, Zone
from maps.text.translator import Translator


def place_name(place: Place, translator: Translator) -> str:
    """Return its name, or its id where it has none."""
    return place.name[translator.language] if place.name else place.id


def noun(zone: Zone, translator: Translator) -> str:
    """Return what kind of zone it is, as it stands in a sentence."""
    return zone.noun.get(translator.language) or translator("each.noun")


def map_name(place: Place, translator: Translator) -> str:
    """Return its label on the map, with its gloss; a metro line is called by its number. Empty where it has none."""
    if place.kind == "metro":
        return translator("each.line", line=place.line) if place.line else ""
    if place.name is None:
        return ""
    name = place.name[translator.language]
    return translator("each.glossed", name=name, gloss=place.gloss[translator.language]) if place.gloss else name


def landmark_phrase(place: Place, translator: Translator) -> str:
    """Return its name as it stands after a distance: German "vom Tianfu-Platz", or "von …" where it has no phrase."""
    if place.phrase:
        return place.phrase[translator.language]
    return translator("each.landmark", name=place_name(place, translator))
