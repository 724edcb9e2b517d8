"""Style of everything on the map: draw order, zoom ranges, line, fill, dot and label of each kind.

This is the only such table. The page's CSS, the attributes of drawings and pictures, the JSON for the page's script
and the legend's symbols are derived from it, through `style_rules`. Colours are tokens of `palette`;
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


def _every_rank(zoom: float) -> Ranks:
    return (zoom,) * 5


@dataclass(frozen=True)
class LabelStyle:
    """Style of a label."""

    min_zoom: Ranks = (0,) * 5
    """Zoom from which it may be shown, by rank."""
    max_zoom: float | None = None
    """Zoom from which it is hidden again."""
    along: bool = False
    """Whether it runs along its line; otherwise it stands beside its point."""
    colour: str = "place-ink"
    size: float = 12
    narrow_size: float | None = None
    """Size on the live map in a narrow window, if different; `styles/narrow.css` defines which windows are narrow."""
    weight: int = 400
    italic: bool = False
    spacing: float = 0
    """Letter spacing in ems."""
    halo: float = 3
    """Width of the outline, in the colour of the land, that keeps letters legible."""
    overview: bool = True
    """Whether it may be added to an overview below its minimum zoom, where that has few labels."""


@dataclass(frozen=True)
class DotStyle:
    """Style of a point: a disc in a ring."""

    fill: str
    stroke: str
    radius: float
    """Radius of the disc at zoom 11."""
    ring: float
    """Width of the ring."""


@dataclass(frozen=True)
class Style:
    """Style of one kind of feature; parts that are None or 0 are not drawn."""

    min_zoom: Ranks = (0,) * 5
    """Zoom from which it is drawn, by rank."""
    fill: str | None = None
    fill_opacity: float = 1
    stroke: str | None = None
    stroke_opacity: float = 1
    width: float = 0
    """Line width at zoom 11, to be multiplied by `line_weight`."""
    fixed_width: float = 0
    """Added to the width at every zoom."""
    dash: tuple[float, ...] = ()
    cap: str = "round"
    """Line cap of a line without dashes; dashes have butt caps."""
    casing: str | None = None
    """Colour of a wider line below it."""
    casing_width: float = 0
    """Additional width of that line."""
    dot: DotStyle | None = None
    label: LabelStyle | None = None
    only_stop: str | None = None
    """The only stop of the certainty lens that shows it; None for all stops."""
    over_tiles: bool = False
    """Whether its lines stay over the tiles of an online layer, which show the rest themselves."""

    @property
    def line_cap(self) -> str:
        return "butt" if self.dash else self.cap


MAIN_ROAD = Style(stroke="road", width=2.2, casing="road-case", casing_width=1.8)

STYLES: Mapping[str, Style] = {
    "municipality": Style(fill="land", stroke="district", fixed_width=1.5),
    "district": Style(label=LabelStyle((8, 8.7, 10.6, 11, 12), max_zoom=12.6, colour="ink-soft", spacing=0.1)),
    "built-up": Style(fill="built-up"),
    "hills": Style(
        stroke="hills",
        stroke_opacity=0.4,
        width=44,
        label=LabelStyle(_every_rank(9), along=True, colour="hills-ink", spacing=0.08),
    ),
    "lake": Style(
        (0, 0, 9, 9, 10.5), fill="water", label=LabelStyle((9, 10, 10.5, 10.7, 12), colour="water-ink", italic=True)
    ),
    "river": Style(
        (0, 0, 8.5, 9, 10),
        stroke="water",
        width=2.6,
        label=LabelStyle((9, 9.8, 10.5, 11, 11.7), along=True, colour="water-ink", italic=True),
    ),
    "road": replace(
        MAIN_ROAD,
        min_zoom=(9, 9, 10, 10, 12),
        width=1.5,
        casing_width=1.5,
        label=LabelStyle((10, 10.5, 11, 11.5, 13), along=True),
    ),
    "expressway": replace(
        MAIN_ROAD, min_zoom=(0, 0, 8, 8, 9.5), label=LabelStyle((9.5, 10, 10.3, 10.6, 11.5), along=True)
    ),
    "ring": replace(MAIN_ROAD, label=LabelStyle((9.5, 10.2, 10.8, 11, None), along=True)),
    "railway": Style(
        _every_rank(9),
        stroke="railway",
        width=0.8,
        fixed_width=0.4,
        dash=(9, 3),
        label=LabelStyle((10, 10.5, 11, 11.5, 12), along=True),
        over_tiles=True,
    ),
    "metro": Style(
        _every_rank(9.5),
        stroke="metro",
        width=0.9,
        fixed_width=1,
        label=LabelStyle((11, 11, 11, 11.3, None), along=True, colour="metro", weight=700),
        over_tiles=True,
    ),
    "runway": Style(_every_rank(9), stroke="runway", width=2.4, cap="butt"),
    "border": Style(stroke="district", fixed_width=1, dash=(6, 3, 1, 3)),
    "parent-zone": Style(
        _every_rank(8.5),
        stroke="parent-zone",
        fixed_width=1,
        label=LabelStyle((9.2, 9.5, 10, 10.5, 11), colour="parent-zone-ink", spacing=0.04),
        over_tiles=True,
    ),
    "outline": Style(
        _every_rank(8.5),
        stroke=AREA,
        fixed_width=1.25,
        dash=(7, 4),
        label=LabelStyle((10, 10.5, 11, 12, 13), colour=AREA),
        only_stop="sources",
        over_tiles=True,
    ),
    "station": Style(
        (10, 10, 10.5, 11.5, 11.5),
        dot=DotStyle("paper", "metro", 1.5, 1.5),
        label=LabelStyle((12, 12, 12, 12, 12.7), overview=False),
    ),
    "railway-station": Style(
        (9.5, 9.5, 10, 10.5, 11), dot=DotStyle("paper", "place-ink", 2, 1.6), label=LabelStyle((9.5, 10, 10.4, 11, 12))
    ),
    "landmark": Style(
        (0, 10.5, 11, 11.5, 12.5), dot=DotStyle("place-ink", "paper", 2.5, 1), label=LabelStyle((0, 10.5, 11.3, 12, 13))
    ),
    "airport": Style(label=LabelStyle((8.6, 9.5, 10, 11, 12), size=14, narrow_size=13, weight=700)),
}
"""Styles by kind of backdrop feature, in draw order (bottom first). `municipality` and `border` are derived from the
districts."""

LATER: Mapping[str, Style] = {
    "metro": Style(dash=(2, 3)),
    "station": Style(dot=DotStyle("metro-later", "metro", 1.5, 1.5)),
}
"""Dash of lines and fill of dots for what opened after the release."""

REACH = Style(fill=AREA, fill_opacity=0.07, stroke=AREA, fixed_width=1.25, dash=(5, 4))
"""An area's reach: by our estimate the area lies inside this line."""
FOOTPRINT = Style(fill=AREA, fill_opacity=0.4)
"""An area true to size at its estimated location: a flat fill without an edge."""
METRO_UNDER_FOOTPRINT = "metro-strong"
"""Colour of metro lines under a footprint, for a contrast of 3 : 1 as on the land."""
METRO_OVER_TILES = "place-ink"
"""Colour of metro lines over the tiles of an online layer."""
SURVEYED = Style(fill=AREA, fill_opacity=0.4, stroke=AREA, fixed_width=2)
"""An area with a sourced outline: only those have a solid edge."""
CENTRE = Style(dot=DotStyle(AREA, "paper", 3.5, 1.5))
"""The estimated centre of an area, which only QGIS shows."""
SELECTED_REACH = replace(REACH, fill_opacity=0.12, fixed_width=2)
"""The reach of the open area."""
CONTRAST_FOOTPRINT = replace(FOOTPRINT, fill_opacity=0.44)
CONTRAST_REACH = replace(REACH, fixed_width=2.5)
"""Footprint and reach for a reader who asks for more contrast."""

