"""A whole picture in one of four forms: what stands where."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as xml
from xml.etree.ElementTree import Element

import shapely

from maps.drawing.backdrop import home_bounds
from maps.drawing.map_svg import FEATHER
from maps.drawing.static_map import crowded_areas, crowded_bounds
from maps.drawing.svg import SVG, element, number
from maps.drawing.text_metrics import wrap
from maps.export.pictures import blocks, locator
from maps.export.pictures.blocks import Type
from maps.export.pictures.context import Scene
from maps.export.pictures.legend import legend
from maps.export.pictures.map_panel import (
    FINE,
    Box,
    Line,
    Panel,
    area_label,
    area_lines,
    bar_width,
    edge,
    ground,
    keep_areas_free,
    keep_dots_free,
    label,
    landmark_names,
    place_names,
    scale_bar,
)
from maps.export.pictures.svg_style import STRENGTH, soft_fills
from maps.text.translator import TAGS


@dataclass(frozen=True)
class Form:
    """A shape that a picture comes in."""

    id: str
    about: str
    """What it is called in English."""
    width: int
    height: int
    """In its own units, which are points (1/72 inch) in the PDF."""
    pixels: int
    """Width of the PNG."""
    margin: float
    type: Type
    lines: int
    """How many lines the headline may have."""

    @property
    def pixel_height(self) -> int:
        return round(self.height * self.pixels / self.width)


SQUARE = Form("1x1", "square", 800, 800, 1600, 32, Type(32, 13.5, 10.5, 36), 2)
WIDE = Form("16x9", "wide", 960, 540, 1920, 26, Type(27, 12.2, 9.4, 33), 5)
TALL = Form("9x16", "tall", 540, 960, 1080, 28, Type(26, 12, 9.4, 32), 3)
A4 = Form("a4", "A4", 595, 842, 1240, 34, Type(25, 10.6, 8.4, 29), 3)
QUIET = 0.7
"""How many steps of zoom less an overview shows than the page's map does."""
FORMS = (SQUARE, WIDE, TALL, A4)


@dataclass(frozen=True)
class Plan:
    """Where the maps of a picture go."""

    overview: Box
    home: Box
    """The part of the overview, from its own corner, in which all areas are to be."""
    detail: Box
    taken: tuple[Box, ...] = ()
    """What lies over the overview, from its own corner."""
    bleeds: bool = True
    """Whether the overview runs to the edge of the picture."""
    bar_right: bool = True
    """Whether the scale bar is at the lower right and not at the left of what is to be seen."""


def picture(scene: Scene, form: Form) -> bytes:
    """The picture as an SVG document."""
    say, pen = scene.say, scene.pen
    root = element(
        "svg",
        xmlns=SVG,
        viewBox=f"0 0 {form.width} {form.height}",
        width=form.width,
        height=form.height,
        role="img",
        aria_labelledby="title desc",
        lang=TAGS[say.language],
    )
    root.set("xml:lang", TAGS[say.language])
    element("title", root, id="title").text = say.title
    element("desc", root, id="desc").text = say.alt
    element("defs", root).extend(soft_fills(pen, STRENGTH[scene.scheme], FEATHER))
    element("rect", root, width=form.width, height=form.height, fill=pen.colours["paper"])
    {"1x1": _square, "16x9": _wide, "9x16": _tall, "a4": _a4}[form.id](scene, form, root)
    return xml.tostring(root, encoding="unicode").encode() + b"\n"


def _wide(scene: Scene, form: Form, root: Element) -> None:
    margin, type, column = form.margin, form.type, 286.0
    note = _credit(scene, root, form, margin, column, form.height - margin + 6)
    y = margin + blocks.header(scene, scene.pen.group(root, margin, margin), column, type, form.lines)
    y += type.body * 1.3
    blocks.figures(scene, scene.pen.group(root, margin, y), column, type, note - y - type.body)
    left = margin + column + 24
    over = Box(left, 0, form.width - left, form.height)
    detail = Box(over.right - 214 - 14, 14, 214, 240)
    width, size = 186.0, type.small * 0.96
    height = legend(scene, Element("g"), width - 2 * PAD, size) + 2 * PAD
    key = Box(14, over.height - 14 - height, width, height)
    small = [Box(key.right + 6, key.y, 82, height), Box(key.right + 94, key.y, 118, height)]
    home = Box(16, 12, over.width - 28, over.height - 58)
    _maps(scene, root, form, Plan(over, home, detail, (key, *small)))
    spot = scene.pen.group(root, over.x + key.x, over.y + key.y)
    blocks.card(scene, spot, width, height)
    legend(scene, scene.pen.group(spot, PAD, PAD), width - 2 * PAD, size)
    _cards(scene, root, over, small, type.small * 0.9)


