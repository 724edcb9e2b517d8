"""The palette: both schemes are complete, legible and fit for colour-blind readers; the stylesheet uses all of it."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from maps.drawing import palette, style_rules

ROOT = Path(__file__).parents[2]
SCHEMES = {"light": palette.LIGHT, "dark": palette.DARK}


def test_both_schemes_name_the_same_colours() -> None:
    assert list(palette.LIGHT) == list(palette.DARK)
    assert all(re.fullmatch("#[0-9a-f]{6}", value) for scheme in SCHEMES.values() for value in scheme.values())


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours by their relative luminance (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        parts = rgb(colour)
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "card", "land"])
@pytest.mark.parametrize("ink", ["ink", "ink-soft", "place-ink", "water-ink", "accent"])
def test_text_is_legible(scheme: str, ground: str, ink: str) -> None:
    assert contrast(SCHEMES[scheme][ink], SCHEMES[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_is_legible_on_the_mark_of_a_quotation(scheme: str) -> None:
    assert contrast(SCHEMES[scheme]["ink"], SCHEMES[scheme]["mark"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("area", palette.AREA_COLOURS)
def test_areas_stand_out_from_the_land(scheme: str, area: str) -> None:
    """Areas' names are written in their colours."""
    assert all(contrast(SCHEMES[scheme][area], SCHEMES[scheme][ground]) >= 4.5 for ground in ("land", "paper", "card"))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", ["protanomaly", "deuteranomaly", "tritanomaly", None])
def test_colour_blind_readers_can_tell_areas_apart(scheme: str, kind: str | None) -> None:
    """Colour differences are in CAM02-UCS, simulated for each kind of colour blindness at full severity."""
    space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    colours = [rgb(SCHEMES[scheme][area]) for area in palette.AREA_COLOURS]
    if kind:
        colours = [np.clip(cspace_convert(colour, space, "sRGB1"), 0, 1) for colour in colours]
    differences = [float(deltaE(one, other, input_space="sRGB1")) for one, other in combinations(colours, 2)]
    assert len(differences) == 45
    assert min(differences) >= 10
    assert min(float(deltaE(one, other, input_space="sRGB1")) for one, other in combinations(colours[:4], 2)) >= 18


def test_a_page_has_only_the_colours_of_its_areas(page: str) -> None:
    assert re.findall(r"\.(area-\d+)\{--colour", page) == ["area-1", "area-2", "area-3"]
    assert len(re.findall(r"--area-\d+:#", page)) == 6
    assert palette.area_colour(9) == "area-10"
    assert palette.area_colour(10) == "area-1"


def own_stylesheets() -> str:
    return "".join(path.read_text("utf-8") for path in sorted((ROOT / "maps/page/styles").glob("*.css")))


def test_every_variable_that_the_stylesheet_uses_is_defined() -> None:
    style = own_stylesheets() + style_rules.css()
    defined = set(re.findall(r"(?<![\w-])--([\w-]+)\s*:", style + palette.stylesheet()))
    # Variables set by the script (line weight, height of a dragged sheet) have a fallback at each use.
    without_fallback = set(re.findall(r"var\(--([\w-]+)\)", style))
    # The page adds the ground colour of the map, which depends on the zone, and the size of its small maps.
    assert without_fallback - defined == {"ground", "small-map", "overview-height"}
    assert set(re.findall(r"var\(--([\w-]+),", style)) - defined <= {"weight", "drag", "credit"}


def test_every_colour_of_the_palette_is_used() -> None:
    style = own_stylesheets() + style_rules.css() + palette.stylesheet()
    assert [name for name in palette.LIGHT if f"var(--{name})" not in style] == []
