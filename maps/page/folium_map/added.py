"""Draw the layers that authors add, separately from the page's own map, or refuse them by name."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import SimpleNamespace
from typing import cast

from jinja2 import Template

from maps.page.folium_map.colour_bar import colour_bar
from maps.page.folium_map.library import ColorMap, Element, Figure, escape_backticks, folium
from maps.page.folium_map.markup import Added, syntax_error
from maps.page.folium_map.refused import ANY, INSTEAD

JQUERY = (
    "var $ = function (markup) { return document.createRange().createContextualFragment(markup.trim()).children; };\n"
)
"""A substitute for jQuery, which folium only uses to turn a popup's markup into an element: `$(markup)[0]`."""


def parts_of(figure: Figure) -> dict[str, Element]:
    """Return the parts of a figure that layers write to, by name."""
    return {name: getattr(figure, name) for name in ("header", "html", "script")}


def walk(layer: Element) -> Iterator[Element]:
    """Yield a layer, its descendants and the elements in its attributes, such as the marker of a GeoJson, once each."""
    waiting, seen = [layer], set()
    while waiting:
        element = waiting.pop(0)
        if id(element) in seen:
            continue
        seen.add(id(element))
        yield element
        attributes = [value for key, value in vars(element).items() if key not in ("_parent", "parent_map")]
        waiting += [each for each in (*element._children.values(), *attributes) if isinstance(each, Element)]


@contextmanager
def preserve(figure: Figure) -> Iterator[None]:
    """Restore the figure and its elements on exit: drawing adds children to folium's layers each time."""
    before = [(each, dict(vars(each)), OrderedDict(each._children)) for each in walk(figure)]
    try:
        yield
    finally:
        for element, attributes, children in before:
            vars(element).clear()
            vars(element).update(attributes)
            element._children = children


def draw_added(
    figure: Figure,
    layers: list[Element],
    loose: list[tuple[str, Element]],
    check: Callable[[Mapping[str, str]], Added],
) -> Added:
    """Return the output of the layers, and of `loose`: elements added to a part of the figure, after its name.

    Raises ValueError with every reason why one of them cannot be shown.
    """
    _refuse([reason for layer in layers for reason in _refused_classes(layer)])
    for element in walk(figure):
        _prepare(element)
    outputs = []
    for part, entry in loose:
        text = entry.render() or ""
        outputs.append((f"The figure's {part}, {text.strip()[:60]!r},", {part: f"{text}\n"}))
    outputs += [(_name_of(layer), _draw_layer(figure, layer)) for layer in layers]
    ids = {element._id for element in walk(figure)}
    numbers: dict[str, str] = {}
    added = Added(JQUERY)

    def number(match: re.Match[str]) -> str:
        return numbers.setdefault(match[0], str(len(numbers))) if match[0] in ids else match[0]

    for name, written in outputs:
        # Replace folium's random ids with numbers, so that the same layers give the same bytes each time.
        numbered = {part: re.sub(r"(?<=_)[0-9a-f]{32}", number, text) for part, text in written.items()}
        added.append(name, check(numbered))
    _refuse(added.problems)
    if error := syntax_error(added.script):
        raise ValueError(f"Two layers conflict: {error}")
    return added


def _refuse(problems: list[str]) -> None:
    if problems:
        raise ValueError("\n".join(dict.fromkeys(problems)))


def _refused_classes(layer: Element) -> Iterator[str]:
    """Yield what to use instead of a layer, or of the elements in it, whose class needs files that the page lacks."""
    refused = [each for each in walk(layer) if type(each).__name__ in INSTEAD or getattr(each, "default_js", None)]
    for element in [layer] if layer in refused else refused:
        yield (
            f"{_name_of(element)} needs files from the internet, which the page never loads; "
            f"{INSTEAD.get(type(element).__name__, ANY)}{'' if element is layer else f' (in {_name_of(layer)})'}"
        )


def _name_of(layer: Element) -> str:
    """Return the name of a layer in messages: its class, and the author's name for it if there is one."""
    kind = type(layer).__name__
    name = getattr(layer, "layer_name", None)
    # The default name contains the random id.
    return kind if name is None or layer._id in name else f"{kind} {name!r}"


def _draw_layer(figure: Figure, layer: Element) -> dict[str, str]:
    """Let folium draw a layer into the figure's parts; return their content.

    Raises ValueError where folium finds a mistake or draws nothing.
    """
    for part in parts_of(figure).values():
        part._children.clear()
    try:
        layer.render()
        written = {
            name: {key: entry.render() or "" for key, entry in part._children.items()}
            for name, part in parts_of(figure).items()
        }
    except Exception as error:
        raise ValueError(f"{_name_of(layer)} cannot be drawn: {type(error).__name__}: {error}") from error
    if not any(written.values()):
        advice = "put it in a layer, in a Popup or into get_root().html"
        raise ValueError(f"{_name_of(layer)} draws nothing when added directly; {advice}")
    # Leave out d3, which colour maps link under this name, and geopandas' script and style of a draggable legend: the
    # page has styles of its own for both.
    return {
        name: "".join(
            f"{text}\n"
            for key, text in texts.items()
            if key != "d3" and not ("jquery-ui" in text and ".maplegend" in text)
        )
        for name, texts in written.items()
    }


def _prepare(element: Element) -> None:
    """Make an element draw without network access; `preserve` undoes these changes."""
    if isinstance(element, ColorMap):
        element._template = cast(Template, SimpleNamespace(module=SimpleNamespace(html=colour_bar)))
    elif isinstance(element, folium.Tooltip):
        # folium escapes them in popups only.
        element.text = escape_backticks(element.text)
