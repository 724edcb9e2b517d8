"""The page's data as JSON: figures, the geometry of the backdrop, and the texts in every language.

The script looks up texts by key, so that the page can change its language in place. Coordinates
are WGS-84 (lon/lat) in degrees, except the backdrop's paths, which are in pixels of Web Mercator; lengths are in
metres, areas in km².
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shapely import Point, get_coordinates, get_parts, transform
from shapely.geometry.base import BaseGeometry

from geodata.column import Columns
from geodata.columns import AREA, FACT
from geodata.datum import in_china, to_china_datums
from geodata.model import LANGUAGES, Area, Place, Zone
from geodata.tile_layers import Layer
from maps.drawing.backdrop import (
    area_index,
    has_label,
    home_bounds,
    label_point,
    near_landmarks,
    opened_later,
    shown_places,
)
from maps.drawing.palette import area_colour
from maps.drawing.projection import MERCATOR_EXTENT, TILE_PX, UNITS_PER_PIXEL, Viewport, path_data, position
from maps.drawing.style import STYLES, script_table
from maps.text.cases import sizes_in_release
from maps.text.credits import LICENCE, credit_line
from maps.text.page_texts import Texts
from maps.text.size_comparison import sizes_km2
from maps.text.translator import TAGS, translators

DRAWN_ZOOM = 14
"""The backdrop is drawn in whole pixels of this zoom (some 8 m); the live map scales the drawing."""
TOLERANCE_SHARE, MAX_ACCURACY_M = 1 / 3, 500
"""Tolerance for simplifying the backdrop, as a share of each feature's accuracy, and a limit to that accuracy."""
METRES_PER_DEGREE = 111_000

LEAFLET_OPTIONS = {"minZoom": 0, "subdomains": "", "tileSize": TILE_PX, "zoomOffset": 0}
"""Options of a tile layer that need not be written: Leaflet's defaults, and no subdomains."""
PLACE_PREFIX = "place."
"""Key prefix of the backdrop's names."""
SCRIPT_TEXTS = ("area.", "fact.", "map.", "share.", "sheet.", "size.", "download.", "lens.title")
"""Key prefixes of texts that the page's script looks up by name."""


def payload(zone: Zone, texts: Texts) -> dict[str, Any]:
    """Return the page's data in plain JSON types, with the zone's texts by language and key."""
    places, home = shown_places(zone), _rounded(home_bounds(zone))
    near = {place.id: place for place in near_landmarks(zone)}
    named = [f"{PLACE_PREFIX}{place.id}" for place in places if has_label(place)]
    return {
        "areas": [_area(zone, area, index) for index, area in enumerate(zone.area_records)],
        "backdrop": {"features": [*_features(zone, places, home)], "zoom": DRAWN_ZOOM},
        "foreign": _foreign(zone),
        "facts": [_columns(FACT, fact, zone) for fact in zone.facts],
        "home": home,
        "layers": [island_layer(layer) for layer in zone.layers],
        "landmarks": {id: [_rounded(near[id].geometry.bounds)] if id in near else [] for id in zone.landmarks},
        "languages": [{"code": w.language, "tag": TAGS[w.language], "name": w("language.name")} for w in translators()],
        "size_comparison": _size_comparison(zone),
        "style": script_table(),
        "terms": {"credit": credit_line(zone.sources), "licence": LICENCE.id},
        "texts": {language: _order_texts(own, named) for language, own in texts.items()},
        "zone": {"id": zone.id, **({"url": zone.url} if zone.url else {})},
    }


def _order_texts(texts: Mapping[str, str], named: list[str]) -> dict[str, str]:
    """Return the texts, with only those place names that the map shows, in the order of the map's features."""
    others = {key: text for key, text in texts.items() if not key.startswith(PLACE_PREFIX)}
    return others | {key: texts[key] for key in named}


def island(data: dict[str, Any], page: str) -> str:
    """Return `data` as JSON that is safe inside a script element, the same bytes at every build.

    Each text is stored once. A language has one list: first the texts of the `page`'s elements with data-t or
    data-t-label, in document order; then the texts that only the script looks up, whose keys are listed; then
    the names of the backdrop's features that have `named`, in their order. The first language leaves out the texts
    that are in the page itself; in other languages null stands for a text equal to that of the first.
    Raises ValueError on NaN and infinity, which JSON does not have.
    """
    first = data["texts"][LANGUAGES[0]]
    on_page, looked_up = text_keys(first, page)
    places = [key for key in first if key.startswith(PLACE_PREFIX)]
    texts: dict[str, list[str | None]] = {"keys": [*looked_up]}
    texts[LANGUAGES[0]] = [first[key] for key in (*looked_up, *places)]
    for language in LANGUAGES[1:]:
        other = data["texts"][language]
        texts[language] = [None if other[key] == first[key] else other[key] for key in (*on_page, *looked_up, *places)]
    backdrop = data["backdrop"] | {"features": _with_ids(data, page)}
    return safe_json(data | {"backdrop": backdrop, "texts": texts})


def text_keys(texts: Mapping[str, str], page: str) -> tuple[list[str], list[str]]:
    """Return the keys of texts in the `page`, except place names, and of further texts that its script looks up."""
    on_page = {key: None for key in _page_keys(page) if not key.startswith(PLACE_PREFIX)}
    return [*on_page], [key for key in texts if key not in on_page and key.startswith(SCRIPT_TEXTS)]


def _page_keys(page: str) -> dict[str, None]:
    return dict.fromkeys(re.findall(r' data-t(?:-label)?="([^"]+)"', page))


