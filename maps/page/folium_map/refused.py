"""Layers of folium that a page without network access cannot show, and what to use instead."""

from __future__ import annotations

CLASSES_BY_ADVICE = {
    "leave the marker's icon out, or use folium.DivIcon or folium.CustomIcon with a file": ("BeautifyIcon", "Icon"),
    "save each map as a page of its own": ("DualMap", "Map"),
    "name them as [[layer]] in zone.toml": ("TileLayer", "WmsTileLayer"),
    "draw it as a picture, and show that in a Popup with <img>": ("Vega", "VegaLite"),
    "leave it out, the page has its own": ("Fullscreen", "MeasureControl", "MiniMap", "MousePosition"),
    "leave it out, the wheel zooms with Ctrl": ("ScrollZoomToggler",),
    "use folium.Circle, or a GeoJson with a style_function": ("HeatMap",),
    "use folium.FeatureGroup": ("FastMarkerCluster", "FeatureGroupSubGroup", "MarkerCluster"),
    "use folium.GeoJson": ("Realtime", "TopoJson"),
    "use a folium.FeatureGroup for each time": ("HeatMapWithTime", "TimeSliderChoropleth", "TimestampedGeoJson"),
    "use folium.PolyLine": ("AntPath", "PolyLineFromEncoded", "PolyLineOffset", "PolyLineTextPath"),
    "use folium.LayerControl": ("GroupedLayerControl", "TreeLayerControl"),
}
"""Classes of layers that the page cannot show, by what to do instead; `ANY` is for others that link files."""
ANY = "use folium's own layers, such as CircleMarker, PolyLine, GeoJson and FeatureGroup, or leave it out"
INSTEAD = {name: advice for advice, names in CLASSES_BY_ADVICE.items() for name in names}
