"""Online layers: what an author may write, which message a wrong one gets, and which servers a valid one contacts."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geodata import Zone, load_zone
from geodata.model import Text
from geodata.tile_layers import Layer, host, origins
from maps.page.payload import island_layer
from tests.problems import ZONE, check
from tests.zones import DELETE, alter, four


def layer(**more: Any) -> dict[str, Any]:
    return {"provider": "Esri.WorldImagery", "datum": "wgs84", "name": four("Images"), "who": four("Esri"), **more}


def loaded(folder: Path, **more: Any) -> Layer:
    alter(folder, ZONE, "layer", [layer(**more)])
    [found] = load_zone(folder).layers
    return found


KEYED = {"provider": "Thunderforest.OpenCycleMap"}
PLAIN = {"url": "https://tiles.example.org/{z}/{x}/{y}.png"}


@pytest.mark.parametrize(
    ("more", "id", "value", "expected"),
    [
        ({"provider": "Esri.WorldImagry"}, "provider", "Esri.WorldImagry",
         "the name of a provider in xyzservices (did you mean 'Esri.WorldImagery'?)"),
        ({"provider": "-"}, "provider", "-", "the name of a provider in xyzservices"),
        ({"provider": ""}, "provider", "", "a string that is not empty"),
        ({"datum": "bd09"}, "datum", "bd09", "one of wgs84, gcj02"),
        ({"colour": "red"}, "colour", "red", "no such key; the keys here are provider, datum, name, who, options"),
        ({"name": "Images"}, "name", "Images", "a table with the keys en, de, zh, ja"),
        (KEYED, "provider", "Thunderforest.OpenCycleMap",
         "a provider that needs no key, or the key in its options: apikey"),
        ({"options": {"variant": 3}}, "options", {"variant": 3}, "a table of the provider's options, each a string"),
        ({"options": {"max_zoom": "9"}}, "options.max_zoom", "9",
         "no such option; those of Esri.WorldImagery are url, subdomains, attribution, variant"),
        ({"options": {"url": "http://tiles.example.org/{z}/{x}/{y}.png"}}, "options.url",
         "http://tiles.example.org/{z}/{x}/{y}.png", "an https address with {x}, {y} and {z}; give one here"),
        ({"options": {"url": "https://tiles.example.org/{z}/{x}.png"}}, "options.url",
         "https://tiles.example.org/{z}/{x}.png", "an https address with {x}, {y} and {z}; give one here"),
        ({"options": {"url": "https://a.org; script-src */{z}/{x}/{y}"}}, "options.url",
         "https://a.org; script-src */{z}/{x}/{y}", "an https address with {x}, {y} and {z}"),
        ({"options": {"url": "https://user@a.org/{z}/{x}/{y}"}}, "options.url", "https://user@a.org/{z}/{x}/{y}",
         "an https address with {x}, {y} and {z}"),
        ({"options": {"url": PLAIN["url"] + "?q={quality}"}}, "options.quality", "nothing",
         "a string for {quality} in https://tiles.example.org/{z}/{x}/{y}.png?q={quality}"),
        ({"options": {"url": "https://{s}.example.org/{z}/{x}/{y}", "subdomains": "a; b"}}, "options.subdomains",
         "a; b", "lowercase letters or digits, each a subdomain"),
        ({"provider": "NASAGIBS.BlueMarble3031"}, "provider", "NASAGIBS.BlueMarble3031",
         "a provider of tiles in Web Mercator"),
    ],
)  # fmt: skip
def test_a_wrong_layer_is_refused_with_what_is_expected(
    folder: Path, more: dict[str, Any], id: str, value: Any, expected: str
) -> None:
    alter(folder, ZONE, "layer", [layer(), layer(**more)])
    if value == "nothing":
        value = type("Nothing", (), {"__repr__": lambda _: "nothing"})()
    check(folder, ZONE, f"layer[2].{id}", value, expected)


@pytest.mark.parametrize("key", ["provider", "datum", "name", "who"])
def test_a_layer_needs_all_of_its_keys(folder: Path, key: str) -> None:
    alter(folder, ZONE, f"layer/0/{key}", DELETE)
    with pytest.raises(Exception, match=rf"layer\[1\]\.{key}: found nothing; expected "):
        load_zone(folder)


def test_any_keyless_provider_can_be_added(folder: Path) -> None:
    found = loaded(folder, provider="OpenTopoMap")
    assert found.url == "https://{s}.tile.opentopomap.org/{z}/{x}/{y}.png"
    assert (found.subdomains, found.zooms[0], found.tile_px) == (("a", "b", "c"), 0, 256)
    assert found.credit.startswith("Map data: © OpenStreetMap contributors")
    assert "<" not in found.credit
    assert found.name == Text(**four("Images"))


def test_a_provider_that_needs_a_key_is_accepted_with_one(folder: Path) -> None:
    found = loaded(folder, **KEYED, options={"apikey": "abc"})
    assert found.url.endswith("{y}{r}.png?apikey=abc")


def test_the_authors_options_override_the_providers(folder: Path) -> None:
    options = {"url": "https://t{s}.example.org/{z}/{x}/{y}", "subdomains": "07", "attribution": "Pictures: us & you"}
    found = loaded(folder, provider="Gaode.Satellite", options=options)
    assert (found.url, found.subdomains, found.credit) == (options["url"], ("0", "7"), "Pictures: us & you")
    assert origins([found]) == ["https://t0.example.org", "https://t7.example.org"]
    assert host(found) == "*.example.org"


def test_the_readmes_example_is_valid(folder: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    alter(folder, ZONE, "layer", tomllib.loads(example)["layer"])
    [found] = load_zone(folder).layers
    assert host(found) == "api.thunderforest.com"


def test_a_zone_needs_no_layer(folder: Path) -> None:
    alter(folder, ZONE, "layer", DELETE)
    assert load_zone(folder).layers == ()


def test_chengdu_offers_images_in_wgs84_and_streets_in_gcj02(chengdu: Zone) -> None:
    assert [layer.datum for layer in chengdu.layers] == ["wgs84", "gcj02"]
    assert host(chengdu.layers[0]) == "server.arcgisonline.com"
    assert host(chengdu.layers[1]) == "*.is.autonavi.com"
    assert all(layer.credit for layer in chengdu.layers)


def test_the_page_gets_only_options_that_differ_from_leaflets_defaults(chengdu: Zone) -> None:
    images, streets = chengdu.layers
    assert island_layer(images)["options"] == {"maxNativeZoom": 18}
    assert island_layer(streets)["options"]["subdomains"] == "1234"
    large = island_layer(replace(images, tile_px=512, zoom_offset=-1, zooms=(9, 12)))["options"]
    assert large == {"tileSize": 512, "zoomOffset": -1, "minZoom": 9, "maxNativeZoom": 12}
