"""Messages that replace others in certain cases, for some zones and areas only.

The key of such a message is that of the other with ".if." and the case, such as "lens.estimate.if.surveyed".
"""

from __future__ import annotations

from collections.abc import Iterator

from geodata.datum import in_china
from geodata.model import Area, Zone
from maps.text.translator import messages

IF = ".if."


def in_case(key: str, cases: tuple[str, ...]) -> str:
    """Return the key of the message for the first of the `cases` that has its own, or else `key`."""
    return next((case_key for case in cases if (case_key := f"{key}{IF}{case}") in messages()), key)


def zone_cases(zone: Zone) -> tuple[str, ...]:
    """Return the cases that apply to a zone: none if it has several areas, all estimated, and all optional data."""
    return tuple(_zone_cases(zone))


def _zone_cases(zone: Zone) -> Iterator[str]:
    surveyed = [area.surveyed for area in zone.area_records]
    has_district = any(area.district for area in zone.area_records)
    if sizes_in_release(zone):
        sized_cases = {"sized_surveyed": all(surveyed), "sized_no_place": zone.location_statement is None}
        yield from (case for case, applies in sized_cases.items() if applies)
        yield "sized"
    if len(surveyed) == 1:
        single_area_cases = {"one_surveyed": surveyed[0], "one_no_district": not has_district}
        single_area_cases["one_no_place"] = zone.location_statement is None
        yield from (case for case, applies in single_area_cases.items() if applies)
        yield "one"
    if all(surveyed):
        yield "surveyed"
    elif any(surveyed):
        yield from ("mixed",) if has_district else ("mixed_no_district", "mixed")
    if any(surveyed):
        yield "any_surveyed"
    if not has_district:
        yield "no_district"
    if zone.location_statement is None:
        yield "no_place"
    if not zone.landmarks:
        yield "no_landmark"
    if not zone.differences:
        yield "alike"


def sizes_in_release(zone: Zone) -> bool:
    """Return whether the release itself gives the size of every area."""
    return all(area.size_source == zone.release for area in zone.area_records)


def area_cases(area: Area) -> tuple[str, ...]:
    """Return the cases that apply to an area: none for an estimated location in China."""
    cases = {"surveyed": area.surveyed, "abroad": not in_china(area.centre)}
    return tuple(case for case, applies in cases.items() if applies)
