"""A folium map that is saved, and shown in a notebook, as our page with the layers that an author has added."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

from jinja2 import Template

from maps.files import write_atomically
from maps.page.folium_map.added import draw_added, parts_of, preserve
from maps.page.folium_map.library import Figure, folium
from maps.page.folium_map.markup import Added, check_and_split


class ZoneMap(folium.Map):
    """The map of a zone, to which folium layers can be added; notebooks show it, and `save` writes it as the page.

    The page makes no network requests, so a layer that needs a remote file (most plugins, tiles, `folium.Icon`) is
    refused with a ValueError that names it. folium treats text as markup and code: pass it only
    text that you trust.
    """

    own_layers: frozenset[str]
    """Names of the layers that every page has."""
    make_page: Callable[[ZoneMap], str]
    """Build the page with all layers that were added."""
    make_frame: Callable[[ZoneMap], str]
    """Build the output for a notebook."""
    folder = Path()
    """Folder of the saved page; files named by layers are searched for here and in the current folder."""

    def render(self, **_: Any) -> str:
        """Make the figure that contains the map render as our page."""
        figure = cast(Figure, self.get_root())
        figure._template = cast(Template, SimpleNamespace(render=lambda **_: self.make_page(self)))
        return ""

    def _repr_html_(self, **_: Any) -> str:
        return self.make_frame(self)

    def save(self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **_: Any) -> None:
        """Write the page atomically: an existing file stays until the new one is complete."""
        if isinstance(outfile, (str, bytes, Path)):
            path = Path(os.fsdecode(outfile))
            self.folder = path.parent
            write_atomically(path, self.make_page(self).encode())
        else:
            self.folder = Path()
            outfile.write(self.make_page(self).encode())
            if close_file:
                outfile.close()


@dataclass(frozen=True)
class DrawnMap:
    """folium's output for the page's own map, and for the added layers; None if there are none."""

    html: str
    script: str
    added: Added | None


def draw(folium_map: ZoneMap, reserved: Callable[[], frozenset[str]]) -> DrawnMap:
    """Draw the map and the added layers; `reserved` returns the names reserved for the page itself.

    Raises ValueError with the names of the layers that cannot be shown.
    """
    figure = cast(Figure, folium_map.get_root())
    children, own = folium_map._children, folium_map.own_layers
    layers = [layer for name, layer in children.items() if name not in own]
    layers += [beside for beside in figure._children.values() if beside is not folium_map]
    loose = [
        (name, entry)
        for name, part in parts_of(figure).items()
        for key, entry in part._children.items()
        # What branca writes itself, or elements beside the map have drawn there.
        if key not in ("meta_http", *figure._children)
    ]
    if links := [url for _, url in (*folium_map.default_js, *folium_map.default_css)]:
        raise ValueError(f"The map links {', '.join(links)}, which the page never loads; put scripts into a layer")
    if folium_map.objects_to_stay_in_front:
        raise ValueError("The page does not support keep_in_front; add the layer last, or to a folium.map.CustomPane")
    with preserve(figure):
        for part in parts_of(figure).values():
            part._children.clear()
        folium_map._children = OrderedDict((name, child) for name, child in children.items() if name in own)
        cast(Any, super(ZoneMap, folium_map)).render()
        html, script = figure.html.render(), figure.script.render()
        folium_map._children = children
        if not layers and not loose:
            return DrawnMap(html, script, None)
        check = partial(check_and_split, reserved=reserved(), folders=(Path(), folium_map.folder))
        return DrawnMap(html, script, draw_added(figure, layers, loose, check))
