"""GeoParquet 1.0: the layers for notebooks and databases, if pyarrow is installed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.util import find_spec

from geodata.column import Type
from geodata.model import CRS, Zone
from maps.export.file import CannotWrite, File
from maps.export.layers import layers
from maps.export.tables import flatten
from maps.text.credits import terms
from maps.text.page_texts import Texts

DTYPES: dict[Type, str] = {"integer": "Int64", "number": "float64", "boolean": "bool"}
"""pandas type of each column type; all other types are texts."""


def parquet_files(zone: Zone, texts: Texts) -> Iterator[File]:
    """Yield a file for each layer; raise CannotWrite if pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise CannotWrite("GeoParquet is skipped: pyarrow is not installed (pip install pyarrow).")
    import geopandas
    import pandas

    for layer in layers(zone, texts):
        series = {}
        for column in layer.columns:
            cells = [flatten(row[column.key]) for row in layer.rows]
            series[column.key] = pandas.Series(cells, dtype=DTYPES.get(column.type, "str"))
        content = io.BytesIO()
        frame = geopandas.GeoDataFrame(series, geometry=list(layer.shapes), crs=CRS)
        frame.attrs = {"title": layer.description, "author": zone.author, "terms": terms(zone.sources)}
        frame.to_parquet(content, index=False, compression="zstd")
        description = f"The tables of {layer.name}.geojson, lists as one text, for notebooks and databases (GeoParquet)"
        yield File(f"{layer.name}.parquet", description, content.getvalue())
