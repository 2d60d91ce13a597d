"""Distances, azimuths and shapes, against geopy's own implementation and known values."""

import geopy.distance
import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import assume, example, given
from hypothesis import strategies as st

from conflictmap.geo import geodesy
from conflictmap.geo.geodesy import (
    DISC_VERTICES,
    discs,
    distance_azimuth,
    geodesic_line,
    offset,
)

LONS = st.floats(-180, 180)
LATS = st.floats(-90, 90)
POINTS = st.tuples(LONS, LATS)

MILLIMETRE = 1e-3
ROUND_TRIP_M = 1e-6
"""Karney 2013: the direct and inverse solutions are good to some 15 nm each."""

ALEPPO, HAMA = (37.16117, 36.20124), (36.75783, 35.13179)
DAMASCUS, IDLIB = (36.29128, 33.5102), (36.63393, 35.93062)


# Distances and azimuths


@given(POINTS, POINTS)
@example((180, 10), (-180, 10))
@example((179.999, -16), (-179.999, -16))
@example((0, 90), (120, -90))
@example((0, 90), (77, 90))
@example((0, 0), (180, 0))
@example((0, 0), (179.7, 0.3))  # nearly antipodal, where simpler methods fail
@example((5, 5), (5, 5))
def test_distances_agree_with_geopys_to_a_millimetre(start, end):
    expected = geopy.distance.geodesic(start[::-1], end[::-1]).m
    distance_m, _ = distance_azimuth(*start, *end)
    assert distance_m == pytest.approx(expected, abs=MILLIMETRE)


@given(POINTS, POINTS)
@example((0, 0), (-1e-15, 10))  # an azimuth a hair west of north is not 360
@example((0, 0), (0, 10))
def test_an_azimuth_is_at_least_0_and_below_360(start, end):
    _, azimuth_deg = distance_azimuth(*start, *end)
    assert 0.0 <= azimuth_deg[0] < 360.0


@given(st.tuples(LONS, st.floats(-80, 80)), st.tuples(LONS, st.floats(-80, 80)))
def test_azimuths_agree_with_geographiclib(start, end):
    expected = Geodesic.WGS84.Inverse(*start[::-1], *end[::-1])
    assume(1e3 < expected["s12"] < 1.9e7)  # near and antipodal points have any azimuth
    _, azimuth_deg = distance_azimuth(*start, *end)
    apart = (azimuth_deg[0] - expected["azi1"] + 180) % 360 - 180
    assert apart == pytest.approx(0, abs=1e-7)  # a nanometre in a kilometre, and room


@given(POINTS, POINTS)
def test_a_distance_is_the_same_there_and_back(one, other):
    there, _ = distance_azimuth(*one, *other)
    back, _ = distance_azimuth(*other, *one)
    assert there == pytest.approx(back, abs=ROUND_TRIP_M)


@pytest.mark.parametrize(
    ("start", "end", "km", "azimuth_deg"),
    [(ALEPPO, HAMA, 124.15, 197.2), (DAMASCUS, HAMA, 184.93, 13.3)],
)
def test_the_article_s_pairs_have_their_distance_and_azimuth(start, end, km, azimuth_deg):
    distances_m, azimuths = distance_azimuth(*start, *end)
    assert distances_m[0] / 1000 == pytest.approx(km, abs=0.005)  # half the last digit
    assert azimuths[0] == pytest.approx(azimuth_deg, abs=0.05)


@pytest.mark.parametrize(
    ("start", "end", "km", "last_digit"),
    [
        (ALEPPO, DAMASCUS, 308.95, 0.01),
        (IDLIB, ALEPPO, 56.2, 0.1),
        (IDLIB, HAMA, 89.3, 0.1),
    ],
)
def test_other_pairs_have_their_known_distance(start, end, km, last_digit):
    distances_m, _ = distance_azimuth(*start, *end)
    assert distances_m[0] / 1000 == pytest.approx(km, abs=last_digit / 2)


def test_the_quarter_meridian_of_wgs84_has_its_length():
    # 10 001 965.729 m: NIMA TR8350.2, WGS 84, table 3.4
    distances_m, azimuths = distance_azimuth(0, 0, 0, 90)
    assert distances_m[0] == pytest.approx(10_001_965.729, abs=MILLIMETRE)
    assert azimuths[0] == 0


def test_one_point_and_many_give_one_row_each():
    distances_m, azimuths = distance_azimuth(0, 0, [0, 1, 2], [1, 2, 3])
    assert distances_m.shape == azimuths.shape == (3,)
    assert distance_azimuth(0, 0, [], [])[0].shape == (0,)


# Offsets


@given(
    st.tuples(LONS, st.floats(-85, 85)),
    st.floats(0, 359.999),
    st.floats(1e3, 1e7),
)
@example((180, 0), 90, 1e5)
@example((-179.99, 60), 270, 5e4)
def test_going_and_measuring_give_the_same_distance_and_azimuth(start, azimuth, distance):
    lon, lat = offset(*start, azimuth, distance)
    distances_m, azimuths = distance_azimuth(*start, lon, lat)
    assert distances_m == pytest.approx(distance, abs=ROUND_TRIP_M)
    apart = (azimuths[0] - azimuth + 180) % 360 - 180
    # 15 nm across the end of the way, as an angle there, with room for the ellipsoid
    assert apart == pytest.approx(0, abs=1e-6)


# Lines


@given(POINTS, POINTS)
@example((179, 10), (-179, 10))
@example((-179, -60), (179, 60))
def test_a_line_begins_and_ends_at_its_points(start, end):
    line = geodesic_line(start, end, step_m=500_000)
    for found, wanted in ((line[0], start), (line[-1], end)):
        distance_m, _ = distance_azimuth(*found, *wanted)
        assert distance_m == pytest.approx(0, abs=ROUND_TRIP_M)


