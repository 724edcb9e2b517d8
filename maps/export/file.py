"""A file of the export, and the type of its writers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geodata.columns import Column
from geodata.model import Zone
from maps.text.page_texts import Texts

MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "csl": "application/vnd.citationstyles.csl+json",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "json": "application/json",
    "kml": "application/vnd.google-earth.kml+xml",
    "md": "text/markdown",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
    "png": "image/png",
    "ris": "application/x-research-info-systems",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media type of each format; the id of a format is the extension of its files, except for CSL-JSON."""
BINARY_FORMATS = ("gpkg", "parquet", "pdf", "png", "xlsx")
"""Formats that are no text; all text is UTF-8."""


def extension(name: str) -> str:
    return name.rpartition(".")[2]


@dataclass(frozen=True)
class File:
    """A file of the export, in memory."""

    name: str
    """Path relative to the folder, with slashes, such as `pictures/en/map.svg`."""
    description: str
    """Description of its content in one English sentence."""
    content: bytes
    columns: tuple[Column, ...] = ()
    """Columns of a CSV or GeoJSON file; other formats describe them themselves."""
    format: str = ""
    """Id in `MEDIA_TYPES`; by default the extension."""

    @property
    def extension(self) -> str:
        return extension(self.name)

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.format or self.extension]


Writer = Callable[[Zone, Texts], Iterable[File]]
"""Make files from a zone and its texts (`zone_texts`), the same bytes each time.

Raise `CannotWrite` for a file that cannot be made here; the files yielded before are kept.
"""


class CannotWrite(Exception):
    """Raised where a file cannot be made here; the message is one sentence that says why and how to get it."""
