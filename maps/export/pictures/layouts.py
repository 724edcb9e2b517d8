"""The layouts of a complete picture in four formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from xml.etree import ElementTree as xml
from xml.etree.ElementTree import Element

from maps.drawing import legend
from maps.drawing.backdrop import has_districts
from maps.drawing.boxes import Box, Size
from maps.drawing.svg import SVG, element
from maps.export.pictures import blocks
from maps.export.pictures.blocks import Type
from maps.export.pictures.context import Scene
from maps.export.pictures.picture_maps import SMALL_MAPS, Plan, draw_maps, draw_small_map
from maps.text.translator import TAGS

PAD = 9.0
"""Padding of a card."""
SHARES = (1, 0.9, 0.8, 0.7, 0.6, 0.5)
"""Scales for all type, tried in order until the map has room: a long credit is never truncated."""
Rows = Sequence[legend.Row]


class NoRoom(Exception):
    """Raised where the texts leave too little room for the map, or for each other."""


@dataclass(frozen=True)
class PictureFormat:
    """Format of a picture: its proportions, type sizes and limits."""

    id: str
    about: str
    """Its name in English."""
    width: int
    height: int
    """In the picture's units, which are points (1/72 inch) in the PDF."""
    pixels: int
    """Width of the PNG."""
    margin: float
    type: Type
    lines: int
    """Maximum number of lines of the headline."""
    map_height: float
    """Minimum height of the map as a share of the picture's."""

    @property
    def pixel_height(self) -> int:
        return round(self.height * self.pixels / self.width)


SQUARE = PictureFormat("1x1", "square", 800, 800, 1600, 32, Type(32, 13.5, 10.5, 36), 2, 0.3)
WIDE = PictureFormat("16x9", "wide", 960, 540, 1920, 26, Type(25, 12, 9.4, 31), 5, 0.55)
TALL = PictureFormat("9x16", "tall", 540, 960, 1080, 28, Type(26, 12, 9.4, 32), 3, 0.25)
A4 = PictureFormat("a4", "A4", 595, 842, 1240, 34, Type(25, 10.6, 8.4, 29), 3, 0.3)
FORMATS = (SQUARE, WIDE, TALL, A4)


def picture(scene: Scene, format: PictureFormat) -> bytes:
    """Return the picture as an SVG document."""
    for share in SHARES[:-1]:
        try:
            return _picture(scene, replace(format, type=format.type.scaled(share)))
        except NoRoom:
            continue
    return _picture(scene, replace(format, type=format.type.scaled(SHARES[-1]), map_height=0))


def _picture(scene: Scene, format: PictureFormat) -> bytes:
    """Return the picture, or raise NoRoom where the map would be lower than the format allows."""
    layout = {"1x1": _square, "16x9": _wide, "9x16": _tall, "a4": _a4}[format.id]
    rows = [row for row in legend.rows(scene.zone) if not row.only]
    root = _page(scene, format)
    shown = legend.rows(scene.zone, layout(scene, format, root, rows))
    if shown != rows:
        # The maps do not show everything in the zone at this scale: draw again with the shorter legend.
        root = _page(scene, format)
        layout(scene, format, root, shown)
    return xml.tostring(root, encoding="unicode").encode() + b"\n"


def _page(scene: Scene, format: PictureFormat) -> Element:
    """Return an SVG document with title, description and background."""
    say = scene.say
    root = element(
        "svg",
        xmlns=SVG,
        viewBox=f"0 0 {format.width} {format.height}",
        width=format.width,
        height=format.height,
        role="img",
        aria_labelledby="title desc",
        lang=TAGS[say.language],
    )
    root.set("xml:lang", TAGS[say.language])
    element("title", root, id="title").text = say.title
    element("desc", root, id="desc").text = say.alt
    element("rect", root, width=format.width, height=format.height, fill=scene.pen.colours["paper"])
    return root


