"""Layers that authors add: refused by name with an alternative, and the same bytes each time."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import folium
import pytest
from branca.element import CssLink, Element, Figure, Html, IFrame
from folium import plugins

from geodata import Zone
from maps import build_map, build_page
from maps.page.folium_map import DrawnMap, ZoneMap, draw
from tests.added_layers import EAST, GROUPS, NORTH, POINT, macro, write_files


def in_header(text: str) -> Callable[[ZoneMap], object]:
    return lambda m: m.get_root().header.add_child(Element(text))


def in_html(text: str) -> Callable[[ZoneMap], object]:
    return lambda m: m.get_root().html.add_child(Element(text))


def popup(markup: str) -> Callable[[ZoneMap], object]:
    return lambda m: folium.Marker(EAST, popup=markup).add_to(m)


def layer(element: Element) -> Callable[[ZoneMap], object]:
    return lambda m: element.add_to(m)


BOX = [EAST, NORTH]
REFUSED: dict[str, tuple[Callable[[ZoneMap], object], str]] = {
    "tiles": (layer(folium.TileLayer("OpenStreetMap")), r"TileLayer .*\[\[layer\]\] in zone.toml"),
    "wms": (layer(folium.WmsTileLayer("https://example.org", layers="a")), r"WmsTileLayer .*zone.toml"),
    "icon": (layer(folium.Marker(EAST, icon=folium.Icon("red"))), r"Icon needs files .*DivIcon.* \(in Marker\)"),
    "icon of points": (
        layer(folium.GeoJson(POINT, marker=folium.Marker(icon=folium.Icon()))),
        r"Icon .*\(in GeoJson\)",
    ),
    "icon from the internet": (
        layer(folium.Marker(EAST, icon=folium.CustomIcon("https://example.org/a.png"))),
        r"Marker shows https://example.org/a.png, but .*; save it as a file",
    ),
    "named group": (
        lambda m: folium.Marker(EAST, icon=folium.Icon()).add_to(folium.FeatureGroup("Mine").add_to(m)),
        r"Icon .*\(in FeatureGroup 'Mine'\)",
    ),
    "clusters": (layer(plugins.MarkerCluster()), r"MarkerCluster .*use folium.FeatureGroup"),
    "heat": (layer(plugins.HeatMap([EAST])), r"HeatMap .*use folium.Circle"),
    "time": (layer(plugins.TimestampedGeoJson(POINT)), r"TimestampedGeoJson .*use a folium.FeatureGroup"),
    "time of folium": (layer(plugins.Timeline(POINT)), r"Timeline needs .*; use folium's own layers"),
    "draw": (layer(plugins.Draw()), r"Draw needs .*use folium's own layers"),
    "minimap": (layer(plugins.MiniMap()), r"^MiniMap [^\n]*the page has its own$"),
    "full screen": (layer(plugins.Fullscreen()), r"Fullscreen .*the page has its own"),
    "encoded": (layer(plugins.PolyLineFromEncoded("_p~iF~ps|U")), r"PolyLineFromEncoded .*use folium.PolyLine$"),
    "sides": (
        layer(folium.RegularPolygonMarker(EAST)),
        r"RegularPolygonMarker needs .*such as CircleMarker",
    ),
    "vega": (
        lambda m: folium.Marker(EAST, popup=folium.Popup().add_child(folium.Vega({"width": 9, "height": 9}))).add_to(m),
        r"Vega needs files .*picture.*\(in Marker\)",
    ),
    "vega lite": (
        lambda m: folium.Marker(
            EAST, popup=folium.Popup().add_child(folium.VegaLite({"width": 9, "height": 9}))
        ).add_to(m),
        r"VegaLite needs files",
    ),
    "picture overlay": (
        layer(folium.raster_layers.ImageOverlay("https://example.org/a.png", BOX)),
        r"ImageOverlay shows https://example.org/a.png, but",
    ),
    "pictures by size": (
        popup('<img srcset="a.png 1x" alt="">'),
        r"Marker has the attribute 'srcset', .*use .* 'src'",
    ),
    "picture in an element's style": (
        popup("<p style='margin: 0; background: url(&quot;https://a.org/b.png&quot;)'>x</p>"),
        r"Marker shows https://a.org/b.png, but",
    ),
    "films": (layer(folium.raster_layers.VideoOverlay(["https://a.org/b.mp4"], BOX)), r"VideoOverlay shows https"),
    "film": (layer(folium.raster_layers.VideoOverlay("https://example.org/a.mp4", BOX)), r"VideoOverlay shows https"),
    "missing film": (
        layer(folium.raster_layers.VideoOverlay("no.mp4", BOX)),
        r"VideoOverlay refers to 'no.mp4', not found in '/",
    ),
    "picture from the internet": (popup('<img src="https://example.org/a.png">'), r"Marker shows https://.*as <img>"),
    "picture without scheme": (popup("<img alt='' src=//example.org/a.png>"), r"Marker shows //example.org/a.png"),
    "missing picture": (popup('<img src="no.png">'), r"Marker refers to 'no.png', not found in '/"),
    "frame from the internet": (
        popup('<iframe src="https://example.org"></iframe>'),
        r"<iframe>.*link to it with <a href>",
    ),
    "frame with a library": (
        layer(folium.Marker(EAST, popup=folium.Popup(IFrame('<script src="https://example.org/a.js"></script>')))),
        r"Marker has a frame that needs a file",
    ),
    "code in markup": (popup('<button onclick="alert(1)">x</button>'), r"Marker has the attribute 'onclick'"),
    "class": (
        layer(folium.Marker(EAST, icon=folium.DivIcon('<p class="legend">x</p>'))),
        r"Marker has the class or id 'legend', which is the page's own; call it 'my-legend'",
    ),
    "class of a shape": (
        layer(folium.CircleMarker(EAST, class_name="reach")),
        r"CircleMarker has the class .*'reach'",
    ),
    "code in markup with a slash": (popup("<svg/ONLOAD='x()'></svg>"), r"Marker has the attribute 'ONLOAD'"),
    "picture with a slash": (popup("<img/src=https://a.org/b.png>"), r"Marker shows https://a.org/b.png"),
    "id": (popup('<p id="details">x</p>'), r"Marker has the class or id 'details'"),
    "link": (
        lambda m: m.get_root().header.add_child(CssLink("https://example.org/a.css")),
        r"header, .* needs a file",
    ),
    "link in text": (in_header('<link rel="stylesheet" href="https://example.org/a.css">'), r"header, '<link.*needs"),
    "title": (in_header("<title>Mine</title>"), r"The figure's header, '<title>Mine</title>', puts '<title>"),
    "words": (in_header("some words"), r"The figure's header, 'some words', puts 'some words' into the header"),
    "style of the page": (in_header("<style>p, .mine { color: red }</style>"), r"style for 'p', which would change"),
    "style of a class": (in_header("<style>@media print { .mine .legend {} }</style>"), r"'legend' is the page's own"),
    "imported style": (in_header("<style>@import 'a.css';</style>"), r"style with @import"),
    "picture in a style": (
        in_header("<style>.mine { background: url(https://a.org/b.png) }</style>"),
        r"https://a.org/b",
    ),
    "request": (
        layer(macro("fetch('https://example.org/a.json');")),
        r"MacroElement uses fetch, .*into the script",
    ),
    "request in the old way": (layer(macro("x = new XMLHttpRequest();")), r"MacroElement uses XMLHttpRequest"),
    "script of a script": (layer(macro("s.src = 'https://a.org/b.js';")), r"MacroElement shows https://a.org/b.js"),
    "requests spread out": (
        layer(macro("fetch ('a'); new EventSource('b'); navigator.sendBeacon('c');")),
        r"uses EventSource, .*\n.*uses fetch, .*\n.*uses navigator.sendBeacon",
    ),
    "code from a text, later": (layer(macro("setTimeout('x()', 1);")), r"uses setTimeout, which"),
    "tiles of a variable": (layer(macro("L.tileLayer(url).addTo(map_zone);")), r"uses L.tileLayer, .*zone.toml"),
    "code from a text": (layer(macro("eval('1'); new Function('1');")), r"uses Function, .*\n.*uses eval, which"),
    "written over the page": (layer(macro("document.write('x');")), r"uses document.write, .*get_root\(\).html"),
    "page emptied": (layer(macro("document.body.innerHTML = '';")), r"uses document.body.innerHTML, which would"),
    "markup in a script": (layer(macro("<!-- old\n1;")), r"MacroElement has a script with an error: unexpected"),
    "end tag too many": (in_html("<div>A</div></div>"), r"has an end tag </div> that closes nothing"),
    "element without end": (in_html("<p>A<textarea>"), r"has an element <textarea> without an end tag"),
    "comment without end": (in_html("<p>A</p><!-- old"), r"has a comment that does not end"),
    "data in markup": (in_html("<script type='application/json'>{}</script>"), r"script of the type application/json"),
    "link of the map": (lambda m: m.add_js_link("a", "https://a.org/b.js"), r"^The map links https://a.org/b.js"),
    "style of the map": (lambda m: m.add_css_link("a", "https://a.org/b.css"), r"^The map links https://a.org/b.css"),
    "style in a popup": (popup("<style>p { color: red }</style><p>x</p>"), r"Marker has <style> in a text"),
    "words on the map": (
        layer(Html("words")),
        r"Html draws nothing when added directly; .*get_root\(\).html",
    ),
    "frame on the map": (layer(IFrame("words")), r"IFrame draws nothing when added directly"),
    "words beside the map": (
        lambda m: m.get_root().add_child(Element("words")),
        r"Element draws nothing when added directly",
    ),
    "popup of the map": (layer(folium.Popup("words")), r"Popup uses map_zone.bindPopup, .* add it to a marker"),
    "tooltip of the map": (layer(folium.Tooltip("words")), r"Tooltip uses map_zone.bindTooltip"),
    "icon of a font": (popup("<i class='fa fa-star'></i>"), r"Marker has an icon of the class 'fa', .* a picture"),
    "order": (
        lambda m: m.keep_in_front(folium.Marker(EAST).add_to(m)),
        r"keep_in_front; .*CustomPane",
    ),
    "frame in the old way": (popup("<iframe srcdoc='x'></iframe>"), r"Marker has the attribute 'srcdoc'"),
    "style for print": (in_header("<style media='print'>.mine {}</style>"), r"attribute 'media'; use @media"),
    "no control": (layer(folium.Control("Nonsense")), r"Control uses L.Control.Nonsense, .*Zoom, Scale"),
    "template": (popup("{{ nothing.at.all }}"), r"Marker cannot be drawn: UndefinedError: 'nothing' is undefined"),
    "wheel": (layer(plugins.ScrollZoomToggler()), r"ScrollZoomToggler .*leave it out, the wheel zooms with Ctrl"),
    "file to be fetched": (
        lambda m: folium.GeoJson("point.geojson", embed=False).add_to(m),
        r"GeoJson uses \$.ajax, but the page requests no file",
    ),
    "two maps": (layer(plugins.DualMap(location=EAST)), r"DualMap .*save each map"),
    "jquery": (layer(macro("$('.mine').hide();")), r"MacroElement uses \$"),
    "d3": (layer(macro("d3.select('.mine');")), r"MacroElement uses d3"),
    "syntax": (layer(macro("var = 1;")), r"MacroElement has a script with an error: unexpected"),
    "field": (
        layer(folium.GeoJson(POINT, tooltip=folium.GeoJsonTooltip(["no"]))),
        r"GeoJson cannot be drawn: .*field no",
    ),
    "other map": (lambda m: m.get_root().add_child(folium.Map(tiles=None)), r"^Map .*save each map"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_layer_that_cannot_work_is_refused_by_name(
    chengdu: Zone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (tmp_path / "point.geojson").write_text(json.dumps(POINT))
    monkeypatch.chdir(tmp_path)
    zone_map = build_map(chengdu)
    add, message = REFUSED[kind]
    add(zone_map)
    with pytest.raises(ValueError, match=message) as error:
        zone_map.save("map.html")
    assert not re.search(r"[0-9a-f]{32}", str(error.value))
    assert not (tmp_path / "map.html").exists()


def save(zone_map: ZoneMap) -> bytes:
    file = io.BytesIO()
    zone_map.save(file, close_file=False)
    return file.getvalue()


@pytest.mark.parametrize("group", GROUPS)
def test_each_save_and_run_draws_the_same(
    chengdu: Zone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: str
) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    add, _ = GROUPS[group]
    one, other = build_map(chengdu), build_map(chengdu)
    add(one, chengdu, tmp_path)
    add(other, chengdu, tmp_path)
    first = draw_layers(one)
    assert first.added
    for again in (one, other, one):
        assert draw_layers(again) == first


def draw_layers(zone_map: ZoneMap) -> DrawnMap:
    return draw(zone_map, frozenset)


def test_each_way_of_saving_writes_one_page(chengdu: Zone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    zone_map = build_map(chengdu)
    GROUPS["own"][0](zone_map, chengdu, tmp_path)
    first = save(zone_map)
    assert zone_map.get_root().render().encode() == first
    assert save(zone_map) == first


def test_a_figure_around_the_map_is_the_page(chengdu: Zone, page: str) -> None:
    zone_map = build_map(chengdu)
    figure = Figure(width=800, height=400)
    figure.add_child(zone_map)
    assert figure.render() == page
    folium.CircleMarker(EAST, class_name="mine").add_to(zone_map)
    assert "mine" in figure.render()
    assert figure.render().encode() == save(zone_map)
    assert 'width="800"' in figure._repr_html_()


def test_adding_and_saving_leave_other_maps_alone(chengdu: Zone, page: str, tmp_path: Path) -> None:
    write_files(tmp_path)
    one, other = build_map(chengdu), build_map(chengdu)
    GROUPS["features"][0](one, chengdu, tmp_path)
    assert save(one) != page.encode()
    assert save(other) == page.encode()
    assert build_page(chengdu) == page


def test_the_policy_of_a_page_with_layers_allows_no_host_and_no_unhashed_script(chengdu: Zone, tmp_path: Path) -> None:
    write_files(tmp_path)
    zone_map = build_map(chengdu)
    GROUPS["features"][0](zone_map, chengdu, tmp_path)
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', save(zone_map).decode())
    rules = {name: sources for name, *sources in (rule.split() for rule in policy.split(";"))}
    assert all(re.fullmatch(r"'sha256-[\w+/]+='", source) for source in rules["script-src"] + rules["style-src"])
    assert rules["default-src"] == ["'none'"]
    assert rules["frame-src"] == rules["media-src"] == ["data:"]
