"""Zones other than Chengdu, built and exported: each describes itself, and nothing of another zone or that it lacks."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest
from shapely import Point

from geodata import LANGUAGES, Zone, load_zone
from geodata.datum import in_china
from geodata.figures import figures_in
from geodata.release import check_release, split_sentences
from maps import build_page
from maps.export.pictures import PictureText, all_captions, picture
from maps.export.pictures.layouts import FORMATS
from maps.export.writers import DATA, export_zone
from maps.text.page_texts import zone_texts
from maps.text.translator import Translator, translators
from tests import markup
from tests.markup import find, one, text, where
from tests.problems import problems
from tests.zones import DELETE, alter, four, read, write, write_zone

OTHERS = Path(__file__).parent / "other_zones"

OF_CHENGDU = (
    "Chengdu|成都|Tianfu|天府|Gazelle|Qilong|瞪羚|骑龙|騎龍|Sichuan|四川|JCIPO|Hi-tech|Hightech|高新区|ハイテク|Shuangliu"
    "|China[–-]Japan|中日|日中|示范区|モデル区|NDRC|old town|Altstadt|老城|旧市街|Dayuan|Jincheng"
    r"|\bGerman version|Fassung auf Deutsch|德文|ドイツ語版|\bthree\b|\bdrei\b|三个|3つ"
)
OF_CHINA = (
    "GCJ|gcj02|BD-?09|bd09|Baidu|百度|AMap|高德|高徳|Tencent|腾讯|騰訊|in China|China|在中国|中国|RMB|人民币|人民元"
    "|[Pp]inyin|China|shifted|verschoben|偏移|ずれ"
)
OF_METRO = r"\b[Mm]etro|U-Bahn|地铁|地下鉄|\b[Ss]tations?\b"
OF_ESTIMATES = "[Ee]stimat|[Ss]chätz|估计|推定"
WITHOUT = {
    "sao-paulo": {"Chengdu": OF_CHENGDU, "China": OF_CHINA, "metro": OF_METRO, "estimates": OF_ESTIMATES},
    "suzhou": {"Chengdu": OF_CHENGDU, "money of China": "RMB|人民币|人民元"},
}
"""Patterns that the words of each zone must not match, by topic."""
OUR_WORDS = re.compile(
    # Names of the data's languages, and values of the page's own attributes, addresses and classes.
    r"in (Simplified Chinese|German)\b|, in German|Deutsch, 中文|中国語|lens=\w+|data-(since|only|lens)=\"?\w+"
)


@dataclass
class Built:
    name: str
    """The name of the zone's folder."""
    zone: Zone
    page: str
    document: Element
    export: Path

    @property
    def shown(self) -> dict[str, dict[str, str]]:
        """Return the texts that the page has, by language and key."""
        island = json.loads(text(one(self.document, where("script", id="zone-data"))))
        keys = {*re.findall(r' data-t(?:-label)?="([^"]+)"', self.page), *island["texts"]["keys"]}
        return {
            language: {key: said for key, said in texts.items() if key in keys or key.startswith("place.")}
            for language, texts in zone_texts(self.zone).items()
        }


@pytest.fixture(scope="module", params=sorted(WITHOUT))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    zone = load_zone(OTHERS / request.param)
    page, folder = build_page(zone), tmp_path_factory.mktemp(request.param) / "data"
    export_zone(zone, folder, [*DATA, all_captions])
    texts = zone_texts(zone)
    for words in translators():
        # Only the SVG: PNG and PDF are slow and have the same words.
        svg = picture(PictureText(zone, words, texts[words.language]), "light", FORMATS[0])
        (folder / f"pictures/{words.language}.svg").write_bytes(svg)
    return Built(request.param, zone, page, markup.parse(page), folder)


def words_of_page(built: Built) -> Iterator[tuple[str, str]]:
    """Yield everything that the page says, to people and machines, without its script and styles."""
    for language, texts in built.shown.items():
        yield from ((f"{language} {key}", said) for key, said in texts.items())
    for element in markup.elements(built.document):
        if markup.name(element) not in ("script", "style"):
            yield f"<{markup.name(element)}>", element.text or ""
        for key in ("content", "title", "aria-label", "alt", "href"):
            yield f"{key} of <{markup.name(element)}>", element.get(key) or ""
    yield "JSON-LD", text(one(built.document, where("script", type="application/ld+json")))


