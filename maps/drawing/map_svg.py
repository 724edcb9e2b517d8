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
from maps.drawing.projection import UNITS_PER_PIXEL, as_circle, path_data
from maps.drawing.style_rules import svg_attributes
from maps.drawing.svg import element


@dataclass
class MapDrawing(MapContent):
    """A map of the zone; elements for certain stops of the certainty lens have `data-since` or `data-only`."""

    clickable: bool = False
    """Whether the shapes of areas have their ids in `data-area`, for the page's script."""

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
        runs: dict[str, list[BaseGeometry]] = {}
        for place, shape in self.drawn:
            if shape.geom_type != "Point":
                runs.setdefault(self._class(place), []).append(shape)
        cased = [name for name in runs if style.STYLES[name.split()[0]].casing]
        for name, shapes in runs.items():
            if name in cased[:1]:
                yield from (_path(f"case {other}", runs[other]) for other in cased)
            yield _path(name, shapes)

    def _class(self, place: Place) -> str:
        owner = area_index(self.zone, place)
        later = opened_later(place, self.zone.released)
        return place.kind + (" later" if later else "") + (f" {area_colour(owner)}" if owner is not None else "")

    def dots(self) -> Iterator[Element]:
        """Yield the dots of labelled places, and on a close-up of all stations; other dots would say nothing."""
        drawn = {place.id for place, _ in self.drawn if place.kind == "station" and not self.overview}
        for place in self.places:
            radius = self.dot_radius(place)
            if radius and (place.id in drawn or f"place.{place.id}" in self.labels.placed):
                spot = self.viewport.place(place.geometry)
                name = f"dot {self._class(place)}"
                yield element("circle", class_=name, cx=_unit(spot.x), cy=_unit(spot.y), r=_unit(radius))

    def areas(self) -> Iterator[Element]:
        """Yield a group with the reaches and, above them, the footprints."""
        group = element("g", data_since="estimate")
        seen = [(area_colour(n), area) for n, area in enumerate(self.zone.area_records) if self._sees(area.reach)]
        for colour, area in seen:
            if not area.surveyed:
                group.append(self._area_shape(area.reach, f"reach {colour}"))
        for colour, area in seen:
            surveyed = "surveyed " if area.surveyed else ""
            id = area.id if self.clickable else None
            group.append(self._area_shape(area.footprint, f"footprint {surveyed}{colour}", id))
        yield group

    def drawn_classes(self) -> set[str]:
        """Return the classes of the lines and shapes shown at the stop *estimate*, for the legend."""
        parts = [part for root in (*self.backdrop(), *self.areas()) for part in root.iter()]
        return {f"{part.get('class')}" for part in parts if not part.get("data-only")}

    def _sees(self, geometry: BaseGeometry) -> bool:
        around = Box(0, 0, *self.viewport.size).grown(self.margin)
        return around.overlaps(self.viewport.place_bounds(geometry.bounds))

    def _area_shape(self, geometry: BaseGeometry, name: str, id: str | None = None) -> Element:
        """Return a circle element for a circular shape, and a path for any other."""
        shape = self.viewport.place(geometry)
        circle = as_circle(shape)
        form: dict[str, object] = {"d": path_data([shape])}
        if circle:
            (x, y), radius = circle
            form = {"cx": _unit(x), "cy": _unit(y), "r": _unit(radius)}
        tag = "circle" if circle else "path"
        return element(tag, class_=name, data_area=id, **form)


def _path(name: str, shapes: Sequence[BaseGeometry]) -> Element:
    # The outline of a wider district is shown at the stop *sources* only; at *estimate* the reach replaces it.
    only = "sources" if name.startswith("outline") else None
    return element("path", class_=name, data_only=only, d=path_data(shapes))


def _unit(pixels: float) -> float:
    return pixels * UNITS_PER_PIXEL


def inline_styles(
    root: Element,
    colours: Mapping[str, str],
    font: str,
    weight: float = 1,
    unit: float = UNITS_PER_PIXEL,
    type_scale: float = 1,
) -> Element:
    """Replace the classes in a drawing by presentation attributes, and return it.

    Elements for the stop *sources* only (`data-only`) are removed. `colours` is a scheme of the palette, `font` the
    font family of all texts; the other parameters are those of `svg_attributes`.
    """
    for parent in list(root.iter()):
        for part in [part for part in parent if part.get("data-only")]:
            parent.remove(part)
    for part in root.iter():
        for name in ("data-since", "data-t", "data-area"):
            part.attrib.pop(name, None)
        classes = part.attrib.pop("class", "").split()
        if classes:
            part.attrib |= svg_attributes([*classes, part.tag], colours, weight, unit, type_scale)
        if part.tag == "text":
            part.set("font-family", font)
            # Merge tspans, which have no style of their own here: LibreOffice places each at the anchor of the text.
            part.text, part[:] = "".join(part.itertext()), []
    _separate_halos(root)
    return root


def _separate_halos(root: Element) -> None:
    """Draw each text's halo as a separate text below it, because LibreOffice does not support `paint-order`."""
    for parent in list(root.iter()):
        for part in [part for part in parent if part.attrib.pop("paint-order", None)]:
            halo = deepcopy(part)
            halo.set("aria-hidden", "true")
            parent.insert(list(parent).index(part), halo)
            for name in [name for name in part.attrib if name.startswith("stroke")]:
                del part.attrib[name]
