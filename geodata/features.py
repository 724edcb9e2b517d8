"""Read GeoJSON features as other programs write them: geopandas, QGIS, GDAL and this project's own export.

They write the same data in other forms: null for a missing key, the id among the properties, a text in four languages
as four properties, a list or a table as text. Anything else stays unchanged, for the checks to report.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from typing import Any

from geodata.columns import Column, Columns
from geodata.model import LANGUAGES
from geodata.schema import LONGEST, Finding


def in_own_form(feature: Any, held: Mapping[str, Column]) -> tuple[Any, list[Finding]]:
    """Return the feature in the form of the zone's own files, and a finding where its two ids differ.

    `held` are the columns of data files, by name.
    """
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return feature, []
    feature, properties = dict(feature), dict(feature["properties"])
    outer, inner = (_id(each.pop("id", None)) for each in (feature, properties))
    found: list[Finding] = []
    if inner and (not outer or str(outer).isdigit()):  # GDAL and geopandas number the features
        outer = inner
    elif inner and inner != outer:
        found.append((("properties", "id"), inner, f"the id of the feature, {outer!r}, or none"))
    return {**feature, **({"id": outer} if outer else {}), "properties": _table(properties, held)}, found


def parted(properties: Mapping[str, Any], columns: Columns) -> tuple[dict[str, Any], dict[str, Any]]:
    """Split properties into those of the data and those that the export has derived from them."""
    derived = {column.name for column in columns if not column.check} & {*properties}
    return {k: v for k, v in properties.items() if k not in derived}, {key: properties[key] for key in derived}


def _id(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value or None


def _table(given: Mapping[str, Any], held: Mapping[str, Column]) -> dict[str, Any]:
    """Return a table without null at optional keys, with each value in the form of its column."""
    table = {
        key: value for key, value in given.items() if value is not None or key not in held or not held[key].optional
    }
    for name in [name for name, column in held.items() if column.type == "text" and name not in given]:
        texts = {tag: table.pop(key) for tag in LANGUAGES if (key := f"{name}_{tag}") in table}
        texts = {tag: text for tag, text in texts.items() if text is not None}
        table |= {name: texts} if texts else {}
    return {key: _value(value, held[key]) if key in held else value for key, value in table.items()}


def _value(value: Any, column: Column) -> Any:
    if column.type == "list" and column.refers_to and isinstance(value, str):
        # Accept JSON, a printed Python list or array, GDAL's list with its length, and ids separated by semicolons.
        return re.findall(r"[^\s\[\]()\"',;]+", re.sub(r"^\(\d+:", "", value))
    if column.type in ("text", "records") and isinstance(value, str):
        value = _parsed(value)
    if column.columns and isinstance(value, list):
        held = {inner.name: inner for inner in column.columns}
        return [_table(each, held) if isinstance(each, dict) else each for each in value]
    return value


def _parsed(text: str) -> Any:
    """Return the list or table that a text holds as JSON or as a Python literal; return any other text unchanged."""
    for parse in (json.loads, _from_python) if text[:1] in ("[", "{") and len(text) < 9 * LONGEST else ():
        try:
            return parse(text)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            continue
    return text


def _from_python(text: str) -> Any:
    """Return the value of a Python literal, if JSON can represent it."""
    return json.loads(json.dumps(ast.literal_eval(text)))
