"""Style of everything on the map: draw order, zoom ranges, line, fill, dot and label of each kind.

This table is the only one. The page's CSS, the attributes of drawings and pictures, the JSON that the page's script
reads and the signs of the legend are made from it, by the rules in `style_rules`. Colours are names of `palette`;
`AREA` stands for the colour of the area that a shape belongs to. Lengths are CSS pixels; zooms are those of a web map
(256-pixel tiles).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace

AREA = "area"
"""Colour token: the colour of the area that the shape belongs to."""
Ranks = tuple[float | None, float | None, float | None, float | None, float | None]
"""A zoom for each rank, from 1 (most important) to 5; None where that rank is never shown."""


def _all(zoom: float) -> Ranks:
    return (zoom,) * 5


@dataclass(frozen=True)
class Label:
    """How a name is written."""

    min_zoom: Ranks = (0,) * 5
    """From which zoom it may be written, by rank."""
    max_zoom: float | None = None
    """The zoom from which it is no help any more."""
    along: bool = False
    """Whether it runs along its line; otherwise it stands beside its point."""
    colour: str = "place-ink"
    size: float = 12
    narrow_size: float | None = None
    """On the live map of a narrow window, where it differs; `styles/narrow.css` says which those are."""
    weight: int = 400
    italic: bool = False
    spacing: float = 0
    """Letter spacing in ems."""
    halo: float = 3
    """Width of the outline in the colour of the land that keeps letters legible."""
    overview: bool = True
    """Whether it may fill up an overview before its zoom has come."""


@dataclass(frozen=True)
class Dot:
    """A point: a disc in a ring."""

    fill: str
    stroke: str
    radius: float
    """Of the disc, at zoom 11."""
    ring: float
    """Width of the ring around it."""


@dataclass(frozen=True)
class Style:
    """How one kind is drawn; what is None or 0 is not drawn."""

    min_zoom: Ranks = (0,) * 5
    """From which zoom it is drawn, by rank."""
    fill: str | None = None
    fill_opacity: float = 1
    stroke: str | None = None
    stroke_opacity: float = 1
    width: float = 0
    """Of the line at zoom 11; it grows with the zoom as `line_weight` says."""
    fixed_width: float = 0
    """Added to it at every zoom."""
    dash: tuple[float, ...] = ()
    cap: str = "round"
    """How a line ends; dashes always end flat."""
    casing: str | None = None
    """Colour of a wider line below it."""
    casing_width: float = 0
    """How much wider that line is."""
    dot: Dot | None = None
    label: Label | None = None


MAIN_ROAD = Style(stroke="road", width=2.2, casing="road-case", casing_width=1.8)

STYLES: Mapping[str, Style] = {
    "municipality": Style(fill="land", stroke="district", fixed_width=1.5),
    "district": Style(
        label=Label((8, 8.7, 10.6, 11, 12), max_zoom=12.6, colour="ink-soft", spacing=0.1),
    ),
    "built-up": Style(fill="built-up"),
    "hills": Style(
        stroke="hills",
        stroke_opacity=0.4,
        width=44,
        label=Label(_all(9), along=True, colour="hills-ink", spacing=0.08),
    ),
    "lake": Style(
        (0, 0, 9, 9, 10.5),
        fill="water",
        label=Label((9, 10, 10.5, 10.7, 12), colour="water-ink", italic=True),
    ),
    "river": Style(
        (0, 0, 8.5, 9, 10),
        stroke="water",
        width=2.6,
        label=Label((9, 9.8, 10.5, 11, 11.7), along=True, colour="water-ink", italic=True),
    ),
    "road": replace(
        MAIN_ROAD,
        min_zoom=(9, 9, 10, 10, 12),
        width=1.5,
        casing_width=1.5,
        label=Label((10, 10.5, 11, 11.5, 13), along=True),
    ),
    "expressway": replace(MAIN_ROAD, min_zoom=(0, 0, 8, 8, 9.5), label=Label((9.5, 10, 10.3, 10.6, 11.5), along=True)),
    "ring": replace(MAIN_ROAD, label=Label((9.5, 10.2, 10.8, 11, None), along=True)),
    "railway": Style(
        _all(9),
        stroke="railway",
        width=0.8,
        fixed_width=0.4,
        dash=(9, 3),
        label=Label((10, 10.5, 11, 11.5, 12), along=True),
    ),
    "metro": Style(
        _all(9.5),
        stroke="metro",
        width=0.9,
        fixed_width=0.5,
        label=Label((11, 11, 11, 11.3, None), along=True, colour="metro", weight=700),
    ),
    "runway": Style(_all(9), stroke="runway", width=2.4, cap="butt"),
    "border": Style(stroke="district", fixed_width=1, dash=(6, 3, 1, 3)),
    "parent-zone": Style(
        _all(8.5),
        stroke="parent-zone",
        fixed_width=1,
        label=Label((9.2, 9.5, 10, 10.5, 11), colour="parent-zone-ink", spacing=0.04),
    ),
    "outline": Style(
        _all(8.5),
        stroke=AREA,
        fixed_width=1.25,
        dash=(7, 4),
        label=Label((10, 10.5, 11, 12, 13), colour=AREA),
    ),
    "station": Style(
        (10, 10, 10.5, 11.5, 11.5),
        dot=Dot("paper", "metro", 1.5, 1.5),
        label=Label((12, 12, 12, 12, 12.7), overview=False),
    ),
    "railway-station": Style(
        (9.5, 9.5, 10, 10.5, 11),
        dot=Dot("paper", "place-ink", 2, 1.6),
        label=Label((9.5, 10, 10.4, 11, 12)),
    ),
    "landmark": Style(
        (0, 10.5, 11, 11.5, 12.5),
        dot=Dot("place-ink", "paper", 2.5, 1),
        label=Label((0, 10.5, 11.3, 12, 13)),
    ),
    "airport": Style(label=Label((8.6, 9.5, 10, 11, 12), size=14, narrow_size=13, weight=700)),
}
"""By kind of the backdrop, from the bottom to the top. `municipality` and `border` are made from the districts."""

LATER: Mapping[str, Style] = {
    "metro": Style(dash=(2, 3)),
    "station": Style(dot=Dot("metro-later", "metro", 1.5, 1.5)),
}
"""What differs of metro that opened only after the release."""

REACH = Style(fill=AREA, fill_opacity=0.07, stroke=AREA, fixed_width=1.25, dash=(5, 4))
"""An area's reach: by our estimate the area lies inside this line."""
FOOTPRINT = Style(fill=AREA, fill_opacity=0.4)
"""An area true to size at the best estimate: flat, no edge."""
METRO_UNDER_FOOTPRINT = "metro-strong"
"""Colour of metro lines there, so that they stand out 3 : 1 from it as elsewhere from the land."""
SURVEYED = Style(fill=AREA, fill_opacity=0.4, stroke=AREA, fixed_width=2)
"""An area whose outline is taken from a source: a solid edge is for those only."""
SELECTED_REACH = replace(REACH, fill_opacity=0.12, fixed_width=2)
"""The reach of the open area."""

