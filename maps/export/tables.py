"""Tables: rows of plain values under columns that say what they hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata.columns import Column, Columns
from geodata.model import LANGUAGES, Text, Zone
from maps.text.page_texts import Texts
from maps.text.translator import TAGS, Translator, plain

Cell = str | int | float | bool | dt.date | tuple[str, ...] | None
Row = dict[str, Cell]
Say = Callable[[Any, Column, str], str | None]
"""The text of a record at a column, in a language."""

SEPARATOR = "; "
"""Stands between the members of a list where a file has no lists."""


@dataclass(frozen=True)
class Table:
    """Rows with the same columns; those of a layer have a shape each, in WGS-84, lon/lat."""

    name: str
    about: str
    columns: Columns
    rows: tuple[Row, ...]
    shapes: tuple[BaseGeometry, ...] = ()
    further: tuple[dict[str, str], ...] = ()
    """What the GeoJSON says beside each row, as only the project's own loader reads it."""

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        wrong = [row for row in self.rows if list(row) != keys]
        if wrong or (self.shapes and len(self.shapes) != len(self.rows)):
            raise ValueError(f"{self.name}: expected the keys {keys!r} and a shape for each row, found {wrong[:1]!r}")


def own_text(record: object, column: Column, language: str) -> str | None:
    """Return the text that the record holds at the column; several as one text."""
    held: Text | tuple[Text, ...] | None = getattr(record, column.key)
    if isinstance(held, Text):
        return plain(held[language])
    return plain(SEPARATOR.join(text[language] for text in held or ())) or None


def zone_text(texts: Texts, kind: str) -> Say:
    """Return what gives the texts of records of a kind (`area`, `fact`) filled in, as the zone's texts have them."""

    def say(record: Any, column: Column, language: str) -> str | None:
        found = texts[language].get(f"{kind}.{record.id}.{column.key}")
        return own_text(record, column, language) if found is None else found

    return say


def table(
    zone: Zone,
    name: str,
    about: str,
    columns: Columns,
    records: Sequence[Any],
    shapes: Iterable[BaseGeometry] = (),
    say: Say = own_text,
) -> Table:
    """Return the table of `records` with those of the `columns` that say what they are about.

    A text becomes a column for each language, such as name_en.
    """
    about_any = [column for column in columns if column.about and not _is_empty(column, records, zone)]
    told = tuple(each for column in about_any for each in _plain(column, say))
    rows = tuple({c.key: _cell(c.value(record, zone), c) for c in told} for record in records)
    return Table(name, about, told, rows, tuple(shapes))


def _is_empty(column: Column, records: Sequence[Any], zone: Zone) -> bool:
    """Return whether it tells of what this zone does not have."""
    return column.sparse and all(column.value(record, zone) in (None, ()) for record in records)


def _plain(column: Column, say: Say) -> Iterator[Column]:
    """Yield the column, or for one of texts a column of strings for each language."""
    if column.type not in ("text", "texts"):
        yield column
        return
    for language in LANGUAGES:
        name, about = f"{column.key}_{language}", f"{column.about}, in {language_name(TAGS[language])}"
        yield Column(name, "string", about, get=_sayer(say, column, language))


def _sayer(say: Say, column: Column, language: str) -> Callable[[Any, Zone], str | None]:
    return lambda record, _: say(record, column, language)


def _cell(value: Any, column: Column) -> Cell:
    """Return a value as tables hold it: what a column of strings has of other types, as plain text."""
    if column.type != "string" or value is None:
        cell: Cell = value
        return cell
    return value.isoformat() if isinstance(value, dt.date) else plain(str(value))


def language_name(tag: str) -> str:
    """Return the English name of a language by its BCP 47 tag, or the tag where it has none."""
    return Translator("en").language_name(tag)


def flat(cell: Cell) -> str | int | float | bool | None:
    """Return the cell for a file that has neither lists nor days: a day in ISO 8601, a list as one text."""
    if isinstance(cell, tuple):
        return SEPARATOR.join(cell) or None
    return cell.isoformat() if isinstance(cell, dt.date) else cell