def _wide(scene: Scene, format: PictureFormat, root: Element, rows: Rows) -> set[str]:
    margin, type, column = format.margin, format.type, 286.0
    y = margin + blocks.header(scene, scene.pen.group(root, margin, margin), column, type, format.lines)
    y += type.body * 1.3
    foot = format.height - margin + 6
    height = float(format.height)
    room = foot - _credit_height(scene, format, column) - y - type.body
    if blocks.figures(scene, Element("g"), column, type, room) <= room:
        _credit(scene, root, format, margin, column, foot)
    else:
        # The credit is too long to fit below the figures: give it the full width, and reduce the map's height.
        note = _credit(scene, root, format, margin, format.width - 2 * margin, foot)
        height = _map_height(format, note - type.body)
        room = height - y
        if format.map_height and blocks.figures(scene, Element("g"), column, type, room) > room:
            raise NoRoom
    blocks.figures(scene, scene.pen.group(root, margin, y), column, type, room)
    left = margin + column + 24
    over = Box(left, 0, format.width - left, height)
    detail = Box(over.right - 222 - 14, 14, 222, 272)
    width, size = 196.0, type.small * 0.96
    height = blocks.legend(scene, Element("g"), rows, width - 2 * PAD, size) + 2 * PAD
    if scene.zone.regional_context or has_districts(scene.zone):
        height = max(height, 118)  # beside the small maps
    key = Box(14, over.height - 14 - height, width, height)
    rest = over.width - key.right - 6 - 14
    small = [Box(key.right + 6, key.y, 160, height), Box(key.right + 172, key.y, rest - 166, height)]
    home = Box(16, 12, over.width - 28, over.height - 58)
    shown = draw_maps(scene, root, Plan(over, home, detail, type.small, (key, *small), foot=height + 26))
    spot = scene.pen.group(root, over.x + key.x, over.y + key.y)
    blocks.card(scene, spot, width, height)
    blocks.legend(scene, scene.pen.group(spot, PAD, PAD), rows, width - 2 * PAD, size)
    _cards(scene, root, over, small, type.small * 0.9)
    return shown


def _square(scene: Scene, format: PictureFormat, root: Element, rows: Rows) -> set[str]:
    margin, type = format.margin, format.type
    top, note = _head_and_credit(scene, format, root, 1.2, 8)
    figures, key, gap = 266.0, 176.0, 20.0
    strip = max(164.0, blocks.legend(scene, Element("g"), rows, key, type.small, 0.5) + 8)
    strip = max(strip, min(blocks.figures(scene, Element("g"), figures, type, inf), 300.0))
    bottom = note - strip - type.body * 1.1
    over = Box(0, top, format.width, _map_height(format, bottom - type.body * 1.2 - top))
    detail = Box(margin, top + 16, 236, over.height - 32)
    home = Box(detail.right + 24, 12, format.width - detail.right - 24 - margin, over.height - 48)
    shown = draw_maps(scene, root, Plan(over, home, detail, type.small))
    blocks.figures(scene, scene.pen.group(root, margin, bottom), figures, type, strip)
    blocks.legend(scene, scene.pen.group(root, margin + figures + gap, bottom + 8), rows, key, type.small, 0.5)
    x = margin + figures + key + 2 * gap
    width = format.width - margin - x
    _row(scene, root, Box(x, bottom, width, strip), (width * 0.5, width * 0.5 - 8), type.small * 0.9)
    return shown


def _tall(scene: Scene, format: PictureFormat, root: Element, rows: Rows) -> set[str]:
    margin, type = format.margin, format.type
    wide = format.width - 2 * margin
    y, note = _head_and_credit(scene, format, root, 1.1, 10)
    figures = scene.pen.group(root, margin, y)
    top = y + blocks.figures(scene, figures, wide, type, 240) + type.body * 1.1
    strip = 264.0
    bottom = note - strip - type.body
    over = Box(0, top, format.width, _map_height(format, bottom - 16 - top))
    detail = Box(margin, bottom, 218, strip)
    shown = draw_maps(scene, root, Plan(over, Box(margin, 10, wide, over.height - 40), detail, type.small))
    right = Box(margin + 218 + 20, bottom, wide - 218 - 20, strip)
    used = blocks.legend(scene, scene.pen.group(root, right.x, right.y), rows, right.width, type.small, 0.45)
    used += type.body
    widths = (right.width * 0.53, right.width * 0.47 - 10)
    _row(scene, root, Box(right.x, right.y + used, right.width, strip - used), widths, type.small * 0.88)
    return shown


