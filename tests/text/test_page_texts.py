"""The texts of a zone in each language: its own words come from its data, and each language follows its own style."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geodata import LANGUAGES, Zone, load_zone
from geodata.model import Text
from maps import build_page
from maps.export.writers import DATA, export_zone
from maps.text.credits import credit_line
from maps.text.page_texts import AREA_PREFIXES, is_template, zone_texts
from maps.text.translator import Translator, messages
from tests import markup
from tests.markup import one, text, where
from tests.zones import alter, parse, write_zone

FILLED_BY_THE_SCRIPT = {
    "size.handle": {"size"},
    "size.laid": {"diameter"},
    "size.moved": {"diameter", "direction", "distance"},
    "map.fact_areas": {"areas"},
    "map.fact_unplaced": {"areas"},
    "map.moved": {"width", "height", "areas"},
    "map.moved_none": {"width", "height"},
    "map.moved_to": {"direction", "distance"},
    "map.partly": {"name"},
    "map.middle": {"direction", "distance"},
    "map.nearest": {"names"},
    "map.metro_station": {"name"},
    "map.near_place": {"name", "direction", "distance"},
    "map.kilometres": {"length"},
    "map.metres": {"length"},
    "download.saved": {"file"},
    "share.area": {"area"},
    "share.area_ending": {"area"},
    "share.copied": {"what"},
}
COUNTS = {
    "en": ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "de": ["kein", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"],
    "zh": ["零", "一个", "两个", "三个", "四个", "五个", "六个", "七个", "八个", "九个"],
    "ja": ["ゼロ", "1つ", "2つ", "3つ", "4つ", "5つ", "6つ", "7つ", "8つ", "9つ"],
}
"""Words for a number of areas, by that number."""
HAN = "[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"


def own_words(zone: Zone, language: str) -> Iterator[str]:
    """Return words that only this zone has: its names, its count, the language of its release."""
    landmarks = [zone.place(id) for id in zone.landmarks]
    names = [zone.name, zone.municipality, zone.centre_name, *(place.name for place in landmarks)]
    names += [place.gloss for place in landmarks] + [area.name for area in zone.area_records]
    names += [city.name for city in zone.regional_context.cities] if zone.regional_context else []
    yield from (name[language] for name in names if name)
    yield Translator(language).language_name(zone.source(zone.release).language)
    yield COUNTS[language][len(zone.area_records)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_has_a_word_of_the_zone(chengdu: Zone, language: str) -> None:
    words = set(own_words(chengdu, language)) | {"Chengdu", "Tianfu", "JCIPO", "Hi-tech", "Hightech", "成都", "天府"}
    assert len(words) > 15
    said = {key: message[language] for key, message in messages().items() if key != "language.name"}
    found = {(key, word) for key, message in said.items() for word in words if word.lower() in message.lower()}
    assert found == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_zone_says_nothing_of_chengdu(chengdu: Zone, lanhua: Zone, language: str) -> None:
    sources = tuple(replace(s, language="fr") if s.id == lanhua.release else s for s in lanhua.sources)
    texts = zone_texts(replace(lanhua, sources=sources, area_records=lanhua.area_records[:2]))[language]
    words = set(own_words(chengdu, language))
    assert {(key, word) for key, said in texts.items() for word in words if word in said} <= {
        # The language's own name.
        ("language.name", "Deutsch")
    }
    french = {"en": "French", "de": "Französisch", "zh": "法文", "ja": "フランス語"}[language]
    assert french in texts["evidence.lanhua-de.1.1"]
    assert "the rose beds" in texts["size.button"]


def test_without_optional_names_a_zone_is_called_by_landmark_and_name(chengdu: Zone) -> None:
    bare = replace(chengdu, centre_name=None, municipality=None, parent_zone_extent=None)
    texts = zone_texts(bare)
    assert texts["en"]["size.button"].endswith("Lay it over Tianfu Square")
    assert texts["de"]["size.button"].endswith("Auf die Karte legen"), "the name alone lacks its article"
    assert texts["de"]["size.laid"].startswith("Maßstabsgetreu, {diameter} im")
    assert bare.name.de in texts["de"]["overview.label"]
    assert not texts["en"]["lens.release_note"].endswith(" ")
    with_extent = zone_texts(chengdu)
    for language in LANGUAGES:
        assert with_extent[language]["lens.release_note"].startswith(texts[language]["lens.release_note"])
        assert chengdu.parent_zone_extent is not None
        assert with_extent[language]["lens.release_note"].endswith(chengdu.parent_zone_extent[language])


def test_each_landmark_has_its_own_phrase(chengdu: Zone, lanhua: Zone) -> None:
    texts = zone_texts(chengdu)
    ways = [key for key in texts["de"] if re.search(r"^area\..*\.from\.", key)]
    assert len(ways) == 9
    for key in ways:
        assert re.fullmatch(r"[\d,]+\xa0km (nord|süd)?(öst|west|nörd|süd)?lich vom \S+( \S+)?", texts["de"][key]), key
        assert re.fullmatch(r"[\d.]+\xa0km [a-z-]+ of \S+ \S+", texts["en"][key]), key
    assert "{direction} vom Tianfu-Platz." in texts["de"]["size.moved"]
    here = zone_texts(lanhua)["de"]
    assert here["area.north-garden.from.old-gate"].endswith("lich von der Alten Pforte (de)")
    assert "{direction} von der Alten Pforte (de)." in here["size.moved"]


def test_the_map_explains_a_name_with_its_gloss(chengdu: Zone) -> None:
    texts = zone_texts(chengdu)
    labels = [texts[language]["place.tianfu-square"] for language in LANGUAGES]
    assert labels == [
        "Tianfu Square (city centre)",
        "Tianfu-Platz (Stadtzentrum)",
        "天府广场（市中心）",
        "天府広場（市中心部）",
    ]
    assert texts["de"]["place.tianfu-airport"] == "Flughafen Tianfu"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_in_the_release_names_the_language_that_it_is_written_in(chengdu: Zone, language: str) -> None:
    fact = next(fact for fact in chengdu.facts if fact.id == "agreements")
    assert fact.locator is not None
    moved = replace(fact, locator=replace(fact.locator, source="release-en"))
    texts = zone_texts(replace(chengdu, facts=(*chengdu.facts, replace(moved, id="again"))))[language]
    german, english = (Translator(language).language_name(tag) for tag in ("de", "en"))
    assert german in texts["evidence.release-de.3.1"]
    assert english in texts["evidence.release-en.3.1"]
    assert english in texts["version.release-en"]


def test_names_of_languages_are_those_of_written_texts() -> None:
    names = {tag: [Translator(language).language_name(tag) for language in LANGUAGES] for tag in ("de", "zh-Hans")}
    assert names["de"] == ["German", "Deutsch", "德文", "ドイツ語"]
    assert names["zh-Hans"][0] == "Simplified Chinese"
    assert Translator("en").language_name("tlh-AQ") == "Klingon"
    assert Translator("en").language_name("qqq") == "qqq"


def test_every_text_is_filled_in_in_every_language(chengdu: Zone, lanhua: Zone) -> None:
    for zone in (chengdu, lanhua):
        texts = zone_texts(zone)
        assert list(texts) == list(LANGUAGES)
        assert len({tuple(found) for found in texts.values()}) == 1
        for language, found in texts.items():
            assert [key for key in found if is_template(key) and not key.startswith(AREA_PREFIXES)] == []
            open_ = {key: set(re.findall(r"\{(\w+)\}", said)) for key, said in found.items()}
            assert {key: names for key, names in open_.items() if names} == FILLED_BY_THE_SCRIPT, language
            # A separator ends with its space, if the language has one.
            separators = ("download.cite_", "evidence.", "version.", "sources.licence")
            spaced = [key for key, said in found.items() if said != said.strip()]
            assert [key for key in spaced if not key.startswith(separators)] == []


def test_the_zone_says_how_far_it_goes_where_its_data_have_it(chengdu: Zone, lanhua: Zone) -> None:
    keys = {"zone.status": chengdu.status, "zone.parent_zone_note": chengdu.parent_zone_note}
    for language, texts in zone_texts(chengdu).items():
        assert {key: texts[key] for key in keys} == {key: own[language] for key, own in keys.items() if own}
    assert set(keys) & set(zone_texts(lanhua)["en"]) == set()


def test_lengths_in_texts_are_written_like_measured_ones(chengdu: Zone) -> None:
    for language in ("en", "de", "ja"):
        texts = zone_texts(chengdu)[language]
        assert [key for key, said in texts.items() if re.search(r"\d ?(km|m)(?![a-z])", said)] == []


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_chinese_and_japanese_have_no_space_beside_latin_letters(language: str) -> None:
    spaced = re.compile(rf"{HAN}[ \xa0]+[A-Za-z0-9]|[A-Za-z0-9][ \xa0]+{HAN}")
    assert [key for key, message in messages().items() if spaced.search(message[language])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_apostrophes_and_quotation_marks_are_typographic(language: str) -> None:
    assert [key for key, message in messages().items() if re.search("['\"]", message[language])] == []


# A word, and the term that the page uses instead.
OTHER_TERMS = {
    "en": {r"\bplaces?\b": "location, area", r"\bdoubt": "uncertainty", r"internet address": "IP address"},
    "de": {r"\b(Orte?|Platz)\b": "Lage, Stelle", r"Internetadresse": "IP-Adresse", r"Grünfläche": "ökologische Fläche"},
    "zh": {"区域": "片区、规划区", "地址": "IP地址", "场所": "位置"},
    "ja": {
        "行事|案件": "イベント、プロジェクト",
        "片区": "エリア",
        "場所": "位置",
        "(?<!IP)アドレス": "IPアドレス",
        "保存$": "ダウンロード",
    },
}
ALLOWED = {
    # The place in a text, and to put something at its place.
    ("en", "page.description"),
    ("en", "legend.parent_zone"),
    # Every place on earth.
    ("en", "each.shift"),
    ("de", "each.shift"),
    ("zh", "layers.intro"),
    ("zh", "each.layer_who"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_thing_has_one_name(language: str) -> None:
    found = {
        (language, key)
        for key, message in messages().items()
        for word in OTHER_TERMS[language]
        if re.search(word, message[language], re.IGNORECASE)
    }
    assert found <= ALLOWED
    assert found == {pair for pair in ALLOWED if pair[0] == language}


JOINED = "\u2060"


def joined(zone: Zone) -> Zone:
    """Return the zone with line break controls between all letters of its texts."""

    def mark(words: str) -> str:
        # Within {value} they would break the name of the placeholder.
        return f"{JOINED}{words}\u200b" if "{" in words else JOINED.join(words)

    def marked(found: Text) -> Text:
        return Text(**{language: mark(found[language]) for language in LANGUAGES})

    facts = [replace(fact, label=marked(fact.label), text=marked(fact.text)) for fact in zone.facts]
    facts = [replace(fact, items=tuple(map(marked, fact.items))) for fact in facts]
    areas = [replace(area, name=marked(area.name), basis=marked(area.basis)) for area in zone.area_records]
    places = [replace(place, name=marked(place.name) if place.name else None) for place in zone.backdrop]
    sources = [replace(s, label=marked(s.label), publisher=mark(s.publisher)) for s in zone.sources]
    return replace(
        zone,
        name=marked(zone.name),
        title=marked(zone.title),
        not_stated=tuple(map(marked, zone.not_stated)),
        facts=tuple(facts),
        area_records=tuple(areas),
        backdrop=tuple(places),
        sources=tuple(sources),
    )


def test_a_publisher_is_named_in_the_readers_language_where_it_has_a_name(lanhua: Zone) -> None:
    texts = zone_texts(lanhua)
    assert {language: found["publisher.lanhua-de"] for language, found in texts.items()} == {
        **dict.fromkeys(("en", "de", "ja"), "Lanhua Gardens"),
        "zh": "兰花园",
    }
    assert "publisher.survey" not in texts["en"], "the same in every language"


def test_line_break_controls_reach_no_title_and_no_file(lanhua: Zone, tmp_path: Path) -> None:
    zone = joined(lanhua)
    assert JOINED in zone.title.en
    export_zone(zone, tmp_path, [writer for writer in DATA if "parquet" not in writer.__name__])
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert not any(mark.encode() in content for mark in (JOINED, "\u200b")), path.name
    tree = markup.parse(build_page(zone))
    title = text(one(one(tree, where("head")), where("title")))
    assert title == "Three gardens (en)"
    graph = json.loads(text(one(tree, where("script", type="application/ld+json"))))
    heads = [text(one(tree, where("head"))), json.dumps(graph, ensure_ascii=False)]
    heads += [meta.attrib["content"] for meta in markup.find(tree, where("meta", content=None))]
    assert title in heads
    assert [head for head in heads if JOINED in head or "\u200b" in head] == []


def test_a_credit_that_several_sources_require_is_given_once(chengdu: Zone) -> None:
    assert credit_line([*chengdu.sources, *chengdu.sources]) == credit_line(chengdu.sources) != ""


def test_the_sign_of_a_difference_is_explained_only_where_versions_differ(lanhua: Zone) -> None:
    for zone, is_explained in ((lanhua, True), (replace(lanhua, differences=()), False)):
        assert {"≠" in texts["facts.key"] for texts in zone_texts(zone).values()} == {is_explained}


def test_a_release_that_gives_the_sizes(tmp_path: Path) -> None:
    """No text says that it does not give them, or that other sources do; the page shows them from the first stop on."""
    folder = write_zone(tmp_path / "zone")
    ids = [feature["id"] for feature in parse(folder / "areas.geojson")["features"]]
    for id in ids:
        alter(folder, "areas.geojson", f"features/{id}/properties/purpose_source", "survey")
    denied = "size|Größe|面积|面積"
    keys = ("lens.release_note", "lens.sources_note", "lens.sources_intro")
    before = zone_texts(load_zone(folder))
    page = build_page(load_zone(folder))
    for index, id in enumerate(ids):
        assert f'data-since="sources" data-t="area.{id}.size"' in page, index
        alter(folder, "areas.geojson", f"features/{id}/properties/size_source", "lanhua-de")
    after, page = zone_texts(load_zone(folder)), build_page(load_zone(folder))
    for language, texts in after.items():
        assert all(re.search(denied, before[language][key]) for key in keys)
        assert not any(re.search(denied, texts[key]) for key in keys), language
        assert texts["details.release_only"] != before[language]["details.release_only"]
    for id in ids:
        assert f'class="size" data-t="area.{id}.size"' in page
        # Those sizes can be laid on the map from the first stop on too.
        assert f'aria-labelledby="lay-{id} about-{id}">' in page


def test_a_release_that_describes_an_area(tmp_path: Path) -> None:
    """No text says that it gives only the area's name, and the page shows the purpose from the first stop on."""
    folder = write_zone(tmp_path / "zone")
    ids = [feature["id"] for feature in parse(folder / "areas.geojson")["features"]]
    alter(folder, "areas.geojson", f"features/{ids[0]}/properties/purpose_source", "lanhua-de")
    for id in ids[1:]:
        alter(folder, "areas.geojson", f"features/{id}/properties/purpose_source", "survey")
    zone = load_zone(folder)
    for texts in zone_texts(zone).values():
        for key in ("details.release_only", "lens.release_intro"):
            assert not re.search("only|nothing more|nur|Mehr|只|没有更多|だけ|それ以上", texts[key]), texts[key]
    page = build_page(zone)
    assert f'<p data-t="area.{ids[0]}.purpose"' in page
    assert f'<p data-since="sources" data-t="area.{ids[1]}.purpose"' in page


def test_what_the_release_says_about_the_areas_of_chengdu() -> None:
    """Its only fact about a single area is how it writes the name."""
    english = zone_texts(load_zone())["en"]
    assert english["details.release_only"] == "The release gives only the name of this area."
    assert english["lens.release_intro"] == "The release says nothing more about the areas."


def test_the_heading_of_the_release_gives_the_total_only_if_the_release_does(chengdu: Zone) -> None:
    without = replace(
        chengdu, facts=tuple(fact for fact in chengdu.facts if not (fact.in_release and fact.unit == "km2"))
    )
    for zone, is_given in ((chengdu, True), (without, False)):
        for texts in zone_texts(zone).values():
            assert bool(re.search(r"36[.,]9", texts["lens.title"])) == is_given