SUBJECT_OUTLINE = replace(STYLES["parent-zone"], fixed_width=2.2)
"""The zone that the release names, at the stop where the map shows no more than the release says."""
UNLIT_OPACITY = 0.35
"""Opacity of areas that the open fact does not concern."""

LABELS: Mapping[str, LabelStyle] = {
    **{kind: look.label for kind, look in STYLES.items() if look.label},
    # The landmarks that the texts mention, which are always labelled.
    "landmark-name": LabelStyle(size=14, narrow_size=13, weight=700),
    "area": LabelStyle(colour=AREA, size=17, narrow_size=15, weight=700),
    # The line below an area's name: size and uncertainty.
    "figures": LabelStyle(colour="ink", size=13),
    "scale": LabelStyle(colour="ink"),
    # An area's name on the overview map.
    "overview": LabelStyle(colour=AREA, size=9.5, weight=700, halo=5),
    "city": LabelStyle(size=9, halo=2),
    "own-city": LabelStyle(colour="ink", size=9.5, weight=700, halo=2),
    # The distance of a city or a ring.
    "distance": LabelStyle(colour="ink-soft", size=9, halo=2),
}
"""Styles of all labels by class; the class of a backdrop feature's label is its kind."""

LEADER = Style(stroke=AREA, fixed_width=1)
"""The line from an area or a landmark to its label, where the label has no place beside it."""
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
"""Other parts of a drawing: scale bar, north arrow, overview map, regional context."""


