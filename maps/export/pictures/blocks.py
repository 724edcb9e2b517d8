"""What stands beside the maps: headline, key figure, legend, credit. Each draws from its own corner down and returns
its height."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from xml.etree.ElementTree import Element

from geodata.model import Area
from maps.drawing import opened_later
from maps.export.pictures.metrics import text_width, wrap
from maps.export.pictures.scene import Scene
from maps.export.pictures.svg import cut, element
from maps.theme import area_colour


@dataclass(frozen=True)
class Type:
    """Type sizes of a picture, in its units."""

    head: float
    body: float
    small: float
    figure: float


def header(scene: Scene, parent: Element, width: float, type: Type, most: int) -> float:
    """The zone's name, the headline in so many lines at most, and what there is to know first."""
    say, pen = scene.say, scene.pen
    element("rect", parent, width=type.head * 1.3, height=type.head * 0.16, fill=pen.colours["ink"])
    y = type.head * 0.55
    kicker = scene.zone.name[say.language]
    y = pen.paragraph(parent, kicker, y, width, type.small, face="bold", colour="ink-soft", leading=1.3, most=3)
    y += type.head * 0.22
    head = _fitting(say.title, width, type.head, most)
    leading = 1.2 if say.language in ("en", "de") else 1.32
    y = pen.paragraph(parent, say.title, y, width, head, face="head", leading=leading, even=True, most=most + 1)
    y += type.body * 0.55
    leading = 1.42 if say.language in ("en", "de") else 1.6
    return pen.paragraph(
        parent, say.texts["zone.standfirst"], y, width, type.body, colour="ink-soft", leading=leading, most=8
    )


def _fitting(text: str, width: float, size: float, most: int) -> float:
    """The size, or a smaller one at which the headline has no more lines than it may."""
    for share in (1, 0.94, 0.88, 0.82, 0.76, 0.7):
        if len(wrap(text, width, size * share, "head", even=True)) <= most:
            return size * share
    return size * 0.66


def figures(scene: Scene, parent: Element, width: float, type: Type, room: float) -> float:
    """The size of the zone, how the areas share it, and a row for each of them; rows move together to fit `room`."""
    say, pen, zone = scene.say, scene.pen, scene.zone
    total = say.texts["zone.total"] if "zone.total" in say.texts else say.words.area(zone.total_km2)
    baseline = type.figure * 0.82
    pen.write(parent, total, 0, baseline, type.figure, face="head")
    aside = text_width(total, type.figure, "head") + type.body * 0.5
    rows = wrap(say("total"), width - aside, type.small)
    for index, row in enumerate(reversed(rows) if len(rows) <= 2 else ()):
        pen.write(parent, row, aside, baseline - index * type.small * 1.3, type.small, colour="ink-soft")
    y = baseline + type.body * 0.75
    y = shares(scene, parent, width, y, type.small * 0.75) + type.body * 0.7
    count = len(zone.area_records)
    pitch = min(type.body * 1.25 + type.small * 1.75, max((room - y) / count, type.small * 1.3))
    for index, area in enumerate(zone.area_records):
        place = pen.group(parent, 0, y + index * pitch)
        _row(scene, place, area, area_colour(index), width, type, pitch)
    return y + count * pitch - type.small * 0.6


def shares(scene: Scene, parent: Element, width: float, y: float, height: float) -> float:
    """One bar, parted as the areas share the size of the zone."""
    records = scene.zone.area_records
    gap = 1.5
    whole = width - gap * (len(records) - 1)
    x = 0.0
    for index, area in enumerate(records):
        part = whole * area.size_km2 / sum(each.size_km2 for each in records)
        fill = scene.pen.colours[area_colour(index)]
        element("rect", parent, x=x, y=float(y), width=part, height=float(height), fill=fill, data_km2=area.size_km2)
        x += part + gap
    return y + height


