"""Who writes what: the list that a new kind of file is added to, and the export that runs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geodata.model import LANGUAGES, Zone
from maps.export.citation_text import citation_text_files
from maps.export.citations import citation_files
from maps.export.file import File, LeftOut, Writer
from maps.export.folder import put
from maps.export.geojson import geojson_files
from maps.export.geopackage import geopackage_files
from maps.export.kml import kml_files
from maps.export.package import package_file
from maps.export.parquet import parquet_files
from maps.export.pictures import PICTURES
from maps.export.readme import readme_file
from maps.export.spreadsheet import csv_files
from maps.export.workbook import workbook_files
from maps.text.page_texts import zone_texts

DATA: tuple[Writer, ...] = (
    geojson_files,
    geopackage_files,
    parquet_files,
    kml_files,
    csv_files,
    workbook_files,
    citation_files,
    citation_text_files,
)
WRITERS: tuple[Writer, ...] = (*DATA, *PICTURES)


@dataclass(frozen=True)
class Exported:
    """What an export wrote and what it did not."""

    files: tuple[File, ...]
    left_out: tuple[str, ...]
    """Sentences on files that could not be made here, and how to get them."""
    others: tuple[str, ...]
    """Names of what lies in the folder and is not of this export; it is left as it was."""


def export_zone(zone: Zone, folder: Path, writers: Iterable[Writer] = WRITERS) -> Exported:
    """Write what the `writers` make, and what describes it, into `folder`: all files or none.

    Raises OSError when that fails; `folder` is then as it was.
    """
    texts = zone_texts(zone)
    files: list[File] = []
    left_out: list[str] = []
    for writer in writers:
        try:
            for file in writer(zone, texts):
                files.append(file)  # one by one: those before the one that is left out are kept
        except LeftOut as reason:
            left_out.append(str(reason))
    files = [readme_file(zone, files, texts), package_file(zone, files, texts[LANGUAGES[0]]), *files]
    return Exported(tuple(files), tuple(dict.fromkeys(left_out)), put(folder, files))
