"""Build the page from a `Zone`: one self-contained HTML document."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from itertools import chain, groupby
from math import pi, sqrt

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from geodata.datum import in_china
from geodata.measure import area_km2
from geodata.model import LANGUAGES, Fact, Zone
from geodata.tile_layers import origins
from geodata.vocabulary import GROUPS
from maps.drawing import palette, style_rules
from maps.drawing.backdrop import ground_colour
from maps.drawing.page_maps import PageMaps, draw_page_maps
from maps.drawing.text_metrics import is_wide
from maps.export.records import Quote, fact_quotes
from maps.page import folium_map, metadata
from maps.page.bundle import bundle_script, escape_for_script_element, minify_css, minify_script
from maps.page.carried_files import pack_files
from maps.page.datum_shift import draw_shift
from maps.page.leaflet_files import leaflet_script, leaflet_stylesheet
from maps.page.links import encode_pin, service_links
from maps.page.notebook_frame import notebook_frame
from maps.page.payload import files_json, island, payload, text_keys
from maps.page.release_thumbnail import draw_release
from maps.text.cases import area_cases, in_case, sizes_in_release
from maps.text.page_texts import Texts, zone_texts
from maps.text.translator import TAGS

LENSES = ("release", "sources", "estimate")
"""The stops of the certainty lens, from what the release states to our estimate."""
JUMP_GROUPS = ("who", "agreed", "planned")
"""Groups of facts, from `GROUPS`, to which the page has links."""
SPLIT_AREAS = range(2, 9)
"""Numbers of areas for which a bar shows their shares of the zone."""
MANY_AREAS = 6
"""With more areas than this, labels in a narrow window leave out the figures."""
MAX_SWATCH_RADIUS = 19
"""Radius in pixels of the largest circle beside the areas in the list."""


def build_page(zone: Zone) -> str:
    """Return the page as HTML, the same bytes for the same zone; it makes no network requests when opened."""
    return _page(zone, folium_map.build_map(zone))


def build_map(zone: Zone) -> folium_map.ZoneMap:
    """Return the map of the zone as a folium map; it accepts folium layers and saves the page with them."""
    zone_map = folium_map.build_map(zone)
    zone_map.make_page, zone_map.make_frame = partial(_page, zone), partial(_make_frame, zone)
    return zone_map


def _make_frame(zone: Zone, zone_map: folium_map.ZoneMap) -> str:
    texts = zone_texts(zone)
    return notebook_frame(zone, texts, _page(zone, zone_map, texts, embedded=True))


def _page(zone: Zone, zone_map: folium_map.ZoneMap, all_texts: Texts | None = None, embedded: bool = False) -> str:
    # Draw first, since this raises ValueError for layers that cannot be shown.
    drawn = folium_map.draw(zone_map, _reserved_names)
    all_texts = all_texts or zone_texts(zone)
    added, data = drawn.added, payload(zone, all_texts)
    language = LANGUAGES[0]
    texts = all_texts[language]
    maps = draw_page_maps(zone, all_texts)
    return page_template().render(
        added=added,
        compared_only=comparison_only_sources(zone),
        data=data,
        embedded=embedded,
        early_script=Markup(bundle_script("bootstrap").rstrip()),
        groups=_groups(zone),
        jump_groups=JUMP_GROUPS,
        has_split=_has_split(zone),
        image_hosts=origins(zone.layers),
        island=lambda body: Markup(island(data, body)),
        files_island=lambda body: Markup(
            files_json(pack_files(zone, all_texts, [*chain(*text_keys(texts, body))], body))
        ),
        lang=TAGS[language],
        lenses=[stop for stop in LENSES if stop != "sources" or _has_sources_stop(zone)],
        sizes_since="" if sizes_in_release(zone) else "sources",
        leaflet_subset=lambda *scripts: Markup(leaflet_script(None if added else scripts)),
        metadata=metadata,
        json_ld=metadata.json_ld(zone, all_texts),
        live_script=Markup(bundle_script("map/live-map")),
        helper_script=Markup(bundle_script("map/added-layers") if added else ""),
        frame_script=Markup(bundle_script("map/frame-height") if embedded else ""),
        area_key=lambda key, area: in_case(key, area_cases(area)),
        page_script=Markup(bundle_script("main")),
        quotes=partial(_quotes, zone),
        release=draw_release(zone.release_sentences),
        services={area.id: service_links(area, texts[f"area.{area.id}.pin"]) for area in zone.area_records},
        encode_pin=encode_pin,
        shifts={area.id: draw_shift(area) for area in zone.area_records if in_china(area.centre)},
        map_html=drawn.html,
        folium_script=Markup(minify_script(drawn.script)),
        maps=maps,
        stylesheet=Markup(stylesheet(zone, maps, added is not None)),
        swatches=_swatches(zone),
        texts=texts,
        zone=zone,
    )


@cache
def page_template() -> Template:
    """Return the template page.html, which escapes all text except `Markup`."""
    try:
        compiled = FileSystemBytecodeCache()  # compiling takes as long as rendering
    except (OSError, RuntimeError):  # no folder for temporary files, or not a safe one
        compiled = None
    environment = Environment(
        loader=PackageLoader("maps.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=compiled,
    )
    environment.tests["wide"] = lambda name: is_wide(name[0])
    environment.filters["csp_hash"] = csp_hash
    environment.filters["escape_for_script_element"] = lambda script: Markup(escape_for_script_element(script))
    return environment.get_template("page.html")


def csp_hash(text: str) -> Markup:
    """Return the hash-source for an inline script or style (Content Security Policy 3, section 2.3.1)."""
    return Markup("'sha256-" + b64encode(sha256(text.encode()).digest()).decode() + "'")


STYLES = (
    "base",
    "bar",
    "column",
    "facts",
    "datums",
    "map",
    "size-comparison",
    "layers",
    "downloads",
    "narrow",
    "print",
)
"""The page's stylesheets in cascade order."""


