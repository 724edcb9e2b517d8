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
from maps.drawing.scale_bar import scale_bar
from maps.drawing.svg import element, number
from maps.drawing.text_metrics import wrap
from maps.export.pictures.context import Scene

MAP_MARGIN = 10
"""How far lines are drawn beyond the edge of a map, where they are clipped."""
PADDING = 4
"""Free space around everything that covers a map."""
MIN_ENLARGEMENT = 1.5
"""Minimum scale of a detail map, in units of that of the overview beside it; otherwise it is left out."""
FIGURES_AIR = 0.6
"""Free space below an area's figures, in units of their type size; labels that would be set there are left out."""


@dataclass(frozen=True)
class Plan:
    """The positions of the maps of a picture."""

    overview: Box
    home: Box
    """The part of the overview that must contain all areas, relative to the overview's upper left corner."""
    detail: Box
    type_size: float
    """Type size of place names."""
    covers: tuple[Box, ...] = ()
    """Boxes that cover the overview, relative to its upper left corner."""
    bleeds: bool = True
    """Whether the overview extends to the edge of the picture."""
    bar_bottom: float = 12
    """Distance of the scale bar from the lower edge of the overview."""


def _draw_map(scene: Scene, parent: Element, box: Box, drawing: MapDrawing, map_id: str) -> None:
    """Draw the map, clipped to its box."""
    group = scene.group(parent, box.x, box.y)
    clipped = _clipped_group(scene, group, drawing.viewport.size, map_id, ground_colour(scene.zone))
    sheet = element("g", clipped, id=map_id, transform=f"scale({1 / UNITS_PER_PIXEL:g})")
    sheet.extend([*drawing.elements(), *drawing.bar])
    _inline_styles(scene, sheet, drawing.type_scale, drawing.weight)


def _clipped_group(scene: Scene, parent: Element, size: Size, map_id: str, colour: str) -> Element:
    """Draw a background; return a group for the content, clipped to the background."""
    clip_id = f"clip-{map_id}"
    element("rect", element("clipPath", parent, id=clip_id), **size._asdict())
    group = element("g", parent, clip_path=f"url(#{clip_id})")
    element("rect", group, **size._asdict(), fill=scene.colours[colour])
    return group


def _inline_styles(scene: Scene, group: Element, type_scale: float, weight: float = 1) -> None:
    inline_styles(group, scene.colours, scene.font("plain"), weight, type_scale)


def draw_maps(scene: Scene, root: Element, plan: Plan) -> set[str]:
    """Draw the overview and, if areas are crowded in it, a detail map joined to it by lines.

    Return the CSS classes of the features shown.
    """
    detail = _detail(scene, plan)
    overview = _overview(scene, plan, detail)
    if detail and overview.viewport.pixel_m < MIN_ENLARGEMENT * detail.viewport.pixel_m:
        detail, overview = None, _overview(scene, plan, None)
    _draw_map(scene, root, plan.overview, overview, "overview")
    shown, colours = overview.drawn_classes(), scene.colours
    if not plan.bleeds:
        element("rect", root, **plan.overview._asdict(), fill="none", stroke=colours["rule"], stroke_width=1)
    if detail and overview.frame:
        frame = _shift(overview.frame, plan.overview.x, plan.overview.y)
        _draw_connection(scene, root, frame, plan.detail)
        _draw_map(scene, root, plan.detail, detail, "detail")
        element("rect", root, **plan.detail._asdict(), fill="none", stroke=colours["ink"], stroke_width=1.1)
        shown |= detail.drawn_classes()
    return shown


def _detail(scene: Scene, plan: Plan) -> MapDrawing | None:
    """Return the detail map of the crowded areas, if there are any."""
    areas = crowded_areas(scene.zone)
    if not areas:
        return None
    box = plan.detail
    # Labels stand above and below the areas, the scale bar at the bottom.
    above, below = plan.type_size * 4.4, plan.type_size * 7.4
    home = Box(8, above, box.width - 16, box.height - above - below)
    return _map(scene, plan, cluster_bounds(areas), home, overview=False)


def _overview(scene: Scene, plan: Plan, detail: MapDrawing | None) -> MapDrawing:
    """Return the map of all areas at the largest scale at which none is covered."""
    box = plan.overview
    inset = _shift(plan.detail, -box.x, -box.y) if detail else None
    covers = [*plan.covers, *([inset.grown(PADDING)] if inset else [])]
    bounds, extents = home_bounds(scene.zone), [cluster_bounds([area]) for area in scene.zone.area_records]
    for home in _homes(plan, inset):
        overview = _map(scene, plan, bounds, home, True, covers)
        boxes = [overview.viewport.project_bounds(extent) for extent in extents]
        if not any(cover.overlaps(each) for cover in covers for each in boxes):
            break
    if detail is None or inset is None:
        return overview
    frame = overview.viewport.project_bounds(detail.viewport.bounds)
    lines = [shapely.LineString(ends) for ends in _connecting_lines(frame, inset)]
    avoided = [line_box for line in lines for line_box in boxes_along(line)]
    return replace(overview, frame=frame, avoided=avoided)


