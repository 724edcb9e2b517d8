"""GeoPackage 1.x: all layers and tables in one file, as desktop GIS like it, written by GDAL through pyogrio."""

from __future__ import annotations

import datetime as dt
import errno
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shapely

from geodata.columns import Column
from geodata.model import CRS, Zone
from maps.export.file import File
from maps.export.layers import layers
from maps.export.records import records
from maps.export.tables import Table, flat
from maps.text.credits import terms
from maps.text.page_texts import Texts

MEDIA_TYPE = "application/geopackage+sqlite3"
ABOUT = "All layers and tables in one file, for QGIS and other desktop programs"


DATA_COLUMNS = (
    "table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, "
    "constraint_name TEXT, PRIMARY KEY (table_name, column_name)"
)
CONSTRAINTS = (
    "constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, "
    "max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, UNIQUE (constraint_name, constraint_type, value)"
)
"""The tables of the schema extension, as the standard defines them."""
KINDS = {
    "integer": ("int64", 0),
    "number": ("float64", np.nan),
    "boolean": ("bool", False),
    "date": ("datetime64[D]", "NaT"),
}
"""NumPy's types of the columns' types, and what stands there for no value; all others are texts."""


def geopackage_files(zone: Zone, texts: Texts) -> Iterator[File]:
    tables = [*layers(zone, texts), *records(zone, texts)]
    yield File(
        f"{zone.id}-zone.gpkg", ABOUT, MEDIA_TYPE, geopackage(tables, terms(zone.sources), zone.edition), binary=True
    )


def geopackage(tables: list[Table], terms: str, edition: dt.date) -> bytes:
    """Return the tables in one file, the same bytes each time; each is described with the terms of use.

    Raises OSError where GDAL cannot write it.
    """
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

    tables = [table for table in tables if table.rows]
    with TemporaryDirectory(prefix="zone-map-") as folder, _fixed_clock(edition):
        # GDAL adds layers to files only, not to memory.
        path = Path(folder, "zone.gpkg")
        try:
            for table in tables:
                _write(table, path, terms)
        except (DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError) as error:
            raise OSError(errno.EIO, f"GDAL {pyogrio.__gdal_version_string__}: {error}", str(path)) from error
        _describe_columns(tables, path)
        return path.read_bytes()


def _write(table: Table, path: Path, terms: str) -> None:
    from pyogrio.raw import write

    kinds = {shape.geom_type for shape in table.shapes}
    rows = [[cell if isinstance(cell, dt.date) else flat(cell) for cell in row.values()] for row in table.rows]
    cells = list(zip(*rows, strict=True))
    write(
        path,
        shapely.to_wkb(np.array(table.shapes)) if table.shapes else None,
        [_array(column, values) for column, values in zip(table.columns, cells, strict=True)],
        [column.key for column in table.columns],
        field_mask=[np.array([value is None for value in values]) for values in cells],
        layer=table.name,
        driver="GPKG",
        append=path.exists(),
        crs=CRS if table.shapes else None,
        geometry_type=(kinds.pop() if len(kinds) == 1 else "Unknown") if kinds else None,
        # Of what comes later the GDAL of Debian 12 warns at each opening.
        dataset_options=None if path.exists() else {"VERSION": "1.2"},
        layer_options={"IDENTIFIER": table.name, "DESCRIPTION": f"{table.about}. {terms}"},
    )


def _array(column: Column, values: Sequence[Any]) -> np.ndarray[Any, Any]:
    """Return the column as GDAL takes its type from it; what stands where there is no value is masked."""
    kind, empty = KINDS.get(column.type, ("object", None))
    return np.array([empty if value is None else value for value in values], kind)


def _describe_columns(tables: list[Table], path: Path) -> None:
    """Writes what each column holds, by the schema extension (GeoPackage 1.2, annex F.9)."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE TABLE gpkg_data_columns ({DATA_COLUMNS})")
        database.execute(f"CREATE TABLE gpkg_data_column_constraints ({CONSTRAINTS})")
        extension = ("gpkg_schema", "http://www.geopackage.org/spec121/#extension_schema", "read-write")
        database.executemany(
            "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, ?)",
            [(name, *extension) for name in ("gpkg_data_columns", "gpkg_data_column_constraints")],
        )
        database.executemany(
            "INSERT INTO gpkg_data_columns (table_name, column_name, description) VALUES (?, ?, ?)",
            [(table.name, column.key, column.about) for table in tables for column in table.columns],
        )


@contextmanager
def _fixed_clock(day: dt.date) -> Iterator[None]:
    """Let GDAL take `day` for today, which it writes into the file."""
    import pyogrio

    option = "OGR_CURRENT_DATE"
    earlier = pyogrio.get_gdal_config_option(option)
    pyogrio.set_gdal_config_options({option: f"{day.isoformat()}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({option: earlier})
