"""GeoParquet 1.0: the layers as columns, for notebooks and databases; made where pyarrow is installed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.util import find_spec

from geodata.model import Zone
from maps.export.dataframes import geo_frame
from maps.export.file import File, LeftOut
from maps.export.layers import layers
from maps.text.credits import terms
from maps.text.page_texts import Texts

MEDIA_TYPE = "application/vnd.apache.parquet"


def parquet_files(zone: Zone, texts: Texts) -> Iterator[File]:
    """Yield a file for each layer; raise LeftOut where pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise LeftOut("GeoParquet is left out, since pyarrow is not installed; pip install pyarrow brings it.")
    for layer in layers(zone, texts):
        content = io.BytesIO()
        frame = geo_frame(layer)
        frame.attrs = {"title": layer.about, "author": zone.author, "terms": terms(zone.sources)}
        frame.to_parquet(content, index=False, compression="zstd")
        about = f"The same as {layer.name}.geojson, for notebooks and databases (GeoParquet)"
        yield File(f"{layer.name}.parquet", about, MEDIA_TYPE, content.getvalue(), binary=True)