SUBJECT_OUTLINE = replace(STYLES["parent-zone"], stroke_opacity=1, fixed_width=2.2)
"""The zone that the release names, where the map shows no more than the release says."""
UNLIT_OPACITY = 0.35
"""Of an area that the open fact does not concern."""

AREA_LABEL = Label(colour=AREA, size=17, narrow_size=15, weight=700)
AREA_FIGURES = Label(colour="ink", size=13)
"""The line below an area's name: size and uncertainty."""
LANDMARK_LABEL = Label(size=14, narrow_size=13, weight=700)
"""The landmarks that the texts name: always written."""
SCALE_LABEL = Label(colour="ink")
OVERVIEW_LABEL = Label(colour=AREA, size=9.5, weight=700, halo=2)
"""An area's name on the overview of the municipality."""
CITY_LABEL = Label(size=9, halo=2)
OWN_CITY_LABEL = Label(colour="ink", size=9.5, weight=700, halo=2)
CITY_DISTANCE = Label(colour="ink-soft", size=9, halo=2)
"""How far a city is, and how far away a ring."""

LEADER = Style(stroke=AREA, fixed_width=1)
"""From an area to its name, where that found no place beside it."""
LEADER_DOT_RADIUS = 2

PARTS: Mapping[str, Style] = {
    "scale-bar": Style(stroke="ink", fixed_width=1.25, cap="butt"),
    "north": Style(fill="ink"),
    "overview-land": Style(fill="built-up", stroke="district", fixed_width=1),
    "overview-border": Style(stroke="district", fixed_width=0.5),
    "overview-frame": Style(stroke="ink", fixed_width=1.25),
    "overview-dot": Style(fill=AREA, stroke="built-up", fixed_width=1),
    "distance-ring": Style(stroke="district", fixed_width=0.8),
    "city": Style(fill="place-ink"),
    "own-city": Style(fill="ink"),
}
"""What a drawing has beside the features of the zone: scale bar, overview of the municipality, cities around it."""


