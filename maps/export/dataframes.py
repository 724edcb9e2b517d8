"""Tables as frames of pandas and geopandas, which write GeoPackage and GeoParquet.

The libraries are imported at their first use: building the page does without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.columns import Type
from geodata.model import CRS
from maps.export.tables import Table, flat

if TYPE_CHECKING:
    import geopandas
    import pandas

DTYPES: dict[Type, str] = {
    "string": "str",
    "list": "str",
    "date": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "bool",
}


def frame(table: Table) -> pandas.DataFrame:
    """Return the table without its shapes; lists as one text, days in ISO 8601."""
    import pandas

    cells = {
        column.key: pandas.Series([flat(row[column.key]) for row in table.rows], dtype=DTYPES[column.type])
        for column in table.columns
    }
    return pandas.DataFrame(cells)


def geo_frame(layer: Table) -> geopandas.GeoDataFrame:
    """Return the layer with its shapes, in EPSG:4326, lon/lat."""
    import geopandas

    return geopandas.GeoDataFrame(frame(layer), geometry=list(layer.shapes), crs=CRS)
