"""Show the sizes of the zone and its areas: by a circle laid over the map, and compared with a place readers know."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sqrt

from geodata.model import LANGUAGES, Zone
from maps.text.translator import Translator

WHOLE = "zone"
"""Key of the whole zone among the ids of areas."""


def sizes_km2(zone: Zone) -> dict[str, float]:
    """Return the sizes in km² of the zone and its areas, to lay over the map; empty for a zone without landmarks."""
    if not zone.landmarks:
        return {}
    return {WHOLE: zone.total_km2} | {area.id: area.size_km2 for area in zone.area_records}


def size_comparison(zone: Zone) -> dict[str, object]:
    """Return the page's data for the circle: its first position (lon/lat), the sizes in km², and by language the id of
    the source of the comparison."""
    at = zone.place(zone.landmarks[0]).geometry if zone.landmarks else zone.area_records[0].centre
    point = at.representative_point()
    sources = {language: found.source for language in LANGUAGES if (found := zone.comparison(language))}
    return {"at": [round(point.x, 5), round(point.y, 5)], "km2": sizes_km2(zone), "sources": sources}


def size_texts(zone: Zone, translator: Translator) -> Iterator[tuple[str, str]]:
    """Yield key and text for each size: the figure, the diameter of the circle, and the comparison."""
    language = translator.language
    comparison = zone.comparison(language)
    for id, km2 in sizes_km2(zone).items():
        yield f"size.{id}.size", translator.area(km2)
        yield f"size.{id}.across", translator.distance(2000 * sqrt(km2 / pi))
        if comparison:
            yield f"size.{id}.compared", compare(km2, comparison.km2, comparison.name[language], translator)


def compare(km2: float, other_km2: float, name: str, translator: Translator) -> str:
    """Return a sentence that says how many times larger or smaller than `name` (with `other_km2`) this size is."""
    times = two_digits(max(km2, other_km2) / min(km2, other_km2))
    key = "each.compared_times" if km2 > other_km2 else "each.compared_less"
    return translator("each.compared_same" if times == 1 else key, name=name, times=translator.number(times))


def two_digits(value: float) -> float:
    """Round to two significant digits: a ratio of figures from two sources is no more precise."""
    return float(f"{value:.1e}")


def compared_only(zone: Zone) -> set[str]:
    """Return the ids of sources that are used for comparisons only; the printed page leaves them out."""
    used = {id for fact in zone.facts for id in fact.all_sources}
    used |= {id for area in zone.area_records for id in (*area.sources, area.size_source, area.purpose_source)}
    used |= {place.source for place in zone.backdrop}
    return {comparison.source for comparison in zone.comparisons} - used
