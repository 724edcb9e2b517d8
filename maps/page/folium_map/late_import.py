"""Import folium without pandas and requests, which take longer than all the rest of it, and no build needs them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class LateModule(ModuleType):
    """Stands for a library until it is asked for something."""

    def __getattr__(self, name: str) -> Any:
        if self.__name__ == "pandas" and "pandas" not in sys.modules:
            # folium asks for `pandas.DataFrame` only, and whether what it is given is one: as long as nobody has
            # imported pandas, nothing is.
            return ()
        return getattr(import_module(self.__name__), name)


@contextmanager
def late(*names: str) -> Iterator[None]:
    """Let what is imported here import the libraries only when it uses them; elsewhere they are as they are."""
    waiting = [name for name in names if name not in sys.modules]
    sys.modules.update({name: LateModule(name) for name in waiting})
    try:
        yield
    finally:
        for name in waiting:
            del sys.modules[name]
