"""GeoParquet 1.0: the layers for notebooks and databases, if pyarrow is installed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

from geodata.columns import Type
from geodata.model import CRS, Zone
from maps.export.file import CannotWrite, File
from maps.export.layers import layers
from maps.export.tables import Table, flatten
from maps.text.credits import terms
from maps.text.page_texts import Texts

if TYPE_CHECKING:
    import geopandas

DTYPES: dict[Type, str] = {"integer": "Int64", "number": "float64", "boolean": "bool"}
"""pandas type of each column type; all other types are texts."""


def parquet_files(zone: Zone, texts: Texts) -> Iterator[File]:
    """Yield a file for each layer; raise CannotWrite if pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise CannotWrite("GeoParquet is skipped: pyarrow is not installed (pip install pyarrow).")
    for layer in layers(zone, texts):
        content = io.BytesIO()
        frame = geo_frame(layer)
        frame.attrs = {"title": layer.about, "author": zone.author, "terms": terms(zone.sources)}
        frame.to_parquet(content, index=False, compression="zstd")
        about = f"The tables of {layer.name}.geojson, lists as one text, for notebooks and databases (GeoParquet)"
        yield File(f"{layer.name}.parquet", about, content.getvalue())


def geo_frame(layer: Table) -> geopandas.GeoDataFrame:
    """Return the layer as a frame in EPSG:4326 (lon/lat), with lists as one string and dates in ISO 8601."""
    import geopandas
    import pandas

    series = {
        column.key: pandas.Series(
            [flatten(row[column.key]) for row in layer.rows], dtype=DTYPES.get(column.type, "str")
        )
        for column in layer.columns
    }
    return geopandas.GeoDataFrame(series, geometry=list(layer.shapes), crs=CRS)