def _a4(scene: Scene, format: PictureFormat, root: Element, rows: Rows) -> set[str]:
    margin, type = format.margin, format.type
    wide = format.width - 2 * margin
    top, note = _head_and_credit(scene, format, root, 1.2, 4)
    column, gap = 262.0, 28.0
    key = blocks.legend(scene, Element("g"), rows, wide - column - gap, type.small, 0.5)
    strip = max(blocks.figures(scene, Element("g"), column, type, 210), key)
    bottom = note - strip - type.body * 1.3
    over = Box(margin, top, wide, _map_height(format, bottom - type.body * 1.3 - top))
    detail = Box(over.right - 196 - 10, top + 10, 196, 236)
    small = [Box(10, over.height - 138, 142, 128), Box(158, over.height - 138, 132, 128)]
    home = Box(10, 50, wide - 20, over.height - 96)
    shown = draw_maps(scene, root, Plan(over, home, detail, type.small, tuple(small), bleeds=False))
    _cards(scene, root, over, small, type.small * 0.94)
    blocks.figures(scene, scene.pen.group(root, margin, bottom), column, type, strip + type.small)
    right = scene.pen.group(root, margin + column + gap, bottom + 4)
    blocks.legend(scene, right, rows, wide - column - gap, type.small, 0.5)
    return shown


def _row(scene: Scene, root: Element, box: Box, widths: tuple[float, float], size: float) -> None:
    """Draw the two small maps side by side."""
    x = box.x
    for kind, width in zip(SMALL_MAPS, widths, strict=True):
        spot = scene.pen.group(root, x, box.y)
        if draw_small_map(scene, spot, kind, Size(width, box.height), size):
            x += width + box.width - sum(widths)


def _cards(scene: Scene, root: Element, over: Box, boxes: list[Box], size: float) -> None:
    """Draw the two small maps on cards over the overview."""
    pad = 6
    for kind, box in zip(SMALL_MAPS, boxes, strict=True):
        spot = scene.pen.group(Element("g"), over.x + box.x, over.y + box.y)
        blocks.card(scene, spot, box.width, box.height)
        room = Size(box.width - 2 * pad, box.height - 2 * pad)
        if draw_small_map(scene, scene.pen.group(spot, pad, pad), kind, room, size):
            root.append(spot)


def _head_and_credit(
    scene: Scene, format: PictureFormat, root: Element, gap: float, below: float
) -> tuple[float, float]:
    """Draw the headline at the top and the credit at the bottom; return the upper and lower y of the space between."""
    margin = format.margin
    wide = format.width - 2 * margin
    note = _credit(scene, root, format, margin, wide, format.height - margin + below)
    head = blocks.header(scene, scene.pen.group(root, margin, margin), wide, format.type, format.lines)
    return margin + head + format.type.body * gap, note


def _map_height(format: PictureFormat, height: float) -> float:
    """Return the height left for the map, or raise NoRoom where it is too small."""
    if height < format.map_height * format.height:
        raise NoRoom
    return max(height, 40.0)


def _credit_height(scene: Scene, format: PictureFormat, width: float) -> float:
    return blocks.credit(scene, Element("g"), width, format.type.small * 0.82)


def _credit(scene: Scene, root: Element, format: PictureFormat, x: float, width: float, bottom: float) -> float:
    """Draw the credit with its last line at `bottom`; return the y of its upper edge."""
    height = _credit_height(scene, format, width)
    blocks.credit(scene, scene.pen.group(root, x, bottom - height), width, format.type.small * 0.82)
    return bottom - height
