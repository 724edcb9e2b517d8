"""Links that open an area in other map services, with the axis order and datum that each expects.

All positions here are WGS-84. The Chinese services use their own datums and convert the position
if the link declares it as WGS-84; without that parameter the marker would be some 364 m
(AMap, Tencent) or 945 m (Baidu) off.
"""

from __future__ import annotations

from math import cos, floor, log2, radians
from urllib.parse import quote

from geodata.addresses import format_decimal, geo_uri
from geodata.datum import in_china
from geodata.model import Area
from maps.drawing.projection import EQUATOR_M, TILE_PX

APP = "zone-map"
"""Name by which we identify ourselves to the services that require one."""
SERVICES = {
    "amap": "https://uri.amap.com/marker?position={lon},{lat}&name={pin}&coordinate=wgs84&src={app}&callnative=0",
    "baidu": "https://api.map.baidu.com/marker?location={lat},{lon}&title={pin}&content={name}&coord_type=wgs84"
    "&output=html&src=webapp.{app}.{app}",
    # Pin and name are encoded whole: a colon or semicolon would end them.
    "tencent": "https://apis.map.qq.com/uri/v1/marker?marker=coord:{lat},{lon};title:{pin};addr:{name}&coord_type=1"
    "&referer={app}",
    # No pin: Google's streets are shifted in China, and relative to them a pin would be wrong.
    "google": "https://www.google.com/maps/@?api=1&map_action=map&center={lat},{lon}&zoom={zoom}&basemap=satellite",
    "apple": "https://maps.apple.com/?ll={lat},{lon}&q={pin}&z={zoom}",
    "osm": "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={zoom}/{lat}/{lon}",
    "geo": "{geo}",
}
"""Links by the keys of the services in the texts (`open.…`), in the order of the page; `name` is the Chinese name."""
CHINESE = ("amap", "baidu", "tencent")
"""Services that cover China."""

CIRCLE_PX = 400
"""Width in pixels at which a service should show the circle of uncertainty around an area's centre."""
ZOOM_RANGE = (3, 17)
"""Zooms that every service supports."""


def service_links(area: Area, pin: str) -> dict[str, str]:
    """Return the link to each service by its key, in the order of the page.

    Only an area in China has links to the Chinese services.
    `pin` is the name of the pin, which should say that it is an estimate.
    """
    left_out = () if in_china(area.centre) else CHINESE
    values = {
        "lon": format_decimal(area.centre.x),
        "lat": format_decimal(area.centre.y),
        "geo": geo_uri(area),
        "zoom": _zoom(area),
        "pin": encode_pin(pin),
        "name": quote(area.name.zh, safe=""),
        "app": APP,
    }
    return {key: link.format_map(values) for key, link in SERVICES.items() if key not in left_out}


def encode_pin(name: str) -> str:
    """Return the name of a pin as it is written in a link.

    This is what `encodeURIComponent` returns: the page's script finds the name and translates it into the reader's
    language.
    """
    return quote(name, safe="!'()*")


def _zoom(area: Area) -> int:
    """Return the highest zoom at which the circle of uncertainty is at most `CIRCLE_PX` wide, within `ZOOM_RANGE`."""
    pixel_m = 2 * area.uncertainty_m / CIRCLE_PX
    fitting = log2(EQUATOR_M * cos(radians(area.centre.y)) / TILE_PX / pixel_m)
    return min(max(floor(fitting), ZOOM_RANGE[0]), ZOOM_RANGE[1])
