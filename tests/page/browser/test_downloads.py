"""Files downloaded from the page, opened by readers that are not ours and compared with the export."""

from __future__ import annotations

import copy
import io
import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from geodata import Zone, load_zone
from geodata.model import LANGUAGES, Text
from maps import build_page
from maps.drawing import palette, style
from maps.export.geojson import geojson_files
from maps.export.kml import kml_files
from maps.export.spreadsheet import csv_files
from maps.export.workbook import workbook_files
from maps.export.writers import export_zone
from maps.text.translator import fill
from tests.browser import open_page, wait_for_live_map
from tests.zones import FACTS, alter, four, write, write_zone

SVG = "{http://www.w3.org/2000/svg}"


@contextmanager
def open_for_download(browser: Browser, file: Path, address: str = "#lang=en", **options: object) -> Iterator[Page]:
    with open_page(browser, file, address, **{"accept_downloads": True, "reduced_motion": "reduce"} | options) as page:
        wait_for_live_map(page)
        expect(page.locator(".label.area:visible").first).to_be_visible()
        yield page


def click_and_save(page: Page, button: str) -> tuple[str, bytes]:
    """Return name and content of the file that a button saves."""
    with page.expect_download() as download:
        page.locator(button).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def open_downloads(page: Page) -> None:
    page.locator("#download-button").click()
    expect(page.locator("#downloads")).to_be_visible()


def download(page: Page, name: str) -> bytes:
    if page.locator("#downloads").is_hidden():
        open_downloads(page)
    saved, content = click_and_save(page, f"[data-download='{name}']")
    assert saved.endswith(f"-zone-{name}")
    return content


@pytest.fixture(scope="module")
def lanhua_file(tmp_path_factory: pytest.TempPathFactory, lanhua: Zone) -> Path:
    path = tmp_path_factory.mktemp("lanhua-page") / "map.html"
    path.write_text(build_page(lanhua), "utf-8")
    return path


FILES = {
    "areas.geojson": "areas.geojson",
    "areas.kml": "{zone}-zone.kml",
    "tables.xlsx": "{zone}-zone.xlsx",
    "facts.csv": "facts.csv",
}
"""The data files of the page, and the names of the same files in the export."""


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("which", ["chengdu", "lanhua"])
def test_files_have_the_bytes_of_the_export(
    browser: Browser, request: pytest.FixtureRequest, which: str, language: str
) -> None:
    zone: Zone = request.getfixturevalue(which)
    file, folder = (("file", "exported"), ("lanhua_file", "lanhua_exported"))[which == "lanhua"]
    # A fact is open, and its quotes are sorted by the language.
    address = f"#lang={language}&fact={next(fact.id for fact in zone.facts if fact.versions)}"
    with open_for_download(browser, request.getfixturevalue(file), address) as page:
        for name, other in FILES.items():
            expected = request.getfixturevalue(folder) / other.format(zone=zone.id)
            assert download(page, name) == expected.read_bytes(), name
        # The other way round: download after a change of the language.
        page.evaluate("location.hash = '#lang=de'")
        expect(page.locator("html")).to_have_attribute("lang", "de")
        assert download(page, "tables.xlsx") == (request.getfixturevalue(folder) / f"{zone.id}-zone.xlsx").read_bytes()


def test_files_in_a_frame_have_the_same_bytes(browser: Browser, file: Path, exported: Path, tmp_path: Path) -> None:
    frame = tmp_path / "frame.html"
    frame.write_text(f'<iframe src="{file.as_uri()}#lang=ja" width="1200" height="800"></iframe>', "utf-8")
    with closing(browser.new_page(accept_downloads=True)) as page:
        page.goto(frame.as_uri())
        inner = page.frame_locator("iframe")
        expect(inner.locator("html")).to_have_attribute("data-map", "live")
        inner.locator("#download-button").click()
        with page.expect_download() as download:
            inner.locator("[data-download='areas.kml']").click()
        assert download.value.path().read_bytes() == (exported / "chengdu-zone.kml").read_bytes()


ODD_TEXTS = [
    *("\ue001\uf6ff\uf7ab", "</script><!--", "\x85'\"&amp;<script>"),
    'r="A1"/><sheetData><row r="7"><c r="B2"/><dataValidations><dataValidation sqref="C3"',
]


@pytest.mark.parametrize("alien", ODD_TEXTS)
def test_files_with_odd_texts_have_the_same_bytes(browser: Browser, lanhua: Zone, tmp_path: Path, alien: str) -> None:
    """The texts have characters by which the page packs its files, and markup that HTML would interpret."""
    fact = replace(lanhua.facts[0], text=Text(*(f"{alien} {language}" for language in LANGUAGES)))
    zone = replace(lanhua, facts=(fact, *lanhua.facts[1:]))
    file = tmp_path / "odd.html"
    file.write_text(build_page(zone), "utf-8")
    export_zone(zone, tmp_path / "data", [csv_files, workbook_files])
    with open_for_download(browser, file) as page:
        assert download(page, "facts.csv") == (tmp_path / "data/facts.csv").read_bytes()
        assert download(page, "tables.xlsx") == (tmp_path / f"data/{zone.id}-zone.xlsx").read_bytes()


