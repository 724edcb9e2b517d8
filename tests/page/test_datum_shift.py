"""How far the datums shift an area: stated in each language, and drawn to scale beside the uncertainty of the place."""

from __future__ import annotations

import re
from math import atan2, cos, degrees, hypot, radians
from xml.etree.ElementTree import Element

import prcoords
import pytest
from pyproj import Geod

from geodata import LANGUAGES, Zone
from geodata.datum import shift_m
from geodata.model import Area
from tests import markup
from tests.markup import find, one, where

GEOD = Geod(ellps="WGS84")


def expected_shifts(area: Area) -> dict[str, tuple[float, float]]:
    """Return azimuth in degrees and distance in metres for each datum, by another library."""
    gcj02 = prcoords.wgs_gcj(prcoords.Coords(area.centre.y, area.centre.x))
    points = {"gcj02": gcj02, "bd09": prcoords.gcj_bd(gcj02)}
    return {datum: GEOD.inv(area.centre.x, area.centre.y, p.lon, p.lat)[::2] for datum, p in points.items()}


def test_the_shift_in_chengdu_is_some_364_m_and_in_bd09_some_945_m(chengdu: Zone) -> None:
    for area in chengdu.area_records:
        lengths = shift_m(area.centre)
        assert lengths["gcj02"] == pytest.approx(364, abs=12)
        assert lengths["bd09"] == pytest.approx(945, abs=12)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_gives_both_shifts_and_the_uncertainty(zone: Zone, tree: Element, language: str) -> None:
    texts = markup.texts(tree)[language]
    for area in zone.area_records:
        text = texts[f"area.{area.id}.shift"] or ""
        for datum, (_, metres) in expected_shifts(area).items():
            assert texts[f"area.{area.id}.{datum}"] in text
            assert re.search(rf"(?<!\d){metres:.0f}\s?(m|米)", text), text
        uncertainty = f"{area.uncertainty_m / 1000:g}" if area.uncertainty_m >= 1000 else f"{area.uncertainty_m:g}"
        assert uncertainty.replace(".", "," if language == "de" else ".") in text


def test_arrows_are_drawn_to_one_scale(zone: Zone, tree: Element) -> None:
    for area in zone.area_records:
        article = one(tree, where("article", data_details=area.id))
        [drawing] = find(one(article, where("div", class_="shift")), where("svg"))
        centre = one(drawing, where("circle", class_="spot"))
        start = f"M{centre.attrib['cx']} {centre.attrib['cy']}l"
        scales = []
        for datum, (azimuth, metres) in expected_shifts(area).items():
            path = one(drawing, where("path", class_=datum)).attrib["d"]
            assert path.startswith(start)
            right, down = map(float, path.removeprefix(start).split())
            scales.append(hypot(right, down) / metres)
            # The direction counts too.
            assert cos(radians(azimuth - degrees(atan2(right, -down)))) > 0.999
        assert scales[0] == pytest.approx(scales[1], rel=0.01)


def test_the_drawing_has_room_for_its_names(zone: Zone, tree: Element) -> None:
    for article in find(tree, where("article", data_details=None)):
        [drawing] = find(one(article, where("div", class_="shift")), where("svg"))
        _, _, width, height = map(float, drawing.attrib["viewBox"].split())
        for name in find(drawing, where("text")):
            assert 0 <= float(name.attrib["x"]) <= width
            assert 10 <= float(name.attrib["y"]) <= height
        # The two names to the right of their arrows, some 90 pixels each, fit into the drawing.
        rights = [float(name.attrib["x"]) for name in find(drawing, where("text")) if not name.get("text-anchor")]
        assert len(rights) == 2
        assert max(rights) + 90 <= width
