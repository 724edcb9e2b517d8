"""Text layout and label placement take time in proportion to the length of a text and the number of names."""

from __future__ import annotations

import random
from collections.abc import Callable
from time import process_time

import pytest

from maps.drawing.boxes import Box, Size
from maps.drawing.label_placement import Obstacles, place_labels
from maps.drawing.label_positions import Label
from maps.drawing.style import LABEL_RULES
from maps.drawing.text_metrics import truncate, wrap


def place_names(count: int) -> None:
    """Place `count` names, each with its dot, on a map whose size grows with their number."""
    rng, side = random.Random(1), 40 * count**0.5
    points = [(rng.uniform(0, side), rng.uniform(0, side)) for _ in range(count)]
    labels = [Label(str(n), point, (Size(60, 14), Size(40, 28)), radius=3) for n, point in enumerate(points)]
    dots = tuple(Box(*point, 0, 0).grown(3) for point in points)
    assert len(place_labels(labels, Obstacles(Size(side, side), avoided=dots), LABEL_RULES)) > count / 3


def seconds(work: Callable[[int], object], size: int) -> float:
    def once() -> float:
        start = process_time()
        work(size)
        return process_time() - start

    return min(once() for _ in range(3))


@pytest.mark.parametrize(
    ("work", "size"),
    [
        pytest.param(lambda size: wrap("lorem ipsum " * size, 300, 12), 400, id="words"),
        pytest.param(lambda size: wrap("成都高新区的地图" * size, 300, 12, even=True, max_lines=3), 20, id="Han"),
        pytest.param(lambda size: wrap("x" * size, 300, 12), 4000, id="no blank"),
        pytest.param(lambda size: truncate("lorem ipsum " * size, 300, 12, "plain"), 10_000, id="truncated"),
        pytest.param(place_names, 400, id="labels"),
    ],
)
def test_time_does_not_grow_with_the_square_of_the_size(work: Callable[[int], object], size: int) -> None:
    assert seconds(work, 8 * size) < 24 * seconds(work, size)