def _row(scene: Scene, row: Element, area: Area, colour: str, width: float, type: Type, pitch: float) -> None:
    say, pen = scene.say, scene.pen
    key = f"area.{area.id}"
    size = min(type.body, pitch * 0.8)
    figure = say.texts[f"{key}.size"]
    pen.write(row, figure, width, size, size, face="bold", anchor="end")
    room = width - text_width(figure, size, "bold") - size
    name = say.texts[key]
    for share in (1, 0.94, 0.88, 0.82, 0.76, 0.7):
        if text_width(name, size * share, "bold") <= room:
            break
    pen.write(row, cut(name, room, size * share, "bold"), 0, size, size * share, face="bold", colour=colour)
    if pitch < size + type.small * 1.3:
        return  # so many areas that there is room for one line each
    first = scene.zone.landmarks[0]
    about = f"{say.texts[f'{key}.from.{first}']} · {say.texts[f'{key}.plus_minus']}"
    pen.write(row, cut(about, width, type.small), 0, size + type.small * 1.32, type.small, colour="ink-soft")


Symbol = Callable[[Element, float, float], None]
"""Draws the sign of an entry of the legend into a box of this width and height."""


def legend(scene: Scene, parent: Element, width: float, size: float, gap: float = 0.55) -> float:
    """How sure the places are, and the metro. Each entry is a sign and its meaning."""
    leading, sign = 1.28, size * 2.5
    y = 0.0
    for symbol, text in _entries(scene):
        lines = wrap(text, width - sign - size * 0.7, size)
        height = max(size * leading * len(lines), size * 1.3)
        symbol(scene.pen.group(parent, 0, y), sign, size * 1.3)
        for index, line in enumerate(lines):
            base = y + size * (1.0 + index * leading)
            scene.pen.write(parent, line, sign + size * 0.7, base, size, colour="ink")
        y += height + size * gap
    return y - size * gap


def _entries(scene: Scene) -> Iterator[tuple[Symbol, str]]:
    say, zone, colours = scene.say, scene.zone, scene.pen.colours
    ink = colours["area-1"]
    if not all(area.surveyed for area in zone.area_records):
        yield _soft, say.texts["legend.footprint"]
    if any(area.surveyed for area in zone.area_records):
        yield partial(_hard, ink), say.texts["legend.surveyed"]
    yield partial(_ring, ink), say("halo")
    if any(place.kind == "outline" for place in zone.backdrop):
        yield partial(_line, colours["area-3"], 1.1, "5 3"), say.texts["legend.outline"]
    later = {opened_later(place, zone.released) for place in zone.backdrop if place.kind == "metro"}
    if False in later:
        yield partial(_line, colours["metro"], 1.3, None), say.texts["legend.metro"]
    if True in later:
        yield partial(_line, colours["metro"], 1.1, "1.8 2.2"), say.texts["legend.metro_later"]


def _soft(parent: Element, width: float, height: float) -> None:
    element("circle", parent, cx=width / 2, cy=height / 2, r=height * 0.62, fill="url(#soft-area-1)")


def _hard(ink: str, parent: Element, width: float, height: float) -> None:
    box = {"x": width * 0.22, "y": height * 0.12, "width": width * 0.56, "height": height * 0.76}
    element("rect", parent, **box, fill=ink, fill_opacity=0.55, stroke=ink, stroke_width=1.2)


def _ring(ink: str, parent: Element, width: float, height: float) -> None:
    dots = {"stroke_dasharray": "0.1 3.2", "stroke_linecap": "round", "stroke_width": 1.2}
    r = height * 0.58
    element("circle", parent, cx=width / 2, cy=height / 2, r=r, fill=ink, fill_opacity=0.06, stroke=ink, **dots)


def _line(ink: str, stroke: float, dashes: str | None, parent: Element, width: float, height: float) -> None:
    look = {"stroke": ink, "stroke_width": stroke, "stroke_dasharray": dashes}
    element("path", parent, d=f"M0 {height / 2:.2f}h{width:.2f}", fill="none", **look)


def card(scene: Scene, parent: Element, width: float, height: float) -> None:
    """A quiet ground for what lies over a map."""
    look = {"fill": scene.pen.colours["card"], "fill_opacity": 0.93, "stroke": scene.pen.colours["rule"]}
    element("rect", parent, width=float(width), height=float(height), rx=3, **look)


def credit(scene: Scene, parent: Element, width: float, size: float) -> float:
    """Whom the figures and the map are from."""
    return scene.pen.paragraph(parent, scene.say.credit, 0, width, size, colour="ink-soft", leading=1.35, most=4)
