"""Label placement: find a position for each name on the map where it cannot be read as the name of something else.

The page's script has the same algorithm with the same names (`page/script/map/label-placement.js`); both run the cases
of `tests/label_cases.json`. Coordinates are pixels, x to the right and y down; the constants are
`style.LABEL_RULES`. `label_positions.py` lists the positions to try.

A label must not lie on another area's shape, nor nearer to it than to its own. Unless it names an area, it must also
not lie nearer to a landmark's point nor, while there is room, to another dot. It is omitted if its point is covered or
out of view. Otherwise a required label is never dropped while there is room. It tries in turn: a leader line; one of
its spare sizes; the edge of its own shape; a place nearer to another shape, with a leader line to its own; the centre
of its own shape. Only the first area, the most important, may try the last three before all other areas are placed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain, product
from math import ceil

from maps.drawing.boxes import (
    Box,
    BoxIndex,
    Point,
    Shape,
    Size,
    crosses,
    point_distance,
    sample_line,
    shape_contains,
    shape_distance,
)
from maps.drawing.label_positions import (
    Label,
    Placement,
    Sizes,
    align_towards,
    bounding_box,
    candidates,
    grid_boxes,
    leader_placement,
    straight_stretches,
)
from maps.drawing.style import LabelRules


@dataclass
class Obstacles:
    """What labels have to avoid."""

    viewport: Size
    shapes: tuple[Shape, ...] = ()
    """The areas' footprints; for labels that name no area also the points of landmarks, by the ids of their labels."""
    covers: tuple[Box, ...] = ()
    """Panels and buttons over the map."""
    avoided: tuple[Box, ...] = ()
    """Dots and lines; the label of a shape may cover them before it gets a leader line."""
    dots: tuple[Point, ...] = ()
    """The centres of all drawn dots: a name beside a point should be nearest to its own dot."""
    clearances: dict[tuple[str, Box, float | None], bool] = field(default_factory=dict, compare=False)
    """Cache of whether a box is clear of the shapes, by label and box: each order of the areas asks again."""

    @cached_property
    def avoided_index(self) -> BoxIndex:
        return BoxIndex(self.avoided)


def place_labels(
    labels: Sequence[Label], obstacles: Obstacles, rules: LabelRules, overview: bool = False
) -> dict[str, Placement]:
    """Return the placement of each label by id; omit those without a position.

    `labels` are in order of importance. In an `overview`, place at most `rules.overview_max` labels; add
    labels below their minimum zoom only up to `rules.overview_min`.
    """
    landmarks = [
        Shape(each.id, each.at, 0)
        for each in labels
        if each.required and not each.shape and _is_visible(each.at, obstacles)
    ]
    place_group = partial(_place_group, partial(_place_in_order, landmarks, rules, overview), rules)
    around = replace(obstacles, shapes=(*obstacles.shapes, *landmarks), clearances={})
    areas = place_group([label for label in labels if label.shape], obstacles, {})
    return place_group([label for label in labels if not label.shape], around, areas)


def _place_group(
    place_in_order: Callable[..., dict[str, Placement]],
    rules: LabelRules,
    group: Sequence[Label],
    obstacles: Obstacles,
    before: Mapping[str, Placement],
) -> dict[str, Placement]:
    """Place a group of labels in the order of their importance, or in another if that gives a lower penalty."""
    best = place_in_order(group, obstacles, before)
    # Try again, each time with a badly placed label first.
    badly_placed = [label for label in group if _penalty([label], best, obstacles) > 0]
    for label in badly_placed[: rules.reorderings]:
        placed = place_in_order(tuple(dict.fromkeys((label, *group))), obstacles, before)
        best = min(best, placed, key=lambda each: _penalty(group, each, obstacles))
    return best


def _penalty(labels: Sequence[Label], placed: Mapping[str, Placement], obstacles: Obstacles) -> int:
    """Return the penalty of a result, for comparison.

    It is small for an area's name nearer to another area and for a landmark without a name, large for an area without
    a name, and largest if that is the first area.
    """
    total = 0
    for index, label in enumerate(labels):
        own, placement = _own_shape(label, obstacles), placed.get(label.id)
        if placement:
            total += own is not None and not _keeps_off(placement.box, label, obstacles)
        elif label.required and _is_visible(label.at, obstacles):
            total += len(labels) * (2 if index == 0 else 1) + 1 if own else 1
    return total


