"""Rules without which the page would say something wrong or unreadable about a zone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geodata import LANGUAGES, load_zone
from tests.problems import AREAS_FILE, FACTS, LAND, METRO, SOURCES, ZONE, problems
from tests.zones import DELETE, alter, four, parse, write, write_zone

NORTH, STATION = "features/north-garden/properties/", "features/gate-station/properties/"
METRO_LINE = {
    "type": "Feature",
    "id": "line-1",
    "geometry": {"type": "LineString", "coordinates": [[104.1, 30.5], [104.2, 30.6]]},
    "properties": {"kind": "metro", "rank": 1, "line": "1", "source": "survey", "accuracy_m": 50, "schematic": False},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_zone(tmp_path / "zone")


def expected(folder: Path) -> dict[str, str]:
    """Return what was expected, by the id of each problem."""
    return {problem.id: problem.expected for problem in problems(folder)}


@pytest.mark.parametrize("key", ["name", "line"])
def test_a_station_that_an_area_lists_has_a_name_and_a_line(folder: Path, key: str) -> None:
    alter(folder, METRO, STATION + key, DELETE)
    assert expected(folder) == {f"gate-station.{key}": f"a {key}, as an area lists this station"}
    for area in ("north", "south", "east"):
        alter(folder, AREAS_FILE, f"features/{area}-garden/properties/stations", [])
    load_zone(folder)


def test_a_landmark_has_a_name_and_a_phrase(folder: Path) -> None:
    for key in ("name", "phrase"):
        alter(folder, METRO, f"features/old-gate/properties/{key}", DELETE)
    found = expected(folder)
    assert found.pop("old-gate.name") == "a name, as texts give distances to this landmark"
    assert found.pop("old-gate.phrase").startswith('its name as written after "3 km north of", as texts give dist')
    assert not found
    alter(folder, ZONE, "landmarks", [])
    load_zone(folder)


def test_an_airport_has_a_runway_near_it(folder: Path) -> None:
    """The map has no dot for it, so its name would stand alone."""
    alter(folder, METRO, "features/old-gate/properties/kind", "airport")
    said = (
        "a feature of the kind runway within 5 km, as an airport has no dot; or a kind that has one, such as landmark"
    )
    assert expected(folder) == {"old-gate.kind": said}
    alter(folder, LAND, "features/brook/properties/kind", "runway")
    alter(folder, LAND, "features/brook/geometry/coordinates", [[104.15, 30.55], [104.16, 30.6]])
    load_zone(folder)


def test_a_metro_line_has_an_opening_date(folder: Path) -> None:
    """Without one the map would show it as opened after the release."""
    alter(folder, METRO, "features/+", METRO_LINE)
    assert expected(folder) == {"line-1.opened": "day, month or year in which the line opened"}
    alter(folder, METRO, "features/line-1/properties/opened", "2021")
    said = "a date that tells whether it was open on 2021-05-04, the day of the release"
    assert expected(folder) == {"line-1.opened": said}
    alter(folder, METRO, "features/line-1/properties/opened", "2021-05-04")
    assert load_zone(folder).place("line-1").was_open_on(load_zone(folder).released)


def test_the_release_gives_the_sizes_of_all_areas_or_of_none(folder: Path) -> None:
    alter(folder, AREAS_FILE, NORTH + "size_source", "lanhua-de")
    said = "'lanhua-de', as for north-garden: the release gives the sizes of all areas or of none"
    assert expected(folder) == {"south-garden.size_source": said, "east-garden.size_source": said}


def test_a_parent_zone_needs_what_the_release_says_about_the_location(folder: Path) -> None:
    alter(folder, "backdrop/land.geojson", "features/gardens/properties/kind", "parent-zone")
    for key in ("district", "district_km2"):
        alter(folder, AREAS_FILE, NORTH + key, DELETE)
    alter(folder, ZONE, "parent_zone", "gardens")
    alter(folder, ZONE, "location_statement", DELETE)
    said = "what the release says about the location, as there is a parent zone"
    assert expected(folder) == {"location_statement": said}


@pytest.mark.parametrize(
    ("file", "key", "typo", "meant"),
    [
        (ZONE, "title", "totel", "total"),
        (ZONE, "standfirst", "dat", "date"),
        (ZONE, "location_statement", "Total", "total"),
        (AREAS_FILE, NORTH + "basis", "sizes", "size"),
        (AREAS_FILE, NORTH + "purpose", "of", "off"),
        (FACTS, "fact/motto/text", "valeu", "value"),
    ],
)
def test_a_mistyped_placeholder(folder: Path, file: str, key: str, typo: str, meant: str) -> None:
    alter(folder, file, key, four(f"About {{{typo}}} and {{braces}}"))
    found = [(problem.value, problem.expected) for problem in problems(folder)]
    assert found == [(f"{{{typo}}}", f"a placeholder of this text (did you mean '{meant}'?)")] * 4


@pytest.mark.parametrize(
    ("file", "key", "written", "place"),
    [
        (ZONE, "title", "{ total }", "title"),
        (ZONE, "title", "{{total}}", "title"),
        (ZONE, "title", "{date}", "title"),
        (ZONE, "not_stated/0", "{total}", "not_stated[1]"),
        (AREAS_FILE, NORTH + "basis", "{total}", "north-garden.basis"),
        (FACTS, "fact/motto/label", "{value}", "motto.label"),
        (FACTS, "fact/motto/text", "{n}", "motto.text"),
        (SOURCES, "source/0/label", "{value}", "lanhua-de.label"),
        (LAND, "features/gardens/properties/name", "{total}", "gardens.name"),
    ],
)
def test_a_placeholder_where_it_is_not_filled_in(folder: Path, file: str, key: str, written: str, place: str) -> None:
    alter(folder, file, key, four(f"About {written}"))
    found = {problem.id: problem.value for problem in problems(folder) if "placeholder" in problem.expected}
    assert found == {f"{place}.{language}": written for language in LANGUAGES}


@pytest.mark.parametrize("value", ["12.000", "2023-05-11", "11.05.2023", "-5"])
def test_a_number_or_date_in_quotation_marks(folder: Path, value: str) -> None:
    alter(folder, FACTS, "fact/motto/value", value)
    assert expected(folder) == {"motto.value": "words, or a number or date without quotation marks"}


@pytest.mark.parametrize("value", ["2019", "0571", "7, 8, 9", "2023-05", "4.3.7", "24/7"])
def test_words_made_of_digits_are_allowed(folder: Path, value: str) -> None:
    alter(folder, FACTS, "fact/motto/value", value)
    assert next(fact.value for fact in load_zone(folder).facts if fact.id == "motto") == value


def test_a_place_in_another_text_than_the_release(folder: Path) -> None:
    alter(folder, FACTS, "fact/guests/locator/source", "survey")
    said = "'lanhua-de', the release; for another source give its id in sources instead of a locator"
    assert expected(folder)["guests.locator.source"] == said


def test_a_mistyped_key_gets_a_hint(folder: Path) -> None:
    alter(folder, ZONE, "realeased", parse(folder / ZONE)["released"])
    [problem] = problems(folder)
    assert problem.expected.startswith("no such key; the keys here are id,")
    assert problem.expected.endswith(" (did you mean 'released'?)")
    assert "zone.toml: realeased: found 2021-05-04; expected" in str(problem)


def test_a_zone_has_an_area(folder: Path) -> None:
    """The sum of no sizes is no advice."""
    write(folder / AREAS_FILE, {"type": "FeatureCollection", "features": []})
    alter(folder, FACTS, "fact/size/areas", DELETE)
    assert expected(folder) == {"features": "one area or more"}


@pytest.mark.parametrize("lons", [(179.915, 179.99), (179.999, 179.8)])
def test_areas_beyond_the_edge_of_the_map(folder: Path, lons: tuple[float, float]) -> None:
    """They are not compared with each other: a circle across the 180th meridian is no valid shape."""
    data: dict[str, Any] = parse(folder / AREAS_FILE)
    data["features"] = data["features"][:2]
    for feature, lon in zip(data["features"], lons, strict=True):
        feature["geometry"]["coordinates"] = [lon, -17.06]
        for key in ("district", "district_km2", "clues", "stations"):
            feature["properties"].pop(key, None)
    write(folder / AREAS_FILE, data)
    write(folder / "backdrop/land.geojson", {"type": "FeatureCollection", "features": []})
    write(folder / METRO, {"type": "FeatureCollection", "features": []})
    alter(folder, FACTS, "fact/size/areas", DELETE)
    alter(folder, ZONE, "landmarks", [])
    alter(folder, ZONE, "total_km2", 5.5)
    said = {text for id, text in expected(folder).items() if id.endswith(".geometry")}
    assert said == {"an area whose reach neither crosses the 180th meridian nor lies beyond 85 degrees of latitude"}


def test_an_area_lies_inside_the_reach_that_its_district_gives(folder: Path) -> None:
    """The page says that the area lies inside the dashed line; this one lies across it."""
    alter(folder, AREAS_FILE, NORTH + "reach_basis", "district")
    alter(folder, AREAS_FILE, "features/north-garden/geometry/coordinates", [104.25, 30.71])
    for key in ("clues", "stations"):
        alter(folder, AREAS_FILE, NORTH + key, DELETE)
    expectation = "a place inside the district widened by 1 km, as reach_basis says that the area lies inside it"
    assert expected(folder)["north-garden.geometry"] == expectation


def test_a_fact_that_a_version_quotes_has_a_place_in_the_release(folder: Path) -> None:
    """The page shows quotes only with the place."""
    alter(folder, FACTS, "fact/opened/version", [{"source": "lanhua-de", "quote": "Am 3. Mai"}])
    alter(folder, FACTS, "fact/opened/locator", DELETE)
    alter(folder, FACTS, "fact/opened/sources", ["lanhua-de"])
    assert expected(folder)["opened.locator"] == "the place in the release, since another version quotes the fact"


def test_a_drawn_parent_zone_needs_the_statement_even_if_zone_toml_does_not_name_it(folder: Path) -> None:
    alter(folder, "backdrop/land.geojson", "features/gardens/properties/kind", "parent-zone")
    for key in ("district", "district_km2"):
        alter(folder, AREAS_FILE, NORTH + key, DELETE)
    alter(folder, ZONE, "location_statement", DELETE)
    assert "location_statement" in expected(folder)
