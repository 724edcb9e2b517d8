"""Messages that replace others in certain cases, for some zones and areas only.

The key of such a message is the other's key with ".if." and the case appended, such as "lens.estimate.if.surveyed".
"""

from __future__ import annotations

from itertools import combinations

from geodata.datum import in_china
from geodata.model import Area, Zone
from maps.text.translator import messages

IF = ".if."


def in_case(key: str, cases: tuple[str, ...]) -> str:
    """Return the key of the message for the first of the `cases` that has its own, or else `key`."""
    return next((case_key for case in cases if (case_key := f"{key}{IF}{case}") in messages()), key)


def zone_cases(zone: Zone) -> tuple[str, ...]:
    """Return the cases that apply to a zone: none if it has several areas, all estimated, and all optional data.

    A case is one to three conditions in the order below. More conditions come first.
    """
    surveyed = [area.surveyed for area in zone.area_records]
    conditions = {
        "described": _describes_areas(zone),
        "no_total": not sizes_in_release(zone) and not _states_total(zone),
        "sized": sizes_in_release(zone),
        "one": len(surveyed) == 1,
        "surveyed": all(surveyed),
        "mixed": any(surveyed) and not all(surveyed),
        "no_district": not any(area.district for area in zone.area_records),
        "no_place": zone.location_statement is None,
        "no_landmark": not zone.landmarks,
        "no_centre": zone.centre_name is None,
        "alike": not zone.differences,
    }
    met = [condition for condition, is_met in conditions.items() if is_met]
    return tuple("_".join(case) for count in (3, 2, 1) for case in combinations(met, count))


def sizes_in_release(zone: Zone) -> bool:
    """Return whether the release itself gives the size of every area."""
    return all(area.size_source == zone.release for area in zone.area_records)


def _states_total(zone: Zone) -> bool:
    """Return whether the release gives the size of the whole zone."""
    return any(fact.in_release and fact.unit == "km2" and fact.value == zone.total_km2 for fact in zone.facts)


def _describes_areas(zone: Zone) -> bool:
    """Return whether the release says more about an area than its name, place and size: its purpose, or other facts."""
    has_purpose = any(area.purpose_source == zone.release for area in zone.area_records)
    return has_purpose or any(fact.in_release and len(fact.areas) == 1 and fact.group != "where" for fact in zone.facts)


def area_cases(area: Area) -> tuple[str, ...]:
    """Return the cases that apply to an area: none for an estimated location in China."""
    cases = {"surveyed": area.surveyed, "abroad": not in_china(area.centre)}
    return tuple(case for case, applies in cases.items() if applies)
