"""Make a map copyable and picklable, although branca drops templates without source and functions cannot be pickled."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from maps.page.folium_map.library import Element, MacroElement, folium

FUNCTIONS = ("style_function", "highlight_function")


def make_copyable(elements: Iterable[Element]) -> None:
    """Replace functions and templates that cannot be copied with equivalents that draw the same."""
    for element in elements:
        if isinstance(element, folium.GeoJson) and (element.style or element.highlight):
            for name in FUNCTIONS:
                if function := getattr(element, name, None):
                    setattr(element, name, _picklable(function, element))
        if "_template" in vars(element) and element._template_str is None and element._template_name is None:
            element._template_str = _source(element)


def _picklable(function: Callable[..., Any], layer: folium.GeoJson) -> Callable[..., Any]:
    try:
        pickle.dumps(function)
    except (AttributeError, TypeError, pickle.PicklingError):
        path = layer.feature_identifier.split(".")[1:]
        return partial(_style_of, {_id_of(each, path): function(each) for each in layer.data["features"]}, path)
    return function


def _style_of(styles: dict[str, dict[str, Any]], path: list[str], feature: dict[str, Any]) -> dict[str, Any]:
    return dict(styles[_id_of(feature, path)])


def _id_of(feature: Any, path: list[str]) -> str:
    for key in path:
        feature = feature[key]
    return str(feature)


def _source(element: Element) -> str | None:
    """Return the source of a template with the element's current output; None where it is not made of macros."""
    if not isinstance(element, MacroElement):
        return None
    macros = element._template.module.__dict__
    texts = {name: macros[name](element, {}) for name in ("header", "html", "script") if name in macros}
    return "".join(
        f"{{% macro {name}(this, kwargs) %}}{{% raw %}}{text}{{% endraw %}}{{% endmacro %}}"
        for name, text in texts.items()
    )
