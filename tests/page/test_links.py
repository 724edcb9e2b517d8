"""Links to other maps: each gives the place in the order and datum of its service, and the exact name."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geodata import Zone, load_zone
from geodata.model import Area, Text
from maps.page.links import APP, encode_pin, service_links
from tests.page.test_hostile_text import hostile_texts

AREAS = load_zone().area_records
NAME = "Pin (estimate, ±2 km)"


def parameters(link: str) -> dict[str, str]:
    """Return the parameters of a link, and assert that each occurs once."""
    pairs = parse_qsl(urlsplit(link).query, keep_blank_values=True, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def numbers(words: str) -> list[float]:
    return [float(number) for number in words.split(",")]


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.id)
def test_each_service_gets_the_place_in_its_order_and_the_datum_wgs84(area: Area) -> None:
    links = service_links(area, NAME)
    lon, lat = area.centre.x, area.centre.y
    amap = parameters(links["amap"])
    assert (numbers(amap["position"]), amap["coordinate"], amap["callnative"]) == ([lon, lat], "wgs84", "0")
    baidu = parameters(links["baidu"])
    assert (numbers(baidu["location"]), baidu["coord_type"], baidu["output"]) == ([lat, lon], "wgs84", "html")
    tencent = parameters(links["tencent"])
    assert tencent["marker"].startswith(f"coord:{lat:g},{lon:g};title:")
    assert tencent["coord_type"] == "1"
    google = parameters(links["google"])
    assert (numbers(google["center"]), google["basemap"]) == ([lat, lon], "satellite")
    assert numbers(parameters(links["apple"])["ll"]) == [lat, lon]
    osm = parameters(links["osm"])
    assert (float(osm["mlat"]), float(osm["mlon"])) == (lat, lon)
    zoom, *centre = urlsplit(links["osm"]).fragment.removeprefix("map=").split("/")
    assert [float(part) for part in centre] == [lat, lon]
    assert zoom == google["zoom"] == parameters(links["apple"])["z"]
    assert links["geo"] == f"geo:{lat:g},{lon:g};u={area.uncertainty_m:g}"


def test_the_links_lead_to_the_services_by_https() -> None:
    hosts = {service: urlsplit(link).netloc for service, link in service_links(AREAS[0], NAME).items()}
    assert hosts == {
        "amap": "uri.amap.com",
        "baidu": "api.map.baidu.com",
        "tencent": "apis.map.qq.com",
        "google": "www.google.com",
        "apple": "maps.apple.com",
        "osm": "www.openstreetmap.org",
        "geo": "",
    }
    assert {urlsplit(link).scheme for link in service_links(AREAS[0], NAME).values()} == {"https", "geo"}


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.id)
def test_pins_have_the_given_name_and_google_has_no_pin(area: Area) -> None:
    links = service_links(area, NAME)
    amap, baidu, tencent = (parameters(links[service]) for service in ("amap", "baidu", "tencent"))
    assert (amap["name"], amap["src"]) == (NAME, APP)
    assert (baidu["title"], baidu["content"], baidu["src"]) == (NAME, area.name.zh, f"webapp.{APP}.{APP}")
    assert tencent["marker"].endswith(f";title:{NAME};addr:{area.name.zh}")
    assert tencent["referer"] == APP
    assert parameters(links["apple"])["q"] == NAME
    assert set(parameters(links["google"])) == {"api", "map_action", "center", "zoom", "basemap"}
    assert {key for key, link in links.items() if encode_pin(NAME) in link} == {"amap", "baidu", "tencent", "apple"}


def test_the_chinese_services_come_first() -> None:
    assert list(service_links(AREAS[0], NAME))[:2] == ["amap", "baidu"]


@pytest.mark.parametrize("name", hostile_texts(), ids=lambda words: ascii(words)[1:25])
def test_any_name_is_encoded_and_breaks_no_link(name: str) -> None:
    area = replace(AREAS[0], name=Text(name, name, name, name))
    plain, links = service_links(AREAS[0], NAME), service_links(area, name)
    for service, link in links.items():
        assert link.isascii()
        assert set(link) <= set("%/:?#@&=+;,.-_~") | set(map(chr, range(128))) - set(' "<>\\^`{|}\n\t')
        if service != "geo":
            assert list(parameters(link)) == list(parameters(plain[service]))
    assert parameters(links["amap"])["name"] == name
    # Tencent's separators within the marker are encoded if they occur in the name.
    title = links["tencent"].split("marker=")[1].split(";")[1].removeprefix("title:")
    assert unquote(title) == name


@given(st.floats(100, 115), st.floats(25, 35), st.floats(0.01, 1e7))
def test_numbers_are_plain_and_every_service_supports_the_zoom(lon: float, lat: float, uncertainty_m: float) -> None:
    area = replace(AREAS[0], centre=Point(lon, lat), uncertainty_m=uncertainty_m)
    links = service_links(area, NAME)
    assert numbers(parameters(links["amap"])["position"]) == pytest.approx([lon, lat], abs=1e-6)
    assert "e" not in parameters(links["amap"])["position"]
    assert 3 <= int(parameters(links["google"])["zoom"]) <= 17


def test_the_less_certain_the_place_the_wider_the_view(chengdu: Zone) -> None:
    by_uncertainty = sorted(chengdu.area_records, key=lambda area: area.uncertainty_m)
    zooms = [int(parameters(service_links(area, NAME)["apple"])["z"]) for area in by_uncertainty]
    assert zooms == sorted(zooms, reverse=True) == [14, 13, 13]
