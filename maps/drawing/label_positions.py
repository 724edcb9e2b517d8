"""The positions that label placement tries, best first; `label_placement` decides which are free.

Coordinates are pixels, x to the right and y down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin, sqrt

from maps.drawing.boxes import Box, Point, Shape, Size, point_distance, shape_contains, shape_distance
from maps.drawing.style import LabelRules


@dataclass(frozen=True)
class Label:
    """A name to place."""

    id: str
    at: Point
    """Its point, or the centre of its shape."""
    sizes: tuple[Size, ...]
    """Its possible sizes, best first: on one line, then on more."""
    shape: str | None = None
    """Id of its area's shape, if it names an area."""
    radius: float = 0
    """Radius of its dot or shape, from which the gap is measured."""
    required: bool = False
    """Whether it is never dropped for lack of room."""
    spare: tuple[Size, ...] = ()
    """Sizes to try if the others find no position, even with a leader line."""
    lines: tuple[tuple[Point, ...], ...] = ()
    """Lines to place it along; `at` is then ignored."""
    missing_zoom: float = 0
    """Zoom levels still missing to its minimum zoom; if above 0, the label can only be added to an overview."""


@dataclass(frozen=True)
class Placement:
    """The position of a label."""

    box: Box
    """Its box before rotation by `angle_deg` about the centre."""
    size: int
    """Index of its size in `sizes` followed by `spare`."""
    align: str
    """Text alignment towards its shape: left, right or center."""
    angle_deg: float = 0
    """Clockwise."""
    leader: tuple[Point, Point] | None = None
    """The leader line, from its shape or point to the label."""


Sizes = Sequence[tuple[int, Size]]
"""Sizes of a label with their indices."""


def candidates(label: Label, sizes: Sizes, own: Shape | None, viewport: Size, rules: LabelRules) -> Iterator[Placement]:
    """Yield the positions inside and beside the shape or point, best first."""
    x, y = label.at
    if own is not None:
        for index, (width, height) in sizes:
            if width <= rules.inside_share * 2 * own.radius and height <= own.radius:
                yield Placement(Box(x - width / 2, y - height / 2, width, height), index, "center")
    steps = rules.ring_steps[: rules.dot_steps] if label.radius > 0 and not label.required else rules.ring_steps
    for step in steps:
        distance = label.radius + rules.gap + step
        for index, size in sizes:
            for (left, top), align in _positions(label.at, distance, size, viewport, rules.edge):
                yield Placement(Box(left, top, *size), index, align)


def _positions(at: Point, distance: float, size: Size, viewport: Size, edge: float) -> tuple[tuple[Point, str], ...]:
    """Return the upper left corners of boxes around a point, each with its text alignment."""
    (x, y), (width, height) = at, size
    diagonal = distance * 0.7  # the sine of 45°
    level, above, below = y - height / 2, y - distance - height, y + distance
    # Shift along the edge of the viewport, for labels too long to be centred.
    shifted = max(edge, min(x - width / 2, viewport.width - width - edge))
    align = "center" if shifted == x - width / 2 else "left" if shifted > x - width / 2 else "right"
    return (
        ((x + distance, level), "left"),
        ((x - distance - width, level), "right"),
        ((x - width / 2, above), "center"),
        ((x - width / 2, below), "center"),
        ((x + diagonal, y - diagonal - height), "left"),
        ((x + diagonal, y + diagonal), "left"),
        ((x - diagonal - width, y - diagonal - height), "right"),
        ((x - diagonal - width, y + diagonal), "right"),
        ((shifted, above), align),
        ((shifted, below), align),
    )


def grid_boxes(at: Point, size: Size, viewport: Size, rules: LabelRules) -> Iterator[Box]:
    """Yield the cells of a grid over the viewport, nearest to the point first."""

    def starts(length: float, room: float, position: float) -> list[tuple[float, float]]:
        """Return the start of each column or row, and its distance from the point along this axis."""
        count = int((room - length - 2 * rules.edge) // rules.leader_step) + 1
        steps = [rules.edge + index * rules.leader_step for index in range(count)]
        return [(start, max(start - position, 0, position - (start + length))) for start in steps]

    columns, rows = starts(size.width, viewport.width, at[0]), starts(size.height, viewport.height, at[1])
    cells = [(sqrt(dx * dx + dy * dy), top, left) for top, dy in rows for left, dx in columns]
    return (Box(left, top, *size) for _, top, left in sorted(cells))


def leader_placement(label: Label, own: Shape | None, box: Box, size: int) -> Placement | None:
    """Return a placement with a leader line from within the shape, or from its point, to the nearest point of the box.

    Within its shape the label has no leader line. Return None if the box would hide what it names.
    """
    x, y = label.at
    if own is not None and all(shape_contains(own, corner) for corner in box.corners()):
        return Placement(box, size, align_towards(label.at, box))
    if (shape_distance(own, box) if own else point_distance(label.at, box) - label.radius) <= 0:
        return None
    end = min(max(x, box.x), box.right), min(max(y, box.y), box.bottom)
    # The leader starts half-way between the centre and the edge. The label's radius may be larger than the shape's.
    share = min(1.0, (own.radius / 2 if own is not None else label.radius) / (point_distance(label.at, box) or 1))
    leader = (x + (end[0] - x) * share, y + (end[1] - y) * share), end
    return Placement(box, size, align_towards(label.at, box), leader=leader)


def align_towards(at: Point, box: Box) -> str:
    """Return the text alignment of a box towards a point."""
    return "left" if at[0] < box.x else "right" if at[0] > box.right else "center"


def bounding_box(placement: Placement) -> Box:
    """Return the axis-aligned bounding box of a rotated label."""
    if placement.angle_deg == 0:
        return placement.box
    angle = radians(placement.angle_deg)
    cosine, sine = abs(cos(angle)), abs(sin(angle))
    width = placement.box.width * cosine + placement.box.height * sine
    height = placement.box.width * sine + placement.box.height * cosine
    x, y = placement.box.centre
    return Box(x - width / 2, y - height / 2, width, height)


def straight_stretches(run: Sequence[Point], count: int, rules: LabelRules) -> Iterator[tuple[Point, float]]:
    """Yield the middle and the angle in degrees of each stretch of `count` steps that is straight and level enough."""
    for start in range(0, len(run) - count, 2):
        (ax, ay), (bx, by) = run[start], run[start + count]
        length = sqrt((bx - ax) ** 2 + (by - ay) ** 2)
        if length == 0:
            continue
        angle = degrees(atan2(by - ay, bx - ax))
        if abs(angle) > 90:
            angle -= 180 if angle > 0 else -180
        if abs(angle) > rules.max_angle_deg:
            continue
        between = run[start + 1 : start + count]
        if all(abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length <= rules.max_bend for x, y in between):
            yield ((ax + bx) / 2, (ay + by) / 2), angle
