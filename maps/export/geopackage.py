"""GeoPackage 1.x: all layers and tables in one file, as desktop GIS like it, written by GDAL through pyogrio."""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from geodata.model import Zone
from maps.export.dataframes import frame, geo_frame
from maps.export.file import File
from maps.export.layers import layers
from maps.export.records import records
from maps.export.tables import Table
from maps.text.credits import terms
from maps.text.page_texts import Texts

MEDIA_TYPE = "application/geopackage+sqlite3"
ABOUT = "All layers and tables in one file, for QGIS and other desktop programs"


def geopackage_files(zone: Zone, texts: Texts) -> Iterator[File]:
    tables = [*layers(zone, texts), *records(zone, texts)]
    yield File(
        f"{zone.id}-zone.gpkg", ABOUT, MEDIA_TYPE, geopackage(tables, terms(zone.sources), zone.edition), binary=True
    )


def geopackage(tables: list[Table], terms: str, edition: dt.date) -> bytes:
    """Return the tables in one file, the same bytes each time; each is described with the terms of use.

    Raises OSError where GDAL cannot write it.
    """
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

    with TemporaryDirectory(prefix="zone-map-") as folder, _fixed_clock(edition):
        # GDAL adds layers to files only, not to memory.
        path = Path(folder, "zone.gpkg")
        try:
            for table in tables:
                if table.rows:
                    _write(table, path, terms)
        except (DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError) as error:
            raise OSError(errno.EIO, f"GDAL {pyogrio.__gdal_version_string__}: {error}", str(path)) from error
        return path.read_bytes()


def _write(table: Table, path: Path, terms: str) -> None:
    import pyogrio

    kinds = {shape.geom_type for shape in table.shapes}
    pyogrio.write_dataframe(
        geo_frame(table) if table.shapes else frame(table),
        path,
        layer=table.name,
        driver="GPKG",
        append=path.exists(),
        geometry_type=(kinds.pop() if len(kinds) == 1 else "Unknown") if kinds else None,
        layer_options={"IDENTIFIER": table.name, "DESCRIPTION": f"{table.about}. {terms}"},
    )


@contextmanager
def _fixed_clock(day: dt.date) -> Iterator[None]:
    """Let GDAL take `day` for today, which it writes into the file."""
    import pyogrio

    option = "OGR_CURRENT_DATE"
    earlier = pyogrio.get_gdal_config_option(option)
    pyogrio.set_gdal_config_options({option: f"{day.isoformat()}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({option: earlier})
