"""Chromium, Firefox and WebKitGTK open the page from disk; every area is reached by pointer and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata import LANGUAGES, load_zone
from maps.texts import TAGS
from tests.engines import ENGINES, Engine

ZONE = load_zone()
AREAS = [area.id for area in ZONE.area_records]
HEADING = "document.querySelector('#details h2')?.textContent"
READY = "document.documentElement.dataset.ready === 'true' && document.documentElement.dataset.map === 'live'"
FOCUSED = "(e => e.dataset.area ? `${e.localName} ${e.dataset.area}` : '')(document.activeElement)"


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with ENGINES[request.param]() as opened:
        yield opened


def open_at(engine: Engine, file: Path, address: str = "#lang=en") -> None:
    engine.open(file.as_uri() + address)
    engine.wait(READY)


def test_every_area_is_opened_by_a_click_on_the_list_and_on_the_map(engine: Engine, file: Path) -> None:
    for area in ZONE.area_records:
        for tag in ("button", "path"):
            open_at(engine, file)
            engine.click(f"{tag}[data-area={area.id}]")
            engine.wait(f"{HEADING} === {area.name.en!r}")
            assert area.id in engine.evaluate("location.hash")


def test_every_area_is_reached_by_tab_and_opened_by_key(engine: Engine, file: Path) -> None:
    open_at(engine, file)
    reached: list[str] = []
    wanted = [f"{tag} {area}" for tag in ("button", "path") for area in AREAS]
    for _ in range(60):
        engine.press("Tab")
        name = engine.evaluate(FOCUSED)
        if not name:
            continue
        reached.append(name)
        area = next(a for a in ZONE.area_records if a.id == name.split()[1])
        engine.press("Enter" if len(reached) % 2 else " ")
        engine.wait(f"{HEADING} === {area.name.en!r}")
        engine.press("Escape")
        engine.wait("document.getElementById('details').hidden")
        engine.wait(f"{FOCUSED} === {name!r}")
        if reached == wanted:
            break
    assert reached == wanted


def test_the_language_is_switched_and_the_area_stays_open(engine: Engine, file: Path) -> None:
    area = ZONE.area_records[1]
    open_at(engine, file, f"#area={area.id}&lang=en")
    for language in (*LANGUAGES[1:], LANGUAGES[0]):
        engine.click(f"[data-lang={language}]")
        engine.wait(f"{HEADING} === {area.name[language]!r}")
        assert engine.evaluate("document.documentElement.lang") == TAGS[language]


def test_back_and_forward_go_from_area_to_area(engine: Engine, file: Path) -> None:
    first, second = ZONE.area_records[0], ZONE.area_records[2]
    open_at(engine, file, f"#area={first.id}&lang=de")
    engine.click(f"button[data-area={second.id}]")
    engine.wait(f"{HEADING} === {second.name.de!r}")
    engine.back()
    engine.wait(f"{HEADING} === {first.name.de!r}")
    engine.forward()
    engine.wait(f"{HEADING} === {second.name.de!r}")


def test_the_lens_takes_the_shapes_away_and_brings_them_back(engine: Engine, file: Path) -> None:
    shown = f"document.querySelector('path[data-area={AREAS[2]}]').getBoundingClientRect().width > 0"
    open_at(engine, file)
    assert engine.evaluate(shown)
    for stop in ("release", "estimate"):
        engine.click(f".stops label:has([value={stop}])")
        engine.wait(f"({shown}) === {'true' if stop == 'estimate' else 'false'}")
