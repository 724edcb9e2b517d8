"""A colour bar for branca's colour maps, whose own bar needs a library from a CDN."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from math import floor, log10
from typing import Any

from maps.page.folium_map.library import MAP_ID, ColorMap

WIDTH_PX = 288
LETTER_PX = 7
"""Widths in pixels of the bar and of a letter below it."""


def colour_bar(bar: ColorMap, _: Any) -> str:
    """Return a script that adds the colours to the map as a control; it replaces branca's macro."""
    name, span = bar.get_name(), (bar.vmax - bar.vmin) or 1
    digits = max(0, 2 - floor(log10(abs(span))))
    labels = {float(label) for label in bar.tick_labels or () if isinstance(label, (int, float))}
    marks = [(label, (label - bar.vmin) / span) for label in sorted(labels | {float(bar.vmin), float(bar.vmax)})]
    ticks = "".join(
        f'<data value="{label:.12g}" style="left:{100 * at:.4g}%"></data>'
        for label, at in _marks_with_room(marks, digits)
    )
    stops = ",".join(f"{colour} {start:.4g}% {end:.4g}%" for colour, start, end in _runs(bar.color_range))
    markup = (
        f"<p>{escape(bar.caption)}</p>"
        f'<div class="colour-bar-scale" style="background:linear-gradient(to right,{stops})"></div>'
        f'<div class="colour-bar-ticks">{ticks}</div>'
    )
    return f"""
    var {name} = L.control({{position: "bottomright"}});
    {name}.onAdd = function () {{
        var bar = L.DomUtil.create("div", "colour-bar");
        bar.innerHTML = {json.dumps(markup).replace("<", chr(92) + "u003c")};
        var write = function () {{
            bar.querySelectorAll("data").forEach(function (tick) {{
                tick.textContent = Number(tick.value).toLocaleString(document.documentElement.lang,
                    {{maximumFractionDigits: {digits}, useGrouping: "min2"}});
            }});
        }};
        write();
        new MutationObserver(write).observe(document.documentElement, {{attributeFilter: ["lang"]}});
        return bar;
    }};
    {name}.addTo(map_{MAP_ID});
    """


def _runs(colours: Sequence[str]) -> Iterator[tuple[str, float, float]]:
    """Yield each run of equal colours with its start and end in percent."""
    at = 0
    for colour, group in groupby(colours):
        start, at = at, at + len(list(group))
        yield colour, 100 * start / len(colours), 100 * at / len(colours)


def _marks_with_room(marks: Sequence[tuple[float, float]], digits: int) -> Iterator[tuple[float, float]]:
    """Yield the first and the last mark, whose labels end where the bar does, and every mark between that has room."""
    widths = [LETTER_PX * len(f"{label:,.{digits}f}") / WIDTH_PX for label, _ in marks]
    last = len(marks) - 1
    free = float("-inf")
    for index, (label, at) in enumerate(marks):
        # The share of the label to the left of its mark.
        before = widths[index] * (0 if index == 0 else 1 if index == last else 1 / 2)
        is_clear = at - before >= free and at - before + widths[index] <= 1 - widths[last]
        if index in (0, last) or is_clear:
            yield label, at
            free = at - before + widths[index]
