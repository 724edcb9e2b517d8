"""The zone as tables for a notebook: places of the backdrop and facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from geodata.model import CRS, LANGUAGES, Fact, Place

if TYPE_CHECKING:
    import geopandas
    import pandas


def places_frame(places: Iterable[Place]) -> geopandas.GeoDataFrame:
    """The backdrop in EPSG:4326, lon/lat, indexed by id; `accuracy_m` says in metres how far a place may be off."""
    import geopandas

    records = list(places)
    columns: dict[str, object] = {"kind": [place.kind for place in records]}
    columns |= {f"name_{tag}": [place.name and place.name[tag] for place in records] for tag in LANGUAGES}
    for key in ("rank", "line", "opened", "accuracy_m", "schematic", "source"):
        columns[key] = [getattr(place, key) for place in records]
    index = [place.id for place in records]
    shapes = geopandas.GeoSeries([place.geometry for place in records], index=index, crs=CRS)
    return geopandas.GeoDataFrame(columns, index=index, geometry=shapes).rename_axis("id")


def facts_frame(facts: Iterable[Fact]) -> pandas.DataFrame:
    """The facts, indexed by id: value and unit, and for those of the release where they stand in it."""
    import pandas

    rows = []
    for fact in facts:
        place = fact.locator
        rows.append(
            {f"label_{tag}": fact.label[tag] for tag in LANGUAGES}
            | {"group": fact.group, "value": fact.value, "unit": fact.unit, "date": fact.date, "areas": fact.areas}
            | {"paragraph": place and place.paragraph, "sentence": place and place.sentence}
            | {"quote": place and place.quote, "sources": fact.sources}
        )
    frame = pandas.DataFrame(rows, index=pandas.Index([fact.id for fact in facts], name="id"))
    return frame.astype({"paragraph": "Int64", "sentence": "Int64"})