def test_files_of_an_area_at_whole_degrees_have_the_same_bytes(browser: Browser, tmp_path: Path) -> None:
    """JavaScript would write 104.0 as 104. As many facts as a zone may have get their own citations."""
    folder, facts = write_zone(tmp_path / "zone"), copy.deepcopy(FACTS)
    motto = facts[-1]
    facts += [motto | {"id": f"motto-{number}", "label": four(f"Motto {number}")} for number in range(400)]
    write(folder / "facts.toml", {"fact": facts})
    alter(folder, "areas.geojson", "features/north-garden/geometry/coordinates", [104, 30.6])
    alter(folder, "areas.geojson", "features/north-garden/properties/clues", [])
    zone = load_zone(folder)
    file = tmp_path / "whole.html"
    file.write_text(build_page(zone), "utf-8")
    export_zone(zone, tmp_path / "data", [geojson_files, kml_files])
    assert b"104.0," in (tmp_path / "data/areas.geojson").read_bytes()
    with open_for_download(browser, file) as page:
        assert download(page, "areas.geojson") == (tmp_path / "data/areas.geojson").read_bytes()
        assert download(page, "areas.kml") == (tmp_path / f"data/{zone.id}-zone.kml").read_bytes()
        page.evaluate("location.hash = '#fact=motto-399'")
        page.locator("[data-cite='motto-399']").click()
        assert "Motto 399 (en)" in page.locator(".citation-text").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("what", ["closeup", "whole"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_needs_nothing_from_the_page(
    browser: Browser, file: Path, chengdu: Zone, what: str, scheme: str, language: str
) -> None:
    shown = chengdu.area_records[:2] if what == "closeup" else chengdu.area_records
    address = f"#lang={language}&area={shown[0].id}"
    with open_for_download(browser, file, address, color_scheme=scheme) as page:
        svg, png = download(page, f"{what}.svg").decode(), download(page, f"{what}.png")
        title = page.locator("h1").inner_text()
    assert not re.search(r"var\(|class=|<style|<script|href=|@import|currentColor", svg)
    # LibreOffice draws a halo over its letters, and each tspan at the anchor of the text.
    assert not re.search(r"paint-order|<tspan", svg)
    assert not re.search(r"url\((?!&quot;#|'?#|\"#)", svg)
    root = xml.fromstring(svg)
    assert root.findtext(f"{SVG}title") == title
    words = " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    squeezed = "".join(words.split())
    for area in shown:
        assert "".join(area.name[language].split()) in squeezed
    assert "OpenStreetMapcontributors" in squeezed
    assert "".join(title.split()) in squeezed, "a headline that is broken into lines is all there"
    lines = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert [line for line in lines if line[:1] in "、。，；：！？）》】』」”号"] == [], "starts with punctuation"
    assert [line for line in lines if line.rstrip()[-1:] in "「『【《（“"] == [], "ends with a bracket"
    picture = Image.open(io.BytesIO(png))
    picture.load()
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert picture.text["Title"] == title.replace("\n", " ")
    image = picture.convert("RGB")
    assert image.size == (3 * round(float(root.attrib["width"])), 3 * round(float(root.attrib["height"])))
    colours = palette.LIGHT
    assert image.getpixel((3, image.height - 3)) == rgb(colours["paper"])
    # Each area's footprint lies over the land, or over its own reach, which is paler still.
    found = {tuple(colour) for _, colour in image.getcolors(1 << 24) or []}
    strength = style.FOOTPRINT.fill_opacity
    for index in range(len(shown)):
        over, land = rgb(colours[palette.AREA_COLOURS[index]]), rgb(colours["land"])
        wanted = [round(a * strength + b * (1 - strength)) for a, b in zip(over, land, strict=True)]
        assert any(all(abs(a - b) <= 14 for a, b in zip(pixel, wanted, strict=True)) for pixel in found), index


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def test_each_file_states_its_purpose_and_size(browser: Browser, file: Path) -> None:
    names = ["whole.png", "whole.svg", "tables.xlsx", "areas.geojson", "areas.kml", "facts.csv"]
    with open_for_download(browser, file) as page:
        open_downloads(page)
        buttons = page.locator("[data-download]:visible")
        assert buttons.evaluate_all("all => all.map(button => button.dataset.download)") == names
        for name in names:
            button = page.locator(f"[data-download='{name}']")
            assert button.locator(".purpose-of").inner_text()
            size = button.locator(".bytes").inner_text()
            content = download(page, name)
            if name.endswith(".png"):
                width, height = Image.open(io.BytesIO(content)).size
                assert size == f"{width:,} × {height:,} px, 300 dpi"
            else:
                assert float(size.removesuffix(" kB").replace(",", "")) == pytest.approx(len(content) / 1000, abs=1)
            expect(page.locator("#downloads .panel-status")).to_contain_text(f"chengdu-zone-{name}")


def test_the_close_up_is_offered_while_an_area_is_open(browser: Browser, file: Path, chengdu: Zone) -> None:
    first = chengdu.area_records[0]
    with open_for_download(browser, file, f"#lang=en&area={first.id}") as page:
        open_downloads(page)
        expect(page.locator(".close-up-files")).to_contain_text("Close-up of the open area")
        page.locator("#downloads [data-close]").click()
        page.locator("#details [data-close]").click()
        open_downloads(page)
        expect(page.locator(".close-up-files")).to_be_hidden()


def test_at_the_first_stop_of_the_lens_a_picture_shows_no_estimate(browser: Browser, file: Path) -> None:
    with open_for_download(browser, file, "#lang=en") as page:
        page.evaluate("location.hash = '#lang=en&lens=release'")
        expect(page.locator(".label.area:visible")).to_have_count(0)
        svgs = [download(page, "whole.svg").decode()]
        title = page.locator("h1").inner_text()
        picture = Image.open(io.BytesIO(download(page, "whole.png")))
        note = page.locator(".lens p:visible").inner_text()
    for svg in svgs:
        assert "".join(note.split()) in "".join("".join(xml.fromstring(svg).itertext()).split())
        assert "Gazelle Valley" not in svg
    picture.load()
    assert picture.text["Title"] == title.replace("\n", " ")
    assert picture.text["Description"] == note
    assert "OpenStreetMap" in picture.text["Copyright"]


CITE_ALL = """() => Object.fromEntries(
  [...document.querySelectorAll("[data-cite]")].map((button) => {
    button.click();
    const lines = [...document.querySelectorAll(".citation-text p")].map(({ textContent }) => textContent);
    document.querySelector(".citation").close();
    return [button.dataset.cite, lines];
  })
)"""


def read_citations(path: Path) -> list[list[str]]:
    """Return the citations as text, of the map and then of each fact, each as a list of lines."""
    return [block.split("\n") for block in path.read_text("utf-8").rstrip("\n").split("\n\n")]


def test_the_map_is_cited(browser: Browser, file: Path, exported: Path, chengdu: Zone) -> None:
    with open_for_download(browser, file) as page:
        open_downloads(page)
        page.locator("[data-cite='']").click()
        assert page.locator(".citation-text p").all_inner_texts() == read_citations(exported / "citations-en.txt")[0]
        assert fill(chengdu.title.en, total="36.9 km²") in page.locator(".citation-text").inner_text()
        files = {}
        for kind in ("bib", "ris", "json"):
            name, files[kind] = click_and_save(page, f"[data-as={kind}]")
            assert name == f"chengdu-zone-map.{kind}"
        page.keyboard.press("Escape")
        expect(page.locator(".citation")).to_be_hidden()
        expect(page.locator("[data-cite='']")).to_be_focused()
    assert files["bib"] in (exported / "citations.bib").read_bytes()
    assert (exported / "citations.ris").read_bytes().startswith(files["ris"])
    assert json.loads(files["json"]) == json.loads((exported / "citations.json").read_bytes())[:1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fact_is_cited_as_in_the_export(
    browser: Browser, file: Path, exported: Path, chengdu: Zone, language: str
) -> None:
    expected = dict(
        zip(
            ("", *(fact.id for fact in chengdu.facts)),
            read_citations(exported / f"citations-{language}.txt"),
            strict=True,
        )
    )
    with open_for_download(browser, file, f"#lang={language}") as page:
        shown = page.evaluate(CITE_ALL)
    assert len(shown) > 30
    assert shown == {id: expected[id] for id in shown}


def test_a_fact_is_cited_as_text_only(browser: Browser, file: Path, chengdu: Zone) -> None:
    with open_for_download(browser, file, "#lang=zh") as page:
        page.locator(f"button[data-fact~='{chengdu.facts[0].id}']").click()
        page.locator(f"[data-cite='{chengdu.facts[0].id}']").click()
        shown = page.locator(".citation-text").inner_text()
        expect(page.locator("[data-as=bib]")).to_be_hidden()
        page.locator("[data-as=copy]").click()
        expect(page.locator("[data-as=copy]")).to_have_text("已复制")
        copied = page.evaluate("navigator.clipboard.readText().catch(() => null)")
        page.locator("[data-as=close]").click()
        open_downloads(page)
        page.locator("[data-cite='']").click()
        expect(page.locator("[data-as=bib]")).to_be_visible()
    place = chengdu.facts[0].locator
    assert place is not None
    source = chengdu.source(chengdu.release)
    for words in (source.label.zh, source.publisher_in("zh"), "2020年11月20日"):
        assert words in shown
    assert f"，¶{place.paragraph}.{place.sentence}：“{place.quote}”。https://" in shown
    assert copied in (shown, None)


def test_a_button_prints_the_page(browser: Browser, file: Path) -> None:
    with open_for_download(browser, file, script="window.print = () => document.title = 'printed'") as page:
        open_downloads(page)
        page.locator("[data-print]").click()
        assert page.title() == "printed"