@dataclass(frozen=True)
class LabelRules:
    """Constants of label placement, shared by Python and the page's script; lengths in CSS pixels."""

    max_letters: int = 66
    """Maximum letters of a name, which may have to stay on one line; wide letters count double."""
    edge: float = 4
    """Free space along the edge of the viewport."""
    gap: float = 7
    """Distance between a point or shape and its label."""
    padding: float = 3
    """Free space around a label."""
    ring_steps: tuple[float, ...] = (0, 8, 18, 32)
    """Distances beyond `gap` at which candidate positions are tried."""
    dot_steps: int = 2
    """Number of these steps for an optional label beside a dot: further away it would seem to belong to another."""
    leader_step: float = 12
    """Cell size of the grid on which a label with a leader line is tried."""
    leader_room: float = 3
    """Width of the strip along a leader line that other labels and leader lines avoid."""
    inside_share: float = 0.9
    """Maximum width of a label inside its shape, as a share of the shape's width."""
    reorderings: int = 6
    """Maximum number of badly placed areas, and of landmarks, that are tried first in another order."""
    sample_step: float = 10
    """Distance between two samples along a line."""
    max_bend: float = 5
    """Maximum deviation of a line from straight under its label."""
    max_angle_deg: float = 75
    """Steepest angle of a label along a line."""
    small_reach: float = 112
    """Distance from the centre to the nearest side of a reach, below which the label stands outside the reach."""
    overview_zooms: float = 2.5
    """Maximum number of zoom levels below its minimum zoom at which a label may still be added to an overview."""
    overview_min: int = 12
    """Desired minimum number of labels in an overview, if there is room."""
    overview_max: int = 15
    """Maximum number of labels in an overview."""


LABEL_RULES = LabelRules()


LINE_WEIGHT = {"zoom": 11.0, "growth": 1.45, "min": 0.55, "max": 6.0}
"""Factor of line widths: 1 at `zoom`, multiplied by `growth` for each level, within limits."""


def line_weight(zoom: float) -> float:
    """Return the factor of line widths at a zoom."""
    weight = LINE_WEIGHT["growth"] ** (zoom - LINE_WEIGHT["zoom"])
    return float(min(LINE_WEIGHT["max"], max(LINE_WEIGHT["min"], weight)))


def script_table() -> dict[str, object]:
    """Return the parts of this table that the page's script needs, in plain JSON types; `order` is the draw order."""
    return {
        "order": list(STYLES),
        "kinds": dict(_script_kinds()),
        "labels": asdict(LABEL_RULES),
        "leader_dot": LEADER_DOT_RADIUS,
        "line_weight": LINE_WEIGHT,
    }


def _script_kinds() -> Iterator[tuple[str, dict[str, object]]]:
    for kind, style in STYLES.items():
        entry: dict[str, object] = {}
        if any(style.min_zoom):
            entry["min_zoom"] = list(style.min_zoom)
        parts = {"fill": style.fill, "line": style.stroke, "casing": style.casing}
        entry |= {name: True for name, value in parts.items() if value is not None}
        if dot := style.dot:
            entry["dot"] = 2 * (dot.radius + dot.ring)
        if style.only_stop:
            entry["only_stop"] = style.only_stop
        if label := style.label:
            fields = {
                "min_zoom": list(label.min_zoom),
                "max_zoom": label.max_zoom,
                "along": label.along or None,
                "overview": None if label.overview else False,
            }
            entry["label"] = {key: value for key, value in fields.items() if value is not None}
        yield kind, entry
