"""The look of the map in a picture: the classes that a drawing gives its parts, as presentation attributes.

The page's stylesheet says the same for the page; here every colour is resolved, for programs that know no CSS.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as xml
from xml.etree.ElementTree import Element

from maps.drawing.palette import AREA_COLOURS
from maps.drawing.svg import Pen, number

Look = dict[str, str | float]
"""Attributes; a text that begins with $ names a colour of the palette, a number is a length."""

_LINE: Look = {"fill": "none", "stroke-linejoin": "round"}
_TABLE: tuple[tuple[str, Look], ...] = (
    ("path lake", {"fill": "$water"}),
    ("path river", {**_LINE, "stroke": "$water", "stroke-width": 3.2}),
    (
        "path hills",
        {**_LINE, "stroke": "$hills", "stroke-opacity": "0.45", "stroke-width": 48, "stroke-linecap": "round"},
    ),
    ("path municipality", {"fill": "$land", "stroke": "$district", "stroke-width": 1.6}),
    ("path built-up", {"fill": "$built-up"}),
    ("path border", {**_LINE, "stroke": "$district", "stroke-width": 1.2, "stroke-dasharray": "7 4 1.5 4"}),
    ("path road", {**_LINE, "stroke": "$road", "stroke-width": 1.8}),
    ("path expressway", {**_LINE, "stroke": "$road", "stroke-width": 2.7}),
    ("path ring", {**_LINE, "stroke": "$road", "stroke-width": 2.7}),
    ("path case", {"stroke": "$road-case"}),
    ("path case road", {"stroke-width": 3.4}),
    ("path case expressway", {"stroke-width": 4.5}),
    ("path case ring", {"stroke-width": 4.5}),
    ("path railway", {**_LINE, "stroke": "$road-case", "stroke-width": 1.6}),
    ("path parent-zone", {**_LINE, "stroke": "$ink-soft", "stroke-width": 1.4}),
    ("path metro", {**_LINE, "stroke": "$metro", "stroke-width": 1.8}),
    ("path metro later", {"stroke-dasharray": "3 4"}),
    ("path runway", {**_LINE, "stroke": "$runway", "stroke-width": 3.2}),
    ("path outline", {**_LINE, "stroke": "$area-3", "stroke-width": 2, "stroke-dasharray": "10 6"}),
    ("circle station", {"fill": "$paper", "stroke": "$metro", "stroke-width": 1.6}),
    ("circle railway-station", {"fill": "$paper", "stroke": "$place-ink", "stroke-width": 2.6}),
    ("circle landmark", {"fill": "$place-ink"}),
    (
        "reach",
        {"fill-opacity": "0.06", "stroke-width": 2.4, "stroke-dasharray": "0.1 6.4", "stroke-linecap": "round"},
    ),
    ("footprint", {"fill-opacity": "0"}),
    ("footprint surveyed", {"fill-opacity": "0.55", "stroke-width": 3}),
    (
        "text",
        {
            "fill": "$place-ink",
            "stroke": "$land",
            "stroke-width": 4,
            "stroke-linejoin": "round",
            "paint-order": "stroke",
        },
    ),
    ("text lake", {"fill": "$water-ink"}),
    ("text river", {"fill": "$water-ink"}),
    ("text hills", {"fill": "$hills-ink"}),
    ("text metro", {"fill": "$metro-ink", "font-weight": "700"}),
    ("text district", {"fill": "$ink-soft", "letter-spacing": 1.2}),
    ("text airport", {"font-weight": "700"}),
)
"""By tag and classes; what comes later goes before."""
LOOKS = tuple((frozenset(classes.split()), look) for classes, look in _TABLE)
STRENGTH = {"light": 0.72, "dark": 0.58}
"""How strong a soft shape is at its middle; half as strong where its true size ends."""


def painted(pieces: Iterable[str], pen: Pen) -> Element:
    """The pieces of a drawing as one group, each class replaced by what it looks like."""
    group = xml.fromstring(f"<g>{''.join(pieces)}</g>")
    for part in group.iter():
        classes = {*part.attrib.pop("class", "").split(), part.tag}
        if part.tag == "g":
            continue
        look: Look = {}
        for wanted, more in LOOKS:
            if wanted <= classes:
                look |= more
        for name in AREA_COLOURS:
            if name in classes:
                look |= _area_look(name, classes)
        for key, value in look.items():
            part.set(key, _resolved(value, pen))
        if part.tag == "text":
            part.set("font-family", pen.font("plain"))
    return group


def _area_look(name: str, classes: set[str]) -> Look:
    if "feather" in classes:
        return {"fill": f"url(#soft-{name})"}
    look: Look = {"fill": f"${name}"}
    if "reach" in classes or "surveyed" in classes:
        look["stroke"] = f"${name}"
    return look


def _resolved(value: str | float, pen: Pen) -> str:
    if isinstance(value, str):
        return pen.colours[value[1:]] if value.startswith("$") else value
    return number(value)


def soft_fills(pen: Pen, strength: float, feather: float) -> list[Element]:
    """A gradient for each colour of an area; `feather` is how far it reaches, as a multiple of the radius."""
    solid = 2 / feather - 1  # so that half the strength is at the radius
    fills = []
    for name in AREA_COLOURS:
        fill = Element("radialGradient", {"id": f"soft-{name}"})
        for offset, share in ((0.0, 1.0), (solid, 1.0), (1 / feather, 0.5), (1.0, 0.0)):
            stop = xml.SubElement(fill, "stop", {"offset": number(offset), "stop-color": pen.colours[name]})
            stop.set("stop-opacity", number(strength * share))
        fills.append(fill)
    return fills
