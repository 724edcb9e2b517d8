"""Numbers and texts that are possible but meaningless: each is refused by name, and shown shortened."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from geodata import Problem, load_zone
from maps import build_page
from tests.problems import AREAS_FILE, FACTS, LAND, METRO, SOURCES, ZONE, problems
from tests.zones import alter, four, write_zone


def problem_lines(folder: Path) -> list[str]:
    """Return the problems of the zone, which must be refused, a line for each."""
    return list(map(str, problems(folder)))


NORTH = "features/north-garden/properties/"
CONTEXT = {"name": four("x"), "ring_km": 1e9, "city": [{"name": four("x"), "at": [1, 1], "source": "survey"}]}
COMPARISON = {"id": "a", "name": four("x"), "languages": ["en", "de", "zh", "ja"], "source": "survey"}
ADDRESSES = [
    "https://example.org/\u202e",
    "https://user@example.org/",
    "https://user:word@example.org/",
    "https://example.org:0/",
    "https://example.org:65536/",
    "https://./",
    "https://-a.org/",
    "https://a..b/",
    "https://例え.jp/",
    "https://[::1]/",
    "https://example.org\\@b.org/",
    "https://example.org/%zz",
    "https://example.org/<b>",
    "https://example.org/" + "a" * 2000,
    f"https://{'a' * 64}.org/",
]


@pytest.mark.parametrize(
    ("file", "place", "value", "start"),
    [
        (ZONE, "total_km2", 1e300, "total_km2: found 1e+300; expected a number from"),
        (ZONE, "total_km2", 5e-324, "total_km2: found 5e-324; expected a number from"),
        (ZONE, "release_sentences", [[10**9]], "release_sentences[1][1]: found 1000000000; expected a whole"),
        (ZONE, "release_sentences", [[150_000]] * 2, "release_sentences: found '300,000 characters'; expected"),
        (ZONE, "regional_context", CONTEXT, "regional_context.ring_km: found 1000000000.0; expected a number"),
        (ZONE, "comparison", [COMPARISON | {"km2": 1e-9}], "comparison[1].km2: found 1e-09; expected a number"),
        (ZONE, "key_facts", ["size"] * 3000, "key_facts: found ['size', 'size', "),
        (ZONE, "landmarks", ["brook"], "landmarks[1]: found 'brook'; expected the id of a feature that is a po"),
        (ZONE, "url", "https://example.org", "url: found 'https://example.org'; expected an http or https addre"),
        (ZONE, "url", "https://example.org/a?b", "url: found 'https://example.org/a?b'; expected an http or"),
        (ZONE, "url", "https://example.org/#b", "url: found 'https://example.org/#b'; expected an http or"),
        (ZONE, "title/en", "\u200b\u2060", r"title.en: found '\u200b\u2060'; expected a text in en that is not"),
        (ZONE, "title/en", "\u3164", r"title.en: found 'ㅤ'; expected a text in en that is not empty and"),
        (ZONE, "title/en", "x" * 10_001, "title.en: found 'xxx"),
        (FACTS, "fact/cost/value", 10**18, "cost.value: found 1000000000000000000; expected a number,"),
        (FACTS, "fact/size/value", 1e-12, "size.value: found 1e-12; expected a number, a string or a date"),
        (FACTS, "fact/motto/id", "constructor", "constructor.id: found 'constructor'; expected an id of low"),
        (AREAS_FILE, "features/south-garden/id", "zone", "zone.id: found 'zone'; expected an id of low"),
        (AREAS_FILE, "features/south-garden/id", "a" * 101, "aaaaa"),
        (AREAS_FILE, NORTH + "uncertainty_m", 1e12, "north-garden.uncertainty_m: found 1000000000000.0; exp"),
        (AREAS_FILE, NORTH + "size_km2", 1e9, "north-garden.size_km2: found 1000000000.0; expected a num"),
        (METRO, "features/old-gate/properties/opened", "٢٠٢٠", "old-gate.opened: found '٢٠٢٠'; exp"),
        *((SOURCES, "source/survey/url", address, "survey.url: found 'https://") for address in ADDRESSES),
    ],
)  # fmt: skip
def test_a_value_out_of_bounds_is_refused_by_name(folder: Path, file: str, place: str, value: Any, start: str) -> None:
    alter(folder, file, place, value)
    assert any(line.startswith(f"{file}: {start}") for line in problem_lines(folder)), problem_lines(folder)
    assert all(line.isprintable() and len(line) < 800 for line in problem_lines(folder))


def test_a_number_of_thousands_of_digits(folder: Path) -> None:
    text = (folder / ZONE).read_text("utf-8").replace("6.5637", "0x" + "f" * 5000)
    (folder / ZONE).write_text(text, "utf-8")
    [line] = problem_lines(folder)
    assert line.startswith("zone.toml: total_km2: found a number of thousands of digits; expected a number from")


def test_keys_and_ids_are_shown_on_one_line_without_control_characters(folder: Path) -> None:
    alter(folder, SOURCES, "source/survey/a\x1b[31m\nb", 1)
    alter(folder, FACTS, "fact/motto/id", "motto\u202e" + "x" * 9000)
    first, second = problem_lines(folder)[:2]
    assert first.startswith("facts.toml: motto\\u202exxx")
    assert second.startswith(r"sources.toml: survey.a\x1b[31m\nb: found 1; expected no such key")
    assert len(first) < 700


def test_a_problem_is_shown_on_one_line_whatever_it_holds() -> None:
    problem = Problem("back\ndrop/\udcff.geojson", "a" * 500, [[["\u2028"] * 99]] * 99, "x\ty" * 9999)
    line = str(problem)
    assert line.isprintable()
    assert line.startswith(r"back\ndrop/\udcff.geojson: aaa"), line
    assert len(line) < 2500


def test_too_many_records_are_refused_at_once(folder: Path) -> None:
    started = time.process_time()
    alter(folder, LAND, "features", [{"type": "Feature"}] * 50_000)
    assert problem_lines(folder) == [
        "backdrop/land.geojson: features: found " + problem_lines(folder)[0].partition(": found ")[2]
    ]
    alter(folder, LAND, "features", [])
    ring = [[104 + n / 1e6, 30.0] for n in range(20_000)]
    alter(folder, METRO, "features/gate-station/geometry", {"type": "LineString", "coordinates": ring})
    alter(folder, METRO, "features/gate-station/properties/kind", "road")
    assert any("found '20,000 positions'; expected at most 10,000" in line for line in problem_lines(folder))
    assert time.process_time() - started < 5


@pytest.mark.parametrize("tag", ["mul", "lzh", "und", "zxx", "sh", "aaa", "en-001"])
def test_a_source_may_be_in_a_language_that_babel_does_not_know(folder: Path, tag: str) -> None:
    alter(folder, SOURCES, "source/survey/language", tag)
    page = build_page(load_zone(folder))
    assert f'lang="{tag}"' in page


OWN = "https://tiles.example.org/{z}/{x}/{y}"


@pytest.mark.parametrize(
    "options",
    [
        {"url": OWN + "/{max_zoom}", "max_zoom": "deep"},
        {"url": OWN + "/{tileSize}", "tileSize": "99999999"},
        {"url": OWN + "/{zoomOffset}", "zoomOffset": "-1e9"},
    ],
)
def test_options_of_a_layer_only_fill_in_its_address(folder: Path, options: dict[str, str]) -> None:
    alter(folder, ZONE, "layer/0/options", options)
    [layer] = load_zone(folder).layers
    assert layer.url == OWN + "/" + [*options.values()][1]
    assert (layer.zooms, layer.tile_px, layer.zoom_offset) == ((0, 17), 256, 0)


@pytest.mark.parametrize("host", ["a.org:99999", "user@a.org", "...", "-", "a_b.org", "[::1]", "a.org:x", "A b.org"])
def test_a_layer_with_an_invalid_host_is_refused(folder: Path, host: str) -> None:
    alter(folder, ZONE, "layer/0/options", {"url": OWN.replace("tiles.example.org", host)})
    [line] = problem_lines(folder)
    assert line.startswith("zone.toml: layer[1].options.url: found 'https://")
    assert "expected an https address with {x}, {y} and {z}; give one here" in line


def test_a_very_long_name_is_drawn_in_little_time(folder: Path) -> None:
    alter(folder, AREAS_FILE, NORTH + "name", dict.fromkeys(("en", "de", "zh", "ja"), "长" * 10_000))
    zone = load_zone(folder)
    build_page(
        load_zone(write_zone(folder.parent / "other"))
    )  # whatever is imported or read only once, so that it is not timed
    started = time.process_time()
    build_page(zone)
    assert time.process_time() - started < 5
