"""The page: one HTML file with the map of a zone, made from `geodata.Zone`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata import Zone


def build_page(zone: Zone) -> str:
    """The whole page as one text, the same bytes for the same zone; it asks for nothing when opened."""
    # Imported at its first use, since folium is most of the start-up time and checking data does without it.
    from maps import page

    return page.build_page(zone)
