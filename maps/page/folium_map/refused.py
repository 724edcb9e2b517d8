"""Layers of folium that a page without network access cannot show, and what to use instead."""

from __future__ import annotations

from collections.abc import Iterator

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink

CIRCLES = "use folium.Circle, or a GeoJson with a style_function"
FEATURES = "use folium.GeoJson"
GROUP = "use folium.FeatureGroup"
ICON = "leave the marker's icon out, or use folium.DivIcon or folium.CustomIcon with a file"
ITS_OWN = "leave it out, the page has its own"
CHART = "draw it as a picture, and show that in a Popup by <img>"
INSTEAD = {
    "BeautifyIcon": ICON,
    "FastMarkerCluster": GROUP,
    "FeatureGroupSubGroup": GROUP,
    "Fullscreen": ITS_OWN,
    "GroupedLayerControl": "use folium.LayerControl",
    "HeatMap": CIRCLES,
    "HeatMapWithTime": CIRCLES,
    "MarkerCluster": GROUP,
    "MeasureControl": ITS_OWN,
    "MiniMap": ITS_OWN,
    "MousePosition": ITS_OWN,
    "PolyLineFromEncoded": "use folium.PolyLine",
    "PolygonFromEncoded": "use folium.Polygon",
    "RegularPolygonMarker": "use folium.CircleMarker",
    "TimestampedGeoJson": FEATURES,
    "TopoJson": f"{FEATURES}, of what geopandas reads from the file",
    "TreeLayerControl": "use folium.LayerControl",
}
"""Alternative to each class of layer; `ANY` is the advice for all others."""
ANY = "use folium's own layers, such as CircleMarker, PolyLine, GeoJson and FeatureGroup"


def tree(layer: Element, without: tuple[type, ...] = (folium.Map, Figure)) -> Iterator[Element]:
    """Yield a layer, its descendants and the elements in its attributes, such as the marker of a GeoJson, once each."""
    waiting, seen = [layer], set()
    while waiting:
        element = waiting.pop(0)
        if id(element) in seen:
            continue
        seen.add(id(element))
        yield element
        held = [value for key, value in vars(element).items() if key not in ("_parent", "parent_map", "_children")]
        waiting += [
            each
            for each in (*element._children.values(), *held)
            if isinstance(each, Element) and not isinstance(each, without)
        ]


def name_of(layer: Element) -> str:
    """Return the name of a layer in messages: its class, and the author's name for it if there is one."""
    kind = type(layer).__name__
    given = getattr(layer, "layer_name", None)
    # The default name contains the random id.
    return kind if given is None or layer._id in given else f"{kind} {given!r}"


def reasons(layer: Element) -> Iterator[str]:
    """Yield the reasons why a layer, or an element in it, cannot be shown; each starts with its name."""
    if reason := _reason(layer):
        yield f"{name_of(layer)} {reason}"
        return
    for element in tree(layer):
        if reason := _reason(element):
            yield f"{name_of(element)} {reason} (in {name_of(layer)})"


def _reason(layer: Element) -> str | None:
    kind = type(layer).__name__
    picture = getattr(layer, "options", {}).get("icon_url", "") if isinstance(layer, folium.CustomIcon) else ""
    if isinstance(layer, folium.CustomIcon):
        return None if picture.startswith("data:") else f"shows {picture} from the net; save it as a file and name that"
    if isinstance(layer, folium.Icon):
        return f"needs pictures from the net; {ICON}"
    if isinstance(layer, (folium.TileLayer, folium.WmsTileLayer)):
        return "needs tiles from the net; name them as [[layer]] in zone.toml"
    if isinstance(layer, (folium.Vega, folium.VegaLite)):
        return f"needs the library Vega from the net; {CHART}"
    if isinstance(layer, (JavascriptLink, CssLink)):
        return f"needs a file from the net, which the page does without: {layer.url}"
    links = [*getattr(layer, "default_js", []), *getattr(layer, "default_css", [])]
    files = ", ".join(str(url).rpartition("/")[2] for _, url in links)
    return (
        f"needs files from the net, which the page does without ({files}); {INSTEAD.get(kind, ANY)}" if links else None
    )
