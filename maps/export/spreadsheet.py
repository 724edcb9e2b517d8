"""CSV (RFC 4180), for spreadsheets and programs: UTF-8 with a byte order mark.

Without the mark Excel decodes the file in the system's legacy code page and garbles Chinese. Other
programs skip it: pandas by default, Python's own reader with the encoding "utf-8-sig".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace

from geodata.model import Zone
from maps.export.file import File
from maps.export.layers import areas
from maps.export.records import records
from maps.export.tables import Cell, Table, flatten
from maps.text.page_texts import Texts

INVISIBLE = (
    r"\s\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""White space, controls and Unicode's default ignorable code points, which are invisible at the start of a text."""
FORMULA = re.compile(f"['{INVISIBLE}]*[=+\\-@\t\r＝＋－＠﹢﹣﹦﹫]")
"""Start of a text that a spreadsheet would run as a formula, after any apostrophes and invisible characters."""
THOUSANDS = re.compile(r"-?\d{1,3}\.\d{3}")
"""A number whose point a German spreadsheet would read as a thousands separator."""


def csv_files(zone: Zone, texts: Texts) -> Iterator[File]:
    description = "The areas with size, centre and how far it may be off; their shapes are in the other files"
    for table in (replace(areas(zone, texts), description=description), *records(zone, texts)):
        yield csv_file(table)


def csv_file(table: Table) -> File:
    """Return the table as CSV with a header line and the line ends of RFC 4180 (CRLF)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.key for column in table.columns])
    writer.writerows([_cell(cell) for cell in row.values()] for row in table.rows)
    content = text.getvalue().encode("utf-8-sig")
    return File(f"{table.name}.csv", table.description, content, columns=table.columns)


def escape_formula(text: str) -> str:
    """Prefix `text` with an apostrophe where a spreadsheet would run it as a formula.

    To restore the text, remove one apostrophe wherever `FORMULA` matches.
    """
    return f"'{text}" if FORMULA.match(text) else text


def _cell(cell: Cell) -> str | int | float | None:
    value = flatten(cell)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and THOUSANDS.fullmatch(repr(value)):
        return f"{value!r}0"
    return escape_formula(value) if isinstance(value, str) else value
