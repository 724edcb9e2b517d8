"""The maps of a picture: an overview of all areas, a detail map of crowded areas, and two small maps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

import shapely

from maps.drawing import style
from maps.drawing.backdrop import ground_colour, home_bounds
from maps.drawing.boxes import Box, Point, Size
from maps.drawing.close_ups import cluster_bounds, crowded_areas
from maps.drawing.map_labels import boxes_along
from maps.drawing.map_svg import MapDrawing, inline_styles
from maps.drawing.overview import draw_overview
from maps.drawing.projection import UNITS_PER_PIXEL, Bounds, Viewport
from maps.drawing.regional_context import draw_regional_context
from maps.drawing.scale_bar import ScaleBar, scale_bar
from maps.drawing.svg import element, number
from maps.drawing.text_metrics import wrap
from maps.export.pictures.context import Scene

MARGIN = 10
"""How far lines are drawn beyond the edge of a map, where they are clipped."""
PADDING = 4
"""Free space around everything that covers a map."""
LARGER = 1.5
"""A detail map is drawn only at more than this many times the scale of the overview beside it."""
FIGURES_AIR = 0.6
"""Free space below an area's figures, in units of their type size; labels that would be set there are left out."""


@dataclass(frozen=True)
class Plan:
    """The positions of the maps of a picture."""

    overview: Box
    home: Box
    """The part of the overview that is to contain all areas, relative to the overview's upper left corner."""
    detail: Box
    type: float
    """Type size of place names."""
    taken: tuple[Box, ...] = ()
    """Boxes that cover the overview, relative to its upper left corner."""
    bleeds: bool = True
    """Whether the overview extends to the edge of the picture."""
    foot: float = 12
    """Distance of the scale bar from the lower edge of the overview."""


@dataclass(frozen=True)
class Panel:
    """A map in a box of the picture."""

    scene: Scene
    box: Box
    drawing: MapDrawing
    bar: ScaleBar
    bar_at: Point
    """Lower left corner of the scale bar, relative to the panel's upper left corner."""

    def draw(self, parent: Element, id: str) -> None:
        """Draw the map, clipped to its box."""
        spot = self.scene.pen.group(parent, self.box.x, self.box.y)
        size = Size(self.box.width, self.box.height)
        inside = _ground(spot, size, f"clip-{id}", self.scene.pen.colours[ground_colour(self.scene.zone)])
        unit_m = self.drawing.viewport.pixel_m / UNITS_PER_PIXEL
        sheet = element("g", inside, id=id, transform=f"scale({1 / UNITS_PER_PIXEL:g})", data_unit_m=f"{unit_m:.6g}")
        sheet.extend([*self.drawing.elements(), self.bar.element(*self.bar_at)])
        _inline(self.scene, sheet, self.drawing.weight, self.drawing.type_scale)

    def edge(self, parent: Element, colour: str, width: float) -> None:
        """Draw a frame around the map."""
        look = {"fill": "none", "stroke": self.scene.pen.colours[colour], "stroke_width": width}
        element("rect", parent, **{key: float(value) for key, value in self.box._asdict().items()}, **look)


def _ground(parent: Element, size: Size, clip: str, colour: str) -> Element:
    """Draw a background, and return a group for its content that is clipped to it."""
    sides: dict[str, object] = {"width": float(size.width), "height": float(size.height)}
    element("rect", element("clipPath", parent, id=clip), **sides)
    inside = element("g", parent, clip_path=f"url(#{clip})")
    element("rect", inside, **sides, fill=colour)
    return inside


def _inline(scene: Scene, group: Element, weight: float = 1, type_scale: float = 1) -> None:
    inline_styles(group, scene.pen.colours, scene.pen.font("plain"), weight, UNITS_PER_PIXEL, type_scale)


def draw_maps(scene: Scene, root: Element, plan: Plan) -> set[str]:
    """Draw the overview and, if areas are crowded in it, a detail map joined to it by lines.

    Return the CSS classes of the features shown.
    """
    detail = _detail(scene, plan)
    overview = _overview(scene, plan, detail)
    if detail and overview.drawing.viewport.pixel_m < LARGER * detail.drawing.viewport.pixel_m:
        detail, overview = None, _overview(scene, plan, None)
    overview.draw(root, "overview")
    if not plan.bleeds:
        overview.edge(root, "rule", 1)
    panels = [overview]
    if detail:
        frame = _frame_of(overview, detail)
        _join(scene, root, frame, detail.box)
        detail.draw(root, "detail")
        detail.edge(root, "ink", 1.1)
        panels.append(detail)
    return {name for panel in panels for name in panel.drawing.drawn_classes()}


def _detail(scene: Scene, plan: Plan) -> Panel | None:
    """Return the detail map of the crowded areas, if there are any."""
    areas = crowded_areas(scene.zone)
    if not areas:
        return None
    box = plan.detail
    # Labels stand above and below the areas, the scale bar at the bottom.
    above, below = plan.type * 4.4, plan.type * 7.4
    home = Box(8, above, box.width - 16, box.height - above - below)
    return _panel(scene, box, cluster_bounds(areas), home, plan.type)


