"""A zone of one area: nothing in the page and the captions is in the plural."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from geodata import LANGUAGES, Zone, load_zone
from maps import build_page
from maps.export.pictures import all_captions
from maps.export.writers import export_zone
from maps.text.page_texts import zone_texts
from maps.text.translator import messages
from tests import markup
from tests.markup import one, text, where
from tests.zones import DELETE, alter, read, write_zone

OF_SEVERAL = {
    "en": r"\bareas\b|\beach area\b|\ball areas\b|[Ss]izes|[Tt]he outlines|km² in all",
    "de": r"\bGebieten?\b(?<!Gebiet)|[Jj]edes? Gebiet|\bGrößen|Umrisse\b|[Zz]usammen",
    "zh": "各片区|全部片区|共[0-9]",
    "ja": "各エリア|全エリア|合計[0-9]",
}
"""Words that a zone of one area must not have, by language."""


@pytest.mark.parametrize("kept", ["north-garden", "east-garden", "south-garden"])
def test_texts_of_a_zone_of_one_area_are_in_the_singular(tmp_path: Path, kept: str) -> None:
    """The first area has a wider district, the second is surveyed, the third has neither."""
    folder = write_zone(tmp_path / "zone")
    for id in {"north-garden", "east-garden", "south-garden"} - {kept}:
        alter(folder, "areas.geojson", f"features/{id}", DELETE)
    size = read(folder, "areas.geojson", f"features/{kept}/properties/size_km2")
    for place, value in {"areas": [kept], "value": size}.items():
        alter(folder, "facts.toml", f"fact/size/{place}", value)
    alter(folder, "zone.toml", "total_km2", size)
    if kept == "south-garden":
        alter(folder, "zone.toml", "location_statement", DELETE)
    zone = load_zone(folder)
    page, texts = build_page(zone), zone_texts(zone)
    export_zone(zone, tmp_path / "data", [all_captions])
    captions = json.loads((tmp_path / "data/pictures/captions.json").read_text("utf-8"))
    keys = {*re.findall(r' data-t(?:-label)?="([^"]+)"', page)}
    keys |= {*json.loads(text(one(markup.parse(page), where("script", id="zone-data"))))["texts"]["keys"]}
    # Except texts that the page's script fills with one name, and one of a drawing that only several areas have.
    keys -= {"map.fact_areas", "map.fact_unplaced", "map.moved", "map.close_up"}
    found = []
    for language, pattern in OF_SEVERAL.items():
        said = {key: texts[language][key] for key in keys if key in texts[language]}
        said["captions"] = json.dumps(captions[language], ensure_ascii=False)
        found += [f"{language} {key}: {words}" for key, words in said.items() if re.search(pattern, words)]
    assert found == []
    assert texts["en"]["areas.heading"] == "The area"
    assert texts["de"]["map.fit_all"] == "Das ganze Gebiet zeigen"
    assert ("does not say where the zone is" in texts["en"]["lens.release_note"]) is (kept == "south-garden")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_zone_of_several_areas_has_such_words(chengdu: Zone, language: str) -> None:
    assert re.search(OF_SEVERAL[language], " ".join(zone_texts(chengdu)[language].values()))


def test_every_case_for_one_area_and_for_surveyed_areas_exists_for_one_surveyed_area() -> None:
    of_one, surveyed = (
        {key.removesuffix(case) for key in messages() if key.endswith(case)} for case in (".if.one", ".if.surveyed")
    )
    assert {f"{key}.if.one_surveyed" for key in of_one & surveyed} <= set(messages())
    assert {"page.skip", "areas.heading", "picture.alt"} <= of_one
