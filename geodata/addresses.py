"""URLs made from the data: geo: URIs of places, and links to quotes in the published texts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from geodata.model import Area, Locator, Quotation, Zone


def geo_uri(area: Area) -> str:
    """Return an area's centre as a geo: URI (RFC 5870), WGS-84: latitude before longitude, uncertainty in metres."""
    latitude, longitude, uncertainty_m = map(format_decimal, (area.centre.y, area.centre.x, area.uncertainty_m))
    return f"geo:{latitude},{longitude};u={uncertainty_m}"


def format_decimal(number: float) -> str:
    """Format a number for a URL, without an exponent, to six decimals: 0.000001 degrees are a tenth of a metre."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def fragment_link(url: str, passage: str) -> str:
    """Return `url` with a text fragment that opens it at `passage` (WICG Scroll to Text Fragment)."""
    # Escape "-", "," and "&" too: they are syntax in a text fragment.
    encoded = quote(passage, safe="").replace("-", "%2D")
    return f"{url.partition('#')[0]}#:~:text={encoded}"


def quote_link(zone: Zone, quotation: Locator | Quotation) -> str:
    """Return the URL that opens a published text at the quoted words."""
    return fragment_link(zone.source(quotation.source).url, quotation.quote)
