"""The rules of a zone's data: each record by its columns, then the records against each other.

Every rule is asked, whatever the others found. A key that is wrong in itself is left out of the
later questions, and so is a file that could not be read, so that one slip gives one problem.
"""

from __future__ import annotations

from geodata.area_rules import check_areas, check_districts, check_landmarks, check_reaches
from geodata.datum import in_china
from geodata.errors import Problem
from geodata.fact_rules import check_addresses, check_comparisons, check_credits, check_fact, check_units
from geodata.references import check_ids, check_references
from geodata.rows import Checked, Raw, add, read_rows
from geodata.tile_layers import check_layer


def validate(raw: Raw, problems: list[Problem]) -> Checked:
    """Return the records of `raw`, fit to build a zone from if no problem was found; problems are appended."""
    checked = read_rows(raw, problems)
    for rows in (checked.sources, checked.facts, checked.areas, checked.places):
        check_ids(rows, problems)
    check_references(checked, problems)
    shapes = [row.geometry.centroid for row in checked.areas if row.geometry is not None]
    is_abroad = bool(shapes) and not any(map(in_china, shapes))
    for number, layer in enumerate(checked.zone.data.get("layer", []), start=1):
        add(problems, "zone.toml", f"layer[{number}]", check_layer(layer))
        if is_abroad and layer["datum"] == "gcj02":
            expected = "wgs84, as no area of the zone lies in China, where alone maps are drawn in gcj02"
            problems.append(Problem("zone.toml", f"layer[{number}].datum", "gcj02", expected))
    for row in checked.facts:
        if row.given:  # else it is no table, which was told
            check_fact(row, checked, problems)
    check_addresses(checked, problems)
    check_credits(checked, problems)
    check_units(checked.zone, problems)
    check_comparisons(checked.zone, problems)
    check_areas(checked, problems)
    check_reaches(checked, problems)
    check_landmarks(checked, problems)
    check_districts(checked.places, problems)
    return checked
