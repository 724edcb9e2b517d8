"""A folium map that is saved, and shown in a notebook, as our page with the layers that an author has added."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

from jinja2 import Template

from maps.files import write_atomically
from maps.page.folium_map.added import PARTS, draw_added, parts_of, preserve
from maps.page.folium_map.copies import make_copyable
from maps.page.folium_map.library import CssLink, Element, Figure, JavascriptLink, folium
from maps.page.folium_map.markup import Added, check_and_split
from maps.page.folium_map.refused import walk


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
        entries = [dict(part._children) for part in parts_of(figure)]

        def page(**_: Any) -> str:
            # Discard the output that other layers have drawn into the figure meanwhile; the page draws them again.
            for part, children in zip(parts_of(figure), entries, strict=True):
                part._children = OrderedDict(children)
            return self.make_page(self)

        figure._template = cast(Template, SimpleNamespace(render=page))
        return ""

    def _repr_html_(self, **_: Any) -> str:
        return self.make_frame(self)

    def save(self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **_: Any) -> None:
        """Write the page atomically: an existing file stays until the new one is complete."""
        self.folder = Path(os.fsdecode(outfile)).parent if isinstance(outfile, (str, bytes, Path)) else Path()
        page = self.make_page(self).encode()
        if isinstance(outfile, (str, bytes, Path)):
            write_atomically(Path(os.fsdecode(outfile)), page)
        else:
            outfile.write(page)
            if close_file:
                outfile.close()

    def __getstate__(self) -> dict[str, Any]:
        for root in (self.get_root(), *self.added_layers()):
            make_copyable(walk(root))
        return cast(dict[str, Any], super().__getstate__())

    def added_layers(self) -> list[Element]:
        """Return the layers that were added to the map."""
        return [layer for name, layer in self._children.items() if name not in self.own_layers]


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
    with preserve(figure):
        loose, others = _elements_by_part(figure), list(_other_elements(figure, folium_map))
        loose["header"] += [JavascriptLink(url) for _, url in folium_map.default_js]
        loose["header"] += [CssLink(url) for _, url in folium_map.default_css]
        layers, children = [*folium_map.added_layers(), *others], folium_map._children
        for part in parts_of(figure):
            part._children.clear()
        in_front, folium_map.objects_to_stay_in_front = folium_map.objects_to_stay_in_front, []
        folium_map._children = OrderedDict(
            (name, child) for name, child in children.items() if name in folium_map.own_layers
        )
        cast(Any, super(ZoneMap, folium_map)).render()
        html, script = figure.html.render(), figure.script.render()
        folium_map._children, folium_map.objects_to_stay_in_front = children, in_front
        for part in parts_of(figure):
            part._children.clear()
        if not layers and not in_front and not any(loose.values()):
            return DrawnMap(html, script, None)
        check = partial(check_and_split, reserved=reserved(), folders=(Path(), folium_map.folder))
        return DrawnMap(html, script, draw_added(figure, folium_map, layers, loose, check))


def _other_elements(figure: Figure, folium_map: ZoneMap) -> Iterator[Element]:
    """Yield the elements of the figure other than the map and its containers.

    Raises ValueError for a second map.
    """
    for child in figure._children.values():
        if isinstance(child, folium.Map):
            if child is not folium_map:
                raise ValueError(f"{type(child).__name__} is in the same figure, which has room for one map only")
        elif folium_map not in _descendants(child):
            yield child


def _descendants(element: Element) -> Iterator[Element]:
    """Yield an element and its descendants."""
    yield element
    for child in element._children.values():
        yield from _descendants(child)


def _elements_by_part(figure: Figure) -> dict[str, list[Element]]:
    """Return the elements added to the figure's parts by `add_child`, by part, without those that layers drew there.

    Raises ValueError for a title of the figure.
    """
    if figure.title:
        raise ValueError(f"The figure's title, {figure.title!r}, has no place: the page has its own; leave it out")
    drawn = {element.get_name() for element in _descendants(figure)} | {"meta_http"}
    parts = {name: getattr(figure, name)._children for name in PARTS}
    return {name: [entry for key, entry in children.items() if key not in drawn] for name, children in parts.items()}