def _place_in_order(
    landmarks: Sequence[Shape],
    rules: LabelRules,
    overview: bool,
    labels: Sequence[Label],
    obstacles: Obstacles,
    before: Mapping[str, Placement],
) -> dict[str, Placement]:
    """Place labels one after another, in addition to those placed before.

    `landmarks` are the visible points of required labels other than areas, under the ids of these labels.
    """
    placed: dict[str, Placement] = {}
    taken, leaders = BoxIndex(), BoxIndex()

    def keep(label_id: str, placement: Placement) -> None:
        placed[label_id] = placement
        taken.add(bounding_box(placement))
        for x, y in chain(*sample_line(placement.leader or (), obstacles.viewport, rules.leader_room)):
            leaders.add(Box(x, y, 0, 0).grown(rules.leader_room / 2))

    def place(label: Label, find_position: Callable[..., Placement | None]) -> None:
        if label.id in placed or not _is_wanted(label, len(placed), obstacles, rules, overview):
            return
        points = BoxIndex(Box(*each.centre, 0, 0).grown(rules.gap / 2) for each in landmarks if each.id != label.id)
        if found := find_position(label, obstacles, taken, [leaders, points], rules):
            keep(label.id, found)

    for label_id, placement in before.items():
        keep(label_id, placement)
    for index, label in enumerate(labels):
        place(label, _place_near)
        # Only the first area may stand nearer to another shape before the other areas are placed.
        if index == 0 or not label.shape:
            place(label, _place_anywhere)
    for label in labels:
        place(label, _place_anywhere)
    return placed


def _is_wanted(label: Label, count: int, obstacles: Obstacles, rules: LabelRules, overview: bool) -> bool:
    """Return whether a label may be added to the given number of placed ones."""
    if not label.lines and not _is_visible(label.at, obstacles):
        return False
    if not overview:
        return label.missing_zoom <= 0
    return label.required or count < (rules.overview_max if label.missing_zoom <= 0 else rules.overview_min)


def _place_near(
    label: Label, obstacles: Obstacles, taken: BoxIndex, leaders: Sequence[BoxIndex], rules: LabelRules
) -> Placement | None:
    """Return a position along the label's line, or inside or beside its shape or point.

    If there is none, a required label gets a leader line, but stays nearest to its own shape. `leaders` are boxes along
    leader lines, and the points of other required labels.
    """
    few = [taken, *leaders]
    every = [*few, obstacles.avoided_index]
    if label.lines:
        return _place_along_line(label, obstacles, every, rules)
    own = _own_shape(label, obstacles)
    # The required name of a point takes a spare size before it covers another dot.
    rounds = (False, True) if label.required and not own else (True,)
    for may_cover, sizes in product(rounds, _size_groups(label)):
        beside = partial(_place_beside, label, sizes, obstacles, rules)
        with_leader = partial(_place_with_leader, label, sizes, obstacles, rules)
        if own:
            found = beside(every)
        else:
            found = beside(every, obstacles.dots)
            if label.required:
                # A point has no shape that would show whose name it is, so its name gets a leader line before it stands
                # at another dot.
                found = found or with_leader([*few, _foreign_marks(label, obstacles)]) or beside(every)
        if label.required and may_cover:
            found = found or beside(few) or with_leader(few)
        if found:
            return found
    return None


def _place_beside(
    label: Label,
    sizes: Sizes,
    obstacles: Obstacles,
    rules: LabelRules,
    taken: Sequence[BoxIndex],
    dots: Sequence[Point] = (),
) -> Placement | None:
    """Return the best free position inside or beside the label's shape or point, with none of the `dots` nearer."""
    for candidate in candidates(label, sizes, _own_shape(label, obstacles), obstacles.viewport, rules):
        if _fits(candidate.box, label, obstacles, taken, rules) and _is_nearest(candidate.box, label, dots):
            return candidate
    return None