def words_of_export(built: Built) -> Iterator[tuple[str, str]]:
    for path in sorted(built.export.rglob("*")):
        yield "file", path.name
        if path.suffix == ".xlsx":
            with ZipFile(path) as book:
                for part in book.namelist():
                    yield f"{path.name} {part}", book.read(part).decode()
        elif path.is_file():
            yield path.name, path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("words_of", [words_of_page, words_of_export])
def test_it_has_no_word_of_another_zone_or_of_a_part_that_it_lacks(built: Built, words_of: object) -> None:
    assert callable(words_of)
    found = []
    count = 0
    for place, said in words_of(built):
        plain = OUR_WORDS.sub("", unescape(said))
        count += len(plain)
        for what, pattern in WITHOUT[built.name].items():
            found += [
                f"{place}, of {what}: {plain[max(0, m.start() - 40) : m.end() + 20]!r}"
                for m in re.finditer(pattern, plain)
            ]
    assert count > 10_000
    assert found == []


@pytest.mark.parametrize("pattern", [OF_CHENGDU, OF_CHINA, OF_METRO, OF_ESTIMATES])
def test_chengdu_has_such_words(page: str, chengdu: Zone, pattern: str) -> None:
    assert all(re.search(pattern, " ".join(texts.values())) for texts in zone_texts(chengdu).values())
    assert re.search(pattern, page)


def test_it_has_its_own_words_in_every_language(built: Built) -> None:
    described = one(built.document, where("meta", name="description")).attrib["content"]
    assert built.zone.name.en in described
    for language, texts in built.shown.items():
        assert texts["zone.short"] == built.zone.name[language]
        assert built.zone.area_records[0].name[language] in " ".join(texts.values())
        release = Translator(language).language_name(built.zone.source(built.zone.release).language)
        assert any(release in said for key, said in texts.items() if key.startswith("evidence."))


MONEY = {
    "varzea": {
        "en": "R$3.2\xa0billion",
        "de": "3,2\xa0Milliarden\xa0R$",
        "zh": "32亿巴西雷亚尔",
        "ja": "32億ブラジルレアル",
    },
    "reeds": {"en": "US$3.2\xa0billion", "de": "3,2\xa0Milliarden\xa0$", "zh": "32亿美元", "ja": "32億米ドル"},
}


def test_money_is_in_the_zones_currency_and_its_own_units_have_their_words(built: Built) -> None:
    key = {"varzea": "fact.investimento", "reeds": "fact.investment"}[built.zone.id]
    for language, texts in built.shown.items():
        assert texts[f"{key}.value"] == MONEY[built.zone.id][language]
        assert MONEY[built.zone.id][language] in texts[f"{key}.text"]
    if built.zone.id == "varzea":
        assert "14\xa0Fabriken" in built.shown["de"]["fact.fabricas.text"]
    else:
        assert "1\xa0project " in built.shown["en"]["fact.looms.text"]


@pytest.mark.parametrize(
    ("currency", "en", "de"),
    [("EUR", "€950", "950\xa0€"), ("CHF", "CHF\xa0950", "950\xa0CHF"), ("RMB", "RMB\xa0950", "950\xa0RMB")],
)
def test_money_of_any_currency(currency: str, en: str, de: str) -> None:
    assert [Translator(language).value(950, currency) for language in ("en", "de")] == [en, de]
    assert Translator("en").value(950, "CNY") == Translator("en").value(950, "RMB")


