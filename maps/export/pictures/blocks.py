"""The parts of a picture beside its maps: headline, figures, legend, credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from maps.drawing.legend import HEIGHT, WIDTH, Row, symbol
from maps.drawing.map_svg import inline_styles
from maps.drawing.palette import area_colour
from maps.drawing.svg import element, number
from maps.drawing.text_metrics import WORD_JOINER, break_lines, text_width, wrap
from maps.export.pictures.context import Scene


@dataclass(frozen=True)
class TypeSizes:
    """Type sizes in the units of a picture."""

    head: float
    body: float
    small: float
    figure: float

    def scaled(self, scale: float) -> TypeSizes:
        return TypeSizes(self.head * scale, self.body * scale, self.small * scale, self.figure * scale)


class Block(NamedTuple):
    """A part of a picture, drawn downwards from its upper left corner."""

    group: Element
    height: float

    def place(self, parent: Element, x: float, y: float) -> None:
        """Add it to `parent` with its upper left corner at x and y."""
        self.group.set("transform", f"translate({number(x)} {number(y)})")
        parent.append(self.group)


def header(scene: Scene, width: float, sizes: TypeSizes, max_lines: int) -> Block:
    """Draw the zone's name, the headline in at most `max_lines` lines, and the standfirst."""
    parent = element("g")
    element("rect", parent, width=sizes.head * 1.3, height=sizes.head * 0.16, fill=scene.colours["ink"])
    y = sizes.head * 0.55
    kicker = scene.zone.name[scene.language]
    y = scene.paragraph(
        parent, kicker, y, width, sizes.small, face="bold", colour="ink-soft", leading=1.3, even=True, max_lines=3
    )
    y += sizes.head * 0.22
    size = _headline_size(scene.headline, width, sizes.head, max_lines)
    leading = 1.32 if scene.is_unspaced else 1.2
    y = scene.paragraph(
        parent, scene.headline, y, width, size, face="head", leading=leading, even=True, max_lines=max_lines
    )
    y += sizes.body * 0.55
    leading = 1.6 if scene.is_unspaced else 1.42
    y = scene.paragraph(
        parent, scene["zone.standfirst"], y, width, sizes.body, colour="ink-soft", leading=leading, max_lines=8
    )
    return Block(parent, y)


def _headline_size(headline: str, width: float, size: float, max_lines: int) -> float:
    """Return `size`, reduced as far as necessary for the headline to fit into `max_lines` lines."""
    *scales, smallest = (1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52)
    fitting = (
        scale for scale in scales if len(wrap(headline, width, size * scale, "head", True, max_lines)) <= max_lines
    )
    return size * next(fitting, smallest)


def figures(scene: Scene, width: float, sizes: TypeSizes, room: float) -> Block:
    """Draw the size of the zone, a bar of the areas' shares and a row for each area.

    The rows have as many lines as fit into `room`, a height.
    """
    parent = element("g")
    total = scene.translator.area(scene.zone.total_km2)
    size = min(sizes.figure, width * 0.64 / text_width(total, 1, "head"))
    baseline = sizes.figure * 0.82
    scene.write(parent, total, 0, baseline, size, face="head")
    x = text_width(total, size, "head") + sizes.body * 0.5
    lines = wrap(scene["picture.total"], max(width - x, sizes.small * 4), sizes.small, even=scene.is_unspaced)[:3]
    for index, line in enumerate(reversed(lines)):
        scene.write(parent, line, x, baseline - index * sizes.small * 1.3, sizes.small, colour="ink-soft")
    y = baseline + sizes.body * 0.75
    bar_height = sizes.small * 0.75
    _draw_share_bar(scene, parent, width, y, bar_height)
    y = y + bar_height + sizes.body * 0.7
    for row in _fit_rows(scene, width, sizes, room - y + sizes.small * 0.6):
        row.place(parent, 0, y)
        y += row.height
    return Block(parent, y - sizes.small * 0.6)


def _draw_share_bar(scene: Scene, parent: Element, width: float, y: float, height: float) -> None:
    """Draw a bar divided in proportion to the areas' sizes."""
    areas = scene.zone.area_records
    gap = 1.5
    bar_width = width - gap * (len(areas) - 1)
    x = 0.0
    for index, area in enumerate(areas):
        share = bar_width * area.size_km2 / sum(each.size_km2 for each in areas)
        fill = scene.colours[area_colour(index)]
        element("rect", parent, x=x, y=y, width=share, height=height, fill=fill)
        x += share + gap


