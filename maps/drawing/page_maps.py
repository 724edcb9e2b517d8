"""The drawings of the page: the static map, close-ups of the areas, the overview and the regional context.

They are painted first, serve print and readers without JavaScript, and are what readers save as a picture. Units are
half pixels. The stylesheet styles the classes; the page's script translates texts with `data-t`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from xml.etree import ElementTree as xml
from xml.etree.ElementTree import Element

from geodata.model import LANGUAGES, Zone
from maps.drawing import legend
from maps.drawing.backdrop import home_bounds
from maps.drawing.boxes import Box, Size
from maps.drawing.close_ups import cluster_areas, cluster_bounds
from maps.drawing.map_svg import MapDrawing
from maps.drawing.overview import SmallMap, draw_overview
from maps.drawing.projection import UNITS_PER_PIXEL, Viewport
from maps.drawing.regional_context import draw_regional_context
from maps.drawing.scale_bar import scale_bar
from maps.drawing.svg import element, number
from maps.text.page_texts import Texts
from maps.text.translator import Translator

WIDTH = 560
"""Width in pixels at which type and lines have the sizes of the style table."""
MARGIN = 130
"""Pixels by which lines extend beyond the static map, to fill a window that is wider or higher."""
CLOSE_UP = Size(480, 380)
CLOSE_UP_HOME = Box(20, 52, 440, 276)
"""The part of a close-up that its areas fill."""
SCALE_BAR_EDGE = 12
"""Pixels between the scale bar and the edge of a map."""
OVERVIEW, REGIONAL_CONTEXT = Size(176, 164), Size(176, 132)


@dataclass(frozen=True)
class PageMaps:
    """The drawings as HTML."""

    static_map: str
    close_ups: list[str]
    """One for each group of touching areas, in the order of the zone; `data-areas` has their ids."""
    overview: str
    """Empty where the zone has no districts."""
    regional_context: str
    """Empty where the zone has no regional context."""
    translated_names: str
    """The names of these two small maps in further languages; the page's script inserts them."""
    legend: list[tuple[legend.Row, str]]
    """Each row with its symbol."""
    css: str
    """Rules for these drawings, in addition to the style table."""


def draw_page_maps(zone: Zone, texts: Texts) -> PageMaps:
    """Return the drawings of a zone; `texts` are the page's, by language and key."""
    overall, detailed = static_map(zone, texts), close_ups(zone, texts)
    small = {
        "overview-map": draw_overview(zone, LANGUAGES, OVERVIEW),
        "regional-context": draw_regional_context(zone, LANGUAGES, REGIONAL_CONTEXT),
    }
    overview, region = (_markup(_small_svg(name, each, texts)) if each else "" for name, each in small.items())
    drawings = {"static-map": overall, **{f"close-up-{n}": each for n, each in enumerate(detailed, 1)}}
    return PageMaps(
        _markup(_static_svg(overall, texts)),
        [_markup(_close_up_svg(each, n)) for n, each in enumerate(detailed, 1)],
        overview,
        region,
        _markup(_translated_names(small)),
        [(row, _markup(_symbol_svg(row, zone))) for row in legend.rows(zone)],
        "".join(f".{name}{{--weight:{each.weight:.3g}}}\n" for name, each in drawings.items())
        + f":root{{--small-map:{OVERVIEW.width / 16:g}rem;--overview-height:{OVERVIEW.height / 16:g}rem}}\n"
        + _language_rules(),
    )


def static_map(zone: Zone, texts: Texts) -> MapDrawing:
    """Return the map of the whole zone."""
    view = Viewport(home_bounds(zone), WIDTH)
    return _with_scale_bar(MapDrawing(zone, view, texts, margin=MARGIN, overview=True, clickable=True))


def close_ups(zone: Zone, texts: Texts) -> list[MapDrawing]:
    """Return a close-up of each group of touching areas, so that each area is on one."""
    views = [Viewport(cluster_bounds(areas), *CLOSE_UP, CLOSE_UP_HOME) for areas in cluster_areas(zone)]
    return [_with_scale_bar(MapDrawing(zone, view, texts)) for view in views]


