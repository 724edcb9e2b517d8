"""How large the zone and its areas are: a circle to lay over the map, and something that readers know."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sqrt

from geodata.model import LANGUAGES, Zone
from maps.text.translator import Translator

WHOLE = "zone"
"""What the zone as a whole is called where the others are called by an area's id."""


def sizes_km2(zone: Zone) -> dict[str, float]:
    """Return the sizes in km² that can be laid on the map, by area and for the zone: none without a place for them."""
    if not zone.landmarks:
        return {}
    return {WHOLE: zone.total_km2} | {area.id: area.size_km2 for area in zone.area_records}


def size_comparison(zone: Zone) -> dict[str, object]:
    """Return what the page needs for the circle: where it is laid at first, lon/lat; its sizes in km²; by language the
    id of the source of what it compares with."""
    at = zone.place(zone.landmarks[0]).geometry if zone.landmarks else zone.area_records[0].centre
    point = at.representative_point()
    sources = {language: found.source for language in LANGUAGES if (found := zone.comparison(language))}
    return {"at": [round(point.x, 5), round(point.y, 5)], "km2": sizes_km2(zone), "sources": sources}


def size_texts(zone: Zone, translator: Translator) -> Iterator[tuple[str, str]]:
    """Yield for each size, with its key, its figure, how far it is across, and what it compares with."""
    language = translator.language
    comparison = zone.comparison(language)
    for id, km2 in sizes_km2(zone).items():
        yield f"size.{id}.size", translator.area(km2)
        yield f"size.{id}.across", translator.distance(2000 * sqrt(km2 / pi))
        if comparison:
            yield f"size.{id}.compared", compare(km2, comparison.km2, comparison.name[language], translator)


def compare(km2: float, other_km2: float, name: str, translator: Translator) -> str:
    """Return a sentence that says how many times as large as the other, or the other as this, one is."""
    times = two_digits(max(km2, other_km2) / min(km2, other_km2))
    key = "each.compared_times" if km2 > other_km2 else "each.compared_less"
    return translator("each.compared_same" if times == 1 else key, name=name, times=translator.number(times))


def two_digits(value: float) -> float:
    """Return `value` with two significant digits: a count from the figures of two sources bears no more."""
    return float(f"{value:.1e}")


def compared_only(zone: Zone) -> set[str]:
    """Return the ids of sources that only comparisons are taken from; paper shows none of these."""
    used = {id for fact in zone.facts for id in fact.cited}
    used |= {id for area in zone.area_records for id in (*area.sources, area.size_source, area.purpose_source)}
    used |= {place.source for place in zone.backdrop}
    return {comparison.source for comparison in zone.comparisons} - used
