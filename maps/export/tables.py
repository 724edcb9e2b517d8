"""Tables: rows of plain values under columns that say what they hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from babel import Locale
from shapely.geometry.base import BaseGeometry

from geodata.model import LANGUAGES
from maps.text.translator import TAGS, Translator, translators

Cell = str | int | float | bool | dt.date | tuple[str, ...] | None
Row = dict[str, Cell]
Type = Literal["string", "integer", "number", "boolean", "date", "list"]
"""A type of the Table Schema standard; a `list` is one of texts."""

SEPARATOR = "; "
"""Stands between the members of a list where a file has no lists."""


@dataclass(frozen=True)
class Column:
    name: str
    type: Type
    about: str
    """What it holds, with its unit, in English."""


@dataclass(frozen=True)
class Table:
    """Rows with the same columns; those of a layer have a shape each, in WGS-84, lon/lat."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    shapes: tuple[BaseGeometry, ...] = ()

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        wrong = [row for row in self.rows if list(row) != names]
        if wrong or (self.shapes and len(self.shapes) != len(self.rows)):
            raise ValueError(f"{self.name}: expected the keys {names!r} and a shape for each row, found {wrong[:1]!r}")


def four(name: str, about: str) -> tuple[Column, ...]:
    """A column for each language, such as name_en."""
    return tuple(
        Column(f"{name}_{language}", "string", f"{about}, in {language_name(TAGS[language])}") for language in LANGUAGES
    )


def in_four(name: str, say: Callable[[Translator], str | None]) -> Row:
    """The cells of those columns; `say` gives the text in the language of its words."""
    return {f"{name}_{words.language}": say(words) for words in translators()}


def language_name(tag: str) -> str:
    """English name of a language by its BCP 47 tag, or the tag where it has none."""
    names = Locale("en").languages
    return str(names.get(tag.replace("-", "_")) or names.get(tag.partition("-")[0]) or tag)


def flat(cell: Cell) -> str | int | float | bool | None:
    """The cell for a file that has neither lists nor days: a day in ISO 8601, a list as one text."""
    if isinstance(cell, tuple):
        return SEPARATOR.join(cell) or None
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def pick(columns: Iterable[Column], names: Iterable[str]) -> tuple[Column, ...]:
    """The columns of these names, in the order of the columns."""
    wanted = set(names)
    return tuple(column for column in columns if column.name in wanted)
