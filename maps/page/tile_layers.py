"""The online layers for the page: which servers they ask, and what Leaflet is told of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from geodata.model import Layer

LEAFLET_TILE_PX = 256


def origins(layers: Iterable[Layer]) -> list[str]:
    """Scheme and host of every server that the layers ask, each once: where the page's pictures may come from."""
    found: dict[str, None] = {}
    for layer in layers:
        for subdomain in layer.subdomains or ("",):
            parts = urlsplit(layer.url.replace("{s}", subdomain))
            found[f"{parts.scheme}://{parts.netloc}"] = None
    return list(found)


def host(layer: Layer) -> str:
    """Its server as a reader is told it; of several that differ in their first part the rest."""
    hosts = [urlsplit(origin).netloc for origin in origins([layer])]
    return hosts[0] if len(hosts) == 1 else re.sub(r"^[^.]*", "*", hosts[0])


def island_record(layer: Layer) -> dict[str, Any]:
    """What the page's script needs: address, datum, credit and the options that differ from Leaflet's own."""
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