def _overview(scene: Scene, plan: Plan, detail: Panel | None) -> Panel:
    """Return the map of all areas at the largest scale at which none is covered."""
    over = plan.overview
    inset = _shifted(detail.box, -over.x, -over.y) if detail else None
    covers = [*plan.taken, *([inset.grown(PADDING)] if inset else [])]
    bounds = home_bounds(scene.zone)
    for home in _homes(plan, inset):
        panel = _panel(scene, over, bounds, home, plan.type, covers, foot=plan.foot)
        if not any(cover.overlaps(panel.drawing.viewport.place_bounds(b)) for cover in covers for b in _extents(scene)):
            break
    if detail is None or inset is None:
        return panel
    frame = _shifted(_frame_of(panel, detail), -over.x, -over.y)
    lines = [shapely.LineString(ends) for ends in _joints(frame, inset)]
    avoided = [box for line in lines for box in boxes_along(line)]
    return replace(panel, drawing=replace(panel.drawing, frame=frame, avoided=avoided))


def _homes(plan: Plan, inset: Box | None) -> Iterator[Box]:
    """Yield the parts of the overview to try for all areas, largest first.

    They are all of it, the part above the covering boxes, and the same two left of the detail map.
    """
    full = plan.home
    low = min((box.y for box in plan.taken), default=full.bottom)
    above = Box(full.x, full.y, full.width, max(low - 12 - full.y, full.height * 0.3))
    yield from (full, above)
    if inset and inset.x > full.x:
        yield from (Box(home.x, home.y, inset.x - 12 - home.x, home.height) for home in (full, above))


def _extents(scene: Scene) -> list[Bounds]:
    return [cluster_bounds([area]) for area in scene.zone.area_records]


def _panel(
    scene: Scene,
    box: Box,
    bounds: Bounds,
    home: Box,
    type: float,
    covers: Sequence[Box] = (),
    foot: float | None = None,
) -> Panel:
    """Return a map of `bounds` in a box; with `foot`, the overview, whose scale bar is `foot` above its lower edge."""
    view = Viewport(bounds, box.width, box.height, home)
    scale = type / style.Label().size
    texts = {scene.say.language: scene.say.texts}
    overview = foot is not None
    north = scene.say.texts["map.north_letter"] if overview else ""
    bar = scale_bar(view, scene.say.words.length, scale, north)
    x, y = (8.0, box.height - 8) if foot is None else (box.width - bar.width - 14, box.height - foot)
    taken = (*covers, bar.box(x, y).grown(PADDING))
    drawing = MapDrawing(
        scene.zone,
        view,
        texts,
        margin=MARGIN,
        overview=overview,
        type_scale=scale,
        covers=taken,
        figures_air=FIGURES_AIR,
    )
    return Panel(scene, box, drawing, bar, (x, y))


def _shifted(box: Box, x: float, y: float) -> Box:
    return box._replace(x=box.x + x, y=box.y + y)


def _frame_of(overview: Panel, detail: Panel) -> Box:
    """Return the detail map's extent as a box in the overview, in the picture's coordinates."""
    frame = overview.drawing.viewport.place_bounds(detail.drawing.viewport.bounds)
    return _shifted(frame, overview.box.x, overview.box.y)


def _joints(frame: Box, detail: Box) -> list[tuple[Point, Point]]:
    """Return the two lines that join the frame in the overview to the detail map, left of, right of or below it."""
    if detail.x > frame.right:
        return [(_corner(frame, True, low), _corner(detail, False, low)) for low in (False, True)]
    if detail.right < frame.x:
        return [(_corner(frame, False, low), _corner(detail, True, low)) for low in (False, True)]
    return [(_corner(frame, right, True), _corner(detail, right, False)) for right in (False, True)]


def _corner(box: Box, right: bool, low: bool) -> Point:
    return box.right if right else box.x, box.bottom if low else box.y


def _join(scene: Scene, root: Element, frame: Box, detail: Box) -> None:
    """Draw the frame of the detail map in the overview, and the two lines that join them."""
    ink = {"stroke": scene.pen.colours["ink"], "fill": "none"}
    for (x, y), (to_x, to_y) in _joints(frame, detail):
        d = f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}"
        element("path", root, d=d, stroke_width=0.7, stroke_opacity=0.5, **ink)
    box = {key: float(value) for key, value in frame._asdict().items()}
    element("rect", root, **box, stroke_width=1.1, **ink)


SMALL_MAPS = ("overview", "regional_context")


def draw_small_map(scene: Scene, parent: Element, kind: str, room: Size, type: float) -> bool:
    """Draw one of the small maps within `room`, with its caption below; return False if the zone has none."""
    say = scene.say
    is_near = kind == "overview"
    if not is_near and scene.zone.regional_context is None:
        return False
    title = wrap(say.texts["picture.near" if is_near else "zone.regional_context"], room.width, type, "bold")
    down = room.height - type * (1.25 * len(title) + 0.4)
    across = Size(room.width, down)
    draw = draw_overview if is_near else draw_regional_context
    small = draw(scene.zone, [say.language], across, type / style.CITY_LABEL.size)
    if small is None:
        return False
    ground = parent if is_near else _ground(parent, small.size, f"clip-{kind}", scene.pen.colours["land"])
    x, y = small.margin
    sheet = element("g", ground, transform=f"translate({number(x)} {number(y)}) scale({1 / UNITS_PER_PIXEL:g})")
    for names in small.names.values():
        sheet.extend([*small.ground, *names])
    _inline(scene, sheet, type_scale=small.type_scale)
    for index, line in enumerate(title):
        y = down + type * (1.35 + 1.25 * index)
        scene.pen.write(parent, line, 0, y, type, face="bold", colour="ink-soft")
    return True
