"""Check that ids are unique and that every id referred to exists."""

from __future__ import annotations

from collections.abc import Iterator

from geodata import schema
from geodata.columns import AREA, FACT, PLACE, SOURCE, ZONE, Columns, references
from geodata.errors import Problem
from geodata.rows import Records, Row

RECORD_KINDS = {
    "source": "a source in sources.toml",
    "fact": "a fact in facts.toml",
    "area": "an area in areas.geojson",
    "place": "a feature of the backdrop",
    "station": "a feature of the backdrop of the kind station",
    "outline": "a feature of the backdrop of the kind outline",
    "district": "a feature of the backdrop of the kind district",
    "parent-zone": "a feature of the backdrop of the kind parent-zone",
}
"""The kinds of record that a column may refer to, as described in problems; from the fourth on, kinds of places."""

MAX_HINTS = 100
"""Maximum number of unknown ids that are reported with the closest known id."""


def check_ids(records: Records) -> Iterator[Problem]:
    """Check that ids are unique among the records of a kind."""
    for rows in (records.sources, records.facts, records.areas, records.places):
        first_rows: dict[str, Row] = {}
        for row in rows:
            record_id = row.data.get("id")
            if record_id in first_rows:
                expected = f"an id used once; {first_rows[record_id].file} has it already"
                yield row.problem("id", record_id, expected)
            elif record_id is not None:
                first_rows[record_id] = row


def check_references(records: Records) -> Iterator[Problem]:
    """Check that every id that a record refers to exists, except ids of kinds that could not be read."""
    reported = 0
    known = {kind: _known_ids(records, kind) for kind in RECORD_KINDS}
    for row, columns in _records(records):
        for key, kind, ids in references(columns, row.data):
            file_kind = kind if kind in ("source", "fact", "area") else "place"
            for reference in ids if file_kind not in records.unread else ():
                if reference not in known[kind]:
                    # The search for a close match is slow; beyond `MAX_HINTS` unknown ids no hints are needed.
                    hint = schema.hint(reference, sorted(known[kind]) if reported < MAX_HINTS else ())
                    reported += 1
                    yield row.problem(key, reference, f"the id of {RECORD_KINDS[kind]}{hint}")


def _known_ids(records: Records, kind: str) -> set[str]:
    rows = {"source": records.sources, "fact": records.facts, "area": records.areas}.get(kind)
    if rows is None:
        # A place whose kind is invalid, which has been reported, may be of any kind.
        rows = [row for row in records.places if kind == "place" or row.data.get("kind", kind) == kind]
    return {row.id for row in rows}


def _records(records: Records) -> Iterator[tuple[Row, Columns]]:
    """Yield every record with the columns of its kind."""
    yield records.zone, ZONE
    tables = ((records.sources, SOURCE), (records.facts, FACT))
    features = ((records.areas, AREA), (records.places, PLACE))
    for rows, columns in (*tables, *features):
        yield from ((row, columns) for row in rows)
