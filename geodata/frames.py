"""The zone as pandas and geopandas frames, for notebooks; `geodata.columns` defines their columns.

The libraries are imported at first use: importing takes a quarter of a second, and building a page does not need them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geodata.column import Columns
from geodata.columns import AREA, FACT, PLACE
from geodata.model import CRS, LANGUAGES, Zone

if TYPE_CHECKING:
    import geopandas
    import pandas


def areas_frame(zone: Zone) -> geopandas.GeoDataFrame:
    """Return `Zone.areas`, in the order of the data."""
    shapes = {"geometry": "footprint", "centre": "centre", "reach": "reach"}
    return _geo_frame(zone, zone.area_records, AREA, shapes)


def places_frame(zone: Zone) -> geopandas.GeoDataFrame:
    """Return `Zone.places`."""
    return _geo_frame(zone, zone.backdrop, PLACE, {"geometry": "geometry"})


def facts_frame(zone: Zone) -> pandas.DataFrame:
    """Return `Zone.facts_table`."""
    return _frame(zone, zone.facts, FACT)


def _geo_frame(zone: Zone, records: Sequence[Any], columns: Columns, shapes: dict[str, str]) -> geopandas.GeoDataFrame:
    import geopandas

    frame = _frame(zone, records, columns)
    for name, attribute in shapes.items():
        geometries = [getattr(record, attribute) for record in records]
        frame[name] = geopandas.GeoSeries(geometries, index=frame.index, crs=CRS)
    return geopandas.GeoDataFrame(frame, geometry="geometry")


def _frame(zone: Zone, records: Sequence[Any], columns: Columns) -> pandas.DataFrame:
    import pandas

    index = pandas.Index([record.id for record in records], name="id")
    series = {}
    for column in (column for column in columns if column.in_frame):
        values = [column.value(record, zone) for record in records]
        if column.type == "text":
            for tag in LANGUAGES:
                series[f"{column.key}_{tag}"] = pandas.Series([text and text[tag] for text in values], index=index)
        else:
            dtype = "Int64" if column.type == "integer" else None
            series[column.key] = pandas.Series(values, index=index, dtype=dtype)
    return pandas.DataFrame(series, index=index)
