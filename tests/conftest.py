"""What several tests look at: the zone of Chengdu with its page, and the small zone of zones.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from geodata import Zone, load_zone
from maps import build_page
from maps.export.writers import DATA, export_zone
from tests import markup
from tests.browser import start_chromium
from tests.zones import write_zone

expect.set_options(timeout=15_000)
BROWSER_TESTS = Path(__file__).parent / "page" / "browser"
SLOW_FIXTURES = {"browser", "wheel", "ran", "renderer"}
"""A browser, a wheel that is built, a notebook that is run, pictures that Typst draws."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what lies in page/browser or asks for a slow fixture; a test can also say so itself."""
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
    """The small zone, which unlike Chengdu has an area with a sourced outline."""
    return load_zone(write_zone(tmp_path_factory.mktemp("lanhua") / "zone"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the small zone, for a test to bend."""
    return write_zone(tmp_path / "zone")


@pytest.fixture(scope="session")
def exported(chengdu: Zone, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an export of Chengdu without its pictures, which take long; no test writes into it."""
    folder = tmp_path_factory.mktemp("chengdu") / "data"
    export_zone(chengdu, folder, DATA)
    return folder


@pytest.fixture(scope="session")
def lanhua_exported(lanhua: Zone, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of the small zone."""
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
    """The page on disk, under a name with spaces."""
    path = tmp_path_factory.mktemp("page") / "map of the zone.html"
    path.write_text(page, "utf-8")
    return path


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A window for pages of a server; at the end no script may have failed."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    page = context.new_page()
    faults: list[object] = []
    page.on("pageerror", lambda fault: faults.append(fault))
    yield page
    context.close()
    assert not faults
