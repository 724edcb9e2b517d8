"""Who writes what: the list that a new kind of file is added to."""

from __future__ import annotations

from maps.export.citation_text import citation_text_files
from maps.export.citations import citation_files
from maps.export.file import Writer
from maps.export.geojson import geojson_files
from maps.export.geopackage import geopackage_files
from maps.export.kml import kml_files
from maps.export.parquet import parquet_files
from maps.export.pictures import PICTURES
from maps.export.spreadsheet import csv_files
from maps.export.workbook import workbook_files

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