def _with_scale_bar(drawing: MapDrawing) -> MapDrawing:
    language, first = next(iter(drawing.texts.items()))
    bar = scale_bar(drawing.viewport, Translator(language).length, first["map.north_letter"])
    corner = SCALE_BAR_EDGE, drawing.viewport.height - SCALE_BAR_EDGE
    return replace(drawing, covers=(bar.box(*corner),), bar=(bar.element(*corner),))


def _static_svg(drawing: MapDrawing, texts: Texts) -> Element:
    svg = _svg(drawing.viewport.size, class_="drawn static-map", role="img", aria_labelledby="static-title")
    title = element("title", svg, id="static-title", data_t="map.static")
    title.text = next(iter(texts.values()))["map.static"]
    svg.extend(_elements(drawing))
    return svg


def _close_up_svg(drawing: MapDrawing, number: int) -> Element:
    areas = [area.id for area in drawing.zone.area_records if drawing.viewport.overlaps(area.footprint)]
    key = f"area.{areas[0]}" if len(areas) == 1 else "map.close_up"
    name, label = f"drawn close-up close-up-{number}", next(iter(drawing.texts.values()))[key]
    svg = _svg(drawing.viewport.size, class_=name, role="img", data_t_label=key, aria_label=label)
    svg.set("data-areas", " ".join(areas))
    svg.extend(_elements(drawing))
    return svg


def _elements(drawing: MapDrawing) -> Iterable[Element]:
    """Return the elements of a map, with the scale bar among its labels."""
    *others, labels = drawing.elements()
    labels.extend(drawing.bar)
    return [*others, labels]


def _small_svg(name: str, small: SmallMap, texts: Texts) -> Element:
    key = {"overview-map": "overview.label", "regional-context": "zone.regional_context"}[name]
    label = {"data_t_label": key, "aria_label": next(iter(texts.values()))[key]}
    bounds = " ".join(f"{degrees:.4f}" for degrees in small.bounds) if small.bounds else None
    svg = _svg(small.size, small.margin, class_=name, role="img", **label, data_over_map="", data_bounds=bounds)
    svg.extend(small.ground)
    language, names = next(iter(small.names.items()))
    element("g", svg, data_in=language).extend(names)
    return svg


def _translated_names(small: dict[str, SmallMap | None]) -> Element:
    svg = element("svg", aria_hidden="true")
    for name, each in small.items():
        for language, names in list(each.names.items())[1:] if each else ():
            element("g", svg, data_in=language, data_for=name).extend(names)
    return svg


def _symbol_svg(row: legend.Row, zone: Zone) -> Element:
    svg = element("svg", viewBox=f"0 0 {legend.WIDTH} {legend.HEIGHT}", width=legend.WIDTH, aria_hidden="true")
    svg.append(legend.symbol(row, zone))
    return svg


def _svg(size: Size, margin: tuple[float, float] = (0, 0), **attributes: object) -> Element:
    box = " ".join(number(value * UNITS_PER_PIXEL) for value in (-margin[0], -margin[1], *size))
    # If a server's policy blocks the stylesheet, which overrides these attributes, show lines instead of black shapes.
    return element("svg", viewBox=box, fill="none", stroke="currentColor", **attributes)


def _markup(root: Element) -> str:
    return xml.tostring(root, encoding="unicode").replace(" />", "/>")


def _language_rules() -> str:
    """Return CSS rules that show content that exists in every language (`data-in`) only in the page's language."""
    # Hide the texts too: a browser lays out the texts of a hidden group.
    selectors = ",".join(
        f":root:lang({language}) [data-in={language}]{texts}" for language in LANGUAGES for texts in ("", " text")
    )
    return f"[data-in],[data-in] text{{display:none}}\n{selectors}{{display:inline}}\n"
