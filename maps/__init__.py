"""Build the page, one HTML file with the map of a zone, from a `geodata.Zone`."""

from __future__ import annotations

# Not imported from `typing`: its import would take most of the time until the command handles stop signals.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from geodata import Zone
    from maps.page.folium_map import ZoneMap


def build_page(zone: Zone) -> str:
    """Return the page as HTML, the same bytes for the same zone; it makes no network requests when opened."""
    # Import at first use: folium takes most of the start-up time, and checking the data does not need it.
    from maps.page import build

    return build.build_page(zone)


def build_map(zone: Zone) -> ZoneMap:
    """Return the zone as a folium map: notebooks show it, it accepts folium layers, and saving it writes the page.

    `build_map(zone).save(path)` writes the same bytes as `build_page`. Showing or saving the map raises ValueError
    for layers that need network access.
    """
    from maps.page import build

    return build.build_map(zone)
