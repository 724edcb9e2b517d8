"""The style table and the rules made from it: CSS, attributes and JSON agree."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from geodata import Zone
from geodata.vocabulary import DATED_KINDS, KINDS
from maps.drawing import style, style_rules
from maps.drawing.page_maps import draw_page_maps
from maps.drawing.palette import AREA_COLOURS, DARK, LIGHT
from maps.drawing.style import AREA, STYLES
from maps.text.page_texts import Texts

CSS = dict(re.findall(r"^([^{}]+)\{([^{}]*)\}$", style_rules.css(), re.MULTILINE))


def test_every_kind_of_feature_has_a_style() -> None:
    missing = set(KINDS) - set(STYLES)
    assert not missing, "kinds in geodata/vocabulary.py without a style in maps/drawing/style.py"
    assert tuple(style.LATER) == DATED_KINDS
    # These two are made from the districts.
    assert set(STYLES) - set(KINDS) == {"municipality", "border"}


def test_every_colour_is_one_of_the_palette() -> None:
    tokens = set(re.findall(r"var\(--([\w-]+)\)", style_rules.css()))
    assert tokens - {"colour"} <= set(LIGHT)


@pytest.mark.parametrize("kind", STYLES)
def test_css_and_attributes_agree(kind: str) -> None:
    look = STYLES[kind]
    if not (look.fill or look.stroke):
        return
    declarations = dict(part.split(":", 1) for part in CSS[f".{kind}"].split(";"))
    weight, unit = 1.7, 2
    found = style_rules.svg_attributes([kind, "path"], LIGHT, weight, unit, 1)
    for name in ("fill", "stroke"):
        token = {"fill": look.fill, "stroke": look.stroke}[name]
        if token is None:
            assert (declarations[name], found.get(name, "none")) == ("none", "none")
        elif token != AREA:
            assert declarations[name] == f"var(--{token})"
            assert found[name] == LIGHT[token]
    if look.stroke:
        width = (look.width * weight + look.fixed_width) * unit
        assert float(found["stroke-width"]) == pytest.approx(width, rel=1e-3)
        assert evaluate(declarations["stroke-width"], weight, unit) == pytest.approx(width, rel=1e-3)
    if look.dash:
        assert [float(length) for length in found["stroke-dasharray"].split()] == [d * unit for d in look.dash]
        # Round ends would fill the gaps.
        assert found["stroke-linecap"] == declarations["stroke-linecap"] == "butt"


def evaluate(length: str, weight: float, unit: float) -> float:
    """Return a length of the CSS in units, for a weight of lines and a number of units per pixel."""
    term = length.replace("var(--weight,1)", str(weight)).replace("var(--px,1px)", str(unit)).replace("calc", "")
    assert re.fullmatch(r"[\d.*+() ]+", term)
    return float(eval(term))  # only digits and signs, from our own CSS


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("area", AREA_COLOURS)
def test_an_area_has_its_own_colour(scheme: dict[str, str], area: str) -> None:
    reach = style_rules.svg_attributes(["reach", area, "path"], scheme, 1, 1, 1)
    footprint = style_rules.svg_attributes(["footprint", area, "circle"], scheme, 1, 1, 1)
    assert reach["fill"] == reach["stroke"] == footprint["fill"] == scheme[area]
    assert "stroke" not in footprint
    assert "stroke-dasharray" in reach
    assert float(footprint["fill-opacity"]) == pytest.approx(0.4)


def test_letters_have_a_halo_and_no_dashes() -> None:
    for kind, look in STYLES.items():
        if look.label:
            found = style_rules.svg_attributes(["label", kind, "text"], LIGHT, 1, 2, 0.5)
            assert float(found["font-size"]) == look.label.size
            assert "stroke-dasharray" not in found
            assert (found["stroke"], found["paint-order"]) == (LIGHT["land"], "stroke")
            assert found["stroke-opacity"] == "1"


def test_every_class_of_a_drawing_has_a_rule(chengdu: Zone, chengdu_texts: Texts) -> None:
    maps = draw_page_maps(chengdu, chengdu_texts)
    markup = "".join([maps.static_map, *maps.close_ups, maps.overview, maps.regional_context])
    known = {name for rule in style_rules.rules() for name in rule.classes}
    used = {
        name
        for classes in re.findall(r'<(?:path|circle|rect|text)\b[^>]*class="([^"]+)"', markup)
        for name in classes.split()
    }
    plain = {kind for kind, look in STYLES.items() if not (look.fill or look.stroke)}
    assert used - known - set(AREA_COLOURS) - plain == {"frame"}


def test_the_table_for_the_script_is_plain_json_with_every_kind() -> None:
    table = style.script_table()
    assert json.loads(json.dumps(table))["order"] == list(STYLES)
    assert list(json.loads(json.dumps(table))["kinds"]) == list(STYLES)


def test_the_page_s_own_stylesheets_repeat_no_dash_and_no_type_size_of_the_table() -> None:
    own = "".join(path.read_text("utf-8") for path in Path("maps/page/styles").glob("*.css"))
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", own, flags=re.DOTALL))
    drawn = {name for rule in style_rules.rules() for name in rule.classes} - {"dot"}
    found = set()
    for selector, declarations in rules:
        if drawn & set(re.findall(r"\.([\w-]+)", selector)):
            found |= set(re.findall(r"stroke-dasharray: (?!none)[^;]*", declarations))
        if ".label" in selector:
            found |= set(re.findall(r"font(?:-size)?: [^;]*", declarations))
    assert found == {"font-size: var(--narrow-size)"}
    narrow_size = style.LABELS["area"].narrow_size
    assert narrow_size
    assert f".label.area{{--narrow-size:{narrow_size / 16:g}rem}}" in style_rules.css()
