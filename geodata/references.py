"""Check that ids are unique and that every id referred to exists."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from geodata import columns
from geodata.columns import Columns, named
from geodata.errors import Problem
from geodata.rows import Checked, Row

KINDS = {
    "source": "a source in sources.toml",
    "fact": "a fact in facts.toml",
    "area": "an area in areas.geojson",
    "place": "a feature of the backdrop",
    "station": "a feature of the backdrop of the kind station",
    "outline": "a feature of the backdrop of the kind outline",
    "district": "a feature of the backdrop of the kind district",
    "parent-zone": "a feature of the backdrop of the kind parent-zone",
}
"""The kinds of record that a column may refer to, as described in problems; from the fourth on kinds of places."""


HINTS = 100
"""Maximum number of unknown ids that are reported with the closest known id."""


def check_ids(checked: Checked) -> Iterator[Problem]:
    """Check that ids are unique among the records of a kind."""
    for rows in (checked.sources, checked.facts, checked.areas, checked.places):
        first: dict[str, Row] = {}
        for row in rows:
            id = row.data.get("id")
            if id in first:
                yield row.problem("id", id, f"an id used once; {first[id].file} has it already")
            elif id is not None:
                first[id] = row


def check_references(checked: Checked) -> Iterator[Problem]:
    """Check that every id that a record refers to exists, except ids of kinds that could not be read."""
    reported = 0
    known = {kind: _ids(checked, kind) for kind in KINDS}
    for row, held in _records(checked):
        for key, kind, ids in named(held, row.data):
            unread = "place" if kind not in ("source", "fact", "area") else kind
            for id in ids if unread not in checked.unread else ():
                if id not in known[kind]:
                    # The search for a close match is slow; beyond `HINTS` unknown ids no hints are needed.
                    close = difflib.get_close_matches(id, sorted(known[kind]), n=1) if reported < HINTS else ()
                    hint = f" (did you mean {close[0]!r}?)" if close else ""
                    reported += 1
                    yield row.problem(key, id, f"the id of {KINDS[kind]}{hint}")


def _ids(checked: Checked, kind: str) -> set[str]:
    rows = {"source": checked.sources, "fact": checked.facts, "area": checked.areas}.get(kind)
    if rows is None:
        # A place whose kind is invalid, which has been reported, may be of any kind.
        rows = [row for row in checked.places if kind == "place" or row.data.get("kind", kind) == kind]
    return {row.id for row in rows}


def _records(checked: Checked) -> Iterator[tuple[Row, Columns]]:
    """Yield every record with the columns of its kind."""
    yield checked.zone, columns.ZONE
    tables = ((checked.sources, columns.SOURCE), (checked.facts, columns.FACT))
    features = ((checked.areas, columns.AREA), (checked.places, columns.PLACE))
    for rows, held in (*tables, *features):
        yield from ((row, held) for row in rows)