def stylesheet(zone: Zone, maps: PageMaps, with_layers: bool) -> str:
    """Return the minified rules of Leaflet, the palette, the style table and the page itself, in this order."""
    drawing = palette.stylesheet(len(zone.area_records)) + style_rules.css(len(zone.area_records)) + maps.css
    own = "".join(_asset(f"styles/{name}.css") for name in (*STYLES, *(["added"] if with_layers else [])))
    # Columns of the bar of the areas' shares, each at least as wide as its figure; the page's content security
    # policy forbids a style attribute.
    columns = " ".join(f"minmax(min-content,{area.size_km2:g}fr)" for area in zone.area_records)
    ground = f":root{{--ground:var(--{ground_colour(zone)})}}\n"
    split = f".split{{grid-template-columns:{columns}}}\n" if _has_split(zone) else ""
    # A surveyed area has a sourced outline, so its reach would show nothing more: hide it.
    reach = ".of-surveyed{stroke:none;fill:none}\n" if any(area.surveyed for area in zone.area_records) else ""
    narrow = "div.label.area span{display:none}"
    many = f"@media screen and (max-width:52rem){{{narrow}}}\n" if len(zone.area_records) > MANY_AREAS else ""
    return minify_css(leaflet_stylesheet(with_layers) + drawing + own + ground + split + reach + many)


def _has_sources_stop(zone: Zone) -> bool:
    """Return whether sources beside the release add sizes or districts, but not the outlines of all areas."""
    areas = zone.area_records
    added = not sizes_in_release(zone) or any(area.district for area in areas)
    return added and not all(area.surveyed for area in areas)


def _has_split(zone: Zone) -> bool:
    return len(zone.area_records) in SPLIT_AREAS


@cache
def _reserved_names() -> frozenset[str]:
    """Return the page's own classes and ids, which authors' layers must not use, unlike Leaflet's."""
    template_names = page_template().environment.list_templates(extensions=["html"])
    templates = "".join(_asset(f"templates/{name}") for name in template_names)
    styles = style_rules.css() + palette.stylesheet() + "".join(_asset(f"styles/{name}.css") for name in STYLES)
    names = set(re.findall(r"\.([A-Za-z][\w-]*)(?=[^{}]*\{)", styles))
    names.update(*map(str.split, re.findall(r"\b(?:class|id)=\"([^\"{}]*)", templates)))
    return frozenset(name for name in names if not name.startswith("leaflet-"))


def _asset(name: str) -> str:
    return files("maps.page").joinpath(name).read_text("utf-8")


def _groups(zone: Zone) -> list[tuple[str, list[list[Fact]]]]:
    """Return the rows of the table of facts by group, in the order of `GROUPS`.

    Facts that give areas' sizes from the same sources share a row.
    """
    rows: dict[object, list[Fact]] = {}
    for fact in sorted(zone.facts, key=lambda fact: GROUPS.index(fact.group)):
        shared = (fact.sources, fact.date) if _is_area_size(zone, fact) else fact.id
        rows.setdefault((fact.group, shared), []).append(fact)
    return [(name, [*group]) for name, group in groupby(rows.values(), key=lambda row: row[0].group)]


def _is_area_size(zone: Zone, fact: Fact) -> bool:
    """Return whether the fact is the published size of an area, from the source that the map uses."""
    return not fact.in_release and any(
        (fact.areas, fact.value, fact.unit) == ((area.id,), area.size_km2, "km2") and area.size_source in fact.sources
        for area in zone.area_records
    )


def _swatches(zone: Zone) -> dict[str, dict[str, str]]:
    """Return, by area, the radii of circles as large as its reach and footprint, to the same scale."""
    metres = {
        area.id: {"reach": sqrt(area_km2(area.reach) / pi), "footprint": sqrt(area.size_km2 / pi)}
        for area in zone.area_records
    }
    scale = MAX_SWATCH_RADIUS / max(max(radii.values()) for radii in metres.values())
    return {
        area_id: {key: f"{radius * scale:.3g}" for key, radius in radii.items()} for area_id, radii in metres.items()
    }


def _quotes(zone: Zone, fact: Fact) -> list[Quote]:
    """Return the quotes of a fact: those in the default language, then the locator's, then those of other versions."""
    language = TAGS[LANGUAGES[0]]
    return sorted(fact_quotes(zone, fact), key=lambda each: each.paragraph is not None or each.language != language)


def comparison_only_sources(zone: Zone) -> set[str]:
    """Return the ids of sources that are used for comparisons only; the printed page leaves them out."""
    others = {zone.release, *zone.parent_zone_note_sources}
    others |= {source for fact in zone.facts for source in fact.all_sources}
    for area in zone.area_records:
        others |= {*area.sources, area.size_source, area.purpose_source, *(clue.source for clue in area.clues)}
    for place in zone.backdrop:
        others |= {place.source, *place.basis, place.opened_source or ""}
    return {comparison.source for comparison in zone.comparisons} - others
