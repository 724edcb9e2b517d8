"""The parts of a picture beside its maps: headline, figures, legend, credit.

Most are drawn downwards from the upper left corner of the parent and return their height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from geodata.model import Area
from maps.drawing.legend import HEIGHT, WIDTH, Row, symbol
from maps.drawing.map_svg import inline_styles
from maps.drawing.palette import area_colour
from maps.drawing.svg import break_lines, element, number
from maps.drawing.text_metrics import WORD_JOINER, text_width, wrap
from maps.export.pictures.context import Scene

NAME_LEADING, ABOUT_LEADING = 1.15, 1.32
"""Line spacing of an area's name and of the lines below it, in units of their type sizes."""


@dataclass(frozen=True)
class TypeSizes:
    """Type sizes in the units of a picture."""

    head: float
    body: float
    small: float
    figure: float

    def scaled(self, scale: float) -> TypeSizes:
        return TypeSizes(self.head * scale, self.body * scale, self.small * scale, self.figure * scale)


def draw_header(scene: Scene, parent: Element, width: float, sizes: TypeSizes, max_lines: int) -> float:
    """Draw the zone's name, the headline in at most `max_lines` lines, and the standfirst; return the height."""
    text, pen = scene.text, scene.pen
    element("rect", parent, width=sizes.head * 1.3, height=sizes.head * 0.16, fill=pen.colours["ink"])
    y = sizes.head * 0.55
    kicker = scene.zone.name[text.language]
    y = pen.paragraph(
        parent, kicker, y, width, sizes.small, face="bold", colour="ink-soft", leading=1.3, even=True, max_lines=3
    )
    y += sizes.head * 0.22
    size = _headline_size(text.headline, width, sizes.head, max_lines)
    leading = 1.32 if text.keeps_words else 1.2
    y = pen.paragraph(
        parent, text.headline, y, width, size, face="head", leading=leading, even=True, max_lines=max_lines
    )
    y += sizes.body * 0.55
    leading = 1.6 if text.keeps_words else 1.42
    return pen.paragraph(
        parent, text["zone.standfirst"], y, width, sizes.body, colour="ink-soft", leading=leading, max_lines=8
    )


def _headline_size(headline: str, width: float, size: float, max_lines: int) -> float:
    """Return `size`, reduced as far as necessary for the headline to fit into `max_lines` lines."""
    *scales, smallest = (1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52)
    fitting = (
        scale for scale in scales if len(wrap(headline, width, size * scale, "head", True, max_lines)) <= max_lines
    )
    return size * next(fitting, smallest)


def draw_figures(scene: Scene, parent: Element, width: float, sizes: TypeSizes, room: float) -> float:
    """Draw the size of the zone, a bar of the areas' shares and a row for each area; return the height.

    The rows have as many lines as fit into `room`, a height.
    """
    text, pen, zone = scene.text, scene.pen, scene.zone
    total = text.translator.area(zone.total_km2)
    size = min(sizes.figure, width * 0.64 / text_width(total, 1, "head"))
    baseline = sizes.figure * 0.82
    pen.write(parent, total, 0, baseline, size, face="head")
    x = text_width(total, size, "head") + sizes.body * 0.5
    lines = wrap(text["picture.total"], max(width - x, sizes.small * 4), sizes.small, even=text.keeps_words)[:3]
    for index, line in enumerate(reversed(lines)):
        pen.write(parent, line, x, baseline - index * sizes.small * 1.3, sizes.small, colour="ink-soft")
    y = baseline + sizes.body * 0.75
    y = draw_share_bar(scene, parent, width, y, sizes.small * 0.75) + sizes.body * 0.7
    rows = _fit_rows(scene, width, sizes, room - y + sizes.small * 0.6)
    for index, (area, (height, row)) in enumerate(zip(zone.area_records, rows, strict=True)):
        _draw_row(scene, pen.group(parent, 0, y), area, area_colour(index), width, sizes, row)
        y += height
    return y - sizes.small * 0.6


def draw_share_bar(scene: Scene, parent: Element, width: float, y: float, height: float) -> float:
    """Draw a bar divided in proportion to the areas' sizes; return the y of its lower edge."""
    areas = scene.zone.area_records
    gap = 1.5
    bar_width = width - gap * (len(areas) - 1)
    x = 0.0
    for index, area in enumerate(areas):
        share = bar_width * area.size_km2 / sum(each.size_km2 for each in areas)
        fill = scene.pen.colours[area_colour(index)]
        element("rect", parent, x=x, y=float(y), width=share, height=float(height), fill=fill, data_km2=area.size_km2)
        x += share + gap
    return y + height


