"""Read the files of an export with libraries that are not ours: what an area and a fact are in each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas
import pyogrio
import shapely
from fastkml import KML, Folder, Placemark
from pandas.api.types import is_scalar
from pyarrow import parquet
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

Record = dict[str, Any]

AREA_LAYERS = {"areas": "footprint", "centres": "centre", "reach": "reach"}
"""The layers with the areas' shapes, and the attribute of that shape in the zone's records."""


@dataclass(frozen=True)
class Feature:
    properties: Record
    """The properties that have a value."""
    shape: BaseGeometry


Layers = dict[str, dict[str, Feature]]
"""Features by the layer's name and their id, in the order of the file."""


def geojson(folder: Path) -> Layers:
    """Parse each file as JSON, and its geometry with shapely."""
    layers = {}
    for path in sorted(folder.glob("*.geojson")):
        features = json.loads(path.read_text("utf-8"))["features"]
        layers[path.stem] = {f["id"]: Feature(known(f["properties"]), shape(f["geometry"])) for f in features}
    return layers


def gdal_geojson(folder: Path) -> Layers:
    # Without the option, GDAL takes a column whose texts all look like dates, such as 0/01/01, for a date column.
    return {path.stem: gdal_layer(path, path.stem, DATE_AS_STRING=True) for path in sorted(folder.glob("*.geojson"))}


def geopackage(folder: Path) -> Layers:
    """Return the layers; those of the backdrop, one for each type of geometry, are merged into one."""
    [path] = folder.glob("*.gpkg")
    layers: Layers = {}
    for name, kind in pyogrio.list_layers(path):
        if kind is not None:
            layers.setdefault(name.partition("_")[0], {}).update(gdal_layer(path, name))
    return layers


def gdal_layer(path: Path, layer: str, **options: object) -> dict[str, Feature]:
    frame = pyogrio.read_dataframe(path, layer=layer, **options)
    assert frame.crs == "EPSG:4326"
    rows = frame.drop(columns="geometry").to_dict("records")
    return {row["id"]: Feature(known(row), found) for row, found in zip(rows, frame.geometry, strict=True)}


def geoparquet(folder: Path) -> Layers:
    """Read the files with Arrow, not with geopandas, which wrote them."""
    layers = {}
    for path in sorted(folder.glob("*.parquet")):
        rows = parquet.read_table(path).to_pylist()
        layers[path.stem] = {row["id"]: Feature(known(row), shapely.from_wkb(row.pop("geometry"))) for row in rows}
    return layers


def kml(folder: Path) -> Layers:
    [path] = folder.glob("*.kml")
    layers = {}
    for layer in kml_folders(path):
        marks = [mark for mark in layer.features if isinstance(mark, Placemark)]
        layers[str(layer.name).lower()] = {
            row["id"]: Feature(row, shape(m.geometry)) for m in marks for row in [data(m)]
        }
    return layers


def gdal_kml(folder: Path) -> Layers:
    [path] = folder.glob("*.kml")
    layers = {}
    for name, _ in pyogrio.list_layers(path):
        frame = pyogrio.read_dataframe(path, layer=name)
        rows = [
            {key: number(value) if isinstance(value, str) else value for key, value in known(row).items()}
            for row in frame.drop(columns="geometry").to_dict("records")
        ]
        shapes = [shapely.force_2d(found) for found in frame.geometry]
        layers[name.lower()] = {row["id"]: Feature(row, found) for row, found in zip(rows, shapes, strict=True)}
    return layers


def kml_folders(path: Path) -> Iterator[Folder]:
    [document] = KML.parse(path).features
    yield from (feature for feature in document.features if isinstance(feature, Folder))


def data(mark: Placemark) -> Record:
    """Return the placemark's data. KML has texts only, so texts that are numbers are converted."""
    return {element.name: number(element.value) for element in mark.extended_data.elements}


def number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return {"true": True, "false": False}.get(text, text)


READERS: dict[str, Callable[[Path], Layers]] = {
    "GeoJSON": geojson,
    "GeoJSON by GDAL": gdal_geojson,
    "GeoPackage by GDAL": geopackage,
    "GeoParquet by Arrow": geoparquet,
    "KML by fastkml": kml,
    "KML by GDAL": gdal_kml,
}


def csv(folder: Path, name: str) -> list[Record]:
    """Return the rows of a CSV, read by pandas with every cell as text."""
    frame = pandas.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    return [{key: value for key, value in row.items() if value != ""} for row in frame.to_dict("records")]


def geopackage_rows(folder: Path, name: str) -> list[Record]:
    """Return the rows of a table without geometry."""
    [path] = folder.glob("*.gpkg")
    rows = pyogrio.read_dataframe(path, layer=name).to_dict("records")
    return [{key: day(value) for key, value in known(row).items()} for row in rows]


def day(value: Any) -> Any:
    return value.date() if isinstance(value, pandas.Timestamp) else value


def days(path: Path) -> set[tuple[str, str]]:
    """Return each layer and column that GDAL takes for a date."""
    found = set()
    for layer in pyogrio.list_layers(path)[:, 0]:
        info = pyogrio.read_info(path, layer=layer)
        found |= {
            (layer, name) for name, kind in zip(info["fields"], info["ogr_types"], strict=True) if kind == "OFTDate"
        }
    return found


def known(row: Record) -> Record:
    """Return the entries that have a value."""
    return {key: value for key, value in row.items() if not (is_scalar(value) and pandas.isna(value))}
