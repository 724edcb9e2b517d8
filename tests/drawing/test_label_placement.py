"""Label placement in Python: the cases shared with the page's script, and no label that reads as another area's."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from maps.drawing import label_placement
from maps.drawing.boxes import Box, Shape, Size, shape_distance
from maps.drawing.label_placement import Obstacles, place_labels
from maps.drawing.label_positions import Label, Placement, bounding_box
from maps.drawing.style import LABEL_RULES

FILE = json.loads(Path(__file__).parents[1].joinpath("label_cases.json").read_text("utf-8"))
CASES = FILE["cases"]


def labels_of(case: dict[str, Any]) -> list[Label]:
    return [
        Label(
            id=label["id"],
            at=tuple(label["at"]),
            sizes=tuple(Size(*size) for size in label["sizes"]),
            shape=label.get("shape"),
            radius=label.get("radius", 0),
            required=label.get("required", False),
            spare=tuple(Size(*size) for size in label.get("spare", [])),
            lines=tuple(tuple(map(tuple, line)) for line in label.get("lines", [])),
            missing_zoom=label.get("missing_zoom", 0),
        )
        for label in case["labels"]
    ]


def obstacles_of(case: dict[str, Any]) -> Obstacles:
    shapes = [
        Shape(s["id"], tuple(s["centre"]), s["radius"], tuple(map(tuple, s.get("ring", [])))) for s in case["shapes"]
    ]
    covers, avoided = ([Box(*box) for box in case[key]] for key in ("covers", "avoided"))
    dots = tuple(tuple(dot) for dot in case.get("dots", []))
    return Obstacles(Size(*case["viewport"]), tuple(shapes), tuple(covers), tuple(avoided), dots)


def as_json(placement: Placement) -> dict[str, Any]:
    leader = placement.leader and [[round(value, 3) for value in end] for end in placement.leader]
    return {
        "box": [round(value, 3) for value in placement.box],
        "size": placement.size,
        "align": placement.align,
        "angle_deg": round(placement.angle_deg, 3),
        "leader": leader,
    }


def test_the_cases_use_the_constants_of_the_style_table() -> None:
    assert json.loads(json.dumps(asdict(LABEL_RULES))) == FILE["rules"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case: dict[str, Any]) -> None:
    placed = place_labels(labels_of(case), obstacles_of(case), LABEL_RULES, case["overview"])
    assert {label_id: as_json(placement) for label_id, placement in placed.items()} == case["expected"]


@pytest.mark.parametrize("seed", range(40))
def test_no_label_reads_as_that_of_another_area(seed: int) -> None:
    """Each visible area has a name, off panels and other areas, and nearest to its own or joined to it by a line."""
    rng = random.Random(seed)
    view = Size(rng.uniform(300, 900), rng.uniform(300, 700))
    shapes: list[Shape] = []
    while len(shapes) < 5:
        radius = rng.uniform(4, 40)
        shape = Shape(f"a{len(shapes)}", (rng.uniform(0, view.width), rng.uniform(0, view.height)), radius)
        gaps = [
            ((shape.centre[0] - o.centre[0]) ** 2 + (shape.centre[1] - o.centre[1]) ** 2) ** 0.5 - o.radius - radius
            for o in shapes
        ]
        if all(gap > 0 for gap in gaps):
            shapes.append(shape)
    covers = (Box(0, 0, view.width * 0.3, view.height * 0.2), Box(view.width - 60, 0, 60, view.height * 0.5))
    labels = [Label(s.id, s.centre, (Size(150, 36), Size(80, 54)), s.id, s.radius, required=True) for s in shapes]
    obstacles = Obstacles(view, tuple(shapes), covers)
    placed = place_labels(labels, obstacles, LABEL_RULES)
    visible = {s.id for s in shapes if not any(cover.contains(s.centre) for cover in covers)}
    assert set(placed) == visible
    for shape in shapes:
        if shape.id not in placed:
            continue
        placement = placed[shape.id]
        box = bounding_box(placement)
        others = [shape_distance(other, box) for other in shapes if other is not shape]
        assert min(others) > 0
        assert placement.leader or shape_distance(shape, box) < min(others)
        assert not any(box.overlaps(cover) for cover in covers)
        assert not any(box.overlaps(bounding_box(other)) for label_id, other in placed.items() if label_id != shape.id)


def test_a_crowded_view_asks_for_each_box_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several orders of the areas are tried, and without that each would take the full time: 50,383 questions here."""
    asked = []

    def shape_distance_counted(shape: Shape, box: Box) -> float:
        asked.append(shape.id)
        return shape_distance(shape, box)

    monkeypatch.setattr(label_placement, "shape_distance", shape_distance_counted)
    shapes = tuple(Shape(f"a{n}", (30 + 50 * n, 100), 20) for n in range(6))
    labels = [Label(s.id, s.centre, (Size(110, 36),), s.id, s.radius, required=True) for s in shapes]
    placed = place_labels(labels, Obstacles(Size(320, 200), shapes), LABEL_RULES)
    assert len(placed) == 4
    assert len(asked) < 25_000
