"""Get the problems of a zone, for the tests of the data's rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geodata import DataError, Problem, load_zone
from tests.zones import BACKDROP

ZONE, SOURCES, FACTS, AREAS_FILE = "zone.toml", "sources.toml", "facts.toml", "areas.geojson"
LAND, METRO = sorted(BACKDROP)


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(DataError) as caught:
        load_zone(folder)
    return caught.value.problems


def check(folder: Path, file: str, id: str, value: Any, expected: str) -> None:
    """Assert that the zone has this one problem; `expected` is the start of its last part."""
    found = problems(folder)
    assert [(p.file, p.id) for p in found] == [(file, id)], found
    assert repr(found[0].value) == repr(value)
    assert found[0].expected.startswith(expected), found[0].expected
