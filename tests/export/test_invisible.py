"""No file of the export holds an invisible character that breaks searches, joins or programs."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyarrow import parquet

from geodata import Zone
from maps.export.spreadsheet import INVISIBLE
from maps.export.writers import export_zone

ALLOWED = " \n\r\t\xa0"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, chengdu: Zone) -> Path:
    """Return an export without PNG and PDF, which are slow and have the same texts as the SVG and the captions."""
    path = tmp_path_factory.mktemp("all")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("maps.export.pictures.render.find_spec", lambda *_: None)
        export_zone(chengdu, path)
    return path


def texts(path: Path) -> Iterator[str]:
    """Yield the texts of a file, unpacked from its format."""
    kind = path.suffix
    if kind == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name).decode("utf-8") for name in archive.namelist())
    elif kind == ".gpkg":
        base = sqlite3.connect(path)
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = base.execute(f'SELECT * FROM "{table}"')
            yield from (cell for row in rows for cell in row if isinstance(cell, str))
        base.close()
    elif kind == ".parquet":
        table = parquet.read_table(path).drop_columns(["geometry"])
        yield from (str(value) for row in table.to_pylist() for value in row.values())
        yield str(table.schema.metadata)
    else:
        text = path.read_bytes().decode("utf-8")
        yield text.removeprefix("\ufeff") if kind == ".csv" else text


def test_no_file_holds_an_invisible_character(folder: Path) -> None:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in paths} == {
        *(".md", ".json", ".geojson", ".gpkg", ".kml", ".csv", ".xlsx", ".bib", ".ris", ".txt", ".parquet", ".svg"),
    }
    unseen = re.compile(f"[{INVISIBLE}]")
    for path in paths:
        for text in texts(path):
            found = {c for c in unseen.findall(text) if c not in ALLOWED and c != "\u3000"}
            assert not found, (path.name, [unicodedata.name(c, f"U+{ord(c):04X}") for c in found])


def test_no_break_spaces_stand_only_between_words(folder: Path) -> None:
    """They never stand at an end, doubled, in an address or in the name of a file."""
    for path in filter(Path.is_file, folder.rglob("*")):
        for text in (path.name, *texts(path)):
            assert not re.search(r"(?<!\S)\xa0|\xa0(?!\S)|https?://[^\s\"<>]*\xa0", text), path.name
        assert "\xa0" not in path.name