@dataclass(frozen=True)
class _AreaRow:
    """The text in the row of an area."""

    size: float
    """Type size of the figure."""
    name_size: float
    name: tuple[str, ...]
    about: tuple[str, ...]
    """Lines below the name: the location and its uncertainty."""


def _fit_rows(scene: Scene, width: float, sizes: TypeSizes, room: float) -> list[tuple[float, _AreaRow]]:
    """Return the height and the text of each area's row, with as many lines as fit into `room`, a height."""
    areas = scene.zone.area_records
    gap = sizes.body * 0.25 + sizes.small * 0.43
    for max_lines in (5, 4, 3, 2, 1):
        rows = [_area_row(scene, area, width, sizes, sizes.body, max_lines) for area in areas]
        heights = [_row_height(row, sizes) + gap for row in rows]
        if sum(heights) <= room + 0.01:
            return list(zip(heights, rows, strict=True))
    # One line for each name, set closer; where even that is too much, without the line below it.
    pitch = min(max(heights), max(room / len(areas), sizes.small * 1.3))
    size = min(sizes.body, pitch * 0.8)
    max_lines = 1 if pitch >= size + sizes.small * 1.6 else 0
    return [(pitch, _area_row(scene, area, width, sizes, size, max_lines)) for area in areas]


def _area_row(scene: Scene, area: Area, width: float, sizes: TypeSizes, size: float, max_lines: int) -> _AreaRow:
    text, key = scene.text, f"area.{area.id}"
    room = width - text_width(text[f"{key}.size"], size, "bold") - size
    name = text[key]
    for scale in (1, 0.94, 0.88, 0.82):
        if text_width(name, size * scale, "bold") <= room:
            break
    # A longer name takes up to `max_lines` lines and is then truncated with an ellipsis, as are the lines below it.
    about_keys = [*(f"{key}.from.{landmark}" for landmark in scene.zone.landmarks[:1]), f"{key}.plus_minus"]
    about = " · ".join(text[about_key] for about_key in about_keys)
    lines = tuple(break_lines(about, width, sizes.small, max_lines=max_lines)) if max_lines else ()
    return _AreaRow(
        size, size * scale, tuple(break_lines(name, room, size * scale, "bold", max_lines=max(1, max_lines))), lines
    )


def _row_height(row: _AreaRow, sizes: TypeSizes) -> float:
    name_height = row.size + (len(row.name) - 1) * row.name_size * NAME_LEADING
    return name_height + len(row.about) * sizes.small * ABOUT_LEADING


def _draw_row(
    scene: Scene, parent: Element, area: Area, colour: str, width: float, sizes: TypeSizes, row: _AreaRow
) -> None:
    pen, y = scene.pen, row.size
    pen.write(parent, scene.text[f"area.{area.id}.size"], width, y, row.size, face="bold", anchor="end")
    for index, line in enumerate(row.name):
        y = row.size + index * row.name_size * NAME_LEADING
        pen.write(parent, line, 0, y, row.name_size, face="bold", colour=colour)
    for index, line in enumerate(row.about, 1):
        pen.write(parent, line, 0, y + index * sizes.small * ABOUT_LEADING, sizes.small, colour="ink-soft")


def draw_card(scene: Scene, parent: Element, width: float, height: float) -> None:
    """Draw a plain background for content that covers a map."""
    look = {"fill": scene.pen.colours["card"], "stroke": scene.pen.colours["rule"]}
    element("rect", parent, width=float(width), height=float(height), rx=3, **look)


def draw_credit(scene: Scene, parent: Element, width: float, size: float) -> float:
    """Draw the full credit of figures and map; return the height."""
    author = scene.zone.author
    credit = scene.text.credit.replace(author, author.replace("-", f"-{WORD_JOINER}"))
    return scene.pen.paragraph(parent, credit, 0, width, size, colour="ink-soft", leading=1.35)


def draw_legend(
    scene: Scene, parent: Element, rows: Sequence[Row], width: float, size: float, gap: float = 0.55
) -> float:
    """Draw the legend, a symbol and its meaning for each row; return the height."""
    leading, scale = 1.28, size / 12
    text_x = WIDTH * scale + size * 0.7
    y = 0.0
    for row in rows:
        lines = wrap(scene.text[row.key], width - text_x, size, even=scene.text.keeps_words)
        height = max(size * leading * len(lines), size * 1.3)
        # Centre the symbol on the first line.
        transform = f"translate(0 {number(y + size * leading / 2 - HEIGHT * scale / 2)}) scale({number(scale)})"
        group = element("g", parent, transform=transform)
        group.append(symbol(row, scene.zone))
        inline_styles(group, scene.pen.colours, scene.pen.font("plain"), unit=1)
        for index, line in enumerate(lines):
            scene.pen.write(parent, line, text_x, y + size * (1.0 + index * leading), size)
        y += height + size * gap
    return y - size * gap
