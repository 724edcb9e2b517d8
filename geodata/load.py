"""Read the folder of a zone: parse its files, validate their content, build the records."""

from __future__ import annotations

import errno
import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from shapely import Point

from geodata import area_rules, fact_rules, references
from geodata.column import build_record
from geodata.errors import DataError, Problem
from geodata.model import Area, Fact, Place, Source, Zone
from geodata.rows import Records, Row, read_rows
from geodata.schema import NOTHING

RULES: tuple[Callable[[Records], Iterator[Problem]], ...] = (
    references.check_ids,
    references.check_references,
    area_rules.derive_and_check_footprints,
    area_rules.derive_and_check_reaches,  # from the footprints
    area_rules.check_size_sources,
    area_rules.check_parent_zone,
    area_rules.check_landmarks,
    area_rules.check_stations,
    area_rules.check_airports,
    area_rules.check_districts,
    area_rules.check_openings,
    area_rules.check_layers,
    fact_rules.check_facts,
    fact_rules.check_addresses,
    fact_rules.check_credits,
    fact_rules.check_units,
    fact_rules.check_comparisons,
)
"""Rules that compare records. Each runs, whatever the others found, and skips invalid keys and unreadable files, so
that one mistake gives one problem."""


def load_zone(path: str | os.PathLike[str] | None = None) -> Zone:
    """Return the validated zone in the folder `path`, by default the packaged zone of Chengdu.

    Raises DataError with every problem found. A file that cannot be read counts as a problem;
    the other files are still checked.
    """
    root: Traversable = files("geodata") / "chengdu" if path is None else Path(path)
    if problems := _folder_problems(root):
        raise DataError(problems)
    records = read_rows(_read_files(root, problems), problems)
    for check in RULES:
        problems.extend(check(records))
    if problems:
        raise DataError(problems)
    return _build_zone(records)


def _folder_problems(root: Traversable) -> list[Problem]:
    """Return the problems of the folder itself, so that not every file in it is reported as missing."""
    found: object = NOTHING
    try:
        if root.is_dir():
            return []
        found = "a file" if isinstance(root, Path) and root.exists() else NOTHING
    except (OSError, ValueError) as error:  # a name that is too long or contains NUL
        found = getattr(error, "strerror", None) or str(error)
    return [Problem(str(root), "", found, "the folder of a zone, with zone.toml in it")]


OTHER_FILE = re.compile(r"\..*|[^.]+(\.(txt|md))?|.*(\.qm[dl]|~)", re.IGNORECASE)
"""A file that may lie beside the backdrop's: hidden, a folder, text, or what QGIS and editors put there."""


def _read_files(root: Traversable, problems: list[Problem]) -> dict[str, Any]:
    """Return the parsed files by name, `NOTHING` for each that cannot be read; append their problems."""
    names = ["zone.toml", "sources.toml", "facts.toml", "areas.geojson"]
    try:
        backdrop = [file.name for file in (root / "backdrop").iterdir() if not OTHER_FILE.fullmatch(file.name)]
        for name in sorted(f"backdrop/{name}" for name in backdrop):
            if name.lower().endswith(".geojson"):
                names.append(name)
            else:
                problems.append(Problem(name, "", "another kind of file", "a name ending in .geojson"))
    except OSError as error:
        if not isinstance(error, FileNotFoundError) or (isinstance(root, Path) and (root / "backdrop").is_symlink()):
            problems.append(Problem("backdrop", "", error.strerror, "a folder with .geojson files, or none"))
    return {name: _read_file(root, name, problems) for name in names}


MAX_FILE_MB = 10
"""Maximum size of a file in MB (10⁶ bytes), thirty times that of the largest file of Chengdu."""


def read_bytes(path: Traversable) -> bytes:
    """Return the content of a file.

    Raises OSError at once if it is no regular file (a pipe or device might never end) or larger than `MAX_FILE_MB`.
    """
    if isinstance(path, Path) and path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "Not a plain file", str(path))
    with path.open("rb") as file:
        content: bytes = file.read(MAX_FILE_MB * 1_000_000 + 1)
    if len(content) > MAX_FILE_MB * 1_000_000:
        raise OSError(errno.EFBIG, f"Larger than {MAX_FILE_MB} MB", str(path))
    return content


