"""The tables as one workbook (.xlsx, ECMA-376) for Excel, LibreOffice and others: one sheet each, with typed cells.

Written without a library. With the same tables, uncompressed, XlsxWriter adds 0.1 s to the build and 8 kB to the
page, openpyxl 0.4 s and 32 kB, because their cells refer to shared strings. The page omits the addresses of cells.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from geodata.model import LANGUAGES, Zone
from maps.export.file import File
from maps.export.layers import areas
from maps.export.records import records
from maps.export.tables import Cell, Table, flatten
from maps.text.credits import terms
from maps.text.page_texts import Texts

DESCRIPTION = "The tables for Excel and LibreOffice: a sheet each, with a description of each column"
MAIN_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_NS = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PACKAGE_TYPE = "application/vnd.openxmlformats-package"
HEADER_STYLE, DATE_STYLE = 1, 2
"""Indexes in `STYLES` of the cell formats of column names and dates."""
STYLES = (
    f'<styleSheet xmlns="{MAIN_NS}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf fontId="1" applyFont="1"/><xf numFmtId="14" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
NARROW, WIDE, MAX_NARROW_LENGTH = 16, 40, 15
"""Widths of columns in digits: `NARROW` if no text has more than `MAX_NARROW_LENGTH` characters, else `WIDE`."""
EPOCH = dt.date(1899, 12, 30)
"""Day 0 of spreadsheet dates."""


def workbook_files(zone: Zone, texts: Texts) -> Iterator[File]:
    tables = [table for table in (areas(zone, texts), *records(zone, texts)) if table.rows]
    properties = {"title": texts[LANGUAGES[0]]["zone.name"], "creator": zone.author, "description": terms(zone.sources)}
    yield File(f"{zone.id}-zone.xlsx", DESCRIPTION, workbook(tables, **properties))


def workbook(tables: Sequence[Table], **properties: str) -> bytes:
    """Return the workbook, the same bytes each time; uncompressed, so that the page can omit texts that it already has.

    See `maps.page.carried_files`. `properties` are Dublin Core elements, which programs show as the file's properties.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in _parts(tables, properties):
            # A `ZipInfo` has a fixed date, the earliest that ZIP supports.
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>\n{part}')
    return content.getvalue()


def _parts(tables: Sequence[Table], properties: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(tables) + 1)
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    kinds |= {f"/xl/worksheets/sheet{n}.xml": "worksheet" for n in numbers}
    types = {name: f"{CONTENT_TYPE}.{kind}" for name, kind in kinds.items()}
    types["/docProps/core.xml"] = f"{PACKAGE_TYPE}.core-properties"
    overrides = "".join(f'<Override PartName="{name}" ContentType="{type_}+xml"/>' for name, type_ in types.items())
    rels = f'<Default Extension="rels" ContentType="{PACKAGE_TYPE}.relationships+xml"/>'
    yield "[Content_Types].xml", f'<Types xmlns="{PACKAGE_NS}/content-types">{rels}{overrides}</Types>'
    document = (f"{OFFICE_NS}/officeDocument", "xl/workbook.xml")
    core = (f"{PACKAGE_NS}/relationships/metadata/core-properties", "docProps/core.xml")
    yield "_rels/.rels", _relationships([document, core])
    elements = "".join(f"<dc:{name}>{escape(text, quote=False)}</dc:{name}>" for name, text in properties.items())
    namespaces = f'xmlns="{PACKAGE_NS}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    yield "docProps/core.xml", f"<coreProperties {namespaces}>{elements}</coreProperties>"
    sheets = "".join(
        f'<sheet name="{t.name}" sheetId="{n}" r:id="r{n}"/>' for n, t in zip(numbers, tables, strict=True)
    )
    yield ("xl/workbook.xml", f'<workbook xmlns="{MAIN_NS}" xmlns:r="{OFFICE_NS}"><sheets>{sheets}</sheets></workbook>')
    worksheets = [(f"{OFFICE_NS}/worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relationships([*worksheets, (f"{OFFICE_NS}/styles", "styles.xml")])
    yield "xl/styles.xml", STYLES
    for n, table in zip(numbers, tables, strict=True):
        yield f"xl/worksheets/sheet{n}.xml", _sheet(table)


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    """Return the relationships part; `targets` are types and paths, with ids from r1 on."""
    links = (f'<Relationship Id="r{n}" Type="{type_}" Target="{path}"/>' for n, (type_, path) in enumerate(targets, 1))
    return f'<Relationships xmlns="{PACKAGE_NS}/relationships">{"".join(links)}</Relationships>'


def _sheet(table: Table) -> str:
    """Return a worksheet with a header row, which stays visible together with the first column."""
    pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    widths = [
        WIDE if any(len(str(flatten(row[column.key]))) > MAX_NARROW_LENGTH for row in table.rows) else NARROW
        for column in table.columns
    ]
    columns, last = "", 0
    for width, group in groupby(widths):
        first, last = last + 1, last + len(list(group))
        columns += f'<col min="{first}" max="{last}" width="{width}" customWidth="1"/>'
    rows = _row(1, [column.key for column in table.columns], HEADER_STYLE)
    rows += "".join(_row(n, row.values()) for n, row in enumerate(table.rows, 2))
    # Input prompts appear when a header cell is selected; comments would need three more parts for each sheet.
    prompts = "".join(
        f'<dataValidation sqref="{_column_letters(n)}1" showInputMessage="1" prompt="{escape(column.description)}"/>'
        for n, column in enumerate(table.columns)
    )
    return (
        f'<worksheet xmlns="{MAIN_NS}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView>'
        f"</sheetViews><cols>{columns}</cols><sheetData>{rows}</sheetData>"
        f"<dataValidations>{prompts}</dataValidations></worksheet>"
    )


def _row(number: int, cells: Iterable[Cell], style: int = 0) -> str:
    """Return a row with cell addresses, optional in the standard; Gnumeric, ExcelJS and openxlsx (R) need them."""
    written = (f'<c r="{_column_letters(n)}{number}"{_cell(cell, style)}' for n, cell in enumerate(cells))
    return f'<row r="{number}">{"".join(written)}</row>'


def _cell(cell: Cell, style: int) -> str:
    """Return what follows the address of a cell."""
    if isinstance(cell, dt.date):
        return f' s="{DATE_STYLE}"><v>{(cell - EPOCH).days}</v></c>'
    value = flatten(cell)
    if value is None:
        return "/>"
    if isinstance(value, bool):
        return f' t="b"><v>{value:d}</v></c>'
    if isinstance(value, str):
        style_attribute = f' s="{style}"' if style else ""
        return f'{style_attribute} t="inlineStr"><is><t>{escape(value, quote=False)}</t></is></c>'
    return f"><v>{value!r}</v></c>"


def _column_letters(index: int) -> str:
    """Return the letters of the column at an index from 0: A to Z, then AA."""
    return (_column_letters(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)
