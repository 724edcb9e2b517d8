"""Validate a zone's data: each record against its columns, then the records against each other.

Every rule runs, whatever the others found. Later rules skip invalid keys and unreadable files,
so that one mistake gives one problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from geodata.area_rules import (
    check_districts,
    check_landmarks,
    check_layers,
    check_openings,
    check_parent_zone,
    check_size_sources,
    check_stations,
    derive_and_check_footprints,
    derive_and_check_reaches,
)
from geodata.errors import Problem
from geodata.fact_rules import (
    check_addresses,
    check_comparisons,
    check_credits,
    check_facts,
    check_placeholders,
    check_units,
)
from geodata.references import check_ids, check_references
from geodata.rows import RawFiles, Records, read_rows

RULES: tuple[Callable[[Records], Iterator[Problem]], ...] = (
    *(check_ids, check_references, check_layers, check_facts, check_addresses, check_credits, check_units),
    *(check_comparisons, derive_and_check_footprints, derive_and_check_reaches, check_landmarks, check_districts),
    *(check_openings, check_parent_zone, check_placeholders, check_size_sources, check_stations),
)
"""Each yields the problems that it finds; reaches are derived from footprints, so their order matters."""


def validate(raw: RawFiles, problems: list[Problem]) -> Records:
    """Return the records of `raw`, complete if no problem was found; append every problem to `problems`."""
    records = read_rows(raw, problems)
    for check in RULES:
        problems.extend(check(records))
    return records
