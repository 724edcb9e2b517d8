"""A bad value for every rule, and the message that it gets: file, id, value, what was expected."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

import pytest

from geodata import load_zone
from tests.problems import AREAS_FILE, FACTS, LAND, METRO, SOURCES, ZONE, check, problems
from tests.zones import DELETE, alter, four, read


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


NOTHING = _Nothing()
NORTH, EAST = "features/north-garden/properties/", "features/east-garden/properties/"
STATION, BROOK = "features/gate-station/properties/", "features/brook/properties/"
LOCATOR = "fact/guests/locator/"
NAMES = "source/lanhua-de/publisher_names"

# file, place to alter, bad value, id in the message, start of what was expected
BAD_VALUES = [
    # keys
    (ZONE, "colour", "red", "colour", "no such key; the keys here are id, name, title"),
    (SOURCES, "source/survey/license", "MIT", "survey.license", "no such key; the keys here are id, label"),
    (FACTS, "fact/guests/note", 1, "guests.note", "no such key; the keys here are id, group"),
    (SOURCES, NAMES + "/fr", "Jardins", "lanhua-de.publisher_names.fr", "no such key; the keys here are en, de, zh"),
    (SOURCES, NAMES + "/zh", " ", "lanhua-de.publisher_names.zh", "a string that is not empty"),
    (SOURCES, NAMES, "兰花园", "lanhua-de.publisher_names", "a table with the keys en, de, zh, ja"),
    (FACTS, "facts", [], "facts", "no such key; the keys here are fact"),
    (FACTS, LOCATOR + "page", 1, "guests.locator.page", "no such key; the keys here are source"),
    (FACTS, "fact/guests/text/fr", "oui", "guests.text.fr", "no such key; the keys here are en, de, zh, ja"),
    (AREAS_FILE, NORTH + "colour", "red", "north-garden.colour", "no such key; the keys here are name"),
    (AREAS_FILE, "bbox", [1], "bbox", "the least and the greatest longitude and latitude"),
    (METRO, STATION + "colour", "red", "gate-station.colour", "no such key; the keys here are kind"),
    (METRO, "features/gate-station/bbox", [1], "gate-station.bbox", "the least and the greatest longitude"),
    (METRO, "features/gate-station/title", "x", "gate-station.title", "no such key; the keys here are type, id"),
    (AREAS_FILE, NORTH + "id", "south-garden", "north-garden.properties.id", "the id of the feature, 'north-garden'"),
    (ZONE, "released", DELETE, "released", "a date such as 2020-11-19"),
    (ZONE, "total_km2", DELETE, "total_km2", "a number from "),
    (SOURCES, "source/survey/publisher", DELETE, "survey.publisher", "a string that is not empty"),
    (SOURCES, "source/survey/licence", DELETE, "survey.licence", "a licence: an SPDX id, facts-only, public"),
    (FACTS, "fact/motto/label", DELETE, "motto.label", "a table with the keys en, de, zh, ja"),
    (FACTS, LOCATOR + "quote", DELETE, "guests.locator.quote", "a string that is not empty"),
    (AREAS_FILE, NORTH + "uncertainty_m", DELETE, "north-garden.uncertainty_m", "a number from "),
    (AREAS_FILE, "features/north-garden/geometry", DELETE, "north-garden.geometry", "a geometry"),
    (AREAS_FILE, "type", DELETE, "type", "one of FeatureCollection"),
    (METRO, STATION + "schematic", DELETE, "gate-station.schematic", "true or false"),
    (ZONE, "author", DELETE, "author", "a string that is not empty"),
    (ZONE, "edition", DELETE, "edition", "a date such as 2020-11-19"),
    # types
    (ZONE, "edition", "2026-11-25", "edition", "a date such as 2020-11-19"),
    (ZONE, "unbroken/zh", "玫瑰", "unbroken.zh", "a list"),
    (FACTS, "fact/guests/value", True, "guests.value", "a number, a string or a date"),
    (FACTS, "fact/guests/value", [1, 2], "guests.value", "a number, a string or a date"),
    (FACTS, "fact/guests/date", "2021-05-03", "guests.date", "a date such as"),
    (FACTS, "fact/guests/item", "Bees", "guests.item", "a list"),
    (FACTS, "fact/guests/item/1", "Bees", "guests.item[2]", "a table with the keys en, de, zh, ja"),
    (FACTS, LOCATOR + "paragraph", 0, "guests.locator.paragraph", "a whole number from 1 to 2,000"),
    (FACTS, LOCATOR + "sentence", True, "guests.locator.sentence", "a whole number from 1 to 2,000"),
    (FACTS, "fact/opened/id", 7, "fact[1].id", "an id of lowercase letters a-z and digits"),
    (FACTS, "fact/0", "opened", "fact[1]", "a table with the keys id, group, label, text"),
    (FACTS, "fact", "guests", "fact", "tables [[fact]]"),
    (ZONE, "total_km2", True, "total_km2", "a number from "),
    (ZONE, "released", dt.datetime(2021, 5, 4, 9, 30), "released", "a date such as 2020-11-19"),
    (AREAS_FILE, NORTH + "size_km2", "3.5", "north-garden.size_km2", "a number from "),
    (AREAS_FILE, NORTH + "uncertainty_m", None, "north-garden.uncertainty_m", "a number from "),
    (AREAS_FILE, "features/2", 3, "feature[3]", "a table with the keys type, id, geometry, properties"),
    (AREAS_FILE, "features/north-garden/properties", [], "north-garden.properties", "an object with"),
    (METRO, STATION + "rank", 2.0, "gate-station.rank", "a whole number from 1 to 5"),
    (METRO, STATION + "schematic", 0, "gate-station.schematic", "true or false"),
    (METRO, STATION + "line", 18, "gate-station.line", 'a metro line such as "5"'),
    # values
    (SOURCES, "source/survey/licence", " ", "survey.licence", "a licence: an SPDX id, facts-only, public"),
    (SOURCES, "source/survey/url", "ftp://example.org/a", "survey.url", "an http or https address"),
    (SOURCES, "source/survey/url", "javascript:alert(1)", "survey.url", "an http or https address"),
    (SOURCES, "source/survey/url", "https://", "survey.url", "an http or https address"),
    (SOURCES, "source/survey/url", "https://[::1", "survey.url", "an http or https address"),
    (SOURCES, "source/survey/url", "https://a.org/b c", "survey.url", "an http or https address"),
    (SOURCES, "source/survey/url", "https://例え.jp/", "survey.url", "an http or https address with a host name"),
    (ZONE, "url", "https://例え.jp/", "url", "an http or https address with a host name in ASCII"),
    (SOURCES, "source/survey/language", "German", "survey.language", "a language tag (BCP 47)"),
    (SOURCES, "source/survey/language", "zh_CN", "survey.language", "a language tag (BCP 47)"),
    (SOURCES, "source/survey/label/de", DELETE, "survey.label.de", "a text in de that is not empty"),
    (FACTS, "fact/motto/text/zh", DELETE, "motto.text.zh", "a text in zh that is not empty"),
    (FACTS, "fact/guests/item/1/ja", "", "guests.item[2].ja", "a text in ja that is not empty"),
    (ZONE, "not_stated/0/de", " \n", "not_stated[1].de", "a text in de that is not empty"),
    (ZONE, "difference/0/text/en", "", "difference[1].text.en", "a text in en that is not empty"),
    (AREAS_FILE, NORTH + "name/ja", "", "north-garden.name.ja", "a text in ja that is not empty"),
    (FACTS, "fact/guests/unit", "people", "guests.unit", "one of km2, RMB, guests"),
    (FACTS, "fact/guests/group", "why", "guests.group", "one of what, where, who, agreed, planned"),
    (AREAS_FILE, NORTH + "confidence", "sure", "north-garden.confidence", "one of low, low-to-medium"),
    (METRO, STATION + "kind", "bus", "gate-station.kind", "one of river, lake, hills"),
    (FACTS, "fact/size/value", math.nan, "size.value", "a number, a string or a date"),
    (FACTS, "fact/size/value", -math.inf, "size.value", "a number, a string or a date"),
    (ZONE, "total_km2", math.inf, "total_km2", "a number from "),
    (AREAS_FILE, NORTH + "size_km2", math.nan, "north-garden.size_km2", "a number from "),
    (AREAS_FILE, NORTH + "uncertainty_m", math.inf, "north-garden.uncertainty_m", "a number from "),
    (METRO, STATION + "accuracy_m", -math.inf, "gate-station.accuracy_m", "a number from 0 to 1,000,000"),
    (METRO, STATION + "accuracy_m", 10**400, "gate-station.accuracy_m", "a number from 0 to 1,000,000"),
    (METRO, STATION + "accuracy_m", -1, "gate-station.accuracy_m", "a number from 0 to 1,000,000"),
    (AREAS_FILE, NORTH + "size_km2", 0, "north-garden.size_km2", "a number from "),
    (AREAS_FILE, NORTH + "size_km2", -3.5, "north-garden.size_km2", "a number from "),
    (AREAS_FILE, NORTH + "district_km2", 0, "north-garden.district_km2", "a number from "),
    (METRO, STATION + "rank", 0, "gate-station.rank", "a whole number from 1 to 5"),
    (METRO, STATION + "rank", 6, "gate-station.rank", "a whole number from 1 to 5"),
    (METRO, STATION + "opened", "2020-13", "gate-station.opened", "a day, month or year such as"),
    (METRO, STATION + "opened", "2021-02-29", "gate-station.opened", "a day, month or year such as"),
    (METRO, STATION + "opened", "soon", "gate-station.opened", "a day, month or year such as"),
    (METRO, STATION + "basis", [], "gate-station.basis", "a list of 1 or more"),
    (METRO, STATION + "opened_source", 2020, "gate-station.opened_source", "an id of lowercase letters"),
    (METRO, STATION + "line", "1,,2", "gate-station.line", 'a metro line such as "5"'),
    (FACTS, "fact/motto/id", "motto-", "motto-.id", "an id of lowercase letters"),
    (FACTS, "fact/motto/id", "motto\n", "motto\n.id", "an id of lowercase letters"),
    (AREAS_FILE, NORTH + "sources", [], "north-garden.sources", "a list of 1 or more"),
    (AREAS_FILE, NORTH + "reach_basis", "guess", "north-garden.reach_basis", "one of footprint, district"),
    (AREAS_FILE, NORTH + "clues", {}, "north-garden.clues", "a list"),
    (AREAS_FILE, NORTH + "clues/1/inside", "no", "north-garden.clues[2].inside", "true or false"),
    (AREAS_FILE, NORTH + "clues/1/source", DELETE, "north-garden.clues[2].source", "an id of lowercase letters"),
    (AREAS_FILE, NORTH + "clues/0/near", 1, "north-garden.clues[1].near", "no such key; the keys here are id, source"),
    (AREAS_FILE, NORTH + "clues/0/point", [104.1], "north-garden.clues[1].point", "longitude and latitude in degrees"),
    (AREAS_FILE, NORTH + "clues/0/point", [30.6, 84.1], "north-garden.clues[1].point",
     "a longitude of 98 to 110, then a latitude of 25 to 36, as around the zone"),
    (AREAS_FILE, "crs", {"type": "name", "properties": {"name": "EPSG:3857"}}, "crs", "no crs (GeoJSON is"),
    (ZONE, "author", " ", "author", "a string that is not empty"),
    (ZONE, "municipality", "Lanhua", "municipality", "a table with the keys en, de, zh, ja"),
    (ZONE, "centre_name/de", "", "centre_name.de", "a text in de that is not empty"),
    (ZONE, "parent_zone_extent", "Half", "parent_zone_extent", "a table with the keys en, de, zh, ja"),
    (ZONE, "unbroken/fr", [], "unbroken.fr", "no such key; the keys here are en, de, zh, ja"),
    (METRO, "features/old-gate/properties/phrase/de", DELETE, "old-gate.phrase.de", "a text in de that is not empty"),
    (METRO, "features/old-gate/properties/gloss", "centre", "old-gate.gloss", "a table with the keys en, de, zh, ja"),
    # references
    (ZONE, "release", "lanhua-fr", "release",
     "the id of a source in sources.toml (did you mean 'lanhua-de'?)"),
    (ZONE, "key_facts/0", "weather", "key_facts", "the id of a fact in facts.toml"),
    (ZONE, "landmarks/0", "old-gat", "landmarks",
     "the id of a feature of the backdrop (did you mean 'old-gate'?)"),
    (ZONE, "difference/0/fact", "rain", "difference[1].fact", "the id of a fact in facts.toml"),
    (FACTS, "fact/size/sources/1", "hearsay", "size.sources", "the id of a source in sources.toml"),
    (FACTS, "fact/size/areas/1", "moon", "size.areas", "the id of an area in areas.geojson"),
    (FACTS, LOCATOR + "source", "hearsay", "guests.locator.source", "the id of a source in sources.toml"),
    (FACTS, "fact/guests/version/0/source", "hearsay", "guests.version[1].source", "the id of a source in"),
    (AREAS_FILE, NORTH + "size_source", "hearsay", "north-garden.size_source", "the id of a source in"),
    (AREAS_FILE, NORTH + "purpose_source", "hearsay", "north-garden.purpose_source", "the id of a source in"),
    (AREAS_FILE, NORTH + "sources/0", "hearsay", "north-garden.sources", "the id of a source in"),
    (AREAS_FILE, NORTH + "stations/0", "old-gate", "north-garden.stations",
     "the id of a feature of the backdrop of"),
    (AREAS_FILE, NORTH + "district", "brook", "north-garden.district",
     "the id of a feature of the backdrop of"),
    (AREAS_FILE, NORTH + "clues/0/source", "hearsay", "north-garden.clues[1].source", "the id of a source in"),
    (AREAS_FILE, NORTH + "clues/1/feature", "old-gat", "north-garden.clues[2].feature",
     "the id of a feature of the backdrop (did you mean 'old-gate'?)"),
    (ZONE, "parent_zone", "gardens", "parent_zone", "the id of a feature of the backdrop of the kind parent-zone"),
    (ZONE, "parent_zone_note", "All", "parent_zone_note", "a table with the keys en, de, zh, ja"),
    (METRO, STATION + "source", "hearsay", "gate-station.source", "the id of a source in sources.toml"),
    (METRO, STATION + "opened_source", "hearsay", "gate-station.opened_source", "the id of a source in"),
    (METRO, STATION + "opened", "2021-05", "gate-station.opened",
     "a date that tells whether it was open on 2021-05-04, the day of the release"),
    (METRO, STATION + "district", "gardens", "gate-station.district",
     "the id of a feature of the backdrop of the kind district"),
    # facts
    (FACTS, "fact/motto/sources", DELETE, "motto.sources", "a locator in the release, or the ids of sources"),
    (FACTS, "fact/motto/sources", [], "motto.sources", "a locator in the release, or the ids of sources"),
    (FACTS, "fact/guests/unit", DELETE, "guests.unit", "a unit, since the value is a number"),
    (FACTS, "fact/motto/unit", "km2", "motto.unit", "no unit, since the value is not a number"),
    (FACTS, "fact/opened/unit", "areas", "opened.unit", "no unit, since the value is not a number"),
    (FACTS, "fact/guests/text/de", "Es kamen 1250", "guests.text.de", "the placeholder {value}"),
    (FACTS, "fact/opened/text/ja", "五月三日", "opened.text.ja", "the placeholder {value}"),
    (FACTS, LOCATOR + "quote", "viele Besucher", "guests.locator.quote",
     "words with the figure 1250; their figures: none"),
    (FACTS, LOCATOR + "quote", "1,250 Besucher", "guests.locator.quote",
     "words with the figure 1250; their figures: 1.25"),
    (FACTS, "fact/opened/locator/quote", "4. Mai", "opened.locator.quote",
     "words with the figure 2021-05-03; their figures: 05-04"),
    (FACTS, "fact/guests/version/0/quote", "来宾125人", "guests.version[1].quote",
     "words with the figure 1250; their figures: 125"),
    (FACTS, LOCATOR + "paragraph", 3, "guests.locator.paragraph", "a paragraph from 1 to 2, as zone.toml"),
    (FACTS, LOCATOR + "sentence", 3, "guests.locator.sentence", "a sentence from 1 to 2, as zone.toml"),
    (ZONE, "release_sentences", [], "release_sentences", "a list of 1 or more"),
    (ZONE, "release_sentences/1/1", 0, "release_sentences[2][2]", "a whole number from 1"),
    (SOURCES, "source/lanhua-de/url", DELETE, "lanhua-de.url", "an http or https address, since it is quoted"),
    (SOURCES, "source/survey/url", DELETE, "survey.url", "an http or https address, since it is quoted"),
    (AREAS_FILE, "features/south-garden/properties/reach_basis", "district", "south-garden.reach_basis",
     "footprint, or a district for the area"),
    (AREAS_FILE, NORTH + "district", DELETE, "north-garden.district",
     "both district and district_km2, or neither"),
    (AREAS_FILE, NORTH + "district_km2", DELETE, "north-garden.district_km2",
     "both district and district_km2"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "place", "bad", "id", "expected"), BAD_VALUES)
def test_bad_value(folder: Path, file: str, place: str, bad: Any, id: str, expected: str) -> None:
    alter(folder, file, place, bad)
    check(folder, file, id, NOTHING if bad is DELETE else bad, expected)


@pytest.mark.parametrize(("key_fact", "value"), [("motto", "More flowers"), ("opened", dt.date(2021, 5, 3))])
def test_a_key_fact_that_is_not_a_number(folder: Path, key_fact: str, value: object) -> None:
    alter(folder, ZONE, "key_facts/0", key_fact)
    check(folder, FACTS, f"{key_fact}.value", value, "a number, as zone.toml names it in key_facts")


def test_a_quote_with_another_figure_than_the_value(folder: Path) -> None:
    alter(folder, FACTS, "fact/cost/value", 21.75)
    quote = 'zahlt 2,5 Mrd. RMB für "neue Beete"'
    expected = "words with the figure 21.75; their figures: 2500000000"
    check(folder, FACTS, "cost.locator.quote", quote, expected)


def test_an_id_twice_in_a_list(folder: Path) -> None:
    alter(folder, ZONE, "key_facts", ["size", "size"])
    check(folder, ZONE, "key_facts[2]", "size", "each member once only")


def test_a_text_that_utf8_cannot_encode(folder: Path) -> None:
    path = folder / AREAS_FILE
    path.write_text(path.read_text("utf-8").replace("north-garden (en)", "\\ud800"), "utf-8")
    check(folder, AREAS_FILE, "north-garden.name.en", "\ud800", "a text in en that is not empty")


def test_a_source_with_a_bad_id(folder: Path) -> None:
    alter(folder, SOURCES, "source/survey/id", "Survey Sheets")
    found = problems(folder)
    [problem] = [p for p in found if p.file == SOURCES]
    assert (problem.id, problem.value) == ("Survey Sheets.id", "Survey Sheets")
    assert problem.expected.startswith("an id of lowercase letters")
    assert {p.value for p in found if p.file != SOURCES} == {"survey"}


def test_the_unaltered_zone_is_valid(folder: Path) -> None:
    assert load_zone(folder).id == "lanhua"


@pytest.mark.parametrize(
    ("file", "place"),
    [
        (ZONE, "difference"),
        (ZONE, "not_stated"),
        (SOURCES, "source/lanhua-de/published"),
        (SOURCES, "source/survey/credit"),
        (FACTS, "fact/guests/date"),
        (FACTS, "fact/guests/item"),
        (FACTS, "fact/size/areas"),
        (FACTS, "fact/motto/value"),
        (AREAS_FILE, NORTH + "clues"),
        (METRO, STATION + "opened"),
    ],
)
def test_optional_parts_may_be_left_out(folder: Path, file: str, place: str) -> None:
    alter(folder, file, place, DELETE)
    load_zone(folder)


def test_a_placeholder_without_a_value(folder: Path) -> None:
    alter(folder, FACTS, "fact/motto/value", DELETE)
    alter(folder, FACTS, "fact/motto/text/en", "It is {value}.")
    check(folder, FACTS, "motto.text.en", "It is {value}.", "no {value}, since the fact has no value")


def test_a_key_fact_without_a_value(folder: Path) -> None:
    alter(folder, ZONE, "key_facts/0", "motto")
    alter(folder, FACTS, "fact/motto/value", DELETE)
    check(folder, FACTS, "motto.value", NOTHING, "a number, as zone.toml names it in key_facts")


@pytest.mark.parametrize(("key", "value"), [("rank", 1), ("rank", 5), ("accuracy_m", 0), ("opened", "2010")])
def test_values_at_their_limits_are_valid(folder: Path, key: str, value: object) -> None:
    alter(folder, METRO, STATION + key, value)
    assert getattr(load_zone(folder).place("gate-station"), key) == value


@pytest.mark.parametrize("point", [[98, 25], [110, 36], [98, 36], [110, 25]])
def test_points_at_the_bounds_are_valid(folder: Path, point: list[float]) -> None:
    alter(folder, METRO, "features/gate-station/geometry/coordinates", point)
    load_zone(folder)


def test_a_triangle_is_a_valid_outline(folder: Path) -> None:
    ring = [[104.0, 30.4], [104.1, 30.4], [104.1, 30.5], [104.0, 30.4]]
    alter(folder, LAND, "features/gardens/geometry/coordinates", [ring])
    load_zone(folder)


def test_the_basis_of_a_sketch_names_sources(folder: Path) -> None:
    alter(folder, METRO, STATION + "basis", ["survey", "hearsay"])
    check(folder, METRO, "gate-station.basis", "hearsay", "the id of a source in sources.toml")


def test_a_place_lies_in_the_district_that_it_names(folder: Path) -> None:
    """The gardens span 104.0 to 104.3 E; the gate may be off by 50 m, which is 0.0005 degrees there."""
    alter(folder, LAND, "features/gardens/properties/kind", "district")
    alter(folder, AREAS_FILE, NORTH + "district", DELETE)
    alter(folder, AREAS_FILE, NORTH + "district_km2", DELETE)
    alter(folder, METRO, STATION + "district", "gardens")
    for east in (104.3, 104.3004):
        alter(folder, METRO, "features/gate-station/geometry/coordinates", [east, 30.55])
        assert load_zone(folder).place("gate-station").district == "gardens"
    alter(folder, METRO, "features/gate-station/geometry/coordinates", [104.301, 30.55])
    said = "gardens, whose outline is 96 m away"
    check(folder, METRO, "gate-station.district", said, "the district in which it lies, to 50 m (its accuracy_m)")


def test_every_corner_of_a_line_lies_in_its_district(folder: Path) -> None:
    alter(folder, LAND, "features/gardens/properties/kind", "district")
    alter(folder, AREAS_FILE, NORTH + "district", DELETE)
    alter(folder, AREAS_FILE, NORTH + "district_km2", DELETE)
    alter(folder, LAND, BROOK + "district", "gardens")
    load_zone(folder)
    alter(folder, LAND, "features/brook/geometry/coordinates", [[104.0, 30.4], [104.4, 30.5], [104.3, 30.7]])
    said = "gardens, whose outline is 9600 m away"
    check(folder, LAND, "brook.district", said, "the district in which it lies")


def test_a_problem_in_one_language_does_not_hide_another(folder: Path) -> None:
    alter(folder, FACTS, "fact/guests/text/de", "")
    alter(folder, FACTS, "fact/guests/text/ja", "Many came")
    assert [p.id for p in problems(folder)] == ["guests.text.de", "guests.text.ja"]


def test_records_without_an_id_are_reported_by_number(folder: Path) -> None:
    alter(folder, FACTS, "fact/opened/id", DELETE)
    alter(folder, FACTS, "fact/motto/id", DELETE)
    found = problems(folder)
    assert [(p.id, repr(p.value)) for p in found] == [("fact[1].id", "nothing"), ("fact[5].id", "nothing")]


def test_a_crs_member_of_geojson_is_accepted(folder: Path) -> None:
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"):
        alter(folder, AREAS_FILE, "crs", {"type": "name", "properties": {"name": name}})
        load_zone(folder)


@pytest.mark.parametrize(
    ("file", "place", "id"),
    [(SOURCES, "source", "survey"), (FACTS, "fact", "motto"), (METRO, "features", "old-gate")],
)
def test_an_id_twice_in_a_file(folder: Path, file: str, place: str, id: str) -> None:
    alter(folder, file, f"{place}/+", read(folder, file, f"{place}/{id}"))
    check(folder, file, f"{id}.id", id, f"an id used once; {file} has it already")


def test_an_area_id_twice(folder: Path) -> None:
    twin = read(folder, AREAS_FILE, "features/east-garden")
    twin["geometry"] = {"type": "Point", "coordinates": [104.4, 30.6]}
    alter(folder, AREAS_FILE, "features/+", twin)
    alter(folder, ZONE, "total_km2", 7.6274)
    check(folder, AREAS_FILE, "east-garden.id", "east-garden", "an id used once; areas.geojson has it")


def test_an_id_twice_across_backdrop_files(folder: Path) -> None:
    alter(folder, METRO, "features/+", read(folder, LAND, "features/brook"))
    check(folder, METRO, "brook.id", "brook", f"an id used once; {LAND} has it already")


def test_a_source_with_a_credit_needs_an_address(folder: Path) -> None:
    alter(folder, FACTS, "fact/guests/version", DELETE)
    alter(folder, SOURCES, "source/survey/url", DELETE)
    check(folder, SOURCES, "survey.url", NOTHING, "an http or https address, since its credit is linked")


CITY = {"name": four("Beijing"), "at": [116.4, 39.9], "source": "survey"}
# place to alter in [regional_context], bad value, id in the message, start of what was expected
REGIONAL_CONTEXT = [
    ("name/zh", "", "regional_context.name.zh", "a text in zh that is not empty"),
    ("ring_km", 0, "regional_context.ring_km", "a number from "),
    ("city", [], "regional_context.city", "a list of 1 or more"),
    ("city/0/at", [116.4], "regional_context.city[1].at", "longitude and latitude in degrees"),
    ("city/0/at", [39.9, 116.4], "regional_context.city[1].at", "longitude and latitude in degrees"),
    ("city/0/at", [math.nan, 39.9], "regional_context.city[1].at", "longitude and latitude in degrees"),
    ("city/0/source", "atlas", "regional_context.city[1].source", "the id of a source in sources.toml"),
    ("city/0/border", "red", "regional_context.city[1].border", "no such key; the keys here are name, at, source"),
]


@pytest.mark.parametrize(("place", "value", "id", "expected"), REGIONAL_CONTEXT)
def test_the_regional_context_is_checked(folder: Path, place: str, value: Any, id: str, expected: str) -> None:
    alter(folder, ZONE, "regional_context", {"name": four("RegionalContext"), "ring_km": 500, "city": [CITY]})
    regional_context = load_zone(folder).regional_context
    assert regional_context is not None
    assert [(city.name.en, city.point.coords[0]) for city in regional_context.cities] == [
        ("Beijing (en)", (116.4, 39.9))
    ]
    alter(folder, ZONE, f"regional_context/{place}", value)
    [problem] = problems(folder)
    assert (problem.file, problem.id) == (ZONE, id)
    assert problem.expected.startswith(expected), problem.expected
