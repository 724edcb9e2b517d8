"""From a `Zone` to the page: one HTML text with everything in it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import accumulate, groupby
from math import pi, sqrt

import rcssmin
import rjsmin
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from geodata.addresses import quote_link
from geodata.measure import area_km2
from geodata.model import GROUPS, LANGUAGES, Zone
from geodata.tile_layers import origins
from maps.drawing import palette, style_rules
from maps.drawing.backdrop import ground_colour
from maps.drawing.page_maps import PageMaps, draw_page_maps
from maps.page import folium_map, metadata
from maps.page.bundle import script
from maps.page.datum_shift import draw_shift
from maps.page.links import service_links
from maps.page.payload import island, payload
from maps.page.release_thumbnail import draw_release
from maps.text.fact_texts import untied_facts
from maps.text.page_texts import Texts, zone_texts
from maps.text.size_comparison import compared_only
from maps.text.translator import TAGS

LENSES = ("release", "sources", "estimate")
"""The stops of the certainty lens, from what the release says to what we reckon."""
SPLIT_AREAS = range(2, 9)
"""For so many areas there is a bar that shows how the zone splits."""


def build_page(zone: Zone) -> str:
    """The whole page, the same bytes for the same zone; it asks for nothing when opened."""
    return _page(zone, folium_map.build_map(zone), zone_texts(zone))


def build_map(zone: Zone) -> folium_map.ZoneMap:
    """The map of the zone, to add own layers of folium to; what it saves is the page with them."""
    zone_map, texts = folium_map.build_map(zone), zone_texts(zone)
    title = texts[LANGUAGES[0]]["zone.title"]
    folium_map.attach_page_builder(zone_map, lambda embedded: _page(zone, zone_map, texts, embedded), title)
    return zone_map


def _page(zone: Zone, zone_map: folium_map.ZoneMap, all_texts: Texts, embedded: bool = False) -> str:
    data = payload(zone, all_texts)
    language = LANGUAGES[0]
    texts = all_texts[language]
    maps = draw_page_maps(zone, all_texts)
    return folium_map.render(
        zone_map,
        page_template(),
        compared_only=compared_only(zone),
        data=data,
        differences=_differences(zone),
        evidence=_evidence(zone),
        embedded=embedded,
        has_added=bool(zone_map.added()),
        early_script=Markup(script("bootstrap").rstrip()),
        groups=_groups(zone),
        has_split=_has_split(zone),
        image_hosts=origins(zone.layers),
        has_untied=bool(untied_facts(zone)),
        island=lambda body: Markup(island(data, body)),
        lang=TAGS[language],
        lenses=LENSES,
        leaflet_script=Markup(folium_map.leaflet_script()),
        metadata=metadata,
        json_ld=metadata.json_ld(zone, all_texts),
        live_script=Markup(script("map/live-map")),
        outside_ids=[fact.id for fact in zone.facts if not fact.in_release],
        helper_script=Markup(folium_map.helper_script(zone_map)),
        page_script=Markup(script("main")),
        parts=_parts(zone),
        release=draw_release(zone.release_sentences),
        services={area.id: service_links(area) for area in zone.area_records},
        shifts={area.id: draw_shift(area) for area in zone.area_records},
        maps=maps,
        stylesheet=Markup(stylesheet(zone, maps, bool(zone_map.added()))),
        swatches=_swatches(zone),
        tags=TAGS,
        texts=texts,
        zone=zone,
    )


@cache
def page_template() -> Template:
    """maps/page/templates/page.html, with text escaped unless it is marked as made by us."""
    environment = Environment(
        loader=PackageLoader("maps.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.tests["contains"] = lambda collection, member: member in collection
    environment.filters["csp_hash"] = csp_hash
    environment.filters["jsmin"] = lambda script: Markup(rjsmin.jsmin(script))
    return environment.get_template("page.html")


def csp_hash(text: str) -> Markup:
    """The hash source of the Content Security Policy for an inline script or style (CSP 3, 2.3.1)."""
    return Markup("'sha256-" + b64encode(sha256(text.encode()).digest()).decode() + "'")


STYLES = ("base", "column", "facts", "datums", "map", "size-comparison", "layers", "downloads", "narrow", "print")
"""The page's stylesheets, in the order in which they count."""