@given(POINTS, POINTS)
def test_the_points_of_a_line_are_evenly_spaced_and_the_middle_one_is_half_way(start, end):
    line = geodesic_line(start, end, step_m=500_000)
    steps_m, _ = distance_azimuth(*line[:-1].T, *line[1:].T)
    assert len(line) % 2 == 1
    assert steps_m.max() <= 500_000 + MILLIMETRE
    assert steps_m == pytest.approx(steps_m.mean(), abs=MILLIMETRE)


@pytest.mark.parametrize(
    ("start", "end", "last_lon"), [((179, 0), (-179, 0), 181), ((-179, 0), (179, 0), -181)]
)
def test_a_line_across_the_antimeridian_goes_on_instead_of_jumping(start, end, last_lon):
    line = geodesic_line(start, end)
    assert line[-1, 0] == last_lon
    assert np.abs(np.diff(line[:, 0])).max() < 0.2  # 20 km on the equator are 0.18°


@given(POINTS, POINTS)
@example((0.0, 0.0), (0.0, 1.0))
@example((0, 10), (10, 10))
def test_two_points_are_as_far_apart_as_in_arrays_of_points(start, end):
    one = distance_azimuth(*start, *end)
    assert [values.shape for values in one] == [(1,), (1,)]
    reached = distance_azimuth(*(np.array([c, c]) for c in (*start, *end)))
    assert [values.tolist() * 2 for values in one] == [v.tolist() for v in reached]


def test_a_line_from_a_point_to_itself_is_that_point():
    assert np.allclose(geodesic_line(HAMA, HAMA), HAMA, rtol=0, atol=1e-12)


def test_a_long_line_bends_towards_the_pole():
    line = geodesic_line((0, 50), (90, 50))
    assert line[:, 1].max() > 55


# Discs


@given(LONS, st.floats(-80, 80), st.floats(10, 100_000))
def test_every_vertex_of_a_disc_lies_on_the_circle(lon, lat, radius_m):
    (disc,) = discs(lon, lat, radius_m)
    ring = shapely.get_coordinates(disc)
    distances_m, _ = distance_azimuth(lon, lat, *ring.T)
    assert distances_m == pytest.approx(radius_m, abs=ROUND_TRIP_M)
    assert len(ring) == DISC_VERTICES + 1


@given(LONS, st.floats(-60, 60), st.floats(10, 20_000))
def test_the_edges_of_a_disc_lie_at_most_0_12_percent_inside_the_circle(lon, lat, radius_m):
    ring = shapely.get_coordinates(discs(lon, lat, radius_m)[0])
    middles = (ring[:-1] + ring[1:]) / 2
    distances_m, _ = distance_azimuth(lon, lat, *middles.T)
    # 1 - cos(180°/64) = 0.001204; an edge that is straight in degrees bends by less
    # than a tenth of that at 60° and 20 km
    assert distances_m.min() >= radius_m * (1 - 0.00130)
    assert distances_m.max() <= radius_m * (1 - 0.00110)


@given(LONS, st.floats(-80, 80), st.floats(10, 100_000))
@example(180.0, 0.0, 5000.0)
@example(-180.0, 10.0, 5000.0)
def test_a_disc_is_valid_and_round_its_centre_wherever_it_lies(lon, lat, radius_m):
    (disc,) = discs(lon, lat, radius_m)
    assert disc.is_valid
    assert disc.exterior.is_ccw
    turned = [shapely.Point(lon + turn, lat) for turn in (-360, 0, 360)]
    assert any(disc.contains(point) for point in turned)


def test_a_disc_across_the_antimeridian_is_in_one_piece():
    west, _, east, _ = discs(179.99, 0, 5_000)[0].bounds
    assert east - west == pytest.approx(2 * 5_000 / 111_319.49, rel=1e-4)  # 1° of equator
    assert east > 180


def test_many_discs_come_in_the_order_of_their_centres():
    found = discs([0, 10, 20], [0, 10, 20], [1_000, 2_000, 3_000])
    assert [round(disc.centroid.x) for disc in found] == [0, 10, 20]


def test_discs_are_alike_alone_among_many_and_drawn_again():
    lons = np.linspace(-170.0, 170.0, 150)
    many = discs(lons, lons / 2.0, np.full(150, 5_000.0))
    for _ in range(2):
        some = discs(lons[:9], lons[:9] / 2.0, np.full(9, 5_000.0))
        assert [shapely.to_wkb(disc) for disc in some] == [
            shapely.to_wkb(disc) for disc in many[:9]
        ]


def test_a_place_that_is_given_twice_has_two_discs():
    one, other = discs([10, 10], [20, 20], [1_000, 2_000])
    assert shapely.equals_exact(discs(10, 20, 1_000)[0], one)
    assert other.area > one.area
    assert len(discs([10, 10], [20, 20], [1_000, 1_000])) == 2


def test_no_centres_have_no_discs():
    assert discs([], [], []) == []


def test_discs_that_are_forgotten_while_they_are_looked_up_are_drawn_again(monkeypatch):
    class Forgetful(dict):
        """As if another thread found it full between two looks."""

        def __contains__(self, disc):
            is_there = super().__contains__(disc)
            self.clear()
            return is_there

    drawn = discs(*ALEPPO, 5_000.0)
    monkeypatch.setattr(geodesy, "_KEPT", Forgetful({(*ALEPPO, 5_000.0): drawn[0]}))
    assert discs(*ALEPPO, 5_000.0) == drawn
