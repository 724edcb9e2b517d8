"""Links that open an area in other maps, each with the order and the datum that the service expects.

All points here are WGS-84. The Chinese services draw in a datum of their own and shift the point
themselves when the link says that it is WGS-84; left out, that word puts the marker some 364 m
(AMap, Tencent) or 948 m (Baidu) off.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, floor, log2, radians
from urllib.parse import quote

from geodata.addresses import decimals, geo_uri
from geodata.datum import in_china
from geodata.model import Area

APP = "zone-map"
"""What the services want to know of who links to them."""

PIN = "{pin}"
"""Stands for the name of the pin."""

EQUATOR_M = 40_075_017
"""Length of the equator, which the whole of a web map of zoom 0 is wide: one tile of 256 pixels."""
RING_PX = 400
"""How wide on the screen the ring is to be in which the area's centre lies."""
ZOOMS = (3, 17)


def services(area: Area) -> dict[str, Callable[[Area, str], str]]:
    """Return the services for a place: the Chinese ones only in China, whose maps they are."""
    return {key: link for key, link in SERVICES.items() if key not in CHINESE or in_china(area.centre)}


def service_links(area: Area, pin: str) -> dict[str, str]:
    """Return the link to each service by its key in the texts (`open.…`), in the order of the page.

    `pin` is what the service is to call the place: a name that says that it is an estimate.
    """
    return {service: link(area, quote(pin, safe="")) for service, link in services(area).items()}


def pin_links(area: Area) -> dict[str, str]:
    """Return the links whose pin has a name, with `{pin}` in its place: the page's script puts it there, encoded,
    in the reader's language."""
    links = {service: link(area, PIN) for service, link in services(area).items()}
    return {service: link for service, link in links.items() if PIN in link}


def _amap(area: Area, pin: str) -> str:
    point = f"{decimals(area.centre.x)},{decimals(area.centre.y)}"
    return f"https://uri.amap.com/marker?position={point}&name={pin}&coordinate=wgs84&src={APP}&callnative=0"


def _baidu(area: Area, pin: str) -> str:
    return (
        f"https://api.map.baidu.com/marker?location={_lat_lon(area)}&title={pin}"
        f"&content={quote(area.name.zh, safe='')}&coord_type=wgs84&output=html&src=webapp.{APP}.{APP}"
    )


def _tencent(area: Area, pin: str) -> str:
    # A colon or semicolon of the name would end it, so these are encoded too.
    marker = f"coord:{_lat_lon(area)};title:{pin};addr:{quote(area.name.zh, safe='')}"
    return f"https://apis.map.qq.com/uri/v1/marker?marker={marker}&coord_type=1&referer={APP}"


def _google(area: Area, _pin: str) -> str:
    # Without a pin: its streets are shifted in China, and beside them a pin would be wrong.
    view = f"center={_lat_lon(area)}&zoom={_zoom(area)}"
    return f"https://www.google.com/maps/@?api=1&map_action=map&{view}&basemap=satellite"


def _apple(area: Area, pin: str) -> str:
    return f"https://maps.apple.com/?ll={_lat_lon(area)}&q={pin}&z={_zoom(area)}"


def _openstreetmap(area: Area, _pin: str) -> str:
    lon, lat = decimals(area.centre.x), decimals(area.centre.y)
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={_zoom(area)}/{lat}/{lon}"


SERVICES: dict[str, Callable[[Area, str], str]] = {
    "amap": _amap,
    "baidu": _baidu,
    "tencent": _tencent,
    "google": _google,
    "apple": _apple,
    "osm": _openstreetmap,
    "geo": lambda area, _pin: geo_uri(area),
}


CHINESE = ("amap", "baidu", "tencent")
"""Those that map China for its readers."""


def _lat_lon(area: Area) -> str:
    return f"{decimals(area.centre.y)},{decimals(area.centre.x)}"


def _zoom(area: Area) -> int:
    """Return the closest zoom at which the whole ring is seen in which the centre lies."""
    pixel_m = 2 * area.uncertainty_m / RING_PX
    fitting = log2(EQUATOR_M * cos(radians(area.centre.y)) / 256 / pixel_m)
    return min(max(floor(fitting), ZOOMS[0]), ZOOMS[1])
