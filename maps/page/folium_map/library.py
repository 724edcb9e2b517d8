"""folium and branca, which are imported here only.

They are imported without pandas and requests, which take longer than the rest of them and are not needed by a build.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class LateModule(ModuleType):
    """Placeholder for a library that is imported when one of its attributes is first read."""

    def __getattr__(self, name: str) -> Any:
        if self.__name__ == "pandas" and "pandas" not in sys.modules:
            # folium reads `pandas.DataFrame` only, for `isinstance`: no object is one until pandas is imported.
            return ()
        return getattr(import_module(self.__name__), name)


@contextmanager
def import_late(*names: str) -> Iterator[None]:
    """Defer the import of the named libraries for modules imported in this context, until they use them."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update({name: LateModule(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


with import_late("pandas", "requests"):
    import folium
    from branca.colormap import ColorMap
    from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
    from folium.utilities import escape_backticks

__all__ = [
    "ColorMap",
    "CssLink",
    "Element",
    "Figure",
    "JavascriptLink",
    "MacroElement",
    "escape_backticks",
    "folium",
]
