"""GeoJSON (RFC 7946), one file for each layer.

In a single file, programs would draw and count each area three times: footprint, centre and reach.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.model import Zone
from maps.export.file import File
from maps.export.layers import layers
from maps.export.tables import Row, Table
from maps.text.credits import LICENCE, credit_line
from maps.text.page_texts import Texts


def geojson_files(zone: Zone, texts: Texts) -> Iterator[File]:
    for layer in layers(zone, texts):
        yield geojson_file(zone, layer)


def geojson_file(zone: Zone, layer: Table) -> File:
    """Return the layer as a FeatureCollection, one feature a line, with licence and credit as foreign members."""
    credit = credit_line(zone.sources)
    members = _json({"title": layer.about, "author": zone.author, "licence": LICENCE.id, "credit": credit})
    nested: Sequence[Mapping[str, str]] = layer.nested_data or [{}] * len(layer.rows)
    features = ",\n".join(map(_feature, layer.rows, layer.shapes, nested))
    content = f'{{"type":"FeatureCollection",{members[1:-1]},"features":[\n{features}\n]}}\n'
    return File(f"{layer.name}.geojson", layer.about, content.encode(), columns=layer.columns)


def _feature(row: Row, shape: BaseGeometry, nested: Mapping[str, str]) -> str:
    geometry = json.loads(shapely.to_geojson(shape))
    return _json({"type": "Feature", "id": row["id"], "geometry": geometry, "properties": {**row, **nested}})


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
