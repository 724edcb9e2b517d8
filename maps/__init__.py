"""The page: one HTML file with the map of a zone, made from `geodata.Zone`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata import Zone
    from maps.page.folium_map import ZoneMap


def build_page(zone: Zone) -> str:
    """Return the whole page as one text, the same bytes for the same zone; it asks for nothing when opened."""
    # Imported at its first use, since folium is most of the start-up time and checking data does without it.
    from maps.page import build

    return build.build_page(zone)


def build_map(zone: Zone) -> ZoneMap:
    """Return the zone on a folium map: it shows in a notebook, takes layers of folium, and saves the page with them.

    `build_map(zone).save(path)` writes the same bytes as `build_page`. Raises ValueError, when it is shown or saved,
    for layers that need something from the net.
    """
    from maps.page import build

    return build.build_map(zone)
