"""`datapackage.json`: a machine-readable description of the files (Frictionless Data Package).

Version 1, which all tools read, including those for version 2.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from geodata.model import Zone
from maps.export.file import File
from maps.text.credits import LICENCE, VERSION, credit_line
from maps.text.translator import remove_break_controls


def package_file(zone: Zone, files: Iterable[File], texts: Mapping[str, str]) -> File:
    """Return the description of `files`, in English.

    It leaves out the date of creation, so that every export gives the same bytes.
    """
    credit = credit_line(zone.sources)
    content = (
        f"Areas with size and uncertainty of location, {'backdrop, ' if zone.backdrop else ''}and every fact with its "
        "place in the release. README.md explains how to read them."
    )
    package = {
        "profile": "data-package",
        "name": f"{zone.id}-zone",
        "title": texts["zone.name"],
        "description": f"{content} Credit: {credit}" if credit else content,
        "version": VERSION,
        "licenses": [{"name": LICENCE.id, "title": LICENCE.title, "path": LICENCE.url}],
        "contributors": [{"title": zone.author, "role": "author"}],
        "sources": [
            {"title": f"{remove_break_controls(source.publisher)}: {texts[f'source.{source.id}']}"}
            | ({"path": source.url} if source.url else {})
            for source in zone.sources
        ],
        "resources": [_resource(file) for file in files],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    return File("datapackage.json", "What each file is, for programs (Frictionless Data Package)", text.encode())


def _resource(file: File) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": file.name.lower().replace("/", "-"),
        "path": file.name,
        "description": file.description,
        "format": file.extension,
        "mediatype": file.format.media_type,
        "bytes": len(file.content),
        "hash": f"sha256:{sha256(file.content).hexdigest()}",
    }
    if not file.format.binary:
        resource["encoding"] = "utf-8"
    if file.columns:
        resource["schema"] = _schema(file)
    if file.format.tabular:
        return resource | {"profile": "tabular-data-resource"}
    # A non-standard key that keeps the validator from guessing the columns and types of a Parquet file.
    return resource | {"profile": "data-resource", "type": "file"}


def _schema(file: File) -> dict[str, Any]:
    """Return the columns as a Table Schema; a list is one string in tabular text."""
    list_type = "string" if file.format.tabular else "array"
    fields = [
        {"name": each.key, "type": list_type if each.type == "list" else each.type, "description": each.description}
        for each in file.columns
    ]
    return {"fields": fields} | ({"primaryKey": ["id"]} if file.columns[0].name == "id" else {})
