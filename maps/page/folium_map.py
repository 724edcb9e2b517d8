"""The fence around folium: the only file that knows folium, branca and Leaflet's package.

folium runs its output through Jinja twice, so text given to it may run as code. Here it gets ids
and numbers only and no text; it makes the map's frame and the areas' shapes as a script, and its
figure renders our own page. Its links to other hosts are taken away.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

import folium
from branca.element import Element, Figure
from jinja2 import Template
from shapely import MultiPolygon, Polygon, union_all

from geodata.model import Zone
from maps.drawing.palette import area_colour
from maps.export.layers import DECIMALS, neat
from maps.files import write_whole
from maps.page.bundle import minified
from maps.page.leaflet_subset import leaflet_subset

MAP_ID = "zone"
"""folium calls the map's element and its variable `map_` + this."""

MAX_ZOOM = 15
"""There is nothing more to see from nearer by; how far the map zooms out depends on the window, so the page decides."""
UNUSED_SELECTOR = re.compile(
    r"-(marker|shadow|popup|tooltip|top|right|control-layers|control-zoom|bar|image-layer|div-icon|default-icon|attribution)"
    r"|-(crosshair|retina|zoom-box|oldie)|vml|canvas"
)
"""Leaflet's rules for what the page does not have."""
UNUSED_DECLARATION = re.compile(r"mix-blend-mode|filter:|url\(|behavior|-(ms|moz)-|-webkit-(trans|grab|box)")
"""The first is not in every checker's CSS yet, the others were for Internet Explorer and its time."""


def lat_lon(points: Iterable[tuple[float, ...]], decimals: int = 5) -> list[tuple[float, float]]:
    """Return Leaflet's lat/lon for lon/lat, which is the order everywhere else: nothing else in Python swaps them."""
    return [(round(lat, decimals), round(lon, decimals)) for lon, lat, *_ in points]


PIN = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 25 41'%3E%3Cpath fill='%2315418c' "
    "stroke='white' d='M12.5 1a11.5 11.5 0 0 1 11.5 11.5c0 8-11.5 27-11.5 27S1 20.500 1 12.500A11.500 11.500 0 0 1 "
    "12.500 1z'/%3E%3Ccircle cx='12.5' cy='12.500' r='4.500' fill='white'/%3E%3C/svg%3E"
)
"""The pin of a marker; Leaflet's own is a picture that lies beside its script."""


class ZoneMap(folium.Map):
    """The map of a zone, to which own layers of folium can be added; it shows in a notebook and is saved as the page.

    The page asks for nothing from the net, so layers that need a file from there are refused, with a ValueError that
    names them: plugins with scripts of their own, tiles, and `folium.Icon`. What folium is given as text is its own
    markup and code: give it only what you trust.
    """

    own: frozenset[str]
    """Names of the layers that every page has."""
    make_page: Callable[[bool], str]
    """The page, or the part of it that is shown in a page of others."""
    title: str
    frame_px = 720
    """Height in a notebook."""

    def _repr_html_(self, **_: Any) -> str:
        source, title = escape(self.make_page(True)), escape(self.title)
        style = f"width:100%;height:{self.frame_px}px;border:0"
        return f'<iframe srcdoc="{source}" title="{title}" style="{style}" loading="lazy"></iframe>'

    def save(self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **_: Any) -> None:
        """Write the page at once, or not at all: a file that is there stays until the new one is whole."""
        page = self.make_page(False).encode()
        if isinstance(outfile, (str, bytes, Path)):
            write_whole(Path(os.fsdecode(outfile)), page)
        else:
            outfile.write(page)
            if close_file:
                outfile.close()

    def added(self) -> list[Element]:
        """Return the layers that were added, with what is in them; raise ValueError for those that cannot be shown."""
        layers = [layer for name, child in self._children.items() if name not in self.own for layer in _tree(child)]
        if wrong := [reason for layer in layers if (reason := _reason_against(layer))]:
            raise ValueError("\n".join(dict.fromkeys(wrong)))
        return layers


def _tree(layer: Element) -> Iterator[Element]:
    yield layer
    for child in layer._children.values():
        yield from _tree(child)
    if isinstance(icon := getattr(layer, "icon", None), Element):
        yield from _tree(icon)


def _reason_against(layer: Element) -> str | None:
    """Return why a layer cannot be on a page that asks for nothing; None where it can."""
    kind = type(layer).__name__
    if isinstance(layer, folium.Icon):
        return "Icon needs pictures from the net; leave the marker's icon out, or use folium.DivIcon"
    if isinstance(layer, (folium.TileLayer, folium.WmsTileLayer)):
        return f"{kind} needs tiles from the net; name them as [[layer]] in zone.toml"
    links = [*getattr(layer, "default_js", []), *getattr(layer, "default_css", [])]
    names = ", ".join(str(url).rpartition("/")[2] for _, url in links)
    return f"{kind} needs files from the net, which the page does without: {names}" if links else None