PAD = 9.0
"""Between the edge of a card and what is on it."""


def _row(scene: Scene, root: Element, box: Box, widths: tuple[float, float], size: float) -> None:
    """The two small maps side by side."""
    x = box.x
    for kind, width in zip(("near", "regional_context"), widths, strict=True):
        spot = scene.pen.group(root, x, box.y)
        x += (width + box.width - sum(widths)) if _small_map(scene, spot, kind, width, box.height, size) else 0


def _cards(scene: Scene, root: Element, over: Box, boxes: list[Box], size: float) -> None:
    """The two small maps on cards over the overview."""
    for kind, box in zip(("near", "regional_context"), boxes, strict=True):
        spot = scene.pen.group(Element("g"), over.x + box.x, over.y + box.y)
        blocks.card(scene, spot, box.width, box.height)
        if _small_map(scene, spot, kind, box.width, box.height, size, 6):
            root.append(spot)


def _small_map(
    scene: Scene, parent: Element, kind: str, width: float, height: float, size: float, pad: float = 0
) -> bool:
    """A small map with its caption below, within this room."""
    far, pen = scene.zone.regional_context, scene.pen
    name = scene.say.texts["picture.near"] if kind == "near" or far is None else far.name[scene.say.language]
    across = width - 2 * pad
    title = wrap(name, across, size, "bold")
    note = []
    if kind == "regional_context" and far:
        note = wrap(scene.say.texts["picture.ring"], across, size * 0.92)
    down = height - 2 * pad - size * (1.25 * (len(title) + len(note)) + 0.5)
    inner = pen.group(Element("g"), pad, pad)
    draw = locator.near if kind == "near" else locator.regional_context
    made = draw(scene, inner, across, down, size * 0.86)
    if made:
        parent.append(inner)
        for index, line in enumerate([*title, *note]):
            face, share = ("bold", 1.0) if index < len(title) else ("plain", 0.92)
            y = down + size * (1.4 + 1.25 * index)
            pen.write(inner, line, 0, y, size * share, face=face, colour="ink-soft")
    return made


def _head_and_credit(scene: Scene, form: Form, root: Element, gap: float, below: float) -> tuple[float, float]:
    """The headline on top and the credit at the bottom, as wide as the form: where what is between them is to be."""
    margin = form.margin
    wide = form.width - 2 * margin
    note = _credit(scene, root, form, margin, wide, form.height - margin + below)
    head = blocks.header(scene, scene.pen.group(root, margin, margin), wide, form.type, form.lines)
    return margin + head + form.type.body * gap, note


def _square(scene: Scene, form: Form, root: Element) -> None:
    margin, type = form.margin, form.type
    top, note = _head_and_credit(scene, form, root, 1.2, 8)
    strip, gap = 164.0, 24.0
    bottom = note - strip - type.body * 1.1
    over = Box(0, top, form.width, bottom - type.body * 1.2 - top)
    detail = Box(margin, top + 16, 236, over.height - 32)
    home = Box(detail.right + 24, 12, form.width - detail.right - 24 - margin, over.height - 48)
    _maps(scene, root, form, Plan(over, home, detail))
    blocks.figures(scene, scene.pen.group(root, margin, bottom), 266, type, strip)
    legend(scene, scene.pen.group(root, margin + 266 + gap, bottom + 8), 196, type.small, 0.62)
    x = margin + 266 + gap + 196 + gap
    _row(scene, root, Box(x, bottom, form.width - margin - x, strip), (84.0, 130.0), type.small * 0.96)