def test_it_has_no_part_for_what_the_zone_lacks(built: Built) -> None:
    document, zone = built.document, built.zone
    rows = {
        element.get("data-t")
        for element in find(document, where(data_t=None))
        if (element.get("data-t") or "").startswith("legend.")
    }
    stops = [element.attrib["value"] for element in find(document, where("input", name="lens"))]
    sizes, jumps = find(document, where(data_size=None)), [a.get("href") for a in find(document, where("a"))]
    datums = {b.text for b in find(document, where("b")) if "-" in (b.text or "")}
    if zone.id == "varzea":
        assert rows == {"legend.heading", "legend.surveyed"}
        assert stops == ["release", "estimate"]
        assert sizes == []
        assert datums == {"WGS-84"}
        for language in LANGUAGES:
            assert built.shown[language]["lens.estimate"] == Translator(language)("lens.sources")
        assert find(document, where("path", class_="reach")) == []
        assert not (built.export / "backdrop.geojson").exists()
        assert not (built.export / "notes.csv").exists()
        assert find(document, where("svg", class_="release")) == []
    else:
        assert rows == {f"legend.{row}" for row in ("heading", "footprint", "reach", "parent_zone", "metro")}
        assert stops == ["release", "sources", "estimate"]
        assert len(sizes) == 10
        assert datums == {"WGS-84", "GCJ-02", "BD-09"}
        assert [text(name) for name in find(document, where(lang="zh-Latn-pinyin"))] == ["Lú'àn Yuán"]
        assert len(find(document, where("svg", class_="release"))) == 2
    assert "#unstated" not in jumps
    assert "#group-who" not in jumps
    assert find(document, where(data_layer=None)) == []


def test_links_to_other_maps_are_those_of_the_country(built: Built) -> None:
    everywhere = {"open.google", "open.apple", "open.osm", "open.geo"}
    only_in_china = {"open.amap", "open.baidu", "open.tencent"} if built.zone.id == "reeds" else set()
    for area in built.zone.area_records:
        article = one(built.document, where("article", data_details=area.id))
        assert {
            a.get("data-t") for a in find(article, where("a")) if (a.get("data-t") or "").startswith("open.")
        } == everywhere | only_in_china


def test_places_in_the_south_and_west_are_where_they_should_be(built: Built) -> None:
    first = built.zone.area_records[0]
    details = one(built.document, where("article", data_details=first.id))
    shown = find(one(details, where(class_="datums")), where("p"))[0]
    latitude, longitude = map(float, re.findall(r"-?\d+\.\d+", text(shown)))
    assert (latitude, longitude) == (pytest.approx(first.centre.y, abs=1e-4), pytest.approx(first.centre.x, abs=1e-4))
    graph = json.loads(text(one(built.document, where("script", type="application/ld+json"))))["@graph"]
    south, west, north, east = map(
        float, next(n for n in graph if n["@type"] == "Dataset")["spatialCoverage"]["geo"]["box"].split()
    )
    assert south < first.centre.y < north
    assert west < first.centre.x < east
    if built.zone.id == "varzea":
        assert latitude < -23
        assert longitude < -46
        geo = next(a.attrib["href"] for a in find(built.document, where("a", data_t="open.geo")))
        assert geo.startswith("geo:-23.5")


