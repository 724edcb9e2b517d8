"""The data of a zone: facts and geometry, their sources, and how certain they are.

    >>> from geodata import load_zone
    >>> zone = load_zone()  # doctest: +SKIP

`load_zone` reads a folder of TOML and GeoJSON files, checks everything in it and returns frozen
records, or raises `DataError` with every problem found. This package knows nothing about pages.
"""

from geodata.errors import DataError, Problem
from geodata.load import load_zone
from geodata.model import LANGUAGES, Zone

__all__ = ["LANGUAGES", "DataError", "Problem", "Zone", "load_zone"]