def _read_file(root: Traversable, name: str, problems: list[Problem]) -> Any:
    """Return the parsed file, or append a problem and return `NOTHING`."""
    try:
        text = read_bytes(root.joinpath(*name.split("/"))).decode("utf-8-sig")
    except FileNotFoundError:
        problems.append(Problem(name, "", NOTHING, "a file of this name"))
    except UnicodeDecodeError as error:
        found = error.object[error.start : error.end]
        problems.append(Problem(name, "", found, f"UTF-8 text; byte {error.start} is not"))
    except OSError as error:
        problems.append(Problem(name, "", error.strerror, "a file that can be read"))
    else:
        if text.strip():
            parse = _parse_toml if name.endswith(".toml") else _parse_json
            return parse(name, text, problems)
        problems.append(Problem(name, "", text, "a file that is not empty"))
    return NOTHING


DEEP_KEY = re.compile(r"(?<![\w\"'-])(?:[\"']?[\w-]++[\"']?\s*+\.\s*+){50}")
"""A dotted key with so many parts that parsing it would take gigabytes of memory."""


def _parse_toml(name: str, text: str, problems: list[Problem]) -> Any:
    if match := DEEP_KEY.search(text):
        problems.append(Problem(name, "", match[0], "keys of one or two parts"))
        return NOTHING
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError, OverflowError) as error:
        # The message names the line; in TOML a duplicate key is a syntax error too.
        problems.append(Problem(name, "", str(error), "TOML without errors, each key once"))
        return NOTHING


def _parse_json(name: str, text: str, problems: list[Problem]) -> Any:
    duplicates: list[tuple[dict[str, Any], str, Any]] = []

    def build_table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table: dict[str, Any] = {}
        for key, value in pairs:
            if key in table:
                duplicates.append((table, key, value))
            table[key] = value
        return table

    data: Any = NOTHING
    try:
        # JSON has no NaN or Infinity, but `json` accepts them. As floats they fail the check of their
        # key, which names the record; an error here would hide the problems in the rest of the file.
        data = json.loads(text, object_pairs_hook=build_table, parse_constant=float)
    except (ValueError, RecursionError) as error:  # ValueError: bad syntax, or an integer of 5000 digits
        problems.append(Problem(name, "", str(error), "JSON without errors"))
    for table, key, value in duplicates:
        expected = "each key once; this one is written twice"
        problems.append(Problem(name, f"{_id_prefix(data, table)}{key}", value, expected))
    return data


def _id_prefix(data: Any, table: dict[str, Any]) -> str:
    """Return the id of the feature that contains `table`, followed by a dot; an empty string where there is none."""
    features = data.get("features") if isinstance(data, dict) else None
    for feature in features if isinstance(features, list) else []:
        if isinstance(feature, dict) and any(table is each for each in (feature, *feature.values())):
            return f"{feature['id']}." if isinstance(feature.get("id"), str) else ""
    return ""


def _build_zone(records: Records) -> Zone:
    return build_record(
        Zone,
        records.zone.data,
        sources=tuple(build_record(Source, row.data) for row in records.sources),
        facts=tuple(build_record(Fact, row.data) for row in records.facts),
        area_records=tuple(map(_build_area, records.areas)),
        backdrop=tuple(build_record(Place, row.data, id=row.id, geometry=row.geometry) for row in records.places),
    )


def _build_area(row: Row) -> Area:
    geometry = row.geometry
    assert geometry is not None
    is_point = isinstance(geometry, Point)
    return build_record(
        Area,
        row.data,
        id=row.id,
        centre=geometry if is_point else geometry.centroid,
        footprint=row.footprint,
        reach=row.reach,
        surveyed=not is_point,
    )