def test_directions_hold_south_of_the_equator(tmp_path: Path) -> None:
    folder = tmp_path / "zone"
    shutil.copytree(OTHERS / "sao-paulo", folder)
    (folder / "backdrop").mkdir()
    point = {"type": "Point", "coordinates": [-46.79, -23.6]}
    place = {"kind": "landmark", "rank": 1, "source": "cadastro", "accuracy_m": 50, "schematic": False}
    place["name"] = place["phrase"] = four("farol")
    feature = {"type": "Feature", "id": "farol", "geometry": point, "properties": place}
    (folder / "backdrop/places.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    alter(folder, "zone.toml", "landmarks", ["farol"])
    texts = zone_texts(load_zone(folder))
    assert texts["en"]["area.varzea-norte.from.farol"] == "9.4\xa0km north of farol (en)"
    assert texts["zh"]["area.jardim-do-rio.from.farol"].startswith("farol (zh)东北")
    assert "farol" in build_page(load_zone(folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OTHERS / "sao-paulo", tmp_path / "zone"))


AREA = "features/varzea-norte/geometry"


def one_area(folder: Path, longitude: float, latitude: float, **more: object) -> None:
    """Leave a single area, which is estimated."""
    alter(folder, "areas.geojson", "features/jardim-do-rio", DELETE)
    alter(folder, "areas.geojson", AREA, {"type": "Point", "coordinates": [longitude, latitude]})
    alter(folder, "zone.toml", "total_km2", read(folder, "areas.geojson", "features/varzea-norte/properties/size_km2"))
    for key, value in more.items():
        alter(folder, "areas.geojson", f"features/varzea-norte/properties/{key}", value)


def test_a_zone_of_one_estimated_area_without_optional_parts(folder: Path, tmp_path: Path) -> None:
    one_area(folder, 18.42, -33.92, uncertainty_m=800)
    alter(folder, "zone.toml", "key_facts", [])
    document = markup.parse(build_page(load_zone(folder)))
    assert find(document, where(data_step=None)) == [], "no area to step to"
    assert find(document, where("ul", class_="key-figures")) == []
    assert {
        e.get("data-t") for e in find(document, where("span")) if (e.get("data-t") or "").startswith("legend.")
    } == {"legend.footprint", "legend.reach"}
    export_zone(load_zone(folder), tmp_path / "data", DATA)


@pytest.mark.parametrize(("longitude", "latitude"), [(179.99, -16.8), (-179.995, 66.0), (20.0, 84.995)])
def test_an_area_that_a_map_cannot_show_completely_is_refused(folder: Path, longitude: float, latitude: float) -> None:
    one_area(folder, longitude, latitude, uncertainty_m=900)
    [problem] = problems(folder)
    assert (problem.file, problem.id) == ("areas.geojson", "varzea-norte.geometry")
    assert "180th meridian" in problem.expected


@pytest.mark.parametrize(("longitude", "latitude"), [(179.5, -16.8), (-179.5, 66.0), (0.0, 0.0), (20.0, -84.5)])
def test_an_area_beside_the_edges_of_the_map_is_built(folder: Path, longitude: float, latitude: float) -> None:
    one_area(folder, longitude, latitude, uncertainty_m=900)
    assert f"{latitude:.4f}, {longitude:.4f}" in build_page(load_zone(folder))


def test_places_are_compared_with_the_zone(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(OTHERS / "suzhou", tmp_path / "zone"))
    alter(folder, "areas.geojson", "features/silk-yard/geometry/coordinates", [31.36, 120.675])
    [problem] = problems(folder)
    assert problem.id == "silk-yard.geometry.coordinates"
    assert problem.expected.startswith("a longitude of 114 to 127, then a latitude of 26 to 37, as around the zone")
    assert problem.expected.endswith("(looks like latitude before longitude)")


def test_shifted_tiles_are_for_china_only(folder: Path) -> None:
    names = dict.fromkeys(LANGUAGES, "Streets")
    layer = {"provider": "OpenTopoMap", "datum": "gcj02", "name": names, "who": names}
    alter(folder, "zone.toml", "layer", [layer])
    [problem] = problems(folder)
    assert (problem.id, problem.value) == ("layer[1].datum", "gcj02")
    assert problem.expected.startswith("wgs84, as no area of the zone lies in China")


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ({"id": "factories", "name": "{n}"}, "an id used once; unit[1] has it already"),
        ({"id": "looms", "name": "looms"}, "the placeholder {n} for the number"),
    ],
)
def test_a_unit_that_is_invalid_or_taken(folder: Path, unit: dict[str, str], expected: str) -> None:
    alter(folder, "zone.toml", "unit/+", {"id": unit["id"], "name": dict.fromkeys(LANGUAGES, unit["name"])})
    assert expected in {problem.expected for problem in problems(folder)}


