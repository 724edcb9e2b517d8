"""The workbook, read by openpyxl and pandas, which did not write it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as xml

import openpyxl
import pandas
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from geodata import Zone
from maps.export.layers import areas
from maps.export.records import records
from maps.export.tables import Table, flatten
from maps.export.workbook import workbook
from maps.text.page_texts import zone_texts


@pytest.fixture(params=["chengdu", "lanhua"])
def tables(request: pytest.FixtureRequest) -> list[Table]:
    zone: Zone = request.getfixturevalue(request.param)
    texts = zone_texts(zone)
    return [table for table in (areas(zone, texts), *records(zone, texts)) if table.rows]


def test_each_table_is_a_sheet_with_typed_cells(tables: list[Table]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(tables)))
    assert book.sheetnames == [table.name for table in tables]
    for sheet, table in zip(book, tables, strict=True):
        head, *rows = sheet.iter_rows()
        assert [cell.value for cell in head] == [column.key for column in table.columns]
        for cells, row in zip(rows, table.rows, strict=True):
            for cell, value in zip(cells, row.values(), strict=True):
                check_cell(cell.value, value, sheet.title)


def test_rows_and_cells_have_their_addresses(tables: list[Table]) -> None:
    """Gnumeric, openxlsx (R), ExcelJS, GDAL, xlsx2csv and read-excel-file need them."""
    main = {"": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(workbook(tables))) as archive:
        sheets = [xml.fromstring(archive.read(f"xl/worksheets/sheet{n}.xml")) for n, _ in enumerate(tables, 1)]
    for sheet, table in zip(sheets, tables, strict=True):
        rows = sheet.findall("sheetData/row", main)
        assert [row.get("r") for row in rows] == [str(n) for n in range(1, len(table.rows) + 2)]
        letters = [get_column_letter(n) for n in range(1, len(table.columns) + 1)]
        for row in rows:
            assert [cell.get("r") for cell in row] == [f"{letter}{row.get('r')}" for letter in letters]


def check_cell(found: object, value: object, sheet: str) -> None:
    if isinstance(value, dt.date):
        assert found == dt.datetime.combine(value, dt.time()), sheet
        return
    expected = flatten(value) if isinstance(value, tuple) else value
    assert found == expected, sheet
    assert isinstance(found, bool) == isinstance(expected, bool)
    assert isinstance(found, str) == isinstance(expected, str)


def test_headers_stay_in_view_and_describe_their_columns(tables: list[Table]) -> None:
    for sheet, table in zip(openpyxl.load_workbook(io.BytesIO(workbook(tables))), tables, strict=True):
        assert isinstance(sheet, Worksheet)
        assert sheet.freeze_panes == "B2"
        notes = {str(note.sqref): note for note in sheet.data_validations.dataValidation}
        for cell, column in zip(sheet[1], table.columns, strict=True):
            assert cell.font.b
            assert notes[cell.coordinate].showInputMessage
            assert notes[cell.coordinate].prompt == column.description
            assert len(column.description) <= 255, "Excel takes no more"


def test_a_formula_is_stored_as_text(lanhua: Zone) -> None:
    table = records(lanhua, zone_texts(lanhua))[0]
    row = table.rows[0] | {"quote": "=HYPERLINK(1)", "label_en": " <&\u3000>"}
    content = workbook([Table(table.name, table.description, table.columns, (row,))])
    [sheet] = openpyxl.load_workbook(io.BytesIO(content))
    found = {cell.value: other for cell, other in zip(sheet[1], sheet[2], strict=True)}
    assert (found["quote"].value, found["quote"].data_type) == ("=HYPERLINK(1)", "s")
    assert found["label_en"].value == row["label_en"]


def test_pandas_opens_the_exported_workbook(exported: Path, chengdu: Zone) -> None:
    sheets = pandas.read_excel(exported / "chengdu-zone.xlsx", sheet_name=None, index_col=0)
    assert list(sheets) == ["areas", "facts", "quotes", "notes", "sources"]
    assert sheets["areas"]["size_km2"].to_dict() == {area.id: area.size_km2 for area in chengdu.area_records}
    assert sheets["areas"]["longitude"].sum() == pytest.approx(sum(area.centre.x for area in chengdu.area_records))
    assert sheets["sources"]["published"].max() <= pandas.Timestamp(chengdu.edition)


def test_programs_show_its_title_author_and_terms(exported: Path, chengdu: Zone) -> None:
    properties = openpyxl.load_workbook(exported / "chengdu-zone.xlsx").properties
    assert (properties.title, properties.creator) == (chengdu.name["en"], chengdu.author)
    assert "ODbL-1.0" in properties.description
    assert "© OpenStreetMap contributors" in properties.description


def test_it_holds_no_timestamp(tables: list[Table]) -> None:
    members = zipfile.ZipFile(io.BytesIO(workbook(tables))).infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}


def test_ids_and_names_are_shown_whole(chengdu: Zone) -> None:
    """LibreOffice cuts a text off at the next cell, and rows stay one line high."""
    texts = zone_texts(chengdu)
    [sheet] = openpyxl.load_workbook(io.BytesIO(workbook([areas(chengdu, texts)])))
    assert isinstance(sheet, Worksheet)
    widths = {}
    for held in sheet.column_dimensions.values():
        widths |= dict.fromkeys(range(held.min, held.max + 1), held.width)
    heads = [cell.value for cell in sheet[1]]
    assert sorted(widths) == list(range(1, len(heads) + 1)), "each column has its width"
    for row in sheet.iter_rows(min_row=2):
        for number, cell in enumerate(row, start=1):
            if heads[number - 1] in ("id", "name_en", "name_de", "pinyin", "size_source", "geo", "longitude"):
                assert len(str(cell.value)) <= widths[number], cell.value
