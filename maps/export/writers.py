"""The list of writers, to which a new file format is added, and the export that runs them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geodata.model import LANGUAGES, Zone
from maps.export.citations import citation_files
from maps.export.file import CannotWrite, File, Writer
from maps.export.folder import write_folder
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
)
WRITERS: tuple[Writer, ...] = (*DATA, *PICTURES)


@dataclass(frozen=True)
class ExportResult:
    """The result of an export."""

    files: tuple[File, ...]
    omissions: tuple[str, ...]
    """A sentence for each writer that could not run here: why, and how to get its files."""
    other_names: tuple[str, ...]
    """Names of other files in the folder, which were left alone."""


def export_zone(zone: Zone, folder: Path, writers: Iterable[Writer] = WRITERS) -> ExportResult:
    """Write the files of the `writers`, README.md and datapackage.json into `folder`: all files or none.

    Raises OSError if that fails, with `folder` restored.
    """
    texts = zone_texts(zone)
    files: list[File] = []
    omissions: list[str] = []
    for writer in writers:
        try:
            for file in writer(zone, texts):
                files.append(file)  # one by one, to keep those before a `CannotWrite`
        except CannotWrite as reason:
            omissions.append(str(reason))
    files = [readme_file(zone, files, texts), package_file(zone, files, texts[LANGUAGES[0]]), *files]
    other_names = write_folder(folder, files)
    return ExportResult(tuple(files), tuple(dict.fromkeys(omissions)), other_names)
