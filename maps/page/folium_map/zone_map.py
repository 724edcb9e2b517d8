"""A folium map that is saved as our page and shows as it in a notebook, with what an author has added."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

import folium
from branca.element import Element, Figure
from jinja2 import Template

from maps.files import write_whole
from maps.page.folium_map.added import PARTS, draw_added, parts_of, unchanged
from maps.page.folium_map.copies import make_copyable
from maps.page.folium_map.markup import Added, PageRules
from maps.page.folium_map.refused import tree


class ZoneMap(folium.Map):
    """The map of a zone, to which own layers of folium can be added; it shows in a notebook and is saved as the page.

    The page asks for nothing from the net, so layers that need a file from there are refused, with a ValueError that
    names them: most plugins, tiles, and `folium.Icon`. What folium is given as text is its own markup and code: give
    it only what you trust.
    """

    own: frozenset[str]
    """Names of the layers that every page has."""
    make_page: Callable[[ZoneMap], str]
    """The page with all that was added."""
    make_frame: Callable[[ZoneMap], str]
    """The part of it that a notebook shows."""
    folder = Path()
    """Where files are looked for that layers name, beside the current folder: where the page is saved."""

    def render(self, **_: Any) -> str:
        """Let the figure that the map stands in be our page, whichever it is."""
        figure = cast(Figure, self.get_root())
        before = [dict(part._children) for part in parts_of(figure)]

        def page(**_: Any) -> str:
            # Other layers of the figure have been drawn into it since; they are drawn anew for the page.
            for part, children in zip(parts_of(figure), before, strict=True):
                part._children = OrderedDict(children)
            return self.make_page(self)

        figure._template = cast(Template, SimpleNamespace(render=page))
        return ""

    def _repr_html_(self, **_: Any) -> str:
        return self.make_frame(self)

    def save(self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **_: Any) -> None:
        """Write the page at once, or not at all: a file that is there stays until the new one is whole."""
        self.folder = Path(os.fsdecode(outfile)).parent if isinstance(outfile, (str, bytes, Path)) else Path()
        page = self.make_page(self).encode()
        if isinstance(outfile, (str, bytes, Path)):
            write_whole(Path(os.fsdecode(outfile)), page)
        else:
            outfile.write(page)
            if close_file:
                outfile.close()

    def __getstate__(self) -> dict[str, Any]:
        for root in (self.get_root(), *self.added()):
            make_copyable(tree(root))
        return cast(dict[str, Any], super().__getstate__())

    def added(self) -> list[Element]:
        """Return the layers that were added to the map."""
        return [layer for name, layer in self._children.items() if name not in self.own]


@dataclass(frozen=True)
class Drawn:
    """What folium makes of the page's own map, and of what was added; None without that."""

    html: str
    script: str
    added: Added | None


def draw(folium_map: ZoneMap, reserved: Callable[[], frozenset[str]]) -> Drawn:
    """Draw the map and what was added; `reserved` gives the names that the page has for itself.

    Raises ValueError for what cannot be shown, by name.
    """
    figure = cast(Figure, folium_map.get_root())
    with unchanged(figure):
        loose, beside = _put_into(figure), list(_beside(figure, folium_map))
        layers, everything = [*folium_map.added(), *beside], folium_map._children
        for part in parts_of(figure):
            part._children.clear()
        in_front, folium_map.objects_to_stay_in_front = folium_map.objects_to_stay_in_front, []
        folium_map._children = OrderedDict(
            (name, child) for name, child in everything.items() if name in folium_map.own
        )
        cast(Any, super(ZoneMap, folium_map)).render()
        html, script = figure.html.render(), figure.script.render()
        folium_map._children, folium_map.objects_to_stay_in_front = everything, in_front
        for part in parts_of(figure):
            part._children.clear()
        if not layers and not in_front and not any(loose.values()):
            return Drawn(html, script, None)
        return Drawn(
            html,
            script,
            draw_added(figure, folium_map, layers, loose, PageRules(reserved(), (Path(), folium_map.folder))),
        )


def _beside(figure: Figure, folium_map: ZoneMap) -> Iterator[Element]:
    """Yield what stands in the figure beside the map."""
    for child in figure._children.values():
        if isinstance(child, folium.Map):
            if child is not folium_map:
                raise ValueError(
                    f"{type(child).__name__} stands in the same figure, which has a place for one map only"
                )
        elif folium_map not in _all_within(child):
            yield child


def _all_within(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():
        yield from _all_within(child)


def _put_into(figure: Figure) -> dict[str, list[Element]]:
    """Return what was put into the parts of the figure by their own `add_child`, without what its layers drew there."""
    if figure.title:
        raise ValueError(f"The figure's title, {figure.title!r}, has no place: the page has its own; leave it out")
    drawn = {element.get_name() for element in _all_within(figure)} | {"meta_http"}
    found = {name: getattr(figure, name)._children for name in PARTS}
    return {name: [entry for key, entry in children.items() if key not in drawn] for name, children in found.items()}
