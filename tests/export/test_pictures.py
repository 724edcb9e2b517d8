"""The pictures of the export, opened by programs that are not ours and compared with the data that they show."""

from __future__ import annotations

import importlib.util
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from math import pi, sqrt
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as xml
from xml.etree.ElementTree import Element

import pytest
import typst
from PIL import Image
from pypdf import PdfReader

from geodata import LANGUAGES, Zone, load_zone
from geodata.measure import distance_m
from maps.drawing.palette import LIGHT, area_colour
from maps.drawing.regional_context import centre_of
from maps.drawing.text_metrics import text_width, wrap
from maps.export.pictures import PICTURES, picture_files
from maps.export.pictures.context import SCHEMES, PictureText
from maps.export.pictures.layouts import FORMATS, PictureFormat, picture
from maps.export.pictures.render import Renderer
from maps.export.writers import DATA, export_zone
from maps.text.page_texts import zone_texts
from maps.text.translator import Translator
from tests.zones import DELETE, alter, read, write_zone

SVG = "{http://www.w3.org/2000/svg}"
RATIOS = {"1x1": 1, "16x9": 16 / 9, "9x16": 9 / 16, "a4": 210 / 297}
ALL = [(language, form.id, scheme) for language in LANGUAGES for form in FORMATS for scheme in SCHEMES]


@cache
def the_zone() -> Zone:
    return load_zone()


@cache
def said(language: str) -> PictureText:
    zone = the_zone()
    return PictureText(zone, Translator(language), zone_texts(zone)[language])


def form_of(id: str) -> PictureFormat:
    return next(form for form in FORMATS if form.id == id)


@cache
def drawn(language: str, form: str, scheme: str) -> Element:
    return xml.fromstring(picture(said(language), scheme, form_of(form)))


def sheets(root: Element) -> list[Element]:
    """Return the overview and, if there is one, the detail map."""
    return [group for group in root.iter(f"{SVG}g") if group.get("id") in ("overview", "detail")]


def unit_m(sheet: Element) -> float:
    """Return the length of the sheet's unit in metres, as the scale bar of an English picture says."""
    for group in sheet.iter(f"{SVG}g"):
        if bar := re.fullmatch(r"M0 -\d+v\d+h([\d.]+)v-\d+", group[0].get("d", "") if len(group) else ""):
            number, unit = group.findtext(f"{SVG}text", "").split("\u00a0")
            return float(number) * {"km": 1000, "m": 1}[unit] / float(bar[1])
    raise AssertionError("no scale bar")


