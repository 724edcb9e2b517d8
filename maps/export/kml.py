"""KML 2.2 for Google Earth and similar programs: areas, centres and reaches in colour, described in every language.

Written with the standard library, since few elements are needed, in the order of the OGC schema: simplekml is no
longer maintained, and fastkml needs two more libraries.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree as xml
from xml.etree.ElementTree import Element, SubElement

from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.model import LANGUAGES, Area, Zone
from maps.drawing.palette import LIGHT, area_colour
from maps.drawing.style import FOOTPRINT, REACH, SURVEYED
from maps.export.file import File
from maps.export.layers import areas, centres, reach
from maps.export.tables import Row, flatten
from maps.text.area_texts import area_lines, area_summary
from maps.text.credits import LICENCE, credit_line
from maps.text.page_texts import Texts
from maps.text.translator import TAGS

KML, ATOM = "http://www.opengis.net/kml/2.2", "http://www.w3.org/2005/Atom"
REACH_ALPHA = "b3"
"""Opacity of a reach's line, 70 %: KML has no dashes, so a fainter line distinguishes it from a boundary."""
DESCRIPTION = "Areas, centres and reach with names and details in each language, for Google Earth and phone apps"


def kml_files(zone: Zone, texts: Texts) -> Iterator[File]:
    root = Element("kml", {"xmlns": KML, "xmlns:atom": ATOM})
    _fill_document(SubElement(root, "Document"), zone, texts)
    xml.indent(root, " ")
    content = xml.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    yield File(f"{zone.id}-zone.kml", DESCRIPTION, content)


def _fill_document(document: Element, zone: Zone, texts: Texts) -> None:
    default_texts = texts[LANGUAGES[0]]
    _add_text(document, "name", default_texts["zone.name"])
    _add_text(document, "open", "1")
    _add_text(SubElement(document, "atom:author"), "atom:name", zone.author)
    paragraphs = [_html(TAGS[language], texts[language]["zone.name"], []) for language in LANGUAGES]
    terms = (default_texts["sources.map"], f"{LICENCE.title}: {LICENCE.url}", credit_line(zone.sources))
    paragraphs += [f"<p>{escape(line)}</p>" for line in terms if line]
    _add_text(document, "description", "".join(paragraphs))
    for index, area in enumerate(zone.area_records):
        document.extend(_styles(area, index))
    for name, layer in {"Areas": areas(zone, texts), "Centres": centres(zone), "Reach": reach(zone)}.items():
        folder = SubElement(document, "Folder")
        _add_text(folder, "name", name)
        _add_text(folder, "description", layer.description)
        for area, row, shape in zip(zone.area_records, layer.rows, layer.shapes, strict=True):
            folder.append(_placemark(texts, area, layer.name, row, shape))


def _styles(area: Area, index: int) -> Iterator[Element]:
    """Yield the styles of the area's footprint, centre and reach."""
    colour = LIGHT[area_colour(index)].lstrip("#")
    blue_green_red = colour[4:6] + colour[2:4] + colour[0:2]
    opaque, outline = f"ff{blue_green_red}", "1" if area.surveyed else "0"
    fill, reach_fill = (
        f"{round(255 * style.fill_opacity):02x}{blue_green_red}"
        for style in (SURVEYED if area.surveyed else FOOTPRINT, REACH)
    )
    edge = {"color": opaque, "width": f"{SURVEYED.fixed_width:g}"}
    reach_edge = {"color": f"{REACH_ALPHA}{blue_green_red}", "width": f"{REACH.fixed_width:g}"}
    styles: dict[str, dict[str, dict[str, str]]] = {
        "areas": {"LineStyle": edge, "PolyStyle": {"color": fill, "outline": outline}},
        "centres": {"IconStyle": {"color": opaque}, "LabelStyle": {"color": opaque}},
        "reach": {"LineStyle": reach_edge, "PolyStyle": {"color": reach_fill}},
    }
    for layer, parts in styles.items():
        element = Element("Style", {"id": f"{layer}-{area.id}"})
        for part, values in parts.items():
            substyle = SubElement(element, part)
            for key, value in values.items():
                _add_text(substyle, key, value)
        yield element


def _placemark(texts: Texts, area: Area, layer: str, row: Row, shape: BaseGeometry) -> Element:
    default_texts, key = texts[LANGUAGES[0]], f"area.{area.id}"
    placemark = Element("Placemark", {"id": f"{layer}.{area.id}"})
    _add_text(placemark, "name", default_texts[key])
    _add_text(placemark, "Snippet", area_summary(area, default_texts)).set("maxLines", "1")
    details = [_html(TAGS[tag], own_texts[key], area_lines(area, own_texts)) for tag, own_texts in texts.items()]
    _add_text(placemark, "description", "".join(details))
    _add_text(placemark, "styleUrl", f"#{layer}-{area.id}")
    extended = SubElement(placemark, "ExtendedData")
    for name, cell in row.items():
        value = flatten(cell)
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            _add_text(SubElement(extended, "Data", {"name": name}), "value", text)
    placemark.append(_geometry(shape))
    return placemark


def _html(tag: str, name: str, lines: list[str]) -> str:
    """Return one language's part of a description, which KML viewers show as HTML, with the text escaped."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div lang="{tag}"><h3>{escape(name)}</h3>{paragraphs}</div>'


def _geometry(shape: BaseGeometry) -> Element:
    if isinstance(shape, Point):
        return _coordinates("Point", shape)
    if isinstance(shape, Polygon):
        polygon = Element("Polygon")
        SubElement(polygon, "outerBoundaryIs").append(_coordinates("LinearRing", shape.exterior))
        for hole in shape.interiors:
            SubElement(polygon, "innerBoundaryIs").append(_coordinates("LinearRing", hole))
        return polygon
    multi = Element("MultiGeometry")
    multi.extend(map(_geometry, shape.geoms))
    return multi


def _coordinates(tag: str, shape: BaseGeometry) -> Element:
    """Return the coordinates in KML's axis order, lon,lat in degrees; KML is WGS-84 by definition."""
    element = Element(tag)
    _add_text(element, "coordinates", " ".join(f"{float(lon)!r},{float(lat)!r}" for lon, lat, *_ in shape.coords))
    return element


def _add_text(parent: Element, tag: str, text: str) -> Element:
    element = SubElement(parent, tag)
    element.text = text
    return element
