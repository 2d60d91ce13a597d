"""Distances, directions and dates that a report states, by the rules of georeferencing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import DistanceClaim, EventEntry, Kind, Verdict
from conflictmap.data.schema import DIRECTIONS, direction_azimuths, direction_half_angle_deg
from conflictmap.geo.checks import (
    Finding,
    check_date,
    check_distance,
    claim_precision_km,
    claim_words,
    direction_holds,
    direction_words,
    distance_verdict,
    offset_precision,
)
from conflictmap.geo.places import Match, Place

ROUNDING = 1e-9
"""Room for binary fractions in sums of kilometres."""


def place(name, lon, lat, radius_m=0.0):
    return Place(
        name=name,
        lon=lon,
        lat=lat,
        kind=Kind.CITY,
        country=None,
        admin1=None,
        geonameid=None,
        population=None,
        uncertainty_m=radius_m,
        score=1.0,
        matched=Match.EXACT,
        source="test",
    )


# GeoNames' points; the radii are those of cities of their size
ALEPPO = place("Aleppo", 37.16117, 36.20124, 5_000)
HAMA = place("Hama", 36.75783, 35.13179, 3_000)
DAMASCUS = place("Damascus", 36.29128, 33.5102, 5_000)


def check(start, end, **claim):
    stated = DistanceClaim(start=start.name, end=end.name, **claim)
    return check_distance(stated, start, end, report="r")


# What a number's digits say about its precision


@pytest.mark.parametrize(
    ("number", "precision"),
    [
        # Chapman & Wieczorek 2020, table "Uncertainty related to offset precision"
        ("10.6", 0.05),
        ("0.75", 0.125),
        ("10.25", 0.125),
        ("0.5", 0.25),
        ("10.5", 0.25),
        ("1", 0.5),
        ("10", 0.5),
        ("11", 0.5),
        ("30", 0.5),
        ("15", 0.5),
        ("213", 0.5),
        ("100", 5.0),
        ("110", 5.0),
        ("140", 5.0),
        ("1000", 50.0),
        ("1100", 50.0),
        # decimals of no common fraction
        ("10.33", 0.005),
        ("12.1", 0.05),
        ("0.001", 0.0005),
        # how it is written does not matter, only its value
        ("140.0", 5.0),
        ("1.4E+2", 5.0),
        ("1E+1", 0.5),
    ],
)
def test_a_number_has_the_precision_of_its_last_stated_digit(number, precision):
    assert offset_precision(Decimal(number)) == pytest.approx(precision, rel=ROUNDING)


@given(st.decimals(min_value="0.001", max_value=20_100, places=3))
def test_a_number_is_never_less_precise_than_half_of_itself(number):
    assert 0 < offset_precision(number) <= float(number) / 2


def test_a_claim_in_miles_has_the_precision_of_the_miles():
    claim = DistanceClaim(start="A", end="B", miles=90)
    assert claim_precision_km(claim) == pytest.approx(0.5 * 1.609344, rel=ROUNDING)


def test_a_claim_without_a_number_has_no_precision():
    with pytest.raises(ValueError, match="states no number"):
        claim_precision_km(DistanceClaim(start="A", end="B", direction="N"))


# Verdicts


@pytest.mark.parametrize(
    ("stated_km", "verdict"),
    [
        (1, Verdict.CONTRADICTS),
        (94.9, Verdict.CONTRADICTS),
        (95, Verdict.STRAIGHT_LINE),
        (100, Verdict.STRAIGHT_LINE),
        (105, Verdict.STRAIGHT_LINE),
        (105.1, Verdict.ROAD),
        (145, Verdict.ROAD),
        (145.1, Verdict.UNUSUAL),
        (200, Verdict.UNUSUAL),
        (200.1, Verdict.CONTRADICTS),
        (20_000, Verdict.CONTRADICTS),
    ],
)
def test_a_distance_is_judged_by_its_circuity(stated_km, verdict):
    assert distance_verdict(stated_km, 100, 0) == verdict


@pytest.mark.parametrize(
    ("stated_km", "verdict"),
    [
        (80, Verdict.STRAIGHT_LINE),
        (79.9, Verdict.CONTRADICTS),
        (120, Verdict.STRAIGHT_LINE),
        (120.1, Verdict.ROAD),
    ],
)
def test_what_lies_within_the_tolerance_agrees_with_the_straight_line(stated_km, verdict):
    assert distance_verdict(stated_km, 100, 20) == verdict


def test_a_distance_between_a_place_and_itself_contradicts_unless_tolerated():
    assert distance_verdict(5, 0, 4.9) == Verdict.CONTRADICTS
    assert distance_verdict(5, 0, 5) == Verdict.STRAIGHT_LINE


# Directions


@pytest.mark.parametrize(
    ("direction", "azimuth_deg", "holds"),
    [
        *(("N", 0, True), ("N", 45, True), ("N", 45.1, False), ("N", 315, True)),
        *(("N", 359.9, True), ("N", 314.9, False), ("N", 180, False)),
        *(("NE", 22.5, True), ("NE", 22.4, False), ("NE", 67.5, True), ("NE", 67.6, False)),
        *(("NNW", 326.25, True), ("NNW", 348.75, True), ("NNW", 349, False)),
        *(("NbW", 354.375, True), ("NbW", 354.4, False), ("NbW", 0, False)),
        *(("S", 225, True), ("S", 225.1, False)),
    ],
)
def test_a_direction_holds_within_the_angle_of_its_compass_point(
    direction, azimuth_deg, holds
):
    found = direction_holds(direction, azimuth_deg, radials_m=0, distance_m=100_000)
    assert found is holds


@pytest.mark.parametrize(("azimuth_deg", "holds"), [(164.9, True), (165.1, False)])
def test_the_places_sizes_widen_the_angle(azimuth_deg, holds):
    # 90° + 45° + asin(10/20) = 165°
    found = direction_holds("E", azimuth_deg, radials_m=10_000, distance_m=20_000)
    assert found is holds


@pytest.mark.parametrize("distance_m", [0, 5_000, 10_000])
@pytest.mark.parametrize("direction", ["N", "E", "SSW", "NbW"])
def test_places_that_overlap_lie_in_every_direction(direction, distance_m):
    assert direction_holds(direction, 123, radials_m=10_000, distance_m=distance_m)


@given(
    st.sampled_from(DIRECTIONS), st.floats(0, 359.999), st.floats(0, 50), st.floats(0, 50)
)
def test_larger_places_never_make_a_direction_fail(direction, azimuth, one, more):
    smaller = direction_holds(direction, azimuth, radials_m=one, distance_m=100)
    larger = direction_holds(direction, azimuth, radials_m=one + more, distance_m=100)
    assert larger or not smaller


@given(st.sampled_from(DIRECTIONS))
def test_a_compass_point_holds_at_its_own_azimuth_and_not_behind(direction):
    azimuth = direction_azimuths([direction])[0]
    assert direction_holds(direction, azimuth, radials_m=0, distance_m=1)
    assert not direction_holds(direction, (azimuth + 180) % 360, radials_m=0, distance_m=1)
    assert direction_half_angle_deg(direction) <= 45


# The article's statements (numbers from georeferencing: WGS84 between GeoNames' points)


def test_140_km_from_aleppo_to_hama_is_a_road_distance_and_south_holds():
    found = check(ALEPPO, HAMA, km=140, direction="S")
    assert found.verdict is Verdict.ROAD
    assert found.direction_holds is True
    assert not found.is_problem


def test_both_numbers_the_ratio_and_the_azimuth_are_given():
    found = check(ALEPPO, HAMA, km=140, direction="S")
    assert found.stated_km == 140
    # each within half of the last digit that is known
    assert found.geodesic_km == pytest.approx(124.15, abs=0.005)
    assert found.circuity == pytest.approx(1.128, abs=0.0005)
    assert found.azimuth_deg == pytest.approx(197.2, abs=0.05)


def test_the_tolerance_is_the_number_s_precision_and_both_radii():
    assert check(ALEPPO, HAMA, km=140).tolerance_km == pytest.approx(5 + 5 + 3)


def test_213_km_from_damascus_to_hama_is_a_road_distance_and_north_holds():
    found = check(DAMASCUS, HAMA, km=213, direction="N")
    assert found.verdict is Verdict.ROAD
    assert found.direction_holds is True
    assert found.geodesic_km == pytest.approx(184.93, abs=0.005)
    assert found.circuity == pytest.approx(1.152, abs=0.0005)
    assert found.azimuth_deg == pytest.approx(13.3, abs=0.05)


def test_the_message_says_both_numbers_and_what_they_mean():
    assert check(ALEPPO, HAMA, km=140, direction="S").message == (
        "Hama is stated to be 140 km from Aleppo; in a straight line it is 124.15 km, a "
        "ratio of 1.128. It is plausible as a road distance, not as a straight line. From "
        'Aleppo the direction is 197.2°: "south" holds.'
    )


def test_the_straight_line_itself_agrees():
    assert check(ALEPPO, HAMA, km=124).verdict is Verdict.STRAIGHT_LINE


def test_miles_are_compared_as_kilometres():
    found = check(ALEPPO, HAMA, miles=87)
    assert found.verdict is Verdict.ROAD
    assert found.stated_km == pytest.approx(140.01, abs=0.005)
    assert found.tolerance_km == pytest.approx(0.5 * 1.609344 + 8)
    assert found.claim == "Hama is 87 miles from Aleppo"


@pytest.mark.parametrize(("km", "problem"), [(50, True), (400, True), (240, False)])
def test_a_distance_that_no_road_has_is_a_problem(km, problem):
    assert check(ALEPPO, HAMA, km=km).is_problem is problem


def test_a_wrong_direction_is_a_problem_though_the_distance_is_right():
    found = check(ALEPPO, HAMA, km=124, direction="NE")
    assert found.verdict is Verdict.STRAIGHT_LINE
    assert found.direction_holds is False
    assert found.is_problem
    assert '"north-east" does not hold' in found.message


@pytest.mark.parametrize(
    ("direction", "verdict"), [("S", Verdict.HOLDS), ("N", Verdict.CONTRADICTS)]
)
def test_a_direction_alone_holds_or_contradicts(direction, verdict):
    found = check(ALEPPO, HAMA, direction=direction)
    assert (found.kind, found.verdict) == ("direction", verdict)
    assert found.stated_km is found.tolerance_km is found.circuity is None


def test_a_place_and_itself_have_no_ratio():
    found = check(HAMA, HAMA, km=50, direction="N")
    assert found.circuity is None
    assert found.verdict is Verdict.CONTRADICTS
    assert found.direction_holds is True


def test_a_direction_across_the_antimeridian_is_the_short_way():
    east, west = place("Suva", 178.44, -18.14), place("Apia", -171.76, -13.83)
    assert check(east, west, direction="E").direction_holds is True
    assert check(west, east, direction="W").direction_holds is True


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ({"km": 140, "direction": "S"}, "B is 140 km south of A"),
        ({"km": 12.5}, "B is 12.5 km from A"),
        ({"miles": 100, "direction": "NNE"}, "B is 100 miles north-north-east of A"),
        ({"direction": "SWbW"}, "B is south-west by west of A"),
    ],
)
def test_a_claim_is_written_in_words(claim, words):
    assert claim_words(DistanceClaim(start="A", end="B", **claim)) == words


def test_every_compass_point_has_words_of_its_own():
    words = {direction_words(point) for point in DIRECTIONS}
    assert len(words) == len(DIRECTIONS)


# Dates

PUBLISHED = date(2024, 12, 1)


def event(**fields):
    return EventEntry(id="a", type="Attack", summary="s", **fields)


@pytest.mark.parametrize(
    "when",
    [
        "2024-12-01",
        "2024-12",
        "2024",
        "../2025",
        "2024-11-30/2025",
        "2020/..",
        "2024-12-02~",
    ],
)
def test_an_event_that_can_have_begun_before_publication_is_no_finding(when):
    assert check_date(event(date=when), PUBLISHED, report="r") is None


@pytest.mark.parametrize("when", ["2024-12-02", "2025", "2024-12-02/.."])
def test_an_event_after_publication_contradicts(when):
    found = check_date(event(date=when), PUBLISHED, report="r")
    assert (found.kind, found.verdict, found.event_id) == ("date", "contradicts", "a")
    assert found.is_problem
    assert "give it the status planned" in found.message


def test_a_planned_event_may_lie_ahead():
    assert check_date(event(date="2025", status="planned"), PUBLISHED, report="r") is None


@pytest.mark.parametrize(("when", "published"), [(None, PUBLISHED), ("2025", None)])
def test_without_both_dates_there_is_nothing_to_check(when, published):
    assert check_date(event(date=when), published, report="r") is None


# The finding


def test_a_finding_is_written_with_the_keys_of_check_json():
    found = check(ALEPPO, HAMA, km=140, direction="S").to_dict()
    assert list(found)[:11] == [
        *("report", "kind", "claim", "verdict", "stated_km", "geodesic_km"),
        *("tolerance_km", "circuity", "azimuth_deg", "direction_holds", "message"),
    ]
    assert (found["verdict"], type(found["verdict"])) == ("road", str)


def test_a_place_that_was_not_found_is_a_problem():
    assert Finding("r", "place", "c", Verdict.NOT_FOUND, "m").is_problem
