"""Tables: rows of plain values with described columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata.column import Column, Columns
from geodata.model import LANGUAGES, Text, Zone
from maps.text.page_texts import Texts
from maps.text.translator import TAGS, Translator, remove_break_controls

Cell = str | int | float | bool | dt.date | tuple[str, ...] | None
Row = dict[str, Cell]

SEPARATOR = "; "
"""Joins the members of a list in formats that have no lists."""


@dataclass(frozen=True)
class Table:
    """Rows with the same columns; in a layer each has a shape in WGS-84 (lon/lat)."""

    name: str
    description: str
    columns: Columns
    rows: tuple[Row, ...]
    shapes: tuple[BaseGeometry, ...] = ()


def table(
    zone: Zone,
    name: str,
    description: str,
    columns: Columns,
    records: Sequence[Any],
    shapes: Iterable[BaseGeometry] = (),
    texts: Texts | None = None,
    kind: str = "",
) -> Table:
    """Return a table of `records` with those `columns` that have a description.

    A text becomes one column for each language, such as name_en. With the `kind` of the records (`area`, `fact`),
    those in `texts`, with placeholders filled, come before the records' own.
    """
    table_columns = tuple(
        each
        for column in columns
        if column.description and not (column.sparse and all(column.value(r, zone) in (None, ()) for r in records))
        for each in _split_by_language(column, texts, kind)
    )
    rows = tuple({c.key: _cell(c.value(record, zone), c) for c in table_columns} for record in records)
    return Table(name, description, table_columns, rows, tuple(shapes))


def _split_by_language(column: Column, texts: Texts | None, kind: str) -> Iterator[Column]:
    """Yield the column, or for a column of texts one column of strings for each language."""
    if column.type not in ("text", "texts"):
        yield column
        return
    for language in LANGUAGES:
        description = f"{column.description}, in {Translator(LANGUAGES[0]).language_name(TAGS[language])}"
        get = partial(_text, column.key, language, texts[language] if texts else None, kind)
        yield Column(f"{column.key}_{language}", "string", description, get=get)


def _text(key: str, language: str, texts: Mapping[str, str] | None, kind: str, record: Any, _zone: Zone) -> str | None:
    """Return the text with that key for a record; join several texts."""
    filled = texts.get(f"{kind}.{record.id}.{key}") if texts else None
    if filled is not None:
        return filled
    own: Text | tuple[Text, ...] | None = getattr(record, key)
    parts = (own,) if isinstance(own, Text) else own or ()
    return SEPARATOR.join(part[language] for part in parts) or None


def _cell(value: Cell, column: Column) -> Cell:
    """Return a value as a cell: in a column of strings, convert other types to plain text."""
    if column.type != "string" or value is None:
        return value
    return value.isoformat() if isinstance(value, dt.date) else remove_break_controls(str(value))


def flatten(cell: Cell) -> str | int | float | bool | None:
    """Return the cell for formats without lists and dates: a list as one string, a date in ISO 8601."""
    if isinstance(cell, tuple):
        return SEPARATOR.join(cell) or None
    return cell.isoformat() if isinstance(cell, dt.date) else cell
