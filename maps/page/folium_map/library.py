"""folium and branca, which only this module imports.

A build needs neither pandas nor requests, which are imported on first use: they would take longer than the rest of
folium.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class LazyModule(ModuleType):
    """Placeholder for a library that is imported when one of its attributes is first read."""

    def __getattr__(self, name: str) -> Any:
        if self.__name__ == "pandas" and "pandas" not in sys.modules:
            # folium reads `pandas.DataFrame` only, for `isinstance`: no object is one until pandas is imported.
            return ()
        return getattr(import_module(self.__name__), name)


@contextmanager
def import_lazily(*names: str) -> Iterator[None]:
    """Defer the import of the named libraries for modules imported in this context, until they use them."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update({name: LazyModule(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


with import_lazily("pandas", "requests"):
    import folium
    from branca.colormap import ColorMap
    from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
    from folium.utilities import escape_backticks

MAP_ID = "zone"
"""Id of the zone's map: folium names its element and its JavaScript variable `map_` + id."""

__all__ = ["ColorMap", "CssLink", "Element", "Figure", "JavascriptLink", "MacroElement", "escape_backticks", "folium"]
