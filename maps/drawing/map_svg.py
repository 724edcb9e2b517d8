"""One map as SVG: the backdrop, the areas and the labels in a viewport.

Its elements have classes but no style: on the page the stylesheet applies the rules of the style table, in a picture
`inline_styles` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from shapely.geometry.base import BaseGeometry

from geodata.model import Place
from maps.drawing import style
from maps.drawing.backdrop import area_index, opened_later
from maps.drawing.boxes import Box
from maps.drawing.map_content import MapContent
from maps.drawing.map_labels import MapLabels
from maps.drawing.palette import area_colour
from maps.drawing.projection import UNITS_PER_PIXEL, as_circle, circle, path_data
from maps.drawing.style_rules import svg_attributes
from maps.drawing.svg import element


@dataclass
class MapDrawing(MapContent):
    """A map of the zone; elements for certain stops of the certainty lens have `data-since` or `data-only`."""

    clickable: bool = False
    """Whether the shapes of areas have their ids in `data-area`, for the page's script."""
    bar: Sequence[Element] = ()
    """The scale bar, if any; it is one of the `covers`."""

    @cached_property
    def labels(self) -> MapLabels:
        """Return the placed labels."""
        return MapLabels(self)

    def elements(self) -> Iterator[Element]:
        """Yield the map from the bottom up: land and lines, dots, areas, labels."""
        yield from self.backdrop()
        yield from self.dots()
        yield from self.areas()
        yield self.labels.element()

    def backdrop(self) -> Iterator[Element]:
        """Yield land and lines: one path for all features of a class, the casings of all roads below all roads."""
        shapes_by_class: dict[str, list[BaseGeometry]] = {}
        for place, shape in self.drawn_shapes:
            if shape.geom_type != "Point":
                shapes_by_class.setdefault(self._classes(place), []).append(shape)
        cased = [name for name in shapes_by_class if style.STYLES[name.split()[0]].casing]
        for name, shapes in shapes_by_class.items():
            if name in cased[:1]:
                yield from (_path(f"case {other}", shapes_by_class[other]) for other in cased)
            yield _path(name, shapes)

    def _classes(self, place: Place) -> str:
        owner = area_index(self.zone, place)
        is_later = opened_later(place, self.zone.released)
        return place.kind + (" later" if is_later else "") + (f" {area_colour(owner)}" if owner is not None else "")

    def dots(self) -> Iterator[Element]:
        """Yield the dots of labelled places, and on a close-up of all stations; other dots would say nothing."""
        stations = {place.id for place, _ in self.drawn_shapes if place.kind == "station" and not self.overview}
        for place in self.places:
            radius = self.dot_radius(place)
            if radius and (place.id in stations or f"place.{place.id}" in self.labels.placed):
                yield circle(f"dot {self._classes(place)}", self.viewport.project(place.geometry).coords[0], radius)

    def areas(self) -> Iterator[Element]:
        """Yield a group with the reaches and, above them, the footprints."""
        group = element("g", data_since="estimate")
        extent = Box(0, 0, *self.viewport.size).grown(self.margin)
        areas = [(area_colour(index), area) for index, area in enumerate(self.zone.area_records)]
        visible = [each for each in areas if extent.overlaps(self.viewport.project_bounds(each[1].reach.bounds))]
        for colour, area in visible:
            if not area.surveyed:
                group.append(self._area_shape(area.reach, f"reach {colour}"))
        for colour, area in visible:
            surveyed = "surveyed " if area.surveyed else ""
            area_id = area.id if self.clickable else None
            group.append(self._area_shape(area.footprint, f"footprint {surveyed}{colour}", area_id))
        yield group

    def drawn_classes(self) -> set[str]:
        """Return the classes of the lines and shapes shown at the stop *estimate*, for the legend."""
        nodes = [node for root in (*self.backdrop(), *self.areas()) for node in root.iter()]
        return {f"{node.get('class')}" for node in nodes if not node.get("data-only")}

    def _area_shape(self, geometry: BaseGeometry, name: str, area_id: str | None = None) -> Element:
        """Return a circle element for a circular shape, and a path for any other."""
        shape = self.viewport.project(geometry)
        if found := as_circle(shape):
            return circle(name, *found, data_area=area_id)
        return element("path", class_=name, data_area=area_id, d=path_data([shape]))


def _path(name: str, shapes: Sequence[BaseGeometry]) -> Element:
    look = style.STYLES.get(name.split()[0])
    return element("path", class_=name, data_only=look.only_stop if look else None, d=path_data(shapes))


def inline_styles(
    root: Element,
    colours: Mapping[str, str],
    font: str,
    weight: float = 1,
    type_scale: float = 1,
    unit: float = UNITS_PER_PIXEL,
) -> Element:
    """Replace the classes in a drawing with presentation attributes, and return it.

    Elements for the stop *sources* only (`data-only`) are removed. `colours` is a scheme of the palette, `font` the
    font family of all texts; the other parameters are those of `svg_attributes`.
    """
    for parent in list(root.iter()):
        for node in [node for node in parent if node.get("data-only")]:
            parent.remove(node)
    for node in root.iter():
        for name in ("data-since", "data-t", "data-area"):
            node.attrib.pop(name, None)
        classes = node.attrib.pop("class", "").split()
        if classes:
            node.attrib |= svg_attributes([*classes, node.tag], colours, weight, unit, type_scale)
        if node.tag == "text":
            node.set("font-family", font)
            # Merge tspans, which are unstyled here: LibreOffice places each at the anchor of the text.
            node.text, node[:] = "".join(node.itertext()), []
    _separate_halos(root)
    return root


def _separate_halos(root: Element) -> None:
    """Draw each text's halo as a separate text below it, because LibreOffice does not support `paint-order`."""
    for parent in list(root.iter()):
        for node in [node for node in parent if node.attrib.pop("paint-order", None)]:
            halo = deepcopy(node)
            halo.set("aria-hidden", "true")
            parent.insert(list(parent).index(node), halo)
            for name in [name for name in node.attrib if name.startswith("stroke")]:
                del node.attrib[name]
