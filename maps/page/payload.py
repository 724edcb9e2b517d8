"""What the page knows, as JSON: figures, geometry of the backdrop and every text in four languages.

The page takes each text from here by its key, so that it changes language in place. Coordinates
are lon/lat in WGS-84; lengths in metres; areas in km².
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import shapely

from geodata.columns import AREA, FACT, Columns
from geodata.measure import bearing_deg, distance_m
from geodata.model import LANGUAGES, Area, Fact, Place, Zone
from maps.drawing.backdrop import (
    LABEL_MAX_ZOOM,
    LINES,
    has_label,
    home_bounds,
    label_min_zoom,
    label_point,
    min_zoom,
    opened_later,
    shown_places,
)
from maps.drawing.palette import area_colour
from maps.page import datum_shift, tile_layers
from maps.text.credits import AUTHOR, EDITION, LICENCE, VERSION, credit_line
from maps.text.size_comparison import size_comparison, size_texts
from maps.text.translator import TAGS, Translator, fill, messages, translators

SCALE = 10_000
"""Backdrop coordinates travel as whole numbers of 1/SCALE degree (some 10 m), each point as the
step from the one before."""

DETAIL, METRES_PER_DEGREE = 0.2, 111_000
"""How exactly a line of the backdrop is drawn, as a part of its accuracy."""

SCRIPT_TEXTS = ("area.", "map.", "place.", "share.", "sheet.", "size.", "download.", "lens.title")
"""How the keys begin of texts that the page's script asks for by name."""


def payload(zone: Zone) -> dict[str, Any]:
    """What the page knows, in plain JSON types; `texts` has each language's by key."""
    shown = shown_places(zone)
    return {
        "areas": [_area(zone, area, index) for index, area in enumerate(zone.area_records)],
        "backdrop": {"scale": SCALE, "features": [_place(p, zone.released) for p in shown]},
        "foreign": _foreign(zone),
        "facts": [_columns(FACT, fact, zone) for fact in zone.facts],
        "home": [round(degrees, 5) for degrees in home_bounds(zone)],
        "layers": [tile_layers.island_record(layer) for layer in zone.layers],
        "languages": [{"code": w.language, "tag": TAGS[w.language], "name": w("language.name")} for w in translators()],
        "size_comparison": size_comparison(zone),
        "terms": {
            "author": AUTHOR,
            "credit": credit_line(zone.sources),
            "edition": EDITION.isoformat(),
            "licence": LICENCE.id,
            "licence_url": LICENCE.url,
            "version": VERSION,
        },
        "texts": {words.language: dict(_texts(zone, shown, words)) for words in translators()},
        "zone": {
            "id": zone.id,
            "landmarks": list(zone.landmarks),
            "released": zone.released.isoformat(),
            "total_km2": zone.total_km2,
        },
    }


