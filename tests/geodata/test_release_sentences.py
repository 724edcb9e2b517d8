"""No sentence of the release is left out: each is covered by facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from geodata import Zone
from geodata.model import Fact

Table = Mapping[tuple[int, int], tuple[str, ...]]
"""Ids of facts by paragraph and sentence of the release."""

CARRIED_BY: Table = {
    (1, 1): ("dateline", "event_name", "event_date", "event_place"),
    (1, 2): ("guests", "guests_gov", "guests_org", "guests_firms"),
    (2, 1): ("published",),
    (2, 2): ("proposals", "proposals_named"),
    (2, 3): ("lead_sector", "sectors_coordinated", "integration"),
    (3, 1): ("agreements", "investment"),
    (3, 2): ("projects_hitech", "projects_named"),
    (4, 1): ("approval", "location", "area"),
    (4, 2): ("areas", "gazelle_valley_hitech"),
    (4, 3): ("focus", "environment"),
    (4, 4): ("aim",),
}


def faults(zone: Zone, table: Table) -> list[str]:
    """Return the faults of `table` as a list of which facts cover which sentence of the zone's release."""
    facts = {fact.id: fact for fact in zone.facts}
    sentences = [
        (paragraph, sentence)
        for paragraph, lengths in enumerate(zone.release_sentences, start=1)
        for sentence in range(1, len(lengths) + 1)
    ]
    found = [f"{place} is no sentence of the release" for place in table if place not in sentences]
    found += [f"{place} is carried by no fact" for place in sentences if not table.get(place)]
    for place, ids in table.items():
        for id in ids:
            if id not in facts:
                found.append(f"{place}: there is no fact {id}")
            elif _place(zone, facts[id]) != place:
                found.append(f"{place}: {id} stands in {_place(zone, facts[id])}")
    listed = {id for ids in table.values() for id in ids}
    found += [f"{fact.id} is not listed" for fact in zone.facts if _place(zone, fact) and fact.id not in listed]
    return found


def _place(zone: Zone, fact: Fact) -> tuple[int, int] | None:
    """Return paragraph and sentence of the fact in the zone's release, or None if it does not stand there."""
    locator = fact.locator
    return (locator.paragraph, locator.sentence) if locator and locator.source == zone.release else None


def test_every_sentence_of_the_release_is_covered_by_facts(chengdu: Zone) -> None:
    assert len(CARRIED_BY) == 11
    assert faults(chengdu, CARRIED_BY) == []


def test_a_sentence_without_a_fact_is_found(chengdu: Zone) -> None:
    without = {place: ids for place, ids in CARRIED_BY.items() if place != (2, 1)}
    assert faults(chengdu, without) == ["(2, 1) is carried by no fact", "published is not listed"]
    assert faults(chengdu, {**CARRIED_BY, (4, 5): ()}) == ["(4, 5) is no sentence of the release"]


@pytest.mark.parametrize("gone", ["aim", "integration"])
def test_a_missing_fact_is_found(chengdu: Zone, gone: str) -> None:
    left = replace(chengdu, facts=tuple(fact for fact in chengdu.facts if fact.id != gone))
    place = next(place for place, ids in CARRIED_BY.items() if gone in ids)
    assert faults(left, CARRIED_BY) == [f"{place}: there is no fact {gone}"]


def test_a_fact_of_another_sentence_or_source_is_found(chengdu: Zone) -> None:
    aim = next(fact for fact in chengdu.facts if fact.id == "aim")
    assert aim.locator is not None
    moved = replace(aim, locator=replace(aim.locator, sentence=3))
    elsewhere = replace(aim, locator=replace(aim.locator, source="release-en"))
    for bent, stands in ((moved, "(4, 3)"), (elsewhere, "None")):
        facts = tuple(bent if fact is aim else fact for fact in chengdu.facts)
        assert faults(replace(chengdu, facts=facts), CARRIED_BY) == [f"(4, 4): aim stands in {stands}"]
