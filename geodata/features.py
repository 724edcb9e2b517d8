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

from geodata.column import Column
from geodata.model import LANGUAGES
from geodata.schema import MAX_TEXT_LENGTH, Finding

MAX_LITERAL_LENGTH = 9 * MAX_TEXT_LENGTH
"""Maximum length in characters of a list or table written as text: room for four texts, each character escaped."""


def normalise_feature(feature: Any, columns: Mapping[str, Column]) -> tuple[Any, list[Finding]]:
    """Return the feature as the zone's own files write it, and a finding where its two ids differ.

    `columns` are the columns of data files, by name.
    """
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return feature, []
    feature, properties = dict(feature), dict(feature["properties"])
    outer_id, inner_id = (_normalise_id(each.pop("id", None)) for each in (feature, properties))
    findings: list[Finding] = []
    if inner_id and (not outer_id or str(outer_id).isdigit()):  # GDAL and geopandas number the features
        outer_id = inner_id
    elif inner_id and inner_id != outer_id:
        findings.append((("properties", "id"), inner_id, f"the id of the feature, {outer_id!r}, or none"))
    own_id = {"id": outer_id} if outer_id else {}
    return {**feature, **own_id, "properties": _normalise_table(properties, columns)}, findings


def _normalise_id(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value or None


def _normalise_table(raw: Mapping[str, Any], columns: Mapping[str, Column]) -> dict[str, Any]:
    """Return a table without null at optional keys, with each value in the form of its column."""
    table = {
        key: value for key, value in raw.items() if value is not None or key not in columns or not columns[key].optional
    }
    for name in [name for name, column in columns.items() if column.type == "text" and name not in raw]:
        texts = {tag: table.pop(key) for tag in LANGUAGES if (key := f"{name}_{tag}") in table}
        texts = {tag: text for tag, text in texts.items() if text is not None}
        table |= {name: texts} if texts else {}
    return {key: _normalise_value(value, columns[key]) if key in columns else value for key, value in table.items()}


def _normalise_value(value: Any, column: Column) -> Any:
    if column.type == "list" and column.refers_to and isinstance(value, str):
        # Accept JSON, a printed Python list or array, GDAL's list with its length, and ids separated by semicolons.
        return re.findall(r"[^\s\[\]()\"',;]+", re.sub(r"^\(\d+:", "", value))
    if column.type in ("text", "records") and isinstance(value, str):
        value = _parse_literal(value)
    if column.columns and isinstance(value, list):
        columns = {inner.name: inner for inner in column.columns}
        return [_normalise_table(each, columns) if isinstance(each, dict) else each for each in value]
    return value


def _parse_literal(text: str) -> Any:
    """Parse a list or table written as JSON or as a Python literal; return any other text unchanged."""
    is_literal = text[:1] in ("[", "{") and len(text) < MAX_LITERAL_LENGTH
    for parse in (json.loads, _parse_python_literal) if is_literal else ():
        try:
            return parse(text)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            continue
    return text


def _parse_python_literal(text: str) -> Any:
    """Return the value of a Python literal, if JSON can represent it."""
    return json.loads(json.dumps(ast.literal_eval(text)))
