"""The zone's areas as shapes of folium, on a map without tiles, links, random ids or any text."""

from __future__ import annotations

from collections.abc import Iterable

import folium

from geodata.model import Zone
from maps.drawing.close_ups import cluster_bounds
from maps.drawing.palette import area_colour
from maps.export.layers import DECIMALS, rings
from maps.page.folium_map.zone_map import ZoneMap

MAP_ID = "zone"
"""folium calls the map's element and its variable `map_` + this."""
SURVEYED = {"reach": "of-surveyed", "footprint": "surveyed"}
"""What class the shapes of an area have whose outline a source gives."""
MAX_ZOOM = 15
"""There is nothing more to see from nearer by; how far the map zooms out depends on the window, so the page decides."""


def lat_lon(points: Iterable[tuple[float, ...]], decimals: int = 5) -> list[tuple[float, float]]:
    """Return Leaflet's lat/lon for lon/lat, which is the order everywhere else: nothing else in Python swaps them."""
    return [(round(lat, decimals), round(lon, decimals)) for lon, lat, *_ in points]


def build_map(zone: Zone) -> ZoneMap:
    """Return the zone's areas on a folium map without tiles, links, random ids or any text."""
    west, south, east, north = cluster_bounds(zone.area_records)
    folium_map = ZoneMap(
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
    # As an argument folium would hand the zoom to its tiles, of which there are none.
    # The page follows the map's own box by itself.
    folium_map.options |= {"max_zoom": MAX_ZOOM, "track_resize": False}
    # Instance attributes, so that other maps of the same process keep theirs.
    folium_map.default_js, folium_map.default_css = [], []
    folium_map._id = MAP_ID
    for name in ("reach", "footprint"):
        for index, area in enumerate(zone.area_records):
            classes = f"{name} {SURVEYED[name]}" if area.surveyed else name
            shape = folium.Polygon(
                # By the even-odd rule they draw parts and holes.
                [lat_lon(ring, DECIMALS) for ring in rings(getattr(area, name))],
                class_name=f"{classes} {area_colour(index)}",
                fill=True,
                # A shape has some hundred corners: to thin and clip them at each zoom costs more than to draw them.
                smooth_factor=0,
                no_clip=True,
            )
            # The page's script finds the area of any place, so that shape, reach and name are one target.
            shape.options["interactive"] = name == "footprint"
            # A fixed name: the page's script finds the shape by its class and its turn.
            shape._name, shape._id = name, str(index)
            folium_map.add_child(shape)
    folium_map.own = frozenset(folium_map._children)
    return folium_map
