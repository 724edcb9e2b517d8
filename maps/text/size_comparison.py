"""Data and texts for the sizes of zone and areas: a circle to lay over the map, and a comparison with a known place."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sqrt

from geodata.model import Zone
from maps.text.cases import sizes_in_release
from maps.text.translator import Translator

ZONE_KEY = "zone"
"""Key of the zone's size among those of areas, which are their ids."""


def sizes_km2(zone: Zone) -> dict[str, float]:
    """Return the sizes in km² of the zone and its areas, to lay over the map; empty for a zone without landmarks."""
    if not zone.landmarks:
        return {}
    return {ZONE_KEY: zone.total_km2} | {area.id: area.size_km2 for area in zone.area_records}


def size_comparison(zone: Zone) -> dict[str, object]:
    """Return the page's data for the circle: its first position (lon/lat) and the sizes in km².

    `in_release` says whether the release gives those of the areas.
    """
    place = zone.place(zone.landmarks[0]).geometry if zone.landmarks else zone.area_records[0].centre
    point = place.representative_point()
    return {"at": [round(point.x, 5), round(point.y, 5)], "in_release": sizes_in_release(zone), "km2": sizes_km2(zone)}


def size_texts(zone: Zone, translator: Translator) -> Iterator[tuple[str, str]]:
    """Yield key and text for each size: the figure, the diameter of the circle, and the comparison."""
    language = translator.language
    comparison = zone.comparison(language)
    for key, km2 in sizes_km2(zone).items():
        diameter_km = 2 * sqrt(km2 / pi)
        yield f"size.{key}.size", translator.area(km2)
        yield f"size.{key}.diameter", translator.distance(1000 * diameter_km)
        if comparison:
            text = comparison_text(km2, comparison.km2, comparison.name[language], translator)
            yield f"size.{key}.compared", text


def comparison_text(km2: float, other_km2: float, name: str, translator: Translator) -> str:
    """Return a sentence that says how many times larger or smaller than `name` (with `other_km2`) this size is."""
    times = round_to_two_digits(max(km2, other_km2) / min(km2, other_km2))
    key = "each.compared_times" if km2 > other_km2 else "each.compared_less"
    return translator("each.compared_same" if times == 1 else key, name=name, times=translator.number(times))


def round_to_two_digits(value: float) -> float:
    """Round to two significant digits: a ratio of figures from two sources is no more precise."""
    return float(f"{value:.1e}")


def comparison_only_sources(zone: Zone) -> set[str]:
    """Return the ids of sources that are used for comparisons only; the printed page leaves them out."""
    others = {zone.release, *zone.parent_zone_note_sources}
    others |= {source for fact in zone.facts for source in fact.all_sources}
    for area in zone.area_records:
        others |= {*area.sources, area.size_source, area.purpose_source, *(clue.source for clue in area.clues)}
    for place in zone.backdrop:
        others |= {place.source, *place.basis, place.opened_source or ""}
    return {comparison.source for comparison in zone.comparisons} - others
