"""Fixtures: the pages of Chengdu and of the small zone."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from geodata import Zone
from maps import build_page
from tests import markup


@pytest.fixture(scope="session", params=["chengdu", "lanhua"])
def zone(request: pytest.FixtureRequest) -> Zone:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Zone)
    return found


@pytest.fixture(scope="session")
def zone_page(zone: Zone) -> str:
    return build_page(zone)


@pytest.fixture(scope="session")
def tree(zone_page: str) -> Element:
    return markup.parse(zone_page)
