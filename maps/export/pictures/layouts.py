"""The layouts of a complete picture in four formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from xml.etree import ElementTree as xml
from xml.etree.ElementTree import Element

from maps.drawing.backdrop import has_districts
from maps.drawing.boxes import Box, Size
from maps.drawing.legend import Row
from maps.drawing.legend import rows as legend_rows
from maps.drawing.svg import element
from maps.export.pictures import blocks
from maps.export.pictures.blocks import TypeSizes
from maps.export.pictures.context import SCHEMES, PictureText, Scene
from maps.export.pictures.picture_maps import SMALL_MAPS, Plan, draw_maps, draw_small_map
from maps.text.translator import TAGS

CARD_PADDING = 9.0
TYPE_SCALES = (1, 0.9, 0.8, 0.7, 0.6, 0.5)
"""Scales of the type sizes, tried in order until the map has room: a long credit is never truncated."""
Rows = Sequence[Row]


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
    type_sizes: TypeSizes
    headline_lines: int
    """Maximum number of lines of the headline."""
    map_height: float
    """Minimum height of the map as a share of the picture's."""

    @property
    def pixel_height(self) -> int:
        return round(self.height * self.pixels / self.width)


SQUARE = PictureFormat("1x1", "square", 800, 800, 1600, 32, TypeSizes(32, 13.5, 10.5, 36), 2, 0.3)
WIDE = PictureFormat("16x9", "wide", 960, 540, 1920, 26, TypeSizes(25, 12, 9.4, 31), 5, 0.55)
TALL = PictureFormat("9x16", "tall", 540, 960, 1080, 28, TypeSizes(26, 12, 9.4, 32), 3, 0.25)
A4 = PictureFormat("a4", "A4", 595, 842, 1240, 34, TypeSizes(25, 10.6, 8.4, 29), 3, 0.3)
FORMATS = (SQUARE, WIDE, TALL, A4)


def picture(text: PictureText, scheme: str, fmt: PictureFormat) -> bytes:
    """Return the picture as an SVG document."""
    scene = Scene(text.zone, text.translator, text.texts, SCHEMES[scheme])
    for scale in TYPE_SCALES[:-1]:
        try:
            return _picture(scene, replace(fmt, type_sizes=fmt.type_sizes.scaled(scale)))
        except NoRoom:
            continue
    return _picture(scene, replace(fmt, type_sizes=fmt.type_sizes.scaled(TYPE_SCALES[-1]), map_height=0))


def _picture(scene: Scene, fmt: PictureFormat) -> bytes:
    """Return the picture, or raise NoRoom where the map would be lower than the format allows."""
    layout = {"1x1": _square, "16x9": _wide, "9x16": _tall, "a4": _a4}[fmt.id]
    rows = [row for row in legend_rows(scene.zone) if not row.only]
    root = _page(scene, fmt)
    shown_rows = legend_rows(scene.zone, layout(scene, fmt, root, rows))
    if shown_rows != rows:
        # The maps do not show everything in the zone at this scale: draw again with the shorter legend.
        root = _page(scene, fmt)
        layout(scene, fmt, root, shown_rows)
    return xml.tostring(root, encoding="unicode").encode() + b"\n"


def _page(scene: Scene, fmt: PictureFormat) -> Element:
    """Return an SVG document with title, description and background."""
    root = element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {fmt.width} {fmt.height}",
        width=fmt.width,
        height=fmt.height,
        role="img",
        aria_labelledby="title desc",
        lang=TAGS[scene.language],
    )
    root.set("xml:lang", TAGS[scene.language])
    element("title", root, id="title").text = scene["zone.title"]
    element("desc", root, id="desc").text = scene["picture.alt"]
    element("metadata", root).text = f"{scene.zone.author}, {scene.zone.edition}. {scene.terms}"
    element("rect", root, width=fmt.width, height=fmt.height, fill=scene.colours["paper"])
    return root


