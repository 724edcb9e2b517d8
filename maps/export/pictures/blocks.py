"""The parts of a picture beside its maps: headline, figures, legend, credit.

Most are drawn downwards from the upper left corner of the parent and return their height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from geodata.model import Area
from maps.drawing.legend import HEIGHT, WIDTH, Row, sign
from maps.drawing.map_svg import inline_styles
from maps.drawing.palette import area_colour
from maps.drawing.svg import element, lines_of, number
from maps.drawing.text_metrics import JOINER, text_width, wrap
from maps.export.pictures.context import Scene


@dataclass(frozen=True)
class Type:
    """Type sizes in the units of a picture."""

    head: float
    body: float
    small: float
    figure: float

    def scaled(self, share: float) -> Type:
        return Type(self.head * share, self.body * share, self.small * share, self.figure * share)


def header(scene: Scene, parent: Element, width: float, type: Type, most: int) -> float:
    """Draw the zone's name, the headline in at most `most` lines, and the standfirst; return the height."""
    say, pen = scene.say, scene.pen
    element("rect", parent, width=type.head * 1.3, height=type.head * 0.16, fill=pen.colours["ink"])
    y = type.head * 0.55
    kicker = scene.zone.name[say.language]
    y = pen.paragraph(
        parent, kicker, y, width, type.small, face="bold", colour="ink-soft", leading=1.3, even=True, most=3
    )
    y += type.head * 0.22
    head = _fitting(say.headline, width, type.head, most)
    leading = 1.2 if say.language in ("en", "de") else 1.32
    y = pen.paragraph(parent, say.headline, y, width, head, face="head", leading=leading, even=True, most=most)
    y += type.body * 0.55
    leading = 1.42 if say.language in ("en", "de") else 1.6
    return pen.paragraph(
        parent, say.texts["zone.standfirst"], y, width, type.body, colour="ink-soft", leading=leading, most=8
    )


def _fitting(text: str, width: float, size: float, most: int) -> float:
    """Return `size`, reduced as far as necessary for the headline to fit into `most` lines."""
    shares = (1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58)
    fitting = (share for share in shares if len(wrap(text, width, size * share, "head", True, most)) <= most)
    return size * next(fitting, 0.52)


def figures(scene: Scene, parent: Element, width: float, type: Type, room: float) -> float:
    """Draw the size of the zone, a bar of the areas' shares and a row for each area; return the height.

    The rows have as many lines as fit into `room`, a height.
    """
    say, pen, zone = scene.say, scene.pen, scene.zone
    total = say.words.area(zone.total_km2)
    size = min(type.figure, width * 0.64 / text_width(total, 1, "head"))
    baseline = type.figure * 0.82
    pen.write(parent, total, 0, baseline, size, face="head")
    aside = text_width(total, size, "head") + type.body * 0.5
    rows = wrap(say.texts["picture.total"], max(width - aside, type.small * 4), type.small)[:3]
    for index, line in enumerate(reversed(rows)):
        pen.write(parent, line, aside, baseline - index * type.small * 1.3, type.small, colour="ink-soft")
    y = baseline + type.body * 0.75
    y = shares(scene, parent, width, y, type.small * 0.75) + type.body * 0.7
    areas = _rows(scene, width, type, room - y + type.small * 0.6)
    for index, (area, (height, words)) in enumerate(zip(zone.area_records, areas, strict=True)):
        _row(scene, pen.group(parent, 0, y), area, area_colour(index), width, type, words)
        y += height
    return y - type.small * 0.6


def shares(scene: Scene, parent: Element, width: float, y: float, height: float) -> float:
    """Draw a bar divided in proportion to the areas' sizes; return the y of its lower edge."""
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


@dataclass(frozen=True)
class _Words:
    """The text in the row of an area."""

    size: float
    """Type size of the figure."""
    name_size: float
    name: tuple[str, ...]
    about: tuple[str, ...]
    """Lines below the name: the location and its uncertainty."""


