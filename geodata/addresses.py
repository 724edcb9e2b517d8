"""Addresses made of the data: a place as a geo: URI, a quote as a link to its place in the published text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from geodata.model import Area, Locator, Quotation, Zone


def geo_uri(area: Area) -> str:
    """Return the centre as a geo: URI (RFC 5870): latitude, longitude, and the uncertainty in metres."""
    latitude, longitude, uncertainty_m = map(decimals, (area.centre.y, area.centre.x, area.uncertainty_m))
    return f"geo:{latitude},{longitude};u={uncertainty_m}"


def decimals(number: float) -> str:
    """Return a number as addresses take it, without an exponent; of degrees the sixth decimal is a tenth of a metre."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def fragment_link(url: str, passage: str) -> str:
    """Return `url` with a text fragment that opens it at `passage` (WICG Scroll to Text Fragment)."""
    # "-", "," and "&" have a meaning in the fragment, so they are escaped too.
    encoded = quote(passage, safe="").replace("-", "%2D")
    return f"{url.partition('#')[0]}#:~:text={encoded}"


def quote_link(zone: Zone, quotation: Locator | Quotation) -> str:
    """Return the address that opens a published text at the words quoted from it."""
    return fragment_link(zone.source(quotation.source).url, quotation.quote)
