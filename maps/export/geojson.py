"""GeoJSON (RFC 7946), one file for each layer.

In a single file, programs would draw and count each area three times: footprint, centre and reach.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import repeat

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.column import columns_of
from geodata.model import Area, Clue, Zone
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
    members = _json({"title": layer.description, "author": zone.author, "licence": LICENCE.id, "credit": credit})
    nested = map(_nested_data, zone.area_records) if layer.name == "areas" else repeat({})
    features = ",\n".join(map(_feature, layer.rows, layer.shapes, nested))
    content = f'{{"type":"FeatureCollection",{members[1:-1]},"features":[\n{features}\n]}}\n'
    return File(f"{layer.name}.geojson", layer.description, content.encode(), columns=layer.columns)


def _feature(row: Row, shape: BaseGeometry, nested: Mapping[str, str]) -> str:
    geometry = json.loads(shapely.to_geojson(shape))
    return _json({"type": "Feature", "id": row["id"], "geometry": geometry, "properties": {**row, **nested}})


def _nested_data(area: Area) -> dict[str, str]:
    """Return the area's nested data, which loading a zone from the layer requires.

    It is JSON in strings, because QGIS cannot write features with nested properties.
    """
    clues = [
        {column.name: getattr(clue, column.key) for column in columns_of(Clue) if getattr(clue, column.key) is not None}
        | ({"point": list(clue.point.coords[0])} if clue.point else {})
        for clue in area.clues
    ]
    data = {"name_languages": dict(area.name_languages), "clues": clues}
    return {key: _json(value) for key, value in data.items() if value}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