def texts(root: Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text") if not text.get("aria-hidden")]


@pytest.mark.parametrize(("language", "form", "scheme"), ALL)
def test_a_picture_is_self_contained_and_describes_what_it_shows(language: str, form: str, scheme: str) -> None:
    root, say, zone = drawn(language, form, scheme), said(language), the_zone()
    written = xml.tostring(root, encoding="unicode")
    assert not re.search(r"var\(|\bclass=|<style|href=|:is\(|currentColor|@import", written)
    assert {found[1:] for found in re.findall(r"url\((#[\w-]+)\)", written)} <= set(
        re.findall(r'id="([^"]+)"', written)
    )
    assert root.findtext(f"{SVG}title") == say["zone.title"]
    described = root.findtext(f"{SVG}desc") or ""
    squeezed = "".join("".join(texts(root)).split())
    for area in zone.area_records:
        assert area.name[language] in described
        assert "".join(area.name[language].split()) in squeezed
        assert "".join(say.texts[f"area.{area.id}.size"].split()) in squeezed
    assert "OpenStreetMapcontributors" in squeezed
    assert "…" not in squeezed, "a text is cut short"
    assert float(root.attrib["width"]) / float(root.attrib["height"]) == pytest.approx(RATIOS[form], rel=2e-3)


@pytest.mark.parametrize(("language", "form", "scheme"), ALL)
def test_every_program_draws_the_letters_alike(language: str, form: str, scheme: str) -> None:
    """LibreOffice draws a halo over its letters, each tspan at the anchor, and tries one font. No length has a unit."""
    root, halos = drawn(language, form, scheme), 0
    assert not list(root.iter(f"{SVG}tspan"))
    for parent in root.iter():
        for halo, letters in pairwise([None, *parent]):
            assert "paint-order" not in letters.attrib
            assert re.fullmatch(r"[\d.]*", letters.get("letter-spacing", ""))
            assert re.match(r"'Noto (Sans|Serif) CJK ", letters.get("font-family", "'Noto Sans CJK SC'"))
            if letters.tag == f"{SVG}text" and not letters.get("aria-hidden"):
                assert letters.get("stroke") is None
                if halo is not None and halo.get("aria-hidden"):
                    halos += 1
                    assert halo.text == letters.text
                    assert letters.attrib.items() <= halo.attrib.items()
                    assert halo.get("stroke") != letters.get("fill")
    assert halos > 12


@pytest.mark.parametrize(("language", "form", "scheme"), [each for each in ALL if each[2] == "light"])
def test_no_other_name_reads_as_a_line_of_an_area(language: str, form: str, scheme: str) -> None:
    root, say = drawn(language, form, scheme), said(language)
    offs = {say.texts[f"area.{area.id}.plus_minus"] for area in the_zone().area_records}
    own = "".join(say.texts[f"area.{area.id}{part}"] for area in the_zone().area_records for part in ("", ".size"))
    found = 0
    for sheet in sheets(root):
        boxes = [box for box in text_boxes(sheet, 0, 0, 1) if box[5]]
        for left, _, right, bottom, text, _ in boxes:
            if any(text.endswith(off) for off in offs):
                found += 1
                below = [b for b in boxes if b[1] > bottom - 1 and b[0] < right and b[2] > left and b[4] not in own]
                assert all(box[1] - bottom > 10 for box in below), (text, [box[4] for box in below])
    assert found >= 3


@pytest.mark.parametrize(("language", "form", "scheme"), [each for each in ALL if each[2] == "light"])
def test_the_small_map_gives_distances_to_all_cities_or_to_none(language: str, form: str, scheme: str) -> None:
    context, words = the_zone().regional_context, said(language).translator
    assert context is not None
    seen = texts(drawn(language, form, scheme))
    names = [city.name[language] for city in context.cities if city.name[language] in seen]
    rings = {words.length(1000 * context.ring_km * turn) for turn in range(1, 9)}
    far = {words.length(round(distance_m(centre_of(the_zone(), context), c.point), -4)) for c in context.cities}
    found = [text for text in seen if text in far - rings]
    assert len(names) > 5
    assert len(found) in (0, len(names) - 1)


@pytest.mark.parametrize("form", RATIOS)
def test_the_areas_are_true_to_size_and_radius(form: str) -> None:
    zone, root = the_zone(), drawn("en", form, "light")
    colours = [LIGHT[area_colour(index)] for index in range(3)]
    shares = [rect for rect in root.iter(f"{SVG}rect") if rect.get("fill") in colours]
    assert [rect.get("fill") for rect in shares] == colours
    widths = [float(rect.attrib["width"]) / area.size_km2 for rect, area in zip(shares, zone.area_records, strict=True)]
    assert max(widths) == pytest.approx(min(widths), rel=0.01)
    for sheet, areas in zip(sheets(root), (zone.area_records, zone.area_records[:2]), strict=True):
        radii = sorted(float(circle.attrib["r"]) * unit_m(sheet) for circle in sheet.iter(f"{SVG}circle"))
        for area in areas:
            radius_m = 1000 * sqrt(area.size_km2 / pi)
            reach_m = [radius_m + area.uncertainty_m] if area.reach_basis == "footprint" else []
            for wanted in (radius_m, *reach_m):
                # The scale holds at the middle of the sheet; Mercator stretches to the north.
                assert min(abs(radius / wanted - 1) for radius in radii) < 0.008, (form, area.id, wanted)


def test_a_detail_map_is_drawn_only_where_it_is_much_larger(tmp_path: Path) -> None:
    """Two small areas beside a landmark take little of the whole map in some formats only."""
    folder = write_zone(tmp_path / "zone")
    alter(folder, "areas.geojson", "features/east-garden", DELETE)
    for id, at, size_km2 in (("north-garden", [104.118, 30.537], 1.5), ("south-garden", [104.132, 30.527], 2.2)):
        alter(folder, "areas.geojson", f"features/{id}/geometry/coordinates", at)
        properties = read(folder, "areas.geojson", f"features/{id}/properties")
        kept = {key: value for key, value in properties.items() if key not in ("clues", "district", "district_km2")}
        made = kept | {"size_km2": size_km2, "uncertainty_m": 700}
        alter(folder, "areas.geojson", f"features/{id}/properties", made)
    alter(folder, "backdrop/land.geojson", "features", [])
    alter(folder, "backdrop/metro.geojson", "features/old-gate/geometry/coordinates", [104.1323, 30.5578])
    for file, place in (("zone.toml", "total_km2"), ("facts.toml", "fact/size/value")):
        alter(folder, file, place, 3.7)
    zone = load_zone(folder)
    words = PictureText(zone, Translator("en"), zone_texts(zone)["en"])
    numbers = set()
    for form in FORMATS:
        root = xml.fromstring(picture(words, "light", form))
        units_m = [*map(unit_m, sheets(root))]
        numbers.add(len(units_m))
        assert units_m == [units_m[0]] or units_m[0] > 1.5 * units_m[1]
    assert numbers == {1, 2}


@pytest.mark.parametrize(("language", "form", "scheme"), [each for each in ALL if each[2] == "light"])
def test_no_name_covers_another_or_is_cut_off(language: str, form: str, scheme: str) -> None:
    """This compares the estimated boxes of the texts; rotated names are left to the eye."""
    root = drawn(language, form, scheme)
    boxes = [box for box in text_boxes(root, 0, 0, 1) if box[5]]
    assert len(boxes) > 25
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for left, top, right, bottom, text, _ in boxes:
        assert -1 <= left <= right <= width + 1, text
        assert -1 <= top <= bottom <= height + 1, text
    for one, other in combinations(boxes, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert not (across > 2 and down > 2), (one[4], other[4])


Box = tuple[float, float, float, float, str, bool]


def text_boxes(element: Element, x: float, y: float, scale: float) -> Iterator[Box]:
    """Yield left, top, right and bottom of the letters of each text, the text, and whether it is horizontal."""
    move = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", ""))
    size = re.search(r"scale\(([\d.]+)\)", element.get("transform", ""))
    if move:
        x, y = x + scale * float(move[1]), y + scale * float(move[2])
    scale *= float(size[1]) if size else 1
    if element.tag == f"{SVG}text" and not element.get("aria-hidden"):
        text, font = "".join(element.itertext()), float(element.attrib["font-size"]) * scale
        face = "bold" if element.get("font-weight") else "plain"
        # The estimate leaves some room for other fonts; here only the letters count.
        wide = text_width(text, font, face) * 0.93
        left = (
            x
            + scale * float(element.get("x", 0))
            - wide * {"middle": 0.5, "end": 1}.get(element.get("text-anchor", ""), 0)
        )
        base = y + scale * float(element.get("y", 0))
        yield (
            left,
            base - 0.72 * font,
            left + wide,
            base + 0.05 * font,
            text,
            "rotate" not in element.get("transform", ""),
        )
    for child in element:
        yield from text_boxes(child, x, y, scale)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


@pytest.mark.parametrize(
    ("language", "form", "scheme"), [each for each in ALL if (each[0] in ("en", "ja")) == (each[2] == "light")]
)
def test_png_and_pdf(renderer: Renderer, language: str, form: str, scheme: str) -> None:
    say, shape, zone = said(language), form_of(form), the_zone()
    svg = xml.tostring(drawn(language, form, scheme))
    png = renderer.png(svg, shape, say)
    assert png == renderer.png(svg, shape, say), "the same bytes each time"
    image = Image.open(io.BytesIO(png))
    image.load()
    assert image.width == shape.pixels
    assert image.width / image.height == pytest.approx(RATIOS[form], rel=2e-3)
    assert image.text["Title"] == say["zone.title"]
    assert image.text["Description"] == say["picture.alt"]
    assert "OpenStreetMap" in image.text["Copyright"]
    flat = image.convert("RGB")
    palette = SCHEMES[scheme]
    counts = {colour: count for count, colour in flat.getcolors(1 << 24) or []}
    assert counts[rgb(palette["paper"])] > 0.15 * image.width * image.height
    assert all(counts.get(rgb(palette[area_colour(n)]), 0) > 100 for n in range(3))
    pdf = PdfReader(io.BytesIO(renderer.pdf(svg, shape, say)))
    [page] = pdf.pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
        (shape.width, shape.height), abs=1
    )
    assert pdf.metadata is not None
    assert pdf.metadata.title == say["zone.title"]
    assert str(pdf.trailer["/Root"]["/Lang"]).startswith(language)
    letters = "".join(page.extract_text().split())
    for area in zone.area_records:
        assert "".join(area.name[language].split()) in letters, "a text can be found and copied"


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def test_each_picture_has_its_caption(chengdu: Zone) -> None:
    files = {file.name: file for file in picture_files(chengdu, zone_texts(chengdu), "de")}
    [captions] = [file for name, file in files.items() if name.endswith(".txt")]
    found = captions.content.decode()
    say = said("de")
    assert all(say[key] in found for key in ("zone.title", "picture.caption", "picture.alt", "picture.credit"))
    assert "ODbL" in found
    pictures = {name.rpartition(".")[0].rpartition("/")[2] for name in files if not name.endswith(".txt")}
    assert len(pictures) == len(FORMATS) * len(SCHEMES)
    assert "chengdu-16x9-light" in pictures
    assert all(f"{name}: " in found for name in pictures)
    assert {name.rpartition(".")[2] for name in files} == {"svg", "png", "pdf", "txt"}
    [everything] = PICTURES[-1](chengdu, zone_texts(chengdu))
    record = json.loads(everything.content)
    assert list(record) == list(LANGUAGES)
    for language, each in record.items():
        assert (each["title"], each["alt"]) == (said(language)["zone.title"], said(language)["picture.alt"])
        assert "© OpenStreetMap contributors" in each["credit"]
        assert each["licence"]["name"] == "ODbL-1.0"
    assert {part["path"] for part in record["de"]["pictures"]} == {f"pictures/de/{name}" for name in pictures}


@pytest.mark.parametrize("missing", ["typst", "font"])
def test_one_sentence_says_what_is_missing(
    lanhua: Zone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    if missing == "typst":

        def find(name: str, *rest: Any) -> Any:
            return None if name == "typst" else importlib.util.find_spec(name, *rest)

        monkeypatch.setattr("maps.export.pictures.render.find_spec", find)
    else:

        class NoFonts:
            def families(self) -> list[str]:
                return ["DejaVu Sans"]

        monkeypatch.setattr(typst, "Fonts", NoFonts)
    done = export_zone(lanhua, tmp_path, (*DATA, *PICTURES))
    [sentence] = done.omissions
    assert sentence.startswith("The pictures are SVG only, since ")
    assert missing in sentence
    assert sentence.count(". ") == 0
    pictures = sorted(path.suffix for path in (tmp_path / "pictures").rglob("*.*"))
    assert pictures == [".json"] + [".svg"] * 32 + [".txt"] * 4
    assert "pictures/" in (tmp_path / "README.md").read_text("utf-8")


def test_other_zones_have_pictures_too(lanhua: Zone, tmp_path: Path) -> None:
    """Lanhua has another number of areas, none of them crowded, some surveyed, and no cities around."""
    for form in FORMATS:
        say = PictureText(lanhua, Translator("en"), zone_texts(lanhua)["en"])
        root = xml.fromstring(picture(say, "light", form))
        for area in lanhua.area_records:
            assert area.name.en in " ".join(texts(root))
    assert load_zone(write_zone(tmp_path / "zone")).regional_context is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrapped_lines_fit_and_lose_nothing(language: str) -> None:
    words = said(language).texts["zone.standfirst"].replace("\u2060", "")
    for width in (90, 200, 500):
        lines = wrap(words, width, 12)
        assert "".join("".join(lines).split()) == "".join(words.split())
        assert all(text_width(line, 12) <= width or len(line) == 1 for line in lines)
        assert not any(line[0] in "、。，：；）」" for line in lines)
