"""A colour bar for branca's colour maps, whose own bar needs a library from a CDN."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from math import floor, log10
from typing import Any

from maps.page.folium_map.library import ColorMap

LABEL_SHARE = 0.2
"""Distance between two labels as a share of the bar, at least."""


def colour_bar(bar: ColorMap, _: Any) -> str:
    """Return the markup of the bar; it replaces branca's macro. The page's script writes its numbers."""
    span = (bar.vmax - bar.vmin) or 1
    digits = max(0, 2 - floor(log10(abs(span))))
    labels = (float(label) for label in bar.tick_labels or () if isinstance(label, (int, float)))
    ticks = "".join(
        f'<data value="{round(label, digits):.12g}" style="left:{100 * (label - bar.vmin) / span:.4g}%"></data>'
        for label in _labels_with_room(float(bar.vmin), float(bar.vmax), labels)
    )
    return (
        f'<div class="colour-bar"><p>{escape(bar.caption)}</p>'
        f'<div class="colour-bar-scale" style="background:linear-gradient(to right,{",".join(bar.color_range)})"></div>'
        f'<div class="colour-bar-ticks">{ticks}</div></div>'
    )


def _labels_with_room(first: float, last: float, labels: Iterable[float]) -> Iterable[float]:
    """Return the first and the last label, which end where the bar does, and those between that have room."""
    kept, gap = [first], LABEL_SHARE * (last - first)
    for label in sorted(labels):
        if kept[-1] + gap <= label <= last - gap:
            kept.append(label)
    return dict.fromkeys([*kept, last])
