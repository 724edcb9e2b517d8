"""The palette, checked by a test.

The area colours can be told apart with protanopia, deuteranopia and tritanopia, and are legible as text on the land
in both schemes; everything else on the map is less prominent. The first colours differ most. A zone with more areas
than colours starts again with the first; then labels and leader lines tell the areas apart.
"""

from __future__ import annotations

COLOURS = {
    "paper": ("#fbfaf7", "#14171a"),
    "card": ("#ffffff", "#1c2024"),
    "ink": ("#1d2126", "#eceae5"),
    "ink-soft": ("#565b61", "#b0b1b0"),
    "rule": ("#dcd8cf", "#363b40"),
    "control": ("#82807a", "#8b8d8e"),
    "accent": ("#15418c", "#8fb8ff"),
    "wash": ("#f1ede3", "#24292e"),
    "faint": ("#c9c4b6", "#4a5056"),
    "mark": ("#fff3c4", "#4a3f14"),
    "mark-edge": ("#dcc05a", "#8a7526"),
    "land": ("#f5f2ea", "#1b1f22"),
    "beyond": ("#e9e5da", "#121517"),
    "built-up": ("#ebe6d9", "#24292d"),
    "district": ("#cfc8b8", "#3a4147"),
    "water": ("#c3d8e4", "#22404f"),
    "water-ink": ("#395f76", "#8fb6cb"),
    "hills": ("#dfe0cb", "#262c22"),
    "hills-ink": ("#5d6543", "#a5ad8f"),
    "road": ("#ffffff", "#343a3f"),
    "road-case": ("#d5cdbd", "#101315"),
    "metro": ("#666058", "#9aa0a3"),
    "metro-later": ("#d8d2c6", "#3d4347"),
    "metro-strong": ("#1d2126", "#ffffff"),
    "place-ink": ("#55524c", "#b5b3ad"),
    "runway": ("#8d8a86", "#868a8d"),
    "railway": ("#9a9286", "#70767a"),
    "parent-zone": ("#94836b", "#8a7f6c"),
    "parent-zone-ink": ("#6f5f48", "#b8ac97"),
    "area-1": ("#ae2a16", "#ff7d66"),
    "area-2": ("#173278", "#6c9bff"),
    "area-3": ("#1e7862", "#63e6be"),
    "area-4": ("#a52de1", "#ffd21e"),
    "area-5": ("#4b1e2d", "#a578a5"),
    "area-6": ("#696996", "#d2d2ff"),
    "area-7": ("#690000", "#69961e"),
    "area-8": ("#783c69", "#f096c3"),
    "area-9": ("#690fb4", "#4b9687"),
    "area-10": ("#872d3c", "#a5e178"),
}
"""The light and the dark colour of each token."""

ON_PAPER = {"land": "#ffffff", "paper": "#ffffff", "road": "#eceae4", "road-case": "#cbc6ba"}
"""Colours of a printed page that differ from the light ones: no ink for the ground, so streets are grey."""

LIGHT = {name: light for name, (light, _) in COLOURS.items()}
DARK = {name: dark for name, (_, dark) in COLOURS.items()}
AREA_COLOURS = tuple(name for name in LIGHT if name.startswith("area-"))


def area_colour(index: int) -> str:
    """Return the colour token of the area at `index`; the tokens repeat after the last one."""
    return AREA_COLOURS[index % len(AREA_COLOURS)]


def stylesheet(area_count: int = len(AREA_COLOURS)) -> str:
    """Return the palette as CSS custom properties on `:root`, with the light scheme for print and for pictures.

    A class for each of the first `area_count` area colours, such as `area-1`, sets `--colour`.
    """
    unused = AREA_COLOURS[area_count:]
    light, dark, paper = (
        "".join(f"--{name}:{value};" for name, value in scheme.items() if name not in unused)
        for scheme in (LIGHT, DARK, ON_PAPER)
    )
    areas = "".join(f".{name}{{--colour:var(--{name})}}\n" for name in AREA_COLOURS[:area_count])
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not(.picturing){{{dark}}}}}\n"
        f"@media print{{:root{{{paper}}}}}\n{areas}"
    )
