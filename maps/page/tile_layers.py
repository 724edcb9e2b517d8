"""What Leaflet is told of the online layers."""

from __future__ import annotations

from typing import Any

from geodata.model import Layer

LEAFLET_TILE_PX = 256


def island_record(layer: Layer) -> dict[str, Any]:
    """Return what the page's script needs: address, datum, credit and the options that differ from Leaflet's own."""
    options: dict[str, Any] = {"maxNativeZoom": layer.zooms[1]}
    if layer.zooms[0]:
        options["minZoom"] = layer.zooms[0]
    if layer.subdomains:
        options["subdomains"] = "".join(layer.subdomains)
    if layer.tile_px != LEAFLET_TILE_PX:
        options["tileSize"] = layer.tile_px
    if layer.zoom_offset:
        options["zoomOffset"] = layer.zoom_offset
    return {"credit": layer.credit, "datum": layer.datum, "options": options, "url": layer.url}
