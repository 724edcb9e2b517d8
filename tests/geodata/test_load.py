"""What `load_zone` returns for valid files, and which problems it reports for files that cannot be read."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from shapely import Point

from geodata import LANGUAGES, DataError, Problem, load_zone
from geodata.measure import area_km2, distance_m, distance_to_shape_m
from geodata.model import Text
from tests.problems import problems
from tests.zones import BACKDROP, DELETE, SOURCES, alter, four, write_zone


def only(folder: Path) -> Problem:
    found = problems(folder)
    assert len(found) == 1, found
    return found[0]


def test_the_zone_of_chengdu_comes_with_the_package() -> None:
    assert [area.id for area in load_zone().area_records] == [
        "gazelle-valley",
        "qilong-innovation-park",
        "future-science-and-technology-city",
    ]


def test_the_records_hold_what_the_files_say(folder: Path) -> None:
    zone = load_zone(folder)
    assert (zone.id, zone.total_km2, zone.released) == ("lanhua", 6.5637, dt.date(2021, 5, 4))
    assert (zone.author, zone.edition) == ("Lanhua Gardens", dt.date(2021, 6, 1))
    assert (zone.municipality, load_zone().municipality) == (None, Text("Chengdu", "Chengdu", "成都市", "成都市"))
    assert zone.centre_name == Text(**four("the rose beds"))
    assert (zone.unbroken, zone.parent_zone_extent) == ({"zh": ("Three",)}, None)
    assert zone.title["ja"] == "Three gardens (ja)"
    assert zone.key_facts == ("size", "guests")
    assert zone.differences[0].fact == "cost"
    assert zone.not_stated[0].de == "What grows there (de)"
    assert [fact.id for fact in zone.facts] == ["opened", "guests", "cost", "size", "motto"]
    guests = zone.facts[1]
    assert (guests.value, guests.unit, guests.date) == (1250, "guests", dt.date(2021, 5, 3))
    assert [item.zh for item in guests.items] == ["Gardeners (zh)", "Bees (zh)"]
    assert guests.locator is not None
    assert (guests.locator.paragraph, guests.locator.sentence) == (1, 2)
    assert guests.locator.quote == "1.250 Besucher"
    assert zone.facts[3].locator is None
    assert zone.facts[3].areas == ("north-garden", "south-garden")
    assert zone.source("lanhua-de").published == dt.date(2021, 5, 4)
    assert zone.source("survey").credit == "© Lanhua Survey"
    for find in (zone.source, zone.place):
        with pytest.raises(KeyError, match="nowhere"):
            find("nowhere")


def test_areas_are_drawn_true_to_size_in_their_reach(folder: Path) -> None:
    north, south, east = load_zone(folder).area_records
    assert (north.centre.x, north.centre.y) == (104.1, 30.6)
    assert (north.surveyed, east.surveyed) == (False, True)
    assert area_km2(north.footprint) == pytest.approx(3.5, rel=1e-6)
    assert area_km2(south.footprint) == pytest.approx(2, rel=1e-6)
    assert (east.centre.x, east.centre.y) == pytest.approx((104.205, 30.555))
    assert len(east.footprint.exterior.coords) == 5
    assert (north.district, north.district_km2, south.district) == ("gardens", 60.4, None)
    assert (north.uncertainty_m, east.uncertainty_m, north.reach_basis) == (800, 20, "footprint")
    radius_m = distance_m(north.centre, Point(north.footprint.exterior.coords[0]))
    for corner in north.reach.exterior.coords:
        assert distance_m(north.centre, Point(corner)) == pytest.approx(radius_m + 800, abs=0.001)
    for corner in east.reach.exterior.coords:
        assert distance_to_shape_m(Point(corner), east.footprint) == pytest.approx(20, abs=0.01)


def test_the_reach_may_be_widened_from_the_district(folder: Path) -> None:
    alter(folder, "areas.geojson", "features/north-garden/properties/reach_basis", "district")
    alter(folder, "areas.geojson", "features/north-garden/properties/clues/1/inside", True)
    zone = load_zone(folder)
    north, gardens = zone.area_records[0], zone.place("gardens").geometry
    assert (north.reach_basis, north.uncertainty_m) == ("district", 800)
    for corner in north.reach.exterior.coords:
        assert distance_to_shape_m(Point(corner), gardens) == pytest.approx(1000, abs=5)


def test_an_area_holds_its_clues(folder: Path) -> None:
    first, second = load_zone(folder).area_records[0].clues
    assert (first.id, first.point, first.feature, first.source, first.inside) == (
        *("well", Point(104.101, 30.601), None),
        *("survey", True),
    )
    assert (second.point, second.feature, second.inside) == (None, "old-gate", False)


def test_the_parent_zone_is_one_of_the_backdrop(folder: Path) -> None:
    assert (load_zone(folder).parent_zone, load_zone(folder).parent_zone_note) == (None, None)
    alter(folder, "backdrop/land.geojson", "features/gardens/properties/kind", "parent-zone")
    alter(folder, "areas.geojson", "features/north-garden/properties/district", DELETE)
    alter(folder, "areas.geojson", "features/north-garden/properties/district_km2", DELETE)
    alter(folder, "zone.toml", "parent_zone", "gardens")
    alter(folder, "zone.toml", "parent_zone_note", four("All lie in it"))
    zone = load_zone(folder)
    assert zone.parent_zone == "gardens"
    assert zone.parent_zone_note is not None
    assert zone.parent_zone_note.zh == "All lie in it (zh)"


def test_a_source_may_have_no_address(folder: Path) -> None:
    source = {key: value for key, value in SOURCES[0].items() if key != "url"}
    alter(folder, "sources.toml", "source/+", source | {"id": "word-of-mouth"})
    assert load_zone(folder).source("word-of-mouth").url == ""


def test_backdrop_files_are_read_in_the_order_of_their_names(folder: Path) -> None:
    for name in ("notes.txt", "README.md", "LICENSE", ".land.geojson.swp", "land.qmd", "land.geojson~"):
        (folder / "backdrop" / name).write_text("not data", "utf-8")
    zone = load_zone(folder)
    assert [place.id for place in zone.backdrop] == ["brook", "gardens", "gate-station", "old-gate"]
    station = zone.place("gate-station")
    assert (station.line, station.opened, station.accuracy_m, station.name) == (
        "1,18",
        "2020-09",
        50.0,
        Text(**four("Gate")),
    )
    assert (station.basis, station.opened_source, station.district) == ((), None, None)
    assert zone.place("brook").geometry.geom_type == "LineString"
    assert zone.place("gardens").schematic
    old_gate = zone.place("old-gate")
    assert old_gate.name is not None
    assert old_gate.name.en == "Old Gate (en)"
    assert old_gate.phrase is not None
    assert old_gate.phrase.de == "von der Alten Pforte (de)"
    assert old_gate.gloss is None


def test_a_place_holds_its_further_sources(folder: Path) -> None:
    station = "features/gate-station/properties/"
    alter(folder, "backdrop/metro.geojson", station + "basis", ["survey", "lanhua-de"])
    alter(folder, "backdrop/metro.geojson", station + "opened_source", "lanhua-de")
    place = load_zone(folder).place("gate-station")
    assert (place.basis, place.opened_source) == (("survey", "lanhua-de"), "lanhua-de")


def test_a_path_may_be_a_string(folder: Path) -> None:
    assert load_zone(str(folder)) == load_zone(folder)


def test_a_byte_order_mark_and_windows_line_endings_are_accepted(folder: Path) -> None:
    before = load_zone(folder)
    for file in ("zone.toml", "areas.geojson"):
        text = (folder / file).read_text("utf-8").replace("\n", "\r\n")
        (folder / file).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_zone(folder) == before


HOSTILE = """</script><script>alert(1)</script>{{ 7*7 }}{% raw %}'"`\\ ${x} & <b>\n\u2028 ]]> {value"""