def _wide(scene: Scene, fmt: PictureFormat, root: Element, rows: Rows) -> set[str]:
    margin, sizes, column = fmt.margin, fmt.type_sizes, 286.0
    header = blocks.header(scene, column, sizes, fmt.headline_lines)
    header.place(root, margin, margin)
    y = margin + header.height + sizes.body * 1.3
    foot = fmt.height - margin + 6
    height = float(fmt.height)
    credit = blocks.credit(scene, column, sizes)
    room = foot - credit.height - y - sizes.body
    figures = blocks.figures(scene, column, sizes, room)
    if figures.height > room:
        # The credit is too long to fit below the figures: give it the full width, and reduce the map's height.
        credit = blocks.credit(scene, fmt.width - 2 * margin, sizes)
        height = _map_height(fmt, foot - credit.height - sizes.body)
        room = height - y
        figures = blocks.figures(scene, column, sizes, room)
        if fmt.map_height and figures.height > room:
            raise NoRoom
    credit.place(root, margin, foot - credit.height)
    figures.place(root, margin, y)
    left = margin + column + 24
    map_box = Box(left, 0, fmt.width - left, height)
    detail = Box(map_box.right - 222 - 14, 14, 222, 272)
    width = 196.0
    legend = blocks.legend(scene, rows, width - 2 * CARD_PADDING, sizes.small * 0.96)
    height = legend.height + 2 * CARD_PADDING
    if scene.zone.regional_context or has_districts(scene.zone):
        height = max(height, 118)  # beside the small maps
    legend_box = Box(14, map_box.height - 14 - height, width, height)
    rest = map_box.width - legend_box.right - 6 - 14
    small = [
        Box(legend_box.right + 6, legend_box.y, 160, height),
        Box(legend_box.right + 172, legend_box.y, rest - 166, height),
    ]
    home = Box(16, 12, map_box.width - 28, map_box.height - 58)
    plan = Plan(map_box, home, detail, sizes.small, (legend_box, *small), bar_bottom=height + 26)
    classes = draw_maps(scene, root, plan)
    card = scene.group(root, map_box.x + legend_box.x, map_box.y + legend_box.y)
    blocks.draw_card(scene, card, width, height)
    legend.place(card, CARD_PADDING, CARD_PADDING)
    _draw_cards(scene, root, map_box, small, sizes.small * 0.9)
    return classes


def _square(scene: Scene, fmt: PictureFormat, root: Element, rows: Rows) -> set[str]:
    margin, sizes = fmt.margin, fmt.type_sizes
    top, credit_y = _draw_head_and_credit(scene, fmt, root, 1.2, 8)
    figures_width, legend_width, gap = 266.0, 176.0, 20.0
    legend = blocks.legend(scene, rows, legend_width, sizes.small, 0.5)
    strip_height = max(164.0, legend.height + 8)
    strip_height = max(strip_height, min(blocks.figures(scene, figures_width, sizes, inf).height, 300.0))
    bottom = credit_y - strip_height - sizes.body * 1.1
    map_box = Box(0, top, fmt.width, _map_height(fmt, bottom - sizes.body * 1.2 - top))
    detail = Box(margin, top + 16, 236, map_box.height - 32)
    home = Box(detail.right + 24, 12, fmt.width - detail.right - 24 - margin, map_box.height - 48)
    classes = draw_maps(scene, root, Plan(map_box, home, detail, sizes.small))
    blocks.figures(scene, figures_width, sizes, strip_height).place(root, margin, bottom)
    legend.place(root, margin + figures_width + gap, bottom + 8)
    x = margin + figures_width + legend_width + 2 * gap
    width = fmt.width - margin - x
    widths = (width * 0.5, width * 0.5 - 8)
    _draw_small_maps(scene, root, Box(x, bottom, width, strip_height), widths, sizes.small * 0.9)
    return classes