def build_map(zone: Zone) -> ZoneMap:
    """Return the zone's areas on a folium map without tiles, links, random ids or any text."""
    shapes = union_all([area.reach for area in zone.area_records] + [a.footprint for a in zone.area_records])
    west, south, east, north = shapes.bounds
    folium_map = ZoneMap(
        location=lat_lon([((west + east) / 2, (south + north) / 2)])[0],
        tiles=None,
        zoom_start=10,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=0,
        double_click_zoom=True,
        keyboard=False,  # the page has its own keys, for the shapes too
    )
    # As an argument folium would hand the zoom to its tiles, of which there are none.
    # The page follows the map's own box by itself.
    folium_map.options |= {"max_zoom": MAX_ZOOM, "track_resize": False}
    # Instance attributes, so that other maps of the same process keep theirs.
    folium_map.default_js, folium_map.default_css = [], []
    folium_map._id = MAP_ID
    for name in ("reach", "footprint"):
        for index, area in enumerate(zone.area_records):
            classes = f"{name} surveyed" if name == "footprint" and area.surveyed else name
            shape = folium.Polygon(
                _rings(neat(getattr(area, name))),
                class_name=f"{classes} {area_colour(index)}",
                fill=True,
                # A shape has some hundred corners: to thin and clip them at each zoom costs more than to draw them.
                smooth_factor=0,
                no_clip=True,
            )
            # The page's script finds the area of any place, so that shape, reach and name are one target.
            shape.options["interactive"] = name == "footprint"
            _add(folium_map, shape, name, index)
    folium_map.own = frozenset(folium_map._children)
    return folium_map


def _rings(shape: Polygon | MultiPolygon) -> list[list[tuple[float, float]]]:
    """Return the rings of all parts as one list, for folium: by the even-odd rule they draw parts and holes."""
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    return [lat_lon(ring.coords[:-1], DECIMALS) for part in parts for ring in (part.exterior, *part.interiors)]


def _add(folium_map: ZoneMap, layer: folium.Polygon, name: str, index: int) -> None:
    """Add a layer under a fixed name; the page's script finds it by its class and its turn."""
    layer._name, layer._id = name, str(index)
    folium_map.add_child(layer)


def render(folium_map: ZoneMap, template: Template, /, **parameters: object) -> str:
    """Return the page: `template` as the figure's own, with `this` (the figure) and the parameters."""
    figure = cast(Figure, folium_map.get_root())
    for child in list(figure._children.values()):
        child.render()
    _check_body(figure)
    return template.render(this=figure, **parameters)


def _check_body(figure: Figure) -> None:
    """Raise ValueError where a layer has written HTML beside the map, for which the page has no place."""
    if others := [name for name in figure.html._children if name != f"map_{MAP_ID}"]:
        raise ValueError(f"{', '.join(others)}: writes HTML beside the map, for which the page has no place")


def attach_page_builder(folium_map: ZoneMap, make_page: Callable[[bool], str], title: str) -> None:
    """Have the page made wherever folium shows or saves the map; `make_page` is told whether in a page of others."""
    folium_map.make_page, folium_map.title = make_page, title
    page = SimpleNamespace(render=lambda this, kwargs: make_page(False))
    folium_map.get_root()._template = cast(Template, page)


def leaflet_script(scripts: Iterable[str] | None = None) -> str:
    """Return what the `scripts` use of Leaflet, from its pinned package; all of it without them, for added layers."""
    if scripts is not None:
        return minified(leaflet_subset(_leaflet_file("leaflet-src.esm.js"), scripts))
    # Without the pointer to a source map.
    return _leaflet_file("leaflet.js").partition("\n//# sourceMappingURL")[0] + "\n"


def helper_script(folium_map: ZoneMap) -> str:
    """Return the script that only added layers need: a pin, and folium's use of jQuery."""
    kinds = [type(layer) for layer in folium_map.added()]
    script = ""
    if any(issubclass(kind, folium.Marker) for kind in kinds):
        options = f'{{iconUrl:"{PIN}",iconRetinaUrl:"{PIN}",shadowUrl:"",shadowRetinaUrl:""}}'
        # Else Leaflet would put the folder of its script before it.
        script += f"delete L.Icon.Default.prototype._getIconUrl;L.Icon.Default.mergeOptions({options});\n"
    if any(issubclass(kind, folium.Popup) for kind in kinds):
        # folium makes an element of a popup's markup by $(markup)[0], and uses jQuery for nothing else.
        script += "const $=(markup)=>document.createRange().createContextualFragment(markup.trim()).children;\n"
    return script


def leaflet_stylesheet(whole: bool = False) -> str:
    """Return Leaflet's rules for what the page uses of it, or all, for layers that were added.

    Left out are those for markers, popups, tooltips and controls with pictures, which the page by itself does
    not have, and in any case those that ask for a file or are not CSS for every browser.
    """
    text = re.sub(r"/\*.*?\*/|@media print\s*\{.*", "", _leaflet_file("leaflet.css"), flags=re.DOTALL)
    rules = []
    for selectors, declarations in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        used = [name.strip() for name in selectors.split(",") if whole or not UNUSED_SELECTOR.search(name)]
        kept = [line for line in declarations.strip().split(";") if not UNUSED_DECLARATION.search(line)]
        if used and "".join(kept).strip():
            rules.append(f"{','.join(used)}{{{';'.join(kept)}}}\n")
    return "".join(rules)


def _leaflet_file(name: str) -> str:
    return files("xstatic.pkg.leaflet").joinpath("data").joinpath(name).read_text("utf-8")
