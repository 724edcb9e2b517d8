"""A column: one value of every record of a kind, described once for the whole program.

Columns define the keys of a data file, their checks and the ids that they refer to, the frames for notebooks, the
tables of the export and the fields of the page. The functions here declare an attribute of a dataclass together with
its column: `rank: int = column.whole_number("Weight of its label", high=5)`. mypy takes the declaration for a default,
so attributes without a column come first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from shapely import Point

from geodata import schema
from geodata.languages import LANGUAGES, Text
from geodata.schema import Check

if TYPE_CHECKING:
    from geodata.model import Zone

Type = Literal["string", "integer", "number", "boolean", "date", "list", "text", "texts", "records"]
"""A type of the Table Schema standard, whose `list` contains strings here; or one of ours: `text` is a `Text`, with one
table column for each language, `texts` are several, and `records` are nested records, which tables leave out."""

T = TypeVar("T")


@dataclass(frozen=True)
class Column:
    """One value of every record of a kind."""

    name: str
    """Key in the data files; also the name in tables, unless there is an `attribute`."""
    type: Type
    description: str = ""
    """Description in English, with the unit; empty where no table shows the column."""
    check: Check | None = None
    """Check of the value in a data file; None for a derived column, which data files do not have."""
    optional: bool = False
    """Whether a data file may leave it out."""
    default: Any = None
    """Value of the record where the data file leaves it out."""
    refers_to: str = ""
    """The kind of record that its id or ids refer to: a key of `references.RECORD_KINDS`."""
    columns: tuple[Column, ...] = ()
    """Columns of nested records."""
    read: Callable[[Any], Any] = lambda value: value
    """Convert the value of a data file to that of the record."""
    attribute: str = ""
    """Name of the record's attribute, where it differs from the key in the data file."""
    get: Callable[[Any, Zone], Any] | None = None
    """Compute the value for a record, where it is not simply the attribute."""
    sparse: bool = False
    """Whether tables omit the column where no record has a value."""
    in_frame: bool = False
    """Whether the frames for notebooks include it."""
    in_page: bool = False
    """Whether the page's script receives it."""

    @property
    def key(self) -> str:
        """Return its name in records and tables."""
        return self.attribute or self.name

    def value(self, record: object, zone: Zone) -> Any:
        """Return its value for a record."""
        return self.get(record, zone) if self.get else getattr(record, self.key)


Columns = tuple[Column, ...]


def typed(type: Type, description: str = "", check: Check | None = None, name: str = "", **options: Any) -> Any:
    """Declare an attribute whose column has this type.

    `name` is its key in the data files, where that differs from the attribute's name.
    """
    return field(metadata={"column": Column(name, type, description, check, **options)})


def string(description: str = "", check: Check = schema.visible_text, **options: Any) -> Any:
    """Declare a string."""
    return typed("string", description, check, **options)


def number(description: str = "", check: Check = schema.size_km2, **options: Any) -> Any:
    """Declare a float, a size in km² unless `check` says otherwise."""
    return typed("number", description, check, read=float, **options)


def whole_number(description: str = "", high: int = schema.MAX_MEMBERS, **options: Any) -> Any:
    """Declare a whole number from 1 to `high`."""
    return typed("integer", description, schema.whole_number(high), **options)


def flag(description: str = "", **options: Any) -> Any:
    """Declare a boolean."""
    return typed("boolean", description, schema.flag, **options)


def day(description: str = "", **options: Any) -> Any:
    """Declare a date."""
    return typed("date", description, schema.date, **options)


def position(**options: Any) -> Any:
    """Declare a point, in data files its longitude and latitude in degrees."""
    return typed("list", check=schema.position, read=Point, **options)


def text(description: str = "", placeholders: tuple[str, ...] = (), **options: Any) -> Any:
    """Declare a text in every language; values are filled in for the `placeholders`."""
    check = schema.text_with(*placeholders)
    return typed("text", description, check, read=lambda raw: Text(**raw), **options)


def texts(description: str = "", **options: Any) -> Any:
    """Declare any number of texts."""

    def read(raw: Any) -> Any:
        return tuple(Text(**each) for each in raw)

    return typed("texts", description, schema.list_of(schema.text), optional=True, default=(), read=read, **options)


def by_language(check: Check = schema.text_in_one_language, languages: Sequence[str] = LANGUAGES) -> Any:
    """Declare a mapping with a string for any of `languages`."""
    check = schema.record({}, dict.fromkeys(languages, check))
    return typed("records", check=check, optional=True, default={})


def one_id(refers_to: str, description: str = "", **options: Any) -> Any:
    """Declare the id of a record."""
    return typed("string", description, schema.ident, refers_to=refers_to, **options)


def ids(refers_to: str, description: str = "", min_length: int = 0, **options: Any) -> Any:
    """Declare at least `min_length` ids of records."""
    check = schema.list_of(schema.ident, min_length)
    return typed("list", description, check, default=(), refers_to=refers_to, read=tuple, **options)


def records(nested: type, min_length: int = 0, **options: Any) -> Any:
    """Declare at least `min_length` nested records; optional where `min_length` is 0."""

    def read(raw: Any) -> Any:
        return tuple(build_record(nested, each) for each in raw)

    columns, is_optional = columns_of(nested), not min_length
    check = schema.list_of(table_check(columns), min_length)
    return typed("records", check=check, optional=is_optional, default=(), columns=columns, read=read, **options)


def record(nested: type) -> Any:
    """Declare an optional nested record."""
    columns = columns_of(nested)
    return typed(
        "records", check=table_check(columns), optional=True, columns=columns, read=partial(build_record, nested)
    )


@cache
def columns_of(record_class: Any, *attributes: str) -> Columns:
    """Return the columns of the record's `attributes`, by default all that have one."""
    declared = {each.name: each.metadata["column"] for each in fields(record_class) if each.metadata}
    return tuple(
        replace(declared[attribute], name=declared[attribute].name or attribute, attribute=attribute)
        for attribute in attributes or declared
    )


def table_check(columns: Columns) -> Check:
    """Return the check of a table in a data file: all required keys, any optional ones, no others."""
    checks = [(column, column.check) for column in columns if column.check]
    required = {column.name: check for column, check in checks if not column.optional}
    return schema.record(required, {column.name: check for column, check in checks if column.optional})


def build_record(record_class: Callable[..., T], data: Mapping[str, Any], **derived: Any) -> T:
    """Build a record from a table that has passed `table_check`; `derived` are the attributes not in the table."""
    in_table = [column for column in columns_of(record_class) if column.check]
    known = {c.key: c.read(data[c.name]) if c.name in data else c.default for c in in_table}
    return record_class(**known, **derived)


def references(columns: Columns, data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str, Sequence[str]]]:
    """Yield the references in a table: the path of the key, the kind of record, the ids; lists count from 1."""
    for column in (column for column in columns if column.name in data):
        value, key = data[column.name], f"{prefix}{column.name}"
        if column.refers_to:
            yield key, column.refers_to, value if isinstance(value, list) else [value]
        elif isinstance(value, list):
            for index, each in enumerate(value, start=1):
                yield from references(column.columns, each, f"{key}[{index}].") if column.columns else ()
        elif column.columns:
            yield from references(column.columns, value, f"{key}.")