def _rows(scene: Scene, width: float, type: Type, room: float) -> list[tuple[float, _Words]]:
    """Return the height and the text of each area's row, with as many lines as fit into `room`, a height."""
    areas = scene.zone.area_records
    gap = type.body * 0.25 + type.small * 0.43
    for most in (5, 4, 3, 2, 1):
        rows = [_words(scene, area, width, type, type.body, most) for area in areas]
        heights = [_height(words, type) + gap for words in rows]
        if sum(heights) <= room + 0.01:
            return list(zip(heights, rows, strict=True))
    # One line for each name, set closer; with very many areas the names stand alone.
    pitch = min(max(heights), max(room / len(areas), type.small * 1.3))
    size = min(type.body, pitch * 0.8)
    rows = [_words(scene, area, width, type, size, 1 if pitch >= size + type.small * 1.6 else 0) for area in areas]
    return [(pitch, words) for words in rows]


def _words(scene: Scene, area: Area, width: float, type: Type, size: float, most: int) -> _Words:
    say, key = scene.say, f"area.{area.id}"
    room = width - text_width(say.texts[f"{key}.size"], size, "bold") - size
    name = say.texts[key]
    for share in (1, 0.94, 0.88, 0.82):
        if text_width(name, size * share, "bold") <= room:
            break
    # A longer name takes up to `most` lines and is then truncated with an ellipsis, as are the lines below it.
    parts = [*(f"{key}.from.{first}" for first in scene.zone.landmarks[:1]), f"{key}.plus_minus"]
    about = " · ".join(say.texts[part] for part in parts)
    lines = tuple(lines_of(about, width, type.small, most=most)) if most else ()
    return _Words(size, size * share, tuple(lines_of(name, room, size * share, "bold", max(1, most))), lines)


def _height(words: _Words, type: Type) -> float:
    return words.size + (len(words.name) - 1) * words.name_size * 1.15 + len(words.about) * type.small * 1.32


def _row(scene: Scene, row: Element, area: Area, colour: str, width: float, type: Type, words: _Words) -> None:
    pen, y = scene.pen, words.size
    pen.write(row, scene.say.texts[f"area.{area.id}.size"], width, y, words.size, face="bold", anchor="end")
    for index, line in enumerate(words.name):
        y = words.size + index * words.name_size * 1.15
        pen.write(row, line, 0, y, words.name_size, face="bold", colour=colour)
    for index, line in enumerate(words.about, 1):
        pen.write(row, line, 0, y + index * type.small * 1.32, type.small, colour="ink-soft")


def card(scene: Scene, parent: Element, width: float, height: float) -> None:
    """Draw a plain, nearly opaque background for content that covers a map."""
    look = {"fill": scene.pen.colours["card"], "fill_opacity": 0.93, "stroke": scene.pen.colours["rule"]}
    element("rect", parent, width=float(width), height=float(height), rx=3, **look)


def credit(scene: Scene, parent: Element, width: float, size: float) -> float:
    """Draw the full credit of figures and map; return the height."""
    author = scene.zone.author
    text = scene.say.credit.replace(author, author.replace("-", f"-{JOINER}"))
    return scene.pen.paragraph(parent, text, 0, width, size, colour="ink-soft", leading=1.35)


def legend(scene: Scene, parent: Element, rows: Sequence[Row], width: float, size: float, gap: float = 0.55) -> float:
    """Draw the legend, a sign and its meaning for each row; return the height."""
    leading, unit = 1.28, size / 12
    left = WIDTH * unit + size * 0.7
    y = 0.0
    for row in rows:
        lines = wrap(scene.say.texts[row.key], width - left, size)
        height = max(size * leading * len(lines), size * 1.3)
        # Centre the sign on the first line.
        corner = f"translate(0 {number(y + size * leading / 2 - HEIGHT * unit / 2)}) scale({number(unit)})"
        spot = element("g", parent, transform=corner)
        spot.append(sign(row, scene.zone))
        inline_styles(spot, scene.pen.colours, scene.pen.font("plain"), unit=1)
        for index, line in enumerate(lines):
            scene.pen.write(parent, line, left, y + size * (1.0 + index * leading), size)
        y += height + size * gap
    return y - size * gap