def _homes(plan: Plan, inset: Box | None) -> Iterator[Box]:
    """Yield the boxes to try for all areas, largest first.

    They are the whole overview, the part above the covering boxes, and the same two left of the detail map.
    """
    full = plan.home
    covered_y = min((box.y for box in plan.covers), default=full.bottom)
    above = Box(full.x, full.y, full.width, max(covered_y - 12 - full.y, full.height * 0.3))
    yield from (full, above)
    if inset and inset.x > full.x:
        yield from (Box(home.x, home.y, inset.x - 12 - home.x, home.height) for home in (full, above))


def _map(scene: Scene, plan: Plan, bounds: Bounds, home: Box, overview: bool, covers: Sequence[Box] = ()) -> MapDrawing:
    """Return the overview or the detail map, with `bounds` (degrees) fitted into `home`."""
    box = plan.overview if overview else plan.detail
    view = Viewport(bounds, box.width, box.height, home)
    scale = plan.type_size / style.LabelStyle().size
    bar = scale_bar(view, scene.translator.length, scene["map.north_letter"] if overview else "", scale)
    x, y = (box.width - bar.width - 14, box.height - plan.bar_bottom) if overview else (8.0, box.height - 8)
    return MapDrawing(
        scene.zone,
        view,
        {scene.language: scene.texts},
        margin=MAP_MARGIN,
        overview=overview,
        type_scale=scale,
        covers=(*covers, bar.box(x, y).grown(PADDING)),
        space_below_figures=FIGURES_AIR,
        bar=(bar.element(x, y),),
    )


def _shift(box: Box, x: float, y: float) -> Box:
    return box._replace(x=box.x + x, y=box.y + y)


def _connecting_lines(frame: Box, detail: Box) -> list[tuple[Point, Point]]:
    """Return the two lines that join the frame in the overview to the detail map, left of, right of or below it."""
    (frame_nw, frame_ne, frame_se, frame_sw), (nw, ne, se, sw) = frame.corners(), detail.corners()
    if detail.x > frame.right:
        return [(frame_ne, nw), (frame_se, sw)]
    if detail.right < frame.x:
        return [(frame_nw, ne), (frame_sw, se)]
    return [(frame_sw, nw), (frame_se, ne)]


def _draw_connection(scene: Scene, root: Element, frame: Box, detail: Box) -> None:
    """Draw the frame of the detail map in the overview, and the two lines that join them."""
    ink = {"stroke": scene.colours["ink"], "fill": "none"}
    for (x, y), (to_x, to_y) in _connecting_lines(frame, detail):
        d = f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}"
        element("path", root, d=d, stroke_width=0.7, stroke_opacity=0.5, **ink)
    element("rect", root, **frame._asdict(), stroke_width=1.1, **ink)


SMALL_MAPS = {"picture.near": draw_overview, "zone.regional_context": draw_regional_context}
"""The small maps, by the key of their titles."""
TITLE_LEADING = 1.25


def draw_small_map(scene: Scene, parent: Element, key: str, size: Size, type_size: float) -> bool:
    """Draw one of the small maps within `size`, with its title below; return False if the zone has none."""
    lines = wrap(scene.texts.get(key, ""), size.width, type_size, "bold")
    map_size = Size(size.width, size.height - type_size * (TITLE_LEADING * len(lines) + 0.4))
    type_scale = type_size / style.LABELS["city"].size
    small = SMALL_MAPS[key](scene.zone, [scene.language], map_size, type_scale)
    if small is None:
        return False
    ground = parent
    if key == "zone.regional_context":
        ground = _clipped_group(scene, parent, small.size, "regional_context", "land")
    x, y = small.margin
    sheet = element("g", ground, transform=f"translate({number(x)} {number(y)}) scale({1 / UNITS_PER_PIXEL:g})")
    [names] = small.names.values()
    sheet.extend([*small.ground, *names])
    _inline_styles(scene, sheet, type_scale)
    for index, line in enumerate(lines):
        y = map_size.height + type_size * (1.35 + TITLE_LEADING * index)
        scene.write(parent, line, 0, y, type_size, face="bold", colour="ink-soft")
    return True
