"""Write the map's style for QGIS (QML): one for each layer of the GeoPackage, from the style table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as xml
from xml.etree.ElementTree import Element, SubElement

from geodata.model import Zone
from maps.drawing.palette import LIGHT, area_colour
from maps.drawing.style import AREA, CENTRE, FOOTPRINT, LATER, REACH, STYLES, SURVEYED, DotStyle, Style
from maps.export.tables import Table

QGIS_VERSION = "3.22"
"""Version of QGIS that the format belongs to: that of Debian 12; later ones read it too."""
SYMBOL_TYPES = {"Point": "marker", "LineString": "line", "Polygon": "fill"}
LATER_SUFFIX = ", opened later"
"""Suffix of the kind in the category of features that opened after the release."""
NO_PEN = {"outline_style": "no"}

Category = tuple[str, Style, str]
"""A value of the layer's column, the style of its features, and the colour token that stands for `AREA` in it."""


def qml(zone: Zone, layer: Table) -> str:
    """Return the style of a layer: areas by id, the backdrop by kind, in the draw order of the map."""
    by_area = layer.name in ("areas", "centres", "reach")
    categories = [*(_area_categories(zone, layer.name) if by_area else _kind_categories(zone, layer))]
    root = Element("qgis", version=QGIS_VERSION, styleCategories="Symbology")
    # Symbol levels keep the casing of one road from covering a road that it crosses.
    attribute = "id" if by_area else _later_kind(zone)
    renderer = SubElement(root, "renderer-v2", type="categorizedSymbol", attr=attribute, symbollevels="1")
    category_list, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
    shape = layer.shapes[0].geom_type.removeprefix("Multi")
    for number, (value, style, area_token) in enumerate(categories):
        name = str(number)
        SubElement(category_list, "category", type="string", value=value, symbol=name, label=value, render="true")
        symbol = SubElement(symbols, "symbol", type=SYMBOL_TYPES[shape], name=name, alpha="1", clip_to_extent="1")
        for kind, options in _symbol_layers(style, area_token, shape):
            symbol_layer = SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": name})
            option_map = SubElement(symbol_layer, "Option", type="Map")
            for key, option in options.items():
                SubElement(option_map, "Option", name=key, value=option, type="QString")
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + xml.tostring(root, encoding="unicode")


def _area_categories(zone: Zone, layer: str) -> Iterator[Category]:
    for index, area in enumerate(zone.area_records):
        footprint = SURVEYED if area.surveyed else FOOTPRINT
        yield area.id, {"areas": footprint, "centres": CENTRE, "reach": REACH}[layer], area_colour(index)


def _kind_categories(zone: Zone, layer: Table) -> Iterator[Category]:
    # All wider districts are of one kind and have one colour: that of the first area with a district.
    colour = next((area_colour(n) for n, area in enumerate(zone.area_records) if area.district), "ink")
    kinds = {str(row["kind"]) for row in layer.rows}
    # Draw districts in the style of the municipality's border, which is derived from them.
    styles = dict(STYLES) | {"district": STYLES["border"]}
    for kind, style in styles.items():
        if kind in kinds:
            yield kind, style, colour
            if later := LATER.get(kind):
                yield f"{kind}{LATER_SUFFIX}", replace(style, dash=later.dash, dot=later.dot), colour


def _later_kind(zone: Zone) -> str:
    """Return QGIS's expression for the kind of a feature, with a suffix if it opened after the release."""
    kinds = ", ".join(f"'{kind}'" for kind in LATER)
    # Dates may be a year or a month: compare what is given.
    is_later = f'"opened" > left(\'{zone.released.isoformat()}\', length("opened")) AND "kind" IN ({kinds})'
    return f"\"kind\" || CASE WHEN {is_later} THEN '{LATER_SUFFIX}' ELSE '' END"


def _symbol_layers(style: Style, area_token: str, shape: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the symbol layers from the bottom up: QGIS's class name and options."""
    if shape == "Point":
        yield "SimpleMarker", _dot(style.dot, area_token)
        return
    if shape == "Polygon":
        fill = {"style": "no"}
        if style.fill:
            fill = {"style": "solid", "color": _colour(style.fill, style.fill_opacity, area_token)}
        yield "SimpleFill", fill | NO_PEN
    width = style.width + style.fixed_width
    if style.casing:
        yield "SimpleLine", _line(style.casing, 1, width + style.casing_width, replace(style, dash=()), area_token)
    if style.stroke:
        yield "SimpleLine", _line(style.stroke, style.stroke_opacity, width, style, area_token)


def _dot(dot: DotStyle | None, area_token: str) -> dict[str, str]:
    if dot is None:
        return {"name": "circle", "size": "0"} | NO_PEN
    return {
        "name": "circle",
        "color": _colour(dot.fill, 1, area_token),
        "size": f"{2 * dot.radius + dot.ring:g}",
        "size_unit": "Pixel",
        "outline_style": "solid",
        "outline_color": _colour(dot.stroke, 1, area_token),
        "outline_width": f"{dot.ring:g}",
        "outline_width_unit": "Pixel",
    }


def _line(colour: str, opacity: float, width: float, style: Style, area_token: str) -> dict[str, str]:
    return {
        "line_color": _colour(colour, opacity, area_token),
        "line_width": f"{width:g}",
        "line_width_unit": "Pixel",
        "capstyle": "round" if style.line_cap == "round" else "flat",
        "joinstyle": "round",
        "use_custom_dash": "1" if style.dash else "0",
        "customdash": ";".join(f"{length:g}" for length in style.dash) or "5;2",
        "customdash_unit": "Pixel",
    }


def _colour(token: str, opacity: float, area_token: str) -> str:
    """Return the colour of a token of the style table in QGIS's format: red, green, blue and alpha from 0 to 255."""
    channels = bytes.fromhex(LIGHT[area_token if token == AREA else token].lstrip("#"))
    return ",".join(map(str, (*channels, round(opacity * 255))))