def test_an_unknown_unit(folder: Path) -> None:
    alter(folder, "facts.toml", "fact/fabricas/unit", "BRX")
    alter(folder, "zone.toml", "unit/+", {"id": "guests", "name": four("{n} guests of honour")})
    [problem] = problems(folder)
    assert problem.expected.startswith("one of km2, RMB, guests, proposals, agreements, projects, areas, ")
    assert problem.expected.endswith("factories, a [[unit]] of zone.toml, or a currency such as EUR (ISO 4217)")


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "inside"),
    [
        ("Suzhou", 120.6, 31.3, True), ("Shenzhen", 114.06, 22.54, True), ("Zhuhai", 113.57, 22.27, True),
        ("Haikou", 110.33, 20.03, True), ("Kashgar", 75.98, 39.47, True), ("Heihe", 127.5, 50.24, True),
        ("Dandong", 124.39, 40.12, True), ("Ruili", 97.85, 24.01, True), ("Chongming", 121.4, 31.63, True),
        ("São Paulo", -46.63, -23.55, False), ("Hong Kong", 114.17, 22.3, False), ("Macao", 113.54, 22.19, False),
        ("Taipei", 121.5, 25.03, False), ("Seoul", 127.0, 37.5, False), ("Hanoi", 105.8, 21.0, False),
        ("Ulaanbaatar", 106.9, 47.9, False), ("Almaty", 76.9, 43.2, False), ("Fukuoka", 130.4, 33.6, False),
        ("Blagoveshchensk", 127.54, 50.27, False), ("Sinuiju", 124.39, 40.09, False),
    ],
)  # fmt: skip
def test_where_maps_are_shifted(place: str, longitude: float, latitude: float, inside: bool) -> None:
    assert in_china(Point(longitude, latitude)) is inside, place


@pytest.mark.parametrize(
    ("quote", "language", "figure"),
    [
        ("R$ 3,2 bilhões", "pt-BR", 3.2e9), ("500 mil pessoas", "pt", 5e5), ("3,2 milliards d’euros", "fr", 3.2e9),
        ("12 km", "fr", 12.0), ("217.5亿元", "zh-Hans", 2.175e10), ("32億円", "ja", 3.2e9), ("13万人", "zh", 1.3e5),
        ("5 mil millones", "es", 5e9),
    ],
)  # fmt: skip
def test_figures_with_scale_words_of_other_languages(quote: str, language: str, figure: float) -> None:
    assert figures_in(quote, language) == [figure]


RELEASE = (
    "苏州，2023年8月15日，纺织区今日公布。新闻稿共列出九个片区的名称。\n\n企业拟投资32亿美元，用于纺织机械的研发。\n"
)


def test_a_chinese_release_is_read_sentence_by_sentence(tmp_path: Path) -> None:
    assert split_sentences("第一句。第二句！第三句？") == ["第一句。", "第二句！", "第三句？"]
    zone = load_zone(OTHERS / "suzhou")
    lengths = tuple(tuple(map(len, split_sentences(part))) for part in RELEASE.strip().split("\n\n"))
    assert check_release(replace(zone, release_sentences=lengths), RELEASE) == []
    assert check_release(replace(zone, release_sentences=()), RELEASE) == []
    [problem] = check_release(replace(zone, release_sentences=lengths), RELEASE.replace("32亿", "33亿"))
    assert problem.id == "investment.locator"


def test_a_zone_with_surveyed_and_estimated_areas_tells_them_apart(tmp_path: Path) -> None:
    texts = zone_texts(load_zone(write_zone(tmp_path / "zone")))
    for language in LANGUAGES:
        surveyed, estimated = (
            " ".join(said for key, said in texts[language].items() if key.startswith(f"area.{area}"))
            for area in ("east-garden", "north-garden")
        )
        assert re.search(OF_ESTIMATES, estimated)
        assert not re.search(OF_ESTIMATES, surveyed)
        assert texts[language]["lens.estimate_note"] != Translator(language)("lens.estimate_note")


def test_a_zone_without_facts_of_the_release_does_not_explain_their_places(tmp_path: Path) -> None:
    folder = write_zone(tmp_path / "zone")
    said = ' class="hint facts-key"'
    assert said in build_page(load_zone(folder))
    write(folder / "facts.toml", {"fact": [read(folder, "facts.toml", f"fact/{id}") for id in ("size", "motto")]})
    alter(folder, "zone.toml", "key_facts", ["size"])
    alter(folder, "zone.toml", "difference", DELETE)
    assert said not in build_page(load_zone(folder))
