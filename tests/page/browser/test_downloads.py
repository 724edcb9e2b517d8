"""What a reader takes away from the page, opened again by readers that are not ours, and compared with the export."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as xml

import bibtexparser
import fastkml.validator
import geojson_validator
import pandas
import pytest
import rispy
import shapely
from fastkml import KML
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pyproj import Geod

from geodata import Zone
from geodata.model import LANGUAGES
from maps import build_page
from maps.drawing import palette, style
from maps.text.translator import fill
from tests import exports
from tests.browser import open_page, wait_for_live_map

GEOD = Geod(ellps="WGS84")
METRE_DEG = 1e-5
SVG = "{http://www.w3.org/2000/svg}"


@contextmanager
def opened(browser: Browser, file: Path, address: str = "#lang=en", **options: object) -> Iterator[Page]:
    with open_page(browser, file, address, **{"accept_downloads": True, "reduced_motion": "reduce"} | options) as page:
        wait_for_live_map(page)
        expect(page.locator(".label.area:visible").first).to_be_visible()
        yield page


def taken(page: Page, button: str) -> tuple[str, bytes]:
    """Name and content of what a button gives."""
    with page.expect_download() as download:
        page.locator(button).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def open_downloads(page: Page) -> None:
    page.locator("#download-button").click()
    expect(page.locator("#downloads")).to_be_visible()


def take(page: Page, name: str) -> bytes:
    if page.locator("#downloads").is_hidden():
        open_downloads(page)
    saved, content = taken(page, f"[data-download='{name}']")
    assert saved.endswith(f"-zone-{name}")
    return content


@pytest.fixture(scope="module")
def lanhua_file(tmp_path_factory: pytest.TempPathFactory, lanhua: Zone) -> Path:
    path = tmp_path_factory.mktemp("lanhua-page") / "map.html"
    path.write_text(build_page(lanhua), "utf-8")
    return path


@pytest.mark.parametrize("which", ["chengdu", "lanhua"])
def test_geojson_says_what_the_export_says(browser: Browser, request: pytest.FixtureRequest, which: str) -> None:
    file, folder = (("file", "exported"), ("lanhua_file", "lanhua_exported"))[which == "lanhua"]
    with opened(browser, request.getfixturevalue(file)) as page:
        data = json.loads(take(page, "areas.geojson"))
    assert geojson_validator.validate_structure(data, check_crs=True) == {}
    found = geojson_validator.validate_geometries(data)
    assert (found["invalid"], found["skipped_validation"]) == ({}, [])
    assert "©" in data["credit"] or which == "lanhua"
    expected = exports.geojson(request.getfixturevalue(folder))["areas"]
    assert [feature["id"] for feature in data["features"]] == list(expected)
    for feature in data["features"]:
        said, drawn = feature["properties"], shapely.geometry.shape(feature["geometry"])
        other = expected[feature["id"]]
        assert len(said) == 20
        assert {key: said[key] for key in said} == {key: other.properties[key] for key in said}
        # The map draws to a metre.
        assert shapely.hausdorff_distance(drawn, other.shape) < 1.5 * METRE_DEG
        assert drawn.exterior.is_ccw


def test_kml_is_valid_and_shows_how_sure_each_place_is(
    browser: Browser, file: Path, chengdu: Zone, tmp_path: Path
) -> None:
    path = tmp_path / "areas.kml"
    with opened(browser, file, "#lang=de", color_scheme="dark") as page:
        path.write_bytes(take(page, "areas.kml"))
    assert fastkml.validator.validate(file_to_validate=path)
    [document] = KML.parse(path).features
    marks = list(document.features)
    assert [mark.name for mark in marks] == [area.name.en for area in chengdu.area_records for _ in range(3)]
    for area, (shape, ring, centre) in zip(chengdu.area_records, zip(*[iter(marks)] * 3, strict=True), strict=True):
        size, _ = GEOD.geometry_area_perimeter(shapely.geometry.shape(shape.geometry))
        assert size / 1e6 == pytest.approx(area.size_km2, rel=2e-3)
        # The map draws to a metre.
        assert shapely.hausdorff_distance(shapely.geometry.shape(ring.geometry), area.reach) < 1.5 * METRE_DEG
        assert shapely.geometry.shape(centre.geometry).equals(area.centre)
        assert all(area.name[language] in shape.description for language in LANGUAGES)
    assert "OpenStreetMap contributors" in document.description


def test_tables_open_in_other_programs(browser: Browser, file: Path, exported: Path, chengdu: Zone) -> None:
    with opened(browser, file, "#lang=ja") as page:
        tables = {name: take(page, f"{name}.csv") for name in ("areas", "facts")}
    for name, content in tables.items():
        assert content.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by it"
        frame = pandas.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
        expected = pandas.read_csv(exported / f"{name}.csv", dtype=str, keep_default_na=False)
        assert set(frame.columns) <= set(expected.columns)
        assert list(frame["id"]) == list(expected["id"])
        for column in frame.columns:
            numbers = column in ("size_km2", "uncertainty_m", "longitude", "latitude")
            ours, theirs = (list(map(float, table[column])) if numbers else list(table[column])
                            for table in (frame, expected))  # fmt: skip
            # A day's value stands in a column of its own in the export.
            assert ours == theirs or column == "value", column


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("what", ["closeup", "whole"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_needs_nothing_from_the_page(
    browser: Browser, file: Path, chengdu: Zone, what: str, scheme: str, language: str
) -> None:
    shown = chengdu.area_records[:2] if what == "closeup" else chengdu.area_records
    address = f"#lang={language}&area={shown[0].id}"
    with opened(browser, file, address, color_scheme=scheme) as page:
        svg, png = take(page, f"{what}.svg").decode(), take(page, f"{what}.png")
        title = page.locator("h1").inner_text()
    assert not re.search(r"var\(|class=|<style|<script|href=|@import|currentColor", svg)
    assert not re.search(r"url\((?!&quot;#|'?#|\"#)", svg)
    root = xml.fromstring(svg)
    assert root.findtext(f"{SVG}title") == title
    words = " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    squeezed = "".join(words.split())
    for area in shown:
        assert "".join(area.name[language].split()) in squeezed
    assert "OpenStreetMapcontributors" in squeezed
    assert "".join(title.split()) in squeezed, "a headline that is broken into lines is all there"
    picture = Image.open(io.BytesIO(png))
    picture.load()
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert picture.text["Title"] == title.replace("\n", " ")
    image = picture.convert("RGB")
    assert image.size == (3 * round(float(root.attrib["width"])), 3 * round(float(root.attrib["height"])))
    colours = palette.LIGHT
    assert image.getpixel((3, image.height - 3)) == rgb(colours["paper"])
    # Each area's footprint over the land, or over the reach of its own, which is paler still.
    found = {tuple(colour) for _, colour in image.getcolors(1 << 24) or []}
    strength = style.FOOTPRINT.fill_opacity
    for index in range(len(shown)):
        over, land = rgb(colours[palette.AREA_COLOURS[index]]), rgb(colours["land"])
        wanted = [round(a * strength + b * (1 - strength)) for a, b in zip(over, land, strict=True)]
        assert any(all(abs(a - b) <= 14 for a, b in zip(pixel, wanted, strict=True)) for pixel in found), index


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def test_each_file_says_what_it_is_for_and_how_large_it_is(browser: Browser, file: Path) -> None:
    names = ["whole.png", "whole.svg", "areas.csv", "facts.csv", "areas.geojson", "areas.kml"]
    with opened(browser, file) as page:
        open_downloads(page)
        buttons = page.locator("[data-download]:visible")
        assert buttons.evaluate_all("all => all.map(button => button.dataset.download)") == names
        for name in names:
            button = page.locator(f"[data-download='{name}']")
            assert button.locator(".purpose-of").inner_text()
            told = button.locator(".bytes").inner_text()
            content = take(page, name)
            if name.endswith(".png"):
                width, height = Image.open(io.BytesIO(content)).size
                assert told == f"{width:,} × {height:,} px, 300 dpi"
            else:
                assert float(told.removesuffix(" kB").replace(",", "")) == pytest.approx(len(content) / 1000, abs=1)
            expect(page.locator("#downloads .panel-status")).to_contain_text(f"chengdu-zone-{name}")


def test_the_open_area_is_offered_from_close_by(browser: Browser, file: Path, chengdu: Zone) -> None:
    first = chengdu.area_records[0]
    with opened(browser, file, f"#lang=en&area={first.id}") as page:
        open_downloads(page)
        expect(page.locator(".close-up-files")).to_contain_text("Close-up of the open area")
        page.locator("#downloads [data-close]").click()
        page.locator("#details [data-close]").click()
        open_downloads(page)
        expect(page.locator(".close-up-files")).to_be_hidden()


def test_at_the_first_stop_of_the_lens_a_picture_shows_no_estimate(browser: Browser, file: Path) -> None:
    with opened(browser, file, "#lang=en") as page:
        page.evaluate("location.hash = '#lang=en&lens=release'")
        expect(page.locator(".label.area:visible")).to_have_count(0)
        svgs = [take(page, "whole.svg").decode()]
        note = page.locator(".lens p:visible").inner_text()
    for svg in svgs:
        assert "".join(note.split()) in "".join("".join(xml.fromstring(svg).itertext()).split())
        assert "Gazelle Valley" not in svg
        assert 'url("#soft' not in svg.replace("&quot;", '"')


def test_the_map_is_cited(browser: Browser, file: Path, exported: Path, chengdu: Zone) -> None:
    with opened(browser, file) as page:
        open_downloads(page)
        page.locator("[data-cite='']").click()
        expect(page.locator(".citation")).to_contain_text(
            f"chengdu-zone-map: {fill(chengdu.title.en, total='36.9 km²')}"
        )
        name, content = taken(page, "[data-as=bib]")
        page.keyboard.press("Escape")
        expect(page.locator(".citation")).to_be_hidden()
        expect(page.locator("[data-cite='']")).to_be_focused()
    assert name == "chengdu-zone-map.bib"
    [entry] = bibtexparser.parse_string(content.decode()).entries
    expected = bibtexparser.parse_file(str(exported / "citations.bib")).entries[0]
    assert entry.key == expected.key
    for field in ("author", "title", "year", "month", "day", "howpublished", "note"):
        assert entry.fields_dict[field].value == expected.fields_dict[field].value, field


def test_each_fact_is_cited_with_its_source(browser: Browser, file: Path, exported: Path, chengdu: Zone) -> None:
    expected = {item["id"]: item for item in json.loads((exported / "citations.json").read_bytes())}
    with opened(browser, file) as page:
        for fact in (chengdu.facts[0], next(fact for fact in chengdu.facts if not fact.in_release)):
            page.locator(f"button[data-fact~='{fact.id}']").click()
            page.locator(f"[data-cite='{fact.id}']").click()
            files = {kind: taken(page, f"[data-as={kind}]")[1].decode() for kind in ("json", "ris", "bib")}
            page.locator("[data-as=close]").click()
            items = json.loads(files["json"])
            assert items
            for item in items:
                other = expected[item["id"]]
                for key in ("type", "title", "issued", "URL", "language"):
                    assert item.get(key) == other.get(key), key
                assert item["author"] == other["author"]
            assert [entry["id"] for entry in rispy.loads(files["ris"].replace("\r\n", "\n"))] == [
                i["id"] for i in items
            ]
            library = bibtexparser.parse_string(files["bib"])
            assert library.failed_blocks == []
            assert [entry.key for entry in library.entries] == [item["id"] for item in items]


def test_the_citation_is_read_and_copied_in_the_readers_language(browser: Browser, file: Path, chengdu: Zone) -> None:
    with opened(browser, file, "#lang=zh") as page:
        page.locator(f"button[data-fact~='{chengdu.facts[0].id}']").click()
        page.locator(f"[data-cite='{chengdu.facts[0].id}']").click()
        shown = page.locator(".citation-text").inner_text()
        page.locator("[data-as=copy]").click()
        expect(page.locator("[data-as=copy]")).to_have_text("已复制")
        copied = page.evaluate("navigator.clipboard.readText().catch(() => null)")
    source = chengdu.source(chengdu.release)
    assert source.label.zh in shown
    assert source.publisher_in("zh") in shown
    assert "2020年11月20日" in shown
    assert copied in (shown, None)


def test_print_is_a_button_too(browser: Browser, file: Path) -> None:
    with opened(browser, file, script="window.print = () => document.title = 'printed'") as page:
        open_downloads(page)
        page.locator("[data-print]").click()
        assert page.title() == "printed"