def _tall(scene: Scene, form: Form, root: Element) -> None:
    margin, type = form.margin, form.type
    wide = form.width - 2 * margin
    y, note = _head_and_credit(scene, form, root, 1.1, 10)
    figures = scene.pen.group(root, margin, y)
    top = y + blocks.figures(scene, figures, wide, type, 150) + type.body * 1.1
    strip = 210.0
    bottom = note - strip - type.body
    over = Box(0, top, form.width, bottom - 16 - top)
    detail = Box(margin, bottom, 218, strip)
    _maps(scene, root, form, Plan(over, Box(margin, 10, wide, over.height - 40), detail))
    right = Box(margin + 218 + 20, bottom, wide - 218 - 20, strip)
    used = legend(scene, scene.pen.group(root, right.x, right.y), right.width, type.small, 0.45) + type.body
    widths = (right.width * 0.4, right.width * 0.6 - 12)
    _row(scene, root, Box(right.x, right.y + used, right.width, strip - used), widths, type.small * 0.92)


def _a4(scene: Scene, form: Form, root: Element) -> None:
    margin, type = form.margin, form.type
    wide = form.width - 2 * margin
    top, note = _head_and_credit(scene, form, root, 1.2, 4)
    column, gap = 262.0, 28.0
    key = legend(scene, Element("g"), wide - column - gap, type.small, 0.5)
    strip = max(blocks.figures(scene, Element("g"), column, type, 150), key)
    bottom = note - strip - type.body * 1.3
    over = Box(margin, top, wide, bottom - type.body * 1.3 - top)
    detail = Box(over.right - 196 - 10, top + 10, 196, 226)
    small = [Box(10, over.height - 118, 92, 108), Box(108, over.height - 118, 142, 108)]
    home = Box(10, 10, wide - 20, over.height - 56)
    _maps(scene, root, form, Plan(over, home, detail, tuple(small), bleeds=False))
    _cards(scene, root, over, small, type.small * 0.94)
    blocks.figures(scene, scene.pen.group(root, margin, bottom), column, type, strip + type.small)
    legend(scene, scene.pen.group(root, margin + column + gap, bottom + 4), wide - column - gap, type.small, 0.5)


def _credit(scene: Scene, root: Element, form: Form, x: float, width: float, bottom: float) -> float:
    """The credit, its last line at the bottom; returns where it begins."""
    size = form.type.small * 0.82
    height = blocks.credit(scene, Element("g"), width, size)
    blocks.credit(scene, scene.pen.group(root, x, bottom - height), width, size)
    return bottom - height


def _maps(scene: Scene, root: Element, form: Form, plan: Plan) -> None:
    """The overview, and what is crowded in it once more from nearby, joined by lines."""
    over, small, crowded = plan.overview, form.type.small, crowded_bounds(scene.zone) is not None
    panel = _overview(scene, plan, small, crowded)
    lens = _nearby(scene, form, plan.detail) if crowded else None
    names = Element("g")
    panel.keep_free(plan.taken)
    bar = bar_width(panel, small)
    corner = Box(over.width - bar - 14 if plan.bar_right else plan.home.x, over.height - 12, bar, 0)
    panel.keep_free([Box(corner.x - 6, corner.y - small * 2.2, bar + 12, 40)])
    frame = panel.place(lens.shown) if lens else None
    if lens and frame:
        inset = lens.box.moved(-over.x, -over.y)
        panel.keep_free([frame, Box(inset.x - 4, inset.y - 4, inset.width + 8, inset.height + 8)])
        for line in _joints(frame, inset):
            panel.keep_line_free(line)
    keep_areas_free(panel)
    _name_areas(panel, names, form, frame)
    place_names(panel, names)
    spot = scene.pen.group(root, over.x, over.y)
    ground(panel, spot, names)
    scale_bar(panel, spot, corner.x, corner.y, small, north=True)
    if not plan.bleeds:
        edge(panel, spot)
    if lens and frame:
        _join(scene, root, frame.moved(over.x, over.y), lens.box)
        _draw_lens(lens, root, form)


