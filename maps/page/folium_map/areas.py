"""Draw the zone's areas as folium shapes, on a map without tiles, links, random ids or text."""

from __future__ import annotations

from collections.abc import Iterable

from geodata.model import Zone
from maps.drawing.close_ups import cluster_bounds
from maps.drawing.palette import area_colour
from maps.export.layers import DECIMALS, rings
from maps.page.folium_map.library import MAP_ID, folium
from maps.page.folium_map.zone_map import ZoneMap

SURVEYED = {"reach": "of-surveyed", "footprint": "surveyed"}
"""CSS class of the shapes of an area whose outline a source gives."""
MAX_ZOOM = 15
"""Higher zooms would show nothing more. The minimum depends on the window, so the page sets it."""


def lat_lon(points: Iterable[tuple[float, ...]], decimals: int = 5) -> list[tuple[float, float]]:
    """Convert lon/lat, the axis order of all data, to Leaflet's lat/lon; no other Python code swaps the two."""
    return [(round(lat, decimals), round(lon, decimals)) for lon, lat, *_ in points]


def build_map(zone: Zone) -> ZoneMap:
    """Return the zone's areas on a folium map without tiles, links, random ids or text."""
    west, south, east, north = cluster_bounds(zone.area_records)
    folium_map = ZoneMap(
        location=lat_lon([((west + east) / 2, (south + north) / 2)])[0],
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=0,
        double_click_zoom=True,
        keyboard=False,  # the page handles keys itself, for the shapes too
    )
    # folium would apply a `max_zoom` argument to its tiles only, and this map has none.
    # The page observes the size of the map's box itself.
    folium_map.options |= {"max_zoom": MAX_ZOOM, "track_resize": False}
    # Without a zoom Leaflet waits for the first view that the page sets, and projects the shapes once.
    del folium_map.options["zoom"]
    # Set instance attributes, so that other maps in the same process keep theirs.
    folium_map.default_js, folium_map.default_css = [], []
    folium_map._id = MAP_ID
    for name in ("reach", "footprint"):
        for index, area in enumerate(zone.area_records):
            classes = f"{name} {SURVEYED[name]}" if area.surveyed else name
            shape = folium.Polygon(
                # The even-odd rule makes parts and holes of the rings.
                [lat_lon(ring, DECIMALS) for ring in rings(getattr(area, name))],
                class_name=f"{classes} {area_colour(index)}",
                fill=True,
                # A shape has about a hundred corners: simplifying and clipping them would cost more than drawing.
                smooth_factor=0,
                no_clip=True,
            )
            # The page's script hit-tests reaches itself, so that shape, reach and label are one target.
            shape.options["interactive"] = name == "footprint"
            # A fixed name instead of a random id; the page's script finds the shape by class and index.
            shape._name, shape._id = name, str(index)
            folium_map.add_child(shape)
    folium_map.own_layers = frozenset(folium_map._children)
    return folium_map
