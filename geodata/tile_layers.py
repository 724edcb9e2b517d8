"""Online layers: a tile provider's entry in xyzservices, merged with the author's own options.

Only providers with a complete URL are accepted: a missing API key would otherwise show only
when a reader asks for the layer.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from geodata.languages import Text
from geodata.schema import NOTHING, Finding, hint, is_url, is_visible_text, one_of, record, rule, text, visible_text
from geodata.vocabulary import DATUMS


@dataclass(frozen=True)
class Layer:
    """An online tile layer in Web Mercator (EPSG:3857), loaded only when the reader asks for it."""

    datum: str
    """One of `DATUMS`."""
    name: Text
    who: Text
    """Operator of the server, who therefore sees the reader's IP address."""
    url: str
    """https URL template with {z}, {x} and {y}, optionally {s} (subdomain) and {r} ("@2x" on high-density screens)."""
    subdomains: tuple[str, ...]
    zooms: tuple[int, int]
    """Lowest and highest zoom that the server offers."""
    tile_px: int
    zoom_offset: int
    """Added to the zoom in the URL, as tiles larger than 256 px require."""
    credit: str


LAYER_CHECK = record(
    {"provider": visible_text, "datum": one_of(DATUMS), "name": text, "who": text},
    {
        "options": rule(
            lambda v: isinstance(v, dict) and all(is_visible_text(value) for value in v.values()),
            "a table of the provider's options, each a string",
        )
    },
)
"""Check of a [[layer]] table."""

OPTIONS = ("url", "subdomains", "attribution")
"""Options that an author may give for any provider, besides the placeholders of its URL."""
TILE_PLACEHOLDERS = ("s", "x", "y", "z", "r")
"""Placeholders of the URL that the page fills in for each tile."""
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
DEFAULT_SUBDOMAINS = "abc"
"""Subdomains of a provider whose URL has {s} but which lists none, as in Leaflet."""


def check_layer(data: dict[str, Any]) -> Iterator[Finding]:
    """Yield the findings for a layer that has passed `LAYER_CHECK`."""
    name, own_options = data["provider"], data.get("options", {})
    if name not in _providers():
        yield ("provider",), name, f"the name of a provider in xyzservices{hint(name, _providers())}"
        return
    options = _options(data)
    needed = [key for key in _placeholders(options["url"]) if key not in TILE_PLACEHOLDERS]
    for key in own_options:
        if key not in OPTIONS and key not in needed:
            yield (
                ("options", key),
                own_options[key],
                f"no such option; those of {name} are {', '.join((*OPTIONS, *needed))}",
            )
    keys = [key for key in needed if "<insert your" in str(options.get(key))]
    if keys:
        yield ("provider",), name, f"a provider that needs no key, or the key in its options: {', '.join(keys)}"
        return
    yield from _check_url(options)
    if options.get("crs", "EPSG:3857") != "EPSG:3857" or options.get("tms"):
        yield ("provider",), name, "a provider of tiles in Web Mercator, counted from the north-west"


def _check_url(options: dict[str, Any]) -> Iterator[Finding]:
    url = _fill_url(options)
    placeholders = _placeholders(url)
    # Browsers block http tiles on a page loaded by https.
    example = PLACEHOLDER.sub("1", url)
    if not (is_url(example) and re.match("https://[^/?#]+/", example) and {"x", "y", "z"} <= set(placeholders)):
        expected = "an https address with {x}, {y} and {z}; give one here, with a host name in ASCII, without a user"
        yield ("options", "url"), options["url"], expected
        return
    for name in placeholders:
        if name not in TILE_PLACEHOLDERS:
            yield ("options", name), NOTHING, f"a string for {{{name}}} in {options['url']}"
    subdomains = options.get("subdomains", DEFAULT_SUBDOMAINS)
    if not re.fullmatch(r"[a-z0-9]{1,36}", subdomains):
        yield ("options", "subdomains"), subdomains, "lowercase letters or digits, each a subdomain; at most 36"


def read_layer(data: dict[str, Any]) -> Layer:
    """Return the layer of a table that has passed `check_layer`."""
    options, provider = _options(data), _providers()[data["provider"]]
    url = _fill_url(options)
    subdomains = tuple(options.get("subdomains", DEFAULT_SUBDOMAINS)) if "{s}" in url else ()
    credit = options["attribution"] if "attribution" in data.get("options", {}) else options["html_attribution"]
    return Layer(
        datum=data["datum"],
        name=Text(**data["name"]),
        who=Text(**data["who"]),
        url=url,
        subdomains=subdomains,
        # Numbers come from the provider, as an author's options are strings for the URL; defaults as in Leaflet.
        zooms=(int(provider.get("min_zoom", 0)), int(provider.get("max_zoom", 18))),
        tile_px=int(provider.get("tileSize", 256)),
        zoom_offset=int(provider.get("zoomOffset", 0)),
        credit=html.unescape(re.sub(r"<[^>]*>", "", credit)),
    )


def _placeholders(url: str) -> list[str]:
    """Return the names of the placeholders in a URL template, each once."""
    return list(dict.fromkeys(PLACEHOLDER.findall(url)))


def _options(data: dict[str, Any]) -> dict[str, Any]:
    return {**_providers()[data["provider"]], **data.get("options", {})}


def _fill_url(options: dict[str, Any]) -> str:
    """Return the URL template with every placeholder filled in except `TILE_PLACEHOLDERS`."""

    def fill(match: re.Match[str]) -> str:
        key = match[1]
        return match[0] if key in TILE_PLACEHOLDERS or key not in options else str(options[key])

    return PLACEHOLDER.sub(fill, options["url"])


@cache
def _providers() -> dict[str, dict[str, Any]]:
    # Import at first use: it reads a thousand providers, and a zone may have no layer.
    import xyzservices.providers

    return {name: dict(provider) for name, provider in xyzservices.providers.flatten().items()}


def origins(layers: Iterable[Layer]) -> list[str]:
    """Return the origin (scheme and host) of every server that the layers request tiles from, each once."""
    urls = [layer.url.replace("{s}", subdomain) for layer in layers for subdomain in layer.subdomains or ("",)]
    return list(dict.fromkeys(f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, urls)))


def host(layer: Layer) -> str:
    """Return the layer's server as shown to readers, with `*` for its subdomain where there are several."""
    hosts = [urlsplit(origin).netloc for origin in origins([layer])]
    return hosts[0] if len(hosts) == 1 else re.sub(r"^[^.]*", "*", hosts[0])
