"""Texts for the sizes of zone and areas: a circle to lay over the map, and a comparison with a known place."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sqrt

from geodata.model import Zone
from maps.text.translator import Translator, round_to_two_digits


def sizes_km2(zone: Zone) -> dict[str, float]:
    """Return the sizes in km² of the zone ("zone") and its areas (their ids), to lay over the map.

    Empty for a zone without landmarks.
    """
    if not zone.landmarks:
        return {}
    return {"zone": zone.total_km2} | {area.id: area.size_km2 for area in zone.area_records}


def size_texts(zone: Zone, translator: Translator) -> Iterator[tuple[str, str]]:
    """Yield key and text for each size: the figure, the diameter of the circle, and the comparison."""
    comparison = zone.comparison(translator.language)
    for key, km2 in sizes_km2(zone).items():
        yield f"size.{key}.size", translator.area(km2)
        yield f"size.{key}.diameter", translator.distance(2000 * sqrt(km2 / pi))
        if comparison:
            name = comparison.name[translator.language]
            yield f"size.{key}.compared", comparison_text(km2, comparison.km2, name, translator)


def comparison_text(km2: float, other_km2: float, name: str, translator: Translator) -> str:
    """Return a sentence that says how many times larger or smaller than `name` (with `other_km2`) this size is."""
    times = round_to_two_digits(max(km2, other_km2) / min(km2, other_km2))
    key = "each.compared_times" if km2 > other_km2 else "each.compared_less"
    return translator("each.compared_same" if times == 1 else key, name=name, times=translator.number(times))
