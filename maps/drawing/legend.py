"""The legend: a row for each kind of feature on the map that needs an explanation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from geodata.model import Zone
from maps.drawing.backdrop import area_index, opened_later
from maps.drawing.palette import AREA_COLOURS, area_colour
from maps.drawing.style import STYLES
from maps.drawing.svg import element

WIDTH, HEIGHT = 28, 20
"""Size of a symbol in pixels."""
_LINE, _CIRCLE, _BOX = "line", "circle", "box"


@dataclass(frozen=True)
class Row:
    """A row of the legend."""

    shows: str
    """CSS classes of the features that it explains."""
    key: str
    """Key of its text."""
    shape: str
    """Shape of its symbol."""
    radius: float = 0
    """Radius of a circle."""
    since: str | None = None
    """First stop of the certainty lens that shows it; None for all stops."""
    only: str | None = None
    """The only stop that shows it, if there is just one."""


ROWS = (
    Row("footprint", "legend.footprint", _CIRCLE, 6.5, since="estimate"),
    Row("footprint surveyed", "legend.surveyed", _BOX, since="estimate"),
    Row("reach", "legend.reach", _CIRCLE, 9, since="estimate"),
    Row("outline", "legend.district", _BOX, only=STYLES["outline"].only_stop),
    Row("parent-zone", "legend.parent_zone", _LINE),
    Row("railway", "legend.railway", _LINE),
    Row("metro", "legend.metro", _LINE),
    Row("metro later", "legend.metro_later", _LINE),
)
"""All rows in order. Only lines and areas have one."""


def rows(zone: Zone, shown: Collection[str] | None = None) -> list[Row]:
    """Return the rows for the features of the zone, or only for those with classes in `shown`."""
    present = set(_classes(zone))
    if shown is not None:
        present &= {" ".join(name for name in classes.split() if name not in AREA_COLOURS) for classes in shown}
    return [row for row in ROWS if row.shows in present]


def _classes(zone: Zone) -> Iterator[str]:
    for area in zone.area_records:
        yield from ("footprint surveyed",) if area.surveyed else ("reach", "footprint")
    for place in zone.backdrop:
        if place.kind == "outline" and area_index(zone, place) is None:
            continue  # drawn only as the district of an area
        yield place.kind + (" later" if opened_later(place, zone.released) else "")


def symbol(row: Row, zone: Zone) -> Element:
    """Return the symbol of a row as an element within `WIDTH` by `HEIGHT` pixels, with the classes of the features."""
    owners = [area_index(zone, place) for place in zone.backdrop if place.kind == "outline"]
    colour = area_colour(next((index for index in owners if index is not None), 0))
    name = f"{row.shows} {colour}" if row.since or row.only else row.shows
    if row.shape == _CIRCLE:
        return element("circle", class_=name, cx=WIDTH / 2, cy=HEIGHT / 2, r=row.radius)
    if row.shape == _BOX:
        return element("path", class_=name, d=f"M3 4h{WIDTH - 6}v{HEIGHT - 8}h{6 - WIDTH}z")
    style = STYLES[row.shows.split()[0]]
    classes = [f"case {name}", name] if style.casing else [name]
    # A line of about one pixel lies on pixels, not between two.
    y = HEIGHT / 2 + (0.5 if style.width + style.fixed_width < 1.5 else 0)
    group = element("g")
    group.extend(element("path", class_=each, d=f"M1 {y:g}h{WIDTH - 2}") for each in classes)
    return group if group[1:] else group[0]
