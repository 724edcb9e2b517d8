"""Credits and names of any length in the pictures: credits are whole, names wrap and at last end in an ellipsis."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from time import process_time
from xml.etree import ElementTree as xml

import pytest

from geodata import DataError, Zone, load_zone
from maps.drawing.text_metrics import wrap
from maps.export.file import CannotWrite
from maps.export.pictures import picture_files
from maps.export.pictures.context import PictureText
from maps.export.pictures.layouts import FORMATS, picture
from maps.text.page_texts import zone_texts
from maps.text.translator import Translator
from tests.export.test_pictures import text_boxes, texts
from tests.zones import DELETE, alter, write_zone

PUBLISHERS = [
    "© The Provincial Bureau of Surveying, Mapping and Geographic Information of the South-Western Territories",
    "© Landesamt für Vermessung, Geoinformation und ländliche Entwicklung des Freistaats, Außenstelle Süd",
    "© Instituto Nacional de Estadística, Geografía e Informática de los Estados Unidos del Valle",
]
HAN = "审图号与版权所有国家测绘地理信息局与四川省自然资源厅联合编制"
CREDITS = {
    "three publishers": PUBLISHERS,
    "200 letters without a blank": ["W" * 200],
    "Chinese": [HAN * 12],
    "twenty": [f"© Publisher number {n} of a very long list of publishers" for n in range(20)],
    "as long as may be": ["© " + "Very long publisher " * 20, HAN * 60, "A" * 1500],
}
NAMES = {
    "words": "Anordnungsbereich der städtebaulichen Entwicklungsmaßnahme Nördliche Gartenstadterweiterung am Institut",
    "one word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "Chinese": HAN * 3,
    "pages": "Garten " * 1400,
}


def with_credits(folder: Path, credits: list[str]) -> Path:
    write_zone(folder)
    for number, credit in enumerate(credits):
        source = {"id": f"more-{number}", "publisher": "P", "language": "en", "url": "https://example.org/p"}
        label = dict.fromkeys(("en", "de", "zh", "ja"), "More")
        alter(folder, "sources.toml", "source/+", source | {"licence": "ODbL-1.0", "credit": credit, "label": label})
    return folder


def drawn(zone: Zone, language: str) -> list[tuple[str, xml.Element]]:
    say = PictureText(zone, Translator(language), zone_texts(zone)[language])
    return [(form.id, xml.fromstring(picture(say, "light", form))) for form in FORMATS]


def check_room(form: str, root: xml.Element) -> None:
    """Check that all texts are within the picture and none overlaps another."""
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    boxes = [box for box in text_boxes(root, 0, 0, 1) if box[5]]
    for left, top, right, bottom, text, _ in boxes:
        assert -1 <= left <= right <= width + 1, (form, text)
        assert -1 <= top <= bottom <= height + 1, (form, text)
    for one, other in combinations(boxes, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert not (across > 2 and down > 2), (form, one[4], other[4])


@pytest.mark.slow
@pytest.mark.parametrize("which", CREDITS)
def test_a_credit_is_shown_whole_and_overlaps_nothing(tmp_path: Path, which: str) -> None:
    zone = load_zone(with_credits(tmp_path / "zone", CREDITS[which]))
    for form, root in drawn(zone, "en"):
        written = "".join("".join(texts(root)).split())
        for credit in CREDITS[which]:
            assert "".join(credit.split()) in written, form
        check_room(form, root)


def test_a_credit_too_long_for_any_picture_is_refused(tmp_path: Path) -> None:
    folder = with_credits(tmp_path / "zone", ["A" * 2500, "B" * 2500])
    with pytest.raises(DataError) as refused:
        load_zone(folder)
    assert "sources.toml: credit: found '5,042 characters'" in str(refused.value)
    assert "at most 4,000 characters" in str(refused.value)


@pytest.mark.parametrize("which", NAMES)
def test_names_of_any_length_stand_on_the_map(tmp_path: Path, which: str) -> None:
    folder, name = write_zone(tmp_path / "zone"), dict.fromkeys(("en", "de", "zh", "ja"), NAMES[which])
    for id in ("north-garden", "east-garden"):
        alter(folder, "areas.geojson", f"features/{id}/properties/name", name)
    for key in ("name", "phrase"):
        alter(folder, "backdrop/metro.geojson", f"features/old-gate/properties/{key}", name)
    begin = process_time()
    found = drawn(load_zone(folder), "en")
    assert process_time() - begin < 30
    for form, root in found:
        check_room(form, root)
        on_map = "".join(
            "".join(texts(sheet))
            for sheet in root.iter("{http://www.w3.org/2000/svg}g")
            if sheet.get("id") == "overview"
        )
        # The first area is placed first where there is no room for all.
        assert "".join(NAMES[which].split())[:30] in "".join(on_map.split()), form
        assert len(NAMES[which]) < 120 or "…" in on_map, form


def test_long_texts_wrap_in_linear_time() -> None:
    def seconds(count: int) -> float:
        begin = process_time()
        assert "".join(wrap(HAN * count, 700, 8)) == HAN * count
        return process_time() - begin

    seconds(3)
    assert seconds(80) < 12 * seconds(20) + 0.5


@pytest.mark.slow
def test_characters_that_no_font_has_are_named(tmp_path: Path) -> None:
    title = dict.fromkeys(("en", "de", "zh", "ja"), "Gardens \U00010330 and \u1b83 by the brook")
    alter(folder := write_zone(tmp_path / "zone"), "zone.toml", "title", title)
    zone = load_zone(folder)
    files = picture_files(zone, zone_texts(zone), "en")
    made = [next(files) for _ in range(1 + 3 * 8)]
    assert {file.name.rpartition(".")[2] for file in made} == {"txt", "svg", "png", "pdf"}
    with pytest.raises(CannotWrite) as reason:
        next(files)
    where = "“Gardens \U00010330 and \u1b83 by the brook”"
    assert str(reason.value) == (
        "No installed font has all letters of the pictures in en: "
        f"\U00010330 (U+10330) in {where}; \u1b83 (U+1B83) in {where}."
    )


@pytest.mark.parametrize("kept", [1, 3])
def test_a_long_name_in_the_list_of_sizes_wraps_and_is_not_cut(tmp_path: Path, kept: int) -> None:
    folder, name = write_zone(tmp_path / "zone"), dict.fromkeys(("en", "de", "zh", "ja"), NAMES["words"])
    alter(folder, "areas.geojson", "features/south-garden/properties/name", name)
    if kept == 1:
        for id in ("north-garden", "east-garden"):
            alter(folder, "areas.geojson", f"features/{id}", DELETE)
        alter(folder, "facts.toml", "fact/size/areas", ["south-garden"])
        alter(folder, "facts.toml", "fact/size/value", 2)
        alter(folder, "zone.toml", "total_km2", 2)
    for form, root in drawn(load_zone(folder), "de"):
        check_room(form, root)
        listed = "".join(
            "".join(texts(sheet))
            for sheet in root.iter("{http://www.w3.org/2000/svg}g")
            if sheet.get("id") is None and not list(sheet.iter("{http://www.w3.org/2000/svg}g"))[1:]
        )
        assert "".join(NAMES["words"].split()) in "".join(listed.split()), form
        assert "…" not in "".join(texts(root)), form