def _place_anywhere(
    label: Label, obstacles: Obstacles, taken: BoxIndex, leaders: Sequence[BoxIndex], rules: LabelRules
) -> Placement | None:
    """Return a position for a required label over the edge of its own shape or else nearer to another one.

    The latter has a leader line to its own and, unless it names an area, covers another dot only if there is no other
    room. If there is none, the label may cover the centre of its own shape.
    """
    if not label.required:
        return None
    few = [taken, *leaders]
    if found := _place_over_edge(label, obstacles, few, rules):
        return found
    off_dots = [] if label.shape else [(rules.gap, [*few, _foreign_marks(label, obstacles)])]
    for min_distance, others in [*off_dots, (rules.gap, few), (0.0, [taken])]:
        for sizes in _size_groups(label):
            if found := _place_with_leader(label, sizes, obstacles, rules, others, min_distance):
                return found
    return _place_over_shape(label, obstacles, taken, rules) if label.shape else None


def _place_over_edge(
    label: Label, obstacles: Obstacles, taken: Sequence[BoxIndex], rules: LabelRules
) -> Placement | None:
    """Return the nearest free position over the edge of the label's own shape that leaves its middle visible."""
    if not (own := _own_shape(label, obstacles)):
        return None
    for index, size in enumerate((*label.sizes, *label.spare)):
        for box in grid_boxes(label.at, size, obstacles.viewport, rules):
            is_over_edge = own.radius / 2 <= point_distance(label.at, box) and shape_distance(own, box) <= 0
            if is_over_edge and _fits(box, label, obstacles, taken, rules):
                return Placement(box, index, align_towards(label.at, box))
    return None


def _place_over_shape(label: Label, obstacles: Obstacles, taken: BoxIndex, rules: LabelRules) -> Placement | None:
    """Return a position over the label's own shape, as near to its middle as the viewport allows."""
    (x, y), edge = label.at, rules.edge
    for index, size in enumerate((*label.sizes, *label.spare)):
        left = max(edge, min(x - size.width / 2, obstacles.viewport.width - size.width - edge))
        box = Box(left, y - size.height / 2, *size)
        if box.contains(label.at) and _fits(box, label, obstacles, [taken], rules, 0):
            return Placement(box, index, "center")
    return None


def _size_groups(label: Label) -> tuple[Sizes, Sizes]:
    """Return the sizes of a label with their indices, grouped as they are tried together."""
    numbered, count = list(enumerate((*label.sizes, *label.spare))), len(label.sizes)
    return numbered[:count], numbered[count:]


def _own_shape(label: Label, obstacles: Obstacles) -> Shape | None:
    return next((shape for shape in obstacles.shapes if shape.id == label.shape), None)


def _other_shapes(label: Label, obstacles: Obstacles) -> list[Shape]:
    """Return the shapes and points that do not belong to the label."""
    return [shape for shape in obstacles.shapes if shape.id not in (label.shape, label.id)]


def _is_visible(point: Point, obstacles: Obstacles) -> bool:
    (x, y), (width, height) = point, obstacles.viewport
    return 0 <= x <= width and 0 <= y <= height and not any(cover.contains(point) for cover in obstacles.covers)


def _fits(
    box: Box,
    label: Label,
    obstacles: Obstacles,
    taken: Sequence[BoxIndex],
    rules: LabelRules,
    min_distance: float | None = None,
) -> bool:
    """Return whether the box lies in the viewport, overlaps nothing and is nearest to the label's own shape.

    A label with a leader line may be nearer to another shape, but not within `min_distance`, which is None for others.
    """
    width, height = obstacles.viewport
    edge = rules.edge
    if not (box.x >= edge and box.y >= edge and box.right <= width - edge and box.bottom <= height - edge):
        return False
    padded = box.grown(rules.padding)
    if any(map(padded.overlaps, obstacles.covers)) or any(boxes.overlaps(padded) for boxes in taken):
        return False
    key = label.id, box, min_distance
    if key not in obstacles.clearances:
        obstacles.clearances[key] = (
            _keeps_off(box, label, obstacles)
            if min_distance is None
            else all(shape_distance(shape, box) > min_distance for shape in _other_shapes(label, obstacles))
        )
    return obstacles.clearances[key]


