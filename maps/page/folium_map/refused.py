"""Layers of folium that a page without network access cannot show, and what to use instead."""

from __future__ import annotations

from collections.abc import Iterator

from maps.page.folium_map.library import CssLink, Element, Figure, JavascriptLink, folium
from maps.page.folium_map.markup import is_remote

ICON = "leave the marker's icon out, or use folium.DivIcon or folium.CustomIcon with a file"
CHART = "draw it as a picture, and show that in a Popup with <img>"
GROUP = "use folium.FeatureGroup"
TIMES = "use folium.GeoJson, in a folium.FeatureGroup for each time, and folium.LayerControl"
CLASSES_BY_ADVICE = {
    ICON: ("BeautifyIcon",),
    "build a separate map, and save it as a separate page": ("Map",),
    "leave it out": ("GeoMan", "Geocoder", "LocateControl", "Search", "Terminator", "TimelineSlider"),
    "leave it out, the page has its own": ("Fullscreen", "MeasureControl", "MiniMap", "MousePosition"),
    "leave it out, the wheel zooms with Ctrl": ("ScrollZoomToggler",),
    "save two maps": ("DualMap",),
    "use folium.Circle, or a GeoJson with a style_function": ("HeatMap",),
    "use folium.CircleMarker": ("RegularPolygonMarker",),
    GROUP: ("FastMarkerCluster", "FeatureGroupSubGroup", "MarkerCluster", "OverlappingMarkerSpiderfier"),
    "use folium.GeoJson": ("Realtime", "VectorGridProtobuf"),
    TIMES: ("HeatMapWithTime", "TimeSliderChoropleth", "Timeline", "TimestampedGeoJson"),
    "use folium.GeoJson with what geopandas reads from the file": ("TopoJson",),
    "use folium.LayerControl": ("GroupedLayerControl", "SideBySideLayers", "TagFilterButton", "TreeLayerControl"),
    "use folium.Marker with folium.DivIcon": ("BoatMarker",),
    "use folium.PolyLine": ("AntPath", "PolyLineFromEncoded", "PolyLineOffset"),
    "use folium.PolyLine with a Tooltip": ("PolyLineTextPath",),
    "use folium.Polygon": ("PolygonFromEncoded", "SemiCircle"),
    "use the shape's own fill_color and fill_opacity": ("CirclePattern", "StripePattern"),
}
"""Classes of layers that the page cannot show, by what to do instead."""
INSTEAD = {name: advice for advice, names in CLASSES_BY_ADVICE.items() for name in names}
"""What to do instead of each class of layer; `ANY` is the advice for all others."""
CONTROLS = ("Zoom", "Scale", "Attribution", "Layers")
ANY = "use folium's own layers, such as CircleMarker, PolyLine, GeoJson and FeatureGroup"


def walk(layer: Element, excluded: tuple[type, ...] = (folium.Map, Figure)) -> Iterator[Element]:
    """Yield a layer, its descendants and the elements in its attributes, such as the marker of a GeoJson, once each."""
    waiting, seen = [layer], set()
    while waiting:
        element = waiting.pop(0)
        if id(element) in seen:
            continue
        seen.add(id(element))
        yield element
        attributes = [
            value for key, value in vars(element).items() if key not in ("_parent", "parent_map", "_children")
        ]
        waiting += [
            each
            for each in (*element._children.values(), *attributes)
            if isinstance(each, Element) and not isinstance(each, excluded)
        ]


def name_of(layer: Element) -> str:
    """Return the name of a layer in messages: its class, and the author's name for it if there is one."""
    kind = type(layer).__name__
    name = getattr(layer, "layer_name", None)
    # The default name contains the random id.
    return kind if name is None or layer._id in name else f"{kind} {name!r}"


def reasons_to_refuse(layer: Element) -> Iterator[str]:
    """Yield the reasons why a layer, or an element in it, cannot be shown; each starts with its name."""
    if reason := _reason(layer):
        yield f"{name_of(layer)} {reason}"
        return
    for element in walk(layer):
        if reason := _reason(element):
            yield f"{name_of(element)} {reason} (in {name_of(layer)})"


def _reason(layer: Element) -> str | None:
    kind = type(layer).__name__
    if isinstance(layer, folium.CustomIcon):
        picture = getattr(layer, "options", {}).get("icon_url", "")
        refusal = f"shows {picture} from the internet; save it as a file and name that"
        return None if picture.startswith("data:") else refusal
    if isinstance(layer, folium.Icon):
        return f"needs pictures from the internet; {ICON}"
    if isinstance(layer, (folium.TileLayer, folium.WmsTileLayer)):
        return "needs tiles from the internet; name them as [[layer]] in zone.toml"
    if isinstance(layer, (folium.Vega, folium.VegaLite)):
        return f"needs the library Vega from the internet; {CHART}"
    if isinstance(layer, (JavascriptLink, CssLink)) and is_remote(layer.url):
        return f"needs a file from the internet, which the page never loads: {layer.url}"
    if isinstance(layer, folium.Control) and layer._name not in CONTROLS:
        return f"names the control {layer._name!r}; Leaflet's own are {', '.join(CONTROLS)}"
    if isinstance(layer, (folium.Popup, folium.Tooltip)) and isinstance(layer._parent, folium.Map):
        return "is added to the map itself; add it to a marker or a shape"
    if kind == "ScrollZoomToggler":
        return f"needs a picture from the internet, which the page never loads; {INSTEAD[kind]}"
    links = [*getattr(layer, "default_js", []), *getattr(layer, "default_css", [])]
    if not links:
        return None
    files = ", ".join(str(url).rpartition("/")[2] for _, url in links)
    return f"needs files from the internet, which the page never loads ({files}); {INSTEAD.get(kind, ANY)}"
