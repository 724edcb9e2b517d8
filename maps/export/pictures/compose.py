"""A whole picture in one of four forms: what stands where."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as xml
from xml.etree.ElementTree import Element

import shapely

from maps.drawing import home_bounds
from maps.export.pictures import blocks, locator
from maps.export.pictures.blocks import Type
from maps.export.pictures.metrics import wrap
from maps.export.pictures.paint import STRENGTH, soft_fills
from maps.export.pictures.panel import (
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
    label,
    obstacles,
    place_names,
    scale_bar,
)
from maps.export.pictures.scene import Scene
from maps.export.pictures.svg import SVG, element, number
from maps.frame import FEATHER
from maps.staticmap import crowded_areas, crowded_bounds
from maps.texts import TAGS


@dataclass(frozen=True)
class Form:
    """A shape that a picture comes in."""

    id: str
    width: int
    height: int
    """In its own units, which are points (1/72 inch) in the PDF."""
    pixels: int
    """Width of the PNG."""
    margin: float
    type: Type
    lines: int
    """How many lines the headline may have."""


SQUARE = Form("1x1", 800, 800, 1600, 32, Type(32, 13.5, 10.5, 36), 2)
WIDE = Form("16x9", 960, 540, 1920, 26, Type(24, 11.2, 9, 30), 4)
TALL = Form("9x16", 540, 960, 1080, 28, Type(26, 12, 9.4, 32), 3)
A4 = Form("a4", 595, 842, 1240, 34, Type(25, 10.6, 8.4, 29), 2)
QUIET = 0.55
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
    {"16x9": _wide, "1x1": _square, "9x16": _tall, "a4": _a4}[form.id](scene, form, root)
    return xml.tostring(root, encoding="unicode").encode() + b"\n"


def _wide(scene: Scene, form: Form, root: Element) -> None:
    margin, type, column = form.margin, form.type, 286.0
    note = _credit(scene, root, form, margin, column, form.height - margin + 6)
    body = scene.pen.group(root, margin, margin)
    y = blocks.header(scene, body, column, type, form.lines) + type.body * 1.3
    figures = scene.pen.group(body, 0, y)
    blocks.figures(scene, figures, column, type, note - margin - y - type.body)
    left = margin + column + 24
    over = Box(left, 0, form.width - left, form.height)
    detail = Box(over.right - 214 - 14, 14, 214, 236)
    cards, taken = _cards(scene, over, type, 14)
    inner = Box(16, 12, over.width - 32, over.height - 30)
    _maps(scene, root, form, Plan(over, inner, detail, taken))
    root.append(cards)


def _cards(scene: Scene, over: Box, type: Type, pad: float) -> tuple[Element, tuple[Box, ...]]:
    """Legend and small maps on cards at the lower left of the overview; and where they lie from its corner."""
    pen, inner, width = scene.pen, 8.0, 182.0
    trial = Element("g")
    height = blocks.legend(scene, trial, width - 2 * inner, type.small) + 2 * inner
    boxes = [Box(pad, over.height - pad - height, width, height)]
    group = pen.group(Element("g"), over.x, over.y)
    legend = pen.group(group, boxes[0].x, boxes[0].y)
    blocks.card(scene, legend, width, height)
    blocks.legend(scene, pen.group(legend, inner, inner), width - 2 * inner, type.small)
    x = pad + width + 6
    for kind, wide in (("near", 84.0), ("afar", 104.0)):
        spot = pen.group(Element("g"), x, boxes[0].y)
        blocks.card(scene, spot, wide, height)
        if _small_map(scene, spot, kind, wide, height, type.small * 0.92, 6):
            group.append(spot)
            boxes.append(Box(x, boxes[0].y, wide, height))
            x += wide + 6
    return group, tuple(boxes)


def _small_map(
    scene: Scene, parent: Element, kind: str, width: float, height: float, size: float, pad: float = 0
) -> bool:
    """A small map with its caption below, within this room."""
    far = scene.zone.afar
    title = scene.say("near") if kind == "near" or far is None else far.name[scene.say.language]
    lines = len(wrap(title, width - 2 * pad, size, "bold"))
    under = size * 1.25 * lines + size * 0.5
    inner = scene.pen.group(Element("g"), pad, pad)
    across, down = width - 2 * pad, height - 2 * pad - under
    made = (
        locator.near(scene, inner, across, down)
        if kind == "near"
        else locator.afar(scene, inner, across, down, size * 0.88)
    )
    if made:
        parent.append(inner)
        locator.caption(scene.pen, inner, title, down + size * 0.5, across, size)
    return made


def _square(scene: Scene, form: Form, root: Element) -> None:
    margin, type = form.margin, form.type
    wide = form.width - 2 * margin
    note = _credit(scene, root, form, margin, wide, form.height - margin + 8)
    body = scene.pen.group(root, margin, margin)
    top = margin + blocks.header(scene, body, wide, type, form.lines) + type.body * 1.2
    strip, gap = 166.0, 26.0
    bottom = note - strip - type.body * 1.1
    over = Box(0, top, form.width, bottom - type.body * 1.2 - top)
    detail = Box(margin, top + 16, 236, over.height - 32)
    home = Box(detail.right + 24, 12, form.width - detail.right - 24 - margin, over.height - 30)
    _maps(scene, root, form, Plan(over, home, detail))
    blocks.figures(scene, scene.pen.group(root, margin, bottom), 268, type, strip)
    blocks.legend(scene, scene.pen.group(root, margin + 268 + gap, bottom + 6), 196, type.small, 0.62)
    x = margin + 268 + gap + 196 + gap
    for kind, width in (("near", 96.0), ("afar", form.width - margin - x - 96 - 12)):
        spot = scene.pen.group(root, x, bottom)
        x += (width + 12) if _small_map(scene, spot, kind, width, strip, type.small) else 0


def _tall(scene: Scene, form: Form, root: Element) -> None:
    margin, type = form.margin, form.type
    wide = form.width - 2 * margin
    note = _credit(scene, root, form, margin, wide, form.height - margin + 10)
    body = scene.pen.group(root, margin, margin)
    y = margin + blocks.header(scene, body, wide, type, form.lines) + type.body * 1.1
    figures = scene.pen.group(root, margin, y)
    top = y + blocks.figures(scene, figures, wide, type, 150) + type.body * 1.1
    strip = 206.0
    bottom = note - strip - type.body
    over = Box(0, top, form.width, bottom - 16 - top)
    detail = Box(margin, bottom, 218, strip)
    _maps(scene, root, form, Plan(over, Box(margin, 10, wide, over.height - 26), detail))
    _side(scene, root, Box(margin + 218 + 20, bottom, wide - 218 - 20, strip), type)


def _side(scene: Scene, root: Element, box: Box, type: Type) -> None:
    """The legend above the two small maps."""
    group = scene.pen.group(root, box.x, box.y)
    used = blocks.legend(scene, group, box.width, type.small, 0.45) + type.body
    x = 0.0
    for kind, width in (("near", box.width * 0.42), ("afar", box.width * 0.58 - 12)):
        spot = scene.pen.group(group, x, used)
        x += (width + 12) if _small_map(scene, spot, kind, width, box.height - used, type.small * 0.92) else 0


def _a4(scene: Scene, form: Form, root: Element) -> None:
    margin, type = form.margin, form.type
    wide = form.width - 2 * margin
    note = _credit(scene, root, form, margin, wide, form.height - margin + 4)
    body = scene.pen.group(root, margin, margin)
    top = margin + blocks.header(scene, body, wide, type, form.lines) + type.body * 1.2
    strip, gap = 208.0, 12.0
    bottom = note - strip - type.body * 1.3
    over = Box(margin, top, wide, bottom - 14 - top)
    detail = Box(margin, bottom, 172, strip)
    _maps(scene, root, form, Plan(over, Box(10, 10, wide - 20, over.height - 28), detail, bleeds=False))
    x, width = margin + 172 + gap, 212.0
    used = blocks.figures(scene, scene.pen.group(root, x, bottom), width, type, 120) + type.body * 0.9
    blocks.legend(scene, scene.pen.group(root, x, bottom + used), width, type.small * 0.92, 0.3)
    x += width + gap
    width, tall = form.width - margin - x, (strip - 10) / 2
    y = bottom
    for kind in ("near", "afar"):
        spot = scene.pen.group(root, x, y)
        y += (tall + 10) if _small_map(scene, spot, kind, width, tall, type.small) else 0


def _credit(scene: Scene, root: Element, form: Form, x: float, width: float, bottom: float) -> float:
    """The credit, its last line at the bottom; returns where it begins."""
    size = form.type.small * 0.82
    height = blocks.credit(scene, Element("g"), width, size)
    blocks.credit(scene, scene.pen.group(root, x, bottom - height), width, size)
    return bottom - height


def _maps(scene: Scene, root: Element, form: Form, plan: Plan) -> None:
    """The overview, and what is crowded in it once more from nearby, joined by lines."""
    over, small, crowded = plan.overview, form.type.small, crowded_bounds(scene.zone) is not None
    home = plan.home if crowded else Box(12, 12, over.width - 24, over.height - 30)
    panel = Panel(scene, over, home_bounds(scene.zone), home, "overview", small * FINE / 17, QUIET)
    lens = _nearby(scene, form, plan.detail) if crowded else None
    names = Element("g")
    panel.keep_free(plan.taken)
    bar = bar_width(panel, small)
    corner = Box(over.width - bar - 14 if plan.bar_right else plan.home.x, over.height - 12, bar, 0)
    panel.keep_free([Box(corner.x - 6, corner.y - small * 2.2, bar + 12, 40)])
    frame = panel.place(lens.shown) if lens else None
    if lens and frame:
        away = Box(lens.box.x - over.x - 4, lens.box.y - over.y - 4, lens.box.width + 8, lens.box.height + 8)
        panel.keep_free([frame, away])
    keep_areas_free(panel)
    _name_areas(panel, names, form, frame)
    obstacles(panel)
    place_names(panel, names)
    spot = scene.pen.group(root, over.x, over.y)
    ground(panel, spot, names)
    scale_bar(panel, spot, corner.x, corner.y, small, north=True)
    if not plan.bleeds:
        edge(panel, spot)
    if lens and frame:
        _join(scene, root, Box(over.x + frame.x, over.y + frame.y, frame.width, frame.height), lens.box)
        _draw_lens(lens, root, form)


def _name_areas(panel: Panel, names: Element, form: Form, frame: Box | None) -> None:
    """Each area by its name; those within the frame together, beside it, as the map from nearby tells more."""
    size, widest = form.type.body * 1.12, panel.box.width * 0.3
    inside = crowded_areas(panel.scene.zone) if frame else []
    for area in panel.scene.zone.area_records:
        if area not in inside:
            area_label(panel, names, area, size, widest)
    if frame and inside:
        lines: list[Line] = []
        for area in inside:
            lines += area_lines(panel, area, size * 0.94, widest, figures=False)
        spot = shapely.Point((frame.x + frame.width / 2) * FINE, (frame.y + frame.height / 2) * FINE)
        label(panel, names, spot, lines, frame.width / 2 + 2, over=True)


def _nearby(scene: Scene, form: Form, box: Box) -> Panel:
    """The map of the crowded areas, with room above and below them for their names."""
    halos = [shape for area in crowded_areas(scene.zone) for shape in (area.halo, area.footprint)]
    above = form.type.body * 3.3
    below = above + form.type.small * 2.4  # and the scale bar
    home = Box(10, above, box.width - 20, box.height - above - below)
    bounds = shapely.union_all(halos).bounds
    return Panel(scene, box, (bounds[0], bounds[1], bounds[2], bounds[3]), home, "detail", form.type.small * FINE / 17)


def corner(box: Box, right: bool, low: bool) -> tuple[float, float]:
    """x and y of one of its corners."""
    return box.right if right else box.x, box.bottom if low else box.y


def _join(scene: Scene, root: Element, frame: Box, lens: Box) -> None:
    """The frame of the second map in the overview, and two lines from the one to the other."""
    if lens.x > frame.right:
        ends = [(corner(frame, True, low), corner(lens, False, low)) for low in (False, True)]
    elif lens.right < frame.x:
        ends = [(corner(frame, False, low), corner(lens, True, low)) for low in (False, True)]
    else:
        ends = [(corner(frame, right, True), corner(lens, right, False)) for right in (False, True)]
    ink = {"stroke": scene.pen.colours["ink"], "fill": "none"}
    for (x, y), (to_x, to_y) in ends:
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
        area_label(panel, names, area, form.type.body * 1.05, box.width * 0.92)
    obstacles(panel)
    place_names(panel, names)
    ground(panel, spot, names)
    scale_bar(panel, spot, 8, box.height - 8, small)
    edge(panel, spot, "ink", 1.1)
