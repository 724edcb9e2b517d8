"""What checkers from outside say of the page: axe-core of its accessibility, the Nu checker of its HTML and CSS."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from geodata import LANGUAGES, load_zone
from tests.browser import open_page, wait_for_live_map

MODULES = Path(__file__).parent.parent / "node_modules"
ZONE = load_zone()
VIEWS = (
    "",
    f"&area={ZONE.area_records[0].id}",
    f"&area={ZONE.area_records[2].id}&lens=sources",
    f"&fact={ZONE.facts[0].id}",
    "&lens=release",
)
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 120)}`));
}"""


def test_axe_would_find_a_fault(browser: Browser, file: Path) -> None:
    with open_page(browser, file, bypass_csp=True) as page:
        page.evaluate((MODULES / "axe-core/axe.min.js").read_text("utf-8"))
        page.evaluate("document.querySelector('.share').textContent = ''")
        assert any(found.startswith("button-name") for found in page.evaluate(RUN))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(browser: Browser, file: Path, scheme: str, size: str, language: str) -> None:
    width, height = SIZES[size]
    options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "reduced_motion": "reduce"}
    # Only to put axe there the page's policy is left out.
    with open_page(browser, file, f"#lang={language}", bypass_csp=True, **options) as page:
        wait_for_live_map(page)
        page.evaluate((MODULES / "axe-core/axe.min.js").read_text("utf-8"))
        for view in VIEWS:
            page.evaluate("hash => (location.hash = hash)", f"lang={language}{view}")
            page.wait_for_timeout(150)
            assert page.evaluate(RUN) == [], view


def test_the_nu_checker_finds_no_error(file: Path) -> None:
    java = shutil.which("java")
    assert java, "Java is not there; scripts/test_tools.sh installs it"
    checker = MODULES / "vnu-jar/build/dist/vnu.jar"
    found = subprocess.run(
        [java, "-jar", str(checker), "--errors-only", "--format", "text", str(file)], capture_output=True, text=True
    )
    assert "error:" not in found.stdout + found.stderr
    assert found.returncode == 0, found.stderr
