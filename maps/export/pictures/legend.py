"""How to read the map: how sure the places are, and the metro. Each entry is a sign and its meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from maps.drawing.backdrop import opened_later
from maps.drawing.svg import element
from maps.drawing.text_metrics import wrap
from maps.export.pictures.context import Scene

Symbol = Callable[[Scene, Element, float, float], None]
"""Draws the sign of an entry into a box of this width and height."""


def legend(scene: Scene, parent: Element, width: float, size: float, gap: float = 0.55) -> float:
    """Draws from the upper left corner of `parent` down; returns the height."""
    leading, sign = 1.28, size * 2.5
    y = 0.0
    for symbol, text in _entries(scene):
        lines = wrap(text, width - sign - size * 0.7, size)
        height = max(size * leading * len(lines), size * 1.3)
        symbol(scene, scene.pen.group(parent, 0, y), sign, size * 1.3)
        for index, line in enumerate(lines):
            scene.pen.write(parent, line, sign + size * 0.7, y + size * (1.0 + index * leading), size)
        y += height + size * gap
    return y - size * gap


def _entries(scene: Scene) -> Iterator[tuple[Symbol, str]]:
    say, zone = scene.say, scene.zone
    surveyed = {area.surveyed for area in zone.area_records}
    metro = {opened_later(place, zone.released) for place in zone.backdrop if place.kind == "metro"}
    if False in surveyed:
        yield _soft, say.texts["legend.footprint"]
    if True in surveyed:
        yield _hard, say.texts["legend.surveyed"]
    yield _ring, say.texts["legend.reach"]
    if any(place.kind == "outline" for place in zone.backdrop):
        yield _line("area-3", 1.1, "5 3"), say.texts["legend.district"]
    if False in metro:
        yield _line("metro", 1.3), say.texts["legend.metro"]
    if True in metro:
        yield _line("metro", 1.1, "1.8 2.2"), say.texts["legend.metro_later"]


def _soft(_scene: Scene, parent: Element, width: float, height: float) -> None:
    element("circle", parent, cx=width / 2, cy=height / 2, r=height * 0.62, fill="url(#soft-area-1)")


def _hard(scene: Scene, parent: Element, width: float, height: float) -> None:
    ink = scene.pen.colours["area-1"]
    box = {"x": width * 0.22, "y": height * 0.12, "width": width * 0.56, "height": height * 0.76}
    element("rect", parent, **box, fill=ink, fill_opacity=0.55, stroke=ink, stroke_width=1.2)


def _ring(scene: Scene, parent: Element, width: float, height: float) -> None:
    ink = scene.pen.colours["area-1"]
    dots = {"stroke": ink, "stroke_dasharray": "0.1 3.2", "stroke_linecap": "round", "stroke_width": 1.2}
    element("circle", parent, cx=width / 2, cy=height / 2, r=height * 0.58, fill=ink, fill_opacity=0.06, **dots)


def _line(colour: str, stroke: float, dashes: str | None = None) -> Symbol:
    def draw(scene: Scene, parent: Element, width: float, height: float) -> None:
        look = {"stroke": scene.pen.colours[colour], "stroke_width": stroke, "stroke_dasharray": dashes}
        element("path", parent, d=f"M0 {height / 2:.2f}h{width:.2f}", fill="none", **look)

    return draw
