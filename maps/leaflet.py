"""The fence around folium: the only file that knows folium, branca and Leaflet's package.

folium runs its output through Jinja twice, so text given to it may run as code. Here it gets ids
and numbers only and no text; it makes the map's frame and the areas' shapes as a script, and its
figure renders our own page. Its links to other hosts are taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from types import SimpleNamespace
from typing import cast

import folium
from jinja2 import Template
from shapely import MultiPolygon, union_all

from geodata.model import Zone

MAP_ID = "zone"
"""folium calls the map's element and its variable `map_` + this."""

ZOOMS = (8, 17)
UNUSED_SELECTOR = re.compile(
    r"-(marker|popup|tooltip|control-layers|bar|image-layer|div-icon|default-icon|attribution|crosshair|retina|zoom-box|oldie)|vml"
)
"""Leaflet's rules for what the page does not have."""
UNUSED_DECLARATION = re.compile(r"mix-blend-mode|filter:")
"""The one is not in every checker's CSS yet, the other was for Internet Explorer."""


def lat_lon(points: Iterable[tuple[float, ...]]) -> list[tuple[float, float]]:
    """lon/lat, as everywhere else, to Leaflet's lat/lon: the one place in Python that swaps them."""
    return [(round(lat, 5), round(lon, 5)) for lon, lat, *_ in points]


def build_map(zone: Zone) -> folium.Map:
    """The zone's areas on a folium map without tiles, links, random ids or any text."""
    shapes = union_all([area.halo for area in zone.area_records] + [a.footprint for a in zone.area_records])
    west, south, east, north = shapes.bounds
    folium_map = folium.Map(
        location=lat_lon([((west + east) / 2, (south + north) / 2)])[0],
        tiles=None,
        zoom_start=10,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=0,
        double_click_zoom=True,
        keyboard=False,  # the page has its own keys, for the shapes too
    )
    # As arguments folium would hand them to its tiles, of which there are none.
    folium_map.options |= {"min_zoom": ZOOMS[0], "max_zoom": ZOOMS[1]}
    # Instance attributes, so that other maps of the same process keep theirs.
    folium_map.default_js, folium_map.default_css = [], []
    folium_map._id = MAP_ID
    for index, area in enumerate(zone.area_records):
        centre = lat_lon(area.centre.coords)[0]
        halo = folium.Circle(centre, radius=area.off_m, class_name="halo", fill=True)
        halo.options["interactive"] = False
        _add(folium_map, halo, "halo", index)
    for index, area in enumerate(zone.area_records):
        polygons = area.footprint.geoms if isinstance(area.footprint, MultiPolygon) else [area.footprint]
        # folium takes one list of rings; filled by the even-odd rule they draw parts and holes alike.
        rings = [lat_lon(ring.coords[:-1]) for part in polygons for ring in (part.exterior, *part.interiors)]
        edge = "footprint surveyed" if area.surveyed else "footprint"
        _add(
            folium_map,
            folium.Polygon(rings, class_name=edge, fill=True, bubbling_mouse_events=False),
            "footprint",
            index,
        )
    return folium_map


def _add(folium_map: folium.Map, layer: folium.Polygon | folium.Circle, name: str, index: int) -> None:
    """Adds a layer under a fixed name; the page's script finds it by its class and its turn."""
    layer._name, layer._id = name, str(index)
    folium_map.add_child(layer)


def render(zone: Zone, template: Template, /, **parameters: object) -> str:
    """The page: `template` as the figure's own, with `this` (the figure) and the parameters."""
    figure = build_map(zone).get_root()
    # Not by way of figure.render(**parameters): that hands them to every layer too.
    page = SimpleNamespace(render=lambda this, kwargs: template.render(this=this, **parameters))
    figure._template = cast(Template, page)
    return str(figure.render())


def leaflet_script() -> str:
    """Leaflet itself, from its pinned package, without the pointer to a source map."""
    text = _leaflet_file("leaflet.js")
    return text.partition("\n//# sourceMappingURL")[0] + "\n"


def leaflet_stylesheet() -> str:
    """Leaflet's rules for what the page uses of it.

    Left out are those for markers, popups, tooltips and controls with pictures, which the page does
    not have, and those that ask for a file or are not CSS for every browser.
    """
    text = re.sub(r"/\*.*?\*/|@media print\s*\{.*", "", _leaflet_file("leaflet.css"), flags=re.DOTALL)
    rules = []
    for selectors, declarations in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        used = [name.strip() for name in selectors.split(",") if not UNUSED_SELECTOR.search(name)]
        kept = [line for line in declarations.strip().split(";") if not UNUSED_DECLARATION.search(line)]
        if used and "".join(kept).strip():
            rules.append(f"{','.join(used)}{{{';'.join(kept)}}}\n")
    return "".join(rules)


def _leaflet_file(name: str) -> str:
    return files("xstatic.pkg.leaflet").joinpath("data").joinpath(name).read_text("utf-8")
