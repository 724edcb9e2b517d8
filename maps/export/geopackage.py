"""GeoPackage 1.2: all layers and tables in one file for desktop GIS, written by GDAL through pyogrio."""

from __future__ import annotations

import datetime as dt
import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import shapely

from geodata.model import CRS, Zone
from maps.export.file import File
from maps.export.layers import layers
from maps.export.qgis_styles import qml
from maps.export.records import records
from maps.export.tables import Table, flatten
from maps.files import scratch_folder
from maps.text.credits import terms
from maps.text.page_texts import Texts

DESCRIPTION = "All layers and tables in one file, for QGIS and other desktop programs"

DATA_COLUMNS = (
    "table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, "
    "constraint_name TEXT, PRIMARY KEY (table_name, column_name)"
)
DATA_COLUMN_CONSTRAINTS = (
    "constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, "
    "max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, UNIQUE (constraint_name, constraint_type, value)"
)
"""Definitions of the tables of the schema extension, from the standard."""
LAYER_STYLES = (
    "id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), "
    "f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, "
    "useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME"
)
"""Definition of QGIS's own table of styles."""
ARRAY_TYPES = {"integer": "int64", "number": "float64", "boolean": "bool", "date": "datetime64[D]"}
"""NumPy type of each column type, which gives GDAL the field type; all other types are texts."""


def geopackage_files(zone: Zone, texts: Texts) -> Iterator[File]:
    """Yield the file, the same bytes each time; raise OSError with its name where GDAL or SQLite fails."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    split = [_split_by_shape(layer) if layer.name == "backdrop" else [layer] for layer in layers(zone, texts)]
    tables = [table for table in (*chain.from_iterable(split), *records(zone, texts)) if table.rows]
    name, changed = f"{zone.id}-zone.gpkg", f"{zone.edition.isoformat()}T00:00:00.000Z"
    with scratch_folder(Path(gettempdir())) as scratch:
        # GDAL appends layers only to a file, not to a buffer in memory.
        path = scratch / "zone.gpkg"
        # GDAL writes this as the current date.
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": changed})
        try:
            for table in tables:
                _write_table(table, path, terms(zone.sources))
            with closing(sqlite3.connect(path)) as database:
                _describe_columns(tables, database)
                database.commit()
                _add_styles({table.name: qml(zone, table) for table in tables if table.shapes}, database, changed)
                database.commit()
        except (DataLayerError, DataSourceError, sqlite3.Error) as error:
            raise OSError(errno.EIO, f"GDAL {pyogrio.__gdal_version_string__}: {error}", name) from error
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        content = path.read_bytes()
    yield File(name, DESCRIPTION, content)


def _split_by_shape(layer: Table) -> Iterator[Table]:
    """Split a layer into points, lines and polygons, omitting empty ones.

    Points come first because QGIS draws the first layer of a file on top.
    """
    for suffix, kind in (("points", "Point"), ("lines", "LineString"), ("polygons", "Polygon")):
        indices = [i for i, shape in enumerate(layer.shapes) if shape.geom_type.removeprefix("Multi") == kind]
        if indices:
            rows, shapes = (tuple(values[i] for i in indices) for values in (layer.rows, layer.shapes))
            yield replace(layer, name=f"{layer.name}_{suffix}", rows=rows, shapes=shapes)


def _write_table(table: Table, path: Path, terms_of_use: str) -> None:
    from pyogrio.raw import write

    # A layer has one geometry type: if they differ, GDAL converts all to the Multi- type.
    types = {shape.geom_type for shape in table.shapes}
    rows = [[cell if isinstance(cell, dt.date) else flatten(cell) for cell in row.values()] for row in table.rows]
    cells = list(zip(*rows, strict=True))
    arrays = []
    for column, values in zip(table.columns, cells, strict=True):
        # A missing value is masked; NumPy has a placeholder for it in each type except integers.
        filled = [0 if value is None and column.type == "integer" else value for value in values]
        arrays.append(np.array(filled, ARRAY_TYPES.get(column.type, "object")))
    write(
        path,
        shapely.to_wkb(np.array(table.shapes)) if table.shapes else None,
        arrays,
        [column.key for column in table.columns],
        field_mask=[np.array([value is None for value in values]) for values in cells],
        layer=table.name,
        driver="GPKG",
        append=path.exists(),
        crs=CRS if table.shapes else None,
        geometry_type=max(types, key=len, default=None),
        # The GDAL of Debian 12 warns whenever it opens a file of a later version.
        dataset_options=None if path.exists() else {"VERSION": "1.2"},
        layer_options={"IDENTIFIER": table.name, "DESCRIPTION": f"{table.description}. {terms_of_use}"},
    )


def _describe_columns(tables: list[Table], database: sqlite3.Connection) -> None:
    """Write the description of each column, using the schema extension (GeoPackage 1.2, annex F.9)."""
    database.execute(f"CREATE TABLE gpkg_data_columns ({DATA_COLUMNS})")
    database.execute(f"CREATE TABLE gpkg_data_column_constraints ({DATA_COLUMN_CONSTRAINTS})")
    extension = ("gpkg_schema", "http://www.geopackage.org/spec121/#extension_schema", "read-write")
    database.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, ?)",
        [(name, *extension) for name in ("gpkg_data_columns", "gpkg_data_column_constraints")],
    )
    database.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, description) VALUES (?, ?, ?)",
        [(table.name, column.key, column.description) for table in tables for column in table.columns],
    )


def _add_styles(styles: Mapping[str, str], database: sqlite3.Connection, changed: str) -> None:
    """Write `layer_styles`, the table that QGIS reads a layer's style from."""
    database.execute(f"CREATE TABLE layer_styles ({LAYER_STYLES})")
    database.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?)",
        [(layer, layer, style, changed) for layer, style in styles.items()],
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', 'How QGIS draws the layers', ?, 0)",
        [changed],
    )
