"""Tables: rows of plain values with described columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata.columns import Column, Columns
from geodata.model import LANGUAGES, Text, Zone
from maps.text.page_texts import Texts
from maps.text.translator import TAGS, Translator, remove_break_controls

Cell = str | int | float | bool | dt.date | tuple[str, ...] | None
Row = dict[str, Cell]
TextGetter = Callable[[Any, Column, str], str | None]
"""Return the text of a record in a column and a language."""

SEPARATOR = "; "
"""Joins the members of a list in formats that have no lists."""


@dataclass(frozen=True)
class Table:
    """Rows with the same columns; in a layer each has a shape in WGS-84 (lon/lat)."""

    name: str
    about: str
    columns: Columns
    rows: tuple[Row, ...]
    shapes: tuple[BaseGeometry, ...] = ()
    nested_data: tuple[dict[str, str], ...] = ()
    """Additional GeoJSON properties of each row, for the project's own loader only."""

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        invalid = [row for row in self.rows if list(row) != keys]
        if invalid or (self.shapes and len(self.shapes) != len(self.rows)):
            raise ValueError(f"{self.name}: expected the keys {keys!r} and a shape for each row, found {invalid[:1]!r}")


def own_text(record: object, column: Column, language: str) -> str | None:
    """Return the record's own text in the column; join several texts."""
    text: Text | tuple[Text, ...] | None = getattr(record, column.key)
    texts = (text,) if isinstance(text, Text) else text or ()
    return remove_break_controls(SEPARATOR.join(each[language] for each in texts)) or None


def zone_text_getter(texts: Texts, kind: str) -> TextGetter:
    """Return a getter for records of a kind (`area`, `fact`) that prefers `texts`, with placeholders filled."""

    def get_text(record: Any, column: Column, language: str) -> str | None:
        text = texts[language].get(f"{kind}.{record.id}.{column.key}")
        return own_text(record, column, language) if text is None else text

    return get_text


def table(
    zone: Zone,
    name: str,
    about: str,
    columns: Columns,
    records: Sequence[Any],
    shapes: Iterable[BaseGeometry] = (),
    get_text: TextGetter = own_text,
) -> Table:
    """Return a table of `records` with those `columns` that have a description.

    A text becomes one column for each language, such as name_en.
    """
    described = [column for column in columns if column.about and not _is_empty(column, records, zone)]
    table_columns = tuple(each for column in described for each in _split_by_language(column, get_text))
    rows = tuple({c.key: _cell(c.value(record, zone), c) for c in table_columns} for record in records)
    return Table(name, about, table_columns, rows, tuple(shapes))


def _is_empty(column: Column, records: Sequence[Any], zone: Zone) -> bool:
    """Return whether a sparse column has no value for any of the records."""
    return column.sparse and all(column.value(record, zone) in (None, ()) for record in records)


def _split_by_language(column: Column, get_text: TextGetter) -> Iterator[Column]:
    """Yield the column, or for a column of texts one column of strings for each language."""
    if column.type not in ("text", "texts"):
        yield column
        return
    for language in LANGUAGES:
        name, about = f"{column.key}_{language}", f"{column.about}, in {language_name(TAGS[language])}"
        yield Column(name, "string", about, get=_column_getter(get_text, column, language))


def _column_getter(get_text: TextGetter, column: Column, language: str) -> Callable[[Any, Zone], str | None]:
    return lambda record, _: get_text(record, column, language)


def _cell(value: Cell, column: Column) -> Cell:
    """Return a value as a cell: in a column of strings, convert other types to plain text."""
    if column.type != "string" or value is None:
        return value
    return value.isoformat() if isinstance(value, dt.date) else remove_break_controls(str(value))


def language_name(tag: str) -> str:
    """Return the English name of a language by its BCP 47 tag, or the tag if it has none."""
    return Translator("en").language_name(tag)


def flatten(cell: Cell) -> str | int | float | bool | None:
    """Return the cell for formats without lists and dates: a list as one string, a date in ISO 8601."""
    if isinstance(cell, tuple):
        return SEPARATOR.join(cell) or None
    return cell.isoformat() if isinstance(cell, dt.date) else cell