def _tall(scene: Scene, fmt: PictureFormat, root: Element, rows: Rows) -> set[str]:
    margin, sizes = fmt.margin, fmt.type_sizes
    width = fmt.width - 2 * margin
    y, credit_y = _draw_head_and_credit(scene, fmt, root, 1.1, 10)
    figures = blocks.figures(scene, width, sizes, 240)
    figures.place(root, margin, y)
    top = y + figures.height + sizes.body * 1.1
    strip_height = 264.0
    bottom = credit_y - strip_height - sizes.body
    map_box = Box(0, top, fmt.width, _map_height(fmt, bottom - 16 - top))
    detail = Box(margin, bottom, 218, strip_height)
    classes = draw_maps(scene, root, Plan(map_box, Box(margin, 10, width, map_box.height - 40), detail, sizes.small))
    right = Box(margin + 218 + 20, bottom, width - 218 - 20, strip_height)
    legend = blocks.legend(scene, rows, right.width, sizes.small, 0.45)
    legend.place(root, right.x, right.y)
    used = legend.height + sizes.body
    widths = (right.width * 0.53, right.width * 0.47 - 10)
    small_maps = Box(right.x, right.y + used, right.width, strip_height - used)
    _draw_small_maps(scene, root, small_maps, widths, sizes.small * 0.88)
    return classes


def _a4(scene: Scene, fmt: PictureFormat, root: Element, rows: Rows) -> set[str]:
    margin, sizes = fmt.margin, fmt.type_sizes
    width = fmt.width - 2 * margin
    top, credit_y = _draw_head_and_credit(scene, fmt, root, 1.2, 4)
    column, gap = 262.0, 28.0
    legend = blocks.legend(scene, rows, width - column - gap, sizes.small, 0.5)
    strip_height = max(blocks.figures(scene, column, sizes, 210).height, legend.height)
    bottom = credit_y - strip_height - sizes.body * 1.3
    map_box = Box(margin, top, width, _map_height(fmt, bottom - sizes.body * 1.3 - top))
    detail = Box(map_box.right - 196 - 10, top + 10, 196, 236)
    small = [Box(10, map_box.height - 138, 142, 128), Box(158, map_box.height - 138, 132, 128)]
    home = Box(10, 50, width - 20, map_box.height - 96)
    classes = draw_maps(scene, root, Plan(map_box, home, detail, sizes.small, tuple(small), bleeds=False))
    _draw_cards(scene, root, map_box, small, sizes.small * 0.94)
    blocks.figures(scene, column, sizes, strip_height + sizes.small).place(root, margin, bottom)
    legend.place(root, margin + column + gap, bottom + 4)
    return classes


def _draw_small_maps(scene: Scene, root: Element, box: Box, widths: tuple[float, float], size: float) -> None:
    """Draw the two small maps side by side."""
    x = box.x
    for key, width in zip(SMALL_MAPS, widths, strict=True):
        group = scene.group(root, x, box.y)
        if draw_small_map(scene, group, key, Size(width, box.height), size):
            x += width + box.width - sum(widths)


def _draw_cards(scene: Scene, root: Element, map_box: Box, boxes: list[Box], size: float) -> None:
    """Draw the two small maps on cards over the overview."""
    pad = 6
    for key, box in zip(SMALL_MAPS, boxes, strict=True):
        group = scene.group(Element("g"), map_box.x + box.x, map_box.y + box.y)
        blocks.draw_card(scene, group, box.width, box.height)
        room = Size(box.width - 2 * pad, box.height - 2 * pad)
        if draw_small_map(scene, scene.group(group, pad, pad), key, room, size):
            root.append(group)


def _draw_head_and_credit(
    scene: Scene, fmt: PictureFormat, root: Element, gap: float, below: float
) -> tuple[float, float]:
    """Draw the headline at the top and the credit at the bottom; return the upper and lower y of the space between."""
    margin, sizes = fmt.margin, fmt.type_sizes
    width = fmt.width - 2 * margin
    credit = blocks.credit(scene, width, sizes)
    credit_y = fmt.height - margin + below - credit.height
    credit.place(root, margin, credit_y)
    header = blocks.header(scene, width, sizes, fmt.headline_lines)
    header.place(root, margin, margin)
    return margin + header.height + sizes.body * gap, credit_y


def _map_height(fmt: PictureFormat, height: float) -> float:
    """Return the height left for the map, or raise NoRoom where it is too small."""
    if height < fmt.map_height * fmt.height:
        raise NoRoom
    return max(height, 40.0)
