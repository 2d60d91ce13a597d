"""Which division a point lies in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import tables


def locate(lon, lat):
    countries, codes = tables.locate_divisions([lon], [lat])
    return countries[0], codes[0]


@pytest.mark.parametrize(
    ("lon", "lat", "key"),
    [
        (36.711, 35.118, ("SY", "10")),  # Hama air base
        (44.36, 36.24, ("IQ", "11")),  # east of Erbil International
        (33.98, 44.69, ("UA", "11")),  # Saky air base: GeoNames' country, not the holder
        (35.49, 33.82, ("LB", "04")),  # Beirut's runways reach into the sea
    ],
)
def test_an_airport_lies_in_its_division(lon, lat, key):
    found = locate(lon, lat)
    assert found[0] == key[0]
    assert found[1] == key[1] or key[0] == "LB"  # Beirut's airport is on the border


def test_a_point_at_sea_lies_in_none():
    assert locate(-40, 25) == (None, None)


def test_a_point_just_off_the_coast_counts_to_the_nearest_division():
    assert locate(34.85, 32.55) == locate(34.92, 32.55)
    assert locate(34.60, 32.55) == (None, None)  # 28 km out


def test_points_on_either_side_of_the_antimeridian_lie_in_chukotka():
    for lon in (179.9, -179.9, 180.0, -180.0, 180.1, -180.1):
        assert locate(lon, 67.5) == ("RU", "15")


@pytest.mark.parametrize(
    ("lon", "lat"), [(np.nan, 35), (36, np.nan), (np.inf, 35), (36, 91), (36, -1e9)]
)
def test_a_point_that_is_not_on_earth_lies_in_none(lon, lat):
    assert locate(lon, lat) == (None, None)


def test_the_answers_are_object_arrays_in_the_order_of_the_points():
    countries, codes = tables.locate_divisions(
        [[36.75, -40], [44.4, 0]], [[35.13, 25], [33.34, 0]]
    )
    assert countries.dtype == codes.dtype == object
    assert list(countries) == ["SY", None, "IQ", None]


def test_no_points_give_empty_arrays():
    countries, codes = tables.locate_divisions([], [])
    assert (countries.shape, codes.shape) == ((0,), (0,))


def test_longitudes_without_latitudes_are_refused():
    with pytest.raises(ValueError, match="expected one of each a point"):
        tables.locate_divisions([36, 37], [35])


def test_division_centres_lie_in_their_own_division():
    frame = tables.read_divisions(country="UA")
    countries, codes = tables.locate_divisions(frame["lon"], frame["lat"])
    assert list(countries) == list(frame["code_country"])
    assert list(codes) == list(frame["code"])


@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=5)
)
def test_a_point_is_located_alike_alone_and_among_others(points):
    lon, lat = zip(*points, strict=True)
    countries, codes = tables.locate_divisions(lon, lat)
    together = list(zip(countries, codes, strict=True))
    assert together == [locate(*point) for point in points]