def test_hostile_texts_are_loaded_unchanged(folder: Path) -> None:
    texts = dict.fromkeys(LANGUAGES, HOSTILE)
    alter(folder, "facts.toml", "fact/motto/text", texts)
    alter(folder, "areas.geojson", "features/north-garden/properties/name", texts)
    zone = load_zone(folder)
    assert zone.facts[-1].text.zh == HOSTILE
    assert zone.area_records[0].name.en == HOSTILE


FILLERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters and a symbol that are invisible."""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_any_text_is_read_back_as_it_was_written(tmp_path: Path, words: str) -> None:
    assume(not any(ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef" for char in words))
    assume(any(unicodedata.category(char)[0] in "LNPS" and char not in FILLERS for char in words))
    folder = tmp_path / "any"
    shutil.rmtree(folder, ignore_errors=True)
    write_zone(folder)
    alter(folder, "zone.toml", "title", {**four("x"), "ja": words})
    alter(folder, "backdrop/metro.geojson", "features/old-gate/properties/name", {**four("x"), "zh": words})
    zone = load_zone(folder)
    name = zone.place("old-gate").name
    assert name is not None
    assert (zone.title.ja, name.zh) == (words, words)


FILES = ("zone.toml", "sources.toml", "facts.toml", "areas.geojson", "backdrop/metro.geojson")


@pytest.mark.parametrize("file", FILES[:-1])
def test_missing_file(folder: Path, file: str) -> None:
    (folder / file).unlink()
    problem = only(folder)
    assert (problem.file, problem.id, repr(problem.value)) == (file, "", "nothing")
    assert problem.expected == "a file of this name"


@pytest.mark.parametrize("name", ["water.json", "water.geojson.txt", "water.gpkg"])
def test_a_file_of_the_backdrop_with_another_ending_is_not_left_out_in_silence(folder: Path, name: str) -> None:
    (folder / "backdrop" / name).write_text("{}", "utf-8")
    said = "found 'another kind of file'; expected a name ending in .geojson"
    assert str(only(folder)) == f"backdrop/{name}: {said}"


def test_a_zone_needs_no_backdrop_if_nothing_refers_to_it(folder: Path) -> None:
    for name in BACKDROP:
        (folder / name).unlink()
    found = {problem.id for problem in problems(folder)}
    assert {"landmarks", "north-garden.stations", "north-garden.district", "north-garden.clues[2].feature"} <= found
    alter(folder, "zone.toml", "landmarks", [])
    for place in ("0", "1", "2"):
        alter(folder, "areas.geojson", f"features/{place}/properties/stations", [])
    for key in ("district", "district_km2", "clues"):
        alter(folder, "areas.geojson", f"features/north-garden/properties/{key}", DELETE)
    assert load_zone(folder).backdrop == ()
    (folder / "backdrop").rmdir()
    assert load_zone(folder).backdrop == ()
    (folder / "backdrop").write_text("no folder", "utf-8")
    assert str(only(folder)) == "backdrop: found 'Not a directory'; expected a folder with .geojson files, or none"
    (folder / "backdrop").unlink()
    (folder / "backdrop").symlink_to("nowhere")
    assert only(folder).value == "No such file or directory"


@pytest.mark.parametrize("name", ["nowhere", "a-file", "x" * 300])
def test_a_folder_that_is_no_zone_is_reported_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "a-file").write_bytes(b"x")
    problem = only(tmp_path / name)
    assert (problem.file, problem.id) == (str(tmp_path / name), "")
    assert problem.expected == "the folder of a zone, with zone.toml in it"


@pytest.mark.parametrize("file", FILES)
def test_special_and_too_large_files_are_refused_at_once(folder: Path, file: str) -> None:
    (folder / file).unlink()
    os.mkfifo(folder / file)
    assert (only(folder).file, only(folder).value) == (file, "Not a plain file")
    (folder / file).unlink()
    (folder / file).symlink_to("/dev/zero")
    assert (only(folder).file, only(folder).value) == (file, "Not a plain file")
    (folder / file).unlink()
    with (folder / file).open("wb") as large:
        large.truncate(1 << 40)
    assert (only(folder).file, only(folder).value) == (file, "Larger than 10 MB")


@pytest.mark.parametrize("file", FILES)
def test_empty_file(folder: Path, file: str) -> None:
    (folder / file).write_text(" \n", "utf-8")
    problem = only(folder)
    assert (problem.file, problem.value, problem.expected) == (file, " \n", "a file that is not empty")


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".geojson")])
def test_a_file_that_holds_null(folder: Path, file: str) -> None:
    (folder / file).write_text("null", "utf-8")
    assert (only(folder).file, only(folder).value) == (file, None)


@pytest.mark.parametrize("file", FILES)
def test_file_that_is_a_folder(folder: Path, file: str) -> None:
    (folder / file).unlink()
    (folder / file).mkdir()
    problem = only(folder)
    assert (problem.file, problem.value) == (file, "Is a directory")
    assert problem.expected == "a file that can be read"


@pytest.mark.parametrize("file", FILES)
def test_not_utf8(folder: Path, file: str) -> None:
    (folder / file).write_bytes("# Größe".encode("latin-1"))
    problem = only(folder)
    assert (problem.file, problem.value, problem.expected) == (file, b"\xf6", "UTF-8 text; byte 4 is not")


def test_bad_toml_names_the_line(folder: Path) -> None:
    (folder / "facts.toml").write_text('[[fact]]\nid = "a"\nvalue = = 3\n', "utf-8")
    problem = only(folder)
    assert (problem.file, problem.expected) == ("facts.toml", "TOML without errors, each key once")
    assert "line 3" in str(problem.value)


def test_key_twice_in_toml(folder: Path) -> None:
    (folder / "zone.toml").write_text('id = "a"\nid = "b"\ntotal_km2 = 3\n', "utf-8")
    problem = only(folder)
    assert (problem.file, problem.expected) == ("zone.toml", "TOML without errors, each key once")
    assert "line 2" in str(problem.value)


@pytest.mark.parametrize(("text", "word"), [('{"type":\n oops}', "line 2"), ("[" * 99999, "recursion")])
def test_bad_json_names_the_line(folder: Path, text: str, word: str) -> None:
    (folder / "areas.geojson").write_text(text, "utf-8")
    problem = only(folder)
    assert (problem.file, problem.expected) == ("areas.geojson", "JSON without errors")
    assert word in str(problem.value)


def test_key_twice_in_json(folder: Path) -> None:
    path = folder / "backdrop" / "metro.geojson"
    path.write_text(path.read_text("utf-8").replace('"rank": 1', '"rank": 3, "rank": 1', 1), "utf-8")
    assert only(folder) == Problem(
        "backdrop/metro.geojson", "old-gate.rank", 1, "each key once; this one is written twice"
    )


def test_number_of_thousands_of_digits(folder: Path) -> None:
    path = folder / "areas.geojson"
    path.write_text(path.read_text("utf-8").replace("1.0637", "9" * 5000), "utf-8")
    assert only(folder).expected == "JSON without errors"


def test_all_problems_are_reported_at_once(folder: Path) -> None:
    (folder / "sources.toml").write_text("oops", "utf-8")
    alter(folder, "facts.toml", "fact/guests/unit", "people")
    alter(folder, "facts.toml", "fact/guests/areas", ["west-garden"])
    alter(folder, "zone.toml", "title/ja", "")
    alter(folder, "areas.geojson", "features/north-garden/properties/uncertainty_m", -1)
    alter(folder, "backdrop/metro.geojson", "features/old-gate/properties/rank", 9)
    with pytest.raises(DataError) as caught:
        load_zone(folder)
    assert [(p.file, p.id) for p in caught.value.problems] == [
        ("areas.geojson", "north-garden.uncertainty_m"),
        ("backdrop/metro.geojson", "old-gate.rank"),
        ("facts.toml", "guests.areas"),
        ("facts.toml", "guests.unit"),
        ("sources.toml", ""),
        ("zone.toml", "title.ja"),
    ]
    message = str(caught.value)
    assert message.startswith("6 problems in the data:\n")
    assert "  zone.toml: title.ja: found ''; expected a text in ja that is not empty" in message


def test_a_list_where_a_file_should_hold_an_object(folder: Path) -> None:
    (folder / "areas.geojson").write_text(json.dumps([1, 2]), "utf-8")
    problem = only(folder)
    assert (problem.file, problem.value) == ("areas.geojson", [1, 2])
    assert problem.expected.startswith("a table with the keys type, features")


@pytest.mark.parametrize("text", [".".join(["a"] * 20_000) + " = 1", "[" + "'b' . " * 20_000 + "c]"])
def test_a_key_of_thousands_of_parts_is_refused(folder: Path, text: str) -> None:
    """To read it would take a minute and more than a gigabyte."""
    (folder / "zone.toml").write_text(text, "utf-8")
    problem = only(folder)
    assert (problem.file, problem.expected) == ("zone.toml", "keys of one or two parts")


def test_a_value_too_deep_to_be_written_is_told_of(folder: Path) -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    assert str(Problem("a.geojson", "a", value, "a number")) == (
        "a.geojson: a: found a value nested in hundreds of others; expected a number"
    )


@pytest.mark.parametrize(
    ("text", "is_taken"), [("a\u202e", False), ("\u2067a \u202c", False), ("\u202aa\u202c \u200f", True)]
)
def test_no_text_turns_the_figures_that_follow_it(folder: Path, text: str, is_taken: bool) -> None:
    alter(folder, "areas.geojson", "features/south-garden/properties/name/en", text)
    if is_taken:
        assert load_zone(folder).area_records[1].name.en == text
    else:
        assert "contains no control characters" in only(folder).expected


def test_the_centre_of_an_outline_is_its_centre_of_gravity(folder: Path) -> None:
    ring = [[104.2, 30.55], [104.23, 30.55], [104.2, 30.55 + 0.02 / 3], [104.2, 30.55]]
    alter(folder, "areas.geojson", "features/east-garden/geometry/coordinates", [ring])
    centre = load_zone(folder).area_records[2].centre
    assert (centre.x, centre.y) == pytest.approx((104.21, 30.55 + 0.02 / 9))
