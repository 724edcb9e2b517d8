"""Each file of the export follows its specification, according to a validator or reader that is not ours."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import sqlite3
import tomllib
import warnings
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as xml

import bibtexparser
import fastkml.validator
import geojson_validator
import geopandas
import geoparquet_validator
import markdown_it
import pytest
import rispy
import shapely
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from frictionless import Package, Resource
from pyarrow import parquet

from geodata import LANGUAGES, Zone
from geodata.addresses import quote_link
from geodata.model import CRS
from maps.drawing import palette
from maps.export.reference import references
from maps.export.writers import DATA, export_zone
from maps.text.credits import LICENCE, VERSION
from maps.text.page_texts import zone_texts
from maps.text.translator import fill
from tests import exports

ROOT = Path(__file__).parents[2]
FOLDERS = ["exported", "lanhua_exported"]


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest) -> Path:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Path)
    return found


def test_the_files_of_the_folder(exported: Path) -> None:
    assert sorted(path.name for path in exported.iterdir()) == sorted(
        [
            *("README.md", "datapackage.json", "chengdu-zone.gpkg", "chengdu-zone.kml", "chengdu-zone.xlsx"),
            *(f"{layer}.{kind}" for layer in (*exports.AREA_LAYERS, "backdrop") for kind in ("geojson", "parquet")),
            *(f"{table}.csv" for table in ("areas", "facts", "quotes", "notes", "sources")),
            *(f"citations.{kind}" for kind in ("bib", "ris", "json")),
            *(f"citations-{language}.txt" for language in LANGUAGES),
        ]
    )


def test_two_exports_have_the_same_bytes(chengdu: Zone, exported: Path, tmp_path: Path) -> None:
    """This includes the GeoPackage: GDAL is given a fixed time, and SQLite leaves no other trace of a run."""
    export_zone(chengdu, tmp_path, DATA)
    assert {path.name: hashed(path) for path in tmp_path.iterdir()} == {p.name: hashed(p) for p in exported.iterdir()}


def hashed(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_geojson_follows_rfc_7946(folder: Path) -> None:
    paths = sorted(folder.glob("*.geojson"))
    assert len(paths) == 4
    for path in paths:
        data = json.loads(path.read_bytes())
        assert geojson_validator.validate_structure(data, check_crs=True) == {}
        found = geojson_validator.validate_geometries(data)
        assert found["invalid"] == {}  # includes unclosed rings and rings in the wrong direction
        assert found["skipped_validation"] == []
        # The validator wants 6 decimals; an error of a tenth of a metre would show in the size of a small area.
        assert set(found["problematic"]) <= {"excessive_coordinate_precision"}
        check_collection(path.read_text("utf-8"))


def check_collection(text: str) -> None:
    """Check what the validator does not: members of the standard, precision, right-hand rule, order, credit."""
    data = json.loads(text)
    assert text.isascii() is False
    assert not re.search(r'"crs"|\d\.\d{8}|NaN|Infinity', text)
    assert data["licence"] == "ODbL-1.0"
    assert "©" in data["credit"]
    for feature in data["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert set(feature["geometry"]) == {"type", "coordinates"}
        drawn = shapely.geometry.shape(feature["geometry"])
        assert drawn.is_valid
        assert not drawn.has_z
        for longitude, latitude in shapely.get_coordinates(drawn):
            assert 73 <= longitude <= 136
            assert 18 <= latitude <= 54
        for part in shapely.get_parts([drawn]):
            if part.geom_type == "Polygon":
                assert part.exterior.is_ccw
                assert not any(hole.is_ccw for hole in part.interiors)


def test_geopackage(folder: Path, chengdu: Zone) -> None:
    [path] = folder.glob("*.gpkg")
    with sqlite3.connect(path) as database:
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert database.execute("pragma application_id").fetchall() == [(int.from_bytes(b"GPKG"),)]
        contents = database.execute("select table_name, data_type, srs_id, last_change from gpkg_contents").fetchall()
        descriptions = [about for (about,) in database.execute("select description from gpkg_contents")]
        kinds = dict(database.execute("select table_name, geometry_type_name from gpkg_geometry_columns").fetchall())
        version = database.execute("pragma user_version").fetchone()
        notes = database.execute("select table_name, column_name, description from gpkg_data_columns").fetchall()
        names = [(t, c) for t, *_ in contents[:-1] for _, c, *_ in database.execute(f'pragma table_info("{t}")')]
        days = database.execute("select published from sources where published is not null").fetchall()
        extensions = database.execute("select extension_name from gpkg_extensions").fetchall()
    database.close()
    assert version == (10200,), "GDAL of Debian 12 warns of later ones"
    assert [(t, c) for t, c, _ in notes] == [name for name in names if name[1] not in ("fid", "geom")]
    assert all(about for *_, about in notes)
    assert ("gpkg_schema",) in extensions
    assert all(dt.date.fromisoformat(day) for (day,) in days)
    assert exports.days(path) >= {("sources", "published"), ("facts", "date")}
    # QGIS draws the first on top: points over lines, and both over the built-up area.
    backdrop = [f"backdrop_{kind}" for kind in ("points", "lines", "polygons")]
    layers = [(name, "features", 4326) for name in ("areas", "centres", "reach", *backdrop)]
    tables = [(name, "attributes", 0) for name in ("facts", "quotes", "notes", "sources")]
    assert [(name, kind, srs) for name, kind, srs, _ in contents] == [
        *layers,
        *tables,
        ("layer_styles", "attributes", 0),
    ]
    contents, descriptions = contents[:-1], descriptions[:-1]
    assert all("Licence: ODbL-1.0. Credit: ©" in about for about in descriptions)
    edition = "2021-06-01" if folder.joinpath("lanhua-zone.kml").exists() else chengdu.edition
    assert {changed for *_, changed in contents} == {f"{edition}T00:00:00.000Z"}
    assert {name: kind.removeprefix("MULTI") for name, kind in kinds.items()} == {
        **{"areas": kinds["areas"], "centres": "POINT", "reach": "POLYGON"},
        **dict(zip(backdrop, ("POINT", "LINESTRING", "POLYGON"), strict=True)),
    }


def test_qgis_finds_the_style_of_the_map(folder: Path) -> None:
    """Each layer has a style, with a category for each area or kind."""
    [path] = folder.glob("*.gpkg")
    with closing(sqlite3.connect(path)) as database:
        styles = dict(database.execute("select f_table_name, styleQML from layer_styles where useAsDefault").fetchall())
        assert set(styles) == {name for (name,) in database.execute("select table_name from gpkg_geometry_columns")}
        for layer, written in styles.items():
            root = xml.fromstring(written.partition("\n")[2])
            column = root.find("renderer-v2").attrib["attr"]
            # An expression in the backdrop, which SQLite computes as QGIS does, but for the name of a function.
            column = column.replace("left(", "substr(").replace(", length(", ", 1, length(")
            values = {value for (value,) in database.execute(f'select {column} from "{layer}"')}
            assert values <= {category.attrib["value"] for category in root.iter("category")}
    reach = [option.attrib for option in xml.fromstring(styles["reach"].partition("\n")[2]).iter("Option")]
    assert {"name": "use_custom_dash", "value": "1", "type": "QString"} in reach
    assert "outline_style" in styles["areas"]
    assert "SimpleLine" not in styles["areas"] or "lanhua" in path.name, "only what is surveyed has an edge"


def test_geoparquet_passes_the_tests_of_its_specification(folder: Path) -> None:
    paths = sorted(folder.glob("*.parquet"))
    assert len(paths) == 4
    for path in paths:
        assert geopandas.read_parquet(path).crs == CRS
        report = geoparquet_validator.check(str(path))
        # The class "distribution" is not required: its row groups and statistics are meant for large files.
        assert geoparquet_validator.conformant(report, "core"), report
        assert "pass" in [outcome["status"] for outcome in report["outcomes"]]
        assert (
            "Licence: ODbL-1.0. Credit: ©" in json.loads(parquet.read_metadata(path).metadata[b"PANDAS_ATTRS"])["terms"]
        )


def test_kml_is_valid_by_the_schema_of_the_ogc(folder: Path) -> None:
    [path] = folder.glob("*.kml")
    assert fastkml.validator.validate(file_to_validate=path)
    text = path.read_text("utf-8")
    assert re.findall("<href>", text) == [], "no picture is fetched from anywhere"


def test_kml_shows_the_colours_names_and_certainty_of_the_map(exported: Path, chengdu: Zone) -> None:
    [path] = exported.glob("*.kml")
    text = path.read_text("utf-8")
    assert [folder.name for folder in exports.kml_folders(path)] == ["Areas", "Centres", "Reach"]
    for index, area in enumerate(chengdu.area_records):
        red, green, blue = re.findall("..", palette.LIGHT[palette.area_colour(index)][1:])
        style = re.search(rf'<Style id="areas-{area.id}">.*?</Style>', text, re.DOTALL)
        assert style
        assert f"{blue}{green}{red}</color>" in style[0]
        assert "<outline>0</outline>" in style[0], "an estimated place has no edge"
    for folder in exports.kml_folders(path):
        for mark, area in zip(folder.features, chengdu.area_records, strict=True):
            assert mark.name == area.name.en
            assert mark.style_url.url == f"#{str(folder.name).lower()}-{area.id}"
            assert all(area.name[tag] in mark.description for tag in ("en", "de", "zh", "ja"))
            assert "±" in mark.snippet.text
    assert "OpenStreetMap contributors" in text
    assert LICENCE.url in text


def test_csv_opens_in_excel_with_chinese_text_and_follows_rfc_4180(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        resource = Resource(path=path.name, basepath=str(folder))
        assert resource.validate().valid
    assert exports.csv(folder, "areas")[0]["name_zh"]


def test_the_data_package_is_valid_and_describes_every_file(folder: Path) -> None:
    package = Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    described = {resource.path: resource for resource in package.resources}
    assert {path.name for path in folder.iterdir()} - set(described) == {"README.md", "datapackage.json"}
    for name, resource in described.items():
        content = (folder / name).read_bytes()
        assert resource.to_descriptor()["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource.to_descriptor()["bytes"] == len(content)
        assert resource.mediatype
        if name.endswith(".csv"):
            assert resource.schema.field_names == content.decode("utf-8-sig").splitlines()[0].split(",")
            assert all(field.description for field in resource.schema.fields)
    [licence] = package.licenses
    assert licence["name"] == "ODbL-1.0"
    assert "©" in (package.description or "")


def test_a_changed_file_is_noticed(exported: Path, tmp_path: Path) -> None:
    """Without this, the test before it would prove nothing."""
    for path in exported.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = tmp_path / "areas.csv"
    table.write_bytes(table.read_bytes().replace(b"27.0", b"28.0").replace(b"false", b"maybe"))
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_bibtex(folder: Path, request: pytest.FixtureRequest) -> None:
    library = bibtexparser.parse_file(str(folder / "citations.bib"))
    assert library.failed_blocks == []
    zone = request.getfixturevalue("chengdu" if folder.joinpath("chengdu-zone.kml").exists() else "lanhua")
    expected = list(references(zone, zone_texts(zone)["en"]))
    assert [entry.key for entry in library.entries] == [reference.id for reference in expected]
    assert library.entries[0].fields_dict["year"].value == str(zone.edition.year)
    for entry, reference in zip(library.entries, expected, strict=True):
        assert entry.entry_type == "misc"
        if reference.issued:
            assert entry.fields_dict["year"].value == str(reference.issued.year)
            assert entry.fields_dict["month"].value == f"{reference.issued:%b}".lower()
            # biblatex reads this field, and has none for the day.
            assert entry.fields_dict["date"].value == reference.issued.isoformat()
            assert "day" not in entry.fields_dict
        if reference.url:
            assert entry.fields_dict["url"].value == reference.url


def test_ris(exported: Path, chengdu: Zone) -> None:
    content = (exported / "citations.ris").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    entries = rispy.loads(content.decode().replace("\r\n", "\n"))
    expected = list(references(chengdu, zone_texts(chengdu)["en"]))
    assert len(entries) == len(expected)
    for entry, reference in zip(entries, expected, strict=True):
        assert (entry["id"], entry["title"], entry["language"]) == (reference.id, reference.title, reference.language)
        assert entry["type_of_reference"] == ("MAP" if reference.kind == "map" else "ELEC")
        assert entry["notes"] == [reference.note]
        assert entry.get("urls") == ([reference.url] if reference.url else None)
        assert "unknown_tag" not in entry
        assert entry["authors"] == [f"{reference.author},"], "pandoc and EndNote make a person of it otherwise"
        if reference.issued:
            assert entry["year"] == str(reference.issued.year)
            assert entry["date"] == f"{reference.issued:%Y/%m/%d}/"


def test_csl_json_makes_a_bibliography(exported: Path, chengdu: Zone) -> None:
    """It is rendered by another citation processor, in the style that comes with it."""
    items = json.loads((exported / "citations.json").read_bytes())
    with warnings.catch_warnings(action="ignore"):  # a warning of the processor about its own style
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        bibliography.sort()
        rendered = [str(entry) for entry in bibliography.bibliography()]
    assert len(rendered) == len(items) == len(list(references(chengdu, zone_texts(chengdu)["en"])))
    everything = " ".join(rendered)
    assert f"{chengdu.edition.year}" in everything
    assert fill(chengdu.title.en, total="36.9 km²") in everything
    assert "2020" in everything


def test_every_fact_is_cited_with_its_place(exported: Path, chengdu: Zone) -> None:
    items = {item["id"]: item for item in json.loads((exported / "citations.json").read_bytes())}
    assert items["chengdu:map"]["type"] == "map"
    for fact in chengdu.facts:
        place = fact.locator
        for source in fact.sources:
            item = items[f"chengdu:{fact.id}:{source}"]
            assert item["language"] == chengdu.source(source).language
            if place and place.source == source:
                assert f"Paragraph {place.paragraph}, sentence {place.sentence}:" in item["note"]
                assert "#:~:text=" in item["URL"]


def test_the_readme_names_every_file_column_of_certainty_licence_and_credit(exported: Path, chengdu: Zone) -> None:
    text = (exported / "README.md").read_text("utf-8")
    html = markdown_it.MarkdownIt("commonmark").enable("table").render(text)
    for path in exported.iterdir():
        assert path.name == "README.md" or f"<code>{path.name}</code>" in html
    for area in chengdu.area_records:
        assert all(area.name[tag] in html for tag in ("en", "de", "zh", "ja"))
    for words in (
        "WGS-84",
        "<code>uncertainty_m</code>",
        "<code>surveyed</code>",
        "are only in <code>areas.geojson</code>",
        "© OpenStreetMap contributors",
        LICENCE.url,
    ):
        assert words in html
    for heading in ("How to cite", "How certain it is", "Deutsch", "中文", "日本語"):
        assert f"<h2>{heading}</h2>" in html
    assert all(note.en.partition(".")[0] in html for note in chengdu.not_stated)
    assert "{{" not in html


def test_the_map_is_cited_with_the_punctuation_of_the_language(exported: Path) -> None:
    cited = {tag: (exported / f"citations-{tag}.txt").read_text("utf-8").splitlines()[0] for tag in ("en", "zh", "ja")}
    assert ". ODbL-1.0. © OpenStreetMap contributors" in cited["en"]
    assert "日。ODbL-1.0。© OpenStreetMap contributors" in cited["zh"]
    assert "日。ODbL-1.0。© OpenStreetMap contributors" in cited["ja"]


def test_each_version_of_a_quote_is_listed_with_its_own_words(chengdu: Zone) -> None:
    notes = {entry.id: entry.note for entry in references(chengdu, zone_texts(chengdu)["en"])}
    versions = [(fact, version) for fact in chengdu.facts for version in fact.versions]
    assert len(versions) > 10
    for fact, version in versions:
        assert notes[f"{chengdu.id}:{fact.id}:{version.source}"].startswith(f"“{version.quote}” (")


def test_a_fact_is_cited_with_its_place_in_the_release_or_with_each_of_its_sources(
    exported: Path, chengdu: Zone
) -> None:
    _, *cited = (exported / "citations-ja.txt").read_text("utf-8").strip().split("\n\n")
    for fact, lines in zip(chengdu.facts, cited, strict=True):
        sources = [chengdu.source(id) for id in ([fact.locator.source] if fact.locator else fact.sources)]
        urls = [quote_link(chengdu, fact.locator)] if fact.locator else [source.url for source in sources]
        for line, source, url in zip(lines.splitlines(), sources, urls, strict=True):
            assert line.startswith(source.publisher_in("ja"))
            assert line.endswith(url)


def test_the_edition_is_that_of_the_project(chengdu: Zone) -> None:
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    [latest, *_] = re.findall(r"^## (\S+) \((\S+)\)$", changes, re.MULTILINE)
    assert latest == (VERSION, chengdu.edition.isoformat())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "maps.text.credits.VERSION"}
