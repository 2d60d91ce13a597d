"""Settlements by position: near the antimeridian and the poles, in several indexes."""

import math

import geopy.distance
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import Kind
from conflictmap.geo import Match
from conflictmap.geo.compile import write_index
from conflictmap.geo.index import Index
from conflictmap.geo.positions import nearest_places, towns_within
from conflictmap.geo.rows import PlaceRow

POINTS = [
    *((179.9, 0.0), (-179.9, 0.05), (180.0, 60.0), (-180.0, -60.0), (0.0, 89.9)),
    *((90.0, 89.5), (180.0, 90.0), (45.0, -89.8), (0.0, -90.0), (36.76, 35.13)),
]


def row(lon, lat, name, number, kind=Kind.TOWN, *, people=9_000):  # noqa: PLR0913
    return PlaceRow(name, lon, lat, kind, "SY", "10", number, people, 1e3, "test")


@pytest.fixture(scope="module")
def index_of(tmp_path_factory):
    opened = []

    def write(*rows):
        path = tmp_path_factory.mktemp("index") / "test.sqlite"
        write_index(path, rows, dict, label="Testing")
        opened.append(Index(path))
        return opened[-1]

    yield write
    for index in opened:
        index.close()


@pytest.fixture(scope="module")
def scattered(index_of):
    return index_of(*(row(*point, f"P{i}", i + 1) for i, point in enumerate(POINTS)))


def names(places):
    return [place.name for place in places]


# Nearest


@pytest.mark.parametrize("lon", [180.0, -180.0, 179.95, -179.95, 180.05])
def test_settlements_on_both_sides_of_the_antimeridian_are_near(lon, scattered):
    found = nearest_places([scattered], lon, 0.02, 5)
    assert sorted(names(found)) == ["P0", "P1"]


@pytest.mark.parametrize("lon", [-180.0, -90.0, 0.0, 135.0, 180.0])
@pytest.mark.parametrize(("lat", "around"), [(90.0, "P4 P5 P6"), (-90.0, "P7 P8")])
def test_from_a_pole_every_longitude_is_near(lon, lat, around, scattered):
    assert sorted(names(nearest_places([scattered], lon, lat, 9))) == around.split()


@given(st.floats(-180, 180), st.floats(-88, 88))
def test_the_nearest_is_that_of_a_search_through_all(scattered, lon, lat):
    away = [geopy.distance.geodesic((lat, lon), (y, x)).m for x, y in POINTS]
    found = nearest_places([scattered], lon, lat, 1)
    if min(away) < 199_999:
        (place,) = found
        # a millimetre, for both are geodesics on WGS84
        point = geopy.distance.geodesic((lat, lon), (place.lat, place.lon)).m
        assert point == pytest.approx(min(away), abs=1e-3)
    elif min(away) > 200_001:
        assert found == []


def test_the_nearest_say_that_they_were_found_by_position(scattered):
    (found,) = nearest_places([scattered], 36.7, 35.1, 1)
    assert (found.matched, found.score) == (Match.POSITION, 1.0)


@pytest.mark.parametrize(
    ("lon", "lat"), [(math.nan, 0), (0, math.nan), (math.inf, 0), (0, 90.01), (0, -1e9)]
)
def test_near_what_is_not_on_earth_is_nothing(lon, lat, scattered):
    assert nearest_places([scattered], lon, lat, 1) == []


@pytest.mark.parametrize("limit", [0, 1, 2, 5])
def test_at_most_as_many_as_asked_are_given(limit, index_of):
    index = index_of(*(row(10 + i / 100, 50, f"P{i}", i + 1) for i in range(4)))
    found = nearest_places([index], 10.0, 50.0, limit)
    assert names(found) == ["P0", "P1", "P2", "P3"][:limit]


def test_only_settlements_are_near(index_of):
    kinds = [Kind.AIRPORT, Kind.COUNTRY, Kind.ADMIN1, Kind.WATER, Kind.DISTRICT]
    rows = [row(10, 50, str(kind), i + 1, kind) for i, kind in enumerate(kinds)]
    index = index_of(*rows, row(10.5, 50, "Village", 9, Kind.VILLAGE, people=0))
    assert names(nearest_places([index], 10, 50, 9)) == ["Village"]


# Several indexes


def test_a_place_in_two_indexes_is_near_once(index_of):
    lower, upper = index_of(row(10, 50, "Old", 1)), index_of(row(10.01, 50, "New", 1))
    assert names(nearest_places([lower, upper], 10, 50, 9)) == ["New"]


def test_the_places_of_all_indexes_come_by_distance(index_of):
    lower = index_of(row(10.2, 50, "Far", 1), row(10.0, 50, "Here", 2))
    upper = index_of(row(10.1, 50, "Near", 3))
    assert names(nearest_places([lower, upper], 10, 50, 9)) == ["Here", "Near", "Far"]


# Within bounds


def test_the_largest_within_bounds_come_first_and_empty_ones_not_at_all(index_of):
    people = {"Small": 10, "Large": 9_000, "Empty": 0, "Middle": 500}
    rows = [
        row(10 + i / 10, 50, name, i + 1, people=count)
        for i, (name, count) in enumerate(people.items())
    ]
    index = index_of(*rows, row(12, 50, "Outside", 9))
    found = towns_within([index], (9.5, 49, 11, 51), 9)
    assert names(found) == ["Large", "Middle", "Small"]
    assert names(towns_within([index], (9.5, 49, 11, 51), 2)) == ["Large", "Middle"]


def test_places_on_the_edge_are_within(index_of):
    index = index_of(row(10, 50, "Corner", 1))
    for bounds in ((10, 50, 11, 51), (9, 49, 10, 50), (10, 50, 10, 50)):
        assert names(towns_within([index], bounds, 9)) == ["Corner"]


@pytest.mark.parametrize("bounds", [(170, -5, 190, 5), (-190, -5, -170, 5)])
def test_bounds_may_reach_over_the_antimeridian(bounds, scattered):
    assert sorted(names(towns_within([scattered], bounds, 9))) == ["P0", "P1"]


def test_the_whole_world_holds_all(scattered):
    found = towns_within([scattered], (-180, -90, 180, 90), 99)
    assert len(found) == len(POINTS)


def test_the_largest_of_all_indexes_come_first_each_once(index_of):
    lower = index_of(row(10, 50, "A", 1, people=5), row(10, 51, "B", 2, people=4))
    upper = index_of(row(10, 50, "A new", 1, people=5), row(10, 52, "C", 3, people=9))
    found = towns_within([lower, upper], (9, 49, 11, 53), 9)
    assert names(found) == ["C", "A new", "B"]