def stylesheet(zone: Zone, maps: PageMaps, with_layers: bool = False) -> str:
    """Return Leaflet's rules, the palette, the style table's and the page's own, in this order, without comments."""
    drawn = palette.stylesheet() + style_rules.css() + maps.css
    own = "".join(_asset(f"styles/{name}.css") for name in (*STYLES, *(["added"] if with_layers else [])))
    # The bar of the zone's split, drawn in proportion; an attribute for it is not allowed by the page's policy.
    columns = " ".join(f"{area.size_km2:g}fr" for area in zone.area_records)
    ground = f":root{{--ground:var(--{ground_colour(zone)})}}\n"
    split = f".split{{grid-template-columns:{columns}}}\n" if _has_split(zone) else ""
    return str(rcssmin.cssmin(folium_map.leaflet_stylesheet(with_layers) + drawn + own + ground + split))


def _has_split(zone: Zone) -> bool:
    return len(zone.area_records) in SPLIT_AREAS


def _asset(name: str) -> str:
    return files("maps.page").joinpath(name).read_text("utf-8")


def _groups(zone: Zone) -> list[tuple[str, list[str]]]:
    """Ids of the facts by the question they answer, in the order of `GROUPS`."""
    facts = sorted(zone.facts, key=lambda fact: GROUPS.index(fact.group))
    return [(name, [fact.id for fact in group]) for name, group in groupby(facts, key=lambda f: f.group)]


def _differences(zone: Zone) -> dict[str, list[int]]:
    """For each fact the numbers of the notes on how the language versions differ there."""
    found: dict[str, list[int]] = {}
    for index, difference in enumerate(zone.differences):
        found.setdefault(difference.fact, []).append(index)
    return found


def _parts(zone: Zone) -> list[dict[str, object]]:
    """The areas' sizes one after the other, in km²."""
    starts = accumulate((area.size_km2 for area in zone.area_records), initial=0.0)
    return [
        {"id": area.id, "colour": palette.area_colour(n), "start": f"{start:g}", "length": f"{area.size_km2:g}"}
        for n, (area, start) in enumerate(zip(zone.area_records, starts, strict=False))
    ]


def _swatches(zone: Zone) -> dict[str, dict[str, str]]:
    """Return for each area the radius of circles as large as its reach and footprint, to one scale; at most 19."""
    metres = {
        area.id: {"reach": sqrt(area_km2(area.reach) / pi), "footprint": sqrt(area.size_km2 / pi)}
        for area in zone.area_records
    }
    scale = 19 / max(max(radii.values()) for radii in metres.values()) if metres else 1
    return {id: {key: f"{radius * scale:.3g}" for key, radius in radii.items()} for id, radii in metres.items()}


def _evidence(zone: Zone) -> dict[str, dict[str, object]]:
    """For each fact of a release: its stroke in the drawing of the release, the address that opens the
    published text at its quote, and the same for other language versions."""
    strokes = draw_release(zone.release_sentences).strokes
    found: dict[str, dict[str, object]] = {}
    for fact in (fact for fact in zone.facts if fact.locator):
        locator = fact.locator
        assert locator is not None
        sources = [(version, zone.source(version.source)) for version in fact.versions]
        found[fact.id] = {
            "link": quote_link(zone, locator),
            "lit": strokes.get((locator.paragraph, locator.sentence)) if locator.source == zone.release else None,
            "versions": [
                {"source": source.id, "language": source.language, "link": quote_link(zone, version)}
                for version, source in sources
            ],
        }
    return found