def _foreign_marks(label: Label, obstacles: Obstacles) -> BoxIndex:
    """Return the boxes that labels should not cover, without the label's own dot, where its leader line ends."""
    dots = (Box(x, y, 0, 0).grown(0.5) for x, y in obstacles.dots)
    return BoxIndex(box for box in (*obstacles.avoided, *dots) if not box.contains(label.at))


def _is_nearest(box: Box, label: Label, dots: Sequence[Point]) -> bool:
    """Return whether a box is as near to the label's own point as to any of the `dots`, to a pixel.

    These may include that point.
    """
    distance = point_distance(label.at, box)
    return all(point_distance(dot, box) >= distance - 1 for dot in dots)


def _keeps_off(box: Box, label: Label, obstacles: Obstacles) -> bool:
    """Return whether a box neither overlaps shapes of others nor lies nearer to one than to its own shape or point."""
    own, others = _own_shape(label, obstacles), _other_shapes(label, obstacles)
    if own:
        centre = Box(*box.centre, 0, 0)
        # Allow a margin of a pixel, because the live map rounds shapes to whole pixels.
        near, near_centre = shape_distance(own, box) + 1, shape_distance(own, centre) - 1e-9
        return all(
            shape_distance(other, box) > near and shape_distance(other, centre) > near_centre for other in others
        )
    runs_along = bool(label.lines)
    for other in others:
        to_other, is_inside = shape_distance(other, box), shape_contains(other, label.at)
        # A label along a line touches its line. Any other must be nearer to its point, unless that lies in the shape.
        if to_other > 0:
            keeps_off = runs_along or is_inside or point_distance(label.at, box) <= to_other
        else:
            keeps_off = (runs_along or is_inside) and all(shape_contains(other, corner) for corner in box.corners())
        if not keeps_off:
            return False
    return True


def _place_with_leader(
    label: Label,
    sizes: Sizes,
    obstacles: Obstacles,
    rules: LabelRules,
    taken: Sequence[BoxIndex],
    min_distance: float | None = None,
) -> Placement | None:
    """Return the nearest free position in the viewport, with a leader line unless it lies within its shape."""
    own, others = _own_shape(label, obstacles), _other_shapes(label, obstacles) if min_distance != 0 else []
    for index, size in reversed(sizes):
        for box in grid_boxes(label.at, size, obstacles.viewport, rules):
            if not _fits(box, label, obstacles, taken, rules, min_distance):
                continue
            placement = leader_placement(label, own, box, index)
            leader = placement and placement.leader
            if leader and (
                any(crosses(leader, cover) for cover in obstacles.covers) or any(boxes.cross(leader) for boxes in taken)
            ):
                continue
            points = list(chain(*sample_line(leader or (), obstacles.viewport, rules.leader_room)))
            if placement and not any(shape_contains(shape, point) for shape in others for point in points):
                return placement
    return None


def _place_along_line(
    label: Label, obstacles: Obstacles, taken: Sequence[BoxIndex], rules: LabelRules
) -> Placement | None:
    """Return a position on a nearly straight stretch of its lines, as near to the centre of the map as possible."""
    width, height = size = label.sizes[0]
    count = ceil((width + 2 * rules.padding) / rules.sample_step)
    viewport = obstacles.viewport
    stretches = [
        stretch
        for line in label.lines
        for run in sample_line(line, viewport, rules.sample_step)
        for stretch in straight_stretches(run, count, rules)
    ]
    centre = viewport.width / 2, viewport.height / 2
    for (x, y), angle in sorted(stretches, key=lambda s: (s[0][0] - centre[0]) ** 2 + (s[0][1] - centre[1]) ** 2):
        placement = Placement(Box(x - width / 2, y - height / 2, *size), 0, "center", angle)
        if _fits(bounding_box(placement), label, obstacles, taken, rules):
            return placement
    return None
