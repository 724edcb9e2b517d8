"""The texts of an area: its name, size, location, distances and metro stations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geodata.columns import AREA
from geodata.datum import in_china, shift_m
from geodata.measure import bearing_deg, distance_m
from geodata.model import Area, Place, Zone
from maps.text.cases import area_cases, in_case
from maps.text.place_texts import landmark_phrase, noun, place_name
from maps.text.translator import Translator, fill


def area_texts(zone: Zone, area: Area, translator: Translator) -> Iterator[tuple[str, str]]:
    """Yield key and text of each text of the area in one language; the keys start with `area.<id>`."""
    key, language = f"area.{area.id}", translator.language
    cases, is_shifted = area_cases(area), in_china(area.centre)

    def message(key: str, **values: str) -> str:
        return translator(in_case(key, cases), **values)

    name = area.name[language]
    size, uncertainty = translator.area(area.size_km2), translator.length(area.uncertainty_m)
    yield key, name
    yield f"{key}.size", size
    yield f"{key}.plus_minus", message("each.place_off", off=uncertainty)
    yield f"{key}.figure", translator.number(area.size_km2)
    share = translator.percent(area.size_km2 / zone.total_km2)
    yield f"{key}.share", translator("each.share", size=size, share=share, noun=noun(zone, translator))
    confidence = translator(f"each.confidence.{area.confidence}")
    yield f"{key}.confidence", message("each.sure", confidence=confidence, off=uncertainty)
    for column in AREA:
        if column.type == "text" and column.key != "name" and (text := column.value(area, zone)):
            yield f"{key}.{column.key}", fill(text[language], size=size, off=uncertainty)
    yield f"{key}.shape", message("each.shape", name=name, size=size)
    yield f"{key}.pin", message("each.pin", name=name, off=uncertainty)
    yield f"{key}.announced", translator("each.announced", name=name)
    if is_shifted:
        shifts = {datum: translator.length(round(metres)) for datum, metres in shift_m(area.centre).items()}
        yield from ((f"{key}.{datum}", length) for datum, length in shifts.items())
        yield f"{key}.shift", message("each.shift", off=uncertainty, **shifts)
    if area.district_km2:
        size = translator.area(area.district_km2)
        yield f"{key}.district", message("each.district", size=size, noun=noun(zone, translator))
    for place in map(zone.place, zone.landmarks):
        yield f"{key}.from.{place.id}", distance_text(area, place, translator)
    for place in map(zone.place, area.stations):
        yield f"{key}.station.{place.id}", _station_text(zone, area, place, translator)


def area_lines(area: Area, texts: Mapping[str, str]) -> list[str]:
    """Return the paragraphs that describe an area in files: size, confidence, purpose and basis of its location."""
    return [texts[f"area.{area.id}.{part}"] for part in ("share", "confidence", "purpose", "basis")]


def area_summary(area: Area, texts: Mapping[str, str]) -> str:
    """Return the area's size and uncertainty on one line."""
    return " · ".join(texts[f"area.{area.id}.{part}"] for part in ("size", "plus_minus"))


def distance_text(area: Area, place: Place, translator: Translator) -> str:
    """Return the distance of the area's centre from a place and its direction, one of eight."""
    sector = round(bearing_deg(place.geometry, area.centre) / 45) % 8
    return translator(
        "each.distance",
        landmark=landmark_phrase(place, translator),
        distance=translator.distance(distance_m(area.centre, place.geometry)),
        direction=translator(f"each.direction.{sector}"),
    )


def _station_text(zone: Zone, area: Area, place: Place, translator: Translator) -> str:
    assert place.line is not None  # the data's rules ensure it
    state = "then" if place.was_open_on(zone.released) else "later" if place.opened else "closed"
    return translator(
        in_case(f"each.station_{state}", area_cases(area)),
        name=place_name(place, translator),
        line=place.line.replace(",", "/"),
        distance=translator.distance(distance_m(area.centre, place.geometry)),
        opened=translator.partial_date(place.opened) if place.opened else "",
    )
