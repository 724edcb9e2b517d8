"""Fixtures shared by several tests: the zone of Chengdu with its page, and the small zone of zones.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from geodata import Zone, load_zone
from maps import build_page
from maps.export.writers import DATA, export_zone
from tests import markup
from tests.browser import start_chromium
from tests.zones import write_zone

expect.set_options(timeout=30_000)
# No time limit for hypothesis: the machine may be busy.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")
BROWSER_TESTS = Path(__file__).parent / "page" / "browser"
SLOW_FIXTURES = {"browser", "wheel", "ran", "renderer"}
"""Fixtures that start a browser, build a wheel, run a notebook, or draw pictures with Typst."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests in page/browser, and tests that use a slow fixture, as slow. A test can also be marked by itself."""
    for item in items:
        if BROWSER_TESTS in item.path.parents or SLOW_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


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
    """Return the small zone, which unlike Chengdu has an area with a sourced outline."""
    return load_zone(write_zone(tmp_path_factory.mktemp("lanhua") / "zone"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of the small zone, for a test to alter."""
    return write_zone(tmp_path / "zone")


@pytest.fixture(scope="session")
def exported(chengdu: Zone, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an export of Chengdu without its slow pictures. No test writes into it."""
    folder = tmp_path_factory.mktemp("chengdu") / "data"
    export_zone(chengdu, folder, DATA)
    return folder


@pytest.fixture(scope="session")
def lanhua_exported(lanhua: Zone, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return such a folder for the small zone."""
    folder = tmp_path_factory.mktemp("lanhua-export") / "data"
    export_zone(lanhua, folder, DATA)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = start_chromium(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, page: str) -> Path:
    """Return the path of the page on disk, with spaces in its name."""
    path = tmp_path_factory.mktemp("page") / "map of the zone.html"
    path.write_text(page, "utf-8")
    return path


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """Yield a browser page for documents from a server, and assert at the end that no script failed."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    page = context.new_page()
    faults: list[object] = []
    page.on("pageerror", lambda fault: faults.append(fault))
    yield page
    context.close()
    assert not faults
