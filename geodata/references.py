"""Check that ids are unique and that every id referred to exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geodata import schema
from geodata.column import references
from geodata.columns import AREA, FACT, PLACE, SOURCE, ZONE
from geodata.errors import Problem
from geodata.rows import Records, Row
from geodata.vocabulary import KINDS

RECORD_KINDS = {
    "source": "a source in sources.toml",
    "fact": "a fact in facts.toml",
    "area": "an area in areas.geojson",
    "place": "a feature of the backdrop",
    **{kind: f"a feature of the backdrop of the kind {kind}" for kind in KINDS},
}
"""The kinds of record that a column may refer to, as described in problems."""

MAX_HINTS = 100
"""Maximum number of unknown ids that are reported with the closest known id."""


def check_ids(records: Records) -> Iterator[Problem]:
    """Check that ids are unique among the records of a kind, and within each list of nested records."""
    for rows in (records.sources, records.facts, records.areas, records.places):
        yield from _repeated_ids((row, "id", row.data["id"], row.file) for row in rows if "id" in row.data)
    for row in (records.zone, *records.areas):
        for key, members in row.data.items():
            tables = enumerate(members, start=1) if isinstance(members, list) else ()
            yield from _repeated_ids(
                (row, f"{key}[{number}].id", table["id"], f"{key}[{number}]")
                for number, table in tables
                if isinstance(table, dict) and "id" in table
            )


def _repeated_ids(ids: Iterable[tuple[Row, str, str, str]]) -> Iterator[Problem]:
    """Yield a problem for each id that an earlier record has already; ids come with their record, key and place."""
    places: dict[str, str] = {}
    for row, key, each, place in ids:
        if each in places:
            yield row.problem(key, each, f"an id used once; {places[each]} has it already")
        places.setdefault(each, place)


def check_references(records: Records) -> Iterator[Problem]:
    """Check that every id that a record refers to exists, except ids of kinds that could not be read."""
    reported = 0
    known = {kind: _known_ids(records, kind) for kind in RECORD_KINDS}
    tables = ((records.sources, SOURCE), (records.facts, FACT), (records.areas, AREA), (records.places, PLACE))
    for row, columns in ((records.zone, ZONE), *((row, columns) for rows, columns in tables for row in rows)):
        for key, kind, ids in references(columns, row.data):
            file_kind = "place" if kind in KINDS else kind
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
