"""What several tests look at: the zone of Chengdu with its page, and the small zone of zones.py."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import pytest

from geodata import Zone, load_zone
from maps import build_page
from tests import markup
from tests.zones import write_zone


@pytest.fixture(scope="session")
def chengdu() -> Zone:
    return load_zone()


@pytest.fixture(scope="session")
def page(chengdu: Zone) -> str:
    return build_page(chengdu)


@pytest.fixture(scope="session")
def document(page: str) -> Element:
    return markup.parse(page)


@pytest.fixture(scope="session")
def island(document: Element) -> dict[str, Any]:
    return markup.island(document)


@pytest.fixture(scope="session")
def lanhua(tmp_path_factory: pytest.TempPathFactory) -> Zone:
    """The small zone, which unlike Chengdu has an area with a sourced outline."""
    return load_zone(write_zone(tmp_path_factory.mktemp("lanhua") / "zone"))
