"""Fixtures: the zone of `zone.py` and its texts."""

from __future__ import annotations

import pytest

from geodata import Zone, load_zone
from maps.text.page_texts import Texts, zone_texts
from tests.drawing.zone import write_drawing_zone


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Zone:
    return load_zone(write_drawing_zone(tmp_path_factory.mktemp("garden") / "zone"))


@pytest.fixture(scope="session")
def garden_texts(garden: Zone) -> Texts:
    return zone_texts(garden)


@pytest.fixture(scope="session")
def chengdu_texts(chengdu: Zone) -> Texts:
    return zone_texts(chengdu)
