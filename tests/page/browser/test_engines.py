"""Chromium, Firefox and WebKitGTK open the page from disk; every area is opened by pointer and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata import LANGUAGES, load_zone
from maps.text.translator import TAGS
from tests.engines import ENGINES, Engine

ZONE = load_zone()
AREAS = [area.id for area in ZONE.area_records]
HEADING = "document.querySelector('#details h2')?.textContent"
READY = "document.documentElement.dataset.ready === 'true' && document.documentElement.dataset.map === 'live'"
FOCUSED = "(e => e.dataset.area ? `${e.localName} ${e.dataset.area}` : '')(document.activeElement)"


@pytest.fixture(scope="module", params=ENGINES)
def running_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with ENGINES[request.param]() as opened:
        yield opened


@pytest.fixture
def engine(running_engine: Engine) -> Iterator[Engine]:
    yield running_engine
    assert running_engine.faults == []


def open_at(engine: Engine, file: Path, address: str = "#lang=en") -> None:
    engine.open(file, address)
    engine.wait(READY)


def escape_to(engine: Engine, focused: str) -> None:
    engine.press("Escape")
    engine.wait("document.getElementById('details').hidden")
    engine.wait(f"{FOCUSED} === {focused!r}")


@pytest.mark.parametrize("running_engine", ["chromium", "firefox"], indirect=True)
def test_a_fault_would_be_noticed(running_engine: Engine, tmp_path: Path) -> None:
    """Without this, the check after each of these tests would prove nothing. WebKitGTK reports no faults."""
    path = tmp_path / "faulty.html"
    path.write_text("<!DOCTYPE html><script>console.error('said'); nothing()</script>", "utf-8")
    running_engine.open(path, "")
    running_engine.wait("document.readyState === 'complete'")
    found = " ".join(running_engine.faults)
    running_engine.faults.clear()
    assert "said" in found
    assert "nothing" in found


def test_the_page_opens_and_requests_nothing(engine: Engine, file: Path) -> None:
    open_at(engine, file, "")
    assert engine.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)") == []
    for tag in ("path", "button"):
        assert engine.evaluate(f"document.querySelectorAll('{tag}[data-area]').length") == len(AREAS)


def test_every_area_is_opened_by_a_click_on_the_list_and_on_the_map(engine: Engine, file: Path) -> None:
    for area in ZONE.area_records:
        for tag in ("path", "button"):
            open_at(engine, file)
            engine.click(f"{tag}[data-area={area.id}]")
            engine.wait(f"{HEADING} === {area.name.en!r}")
            assert area.id in engine.evaluate("location.hash")
            escape_to(engine, f"{tag} {area.id}")


def test_every_area_is_reached_by_tab_and_opened_by_key(engine: Engine, file: Path) -> None:
    open_at(engine, file)
    reached: list[str] = []
    wanted = [f"{tag} {area}" for tag in ("path", "button") for area in AREAS]
    for _ in range(60):
        engine.press("Tab")
        name = engine.evaluate(FOCUSED)
        if not name:
            continue
        reached.append(name)
        area = next(a for a in ZONE.area_records if a.id == name.split()[1])
        for key in ("Enter", " "):
            engine.press(key)
            engine.wait(f"{HEADING} === {area.name.en!r}")
            escape_to(engine, name)
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
    engine.press("Escape")
    engine.wait("document.getElementById('details').hidden")
    for name in (second, first):
        engine.back()
        engine.wait(f"{HEADING} === {name.name.de!r}")
    engine.forward()
    engine.wait(f"{HEADING} === {second.name.de!r}")
    engine.forward()
    engine.wait("document.getElementById('details').hidden")


def test_the_lens_hides_the_shapes_and_shows_them_again(engine: Engine, file: Path) -> None:
    shown = f"document.querySelector('path[data-area={AREAS[2]}]').getBoundingClientRect().width > 0"
    open_at(engine, file)
    assert engine.evaluate(shown)
    for stop in ("release", "estimate"):
        engine.click(f".stops label:has([value={stop}])")
        engine.wait(f"({shown}) === {'true' if stop == 'estimate' else 'false'}")


INTERCEPT_DOWNLOADS = """(() => {
  window.taken = [];
  URL.createObjectURL = (blob) => {
    const kept = { type: blob.type.split(';')[0], size: blob.size };
    taken.push(kept);
    if (blob.type === 'image/png') createImageBitmap(blob).then((image) => Object.assign(kept, { width: image.width }));
    else blob.text().then((text) => Object.assign(kept, { text }));
    return 'data:,';
  };
  HTMLAnchorElement.prototype.click = () => {};
  return true;
})()"""


def test_pictures_and_data_are_made_in_every_engine(engine: Engine, file: Path) -> None:
    """The test intercepts the file before the browser asks where to save it, which is the browser's own business."""
    open_at(engine, file, f"#area={AREAS[0]}")
    assert engine.evaluate(INTERCEPT_DOWNLOADS)
    for name in ("closeup.png", "whole.png", "closeup.svg", "areas.geojson", "areas.kml", "facts.csv"):
        engine.evaluate(f"taken.length = 0, document.querySelector('[data-download=\"{name}\"]').click()")
        engine.wait("taken.length === 1 && (taken[0].width > 0 || taken[0].text?.length > 0)")
        kept = engine.evaluate("taken[0]")
        assert kept["size"] > 4000, name
        if name.endswith("png"):
            assert kept["width"] >= 1000
        else:
            assert ZONE.area_records[0].name.en in kept["text"], name


def test_back_returns_to_where_the_reader_had_scrolled(engine: Engine, file: Path) -> None:
    open_at(engine, file, "")
    engine.wait("document.documentElement.classList.contains('whole')")
    engine.evaluate("void document.getElementById('facts').scrollIntoView()")
    engine.wait("scrollY > 500")
    # A choice of language adds no step to the history, as everywhere.
    engine.evaluate("void document.querySelector('[data-lang=de]').click()")
    # A browser under automation may scroll to the element that it clicks.
    engine.evaluate("void addEventListener('pointerdown', () => (window.before = scrollY), true)")
    engine.click(f"path[data-area={AREAS[0]}]")
    engine.wait(f"{HEADING} === {ZONE.area_records[0].name.de!r} && Math.abs(scrollY - before) > 50")
    engine.back()
    engine.wait("document.getElementById('details').hidden && Math.abs(scrollY - before) < 3")
    assert engine.evaluate("document.documentElement.lang") == "de"