def _fit_rows(scene: Scene, width: float, sizes: TypeSizes, room: float) -> list[Block]:
    """Return each area's row, with as many lines as fit into `room`, a height, and the space below."""
    indices = range(len(scene.zone.area_records))
    gap = sizes.body * 0.25 + sizes.small * 0.43
    for max_lines in (5, 4, 3, 2, 1):
        rows = [_area_row(scene, index, width, sizes, sizes.body, max_lines) for index in indices]
        rows = [row._replace(height=row.height + gap) for row in rows]
        if sum(row.height for row in rows) <= room + 0.01:
            return rows
    # One line for each name, set closer; where even that is too much, without the line below it.
    pitch = min(max(row.height for row in rows), max(room / len(indices), sizes.small * 1.3))
    size = min(sizes.body, pitch * 0.8)
    max_lines = 1 if pitch >= size + sizes.small * 1.6 else 0
    return [_area_row(scene, index, width, sizes, size, max_lines)._replace(height=pitch) for index in indices]


def _area_row(scene: Scene, index: int, width: float, sizes: TypeSizes, size: float, max_lines: int) -> Block:
    """Draw an area's size in type of `size`, its name, and below it the location and its uncertainty.

    A name too long for `max_lines` lines is truncated with an ellipsis, as are the lines below it.
    """
    group = element("g")
    key = f"area.{scene.zone.area_records[index].id}"
    name, figure = scene[key], scene[f"{key}.size"]
    room = width - text_width(figure, size, "bold") - size
    for scale in (1, 0.94, 0.88, 0.82):
        if text_width(name, size * scale, "bold") <= room:
            break
    name_size = size * scale
    about_keys = [*(f"{key}.from.{landmark}" for landmark in scene.zone.landmarks[:1]), f"{key}.plus_minus"]
    about = " · ".join(scene[about_key] for about_key in about_keys)
    about_lines = break_lines(about, width, sizes.small, max_lines) if max_lines else []
    name_lines = break_lines(name, room, name_size, max(1, max_lines), "bold")
    scene.write(group, figure, width, size, size, face="bold", anchor="end")
    for n, line in enumerate(name_lines):
        y = size + n * name_size * 1.15
        scene.write(group, line, 0, y, name_size, face="bold", colour=area_colour(index))
    about_leading = 1.32
    for n, line in enumerate(about_lines, 1):
        scene.write(group, line, 0, y + n * sizes.small * about_leading, sizes.small, colour="ink-soft")
    return Block(group, y + len(about_lines) * sizes.small * about_leading)


def draw_card(scene: Scene, parent: Element, width: float, height: float) -> None:
    """Draw a plain background for content that covers a map."""
    colours = scene.colours
    element("rect", parent, width=width, height=height, rx=3, fill=colours["card"], stroke=colours["rule"])


def credit(scene: Scene, width: float, sizes: TypeSizes) -> Block:
    """Draw the full credit of figures and map."""
    group, author = element("g"), scene.zone.author
    words = scene["picture.credit"].replace(author, author.replace("-", f"-{WORD_JOINER}"))
    height = scene.paragraph(group, words, 0, width, sizes.small * 0.82, colour="ink-soft", leading=1.35)
    return Block(group, height)


def legend(scene: Scene, rows: Sequence[Row], width: float, size: float, gap: float = 0.55) -> Block:
    """Draw the legend, a symbol and its meaning for each row."""
    parent = element("g")
    leading, scale = 1.28, size / 12
    text_x = WIDTH * scale + size * 0.7
    y = 0.0
    for row in rows:
        lines = wrap(scene[row.key], width - text_x, size, even=scene.is_unspaced)
        height = max(size * leading * len(lines), size * 1.3)
        # Centre the symbol on the first line.
        transform = f"translate(0 {number(y + size * leading / 2 - HEIGHT * scale / 2)}) scale({number(scale)})"
        group = element("g", parent, transform=transform)
        group.append(symbol(row, scene.zone))
        inline_styles(group, scene.colours, scene.font("plain"), unit=1)
        for index, line in enumerate(lines):
            scene.write(parent, line, text_x, y + size * (1.0 + index * leading), size)
        y += height + size * gap
    return Block(parent, y - size * gap)
