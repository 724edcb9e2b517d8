"""China's datums: known points, and an independent conversion of any point of Sichuan."""

from __future__ import annotations

import prcoords
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geodata.datum import gcj02_to_bd09, wgs84_to_gcj02
from geodata.measure import distance_m

# Longitude and latitude in WGS-84, GCJ-02 and BD-09 of three places near the areas, of Tianfu Square and of the metro
# station at Tianfu Airport, computed with npm's gcoord 1.0.7. Seven decimals are a centimetre.
KNOWN = [
    ((104.05, 30.56), (104.05246772, 30.5575124), (104.0588797, 30.5637559)),
    ((104.09, 30.55), (104.09253316, 30.54755881), (104.0991105, 30.5532679)),
    ((104.42, 30.37), (104.42265135, 30.36751276), (104.4291245, 30.3736325)),
    ((104.06372, 30.65986), (104.06622361, 30.65743636), (104.0727081, 30.6634984)),
    ((104.44258, 30.31537), (104.44520938, 30.31284624), (104.4517624, 30.3186188)),
]
SICHUAN = st.tuples(st.floats(97.3, 108.6), st.floats(26.0, 34.4))


def apart_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    return distance_m(Point(one), Point(other))


@pytest.mark.parametrize(("wgs84", "gcj02", "bd09"), KNOWN)
def test_known_points_are_converted_to_within_two_centimetres(
    wgs84: tuple[float, float], gcj02: tuple[float, float], bd09: tuple[float, float]
) -> None:
    assert apart_m(wgs84_to_gcj02(wgs84), gcj02) < 0.02
    assert apart_m(gcj02_to_bd09(wgs84_to_gcj02(wgs84)), bd09) < 0.02


@given(SICHUAN)
def test_any_point_of_sichuan_is_converted_as_by_another_library(point: tuple[float, float]) -> None:
    lon, lat = point
    other = prcoords.wgs_gcj(prcoords.Coords(lat, lon))
    assert apart_m(wgs84_to_gcj02(point), (other.lon, other.lat)) < 0.001
    other = prcoords.gcj_bd(other)
    assert apart_m(gcj02_to_bd09(wgs84_to_gcj02(point)), (other.lon, other.lat)) < 0.001


@given(SICHUAN)
def test_the_shift_is_some_hundred_metres_and_that_of_baidu_larger(point: tuple[float, float]) -> None:
    gcj02 = wgs84_to_gcj02(point)
    assert 50 < apart_m(point, gcj02) < 800
    assert 850 < apart_m(gcj02, gcj02_to_bd09(gcj02)) < 1100
