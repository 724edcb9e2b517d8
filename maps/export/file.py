"""A file of the export, and the type of its writers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geodata.column import Column
from geodata.model import Zone
from maps.text.page_texts import Texts


@dataclass(frozen=True)
class Format:
    """A file format; text is UTF-8."""

    media_type: str
    binary: bool = False
    """Whether it is not text."""
    tabular: bool = False
    """Whether it is a table in text, whose cells cannot contain lists."""


FORMATS = {
    "bib": Format("application/x-bibtex"),
    "csl": Format("application/vnd.citationstyles.csl+json"),
    "csv": Format("text/csv", tabular=True),
    "geojson": Format("application/geo+json"),
    "gpkg": Format("application/geopackage+sqlite3", binary=True),
    "json": Format("application/json"),
    "kml": Format("application/vnd.google-earth.kml+xml"),
    "md": Format("text/markdown"),
    "parquet": Format("application/vnd.apache.parquet", binary=True),
    "pdf": Format("application/pdf", binary=True),
    "png": Format("image/png", binary=True),
    "ris": Format("application/x-research-info-systems"),
    "svg": Format("image/svg+xml"),
    "txt": Format("text/plain"),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", binary=True),
}
"""Formats by id, which is the extension of their files, except for CSL-JSON."""


@dataclass(frozen=True)
class File:
    """A file of the export, in memory."""

    name: str
    """Path relative to the folder, with slashes, such as `pictures/en/map.svg`."""
    description: str
    """Description of its content in one English sentence."""
    content: bytes
    columns: tuple[Column, ...] = ()
    """Columns of a tabular or GeoJSON file; other formats describe them themselves."""
    format_id: str = ""
    """Id in `FORMATS`; by default the extension."""

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def format(self) -> Format:
        return FORMATS[self.format_id or self.extension]


Writer = Callable[[Zone, Texts], Iterable[File]]
"""Make files from a zone and its texts (`zone_texts`), the same bytes each time.

Raise `CannotWrite` for a file that cannot be made here; the files yielded before are kept.
"""


class CannotWrite(Exception):
    """Raised where a file cannot be made here; the message is one sentence that says why and how to get it."""
