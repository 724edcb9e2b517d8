"""Independent checkers: axe-core and IBM's engine look for accessibility barriers, the Nu checker for invalid HTML."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from geodata import LANGUAGES, load_zone
from tests.browser import open_page, wait_for_live_map

MODULES = Path(__file__).parents[3] / "node_modules"
ZONE = load_zone()
VIEWS = (
    "",
    f"&area={ZONE.area_records[0].id}",
    f"&area={ZONE.area_records[2].id}&lens=sources",
    f"&fact={ZONE.facts[0].id}",
    "&lens=release",
)
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
# By default axe does not run the rules that WCAG 2.2 adds.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (rules) => {
  const found = await axe.run(document, { resultTypes: ['violations'], runOnly: rules });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 120)}`));
}"""
AXE_SCRIPT = MODULES / "axe-core/axe.min.js"
# Keep only the certain results of IBM's engine; the rest ask for a person's judgement.
RUN_IBM = """async () => {
  const { results } = await new ace.Checker().check(document, ['WCAG_2_2']);
  const sure = results.filter(({ value }) => value.join() === 'VIOLATION,FAIL');
  return sure.map(({ ruleId, snippet }) => `${ruleId}: ${snippet.slice(0, 120)}`);
}"""
IBM_SCRIPT = MODULES / "accessibility-checker-engine/ace.js"
GO_TO = """hash => new Promise((shown) => {
  if (location.hash === hash) return shown();
  addEventListener('hashchange', () => requestAnimationFrame(() => setTimeout(shown)), { once: true });
  location.hash = hash;
})"""
# False alarms of the Nu checker. It takes data for scripts and does not find our hashes in the policy, though every
# browser does; the script shows the hint on the map; the headings of the details stand in the articles inside.
FALSE_ALARMS = (
    "Inline script violates Content Security Policy",
    "Attribute “aria-hidden” is unnecessary for elements that have attribute “hidden”",
    "Section lacks heading",
    # They exist in SVG 2.
    "Property “paint-order” doesn't exist",
    "Property “vector-effect” doesn't exist",
    # Only in the packed files for download: each such character stands for a text of the page, and no reader meets one.
    "Document uses the Unicode Private Use Area(s)",
)


@contextmanager
def open_for_axe(browser: Browser, file: Path, **options: Any) -> Iterator[Page]:
    with open_page(browser, file, **options) as page:
        wait_for_live_map(page)
        # Inject it as a debugger does, so that the page keeps its policy, which allows no other script.
        page.evaluate(AXE_SCRIPT.read_text("utf-8"))
        yield page


def test_axe_would_find_a_fault(browser: Browser, file: Path) -> None:
    """Without this, finding nothing would prove nothing: a button without a name, and one too small (WCAG 2.2)."""
    with open_for_axe(browser, file) as page:
        page.evaluate("document.getElementById('share-button').textContent = ''")
        page.evaluate("""() => {
          for (const textContent of ['x', 'y']) {
            const button = Object.assign(document.createElement('button'), { textContent });
            button.style.cssText = 'width: 9px; height: 9px; padding: 0; min-width: 0; min-height: 0';
            document.body.append(button);
          }
        }""")
        assert {"button-name", "target-size"} <= {found.partition(":")[0] for found in page.evaluate(RUN_AXE, RULES)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(browser: Browser, file: Path, scheme: str, size: str) -> None:
    width, height = SIZES[size]
    options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "reduced_motion": "reduce"}
    found = {}
    with open_for_axe(browser, file, **options) as page:
        for address in (f"#lang={language}{view}" for language in LANGUAGES for view in VIEWS):
            page.evaluate(GO_TO, address)
            found[address] = page.evaluate(RUN_AXE, RULES)
    assert len(found) == len(LANGUAGES) * len(VIEWS)
    assert {address: barriers for address, barriers in found.items() if barriers} == {}


@contextmanager
def open_for_ibm(browser: Browser, file: Path, **options: Any) -> Iterator[Page]:
    with open_page(browser, file, reduced_motion="reduce", **options) as page:
        wait_for_live_map(page)
        page.evaluate(f"{IBM_SCRIPT.read_text('utf-8')}; globalThis.ace = ace; 0")
        yield page


def test_the_engine_of_ibm_would_find_a_fault(browser: Browser, file: Path) -> None:
    with open_for_ibm(browser, file) as page:
        page.evaluate("document.querySelector('.legend ul').append(document.createElement('input'))")
        assert "input_label_exists" in {found.partition(":")[0] for found in page.evaluate(RUN_IBM)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_engine_of_ibm_finds_nothing(browser: Browser, file: Path, size: str, language: str) -> None:
    width, height = SIZES[size]
    found = {}
    with open_for_ibm(browser, file, viewport={"width": width, "height": height}) as page:
        for address in (f"#lang={language}{view}" for view in VIEWS):
            page.evaluate(GO_TO, address)
            # The contents of a closed menu have no accessible name.
            page.evaluate("document.querySelector('.layers').open = true")
            found[address] = page.evaluate(RUN_IBM)
    assert len(found) == len(VIEWS)
    assert {address: barriers for address, barriers in found.items() if barriers} == {}


def run_nu_checker(path: Path) -> list[str]:
    java = shutil.which("java")
    assert java, "Java is not there; scripts/test_tools.sh installs it"
    command = [java, "-jar", str(MODULES / "vnu-jar/build/dist/vnu.jar"), "--format", "json", "--stdout"]
    done = subprocess.run([*command, "--exit-zero-always", str(path)], capture_output=True, text=True, check=True)
    return [
        f"{message.get('subType', message['type'])}, line {message['lastLine']}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
    ]


def test_the_nu_checker_would_find_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "faults.html"
    path.write_text("<!DOCTYPE html><html lang=en><title>x</title><section id=a></section><p id=a>twice", "utf-8")
    kinds = [message.partition(",")[0] for message in run_nu_checker(path)]
    assert {"error", "warning"} <= set(kinds)


def test_the_nu_checker_finds_neither_error_nor_warning(file: Path) -> None:
    assert [message for message in run_nu_checker(file) if not any(known in message for known in FALSE_ALARMS)] == []
