"""Links that open an area in other map services, with the axis order and datum that each expects.

All positions here are WGS-84. The Chinese services use their own datums and convert the position
if the link declares it as WGS-84; without that parameter the marker would be some 364 m
(AMap, Tencent) or 945 m (Baidu) off.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, floor, log2, radians
from urllib.parse import quote

from geodata.addresses import format_decimal, geo_uri
from geodata.datum import in_china
from geodata.model import Area
from maps.drawing.projection import EQUATOR_M, TILE_PX

APP = "zone-map"
"""Name by which we identify ourselves to the services that require one."""

CIRCLE_PX = 400
"""Width in pixels at which a service should show the circle of uncertainty around an area's centre."""
ZOOM_RANGE = (3, 17)
"""Zooms that every service supports."""


def service_links(area: Area, pin: str) -> dict[str, str]:
    """Return the link to each service by its key in the texts (`open.…`), in the order of the page.

    Only an area in China has links to the Chinese services.
    `pin` is the name of the pin, which should say that it is an estimate.
    """
    left_out = () if in_china(area.centre) else CHINESE
    return {key: link(area, encode_pin(pin)) for key, link in SERVICES.items() if key not in left_out}


def encode_pin(name: str) -> str:
    """Return the name of a pin as it is written in a link.

    This is what `encodeURIComponent` returns: the page's script finds the name and translates it into the reader's
    language.
    """
    return quote(name, safe="!'()*")


def _amap(area: Area, pin: str) -> str:
    point = f"{format_decimal(area.centre.x)},{format_decimal(area.centre.y)}"
    return f"https://uri.amap.com/marker?position={point}&name={pin}&coordinate=wgs84&src={APP}&callnative=0"


def _baidu(area: Area, pin: str) -> str:
    return (
        f"https://api.map.baidu.com/marker?location={_lat_lon(area)}&title={pin}"
        f"&content={quote(area.name.zh, safe='')}&coord_type=wgs84&output=html&src=webapp.{APP}.{APP}"
    )


def _tencent(area: Area, pin: str) -> str:
    # Encode the whole name: a colon or semicolon would end it.
    marker = f"coord:{_lat_lon(area)};title:{pin};addr:{quote(area.name.zh, safe='')}"
    return f"https://apis.map.qq.com/uri/v1/marker?marker={marker}&coord_type=1&referer={APP}"


def _google(area: Area, _pin: str) -> str:
    # No pin: Google's streets are shifted in China, and relative to them a pin would be wrong.
    view = f"center={_lat_lon(area)}&zoom={_zoom(area)}"
    return f"https://www.google.com/maps/@?api=1&map_action=map&{view}&basemap=satellite"


def _apple(area: Area, pin: str) -> str:
    return f"https://maps.apple.com/?ll={_lat_lon(area)}&q={pin}&z={_zoom(area)}"


def _openstreetmap(area: Area, _pin: str) -> str:
    lon, lat = format_decimal(area.centre.x), format_decimal(area.centre.y)
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
"""Services that cover China."""


def _lat_lon(area: Area) -> str:
    return f"{format_decimal(area.centre.y)},{format_decimal(area.centre.x)}"


def _zoom(area: Area) -> int:
    """Return the highest zoom at which the circle of uncertainty is at most `CIRCLE_PX` wide, within `ZOOM_RANGE`."""
    pixel_m = 2 * area.uncertainty_m / CIRCLE_PX
    fitting = log2(EQUATOR_M * cos(radians(area.centre.y)) / TILE_PX / pixel_m)
    return min(max(floor(fitting), ZOOM_RANGE[0]), ZOOM_RANGE[1])
