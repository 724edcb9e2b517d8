"""A bad value for every rule of reaches and clues, and the message that it gets: file, id, value, what was expected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.problems import AREAS_FILE, check
from tests.zones import alter

NORTH, SOUTH = "features/north-garden/properties/", "features/south-garden/properties/"


WELL, GATE = {"id": "well", "source": "survey"}, {"id": "gate", "source": "survey", "feature": "old-gate"}
# clues of the north garden, whose reach ends 1857 m from 104.1 E, 30.6 N; place in the message; value; expected
BAD_CLUES = [
    ([{**WELL, "point": [104.12, 30.6], "inside": True}], "clues[1].point", [104.12, 30.6],
     "a place inside the area's reach, as inside is true; this lies up to 61 m outside"),
    ([{**WELL, "point": [104.119, 30.6], "inside": False}], "clues[1].point", [104.119, 30.6],
     "a place outside the area's reach, as inside is false; this lies up to 35 m inside"),
    ([{**GATE, "inside": True}], "clues[1].feature", "old-gate",
     "a place inside the area's reach, as inside is true; this lies up to 3433 m outside"),
    ([{**GATE, "inside": False, "feature": "gardens"}], "clues[1].feature", "gardens",
     "a place outside the area's reach, as inside is false; this lies up to 0 m inside"),
    ([{**WELL, "inside": True}], "clues[1]", ["id", "inside", "source"], "either a point or a feature"),
    ([{**GATE, "point": [104.1, 30.6], "inside": True}], "clues[1]", ["feature", "id", "inside", "point", "source"],
     "either a point or a feature"),
    ([{**GATE, "inside": False}, {**GATE, "inside": False, "source": "lanhua-de"}], "clues[2].id", "gate",
     "an id used once; clues[1] has it already"),
]  # fmt: skip


@pytest.mark.parametrize(("clues", "place", "value", "expected"), BAD_CLUES)
def test_clues_lie_where_they_say(folder: Path, clues: list[Any], place: str, value: Any, expected: str) -> None:
    alter(folder, AREAS_FILE, NORTH + "clues", clues)
    check(folder, AREAS_FILE, f"north-garden.{place}", value, expected)