def _overview(scene: Scene, plan: Plan, small: float, crowded: bool) -> Panel:
    """The map with all areas as large as may be without anything lying over one."""
    over, inset = plan.overview, plan.detail.moved(-plan.overview.x, -plan.overview.y)
    full = plan.home if crowded else Box(12, 12, over.width - 24, over.height - 56)
    covers = [*plan.taken, *([inset] if crowded else [])]
    low = min((box.y for box in plan.taken), default=full.bottom)
    above = Box(full.x, full.y, full.width, max(low - 12 - full.y, full.height * 0.3))
    homes = [full, above]
    if crowded and inset.x > full.x:
        homes += [Box(home.x, home.y, inset.x - 12 - home.x, home.height) for home in (full, above)]
    for home in homes:
        panel = Panel(scene, over, home_bounds(scene.zone), home, "overview", small * FINE / 17, QUIET)
        if not panel.hides(covers):
            break
    return panel


def _name_areas(panel: Panel, names: Element, form: Form, frame: Box | None) -> None:
    """Each area by its name; those within the frame together, beside it, as the map from nearby tells more."""
    size, widest = form.type.body * 1.12, panel.box.width * 0.36
    inside = crowded_areas(panel.scene.zone) if frame else []
    if frame:
        lines: list[Line] = []
        for area in inside:
            lines += area_lines(panel, area, size * 0.94, widest, figures=False)
        spot = shapely.Point((frame.x + frame.width / 2) * FINE, (frame.y + frame.height / 2) * FINE)
        label(panel, names, spot, lines, frame.width / 2 + 2)
    keep_dots_free(panel)
    landmark_names(panel, names, form.type.small)
    for area in panel.scene.zone.area_records:
        if area not in inside:
            area_label(panel, names, area, size, widest)


def _nearby(scene: Scene, form: Form, box: Box) -> Panel:
    """The map of the crowded areas, with room above and below them for their names."""
    reaches = [shape for area in crowded_areas(scene.zone) for shape in (area.reach, area.footprint)]
    above = form.type.body * 2.9
    below = above + form.type.small * 2.2
    home = Box(10, above, box.width - 20, box.height - above - below)
    bounds = shapely.union_all(reaches).bounds
    return Panel(scene, box, (bounds[0], bounds[1], bounds[2], bounds[3]), home, "detail", form.type.small * FINE / 17)


Ends = tuple[tuple[float, float], tuple[float, float]]


def _joints(frame: Box, lens: Box) -> list[Ends]:
    """The two lines from the frame in the overview to the second map, wherever that lies."""
    if lens.x > frame.right:
        return [(_corner(frame, True, low), _corner(lens, False, low)) for low in (False, True)]
    if lens.right < frame.x:
        return [(_corner(frame, False, low), _corner(lens, True, low)) for low in (False, True)]
    return [(_corner(frame, right, True), _corner(lens, right, False)) for right in (False, True)]


def _corner(box: Box, right: bool, low: bool) -> tuple[float, float]:
    return box.right if right else box.x, box.bottom if low else box.y


def _join(scene: Scene, root: Element, frame: Box, lens: Box) -> None:
    """The frame of the second map in the overview, and two lines from the one to the other."""
    ink = {"stroke": scene.pen.colours["ink"], "fill": "none"}
    for (x, y), (to_x, to_y) in _joints(frame, lens):
        d = f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}"
        element("path", root, d=d, stroke_width=0.7, stroke_opacity=0.5, **ink)
    box = {key: float(getattr(frame, key)) for key in ("x", "y", "width", "height")}
    element("rect", root, **box, stroke_width=1.1, **ink)


def _draw_lens(panel: Panel, root: Element, form: Form) -> None:
    box, small = panel.box, form.type.small
    spot, names = panel.scene.pen.group(root, box.x, box.y), Element("g")
    panel.keep_free([Box(0, box.height - small * 2.6, bar_width(panel, small), small * 2.6)])
    keep_areas_free(panel)
    for area in crowded_areas(panel.scene.zone):
        area_label(panel, names, area, form.type.body * 1.05, box.width * 0.86)
    keep_dots_free(panel)
    landmark_names(panel, names, small)
    place_names(panel, names)
    ground(panel, spot, names)
    scale_bar(panel, spot, 8, box.height - 8, small)
    edge(panel, spot, "ink", 1.1)