@dataclass(frozen=True)
class LabelRules:
    """Constants of label placement, for Python and the page's script alike; lengths in CSS pixels."""

    edge: float = 4
    """Kept free along the edge of the viewport."""
    gap: float = 7
    """Between a point or shape and its label."""
    padding: float = 3
    """Kept free around a label."""
    ring_steps: tuple[float, ...] = (0, 8, 18, 32)
    """How much further out than `gap` the candidate positions are tried."""
    dot_steps: int = 2
    """How many of these steps a name beside a dot has, unless it is required: further off it is read as another's."""
    leader_step: float = 12
    """Width of the grid on which a label with a leader line is tried."""
    leader_room: float = 3
    """Width of the strip along a leader line that other names and leader lines keep clear of."""
    inside_share: float = 0.9
    """A label stands inside its shape where it takes at most this part of the shape's width."""
    sample_step: float = 10
    """Between two samples along a line."""
    max_bend: float = 5
    """How far a line may bend away under its label."""
    max_angle_deg: float = 75
    """The steepest angle of a label along a line."""
    overview_min: int = 12
    """How many labels the overview should have, where that many find a place."""
    overview_max: int = 15
    """How many it has at most."""


LABEL_RULES = LabelRules()


def line_weight(zoom: float) -> float:
    """Return how much wider than at zoom 11 a line is drawn: 1.45 times with each zoom level, within limits."""
    return float(min(6.0, max(0.55, 1.45 ** (zoom - 11))))


def min_zoom(kind: str, rank: int) -> float | None:
    """Return the zoom from which a feature of this kind and rank is drawn; None for never."""
    return STYLES[kind].min_zoom[rank - 1]


def label_min_zoom(kind: str, rank: int) -> float | None:
    """Return the zoom from which its name may be written; None for never."""
    label = STYLES[kind].label
    return None if label is None else label.min_zoom[rank - 1]


def script_table() -> dict[str, object]:
    """Return what the page's script needs of this table, in plain JSON types; `order` is that of drawing."""
    kinds = dict(_script_kinds())
    return {"order": list(STYLES), "kinds": kinds, "labels": asdict(LABEL_RULES), "leader_dot": LEADER_DOT_RADIUS}


def _script_kinds() -> Iterator[tuple[str, dict[str, object]]]:
    for kind, style in STYLES.items():
        entry: dict[str, object] = {}
        if any(style.min_zoom):
            entry["min_zoom"] = list(style.min_zoom)
        parts = {"fill": style.fill, "line": style.stroke, "casing": style.casing}
        entry |= {name: True for name, value in parts.items() if value is not None}
        if dot := style.dot:
            entry["dot"] = 2 * (dot.radius + dot.ring)
        if label := style.label:
            known = {
                "min_zoom": list(label.min_zoom),
                "max_zoom": label.max_zoom,
                "along": label.along or None,
                "overview": None if label.overview else False,
            }
            entry["label"] = {key: value for key, value in known.items() if value is not None}
        yield kind, entry