def island(data: dict[str, Any], page: str) -> str:
    """`data` as JSON that is safe inside a script element, the same bytes at every build.

    Its texts stand there as one list of keys and for each language a list in the same order; null
    where the text is that of the first language, or where the first language's stands in the `page`
    itself, in an element with data-t="key". So each text travels once, and similar ones together.
    Those of places, whose keys begin with "place.", are in the order of the backdrop's features that are named.
    Texts that neither the page shows nor its script asks for stay at home.
    Raises ValueError on NaN and infinity, which JSON does not have.
    """
    shown = set(re.findall(r' data-t(?:-label)?="([^"]+)"', page))
    first = data["texts"][LANGUAGES[0]]
    keys = [key for key in first if key in shown or key.startswith(SCRIPT_TEXTS)]
    texts = {"keys": keys, LANGUAGES[0]: [None if key in shown else first[key] for key in keys]}
    for language in LANGUAGES[1:]:
        other = data["texts"][language]
        texts[language] = [None if other[key] == first[key] else other[key] for key in keys]
    written = json.dumps(
        data | {"texts": texts}, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def untied_facts(zone: Zone) -> list[Fact]:
    """The facts of the release that a reader might take for those of one area, and that it ties to none."""
    return [fact for fact in zone.facts if fact.in_release and fact.group in ("agreed", "planned") and not fact.areas]


def _area(zone: Zone, area: Area, index: int) -> dict[str, Any]:
    around = [area.reach, area.footprint, *([zone.place(area.district).geometry] if area.district else [])]
    shown = {
        "centre": [area.centre.x, area.centre.y],
        "colour": area_colour(index),
        "extent": [round(degrees, 4) for degrees in shapely.union_all(around).bounds],
    }
    return shown | _columns(AREA, area, zone)


def _columns(columns: Columns, record: object, zone: Zone) -> dict[str, Any]:
    """The columns of a record that the page's script gets; those without a value are left out."""
    known = {column.key: column.value(record, zone) for column in columns if column.in_page}
    return {key: _plain(value) for key, value in known.items() if value not in (None, ())}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else list(value) if isinstance(value, tuple) else value


def _place(place: Place, released: dt.date) -> dict[str, Any]:
    # What lies closer together than a part of how far it may be off says nothing.
    shape = place.geometry.simplify(min(place.accuracy_m, 500) * DETAIL / METRES_PER_DEGREE)
    parts = getattr(shape, "geoms", [shape])
    # A hole of a lake or district would be drawn as a ring of its own; there are none at this scale.
    rings = [part.exterior if part.geom_type == "Polygon" else part for part in parts]
    feature: dict[str, Any] = {"kind": place.kind, "parts": [_steps(list(ring.coords)) for ring in rings]}
    if min_zoom(place):
        feature["from"] = min_zoom(place)
    if has_label(place):
        feature["named"] = label_min_zoom(place)
        if place.kind not in LINES and place.geometry.geom_type != "Point":
            feature["at"] = _steps([label_point(place).coords[0]])
    if place.kind in LABEL_MAX_ZOOM:
        feature["until"] = LABEL_MAX_ZOOM[place.kind]
    if place.schematic:
        feature["schematic"] = True
    if opened_later(place, released):
        feature["later"] = True
    return feature


def _steps(points: list[tuple[float, ...]]) -> list[int]:
    whole = [(round(lon * SCALE), round(lat * SCALE)) for lon, lat, *_ in points]
    steps: list[int] = list(whole[0])
    for (lon, lat), (next_lon, next_lat) in pairwise(whole):
        steps += [next_lon - lon, next_lat - lat]
    return steps


def _foreign(zone: Zone) -> dict[str, dict[str, str]]:
    """By the page's language the keys of texts that are in another one, with the tag of that."""
    found: dict[str, dict[str, str]] = {}
    for area in zone.area_records:
        for language, tag in area.name_languages.items():
            found.setdefault(language, {})[f"area.{area.id}"] = tag
    return found


def _texts(zone: Zone, shown: list[Place], words: Translator) -> Iterator[tuple[str, str]]:
    """Every text that the page shows in one language, filled in, by its key."""
    yield from _page_texts(zone, words)
    for place in shown:
        if has_label(place):
            yield f"place.{place.id}", _map_name(place, words)
    for area in zone.area_records:
        yield from _area_texts(zone, area, words)
    yield from size_texts(zone, words)
    for fact in zone.facts:
        yield from _fact_texts(zone, fact, words)
    for index, difference in enumerate(zone.differences):
        yield f"difference.{index}", difference.text[words.language]
    for index, text in enumerate(zone.not_stated):
        yield f"unstated.{index}", text[words.language]
    for index, layer in enumerate(zone.layers):
        yield f"layer.{index}", layer.name[words.language]
        yield f"layer.{index}.who", words("each.layer_who", who=layer.who[words.language], host=tile_layers.host(layer))
    for source in zone.sources:
        yield f"source.{source.id}", source.label[words.language]
        if source.published:
            yield f"date.{source.published}", words.date(source.published)


def _page_texts(zone: Zone, words: Translator) -> Iterator[tuple[str, str]]:
    total = words.area(zone.total_km2)
    common = {
        "count": words("each.value.areas", n=words.number(len(zone.area_records))),
        "date": words.date(zone.released),
        "landmark": _name(zone.place(zone.landmarks[0]), words),
        "outside": words("facts.outside"),
        "location_statement": fill(zone.location_statement[words.language], total=total),
        "edition": words.date(EDITION),
        "version": VERSION,
        "total": total,
        "untied": words.together(fact.label[words.language] for fact in untied_facts(zone)),
    }
    for key in messages():
        if not key.startswith("each."):
            yield key, words(key, **common)
    yield "zone.name", zone.name[words.language]
    yield "zone.title", fill(zone.title[words.language], total=total)
    yield "zone.standfirst", fill(zone.standfirst[words.language], total=total, date=common["date"])


def _area_texts(zone: Zone, area: Area, words: Translator) -> Iterator[tuple[str, str]]:
    key = f"area.{area.id}"
    name = area.name[words.language]
    size, off = words.area(area.size_km2), words.radius(area.uncertainty_m)
    yield key, name
    yield f"{key}.size", size
    yield f"{key}.off", words("each.off", off=off)
    yield f"{key}.plus_minus", words("each.place_off", off=off)
    yield f"{key}.figure", words.number(area.size_km2)
    share = words.share(area.size_km2 / zone.total_km2)
    yield f"{key}.share", words("each.share", size=size, share=share)
    confidence = words(f"each.confidence.{area.confidence}")
    yield f"{key}.confidence", words("each.sure", confidence=confidence, off=off)
    yield f"{key}.basis", fill(area.basis[words.language], size=size, off=off)
    yield f"{key}.purpose", fill(area.purpose[words.language], size=size, off=off)
    yield f"{key}.shape", words("each.shape", name=name, size=size)
    yield f"{key}.opened", words("each.opened", name=name)
    moved = {datum: words.radius(round(metres)) for datum, metres in datum_shift.shift_m(area).items()}
    for datum, length in moved.items():
        yield f"{key}.{datum}", length
    yield f"{key}.shift", words("each.shift", off=off, **moved)
    if area.district_km2:
        yield f"{key}.district", words("each.district", size=words.area(area.district_km2))
    for place_id in zone.landmarks:
        yield f"{key}.from.{place_id}", _distance_text(area, zone.place(place_id), words)
    for place_id in area.stations:
        yield f"{key}.station.{place_id}", _station_text(zone, area, zone.place(place_id), words)


def _distance_text(area: Area, place: Place, words: Translator) -> str:
    sector = round(bearing_deg(place.geometry, area.centre) / 45) % 8
    return words(
        "each.distance",
        place=_name(place, words),
        distance=words.length(distance_m(area.centre, place.geometry)),
        direction=words(f"each.direction.{sector}"),
    )


def _station_text(zone: Zone, area: Area, place: Place, words: Translator) -> str:
    state = "then" if place.ran_on(zone.released) else "later" if place.opened else "closed"
    return words(
        f"each.station_{state}",
        name=_name(place, words),
        line=(place.line or "").replace(",", "/"),
        distance=words.length(distance_m(area.centre, place.geometry)),
        opened=words.partial_date(place.opened) if place.opened else "",
    )


def _map_name(place: Place, words: Translator) -> str:
    """Its name on the map; a metro line is called by its number."""
    return words("each.line", line=place.line or "") if place.kind == "metro" else _name(place, words)


def _name(place: Place, words: Translator) -> str:
    return place.name[words.language] if place.name else place.id


def _fact_texts(zone: Zone, fact: Fact, words: Translator) -> Iterator[tuple[str, str]]:
    key = f"fact.{fact.id}"
    value = "" if fact.value is None else words.value(fact.value, fact.unit)
    yield f"{key}.label", fact.label[words.language]
    yield f"{key}.text", fill(fact.text[words.language], value=value)
    if fact.id in zone.key_facts and fact.value is not None:
        # Its label says what is counted; only size and money show their unit.
        yield f"{key}.value", words.value(fact.value, fact.unit if fact.unit in ("km2", "RMB") else None)
    if fact.date:
        yield f"as_of.{fact.date}", words("each.as_of", date=words.date(fact.date))
    for index, item in enumerate(fact.items):
        yield f"{key}.item.{index}", item[words.language]
    if fact.areas:
        names = [area.name[words.language] for area in zone.area_records if area.id in fact.areas]
        yield f"{key}.scope", words.together(names)
    for version in fact.versions:
        yield (
            f"version.{version.source}",
            words("each.version", language=words.name_of(zone.source(version.source).language)),
        )
    if fact.locator:
        paragraph, sentence = fact.locator.paragraph, fact.locator.sentence
        yield (
            f"evidence.{paragraph}.{sentence}",
            words("each.evidence", paragraph=words.number(paragraph), sentence=words.number(sentence)),
        )
