"""The palette, as data: one table for light and one for dark, linted by a test.

The area colours keep apart for readers with protanopia, deuteranopia and tritanopia and can be read as writing on the
land in both schemes; everything else on the map is quieter than they are. The first are furthest apart. A zone of more
areas than colours begins again with the first: there the names tell apart, and the leader lines to them.
"""

from __future__ import annotations

LIGHT = {
    "paper": "#fbfaf7",
    "card": "#ffffff",
    "ink": "#1d2126",
    "ink-soft": "#565b61",
    "rule": "#dcd8cf",
    "control": "#82807a",
    "accent": "#15418c",
    "wash": "#f1ede3",
    "faint": "#c9c4b6",
    "mark": "#fff3c4",
    "mark-edge": "#dcc05a",
    "land": "#f5f2ea",
    "beyond": "#e9e5da",
    "built-up": "#ebe6d9",
    "district": "#cfc8b8",
    "water": "#c3d8e4",
    "water-ink": "#395f76",
    "hills": "#dfe0cb",
    "hills-ink": "#5d6543",
    "road": "#ffffff",
    "road-case": "#d5cdbd",
    "metro": "#767068",
    "metro-later": "#d8d2c6",
    "metro-ink": "#666058",
    "place-ink": "#55524c",
    "runway": "#8d8a86",
    "railway": "#9a9286",
    "parent-zone": "#94836b",
    "parent-zone-ink": "#6f5f48",
    "area-1": "#ae2a16",
    "area-2": "#173278",
    "area-3": "#1e7862",
    "area-4": "#a52de1",
    "area-5": "#4b1e2d",
    "area-6": "#696996",
    "area-7": "#690000",
    "area-8": "#783c69",
    "area-9": "#690fb4",
    "area-10": "#872d3c",
}

DARK = {
    "paper": "#14171a",
    "card": "#1c2024",
    "ink": "#eceae5",
    "ink-soft": "#b0b1b0",
    "rule": "#363b40",
    "control": "#8b8d8e",
    "accent": "#8fb8ff",
    "wash": "#24292e",
    "faint": "#4a5056",
    "mark": "#4a3f14",
    "mark-edge": "#8a7526",
    "land": "#1b1f22",
    "beyond": "#121517",
    "built-up": "#24292d",
    "district": "#3a4147",
    "water": "#22404f",
    "water-ink": "#8fb6cb",
    "hills": "#262c22",
    "hills-ink": "#a5ad8f",
    "road": "#343a3f",
    "road-case": "#101315",
    "metro": "#868c90",
    "metro-later": "#3d4347",
    "metro-ink": "#9aa0a3",
    "place-ink": "#b5b3ad",
    "runway": "#868a8d",
    "railway": "#70767a",
    "parent-zone": "#8a7f6c",
    "parent-zone-ink": "#b8ac97",
    "area-1": "#ff7d66",
    "area-2": "#6c9bff",
    "area-3": "#63e6be",
    "area-4": "#ffd21e",
    "area-5": "#a578a5",
    "area-6": "#d2d2ff",
    "area-7": "#69961e",
    "area-8": "#f096c3",
    "area-9": "#4b9687",
    "area-10": "#a5e178",
}

AREA_COLOURS = tuple(name for name in LIGHT if name.startswith("area-"))


def area_colour(index: int) -> str:
    """Return the name of the colour of the area at `index`; after the last the first comes again."""
    return AREA_COLOURS[index % len(AREA_COLOURS)]


def stylesheet(area_count: int = len(AREA_COLOURS)) -> str:
    """Return the palette as CSS custom properties on `:root`, with the light scheme for print and for pictures.

    The class of an area's colour, such as `area-1`, sets `--colour`; there are so many as a zone has areas.
    """
    unused = AREA_COLOURS[area_count:]
    light, dark = (
        "".join(f"--{name}:{value};" for name, value in scheme.items() if name not in unused)
        for scheme in (LIGHT, DARK)
    )
    areas = "".join(f".{name}{{--colour:var(--{name})}}\n" for name in AREA_COLOURS[:area_count])
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not(.picturing){{{dark}}}}}\n{areas}"
    )
