"""A few stops of real builds and exports; `python -m tests.stops` does hundreds."""

from __future__ import annotations

import pytest

from tests.stops import stop_often


@pytest.mark.slow
def test_a_stop_leaves_old_or_new_files_and_an_accurate_message() -> None:
    counts, faults = stop_often(8, seed=1)
    assert faults == []
    assert counts.total() == 8
