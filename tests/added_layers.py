"""folium layers as authors add them, by kind. Those that work in the page are tested in groups."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
import numpy as np
from branca.colormap import LinearColormap
from branca.element import Element, IFrame, MacroElement
from folium import plugins
from folium.utilities import JsCode
from jinja2 import Template

from geodata import Zone
from maps.page.folium_map import ZoneMap

EAST = [30.5, 104.2]
NORTH = [30.7, 104.3]
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>"
POINT: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "a point", "price": "5 US$."},
            "geometry": {"type": "Point", "coordinates": [104.2, 30.55]},
        }
    ],
}


def write_files(folder: Path) -> None:
    """Write the files that some of the layers show: pictures, a film and GeoJSON."""
    (folder / "pin.png").write_bytes(PNG)
    (folder / "pin.svg").write_text(SVG)
    (folder / "my pin.png").write_bytes(PNG)
    (folder / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    (folder / "point.geojson").write_text(json.dumps(POINT))


def macro(script: str = "", html: str = "", header: str = "") -> MacroElement:
    """Return a layer that an author has written by hand."""
    made = MacroElement()
    parts = {"script": script, "html": html, "header": header}
    made._template = Template(
        "".join(f"{{% macro {name}(this, kwargs) %}}{text}{{% endmacro %}}" for name, text in parts.items() if text)
    )
    return made


def shapes(m: ZoneMap, zone: Zone, folder: Path) -> None:
    folium.Circle(EAST, radius=900, class_name="my-circle", popup="own").add_to(m)
    folium.CircleMarker(EAST, class_name="my-circle-marker", tooltip="own").add_to(m)
    folium.PolyLine([EAST, NORTH], class_name="my-line").add_to(m)
    folium.Polygon([EAST, NORTH, [30.4, 104]], class_name="my-polygon").add_to(m)
    folium.Rectangle([EAST, NORTH], class_name="my-rectangle").add_to(m)
    folium.ColorLine([EAST, NORTH, [30.75, 104.3]], [1, 2], weight=5).add_to(m)
    group = folium.FeatureGroup("hidden", show=False).add_to(m)
    folium.CircleMarker(EAST, class_name="my-hidden").add_to(group)
    folium.LayerControl(collapsed=False).add_to(m)


def markers(m: ZoneMap, zone: Zone, folder: Path) -> None:
    folium.Marker(EAST, popup="<b>Own</b> words", tooltip="a `tip`").add_to(m)
    folium.Marker([30.52, 104.25], popup=folium.Popup("<i>lazy</i>", lazy=True)).add_to(m)
    folium.Marker([30.6, 104.3], icon=folium.DivIcon(html="Old town", class_name="my-icon")).add_to(m)
    for name in ("pin.png", "pin.svg"):
        icon = folium.CustomIcon(str(folder / name), icon_size=(20, 20))
        folium.Marker([30.65, 104.2], icon=icon).add_to(m)
    folium.Marker([30.4, 104.2], popup='<img class="my-picture" src="pin.png" alt="a picture">').add_to(m)
    frame = IFrame("<style>b{color:red}</style><b>framed</b>", width=500, height=120)
    folium.Marker([30.6, 104.1], popup=folium.Popup(frame, show=True)).add_to(m)
    # A whole page embedded in a frame.
    page = "<style>b{color:red}</style><b>whole</b><script>document.body.append(1 + 1)</script><img src='pin.png'>"
    folium.Circle(EAST, 900, popup=folium.Popup(IFrame(page))).add_to(m)


def features(m: ZoneMap, zone: Zone, folder: Path) -> None:
    folium.GeoJson(POINT, popup=folium.GeoJsonPopup(["name", "price"])).add_to(m)
    folium.GeoJson(POINT, marker=folium.CircleMarker(radius=5), tooltip=folium.GeoJsonTooltip(["name"])).add_to(m)
    folium.GeoJson(str(folder / "point.geojson"), marker=folium.Circle(radius=900)).add_to(m)
    styled = folium.GeoJson(
        zone.areas[["name_en", "geometry"]],
        style_function=lambda _: {"color": "#123456", "className": "my-areas"},
        highlight_function=lambda _: {"weight": 5},
        zoom_on_click=True,
    ).add_to(m)
    styled.add_child(folium.elements.EventHandler("add", JsCode("function () {}")))


def colours(m: ZoneMap, zone: Zone, folder: Path) -> None:
    areas = zone.areas[["name_en", "size_km2", "geometry"]]
    sizes = areas.assign(id=areas.index)
    where = dict(columns=["id", "size_km2"], key_on="feature.id", legend_name="A choropleth")
    folium.Choropleth(areas, data=sizes, **where).add_to(m)
    LinearColormap(["red", "blue"], vmin=2000, vmax=2020, caption="Year & <day>").add_to(m)


def explored(m: ZoneMap, zone: Zone, folder: Path) -> None:
    areas = zone.areas[["name_en", "size_km2", "geometry"]]
    stations = zone.places[zone.places.kind == "station"][["name_en", "line", "geometry"]].iloc[:40]
    areas.explore(column="size_km2", m=m, popup=True, tooltip="name_en")
    stations.assign(n=range(40)).explore(column="n", scheme="quantiles", k=4, m=m)
    stations.explore(column="line", m=m, marker_kwds={"radius": 4})
    stations.iloc[:3].explore(m=m, marker_type="marker")
    areas.explore(column="size_km2", legend=False, m=m)
    areas.geometry.explore(m=m, color="red")


def own(m: ZoneMap, zone: Zone, folder: Path) -> None:
    macro(
        "var map = {{this._parent.get_name()}}; var page = 8; undeclared = map; window.ran = page;",
        '<div class="my-legend" style="position: fixed; bottom: 50px; left: 50px">My legend</div>',
        "<style>.my-legend { color: rgb(255, 0, 0) }</style>",
    ).add_to(m)
    figure = m.get_root()
    figure.html.add_child(Element('<h3 class="my-heading">My heading</h3><script>window.inMarkup = 1;</script>'))
    figure.html.add_child(Element(f"<img src='{folder}/my pin.png' alt='' class='my-sign'>"))
    figure.header.add_child(Element("<script>window.inHeader = 1;</script>"))
    macro(
        "map_zone.eachLayer(function (each) { map_zone.removeLayer(each); }); map_zone.remove();"
        "Object.values(map_zone._layers).forEach(function (each) { map_zone.removeLayer(each); });"
    ).add_to(m)
    folium.Control("Scale", position="bottomleft").add_to(m)
    figure.script.add_child(Element("window.inScript = map_zone.getZoom();"))
    plugins.FloatImage(f"{folder}/pin.png").add_to(m)
    folium.LatLngPopup().add_to(m)
    folium.ClickForMarker().add_to(m)
    folium.map.CustomPane("mine").add_to(m)
    folium.CircleMarker(EAST, pane="mine", class_name="my-pane").add_to(m)
    folium.raster_layers.ImageOverlay(np.ones((4, 4)), [EAST, NORTH], class_name="my-image").add_to(m)
    folium.raster_layers.VideoOverlay("film.mp4", [EAST, NORTH], class_name="my-film").add_to(m)


GROUPS: dict[str, tuple[Callable[[ZoneMap, Zone, Path], None], dict[str, int]]] = {
    "shapes": (
        shapes,
        {
            **{f".my-{name}": 1 for name in ("circle", "circle-marker", "line", "polygon", "rectangle")},
            ".my-hidden": 0,
            "path[stroke-width='5']": 2,
            ".leaflet-control-layers-overlays label": 2,
        },
    ),
    "markers": (markers, {"img.leaflet-marker-icon": 6, ".my-icon": 1, ".leaflet-popup iframe": 1}),
    "features": (features, {"img.leaflet-marker-icon": 1, "path.my-areas": 3, "path.leaflet-interactive": 8}),
    "colours": (colours, {".colour-bar": 2, "path.leaflet-interactive": 6}),
    "explored": (explored, {".colour-bar": 2, ".maplegend": 1, "img.leaflet-marker-icon": 3}),
    "own": (
        own,
        {
            ".my-legend": 1,
            ".my-sign": 1,
            ".my-heading": 1,
            ".my-pane": 1,
            "img.my-image": 1,
            "video.my-film": 1,
        },
    ),
}
"""For each group, the function that adds it and, by CSS selector, the number of elements then seen on the map."""