def safe_json(data: object) -> str:
    """Return `data` as JSON that is safe inside a script element; raise ValueError on NaN and infinity."""
    return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", _json(data))


def files_json(data: object) -> str:
    """Return `data` as JSON for a script element like `safe_json`, but escape only what HTML requires: files are full
    of tags."""
    return re.sub("<(?=!--|/?script)", r"\\u003c", _json(data), flags=re.IGNORECASE)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _with_ids(data: dict[str, Any], page: str) -> list[dict[str, Any]]:
    """Return the backdrop's features, with ids only for landmarks and for places named in the page."""
    on_page = _page_keys(page)
    ids = iter(key.removeprefix(PLACE_PREFIX) for key in data["texts"][LANGUAGES[0]] if key.startswith(PLACE_PREFIX))
    features = []
    for feature in data["backdrop"]["features"]:
        place = next(ids) if "named" in feature else None
        is_known = place in data["landmarks"] or f"{PLACE_PREFIX}{place}" in on_page
        features.append(feature | {"id": place} if place and is_known else feature)
    return features


def _area(zone: Zone, area: Area, index: int) -> dict[str, Any]:
    position: dict[str, Any] = {
        "centre": [area.centre.x, area.centre.y],
        "colour": area_colour(index),
        "extent": _rounded(area.reach.union(area.footprint).bounds),
    }
    if in_china(area.centre):
        position["datums"] = {datum: _rounded(at.coords[0]) for datum, at in to_china_datums(area.centre).items()}
    if area.footprint.geom_type == "MultiPolygon":
        # Labels treat several parts as one shape.
        position["hull"] = [_rounded(corner) for corner in area.footprint.convex_hull.exterior.coords[:-1]]
    return position | _columns(AREA, area, zone)


def _columns(columns: Columns, record: object, zone: Zone) -> dict[str, Any]:
    """Return the columns of a record for the page's script, without empty ones."""
    values = {column.key: column.value(record, zone) for column in columns if column.in_page}
    return {key: value for key, value in values.items() if value not in (None, ())}


def island_layer(layer: Layer) -> dict[str, Any]:
    """Return an online layer: URL, datum, credit and the options that differ from `LEAFLET_OPTIONS`."""
    options = {"maxNativeZoom": layer.zooms[1], "minZoom": layer.zooms[0], "subdomains": "".join(layer.subdomains)}
    options |= {"tileSize": layer.tile_px, "zoomOffset": layer.zoom_offset}
    unusual = {key: value for key, value in options.items() if value != LEAFLET_OPTIONS.get(key)}
    return {"credit": layer.credit, "datum": layer.datum, "options": unusual, "url": layer.url}


def _rounded(degrees: Iterable[float]) -> list[float]:
    """Round degrees to five decimals, about a metre."""
    return [round(value, 5) for value in degrees]


def _features(zone: Zone, places: Iterable[Place], home: list[float]) -> Iterator[dict[str, Any]]:
    """Yield the backdrop's features, their paths relative to the north-west corner of `home`."""
    side = TILE_PX * 2**DRAWN_ZOOM / UNITS_PER_PIXEL
    world = Viewport(MERCATOR_EXTENT, side, side)
    west, _, _, north = home
    origin = get_coordinates(world.project(Point(west, north)))
    for place in places:
        # Details far smaller than the feature's own accuracy carry no information.
        shape = place.geometry.simplify(min(place.accuracy_m, MAX_ACCURACY_M) * TOLERANCE_SHARE / METRES_PER_DEGREE)
        yield _feature(zone, place, _path(world.project(shape), origin))


def _feature(zone: Zone, place: Place, path: str) -> dict[str, Any]:
    feature: dict[str, Any] = {"kind": place.kind, "path": path}
    if place.rank > 1:
        feature["rank"] = place.rank
    if has_label(place):
        feature["named"] = True
        label = STYLES[place.kind].label
        if label is not None and not label.along and place.geometry.geom_type != "Point":
            feature["at"] = _rounded(label_point(place).coords[0])
    if opened_later(place, zone.released):
        feature["later"] = True
    index = area_index(zone, place)
    if index is not None:
        feature["colour"] = area_colour(index)
    return feature


def _path(shape: BaseGeometry, origin: Any) -> str:
    """Return path data of a shape, relative to `origin`, both in pixels.

    A point becomes a line of zero length, which round line caps show as a dot.
    """
    moved = [transform(part, lambda points: points - origin) for part in get_parts(shape)]
    return "".join(path_data([part]) or f"{position(get_coordinates(part)[0])}h0" for part in moved)


def _foreign(zone: Zone) -> dict[str, dict[str, str]]:
    """Return, by page language, the keys of texts in another language, with its BCP 47 tag."""
    foreign: dict[str, dict[str, str]] = {}
    for area in zone.area_records:
        for language, tag in area.name_languages.items():
            foreign.setdefault(language, {})[f"area.{area.id}"] = tag
    return foreign


def _size_comparison(zone: Zone) -> dict[str, object]:
    """Return the data of the circle that shows a size: its first position (lon/lat) and the sizes in km².

    `in_release` says whether the release gives the areas' sizes.
    """
    place = zone.place(zone.landmarks[0]).geometry if zone.landmarks else zone.area_records[0].centre
    point = place.representative_point()
    return {"at": [round(point.x, 5), round(point.y, 5)], "in_release": sizes_in_release(zone), "km2": sizes_km2(zone)}
