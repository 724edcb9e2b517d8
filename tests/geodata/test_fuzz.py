"""Try a hundred broken zones; `make fuzz` tries thousands."""

from __future__ import annotations

import pytest

from tests.geodata.fuzz import fuzz


@pytest.mark.slow
def test_a_broken_zone_is_built_or_refused_with_a_message() -> None:
    counts, faults = fuzz(1, lambda tried: tried >= 100)
    assert faults == []
    assert counts["built"] >= 20
    assert counts["refused"] >= 20
